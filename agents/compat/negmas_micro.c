/* negmas-micro: MiCRO as NegMAS plays it where it repeats its last offer instead of a random one.
 *
 *     ready    m <= n: m different outcomes offered, n received, the one being answered included
 *     accept   iff u(last offer) >= max(reservation, u(next of the list if ready, else last own))
 *     bid      if ready and worth the reservation value: the next of the list; else the last one
 *              once more; nothing where there is none
 *
 * The list: descending; ties: higher index first. It differs from `micro` in the order of ties, in
 * offering what is worth exactly its limit, and in never drawing lots.
 *
 * What NegMAS does not know: its limit is the limit now, and what has fallen below it is not
 * repeated; of several others the one with the fewest new offers counts. */
#include "agents/builtin.h"
#include "agents/compat/listing.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/heard.h"

typedef struct negmas_micro {
    bargainer self; /* first */
    listing list;
    heard heard;
    uint64_t offered; /* m: those at 0 .. m - 1 */
} negmas_micro;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    negmas_micro *m = self;
    (void)p;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&m->self, brief, host);
    listing_init(&m->list, brief, host);
    heard_init(&m->heard, brief, host);
    return 0;
}

static void receive(void *self, const hg_message *message)
{
    negmas_micro *m = self;
    bargainer_hear(&m->self, message);
    heard_take(&m->heard, message);
}

static void offer(negmas_micro *m, const hg_turn *turn, hg_reply *reply, bool ready)
{
    const bargainer *b = &m->self;
    hg_outcome next = listing_reversed(&m->list, m->offered);
    if (ready && bargainer_worth(b, next) >= b->limit) {
        move_offer(turn, reply, next, true);
        m->offered += reply->kind == HG_OFFER;
        return;
    }
    hg_outcome last = m->offered ? listing_reversed(&m->list, m->offered - 1) : HG_NO_OUTCOME;
    move_offer(turn, reply, last, bargainer_worth(b, last) >= b->limit);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    negmas_micro *m = self;
    const bargainer *b = &m->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    bool ready = m->offered <= heard_least(&m->heard);
    double worth =
        listing_worth(&m->list, ready ? m->offered : m->offered - 1); /* NaN at the end */
    if (bargainer_takes(b, turn, worth >= b->limit ? worth : b->limit))
        reply->kind = HG_ACCEPT;
    else
        offer(m, turn, reply, ready);
    return 0;
}

const hg_agent_type hg_agent_negmas_micro = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "negmas-micro",
    .summary = "plays as MiCRO does in NegMAS, repeating its last offer, turn by turn",
    .reference = "de Jonge 2022; Mohammad, Nakadai & Greenwald 2020",
    .traits = HG_TRAIT_ENUMERATES,
    .state_size = sizeof(negmas_micro),
    .init = init,
    .receive = receive,
    .act = act,
};
