/* Levels, layers and searches; the idea is in the header. Knows no party and no session. */
#include "model/additive.h"
#include "base/oom.h"
#include "model/ranking.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TAILS_MAX 4096u
#define TOP_MAX   4096u
#define TOP_PART  16 /* of a small space */

/* ---- ladders ---- */

uint64_t ladder_index(const ladder *l, uint64_t position)
{
    if (l->order) return l->order[position];
    return l->falls ? l->size - 1 - position : position;
}

double ladder_worth(const ladder *l, uint64_t index)
{
    return l->worth ? l->worth[index] : l->part->per_unit * issue_value(l->issue, index);
}

static bool is_wide(const ladder *l) { return l->size > ADDITIVE_LISTED; }

typedef struct additive_rung rung;

static int by_worth(const void *a, const void *b)
{
    const rung *x = a, *y = b;
    if (x->worth != y->worth) return x->worth < y->worth ? -1 : 1;
    return x->outcome < y->outcome ? -1 : x->outcome > y->outcome;
}

/* A linear issue is kept value by value only where it is short. */
static void ladder_list(arena *a, ladder *l)
{
    uint32_t n = (uint32_t)l->size;
    rung *rungs = mem_alloc(n * sizeof *rungs);
    double *worth = arena_array(a, n, sizeof *worth);
    uint32_t *order = arena_array(a, n, sizeof *order);
    for (uint32_t k = 0; k < n; k++) {
        worth[k] = l->part->per_value ? l->part->per_value[k] : ladder_worth(l, k);
        rungs[k] = (rung){worth[k], k};
    }
    qsort(rungs, n, sizeof *rungs, by_worth);
    for (uint32_t k = 0; k < n; k++) order[k] = (uint32_t)rungs[k].outcome;
    l->worth = worth;
    l->order = order;
    free(rungs);
}

static const ladder *build_ladders(arena *a, const space *s, const preference *p)
{
    ladder *ladders = arena_array(a, s->n_issues, sizeof *ladders);
    uint64_t stride = 1;
    for (uint32_t i = s->n_issues; i-- > 0;) {
        ladder *l = &ladders[i];
        *l = (ladder){.size = s->issues[i].size,
                      .stride = stride,
                      .part = &p->parts[i],
                      .issue = &s->issues[i],
                      .falls = p->parts[i].per_unit < 0};
        if (l->part->per_value || !is_wide(l)) ladder_list(a, l);
        l->least = ladder_worth(l, ladder_index(l, 0));
        l->most = ladder_worth(l, ladder_index(l, l->size - 1));
        l->choices = is_wide(l) ? ADDITIVE_LISTED : (uint32_t)l->size;
        stride *= l->size;
    }
    return ladders;
}

/* k of `parts` equal parts of size; exact where size * parts would not fit. */
static uint64_t portion(uint64_t size, uint64_t k, uint64_t parts)
{
    assert(parts > 0);
    return size / parts * k + size % parts * k / parts;
}

/* The value that stands for a choice on the fine grid: both ends of a wide issue are among them. */
static uint64_t choice_index(const ladder *l, uint32_t k)
{
    return is_wide(l) ? ladder_index(l, portion(l->size - 1, k, l->choices - 1)) : k;
}

/* On the coarse grid a choice of a wide issue is a block of positions, from here to the next's. */
static uint64_t block_from(const ladder *l, uint32_t k) { return portion(l->size, k, l->choices); }

static uint64_t block_size(const ladder *l, uint32_t k)
{
    return is_wide(l) ? block_from(l, k + 1) - block_from(l, k) : 1;
}

double additive_of(const additive *a, outcome_id outcome)
{
    double worth[SPACE_ISSUES_MAX], sum = 0;
    for (uint32_t i = a->n; i-- > 0;) {
        const ladder *l = &a->ladders[i];
        uint64_t left = outcome / l->size, index = outcome - left * l->size;
        worth[i] = l->worth ? l->worth[index] : ladder_worth(l, index);
        outcome = left;
    }
    /* in the order of issues, as tables add: worth was filled from the last to the first */
    // cppcheck-suppress uninitvar
    for (uint32_t i = 0; i < a->n; i++) sum += worth[i];
    return sum;
}

