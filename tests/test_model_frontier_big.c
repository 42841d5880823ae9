/* Frontiers, zones and solutions of spaces that are not listed: against brute force where the same
 * space can be listed, against their own promises where it cannot. */
#include "large_spaces.h"

#include "model/frontier.h"
#include "model/merge.h"
#include "model/solution.h"

#include <time.h>

#define SPACES 1000

/* ---- the frontier ---- */

static void check_merged(const large *f, const merged *got, const double shift[2])
{
    size_t size = (size_t)f->listed.size, count;
    double *u = malloc(size * 2 * sizeof *u);
    uint32_t *order = malloc(size * sizeof *order);
    for (size_t o = 0; o < size; o++)
        for (uint32_t p = 0; p < 2; p++) {
            const utility of = {f->parties[p].utility.table, shift[p]};
            u[2 * o + p] = utility_of(&of, o);
        }
    count = frontier_pareto(u, size, order);
    assert_int_equal(got->size, count);
    assert_same(got->within, 0);
    for (size_t i = 0; i < count; i++) {
        const merge_point *p = &got->points[i];
        const double *right = &u[2 * (size_t)order[i]];
        assert_same(p->u[0], right[0]);
        assert_same(p->u[1], right[1]);
        assert_true(p->outcome < size);
        assert_same(u[2 * p->outcome], right[0]);
        assert_same(u[2 * p->outcome + 1], right[1]);
    }
    free(u);
    free(order);
}

/* The least gain at the best crossing, the pie, leverage with them: both ways the same. */
static void check_model(large *f, rng *r)
{
    model listed = large_model(f, 2, true), unlisted = large_model(f, 2, false);
    const hg_frontier *one = frontier_pareto_set(&f->arena, &listed);
    const hg_frontier *other = frontier_pareto_set(&f->arena, &unlisted);
    assert_int_equal(one->size, other->size);
    assert_memory_equal(one->u, other->u, one->size * 2 * sizeof *one->u);
    assert_memory_equal(one->best, other->best, 2 * sizeof *one->best);
    const hg_frontier *hull = frontier_build(&f->arena, &listed);
    const hg_frontier *same = frontier_build(&f->arena, &unlisted);
    assert_int_equal(hull->size, same->size);
    listed.pareto = one;
    unlisted.pareto = other;
    for (int k = 0; k < 5; k++) {
        double w[2];
        for (uint32_t p = 0; p < 2; p++)
            w[p] = utility_of(&f->parties[p].utility, rng_below(r, f->listed.size));
        assert_same(frontier_zone(&listed, w), frontier_zone(&unlisted, w));
        solutions a, b;
        solutions_find(&f->arena, &listed, w, &a);
        solutions_find(&f->arena, &unlisted, w, &b);
        assert_int_equal(a.n_pareto, b.n_pareto);
        assert_same(a.opposition, b.opposition);
        assert_same(b.within, 0);
        assert_true(b.rational == (a.rational ? RATIONAL_UNCOUNTED : 0));
        for (int s = 0; s < SOLUTION_COUNT; s++) {
            assert_int_equal(a.at[s] == HG_NO_OUTCOME, b.at[s] == HG_NO_OUTCOME);
            for (uint32_t p = 0; p < 2 && a.at[s] != HG_NO_OUTCOME; p++)
                assert_same(utility_of(&f->parties[p].utility, a.at[s]),
                            utility_of(&f->parties[p].utility, b.at[s]));
            assert_true(a.as_good[s] == b.as_good[s]);
        }
    }
}

