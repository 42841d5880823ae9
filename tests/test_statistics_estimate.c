/* Statistics against closed forms and published tables (statistics.txt holds scipy's values). */
#include "check.h"

#include "analysis/statistics/correlation.h"
#include "analysis/statistics/distribution.h"
#include "analysis/statistics/estimate.h"
#include "analysis/statistics/multiple.h"
#include "base/rng.h"

#define PI 3.14159265358979323846

static void student_has_closed_forms(void **state)
{
    (void)state;
    for (double t = 0.05; t < 60; t *= 1.37) {
        assert_near(student_two_sided(t, 1), 1 - 2 / PI * atan(t), 1e-14);
        assert_near(student_two_sided(t, 2), 1 - t / sqrt(2 + t * t), 1e-14);
        assert_same(student_two_sided(-t, 7), student_two_sided(t, 7));
    }
    for (double p = 0.001; p < 0.9995; p += 0.0499) {
        assert_near(student_quantile(p, 1), tan(PI * (p - 0.5)),
                    1e-10 * (1 + fabs(tan(PI * (p - 0.5)))));
        double a = 4 * p * (1 - p);
        double exact = a < 1 ? 2 * (p - 0.5) * sqrt(2 / a) : 0;
        assert_near(student_quantile(p, 2), exact, 1e-10 * (1 + fabs(exact)));
    }
}

/* Two-sided 95 % points as every table has them (ten digits: R's qt). */
static void student_matches_the_table(void **state)
{
    static const struct {
        double df, t;
    } table[] = {{3, 3.182446305284},
                 {5, 2.570581835636},
                 {10, 2.228138851965},
                 {29, 2.045229642133},
                 {99, 1.984216951586}};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_near(student_quantile(.975, table[i].df), table[i].t, 1e-10);
    assert_near(student_quantile(.975, 1e9), 1.959963984540 + 2.3722712e-9, 1e-11);
}

static void quantile_inverts_the_distribution(void **state)
{
    rng r;
    (void)state;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 3000; i++) {
        double df = exp(rng_uniform(&r) * 14), p = 0.5 + 0.499 * rng_uniform(&r);
        double t = student_quantile(p, df);
        assert_near(student_two_sided(t, df), 2 * (1 - p), 1e-12);
        assert_same(student_quantile(1 - (1 - p), df), t);
    }
}

/* The log-gamma form and Simpson's rule know nothing of the continued fraction. */
static void distribution_is_the_integral_of_the_density(void **state)
{
    (void)state;
    static const double dfs[] = {1.5, 4, 13.6697407552, 40, 333, 20000};
    for (size_t k = 0; k < sizeof dfs / sizeof *dfs; k++) {
        double df = dfs[k], to = 2.9974537425, sum = 0;
        double front = exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * PI);
        enum { STEPS = 2000 };
        for (int i = 0; i <= STEPS; i++) {
            double t = to * i / STEPS, f = pow(1 + t * t / df, -(df + 1) / 2);
            sum += f * (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2);
        }
        assert_near(student_two_sided(to, df), 1 - 2 * front * sum * to / STEPS / 3, 1e-9);
    }
    /* scipy: Welch's t of statistics.txt */
    assert_near(student_two_sided(2.9974537425, 13.6697407552), 0.009814102678, 1e-11);
}

static const double A[] = {0.52, 0.61, 0.48, 0.57, 0.66, 0.59, 0.44, 0.63};

static void mean_and_interval(void **state)
{
    (void)state;
    estimate e = estimate_mean(A, 8);
    assert_int_equal(e.n, 8);
    assert_near(e.mean, 0.5625, 1e-15);
    assert_near(e.sd, 0.0762982868, 1e-10);
    assert_near(e.high - e.mean, 2.364624251593 * 0.0762982868 / sqrt(8), 1e-10);
    assert_near(e.mean - e.low, e.high - e.mean, 1e-15);
    double with_gaps[] = {NAN, 0.52, 0.61, NAN, 0.48, 0.57, 0.66, 0.59, 0.44, 0.63, NAN};
    estimate same = estimate_mean(with_gaps, 11);
    assert_same(same.mean, e.mean);
    assert_same(same.low, e.low);
}

static void few_values_carry_no_interval(void **state)
{
    (void)state;
    estimate none = estimate_mean(NULL, 0), one = estimate_mean(A, 1);
    assert_true(isnan(none.mean) && isnan(none.low));
    assert_same(one.mean, 0.52);
    assert_true(isnan(one.low) && isnan(one.high));
    assert_same(estimate_p(&one), 1);
    const double equal[] = {0.25, 0.25, 0.25}, zero[] = {0, 0, 0};
    estimate e = estimate_mean(equal, 3), z = estimate_mean(zero, 3);
    assert_same(e.low, 0.25);
    assert_same(e.high, 0.25);
    assert_same(estimate_p(&e), 0);
    assert_same(estimate_p(&z), 1);
}

