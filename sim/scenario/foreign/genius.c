/* Genius' domains (negotiation_template) and profiles (utility_space), as Genius 10.4 reads them;
 * those that are not additive are left to genius_constraints.c. In additive ones an evaluation
 * counts as its share of the issue's greatest one (nothing where that is below 1e-5), numbers by a
 * function cut to 0..1, weights as they stand, those of objectives not at all. It knows elements,
 * not XML. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/space.h"
#include "scenario/foreign/foreign_draft.h"
#include "scenario/foreign/xml_tree.h"

#define EVALUATION_LEAST 0.00001

/* ---- elements ---- */

typedef struct element_list {
    const xml_element *items[SPACE_ISSUES_MAX];
    uint32_t count; /* may be more than there is room for */
} element_list;

static bool is_called(const xml_element *e, const char *name) { return strcmp(e->name, name) == 0; }

/* Every issue, objectives within objectives too, in the order of the file. */
static void collect_issues(const xml_element *e, element_list *out)
{
    for (const xml_element *c = e->first; c; c = c->next) {
        if (is_called(c, "objective") || is_called(c, "utility_space")) collect_issues(c, out);
        if (!is_called(c, "issue")) continue;
        if (out->count < SPACE_ISSUES_MAX) out->items[out->count] = c;
        out->count++;
    }
}

/* The file's number of an issue, objective or weight; 0: none that can be read. */
static uint32_t index_of(const xml_element *e)
{
    double x = 0;
    const char *text = xml_attribute(e, "index");
    return text && text_to_double(text, &x) && x >= 0 && x < 1e9 ? (uint32_t)x : 0;
}

static const char *name_of(const xml_element *issue)
{
    const char *name = xml_attribute(issue, "name");
    return name && *name ? name : "(empty)";
}

static const xml_element *first_of(const char *name, const xml_element *e)
{
    const xml_element *found = is_called(e, name) ? e : NULL;
    for (const xml_element *c = e->first; c && !found; c = c->next) found = first_of(name, c);
    return found;
}

static foreign_kind genius_kind(const void *tree)
{
    const xml_element *root = tree;
    if (is_called(root, "negotiation_template")) return FOREIGN_DOMAIN;
    return is_called(root, "utility_space") ? FOREIGN_PROFILE : FOREIGN_OTHER;
}

static bool can_be_read(foreign *f, const xml_element *root)
{
    static const char *const others[] = {"inclusion", "exclusion"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const xml_element *other = first_of(others[i], root);
        if (!other) continue;
        node_error(f->errors, &other->at,
                   "<%s>: of utility spaces that are not additive, only sums of hyper-rectangles "
                   "can be read",
                   others[i]);
        return false;
    }
    return true;
}

/* ---- issues ---- */

static bool read_items(foreign *f, const xml_element *e, foreign_issue *issue)
{
    uint32_t n = 0;
    for (const xml_element *item = xml_child(e, "item"); item; item = xml_next(item, "item")) n++;
    if (n == 0 || n > FOREIGN_VALUES_MAX) {
        node_error(f->errors, &e->at, "the issue \"%s\" has %u items, must have 1..%u",
                   issue->name->text, n, FOREIGN_VALUES_MAX);
        return false;
    }
    bool good = true;
    issue->values = arena_array(f->arena, n, sizeof *issue->values);
    for (const xml_element *item = xml_child(e, "item"); item; item = xml_next(item, "item")) {
        node *value = foreign_name(f, &item->at, xml_attribute(item, "value"), "item");
        issue->values[issue->count++] = value;
        good &= value != NULL;
    }
    if (good) foreign_drop_twins(f, issue);
    return good;
}

static const char *bound_of(const xml_element *e, const char *name)
{
    const xml_element *range = xml_child(e, "range");
    const char *own = xml_attribute(e, name);
    return own || !range ? own : xml_attribute(range, name);
}

