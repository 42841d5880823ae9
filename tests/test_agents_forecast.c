/* Winners of competitions that predict what they will be offered, and the parts that they predict
 * with: closed forms, and a second program's numbers for the rule of IAMhaggler2011. */
#include "parts_fixture.h"

#include "agents/builtin.h"
#include "agents/parts/gaussian_process.h"
#include "agents/parts/spline.h"
#include "agents/parts/wavelet.h"

static double noise_of(uint64_t *x) { return (double)next(x) / 2147483648.0 - 0.5; }

/* ---- Gaussian process: length sqrt 3, so that a step apart s = 1 ---- */

static gaussian_process process(double amplitude, double noise)
{
    return (gaussian_process){.amplitude = amplitude, .length = sqrt(3), .noise = noise};
}

static void test_gaussian_of_nothing_and_of_one(void **unused)
{
    (void)unused;
    gaussian_process g = process(2, 1);
    assert_near(gaussian_at(&g, 5).mean, 0, 0);
    assert_near(gaussian_at(&g, 5).sd, sqrt(5), 1e-15);
    g = process(1, 1);
    gaussian_add(&g, 0, 2);
    /* k = 2/e: mean 2 k / (1 + 1), variance 1 - k^2/2 + 1 */
    assert_near(gaussian_at(&g, 1).mean, 2 / exp(1), 1e-15);
    assert_near(gaussian_at(&g, -1).mean, 2 / exp(1), 1e-15);
    assert_near(gaussian_at(&g, 1).sd, sqrt(2 - 2 / exp(2)), 1e-15);
    assert_near(gaussian_at(&g, 0).mean, 1, 1e-15);
    assert_near(gaussian_at(&g, 1000).mean, 0, 1e-15);
}

/* Two points left and right of 0, worth y and z: weights k(1) / (1 + noise^2 + k(2)) each. */
static void test_gaussian_of_two(void **unused)
{
    (void)unused;
    double near = 2 / exp(1), far = 3 / exp(2);
    for (double noise = 0; noise <= 1; noise += 0.5) {
        gaussian_process g = process(1, noise);
        gaussian_add(&g, -1, 3);
        gaussian_add(&g, 1, 4);
        double weight = near / (1 + noise * noise + far);
        assert_near(gaussian_at(&g, 0).mean, 7 * weight, 1e-14);
        double variance = 1 - 2 * near * weight + noise * noise;
        assert_near(gaussian_at(&g, 0).sd, sqrt(variance), 1e-14);
    }
}

/* Without noise it goes through what it has seen, and knows it; a full one hears no more. */
static void test_gaussian_interpolates(void **unused)
{
    (void)unused;
    gaussian_process g = process(1, 0);
    double y[GAUSSIAN_POINTS_MAX];
    uint64_t x = 7;
    for (int i = 0; i < GAUSSIAN_POINTS_MAX; i++) gaussian_add(&g, i, y[i] = noise_of(&x));
    gaussian_add(&g, 0.5, 1e6);
    for (int i = 0; i < GAUSSIAN_POINTS_MAX; i++) {
        assert_near(gaussian_at(&g, i).mean, y[i], 1e-12);
        assert_near(gaussian_at(&g, i).sd, 0, 1e-7);
        assert_true(gaussian_at(&g, i + 0.5).sd > 0.1);
    }
    gaussian_process twice = process(1, 0);
    for (int i = 0; i < 3; i++) gaussian_add(&twice, 2, 1);
    assert_near(gaussian_at(&twice, 2).mean, 1, 1e-6);
}

static void test_gaussian_below(void **unused)
{
    (void)unused;
    assert_near(gaussian_below(0), 0.5, 7.5e-8);
    assert_near(gaussian_below(1), 0.8413447461, 7.5e-8);
    assert_near(gaussian_below(-1.959963985), 0.025, 7.5e-8);
    assert_near(gaussian_below(-4), 3.167124e-5, 7.5e-8);
    assert_true(gaussian_below(6) == 1 && gaussian_below(-6) == 0);
    assert_true(gaussian_below(INFINITY) == 1 && gaussian_below(-INFINITY) == 0);
}

/* ---- wavelets ---- */

static double squares(const double *s, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += s[i] * s[i];
    return sum;
}

