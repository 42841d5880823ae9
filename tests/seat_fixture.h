/* Talks about a price between agents at local seats: a small driver of real sessions.
 *
 * Party 0 sells (gains the price less its cost), party 1 buys (gains its value less the price). Set
 * the parties' numbers after talk_new, then talk_finish, then talk_seat, then talk_play as often as
 * needed. */
#ifndef TESTS_SEAT_FIXTURE_H
#define TESTS_SEAT_FIXTURE_H
#include "check.h"

#include "base/buf.h"
#include "seat/seat.h"

typedef struct talk {
    arena run, memory; /* of the model; of the session */
    hg_issue issue;
    part part[2];
    party parties[2];
    alternative alternatives[2][2];
    double bits[2][2];
    double recognition[2];
    uint32_t party_at[2], first[2];
    table_spec table;
    draw draws[4];
    model model;

    error_list errors;
    seat_spec spec[2];
    seat *seats[2];
    session_key key;
    observer observer;
    session *session;
    outcome_row row;
    outcome_party outcome[2];
    double price, opening[2]; /* of the deal, NaN without; first offers */
    buf said;                 /* all messages, as they were sent */
    size_t mallocs;           /* of the session's arena after session_open */
} talk;

static inline void talk_reply(void *ctx, uint32_t slot, uint32_t who, const uint8_t *bytes,
                              size_t size)
{
    (void)slot;
    (void)session_take(((talk *)ctx)->session, who, bytes, size);
}

static inline void talk_fault(void *ctx, uint32_t slot, uint32_t who, fault f, const char *why)
{
    (void)slot;
    session_fault(((talk *)ctx)->session, who, f, why);
}

static inline void talk_message(void *ctx, const session *s, const hg_message *m,
                                const uint8_t *bytes, size_t size)
{
    talk *t = ctx;
    (void)s;
    buf_add(&t->said, bytes, size);
    if (m->kind == HG_OFFER && isnan(t->opening[m->seat]))
        t->opening[m->seat] = issue_value(&t->issue, m->outcome);
}

static inline void talk_end(void *ctx, const session *s, const outcome_row *row)
{
    talk *t = ctx;
    (void)s;
    t->row = *row;
    memcpy(t->outcome, row->party, sizeof t->outcome);
    t->row.party = t->outcome;
    t->price = row->deal == HG_NO_OUTCOME ? NAN : issue_value(&t->issue, row->deal);
}

/* steps = 0: every real number of the range. */
static inline talk *talk_new(double lo, double hi, uint64_t steps, uint32_t rounds)
{
    talk *t = calloc(1, sizeof *t);
    assert_non_null(t);
    arena_init(&t->run);
    arena_init(&t->memory);
    error_list_init(&t->errors);
    buf_init(&t->said);
    uint64_t parts = steps ? steps : SPACE_REAL_STEPS;
    t->issue = (hg_issue){.name = "price",
                          .unit = "",
                          .kind = HG_ISSUE_NUMBER,
                          .size = parts + 1,
                          .min = lo,
                          .step = (hi - lo) / (double)parts,
                          .max = hi};
    if (steps) t->issue.scale = issue_scale(lo, t->issue.step, hi);
    t->model = (model){.name = "talk",
                       .title = "A talk about a price",
                       .currency = "EUR",
                       .n_parties = 2,
                       .n_tables = 1,
                       .parties = t->parties,
                       .tables = &t->table,
                       .draws = t->draws};
    assert_true(space_init(&t->model.space, &t->issue, 1));
    for (uint32_t i = 0; i < 2; i++) {
        t->party_at[i] = i;
        t->recognition[i] = 1;
        t->part[i].per_unit = i ? -1 : 1;
        t->parties[i] = (party){.role = i ? "buyer" : "seller",
                                .preference = {&t->part[i], 1},
                                .money = true,
                                .recognition = 1,
                                .discount = 1,
                                .bits = t->bits[i],
                                .knows_deadline = true,
                                .alternatives = t->alternatives[i]};
    }
    t->parties[1].utility.shift = hi;
    t->table = (table_spec){.protocol = "offers",
                            .n_seats = 2,
                            .party_at = t->party_at,
                            .recognition = t->recognition,
                            .n_first = 1,
                            .first = t->first,
                            .exit = HG_EXIT_ANYONE,
                            .rounds = rounds};
    t->observer = (observer){.ctx = t, .message = talk_message, .end = talk_end};
    t->key = (session_key){.seed = 1};
    return t;
}

static inline void talk_finish(talk *t)
{
    for (uint32_t i = 0; i < 2; i++) {
        party *p = &t->parties[i];
        p->utility.table = utility_table_build(&t->run, &t->model.space, &p->preference);
        assert_non_null(p->utility.table);
    }
    model_finish(&t->run, &t->model);
}

static inline void talk_seat(talk *t, uint32_t who, const char *agent)
{
    const seat_sink sink = {.ctx = t, .reply = talk_reply, .fault = talk_fault};
    if (t->seats[who]) t->seats[who]->ops->close(t->seats[who]);
    int code = seat_spec_read(&t->run, agent, NULL, 0, 0, &t->spec[who], &t->errors);
    if (code) fail_msg("%s: %s", agent, t->errors.items[0].text);
    t->seats[who] = seat_local.open(&t->spec[who], 1, &sink, NULL);
}

static inline void talk_play(talk *t, uint64_t replicate)
{
    uint32_t truth = 0;
    const want *w;
    for (uint32_t i = 0; i < 2; i++)
        if (t->spec[i].traits & HG_TRAIT_SEES_TRUTH) truth |= 1u << i;
    t->key.replicate = replicate;
    t->opening[0] = t->opening[1] = NAN;
    buf_clear(&t->said);
    arena_reset(&t->memory);
    t->session = session_open(&t->memory, &t->model, t->key, truth, &t->observer);
    t->mallocs = t->memory.mallocs;
    while ((w = session_next(t->session))->kind != WANT_DONE)
        t->seats[w->party]->ops->post(t->seats[w->party], 0, t->session, w);
}

static inline void talk_free(talk *t)
{
    for (uint32_t i = 0; i < 2; i++)
        if (t->seats[i]) t->seats[i]->ops->close(t->seats[i]);
    error_list_fini(&t->errors);
    buf_fini(&t->said);
    arena_fini(&t->run);
    arena_fini(&t->memory);
    free(t);
}

/* Two talks said the same, byte for byte. */
#define assert_same_talk(a, b)                                                                     \
    do {                                                                                           \
        assert_int_equal((a)->said.size, (b)->said.size);                                          \
        assert_memory_equal((a)->said.data, (b)->said.data, (a)->said.size);                       \
    } while (0)
#endif
