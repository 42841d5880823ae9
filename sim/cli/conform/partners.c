/* Each is a rule for its turns; what they have in common is a state that counts. */
#include "cli/conform/partners.h"

#include <math.h>
#include <string.h>

typedef struct partner {
    const hg_host *host;
    uint64_t n_outcomes;
    uint32_t turns, said; /* so far */
} partner;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)params;
    *(partner *)self = (partner){.host = host, .n_outcomes = brief->n_outcomes};
    return 0;
}

/* One further down its list on every turn. */
static void offer_next(partner *p, const hg_turn *turn, hg_reply *reply)
{
    if (!(turn->may & HG_MAY(HG_OFFER))) return;
    reply->kind = HG_OFFER;
    reply->outcome = p->host->best(p->host, p->turns++ % p->n_outcomes);
}

static int leave(void *self, const hg_turn *turn, hg_reply *reply)
{
    (void)self;
    if (turn->may & HG_MAY(HG_WALK)) reply->kind = HG_WALK;
    return 0;
}

static int fail(void *self, const hg_turn *turn, hg_reply *reply)
{
    partner *p = self;
    if (p->turns > 1) return 1;
    offer_next(p, turn, reply);
    return 0;
}

static int keep_silent(void *self, const hg_turn *turn, hg_reply *reply)
{
    (void)self, (void)turn, (void)reply; /* preset: REJECT */
    return 0;
}

/* Every word about every topic, with and without a number, one after another. */
static void add_words(partner *p, hg_reply *reply)
{
    for (reply->n_words = 0; reply->n_words < HG_WORDS_MAX; reply->n_words++, p->said++)
        reply->words[reply->n_words] =
            (hg_words){.word = (hg_word)(p->said % HG_WORD_COUNT),
                       .topic = (hg_topic)(p->said / HG_WORD_COUNT % HG_TOPIC_COUNT),
                       .at_least = p->said % 2 ? 0.3 : (double)NAN};
}

static int talk(void *self, const hg_turn *turn, hg_reply *reply)
{
    partner *p = self;
    bool alone = p->said / HG_WORDS_MAX % 2 == 0 && turn->may & HG_MAY(HG_SAY);
    add_words(p, reply);
    if (alone)
        reply->kind = HG_SAY;
    else
        offer_next(p, turn, reply);
    return 0;
}

/* On its revise turns it replaces, takes back and leaves its offer, in this order. */
static int revise(void *self, const hg_turn *turn, hg_reply *reply)
{
    partner *p = self;
    uint32_t step = turn->revise ? p->said++ % 3 : 0;
    if (step == 0) offer_next(p, turn, reply);
    if (step == 1) reply->kind = HG_WITHDRAW;
    return 0;
}

#define PARTNER(given, does)                                                                       \
    {                                                                                              \
        .abi = HG_AGENT_ABI, .struct_size = sizeof(hg_agent_type), .name = (given), .summary = "", \
        .reference = "", .state_size = sizeof(partner), .init = init, .act = (does)                \
    }
static const hg_agent_type partners[] = {PARTNER("leaves", leave), PARTNER("fails", fail),
                                         PARTNER("silent", keep_silent), PARTNER("talks", talk),
                                         PARTNER("revises", revise)};

const hg_agent_type *partner_find(const char *name)
{
    for (size_t i = 0; i < sizeof partners / sizeof *partners; i++)
        if (strcmp(partners[i].name, name) == 0) return &partners[i];
    return NULL;
}
