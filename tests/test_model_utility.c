/* Utility tables against brute force: every search on random spaces with ties, shifts that round,
 * constant utilities, and targets that are hostile; the implicit back end against a fine grid. */
#include "check.h"

#include "base/rng.h"
#include "model/utility.h"

/* ---- brute force ---- */

static outcome_id slow_above(const utility *u, uint64_t size, double target)
{
    outcome_id least = HG_NO_OUTCOME, best = 0;
    for (outcome_id o = 0; o < size; o++) {
        double x = utility_of(u, o);
        if (x > utility_of(u, best)) best = o;
        if (x >= target && (least == HG_NO_OUTCOME || x < utility_of(u, least))) least = o;
    }
    return least == HG_NO_OUTCOME ? best : least;
}

static outcome_id slow_best_for(const utility *own, const utility *other, uint64_t size, double lo)
{
    outcome_id best = HG_NO_OUTCOME;
    for (outcome_id o = 0; o < size; o++) {
        if (!(utility_of(own, o) >= lo)) continue;
        double gain = best == HG_NO_OUTCOME ? 1 : utility_of(other, o) - utility_of(other, best);
        if (gain > 0 || (gain == 0 && utility_of(own, o) > utility_of(own, best))) best = o;
    }
    return best;
}

static void check_band(const utility *u, uint64_t size, double lo, double hi)
{
    static outcome_id out[5000];
    size_t expected = 0, cap = size < 5000 ? size : 5000;
    for (outcome_id o = 0; o < size; o++)
        expected += utility_of(u, o) >= lo && utility_of(u, o) <= hi;
    assert_int_equal(utility_band(u, lo, hi, out, cap), expected);
    for (size_t i = 0; i < expected && i < cap; i++) {
        assert_true(utility_of(u, out[i]) >= lo && utility_of(u, out[i]) <= hi);
        if (i > 0) assert_true(utility_of(u, out[i]) >= utility_of(u, out[i - 1]));
        if (i > 0 && u->shift == 0 && utility_of(u, out[i]) == utility_of(u, out[i - 1]))
            assert_true(out[i] > out[i - 1]);
    }
    assert_int_equal(utility_band(u, lo, hi, NULL, 0), expected);
}

/* ---- ranks ---- */

#define RANKED_MAX 2048

typedef struct ranked {
    double worth;
    outcome_id outcome;
} ranked;

static int better_first(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->worth != y->worth) return x->worth > y->worth ? -1 : 1;
    return x->outcome < y->outcome ? -1 : x->outcome > y->outcome;
}

/* All ranks of a small space; some of a larger one, for the slow case is slow: merged values. */
static void check_ranks(const utility *u, uint64_t size, rng *r)
{
    static ranked all[RANKED_MAX];
    assert_true(size <= RANKED_MAX);
    for (outcome_id o = 0; o < size; o++) all[o] = (ranked){utility_of(u, o), o};
    qsort(all, size, sizeof *all, better_first);
    uint64_t looks = size < 40 ? size : 40;
    for (uint64_t i = 0; i < looks; i++) {
        uint64_t rank = looks == size ? i : rng_below(r, size);
        assert_int_equal(utility_ranked(u, rank), all[rank].outcome);
    }
    assert_int_equal(utility_ranked(u, size - 1), all[size - 1].outcome);
    assert_true(utility_ranked(u, size) == HG_NO_OUTCOME);
    assert_true(utility_ranked(u, UINT64_MAX) == HG_NO_OUTCOME);
}

static void check_count(const utility *u, uint64_t size, double least)
{
    uint64_t expected = 0;
    for (outcome_id o = 0; o < size; o++) expected += utility_of(u, o) >= least;
    assert_int_equal(utility_count(u, least), expected);
}

/* ---- random spaces ---- */

typedef enum kind { ROUND_NUMBERS, FEW_VALUES, NOISE, CLUSTERED, CONSTANT, KINDS } kind;

