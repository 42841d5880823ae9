/* Axiomatic solutions, markets, populations and tactics against search on grids, iteration of
 * values, sums over states, and numerical derivatives. */
#include "check.h"

#include "base/rng.h"
#include <higgle/theory.h>

#define EPS 1e-12
enum { GRID = 20000 };

/* ---- solutions ---- */

static void nash_is_the_greatest_product(void **state)
{
    (void)state;
    const double k_of[] = {1, 1.3, 2, 3.5, 20}, eta_of[] = {0.2, 0.5, 0.7}, d_of[] = {0, 0.2, 0.4};
    for (int i = 0; i < 5 * 3 * 3; i++) {
        double k = k_of[i % 5], eta = eta_of[i / 5 % 3], d1 = d_of[i / 15], d2 = 0.1, best = -1,
               at = 0;
        for (int n = 0; n <= GRID; n++) {
            double u = n / (double)GRID, w = 1 - hg_pow(u, k);
            if (u < d1 || w < d2) continue;
            double product = hg_pow(u - d1, eta) * hg_pow(w - d2, 1 - eta);
            if (product > best) best = product, at = u;
        }
        hg_split x = hg_nash_curved(k, eta, d1, d2);
        assert_near(x.u1, at, 2e-4);
        assert_near(x.u2, 1 - hg_pow(x.u1, k), EPS);
    }
    assert_true(isnan(hg_nash_curved(2, 0.5, 0.9, 0.5).u1));
    assert_true(isnan(hg_nash_curved(0.5, 0.5, 0, 0).u1));
}

/* k = 2 is closed, any other k found by bisection: the two must meet. */
static void the_closed_curve_meets_its_neighbours(void **state)
{
    (void)state;
    for (double d1 = 0; d1 < 0.7; d1 += 0.1) {
        double near = 2 + 1e-9;
        assert_near(hg_nash_curved(near, 0.3, d1, 0.2).u1, hg_nash_curved(2, 0.3, d1, 0.2).u1,
                    1e-8);
        assert_near(hg_kalai_smorodinsky_curved(near, d1, 0.2).u1,
                    hg_kalai_smorodinsky_curved(2, d1, 0.2).u1, 1e-8);
        assert_near(hg_egalitarian_curved(near, d1, 0.2).u1, hg_egalitarian_curved(2, d1, 0.2).u1,
                    1e-8);
    }
}

static void kalais_solutions_keep_their_promises(void **state)
{
    (void)state;
    for (double k = 1; k < 5; k += 0.5)
        for (double d1 = 0; d1 < 0.7; d1 += 0.15) {
            double d2 = 0.15;
            if (d2 > 1 - hg_pow(d1, k)) continue;
            hg_split e = hg_egalitarian_curved(k, d1, d2),
                     s = hg_kalai_smorodinsky_curved(k, d1, d2);
            assert_near(e.u1 - d1, e.u2 - d2, 1e-11);
            double most1 = hg_pow(1 - d2, 1 / k), most2 = 1 - hg_pow(d1, k);
            assert_near((s.u1 - d1) / (most1 - d1), (s.u2 - d2) / (most2 - d2), 1e-11);
        }
    hg_split corner = hg_kalai_smorodinsky_curved(2, 1, 0);
    assert_near(corner.u1, 1, EPS);
    assert_near(corner.u2, 0, EPS);
}

static void risk_and_weight_split_the_pie(void **state)
{
    (void)state;
    for (double eta = 0; eta <= 1; eta += 0.25) {
        double best = -1, at = 0, a = 0.5, b = 0.8;
        for (int n = 0; n <= GRID; n++) {
            double x = n / (double)GRID,
                   product = hg_pow(x, eta * a) * hg_pow(1 - x, (1 - eta) * b);
            if (product > best) best = product, at = x;
        }
        assert_near(hg_nash_risk(eta, a, b), at, 1e-4);
    }
    assert_true(isnan(hg_nash_split(0.5, 0.6, 0.6, 1).u1));
    assert_near(hg_nash_split(0.25, 30, 10, 100).u1, 45, EPS);
}

static void logrolling_is_the_greatest_product(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 200; i++) {
        double a = rng_uniform(&r), b = rng_uniform(&r), best = -1;
        hg_split u = hg_logrolling(a, b);
        for (int x = 0; x <= 100; x++)
            for (int y = 0; y <= 100; y++) {
                double mine = (a * x + (1 - a) * y) / 100;
                double other = (b * (100 - x) + (1 - b) * (100 - y)) / 100;
                best = fmax(best, mine * other);
            }
        assert_true(u.u1 * u.u2 >= best - EPS && u.u1 * u.u2 <= best + 0.01);
        assert_true(u.u1 + u.u2 <= 1 + fabs(a - b) + EPS);
        assert_near(hg_logrolling(1 - a, 1 - b).u1, u.u1, EPS); /* issues have no order */
        assert_near(hg_logrolling(b, a).u1, u.u2, 1e-9);        /* nor have parties */
    }
}

