/* AgentK, winner of ANAC 2010: aims between its best and what the other's offers let it hope for,
 * and accepts by chance (Kawaguchi, Fujita & Ito 2012).
 *
 *     m, v     mean and variance of all offers received; d = sqrt(12 v), the width of a uniform
 *              distribution of that variance
 *     hope     emax = m + (1 - m) d
 *     before   1 - t^a (1 - emax), a = 1 + T + 10 m - 2 T m
 *     ratio    min(2, (d + 0.1) / (1 - before))
 *     target   ratio * before + 1 - ratio
 *     bid      the outcome of least own utility >= target
 *     accept   with probability t^a / 5 + (u - emax) + (u - target); below 0.1 it is none
 *
 * All in parts of my best outcome (parts/scale.h). Parameter: tremor T (default 2). One draw on
 * every turn on which it may accept. Reconstruction: the program searches its bid at random; offers
 * of several others are pooled; while nothing was received it asks for its best. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/scale.h"
#include <math.h>

#define LEAST_CHANCE 0.1
enum { TREMOR };
static const hg_param params[] = {{"tremor", 2, 0, 10, NULL,
                                   "T: how late it gives way to who gives much",
                                   "Kawaguchi, Fujita & Ito 2012"},
                                  {0}};

typedef struct agentk {
    bargainer self; /* first */
    scale scale;
    double tremor;
    uint32_t seat;
    double count, mean, squares; /* of what was offered, Welford */
} agentk;

typedef struct aims { /* in parts of my best */
    double target, hope, pressure;
} aims;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    agentk *k = self;
    bargainer_init(&k->self, brief, host);
    k->scale = scale_of(brief);
    k->tremor = p[TREMOR];
    k->seat = brief->seat;
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    agentk *k = self;
    bargainer_hear(&k->self, m);
    if (m->kind != HG_OFFER || m->seat == k->seat) return;
    double u = scale_part(k->scale, bargainer_worth(&k->self, m->outcome)), off = u - k->mean;
    k->count += 1;
    k->mean += off / k->count;
    k->squares += off * (u - k->mean);
}

static aims aim(const agentk *k, double t)
{
    if (k->count == 0) return (aims){1, 1, 0};
    double m = k->mean, d = sqrt(12 * k->squares / k->count), hope = m + (1 - m) * d;
    double pressure = hg_pow(t, 1 + k->tremor + 10 * m - 2 * k->tremor * m);
    double before = 1 - pressure * (1 - hope);
    double ratio = before < 1 ? fmin(2, (d + 0.1) / (1 - before)) : 2;
    return (aims){ratio * before + 1 - ratio, hope, pressure};
}

/* One draw, if there is something to accept. */
static bool takes(const agentk *k, const hg_turn *turn, aims a)
{
    const bargainer *b = &k->self;
    if (!move_can_accept(turn)) return false;
    double draw = b->host->uniform(b->host), worth = bargainer_worth(b, turn->standing);
    double u = scale_part(k->scale, worth), p = a.pressure / 5 + (u - a.hope) + (u - a.target);
    return worth >= b->limit && p >= LEAST_CHANCE && draw < p;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const agentk *k = self;
    const bargainer *b = &k->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    aims a = aim(k, turn->tau);
    double least = hg_clamp(scale_worth(k->scale, a.target), b->floor, b->best);
    if (takes(k, turn, a))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, b->host->above(b->host, least), b->sound);
    return 0;
}

const hg_agent_type hg_agent_agentk = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "agentk",
    .summary = "aims between its best and what the other's offers let it hope for",
    .reference = "Kawaguchi, Fujita & Ito 2012",
    .params = params,
    .traits = HG_TRAIT_STOCHASTIC,
    .state_size = sizeof(agentk),
    .init = init,
    .receive = receive,
    .act = act,
};
