/* Agents out of shared objects. A plugin is found by its path or, by name, in the folders of the
 * search path; what it exports is checked before anybody plays it. The only place that knows
 * dlopen.
 *
 * Folders, in this order: those of $HIGGLE_AGENTS (joined by colons), agents of this user
 * (~/.local/share/higgle/agents, or below $XDG_DATA_HOME), those installed with this program
 * (LIBDIR/higgle/agents). The agent `my-agent` lies in my-agent.so or my_agent.so.
 *
 * A plugin is loaded once and stays until the program ends: what it exports is never gone. */
#ifndef SEAT_PLUGIN_H
#define SEAT_PLUGIN_H
#include "seat/seat.h"

#define PLUGIN_ENDING ".so"

typedef struct plugin {
    const char *path;
    uint64_t hash; /* of the file's bytes */
    const hg_agent_type *type;
} plugin;

/* How much of the text is a path that ends in .so, before a preset or settings; 0: it is none. */
size_t plugin_path_size(const char *text);
/* The file of the agent `name` on the search path; NULL: there is none. */
const char *plugin_find(arena *, const char *name);
/* Names of all files on the search path, as agents are called: sorted, each once. */
size_t plugin_names(arena *, const char *const **out);
/* Paths of the files that end in .so in the folder of a path, "./" where it names none; sorted. */
size_t plugin_files(arena *, const char *path, const char *const **out);
/* The hash of the file, without loading it. NULL: fine; else why it cannot be read. */
const char *plugin_look(arena *, const char *path, uint64_t *hash);
/* Loads and checks. NULL: fine; else what is wrong, in words that follow the path. */
const char *plugin_open(arena *, const char *path, plugin *out);
#endif
