/* Times to an agreement: a classic data set (Freireich et al. 1963) with the values that R's
 * survival package gives for it, cases by hand, and what must not matter. */
#include "check.h"

#include "analysis/statistics/survival.h"

enum { N = 42, HALF = 21 };
static const double weeks[N] = {6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16, 17, 19, 20,
                                22, 23, 25, 32, 32, 34, 35, 1,  1,  2,  2,  3,  4,  4,
                                5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23};
static const bool ended[N] = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,
                              1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static uint32_t group[N], pair[N];

static int make(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < N; i++) group[i] = i >= HALF, pair[i] = i % HALF;
    return 0;
}

static void medians_are_rs(void **state)
{
    (void)state;
    survival_median treated = kaplan_meier(weeks, ended, HALF);
    assert_int_equal(treated.n, 21);
    assert_int_equal(treated.events, 9);
    assert_same(treated.median, 23);
    assert_same(treated.low, 13);
    assert_true(isnan(treated.high)); /* never reached */
    survival_median control = kaplan_meier(weeks + HALF, ended + HALF, HALF);
    assert_same(control.median, 8);
    assert_same(control.low, 4);
    assert_same(control.high, 11);
}

/* S: 3/4 after 2, 1/2 after 5; what is cut off at 3 leaves with the ends at 3, not before. */
static void a_median_by_hand(void **state)
{
    static const double t[] = {2, 3, 3, 5, NAN, 9}, cut[] = {4, 4, 4};
    static const bool e[] = {1, 0, 1, 1, 1, 0}, none[] = {0, 0, 0}, all[] = {1, 1, 1};
    (void)state;
    survival_median m = kaplan_meier(t, e, 6); /* 4/5, 3/5, 3/10 */
    assert_int_equal(m.n, 5);
    assert_int_equal(m.events, 3);
    assert_same(m.median, 5);
    assert_true(isnan(kaplan_meier(cut, none, 3).median) && !kaplan_meier(cut, none, 3).any);
    assert_same(kaplan_meier(cut, all, 3).median, 4); /* all at once: no interval */
    assert_false(kaplan_meier(cut, all, 3).any);
    assert_int_equal(kaplan_meier(NULL, NULL, 0).n, 0);
}

/* Three of forty agree earlier, all others in the last round: the median is surely that round. With
 * one that is cut off before, nothing bounds it from above. */
static void an_interval_ends_where_nobody_is_left(void **state)
{
    double t[40];
    bool e[40];
    (void)state;
    for (int i = 0; i < 40; i++) t[i] = i < 3 ? 8 : 10, e[i] = true;
    survival_median m = kaplan_meier(t, e, 40);
    assert_true(m.any);
    assert_same(m.median, 10);
    assert_same(m.low, 10);
    assert_same(m.high, 10);
    e[2] = false;
    m = kaplan_meier(t, e, 40);
    assert_same(m.low, 10);
    assert_true(isnan(m.high));
}

/* Observed and expected ends are those of survdiff; the variance is that of the scores, worked out
 * apart from this file. */
static void log_rank_of_the_classic(void **state)
{
    (void)state;
    log_rank_result r = log_rank(weeks, ended, group, NULL, N, 2, 0);
    assert_same(r.observed[0], 9);
    assert_near(r.expected[0], 19.250500948, 1e-8);
    assert_near(r.expected[1], 10.749499052, 1e-8);
    assert_near(r.chi2, 22.32221269854958, 1e-10);
    assert_int_equal(r.df, 1);
    assert_near(r.p, erfc(sqrt(r.chi2 / 2)), 1e-12);
    assert_near(log_rank(weeks, ended, group, pair, N, 2, HALF).chi2, 18.58692949183203, 1e-10);
}

/* Only the order of times counts, and not which group is called what. */
static void what_does_not_matter(void **state)
{
    double later[N];
    uint32_t turned[N], three[N];
    (void)state;
    for (uint32_t i = 0; i < N; i++) {
        later[i] = weeks[i] * weeks[i] + 7;
        turned[i] = 1 - group[i];
        three[i] = i % 3;
    }
    double chi2 = log_rank(weeks, ended, group, pair, N, 2, HALF).chi2;
    assert_near(log_rank(later, ended, group, pair, N, 2, HALF).chi2, chi2, 1e-12);
    assert_near(log_rank(weeks, ended, turned, pair, N, 2, HALF).chi2, chi2, 1e-9);
    assert_near(log_rank(weeks, ended, group, pair, N, 5, HALF).chi2, chi2,
                1e-9); /* empty groups */
    log_rank_result r = log_rank(weeks, ended, three, NULL, N, 3, 0);
    assert_int_equal(r.df, 2);
    double sum = 0;
    for (int g = 0; g < 3; g++) sum += r.observed[g] - r.expected[g];
    assert_near(sum, 0, 1e-9);
    assert_true(r.p > 0.05);
}

/* A twin that is the same session over again: nothing can differ, however often it is played. */
static void equal_twins_do_not_differ(void **state)
{
    double t[N];
    bool e[N];
    (void)state;
    for (uint32_t i = 0; i < N; i++) t[i] = weeks[i % HALF], e[i] = ended[i % HALF];
    log_rank_result r = log_rank(t, e, group, pair, N, 2, HALF);
    assert_near(r.observed[0], r.expected[0], 1e-12);
    assert_true(isnan(r.p));
    assert_true(isnan(log_rank(t, e, group, NULL, N, 1, 0).p));
    assert_near(log_rank(t, e, group, NULL, N, 2, 0).chi2, 0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_are_rs),
        cmocka_unit_test(a_median_by_hand),
        cmocka_unit_test(an_interval_ends_where_nobody_is_left),
        cmocka_unit_test(log_rank_of_the_classic),
        cmocka_unit_test(what_does_not_matter),
        cmocka_unit_test(equal_twins_do_not_differ),
    };
    return cmocka_run_group_tests(tests, make, NULL);
}
