/* A scenario's path, and the tree that lies there: a YAML file, a folder of another program's
 * files, or several such files, whose paths are then joined by line breaks: so one text names them
 * wherever a path does. What is generated is its own path. It knows no key of any file. */
#include <string.h>

#include "scenario/foreign/foreign.h"
#include "scenario/generate/generate.h"
#include "scenario/scenario.h"

#define JOINT "\n"

const char *scenario_join(arena *a, const char *const *paths, size_t n)
{
    const char *joined = n ? paths[0] : "";
    for (size_t i = 1; i < n; i++) joined = arena_format(a, "%s" JOINT "%s", joined, paths[i]);
    return joined;
}

size_t scenario_parts(arena *a, const char *path, const char *const **out)
{
    size_t n = 1, i = 0;
    for (const char *c = path; (c = strstr(c, JOINT)); c++) n++;
    const char **parts = arena_array(a, n, sizeof *parts);
    for (const char *c = path; i < n; i++) {
        size_t length = strcspn(c, JOINT);
        parts[i] = arena_textn(a, c, length);
        c += length + 1;
    }
    *out = parts;
    return n;
}

node *scenario_tree(arena *a, const char *path, bool strict, error_list *errors)
{
    const char *const *parts;
    size_t n = scenario_parts(a, path, &parts);
    if (generate_is(path)) return generate_read(a, path, strict, errors);
    return n > 1 || foreign_is(path) ? foreign_read(a, parts, n, strict, errors)
                                     : node_read_file(a, path, errors);
}
