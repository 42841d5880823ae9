/* Distances to a list of Pareto-optimal outcomes; on one real issue in closed form: there
 * utilities are linear, so that of outcomes in a row the nearest is the one nearest in the row. */
#include "model/measure.h"

#include <math.h>

typedef struct gauged { /* a deal, and what it is held against */
    const model *m;
    const solutions *s;
    uint32_t n;
    double u[HG_PARTIES_MAX], per_scale[HG_PARTIES_MAX];
} gauged;

static inline double worth(const gauged *g, uint32_t i, outcome_id o)
{
    return utility_of(&g->m->parties[i].utility, o);
}

static inline double squared_distance(const gauged *g, outcome_id o)
{
    double sum = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        double apart = (g->u[i] - worth(g, i, o)) * g->per_scale[i];
        sum += apart * apart;
    }
    return sum;
}

static void nothing(deal_measures *out)
{
    out->pareto = out->nash_product = NAN;
    for (int k = 0; k < SOLUTION_COUNT; k++) out->of[k] = NAN;
}

static bool gauged_init(gauged *g, const model *m, const solutions *s, outcome_id deal)
{
    *g = (gauged){.m = m, .s = s, .n = m->n_parties};
    for (uint32_t i = 0; i < g->n; i++) {
        double scale = party_scale(m, i);
        if (!(scale > 0)) return false;
        g->per_scale[i] = 1 / scale;
        g->u[i] = worth(g, i, deal);
    }
    return true;
}

/* ---- listed or large ---- */

typedef struct places { /* first..last of the list; those that are in `set` */
    size_t first, last;
    unsigned set;
} places;

static void consider(const gauged *g, const places *p, size_t at, double *nearest)
{
    if (p->set && !(g->s->good[at] & p->set)) return;
    double apart = squared_distance(g, g->s->pareto[at]);
    if (apart < *nearest) *nearest = apart;
}

static double nearest_of_all(const gauged *g, const places *p)
{
    double nearest = INFINITY;
    for (size_t at = p->first; at <= p->last; at++) consider(g, p, at, &nearest);
    return nearest;
}

/* By the first party's utility alone, and then squared. */
static double at_least_apart(const gauged *g, size_t at)
{
    double apart = (worth(g, 0, g->s->pareto[at]) - g->u[0]) * g->per_scale[0];
    return apart * apart;
}

/* The list of two parties ascends in the first one's utility: from the deal's place both ways. */
static double nearest_of_two(const gauged *g, const places *p)
{
    double nearest = INFINITY;
    size_t lo = p->first, hi = p->last + 1;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (worth(g, 0, g->s->pareto[middle]) < g->u[0])
            lo = middle + 1;
        else
            hi = middle;
    }
    for (size_t at = lo; at <= p->last && at_least_apart(g, at) < nearest; at++)
        consider(g, p, at, &nearest);
    for (size_t at = lo; at-- > p->first && at_least_apart(g, at) < nearest;)
        consider(g, p, at, &nearest);
    return nearest;
}

static double nearest_of(const gauged *g, places p)
{
    return sqrt(g->n == 2 ? nearest_of_two(g, &p) : nearest_of_all(g, &p));
}

static void along_frontier(const gauged *g, deal_measures *out)
{
    const solutions *s = g->s;
    out->pareto = nearest_of(g, (places){0, s->n_pareto - 1u, 0});
    for (int k = 0; k < SOLUTION_COUNT; k++)
        if (s->at[k] != HG_NO_OUTCOME)
            out->of[k] = nearest_of(g, (places){s->first[k], s->last[k], 1u << k});
}

/* ---- one real issue ---- */

static outcome_id clamped(outcome_id o, outcome_id a, outcome_id b)
{
    outcome_id lo = a < b ? a : b, hi = a < b ? b : a;
    return o < lo ? lo : o > hi ? hi : o;
}

static void on_line(const gauged *g, outcome_id deal, deal_measures *out)
{
    const solutions *s = g->s;
    outcome_id nearest = clamped(deal, s->pareto[0], s->pareto[s->n_pareto - 1]);
    out->pareto = sqrt(squared_distance(g, nearest));
    for (int k = 0; k < SOLUTION_COUNT; k++) {
        if (s->at[k] == HG_NO_OUTCOME) continue;
        nearest = clamped(deal, s->first[k], s->last[k]);
        out->of[k] = sqrt(squared_distance(g, nearest));
    }
}

/* ---- product of gains ---- */

static double product_at(const model *m, const double *d, outcome_id o)
{
    double product = 1;
    for (uint32_t i = 0; i < m->n_parties; i++)
        product *= fmax(0, utility_of(&m->parties[i].utility, o) - d[i]);
    return product;
}

static double relative_product(const model *m, const solutions *s, const double *d, outcome_id deal)
{
    if (s->at[SOLUTION_NASH] == HG_NO_OUTCOME) return NAN;
    double most = product_at(m, d, s->at[SOLUTION_NASH]);
    return most > 0 ? product_at(m, d, deal) / most : NAN;
}

void measure_deal(const model *m, const solutions *s, const double *d, outcome_id deal,
                  deal_measures *out)
{
    gauged g;
    nothing(out);
    if (isinf(s->within)) return;
    out->nash_product = relative_product(m, s, d, deal);
    if (!gauged_init(&g, m, s, deal)) return;
    if (space_is_line(&m->space))
        on_line(&g, deal, out);
    else
        along_frontier(&g, out);
}
