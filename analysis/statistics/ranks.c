/* Ranks. Sorting decides everything: nothing depends on the order in which values come. Knows no
 * record and no experiment. */
#include "analysis/statistics/ranks.h"

#include "analysis/statistics/distribution.h"
#include "analysis/statistics/estimate.h"
#include "base/oom.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct ranked {
    double x;
    size_t at;
} ranked;

static int by_x(const void *a, const void *b)
{
    const ranked *p = a, *q = b;
    return (p->x > q->x) - (p->x < q->x);
}

double mid_ranks(const double *x, size_t n, double *rank)
{
    ranked *r = mem_alloc((n + 1) * sizeof *r);
    double ties = 0;
    for (size_t i = 0; i < n; i++) r[i] = (ranked){x[i], i};
    qsort(r, n, sizeof *r, by_x);
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && r[next].x == r[i].x;) next++;
        double t = (double)(next - i);
        ties += t * t * t - t;
        for (size_t k = i; k < next; k++) rank[r[k].at] = (double)(i + 1 + next) / 2;
    }
    free(r);
    return ties;
}

/* ---- two samples ---- */

/* Both samples' ranks: a's first. */
typedef struct pooled {
    size_t n_a, n_b, n;
    double *rank;
    double ties;
} pooled;

static size_t copy_present(double *to, const double *x, size_t n)
{
    size_t present = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) to[present++] = x[i];
    return present;
}

static pooled pool(const double *a, size_t n_a, const double *b, size_t n_b)
{
    double *x = mem_alloc((n_a + n_b + 1) * sizeof *x);
    pooled p = {.rank = mem_alloc((n_a + n_b + 1) * sizeof *x)};
    p.n_a = copy_present(x, a, n_a);
    p.n_b = copy_present(x + p.n_a, b, n_b);
    p.n = p.n_a + p.n_b;
    p.ties = mid_ranks(x, p.n, p.rank);
    free(x);
    return p;
}

static double u_of(const pooled *p)
{
    double sum = 0, a = (double)p->n_a;
    for (size_t i = 0; i < p->n_a; i++) sum += p->rank[i];
    return sum - a * (a + 1) / 2;
}

/* In how many ways do n_a of these values have that sum of ranks? Ranks are doubled to be whole
 * numbers; ways[k][s] over subsets of k. Quartic in n: for small samples only. */
static double exact_p(const pooled *p)
{
    size_t most = p->n * (p->n + 1) + 1, seen = 0;
    double *ways = mem_zero((p->n_a + 1) * most, sizeof *ways), below = 0, above = 0, all = 0;
    ways[0] = 1;
    for (size_t i = 0; i < p->n; i++) {
        size_t r = (size_t)(2 * p->rank[i]);
        for (size_t k = p->n_a; k > 0; k--)
            for (size_t s = most - 1; s >= r; s--)
                ways[k * most + s] += ways[(k - 1) * most + s - r];
    }
    for (size_t i = 0; i < p->n_a; i++) seen += (size_t)(2 * p->rank[i]);
    for (size_t s = 0; s < most; s++) {
        double w = ways[p->n_a * most + s];
        all += w;
        below += s <= seen ? w : 0;
        above += s >= seen ? w : 0;
    }
    free(ways);
    return fmin(1, 2 * fmin(below, above) / all);
}

static double normal_p(const pooled *p, double u)
{
    double a = (double)p->n_a, b = (double)p->n_b, n = a + b;
    double variance = a * b / 12 * (n + 1 - p->ties / (n * (n - 1)));
    double from = fmax(0, fabs(u - a * b / 2) - 0.5);
    return variance > 0 ? fmin(1, 2 * normal_upper(from / sqrt(variance))) : NAN;
}

mann_whitney_result mann_whitney(const double *a, size_t n_a, const double *b, size_t n_b)
{
    pooled p = pool(a, n_a, b, n_b);
    mann_whitney_result r = {NAN, NAN, p.n <= MANN_WHITNEY_EXACT};
    if (p.n_a && p.n_b) {
        r.u = u_of(&p);
        r.p = r.exact ? exact_p(&p) : normal_p(&p, r.u);
    }
    free(p.rank);
    return r;
}

double vargha_delaney(const double *a, size_t n_a, const double *b, size_t n_b)
{
    pooled p = pool(a, n_a, b, n_b);
    double share = p.n_a && p.n_b ? u_of(&p) / ((double)p.n_a * (double)p.n_b) : NAN;
    free(p.rank);
    return share;
}

double cliff_delta(const double *a, size_t n_a, const double *b, size_t n_b)
{
    return 2 * vargha_delaney(a, n_a, b, n_b) - 1;
}

/* ---- many samples ---- */

kruskal_result kruskal_wallis(const double *x, const uint32_t *group, size_t n, uint32_t groups)
{
    kruskal_result r = {NAN, NAN, NAN, 0};
    double *present = mem_alloc(2 * (n + 1) * sizeof *present), *rank = present + n + 1;
    double *sum = mem_zero(groups, sizeof *sum), *count = mem_zero(groups, sizeof *count);
    size_t m = copy_present(present, x, n), at = 0;
    double ties = mid_ranks(present, m, rank), size = (double)m, squares = 0;
    uint32_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) sum[group[i]] += rank[at++], count[group[i]]++;
    for (uint32_t g = 0; g < groups; g++)
        if (count[g] > 0) squares += sum[g] * sum[g] / count[g], used++;
    double left = 1 - ties / (size * size * size - size);
    if (used > 1 && left > 0) {
        r.df = used - 1;
        r.h = (12 / (size * (size + 1)) * squares - 3 * (size + 1)) / left;
        r.p = chi_square_upper(r.h, r.df);
        r.epsilon_squared = r.h / (size - 1);
    }
    free(sum);
    free(count);
    free(present);
    return r;
}
