/* Intervals by resampling (Efron & Tibshirani 1993), for medians, ratios and whatever has no
 * formula. Every draw comes from a stream of its own of the given seed: the same data, the same
 * interval. */
#ifndef STATISTICS_BOOTSTRAP_H
#define STATISTICS_BOOTSTRAP_H
#include "analysis/statistics/estimate.h"

enum { BOOTSTRAP_RESAMPLES = 10000 };

/* Of x[0..n), which it may sort; NaN: it has none there. */
typedef double sample_statistic(double *x, size_t n);
double statistic_mean(double *x, size_t n);
double statistic_median(double *x, size_t n);

typedef struct bootstrap_options {
    uint64_t seed, stream; /* stream: which of the intervals of that seed */
    uint32_t resamples;    /* 0: BOOTSTRAP_RESAMPLES */
    double confidence;     /* 0: CONFIDENCE */
} bootstrap_options;

/* What the statistic is of x, NaN left out (mean), the standard deviation of its resamples (sd),
 * and the interval: between quantiles of the resamples, or bias-corrected and accelerated (BCa,
 * Efron 1987), which costs n evaluations more. Fewer than two values, or no spread: no interval. */
estimate bootstrap_percentile(const double *x, size_t n, sample_statistic *,
                              const bootstrap_options *);
estimate bootstrap_bca(const double *x, size_t n, sample_statistic *, const bootstrap_options *);
/* The percentile interval of a median, which needs no resampling: how many resamples of how many
 * lie below a value is binomial (Efron 1979). Beyond 10 000 values the normal distribution stands
 * in. */
estimate bootstrap_median(const double *x, size_t n);
#endif
