/* Draws, and does not declare it. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const plain *p = self;
    return plain_offer(p, turn, reply, (uint64_t)(60 * p->host->uniform(p->host)));
}

PLUGIN("gambler", .traits = 0);
