/* Philox against words drawn from numpy.random.Philox (numpy 1.24), the normal quantile against
 * values solved with 80 decimal digits, rng_below against counting. */
#include "check.h"

#include "base/rng.h"

typedef struct stream_case {
    uint64_t key[2], counter[4], word[8];
} stream_case;

/* np.random.Philox(key=, counter=).random_raw(8); the last ones carry into the next counter words.
 */
static const stream_case STREAMS[] = {
    {{0x0, 0x0},
     {0x0, 0x0, 0x0, 0x0},
     {0x02F4BA6408E4D89B, 0x3DD62B0B9CA8C5B2, 0x1C8667A55D902E79, 0x907D7A052FD5B4DC,
      0x809BF322883987C3, 0x471128B9E807F7DD, 0xF250BA0DBEC065B7, 0xFC6ED66767A457BC}},
    {{0x1, 0x1},
     {0x0, 0x0, 0x0, 0x0},
     {0x133D1B1836B49E25, 0xFBD9FF744933275E, 0xF289B1B94EF9E741, 0xB298F47F8B702464,
      0xDBD3BC498E3182C4, 0xA4365BEF9F8C0737, 0x501075B89D75DA78, 0xEC0751A1D084C238}},
    {{0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF},
     {0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF},
     {0x44B7493D1ACFC229, 0x6636AF8E997921DD, 0x3F73E132B5B3780E, 0x605644DDE03B01B1,
      0x6D46CC0E71F0BE7E, 0x924EA1693F9A8BC0, 0xFDC35F0198C91181, 0xB4A311F17AA6568D}},
    {{0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF},
     {0xFFFFFFFFFFFFFFFE, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF},
     {0x87B092C3013FE90B, 0x438C3C67BE8D0224, 0x9CC7D7C69CD777B6, 0xA09CAEBF594F0BA0,
      0x44B7493D1ACFC229, 0x6636AF8E997921DD, 0x3F73E132B5B3780E, 0x605644DDE03B01B1}},
    {{0x452821E638D01377, 0xBE5466CF34E90C6C},
     {0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x82EFA98EC4E6C89},
     {0x4C8E672094922AA3, 0x527061CD2884102A, 0xF4C265B2D783D553, 0x0556E76CB0298C8D,
      0xD60AB7006FA72DE7, 0x03DD1CC7569B7F82, 0xD9DD26F624FACAC5, 0x0AFAAC48C65E7536}},
    {{0x2A, 0x4},
     {0xFFFFFFFFFFFFFFFF, 0x5, 0x6, 0x7},
     {0x56DC70F686C04B36, 0x64B6663C02C2EFB8, 0x9F0E4DA9919ADF88, 0xAED50420D0FFFD53,
      0x349F1F6636197E95, 0x8E26C0D79E4216C5, 0x87EC393FD473E415, 0x7DFE58E37DAB7971}},
    {{0x7, 0x2},
     {0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0x1, 0x0},
     {0x5AA3B550A109C0B7, 0xB478EEC222AC4DDD, 0x6DE4531CB8923155, 0xD1B49F5C2C87944F,
      0xDFF34FBFD3022EC2, 0xB648F885919259A2, 0x5EBD1FD7327639A3, 0xEE0CB513A0689528}},
};

static void test_words_equal_numpy(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof STREAMS / sizeof *STREAMS; i++) {
        rng r = {.next = 4};
        memcpy(r.key, STREAMS[i].key, sizeof r.key);
        memcpy(r.counter, STREAMS[i].counter, sizeof r.counter);
        for (int j = 0; j < 8; j++) assert_true(rng_next(&r) == STREAMS[i].word[j]);
    }
}

/* Philox(key=[17, 2], counter=[0, 12345, 3 << 32 | 9, 0]) */
static void test_open_names_the_stream(void **state)
{
    (void)state;
    static const uint64_t WORDS[] = {0x1f41f9850c398383, 0x8d5fe4082a5c6882, 0xe80e5fd2638dd682,
                                     0xbf862b7824b27e75, 0xac45c8e675b3ebdc, 0xd4cac962eafa28a7};
    rng r;
    rng_open(&r, 17, RNG_NOISE, 12345, rng_who(3, 9));
    for (size_t i = 0; i < 6; i++) assert_true(rng_next(&r) == WORDS[i]);
}

