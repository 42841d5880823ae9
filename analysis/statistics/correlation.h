/* How two measures go together: lines, Pearson's r, and controls. NaN is a missing value. */
#ifndef STATISTICS_CORRELATION_H
#define STATISTICS_CORRELATION_H
#include <stddef.h>
#include <stdint.h>

/* Least-squares slope of y[0..n) on its index, n >= 2. */
double slope_per_step(const double *y, size_t n);
/* How y goes with x over pairs (NaN in either: left out), each group's own means taken out, so that
 * what lies between groups counts for nothing; one group: the ordinary line and correlation. The
 * line passes through (x, y). r with Fisher's z interval; too few pairs, or x or y that do not
 * vary: none. lost: degrees of freedom spent before, by `residuals`. */
typedef struct association {
    uint64_t n;
    double x, y, slope;
    double r, low, high;
} association;
association associate(const double *x, const double *y, const uint32_t *group, size_t n,
                      uint32_t groups, uint32_t lost);
/* Takes out of x what goes with z within groups, its mean apart: a linear control. What is left of
 * an x that is all explained is exactly constant within groups. */
void residuals(double *x, const double *z, const uint32_t *group, size_t n, uint32_t groups);
#endif
