/* The elementary functions: against values rounded from 60 decimal digits, against long double libm
 * over millions of points, the special cases of C17 Annex F, and the very bits over a million
 * inputs, which must not depend on compiler, optimisation or FMA. */
#include "check.h"

#include "base/dmath_tables.h"
#include "base/hash.h"
#include "base/rng.h"
#include <float.h>
#include <higgle/math.h>
#include <stdbool.h>

/* Argument and result rounded from 60 decimal digits. */
static const double EXP[][2] = {
    {1.0, 0x1.5bf0a8b145769p+1},
    {-1.0, 0x1.78b56362cef38p-2},
    {0.5, 0x1.a61298e1e069cp+0},
    {1e-10, 0x1.000000006df38p+0},
    {-1e-300, 0x1.0000000000000p+0},
    {10.0, 0x1.5829dcf950560p+14},
    {-10.0, 0x1.7cd79b5647c9bp-15},
    {100.0, 0x1.3494a9b171bf5p+144},
    {700.0, 0x1.d945df4f8ec8ep+1009},
    {709.78, 0x1.fe9ce5c4c52b4p+1023},
    {-700.0, 0x1.14f2b0fb9307fp-1010},
    {-708.5, 0x0.e6cf6d08897acp-1022},
    {-740.0, 0x0.0000000000055p-1022},
    {-745.0, 0x0.0000000000001p-1022},
    {0.6931471805599453, 0x1.0000000000000p+1},
    {8.673617379884035e-19, 0x1.0000000000000p+0},
    {3.141592653589793, 0x1.724046eb09339p+4},
    {-0.1, 0x1.cf46d99d52b3ap-1},
};
static const double EXP2[][2] = {
    {0.5, 0x1.6a09e667f3bcdp+0},
    {-0.5, 0x1.6a09e667f3bcdp-1},
    {0.3333333333333333, 0x1.428a2f98d728bp+0},
    {10.1, 0x1.125fbee250663p+10},
    {-1074.5, 0x0.0000000000001p-1022},
    {-1022.3, 0x0.cfefc5e672a12p-1022},
    {1023.999, 0x1.ffa52de61c1b3p+1023},
    {1e-09, 0x1.00000002fa1f9p+0},
    {0.1, 0x1.125fbee250664p+0},
};
static const double LOG[][2] = {
    {2.0, 0x1.62e42fefa39efp-1},
    {10.0, 0x1.26bb1bbb55516p+1},
    {0.5, -0x1.62e42fefa39efp-1},
    {0.1, -0x1.26bb1bbb55515p+1},
    {1.0000000000000002, 0x1.fffffffffffffp-53},
    {0.9999999999999999, -0x1.0000000000000p-53},
    {1.0001, 0x1.a368d0657fcd4p-14},
    {0.9999, -0x1.a3738d2cf1cc2p-14},
    {1e+300, 0x1.5963447f87fb5p+9},
    {1e-300, -0x1.5963447f87fb5p+9},
    {0x1p-1074, -0x1.74385446d71c3p+9},
    {1.7976931348623157e+308, 0x1.62e42fefa39efp+9},
    {3.0, 0x1.193ea7aad030bp+0},
    {0.7, -0x1.6d3c324e13f50p-2},
    {1.4142135623730951, 0x1.62e42fefa39f0p-2},
};
static const double LOG2[][2] = {
    {3.0, 0x1.95c01a39fbd68p+0},
    {10.0, 0x1.a934f0979a371p+1},
    {0.1, -0x1.a934f0979a371p+1},
    {1.0000000000000002, 0x1.71547652b82fdp-52},
    {0.9999999999999999, -0x1.71547652b82fep-53},
    {1.0001, 0x1.2e8a3a5041f41p-13},
    {1e+300, 0x1.f24a09f1a8b89p+9},
    {3e-310, -0x1.010d9da53be06p+10},
    {0.7, -0x1.0776228967d13p-1},
    {1.4142135623730951, 0x1.0000000000001p-1},
};
static const double LOGIT[][2] = {
    {0.1, -0x1.193ea7aad030ap+1},
    {0.3, -0x1.b1d10670aae9ap-1},
    {0.49, -0x1.47b9447a9a9f7p-5},
    {0.5000000000000002, 0x1.0000000000000p-50},
    {0.49999999999999994, -0x1.0000000000000p-52},
    {0.501, 0x1.0624f4172e1a9p-8},
    {0.75, 0x1.193ea7aad030bp+0},
    {0.9, 0x1.193ea7aad030bp+1},
    {0.9999999999999999, 0x1.25e4f7b2737fap+5},
    {1e-300, -0x1.5963447f87fb5p+9},
    {0.492, -0x1.062a976cbac51p-5},
    {0.5079, 0x1.02e384c144172p-5},
};
static const double POW[][3] = {
    {2.0, 0.5, 0x1.6a09e667f3bcdp+0},
    {10.0, -3.0, 0x1.0624dd2f1a9fcp-10},
    {0.1, 10.0, 0x1.b7cdfd9d7bdbfp-34},
    {1.0000000000000002, 1e+17, 0x1.06272889f21c5p+32},
    {0.9999999999999999, 1e+18, 0x1.c6ab6c6b3f2f9p-161},
    {0.3, 3.3333333333333335, 0x1.2822be3c43a3bp-6},
    {1e+300, 1.02, 0x1.6c8e5ca239078p+1016},
    {1e-300, 1.07, 0x0.00000000000cap-1022},
    {0.9999, 100000.0, 0x1.7ca6de2fe7407p-15},
    {0x1p-1074, 0.5, 0x1.0000000000000p-537},
    {3.0, 40.0, 0x1.517168a4523fdp+63},
    {7.0, -17.5, 0x1.d44cc50f798d6p-50},
    {0.95, 0.2, 0x1.fac6402442727p-1},
    {1.1, 7000.0, 0x1.70482352af339p+962},
    {0.5, 1073.5, 0x0.0000000000001p-1022},
};

