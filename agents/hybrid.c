/* Hybrid: target = (1 - t^2) behaviour + t^2 time: answers the other's moves at first, follows the
 * clock in the end (Keskin, Cakan & Aydogan 2021).
 *
 *     time        Bezier: (1 - t)^2 p0 + 2 t (1 - t) p1 + t^2 p2
 *     behaviour   my last bid - (p3 + p3 t) sum w_i d_i, d the last four changes of the other's
 *                 offers in own utility, w = 1 | .25 .75 | .11 .22 .66 | .05 .15 .3 .5, the
 *                 newest last
 *     at first    until an other has made three offers: time alone
 *
 * All in parts of my best outcome (parts/scale.h), within my limit and my best. Parameters: p0 = 1,
 * p1 = 0.75, p3 = 0.5 (empathy), p2 by the number of outcomes: .8 below 450, .775 below 1500, .75
 * below 4500, .725 below 18000, .7 below 33000, else .675. Reconstruction: numbers of p and w are
 * those of the NegoLog library, which accepts against its target (here: AC_next,
 * parts/bargainer.h); of several others the mean of what each did counts. */
#include "agents/builtin.h"
#include "agents/parts/reciprocity.h"
#include "agents/parts/scale.h"
#include "agents/parts/swap.h"
#include <math.h>

#define CHANGES_MAX 4
static const double weights[CHANGES_MAX][CHANGES_MAX] = {
    {1}, {0.25, 0.75}, {0.11, 0.22, 0.66}, {0.05, 0.15, 0.3, 0.5}};

enum { P0, P1, P2, P3, PARAMS };
static const hg_param params[] = {
    {"p0", 1, 0, 1, NULL, "demand at the opening, of its best", "NegoLog"},
    {"p1", 0.75, 0, 1, NULL, "control point that the curve of time is drawn towards", "NegoLog"},
    {"p2", INFINITY, 0, 1, NULL,
     "demand at the deadline; off: .8 to .675, by the size of the space", "NegoLog"},
    {"p3", 0.5, 0, 2, NULL, "empathy: how much of the other's moves it answers", "NegoLog"},
    {0}};

typedef struct hybrid {
    reciprocity base; /* first */
    scale scale;
    const double *p;
    double p2;
    double last; /* my last bid, in parts of my best; NaN: none */
} hybrid;

static double p2_for(uint64_t outcomes)
{
    static const struct {
        uint64_t below;
        double p2;
    } sizes[] = {{450, 0.8}, {1500, 0.775}, {4500, 0.75}, {18000, 0.725}, {33000, 0.7}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (outcomes < sizes[i].below) return sizes[i].p2;
    return 0.675;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    hybrid *h = self;
    h->scale = scale_of(brief);
    h->p = p;
    h->p2 = isinf(p[P2]) ? p2_for(brief->n_outcomes) : p[P2];
    h->last = NAN;
    return reciprocity_init(&h->base, brief, host);
}

/* What one other gave me of late, in own utility; NaN: it has said too little. */
static double given_by(const reciprocity_heard *from)
{
    if (from->count < 3) return NAN;
    uint32_t last = from->count < CHANGES_MAX + 2 ? from->count - 2 : CHANGES_MAX - 1;
    double sum = 0;
    for (uint32_t i = 0; i <= last; i++)
        sum += weights[last][last - i] *
               (reciprocity_offered(from, i) - reciprocity_offered(from, i + 1));
    return sum;
}

/* The mean over those who said enough; NaN: nobody did. */
static double given(const hybrid *h)
{
    double sum = 0;
    uint32_t counted = 0;
    for (uint32_t i = 0; i < h->base.n; i++) {
        double by = i == h->base.seat ? NAN : given_by(&h->base.heard[i]);
        if (isnan(by)) continue;
        sum += by;
        counted++;
    }
    return counted > 0 ? sum / counted : NAN;
}

static double target(const hybrid *h, double t)
{
    double left = 1 - t, by = given(h) / (h->scale.room > 0 ? h->scale.room : 1);
    double time = left * left * h->p[P0] + 2 * t * left * h->p[P1] + t * t * h->p2;
    if (isnan(by) || isnan(h->last)) return time;
    double behaviour = h->last - h->p[P3] * (1 + t) * by;
    return (1 - t * t) * behaviour + t * t * time;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    hybrid *h = self;
    const bargainer *b = &h->base.self;
    if (bargainer_stays(b, turn, reply)) return 0;
    if (!turn->revise) reciprocity_note(&h->base);
    double aim = hg_clamp(scale_worth(h->scale, target(h, turn->tau)), b->floor, b->best);
    bargainer_aim(b, turn, reply, aim);
    if (reply->kind == HG_OFFER) h->last = scale_part(h->scale, bargainer_worth(b, reply->outcome));
    return 0;
}

SWAP_FUNCTIONS(PARAMS, init, reciprocity_receive, act);

const hg_agent_type hg_agent_hybrid = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "hybrid",
    .summary = "answers the other's moves at first, follows the clock in the end",
    .reference = "Keskin, Cakan & Aydogan 2021",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(hybrid),
    .init = init,
    .receive = reciprocity_receive,
    .act = act,
};
