/* Blocks on several workers: the same bytes in the same order; resuming, stopping, a full disk. */
#include "run_fixture.h"

#include "run/run.h"

#include <errno.h>

typedef struct store { /* in memory */
    buf bytes;
    uint64_t next;       /* block that must come next */
    uint64_t fails_from; /* 0: never */
    uint64_t stop_at;    /* raises the flag when it is written; UINT64_MAX: never */
    volatile int stop;
} store;

static int keep(void *ctx, uint64_t block, const uint8_t *data, size_t size)
{
    store *s = ctx;
    assert_true(block == s->next);
    if (s->fails_from && block >= s->fails_from) {
        errno = ENOSPC;
        return HG_E_IO;
    }
    buf_add(&s->bytes, data, size);
    s->next++;
    if (block == s->stop_at) s->stop = 1;
    return 0;
}

static const char *const small[] = {"sessions=6", "block=20", NULL};

static store run_with(planned *p, uint32_t workers, uint64_t have, tally *t)
{
    store s = {.next = have, .stop_at = UINT64_MAX};
    block_store blocks = {.ctx = &s, .have = have, .write = keep};
    run_options options = {.workers = workers};
    buf_init(&s.bytes);
    assert_int_equal(run_missing(&p->plan, &blocks, &options, t, &p->errors), HG_E_OK);
    assert_true(blocks.have == p->plan.blocks && s.next == p->plan.blocks);
    return s;
}

static void assert_stores_equal(const store *a, store *b)
{
    assert_int_equal(a->bytes.size, b->bytes.size);
    assert_memory_equal(a->bytes.data, b->bytes.data, a->bytes.size);
    buf_fini(&b->bytes);
}

/* 0 is one per core; more workers than blocks are not started. */
static void workers_change_nothing(void **state)
{
    (void)state;
    static const uint32_t workers[] = {2, 3, 0, 100};
    planned *p = plan_file("leverage", RECORD_FULL, small);
    tally alone, together;
    store one = run_with(p, 1, 0, &alone);
    for (size_t i = 0; i < 4; i++) {
        store other = run_with(p, workers[i], 0, &together);
        assert_stores_equal(&one, &other);
        assert_memory_equal(&alone, &together, sizeof alone);
    }
    assert_true(alone.sessions == p->plan.jobs && alone.offers > 10 * alone.sessions);
    buf_fini(&one.bytes);
    planned_free(p);
}

/* The rest after k blocks is what stands behind the first k blocks of an uninterrupted run. */
static void resuming_gives_the_rest(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    tally t;
    store whole = run_with(p, 2, 0, &t);
    for (uint64_t have = 0; have <= p->plan.blocks; have += have / 4 + 1) {
        store rest = run_with(p, 2, have, &t);
        uint64_t left = p->plan.jobs > have * 20 ? p->plan.jobs - have * 20 : 0;
        assert_true(t.sessions == left);
        assert_true(rest.bytes.size <= whole.bytes.size);
        if (rest.bytes.size)
            assert_memory_equal(rest.bytes.data,
                                whole.bytes.data + whole.bytes.size - rest.bytes.size,
                                rest.bytes.size);
        buf_fini(&rest.bytes);
    }
    buf_fini(&whole.bytes);
    planned_free(p);
}

/* What was handed out is finished and written: a prefix of the whole, with which one can go on. */
static void stopping_keeps_a_prefix(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    tally t;
    store whole = run_with(p, 2, 0, &t);
    for (uint32_t workers = 1; workers <= 3; workers++) {
        store s = {.stop_at = 5};
        block_store blocks = {.ctx = &s, .write = keep};
        run_options options = {.workers = workers, .stop = &s.stop};
        buf_init(&s.bytes);
        assert_int_equal(run_missing(&p->plan, &blocks, &options, &t, &p->errors), HG_E_NO);
        assert_int_equal(p->errors.errors, 0);
        assert_true(s.next > 5 && s.next < p->plan.blocks && blocks.have == s.next);
        assert_true(t.sessions == s.next * 20);
        assert_memory_equal(s.bytes.data, whole.bytes.data, s.bytes.size);
        store rest = run_with(p, 2, s.next, &t);
        assert_int_equal(s.bytes.size + rest.bytes.size, whole.bytes.size);
        buf_fini(&rest.bytes);
        buf_fini(&s.bytes);
    }
    buf_fini(&whole.bytes);
    planned_free(p);
}

static void stopped_before_it_began(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    store s = {.stop = 1, .stop_at = UINT64_MAX};
    block_store blocks = {.ctx = &s, .write = keep};
    run_options options = {.workers = 2, .stop = &s.stop};
    tally t;
    assert_int_equal(run_missing(&p->plan, &blocks, &options, &t, &p->errors), HG_E_NO);
    assert_true(s.next == 0 && t.sessions == 0);
    planned_free(p);
}

static void a_full_disk(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    store s = {.fails_from = 3, .stop_at = UINT64_MAX};
    block_store blocks = {.ctx = &s, .write = keep};
    run_options options = {.workers = 2};
    tally t;
    buf_init(&s.bytes);
    assert_int_equal(run_missing(&p->plan, &blocks, &options, &t, &p->errors), HG_E_IO);
    assert_true(blocks.have == 3);
    assert_int_equal(p->errors.errors, 1);
    assert_non_null(strstr(p->errors.items[0].text, "cannot write block 4"));
    assert_non_null(strstr(p->errors.items[0].text, strerror(ENOSPC)));
    buf_fini(&s.bytes);
    planned_free(p);
}

typedef struct heard {
    uint32_t calls;
    tally last;
    double seconds;
    uv_thread_t thread;
} heard;

static void hear_progress(void *ctx, const tally *t, uint64_t jobs, double seconds)
{
    heard *h = ctx;
    uv_thread_t here = uv_thread_self();
    assert_true(uv_thread_equal(&here, &h->thread));
    assert_true(t->sessions >= h->last.sessions && t->sessions <= jobs);
    assert_true(seconds >= h->seconds);
    h->calls++;
    h->last = *t;
    h->seconds = seconds;
}

/* On the calling thread, at most ten times a second and once at the end, with everything. */
static void progress_is_told(void **state)
{
    (void)state;
    planned *p =
        plan_file("leverage", RECORD_FULL, (const char *const[]){"sessions=60", "block=100", NULL});
    store s = {.stop_at = UINT64_MAX};
    heard h = {.thread = uv_thread_self()};
    block_store blocks = {.ctx = &s, .write = keep};
    run_options options = {.workers = 2, .progress = hear_progress, .ctx = &h};
    tally t;
    buf_init(&s.bytes);
    assert_int_equal(run_missing(&p->plan, &blocks, &options, &t, &p->errors), HG_E_OK);
    assert_memory_equal(&h.last, &t, sizeof t);
    assert_true(h.calls >= 1 && h.calls <= 2 + (uint32_t)(10 * h.seconds));
    buf_fini(&s.bytes);
    planned_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workers_change_nothing),
        cmocka_unit_test(resuming_gives_the_rest),
        cmocka_unit_test(stopping_keeps_a_prefix),
        cmocka_unit_test(stopped_before_it_began),
        cmocka_unit_test(a_full_disk),
        cmocka_unit_test(progress_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