/* The distance in units of the last place of the true value. */
static double ulps(double got, long double want)
{
    double nearest = (double)want;
    if (isnan(nearest) || isinf(nearest) || isinf(got) || want == 0)
        return (isnan(nearest) && isnan(got)) || got == nearest ? 0 : INFINITY;
    int exponent;
    frexpl(want, &exponent);
    int last = exponent - DBL_MANT_DIG < -1074 ? -1074 : exponent - DBL_MANT_DIG;
    return (double)(fabsl((long double)got - want) / ldexpl(1, last));
}

#define CHECK_VALUES(table, f)                                                                     \
    for (size_t i = 0; i < sizeof(table) / sizeof *(table); i++)                                   \
        if (!(ulps(f((table)[i][0]), (table)[i][1]) <= 1))                                         \
            fail_msg("%s(%a) = %a, not %a", #f, (table)[i][0], f((table)[i][0]), (table)[i][1]);

static void test_values(void **state)
{
    (void)state;
    CHECK_VALUES(EXP, hg_exp)
    CHECK_VALUES(EXP2, hg_exp2)
    CHECK_VALUES(LOG, hg_log)
    CHECK_VALUES(LOG2, hg_log2)
    CHECK_VALUES(LOGIT, hg_logit)
    for (size_t i = 0; i < sizeof POW / sizeof *POW; i++) {
        double got = hg_pow(POW[i][0], POW[i][1]);
        if (!(ulps(got, POW[i][2]) <= 1))
            fail_msg("pow(%a, %a) = %a, not %a", POW[i][0], POW[i][1], got, POW[i][2]);
    }
}

static void test_tables(void **state)
{
    (void)state;
    for (int i = 0; i < 128; i++) {
        long double power = exp2l(i / 128.0L);
        assert_same(POWER[i].head, (double)power);
        assert_near(POWER[i].tail, (double)(power / POWER[i].head - 1), 0x1p-62);
        long double log = -logl(LOGARITHM[i].inverse);
        assert_near(LOGARITHM[i].head, (double)log, 0x1p-43 + 0x1p-60);
        assert_near(LOGARITHM[i].tail, (double)(log - LOGARITHM[i].head), 0x1p-63);
        assert_same(floor(LOGARITHM[i].head * 0x1p42), LOGARITHM[i].head * 0x1p42);
        assert_same(floor(LOGARITHM[i].inverse * 512), LOGARITHM[i].inverse * 512);
    }
}

/* ---- accuracy ---- */

static double any_double(rng *r)
{
    uint64_t bits = rng_next(r);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Exactly 2^-n by multiplication, so that inputs do not depend on libm. */
static double half_to(uint64_t n)
{
    double x = 1;
    for (uint64_t i = 0; i < n; i++) x /= 2;
    return x;
}

static double uniform(rng *r, double lo, double hi) { return lo + (hi - lo) * rng_uniform(r); }
static double near_one(rng *r) { return 1 + (rng_uniform(r) - 0.5) * half_to(rng_below(r, 52)); }

static double exp_input(rng *r, int i)
{
    switch (i % 4) {
    case 0: return uniform(r, -746, 710);
    case 1: return uniform(r, -2, 2);
    case 2: return uniform(r, -746, -700); /* to and through the subnormals */
    default: return any_double(r);
    }
}

static double exp2_input(rng *r, int i)
{
    switch (i % 4) {
    case 0: return uniform(r, -1077, 1025);
    case 1: return uniform(r, -2, 2);
    case 2: return uniform(r, -1077, -1015);
    default: return any_double(r);
    }
}

static double log_input(rng *r, int i)
{
    switch (i % 4) {
    case 0: return fabs(any_double(r));
    case 1: return near_one(r);
    case 2: return uniform(r, 0.5, 2);
    default: return rng_uniform(r) * 0x1p-1022 * half_to(rng_below(r, 50)); /* subnormal */
    }
}

static double logit_input(rng *r, int i)
{
    switch (i % 4) {
    case 0: return rng_uniform(r);
    case 1: return near_one(r) / 2;
    case 2: return rng_uniform(r) * half_to(rng_below(r, 1020));
    default: return uniform(r, 0.48, 0.52);
    }
}

static void pow_input(rng *r, int i, double *x, double *y)
{
    double span = uniform(r, -746, 710); /* of the result's logarithm */
    switch (i % 4) {
    case 0: *x = rng_uniform(r), *y = uniform(r, 0, 8); return;
    case 1: *x = fabs(any_double(r)), *y = span / hg_log(*x); return;
    case 2: *x = near_one(r), *y = span / hg_log(*x); return;
    default: *x = any_double(r), *y = any_double(r); return;
    }
}

static long double logit_true(double p)
{
    long double s = 2 * ((long double)p - 0.5L);
    if (fabsl(s) < 0.5L) return log1pl(s) - log1pl(-s);
    return logl(p) - log1pl(-(long double)p);
}

typedef struct function {
    const char *name;
    double (*own)(double);
    long double (*exact)(long double);
    double (*input)(rng *, int);
    uint64_t bits; /* hash of the results over the first million inputs */
} function;

static const function FUNCTIONS[] = {
    {"exp", hg_exp, expl, exp_input, UINT64_C(0x8a098edbdaf9bc70)},
    {"exp2", hg_exp2, exp2l, exp2_input, UINT64_C(0x3cc32dbfbc7793c8)},
    {"log", hg_log, logl, log_input, UINT64_C(0x726df9b2924cf0e6)},
    {"log2", hg_log2, log2l, log_input, UINT64_C(0x6234e8cc9bf9d1df)},
};
static const uint64_t POW_BITS = UINT64_C(0x8d138a4d7f2d6c09),
                      LOGIT_BITS = UINT64_C(0xf14f05c10a66b02b);

enum { POINTS = 1000000 };
static const double MOST_ULPS = 1; /* promised are 2 */

static void test_accuracy(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof FUNCTIONS / sizeof *FUNCTIONS; f++) {
        rng r;
        rng_open(&r, 1, RNG_DESIGN, f, 0);
        double most = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = FUNCTIONS[f].input(&r, i);
            double apart = ulps(FUNCTIONS[f].own(x), FUNCTIONS[f].exact(x));
            if (!(apart <= MOST_ULPS))
                fail_msg("%s(%a) is wrong by %g ulp", FUNCTIONS[f].name, x, apart);
            most = fmax(most, apart);
        }
        print_message("%s: at most %.3f ulp\n", FUNCTIONS[f].name, most);
    }
}

