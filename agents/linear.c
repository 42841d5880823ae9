/* Linear: target = Umin + (Umax - Umin) (1 - F), F = k + (1 - k) tau: the same step in every round
 * (Faratin, Sierra & Jennings 1998 with beta = 1).
 *
 * Parameter: k (default 0). Rule, acceptance and sources: parts/time_dependent.h. */
#include "agents/builtin.h"
#include "agents/parts/swap.h"
#include "agents/parts/time_dependent.h"

enum { K, PARAMS };
static const hg_param params[] = {TIME_DEPENDENT_K, {0}};

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    return time_dependent_init(self, brief, host, 1, p[K]);
}

SWAP_FUNCTIONS(PARAMS, init, time_dependent_receive, time_dependent_act);

const hg_agent_type hg_agent_linear = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "linear",
    .summary = "concedes by the same step in every round",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(time_dependent),
    .init = init,
    .receive = time_dependent_receive,
    .act = time_dependent_act,
};
