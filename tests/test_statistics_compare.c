/* Comparisons of samples against the vectors (statistics.txt: scipy's values), R's, and closed
 * forms. */
#include "check.h"

#include "analysis/statistics/bootstrap.h"
#include "analysis/statistics/distribution.h"
#include "analysis/statistics/means.h"
#include "analysis/statistics/multiple.h"
#include "analysis/statistics/rank_correlation.h"
#include "analysis/statistics/ranks.h"
#include "base/rng.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const double A[] = {0.52, 0.61, 0.48, 0.57, 0.66, 0.59, 0.44, 0.63};
static const double B[] = {0.41, 0.5, 0.47, 0.39, 0.55, 0.45, 0.52, 0.36, 0.49};
static const double ABC[] = {0.52, 0.61, 0.48, 0.57, 0.66, 0.59, 0.44, 0.63, 0.41, 0.5, 0.47,
                             0.39, 0.55, 0.45, 0.52, 0.36, 0.49, .3,   .35,  .42,  .28, .39};
static const uint32_t GROUP[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2};

static void near_relative(double x, double expected, double tolerance)
{
    assert_near(x, expected, tolerance * fabs(expected));
}

/* ---- distributions ---- */

static void fisher_is_rs(void **state)
{
    static const struct {
        double f;
        uint32_t tested;
        double df, p;
    } rows[] = {{15.7945631252, 2, 19, 9.11204829154385e-05},
                {2.5, 1, 7.3, 0.156103120536213},
                {0.2, 5, 1000, 0.962485190224241},
                {3.1, 4, 399, 0.0156415215588811},
                {1.01, 12, 1e6, 0.436092093970959},
                {60, 3, 3399, 8.5932257127248e-38}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        near_relative(fisher_upper(rows[i].f, rows[i].tested, rows[i].df), rows[i].p, 1e-10);
    for (double t = 0.1; t < 9; t += 0.7) /* F with one degree of freedom is t squared */
        near_relative(fisher_upper(t * t, 1, 13.7), student_two_sided(t, 13.7), 1e-11);
    for (double f = 0.1; f < 9; f += 0.7) /* two: (1 + 2 f / df)^(-df / 2) */
        near_relative(fisher_upper(f, 2, 11), pow(1 + 2 * f / 11, -5.5), 1e-12);
    assert_same(fisher_upper(0, 3, 10), 1);
    assert_same(fisher_upper(INFINITY, 3, 10), 0);
}

static void chi_square_is_rs(void **state)
{
    static const struct {
        double x;
        uint32_t df;
        double p;
    } rows[] = {{12.8451549840, 2, 0.00162446379168767},
                {.1, 1, 0.751829634045849},
                {3.84, 1, 0.0500435212487052},
                {30, 30, 0.46565370894401},
                {200, 150, 0.00397318597082161},
                {0.5, 7, 0.999446481390425},
                {80, 4, 1.74182524466955e-16}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        near_relative(chi_square_upper(rows[i].x, rows[i].df), rows[i].p, 1e-11);
    for (double x = 0.1; x < 40; x *= 1.7)
        near_relative(chi_square_upper(x, 2), exp(-x / 2), 1e-12);
    assert_same(chi_square_upper(0, 3), 1);
}

static void normal_inverts_its_quantile(void **state)
{
    (void)state;
    assert_near(normal_upper(0), 0.5, 1e-15);
    near_relative(normal_upper(5), 2.86651571879194e-07, 1e-12);
    near_relative(normal_upper(12), 1.77648211207768e-33, 1e-11);
    for (double p = 0.0007; p < 1; p += 0.031)
        assert_near(normal_upper(normal_quantile(p)), 1 - p, 1e-13);
    near_relative(student_two_sided(1.7, INFINITY), 2 * normal_upper(1.7), 1e-15);
    assert_near(student_quantile(.975, INFINITY), 1.959963984540054, 1e-12);
}

/* ---- means ---- */

static void effect_sizes_as_in_the_vectors(void **state)
{
    (void)state;
    assert_near(cohen_d(A, 8, B, 9), 1.4738415184, 1e-9);
    /* the usual approximation; the exact factor, a ratio of gammas, gives 1.3986 */
    assert_near(hedges_g(A, 8, B, 9), 1.3989004243, 1e-9);
}

/* R's oneway.test; of two groups F is the square of the vectors' t. */
static void welch_anova_is_rs(void **state)
{
    static uint32_t none_of_it[22], turned[22];
    (void)state;
    welch_result w = welch_anova(ABC, GROUP, 22, 3);
    assert_near(w.f, 15.2874944208258, 1e-11);
    assert_near(w.df2, 10.9880714662205, 1e-11);
    assert_near(w.p, 6.69303104316495e-04, 1e-14);
    w = welch_anova(ABC, GROUP, 17, 2);
    assert_near(w.f, 2.9974537425 * 2.9974537425, 1e-8);
    assert_near(w.df2, 13.6697407552, 1e-9);
    assert_near(w.p, 0.009814102678, 1e-11);
    for (int i = 0; i < 22; i++)
        turned[i] = 4 - GROUP[i]; /* names and empty groups do not matter */
    assert_near(welch_anova(ABC, turned, 22, 9).f, welch_anova(ABC, GROUP, 22, 3).f, 1e-12);
    assert_true(isnan(welch_anova(ABC, none_of_it, 22, 1).p));
}

static void without_spread_or_values_there_is_none(void **state)
{
    static const double flat[] = {1, 1, 1}, gaps[] = {NAN, NAN, 2};
    (void)state;
    assert_true(isnan(cohen_d(flat, 3, flat, 3)) && isnan(hedges_g(A, 8, gaps, 3)));
    assert_true(isnan(cliff_delta(A, 8, gaps, 2)) && isnan(mann_whitney(A, 0, B, 9).p));
    assert_true(isnan(spearman(flat, A, 3)) && isnan(kendall(flat, A, 3)));
    assert_true(isnan(spearman(NULL, NULL, 0)));
    static const uint32_t one[8] = {0}, each[3] = {0, 1, 2};
    assert_true(isnan(anova(A, one, 8, 1).p) && isnan(anova(A, each, 3, 3).p));
    assert_true(isnan(welch_anova(A, each, 3, 3).p) && isnan(welch_anova(flat, one, 3, 1).f));
    assert_true(isnan(kruskal_wallis(flat, each, 3, 3).h));
    assert_same(mann_whitney(flat, 3, flat, 3).p, 1);
}

static void anova_as_in_the_vectors(void **state)
{
    (void)state;
    anova_result r = anova(ABC, GROUP, 22, 3);
    assert_near(r.f, 15.7945631252, 1e-9);
    assert_near(r.p, 9.112048292e-05, 1e-13);
    assert_near(r.eta_squared, 0.624425219246266, 1e-12);
    assert_near(r.omega_squared, 0.573553545116523, 1e-12);
    kruskal_result k = kruskal_wallis(ABC, GROUP, 22, 3);
    assert_near(k.h, 12.8451549840, 1e-9);
    assert_near(k.p, 0.001624463792, 1e-11);
    assert_int_equal(k.df, 2);
    assert_near(k.epsilon_squared, 12.8451549840 / 21, 1e-9);
}

static tost_result tost_of(const double *x, size_t n, double margin)
{
    estimate e = estimate_mean(x, n);
    return tost(&e, margin);
}

static void two_one_sided_tests(void **state)
{
    static const double d[] = {.01, -.02, .03, .005, -.01, .015, .02, -.005}, zero[8] = {0};
    (void)state;
    tost_result r = tost_of(d, 8, 0.02);
    assert_near(r.p, 0.0219310677717519, 1e-12);
    assert_near(r.low, -0.00547393182773103, 1e-12);
    assert_near(r.high, 0.01672393182773103, 1e-12);
    /* equivalent exactly where the 90 % interval lies inside */
    assert_near(tost_of(d, 8, r.high).p, 0.05, 1e-10);
    assert_true(tost_of(d, 8, 0.001).p > 0.5);
    assert_same(tost_of(zero, 8, 0.01).p, 0);
    assert_same(tost_of((const double[]){.5, .5}, 2, 0.01).p, 1);
    assert_true(isnan(tost_of(d, 1, 0.01).p));
}

/* The noncentral t, not the normal approximation that statistics.txt shows (one less). */
static void sample_sizes_are_those_of_the_tables(void **state)
{
    (void)state;
    assert_int_equal(sample_size(.2, .05, .8), 394);
    assert_int_equal(sample_size(.5, .05, .8), 64);
    assert_int_equal(sample_size(.8, .05, .8), 26);
    assert_int_equal(sample_size(-.5, .01, .9), 121);
    assert_int_equal(sample_size(2, .05, .8), 6);
    assert_true(sample_size(0, .05, .8) == UINT64_MAX);
}

/* ---- ranks ---- */

static void ranks_as_in_the_vectors(void **state)
{
    (void)state;
    mann_whitney_result r = mann_whitney(A, 8, B, 9);
    assert_near(r.u, 60.5, 0);
    assert_true(r.exact);
    assert_near(r.p, 0.0165364047716989, 1e-14); /* all 24 310 ways to deal out these ranks */
    assert_near(mann_whitney(B, 9, A, 8).p, r.p, 1e-15);
    assert_near(cliff_delta(A, 8, B, 9), 0.6805555556, 1e-10);
    assert_near(vargha_delaney(A, 8, B, 9), 0.8402777778, 1e-10);
    static const double x[] = {1, 2, 3, 4, 5, 6}, y[] = {2, 1, 4, 3, 6, 5};
    assert_near(spearman(x, y, 6), 0.8285714285714287, 1e-15);
    assert_near(kendall(x, y, 6), 0.6, 1e-15);
    static const double u[] = {1, 2, 2, 3, 5, 5, 6}, v[] = {2, 1, 1, 4, 4, 3, 6};
    assert_near(spearman(u, v, 7), 0.805555555555556, 1e-14);
    assert_near(kendall(u, v, 7), 0.631578947368421, 1e-14);
    static const double p[] = {1, 2, 2, 3, 5, 5, 6, 7, 7, 7, 2, 9},
                        q[] = {2, 1, 1, 4, 4, 3, 6, 3, 3, 8, 2, 1};
    assert_near(kendall(p, q, 12), 0.290608905479327, 1e-14); /* R */
    assert_near(spearman(p, q, 12), 0.359855922906483, 1e-14);
}

/* scipy's "exact" p of statistics.txt leaves ties out of account: it is that of samples without any
 * at the next lower u. So we find the same where there are none. */
static void exact_p_without_ties(void **state)
{
    double a[8], b[9];
    (void)state;
    for (int i = 0; i < 8; i++) a[i] = i + 0.5 + 1.5; /* above 2, 3, ..., 9 of b: u = 44 */
    for (int i = 0; i < 9; i++) b[i] = i;
    a[0] = 6.5, a[1] = 9.5, a[2] = 10.5, a[3] = 4.5, a[4] = 11.5, a[5] = 12.5, a[6] = 5.5,
    a[7] = 8.5;
    mann_whitney_result r = mann_whitney(a, 8, b, 9);
    assert_near(r.u, 7 + 9 + 9 + 5 + 9 + 9 + 6 + 9, 0);
    static const double c[] = {1.1, 2.2, 3.3, 10, 11.5}, d[] = {0.3, 0.7, 1.7, 2.9, 4.1, 5.2};
    assert_near(mann_whitney(c, 5, d, 6).p, 0.329004329004329, 1e-14);
    static const double e[] = {1, 2, 3}, f[] = {4, 5, 6};
    assert_near(mann_whitney(e, 3, f, 3).p, 0.1, 1e-15); /* 2 of 20 */
}

static void many_values_take_the_normal_distribution(void **state)
{
    double a[50], b[54];
    (void)state;
    for (int i = 0; i < 50; i++) a[i] = i % 5;
    for (int i = 0; i < 54; i++) b[i] = 1 + i % 6;
    mann_whitney_result r = mann_whitney(a, 50, b, 54);
    assert_false(r.exact);
    near_relative(r.p, 3.31220569857451e-05, 1e-10);
}

/* ---- families ---- */

static void families_as_r_has_them(void **state)
{
    static const double p[] = {.01, .04, .03, .005, .2, .04};
    static const double bh[] = {.03, .048, .048, .03, .2, .048},
                        h[] = {.05, .12, .12, .03, .2, .12};
    static const double five[] = {.01, .04, .03, .005, .2}, of_five[] = {.025, .05, .05, .025, .2};
    double adjusted[6];
    (void)state;
    benjamini_hochberg(p, 6, adjusted);
    for (int i = 0; i < 6; i++) assert_near(adjusted[i], bh[i], 1e-15);
    holm(p, 6, adjusted);
    for (int i = 0; i < 6; i++) assert_near(adjusted[i], h[i], 1e-15);
    benjamini_hochberg(five, 5, adjusted);
    for (int i = 0; i < 5; i++) assert_near(adjusted[i], of_five[i], 1e-15);
}

static void proportions_as_in_the_vectors(void **state)
{
    (void)state;
    estimate e = estimate_proportion(25, 18);
    assert_near(e.mean, 0.72, 1e-15);
    assert_near(e.low, 0.5242339481, 1e-10);
    assert_near(e.high, 0.8571614615, 1e-10);
    estimate none = estimate_proportion(10, 0), all = estimate_proportion(10, 10);
    assert_same(none.low, 0);
    assert_same(all.high, 1);
    assert_near(none.high, 1 - all.low, 1e-15);
    assert_true(isnan(estimate_proportion(0, 0).mean));
}

/* Kendall's tau-b by its definition, pair by pair. */
static double tau_by_pairs(const double *x, const double *y, size_t n)
{
    double agree = 0, differ_x = 0, differ_y = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            double dx = (x[i] > x[k]) - (x[i] < x[k]), dy = (y[i] > y[k]) - (y[i] < y[k]);
            agree += dx * dy, differ_x += dx * dx, differ_y += dy * dy;
        }
    return agree / sqrt(differ_x * differ_y);
}

static void tau_is_that_of_all_pairs(void **state)
{
    double x[97], y[97], turned[97];
    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        rng r;
        rng_open(&r, 3, RNG_NOISE, seed, 0);
        size_t n = 2 + rng_below(&r, 95);
        for (size_t i = 0; i < n; i++) { /* many ties */
            x[i] = (double)rng_below(&r, 2 + seed);
            y[i] = (double)rng_below(&r, 9) + (seed % 2 ? x[i] : 0);
            turned[i] = -y[i] * y[i] * y[i];
        }
        double due = tau_by_pairs(x, y, n);
        if (isnan(due)) continue;
        assert_near(kendall(x, y, n), due, 1e-14);
        assert_near(kendall(y, x, n), due, 1e-14);
        assert_near(kendall(x, turned, n), -due, 1e-14); /* only the order counts */
        assert_near(spearman(x, turned, n), -spearman(x, y, n), 1e-13);
    }
}

