/* Pay-offs over sets of cells, and whether two sets differ. */
#include "analysis/figures/payoffs.h"

#include "base/oom.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t replicates_of(const analysis *a, const group *g)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const arm_data *d = analysis_cell(a, g->cells[i]);
        if (d && d->replicates > n) n = d->replicates;
    }
    return n;
}

/* NaN where a cell of the set has no such session. */
static double payoff_at(const analysis *a, const group *g, uint32_t who, uint64_t r)
{
    double sum = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const arm_data *d = analysis_cell(a, g->cells[i]);
        if (!d || !arm_seen(d, r)) return NAN;
        sum += arm_value(d, measure_gain(a, who), r).number / arm_scale(a, d, who, r);
    }
    return sum / g->n;
}

static bool is_few(const analysis *a, const group *g)
{
    for (uint32_t i = 0; i < g->n; i++) {
        const arm_data *d = analysis_cell(a, g->cells[i]);
        if (!d || d->distinct < DISTINCT_MIN) return true;
    }
    return false;
}

/* Nothing is drawn in any of them: more sessions would say nothing new. */
static bool is_exact(const analysis *a, const group *g)
{
    for (uint32_t i = 0; i < g->n; i++) {
        const arm_data *d = analysis_cell(a, g->cells[i]);
        if (!d || d->random) return false;
    }
    return true;
}

estimate payoff_mean(const analysis *a, const group *g, uint32_t who)
{
    uint64_t n = g->n ? replicates_of(a, g) : 0;
    double *x = mem_alloc((n ? n : 1) * sizeof *x);
    for (uint64_t r = 0; r < n; r++) x[r] = payoff_at(a, g, who, r);
    estimate e = estimate_mean(x, n);
    free(x);
    return is_few(a, g) ? estimate_without_interval(e) : e;
}

double impasse_share(const analysis *a, const group *g)
{
    uint64_t sessions = 0, deals = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const arm_data *d = analysis_cell(a, g->cells[i]);
        if (d) sessions += d->sessions, deals += d->results[HG_RESULT_DEAL];
    }
    return (double)(sessions - deals) / (double)sessions;
}

payoff_gap payoff_difference(const analysis *a, const group *plus, const group *minus, uint32_t who)
{
    uint64_t n = replicates_of(a, plus), m = replicates_of(a, minus);
    n = n > m ? n : m;
    double *x = mem_alloc((n ? n : 1) * sizeof *x);
    for (uint64_t r = 0; r < n; r++)
        x[r] = payoff_at(a, plus, who, r) - payoff_at(a, minus, who, r);
    bool exact = is_exact(a, plus) && is_exact(a, minus);
    payoff_gap out = {.of = estimate_mean(x, n),
                      .few = !exact && is_few(a, plus) && is_few(a, minus),
                      .exact = exact};
    free(x);
    out.p = estimate_p(&out.of);
    return out;
}

sureness payoff_verdict(const payoff_gap *d, double p)
{
    double low = d->exact ? d->of.mean : d->of.low, high = d->exact ? d->of.mean : d->of.high;
    bool differs = d->exact ? fabs(d->of.mean) > 1e-12 : p <= 1 - CONFIDENCE;
    if (isnan(d->of.mean) || d->few) return TOO_FEW;
    if (differs) return d->of.mean > 0 ? SURELY_MORE : SURELY_LESS;
    return low > -PAYOFF_NEGLIGIBLE && high < PAYOFF_NEGLIGIBLE ? SURELY_EQUAL : NOT_SURE;
}

uint32_t column_role(analysis *a, uint32_t column)
{
    group_list groups = groups_along(a, column, NULL, NULL);
    for (uint32_t p = 0; p < a->record.schema.n_parties; p++)
        for (uint32_t g = 0; g < groups.n; g++) {
            const arm_data *first = analysis_cell(a, groups.at[g].cells[0]);
            for (uint32_t i = 1; first && i < groups.at[g].n; i++) {
                const arm_data *d = analysis_cell(a, groups.at[g].cells[i]);
                if (d && strcmp(d->arm->agents[p], first->arm->agents[p]) != 0) return p;
            }
        }
    return HG_NOBODY;
}
