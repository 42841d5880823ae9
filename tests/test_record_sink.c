/* What is kept of a session: measures computed by hand, and by definition on random sessions. */
#include "record_session.h"

#include "record/frame.h"
#include "record/trace.h"

#include <msgpack.h>

static const char haggling[] = "o90 o20  o85 o25  o80 o30  o70 o35  o65 o40  o60 a";

/* N = 11: tau = .2 in round 2. */
static void measures_by_hand(void **state)
{
    (void)state;
    fixture *f = two_parties(11);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    const row *r = watch_session(f, k, 5, haggling);
    assert_int_equal(r->session, 17);
    assert_int_equal(r->arm, 5);
    assert_int_equal(r->result, HG_RESULT_DEAL);
    assert_int_equal(r->by, 1);
    assert_int_equal(r->round, 5);
    assert_int_equal(r->offers, 11);
    assert_int_equal(r->deal, 60);
    assert_same(r->pie, 100);
    assert_same(r->zone_start, 80);
    assert_same(r->zone_end, 80);
    assert_true(r->transferable);
    const row_party *one = &r->party[0], *two = &r->party[1];
    assert_same(one->utility, 60);
    assert_same(two->utility, 40);
    assert_same(one->opening, 90);
    assert_same(two->opening, 80);
    assert_same(one->limit_start, 20);
    assert_same(one->limit_end, 20);
    assert_int_equal(one->offers, 6);
    assert_int_equal(two->offers, 5);
    assert_near(one->early_concession, (90.0 - 80) / (90 - 20), 1e-15);
    assert_near(two->early_concession, (80.0 - 70) / (80 - 0), 1e-15);
    assert_near(one->mean_demand, (90 + 85 + 80 + 70 + 65 + 6 * 60) / 1100.0, 1e-15);
    assert_near(two->mean_demand, (80 + 75 + 70 + 65 + 60 + 6 * 60) / 1100.0, 1e-15);
    assert_near(one->start.phi + two->start.phi, 1, 1e-12);
    assert_near(one->start.phi, 0.5 + 0.5 * 0.5 * 0.2,
                1e-12); /* kappa .5, w = .2, otherwise even */
    sink_free(k);
    fixture_free(f);
}

/* Rounds before the first own offer count with the opening; a party without offers has none. */
static void late_and_missing_offers(void **state)
{
    (void)state;
    fixture *f = two_parties(6);
    sink *k = sink_new(RECORD_SESSIONS, 2, 6);
    const row *r = watch_session(f, k, 0, "r o20  r o25  r o30  o90 o35  o60 a");
    assert_near(r->party[0].mean_demand, (90 * 4 + 60 * 2) / 600.0, 1e-15);
    assert_same(r->party[0].early_concession, 0);
    assert_same(r->party[0].opening, 90);
    r = watch_session(f, k, 0, "o80 r  o70 r  o60 r  o50 r  o40 r  o30 r");
    assert_int_equal(r->result, HG_RESULT_DEADLINE);
    assert_true(isnan(r->party[1].opening));
    assert_true(isnan(r->party[1].early_concession));
    assert_true(isnan(r->party[1].mean_demand));
    assert_near(r->party[0].mean_demand, (80 + 70 + 60 + 50 + 40 + 30) / 600.0, 1e-15);
    assert_near(r->party[0].early_concession, 10.0 / 60, 1e-15); /* round 1 is tau = .2 */
    r = watch_session(f, k, 0, "o20 a");
    assert_true(isnan(r->party[0].early_concession)); /* it opened with its limit */
    sink_free(k);
    fixture_free(f);
}