/* np.random.Generator(Philox(key=[2026, 0], counter=[0, 1, 2, 0])).random(5) */
static void test_uniform_equals_numpy(void **state)
{
    (void)state;
    static const double X[] = {0x1.14e009248a033p-1, 0x1.a05930b80db08p-2, 0x1.3e9d9819cf534p-1,
                               0x1.61ed52e188a68p-4, 0x1.08fd4b116c4ecp-1};
    rng r;
    rng_open(&r, 2026, RNG_SCENARIO, 1, 2);
    for (size_t i = 0; i < 5; i++) assert_same(rng_uniform(&r), X[i]);
}

/* Every part of the name matters: no two of these streams start with the same word. */
static void test_streams_differ(void **state)
{
    (void)state;
    enum { N = 2 * 5 * 8 * 8 };
    uint64_t first[N];
    size_t n = 0;
    for (uint64_t seed = 0; seed < 2; seed++)
        for (int purpose = RNG_SCENARIO; purpose <= RNG_DESIGN; purpose++)
            for (uint64_t replicate = 0; replicate < 8; replicate++)
                for (uint32_t who = 0; who < 8; who++) {
                    rng r;
                    rng_open(&r, seed, (rng_purpose)purpose, replicate, rng_who(who / 4, who % 4));
                    first[n++] = rng_next(&r);
                }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) assert_true(first[i] != first[j]);
}

static void test_uniform_range(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    double sum = 0, least = 1, greatest = 0;
    enum { N = 1000000 };
    for (int i = 0; i < N; i++) {
        double x = rng_uniform(&r);
        assert_true(x >= 0 && x < 1);
        sum += x;
        least = fmin(least, x);
        greatest = fmax(greatest, x);
    }
    assert_near(sum / N, 0.5, 5 * sqrt(1.0 / 12 / N));
    assert_true(least < 2e-5 && greatest > 1 - 2e-5);
}

/* p and the quantile, rounded from 80 digits: Phi by its series and continued fraction, Newton's
 * steps on its logarithm. */
static const double QUANTILES[][2] = {
    {0x1.0000000000000p-1, 0.0},
    {0x1.0000000000000p-2, -0.6744897501960817},
    {0x1.8000000000000p-1, 0.6744897501960817},
    {0x1.ccccccccccccdp-1, 1.2815515655446006},
    {0x1.f333333333333p-1, 1.9599639845400538},
    {0x1.999999999999ap-6, -1.9599639845400543},
    {0x1.fd70a3d70a3d7p-1, 2.5758293035489004},
    {0x1.3333333333333p-4, -1.439531470938456},
    {0x1.d99999999999ap-1, 1.4395314709384561},
    {0x1.3333185b40987p-4, -1.4395321773759007},
    {0x1.0624dd2f1a9fcp-10, -3.0902323061678136},
    {0x1.ff80000000000p-1, 3.0972690781987846},
    {0x1.4f8b588e368f1p-17, -4.264890793922825},
    {0x1.12e0be826d695p-30, -5.9978070150076865},
    {0x1.c965971ea9c5cp-37, -6.667611456510741},
    {0x1.ec94ca210599ep-37, -6.656723091518184},
    {0x1.203af9ee75616p-50, -7.941345326170997},
    {0x1.fffffffffffffp-1, 8.209536151601387},
    {0x1.79ca10c924223p-67, -9.262340089798407},
    {0x1.dee7a4ad4b81fp-167, -14.933337534788489},
    {0x1.bff2ee48e0530p-333, -21.273453560965326},
    {0x1.87e92154ef7acp-665, -30.20559417957964},
    {0x1.56e1fc2f8f359p-997, -37.0470962993612},
    {0x1p-1074, -38.467405617144344},
    {0x1.0000000000002p-1, 5.565832849343534e-16},
    {0x1.fffffffffffffp-2, -1.3914582123358836e-16},
    {0x1.0000000000000p-53, -8.209536151601387},
};

static void test_quantile_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof QUANTILES / sizeof *QUANTILES; i++) {
        double z = QUANTILES[i][1];
        assert_near(normal_quantile(QUANTILES[i][0]), z, 1e-15 * fabs(z));
    }
    assert_same(normal_quantile(0), -INFINITY);
    assert_same(normal_quantile(1), INFINITY);
    assert_same(normal_quantile(-0.1), NAN);
    assert_same(normal_quantile(NAN), NAN);
}

