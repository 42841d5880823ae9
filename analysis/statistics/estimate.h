/* A mean, a proportion or a median and its interval. NaN is a missing value everywhere. */
#ifndef STATISTICS_ESTIMATE_H
#define STATISTICS_ESTIMATE_H
#include <stddef.h>
#include <stdint.h>

#define CONFIDENCE   0.95
#define DISTINCT_MIN 30u /* fewer distinct sessions than this carry no interval */

/* Low and high are NaN where there is no interval. */
typedef struct estimate {
    uint64_t n;
    double mean, sd, low, high;
} estimate;

/* The t interval of a mean from its moments; n < 2: no interval. */
estimate estimate_of(uint64_t n, double mean, double sd);
/* Two passes over x, NaN left out. */
estimate estimate_mean(const double *x, size_t n);
/* hits of n, with Wilson's score interval; sd NaN. */
estimate estimate_proportion(uint64_t n, uint64_t hits);
/* The same where hits are drawn in clusters: as wide as that of `size` hits drawn apart, 0 < size
 * <= n (the effective sample size: Kish 1965; Korn & Graubard 1998). */
estimate estimate_clustered_proportion(uint64_t n, uint64_t hits, double size);
estimate estimate_without_interval(estimate);
/* p of "the mean is 0", two-sided; 1 for n < 2. Without any spread: 0, or 1 if the mean is 0. */
double estimate_p(const estimate *);

/* Puts what is not NaN in front, ascending; returns how many. */
size_t sort_present(double *x, size_t n);
/* Quantile q of sorted x, between neighbours linear (Hyndman & Fan's type 7); NaN for n = 0. */
double sorted_quantile(const double *x, size_t n, double q);
/* Different values among n; sorts x. */
uint64_t count_distinct(uint64_t *x, size_t n);
#endif
