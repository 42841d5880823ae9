/* Bargaining problems out of rows of utilities, or on one number; and solutions by brute force. */
#ifndef TESTS_SOLUTION_FIXTURE_H
#define TESTS_SOLUTION_FIXTURE_H
#include "check.h"

#include "base/rng.h"
#include "model/solution.h"

#define ROWS    300
#define PARTIES 4

typedef struct fixture {
    arena arena;
    hg_issue issue;
    double *worths[PARTIES];
    part parts[PARTIES];
    party parties[PARTIES];
    model model;
    solutions found;
} fixture;

static inline void fixture_tables(fixture *f, uint32_t n)
{
    f->model.n_parties = n;
    f->model.parties = f->parties;
    assert_true(space_init(&f->model.space, &f->issue, 1));
    for (uint32_t p = 0; p < n; p++) {
        f->parties[p].preference = (preference){&f->parts[p], 1};
        f->parties[p].utility.table =
            utility_table_build(&f->arena, &f->model.space, &f->parties[p].preference);
    }
}

/* One listed issue whose values are the rows of u[size][n]. */
static inline void fixture_rows(fixture *f, uint32_t n, const double *u, size_t size)
{
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    f->issue = (hg_issue){.name = "row", .kind = HG_ISSUE_LISTED, .size = size};
    for (uint32_t p = 0; p < n; p++) {
        f->worths[p] = arena_array(&f->arena, size, sizeof *u);
        for (size_t i = 0; i < size; i++) f->worths[p][i] = u[i * n + p];
        f->parts[p].per_value = f->worths[p];
    }
    fixture_tables(f, n);
}

/* One number between min and max. */
static inline void fixture_line(fixture *f, uint32_t n, double min, double max,
                                const double *per_unit, uint64_t steps)
{
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    f->issue = (hg_issue){.name = "x",
                          .kind = HG_ISSUE_NUMBER,
                          .min = min,
                          .max = max,
                          .size = steps + 1,
                          .step = (max - min) / (double)steps};
    for (uint32_t p = 0; p < n; p++) f->parts[p].per_unit = per_unit[p];
    fixture_tables(f, n);
}

static inline void find(fixture *f, const double *d)
{
    solutions_find(&f->arena, &f->model, d, &f->found);
}

static inline double utility_at(const fixture *f, solution_kind kind, uint32_t who)
{
    return utility_of(&f->model.parties[who].utility, f->found.at[kind]);
}

/* ---- by brute force ---- */

typedef enum shape { CLOUD, LATTICE, CONSTANT_SUM, SHAPES } shape;

static inline void random_rows(rng *r, shape s, uint32_t n, double *u, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        double left = 12;
        for (uint32_t p = 0; p < n; p++) {
            double *x = &u[i * n + p];
            *x = s == CLOUD ? rng_uniform(r) : (double)rng_below(r, 6);
            if (s == CONSTANT_SUM && p == n - 1) *x = left;
            left -= *x;
        }
    }
}

static inline bool dominates(const double *a, const double *b, uint32_t n)
{
    bool better = false;
    for (uint32_t i = 0; i < n; i++) {
        if (a[i] < b[i]) return false;
        better |= a[i] > b[i];
    }
    return better;
}

static inline bool is_optimal(const double *u, size_t size, size_t row, uint32_t n)
{
    for (size_t k = 0; k < size; k++) {
        if (dominates(&u[k * n], &u[row * n], n)) return false;
        if (k < row && memcmp(&u[k * n], &u[row * n], n * sizeof *u) == 0) return false;
    }
    return true;
}

static inline bool rational(const double *u, const double *d, uint32_t n)
{
    for (uint32_t p = 0; p < n; p++)
        if (u[p] < d[p]) return false;
    return true;
}

static inline double slow_value(solution_kind kind, const double *u, const double *d,
                                const double *ideal, uint32_t n)
{
    double product = 1, ratio = INFINITY, least = INFINITY, sum = 0;
    for (uint32_t p = 0; p < n; p++) {
        product *= u[p] - d[p];
        if (ideal[p] > 0) ratio = fmin(ratio, (u[p] - d[p]) / ideal[p]);
        least = fmin(least, u[p] - d[p]);
        sum += u[p];
    }
    const double values[] = {product, ratio, least, sum};
    return values[kind];
}

static inline void slow_ideal(const double *u, size_t size, uint32_t n, const double *d,
                              double *ideal)
{
    for (uint32_t p = 0; p < n; p++) ideal[p] = 0;
    for (size_t i = 0; i < size; i++)
        for (uint32_t p = 0; p < n && rational(&u[i * n], d, n); p++)
            ideal[p] = fmax(ideal[p], u[i * n + p] - d[p]);
}

static inline outcome_id slow_solution(solution_kind kind, const double *u, size_t size, uint32_t n,
                                       const double *d, const double *ideal)
{
    outcome_id best = HG_NO_OUTCOME;
    double greatest = 0;
    bool fine = false;
    for (size_t i = 0; i < size; i++) {
        bool is = rational(&u[i * n], d, n);
        if (kind != SOLUTION_UTILITARIAN && !is) continue;
        if (!is_optimal(u, size, i, n)) continue;
        double value = slow_value(kind, &u[i * n], d, ideal, n);
        if (best != HG_NO_OUTCOME && (value < greatest || (value == greatest && (fine || !is))))
            continue;
        best = i;
        greatest = value;
        fine = is;
    }
    return best;
}
#endif
