/* Answers out of the record: whatever agents said and however they failed, for reasons that no seed
 * knows, a replay that reads them gives the same bytes. */
#include "run_fixture.h"

#include "base/hash.h"
#include "run/config.h"
#include "run/replay.h"
#include "seat/recorded.h"

#include <stdatomic.h>
#include <unistd.h>

/* ---- a seat with moods: the agent of the plan, but for what comes over it ---- */

enum { MOODS = 97 };          /* one want in so many is spoilt, each in its own way */
static atomic_uint the_clock; /* what no seed knows */

typedef struct moody {
    seat seat; /* first */
    seat *inner;
    seat_sink sink;
    uint32_t slot;
    session *session;
    unsigned mood;
} moody;

static unsigned mood_now(void)
{
    uint64_t now = atomic_fetch_add(&the_clock, 1);
    return (unsigned)(hash_mix(now, 1) % MOODS);
}

enum { HANGS, DIES, REFUSES, GARBAGE, HALF, TWICE, NOTES };

static void on_reply(void *ctx, uint32_t slot, uint32_t who, const uint8_t *message, size_t size)
{
    moody *m = ctx;
    static const uint8_t garbage[] = {0xc1, 0xff};
    switch (m->mood) {
    case GARBAGE: m->sink.reply(m->sink.ctx, slot, who, garbage, sizeof garbage); break;
    case HALF: m->sink.reply(m->sink.ctx, slot, who, message, size - 1); break;
    case TWICE: m->sink.reply(m->sink.ctx, slot, who, message, size); /* fall through */
    default: m->sink.reply(m->sink.ctx, slot, who, message, size);
    }
}

static void on_fault(void *ctx, uint32_t slot, uint32_t who, fault what, const char *why)
{
    moody *m = ctx;
    m->sink.fault(m->sink.ctx, slot, who, what, why);
}

static seat *moody_open(const seat_spec *spec, uint32_t slots, const seat_sink *to,
                        uv_loop_t *loop);

static void moody_post(seat *self, uint32_t slot, session *s, const want *w)
{
    moody *m = (moody *)self;
    m->mood = mood_now();
    bool ends = w->kind == WANT_TELL && w->message->kind == HG_END;
    bool two =
        session_model(s)->n_parties == 2; /* else whose note came first is not always known */
    if (m->mood == NOTES && two && !ends) session_note(s, w->party, "a thought");
    if (m->mood == HANGS && w->kind == WANT_TURN)
        m->sink.fault(m->sink.ctx, slot, w->party, FAULT_TIMEOUT, "said nothing for 10 seconds");
    else if (m->mood == DIES && w->kind == WANT_TURN)
        m->sink.fault(m->sink.ctx, slot, w->party, FAULT_CRASHED, NULL);
    else if (m->mood == REFUSES && w->kind == WANT_BRIEF)
        m->sink.fault(m->sink.ctx, slot, w->party, FAULT_REFUSED, "said no to its briefing");
    else
        m->inner->ops->post(m->inner, slot, s, w);
}

static void moody_flush(seat *self)
{
    moody *m = (moody *)self;
    m->inner->ops->flush(m->inner);
}

static void moody_close(seat *self)
{
    moody *m = (moody *)self;
    m->inner->ops->close(m->inner);
    free(m);
}

static const seat_ops moods = {.name = "moody",
                               .open = moody_open,
                               .post = moody_post,
                               .flush = moody_flush,
                               .close = moody_close};

static seat *moody_open(const seat_spec *spec, uint32_t slots, const seat_sink *to, uv_loop_t *loop)
{
    moody *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->seat.ops = &moods;
    m->sink = *to;
    const seat_sink own = {.ctx = m, .reply = on_reply, .fault = on_fault};
    m->inner = seat_local.open(spec, slots, &own, loop);
    return &m->seat;
}

/* ---- records, and their replays ---- */

