/* The session's state machine: whom to brief, tell and ask next, and what an answer does. The rules
 * of the table are the protocol's; worth is the model's; bytes are the wire's.
 *
 * Hot path: session_take of an offer, then session_next (ask the next, who hears the offer with its
 * turn). It allocates nothing and divides once per round.
 *
 * Must not know: who plays, how messages travel, what is recorded. */
#include "session/session.h"
#include "base/error.h"
#include "session/state.h"
#include <assert.h>
#include <math.h>
#include <string.h>

/* What a message that can be decoded needs at most: five head fields, the outcome and the words, in
 * the longest form that msgpack has for them. */
static size_t message_cap(const space *of) { return 256 + (size_t)9 * of->n_issues; }

/* ---- open ---- */

static uint32_t *seats_of(session *s, table *t)
{
    uint32_t *seat_of = arena_array(s->arena, s->model->n_parties, sizeof *seat_of);
    for (uint32_t i = 0; i < s->model->n_parties; i++) seat_of[i] = HG_NOBODY;
    for (uint32_t seat = 0; seat < t->spec->n_seats; seat++) {
        seat_of[t->spec->party_at[seat]] = seat;
        t->parties |= bit(t->spec->party_at[seat]);
    }
    return seat_of;
}

/* Nobody talks on when the first has to go. The common clock goes to its end nevertheless: times
 * are told by it. */
static const table_spec *spec_until(session *s, const table_spec *spec, uint32_t closes)
{
    if (spec->rounds == closes) return spec;
    table_spec *shorter = arena_alloc(s->arena, sizeof *shorter);
    *shorter = *spec;
    shorter->rounds = closes;
    return shorter;
}

static void open_table(session *s, uint32_t index)
{
    table *t = &s->tables[index];
    const table_spec *spec = &s->model->tables[index];
    t->spec = spec;
    t->index = index;
    t->protocol = protocol_find(spec->protocol);
    assert(t->protocol && spec->n_seats >= 2);
    t->seat_of = seats_of(s, t);
    t->party_at = spec->party_at;
    t->steps = spec->rounds ? (double)(spec->rounds - 1) : (double)INFINITY;
    t->state = arena_alloc(s->arena, t->protocol->state_size(spec));
    rng stream;
    rng_open(&stream, s->key.seed, RNG_EVENTS, s->key.replicate, rng_who(s->key.episode, index));
    uint32_t first = spec->n_first ? spec->first[s->key.replicate % spec->n_first] : 0;
    t->protocol->open(t->state, spec_until(s, spec, s->model->closes), first, &stream);
    t->protocol->next(t->state, 0, &s->mover);
    wire_stencil_init(&t->stencil, &s->model->space, s->key.id, index);
}

static void open_tables(session *s)
{
    s->tables = arena_array(s->arena, s->model->n_tables, sizeof *s->tables);
    for (uint32_t i = 0; i < s->model->n_tables; i++) open_table(s, i);
    s->table = s->tables;
}

static void open_messages(session *s)
{
    s->cap = message_cap(&s->model->space);
    s->bytes = arena_alloc(s->arena, s->cap);
    s->host = (hg_message){
        .session = s->key.id, .outcome = HG_NO_OUTCOME, .party = HG_NOBODY, .seat = HG_NOBODY};
    for (uint32_t i = 0; i < s->model->n_parties; i++) s->speak[i] = HG_MAY(HG_SAY);
    s->turn_message = s->host;
    s->turn_message.kind = HG_TURN;
    s->mover.turn.rounds = s->table->spec->rounds;
    s->answers = HG_NOBODY;
    s->tell = (want){.kind = WANT_TELL, .bytes = s->bytes};
    s->ask = (want){.kind = WANT_TURN,
                    .message = &s->turn_message,
                    .bytes = s->bytes,
                    .turn = &s->mover.turn,
                    .stencil = &s->table->stencil};
}

static void open_outcome(session *s)
{
    s->outcome = arena_array(s->arena, s->model->n_parties, sizeof *s->outcome);
    for (uint32_t i = 0; i < s->model->n_parties; i++) {
        s->outcome[i].limit_start = s->outcome[i].limit_end = s->limit[i];
        if (s->briefs[i].rounds != s->table->spec->rounds) s->own_clocks = true;
    }
    s->row.party = s->outcome;
}

