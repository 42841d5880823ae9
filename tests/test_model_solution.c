/* Solutions: by hand, against brute force on random spaces, against published domains. */
#include "golden.h"
#include "solution_fixture.h"

#include <time.h>

#define TOLERANCE 1e-9

static void expect(const fixture *f, const int at[SOLUTION_COUNT])
{
    for (int k = 0; k < SOLUTION_COUNT; k++)
        if (f->found.at[k] != (at[k] < 0 ? HG_NO_OUTCOME : (outcome_id)at[k]))
            fail_msg("%s: outcome %d, not %d", solution_name((solution_kind)k), (int)f->found.at[k],
                     at[k]);
}

/* ---- by hand ---- */

static void each_solution_has_its_own_outcome(void **unused)
{
    (void)unused;
    /* gains from (0, 0); ideal (10, 8): ratios .4, .5, .6, .625, 1/8 ... */
    const double u[] = {10, 1.2, 9, 2.9, 6, 4.4, 4.9, 5, 3, 6, 0, 8, 1, 1};
    const double origin[] = {0, 0}, high[] = {3, 3}, beyond[] = {9, 9};
    fixture f;
    fixture_rows(&f, 2, u, 7);
    find(&f, origin); /* products 12, 26.1, 26.4, 24.5, 18, 0; sums 11.2, 11.9, 10.4, 9.9, 9, 8 */
    expect(&f, (const int[]){2, 2, 3, 1});
    assert_int_equal(f.found.rational, 7);
    assert_int_equal(f.found.n_pareto, 6);
    assert_int_equal(f.found.pareto[0], 5);
    assert_int_equal(f.found.pareto[5], 0);
    assert_near(f.found.opposition, hypot(0.4, 3.6 / 8), 1e-15);
    for (int k = 0; k < SOLUTION_COUNT; k++) assert_int_equal(f.found.as_good[k], 1);
    find(&f, high); /* gains (3, 1.4), (1.9, 2), (0, 3): ideal (3, 3); products 4.2, 3.8, 0 */
    expect(&f, (const int[]){2, 3, 3, 1});
    assert_int_equal(f.found.rational, 3);
    find(&f, beyond); /* no zone of agreement: only who asks for no reason has an answer */
    expect(&f, (const int[]){-1, -1, -1, 1});
    assert_int_equal(f.found.rational, 0);
    assert_int_equal(f.found.as_good[SOLUTION_NASH], 0);
    assert_int_equal(f.found.as_good[SOLUTION_UTILITARIAN], 1);
    assert_near(f.found.opposition, hypot(0.4, 3.6 / 8), 1e-15);
    arena_fini(&f.arena);
}

static void ties_go_to_the_lower_index_among_the_optimal(void **unused)
{
    (void)unused;
    const double u[] = {3, 3, 3, 5, 5, 3, 3, 5};
    const double origin[] = {0, 0}, edge[] = {5, 0}, corner[] = {5, 3};
    fixture f;
    fixture_rows(&f, 2, u, 4);
    find(&f, origin); /* (3,3) is as egalitarian as (3,5), but dominated */
    expect(&f, (const int[]){1, 1, 1, 1});
    assert_int_equal(f.found.n_pareto, 2);
    for (int k = 0; k < SOLUTION_COUNT; k++) assert_int_equal(f.found.as_good[k], 2);
    find(&f, edge); /* party 0 can gain nothing: all products are 0, and it has no say in KS */
    expect(&f, (const int[]){2, 2, 2, 2});
    find(&f, corner); /* nobody can */
    expect(&f, (const int[]){2, 2, 2, 2});
    assert_int_equal(f.found.rational, 1);
    arena_fini(&f.arena);
}

