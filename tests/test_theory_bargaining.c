/* Alternating offers and their variants against independent methods: backward induction, fixed
 * points of the equilibrium conditions, the games themselves in small periods; limits and
 * properties over random parameters. Reputation against its own defining equations. */
#include "check.h"

#include "base/rng.h"
#include <higgle/theory.h>

enum { DRAWS = 2000 };
#define EPS 1e-12

static double draw(rng *r, double lo, double hi) { return lo + (hi - lo) * rng_uniform(r); }

/* ---- alternating offers by their indifference conditions, iterated ---- */

/* 1's share where 1 proposes; a responder takes its continuation or its option, whichever is more,
 * beside a flow of (1 - d) b per period. */
static double iterated(double d1, double d2, double w1, double w2, double b1, double b2)
{
    double x1 = 0.5, x2 = 0.5;
    for (int i = 0; i < 20000; i++) {
        double next1 = 1 - fmax(w2, (1 - d2) * b2 + d2 * x2);
        double next2 = 1 - fmax(w1, (1 - d1) * b1 + d1 * x1);
        x1 = next1, x2 = next2;
    }
    return x1;
}

static void rubinstein_solves_the_indifference_of_both(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 200; i++) {
        double d1 = draw(&r, 0, 0.99), d2 = draw(&r, 0, 0.99);
        assert_near(hg_rubinstein(d1, d2), iterated(d1, d2, 0, 0, 0, 0), EPS);
        double x1 = hg_rubinstein(d1, d2), x2 = hg_rubinstein(d2, d1);
        assert_near(1 - x1, d2 * x2, EPS);
    }
    assert_same(hg_rubinstein(0.5, 1), 0);
    assert_same(hg_rubinstein(1, 0.5), 1);
    assert_true(isnan(hg_rubinstein(1, 1)));
    assert_true(isnan(hg_rubinstein(1.01, 0.5)));
    assert_true(isnan(hg_rubinstein(NAN, 0.5)));
}

static void short_periods_lead_to_the_rates(void **state)
{
    (void)state;
    double step = 1e-7;
    for (double r1 = 0.1; r1 < 4; r1 *= 2)
        assert_near(hg_rubinstein(hg_exp(-r1 * step), hg_exp(-0.7 * step)),
                    hg_rubinstein_limit(r1, 0.7), 1e-6);
    assert_same(hg_rubinstein_limit(0, 1), 1);
    assert_true(isnan(hg_rubinstein_limit(0, 0)));
}

/* ---- the last period ---- */

static double backwards(double d1, double d2, double b1, double b2, int T)
{
    double v1 = b1, v2 = b2; /* from the next period on */
    for (int t = T; t >= 1; t--) {
        if (t % 2)
            v2 = d2 * v2, v1 = 1 - v2;
        else
            v1 = d1 * v1, v2 = 1 - v1;
    }
    return v1;
}

static void a_finite_horizon_is_backward_induction(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    for (int i = 0; i < DRAWS; i++) {
        double d1 = draw(&r, 0, 1), d2 = draw(&r, 0, 1), b1 = draw(&r, 0, 1);
        double b2 = draw(&r, 0, 1 - b1);
        int T = 1 + (int)draw(&r, 0, 60);
        assert_near(hg_finite_horizon(d1, d2, b1, b2, (uint64_t)T), backwards(d1, d2, b1, b2, T),
                    EPS);
    }
    assert_near(hg_finite_horizon(1, 1, 0.3, 0.1, 7), backwards(1, 1, 0.3, 0.1, 7), EPS);
    assert_near(hg_finite_horizon(1, 1, 0.3, 0.1, 8), backwards(1, 1, 0.3, 0.1, 8), EPS);
    assert_true(isnan(hg_finite_horizon(0.9, 0.9, 0, 0, 0)));
    assert_true(isnan(hg_finite_horizon(1, 1, 0.6, 0.6, 3)));
}