/* ---- the common unit ---- */

#define UNIT_SLACK 1e-6    /* of a level: what rounding may add up to */
#define ROUNDING   0x1p-51 /* of what is added: what the sum may be off by */

/* Euclid's, for numbers that are multiples of something but for rounding. */
static double common_unit(double a, double b, double nothing)
{
    while (b > nothing) {
        double rest = fabs(a - b * floor(a / b + 0.5));
        a = b;
        b = rest;
    }
    return a;
}

static bool is_whole(double x) { return fabs(x - floor(x + 0.5)) <= UNIT_SLACK / 64; }

/* The greatest unit that all values are multiples of, above the worst; 0: none, or too fine. */
static double lattice_unit(const additive *a)
{
    double span = a->best - a->worst, unit = 0, widest = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        const ladder *l = &a->ladders[i];
        if (is_wide(l)) return 0;
        widest = fmax(widest, l->most - l->least);
        for (uint64_t k = 0; k < l->size; k++)
            unit = common_unit(unit, l->worth[k] - l->least, 1e-10 * span);
    }
    if (!(unit > span / ADDITIVE_FINE)) return 0;
    unit = widest / floor(widest / unit + 0.5);
    for (uint32_t i = 0; i < a->n; i++)
        for (uint64_t k = 0; k < a->ladders[i].size; k++)
            if (!is_whole((a->ladders[i].worth[k] - a->ladders[i].least) / unit)) return 0;
    return unit;
}

/* ---- grids ---- */

static uint32_t level_of(const grid *g, double x) { return (uint32_t)(x / g->unit + 0.5); }

/* How far the values of a choice are from its level, at most. */
static double off_by(const grid *g, const ladder *l, uint32_t level, double least, double most)
{
    double at = l->least + level * g->unit;
    return fmax(fabs(least - at), fabs(most - at));
}

/* Levels of the values themselves, or those in the middle of each block. */
static void fill_fine(grid *g, const ladder *l, uint32_t *level)
{
    for (uint32_t k = 0; k < l->choices; k++) {
        double x = ladder_worth(l, choice_index(l, k));
        level[k] = level_of(g, x - l->least);
    }
}

static void fill_coarse(grid *g, const ladder *l, uint32_t *level)
{
    for (uint32_t k = 0; k < l->choices; k++) {
        double from = is_wide(l) ? ladder_worth(l, ladder_index(l, block_from(l, k))) : l->worth[k];
        double to = is_wide(l) ? ladder_worth(l, ladder_index(l, block_from(l, k + 1) - 1)) : from;
        level[k] = level_of(g, from + (to - from) / 2 - l->least);
    }
}

/* Of a wide issue what lies between two values on the fine grid is off, too. */
static double worst_off(const grid *g, const ladder *l, const uint32_t *level, bool coarse)
{
    double worst = 0;
    for (uint32_t k = 0; k < l->choices; k++) {
        bool last = k + 1 == l->choices;
        uint64_t from = choice_index(l, k),
                 to = is_wide(l) && !last ? choice_index(l, k + 1) : from;
        if (coarse && is_wide(l)) {
            from = ladder_index(l, block_from(l, k));
            to = ladder_index(l, block_from(l, k + 1) - 1);
        }
        worst = fmax(worst, off_by(g, l, level[k], ladder_worth(l, from), ladder_worth(l, to)));
    }
    return worst;
}

static uint32_t greatest(const uint32_t *level, uint32_t n)
{
    uint32_t most = 0;
    for (uint32_t k = 0; k < n; k++) most = level[k] > most ? level[k] : most;
    return most;
}

/* All issues but `without`. */
static void grid_build(arena *a, const additive *of, double unit, uint32_t without, grid *g)
{
    bool coarse = g == &of->coarse;
    uint32_t *issues = arena_array(a, of->n, sizeof *issues);
    uint32_t *tops = arena_array(a, of->n + (size_t)1, sizeof *tops);
    g->level = arena_array(a, of->n, sizeof *g->level);
    g->unit = unit;
    for (uint32_t i = 0; i < of->n; i++)
        if (i != without) issues[g->n++] = i;
    for (uint32_t i = g->n; i-- > 0;) {
        const ladder *l = &of->ladders[issues[i]];
        uint32_t *level = arena_array(a, l->choices, sizeof *level);
        (coarse ? fill_coarse : fill_fine)(g, l, level);
        g->level[i] = level;
        g->off += worst_off(g, l, level, coarse);
        tops[i] = tops[i + 1] + greatest(level, l->choices);
    }
    g->issues = issues;
    g->tops = tops;
    g->top = tops[0];
}

