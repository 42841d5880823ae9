/* What a party's outcomes are worth beyond a worth per issue: a table, interactions, risk, a scale.
 * It reads them, and settles what follows from all outcomes together (the ends of the scale); it
 * knows nothing of alternatives, power or the other parties. */
#include "scenario/draft.h"

#include <math.h>

#define INTERACTIONS_MAX 256u /* per party: each is looked at for each outcome */
#define LARGEST          1e15

/* Outcomes that cannot be listed are not looked at one by one either: settle_preference says so. */
static bool is_listed(const reader *r)
{
    space s;
    return r->draft->space_good && space_init(&s, r->draft->issues, r->draft->n_issues) && s.listed;
}

static void mark(reader *r, party_draft *p)
{
    if (!p->at_beyond) p->at_beyond = r->key;
}

/* ---- the table ---- */

typedef struct table_level {
    double *worth;
    uint32_t issue;
    uint64_t before; /* which combination of the values of the issues before it */
} table_level;

static void read_table_level(reader *r, const node *n, table_level level);

static void read_table_entry(reader *r, const node *n, uint64_t index, void *into)
{
    table_level *level = into;
    uint64_t at = level->before * r->draft->issues[level->issue].size + index;
    if (level->issue + 1 == r->draft->n_issues)
        (void)read_number(r, n, &any_number, &level->worth[at]);
    else
        read_table_level(r, n, (table_level){level->worth, level->issue + 1, at});
}

static void read_table_level(reader *r, const node *n, table_level level)
{
    const char *name = r->draft->issues[level.issue].name;
    if (is_map(r, n, arena_format(r->arena, "an entry for every value of %s", name)))
        (void)read_each_value(r, n, level.issue, read_table_entry, &level);
}

void read_table(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    mark(r, p);
    if (!is_listed(r)) return;
    space s;
    (void)space_init(&s, r->draft->issues, r->draft->n_issues);
    double *worth = arena_array(r->arena, s.size, sizeof *worth);
    read_table_level(r, n, (table_level){worth, 0, 0});
    p->beyond.table = worth;
}

static const key_spec table_each = {"VALUE",    read_table,
                                    &table_map, "number, or a map by the values of the next issue",
                                    NULL,       "of the first issue, and so on down to the last"};
const map_spec table_map = {
    .what = "an entry for every value", .names = NAMES_VALUES, .each = &table_each};

/* ---- interactions ---- */

typedef struct interaction_draft {
    interaction of;
    const bool **where;
    const node *at_where, *at_product, *at_worth;
} interaction_draft;

typedef struct range_of_values {
    double min, max;
} range_of_values;

static void read_least(reader *r, const node *n, void *into)
{
    (void)read_number(r, n, &any_number, &((range_of_values *)into)->min);
}

static void read_most(reader *r, const node *n, void *into)
{
    (void)read_number(r, n, &any_number, &((range_of_values *)into)->max);
}

static const key_spec within_keys[] = {
    {"min", read_least, NULL, "number", "the least", "all values from here ..."},
    {"max", read_most, NULL, "number", "the greatest", "... up to here"},
    {.name = NULL},
};
static const map_spec within_map = {.what = "{min, max}", .keys = within_keys, .if_there = true};

static bool find_range(reader *r, const node *n, const hg_issue *issue, bool *among)
{
    range_of_values range = {-INFINITY, INFINITY};
    size_t errors = r->errors->errors, found = 0;
    if (issue->kind == HG_ISSUE_LISTED) {
        node_error(r->errors, n, "%s must be a value of %s or a list of them: they are names",
                   r->path, issue->name);
        return false;
    }
    read_map(r, n, &within_map, &range);
    if (r->errors->errors != errors) return false;
    for (uint64_t k = 0; k < issue->size; k++) {
        double x = issue_value(issue, k);
        among[k] = x >= range.min && x <= range.max;
        found += among[k];
    }
    if (found == 0) node_error(r->errors, n, "no value of %s lies within %s", issue->name, r->path);
    return found > 0;
}

