/* Linear and logistic regression against R's values (lm, glm; HC3 and CR1 by their formulas). */
#include "check.h"
#include "ols.h"

#include "analysis/statistics/logit.h"
#include "analysis/statistics/regression.h"
#include "base/rng.h"
#include <string.h>

enum { N = 24, K = 3 };

static double x[N][K], y[N], happened[N];
static uint32_t cluster[N];

/* The same few lines made the data in R. */
static int make(void **state)
{
    (void)state;
    for (int i = 0; i < N; i++) {
        double x1 = (i * 7) % 11 / 10., x2 = (i * 5) % 13 / 13.;
        double e = ((i * 17) % 19 - 9) / 40. * (0.5 + x1);
        x[i][0] = 1, x[i][1] = x1, x[i][2] = x2;
        y[i] = .5 + 1.1 * x1 - .4 * x2 + e;
        cluster[i] = (uint32_t)i % 8;
        happened[i] = x1 * 2 - x2 + (i * 3) % 7 / 5. > 1.3;
    }
    return 0;
}

static void hc3_is_rs(void **state)
{
    static const double b[] = {0.486689926890675, 1.142784198883993, -0.379480923035490};
    static const double se[] = {0.0513413436487718, 0.0942700032780038, 0.0978084966323977};
    static const double rational[] = {.5, 1, 0};
    (void)state;
    linear_model m = ols(&x[0][0], y, N, K, NULL, 0);
    for (uint32_t i = 0; i < K; i++) {
        coefficient c = linear_coefficient(&m, i);
        assert_near(c.value, b[i], 1e-12);
        assert_near(c.se, se[i], 1e-12);
    }
    coefficient one = linear_coefficient(&m, 1), two = linear_coefficient(&m, 2);
    assert_near(one.low, 0.946738994924533, 1e-11);
    assert_near(one.high, 1.338829402843454, 1e-11);
    assert_near(two.p, 8.65579416306696e-04, 1e-12);
    assert_near(m.fit.r2, 0.87577485818912, 1e-12);
    wald_result w = linear_wald(&m, rational);
    assert_near(w.f, 10.6333798031953, 1e-9);
    assert_near(w.df1, 3, 0);
    assert_near(w.df2, 21, 0);
    assert_near(w.p, 0.00018501937445283, 1e-13);
}

static void clustered_errors_are_cr1(void **state)
{
    static const double se[] = {0.0603909047887220, 0.0943987926841362, 0.0797615686455057};
    static const double rational[] = {.5, 1, 0};
    (void)state;
    linear_model m = ols(&x[0][0], y, N, K, cluster, 8);
    for (uint32_t i = 0; i < K; i++) assert_near(linear_coefficient(&m, i).se, se[i], 1e-12);
    wald_result w = linear_wald(&m, rational);
    assert_near(w.f, 24.4652056626681, 1e-8);
    assert_near(w.df2, 7, 0);
    assert_near(w.p, 0.000437834669632303, 1e-12);
}

static void the_vectors_line(void **state)
{
    double row[7][2], share[] = {.4677, .4998, .5334, .5687, .6060, .6458, .6877};
    linear_sums s = {.columns = 2};
    (void)state;
    for (int i = 0; i < 7; i++)
        row[i][0] = 1, row[i][1] = i / 10., linear_add(&s, row[i], share[i]);
    linear_fit f = linear_solve(&s);
    assert_near(f.b[1], 0.3659285714, 1e-10);
    assert_near(f.b[0], 0.46295, 1e-12);
    assert_near(f.r2, 0.9988769811 * 0.9988769811, 1e-9);
    /* the ordinary standard error, out of the same sums */
    double errors = linear_errors_on(&f, &s);
    assert_near(sqrt(errors / 5 * f.inverse.at[1][1]), 0.007762218808, 1e-11);
}

static void halves_predict_each_other(void **state)
{
    linear_sums half[2] = {{.columns = K}, {.columns = K}}, joined = {0};
    (void)state;
    for (int i = 0; i < N; i++) linear_add(&half[i >= 12], x[i], y[i]);
    assert_near(linear_r2_across(half), 0.858200134124347, 1e-11);
    linear_join(&joined, &half[0]);
    linear_join(&joined, &half[1]);
    linear_model whole = ols(&x[0][0], y, N, K, NULL, 0);
    assert_near(linear_solve(&joined).b[1], whole.fit.b[1], 1e-12);
    half[1] = (linear_sums){.columns = K};
    assert_true(isnan(linear_r2_across(half)));
}

