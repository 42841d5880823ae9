/* The odds of something that happens or not, as an impasse: logistic regression. */
#ifndef STATISTICS_LOGIT_H
#define STATISTICS_LOGIT_H
#include "analysis/statistics/regression.h"

typedef enum logit_end {
    LOGIT_FOUND,
    LOGIT_CONSTANT, /* it always happens, or never, or there are no more values than columns */
    LOGIT_SEPARATED /* the columns tell without error, for some at least: the likelihood has no
                       maximum (Albert & Anderson 1984) */
} logit_end;

/* Maximum likelihood by Newton's method over arrays x[n][columns], constant first, y 0 or 1; NaN in
 * a row: left out. Coefficients are log odds per unit, with clustered errors (CR1) and
 * t with clusters - 1 degrees of freedom; where each value is a cluster of its own they are those
 * that are robust to unequal variance. A column that depends on those before it is left out.
 * `out` is undefined unless it is found. */
typedef struct logit_model {
    linear_model line;
    double likelihood; /* its logarithm */
} logit_model;
logit_end logit(const double *x, const double *y, size_t n, uint32_t columns,
                const uint32_t *cluster, uint32_t clusters, logit_model *out);
#endif
