/* Walks away, and does not declare it. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    plain *p = self;
    if (turn->round < 3 || !(turn->may & HG_MAY(HG_WALK))) return plain_offer(p, turn, reply, 0);
    reply->kind = HG_WALK;
    return 0;
}

PLUGIN("runaway", .traits = 0);
