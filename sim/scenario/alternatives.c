/* What a party has without a deal here: alternatives held from the start, arriving and expiring
 * while the talks last, or still to be found. It knows the party's preference, which says what an
 * offer elsewhere is worth; it does not know the other parties. */
#include "scenario/draft.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

typedef struct alternative_draft {
    party_draft *party;
    const node *at_worth, *at_offer, *at_arrives, *at_expires;
    const node *at_rate, *at_search; /* at_search: the first of the keys that go with a rate */
    search_spec search;
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
    static const bounds rates = {.lo = 0, .hi = RATE_MAX, .unit = "", .also = ""};
    alternative_draft *d = into;
    d->at_rate = r->key;
    if (!read_number(r, n, &rates, &d->search.rate)) d->good = false;
}

static void read_of_search(reader *r, const node *n, const bounds *b, alternative_draft *d,
                           double *out)
{
    if (!d->at_search) d->at_search = r->key;
    if (!read_number(r, n, b, out)) d->good = false;
}

static void read_lifetime(reader *r, const node *n, void *into)
{
    static const bounds positive = {
        .lo = 0, .hi = INFINITY, .above_lo = true, .unit = "", .also = ""};
    alternative_draft *d = into;
    read_of_search(r, n, &positive, d, &d->search.lifetime);
}

static void read_search_cost(reader *r, const node *n, void *into)
{
    alternative_draft *d = into;
    read_of_search(r, n, &at_least_0, d, &d->search.cost);
}

static void read_recall(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"no", "yes"};
    alternative_draft *d = into;
    if (!d->at_search) d->at_search = r->key;
    int yes = read_word(r, n, words, 2);
    if (yes < 0) d->good = false;
    d->search.recall = yes == 1;
}

static const key_spec alternative_keys[] = {
    {"worth", read_worth, &drawn_map, "number or drawn, own unit", NULL,
     "gained without a deal here, instead of an offer spelled out"},
    {"offer", read_offer_elsewhere, &offer_map, "one value per issue", NULL,
     "the deal that waits elsewhere; its worth follows from the preferences"},
    {"arrives", read_arrives, &drawn_map, "time 0..1 or drawn", "0", "when it comes"},
    {"expires", read_expires, &drawn_map, "time 0..1 or drawn", "never", "when it is gone"},
    {"rate", read_rate, NULL, "number 0..100", NULL,
     "offers come at random, on average so many between time 0 and 1; worth: what each may be, a "
     "number or {min, max}"},
    {"lifetime", read_lifetime, NULL, "number > 0, time", "till the end",
     "with rate: how long one waits, on average (exponential)"},
    {"search_cost", read_search_cost, NULL, "number >= 0, own unit", "0",
     "with rate: looking costs so much from time 0 to 1, while what is held is worth less than "
     "looking on"},
    {"recall", read_recall, NULL, "yes or no", "yes",
     "with rate: no: an offer is gone at the end of the round in which it came"},
    {.name = NULL},
};
static const map_spec alternative_map = {.what = "worth or offer, arrives, expires, rate",
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

/* Every offer that comes is worth something else: the worth is no draw of the session. */
static bool search_is_good(reader *r, alternative_draft *d)
{
    const node *timed = d->at_arrives ? d->at_arrives : d->at_expires;
    if (d->at_rate && timed)
        node_error(r->errors, timed, "%s comes at a rate: it has no time of its own", r->path);
    else if (!d->at_rate && d->at_search)
        node_error(r->errors, d->at_search, "%s has a %s but no rate", r->path, d->at_search->text);
    else if (d->at_rate && d->at_offer)
        node_error(r->errors, d->at_offer,
                   "%s comes at a rate: say what its offers are worth, a number or {min, max}",
                   r->path);
    else if (d->at_rate && d->worth.drawn && d->worth.shape == DRAW_NORMAL)
        node_error(r->errors, d->at_worth,
                   "%s comes at a rate: its worth is a number or {min, max}", r->path);
    else
        return true;
    return false;
}

/* Until something comes there is nothing; at a rate of 0 nothing ever does. */
static void keep_search(reader *r, alternative_draft *d)
{
    party_draft *p = d->party;
    search_spec *found = arena_alloc(r->arena, sizeof *found);
    *found = d->search;
    found->lo = d->worth.drawn ? d->worth.a : d->worth.x;
    found->hi = d->worth.drawn ? d->worth.b : d->worth.x;
    if (!p->at_rate) p->at_rate = d->at_rate;
    p->alternatives[p->party.n_alternatives++] =
        (alternative){.name = r->name,
                      .worth = d->worth.x,
                      .arrives = NEVER,
                      .expires = NEVER,
                      .search = found->rate > 0 ? found : NULL,
                      .stream = (uint32_t)hash64(0, r->path, strlen(r->path))};
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
        .stream = (uint32_t)hash64(0, r->path, strlen(r->path)),
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
                           .search = {.lifetime = INFINITY, .recall = true},
                           .good = name_is_good(r, r->key)};
    size_t errors = r->errors->errors;
    read_map(r, n, &alternative_map, &d);
    if (r->errors->errors != errors || !d.good) return;
    if (!one_worth(r, &d) || !search_is_good(r, &d) || !times_in_order(r, &d)) return;
    if (d.at_rate)
        keep_search(r, &d);
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
