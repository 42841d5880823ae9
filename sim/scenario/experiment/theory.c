/* Lines of theory: which closed form, with which numbers, and which of them go along a factor. It
 * knows the closed forms by name, as the oracle has them; it does not know what they say. */
#include "scenario/experiment/design.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

typedef struct theory_draft {
    design *design;
    theory_line *line;
    const node *oracle;
    theory_along *along; /* [n_along]; parameter: index in `words` until the oracle knows them */
    uint32_t n_words;
    const char **words;  /* [n_words] "w2=0.2": what the oracle is asked ... */
    const node **places; /* ... and where each stands */
} theory_draft;

name_list theory_names(arena *a, const experiment *e)
{
    const char **names = arena_array(a, e->n_theory, sizeof *names);
    for (uint32_t i = 0; i < e->n_theory; i++) names[i] = e->theory[i].name;
    return (name_list){e->n_theory, names};
}

static void add_word(reader *r, theory_draft *d, const node *key, const char *value)
{
    d->places[d->n_words] = key;
    d->words[d->n_words++] = arena_format(r->arena, "%s=%s", key->text, value);
}

/* ---- keys ---- */

static void read_oracle(reader *r, const node *n, void *into)
{
    theory_draft *d = into;
    if (read_name(r, n)) d->oracle = n;
}

/* Which one is found out when the oracle knows what it is asked. */
static void read_quantity_key(reader *r, const node *n, void *into)
{
    (void)into;
    (void)read_name(r, n);
}

static void read_label(reader *r, const node *n, void *into)
{
    theory_draft *d = into;
    d->line->label = read_line(r, n);
}

static void read_foretold(reader *r, const node *n, void *into)
{
    theory_draft *d = into;
    bool number;
    d->line->measure = read_measure_name(r, n, d->design->scenario_root != NULL, &number);
    if (d->line->measure && !number) node_error(r->errors, n, "%s is no number", n->text);
}

static void read_theory_set(reader *r, const node *n, void *into)
{
    if (!is_map(r, n, "parameters and their values, such as {w2: 0.2}")) return;
    for (uint32_t i = 0; i < n->count; i++) {
        const char *value = read_name(r, n->items[i]);
        if (value) add_word(r, into, n->keys[i], value);
    }
}

/* ---- along a factor ---- */

/* The number that a level is for the closed form: what the map says, else its name. */
static bool level_number(reader *r, const node *at, const char *name, const node *map, double *x)
{
    const node *said = map ? node_get(map, name) : NULL;
    if (said) return read_number(r, said, &any_number, x);
    if (text_to_double(name, x)) return true;
    node_error(r->errors, at,
               "level \"%s\" is no number: say what it is for the closed form: {%s: {%s: 0.5}}",
               name, at->text, name);
    return false;
}

static void check_level_names(reader *r, const node *map, name_list levels)
{
    for (uint32_t i = 0; map && i < map->count; i++)
        (void)read_choice(r, map->keys[i], "level", levels);
}

/* COLUMN, or {COLUMN: {LEVEL: number}}. */
static void read_axis(reader *r, const node *key, const node *n, theory_draft *d)
{
    bool mapped = n->kind == NODE_MAP && n->count == 1 && n->items[0]->kind == NODE_MAP;
    const node *column = mapped ? n->keys[0] : n, *map = mapped ? n->items[0] : NULL;
    const experiment *e = d->design->out;
    if (!mapped && n->kind != NODE_SCALAR) {
        node_error(r->errors, n, "%s must be a column, or one {COLUMN: {LEVEL: number}}", r->path);
        return;
    }
    uint32_t c = read_choice(r, column, "column", (name_list){e->n_columns, e->columns});
    if (c == HG_NOBODY || !d->design->vary_good) return;
    name_list levels = levels_of(r->arena, e, c);
    check_level_names(r, map, levels);
    double *x = arena_array(r->arena, levels.count, sizeof *x);
    for (uint32_t i = 0; i < levels.count; i++)
        if (!level_number(r, column, levels.items[i], map, &x[i])) return;
    d->along[d->line->n_along++] = (theory_along){d->n_words, c, levels.count, levels.items, x};
    add_word(r, d, key, number_text(r, x[0]));
}

static void read_theory_along(reader *r, const node *n, void *into)
{
    theory_draft *d = into;
    if (!is_map(r, n, "parameters and columns, such as {w1: one.reservation}")) return;
    d->along = arena_array(r->arena, n->count, sizeof *d->along);
    d->line->along = d->along;
    for (uint32_t i = 0; i < n->count; i++) read_axis(r, n->keys[i], n->items[i], d);
}

static const key_spec theory_keys[] = {
    {"oracle", read_oracle, NULL, "a closed form", NULL, "by its name: `higgle oracle` lists them"},
    {"quantity", read_quantity_key, NULL, "name", "its first", "... and which of its values"},
    {"set", read_theory_set, NULL, "{PARAMETER: value}", NULL,
     "parameters that are the same in all cells"},
    {"along", read_theory_along, NULL, "{PARAMETER: COLUMN or {COLUMN: {LEVEL: number}}}", NULL,
     "... and those that go along a factor; figures draw along the first"},
    {"measure", read_foretold, NULL, "a column of sessions.csv", NULL, "what it foretells"},
    {"label", read_label, NULL, "text", "the name", "in figures"},
    {.name = NULL},
};
static const map_spec theory_line_map = {.what = "{oracle, quantity, set, along}",
                                         .keys = theory_keys};

/* ---- the oracle ---- */

/* Where the mistake stands: at the family, or at the first parameter that is wrong beside those
 * before it. */
