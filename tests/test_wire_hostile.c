/* Bytes that no honest agent sends: cut off, changed, random, announcing the moon. They are
 * refused, or they are a message; hot codec, cold codec and msgpack-c must agree which. */
#include "wire/cold.h"
#include "wire/scan.h"
#include "wire_reference.h"
#include <sys/resource.h>

static const hg_issue issues[] = {{.size = 10}, {.size = 130}, {.size = 70000}};
static const space sample_space = {.n_issues = 3, .issues = issues, .size = 91000000};

/* Whatever it is: one verdict, one content; and a message that was understood can be said again. */
static bool check_any(const space *s, const uint8_t *data, size_t size)
{
    static const wire_message blank;
    wire_message hot = blank, cold, reference, again;
    wire_error error = wire_decode(s, data, size, &hot);
    assert_int_equal(cold_decode(s, data, size, &cold), error);
    bool fine = wire_scan(data, size) == WIRE_OK && reference_decode(s, data, size, &reference);
    assert_int_equal(error == WIRE_OK, fine);
    if (!fine) return false;
    assert_equal_messages(&reference, &hot);
    assert_equal_messages(&reference, &cold);
    uint8_t ours[WIRE_MESSAGE_MAX], theirs[WIRE_MESSAGE_MAX];
    size_t n = hot.m.kind == HG_HELLO ? wire_encode_hello(hot.abi, hot.agent, ours, sizeof ours)
                                      : wire_encode(s, &hot.m, ours, sizeof ours);
    if (hot.m.kind == HG_HELLO)
        reference.m = (hg_message){.kind = HG_HELLO, .outcome = HG_NO_OUTCOME};
    assert_int_equal(n, reference_encode(s, &reference, theirs, sizeof theirs));
    assert_memory_equal(ours, theirs, n);
    assert_int_equal(wire_decode(s, ours, n, &again), WIRE_OK);
    assert_equal_messages(&reference, &again);
    assert_true(wire_body(data, size) < size);
    return true;
}

/* A copy on the heap ends where the message ends, so that a sanitizer sees every byte too far. */
static bool check_copy(const space *s, const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    memcpy(copy, data, size);
    bool fine = check_any(s, copy, size);
    free(copy);
    return fine;
}

static void check_truncations(const space *s, const uint8_t *data, size_t size)
{
    wire_message out;
    for (size_t cut = 0; cut < size; cut++) {
        assert_false(check_copy(s, data, cut));
        assert_int_equal(wire_decode(s, data, cut, &out), WIRE_TRUNCATED);
    }
}

/* Returns how many mutants were messages. */
static uint32_t check_mutations(const space *s, const uint8_t *data, size_t size)
{
    uint8_t mutant[WIRE_MESSAGE_MAX];
    uint32_t understood = 0;
    memcpy(mutant, data, size);
    for (size_t at = 0; at < size; at++) {
        for (uint32_t step = 1; step < 256; step++) {
            mutant[at] = (uint8_t)(data[at] + step);
            understood += check_copy(s, mutant, size);
        }
        mutant[at] = data[at];
    }
    return understood;
}

static void truncated_and_mutated(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 3, RNG_NOISE, 0, 0);
    for (uint32_t i = 0; i < 6 * SPOKEN; i++) {
        uint8_t data[512];
        wire_message w;
        any_message(&r, &sample_space, spoken[i % SPOKEN], &w);
        if (i < SPOKEN && w.m.kind != HG_SAY) w.m.n_words = 0;
        if (w.m.n_words > 2) w.m.n_words = 2;
        size_t size = wire_encode(&sample_space, &w.m, data, sizeof data);
        assert_true(size > 0 && check_copy(&sample_space, data, size));
        check_truncations(&sample_space, data, size);
        assert_true(check_mutations(&sample_space, data, size) > 0);
    }
}

static void truncated_and_mutated_hello(void **state)
{
    (void)state;
    uint8_t data[64];
    size_t size = wire_encode_hello(1, "leverage/human:g=.25", data, sizeof data);
    check_truncations(&sample_space, data, size);
    assert_true(check_mutations(&sample_space, data, size) > 0);
}

