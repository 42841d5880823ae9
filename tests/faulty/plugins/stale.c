/* Asks for its limit once, in the briefing, and never again. */
#include "plugin.h"

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const plain *p = self;
    hg_outcome outcome = p->host->above(p->host, p->brief->limit);
    if (turn->may & HG_MAY(HG_ACCEPT) &&
        p->host->utility(p->host, turn->standing) >= p->brief->limit) {
        reply->kind = HG_ACCEPT;
    } else if (turn->may & HG_MAY(HG_OFFER) &&
               p->host->utility(p->host, outcome) >= p->brief->limit) {
        reply->kind = HG_OFFER;
        reply->outcome = outcome;
    }
    return 0;
}

PLUGIN("stale", .traits = 0);
