/* One way to find what the user names: what lies at the path, else a run or a file of that name.
 * Must not know what is then done with it. */
#include "cli/cli.h"

#include "base/text.h"
#include "run/directory.h"
#include "scenario/experiment/experiment.h"
#include "scenario/foreign/foreign.h"
#include "scenario/generate/generate.h"
#include "seat/plugin.h"

#include <string.h>
#include <sys/stat.h>

static const thing nothing = {THING_NONE, NULL};

static thing run_of(cli *c, const char *name)
{
    const char *dir = run_dir_find(&c->arena, name, &c->errors);
    return dir ? (thing){THING_RUN, dir} : nothing;
}

static bool lies_there(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

/* Only regular files are read: a pipe would not say the same again, a device might never end. */
static thing at_path(cli *c, const char *path)
{
    struct stat about = {0};
    bool there = stat(path, &about) == 0;
    bool folder = there && S_ISDIR(about.st_mode);
    if (there && !run_dir_is(&c->arena, path) && (folder || S_ISREG(about.st_mode)) &&
        foreign_is(path))
        return (thing){THING_SCENARIO, path};
    if (folder) return run_of(c, path);
    if (!there || !S_ISREG(about.st_mode)) {
        error_add(&c->errors, HG_E_INPUT, path, 0, 0, "is neither a file nor a folder");
        return nothing;
    }
    if (plugin_path_size(path) == strlen(path)) {
        const char *word = shell_word(&c->arena, path);
        error_add(
            &c->errors, HG_E_INPUT, NULL, 0, 0,
            "%s is an agent; higgle describe %s tells of it, higgle run SCENARIO ROLE=%s plays "
            "it",
            word, word, word);
        return nothing;
    }
    const node *root = node_read_file(&c->arena, path, &c->errors);
    if (!root) return nothing;
    return (thing){experiment_kind_of(root) == 1 ? THING_EXPERIMENT : THING_SCENARIO, path};
}

/* Neither a file nor a run: the nearest of both is named. */
static thing nowhere(cli *c, const char *name)
{
    if (strcmp(name, "last") == 0) return run_of(c, name);
    const char *const *runs;
    size_t n_files, n_runs = run_dir_matches(&c->arena, "", &runs);
    const char *const *files = scenario_names(&c->arena, c->scenario_dirs, &n_files);
    const char *near = text_nearest(name, files, n_files);
    if (!near) near = text_nearest(name, runs, n_runs);
    error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
              "\"%s\" is neither a file nor a run (a folder, the start of its name, or last)%s%s%s",
              name, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return nothing;
}

/* Not at a path: a file's name or the beginning of a run's. */
static thing by_name(cli *c, const char *name, const char *file, looking how)
{
    const char *const *runs;
    thing found = file ? at_path(c, file) : nothing;
    bool run_wins = !file || (how == LOOK_RUN_FIRST && found.kind == THING_EXPERIMENT);
    bool is_run = run_dir_is(&c->arena, name) ||
                  (how != LOOK_FOR_FILE && run_dir_matches(&c->arena, name, &runs));
    return run_wins && is_run ? run_of(c, name) : found;
}

thing thing_find(cli *c, const char *name, looking how)
{
    error_list unheard;
    bool at_once = how != LOOK_FOR_FILE;
    const char *const *parts;
    if (generate_is(name) || scenario_parts(&c->arena, name, &parts) > 1)
        return (thing){THING_SCENARIO, name};
    if (at_once && lies_there(name)) return at_path(c, name);
    if (at_once && run_dir_is(&c->arena, name)) return run_of(c, name);
    error_list_init(&unheard);
    const char *file = scenario_find(&c->arena, name, c->scenario_dirs, &unheard);
    thing found = !file && lies_there(name) ? at_path(c, name) : by_name(c, name, file, how);
    error_list_fini(&unheard);
    if (found.kind || c->errors.errors) return found;
    if (at_once) return nowhere(c, name);
    (void)scenario_find(&c->arena, name, c->scenario_dirs, &c->errors); /* says the nearest */
    return nothing;
}

int thing_is_other(cli *c, const char *name, thing_kind kind)
{
    static const struct {
        const char *what, *command, *does;
    } words[THING_COUNT] = {[THING_SCENARIO] = {"a scenario", "run", "plays"},
                            [THING_EXPERIMENT] = {"an experiment", "sweep", "runs"},
                            [THING_RUN] = {"a run", "plot", "draws"}};
    const char *word = shell_words(&c->arena, name);
    if (kind != THING_NONE)
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s is %s; higgle %s %s %s it", word,
                  words[kind].what, words[kind].command, word, words[kind].does);
    return error_first_code(&c->errors);
}
