/* The Pareto frontier of a space and its concave hull: what can be agreed on where utilities are
 * not transferable. */
#ifndef MODEL_FRONTIER_H
#define MODEL_FRONTIER_H
#include "model/model.h"

/* What leverage needs. Two parties: the concave hull of the Pareto frontier, ascending in the
 * utility of party 0. More: the Pareto-optimal outcomes. Shifts included. Kept in the arena. */
const hg_frontier *frontier_build(arena *, const model *);
/* The utilities of all Pareto-optimal outcomes, each vector once; two parties: ascending in the
 * first; more than three: where there are thousands, a few dominated ones may be among them. One
 * issue without a table: the ends of the range; more parties: evenly spaced points. A large space:
 * two parties as merge_frontier; more: some of those that are best for a weighted sum of utilities.
 */
const hg_frontier *frontier_pareto_set(arena *, const model *);
/* The Pareto-optimal outcomes of a listed or large space, ascending in the utility of party 0: of
 * equal vectors the lowest outcome; more than two parties: as frontier_pareto_set. Kept in the
 * arena; returns how many. within: how exact, as in merged; infinite: some are missing. */
size_t frontier_outcomes(arena *, const model *, const outcome_id **out, double *within);
/* The same frontier after the utilities moved by delta[n]. */
const hg_frontier *frontier_shifted(arena *, const hg_frontier *, const double *delta);
/* The greatest min over parties of (u - w) over outcomes, from the model's Pareto set; two parties:
 * O(log size). */
double frontier_zone(const model *, const double *w);
/* Pareto-optimal rows of u[size][2], ascending in the first; of equal rows the first. Returns how
 * many, order[] holds their indices (caller's, [size]). O(size) and a sort of few survivors. */
size_t frontier_pareto(const double *u, size_t size, uint32_t *order);
/* The concave hull of rows as frontier_pareto orders them, in place; returns how many remain. */
size_t frontier_hull(double *u, size_t size);
#endif