static const node *place_of_error(reader *r, const theory_draft *d)
{
    oracle_question q;
    for (uint32_t n = 1; n <= d->n_words; n++)
        if (oracle_ask(r->arena, d->oracle->text, d->words, n, &q))
            return n == 1 && oracle_ask(r->arena, d->oracle->text, d->words, 0, &q)
                       ? d->oracle
                       : d->places[n - 1];
    return d->oracle;
}

/* What each `along` is called by the oracle: the one parameter that is given where it alone is. */
static void find_parameters(reader *r, theory_draft *d)
{
    const char *family = oracle_full_name(r->arena, d->line->question.family);
    for (uint32_t i = 0; i < d->line->n_along; i++) {
        oracle_question alone;
        uint32_t p = 0;
        if (oracle_ask(r->arena, family, &d->words[d->along[i].parameter], 1, &alone)) continue;
        while (p + 1 < ORACLE_PARAMETERS && !alone.given[p]) p++;
        d->along[i].parameter = p;
    }
}

static void ask(reader *r, const node *n, theory_draft *d)
{
    theory_line *l = d->line;
    const node *which = node_get(n, "quantity");
    const char *why = oracle_ask(r->arena, d->oracle->text, d->words, d->n_words, &l->question);
    if (why) {
        node_error(r->errors, place_of_error(r, d), "%s", why);
        return;
    }
    if (which) why = oracle_find_quantity(r->arena, &l->question, which->text, &l->quantity);
    if (why) node_error(r->errors, which, "%s", why);
    find_parameters(r, d);
}

/* ---- the whole ---- */

static uint32_t most_words(const node *n)
{
    const node *set = node_get(n, "set"), *along = node_get(n, "along");
    return (set && set->kind == NODE_MAP ? set->count : 0) +
           (along && along->kind == NODE_MAP ? along->count : 0);
}

static void read_line_of_theory(reader *r, const node *n, void *into)
{
    design *d = into;
    theory_line *l = &d->theory[d->out->n_theory];
    *l = (theory_line){.name = r->name, .label = r->name, .at = r->key};
    theory_draft draft = {.design = d, .line = l};
    if (!is_map(r, n, theory_line_map.what)) return;
    uint32_t most = most_words(n);
    size_t errors = r->errors->errors;
    draft.words = arena_array(r->arena, most, sizeof *draft.words);
    draft.places = arena_array(r->arena, most, sizeof *draft.places);
    read_map(r, n, &theory_line_map, &draft);
    if (!node_get(n, "oracle")) node_error(r->errors, r->key, "%s names no oracle", r->path);
    if (r->errors->errors == errors) ask(r, n, &draft);
    d->out->n_theory++;
}

static const key_spec theory_each = {"NAME",
                                     read_line_of_theory,
                                     &theory_line_map,
                                     "map",
                                     NULL,
                                     "a closed form, evaluated in every cell"};
const map_spec theory_map = {
    .what = "lines of theory by name", .names = NAMES_DEFINED, .each = &theory_each};

void read_theory(reader *r, const node *n, void *into)
{
    design *d = into;
    if (n->kind == NODE_MAP) d->theory = arena_array(r->arena, n->count, sizeof *d->theory);
    d->out->theory = d->theory;
    read_map(r, n, &theory_map, d);
}

/* ---- values ---- */

static double level_value(const experiment *e, const theory_along *along, uint64_t cell)
{
    const char *name = experiment_level_name(e, cell, along->column);
    uint32_t i = name_index((name_list){along->n, along->names}, name);
    return i == HG_NOBODY ? NAN : along->x[i];
}

static double value_of(const oracle_question *q, size_t which)
{
    double out[ORACLE_QUANTITIES];
    arena m;
    arena_init(&m);
    bool refused = oracle_answer(&m, q, out) != NULL;
    arena_fini(&m);
    return refused ? NAN : out[which];
}

double theory_x(const experiment *e, const theory_line *l, uint64_t cell)
{
    return level_value(e, &l->along[0], cell);
}

/* A parameter that goes along the same column as the first one: as far between two levels as x is
 * for that one. */
static double beside(const theory_along *first, const theory_along *other, double x)
{
    for (uint32_t i = 1; i < first->n; i++) {
        double from = first->x[i - 1], to = first->x[i];
        if (x < fmin(from, to) || x > fmax(from, to)) continue;
        double share = from == to ? 0 : (x - from) / (to - from);
        return other->x[i - 1] + share * (other->x[i] - other->x[i - 1]);
    }
    return NAN;
}

static double answer(oracle_question *q, size_t which)
{
    if (q->family->complete) q->family->complete(q->values, q->given);
    return value_of(q, which);
}

double theory_at(const experiment *e, const theory_line *l, uint64_t cell, double x)
{
    oracle_question q = l->question;
    const theory_along *first = l->along;
    q.values[first->parameter].x = x;
    for (uint32_t i = 1; i < l->n_along; i++) {
        const theory_along *other = &l->along[i];
        bool together = other->column == first->column;
        double value = together ? beside(first, other, x) : level_value(e, other, cell);
        if (isnan(value)) return NAN;
        q.values[other->parameter].x = value;
    }
    return answer(&q, l->quantity);
}

double theory_value(const experiment *e, const theory_line *l, uint64_t cell)
{
    oracle_question q = l->question;
    for (uint32_t i = 0; i < l->n_along; i++)
        q.values[l->along[i].parameter].x = level_value(e, &l->along[i], cell);
    return l->n_along ? answer(&q, l->quantity) : value_of(&q, l->quantity);
}
