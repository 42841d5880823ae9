/* A person as an agent type. Whom to ask travels in the place of the parameters, which it has none
 * of: they are what an agent is given that is not of the session.
 *
 * Must not know terminals. */
#include "seat/person.h"

#include <string.h>

#define HOW "is a person: higgle play SCENARIO lets one play"

typedef struct carried {
    double none; /* where params point to */
    const person *who;
} carried;

typedef struct sitting {
    const person *who;
} sitting;

static int refuse(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)self, (void)brief, (void)params;
    host->note(host, HOW);
    return -1;
}

static int sit_down(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    sitting *s = self;
    s->who = ((const carried *)(const void *)params)->who;
    if (s->who->note) host->note(host, s->who->note);
    s->who->brief(s->who->ctx, brief, host);
    return 0;
}

static void hear(void *self, const hg_message *message)
{
    const sitting *s = self;
    s->who->hear(s->who->ctx, message);
}

static int move(void *self, const hg_turn *turn, hg_reply *reply)
{
    const sitting *s = self;
    s->who->move(s->who->ctx, turn, reply);
    return 0;
}

static int no_move(void *self, const hg_turn *turn, hg_reply *reply)
{
    (void)self, (void)turn, (void)reply;
    return -1; /* never asked: it refused */
}

#define A_PERSON                                                                                   \
    .abi = HG_AGENT_ABI, .struct_size = sizeof(hg_agent_type), .name = PERSON_AGENT,               \
    .summary = "somebody at the terminal (higgle play)", .reference = "",                          \
    .traits = HG_TRAIT_STOCHASTIC | HG_TRAIT_WALKS | HG_TRAIT_BELOW_LIMIT

const hg_agent_type person_absent = {A_PERSON, .init = refuse, .act = no_move};
static const hg_agent_type present = {A_PERSON, .state_size = sizeof(sitting), .init = sit_down,
                                      .receive = hear, .act = move};

seat_spec person_spec(arena *a, const person *who)
{
    carried *c = arena_alloc(a, sizeof *c);
    c->who = who;
    return (seat_spec){.text = PERSON_AGENT,
                       .kind = SEAT_PERSON,
                       .type = &present,
                       .params = &c->none,
                       .traits = present.traits};
}

bool person_is(const seat_spec *s) { return strcmp(s->text, PERSON_AGENT) == 0; }
