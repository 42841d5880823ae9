/* Must not know what an offer is: it is told what it is worth. */
#include "agents/parts/composure.h"
#include <higgle/math.h>
#include <math.h>

double composure_least(const composure *c, uint32_t n_parties)
{
    return 2.0 / n_parties * c->alpha / (1 + 2 * c->alpha);
}

double composure_insult(const composure *c, double part, uint32_t n_parties)
{
    return c->psi < 1 ? fmax(0, composure_least(c, n_parties) - part) : 0;
}

static double logistic(const composure *c, double v)
{
    return 1 / (1 + hg_exp(-(v - c->theta) / c->s));
}

double composure_walk_probability(const composure *c, double insult)
{
    double calm = logistic(c, 0);
    return insult > 0 ? (1 - c->psi) * (logistic(c, insult) - calm) / (1 - calm) : 0;
}

double composure_reaction(const composure *c, double insult)
{
    return (1 - c->psi) * c->nu * insult;
}
