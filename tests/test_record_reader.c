/* A whole record, written and read back: rows, aggregates, traces; cut anywhere, damaged anywhere.
 */
#include "record_session.h"

#include "record_fixture.h"

#include "record/frame.h"
#include "record/pack.h"
#include "record/reader.h"

#include <unistd.h>

enum { SESSIONS = 23, BLOCK = 5, BLOCKS = 5, ARMS = 3, ROUNDS = 11 };

static const char path[] = "test_record_reader.tmp";
static const char *const roles[] = {"ann", "bob"};
static const char *const agents[] = {"linear", "linear"};
static const arm arms[ARMS] = {
    {0, HG_NOBODY, agents, 8}, {1, HG_NOBODY, agents, 2}, {1, 0, agents, 13}};
static const char *const scripts[] = {"o90 o20  o85 o25  o80 o30  o70 o35  o65 o40  o60 a",
                                      "o90 o20  o80 a", "o100 o0  o50 o50  o50 a", "o70 ?"};

typedef struct written { /* a record in memory, and what is in it */
    buf bytes;
    size_t block_end[BLOCKS + 1]; /* [0]: of the schema */
    row rows[SESSIONS];
    aggregate arms[ARMS];
} written;

static void add_frame_of(buf *out, frame_kind kind, uint64_t block)
{
    size_t begun = frame_begin(out, kind, block);
    if (kind == FRAME_SCHEMA) {
        record_schema s = {.version = "0",
                           .name = "test",
                           .config = "c",
                           .scenario_file = "f",
                           .scenario = "s",
                           .level = "full",
                           .seed = 1,
                           .block = BLOCK,
                           .jobs = SESSIONS,
                           .blocks = BLOCKS,
                           .n_parties = 2,
                           .n_buckets = ROUNDS,
                           .roles = roles,
                           .n_arms = ARMS,
                           .arms = arms,
                           .identity = 77};
        schema_write(&s, out);
    } else {
        pack_array(out, 0);
    }
    frame_end(out, begun);
}

static uint32_t arm_of(uint64_t id) { return id < 8 ? 0 : id < 10 ? 1 : 2; }

static void begin_block(written *w, block_writer *b, uint64_t first)
{
    uint64_t left = SESSIONS - first;
    block_begin(b, first / BLOCK, first, (uint32_t)(left < BLOCK ? left : BLOCK), &w->bytes);
}

static void write_sessions(written *w, fixture *f, sink *k, block_writer *b)
{
    for (uint64_t s = 0; s < SESSIONS; s++) {
        if (s % BLOCK == 0) begin_block(w, b, s);
        f->key.id = f->key.replicate = s;
        w->rows[s] = *watch_session(f, k, arm_of(s), scripts[s % 4]);
        block_add(b, k);
        if (s % BLOCK == BLOCK - 1 || s == SESSIONS - 1) {
            block_end(b);
            w->block_end[s / BLOCK + 1] = w->bytes.size;
        }
    }
}

static void write_record(written *w)
{
    fixture *f = two_parties(ROUNDS);
    sink *k = sink_new(RECORD_FULL, 2, ROUNDS);
    block_writer *b = block_new(RECORD_FULL, 2, ROUNDS);
    *w = (written){0};
    add_frame_of(&w->bytes, FRAME_SCHEMA, 0);
    w->block_end[0] = w->bytes.size;
    write_sessions(w, f, k, b);
    add_frame_of(&w->bytes, FRAME_END, BLOCKS);
    block_free(b);
    sink_free(k);
    fixture_free(f);
}