static double worth(rng *r, kind k)
{
    switch (k) {
    case ROUND_NUMBERS: return 25 * (double)rng_below(r, 20) - 100;
    case FEW_VALUES: return 0.1 * (double)rng_below(r, 3); /* sums such as 0.1 + 0.2 */
    case NOISE: return rng_uniform(r);
    case CLUSTERED: return rng_below(r, 10) == 0 ? 1e6 * rng_uniform(r) : 1e-9 * rng_uniform(r);
    default: return 0.7;
    }
}

typedef struct fixture {
    hg_issue issues[3];
    double worths[3][40];
    part parts[3];
    space space;
    preference preference;
} fixture;

static void fixture_random(fixture *f, rng *r, kind k)
{
    uint32_t n = 1 + (uint32_t)rng_below(r, 3);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t size = 1 + rng_below(r, n == 1 ? 40 : 12);
        f->issues[i] = (hg_issue){.name = "i", .unit = "", .kind = HG_ISSUE_NUMBER, .size = size};
        f->issues[i].step = 0.1;
        f->issues[i].max = issue_value(&f->issues[i], size - 1) + 0.1 * (double)(size - 1);
        f->issues[i].scale = 10;
        for (uint64_t v = 0; v < size; v++) f->worths[i][v] = worth(r, k);
        bool listed = k == CONSTANT || rng_below(r, 4) > 0;
        f->parts[i] = (part){worth(r, k), listed ? f->worths[i] : NULL};
    }
    f->preference = (preference){f->parts, n};
    assert_true(space_init(&f->space, f->issues, n));
}

/* Targets on, between and around the utilities themselves. */
static double some_target(const utility *u, uint64_t size, rng *r)
{
    double x = utility_of(u, rng_below(r, size));
    switch (rng_below(r, 6)) {
    case 0: return nextafter(x, INFINITY);
    case 1: return nextafter(x, -INFINITY);
    case 2: return utility_worst(u) + (utility_best(u) - utility_worst(u)) * rng_uniform(r);
    case 3: return x + 10 * (rng_uniform(r) - 0.5);
    default: return x;
    }
}

static void check_searches(const utility *u, const utility *other, uint64_t size, rng *r)
{
    const double hostile[] = {-INFINITY, INFINITY, NAN, -1e300, 1e300, 0, -0.0};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        assert_int_equal(utility_above(u, hostile[i]), slow_above(u, size, hostile[i]));
        check_count(u, size, hostile[i]);
    }
    check_ranks(u, size, r);
    for (int k = 0; k < 60; k++) {
        double target = some_target(u, size, r), second = some_target(u, size, r);
        assert_int_equal(utility_above(u, target), slow_above(u, size, target));
        check_count(u, size, target);
        if (k % 10) continue;
        check_band(u, size, target, second);
        check_band(u, size, target, target);
        assert_true(utility_best_for(u, other, target) == slow_best_for(u, other, size, target));
    }
    check_band(u, size, NAN, 1);
    check_band(u, size, 0, NAN);
    assert_true(utility_best_for(u, other, INFINITY) == HG_NO_OUTCOME);
}

static void searches_equal_brute_force(void **unused)
{
    (void)unused;
    const double shifts[] = {0, 12000, -0.3, 1e15, 0x1p53, -1e-17, 0.1};
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    arena a;
    arena_init(&a);
    for (int round = 0; round < 400; round++) {
        fixture f;
        fixture_random(&f, &r, (kind)(round % KINDS));
        const utility_table *own = utility_table_build(&a, &f.space, &f.preference);
        for (uint32_t i = 0; i < f.space.n_issues; i++)
            for (uint64_t v = 0; v < f.issues[i].size; v++) f.worths[i][v] = worth(&r, FEW_VALUES);
        const utility_table *other = utility_table_build(&a, &f.space, &f.preference);
        for (size_t k = 0; k < sizeof shifts / sizeof *shifts; k++) {
            const utility u = {own, shifts[k]}, v = {other, shifts[(k + 1) % 3]};
            check_searches(&u, &v, f.space.size, &r);
        }
        arena_reset(&a);
    }
    arena_fini(&a);
}

