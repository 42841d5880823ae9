/* Thinks for a while before each move, as an agent that asks a service or a model would. The
 * simulator waits as long as an answer comes every ten seconds, or every so many as stand behind
 * `exec/`. Its bids go down a line.
 *
 *     higgle run used-car 'buyer=exec:./slow ms=200'
 *     higgle run used-car 'buyer=exec/60:./slow ms=20000' */
#define _POSIX_C_SOURCE 200809L
#include "answer.h"

#include <higgle/serve.h>
#include <time.h>

enum { MS };
static const hg_param params[] = {
    {"ms", 50, 0, 3600000, NULL, "how long it thinks, milliseconds", "uncalibrated"}, {0}};

typedef struct slow {
    const hg_host *host;
    double best, ms;
} slow;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    *(slow *)self = (slow){.host = host, .best = brief->best, .ms = p[MS]};
    return 0;
}

/* The clock decides when it answers, never what. */
static void think(double ms)
{
    long whole = (long)ms;
    struct timespec left = {whole / 1000, whole % 1000 * 1000000};
    while (nanosleep(&left, &left)) {}
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const slow *me = self;
    double limit = me->host->limit(me->host);
    think(me->ms);
    answer(me->host, turn, reply,
           me->host->above(me->host, me->best - (me->best - limit) * turn->tau));
    return 0;
}

static const hg_agent_type type = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "slow",
    .summary = "takes its time, and gives way along a line",
    .reference = "own",
    .params = params,
    .state_size = sizeof(slow),
    .init = init,
    .act = act,
};

int main(int argc, char **argv) { return hg_serve(argc, argv, &type); }
