/* Paths: the keys of a scenario joined by dots, without `parties.`. Private to this room; others
 * ask scenario_list_paths. */
#ifndef SCENARIO_PATH_H
#define SCENARIO_PATH_H
#include "scenario/reader.h"
#include "scenario/scenario.h"

/* Every valid path of this scenario, in the order of the tables and of the file. */
name_list scenario_paths(arena *, const node *root);
/* Does setting `outer` replace what `inner` sets? "a.b" and "a.b.c", or equal ones. */
bool path_covers(const char *outer, const char *inner);
/* The nearest valid path, or NULL. */
const char *path_nearest(arena *, const node *root, const char *path);
#endif
