/* The outcomes of a large additive space, from the best on: found as they are asked for, and kept.
 * Belongs to one thread; of the same utility all rankings are the same, whatever was asked of them
 * before. */
#ifndef MODEL_RANKING_H
#define MODEL_RANKING_H
#include "model/additive.h"

#define RANKING_MAX (UINT64_C(1) << 16) /* ranks that are found in order */

typedef struct ranking {
    const additive *of;
    uint32_t n;                        /* issues with more than one value ... */
    uint32_t issues[SPACE_ISSUES_MAX]; /* ... ascending in what their second value costs */
    double slack; /* how far rounding may put a sum above one that dominates it */
    struct ranking_heap {
        struct ranking_node *at;
        size_t size, cap;
    } open, found; /* reached, and not gone on from; known to be no better than what was told */
    outcome_id *told;
    uint64_t n_told, cap;
} ranking;

void ranking_init(ranking *, const additive *);
void ranking_fini(ranking *);
/* Rank 0 is the best; ties: lower index first, as long as no more than 4096 are equal.
 * HG_NO_OUTCOME: beyond the last, or beyond RANKING_MAX. O(issues + log rank) for each new one. */
outcome_id ranking_at(ranking *, uint64_t rank);
#endif