static void put_file(const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static int open_bytes(arena *a, const uint8_t *data, size_t size, record *r, error_list *errors)
{
    put_file(data, size);
    return record_open(a, path, r, errors);
}

typedef struct seen {
    const written *w;
    uint64_t n, stop;
} seen;

static bool check_row(void *ctx, const row *r)
{
    seen *s = ctx;
    assert_row_equal(&s->w->rows[s->n], r);
    return ++s->n != s->stop;
}

static void all_is_there(void **state)
{
    (void)state;
    static written w;
    arena a;
    record r;
    error_list errors;
    arena_init(&a);
    error_list_init(&errors);
    write_record(&w);
    assert_int_equal(open_bytes(&a, w.bytes.data, w.bytes.size, &r, &errors), HG_E_OK);
    assert_true(r.complete && r.blocks == BLOCKS && r.good == w.block_end[BLOCKS]);
    assert_string_equal(r.schema.name, "test");
    seen s = {.w = &w};
    assert_true(record_each_row(&r, check_row, &s));
    assert_int_equal(s.n, SESSIONS);
    s = (seen){.w = &w, .stop = 3};
    assert_true(record_each_row(&r, check_row, &s));
    assert_int_equal(s.n, 3);
    for (uint64_t i = 0; i < SESSIONS; i++) {
        row one;
        assert_true(record_row(&r, i, &one));
        assert_row_equal(&w.rows[i], &one);
    }
    row none;
    assert_false(record_row(&r, SESSIONS, &none));
    record_close(&r);
    buf_fini(&w.bytes);
    error_list_fini(&errors);
    arena_fini(&a);
}

/* Every trace begins with its own session's number; together they are as many bytes as were kept.
 */
static void traces_are_found(void **state)
{
    (void)state;
    static written w;
    arena a;
    record r;
    error_list errors;
    size_t size;
    arena_init(&a);
    error_list_init(&errors);
    write_record(&w);
    assert_int_equal(open_bytes(&a, w.bytes.data, w.bytes.size, &r, &errors), HG_E_OK);
    fixture *f = two_parties(ROUNDS);
    sink *k = sink_new(RECORD_FULL, 2, ROUNDS);
    for (uint64_t i = 0; i < SESSIONS; i++) {
        size_t expected;
        f->key.id = f->key.replicate = i;
        watch_session(f, k, arm_of(i), scripts[i % 4]);
        const uint8_t *bytes = sink_trace(k, &expected), *trace = record_trace(&r, i, &size);
        assert_non_null(trace);
        assert_int_equal(size, expected);
        assert_memory_equal(trace, bytes, size);
    }
    assert_null(record_trace(&r, SESSIONS, &size));
    assert_null(record_trace(&r, UINT64_MAX, &size));
    sink_free(k);
    fixture_free(f);
    record_close(&r);
    buf_fini(&w.bytes);
    error_list_fini(&errors);
    arena_fini(&a);
}

/* The same sessions in one block of their arm: the counts of the merged blocks, exactly. */
static void aggregates_are_merged(void **state)
{
    (void)state;
    static written w;
    arena a;
    record r;
    error_list errors;
    aggregate merged[ARMS];
    static const uint64_t sessions[ARMS] = {8, 2, 13};
    arena_init(&a);
    error_list_init(&errors);
    write_record(&w);
    assert_int_equal(open_bytes(&a, w.bytes.data, w.bytes.size, &r, &errors), HG_E_OK);
    assert_true(record_aggregates(&r, merged));
    for (uint32_t i = 0; i < ARMS; i++) {
        assert_int_equal(merged[i].arm, i);
        assert_true(merged[i].sessions == sessions[i]);
        const moments *m = &aggregate_at(&merged[i], 0, 0)->m[SERIES_DEMAND];
        uint64_t opened = 0;
        double sum = 0;
        for (uint64_t s = 0; s < SESSIONS; s++) {
            if (arm_of(s) != i) continue;
            opened++;
            sum += w.rows[s].party[0].opening / 100;
        }
        assert_true(m->n == opened);
        assert_near(m->sum, sum, 1e-12);
        aggregate_fini(&merged[i]);
    }
    record_close(&r);
    buf_fini(&w.bytes);
    error_list_fini(&errors);
    arena_fini(&a);
}

/* A file cut anywhere: every complete block is there, nothing else, and it is no error. (Every cut
 * and every flip of a frame is test_record_frame.c's.) */
static void cuts_are_tolerated(void **state)
{
    (void)state;
    static written w;
    arena a;
    record r;
    error_list errors;
    arena_init(&a);
    error_list_init(&errors);
    write_record(&w);
    for (size_t size = w.bytes.size - 1; size > w.block_end[0]; size -= size % 11 + 1) {
        uint64_t whole = 0;
        while (whole < BLOCKS && w.block_end[whole + 1] <= size) whole++;
        arena_reset(&a);
        assert_int_equal(open_bytes(&a, w.bytes.data, size, &r, &errors), HG_E_OK);
        assert_false(r.complete);
        assert_true(r.blocks == whole && r.good == w.block_end[whole]);
        if (size % 4 == 0) {
            seen s = {.w = &w};
            assert_true(record_each_row(&r, check_row, &s));
            assert_true(s.n == (whole == BLOCKS ? SESSIONS : whole * BLOCK));
        }
        record_close(&r);
    }
    for (size_t size = 0; size < w.block_end[0]; size += 3) {
        assert_int_equal(open_bytes(&a, w.bytes.data, size, &r, &errors), HG_E_INPUT);
        assert_null(r.data);
    }
    buf_fini(&w.bytes);
    error_list_fini(&errors);
    arena_fini(&a);
}

/* A complete file damaged anywhere is refused, and the sentence names block and byte. */
static void flips_are_named(void **state)
{
    (void)state;
    static written w;
    arena a;
    record r;
    error_list errors;
    arena_init(&a);
    error_list_init(&errors);
    write_record(&w);
    for (size_t i = 0; i < w.bytes.size; i += i % 13 + 1) {
        arena_reset(&a);
        w.bytes.data[i] ^= 0x41;
        int code = open_bytes(&a, w.bytes.data, w.bytes.size, &r, &errors);
        bool end = i >= w.block_end[BLOCKS]; /* no END any more: could as well be cut off */
        if (!end) {
            char block[48];
            uint64_t in = 0;
            while (w.block_end[in + 1] <= i) in++;
            snprintf(block, sizeof block, "damaged in block %llu at byte ", (unsigned long long)in);
            assert_int_equal(code, HG_E_INPUT);
            const char *text = errors.items[errors.count - 1].text;
            assert_non_null(strstr(text, i < w.block_end[0] ? "not a record" : block));
        } else if (code == HG_E_OK) {
            assert_false(r.complete);
            record_close(&r);
        }
        w.bytes.data[i] ^= 0x41;
    }
    buf_fini(&w.bytes);
    error_list_fini(&errors);
    arena_fini(&a);
}

/* Sound frames in the wrong places. */
static void order_is_checked(void **state)
{
    (void)state;
    static written w;
    arena a;
    record r;
    error_list errors;
    buf b;
    arena_init(&a);
    error_list_init(&errors);
    write_record(&w);
    const uint8_t *data = w.bytes.data;
    const size_t *end = w.block_end;
    buf_init(&b);
    buf_add(&b, data, end[1]); /* a block twice */
    buf_add(&b, data + end[0], end[1] - end[0]);
    assert_int_equal(open_bytes(&a, b.data, b.size, &r, &errors), HG_E_INPUT);
    b.size = end[1]; /* one left out */
    buf_add(&b, data + end[2], w.bytes.size - end[2]);
    assert_int_equal(open_bytes(&a, b.data, b.size, &r, &errors), HG_E_INPUT);
    b.size = end[1]; /* the end too early */
    buf_add(&b, data + end[BLOCKS], w.bytes.size - end[BLOCKS]);
    assert_int_equal(open_bytes(&a, b.data, b.size, &r, &errors), HG_E_INPUT);
    b.size = 0; /* something behind the end */
    buf_add(&b, data, w.bytes.size);
    buf_byte(&b, 0x94);
    assert_int_equal(open_bytes(&a, b.data, b.size, &r, &errors), HG_E_INPUT);
    b.size = 0; /* no schema */
    buf_add(&b, data + end[0], w.bytes.size - end[0]);
    assert_int_equal(open_bytes(&a, b.data, b.size, &r, &errors), HG_E_INPUT);
    assert_int_equal(errors.errors, 5);
    buf_fini(&b);
    buf_fini(&w.bytes);
    error_list_fini(&errors);
    arena_fini(&a);
}

static void files_that_are_not_there(void **state)
{
    (void)state;
    arena a;
    record r;
    error_list errors;
    arena_init(&a);
    error_list_init(&errors);
    assert_int_equal(record_open(&a, "no/such/file", &r, &errors), HG_E_IO);
    assert_int_equal(open_bytes(&a, (const uint8_t *)"", 0, &r, &errors), HG_E_INPUT);
    assert_int_equal(errors.errors, 2);
    error_list_fini(&errors);
    arena_fini(&a);
}

static int remove_file(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_there),
        cmocka_unit_test(traces_are_found),
        cmocka_unit_test(aggregates_are_merged),
        cmocka_unit_test(cuts_are_tolerated),
        cmocka_unit_test(flips_are_named),
        cmocka_unit_test(order_is_checked),
        cmocka_unit_test(files_that_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, remove_file);
}
