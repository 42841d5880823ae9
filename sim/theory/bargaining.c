/* Alternating offers and their variants, Zeuthen, reputation, attrition: declared, with conditions
 * and sources, in higgle/theory.h. Must not know who plays them. */
#include <higgle/theory.h>

#include "theory/numeric.h"

/* ---- alternating offers ---- */

/* 1 - d1 d2, without cancellation where both are near 1. */
static double impatience(double d1, double d2) { return (1 - d1) + d1 * (1 - d2); }

static bool are_factors(double d1, double d2)
{
    return is_share(d1) && is_share(d2) && impatience(d1, d2) > 0;
}

/* What is left without a deal is no more than there is to share. Rounding is forgiven. */
static bool leaves_a_pie(double b1, double b2)
{
    return b1 >= 0 && b2 >= 0 && b1 + b2 <= 1 + 1e-12;
}

double hg_rubinstein(double d1, double d2)
{
    return are_factors(d1, d2) ? (1 - d2) / impatience(d1, d2) : NAN;
}

double hg_rubinstein_limit(double r1, double r2)
{
    bool valid = no_less_than_0(r1) && no_less_than_0(r2) && r1 + r2 > 0;
    return valid ? r2 / (r1 + r2) : NAN;
}

/* Two periods earlier 1's share is 1 - d2 (1 - d1 x): a contraction towards Rubinstein's, so that
 * any number of periods is one power. x starts at the last period in which 1 proposes. */
double hg_finite_horizon(double d1, double d2, double b1, double b2, uint64_t T)
{
    bool valid = is_share(d1) && is_share(d2) && is_share(b1) && is_share(b2) && T >= 1;
    if (!valid || !leaves_a_pie(d1 * b1, d2 * b2)) return NAN;
    double last = T % 2 ? 1 - d2 * b2 : 1 - d2 * (1 - d1 * b1);
    if (impatience(d1, d2) <= 0) return last; /* nobody minds waiting */
    uint64_t pairs = (T - 1) / 2;
    double rest = hg_rubinstein(d1, d2);
    return rest + hg_pow(d1 * d2, (double)pairs) * (last - rest);
}

/* x1 = 1 - max(w2, d2 (1 - max(w1, d1 x1))): x1 is held between two bounds outside of which an
 * option binds, and between them it is Rubinstein's. */
double hg_outside_option(double d1, double d2, double w1, double w2)
{
    if (!are_factors(d1, d2) || !leaves_a_pie(w1, w2)) return NAN;
    return fmin(1 - w2, fmax(1 - d2 * (1 - w1), hg_rubinstein(d1, d2)));
}

double hg_deal_me_out(double eta1, double w1, double w2)
{
    return is_share(eta1) && leaves_a_pie(w1, w2) ? fmin(1 - w2, fmax(w1, eta1)) : NAN;
}

double hg_inside_option(double d1, double d2, double b1, double b2)
{
    if (!are_factors(d1, d2) || !leaves_a_pie(b1, b2)) return NAN;
    return b1 + hg_rubinstein(d1, d2) * (1 - b1 - b2);
}

double hg_breakdown(double p, double b1, double b2)
{
    return is_share(p) && leaves_a_pie(b1, b2) ? b1 + (1 - b1 - b2) / (2 - p) : NAN;
}

double hg_random_proposer(double p1, double d1, double d2)
{
    if (!is_share(p1) || !is_share(d1) || !is_share(d2)) return NAN;
    double one = p1 * (1 - d2), two = (1 - p1) * (1 - d1);
    return one + two > 0 ? one / (one + two) : NAN;
}

hg_pending hg_pending_offer(double r1, double r2, double lambda, double w)
{
    double eta = hg_rubinstein_limit(r1, r2);
    if (!(eta >= 0) || !no_less_than_0(lambda) || !is_share(w)) return (hg_pending){NAN, NAN};
    double after = fmax(eta, w);
    return (hg_pending){(r2 + 2 * lambda * after) / (r1 + r2 + 2 * lambda), after};
}

double hg_zeuthen_risk(double x, double y, double w)
{
    if (!(x >= y) || isinf(x) || isinf(y) || !(w < INFINITY)) return NAN;
    return x > w ? fmin(1, (x - y) / (x - w)) : 1;
}

/* ---- reputation and attrition ---- */

static bool is_reputation(const double r[2], const double a[2], const double z[2])
{
    for (int i = 0; i < 2; i++)
        if (!positive(r[i]) || !(a[i] > 0 && a[i] < 1) || !(z[i] > 0 && z[i] < 1)) return false;
    return a[0] + a[1] > 1;
}

/* The integral over time of (not conceded yet | rational), for both: exponentials, term by term. */
static double rational_delay(const hg_reputation *g, const double z[2])
{
    double a = g->rate[0], b = g->rate[1], end = g->end;
    double c = 1 - g->at_once[0], e = 1 - g->at_once[1];
    double both = c * e * less_exp((a + b) * end) / (a + b);
    double one = c * z[1] * less_exp(a * end) / a, other = e * z[0] * less_exp(b * end) / b;
    return (both - one - other + z[0] * z[1] * end) / ((1 - z[0]) * (1 - z[1]));
}

hg_reputation hg_abreu_gul(const double r[2], const double a[2], const double z[2])
{
    hg_reputation g = {{NAN, NAN}, {NAN, NAN}, NAN, {NAN, NAN}, {NAN, NAN}, NAN};
    if (!is_reputation(r, a, z)) return g;
    for (int i = 0; i < 2; i++) {
        g.rate[i] = r[1 - i] * (1 - a[i]) / (a[0] + a[1] - 1);
        g.exhaust[i] = -hg_log(z[i]) / g.rate[i];
    }
    g.end = fmin(g.exhaust[0], g.exhaust[1]);
    for (int i = 0; i < 2; i++) g.at_once[i] = less_exp(g.rate[i] * (g.exhaust[i] - g.end));
    for (int i = 0; i < 2; i++) {
        double won = g.at_once[1 - i];
        g.payoff[i] = won * a[i] + (1 - won) * (1 - a[1 - i]);
    }
    g.delay = rational_delay(&g, z);
    return g;
}

double hg_abreu_gul_time(const hg_reputation *g, const double z[2], uint32_t i, double u)
{
    if (i > 1 || !(u >= 0 && u < 1) || !(g->end > 0)) return NAN;
    double left = 1 - u * (1 - z[i]); /* probability that nobody of unknown type conceded yet */
    double t = hg_log((1 - g->at_once[i]) / left) / g->rate[i];
    return fmin(g->end, fmax(0, t));
}

double hg_attrition_hazard(double V, double c) { return positive(V) && positive(c) ? c / V : NAN; }

double hg_attrition_time(double V, double c, double u)
{
    double hazard = hg_attrition_hazard(V, c);
    return hazard > 0 && u >= 0 && u < 1 ? -hg_log(1 - u) / hazard : NAN;
}
