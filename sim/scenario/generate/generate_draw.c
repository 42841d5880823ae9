/* Draws a random scenario: weights, worths, reservation values, and how much the parties are
 * opposed. It knows neither names nor files.
 *
 * Opposition is reached by construction. One number, the contest, 0..1, leads every party from one
 * taste through its own to one that fights the others':
 *
 *     0    all parties think alike: somebody's best outcome is everybody's, opposition is 0
 *     1/2  every party's worths are drawn for itself
 *     1    two parties: what is worth x to one is worth 1 - x to the other (correlation -1);
 *          more: every value is one party's best, and worth nothing to the rest
 *
 * Between these, worths are mixed linearly, stretched to 0..1 issue by issue and rounded. All draws
 * are made beforehand, so the opposition is a function of the contest alone, without jumps but for
 * the rounding (and where an issue has two values: these can only change sides, issue by issue). It
 * rises but for dents. Hence: walk up in coarse steps, halve where the target is crossed, and keep
 * the best that was met. Every draw has a stream of its own, by party and issue: with one issue or
 * party more, the others stay as they are. */
#include "scenario/generate/generate_draft.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "model/solution.h"
#include "scenario/generate/generate.h"

#define STEPS        8u                  /* of the walk */
#define HALVINGS     16u                 /* of one of its steps */
#define LISTED       (UINT64_C(1) << 12) /* more outcomes than this are quicker not listed */

#define BINARY_UNITS 1024u

enum { DRAW_TASTES = 1, DRAW_ORDER, DRAW_WEIGHTS, DRAW_RESERVATIONS }; /* replicates of streams */

static rng stream_of(const generate_plan *p, uint64_t what, uint64_t issue, uint64_t who)
{
    rng r;
    rng_open(&r, p->seed, RNG_DESIGN, what, rng_who((uint32_t)issue, (uint32_t)who));
    return r;
}

/* ---- weights ---- */

static double sum_of(const uint32_t *units, uint64_t n)
{
    double sum = 0;
    for (uint64_t i = 0; i < n; i++) sum += (double)units[i] / GENERATE_UNITS;
    return sum;
}

static void move_unit(uint32_t *units, uint64_t from, uint64_t to)
{
    units[from]--;
    units[to]++;
}

/* Any single move that does, the first one from a drawn place on. */
static bool one_move_does(rng *r, uint32_t *units, uint64_t n)
{
    uint64_t start = rng_below(r, n * n);
    for (uint64_t i = 0; i < n * n; i++) {
        uint64_t from = (start + i) % (n * n) / n, to = (start + i) % n;
        if (units[from] < 2) continue;
        move_unit(units, from, to);
        if (sum_of(units, n) == 1) return true;
        move_unit(units, to, from);
    }
    return false;
}

/* The share of the issue of this rank, in units; what is left over goes to the first ones. */
static void share_out(const generate_plan *p, uint32_t units, uint32_t *by_rank)
{
    double total = 0;
    uint32_t left = units;
    bool even = p->weights == WEIGHTS_EVEN;
    for (uint64_t i = 0; i < p->issues; i++) total += even ? 1 : 1 / (double)(i + 1);
    for (uint64_t i = 0; i < p->issues; i++) {
        by_rank[i] = (uint32_t)(units / ((even ? 1 : (double)(i + 1)) * total));
        left -= by_rank[i];
    }
    for (uint64_t i = 0; left > 0; i = (i + 1) % p->issues, left--) by_rank[i]++;
}

