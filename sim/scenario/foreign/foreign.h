/* Other programs' files as a tree of our own keys, as if a person had written them: Genius XML,
 * GeniusWeb JSON, NegoLog JSON. Every node stands where the foreign file says it, so that paths,
 * overrides, errors and config.yaml work as ever. Utilities come out bit for bit as
 * u = 0; for every issue in order u += weight * worth. */
#ifndef SCENARIO_FOREIGN_H
#define SCENARIO_FOREIGN_H
#include "scenario/node.h"

/* Is this an XML or JSON file of another program, by its content (one that says nothing: by its
 * name), or a folder that holds some? */
bool foreign_is(const char *path);
/* A domain and its profiles, the profiles in the order of the parties; or profiles that say their
 * domain themselves; or one folder that holds a domain and two profiles. Parties are called A, B,
 * C, ... What is odd in a file is a warning; strict: an error. NULL after an error. */
node *foreign_read(arena *, const char *const *paths, size_t n, bool strict, error_list *);

/* The same of texts that are at hand. */
typedef struct foreign_text {
    const char *name, *text;
    size_t size;
} foreign_text;
node *foreign_read_texts(arena *, const foreign_text *, size_t n, bool strict, error_list *);
#endif
