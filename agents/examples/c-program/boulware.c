/* Time-dependent (Faratin, Sierra & Jennings 1998): it says what the simulator's own boulware says,
 * to the last byte.
 *
 *     target = floor + (best - floor) (1 - tau^(1/beta)),   floor = its limit now
 *
 *     higgle run used-car 'buyer=exec:./boulware beta=0.3' */
#include "answer.h"

#include <higgle/serve.h>

enum { BETA };
static const hg_param params[] = {{"beta", 0.2, 0.01, 100, NULL,
                                   "shape of the curve: below 1 late, 1 a line, above 1 early",
                                   "Faratin, Sierra & Jennings 1998"},
                                  {0}};

typedef struct boulware {
    const hg_host *host;
    double best, worst;
    const double *conceded; /* per round; NULL: without a deadline it never gives way */
} boulware;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    *(boulware *)self = (boulware){.host = host,
                                   .best = brief->best,
                                   .worst = brief->worst,
                                   .conceded = host->curve(host, 1 / p[BETA])};
    return 0;
}

static double target(const boulware *me, const hg_turn *turn)
{
    double limit = me->host->limit(me->host);
    double floor = limit > me->worst ? limit : me->worst;
    double conceded = me->conceded ? me->conceded[turn->round] : 0;
    return floor + (me->best - floor) * (1 - conceded);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const boulware *me = self;
    answer(me->host, turn, reply, me->host->above(me->host, target(me, turn)));
    return 0;
}

static const hg_agent_type type = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "boulware",
    .summary = "holds out until shortly before the deadline",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .state_size = sizeof(boulware),
    .init = init,
    .act = act,
};

int main(int argc, char **argv) { return hg_serve(argc, argv, &type); }
