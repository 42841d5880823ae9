/* The table: who may propose when, who may leave, how long; and who plays whom when nobody is
 * named. Kinds are named parameter sets of one protocol, `offers`. It knows roles, not preferences.
 */
#include "scenario/draft.h"

#include <string.h>

#define ROUNDS_PRESET 100u

typedef struct protocol_kind {
    const char *name;
    bool any_proposer; /* else it is `proposer` */
    proposer proposer;
    uint32_t max_parties, rounds; /* rounds: 0 = as the deadline says */
} protocol_kind;
static const protocol_kind kinds[] = {
    {"alternating-offers", false, PROPOSER_ROTATE, 2, 0},
    {"stacked-alternating-offers", false, PROPOSER_ROTATE, HG_PARTIES_MAX, 0},
    {"random-proposer", false, PROPOSER_RANDOM, HG_PARTIES_MAX, 0},
    {"take-it-or-leave-it", false, PROPOSER_FIXED, HG_PARTIES_MAX, 1},
    {"offers", true, PROPOSER_ROTATE, HG_PARTIES_MAX, 0},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* A kind that could not be read counts as the one that allows everything, so that nothing else is
 * reported for its sake. */
static const protocol_kind *kind_of(const node *protocol, uint32_t n_parties)
{
    const node *kind = node_get(protocol, "kind");
    if (!kind) return &kinds[n_parties == 2 ? 0 : 1];
    for (size_t i = 0; i < KINDS - 1; i++)
        if (strcmp(kinds[i].name, kind->text) == 0) return &kinds[i];
    return &kinds[KINDS - 1];
}

/* ---- keys ---- */

static void read_kind(reader *r, const node *n, void *into)
{
    (void)into;
    const char *names[KINDS];
    for (size_t i = 0; i < KINDS; i++) names[i] = kinds[i].name;
    (void)read_word(r, n, names, KINDS);
}

static const char *const proposers[] = {"rotate", "random", "fixed"}; /* as in enum proposer */

void describe_kinds(buf *out)
{
    for (size_t i = 0; i < KINDS; i++) {
        const protocol_kind *k = &kinds[i];
        buf_format(out, "  %-28s", k->name);
        buf_format(out, "proposer: %s", k->any_proposer ? "as given" : proposers[k->proposer]);
        if (k->max_parties < HG_PARTIES_MAX) buf_format(out, "; %u parties", k->max_parties);
        if (k->rounds) buf_format(out, "; rounds: %u", k->rounds);
        buf_byte(out, '\n');
    }
}

static void read_proposer(reader *r, const node *n, void *into)
{
    draft *d = into;
    int who = read_word(r, n, proposers, 3);
    if (who >= 0) d->table.proposer = (proposer)who;
}

static void set_first(reader *r, draft *d, const node *const *roles, uint32_t count)
{
    uint32_t *first = arena_array(r->arena, count, sizeof *first);
    for (uint32_t i = 0; i < count; i++) first[i] = read_choice(r, roles[i], "role", r->roles);
    d->table.first = first;
    d->table.n_first = count;
}

static void read_alternate(reader *r, const node *n, void *into)
{
    if (n->kind != NODE_LIST || n->count == 0 || n->count > 1024)
        node_error(r->errors, n, "%s must be a list of roles: [one, two]", r->path);
    else
        set_first(r, into, (const node *const *)n->items, n->count);
}

static const key_spec first_keys[] = {
    {"alternate", read_alternate, NULL, "list of roles", NULL,
     "replicate r is opened by element r mod n"},
    {.name = NULL},
};
static const map_spec first_map = {.what = "{alternate: [one, two]}", .keys = first_keys};

static void read_first(reader *r, const node *n, void *into)
{
    if (n->kind == NODE_SCALAR) {
        set_first(r, into, &n, 1);
        return;
    }
    size_t errors = r->errors->errors;
    read_map(r, n, &first_map, into);
    if (r->errors->errors == errors && !node_get(n, "alternate"))
        node_error(r->errors, n, "%s must be a role, or {alternate: [one, two]}", r->path);
}

static void read_exit(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"anyone", "responder", "nobody"}; /* as in hg_exit */
    draft *d = into;
    int who = read_word(r, n, words, 3);
    if (who >= 0) d->table.exit = (hg_exit)who;
}

static void read_revocable(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"false", "true"};
    draft *d = into;
    int yes = read_word(r, n, words, 2);
    if (yes >= 0) d->table.revocable = yes == 1;
}