static void a_far_horizon_is_none(void **state)
{
    (void)state;
    assert_near(hg_finite_horizon(0.9, 0.8, 0.1, 0.2, 1000000), hg_rubinstein(0.9, 0.8), EPS);
    assert_near(hg_finite_horizon(0.9, 0.8, 0, 0, 999999), hg_rubinstein(0.9, 0.8), EPS);
}

/* ---- options ---- */

static void options_solve_their_conditions(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 300; i++) {
        double d1 = draw(&r, 0, 0.99), d2 = draw(&r, 0, 0.99), w1 = draw(&r, 0, 1);
        double w2 = draw(&r, 0, 1 - w1);
        assert_near(hg_outside_option(d1, d2, w1, w2), iterated(d1, d2, w1, w2, 0, 0), EPS);
        assert_near(hg_inside_option(d1, d2, w1, w2), iterated(d1, d2, 0, 0, w1, w2), EPS);
    }
    assert_true(isnan(hg_outside_option(0.9, 0.9, 0.6, 0.5)));
    assert_true(isnan(hg_inside_option(0.9, 0.9, 0.6, 0.5)));
    assert_near(hg_outside_option(0.9, 0.9, 0.4, 0.6), 0.4, EPS); /* the zone is a point */
}

static void options_that_do_not_bind_count_for_nothing(void **state)
{
    (void)state;
    double x = hg_rubinstein(0.9, 0.8);
    assert_same(hg_outside_option(0.9, 0.8, 0.9 * (1 - 0.8 * hg_rubinstein(0.8, 0.9)), 0), x);
    double step = 1e-7, d = hg_exp(-0.1 * step);
    for (double w = 0; w <= 1; w += 0.125)
        assert_near(hg_outside_option(d, d, w, 0), hg_deal_me_out(0.5, w, 0), 1e-6);
    assert_true(isnan(hg_deal_me_out(0.5, 0.6, 0.6)));
}

/* The talks end with probability p: the same as discounting the surplus by 1 - p. */
static void breakdown_is_discounting_of_the_surplus(void **state)
{
    (void)state;
    for (double p = 0.05; p <= 1; p += 0.05)
        assert_near(hg_breakdown(p, 0.3, 0.1), 0.3 + 0.6 * hg_rubinstein(1 - p, 1 - p), EPS);
    assert_near(hg_breakdown(0, 0.3, 0.1), hg_nash_split(0.5, 0.3, 0.1, 1).u1, EPS);
    assert_near(hg_breakdown(1, 0.3, 0.1), 0.9, EPS); /* take it or leave it */
    assert_true(isnan(hg_breakdown(0.5, 0.7, 0.7)));
}

static void a_random_proposer_is_a_fixed_point(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 200; i++) {
        double p = draw(&r, 0, 1), d1 = draw(&r, 0, 0.99), d2 = draw(&r, 0, 0.99), V1 = 0.5,
               V2 = 0.5;
        for (int k = 0; k < 20000; k++) {
            double next1 = p * (1 - d2 * V2) + (1 - p) * d1 * V1;
            double next2 = (1 - p) * (1 - d1 * V1) + p * d2 * V2;
            V1 = next1, V2 = next2;
        }
        assert_near(hg_random_proposer(p, d1, d2), V1, 1e-11);
        assert_near(V1 + V2, 1, 1e-11);
    }
    double step = 1e-7;
    assert_near(hg_random_proposer(0.5, hg_exp(-0.3 * step), hg_exp(-0.2 * step)),
                hg_rubinstein_limit(0.3, 0.2), 1e-6);
    assert_true(isnan(hg_random_proposer(1, 0.5, 1)));
}

/* The game with periods of length `step`: before the arrival both are indifferent between accepting
 * now and the mean of what the next period brings. */