session *session_open(arena *memory, const model *base, session_key key, uint32_t sees_truth,
                      const observer *watching)
{
    static const observer nobody = {0};
    assert(base->n_parties >= 2 && base->n_parties <= HG_PARTIES_MAX);
    assert(base->n_tables == 1); /* several hang together by a coupling, which no model has yet */
    session *s = arena_alloc(memory, sizeof *s);
    s->arena = memory;
    s->key = key;
    s->model = model_draw(memory, base, key.seed, key.replicate, key.episode);
    s->observer = watching ? watching : &nobody;
    s->everybody = bit(base->n_parties) - 1;
    s->sees_truth = sees_truth & s->everybody;
    open_tables(s);
    open_messages(s);
    session_plan_events(s);
    session_write_briefs(s);
    open_outcome(s);
    return s;
}

/* ---- next ---- */

/* A message of the session itself is addressed to each reader in turn; what a party said goes to
 * all as it was sent. */
static void address(session *s, uint32_t who)
{
    s->host.seat = s->table->seat_of[who];
    if (s->host.kind != HG_END) return;
    s->host.utility = s->outcome[who].utility;
    s->host.payoff = s->outcome[who].payoff;
}

__attribute__((noinline)) static const want *tell_of_host(session *s, uint32_t who)
{
    address(s, who);
    s->other = (want){.kind = WANT_TELL, .party = who, .message = &s->host};
    return &s->other;
}

static const want *tell(session *s)
{
    uint32_t who = first_of(s->untold);
    s->untold &= s->untold - 1;
    if (s->telling == &s->host) return tell_of_host(s, who);
    s->tell.message = s->telling;
    s->tell.size = s->ask.size;
    s->tell.party = who;
    return &s->tell;
}

static const want *wait_for_answer(session *s)
{
    const table *t = s->table;
    s->other = (want){.kind = WANT_WAIT, .party = t->spec->party_at[first_of(t->asked)]};
    return &s->other;
}

/* Everybody's time goes to its own deadline. Who knows of none sees no time pass. */
__attribute__((noinline)) static void show_clock(session *s, uint32_t who)
{
    uint32_t rounds = s->briefs[who].rounds, round = s->table->round;
    s->mover.turn.rounds = rounds;
    s->mover.turn.tau = rounds == 0 ? 0 : rounds == 1 ? 1 : round / (double)(rounds - 1);
}

/* s->mover.turn is as the protocol's view of this seat filled it. */
static inline const want *ask(session *s, uint32_t seat, uint32_t who, uint32_t may)
{
    table *t = s->table;
    if (s->own_clocks) show_clock(s, who);
    s->mover.turn.may = s->turn_message.may = may;
    s->turn_message.seat = seat;
    wire_stencil_seat(&t->stencil, seat);
    s->ask.heard = s->untold ? s->telling : NULL;
    s->untold = 0;
    s->ask.party = who;
    return &s->ask;
}

static void begin(session *s)
{
    s->phase = PHASE_BRIEF;
    if (s->observer->begin) s->observer->begin(s->observer->ctx, s);
    session_report_leverage(s, LEVERAGE_START);
}

static const want *step_start(session *s)
{
    begin(s);
    return session_next(s);
}

/* As model_time, without a call. */
static inline double time_of(const table *t, uint32_t round)
{
    return t->steps > 0 ? round / t->steps : 1;
}

/* Returns whether something outside the talks comes before the first turn. */
static inline bool begin_round(session *s, uint32_t round)
{
    table *t = s->table;
    t->round = s->host.round = s->turn_message.round = round;
    t->tau = s->mover.turn.tau = time_of(t, round);
    wire_stencil_round(&t->stencil, round);
    bool due = s->next_time <= t->tau;
    s->phase = due ? PHASE_EVENTS : PHASE_TURN;
    return due;
}

/* Of one who is asked alone no set is kept, until somebody has to look. */
static void list_asked(session *s)
{
    table *t = s->table;
    if (s->answers >= SEVERAL) return;
    t->asked = bit(t->seat_of[s->answers]);
    s->answers = SEVERAL;
}

static void ask_several(session *s, uint32_t seat)
{
    s->table->asked |= bit(seat);
    s->answers = SEVERAL;
}

/* Where the mover may not be what the protocol's last move left. */
__attribute__((noinline)) static void find_mover(session *s)
{
    const table *t = s->table;
    t->protocol->next(t->state, t->asked, &s->mover);
}

static const want *step_brief(session *s)
{
    uint32_t left = s->everybody & ~s->briefed;
    if (!left) {
        begin_round(s, 0);
        return session_next(s);
    }
    uint32_t who = first_of(left);
    s->briefed |= bit(who);
    s->other = (want){.kind = WANT_BRIEF, .party = who, .brief = &s->briefs[who]};
    return &s->other;
}

