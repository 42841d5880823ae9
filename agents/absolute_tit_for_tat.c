/* Tit-for-tat, absolute: target = my last demand + x[k-d] - x[k-d+1] - R, x the other's offers in
 * own utility and x[k] its newest: gives as much own utility as it was given, and a random gift R
 * on top that helps two of them out of a deadlock (Faratin, Sierra & Jennings 1998: "random
 * absolute").
 *
 * Parameters: d, how many offers back it looks (default 1: the last two); noise, the largest gift
 * as part of the way from worst to best. R is uniform in [0, noise * (best - worst)], one draw for
 * each offer answered (reconstruction: the paper draws whole numbers). Opening, several others,
 * clamping: parts/reciprocity.h. */
#include "agents/builtin.h"
#include "agents/parts/reciprocity.h"
#include "agents/parts/swap.h"

enum { D, NOISE, PARAMS };
static const hg_param params[] = {
    {"d", 0, 0, RECIPROCITY_BACK_MAX - 1, reciprocity_counts,
     "how many offers back it compares with the one after: 1 the last two",
     "Faratin, Sierra & Jennings 1998"},
    {"noise", 0.02, 0, 1, NULL,
     "largest random gift on top of what it was given, of the way from worst to best",
     "uncalibrated"},
    {0}};

typedef struct absolute {
    reciprocity base; /* first */
    uint32_t d;
    double gift; /* the largest, own utility */
} absolute;

static uint32_t traits_of(const double *p) { return p[NOISE] > 0 ? HG_TRAIT_STOCHASTIC : 0; }

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    absolute *a = self;
    a->d = reciprocity_count(p[D]);
    a->gift = p[NOISE] * (brief->best - brief->worst);
    return reciprocity_init(&a->base, brief, host);
}

static double answer(const reciprocity *r, double older, double newer)
{
    const absolute *a = (const absolute *)r;
    const hg_host *host = r->self.host;
    double gift = a->gift > 0 ? a->gift * host->uniform(host) : 0;
    return r->demand + older - newer - gift;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    absolute *a = self;
    return reciprocity_act(&a->base, turn, reply, answer, a->d, a->d - 1);
}

SWAP_FUNCTIONS(PARAMS, init, reciprocity_receive, act);

const hg_agent_type hg_agent_absolute_tit_for_tat = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "absolute-tit-for-tat",
    .summary = "concedes as much as the other did, and a random gift on top",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .traits = HG_TRAIT_STOCHASTIC,
    .state_size = sizeof(absolute),
    .traits_of = traits_of,
    .init = init,
    .receive = reciprocity_receive,
    .act = act,
};
