/* Newton's method on the log likelihood, which is concave: each step is a weighted least-squares
 * problem (McCullagh & Nelder 1989). Knows no record and no experiment. */
#include "analysis/statistics/logit.h"

#include <higgle/math.h>
#include <math.h>

enum { STEPS_MAX = 40 };
#define SURE 30.0 /* beyond such log odds the data are separated: there is no maximum */

static double probability(double odds) { return 1 / (1 + hg_exp(-odds)); }

/* ln(1 + e^x) without overflow */
static double softplus(double x) { return fmax(x, 0) + hg_log(1 + hg_exp(-fabs(x))); }

static bool is_whole(const double *x, double y, uint32_t columns)
{
    for (uint32_t i = 0; i < columns; i++) y += x[i];
    return !isnan(y);
}

/* One step from b: the working response regressed with the weights p (1 - p). */
static bool step(const double *x, const double *y, size_t n, const double *b, linear_sums *sums,
                 double *likelihood, double *most)
{
    *likelihood = *most = 0;
    for (size_t i = 0; i < n; i++) {
        const double *at = x + i * sums->columns;
        double row[LINEAR_MAX], odds = 0;
        if (!is_whole(at, y[i], sums->columns)) continue;
        for (uint32_t k = 0; k < sums->columns; k++) odds += b[k] * at[k];
        double p = probability(odds), weight = sqrt(p * (1 - p));
        *likelihood += y[i] * odds - softplus(odds);
        *most = fmax(*most, fabs(odds));
        if (!(weight > 0)) return false;
        for (uint32_t k = 0; k < sums->columns; k++) row[k] = weight * at[k];
        linear_add(sums, row, weight * odds + (y[i] - p) / weight);
    }
    return sums->n > sums->columns && *most < SURE;
}

static void take(const linear_fit *f, double likelihood, logit_model *out)
{
    *out = (logit_model){.columns = f->columns, .n = f->n, .likelihood = likelihood};
    for (uint32_t k = 0; k < f->columns; k++)
        out->b[k] = coefficient_of(f->b[k], sqrt(f->inverse.at[k][k]), INFINITY);
}

bool logit(const double *x, const double *y, size_t n, uint32_t columns, logit_model *out)
{
    double b[LINEAR_MAX] = {0}, likelihood, most;
    for (int i = 0; i < STEPS_MAX; i++) {
        linear_sums sums = {.columns = columns};
        if (!step(x, y, n, b, &sums, &likelihood, &most)) return false;
        linear_fit f = linear_solve(&sums);
        double moved = 0;
        if (f.rank < columns) return false;
        for (uint32_t k = 0; k < columns; k++) {
            moved = fmax(moved, fabs(f.b[k] - b[k]) / (1 + fabs(b[k])));
            b[k] = f.b[k];
        }
        if (moved > 1e-11) continue;
        take(&f, likelihood, out);
        return true;
    }
    return false;
}
