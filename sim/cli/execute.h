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
 * c->errors, not yet printed). A figure that fails is told after the verdicts and costs HG_E_IO,
 * but not where gnuplot is missing. *dir: the run directory, in c's arena; may be NULL. */
#define INTERRUPTED (-130)
int execute(cli *c, const plan *p, const execution *how, const char **dir);
#endif
