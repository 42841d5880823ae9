/* Offers an outcome that there is not: one beyond the last. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const plain *p = self;
    if (!(turn->may & HG_MAY(HG_OFFER))) return plain_offer(p, turn, reply, 0);
    reply->kind = HG_OFFER;
    reply->outcome = p->brief->n_outcomes;
    return 0;
}

PLUGIN("nowhere", .traits = 0);
