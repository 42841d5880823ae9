/* Collects what there is, from the tables and folders that hold it. Must not know how it is shown.
 */
#include "cli/catalog.h"

#include "analysis/columns.h"
#include "analysis/figures/figure.h"
#include "base/text.h"
#include "cli/tell/agents.h"
#include "run/directory.h"
#include "scenario/experiment/experiment.h"
#include "seat/plugin.h"
#include "theory/oracle.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SETTINGS_MAX = 4096 }; /* of all agents of a scenario */

typedef struct gathering {
    arena *arena;
    catalog_entry *items;
    size_t count, cap;
} gathering;

static void gather(gathering *g, catalog_entry e)
{
    if (g->count == g->cap) {
        catalog_entry *more = arena_array(g->arena, 2 * g->cap + 32, sizeof *more);
        if (g->count) memcpy(more, g->items, g->count * sizeof *more);
        g->items = more;
        g->cap = 2 * g->cap + 32;
    }
    for (size_t i = 0; i < CATALOG_FACTS; i++)
        if (!e.facts[i]) e.facts[i] = "";
    g->items[g->count++] = e;
}

static size_t hand_over(const gathering *g, const catalog_entry **out)
{
    *out = g->items;
    return g->count;
}

const char *first_sentence(arena *a, const char *text)
{
    const char *end = strstr(text, ". ");
    char *line = arena_textn(a, text, end ? (size_t)(end - text) : strcspn(text, "\n"));
    for (char *s = line; *s; s++)
        if (*s == '\n') *s = ' ';
    return line;
}

/* ---- built in: agents, figures, measures, oracles ---- */

/* One of the search path, marked as such; also where it cannot play, and why. */
static catalog_entry plugin_entry(cli *c, const char *name)
{
    arena *a = &c->arena;
    plugin p;
    const char *path = plugin_find(a, name);
    const char *why = path ? plugin_open(a, path, &p) : "is gone";
    if (!why && strcmp(p.type->name, name) != 0) why = "is called otherwise than its file";
    if (why)
        return (catalog_entry){name, arena_format(a, "cannot play: it %s", why), {"", "plugin"}};
    const char *traits = agent_traits(a, seat_spec_defaults(a, p.type).traits);
    return (catalog_entry){
        name,
        p.type->summary,
        {p.type->reference, *traits ? arena_format(a, "plugin, %s", traits) : "plugin"}};
}

static size_t list_agents(cli *c, const catalog_entry **out)
{
    gathering g = {.arena = &c->arena};
    for (const hg_agent_type *const *type = roster(); *type; type++) {
        seat_spec s = seat_spec_defaults(&c->arena, *type);
        gather(&g, (catalog_entry){(*type)->name,
                                   (*type)->summary,
                                   {(*type)->reference, agent_traits(&c->arena, s.traits), NULL}});
    }
    const char *const *plugins;
    size_t n = plugin_names(&c->arena, &plugins);
    for (size_t i = 0; i < n; i++)
        if (!roster_find(plugins[i])) gather(&g, plugin_entry(c, plugins[i]));
    return hand_over(&g, out);
}

static size_t list_figures(cli *c, const catalog_entry **out)
{
    gathering g = {.arena = &c->arena};
    for (const char *const *name = figure_names(); *name; name++)
        gather(&g, (catalog_entry){*name, figure_help(*name), {0}});
    return hand_over(&g, out);
}

static const char *unit_word(const char *unit)
{
    static const struct {
        const char *unit, *word;
    } words[] = {{"own", "the party's own unit"}, {"pie", "as the pie"}, {"issue", "of the issue"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].unit, unit)) return words[i].word;
    return unit;
}

static size_t list_measures(cli *c, const catalog_entry **out)
{
    static const char *const endings[] = {
        [COLUMN_OF_SESSION] = "", [COLUMN_OF_ISSUE] = "_ISSUE", [COLUMN_OF_ROLE] = "_ROLE"};
    gathering g = {.arena = &c->arena};
    column_owner owner;
    const column_spec *s;
    for (size_t i = 0; (s = columns_at(i, &owner)); i++)
        gather(&g, (catalog_entry){arena_format(&c->arena, "%s%s", s->name, endings[owner]),
                                   s->meaning,
                                   {unit_word(s->unit), s->range, s->source}});
    return hand_over(&g, out);
}

static size_t list_oracles(cli *c, const catalog_entry **out)
{
    gathering g = {.arena = &c->arena};
    const oracle_family *f;
    for (size_t i = 0; (f = oracle_family_at(i)); i++)
        gather(&g, (catalog_entry){
                       f->word, f->title, {oracle_full_name(&c->arena, f), f->source, NULL}});
    return hand_over(&g, out);
}

/* ---- files ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const catalog_entry *)a)->name, ((const catalog_entry *)b)->name);
}

static bool has_name(const gathering *g, const char *name)
{
    for (size_t i = 0; i < g->count; i++)
        if (!strcmp(g->items[i].name, name)) return true;
    return false;
}

/* Fills in what an entry says of the file at `path`; false: it is of another kind. */
typedef bool file_reader(cli *, const char *path, catalog_entry *);