static void tables_hold_what_the_preference_says(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    arena a;
    arena_init(&a);
    for (int round = 0; round < 200; round++) {
        fixture f;
        fixture_random(&f, &r, (kind)(round % KINDS));
        const utility_table *t = utility_table_build(&a, &f.space, &f.preference);
        const utility u = {t, 0};
        for (outcome_id o = 0; o < f.space.size; o++) {
            uint64_t index[3];
            space_split(&f.space, o, index);
            assert_same(utility_values(&u)[o], preference_of(&f.preference, &f.space, index));
            assert_true(utility_of(&u, o) >= utility_worst(&u));
            assert_true(utility_of(&u, o) <= utility_best(&u));
        }
        for (uint64_t i = 1; i < t->size; i++) {
            double before = t->values[t->order[i - 1]], here = t->values[t->order[i]];
            assert_true(before < here || (before == here && t->order[i - 1] < t->order[i]));
        }
        assert_same(t->worst, t->values[t->order[0]]);
        assert_same(t->best, t->values[t->order[t->size - 1]]);
        arena_reset(&a);
    }
    arena_fini(&a);
}

/* 0.1 + 0.2 and 0.3 differ as they are and are equal once 12000 is added. */
static void a_shift_makes_ties(void **unused)
{
    (void)unused;
    const double worths[] = {0.1 + 0.2, 0.3, 0.9};
    const hg_issue issue = {.name = "i", .kind = HG_ISSUE_LISTED, .size = 3};
    const part p = {0, worths};
    const preference pref = {&p, 1};
    space s;
    arena a;
    arena_init(&a);
    assert_true(space_init(&s, &issue, 1));
    const utility_table *t = utility_table_build(&a, &s, &pref);
    assert_int_equal(utility_above(&(utility){t, 0}, 0.2), 1);
    assert_int_equal(utility_above(&(utility){t, 0}, 0.3), 1);
    assert_int_equal(utility_above(&(utility){t, 12000}, 12000.2), 0);
    assert_int_equal(utility_above(&(utility){t, 12000}, 12000.3), 0);
    assert_int_equal(utility_above(&(utility){t, 0x1p60}, 1), 0);
    assert_int_equal(utility_above(&(utility){t, 0x1p60}, INFINITY), 0);
    assert_int_equal(utility_ranked(&(utility){t, 0}, 1), 0); /* 0.1 + 0.2 is more than 0.3 */
    assert_int_equal(utility_ranked(&(utility){t, 0}, 2), 1);
    const outcome_id merged[] = {2, 0, 1};
    for (uint64_t k = 0; k < 3; k++) {
        assert_int_equal(utility_ranked(&(utility){t, 12000}, k), merged[k]);
        assert_int_equal(utility_ranked(&(utility){t, 0x1p60}, k), k);
    }
    assert_int_equal(utility_count(&(utility){t, 0}, 0.1 + 0.2), 2);
    assert_int_equal(utility_count(&(utility){t, 12000}, 12000.3), 3);
    arena_fini(&a);
}

/* ---- one real issue ---- */

static void real_range(space *s, hg_issue *issue, double min, double max, uint64_t steps)
{
    *issue = (hg_issue){.name = "x", .kind = HG_ISSUE_NUMBER, .size = steps + 1, .min = min};
    issue->max = max;
    issue->step = (max - min) / (double)steps;
    assert_true(space_init(s, issue, 1));
}

/* What the header promises, without looking at more than a few points: nothing less reaches the
 * target, nothing lower is worth the same. */
static void check_implicit_above(const utility *u, double target)
{
    uint64_t last = u->table->size - 1;
    int up = u->table->per_unit > 0 ? 1 : -1;
    outcome_id o = utility_above(u, target);
    double x = utility_of(u, o);
    assert_true(o <= last);
    if (x >= target) {
        bool has_worse = up > 0 ? o > 0 : o < last;
        uint64_t worse = up > 0 ? o - 1 : o + 1;
        while (up < 0 && worse < last && utility_of(u, worse) == x) worse++;
        if (has_worse && utility_of(u, worse) != x) assert_true(utility_of(u, worse) < target);
    } else {
        assert_same(x, utility_best(u));
        assert_false(utility_best(u) >= target);
    }
    if (o > 0) assert_true(utility_of(u, o - 1) != x);
}