static void one_round_and_no_deadline(void **state)
{
    (void)state;
    fixture *f = two_parties(1);
    sink *k = sink_new(RECORD_SESSIONS, 2, 1);
    const row *r = watch_session(f, k, 0, "o70 a");
    assert_same(r->party[0].mean_demand, 0.7);
    assert_same(r->party[0].early_concession, 0);
    fixture_free(f);
    f = two_parties(0);
    r = watch_session(f, k, 0, "o90 o10  o80 o20  o70 a");
    assert_near(r->party[0].mean_demand, (90 + 80 + 70) / 300.0,
                1e-15); /* over the rounds played */
    assert_true(isnan(r->party[0].early_concession));
    sink_free(k);
    fixture_free(f);
}

/* The hash of what a party said: the same in every session where it says the same. */
static void hashes_name_what_was_said(void **state)
{
    (void)state;
    fixture *f = two_parties(11);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    row first = *watch_session(f, k, 0, haggling);
    static const uint64_t ids[] = {0, 127, 128, 70000, UINT64_MAX >> 1};
    for (size_t i = 0; i < 5; i++) {
        f->key.id = ids[i];
        f->key.replicate = i;
        const row *r = watch_session(f, k, 3, haggling);
        assert_true(r->trace == first.trace);
        assert_true(r->party[0].messages == first.party[0].messages);
        assert_true(r->party[1].messages == first.party[1].messages);
    }
    const row *r = watch_session(f, k, 0, "o90 o20  o85 o25  o80 o30  o70 o35  o65 o41  o60 a");
    assert_true(r->trace != first.trace);
    assert_true(r->party[0].messages == first.party[0].messages);
    assert_true(r->party[1].messages != first.party[1].messages);
    r = watch_session(f, k, 0, "o90 o20  o85 o25  o80 o30  o70 o35  o65 o40\"  o60 a");
    assert_true(r->party[1].messages != first.party[1].messages); /* words count */
    sink_free(k);
    fixture_free(f);
}

/* A better alternative in the middle: limit, leverage and its course move then. */
static void an_event_moves_leverage(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 11);
    fixture_alternative(f, 0, 20, 0, NEVER);
    fixture_alternative(f, 0, 60, 0.5, NEVER);
    model_finish(&f->run, &f->model);
    sink *k = sink_new(RECORD_FULL, 2, 11);
    const row *r = watch_session(
        f, k, 0, "o90 o20  o85 o25  o80 o30  o80 o30  o80 o30  o80 o30  o80 o30 o75 a");
    assert_same(r->party[0].limit_start, 20);
    assert_same(r->party[0].limit_end, 60);
    assert_same(r->zone_start, 80);
    assert_same(r->zone_end, 40);
    assert_near(r->party[0].start.phi, 0.55, 1e-12);
    assert_near(r->party[0].end.phi, 0.65, 1e-12);
    sink_free(k);
    fixture_free(f);
}

/* ---- the trace ---- */

static const msgpack_object *next_value(msgpack_unpacked *u, const uint8_t *data, size_t size,
                                        size_t *at)
{
    assert_int_equal(msgpack_unpack_next(u, (const char *)data, size, at), MSGPACK_UNPACK_SUCCESS);
    assert_int_equal(u->data.type, MSGPACK_OBJECT_ARRAY);
    return u->data.via.array.ptr;
}

