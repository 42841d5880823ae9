/* What a space costs, apart from talks: frontiers of listed and of large ones, and the search for
 * an offer among 10^12. Generated like the workloads, with a result hash. */
#ifndef CLI_BENCH_SPACES_H
#define CLI_BENCH_SPACES_H
#include "base/arena.h"

#include <stdint.h>

#define SPACE_TASKS 4

typedef struct space_figure {
    const char *name, *about;
    uint64_t count;           /* Pareto-optimal outcomes; searches */
    double ns_min, ns_median; /* CPU time: of the whole; of one search */
    uint64_t hash;
} space_figure;

const char *space_task_name(int task); /* 0 .. SPACE_TASKS - 1 */
/* All, or the one of this name. Returns how many. */
int space_tasks_run(arena *, uint32_t repetitions, const char *only, space_figure out[SPACE_TASKS]);
#endif
