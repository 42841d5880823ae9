/* From an experiment file to a design: factors, their levels, and the cells they span. The file is
 * the pre-registration.
 *
 * A factor has one or more columns ("source, level": nested maps, one level of each set together).
 * A level is one combination of its column values, and a list of overrides. Cells are computed, the
 * last factor fastest, never materialised. */
#ifndef SCENARIO_EXPERIMENT_H
#define SCENARIO_EXPERIMENT_H
#include "scenario/scenario.h"

typedef struct level {
    const char *const *names; /* [n_columns] "alternatives", "much weaker" */
    const override *sets;
    uint32_t n_sets;
} level;
typedef struct factor {
    uint32_t n_columns;
    const char *const *columns; /* [n_columns] */
    uint32_t n_levels;
    const level *levels;
    const node *at;
} factor;

typedef enum claim { CLAIM_RISES, CLAIM_FALLS, CLAIM_SAME } claim;
typedef struct hypothesis {
    const char *name;
    const char *measure; /* a column of sessions.csv */
    claim claim;
    const char *over; /* the column it rises with, falls with, is the same over */
    uint32_t n_in;    /* restrictions */
    struct {
        const char *column;
        uint32_t n;
        const char *const *names;
    } * in;
    bool beyond_blind;                        /* session-wise difference from the blind twin ... */
    const char *beyond_column, *beyond_level; /* ... or from that cell; NULL */
    double at_least;                          /* per level, in the measure's unit; 0 */
    const node *at;
} hypothesis;

typedef struct experiment {
    node *root; /* after --set, --sessions, --seed: written to config.yaml, runs again as it is */
    const char *name, *title;
    const char *scenario_path;
    node *scenario_root; /* before any override */
    uint32_t n_sets;
    const override *sets; /* of every cell: `set`, `agents`, then --set */
    uint32_t n_factors;
    const factor *factors;
    uint32_t n_columns; /* of all factors */
    const char *const *columns;
    uint64_t sessions; /* per cell */
    uint64_t seed;
    uint64_t block; /* sessions per block */
    uint32_t n_hypotheses;
    const hypothesis *hypotheses;
    uint32_t n_figures;
    const char *const *figures;
} experiment;

int experiment_load(arena *, const char *path, const char *const *scenario_dirs,
                    const override *sets, size_t n_sets, experiment *out,
                    error_list *) HG_MUST_CHECK;
/* Text of a config.yaml, read without a file system (from a record). scenario_text: the scenario's
 * own text. */
int experiment_read(arena *, const char *file, const char *text, size_t size,
                    const char *scenario_file, const char *scenario_text, size_t scenario_size,
                    experiment *out, error_list *) HG_MUST_CHECK;

/* What the command line sets, into an experiment's tree: sessions, seed and block where they stand,
 * a path of the scenario at the end of `set`, in place of what it overwrites. */
void experiment_set(arena *, node *root, const override *);

uint64_t experiment_cells(const experiment *);
void experiment_cell(const experiment *, uint64_t cell, uint32_t *level /* [n_factors] */);
const char *experiment_level_name(const experiment *, uint64_t cell, uint32_t column);
/* The scenario of a cell: overrides of `sets`, then of its levels, in the file's order. */
int experiment_scenario(arena *, const experiment *, uint64_t cell, const scenario *like,
                        scenario *out, error_list *) HG_MUST_CHECK;
/* Can a hypothesis be about this column, its name without role or issue? *number: one that can rise
 * or fall; else it can only be the same. */
bool experiment_measure(const char *name, bool *number);
/* The reference of every key of an experiment file: text of at most 100 columns. */
void experiment_describe(buf *out);
/* 1: an experiment, perhaps one without its name, 0: a scenario, -1: neither. */
int experiment_kind_of(const node *root);
#endif
