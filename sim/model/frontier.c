/* Pareto frontiers and their concave hulls. Pure geometry over utilities; what is made of them
 * stands in leverage.c. Dominance is exact: no tolerance, so that a frontier does not depend on the
 * unit of the utilities. */
#include "model/frontier.h"
#include "base/oom.h"
#include "base/rng.h"
#include "model/merge.h"
#include "model/pareto.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- two parties: the Pareto frontier of rows ---- */

typedef struct candidate {
    double u[2];
    uint32_t row;
} candidate;

/* Best for the first party first; then best for the second; then in order of rows. */
static int by_first_falling(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->u[0] != y->u[0]) return x->u[0] > y->u[0] ? -1 : 1;
    if (x->u[1] != y->u[1]) return x->u[1] > y->u[1] ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

#define STRIPS 1024

typedef struct strips {
    double from, per_unit;
    double beyond[STRIPS + 1]; /* the second party's best in this strip and all above */
} strips;

static uint32_t strip_of(const strips *s, double x)
{
    double at = (x - s->from) * s->per_unit;
    return !(at > 0) ? 0 : at >= STRIPS ? STRIPS - 1 : (uint32_t)at;
}

static void strips_fill(strips *s, const double *u, size_t size)
{
    double lo = u[0], hi = u[0];
    for (size_t i = 1; i < size; i++) {
        if (u[2 * i] < lo) lo = u[2 * i];
        if (u[2 * i] > hi) hi = u[2 * i];
    }
    s->from = lo;
    s->per_unit = hi > lo ? STRIPS / (hi - lo) : 0;
    for (size_t k = 0; k <= STRIPS; k++) s->beyond[k] = -INFINITY;
    for (size_t i = 0; i < size; i++) {
        double *best = &s->beyond[strip_of(s, u[2 * i])];
        if (u[2 * i + 1] > *best) *best = u[2 * i + 1];
    }
    for (size_t k = STRIPS; k-- > 0;)
        if (s->beyond[k + 1] > s->beyond[k]) s->beyond[k] = s->beyond[k + 1];
}

/* A row that is not better for the second party than somebody in a higher strip is dominated; few
 * rows survive that, and only those are sorted. */
size_t frontier_pareto(const double *u, size_t size, uint32_t *order)
{
    if (size == 0) return 0;
    strips s;
    strips_fill(&s, u, size);
    size_t survivors = 0;
    for (size_t i = 0; i < size; i++)
        if (u[2 * i + 1] > s.beyond[strip_of(&s, u[2 * i]) + 1]) order[survivors++] = (uint32_t)i;
    candidate *c = mem_alloc(survivors * sizeof *c);
    for (size_t i = 0; i < survivors; i++)
        c[i] = (candidate){{u[2 * (size_t)order[i]], u[2 * (size_t)order[i] + 1]}, order[i]};
    qsort(c, survivors, sizeof *c, by_first_falling);
    size_t count = 0;
    double best = -INFINITY;
    for (size_t i = 0; i < survivors; i++)
        if (c[i].u[1] > best) {
            best = c[i].u[1];
            order[count++] = c[i].row;
        }
    free(c);
    for (size_t i = 0; i < count / 2; i++) {
        uint32_t swap = order[i];
        order[i] = order[count - 1 - i];
        order[count - 1 - i] = swap;
    }
    return count;
}

/* Is b on or under the line from a to c? (a, b, c ascending in the first coordinate) */
static bool is_under(const double *a, const double *b, const double *c)
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) >= 0;
}

size_t frontier_hull(double *u, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        while (count >= 2 && is_under(&u[2 * (count - 2)], &u[2 * (count - 1)], &u[2 * i])) count--;
        memmove(&u[2 * count++], &u[2 * i], 2 * sizeof *u);
    }
    return count;
}

/* Optimal rows of u[size][n]; two parties: ascending in the first; more: falling in the sum. */
static size_t pareto_rows(const double *u, size_t size, uint32_t n, uint32_t *order)
{
    return n == 2 ? frontier_pareto(u, size, order) : pareto_many(u, size, n, order);
}

/* ---- of a model ---- */

#define IMPLICIT_POINTS 1025 /* of a range without a table, more than two parties */

static size_t points_of(const model *m)
{
    if (m->space.listed) return m->space.size;
    return m->n_parties == 2 ? 2 : IMPLICIT_POINTS;
}

/* [points][n], outcomes in ascending order: all of them, or evenly spaced. On the heap. */
static double *utilities_of(const model *m, size_t points)
{
    double *u = mem_zero(points, m->n_parties * sizeof *u);
    uint64_t last = m->space.size - 1, parts = points > 1 ? points - 1 : 1;
    for (size_t i = 0; i < points; i++) {
        outcome_id o = last / parts * i + last % parts * i / parts;
        for (uint32_t p = 0; p < m->n_parties; p++)
            u[i * m->n_parties + p] = utility_of(&m->parties[p].utility, o);
    }
    return u;
}