static void merged_frontiers_equal_brute_force(void **unused)
{
    (void)unused;
    const double shifts[][2] = {{0, 0}, {0.3, -0.1}, {12000, 0}, {0x1p53, 1e15}};
    rng r;
    rng_open(&r, 12, RNG_DESIGN, 0, 0);
    for (int round = 0; round < SPACES; round++) {
        large *f = calloc(1, sizeof *f);
        large_random(f, &r, (taste)(round % TASTES), round % 10 == 9);
        const double *shift = shifts[round / TASTES % 4];
        const utility one = {f->parties_unlisted[0].utility.table, shift[0]};
        const utility other = {f->parties_unlisted[1].utility.table, shift[1]};
        merged got = merge_frontier(&one, &other);
        check_merged(f, &got, shift);
        for (int k = 0; k < 20 && got.size > 0; k++) {
            double least = got.points[rng_below(&r, got.size)].u[0];
            size_t at = merged_above(&got, least);
            assert_true(got.points[at].u[0] >= least && (!at || got.points[at - 1].u[0] < least));
        }
        assert_int_equal(merged_above(&got, INFINITY), got.size);
        assert_int_equal(merged_above(&got, NAN), got.size);
        merged_fini(&got);
        if (round % 3 == 0) check_model(f, &r);
        large_fini(f);
        free(f);
    }
}

/* ---- the pie ---- */

static void joint_bests_equal_brute_force(void **unused)
{
    (void)unused;
    static const uint32_t seats[] = {0, 1, 2};
    const table_spec table = {.protocol = "offers", .n_seats = 3, .party_at = seats, .rounds = 20};
    rng r;
    rng_open(&r, 13, RNG_DESIGN, 0, 0);
    for (int round = 0; round < 200; round++) {
        large *f = calloc(1, sizeof *f);
        large_random(f, &r, (taste)(round % TASTES), round % 10 == 9);
        uint32_t n = 2 + (uint32_t)(round % 2);
        double pies[2];
        for (int way = 0; way < 2; way++) {
            model m = large_model(f, n, way);
            m.tables = &table;
            m.n_tables = 1;
            for (uint32_t p = 0; p < n; p++) {
                party *one = (party *)&m.parties[p];
                one->recognition = one->discount = 1;
                one->money = true;
                one->knows_deadline = true;
                one->utility.shift = 100;
            }
            m.price_issue = 0; /* transferable: no frontier to build */
            model_finish(&f->arena, &m);
            pies[way] = m.pie;
        }
        assert_near(pies[0], pies[1], 1e-12 * (1 + fabs(pies[1])));
        large_fini(f);
        free(f);
    }
}

/* ---- more than two parties ---- */

/* Nothing in the set is dominated by any outcome; the best for each and for all together are near.
 */
static void sets_of_three_are_optimal(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 14, RNG_DESIGN, 0, 0);
    for (int round = 0; round < 60; round++) {
        large *f = calloc(1, sizeof *f);
        large_random(f, &r, (taste)(round % TASTES), false);
        model m = large_model(f, 3, false);
        const outcome_id *set;
        double within;
        size_t count = frontier_outcomes(&f->arena, &m, &set, &within);
        assert_true(count > 0 && isinf(within));
        for (size_t i = 0; i < count; i++)
            for (outcome_id o = 0; o < f->listed.size; o++) {
                bool covers = true, more = false;
                for (uint32_t p = 0; p < 3; p++) {
                    const utility *u = &f->parties[p].utility;
                    double gain = utility_of(u, o) - utility_of(u, set[i]);
                    covers = covers && gain >= -1e-9 * (1 + fabs(utility_best(u)));
                    more = more || gain > 1e-6 * (1 + fabs(utility_best(u)));
                }
                assert_false(covers && more);
            }
        solutions found;
        const double lowest[] = {-INFINITY, -INFINITY, -INFINITY};
        solutions_find(&f->arena, &m, lowest, &found);
        assert_true(isinf(found.within) && found.rational == RATIONAL_UNCOUNTED);
        assert_true(found.at[SOLUTION_UTILITARIAN] != HG_NO_OUTCOME && !isnan(found.opposition));
        large_fini(f);
        free(f);
    }
}

/* ---- spaces that nobody could list ---- */

typedef struct giant {
    arena arena;
    hg_issue issues[12];
    part parts[2][12];
    space space;
    utility u[2];
} giant;

typedef enum giant_kind { GIANT_TRADES, GIANT_PIE_IN_STEPS, GIANT_PIE_OF_NOISE } giant_kind;

