/* A scenario file as a whole: its top keys, and the model made of what they say. The parts are read
 * by issues.c, preference.c, nonadditive.c, alternatives.c, party.c and protocol.c. It knows no
 * experiment. */
#include "scenario/scenario.h"

#include <string.h>

#include "scenario/draft.h"
#include "scenario/kind.h"

const char *const reserved_names[] = {
    "scenario", "title",    "about",  "currency",   "issues",  "parties",
    "protocol", "deadline", "agents", "experiment", "set",     "vary",
    "sessions", "seed",     "block",  "hypotheses", "figures", NULL};

/* ---- the top ---- */

static void read_scenario_name(reader *r, const node *n, void *into)
{
    (void)into;
    (void)file_name_is_good(r, n);
}

static void read_title(reader *r, const node *n, void *into)
{
    draft *d = into;
    d->title = read_line(r, n);
}

static void read_about(reader *r, const node *n, void *into)
{
    draft *d = into;
    d->about = read_text(r, n);
}

static void read_currency(reader *r, const node *n, void *into)
{
    draft *d = into;
    d->currency = read_line(r, n);
}

static bool all_issues_good(const draft *d)
{
    for (uint32_t i = 0; i < d->n_issues; i++)
        if (!d->issue_good[i]) return false;
    return d->n_issues > 0;
}

/* Outcomes are counted; a continuum is not, unless it is all there is. */
static bool can_be_listed(reader *r, const node *n, const draft *d)
{
    bool good = true;
    for (uint32_t i = 0; i < d->n_issues && d->n_issues > 1; i++)
        if (issue_is_real(&d->issues[i])) {
            node_error(r->errors, node_key(n, d->issues[i].name),
                       "%s has no step: such a range is a continuum and only stands alone; a step "
                       "makes it a list of values",
                       d->issues[i].name);
            good = false;
        }
    return good;
}

static void read_all_issues(reader *r, const node *n, void *into)
{
    draft *d = into;
    space whole;
    read_issues(r, n, d);
    if (!all_issues_good(d) || !can_be_listed(r, n, d)) return;
    d->space_good = space_init(&whole, d->issues, d->n_issues);
    if (!d->space_good)
        node_error(r->errors, n, "there are 2^63 outcomes or more: make the steps larger");
}

static const key_spec scenario_keys[] = {
    {"scenario", read_scenario_name, NULL, "name", NULL, "kind and name of the file"},
    {"title", read_title, NULL, "text", "the name", "for people and figures"},
    {"about", read_about, NULL, "text", "", "the story in short"},
    {"currency", read_currency, NULL, "text", "", "the unit of money"},
    {"issues", read_all_issues, &issues_map, "map", NULL, "what is negotiated"},
    {"parties", read_parties, &parties_map, "map", NULL, "who negotiates"},
    {"protocol", read_protocol, &protocol_map, "map", NULL, "who may say what when"},
    {"deadline", read_deadline, &deadline_map, "map", NULL, "how long"},
    {"agents", read_agents, &agents_map, "map", NULL, "who plays"},
    {.name = NULL},
};
const map_spec scenario_map = {.what = "scenario, issues, parties, ...", .keys = scenario_keys};

/* ---- the draft ---- */

static bool has_what_it_needs(reader *r, const node *root)
{
    static const char *const needed[] = {"issues", "parties"};
    bool good = true;
    for (size_t i = 0; i < 2; i++)
        if (!node_get(root, needed[i])) {
            node_error(r->errors, root, "the scenario has no %s", needed[i]);
            good = false;
        }
    return good;
}

/* Roles and issues are known before anything is read: whatever refers to them can be checked. */
static void open_draft(reader *r, const node *root, draft *d)
{
    r->issues = keys_of(r->arena, node_get(root, "issues"));
    r->roles = keys_of(r->arena, node_get(root, "parties"));
    if (r->issues.count > SPACE_ISSUES_MAX) r->issues.count = 0;
    if (r->roles.count > HG_PARTIES_MAX) r->roles.count = 0;
    d->n_issues = r->issues.count;
    d->n_parties = r->roles.count;
    d->issues = arena_array(r->arena, d->n_issues, sizeof *d->issues);
    d->issue_good = arena_array(r->arena, d->n_issues, sizeof *d->issue_good);
    d->parties = arena_array(r->arena, d->n_parties, sizeof *d->parties);
    d->agents = arena_array(r->arena, d->n_parties, sizeof *d->agents);
    d->agent_at = arena_array(r->arena, d->n_parties, sizeof(node *));
    r->draft = d;
}

/* ---- the model ---- */

static bool same_text(const char *a, const char *b) { return strcmp(a, b) == 0; }

static bool same_issue(const hg_issue *a, const hg_issue *b)
{
    bool same = a->kind == b->kind && a->size == b->size && same_text(a->name, b->name);
    if (!same || a->kind == HG_ISSUE_NUMBER)
        return same && a->min == b->min && a->max == b->max && a->step == b->step;
    for (uint64_t k = 0; k < a->size; k++)
        if (!same_text(a->names[k], b->names[k])) return false;
    return true;
}

