/* What the agents of one seat ask for in large spaces, kept from session to session: lists of the
 * best outcomes that grow, one per utility, and the latest searches, for the same target comes
 * again wherever the same curve is walked down. What is answered depends on the utility alone. */
#ifndef HOST_RANKINGS_H
#define HOST_RANKINGS_H
#include "model/ranking.h"

#define RANKINGS_KEPT 8u /* lists; one more takes the place of the oldest */

#define SEARCHES_KEPT 2048u /* of all utilities together */

typedef struct rankings {
    uint32_t n, next;
    ranking of[RANKINGS_KEPT];
    struct searched *searched; /* [SEARCHES_KEPT] by hash; NULL: nothing was searched */
} rankings;

/* utility_above, of a large space: ~30 instructions where it was asked for before. */
outcome_id rankings_above(rankings *, const utility *, double target);

/* utility_ranked and utility_count, in any space. In a large one counts of up to a few thousand are
 * exact, too. */
outcome_id rankings_best(rankings *, const utility *, uint64_t rank);
uint64_t rankings_count(rankings *, const utility *, double least);
void rankings_fini(rankings *);
#endif