static void the_trace_is_what_was_sent(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 6);
    fixture_alternative(f, 0, 30, 0.5, NEVER);
    model_finish(&f->run, &f->model);
    f->key = (session_key){.seed = 1, .replicate = 4, .id = 300};
    sink *k = sink_new(RECORD_FULL, 2, 6);
    watch_session(f, k, 2, "o90 o20  o85\" o25  o80 o30  o70 a");
    static const int kinds[] = {TRACE_SESSION, TRACE_LEVERAGE, HG_OFFER, HG_OFFER, HG_OFFER,
                                HG_OFFER,      HG_OFFER,       HG_OFFER, HG_EVENT, TRACE_LEVERAGE,
                                HG_OFFER,      HG_ACCEPT,      TRACE_END};
    static const uint64_t said[] = {90, 20, 85, 25, 80, 30, 70};
    size_t size, at = 0, offers = 0;
    const uint8_t *trace = sink_trace(k, &size);
    msgpack_unpacked u;
    msgpack_unpacked_init(&u);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t from = at;
        const msgpack_object *v = next_value(&u, trace, size, &at);
        assert_int_equal(v[0].via.u64, kinds[i]);
        if (kinds[i] == HG_OFFER) {
            wire_message m;
            assert_int_equal(wire_decode(&f->model.space, trace + from, at - from, &m), WIRE_OK);
            assert_int_equal(m.m.session, 300);
            assert_int_equal(m.m.outcome, said[offers++]);
            assert_int_equal(m.m.n_words, offers == 3);
        }
    }
    assert_int_equal(at, size);
    assert_int_equal(offers, 7);
    msgpack_unpacked_destroy(&u);
    sink_free(k);
    fixture_free(f);
}

static void level_sessions_keeps_no_trace(void **state)
{
    (void)state;
    fixture *f = two_parties(11);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    size_t size;
    watch_session(f, k, 0, haggling);
    assert_null(sink_trace(k, &size));
    assert_int_equal(size, 0);
    sink_free(k);
    fixture_free(f);
}

static void levels_have_names(void **state)
{
    (void)state;
    record_level level = RECORD_SESSIONS;
    assert_true(record_level_find("full", &level));
    assert_int_equal(level, RECORD_FULL);
    assert_string_equal(record_level_name(RECORD_SESSIONS), "sessions");
    assert_false(record_level_find("offers", &level));
}

/* ---- by definition, on random sessions ---- */

enum { ROUNDS = 400, PARTIES = 3 };

/* What was true at the end of every round. */
typedef struct course {
    uint32_t n, rounds, end;                                  /* end: round of the end */
    double demand[ROUNDS][PARTIES], offered[ROUNDS][PARTIES]; /* own unit; NaN: none yet */
} course;

/* A random script, and its course by the rules of the table: n turns a round, in order. */
static void random_script(rng *r, course *c, const fixture *f, char *script)
{
    double demand[PARTIES], offered[PARTIES];
    bool over = false;
    for (uint32_t i = 0; i < c->n; i++) demand[i] = offered[i] = NAN;
    for (uint32_t round = 0; round < c->rounds && !over; round++) {
        for (uint32_t who = 0; who < c->n && !over; who++) {
            uint64_t dice = rng_below(r, 1000);
            if (dice < 3 && (round || who)) {
                over = true;
                script += sprintf(script, "? ");
            } else if (dice < 100) {
                script += sprintf(script, "r ");
            } else {
                uint32_t value = (uint32_t)rng_below(r, 101);
                script += sprintf(script, "o%u ", value);
                for (uint32_t i = 0; i < c->n; i++)
                    (i == who ? demand : offered)[i] = f->values[i][value];
            }
        }
        c->end = round;
        memcpy(c->demand[round], demand, sizeof demand);
        memcpy(c->offered[round], offered, sizeof offered);
    }
    for (uint32_t k = c->end + 1; k < c->rounds; k++) memcpy(c->demand[k], demand, sizeof demand);
}

static double first_demand(const course *c, uint32_t who)
{
    for (uint32_t k = 0; k < c->rounds; k++)
        if (!isnan(c->demand[k][who])) return c->demand[k][who];
    return NAN;
}

/* The opening is the first offer, also where a later one of the same round replaced it: there is
 * one turn a round here. */
