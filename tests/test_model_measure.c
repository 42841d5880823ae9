/* What deals measure: by hand, on one real issue, against brute force. */
#include "solution_fixture.h"

#include "model/measure.h"

#define TOLERANCE 1e-12

static deal_measures measured(fixture *f, const double *d, outcome_id deal)
{
    deal_measures m;
    find(f, d);
    measure_deal(&f->model, &f->found, d, deal, &m);
    return m;
}

static void near_or_missing(double x, double expected)
{
    if (isnan(expected))
        assert_true(isnan(x));
    else
        assert_near(x, expected, TOLERANCE);
}

static void expect(deal_measures m, double pareto, const double of[SOLUTION_COUNT], double product)
{
    near_or_missing(m.pareto, pareto);
    for (int k = 0; k < SOLUTION_COUNT; k++) near_or_missing(m.of[k], of[k]);
    near_or_missing(m.nash_product, product);
}
#define OF(...) ((const double[]){__VA_ARGS__})

/* ---- by hand ---- */

/* Nash and Kalai-Smorodinsky (6, 4.4), egalitarian (4.9, 5), utilitarian (9, 2.9); scales 10, 8. */
static const double rows[] = {10, 1.2, 9, 2.9, 6, 4.4, 4.9, 5, 3, 6, 0, 8, 1, 1};

static void distances_to_each_point(void **unused)
{
    (void)unused;
    const double origin[] = {0, 0};
    fixture f;
    fixture_rows(&f, 2, rows, 7);
    double near = hypot(0.39, 0.5), nash = hypot(0.5, 0.425);
    expect(measured(&f, origin, 6), near, OF(nash, nash, near, hypot(0.8, 0.2375)), 1 / 26.4);
    expect(measured(&f, origin, 2), 0, OF(0, 0, hypot(0.11, 0.075), hypot(0.3, 0.1875)), 1);
    arena_fini(&f.arena);
}

static void without_a_zone_only_what_needs_none_is_defined(void **unused)
{
    (void)unused;
    const double beyond[] = {9, 9};
    fixture f;
    fixture_rows(&f, 2, rows, 7);
    expect(measured(&f, beyond, 6), hypot(0.39, 0.5), OF(NAN, NAN, NAN, hypot(0.8, 0.2375)), NAN);
    arena_fini(&f.arena);
}

static void who_loses_makes_the_product_nothing(void **unused)
{
    (void)unused;
    const double high[] = {3, 3}, edge[] = {10, 0};
    fixture f;
    fixture_rows(&f, 2, rows, 7);
    assert_same(measured(&f, high, 5).nash_product, 0); /* gains -3 and 5 */
    assert_same(measured(&f, high, 6).nash_product, 0); /* -2 and -2: two losses are no gain */
    assert_near(measured(&f, high, 3).nash_product, 1.9 * 2 / (3 * 1.4), TOLERANCE);
    deal_measures m =
        measured(&f, edge, 0); /* one can gain nothing: there is no greatest product */
    expect(m, 0, OF(0, 0, 0, hypot(0.1, 1.7 / 8)), NAN);
    arena_fini(&f.arena);
}

static void of_several_as_good_the_nearest_counts(void **unused)
{
    (void)unused;
    const double u[] = {3, 3, 3, 5, 5, 3, 3, 5}, origin[] = {0, 0};
    fixture f;
    fixture_rows(&f, 2, u, 4);
    for (outcome_id deal = 1; deal < 4; deal++)
        expect(measured(&f, origin, deal), 0, OF(0, 0, 0, 0), 1);
    expect(measured(&f, origin, 0), 0.4, OF(0.4, 0.4, 0.4, 0.4), 9 / 15.0);
    arena_fini(&f.arena);
}

static void the_scale_is_the_pie_where_utilities_are_transferable(void **unused)
{
    (void)unused;
    const double origin[] = {0, 0};
    fixture f;
    fixture_rows(&f, 2, rows, 7);
    f.model.transferable = true;
    f.model.pie = 20;
    assert_near(measured(&f, origin, 6).of[SOLUTION_NASH], hypot(0.25, 0.17), TOLERANCE);
    f.model.pie = 0;
    expect(measured(&f, origin, 6), NAN, OF(NAN, NAN, NAN, NAN), 1 / 26.4);
    arena_fini(&f.arena);
}

static void three_parties(void **unused)
{
    (void)unused;
    const double u[] = {4, 1, 1, 1, 4, 1, 1, 1, 4, 2, 2, 2, 1, 1, 1}, origin[] = {0, 0, 0};
    fixture f;
    fixture_rows(&f, 3, u, 5);
    double from_worst = 0.25 * sqrt(3), from_corner = sqrt(0.25 + 0.0625 + 0.0625);
    expect(measured(&f, origin, 4), from_worst, OF(from_worst, from_worst, from_worst, from_worst),
           1 / 8.0);
    expect(measured(&f, origin, 0), 0, OF(from_corner, from_corner, from_corner, 0), 0.5);
    arena_fini(&f.arena);
}