static bool read_bound(foreign *f, const xml_element *e, const char *name, bool whole, double *out)
{
    const char *what = arena_format(f->arena, "%s of %s", name, name_of(e));
    const char *text = bound_of(e, name);
    if (!text) {
        node_error(f->errors, &e->at, "there is no %s", what);
        return false;
    }
    if (!foreign_number(f, &e->at, text, what, out)) return false;
    if (!whole || floor(*out) == *out) return true;
    node_error(f->errors, &e->at, "%s is %s, must be a whole number", what, text);
    return false;
}

static bool read_bounds(foreign *f, const xml_element *e, bool whole, foreign_issue *issue)
{
    if (!read_bound(f, e, "lowerbound", whole, &issue->min) ||
        !read_bound(f, e, "upperbound", whole, &issue->max))
        return false;
    issue->step = whole ? 1 : (issue->max - issue->min) / FOREIGN_REAL_STEPS;
    if (!whole)
        oddity(f, issue->name, "%s is a real range: it becomes a grid of %u steps",
               issue->name->text, FOREIGN_REAL_STEPS);
    return foreign_range(f, issue);
}

static const char *type_of(const xml_element *e)
{
    static const char *const names[] = {"vtype", "type", "etype"};
    const char *type = NULL;
    for (size_t i = 0; i < 3 && !type; i++) type = xml_attribute(e, names[i]);
    return type ? type : "discrete";
}

static bool read_issue(foreign *f, const xml_element *e, foreign_issue *issue)
{
    const char *type = type_of(e);
    issue->name = foreign_name(f, &e->at, xml_attribute(e, "name"), "issue");
    issue->index = index_of(e);
    if (!issue->name) return false;
    if (!xml_attribute(e, "index"))
        oddity(f, &e->at, "the issue \"%s\" has no index: it is taken as it stands in the file",
               issue->name->text);
    if (strcmp(type, "discrete") == 0) return read_items(f, e, issue);
    if (strcmp(type, "integer") == 0) return read_bounds(f, e, true, issue);
    if (strcmp(type, "real") == 0) return read_bounds(f, e, false, issue);
    node_error(f->errors, &e->at,
               "the issue \"%s\" is of type \"%s\", must be discrete, integer or real",
               issue->name->text, type);
    return false;
}

/* Stable: without indexes the order of the file stays. */
static void sort_by_index(foreign_domain *d)
{
    for (uint32_t i = 1; i < d->n_issues; i++) {
        foreign_issue issue = d->issues[i];
        uint32_t k = i;
        for (; k > 0 && d->issues[k - 1].index > issue.index; k--) d->issues[k] = d->issues[k - 1];
        d->issues[k] = issue;
    }
}

static bool indexes_differ(foreign *f, const foreign_domain *d)
{
    for (uint32_t i = 1; i < d->n_issues; i++) {
        const foreign_issue *a = &d->issues[i - 1], *b = &d->issues[i];
        if (a->index != b->index || b->index == 0) continue;
        node_error(f->errors, b->name, "the issues \"%s\" and \"%s\" have the same index, %u",
                   a->name->text, b->name->text, b->index);
        return false;
    }
    return true;
}

static bool genius_domain(foreign *f, const void *tree, foreign_domain *d)
{
    const xml_element *root = tree, *objective = first_of("objective", root);
    const char *name = objective ? xml_attribute(objective, "name") : NULL;
    element_list found = {.count = 0};
    if (!can_be_read(f, root)) return false;
    collect_issues(root, &found);
    *d = (foreign_domain){.at = &root->at, .name = name ? name : "", .n_issues = found.count};
    if (found.count == 0 || found.count > SPACE_ISSUES_MAX) {
        node_error(f->errors, &root->at, "there are %u issues, must be 1..%u", found.count,
                   SPACE_ISSUES_MAX);
        return false;
    }
    bool good = true;
    d->issues = arena_array(f->arena, d->n_issues, sizeof *d->issues);
    for (uint32_t i = 0; i < d->n_issues; i++) {
        assert(found.items[i]);
        good &= read_issue(f, found.items[i], &d->issues[i]);
    }
    sort_by_index(d);
    return good && indexes_differ(f, d);
}

