/* A record played again: the same bytes, or the first difference by name; with any byte of it
 * changed it never passes. */
#include "run_fixture.h"

#include "base/rng.h"
#include "record/frame.h"
#include "record/pack.h"
#include "record/story.h"
#include "run/config.h"
#include "run/replay.h"

#include <unistd.h>

static const char *const small[] = {"sessions=4", "block=20", NULL};

/* ---- records in memory, and in a file for as long as they are looked at ---- */

static int append(void *ctx, uint64_t block, const uint8_t *data, size_t size)
{
    (void)block;
    buf_add(ctx, data, size);
    return 0;
}

/* The record of a plan, up to so many of its blocks; with its end where that is all of them. */
static buf record_of(planned *p, uint64_t blocks)
{
    buf out;
    tally t;
    plan some = p->plan;
    block_store store = {.ctx = &out, .write = append};
    run_options options = {.workers = 2};
    buf_init(&out);
    config_first_frame(&p->plan, &out);
    some.blocks = blocks;
    assert_int_equal(run_missing(&some, &store, &options, &t, &p->errors), HG_E_OK);
    if (blocks == p->plan.blocks) config_last_frame(&p->plan, &out);
    return out;
}

typedef struct played { /* what became of a record */
    int code;           /* of opening it, of its plan, of the replay */
    bool complete;
    replay_difference difference;
    char what[400];
} played;

typedef struct looking { /* at a record */
    arena arena;
    error_list errors;
    record record;
} looking;

static int look_at(looking *l, const buf *bytes)
{
    char path[] = "/tmp/higgle-replay-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes->data, bytes->size), bytes->size);
    close(file);
    arena_init(&l->arena);
    error_list_init(&l->errors);
    int code = record_open(&l->arena, path, &l->record, &l->errors);
    unlink(path);
    return code;
}

static void look_away(looking *l, int code)
{
    if (!code) record_close(&l->record);
    error_list_fini(&l->errors);
    arena_fini(&l->arena);
}

static played replay(const buf *bytes, uint32_t workers)
{
    played out = {0};
    looking l;
    plan p;
    run_options options = {.workers = workers};
    int opened = look_at(&l, bytes);
    out.code = opened;
    if (!out.code) {
        out.complete = l.record.complete;
        out.code = replay_plan(&l.arena, &l.record, REPLAY_OUTSIDE, &p, &l.errors);
    }
    if (!out.code)
        out.code = replay_run(&l.arena, &l.record, &p, &options, &out.difference, &l.errors);
    assert_true((out.code != 0) == (l.errors.errors != 0)); /* a code has its sentence */
    const char *what = out.difference.differs ? out.difference.what
                       : l.errors.errors      ? l.errors.items[l.errors.count - 1].text
                                              : "";
    snprintf(out.what, sizeof out.what, "%s", what);
    look_away(&l, opened);
    return out;
}

static bool passes(const played *p) { return !p->code && p->complete && !p->difference.differs; }

/* ---- the same again ---- */

static void every_level_replays(void **state)
{
    (void)state;
    for (int kept = RECORD_SESSIONS; kept <= RECORD_FULL; kept++) {
        planned *p = plan_file("leverage", (record_level)kept, small);
        buf bytes = record_of(p, p->plan.blocks);
        for (uint32_t workers = 1; workers <= 3; workers++) {
            played again = replay(&bytes, workers);
            assert_string_equal(again.what, "");
            assert_true(passes(&again));
        }
        buf_fini(&bytes);
        planned_free(p);
    }
}

/* A plan that no experiment file made: settings, agents and rounds of the command line. */
static void a_single_scenario_replays(void **state)
{
    (void)state;
    planned *p = planned_new();
    override sets[] = {set_of(p, "agents.one=boulware:beta=0.3"), set_of(p, "deadline.rounds=7"),
                       set_of(p, "one.power.discount={min: 0.5, max: 0.9}")};
    assert_int_equal(plan_single(&p->arena, SPLIT_THE_PIE, sets, 3, 300, 18446744073709551615u,
                                 RECORD_FULL, &p->plan, &p->errors),
                     HG_E_OK);
    buf bytes = record_of(p, p->plan.blocks);
    played again = replay(&bytes, 0);
    assert_string_equal(again.what, "");
    assert_true(passes(&again));
    buf_fini(&bytes);
    planned_free(p);
}