static size_t keep_pareto(double *u, size_t points, uint32_t n)
{
    uint32_t *order = mem_zero(points, sizeof *order);
    size_t count = pareto_rows(u, points, n, order);
    double *kept = mem_alloc(count * n * sizeof *kept);
    for (size_t i = 0; i < count; i++)
        memcpy(&kept[i * n], &u[(size_t)order[i] * n], n * sizeof *u);
    memcpy(u, kept, count * n * sizeof *u);
    free(kept);
    free(order);
    return count;
}

static const hg_frontier *frontier_keep(arena *a, uint32_t n, const double *u, size_t size,
                                        const double *best)
{
    hg_frontier *f = arena_alloc(a, sizeof *f);
    double *rows = arena_array(a, size, n * sizeof *rows), *tops = arena_array(a, n, sizeof *tops);
    memcpy(rows, u, size * n * sizeof *rows);
    memcpy(tops, best, n * sizeof *tops);
    *f = (hg_frontier){n, (uint32_t)size, rows, tops};
    return f;
}

/* ---- of a large space ---- */

#define WEIGHTINGS 2048u /* of the parties, more than two */

/* Evenly spread over all directions in which a sum of utilities, each over its range, can be
 * made greatest; none is without weight. */
static void draw_weights(rng *r, const model *m, double *weight)
{
    for (uint32_t p = 0; p < m->n_parties; p++) {
        const utility *u = &m->parties[p].utility;
        double range = utility_best(u) - utility_worst(u);
        weight[p] = (1e-9 - hg_log(1 - rng_uniform(r))) / (range > 0 ? range : 1);
    }
}

static double weighted(const model *m, const double *weight, uint32_t issue, uint64_t index)
{
    double sum = 0;
    for (uint32_t p = 0; p < m->n_parties; p++)
        sum +=
            weight[p] * ladder_worth(&m->parties[p].utility.table->additive->ladders[issue], index);
    return sum;
}

/* Of a wide issue evenly spaced values, both ends among them. */
static outcome_id greatest_sum(const model *m, const double *weight)
{
    outcome_id o = 0;
    for (uint32_t i = 0; i < m->space.n_issues; i++) {
        uint64_t size = m->space.issues[i].size, best = 0;
        uint64_t n = size < ADDITIVE_LISTED ? size : ADDITIVE_LISTED, parts = n > 1 ? n - 1 : 1;
        double most = -INFINITY;
        for (uint64_t j = 0; j < n; j++) {
            uint64_t k = (size - 1) / parts * j + (size - 1) % parts * j / parts;
            double sum = weighted(m, weight, i, k);
            if (sum > most) best = k;
            most = fmax(most, sum);
        }
        o = o * size + best;
    }
    return o;
}

typedef struct vectors {
    size_t size;
    outcome_id *outcomes; /* [size] */
    double *u;            /* [size][n] */
    double within;        /* as in merged */
} vectors;

static vectors vectors_new(size_t size, uint32_t n)
{
    return (vectors){size, mem_alloc(size * sizeof(outcome_id)),
                     mem_alloc(size * n * sizeof(double)), 0};
}

static void vectors_fini(vectors *v)
{
    free(v->outcomes);
    free(v->u);
}

static vectors merged_of_two(const model *m)
{
    merged f = merge_frontier(&m->parties[0].utility, &m->parties[1].utility);
    vectors v = vectors_new(f.size, 2);
    for (size_t i = 0; i < f.size; i++) {
        v.outcomes[i] = f.points[i].outcome;
        memcpy(&v.u[2 * i], f.points[i].u, 2 * sizeof *v.u);
    }
    v.within = f.within;
    merged_fini(&f);
    return v;
}

static vectors best_for_sums(const model *m)
{
    uint32_t n = m->n_parties, order[WEIGHTINGS];
    vectors all = vectors_new(WEIGHTINGS, n);
    rng r;
    rng_open(&r, 0, RNG_DESIGN, 0, 0);
    for (size_t i = 0; i < WEIGHTINGS; i++) {
        double weight[HG_PARTIES_MAX];
        draw_weights(&r, m, weight);
        all.outcomes[i] = greatest_sum(m, weight);
        for (uint32_t p = 0; p < n; p++)
            all.u[i * n + p] = utility_of(&m->parties[p].utility, all.outcomes[i]);
    }
    size_t count = pareto_rows(all.u, WEIGHTINGS, n, order);
    pareto_sort_by_first(all.u, n, order, count);
    vectors v = vectors_new(count, n);
    for (size_t i = 0; i < count; i++) {
        v.outcomes[i] = all.outcomes[order[i]];
        memcpy(&v.u[i * n], &all.u[(size_t)order[i] * n], n * sizeof *v.u);
    }
    v.within = INFINITY;
    vectors_fini(&all);
    return v;
}

static vectors vectors_of_large(const model *m)
{
    return m->n_parties == 2 ? merged_of_two(m) : best_for_sums(m);
}

/* ---- the set of a model ---- */

static const hg_frontier *large_set(arena *a, const model *m, const double *best)
{
    vectors v = vectors_of_large(m);
    const hg_frontier *f = frontier_keep(a, m->n_parties, v.u, v.size, best);
    vectors_fini(&v);
    return f;
}

