/* The utilities of a space too large to list, which are additive: what is asked about all outcomes
 * is answered from each issue's values, by dynamic programming over levels. Built once per run,
 * immutable, shared by all workers; utility.h is the face of it, and says what each search
 * promises.
 *
 * Two grids of levels. The fine one (at most 2^18) is a set of bits per issue: which levels the
 * issues from there on can add up to. A search goes to the level of its target, reads off the bits
 * the first values of all but the last few issues, whose sums are listed, and takes of those the
 * least that will do. The coarse one (at most 2^14) holds counts instead, for ranks and shares.
 * Where all values are whole multiples of a common unit (weights with few decimals, money in
 * steps), levels are multiples of it and nothing is approximate but the last digit of sums.
 *
 * An issue of more than ADDITIVE_LISTED values is wide. The widest one stays out of the fine grid:
 * it is solved for, given the others. On the coarse grid, and any further one on the fine grid, a
 * wide issue counts in blocks of neighbouring values. */
#ifndef MODEL_ADDITIVE_H
#define MODEL_ADDITIVE_H
#include "model/utility.h"

#define ADDITIVE_LISTED 1024u               /* values of an issue that are not in blocks */
#define ADDITIVE_FINE   (UINT32_C(1) << 18) /* levels of a search */
#define ADDITIVE_COARSE (UINT32_C(1) << 14) /* levels of a count */

struct additive_rung {
    double worth;
    outcome_id outcome; /* or the index of a value */
};

/* The values of one issue, from the worst to the best. */
typedef struct ladder {
    uint64_t size, stride; /* stride: what a step of the index adds to the outcome */
    const double *worth;   /* [size] by index; NULL: linear, too many to keep */
    const uint32_t *order; /* [size] indices by worth, equals: lower index first; NULL: linear */
    const part *part;
    const hg_issue *issue;
    bool falls; /* linear: worth falls with the index */
    double least, most;
    uint32_t choices; /* values, or blocks of them */
} ladder;

/* position: 0 = the worst value. */
uint64_t ladder_index(const ladder *, uint64_t position);
double ladder_worth(const ladder *, uint64_t index);

/* What is left of a preference on a grid. */
typedef struct grid {
    double unit;            /* of a level */
    double off;             /* how far the sum of levels can be from the utility */
    uint32_t top;           /* greatest level */
    uint32_t n;             /* issues on the grid ... */
    const uint32_t *issues; /* ... ascending */
    const uint32_t **level; /* [n][choices] */
    const uint32_t *tops;   /* [n + 1] greatest level of issues n.. on */
} grid;

struct additive {
    const space *space;
    uint32_t n;
    const ladder *ladders; /* [n] */
    uint32_t widest;       /* wide issue that is solved for; HG_NOBODY: none */
    double spacing;        /* the widest step between two of its values */
    bool lattice;          /* all values are multiples of fine.unit */
    bool exact;            /* ... and of coarse.unit: counts and ranks are exact */
    outcome_id best_at;
    double worst, best;
    double floor; /* sum of the worst values of the issues on the fine grid */
    grid fine, coarse;
    const uint64_t **reach; /* fine: [n + 1] a bit per level */
    const uint32_t *next;   /* the first word at or after this one that is not 0, of reach[0] */
    uint32_t head, n_tails; /* issues on the fine grid that are walked through; the rest ... */
    const struct additive_rung *tails; /* [n_tails] ... is listed: all sums, ascending */
    uint32_t n_top;
    const struct additive_rung *top; /* [n_top] the best outcomes, descending, where they are far
                                        apart: what aims that high is answered exactly */
    const uint64_t **count; /* coarse: [n + 1][tops + 1] outcomes of the issues from there on */
    const uint64_t *above;  /* coarse: [top + 2] outcomes of this level and all above */
};

/* Kept in the arena; borrows the space and the parts. ~1.5 MB and ~1 ms for 12 issues of 10. */
const additive *additive_build(arena *, const space *, const preference *);
/* Sum of parts, from the first issue to the last. */
double additive_of(const additive *, outcome_id);
/* The searches of utility.h, at this shift. */
outcome_id additive_above(const additive *, double shift, double target);
uint64_t additive_count(const additive *, double shift, double least);
size_t additive_band(const additive *, double shift, double lo, double hi, outcome_id *out,
                     size_t cap);
/* The outcome of this rank by coarse level, those of one level in order of index. */
outcome_id additive_at(const additive *, uint64_t rank);
#endif
