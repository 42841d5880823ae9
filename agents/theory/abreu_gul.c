/* Abreu & Gul: bargaining and reputation. Each party is with probability z obstinate and insists on
 * a of the pie; a rational one poses as obstinate, and gives in at a time that it has drawn.
 *
 *     hazard   l_i = r_j (1 - a_i) / (a_1 + a_2 - 1), of a party whose type is not known
 *     end      T = min over i of -ln z_i / l_i: by then all rational parties have given in
 *     at once  the weaker one gives in at time 0 with probability 1 - z_i exp(l_i T)
 *     time     by inversion of F_i / (1 - z_i): one draw per session
 *     demand   a_i until then; afterwards it offers, and accepts, 1 - a_j
 *
 * a, z and whether it is obstinate itself come from the scenario (party.commitment), r from its
 * discounts, per round: all but its own type common knowledge. Time is continuous in the paper and
 * counted in rounds here: who gives in at t does so on its first turn in a round >= t. Of the
 * pay-offs this costs order r: take short rounds (small r). Nobody reveals itself on the
 * path; to other offers it answers as to obstinacy.
 *
 * Assumes: two parties, one price, discounts of both, demands that exceed the pie together; it
 * takes no notice of a deadline. It sees the other's limit, only to leave it that where prices go
 * in steps. No parameters. Abreu & Gul 2000. */
#include "agents/builtin.h"
#include "agents/theory/holdout.h"
#include <math.h>

static hg_reputation reputation_of(const game *g)
{
    const hg_brief *b = g->brief;
    double a[2];
    for (int i = 0; i < 2; i++) a[i] = b->commitment[i] / g->pie;
    return hg_abreu_gul(b->hazard, a, b->obstinacy);
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    holdout *h = self;
    game *g = &h->game;
    (void)p;
    if (!game_init(g, brief, host)) return 1;
    hg_reputation play = reputation_of(g);
    if (!(play.end > 0)) {
        host->note(host, "needs of both parties a commitment with a probability, demands that "
                         "together exceed the pie, and a power.discount");
        return 1;
    }
    double u = host->uniform(host);
    h->demand = brief->commitment[g->me];
    h->yields = g->pie - brief->commitment[g->other];
    h->until = brief->obstinate ? INFINITY : hg_abreu_gul_time(&play, brief->obstinacy, g->me, u);
    return 0;
}

const hg_agent_type hg_agent_abreu_gul = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "abreu-gul",
    .summary = "poses as obstinate; gives in when the other has become indifferent",
    .reference = "Abreu & Gul 2000",
    .traits = GAME_TRAITS | HG_TRAIT_STOCHASTIC,
    .state_size = sizeof(holdout),
    .init = init,
    .receive = game_receive,
    .act = holdout_act,
};
