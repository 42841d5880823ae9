/* Take it or leave it: one offer, one answer, and as much information about the other as the
 * scenario gives.
 *
 *     demand   the most that the other may be able to leave me, its gain over its limit, is even in
 *              [lo, hi], as information has it: max(lo, (hi + w)/2), w the own limit. With all bits
 *              it asks for everything, with none for half of the pie, or of what is above its limit
 *     accept   iff the offer is worth the own limit
 *
 * Bits about the other's reservation value say in which of 2^bits equal cells of 0..pie its limit
 * lies (limit_least, limit_most in the briefing): the pie less that is [lo, hi].
 *
 * Assumes: two parties, one price, one round; before the bits any limit from 0 to the pie is as
 * likely. It sees no more of the other than it is told. No parameters. Known from textbooks;
 * as the revenue of a monopolist Myerson 1981. */
#include "agents/builtin.h"
#include "agents/theory/game.h"

typedef struct take_it_or_leave_it {
    game game; /* first */
    double demand;
} take_it_or_leave_it;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    take_it_or_leave_it *t = self;
    game *g = &t->game;
    (void)p;
    if (!game_init(g, brief, host)) return 1;
    if (brief->rounds != 1) {
        host->note(host, "makes one offer or answers one: the scenario must have one round");
        return 1;
    }
    double lo = g->pie - brief->limit_most[g->other], hi = g->pie - brief->limit_least[g->other];
    t->demand = hg_tioli_ask(g->self.limit, lo, hi);
    return 0;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    take_it_or_leave_it *t = self;
    game_play(&t->game, turn, reply, t->demand, t->game.self.limit);
    return 0;
}

const hg_agent_type hg_agent_take_it_or_leave_it = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "take-it-or-leave-it",
    .summary = "the best single offer, given what is known of the other's limit",
    .reference = "Myerson 1981",
    .traits = 0,
    .state_size = sizeof(take_it_or_leave_it),
    .init = init,
    .receive = game_receive,
    .act = act,
};
