/* The additive back end against the listed one on the same spaces, with what it promises; the list
 * of best outcomes; spaces that nobody could list. */
#include "large_spaces.h"

#include "model/merge.h"
#include "model/ranking.h"

#define SPACES 1000

static const double shifts[] = {0, 0.3, 12000, -1e6};

/* Where most values differ by less than a level, a level may hold more than is tried. */
typedef struct searches {
    bool crowded;
    int all, far;
} searches;

typedef struct pair {
    utility listed, additive; /* of one party */
    double rounding;          /* what sums of doubles may differ by */
    utility_grain grain;
    searches *searches;
} pair;

static pair pair_of(const large *f, uint32_t p, double shift, searches *count)
{
    pair x = {.listed = {f->parties[p].utility.table, shift},
              .additive = {f->parties_unlisted[p].utility.table, shift}};
    assert_non_null(x.additive.table->additive);
    assert_null(utility_values(&x.additive));
    x.rounding = 1e-12 * (1 + fabs(utility_best(&x.listed)) + fabs(utility_worst(&x.listed)) +
                          fabs(utility_best(&x.listed) - shift));
    x.grain = utility_grain_of(&x.additive);
    x.searches = count;
    return x;
}

static double some_target(const pair *x, uint64_t size, rng *r)
{
    double u = utility_of(&x->listed, rng_below(r, size));
    double span = utility_best(&x->listed) - utility_worst(&x->listed);
    switch (rng_below(r, 5)) {
    case 0: return nextafter(u, INFINITY);
    case 1: return nextafter(u, -INFINITY);
    case 2: return utility_worst(&x->listed) + span * (1.1 * rng_uniform(r) - 0.05);
    default: return u;
    }
}

/* ---- what must be the same ---- */

static void check_values(const pair *x, uint64_t size)
{
    for (outcome_id o = 0; o < size; o++)
        assert_same(utility_of(&x->additive, o), utility_of(&x->listed, o));
    assert_same(utility_best(&x->additive), utility_best(&x->listed));
    assert_same(utility_worst(&x->additive), utility_worst(&x->listed));
}

/* ---- what is promised up to the grain ---- */

static void check_above(const pair *x, uint64_t size, double target)
{
    outcome_id o = utility_above(&x->additive, target), least = utility_above(&x->listed, target);
    assert_true(o < size);
    double u = utility_of(&x->listed, o), slow = utility_of(&x->listed, least);
    if (!(target <= utility_best(&x->listed))) {
        assert_same(u, slow);
        return;
    }
    assert_true(u >= target);
    bool near = u <= slow + x->grain.search + x->rounding;
    bool on_edge =
        slow - target <= x->rounding; /* others as good have sums that are just too low */
    x->searches->all++;
    x->searches->far += !near;
    if (!near && !on_edge && !x->searches->crowded)
        fail_msg("above %.17g: %.17g, least is %.17g, grain %.3g", target, u, slow,
                 x->grain.search);
}

static void check_count(const pair *x, double least)
{
    uint64_t count = utility_count(&x->additive, least);
    uint64_t all = utility_count(&x->listed, least - x->rounding * (x->grain.count == 0));
    uint64_t sure = utility_count(&x->listed, least + x->grain.count + x->rounding);
    assert_true(count <= all);
    assert_true(count >= sure);
    if (isnan(least)) assert_true(count == 0);
    if (utility_count(&x->listed, least) > 0) assert_true(count > 0);
}

static void check_band(const pair *x, double lo, double hi)
{
    outcome_id out[7];
    size_t count = utility_band(&x->additive, lo, hi, out, 7);
    size_t exact = utility_band(&x->listed, lo, hi, NULL, 0);
    if (!(lo <= hi)) assert_true(count == 0);
    assert_true(utility_band(&x->additive, lo, hi, NULL, 0) == count);
    if (count > 0) assert_true(exact > 0);
    for (size_t i = 0; i < count && i < 7; i++) {
        double u = utility_of(&x->listed, out[i]);
        assert_true(u >= lo && u <= hi);
        if (i > 0)
            assert_true(u >= utility_of(&x->listed, out[i - 1]) - x->grain.search - x->rounding);
    }
}

/* Best for the other, then better own; lowest index but where rounding made ties on the way. */
static void check_best_for(const pair *own, const pair *other, double lo)
{
    outcome_id o = utility_best_for(&own->additive, &other->additive, lo);
    outcome_id slow = utility_best_for(&own->listed, &other->listed, lo);
    if (slow == HG_NO_OUTCOME || o == HG_NO_OUTCOME) {
        assert_true(o == slow);
        return;
    }
    assert_same(utility_of(&other->listed, o), utility_of(&other->listed, slow));
    assert_same(utility_of(&own->listed, o), utility_of(&own->listed, slow));
}