/* Fisher's z of the same r; and twice the same sessions in a cluster make no difference. */
static void rank_intervals_are_by_cluster(void **state)
{
    double x[400], y[400];
    uint32_t of[400], each[400];
    (void)state;
    for (uint32_t i = 0; i < 400; i++) {
        rng r;
        rng_open(&r, 11, RNG_NOISE, i / 2, 0);
        x[i] = rng_normal(&r), y[i] = 0.6 * x[i] + rng_normal(&r);
        of[i] = i / 2, each[i] = i;
    }
    estimate e = rank_estimate(spearman, x, y, of, 400, 200);
    assert_same(e.mean, spearman(x, y, 400));
    double z = atanh(e.mean), half = 1.96 * 1.03 / sqrt(197); /* Fieller, Hartley & Pearson 1957 */
    assert_near(e.low, tanh(z - half), 0.03);
    assert_near(e.high, tanh(z + half), 0.03);
    estimate narrow = rank_estimate(spearman, x, y, each, 400, 400);
    assert_true(narrow.high - narrow.low < 0.9 * (e.high - e.low));
    assert_true(isnan(rank_estimate(kendall, x, y, each, 2, 2).low));
    assert_true(isnan(rank_estimate(kendall, NULL, NULL, NULL, 0, 0).mean));
}