/* The hot codec's own messages, small enough for every pair of bytes to be changed. */
static void mutated_twice(void **state)
{
    (void)state;
    static const uint8_t edge[] = {0x00, 0x01, 0x7f, 0x80, 0x90, 0x93, 0xc0, 0xcc,
                                   0xcd, 0xce, 0xcf, 0xd0, 0xd3, 0xdc, 0xe0, 0xff};
    static const uint8_t offer[] = {0x96, 8, 0xcd, 1, 0x2c, 0, 5, 1, 0x93, 1, 2, 7};
    for (size_t a = 0; a < sizeof offer; a++)
        for (size_t b = 0; b < a; b++)
            for (size_t i = 0; i < sizeof edge * sizeof edge; i++) {
                uint8_t mutant[sizeof offer];
                memcpy(mutant, offer, sizeof offer);
                mutant[a] = edge[i / sizeof edge], mutant[b] = edge[i % sizeof edge];
                check_copy(&sample_space, mutant, sizeof mutant);
            }
}

/* Random bytes, most of them likely ones. */
static void random_bytes(void **state)
{
    (void)state;
    static const uint8_t likely[] = {0x95, 0x96, 0x97, 8,    9,    10,   11,   14,
                                     0x90, 0x91, 0x92, 0x93, 0xcc, 0xcd, 0xce, 0xc0};
    rng r;
    rng_open(&r, 4, RNG_NOISE, 0, 0);
    uint32_t understood = 0;
    for (uint32_t i = 0; i < 1000000; i++) {
        uint8_t data[40];
        size_t size = (size_t)rng_below(&r, sizeof data + 1);
        for (size_t k = 0; k < size; k++) {
            uint64_t x = rng_next(&r);
            data[k] = x >> 8 & 1 ? (uint8_t)x : x >> 9 & 1 ? likely[x & 15] : x & 7;
        }
        if (i % 2 && size > 5) data[0] = likely[i / 2 % 3], data[1] = (uint8_t)(8 + i / 6 % 7);
        if (i % 4 == 3) size = size < 12 ? size : 5 + size % 7;
        understood += check_any(&sample_space, data, size);
    }
    assert_true(understood > 100);
}

/* ---- the pre-scan against msgpack-c ---- */
static msgpack_unpack_return unpack_all(const uint8_t *data, size_t size, size_t *used)
{
    msgpack_unpacked u;
    msgpack_unpacked_init(&u);
    *used = 0;
    msgpack_unpack_return got = msgpack_unpack_next(&u, (const char *)data, size, used);
    msgpack_unpacked_destroy(&u);
    return got;
}

static void check_scan(const uint8_t *data, size_t size)
{
    size_t used;
    wire_error error = wire_scan(data, size);
    bool whole = unpack_all(data, size, &used) == MSGPACK_UNPACK_SUCCESS;
    if (error == WIRE_OK) assert_true(whole && used == size);
    if (error == WIRE_TRAILING) assert_true(whole && used < size);
    if (error == WIRE_TRUNCATED || error == WIRE_FORM || error == WIRE_SIZE) assert_false(whole);
    if (whole && used == size) assert_true(error == WIRE_OK || error == WIRE_DEPTH);
}

/* Without the 32-bit headers of arrays and maps, whose content msgpack-c would reserve. */
static void scan_agrees_with_msgpack(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 5, RNG_NOISE, 0, 0);
    for (uint32_t i = 0; i < 300000; i++) {
        uint8_t data[24];
        size_t size = (size_t)rng_below(&r, sizeof data + 1);
        for (size_t k = 0; k < size; k++) {
            uint64_t x = rng_next(&r);
            data[k] = x >> 8 & 1 ? (uint8_t)x : x >> 9 & 1 ? 0x80 | (x & 0x33) : x & 3;
            if (data[k] == 0xdd || data[k] == 0xdf) data[k] = 0x91;
        }
        check_scan(data, size);
    }
}

