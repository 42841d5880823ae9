/* A generated scenario on its way from its name to its tree: what generate.c has read, and what
 * generate_draw.c has drawn of it. Private to this room. */
#ifndef SCENARIO_GENERATE_DRAFT_H
#define SCENARIO_GENERATE_DRAFT_H
#include "base/arena.h"
#include "scenario/reader.h"

#define GENERATE_UNITS                                                                             \
    1000u /* to 1: weights, worths and drawn reservation values are multiples                      \
           */

typedef enum weight_profile {
    WEIGHTS_EVEN,   /* every issue matters as much as any other */
    WEIGHTS_SKEWED, /* as 1/rank, in the same order to all */
    WEIGHTS_OPPOSED /* as 1/rank; what matters most to one matters least to the next */
} weight_profile;

typedef struct generate_plan {
    uint64_t issues, values, parties, seed;
    double opposition;     /* asked for */
    double reservation[2]; /* from, to */
    weight_profile weights;
} generate_plan;

typedef struct generate_drawn {
    double *weights;     /* [parties][issues] */
    uint32_t *worths;    /* [parties][issues][values], units */
    double *reservation; /* [parties] */
    double opposition;   /* as solution.h measures it */
} generate_drawn;

/* Pure: the same plan draws the same. False where there are 2^63 outcomes or more. */
bool generate_draw(arena *, const generate_plan *, generate_drawn *);

/* generate.c: every key of a generated scenario's name */
extern const map_spec generate_map;
#endif