static void test_pow_accuracy(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    double most = 0;
    for (int i = 0; i < POINTS; i++) {
        double x, y;
        pow_input(&r, i, &x, &y);
        double apart = ulps(hg_pow(x, y), powl(x, y));
        if (!(apart <= MOST_ULPS)) fail_msg("pow(%a, %a) is wrong by %g ulp", x, y, apart);
        most = fmax(most, apart);
    }
    print_message("pow: at most %.3f ulp\n", most);
}

static void test_logit_accuracy(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    for (int i = 0; i < POINTS; i++) {
        double p = logit_input(&r, i);
        if (!(p > 0 && p < 1)) continue;
        double apart = ulps(hg_logit(p), logit_true(p));
        if (!(apart <= MOST_ULPS)) fail_msg("logit(%a) is wrong by %g ulp", p, apart);
    }
}

/* ---- the very bits ---- */

static uint64_t hash_of(uint64_t h, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return hash_mix(h, isnan(x) ? UINT64_C(0x7ff8000000000000) : bits);
}

static void check_bits(const char *name, uint64_t got, uint64_t want)
{
    if (got != want) fail_msg("%s: the bits are 0x%llx", name, (unsigned long long)got);
}

static void test_bits(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof FUNCTIONS / sizeof *FUNCTIONS; f++) {
        rng r;
        rng_open(&r, 4, RNG_DESIGN, f, 0);
        uint64_t h = 0;
        for (int i = 0; i < POINTS; i++)
            h = hash_of(h, FUNCTIONS[f].own(FUNCTIONS[f].input(&r, i)));
        check_bits(FUNCTIONS[f].name, h, FUNCTIONS[f].bits);
    }
}

