/* One line on stderr that says how far a run is: redrawn on a terminal, else a line per 10 % or 30
 * s. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H
#include "run/run.h"

typedef struct progress {
    const char *verb; /* "sweep" */
    bool terminal, shown;
    double next_share, next_seconds;
} progress;

void progress_init(progress *, const char *verb);
void progress_show(void *progress, const tally *, uint64_t jobs,
                   double seconds); /* a run_options.progress */
void progress_end(progress *);
#endif
