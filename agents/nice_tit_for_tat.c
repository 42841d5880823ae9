/* Nice tit-for-tat: answers how far the other has come towards the Nash solution, as it believes it
 * to lie, by coming as far (Baarslag, Hindriks & Jonker 2013b).
 *
 *     Nash      N = own utility at the greatest product of own utility and the other's by a
 *               Bayesian model (parts/bayesian.h), times 1.4 - 0.6 (1 - f), within 0.5 .. 1; f
 *               the least offer of the first 1 % of the time (else the first). Renewed until tau
 *               = 0.99 (0.5 where there are more than 10,000 outcomes)
 *     factor    min(1, (greatest offer - f) / (N - f)); 0 where N <= f
 *     target    T = 1 - factor (1 - N), less a bonus of max(0.1, 20 (tau - 0.91)), at most 1, of
 *               what lies between it and N (0.85 for 0.91 where there are more than 3,000
 *               outcomes)
 *     bid       best for the other among those worth 0.98 T .. T + 0.05; the best offer that it
 *               got where that is worth as much. It opens with its best
 *     accept    u >= its next bid; from tau = 0.98 on AC_prob with a window of 1
 *               (parts/acceptance.h)
 *
 * All in parts of my best outcome (parts/scale.h), within my limit and my best. No parameters.
 * Reconstruction after the Genius program: there the bid is drawn among the best few, the Nash
 * point renewed at random, and the best offer proposed in the place of some acceptances; of more
 * than 4,096 outcomes every k-th is looked at; offers of several others are pooled. */
#include "agents/builtin.h"
#include "agents/parts/acceptance.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/bayesian.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/scale.h"
#include <math.h>

#define LOOKS        4096
#define EARLY        0.01
#define DISCOUNT_GAP 0.1

typedef struct nice {
    bargainer self; /* first */
    scale scale;
    opponent_model *model;
    acceptance *accept;
    uint64_t outcomes;
    uint32_t seat, rounds;
    double least, most; /* offered: of the first, of all; in parts of my best; NaN: none */
    hg_outcome best;    /* the most */
    double nash;
    bool opened, stale; /* I made an offer; the model has learnt since */
} nice;

static const double late[] = {ACCEPTANCE_PROB, 0.98, 1};

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    nice *n = self;
    (void)p;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&n->self, brief, host);
    n->scale = scale_of(brief);
    n->model = bayesian_open(brief, host);
    n->accept = acceptance_open(brief, host, late);
    n->outcomes = brief->n_outcomes;
    n->seat = brief->seat;
    n->rounds = brief->rounds;
    n->least = n->most = NAN;
    return 0;
}

static bool is_early(const nice *n, uint32_t round)
{
    return n->rounds > 1 && round <= EARLY * (n->rounds - 1);
}

static void receive(void *self, const hg_message *m)
{
    nice *n = self;
    bargainer_hear(&n->self, m);
    acceptance_hear(n->accept, m);
    model_take(n->model, m);
    if (m->kind != HG_OFFER || m->seat == n->seat) return;
    double u = scale_part(n->scale, bargainer_worth(&n->self, m->outcome));
    if (isnan(n->least) || is_early(n, m->round)) n->least = fmin(n->least, u);
    n->stale = true;
    if (u <= n->most) return;
    n->most = u;
    n->best = m->outcome;
}

/* Own utility at the greatest product, over the list or every k-th of it. */
static double own_nash(const nice *n)
{
    const hg_host *host = n->self.host;
    uint64_t step = (n->outcomes + LOOKS - 1) / LOOKS;
    double most = 0, mine = 0;
    for (uint64_t rank = 0; rank < n->outcomes; rank += step) {
        hg_outcome o = host->best(host, rank);
        double u = scale_part(n->scale, host->utility(host, o));
        double product = u * n->model->estimate(n->model, o);
        if (!(product > most)) continue;
        most = product;
        mine = u;
    }
    return mine;
}

static void renew(nice *n, double t)
{
    double until = n->outcomes > 10000 ? 0.5 : 0.99;
    if (!n->stale || (n->nash > 0 && t > until)) return;
    n->nash = hg_clamp(own_nash(n) * (1.4 - 0.6 * (1 - n->least)), 0.5, 1);
    n->stale = false;
}

static double target(const nice *n, double t)
{
    double towards = n->nash - n->least;
    double factor = towards > 0 ? fmin(1, (n->most - n->least) / towards) : 0;
    double aim = 1 - factor * (1 - n->nash), from = n->outcomes > 3000 ? 0.85 : 0.91;
    double bonus = fmax(DISCOUNT_GAP, t > from ? fmin(1, 20 * (t - from)) : 0);
    return aim - bonus * fmax(0, aim - n->nash);
}

static hg_outcome bid_near(const nice *n, double aim)
{
    const bargainer *b = &n->self;
    double lo = hg_clamp(scale_worth(n->scale, 0.98 * aim), b->floor, b->best);
    hg_outcome bid = model_pick(n->model, lo, fmax(lo, scale_worth(n->scale, aim + 0.05)));
    if (bid == HG_NO_OUTCOME) bid = b->host->above(b->host, lo);
    bool given = scale_worth(n->scale, n->most) >= bargainer_worth(b, bid);
    return given && bargainer_worth(b, n->best) >= b->limit ? n->best : bid;
}

static hg_outcome next_bid(nice *n, double t)
{
    if (!n->opened || isnan(n->most)) return n->self.host->best(n->self.host, 0);
    renew(n, t);
    return bid_near(n, target(n, t));
}

static bool takes(const nice *n, const hg_turn *turn, hg_outcome bid)
{
    const bargainer *b = &n->self;
    if (!n->opened || !move_can_accept(turn)) return false;
    double offered = bargainer_worth(b, turn->standing);
    return offered >= b->limit &&
           acceptance_takes(n->accept, turn, offered, bargainer_worth(b, bid));
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    nice *n = self;
    if (bargainer_stays(&n->self, turn, reply)) return 0;
    hg_outcome bid = next_bid(n, turn->tau);
    if (takes(n, turn, bid))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, bid, n->self.sound);
    n->opened = true;
    return 0;
}

const hg_agent_type hg_agent_nice_tit_for_tat = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "nice-tit-for-tat",
    .summary = "comes as far towards the Nash solution as the other has come",
    .reference = "Baarslag, Hindriks & Jonker 2013b",
    .traits = HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_ENUMERATES,
    .state_size = sizeof(nice),
    .init = init,
    .receive = receive,
    .act = act,
};
