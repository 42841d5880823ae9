/* Tit-for-tat, averaged: target = my last demand * x[k-window] / x[k], x the other's offers in own
 * utility and x[k] its newest: answers the percentage by which it moved over a window, so that one
 * odd offer is not followed at once (Faratin, Sierra & Jennings 1998). With a window of 1 it is
 * tit-for-tat.
 *
 * Parameter: window (default 2). The rule answers every concession `window` times, once for each
 * turn on which it lies in the window: the longer, the more it gives. Opening, several others,
 * clamping: parts/reciprocity.h. Ratios: tit_for_tat.c. */
#include "agents/builtin.h"
#include "agents/parts/reciprocity.h"
#include "agents/parts/swap.h"

enum { WINDOW, PARAMS };
static const hg_param params[] = {
    {"window", 1, 0, RECIPROCITY_BACK_MAX - 1, reciprocity_counts,
     "how many of the other's steps it compares over: 1 is tit-for-tat",
     "Faratin, Sierra & Jennings 1998"},
    {0}};

typedef struct averaged {
    reciprocity base; /* first */
    uint32_t window;
} averaged;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    averaged *a = self;
    a->window = reciprocity_count(p[WINDOW]);
    return reciprocity_init(&a->base, brief, host);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    averaged *a = self;
    return reciprocity_act(&a->base, turn, reply, reciprocity_ratio, a->window, 0);
}

SWAP_FUNCTIONS(PARAMS, init, reciprocity_receive, act);

const hg_agent_type hg_agent_averaged_tit_for_tat = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "averaged-tit-for-tat",
    .summary = "concedes by the percentage by which the other moved over its last offers",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(averaged),
    .init = init,
    .receive = reciprocity_receive,
    .act = act,
};
