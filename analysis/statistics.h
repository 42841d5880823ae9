/* The statistics that tables, verdicts and figures share. Own arithmetic throughout: a verdict is
 * the same on every machine. NaN is a missing value everywhere. */
#ifndef ANALYSIS_STATISTICS_H
#define ANALYSIS_STATISTICS_H
#include <stddef.h>
#include <stdint.h>

#define CONFIDENCE   0.95
#define DISTINCT_MIN 30u /* fewer distinct sessions than this carry no interval */

/* A mean and its interval; low and high are NaN where there is none. */
typedef struct estimate {
    uint64_t n;
    double mean, sd, low, high;
} estimate;

double student_two_sided(double t, double df); /* P(|T| >= |t|), df > 0 */
double student_quantile(double p, double df);  /* 0 < p < 1 */

/* The t interval of a mean from its moments; n < 2: no interval. */
estimate estimate_of(uint64_t n, double mean, double sd);
/* Two passes over x, NaN left out. */
estimate estimate_mean(const double *x, size_t n);
estimate estimate_without_interval(estimate);
/* p of "the mean is 0", two-sided; 1 for n < 2. Without any spread: 0, or 1 if the mean is 0. */
double estimate_p(const estimate *);

/* Holm's step-down: adjusted[i] <= alpha rejects i with family-wise error alpha. */
void holm(const double *p, size_t n, double *adjusted);
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

/* Different values among n; sorts x. */
uint64_t count_distinct(uint64_t *x, size_t n);
#endif
