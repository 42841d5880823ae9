/* The hypotheses of an experiment: what is measured, what is claimed of it, in which cells, and
 * beyond what. Every name is checked here, so that a slip costs no run. It knows columns and levels
 * by name; what the numbers are is analysis. */
#include "scenario/experiment/design.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

/* ---- claims ---- */

static const struct {
    const char *key, *words;
} claims[] = {
#define CLAIM_NAMES(name, key, words) [name] = {key, words},
    CLAIMS(CLAIM_NAMES)
#undef CLAIM_NAMES
};

const char *claim_key(claim c) { return claims[c].key; }
const char *claim_words(claim c) { return claims[c].words; }

typedef struct hypothesis_draft {
    design *design;
    hypothesis *h;
    const node *at_measure, *at_claim, *at_second, *at_beyond, *at_on;
    bool exact_measure;
} hypothesis_draft;

static name_list columns_of(const hypothesis_draft *d)
{
    return (name_list){d->design->out->n_columns, d->design->out->columns};
}

static void read_measure(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    bool number;
    d->at_measure = n;
    const char *name = read_measure_name(r, n, d->design->scenario_root != NULL, &number);
    if (name) d->h->measure = name;
    d->exact_measure = name && !number;
}

static bool begin_claim(reader *r, hypothesis_draft *d)
{
    uint32_t c = 0;
    if (d->at_claim) {
        d->at_second = r->key;
        return false;
    }
    d->at_claim = r->key;
    while (c + 1 < CLAIM_COUNT && strcmp(claims[c].key, r->key->text) != 0) c++;
    d->h->claim = (claim)c;
    return true;
}

static void read_over(reader *r, const node *n, hypothesis_draft *d, uint32_t least)
{
    static const char *const counts[] = {"no", "one", "two", "three"};
    uint32_t column = read_choice(r, n, "column", columns_of(d));
    if (column == HG_NOBODY) return;
    d->h->over = n->text;
    if (!d->design->vary_good) return;
    uint32_t levels = levels_of(r->arena, d->design->out, column).count;
    if (levels < least)
        node_error(r->errors, n, "%s: %s has %s level%s; %s needs %s", r->name, n->text,
                   counts[levels], levels == 1 ? "" : "s",
                   d->h->claim == CLAIM_PEAKS                                 ? "a peak"
                   : d->h->claim == CLAIM_RISES || d->h->claim == CLAIM_FALLS ? "a trend"
                                                                              : "a comparison",
                   counts[least]);
}

static void read_along(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    if (begin_claim(r, d)) read_over(r, n, d, d->h->claim == CLAIM_PEAKS ? 3 : 2);
}

static void read_over_key(reader *r, const node *n, void *into) { read_over(r, n, into, 1); }

static void read_within(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    if (!begin_claim(r, d)) return;
    if (n->kind != NODE_LIST || n->count != 2) {
        node_error(r->errors, n, "%s must be the ends of a band: [0.2, 0.3]", r->path);
        return;
    }
    if (!read_number(r, n->items[0], &any_number, &d->h->low)) return;
    if (!read_number(r, n->items[1], &any_number, &d->h->high)) return;
    if (!(d->h->low <= d->h->high))
        node_error(r->errors, n, "%s is a band whose end lies before its beginning", r->path);
}

static void read_above(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    if (begin_claim(r, d)) (void)read_number(r, n, &any_number, &d->h->low);
}

static void read_below(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    if (begin_claim(r, d)) (void)read_number(r, n, &any_number, &d->h->high);
}

/* A number, or the name of a line of theory. */
static void read_equals(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    double x;
    if (!begin_claim(r, d)) return;
    if (n->kind == NODE_SCALAR && text_to_double(n->text, &x) && isfinite(x)) {
        d->h->low = d->h->high = x;
        return;
    }
    uint32_t i = read_choice(r, n, "line of theory", theory_names(r->arena, d->design->out));
    if (i != HG_NOBODY) d->h->theory = &d->design->out->theory[i];
}

static void read_on(reader *r, const node *n, hypothesis_draft *d, summary what)
{
    bool number;
    if (d->at_on) {
        node_error(r->errors, r->key,
                   "a claim is about one number: give slope_on or correlates_with");
        return;
    }
    d->at_on = r->key;
    d->h->summary = what;
    d->h->on = read_measure_name(r, n, d->design->scenario_root != NULL, &number);
    if (d->h->on && !number) node_error(r->errors, n, "%s is no number", d->h->on);
}

static void read_slope_on(reader *r, const node *n, void *into)
{
    read_on(r, n, into, SUMMARY_SLOPE);
}

static void read_correlates(reader *r, const node *n, void *into)
{
    read_on(r, n, into, SUMMARY_CORRELATION);
}