static void real_ranges_are_inverted_exactly(void **unused)
{
    (void)unused;
    const double ranges[][2] = {{0, 1}, {10, 80}, {-3, 0.5}, {0.3, 0.7}, {8000, 14000}};
    const double slopes[] = {1, -1, 0.37, -250};
    const double shifts[] = {0, 1, -0.1, 3.7};
    rng r;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    arena a;
    arena_init(&a);
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 4; j++)
            for (size_t k = 0; k < 4; k++) {
                hg_issue issue;
                space s;
                real_range(&s, &issue, ranges[i][0], ranges[i][1], SPACE_REAL_STEPS);
                const part p = {slopes[j], NULL};
                const preference pref = {&p, 1};
                const utility u = {utility_table_build(&a, &s, &pref), shifts[k]};
                assert_null(utility_values(&u));
                for (int n = 0; n < 500; n++)
                    check_implicit_above(&u, utility_worst(&u) +
                                                 (utility_best(&u) - utility_worst(&u)) *
                                                     (1.1 * rng_uniform(&r) - 0.05));
                check_implicit_above(&u, INFINITY);
                check_implicit_above(&u, NAN);
                check_implicit_above(&u, -INFINITY);
                arena_reset(&a);
            }
    arena_fini(&a);
}

/* A grid just too large to be listed answers as brute force does, ties included: at 1e12 many steps
 * share one double. */
static void implicit_equals_brute_force(void **unused)
{
    (void)unused;
    const double mins[] = {0, 1e12, -5}, slopes[] = {1, -1, 0};
    rng r;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    arena a;
    arena_init(&a);
    for (size_t i = 0; i < 9; i++) {
        hg_issue issue;
        space s;
        real_range(&s, &issue, mins[i % 3], mins[i % 3] + 1, SPACE_LISTED_MAX);
        const part p = {slopes[i / 3], NULL}, q = {-0.5, NULL};
        const preference first = {&p, 1}, second = {&q, 1};
        const utility u = {utility_table_build(&a, &s, &first), i % 2 ? 0.3 : 0};
        const utility v = {utility_table_build(&a, &s, &second), 1};
        double target = utility_of(&u, rng_below(&r, s.size));
        assert_int_equal(utility_above(&u, target), slow_above(&u, s.size, target));
        assert_true(utility_best_for(&u, &v, target) == slow_best_for(&u, &v, s.size, target));
        check_band(&u, s.size, utility_of(&u, s.size / 3), utility_of(&u, s.size / 2));
        arena_reset(&a);
    }
    arena_fini(&a);
}

/* Ranks and counts of a range too large to be sorted: neighbours in rank stand in order, ties by
 * index, and the count of what a rank is worth ends with its ties. */
static void real_ranges_are_ranked(void **unused)
{
    (void)unused;
    const double mins[] = {0, 1e12, -5}, slopes[] = {1, -1, 0}, shifts[] = {0, 0.3, 1e6};
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    arena a;
    arena_init(&a);
    for (size_t i = 0; i < 27; i++) {
        hg_issue issue;
        space s;
        real_range(&s, &issue, mins[i % 3], mins[i % 3] + 1, SPACE_REAL_STEPS);
        const part p = {slopes[i / 3 % 3], NULL};
        const preference pref = {&p, 1};
        const utility u = {utility_table_build(&a, &s, &pref), shifts[i / 9]};
        for (int n = 0; n < 200; n++) {
            uint64_t rank = rng_below(&r, s.size - 1), top = rng_below(&r, 3);
            if (n % 4 == 0) rank = top;
            outcome_id here = utility_ranked(&u, rank), next = utility_ranked(&u, rank + 1);
            double x = utility_of(&u, here), y = utility_of(&u, next);
            assert_true(x > y || (x == y && here + 1 == next));
            uint64_t count = utility_count(&u, x);
            assert_true(count > rank);
            assert_same(utility_of(&u, utility_ranked(&u, count - 1)), x);
            if (count < s.size) assert_true(utility_of(&u, utility_ranked(&u, count)) < x);
        }
        assert_same(utility_of(&u, utility_ranked(&u, 0)), utility_best(&u));
        assert_true(utility_ranked(&u, s.size) == HG_NO_OUTCOME);
        assert_true(utility_count(&u, -INFINITY) == s.size);
        assert_true(utility_count(&u, INFINITY) == 0 && utility_count(&u, NAN) == 0);
        arena_reset(&a);
    }
    arena_fini(&a);
}

