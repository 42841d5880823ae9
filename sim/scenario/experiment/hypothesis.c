/* The hypotheses of an experiment: what is measured, how it is claimed to move along a factor, in
 * which cells, and beyond what. Every name is checked here, so that a slip costs no run. It knows
 * columns and levels by name; what the numbers are is analysis. */
#include "scenario/experiment/design.h"

#include <math.h>
#include <string.h>

/* ---- measures: the columns of sessions.csv that a claim can be about ---- */

typedef enum measured { OF_SESSION, OF_ROLE, OF_ISSUE } measured;
typedef struct measure_spec {
    const char *name;
    measured of;
    bool number; /* else it can only be the same */
} measure_spec;
static const measure_spec measures[] = {
    {"outcome", OF_SESSION, false},
    {"round", OF_SESSION, true},
    {"offers", OF_SESSION, true},
    {"pie", OF_SESSION, true},
    {"zone_start", OF_SESSION, true},
    {"zone_end", OF_SESSION, true},
    {"efficiency", OF_SESSION, true},
    {"welfare", OF_SESSION, true},
    {"distance_pareto", OF_SESSION, true},
    {"distance_nash", OF_SESSION, true},
    {"distance_kalai_smorodinsky", OF_SESSION, true},
    {"distance_egalitarian", OF_SESSION, true},
    {"distance_utilitarian", OF_SESSION, true},
    {"nash_product", OF_SESSION, true},
    {"trace", OF_SESSION, false},
    {"offer", OF_ISSUE, true},
    {"utility", OF_ROLE, true},
    {"gain", OF_ROLE, true},
    {"pie_share", OF_ROLE, true},
    {"surplus_share", OF_ROLE, true},
    {"opening", OF_ROLE, true},
    {"early_concession", OF_ROLE, true},
    {"mean_demand", OF_ROLE, true},
    {"offers", OF_ROLE, true},
    {"messages", OF_ROLE, false},
    {"alternative", OF_ROLE, true},
    {"alternative_start", OF_ROLE, true},
    {"leverage", OF_ROLE, true},
    {"leverage_end", OF_ROLE, true},
    {"lambda", OF_ROLE, true},
    {"part_alternatives", OF_ROLE, true},
    {"part_power", OF_ROLE, true},
    {"part_information", OF_ROLE, true},
    {"part_frontier", OF_ROLE, true},
    {"total_concession", OF_ROLE, true},
    {"concession_rate", OF_ROLE, true},
    {"temporal_patience", OF_ROLE, true},
    {"monotonicity", OF_ROLE, true},
    {"moves", OF_ROLE, true},
    {"silent_moves", OF_ROLE, true},
    {"nice_moves", OF_ROLE, true},
    {"concession_moves", OF_ROLE, true},
    {"unfortunate_moves", OF_ROLE, true},
    {"selfish_moves", OF_ROLE, true},
    {"fortunate_moves", OF_ROLE, true},
    {"reciprocity", OF_ROLE, true},
};
enum { MEASURES = sizeof measures / sizeof *measures };

static name_list owners_of(const reader *r, const measure_spec *m)
{
    static const char *const session[] = {""};
    return m->of == OF_ROLE ? r->roles : m->of == OF_ISSUE ? r->issues : (name_list){1, session};
}

static const char *column_name(reader *r, const measure_spec *m, const char *owner)
{
    return *owner ? arena_format(r->arena, "%s_%s", m->name, owner) : m->name;
}

static const measure_spec *find_measure(reader *r, const char *name)
{
    for (size_t i = 0; i < MEASURES; i++) {
        name_list owners = owners_of(r, &measures[i]);
        for (uint32_t k = 0; k < owners.count; k++)
            if (strcmp(column_name(r, &measures[i], owners.items[k]), name) == 0)
                return &measures[i];
    }
    return NULL;
}

static name_list all_measures(reader *r)
{
    const char **names =
        arena_array(r->arena, MEASURES * (size_t)(SPACE_ISSUES_MAX + 1), sizeof *names);
    uint32_t count = 0;
    for (size_t i = 0; i < MEASURES; i++) {
        name_list owners = owners_of(r, &measures[i]);
        for (uint32_t k = 0; k < owners.count; k++)
            names[count++] = column_name(r, &measures[i], owners.items[k]);
    }
    return (name_list){count, names};
}

bool experiment_measure(const char *name, bool *number)
{
    for (size_t i = 0; i < MEASURES; i++) {
        if (strcmp(measures[i].name, name) != 0) continue;
        *number = measures[i].number;
        return true;
    }
    return false;
}

