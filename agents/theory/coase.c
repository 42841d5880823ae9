/* Coase: one seller makes all the offers, the buyer's value is its own secret, and time is what
 * both lose; s = sqrt(1 - d).
 *
 *     ask      in round n = 0, 1, ..: M (s/(1 + s)) (1 + s)^-n, M the seller's gain at its best
 * price buy      at the first price <= s v, v the own gain at the lowest price
 *
 * The shorter the rounds, the less a monopolist gets out of setting all the prices. Who may make
 * the first offer is the seller; the other one never makes any. d is what is left of a gain after a
 * round, the same for both, common knowledge.
 *
 * Assumes: two parties, one price from the seller's cost upwards, proposer: fixed, no deadline, the
 * buyer's gain at the lowest price is even in 0..M: a drawn value.base; limits of 0. Neither uses
 * what the briefing says of the pie. No parameters. Stokey 1981; Sobel & Takahashi 1983. */
#include "agents/builtin.h"
#include "agents/theory/game.h"
#include <math.h>

typedef struct coase {
    game game; /* first */
    double patience, most, share;
} coase;

static const char *other_game(const game *g)
{
    double mine = game_round_patience(g, g->me), theirs = game_round_patience(g, g->other);
    if (fabs(mine - theirs) > 1e-12) return "needs the same power.discount for both";
    if (g->self.limit > 0) return "has nothing but this trade: its limit must be 0";
    return NULL;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    coase *c = self;
    (void)p;
    if (!game_init(&c->game, brief, host) || !game_is_endless(&c->game)) return 1;
    const char *why = other_game(&c->game);
    if (why) host->note(host, why);
    c->patience = game_round_patience(&c->game, c->game.me);
    c->most = brief->best;
    c->share = hg_coase(c->patience).accept;
    return why != NULL;
}

static bool sells(const game *g, const hg_turn *turn)
{
    return (turn->may & HG_MAY(HG_OFFER)) && !g->second;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    coase *c = self;
    game *g = &c->game;
    if (sells(g, turn)) {
        double ask = c->most * hg_coase_price(c->patience, turn->round);
        game_play(g, turn, reply, ask, ask);
    } else {
        bool buys = move_can_accept(turn) && bargainer_worth(&g->self, turn->standing) >=
                                                 (1 - c->share) * c->most - g->slack;
        reply->kind = buys ? HG_ACCEPT : HG_REJECT;
        game_moves(g);
    }
    return 0;
}

const hg_agent_type hg_agent_coase = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "coase",
    .summary = "a monopolist that cannot wait, and the buyer who knows it",
    .reference = "Stokey 1981; Sobel & Takahashi 1983",
    .traits = 0,
    .state_size = sizeof(coase),
    .init = init,
    .receive = game_receive,
    .act = act,
};
