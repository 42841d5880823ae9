/* Outside option: alternating offers without end, where who answers may also leave for its limit.
 *
 *     demand   x_i = 1 - max(w_j, d_j x_j), x_j likewise: Rubinstein's shares, unless a way out is
 *              worth more than to wait: then just that, and not a cent more
 *     accept   iff the offer is worth max(w_i, d_i x_i)
 *     leave    rather than answer with an offer, iff w_i > d_i x_i
 *
 * d as for rubinstein; w is the limit now, as part of the pie: a way out that comes or goes is
 * taken for good when it does, and nobody foresees it (pending-offer does). A limit below 0 counts
 * as 0. Where the limits leave nothing to share each leaves as soon as it may.
 *
 * Assumes: two parties, one price, no deadline, exit: responder or anyone, leaving costs nothing,
 * waiting costs somebody something. It sees both limits. No parameters.
 * Binmore, Shaked & Sutton 1989; Muthoo 1999, prop. 5.1. */
#include "agents/builtin.h"
#include "agents/theory/game.h"

typedef struct outside_option {
    game game; /* first */
    game_stand stand;
} outside_option;

/* What I wait for where I refuse the other's offer: my next demand, a period later. */
static game_stand no_zone(double w) { return (game_stand){.demand = w, .least = w, .leave = true}; }

static void take_stand(outside_option *o)
{
    const game *g = &o->game;
    double w = game_limit(g, g->me), v = game_limit(g, g->other);
    double mine = game_offer_patience(g, g->me), theirs = game_offer_patience(g, g->other);
    double demand = hg_outside_option(mine, theirs, w, v);
    if (!(demand >= 0)) {
        o->stand = no_zone(w);
        return;
    }
    double least = 1 - hg_outside_option(theirs, mine, v, w);
    o->stand = (game_stand){demand, least, w > mine * demand};
}

static const char *other_game(const game *g)
{
    double mine = game_offer_patience(g, g->me), theirs = game_offer_patience(g, g->other);
    if (!game_may_leave(g)) return "needs a way out: protocol.exit must be responder or anyone";
    if (g->brief->leaving_cost > 0) return "leaves without a cost: leaving_cost must be 0";
    if (mine == 1 && theirs == 1)
        return "lives on the cost of waiting: one of the parties needs a power.discount";
    return NULL;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    outside_option *o = self;
    (void)p;
    if (!game_init(&o->game, brief, host) || !game_is_endless(&o->game)) return 1;
    const char *why = other_game(&o->game);
    if (why) host->note(host, why);
    take_stand(o);
    return why != NULL;
}

static void receive(void *self, const hg_message *m)
{
    game_receive(self, m);
    if (m->kind == HG_EVENT) take_stand(self);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    outside_option *o = self;
    game_play_shares(&o->game, turn, reply, &o->stand);
    return 0;
}

const hg_agent_type hg_agent_outside_option = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "outside-option",
    .summary = "alternating offers where who answers may leave instead, at equilibrium",
    .reference = "Binmore, Shaked & Sutton 1989; Muthoo 1999",
    .traits = GAME_TRAITS | HG_TRAIT_WALKS,
    .state_size = sizeof(outside_option),
    .init = init,
    .receive = receive,
    .act = act,
};