void describe_measures(buf *out)
{
    static const char *const of[] = {[OF_SESSION] = "", [OF_ROLE] = "_ROLE", [OF_ISSUE] = "_ISSUE"};
    for (size_t i = 0; i < MEASURES; i++)
        buf_format(out, "%s%s%s%s", i ? ", " : "", measures[i].name, of[measures[i].of],
                   measures[i].number ? "" : "~");
}

/* ---- keys ---- */

typedef struct hypothesis_draft {
    design *design;
    hypothesis *h;
    const node *at_measure, *at_claim, *at_second, *at_least, *at_beyond;
    bool exact_measure;
} hypothesis_draft;

static name_list columns_of(const hypothesis_draft *d)
{
    return (name_list){d->design->out->n_columns, d->design->out->columns};
}

static void read_measure(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    d->at_measure = n;
    const char *name = read_name(r, n);
    if (!name) return;
    d->h->measure = name;
    if (!d->design->scenario_root) return;
    const measure_spec *m = find_measure(r, name);
    if (m) {
        d->exact_measure = !m->number;
        return;
    }
    name_list all = all_measures(r);
    unknown(r, n, "measure", name, all.items, all.count);
}

static void read_claim(reader *r, const node *n, hypothesis_draft *d, claim what)
{
    if (d->at_claim) {
        d->at_second = r->key;
        return;
    }
    d->at_claim = r->key;
    d->h->claim = what;
    uint32_t column = read_choice(r, n, "column", columns_of(d));
    if (column == HG_NOBODY) return;
    d->h->over = n->text;
    if (d->design->vary_good && levels_of(r->arena, d->design->out, column).count < 2)
        node_error(r->errors, n, "%s: %s has one level; %s needs two", r->name, n->text,
                   what == CLAIM_SAME ? "a comparison" : "a trend");
}

static void read_rises(reader *r, const node *n, void *into)
{
    read_claim(r, n, into, CLAIM_RISES);
}

static void read_falls(reader *r, const node *n, void *into)
{
    read_claim(r, n, into, CLAIM_FALLS);
}

static void read_same(reader *r, const node *n, void *into) { read_claim(r, n, into, CLAIM_SAME); }

/* A level's name, or a list of them. */
static const char *const *read_level_names(reader *r, const node *n, uint32_t column,
                                           const hypothesis_draft *d, uint32_t *count)
{
    node *const one[] = {(node *)n};
    node *const *items = n->kind == NODE_LIST ? n->items : one;
    uint32_t n_items = n->kind == NODE_LIST ? n->count : 1;
    name_list levels = levels_of(r->arena, d->design->out, column);
    const char **out = arena_array(r->arena, n_items, sizeof *out);
    if (n_items == 0) node_error(r->errors, n, "%s names no level", r->path);
    for (uint32_t i = 0; i < n_items; i++) {
        (void)read_choice(r, items[i], "level", levels);
        out[i] = items[i]->text;
    }
    *count = n_items;
    return out;
}

static void read_in(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    if (!is_map(r, n, "{COLUMN: LEVEL} or {COLUMN: [LEVEL, ...]}")) return;
    d->h->in = arena_array(r->arena, n->count, sizeof *d->h->in);
    for (uint32_t i = 0; i < n->count; i++) {
        uint32_t column = read_choice(r, n->keys[i], "column", columns_of(d));
        if (column == HG_NOBODY) continue;
        uint32_t k = d->h->n_in++;
        d->h->in[k].column = n->keys[i]->text;
        d->h->in[k].names = read_level_names(r, n->items[i], column, d, &d->h->in[k].n);
    }
}

static void read_beyond(reader *r, const node *n, void *into)
{
    static const char *const blind[] = {"blind"};
    hypothesis_draft *d = into;
    if (n->kind == NODE_SCALAR) {
        d->h->beyond_blind = read_word(r, n, blind, 1) == 0;
        return;
    }
    if (n->kind != NODE_MAP || n->count != 1) {
        node_error(r->errors, n, "%s must be blind, or one {COLUMN: LEVEL}", r->path);
        return;
    }
    uint32_t column = read_choice(r, n->keys[0], "column", columns_of(d));
    if (column == HG_NOBODY) return;
    name_list levels = levels_of(r->arena, d->design->out, column);
    d->h->beyond_column = n->keys[0]->text;
    d->at_beyond = n;
    if (read_choice(r, n->items[0], "level", levels) != HG_NOBODY)
        d->h->beyond_level = n->items[0]->text;
}

