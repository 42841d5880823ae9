/* Zeuthen: the monotonic concession protocol between two parties that see each other's utilities
 * and limits (Zeuthen 1930; Harsanyi 1956).
 *
 *     risk      Z_i = (u_i(own) - u_i(their)) / (u_i(own) - w_i), 1 where u_i(own) = w_i: what i
 *               would lose by giving in, as part of what it would lose by a breakdown
 *     concedes  who has the lower risk; ties: party 0. The other repeats its offer
 *     bid       opens with its best (ties: the best for the other); a concession is the outcome of
 *               greatest own utility (ties: the best for the other) that makes its own risk the
 *               larger. Where there is none it gives in: offers, or accepts, what the other asks
 *     accept    iff the standing offer is worth its own next bid, and its limit w
 *
 * Z_1 < Z_2 exactly where the product of gains at 1's offer is less than at 2's: so the products
 * are compared, which needs no quotient, and the two of them climb to the greatest one, the Nash
 * solution. Where limits move, both go on from the offers that they stand at; an own offer that
 * falls below the limit is replaced by the least outcome worth it.
 *
 * No parameters. It cheats: it sees the truth and the other's utilities. Time does not matter; a
 * deadline that comes before the two have met ends the talks. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include <math.h>

typedef struct zeuthen {
    bargainer self; /* first */
    uint32_t me;
    double limit;            /* the other's */
    hg_outcome mine, theirs; /* the offers that we stand at; HG_NO_OUTCOME: none yet */
} zeuthen;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    zeuthen *z = self;
    (void)p;
    z->mine = z->theirs = HG_NO_OUTCOME;
    z->me = brief->party;
    if (brief->n_parties != 2) {
        host->note(host, "weighs its risk against the other's: it plays between two parties");
        return 1;
    }
    z->limit = brief->others_limit[1 - z->me];
    bargainer_init(&z->self, brief, host);
    return enumerate_can(brief, host) ? 0 : 1;
}

static void receive(void *self, const hg_message *m)
{
    zeuthen *z = self;
    bargainer_hear(&z->self, m);
    if (m->kind == HG_OFFER) z->theirs = m->outcome;
    if (m->kind == HG_WITHDRAW) z->theirs = HG_NO_OUTCOME;
    if (m->kind == HG_EVENT && m->event == HG_EVENT_LIMIT && m->party != z->me) z->limit = m->value;
}

static double worth_to_other(const zeuthen *z, hg_outcome o)
{
    return z->self.host->utility_of(z->self.host, 1 - z->me, o);
}

/* Of gains; what is a loss to both counts as a loss. */
static double product(const zeuthen *z, hg_outcome o)
{
    double own = bargainer_worth(&z->self, o) - z->self.limit;
    double other = worth_to_other(z, o) - z->limit;
    return own < 0 && other < 0 ? -(own * other) : own * other;
}

/* Among the outcomes worth what the one at *rank is, the best for the other; *rank moves behind
 * them. */
static hg_outcome best_tie(const zeuthen *z, uint64_t *rank)
{
    const hg_host *host = z->self.host;
    hg_outcome best = host->best(host, *rank), next = best;
    double worth = bargainer_worth(&z->self, best);
    while (next != HG_NO_OUTCOME && bargainer_worth(&z->self, next) == worth) {
        if (worth_to_other(z, next) > worth_to_other(z, best)) best = next;
        next = host->best(host, ++*rank);
    }
    return best;
}

/* The greatest own utility below my offer's with a product beyond theirs. What I passed by before
 * had less than theirs then, and theirs only rises: the search goes on where I stand. */
static hg_outcome concession(const zeuthen *z)
{
    const bargainer *b = &z->self;
    const hg_host *host = b->host;
    uint64_t rank = host->count(host, bargainer_worth(b, z->mine));
    uint64_t sound = host->count(host, b->limit);
    double theirs = product(z, z->theirs);
    while (rank < sound) {
        hg_outcome o = best_tie(z, &rank);
        if (product(z, o) > theirs) return o;
    }
    return bargainer_worth(b, z->theirs) >= b->limit ? z->theirs : z->mine;
}

static bool concedes(const zeuthen *z)
{
    if (z->theirs == HG_NO_OUTCOME) return false;
    if (bargainer_worth(&z->self, z->theirs) >= bargainer_worth(&z->self, z->mine)) return false;
    double mine = product(z, z->mine), theirs = product(z, z->theirs);
    return mine < theirs || (mine == theirs && z->me == 0);
}

static hg_outcome next_bid(const zeuthen *z)
{
    const bargainer *b = &z->self;
    uint64_t top = 0;
    if (z->mine == HG_NO_OUTCOME) return best_tie(z, &top);
    if (!(bargainer_worth(b, z->mine) >= b->limit)) return b->host->above(b->host, b->limit);
    return concedes(z) ? concession(z) : z->mine;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    zeuthen *z = self;
    if (bargainer_stays(&z->self, turn, reply)) return 0;
    hg_outcome bid = next_bid(z);
    bargainer_bid(&z->self, turn, reply, bid);
    if (reply->kind == HG_OFFER) z->mine = bid;
    return 0;
}

const hg_agent_type hg_agent_zeuthen = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "zeuthen",
    .summary = "concedes when it has less to risk than the other, as little as it must",
    .reference = "Zeuthen 1930; Harsanyi 1956",
    .traits = HG_TRAIT_ENUMERATES | HG_TRAIT_SEES_TRUTH | HG_TRAIT_SEES_UTILITIES,
    .state_size = sizeof(zeuthen),
    .init = init,
    .receive = receive,
    .act = act,
};