static void test_wavelet_takes_apart_and_together(void **unused)
{
    (void)unused;
    uint64_t x = 3;
    for (uint32_t n = 2, most = 1; n <= WAVELET_MAX; n *= 2, most++)
        for (uint32_t levels = 0; levels <= most; levels++) {
            double s[WAVELET_MAX], was[WAVELET_MAX];
            for (uint32_t i = 0; i < n; i++) s[i] = was[i] = noise_of(&x);
            wavelet_forward(s, n, levels);
            assert_near(squares(s, n), squares(was, n), 1e-13);
            wavelet_inverse(s, n, levels);
            for (uint32_t i = 0; i < n; i++) assert_near(s[i], was[i], 1e-13);
        }
}

/* Four vanishing moments: a cubic has no details, but where it goes round. */
static void test_wavelet_smooth_is_smooth(void **unused)
{
    (void)unused;
    double s[64];
    for (int i = 0; i < 64; i++) s[i] = 1 + i / 8.0 - i * i / 300.0 + i * i * i / 1e4;
    wavelet_forward(s, 64, 1);
    for (int i = 0; i < 32; i++)
        if (2 * i + 7 < 64) assert_near(s[32 + i], 0, 1e-12);
    for (int i = 0; i < 64; i++) s[i] = 3;
    wavelet_forward(s, 64, 3);
    for (int i = 0; i < 64; i++) assert_near(s[i], i < 8 ? 3 * sqrt(8) : 0, 1e-12);
}

static void test_wavelet_trend(void **unused)
{
    (void)unused;
    double s[WAVELET_TREND_MAX];
    for (uint32_t n = 1; n <= WAVELET_TREND_MAX; n++) {
        for (uint32_t i = 0; i < n; i++) s[i] = 0.4;
        wavelet_trend(s, n, 2);
        for (uint32_t i = 0; i < n; i++) assert_near(s[i], 0.4, 1e-13);
    }
    for (int i = 0; i < 64; i++) s[i] = 0.4 + 0.01 * i + (i % 2 ? 0.1 : -0.1);
    wavelet_trend(s, 64, 2);
    for (int i = 24; i < 40; i++) assert_near(s[i], 0.4 + 0.01 * i, 1e-12);
}

/* ---- spline ---- */

static void test_spline_by_hand(void **unused)
{
    (void)unused;
    static const struct {
        double lambda, y[3], slope;
    } cases[] = {
        {0, {0, 0, 1}, 1.25}, /* c = 3/2 */
        {1.0 / 18, {-1.0 / 18, 1.0 / 9, 17.0 / 18}, 1},
        {1e6, {-1.0 / 6, 1.0 / 3, 5.0 / 6}, 0.5}, /* the line of least squares */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double y[] = {0, 0, 1};
        assert_near(spline_smooth(y, 3, cases[i].lambda), cases[i].slope, 1e-6);
        for (int k = 0; k < 3; k++) assert_near(y[k], cases[i].y[k], 1e-6);
    }
    double one[] = {5}, two[] = {1, 3};
    assert_near(spline_smooth(one, 1, 1), 0, 0);
    assert_near(spline_smooth(two, 2, 1), 2, 0);
}

/* Lines stay; what is taken off has no line in it; and through what is left goes the same curve. */
static void test_spline_properties(void **unused)
{
    (void)unused;
    static const double lambdas[] = {0, 0.01, 1, 100, 1e4};
    uint64_t x = 11;
    for (uint32_t n = 3; n <= SPLINE_MAX; n++)
        for (size_t l = 0; l < sizeof lambdas / sizeof *lambdas; l++) {
            double y[SPLINE_MAX], g[SPLINE_MAX], line[SPLINE_MAX], off = 0, tilt = 0;
            for (uint32_t i = 0; i < n; i++) g[i] = y[i] = noise_of(&x), line[i] = 2 - 0.25 * i;
            assert_near(spline_smooth(line, n, lambdas[l]), -0.25, 1e-12);
            double slope = spline_smooth(g, n, lambdas[l]);
            for (uint32_t i = 0; i < n; i++) {
                off += y[i] - g[i];
                tilt += (y[i] - g[i]) * i;
            }
            assert_near(off, 0, 1e-9);
            assert_near(tilt, 0, 1e-8);
            assert_near(spline_smooth(g, n, 0), slope, 1e-8);
        }
}

/* ---- IAMhaggler2011: 37 rounds, a round a window ---- */

#define WINDOWS 36
static const double neutral[] = {1};

/* Bids against offers base + k step in round k, each drawn four tenths down its band; from a
 * program that solves the dense equations and has the normal distribution of a library. */
