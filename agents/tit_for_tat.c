/* Tit-for-tat, relative: target = my last demand * x[k-d] / x[k-d+1], x the other's offers in own
 * utility and x[k] its newest: who offered a tenth more is met with a demand a tenth less, who
 * takes something back with a higher one (Faratin, Sierra & Jennings 1998).
 *
 * Parameter: d, how many offers back it looks (default 1: the last two). Opening, several others,
 * clamping: parts/reciprocity.h. Ratios are measured from 0, or from the least utility where that
 * is below 0 (reconstruction: the paper's offers are prices). Mind that a ratio knows no scale: who
 * raises an offer of next to nothing to twice as much is answered with half the demand. */
#include "agents/builtin.h"
#include "agents/parts/reciprocity.h"
#include "agents/parts/swap.h"

enum { D, PARAMS };
static const hg_param params[] = {
    {"d", 0, 0, RECIPROCITY_BACK_MAX - 1, reciprocity_counts,
     "how many offers back it compares with the one after: 1 the last two",
     "Faratin, Sierra & Jennings 1998"},
    {0}};

typedef struct tit_for_tat {
    reciprocity base; /* first */
    uint32_t d;
} tit_for_tat;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    tit_for_tat *t = self;
    t->d = reciprocity_count(p[D]);
    return reciprocity_init(&t->base, brief, host);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    tit_for_tat *t = self;
    return reciprocity_act(&t->base, turn, reply, reciprocity_ratio, t->d, t->d - 1);
}

SWAP_FUNCTIONS(PARAMS, init, reciprocity_receive, act);

const hg_agent_type hg_agent_tit_for_tat = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "tit-for-tat",
    .summary = "concedes by the same percentage as the other did",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(tit_for_tat),
    .init = init,
    .receive = reciprocity_receive,
    .act = act,
};