static void read_at_least(reader *r, const node *n, void *into)
{
    static const bounds at_least_0 = {.lo = 0, .hi = INFINITY, .unit = "", .also = ""};
    hypothesis_draft *d = into;
    d->at_least = r->key;
    (void)read_number(r, n, &at_least_0, &d->h->at_least);
}

static const key_spec hypothesis_keys[] = {
    {"measure", read_measure, NULL, "a column of sessions.csv", NULL, "what is claimed about"},
    {"rises_with", read_rises, NULL, "a column", NULL, "it rises from level to level, or"},
    {"falls_with", read_falls, NULL, "a column", NULL, "... falls, or"},
    {"same_over", read_same, NULL, "a column", NULL, "... is the same in every session"},
    {"in", read_in, NULL, "{COLUMN: LEVEL or [LEVEL, ...]}", "everywhere",
     "a verdict per combination of these levels"},
    {"beyond", read_beyond, NULL, "blind, or {COLUMN: LEVEL}", NULL,
     "the session-wise difference from the blind twin, or from that cell"},
    {"at_least", read_at_least, NULL, "number >= 0", "0", "per level, in the measure's unit"},
    {.name = NULL},
};
static const map_spec hypothesis_map = {.what = "{measure, rises_with, in, beyond, at_least}",
                                        .keys = hypothesis_keys};

/* Does the claim speak of cells in which this column has this level? */
static bool speaks_of(const hypothesis *h, const char *column, const char *name)
{
    for (uint32_t i = 0; i < h->n_in; i++) {
        if (strcmp(h->in[i].column, column) != 0) continue;
        for (uint32_t k = 0; k < h->in[i].n; k++)
            if (strcmp(h->in[i].names[k], name) == 0) return true;
        return false;
    }
    return true;
}

/* A cell less itself is 0 in every session. Along the column of the claim that is one level of
 * several; across it, a verdict of its own that can never pass. */
static void check_beyond(reader *r, const hypothesis_draft *d)
{
    const hypothesis *h = d->h;
    if (!h->beyond_level || !h->over || strcmp(h->over, h->beyond_column) == 0) return;
    if (speaks_of(h, h->beyond_column, h->beyond_level))
        node_warning(r->errors, d->at_beyond,
                     "%s: where %s is %s, a cell is compared with itself, and the difference is "
                     "always 0; leave that level out with `in`",
                     r->name, h->beyond_column, h->beyond_level);
}

static void check_claim(reader *r, const hypothesis_draft *d)
{
    bool same = d->at_claim && d->h->claim == CLAIM_SAME;
    if (!d->at_measure) node_error(r->errors, r->key, "%s has no measure", r->path);
    if (!d->at_claim)
        node_error(r->errors, r->key, "%s claims nothing: give rises_with, falls_with or same_over",
                   r->path);
    else if (d->at_second)
        node_error(r->errors, d->at_second, "%s has %s already: one claim per hypothesis", r->path,
                   d->at_claim->text);
    else if (d->exact_measure && !same)
        node_error(r->errors, d->at_claim,
                   "%s is no number that could rise or fall; only same_over", d->h->measure);
    if (same && d->at_least)
        node_error(r->errors, d->at_least, "at_least says nothing where all is the same");
}

static void read_hypothesis(reader *r, const node *n, void *into)
{
    design *d = into;
    hypothesis *h = &d->hypotheses[d->out->n_hypotheses];
    *h = (hypothesis){.name = r->name, .at = r->key};
    hypothesis_draft draft = {.design = d, .h = h};
    if (!is_map(r, n, hypothesis_map.what)) return;
    read_map(r, n, &hypothesis_map, &draft);
    check_claim(r, &draft);
    check_beyond(r, &draft);
    d->out->n_hypotheses++;
}

static const key_spec hypotheses_each = {
    "NAME", read_hypothesis, &hypothesis_map, "map", NULL, "a claim: PASS, FAIL or UNDECIDED"};
const map_spec hypotheses_map = {
    .what = "hypotheses by name", .names = NAMES_DEFINED, .each = &hypotheses_each};

void read_hypotheses(reader *r, const node *n, void *into)
{
    design *d = into;
    if (n->kind == NODE_MAP) d->hypotheses = arena_array(r->arena, n->count, sizeof *d->hypotheses);
    d->out->hypotheses = d->hypotheses;
    read_map(r, n, &hypotheses_map, d);
}
