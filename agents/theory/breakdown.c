/* Breakdown: alternating offers where nobody is impatient, but every rejection may be the last
 * word: with probability p the talks break down, and each is left with its limit.
 *
 *     demand   b_i + (1 - b_i - b_j) / (2 - p) of the pie, b the limits as parts of it
 *     accept   iff the offer is worth p b_i + (1 - p) x_i
 *
 * p comes from the hazards of the briefing, 1 - exp(-h/2) per offer (protocol.breakdown). Hazards
 * cannot tell breakdown from impatience, which is the same where nobody has a limit, and not
 * otherwise: it plays where both hazards are equal, and takes them for breakdown.
 *
 * Assumes: two parties, one price, no deadline, no discount. It sees both limits. No parameters.
 * Binmore, Rubinstein & Wolinsky 1986. */
#include "agents/builtin.h"
#include "agents/theory/game.h"
#include <math.h>

typedef struct breakdown {
    game game; /* first */
    game_stand stand;
} breakdown;

/* 0 also where p is not known to be the same for both. */
static double probability(const game *g)
{
    double mine = 1 - game_offer_patience(g, g->me), other = 1 - game_offer_patience(g, g->other);
    return fabs(mine - other) <= 1e-12 ? mine : 0;
}

static const char *other_game(double p, double demand)
{
    if (!(p > 0)) return "needs protocol.breakdown, and no discount beside it";
    if (!(demand >= 0)) return "divides a pie, and here the limits leave nothing to share";
    return NULL;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    breakdown *b = self;
    game *g = &b->game;
    (void)params;
    if (!game_init(g, brief, host) || !game_is_endless(g)) return 1;
    double p = probability(g), mine = game_limit(g, g->me), theirs = game_limit(g, g->other);
    double demand = hg_breakdown(p, mine, theirs);
    const char *why = other_game(p, demand);
    if (why) host->note(host, why);
    b->stand = (game_stand){.demand = demand, .least = 1 - hg_breakdown(p, theirs, mine)};
    return why != NULL;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    breakdown *b = self;
    game_play_shares(&b->game, turn, reply, &b->stand);
    return 0;
}

const hg_agent_type hg_agent_breakdown = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "breakdown",
    .summary = "alternating offers where each rejection may end the talks, at equilibrium",
    .reference = "Binmore, Rubinstein & Wolinsky 1986",
    .traits = GAME_TRAITS,
    .state_size = sizeof(breakdown),
    .init = init,
    .receive = game_receive,
    .act = act,
};
