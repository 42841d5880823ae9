/* Must not know what the series is. Sums in a fixed order: the same bytes everywhere. */
#include "agents/parts/gaussian_process.h"

#include <math.h>

#define LEAST_PIVOT 1e-12 /* of the variance: the same x twice, without noise, is no new point */

static double covariance(const gaussian_process *g, double distance)
{
    double s = sqrt(3) * fabs(distance) / g->length;
    return g->amplitude * g->amplitude * (1 + s) * hg_exp(-s);
}

static uint32_t row(uint32_t i) { return i * (i + 1) / 2; }

/* out[n] = root^-1 k(x): what the points say of x. Returns the variance that they leave. */
static double project(const gaussian_process *g, double x, double *out)
{
    double left = g->amplitude * g->amplitude;
    for (uint32_t i = 0; i < g->n; i++) {
        const double *known = g->root + row(i);
        double sum = covariance(g, x - g->x[i]);
        for (uint32_t k = 0; k < i; k++) sum -= known[k] * out[k];
        out[i] = sum / known[i];
        left -= out[i] * out[i];
    }
    return left;
}

void gaussian_add(gaussian_process *g, double x, double y)
{
    if (g->n == GAUSSIAN_POINTS_MAX) return;
    double *to = g->root + row(g->n);
    double left = project(g, x, to) + g->noise * g->noise;
    for (uint32_t k = 0; k < g->n; k++) y -= to[k] * g->white[k];
    to[g->n] = sqrt(fmax(left, LEAST_PIVOT * g->amplitude * g->amplitude));
    g->white[g->n] = y / to[g->n];
    g->x[g->n++] = x;
}

gaussian gaussian_at(const gaussian_process *g, double x)
{
    double says[GAUSSIAN_POINTS_MAX], mean = 0;
    double left = fmax(0, project(g, x, says));
    for (uint32_t k = 0; k < g->n; k++) mean += says[k] * g->white[k];
    return (gaussian){mean, sqrt(left + g->noise * g->noise)};
}

double gaussian_below(double x)
{
    static const double b[] = {1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530};
    const double density = 0.3989422804014327; /* of N(0, 1) at 0 */
    if (!(fabs(x) < 6)) return x > 0 ? 1 : 0;
    double t = 1 / (1 + 0.2316419 * fabs(x)), sum = 0;
    for (size_t i = 0; i < sizeof b / sizeof *b; i++) sum = (sum + b[i]) * t;
    double beyond = density * hg_exp(-x * x / 2) * sum;
    return x > 0 ? 1 - beyond : beyond;
}
