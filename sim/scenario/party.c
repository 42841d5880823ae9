/* A party: its brief, reservation, power and information; and the list of parties. What outcomes
 * and alternatives are worth to it is read by preference.c, nonadditive.c and alternatives.c. */
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

/* ---- power ---- */

static void read_recognition(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    p->party.recognition = read_drawable(r, n, &at_least_0, DRAW_RECOGNITION, 0, 1);
}

static const bounds discounts = {
    .lo = 0, .hi = 1, .above_lo = true, .unit = "", .also = ", or {factor, per}"};

static void read_factor(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    quantity q;
    if (!read_quantity(r, n, &discounts, &q)) return;
    q.allowed.lo = 1e-9; /* a draw is clamped to it: at 0 impatience would be infinite */
    add_draw(r, &q, DRAW_DISCOUNT, 1, 0);
    p->party.discount = q.x;
}

static void read_per(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"deadline", "round", "offer"}; /* as in discount_per */
    party_draft *p = into;
    int per = read_word(r, n, words, 3);
    if (per >= 0) p->party.per = (discount_per)per;
}

static const key_spec discount_keys[] = {
    {"factor", read_factor, &drawn_map, "number in (0, 1] or drawn", NULL,
     "what is left of a gain"},
    {"per", read_per, NULL, "deadline, round or offer", "deadline", "... after so much talking"},
    {.name = NULL},
};
static const map_spec discount_map = {
    .what = "{factor, per}", .keys = discount_keys, .or_else = &drawn_map};

static void read_discount(reader *r, const node *n, void *into)
{
    if (n->kind != NODE_MAP || is_drawn(n)) {
        read_factor(r, n, into);
        return;
    }
    size_t errors = r->errors->errors;
    read_map(r, n, &discount_map, into);
    if (r->errors->errors == errors && !node_get(n, "factor"))
        node_error(r->errors, n, "%s has no factor", r->path);
}

static const key_spec power_keys[] = {
    {"recognition", read_recognition, &drawn_map, "number >= 0 or drawn", "1",
     "weight in who sets the terms; 1 : 1 is even"},
    {"discount", read_discount, &discount_map, "number in (0, 1] or drawn, or {factor, per}", "1",
     "what is left of a gain that comes only at the deadline"},
    {.name = NULL},
};
static const map_spec power_map = {.what = "recognition, discount", .keys = power_keys};

static void read_power(reader *r, const node *n, void *into) { read_map(r, n, &power_map, into); }

/* ---- information ---- */

static void set_bits(reader *r, const node *n, party_draft *p, uint32_t other)
{
    static const bounds bits = {.lo = 0, .hi = 6, .unit = " bits", .also = ", or be `all`"};
    if (n->kind == NODE_SCALAR && strcmp(n->text, "all") == 0)
        p->bits[other] = INFINITY;
    else
        p->bits[other] = read_drawable(r, n, &bits, DRAW_BITS, other, 0);
}

static void read_bits_about(reader *r, const node *n, void *into)
{
    uint32_t other = name_index(r->roles, r->name);
    if (other == r->draft->party)
        node_error(r->errors, r->key, "%s: a party knows its own limit", r->path);
    else
        set_bits(r, n, into, other);
}

static const key_spec bits_each = {"ROLE",     read_bits_about,
                                   &drawn_map, "bits 0..6 or drawn, or `all`",
                                   "0",        "about the limit of this other party"};
static const map_spec bits_map = {.what = "bits about each other party",
                                  .names = NAMES_ROLES,
                                  .each = &bits_each,
                                  .or_else = &drawn_map};

/* One number says the same of every other; it is read once, and a draw of it is one draw. */
static void read_bits(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    draft *d = r->draft;
    if (n->kind == NODE_MAP && !is_drawn(n)) {
        read_map(r, n, &bits_map, into);
        return;
    }
    uint32_t before = d->n_draws, self = d->party, first = self == 0 ? 1 : 0;
    set_bits(r, n, p, first);
    for (uint32_t other = first + 1; other < r->roles.count; other++) {
        if (other == self) continue;
        p->bits[other] = p->bits[first];
        if (d->n_draws == before) continue;
        draw again = d->draws[before];
        quantity q = {.drawn = true,
                      .shape = again.shape,
                      .a = again.a,
                      .b = again.b,
                      .allowed = {.lo = again.lo, .hi = again.hi}};
        add_draw(r, &q, DRAW_BITS, 1, other);
    }
}

static void read_knows_deadline(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"hidden", "known"};
    party_draft *p = into;
    int known = read_word(r, n, words, 2);
    if (known >= 0) p->party.knows_deadline = known == 1;
}

static const key_spec information_keys[] = {
    {"reservation", read_bits, &bits_map, "bits 0..6 or drawn, or `all`, or a map by role", "0",
     "bits about the other's limit: 0 nothing, 6 nearly all"},
    {"deadline", read_knows_deadline, NULL, "known or hidden", "known",
     "when the talks end; hidden: nothing but its own deadline, if it has one"},
    {.name = NULL},
};
static const map_spec information_map = {.what = "reservation, deadline", .keys = information_keys};

static void read_information(reader *r, const node *n, void *into)
{
    read_map(r, n, &information_map, into);
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