static void a_band_of_a_real_range_is_spread_evenly(void **unused)
{
    (void)unused;
    hg_issue issue;
    space s;
    arena a;
    arena_init(&a);
    real_range(&s, &issue, 0, 1, SPACE_REAL_STEPS);
    const part p = {-1, NULL};
    const preference pref = {&p, 1};
    const utility u = {utility_table_build(&a, &s, &pref), 1};
    outcome_id out[5];
    assert_true(utility_band(&u, 0.25, 0.75, out, 5) == SPACE_REAL_STEPS / 2 + 1);
    for (int i = 0; i < 5; i++) assert_near(utility_of(&u, out[i]), 0.25 + 0.125 * i, 1e-15);
    assert_true(utility_band(&u, 0.5, 0.5, out, 5) == 1);
    assert_same(utility_of(&u, out[0]), 0.5);
    assert_true(utility_band(&u, 0.7, 0.6, out, 5) == 0);
    arena_fini(&a);
}

/* ---- sharing ---- */

static void equal_preferences_share_a_table(void **unused)
{
    (void)unused;
    const double x[] = {1, 2, 3}, y[] = {1, 2, 3}, z[] = {1, 2, 4};
    const hg_issue issues[] = {{.kind = HG_ISSUE_LISTED, .size = 3},
                               {.kind = HG_ISSUE_NUMBER, .size = 2, .step = 1, .max = 1}};
    const part px[] = {{0, x}, {2, NULL}}, py[] = {{5, y}, {2, NULL}}, pz[] = {{0, z}, {2, NULL}};
    const part slope[] = {{0, x}, {3, NULL}}, listed[] = {{0, x}, {2, z}};
    const preference base = {px, 2};
    space s;
    assert_true(space_init(&s, issues, 2));
    assert_true(preference_equal(&s, &base, &(preference){py, 2}));
    assert_false(preference_equal(&s, &base, &(preference){pz, 2}));
    assert_false(preference_equal(&s, &base, &(preference){slope, 2}));
    assert_false(preference_equal(&s, &base, &(preference){listed, 2}));
    assert_false(preference_equal(&s, &base, &(preference){px, 1}));
}

static void spaces_without_a_back_end(void **unused)
{
    (void)unused;
    const hg_issue issues[] = {{.kind = HG_ISSUE_NUMBER, .size = SPACE_LISTED_MAX, .step = 1},
                               {.kind = HG_ISSUE_NUMBER, .size = 2, .step = 1}};
    const part parts[] = {{1, NULL}, {1, NULL}};
    space s;
    arena a;
    arena_init(&a);
    assert_true(space_init(&s, issues, 2));
    assert_non_null(utility_table_build(&a, &s, &(preference){parts, 2}));
    double *values = arena_array(&a, SPACE_LISTED_MAX + 1, sizeof *values);
    const part listed = {.per_value = values};
    const hg_issue long_list = {.kind = HG_ISSUE_LISTED, .size = SPACE_LISTED_MAX + 1};
    assert_true(space_init(&s, &long_list, 1));
    assert_null(utility_table_build(&a, &s, &(preference){&listed, 1}));
    arena_fini(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searches_equal_brute_force),
        cmocka_unit_test(tables_hold_what_the_preference_says),
        cmocka_unit_test(a_shift_makes_ties),
        cmocka_unit_test(real_ranges_are_inverted_exactly),
        cmocka_unit_test(implicit_equals_brute_force),
        cmocka_unit_test(real_ranges_are_ranked),
        cmocka_unit_test(a_band_of_a_real_range_is_spread_evenly),
        cmocka_unit_test(equal_preferences_share_a_table),
        cmocka_unit_test(spaces_without_a_back_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
