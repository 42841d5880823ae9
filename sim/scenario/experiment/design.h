/* An experiment while it is being read. Private to this room. */
#ifndef SCENARIO_DESIGN_H
#define SCENARIO_DESIGN_H
#include "scenario/experiment/experiment.h"
#include "scenario/reader.h"

#define LEVELS_MAX  10000u /* per factor */
#define COLUMNS_MAX 8u     /* per factor */
#define CELLS_MAX   UINT64_C(1000000)

typedef struct design {
    experiment *out;
    const node *scenario_root; /* NULL: there is none to check names against */
    bool vary_good;            /* every level could be read */
    factor *factors;
    const char **columns;
    theory_line *theory;
    hypothesis *hypotheses;
} design;

/* experiment.c */
extern const map_spec experiment_map; /* every key of an experiment file */

/* vary.c */
extern const map_spec vary_map;
void read_vary(reader *, const node *, void *);
override *read_sets(reader *, const node *, uint32_t *count); /* a map of path: value */
/* Settings without effect: overwritten by another one of the same cell. */
void check_overlaps(reader *, const experiment *);
/* The levels of a column, each once, in the file's order. */
name_list levels_of(arena *, const experiment *, uint32_t column);
/* The factor of a column, and the column's place in it. */
const factor *factor_of(const experiment *, uint32_t column, uint32_t *within);

/* measures.c */
void describe_measures(buf *out); /* what a hypothesis can be about, in one line */
/* A column of sessions.csv; NULL after an error. check: the scenario is there, its roles and issues
 * are known. */
const char *read_measure_name(reader *, const node *, bool check, bool *number);

/* theory.c */
extern const map_spec theory_map;
void read_theory(reader *, const node *, void *);
name_list theory_names(arena *, const experiment *);

/* ablation.c */
extern const map_spec ablation_map;
void read_ablation(reader *, const node *, void *);
void read_ablated(reader *, const node *, void *);
void keep_ablated(design *);

/* hypothesis.c */
extern const map_spec hypotheses_map;
void read_hypotheses(reader *, const node *, void *);
#endif
