/* Gives as much as it was given: lowers its demand by what the last two offers of the other differ
 * by in its own utility (absolute tit-for-tat of Faratin, Sierra & Jennings 1998, without its
 * noise).
 *
 *     higgle run used-car 'buyer=exec:./tit_for_tat' */
#include "answer.h"

#include <higgle/serve.h>

typedef struct tit_for_tat {
    const hg_host *host;
    double demand;
    double offered; /* what the last offer was worth to me */
    int offers;
} tit_for_tat;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)params;
    *(tit_for_tat *)self = (tit_for_tat){.host = host, .demand = brief->best};
    return 0;
}

/* What another one said: a better offer than the last is answered in kind. */
static void receive(void *self, const hg_message *message)
{
    tit_for_tat *me = self;
    if (message->kind != HG_OFFER) return;
    double worth = me->host->utility(me->host, message->outcome);
    if (me->offers++ > 0 && worth > me->offered) me->demand -= worth - me->offered;
    me->offered = worth;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    tit_for_tat *me = self;
    double limit = me->host->limit(me->host);
    if (me->demand < limit) me->demand = limit;
    answer(me->host, turn, reply, me->host->above(me->host, me->demand));
    return 0;
}

static const hg_agent_type type = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "tit-for-tat",
    .summary = "gives as much as it was given",
    .reference = "Faratin, Sierra & Jennings 1998",
    .state_size = sizeof(tit_for_tat),
    .init = init,
    .receive = receive,
    .act = act,
};

int main(int argc, char **argv) { return hg_serve(argc, argv, &type); }