static void too_little_is_known_of_a_frontier(void **unused)
{
    (void)unused;
    const double origin[] = {0, 0};
    deal_measures m;
    fixture f;
    fixture_rows(&f, 2, rows, 7);
    find(&f, origin);
    f.found.within = INFINITY;
    measure_deal(&f.model, &f.found, origin, 6, &m);
    expect(m, NAN, OF(NAN, NAN, NAN, NAN), NAN);
    arena_fini(&f.arena);
}

/* ---- one real issue ---- */

static outcome_id at_share(double share) { return (outcome_id)(share * (double)SPACE_REAL_STEPS); }

static void a_pie_of_real_numbers(void **unused)
{
    (void)unused;
    const double per_unit[] = {1, -1}, d[] = {30, -90};
    fixture f;
    fixture_line(&f, 2, 0, 100, per_unit, SPACE_REAL_STEPS);
    f.model.transferable = true;
    f.model.pie = 100;
    double apart =
        hypot(0.1, 0.1); /* Nash, Kalai-Smorodinsky, egalitarian: 60; the sum: anywhere */
    expect(measured(&f, d, at_share(0.5)), 0, OF(apart, apart, apart, 0), 20 * 40 / 900.0);
    expect(measured(&f, d, at_share(0.7)), 0, OF(apart, apart, apart, 0), 40 * 20 / 900.0);
    expect(measured(&f, d, 0), 0, OF(6 * apart, 6 * apart, 6 * apart, 0), 0);
    arena_fini(&f.arena);
}

static void both_want_the_same_end(void **unused)
{
    (void)unused;
    const double alike[] = {1, 3}, origin[] = {0, 0};
    fixture f;
    fixture_line(&f, 2, -5, 5, alike, SPACE_REAL_STEPS);
    double apart = sqrt(2);
    expect(measured(&f, origin, at_share(0.5)), apart, OF(apart, apart, apart, apart), 0);
    arena_fini(&f.arena);
}

/* A third who never gains makes all products nothing, and all that is rational as good as Nash. */
static void a_row_of_as_good_ones(void **unused)
{
    (void)unused;
    const double per_unit[] = {1, -1, 0}, d[] = {30, -90, 0};
    fixture f;
    fixture_line(&f, 3, 0, 100, per_unit, SPACE_REAL_STEPS);
    f.model.transferable = true;
    f.model.pie = 100;
    assert_near(measured(&f, d, at_share(0.1)).of[SOLUTION_NASH], hypot(0.2, 0.2), TOLERANCE);
    assert_near(measured(&f, d, at_share(0.97)).of[SOLUTION_NASH], hypot(0.07, 0.07), TOLERANCE);
    assert_same(measured(&f, d, at_share(0.4)).of[SOLUTION_NASH], 0);
    assert_true(isnan(measured(&f, d, at_share(0.4)).nash_product));
    arena_fini(&f.arena);
}

/* ---- against brute force ---- */

typedef struct problem {
    const double *u, *d;
    size_t size;
    uint32_t n;
    double ideal[PARTIES], best[PARTIES];
} problem;

static double distance(const problem *p, outcome_id a, outcome_id b)
{
    double sum = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        double apart = (p->u[a * p->n + i] - p->u[b * p->n + i]) / p->best[i];
        sum += apart * apart;
    }
    return sqrt(sum);
}

static double slow_distance(const problem *p, outcome_id deal, int kind)
{
    bool any_kind = kind == SOLUTION_COUNT;
    outcome_id at =
        any_kind ? 0 : slow_solution((solution_kind)kind, p->u, p->size, p->n, p->d, p->ideal);
    double nearest = INFINITY, greatest = 0;
    if (at == HG_NO_OUTCOME) return NAN;
    if (!any_kind)
        greatest = slow_value((solution_kind)kind, &p->u[at * p->n], p->d, p->ideal, p->n);
    for (outcome_id o = 0; o < p->size; o++) {
        const double *u = &p->u[o * p->n];
        if (!is_optimal(p->u, p->size, o, p->n)) continue;
        if (!any_kind) {
            if (kind != SOLUTION_UTILITARIAN && !rational(u, p->d, p->n)) continue;
            double value = slow_value((solution_kind)kind, u, p->d, p->ideal, p->n);
            if (value < greatest - 1e-12 * fmax(fabs(greatest), 1e-3)) continue;
        }
        nearest = fmin(nearest, distance(p, deal, o));
    }
    return nearest;
}

