/* From the name of a scenario or experiment to its file: a path as it stands, else NAME.yaml in the
 * folders that are searched. The only file of this room that looks into folders. */
#include "scenario/find.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/oom.h"
#include "base/text.h"
#include "scenario/foreign/foreign.h"
#include "scenario/generate/generate.h"
#include "scenario/reader.h"
#include "scenario/scenario.h"

static bool is_file(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && !S_ISDIR(s.st_mode);
}

static bool ends_in_yaml(const char *name)
{
    size_t n = strlen(name);
    return n > 5 && strcmp(name + n - 5, ".yaml") == 0;
}

const char *folder_of(arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return arena_textn(a, path, slash == path ? 1 : (size_t)(slash - path));
}

/* ---- the folders ---- */

typedef struct folders {
    const char **items;
    size_t count;
} folders;

static folders folders_of(arena *a, const char *const *dirs)
{
    size_t n = 0;
    while (dirs && dirs[n]) n++;
    folders f = {arena_array(a, 4 + 2 * n, sizeof *f.items), 0};
    f.items[f.count++] = ".";
    f.items[f.count++] = "scenarios";
    f.items[f.count++] = "scenarios/experiments";
    for (size_t i = 0; i < n; i++) {
        f.items[f.count++] = dirs[i];
        f.items[f.count++] = arena_format(a, "%s/experiments", dirs[i]);
    }
    return f;
}

/* A file of this folder is named without ./, as a person would. */
static const char *in_folder(arena *a, const char *folder, const char *name)
{
    const char *ending = ends_in_yaml(name) ? "" : ".yaml";
    if (strcmp(folder, ".") == 0) return arena_format(a, "%s%s", name, ending);
    return arena_format(a, "%s/%s%s", folder, name, ending);
}

/* ---- what there is ---- */

typedef struct listing {
    const char **items;
    size_t count, cap;
} listing;

static void list_folder(arena *a, const char *folder, listing *l)
{
    DIR *dir = opendir(folder);
    if (!dir) return;
    for (struct dirent *e; (e = readdir(dir));) {
        if (!ends_in_yaml(e->d_name)) continue;
        if (l->count == l->cap) {
            l->cap = 2 * l->cap + 16;
            l->items = mem_grow(l->items, l->cap, sizeof *l->items);
        }
        l->items[l->count++] = arena_textn(a, e->d_name, strlen(e->d_name) - 5);
    }
    (void)closedir(dir);
}

/* Sorted, since folders list their files in any order. */
static name_list names_in(arena *a, const folders *f)
{
    listing l = {0};
    for (size_t i = 0; i < f->count; i++) list_folder(a, f->items[i], &l);
    if (l.count) qsort(l.items, l.count, sizeof *l.items, text_compare);
    const char **names = arena_array(a, l.count + 1, sizeof *names);
    if (l.count) memcpy(names, l.items, l.count * sizeof *names);
    free(l.items);
    return (name_list){(uint32_t)l.count, names};
}

static const char *nearest_file(arena *a, const char *name, const folders *f)
{
    name_list names = names_in(a, f);
    const char *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
    base = ends_in_yaml(base) ? arena_textn(a, base, strlen(base) - 5) : base;
    return text_nearest(base, names.items, names.count);
}

const char *const *scenario_folders(arena *a, const char *const *dirs)
{
    folders f = folders_of(a, dirs);
    f.items[f.count] = NULL;
    return f.items;
}

const char *const *scenario_names(arena *a, const char *const *dirs, size_t *count)
{
    folders f = folders_of(a, dirs);
    name_list names = names_in(a, &f);
    *count = names.count;
    return names.items;
}

const char *find_file(arena *a, const char *name, const char *const *dirs, const node *at,
                      error_list *errors)
{
    bool as_path = strchr(name, '/') || ends_in_yaml(name);
    if (generate_is(name)) return arena_text(a, name);
    if (as_path && (is_file(name) || foreign_is(name))) return arena_text(a, name);
    folders f = folders_of(a, dirs);
    for (size_t i = 0; i < f.count && *name && name[0] != '/'; i++) {
        const char *path = in_folder(a, f.items[i], name);
        if (is_file(path)) return path;
        path = arena_format(a, "%s/%s", f.items[i], name);
        if (as_path && foreign_is(path)) return path;
    }
    const char *nearest = nearest_file(a, name, &f);
    error_add(errors, HG_E_INPUT, at ? at->file : NULL, at ? at->line : 0, at ? at->column : 0,
              nearest ? "there is no scenario or experiment \"%s\"; did you mean \"%s\"?"
                      : "there is no scenario or experiment \"%s\"",
              name, nearest);
    return NULL;
}

const char *scenario_find(arena *a, const char *name, const char *const *dirs, error_list *errors)
{
    return find_file(a, name, dirs, NULL, errors);
}