static const struct {
    double risk[1], limit;
    int base, step;
    hg_outcome bids[WINDOWS + 1]; /* 0: it accepts there */
} haggled[] = {
    {{1}, 0, 20, 0, {100, 99, 98, 97, 96, 95, 95, 94, 93, 92, 91, 90, 90, 90, 90, 90, 90, 90, 90,
                     90,  90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90}},
    {{1}, 0, 20, 2, {100, 99, 98, 97, 96, 95, 95, 94, 93, 92, 91, 90, 89, 88, 87, 86, 85, 84, 84,
                     83,  82, 81, 80, 79, 78, 77, 76, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {{1}, 0, 60, -1, {100, 99, 98, 97, 96, 95, 95, 94, 93, 92, 91, 90, 89, 88, 87, 86, 85, 84, 83,
                      82,  81, 80, 79, 77, 76, 74, 72, 70, 68, 65, 62, 60, 60, 60, 60, 60, 60}},
    {{1}, 0.7, 20, 1, {100, 99, 98, 97, 96, 95, 95, 94, 93, 92, 91, 90, 89, 88, 87, 86, 85, 84, 83,
                       82,  81, 80, 79, 78, 77, 75, 74, 72, 72, 71, 70, 70, 70, 70, 70, 70, 70}},
    {{0.3}, 0, 10, 1, {100, 99, 98, 96, 95, 94, 93, 92, 90, 89, 88, 87, 86, 84, 83, 82, 81, 79, 78,
                       77,  75, 74, 72, 71, 69, 68, 66, 64, 62, 61, 60, 59, 58, 57, 56, 55, 54}},
    {{3}, 0, 10, 1, {100, 99, 99, 98, 98, 97, 96, 96, 95, 95, 94, 93, 93, 92, 91, 91, 90, 89, 89,
                     88,  87, 86, 85, 85, 84, 82, 81, 80, 78, 76, 74, 71, 67, 63, 57, 55, 54}},
};

static void test_iamhaggler_goes_where_it_expects_most(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof haggled / sizeof *haggled; i++) {
        seat s;
        sit_percent(&s, &hg_agent_iamhaggler2011, haggled[i].risk, haggled[i].limit, WINDOWS + 1);
        for (int d = 0; d < 4; d++) s.host.uniforms[d] = 0.4;
        for (uint32_t k = 0; k <= WINDOWS; k++) {
            hg_reply r = answer(&s, k, (hg_outcome)(haggled[i].base + (int)k * haggled[i].step));
            if (haggled[i].bids[k] == 0) {
                assert_int_equal(r.kind, HG_ACCEPT);
                break;
            }
            assert_bids(r, haggled[i].bids[k]);
        }
    }
}

/* Whoever gives nothing is given a tenth, and no more. */
static void test_iamhaggler_gives_a_tenth_more_than_it_got(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_iamhaggler2011, neutral, 0, WINDOWS + 1);
    s.host.uniforms[0] = s.host.uniforms[1] = s.host.uniforms[2] = s.host.uniforms[3] = 0.999;
    for (uint32_t k = 0; k < WINDOWS; k++) assert_true(answer(&s, k, 5).outcome >= 88);
    assert_bids(answer(&s, WINDOWS, 5), 88); /* .9 - .025 */
}

static void test_iamhaggler_accepts(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_iamhaggler2011, neutral, 0, WINDOWS + 1);
    assert_bids(answer(&s, 0, 88), 100);
    assert_int_equal(answer(&s, 1, 89).kind, HG_ACCEPT); /* .89 * 1.02 >= .9 */
    limit_becomes(&s, 0.95);
    assert_int_equal(answer(&s, 2, 94).kind, HG_OFFER);
    assert_int_equal(answer(&s, 3, 95).kind, HG_ACCEPT);
}

/* Without a deadline there is but one window. */
static void test_iamhaggler_waits_without_a_deadline(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_iamhaggler2011, neutral, 0, 0);
    for (uint32_t k = 0; k < 10; k++) assert_true(answer(&s, k, 30 + k).outcome >= 98);
}

/* ---- TheFawkes: 11 rounds, d = 0.1; 101 values, of which 19 .. 22 and 83 .. 85 count as one ----
 */

static const hg_issue hundredths = {.kind = HG_ISSUE_NUMBER, .size = PERCENT};
static const double fawkes[] = {0.002, 0.8, 10};

static void sit_fawkes(seat *s, double *u, double limit, uint32_t rounds)
{
    for (int i = 0; i < PERCENT; i++) u[i] = i / 100.0;
    brief_among(s, 2, &hundredths, 1, u, limit, rounds);
    assert_int_equal(sit_briefed(s, &hg_agent_thefawkes, fawkes), 0);
}

