/* What a party knows: bits about the limits of others, the deadline, what it learns on the way, how
 * well it judges its own alternatives. */
#include "scenario/draft.h"

#include <math.h>
#include <string.h>

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

/* ---- what it comes to know, and what it misjudges ---- */

static void read_when(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    p->at_learns = n;
    p->party.learns = read_drawable(r, n, &times, DRAW_LEARNS, 0, NEVER);
}

static void read_lesson(reader *r, const node *n, void *into)
{
    static const bounds bits = {.lo = 0, .hi = 6, .unit = " bits", .also = ", or be `all`"};
    party_draft *p = into;
    if (n->kind == NODE_SCALAR && strcmp(n->text, "all") == 0)
        p->party.learns_bits = INFINITY;
    else
        (void)read_number(r, n, &bits, &p->party.learns_bits);
}

static const key_spec learns_keys[] = {
    {"when", read_when, &drawn_map, "time 0..1 or drawn", NULL, "at this time ..."},
    {"reservation", read_lesson, NULL, "bits 0..6, or `all`", NULL,
     "... it knows so many about the limit of each other, and is told a limit it knows all of"},
    {.name = NULL},
};
static const map_spec learns_map = {.what = "{when, reservation}", .keys = learns_keys};

static void read_learns(reader *r, const node *n, void *into)
{
    static const char *const needed[] = {"when", "reservation"};
    size_t errors = r->errors->errors;
    read_map(r, n, &learns_map, into);
    for (size_t i = 0; i < 2 && r->errors->errors == errors; i++)
        if (!node_get(n, needed[i])) node_error(r->errors, n, "%s has no %s", r->path, needed[i]);
}

static void read_sd(reader *r, const node *n, void *into)
{
    static const bounds at_least_0 = {.lo = 0, .hi = INFINITY, .unit = "", .also = ""};
    party_draft *p = into;
    (void)read_number(r, n, &at_least_0, &p->party.own_sd);
}

static const key_spec own_keys[] = {
    {"sd", read_sd, NULL, "number >= 0, own unit", "0",
     "standard deviation of a normal error, drawn for each alternative and session"},
    {.name = NULL},
};
static const map_spec own_map = {.what = "{sd}", .keys = own_keys};

static void read_own_alternatives(reader *r, const node *n, void *into)
{
    read_map(r, n, &own_map, into);
}

static const key_spec information_keys[] = {
    {"reservation", read_bits, &bits_map, "bits 0..6 or drawn, or `all`, or a map by role", "0",
     "bits about the other's limit: 0 nothing, 6 nearly all"},
    {"deadline", read_knows_deadline, NULL, "known or hidden", "known",
     "when the talks end; hidden: nothing but its own deadline, if it has one"},
    {"learns", read_learns, &learns_map, "map", NULL,
     "what it comes to know during the talks: a verified disclosure, a search that succeeds"},
    {"own_alternatives", read_own_alternatives, &own_map, "map", NULL,
     "how well it judges what its own alternatives are worth; what they pay is the truth"},
    {.name = NULL},
};
const map_spec information_map = {.what = "reservation, deadline, learns, own_alternatives",
                                  .keys = information_keys};

void read_information(reader *r, const node *n, void *into)
{
    read_map(r, n, &information_map, into);
}
