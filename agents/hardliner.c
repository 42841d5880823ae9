/* Hardliner: F = k for ever, the limit of tau^(1/beta) as beta falls to 0: it repeats its first bid
 * to the last round, tau = 1 included (Genius calls it Hardliner, e = 0).
 *
 * Parameter: k (default 0: the bid is its best outcome). Acceptance and sources:
 * parts/time_dependent.h. */
#include "agents/builtin.h"
#include "agents/parts/swap.h"
#include "agents/parts/time_dependent.h"

enum { K, PARAMS };
static const hg_param params[] = {TIME_DEPENDENT_K, {0}};

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    return time_dependent_init(self, brief, host, 0, p[K]);
}

SWAP_FUNCTIONS(PARAMS, init, time_dependent_receive, time_dependent_act);

const hg_agent_type hg_agent_hardliner = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "hardliner",
    .summary = "never moves from its first bid",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(time_dependent),
    .init = init,
    .receive = time_dependent_receive,
    .act = time_dependent_act,
};
