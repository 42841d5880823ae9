/* Staircases: points descending in the first utility, ascending in the second. An issue's values
 * are one, the frontier so far is one; their sum is the staircase of all moved copies of the longer
 * one, merged two by two. What is dominated before an issue is added is so after it, rounding
 * included, for sums are monotone in their parts. */
#include "model/merge.h"
#include "base/oom.h"
#include <stdlib.h>
#include <string.h>

typedef struct stairs {
    size_t size;
    merge_point *at; /* own */
} stairs;

/* ---- staircases ---- */

/* Comes after all others, or level with the last of them. There is room. */
static inline void climb(stairs *s, merge_point p)
{
    merge_point *last = s->size ? &s->at[s->size - 1] : NULL;
    if (!last || p.u[1] > last->u[1]) {
        bool covers = last && p.u[0] == last->u[0];
        s->at[covers ? s->size - 1 : s->size++] = p;
    } else if (p.u[1] == last->u[1] && p.u[0] == last->u[0] && p.outcome < last->outcome) {
        last->outcome = p.outcome;
    }
}

static stairs stairs_new(size_t cap) { return (stairs){0, mem_alloc(cap * sizeof(merge_point))}; }

static stairs stairs_merge(stairs a, stairs b)
{
    stairs both = stairs_new(a.size + b.size);
    size_t i = 0, j = 0;
    while (i < a.size || j < b.size) {
        bool from_a = j == b.size || (i < a.size && a.at[i].u[0] >= b.at[j].u[0]);
        climb(&both, from_a ? a.at[i++] : b.at[j++]);
    }
    free(a.at);
    free(b.at);
    return both;
}

/* Leaves the best for the second in each of so many strips; returns their width. */
static double stairs_thin(stairs *s, size_t strips)
{
    double from = s->at[0].u[0], width = (from - s->at[s->size - 1].u[0]) / (double)strips;
    size_t kept = 1, strip = 0; /* the first point stays, whatever the others */
    for (size_t i = 1; i < s->size; i++) {
        size_t here = (size_t)((from - s->at[i].u[0]) / width);
        if (here == strip && kept > 1) kept--;
        s->at[kept++] = s->at[i];
        strip = here;
    }
    s->size = kept;
    return width;
}

/* ---- the values of one issue ---- */

static merge_point value_at(const ladder *a, const ladder *b, uint64_t index)
{
    return (merge_point){{ladder_worth(a, index), ladder_worth(b, index)}, index};
}

static int by_first_falling(const void *a, const void *b)
{
    const merge_point *x = a, *y = b;
    if (x->u[0] != y->u[0]) return x->u[0] > y->u[0] ? -1 : 1;
    if (x->u[1] != y->u[1]) return x->u[1] > y->u[1] ? -1 : 1;
    return x->outcome < y->outcome ? -1 : x->outcome > y->outcome;
}

static stairs values_of_list(const ladder *a, const ladder *b)
{
    stairs s = stairs_new((size_t)a->size);
    merge_point *all = mem_alloc((size_t)a->size * sizeof *all);
    for (uint64_t k = 0; k < a->size; k++) all[k] = value_at(a, b, k);
    qsort(all, (size_t)a->size, sizeof *all, by_first_falling);
    for (uint64_t k = 0; k < a->size; k++) climb(&s, all[k]);
    free(all);
    return s;
}

/* Linear for both, and long: one end where nobody loses by it, else evenly spaced values. */
static stairs values_of_line(const ladder *a, const ladder *b, double *within)
{
    uint64_t last = a->size - 1, n = a->size < MERGE_POINTS_MAX ? a->size : MERGE_POINTS_FEW;
    double x = a->part->per_unit, y = b->part->per_unit;
    stairs s = stairs_new((size_t)n);
    if (!(x > 0 && y < 0) && !(x < 0 && y > 0)) {
        climb(&s, value_at(a, b, x > 0 || y > 0 ? last : 0));
        return s;
    }
    for (uint64_t j = 0; j < n; j++) {
        uint64_t k = last / (n - 1) * j + last % (n - 1) * j / (n - 1);
        climb(&s, value_at(a, b, x > 0 ? last - k : k));
    }
    if (n < a->size) *within += (a->most - a->least) / (double)(n - 1);
    return s;
}

