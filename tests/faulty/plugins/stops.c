/* Gives up in the fourth round. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    return turn->round > 2 ? 1 : plain_offer(self, turn, reply, 0);
}

PLUGIN("stops", .traits = 0);
