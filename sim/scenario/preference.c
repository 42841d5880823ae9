/* What outcomes are worth to a party: money (pays, receives, value, cost), or weights and values
 * without a unit. Both end as one additive preference and a shift; nonadditive.c adds to it. It
 * knows issues and one party; nothing of alternatives, power or the other parties. */
#include "scenario/draft.h"

#include <math.h>
#include <string.h>

static uint32_t issue_named(const reader *r) { return name_index(r->issues, r->name); }

/* ---- money ---- */

static void read_transfer(reader *r, const node *n, party_draft *p, uint32_t *issue, double sign)
{
    uint32_t i = read_choice(r, n, "issue", r->issues);
    if (i == HG_NOBODY) {
        p->broken = true;
        return;
    }
    if (!r->draft->issue_good[i]) return;
    if (r->draft->issues[i].kind != HG_ISSUE_NUMBER) {
        node_error(r->errors, n, "%s is %s, whose values are names: a price is a number", r->path,
                   r->issues.items[i]);
        p->broken = true;
    } else if (i == p->pays) {
        node_error(r->errors, n, "%s is %s, which the same party pays already", r->path,
                   r->issues.items[i]);
        p->broken = true;
    } else {
        *issue = i;
        p->parts[i].per_unit = sign;
    }
}

void read_pays(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    read_transfer(r, n, p, &p->pays, -1);
}

void read_receives(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    read_transfer(r, n, p, &p->receives, 1);
}

static void read_base(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    quantity q;
    if (!read_quantity(r, n, &any_number, &q)) return;
    p->party.utility.shift += p->sign * q.x;
    add_draw(r, &q, DRAW_BASE, p->sign, 0);
    if (q.drawn) p->at_drawn_base = r->key;
}

static const double *signed_values(reader *r, const node *n, uint32_t i, const bounds *b,
                                   double sign)
{
    const hg_issue *issue = &r->draft->issues[i];
    if (issue->size > SPACE_LISTED_MAX) {
        node_error(r->errors, n, "%s cannot name every value of %s: give a number per unit",
                   r->path, issue->name);
        return NULL;
    }
    double *values = arena_array(r->arena, issue->size, sizeof *values);
    if (!read_per_value(r, n, i, b, values)) return NULL;
    for (uint64_t k = 0; k < issue->size; k++) values[k] *= sign;
    return values;
}

/* A map per value may be for an issue whose values are called "min" and "max". */
static bool is_per_value(const hg_issue *issue, const node *n)
{
    return n->kind == NODE_MAP && (issue->kind == HG_ISSUE_LISTED || !is_drawn(n));
}

static void read_worth_of_issue(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    uint32_t i = issue_named(r);
    const hg_issue *issue = &r->draft->issues[i];
    if (!r->draft->issue_good[i]) return;
    if (i == p->pays || i == p->receives)
        node_error(r->errors, r->key, "%s is the price already: it counts as money by itself",
                   issue->name);
    else if (is_per_value(issue, n))
        p->parts[i].per_value = signed_values(r, n, i, &any_number, p->sign);
    else if (issue->kind == HG_ISSUE_LISTED)
        node_error(r->errors, n,
                   "%s must be a map with a number per value: the values of %s are names", r->path,
                   issue->name);
    else if (read_number(r, n, &any_number, &p->parts[i].per_unit))
        p->parts[i].per_unit *= p->sign;
}

static const key_spec money_keys[] = {
    {"base", read_base, &drawn_map, "number or drawn, money", "0", "whatever the terms"},
    {.name = NULL},
};
static const map_spec per_value_map = {.what = "a number per value", .names = NAMES_VALUES};
static const key_spec money_each = {"ISSUE",
                                    read_worth_of_issue,
                                    &per_value_map,
                                    "number per unit, or a map with a number per value",
                                    "0",
                                    "what this issue adds, money"};
const map_spec value_map = {.what = "base, and what each issue adds",
                            .keys = money_keys,
                            .names = NAMES_ISSUES,
                            .each = &money_each};
const map_spec cost_map = {.what = "base, and what each issue costs",
                           .keys = money_keys,
                           .names = NAMES_ISSUES,
                           .each = &money_each};

static void read_money(reader *r, const node *n, party_draft *p, const map_spec *m, double sign)
{
    p->sign = sign;
    read_map(r, n, m, p);
}

void read_value(reader *r, const node *n, void *into) { read_money(r, n, into, &value_map, 1); }

void read_cost(reader *r, const node *n, void *into) { read_money(r, n, into, &cost_map, -1); }

/* ---- weights and values ---- */

static const bounds unit_range = {
    .lo = 0, .hi = 1, .unit = "", .also = ", unless normalised is no"};

static const bounds *range_of(const party_draft *p)
{
    return p->as_they_stand ? &any_number : &unit_range;
}

void read_normalised(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"yes", "no"};
    party_draft *p = into;
    p->as_they_stand = read_word(r, n, words, 2) == 1;
}

