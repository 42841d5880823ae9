/* Must not know what the series is. The second derivatives c at the inner points solve (R + lambda
 * Q'Q) c = Q'y, a matrix of five diagonals that are constant where the points are a step apart;
 * then g = y - lambda Q c. */
#include "agents/parts/spline.h"

/* Solves A c = c, A symmetric with the diagonals d[0], d[1], d[2], in place: A = L D L'. */
static void solve(const double d[3], double *c, uint32_t m)
{
    double pivot[SPLINE_MAX] = {0}, near[SPLINE_MAX + 1] = {0}, far[SPLINE_MAX + 2] = {0};
    for (uint32_t i = 0; i < m; i++) {
        pivot[i] = d[0];
        if (i > 1) {
            far[i] = d[2] / pivot[i - 2];
            pivot[i] -= far[i] * far[i] * pivot[i - 2];
            c[i] -= far[i] * c[i - 2];
        }
        if (i > 0) {
            near[i] = (d[1] - (i > 1 ? d[2] * near[i - 1] : 0)) / pivot[i - 1];
            pivot[i] -= near[i] * near[i] * pivot[i - 1];
            c[i] -= near[i] * c[i - 1];
        }
    }
    for (uint32_t i = m; i-- > 0;) {
        c[i] /= pivot[i];
        if (i + 1 < m) c[i] -= near[i + 1] * c[i + 1];
        if (i + 2 < m) c[i] -= far[i + 2] * c[i + 2];
    }
}

double spline_smooth(double *y, uint32_t n, double lambda)
{
    const double diagonals[] = {2.0 / 3 + 6 * lambda, 1.0 / 6 - 4 * lambda, lambda};
    double c[SPLINE_MAX];
    if (n < 2) return 0;
    for (uint32_t i = 0; i + 2 < n; i++) c[i] = y[i] - 2 * y[i + 1] + y[i + 2];
    solve(diagonals, c, n - 2);
    for (uint32_t i = 0; i + 2 < n; i++) {
        y[i] -= lambda * c[i];
        y[i + 1] += 2 * lambda * c[i];
        y[i + 2] -= lambda * c[i];
    }
    return y[n - 1] - y[n - 2] + (n > 2 ? c[n - 3] / 6 : 0);
}