static void check_searches(const pair *x, const pair *other, uint64_t size, rng *r)
{
    const double hostile[] = {-INFINITY, INFINITY, NAN, -1e300, 1e300, 0, -0.0};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        check_above(x, size, hostile[i]);
        check_count(x, hostile[i]);
        check_band(x, hostile[i], hostile[(i + 1) % 7]);
    }
    for (int k = 0; k < 25; k++) {
        double target = some_target(x, size, r), second = some_target(x, size, r);
        check_above(x, size, target);
        check_count(x, target);
        check_band(x, fmin(target, second), fmax(target, second));
        if (k < 2) check_best_for(x, other, target);
    }
}

/* ---- ranks ---- */

static void check_permutation(const pair *x, uint64_t size)
{
    static bool seen[8192];
    memset(seen, 0, sizeof seen);
    assert_true(size <= 8192);
    for (uint64_t rank = 0; rank < size; rank++) {
        outcome_id o = additive_at(x->additive.table->additive, rank);
        assert_true(o < size && !seen[o]);
        seen[o] = true;
    }
    assert_true(additive_at(x->additive.table->additive, size) == HG_NO_OUTCOME);
}

/* In order they are the very outcomes of the sorted list; by exact counts, but for rounding. */
static void check_ranks(const pair *x, uint64_t size)
{
    const additive *a = x->additive.table->additive;
    ranking ranks;
    ranking_init(&ranks, a);
    uint64_t ties = 0;
    for (uint64_t rank = 0; rank < size; rank++) {
        outcome_id right = utility_ranked(&x->listed, rank);
        ties = rank > 0 && utility_of(&x->listed, right) ==
                               utility_of(&x->listed, utility_ranked(&x->listed, rank - 1))
                   ? ties + 1
                   : 0;
        assert_same(utility_of(&x->listed, ranking_at(&ranks, rank)),
                    utility_of(&x->listed, right));
        if (size <= 4096) assert_true(ranking_at(&ranks, rank) == right);
        if (a->exact)
            assert_near(utility_of(&x->listed, additive_at(a, rank)), utility_of(&x->listed, right),
                        x->rounding);
    }
    assert_true(ranking_at(&ranks, size) == HG_NO_OUTCOME);
    ranking_fini(&ranks);
    assert_true(utility_ranked(&x->additive, size) == HG_NO_OUTCOME);
    if (size > 7)
        assert_near(utility_of(&x->listed, utility_ranked(&x->additive, 7)),
                    utility_of(&x->listed, utility_ranked(&x->listed, 7)), x->rounding);
}

/* What a count says is there: nothing of a lesser rank is worth less. */
static void check_counted_ranks(const pair *x, uint64_t size, rng *r)
{
    const additive *a = x->additive.table->additive;
    for (int k = 0; k < 5; k++) {
        double least = some_target(x, size, r);
        uint64_t count = utility_count(&x->additive, least);
        for (uint64_t rank = 0; rank < count && count > 1; rank++)
            assert_true(utility_of(&x->additive, additive_at(a, rank)) >= least - x->rounding);
    }
}

static void additive_keeps_its_promises(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 11, RNG_DESIGN, 0, 0);
    searches counts[] = {{.crowded = false}, {.crowded = true}};
    int exact = 0;
    for (int round = 0; round < SPACES; round++) {
        large *f = calloc(1, sizeof *f);
        large_random(f, &r, (taste)(round % TASTES), round % 10 == 9);
        uint64_t size = f->listed.size;
        searches *count = &counts[round % TASTES == TASTE_CLUSTERED];
        pair own = pair_of(f, 0, shifts[round / TASTES % 4], count);
        pair other = pair_of(f, 1, shifts[round % 3], count);
        check_values(&own, size);
        check_searches(&own, &other, size, &r);
        if (round % 4 == 0) {
            pair plain = pair_of(f, 0, 0, count);
            check_permutation(&plain, size);
            check_ranks(&plain, size);
            check_counted_ranks(&plain, size, &r);
        }
        exact += own.additive.table->additive->exact;
        large_fini(f);
        free(f);
    }
    for (int i = 0; i < 2; i++) assert_true(counts[i].far * 100 <= counts[i].all);
    assert_in_range(exact, SPACES / 4, SPACES * 3 / 4); /* both kinds of grid were tried */
}

/* ---- the unit ---- */

