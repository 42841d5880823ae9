/* Rows and the schema: what is written is read back, compact, and nothing else is believed. */
#include "record_fixture.h"

#include "record/schema.h"

#include <msgpack.h>

static void rows_read_back(void **state)
{
    (void)state;
    rng r;
    buf b;
    rng_open(&r, 7, RNG_DESIGN, 0, 0);
    buf_init(&b);
    for (uint64_t i = 0; i < 5000; i++) {
        row head, back, x = any_row(&r, i * 977, (uint32_t)i % 300, 2 + (uint32_t)i % 15);
        size_t at = 0;
        buf_clear(&b);
        row_write(&x, &b);
        assert_true(row_read(b.data, b.size, &at, &back));
        assert_int_equal(at, b.size);
        assert_row_equal(&x, &back);
        assert_true(row_read_head(b.data, b.size, 0, &head));
        assert_int_equal(head.result, x.result);
        assert_int_equal(head.by, x.by);
        assert_int_equal(head.round, x.round);
        assert_int_equal(head.offers, x.offers);
        assert_int_equal(head.deal, x.deal);
    }
    assert_false(row_read_head(b.data, 4, 0, &(row){0})); /* cut off inside it */
    buf_fini(&b);
}

/* A session as the main experiment has thousands of: what its row takes. */
static row usual_row(void)
{
    row x = {.session = 203999,
             .replicate = 3399,
             .arm = 59,
             .result = HG_RESULT_DEAL,
             .by = 1,
             .round = 31,
             .offers = 61,
             .deal = 512,
             .pie = 1,
             .zone_start = 0.5,
             .zone_end = 0.5,
             .joint_start = 1,
             .transferable = true,
             .trace = UINT64_C(0x9123456789abcdef),
             .n_parties = 2};
    for (uint32_t i = 0; i < 2; i++)
        x.party[i] = (row_party){.utility = 0.512,
                                 .payoff = 0.4777,
                                 .opening = 0.8123,
                                 .early_concession = 0.123456,
                                 .mean_demand = 0.612345,
                                 .limit_start = 0.125,
                                 .limit_end = 0.125,
                                 .messages = UINT64_C(0xfedcba9876543210),
                                 .offers = 31,
                                 .start = {.phi = 0.4375, .alternatives = -0.0625},
                                 .end = {.phi = 0.4375, .alternatives = -0.0625}};
    return x;
}

/* Where it stands makes no other session of it; what was drawn does, though the words are the same.
 */
static void the_same_session_over_again_is_known(void **state)
{
    (void)state;
    row one = usual_row(), again = one, other = one;
    again.session = 4, again.replicate = 2, again.arm = 1;
    other.party[1].limit_start = other.party[1].limit_end = 0.25;
    assert_true(row_hash(&one) == row_hash(&again));
    assert_false(row_hash(&one) == row_hash(&other));
}

static void a_row_is_small(void **state)
{
    (void)state;
    row x = usual_row();
    buf b;
    buf_init(&b);
    row_write(&x, &b);
    assert_true(b.size <= 250);
    for (uint32_t i = 0; i < 2; i++) /* nothing is a short number any more */
        x.party[i].start = x.party[i].end =
            (hg_leverage){.phi = 0.41, .alternatives = 0.1, .power = 0.2, .information = 0.3};
    buf_clear(&b);
    row_write(&x, &b);
    print_message("a row of two parties: %zu bytes at most\n", b.size);
    assert_true(b.size <= 250);
    buf_fini(&b);
}

/* One value of msgpack, whatever its content. */
static void others_can_read(void **state)
{
    (void)state;
    row x = usual_row();
    buf b;
    size_t at = 0;
    msgpack_unpacked u;
    buf_init(&b);
    row_write(&x, &b);
    msgpack_unpacked_init(&u);
    assert_int_equal(msgpack_unpack_next(&u, (const char *)b.data, b.size, &at),
                     MSGPACK_UNPACK_SUCCESS);
    assert_int_equal(at, b.size);
    assert_int_equal(u.data.via.array.ptr[0].via.u64, 203999);
    msgpack_unpacked_destroy(&u);
    buf_fini(&b);
}

/* Every cut is refused; every flipped byte is refused or read within bounds. */
static void hostile_rows(void **state)
{
    (void)state;
    row back, x = usual_row();
    buf b;
    buf_init(&b);
    row_write(&x, &b);
    for (size_t size = 0; size < b.size; size++) {
        size_t at = 0;
        uint8_t *copy = malloc(size ? size : 1);
        assert_non_null(copy);
        memcpy(copy, b.data, size);
        assert_false(row_read(copy, size, &at, &back));
        assert_int_equal(at, 0);
        free(copy);
    }
    size_t read = 0;
    for (size_t i = 0; i < b.size; i++) {
        for (unsigned flip = 1; flip < 256; flip++) {
            size_t at = 0;
            b.data[i] ^= (uint8_t)flip;
            if (row_read(b.data, b.size, &at, &back)) {
                read++;
                assert_true(back.n_parties >= 2 && back.n_parties <= HG_PARTIES_MAX);
                assert_true(back.result < HG_RESULT_COUNT && at <= b.size);
            }
            b.data[i] ^= (uint8_t)flip;
        }
    }
    assert_true(read > 0 && read < b.size * 255);
    buf_fini(&b);
}

