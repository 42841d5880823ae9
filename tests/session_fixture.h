/* Small models and a driver for the tests of the session room.
 *
 * One issue of 101 values. Two parties: party 0 gains the value, party 1 gains 100 less the value
 * (money, a pie of 100). More parties: party i gains 100 less its distance from the value that it
 * likes best, i/(n-1) of the way.
 *
 * A script is a list of moves in the order in which they are asked for, whoever is asked:
 *     o60  offer 60        a  accept     r  reject      w  walk      d  withdraw     s  say
 *     R    reopen          ?  bytes that are no message
 * with a trailing " for words that travel with it. What the session wanted is logged as text:
 *     B0             brief party 0
 *     ?0:oa          party 0's turn, it may offer and accept; ?0:ord! on a revise turn
 *     1:o60          party 1 is told of an offer of 60
 *     0:+1=70        party 0 is told that its alternative 1 arrived, worth 70 (- expired)
 *     1:L0=70        party 1 is told that the limit of party 0 is 70
 *     1:?0=2         party 1 knows 2 bits about the limit of party 0
 *     0:END          party 0 is told how it ended
 *     .              done
 * and what the observer saw, in a log of its own. Words alone are possible on every turn and are
 * not shown. */
#ifndef TESTS_SESSION_FIXTURE_H
#define TESTS_SESSION_FIXTURE_H
#include "base/error.h"
#include "check.h"
#include "session/session.h"

#define LOG_SIZE     (1 << 14)
#define ALTERNATIVES 4

typedef struct text_log {
    char text[LOG_SIZE];
    size_t size;
} text_log;

typedef struct fixture {
    arena run, memory; /* of the model; of the session */
    hg_issue issue;
    double values[HG_PARTIES_MAX][101];
    part part[HG_PARTIES_MAX];
    party parties[HG_PARTIES_MAX];
    alternative alternatives[HG_PARTIES_MAX][ALTERNATIVES];
    double bits[HG_PARTIES_MAX][HG_PARTIES_MAX];
    uint32_t party_at[HG_PARTIES_MAX];
    double recognition[HG_PARTIES_MAX];
    uint32_t first[HG_PARTIES_MAX];
    table_spec table;
    model model;
    uint32_t sees_truth;
    session_key key;
    observer observer;

    session *s;
    text_log wants, seen;
    const hg_brief *brief[HG_PARTIES_MAX];
    hg_message end[HG_PARTIES_MAX]; /* what END told each party */
    hg_turn turn;                   /* the last one asked for */
    uint32_t asked;                 /* ... of whom */
    bool pending;                   /* that turn waits for its move */
    uint8_t sent[WIRE_MESSAGE_MAX]; /* what was sent last */
    size_t sent_size;
    outcome_row row;
    outcome_party outcome[HG_PARTIES_MAX];
    uint32_t ends, leverages;
    double zone, joint;
    hg_leverage leverage[HG_PARTIES_MAX];
} fixture;

static inline void log_add(text_log *log, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline void log_add(text_log *log, const char *format, ...)
{
    va_list args;
    if (log->size) log->text[log->size++] = ' ';
    va_start(args, format);
    int n = vsnprintf(log->text + log->size, LOG_SIZE - 1 - log->size, format, args);
    va_end(args);
    assert_in_range(n, 1, LOG_SIZE - 2 - log->size);
    log->size += (size_t)n;
}

/* ---- the model ---- */

static inline double fixture_gain(uint32_t n, uint32_t who, uint32_t value)
{
    if (n == 2) return who == 0 ? value : 100.0 - value;
    return 100 - fabs(value - 100.0 * who / (n - 1));
}

static inline void fixture_party(fixture *f, uint32_t who)
{
    uint32_t n = f->model.n_parties;
    party *p = &f->parties[who];
    static const char *const roles[] = {"ann", "bob", "cid", "dee", "eve", "fay"};
    for (uint32_t v = 0; v < 101; v++) f->values[who][v] = fixture_gain(n, who, v);
    f->part[who] = (part){.per_value = f->values[who]};
    *p = (party){.role = roles[who % 6],
                 .brief = "a case for a test",
                 .preference = {&f->part[who], 1},
                 .money = n == 2,
                 .recognition = 1,
                 .discount = 1,
                 .bits = f->bits[who],
                 .knows_deadline = true,
                 .alternatives = f->alternatives[who]};
    p->utility.table = utility_table_build(&f->run, &f->model.space, &p->preference);
    f->party_at[who] = who;
    f->recognition[who] = 1;
}

static inline fixture *fixture_new(uint32_t n, uint32_t rounds)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    arena_init(&f->run);
    arena_init(&f->memory);
    f->issue = (hg_issue){.name = "price",
                          .unit = "EUR",
                          .kind = HG_ISSUE_NUMBER,
                          .size = 101,
                          .min = 0,
                          .step = 1,
                          .max = 100,
                          .scale = 1};
    f->model = (model){.name = "test",
                       .title = "A test",
                       .currency = "EUR",
                       .n_parties = n,
                       .n_tables = 1,
                       .parties = f->parties,
                       .tables = &f->table,
                       .price_issue = n == 2 ? 0 : HG_NOBODY};
    assert_true(space_init(&f->model.space, &f->issue, 1));
    for (uint32_t i = 0; i < n; i++) fixture_party(f, i);
    f->table = (table_spec){.protocol = "offers",
                            .proposer = PROPOSER_ROTATE,
                            .n_seats = n,
                            .party_at = f->party_at,
                            .recognition = f->recognition,
                            .n_first = 1,
                            .first = f->first,
                            .exit = HG_EXIT_NOBODY,
                            .rounds = rounds};
    f->key = (session_key){.seed = 1, .id = 17};
    return f;
}

