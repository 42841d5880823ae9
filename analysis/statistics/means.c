/* Means compared. Knows distributions, no record and no experiment. */
#include "analysis/statistics/means.h"

#include "analysis/statistics/distribution.h"
#include "base/oom.h"
#include <higgle/math.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* ---- effect sizes ---- */

static double pooled_df(const estimate *x, const estimate *y)
{
    return x->n < 2 || y->n < 2 ? NAN : (double)(x->n + y->n - 2);
}

double cohen_d(const double *a, size_t n_a, const double *b, size_t n_b)
{
    estimate x = estimate_mean(a, n_a), y = estimate_mean(b, n_b);
    double df = pooled_df(&x, &y);
    double squares = (double)(x.n - 1) * x.sd * x.sd + (double)(y.n - 1) * y.sd * y.sd;
    if (isnan(df) || !(squares > 0)) return NAN;
    return (x.mean - y.mean) / sqrt(squares / df);
}

double hedges_g(const double *a, size_t n_a, const double *b, size_t n_b)
{
    estimate x = estimate_mean(a, n_a), y = estimate_mean(b, n_b);
    return cohen_d(a, n_a, b, n_b) * (1 - 3 / (4 * pooled_df(&x, &y) - 1));
}

/* ---- equivalence ---- */

tost_result tost(const estimate *e, double margin)
{
    const double alpha = 1 - CONFIDENCE;
    tost_result r = {e->mean, NAN, NAN, NAN};
    if (e->n < 2) return r;
    double df = (double)(e->n - 1), se = e->sd / sqrt((double)e->n);
    if (!(se > 0)) {
        r.p = fabs(e->mean) < margin ? 0 : 1;
        r.low = r.high = e->mean;
        return r;
    }
    r.p = fmax(student_upper((e->mean + margin) / se, df),
               student_upper((margin - e->mean) / se, df));
    double half = student_quantile(1 - alpha, df) * se;
    r.low = e->mean - half;
    r.high = e->mean + half;
    return r;
}

/* ---- analysis of variance ---- */

typedef struct group_sum {
    uint64_t n;
    double sum;
} group_sum;

static double mean_of(const group_sum *g) { return g->sum / (double)g->n; }

static anova_result anova_of(double between, double within, uint32_t used, uint64_t n)
{
    anova_result r = {NAN, NAN, NAN, NAN, NAN, NAN};
    if (used < 2 || n <= used) return r;
    r.df_between = (double)(used - 1);
    r.df_within = (double)(n - used);
    double mean_within = within / r.df_within, total = between + within;
    if (!(total > 0)) return r;
    r.eta_squared = between / total;
    r.omega_squared = fmax(0, (between - r.df_between * mean_within) / (total + mean_within));
    if (!(mean_within > 0)) return r;
    r.f = between / r.df_between / mean_within;
    r.p = fisher_upper(r.f, used - 1, r.df_within);
    return r;
}

anova_result anova(const double *x, const uint32_t *group, size_t n, uint32_t groups)
{
    group_sum *of = mem_zero(groups, sizeof *of), all = {0};
    double between = 0, within = 0;
    uint32_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) of[group[i]].n++, of[group[i]].sum += x[i], all.n++, all.sum += x[i];
    for (uint32_t g = 0; g < groups; g++) {
        if (!of[g].n) continue;
        double from = mean_of(&of[g]) - mean_of(&all);
        between += (double)of[g].n * from * from;
        used++;
    }
    for (size_t i = 0; i < n; i++) {
        double from = isnan(x[i]) ? 0 : x[i] - mean_of(&of[group[i]]);
        within += from * from;
    }
    free(of);
    return anova_of(between, within, used, all.n);
}

/* Each mean weighs as much as it is known well; lambda grows with how little of it that is. */
static welch_result welch_of(const double *mean, const double *weight, const double *size,
                             uint32_t used)
{
    double all = 0, centre = 0, between = 0, lambda = 0, k = used;
    for (uint32_t g = 0; g < used; g++) all += weight[g], centre += weight[g] * mean[g];
    centre /= all;
    for (uint32_t g = 0; g < used; g++) {
        double left = 1 - weight[g] / all;
        between += weight[g] * (mean[g] - centre) * (mean[g] - centre);
        lambda += left * left / (size[g] - 1);
    }
    welch_result r = {.df1 = k - 1, .df2 = (k * k - 1) / (3 * lambda)};
    r.f = between / (k - 1) / (1 + 2 * (k - 2) / (k * k - 1) * lambda);
    r.p = fisher_upper(r.f, used - 1, r.df2);
    return r;
}

welch_result welch_anova(const double *x, const uint32_t *group, size_t n, uint32_t groups)
{
    double *room = mem_alloc((3 * (size_t)groups + n + 1) * sizeof *room), *of = room + 3 * groups;
    double *mean = room, *weight = mean + groups, *size = weight + groups;
    uint32_t used = 0;
    bool whole = true;
    for (uint32_t g = 0; g < groups; g++) {
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (group[i] == g && !isnan(x[i])) of[m++] = x[i];
        if (!m) continue;
        estimate e = estimate_mean(of, m);
        whole = whole && e.n > 1 && e.sd > 0;
        mean[used] = e.mean;
        size[used] = (double)e.n;
        weight[used++] = (double)e.n / (e.sd * e.sd);
    }
    welch_result r = {NAN, NAN, NAN, NAN};
    if (whole && used > 1) r = welch_of(mean, weight, size, used);
    free(room);
    return r;
}

/* ---- how many ---- */

/* P(T > c) of the noncentral t distribution, integrated over s, the estimated standard deviation
 * over the true one: P(Z > c s - shift) against the density of s (Simpson's rule). */
static double noncentral_upper(double c, double df, double shift)
{
    enum { STEPS = 400 };
    double spread = 9 / sqrt(2 * df), from = fmax(1e-9, 1 - spread), to = 1 + spread;
    double sum = 0, weight = 0;
    for (int i = 0; i <= STEPS; i++) {
        double s = from + (to - from) * i / STEPS;
        double density = hg_exp((df - 1) * hg_log(s) - df * (s * s - 1) / 2);
        double w = density * (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2);
        weight += w;
        sum += w * normal_upper(c * s - shift);
    }
    return sum / weight;
}

static double power_of(uint64_t n, double d, double alpha)
{
    double df = 2 * (double)n - 2, c = student_quantile(1 - alpha / 2, df);
    double shift = d * sqrt((double)n / 2);
    return noncentral_upper(c, df, shift) + noncentral_upper(c, df, -shift);
}

uint64_t sample_size(double d, double alpha, double power)
{
    d = fabs(d);
    if (!(d > 1e-6)) return UINT64_MAX; /* beyond what anybody runs */
    uint64_t low = 1, high = 2;
    while (power_of(high, d, alpha) < power) low = high, high *= 2;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (power_of(middle, d, alpha) < power)
            low = middle;
        else
            high = middle;
    }
    return high;
}
