/* Means compared: effect sizes, equivalence, analysis of variance (Welch's too), and how many
 * sessions it takes. NaN is a missing value and left out; what cannot be had (fewer than two
 * values, no spread) is NaN. */
#ifndef STATISTICS_MEANS_H
#define STATISTICS_MEANS_H
#include "analysis/statistics/estimate.h"

/* Difference of means over the pooled standard deviation (Cohen), and without its small-sample bias
 * (Hedges 1981, the approximation 1 - 3 / (4 df - 1)). */
double cohen_d(const double *a, size_t n_a, const double *b, size_t n_b);
double hedges_g(const double *a, size_t n_a, const double *b, size_t n_b);

/* Two one-sided tests (Schuirmann 1987) that a mean, or the mean of paired differences, lies within
 * (-margin, margin): equivalent where p <= alpha, which is where the interval of confidence 1 - 2
 * alpha (90 % for alpha .05) lies inside. Without spread the mean decides: p is 0 or 1. */
typedef struct tost_result {
    double mean, p, low, high; /* of confidence 90 % */
} tost_result;
tost_result tost(const estimate *, double margin);

/* One-way analysis of variance over groups of x. */
typedef struct anova_result {
    double f, p, eta_squared, omega_squared; /* shares of variance between groups */
    double df_between, df_within;
} anova_result;
anova_result anova(const double *x, const uint32_t *group, size_t n, uint32_t groups);
/* That all groups with values have one mean, variances unequal (Welch 1951); of two groups it is
 * the square of Welch's t. NaN: a group has one value only, or no spread. */
typedef struct welch_result {
    double f, df1, df2, p;
} welch_result;
welch_result welch_anova(const double *x, const uint32_t *group, size_t n, uint32_t groups);

/* Values per cell for a two-sided t test of two cells at `alpha` to find an effect of d pooled
 * standard deviations with probability `power`: the noncentral t distribution; UINT64_MAX: d is 0.
 */
uint64_t sample_size(double d, double alpha, double power);
#endif
