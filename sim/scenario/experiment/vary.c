/* The factors of an experiment: named levels that are sets of paths, or one path and a list of
 * values. A factor with several columns has nested maps, one per column. It knows paths as text and
 * values as nodes; what they mean is the scenario's business. */
#include "scenario/experiment/design.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scenario/path.h"

/* ---- settings ---- */

override *read_sets(reader *r, const node *n, uint32_t *count)
{
    *count = 0;
    if (!is_map(r, n, "paths and values, such as {deadline.rounds: 10}")) return NULL;
    override *sets = arena_array(r->arena, n->count, sizeof *sets);
    for (uint32_t i = 0; i < n->count; i++)
        sets[i] = (override){n->keys[i]->text, n->items[i], n->keys[i]};
    *count = n->count;
    return sets;
}

/* ---- levels ---- */

typedef struct factor_draft {
    uint32_t n_columns;
    const char *columns[COLUMNS_MAX];
    const char *names[COLUMNS_MAX]; /* of the level being read */
    level *levels;
    uint32_t n_levels, cap_levels;
} factor_draft;

static void add_level(reader *r, const node *at, factor_draft *f, const override *sets,
                      uint32_t n_sets)
{
    if (f->n_levels == LEVELS_MAX)
        node_error(r->errors, at, "%s has more than %u levels", r->path, LEVELS_MAX);
    if (f->n_levels >= LEVELS_MAX) return;
    if (f->n_levels == f->cap_levels) {
        f->cap_levels = 2 * f->cap_levels + 8;
        level *more = arena_array(r->arena, f->cap_levels, sizeof *more);
        if (f->n_levels) memcpy(more, f->levels, f->n_levels * sizeof *more);
        f->levels = more;
    }
    const char **names = arena_array(r->arena, f->n_columns, sizeof *names);
    memcpy(names, f->names, f->n_columns * sizeof *names);
    f->levels[f->n_levels++] = (level){names, sets, n_sets};
}

static void read_levels(reader *r, const node *n, factor_draft *f, uint32_t column)
{
    if (!is_map(r, n,
                column + 1 < f->n_columns ? "levels, and in each the levels of the next column"
                                          : "levels by name"))
        return;
    if (n->count == 0) node_error(r->errors, n, "%s has no levels", r->path);
    for (uint32_t i = 0; i < n->count; i++) {
        const char *outside = r->path;
        r->path = arena_format(r->arena, "%s.%s", outside, n->keys[i]->text);
        f->names[column] = n->keys[i]->text;
        uint32_t n_sets;
        if (column + 1 < f->n_columns) {
            read_levels(r, n->items[i], f, column + 1);
        } else {
            const override *sets = read_sets(r, n->items[i], &n_sets);
            if (sets) add_level(r, n->keys[i], f, sets, n_sets);
        }
        r->path = outside;
    }
}

/* ---- one path, many values ---- */

static void add_value(reader *r, const node *value, factor_draft *f)
{
    override *set = arena_alloc(r->arena, sizeof *set);
    *set = (override){f->columns[0], value, r->key};
    f->names[0] = value->text;
    add_level(r, value, f, set, 1);
}

static void read_value_list(reader *r, const node *n, factor_draft *f)
{
    if (n->count == 0) node_error(r->errors, n, "%s has no values", r->path);
    for (uint32_t i = 0; i < n->count; i++) {
        const node *value = n->items[i];
        bool good = value->kind == NODE_SCALAR && *value->text;
        for (uint32_t k = 0; good && k < i && k < LEVELS_MAX; k++)
            good = strcmp(n->items[k]->text, value->text) != 0;
        if (good)
            add_value(r, value, f);
        else
            node_error(r->errors, value,
                       "the values of %s must be single and different; for more, name the levels",
                       r->path);
    }
}

typedef struct progression {
    double x[3]; /* from, to, step */
    const node *at[3];
    bool good;
} progression;
static const char *const progression_names[] = {"from", "to", "step"};

static void read_progression_key(reader *r, const node *n, void *into)
{
    progression *p = into;
    uint32_t i = name_index((name_list){3, progression_names}, r->name);
    if (i == HG_NOBODY) return;
    p->at[i] = n;
    if (!read_number(r, n, &any_number, &p->x[i])) p->good = false;
}