static void test_pow_bits(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    uint64_t h = 0;
    for (int i = 0; i < POINTS; i++) {
        double x, y;
        pow_input(&r, i, &x, &y);
        h = hash_of(h, hg_pow(x, y));
    }
    check_bits("pow", h, POW_BITS);
}

static void test_logit_bits(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 6, RNG_DESIGN, 0, 0);
    uint64_t h = 0;
    for (int i = 0; i < POINTS; i++) h = hash_of(h, hg_logit(logit_input(&r, i)));
    check_bits("logit", h, LOGIT_BITS);
}

/* ---- special cases ---- */

/* Equal, and zeros of the same sign. */
#define assert_exactly(a, b)                                                                       \
    do {                                                                                           \
        assert_same(a, b);                                                                         \
        if (!isnan((double)(b))) assert_int_equal(!!signbit((double)(a)), !!signbit((double)(b))); \
    } while (0)

static void test_special(void **state)
{
    (void)state;
    const double inf = INFINITY;
    static const double SAME_EXP[][2] = {{0, 1},         {-0.0, 1},         {INFINITY, INFINITY},
                                         {-INFINITY, 0}, {1e308, INFINITY}, {-1e308, 0},
                                         {0x1p-1074, 1}};
    for (size_t i = 0; i < sizeof SAME_EXP / sizeof *SAME_EXP; i++) {
        assert_exactly(hg_exp(SAME_EXP[i][0]), SAME_EXP[i][1]);
        assert_exactly(hg_exp2(SAME_EXP[i][0]), SAME_EXP[i][1]);
    }
    assert_same(hg_exp(NAN), NAN);
    assert_same(hg_exp2(NAN), NAN);
    assert_exactly(hg_exp(0x1.62e42fefa39efp9), 0x1.fffffffffff2ap1023);
    assert_exactly(hg_exp(0x1.62e42fefa39f0p9), inf);
    for (int k = -1074; k <= 1023; k++) {
        assert_exactly(hg_exp2(k), ldexp(1, k));
        assert_exactly(hg_log2(ldexp(1, k)), (double)k);
    }
    assert_exactly(hg_exp2(1024), inf);
    assert_exactly(hg_exp2(-1075), 0);
    double (*const logs[])(double) = {hg_log, hg_log2};
    for (int i = 0; i < 2; i++) {
        assert_exactly(logs[i](1), 0);
        assert_exactly(logs[i](0), -inf);
        assert_exactly(logs[i](-0.0), -inf);
        assert_exactly(logs[i](inf), inf);
        assert_same(logs[i](-1), NAN);
        assert_same(logs[i](-inf), NAN);
        assert_same(logs[i](-0x1p-1074), NAN);
        assert_same(logs[i](NAN), NAN);
    }
}