/* What is there is compared; that it is not all is left to say. */
static void a_part_of_a_run(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    for (uint64_t blocks = 0; blocks < p->plan.blocks; blocks += p->plan.blocks / 3) {
        buf bytes = record_of(p, blocks);
        played again = replay(&bytes, 2);
        assert_int_equal(again.code, HG_E_OK);
        assert_false(again.complete || again.difference.differs);
        buf_fini(&bytes);
    }
    planned_free(p);
}

static void stopping(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    buf bytes = record_of(p, p->plan.blocks);
    looking l;
    replay_difference d;
    volatile int stop = 1;
    run_options options = {.workers = 1, .stop = &stop};
    assert_int_equal(look_at(&l, &bytes), HG_E_OK);
    int code = replay_run(&l.arena, &l.record, &p->plan, &options, &d, &l.errors);
    assert_int_equal(code, HG_E_NO);
    assert_false(d.differs);
    look_away(&l, HG_E_OK);
    buf_fini(&bytes);
    planned_free(p);
}

/* ---- changed ---- */

/* Checksums find every one of them, or the record is no longer complete. */
static void any_byte_flipped(void **state)
{
    (void)state;
    for (int kept = RECORD_SESSIONS; kept <= RECORD_FULL; kept++) {
        rng r;
        planned *p = plan_file("leverage", (record_level)kept, small);
        buf bytes = record_of(p, p->plan.blocks);
        rng_open(&r, 7, RNG_DESIGN, (uint64_t)kept, 0);
        for (int i = 0; i < 1000; i++) {
            size_t at = (size_t)rng_below(&r, bytes.size);
            uint8_t with = (uint8_t)(1 + rng_below(&r, 255));
            bytes.data[at] ^= with;
            played again = replay(&bytes, 2);
            if (passes(&again)) fail_msg("byte %zu xor %u passes", at, with);
            bytes.data[at] ^= with;
        }
        buf_fini(&bytes);
        planned_free(p);
    }
}

/* The frames again, the payload of frame number `which` changed by `change`, checksums right. */
static buf forged(const buf *bytes, size_t which, void (*change)(buf *payload, void *ctx),
                  void *ctx)
{
    buf out, payload;
    frame f;
    const char *why;
    size_t at = 0;
    buf_init(&out);
    buf_init(&payload);
    for (size_t n = 0; frame_next(bytes->data, bytes->size, &at, &f, &why) == HG_E_OK; n++) {
        buf_clear(&payload);
        buf_add(&payload, f.payload, f.size);
        if (n == which) change(&payload, ctx);
        size_t begun = frame_begin(&out, f.kind, f.block);
        buf_add(&out, payload.data, payload.size);
        frame_end(&out, begun);
    }
    buf_fini(&payload);
    return out;
}

static size_t frame_number(const buf *bytes, frame_kind kind, uint64_t block)
{
    frame f;
    const char *why;
    size_t at = 0;
    for (size_t n = 0; frame_next(bytes->data, bytes->size, &at, &f, &why) == HG_E_OK; n++)
        if (f.kind == kind && f.block == block) return n;
    fail_msg("no such frame");
    return 0;
}

static void flip_one(buf *payload, void *ctx)
{
    rng *r = ctx;
    payload->data[rng_below(r, payload->size)] ^= (uint8_t)(1 + rng_below(r, 255));
}

static void right_checksums_do_not_help(void **state)
{
    (void)state;
    for (int kept = RECORD_SESSIONS; kept <= RECORD_FULL; kept++) {
        planned *p = plan_file("leverage", (record_level)kept, small);
        buf bytes = record_of(p, p->plan.blocks);
        size_t frames = 1 + frame_number(&bytes, FRAME_END, p->plan.blocks);
        rng r;
        rng_open(&r, 9, RNG_DESIGN, (uint64_t)kept, 0);
        for (int i = 0; i < 250; i++) {
            size_t which = (size_t)rng_below(&r, frames);
            buf other = forged(&bytes, which, flip_one, &r);
            played again = replay(&other, 2);
            if (passes(&again)) fail_msg("change %d, in frame %zu, passes", i, which);
            assert_true(strlen(again.what) > 10);
            buf_fini(&other);
        }
        buf_fini(&bytes);
        planned_free(p);
    }
}

/* ---- named ---- */

