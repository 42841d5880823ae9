/* A plugin is loaded here to know what it declares, and played in a program of its own: a crash or
 * a hang is then a fault like others, and the next agent has its turn. */
#include "cli/conform/candidates.h"

#include "base/text.h"
#include "cli/cli.h"
#include "run/directory.h"
#include "scenario/foreign/foreign.h"
#include "seat/child.h"
#include "seat/plugin.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A hang may hold up a folder for so long, once per agent. */
enum { SILENCE_MS = 5000 };

/* ---- one agent ---- */

static const seat_patience *short_patience(arena *a)
{
    seat_patience *p = arena_alloc(a, sizeof *p);
    *p = seat_usual_patience;
    p->silence_ms = SILENCE_MS;
    return p;
}

/* The path of its file, whatever the working folder calls it, and the settings as they stand. */
static const char *served_text(arena *a, const seat_spec *s)
{
    return arena_format(a, "%s%s", s->files->path, s->text + strlen(s->files->name));
}

seat_spec candidate_apart(arena *a, const seat_spec *inside)
{
    char self[4096];
    size_t size = sizeof self;
    seat_spec apart = *inside;
    if (inside->kind == SEAT_PROGRAM) {
        if (!apart.patience) apart.patience = short_patience(a);
        return apart;
    }
    if (inside->kind != SEAT_PLUGIN || inside->traits & HG_TRAIT_SEES_UTILITIES ||
        uv_exepath(self, &size) != 0)
        return apart;
    apart.kind = SEAT_PROGRAM;
    apart.command =
        arena_format(a, "%s serve %s", shell_word(a, self), shell_word(a, served_text(a, inside)));
    apart.patience = short_patience(a);
    return apart;
}

static void add_one(arena *a, candidate_list *l, const char *text)
{
    candidate *all = arena_array(a, l->n + 1, sizeof *all), *c = &all[l->n];
    error_list errors;
    if (l->n) memcpy(all, l->all, l->n * sizeof *all);
    l->all = all;
    l->n++;
    error_list_init(&errors);
    if (seat_spec_read(a, text, NULL, 0, 0, &c->inside, &errors) != 0)
        c->unfit = arena_text(a, errors.items[0].text);
    c->name = arena_text(a, text);
    error_list_fini(&errors);
    if (c->unfit) return;
    c->outside = c->inside.kind == SEAT_PROGRAM;
    c->spec = candidate_apart(a, &c->inside);
}

/* ---- a folder ---- */

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), size = strlen(ending);
    return n > size && strcmp(name + n - size, ending) == 0;
}

/* test.sh, test_my_agent.py */
static bool is_test(const char *name)
{
    return strncmp(name, "test", 4) == 0 && strchr("._", name[4]);
}

/* What it is written as; NULL: no agent. */
static const char *text_of_file(arena *a, const char *folder, const char *name)
{
    struct stat about;
    size_t size = strlen(folder);
    const char *here = strchr("./", *folder) ? "" : "./";
    const char *path =
        arena_format(a, "%s%s%s%s", here, folder, size && folder[size - 1] == '/' ? "" : "/", name);
    if (strchr("._", *name) || is_test(name)) return NULL;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) return NULL;
    if (ends_in(name, PLUGIN_ENDING)) return path;
    if (access(path, X_OK) == 0) return arena_format(a, "exec:%s", shell_word(a, path));
    return ends_in(name, ".py") ? arena_format(a, "exec:python3 %s", shell_word(a, path)) : NULL;
}

static size_t agents_in(arena *a, const char *folder, const char ***out)
{
    DIR *dir = opendir(folder);
    size_t n = 0, cap = 0;
    *out = NULL;
    if (!dir) return 0;
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        const char *text = text_of_file(a, folder, e->d_name);
        if (!text) continue;
        if (n == cap) {
            const char **more = arena_array(a, cap = 2 * cap + 16, sizeof *more);
            if (n) memcpy(more, *out, n * sizeof *more);
            *out = more;
        }
        (*out)[n++] = text;
    }
    closedir(dir);
    if (n) qsort(*out, n, sizeof **out, text_compare);
    return n;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool candidate_folder_is(arena *a, const char *path)
{
    const char **unused;
    return is_folder(path) && !run_dir_is(a, path) && !foreign_is(path) &&
           agents_in(a, path, &unused) > 0;
}

/* ---- all of them ---- */

bool candidate_is(arena *a, const char *word)
{
    return seat_type_of(a, word) || plugin_path_size(word) || strncmp(word, "exec:", 5) == 0 ||
           strncmp(word, "exec/", 5) == 0;
}

void candidates_add(arena *a, candidate_list *l, const char *word)
{
    const char **texts;
    if (!candidate_folder_is(a, word)) {
        add_one(a, l, word);
        return;
    }
    size_t n = agents_in(a, word, &texts);
    for (size_t i = 0; i < n; i++) add_one(a, l, texts[i]);
}

void candidates_add_built_in(arena *a, candidate_list *l)
{
    for (const hg_agent_type *const *all = roster(); *all; all++) add_one(a, l, (*all)->name);
}
