/* Inside the room: what one party got over a set of cells, in units of the pie
 * where utilities are transferable, else of its best utility. Discounted,
 * impasses included. Within a replicate the cells are averaged first, since
 * they share their random numbers; then over replicates. */
#ifndef ANALYSIS_PAYOFFS_H
#define ANALYSIS_PAYOFFS_H
#include "analysis/groups.h"

estimate payoff_mean(const analysis *, const group *, uint32_t who);
double impasse_share(const analysis *, const group *); /* of sessions without a deal; NaN: none */

typedef enum sureness {
    SURELY_MORE,
    SURELY_LESS,
    SURELY_EQUAL, /* nearer than the smallest effect of interest */
    NOT_SURE,
    TOO_FEW /* distinct sessions */
} sureness;
#define PAYOFF_NEGLIGIBLE 0.01
/* The paired difference of two sets; its interval and p carry weight only where
 * it is not exact. */
typedef struct payoff_gap {
    estimate of;
    double p;
    bool few, exact; /* exact: nothing is random, the mean decides alone */
} payoff_gap;
payoff_gap payoff_difference(const analysis *, const group *plus, const group *minus, uint32_t who);
/* p: of this difference, adjusted for the family it stands in. */
sureness payoff_verdict(const payoff_gap *, double p);

/* The party whose agent the levels of this column change; HG_NOBODY: no one's.
 */
uint32_t column_role(analysis *, uint32_t column);
#endif
