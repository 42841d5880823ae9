/* The benchmark's work, generated in memory from a fixed seed: a space, two preferences over it,
 * and a 16 x 16 grid of time-dependent agents; and three ways to do it. All three must come to the
 * same result hash, so that only equal work is compared. Beside it a grid of agents that read
 * leverage, whose talks are others: they are compared per offer. */
#ifndef CLI_WORKLOAD_H
#define CLI_WORKLOAD_H
#include "run/run.h"

#define WORKLOAD_GRID 16u /* exponents per side */

typedef struct workload {
    const char *name, *about;
    uint32_t n_issues;
    uint32_t sizes[12];
    uint32_t rounds;
    const char *other; /* what every second seat plays; NULL: boulware, as the rest do, and only
                          that has a floor */
    bool leverage;     /* is there a plan of agents that read leverage, too? */
    uint64_t sessions; /* per repetition, by default; a multiple of the grid's 256 cells is fair to
                          all */
} workload;
const workload *workloads(void); /* ends with name = NULL */

/* The space of a workload and what both sides want in it, as the sessions have it. */
typedef struct work_space {
    space space;
    preference of[2];
} work_space;
bool work_space_build(arena *, const workload *, work_space *out);

typedef struct work {
    plan plan; /* of hand-made arms */
    double exponents[WORKLOAD_GRID];
    plan leverage; /* the same space and preferences, alternatives that come and go, agents that
                      read leverage and believe; arms NULL: none */
} work;
/* False if a part of it cannot be built (never, for the table above). */
bool work_build(arena *, const workload *, uint64_t sessions, work *out, error_list *);

typedef struct work_result {
    uint64_t offers, sessions, hash, bytes; /* bytes: of the record */
} work_result;

/* The floor: the same rules by direct calls on structs: no messages, no log. */
work_result work_floor(const work *, const double *const *curves /* [WORKLOAD_GRID][rounds] */);
const double *const *work_curves(arena *, const work *);

/* Messages: sessions, seats, msgpack both ways; nothing is recorded. */
typedef struct work_messages work_messages;
work_messages *work_messages_new(arena *, const work *, uv_loop_t *);
void work_messages_free(work_messages *);
work_result work_messages_run(work_messages *);

/* Messages and log: blocks on a worker's loop, every offer in the record. */
work_result work_log(const plan *, worker *, buf *scratch);
#endif