static void test_thefawkes_holds_out_to_the_end(void **unused)
{
    (void)unused;
    double u[PERCENT];
    seat s;
    sit_fawkes(&s, u, 0, 11);
    assert_bids(answer(&s, 0, 20), 100);
    assert_bids(answer(&s, 1, 20), 99); /* all that it made was worth 1: the second, of .89 .. 1 */
    for (uint32_t k = 2; k < 10; k++) assert_bids(answer(&s, k, 20), 100);
    assert_bids(answer(&s, 10, 20), 22); /* it reserves nothing: what the other likes best */
    sit_fawkes(&s, u, 0.4, 11);
    for (uint32_t k = 0; k < 10; k++) (void)answer(&s, k, 20);
    assert_bids(answer(&s, 10, 20), 100); /* nothing that they like is worth .4 */
}

/* What it is offered is more than .8 of what it asks for: it goes there at once. */
static void test_thefawkes_takes_what_is_near(void **unused)
{
    (void)unused;
    double u[PERCENT];
    seat s;
    sit_fawkes(&s, u, 0, 11);
    assert_bids(answer(&s, 0, 84), 100);
    assert_bids(answer(&s, 1, 83), 85); /* .84 now; what they like of .84 (1 - .01 - .1) .. 1 */
    assert_int_equal(answer(&s, 2, 85).kind, HG_ACCEPT);
    sit_fawkes(&s, u, 0, 11);
    assert_bids(answer(&s, 0, 79), 100);
    assert_bids(answer(&s, 1, 79), 99);
}

/* Somebody who gives two hundredths every round gives most of it. */
static void test_thefawkes_waits_for_who_concedes(void **unused)
{
    (void)unused;
    double u[PERCENT];
    seat s;
    sit_fawkes(&s, u, 0, 41);
    hg_outcome offered = 10, least = 100;
    hg_reply r = answer(&s, 0, offered);
    for (uint32_t k = 1; k < 40 && r.kind == HG_OFFER; k++) {
        if (r.outcome < least) least = r.outcome;
        r = answer(&s, k, offered += 2);
    }
    assert_int_equal(r.kind, HG_ACCEPT);
    assert_true(offered >= 80 && least >= 80);
}