/* A column that depends on others is left out, wherever it stands; the line stays the same. */
static void dependent_columns_are_left_out(void **state)
{
    double wide[N][5];
    (void)state;
    linear_model narrow = ols(&x[0][0], y, N, K, NULL, 0);
    for (int i = 0; i < N; i++) {
        const double row[] = {1, x[i][1], 0, 3 - 2 * x[i][1], x[i][2]};
        memcpy(wide[i], row, sizeof row);
    }
    linear_model m = ols(&wide[0][0], y, N, 5, NULL, 0);
    assert_int_equal(m.fit.rank, 3);
    assert_true(m.fit.used[1] && !m.fit.used[2] && !m.fit.used[3] && m.fit.used[4]);
    assert_near(m.fit.b[4], narrow.fit.b[2], 1e-12);
    assert_near(linear_coefficient(&m, 1).se, linear_coefficient(&narrow, 1).se, 1e-12);
    assert_false(linear_coefficient(&m, 3).used);
    static const double expected[] = {.5, 1, 7, 7, 0}, same[] = {.5, 1, 0};
    assert_near(linear_wald(&m, expected).f, linear_wald(&narrow, same).f, 1e-9);
}

static void what_leaves_no_error_has_none(void **state)
{
    double exact[N], flat[N];
    static const double zero[K] = {0};
    (void)state;
    for (int i = 0; i < N; i++) exact[i] = 2 + 3 * x[i][1] - x[i][2], flat[i] = .25;
    linear_model m = ols(&x[0][0], exact, N, K, NULL, 0), f = ols(&x[0][0], flat, N, K, cluster, 8);
    assert_near(m.fit.b[1], 3, 1e-12);
    assert_true(isnan(linear_coefficient(&m, 1).se) && isnan(linear_wald(&m, zero).p));
    assert_near(m.fit.r2, 1, 1e-12);
    assert_true(isnan(f.fit.r2) && isnan(linear_wald(&f, zero).p));
    linear_model none = ols(NULL, NULL, 0, K, NULL, 0), few = ols(&x[0][0], y, 2, K, NULL, 0);
    assert_int_equal(none.fit.rank, 0);
    assert_true(isnan(linear_coefficient(&few, 0).se) && isnan(linear_coefficient(&none, 0).value));
    linear_model one = ols(&x[0][0], y, N, K, (const uint32_t[N]){0}, 1);
    assert_true(isnan(linear_coefficient(&one, 1).low));
}

static void gaps_are_left_out(void **state)
{
    double with[N + 1][K], of[N + 1];
    (void)state;
    memcpy(with, x, sizeof x);
    memcpy(of, y, sizeof y);
    with[N][0] = 1, with[N][1] = NAN, with[N][2] = 0, of[N] = 99;
    linear_model a = ols(&with[0][0], of, N + 1, K, NULL, 0), b = ols(&x[0][0], y, N, K, NULL, 0);
    assert_same(a.fit.b[1], b.fit.b[1]);
    assert_same(a.covariance.at[1][1], b.covariance.at[1][1]);
}

/* Where errors are shared within clusters, intervals that know it cover as often as they say; HC3,
 * which takes them for independent, covers far less. */
static void clusters_matter(void **state)
{
    enum { TRIALS = 400, GROUPS = 40, EACH = 5, ALL = GROUPS * EACH };
    static double rows[ALL][2], of[ALL];
    static uint32_t group[ALL];
    int covered = 0, naive = 0;
    rng r;
    (void)state;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    for (int t = 0; t < TRIALS; t++) {
        for (int g = 0; g < GROUPS; g++) {
            double luck = rng_normal(&r), level = rng_normal(&r);
            for (int k = 0; k < EACH; k++) {
                int i = g * EACH + k;
                rows[i][0] = 1, rows[i][1] = level, group[i] = (uint32_t)g;
                of[i] = 2 * level + luck + 0.3 * rng_normal(&r);
            }
        }
        linear_model m = ols(&rows[0][0], of, ALL, 2, group, GROUPS);
        linear_model h = ols(&rows[0][0], of, ALL, 2, NULL, 0);
        coefficient c = linear_coefficient(&m, 1), n = linear_coefficient(&h, 1);
        covered += c.low <= 2 && 2 <= c.high;
        naive += n.low <= 2 && 2 <= n.high;
    }
    assert_true(covered > TRIALS * 0.90 && covered < TRIALS * 0.98);
    assert_true(naive < TRIALS * 0.80);
}

