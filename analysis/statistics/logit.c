/* Newton's method on the log likelihood, which is concave: each step is a weighted least-squares
 * problem (McCullagh & Nelder 1989), halved where it went too far. Knows no record and no
 * experiment. */
#include "analysis/statistics/logit.h"

#include "base/oom.h"
#include <higgle/math.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 60 };
#define SURE 30.0 /* beyond such log odds the data are separated: there is no maximum */

typedef struct logit_data {
    const double *x, *y;
    size_t n;
    uint32_t columns;
} logit_data;

typedef struct newton {
    linear_sums sums;
    double likelihood, most; /* most: of all log odds */
} newton;

static double probability(double odds) { return 1 / (1 + hg_exp(-odds)); }

/* ln(1 + e^x) without overflow */
static double softplus(double x) { return fmax(x, 0) + hg_log(1 + hg_exp(-fabs(x))); }

static bool is_whole(const logit_data *d, size_t i)
{
    double sum = d->y[i];
    for (uint32_t k = 0; k < d->columns; k++) sum += d->x[i * d->columns + k];
    return !isnan(sum);
}

static double odds_of(const logit_data *d, size_t i, const double *b)
{
    double odds = 0;
    for (uint32_t k = 0; k < d->columns; k++) odds += b[k] * d->x[i * d->columns + k];
    return odds;
}

/* One step from b: the working response regressed with the weights p (1 - p). */
static newton step_from(const logit_data *d, const double *b)
{
    newton s = {.sums = {.columns = d->columns}};
    for (size_t i = 0; i < d->n; i++) {
        double row[LINEAR_MAX];
        if (!is_whole(d, i)) continue;
        double odds = odds_of(d, i, b), p = probability(odds), weight = sqrt(p * (1 - p));
        s.likelihood += d->y[i] * odds - softplus(odds);
        s.most = fmax(s.most, fabs(odds));
        if (!(weight > 0)) continue;
        for (uint32_t k = 0; k < d->columns; k++) row[k] = weight * d->x[i * d->columns + k];
        linear_add(&s.sums, row, weight * odds + (d->y[i] - p) / weight);
    }
    return s;
}

static double distance(const double *to, const double *from, uint32_t n)
{
    double moved = 0;
    for (uint32_t k = 0; k < n; k++)
        moved = fmax(moved, fabs(to[k] - from[k]) / (1 + fabs(from[k])));
    return moved;
}

static bool varies(const logit_data *d)
{
    uint64_t n = 0, hits = 0;
    for (size_t i = 0; i < d->n; i++)
        if (is_whole(d, i)) n++, hits += d->y[i] > 0.5;
    return hits && hits < n && n > d->columns;
}

static void add_errors(const logit_data *d, const uint32_t *cluster, uint32_t clusters,
                       linear_fit *f, logit_model *out)
{
    double *scores = mem_zero((size_t)clusters * d->columns + 1, sizeof *scores);
    for (size_t i = 0; i < d->n; i++) {
        if (!is_whole(d, i)) continue;
        double from = d->y[i] - probability(odds_of(d, i, f->b));
        for (uint32_t k = 0; k < d->columns; k++)
            scores[(size_t)cluster[i] * d->columns + k] += d->x[i * d->columns + k] * from;
    }
    f->r2 = 0; /* of a working response it says nothing */
    out->line = linear_with_clusters(f, scores, clusters);
    free(scores);
}

logit_end logit(const double *x, const double *y, size_t n, uint32_t columns,
                const uint32_t *cluster, uint32_t clusters, logit_model *out)
{
    const logit_data d = {x, y, n, columns};
    double b[LINEAR_MAX] = {0}, before[LINEAR_MAX] = {0};
    if (!varies(&d)) return LOGIT_CONSTANT;
    newton at = step_from(&d, b);
    for (int i = 0; i < STEPS_MAX && at.most < SURE; i++) {
        linear_fit f = linear_solve(&at.sums);
        memcpy(before, b, sizeof b);
        memcpy(b, f.b, sizeof b);
        newton next = step_from(&d, b);
        for (int h = 0; h < STEPS_MAX && next.likelihood < at.likelihood; h++) {
            for (uint32_t k = 0; k < columns; k++) b[k] = (b[k] + before[k]) / 2;
            next = step_from(&d, b);
        }
        at = next;
        if (distance(b, before, columns) > 1e-11) continue;
        f = linear_solve(&at.sums);
        out->likelihood = at.likelihood;
        add_errors(&d, cluster, clusters, &f, out);
        return LOGIT_FOUND;
    }
    return LOGIT_SEPARATED;
}