static void check_measures(const course *c, const fixture *f, const row *r)
{
    for (uint32_t i = 0; i < c->n; i++) {
        double opening = first_demand(c, i), sum = 0, early = opening;
        for (uint32_t k = 0; k < c->rounds; k++) {
            double x = isnan(c->demand[k][i]) ? opening : c->demand[k][i];
            sum += x;
            if (model_time(&f->model, k) <= 0.2) early = x;
        }
        double room = opening - r->party[i].limit_start;
        assert_same(r->party[i].opening, opening);
        if (isnan(opening)) {
            assert_true(isnan(r->party[i].mean_demand) && isnan(r->party[i].early_concession));
            continue;
        }
        assert_near(r->party[i].mean_demand, sum / c->rounds / party_scale(&f->model, i), 1e-12);
        assert_same(r->party[i].early_concession, room == 0 ? NAN : (opening - early) / room);
    }
}

typedef struct expected { /* of one bucket and party */
    moments demand, offered, phi, carried;
} expected;

static void add_if(moments *m, double x)
{
    if (!isnan(x)) moments_add(m, x);
}

/* A bucket's value is the one of its last round, or of the session's last if that is earlier. */
static void add_course(expected *e, const course *c, const fixture *f, const row *r)
{
    uint32_t buckets = buckets_of(c->rounds);
    for (uint32_t b = 0; b < buckets; b++) {
        uint32_t first = 0, last;
        while (bucket_of(first, c->rounds, buckets) < b) first++;
        for (last = first; last + 1 < c->rounds && bucket_of(last + 1, c->rounds, buckets) == b;)
            last++;
        bool live = first <= c->end;
        uint32_t at = last < c->end ? last : c->end;
        for (uint32_t i = 0; i < c->n; i++, e++) {
            double scale = party_scale(&f->model, i);
            add_if(&e->carried, c->demand[last][i] / scale);
            if (!live) continue;
            add_if(&e->demand, c->demand[at][i] / scale);
            add_if(&e->offered, c->offered[at][i] / scale);
            add_if(&e->phi, r->party[i].start.phi);
        }
    }
}

static void check_moments(const moments *a, const moments *b)
{
    assert_int_equal(a->n, b->n);
    assert_near(a->sum, b->sum, 1e-9);
    assert_near(a->sum2, b->sum2, 1e-9);
}

static void check_aggregate(const aggregate *a, const expected *e)
{
    for (uint32_t b = 0; b < a->n_buckets; b++) {
        for (uint32_t i = 0; i < a->n_parties; i++, e++) {
            const bucket *at = aggregate_at(a, i, b);
            uint64_t counted = 0;
            check_moments(&at->m[SERIES_DEMAND], &e->demand);
            check_moments(&at->m[SERIES_OFFERED], &e->offered);
            check_moments(&at->m[SERIES_PHI], &e->phi);
            check_moments(&at->m[SERIES_CARRIED], &e->carried);
            for (uint32_t k = 0; k < BINS; k++) counted += at->bin[SERIES_DEMAND][k];
            assert_int_equal(counted, e->demand.n);
        }
    }
}

static void read_aggregate(const buf *block, aggregate *out)
{
    frame f;
    const char *why;
    size_t at = 0, in = 0;
    do assert_int_equal(frame_next(block->data, block->size, &at, &f, &why), HG_E_OK);
    while (f.kind != FRAME_AGGREGATES);
    assert_true(aggregate_read(f.payload, f.size, &in, out));
    assert_int_equal(in, f.size);
}

static void random_sessions(uint32_t n, uint32_t rounds)
{
    enum { SESSIONS = 45 }; /* histograms list their first values, then count */
    static course c;
    static char script[ROUNDS * PARTIES * 6];
    rng r;
    buf block;
    aggregate a;
    fixture *f = n == 2 ? two_parties(rounds) : fixture_new(n, rounds);
    if (n > 2) model_finish(&f->run, &f->model);
    sink *k = sink_new(RECORD_SESSIONS, n, rounds);
    block_writer *w = block_new(RECORD_SESSIONS, n, buckets_of(rounds));
    expected *e = calloc((size_t)n * buckets_of(rounds), sizeof *e);
    assert_non_null(e);
    rng_open(&r, 11, RNG_DESIGN, rounds, n);
    buf_init(&block);
    block_begin(w, 0, 0, SESSIONS, &block);
    for (uint64_t s = 0; s < SESSIONS; s++) {
        c = (course){.n = n, .rounds = rounds};
        random_script(&r, &c, f, script);
        f->key.id = s;
        const row *seen = watch_session(f, k, 0, script);
        assert_int_equal(seen->round, c.end);
        check_measures(&c, f, seen);
        add_course(e, &c, f, seen);
        block_add(w, k);
    }
    block_end(w);
    read_aggregate(&block, &a);
    assert_int_equal(a.sessions, SESSIONS);
    check_aggregate(&a, e);
    aggregate_fini(&a);
    free(e);
    buf_fini(&block);
    block_free(w);
    sink_free(k);
    fixture_free(f);
}

