/* An outcome, cut into the values of its issues, and put together again (mixed radix, the last
 * issue fastest); and the values of an issue that are worth a look: all of them, or MODEL_PARTS
 * evenly spaced ones of a longer issue, its ends included. */
#ifndef AGENTS_PARTS_VALUES_H
#define AGENTS_PARTS_VALUES_H
#include "agents/parts/models.h"

static inline void values_read(const hg_brief *brief, hg_outcome outcome, uint64_t *out)
{
    for (uint32_t i = brief->n_issues; i-- > 0; outcome /= brief->issues[i].size)
        out[i] = outcome % brief->issues[i].size;
}

static inline hg_outcome values_join(const hg_brief *brief, const uint64_t *values)
{
    hg_outcome outcome = 0;
    for (uint32_t i = 0; i < brief->n_issues; i++)
        outcome = outcome * brief->issues[i].size + values[i];
    return outcome;
}

/* The part-th value to look at, part < model_parts(issue). */
static inline uint64_t values_look(const hg_issue *issue, uint32_t part)
{
    return issue->size <= MODEL_PARTS ? part : part * (issue->size - 1) / (MODEL_PARTS - 1);
}

#endif
