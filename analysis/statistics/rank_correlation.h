/* How two measures go together in rank: for what is only ordered, or has no line. NaN in either of
 * a pair: left out; NaN where one of the two does not vary. */
#ifndef STATISTICS_RANK_CORRELATION_H
#define STATISTICS_RANK_CORRELATION_H
#include "analysis/statistics/estimate.h"

double spearman(const double *x, const double *y, size_t n); /* Spearman 1904; ties share ranks */
double kendall(const double *x, const double *y, size_t n);  /* tau-b, Kendall 1945; O(n log n) */

typedef double pair_statistic(const double *x, const double *y, size_t n);
/* Its value (mean) and a t interval, clipped to -1..1: the jackknife that leaves out one cluster
 * after the other, or, beyond JACKKNIFE_MOST, one of so many sets of clusters (Shao & Tu 1995). */
enum { JACKKNIFE_MOST = 40 };
estimate rank_estimate(pair_statistic *of, const double *x, const double *y,
                       const uint32_t *cluster, size_t n, uint32_t clusters);
#endif
