/* Frontiers: against brute force on random clouds, and against the frontiers of published domains.
 */
#include "golden.h"

#include "base/rng.h"
#include "model/frontier.h"

#define ROWS 400

static bool dominates(const double *a, const double *b, uint32_t n)
{
    bool better = false;
    for (uint32_t i = 0; i < n; i++) {
        if (a[i] < b[i]) return false;
        better |= a[i] > b[i];
    }
    return better;
}

/* Optimal, and the first of its equals. */
static bool is_optimal(const double *u, size_t size, size_t row, uint32_t n)
{
    for (size_t k = 0; k < size; k++) {
        if (dominates(&u[k * n], &u[row * n], n)) return false;
        if (k < row && memcmp(&u[k * n], &u[row * n], n * sizeof *u) == 0) return false;
    }
    return true;
}

typedef enum cloud { UNIFORM, LATTICE, LINE, DISC, POINT, CLOUDS } cloud;

static void cloud_point(rng *r, cloud c, double *u)
{
    double x = rng_uniform(r), y = rng_uniform(r);
    switch (c) {
    case LATTICE:
        u[0] = (double)rng_below(r, 8);
        u[1] = (double)rng_below(r, 8);
        break;
    case LINE:
        u[0] = x;
        u[1] = 1 - x;
        break;
    case DISC:
        u[0] = 100 * x;
        u[1] = -3 + sqrt(1 - x * x) * (y < 0.5 ? 1 : y);
        break;
    case POINT: u[0] = u[1] = 0.5; break;
    default:
        u[0] = x;
        u[1] = y;
        break;
    }
}

static void pareto_of_two_equals_brute_force(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (int round = 0; round < 250; round++) {
        double u[2 * ROWS];
        uint32_t order[ROWS];
        size_t size = 1 + rng_below(&r, ROWS), expected = 0;
        for (size_t i = 0; i < size; i++) cloud_point(&r, (cloud)(round % CLOUDS), &u[2 * i]);
        size_t count = frontier_pareto(u, size, order);
        for (size_t i = 0; i < size; i++) expected += is_optimal(u, size, i, 2);
        assert_int_equal(count, expected);
        for (size_t i = 0; i < count; i++) {
            assert_true(is_optimal(u, size, order[i], 2));
            if (i > 0) assert_true(u[2 * order[i]] > u[2 * order[i - 1]]);
        }
    }
    assert_int_equal(frontier_pareto(NULL, 0, NULL), 0);
}

/* Height of the hull's line over x. */
static double height(const double *hull, size_t size, double x)
{
    for (size_t i = 0; i + 1 < size; i++) {
        const double *a = &hull[2 * i], *b = a + 2;
        if (x >= a[0] && x <= b[0]) return a[1] + (x - a[0]) / (b[0] - a[0]) * (b[1] - a[1]);
    }
    return hull[1];
}

static void the_hull_is_concave_and_covers(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    for (int round = 0; round < 250; round++) {
        double u[2 * ROWS], rows[2 * ROWS], hull[2 * ROWS];
        uint32_t order[ROWS];
        size_t size = 1 + rng_below(&r, ROWS);
        for (size_t i = 0; i < size; i++) cloud_point(&r, (cloud)(round % CLOUDS), &u[2 * i]);
        size_t count = frontier_pareto(u, size, order);
        for (size_t i = 0; i < count; i++)
            memcpy(&rows[2 * i], &u[2 * (size_t)order[i]], 2 * sizeof *u);
        memcpy(hull, rows, 2 * count * sizeof *rows);
        size_t corners = frontier_hull(hull, count);
        assert_true(corners >= 1 && corners <= count);
        assert_memory_equal(hull, rows, 2 * sizeof *rows); /* both ends stay */
        assert_memory_equal(&hull[2 * corners - 2], &rows[2 * count - 2], 2 * sizeof *rows);
        for (size_t i = 0; i < count; i++)
            assert_true(rows[2 * i + 1] <= height(hull, corners, rows[2 * i]) + 1e-9);
        for (size_t i = 2; i < corners; i++) {
            const double *a = &hull[2 * i - 4], *b = a + 2, *c = a + 4;
            assert_true((b[1] - a[1]) * (c[0] - b[0]) >= (c[1] - b[1]) * (b[0] - a[0]) - 1e-12);
        }
    }
}

