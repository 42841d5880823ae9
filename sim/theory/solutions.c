/* Axiomatic solutions: Nash, Kalai-Smorodinsky, egalitarian, on lines and on curved frontiers
 * (declared, with conditions and sources, in higgle/theory.h). */
#include <higgle/theory.h>

#include "theory/numeric.h"

static const hg_split no_split = {NAN, NAN};

hg_split hg_nash_split(double eta, double d1, double d2, double S)
{
    double surplus = S - d1 - d2;
    if (!is_share(eta) || !(surplus >= 0) || isinf(surplus)) return no_split;
    return (hg_split){d1 + eta * surplus, d2 + (1 - eta) * surplus};
}

static bool is_curvature(double a) { return a > 0 && a <= 1; }

double hg_nash_risk(double eta, double a, double b)
{
    if (!is_share(eta) || !is_curvature(a) || !is_curvature(b)) return NAN;
    return eta * a / (eta * a + (1 - eta) * b);
}

/* ---- the frontier u2 = 1 - u1^k ---- */

typedef struct curve {
    double k, eta, d1, d2;
    double slope; /* Kalai-Smorodinsky: of the line to the ideal point */
} curve;

static double power_of(double u, double k) { return k == 1 ? u : k == 2 ? u * u : hg_pow(u, k); }

static hg_split on_curve(double k, double u) { return (hg_split){u, 1 - power_of(u, k)}; }

static bool is_curve(double k, double d1, double d2)
{
    return k >= 1 && k < INFINITY && is_share(d1) && is_share(d2) &&
           d2 <= 1 - power_of(d1, k) + 1e-12;
}

/* Each condition rises in u, from below 0 at d1 to above it where 2 is at its disagreement. */
static hg_split cross_at(real_function *f, const curve *c)
{
    double most = hg_pow(1 - c->d2, 1 / c->k);
    return on_curve(c->k, root(f, c, fmin(c->d1, most), most));
}

/* First-order condition of eta ln(u1 - d1) + (1 - eta) ln(u2 - d2). */
static double nash_condition(const void *context, double u)
{
    const curve *c = context;
    double marginal = c->k * power_of(u, c->k - 1);
    return (1 - c->eta) * marginal * (u - c->d1) - c->eta * (1 - power_of(u, c->k) - c->d2);
}

static double ideal_condition(const void *context, double u)
{
    const curve *c = context;
    return c->slope * (u - c->d1) - (1 - power_of(u, c->k) - c->d2);
}

hg_split hg_nash_curved(double k, double eta, double d1, double d2)
{
    if (!is_curve(k, d1, d2) || !is_share(eta)) return no_split;
    if (k == 1) return hg_nash_split(eta, d1, d2, fmax(1, d1 + d2));
    if (k != 2) return cross_at(nash_condition, &(curve){k, eta, d1, d2, 0});
    double a = 2 - eta, b = (1 - eta) * d1;
    return on_curve(2, (b + sqrt(b * b + a * eta * (1 - d2))) / a);
}

/* The point of the frontier above (d1, d2) in direction (1, slope). */
static hg_split along(double k, double d1, double d2, double slope)
{
    if (k != 2) return cross_at(ideal_condition, &(curve){k, 0, d1, d2, slope});
    double c = 1 - d2 + slope * d1; /* u^2 + slope u - c = 0 */
    return on_curve(2, 2 * c / (slope + sqrt(slope * slope + 4 * c)));
}

hg_split hg_kalai_smorodinsky_curved(double k, double d1, double d2)
{
    if (!is_curve(k, d1, d2)) return no_split;
    double most1 = hg_pow(1 - d2, 1 / k) - d1, most2 = 1 - power_of(d1, k) - d2;
    if (most1 <= 0 || most2 <= 0) return (hg_split){d1, d2}; /* nothing to share */
    return along(k, d1, d2, most2 / most1);
}

hg_split hg_egalitarian_curved(double k, double d1, double d2)
{
    return is_curve(k, d1, d2) ? along(k, d1, d2, 1) : no_split;
}

/* ---- two issues of different weight ---- */

/* Where the first issue is worth relatively more to A: A takes it first, then of the second. The
 * Nash product peaks where one of them has half of all, or at the corner between the two. */
static hg_split weighted(double a, double b)
{
    if (b >= 0.5) return (hg_split){a / (2 * b), 0.5};
    if (a <= 0.5) return (hg_split){0.5, (1 - b) / (2 * (1 - a))};
    return (hg_split){a, 1 - b};
}

hg_split hg_logrolling(double a, double b)
{
    if (!is_share(a) || !is_share(b)) return no_split;
    return a >= b ? weighted(a, b) : weighted(1 - a, 1 - b);
}
