/* Rubinstein: the subgame-perfect equilibrium of alternating offers without end.
 *
 *     demand   x_i = (1 - d_j) / (1 - d_i d_j) of the pie, always
 *     accept   iff the offer is worth d_i x_i: what waiting for the own offer is worth
 *
 * d is what is left of a gain after one offer more, from the scenario's discounts, which are common
 * knowledge. They are taken per offer, as in the paper ({factor: 0.9, per: offer}); a discount per
 * round is spread over its two offers.
 *
 * Assumes: two parties, one price, no deadline, waiting costs somebody something, and nobody has a
 * way out that is worth more than to wait (outside-option plays that). It sees both limits to know
 * that. No parameters. Rubinstein 1982. */
#include "agents/builtin.h"
#include "agents/theory/game.h"

typedef struct rubinstein {
    game game; /* first */
    game_stand stand;
} rubinstein;

static bool binds(const game *g, double least, double theirs)
{
    return game_limit(g, g->me) > least || game_limit(g, g->other) > theirs;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    rubinstein *r = self;
    game *g = &r->game;
    (void)p;
    if (!game_init(g, brief, host) || !game_is_endless(g)) return 1;
    double mine = game_offer_patience(g, g->me), theirs = game_offer_patience(g, g->other);
    double demand = hg_rubinstein(mine, theirs), other = hg_rubinstein(theirs, mine);
    if (!(demand >= 0)) {
        host->note(host, "lives on the cost of waiting: one of the parties needs a power.discount");
        return 1;
    }
    if (binds(g, 1 - other, 1 - demand)) {
        host->note(host, "knows no way out that is worth more than to wait: outside-option does");
        return 1;
    }
    r->stand = (game_stand){.demand = demand, .least = 1 - other};
    return 0;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    rubinstein *r = self;
    game_play_shares(&r->game, turn, reply, &r->stand);
    return 0;
}

const hg_agent_type hg_agent_rubinstein = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "rubinstein",
    .summary = "the equilibrium of alternating offers without a deadline",
    .reference = "Rubinstein 1982",
    .traits = GAME_TRAITS,
    .state_size = sizeof(rubinstein),
    .init = init,
    .receive = game_receive,
    .act = act,
};
