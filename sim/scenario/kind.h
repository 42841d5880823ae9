/* Which kind of file a tree is, said in one sentence where it is not the one that is needed.
 * Private to this room. */
#ifndef SCENARIO_KIND_H
#define SCENARIO_KIND_H
#include "scenario/node.h"

bool must_be_scenario(const node *root, error_list *);
bool must_be_experiment(const node *root, error_list *);
#endif
