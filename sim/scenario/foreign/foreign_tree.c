/* What other programs' files say as the keys that a person would have written. It knows our keys
 * and no key of theirs. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scenario/foreign/foreign_draft.h"
#include "scenario/reader.h"

#define SUM_TOLERANCE 1e-6 /* of weights: beyond, a person is told */

/* ---- nodes ---- */

static node *new_node(foreign *f, const node *at, node_kind kind)
{
    node *n = arena_alloc(f->arena, sizeof *n);
    *n = (node){.kind = kind, .text = "", .file = at->file, .line = at->line, .column = at->column};
    return n;
}

static node *text_node(foreign *f, const node *at, const char *text)
{
    node *n = new_node(f, at, NODE_SCALAR);
    n->text = text;
    return n;
}

static node *number_node(foreign *f, const node *at, double x)
{
    char text[TEXT_DOUBLE_MAX];
    (void)text_double(text, x);
    return text_node(f, at, arena_text(f->arena, text));
}

/* Quoted where our own rules would not take the name otherwise. */
static node *name_node(foreign *f, const node *at, const char *name)
{
    node *n = text_node(f, at, name);
    n->quoted = !name_is_plain(name);
    return n;
}

static void put(foreign *f, node *map, const char *key, node *value)
{
    node_append(f->arena, map, text_node(f, value, key), value);
}

static node *values_node(foreign *f, const foreign_issue *issue)
{
    node *list = new_node(f, issue->name, NODE_LIST);
    for (uint32_t k = 0; k < issue->count; k++)
        node_append(f->arena, list, NULL,
                    issue->values ? issue->values[k]
                                  : number_node(f, issue->name, foreign_value(issue, k)));
    return list;
}

/* A range of a single number is a list: a range of ours has two ends. */
static node *issue_node(foreign *f, const foreign_issue *issue)
{
    if (issue->values || issue->count == 1) return values_node(f, issue);
    node *map = new_node(f, issue->name, NODE_MAP);
    put(f, map, "min", number_node(f, issue->name, issue->min));
    put(f, map, "max", number_node(f, issue->name, issue->max));
    put(f, map, "step", number_node(f, issue->name, issue->step));
    return map;
}

static node *issues_node(foreign *f, const foreign_domain *d)
{
    node *map = new_node(f, d->at, NODE_MAP);
    for (uint32_t i = 0; i < d->n_issues; i++) {
        const foreign_issue *issue = &d->issues[i];
        node_append(f->arena, map, name_node(f, issue->name, issue->name->text),
                    issue_node(f, issue));
    }
    return map;
}

static node *weights_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    for (uint32_t i = 0; i < d->n_issues; i++)
        node_append(f->arena, map, name_node(f, p->weight_at[i], d->issues[i].name->text),
                    number_node(f, p->weight_at[i], p->weights[i]));
    return map;
}

static node *worths_node(foreign *f, const foreign_issue *issue, const node *at,
                         const double *worths)
{
    node *map = new_node(f, at, NODE_MAP);
    for (uint32_t k = 0; k < issue->count; k++) {
        node *value =
            issue->values ? issue->values[k] : number_node(f, at, foreign_value(issue, k));
        node_append(f->arena, map, text_node(f, at, value->text), number_node(f, at, worths[k]));
    }
    return map;
}

static node *all_worths_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    for (uint32_t i = 0; i < d->n_issues; i++)
        node_append(f->arena, map, name_node(f, p->worth_at[i], d->issues[i].name->text),
                    worths_node(f, &d->issues[i], p->worth_at[i], p->worths[i]));
    return map;
}

static bool worths_are_normalised(const foreign_issue *issue, const double *worths)
{
    bool good = true;
    for (uint32_t k = 0; k < issue->count; k++) good &= worths[k] >= 0 && worths[k] <= 1;
    return good;
}

