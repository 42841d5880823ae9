/* Each task is timed as often as asked, in CPU time of this thread; the fastest and the median
 * count.
 */
#include "cli/bench/bench_spaces.h"

#include "base/hash.h"
#include "base/oom.h"
#include "base/rng.h"
#include "cli/bench/workload.h"
#include "model/frontier.h"
#include "model/merge.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SEARCHES = 100000 };

typedef struct bench_space {
    work_space work;
    utility u[2];
    double *rows; /* [size][2], where it is listed */
    uint32_t *order;
    double *targets; /* [SEARCHES] */
} bench_space;

typedef struct task {
    const char *name, *about;
    uint32_t n_issues; /* of 10 values */
    uint64_t (*run)(const bench_space *, uint64_t *hash);
    double per; /* what is timed is divided by it */
} task;

static uint64_t listed_frontier(const bench_space *b, uint64_t *hash)
{
    size_t n = frontier_pareto(b->rows, (size_t)b->work.space.size, b->order);
    for (size_t i = 0; i < n; i++) *hash = hash_mix(*hash, b->order[i]);
    return n;
}

static uint64_t merged_points(const bench_space *b, uint64_t *hash)
{
    merged m = merge_frontier(&b->u[0], &b->u[1]);
    size_t n = m.size;
    for (size_t i = 0; i < n; i++) *hash = hash_mix(*hash, m.points[i].outcome);
    merged_fini(&m);
    return n;
}

static uint64_t searches(const bench_space *b, uint64_t *hash)
{
    for (int i = 0; i < SEARCHES; i++)
        *hash = hash_mix(*hash, utility_above(&b->u[0], b->targets[i]));
    return SEARCHES;
}

static const task tasks[SPACE_TASKS] = {
    {"frontier-1e6", "Pareto frontier of 10^6 listed outcomes", 6, listed_frontier, 1},
    {"frontier-1e7", "Pareto frontier of 10^7 listed outcomes", 7, listed_frontier, 1},
    {"frontier-1e12", "Pareto frontier of 10^12 outcomes, exact, none listed", 12, merged_points,
     1},
    {"search-1e12", "the least offer worth a target, of 10^12", 12, searches, SEARCHES},
};

/* Issue by issue, each row becomes one for each value, from the last on. */
static double *fill_rows(const work_space *w)
{
    double *u = mem_zero((size_t)w->space.size, 2 * sizeof *u);
    size_t count = 1;
    for (uint32_t i = 0; i < w->space.n_issues; i++) {
        size_t values = (size_t)w->space.issues[i].size;
        for (size_t at = count; at-- > 0;)
            for (size_t k = values; k-- > 0;)
                for (size_t p = 0; p < 2; p++)
                    u[2 * (at * values + k) + p] = u[2 * at + p] + w->of[p].parts[i].per_value[k];
        count *= values;
    }
    return u;
}

static void draw_targets(bench_space *b)
{
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    double worst = utility_worst(&b->u[0]), span = utility_best(&b->u[0]) - worst;
    for (int i = 0; i < SEARCHES; i++) b->targets[i] = worst + span * rng_uniform(&r);
}

static void prepare(arena *a, const task *t, bench_space *b)
{
    workload w = {.name = t->name, .n_issues = t->n_issues};
    for (uint32_t i = 0; i < t->n_issues; i++) w.sizes[i] = 10;
    *b = (bench_space){0};
    (void)work_space_build(a, &w, &b->work); /* 10^12 at most */
    if (t->run == listed_frontier) {
        b->rows = fill_rows(&b->work);
        b->order = mem_alloc((size_t)b->work.space.size * sizeof *b->order);
        return;
    }
    for (int p = 0; p < 2; p++)
        b->u[p].table = utility_table_build(a, &b->work.space, &b->work.of[p]);
    b->targets = mem_alloc(SEARCHES * sizeof *b->targets);
    draw_targets(b);
}

static void release(bench_space *b)
{
    free(b->rows);
    free(b->order);
    free(b->targets);
}

static double cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static space_figure measure(arena *a, const task *t, uint32_t repetitions)
{
    bench_space b;
    space_figure f = {.name = t->name, .about = t->about};
    double *ns = arena_array(a, repetitions, sizeof *ns);
    prepare(a, t, &b);
    for (uint32_t i = 0; i < repetitions; i++) {
        double start = cpu_ns();
        f.hash = 0;
        f.count = t->run(&b, &f.hash);
        ns[i] = (cpu_ns() - start) / t->per;
    }
    release(&b);
    qsort(ns, repetitions, sizeof *ns, by_size);
    f.ns_min = ns[0];
    f.ns_median = ns[repetitions / 2];
    return f;
}

const char *space_task_name(int i) { return tasks[i].name; }

int space_tasks_run(arena *a, uint32_t repetitions, const char *only, space_figure out[SPACE_TASKS])
{
    int n = 0;
    for (int i = 0; i < SPACE_TASKS; i++)
        if (!only || strcmp(only, tasks[i].name) == 0)
            out[n++] = measure(a, &tasks[i], repetitions);
    return n;
}
