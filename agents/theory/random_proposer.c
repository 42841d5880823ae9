/* Random proposer: in every round one party is drawn to make an offer, the other answers, no end.
 *
 *     V_i      = p_i (1 - d_j) / (p_i (1 - d_j) + p_j (1 - d_i)) of the pie, before the draw
 *     demand   1 - d_j V_j
 *     accept   iff the offer is worth d_i V_i
 *
 * p is the weight of recognition, d what is left of a gain after a round (one offer each): both
 * from the scenario, common knowledge. A discount should be per round here: told per offer it
 * counts two offers in every round, as the other protocols have them.
 *
 * Assumes: two parties, one price, no deadline, waiting costs somebody something who can propose,
 * and nobody has a way out that is worth more than to wait. It sees both limits to know that. No
 * parameters. Binmore 1987; Muthoo 1999, ch. 7. */
#include "agents/builtin.h"
#include "agents/theory/game.h"

typedef struct random_proposer {
    game game; /* first */
    game_stand stand;
} random_proposer;

static const char *other_game(const game *g, const game_stand *stand, double theirs)
{
    if (!(stand->demand >= 0))
        return "lives on the cost of waiting: one of the parties needs a power.discount, and one "
               "that may propose";
    if (game_limit(g, g->me) > stand->least || game_limit(g, g->other) > theirs)
        return "knows no way out that is worth more than to wait";
    return NULL;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    random_proposer *r = self;
    game *g = &r->game;
    (void)params;
    if (!game_init(g, brief, host) || !game_is_endless(g)) return 1;
    const double *p = brief->recognition;
    double mine = game_round_patience(g, g->me), theirs = game_round_patience(g, g->other);
    double value = hg_random_proposer(p[g->me] / (p[g->me] + p[g->other]), mine, theirs);
    double waits = theirs * (1 - value);
    r->stand = (game_stand){.demand = 1 - waits, .least = mine * value};
    const char *why = other_game(g, &r->stand, waits);
    if (why) host->note(host, why);
    return why != NULL;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    random_proposer *r = self;
    game_play_shares(&r->game, turn, reply, &r->stand);
    return 0;
}

const hg_agent_type hg_agent_random_proposer = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "random-proposer",
    .summary = "the equilibrium where chance says in every round who makes the offer",
    .reference = "Binmore 1987; Muthoo 1999",
    .traits = GAME_TRAITS,
    .state_size = sizeof(random_proposer),
    .init = init,
    .receive = game_receive,
    .act = act,
};