/* ---- bootstrap ---- */

static double mean_of(const void *ctx, double *x, size_t n)
{
    double sum = 0;
    (void)ctx;
    for (size_t i = 0; i < n; i++) sum += x[i];
    return sum / (double)n;
}

static double median_of(const void *ctx, double *x, size_t n)
{
    (void)ctx;
    return sorted_quantile(x, sort_present(x, n), 0.5);
}

/* Units are places in an array of values. */
static double mean_of_those(const void *ctx, double *x, size_t n)
{
    const double *value = ctx;
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += value[(size_t)x[i]];
    return sum / (double)n;
}

static void same_seed_same_interval(void **state)
{
    static const bootstrap_options one = {.seed = 1}, other = {.seed = 1, .stream = 1};
    static const double turned[] = {0.63, 0.44, NAN, 0.59, 0.66, 0.57, 0.48, 0.61, 0.52};
    static const double sorted[] = {0.44, 0.48, 0.52, 0.57, 0.59, 0.61, 0.63, 0.66};
    static const double place[] = {0, 1, 2, 3, 4, 5, 6, 7};
    (void)state;
    estimate a = bootstrap_bca(A, 8, mean_of, NULL, &one);
    estimate b = bootstrap_bca(turned, 9, mean_of, NULL, &one);
    estimate c = bootstrap_bca(A, 8, mean_of, NULL, &other);
    assert_same(a.low, b.low);
    assert_same(a.high, b.high);
    assert_true(a.low != c.low);
    assert_near(a.low, c.low, 0.005);
    /* the bootstrap's standard error of a mean is the plug-in one */
    assert_near(a.sd, 0.0762982868 * sqrt(7. / 8) / sqrt(8), 4 * 0.0252 / sqrt(2e4));
    assert_near(a.mean, 0.5625, 1e-15);
    estimate d = bootstrap_bca(place, 8, mean_of_those, sorted, &one);
    assert_same(d.low, a.low);
    assert_same(d.high, a.high);
}

