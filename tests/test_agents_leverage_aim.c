/* What a belief says of another's target: by hand, against the sum written out, and calibrated
 * where the world is as it is believed to be. */
#include "forecasts.h"

#include "agents/parts/aim.h"
#include <higgle/math.h>

typedef struct room {
    _Alignas(16) unsigned char bytes[4096];
} room;

static belief *open_in(room *r, double least, double most, double scale)
{
    memset(r, 0, sizeof *r);
    belief *b = (belief *)r->bytes;
    belief_open(b, least, most, scale, 1);
    return b;
}

static double uniform(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*x >> 11) * 0x1p-53;
}

static double normal(uint64_t *x)
{
    return sqrt(-2 * log(1 - uniform(x))) * cos(6.283185307179586 * uniform(x));
}

static double cell(const aim *a, int i) { return (double)a->cell[i / LANES][i % LANES]; }

static void hear(belief *b, const belief_rule *rule, double d, double tau)
{
    bool surprise;
    if (belief_due(b, tau)) belief_hear(b, rule, d, tau, &surprise);
}

/* The limit of a party with nothing elsewhere is 0: any target is as likely, and 1/2 is the mean.
 * With any limit r the mean is that of (1 + r)/2: 3/4. */
static void test_before_the_first_demand(void **unused)
{
    (void)unused;
    room r;
    aim a;
    belief_rule rule = belief_rule_of(0.25, 0.01, 0.1, 0.5);
    aim_of(open_in(&r, 0, 1 / 32.0, 1), &rule, &a);
    assert_near(a.mean, 0.5 + 1 / 128.0, 1e-3);
    for (int i = 1; i < BELIEF_CELLS; i++) assert_near(cell(&a, i), 2 / 63.0, 1e-6);
    aim_of(open_in(&r, 0, 40, 40), &rule, &a);
    assert_near(a.mean, 30, 0.05);
}

/* d0 = .8, a0 = .5: T = .6, give or take .1/.5 = .2. Where any is possible, a Gaussian there, cut
 * at 0 and 1: its mean is .6 - .2 (f(2) - f(-3))/(F(2) - F(-3)) = .59. With limits of .6 on, no
 * less. */
static void test_first_demand(void **unused)
{
    (void)unused;
    room r;
    aim a;
    belief_rule rule = belief_rule_of(0.25, 0.01, 0.1, 0.5);
    belief *b = open_in(&r, 0, 1e-6, 1);
    hear(b, &rule, 0.8, 0);
    aim_of(b, &rule, &a);
    assert_near(a.mean, 0.6 - 0.2 * (0.053991 - 0.004432) / (0.977250 - 0.001350), 2e-3);
    b = open_in(&r, 0.625, 1, 1);
    hear(b, &rule, 0.8, 0);
    aim_of(b, &rule, &a);
    for (int i = 0; i < 20; i++) assert_near(cell(&a, i), 0, 0);
    print_message("mean %.4f\n", a.mean);
    assert_true(a.mean > 0.75 && a.mean < 0.875);
}

/* Any belief: it sums to 1, equals the sum written out, and rises with the first demand. */
static void test_equals_the_sum(void **unused)
{
    (void)unused;
    uint64_t x = 2;
    for (int run = 0; run < 500; run++) {
        room at;
        aim a, more;
        double limit[BELIEF_CELLS], p[BELIEF_CELLS], sum = 0, all = 0,
                                                     scale = 0.1 + 50 * uniform(&x);
        belief_rule rule = belief_rule_of(0.25, 0.01, 0.08 + 0.4 * uniform(&x), 0.95 * uniform(&x));
        belief *b = open_in(&at, 0, scale, scale);
        int heard = (int)(6 * uniform(&x));
        for (int k = 0; k < heard; k++)
            hear(b, &rule, scale * (0.9 - 0.1 * k * uniform(&x)), k / 5.0);
        aim_of(b, &rule, &a);
        belief_spread(b, limit, BELIEF_CELLS);
        for (int i = 0; i < BELIEF_CELLS; i++) {
            double t = (i + 0.5) / 32, open = t + rule.margin * (1 - t), prior = 0;
            double z = (b->first - open) / rule.sd;
            for (int j = 0; j <= i; j++)
                prior += (j < i ? 1 : 0.5) * limit[j] / (1 - (j + 0.5) / 32);
            sum += p[i] = prior * (heard ? exp(-z * z / 2) : 1);
        }
        for (int i = 0; i < BELIEF_CELLS; i++) {
            assert_near(cell(&a, i), p[i] / sum, 1e-5);
            all += cell(&a, i);
        }
        assert_near(all, 1, 1e-5);
        if (!heard) continue;
        b->first += 0.05;
        aim_of(b, &rule, &more);
        assert_true(more.mean >= a.mean - 1e-5 * scale);
    }
}

/* ---- calibration: a world of such targets and schedules ---- */

#define SESSIONS 4000

static void test_calibrated(void **unused)
{
    (void)unused;
    static const double e[BELIEF_EXPONENTS] = {0.5, 1, 2, 4};
    uint64_t x = 9;
    forecasts all = {.most = 0.25};
    for (int run = 0; run < SESSIONS; run++) {
        room at;
        aim a;
        belief_rule rule = belief_rule_of(1, 0.01, 0.1, 0.5);
        double r = uniform(&x), t = r + (1 - r) * uniform(&x), power = e[(int)(4 * uniform(&x))],
               d0;
        do d0 = t + 0.5 * (1 - t) + 0.1 * normal(&x);
        while (d0 < 0 || d0 > 1);
        belief *b = open_in(&at, 0, 1, 1);
        hear(b, &rule, d0, 0);
        for (int k = 1; k < 10; k++) {
            double tau = k / 15.0, d = r + (d0 - r) * (1 - pow(tau, power)) + 0.1 * normal(&x);
            if (d >= 0 && d <= 1) hear(b, &rule, d, tau);
        }
        aim_of(b, &rule, &a);
        double p[BELIEF_CELLS];
        for (int i = 0; i < BELIEF_CELLS; i++) p[i] = cell(&a, i);
        forecasts_add(&all, p, BELIEF_CELLS, (int)(t * BELIEF_CELLS));
    }
    assert_calibrated(&all, 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_before_the_first_demand),
        cmocka_unit_test(test_first_demand),
        cmocka_unit_test(test_equals_the_sum),
        cmocka_unit_test(test_calibrated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