/* ---- where ---- */

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

/* ---- how much, and what is told with it ---- */

static const bounds at_least_0 = {.lo = 0, .hi = INFINITY, .unit = "", .also = ""};
static const bounds above_0 = {.lo = 0, .hi = INFINITY, .above_lo = true, .unit = "", .also = ""};

static void read_at_least(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    (void)read_number(r, n, &at_least_0, &d->h->at_least);
}

static void read_less_than(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    (void)read_number(r, n, &above_0, &d->h->less_than);
}

static void read_tolerance(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    (void)read_number(r, n, &at_least_0, &d->h->tolerance);
}

static void read_errors(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    (void)read_number(r, n, &above_0, &d->h->errors);
}

static void read_marked(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"calibrated", "validated"};
    hypothesis_draft *d = into;
    int i = read_word(r, n, words, 2);
    if (i >= 0) d->h->marked = i ? MARKED_VALIDATED : MARKED_CALIBRATED;
}

static void read_expect(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    d->h->expect = read_line(r, n);
}

static void read_source(reader *r, const node *n, void *into)
{
    hypothesis_draft *d = into;
    d->h->source = read_line(r, n);
}

static const key_spec hypothesis_keys[] = {
    {"measure", read_measure, NULL, "a column of sessions.csv", NULL, "what is claimed about"},
    {"slope_on", read_slope_on, NULL, "a column of sessions.csv", NULL,
     "within, above, below: not its mean but its slope on this one, or"},
    {"correlates_with", read_correlates, NULL, "a column of sessions.csv", NULL,
     "... its correlation with this one"},
    {"rises_with", read_along, NULL, "a column", NULL, "it rises from level to level, or"},
    {"falls_with", read_along, NULL, "a column", NULL, "... falls, or"},
    {"peaks_over", read_along, NULL, "a column", NULL,
     "... is higher at one of the inner levels than at both ends, or"},
    {"unaffected_by", read_along, NULL, "a column", NULL,
     "... differs by less than less_than between any two levels, or"},
    {"same_over", read_along, NULL, "a column", NULL, "... is the same in every session, or"},
    {"within", read_within, NULL, "[LOW, HIGH]", NULL, "... lies in this band, or"},
    {"above", read_above, NULL, "number", NULL, "... lies above, or"},
    {"below", read_below, NULL, "number", NULL, "... below, or"},
    {"equals", read_equals, NULL, "number, or a name under theory", NULL, "... is this"},
    {"over", read_over_key, NULL, "a column", "each cell on its own",
     "within, above, below, equals: one verdict for all cells along it"},
    {"in", read_in, NULL, "{COLUMN: LEVEL or [LEVEL, ...]}", "everywhere",
     "a verdict per combination of these levels"},
    {"beyond", read_beyond, NULL, "blind, or {COLUMN: LEVEL}", NULL,
     "the session-wise difference from the blind twin, or from that cell; with within: it must "
     "differ as well"},
    {"at_least", read_at_least, NULL, "number >= 0", "0",
     "per level, in the measure's unit; peaks_over, within: of the difference"},
    {"less_than", read_less_than, NULL, "number > 0", NULL,
     "unaffected_by: what is no difference, in the measure's unit"},
    {"tolerance", read_tolerance, NULL, "number >= 0", "1e-9",
     "equals: how far off a session may be; with errors: the mean, surely"},
    {"errors", read_errors, NULL, "number > 0", NULL,
     "equals: the mean, within so many standard errors"},
    {"marked", read_marked, NULL, "calibrated or validated", NULL,
     "was the model tuned to this, or not?"},
    {"expect", read_expect, NULL, "text", NULL, "the expected value, as literature has it"},
    {"source", read_source, NULL, "text", NULL, "... and who found it"},
    {.name = NULL},
};
static const map_spec hypothesis_map = {.what = "{measure, rises_with, in, beyond, at_least}",
                                        .keys = hypothesis_keys};

/* ---- checks ---- */

#define BIT(c)   (1u << (c))
#define BANDS    (BIT(CLAIM_WITHIN) | BIT(CLAIM_ABOVE) | BIT(CLAIM_BELOW))
#define TRENDS   (BIT(CLAIM_RISES) | BIT(CLAIM_FALLS))
#define CONTRAST (TRENDS | BIT(CLAIM_PEAKS) | BIT(CLAIM_UNAFFECTED) | BANDS)

