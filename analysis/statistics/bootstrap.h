/* Intervals by resampling (Efron & Tibshirani 1993), for effect sizes, medians and whatever
 * has no formula. Every draw comes from a stream of its own of the given seed: the same data, the
 * same interval. */
#ifndef STATISTICS_BOOTSTRAP_H
#define STATISTICS_BOOTSTRAP_H
#include "analysis/statistics/estimate.h"

enum { BOOTSTRAP_RESAMPLES = 10000 };

/* Of x[0..n), which it may sort; NaN: it has none there. Where units are not numbers (replicates,
 * each with its sessions) x holds their indices, and ctx what belongs to them. */
typedef double sample_statistic(const void *ctx, double *x, size_t n);

typedef struct bootstrap_options {
    uint64_t seed, stream; /* stream: which of the intervals of that seed */
    uint32_t resamples;    /* 0: BOOTSTRAP_RESAMPLES */
} bootstrap_options;

/* What the statistic is of x, NaN left out (mean), the standard deviation of its resamples (sd),
 * and the interval: bias-corrected and accelerated (BCa, Efron 1987). Fewer than two values, or no
 * spread: no interval. */
estimate bootstrap_bca(const double *x, size_t n, sample_statistic *, const void *ctx,
                       const bootstrap_options *);
/* The percentile interval of a median, which needs no resampling: how many resamples of how many
 * lie below a value is binomial (Efron 1979). Beyond 10 000 values the normal distribution stands
 * in. */
estimate bootstrap_median(const double *x, size_t n);
#endif