/* ---- the fine grid: which levels can be reached ---- */

static bool has(const uint64_t *set, uint32_t level) { return set[level / 64] >> level % 64 & 1; }

/* to |= from, moved up. */
static void add_moved(uint64_t *to, const uint64_t *from, uint32_t words, uint32_t up)
{
    uint32_t whole = up / 64, bits = up % 64;
    uint64_t carried = 0;
    for (uint32_t w = 0; w < words; w++) {
        to[w + whole] |= from[w] << bits | carried;
        carried = bits ? from[w] >> (64 - bits) : 0;
    }
    if (carried) to[words + whole] |= carried;
}

static uint32_t words_for(uint32_t top) { return top / 64 + 1; }

static void index_words(arena *a, additive *of)
{
    uint32_t words = words_for(of->fine.top), next = words;
    uint32_t *index = arena_array(a, words + (size_t)1, sizeof *index);
    index[words] = words;
    for (uint32_t w = words; w-- > 0;) index[w] = next = of->reach[0][w] ? w : next;
    of->next = index;
}

/* reach[i]: the levels that issues i.. on can add up to. A move may write one word beyond. */
static void build_reach(arena *a, additive *of)
{
    const grid *g = &of->fine;
    of->reach = arena_array(a, g->n + (size_t)1, sizeof *of->reach);
    for (uint32_t i = g->n + 1; i-- > 0;) {
        uint64_t *set = arena_array(a, words_for(g->tops[i]) + (size_t)1, sizeof *set);
        of->reach[i] = set;
        if (i == g->n) {
            set[0] = 1;
            continue;
        }
        for (uint32_t k = 0; k < of->ladders[g->issues[i]].choices; k++)
            add_moved(set, of->reach[i + 1], words_for(g->tops[i + 1]), g->level[i][k]);
    }
    index_words(a, of);
}

/* ---- tails ---- */

/* As many of the last issues as have no more than TAILS_MAX combinations; none where the widest
 * issue is solved for instead. */
static void choose_head(additive *of)
{
    const grid *g = &of->fine;
    of->head = g->n;
    of->n_tails = 1;
    while (of->widest == HG_NOBODY && of->head > 0 &&
           of->n_tails * of->ladders[g->issues[of->head - 1]].size <= TAILS_MAX)
        of->n_tails *= (uint32_t)of->ladders[g->issues[--of->head]].size;
}

/* All sums, in the order of their worth. */
static void build_tails(arena *a, additive *of)
{
    choose_head(of);
    rung *tails = arena_array(a, of->n_tails, sizeof *tails);
    for (uint32_t k = 0; k < of->n_tails; k++)
        for (uint32_t i = of->head, left = k; i < of->fine.n; i++) {
            const ladder *l = &of->ladders[of->fine.issues[i]];
            tails[k].worth += l->worth[left % l->size];
            tails[k].outcome += left % l->size * l->stride;
            left /= (uint32_t)l->size;
        }
    qsort(tails, of->n_tails, sizeof *tails, by_worth);
    of->tails = tails;
}

/* ---- the coarse grid: how many outcomes a level has ---- */

static void build_counts(arena *a, additive *of)
{
    const grid *g = &of->coarse;
    of->count = arena_array(a, g->n + (size_t)1, sizeof *of->count);
    for (uint32_t i = g->n + 1; i-- > 0;) {
        uint64_t *count = arena_array(a, g->tops[i] + (size_t)1, sizeof *count);
        of->count[i] = count;
        if (i == g->n) {
            count[0] = 1;
            continue;
        }
        const ladder *l = &of->ladders[g->issues[i]];
        for (uint32_t k = 0; k < l->choices; k++) {
            uint64_t weight = block_size(l, k);
            uint64_t *to = count + g->level[i][k];
            for (uint32_t x = 0; x <= g->tops[i + 1]; x++) to[x] += weight * of->count[i + 1][x];
        }
    }
    uint64_t *above = arena_array(a, g->top + (size_t)2, sizeof *above);
    for (uint32_t x = g->top + 1; x-- > 0;) above[x] = above[x + 1] + of->count[0][x];
    of->above = above;
}

