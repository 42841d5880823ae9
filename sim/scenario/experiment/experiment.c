/* An experiment file as a whole: its top keys, the scenario it varies, what the command line sets,
 * and the cells. What is read is the resolved tree, so that the tree written out says the same
 * again. It knows nothing of agents beyond their text, nor of how cells are run. */
#include "scenario/experiment/experiment.h"

#include <string.h>

#include "base/text.h"
#include "scenario/draft.h"
#include "scenario/experiment/design.h"
#include "scenario/find.h"
#include "scenario/kind.h"
#include "scenario/path.h"

#define ERRORS_MAX      100u /* enough for one reading */
#define SESSIONS_PRESET "1000"
#define SEED_PRESET     "1"
#define BLOCK_PRESET    "1024"

/* ---- keys ---- */

static void read_experiment_name(reader *r, const node *n, void *into)
{
    design *d = into;
    if (file_name_is_good(r, n)) d->out->name = n->text;
}

static void read_experiment_title(reader *r, const node *n, void *into)
{
    design *d = into;
    d->out->title = read_line(r, n);
}

static void read_story(reader *r, const node *n, void *into)
{
    (void)into;
    (void)read_text(r, n);
}

static void read_scenario_key(reader *r, const node *n, void *into)
{
    (void)into;
    (void)read_name(r, n);
}

static void read_set(reader *r, const node *n, void *into)
{
    design *d = into;
    d->out->sets = read_sets(r, n, &d->out->n_sets);
}

static void read_sessions(reader *r, const node *n, void *into)
{
    design *d = into;
    (void)read_count(r, n, 1, UINT64_C(1000000000000), &d->out->sessions);
}

static void read_seed(reader *r, const node *n, void *into)
{
    design *d = into;
    (void)read_count(r, n, 0, UINT64_MAX, &d->out->seed);
}

static void read_block(reader *r, const node *n, void *into)
{
    design *d = into;
    (void)read_count(r, n, 1, 65536, &d->out->block);
}

static void read_draws(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"independent", "latin"};
    design *d = into;
    d->out->latin = read_word(r, n, words, 2) == 1;
}

static void read_figures(reader *r, const node *n, void *into)
{
    design *d = into;
    if (n->kind != NODE_LIST) {
        node_error(r->errors, n, "%s must be a list: [concession, share]", r->path);
        return;
    }
    const char **figures = arena_array(r->arena, n->count, sizeof *figures);
    for (uint32_t i = 0; i < n->count; i++) {
        const char *name = read_name(r, n->items[i]);
        if (name) figures[d->out->n_figures++] = name;
    }
    d->out->figures = figures;
}

static const key_spec experiment_keys[] = {
    {"experiment", read_experiment_name, NULL, "name", NULL, "kind and name of the file"},
    {"title", read_experiment_title, NULL, "text", "the name", "for people and figures"},
    {"about", read_story, NULL, "text", "", "the question in short"},
    {"scenario", read_scenario_key, NULL, "name or path", NULL, "the scenario that is varied"},
    {"set", read_set, NULL, "{PATH: VALUE}", NULL, "the same in every cell"},
    {"vary", read_vary, &vary_map, "map", NULL, "factors; every combination of levels is a cell"},
    {"agents", read_set, &agents_map, "map", NULL, "short for set: {agents.ROLE: AGENT}"},
    {"sessions", read_sessions, NULL, "whole number >= 1", SESSIONS_PRESET, "per cell"},
    {"seed", read_seed, NULL, "whole number", SEED_PRESET, "same seed, same bytes"},
    {"block", read_block, NULL, "whole number 1..65536", BLOCK_PRESET,
     "sessions per block: the unit of work and of resuming"},
    {"draws", read_draws, NULL, "independent or latin", "independent",
     "what is drawn for a session; latin: each number spread evenly over a cell's sessions"},
    {"theory", read_theory, &theory_map, "map", NULL,
     "closed forms: `equals` and figures use them"},
    {"hypotheses", read_hypotheses, &hypotheses_map, "map", NULL, "what is claimed beforehand"},
    {"ablation", read_ablation, &ablation_map, "map", NULL,
     "what takes the mechanism out, and the claims that must fail then"},
    {"ablated", read_ablated, NULL, "yes or no", "no", "run the ablation instead"},
    {"figures", read_figures, NULL, "list of names", NULL, "drawn when the run is complete"},
    {.name = NULL},
};
const map_spec experiment_map = {.what = "experiment, scenario, set, vary, ...",
                                 .keys = experiment_keys};

/* ---- the resolved tree ---- */

static node *map_of(arena *a, node *root, const char *name, const node *at)
{
    node *m = node_get(root, name);
    if (!m) {
        m = node_map(a, at);
        node_put(a, root, name, m);
    }
    return m;
}

/* `agents: {R: A}` becomes `set: {agents.R: A}`, so that there is one list in one order. What is
 * not a map stays where it is and is refused by its reader. */