/* Below 1: at 1 the first rejection would be the last, which one round says better. */
static void read_breakdown(reader *r, const node *n, void *into)
{
    static const bounds probability = {.lo = 0, .hi = 0.999999, .unit = "", .also = ""};
    draft *d = into;
    (void)read_number(r, n, &probability, &d->table.breakdown);
}

static const key_spec protocol_keys[] = {
    {"kind", read_kind, NULL, "a name of those below",
     "alternating-offers; stacked-alternating-offers for more than two", "a named set of rules"},
    {"proposer", read_proposer, NULL, "rotate, random or fixed", "rotate",
     "who proposes; only for kind offers"},
    {"first", read_first, &first_map, "a role, or {alternate: [roles]}", "the first party",
     "who opens"},
    {"exit", read_exit, NULL, "anyone, responder or nobody", "anyone", "who may walk away"},
    {"revocable_offers", read_revocable, NULL, "true or false", "false",
     "may an offer be withdrawn until it is accepted?"},
    {"breakdown", read_breakdown, NULL, "number 0..0.999999", "0",
     "probability that a rejection ends the talks; a counter-offer is one"},
    {.name = NULL},
};
const map_spec protocol_map = {.what = "{kind: alternating-offers, ...}", .keys = protocol_keys};

void read_protocol(reader *r, const node *n, void *into)
{
    draft *d = into;
    if (d->n_parties == 0) return; /* reported already */
    d->table.proposer = kind_of(n, d->n_parties)->proposer;
    read_map(r, n, &protocol_map, into);
}

/* ---- deadline ---- */

typedef struct rounds_range {
    const node *at[2]; /* min, max */
    uint64_t x[2];
} rounds_range;

static void read_range_end(reader *r, const node *n, void *into)
{
    rounds_range *range = into;
    uint32_t end = strcmp(r->name, "max") == 0;
    if (read_count(r, n, 1, ROUNDS_MAX, &range->x[end])) range->at[end] = n;
}

static const key_spec range_keys[] = {
    {"min", read_range_end, NULL, "whole number", NULL,
     "drawn anew for each session: the least; all up to max are equally likely"},
    {"max", read_range_end, NULL, "whole number", NULL, "the most"},
    {.name = NULL},
};
static const map_spec range_map = {.what = "{min, max}", .keys = range_keys};

static void read_drawn_rounds(reader *r, const node *n, draft *d)
{
    rounds_range range = {0};
    size_t errors = r->errors->errors;
    if (!node_get(n, "min") || !node_get(n, "max")) {
        node_error(r->errors, n, "%s must be a whole number, none, or {min, max}", r->path);
        return;
    }
    read_map(r, n, &range_map, &range);
    if (r->errors->errors != errors) return;
    if (range.x[0] > range.x[1]) {
        node_error(r->errors, range.at[1], "%s.max is %s, less than min, which is %s", r->path,
                   range.at[1]->text, range.at[0]->text);
        return;
    }
    quantity q = {.drawn = range.x[0] < range.x[1],
                  .shape = DRAW_WHOLE,
                  .a = (double)range.x[0],
                  .b = (double)range.x[1],
                  .allowed = {.lo = 1, .hi = ROUNDS_MAX}};
    add_draw(r, &q, DRAW_ROUNDS, 1, 0);
    d->table.rounds = (uint32_t)range.x[1];
    d->table.rounds_least = q.drawn ? (uint32_t)range.x[0] : 0;
}

bool node_is_none(const node *n) { return n->kind == NODE_SCALAR && strcmp(n->text, "none") == 0; }

static void read_rounds(reader *r, const node *n, void *into)
{
    draft *d = into;
    uint64_t rounds = 0;
    if (n->kind == NODE_MAP)
        read_drawn_rounds(r, n, d);
    else if (node_is_none(n) || read_count(r, n, 1, ROUNDS_MAX, &rounds))
        d->table.rounds = (uint32_t)rounds;
}

static const key_spec deadline_keys[] = {
    {"rounds", read_rounds, &range_map, "whole number 1..1000000, none, or {min, max}", "100",
     "in a round each party speaks once"},
    {.name = NULL},
};
const map_spec deadline_map = {.what = "{rounds: 20}", .keys = deadline_keys};

void read_deadline(reader *r, const node *n, void *into) { read_map(r, n, &deadline_map, into); }

/* ---- agents ---- */