static double pending_in_steps(double r1, double r2, double lambda, double w, double step)
{
    double d1 = hg_exp(-r1 * step), d2 = hg_exp(-r2 * step), q = 1 - hg_exp(-lambda * step);
    double after1 = hg_outside_option(d1, d2, w, 0), after2 = 1 - hg_outside_option(d2, d1, 0, w);
    /* x1 = 1 - d2 ((1-q)(1 - y) + q (1 - after2)), y = d1 ((1-q) x1 + q after1): linear in x1;
     * x1, y: 1's share where 1, 2 proposes */
    double c = d2 * (1 - q);
    return (1 - c - d2 * q * (1 - after2) + c * d1 * q * after1) / (1 - c * d1 * (1 - q));
}

static void a_pending_offer_is_the_game_in_small_periods(void **state)
{
    (void)state;
    for (double lambda = 0; lambda < 3; lambda = 2 * lambda + 0.1)
        for (double w = 0; w <= 1; w += 0.25)
            assert_near(hg_pending_offer(0.1, 0.2, lambda, w).before,
                        pending_in_steps(0.1, 0.2, lambda, w, 1e-6), 1e-5);
    hg_pending never = hg_pending_offer(0.1, 0.2, 0, 0.9);
    assert_near(never.before, hg_rubinstein_limit(0.1, 0.2), EPS);
    assert_near(never.after, 0.9, EPS);
    assert_near(hg_pending_offer(0.1, 0.2, 1e9, 0.9).before, 0.9, 1e-8);
    assert_true(isnan(hg_pending_offer(0.1, 0.2, -1, 0.9).before));
    assert_true(isnan(hg_pending_offer(0.1, 0.2, 1, 1.1).before));
}

static void zeuthens_loser_concedes_to_the_nash_product(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    for (int i = 0; i < DRAWS; i++) { /* the smaller product of gains has the smaller risk */
        double w1 = draw(&r, 0, 0.4), w2 = draw(&r, 0, 0.4), a = draw(&r, w1, 1 - w2);
        double b = draw(&r, w1, a); /* 1 demands a, 2 offers b */
        double risk1 = hg_zeuthen_risk(a, b, w1), risk2 = hg_zeuthen_risk(1 - b, 1 - a, w2);
        double mine = (a - w1) * (1 - a - w2), other = (b - w1) * (1 - b - w2);
        if (fabs(mine - other) > 1e-9) assert_true((mine < other) == (risk1 < risk2));
    }
    assert_same(hg_zeuthen_risk(0.5, 0.5, 0.2), 0);
    assert_same(hg_zeuthen_risk(0.5, 0.1, 0.2), 1); /* offered less than no deal */
    assert_same(hg_zeuthen_risk(0.2, 0.1, 0.5), 1);
    assert_true(isnan(hg_zeuthen_risk(0.2, 0.3, 0)));
}

/* ---- reputation ---- */

/* Rational i's gain from waiting until t and then conceding, against j's concessions: the same for
 * all t in (0, end]; integrated numerically. */
static double gain_of_waiting(const hg_reputation *g, const double r[2], const double a[2], int i,
                              double t)
{
    int j = 1 - i;
    enum { STEPS = 20000 };
    double yes = a[i], no = 1 - a[j], c = 1 - g->at_once[j], sum = g->at_once[j] * yes;
    double width = t / STEPS;
    for (int k = 0; k < STEPS; k++) {
        double s = (k + 0.5) * width;
        sum += yes * hg_exp(-r[i] * s) * c * g->rate[j] * hg_exp(-g->rate[j] * s) * width;
    }
    return sum + no * hg_exp(-r[i] * t) * c * hg_exp(-g->rate[j] * t);
}

static void rational_players_are_indifferent_when_to_concede(void **state)
{
    (void)state;
    const double cases[][6] = {{.1, .1, .6, .6, .05, .05},
                               {.1, .2, .6, .6, .05, .05},
                               {.1, .1, .7, .6, .01, .05},
                               {.05, .1, .8, .55, .02, .02},
                               {1, 3, .9, .9, .3, .001}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const double *r = cases[k], *a = r + 2, *z = r + 4;
        hg_reputation g = hg_abreu_gul(r, a, z);
        assert_true(g.at_once[0] == 0 || g.at_once[1] == 0);
        for (int i = 0; i < 2; i++) {
            for (double part = 0.1; part <= 1; part += 0.3)
                assert_near(gain_of_waiting(&g, r, a, i, part * g.end), g.payoff[i], 1e-6);
            double known = (1 - g.at_once[i]) * hg_exp(-g.rate[i] * g.end);
            assert_near(known, z[i], 1e-12); /* at the end only the obstinate are left */
        }
    }
}

