/* Genius' non-linear utility spaces, as Genius 10.4 reads them: the sum of the hyper-rectangles
 * that an outcome lies in (INCLUDES) or outside of (EXCLUDES), each times its weight, over
 * maxutility. Evaluators and weights of issues count nothing there. It knows elements, not XML. */
#include <string.h>

#include "scenario/foreign/foreign_draft.h"
#include "scenario/foreign/xml_tree.h"

static uint32_t count_children(const xml_element *e, const char *name)
{
    uint32_t n = 0;
    for (const xml_element *c = xml_child(e, name); c; c = xml_next(c, name)) n++;
    return n;
}

/* ---- one hyper-rectangle ---- */

static const foreign_issue *issue_of_index(const foreign_domain *d, double index, uint32_t *at)
{
    for (uint32_t i = 0; i < d->n_issues; i++) {
        *at = i;
        if (d->issues[i].index == index) return &d->issues[i];
    }
    return NULL;
}

static bool read_bound(foreign *f, const xml_element *e, const foreign_domain *d,
                       foreign_bound *out)
{
    double index;
    if (!foreign_number(f, &e->at, xml_attribute(e, "index"), "the index of the bound", &index) ||
        !foreign_number(f, &e->at, xml_attribute(e, "min"), "min of the bound", &out->min) ||
        !foreign_number(f, &e->at, xml_attribute(e, "max"), "max of the bound", &out->max))
        return false;
    const foreign_issue *issue = issue_of_index(d, index, &out->issue);
    if (!issue)
        node_error(f->errors, &e->at, "there is no issue of index %g", index);
    else if (issue->values)
        node_error(f->errors, &e->at, "%s is bounded, but its values are names", issue->name->text);
    else
        return true;
    return false;
}

static bool is_first(foreign *f, const xml_element *e, const foreign_domain *d,
                     const foreign_constraint *c)
{
    uint32_t issue = c->bounds[c->n_bounds].issue;
    for (uint32_t k = 0; k < c->n_bounds; k++) {
        if (c->bounds[k].issue != issue) continue;
        node_error(f->errors, &e->at, "%s is bounded twice in one hyper-rectangle",
                   d->issues[issue].name->text);
        return false;
    }
    return true;
}

static bool read_bounds(foreign *f, const xml_element *e, const char *name, const foreign_domain *d,
                        foreign_constraint *out)
{
    out->bounds = arena_array(f->arena, count_children(e, name), sizeof *out->bounds);
    for (const xml_element *c = xml_child(e, name); c; c = xml_next(c, name)) {
        foreign_bound *b = &out->bounds[out->n_bounds];
        if (!read_bound(f, c, d, b) || !is_first(f, c, d, out)) return false;
        out->n_bounds++;
    }
    return true;
}

/* What it is worth. Some writers call it utility_function. */
static bool read_worth(foreign *f, const xml_element *e, double *out)
{
    const char *text = xml_attribute(e, "utility"), *weighed = xml_attribute(e, "weight");
    double weight = 1;
    if (!text) text = xml_attribute(e, "utility_function");
    if (!foreign_number(f, &e->at, text, "the utility of the hyper-rectangle", out)) return false;
    if (weighed &&
        !foreign_number(f, &e->at, weighed, "the weight of the hyper-rectangle", &weight))
        return false;
    *out *= weight;
    return true;
}

static bool read_rectangle(foreign *f, const xml_element *e, const foreign_domain *d,
                           foreign_constraint *out)
{
    out->at = &e->at;
    out->outside = xml_child(e, "EXCLUDES") != NULL;
    if (out->outside && xml_child(e, "INCLUDES")) {
        node_error(f->errors, &e->at, "this hyper-rectangle has INCLUDES and EXCLUDES");
        return false;
    }
    return read_worth(f, e, &out->worth) &&
           read_bounds(f, e, out->outside ? "EXCLUDES" : "INCLUDES", d, out);
}

/* ---- all of them ---- */

static bool is_sum(foreign *f, const xml_element *e)
{
    const char *how = xml_attribute(e, "aggregation");
    if (xml_child(e, "ufun"))
        node_error(f->errors, &e->at, "<ufun> within <ufun> cannot be read");
    else if (how && strcmp(how, "sum") != 0 && strcmp(how, "SUM") != 0)
        node_error(f->errors, &e->at, "the aggregation of <ufun> is \"%s\", must be sum", how);
    else
        return true;
    return false;
}

static bool read_most(foreign *f, const xml_element *holder, double *out)
{
    const char *text = xml_attribute(holder, "maxutility");
    if (!text) {
        node_error(f->errors, &holder->at, "<%s> has no maxutility: what counts as 1?",
                   holder->name);
        return false;
    }
    if (!foreign_number(f, &holder->at, text, "maxutility", out)) return false;
    if (*out > 0) return true;
    node_error(f->errors, &holder->at, "maxutility is %s, must be more than 0", text);
    return false;
}

bool genius_constraints(foreign *f, const xml_element *ufun, const foreign_domain *d,
                        foreign_profile *p)
{
    p->most_at = &ufun->parent->at;
    p->constraints = arena_array(f->arena, count_children(ufun, "hyperRectangle") + (size_t)1,
                                 sizeof *p->constraints);
    if (!is_sum(f, ufun) || !read_most(f, ufun->parent, &p->most)) return false;
    const xml_element *e = xml_child(ufun, "hyperRectangle");
    for (; e; e = xml_next(e, "hyperRectangle"))
        if (!read_rectangle(f, e, d, &p->constraints[p->n_constraints++])) return false;
    if (p->n_constraints > 0) return true;
    node_error(f->errors, &ufun->at, "<ufun> has no hyper-rectangle: every outcome is worth 0");
    return false;
}
