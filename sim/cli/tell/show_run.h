/* What `higgle show` says of a run, and of its sessions as a table. */
#ifndef CLI_SHOW_RUN_H
#define CLI_SHOW_RUN_H
#include "analysis/analysis.h"
#include "cli/cli.h"

/* What the run is, its cells with their outcomes, its verdicts. Returns the exit code. */
int show_run(cli *, analysis *, const char *dir);
/* --where, --sort, --columns, --limit: sessions as lines, columns as in sessions.csv. */
int show_sessions(cli *, analysis *, const char *dir);
/* One session, told. */
int show_session(cli *, const char *dir, uint64_t number);

/* Levels of a cell, "source: power · level: human"; "" without factors. In the arena. */
const char *show_levels(arena *, const experiment *, uint64_t cell, const char *between);
#endif
