/* Refuses more than two parties, and does not say why. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    return plain_offer(self, turn, reply, 0);
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    return brief->n_parties > 2 || plain_init(self, brief, host, params);
}

const hg_agent_type hg_agent_plugin = {.abi = HG_AGENT_ABI,
                                       .struct_size = sizeof(hg_agent_type),
                                       .name = "sulks",
                                       .summary = "faulty",
                                       .reference = "a test",
                                       .state_size = sizeof(plain),
                                       .init = init,
                                       .act = act};
