/* How a deal compares with what could have been agreed on. Each measure is defined here and nowhere
 * else; all of them for any number of parties.
 *
 *     scale      of a party: party_scale, the pie where utilities are transferable, else its best
 *                utility
 *     distance   of two outcomes: Euclidean, each party's utility over its scale
 *     pareto     to the nearest Pareto-optimal outcome                      Baarslag et al. 2013
 *     of[k]      to solution k: the nearest of the outcomes that are, but for rounding, as good
 *     nash_product  the product of gains over the greatest one; 0 where somebody gains nothing
 *                                                                            Nash 1950
 *
 * The disagreement point is that of the solutions: gains are counted from it, solutions sought from
 * it. Pure. NaN: not defined: there is no such solution (no zone of agreement), a scale is not
 * above 0, the greatest product is 0, or of a large space of more than two parties too little is
 * known. */
#ifndef MODEL_MEASURE_H
#define MODEL_MEASURE_H
#include "model/solution.h"

typedef struct deal_measures {
    double pareto, nash_product;
    double of[SOLUTION_COUNT];
} deal_measures;

/* solutions: found for this model and this d. O(n_pareto) at most; two parties: O(log n_pareto) but
 * for the outcomes that are nearer in the first one's utility than the nearest is. */
void measure_deal(const model *, const solutions *, const double *d, outcome_id deal,
                  deal_measures *out);
#endif
