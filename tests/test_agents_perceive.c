/* Perceived leverage: the closed form against the reference solution, and its invariants. */
#include "check.h"

#include "agents/parts/perceive.h"

typedef struct state {
    double w[2], p[2], h[2], iota[4], pie, kappa;
} state;

static double uniform(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*x >> 11) * 0x1p-53;
}

static state random_state(uint64_t *x)
{
    state s = {.pie = 0.5 + 2 * uniform(x), .kappa = uniform(x)};
    for (int i = 0; i < 2; i++) {
        s.w[i] = uniform(x) * s.pie * 0.7;
        s.p[i] = 0.05 + uniform(x);
        s.h[i] = 0.001 + uniform(x);
    }
    s.iota[1] = uniform(x);
    s.iota[2] = uniform(x);
    return s;
}

static perceived seen_by(const state *s, uint32_t me)
{
    hg_standing standing = {
        .n = 2, .pie = s->pie, .kappa = s->kappa, .w = s->w, .p = s->p, .h = s->h, .iota = s->iota};
    return perceive_state(&standing, me, s->pie);
}

/* kappa = .5, even power, no information: sigma = 1/2, x = .1 + (1 - .1 - .05)/2 = .525. */
static void test_by_hand(void **unused)
{
    (void)unused;
    state s = {.w = {0.2, 0.1}, .p = {1, 1}, .h = {0, 0}, .pie = 1, .kappa = 0.5};
    assert_near(seen_by(&s, 0).target, 0.525, 1e-15);
    assert_near(seen_by(&s, 0).share, 0.525, 1e-15);
    assert_near(seen_by(&s, 0).lambda, 0.10008345855698253, 1e-14); /* ln(.525/.475) */
    s.w[1] = 0.9; /* cap: 1 - .9 = .1, below my floor: no zone, I keep .2 */
    assert_near(seen_by(&s, 0).target, 0.2, 0);
    s.w[0] = 0; /* x = .5 (1 - .45) = .275, capped at .1 */
    assert_near(seen_by(&s, 0).target, 0.1, 1e-15);
    s.w[1] = 0;
    s.iota[1] = 1; /* I know all: sigma = (2 + .5)/(.5 * 4 + .5 * 3) = 5/7 of the other's nothing */
    assert_near(seen_by(&s, 0).target, (2 * 0.5 * 2 + 0.5) / (0.5 * 4 + 0.5 * 3), 1e-15);
}

static void test_nothing_is_an_equal_part(void **unused)
{
    (void)unused;
    perceived four = perceive_nothing(2, 4);
    assert_near(four.target, 0.5, 0);
    assert_near(four.share, 0.25, 0);
    assert_near(four.lambda, 0, 0);
    assert_near(perceive_lambda(0.25, 4), 0, 1e-15);
    assert_near(perceive_lambda(0.5, 2), 0, 0);
    assert_near(perceive_lambda(1.7, 2), hg_logit(0.99), 0); /* clipped */
    assert_near(perceive_lambda(-3, 2), hg_logit(0.01), 0);
}

static void test_equals_the_reference_solution(void **unused)
{
    (void)unused;
    uint64_t x = 7;
    int zones = 0;
    for (int run = 0; run < 20000; run++) {
        state s = random_state(&x);
        hg_standing standing = {
            .n = 2, .pie = s.pie, .kappa = s.kappa, .w = s.w, .p = s.p, .h = s.h, .iota = s.iota};
        double phi[2], target[2];
        perceived mine = seen_by(&s, 0), others = seen_by(&s, 1);
        if (hg_shares_of(&standing, phi, target) != HG_ZONE) {
            assert_near(mine.target, s.w[0], 0);
            continue;
        }
        zones++;
        assert_near(mine.target, target[0], 1e-12);
        assert_near(mine.share, phi[0], 1e-12);
        assert_near(mine.share + others.share, 1, 1e-12);
        assert_near(mine.lambda, -others.lambda, 1e-11);
    }
    assert_in_range(zones, 10000, 19999);
}