static inline void fixture_free(fixture *f)
{
    arena_fini(&f->run);
    arena_fini(&f->memory);
    free(f);
}

static inline void fixture_alternative(fixture *f, uint32_t who, double worth, double arrives,
                                       double expires)
{
    party *p = &f->parties[who];
    assert_true(p->n_alternatives < ALTERNATIVES);
    f->alternatives[who][p->n_alternatives++] =
        (alternative){.name = "other", .worth = worth, .arrives = arrives, .expires = expires};
}

/* ---- the observer ---- */

static const char *const result_names[] = {
#define RESULT_NAME(name, text, meaning) text,
    HG_RESULTS(RESULT_NAME)
#undef RESULT_NAME
};

static inline void fixture_begin(void *ctx, const session *s)
{
    (void)s;
    log_add(&((fixture *)ctx)->seen, "begin");
}

static inline char kind_letter(hg_kind kind)
{
    switch (kind) {
    case HG_OFFER: return 'o';
    case HG_ACCEPT: return 'a';
    case HG_REJECT: return 'r';
    case HG_WALK: return 'w';
    case HG_WITHDRAW: return 'd';
    case HG_SAY: return 's';
    case HG_REOPEN: return 'R';
    default: return '!';
    }
}

/* "o60", "a60", "r", with a " if words travel along */
static inline const char *said_text(const hg_message *m, char out[32])
{
    int n = snprintf(out, 32, "%c", kind_letter(m->kind));
    if (m->kind == HG_OFFER || m->kind == HG_ACCEPT)
        n += snprintf(out + n, 16, "%u", (unsigned)m->outcome);
    if (m->n_words) snprintf(out + n, 2, "\"");
    return out;
}

static inline void fixture_message(void *ctx, const session *s, const hg_message *m,
                                   const uint8_t *bytes, size_t size)
{
    fixture *f = ctx;
    char text[32];
    assert_ptr_equal(s, f->s);
    assert_int_equal(size, f->sent_size);
    assert_memory_equal(bytes, f->sent, size);
    assert_int_equal(m->session, f->key.id);
    log_add(&f->seen, "%u:%s", m->seat, said_text(m, text));
}

static inline const char *event_text(const hg_message *m, char out[32])
{
    static const char sign[] = {'+', '-', 'L', '?'};
    uint32_t index = m->event == HG_EVENT_LIMIT ? m->party : m->alternative;
    snprintf(out, 32, "%c%u=%g", sign[m->event], index, m->value);
    return out;
}

static inline void fixture_event(void *ctx, const session *s, const hg_message *m)
{
    fixture *f = ctx;
    char text[32];
    assert_int_equal(m->round, session_round(s));
    log_add(&f->seen, "%u%s@%u", m->party, event_text(m, text), m->round);
}

static inline void fixture_leverage(void *ctx, const session *s, leverage_cause cause, double zone,
                                    double joint, const hg_leverage *l)
{
    fixture *f = ctx;
    static const char *const names[] = {"start", "event", "end"};
    log_add(&f->seen, "leverage-%s", names[cause]);
    f->leverages++;
    f->zone = zone;
    f->joint = joint;
    assert_true((l == NULL) == (zone < 0));
    if (l) memcpy(f->leverage, l, session_model(s)->n_parties * sizeof *l);
}

static inline void fixture_note(void *ctx, const session *s, uint32_t who, const char *text)
{
    (void)s;
    log_add(&((fixture *)ctx)->seen, "note-%u-%s", who, text);
}

static inline void fixture_end(void *ctx, const session *s, const outcome_row *row)
{
    fixture *f = ctx;
    f->ends++;
    f->row = *row;
    memcpy(f->outcome, row->party, session_model(s)->n_parties * sizeof *f->outcome);
    f->row.party = f->outcome;
    log_add(&f->seen, "%s", result_names[row->result]);
}

/* ---- the driver ---- */

/* Call once the model's numbers stand. */
static inline void fixture_open(fixture *f)
{
    model_finish(&f->run, &f->model);
    f->observer = (observer){.ctx = f,
                             .begin = fixture_begin,
                             .message = fixture_message,
                             .event = fixture_event,
                             .leverage = fixture_leverage,
                             .note = fixture_note,
                             .end = fixture_end};
    arena_reset(&f->memory);
    f->wants.size = f->seen.size = 0;
    f->wants.text[0] = f->seen.text[0] = 0;
    f->ends = f->leverages = 0;
    f->pending = false;
    f->s = session_open(&f->memory, &f->model, f->key, f->sees_truth, &f->observer);
}