static void measures_by_definition(void **state)
{
    (void)state;
    static const uint32_t rounds[] = {1, 2, 6, 50, 100, 101, 250, 400};
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
        random_sessions(2, rounds[i]);
        random_sessions(3, rounds[i]);
    }
}

/* Talks of 4 rounds and of 8 share four buckets: a round each, or two. */
static void drawn_rounds_share_their_buckets(void **state)
{
    (void)state;
    static const char *const scripts[] = {"o90 r o80 r o70 r o60 r",
                                          "o90 r o88 r o86 r o84 r o82 r o80 r o78 r o76 r"};
    static const double demand[2][4] = {{0.9, 0.8, 0.7, 0.6}, {0.88, 0.84, 0.8, 0.76}};
    fixture *f = two_parties(8);
    const draw rounds = {
        .stream = 3, .shape = DRAW_WHOLE, .a = 4, .b = 8, .lo = 1, .hi = 8, .target = DRAW_ROUNDS};
    f->table.rounds_least = 4;
    f->model.draws = &rounds;
    f->model.n_draws = 1;
    sink *k = sink_new(RECORD_SESSIONS, 2, 8);
    block_writer *w = block_new(RECORD_SESSIONS, 2, 8);
    buf block;
    aggregate a;
    double n[2] = {0};
    buf_init(&block);
    block_begin(w, 0, 0, 10, &block);
    for (uint32_t added = 0; added < 10; f->key.replicate++) {
        const model *drawn = model_draw(&f->run, &f->model, 1, f->key.replicate, 0);
        uint32_t length = model_rounds(drawn);
        if (length != 4 && length != 8) continue;
        const row *r = watch_session(f, k, 0, scripts[length == 8]);
        assert_int_equal(r->round, length - 1);
        double sum = length == 4 ? 300 : 90 + 88 + 86 + 84 + 82 + 80 + 78 + 76;
        assert_near(r->party[0].mean_demand, sum / length / 100, 1e-12);
        f->key.id++;
        block_add(w, k);
        n[length == 8]++;
        added++;
    }
    block_end(w);
    read_aggregate(&block, &a);
    assert_true(n[0] > 0 && n[1] > 0);
    for (uint32_t b = 0; b < 8; b++) {
        const moments *m = &aggregate_at(&a, 0, b)->m[SERIES_DEMAND];
        assert_int_equal(m->n, b < 4 ? 10 : 0);
        if (b < 4) assert_near(m->sum, n[0] * demand[0][b] + n[1] * demand[1][b], 1e-12);
    }
    aggregate_fini(&a);
    buf_fini(&block);
    block_free(w);
    sink_free(k);
    fixture_free(f);
}

/* Deadlines that pull move leverage from bucket to bucket; what comes after the first of them is
 * not live. */