/* The distribution of the resampled median of n distinct values is known (Efron 1979):
 * P(median <= x(k)) = P(Binomial(n, k/n) > n/2). n = 7: between the 2nd and the 6th. */
static void median_interval_is_the_binomial_one(void **state)
{
    static const double x[] = {1, 2, 4, 8, 16, 32, 64}, flat[] = {1, 1, 1};
    double squares[101], many[20001];
    (void)state;
    estimate e = bootstrap_median(x, 7);
    assert_same(e.mean, 8);
    assert_same(e.low, 2);
    assert_same(e.high, 32);
    for (int i = 0; i < 101; i++) squares[i] = i * i; /* Binomial(101, k / 101): 41st and 61st */
    e = bootstrap_median(squares, 101);
    assert_same(e.mean, 2500);
    assert_near(sqrt(e.low), 50 - 9.85, 1);
    assert_near(sqrt(e.high), 50 + 9.85, 1);
    assert_true(isnan(bootstrap_median(flat, 3).low) && isnan(bootstrap_median(x, 1).low));
    assert_true(isnan(bootstrap_median(NULL, 0).mean));
    for (int i = 0; i < 20001; i++) many[i] = i;
    e = bootstrap_median(many, 20001);
    assert_near(e.low, 10000 - 1.96 * sqrt(20001) / 2, 2);
    estimate below = bootstrap_median(many, 9999); /* the exact one, just below where it ends */
    assert_near(below.low, 4999 - 1.96 * sqrt(9999) / 2, 2);
    assert_near(below.high, 4999 + 1.96 * sqrt(9999) / 2, 2);
}

