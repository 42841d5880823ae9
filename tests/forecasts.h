/* Are forecasts calibrated? What was said with probability p is held against how often it came, and
 * the log score of the cell that came against that of an even guess. */
#ifndef TESTS_FORECASTS_H
#define TESTS_FORECASTS_H
#include "check.h"

#include <math.h>

enum { FORECAST_BINS = 10 };
typedef struct forecasts {
    double most; /* bins are of equal width up to this probability; what is above falls into the
                    last */
    double said[FORECAST_BINS], seen[FORECAST_BINS], cases[FORECAST_BINS];
    double n, bits, bits2;
} forecasts;

static inline void forecasts_add(forecasts *f, const double *p, int cells, int truth)
{
    double lift = log2(cells * p[truth]);
    f->n++;
    f->bits += lift;
    f->bits2 += lift * lift;
    for (int i = 0; i < cells; i++) {
        int bin = (int)fmin(FORECAST_BINS - 1, FORECAST_BINS * p[i] / f->most);
        f->said[bin] += p[i];
        f->seen[bin] += i == truth;
        f->cases[bin]++;
    }
}

static inline void assert_calibrated(const forecasts *f, double least_bits)
{
    double mean = f->bits / f->n, se = sqrt((f->bits2 / f->n - mean * mean) / f->n);
    print_message("log score %.3f bits (se %.3f)\n", mean, se);
    assert_true(mean - 3.3 * se > least_bits);
    for (int i = 0; i < FORECAST_BINS; i++) {
        if (f->cases[i] < 400) continue;
        double p = f->said[i] / f->cases[i], q = f->seen[i] / f->cases[i];
        print_message("said %.3f, seen %.3f (%.0f)\n", p, q, f->cases[i]);
        assert_true(fabs(p - q) < 0.01 + 3.3 * sqrt(p * (1 - p) / f->cases[i]));
    }
}
#endif