static void find_listed(reader *r, const node *n, uint32_t issue, bool *among)
{
    uint64_t k;
    for (uint32_t i = 0; i < n->count; i++)
        if (find_value(r, n->items[i], issue, &k)) among[k] = true;
    if (n->count == 0)
        node_error(r->errors, n, "%s is empty: it names no value of %s", r->path, r->name);
}

static void read_where_issue(reader *r, const node *n, void *into)
{
    interaction_draft *d = into;
    uint32_t i = name_index(r->issues, r->name);
    const hg_issue *issue = &r->draft->issues[i];
    if (!is_listed(r)) return;
    bool *among = arena_array(r->arena, issue->size, sizeof *among);
    uint64_t k;
    if (n->kind == NODE_LIST)
        find_listed(r, n, i, among);
    else if (n->kind == NODE_MAP)
        (void)find_range(r, n, issue, among);
    else if (find_value(r, n, i, &k))
        among[k] = true;
    d->where[i] = among;
}

static const key_spec where_each = {"ISSUE",     read_where_issue,
                                    &within_map, "a value, a list of values, or {min, max}",
                                    "any",       "the values of this issue for which it counts"};
static const map_spec where_map = {
    .what = "values of some issues", .names = NAMES_ISSUES, .each = &where_each};

static void read_where(reader *r, const node *n, void *into)
{
    interaction_draft *d = into;
    if (d->at_where) { /* the other of the two */
        node_error(r->errors, r->key, "%s stands beside where: give one of them", r->path);
        return;
    }
    d->at_where = n;
    if (n->kind == NODE_MAP && n->count == 0)
        node_error(r->errors, n, "%s names no issue", r->path);
    else
        read_map(r, n, &where_map, d);
}

static void read_unless(reader *r, const node *n, void *into)
{
    ((interaction_draft *)into)->of.outside = true;
    read_where(r, n, into);
}

static void read_product(reader *r, const node *n, void *into)
{
    interaction_draft *d = into;
    d->at_product = n;
    d->of.multiplies = true;
    if (n->kind != NODE_LIST || n->count != 2) {
        node_error(r->errors, n, "%s must be a list of two issues, as in [quantity, price]",
                   r->path);
        return;
    }
    for (uint32_t k = 0; k < 2; k++) {
        uint32_t i = read_choice(r, n->items[k], "issue", r->issues);
        if (i == HG_NOBODY || !r->draft->issue_good[i]) continue;
        d->of.factors[k] = i;
        if (r->draft->issues[i].kind != HG_ISSUE_NUMBER)
            node_error(r->errors, n->items[k], "%s multiplies %s, whose values are names", r->path,
                       r->issues.items[i]);
    }
}

static void read_extra(reader *r, const node *n, void *into)
{
    interaction_draft *d = into;
    d->at_worth = n;
    (void)read_number(r, n, &any_number, &d->of.worth);
}

static const key_spec interaction_keys[] = {
    {"where", read_where, &where_map, "map", "everywhere",
     "counts where every issue here takes one of its values"},
    {"unless", read_unless, &where_map, "map", NULL, "... counts everywhere but there"},
    {"product", read_product, NULL, "[ISSUE, ISSUE]", NULL,
     "two issues that are numbers: worth counts per unit of their product"},
    {"worth", read_extra, NULL, "number, own unit", NULL, "what it adds; what harms is negative"},
    {.name = NULL},
};
static const map_spec interaction_map = {.what = "where, unless or product, and worth",
                                         .keys = interaction_keys};

static void read_interaction(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    interaction_draft d = {.of = {.name = r->name},
                           .where = arena_array(r->arena, r->issues.count, sizeof *d.where)};
    size_t errors = r->errors->errors;
    if (!name_is_good(r, r->key)) return;
    read_map(r, n, &interaction_map, &d);
    if (r->errors->errors != errors) return;
    if (!d.at_where && !d.at_product)
        node_error(r->errors, r->key,
                   "%s has neither where, unless nor product: when does it count?", r->path);
    else if (!d.at_worth)
        node_error(r->errors, r->key, "%s has no worth", r->path);
    d.of.where = d.where;
    p->interactions[p->beyond.n_interactions++] = d.of;
}

