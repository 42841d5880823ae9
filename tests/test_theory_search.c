/* The worth of search against its differential equation, integrated step by step, against a Bellman
 * recursion on a grid, and against its special cases. */
#include "check.h"

#include "base/rng.h"
#include <higgle/theory.h>

#define EPS 1e-12

static double draw(rng *r, double lo, double hi) { return lo + (hi - lo) * rng_uniform(r); }

/* ---- the equation itself, in the party's own unit ---- */

/* What a unit of time adds to R: arrivals E max(0, X - R) - discount R - cost. */
static double slope(const hg_search *s, double R)
{
    double width = s->hi - s->lo, above = fmax(0, s->hi - fmax(R, s->lo));
    double better = above * above / (2 * width) + fmax(0, s->lo - R) * above / width;
    return s->arrivals * better - s->discount * R - s->cost;
}

/* Runge-Kutta of fourth order; where looking does not pay at once it never does. */
static double integrated(const hg_search *s, double left, int steps)
{
    double R = s->fallback, h = left / steps;
    if (slope(s, R) <= 0) return R;
    for (int i = 0; i < steps; i++) {
        double a = slope(s, R), b = slope(s, R + h / 2 * a), c = slope(s, R + h / 2 * b);
        R += h / 6 * (a + 2 * b + 2 * c + slope(s, R + h * c));
    }
    return R;
}

static hg_search any_search(rng *r)
{
    hg_search s = {
        .arrivals = draw(r, 0.1, 5), .lo = draw(r, -0.5, 3), .discount = draw(r, 0, 0.5)};
    s.hi = fmax(0, s.lo) + draw(r, 0.1, 4);
    s.cost = rng_uniform(r) < 0.3 ? 0 : draw(r, 0, 0.3);
    s.fallback = draw(r, s.lo - 1, s.hi + 0.2);
    return s;
}

static void the_closed_form_solves_the_equation(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 300; i++) {
        hg_search s = any_search(&r);
        double left = draw(&r, 0, 4);
        assert_near(hg_search_worth(&s, left), integrated(&s, left, 4000), 1e-6);
        if (s.fallback > s.lo) /* no kink on the way: the integration is far better */
            assert_near(hg_search_worth(&s, left), integrated(&s, left, 4000), 1e-11);
    }
}

static void without_end_one_is_just_indifferent(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 500; i++) {
        hg_search s = any_search(&r);
        double R = hg_search_worth(&s, INFINITY);
        if (R > s.fallback) assert_near(slope(&s, R), 0, 1e-10);
        assert_near(R, hg_search_worth(&s, 1e9), 1e-7);
        assert_near(R, hg_search_recall(&s, INFINITY), 1e-10); /* the best one has never to wait */
    }
}

static void worth_rises_with_time_and_fallback(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 500; i++) {
        hg_search s = any_search(&r), better = s;
        better.fallback += draw(&r, 0, 0.5);
        double left = draw(&r, 0, 3), longer = left + draw(&r, 0, 3);
        double R = hg_search_worth(&s, left), kept = hg_search_recall(&s, left);
        assert_true(R >= s.fallback && hg_search_worth(&s, longer) >= R - EPS);
        assert_true(hg_search_worth(&better, left) >= R - EPS);
        assert_true(kept >= R - 1e-10); /* what stays open cannot hurt */
        assert_true(hg_search_recall(&s, longer) >= kept - 1e-10);
    }
}

/* Double every worth and cost: double the worth of search. */
static void units_do_not_matter(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 300; i++) {
        hg_search s = any_search(&r), twice = s;
        twice.lo *= 2, twice.hi *= 2, twice.cost *= 2, twice.fallback *= 2;
        double left = draw(&r, 0, 3);
        assert_near(hg_search_worth(&twice, left), 2 * hg_search_worth(&s, left), 1e-11);
        assert_near(hg_search_recall(&twice, left), 2 * hg_search_recall(&s, left), 1e-11);
    }
}

/* ---- recall, by Bellman's equation on a grid of what is held, from the fallback >= lo on ---- */

enum { GRID = 500, STEPS = 4000 };

static double recalled(const hg_search *s, double left)
{
    static double V[GRID + 1];
    double h = left / STEPS, cell = (s->hi - s->fallback) / GRID, width = s->hi - s->lo;
    for (int i = 0; i <= GRID; i++) V[i] = s->fallback + i * cell;
    for (int t = 0; t < STEPS; t++) {
        double tail = 0; /* integral of V over better offers */
        double next = V[GRID];
        for (int i = GRID; i >= 0; i--) {
            double held = s->fallback + i * cell, now = V[i];
            if (i < GRID) tail += (now + next) / 2 * cell;
            double mean = ((held - s->lo) * now + tail) / width;
            next = now;
            V[i] = fmax(held, now + h * (s->arrivals * (mean - now) - s->discount * now - s->cost));
        }
    }
    return V[0];
}

