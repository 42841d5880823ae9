/* The odds of something that happens or not, as an impasse: logistic regression. */
#ifndef STATISTICS_LOGIT_H
#define STATISTICS_LOGIT_H
#include "analysis/statistics/regression.h"

/* Maximum likelihood by Newton's method over arrays x[n][columns], constant first, y 0 or 1; NaN in
 * a row: left out. Coefficients are log odds per unit with Wald intervals from the normal
 * distribution. False: there is no maximum (all the same, or separated), or columns depend on each
 * other; `out` is then undefined. */
typedef struct logit_model {
    uint32_t columns;
    uint64_t n;
    double likelihood; /* its logarithm */
    coefficient b[LINEAR_MAX];
} logit_model;
bool logit(const double *x, const double *y, size_t n, uint32_t columns, logit_model *out);
#endif
