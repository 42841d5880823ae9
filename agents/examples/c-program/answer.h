/* What the agents here have in common, once they know their next bid: accept what is worth it, else
 * offer it; and nothing below the limit, which moves when alternatives come and go. */
#ifndef ANSWER_H
#define ANSWER_H
#include <higgle/agent.h>

static inline int may(const hg_turn *turn, hg_kind kind) { return (turn->may & HG_MAY(kind)) != 0; }

static inline void answer(const hg_host *host, const hg_turn *turn, hg_reply *reply, hg_outcome bid)
{
    double limit = host->limit(host), worth = host->utility(host, bid);
    double standing = host->utility(host, turn->standing); /* NaN where nothing stands */

    if (turn->revise && host->utility(host, turn->mine) >= limit) return; /* my offer may stay */
    if (may(turn, HG_ACCEPT) && standing >= limit && standing >= worth)
        reply->kind = HG_ACCEPT;
    else if (worth < limit && may(turn, HG_WITHDRAW))
        reply->kind = HG_WITHDRAW;
    else if (worth >= limit && may(turn, HG_OFFER))
        *reply = (hg_reply){.kind = HG_OFFER, .outcome = bid};
}
#endif
