/* Nothing is wrong with it. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    plain *p = self;
    return plain_offer(p, turn, reply, p->turns++);
}

PLUGIN("fine", .traits = 0);
