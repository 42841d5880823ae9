/* Sums over a step function. Must not know where it comes from. */
#include "model/swing.h"

#include <math.h>

void swing_begin(swing *s) { *s = (swing){.mean = NAN, .since = NAN, .now = NAN}; }

static void hold_until(swing *s, double at)
{
    if (isnan(s->now) || isnan(s->since)) return;
    s->sum += s->now * (at - s->since);
    s->time += at - s->since;
}

void swing_step(swing *s, double at, double lambda)
{
    hold_until(s, at);
    s->since = isnan(lambda) ? (double)NAN : at;
    if (isnan(lambda)) return;
    double sign = lambda > 0 ? 1 : lambda < 0 ? -1 : 0;
    if (!isnan(s->now)) s->jump = fmax(s->jump, fabs(lambda - s->now));
    if (sign != 0 && s->sign != 0 && sign != s->sign) s->lead_changes++;
    if (sign != 0) s->sign = sign;
    s->now = lambda;
}

/* What took no time at all has its last value for a mean. */
void swing_end(swing *s, double at)
{
    hold_until(s, at);
    s->since = NAN;
    s->mean = s->time > 0 ? s->sum / s->time : s->now;
}