static void giant_make(giant *g, giant_kind kind)
{
    rng r;
    rng_open(&r, 15, RNG_DESIGN, 0, (uint64_t)kind);
    memset(g, 0, sizeof *g);
    arena_init(&g->arena);
    for (uint32_t i = 0; i < 12; i++) {
        g->issues[i] = (hg_issue){.name = "i", .kind = HG_ISSUE_LISTED, .size = 10};
        double *x = arena_array(&g->arena, 10, sizeof *x),
               *y = arena_array(&g->arena, 10, sizeof *y);
        for (int k = 0; k < 10; k++) {
            x[k] = kind == GIANT_PIE_IN_STEPS ? (double)rng_below(&r, 70000) : rng_uniform(&r);
            y[k] = kind == GIANT_TRADES ? rng_uniform(&r) : -x[k];
        }
        g->parts[0][i].per_value = x;
        g->parts[1][i].per_value = y;
    }
    assert_true(space_init(&g->space, g->issues, 12));
    for (int p = 0; p < 2; p++)
        g->u[p].table = utility_table_build(&g->arena, &g->space, &(preference){g->parts[p], 12});
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* No outcome is better than the frontier says, at random and at the best of random directions. */
static void check_covered(const giant *g, const merged *m, outcome_id o)
{
    double x = utility_of(&g->u[0], o), y = utility_of(&g->u[1], o);
    size_t at = merged_above(m, x - m->within);
    assert_true(at < m->size && m->points[at].u[1] >= y);
}

static outcome_id best_along(const giant *g, double weight)
{
    outcome_id o = 0;
    for (uint32_t i = 0; i < 12; i++) {
        uint64_t best = 0;
        double most = -INFINITY;
        for (uint64_t k = 0; k < 10; k++) {
            double sum =
                weight * g->parts[0][i].per_value[k] + (1 - weight) * g->parts[1][i].per_value[k];
            if (sum > most) best = k;
            most = fmax(most, sum);
        }
        o = o * 10 + best;
    }
    return o;
}

/* In order, each what its outcome is worth, and none covered by the next. */
static void check_stairs(const giant *g, const merged *m)
{
    for (size_t i = 0; i < m->size; i++) {
        const merge_point *p = &m->points[i];
        if (i > 0) assert_true(p->u[0] > p[-1].u[0] && p->u[1] < p[-1].u[1]);
        if (i % 97) continue;
        assert_same(p->u[0], utility_of(&g->u[0], p->outcome));
        assert_same(p->u[1], utility_of(&g->u[1], p->outcome));
    }
}

static void giants_have_frontiers(void **unused)
{
    (void)unused;
    for (int kind = 0; kind <= GIANT_PIE_OF_NOISE; kind++) {
        giant g;
        giant_make(&g, (giant_kind)kind);
        double start = seconds();
        merged m = merge_frontier(&g.u[0], &g.u[1]);
        double took = seconds() - start;
        print_message("kind %d: %zu points of 10^12 in %.2g s, within %.2g\n", kind, m.size, took,
                      m.within);
        assert_true(took < 30); /* of a debug build with sanitizers on a busy machine */
        check_stairs(&g, &m);
        rng r;
        rng_open(&r, 16, RNG_DESIGN, 0, 0);
        for (int k = 0; k < 2000; k++) check_covered(&g, &m, rng_below(&r, g.space.size));
        for (int k = 0; k <= 500; k++) check_covered(&g, &m, best_along(&g, k / 500.0));
        double span = utility_best(&g.u[0]) - utility_worst(&g.u[0]);
        assert_same(m.points[m.size - 1].u[0], utility_best(&g.u[0]));
        assert_same(m.points[0].u[1], utility_best(&g.u[1]));
        if (kind != GIANT_PIE_OF_NOISE) assert_same(m.within, 0);
        if (kind == GIANT_PIE_OF_NOISE)
            assert_true(m.within > 0 && m.within < 1e-3 * span && m.size <= MERGE_POINTS_MAX);
        if (kind == GIANT_PIE_IN_STEPS) assert_true(m.size > 500000);
        merged_fini(&m);
        arena_fini(&g.arena);
    }
}

/* A price of a hundred thousand steps beside two terms: every optimal outcome, and no other. */
static void a_fine_price_has_an_exact_frontier(void **unused)
{
    (void)unused;
    const double warranty[2][3] = {{0, 350, 600}, {0, -200, -700}};
    const double delivery[2][4] = {{0, -75, -180, -400}, {-150, -60, -10, 0}};
    const hg_issue issues[] = {
        {.kind = HG_ISSUE_NUMBER, .size = 100001, .max = 100000, .step = 1, .scale = 1},
        {.kind = HG_ISSUE_LISTED, .size = 3},
        {.kind = HG_ISSUE_LISTED, .size = 4}};
    part parts[2][3];
    space s;
    arena a;
    utility u[2];
    arena_init(&a);
    assert_true(space_init(&s, issues, 3));
    assert_true(space_is_large(&s));
    for (int p = 0; p < 2; p++) {
        parts[p][0] = (part){.per_unit = p ? 1 : -1};
        parts[p][1] = (part){.per_value = warranty[p]};
        parts[p][2] = (part){.per_value = delivery[p]};
        u[p] = (utility){utility_table_build(&a, &s, &(preference){parts[p], 3}), 500};
    }
    merged m = merge_frontier(&u[0], &u[1]);
    assert_same(m.within, 0);
    /* best terms together: one year (+150), and -135 of delivery: all of them in the middle */
    size_t middle = merged_above(&m, 500 - 50000);
    assert_near(m.points[middle].u[0] + m.points[middle].u[1], 1000 + 150 - 135, 1e-9);
    assert_in_range(m.size, 100001, 100001 + 2000);
    assert_same(m.points[m.size - 1].u[0], 500 + 600);
    assert_same(m.points[0].u[1], 500 + 100000);
    outcome_id o = utility_best_for(&u[0], &u[1], -20000);
    assert_same(utility_of(&u[0], o), -20000);
    assert_same(utility_of(&u[1], o), 1000 + 150 - 135 + 20000);
    merged_fini(&m);
    arena_fini(&a);
}

/* Many long issues, all opposed: nobody waits for what could not be kept anyway. */
static void hostile_spaces_take_seconds(void **unused)
{
    (void)unused;
    enum { LONG = 4000, MANY = 5 };
    hg_issue issues[MANY];
    part parts[2][MANY];
    space s;
    arena a;
    rng r;
    utility u[2];
    arena_init(&a);
    rng_open(&r, 17, RNG_DESIGN, 0, 0);
    for (uint32_t i = 0; i < MANY; i++) {
        issues[i] = (hg_issue){.name = "i", .kind = HG_ISSUE_LISTED, .size = LONG};
        double *x = arena_array(&a, LONG, sizeof *x), *y = arena_array(&a, LONG, sizeof *y);
        for (int k = 0; k < LONG; k++) y[k] = -(x[k] = rng_uniform(&r));
        parts[0][i] = (part){.per_value = x};
        parts[1][i] = (part){.per_value = y};
    }
    assert_true(space_init(&s, issues, MANY));
    for (int p = 0; p < 2; p++)
        u[p] = (utility){utility_table_build(&a, &s, &(preference){parts[p], MANY}), 0};
    double start = seconds();
    merged m = merge_frontier(&u[0], &u[1]);
    assert_true(seconds() - start < 60); /* of a build with sanitizers */
    assert_true(m.within > 0 && m.within < 0.02 * MANY && m.size <= MERGE_POINTS_MAX);
    for (int k = 0; k < 1000; k++) {
        outcome_id o = rng_below(&r, s.size);
        size_t at = merged_above(&m, utility_of(&u[0], o) - m.within);
        assert_true(at < m.size && m.points[at].u[1] >= utility_of(&u[1], o));
    }
    merged_fini(&m);
    arena_fini(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merged_frontiers_equal_brute_force),
        cmocka_unit_test(joint_bests_equal_brute_force),
        cmocka_unit_test(sets_of_three_are_optimal),
        cmocka_unit_test(giants_have_frontiers),
        cmocka_unit_test(a_fine_price_has_an_exact_frontier),
        cmocka_unit_test(hostile_spaces_take_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