static void multiples_of_a_unit_are_found(void **unused)
{
    (void)unused;
    const struct {
        double x[2][3];
        double unit; /* 0: none */
    } cases[] = {
        {{{0, 0.1, 0.3}, {0.2, 0.4, 0.6}}, 0.1},
        {{{0, 10, 25}, {1e6, 1e6 + 15, 1e6}}, 5},
        {{{0, 1, 2}, {0, 0, 0}}, 1},
        {{{1.0 / 3, 2.0 / 3, 1}, {0, 0.5, 1}}, 1.0 / 6},
        {{{0, 1, 2}, {0, sqrt(2), 0}}, 0},
        {{{0, 1, 1e9}, {0, 1, 2}}, 0},
        {{{3, 3, 3}, {1, 1, 1}}, 0},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const hg_issue issues[] = {{.kind = HG_ISSUE_LISTED, .size = 3},
                                   {.kind = HG_ISSUE_LISTED, .size = 3}};
        const part parts[] = {{.per_value = cases[c].x[0]}, {.per_value = cases[c].x[1]}};
        const preference p = {parts, 2};
        space s;
        arena a;
        arena_init(&a);
        assert_true(space_init(&s, issues, 2));
        const additive *got = additive_build(&a, &s, &p);
        assert_int_equal(got->lattice, cases[c].unit > 0);
        if (got->lattice) assert_near(got->fine.unit, cases[c].unit, 1e-9 * cases[c].unit);
        arena_fini(&a);
    }
}

/* ---- spaces that nobody could list ---- */

typedef struct giant {
    arena arena;
    hg_issue issues[SPACE_ISSUES_MAX];
    part parts[2][SPACE_ISSUES_MAX];
    space space;
    utility u[2];
} giant;

typedef enum giant_kind { GIANT_NOISE, GIANT_HUNDREDTHS, GIANT_ALIKE } giant_kind;

static void giant_make(giant *g, uint32_t n, uint64_t values, giant_kind kind)
{
    rng r;
    rng_open(&r, 5, RNG_DESIGN, n, (uint64_t)kind);
    memset(g, 0, sizeof *g);
    arena_init(&g->arena);
    for (uint32_t i = 0; i < n; i++) {
        g->issues[i] = (hg_issue){.name = "i", .kind = HG_ISSUE_LISTED, .size = values};
        for (int p = 0; p < 2; p++) {
            double *x = arena_array(&g->arena, values, sizeof *x);
            for (uint64_t k = 0; k < values; k++)
                x[k] = kind == GIANT_NOISE        ? rng_uniform(&r)
                       : kind == GIANT_HUNDREDTHS ? 0.01 * (double)rng_below(&r, 101)
                                                  : (double)k;
            g->parts[p][i].per_value = x;
        }
    }
    assert_true(space_init(&g->space, g->issues, n));
    for (int p = 0; p < 2; p++)
        g->u[p].table = utility_table_build(&g->arena, &g->space, &(preference){g->parts[p], n});
}

static void check_giant(const giant *g)
{
    const utility *u = &g->u[0];
    double worst = utility_worst(u), span = utility_best(u) - worst;
    utility_grain grain = utility_grain_of(u);
    bool blocks = g->issues[0].size > ADDITIVE_LISTED;
    assert_true(grain.search <= (blocks ? 0.02 : 2e-4) * span && grain.count <= 0.02 * span);
    double before = -INFINITY;
    for (int k = 0; k <= 1000; k++) {
        double target = worst + span * (k / 1000.0);
        double got = utility_of(u, utility_above(u, target));
        assert_true(got >= target && got >= before - grain.search - 1e-9 * span);
        if (k >= 150 && k <= 850 && span > 0) assert_near(got, target, 2e-2 * span);
        before = got;
    }
    assert_true(utility_count(u, -INFINITY) == g->space.size);
    assert_true(utility_count(u, utility_best(u)) >= 1);
    assert_true(utility_count(u, worst + span / 2) <= g->space.size);
    double last = INFINITY;
    for (uint64_t rank = 0; rank < 300; rank++) {
        outcome_id o = utility_ranked(u, rank);
        if (rank > 20 && rank % 50) continue;
        assert_true(o < g->space.size && utility_of(u, o) <= last + 1e-9 * span);
        last = utility_of(u, o);
    }
    assert_same(utility_of(u, utility_ranked(u, 0)), utility_best(u));
    assert_true(utility_ranked(u, g->space.size - 1) < g->space.size);
    assert_near(utility_of(u, utility_ranked(u, g->space.size - 1)), worst, grain.count + 1e-9);
    assert_true(utility_ranked(u, g->space.size) == HG_NO_OUTCOME);
    assert_true(utility_ranked(u, UINT64_MAX) == HG_NO_OUTCOME);
}

