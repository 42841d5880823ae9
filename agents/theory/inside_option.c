/* Inside option: alternating offers without end, where the parties earn something while they talk.
 *
 *     demand   b_i + (1 - b_i - b_j) (1 - d_j) / (1 - d_i d_j) of the pie
 *     accept   iff the offer is worth (1 - d_i) b_i + d_i x_i: a period's flow, then the own demand
 *
 * b is the worth of an income that flows until there is a deal, if it flowed for ever: a parameter,
 * for the scenario knows no such income, and it is in nobody's pay-off. At the equilibrium the
 * first offer is accepted, and none has flowed. d as for rubinstein.
 *
 * Assumes: two parties, one price, no deadline, waiting costs somebody something, and no limit is
 * worth more than to wait. It sees both limits to know that. Muthoo 1999, ch. 6. */
#include "agents/builtin.h"
#include "agents/theory/game.h"

enum { MINE, THEIRS };
static const hg_param params[] = {
    {"mine", 0, 0, 1, NULL, "my income while we talk, if it never ended, as part of the pie",
     "uncalibrated"},
    {"theirs", 0, 0, 1, NULL, "the other's; both together at most 1", "uncalibrated"},
    {0}};

typedef struct inside_option {
    game game; /* first */
    game_stand stand;
} inside_option;

static const char *other_game(const game *g, double demand, double least)
{
    if (!(demand >= 0))
        return "needs incomes of at most the pie in all, and a power.discount of one of the "
               "parties: waiting must cost something";
    if (game_limit(g, g->me) > least || game_limit(g, g->other) > 1 - demand)
        return "knows no way out that is worth more than to wait: outside-option does";
    return NULL;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    inside_option *i = self;
    game *g = &i->game;
    if (!game_init(g, brief, host) || !game_is_endless(g)) return 1;
    double mine = game_offer_patience(g, g->me), theirs = game_offer_patience(g, g->other);
    double demand = hg_inside_option(mine, theirs, p[MINE], p[THEIRS]);
    double least = 1 - hg_inside_option(theirs, mine, p[THEIRS], p[MINE]);
    const char *why = other_game(g, demand, least);
    if (why) host->note(host, why);
    i->stand = (game_stand){.demand = demand, .least = least};
    return why != NULL;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    inside_option *i = self;
    game_play_shares(&i->game, turn, reply, &i->stand);
    return 0;
}

const hg_agent_type hg_agent_inside_option = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "inside-option",
    .summary = "alternating offers where the parties earn while they talk, at equilibrium",
    .reference = "Muthoo 1999",
    .params = params,
    .traits = GAME_TRAITS,
    .state_size = sizeof(inside_option),
    .init = init,
    .receive = game_receive,
    .act = act,
};
