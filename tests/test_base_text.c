/* Texts of doubles against strtod and printf, strict reading, nearest names against a plain
 * recursion, UTF-8 against a plain decoder. */
#include "check.h"

#include "base/rng.h"
#include "base/text.h"
#include <float.h>
#include <stdbool.h>

static double any_finite(rng *r)
{
    for (;;) {
        uint64_t bits = rng_next(r);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x)) return x;
    }
}

/* ---- text_double ---- */

static const struct {
    double x;
    const char *text;
} DOUBLES[] = {
    {0, "0"},
    {-0.0, "-0"},
    {1, "1"},
    {-1, "-1"},
    {0.1, "0.1"},
    {0.3, "0.3"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3, "0.3333333333333333"},
    {2.0 / 3, "0.6666666666666666"},
    {100, "100"},
    {1234.5, "1234.5"},
    {10400, "10400"},
    {0.00001, "0.00001"},
    {0.000012345, "0.000012345"},
    {0.0000099, "9.9e-6"},
    {1e-9, "1e-9"},
    {-1.5e-7, "-1.5e-7"},
    {1e15, "1000000000000000"},
    {1e16, "10000000000000000"},
    {123456789012345678.0, "1.2345678901234568e17"},
    {99999999999999984.0, "99999999999999980"},
    {1e17, "1e17"},
    {1e22, "1e22"},
    {1e23, "1e23"},
    {9007199254740993.0, "9007199254740992"},
    {0x1p-1074, "5e-324"},
    {0x1.8p-1073, "1.5e-323"},
    {0x1p-1022, "2.2250738585072014e-308"},
    {0x0.fffffffffffffp-1022, "2.225073858507201e-308"},
    {DBL_MAX, "1.7976931348623157e308"},
    {5e-324 * 2, "1e-323"},
    {9.5e-7, "9.5e-7"},
    {4.35, "4.35"},
    {999999999999999, "999999999999999"},
    {0.999999999999999, "0.999999999999999"},
    {0.9999999999999999, "0.9999999999999999"},
    {2.98023223876953125e-8, "2.9802322387695312e-8"},
    {9.5367431640625e-7, "9.5367431640625e-7"},
    {0x1p53, "9007199254740992"},
    {INFINITY, "inf"},
    {-INFINITY, "-inf"},
    {NAN, "nan"},
};

static void test_double_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DOUBLES / sizeof *DOUBLES; i++) {
        char text[TEXT_DOUBLE_MAX];
        size_t length = text_double(text, DOUBLES[i].x);
        assert_string_equal(text, DOUBLES[i].text);
        assert_int_equal(length, strlen(text));
    }
}

/* Significant digits, without zeros at either end. */
static int significant(const char *text)
{
    int count = 0, zeros = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text < '0' || *text > '9') continue;
        if (*text == '0') {
            zeros += count > 0;
        } else {
            count += zeros + 1;
            zeros = 0;
        }
    }
    return count;
}

/* The least number of digits, from `least` on, that printf needs for reading back x. */
static int digits_needed(double x, int least)
{
    for (int digits = least; digits < 17; digits++) {
        char text[64];
        snprintf(text, sizeof text, "%.*e", digits - 1, x);
        if (strtod(text, NULL) == x) return significant(text);
    }
    return 17;
}

static void check_double(double x, int least)
{
    char text[TEXT_DOUBLE_MAX];
    size_t length = text_double(text, x);
    if (length != strlen(text) || length >= TEXT_DOUBLE_MAX || strtod(text, NULL) != x)
        fail_msg("%a became %s", x, text);
    int digits = significant(text), needed = x == 0 ? 0 : digits_needed(x, least);
    if (digits > needed) fail_msg("%s has %d digits; %d are enough", text, digits, needed);
}

static void test_double_reads_back(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 500000; i++) {
        check_double(any_finite(&r), 15);
        check_double(rng_uniform(&r), 15);
        double short_one = (double)rng_below(&r, 1000000000) / pow(10, (double)rng_below(&r, 16));
        check_double(short_one, 15);
    }
    for (int i = 0; i < 20000; i++) check_double(any_finite(&r), 1);
}

/* Powers of two and their neighbours: there the interval is not symmetric. Subnormals: few digits.
 */