/* ---- weights ---- */

/* The weight among the siblings of an issue or objective: of two the last, as in Genius. */
static const xml_element *weight_of(foreign *f, const xml_element *e)
{
    const xml_element *found = NULL, *w = xml_child(e->parent, "weight");
    for (; w; w = xml_next(w, "weight")) {
        if (index_of(w) != index_of(e)) continue;
        if (found) oddity(f, &w->at, "%s has two weights: the last counts", name_of(e));
        found = w;
    }
    return found;
}

static bool read_weight(foreign *f, const xml_element *e, const char *name, double *out,
                        const node **at)
{
    const xml_element *w = weight_of(f, e);
    *at = w ? &w->at : &e->at;
    if (!w) {
        oddity(f, *at, "%s has no weight: it counts 0", name);
        return true;
    }
    const char *what = arena_format(f->arena, "the weight of %s", name);
    if (!foreign_number(f, *at, xml_attribute(w, "value"), what, out)) return false;
    if (*out < 0) oddity(f, *at, "%s is negative: %g", what, *out);
    return true;
}

/* Weights that are of no issue beside them. */
static void look_for_strays(foreign *f, const xml_element *e)
{
    for (const xml_element *c = e->first; c; c = c->next) {
        if (!is_called(c, "weight")) {
            look_for_strays(f, c);
            continue;
        }
        const xml_element *owner = e->first;
        while (owner && (is_called(owner, "weight") || index_of(owner) != index_of(c)))
            owner = owner->next;
        if (!owner)
            oddity(f, &c->at, "there is no issue of index %s here: this weight is left out",
                   xml_attribute(c, "index") ? xml_attribute(c, "index") : "?");
        else if (is_called(owner, "objective"))
            oddity(f, &c->at,
                   "the weight of an objective is not counted, as in Genius: the weights "
                   "of its issues are");
    }
}

/* ---- worths ---- */

static bool has_evaluations(const xml_element *e)
{
    const xml_element *item = xml_child(e, "item");
    while (item && !xml_attribute(item, "evaluation")) item = xml_next(item, "item");
    return item != NULL;
}

static bool read_evaluation(foreign *f, const xml_element *item, const foreign_issue *issue,
                            double *out)
{
    const char *text = xml_attribute(item, "evaluation"), *value = xml_attribute(item, "value");
    const char *what = arena_format(f->arena, "the evaluation of %s in %s", value ? value : "?",
                                    issue->name->text);
    if (!text || !*text) {
        oddity(f, &item->at, "there is no evaluation of %s in %s: it counts 0", value ? value : "?",
               issue->name->text);
        return true;
    }
    if (!foreign_number(f, &item->at, text, what, out)) return false;
    if (*out < 0) oddity(f, &item->at, "%s is negative: %s", what, text);
    return true;
}

/* A value that stands twice counts as it is evaluated last. */
static bool read_evaluations(foreign *f, const xml_element *e, const foreign_issue *issue,
                             double *worths)
{
    bool *seen = arena_array(f->arena, issue->count, sizeof *seen), good = true;
    double most = -INFINITY;
    uint32_t i = 0;
    for (const xml_element *item = xml_child(e, "item"); item; item = xml_next(item, "item")) {
        const char *value = xml_attribute(item, "value");
        double x = 0;
        uint32_t k = foreign_find_value(issue, value && *value ? value : "(empty)", i++);
        good &= read_evaluation(f, item, issue, &x);
        if (x > most) most = x;
        if (k == UINT32_MAX) {
            oddity(f, &item->at, "%s has no value \"%s\" in the domain: its evaluation is left out",
                   issue->name->text, value ? value : "");
            continue;
        }
        if (seen[k])
            oddity(f, &item->at, "%s has the value \"%s\" twice: the last evaluation counts",
                   issue->name->text, value ? value : "");
        worths[k] = x;
        seen[k] = true;
    }
    for (uint32_t k = 0; k < issue->count; k++) {
        if (!seen[k])
            oddity(f, &e->at, "%s has no evaluation of \"%s\": it counts 0", issue->name->text,
                   issue->values ? issue->values[k]->text : "a number");
        worths[k] = most < EVALUATION_LEAST ? 0 : worths[k] / most;
    }
    return good;
}