static void assert_says(const played *p, const char *says)
{
    if (!strstr(p->what, says)) fail_msg("\"%s\" does not say \"%s\"", p->what, says);
}

static void change_third(buf *payload, void (*change)(row *))
{
    row r;
    size_t at = 0;
    buf out;
    buf_init(&out);
    for (uint32_t i = 0; row_read(payload->data, payload->size, &at, &r); i++) {
        if (i == 2) change(&r);
        row_write(&r, &out);
    }
    buf_clear(payload);
    buf_add(payload, out.data, out.size);
    buf_fini(&out);
}

static void get_a_hundred(row *r) { r->party[1].utility = 100; }
static void hear_otherwise(row *r) { r->trace ^= 1; }

static void richer(buf *payload, void *ctx)
{
    (void)ctx;
    change_third(payload, get_a_hundred);
}

static void misheard(buf *payload, void *ctx)
{
    (void)ctx;
    change_third(payload, hear_otherwise);
}

static void a_changed_row_is_named(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    buf bytes = record_of(p, p->plan.blocks);
    buf other = forged(&bytes, frame_number(&bytes, FRAME_ROWS, 1), richer, NULL);
    played again = replay(&other, 2);
    assert_int_equal(again.code, HG_E_OK);
    assert_true(again.difference.differs);
    assert_string_equal(again.difference.frame, "ROWS");
    assert_int_equal(again.difference.session, 22);
    assert_int_equal(again.difference.block, 1);
    assert_says(&again, "session 22: the row's utility of ");
    assert_says(&again, " is 100 in the record, now ");
    buf_fini(&other);
    buf_fini(&bytes);
    planned_free(p);
}

/* Another offer in the last byte of the first message of the given kind. */
static void other_words(buf *payload, void *ctx)
{
    const model *m = ctx;
    story s;
    story_entry e;
    story_begin(&s, m, payload->data, payload->size);
    while (story_next(&s, &e))
        if (e.kind == STORY_SAID && e.message.kind == HG_OFFER && e.round == 1) {
            payload->data[s.at - 1] ^= 1;
            return;
        }
    fail();
}

static void a_changed_trace_is_named(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    buf bytes = record_of(p, p->plan.blocks);
    buf other = forged(&bytes, frame_number(&bytes, FRAME_TRACE, 0), other_words,
                       (void *)(uintptr_t)p->plan.arms[0].model);
    played again = replay(&other, 2);
    assert_true(again.difference.differs);
    assert_string_equal(again.difference.frame, "TRACE");
    assert_int_equal(again.difference.session, 0);
    assert_says(&again, "session 0: entry ");
    assert_says(&again, "in round 2, is OFFER of ");
    buf_fini(&other);
    buf_fini(&bytes);
    planned_free(p);
}

typedef struct swap {
    const char *from, *to; /* equally long */
} swap;
static void swap_text(buf *payload, void *ctx)
{
    const swap *s = ctx;
    size_t n = strlen(s->from);
    for (size_t at = 0; at + n <= payload->size; at++)
        if (memcmp(payload->data + at, s->from, n) == 0) {
            memcpy(payload->data + at, s->to, n);
            return;
        }
    fail();
}

static played with_schema(const buf *bytes, swap s)
{
    buf other = forged(bytes, 0, swap_text, &s);
    played again = replay(&other, 2);
    buf_fini(&other);
    return again;
}

static void a_changed_schema_is_named(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    buf bytes = record_of(p, p->plan.blocks);
    played again = with_schema(&bytes, (swap){p->plan.schema.version, "9.9.9"});
    assert_int_equal(again.code, HG_E_INPUT);
    assert_says(&again, "made by higgle 9.9.9");
    again = with_schema(&bytes, (swap){"sessions: 4", "sessions: 5"});
    assert_int_equal(again.code, HG_E_NO);
    assert_says(&again, "calls itself");
    again = with_schema(&bytes, (swap){"sessions: 4", "sossions: 4"});
    assert_int_equal(again.code, HG_E_NO);
    assert_says(&again, "do not read any more");
    again = with_schema(&bytes, (swap){"\xa4jobs", "\xa4jabs"});
    assert_int_equal(again.code, HG_E_INPUT); /* no schema at all */
    buf_fini(&bytes);
    planned_free(p);
}