static void interval_covers_as_often_as_it_says(void **state)
{
    enum { TRIALS = 4000, N = 5 };
    rng r;
    int covered = 0;
    (void)state;
    rng_open(&r, 7, RNG_DESIGN, 0, 0);
    for (int i = 0; i < TRIALS; i++) {
        double x[N];
        for (int k = 0; k < N; k++) x[k] = 3 + rng_normal(&r);
        estimate e = estimate_mean(x, N);
        covered += e.low <= 3 && 3 <= e.high;
    }
    assert_near((double)covered / TRIALS, 0.95, 4 * sqrt(.95 * .05 / TRIALS));
}

static void holm_as_in_the_vectors(void **state)
{
    const double p[] = {.01, .04, .03, .005, .2}, expected[] = {.04, .09, .09, .025, .2};
    double adjusted[5], ties[3];
    (void)state;
    holm(p, 5, adjusted);
    for (int i = 0; i < 5; i++) assert_near(adjusted[i], expected[i], 1e-15);
    holm((const double[]){.5, .5, .5}, 3, ties);
    for (int i = 0; i < 3; i++) assert_same(ties[i], 1);
}

static void slope_is_least_squares(void **state)
{
    const double y[] = {.4677, .4998, .5334, .5687, .6060, .6458, .6877};
    (void)state;
    assert_near(slope_per_step(y, 7), 0.03659285714, 1e-11); /* statistics.txt: x in tenths */
    assert_near(slope_per_step((const double[]){3, 1}, 2), -2, 0);
    assert_true(isnan(slope_per_step((const double[]){3, NAN, 1}, 3)));
}

static void distinct_values_are_counted(void **state)
{
    uint64_t x[] = {5, 3, 5, UINT64_MAX, 3, 3, 0};
    (void)state;
    assert_int_equal(count_distinct(x, 7), 4);
    assert_int_equal(count_distinct(x, 0), 0);
}

/* ---- correlation ---- */

/* scipy's, in statistics.txt. */
static void line_and_correlation(void **state)
{
    static const double x[] = {0, .1, .2, .3, .4, .5, .6};
    static const double y[] = {.4677, .4998, .5334, .5687, .6060, .6458, .6877};
    static const uint32_t one[40] = {0};
    (void)state;
    association a = associate(x, y, one, 7, 1, 0);
    assert_int_equal(a.n, 7);
    assert_near(a.slope, 0.3659285714, 1e-10);
    assert_near(a.y - a.slope * a.x, 0.46295, 1e-12);
    assert_near(a.r, 0.9988769811, 1e-10);
    association turned = associate(y, x, one, 7, 1, 0);
    assert_near(turned.r, a.r, 1e-15);
}

/* Forty pairs with r = .5 by construction: y = x / 2 + an orthogonal part of the right size. */
static void fisher_interval_is_scipys(void **state)
{
    enum { N = 40 };
    double x[N], y[N];
    static const uint32_t one[N] = {0};
    (void)state;
    for (int i = 0; i < N; i++) {
        static const double u[4] = {1, 1, -1, -1}, v[4] = {1, -1, 1, -1};
        x[i] = u[i % 4];
        y[i] = u[i % 4] / 2 + v[i % 4] * sqrt(3) / 2;
    }
    association a = associate(x, y, one, N, 1, 0);
    assert_near(a.r, 0.5, 1e-15);
    assert_near(a.low, 0.2232652587, 1e-10);
    assert_near(a.high, 0.7021467158, 1e-10);
    association wider = associate(x, y, one, N, 1, 10);
    association shorter = associate(x, y, one, N - 20, 1, 0);
    assert_true(wider.low < a.low && wider.high > a.high);
    assert_true(shorter.low < wider.low);
}

/* z = artanh r has variance 1 / (n - 3), less one for every group and control beyond the first:
 * each interval by its formula, so that no degree of freedom can go missing. */