static void read_agent(reader *r, const node *n, void *into)
{
    draft *d = into;
    const char *spec = read_name(r, n);
    uint32_t i = name_index(r->roles, r->name);
    if (!spec) return;
    d->agents[i] = spec;
    d->agent_at[i] = n;
}

static const key_spec agent_each = {"ROLE", read_agent,
                                    NULL,   "NAME[/PRESET][:KEY=VALUE]...",
                                    NULL,   "who plays this role when nobody is named"};
const map_spec agents_map = {
    .what = "an agent by role: {one: boulware}", .names = NAMES_ROLES, .each = &agent_each};

void read_agents(reader *r, const node *n, void *into)
{
    if (r->roles.count > 0) read_map(r, n, &agents_map, into); /* else it is reported already */
}

/* ---- the table ---- */

static void check_kind(reader *r, const node *protocol, const protocol_kind *kind, const draft *d)
{
    const node *name = node_get(protocol, "kind"), *who = node_get(protocol, "proposer");
    if (name && d->n_parties > kind->max_parties)
        node_error(r->errors, name,
                   "%s is for %u parties, and there are %u; use stacked-alternating-offers",
                   kind->name, kind->max_parties, d->n_parties);
    if (who && !kind->any_proposer && d->table.proposer != kind->proposer)
        node_error(r->errors, who, "%s says who proposes; use kind offers to choose", kind->name);
}

static void check_rounds(reader *r, const node *deadline, const protocol_kind *kind, draft *d)
{
    const node *rounds = node_get(deadline, "rounds");
    if (!rounds)
        d->table.rounds = kind->rounds ? kind->rounds : ROUNDS_PRESET;
    else if (kind->rounds && d->table.rounds != kind->rounds)
        node_error(r->errors, rounds,
                   "%s has one round; use kind offers with proposer fixed for more", kind->name);
}

/* A time of its own needs a clock that it can come on. */
static void check_own_deadlines(reader *r, const node *deadline, const draft *d)
{
    const node *rounds = node_get(deadline, "rounds");
    for (uint32_t i = 0; i < d->n_parties; i++) {
        const party_draft *p = &d->parties[i];
        if (!p->at_deadline || !p->party.has_deadline) continue;
        if (rounds && node_is_none(rounds))
            node_error(r->errors, p->at_deadline,
                       "%s.deadline is a time of the common clock, which never comes: "
                       "deadline.rounds is none",
                       p->party.role);
        else if (d->table.rounds == 1)
            node_error(r->errors, p->at_deadline,
                       "%s.deadline cannot come before the common one: there is one round",
                       p->party.role);
    }
}

/* What comes so often in the whole of the talks needs talks that are a whole. */
static void check_clock(reader *r, const node *deadline, const draft *d)
{
    const node *rounds = node_get(deadline, "rounds");
    if (!rounds || !node_is_none(rounds)) return;
    for (uint32_t i = 0; i < d->n_parties; i++) {
        const party_draft *p = &d->parties[i];
        if (p->at_rate)
            node_error(r->errors, p->at_rate,
                       "a rate is per whole of the talks, which have no end: deadline.rounds is "
                       "none");
        if (p->at_learns)
            node_error(r->errors, p->at_learns,
                       "%s.information.learns.when is a time of the common clock, which never "
                       "comes: deadline.rounds is none",
                       p->party.role);
    }
}

static void seat_parties(reader *r, draft *d)
{
    static const uint32_t first_party[] = {0};
    uint32_t n = d->n_parties;
    uint32_t *party_at = arena_array(r->arena, n, sizeof *party_at);
    double *recognition = arena_array(r->arena, n, sizeof *recognition);
    for (uint32_t i = 0; i < n; i++) {
        party_at[i] = i;
        recognition[i] = d->parties[i].party.recognition;
    }
    d->table.protocol = d->table.breakdown > 0 ? "offers, may break down" : "offers";
    d->table.n_seats = n;
    d->table.party_at = party_at;
    d->table.recognition = recognition;
    if (!d->table.n_first) d->table.first = first_party, d->table.n_first = 1;
}

void check_table(reader *r, const node *root, draft *d)
{
    const node *protocol = node_get(root, "protocol");
    const protocol_kind *kind = kind_of(protocol, d->n_parties);
    check_kind(r, protocol, kind, d);
    check_rounds(r, node_get(root, "deadline"), kind, d);
    check_own_deadlines(r, node_get(root, "deadline"), d);
    check_clock(r, node_get(root, "deadline"), d);
    seat_parties(r, d);
}
