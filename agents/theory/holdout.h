/* Insists on a demand, until it gives in to the other's: what obstinate types, those who pose as
 * one, and who fights a war of attrition have in common.
 *
 *     until    offers the outcome worth its demand, accepts what is worth as much
 *     from     the first own turn in a round >= `until`: offers, and accepts, what is worth
 * `yields`
 *
 * Time is counted in rounds; a turn comes once in each. */
#ifndef AGENTS_THEORY_HOLDOUT_H
#define AGENTS_THEORY_HOLDOUT_H
#include "agents/theory/game.h"

typedef struct holdout {
    game game;             /* first */
    double demand, yields; /* own utility */
    double until;          /* INFINITY: never */
} holdout;

int holdout_act(void *self, const hg_turn *, hg_reply *); /* the state begins with its holdout */

#endif