static const want *step_events(session *s)
{
    session_time_passes(s);
    if (s->phase == PHASE_LIMIT) return session_next(s);
    if (s->event_time <= s->table->tau) {
        session_event_happen(s);
    } else {
        s->phase = PHASE_REVISE;
        s->mover.turn.revise = 1;
    }
    return session_next(s);
}

static const want *step_limit(session *s)
{
    if (!session_tell_limit(s)) s->phase = PHASE_EVENTS;
    return session_next(s);
}

/* An offer made under an old limit must not be there to be snapped up before its owner could
 * change it: the standing-offer trap. */
static const want *step_revise(session *s)
{
    const table *t = s->table;
    if (t->asked) return wait_for_answer(s);
    uint32_t revising = t->spec->revocable ? s->changed & t->parties : 0;
    while (revising) {
        uint32_t who = first_of(revising), seat = t->seat_of[who];
        revising &= revising - 1;
        s->changed = revising;
        t->protocol->view(t->state, seat, &s->mover.turn);
        if (s->mover.turn.mine == HG_NO_OUTCOME) continue;
        ask_several(s, seat);
        return ask(s, seat, who, REVISE_MOVES);
    }
    s->changed = 0;
    s->mover.turn.revise = 0;
    s->phase = PHASE_TURN;
    find_mover(s);
    return session_next(s);
}

/* Somebody is asked already: several may have to move at once. */
__attribute__((noinline)) static const want *step_wait(session *s)
{
    list_asked(s);
    find_mover(s);
    if (s->mover.seat == HG_NOBODY) return s->untold ? tell(s) : wait_for_answer(s);
    uint32_t who = s->table->party_at[s->mover.seat];
    if (s->untold & ~bit(who)) return tell(s);
    ask_several(s, s->mover.seat);
    return ask(s, s->mover.seat, who, s->mover.turn.may | s->speak[who]);
}

static inline const want *ask_mover(session *s)
{
    uint32_t seat = s->mover.seat, who = s->table->party_at[seat];
    s->answers = who;
    return ask(s, seat, who, s->mover.turn.may | s->speak[who]);
}

__attribute__((noinline)) static const want *step_round(session *s)
{
    return begin_round(s, s->mover.turn.round) ? session_next(s) : ask_mover(s);
}

/* A later round that only counts on: nothing happens, and it is written like the one before. */
static inline bool count_round(session *s, uint32_t round)
{
    table *t = s->table;
    double tau = round / t->steps; /* where one follows, there are steps */
    if (s->next_time <= tau || !wire_stencil_count(&t->stencil, round)) return false;
    t->round = s->host.round = s->turn_message.round = round;
    t->tau = s->mover.turn.tau = tau;
    return true;
}

static inline const want *step_turn(session *s)
{
    const table *t = s->table;
    if (s->answers != HG_NOBODY) return step_wait(s);
    if (s->untold & ~bit(t->party_at[s->mover.seat])) return tell(s);
    uint32_t round = s->mover.turn.round;
    return round == t->round || count_round(s, round) ? ask_mover(s) : step_round(s);
}

static const want *step_end(session *s)
{
    s->host.kind = HG_END;
    s->host.result = s->row.result;
    s->host.party = s->row.by;
    s->host.outcome = s->row.deal;
    s->telling = &s->host;
    s->untold = s->briefed;
    s->phase = PHASE_DONE;
    return session_next(s);
}

static const want *step_done(session *s)
{
    s->phase = PHASE_OVER;
    if (s->observer->end) s->observer->end(s->observer->ctx, s, &s->row);
    return session_next(s);
}

static const want *step_over(session *s)
{
    s->other = (want){.kind = WANT_DONE, .party = HG_NOBODY};
    return &s->other;
}

/* A step that only moves on hands over to the next one: the steps without a delivery between them
 * are few, and so is the depth. */
static const want *(*const steps[PHASE_COUNT])(session *) = {
    [PHASE_START] = step_start, [PHASE_BRIEF] = step_brief,   [PHASE_EVENTS] = step_events,
    [PHASE_LIMIT] = step_limit, [PHASE_REVISE] = step_revise, [PHASE_TURN] = step_turn,
    [PHASE_END] = step_end,     [PHASE_DONE] = step_done,     [PHASE_OVER] = step_over,
};

/* The turns are nearly all there is: they need no look at the table of steps, and the last to be
 * told something hears it with its turn. */
const want *session_next(session *s)
{
    if (s->phase == PHASE_TURN) return step_turn(s);
    return s->untold ? tell(s) : steps[s->phase](s);
}