/* The last party can gain nothing: it has no say in who gains how much of its ideal. */
static void the_ideal_of_one_who_can_gain_nothing(void **unused)
{
    (void)unused;
    const double u[] = {1, 3, 5, 3, 1, 5, 2, 2, 5}, d[] = {0, 0, 5};
    fixture f;
    fixture_rows(&f, 3, u, 3);
    find(&f, d);
    assert_int_equal(f.found.rational, 3);
    assert_int_equal(f.found.at[SOLUTION_KALAI_SMORODINSKY], 2);
    assert_int_equal(f.found.as_good[SOLUTION_KALAI_SMORODINSKY], 1);
    arena_fini(&f.arena);
}

/* Money counts from its worst, a weight sum from 0; what is worth less than nothing from its worst.
 */
static void opposition_scales(void **unused)
{
    (void)unused;
    const double u[] = {100, 0.5, 200, 0.25, 150, 0.4};
    const double d[] = {0, 0}, below[] = {-1, 0, 0, -1, 0.5, -0.5};
    fixture f;
    fixture_rows(&f, 2, u, 3);
    f.parties[0].money = true;
    find(&f, d); /* (0, 1), (1, .5), (.5, .8): distances 1, .5, hypot(.5, .2) */
    assert_near(f.found.opposition, 0.5, 1e-15);
    arena_fini(&f.arena);
    fixture_rows(&f, 2, below, 3);
    find(&f, d); /* (0, 1), (2/3, 0), (1, .5) */
    assert_near(f.found.opposition, 0.5, 1e-15);
    arena_fini(&f.arena);
    const double same[] = {7, 7};
    fixture_rows(&f, 2, same, 1);
    f.parties[0].money = f.parties[1].money = true;
    find(&f, d);
    assert_same(f.found.opposition, 0); /* the only outcome is everybody's best */
    arena_fini(&f.arena);
}

static void a_pie_of_real_numbers(void **unused)
{
    (void)unused;
    const double per_unit[] = {1, -1}, d[] = {30, -90}, none[] = {60, -50};
    fixture f;
    fixture_line(&f, 2, 0, 100, per_unit, SPACE_REAL_STEPS);
    find(&f, d); /* gains x - 30 and 90 - x: 60 everywhere, whatever the question */
    for (int k = SOLUTION_NASH; k <= SOLUTION_EGALITARIAN; k++)
        assert_near(utility_at(&f, (solution_kind)k, 0), 60, 1e-12);
    assert_near(utility_at(&f, SOLUTION_UTILITARIAN, 0), 30, 1e-12); /* the first rational one */
    assert_int_equal(f.found.as_good[SOLUTION_UTILITARIAN], SPACE_REAL_STEPS + 1);
    assert_int_equal(f.found.as_good[SOLUTION_NASH], 1);
    assert_near((double)f.found.rational / (double)SPACE_REAL_STEPS, 0.6, 1e-12);
    assert_int_equal(f.found.n_pareto, 2);
    assert_int_equal(f.found.pareto[0], 0);
    assert_int_equal(f.found.pareto[1], SPACE_REAL_STEPS);
    assert_near(f.found.opposition, sqrt(0.5), 1e-12);
    find(&f, none);
    expect(&f, (const int[]){-1, -1, -1, 0});
    assert_int_equal(f.found.rational, 0);
    arena_fini(&f.arena);
}

static void a_line_bends_the_solutions_apart(void **unused)
{
    (void)unused;
    const double per_unit[] = {2, -1}, d[] = {0, -90};
    fixture f;
    fixture_line(&f, 2, 0, 100, per_unit, SPACE_REAL_STEPS);
    find(&f, d); /* gains 2x and 90 - x: Nash x = 45; KS ratios x/90 = 1 - x/90; equal at x = 30 */
    assert_near(utility_at(&f, SOLUTION_NASH, 0), 90, 1e-12);
    assert_near(utility_at(&f, SOLUTION_KALAI_SMORODINSKY, 0), 90, 1e-12);
    assert_near(utility_at(&f, SOLUTION_EGALITARIAN, 0), 60, 1e-12);
    assert_int_equal(f.found.at[SOLUTION_UTILITARIAN], SPACE_REAL_STEPS);
    arena_fini(&f.arena);
    const double alike[] = {1, 3}, origin[] = {0, 0};
    fixture_line(&f, 2, -5, 5, alike, SPACE_REAL_STEPS);
    find(&f, origin);
    for (int k = 0; k < SOLUTION_COUNT; k++) assert_near(utility_at(&f, (solution_kind)k, 0), 5, 0);
    assert_int_equal(f.found.n_pareto, 1);
    assert_near(f.found.opposition, 0, 1e-12);
    arena_fini(&f.arena);
}

