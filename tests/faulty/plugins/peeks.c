/* Looks at who has the power, and does not declare it. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    plain *p = self;
    uint32_t me = p->brief->party;
    uint64_t strong = p->brief->recognition[me] > 1;
    return plain_offer(p, turn, reply, strong ? 0 : p->turns++);
}

PLUGIN("peeks", .traits = 0);
