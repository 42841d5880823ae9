/* Exponential: target = Umin + (Umax - Umin) (1 - F), F = exp((1 - tau)^beta ln k): another family
 * of curves from k at the opening to everything at the deadline. Against the polynomial of the same
 * beta and k it concedes less at first where beta >= 1; below 1 that one begins flat and this one
 * does not, but it waits longer afterwards (Faratin, Sierra & Jennings 1998).
 *
 * Parameters: beta (default 1), k (default 0.1; above 0, for it enters by its logarithm). Without a
 * deadline F stays k; a single round is the last, F = 1. Bid and acceptance: parts/bargainer.h. */
#include "agents/builtin.h"
#include "agents/parts/swap.h"
#include "agents/parts/time_dependent.h"

enum { BETA, K, PARAMS };
static const hg_param params[] = {
    {"beta", 1, 0.01, 100, NULL,
     "shape of the concession exp((1 - tau)^beta ln k): small values late, large values early",
     "Faratin, Sierra & Jennings 1998"},
    {"k", 0.1, 0.001, 1, NULL, "part of the way to the limit that the first bid gives up",
     "uncalibrated"},
    {0}};

typedef struct exponential {
    bargainer self;      /* first */
    const double *curve; /* tau^beta per round: read from its end it is (1 - tau)^beta */
    uint32_t rounds;
    double log_k;
} exponential;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    exponential *e = self;
    bargainer_init(&e->self, brief, host);
    e->curve = host->curve(host, p[BETA]);
    e->rounds = brief->rounds;
    e->log_k = hg_log(p[K]);
    return 0;
}

/* (1 - tau)^beta: 1 without a deadline, 0 in the last round, a single one included. */
static double time_left(const exponential *e, uint32_t round)
{
    if (!e->curve) return 1;
    return round + 1 >= e->rounds ? 0 : e->curve[e->rounds - 1 - round];
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const exponential *e = self;
    double conceded = hg_exp(time_left(e, turn->round) * e->log_k);
    return time_dependent_move(&e->self, turn, reply, 1 - conceded);
}

SWAP_FUNCTIONS(PARAMS, init, time_dependent_receive, act);

const hg_agent_type hg_agent_exponential = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "exponential",
    .summary = "concedes along an exponential of time: little at first, then fast",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(exponential),
    .init = init,
    .receive = time_dependent_receive,
    .act = act,
};