/* ---- the top ---- */

/* On a lattice levels are as good as any list. */
static void build_top(arena *a, additive *of)
{
    uint64_t n = of->space->size / TOP_PART;
    if (of->lattice) return;
    of->n_top = n < TOP_MAX ? (uint32_t)n : TOP_MAX;
    rung *top = arena_array(a, of->n_top, sizeof *top);
    ranking r;
    ranking_init(&r, of);
    for (uint32_t k = 0; k < of->n_top; k++) {
        top[k].outcome = ranking_at(&r, k);
        top[k].worth = additive_of(of, top[k].outcome);
    }
    ranking_fini(&r);
    of->top = top;
}

static outcome_id top_above(const additive *a, double shift, double target)
{
    uint32_t lo = 0, hi = a->n_top; /* lo are worth it */
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (a->top[middle].worth + shift >= target)
            lo = middle + 1;
        else
            hi = middle;
    }
    while (lo > 1 && a->top[lo - 2].worth == a->top[lo - 1].worth) lo--;
    return a->top[lo - 1].outcome;
}

/* ---- building ---- */

static uint32_t widest_of(const additive *a)
{
    uint32_t widest = HG_NOBODY;
    for (uint32_t i = 0; i < a->n; i++)
        if (is_wide(&a->ladders[i]) &&
            (widest == HG_NOBODY || a->ladders[i].size > a->ladders[widest].size))
            widest = i;
    return widest;
}

/* The widest step between values of the widest issue. */
static double spacing_of(const ladder *l)
{
    double widest = fabs(l->part->per_unit) * l->issue->step;
    if (!l->order) return fmax(widest, l->most - ladder_worth(l, ladder_index(l, l->size - 2)));
    widest = 0;
    for (uint64_t k = 1; k < l->size; k++)
        widest = fmax(widest, ladder_worth(l, ladder_index(l, k)) -
                                  ladder_worth(l, ladder_index(l, k - 1)));
    return widest;
}

static outcome_id lowest_best(const additive *a)
{
    outcome_id best = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        const ladder *l = &a->ladders[i];
        uint64_t at = l->size - 1; /* position of the first of those that are worth the most */
        while (at > 0 && ladder_worth(l, ladder_index(l, at - 1)) == l->most &&
               (l->order || l->least == l->most))
            at = l->order ? at - 1 : 0;
        best += ladder_index(l, at) * l->stride;
    }
    return best;
}

static double sum_over(const additive *a, uint32_t without, bool most)
{
    double sum = 0;
    for (uint32_t i = 0; i < a->n; i++)
        if (i != without) sum += most ? a->ladders[i].most : a->ladders[i].least;
    return sum;
}

/* Levels of equal width; any will do where all outcomes are worth the same. */
static double even_unit(double span, uint32_t levels)
{
    double unit = span / levels;
    return unit > 0 ? unit : 1;
}

const additive *additive_build(arena *in, const space *s, const preference *p)
{
    additive *a = arena_alloc(in, sizeof *a);
    a->space = s;
    a->n = s->n_issues;
    a->ladders = build_ladders(in, s, p);
    a->worst = sum_over(a, HG_NOBODY, false);
    a->best = sum_over(a, HG_NOBODY, true);
    a->best_at = lowest_best(a);
    a->widest = widest_of(a);
    a->floor = sum_over(a, a->widest, false);
    a->spacing = a->widest == HG_NOBODY ? 0 : spacing_of(&a->ladders[a->widest]);
    double unit = lattice_unit(a), span = a->best - a->worst;
    double rest = sum_over(a, a->widest, true) - a->floor;
    a->lattice = unit > 0;
    a->exact = a->lattice && span / unit <= ADDITIVE_COARSE;
    grid_build(in, a, a->lattice ? unit : even_unit(rest, ADDITIVE_FINE), a->widest, &a->fine);
    grid_build(in, a, a->exact ? unit : even_unit(span, ADDITIVE_COARSE), HG_NOBODY, &a->coarse);
    build_reach(in, a);
    build_tails(in, a);
    build_counts(in, a);
    build_top(in, a);
    return a;
}