/* u* does not fall in my outside value, power and information, nor rise in the other's. */
static void test_monotone(void **unused)
{
    (void)unused;
    uint64_t x = 11;
    for (int run = 0; run < 20000; run++) {
        state s = random_state(&x), more = s;
        double before = seen_by(&s, 0).target, d = 0.2 * uniform(&x);
        more.w[0] += d;
        assert_true(seen_by(&more, 0).target >= before - 1e-12);
        more = s;
        more.p[0] += d;
        assert_true(seen_by(&more, 0).target >= before - 1e-12);
        more = s;
        more.h[1] += d;
        assert_true(seen_by(&more, 0).target >= before - 1e-12);
        more = s;
        more.iota[1] = fmin(1, more.iota[1] + d);
        assert_true(seen_by(&more, 0).target >= before - 1e-12);
        more = s;
        more.w[1] += d;
        assert_true(seen_by(&more, 0).target <= before + 1e-12);
    }
}

/* n = 2 through the general path must agree with n > 2 in kind: three equals share equally. */
static void test_three_parties(void **unused)
{
    (void)unused;
    double w[3] = {0.1, 0.1, 0.1}, p[3] = {1, 1, 1}, h[3] = {0, 0, 0}, iota[9] = {0};
    hg_standing s = {.n = 3, .pie = 1, .kappa = 0.5, .w = w, .p = p, .h = h, .iota = iota};
    assert_near(perceive_state(&s, 1, 1).target, 1.0 / 3, 1e-12);
    assert_near(perceive_state(&s, 1, 1).lambda, 0, 1e-12);
    w[0] = 0.3;
    assert_true(perceive_state(&s, 0, 1).lambda > 0 && perceive_state(&s, 1, 1).lambda < 0);
    w[1] = w[2] = 0.4; /* no zone */
    assert_near(perceive_state(&s, 0, 1).target, 0.3, 0);
    assert_near(perceive_state(&s, 0, 1).share, 0.3, 0);
}

/* A triangular frontier is a pie: both ways give the same. */
static void test_frontier(void **unused)
{
    (void)unused;
    double u[] = {0, 1, 1, 0}, best[] = {1, 1};
    hg_frontier frontier = {.n = 2, .size = 2, .u = u, .best = best};
    double w[2] = {0.3, 0.1}, p[2] = {2, 1}, h[2] = {0.1, 0.2}, iota[4] = {0, 0.5, 0.25, 0};
    hg_standing s = {.n = 2, .pie = 1, .kappa = 0.5, .w = w, .p = p, .h = h, .iota = iota};
    perceived pie = perceive_state(&s, 0, 1);
    s.frontier = &frontier;
    perceived same = perceive_state(&s, 0, 1);
    assert_near(same.target, pie.target, 1e-9);
    assert_near(same.share, pie.share, 1e-9);
    assert_near(same.lambda, pie.lambda, 1e-9);
    w[1] = 0.8;
    assert_near(perceive_state(&s, 0, 1).target, 0.3, 0);
}

/* ---- over the cells of a belief ---- */

static perceived mean_of(const state *s, const hg_frontier *frontier, const double *q)
{
    hg_standing standing = {.n = 2,
                            .pie = s->pie,
                            .kappa = s->kappa,
                            .w = s->w,
                            .p = s->p,
                            .h = s->h,
                            .iota = s->iota,
                            .frontier = frontier};
    outlook out;
    belief_row probability;
    for (int i = 0; i < BELIEF_CELLS; i++) probability[i / LANES][i % LANES] = (float)q[i];
    perceive_cells(&standing, 0, s->pie, 0, s->pie, &out);
    return perceive_mean(&out, probability, s->pie);
}

static void random_belief(uint64_t *x, double *q)
{
    double sum = 0;
    for (int i = 0; i < BELIEF_CELLS; i++) sum += q[i] = pow(uniform(x), 4);
    for (int i = 0; i < BELIEF_CELLS; i++) q[i] /= sum;
}

/* u* = sum of q_b max(w, min(x_b, P - r_b)), cell by cell through the closed form. */
static void test_mean_over_cells(void **unused)
{
    (void)unused;
    uint64_t x = 21;
    for (int run = 0; run < 20000; run++) {
        state s = random_state(&x);
        double q[BELIEF_CELLS], target = 0, zone = 0;
        random_belief(&x, q);
        perceived mean = mean_of(&s, NULL, q);
        for (int i = 0; i < BELIEF_CELLS; i++) {
            s.w[1] = (i + 0.5) / BELIEF_CELLS * s.pie;
            target += q[i] * seen_by(&s, 0).target;
            zone += q[i] * (s.w[0] + s.w[1] <= s.pie);
        }
        assert_near(mean.target, target, 2e-6 * s.pie);
        assert_near(mean.share, target / s.pie, 2e-6);
        assert_near(mean.zone, zone, 2e-6);
    }
}