static const key_spec progression_keys[] = {
    {"from", read_progression_key, NULL, "number", NULL, "first value"},
    {"to", read_progression_key, NULL, "number", NULL, "last value"},
    {"step", read_progression_key, NULL, "number", NULL, "distance of values"},
    {.name = NULL},
};
static const map_spec progression_map = {.what = "{from, to, step}", .keys = progression_keys};

/* 0.1 + 2 x 0.1 is meant to be 0.3: values are rounded to a billionth of the step. */
static double tidy(double x, double step)
{
    double unit = 1;
    while (unit > fabs(step) * 1e-6 && unit > 1e-12) unit /= 10;
    double scale = 1 / unit, scaled = x * scale;
    return fabs(scaled) < 0x1p52 ? floor(scaled + 0.5) / floor(scale + 0.5) : x;
}

static void read_progression(reader *r, const node *n, factor_draft *f)
{
    progression p = {.good = true};
    read_map(r, n, &progression_map, &p);
    if (!p.good) return;
    if (!p.at[0] || !p.at[1] || !p.at[2]) {
        node_error(r->errors, n, "%s needs from, to and step", r->path);
        return;
    }
    double steps = (p.x[1] - p.x[0]) / p.x[2], whole = floor(steps + 0.5);
    if (!(whole >= 0 && whole < LEVELS_MAX) || fabs(steps - whole) > 1e-9 * (1 + whole)) {
        node_error(r->errors, p.at[2], "%s: %s is no step that leads from %s to %s", r->path,
                   p.at[2]->text, p.at[0]->text, p.at[1]->text);
        return;
    }
    for (uint32_t k = 0; k <= (uint32_t)whole; k++) {
        node *value = node_copy(r->arena, p.at[0]);
        value->text =
            number_text(r, k == (uint32_t)whole ? p.x[1] : tidy(p.x[0] + k * p.x[2], p.x[2]));
        add_value(r, value, f);
    }
}

/* ---- factors ---- */

/* "source, level" is two columns. */
static bool read_columns(reader *r, factor_draft *f)
{
    for (const char *s = r->key->text; s; f->n_columns++) {
        const char *comma = strchr(s, ',');
        size_t n = comma ? (size_t)(comma - s) : strlen(s);
        while (n && s[n - 1] == ' ') n--;
        for (; n && *s == ' '; n--) s++;
        if (n == 0 || f->n_columns == COLUMNS_MAX) {
            node_error(r->errors, r->key, "a factor's name is 1 to %u columns with commas between",
                       COLUMNS_MAX);
            return false;
        }
        f->columns[f->n_columns] = arena_textn(r->arena, s, n);
        s = comma ? comma + 1 : NULL;
    }
    return true;
}

static bool columns_are_new(reader *r, const design *d, const factor_draft *f)
{
    for (uint32_t i = 0; i < f->n_columns; i++) {
        bool taken = false;
        for (uint32_t k = 0; k < d->out->n_columns; k++)
            taken |= strcmp(d->columns[k], f->columns[i]) == 0;
        for (uint32_t k = 0; k < i; k++) taken |= strcmp(f->columns[k], f->columns[i]) == 0;
        if (!taken) continue;
        node_error(r->errors, r->key, "there is a column \"%s\" already", f->columns[i]);
        return false;
    }
    return true;
}

static void keep_factor(reader *r, design *d, const factor_draft *f)
{
    const char **columns = arena_array(r->arena, f->n_columns, sizeof *columns);
    memcpy(columns, f->columns, f->n_columns * sizeof *columns);
    memcpy(d->columns + d->out->n_columns, columns, f->n_columns * sizeof *columns);
    d->out->n_columns += f->n_columns;
    d->factors[d->out->n_factors++] =
        (factor){f->n_columns, columns, f->n_levels, f->levels, r->key};
}

static void read_factor(reader *r, const node *n, void *into)
{
    design *d = into;
    factor_draft f = {0};
    if (!read_columns(r, &f) || !columns_are_new(r, d, &f)) return;
    bool range = node_get(n, "from") && node_get(n, "to");
    if ((range || n->kind == NODE_LIST) && f.n_columns > 1)
        node_error(r->errors, n, "%s has several columns: name its levels", r->path);
    else if (range)
        read_progression(r, n, &f);
    else if (n->kind == NODE_LIST)
        read_value_list(r, n, &f);
    else
        read_levels(r, n, &f, 0);
    keep_factor(r, d, &f);
}

