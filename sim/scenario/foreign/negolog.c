/* NegoLog's profiles: reservationValue, issueWeights, and a worth per value of every issue; the
 * domain is what the first profile says. It knows nodes, not JSON. */
#include <string.h>

#include "scenario/foreign/foreign_draft.h"

static foreign_kind negolog_kind(const void *tree)
{
    const node *issues = node_get(tree, "issues"), *weights = node_get(tree, "issueWeights");
    bool both = issues && weights && issues->kind == NODE_MAP && weights->kind == NODE_MAP;
    return both ? FOREIGN_PROFILE : FOREIGN_OTHER;
}

static bool read_issue(foreign *f, const node *name, const node *worths, foreign_issue *issue)
{
    issue->name = foreign_name(f, name, name->text, "issue");
    if (!issue->name) return false;
    if (worths->kind != NODE_MAP || worths->count == 0 || worths->count > FOREIGN_VALUES_MAX) {
        node_error(f->errors, worths, "%s must be a map with the worth of 1 to %u values",
                   name->text, FOREIGN_VALUES_MAX);
        return false;
    }
    bool good = true;
    issue->count = worths->count;
    issue->values = arena_array(f->arena, issue->count, sizeof *issue->values);
    for (uint32_t k = 0; k < issue->count; k++) {
        issue->values[k] = foreign_name(f, worths->keys[k], worths->keys[k]->text, "value");
        good &= issue->values[k] != NULL;
    }
    if (good) foreign_drop_twins(f, issue);
    return good;
}

static bool negolog_domain(foreign *f, const void *tree, foreign_domain *d)
{
    const node *issues = node_get(tree, "issues");
    *d = (foreign_domain){.at = tree, .name = "", .n_issues = issues->count};
    d->issues = arena_array(f->arena, d->n_issues, sizeof *d->issues);
    bool good = true;
    for (uint32_t i = 0; i < d->n_issues; i++)
        good &= read_issue(f, issues->keys[i], issues->items[i], &d->issues[i]);
    return good;
}

static bool negolog_profile(foreign *f, const void *tree, const foreign_domain *d,
                            foreign_profile *p)
{
    const node *issues = node_get(tree, "issues"), *least = node_get(tree, "reservationValue");
    bool good = foreign_weights(f, node_get(tree, "issueWeights"), d, p);
    for (uint32_t i = 0; i < d->n_issues; i++) {
        const node *worths = node_get(issues, d->issues[i].name->text);
        p->worth_at[i] = worths ? worths : issues;
        if (!worths || worths->kind != NODE_MAP) {
            node_error(f->errors, p->worth_at[i], "the issue \"%s\" has no map of worths",
                       d->issues[i].name->text);
            good = false;
        } else {
            good &= foreign_worths(f, worths, &d->issues[i], p->worths[i]);
        }
    }
    if (issues->count > d->n_issues)
        oddity(f, issues, "there are %u issues, and %u in the domain: the others are left out",
               issues->count, d->n_issues);
    p->at = tree;
    p->discount = 1;
    if (!least) oddity(f, p->at, "there is no reservationValue: it is 0");
    if (least)
        good &= foreign_number(f, least, least->text, "the reservation value", &p->reservation);
    return good;
}

const foreign_format negolog_format = {"NegoLog", negolog_kind, negolog_domain, negolog_profile};