/* ---- heads of a level, in order of index ---- */

typedef struct walk {
    const additive *of;
    uint32_t choice[SPACE_ISSUES_MAX];
    uint32_t left[SPACE_ISSUES_MAX + 1]; /* level that issues i.. on have to add up to */
} walk;

/* The first choice of an issue, from this one on, that leaves the others what they can reach. */
static bool walk_choose(walk *w, uint32_t i, uint32_t from)
{
    const grid *g = &w->of->fine;
    const uint32_t *level = g->level[i];
    const uint64_t *others = w->of->reach[i + 1];
    uint32_t left = w->left[i], n = w->of->ladders[g->issues[i]].choices, top = g->tops[i + 1];
    for (uint32_t k = from; k < n; k++) {
        uint32_t rest = left - level[k]; /* beyond the top where the level is more than is left */
        if (rest > top || !has(others, rest)) continue;
        w->choice[i] = k;
        w->left[i + 1] = rest;
        return true;
    }
    return false;
}

/* Where a level is reached, so is what every first choice leaves. */
static void walk_from(walk *w, uint32_t i)
{
    for (; i < w->of->head; i++) (void)walk_choose(w, i, 0);
}

static bool walk_on(walk *w)
{
    for (uint32_t i = w->of->head; i-- > 0;)
        if (walk_choose(w, i, w->choice[i] + 1)) {
            walk_from(w, i + 1);
            return true;
        }
    return false;
}

static rung walk_head(const walk *w)
{
    rung sum = {0, 0};
    for (uint32_t i = 0; i < w->of->head; i++) {
        const ladder *l = &w->of->ladders[w->of->fine.issues[i]];
        uint64_t index = choice_index(l, w->choice[i]);
        sum.worth += ladder_worth(l, index);
        sum.outcome += index * l->stride;
    }
    return sum;
}

/* ---- the search ---- */

typedef struct search {
    const additive *of;
    double shift, target;
    double rounding; /* of sums, as far as they can be the same */
    double enough;   /* what is worth no more than this will do */
    double least;    /* of all found so far that reach the target */
    outcome_id found;
} search;

/* Does it reach the target? */
static bool consider(search *s, outcome_id o)
{
    double u = additive_of(s->of, o) + s->shift;
    if (u >= s->target && u < s->least) {
        s->least = u;
        s->found = o;
    }
    return u >= s->target;
}

/* The least value of the widest issue that will do, given the others. */
static void solve_widest(search *s, outcome_id rest)
{
    const additive *a = s->of;
    const ladder *l = &a->ladders[a->widest];
    uint64_t lo = 0, hi = l->size - 1;
    while (lo < hi) {
        uint64_t middle = lo + (hi - lo) / 2;
        if (additive_of(a, rest + ladder_index(l, middle) * l->stride) + s->shift >= s->target)
            hi = middle;
        else
            lo = middle + 1;
    }
    (void)consider(s, rest + ladder_index(l, lo) * l->stride);
}

static uint32_t first_tail(const additive *a, double worth)
{
    uint32_t lo = 0, hi = a->n_tails;
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (a->tails[middle].worth >= worth)
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}

/* The least tail that will do. Sums of heads and tails may round the other way than those of all
 * issues in their order: those that are near are tried, then what is surely enough. Returns the
 * last one that is not. */
static outcome_id solve_tail(search *s, const rung *head)
{
    enum { NEAR = 4 };
    const additive *a = s->of;
    double missing = s->target - s->shift - head->worth;
    uint32_t k = first_tail(a, missing - s->rounding), near = k + NEAR;
    outcome_id below = head->outcome + a->tails[k > 0 ? k - 1 : 0].outcome;
    for (; k < a->n_tails; k++) {
        if (k == near) k = first_tail(a, missing + s->rounding);
        if (k == a->n_tails || consider(s, head->outcome + a->tails[k].outcome)) break;
        below = head->outcome + a->tails[k].outcome;
    }
    return below;
}