/* Each leading byte with too little, enough and too much behind it. */
static void scan_every_leading_byte(void **state)
{
    (void)state;
    for (uint32_t lead = 0; lead < 256; lead++)
        for (size_t size = 1; size < 64; size++) {
            uint8_t data[64] = {(uint8_t)lead};
            check_scan(data, size);
            data[1] = data[2] = 0, data[size > 4 ? 4 : size - 1] |= size > 4;
            check_scan(data, size);
        }
    uint8_t reserved = 0xc1;
    assert_int_equal(wire_scan(&reserved, 1), WIRE_FORM);
    assert_int_equal(wire_scan(NULL, 0), WIRE_TRUNCATED);
}

static void scan_depth_and_size(void **state)
{
    (void)state;
    uint8_t nested[WIRE_DEPTH_MAX + 2];
    memset(nested, 0x91, sizeof nested);
    nested[WIRE_DEPTH_MAX] = 0;
    assert_int_equal(wire_scan(nested, WIRE_DEPTH_MAX + 1), WIRE_OK);
    nested[WIRE_DEPTH_MAX] = 0x90; /* empty, but one deeper */
    assert_int_equal(wire_scan(nested, WIRE_DEPTH_MAX + 1), WIRE_DEPTH);
    memset(nested, 0x81, sizeof nested);
    assert_int_equal(wire_scan(nested, sizeof nested), WIRE_TRUNCATED);

    uint8_t text[WIRE_MESSAGE_MAX + 1] = {0xda, (WIRE_MESSAGE_MAX - 3) >> 8,
                                          (WIRE_MESSAGE_MAX - 3) & 0xff};
    assert_int_equal(wire_scan(text, WIRE_MESSAGE_MAX), WIRE_OK);
    assert_int_equal(wire_scan(text, WIRE_MESSAGE_MAX + 1), WIRE_SIZE);
    assert_int_equal(wire_scan_within(text, WIRE_MESSAGE_MAX + 1, 1 << 20), WIRE_TRAILING);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LIMITS_WORK 0 /* a sanitizer's shadow is larger than any limit */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LIMITS_WORK 0
#endif
#endif
#ifndef LIMITS_WORK
#define LIMITS_WORK 1
#endif

/* Announcements of gigabytes, with a quarter of one to allocate from: msgpack-c on its own would
 * fail, and the cold codec would then end the process. */
static void large_announcements(void **state)
{
    (void)state;
    static const uint8_t heads[][6] = {{0xdd, 0x10, 0, 0, 0}, {0xdf, 0x10, 0, 0, 0},
                                       {0xdb, 0x7f, 0, 0, 0}, {0xc6, 0x7f, 0, 0, 0},
                                       {0xc9, 0x7f, 0, 0, 0}, {0x91, 0xdd, 0x7f, 0xff, 0xff, 0xff}};
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    tight = before;
    tight.rlim_cur = 256u << 20;
    if (LIMITS_WORK) assert_int_equal(setrlimit(RLIMIT_AS, &tight), 0);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t size = heads[i][0] == 0x91 ? 6 : 5;
        wire_message out;
        hg_brief brief;
        arena memory;
        arena_init(&memory);
        assert_int_equal(wire_scan(heads[i], size), WIRE_SIZE);
        assert_int_equal(wire_decode(&sample_space, heads[i], size, &out), WIRE_SIZE);
        assert_int_equal(wire_decode_brief(&memory, heads[i], size, &brief), WIRE_SIZE);
        assert_int_equal(memory.mallocs, 0);
        arena_fini(&memory);
    }
    if (LIMITS_WORK) assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(truncated_and_mutated),
        cmocka_unit_test(truncated_and_mutated_hello),
        cmocka_unit_test(mutated_twice),
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(scan_agrees_with_msgpack),
        cmocka_unit_test(scan_every_leading_byte),
        cmocka_unit_test(scan_depth_and_size),
        cmocka_unit_test(large_announcements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
