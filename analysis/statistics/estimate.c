/* Means with t intervals, proportions with Wilson's, medians. Knows no record and no experiment. */
#include "analysis/statistics/estimate.h"

#include "analysis/statistics/distribution.h"
#include "base/oom.h"
#include "base/rng.h"
#include <math.h>
#include <stdlib.h>

estimate estimate_of(uint64_t n, double mean, double sd)
{
    estimate e = {n, n ? mean : NAN, n > 1 ? sd : NAN, NAN, NAN};
    if (n < 2) return e;
    double df = (double)(n - 1);
    double half = sd > 0 ? student_quantile((1 + CONFIDENCE) / 2, df) * sd / sqrt((double)n) : 0;
    e.low = mean - half;
    e.high = mean + half;
    return e;
}

estimate estimate_mean(const double *x, size_t n)
{
    uint64_t count = 0;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) sum += x[i], count++;
    double mean = sum / (double)count;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) squares += (x[i] - mean) * (x[i] - mean);
    return estimate_of(count, mean, count > 1 ? sqrt(squares / (double)(count - 1)) : NAN);
}

estimate estimate_without_interval(estimate e)
{
    e.low = e.high = NAN;
    return e;
}

double estimate_p(const estimate *e)
{
    if (e->n < 2) return 1;
    if (e->sd == 0) return e->mean == 0 ? 1 : 0;
    return student_two_sided(e->mean / (e->sd / sqrt((double)e->n)), (double)(e->n - 1));
}

/* Wilson 1927: the proportions that a score test would not reject. */
estimate estimate_clustered_proportion(uint64_t n, uint64_t hits, double size)
{
    estimate e = {n, NAN, NAN, NAN, NAN};
    if (!n) return e;
    double p = (double)hits / (double)n, z = normal_quantile((1 + CONFIDENCE) / 2);
    double q = z * z / size, middle = (p + q / 2) / (1 + q);
    double half = z / (1 + q) * sqrt(p * (1 - p) / size + q / (4 * size));
    e.mean = p;
    e.low = hits ? middle - half : 0;
    e.high = hits < n ? middle + half : 1;
    return e;
}

estimate estimate_proportion(uint64_t n, uint64_t hits)
{
    return estimate_clustered_proportion(n, hits, (double)n);
}

/* ---- medians ---- */

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t sort_present(double *x, size_t n)
{
    size_t present = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) x[present++] = x[i];
    if (present) qsort(x, present, sizeof *x, by_number);
    return present;
}

double sorted_quantile(const double *x, size_t n, double q)
{
    if (!n) return NAN;
    double at = q * (double)(n - 1);
    size_t below = (size_t)at;
    if (below + 1 >= n) return x[n - 1];
    return x[below] + (at - (double)below) * (x[below + 1] - x[below]);
}

/* ---- how many are different ---- */

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

uint64_t count_distinct(uint64_t *x, size_t n)
{
    if (!n) return 0;
    qsort(x, n, sizeof *x, by_value);
    uint64_t distinct = 1;
    for (size_t i = 1; i < n; i++) distinct += x[i] != x[i - 1];
    return distinct;
}
