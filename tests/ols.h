/* Least squares over arrays, in one call: what streamed lines and their errors are held against. */
#ifndef TESTS_OLS_H
#define TESTS_OLS_H
#include "analysis/statistics/regression.h"
#include <math.h>
#include <stdlib.h>

/* x is [n][columns]; cluster NULL: HC3. NaN in a row: left out. */
static inline linear_model ols(const double *x, const double *y, size_t n, uint32_t columns,
                               const uint32_t *cluster, uint32_t clusters)
{
    linear_sums sums = {.columns = columns};
    linear_meat meat = {0};
    double *scores = calloc((size_t)clusters * columns + 1, sizeof *scores);
    bool *whole = calloc(n + 1, sizeof *whole);
    for (size_t i = 0; i < n; i++) {
        double sum = y[i];
        for (uint32_t k = 0; k < columns; k++) sum += x[i * columns + k];
        whole[i] = !isnan(sum);
        if (whole[i]) linear_add(&sums, x + i * columns, y[i]);
    }
    linear_fit f = linear_solve(&sums);
    for (size_t i = 0; i < n; i++) {
        const double *at = x + i * columns;
        if (!whole[i]) continue;
        if (cluster)
            linear_add_score(scores + (size_t)cluster[i] * columns, &f, at, y[i]);
        else
            linear_add_hc3(&meat, &f, at, y[i]);
    }
    linear_model m =
        cluster ? linear_with_clusters(&f, scores, clusters) : linear_with_hc3(&f, &meat);
    free(scores);
    free(whole);
    return m;
}
#endif
