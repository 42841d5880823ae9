/* Where marks and labels of a figure go: pure arithmetic, without a record. */
#include "analysis/figures/gp.h"
#include "base/rng.h"
#include "check.h"

#include <math.h>

static void labels_keep_apart_and_inside(void **state)
{
    rng r;
    (void)state;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    for (int trial = 0; trial < 2000; trial++) {
        double y[8], before[8];
        size_t n = 1 + rng_below(&r, 8);
        for (size_t i = 0; i < n; i++) before[i] = y[i] = rng_uniform(&r);
        gp_spread(y, n, 0.1, 0, 1);
        for (size_t i = 0; i < n; i++) {
            assert_true(y[i] >= -1e-12 && y[i] <= 1 + 1e-12);
            for (size_t k = 0; k < i; k++) {
                assert_true(fabs(y[i] - y[k]) >= 0.1 - 1e-9);
                assert_true((before[i] - before[k]) * (y[i] - y[k]) >= 0);
            }
        }
    }
    double far[] = {.9, .1, .5};
    gp_spread(far, 3, 0.1, 0, 1); /* nothing to do: nothing done */
    assert_same(far[0], .9);
    assert_same(far[1], .1);
    assert_same(far[2], .5);
}

static void levels_run_from_weak_to_strong(void **state)
{
    (void)state;
    assert_near(gp_level_at(0, 1), 0, 0);
    assert_near(gp_level_at(0, 5), 0, 0);
    assert_near(gp_level_at(2, 5), 0.5, 0);
    assert_near(gp_level_at(4, 5), 1, 0);
    for (size_t n = 2; n < 12; n++)
        for (size_t i = 1; i < n; i++) assert_true(gp_level_at(i - 1, n) < gp_level_at(i, n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_keep_apart_and_inside),
        cmocka_unit_test(levels_run_from_weak_to_strong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
