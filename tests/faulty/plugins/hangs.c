/* Thinks for ever, in its second round. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    for (volatile uint32_t round = turn->round; round;) continue;
    return plain_offer(self, turn, reply, 0);
}

PLUGIN("hangs", .traits = 0);
