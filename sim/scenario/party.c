/* A party: its brief, reservation and deadline; and the list of parties. What outcomes and
 * alternatives are worth to it is read by preference.c, nonadditive.c and alternatives.c, what it
 * can do and know by power.c and information.c. */
#include "scenario/draft.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

/* ---- numbers that may be drawn ---- */

void add_draw(reader *r, const quantity *q, draw_target target, double sign, uint32_t index)
{
    static const char *const below[] = {
        [DRAW_WORTH] = "worth", [DRAW_ARRIVES] = "arrives", [DRAW_EXPIRES] = "expires"};
    if (!q->drawn) return;
    draft *d = r->draft;
    if (d->n_draws == d->cap_draws) {
        draw *more = arena_array(r->arena, 2 * (size_t)d->cap_draws + 8, sizeof *more);
        if (d->n_draws) memcpy(more, d->draws, d->n_draws * sizeof *more);
        d->draws = more;
        d->cap_draws = 2 * d->cap_draws + 8;
    }
    const char *path = r->path;
    if (target >= DRAW_WORTH) path = arena_format(r->arena, "%s.%s", path, below[target]);
    d->draws[d->n_draws++] = (draw){.path = path,
                                    .stream = (uint32_t)hash64(0, path, strlen(path)),
                                    .shape = q->shape,
                                    .a = q->a,
                                    .b = q->b,
                                    .lo = q->allowed.lo,
                                    .hi = q->allowed.hi,
                                    .target = target,
                                    .sign = sign,
                                    .party = d->party,
                                    .index = index};
}

double read_drawable(reader *r, const node *n, const bounds *b, draw_target target, uint32_t index,
                     double preset)
{
    quantity q;
    if (!read_quantity(r, n, b, &q)) return preset;
    add_draw(r, &q, target, 1, index);
    return q.x;
}

static const bounds at_least_0 = {.lo = 0, .hi = INFINITY, .unit = "", .also = ""};

static void read_brief(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    const char *text = read_text(r, n);
    if (text) p->party.brief = text;
}

static void read_reservation(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    p->party.reservation = read_drawable(r, n, &any_number, DRAW_RESERVATION, 0, 0);
}

static void read_leaving_cost(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    p->party.leaving_cost = read_drawable(r, n, &at_least_0, DRAW_LEAVING_COST, 0, 0);
}

/* A deadline at the end of the common clock is no own one, unless it only happens to be drawn. */
static void read_own_deadline(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    quantity q;
    if (!read_quantity(r, n, &times, &q)) return;
    add_draw(r, &q, DRAW_DEADLINE, 1, 0);
    p->party.has_deadline = q.drawn || q.x < 1;
    p->party.deadline = q.x;
    p->at_deadline = n;
}

/* ---- the party ---- */

static const key_spec party_keys[] = {
    {"brief", read_brief, NULL, "text", "", "told to this party only"},
    {"pays", read_pays, NULL, "an issue", NULL, "the price, as money given"},
    {"receives", read_receives, NULL, "an issue", NULL, "the price, as money got"},
    {"value", read_value, &value_map, "map, money", NULL, "what the deal is worth, before paying"},
    {"cost", read_cost, &cost_map, "map, money", NULL, "what the deal costs, before being paid"},
    {"normalised", read_normalised, NULL, "yes or no", "yes",
     "weights add up to 1, values are 0..1; no: they count as they stand, as imported ones may"},
    {"weights", read_weights, &weights_map, "map of 0..1", NULL,
     "utilities without a unit: weights"},
    {"values", read_values, &values_map, "map of 0..1", NULL, "... and what each value is worth"},
    {"table", read_table, &table_map, "map", NULL,
     "added: what each outcome is worth, map within map in the order of the issues"},
    {"interactions", read_interactions, &interactions_map, "map by name", NULL,
     "added: what certain values of several issues are worth together"},
    {"risk", read_risk, &risk_map, "map", NULL,
     "bends what it adds up to; utilities have no unit then, and 0..1 is from..to"},
    {"normalise", read_normalise, &normalise_map, "map", NULL,
     "stretches utilities, which have no unit then; nothing is normalised by itself"},
    {"reservation", read_reservation, &drawn_map, "number or drawn, own unit", "0",
     "what no deal is worth at least"},
    {"leaving_cost", read_leaving_cost, &drawn_map, "number >= 0 or drawn, own unit", "0",
     "paid by who walks away"},
    {"deadline", read_own_deadline, &drawn_map, "time 0..1 or drawn", "1",
     "its own: after the last round up to this time the talks end"},
    {"alternatives", read_alternatives, &alternatives_map, "map by name", NULL,
     "the best that stands counts if there is no deal"},
    {"mandate", read_mandate, &mandate_map, "map", NULL,
     "what whoever talks for it may sign; anything less does not bind it"},
    {"power", read_power, &power_map, "map", NULL, "who sets the terms, and who can wait"},
    {"information", read_information, &information_map, "map", NULL, "what it knows of the others"},
    {.name = NULL},
};
static const map_spec party_map = {.what = "brief, preferences, alternatives, power, information",
                                   .keys = party_keys};