/* glm of R; errors as inverse x score' score x inverse, by cluster and value by value. */
static void logit_is_rs(void **state)
{
    static const double b[] = {-2.31654905116742, 9.95564544555592, -5.88568952132076};
    static const double se[] = {1.50310573776531, 4.01457110677769, 3.05975332774446};
    static const double by_cluster[] = {0.90896592087203, 2.11701402349266, 1.60343578933018};
    static const double one_by_one[] = {1.54892928303644, 3.04964946507980, 2.86745943866482};
    uint32_t each[N];
    logit_model m, own;
    (void)state;
    for (uint32_t i = 0; i < N; i++) each[i] = i;
    assert_int_equal(logit(&x[0][0], happened, N, K, cluster, 8, &m), LOGIT_FOUND);
    assert_int_equal(logit(&x[0][0], happened, N, K, each, N, &own), LOGIT_FOUND);
    for (uint32_t i = 0; i < K; i++) {
        assert_near(m.line.fit.b[i], b[i], 1e-8);
        assert_near(sqrt(m.line.fit.inverse.at[i][i]), se[i], 1e-7);
        assert_near(linear_coefficient(&m.line, i).se, by_cluster[i], 1e-7);
        assert_near(linear_coefficient(&own.line, i).se, one_by_one[i], 1e-7);
    }
    assert_near(m.likelihood, -7.4437830892212, 1e-10);
    assert_near(m.line.df, 7, 0);
}

/* Impasse instead of deal, or another unit: the same odds the other way round, or rescaled. */
static void odds_turn_and_scale(void **state)
{
    double turned[N], scaled[N][K];
    logit_model m, other;
    (void)state;
    for (int i = 0; i < N; i++) {
        turned[i] = 1 - happened[i];
        scaled[i][0] = 1, scaled[i][1] = 100 * x[i][1], scaled[i][2] = x[i][2] - 3;
    }
    assert_int_equal(logit(&x[0][0], happened, N, K, cluster, 8, &m), LOGIT_FOUND);
    assert_int_equal(logit(&x[0][0], turned, N, K, cluster, 8, &other), LOGIT_FOUND);
    for (uint32_t i = 0; i < K; i++) {
        assert_near(other.line.fit.b[i], -m.line.fit.b[i], 1e-8);
        assert_near(linear_coefficient(&other.line, i).se, linear_coefficient(&m.line, i).se, 1e-8);
    }
    assert_int_equal(logit(&scaled[0][0], happened, N, K, cluster, 8, &other), LOGIT_FOUND);
    assert_near(other.line.fit.b[1] * 100, m.line.fit.b[1], 1e-6);
    assert_near(other.line.fit.b[2], m.line.fit.b[2], 1e-6);
    assert_near(other.likelihood, m.likelihood, 1e-9);
}

/* Two cells: the odds are those of the table, ln(12 / 8) and ln(4 / 16) - ln(12 / 8). */
static void odds_of_two_cells_are_counts(void **state)
{
    double two[40][3], y2[40];
    uint32_t each[40];
    logit_model m;
    (void)state;
    for (uint32_t i = 0; i < 40; i++) {
        two[i][0] = 1, two[i][1] = i >= 20, two[i][2] = 5 - 2 * two[i][1];
        y2[i] = i < 12 || (i >= 20 && i < 24);
        each[i] = i;
    }
    assert_int_equal(logit(&two[0][0], y2, 40, 3, each, 40, &m), LOGIT_FOUND);
    assert_near(m.line.fit.b[0], log(12. / 8), 1e-10);
    assert_near(m.line.fit.b[1], log(4. / 16) - log(12. / 8), 1e-10);
    assert_false(m.line.fit.used[2]); /* follows from the others */
}

static void no_odds_of_what_is_certain(void **state)
{
    double never[N] = {0}, split[N], half[N], two[N][2];
    logit_model m;
    (void)state;
    for (int i = 0; i < N; i++) {
        split[i] = x[i][1] > .45;
        half[i] = x[i][1] > .45 || (x[i][1] > .35 && i % 2); /* one place with both: still none */
        two[i][0] = 1, two[i][1] = x[i][1];
    }
    assert_int_equal(logit(&x[0][0], never, N, K, cluster, 8, &m), LOGIT_CONSTANT);
    assert_int_equal(logit(&x[0][0], split, N, K, cluster, 8, &m), LOGIT_SEPARATED);
    assert_int_equal(logit(&two[0][0], half, N, 2, cluster, 8, &m), LOGIT_SEPARATED);
    assert_int_equal(logit(NULL, NULL, 0, K, NULL, 0, &m), LOGIT_CONSTANT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hc3_is_rs),
        cmocka_unit_test(clustered_errors_are_cr1),
        cmocka_unit_test(the_vectors_line),
        cmocka_unit_test(halves_predict_each_other),
        cmocka_unit_test(dependent_columns_are_left_out),
        cmocka_unit_test(what_leaves_no_error_has_none),
        cmocka_unit_test(gaps_are_left_out),
        cmocka_unit_test(clusters_matter),
        cmocka_unit_test(logit_is_rs),
        cmocka_unit_test(odds_turn_and_scale),
        cmocka_unit_test(odds_of_two_cells_are_counts),
        cmocka_unit_test(no_odds_of_what_is_certain),
    };
    return cmocka_run_group_tests(tests, make, NULL);
}
