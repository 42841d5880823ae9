/* What a belief says of another's target: what it aims at, between its limit and everything. Pure.
 *
 * Its first demand gives it away: whoever aims at T and leaves room as I do opens at
 *     d0 = T + a0 (P - T), give or take sd P,
 * and no target is below the limit. So, with the limit r as believed now, schedules and deadlines
 * summed out, and every target from there to everything as likely before it opened,
 *     p(T) ~ Normal(d0; T + a0 (P - T), sd P) sum over r <= T of q(r)/(P - r)
 * Before the first demand the second factor stands alone. Later demands move it through q: they
 * tell how low the limit is, and a low one admits low targets. The family is that of belief.h
 * (Faratin, Sierra & Jennings 1998); the spread is uncalibrated. */
#ifndef AGENTS_PARTS_AIM_H
#define AGENTS_PARTS_AIM_H
#include "agents/parts/belief.h"

typedef struct aim {
    double mean;     /* of the target, the other's own utility */
    belief_row cell; /* how likely it lies in each equal part of 0..scale; sums to 1 */
} aim;

void aim_of(const belief *b, const belief_rule *rule, aim *out);

#endif