static inline void log_turn(fixture *f, const want *w)
{
    static const hg_kind kinds[] = {HG_OFFER, HG_ACCEPT,   HG_REJECT,
                                    HG_WALK,  HG_WITHDRAW, HG_REOPEN};
    char may[16] = "";
    size_t n = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (w->turn->may & HG_MAY(kinds[i])) may[n++] = kind_letter(kinds[i]);
    if (w->turn->revise) may[n++] = '!';
    log_add(&f->wants, "?%u:%s", w->party, may);
}

static inline void log_said(fixture *f, const want *w, const hg_message *m)
{
    char text[32];
    assert_int_equal(w->size, f->sent_size);
    assert_memory_equal(w->bytes, f->sent, w->size);
    log_add(&f->wants, "%u:%s", w->party, said_text(m, text));
}

static inline void log_tell(fixture *f, const want *w)
{
    char text[32];
    const hg_message *m = w->message;
    if (w->bytes) {
        log_said(f, w, m);
        return;
    }
    assert_int_equal(f->party_at[m->seat], w->party);
    if (m->kind == HG_END) f->end[w->party] = *m;
    log_add(&f->wants, "%u:%s", w->party, m->kind == HG_END ? "END" : event_text(m, text));
}

/* One delivery, logged. */
static inline const want *fixture_next(fixture *f)
{
    const want *w = session_next(f->s);
    switch (w->kind) {
    case WANT_BRIEF:
        f->brief[w->party] = w->brief;
        log_add(&f->wants, "B%u", w->party);
        break;
    case WANT_TELL: log_tell(f, w); break;
    case WANT_TURN:
        f->turn = *w->turn;
        f->asked = w->party;
        assert_int_equal(w->message->kind, HG_TURN);
        assert_int_equal(w->message->may, w->turn->may);
        assert_int_equal(w->message->round, w->turn->round);
        if (w->heard) log_said(f, w, w->heard);
        log_turn(f, w);
        break;
    case WANT_WAIT: log_add(&f->wants, "wait"); break;
    case WANT_DONE: log_add(&f->wants, "."); break;
    }
    return w;
}

static inline int fixture_send(fixture *f, uint32_t who, const hg_message *m)
{
    f->sent_size = wire_encode(&f->model.space, m, f->sent, sizeof f->sent);
    assert_int_not_equal(f->sent_size, 0);
    return session_take(f->s, who, f->sent, f->sent_size);
}

static inline uint32_t seat_at(const fixture *f, uint32_t who)
{
    uint32_t seat = 0;
    while (f->party_at[seat] != who) seat++;
    return seat;
}

/* A message of the party, fit for its turn. */
static inline hg_message message_of(const fixture *f, uint32_t who, hg_kind kind)
{
    return (hg_message){.kind = kind,
                        .session = f->key.id,
                        .round = f->turn.round,
                        .seat = seat_at(f, who),
                        .outcome = HG_NO_OUTCOME};
}

static const hg_words a_hint[] = {{HG_HINT, HG_ABOUT_ALTERNATIVE, 0.6}};

/* The next token of a script from the party whose turn it is; returns what session_take said. */
static inline int fixture_move(fixture *f, const char **script)
{
    static const char letters[] = "oarwdsR";
    static const hg_kind kinds[] = {HG_OFFER,    HG_ACCEPT, HG_REJECT, HG_WALK,
                                    HG_WITHDRAW, HG_SAY,    HG_REOPEN};
    while (**script == ' ') ++*script;
    char letter = *(*script)++;
    if (letter == '?') return session_take(f->s, f->asked, (const uint8_t *)"\xc1", 1);
    const char *at = strchr(letters, letter);
    assert_true(at && letter);
    hg_message m = message_of(f, f->asked, kinds[at - letters]);
    if (m.kind == HG_OFFER) m.outcome = strtoull(*script, (char **)script, 10);
    if (**script == '"' || m.kind == HG_SAY) {
        *script += **script == '"';
        m.n_words = 1;
        m.words = a_hint;
    }
    return fixture_send(f, f->asked, &m);
}

/* Delivers and answers until the script is used up and the next turn is asked for, or the session
 * is over. Goes on where the last call stopped. */
static inline int fixture_play(fixture *f, const char *script)
{
    int result = 0;
    for (;;) {
        while (*script == ' ') script++;
        if (f->pending && !*script) return result;
        if (f->pending) {
            f->pending = false;
            result = fixture_move(f, &script);
        }
        const want *w = fixture_next(f);
        f->pending = w->kind == WANT_TURN;
        if (w->kind == WANT_DONE) return result;
    }
}

/* Opens, plays, and compares what was wanted. */
#define assert_play(f, script, expected)                                                           \
    do {                                                                                           \
        fixture_open(f);                                                                           \
        fixture_play(f, script);                                                                   \
        assert_string_equal((f)->wants.text, expected);                                            \
    } while (0)
#endif
