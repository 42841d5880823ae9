/* From an experiment file to a design: factors, their levels, and the cells they span. The file is
 * the pre-registration.
 *
 * A factor has one or more columns ("source, level": nested maps, one level of each set together).
 * A level is one combination of its column values, and a list of overrides. Cells are computed, the
 * last factor fastest, never materialised. */
#ifndef SCENARIO_EXPERIMENT_H
#define SCENARIO_EXPERIMENT_H
#include "scenario/scenario.h"
#include "theory/oracle.h"

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

/* A line of theory: a closed form, evaluated at each cell. Verdicts hold measures against it,
 * figures draw it. */
typedef struct theory_along {
    uint32_t parameter; /* of the closed form */
    uint32_t column;    /* of the factors */
    uint32_t n;         /* its levels ... */
    const char *const *names;
    const double *x; /* ... and what each is for the closed form */
} theory_along;
typedef struct theory_line {
    const char *name, *label;
    const char *measure;      /* the column of sessions.csv that it foretells; NULL: not said */
    oracle_question question; /* the closed form and what is the same in all cells */
    size_t quantity;          /* index in question.family->quantities */
    uint32_t n_along;         /* the first is the axis of a figure */
    const theory_along *along;
    const node *at;
} theory_line;

/* What a hypothesis claims. X(name, key in the file, in words before the column or number) */
#define CLAIMS(X)                                                                                  \
    X(CLAIM_RISES, "rises_with", "rises with")                                                     \
    X(CLAIM_FALLS, "falls_with", "falls with")                                                     \
    X(CLAIM_PEAKS, "peaks_over", "peaks over")                                                     \
    X(CLAIM_UNAFFECTED, "unaffected_by", "is unaffected by")                                       \
    X(CLAIM_SAME, "same_over", "is the same over")                                                 \
    X(CLAIM_WITHIN, "within", "is within")                                                         \
    X(CLAIM_ABOVE, "above", "is above")                                                            \
    X(CLAIM_BELOW, "below", "is below")                                                            \
    X(CLAIM_EQUALS, "equals", "equals")
#define CLAIM_ENUM(name, key, words) name,
typedef enum claim { CLAIMS(CLAIM_ENUM) CLAIM_COUNT } claim;
#undef CLAIM_ENUM
const char *claim_key(claim);
const char *claim_words(claim);
/* The number that within, above, below and equals are about. */
typedef enum summary { SUMMARY_MEAN, SUMMARY_SLOPE, SUMMARY_CORRELATION } summary;
typedef enum marking { MARKED_NOT, MARKED_CALIBRATED, MARKED_VALIDATED } marking;

typedef struct hypothesis {
    const char *name;
    const char *measure; /* a column of sessions.csv */
    claim claim;
    const char *over; /* the column that it is claimed along: the cells along it make one verdict.
                         NULL: each cell is its own */
    summary summary;
    const char *on;            /* slope, correlation: the other column of sessions.csv; else NULL */
    double low, high;          /* within; above: low; below: high; equals: both */
    const theory_line *theory; /* equals: this, instead of a number; NULL */
    double less_than;          /* unaffected_by: a difference that is none */
    double tolerance;          /* equals: of every session; with errors: of the mean, surely. 0 */
    double errors;             /* equals: standard errors of the mean; 0: every session */
    marking marked;
    const char *expect, *source; /* told with the verdict; NULL */
    uint32_t n_in;               /* restrictions */
    struct {
        const char *column;
        uint32_t n;
        const char *const *names;
    } * in;
    bool beyond_blind;                        /* session-wise difference from the blind twin ... */
    const char *beyond_column, *beyond_level; /* ... or from that cell; NULL */
    double at_least; /* per level, in the measure's unit; with a band: of that difference; 0 */
    const node *at;
} hypothesis;

/* What takes the mechanism out: settings, made after a cell's levels, under which the hypotheses
 * named must fail. */
typedef struct ablation {
    uint32_t n_sets, n_fails; /* none: the file has no ablation */
    const override *sets;
    const char *const *fails;
} ablation;

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
    bool latin;     /* what is drawn is spread evenly over a cell's sessions */
    uint32_t n_theory;
    const theory_line *theory;
    ablation ablation;
    bool ablated; /* run with its settings, for these hypotheses alone */
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

/* What the command line sets, into an experiment's tree: sessions, seed, block and ablated where
 * they stand, a path of the scenario at the end of `set`, in place of what it overwrites. */
void experiment_set(arena *, node *root, const override *);

uint64_t experiment_cells(const experiment *);
void experiment_cell(const experiment *, uint64_t cell, uint32_t *level /* [n_factors] */);
const char *experiment_level_name(const experiment *, uint64_t cell, uint32_t column);
/* The scenario of a cell: overrides of `sets`, then of its levels, in the file's order, then those
 * of the ablation. */
int experiment_scenario(arena *, const experiment *, uint64_t cell, const scenario *like,
                        scenario *out, error_list *) HG_MUST_CHECK;
/* The value of a line in a cell; NaN: its closed form does not hold there. */
double theory_value(const experiment *, const theory_line *, uint64_t cell);
/* The same with its first `along` at x instead, between the levels, and with it those that go along
 * the same column. n_along > 0. NaN: it is between no two levels that these have. */
double theory_at(const experiment *, const theory_line *, uint64_t cell, double x);
double theory_x(const experiment *, const theory_line *, uint64_t cell); /* that of the cell */

/* Can a hypothesis be about this column, its name without role or issue? *number: one that can rise
 * or fall; else it can only be the same. */
bool experiment_measure(const char *name, bool *number);
/* The reference of every key of an experiment file: text of at most 100 columns. */
void experiment_describe(buf *out);
/* 1: an experiment, perhaps one without its name, 0: a scenario, -1: neither. */
int experiment_kind_of(const node *root);
#endif