/* For a mean of skewed values BCa shifts to the long side; for symmetric ones it is the normal
 * interval, but for what ten thousand resamples leave open. */
static void bca_corrects_skewness(void **state)
{
    enum { N = 40 };
    double skewed[N], even[N];
    static const bootstrap_options o = {.seed = 2};
    (void)state;
    for (int i = 0; i < N; i++) skewed[i] = -log(1 - (i + 0.5) / N), even[i] = i - 19.5;
    estimate b = bootstrap_bca(skewed, N, mean_of, NULL, &o);
    /* Efron & Tibshirani 1993, 14.3: a of a mean is its skewness / (6 sqrt n) */
    assert_true(b.high - b.mean > 1.1 * (b.mean - b.low));
    estimate e = bootstrap_bca(even, N, mean_of, NULL, &o);
    double half = 1.96 * sqrt((N * N - 1) / 12. / N);
    assert_near(e.low, -half, 0.12);
    assert_near(e.high, half, 0.12);
}

static void nothing_to_resample(void **state)
{
    static const double flat[] = {2, 2, 2};
    static const bootstrap_options o = {.seed = 1, .resamples = 100};
    (void)state;
    assert_true(isnan(bootstrap_bca(flat, 3, median_of, NULL, &o).low));
    assert_true(isnan(bootstrap_bca(A, 1, mean_of, NULL, &o).high));
    assert_true(isnan(bootstrap_bca(NULL, 0, mean_of, NULL, &o).mean));
    assert_same(bootstrap_bca(flat, 3, median_of, NULL, &o).mean, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fisher_is_rs),
        cmocka_unit_test(chi_square_is_rs),
        cmocka_unit_test(normal_inverts_its_quantile),
        cmocka_unit_test(effect_sizes_as_in_the_vectors),
        cmocka_unit_test(welch_anova_is_rs),
        cmocka_unit_test(without_spread_or_values_there_is_none),
        cmocka_unit_test(anova_as_in_the_vectors),
        cmocka_unit_test(two_one_sided_tests),
        cmocka_unit_test(sample_sizes_are_those_of_the_tables),
        cmocka_unit_test(ranks_as_in_the_vectors),
        cmocka_unit_test(tau_is_that_of_all_pairs),
        cmocka_unit_test(rank_intervals_are_by_cluster),
        cmocka_unit_test(exact_p_without_ties),
        cmocka_unit_test(many_values_take_the_normal_distribution),
        cmocka_unit_test(families_as_r_has_them),
        cmocka_unit_test(proportions_as_in_the_vectors),
        cmocka_unit_test(same_seed_same_interval),
        cmocka_unit_test(median_interval_is_the_binomial_one),
        cmocka_unit_test(bca_corrects_skewness),
        cmocka_unit_test(nothing_to_resample),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