/* From tau = .9 on: the best of the last ten, where it is worth the mean of all outcomes. */
static void test_thefawkes_accepts_late(void **unused)
{
    (void)unused;
    static const struct {
        uint32_t round;
        hg_outcome before, offer;
        double limit;
        hg_kind kind;
    } cases[] = {
        {9, 20, 60, 0, HG_ACCEPT}, {8, 20, 60, 0, HG_OFFER},   {9, 61, 60, 0, HG_OFFER},
        {9, 60, 60, 0, HG_ACCEPT}, {9, 20, 45, 0, HG_OFFER},   {9, 20, 60, 0.61, HG_OFFER},
        {10, 20, 45, 0, HG_OFFER}, {10, 20, 60, 0, HG_ACCEPT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double u[PERCENT];
        seat s;
        sit_fawkes(&s, u, cases[i].limit, 11);
        for (uint32_t k = 0; k < cases[i].round; k++) (void)answer(&s, k, cases[i].before);
        assert_int_equal(answer(&s, cases[i].round, cases[i].offer).kind, cases[i].kind);
    }
}

/* Ten rounds of much are forgotten in time. */
static void test_thefawkes_forgets(void **unused)
{
    (void)unused;
    double u[PERCENT];
    seat s;
    sit_fawkes(&s, u, 0, 41);
    for (uint32_t k = 0; k < 39; k++) (void)answer(&s, k, k < 31 ? 62 : 52);
    assert_int_equal(answer(&s, 39, 52).kind, HG_OFFER); /* one of 62 is among the last ten */
    sit_fawkes(&s, u, 0, 41);
    for (uint32_t k = 0; k < 39; k++) (void)answer(&s, k, k < 30 ? 62 : 52);
    assert_int_equal(answer(&s, 39, 52).kind, HG_ACCEPT);
}

static void test_thefawkes_needs_a_list(void **unused)
{
    (void)unused;
    double u[PERCENT];
    seat s;
    sit_fawkes(&s, u, 0, 11);
    s.brief.n_outcomes = UINT64_C(1) << 40;
    assert_int_not_equal(sit_briefed(&s, &hg_agent_thefawkes, fawkes), 0);
    assert_non_null(strstr(s.host.said, "one by one"));
}

/* ---- both, whatever they hear ---- */

static void plays_soundly(const hg_agent_type *type, const double *params, uint64_t *x)
{
    static const hg_issue issues[] = {{.size = 5}, {.size = 4}, {.size = 3}};
    const uint32_t lengths[] = {1, 2, 3, 7, 40, 64, 0};
    double u[60], limit = 0.4 * (noise_of(x) + 0.5);
    seat s;
    for (int i = 0; i < 60; i++) u[i] = 2 * noise_of(x); /* below 0 as well */
    brief_among(&s, 2, issues, 3, u, limit, lengths[next(x) % 7]);
    assert_int_equal(sit_briefed(&s, type, params), 0);
    for (int d = 0; d < 4; d++) s.host.uniforms[d] = noise_of(x) + 0.5;
    uint32_t rounds = s.host.rounds > 0 ? s.host.rounds : 20;
    for (uint32_t k = 0; k < rounds; k++) {
        hg_outcome offered = next(x) % 60;
        if (next(x) % 9 == 0) limit_becomes(&s, limit = 0.4 * (noise_of(x) + 0.5));
        if (next(x) % 4 == 0) continue; /* a round in which nothing happens */
        hg_reply r = answer(&s, k, offered);
        assert_true(r.kind == HG_ACCEPT || r.kind == HG_OFFER || r.kind == HG_REJECT);
        if (r.kind == HG_OFFER) assert_true(u[r.outcome] >= limit);
        if (r.kind == HG_ACCEPT) assert_true(u[offered] >= limit);
    }
}

static void test_both_keep_to_their_limit(void **unused)
{
    (void)unused;
    uint64_t x = 2011;
    for (int i = 0; i < 300; i++) {
        plays_soundly(&hg_agent_iamhaggler2011, neutral, &x);
        plays_soundly(&hg_agent_thefawkes, fawkes, &x);
    }
}

/* What an event has made too dear is replaced, or taken back where nothing is worth the limit. */
static void test_both_revise(void **unused)
{
    (void)unused;
    const hg_agent_type *types[] = {&hg_agent_iamhaggler2011, &hg_agent_thefawkes};
    const double *params[] = {neutral, fawkes};
    for (int i = 0; i < 2; i++) {
        double u[PERCENT];
        seat s;
        for (int o = 0; o < PERCENT; o++) u[o] = o / 100.0;
        brief_among(&s, 2, &hundredths, 1, u, 0, 11);
        assert_int_equal(sit_briefed(&s, types[i], params[i]), 0);
        (void)answer(&s, 0, 10);
        limit_becomes(&s, 0.97);
        assert_int_equal(move(&s, fake_revision(&s.host, 1, 98)).kind, HG_REJECT);
        assert_true(move(&s, fake_revision(&s.host, 1, 96)).outcome >= 97);
        limit_becomes(&s, 1.5);
        assert_int_equal(move(&s, fake_revision(&s.host, 1, 98)).kind, HG_WITHDRAW);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gaussian_of_nothing_and_of_one),
        cmocka_unit_test(test_gaussian_of_two),
        cmocka_unit_test(test_gaussian_interpolates),
        cmocka_unit_test(test_gaussian_below),
        cmocka_unit_test(test_wavelet_takes_apart_and_together),
        cmocka_unit_test(test_wavelet_smooth_is_smooth),
        cmocka_unit_test(test_wavelet_trend),
        cmocka_unit_test(test_spline_by_hand),
        cmocka_unit_test(test_spline_properties),
        cmocka_unit_test(test_iamhaggler_goes_where_it_expects_most),
        cmocka_unit_test(test_iamhaggler_gives_a_tenth_more_than_it_got),
        cmocka_unit_test(test_iamhaggler_accepts),
        cmocka_unit_test(test_iamhaggler_waits_without_a_deadline),
        cmocka_unit_test(test_thefawkes_holds_out_to_the_end),
        cmocka_unit_test(test_thefawkes_takes_what_is_near),
        cmocka_unit_test(test_thefawkes_waits_for_who_concedes),
        cmocka_unit_test(test_thefawkes_accepts_late),
        cmocka_unit_test(test_thefawkes_forgets),
        cmocka_unit_test(test_thefawkes_needs_a_list),
        cmocka_unit_test(test_both_keep_to_their_limit),
        cmocka_unit_test(test_both_revise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