/* 0.1 + 0.9 and 0.3 + 0.7 need not be the same double to be the same sum. */
static void rounding_parts_no_equals(void **unused)
{
    (void)unused;
    const double u[] = {0.467, 0.833, 0.65, 0.65, 0.483, 0.817, 0.1, 1.0}, d[] = {0.2, 0.2};
    fixture f;
    fixture_rows(&f, 2, u, 4);
    find(&f, d);
    assert_int_equal(f.found.as_good[SOLUTION_UTILITARIAN], 3);
    assert_int_equal(f.found.as_good[SOLUTION_NASH], 1);
    arena_fini(&f.arena);
}

static void solutions_have_names(void **unused)
{
    (void)unused;
    assert_string_equal(solution_name(SOLUTION_KALAI_SMORODINSKY), "kalai_smorodinsky");
    assert_string_equal(solution_title(SOLUTION_NASH), "Nash");
    assert_string_equal(solution_source(SOLUTION_EGALITARIAN), "Kalai 1977");
}

/* ---- against brute force ---- */

static double slow_opposition(const double *u, size_t size, uint32_t n)
{
    double nearest = INFINITY, best[PARTIES] = {0};
    for (size_t i = 0; i < size * n; i++) best[i % n] = fmax(best[i % n], u[i]);
    for (size_t i = 0; i < size; i++) {
        double sum = 0;
        for (uint32_t p = 0; p < n; p++) {
            double apart = best[p] > 0 ? 1 - u[i * n + p] / best[p] : 0;
            sum += apart * apart;
        }
        nearest = fmin(nearest, sqrt(sum));
    }
    return nearest;
}

static void check_frontier(const fixture *f, const double *u, size_t size, uint32_t n)
{
    size_t optimal = 0;
    for (size_t i = 0; i < size; i++) optimal += is_optimal(u, size, i, n);
    assert_int_equal(f->found.n_pareto, optimal);
    for (uint32_t k = 0; k < f->found.n_pareto; k++) {
        assert_true(is_optimal(u, size, f->found.pareto[k], n));
        if (k > 0) assert_true(u[f->found.pareto[k] * n] >= u[f->found.pareto[k - 1] * n]);
    }
}

static void random_spaces_equal_brute_force(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    size_t without_zone = 0;
    for (uint32_t round = 0; round < 1000; round++) {
        uint32_t n = 2 + round % (PARTIES - 1);
        shape s = (shape)(round / 3 % SHAPES);
        size_t size = 1 + rng_below(&r, ROWS), expected = 0;
        static double u[ROWS * PARTIES];
        double d[PARTIES], ideal[PARTIES];
        random_rows(&r, s, n, u, size);
        for (uint32_t p = 0; p < n; p++)
            d[p] = s == CLOUD ? rng_uniform(&r) : (double)rng_below(&r, 6);
        if (s == CONSTANT_SUM) d[n - 1] = (double)rng_below(&r, 5) - 3;
        fixture f;
        fixture_rows(&f, n, u, size);
        find(&f, d);
        slow_ideal(u, size, n, d, ideal);
        for (int k = 0; k < SOLUTION_COUNT; k++)
            assert_int_equal(f.found.at[k], slow_solution((solution_kind)k, u, size, n, d, ideal));
        for (size_t i = 0; i < size; i++) expected += rational(&u[i * n], d, n);
        without_zone += expected == 0;
        assert_int_equal(f.found.rational, expected);
        check_frontier(&f, u, size, n);
        if (s != CONSTANT_SUM) assert_near(f.found.opposition, slow_opposition(u, size, n), 1e-12);
        arena_fini(&f.arena);
    }
    assert_in_range(without_zone, 40, 800); /* both cases were met */
}

