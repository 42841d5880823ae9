/* Every cell beside its blind twin: how often there is a deal, the median, and how large the
 * difference is in units that do not depend on how many sessions were played. One walk over the
 * rows; 8 bytes per session and role are kept meanwhile. */
#include "analysis/study.h"
#include "analysis/study_outcomes.h"

#include "analysis/statistics/bootstrap.h"
#include "analysis/statistics/means.h"
#include "analysis/statistics/ranks.h"
#include "base/oom.h"
#include <math.h>
#include <stdlib.h>

/* ---- one cell ---- */

static const effect_sizes no_effect = {
    {0, NAN, NAN, NAN, NAN}, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0};

static effect_sizes effect_of(const double *x, const arm_data *d, const double *y,
                              const arm_data *twin)
{
    uint64_t n = d->replicates < twin->replicates ? d->replicates : twin->replicates;
    double *step = mem_alloc((n + 1) * sizeof *step);
    for (uint64_t r = 0; r < n; r++) step[r] = x[r] - y[r];
    effect_sizes e = no_effect;
    e.difference = estimate_mean(step, n);
    free(step);
    bool few = d->distinct < DISTINCT_MIN && twin->distinct < DISTINCT_MIN;
    if (few) e.difference = estimate_without_interval(e.difference);
    e.hedges_g = hedges_g(x, d->replicates, y, twin->replicates);
    e.cliff_delta = cliff_delta(x, d->replicates, y, twin->replicates);
    if (few) return e;
    e.p = estimate_p(&e.difference);
    e.p_ranks = mann_whitney(x, d->replicates, y, twin->replicates).p;
    e.p_equivalent = tost(&e.difference, SMALLEST_EFFECT).p;
    e.needed = isnan(e.hedges_g) ? 0 : sample_size(e.hedges_g, 1 - CONFIDENCE, 0.8);
    return e;
}

static cell_effect cell_of(const outcomes *o, uint64_t cell, uint32_t role)
{
    const analysis *a = o->a;
    const arm_data *d = analysis_cell(a, cell), *twin = analysis_twin(a, cell, role);
    const double *x = outcomes_share(o, d, role);
    uint64_t deals = d->results[HG_RESULT_DEAL];
    cell_effect e = {.role = role,
                     .cell = cell,
                     .agent = d->arm->agents[role],
                     .sessions = d->sessions,
                     .deals = deals,
                     .deal_rate = estimate_proportion(d->sessions, deals),
                     .median = bootstrap_median(x, d->replicates),
                     .has_twin = twin != NULL,
                     .effect = no_effect};
    if (d->distinct < DISTINCT_MIN) {
        e.deal_rate = estimate_without_interval(e.deal_rate);
        e.median = estimate_without_interval(e.median);
    }
    if (twin) e.effect = effect_of(x, d, outcomes_share(o, twin, role), twin);
    return e;
}

/* ---- all, as one family of tests per role ---- */

static void adjust(cell_effect_list *list, uint32_t from)
{
    uint32_t n = 0, *at = mem_alloc((list->n + 1) * sizeof *at);
    double *p = mem_alloc(3 * (list->n + 1) * sizeof *p), *by_holm = p + list->n + 1,
           *by_bh = by_holm + list->n + 1;
    for (uint32_t i = from; i < list->n; i++)
        if (!isnan(list->at[i].effect.p)) p[n] = list->at[i].effect.p, at[n++] = i;
    holm(p, n, by_holm);
    benjamini_hochberg(p, n, by_bh);
    for (uint32_t i = 0; i < n; i++) {
        list->at[at[i]].effect.p_holm = by_holm[i];
        list->at[at[i]].effect.p_bh = by_bh[i];
    }
    for (uint32_t i = from; i < list->n; i++) list->at[i].family = n;
    free(p);
    free(at);
}

cell_effect_list study_effects(analysis *a)
{
    outcomes o;
    cell_effect_list list = {0};
    uint32_t parties = a->record.schema.n_parties;
    if (a->effects) return *a->effects;
    list.at = arena_array(&a->arena, a->n_cells * parties + 1, sizeof *list.at);
    outcomes_init(&o, a);
    for (uint32_t role = 0; role < parties; role++) {
        uint32_t from = list.n;
        for (uint64_t c = 0; c < a->n_cells; c++)
            if (analysis_cell(a, c)) list.at[list.n++] = cell_of(&o, c, role);
        adjust(&list, from);
    }
    outcomes_fini(&o);
    a->effects = arena_array(&a->arena, 1, sizeof *a->effects);
    return *a->effects = list;
}
