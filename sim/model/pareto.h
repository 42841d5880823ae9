/* Which rows of utilities are Pareto-optimal, for more than two parties. Of equal rows the first.
 */
#ifndef MODEL_PARETO_H
#define MODEL_PARETO_H
#include <stddef.h>
#include <stdint.h>

/* Of u[size][n]: returns how many, order[] (caller's, [size]) holds their indices, falling in the
 * sum. Three parties: exact, O(size log size); more: exact up to 1024, beyond that a few dominated
 * ones may be among them. */
size_t pareto_many(const double *u, size_t size, uint32_t n, uint32_t *order);
/* order[count] ascending in the utility of party 0. */
void pareto_sort_by_first(const double *u, uint32_t n, uint32_t *order, size_t count);
#endif
