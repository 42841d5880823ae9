/* What a party can do: how often it sets the terms, how long it can wait, what it may be committed
 * to, and what whoever talks for it may sign. It knows no other party. */
#include "scenario/draft.h"

#include <math.h>

static const bounds at_least_0 = {.lo = 0, .hi = INFINITY, .unit = "", .also = ""};

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

/* Everybody knows how likely it is that a party insists on its demand whatever happens; whether it
 * does is drawn. */
static void read_demand(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    (void)read_number(r, n, &any_number, &p->party.commitment);
}

static void read_probability(reader *r, const node *n, void *into)
{
    static const bounds probabilities = {.lo = 0, .hi = 1, .unit = "", .also = ""};
    party_draft *p = into;
    (void)read_number(r, n, &probabilities, &p->party.obstinacy);
}

static const key_spec commitment_keys[] = {
    {"demand", read_demand, NULL, "number, own unit", NULL,
     "accepts nothing less, offers nothing that leaves it less, if it is obstinate"},
    {"probability", read_probability, NULL, "number 0..1", NULL,
     "how likely it is to be; drawn anew for each session, everybody knows the chance"},
    {.name = NULL},
};
static const map_spec commitment_map = {.what = "{demand, probability}", .keys = commitment_keys};

static void needs_all(reader *r, const node *n, const map_spec *m)
{
    for (const key_spec *k = m->keys; k->name; k++)
        if (!k->preset && !node_get(n, k->name))
            node_error(r->errors, n, "%s has no %s", r->path, k->name);
}

static void read_commitment(reader *r, const node *n, void *into)
{
    size_t errors = r->errors->errors;
    read_map(r, n, &commitment_map, into);
    if (r->errors->errors == errors) needs_all(r, n, &commitment_map);
}

static const key_spec power_keys[] = {
    {"recognition", read_recognition, &drawn_map, "number >= 0 or drawn", "1",
     "weight in who sets the terms; 1 : 1 is even"},
    {"discount", read_discount, &discount_map, "number in (0, 1] or drawn, or {factor, per}", "1",
     "what is left of a gain that comes only at the deadline"},
    {"commitment", read_commitment, &commitment_map, "map", NULL,
     "what it insists on if it is obstinate, as it may be (agents `obstinate`, `abreu-gul`)"},
    {.name = NULL},
};
const map_spec power_map = {.what = "recognition, discount, commitment", .keys = power_keys};

void read_power(reader *r, const node *n, void *into) { read_map(r, n, &power_map, into); }

/* ---- authority ---- */

static void read_at_least(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    p->party.mandate = read_drawable(r, n, &any_number, DRAW_MANDATE, 0, 0);
    p->party.has_mandate = true;
}

static void read_known(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"no", "yes"};
    party_draft *p = into;
    p->party.mandate_known = read_word(r, n, words, 2) == 1;
}

static const key_spec mandate_keys[] = {
    {"at_least", read_at_least, &drawn_map, "number or drawn, own unit", NULL,
     "a deal worth less to it is void: there is none"},
    {"known", read_known, NULL, "yes or no", "no",
     "do the others know? Only then they have to yield to it"},
    {.name = NULL},
};
const map_spec mandate_map = {.what = "{at_least, known}", .keys = mandate_keys};

void read_mandate(reader *r, const node *n, void *into)
{
    size_t errors = r->errors->errors;
    read_map(r, n, &mandate_map, into);
    if (r->errors->errors == errors) needs_all(r, n, &mandate_map);
}
