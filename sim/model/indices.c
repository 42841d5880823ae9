/* Measures beside phi (indices.h). They know no model. */
#include "model/indices.h"
#include <math.h>
#include <stdbool.h>

static double ratio(double a, double b) { return b > 0 ? a / b : (double)NAN; }

static bool any_zone(double pie, double w1, double w2) { return pie > 0 && w1 + w2 <= pie; }

double index_dependence(double pie, double w_own, double w_other)
{
    if (!any_zone(pie, w_own, w_other)) return NAN;
    return ratio(pie - w_other - w_own, pie - w_other);
}

double index_balance(double pie, double w_own, double w_other)
{
    if (!any_zone(pie, w_own, w_other) || w_own >= pie || w_other >= pie) return NAN;
    return hg_log((pie - w_other) / (pie - w_own));
}

static double lost(double pie, loss of) { return ratio(of.share * pie - of.w, of.stake); }

double index_loss(double pie, loss own, loss other)
{
    double mine = lost(pie, own), theirs = lost(pie, other);
    return mine >= 0 && theirs >= 0 ? ratio(theirs, mine + theirs) : (double)NAN;
}

tightness index_tightness(double buyers, double sellers)
{
    if (!(buyers > 0) || !(sellers > 0)) return (tightness){NAN, NAN, NAN};
    double theta = buyers / sellers;
    return (tightness){theta, fmin(1, theta), fmin(1, 1 / theta)};
}