/* The same numbers, listed and in closed form: the best of a listed grid is never better than the
 * best of the fine range, and worse by at most a step. */
static void a_line_equals_its_listed_grid(void **unused)
{
    (void)unused;
    enum { STEPS = 4096 };
    rng r;
    rng_open(&r, 6, RNG_DESIGN, 0, 0);
    for (uint32_t round = 0; round < 200; round++) {
        uint32_t n = 2 + round % (PARTIES - 1);
        double slopes[PARTIES], d[PARTIES], ideal[PARTIES];
        for (uint32_t p = 0; p < n; p++) {
            slopes[p] = round % 7 == 0 ? 1 : round % 11 == 0 ? 0 : 2 * rng_uniform(&r) - 1;
            d[p] = 2 * rng_uniform(&r) - 1.5;
        }
        fixture line, grid;
        fixture_line(&line, n, -1, 3, slopes, SPACE_REAL_STEPS);
        fixture_line(&grid, n, -1, 3, slopes, STEPS);
        find(&line, d);
        find(&grid, d);
        for (uint32_t p = 0; p < n; p++) {
            ideal[p] = 0;
            for (outcome_id o = 0; o <= STEPS; o++) {
                double u[PARTIES] = {0};
                for (uint32_t q = 0; q < n; q++)
                    u[q] = utility_of(&grid.model.parties[q].utility, o);
                if (rational(u, d, n)) ideal[p] = fmax(ideal[p], u[p] - d[p]);
            }
        }
        for (int k = 0; k < SOLUTION_COUNT && grid.found.rational > 8; k++) {
            double fine[PARTIES], coarse[PARTIES];
            for (uint32_t p = 0; p < n; p++) {
                fine[p] = utility_at(&line, (solution_kind)k, p);
                coarse[p] = utility_at(&grid, (solution_kind)k, p);
            }
            double a = slow_value((solution_kind)k, fine, d, ideal, n);
            double b = slow_value((solution_kind)k, coarse, d, ideal, n);
            assert_true(a >= b - (k == SOLUTION_KALAI_SMORODINSKY ? 0.02 : 1e-12));
            assert_true(a <= b + 0.02);
        }
        assert_near(line.found.opposition, grid.found.opposition, 2e-3);
        assert_near((double)line.found.rational / (double)SPACE_REAL_STEPS,
                    (double)grid.found.rational / STEPS, 2.0 / STEPS);
        arena_fini(&line.arena);
        arena_fini(&grid.arena);
    }
}

/* ---- published domains ---- */

static bool is_one_of(const json_t *points, const double *u)
{
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *point = json_array_get(points, i);
        if (fabs(real_at(point, 0) - u[0]) <= TOLERANCE &&
            fabs(real_at(point, 1) - u[1]) <= TOLERANCE)
            return true;
    }
    return false;
}

static void check_published(const json_t *root)
{
    static const char *const keys[] = {"nash", "kalai_smorodinsky", "kalai_egalitarian"};
    arena a;
    arena_init(&a);
    model m = {0};
    party parties[2] = {{0}};
    read_domain(&a, root, &m, parties);
    const json_t *mode = json_object_get(json_object_get(root, "modes"), "genius");
    const json_t *textbook = json_object_get(mode, "textbook_d_eq_reserved");
    const double d[] = {parties[0].reservation, parties[1].reservation};
    solutions s;
    solutions_find(&a, &m, d, &s);
    size_t optimal = 0;
    for (int k = 0; k < SOLUTION_COUNT; k++) {
        const double u[] = {utility_of(&parties[0].utility, s.at[k]),
                            utility_of(&parties[1].utility, s.at[k])};
        const json_t *points = k == SOLUTION_UTILITARIAN ? json_object_get(mode, "max_welfare")
                                                         : json_object_get(textbook, keys[k]);
        assert_true(is_one_of(points, u));
    }
    for (uint32_t k = 0; k < s.n_pareto; k++) {
        const double u[] = {utility_of(&parties[0].utility, s.pareto[k]),
                            utility_of(&parties[1].utility, s.pareto[k])};
        if (!rational(u, d, 2)) continue;
        optimal++;
        assert_true(is_one_of(json_object_get(mode, "pareto"), u));
    }
    assert_int_equal(optimal, json_array_size(json_object_get(mode, "pareto")));
    assert_near(s.opposition, json_number_value(json_object_get(mode, "opposition")), TOLERANCE);
    arena_fini(&a);
}