/* What a value is worth by an evaluator's function. */
typedef struct evaluator {
    enum { LINEAR, CONSTANT, TRIANGULAR } kind;
    double slope, offset, origin; /* LINEAR: slope * (x - origin) + offset; CONSTANT: offset */
    double low, high, top;        /* TRIANGULAR */
} evaluator;

static double cut(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

static double evaluate(const evaluator *v, double x)
{
    if (v->kind == CONSTANT) return v->offset;
    if (v->kind == LINEAR) return cut(v->slope * (x - v->origin) + v->offset);
    if (x < v->low || x >= v->high) return 0;
    return x < v->top ? (x - v->low) / (v->top - v->low) : 1 - (x - v->top) / (v->high - v->top);
}

static bool read_parameter(foreign *f, const xml_element *e, const char *name, double *out)
{
    const char *text = xml_attribute(e, name);
    const char *what = arena_format(f->arena, "%s of the evaluator", name);
    if (text) return foreign_number(f, &e->at, text, what, out);
    oddity(f, &e->at, "there is no %s: it is 0", what);
    return true;
}

/* Integer issues say slope and offset, and count from the least value; real ones parameter1 and
 * parameter0, and count from 0. Both spellings are found at both. */
static bool read_linear(foreign *f, const xml_element *e, double least, evaluator *v)
{
    bool sloped = xml_attribute(e, "slope") || xml_attribute(e, "offset");
    v->kind = LINEAR;
    v->origin = sloped ? least : 0;
    return read_parameter(f, e, sloped ? "slope" : "parameter1", &v->slope) &&
           read_parameter(f, e, sloped ? "offset" : "parameter0", &v->offset);
}

static bool read_evaluator(foreign *f, const xml_element *e, double least, evaluator *v)
{
    const char *type = xml_attribute(e, "ftype");
    if (!type || strcmp(type, "linear") == 0) return read_linear(f, e, least, v);
    if (strcmp(type, "constant") == 0) {
        v->kind = CONSTANT;
        return read_parameter(f, e, "parameter0", &v->offset);
    }
    if (strcmp(type, "triangular") == 0) {
        v->kind = TRIANGULAR;
        return read_parameter(f, e, "parameter0", &v->low) &&
               read_parameter(f, e, "parameter1", &v->high) &&
               read_parameter(f, e, "parameter2", &v->top);
    }
    node_error(f->errors, &e->at,
               "the evaluator's ftype is \"%s\", must be linear, constant or triangular", type);
    return false;
}

static bool read_function(foreign *f, const xml_element *e, const foreign_issue *issue,
                          double *worths)
{
    const xml_element *function = xml_child(e, "evaluator");
    evaluator v = {.kind = LINEAR};
    double least = issue->min;
    if (!function) {
        oddity(f, &e->at, "%s has no evaluator: every value counts 0", issue->name->text);
        return true;
    }
    if (bound_of(e, "lowerbound") && !read_bound(f, e, "lowerbound", false, &least)) return false;
    if (!read_evaluator(f, function, least, &v)) return false;
    for (uint32_t k = 0; k < issue->count; k++) worths[k] = evaluate(&v, foreign_value(issue, k));
    return true;
}

static bool read_worths(foreign *f, const xml_element *e, const foreign_issue *issue,
                        double *worths)
{
    if (has_evaluations(e)) return read_evaluations(f, e, issue, worths);
    if (!issue->values) return read_function(f, e, issue, worths);
    oddity(f, &e->at, "%s has no evaluator: every value counts 0", issue->name->text);
    return true;
}

/* ---- the profile ---- */

/* Of the same name; else of the same index, as Genius does. */
static const xml_element *same_issue(foreign *f, const element_list *own,
                                     const foreign_issue *issue)
{
    for (uint32_t i = 0; i < own->count; i++)
        if (strcmp(name_of(own->items[i]), issue->name->text) == 0) return own->items[i];
    for (uint32_t i = 0; i < own->count && issue->index; i++) {
        if (index_of(own->items[i]) != issue->index) continue;
        oddity(f, &own->items[i]->at,
               "the issue of index %u is \"%s\" here, and \"%s\" in the domain", issue->index,
               name_of(own->items[i]), issue->name->text);
        return own->items[i];
    }
    return NULL;
}

static bool read_of_issue(foreign *f, const element_list *own, const xml_element *root,
                          const foreign_domain *d, uint32_t i, foreign_profile *p)
{
    const foreign_issue *issue = &d->issues[i];
    const xml_element *e = same_issue(f, own, issue);
    if (!e) {
        p->weight_at[i] = p->worth_at[i] = &root->at;
        oddity(f, &root->at, "the issue \"%s\" of the domain is not in this profile: it counts 0",
               issue->name->text);
        return true;
    }
    p->worth_at[i] = &e->at;
    bool good = read_weight(f, e, issue->name->text, &p->weights[i], &p->weight_at[i]);
    return read_worths(f, e, issue, p->worths[i]) && good;
}

/* The value of such an element, wherever it stands; `otherwise` where there is none. */
static bool read_setting(foreign *f, const xml_element *root, const char *name, const char *what,
                         double otherwise, double *out, const node **at)
{
    const xml_element *e = first_of(name, root);
    const char *text = e ? xml_attribute(e, "value") : NULL;
    *out = otherwise;
    *at = e ? &e->at : &root->at;
    if (e && xml_next(e, name)) oddity(f, *at, "<%s> stands twice: this one counts", name);
    if (text && *text) return foreign_number(f, *at, text, what, out);
    if (e) oddity(f, *at, "<%s> has no value: it is %g", name, otherwise);
    return true;
}

static bool read_reservation(foreign *f, const xml_element *root, foreign_profile *p)
{
    const node *at;
    if (!first_of("reservation", root))
        oddity(f, &root->at, "there is no <reservation>: the reservation value is 0");
    if (!read_setting(f, root, "reservation", "the reservation value", 0, &p->reservation, &at))
        return false;
    if (p->reservation < 0 || p->reservation > 1)
        oddity(f, at, "the reservation value is %g, and utilities lie in 0..1", p->reservation);
    return true;
}

static bool read_discount(foreign *f, const xml_element *root, foreign_profile *p)
{
    const node *at;
    if (!read_setting(f, root, "discount_factor", "the discount factor", 1, &p->discount, &at))
        return false;
    if (p->discount > 0 && p->discount <= 1) return true;
    oddity(f, at, "the discount factor is %g, which means none: nothing is discounted",
           p->discount);
    p->discount = 1;
    return true;
}

static bool genius_profile(foreign *f, const void *tree, const foreign_domain *d,
                           foreign_profile *p)
{
    const xml_element *root = tree;
    element_list own = {.count = 0};
    if (!can_be_read(f, root)) return false;
    collect_issues(root, &own);
    p->at = &root->at;
    const xml_element *ufun = first_of("ufun", root);
    if (ufun)
        return genius_constraints(f, ufun, d, p) && read_reservation(f, root, p) &&
               read_discount(f, root, p);
    if (own.count > SPACE_ISSUES_MAX) {
        node_error(f->errors, &root->at, "there are %u issues, must be 1..%u", own.count,
                   SPACE_ISSUES_MAX);
        return false;
    }
    bool good = true;
    for (uint32_t i = 0; i < d->n_issues; i++) good &= read_of_issue(f, &own, root, d, i, p);
    if (own.count > d->n_issues)
        oddity(f, &root->at, "there are %u issues, and %u in the domain: the others are left out",
               own.count, d->n_issues);
    look_for_strays(f, root);
    good &= read_reservation(f, root, p);
    return read_discount(f, root, p) && good;
}

const foreign_format genius_format = {"Genius", genius_kind, genius_domain, genius_profile};
