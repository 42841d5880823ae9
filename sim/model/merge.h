/* The Pareto frontier of two additive preferences without listing the outcomes: a Minkowski sum,
 * issue by issue, of which only what is not dominated goes on. Knows no party and no model. */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H
#include "model/additive.h"

#define MERGE_POINTS_MAX (UINT32_C(1) << 20) /* of a frontier that is kept as it is */
#define MERGE_POINTS_FEW (UINT32_C(1) << 16) /* what a larger one is thinned to */

typedef struct merge_point {
    double u[2];
    outcome_id outcome;
} merge_point;

typedef struct merged {
    size_t size;
    merge_point *points; /* ascending in the first, equal vectors once: the lower index; free it */
    double within;       /* 0: exact. Else for each outcome there is a point that is as good for
                            the second, and for the first no more than this much worse */
} merged;

/* Utilities are those that utility_of gives, bit for bit, shifts included: sums are taken in the
 * same order. Both over the same space, additive. Exact as long as no frontier on the way has more
 * than MERGE_POINTS_MAX points, and points times values of the next issue stay below 2^25. */
merged merge_frontier(const utility *first, const utility *second);
void merged_fini(merged *);
/* The point that is best for the second among those worth at least this to the first; size if
 * there is none. */
size_t merged_above(const merged *, double least);
#endif
