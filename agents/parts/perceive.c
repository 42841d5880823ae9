/* The reference solution of <higgle/math.h> as an agent uses it: evaluated at its own view of the
 * state, with its own kappa, and defined also where there is no zone of agreement. */
#include "agents/parts/perceive.h"
#include <math.h>

#define SHARE_LEAST 0.01
#define SHARE_MOST  0.99

static double clipped(double share) { return hg_clamp(share, SHARE_LEAST, SHARE_MOST); }

double perceive_lambda(double share, uint32_t n)
{
    double c = clipped(share);
    return n == 2 ? hg_logit(c) : hg_log(c * (n - 1) / (1 - c));
}

perceived perceive_nothing(double scale, uint32_t n)
{
    return (perceived){.target = scale / n, .share = 1.0 / n, .zone = 1, .lambda = 0};
}

/* An empty pie has no shares: then nothing tells the parties apart. */
static double share_of(double target, double scale, uint32_t n)
{
    return scale > 0 ? target / scale : 1.0 / n;
}

static double at(const double *values, size_t i, double otherwise)
{
    return values ? values[i] : otherwise;
}

static perceived two_parties(const hg_standing *s, uint32_t me, double scale)
{
    uint32_t other = 1 - me;
    double sigma =
        hg_sigma(at(s->p, me, 1), at(s->p, other, 1), at(s->h, me, 1), at(s->h, other, 1),
                 at(s->iota, 2 * me + other, 0), at(s->iota, 2 * other + me, 0));
    double w = s->w[me], r = s->w[other], k = s->kappa;
    double inside = k * w + sigma * (s->pie - k * w - k * r);
    double target = fmax(w, fmin(inside, s->pie - r));
    double share = share_of(target, scale, 2);
    return (perceived){target, share, w + r <= s->pie, perceive_lambda(share, 2)};
}

static double lambda_of(const double *phi, uint32_t n, uint32_t me)
{
    double others = 0;
    for (uint32_t j = 0; j < n; j++)
        if (j != me) others += hg_log(clipped(phi[j]));
    return hg_log(clipped(phi[me])) - others / (n - 1);
}

perceived perceive_state(const hg_standing *s, uint32_t me, double scale)
{
    double phi[HG_PARTIES_MAX], target[HG_PARTIES_MAX], w = s->w[me];
    if (s->n == 2 && !s->frontier) return two_parties(s, me, scale);
    if (!(scale > 0) || hg_shares_of(s, phi, target) != HG_ZONE) {
        double share = share_of(w, scale, s->n);
        return (perceived){w, share, 0, perceive_lambda(share, s->n)};
    }
    return (perceived){fmax(w, target[me]), phi[me], 1, lambda_of(phi, s->n, me)};
}