static void read_weight(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    uint32_t i = issue_named(r);
    if (!read_number(r, n, range_of(p), &p->weights[i])) p->broken = true;
    p->weighted[i] = true;
}

static const key_spec weight_each = {"ISSUE", read_weight,
                                     NULL,    "number 0..1",
                                     "0",     "how much this issue matters; weights add up to 1"};
const map_spec weights_map = {
    .what = "a weight per issue", .names = NAMES_ISSUES, .each = &weight_each};

void read_weights(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    size_t errors = r->errors->errors;
    read_map(r, n, &weights_map, p);
    if (r->errors->errors != errors) {
        p->broken = true;
        return;
    }
    double sum = 0;
    for (uint32_t i = 0; i < r->issues.count; i++) sum += p->weights[i];
    if (p->as_they_stand || fabs(sum - 1) <= 1e-3) return; /* people round their weights */
    node_error(r->errors, n, "%s add up to %s, must add up to 1, unless normalised is no", r->path,
               number_text(r, sum));
    p->broken = true;
}

typedef enum slope { RISING, FALLING } slope;

/* A table where the range can be listed, so that its ends are exactly 0 and the weight; else a
 * number per unit and a shift. */
static void slope_part(reader *r, party_draft *p, uint32_t i, slope way)
{
    const hg_issue *issue = &r->draft->issues[i];
    double w = p->weights[i];
    if (issue->size > SPACE_LISTED_MAX) {
        double span = issue->max - issue->min;
        p->parts[i].per_unit = way == RISING ? w / span : -w / span;
        p->party.utility.shift += way == RISING ? -w / span * issue->min : w / span * issue->max;
        return;
    }
    double *values = arena_array(r->arena, issue->size, sizeof *values);
    uint64_t last = issue->size - 1;
    for (uint64_t k = 0; k <= last; k++)
        values[k] = w * ((double)(way == RISING ? k : last - k) / (double)last);
    p->parts[i].per_value = values;
}

static void read_values_of_issue(reader *r, const node *n, void *into)
{
    static const char *const slopes[] = {"rising", "falling"}; /* as in slope */
    party_draft *p = into;
    uint32_t i = issue_named(r);
    const hg_issue *issue = &r->draft->issues[i];
    if (!p->weighted[i] && !p->broken)
        node_error(r->errors, r->key, "%s has values but no weight", issue->name);
    p->weighted[i] = false; /* what is left in the end has no values */
    if (!r->draft->issue_good[i]) return;
    if (is_per_value(issue, n)) {
        p->parts[i].per_value = signed_values(r, n, i, range_of(p), p->weights[i]);
    } else if (issue->kind == HG_ISSUE_LISTED) {
        node_error(r->errors, n, "%s must be a map with a number 0..1 per value", r->path);
    } else {
        int way = read_word_or(r, n, slopes, 2, ", or a map that gives every value its worth");
        if (way >= 0) slope_part(r, p, i, (slope)way);
    }
}

static const key_spec values_each = {
    "ISSUE",        read_values_of_issue,
    &per_value_map, "a number 0..1 per value, or `rising` or `falling`",
    NULL,           "how good each value is"};
const map_spec values_map = {.what = "what the values of each issue are worth, 0..1",
                             .names = NAMES_ISSUES,
                             .each = &values_each};

void read_values(reader *r, const node *n, void *into) { read_map(r, n, &values_map, into); }

/* ---- the whole ---- */

static const node *first_key(const node *n, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (node_get(n, names[i])) return node_key(n, names[i]);
    return NULL;
}

static void check_values_are_there(reader *r, const node *at, const party_draft *p)
{
    for (uint32_t i = 0; i < r->issues.count; i++)
        if (p->weighted[i] && p->weights[i] != 0)
            node_error(r->errors, at, "%s has a weight but no values", r->issues.items[i]);
}

void check_preference(reader *r, const node *n, party_draft *p)
{
    static const char *const money[] = {"pays", "receives", "value", "cost"};
    static const char *const unit_free[] = {"weights", "values"};
    const node *in_money = first_key(n, money, 4), *weighed = first_key(n, unit_free, 2);
    bool listed = node_get(n, "table") || node_get(n, "interactions");
    p->party.money = in_money && !p->at_risk && !p->at_normalise;
    if (in_money && weighed)
        node_error(r->errors, weighed,
                   "%s has %s and %s: utilities are money or unit-free, not both", r->path,
                   in_money->text, weighed->text);
    else if (!in_money && !weighed && !listed)
        node_error(
            r->errors, p->key,
            "%s wants nothing: give pays or receives and value or cost, or weights and values, "
            "or a table or interactions",
            r->path);
    else if (node_get(n, "value") && node_get(n, "cost"))
        node_error(r->errors, node_key(n, "cost"),
                   "%s has value and cost: give one of them; what costs is a negative value",
                   r->path);
    else if (weighed && !p->broken)
        check_values_are_there(r, weighed, p);
    settle_preference(r, p);
}
