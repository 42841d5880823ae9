/* The course of one session. Must not know how it came about, nor what becomes of it. */
#include "record/trajectory.h"

#include "base/oom.h"

#include <stdlib.h>
#include <string.h>

/* Rounds times buckets are below 2^32. */
static void divide(trajectory *t, uint32_t rounds, uint32_t n)
{
    t->rounds = rounds;
    t->n_buckets = n;
    for (uint32_t b = 0; b < n; b++)
        t->end[b] = rounds ? ((b + 1) * rounds + n - 1) / n : UINT32_MAX;
}

void trajectory_init(trajectory *t, uint32_t n_parties, uint32_t n_buckets)
{
    *t = (trajectory){0};
    divide(t, 0, 1);
    t->at = mem_zero((size_t)n_parties * HISTOGRAMS, sizeof *t->at);
    t->seen = mem_zero(n_parties, sizeof *t->seen);
    t->spans = mem_zero(n_buckets, sizeof *t->spans);
    t->leverage = mem_zero((size_t)n_parties * n_buckets, sizeof *t->leverage);
}

void trajectory_fini(trajectory *t)
{
    free(t->at);
    free(t->seen);
    free(t->spans);
    free(t->leverage);
    *t = (trajectory){0};
}

void trajectory_begin(trajectory *t, uint32_t n_parties, uint32_t rounds, uint32_t n_buckets)
{
    if (rounds != t->rounds || n_buckets != t->n_buckets) divide(t, rounds, n_buckets);
    t->n_parties = n_parties;
    t->live = 0;
    t->n_spans = 0;
    for (uint32_t i = 0; i < n_parties * HISTOGRAMS; i++) t->at[i].from = 0;
    for (uint32_t i = 0; i < n_parties; i++) t->seen[i].any = false;
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

static void end_view(seen *s, uint32_t live)
{
    if (!s->any) return;
    for (; s->bucket < live; s->bucket++) s->of.at[s->bucket] = s->last;
}

void trajectory_end(trajectory *t)
{
    for (uint32_t i = 0; i < t->n_parties; i++) end_view(&t->seen[i], t->live);
    uint32_t strides = (t->live + SAMPLES_STRIDE - 1) / SAMPLES_STRIDE;
    for (uint32_t i = 0; i < t->n_parties * HISTOGRAMS; i++)
        for (uint32_t b = t->live; b < strides * SAMPLES_STRIDE; b++) t->at[i].at[b] = 0;
}
