/* Warnings about scenarios that are valid and cannot work: each is a rule of its own. Must not play
 * a session. */
#include "cli/play/plausible.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* ---- numbers ---- */

/* "12.000", "1.500": one to three digits, not a lone 0, and three behind the point, of which the
 * last is 0. Nobody writes a fraction so. */
static bool is_grouped_by_point(const char *text)
{
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    const char *point = text + whole;
    return whole >= 1 && whole <= 3 && *text != '0' && *point == '.' &&
           strspn(point + 1, "0123456789") == 3 && !point[4] && point[3] == '0';
}

void plausible_numbers(const node *n, error_list *errors)
{
    double x;
    char read[TEXT_DOUBLE_MAX];
    if (n->kind == NODE_SCALAR && !n->quoted && is_grouped_by_point(n->text) &&
        text_to_double(n->text, &x)) {
        const char *point = strchr(n->text, '.');
        text_double(read, x);
        node_warning(errors, n, "%s is read as %s; if thousands are meant, write %.*s%s", n->text,
                     read, (int)(point - n->text), n->text, point + 1);
    }
    for (uint32_t i = 0; i < n->count; i++) plausible_numbers(n->items[i], errors);
}

/* ---- issues ---- */

/* Where the issue is described; else the top. */
static const node *place_of(const node *root, const char *issue)
{
    const node *issues = node_get(root, "issues"), *key = issues ? node_key(issues, issue) : NULL;
    return key ? key : root;
}

/* Numbers have a direction; of listed values everybody may well like the same one best. */
static void check_issue(const model *m, uint32_t issue, const node *at, error_list *errors)
{
    const char *name = m->space.issues[issue].name, *only = NULL;
    uint32_t up = 0, down = 0;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const preference *p = &m->parties[i].preference;
        const nonadditive *beyond = m->parties[i].beyond;
        if (issue >= p->n_issues || p->parts[issue].per_value) return;
        if (beyond && nonadditive_depends_on(beyond, &m->space, issue)) return;
        double slope = p->parts[issue].per_unit;
        up += slope > 0, down += slope < 0;
        if (slope != 0) only = m->parties[i].role;
    }
    if (m->space.issues[issue].kind != HG_ISSUE_NUMBER || (up && down)) return;
    if (up + down == 0)
        node_warning(errors, at, "%s is worth nothing to anybody", name);
    else if (up + down == 1)
        node_warning(errors, at, "%s matters to %s alone; if it is a price, who %s it?", name, only,
                     up ? "pays" : "receives");
    else
        node_warning(errors, at,
                     "everybody wants %s as %s as it can be; if it is a price, who %s it?", name,
                     up ? "high" : "low", up ? "pays" : "receives");
}

static void check_zone(const model *m, const node *root, error_list *errors)
{
    hg_leverage of[HG_PARTIES_MAX];
    leverage_reading start = {.of = of};
    const char *drawn = m->n_draws ? ", with what is drawn at its middle" : "";
    model_measure_start(m, &start);
    if (!(start.zone >= 0))
        node_warning(
            errors, root,
            "there is no zone of agreement at the start%s: whatever is agreed on, somebody "
            "has less than without a deal; higgle show says more",
            drawn);
}

/* ---- parties ---- */

/* A key of a party, as deep as the file goes; else its role. */
static const node *place_in(const node *root, const char *role, const char *outer,
                            const char *inner)
{
    const node *parties = node_get(root, "parties");
    const node *at = parties ? node_key(parties, role) : NULL, *map = NULL;
    const node *below = parties ? node_get(parties, role) : NULL;
    if (below && node_key(below, outer)) at = node_key(below, outer), map = node_get(below, outer);
    if (map && node_key(map, inner)) at = node_key(map, inner);
    return at ? at : root;
}

static double most_of_all(const party *p)
{
    double most = p->reservation;
    for (uint32_t i = 0; i < p->n_alternatives; i++)
        if (alternative_held(&p->alternatives[i]) && p->alternatives[i].expires > 1)
            most = fmax(most, alternative_worth(p, i));
    return most;
}

static void check_alternatives(const party *p, const node *root, error_list *errors)
{
    for (uint32_t i = 0; i < p->n_alternatives; i++) {
        const alternative *a = &p->alternatives[i];
        const node *at = place_in(root, p->role, "alternatives", a->name);
        if (!a->search && a->arrives == NEVER)
            node_warning(errors, at, "%s never comes: its rate is 0", a->name);
        else if (a->search && a->search->hi <= most_of_all(p))
            node_warning(errors, at,
                         "%s brings nothing that %s does not have anyway: it has no effect",
                         a->name, p->role);
        else if (a->search && a->search->cost > 0 &&
                 (a->search->lo + a->search->hi) / 2 * a->search->rate <= a->search->cost)
            node_warning(errors, at, "looking for %s costs more than it brings: %s never looks",
                         a->name, p->role);
    }
}

static void check_authority(const party *p, const node *root, error_list *errors)
{
    double best = utility_best(&p->utility);
    if (p->has_mandate && p->mandate > best)
        node_warning(errors, place_in(root, p->role, "mandate", "at_least"),
                     "%s may sign nothing: no outcome is worth its mandate", p->role);
    if (p->obstinacy > 0 && p->commitment > best)
        node_warning(errors, place_in(root, p->role, "power", "commitment"),
                     "%s may be committed to more than any outcome is worth", p->role);
}

static void check_lesson(const model *m, uint32_t who, const node *root, error_list *errors)
{
    const party *p = &m->parties[who];
    bool news = p->learns > 1;
    for (uint32_t i = 0; i < m->n_parties; i++)
        news |= i != who && p->learns_bits > (p->bits ? p->bits[i] : 0);
    if (!news)
        node_warning(errors, place_in(root, p->role, "information", "learns"),
                     "%s learns nothing new: it knows as many bits already", p->role);
}

void plausible_model(const model *m, const node *root, error_list *errors)
{
    for (uint32_t k = 0; k < m->space.n_issues; k++)
        check_issue(m, k, place_of(root, m->space.issues[k].name), errors);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        check_alternatives(&m->parties[i], root, errors);
        check_authority(&m->parties[i], root, errors);
        check_lesson(m, i, root, errors);
    }
    check_zone(m, root, errors);
}