static void corners_of_a_hull_by_hand(void **unused)
{
    (void)unused;
    double straight[] = {0, 4, 1, 3, 2, 2, 4, 0};
    assert_int_equal(frontier_hull(straight, 4), 2); /* what lies on a line is no corner */
    assert_same(straight[2], 4);
    double bent[] = {0, 4, 1, 2, 2, 3, 4, 0};
    assert_int_equal(frontier_hull(bent, 4), 3);
    assert_same(bent[2], 2);
    assert_same(bent[3], 3);
    double one[] = {5, 6};
    assert_int_equal(frontier_hull(one, 1), 1);
    assert_int_equal(frontier_hull(one, 0), 0);
}

/* ---- of models ---- */

typedef struct fixture {
    arena arena;
    hg_issue issue;
    double worths[3][ROWS];
    part parts[3];
    party parties[3];
    model model;
} fixture;

/* One listed issue whose values are the rows of a cloud. */
static void fixture_open(fixture *f, rng *r, uint32_t n, cloud c, size_t size)
{
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    f->issue = (hg_issue){.name = "row", .kind = HG_ISSUE_LISTED, .size = size};
    for (size_t i = 0; i < size; i++) {
        double u[4];
        cloud_point(r, c, u);
        cloud_point(r, c, u + 2);
        for (uint32_t p = 0; p < n; p++) f->worths[p][i] = u[p];
    }
    f->model.n_parties = n;
    f->model.parties = f->parties;
    assert_true(space_init(&f->model.space, &f->issue, 1));
    for (uint32_t p = 0; p < n; p++) {
        f->parts[p].per_value = f->worths[p];
        f->parties[p].preference = (preference){&f->parts[p], 1};
        f->parties[p].utility.table =
            utility_table_build(&f->arena, &f->model.space, &f->parties[p].preference);
        f->parties[p].utility.shift = p;
    }
}

static double slow_zone(const model *m, const double *w)
{
    double best = -INFINITY;
    for (outcome_id o = 0; o < m->space.size; o++) {
        double least = INFINITY;
        for (uint32_t p = 0; p < m->n_parties; p++)
            least = fmin(least, utility_of(&m->parties[p].utility, o) - w[p]);
        best = fmax(best, least);
    }
    return best;
}

static void check_set(const model *m, const hg_frontier *set)
{
    double u[3 * ROWS];
    uint32_t n = m->n_parties;
    size_t size = m->space.size, expected = 0;
    for (size_t o = 0; o < size; o++)
        for (uint32_t p = 0; p < n; p++) u[o * n + p] = utility_of(&m->parties[p].utility, o);
    for (size_t o = 0; o < size; o++) {
        if (!is_optimal(u, size, o, n)) continue;
        bool found = false;
        expected++;
        for (uint32_t i = 0; i < set->size && !found; i++)
            found = memcmp(&set->u[i * n], &u[o * n], n * sizeof *u) == 0;
        assert_true(found);
    }
    assert_int_equal(set->size, expected);
    for (uint32_t p = 0; p < n; p++)
        assert_same(set->best[p], utility_best(&m->parties[p].utility));
}

static void sets_and_zones_equal_brute_force(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    for (int round = 0; round < 150; round++) {
        fixture f;
        fixture_open(&f, &r, 2 + (uint32_t)(round % 2), (cloud)(round / 2 % CLOUDS),
                     1 + rng_below(&r, ROWS));
        const hg_frontier *set = frontier_pareto_set(&f.arena, &f.model);
        check_set(&f.model, set);
        f.model.pareto = set;
        for (int k = 0; k < 20; k++) {
            double w[3];
            for (int p = 0; p < 3; p++) w[p] = p + 3 * rng_uniform(&r) - 1;
            assert_near(frontier_zone(&f.model, w), slow_zone(&f.model, w), 1e-15);
        }
        const double delta[] = {0.5, -2, 8};
        const hg_frontier *moved = frontier_shifted(&f.arena, set, delta);
        assert_int_equal(moved->size, set->size);
        for (uint32_t i = 0; i < set->size * set->n; i++)
            assert_same(moved->u[i], set->u[i] + delta[i % set->n]);
        arena_fini(&f.arena);
    }
}

