/* p values of a family. Knows no data. */
#include "analysis/statistics/multiple.h"

#include <math.h>

/* Quadratic in the size of the family, which is a handful of steps between levels. */
void holm(const double *p, size_t n, double *adjusted)
{
    for (size_t i = 0; i < n; i++) {
        adjusted[i] = 0;
        for (size_t j = 0; j < n; j++) {
            if (p[j] > p[i]) continue;
            size_t smaller = 0;
            for (size_t k = 0; k < n; k++) smaller += p[k] < p[j] || (k < j && p[k] == p[j]);
            adjusted[i] = fmax(adjusted[i], fmin(1, (double)(n - smaller) * p[j]));
        }
    }
}

/* The k-th smallest of n may be n / k times as large for it and all smaller ones to be discoveries;
 * ties count with the largest of their ranks. */
void benjamini_hochberg(const double *p, size_t n, double *adjusted)
{
    for (size_t i = 0; i < n; i++) {
        adjusted[i] = 1;
        for (size_t j = 0; j < n; j++) {
            if (p[j] < p[i]) continue;
            size_t rank = 0;
            for (size_t k = 0; k < n; k++) rank += p[k] <= p[j];
            adjusted[i] = fmin(adjusted[i], (double)n / (double)rank * p[j]);
        }
    }
}
