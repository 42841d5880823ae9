/* The session's state machine: whom to brief, tell and ask next, and what an answer does. The rules
 * of the table are the protocol's; worth is the model's; bytes are the wire's.
 *
 * Hot path: session_take of an offer, then session_next twice (tell the others, ask the next). It
 * allocates nothing and divides once per round.
 *
 * Must not know: who plays, how messages travel, what is recorded. */
#include "session/session.h"
#include "base/error.h"
#include "session/state.h"
#include <assert.h>
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

static void open_table(session *s, uint32_t index)
{
    table *t = &s->tables[index];
    const table_spec *spec = &s->model->tables[index];
    t->spec = spec;
    t->index = index;
    t->protocol = protocol_find(spec->protocol);
    assert(t->protocol && spec->n_seats >= 2);
    t->seat_of = seats_of(s, t);
    t->state = arena_alloc(s->arena, t->protocol->state_size(spec));
    rng stream;
    rng_open(&stream, s->key.seed, RNG_EVENTS, s->key.replicate, rng_who(s->key.episode, index));
    uint32_t first = spec->n_first ? spec->first[s->key.replicate % spec->n_first] : 0;
    t->protocol->open(t->state, spec, first, &stream);
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
    s->turn_message = s->host;
    s->turn_message.kind = HG_TURN;
    s->tell = (want){.kind = WANT_TELL, .message = &s->said.m, .bytes = s->bytes};
    s->ask = (want){.kind = WANT_TURN, .message = &s->turn_message, .turn = &s->turn};
}