/* u* does not fall in w, power and what I know, nor rise where the other is believed to have more:
 * where weight moves up from cell to cell. */
static void test_mean_is_monotone(void **unused)
{
    (void)unused;
    uint64_t x = 22;
    for (int run = 0; run < 100000; run++) {
        state s = random_state(&x), more = s;
        double q[BELIEF_CELLS], d = 0.2 * uniform(&x), up;
        random_belief(&x, q);
        double before = mean_of(&s, NULL, q).target, slack = 2e-6 * s.pie;
        switch (run % 5) {
        case 0: more.w[0] += d; break;
        case 1: more.p[0] += d; break;
        case 2: more.h[1] += d; break;
        case 3: more.iota[1] = fmin(1, more.iota[1] + d); break;
        default:
            for (int i = 0; i + 1 < BELIEF_CELLS; i++) {
                up = q[i] * uniform(&x);
                q[i] -= up;
                q[i + 1] += up;
            }
            assert_true(mean_of(&s, NULL, q).target <= before + slack);
            continue;
        }
        assert_true(mean_of(&more, NULL, q).target >= before - slack);
    }
}

/* Many issues: between its knots a frontier is taken as straight. */
static void test_frontier_cells(void **unused)
{
    (void)unused;
    double u[] = {0, 1, 0.5, 0.9, 0.8, 0.6, 1, 0}, best[] = {1, 1};
    hg_frontier frontier = {.n = 2, .size = 4, .u = u, .best = best};
    uint64_t x = 23;
    double worst = 0, sum = 0;
    for (int run = 0; run < 2000; run++) {
        state s = random_state(&x);
        s.pie = 1;
        s.w[0] = 0.6 * uniform(&x);
        double q[BELIEF_CELLS], target = 0;
        random_belief(&x, q);
        perceived mean = mean_of(&s, &frontier, q);
        hg_standing at = {.n = 2,
                          .pie = 1,
                          .kappa = s.kappa,
                          .w = s.w,
                          .p = s.p,
                          .h = s.h,
                          .iota = s.iota,
                          .frontier = &frontier};
        for (int i = 0; i < BELIEF_CELLS; i++) {
            s.w[1] = (i + 0.5) / BELIEF_CELLS;
            target += q[i] * perceive_state(&at, 0, 1).target;
        }
        worst = fmax(worst, fabs(mean.target - target));
        sum += fabs(mean.target - target) / 2000;
        assert_near(mean.target, target, 0.02);
        assert_true(mean.target >= s.w[0] - 1e-6 && mean.target <= 1);
    }
    print_message("greatest difference %.4f, mean %.4f\n", worst, sum);
}

static void test_rest(void **unused)
{
    (void)unused;
    double u[] = {0, 1, 0.5, 0.9, 1, 0}, best[] = {1, 1};
    hg_frontier frontier = {.n = 2, .size = 3, .u = u, .best = best};
    hg_standing s = {.n = 2, .pie = 3};
    assert_near(perceive_rest(&s, 1, 1), 2, 0);
    s.frontier = &frontier;
    assert_near(perceive_rest(&s, 0, 0.25), 0.95, 1e-12);
    assert_near(perceive_rest(&s, 0, 0.75), 0.45, 1e-12);
    assert_near(perceive_rest(&s, 0, 2), 0, 0);
    assert_near(perceive_rest(&s, 0, -1), 1, 0);
    assert_near(perceive_rest(&s, 1, 0.45), 0.75, 1e-12);
    assert_near(perceive_rest(&s, 1, 0.95), 0.25, 1e-12);
    assert_near(perceive_rest(&s, 1, -1), 1, 0);
    assert_near(perceive_rest(&s, 1, 2), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_nothing_is_an_equal_part),
        cmocka_unit_test(test_equals_the_reference_solution),
        cmocka_unit_test(test_monotone),
        cmocka_unit_test(test_three_parties),
        cmocka_unit_test(test_frontier),
        cmocka_unit_test(test_mean_over_cells),
        cmocka_unit_test(test_mean_is_monotone),
        cmocka_unit_test(test_frontier_cells),
        cmocka_unit_test(test_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
