/* Means, t intervals, Holm, slopes. Student's distribution comes from the incomplete beta function
 * by its continued fraction (Lentz), its quantile from safeguarded Newton steps on that. Knows no
 * record and no experiment. */
#include "analysis/statistics.h"

#include "base/oom.h"
#include "base/rng.h"
#include <higgle/math.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define PI 3.14159265358979323846

/* Gamma(a + 1/2) / Gamma(a): by recurrence up to where the asymptotic series is exact to 1e-16.
 * A difference of two log-gammas would lose all digits for large a. */
static double gamma_ratio(double a)
{
    double factor = 1;
    for (; a < 40; a += 1) factor *= a / (a + 0.5);
    double r = 1 / a;
    double series =
        1 +
        r * (-1.0 / 8 +
             r * (1.0 / 128 + r * (5.0 / 1024 + r * (-21.0 / 32768 + r * (-399.0 / 262144 +
                                                                          r * 869.0 / 4194304)))));
    return factor * sqrt(a) * series;
}

/* The continued fraction of the incomplete beta function; converges fast for x < (a+1)/(a+b+2). */
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m < 10000; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double before = h;
        for (int half = 0; half < 2; half++) {
            double step = half ? odd : even;
            d = 1 + step * d;
            c = 1 + step / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            h *= d * c;
        }
        if (fabs(h - before) <= 1e-16 * fabs(h)) break;
    }
    return h;
}

/* ln(1 - x) without losing the digits of a small x: -2 artanh(x / (2 - x)). */
static double log_one_minus(double x)
{
    if (x > 0.1) return hg_log(1 - x);
    double s = x / (2 - x), power = s, sum = 0;
    for (int k = 1; k < 17; k += 2) {
        sum += power / k;
        power *= s * s;
    }
    return -2 * sum;
}

double student_two_sided(double t, double df)
{
    double a = df / 2, square = t * t, x = df / (df + square), rest = square / (df + square);
    if (square == 0) return 1;
    if (isinf(square)) return 0;
    /* x^a (1-x)^(1/2) / B(a, 1/2) */
    double log_x = x < 0.5 ? hg_log(x) : log_one_minus(rest);
    double front = hg_exp(a * log_x) * sqrt(rest) * gamma_ratio(a) / sqrt(PI);
    /* Near the centre the fraction in 1 - x is the better one: in x it loses eps * df. */
    bool central = square < 8 && rest < 0.5;
    if (!central && x < (a + 1) / (a + 2.5)) return front * beta_fraction(a, 0.5, x) / a;
    return 1 - front * beta_fraction(0.5, a, rest) / 0.5;
}

static double student_density(double t, double df)
{
    double half = (df + 1) / 2;
    return gamma_ratio(df / 2) / sqrt(df * PI) * hg_exp(-half * hg_log(1 + t * t / df));
}

/* Where Newton starts: Fisher's expansion around the normal quantile. */
static double student_guess(double z, double df)
{
    double q = z * z;
    return z + z * (q + 1) / (4 * df) + z * ((5 * q + 16) * q + 3) / (96 * df * df);
}

double student_quantile(double p, double df)
{
    if (p == 0.5) return 0;
    if (p < 0.5) return -student_quantile(1 - p, df);
    double tail = 2 * (1 - p), low = 0, high = 1;
    while (student_two_sided(high, df) > tail) low = high, high *= 2;
    double t = student_guess(normal_quantile(p), df);
    for (int i = 0; i < 100; i++) {
        if (!(t > low && t < high)) t = (low + high) / 2;
        double excess = student_two_sided(t, df) - tail;
        if (excess > 0)
            low = t;
        else
            high = t;
        double next = t + excess / (2 * student_density(t, df));
        if (fabs(next - t) <= 1e-13 * t) return next;
        t = next;
    }
    return t;
}

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

double slope_per_step(const double *y, size_t n)
{
    double middle = (double)(n - 1) / 2, sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        double x = (double)i - middle;
        sum += x * y[i];
        squares += x * x;
    }
    return sum / squares;
}

/* ---- correlation ---- */

typedef struct sums {
    uint64_t n;
    double x, y, xx, xy, yy;
    double size_x, size_y; /* sums of squares, not of deviations */
} sums;

#define ROUNDING 1e-18 /* a variance that is no more than this part of the squares is none */

static bool is_pair(double x, double y) { return !isnan(x) && !isnan(y); }

/* Means first, deviations from them after: two passes, as for a mean. */
static sums deviations(const double *x, const double *y, const uint32_t *group, size_t n,
                       sums *means, uint32_t groups)
{
    sums all = {0};
    for (size_t i = 0; i < n; i++) {
        sums *m = &means[group[i]];
        if (is_pair(x[i], y[i])) m->n++, m->x += x[i], m->y += y[i];
    }
    for (uint32_t g = 0; g < groups; g++) {
        all.n += means[g].n, all.x += means[g].x, all.y += means[g].y;
        if (means[g].n) means[g].x /= (double)means[g].n, means[g].y /= (double)means[g].n;
    }
    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - means[group[i]].x, dy = y[i] - means[group[i]].y;
        if (!is_pair(x[i], y[i])) continue;
        all.xx += dx * dx, all.xy += dx * dy, all.yy += dy * dy;
        all.size_x += x[i] * x[i], all.size_y += y[i] * y[i];
    }
    return all;
}

static double tanh_of(double z) { return 1 - 2 / (hg_exp(2 * z) + 1); }

/* z = artanh r is nearly normal, with variance 1 / (n - 3); each further group and control costs
 * one more. */
static void fisher_interval(association *a, uint64_t lost)
{
    if (isnan(a->r) || a->n < lost + 4) return;
    a->low = a->high = a->r;
    if (fabs(a->r) == 1) return;
    double z = hg_log((1 + a->r) / (1 - a->r)) / 2;
    double half = normal_quantile((1 + CONFIDENCE) / 2) / sqrt((double)(a->n - lost - 3));
    a->low = tanh_of(z - half);
    a->high = tanh_of(z + half);
}

association associate(const double *x, const double *y, const uint32_t *group, size_t n,
                      uint32_t groups, uint32_t lost)
{
    sums *means = mem_zero(groups, sizeof *means);
    sums s = deviations(x, y, group, n, means, groups);
    uint64_t used = 0;
    for (uint32_t g = 0; g < groups; g++) used += means[g].n > 0;
    free(means);
    association a = {s.n, s.x / (double)s.n, s.y / (double)s.n, NAN, NAN, NAN, NAN};
    bool x_varies = s.xx > ROUNDING * s.size_x, y_varies = s.yy > ROUNDING * s.size_y;
    if (x_varies) a.slope = s.xy / s.xx;
    if (x_varies && y_varies) a.r = hg_clamp(s.xy / sqrt(s.xx * s.yy), -1, 1);
    fisher_interval(&a, used + lost - (used > 0));
    return a;
}

#define EXPLAINED 1e-12 /* so little of a variance is rounding */

void residuals(double *x, const double *z, const uint32_t *group, size_t n, uint32_t groups)
{
    sums *means = mem_zero(groups, sizeof *means);
    sums s = deviations(z, x, group, n, means, groups);
    double slope = s.xx > ROUNDING * s.size_x ? s.xy / s.xx : 0;
    bool all = slope != 0 && s.yy - slope * s.xy <= EXPLAINED * s.yy;
    double middle = s.n ? s.x / (double)s.n : 0;
    for (size_t i = 0; i < n; i++)
        if (all && is_pair(x[i], z[i]))
            x[i] = means[group[i]].y;
        else
            x[i] -= slope * (z[i] - middle);
    free(means);
}

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
