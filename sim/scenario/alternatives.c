/* What a party has without a deal here: alternatives held from the start, or arriving and expiring
 * while the talks last. It knows the party's preference, which says what an offer elsewhere is
 * worth; it does not know the other parties. */
#include "scenario/draft.h"

#include <math.h>

typedef struct alternative_draft {
    party_draft *party;
    const node *at_worth, *at_offer, *at_arrives, *at_expires, *at_rate, *at_lifetime;
    quantity worth, arrives, expires;
    uint64_t index[SPACE_ISSUES_MAX]; /* the offer */
    bool good;
} alternative_draft;

const bounds times = {.lo = 0, .hi = 1, .unit = "", .also = ""};
static const bounds at_least_0 = {.lo = 0, .hi = INFINITY, .unit = "", .also = ""};

static void read_worth(reader *r, const node *n, void *into)
{
    alternative_draft *d = into;
    d->at_worth = n;
    if (!read_quantity(r, n, &any_number, &d->worth)) d->good = false;
}

static void read_offer_elsewhere(reader *r, const node *n, void *into)
{
    alternative_draft *d = into;
    d->at_offer = n;
    if (!read_offer(r, n, d->index)) d->good = false;
}

static void read_arrives(reader *r, const node *n, void *into)
{
    alternative_draft *d = into;
    d->at_arrives = n;
    if (!read_quantity(r, n, &times, &d->arrives)) d->good = false;
}

static void read_expires(reader *r, const node *n, void *into)
{
    alternative_draft *d = into;
    d->at_expires = n;
    if (!read_quantity(r, n, &times, &d->expires)) d->good = false;
}

static void read_rate(reader *r, const node *n, void *into)
{
    alternative_draft *d = into;
    double rate;
    d->at_rate = r->key;
    if (!read_number(r, n, &at_least_0, &rate)) d->good = false;
}

static void read_lifetime(reader *r, const node *n, void *into)
{
    static const bounds positive = {
        .lo = 0, .hi = INFINITY, .above_lo = true, .unit = "", .also = ""};
    alternative_draft *d = into;
    double lifetime;
    d->at_lifetime = r->key;
    if (!read_number(r, n, &positive, &lifetime)) d->good = false;
}

static const key_spec alternative_keys[] = {
    {"worth", read_worth, &drawn_map, "number or drawn, own unit", NULL,
     "gained without a deal here, instead of an offer spelled out"},
    {"offer", read_offer_elsewhere, &offer_map, "one value per issue", NULL,
     "the deal that waits elsewhere; its worth follows from the preferences"},
    {"arrives", read_arrives, &drawn_map, "time 0..1 or drawn", "0", "when it comes"},
    {"expires", read_expires, &drawn_map, "time 0..1 or drawn", "never", "when it is gone"},
    {"rate", read_rate, NULL, "number >= 0", NULL,
     "comes at random, on average so many between time 0 and 1"},
    {"lifetime", read_lifetime, NULL, "number > 0", NULL,
     "with rate: how long one waits, on average"},
    {.name = NULL},
};
static const map_spec alternative_map = {.what = "worth or offer, arrives, expires",
                                         .keys = alternative_keys};

static bool one_worth(reader *r, const alternative_draft *d)
{
    if (d->at_worth && d->at_offer)
        node_error(r->errors, d->at_offer, "%s has worth and offer: give one of them", r->path);
    else if (!d->at_worth && !d->at_offer)
        node_error(r->errors, r->key, "%s has neither worth nor offer: what is it worth?", r->path);
    else
        return true;
    return false;
}

/* Draws are kept apart: the one may not come after the other goes. */
static bool times_in_order(reader *r, alternative_draft *d)
{
    if (!d->at_expires) return true;
    if (d->arrives.greatest >= d->expires.least) {
        node_error(r->errors, d->at_expires, "%s.expires must be later than arrives%s", r->path,
                   d->at_arrives ? "" : ", which is 0");
        return false;
    }
    d->expires.allowed.lo = d->arrives.greatest;
    if (d->arrives.allowed.hi > d->expires.least) d->arrives.allowed.hi = d->expires.least;
    return true;
}

static bool random_is_good(reader *r, const alternative_draft *d)
{
    const node *timed = d->at_arrives ? d->at_arrives : d->at_expires;
    if (d->at_rate && timed)
        node_error(r->errors, timed, "%s comes at a rate: it has no time of its own", r->path);
    else if (!d->at_rate && d->at_lifetime)
        node_error(r->errors, d->at_lifetime, "%s has a lifetime but no rate", r->path);
    else
        return true;
    return false;
}

static void keep(reader *r, const alternative_draft *d)
{
    party_draft *p = d->party;
    uint32_t i = p->party.n_alternatives++;
    bool priced = d->at_offer && r->draft->space_good && !p->broken;
    p->alternatives[i] = (alternative){
        .name = r->name,
        .worth = priced ? offer_worth(r, p, d->index) : d->worth.x,
        .from_offer = d->at_offer != NULL,
        .arrives = d->arrives.x,
        .expires = d->expires.x,
    };
    if (d->at_worth) add_draw(r, &d->worth, DRAW_WORTH, 1, i);
    add_draw(r, &d->arrives, DRAW_ARRIVES, 1, i);
    add_draw(r, &d->expires, DRAW_EXPIRES, 1, i);
}

static void read_alternative(reader *r, const node *n, void *into)
{
    alternative_draft d = {.party = into,
                           .arrives = {.allowed = times},
                           .expires = {.x = NEVER, .allowed = times},
                           .good = name_is_good(r, r->key)};
    size_t errors = r->errors->errors;
    read_map(r, n, &alternative_map, &d);
    if (r->errors->errors != errors || !d.good) return;
    if (!one_worth(r, &d) || !random_is_good(r, &d) || !times_in_order(r, &d)) return;
    if (d.at_rate)
        node_warning(r->errors, d.at_rate,
                     "%s is left out for now: what comes at random (`rate`) is drawn in a later "
                     "version",
                     r->path);
    else
        keep(r, &d);
}

static const key_spec alternative_each = {"NAME",
                                          read_alternative,
                                          &alternative_map,
                                          "map",
                                          NULL,
                                          "what counts if there is no deal here"};
const map_spec alternatives_map = {
    .what = "alternatives by name", .names = NAMES_ADDABLE, .each = &alternative_each};

void read_alternatives(reader *r, const node *n, void *into)
{
    party_draft *p = into;
    if (n->kind == NODE_MAP && n->count > ALTERNATIVES_MAX) {
        node_error(r->errors, n, "%s has %u entries, at most %u are possible", r->path, n->count,
                   ALTERNATIVES_MAX);
        return;
    }
    p->alternatives = arena_array(r->arena, n->count, sizeof *p->alternatives);
    read_map(r, n, &alternatives_map, p);
    p->party.alternatives = p->alternatives;
}
