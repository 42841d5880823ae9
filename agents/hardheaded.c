/* HardHeaded, winner of ANAC 2011: goes down its list of outcomes, hardly ever below a line that
 * falls only at the very end, and of outcomes alike to itself offers what the other likes best (van
 * Krimpen, Looije & Hajizadeh 2013).
 *
 *     line      Fmin + (1 - Fa) (1 - Fmin), Fa = ka + (1 - ka) t^(1/e)
 *     queue     opens with its best. When it is empty: the next outcome below its last bid and
 *               those within .01 below that one, none under the line; of these the four best for
 *               the other by its frequency model (parts/frequency.h), in that order. Where the
 *               next one is under the line: one of its own earlier bids, drawn
 *     gift      the best offer received so far goes first where it is worth more than the queue's
 *               first
 *     accept    u >= its next bid, or u > its least bid so far
 *
 * All in parts of my best outcome (parts/scale.h); the line ends at my limit. Parameters: ka = e =
 * 0.05, least = 0.585 (Fmin). Reconstruction: no discounting; at most 64 outcomes are compared, the
 * last 128 bids remembered; several others are modelled each for itself and pooled. Ties: lower
 * index first. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/frequency.h"
#include "agents/parts/scale.h"
#include <math.h>

#define TOLERANCE 0.01
#define TOP       4
#define ALIKE_MAX 64
#define MADE_MAX  128
enum { KA, E, LEAST };
static const hg_param params[] = {{"ka", 0.05, 0, 1, NULL, "what the line gives up at the opening",
                                   "van Krimpen, Looije & Hajizadeh 2013"},
                                  {"e", 0.05, 0.01, 100, NULL,
                                   "shape of the line t^(1/e): small values late",
                                   "van Krimpen, Looije & Hajizadeh 2013"},
                                  {"least", 0.585, 0, 1, NULL, "where the line ends, of its best",
                                   "van Krimpen, Looije & Hajizadeh 2013"},
                                  {0}};

typedef struct queued {
    hg_outcome bid;
    uint64_t rank; /* in my list */
} queued;

typedef struct hardheaded {
    bargainer self; /* first */
    scale scale;
    const double *p, *curve;
    opponent_model *model;
    uint32_t seat;
    queued queue[TOP + 1];
    uint32_t first, end;   /* of the queue */
    uint64_t rank;         /* of my last bid */
    queued made[MADE_MAX]; /* my bids: a ring */
    hg_outcome gift;       /* the best that I was offered */
    uint64_t n_made;
    double lowest, gift_worth; /* own unit */
} hardheaded;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    hardheaded *h = self;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&h->self, brief, host);
    h->scale = scale_of(brief);
    h->p = p;
    h->curve = host->curve(host, 1 / p[E]);
    h->model = frequency_open(brief, host, 0);
    h->seat = brief->seat;
    h->gift_worth = -INFINITY;
    h->lowest = INFINITY;
    return 0;
}

/* What was queued before the limit moved may be worth less than it. */
static void receive(void *self, const hg_message *m)
{
    hardheaded *h = self;
    bargainer_hear(&h->self, m);
    if (m->kind == HG_EVENT) h->first = h->end = 0;
    if (m->kind != HG_OFFER || m->seat == h->seat) return;
    model_take(h->model, m);
    double worth = bargainer_worth(&h->self, m->outcome);
    if (!(worth > h->gift_worth)) return;
    h->gift_worth = worth;
    h->gift = m->outcome;
}

static double line(const hardheaded *h, const hg_turn *turn)
{
    double time = h->curve ? h->curve[turn->round] : 0;
    double conceded = h->p[KA] + (1 - h->p[KA]) * time;
    double end = fmax(scale_worth(h->scale, h->p[LEAST]), h->self.floor);
    return end + (1 - conceded) * fmax(0, h->self.best - end);
}

static void enqueue(hardheaded *h, queued bid) { h->queue[h->end++] = bid; }

