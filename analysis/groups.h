/* Inside the room: cells that differ in one column only, in the order of its levels. Verdicts test
 * along them, figures draw a panel of them. */
#ifndef ANALYSIS_GROUPS_H
#define ANALYSIS_GROUPS_H
#include "analysis/load.h"

typedef struct group {
    uint32_t n;            /* levels */
    const uint64_t *cells; /* [n] */
} group;
typedef struct group_list {
    uint32_t n;
    group *at;
} group_list;

#define NO_COLUMN UINT32_MAX
/* Groups of cells along column `over` (NO_COLUMN: each cell is its own group); keep says which
 * cells take part. In the order of their first cells; within a group in the order of the levels:
 * ascending where all are numbers, else the file's. Memory in the analysis. */
group_list groups_along(analysis *, uint32_t over,
                        bool (*keep)(const analysis *, uint64_t cell, const void *ctx),
                        const void *ctx);
/* Puts names into that order. */
void levels_in_order(const char **names, uint32_t n);
uint32_t column_index(const analysis *, const char *name); /* of the factors; NO_COLUMN */
/* The cell like this one, but with that level in that column; false: there is none. */
bool cell_with(const analysis *, uint64_t cell, uint32_t column, const char *name, uint64_t *out);

/* Differences along a group, replicate by replicate: what verdicts, titles and effects rest on. */
typedef struct base {
    bool blind;        /* from the twin in which `role` is blind ... */
    uint32_t role;     /* ... */
    uint32_t column;   /* or from the cell with this level; NO_COLUMN: none */
    const char *level; /* ... */
} base;
/* What the sessions of a group carry: differences from the base, or plain values without one. */
typedef struct paired {
    uint32_t levels;
    uint64_t replicates;
    bool exact; /* nothing is drawn at any level: means decide */
    bool few;  /* something is, and fewer than DISTINCT_MIN sessions are distinct at such a level */
    double *x; /* [replicates][levels]; freed by paired_fini */
} paired;
/* False: a cell or its base is not in the record; nothing is to be freed. */
bool paired_along(analysis *, const group *, uint32_t measure, const base *, paired *out);
void paired_fini(paired *);
/* The two arms whose difference a level is; minus is NULL for the measure itself. */
typedef struct contrast {
    const arm_data *plus, *minus;
} contrast;
/* Of each cell of a group; NULL: as above. Memory in the analysis. */
contrast *contrasts_along(analysis *, const group *, const base *);

typedef struct trend {
    uint32_t levels;
    uint64_t replicates, dropped; /* dropped: a level lacked a value */
    bool exact, few;              /* as in paired */
    estimate slope;               /* per level */
    estimate *step;               /* [levels - 1] adjacent paired differences */
    double *step_p;               /* Holm-adjusted over the steps */
} trend;
/* False: a cell or its base is not in the record, or there are fewer than two levels. */
bool trend_along(analysis *, const group *, uint32_t measure, const base *, trend *out);
#endif