static void fold_agents(arena *a, node *root, error_list *errors)
{
    const node *agents = node_get(root, "agents");
    if (!agents || agents->kind != NODE_MAP) return;
    node *set = map_of(a, root, "set", agents);
    if (set->kind != NODE_MAP) return;
    for (uint32_t i = 0; i < agents->count; i++) {
        const node *role = agents->keys[i];
        const char *path = arena_format(a, "agents.%s", role->text);
        if (node_get(set, path))
            node_error(errors, role, "%s is set twice: under agents and under set", path);
        node_put(a, set, path, agents->items[i]);
        node *put = set->keys[set->count - 1];
        put->line = role->line;
        put->column = role->column;
    }
    node_remove(root, "agents");
}

/* What the command line sets comes last and takes the place of what it overwrites. */
void experiment_set(arena *a, node *root, const override *o)
{
    static const char *const own[] = {"sessions", "seed", "block", "ablated"};
    node *value = node_copy(a, o->value);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strcmp(own[i], o->path) == 0) {
            node_put(a, root, o->path, value);
            return;
        }
    node *set = map_of(a, root, "set", value);
    if (set->kind != NODE_MAP) return;
    for (uint32_t i = set->count; i-- > 0;)
        if (path_covers(o->path, set->keys[i]->text)) node_remove(set, set->keys[i]->text);
    node_put(a, set, o->path, value);
}

static void put_presets(arena *a, node *root)
{
    static const char *const presets[][2] = {
        {"sessions", SESSIONS_PRESET}, {"seed", SEED_PRESET}, {"block", BLOCK_PRESET}};
    for (size_t i = 0; i < 3; i++)
        if (!node_get(root, presets[i][0]))
            node_put(a, root, presets[i][0], node_scalar(a, presets[i][1], root->file));
}

/* ---- cells ---- */

uint64_t experiment_cells(const experiment *e)
{
    uint64_t cells = 1;
    for (uint32_t i = 0; i < e->n_factors; i++) cells *= e->factors[i].n_levels;
    return cells;
}

void experiment_cell(const experiment *e, uint64_t cell, uint32_t *chosen)
{
    for (uint32_t i = e->n_factors; i-- > 0;) {
        chosen[i] = (uint32_t)(cell % e->factors[i].n_levels);
        cell /= e->factors[i].n_levels;
    }
}

const char *experiment_level_name(const experiment *e, uint64_t cell, uint32_t column)
{
    uint32_t within = 0;
    const factor *f = factor_of(e, column, &within);
    for (const factor *later = e->factors + e->n_factors - 1; later > f; later--)
        cell /= later->n_levels;
    return f->levels[cell % f->n_levels].names[within];
}

static bool apply_all(arena *a, node *root, const override *sets, uint32_t count,
                      error_list *errors)
{
    bool good = true;
    for (uint32_t i = 0; i < count; i++) good &= override_apply(a, root, &sets[i], errors);
    return good;
}

int experiment_scenario(arena *a, const experiment *e, uint64_t cell, const scenario *like,
                        scenario *out, error_list *errors)
{
    if (!must_be_scenario(e->scenario_root, errors)) return HG_E_INPUT;
    node *root = node_copy(a, e->scenario_root);
    uint32_t *chosen = arena_array(a, e->n_factors, sizeof *chosen);
    experiment_cell(e, cell, chosen);
    bool good = apply_all(a, root, e->sets, e->n_sets, errors);
    for (uint32_t i = 0; i < e->n_factors; i++) {
        const level *l = &e->factors[i].levels[chosen[i]];
        good &= apply_all(a, root, l->sets, l->n_sets, errors);
    }
    if (e->ablated) good &= apply_all(a, root, e->ablation.sets, e->ablation.n_sets, errors);
    int code = scenario_read(a, root, like, out, errors);
    return good ? code : HG_E_INPUT;
}

/* ---- checks ---- */

static bool same_error(const error *a, const error *b)
{
    bool placed = a->file && b->file ? strcmp(a->file, b->file) == 0 : a->file == b->file;
    return placed && a->line == b->line && a->column == b->column && strcmp(a->text, b->text) == 0;
}

/* What is wrong in every cell is told once. */
static void tell_new(error_list *to, const error_list *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const error *e = &from->items[i];
        bool known = false;
        for (size_t k = 0; k < to->count && !known; k++) known = same_error(&to->items[k], e);
        if (known) continue;
        if (e->severity == ERROR_WARNING)
            warning_add(to, e->file, e->line, e->column, "%s", e->text);
        else
            error_add(to, e->code, e->file, e->line, e->column, "%s", e->text);
    }
}

static void check_cell(const experiment *e, uint64_t cell, arena *a, const scenario *like,
                       scenario *out, error_list *errors)
{
    error_list found;
    error_list_init(&found);
    if (experiment_scenario(a, e, cell, like, out, &found)) out->root = NULL;
    tell_new(errors, &found);
    error_list_fini(&found);
}

/* Every level is tried once, beside the first levels of the other factors: the sum of the levels,
 * not their product. What only a combination breaks is found when the cells are built. */
