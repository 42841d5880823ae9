/* Blocks are pure bytes: whatever the bursts, slots, order, workers and delays of those who play.
 */
#include "run_fixture.h"

#include "record/frame.h"
#include "run/run.h"

static const char *const few[] = {"sessions=4", "block=25", NULL};

typedef struct bench { /* a worker and its loop */
    uv_loop_t loop;
    worker *worker;
} bench;

static void bench_open(bench *b, const plan *p, worker_options how)
{
    assert_int_equal(uv_loop_init(&b->loop), 0);
    b->worker = worker_new_with(p, &b->loop, &how);
}

static void bench_close(bench *b)
{
    worker_free(b->worker);
    assert_int_equal(uv_loop_close(&b->loop), 0);
}

/* All blocks, one after the other. */
static buf run_all(const plan *p, worker_options how)
{
    bench b;
    buf out;
    tally t = {0};
    buf_init(&out);
    bench_open(&b, p, how);
    for (uint64_t i = 0; i < p->blocks; i++) run_block(b.worker, i, &out, &t);
    bench_close(&b);
    assert_true(t.sessions == p->jobs);
    return out;
}

static void assert_bytes_equal(buf *a, buf *b)
{
    assert_int_equal(a->size, b->size);
    assert_memory_equal(a->data, b->data, a->size);
    buf_fini(b);
}

static void pace_changes_nothing(void **state)
{
    (void)state;
    static const worker_options paces[] = {{1, 1, NULL},  {1, 1000000, NULL}, {3, 1, NULL},
                                           {64, 2, NULL}, {2, 16, NULL},      {200, 5, NULL},
                                           {26, 7, NULL}};
    planned *p = plan_file("leverage", RECORD_FULL, few);
    buf usual = run_all(&p->plan, (worker_options){0});
    for (size_t i = 0; i < sizeof paces / sizeof *paces; i++) {
        buf other = run_all(&p->plan, paces[i]);
        assert_bytes_equal(&usual, &other);
    }
    buf_fini(&usual);
    planned_free(p);
}

/* A block does not know which blocks its worker ran before. */
static void blocks_are_pure(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, few);
    bench fresh, used;
    tally t = {0};
    bench_open(&used, &p->plan, (worker_options){0});
    for (uint64_t i = p->plan.blocks; i-- > 0;) {
        buf a, b;
        buf_init(&a);
        buf_init(&b);
        bench_open(&fresh, &p->plan, (worker_options){0});
        run_block(fresh.worker, i, &a, &t);
        run_block(used.worker, i, &b, &t);
        bench_close(&fresh);
        assert_bytes_equal(&a, &b);
        buf_fini(&a);
    }
    bench_close(&used);
    planned_free(p);
}

/* ---- seats that answer later ---- */

/* A local seat whose answers wait until the loop comes round again, and come back last first. */
typedef struct answer {
    uint32_t slot, who;
    size_t size;
    uint8_t message[64];
} answer;

typedef struct late_seat {
    seat seat; /* first */
    seat *inner;
    seat_sink outer;
    uv_timer_t later;
    answer *waiting;
    size_t n, cap;
} late_seat;

static void late_reply(void *ctx, uint32_t slot, uint32_t who, const uint8_t *message, size_t size)
{
    late_seat *l = ctx;
    assert_true(size <= sizeof l->waiting->message);
    if (l->n == l->cap) {
        l->cap = l->cap ? 2 * l->cap : 16;
        l->waiting = realloc(l->waiting, l->cap * sizeof *l->waiting);
        assert_non_null(l->waiting);
    }
    answer *a = &l->waiting[l->n++];
    *a = (answer){.slot = slot, .who = who, .size = size};
    memcpy(a->message, message, size);
}

static void late_fault(void *ctx, uint32_t slot, uint32_t who, fault what, const char *why)
{
    late_seat *l = ctx;
    l->outer.fault(l->outer.ctx, slot, who, what, why);
}

static void late_deliver(uv_timer_t *timer)
{
    late_seat *l = timer->data;
    while (l->n) {
        answer a = l->waiting[--l->n];
        l->outer.reply(l->outer.ctx, a.slot, a.who, a.message, a.size);
    }
}

static seat *late_open(const seat_spec *spec, uint32_t slots, const seat_sink *to, uv_loop_t *loop);

static void late_post(seat *self, uint32_t slot, session *s, const want *w)
{
    late_seat *l = (late_seat *)self;
    l->inner->ops->post(l->inner, slot, s, w);
}

static void late_flush(seat *self)
{
    late_seat *l = (late_seat *)self;
    if (l->n && !uv_is_active((uv_handle_t *)&l->later))
        uv_timer_start(&l->later, late_deliver, 0, 0);
}

static void late_closed(uv_handle_t *timer)
{
    late_seat *l = timer->data;
    free(l->waiting);
    free(l);
}

static void late_close(seat *self)
{
    late_seat *l = (late_seat *)self;
    l->inner->ops->close(l->inner);
    uv_close((uv_handle_t *)&l->later, late_closed);
}

static const seat_ops late = {
    .name = "late", .open = late_open, .post = late_post, .flush = late_flush, .close = late_close};