/* ---- markets ---- */

static void matching_values_solve_their_recursion(void **state)
{
    (void)state;
    for (double d = 0; d < 0.99; d += 0.11)
        for (double alpha = 0.25; alpha <= 1; alpha += 0.25) {
            double beta = 0.4, Vs = 0, Vb = 0;
            for (int i = 0; i < 5000; i++) {
                double s = alpha * ((1 - d * Vb) + d * Vs) / 2 + (1 - alpha) * d * Vs;
                double b = beta * ((1 - d * Vs) + d * Vb) / 2 + (1 - beta) * d * Vb;
                Vs = s, Vb = b;
            }
            hg_matching m = hg_rubinstein_wolinsky(d, alpha, beta);
            assert_near(m.seller, Vs, EPS);
            assert_near(m.buyer, Vb, EPS);
            assert_near(m.price, (1 - d * Vb + d * Vs) / 2, EPS);
        }
    assert_near(hg_rubinstein_wolinsky(0.9, 1, 2.0 / 3).price, 1 / (2 - 0.9 + 0.9 * 2 / 3), EPS);
    assert_near(hg_rubinstein_wolinsky(1, 0.6, 0.2).price, 0.75, EPS);
}

static void one_seller_among_buyers_solves_the_recursion(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 30; n++)
        for (double d = 0; d < 0.99; d += 0.11) {
            double Vs = 0, Vb = 0;
            for (int i = 0; i < 5000; i++) {
                double s = ((1 - d * Vb) + d * Vs) / 2;
                Vb = ((1 - d * Vs) + d * Vb) / 2 / (double)n;
                Vs = s;
            }
            assert_near(hg_one_seller(d, n), Vs, EPS);
        }
    assert_same(hg_one_seller(1, 1), 0.5);
    assert_near(hg_one_seller(1, 2), 1, EPS);
    assert_true(isnan(hg_one_seller(0.5, 0)));
}

static void auctions_are_order_statistics(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 12; n++)
        for (double r = 0; r <= 1; r += 0.25) {
            double N = (double)n, sum = N * (1 - r) * hg_pow(r, N - 1) * r, h = (1 - r) / GRID;
            for (int i = 0; i < GRID && n > 1; i++) { /* the second highest is x */
                double x = r + (i + 0.5) * h;
                sum += x * N * (N - 1) * hg_pow(x, N - 2) * (1 - x) * h;
            }
            assert_near(hg_second_price(n, r), sum, 1e-6);
            assert_true(hg_second_price(n, r) <= hg_second_price(n, 0.5) + EPS);
        }
}

/* ---- populations ---- */

static void fixation_is_the_sum_of_a_birth_death_chain(void **state)
{
    (void)state;
    for (double x = -2; x <= 2; x += 0.25) {
        double sum = 1;
        for (int k = 1; k < 20; k++) sum += hg_exp(-k * x);
        assert_near(hg_fixation(20, 1, x) * sum, 1, 1e-11);
    }
    assert_near(hg_fixation(50, 0, 3), 0.02, EPS);
    assert_near(hg_fixation(1000, 100, 1), 1, EPS);
    assert_same(hg_fixation(1000, 100, -1), 0); /* too small for a number, and no overflow */
    assert_true(isnan(hg_fixation(0, 1, 1)));
}

static void the_replicator_follows_its_equation(void **state)
{
    (void)state;
    double x = 0.1, h = 1e-3;
    for (int i = 0; i < 10000; i++) {
        double a = 0.5 * x * (1 - x), y = x + h / 2 * a, b = 0.5 * y * (1 - y);
        x += h * b;
    }
    assert_near(hg_replicator(0.1, 0.5, 10), x, 1e-7);
    assert_same(hg_replicator(0.5, 1e6, 1e6), 1);
    assert_same(hg_replicator(0.5, -1e6, 1e6), 0);
    assert_near(hg_hawk_dove(2, 3) * (2.0 - 3) / 2 + (1 - hg_hawk_dove(2, 3)) * 2,
                (1 - hg_hawk_dove(2, 3)) * 2 / 2, EPS); /* hawks fare as doves do */
    assert_same(hg_hawk_dove(3, 2), 1);
}

/* ---- tactics ---- */

static void curves_meet_where_both_ask_the_same(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 500; i++) {
        double rs = rng_uniform(&r), rb = rs + rng_uniform(&r);
        hg_curves c = {.s0 = rb + rng_uniform(&r), .rs = rs, .b0 = rs - rng_uniform(&r), .rb = rb};
        c.es = 0.1 + 5 * rng_uniform(&r);
        c.eb = i % 3 ? 0.1 + 5 * rng_uniform(&r) : c.es;
        hg_meeting m = hg_crossing(&c);
        double buyer = c.b0 + (c.rb - c.b0) * hg_pow(m.tau, c.eb);
        assert_near(m.price, buyer, 1e-11);
        assert_true(m.tau >= 0 && m.tau <= 1 && m.share >= -EPS && m.share <= 1 + EPS);
        if (c.es == c.eb) { /* time changes, the price does not */
            c.es = c.eb = 1;
            assert_near(hg_crossing(&c).price, m.price, 1e-11);
        }
    }
}

