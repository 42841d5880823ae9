/* RUN as people name it: a directory, `last`, a name in runs/ or the beginning of one. Must not
 * know what stands in a run. */
#include "run/directory.h"

#include "base/text.h"
#include "run/files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RUNS      "runs"
#define NAMES_MAX 4096u
#define SHOWN_MAX 6u

static bool is_run(arena *a, const char *path)
{
    struct stat about;
    return stat(arena_format(a, "%s/log.msgpack", path), &about) == 0 && S_ISREG(about.st_mode);
}

/* Names of the runs in runs/, sorted: by experiment, then by time. */
static size_t list_runs(arena *a, const char **names)
{
    size_t n = 0;
    DIR *dir = opendir(RUNS);
    if (!dir) return 0;
    for (const struct dirent *e; n < NAMES_MAX && (e = readdir(dir));) {
        bool other = e->d_name[0] == '.' || strcmp(e->d_name, "last") == 0;
        if (!other && is_run(a, arena_format(a, RUNS "/%s", e->d_name)))
            names[n++] = arena_text(a, e->d_name);
    }
    closedir(dir);
    qsort(names, n, sizeof *names, text_compare);
    return n;
}

bool run_dir_is(arena *a, const char *name)
{
    return is_run(a, name) || is_run(a, arena_format(a, RUNS "/%s", name));
}

size_t run_dir_matches(arena *a, const char *prefix, const char *const **matches)
{
    const char **names = arena_array(a, NAMES_MAX, sizeof *names);
    size_t count = list_runs(a, names), size = strlen(prefix), kept = 0;
    for (size_t i = 0; i < count; i++)
        if (strncmp(names[i], prefix, size) == 0) names[kept++] = names[i];
    *matches = names;
    return kept;
}

static void no_run(const char *name, const char *const *names, size_t count, error_list *errors)
{
    const char *near = text_nearest(name, names, count);
    if (near)
        error_add(errors, HG_E_INPUT, NULL, 0, 0, "no run is called \"%s\"; did you mean \"%s\"?",
                  name, near);
    else if (count)
        error_add(errors, HG_E_INPUT, NULL, 0, 0,
                  "no run is called \"%s\"; runs/ holds %zu, the last by name is %s", name, count,
                  names[count - 1]);
    else
        error_add(errors, HG_E_INPUT, NULL, 0, 0, "no run is called \"%s\": runs/ holds none",
                  name);
}

static void many_runs(arena *a, const char *name, const char *const *names, size_t count,
                      error_list *errors)
{
    size_t from = count > SHOWN_MAX ? count - SHOWN_MAX : 0;
    const char *all = from ? "..., " : "";
    for (size_t i = from; i < count; i++)
        all = arena_format(a, "%s%s%s", all, i > from ? ", " : "", names[i]);
    error_add(errors, HG_E_INPUT, NULL, 0, 0,
              "%zu runs begin with \"%s\", say more of its name: %s", count, name, all);
}

const char *run_dir_find(arena *a, const char *name, error_list *errors)
{
    const char *below = arena_format(a, RUNS "/%s", name);
    const char *const *names;
    if (is_run(a, name)) return arena_text(a, name);
    if (*name && is_run(a, below)) return below;
    if (is_folder(name)) {
        error_add(errors, HG_E_INPUT, name, 0, 0,
                  "is not a run directory: no log.msgpack is in it");
        return NULL;
    }
    size_t matches = *name ? run_dir_matches(a, name, &names) : 0;
    if (matches == 1) return arena_format(a, RUNS "/%s", names[0]);
    if (matches) {
        many_runs(a, name, names, matches, errors);
        return NULL;
    }
    size_t count = run_dir_matches(a, "", &names);
    no_run(name, names, count, errors);
    return NULL;
}
