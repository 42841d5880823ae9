/* Boulware: target = Umin + (Umax - Umin) (1 - F), F = k + (1 - k) tau^(1/beta), beta < 1: gives
 * way only towards the deadline (Faratin, Sierra & Jennings 1998; the name is Lemuel Boulware's,
 * whose first offer was meant to be his last).
 *
 * Parameters: beta (default 0.2), k (default 0). Rule, acceptance and sources:
 * parts/time_dependent.h. */
#include "agents/builtin.h"
#include "agents/parts/swap.h"
#include "agents/parts/time_dependent.h"

enum { BETA, K, PARAMS };
static const hg_param params[] = {TIME_DEPENDENT_BETA(0.2), TIME_DEPENDENT_K, {0}};

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    return time_dependent_init(self, brief, host, p[BETA], p[K]);
}

SWAP_FUNCTIONS(PARAMS, init, time_dependent_receive, time_dependent_act);

const hg_agent_type hg_agent_boulware = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "boulware",
    .summary = "holds out until shortly before the deadline, then concedes to its limit",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(time_dependent),
    .init = init,
    .receive = time_dependent_receive,
    .act = time_dependent_act,
};