static void more_buckets(buf *payload, void *ctx)
{
    record_schema s;
    arena a;
    (void)ctx;
    arena_init(&a);
    assert_true(schema_read(&a, payload->data, payload->size, &s));
    s.seed++;
    buf_clear(payload);
    schema_write(&s, payload);
    arena_fini(&a);
}

static void a_number_of_the_schema(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    buf bytes = record_of(p, p->plan.blocks);
    buf other = forged(&bytes, 0, more_buckets, NULL);
    played again = replay(&other, 1);
    assert_true(again.difference.differs);
    assert_string_equal(again.difference.frame, "SCHEMA");
    assert_says(&again, "the run's seed is 2 in the record, now 1");
    buf_fini(&other);
    buf_fini(&bytes);
    planned_free(p);
}

/* ---- one session ---- */

/* Whatever the kept, the session comes back in full, and its row is the one of the record. */
static void one_session_again(void **state)
{
    (void)state;
    for (int kept = RECORD_SESSIONS; kept <= RECORD_FULL; kept++) {
        planned *p = plan_file("leverage", (record_level)kept, small);
        buf bytes = record_of(p, p->plan.blocks), trace;
        looking l;
        buf_init(&trace);
        assert_int_equal(look_at(&l, &bytes), HG_E_OK);
        for (uint64_t s = 0; s < p->plan.jobs; s += 7) {
            replay_difference d;
            row r;
            story told;
            story_entry e;
            buf_clear(&trace);
            assert_int_equal(
                replay_session(&l.arena, &l.record, &p->plan, s, &trace, &r, &d, &l.errors),
                HG_E_OK);
            assert_false(d.differs);
            assert_true(r.session == s);
            story_begin(&told, p->plan.arms[r.arm].model, trace.data, trace.size);
            assert_true(story_next(&told, &e) && e.session == s && e.arm == r.arm);
            while (story_next(&told, &e)) {}
            assert_false(told.bad);
            assert_true(e.kind == STORY_ENDING && e.result == r.result && e.deal == r.deal);
        }
        buf_fini(&trace);
        buf_fini(&bytes);
        look_away(&l, HG_E_OK);
        planned_free(p);
    }
}

static void one_session_that_is_not_there(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    buf bytes = record_of(p, 2), trace;
    looking l;
    replay_difference d;
    row r;
    buf_init(&trace);
    assert_int_equal(look_at(&l, &bytes), HG_E_OK);
    assert_int_equal(replay_session(&l.arena, &l.record, &p->plan, 40, &trace, &r, &d, &l.errors),
                     HG_E_INPUT);
    assert_string_equal(l.errors.items[0].text,
                        "the record holds no session 40: its sessions are 0 to 39");
    buf_fini(&trace);
    buf_fini(&bytes);
    look_away(&l, HG_E_OK);
    planned_free(p);
}

static void one_changed_session(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    buf bytes = record_of(p, p->plan.blocks), trace;
    buf other = forged(&bytes, frame_number(&bytes, FRAME_ROWS, 1), misheard, NULL);
    looking l;
    replay_difference d;
    row r;
    buf_init(&trace);
    assert_int_equal(look_at(&l, &other), HG_E_OK);
    for (uint64_t s = 21; s < 24; s++) {
        assert_int_equal(
            replay_session(&l.arena, &l.record, &p->plan, s, &trace, &r, &d, &l.errors), HG_E_OK);
        assert_int_equal(d.differs, s == 22);
        if (d.differs) assert_non_null(strstr(d.what, "session 22: the row's trace is "));
    }
    buf_fini(&trace);
    buf_fini(&other);
    buf_fini(&bytes);
    look_away(&l, HG_E_OK);
    planned_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_replays),
        cmocka_unit_test(a_single_scenario_replays),
        cmocka_unit_test(a_part_of_a_run),
        cmocka_unit_test(stopping),
        cmocka_unit_test(any_byte_flipped),
        cmocka_unit_test(right_checksums_do_not_help),
        cmocka_unit_test(a_changed_row_is_named),
        cmocka_unit_test(a_changed_trace_is_named),
        cmocka_unit_test(a_changed_schema_is_named),
        cmocka_unit_test(a_number_of_the_schema),
        cmocka_unit_test(one_session_again),
        cmocka_unit_test(one_session_that_is_not_there),
        cmocka_unit_test(one_changed_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
