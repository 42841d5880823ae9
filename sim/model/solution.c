/* The standard solutions of a bargaining problem. A listed or large space is searched along its
 * Pareto frontier. On one real issue all utilities are linear, so that along the range every
 * objective rises to one summit and falls: the summit is found by halving on the sign of the slope,
 * and the grid values around it are compared as they are. Knows no session and no file. */
#include "model/solution.h"
#include "model/frontier.h"
#include <math.h>
#include <string.h>

static const struct {
    const char *name, *title, *source;
} names[] = {
#define SOLUTION_ROW(id, name, title, source) {name, title, source},
    SOLUTIONS(SOLUTION_ROW)
#undef SOLUTION_ROW
};

const char *solution_name(solution_kind kind) { return names[kind].name; }
const char *solution_title(solution_kind kind) { return names[kind].title; }
const char *solution_source(solution_kind kind) { return names[kind].source; }

/* ---- what each solution makes greatest ---- */

typedef struct problem {
    const model *m;
    uint32_t n;
    const double *d;
    double ideal[HG_PARTIES_MAX]; /* greatest gain over the rational outcomes */
    double top[HG_PARTIES_MAX];   /* greatest utility ... */
    double span[HG_PARTIES_MAX];  /* ... and how far it lies above what counts as 0 */
} problem;

double party_span(const model *m, uint32_t i)
{
    const party *p = &m->parties[i];
    double worst = utility_worst(&p->utility);
    return utility_best(&p->utility) - (p->money || worst < 0 ? worst : 0);
}

static void problem_init(problem *p, const model *m, const double *d)
{
    *p = (problem){.m = m, .n = m->n_parties, .d = d};
    for (uint32_t i = 0; i < p->n; i++) {
        p->top[i] = utility_best(&m->parties[i].utility);
        p->span[i] = party_span(m, i);
    }
}

static void utilities_at(const problem *p, outcome_id o, double *u)
{
    for (uint32_t i = 0; i < p->n; i++) u[i] = utility_of(&p->m->parties[i].utility, o);
}

static bool is_rational(const problem *p, const double *u)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (!(u[i] - p->d[i] >= 0)) return false;
    return true;
}

/* What fmin and fmax are for numbers, without a call. */
static inline double lesser(double a, double b) { return a < b ? a : b; }
static inline double greater(double a, double b) { return a > b ? a : b; }

static double product_of_gains(const problem *p, const double *u)
{
    double product = 1;
    for (uint32_t i = 0; i < p->n; i++) product *= u[i] - p->d[i];
    return product;
}

static double least_ratio(const problem *p, const double *u)
{
    double least = INFINITY;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->ideal[i] > 0) least = lesser(least, (u[i] - p->d[i]) / p->ideal[i]);
    return least;
}

static double least_gain(const problem *p, const double *u)
{
    double least = INFINITY;
    for (uint32_t i = 0; i < p->n; i++) least = lesser(least, u[i] - p->d[i]);
    return least;
}

static double sum_of_utilities(const problem *p, const double *u)
{
    double sum = 0;
    for (uint32_t i = 0; i < p->n; i++) sum += u[i];
    return sum;
}

/* Squared, and negative: the greatest is the nearest. */
static double nearness(const problem *p, const double *u)
{
    double sum = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        double apart = p->span[i] > 0 ? (p->top[i] - u[i]) / p->span[i] : 0;
        sum += apart * apart;
    }
    return -sum;
}

typedef double objective(const problem *, const double *u);
enum {
    NEAREST = SOLUTION_COUNT,
    SOUGHT
}; /* beside the solutions: what opposition is measured at */
static objective *const objectives[SOUGHT] = {
    [SOLUTION_NASH] = product_of_gains,
    [SOLUTION_KALAI_SMORODINSKY] = least_ratio,
    [SOLUTION_EGALITARIAN] = least_gain,
    [SOLUTION_UTILITARIAN] = sum_of_utilities,
    [NEAREST] = nearness,
};
static const bool needs_rational[SOUGHT] = {true, true, true, false, false};