static bool same_space(const space *a, const space *b)
{
    if (a->n_issues != b->n_issues) return false;
    for (uint32_t i = 0; i < a->n_issues; i++)
        if (!same_issue(&a->issues[i], &b->issues[i])) return false;
    return true;
}

static const utility_table *shared_table(const space *s, const party *p, const model *like)
{
    for (uint32_t i = 0; i < like->n_parties; i++) {
        const party *other = &like->parties[i];
        if (preference_equal(s, &p->preference, &other->preference) &&
            nonadditive_equal(s, p->beyond, other->beyond))
            return other->utility.table;
    }
    return NULL;
}

static const utility_table *own_table(arena *a, const space *s, const party *p)
{
    return p->beyond ? nonadditive_table(a, p->beyond, &p->preference, s)
                     : utility_table_build(a, s, &p->preference);
}

/* The space that tables borrow must not move with the caller's scenario: it stands in the arena.
 * There is a back end for every space that can be read. */
static void build_utilities(const reader *r, const space *s, const model *like, draft *d)
{
    bool shareable = like && same_space(s, &like->space);
    for (uint32_t i = 0; i < d->n_parties; i++) {
        party *p = &d->parties[i].party;
        const utility_table *table = shareable ? shared_table(s, p, like) : NULL;
        if (!table) table = own_table(r->arena, s, p);
        p->utility.table = table;
    }
}

/* Does a unit of the issue count the same whatever the outcome? */
static bool counts_alike(const draft *d, const space *s, uint32_t issue)
{
    for (uint32_t i = 0; i < d->n_parties; i++) {
        const nonadditive *beyond = d->parties[i].party.beyond;
        if (!beyond) continue;
        if (beyond->bends || beyond->scales || nonadditive_depends_on(beyond, s, issue))
            return false;
    }
    return true;
}

/* The issue that passes from one party to the other, and moves as much utility wherever it stands.
 * Among more than two parties one price cannot move utility between all of them. */
static uint32_t price_of(const draft *d, const space *s)
{
    uint32_t price = HG_NOBODY;
    if (d->n_parties != 2) return HG_NOBODY;
    for (uint32_t i = 0; i < 2; i++) {
        const party_draft *one = &d->parties[i], *other = &d->parties[1 - i];
        if (one->pays == HG_NOBODY || one->pays != other->receives) continue;
        if (!counts_alike(d, s, one->pays)) continue;
        if (price != HG_NOBODY) return HG_NOBODY;
        price = one->pays;
    }
    return price;
}

static bool build_model(reader *r, const node *root, const scenario *like, scenario *out, draft *d)
{
    space *s = arena_alloc(r->arena, sizeof *s);
    if (!space_init(s, d->issues, d->n_issues)) return false;
    party *parties = arena_array(r->arena, d->n_parties, sizeof *parties);
    for (uint32_t i = 0; i < d->n_parties; i++) {
        party *p = &d->parties[i].party;
        p->preference = (preference){d->parties[i].parts, d->n_issues};
        if (d->parties[i].at_beyond) p->beyond = &d->parties[i].beyond;
        p->bits = d->parties[i].bits;
    }
    build_utilities(r, s, like ? &like->model : NULL, d);
    for (uint32_t i = 0; i < d->n_parties; i++) parties[i] = d->parties[i].party;
    table_spec *table = arena_alloc(r->arena, sizeof *table);
    *table = d->table;
    const char *name = node_get(root, "scenario")->text;
    out->model = (model){.name = name,
                         .title = d->title ? d->title : name,
                         .currency = d->currency ? d->currency : "",
                         .space = *s,
                         .n_parties = d->n_parties,
                         .n_tables = 1,
                         .n_draws = d->n_draws,
                         .parties = parties,
                         .tables = table,
                         .draws = d->draws,
                         .price_issue = price_of(d, s)};
    model_finish(r->arena, &out->model);
    return true;
}

int scenario_read(arena *a, node *root, const scenario *like, scenario *out, error_list *errors)
{
    draft d = {0};
    reader r = {.arena = a, .errors = errors, .path = "", .name = ""};
    size_t before = errors->errors;
    *out = (scenario){.root = root};
    if (!must_be_scenario(root, errors)) return HG_E_INPUT;
    open_draft(&r, root, &d);
    read_map(&r, root, &scenario_map, &d);
    if (has_what_it_needs(&r, root) && d.n_parties >= 2) check_table(&r, root, &d);
    if (errors->errors != before || !build_model(&r, root, like, out, &d)) return HG_E_INPUT;
    out->about = d.about ? d.about : "";
    out->agents = d.agents;
    out->agent_at = d.agent_at;
    return HG_E_OK;
}

int scenario_load(arena *a, const char *path, const override *sets, size_t n_sets, scenario *out,
                  error_list *errors)
{
    node *root = scenario_tree(a, path, false, errors);
    if (!root || !must_be_scenario(root, errors)) return HG_E_INPUT;
    bool good = true;
    for (size_t i = 0; i < n_sets; i++) good &= override_apply(a, root, &sets[i], errors);
    int code = scenario_read(a, root, NULL, out, errors);
    return good ? code : HG_E_INPUT;
}
