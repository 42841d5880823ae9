/* Other measures of the same thing, to stand beside phi: each says in one number what one school
 * means by power. Pure functions of a pie and what each has without a deal, all in one unit; NaN
 * where there is nothing to share or a divisor vanishes.
 *
 * The pressure of the moment, Zeuthen's risk limit, is hg_zeuthen_risk in <higgle/theory.h>. */
#ifndef MODEL_INDICES_H
#define MODEL_INDICES_H
#include <higgle/math.h>

/* Dependence of a party on the other (Emerson 1962): the share of what it can get from it at best
 * that it would not have without it, (pie - w_other - w_own) / (pie - w_other), 0..1. The other's
 * power over it is the same number. */
double index_dependence(double pie, double w_own, double w_other);
/* ln of the other's dependence over its own: ln((pie - w_other) / (pie - w_own)); > 0: the other
 * needs it more. The measure of one is minus that of the other. */
double index_balance(double pie, double w_own, double w_other);

/* Who loses more without a deal (Shell 1999): what a party loses is its share of the pie less what
 * it has otherwise, over what any deal is worth to it (its stake, > 0). The other's loss over the
 * sum of both, 0..1; 1/2 where both lose alike, as under equal stakes they do where kappa is 1 and
 * sigma 1/2. */
typedef struct loss {
    double share, w, stake; /* share of the pie, 0..1; own unit */
} loss;
double index_loss(double pie, loss own, loss other);

/* A market's tightness: theta buyers per seller, and how likely each is to meet a partner per
 * period, min(1, theta) and min(1, 1/theta): what hg_rubinstein_wolinsky takes (Osborne &
 * Rubinstein 1990, 6.2). */
typedef struct tightness {
    double theta, seller_meets, buyer_meets;
} tightness;
tightness index_tightness(double buyers, double sellers); /* both > 0 */
#endif
