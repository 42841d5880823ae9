/* GeniusWeb's domains (issuesValues) and linear additive profiles, in both spellings of their
 * utilities. The reservation value is the utility of the reservation bid; without one it is 0. It
 * knows nodes, not JSON. */
#include <math.h>
#include <string.h>

#include "scenario/foreign/foreign_draft.h"

/* The first of these keys that the map has; NULL: none. */
static const node *any_of(const node *map, const char *const *keys)
{
    const node *found = NULL;
    for (; *keys && !found; keys++) found = node_get(map, *keys);
    return found;
}

/* Some versions put a map of one key around, which says what kind it is: discreteutils,
 * DiscreteValueSetUtilities, NumberValueSet, ... */
static const node *unwrapped(const node *n)
{
    static const char *const plain[] = {"values", "range", "valueUtilities"};
    while (n->kind == NODE_MAP && n->count == 1 && n->items[0]->kind == NODE_MAP) {
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
            if (strcmp(n->keys[0]->text, plain[i]) == 0) return n;
        n = n->items[0];
    }
    return n;
}

/* What stands in the wrapper that tells the kind of profile, or the profile itself. */
static const node *profile_of(const void *tree)
{
    const node *inner = node_get(tree, "LinearAdditiveUtilitySpace");
    return inner ? inner : tree;
}

static foreign_kind geniusweb_kind(const void *tree)
{
    if (node_get(tree, "LinearAdditiveUtilitySpace") || node_get(tree, "issueUtilities"))
        return FOREIGN_PROFILE;
    return node_get(tree, "issuesValues") ? FOREIGN_DOMAIN : FOREIGN_OTHER;
}

/* ---- the domain ---- */

static bool read_list(foreign *f, const node *list, foreign_issue *issue)
{
    if (list->kind != NODE_LIST || list->count == 0 || list->count > FOREIGN_VALUES_MAX) {
        node_error(f->errors, list, "%s must have a list of 1 to %u values", issue->name->text,
                   FOREIGN_VALUES_MAX);
        return false;
    }
    bool good = true;
    issue->count = list->count;
    issue->values = arena_array(f->arena, issue->count, sizeof *issue->values);
    for (uint32_t k = 0; k < issue->count; k++) {
        issue->values[k] = foreign_name(f, list->items[k], list->items[k]->text, "value");
        good &= issue->values[k] != NULL;
    }
    if (good) foreign_drop_twins(f, issue);
    return good;
}

/* {low, high, step}, or a list of the three. */
static bool read_range(foreign *f, const node *range, foreign_issue *issue)
{
    static const char *const names[] = {"low", "high", "step"};
    double x[3] = {0};
    for (uint32_t i = 0; i < 3; i++) {
        const node *n = range->kind == NODE_MAP                         ? node_get(range, names[i])
                        : range->kind == NODE_LIST && range->count == 3 ? range->items[i]
                                                                        : NULL;
        const char *what = arena_format(f->arena, "%s of %s", names[i], issue->name->text);
        if (!n) node_error(f->errors, range, "there is no %s", what);
        if (!n || !foreign_number(f, n, n->text, what, &x[i])) return false;
    }
    issue->min = x[0];
    issue->max = x[1];
    issue->step = x[2];
    return foreign_range(f, issue);
}

static bool read_issue(foreign *f, const node *name, const node *n, foreign_issue *issue)
{
    n = unwrapped(n);
    const node *list = node_get(n, "values"), *range = node_get(n, "range");
    issue->name = foreign_name(f, name, name->text, "issue");
    if (!issue->name) return false;
    if (!range && (node_get(n, "low") || node_get(n, "high"))) range = n;
    if (n->kind == NODE_LIST) list = n;
    if (list) return read_list(f, list, issue);
    if (range) return read_range(f, range, issue);
    node_error(f->errors, n, "%s has neither values nor a range", name->text);
    return false;
}

static const node *domain_of(const void *tree)
{
    const node *own = node_get(profile_of(tree), "domain");
    return own ? own : tree;
}

static bool geniusweb_domain(foreign *f, const void *tree, foreign_domain *d)
{
    const node *domain = domain_of(tree), *issues = node_get(domain, "issuesValues");
    const node *name = node_get(domain, "name");
    *d = (foreign_domain){.at = domain, .name = name ? name->text : ""};
    if (!issues || issues->kind != NODE_MAP) {
        node_error(f->errors, domain, "there is no domain: no issuesValues");
        return false;
    }
    d->n_issues = issues->count;
    d->issues = arena_array(f->arena, d->n_issues, sizeof *d->issues);
    bool good = true;
    for (uint32_t i = 0; i < d->n_issues; i++)
        good &= read_issue(f, issues->keys[i], issues->items[i], &d->issues[i]);
    return good;
}