static void check_role(reader *r)
{
    for (const char *const *name = reserved_names; *name; name++)
        if (strcmp(*name, r->name) == 0)
            node_error(r->errors, r->key,
                       "a party may not be called \"%s\": it is a key of the file", r->name);
    (void)name_is_good(r, r->key);
}

static void read_party(reader *r, const node *n, void *into)
{
    draft *d = into;
    uint32_t i = name_index(r->roles, r->name);
    d->party = i;
    party_draft *p = &d->parties[i];
    p->key = r->key;
    p->errors_before = r->errors->errors;
    p->party.role = r->name;
    check_role(r);
    if (!is_map(r, n, party_map.what)) return;
    read_map(r, n, &party_map, p);
    check_preference(r, n, p);
}

static const key_spec party_each = {"ROLE", read_party, &party_map,
                                    "map",  NULL,       "a party by its role"};
const map_spec parties_map = {
    .what = "parties by role", .names = NAMES_DEFINED, .each = &party_each};

static void preset(reader *r, draft *d, party_draft *p)
{
    p->pays = p->receives = HG_NOBODY;
    p->parts = arena_array(r->arena, d->n_issues, sizeof *p->parts);
    p->weights = arena_array(r->arena, d->n_issues, sizeof *p->weights);
    p->weighted = arena_array(r->arena, d->n_issues, sizeof *p->weighted);
    p->bits = arena_array(r->arena, d->n_parties, sizeof *p->bits);
    p->party.brief = "";
    p->party.recognition = 1;
    p->party.discount = 1;
    p->party.per = DISCOUNT_PER_DEADLINE;
    p->party.knows_deadline = true;
    p->party.learns = NEVER;
}

static void check_recognition(reader *r, const node *n, const draft *d)
{
    double sum = 0;
    for (uint32_t i = 0; i < d->n_parties; i++) sum += d->parties[i].party.recognition;
    if (!(sum > 0))
        node_error(r->errors, n, "nobody has recognition: one party at least must set the terms");
}

void read_parties(reader *r, const node *n, void *into)
{
    draft *d = into;
    if (d->n_issues == 0) return; /* reported already; whatever a party says is about issues */
    if (n->kind == NODE_MAP && (n->count < 2 || n->count > HG_PARTIES_MAX)) {
        node_error(r->errors, n, "there are %u parties, must be 2..%u", n->count, HG_PARTIES_MAX);
        return;
    }
    for (uint32_t i = 0; i < d->n_parties; i++) preset(r, d, &d->parties[i]);
    const char *outside = r->path;
    if (n->kind == NODE_MAP) r->path = ""; /* paths begin with the role */
    read_map(r, n, &parties_map, d);
    r->path = outside;
    if (n->kind == NODE_MAP) check_recognition(r, n, d);
}
