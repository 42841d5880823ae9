/* Scenarios that are generated, not written: their name says all there is to know of them,
 *
 *     random:issues=5:values=10:opposition=0.5:reservation=0.2:weights=even:parties=2:seed=7
 *
 * and stands wherever a scenario is expected. What comes out is the tree that a person would have
 * written: listed issues, worths 0..1 in thousandths, weights with few decimals that add up to 1,
 * exactly, so that every party's best outcome is worth exactly 1. Same name, same tree. */
#ifndef SCENARIO_GENERATE_H
#define SCENARIO_GENERATE_H
#include "scenario/node.h"

#define GENERATE_TOLERANCE 0.005 /* how far the opposition may be from what was asked for */

/* "random", or "random:" and whatever follows. */
bool generate_is(const char *name);
/* Opposition that is out of reach is a warning; strict: an error. NULL after an error. */
node *generate_read(arena *, const char *name, bool strict, error_list *);
#endif
