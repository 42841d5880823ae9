/* Accepts what nobody has offered. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    (void)self, (void)turn;
    reply->kind = HG_ACCEPT;
    return 0;
}

PLUGIN("eager", .traits = HG_TRAIT_BELOW_LIMIT);
