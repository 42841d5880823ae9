/* Tactics of time and where two of them meet; fairness, trust, relations, anchors (declared, with
 * conditions and sources, in higgle/theory.h). */
#include <higgle/theory.h>

#include "theory/numeric.h"

double hg_faratin_poly(double kappa, double beta, double tau)
{
    if (!is_share(kappa) || !(beta >= 0) || !is_share(tau)) return NAN;
    double moved = tau == 1 ? 1 : beta == 0 ? 0 : hg_pow(tau, 1 / beta);
    return kappa + (1 - kappa) * moved;
}

double hg_faratin_exp(double kappa, double beta, double tau)
{
    bool valid = kappa > 0 && kappa <= 1 && beta >= 0 && is_share(tau);
    if (!valid) return NAN;
    return tau == 1 ? 1 : hg_exp(hg_pow(1 - tau, beta) * hg_log(kappa));
}

/* ---- where two curves meet ---- */

static const hg_meeting no_meeting = {NAN, NAN, NAN};

/* How far both have come towards each other at tau, less what lay between them. */
static double closed_at(const void *context, double tau)
{
    const hg_curves *c = context;
    double seller = (c->s0 - c->rs) * hg_pow(tau, c->es);
    return seller + (c->rb - c->b0) * hg_pow(tau, c->eb) - (c->s0 - c->b0);
}

static bool are_curves(const hg_curves *c)
{
    bool finite = c->s0 < INFINITY && c->b0 > -INFINITY && c->rb < INFINITY && c->rs > -INFINITY;
    return finite && c->b0 <= c->s0 && c->rs <= c->s0 && c->b0 <= c->rb && c->rs <= c->rb;
}

static hg_meeting meet_at(const hg_curves *c, double time, double moved)
{
    double price = c->s0 - (c->s0 - c->rs) * moved, zone = c->rb - c->rs;
    return (hg_meeting){time, price, zone > 0 ? (price - c->rs) / zone : NAN};
}

/* Equal exponents: the common part of both ways, whatever the exponent. */
static double common_part(const hg_curves *c)
{
    double way = (c->s0 - c->rs) + (c->rb - c->b0);
    return way > 0 ? fmin(1, (c->s0 - c->b0) / way) : 0;
}

hg_meeting hg_crossing(const hg_curves *c)
{
    if (!are_curves(c) || !positive(c->es) || !positive(c->eb)) return no_meeting;
    if (c->es == c->eb) {
        double moved = common_part(c);
        return meet_at(c, hg_pow(moved, 1 / c->es), moved);
    }
    double tau = root(closed_at, c, 0, 1);
    return meet_at(c, tau, hg_pow(tau, c->es));
}

hg_meeting hg_crossing_deadlines(const hg_curves *c, double ts, double tb)
{
    if (!are_curves(c) || !positive(ts) || !positive(tb)) return no_meeting;
    double pace = (c->s0 - c->rs) / ts + (c->rb - c->b0) / tb, gap = c->s0 - c->b0;
    double time = gap > 0 ? gap / pace : 0;
    return time <= fmin(ts, tb) ? meet_at(c, time, time / ts) : no_meeting;
}

/* ---- fairness, trust, relations ---- */

double hg_fehr_schmidt_least(double alpha)
{
    return no_less_than_0(alpha) ? alpha / (1 + 2 * alpha) : NAN;
}

double hg_relational(double delta, double rent)
{
    return delta >= 0 && delta < 1 && no_less_than_0(rent) ? delta / (1 - delta) * rent : NAN;
}

double hg_beta_trust(double a0, double b0, double kept, double broken)
{
    bool valid =
        no_less_than_0(a0) && no_less_than_0(b0) && no_less_than_0(kept) && no_less_than_0(broken);
    double all = a0 + b0 + kept + broken;
    return valid && all > 0 ? (a0 + kept) / all : NAN;
}

double hg_door_open(double w, double omega, double delta, double again)
{
    bool valid = is_share(omega) && is_share(delta) && is_finite(w) && is_finite(again);
    return valid ? w + omega * delta * fmax(0, again - w) : NAN;
}

double hg_anchor_correlation(double a, double sd_opening, double sd_noise)
{
    double x = a * sd_opening, all = sqrt(x * x + sd_noise * sd_noise);
    return no_less_than_0(sd_opening) && no_less_than_0(sd_noise) && positive(all) ? x / all : NAN;
}