static const key_spec vary_each = {
    "FACTOR",
    read_factor,
    &progression_map,
    "{LEVEL: {PATH: VALUE}}; or, named by a path, [VALUE, ...] or {from, to, step}",
    NULL,
    "a factor: every combination of levels is a cell; a comma in its name is several columns"};
const map_spec vary_map = {.what = "factors by name", .names = NAMES_DEFINED, .each = &vary_each};

void read_vary(reader *r, const node *n, void *into)
{
    design *d = into;
    if (!is_map(r, n, vary_map.what)) return;
    d->factors = arena_array(r->arena, n->count, sizeof *d->factors);
    d->columns = arena_array(r->arena, (size_t)n->count * COLUMNS_MAX, sizeof *d->columns);
    d->out->factors = d->factors;
    d->out->columns = d->columns;
    size_t errors = r->errors->errors;
    read_map(r, n, &vary_map, d);
    d->vary_good = r->errors->errors == errors;
}

const factor *factor_of(const experiment *e, uint32_t column, uint32_t *within)
{
    for (uint32_t i = 0; i < e->n_factors; i++) {
        if (column < e->factors[i].n_columns) {
            *within = column;
            return &e->factors[i];
        }
        column -= e->factors[i].n_columns;
    }
    return NULL;
}

name_list levels_of(arena *a, const experiment *e, uint32_t column)
{
    uint32_t within = 0, count = 0;
    const factor *f = factor_of(e, column, &within);
    const char **items = arena_array(a, f->n_levels, sizeof *items);
    for (uint32_t i = 0; i < f->n_levels; i++)
        if (name_index((name_list){count, items}, f->levels[i].names[within]) == HG_NOBODY)
            items[count++] = f->levels[i].names[within];
    return (name_list){count, items};
}

/* ---- settings without effect ---- */

/* What a factor sets, each path once: levels mostly set the same paths. */
static const override *paths_of(arena *a, const factor *f, uint32_t *count)
{
    uint32_t cap = 0;
    for (uint32_t i = 0; i < f->n_levels; i++) cap += f->levels[i].n_sets;
    override *paths = arena_array(a, cap, sizeof *paths);
    *count = 0;
    for (uint32_t i = 0; i < f->n_levels; i++)
        for (uint32_t k = 0; k < f->levels[i].n_sets; k++) {
            const override *o = &f->levels[i].sets[k];
            bool known = false;
            for (uint32_t j = 0; j < *count && !known; j++)
                known = strcmp(paths[j].path, o->path) == 0;
            if (!known) paths[(*count)++] = *o;
        }
    return paths;
}

static void check_pair(reader *r, const override *before, const override *after, const factor *by)
{
    if (!path_covers(after->path, before->path)) return;
    if (by)
        node_error(r->errors, before->at, "%s is set here, but varied by \"%s\": set one of them",
                   before->path, by->at->text);
    else
        node_warning(r->errors, after->at, "%s overwrites %s, which is set before it", after->path,
                     before->path);
}

static void check_within(reader *r, const override *sets, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t k = 0; k < i; k++) check_pair(r, &sets[k], &sets[i], NULL);
}

void check_overlaps(reader *r, const experiment *e)
{
    check_within(r, e->sets, e->n_sets);
    const override **earlier = arena_array(r->arena, e->n_factors, sizeof(override *));
    uint32_t *counts = arena_array(r->arena, e->n_factors, sizeof *counts);
    for (uint32_t i = 0; i < e->n_factors; i++) {
        const factor *f = &e->factors[i];
        earlier[i] = paths_of(r->arena, f, &counts[i]);
        for (uint32_t k = 0; k < f->n_levels; k++)
            check_within(r, f->levels[k].sets, f->levels[k].n_sets);
        for (uint32_t k = 0; k < counts[i]; k++) {
            for (uint32_t s = 0; s < e->n_sets; s++) check_pair(r, &e->sets[s], &earlier[i][k], f);
            for (uint32_t j = 0; j < i; j++)
                for (uint32_t s = 0; s < counts[j]; s++)
                    check_pair(r, &earlier[j][s], &earlier[i][k], f);
        }
    }
}