/* Reference Monte Carlo values of the mean delay, 400,000 pairs. */
static void mean_delay_is_that_of_drawn_pairs(void **state)
{
    (void)state;
    const double cases[][6] = {{.1, .1, .6, .6, .05, .05},
                               {.1, .2, .6, .6, .05, .05},
                               {.1, .1, .7, .6, .01, .05},
                               {.05, .1, .8, .55, .02, .02}};
    const double drawn[] = {2.2810, 0.2511, 0.3191, 5.0139};
    for (size_t k = 0; k < 4; k++) {
        const double *z = cases[k] + 4;
        hg_reputation g = hg_abreu_gul(cases[k], cases[k] + 2, z);
        assert_near(g.delay, drawn[k], 0.02 * drawn[k]);
        enum { GRID = 400 }; /* and by the quantiles that agents draw from */
        double sum = 0;
        for (int i = 0; i < GRID; i++)
            for (int j = 0; j < GRID; j++)
                sum += fmin(hg_abreu_gul_time(&g, z, 0, (i + 0.5) / GRID),
                            hg_abreu_gul_time(&g, z, 1, (j + 0.5) / GRID));
        assert_near(sum / GRID / GRID, g.delay, 2e-3 * (1 + g.delay));
    }
}

static void reputation_needs_demands_that_clash(void **state)
{
    (void)state;
    const double r[2] = {.1, .1}, a[2] = {.4, .6}, fine[2] = {.6, .6}, z[2] = {.1, .1};
    const double sure[2] = {.1, 1};
    assert_true(isnan(hg_abreu_gul(r, a, z).end));
    assert_true(isnan(hg_abreu_gul(r, fine, sure).end));
    hg_reputation g = hg_abreu_gul(r, fine, z);
    assert_same(hg_abreu_gul_time(&g, z, 0, 0), 0);
    assert_true(isnan(hg_abreu_gul_time(&g, z, 2, 0.5)));
    assert_true(isnan(hg_abreu_gul_time(&g, z, 0, 1)));
}

static void attrition_pays_nothing_on_average(void **state)
{
    (void)state;
    double V = 10, c = 1, sum = 0;
    enum { GRID = 1000 };
    for (int i = 0; i < GRID; i++)
        for (int j = 0; j < GRID; j++)
            sum += fmin(hg_attrition_time(V, c, (i + 0.5) / GRID),
                        hg_attrition_time(V, c, (j + 0.5) / GRID));
    assert_near(sum / GRID / GRID, V / (2 * c), 0.01);
    assert_near(hg_attrition_hazard(3, 0.5), 1.0 / 6, EPS);
    assert_true(isnan(hg_attrition_hazard(0, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rubinstein_solves_the_indifference_of_both),
        cmocka_unit_test(short_periods_lead_to_the_rates),
        cmocka_unit_test(a_finite_horizon_is_backward_induction),
        cmocka_unit_test(a_far_horizon_is_none),
        cmocka_unit_test(options_solve_their_conditions),
        cmocka_unit_test(options_that_do_not_bind_count_for_nothing),
        cmocka_unit_test(breakdown_is_discounting_of_the_surplus),
        cmocka_unit_test(a_random_proposer_is_a_fixed_point),
        cmocka_unit_test(a_pending_offer_is_the_game_in_small_periods),
        cmocka_unit_test(zeuthens_loser_concedes_to_the_nash_product),
        cmocka_unit_test(rational_players_are_indifferent_when_to_concede),
        cmocka_unit_test(mean_delay_is_that_of_drawn_pairs),
        cmocka_unit_test(reputation_needs_demands_that_clash),
        cmocka_unit_test(attrition_pays_nothing_on_average),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
