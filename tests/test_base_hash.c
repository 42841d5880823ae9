/* CRC32C against the vectors of RFC 3720 and a bit-by-bit reference; hash64 for what a content hash
 * has to do: fixed values, no collisions, every bit of the input moves half of the output. */
#include "check.h"

#include "base/hash.h"
#include "base/rng.h"

static uint32_t bitwise(uint32_t crc, const uint8_t *p, size_t size)
{
    crc = ~crc;
    for (; size; p++, size--) {
        crc ^= *p;
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78u : 0);
    }
    return ~crc;
}

/* RFC 3720 B.4 */
static void test_crc_vectors(void **state)
{
    (void)state;
    static const uint8_t READ_10[48] = {0x01, 0xc0, 0, 0,    0,    0, 0, 0,    0,    0, 0,    0,
                                        0,    0,    0, 0,    0x14, 0, 0, 0,    0,    0, 0x04, 0,
                                        0,    0,    0, 0x14, 0,    0, 0, 0x18, 0x28, 0, 0,    0,
                                        0,    0,    0, 0,    0x02, 0, 0, 0,    0,    0, 0,    0};
    uint8_t bytes[32];
    assert_int_equal(crc32c(0, "123456789", 9), 0xE3069283);
    assert_int_equal(crc32c(0, "", 0), 0);
    memset(bytes, 0, sizeof bytes);
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x8A9136AA);
    memset(bytes, 0xFF, sizeof bytes);
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x62A8AB43);
    for (uint8_t i = 0; i < 32; i++) bytes[i] = i;
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x46DD794E);
    for (uint8_t i = 0; i < 32; i++) bytes[i] = (uint8_t)(31 - i);
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x113FDB5C);
    assert_int_equal(crc32c(0, READ_10, sizeof READ_10), 0xD9963A56);
}

static void fill(rng *r, uint8_t *p, size_t size)
{
    for (size_t i = 0; i < size; i++) p[i] = (uint8_t)rng_next(r);
}

/* Any length, any address, in any two pieces. */
static void test_crc_is_the_remainder(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    uint8_t bytes[300];
    fill(&r, bytes, sizeof bytes);
    for (size_t start = 0; start < 8; start++)
        for (size_t size = 0; size < sizeof bytes - 8; size++) {
            const uint8_t *p = bytes + start;
            uint32_t want = bitwise(0, p, size);
            assert_int_equal(crc32c(0, p, size), want);
            assert_int_equal(crc32c_by_tables(0, p, size), want);
            size_t cut = (size_t)rng_below(&r, size + 1);
            assert_int_equal(crc32c(crc32c(0, p, cut), p + cut, size - cut), want);
        }
}

static void test_hash_values(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t hash;
    } CASES[] = {
        {"", UINT64_C(0x2A7382EECD07C77F)},
        {"a", UINT64_C(0x54D2F4F401F0C3D0)},
        {"higgle", UINT64_C(0x0829218BBFA27C12)},
        {"12345678", UINT64_C(0x5D9C384D848662F0)},
        {"123456789", UINT64_C(0x06EB33485FB442FA)},
        {"0123456789abcdef", UINT64_C(0x338F8E97B5D5B9E6)},
        {"the higgling and bargaining of the market", UINT64_C(0xACBF8E032E1C307A)},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        uint64_t h = hash64(0, CASES[i].text, strlen(CASES[i].text));
        if (h != CASES[i].hash)
            fail_msg("hash64(\"%s\") = 0x%016llX", CASES[i].text, (unsigned long long)h);
    }
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void check_distinct(uint64_t *h, size_t n)
{
    qsort(h, n, sizeof *h, by_value);
    for (size_t i = 1; i < n; i++) assert_true(h[i] != h[i - 1]);
}

/* Counters, sparse inputs, runs of zeros: what is nearly the same must not meet. Of 2^18 random
 * hashes two would meet with probability 2^-29. */
static void test_hash_does_not_collide(void **state)
{
    (void)state;
    enum { N = 1 << 18 };
    uint64_t *h = malloc(N * sizeof *h);
    assert_non_null(h);
    for (uint64_t i = 0; i < N; i++) h[i] = hash64(0, &i, sizeof i);
    check_distinct(h, N);
    for (uint64_t i = 0; i < N; i++) h[i] = hash64(i, "same", 4);
    check_distinct(h, N);
    static const uint8_t ZEROS[4096];
    for (size_t i = 0; i < sizeof ZEROS; i++) h[i] = hash64(0, ZEROS, i);
    check_distinct(h, sizeof ZEROS);
    uint8_t sparse[64] = {0};
    size_t n = 0;
    for (size_t i = 0; i < 512; i++)
        for (size_t j = 0; j < i; j++, n++) { /* two bits set */
            sparse[i / 8] ^= (uint8_t)(1 << i % 8);
            sparse[j / 8] ^= (uint8_t)(1 << j % 8);
            h[n] = hash64(0, sparse, sizeof sparse);
            memset(sparse, 0, sizeof sparse);
        }
    check_distinct(h, n);
    free(h);
}

static int bits_set(uint64_t x)
{
    int n = 0;
    for (; x; x &= x - 1) n++;
    return n;
}

static void test_hash_avalanche(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    enum { REPEATS = 1000 };
    for (size_t size = 1; size <= 40; size += 3) {
        for (size_t bit = 0; bit < size * 8; bit++) {
            int moved = 0;
            for (int i = 0; i < REPEATS; i++) {
                uint8_t bytes[40];
                fill(&r, bytes, size);
                uint64_t before = hash64(0, bytes, size);
                bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
                moved += bits_set(before ^ hash64(0, bytes, size));
            }
            assert_near((double)moved / REPEATS, 32, 0.8); /* the standard error is 0.13 */
        }
    }
}

static void test_hash_ignores_address(void **state)
{
    (void)state;
    uint8_t bytes[64] = {0};
    for (size_t size = 0; size < 48; size++) {
        uint64_t want = hash64(3, "The higgling and bargaining of the market, Smith", size);
        for (size_t start = 0; start < 16; start++) {
            memset(bytes, 0xA5, sizeof bytes);
            memcpy(bytes + start, "The higgling and bargaining of the market, Smith", size);
            assert_true(hash64(3, bytes + start, size) == want);
        }
    }
}

/* Order and value of words count. */
static void test_mix(void **state)
{
    (void)state;
    assert_true(hash_mix(hash_mix(0, 1), 2) != hash_mix(hash_mix(0, 2), 1));
    enum { N = 1 << 16 };
    static uint64_t h[N];
    for (uint64_t i = 0; i < N; i++) h[i] = hash_mix(hash_mix(0, i % 256), i / 256);
    check_distinct(h, N);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc_vectors),
        cmocka_unit_test(test_crc_is_the_remainder),
        cmocka_unit_test(test_hash_values),
        cmocka_unit_test(test_hash_does_not_collide),
        cmocka_unit_test(test_hash_avalanche),
        cmocka_unit_test(test_hash_ignores_address),
        cmocka_unit_test(test_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
