/* The course of one session. Must not know how it came about, nor what becomes of it. */
#include "record/trajectory.h"

#include "base/oom.h"

#include <stdlib.h>
#include <string.h>

void trajectory_init(trajectory *t, uint32_t n_parties, uint32_t n_buckets)
{
    *t = (trajectory){.n_parties = n_parties, .n_buckets = n_buckets};
    t->at = mem_zero((size_t)n_parties * BUCKETS_MAX, sizeof *t->at);
    t->spans = mem_zero(n_buckets, sizeof *t->spans);
    t->leverage = mem_zero((size_t)n_parties * n_buckets, sizeof *t->leverage);
}

void trajectory_fini(trajectory *t)
{
    free(t->at);
    free(t->spans);
    free(t->leverage);
    *t = (trajectory){0};
}

void trajectory_begin(trajectory *t, uint32_t n_parties, uint32_t n_buckets)
{
    t->n_parties = n_parties;
    t->n_buckets = n_buckets;
    t->live = 0;
    t->n_spans = 0;
}

void trajectory_leverage(trajectory *t, uint32_t b, const hg_leverage *leverage)
{
    bool fresh = !t->n_spans || t->spans[t->n_spans - 1].from < b;
    span *s = &t->spans[fresh ? t->n_spans++ : t->n_spans - 1];
    if (fresh) s->from = b;
    s->any = leverage != NULL;
    s->of = &t->leverage[(size_t)(s - t->spans) * t->n_parties];
    if (leverage) memcpy(s->of, leverage, t->n_parties * sizeof *leverage);
}
