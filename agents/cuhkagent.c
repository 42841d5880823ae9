/* CUHKAgent, winner of ANAC 2012, where time costs nothing: it stays at the top of its range, and
 * gives in to the best that it was offered in the last rounds (Hao & Leung 2014).
 *
 *     line      1; among more than 3,000 outcomes 0.95, among more than 10,000 from tau = 0.98 on
 *               0.75
 *     bid       the best offer received where it is worth the line; else the best for the other
 *               among those worth line .. 1, by a frequency model (parts/frequency.h)
 *     at last   with fewer than five rounds left: the best offer received; where that is worth
 *               less than 0.85 and two rounds or more are left, the best for the other among .85
 *               .. .98
 *     accept    u >= line, or u >= its next bid; and, where an earlier offer was worth more than
 *               the line, what is worth that but for 0.01
 *
 * All in parts of my best outcome (parts/scale.h), none below my limit. No parameters.
 * Reconstruction: with a discount factor of 1, the only one of which agents here know, its adaptive
 * concession has no effect; the program counts values of the first 100 bids and guesses the rounds
 * left from the clock. Without a deadline there is no last round. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/frequency.h"
#include "agents/parts/scale.h"
#include <math.h>

typedef struct cuhk {
    bargainer self; /* first */
    scale scale;
    opponent_model *model;
    uint64_t outcomes;
    uint32_t seat;
    hg_outcome best; /* received so far */
    double most;     /* what it is worth, own unit; -inf: nothing */
} cuhk;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    cuhk *c = self;
    (void)p;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&c->self, brief, host);
    c->scale = scale_of(brief);
    c->model = frequency_open(brief, host, 0);
    c->outcomes = brief->n_outcomes;
    c->seat = brief->seat;
    c->most = -INFINITY;
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    cuhk *c = self;
    bargainer_hear(&c->self, m);
    model_take(c->model, m);
    if (m->kind != HG_OFFER || m->seat == c->seat) return;
    double worth = bargainer_worth(&c->self, m->outcome);
    if (!(worth > c->most)) return;
    c->most = worth;
    c->best = m->outcome;
}

static double line(const cuhk *c, double t)
{
    double part = c->outcomes <= 3000 ? 1 : c->outcomes > 10000 && t >= 0.98 ? 0.75 : 0.95;
    return hg_clamp(scale_worth(c->scale, part), c->self.floor, c->self.best);
}

/* In parts of my best; the outcome nearest above lo where the band is empty. */
static hg_outcome liked(const cuhk *c, double lo, double hi)
{
    const bargainer *b = &c->self;
    lo = hg_clamp(lo, b->floor, b->best);
    hg_outcome bid = model_pick(c->model, lo, fmax(lo, hi));
    return bid == HG_NO_OUTCOME ? b->host->above(b->host, lo) : bid;
}

static bool is_last(const hg_turn *turn, uint32_t rounds)
{
    return turn->rounds > 0 && turn->rounds - turn->round <= rounds;
}

static hg_outcome at_last(const cuhk *c, const hg_turn *turn)
{
    bool given = c->most >= c->self.limit;
    double good = scale_worth(c->scale, 0.85);
    if (given && (c->most >= good || is_last(turn, 2))) return c->best;
    return liked(c, good, scale_worth(c->scale, 0.98));
}

static hg_outcome next_bid(const cuhk *c, const hg_turn *turn, double line)
{
    if (c->most == -INFINITY) return c->self.host->best(c->self.host, 0);
    if (is_last(turn, 5)) return at_last(c, turn);
    return c->most >= line ? c->best : liked(c, line, c->self.best);
}

/* The least that it accepts. */
static double least(const cuhk *c, double line, hg_outcome bid)
{
    double next = fmin(line, bargainer_worth(&c->self, bid));
    return c->most > line ? fmin(next, c->most - 0.01 * c->scale.room) : next;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const cuhk *c = self;
    const bargainer *b = &c->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    double now = line(c, turn->tau);
    hg_outcome bid = next_bid(c, turn, now);
    if (bargainer_takes(b, turn, least(c, now, bid)))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, bid, b->sound);
    return 0;
}

const hg_agent_type hg_agent_cuhkagent = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "cuhkagent",
    .summary = "stays at the top of its range, and gives in in the last rounds",
    .reference = "Hao & Leung 2014",
    .traits = HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_ENUMERATES,
    .state_size = sizeof(cuhk),
    .init = init,
    .receive = receive,
    .act = act,
};
