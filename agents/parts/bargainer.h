/* What every strategy that aims at a utility has in common: its room, from its limit now to its
 * best outcome, and the way from an aim to a reply.
 *
 *     Umin     max(least utility, limit now); Umax the greatest
 *     bid      the outcome of least own utility >= the aim (ties: lower index)
 *     accept   iff the standing offer is worth at least the own next bid, and at least the limit:
 *              AC_next (Baarslag, Hindriks & Jonker 2013), exact, no tolerance
 *     revise   an own offer that is still worth the limit is left as it stands
 *
 * Inline: it is on every agent's hot path. */
#ifndef AGENTS_PARTS_BARGAINER_H
#define AGENTS_PARTS_BARGAINER_H
#include "agents/parts/move.h"

typedef struct bargainer {
    const hg_host *host;
    double best, worst;
    double limit;       /* now: follows the party's alternatives */
    double floor, span; /* Umin, Umax - Umin */
    bool sound;         /* is there an outcome worth the limit? */
    struct swap *swap;  /* parts/swap.h; NULL: no part is swapped */
} bargainer;

static inline void bargainer_limit(bargainer *b, double limit)
{
    b->limit = limit;
    b->floor = limit > b->worst ? limit : b->worst;
    b->span = b->best - b->floor;
    b->sound = limit <= b->best;
}

static inline void bargainer_init(bargainer *b, const hg_brief *brief, const hg_host *host)
{
    b->host = host;
    b->best = brief->best;
    b->worst = brief->worst;
    bargainer_limit(b, brief->limit);
}

static inline double bargainer_worth(const bargainer *b, hg_outcome outcome)
{
    return b->host->utility(b->host, outcome);
}

/* An event may have moved the limit; what was said has not. */
static inline void bargainer_hear(bargainer *b, const hg_message *m)
{
    if (m->kind == HG_EVENT) bargainer_limit(b, b->host->limit(b->host));
}

/* Asked to revise an offer that needs no revision: leaves it. */
static inline bool bargainer_stays(const bargainer *b, const hg_turn *turn, hg_reply *reply)
{
    if (!turn->revise || !(bargainer_worth(b, turn->mine) >= b->limit)) return false;
    reply->kind = HG_REJECT;
    return true;
}

/* Is there a standing offer worth `least` and the limit? */
static inline bool bargainer_takes(const bargainer *b, const hg_turn *turn, double least)
{
    if (!move_can_accept(turn)) return false;
    double offered = bargainer_worth(b, turn->standing);
    return offered >= b->limit && offered >= least;
}

/* Accepts what is worth `bid`, else offers it. */
static inline void bargainer_bid(const bargainer *b, const hg_turn *turn, hg_reply *reply,
                                 hg_outcome bid)
{
    if (bargainer_takes(b, turn, bargainer_worth(b, bid)))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, bid, b->sound);
}

/* The bid is worth at least `aim`: most offers fail there, before the bid's worth is looked up. */
static inline bool bargainer_reached(const bargainer *b, const hg_turn *turn, double aim,
                                     hg_outcome bid)
{
    if (!move_can_accept(turn)) return false;
    double offered = bargainer_worth(b, turn->standing);
    if (!(offered >= aim) && aim <= b->best) return false;
    return offered >= b->limit && offered >= bargainer_worth(b, bid);
}

/* Accepts what is worth the bid nearest above `aim`, else offers that bid. */
static inline void bargainer_aim(const bargainer *b, const hg_turn *turn, hg_reply *reply,
                                 double aim)
{
    hg_outcome bid = b->host->above(b->host, aim);
    if (bargainer_reached(b, turn, aim, bid))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, bid, b->sound);
}

#endif
