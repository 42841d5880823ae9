/* How long something takes that does not always come to an end: an agreement. Times of which only a
 * lower bound is known, since the deadline or a walk cut them off, are censored. NaN is a missing
 * time and left out. */
#ifndef STATISTICS_SURVIVAL_H
#define STATISTICS_SURVIVAL_H
#include "analysis/statistics/regression.h"

/* When half have come to an end (Kaplan & Meier 1958): the least time at which no more than half
 * still go on; NaN: more than half outlast what is known. Interval: the times that are compatible
 * with one half (Brookmeyer & Crowley 1982), Greenwood's errors on the scale ln(-ln S); an end that
 * is never reached is NaN. S = 0 ends the lower one, and without censored times the upper one. */
typedef struct survival_median {
    uint64_t n, events;
    double median, low, high;
    bool any; /* there is an interval, if only at one end */
} survival_median;
survival_median kaplan_meier(const double *time, const bool *event, size_t n);

/* Do groups come to an end at the same pace? The log-rank test (Mantel 1966; Peto & Peto 1972);
 * its variance is that of the scores summed by cluster (Lin & Wei 1989), so that it holds where
 * sessions of several groups share random numbers. cluster NULL: each value is one. */
enum { LOG_RANK_GROUPS = LINEAR_MAX };
typedef struct log_rank_result {
    double chi2, p; /* NaN: it cannot be tested */
    uint32_t df;
    double observed[LOG_RANK_GROUPS], expected[LOG_RANK_GROUPS]; /* ends, by group */
} log_rank_result;
/* groups <= LOG_RANK_GROUPS */
log_rank_result log_rank(const double *time, const bool *event, const uint32_t *group,
                         const uint32_t *cluster, size_t n, uint32_t groups, uint32_t clusters);
#endif
