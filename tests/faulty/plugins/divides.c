/* Divides by the number of rounds, which is 0 where there is no deadline. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    volatile uint32_t rounds = turn->rounds;
    return plain_offer(self, turn, reply, 60 * (turn->round + 1) / rounds);
}

PLUGIN("divides", .traits = 0);