static buf record_of(planned *p, const seat_ops *seats, tally *t)
{
    uv_loop_t loop;
    buf out;
    buf_init(&out);
    *t = (tally){0};
    config_first_frame(&p->plan, &out);
    assert_int_equal(uv_loop_init(&loop), 0);
    worker *w = worker_new_with(&p->plan, &loop, &(worker_options){.seats = seats});
    for (uint64_t i = 0; i < p->plan.blocks; i++) run_block(w, i, &out, t);
    worker_free(w);
    assert_int_equal(uv_loop_close(&loop), 0);
    config_last_frame(&p->plan, &out);
    return out;
}

typedef struct again {
    int code;
    replay_difference difference;
    uint32_t recorded, asked; /* seats whose answers were read, or not */
    char what[400];
} again;

static again replay(const buf *bytes, replay_answers whose)
{
    again out = {0};
    arena a;
    error_list errors;
    record r;
    plan p;
    char path[] = "/tmp/higgle-recorded-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes->data, bytes->size), bytes->size);
    close(file);
    arena_init(&a);
    error_list_init(&errors);
    assert_int_equal(record_open(&a, path, &r, &errors), HG_E_OK);
    unlink(path);
    out.code = replay_plan(&a, &r, whose, &p, &errors);
    for (uint32_t i = 0; !out.code && i < p.n_seats; i++)
        (*(p.seats[i].recorded ? &out.recorded : &out.asked))++;
    if (!out.code)
        out.code = replay_run(&a, &r, &p, &(run_options){.workers = 2}, &out.difference, &errors);
    if (out.difference.differs) snprintf(out.what, sizeof out.what, "%s", out.difference.what);
    record_close(&r);
    error_list_fini(&errors);
    arena_fini(&a);
    return out;
}

static planned *plan_of(const char *file, record_level keep, const char *const *settings)
{
    planned *p = planned_new();
    override sets[8];
    size_t n = 0;
    for (; settings[n]; n++) sets[n] = set_of(p, settings[n]);
    const char *path = arena_format(&p->arena, "%s/scenarios/%s.yaml", SOURCE_DIR, file);
    int code = plan_single(&p->arena, path, sets, n, 400, 1, keep, &p->plan, &p->errors);
    if (code) error_print(&p->errors, stderr);
    assert_int_equal(code, HG_E_OK);
    return p;
}

/* Two parties and three, alternatives that come and go, limits that the other learns, offers that
 * may be withdrawn, agents that draw, note and speak. */
static const struct talks {
    const char *file;
    const char *settings[4];
} all_talks[] = {
    {"used-car", {"agents.buyer=boulware", "agents.seller=random"}},
    {"used-car", {"agents.buyer=random", "agents.seller=linear", "protocol.revocable_offers=true"}},
    {"house-sale", {"agents.buyer=random", "agents.seller=micro"}},
    {"job-offers", {"agents.candidate=random", "agents.employer=tit-for-tat"}},
    {"partners", {"agents.senior=random", "agents.junior=boulware"}},
    {"heirs", {"agents.anna=random", "agents.bert=boulware", "agents.clara=conceder"}},
    {"flea-market", {0}},
};
enum { N_TALKS = sizeof all_talks / sizeof *all_talks };

/* Who fails, when and how comes out again; without the record it would not. */
static void moods_come_again(void **state)
{
    (void)state;
    uint64_t faults = 0;
    for (size_t i = 0; i < N_TALKS; i++) {
        tally t;
        planned *p = plan_of(all_talks[i].file, RECORD_FULL, all_talks[i].settings);
        buf bytes = record_of(p, &moods, &t);
        again read = replay(&bytes, REPLAY_ALL), asked = replay(&bytes, REPLAY_NONE);
        faults += t.faults;
        if (read.code || read.difference.differs) fail_msg("%s: %s", all_talks[i].file, read.what);
        assert_true(read.recorded > 0);
        assert_int_equal(asked.code, HG_E_OK);
        if (t.faults) assert_true(asked.difference.differs);
        buf_fini(&bytes);
        planned_free(p);
    }
    assert_true(faults > 300);
}

