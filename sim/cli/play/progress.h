/* One line on stderr that says how far a run is: redrawn on a terminal, else a line per 10 % or 30
 * s; and one whenever SIGUSR1 asks for it. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H
#include "run/run.h"

typedef struct progress {
    const char *verb; /* "sweep" */
    bool quiet;       /* only what SIGUSR1 asks for */
    bool terminal, shown;
    uint64_t before; /* sessions that were there when it began: they tell nothing of its speed */
    double next_share, next_seconds;
} progress;

void progress_init(progress *, const char *verb, bool quiet);
void progress_show(void *progress, const tally *, uint64_t jobs,
                   double seconds); /* a run_options.progress */
/* What comes after the sessions: "writing tables". Nothing where the run was too short to show. */
void progress_say(progress *, const char *what);
void progress_end(progress *);
#endif