static seat *late_open(const seat_spec *spec, uint32_t slots, const seat_sink *to, uv_loop_t *loop)
{
    late_seat *l = calloc(1, sizeof *l);
    assert_non_null(l);
    l->seat.ops = &late;
    l->outer = *to;
    l->inner = seat_local.open(spec, slots, &(seat_sink){l, late_reply, late_fault}, loop);
    uv_timer_init(loop, &l->later);
    l->later.data = l;
    return &l->seat;
}

static void late_answers_change_nothing(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, (const char *const[]){"sessions=1", NULL});
    buf usual = run_all(&p->plan, (worker_options){0});
    buf other = run_all(&p->plan, (worker_options){.seats = &late});
    assert_bytes_equal(&usual, &other);
    other = run_all(&p->plan, (worker_options){.seats = &late, .slots = 3});
    assert_bytes_equal(&usual, &other);
    buf_fini(&usual);
    planned_free(p);
}

/* ---- block size ---- */

static void rows_of(const buf *record, buf *rows)
{
    frame f;
    const char *why;
    buf_init(rows);
    for (size_t at = 0; frame_next(record->data, record->size, &at, &f, &why) == HG_E_OK;)
        if (f.kind == FRAME_ROWS || f.kind == FRAME_TRACE) buf_add(rows, f.payload, f.size);
}

static buf rows_with(record_level keep, const char *block)
{
    const char *const settings[] = {"sessions=4", block, NULL};
    planned *p = plan_file("leverage", keep, settings);
    buf rows, all = run_all(&p->plan, (worker_options){0});
    rows_of(&all, &rows);
    buf_fini(&all);
    planned_free(p);
    return rows;
}

static void block_size_changes_no_session(void **state)
{
    (void)state;
    buf usual = rows_with(RECORD_SESSIONS, "block=25");
    assert_true(usual.size > 0);
    static const char *const blocks[] = {"block=1", "block=7", "block=64", "block=1000"};
    for (size_t i = 0; i < 4; i++) {
        buf other = rows_with(RECORD_SESSIONS, blocks[i]);
        assert_bytes_equal(&usual, &other);
    }
    buf_fini(&usual);
}

/* ---- memory ---- */

static void nothing_is_allocated_while_sessions_run(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, (const char *const[]){"sessions=200", NULL});
    bench b;
    buf out;
    tally t = {0};
    buf_init(&out);
    bench_open(&b, &p->plan, (worker_options){0});
    run_block(b.worker, 0, &out, &t);
    size_t warm = worker_mallocs(b.worker), cap = out.cap;
    assert_true(warm > 0);
    for (uint64_t i = 0; i < 4; i++) {
        buf_clear(&out);
        run_block(b.worker, i, &out, &t);
    }
    assert_int_equal(worker_mallocs(b.worker), warm);
    assert_true(out.cap <= 2 * cap);
    bench_close(&b);
    buf_fini(&out);
    planned_free(p);
}

/* ---- one session, watched ---- */

typedef struct watched {
    uint32_t begins, messages, ends;
    uint64_t id;
} watched;

static void saw_begin(void *ctx, const session *s)
{
    watched *w = ctx;
    w->begins++;
    w->id = session_key_of(s).id;
}

static void saw_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                        size_t size)
{
    (void)s, (void)m, (void)bytes, (void)size;
    ((watched *)ctx)->messages++;
}

static void saw_end(void *ctx, const session *s, const outcome_row *o)
{
    (void)s, (void)o;
    ((watched *)ctx)->ends++;
}

static void a_watched_session_is_the_recorded_one(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, few);
    bench b;
    buf all = run_all(&p->plan, (worker_options){0}), rows, one;
    size_t at = 0;
    rows_of(&all, &rows);
    buf_init(&one);
    bench_open(&b, &p->plan, (worker_options){0});
    for (uint64_t i = 0; i < p->plan.jobs; i++) {
        watched seen = {0};
        const observer guest = {
            .ctx = &seen, .begin = saw_begin, .message = saw_message, .end = saw_end};
        row r;
        run_session(b.worker, i, i % 3 ? &guest : NULL, &r);
        size_t from = one.size;
        row_write(&r, &one);
        assert_true(rows.size - at >= one.size - from);
        assert_memory_equal(rows.data + at, one.data + from, one.size - from);
        at += one.size - from;
        if (i % 3) {
            assert_true(seen.id == i);
            assert_int_equal(seen.begins, 1);
            assert_int_equal(seen.ends, 1);
            assert_int_equal(seen.messages, r.offers + (r.result == HG_RESULT_DEAL));
        }
    }
    assert_int_equal(at, rows.size);
    bench_close(&b);
    buf_fini(&one);
    buf_fini(&rows);
    buf_fini(&all);
    planned_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pace_changes_nothing),
        cmocka_unit_test(blocks_are_pure),
        cmocka_unit_test(late_answers_change_nothing),
        cmocka_unit_test(block_size_changes_no_session),
        cmocka_unit_test(nothing_is_allocated_while_sessions_run),
        cmocka_unit_test(a_watched_session_is_the_recorded_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
