/* Preferences beyond a sum over issues: by hand, against a second way of working them out, and what
 * an additive one becomes when nothing is beyond it. */
#include "check.h"

#include "base/rng.h"
#include "model/nonadditive.h"

enum { ISSUES = 3, SIZE = 5, INTERACTIONS = 4, OUTCOMES = SIZE * SIZE * SIZE };

typedef struct fixture {
    arena arena;
    hg_issue issues[ISSUES];
    double worths[ISSUES][SIZE], table[OUTCOMES];
    bool among[INTERACTIONS][ISSUES][SIZE];
    const bool *where[INTERACTIONS][ISSUES];
    part parts[ISSUES];
    interaction interactions[INTERACTIONS];
    space space;
    preference preference;
    nonadditive beyond;
} fixture;

static int open_fixture(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    arena_init(&f->arena);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    fixture *f = *state;
    arena_fini(&f->arena);
    free(f);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

/* Numbers 1, 3, 5, ... in every issue. */
static void make_space(fixture *f)
{
    for (uint32_t i = 0; i < ISSUES; i++) {
        f->issues[i] = (hg_issue){.name = "i", .unit = "", .kind = HG_ISSUE_NUMBER, .size = SIZE};
        f->issues[i].min = 1;
        f->issues[i].max = 2 * SIZE - 1;
        f->issues[i].step = 2;
        f->issues[i].scale = 1;
        f->parts[i].per_value = f->worths[i];
    }
    assert_true(space_init(&f->space, f->issues, ISSUES));
    f->preference = (preference){f->parts, ISSUES};
    for (uint32_t k = 0; k < INTERACTIONS; k++) f->interactions[k].where = f->where[k];
    f->beyond.interactions = f->interactions;
}

static void randomise(fixture *f, rng *r)
{
    for (uint32_t i = 0; i < ISSUES; i++)
        for (uint32_t v = 0; v < SIZE; v++) f->worths[i][v] = rng_uniform(r);
    for (uint32_t o = 0; o < OUTCOMES; o++) f->table[o] = 10 * rng_uniform(r);
    f->beyond.table = rng_below(r, 2) ? f->table : NULL;
    f->beyond.n_interactions = (uint32_t)rng_below(r, INTERACTIONS + 1);
    for (uint32_t k = 0; k < INTERACTIONS; k++) {
        interaction *t = &f->interactions[k];
        t->worth = 4 * rng_uniform(r) - 2;
        t->outside = rng_below(r, 4) == 0;
        t->multiplies = rng_below(r, 2);
        for (uint32_t i = 0; i < 2; i++) t->factors[i] = (uint32_t)rng_below(r, ISSUES);
        for (uint32_t i = 0; i < ISSUES; i++) {
            for (uint32_t v = 0; v < SIZE; v++) f->among[k][i][v] = rng_below(r, 2);
            f->where[k][i] = rng_below(r, 3) ? f->among[k][i] : NULL;
        }
    }
}

/* ---- a second way: outcome by outcome from its digits ---- */

static bool inside(const fixture *f, uint32_t k, const uint32_t *v)
{
    bool all = true;
    for (uint32_t i = 0; i < ISSUES; i++) all &= !f->where[k][i] || f->among[k][i][v[i]];
    return all != f->interactions[k].outside;
}

static double slow_sum(const fixture *f, uint32_t o)
{
    const uint32_t v[ISSUES] = {o / (SIZE * SIZE), o / SIZE % SIZE, o % SIZE};
    double sum = 0;
    for (uint32_t i = 0; i < ISSUES; i++) sum += f->worths[i][v[i]];
    if (f->beyond.table) sum += f->table[o];
    for (uint32_t k = 0; k < f->beyond.n_interactions; k++) {
        const interaction *t = &f->interactions[k];
        double product = (1 + 2 * v[t->factors[0]]) * (1 + 2 * v[t->factors[1]]);
        if (inside(f, k, v)) sum += t->worth * (t->multiplies ? product : 1);
    }
    return sum + f->beyond.base;
}

static void check_worths(fixture *f, const utility_table *t)
{
    uint64_t index[ISSUES];
    double worst = INFINITY, best = -INFINITY, low, high;
    for (uint32_t o = 0; o < OUTCOMES; o++) {
        space_split(&f->space, o, index);
        double u = nonadditive_of(&f->beyond, &f->preference, &f->space, index);
        assert_same(t->values[o], u);
        worst = fmin(worst, u);
        best = fmax(best, u);
    }
    nonadditive_range(&f->beyond, &f->preference, &f->space, &low, &high);
    assert_same(nonadditive_transformed(&f->beyond, low), worst);
    assert_same(nonadditive_transformed(&f->beyond, high), best);
    assert_same(t->worst, worst);
    assert_same(t->best, best);
}

static void sums_equal_brute_force(void **state)
{
    fixture *f = *state;
    rng r;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    make_space(f);
    for (int round = 0; round < 200; round++) {
        randomise(f, &r);
        f->beyond.base = round % 3;
        const utility_table *t =
            nonadditive_table(&f->arena, &f->beyond, &f->preference, &f->space);
        check_worths(f, t);
        for (uint32_t o = 0; o < OUTCOMES; o++) assert_near(t->values[o], slow_sum(f, o), 1e-12);
    }
}

static void transforms_equal_brute_force(void **state)
{
    fixture *f = *state;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    make_space(f);
    nonadditive *n = &f->beyond;
    for (int round = 0; round < 100; round++) {
        randomise(f, &r);
        n->bends = n->scales = false;
        nonadditive_range(n, &f->preference, &f->space, &n->from, &n->to);
        n->bends = true;
        n->power = 0.1 + 3 * rng_uniform(&r);
        n->scales = round % 2;
        n->least = 0.25, n->span = 0.5, n->scale_from = -1, n->range = 4;
        const utility_table *t = nonadditive_table(&f->arena, n, &f->preference, &f->space);
        check_worths(f, t);
        for (uint32_t o = 0; o < OUTCOMES; o++) {
            double gain = fmax(0, (slow_sum(f, o) - n->from) / (n->to - n->from));
            double u = pow(gain, n->power);
            if (gain > 1e-6) assert_near(t->values[o], n->scales ? -1 + (u - 0.25) * 8 : u, 1e-9);
        }
    }
}

/* Who is averse to risk prefers the middle for certain to both ends with even chances. */
static void concave_is_averse(void **state)
{
    fixture *f = *state;
    const double powers[] = {0.25, 0.5, 1, 2};
    make_space(f);
    f->beyond.table = f->table;
    f->table[1] = 50;
    f->table[2] = 100;
    f->beyond.bends = true;
    f->beyond.to = 100;
    for (int k = 0; k < 4; k++) {
        f->beyond.power = powers[k];
        const double *u =
            nonadditive_table(&f->arena, &f->beyond, &f->preference, &f->space)->values;
        assert_same(u[0], 0);
        assert_same(u[2], 1);
        double even = (u[0] + u[2]) / 2;
        assert_true(powers[k] < 1 ? u[1] > even : powers[k] > 1 ? u[1] < even : u[1] == even);
    }
    f->beyond.power = 0.5;
    assert_near(nonadditive_table(&f->arena, &f->beyond, &f->preference, &f->space)->values[1],
                0.70710678118654752, 1e-15);
}

static void nothing_beyond_is_the_additive_table(void **state)
{
    fixture *f = *state;
    rng r;
    rng_open(&r, 6, RNG_DESIGN, 0, 0);
    make_space(f);
    for (int round = 0; round < 50; round++) {
        randomise(f, &r);
        f->beyond.table = NULL;
        f->beyond.n_interactions = 0;
        const utility_table *a = utility_table_build(&f->arena, &f->space, &f->preference);
        const utility_table *b =
            nonadditive_table(&f->arena, &f->beyond, &f->preference, &f->space);
        assert_memory_equal(a->values, b->values, sizeof f->table);
        assert_memory_equal(a->order, b->order, OUTCOMES * sizeof *a->order);
    }
}

/* ---- what it depends on ---- */

static void an_issue_counts_alike_unless_something_looks_at_it(void **state)
{
    fixture *f = *state;
    make_space(f);
    f->beyond.n_interactions = 1;
    f->where[0][0] = f->among[0][0];
    assert_true(nonadditive_depends_on(&f->beyond, &f->space, 0));
    assert_false(nonadditive_depends_on(&f->beyond, &f->space, 1));
    f->interactions[0].factors[0] = 2; /* but it does not multiply */
    assert_false(nonadditive_depends_on(&f->beyond, &f->space, 2));
    f->interactions[0].multiplies = true;
    f->interactions[0].factors[1] = 1;
    assert_true(nonadditive_depends_on(&f->beyond, &f->space, 1));
    assert_true(nonadditive_depends_on(&f->beyond, &f->space, 2));
    f->beyond.n_interactions = 0;
    f->beyond.table = f->table;
    for (uint32_t i = 0; i < ISSUES; i++)
        assert_false(nonadditive_depends_on(&f->beyond, &f->space, i));
    for (uint32_t o = 0; o < OUTCOMES; o++) f->table[o] = o / SIZE % SIZE; /* of the middle one */
    for (uint32_t i = 0; i < ISSUES; i++)
        assert_int_equal(nonadditive_depends_on(&f->beyond, &f->space, i), i == 1);
    f->table[OUTCOMES - 1] += 1;
    for (uint32_t i = 0; i < ISSUES; i++)
        assert_true(nonadditive_depends_on(&f->beyond, &f->space, i));
}

static void every_number_makes_a_difference(void **state)
{
    fixture *f = *state;
    rng r;
    rng_open(&r, 7, RNG_DESIGN, 0, 0);
    make_space(f);
    randomise(f, &r);
    f->beyond = (nonadditive){.table = f->table,
                              .n_interactions = 2,
                              .interactions = f->interactions,
                              .bends = true,
                              .power = 0.5,
                              .to = 1,
                              .scales = true,
                              .span = 1,
                              .range = 1};
    f->where[0][0] = f->among[0][0];
    f->interactions[0].multiplies = true;
    nonadditive other = f->beyond;
    assert_true(nonadditive_equal(&f->space, &f->beyond, &other));
    assert_true(nonadditive_equal(&f->space, NULL, NULL));
    assert_false(nonadditive_equal(&f->space, &f->beyond, NULL));
    assert_false(nonadditive_equal(&f->space, NULL, &f->beyond));
    double *const numbers[] = {&other.base,  &other.power, &other.from,       &other.to,
                               &other.least, &other.span,  &other.scale_from, &other.range};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        *numbers[k] += 1;
        assert_false(nonadditive_equal(&f->space, &f->beyond, &other));
        *numbers[k] -= 1;
    }
    other.n_interactions = 1;
    assert_false(nonadditive_equal(&f->space, &f->beyond, &other));
    other = f->beyond;
    double table[OUTCOMES];
    memcpy(table, f->table, sizeof table);
    other.table = table;
    assert_true(nonadditive_equal(&f->space, &f->beyond, &other));
    table[OUTCOMES - 1] += 1;
    assert_false(nonadditive_equal(&f->space, &f->beyond, &other));
    other.table = NULL;
    assert_false(nonadditive_equal(&f->space, &f->beyond, &other));
    other = f->beyond;
    interaction changed[2];
    bool among[SIZE];
    const bool *where[ISSUES];
    for (int k = 0; k < 5; k++) {
        memcpy(changed, f->interactions, sizeof changed);
        memcpy(among, f->among[0][0], sizeof among);
        memcpy(where, f->where[0], sizeof where);
        where[0] = among;
        changed[0].where = where;
        other.interactions = changed;
        assert_true(nonadditive_equal(&f->space, &f->beyond, &other));
        if (k == 0) changed[0].worth += 1;
        if (k == 1) changed[0].outside = !changed[0].outside;
        if (k == 2) changed[0].factors[1]++;
        if (k == 3) among[SIZE - 1] = !among[SIZE - 1];
        if (k == 4) where[0] = NULL;
        assert_false(nonadditive_equal(&f->space, &f->beyond, &other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sums_equal_brute_force),
        TEST(transforms_equal_brute_force),
        TEST(concave_is_averse),
        TEST(nothing_beyond_is_the_additive_table),
        TEST(an_issue_counts_alike_unless_something_looks_at_it),
        TEST(every_number_makes_a_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