static void test_double_at_boundaries(void **state)
{
    (void)state;
    for (int e = -1074; e <= 1023; e++) {
        double x = ldexp(1, e);
        check_double(x, 1);
        check_double(nextafter(x, 0), 1);
        check_double(nextafter(x, INFINITY), 1);
    }
    for (int e = -323; e <= 308; e++) {
        char text[16];
        snprintf(text, sizeof text, "1e%d", e);
        double x = strtod(text, NULL);
        check_double(x, 1);
        check_double(nextafter(x, 0), 1);
        check_double(nextafter(x, INFINITY), 1);
    }
    for (int i = 1; i < 3000; i++) check_double(i * 0x1p-1074, 1);
}

/* Of two shortest texts the nearer one: printf's rounding at the same number of digits. */
static void test_double_is_nearest(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 200000; i++) {
        double x = i % 2 ? any_finite(&r) : rng_uniform(&r);
        char text[TEXT_DOUBLE_MAX], printed[64];
        text_double(text, x);
        snprintf(printed, sizeof printed, "%.*e", significant(text) - 1, x);
        if (strtod(printed, NULL) != x) continue; /* printf's digits do not even read back */
        long double ours = strtold(text, NULL), theirs = strtold(printed, NULL);
        assert_near((double)((ours - theirs) / x), 0, 0x1p-62);
    }
}

/* Plain from 1e-5 up to 1e17, else with an exponent. */
static void test_double_form(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 100000; i++) {
        double x =
            fabs(i % 2 ? any_finite(&r) : rng_uniform(&r) / (double)(1 + rng_below(&r, 1000000)));
        char text[TEXT_DOUBLE_MAX];
        text_double(text, x);
        bool plain = x == 0 || (x >= 1e-5 && x < 1e17);
        assert_true(!strchr(text, 'e') == plain);
    }
}

/* ---- reading ---- */

static void test_reads_numbers(void **state)
{
    (void)state;
    static const char *const GOOD[] = {"0",
                                       "-0",
                                       "1",
                                       "+1",
                                       "1.5",
                                       ".5",
                                       "1.",
                                       "1e3",
                                       "1E+3",
                                       "1e-3",
                                       "00012.500",
                                       "-1e-400",
                                       "1e308",
                                       "0e999",
                                       "0.1e-7",
                                       "5e-324",
                                       "123456789012345678901234567890",
                                       "0.000000000000000000000000000000000000000000001e45",
                                       "1e-99999999999999999999"};
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        double x = NAN;
        if (!text_to_double(GOOD[i], &x)) fail_msg("%s was refused", GOOD[i]);
        assert_same(x, strtod(GOOD[i], NULL));
    }
    double x;
    assert_true(text_to_double("-0", &x) && signbit(x));
}

static void test_refuses_what_is_no_number(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "",    " ",         "1 ",    " 1",    "-",        "+",
        ".",   "e5",        "1e",    "1e+",   "1..2",     "1.2.3",
        "1,5", "0x10",      "inf",   "nan",   "-inf",     "1e309",
        "--1", "+-1",       "1e5.0", "1_000", "infinity", "1e99999999999999999999",
        "1f",  "1\xc2\xa0", "1\n",   "١"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        double x = 42;
        if (text_to_double(BAD[i], &x)) fail_msg("\"%s\" was read as %g", BAD[i], x);
        assert_same(x, 42);
    }
}

/* Any digits, long ones too, read as strtod reads them. */
static void test_reads_like_strtod(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 20000; i++) {
        char text[1300];
        size_t n = 1 + (size_t)rng_below(&r, i % 20 ? 30 : 1200),
               point = (size_t)rng_below(&r, n + 1);
        for (size_t j = 0; j < n; j++) text[j] = j == point ? '.' : (char)('0' + rng_below(&r, 10));
        if (n == 1) text[0] = '7';
        snprintf(text + n, sizeof text - n, "e%d", (int)rng_below(&r, 700) - 350 - (int)point);
        double x = 0, expected = strtod(text, NULL);
        bool fine = text_to_double(text, &x);
        assert_true(fine == (bool)isfinite(expected));
        if (fine) assert_same(x, expected);
    }
}

/* Half-way between two doubles, and a last digit far behind decides: 2^53 + 1, then 900 zeros
 * and 1. */