static const key_spec interaction_each = {"NAME",
                                          read_interaction,
                                          &interaction_map,
                                          "map",
                                          NULL,
                                          "what certain values are worth together"};
const map_spec interactions_map = {
    .what = "interactions by name", .names = NAMES_ADDABLE, .each = &interaction_each};

void read_interactions(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    mark(r, p);
    if (n->kind == NODE_MAP && n->count > INTERACTIONS_MAX) {
        node_error(r->errors, n, "%s has %u entries, at most %u are possible", r->path, n->count,
                   INTERACTIONS_MAX);
        return;
    }
    p->interactions = arena_array(r->arena, n->count, sizeof *p->interactions);
    read_map(r, n, &interactions_map, p);
    p->beyond.interactions = p->interactions;
}

/* ---- risk ---- */

static void read_exponent(reader *r, const node *n, void *into)
{
    static const bounds exponents = {.lo = 0, .hi = 100, .above_lo = true, .unit = "", .also = ""};
    party_draft *p = into;
    (void)read_number(r, n, &exponents, &p->beyond.power);
}

static void read_risk_from(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    (void)read_number(r, n, &any_number, &p->beyond.from);
}

static void read_risk_to(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    if (read_number(r, n, &any_number, &p->beyond.to) && !(p->beyond.to > p->beyond.from))
        node_error(r->errors, n, "%s is %s, must be more than from, which is %s", r->path, n->text,
                   number_text(r, p->beyond.from));
}

static const key_spec risk_keys[] = {
    {"power", read_exponent, NULL, "number > 0", NULL,
     "utility is gain ^ power: 1 is neutral, less is averse to risk, more seeks it"},
    {"from", read_risk_from, NULL, "number", NULL, "a gain of 0, in worth before the transform"},
    {"to", read_risk_to, NULL, "number", NULL, "a gain of 1"},
    {.name = NULL},
};
const map_spec risk_map = {.what = "{power, from, to}", .keys = risk_keys};

void read_risk(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    size_t errors = r->errors->errors;
    mark(r, p);
    p->at_risk = r->key;
    read_map(r, n, &risk_map, p);
    for (const key_spec *k = risk_keys; k->name && r->errors->errors == errors; k++)
        if (!node_get(n, k->name))
            node_error(r->errors, n, "%s has no %s: power, from and to are all needed", r->path,
                       k->name);
}

/* ---- the scale ---- */

static const bounds positive = {.lo = 0, .hi = INFINITY, .above_lo = true, .unit = "", .also = ""};

static void read_scale_to(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    (void)read_number(r, n, &positive, &p->scale_to);
}

static void read_scale_from(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    p->at_scale_from = n;
    if (read_number(r, n, &any_number, &p->beyond.scale_from) &&
        !(p->scale_to > p->beyond.scale_from))
        node_error(r->errors, n, "%s is %s, must be less than to, which is %s", r->path, n->text,
                   number_text(r, p->scale_to));
}

static void read_scale_by(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    p->at_scale_by = n;
    (void)read_number(r, n, &positive, &p->beyond.span);
}

static const key_spec normalise_keys[] = {
    {"to", read_scale_to, NULL, "number > 0", "1", "what the best outcome is worth"},
    {"from", read_scale_from, NULL, "number", NULL,
     "what the worst is worth; without it what is worth nothing stays so"},
    {"by", read_scale_by, NULL, "number > 0", NULL,
     "instead of the best outcome: so much counts as `to`"},
    {.name = NULL},
};
const map_spec normalise_map = {.what = "to, from, by", .keys = normalise_keys};

void read_normalise(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    mark(r, p);
    p->at_normalise = r->key;
    p->scale_to = 1;
    read_map(r, n, &normalise_map, p);
    if (p->at_scale_from && p->at_scale_by)
        node_error(r->errors, p->at_scale_by, "%s has from and by: give one of them", r->path);
}

/* ---- all outcomes together ---- */

static bool check_listed(reader *r, const party_draft *p)
{
    if (is_listed(r)) return true;
    node_error(r->errors, p->at_beyond,
               "%s.%s is worked out outcome by outcome, for %llu (2^20) at most, and there are "
               "more: make the steps of issues larger, or leave it out",
               r->draft->parties[r->draft->party].party.role, p->at_beyond->text,
               (unsigned long long)SPACE_LISTED_MAX);
    return false;
}

