/* Takes its luck from the clock. */
#include "plugin.h"

#include <time.h>

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return plain_offer(self, turn, reply, (uint64_t)now.tv_nsec % 60);
}

PLUGIN("clockwork", .traits = HG_TRAIT_STOCHASTIC);
