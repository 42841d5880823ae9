/* negmas-aspiration: the aspiration negotiator of NegMAS with a polynomial curve, turn by turn as
 * that program plays it.
 *
 *     time     t = (step + 1)/(n + 1), step = 0 .. n - 1: the same for both parties of a step
 *     mn       max(least utility, reservation), mx the greatest
 *     lo       (mx - mn)(1 - t^exponent) + mn - 0.001, kept within mn .. mx
 *     accept   iff u(last offer) >= lo
 *     bid      the first outcome with u >= lo in ascending order, or instead one that is worth at
 *              most 1e-6 less than lo, if strictly nearer to it
 *
 * Ties: lower index first, ascending in u: so the bid has the lowest index of its equals. Where
 * nothing is worth the reservation value it asks for its best, of equals the one of the highest
 * index, and accepts nothing.
 *
 * The exponent is 1/beta: 4 is a boulware, 1 linear, 0.25 a conceder. The bid may be worth up to
 * 1e-6 less than the limit, and its best may: declared. What NegMAS does not know: its limit is the
 * limit now, and without a deadline t stays 0. */
#include "agents/builtin.h"
#include "agents/compat/listing.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include <math.h>

#define SLACK 0.001 /* below the curve */
#define TWEAK 1e-6  /* below lo */
enum { EXPONENT };
static const hg_param params[] = {
    {"exponent", 4, 0.01, 100, NULL,
     "of time: 4 is NegMAS' boulware, 1 linear, 0.25 conceder; 1/beta of boulware", "NegMAS"},
    {0}};

typedef struct negmas_aspiration {
    bargainer self; /* first */
    listing list;
    double exponent;
} negmas_aspiration;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    negmas_aspiration *a = self;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&a->self, brief, host);
    listing_init(&a->list, brief, host);
    a->exponent = p[EXPONENT];
    return 0;
}

static void receive(void *self, const hg_message *m) { bargainer_hear(self, m); }

static double least_acceptable(const negmas_aspiration *a, const hg_turn *turn)
{
    const bargainer *b = &a->self;
    double t = turn->rounds ? (turn->round + 1.0) / (turn->rounds + 1.0) : 0;
    double aspiration = 1 - hg_pow(t, a->exponent);
    return hg_clamp(b->span * aspiration + b->floor - SLACK, b->floor, b->best);
}

static hg_outcome bid(const negmas_aspiration *a, double lo)
{
    const hg_host *host = a->self.host;
    if (lo > a->self.best) return listing_reversed(&a->list, 0);
    hg_outcome above = host->above(host, lo);
    uint64_t below = host->count(host, lo); /* its rank */
    double worth = listing_worth(&a->list, below);
    bool nearer = fabs(worth - lo) < fabs(bargainer_worth(&a->self, above) - lo);
    return nearer && worth >= lo - TWEAK ? host->best(host, below) : above;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const negmas_aspiration *a = self;
    const bargainer *b = &a->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    double lo = least_acceptable(a, turn);
    if (bargainer_takes(b, turn, lo))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, bid(a, lo), true);
    return 0;
}

const hg_agent_type hg_agent_negmas_aspiration = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "negmas-aspiration",
    .summary = "plays as the aspiration negotiator of NegMAS does, turn by turn",
    .reference = "Mohammad, Nakadai & Greenwald 2020",
    .params = params,
    .traits = HG_TRAIT_ENUMERATES | HG_TRAIT_BELOW_LIMIT,
    .state_size = sizeof(negmas_aspiration),
    .init = init,
    .receive = receive,
    .act = act,
};
