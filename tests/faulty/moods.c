/* Plays well but for one session. */
#include "faulty.h"

#include "host/client.h"

#include <stdlib.h>

typedef struct moody {
    const hg_host *host;
    uint64_t session;
} moody;

static int moody_init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)params;
    *(moody *)self = (moody){host, brief->session};
    return 0;
}

static int moody_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const moody *m = self;
    if (m->session == ill_fated) return 1;
    reply->kind = HG_OFFER;
    reply->outcome = m->host->best(m->host, turn->round);
    return 0;
}

static int mortal_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    if (moody_act(self, turn, reply)) exit(1);
    return 0;
}

static void play_moody(int (*act)(void *, const hg_turn *, hg_reply *))
{
    const hg_agent_type type = {.abi = HG_AGENT_ABI,
                                .struct_size = sizeof type,
                                .name = "moody",
                                .state_size = sizeof(moody),
                                .init = moody_init,
                                .act = act};
    exit(client_play(&type, false, NULL, 0, 1) ? 1 : 0);
}

static void gives_up(void) { play_moody(moody_act); }
static void dies(void) { play_moody(mortal_act); }

const faulty faulty_moods[] = {{"gives-up", gives_up}, {"dies", dies}, {NULL, NULL}};
