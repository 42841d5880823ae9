/* The Pareto frontier of a listed space and its concave hull: what can be agreed on where utilities
 * are not transferable. */
#ifndef MODEL_FRONTIER_H
#define MODEL_FRONTIER_H
#include "model/model.h"

/* Two parties: hull of the Pareto frontier, ascending in u of party 0. More: all outcomes'
 * utilities. Kept in the arena. */
const hg_frontier *frontier_build(arena *, const model *);
/* Pareto-optimal rows of u[size][2], ascending in the first; returns how many, order[] holds their
 * indices (caller's, [size]). */
size_t frontier_pareto(const double *u, size_t size, uint32_t *order);
#endif
