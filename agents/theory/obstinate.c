/* Obstinate: insists on one demand for ever, the type that Abreu & Gul's rational players pose as.
 *
 *     demand   as told, else what the scenario commits the party to, else 0.6 of the pie
 *     accept   iff the offer is worth the demand
 *
 * Assumes: two parties, one price. It sees the other's limit, only to leave it that where prices go
 * in steps. Abreu & Gul 2000; Myerson 1991 (where such types come from). */
#include "agents/builtin.h"
#include "agents/theory/holdout.h"
#include <math.h>

#define OFF    INFINITY
#define PRESET 0.6
enum { DEMAND };
static const hg_param params[] = {
    {"demand", OFF, 0, 1, NULL, "of the pie; off: the party's commitment, or 0.6", "uncalibrated"},
    {0}};

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    holdout *h = self;
    if (!game_init(&h->game, brief, host)) return 1;
    double committed = brief->commitment[brief->party];
    if (isfinite(p[DEMAND]))
        h->demand = p[DEMAND] * brief->pie;
    else
        h->demand = isnan(committed) ? PRESET * brief->pie : committed;
    h->yields = h->demand;
    h->until = INFINITY;
    return 0;
}

const hg_agent_type hg_agent_obstinate = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "obstinate",
    .summary = "insists on one demand for ever",
    .reference = "Abreu & Gul 2000",
    .params = params,
    .traits = GAME_TRAITS,
    .state_size = sizeof(holdout),
    .init = init,
    .receive = game_receive,
    .act = holdout_act,
};