/* The outcomes from this rank on that are alike to it and not under the line. */
static size_t alike(const hardheaded *h, uint64_t rank, double line, queued *out)
{
    const hg_host *host = h->self.host;
    double least = line, tolerance = TOLERANCE * h->scale.room;
    size_t n = 0;
    for (; n < ALIKE_MAX; n++) {
        hg_outcome o = host->best(host, rank + n);
        double worth = bargainer_worth(&h->self, o); /* NaN beyond the end of the list */
        if (!(worth >= least)) break;
        if (n == 0) least = fmax(line, worth - tolerance);
        out[n] = (queued){o, rank + n};
    }
    return n;
}

/* The best of them for the other; it leaves the list. */
static queued take_best(const hardheaded *h, queued *of, size_t *n)
{
    size_t best = 0;
    double most = -INFINITY;
    for (size_t i = 0; i < *n; i++) {
        double theirs = h->model->estimate(h->model, of[i].bid);
        if (!(theirs > most)) continue;
        most = theirs;
        best = i;
    }
    queued taken = of[best];
    for (size_t i = best + 1; i < *n; i++) of[i - 1] = of[i];
    --*n;
    return taken;
}

/* With the rank of the last one that is worth as much. */
static queued ranked(const hardheaded *h, hg_outcome bid)
{
    const hg_host *host = h->self.host;
    return (queued){bid, host->count(host, bargainer_worth(&h->self, bid)) - 1};
}

/* One of my bids: one draw. */
static queued again(const hardheaded *h)
{
    const hg_host *host = h->self.host;
    uint64_t known = h->n_made < MADE_MAX ? h->n_made : MADE_MAX;
    queued bid = h->made[(uint64_t)(host->uniform(host) * (double)known)];
    bool sound = bargainer_worth(&h->self, bid.bid) >= h->self.limit;
    return sound ? bid : ranked(h, host->above(host, h->self.floor));
}

static void refill(hardheaded *h, const hg_turn *turn)
{
    queued list[ALIKE_MAX];
    size_t n = alike(h, h->n_made > 0 ? h->rank + 1 : 0, line(h, turn), list);
    h->first = h->end = 0;
    if (h->n_made == 0 && n > 0) n = 1; /* it opens with its best */
    if (n == 0 && h->n_made > 0) enqueue(h, again(h));
    while (n > 0 && h->end < TOP) enqueue(h, take_best(h, list, &n));
    if (h->end == 0) enqueue(h, (queued){h->self.host->best(h->self.host, 0), 0});
    if (h->gift_worth > bargainer_worth(&h->self, h->queue[0].bid)) {
        for (uint32_t i = h->end++; i > 0; i--) h->queue[i] = h->queue[i - 1];
        h->queue[0] = ranked(h, h->gift);
    }
}

static void made(hardheaded *h, queued bid)
{
    h->first++;
    h->rank = bid.rank;
    h->made[h->n_made++ % MADE_MAX] = bid;
    h->lowest = fmin(h->lowest, bargainer_worth(&h->self, bid.bid));
}

/* u > its least bid so far, or u >= the next one. */
static bool takes(const hardheaded *h, const hg_turn *turn, double next)
{
    return bargainer_takes(&h->self, turn, next) ||
           bargainer_takes(&h->self, turn, nextafter(h->lowest, INFINITY));
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    hardheaded *h = self;
    const bargainer *b = &h->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    if (h->first == h->end) refill(h, turn);
    queued next = h->queue[h->first];
    if (takes(h, turn, bargainer_worth(b, next.bid))) {
        reply->kind = HG_ACCEPT;
        return 0;
    }
    move_offer(turn, reply, next.bid, b->sound);
    if (reply->kind == HG_OFFER) made(h, next);
    return 0;
}

const hg_agent_type hg_agent_hardheaded = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "hardheaded",
    .summary = "goes down its list as little as it can, offering what the other likes of it",
    .reference = "van Krimpen, Looije & Hajizadeh 2013",
    .params = params,
    .traits = HG_TRAIT_STOCHASTIC | HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_ENUMERATES,
    .state_size = sizeof(hardheaded),
    .init = init,
    .receive = receive,
    .act = act,
};
