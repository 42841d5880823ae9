/* Lines and correlations within groups. Knows no record and no experiment. */
#include "analysis/statistics/correlation.h"

#include "analysis/statistics/estimate.h"
#include "base/oom.h"
#include "base/rng.h"
#include <higgle/math.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

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