/* Keys that only some claims listen to. */
static const struct {
    const char *key;
    unsigned claims;
} listens[] = {
    {"slope_on", BANDS},
    {"correlates_with", BANDS},
    {"over", BANDS | BIT(CLAIM_EQUALS)},
    {"beyond", CONTRAST},
    {"at_least", TRENDS | BIT(CLAIM_PEAKS) | BIT(CLAIM_WITHIN)},
    {"less_than", BIT(CLAIM_UNAFFECTED)},
    {"tolerance", BIT(CLAIM_EQUALS)},
    {"errors", BIT(CLAIM_EQUALS)},
};

static const char *claims_text(arena *a, unsigned which)
{
    const char *text = "";
    for (uint32_t c = 0; c < CLAIM_COUNT; c++)
        if (which & BIT(c))
            text = arena_format(a, "%s%s%s", text, *text ? ", " : "", claims[c].key);
    return text;
}

static const node *key_node(const node *map, const char *name)
{
    for (uint32_t i = 0; i < map->count; i++)
        if (strcmp(map->keys[i]->text, name) == 0) return map->keys[i];
    return NULL;
}

static void check_listens(reader *r, const node *n, const hypothesis *h)
{
    for (size_t i = 0; i < sizeof listens / sizeof *listens; i++) {
        const node *key = key_node(n, listens[i].key);
        if (key && !(listens[i].claims & BIT(h->claim)))
            node_error(r->errors, key, "%s says nothing beside %s; it goes with %s", key->text,
                       claims[h->claim].key, claims_text(r->arena, listens[i].claims));
    }
}

/* Does the claim speak of no cells but those in which this column has this level? */
static bool speaks_only_of(const hypothesis *h, const char *column, const char *name)
{
    for (uint32_t i = 0; i < h->n_in; i++)
        if (strcmp(h->in[i].column, column) == 0)
            return h->in[i].n == 1 && strcmp(h->in[i].names[0], name) == 0;
    return false;
}

/* A cell less itself is 0 in every session: but along the column of the claim, where it is one
 * level of several, verdicts leave it out. */
static void check_beyond(reader *r, const hypothesis_draft *d)
{
    const hypothesis *h = d->h;
    if (!h->beyond_level || (h->over && strcmp(h->over, h->beyond_column) == 0)) return;
    if (speaks_only_of(h, h->beyond_column, h->beyond_level))
        node_warning(
            r->errors, d->at_beyond,
            "%s: where %s is %s, a cell would be compared with itself: `in` leaves nothing "
            "else",
            r->name, h->beyond_column, h->beyond_level);
}

static void check_needs(reader *r, const node *n, const hypothesis *h)
{
    bool differs = h->beyond_blind || h->beyond_column;
    if (h->claim == CLAIM_UNAFFECTED && !node_get(n, "less_than"))
        node_error(r->errors, r->key, "%s: unaffected_by needs less_than: what is no difference?",
                   r->path);
    if (h->claim == CLAIM_WITHIN && !differs && key_node(n, "at_least"))
        node_error(r->errors, key_node(n, "at_least"),
                   "at_least says nothing beside within without beyond");
    if (h->theory && h->theory->measure && h->measure &&
        strcmp(h->theory->measure, h->measure) != 0)
        node_error(r->errors, node_get(n, "equals"), "%s foretells %s, not %s", h->theory->name,
                   h->theory->measure, h->measure);
}

static void check_claim(reader *r, const node *n, const hypothesis_draft *d)
{
    const hypothesis *h = d->h;
    if (!d->at_measure) node_error(r->errors, r->key, "%s has no measure", r->path);
    if (!d->at_claim) {
        node_error(r->errors, r->key, "%s claims nothing: give one of %s", r->path,
                   claims_text(r->arena, BIT(CLAIM_COUNT) - 1));
        return;
    }
    if (d->at_second)
        node_error(r->errors, d->at_second, "%s has %s already: one claim per hypothesis", r->path,
                   d->at_claim->text);
    else if (d->exact_measure && h->claim != CLAIM_SAME)
        node_error(r->errors, d->at_claim,
                   "%s is no number that could rise or fall; only same_over", h->measure);
    check_listens(r, n, h);
    check_needs(r, n, h);
    check_beyond(r, d);
}

static void read_hypothesis(reader *r, const node *n, void *into)
{
    design *d = into;
    hypothesis *h = &d->hypotheses[d->out->n_hypotheses];
    *h = (hypothesis){.name = r->name, .low = -INFINITY, .high = INFINITY, .at = r->key};
    hypothesis_draft draft = {.design = d, .h = h};
    if (!is_map(r, n, hypothesis_map.what)) return;
    read_map(r, n, &hypothesis_map, &draft);
    check_claim(r, n, &draft);
    if (h->claim == CLAIM_EQUALS && !(h->errors > 0) && !node_get(n, "tolerance"))
        h->tolerance = 1e-9;
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
