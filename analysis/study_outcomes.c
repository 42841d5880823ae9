/* Rows become arrays by arm and replicate. Must not know what is worked out from them. */
#include "analysis/study_outcomes.h"

#include "base/oom.h"
#include <math.h>
#include <stdlib.h>

static double *missing(uint64_t n)
{
    double *x = mem_alloc((n + 1) * sizeof *x);
    for (uint64_t r = 0; r < n; r++) x[r] = NAN;
    return x;
}

static double *share_of(const outcomes *o, size_t which, uint32_t role)
{
    return o->share[which * o->a->record.schema.n_parties + role];
}

static bool take(void *ctx, const row *r)
{
    const outcomes *o = ctx;
    const record_schema *s = &o->a->record.schema;
    if (r->arm >= s->n_arms || r->n_parties != s->n_parties) return true;
    if (r->replicate >= o->a->arms[r->arm].replicates) return true;
    if (r->result == HG_RESULT_AGENT_ERROR) return true;
    const model *m = &o->a->cells[s->arms[r->arm].cell].model;
    o->rounds[r->arm][r->replicate] = (double)r->round + 1;
    for (uint32_t p = 0; p < s->n_parties; p++) {
        double scale = m->transferable ? r->pie : party_scale(m, p);
        if (scale > 0) share_of(o, r->arm, p)[r->replicate] = r->party[p].utility / scale;
    }
    return true;
}

void outcomes_init(outcomes *o, const analysis *a)
{
    const record_schema *s = &a->record.schema;
    *o = (outcomes){.a = a,
                    .share = mem_zero((size_t)s->n_arms * s->n_parties + 1, sizeof *o->share),
                    .rounds = mem_zero((size_t)s->n_arms + 1, sizeof *o->rounds)};
    for (uint32_t i = 0; i < s->n_arms; i++) {
        uint64_t n = a->arms[i].replicates;
        o->rounds[i] = missing(n);
        for (uint32_t p = 0; p < s->n_parties; p++)
            o->share[(size_t)i * s->n_parties + p] = missing(n);
    }
    (void)record_each_row(&a->record, take, o);
}

void outcomes_fini(outcomes *o)
{
    const record_schema *s = &o->a->record.schema;
    for (size_t i = 0; i < (size_t)s->n_arms * s->n_parties; i++) free(o->share[i]);
    for (uint32_t i = 0; i < s->n_arms; i++) free(o->rounds[i]);
    free(o->share);
    free(o->rounds);
}

const double *outcomes_share(const outcomes *o, const arm_data *d, uint32_t role)
{
    return share_of(o, (size_t)(d - o->a->arms), role);
}

const double *outcomes_rounds(const outcomes *o, const arm_data *d)
{
    return o->rounds[d - o->a->arms];
}