const hg_frontier *frontier_pareto_set(arena *a, const model *m)
{
    double best[HG_PARTIES_MAX] = {0};
    for (uint32_t p = 0; p < m->n_parties; p++) best[p] = utility_best(&m->parties[p].utility);
    if (space_is_large(&m->space)) return large_set(a, m, best);
    size_t points = points_of(m);
    double *u = utilities_of(m, points);
    size_t count = keep_pareto(u, points, m->n_parties);
    const hg_frontier *f = frontier_keep(a, m->n_parties, u, count, best);
    free(u);
    return f;
}

static size_t large_outcomes(arena *a, const model *m, const outcome_id **out, double *within)
{
    vectors v = vectors_of_large(m);
    outcome_id *kept = arena_array(a, v.size, sizeof *kept);
    memcpy(kept, v.outcomes, v.size * sizeof *kept);
    *out = kept;
    *within = v.within;
    vectors_fini(&v);
    return v.size;
}

size_t frontier_outcomes(arena *a, const model *m, const outcome_id **out, double *within)
{
    if (space_is_large(&m->space)) return large_outcomes(a, m, out, within);
    *within = 0;
    size_t points = m->space.size;
    uint32_t *order = mem_zero(points, sizeof *order);
    double *u = utilities_of(m, points);
    size_t count = pareto_rows(u, points, m->n_parties, order);
    if (m->n_parties != 2) pareto_sort_by_first(u, m->n_parties, order, count);
    outcome_id *kept = arena_array(a, count, sizeof *kept);
    for (size_t i = 0; i < count; i++) kept[i] = order[i];
    *out = kept;
    free(order);
    free(u);
    return count;
}

const hg_frontier *frontier_build(arena *a, const model *m)
{
    const hg_frontier *set = m->pareto ? m->pareto : frontier_pareto_set(a, m);
    if (set->n != 2) return set;
    double *u = mem_alloc(set->size * 2 * sizeof *u);
    memcpy(u, set->u, set->size * 2 * sizeof *u);
    const hg_frontier *hull = frontier_keep(a, 2, u, frontier_hull(u, set->size), set->best);
    free(u);
    return hull;
}

const hg_frontier *frontier_shifted(arena *a, const hg_frontier *f, const double *delta)
{
    const hg_frontier *moved = frontier_keep(a, f->n, f->u, f->size, f->best);
    double *u = (double *)moved->u, *best = (double *)moved->best;
    for (size_t i = 0; i < f->size; i++)
        for (uint32_t p = 0; p < f->n; p++) u[i * f->n + p] += delta[p];
    for (uint32_t p = 0; p < f->n; p++) best[p] += delta[p];
    return moved;
}

/* ---- the zone of agreement ---- */

static double least_gain(const double *u, const double *w, uint32_t n)
{
    double least = u[0] - w[0];
    for (uint32_t p = 1; p < n; p++)
        if (u[p] - w[p] < least) least = u[p] - w[p];
    return least;
}

/* Along a frontier of two the first gain rises and the second falls: the best row stands at their
 * crossing. */
static double zone_of_two(const hg_frontier *f, const double *w)
{
    size_t lo = 0, hi = f->size - 1; /* the first row where the first gain is not the lesser one */
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (f->u[2 * middle] - w[0] >= f->u[2 * middle + 1] - w[1])
            hi = middle;
        else
            lo = middle + 1;
    }
    double at = least_gain(&f->u[2 * lo], w, 2);
    double before = lo > 0 ? least_gain(&f->u[2 * (lo - 1)], w, 2) : at;
    return at > before ? at : before;
}

static double zone_of_rows(const hg_frontier *f, const double *w)
{
    double best = least_gain(f->u, w, f->n);
    for (size_t i = 1; i < f->size; i++) {
        double gain = least_gain(&f->u[i * f->n], w, f->n);
        if (gain > best) best = gain;
    }
    return best;
}

/* On one real issue all gains are linear: their least is greatest at an end or where two cross. */
static double zone_on_line(const model *m, const double *w)
{
    double from[HG_PARTIES_MAX] = {0}, to[HG_PARTIES_MAX] = {0}, here[HG_PARTIES_MAX];
    uint32_t n = m->n_parties;
    for (uint32_t p = 0; p < n; p++) {
        from[p] = utility_of(&m->parties[p].utility, 0);
        to[p] = utility_of(&m->parties[p].utility, m->space.size - 1);
    }
    double best = fmax(least_gain(from, w, n), least_gain(to, w, n));
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++) {
            double apart = (from[j] - w[j]) - (from[i] - w[i]);
            double closing = (to[i] - from[i]) - (to[j] - from[j]);
            if (!(apart / closing > 0 && apart / closing < 1)) continue;
            for (uint32_t p = 0; p < n; p++)
                here[p] = from[p] + apart / closing * (to[p] - from[p]);
            best = fmax(best, least_gain(here, w, n));
        }
    return best;
}

double frontier_zone(const model *m, const double *w)
{
    if (space_is_line(&m->space)) return zone_on_line(m, w);
    return m->n_parties == 2 ? zone_of_two(m->pareto, w) : zone_of_rows(m->pareto, w);
}
