/* The bootstrap. Resamples are drawn from Philox streams named by seed, stream and resample, so
 * that an interval does not depend on what was drawn before it. Knows no record and no experiment.
 */
#include "analysis/statistics/bootstrap.h"

#include "analysis/statistics/distribution.h"
#include "base/oom.h"
#include "base/rng.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { JACKKNIFE_GROUPS = 1000 }; /* beyond that many values, they are left out in groups */

typedef struct bootstrap {
    size_t n;
    uint32_t resamples;
    sample_statistic *of;
    const void *ctx;
    double *x, *room, *drawn; /* [n], [n], [resamples] */
    double value;
} bootstrap;

static double value_of(bootstrap *b, size_t n) { return b->of(b->ctx, b->room, n); }

static void resample(bootstrap *b, const bootstrap_options *o)
{
    for (uint32_t k = 0; k < b->resamples; k++) {
        rng r;
        rng_open(&r, o->seed, RNG_BOOTSTRAP, o->stream, k);
        for (size_t i = 0; i < b->n; i++) b->room[i] = b->x[rng_below(&r, b->n)];
        b->drawn[k] = value_of(b, b->n);
    }
}

static bootstrap begin(const double *x, size_t n, sample_statistic *of, const void *ctx,
                       const bootstrap_options *o)
{
    bootstrap b = {.resamples = o->resamples ? o->resamples : BOOTSTRAP_RESAMPLES,
                   .of = of,
                   .ctx = ctx,
                   .value = NAN};
    b.x = mem_alloc((n + 1) * sizeof *b.x);
    b.room = mem_alloc((n + 1) * sizeof *b.room);
    b.drawn = mem_alloc(b.resamples * sizeof *b.drawn);
    if (n) memcpy(b.x, x, n * sizeof *x);
    b.n = sort_present(b.x, n); /* sorted: the order in which values come does not matter */
    if (!b.n) return b;
    memcpy(b.room, b.x, b.n * sizeof *x);
    b.value = value_of(&b, b.n);
    if (b.n > 1) resample(&b, o);
    return b;
}

static estimate end(bootstrap *b, double from, double to)
{
    estimate e = {b->n, b->value, NAN, NAN, NAN};
    if (b->n > 1 && !isnan(from)) {
        estimate drawn = estimate_mean(b->drawn, b->resamples);
        size_t m = sort_present(b->drawn, b->resamples);
        e.sd = drawn.sd;
        if (m && b->drawn[0] < b->drawn[m - 1]) {
            e.low = sorted_quantile(b->drawn, m, from);
            e.high = sorted_quantile(b->drawn, m, to);
        }
    }
    free(b->x);
    free(b->room);
    free(b->drawn);
    return e;
}

/* ---- BCa ---- */

/* The skewness of what each value, or group of values, contributes, over 6. */
static double acceleration(bootstrap *b)
{
    size_t groups = b->n < JACKKNIFE_GROUPS ? b->n : JACKKNIFE_GROUPS;
    double *without = mem_alloc(groups * sizeof *without), squares = 0, cubes = 0;
    for (size_t g = 0; g < groups; g++) {
        size_t left = 0;
        for (size_t i = 0; i < b->n; i++)
            if (i % groups != g) b->room[left++] = b->x[i];
        without[g] = value_of(b, left);
    }
    double mean = estimate_mean(without, groups).mean;
    for (size_t g = 0; g < groups; g++) {
        double d = mean - without[g];
        squares += d * d;
        cubes += d * d * d;
    }
    free(without);
    return squares > 0 ? cubes / (6 * squares * sqrt(squares)) : 0;
}

/* How far the statistic lies from the median of its resamples, as a normal quantile; ties count by
 * half. */
static double bias(const bootstrap *b)
{
    double below = 0;
    for (uint32_t k = 0; k < b->resamples; k++)
        below += b->drawn[k] < b->value ? 1 : b->drawn[k] == b->value ? 0.5 : 0;
    double least = 0.5 / b->resamples;
    return normal_quantile(fmin(1 - least, fmax(least, below / b->resamples)));
}

static double adjusted_level(double level, double z0, double a)
{
    double z = z0 + normal_quantile(level), slack = 1 - a * z;
    return slack > 0 ? normal_upper(-(z0 + z / slack)) : NAN;
}

estimate bootstrap_bca(const double *x, size_t n, sample_statistic *of, const void *ctx,
                       const bootstrap_options *o)
{
    bootstrap b = begin(x, n, of, ctx, o);
    if (b.n < 2) return end(&b, NAN, NAN);
    double z0 = bias(&b), a = acceleration(&b);
    double from = adjusted_level((1 - CONFIDENCE) / 2, z0, a);
    double to = adjusted_level((1 + CONFIDENCE) / 2, z0, a);
    return isnan(to) ? end(&b, NAN, NAN) : end(&b, from, to);
}

/* ---- medians ---- */

/* P(at least m of n draws lie among the k smallest values), which is Fisher's F by another name. */
static double binomial_upper(size_t n, size_t k, size_t m)
{
    double p = (double)k / (double)n, df = 2 * (double)m;
    uint32_t tested = (uint32_t)(2 * (n - m + 1));
    return k == n ? 1 : fisher_upper(df * (1 - p) / (p * tested), tested, df);
}

/* The least k such that the m-th of a resample is no larger than the k-th value with at least that
 * probability. */
static size_t rank_at(size_t n, size_t m, double probability)
{
    size_t low = 0, high = n;
    while (high - low > 1) {
        size_t k = low + (high - low) / 2;
        if (binomial_upper(n, k, m) < probability)
            low = k;
        else
            high = k;
    }
    return high;
}

enum { EXACT_MEDIANS = 10000 };

estimate bootstrap_median(const double *x, size_t n)
{
    double *sorted = mem_alloc((n + 1) * sizeof *sorted), outside = (1 - CONFIDENCE) / 2;
    if (n) memcpy(sorted, x, n * sizeof *x);
    n = sort_present(sorted, n);
    estimate e = {n, sorted_quantile(sorted, n, 0.5), NAN, NAN, NAN};
    size_t from = 0, to = 0;
    if (n > EXACT_MEDIANS) {
        double half = normal_quantile(1 - outside) * sqrt((double)n) / 2;
        from = (size_t)((double)n / 2 - half);
        to = (size_t)((double)n / 2 + half) + 1;
    } else if (n > 1) { /* of an even number the lower middle one, and the upper one */
        from = rank_at(n, (n + 1) / 2, outside);
        to = rank_at(n, n / 2 + 1, 1 - outside);
    }
    if (to && sorted[0] < sorted[n - 1]) {
        e.low = sorted[from - 1];
        e.high = sorted[to - 1];
    }
    free(sorted);
    return e;
}