static void test_reads_ties(void **state)
{
    (void)state;
    char text[1000] = "9007199254740993.";
    size_t n = strlen(text);
    memset(text + n, '0', 900);
    double x;
    assert_true(text_to_double(text, &x));
    assert_same(x, 9007199254740992.0);
    strcpy(text + n + 900, "1");
    assert_true(text_to_double(text, &x));
    assert_same(x, 9007199254740994.0);
}

static void test_reads_back_what_was_written(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 300000; i++) {
        double x = i % 2 ? any_finite(&r) : rng_uniform(&r), back = NAN;
        char text[TEXT_DOUBLE_MAX];
        text_double(text, x);
        assert_true(text_to_double(text, &back) && back == x);
    }
}

static void test_uint64(void **state)
{
    (void)state;
    uint64_t x = 5;
    assert_true(text_to_uint64("0", &x) && x == 0);
    assert_true(text_to_uint64("007", &x) && x == 7);
    assert_true(text_to_uint64("18446744073709551615", &x) && x == UINT64_MAX);
    static const char *const BAD[] = {"",
                                      "-1",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "1e3",
                                      "18446744073709551616",
                                      "0x1",
                                      "99999999999999999999",
                                      "184467440737095516150"};
    x = 5;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) assert_false(text_to_uint64(BAD[i], &x));
    assert_true(x == 5);
}