/* ---- take ---- */

/* The sender's buffer may be gone before the others are told. */
static bool keep(session *s, const uint8_t *bytes, size_t size)
{
    if (size > s->cap) return false;
    memcpy(s->bytes, bytes, size);
    s->ask.size = size;
    return true;
}

/* The same of what fits a stencil, which is of 8 to 31 bytes: two words that overlap. */
static inline void keep_offer(session *s, const uint8_t *bytes, size_t size)
{
    uint8_t first[16], last[16], *to = s->bytes;
    s->ask.size = size;
    if (__builtin_expect(size < 16, true)) {
        memcpy(first, bytes, 8);
        memcpy(last, bytes + size - 8, 8);
        memcpy(to, first, 8);
        memcpy(to + size - 8, last, 8);
    } else {
        memcpy(first, bytes, 16);
        memcpy(last, bytes + size - 16, 16);
        memcpy(to, first, 16);
        memcpy(to + size - 16, last, 16);
    }
}

static hg_message *unheard(session *s, uint32_t who, fault what, const char *why)
{
    session_fault(s, who, what, why);
    return NULL;
}

static hg_message *decode(session *s, uint32_t who, size_t size)
{
    const table *t = s->table;
    hg_message *m = &s->said.m;
    wire_error bad = wire_decode(&s->model->space, s->bytes, size, &s->said);
    if (bad != WIRE_OK)
        return unheard(s, who, bad == WIRE_OUTCOME ? FAULT_OUT_OF_SPACE : FAULT_UNDECODABLE,
                       wire_error_text(bad));
    if (m->session != s->key.id || m->table != t->index || m->round != t->round ||
        m->seat != t->seat_of[who])
        return unheard(s, who, FAULT_OUT_OF_TURN,
                       "named another session, table, round or seat than those of its turn");
    return m;
}

/* What the bytes say, in the name of the seat whose turn it is; NULL after a fault. */
static hg_message *hear(session *s, uint32_t who, const uint8_t *bytes, size_t size)
{
    const table *t = s->table;
    uint32_t seat = t->seat_of[who];
    if (seat == HG_NOBODY || !(t->asked & bit(seat)))
        return unheard(s, who, FAULT_OUT_OF_TURN, NULL);
    if (!keep(s, bytes, size))
        return unheard(s, who, FAULT_UNDECODABLE,
                       "sent more bytes than any move of this scenario can have");
    return decode(s, who, size);
}

/* To the observer, and next to `readers`. */
static inline void pass_on(session *s, const hg_message *m, uint32_t readers)
{
    s->telling = m;
    s->untold = readers;
    if (s->observer->message) s->observer->message(s->observer->ctx, s, m, s->bytes, s->ask.size);
}

static void answered(session *s, const hg_message *m)
{
    table *t = s->table;
    t->asked &= ~bit(m->seat);
    s->answers = t->asked ? SEVERAL : HG_NOBODY;
    s->offers += m->kind == HG_OFFER;
}

static uint32_t others(const session *s, uint32_t who) { return s->table->parties ^ bit(who); }

/* Whose authority does not reach to this deal; HG_NOBODY: it stands. */
static uint32_t unauthorised(const model *m, outcome_id deal)
{
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const party *p = &m->parties[i];
        if (p->has_mandate && utility_of(&p->utility, deal) < p->mandate) return i;
    }
    return HG_NOBODY;
}

/* What somebody signed without authority binds nobody. */
static void agreed(session *s, uint32_t who, outcome_id deal)
{
    uint32_t void_by = unauthorised(s->model, deal);
    if (void_by == HG_NOBODY)
        session_close(s, HG_RESULT_DEAL, who, deal);
    else
        session_close(s, HG_RESULT_NO_DEAL, void_by, HG_NO_OUTCOME);
}

__attribute__((noinline)) static void settle(session *s, uint32_t who, verdict v, outcome_id deal)
{
    switch (v) {
    case VERDICT_AGREED: agreed(s, who, deal); break;
    case VERDICT_WALKED: session_close(s, HG_RESULT_WALK, who, HG_NO_OUTCOME); break;
    case VERDICT_BROKEN: session_close(s, HG_RESULT_NO_DEAL, HG_NOBODY, HG_NO_OUTCOME); break;
    default:
        session_close(s, s->table->spec->rounds ? HG_RESULT_DEADLINE : HG_RESULT_NO_DEAL,
                      s->model->closed_by, HG_NO_OUTCOME);
    }
}