static void gather_folder(cli *c, gathering *g, const char *folder, const char *ending,
                          file_reader *read)
{
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        size_t n = strlen(e->d_name), k = strlen(ending);
        if (n <= k || strcmp(e->d_name + n - k, ending) != 0 || e->d_name[0] == '.') continue;
        struct stat about;
        const char *path = strcmp(folder, ".") ? arena_format(&c->arena, "%s/%s", folder, e->d_name)
                                               : arena_text(&c->arena, e->d_name);
        catalog_entry entry = {
            .name = arena_textn(&c->arena, e->d_name, n - k), .summary = "", .facts = {path}};
        bool regular = stat(path, &about) == 0 && S_ISREG(about.st_mode);
        if (regular && !has_name(g, entry.name) && read(c, path, &entry)) gather(g, entry);
    }
    if (dir) closedir(dir);
}

/* In the folders that are searched for names; what an earlier one holds hides the later. */
static size_t list_files(cli *c, const char *below, const char *ending, file_reader *read,
                         const catalog_entry **out)
{
    gathering g = {.arena = &c->arena};
    for (const char *const *f = scenario_folders(&c->arena, c->scenario_dirs); *f; f++)
        gather_folder(c, &g, *below ? arena_format(&c->arena, "%s/%s", *f, below) : *f, ending,
                      read);
    if (g.count) qsort(g.items, g.count, sizeof *g.items, by_name);
    return hand_over(&g, out);
}

static const char *text_at(const node *root, const char *key)
{
    const node *n = node_get(root, key);
    return n && n->kind == NODE_SCALAR ? n->text : NULL;
}

/* The kind of a YAML file, 0 or 1 (experiment_kind_of), with its title; -1: of none, or broken. */
static int read_yaml(cli *c, const char *path, catalog_entry *e, const node **root)
{
    error_list unheard;
    error_list_init(&unheard);
    *root = node_read_file(&c->arena, path, &unheard);
    error_list_fini(&unheard);
    if (!*root || (*root)->kind != NODE_MAP) return -1;
    const char *title = text_at(*root, "title"), *about = text_at(*root, "about");
    e->summary = title ? title : about ? first_sentence(&c->arena, about) : "";
    return experiment_kind_of(*root);
}

static bool read_scenario_file(cli *c, const char *path, catalog_entry *e)
{
    const node *root;
    int kind = read_yaml(c, path, e, &root);
    if (!root) /* somebody is about to mend it */
        e->summary =
            arena_format(&c->arena, "cannot be read: higgle check %s", shell_word(&c->arena, path));
    return kind == 0 || !root;
}

static bool read_experiment_file(cli *c, const char *path, catalog_entry *e)
{
    const node *root;
    if (read_yaml(c, path, e, &root) != 1) return false;
    e->facts[1] = text_at(root, "scenario");
    return true;
}

/* What a sheet says of its plan, if this line is it: "Scenario: NAME · 20 minutes · groups of 2-4",
 * or Experiment. */
static const char *plan_of(const char *line)
{
    static const char *const about[] = {"Scenario: ", "Experiment: "};
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        size_t n = strlen(about[i]);
        if (!strncmp(line, about[i], n)) return line + n;
    }
    return NULL;
}

/* A sheet opens with "# Title" and, below, its plan. */
static bool read_lesson_file(cli *c, const char *path, catalog_entry *e)
{
    char line[1024];
    FILE *from = fopen(path, "r");
    if (!from) return false;
    for (int i = 0; i < 8 && fgets(line, sizeof line, from); i++) {
        line[strcspn(line, "\r\n")] = 0;
        if (!*e->summary && !strncmp(line, "# ", 2)) e->summary = arena_text(&c->arena, line + 2);
        const char *said = plan_of(line);
        if (!e->facts[1] && said) e->facts[1] = arena_text(&c->arena, said);
    }
    fclose(from);
    return e->facts[1] != NULL; /* else it is no sheet, but a README */
}

static size_t list_scenarios(cli *c, const catalog_entry **out)
{
    return list_files(c, "", ".yaml", read_scenario_file, out);
}

static size_t list_experiments(cli *c, const catalog_entry **out)
{
    return list_files(c, "", ".yaml", read_experiment_file, out);
}

static size_t list_lessons(cli *c, const catalog_entry **out)
{
    return list_files(c, "lessons", ".md", read_lesson_file, out);
}

/* ---- runs ---- */

static catalog_entry run_entry(cli *c, const char *name)
{
    error_list unheard;
    error_list_init(&unheard);
    const node *m =
        node_read_file(&c->arena, arena_format(&c->arena, "runs/%s/manifest.json", name), &unheard);
    error_list_fini(&unheard);
    if (!m || m->kind != NODE_MAP) return (catalog_entry){name, "without its manifest", {0}};
    const char *sessions = text_at(m, "sessions"), *seed = text_at(m, "seed");
    char count[WORDS_MAX];
    uint64_t n = 0;
    if (!sessions || !text_to_uint64(sessions, &n)) n = 0;
    const char *what =
        arena_format(&c->arena, "%s, %s, seed %s", text_at(m, "name") ? text_at(m, "name") : "?",
                     say_count(count, n, "session"), seed ? seed : "?");
    return (catalog_entry){name, what, {text_at(m, "status"), text_at(m, "written"), NULL}};
}