/* What a file of ours promises by itself: weights 0..1 that add up to 1, worths 0..1. */
static bool is_normalised(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    bool good = true;
    double sum = 0;
    for (uint32_t i = 0; i < d->n_issues; i++) {
        sum += p->weights[i];
        good &= p->weights[i] >= 0 && p->weights[i] <= 1;
        if (worths_are_normalised(&d->issues[i], p->worths[i])) continue;
        oddity(f, p->worth_at[i], "worths of %s lie outside 0..1: they count as they stand",
               d->issues[i].name->text);
        good = false;
    }
    if (fabs(sum - 1) <= SUM_TOLERANCE) return good;
    oddity(f, p->at, "the weights add up to %.12g: they count as they stand, not scaled to 1", sum);
    return false;
}

/* ---- constraints ---- */

static double least_of(const foreign_issue *issue, const foreign_bound *b)
{
    return b->min > issue->min ? b->min : issue->min;
}

static double most_of(const foreign_issue *issue, const foreign_bound *b)
{
    return b->max < issue->max ? b->max : issue->max;
}

/* A whole number of an issue's range, as Genius bounds them; an issue of one number is a list. */
static node *bound_node(foreign *f, const foreign_constraint *c, const foreign_issue *issue,
                        const foreign_bound *b)
{
    if (issue->count == 1) return number_node(f, c->at, issue->min);
    node *map = new_node(f, c->at, NODE_MAP);
    put(f, map, "min", number_node(f, c->at, least_of(issue, b)));
    put(f, map, "max", number_node(f, c->at, most_of(issue, b)));
    return map;
}

/* Every outcome meets the whole range of an issue: what counts everywhere has that for a bound. */
static node *where_node(foreign *f, const foreign_domain *d, const foreign_constraint *c)
{
    const foreign_issue *first = &d->issues[0];
    node *where = new_node(f, c->at, NODE_MAP);
    for (uint32_t k = 0; k < c->n_bounds; k++) {
        const foreign_issue *issue = &d->issues[c->bounds[k].issue];
        node_append(f->arena, where, name_node(f, c->at, issue->name->text),
                    bound_node(f, c, issue, &c->bounds[k]));
    }
    if (c->n_bounds == 0)
        node_append(f->arena, where, name_node(f, c->at, first->name->text), values_node(f, first));
    return where;
}

/* Does any outcome lie within? */
static bool can_be_met(const foreign_domain *d, const foreign_constraint *c)
{
    for (uint32_t k = 0; k < c->n_bounds; k++) {
        const foreign_issue *issue = &d->issues[c->bounds[k].issue];
        uint32_t i = 0;
        while (i < issue->count && (foreign_value(issue, i) < c->bounds[k].min ||
                                    foreign_value(issue, i) > c->bounds[k].max))
            i++;
        if (i == issue->count) return false;
    }
    return true;
}

/* What cannot be met counts nowhere; what excludes nothing, everywhere. */
static node *constraints_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    for (uint32_t k = 0; k < p->n_constraints; k++) {
        foreign_constraint c = p->constraints[k];
        bool met = can_be_met(d, &c);
        if (!met) oddity(f, c.at, "no outcome lies within this hyper-rectangle");
        if (!met && !c.outside) continue;
        if (!met) c = (foreign_constraint){.at = c.at, .worth = c.worth};
        node *one = new_node(f, c.at, NODE_MAP);
        put(f, one, c.outside ? "unless" : "where", where_node(f, d, &c));
        put(f, one, "worth", number_node(f, c.at, c.worth));
        put(f, map, arena_format(f->arena, "c%u", k + 1), one);
    }
    return map;
}

static void put_constraints(foreign *f, node *map, const foreign_domain *d,
                            const foreign_profile *p)
{
    node *scale = new_node(f, p->most_at, NODE_MAP);
    put(f, scale, "by", number_node(f, p->most_at, p->most));
    put(f, map, "interactions", constraints_node(f, d, p));
    put(f, map, "normalise", scale);
}

static void put_sum(foreign *f, node *map, const foreign_domain *d, const foreign_profile *p)
{
    if (!is_normalised(f, d, p)) put(f, map, "normalised", text_node(f, p->at, "no"));
    put(f, map, "weights", weights_node(f, d, p));
    put(f, map, "values", all_worths_node(f, d, p));
}