/* Which issue matters most: the same shuffle for all. */
static void draw_order(const generate_plan *p, uint32_t *order)
{
    rng r = stream_of(p, DRAW_ORDER, 0, 0);
    for (uint32_t i = 0; i < p->issues; i++) {
        uint64_t at = rng_below(&r, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
}

/* Every second party's order is the other way round; further pairs' are moved on by a place. */
static uint64_t rank_of(const generate_plan *p, uint64_t who, uint64_t place)
{
    if (p->weights != WEIGHTS_OPPOSED) return place;
    uint64_t moved = (place + who / 2) % p->issues;
    return who % 2 ? p->issues - 1 - moved : moved;
}

static void share_in_order(const generate_plan *p, uint64_t who, uint32_t units,
                           const uint32_t *order, uint32_t *by_rank, uint32_t *own)
{
    share_out(p, units, by_rank);
    for (uint64_t k = 0; k < p->issues; k++) own[order[k]] = by_rank[rank_of(p, who, k)];
}

/* 0.1 + 0.7 + 0.2 is not 1 in doubles: of thousandths, one may have to go from one issue to
 * another. Where that does not do, as among many even ones, powers of two add up in any order. */
static void draw_weights(arena *a, const generate_plan *p, generate_drawn *d)
{
    uint32_t *by_rank = arena_array(a, p->issues, sizeof *by_rank);
    uint32_t *order = arena_array(a, p->issues, sizeof *order);
    uint32_t *own = arena_array(a, p->issues, sizeof *own);
    double *weight = d->weights = arena_array(a, p->parties * p->issues, sizeof *d->weights);
    draw_order(p, order);
    for (uint64_t who = 0; who < p->parties; who++) {
        uint32_t units = GENERATE_UNITS;
        rng r = stream_of(p, DRAW_WEIGHTS, 0, p->weights == WEIGHTS_OPPOSED ? who : 0);
        share_in_order(p, who, units, order, by_rank, own);
        if (sum_of(own, p->issues) != 1 && !one_move_does(&r, own, p->issues))
            share_in_order(p, who, units = BINARY_UNITS, order, by_rank, own);
        for (uint64_t i = 0; i < p->issues; i++) *weight++ = (double)own[i] / units;
    }
}

static void draw_reservations(arena *a, const generate_plan *p, generate_drawn *d)
{
    double lo = p->reservation[0], hi = p->reservation[1];
    d->reservation = arena_array(a, p->parties, sizeof *d->reservation);
    for (uint64_t who = 0; who < p->parties; who++) {
        rng r = stream_of(p, DRAW_RESERVATIONS, 0, who);
        double x = floor((lo + (hi - lo) * rng_uniform(&r)) * GENERATE_UNITS + 0.5);
        d->reservation[who] = lo < hi ? fmin(fmax(x / GENERATE_UNITS, lo), hi) : lo;
    }
}

/* ---- worths ---- */

typedef struct tastes {
    const generate_plan *plan;
    const double *own; /* [parties][issues][values], 0..1 */
    double *mixed;     /* [values] */
} tastes;

/* From the least to the greatest becomes 0..1; where all are the same, the first is as good as the
 * best. */
static void stretch(double *x, uint64_t n)
{
    double least = x[0], most = x[0];
    for (uint64_t k = 1; k < n; k++) {
        least = fmin(least, x[k]);
        most = fmax(most, x[k]);
    }
    for (uint64_t k = 0; k < n; k++)
        x[k] = most > least ? (x[k] - least) / (most - least) : k == 0 ? 1 : 0;
}

static const double *own_tastes(arena *a, const generate_plan *p)
{
    double *own = arena_array(a, p->parties * p->issues * p->values, sizeof *own);
    double *x = own;
    for (uint64_t who = 0; who < p->parties; who++)
        for (uint64_t i = 0; i < p->issues; i++, x += p->values) {
            rng r = stream_of(p, DRAW_TASTES, i, who);
            for (uint64_t k = 0; k < p->values; k++) x[k] = rng_uniform(&r);
        }
    return own;
}

/* What this value is worth to a party that fights the others; first: to the first party, by its own
 * taste. Of two values, three parties share the best ones. */
static double fighting(const generate_plan *p, uint64_t who, uint64_t i, uint64_t k, double first)
{
    if (p->parties == 2) return who == 0 ? first : 1 - first;
    uint64_t sides = p->parties < p->values ? p->parties : p->values;
    return (k + i) % sides == who % sides ? 1 : 0;
}

static void mix(const tastes *t, double contest, uint64_t who, uint64_t i, uint32_t *out)
{
    const generate_plan *p = t->plan;
    const double *first = &t->own[i * p->values];
    const double *own = &t->own[(who * p->issues + i) * p->values];
    double far = contest < 0.5 ? 1 - 2 * contest : 2 * contest - 1; /* from its own taste */
    for (uint64_t k = 0; k < p->values; k++) {
        double other = contest < 0.5 ? first[k] : fighting(p, who, i, k, first[k]);
        t->mixed[k] = (1 - far) * own[k] + far * other;
    }
    stretch(t->mixed, p->values);
    for (uint64_t k = 0; k < p->values; k++)
        out[k] = (uint32_t)(t->mixed[k] * GENERATE_UNITS + 0.5);
}

static void mix_all(const tastes *t, double contest, uint32_t *worths)
{
    const generate_plan *p = t->plan;
    for (uint64_t who = 0; who < p->parties; who++)
        for (uint64_t i = 0; i < p->issues; i++, worths += p->values)
            mix(t, contest, who, i, worths);
}

/* ---- opposition ---- */

static bool space_of(arena *a, const generate_plan *p, space *s)
{
    hg_issue *issues = arena_array(a, p->issues, sizeof *issues);
    for (uint64_t i = 0; i < p->issues; i++)
        issues[i] = (hg_issue){.name = "", .kind = HG_ISSUE_LISTED, .size = p->values};
    return space_init(s, issues, (uint32_t)p->issues);
}

static const part *parts_of(arena *a, const generate_plan *p, const double *weights,
                            const uint32_t *worths)
{
    part *parts = arena_array(a, p->issues, sizeof *parts);
    for (uint64_t i = 0; i < p->issues; i++, worths += p->values) {
        double *x = arena_array(a, p->values, sizeof *x);
        for (uint64_t k = 0; k < p->values; k++)
            x[k] = weights[i] * ((double)worths[k] / GENERATE_UNITS);
        parts[i].per_value = x;
    }
    return parts;
}

/* From this issue on, of all outcomes the least squared distance to where all have 1. */
static double nearest(const generate_plan *p, const party *parties, uint64_t issue,
                      const double *sums)
{
    double best = INFINITY, inner[HG_PARTIES_MAX];
    if (issue == p->issues) {
        best = 0;
        for (uint64_t who = 0; who < p->parties; who++) best += (1 - sums[who]) * (1 - sums[who]);
        return best;
    }
    for (uint64_t k = 0; k < p->values; k++) {
        for (uint64_t who = 0; who < p->parties; who++)
            inner[who] = sums[who] + parties[who].preference.parts[issue].per_value[k];
        best = fmin(best, nearest(p, parties, issue + 1, inner));
    }
    return best;
}

/* Of two parties the frontier is merged where that is quicker than listing the outcomes; it is the
 * same one. Of more, to find a whole frontier takes seconds where a walk takes milliseconds: the
 * definition of solution.h, spelled out for utilities from 0 to 1. */
static double measured(arena *a, const generate_plan *p, const double *weights,
                       const uint32_t *worths)
{
    solutions found;
    party *parties = arena_array(a, p->parties, sizeof *parties);
    double *nothing = arena_array(a, p->parties, sizeof *nothing);
    model m = {.n_parties = (uint32_t)p->parties, .parties = parties};
    if (!space_of(a, p, &m.space)) return 0;
    for (uint64_t who = 0; who < p->parties; who++) {
        const part *parts =
            parts_of(a, p, &weights[who * p->issues], &worths[who * p->issues * p->values]);
        parties[who].preference = (preference){parts, (uint32_t)p->issues};
    }
    if (p->parties > 2 && m.space.listed) return sqrt(nearest(p, parties, 0, nothing));
    if (p->issues > 1 && m.space.size > LISTED) m.space.listed = false;
    for (uint64_t who = 0; who < p->parties; who++)
        parties[who].utility.table = utility_table_build(a, &m.space, &parties[who].preference);
    solutions_find(a, &m, nothing, &found);
    return found.opposition;
}

typedef struct search {
    const tastes *tastes;
    generate_drawn *best; /* so far */
    uint32_t *worths;     /* of the contest being tried */
    size_t size;          /* of worths, in bytes */
    arena scratch;
} search;

static double miss(const search *s, double opposition)
{
    return fabs(opposition - s->tastes->plan->opposition);
}

static bool is_close(const search *s) { return miss(s, s->best->opposition) <= GENERATE_TOLERANCE; }

/* The opposition of this contest; keeps it where it is the best so far. */
static double try_contest(search *s, double contest)
{
    mix_all(s->tastes, contest, s->worths);
    double opposition = measured(&s->scratch, s->tastes->plan, s->best->weights, s->worths);
    arena_reset(&s->scratch);
    if (!(miss(s, opposition) < miss(s, s->best->opposition))) return opposition;
    s->best->opposition = opposition;
    memcpy(s->best->worths, s->worths, s->size);
    return opposition;
}

/* The target lies between what lo and hi, its ends, come to. */
static void halve(search *s, double lo, double hi, bool rises)
{
    for (uint32_t i = 0; i < HALVINGS && !is_close(s); i++) {
        double middle = lo + (hi - lo) / 2;
        bool below = try_contest(s, middle) < s->tastes->plan->opposition;
        if (below == rises)
            lo = middle;
        else
            hi = middle;
    }
}

static void find_contest(search *s)
{
    double target = s->tastes->plan->opposition, before = try_contest(s, 0);
    for (uint32_t i = 1; i <= STEPS && !is_close(s); i++) {
        double lo = (double)(i - 1) / STEPS, hi = (double)i / STEPS, now = try_contest(s, hi);
        if ((before < target) != (now < target)) halve(s, lo, hi, before < target);
        before = now;
    }
}

bool generate_draw(arena *a, const generate_plan *p, generate_drawn *d)
{
    space s;
    if (!space_of(a, p, &s)) return false;
    size_t n = p->parties * p->issues * p->values;
    tastes t = {p, own_tastes(a, p), arena_array(a, p->values, sizeof *t.mixed)};
    *d = (generate_drawn){.worths = arena_array(a, n, sizeof *d->worths), .opposition = INFINITY};
    draw_weights(a, p, d);
    draw_reservations(a, p, d);
    search all = {&t, d, arena_array(a, n, sizeof *d->worths), n * sizeof *d->worths, {0}};
    arena_init(&all.scratch);
    find_contest(&all);
    arena_fini(&all.scratch);
    return true;
}