static void test_grouped(void **state)
{
    (void)state;
    static const struct {
        uint64_t x;
        const char *text;
    } CASES[] = {{0, "0"},
                 {7, "7"},
                 {999, "999"},
                 {1000, "1 000"},
                 {48812, "48 812"},
                 {123456789, "123 456 789"},
                 {UINT64_MAX, "18 446 744 073 709 551 615"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char text[32];
        assert_int_equal(text_grouped(text, sizeof text, CASES[i].x), strlen(CASES[i].text));
        assert_string_equal(text, CASES[i].text);
    }
    char small[4] = "???";
    assert_int_equal(text_grouped(small, sizeof small, 48812), 6);
    assert_string_equal(small, "48 ");
    assert_int_equal(text_grouped(NULL, 0, 48812), 6);
}

/* ---- nearest ---- */

static void test_nearest(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"anchor", "agents", "alternatives", "deadline", "discount",
                                        "rounds", "power",  "first",        "to",       "tau"};
    const size_t n = sizeof NAMES / sizeof *NAMES;
    static const char *const CASES[][2] = {
        {"anchr", "anchor"},
        {"acnhor", "anchor"},
        {"anchor", "anchor"},
        {"agent", "agents"},
        {"alternatvies", "alternatives"},
        {"Deadline", "deadline"},
        {"discuont", "discount"},
        {"fisrt", "first"},
        {"t", "to"}, /* a tie: the first of them */
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(text_nearest(CASES[i][0], NAMES, n), CASES[i][1]);
    assert_null(text_nearest("banana", NAMES, n));
    assert_null(text_nearest("pwr", NAMES, n)); /* two edits of three letters */
    assert_null(text_nearest("", NAMES, 8));
    assert_null(text_nearest("anchor", NAMES, 0));
    char long_word[5000];
    memset(long_word, 'a', sizeof long_word);
    long_word[sizeof long_word - 1] = 0;
    assert_null(text_nearest(long_word, NAMES, n));
}

/* Optimal string alignment by its definition. */
static size_t alignment(const char *a, size_t n, const char *b, size_t m)
{
    if (!n || !m) return n + m;
    size_t best = alignment(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
    size_t removed = alignment(a, n - 1, b, m) + 1, added = alignment(a, n, b, m - 1) + 1;
    best = removed < best ? removed : best;
    best = added < best ? added : best;
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        size_t swapped = alignment(a, n - 2, b, m - 2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

static void test_nearest_is_nearest(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 6, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 300; i++) {
        char word[8] = "", names[4][8] = {""};
        const char *list[4];
        for (uint64_t j = 0, n = 1 + rng_below(&r, 6); j < n; j++)
            word[j] = (char)('a' + rng_below(&r, 3));
        size_t length = strlen(word), limit = length / 3 > 1 ? length / 3 : 1;
        const char *expected = NULL;
        for (int k = 0; k < 4; k++) {
            for (uint64_t j = 0, n = 1 + rng_below(&r, 6); j < n; j++)
                names[k][j] = (char)('a' + rng_below(&r, 3));
            list[k] = names[k];
            size_t d = alignment(word, length, names[k], strlen(names[k]));
            if (d > limit || (expected && d == limit)) continue;
            expected = names[k];
            limit = d;
        }
        assert_ptr_equal(text_nearest(word, list, 4), expected);
    }
}

/* ---- UTF-8 ---- */

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width("plain"), 5);
    assert_int_equal(text_width("Käufer · 12 €"), 13);
    assert_int_equal(text_width("\xF0\x9F\x98\x80"), 2);           /* a face */
    assert_int_equal(text_width("\xE4\xB8\xAD\xE6\x96\x87 a"), 6); /* two wide signs */
    assert_int_equal(text_width("e\xCC\x81t\xC3\xA9"), 3);         /* an accent of its own */
}

/* Decodes by the bits and then checks what was decoded: another way than the table's. */
static bool decodes(const uint8_t *p, size_t size)
{
    static const uint32_t LEAST[] = {0, 0x80, 0x800, 0x10000};
    for (size_t i = 0; i < size;) {
        int more = p[i] < 0x80       ? 0
                   : p[i] >> 5 == 6  ? 1
                   : p[i] >> 4 == 14 ? 2
                   : p[i] >> 3 == 30 ? 3
                                     : -1;
        if (more < 0 || (size_t)more >= size - i) return false;
        uint32_t c = more ? p[i] & (0x3Fu >> more) : p[i];
        for (int j = 1; j <= more; j++) {
            if (p[i + (size_t)j] >> 6 != 2) return false;
            c = c << 6 | (p[i + (size_t)j] & 0x3F);
        }
        if (c < LEAST[more] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return false;
        i += (size_t)more + 1;
    }
    return true;
}

static void test_utf8(void **state)
{
    (void)state;
    assert_true(text_is_utf8((const uint8_t *)"", 0));
    assert_true(text_is_utf8((const uint8_t *)"a\0b", 3));
    size_t valid = 0;
    for (uint32_t x = 0; x < 1u << 24; x++) { /* every three bytes */
        const uint8_t p[] = {(uint8_t)(x >> 16), (uint8_t)(x >> 8), (uint8_t)x};
        bool fine = text_is_utf8(p, 3);
        if (fine != decodes(p, 3)) fail_msg("%06x", x);
        valid += fine;
    }
    /* ASCII cubed, ASCII and a pair either way round, and U+0800..U+FFFF without surrogates */
    assert_int_equal(valid, 128 * 128 * 128 + 2 * 128 * 1920 + (0x10000 - 0x800 - 0x800));
    rng r;
    rng_open(&r, 7, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 1000000; i++) {
        uint64_t word = rng_next(&r);
        uint8_t p[4] = {(uint8_t)(0xF0 | (word & 7)), (uint8_t)(0x80 | (word >> 8 & 0x3F)),
                        (uint8_t)(0x80 | (word >> 16 & 0x7F)),
                        (uint8_t)(0x80 | (word >> 24 & 0x3F))};
        assert_true(text_is_utf8(p, 4) == decodes(p, 4));
    }
}

static void names_behind_the_last_slash(void **unused)
{
    (void)unused;
    assert_string_equal(text_base_name("a/b/c.yaml"), "c.yaml");
    assert_string_equal(text_base_name("c.yaml"), "c.yaml");
    assert_string_equal(text_base_name("a/"), "");
    const char *names[] = {"b", "a/b", "", "B"};
    qsort(names, 4, sizeof *names, text_compare);
    const char *const sorted[] = {"", "B", "a/b", "b"};
    for (size_t i = 0; i < 4; i++) assert_string_equal(names[i], sorted[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_double_values),
        cmocka_unit_test(test_double_reads_back),
        cmocka_unit_test(test_double_at_boundaries),
        cmocka_unit_test(test_double_is_nearest),
        cmocka_unit_test(test_double_form),
        cmocka_unit_test(test_reads_numbers),
        cmocka_unit_test(test_refuses_what_is_no_number),
        cmocka_unit_test(test_reads_like_strtod),
        cmocka_unit_test(test_reads_ties),
        cmocka_unit_test(test_reads_back_what_was_written),
        cmocka_unit_test(test_uint64),
        cmocka_unit_test(test_grouped),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_nearest_is_nearest),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(names_behind_the_last_slash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
