/* Private information: take it or leave it, Coase, bluffs and hints (declared, with conditions and
 * sources, in higgle/theory.h). Must not know who plays them. */
#include <higgle/theory.h>

#include "theory/numeric.h"

double hg_tioli_ask(double c, double lo, double hi)
{
    return lo <= hi && is_finite(c) ? fmax(lo, (hi + c) / 2) : NAN;
}

double hg_tioli_bid(double v, double lo, double hi)
{
    return lo <= hi && is_finite(v) ? fmin(hi, (lo + v) / 2) : NAN;
}

/* In the lowest cell half of its buyers are asked for too much; in any other all pay its lower end.
 */
hg_tioli hg_tioli_cells(uint64_t N)
{
    if (N < 1) return (hg_tioli){NAN, NAN, NAN};
    double cell = 1 / (double)N;
    double seller = 0.5 - cell / 2 + cell * cell / 4, buyer = cell / 2 - 3 * cell * cell / 8;
    return (hg_tioli){seller, buyer, 2 * (seller + buyer)};
}

hg_coase_path hg_coase(double d)
{
    if (!is_share(d)) return (hg_coase_path){NAN, NAN, NAN, NAN, NAN};
    double s = sqrt(1 - d);
    return (hg_coase_path){s / (1 + s), 1 / (1 + s), s, s / (2 * (1 + s)), (2 - s) / (4 * (1 + s))};
}

double hg_coase_price(double d, uint64_t n)
{
    hg_coase_path path = hg_coase(d);
    return path.first * hg_pow(path.ratio, (double)n);
}

/* From the threshold on a claim is believed enough to be conceded to, whoever makes it; below it
 * both mix, so that the other is indifferent. */
hg_bluff_play hg_bluff(double v, double high, double low, double pi, double loss)
{
    bool valid = low < high && high < v && v < INFINITY && low > -INFINITY && is_share(pi) &&
                 no_less_than_0(loss);
    if (!valid) return (hg_bluff_play){NAN, NAN, NAN};
    double threshold = (high - low) / (v - low);
    if (pi >= threshold) return (hg_bluff_play){threshold, 1, 1};
    return (hg_bluff_play){threshold, pi * (1 - threshold) / ((1 - pi) * threshold),
                           loss / (high - low + loss)};
}

double hg_hint(double prior, double strong, double weak)
{
    if (!is_share(prior) || !is_share(strong) || !is_share(weak)) return NAN;
    double one = prior * strong, other = (1 - prior) * weak;
    return one + other > 0 ? one / (one + other) : NAN;
}
