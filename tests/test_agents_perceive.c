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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_nothing_is_an_equal_part),
        cmocka_unit_test(test_equals_the_reference_solution),
        cmocka_unit_test(test_monotone),
        cmocka_unit_test(test_three_parties),
        cmocka_unit_test(test_frontier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
