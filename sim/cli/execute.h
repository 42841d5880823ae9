/* From a plan to a finished run directory: run with progress, record, tables, verdicts, figures.
 * Shared by sweep and run -n. */
#ifndef CLI_EXECUTE_H
#define CLI_EXECUTE_H
#include "cli/cli.h"
#include "run/run.h"

typedef struct execution {
    const char *out; /* --out, or NULL */
    uint32_t workers;
    bool quiet;                 /* no progress */
    const char *const *figures; /* to draw; n_figures of them */
    uint32_t n_figures;
    const char *formats; /* "svg,txt" */
} execution;

/* Returns the code of the worst verdict, 130 where it was interrupted, or an error (already in
 * c->errors, not yet printed). */
#define INTERRUPTED (-130)
int execute(cli *c, const plan *p, const execution *how);
#endif