static void whoever_plays_well_is_read_as_well(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_TALKS; i++) {
        tally t;
        planned *p = plan_of(all_talks[i].file, RECORD_FULL, all_talks[i].settings);
        buf bytes = record_of(p, NULL, &t);
        again read = replay(&bytes, REPLAY_ALL);
        if (read.code || read.difference.differs) fail_msg("%s: %s", all_talks[i].file, read.what);
        buf_fini(&bytes);
        planned_free(p);
    }
}

/* Those of this process are asked again unless all are to be read; rows alone hold no answers. */
static void whose_answers_are_read(void **state)
{
    (void)state;
    static const struct {
        record_level kept;
        replay_answers whose;
        uint32_t recorded;
    } cases[] = {{RECORD_FULL, REPLAY_ALL, 2},
                 {RECORD_FULL, REPLAY_OUTSIDE, 0},
                 {RECORD_FULL, REPLAY_NONE, 0},
                 {RECORD_SESSIONS, REPLAY_ALL, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tally t;
        planned *p = plan_of("used-car", cases[i].kept, all_talks[0].settings);
        buf bytes = record_of(p, NULL, &t);
        again read = replay(&bytes, cases[i].whose);
        assert_int_equal(read.code, HG_E_OK);
        assert_false(read.difference.differs);
        assert_int_equal(read.recorded, cases[i].recorded);
        buf_fini(&bytes);
        planned_free(p);
    }
}

/* Its views are finer than the record: it plays, the other is read. */
static void who_tells_views_plays(void **state)
{
    (void)state;
    tally t;
    static const char *const settings[] = {"agents.buyer=leverage:see=belief",
                                           "agents.seller=random", NULL};
    planned *p = plan_of("used-car", RECORD_FULL, settings);
    buf bytes = record_of(p, NULL, &t);
    again read = replay(&bytes, REPLAY_ALL);
    assert_string_equal(read.what, "");
    assert_int_equal(read.recorded, 2); /* the blind twin tells none */
    assert_int_equal(read.asked, 1);
    buf_fini(&bytes);
    planned_free(p);
}

/* A record of other talks: every session ends, as failed, and the difference is told. */
static void other_talks_end(void **state)
{
    (void)state;
    tally t, unused;
    arena a;
    error_list errors;
    record of;
    char path[] = "/tmp/higgle-recorded-XXXXXX";
    planned *p = plan_of("used-car", RECORD_FULL, all_talks[0].settings);
    static const char *const longer[] = {"agents.buyer=boulware", "agents.seller=hardliner",
                                         "deadline.rounds=40", NULL};
    planned *other = plan_of("used-car", RECORD_FULL, longer);
    buf bytes = record_of(p, NULL, &t);
    int file = mkstemp(path);
    assert_int_equal(write(file, bytes.data, bytes.size), bytes.size);
    close(file);
    arena_init(&a);
    error_list_init(&errors);
    assert_int_equal(record_open(&a, path, &of, &errors), HG_E_OK);
    unlink(path);
    seat_spec *seats = (seat_spec *)other->plan.seats;
    for (uint32_t i = 0; i < other->plan.n_seats; i++)
        if (seats[i].text[0] == 'b') seats[i].recorded = &of;
    buf out = record_of(other, NULL, &unused);
    assert_int_equal(unused.sessions, other->plan.jobs);
    assert_true(unused.faults > 0);
    buf_fini(&out);
    buf_fini(&bytes);
    record_close(&of);
    error_list_fini(&errors);
    arena_fini(&a);
    planned_free(other);
    planned_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moods_come_again),
        cmocka_unit_test(whoever_plays_well_is_read_as_well),
        cmocka_unit_test(whose_answers_are_read),
        cmocka_unit_test(who_tells_views_plays),
        cmocka_unit_test(other_talks_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
