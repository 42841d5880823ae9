/* Must not know which protocol it is that leaves one offer, nor what outcomes there are. */
#include "agents/parts/one_shot.h"
#include <math.h>

#define GRID 100
#define TIE  1e-12 /* of the pie: what rounding makes of equals */

/* What is left for j where I get x. */
static double left_for(const others *o, uint32_t j, double x)
{
    const hg_brief *b = o->brief;
    if (b->n_parties == 2) {
        hg_standing s = {.pie = b->pie, .frontier = b->frontier};
        return perceive_rest(&s, b->party, x);
    }
    return b->pie > 0 ? others_scale(b, j) * (1 - x / b->pie) / (b->n_parties - 1) : 0;
}

static double accepted_by(const others *o, const composure *c, uint32_t j, double x)
{
    double left = left_for(o, j, x);
    if (left < composure_least(c, o->brief->n_parties) * others_scale(o->brief, j)) return 0;
    if (o->belief[j] && !o->known[j]) return belief_below(o->belief[j], left);
    return left >= o->w[j];
}

double one_shot_accepted(const others *o, const composure *c, double x)
{
    const hg_brief *b = o->brief;
    double all = 1;
    for (uint32_t j = 0; j < b->n_parties && all > 0; j++)
        if (j != b->party) all *= accepted_by(o, c, j, x);
    return all;
}

double one_shot_demand(const others *o, const composure *c)
{
    double w = others_own_limit(o), pie = o->brief->pie, best = w, gain = 0;
    for (int k = 0; k <= GRID; k++) {
        double x = k * pie / GRID;
        if (x <= w) continue;
        double hope = one_shot_accepted(o, c, x) * (x - w);
        if (hope <= gain + TIE * pie) continue;
        gain = hope;
        best = x;
    }
    return best;
}

double one_shot_least(const others *o, const composure *c)
{
    double bears = (1 - c->psi) * composure_least(c, o->brief->n_parties) * o->brief->pie;
    return fmax(others_own_limit(o), bears);
}
