/* Offers below its limit. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    plain *p = self;
    uint64_t worst = p->host->count(p->host, p->brief->worst) - 1;
    if (!(turn->may & HG_MAY(HG_OFFER))) return plain_offer(p, turn, reply, 0);
    reply->kind = HG_OFFER;
    reply->outcome = p->host->best(p->host, worst);
    return 0;
}

PLUGIN("generous", .traits = 0);