typedef struct best {
    outcome_id at;
    double value;
    bool rational;
} best;

static bool is_better(const best *a, const best *b)
{
    if (b->at == HG_NO_OUTCOME) return true;
    if (a->value != b->value) return a->value > b->value;
    if (a->rational != b->rational) return a->rational;
    return a->at < b->at;
}

static void best_consider(best *b, best other)
{
    if (is_better(&other, b)) *b = other;
}

/* Up to what sums and products of doubles may differ by their order. */
static bool is_as_good(double value, double than)
{
    return value >= than - 1e-12 * greater(fabs(than), 1e-3);
}

/* How opposed they are is the same at all limits: sought once. */
static void keep(const best found[SOUGHT], int sought, solutions *out)
{
    for (int k = 0; k < SOLUTION_COUNT; k++) out->at[k] = found[k].at;
    if (sought > NEAREST) out->opposition = sqrt(-found[NEAREST].value);
}

/* ---- listed or large: along the frontier ---- */

/* Whatever is rational, and is not optimal, is dominated by what is both. */
static uint64_t uncounted(const problem *p, const solutions *s)
{
    double u[HG_PARTIES_MAX];
    for (uint32_t k = 0; k < s->n_pareto; k++) {
        utilities_at(p, s->pareto[k], u);
        if (is_rational(p, u)) return RATIONAL_UNCOUNTED;
    }
    return 0;
}

static uint64_t count_rational(const problem *p, const solutions *s)
{
    uint64_t count = 0;
    double u[HG_PARTIES_MAX];
    if (space_is_large(&p->m->space)) return uncounted(p, s);
    for (outcome_id o = 0; o < p->m->space.size; o++) {
        utilities_at(p, o, u);
        count += is_rational(p, u);
    }
    return count;
}

/* The ideal gains are reached on the frontier too: what dominates a rational outcome is rational.
 */
static void find_ideal(problem *p, const solutions *s)
{
    double u[HG_PARTIES_MAX];
    for (uint32_t k = 0; k < s->n_pareto; k++) {
        utilities_at(p, s->pareto[k], u);
        if (!is_rational(p, u)) continue;
        for (uint32_t i = 0; i < p->n; i++) p->ideal[i] = greater(p->ideal[i], u[i] - p->d[i]);
    }
}

static void count_ties(const problem *p, const best found[SOUGHT], solutions *out)
{
    double u[HG_PARTIES_MAX];
    for (uint32_t k = 0; k < out->n_pareto; k++) {
        utilities_at(p, out->pareto[k], u);
        bool rational = is_rational(p, u);
        out->good[k] = 0;
        for (int s = 0; s < SOLUTION_COUNT; s++) {
            if (found[s].at == HG_NO_OUTCOME || (needs_rational[s] && !rational)) continue;
            if (!is_as_good(objectives[s](p, u), found[s].value)) continue;
            if (!out->as_good[s]++) out->first[s] = k;
            out->last[s] = k;
            out->good[k] |= (uint8_t)(1u << s);
        }
    }
}

static void find_along_frontier(problem *p, int sought, solutions *out)
{
    best found[SOUGHT];
    double u[HG_PARTIES_MAX];
    find_ideal(p, out);
    for (int s = 0; s < SOUGHT; s++) found[s] = (best){.at = HG_NO_OUTCOME};
    for (uint32_t k = 0; k < out->n_pareto; k++) {
        utilities_at(p, out->pareto[k], u);
        bool rational = is_rational(p, u);
        for (int s = 0; s < sought; s++)
            if (rational || !needs_rational[s])
                best_consider(&found[s], (best){out->pareto[k], objectives[s](p, u), rational});
    }
    keep(found, sought, out);
    count_ties(p, found, out);
}

static void find_on_frontier(arena *a, problem *p, solutions *out)
{
    out->n_pareto = (uint32_t)frontier_outcomes(a, p->m, &out->pareto, &out->within);
    out->good = arena_array(a, out->n_pareto, sizeof *out->good);
    out->rational = count_rational(p, out);
    find_along_frontier(p, SOUGHT, out);
}