static void leverage_moves_with_the_deadlines(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 11);
    f->parties[1].has_deadline = true;
    f->parties[1].deadline = 0.5;
    model_finish(&f->run, &f->model);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    block_writer *w = block_new(RECORD_SESSIONS, 2, 11);
    buf block;
    aggregate a;
    buf_init(&block);
    block_begin(w, 0, 0, 1, &block);
    const row *r = watch_session(f, k, 0, "r r r r r r r r r r r r");
    assert_int_equal(r->result, HG_RESULT_DEADLINE);
    assert_int_equal(r->by, 1);
    assert_int_equal(r->round, 5);
    block_add(w, k);
    block_end(w);
    read_aggregate(&block, &a);
    for (uint32_t b = 0; b < 11; b++) {
        const moments *phi = &aggregate_at(&a, 0, b)->m[SERIES_PHI];
        assert_int_equal(phi->n, b < 6);
        double own = 1.0 / (11 - b), other = b < 6 ? 1.0 / (6 - b) : 1;
        if (b < 6) assert_near(phi->sum, (1 + other / (own + other)) / 3, 1e-12);
    }
    assert_near(r->party[0].start.phi, (1 + 11 / 17.0) / 3, 1e-12);
    assert_near(r->party[0].end.phi, (1 + 6 / 7.0) / 3, 1e-12);
    aggregate_fini(&a);
    buf_fini(&block);
    block_free(w);
    sink_free(k);
    fixture_free(f);
}

/* Where leverage moves in the middle, each bucket has what held at its end. */
static void course_of_leverage(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 11);
    fixture_alternative(f, 0, 20, 0, 0.8);
    fixture_alternative(f, 0, 60, 0.5, NEVER);
    model_finish(&f->run, &f->model);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    block_writer *w = block_new(RECORD_SESSIONS, 2, 11);
    buf block;
    aggregate a;
    buf_init(&block);
    block_begin(w, 0, 0, 2, &block);
    watch_session(f, k, 0, "r r r r r r r r r r r r r r r r r r r r r r");
    block_add(w, k);
    watch_session(f, k, 0, "r r r r r r r r r r r r r r o60 a");
    block_add(w, k);
    block_end(w);
    read_aggregate(&block, &a);
    for (uint32_t b = 0; b < 11; b++) {
        const moments *m = &aggregate_at(&a, 0, b)->m[SERIES_PHI];
        assert_int_equal(m->n, b <= 7 ? 2 : 1);
        assert_near(moments_mean(m), b < 5 ? 0.55 : 0.65, 1e-12);
    }
    aggregate_fini(&a);
    buf_fini(&block);
    block_free(w);
    sink_free(k);
    fixture_free(f);
}

/* Nothing to agree on: no leverage anywhere, the session is kept. */
static void no_zone(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    fixture_alternative(f, 0, 70, 0, NEVER);
    fixture_alternative(f, 1, 60, 0, NEVER);
    model_finish(&f->run, &f->model);
    sink *k = sink_new(RECORD_SESSIONS, 2, 3);
    row back, seen = *watch_session(f, k, 0, "o90 o20 r r r r");
    buf b;
    size_t at = 0;
    buf_init(&b);
    row_write(&seen, &b);
    assert_true(row_read(b.data, b.size, &at, &back));
    assert_same(back.zone_start, -30);
    assert_true(isnan(back.party[0].start.phi) && isnan(back.party[1].end.lambda));
    assert_true(isnan(back.joint_start));
    buf_fini(&b);
    sink_free(k);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_by_hand),
        cmocka_unit_test(late_and_missing_offers),
        cmocka_unit_test(one_round_and_no_deadline),
        cmocka_unit_test(hashes_name_what_was_said),
        cmocka_unit_test(an_event_moves_leverage),
        cmocka_unit_test(the_trace_is_what_was_sent),
        cmocka_unit_test(level_sessions_keeps_no_trace),
        cmocka_unit_test(levels_have_names),
        cmocka_unit_test(measures_by_definition),
        cmocka_unit_test(drawn_rounds_share_their_buckets),
        cmocka_unit_test(leverage_moves_with_the_deadlines),
        cmocka_unit_test(course_of_leverage),
        cmocka_unit_test(no_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