static void published_domains(void **unused)
{
    (void)unused;
    golden_each(check_published);
}

/* Thousands of optimal outcomes among three parties, and none that is not. */
static void three_parties_are_exact(void **unused)
{
    enum { SIZE = 6000 };
    static double u[SIZE * 3];
    (void)unused;
    rng r;
    rng_open(&r, 8, RNG_DESIGN, 0, 0);
    for (int round = 0; round < 3; round++) {
        const double grain = round == 0 ? 0x1p-30 : 1.0 / 128; /* with and without ties */
        for (size_t i = 0; i < SIZE; i++) {
            double *x = &u[3 * i], a = rng_uniform(&r), b = rng_uniform(&r);
            double sum = 1 - (round == 1 ? 0.02 * rng_uniform(&r) : 0);
            x[0] = floor(sum * fmin(a, b) / grain) * grain;
            x[1] = floor(sum * fabs(a - b) / grain) * grain;
            x[2] = round == 2 ? 1 - x[0] - x[1] : sum * (1 - fmax(a, b));
        }
        fixture f;
        fixture_rows(&f, 3, u, SIZE);
        find(&f, (const double[]){0, 0, 0});
        check_frontier(&f, u, SIZE, 3);
        assert_true(f.found.n_pareto > 1100);
        arena_fini(&f.arena);
    }
}

/* ---- size ---- */

/* Generous: a debug build under a sanitizer on a busy machine. What it rules out is a quadratic
 * search, which would take hours. All of one sum: hardly any outcome is dominated, the worst case.
 */
static void many_outcomes(void **unused)
{
    (void)unused;
    for (uint32_t n = 2; n <= 4; n++) {
        const size_t size = n == 2 ? 1000000 : n == 3 ? 200000 : 20000;
        rng r;
        rng_open(&r, 7, RNG_DESIGN, n, 0);
        double *u = malloc(size * n * sizeof *u);
        for (size_t i = 0; i < size; i++) {
            double left = 1;
            for (uint32_t p = 0; p + 1 < n; p++) left -= u[i * n + p] = left * rng_uniform(&r);
            u[i * n + n - 1] = left;
        }
        fixture f;
        fixture_rows(&f, n, u, size);
        clock_t start = clock();
        find(&f, (const double[]){0.1, 0.1, 0.1, 0.1});
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        print_message("%u parties, %zu outcomes: %.0f ms\n", n, size, 1e3 * seconds);
        assert_true(seconds < 60);
        assert_near(utility_at(&f, SOLUTION_NASH, 0), 1.0 / n, 0.02);
        arena_fini(&f.arena);
        free(u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_solution_has_its_own_outcome),
        cmocka_unit_test(ties_go_to_the_lower_index_among_the_optimal),
        cmocka_unit_test(the_ideal_of_one_who_can_gain_nothing),
        cmocka_unit_test(opposition_scales),
        cmocka_unit_test(a_pie_of_real_numbers),
        cmocka_unit_test(a_line_bends_the_solutions_apart),
        cmocka_unit_test(rounding_parts_no_equals),
        cmocka_unit_test(solutions_have_names),
        cmocka_unit_test(random_spaces_equal_brute_force),
        cmocka_unit_test(a_line_equals_its_listed_grid),
        cmocka_unit_test(published_domains),
        cmocka_unit_test(three_parties_are_exact),
        cmocka_unit_test(many_outcomes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
