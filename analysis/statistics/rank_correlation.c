/* Rank correlations by sorting; Kendall's counts the swaps of a merge sort (Knight 1966). Knows no
 * record and no experiment. */
#include "analysis/statistics/rank_correlation.h"

#include "analysis/statistics/correlation.h"
#include "analysis/statistics/distribution.h"
#include "analysis/statistics/ranks.h"
#include "base/oom.h"
#include <math.h>
#include <stdlib.h>

typedef struct pair {
    double x, y;
} pair;

static size_t copy_pairs(const double *x, const double *y, size_t n, double *to_x, double *to_y)
{
    size_t pairs = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i])) continue;
        to_x[pairs] = x[i];
        to_y[pairs++] = y[i];
    }
    return pairs;
}

double spearman(const double *x, const double *y, size_t n)
{
    double *room = mem_alloc(4 * (n + 1) * sizeof *room);
    double *px = room, *py = px + n, *rx = py + n, *ry = rx + n;
    uint32_t *one = mem_zero(n + 1, sizeof *one);
    size_t pairs = copy_pairs(x, y, n, px, py);
    (void)mid_ranks(px, pairs, rx);
    (void)mid_ranks(py, pairs, ry);
    double r = pairs > 1 ? associate(rx, ry, one, pairs, 1, 0).r : NAN;
    free(one);
    free(room);
    return r;
}

/* ---- Kendall ---- */

static int by_x_then_y(const void *a, const void *b)
{
    const pair *p = a, *q = b;
    int first = (p->x > q->x) - (p->x < q->x);
    return first ? first : (p->y > q->y) - (p->y < q->y);
}

static double pairs_among(size_t n) { return (double)n * ((double)n - 1) / 2; }

/* Pairs that are tied in x, and those tied in both; in that order. */
static void count_ties(const pair *p, size_t n, double *of_x, double *of_both)
{
    *of_x = *of_both = 0;
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && p[next].x == p[i].x;) {
            size_t same = next;
            while (next < n && p[next].x == p[i].x && p[next].y == p[same].y) next++;
            *of_both += pairs_among(next - same);
        }
        *of_x += pairs_among(next - i);
    }
}

/* Sorts by y, bottom up; returns how many pairs stood the other way round. */
static double sort_by_y(pair *p, pair *room, size_t n)
{
    double swaps = 0;
    for (size_t width = 1; width < n; width *= 2)
        for (size_t from = 0; from + width < n; from += 2 * width) {
            size_t middle = from + width, end = middle + width < n ? middle + width : n;
            size_t i = from, k = middle, to = from;
            while (i < middle || k < end) {
                bool right = i == middle || (k < end && p[k].y < p[i].y);
                if (right) swaps += (double)(middle - i);
                room[to++] = right ? p[k++] : p[i++];
            }
            for (size_t m = from; m < end; m++) p[m] = room[m];
        }
    return swaps;
}

static double ties_of_y(const pair *p, size_t n)
{
    double ties = 0;
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && p[next].y == p[i].y;) next++;
        ties += pairs_among(next - i);
    }
    return ties;
}

double kendall(const double *x, const double *y, size_t n)
{
    pair *p = mem_alloc(2 * (n + 1) * sizeof *p);
    size_t m = 0;
    double of_x, of_both;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]) && !isnan(y[i])) p[m++] = (pair){x[i], y[i]};
    qsort(p, m, sizeof *p, by_x_then_y);
    count_ties(p, m, &of_x, &of_both);
    double swaps = sort_by_y(p, p + m, m), all = pairs_among(m);
    double differ_x = all - of_x, differ_y = all - ties_of_y(p, m);
    double agree = differ_x + differ_y - all + of_both - 2 * swaps;
    free(p);
    return differ_x > 0 && differ_y > 0 ? agree / sqrt(differ_x * differ_y) : NAN;
}

/* ---- intervals ---- */

static double without(pair_statistic *of, const double *x, const double *y, const uint32_t *set,
                      size_t n, uint32_t out, double *room)
{
    size_t left = 0;
    for (size_t i = 0; i < n; i++)
        if (set[i] != out) room[left] = x[i], room[n + left++] = y[i];
    return of(room, room + n, left);
}

/* Clusters with a pair get numbers of their own, so that no set is empty. */
static uint32_t take_sets(const double *x, const double *y, const uint32_t *cluster, size_t n,
                          uint32_t clusters, uint32_t *set)
{
    uint32_t *number = mem_zero(clusters + 1, sizeof *number), used = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]) && !isnan(y[i]) && !number[cluster[i]]) number[cluster[i]] = ++used;
    uint32_t sets = used < JACKKNIFE_MOST ? used : JACKKNIFE_MOST;
    for (size_t i = 0; i < n; i++)
        set[i] = sets && number[cluster[i]] ? (number[cluster[i]] - 1) % sets : sets;
    free(number);
    return sets;
}

estimate rank_estimate(pair_statistic *of, const double *x, const double *y,
                       const uint32_t *cluster, size_t n, uint32_t clusters)
{
    estimate e = {n, of(x, y, n), NAN, NAN, NAN};
    uint32_t *set = mem_zero(n + 1, sizeof *set);
    uint32_t sets = take_sets(x, y, cluster, n, clusters, set);
    double *room = mem_alloc(2 * (n + 1) * sizeof *room), value[JACKKNIFE_MOST];
    for (uint32_t s = 0; s < sets; s++)
        value[s] = sets * e.mean - (sets - 1) * without(of, x, y, set, n, s, room);
    estimate pseudo = estimate_mean(value, sets);
    if (pseudo.n == sets && sets > 2 && pseudo.sd > 0) {
        double half = (pseudo.high - pseudo.low) / 2;
        e.low = fmax(-1, e.mean - half);
        e.high = fmin(1, e.mean + half);
    }
    free(room);
    free(set);
    return e;
}
