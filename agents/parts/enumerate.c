/* A range of real numbers has 2^52 values: it could be counted, but nobody would live to see it. */
#include "agents/parts/enumerate.h"
#include <inttypes.h>
#include <stdio.h>

#define STEPS_MAX (UINT64_C(1) << 50) /* values of an issue that is not a continuum */

static bool can(const hg_brief *brief, const hg_host *host, const char *remedy)
{
    char text[200];
    if (brief->n_outcomes <= ENUMERATE_MAX) return true;
    (void)snprintf(text, sizeof text,
                   "goes through the outcomes one by one, and here are %" PRIu64
                   " of them: a space of at most %" PRIu64 " is what it can play%s",
                   brief->n_outcomes, ENUMERATE_MAX, remedy);
    host->note(host, text);
    return false;
}

bool enumerate_can(const hg_brief *brief, const hg_host *host) { return can(brief, host, ""); }

bool enumerate_model_can(const hg_brief *brief, const hg_host *host)
{
    return can(brief, host, " with model=; without, any");
}

bool enumerate_from_best(const hg_brief *brief, const hg_host *host)
{
    for (uint32_t i = 0; i < brief->n_issues; i++)
        if (brief->issues[i].size > STEPS_MAX + 1) {
            host->note(host, "goes down its list of outcomes one by one, and here is a continuum: "
                             "give the issue steps");
            return false;
        }
    return true;
}
