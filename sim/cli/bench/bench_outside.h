/* What a program outside costs: a round trip of one session, and many sessions that share a write.
 * Wall time, for the program has a core of its own; its start is not counted. */
#ifndef CLI_BENCH_OUTSIDE_H
#define CLI_BENCH_OUTSIDE_H
#include "base/arena.h"
#include "base/error.h"

#include <stdint.h>

#define OUTSIDE_WORKERS 2 /* at most: one program each */

typedef struct outside_figure {
    const char *command;
    uint32_t sessions_per_write, workers;
    double us_per_round_trip; /* one session: an offer to the program and its own in answer */
    double offers_per_second; /* of both parties, sessions_per_write at once, one worker */
    double offers_per_second_workers; /* the same on `workers` of them, starts included */
    uint64_t offers, faults;          /* of the block that is timed */
    uint64_t hash;                    /* of how its sessions went */
} outside_figure;

/* A program that plays `command` against boulware:beta=0.3 over 1,000 outcomes and 100 rounds; the
 * fastest of the repetitions counts. */
int outside_run(arena *, const char *command, uint32_t repetitions, outside_figure *out,
                error_list *) HG_MUST_CHECK;
#endif