/* One real issue: the greatest least gain on a line, against a fine grid. */
static void zones_on_a_line(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    for (int round = 0; round < 200; round++) {
        fixture f = {.issue = {.kind = HG_ISSUE_NUMBER, .min = -1, .max = 3}};
        double w[3], best = -INFINITY;
        arena_init(&f.arena);
        f.issue.size = SPACE_REAL_STEPS + 1;
        f.issue.step = 4 / (double)SPACE_REAL_STEPS;
        f.model.n_parties = 2 + (uint32_t)(round % 2);
        f.model.parties = f.parties;
        assert_true(space_init(&f.model.space, &f.issue, 1));
        for (uint32_t p = 0; p < f.model.n_parties; p++) {
            f.parts[p].per_unit = round % 7 == 0 ? 1 : 2 * rng_uniform(&r) - 1;
            f.parties[p].preference = (preference){&f.parts[p], 1};
            f.parties[p].utility.table =
                utility_table_build(&f.arena, &f.model.space, &f.parties[p].preference);
            w[p] = rng_uniform(&r);
        }
        for (uint64_t k = 0; k <= 4096; k++) {
            double least = INFINITY;
            for (uint32_t p = 0; p < f.model.n_parties; p++)
                least = fmin(
                    least, utility_of(&f.parties[p].utility, k * (SPACE_REAL_STEPS / 4096)) - w[p]);
            best = fmax(best, least);
        }
        double zone = frontier_zone(&f.model, w);
        assert_true(zone >= best - 1e-12 && zone <= best + 4.0 / 4096);
        arena_fini(&f.arena);
    }
}

/* ---- published domains ---- */

static void check_utilities(const model *m, const json_t *all)
{
    for (size_t o = 0; o < json_array_size(all); o++)
        for (size_t p = 0; p < 2; p++)
            assert_same(utility_of(&m->parties[p].utility, o), real_at(json_array_get(all, o), p));
}

static void check_domain(const json_t *root)
{
    arena a;
    arena_init(&a);
    model m = {0};
    party parties[2] = {{0}};
    read_domain(&a, root, &m, parties);
    const json_t *mode = json_object_get(json_object_get(root, "modes"), "genius");
    const json_t *pareto = json_object_get(mode, "pareto");
    if (json_object_get(mode, "all_utils")) check_utilities(&m, json_object_get(mode, "all_utils"));
    const hg_frontier *set = frontier_pareto_set(&a, &m);
    size_t rational = 0;
    for (uint32_t i = 0; i < set->size; i++) {
        const double *u = &set->u[2 * i];
        if (u[0] < parties[0].reservation || u[1] < parties[1].reservation) continue;
        rational++;
        bool found = false;
        for (size_t k = 0; k < json_array_size(pareto) && !found; k++) {
            const json_t *point = json_array_get(pareto, k);
            found = u[0] == real_at(point, 0) && u[1] == real_at(point, 1);
        }
        assert_true(found);
    }
    size_t distinct = 0; /* the files list equals as often as they occur */
    for (size_t k = 0; k < json_array_size(pareto); k++) {
        bool first = true;
        for (size_t j = 0; j < k; j++)
            first &= !json_equal(json_array_get(pareto, j), json_array_get(pareto, k));
        distinct += first;
    }
    assert_int_equal(rational, distinct);
    arena_fini(&a);
}

static void published_domains(void **unused)
{
    (void)unused;
    golden_each(check_domain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pareto_of_two_equals_brute_force),
        cmocka_unit_test(the_hull_is_concave_and_covers),
        cmocka_unit_test(corners_of_a_hull_by_hand),
        cmocka_unit_test(sets_and_zones_equal_brute_force),
        cmocka_unit_test(zones_on_a_line),
        cmocka_unit_test(published_domains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