/* Every pair of interesting arguments, against libm, which follows Annex F; where the result is not
 * exact it may differ by an ulp. */
static void test_pow_special(void **state)
{
    (void)state;
    static const double X[] = {0,
                               -0.0,
                               1,
                               -1,
                               2,
                               -2,
                               0.5,
                               -0.5,
                               3,
                               -3,
                               1e300,
                               -1e300,
                               1e-300,
                               -1e-300,
                               1.5,
                               -1.5,
                               DBL_MAX,
                               -DBL_MAX,
                               DBL_MIN,
                               -DBL_MIN,
                               0x1p-1074,
                               NAN,
                               0x1p53,
                               0x1.8p53,
                               -0x1p53,
                               1e17,
                               -1e17,
                               INFINITY,
                               9007199254740991.,
                               -9007199254740991.,
                               -INFINITY,
                               -0x1p-1074};
    const size_t n = sizeof X / sizeof *X;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double got = hg_pow(X[i], X[j]), want = pow(X[i], X[j]);
            bool fine = ulps(got, want) <= 1 && (isnan(want) || !signbit(got) == !signbit(want));
            if (!fine) fail_msg("pow(%a, %a) = %a, not %a", X[i], X[j], got, want);
        }
}

/* Small integer powers are exact. */
static void test_pow_exact(void **state)
{
    (void)state;
    for (int base = 1; base <= 40; base++) {
        double expected = 1;
        for (int y = 0; expected < 0x1p53; y++, expected *= base) {
            assert_exactly(hg_pow(base, y), expected);
            assert_exactly(hg_pow(-base, y), y % 2 ? -expected : expected);
            if (base == 1 && y > 60) break;
        }
    }
}

static void test_clamp_and_logit(void **state)
{
    (void)state;
    assert_same(hg_clamp(2, 0, 1), 1);
    assert_same(hg_clamp(-2, 0, 1), 0);
    assert_same(hg_clamp(0.5, 0, 1), 0.5);
    assert_same(hg_clamp(0.5, 3, 1), 3);
    assert_same(hg_clamp(NAN, 0, 1), NAN);
    assert_same(hg_clamp(INFINITY, 0, 1), 1);
    assert_exactly(hg_logit(0.5), 0);
    assert_same(hg_logit(0), -INFINITY);
    assert_same(hg_logit(1), INFINITY);
    assert_same(hg_logit(1.5), NAN);
    assert_same(hg_logit(-1), NAN);
    assert_same(hg_logit(NAN), NAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),         cmocka_unit_test(test_tables),
        cmocka_unit_test(test_accuracy),       cmocka_unit_test(test_pow_accuracy),
        cmocka_unit_test(test_logit_accuracy), cmocka_unit_test(test_bits),
        cmocka_unit_test(test_pow_bits),       cmocka_unit_test(test_logit_bits),
        cmocka_unit_test(test_special),        cmocka_unit_test(test_pow_special),
        cmocka_unit_test(test_pow_exact),      cmocka_unit_test(test_clamp_and_logit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