static void recall_solves_bellmans_equation(void **state)
{
    (void)state;
    const hg_search cases[] = {{2, 0, 1, 0, 0, 0},     {2, 0, 1, 0.2, 0, 0.1},
                               {3, 0, 1, 0, 0.2, 0},   {1, 0, 1, 0.3, 0.1, 0},
                               {4, 1, 3, 0.1, 0.2, 1}, {2, 0, 1, 0.1, 0.05, 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (double left = 0.5; left < 5; left *= 2)
            assert_near(hg_search_recall(&cases[i], left), recalled(&cases[i], left),
                        2e-3 * (cases[i].hi - cases[i].lo));
}

/* ---- special cases ---- */

static void nothing_to_discount_leaves_the_plain_forms(void **state)
{
    (void)state;
    for (double b = 0; b < 1; b += 0.25)
        for (double n = 0.25; n < 20; n *= 2) {
            hg_search s = {.arrivals = n, .hi = 1, .fallback = b};
            assert_near(hg_search_worth(&s, 1), 1 - 1 / (1 / (1 - b) + n / 2), EPS);
            assert_near(hg_search_recall(&s, 1), 1 - (1 - hg_exp(-n * (1 - b))) / n, EPS);
        }
    hg_search tiny = {.arrivals = 1e-9, .hi = 1, .fallback = 0.5}; /* no cancellation */
    assert_near((hg_search_recall(&tiny, 1) - 0.5) * 1e9, 0.125, 1e-6);
    assert_near((hg_search_worth(&tiny, 1) - 0.5) * 1e9, 0.125, 1e-6);
}

static void vanishing_costs_are_no_costs(void **state)
{
    (void)state;
    hg_search free_one = {.arrivals = 2, .hi = 1, .fallback = 0.2}, almost = free_one;
    almost.cost = 1e-13;
    assert_near(hg_search_worth(&almost, 3), hg_search_worth(&free_one, 3), 1e-11);
    assert_near(hg_search_recall(&almost, 3), hg_search_recall(&free_one, 3), 1e-6);
    assert_near(hg_search_worth(&free_one, INFINITY), 1, EPS);
    assert_near(hg_search_recall(&free_one, INFINITY), 1, EPS);
}

static void search_that_does_not_pay_is_left(void **state)
{
    (void)state;
    hg_search s = {.arrivals = 1, .hi = 1, .cost = 0.6, .fallback = 0};
    assert_same(hg_search_worth(&s, 5), 0);
    assert_same(hg_search_recall(&s, 5), 0);
    assert_same(hg_search_even(0.1, 1, 0.6), 0);
    assert_same(hg_search_even(0.1, 1, 0.5), 0);
    assert_true(hg_search_even(0.1, 1, 0.499) > 0);
    assert_same(hg_search_exponential(0.1, 1, 1, 1), 0);
    assert_same(hg_search_discrete(0.9, 0.45), 0);
    s.arrivals = 0;
    assert_same(hg_search_worth(&s, INFINITY), 0);
    s.arrivals = 1, s.cost = 0, s.fallback = 2; /* holds more than can come */
    assert_same(hg_search_worth(&s, 5), 2);
    assert_same(hg_search_recall(&s, INFINITY), 2);
}

static void hostile_searches_have_no_worth(void **state)
{
    (void)state;
    const hg_search bad[] = {{-1, 0, 1, 0, 0, 0},   {1, 1, 1, 0, 0, 0},        {1, 0, NAN, 0, 0, 0},
                             {1, 0, 1, -0.1, 0, 0}, {1, 0, 1, 0, INFINITY, 0}, {1, 0, 1, 0, 0, NAN},
                             {1, -2, -1, 0, 0, 0}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_true(isnan(hg_search_worth(&bad[i], 1)));
        assert_true(isnan(hg_search_recall(&bad[i], 1)));
    }
    hg_search fine = {1, 0, 1, 0, 0, 0};
    assert_true(isnan(hg_search_worth(&fine, -1)));
    assert_true(isnan(hg_search_worth(&fine, NAN)));
}

static void stationary_values_solve_their_equations(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 500; i++) {
        double rate = draw(&r, 0.001, 0.5), lambda = draw(&r, 0.1, 5), cost = draw(&r, 0, 0.4);
        double R = hg_search_even(rate, lambda, cost), m = draw(&r, 0.1, 3);
        if (R > 0) assert_near(rate * R, lambda * (1 - R) * (1 - R) / 2 - cost, EPS);
        double E = hg_search_exponential(rate, lambda, m, cost);
        if (E > 0) assert_near(rate * E, lambda * m * hg_exp(-E / m) - cost, EPS);
        double d = draw(&r, 0, 1), D = hg_search_discrete(d, cost);
        if (D > 0) assert_near(D, d * (1 + D * D) / 2 - cost, EPS);
    }
    assert_near(hg_search_exponential(0, 1, 1, 0.25), hg_log(4), EPS);
    assert_same(hg_search_discrete(1, 0), 1);
    assert_same(hg_search_discrete(0, 0), 0);
    assert_true(isnan(hg_search_exponential(0, 1, 1, 0)));
    assert_true(isnan(hg_search_even(0.1, 0, 0)));
}

static void moser_is_his_recursion(void **state)
{
    (void)state;
    assert_same(hg_moser(0), 0);
    assert_same(hg_moser(1), 0.5);
    assert_same(hg_moser(3), 0.6953125);
    assert_near(1 - hg_moser(100000), 2.0 / 100000, 1e-8 * 200); /* asymptotically 2 / n */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_closed_form_solves_the_equation),
        cmocka_unit_test(without_end_one_is_just_indifferent),
        cmocka_unit_test(worth_rises_with_time_and_fallback),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(recall_solves_bellmans_equation),
        cmocka_unit_test(nothing_to_discount_leaves_the_plain_forms),
        cmocka_unit_test(vanishing_costs_are_no_costs),
        cmocka_unit_test(search_that_does_not_pay_is_left),
        cmocka_unit_test(hostile_searches_have_no_worth),
        cmocka_unit_test(stationary_values_solve_their_equations),
        cmocka_unit_test(moser_is_his_recursion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