static size_t list_runs(cli *c, const catalog_entry **out)
{
    gathering g = {.arena = &c->arena};
    const char *const *names;
    size_t n = run_dir_matches(&c->arena, "", &names);
    for (size_t i = 0; i < n; i++) gather(&g, run_entry(c, names[i]));
    return hand_over(&g, out);
}

/* ---- what can be set ---- */

size_t catalog_settings(cli *c, const node *root, const scenario_setting **out)
{
    const scenario_setting *paths, *below;
    size_t n_paths = scenario_list_paths(&c->arena, root, &paths), n = 0;
    scenario_setting *all = arena_array(&c->arena, n_paths + SETTINGS_MAX, sizeof *all);
    for (size_t i = 0; i < n_paths; i++) {
        all[n++] = paths[i];
        bool agent = !strncmp(paths[i].path, "agents.", 7) && paths[i].value;
        size_t more = agent ? agent_settings(&c->arena, paths[i].path, paths[i].value, &below) : 0;
        for (size_t k = 0; k < more && n < i + 1 + SETTINGS_MAX; k++) all[n++] = below[k];
    }
    *out = all;
    return n;
}

/* ---- kinds ---- */

static const catalog_kind kinds[] = {
    {"agents", "agent", "an", "who can play", {"reference", "traits"}, list_agents},
    {"scenarios", "scenario", "a", "what can be negotiated", {"file"}, list_scenarios},
    {"experiments",
     "experiment",
     "an",
     "what can be swept",
     {"file", "scenario"},
     list_experiments},
    {"lessons", "lesson", "a", "sheets for a class", {"file", "plan"}, list_lessons},
    {"figures", "figure", "a", "what can be drawn", {NULL}, list_figures},
    {"measures",
     "measure",
     "a",
     "the columns of sessions.csv",
     {"unit", "range", "source"},
     list_measures},
    {"oracles", "oracle", "an", "closed forms of theory", {"family", "source"}, list_oracles},
    {"runs", "run", "a", "what lies in runs/", {"status", "written"}, list_runs},
    {0}};

const catalog_kind *catalog_kinds(void) { return kinds; }

const catalog_kind *catalog_kind_find(const char *word)
{
    for (const catalog_kind *k = kinds; k->plural; k++)
        if (!strcmp(k->plural, word) || !strcmp(k->singular, word)) return k;
    return NULL;
}

/* pie_share_buyer is meant to be pie_share_ROLE. */
static const char *measure_pattern(cli *c, const char *word)
{
    column_owner owner;
    const column_spec *s, *best = NULL;
    column_owner of = COLUMN_OF_SESSION;
    for (size_t i = 0; (s = columns_at(i, &owner)); i++) {
        size_t n = strlen(s->name);
        bool fits = owner != COLUMN_OF_SESSION && !strncmp(word, s->name, n) &&
                    (!word[n] || (word[n] == '_' && word[n + 1]));
        if (fits && (!best || n > strlen(best->name))) best = s, of = owner;
    }
    return best ? arena_format(&c->arena, "%s%s", best->name,
                               of == COLUMN_OF_ROLE ? "_ROLE" : "_ISSUE")
                : word;
}

const catalog_entry *catalog_find(cli *c, const catalog_kind *kind, const char *name)
{
    const catalog_entry *all;
    size_t n = kind->list(c, &all);
    const char *pattern = kind->list == list_measures ? measure_pattern(c, name) : name;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(all[i].name, name) || !strcmp(all[i].name, pattern)) return &all[i];
    return NULL;
}

/* What one types of it: pie_share of pie_share_ROLE. */
static const char *bare_name(arena *a, const char *name)
{
    const char *end = strstr(name, "_ROLE");
    if (!end) end = strstr(name, "_ISSUE");
    return end ? arena_textn(a, name, (size_t)(end - name)) : name;
}

const char *catalog_nearest(cli *c, const char *word, const catalog_kind **kind)
{
    const char *nearest = NULL;
    for (const catalog_kind *k = kinds; k->plural; k++) {
        const catalog_entry *all;
        size_t n = k->list(c, &all);
        const char **names = arena_array(&c->arena, n + 1, sizeof *names);
        size_t first = nearest != NULL; /* a later kind must be nearer */
        if (nearest) names[0] = nearest;
        for (size_t i = 0; i < n; i++) names[first + i] = bare_name(&c->arena, all[i].name);
        n += first;
        const char *near = text_nearest(word, names, n);
        if (near && near != nearest) *kind = k;
        if (near) nearest = near;
    }
    return nearest;
}
