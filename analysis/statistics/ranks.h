/* Statistics of ranks: for outcomes that are bounded, of two humps, or only ordered. NaN is a
 * missing value and left out; what cannot be had is NaN. */
#ifndef STATISTICS_RANKS_H
#define STATISTICS_RANKS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ranks from 1, ties share their mean; returns sum of t^3 - t over ties. No NaN. */
double mid_ranks(const double *x, size_t n, double *rank);

/* Mann & Whitney 1947: u counts pairs in which a is the larger, ties by half. p is two-sided: from
 * the permutation distribution of the very values, ties included, where both samples together have
 * at most MANN_WHITNEY_EXACT; else normal, with correction for ties and continuity. */
enum { MANN_WHITNEY_EXACT = 60 };
typedef struct mann_whitney_result {
    double u, p;
    bool exact;
} mann_whitney_result;
mann_whitney_result mann_whitney(const double *a, size_t n_a, const double *b, size_t n_b);

/* P(a > b) - P(a < b), -1..1 (Cliff 1993); A12 of Vargha & Delaney 2000 is (1 + delta) / 2. */
double cliff_delta(const double *a, size_t n_a, const double *b, size_t n_b);
double vargha_delaney(const double *a, size_t n_a, const double *b, size_t n_b);

/* Kruskal & Wallis 1952 over groups of x, corrected for ties; p by chi-square. epsilon_squared: h /
 * (n - 1), the share of the variance of ranks that lies between groups (Tomczak & Tomczak 2014). */
typedef struct kruskal_result {
    double h, p, epsilon_squared;
    uint32_t df;
} kruskal_result;
kruskal_result kruskal_wallis(const double *x, const uint32_t *group, size_t n, uint32_t groups);
#endif
