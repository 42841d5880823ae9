/* How long it takes to agree. Talks that end otherwise would have taken longer than they lasted:
 * deadline, walk and closed talks cut the time off (censoring), they are no agreement at that time.
 * Walks are not drawn apart from what is offered, so that the curve is that of talks in which
 * nobody walks only as far as who walks is like who stays. */
#include "analysis/study_outcomes.h"

#include "analysis/study.h"
#include "base/oom.h"
#include <math.h>
#include <stdlib.h>

static survival_median median_of(const outcomes *o, const arm_data *d)
{
    survival_median m = kaplan_meier(outcomes_rounds(o, d), d->deal, d->replicates);
    if (d->random && d->distinct >= DISTINCT_MIN) return m;
    m.low = m.high = NAN;
    m.any = false;
    return m;
}

/* Sessions of both with the same replicate share their random numbers. */
static log_rank_result compare(const outcomes *o, const arm_data *d, const arm_data *twin)
{
    uint64_t n = d->replicates + twin->replicates, most = d->replicates;
    double *time = mem_alloc((n + 1) * sizeof *time);
    bool *event = mem_alloc((n + 1) * sizeof *event);
    uint32_t *group = mem_alloc(2 * (n + 1) * sizeof *group), *cluster = group + n + 1;
    for (uint64_t i = 0; i < n; i++) {
        const arm_data *of = i < d->replicates ? d : twin;
        uint64_t r = i < d->replicates ? i : i - d->replicates;
        time[i] = outcomes_rounds(o, of)[r];
        event[i] = of->deal[r];
        group[i] = of == twin;
        cluster[i] = (uint32_t)r;
        if (r >= most) most = r + 1;
    }
    log_rank_result l = log_rank(time, event, group, cluster, n, 2, (uint32_t)most);
    free(time);
    free(event);
    free(group);
    return l;
}

static agreement_time time_of(const outcomes *o, uint64_t cell, uint32_t role)
{
    const arm_data *d = analysis_cell(o->a, cell), *twin = analysis_twin(o->a, cell, role);
    agreement_time t = {.role = role,
                        .cell = cell,
                        .agent = d->arm->agents[role],
                        .deals = d->results[HG_RESULT_DEAL],
                        .at_deadline = d->results[HG_RESULT_DEADLINE],
                        .walks = d->results[HG_RESULT_WALK],
                        .closed = d->results[HG_RESULT_NO_DEAL],
                        .own = median_of(o, d),
                        .has_twin = twin != NULL,
                        .chi2 = NAN,
                        .p = NAN,
                        .p_holm = NAN};
    if (!twin) return t;
    t.twin = median_of(o, twin);
    if (d->distinct < DISTINCT_MIN && twin->distinct < DISTINCT_MIN) return t;
    log_rank_result l = compare(o, d, twin);
    t.chi2 = l.chi2;
    t.p = l.p;
    return t;
}

/* The cells of a role are one family. */
static void adjust(agreement_time *at, uint32_t n)
{
    uint32_t tests = 0;
    double *p = mem_alloc(2 * ((size_t)n + 1) * sizeof *p), *adjusted = p + n + 1;
    for (uint32_t i = 0; i < n; i++)
        if (!isnan(at[i].p)) p[tests++] = at[i].p;
    holm(p, tests, adjusted);
    for (uint32_t i = 0, k = 0; i < n; i++) {
        if (!isnan(at[i].p)) at[i].p_holm = adjusted[k++];
        at[i].family = tests;
    }
    free(p);
}

agreement_time_list study_agreement(analysis *a)
{
    outcomes o;
    agreement_time_list list = {0};
    uint32_t parties = a->record.schema.n_parties;
    if (a->agreement) return *a->agreement;
    list.at = arena_array(&a->arena, a->n_cells * parties + 1, sizeof *list.at);
    outcomes_init(&o, a);
    for (uint32_t role = 0; role < parties; role++) {
        uint32_t from = list.n;
        for (uint64_t c = 0; c < a->n_cells; c++)
            if (analysis_cell(a, c)) list.at[list.n++] = time_of(&o, c, role);
        adjust(list.at + from, list.n - from);
    }
    outcomes_fini(&o);
    a->agreement = arena_array(&a->arena, 1, sizeof *a->agreement);
    return *a->agreement = list;
}
