/* From a plan to a finished run directory: run with progress, record, tables, verdicts, figures.
 * Shared by sweep and run -n. */
#ifndef CLI_EXECUTE_H
#define CLI_EXECUTE_H
#include "cli/cli.h"
#include "run/run.h"

/* Options that mean the same wherever something is played: one row each. */
#define OPTION_SET(text)                                                                           \
    {                                                                                              \
        .name = "set", .kind = OPTION_LIST, .value = "PATH=VALUE", .help = (text)                  \
    }
#define OPTION_ROUNDS                                                                              \
    {                                                                                              \
        .name = "rounds", .kind = OPTION_UINT, .value = "N", .min = 1, .max = ROUNDS_MAX,          \
        .help = "short for --set deadline.rounds=N"                                                \
    }
#define OPTION_SEED(otherwise, text)                                                               \
    {                                                                                              \
        .name = "seed", .kind = OPTION_UINT, .value = "N", .preset = (otherwise),                  \
        .max = UINT64_MAX, .help = (text)                                                          \
    }
#define OPTION_SESSIONS(otherwise, text)                                                           \
    {                                                                                              \
        .name = "sessions", .letter = 'n', .kind = OPTION_UINT, .value = "N",                      \
        .preset = (otherwise), .min = 1, .max = 1000000000, .help = (text)                         \
    }
#define OPTION_LOG(otherwise)                                                                      \
    {                                                                                              \
        .name = "log", .kind = OPTION_CHOICE, .value = "LEVEL", .preset = (otherwise),             \
        .choices = record_level_names, .help = "what the record keeps"                             \
    }
#define OPTION_OUT                                                                                 \
    {                                                                                              \
        .name = "out", .kind = OPTION_TEXT, .value = "DIR",                                        \
        .help = "run directory, instead of a new one in runs/"                                     \
    }
#define OPTION_WORKERS                                                                             \
    {                                                                                              \
        .name = "workers", .kind = OPTION_UINT, .value = "N", .preset = "0", .max = 256,           \
        .help = "threads, 0 = one per core; the bytes are the same"                                \
    }
#define OPTION_FAULTS                                                                              \
    {                                                                                              \
        .name = "faults", .kind = OPTION_UINT, .value = "N", .preset = "0", .max = UINT64_MAX,     \
        .help = "accept so many sessions in which an agent fails; more: exit status 4"             \
    }
extern const char *const record_level_names[]; /* NULL-terminated */

#define OPTION_RESUME                                                                              \
    {                                                                                              \
        .name = "resume", .kind = OPTION_TEXT, .value = "RUN",                                     \
        .help = "go on with a run that was interrupted; its record holds the plan"                 \
    }
typedef struct execution {
    const char *out;    /* --out, or NULL */
    const char *resume; /* the directory of a run to go on with, or NULL */
    uint32_t workers;
    uint64_t faults;            /* sessions in which an agent may fail */
    bool quiet;                 /* no progress */
    bool silent;                /* nothing on stdout either: what comes of it is told elsewhere */
    const char *const *figures; /* to draw; n_figures of them */
    uint32_t n_figures;
    const char *formats; /* "svg,txt" */
} execution;

/* Returns HG_E_AGENT where agents failed in more sessions than accepted, else the code of the worst
 * verdict, INTERRUPTED (main makes 130 or 143 of it), or an error (already in c->errors, not yet
 * printed). A figure that fails is told after the verdicts and costs HG_E_IO, but not where gnuplot
 * is missing. *dir: the run directory, in c's arena; may be NULL. */
#define INTERRUPTED (-128)
int execute(cli *c, const plan *p, const execution *how, const char **dir);
/* A person plays only where one can be asked: else an error. */
bool nobody_is_missing(cli *c, const plan *p);

/* --resume: the directory, or NULL: not given, or an error. Options that would make another plan
 * are refused where no file is named; where one is, execute() compares the plans. */
const char *resume_directory(cli *c);
/* The plan of a run to go on with, out of its record. */
bool resume_plan(cli *c, const char *dir, plan *out);
/* Nothing was named and nothing is to be resumed: the usage, as an error. */
bool needs_argument(cli *c);
#endif
