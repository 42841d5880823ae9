/* Was built for another version of the interface. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    return plain_offer(self, turn, reply, 0);
}

const hg_agent_type hg_agent_plugin = {
    .abi = 99, .struct_size = sizeof(hg_agent_type), .name = "old", .init = plain_init, .act = act};
