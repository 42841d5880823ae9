/* The measures beside phi, against numbers worked out on paper. */
#include "check.h"

#include "model/indices.h"
#include <higgle/theory.h>

static void dependence(void **state)
{
    (void)state;
    assert_near(index_dependence(100, 20, 10), 70 / 90.0, 1e-15);
    assert_near(index_dependence(100, 10, 20), 70 / 80.0, 1e-15);
    assert_near(index_dependence(1, 0, 0), 1, 0);
    assert_near(index_dependence(100, 60, 40), 0, 0);
    assert_true(isnan(index_dependence(100, 60, 50)));
    assert_true(isnan(index_dependence(100, 0, 100)));
    assert_true(isnan(index_dependence(0, 0, 0)));
}

/* ln(D_other / D_own); antisymmetric; free of units. */
static void balance(void **state)
{
    (void)state;
    assert_near(index_balance(100, 20, 10), log(90 / 80.0), 1e-15);
    for (int i = 0; i < 10; i++)
        for (int j = 0; i + j < 10; j++) {
            double w = i / 10.0, v = j / 10.0, b = index_balance(1, w, v);
            double d = log(index_dependence(1, v, w) / index_dependence(1, w, v));
            assert_near(b, d, 1e-12);
            assert_near(b, -index_balance(1, v, w), 1e-15);
            assert_near(b, index_balance(700, 700 * w, 700 * v), 1e-12);
        }
    assert_true(isnan(index_balance(1, 1, 0)));
    assert_true(isnan(index_balance(1, 0.7, 0.6)));
}

/* A share of .6 of 100 with 20 otherwise loses 40; .4 with 10 loses 30. */
static void losses(void **state)
{
    (void)state;
    assert_near(index_loss(100, (loss){0.6, 20, 100}, (loss){0.4, 10, 100}), 3 / 7.0, 1e-15);
    assert_near(index_loss(100, (loss){0.6, 20, 100}, (loss){0.4, 10, 50}), 0.6, 1e-15);
    /* split the difference: 20 + 35 and 10 + 35 */
    assert_near(index_loss(100, (loss){0.55, 20, 1}, (loss){0.45, 10, 1}), 0.5, 1e-12);
    assert_true(isnan(index_loss(100, (loss){0.2, 20, 1}, (loss){0.1, 10, 1})));
    assert_true(isnan(index_loss(100, (loss){0.1, 20, 1}, (loss){0.9, 10, 1})));
    assert_true(isnan(index_loss(100, (loss){0.6, 20, 0}, (loss){0.4, 10, 1})));
}

/* One seller and two buyers: she always meets one, each of them half the time. */
static void markets(void **state)
{
    (void)state;
    tightness t = index_tightness(2, 1);
    assert_near(t.theta, 2, 0);
    assert_near(t.seller_meets, 1, 0);
    assert_near(t.buyer_meets, 0.5, 0);
    assert_near(index_tightness(1, 4).seller_meets, 0.25, 0);
    assert_near(index_tightness(1, 4).buyer_meets, 1, 0);
    assert_true(isnan(index_tightness(1, 0).theta));
    hg_matching m = hg_rubinstein_wolinsky(0.9, t.seller_meets, t.buyer_meets);
    assert_near(m.seller, 1 / (2 * 0.1 + 0.9 * 1.5), 1e-12); /* alpha / (2 (1-d) + d (a + b)) */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dependence),
        cmocka_unit_test(balance),
        cmocka_unit_test(losses),
        cmocka_unit_test(markets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
