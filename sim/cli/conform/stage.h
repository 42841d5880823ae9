/* A case made ready to play, and played: its talks with the agent in its place, as a plan like any
 * other. Knows the run room, not what is demanded. */
#ifndef CLI_CONFORM_STAGE_H
#define CLI_CONFORM_STAGE_H
#include "cli/conform/cases.h"
#include "cli/conform/tap.h"
#include "run/run.h"

typedef struct stage {
    experiment experiment;
    plan plan;
    tap tap;
    uv_loop_t loop;
    worker *worker; /* NULL: has not played */
} stage;

/* What differs from the case as it stands in the table. */
typedef struct staging {
    uint64_t seed;
    const char *otherwise; /* settings besides, or NULL */
} staging;

/* Sets up. Fails where the case itself is wrong, or there is no loop to be had; then nothing is
 * open. A stage does not move: its loop points into it. It plays once. */
int stage_open(arena *, const conform_case *, const seat_spec *agent, const staging *, stage *,
               error_list *) HG_MUST_CHECK;
/* One session after the other, up to the first that ends by the agent's fault. */
void stage_play_alone(stage *);
/* All of them at once, a move of each in turn. */
void stage_play_together(stage *);
void stage_close(stage *);
#endif