/* es = 1, eb = 2 is a quadratic. */
static void a_quadratic_crossing_is_exact(void **state)
{
    (void)state;
    hg_curves c = {1, 0.3, 0, 0.7, 1, 2};
    double a = 0.7, b = 0.7, gap = 1; /* a tau^2 + b tau - gap = 0 */
    assert_near(hg_crossing(&c).tau, (-b + sqrt(b * b + 4 * a * gap)) / (2 * a), EPS);
}

static void crossings_without_a_deal_say_so(void **state)
{
    (void)state;
    hg_curves none = {1, 0.75, 0, 0.7, 1, 1}, point = {1, 0.5, 0, 0.5, 1, 3},
              met = {1, 0.3, 1, 1, 1, 1};
    assert_true(isnan(hg_crossing(&none).tau));
    assert_near(hg_crossing(&point).tau, 1, EPS);
    assert_true(isnan(hg_crossing(&point).share));
    assert_same(hg_crossing(&met).tau, 0);
    hg_curves linear = {1, 0.5, 0, 0.6, 1, 1};
    assert_true(isnan(hg_crossing_deadlines(&linear, 5, 50).tau)); /* the seller is gone by then */
    assert_near(hg_crossing_deadlines(&linear, 7, 7).tau, 7 * hg_crossing(&linear).tau, EPS);
}

static void faratins_curves_go_from_kappa_to_1(void **state)
{
    (void)state;
    for (double kappa = 0.1; kappa <= 1; kappa += 0.3)
        for (double beta = 0.1; beta < 10; beta *= 2) {
            double before = 0;
            for (double tau = 0; tau <= 1; tau += 0.125) {
                double x = hg_faratin_poly(kappa, beta, tau), y = hg_faratin_exp(kappa, beta, tau);
                assert_true(x >= before - EPS && y >= kappa - EPS && y <= 1 + EPS);
                before = x;
            }
            assert_same(hg_faratin_poly(kappa, beta, 1), 1);
            assert_same(hg_faratin_exp(kappa, beta, 1), 1);
            assert_near(hg_faratin_poly(kappa, beta, 0), kappa, EPS);
            assert_near(hg_faratin_exp(kappa, beta, 0), kappa, EPS);
        }
    assert_same(hg_faratin_poly(0.2, 0, 0.99), 0.2);
    assert_true(isnan(hg_faratin_exp(0, 1, 0.5)));
    assert_true(isnan(hg_faratin_poly(0, 1, 1.1)));
}

static void small_forms_hold_by_hand(void **state)
{
    (void)state;
    double least = hg_fehr_schmidt_least(0.5), sum = 0; /* least = alpha (1 - 2 least) */
    assert_near(least, 0.5 * (1 - 2 * least), EPS);
    for (int i = 1; i < 400; i++) sum += hg_pow(0.8, i) * 0.2;
    assert_near(hg_relational(0.8, 0.2), sum, EPS);
    assert_near(hg_beta_trust(1, 1, 3, 1), 4.0 / 6, EPS);
    assert_near(hg_door_open(0.4, 0.5, 0.9, 0.3), 0.4, EPS);
    assert_near(hg_door_open(0.4, 0.5, 0.9, 0.6), 0.49, EPS);
    assert_near(hg_anchor_correlation(-0.5, 1, 0.5), -sqrt(0.5), EPS);
    assert_true(isnan(hg_relational(1, 0.2)));
    assert_true(isnan(hg_door_open(0.4, 0.5, 0.9, NAN)) && isnan(hg_door_open(NAN, 0, 0, 0)));
    assert_true(isnan(hg_beta_trust(0, 0, 0, 0)));
    assert_true(isnan(hg_anchor_correlation(0, 1, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nash_is_the_greatest_product),
        cmocka_unit_test(the_closed_curve_meets_its_neighbours),
        cmocka_unit_test(kalais_solutions_keep_their_promises),
        cmocka_unit_test(risk_and_weight_split_the_pie),
        cmocka_unit_test(logrolling_is_the_greatest_product),
        cmocka_unit_test(matching_values_solve_their_recursion),
        cmocka_unit_test(one_seller_among_buyers_solves_the_recursion),
        cmocka_unit_test(auctions_are_order_statistics),
        cmocka_unit_test(fixation_is_the_sum_of_a_birth_death_chain),
        cmocka_unit_test(the_replicator_follows_its_equation),
        cmocka_unit_test(curves_meet_where_both_ask_the_same),
        cmocka_unit_test(a_quadratic_crossing_is_exact),
        cmocka_unit_test(crossings_without_a_deal_say_so),
        cmocka_unit_test(faratins_curves_go_from_kappa_to_1),
        cmocka_unit_test(small_forms_hold_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
