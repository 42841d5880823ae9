/* The best outcomes of large spaces, as the agents of one seat ask for them: lists that grow, kept
 * from session to session, one per utility. What is answered depends on the utility alone. */
#ifndef SEAT_RANKINGS_H
#define SEAT_RANKINGS_H
#include "model/ranking.h"

#define RANKINGS_KEPT 8u /* lists; one more takes the place of the oldest */

typedef struct rankings {
    uint32_t n, next;
    ranking of[RANKINGS_KEPT];
} rankings;

/* utility_ranked and utility_count, in any space. In a large one counts of up to a few thousand are
 * exact, too. */
outcome_id rankings_best(rankings *, const utility *, uint64_t rank);
uint64_t rankings_count(rankings *, const utility *, double least);
void rankings_fini(rankings *);
#endif
