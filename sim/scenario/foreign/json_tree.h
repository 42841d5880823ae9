/* A JSON file as a tree of nodes that know where they stand: objects are maps, arrays lists, texts
 * quoted scalars, numbers and words plain ones. The only file that knows jansson is json_tree.c,
 * which therefore must not know base/json.h. Private to this room. */
#ifndef SCENARIO_JSON_TREE_H
#define SCENARIO_JSON_TREE_H
#include "scenario/node.h"

/* NULL after an error. Of a key that stands twice in an object the last value counts, as nearly
 * everybody reads JSON; `odd` is called with it. */
node *json_read(arena *, const char *file, const char *text, size_t size, error_list *,
                void (*odd)(void *context, const node *at, const char *what), void *context);
#endif
