/* MiCRO: goes down its own list of outcomes, from the best, one new offer for each new offer that
 * it receives (de Jonge 2022). No time, no model of the other, no parameter to tune.
 *
 *     m, n     how many different outcomes I have offered, and have been offered
 *     ready    m <= n: the next one down my list is due
 *     bid      if ready, and it is worth more than my limit: the next; else one of those that I
 *              offered before, at random, as long as they are worth my limit
 *     accept   iff the standing offer is worth at least my limit and at least the next one of my
 *              list if ready, else the last one that I offered
 *
 * Ties on the list: lower index first. Parameter: repeat = random (default), or last: repeats the
 * least of its offers, and nothing is random. It follows its limit: what has fallen below is not
 * repeated. Several others: n counts for each of them, and the least counts (reconstruction: the
 * paper has two parties), so that it never gives more than each of them did. What was offered
 * counts as received also if it was taken back. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/heard.h"

static const char *const repeats[] = {"random", "last", NULL};
enum { REPEAT_RANDOM, REPEAT_LAST };
enum { REPEAT };
static const hg_param params[] = {{"repeat", REPEAT_RANDOM, 0, 1, repeats,
                                   "which of its offers it repeats while nothing new is due",
                                   "de Jonge 2022"},
                                  {0}};

typedef struct micro {
    bargainer self; /* first */
    bool random;
    uint64_t offered; /* m: those of rank 0 .. m - 1 */
    heard heard;      /* n */
} micro;

static uint32_t traits_of(const double *p)
{
    return p[REPEAT] == REPEAT_RANDOM ? HG_TRAIT_STOCHASTIC : 0;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    micro *m = self;
    if (!enumerate_from_best(brief, host)) return 1;
    bargainer_init(&m->self, brief, host);
    m->random = p[REPEAT] == REPEAT_RANDOM;
    heard_init(&m->heard, brief, host);
    return 0;
}

static void receive(void *self, const hg_message *message)
{
    micro *m = self;
    bargainer_hear(&m->self, message);
    heard_take(&m->heard, message);
}

/* One of my offers that are still worth my limit; HG_NO_OUTCOME if none is. */
static hg_outcome repeated(const micro *m)
{
    const hg_host *host = m->self.host;
    uint64_t sound = host->count(host, m->self.limit), k = m->offered;
    if (k > sound) k = sound;
    if (k == 0) return HG_NO_OUTCOME;
    uint64_t rank = m->random ? (uint64_t)(host->uniform(host) * (double)k) : k - 1;
    return host->best(host, rank);
}

static void offer_again(const micro *m, const hg_turn *turn, hg_reply *reply)
{
    hg_outcome bid = repeated(m);
    move_offer(turn, reply, bid, bid != HG_NO_OUTCOME);
}

static void offer_next(micro *m, const hg_turn *turn, hg_reply *reply, hg_outcome bid)
{
    move_offer(turn, reply, bid, true);
    m->offered += reply->kind == HG_OFFER;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    micro *m = self;
    const bargainer *b = &m->self;
    const hg_host *host = b->host;
    if (bargainer_stays(b, turn, reply)) return 0;
    /* on a revise turn too: what it revises is worth less than its limit, and so is the next */
    bool ready = m->offered <= heard_least(&m->heard);
    hg_outcome last = host->best(host, ready ? m->offered : m->offered - 1);
    double worth = bargainer_worth(b, last); /* NaN beyond the end of the list */
    if (bargainer_takes(b, turn, worth >= b->limit ? worth : b->limit))
        reply->kind = HG_ACCEPT;
    else if (ready && worth > b->limit)
        offer_next(m, turn, reply, last);
    else
        offer_again(m, turn, reply);
    return 0;
}

const hg_agent_type hg_agent_micro = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "micro",
    .summary = "makes a new, lesser offer for each new offer that it gets",
    .reference = "de Jonge 2022",
    .params = params,
    .traits = HG_TRAIT_STOCHASTIC,
    .state_size = sizeof(micro),
    .traits_of = traits_of,
    .init = init,
    .receive = receive,
    .act = act,
};