/* A base that moves would move what bends with it. */
static bool check_base(reader *r, party_draft *p)
{
    const node *at = p->at_risk ? p->at_risk : p->at_normalise;
    if (!at) return true;
    if (p->at_drawn_base)
        node_error(r->errors, p->at_drawn_base,
                   "base cannot be drawn anew for each session where there is %s: utilities are "
                   "not money then, and would have to be worked out again each time",
                   at->text);
    p->beyond.base = p->party.utility.shift;
    p->party.utility.shift = 0;
    return !p->at_drawn_base;
}

static ends sums_of(const reader *r, const party_draft *p)
{
    space s;
    ends e;
    (void)space_init(&s, r->draft->issues, r->draft->n_issues);
    nonadditive_range(&p->beyond, &(preference){p->parts, s.n_issues}, &s, &e.worst, &e.best);
    return e;
}

/* What is bent and scaled rises with the sums. */
static ends ends_of(const party_draft *p)
{
    return (ends){nonadditive_transformed(&p->beyond, p->sums.worst),
                  nonadditive_transformed(&p->beyond, p->sums.best)};
}

/* As with all numbers of a file, sums and squares of utilities must not overflow. */
static bool check_size(reader *r, const party_draft *p, const node *at)
{
    ends e = ends_of(p);
    double largest = -e.worst > e.best ? e.worst : e.best;
    if (fabs(largest) <= LARGEST) return true;
    node_error(r->errors, at, "with %s.%s an outcome is worth %s: utilities go up to 1e15",
               p->party.role, at->text, number_text(r, largest));
    return false;
}

static bool settle_risk(reader *r, party_draft *p)
{
    if (!p->at_risk) return true;
    const char *role = p->party.role;
    ends e = ends_of(p);
    if (e.worst < p->beyond.from) {
        const char *worst = number_text(r, e.worst);
        node_error(r->errors, p->at_risk,
                   "%s.risk.from is %s, but the worst outcome is worth %s: a loss has no power; "
                   "from must be at most %s",
                   role, number_text(r, p->beyond.from), worst, worst);
        return false;
    }
    p->beyond.bends = true;
    return check_size(r, p, p->at_risk);
}

static bool settle_scale(reader *r, party_draft *p)
{
    if (!p->at_normalise) return true;
    ends e = ends_of(p);
    const char *role = p->party.role;
    nonadditive *n = &p->beyond;
    n->least = p->at_scale_from ? e.worst : 0;
    n->range = p->scale_to - n->scale_from;
    if (!p->at_scale_by) n->span = e.best - n->least;
    n->scales = true;
    if (n->span > 0) return check_size(r, p, p->at_normalise);
    if (p->at_scale_from)
        node_error(r->errors, p->at_normalise,
                   "%s.normalise has nothing to stretch: every outcome is worth %s", role,
                   number_text(r, e.best));
    else
        node_error(r->errors, p->at_normalise,
                   "%s.normalise needs a best outcome that is worth something, but it is worth %s; "
                   "with from, the worst one is moved as well",
                   role, number_text(r, e.best));
    return false;
}

void settle_preference(reader *r, party_draft *p)
{
    if (!p->at_beyond || p->settled) return;
    p->settled = true;
    if (!r->draft->space_good || r->errors->errors != p->errors_before) return;
    p->broken = !check_listed(r, p) || !check_base(r, p);
    if (p->broken) return;
    p->sums = sums_of(r, p);
    p->broken = !check_size(r, p, p->at_beyond) || !settle_risk(r, p) || !settle_scale(r, p);
}

double offer_worth(reader *r, party_draft *p, const uint64_t *index)
{
    space s;
    const preference own = {p->parts, r->draft->n_issues};
    settle_preference(r, p);
    if (p->broken || !r->draft->space_good) return 0;
    (void)space_init(&s, r->draft->issues, r->draft->n_issues);
    return p->at_beyond ? nonadditive_of(&p->beyond, &own, &s, index)
                        : preference_of(&own, &s, index);
}
