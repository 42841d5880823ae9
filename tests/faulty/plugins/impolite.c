/* Walks where nobody may. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    if (turn->round < 3) return plain_offer(self, turn, reply, 0);
    reply->kind = HG_WALK;
    return 0;
}

PLUGIN("impolite", .traits = HG_TRAIT_WALKS);