/* ---- schema ---- */

static const char *const roles[] = {"one", "two", "three"};
static const char *const agents[] = {"boulware:beta=0.3", "leverage/human", "linear"};
static const arm arms[] = {{.cell = 0, .twin_of = HG_NOBODY, .agents = agents, .sessions = 3400},
                           {.cell = 0, .twin_of = 1, .agents = agents, .sessions = 1}};
static const record_schema schema = {.version = "0.1.0",
                                     .name = "leverage",
                                     .config = "experiment: leverage\n",
                                     .scenario_file = "inputs/split-the-pie.yaml",
                                     .scenario = "scenario: split-the-pie\n",
                                     .level = "full",
                                     .seed = UINT64_MAX,
                                     .block = 250,
                                     .jobs = 3401,
                                     .blocks = 14,
                                     .n_parties = 3,
                                     .n_buckets = 50,
                                     .roles = roles,
                                     .n_arms = 2,
                                     .arms = arms,
                                     .identity = UINT64_C(0x8000000000000001)};

static void schema_reads_back(void **state)
{
    (void)state;
    arena a;
    buf b;
    record_schema s;
    arena_init(&a);
    buf_init(&b);
    schema_write(&schema, &b);
    assert_true(schema_read(&a, b.data, b.size, &s));
    memset(b.data, 0, b.size); /* everything was copied */
    assert_string_equal(s.version, schema.version);
    assert_string_equal(s.name, schema.name);
    assert_string_equal(s.config, schema.config);
    assert_string_equal(s.scenario_file, schema.scenario_file);
    assert_string_equal(s.scenario, schema.scenario);
    assert_string_equal(s.level, schema.level);
    assert_true(s.seed == schema.seed && s.identity == schema.identity);
    assert_true(s.block == 250 && s.jobs == 3401 && s.blocks == 14);
    assert_true(s.n_parties == 3 && s.n_buckets == 50 && s.n_arms == 2);
    for (uint32_t i = 0; i < 3; i++) {
        assert_string_equal(s.roles[i], roles[i]);
        assert_string_equal(s.arms[1].agents[i], agents[i]);
    }
    assert_int_equal(s.arms[0].twin_of, HG_NOBODY);
    assert_int_equal(s.arms[1].twin_of, 1);
    assert_int_equal(s.arms[0].sessions, 3400);
    buf_fini(&b);
    arena_fini(&a);
}

/* Files of agents stand behind all else, and only where there are some. */
static const agent_file files[] = {{"./my_agent.so", UINT64_MAX}, {"other", 1}};

static record_schema with_files(void)
{
    record_schema s = schema;
    s.n_files = 2;
    s.files = files;
    return s;
}

static void files_read_back(void **state)
{
    (void)state;
    arena a;
    buf plain, b;
    record_schema s, wanted = with_files();
    arena_init(&a);
    buf_init(&plain);
    buf_init(&b);
    schema_write(&schema, &plain);
    schema_write(&wanted, &b);
    assert_true(schema_read(&a, plain.data, plain.size, &s));
    assert_int_equal(s.n_files, 0);
    assert_true(b.size > plain.size);
    assert_memory_equal(b.data + 3, plain.data + 1, plain.size - 1); /* behind 16 keys, and 15 */
    assert_true(schema_read(&a, b.data, b.size, &s));
    assert_int_equal(s.n_files, 2);
    assert_string_equal(s.files[0].name, "./my_agent.so");
    assert_true(s.files[0].hash == UINT64_MAX && s.files[1].hash == 1);
    buf_fini(&plain);
    buf_fini(&b);
    arena_fini(&a);
}

static void hostile_as(const record_schema *whole)
{
    arena a;
    buf b;
    record_schema s;
    arena_init(&a);
    buf_init(&b);
    schema_write(whole, &b);
    for (size_t size = 0; size < b.size; size++) {
        uint8_t *copy = malloc(size ? size : 1);
        assert_non_null(copy);
        memcpy(copy, b.data, size);
        assert_false(schema_read(&a, copy, size, &s));
        free(copy);
    }
    for (size_t i = 0; i < b.size; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            b.data[i] ^= (uint8_t)(1u << bit);
            if (schema_read(&a, b.data, b.size, &s))
                assert_true(s.n_parties >= 2 && s.n_parties <= HG_PARTIES_MAX && s.block > 0);
            b.data[i] ^= (uint8_t)(1u << bit);
            arena_reset(&a);
        }
    }
    buf_byte(&b, 0xc0); /* nothing may follow */
    assert_false(schema_read(&a, b.data, b.size, &s));
    buf_fini(&b);
    arena_fini(&a);
}

static void hostile_schema(void **state)
{
    (void)state;
    record_schema more = with_files();
    hostile_as(&schema);
    hostile_as(&more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_read_back),
        cmocka_unit_test(a_row_is_small),
        cmocka_unit_test(the_same_session_over_again_is_known),
        cmocka_unit_test(others_can_read),
        cmocka_unit_test(hostile_rows),
        cmocka_unit_test(schema_reads_back),
        cmocka_unit_test(files_read_back),
        cmocka_unit_test(hostile_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
