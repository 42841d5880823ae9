/* Where the file of a name lies. Private to this room. */
#ifndef SCENARIO_FIND_H
#define SCENARIO_FIND_H
#include "scenario/node.h"

/* As scenario_find; `at`, if any, is where the name stands. */
const char *find_file(arena *, const char *name, const char *const *dirs, const node *at,
                      error_list *);
/* The folder of a path: "a/b" of "a/b/c.yaml", "." of "c.yaml". */
const char *folder_of(arena *, const char *path);
#endif
