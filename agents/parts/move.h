/* The last step of every strategy: from "this is my bid" to a reply that the turn allows and that
 * never goes below the party's limit. Inline: it is on every agent's hot path. */
#ifndef AGENTS_PARTS_MOVE_H
#define AGENTS_PARTS_MOVE_H
#include <higgle/agent.h>
#include <stdbool.h>

/* May I accept now, and is there something to accept? */
static inline bool move_can_accept(const hg_turn *turn)
{
    return (turn->may & HG_MAY(HG_ACCEPT)) != 0 && turn->standing != HG_NO_OUTCOME;
}

/* Offers `bid`. Where it is not `sound`, that is worth less than my limit, there is nothing to
 * propose: an own offer that has become too dear is taken back, where it may be. */
static inline void move_offer(const hg_turn *turn, hg_reply *reply, hg_outcome bid, bool sound)
{
    if (sound && (turn->may & HG_MAY(HG_OFFER))) {
        reply->kind = HG_OFFER;
        reply->outcome = bid;
    } else if (!sound && (turn->may & HG_MAY(HG_WITHDRAW))) {
        reply->kind = HG_WITHDRAW;
    } else {
        reply->kind = HG_REJECT;
    }
}

#endif