static int end_by(session *s, uint32_t who, fault what, const char *why)
{
    session_fault(s, who, what, why);
    return HG_E_AGENT;
}

static int illegal(session *s, uint32_t who, const hg_message *m)
{
    return end_by(s, who, FAULT_ILLEGAL, s->table->protocol->why(m->kind));
}

/* The speaker's turn is over: it may say as much again in its next one. */
static inline int moved(session *s, uint32_t who, const hg_message *m)
{
    uint32_t readers = others(s, who);
    s->says[who] = 0;
    s->speak[who] = HG_MAY(HG_SAY);
    pass_on(s, m, readers);
    return HG_E_OK;
}

static int judge(session *s, uint32_t who, const hg_message *m, verdict v)
{
    if (v == VERDICT_ILLEGAL) return illegal(s, who, m);
    answered(s, m);
    moved(s, who, m);
    if (v != VERDICT_OK) settle(s, who, v, m->outcome);
    return HG_E_OK;
}

static int move(session *s, uint32_t who, hg_message *m)
{
    const table *t = s->table;
    return judge(s, who, m, t->protocol->apply(t->state, m->seat, m, &s->mover));
}

/* A revise turn that leaves the offer as it stands is nobody else's business: told as a rejection
 * it would be misread, and it would give away that a limit moved. */
__attribute__((noinline)) static int revise(session *s, uint32_t who, const hg_message *m)
{
    const table *t = s->table;
    if (t->protocol->revise(t->state, m->seat, m) == VERDICT_ILLEGAL) return illegal(s, who, m);
    answered(s, m);
    pass_on(s, m, m->kind == HG_REJECT ? 0 : others(s, who));
    return HG_E_OK;
}

/* Words alone: they reach the others, and the turn is still the speaker's. */
__attribute__((noinline)) static int say(session *s, uint32_t who, const hg_message *m)
{
    if (s->phase == PHASE_REVISE)
        return end_by(s, who, FAULT_ILLEGAL, "spoke without a move where it may only revise");
    if (s->says[who] == HG_WORDS_MAX)
        return end_by(s, who, FAULT_FLOOD, "spoke too often without making its move");
    if (++s->says[who] == HG_WORDS_MAX) s->speak[who] = 0;
    answered(s, m);
    pass_on(s, m, others(s, who));
    find_mover(s);
    return HG_E_OK;
}

/* What is not simply an offer in answer to a turn. */
__attribute__((noinline)) static int take_any(session *s, uint32_t who, const uint8_t *message,
                                              size_t size)
{
    if (s->phase >= PHASE_END) return HG_E_OK;
    list_asked(s);
    hg_message *m = hear(s, who, message, size);
    if (!m) return HG_E_AGENT;
    if (m->kind == HG_SAY) return say(s, who, m);
    return s->phase == PHASE_REVISE ? revise(s, who, m) : move(s, who, m);
}

int session_take(session *s, uint32_t who, const uint8_t *message, size_t size)
{
    assert(who < s->model->n_parties);
    table *t = s->table;
    hg_message *offer = &t->stencil.offer;
    if (who != s->answers || !wire_stencil_read(&t->stencil, message, size))
        return take_any(s, who, message, size);
    keep_offer(s, message, size);
    verdict v = t->protocol->apply(t->state, offer->seat, offer, &s->mover);
    if (v != VERDICT_OK) return judge(s, who, offer, v);
    who = s->answers; /* who it still is: cheaper than kept over the call */
    s->answers = HG_NOBODY;
    s->offers++;
    return moved(s, who, offer);
}

/* Whatever was still being told is dropped: the session ends here. A party that could not even be
 * briefed hears nothing more. */
void session_fault(session *s, uint32_t who, fault what, const char *why)
{
    if (s->phase >= PHASE_END) return;
    if (s->phase == PHASE_START) begin(s);
    if (what == FAULT_REFUSED) s->briefed &= ~bit(who);
    s->untold = 0;
    s->row.fault = what;
    s->row.why = why;
    session_close(s, HG_RESULT_AGENT_ERROR, who, HG_NO_OUTCOME);
}

void session_note(session *s, uint32_t who, const char *text)
{
    if (s->observer->note) s->observer->note(s->observer->ctx, s, who, text);
}

/* ---- what can be asked ---- */

const model *session_model(const session *s) { return s->model; }
session_key session_key_of(const session *s) { return s->key; }
uint32_t session_round(const session *s) { return s->table->round; }
void *session_alloc(session *s, size_t size) { return arena_alloc(s->arena, size); }