static void giants_are_searched(void **unused)
{
    (void)unused;
    const struct {
        uint32_t n;
        uint64_t values;
    } sizes[] = {{62, 2}, {12, 10}, {20, 8}, {3, 1000000}, {2, UINT64_C(1) << 21}, {31, 4}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int kind = 0; kind <= GIANT_ALIKE; kind++) {
            if (sizes[i].values > 1000 && kind == GIANT_NOISE) continue;
            giant g;
            giant_make(&g, sizes[i].n, sizes[i].values, (giant_kind)kind);
            check_giant(&g);
            arena_fini(&g.arena);
        }
}

/* 64 issues of which one has a choice: the shortest way to say two outcomes. */
static void issues_without_a_choice(void **unused)
{
    (void)unused;
    giant g;
    giant_make(&g, 64, 1, GIANT_NOISE);
    g.issues[40].size = 2;
    arena_fini(&g.arena);
    arena_init(&g.arena);
    double *x = arena_array(&g.arena, 2, sizeof *x), *one = arena_array(&g.arena, 1, sizeof *one);
    x[0] = 5;
    x[1] = 2;
    for (uint32_t i = 0; i < 64; i++) g.parts[0][i] = (part){.per_value = i == 40 ? x : one};
    assert_true(space_init(&g.space, g.issues, 64));
    g.space.listed = false;
    const preference p = {g.parts[0], 64};
    const utility u = {utility_table_build(&g.arena, &g.space, &p), 1};
    assert_int_equal(utility_above(&u, 3), 1);
    assert_int_equal(utility_above(&u, 3.5), 0);
    assert_int_equal(utility_above(&u, 7), 0);
    assert_true(utility_ranked(&u, 0) == 0 && utility_ranked(&u, 1) == 1);
    assert_true(utility_count(&u, 4) == 1 && utility_count(&u, 3) == 2);
    arena_fini(&g.arena);
}

/* A price to the cent and a few terms: the price is solved for, to the cent. */
static void a_fine_price_is_solved_for(void **unused)
{
    (void)unused;
    const double warranty[] = {0, 350, 600}, delivery[] = {0, -75, -180, -400};
    const hg_issue issues[] = {
        {.kind = HG_ISSUE_LISTED, .size = 3},
        {.kind = HG_ISSUE_NUMBER, .size = 5000001, .max = 50000, .step = 0.01, .scale = 100},
        {.kind = HG_ISSUE_LISTED, .size = 4}};
    for (int sign = -1; sign <= 1; sign += 2) {
        const part parts[] = {{.per_value = warranty}, {.per_unit = sign}, {.per_value = delivery}};
        const preference p = {parts, 3};
        space s;
        arena a;
        arena_init(&a);
        assert_true(space_init(&s, issues, 3));
        const utility u = {utility_table_build(&a, &s, &p), 12000};
        rng r;
        rng_open(&r, 6, RNG_DESIGN, 0, 0);
        for (int k = 0; k < 500; k++) {
            double span = utility_best(&u) - utility_worst(&u);
            double target = utility_worst(&u) + span * rng_uniform(&r);
            double got = utility_of(&u, utility_above(&u, target));
            assert_true(got >= target && got < target + 0.010001);
        }
        assert_same(utility_of(&u, utility_above(&u, utility_best(&u))), utility_best(&u));
        double last = INFINITY;
        ranking ranks;
        ranking_init(&ranks, u.table->additive);
        for (uint64_t rank = 0; rank < 5000; rank++) {
            double got = utility_of(&u, ranking_at(&ranks, rank));
            assert_true(got <= last);
            last = got;
        }
        ranking_fini(&ranks);
        arena_fini(&a);
    }
}

/* However it is asked, a list of best outcomes is the same. */
static void rankings_do_not_depend_on_what_was_asked(void **unused)
{
    (void)unused;
    giant g;
    giant_make(&g, 12, 10, GIANT_NOISE);
    ranking one, other;
    ranking_init(&one, g.u[0].table->additive);
    ranking_init(&other, g.u[0].table->additive);
    outcome_id far = ranking_at(&one, 3000);
    for (uint64_t rank = 0; rank <= 3000; rank++)
        assert_true(ranking_at(&one, rank) == ranking_at(&other, rank));
    assert_true(ranking_at(&other, 3000) == far && utility_ranked(&g.u[0], 3000) == far);
    assert_true(ranking_at(&one, RANKING_MAX) == HG_NO_OUTCOME);
    ranking_fini(&one);
    ranking_fini(&other);
    arena_fini(&g.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(additive_keeps_its_promises),
        cmocka_unit_test(multiples_of_a_unit_are_found),
        cmocka_unit_test(giants_are_searched),
        cmocka_unit_test(issues_without_a_choice),
        cmocka_unit_test(a_fine_price_is_solved_for),
        cmocka_unit_test(rankings_do_not_depend_on_what_was_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
