/* Which of many rows are Pareto-optimal, for more than two. Compares rows; knows no model. */
#include "model/pareto.h"
#include "base/oom.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct ranked {
    double key;
    const double *u; /* [n] */
    uint32_t row, n;
} ranked;

/* Of equal keys whoever could dominate comes first, then the lower row. */
static int by_key_falling(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->key != y->key) return x->key > y->key ? -1 : 1;
    for (uint32_t i = 0; i < x->n; i++)
        if (x->u[i] != y->u[i]) return x->u[i] > y->u[i] ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static bool covers(const double *a, const double *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (a[i] < b[i]) return false;
    return true;
}

static double row_sum(const double *row, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += row[i];
    return sum;
}

#define COMPARED_MAX 1024
#define COMPARED_FEW 128

/* Ranked by their sum, but for those that the row of the greatest sum dominates: where interests
 * are not opposed, that leaves few to sort. */
static size_t rank_rows(const double *u, size_t size, uint32_t n, ranked *r)
{
    size_t champion = 0, count = 0;
    double greatest = -INFINITY;
    for (size_t i = 0; i < size; i++) {
        double sum = row_sum(&u[i * n], n);
        if (sum > greatest) champion = i;
        greatest = fmax(greatest, sum);
    }
    for (size_t i = 0; i < size; i++)
        if (i == champion || !covers(&u[champion * n], &u[i * n], n))
            r[count++] = (ranked){row_sum(&u[i * n], n), &u[i * n], (uint32_t)i, n};
    qsort(r, count, sizeof *r, by_key_falling);
    return count;
}

/* ---- three parties ---- */

static int falling(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* Where x stands first among falling numbers, from 1. */
static size_t place_of(const double *numbers, size_t size, double x)
{
    size_t lo = 0, hi = size;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (numbers[middle] > x)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo + 1;
}

/* A Fenwick tree: the greatest number at the places up to this one. */
static double greatest_until(const double *tree, size_t place)
{
    double most = -INFINITY;
    for (; place > 0; place &= place - 1) most = fmax(most, tree[place]);
    return most;
}

static void tree_raise(double *tree, size_t size, size_t place, double to)
{
    for (; place <= size; place += place & (~place + 1)) tree[place] = fmax(tree[place], to);
}

/* In falling order of the first utility, a row is optimal unless one before it has at least its
 * second and at least its third (Kung, Luccio & Preparata 1975). O(size log size). */
static size_t sweep(ranked *r, size_t size)
{
    double *second = mem_alloc(size * sizeof *second);
    double *third = mem_alloc((size + 1) * sizeof *third);
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        r[i].key = r[i].u[0];
        second[i] = r[i].u[1];
        third[i + 1] = -INFINITY;
    }
    qsort(r, size, sizeof *r, by_key_falling);
    qsort(second, size, sizeof *second, falling);
    for (size_t i = 0; i < size; i++) {
        size_t place = place_of(second, size, r[i].u[1]);
        if (greatest_until(third, place) >= r[i].u[2]) continue;
        tree_raise(third, size, place, r[i].u[2]);
        r[count++] = r[i];
    }
    for (size_t i = 0; i < count; i++) r[i].key = row_sum(r[i].u, r[i].n);
    qsort(r, count, sizeof *r, by_key_falling);
    free(second);
    free(third);
    return count;
}

/* ---- any number ---- */

/* Whoever dominates has the greater sum, hence comes first. Compared with the first members only,
 * the cost stays O(rows) in spaces where most outcomes are optimal. What that lets pass is swept
 * where there are three parties; of more, the few dominated ones that are kept are never the best
 * of anything. */
static size_t keep_optimal(ranked *r, size_t size, uint32_t n)
{
    const size_t compared = n == 3 ? COMPARED_FEW : COMPARED_MAX;
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        bool dominated = false;
        for (size_t k = 0; k < count && k < compared && !dominated; k++)
            dominated = covers(r[k].u, r[i].u, n);
        if (!dominated) r[count++] = r[i];
    }
    return n == 3 && count > compared ? sweep(r, count) : count;
}

size_t pareto_many(const double *u, size_t size, uint32_t n, uint32_t *order)
{
    ranked *r = mem_zero(size, sizeof *r);
    size_t count = keep_optimal(r, rank_rows(u, size, n, r), n);
    for (size_t i = 0; i < count; i++) order[i] = r[i].row;
    free(r);
    return count;
}

void pareto_sort_by_first(const double *u, uint32_t n, uint32_t *order, size_t count)
{
    ranked *r = mem_zero(count, sizeof *r);
    for (size_t i = 0; i < count; i++) {
        const double *row = &u[(size_t)order[i] * n];
        r[i] = (ranked){-row[0], row, order[i], n};
    }
    qsort(r, count, sizeof *r, by_key_falling);
    for (size_t i = 0; i < count; i++) order[i] = r[i].row;
    free(r);
}