static void check_levels(const experiment *e, error_list *errors)
{
    arena base, scratch;
    scenario first, other;
    arena_init(&base);
    arena_init(&scratch);
    check_cell(e, 0, &base, NULL, &first, errors);
    uint64_t stride = experiment_cells(e);
    for (uint32_t i = 0; i < e->n_factors; i++) {
        stride /= e->factors[i].n_levels;
        for (uint32_t k = 1; k < e->factors[i].n_levels && errors->errors < ERRORS_MAX; k++) {
            check_cell(e, k * stride, &scratch, first.root ? &first : NULL, &other, errors);
            arena_reset(&scratch);
        }
    }
    experiment without = *e;
    without.ablated = true;
    if (e->ablation.n_sets) check_cell(&without, 0, &scratch, NULL, &other, errors);
    arena_fini(&scratch);
    arena_fini(&base);
}

static bool check_cells(const experiment *e, error_list *errors)
{
    uint64_t cells = 1;
    for (uint32_t i = 0; i < e->n_factors; i++) {
        if (e->factors[i].n_levels == 0) return false; /* reported already */
        cells *= e->factors[i].n_levels;
        if (cells <= CELLS_MAX) continue;
        node_error(errors, e->factors[i].at, "more than %llu cells: give the factors fewer levels",
                   (unsigned long long)CELLS_MAX);
        return false;
    }
    return true;
}

/* ---- the whole ---- */

static int read_resolved(arena *a, node *root, node *scenario_root, experiment *out,
                         error_list *errors)
{
    design d = {.out = out, .scenario_root = scenario_root};
    reader r = {.arena = a,
                .errors = errors,
                .path = "",
                .name = "",
                .roles = keys_of(a, node_get(scenario_root, "parties")),
                .issues = keys_of(a, node_get(scenario_root, "issues"))};
    if (r.roles.count > HG_PARTIES_MAX) r.roles.count = 0;
    if (r.issues.count > SPACE_ISSUES_MAX) r.issues.count = 0;
    size_t before = errors->errors;
    out->root = root;
    out->scenario_root = scenario_root;
    read_map(&r, root, &experiment_map, &d);
    if (!node_get(root, "scenario")) node_error(errors, root, "the experiment names no scenario");
    keep_ablated(&d);
    check_overlaps(&r, out);
    if (!out->title) out->title = out->name;
    if (check_cells(out, errors) && scenario_root) check_levels(out, errors);
    return errors->errors == before ? HG_E_OK : HG_E_INPUT;
}

static node *read_scenario_file(arena *a, const char *path, const node *at, error_list *errors)
{
    node *root = scenario_tree(a, path, false, errors);
    if (!root || experiment_kind_of(root) == 0) return root;
    node_error(errors, at, "%s is not a scenario", path);
    return NULL;
}

/* A name, or a path as seen from here; a path may also be meant as seen from the experiment. */
static const char *scenario_path(arena *a, const char *path, const node *name,
                                 const char *const *dirs, error_list *errors)
{
    size_t n = 0;
    while (dirs && dirs[n]) n++;
    const char **all = arena_array(a, n + 3, sizeof *all);
    const char *own = folder_of(a, path);
    for (size_t i = 0; i < n; i++) all[i] = dirs[i];
    all[n] = own;
    all[n + 1] = arena_format(a, "%s/..", own);
    return find_file(a, name->text, all, name, errors);
}

int experiment_load(arena *a, const char *path, const char *const *dirs, const override *sets,
                    size_t n_sets, experiment *out, error_list *errors)
{
    *out = (experiment){0};
    size_t before = errors->errors;
    node *root = node_read_file(a, path, errors);
    if (!root || !must_be_experiment(root, errors)) return HG_E_INPUT;
    fold_agents(a, root, errors);
    for (size_t i = 0; i < n_sets; i++) experiment_set(a, root, &sets[i]);
    put_presets(a, root);
    const node *name = node_get(root, "scenario");
    bool named = name && name->kind == NODE_SCALAR && *name->text;
    out->scenario_path = named ? scenario_path(a, path, name, dirs, errors) : NULL;
    node *text =
        out->scenario_path ? read_scenario_file(a, out->scenario_path, name, errors) : NULL;
    int code = read_resolved(a, root, text, out, errors);
    return errors->errors == before ? code : HG_E_INPUT;
}

int experiment_read(arena *a, const char *file, const char *text, size_t size,
                    const char *scenario_file, const char *scenario_text, size_t scenario_size,
                    experiment *out, error_list *errors)
{
    *out = (experiment){.scenario_path = arena_text(a, scenario_file)};
    node *root = node_read(a, file, text, size, errors);
    node *scenario_root = node_read(a, scenario_file, scenario_text, scenario_size, errors);
    if (!root || !scenario_root || !must_be_experiment(root, errors)) return HG_E_INPUT;
    fold_agents(a, root, errors);
    put_presets(a, root);
    return read_resolved(a, root, scenario_root, out, errors);
}
