/* Makes a table of all outcomes, however many. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    plain *p = self;
    return plain_offer(p, turn, reply, p->turns++);
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    double *worth = host->alloc(host, brief->n_outcomes * sizeof *worth);
    for (hg_outcome k = 0; k < brief->n_outcomes; k++) worth[k] = host->utility(host, k);
    return plain_init(self, brief, host, params);
}

const hg_agent_type hg_agent_plugin = {.abi = HG_AGENT_ABI,
                                       .struct_size = sizeof(hg_agent_type),
                                       .name = "lists",
                                       .summary = "faulty",
                                       .reference = "a test",
                                       .state_size = sizeof(plain),
                                       .init = init,
                                       .act = act};