/* dz = dp / phi(z), with the distribution function from libm's erfcl. */
static void check_quantile(double p)
{
    double z = normal_quantile(p);
    if (z == 0) return;
    long double wrong = erfcl(-(long double)z * sqrtl(0.5L)) / 2 - p;
    long double density = expl(-0.5L * z * z) * sqrtl(0.5L / acosl(-1));
    assert_near((double)(wrong / density / z), 0, 1e-14);
}

static void test_quantile_inverts(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 6, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 100000; i++) {
        double p = rng_uniform(&r) / 2;
        if (p == 0) continue;
        check_quantile(p);
        check_quantile(ldexp(p, -(int)rng_below(&r, 1000)));
        assert_same(normal_quantile(0.5 + p / 2), -normal_quantile(1 - (0.5 + p / 2)));
    }
}

static void test_normal_moments(void **state)
{
    (void)state;
    enum { N = 400000 };
    rng r;
    rng_open(&r, 7, RNG_NOISE, 0, 0);
    double m[5] = {0};
    for (int i = 0; i < N; i++) {
        double x = rng_normal(&r), power = 1;
        for (int k = 1; k <= 4; k++) m[k] += (power *= x) / N;
    }
    assert_near(m[1], 0, 5 * sqrt(1.0 / N));
    assert_near(m[2], 1, 5 * sqrt(2.0 / N));
    assert_near(m[3], 0, 5 * sqrt(15.0 / N));
    assert_near(m[4], 3, 5 * sqrt(96.0 / N));
}

/* One word per draw, whatever it is: streams stay aligned. */
static void test_normal_takes_one_word(void **state)
{
    (void)state;
    rng a, b;
    rng_open(&a, 8, RNG_NOISE, 0, 0);
    b = a;
    for (int i = 0; i < 1000; i++) {
        double expected = normal_quantile(((double)(rng_next(&b) >> 12) + 0.5) * 0x1p-52);
        assert_same(rng_normal(&a), expected);
    }
    assert_true(rng_next(&a) == rng_next(&b));
}

static void test_below_is_even(void **state)
{
    (void)state;
    enum { BINS = 7, N = 700000 };
    rng r;
    rng_open(&r, 9, RNG_DESIGN, 0, 0);
    double chi2 = 0, count[BINS] = {0};
    for (int i = 0; i < N; i++) {
        uint64_t x = rng_below(&r, BINS);
        assert_true(x < BINS);
        count[x]++;
    }
    for (int i = 0; i < BINS; i++) chi2 += pow(count[i] - (double)N / BINS, 2) / ((double)N / BINS);
    assert_true(chi2 < 33.1); /* 6 degrees of freedom, p = 1e-5 */
}

/* n = 3 * 2^62 refuses a quarter of all words. Without that, x * n / 2^64 takes each third value
 * twice, so remainders modulo 3 would stand 1/2 : 1/4 : 1/4. */
static void test_below_refuses(void **state)
{
    (void)state;
    enum { N = 30000 };
    rng r;
    rng_open(&r, 10, RNG_DESIGN, 0, 0);
    double count[3] = {0};
    uint64_t n = UINT64_C(3) << 62;
    for (int i = 0; i < N; i++) {
        uint64_t x = rng_below(&r, n);
        assert_true(x < n);
        count[x % 3]++;
    }
    for (int i = 0; i < 3; i++) assert_near(count[i] / N, 1.0 / 3, 5 * sqrt(2.0 / 9 / N));
    assert_true(rng_below(&r, 1) == 0);
    for (int i = 0; i < 100; i++) assert_true(rng_below(&r, UINT64_MAX) < UINT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_equal_numpy),     cmocka_unit_test(test_open_names_the_stream),
        cmocka_unit_test(test_uniform_equals_numpy),  cmocka_unit_test(test_streams_differ),
        cmocka_unit_test(test_uniform_range),         cmocka_unit_test(test_quantile_values),
        cmocka_unit_test(test_quantile_inverts),      cmocka_unit_test(test_normal_moments),
        cmocka_unit_test(test_normal_takes_one_word), cmocka_unit_test(test_below_is_even),
        cmocka_unit_test(test_below_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
