/* Markets: random matching, one seller and many buyers, auctions; and populations that learn
 * (declared, with conditions and sources, in higgle/theory.h). */
#include <higgle/theory.h>

#include "theory/numeric.h"

static bool is_rate(double x) { return x > 0 && x <= 1; }

/* In a match each proposes half the time and leaves the other its discounted value. */
hg_matching hg_rubinstein_wolinsky(double delta, double alpha, double beta)
{
    if (!is_share(delta) || !is_rate(alpha) || !is_rate(beta)) return (hg_matching){NAN, NAN, NAN};
    double all = 2 * (1 - delta) + delta * (alpha + beta);
    double seller = alpha / all, buyer = beta / all;
    return (hg_matching){seller, buyer, (1 + delta * (seller - buyer)) / 2};
}

double hg_one_seller(double d, uint64_t n)
{
    if (!is_share(d) || n < 1) return NAN;
    double buyers = (double)n;
    return n == 1 ? 0.5 : (buyers - d) / (2 * buyers - d - buyers * d);
}

double hg_second_price(uint64_t n, double reserve)
{
    if (n < 1 || !is_share(reserve)) return NAN;
    double bidders = (double)n;
    double sold_at_reserve = hg_pow(reserve, bidders) * (1 + bidders - 2 * bidders * reserve);
    return (bidders - 1 + sold_at_reserve) / (bidders + 1);
}

/* ---- populations ---- */

double hg_hawk_dove(double V, double C)
{
    return positive(V) && positive(C) ? fmin(1, V / C) : NAN;
}

/* Both signs of x = alpha df, without overflow; at 0 the neutral mutant's 1/m. */
double hg_fixation(double m, double alpha, double df)
{
    double x = alpha * df, size = x < 0 ? -x : x;
    if (!(m >= 1) || !no_less_than_0(alpha) || isinf(m) || !(size < INFINITY)) return NAN;
    if (size == 0) return 1 / m;
    double ratio = less_exp(size) / less_exp(m * size);
    return x > 0 ? ratio : ratio * hg_exp(-(m - 1) * size);
}

double hg_replicator(double x0, double difference, double t)
{
    double x = difference * t;
    if (!is_share(x0) || !(t >= 0) || !(x < INFINITY && x > -INFINITY)) return NAN;
    double grown = x0 * hg_exp(fmin(0, x)), rest = (1 - x0) * hg_exp(fmin(0, -x));
    return grown / (grown + rest);
}
