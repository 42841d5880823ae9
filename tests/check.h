/* What every test includes: cmocka, and comparison of doubles (cmocka 1.1.5 compares them as
 * float). */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define assert_near(a, b, eps)                                                                     \
    do {                                                                                           \
        double near_a = (a), near_b = (b), near_eps = (eps);                                       \
        if (!(fabs(near_a - near_b) <= near_eps))                                                  \
            fail_msg("%s = %.17g, %s = %.17g: apart by %.3g > %.3g", #a, near_a, #b, near_b,       \
                     fabs(near_a - near_b), near_eps);                                             \
    } while (0)

/* Equal as doubles, bit for bit but for the sign of zero. */
#define assert_same(a, b)                                                                          \
    do {                                                                                           \
        double same_a = (a), same_b = (b);                                                         \
        if (!(same_a == same_b || (isnan(same_a) && isnan(same_b))))                               \
            fail_msg("%s = %.17g, %s = %.17g", #a, same_a, #b, same_b);                            \
    } while (0)
#endif