/* ---- the profile ---- */

/* A straight line between two values; what lies beyond them is worth nothing. */
static bool read_line(foreign *f, const node *n, const foreign_issue *issue, double *worths)
{
    static const char *const names[] = {"lowValue", "lowUtility", "highValue", "highUtility"};
    double x[4];
    for (uint32_t i = 0; i < 4; i++) {
        const node *at = node_get(n, names[i]);
        const char *what = arena_format(f->arena, "%s of %s", names[i], issue->name->text);
        if (!at) node_error(f->errors, n, "there is no %s", what);
        if (!at || !foreign_number(f, at, at->text, what, &x[i])) return false;
    }
    if (!(x[0] < x[2])) {
        node_error(f->errors, n, "lowValue of %s is not below highValue", issue->name->text);
        return false;
    }
    for (uint32_t k = 0; k < issue->count; k++) {
        double v = foreign_value(issue, k);
        bool within = v >= x[0] && v <= x[2];
        worths[k] = within ? x[1] + (x[3] - x[1]) * ((v - x[0]) / (x[2] - x[0])) : 0;
    }
    return true;
}

static bool read_worths(foreign *f, const node *n, const foreign_issue *issue, double *worths)
{
    n = unwrapped(n);
    const node *map = node_get(n, "valueUtilities");
    bool line = node_get(n, "lowValue") != NULL;
    if (map && map->kind == NODE_MAP) return foreign_worths(f, map, issue, worths);
    if (line && !issue->values) return read_line(f, n, issue, worths);
    node_error(f->errors, n,
               line ? "%s has names for values, and utilities for numbers"
                    : "%s has neither valueUtilities nor lowValue, lowUtility, highValue, "
                      "highUtility",
               issue->name->text);
    return false;
}

/* A bid that leaves an issue out is worth nothing there, as in GeniusWeb. */
static bool read_reservation(foreign *f, const node *bid, const foreign_domain *d,
                             foreign_profile *p)
{
    static const char *const keys[] = {"issuevalues", "issueValues", "issuesValues", NULL};
    const node *values = any_of(bid, keys);
    double u = 0;
    if (!values) values = bid;
    if (values->kind != NODE_MAP) {
        node_error(f->errors, bid, "the reservationBid must be a map of values");
        return false;
    }
    for (uint32_t i = 0; i < d->n_issues; i++) {
        const foreign_issue *issue = &d->issues[i];
        const node *value = node_get(values, issue->name->text);
        if (!value) {
            oddity(f, values, "the reservationBid names no value of %s: it is worth 0 there",
                   issue->name->text);
            continue;
        }
        uint32_t k = foreign_find_value(issue, value->text, 0);
        if (k == UINT32_MAX) {
            node_error(f->errors, value, "\"%s\" is not a value of %s", value->text,
                       issue->name->text);
            return false;
        }
        u += p->weights[i] * p->worths[i][k];
    }
    p->reservation = u;
    return true;
}

static bool is_null(const node *n)
{
    return n->kind == NODE_SCALAR && !n->quoted && strcmp(n->text, "null") == 0;
}

static bool geniusweb_profile(foreign *f, const void *tree, const foreign_domain *d,
                              foreign_profile *p)
{
    const node *profile = profile_of(tree), *utilities = node_get(profile, "issueUtilities");
    const node *weights = node_get(profile, "issueWeights");
    const node *bid = node_get(profile, "reservationBid");
    p->at = profile;
    p->discount = 1;
    if (!utilities || utilities->kind != NODE_MAP || !weights || weights->kind != NODE_MAP) {
        node_error(f->errors, profile, "there are no %s",
                   weights && weights->kind == NODE_MAP ? "issueUtilities" : "issueWeights");
        return false;
    }
    bool good = foreign_weights(f, weights, d, p);
    for (uint32_t i = 0; i < d->n_issues; i++) {
        const node *n = node_get(utilities, d->issues[i].name->text);
        p->worth_at[i] = n ? n : utilities;
        if (n)
            good &= read_worths(f, n, &d->issues[i], p->worths[i]);
        else
            oddity(f, utilities, "%s has no utilities: it counts 0", d->issues[i].name->text);
    }
    if (good && bid && !is_null(bid)) good = read_reservation(f, bid, d, p);
    return good;
}

const foreign_format geniusweb_format = {"GeniusWeb", geniusweb_kind, geniusweb_domain,
                                         geniusweb_profile};
