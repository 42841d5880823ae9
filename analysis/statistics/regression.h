/* Linear models by least squares, in one pass for the line and a second one for its errors: what is
 * kept does not grow with the number of observations, so that a record of millions of rows is
 * streamed. Columns that do not vary apart from those before them are left out and said so. */
#ifndef STATISTICS_REGRESSION_H
#define STATISTICS_REGRESSION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINEAR_MAX = 20 }; /* columns at most, the constant among them */
typedef struct linear_matrix {
    double at[LINEAR_MAX][LINEAR_MAX];
} linear_matrix;

/* First pass. x[columns], the constant as a column of ones, first. No NaN. */
typedef struct linear_sums {
    uint32_t columns;
    uint64_t n;
    linear_matrix xx;
    double xy[LINEAR_MAX], y, yy;
} linear_sums;
void linear_add(linear_sums *, const double *x, double y);
void linear_join(linear_sums *into, const linear_sums *);

typedef struct linear_fit {
    uint32_t columns, rank; /* rank: columns used */
    uint64_t n;
    bool used[LINEAR_MAX];
    double b[LINEAR_MAX];  /* 0 where not used */
    linear_matrix inverse; /* of x'x; zeros where not used */
    double r2;             /* NaN where y does not vary */
} linear_fit;
linear_fit linear_solve(const linear_sums *);
double linear_predict(const linear_fit *, const double *x);
/* Squared errors of a line on other observations than its own, given as their sums. */
double linear_errors_on(const linear_fit *, const linear_sums *);
/* 1 - (squared errors of each half's line on the other half) / (those of each half's mean); NaN
 * where a half is empty, or nothing varies. */
double linear_r2_across(const linear_sums half[2]);

/* Second pass, independent observations: HC3 (MacKinnon & White 1985), for errors of unequal
 * variance. Or clustered ones: score[columns] of each cluster, zeros at first. */
typedef struct linear_meat {
    linear_matrix sum;
    bool exact; /* an observation has a column to itself: no error can be had from it */
} linear_meat;
void linear_add_hc3(linear_meat *, const linear_fit *, const double *x, double y);
void linear_add_score(double *score, const linear_fit *, const double *x, double y);

typedef struct coefficient {
    bool used;                      /* false: it does not vary, or not apart from those before it */
    double value, se, low, high, p; /* p: that it is 0, by t. NaN: cannot be had */
} coefficient;

/* Errors may be correlated within clusters: CR1 (Liang & Zeger 1986 with Stata's factor), t and F
 * with clusters - 1 degrees of freedom; HC3: with n - rank. */
typedef struct linear_model {
    linear_fit fit;
    bool any; /* there is a covariance */
    linear_matrix covariance;
    double df;
} linear_model;
linear_model linear_with_hc3(const linear_fit *, const linear_meat *);
linear_model linear_with_clusters(const linear_fit *, const double *scores, uint64_t clusters);
coefficient linear_coefficient(const linear_model *, uint32_t column);
/* Of a value with that standard error and degrees of freedom; no interval where se is NaN or 0. */
coefficient coefficient_of(double value, double se, double df);

/* That b[i] = expected[i] for all used columns: F, and its p. */
typedef struct wald_result {
    double f, df1, df2, p;
} wald_result;
wald_result linear_wald(const linear_model *, const double *expected);
/* That all n values with this covariance are 0; where a value has no error of its own and is not
 * what follows from the others it cannot be: p is 0, f NaN. df: infinity for chi-square. */
wald_result wald_of(const double *value, const linear_matrix *covariance, uint32_t n, double df);
#endif