/* ---- one real issue ---- */

static double slope_of(const problem *p, uint32_t i)
{
    return p->m->parties[i].utility.table->per_unit;
}

/* Does the objective still rise at u? By the sign of its slope along the range. */
typedef bool rises(const problem *, const double *u);

static bool product_rises(const problem *p, const double *u)
{
    double slope = 0; /* of the logarithm; a gain of nothing outweighs all others */
    for (uint32_t i = 0; i < p->n; i++)
        if (slope_of(p, i) != 0) slope += slope_of(p, i) / fmax(u[i] - p->d[i], 1e-300);
    return slope > 0;
}

static bool least_rises(const problem *p, const double *u, const double *unit)
{
    uint32_t least = HG_NOBODY;
    double value = INFINITY;
    for (uint32_t i = 0; i < p->n; i++)
        if (unit[i] > 0 && (u[i] - p->d[i]) / unit[i] < value) {
            value = (u[i] - p->d[i]) / unit[i];
            least = i;
        }
    return least != HG_NOBODY && slope_of(p, least) > 0;
}

static bool ratio_rises(const problem *p, const double *u) { return least_rises(p, u, p->ideal); }

static bool gain_rises(const problem *p, const double *u)
{
    double one[HG_PARTIES_MAX];
    for (uint32_t i = 0; i < p->n; i++) one[i] = 1;
    return least_rises(p, u, one);
}

static bool sum_rises(const problem *p, const double *u)
{
    (void)u; /* the same everywhere */
    double slope = 0;
    for (uint32_t i = 0; i < p->n; i++) slope += slope_of(p, i);
    return slope > 0;
}

static bool nearness_rises(const problem *p, const double *u)
{
    double slope = 0;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->span[i] > 0)
            slope += slope_of(p, i) * (p->top[i] - u[i]) / (p->span[i] * p->span[i]);
    return slope > 0;
}

static rises *const slopes[SOUGHT] = {
    [SOLUTION_NASH] = product_rises,     [SOLUTION_KALAI_SMORODINSKY] = ratio_rises,
    [SOLUTION_EGALITARIAN] = gain_rises, [SOLUTION_UTILITARIAN] = sum_rises,
    [NEAREST] = nearness_rises,
};

typedef struct range {
    outcome_id first, last;
} range;

/* The first outcome of the range where `rising` no longer holds; its last if it holds throughout.
 */
static outcome_id summit(const problem *p, range r, rises *rising)
{
    double u[HG_PARTIES_MAX];
    while (r.first < r.last) {
        outcome_id middle = r.first + (r.last - r.first) / 2;
        utilities_at(p, middle, u);
        if (rising(p, u))
            r.first = middle + 1;
        else
            r.last = middle;
    }
    return r.first;
}

/* The best of the grid values at and around the summit, as the doubles come out. */
static best best_on_line(const problem *p, range r, int sought)
{
    enum { NEIGHBOURS = 2 };
    double u[HG_PARTIES_MAX];
    best b = {.at = HG_NO_OUTCOME};
    outcome_id at = summit(p, r, slopes[sought]);
    outcome_id from = at - r.first > NEIGHBOURS ? at - NEIGHBOURS : r.first;
    for (outcome_id o = from; o <= r.last && o <= at + NEIGHBOURS; o++) {
        utilities_at(p, o, u);
        best_consider(&b, (best){o, objectives[sought](p, u), is_rational(p, u)});
    }
    return b;
}

/* Narrows r to where party i gains at least nothing; false where that is nowhere. */
static bool narrow(const problem *p, uint32_t i, range *r)
{
    const utility *u = &p->m->parties[i].utility;
    bool falls = slope_of(p, i) < 0;
    outcome_id lo = r->first, hi = r->last;
    if (!(utility_of(u, falls ? lo : hi) - p->d[i] >= 0)) return false;
    while (lo < hi) { /* rising: to the first that is enough; falling: to the last */
        outcome_id middle = lo + (hi - lo + falls) / 2;
        bool enough = utility_of(u, middle) - p->d[i] >= 0;
        if (falls == enough)
            lo = falls ? middle : middle + 1;
        else
            hi = falls ? middle - 1 : middle;
    }
    if (falls)
        r->last = lo;
    else
        r->first = lo;
    return true;
}

