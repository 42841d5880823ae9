/* The course of leverage in three numbers, by hand. */
#include "check.h"

#include "model/swing.h"

static void never_defined(void **state)
{
    (void)state;
    swing s;
    swing_begin(&s);
    swing_end(&s, 4);
    assert_true(isnan(s.mean));
    assert_int_equal(s.lead_changes, 0);
    swing_begin(&s);
    swing_step(&s, 0, NAN);
    swing_end(&s, 4);
    assert_true(isnan(s.mean));
    assert_same(s.jump, 0);
}

static void constant(void **state)
{
    (void)state;
    swing s;
    swing_begin(&s);
    swing_step(&s, 0, -.25);
    swing_end(&s, 0); /* over at once */
    assert_same(s.mean, -.25);
    swing_begin(&s);
    swing_step(&s, 0, -.25);
    swing_end(&s, 8);
    assert_same(s.mean, -.25);
    assert_same(s.jump, 0);
    assert_int_equal(s.lead_changes, 0);
}

/* +1 for 2, -.5 for 1, 0 for 1, -1 for 4, +.25 for 2: the lead turns twice, zero is no sign. */
static void turns(void **state)
{
    (void)state;
    swing s;
    swing_begin(&s);
    swing_step(&s, 0, 1);
    swing_step(&s, 2, -.5);
    swing_step(&s, 3, 0);
    swing_step(&s, 4, -1);
    swing_step(&s, 8, .25);
    swing_end(&s, 10);
    assert_int_equal(s.lead_changes, 2);
    assert_same(s.jump, 1.5);
    assert_near(s.mean, (2 - .5 + 0 - 4 + .5) / 10, 1e-15);
}

/* Without a zone from 2 to 6: the mean is over what there was; the jump goes over the gap. */
static void a_gap(void **state)
{
    (void)state;
    swing s;
    swing_begin(&s);
    swing_step(&s, 0, .5);
    swing_step(&s, 2, NAN);
    swing_step(&s, 6, -.5);
    swing_end(&s, 8);
    assert_same(s.mean, 0);
    assert_same(s.jump, 1);
    assert_int_equal(s.lead_changes, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(never_defined),
        cmocka_unit_test(constant),
        cmocka_unit_test(turns),
        cmocka_unit_test(a_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