static void open_outcome(session *s)
{
    s->outcome = arena_array(s->arena, s->model->n_parties, sizeof *s->outcome);
    for (uint32_t i = 0; i < s->model->n_parties; i++) {
        s->outcome[i].limit_start = s->outcome[i].limit_end = s->limit[i];
        if (!s->model->parties[i].knows_deadline) s->no_clock |= bit(i);
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

static const want *tell(session *s)
{
    uint32_t who = first_of(s->untold);
    s->untold &= s->untold - 1;
    if (s->telling == &s->said.m) {
        s->tell.party = who;
        s->tell.size = s->size;
        return &s->tell;
    }
    address(s, who);
    s->other = (want){.kind = WANT_TELL, .party = who, .message = &s->host};
    return &s->other;
}

static const want *wait_for_answer(session *s)
{
    const table *t = s->table;
    s->other = (want){.kind = WANT_WAIT, .party = t->spec->party_at[first_of(t->asked)]};
    return &s->other;
}

/* Who does not know the deadline sees no time pass. */
static void show_clock(session *s, bool known)
{
    s->turn.rounds = known ? s->table->spec->rounds : 0;
    s->turn.tau = known ? s->table->tau : 0;
}

/* s->turn is as the protocol's view of this seat filled it. */
static const want *ask(session *s, uint32_t seat)
{
    table *t = s->table;
    uint32_t who = t->spec->party_at[seat];
    if (s->no_clock) show_clock(s, !(s->no_clock & bit(who)));
    if (s->says[who] < HG_WORDS_MAX) s->turn.may |= HG_MAY(HG_SAY);
    if (s->turn.revise) s->turn.may = REVISE_MOVES;
    s->turn_message.seat = seat;
    s->turn_message.may = s->turn.may;
    t->asked |= bit(seat);
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

/* Returns whether something outside the talks comes before the first turn. */
static bool begin_round(session *s, uint32_t round)
{
    table *t = s->table;
    t->round = s->host.round = s->turn_message.round = round;
    t->tau = model_time(s->model, round);
    show_clock(s, true);
    bool due = s->next_time <= t->tau;
    s->phase = due ? PHASE_EVENTS : PHASE_TURN;
    return due;
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
    if (s->next_time <= s->table->tau) {
        session_event_happen(s);
    } else {
        s->phase = PHASE_REVISE;
        s->turn.revise = 1;
    }
    return session_next(s);
}

static const want *step_limit(session *s)
{
    session_tell_limit(s);
    s->phase = PHASE_EVENTS;
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
        uint32_t seat = t->seat_of[first_of(revising)];
        revising &= revising - 1;
        s->changed = revising;
        t->protocol->view(t->state, seat, &s->turn);
        if (s->turn.mine != HG_NO_OUTCOME) return ask(s, seat);
    }
    s->changed = 0;
    s->turn.revise = 0;
    s->phase = PHASE_TURN;
    return session_next(s);
}

static const want *step_turn(session *s)
{
    const table *t = s->table;
    uint32_t seat = t->protocol->next(t->state, t->asked, &s->turn);
    if (seat == HG_NOBODY) return wait_for_answer(s);
    if (s->turn.round != t->round && begin_round(s, s->turn.round)) return session_next(s);
    return ask(s, seat);
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

const want *session_next(session *s) { return s->untold ? tell(s) : steps[s->phase](s); }

/* ---- take ---- */

static bool is_asked(const table *t, uint32_t who)
{
    uint32_t seat = t->seat_of[who];
    return seat != HG_NOBODY && (t->asked & bit(seat));
}

static int fail(session *s, uint32_t who, fault what, const char *why)
{
    session_fault(s, who, what, why);
    return HG_E_AGENT;
}

/* The bytes into s->said; FAULT_NONE, or what is wrong with them. They are kept: the sender's
 * buffer may be gone before the others are told. */
static fault hear(session *s, uint32_t who, const uint8_t *bytes, size_t size, const char **why)
{
    const table *t = s->table;
    if (!is_asked(t, who)) return FAULT_OUT_OF_TURN;
    if (size > s->cap) {
        *why = "sent more bytes than any move of this scenario can have";
        return FAULT_UNDECODABLE;
    }
    memcpy(s->bytes, bytes, size);
    s->size = size;
    wire_error bad = wire_decode(&s->model->space, s->bytes, size, &s->said);
    if (bad != WIRE_OK) {
        *why = wire_error_text(bad);
        return bad == WIRE_OUTCOME ? FAULT_OUT_OF_SPACE : FAULT_UNDECODABLE;
    }
    const hg_message *m = &s->said.m;
    if (m->session != s->key.id || m->table != t->index || m->round != t->round ||
        m->seat != t->seat_of[who]) {
        *why = "named another session, table, round or seat than those of its turn";
        return FAULT_OUT_OF_TURN;
    }
    return FAULT_NONE;
}

/* A revise turn that leaves the offer as it stands is nobody else's business: told as a rejection
 * it would be misread, and it would give away that a limit moved. */
static void pass_on(session *s, uint32_t who)
{
    const hg_message *m = &s->said.m;
    s->table->asked &= ~bit(m->seat);
    bool left = s->turn.revise && m->kind == HG_REJECT;
    s->offers += m->kind == HG_OFFER;
    s->telling = m;
    s->untold = left ? 0 : s->table->parties & ~bit(who);
    if (s->observer->message) s->observer->message(s->observer->ctx, s, m, s->bytes, s->size);
}

static void settle(session *s, uint32_t who, verdict v)
{
    switch (v) {
    case VERDICT_AGREED: session_close(s, HG_RESULT_DEAL, who, s->said.m.outcome); break;
    case VERDICT_WALKED: session_close(s, HG_RESULT_WALK, who, HG_NO_OUTCOME); break;
    default:
        session_close(s, s->table->spec->rounds ? HG_RESULT_DEADLINE : HG_RESULT_NO_DEAL, HG_NOBODY,
                      HG_NO_OUTCOME);
    }
}

static int illegal(session *s, uint32_t who, const char *why)
{
    return fail(s, who, FAULT_ILLEGAL, why);
}

static int move(session *s, uint32_t who)
{
    const table *t = s->table;
    hg_message *m = &s->said.m;
    verdict v = s->turn.revise ? t->protocol->revise(t->state, m->seat, m)
                               : t->protocol->apply(t->state, m->seat, m);
    if (v == VERDICT_ILLEGAL) return illegal(s, who, t->protocol->why(m->kind));
    s->says[who] = 0;
    pass_on(s, who);
    if (v != VERDICT_OK) settle(s, who, v);
    return HG_E_OK;
}

/* Words alone: they reach the others, and the turn is still the speaker's. */
static int say(session *s, uint32_t who)
{
    if (s->turn.revise) return illegal(s, who, "spoke without a move where it may only revise");
    if (s->says[who] == HG_WORDS_MAX)
        return fail(s, who, FAULT_FLOOD, "spoke too often without making its move");
    s->says[who]++;
    pass_on(s, who);
    return HG_E_OK;
}

int session_take(session *s, uint32_t who, const uint8_t *message, size_t size)
{
    assert(who < s->model->n_parties);
    if (s->phase >= PHASE_END) return HG_E_OK;
    const char *why = NULL;
    fault wrong = hear(s, who, message, size, &why);
    if (wrong) return fail(s, who, wrong, why);
    return s->said.m.kind == HG_SAY ? say(s, who) : move(s, who);
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
double session_limit(const session *s, uint32_t who) { return s->limit[who]; }
const bool *session_standing(const session *s, uint32_t who) { return s->standing[who]; }
void *session_alloc(session *s, size_t size) { return arena_alloc(s->arena, size); }
