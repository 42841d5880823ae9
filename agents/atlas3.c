/* Atlas3, winner of ANAC 2015: concedes linearly towards what a game about the last offer is worth
 * to it (Mori & Ito 2017).
 *
 *     C         the best offer received so far, at least w; w its limit
 *     game      at the last offer each insists or compromises. Both insist: w; only the other gives
 *               in: 1; only it does: C; both: the mean of 1 and C
 *     target    T = q C + (1 - q) (1 + C) / 2, where the other insists with the probability of the
 *               evolutionarily stable strategy, q = (1 - C) / (1 - C + 2 (C - w)); 1 where C = 1
 *     line      T + (1 - T) (1 - t)
 *     bid       the best for the other among those worth line .. line + 0.05, by a frequency model
 *               (parts/frequency.h)
 *     accept    u >= line; on its last turn anything that is worth w
 *
 * All in parts of my best outcome (parts/scale.h), the line no less than w. No parameters.
 * Reconstruction: time costs nothing; the program searches its bid by annealing and then puts the
 * others' most frequent values where they cost nothing; among several it goes by the offers that
 * all but one accepted, here by the best offer. Listed spaces. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/frequency.h"
#include "agents/parts/last_offer.h"
#include "agents/parts/scale.h"
#include <math.h>

#define WIDTH 0.05

typedef struct atlas {
    bargainer self; /* first */
    scale scale;
    opponent_model *model;
    uint32_t seat;
    double most; /* received so far, in parts of my best */
} atlas;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    atlas *a = self;
    (void)p;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&a->self, brief, host);
    a->scale = scale_of(brief);
    a->model = frequency_open(brief, host, 0);
    a->seat = brief->seat;
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    atlas *a = self;
    bargainer_hear(&a->self, m);
    model_take(a->model, m);
    if (m->kind == HG_OFFER && m->seat != a->seat)
        a->most = fmax(a->most, scale_part(a->scale, bargainer_worth(&a->self, m->outcome)));
}

/* Own unit. */
static double line(const atlas *a, double t)
{
    const bargainer *b = &a->self;
    double part = last_offer_line(scale_part(a->scale, b->limit), a->most, t);
    return hg_clamp(scale_worth(a->scale, part), b->floor, b->best);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const atlas *a = self;
    const bargainer *b = &a->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    bool last = turn->rounds > 0 && turn->round + 1 >= turn->rounds;
    double least = line(a, turn->tau);
    if (bargainer_takes(b, turn, last ? b->limit : least)) {
        reply->kind = HG_ACCEPT;
        return 0;
    }
    hg_outcome bid = model_pick(a->model, least, least + WIDTH * a->scale.room);
    move_offer(turn, reply, bid == HG_NO_OUTCOME ? b->host->above(b->host, least) : bid, b->sound);
    return 0;
}

const hg_agent_type hg_agent_atlas3 = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "atlas3",
    .summary = "concedes linearly towards what a game about the last offer is worth",
    .reference = "Mori & Ito 2017",
    .traits = HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_ENUMERATES,
    .state_size = sizeof(atlas),
    .init = init,
    .receive = receive,
    .act = act,
};
