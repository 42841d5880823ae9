/* The protocol `offers`: at most one offer lies on the table; it is a deal once all seats but the
 * one that made it have accepted it in a row.
 *
 *     rotate   every seat has one turn per round, in order; any seat may replace the offer by its
 *              own, which starts the count anew, or reject it, which clears the table
 *     random   each round one seat is drawn (by weight) and offers; the others answer in seat
 *              order; the first rejection ends the round
 *     fixed    the same, and it is always the same seat
 *
 * Must not know: what an offer is worth, who sits at a seat, what time it is. */
#include "session/protocol.h"

enum { NOBODYS, OWN, ANOTHERS, OWNERS }; /* whose offer is on the table, as the mover sees it */

typedef struct offers {
    outcome_id offer;        /* on the table; HG_NO_OUTCOME where by == HG_NOBODY */
    uint32_t by;             /* whose offer */
    uint32_t accepted;       /* how many have accepted it */
    uint32_t seat;           /* whose turn; HG_NOBODY: closed */
    uint32_t may;            /* what it may do */
    uint32_t allows[OWNERS]; /* ... by whose offer is on the table, ... */
    uint32_t proposer;       /* ... and OFFER if this is its seat; HG_NOBODY: everybody in turn */
    uint32_t n, first, round, last_round;
    const table_spec *spec;
    rng rng; /* random */
} offers;

/* Is WALK allowed? By exit rule, and whether another's offer stands. */
static const uint32_t walk_allowed[][2] = {
    [HG_EXIT_ANYONE] = {HG_MAY(HG_WALK), HG_MAY(HG_WALK)},
    [HG_EXIT_RESPONDER] = {0, HG_MAY(HG_WALK)},
    [HG_EXIT_NOBODY] = {0, 0},
};

static const char *offers_why(hg_kind kind)
{
    switch (kind) {
    case HG_OFFER: return "made an offer where another seat proposes";
    case HG_ACCEPT: return "accepted although no offer of another seat stands";
    case HG_WALK: return "walked although the exit rule does not allow it now";
    case HG_WITHDRAW: return "withdrew although it has no standing offer that could be withdrawn";
    case HG_REOPEN: return "reopened a table that is open";
    default: return "sent a kind of message that is no move here";
    }
}

/* Worked out once per session: a turn only looks it up. */
static void allow_moves(offers *o)
{
    const table_spec *spec = o->spec;
    uint32_t always = HG_MAY(HG_REJECT);
    if (spec->proposer == PROPOSER_ROTATE) always |= HG_MAY(HG_OFFER);
    o->allows[NOBODYS] = always | walk_allowed[spec->exit][false];
    o->allows[OWN] = o->allows[NOBODYS] | (spec->revocable ? HG_MAY(HG_WITHDRAW) : 0);
    o->allows[ANOTHERS] = always | HG_MAY(HG_ACCEPT) | walk_allowed[spec->exit][true];
}

static uint32_t moves(const offers *o)
{
    uint32_t may = o->allows[o->by == HG_NOBODY ? NOBODYS : o->by == o->seat ? OWN : ANOTHERS];
    return o->seat == o->proposer ? may | HG_MAY(HG_OFFER) : may;
}

static inline void give_turn(offers *o, uint32_t seat)
{
    o->seat = seat;
    o->may = moves(o);
}

static void put(offers *o, uint32_t seat, outcome_id offer)
{
    o->by = seat;
    o->offer = offer;
    o->accepted = 0;
}

static void clear(offers *o) { put(o, HG_NOBODY, HG_NO_OUTCOME); }

static verdict close_table(offers *o, verdict kind)
{
    o->seat = HG_NOBODY;
    o->may = 0;
    return kind;
}

/* One uniform per round, whatever it decides, so that streams stay aligned. The last seat with a
 * weight takes what rounding leaves over. */
static uint32_t draw_seat(offers *o)
{
    const table_spec *spec = o->spec;
    const double *weight = spec->recognition;
    double total = 0, sum = 0;
    for (uint32_t i = 0; i < spec->n_seats; i++) total += weight[i];
    double x = rng_uniform(&o->rng) * total;
    uint32_t seat = 0;
    for (uint32_t i = 0; i < spec->n_seats; i++) {
        if (weight[i] <= 0) continue;
        seat = i;
        sum += weight[i];
        if (x < sum) break;
    }
    return seat;
}

/* Everybody in turn; a round is over when it comes to who was first. The table stays as it is. */
static inline bool rotate(offers *o)
{
    uint32_t seat = o->seat + 1 == o->n ? 0 : o->seat + 1;
    if (seat == o->first) {
        if (o->round == o->last_round) return false;
        o->round++;
    }
    o->seat = seat;
    return true;
}

static verdict next_in_rotation(offers *o)
{
    if (!rotate(o)) return close_table(o, VERDICT_CLOSED);
    o->may = moves(o);
    return VERDICT_OK;
}