static void fisher_counts_every_degree_of_freedom(void **state)
{
    enum { N = 12 };
    double x[N], y[N];
    uint32_t group[N];
    (void)state;
    for (int i = 0; i < N; i++) {
        static const double u[4] = {1, 1, -1, -1}, v[4] = {1, -1, 1, -1};
        x[i] = u[i % 4], y[i] = .6 * u[i % 4] + .8 * v[i % 4], group[i] = (uint32_t)i / 4;
    }
    for (uint32_t groups = 1; groups <= 3; groups += 2)
        for (uint32_t lost = 0; lost < 4; lost++) {
            static const uint32_t one[N] = {0};
            association a = associate(x, y, groups == 1 ? one : group, N, groups, lost);
            double half = 1.959963984540054 / sqrt(N - 3. - (groups - 1) - lost);
            assert_near(a.r, .6, 1e-15);
            assert_near(a.low, tanh(atanh(.6) - half), 1e-14);
            assert_near(a.high, tanh(atanh(.6) + half), 1e-14);
        }
    static const uint32_t one[N] = {0};
    assert_true(!isnan(associate(x, y, one, N, 1, 8).low)); /* one is left */
    assert_true(isnan(associate(x, y, one, N, 1, 9).low));
}

static void what_lies_between_groups_counts_for_nothing(void **state)
{
    static const double x[] = {0, 1, 2, 10, 11, 12, NAN, 3}, y[] = {2, 1, 0, 12, 11, 10, 5, NAN};
    static const uint32_t group[] = {0, 0, 0, 1, 1, 1, 1, 0}, one[8] = {0};
    (void)state;
    association whole = associate(x, y, one, 8, 1, 0), within = associate(x, y, group, 8, 2, 0);
    assert_int_equal(within.n, 6);
    assert_true(whole.r > 0.9 && whole.slope > 0);
    assert_near(within.r, -1, 1e-15);
    assert_near(within.slope, -1, 1e-15);
    assert_near(within.x, 6, 1e-15);
    assert_near(within.y, 6, 1e-15);
    assert_same(within.low, -1);
}

static void no_correlation_where_nothing_varies(void **state)
{
    static const double x[] = {1, 2, 3, 4, 5}, flat[] = {2, 2, 2, 2, 2};
    static const uint32_t one[5] = {0};
    (void)state;
    association a = associate(x, flat, one, 5, 1, 0), b = associate(flat, x, one, 5, 1, 0);
    association few = associate(x, x, one, 3, 1, 0), none = associate(NULL, NULL, NULL, 0, 1, 0);
    assert_true(isnan(a.r) && isnan(a.low));
    assert_same(a.slope, 0);
    assert_true(isnan(b.r) && isnan(b.slope));
    assert_near(few.r, 1, 1e-15);
    assert_true(isnan(few.low));
    assert_int_equal(none.n, 0);
    assert_true(isnan(none.r));
}

/* x and y both go with z and with nothing else in common: the control leaves nothing. */
static void a_control_takes_out_what_goes_with_it(void **state)
{
    enum { N = 400 };
    double x[N], y[N], z[N], by_z[N];
    uint32_t one[N] = {0};
    rng r;
    (void)state;
    rng_open(&r, 11, RNG_DESIGN, 0, 0);
    for (int i = 0; i < N; i++) {
        z[i] = rng_normal(&r);
        by_z[i] = 3 - 2 * z[i];
        x[i] = by_z[i] + 0.5 * rng_normal(&r);
        y[i] = 1 + 4 * z[i] + 0.5 * rng_normal(&r);
    }
    assert_true(associate(x, y, one, N, 1, 0).r < -0.9);
    residuals(x, z, one, N, 1);
    residuals(y, z, one, N, 1);
    association left = associate(x, y, one, N, 1, 1), with_z = associate(x, z, one, N, 1, 0);
    assert_near(with_z.r, 0, 1e-12);
    assert_true(left.low < 0 && left.high > 0);
    residuals(by_z, z, one, N, 1); /* all explained: rounding must not pass for variation */
    assert_true(isnan(associate(by_z, y, one, N, 1, 1).r));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_and_correlation),
        cmocka_unit_test(fisher_interval_is_scipys),
        cmocka_unit_test(fisher_counts_every_degree_of_freedom),
        cmocka_unit_test(what_lies_between_groups_counts_for_nothing),
        cmocka_unit_test(no_correlation_where_nothing_varies),
        cmocka_unit_test(a_control_takes_out_what_goes_with_it),
        cmocka_unit_test(student_has_closed_forms),
        cmocka_unit_test(student_matches_the_table),
        cmocka_unit_test(quantile_inverts_the_distribution),
        cmocka_unit_test(distribution_is_the_integral_of_the_density),
        cmocka_unit_test(mean_and_interval),
        cmocka_unit_test(few_values_carry_no_interval),
        cmocka_unit_test(interval_covers_as_often_as_it_says),
        cmocka_unit_test(holm_as_in_the_vectors),
        cmocka_unit_test(slope_is_least_squares),
        cmocka_unit_test(distinct_values_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