static node *party_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    if (p->constraints)
        put_constraints(f, map, d, p);
    else
        put_sum(f, map, d, p);
    if (p->reservation != 0) put(f, map, "reservation", number_node(f, p->at, p->reservation));
    if (p->discount < 1) {
        node *power = new_node(f, p->at, NODE_MAP);
        put(f, power, "discount", number_node(f, p->at, p->discount));
        put(f, map, "power", power);
    }
    return map;
}

/* ---- the name ---- */

/* A file name of ours: letters, digits, - and _, of any script. */
static const char *clean_name(foreign *f, const char *text)
{
    char *name = arena_text(f->arena, text);
    size_t n = 0;
    for (const char *c = text; *c && n < 60; c++) {
        bool good = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                    (*c >= '0' && *c <= '9') || *c == '_';
        if (good)
            name[n++] = *c;
        else if (n > 0 && name[n - 1] != '-')
            name[n++] = '-';
    }
    while (n > 0 && name[n - 1] == '-') n--;
    name[n] = '\0';
    return name;
}

/* A text that says as little as "domain" is no name. */
static bool is_name(const char *text)
{
    static const char *const empty[] = {"root", "any", "objective"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (strcmp(text, empty[i]) == 0) return false;
    return *text && strcmp(text, "domain") != 0 && strcmp(text, "Domain") != 0 &&
           strncmp(text, "profile", 7) != 0;
}

/* The last name of a path that says something, without its ending. */
static const char *path_name(foreign *f, const char *path)
{
    const char *copy = arena_text(f->arena, path);
    for (size_t n = strlen(copy); n > 0; n = strlen(copy)) {
        const char *base = text_base_name(copy);
        const char *name = clean_name(f, arena_textn(f->arena, base, strcspn(base, ".")));
        if (is_name(name)) return name;
        if (base == copy) break;
        copy = arena_textn(f->arena, copy, (size_t)(base - copy) - 1);
    }
    return "imported";
}

/* What the domain calls itself; else the folder that was given; else its file, or where that lies.
 */
static const char *name_of(foreign *f, const foreign_set *set, const foreign_domain *d)
{
    const char *own = clean_name(f, d->name);
    if (is_name(own)) return own;
    return path_name(f, set->folder ? set->folder : set->domain->path);
}

static const char *about_text(foreign *f, const foreign_set *set)
{
    const char *text = arena_format(f->arena, "From %s files:", set->format->name);
    if (set->domain->kind == FOREIGN_DOMAIN)
        text = arena_format(f->arena, "%s %s,", text, text_base_name(set->domain->path));
    for (uint32_t i = 0; i < set->n_profiles; i++)
        text = arena_format(f->arena, "%s %s%s (%c)", text,
                            i == 0                     ? ""
                            : i + 1 == set->n_profiles ? "and "
                                                       : "",
                            text_base_name(set->profiles[i]->path), (char)('A' + i));
    return text;
}

/* ---- the tree ---- */

node *foreign_tree(foreign *f, const foreign_set *set, const foreign_domain *d,
                   const foreign_profile *profiles)
{
    const node *at = d->at;
    const char *name = name_of(f, set, d);
    node *root = new_node(f, at, NODE_MAP), *parties = new_node(f, at, NODE_MAP);
    node *agents = new_node(f, at, NODE_MAP);
    for (uint32_t i = 0; i < set->n_profiles; i++) {
        const char *role = arena_format(f->arena, "%c", (char)('A' + i));
        put(f, parties, role, party_node(f, d, &profiles[i]));
        put(f, agents, role, text_node(f, profiles[i].at, "boulware"));
    }
    put(f, root, "scenario", text_node(f, at, name));
    const char *about = about_text(f, set);
    bool titled = *d->name && strcmp(name, d->name) != 0 && foreign_can_be_seen(d->name);
    if (titled) put(f, root, "title", text_node(f, at, d->name));
    if (foreign_can_be_seen(about)) put(f, root, "about", text_node(f, at, about));
    put(f, root, "issues", issues_node(f, d));
    put(f, root, "parties", parties);
    put(f, root, "agents", agents);
    return root;
}
