/* War of attrition: both demand the same, more than half of the pie, and pay for every round, until
 * one gives in.
 *
 *     demand   the parameter, until it gives in; then it offers, and accepts, 1 - demand
 *     prize    V = 2 demand - 1 of the pie: what the winner has more than the loser
 *     time     exponential with hazard cost/V per round, drawn once per session: where both play it
 *              each is indifferent, and they fight for V / (2 cost) rounds on average
 *
 * Both parameters are the same for both sides: symmetric, and known. The scenario charges no such
 * cost: it is in the agents' reckoning, and in nobody's pay-off. Time as in abreu-gul.
 *
 * Assumes: two parties, one price; it takes no notice of discounts or of a deadline. It sees the
 * other's limit, only to leave it that where prices go in steps. Maynard Smith 1974. */
#include "agents/builtin.h"
#include "agents/theory/holdout.h"

enum { DEMAND, COST };
static const hg_param params[] = {
    {"demand", 0.75, 0.501, 1, NULL, "of the pie, by each of the two", "uncalibrated"},
    {"cost", 0.01, 0.000001, 1, NULL, "of a round, to each, as part of the pie", "uncalibrated"},
    {0}};

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    holdout *h = self;
    if (!game_init(&h->game, brief, host)) return 1;
    h->demand = p[DEMAND] * brief->pie;
    h->yields = brief->pie - h->demand;
    h->until = hg_attrition_time(2 * p[DEMAND] - 1, p[COST], host->uniform(host));
    return 0;
}

const hg_agent_type hg_agent_war_of_attrition = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "war-of-attrition",
    .summary = "fights for the larger part, and gives in at a time that it has drawn",
    .reference = "Maynard Smith 1974",
    .params = params,
    .traits = GAME_TRAITS | HG_TRAIT_STOCHASTIC,
    .state_size = sizeof(holdout),
    .init = init,
    .receive = game_receive,
    .act = holdout_act,
};