static stairs values_of(const ladder *a, const ladder *b, double *within)
{
    if (!a->worth && !b->worth) return values_of_line(a, b, within);
    stairs s = values_of_list(a, b);
    if (s.size > MERGE_POINTS_MAX) *within += stairs_thin(&s, MERGE_POINTS_FEW);
    return s;
}

/* ---- adding an issue ---- */

typedef struct adding {
    stairs before, values;
    bool over_values; /* a copy of what is before for each value; else the other way round */
    bool thinned;     /* it is no longer exact */
    uint64_t size;    /* of the issue */
    double within;
} adding;

static merge_point added(const adding *w, size_t before, size_t value)
{
    const merge_point *a = &w->before.at[before], *b = &w->values.at[value];
    return (merge_point){{a->u[0] + b->u[0], a->u[1] + b->u[1]}, a->outcome * w->size + b->outcome};
}

static stairs one_copy(const adding *w, size_t k)
{
    size_t n = w->over_values ? w->before.size : w->values.size;
    stairs s = stairs_new(n);
    for (size_t i = 0; i < n; i++) climb(&s, w->over_values ? added(w, i, k) : added(w, k, i));
    return s;
}

static stairs copies(adding *w, size_t from, size_t to)
{
    if (to - from == 1) return one_copy(w, from);
    size_t middle = from + (to - from) / 2;
    stairs low = copies(w, from, middle);
    stairs s = stairs_merge(low, copies(w, middle, to));
    if (s.size > MERGE_POINTS_MAX) w->within += stairs_thin(&s, MERGE_POINTS_FEW);
    return s;
}

/* What would take minutes is thinned first: the longer of the two, and where both are long, both.
 */
static void bound_work(adding *w)
{
    enum { EXACT_MAX = 1 << 25, THINNED_MAX = 1 << 22, SIDE = 1 << 12 };
    size_t most = w->thinned ? THINNED_MAX : EXACT_MAX;
    bool longer_before = w->before.size > w->values.size;
    stairs *longer = longer_before ? &w->before : &w->values;
    stairs *shorter = longer_before ? &w->values : &w->before;
    if (longer->size * shorter->size <= most) return;
    if (shorter->size > SIDE) w->within += stairs_thin(shorter, SIDE);
    w->within += stairs_thin(longer, most / shorter->size);
}

static stairs add_issue(stairs before, stairs values, uint64_t size, double *within)
{
    adding w = {before, values, values.size <= before.size, *within > 0, size, 0};
    bound_work(&w);
    w.over_values = w.values.size <= w.before.size;
    stairs s = copies(&w, 0, w.over_values ? w.values.size : w.before.size);
    free(w.before.at);
    free(w.values.at);
    *within += w.within;
    return s;
}

/* ---- the whole ---- */

/* Ascending in the first. A shift may round what was apart to the same. */
static merged finish(stairs s, const utility *first, const utility *second, double within)
{
    stairs moved = stairs_new(s.size);
    for (size_t i = 0; i < s.size; i++) {
        const merge_point *p = &s.at[i];
        climb(&moved, (merge_point){{p->u[0] + first->shift, p->u[1] + second->shift}, p->outcome});
    }
    for (size_t i = 0; i < moved.size; i++) s.at[i] = moved.at[moved.size - 1 - i];
    free(moved.at);
    return (merged){moved.size, s.at, within};
}

merged merge_frontier(const utility *first, const utility *second)
{
    const additive *a = first->table->additive, *b = second->table->additive;
    double within = 0;
    stairs s = stairs_new(1);
    climb(&s, (merge_point){{0, 0}, 0});
    for (uint32_t i = 0; i < a->n; i++) {
        stairs values = values_of(&a->ladders[i], &b->ladders[i], &within);
        s = add_issue(s, values, a->ladders[i].size, &within);
    }
    return finish(s, first, second, within);
}

void merged_fini(merged *m)
{
    free(m->points);
    *m = (merged){0};
}

size_t merged_above(const merged *m, double least)
{
    size_t lo = 0, hi = m->size;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (m->points[middle].u[0] >= least)
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}