/* The first position from which on the value is worth this. */
static uint64_t position_of(const ladder *l, double worth)
{
    uint64_t lo = 0, hi = l->size;
    while (lo < hi) {
        uint64_t middle = lo + (hi - lo) / 2;
        if (ladder_worth(l, ladder_index(l, middle)) >= worth)
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}

/* Where values differ by less than a level, a level can hold more heads than can be tried. Then
 * issue after issue is raised, as far as its level goes, until that will do. */
static void climb(search *s, outcome_id o)
{
    const additive *a = s->of;
    for (uint32_t i = 0; i < a->n; i++) {
        const ladder *l = &a->ladders[i];
        uint64_t index = o / l->stride % l->size;
        double worth = ladder_worth(l, index), missing = s->target - additive_of(a, o) - s->shift;
        uint64_t enough = position_of(l, worth + missing);
        if (enough < l->size && consider(s, o + (ladder_index(l, enough) - index) * l->stride))
            if (s->least <= s->enough) return;
        uint64_t end = position_of(l, worth + a->fine.unit);
        if (end > 0 && ladder_worth(l, ladder_index(l, end - 1)) > worth)
            o += (ladder_index(l, end - 1) - index) * l->stride;
    }
}

static void try_level(search *s, uint32_t level)
{
    enum { TRIES = 32 };
    walk w;
    w.of = s->of;
    w.left[0] = level;
    walk_from(&w, 0);
    for (int tries = 1;; tries++) {
        rung head = walk_head(&w);
        bool wide = s->of->widest != HG_NOBODY;
        outcome_id below = HG_NO_OUTCOME;
        if (wide)
            solve_widest(s, head.outcome);
        else
            below = solve_tail(s, &head);
        if (s->least <= s->enough) return;
        if (tries == TRIES && !wide) climb(s, below);
        if (tries == TRIES || !walk_on(&w)) return;
    }
}

/* The first level from this one on that is reached; top + 1 if none. */
static uint32_t next_level(const additive *a, uint32_t level)
{
    uint32_t w = level / 64;
    if (level > a->fine.top) return a->fine.top + 1;
    uint64_t here = a->reach[0][w] >> level % 64;
    if (here) return level + (uint32_t)__builtin_ctzll(here);
    w = a->next[w + 1];
    return w == words_for(a->fine.top) ? a->fine.top + 1
                                       : w * 64 + (uint32_t)__builtin_ctzll(a->reach[0][w]);
}

static uint32_t clamp_level(const grid *g, double level)
{
    return !(level > 0) ? 0 : level > g->top ? g->top + 1 : (uint32_t)level;
}

/* What the difference of a target and a shift may be off by, and what a lattice may. */
static double rounding_of(const grid *g, double shift, double target)
{
    return (fabs(shift) + fabs(target)) * ROUNDING + g->unit * UNIT_SLACK;
}

/* The first level that can hold what reaches the target, and the one where it is most likely to be
 * met at once: half of the target's own level was rounded up to it. */
typedef struct start {
    uint32_t from, at;
} start;

static start start_at(const additive *a, double x, double rounding)
{
    const grid *g = &a->fine;
    double off = a->lattice ? rounding : g->off + rounding;
    uint32_t level = clamp_level(g, ceil((x - rounding) / g->unit));
    return (start){clamp_level(g, ceil((x - off) / g->unit)), a->lattice ? level : level + 1};
}

/* What a level has is worth at least this. */
static double least_of_level(const search *s, uint32_t level)
{
    const additive *a = s->of;
    return a->floor + (level * a->fine.unit - a->fine.off) + s->shift;
}

static void try_levels(search *s, uint32_t from)
{
    const additive *a = s->of;
    for (uint32_t x = next_level(a, from); x <= a->fine.top; x = next_level(a, x + 1)) {
        if (a->widest == HG_NOBODY && s->least <= least_of_level(s, x)) break;
        try_level(s, x);
        if (s->least <= s->enough) break;
    }
}

/* How far above the target is near enough for no better outcome to be looked for. */
static double enough_of(const additive *a)
{
    enum { LEVELS = 4 };
    const grid *g = &a->fine;
    if (a->widest != HG_NOBODY) return a->spacing;
    return a->lattice ? 0.5 * g->unit : fmin(LEVELS * g->unit, g->unit + 2 * g->off);
}

outcome_id additive_above(const additive *a, double shift, double target)
{
    if (!(target <= a->best + shift)) return a->best_at;
    if (a->n_top && target > a->top[a->n_top - 1].worth + shift) return top_above(a, shift, target);
    target = fmax(target, a->worst + shift);
    double x = target - shift - a->floor, rounding = rounding_of(&a->fine, shift, target);
    double enough = target + enough_of(a) + rounding;
    double magnitude = fabs(shift) + fabs(target) + fabs(a->best) + fabs(a->worst);
    search s = {a, shift, target, ROUNDING * magnitude, enough, a->best + shift, a->best_at};
    if (a->widest != HG_NOBODY) x -= a->ladders[a->widest].most;
    start first = start_at(a, x, rounding);
    uint32_t likely = next_level(a, first.at);
    if (likely <= a->fine.top) try_level(&s, likely);
    if (s.least > s.enough) try_levels(&s, first.from);
    return s.found;
}

/* ---- counts and ranks ---- */

/* The first coarse level all of whose outcomes are worth this. */
static uint32_t coarse_level(const additive *a, double shift, double least)
{
    const grid *g = &a->coarse;
    double x = least - shift - a->worst, rounding = rounding_of(g, shift, least);
    return clamp_level(g, ceil((a->exact ? x - rounding : x + g->off + rounding) / g->unit));
}

uint64_t additive_count(const additive *a, double shift, double least)
{
    if (least <= a->worst + shift) return a->space->size;
    if (!(least <= a->best + shift)) return 0;
    uint64_t count = a->above[coarse_level(a, shift, least)];
    return count > 0 ? count : 1;
}

/* Evenly spaced aims; where the next outcome lies beyond, the last one stands for it. */
static size_t fill_band(const additive *a, double shift, double lo, double hi, outcome_id *out,
                        size_t wanted)
{
    double from = fmax(lo, a->worst + shift), to = fmin(hi, a->best + shift);
    for (size_t j = 0; j < wanted; j++) {
        double aim = wanted > 1 ? from + (to - from) * ((double)j / (double)(wanted - 1)) : from;
        out[j] = additive_above(a, shift, aim);
        double u = additive_of(a, out[j]) + shift;
        bool in = u >= lo && u <= hi;
        if (!in && j == 0) return 0;
        if (!in) out[j] = out[j - 1];
    }
    return wanted;
}

size_t additive_band(const additive *a, double shift, double lo, double hi, outcome_id *out,
                     size_t cap)
{
    outcome_id first;
    if (!(lo <= hi) || !fill_band(a, shift, lo, hi, &first, 1)) return 0;
    uint64_t least = additive_count(a, shift, lo);
    uint64_t beyond = additive_count(a, shift, nextafter(hi, INFINITY));
    uint64_t count = least > beyond ? least - beyond : 1;
    size_t wanted = count < cap ? (size_t)count : cap;
    if (wanted > 0) fill_band(a, shift, lo, hi, out, wanted);
    return (size_t)count;
}

/* The greatest coarse level above which there are at most this many. */
static uint32_t level_of_rank(const additive *a, uint64_t rank)
{
    uint32_t lo = 0, hi = a->coarse.top; /* above[lo] > rank */
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo + 1) / 2;
        if (a->above[middle] > rank)
            lo = middle;
        else
            hi = middle - 1;
    }
    return lo;
}

outcome_id additive_at(const additive *a, uint64_t rank)
{
    const grid *g = &a->coarse;
    if (rank >= a->space->size) return HG_NO_OUTCOME;
    uint32_t left = level_of_rank(a, rank);
    uint64_t among = rank - a->above[left + 1];
    outcome_id o = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const ladder *l = &a->ladders[i];
        for (uint32_t k = 0; k < l->choices; k++) {
            uint32_t x = g->level[i][k];
            if (x > left || left - x > g->tops[i + 1]) continue;
            uint64_t others = a->count[i + 1][left - x], here = block_size(l, k) * others;
            if (among >= here) {
                among -= here;
                continue;
            }
            uint64_t at = among / others;
            o += (is_wide(l) ? ladder_index(l, block_from(l, k) + at) : k) * l->stride;
            among %= others;
            left -= x;
            break;
        }
    }
    return o;
}
