/* negolog-time: the time-based agents of the NegoLog library (BoulwareAgent, LinearAgent,
 * ConcederAgent), turn by turn as that program plays them.
 *
 *     time     t = r/N, r = 0 .. N - 1: the same for both parties of a round
 *     target   (1 - t)^2 P0 + 2 (1 - t) t P1 + t^2 P2, at least the reservation value;
 *              P0 = 1, P1 = 0.85 boulware, 0.7 linear, 0.55 conceder, P2 = 0.4. Where the
 *              reservation value rv is more than 0.4, P2 = rv and P1 grows by (P0 + rv)/(P0 + 0.4)
 *     accept   iff u(last offer) >= target
 *     bid      the nearest to the target: a binary search of the sorted list; any one that hits it,
 *              else of the last above and the first below the one that is nearer, the former if
 *              they are equally near; the best or the worst where the target is beyond
 *
 * Ties on its list: in the order in which bids are made, the first issue running fastest.
 *
 * Targets are utilities from 0 to 1, as all of NegoLog's are. The bid may be worth less than the
 * limit, when the target is near it: declared; what is accepted is not. What NegoLog does not know:
 * its limit is the limit now, and without a deadline t stays 0. */
#include "agents/builtin.h"
#include "agents/compat/listing.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"

#define P0 1.0
#define P2 0.4
static const char *const kinds[] = {"boulware", "linear", "conceder", NULL};
static const double p1_of[] = {0.85, 0.7, 0.55};
enum { KIND };
static const hg_param params[] = {{"kind", 0, 0, 2, kinds, "which of its three curves", "NegoLog"},
                                  {0}};

typedef struct negolog_time {
    bargainer self; /* first */
    listing list;
    double p1; /* before the reservation value raises it */
} negolog_time;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    negolog_time *n = self;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&n->self, brief, host);
    listing_init(&n->list, brief, host);
    n->p1 = p1_of[(size_t)p[KIND]];
    return 0;
}

static void receive(void *self, const hg_message *m) { bargainer_hear(self, m); }

static double target(const negolog_time *n, const hg_turn *turn)
{
    double rv = n->self.limit, p1 = n->p1, p2 = P2;
    if (rv > p2) {
        p1 = (P0 + rv) / 2 / ((P0 + p2) / 2) * p1;
        p2 = rv;
    }
    double t = turn->rounds ? (double)turn->round / turn->rounds : 0;
    double aim = (1 - t) * (1 - t) * P0 + 2 * (1 - t) * t * p1 + t * t * p2;
    return aim < rv ? rv : aim;
}

static uint64_t nearest(const listing *l, double aim)
{
    uint64_t low = 0, high = l->size - 1;
    if (aim >= listing_worth(l, 0)) return 0;
    if (aim <= listing_worth(l, high)) return high;
    while (low <= high) {
        uint64_t middle = (low + high) / 2;
        double worth = listing_worth(l, middle);
        if (worth == aim) return middle;
        if (aim < worth)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return listing_nearer(l, high, aim);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const negolog_time *n = self;
    const bargainer *b = &n->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    double aim = target(n, turn);
    if (bargainer_takes(b, turn, aim))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, listing_at(&n->list, nearest(&n->list, aim)), true);
    return 0;
}

const hg_agent_type hg_agent_negolog_time = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "negolog-time",
    .summary = "plays as the time-based agents of NegoLog do, turn by turn",
    .reference = "Dogru et al. 2024",
    .params = params,
    .traits = HG_TRAIT_ENUMERATES | HG_TRAIT_BELOW_LIMIT,
    .state_size = sizeof(negolog_time),
    .init = init,
    .receive = receive,
    .act = act,
};