/* The other rules start every round from an empty table. */
static void begin_round(offers *o)
{
    if (o->spec->proposer == PROPOSER_RANDOM) o->proposer = draw_seat(o);
    clear(o);
    give_turn(o, o->proposer);
}

static verdict end_round(offers *o)
{
    if (o->round == o->last_round) return close_table(o, VERDICT_CLOSED);
    o->round++;
    begin_round(o);
    return VERDICT_OK;
}

/* The seats but the proposer's answer in order. There always is a next one: after the last answer
 * the offer is agreed or gone. */
static verdict next_to_answer(offers *o)
{
    if (o->by == HG_NOBODY) return end_round(o);
    uint32_t seat = o->seat == o->proposer ? 0 : o->seat + 1;
    give_turn(o, seat == o->proposer ? seat + 1 : seat);
    return VERDICT_OK;
}

static size_t offers_state_size(const table_spec *spec)
{
    (void)spec;
    return sizeof(offers);
}

static void offers_open(void *state, const table_spec *spec, uint32_t first, const rng *stream)
{
    offers *o = state;
    *o = (offers){.spec = spec,
                  .n = spec->n_seats,
                  .first = first,
                  .last_round = (spec->rounds ? spec->rounds : ROUNDS_MAX) - 1,
                  .proposer = spec->proposer == PROPOSER_ROTATE ? HG_NOBODY : first,
                  .rng = *stream};
    allow_moves(o);
    clear(o);
    if (spec->proposer == PROPOSER_ROTATE)
        give_turn(o, first);
    else
        begin_round(o);
}

static void offers_view(const void *state, uint32_t seat, hg_turn *turn)
{
    const offers *o = state;
    bool own = o->by == seat;
    turn->round = o->round;
    turn->may = o->seat == seat ? o->may : 0;
    turn->mine = own ? o->offer : HG_NO_OUTCOME;
    turn->standing = own ? HG_NO_OUTCOME : o->offer;
}

static void offers_next(const void *state, uint32_t asked, mover *next)
{
    const offers *o = state;
    next->seat = HG_NOBODY;
    if (o->seat == HG_NOBODY || (asked >> o->seat & 1)) return;
    next->seat = o->seat;
    offers_view(o, o->seat, &next->turn);
}

static verdict apply_any(offers *o, uint32_t seat, hg_message *m)
{
    switch (m->kind) {
    case HG_OFFER: put(o, seat, m->outcome); break;
    case HG_ACCEPT:
        m->outcome = o->offer;
        if (++o->accepted == o->n - 1) return close_table(o, VERDICT_AGREED);
        break;
    case HG_WALK: return close_table(o, VERDICT_WALKED);
    case HG_WITHDRAW: clear(o); break;
    default: /* REJECT: what others offered is off the table; an own offer stays */
        if (o->by != seat) clear(o);
    }
    return o->proposer == HG_NOBODY ? next_in_rotation(o) : next_to_answer(o);
}

__attribute__((noinline)) static verdict apply_and_look(offers *o, uint32_t seat, hg_message *m,
                                                        mover *next)
{
    verdict v = apply_any(o, seat, m);
    offers_next(o, 0, next);
    return v;
}

/* An offer where all take turns, which nearly all moves are: whoever is next faces it. */
static inline verdict counter(offers *o, uint32_t seat, outcome_id offer, mover *next)
{
    put(o, seat, offer);
    if (!rotate(o)) return close_table(o, VERDICT_CLOSED);
    next->seat = o->seat;
    next->turn.round = o->round;
    next->turn.may = o->may = o->allows[ANOTHERS];
    next->turn.standing = offer;
    next->turn.mine = HG_NO_OUTCOME;
    return VERDICT_OK;
}

static verdict offers_apply(void *state, uint32_t seat, hg_message *m, mover *next)
{
    offers *o = state;
    if (o->seat != seat || !(o->may & HG_MAY(m->kind))) return VERDICT_ILLEGAL;
    if (m->kind == HG_OFFER && o->proposer == HG_NOBODY) return counter(o, seat, m->outcome, next);
    return apply_and_look(o, seat, m, next);
}

static verdict offers_revise(void *state, uint32_t seat, const hg_message *m)
{
    offers *o = state;
    bool can = o->spec->revocable && o->by == seat && o->seat != HG_NOBODY;
    if (!can || !(REVISE_MOVES & HG_MAY(m->kind))) return VERDICT_ILLEGAL;
    if (m->kind == HG_OFFER) put(o, seat, m->outcome);
    if (m->kind == HG_WITHDRAW) clear(o);
    o->may = moves(o);
    return VERDICT_OK;
}

const protocol protocol_offers = {
    .name = "offers",
    .state_size = offers_state_size,
    .open = offers_open,
    .next = offers_next,
    .view = offers_view,
    .apply = offers_apply,
    .revise = offers_revise,
    .why = offers_why,
};
