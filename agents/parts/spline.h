/* Cubic smoothing spline through a series at 0, 1, .., n - 1 (Reinsch 1967): the g of least
 *
 *     sum (y - g)^2 + lambda * integral of g''^2
 *
 * lambda = 0 goes through every point; the greater, the straighter, down to the line of least
 * squares. It is natural: beyond its ends it goes on straight. */
#ifndef AGENTS_PARTS_SPLINE_H
#define AGENTS_PARTS_SPLINE_H
#include <higgle/agent.h>

#define SPLINE_MAX 64

/* In place; 1 <= n <= SPLINE_MAX, lambda 0 .. 1e6. Returns its slope at the last point. */
double spline_smooth(double *y, uint32_t n, double lambda);

#endif
