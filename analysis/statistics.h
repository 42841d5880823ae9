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
/* Different values among n; sorts x. */
uint64_t count_distinct(uint64_t *x, size_t n);
#endif