static bool rational_range(const problem *p, range *r)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (!narrow(p, i, r)) return false;
    return true;
}

/* Where nobody loses by going one way, all but one end is dominated. */
static range optimal_range(const problem *p)
{
    range all = {0, p->m->space.size - 1};
    const utility *rising = NULL;
    bool falls = false;
    for (uint32_t i = 0; i < p->n; i++) {
        if (slope_of(p, i) > 0) rising = &p->m->parties[i].utility;
        falls |= slope_of(p, i) < 0;
    }
    if (rising && falls) return all;
    outcome_id end = rising ? utility_above(rising, utility_best(rising)) : 0;
    return (range){end, end};
}

static void keep_ends(arena *a, const problem *p, range r, solutions *out)
{
    bool falls = slope_of(p, 0) < 0;
    outcome_id *ends = arena_array(a, 2, sizeof *ends);
    ends[0] = falls ? r.last : r.first;
    ends[1] = falls ? r.first : r.last;
    out->pareto = ends;
    out->n_pareto = r.first == r.last ? 1 : 2;
}

static void ideal_on_line(problem *p, range r)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const utility *u = &p->m->parties[i].utility;
        p->ideal[i] = fmax(utility_of(u, r.first), utility_of(u, r.last)) - p->d[i];
    }
}

/* An objective that is the same at both ends as at its summit is so between. */
static void keep_ties_on_line(const problem *p, range r, int s, const best *b, solutions *out)
{
    double first[HG_PARTIES_MAX], last[HG_PARTIES_MAX];
    utilities_at(p, r.first, first);
    utilities_at(p, r.last, last);
    bool flat = is_as_good(objectives[s](p, first), b->value) &&
                is_as_good(objectives[s](p, last), b->value);
    out->first[s] = flat ? r.first : b->at;
    out->last[s] = flat ? r.last : b->at;
    out->as_good[s] = out->last[s] - out->first[s] + 1;
}

static void find_on_line(problem *p, solutions *out)
{
    best found[SOUGHT];
    range rational = {0, p->m->space.size - 1}, optimal = optimal_range(p), both = optimal;
    bool any = rational_range(p, &rational) && rational_range(p, &both);
    if (any) ideal_on_line(p, rational);
    out->rational = any ? rational.last - rational.first + 1 : 0;
    for (int s = 0; s < SOUGHT; s++) {
        found[s] = (best){.at = HG_NO_OUTCOME};
        if (any) best_consider(&found[s], best_on_line(p, both, s));
        if (!needs_rational[s]) best_consider(&found[s], best_on_line(p, optimal, s));
    }
    for (int s = 0; s < SOLUTION_COUNT; s++)
        if (found[s].at != HG_NO_OUTCOME)
            keep_ties_on_line(p, needs_rational[s] ? both : optimal, s, &found[s], out);
    keep(found, SOUGHT, out);
}

void solutions_find(arena *a, const model *m, const double *d, solutions *out)
{
    problem p;
    problem_init(&p, m, d);
    memset(out, 0, sizeof *out);
    if (space_is_line(&m->space)) {
        keep_ends(a, &p, optimal_range(&p), out);
        find_on_line(&p, out);
    } else {
        find_on_frontier(a, &p, out);
    }
}

void solutions_again(const model *m, const double *d, solutions *out)
{
    problem p;
    problem_init(&p, m, d);
    memset(out->as_good, 0, sizeof out->as_good);
    if (space_is_line(&m->space)) {
        find_on_line(&p, out);
    } else {
        out->rational = uncounted(&p, out);
        find_along_frontier(&p, SOLUTION_COUNT, out);
    }
}