static void compare(fixture *f, const problem *p, outcome_id deal)
{
    deal_measures m;
    double of[SOLUTION_COUNT], product = 1;
    measure_deal(&f->model, &f->found, p->d, deal, &m);
    for (int k = 0; k < SOLUTION_COUNT; k++) of[k] = slow_distance(p, deal, k);
    outcome_id nash = slow_solution(SOLUTION_NASH, p->u, p->size, p->n, p->d, p->ideal);
    double most = nash == HG_NO_OUTCOME
                      ? 0
                      : slow_value(SOLUTION_NASH, &p->u[nash * p->n], p->d, p->ideal, p->n);
    for (uint32_t i = 0; i < p->n; i++) product *= fmax(0, p->u[deal * p->n + i] - p->d[i]);
    expect(m, slow_distance(p, deal, SOLUTION_COUNT), of, most > 0 ? product / most : NAN);
    for (int k = 0; k < SOLUTION_COUNT; k++) assert_true(isnan(m.of[k]) || m.of[k] >= m.pareto);
}

static void one_random_space(uint64_t seed, uint32_t n)
{
    enum { SIZE = 60 };
    double u[SIZE * PARTIES], d[PARTIES];
    fixture f;
    rng r;
    rng_open(&r, seed, RNG_SCENARIO, seed, n);
    random_rows(&r, (shape)(seed % SHAPES), n, u, SIZE);
    problem p = {.u = u, .d = d, .size = SIZE, .n = n};
    for (size_t i = 0; i < SIZE * n; i++) u[i] += 3; /* a constant sum leaves debts */
    for (size_t i = 0; i < SIZE * n; i++) p.best[i % n] = fmax(p.best[i % n], u[i]);
    fixture_rows(&f, n, u, SIZE);
    for (int limits = 0; limits < 3; limits++) {
        for (uint32_t i = 0; i < n; i++) d[i] = 3 + (double)rng_below(&r, 4) * limits * 0.5;
        slow_ideal(u, SIZE, n, d, p.ideal);
        if (limits == 0)
            find(&f, d);
        else
            solutions_again(&f.model, d, &f.found);
        for (int k = 0; k < 8; k++) compare(&f, &p, rng_below(&r, SIZE));
    }
    arena_fini(&f.arena);
}

static void random_spaces(void **unused)
{
    (void)unused;
    for (uint64_t seed = 0; seed < 150; seed++)
        for (uint32_t n = 2; n <= 3; n++) one_random_space(seed, n);
}

/* Found again for other limits and shifts is found as if for the first time. */
static void solutions_found_again(void **unused)
{
    (void)unused;
    fixture f;
    rng r;
    double u[40 * 2];
    rng_open(&r, 7, RNG_SCENARIO, 0, 0);
    random_rows(&r, LATTICE, 2, u, 40);
    const double line[] = {1, -2};
    for (int on_line = 0; on_line < 2; on_line++) {
        if (on_line)
            fixture_line(&f, 2, 0, 10, line, SPACE_REAL_STEPS);
        else
            fixture_rows(&f, 2, u, 40);
        find(&f, (const double[]){0, 0});
        solutions again = f.found;
        for (int k = 0; k < 40; k++) {
            double d[] = {(double)rng_below(&r, 8), (double)rng_below(&r, 8) - 12.0 * on_line};
            for (int i = 0; i < 2; i++) f.parties[i].utility.shift = (double)rng_below(&r, 4);
            find(&f, d);
            solutions_again(&f.model, d, &again);
            assert_memory_equal(again.at, f.found.at, sizeof again.at);
            assert_memory_equal(again.as_good, f.found.as_good, sizeof again.as_good);
            assert_int_equal(again.n_pareto, f.found.n_pareto);
            assert_same(again.opposition, f.found.opposition);
            assert_int_equal(again.rational > 0, f.found.rational > 0);
            if (on_line) continue;
            assert_memory_equal(again.pareto, f.found.pareto, 8u * again.n_pareto);
            assert_memory_equal(again.good, f.found.good, again.n_pareto);
        }
        arena_fini(&f.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_to_each_point),
        cmocka_unit_test(without_a_zone_only_what_needs_none_is_defined),
        cmocka_unit_test(who_loses_makes_the_product_nothing),
        cmocka_unit_test(of_several_as_good_the_nearest_counts),
        cmocka_unit_test(the_scale_is_the_pie_where_utilities_are_transferable),
        cmocka_unit_test(three_parties),
        cmocka_unit_test(too_little_is_known_of_a_frontier),
        cmocka_unit_test(a_pie_of_real_numbers),
        cmocka_unit_test(both_want_the_same_end),
        cmocka_unit_test(a_row_of_as_good_ones),
        cmocka_unit_test(random_spaces),
        cmocka_unit_test(solutions_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
