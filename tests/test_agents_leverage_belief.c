/* Beliefs over another's limit: against the same rule written down plainly, cell by cell and in
 * double precision; by hand; calibrated where the world is as it is believed to be. */
#include "forecasts.h"

#include "agents/parts/belief.h"
#include <higgle/math.h>

#define ROWS_MAX (BELIEF_DEADLINES * BELIEF_EXPONENTS)

static belief_rule usual; /* omega .25, eps .01, sd .1, a0 .5 */

typedef struct room {
    _Alignas(16) unsigned char bytes[4096];
} room;

static belief *open_in(room *r, double least, double most, double scale, double deadline)
{
    assert_true(belief_size(deadline == 0) <= sizeof r->bytes);
    memset(r, 0, sizeof *r);
    belief *b = (belief *)r->bytes;
    belief_open(b, least, most, scale, deadline);
    return b;
}

static double uniform(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*x >> 11) * 0x1p-53;
}

/* As a holder of beliefs does: what is not due is not weighed. */
static bool hear(belief *b, const belief_rule *rule, double demand, double tau, bool *surprise)
{
    if (!belief_due(b, tau)) return false;
    belief_hear(b, rule, demand, tau, surprise);
    return true;
}

static double cell(const belief *b, int i) { return (double)b->limit[i / LANES][i % LANES]; }

/* ---- the rule, plainly ---- */

typedef struct plain {
    double least, most, scale, deadline, first, first_time, seen_time;
    int blocks, skipped;
    double q[ROWS_MAX][BELIEF_CELLS];
    double omega;
    double surprise; /* of the last demand */
} plain;

static void plain_open(plain *p, double least, double most, double scale, double deadline)
{
    *p = (plain){.least = least, .most = most, .scale = scale, .first_time = -1};
    p->deadline = deadline > 0 ? deadline : 1;
    p->blocks = deadline > 0 ? 1 : BELIEF_DEADLINES;
    for (int k = 0; k < p->blocks * BELIEF_EXPONENTS; k++)
        for (int i = 0; i < BELIEF_CELLS; i++)
            p->q[k][i] = 1.0 / (p->blocks * BELIEF_EXPONENTS * BELIEF_CELLS);
}

static double bell(double x, double mean, double sd)
{
    return exp(-(x - mean) * (x - mean) / (2 * sd * sd));
}

static double predicted(const plain *p, int row, double r, double tau)
{
    static const double e[BELIEF_EXPONENTS] = {0.5, 1, 2, 4};
    double ends = p->deadline * (row / BELIEF_EXPONENTS + 1) / p->blocks;
    double theta = ends > p->first_time ? (tau - p->first_time) / (ends - p->first_time) : 1;
    return r + (p->first - r) * (1 - pow(fmin(1, theta), e[row % BELIEF_EXPONENTS]));
}

static void plain_hear(plain *p, const belief_rule *rule, double d, double tau)
{
    bool first = p->first_time < 0;
    if (first)
        p->first = d, p->first_time = tau;
    else if (tau - p->seen_time < 1 / 16.0 - 1e-9) {
        p->skipped++;
        return;
    }
    double omega = fmin(1, p->skipped ? 2 * p->omega : p->omega);
    p->seen_time = tau;
    p->skipped = 0;
    double sum = 0, expected = 0;
    int alive = 0;
    for (int k = 0; k < p->blocks * BELIEF_EXPONENTS; k++) {
        bool past = tau > p->deadline * (k / BELIEF_EXPONENTS + 1) / p->blocks &&
                    k / BELIEF_EXPONENTS + 1 < p->blocks;
        alive += !past;
        for (int i = 0; i < BELIEF_CELLS; i++) {
            double r = p->least + (i + 0.5) * (p->most - p->least) / BELIEF_CELLS, l;
            if (first)
                l = bell(d, r + rule->margin * (p->scale - r), 0.25 * p->scale);
            else
                l = bell(d, predicted(p, k, r, tau), rule->sd * p->scale);
            if (past) p->q[k][i] = 0;
            expected += p->q[k][i] * l;
            p->q[k][i] *= first ? l : pow(l, omega);
            sum += p->q[k][i];
        }
    }
    p->surprise = first ? 0 : -log(expected);
    for (int k = p->blocks * BELIEF_EXPONENTS - alive; k < p->blocks * BELIEF_EXPONENTS; k++)
        for (int i = 0; i < BELIEF_CELLS; i++)
            p->q[k][i] = (1 - rule->eps) * p->q[k][i] / sum + rule->eps / (alive * BELIEF_CELLS);
}

static double plain_cell(const plain *p, int i)
{
    double sum = 0;
    for (int k = 0; k < p->blocks * BELIEF_EXPONENTS; k++) sum += p->q[k][i];
    return sum;
}

/* ---- tests ---- */

static void test_prior_is_even(void **unused)
{
    (void)unused;
    room r;
    belief *b = open_in(&r, 0.25, 0.5, 1, 1);
    for (int i = 0; i < BELIEF_CELLS; i++) assert_near(cell(b, i), 1 / 32.0, 0);
    assert_near(belief_mean(b), 0.375, 1e-7);
    assert_near(belief_deadline(b, 3), 1, 0);
    b = open_in(&r, 0, 1, 1, 0);
    for (uint32_t i = 0; i < 4; i++) assert_near(belief_deadline(b, i), 0.25, 1e-7);
}

/* The first demand, .75: cell 0 (r = 1/64) expects .5078125, cell 16 (r = 33/64) .7578125, with a
 * spread of .25; exp(-.469), 1 - .0005: the ratio is .6257. With eps = .01. */
static void test_first_demand_by_hand(void **unused)
{
    (void)unused;
    room r;
    bool surprise;
    belief *b = open_in(&r, 0, 1, 1, 1);
    assert_true(hear(b, &usual, 0.75, 0, &surprise));
    assert_false(surprise);
    double l[BELIEF_CELLS], sum = 0;
    for (int i = 0; i < BELIEF_CELLS; i++)
        sum += l[i] = exp(-8 * pow(0.75 - (0.5 + (i + 0.5) / 64), 2));
    assert_near(l[0] / l[16], 0.6258, 1e-4);
    for (int i = 0; i < BELIEF_CELLS; i++)
        assert_near(cell(b, i), 0.99 * l[i] / sum + 0.01 / 32, 1e-6);
}

/* Opened with .8, and at the deadline it asks for .4: all schedules say that this is its limit. The
 * cells 12 and 13 are the nearest, and weigh as exp(-.25 (r - .4)^2/.02) times the first demand. */
static void test_last_demand_by_hand(void **unused)
{
    (void)unused;
    room r;
    bool surprise;
    belief_rule rule = usual;
    rule.eps = 1e-4;
    belief *b = open_in(&r, 0, 1, 1, 1);
    assert_true(hear(b, &rule, 0.8, 0, &surprise));
    assert_true(hear(b, &rule, 0.4, 1, &surprise));
    double l[BELIEF_CELLS], sum = 0;
    for (int i = 0; i < BELIEF_CELLS; i++) {
        double at = (i + 0.5) / 32;
        sum += l[i] = exp(-8 * pow(0.8 - (0.5 + at / 2), 2) - 12.5 * pow(at - 0.4, 2));
    }
    for (int i = 0; i < BELIEF_CELLS; i++) assert_near(cell(b, i), l[i] / sum, 2e-5);
}

static void test_equals_the_plain_rule(void **unused)
{
    (void)unused;
    uint64_t x = 1;
    double worst = 0;
    int surprises = 0;
    for (int run = 0; run < 3000; run++) {
        room r;
        plain p;
        double omega = 0.05 + 0.95 * uniform(&x), eps = 0.0001 + 0.2 * uniform(&x),
               sd = 0.08 + 0.4 * uniform(&x);
        belief_rule rule = belief_rule_of(omega, eps, sd, 0.95 * uniform(&x));
        double scale = 0.1 + 1000 * uniform(&x), least = 0.5 * scale * uniform(&x);
        double most = least + (scale - least) * (0.1 + 0.9 * uniform(&x));
        double deadline = uniform(&x) < 0.3 ? 0 : uniform(&x) < 0.5 ? 1 : 0.3 + uniform(&x);
        belief *b = open_in(&r, least, most, scale, deadline);
        plain_open(&p, least, most, scale, deadline);
        p.omega = omega;
        for (int k = 0; k < 40; k++) {
            if (uniform(&x) < 0.2) continue;
            double d = scale * uniform(&x);
            bool surprise = false, heard = hear(b, &rule, d, k / 39.0, &surprise);
            plain_hear(&p, &rule, d, k / 39.0);
            assert_int_equal(heard, p.seen_time == k / 39.0);
            if (fabs(p.surprise - 3) > 1e-3) assert_int_equal(surprise, p.surprise > 3 && heard);
            surprises += surprise;
            for (int i = 0; i < BELIEF_CELLS; i++)
                worst = fmax(worst, fabs(cell(b, i) - plain_cell(&p, i)));
        }
    }
    print_message("greatest difference of a cell %.2g, %d surprises\n", worst, surprises);
    assert_true(worst < 1e-5 && surprises > 1000);
}

/* Whoever stays high is believed to have much, whoever gives in little. */
static void test_learns_the_right_way(void **unused)
{
    (void)unused;
    room high, low;
    bool surprise;
    belief *h = open_in(&high, 0, 1, 1, 1), *l = open_in(&low, 0, 1, 1, 1);
    for (int k = 0; k < 33; k++) {
        double tau = k / 32.0;
        hear(h, &usual, 0.9 - 0.2 * tau, tau, &surprise);
        hear(l, &usual, 0.9 - 0.8 * tau, tau, &surprise);
        assert_true(k < 4 || belief_mean(h) > belief_mean(l));
    }
    assert_near(belief_mean(h), 0.7, 0.05);
    assert_near(belief_mean(l), 0.1, 0.05);
}

static void test_time_between_demands(void **unused)
{
    (void)unused;
    room r;
    bool surprise;
    belief *b = open_in(&r, 0, 1, 1, 1);
    assert_true(hear(b, &usual, 0.8, 0, &surprise));
    assert_false(hear(b, &usual, 0.7, 0.06, &surprise));
    assert_true(hear(b, &usual, 0.8, 1 / 16.0, &surprise)); /* a repeated one counts */
    belief_close(b);
    assert_false(hear(b, &usual, 0.8, 1, &surprise));
}

/* Of 33 demands half are weighed, each for two: as if all had been, for one each. */
static void test_merged_demands_keep_the_weight(void **unused)
{
    (void)unused;
    room all, half;
    bool surprise;
    belief *a = open_in(&all, 0, 1, 1, 1), *h = open_in(&half, 0, 1, 1, 1);
    belief_rule rule = belief_rule_of(0.25, 1e-4, 0.1, 0.5);
    int weighed = 0;
    for (int k = 0; k <= 32; k++) {
        double tau = k / 32.0, d = 0.3 + 0.5 * (1 - tau * tau);
        a->due_time = -INFINITY; /* each of them */
        assert_true(hear(a, &rule, d, tau, &surprise));
        weighed += hear(h, &rule, d, tau, &surprise);
    }
    assert_int_equal(weighed, 17);
    assert_near(belief_mean(a), belief_mean(h), 0.005);
    for (int i = 0; i < BELIEF_CELLS; i++) assert_near(cell(a, i), cell(h, i), 0.02);
}

static void test_nothing_to_believe(void **unused)
{
    (void)unused;
    room r;
    bool surprise;
    belief *b = open_in(&r, 0, 0, 0, 1);
    assert_false(hear(b, &usual, 0.5, 0, &surprise));
    b = open_in(&r, 0.5, 0.5, 1, 1);
    assert_false(hear(b, &usual, 0.5, 0, &surprise));
}

/* Whoever still talks at tau = .6 has more than half of my time; and whoever has stopped conceding
 * there by then has three quarters rather than all of it. */
static void test_hidden_deadline(void **unused)
{
    (void)unused;
    room r;
    bool surprise;
    belief *b = open_in(&r, 0, 1, 1, 0);
    for (int k = 0; k <= 24; k++)
        hear(b, &usual, 0.9 - 0.7 * fmin(1, k / 24.0), k / 32.0, &surprise);
    assert_near(belief_deadline(b, 0) + belief_deadline(b, 1), 0, 0);
    assert_near(belief_deadline(b, 2) + belief_deadline(b, 3), 1, 1e-5);
    hear(b, &usual, 0.2, 1, &surprise);
    assert_near(belief_deadline(b, 3), 1, 1e-5);
}

static void test_spread_over_other_cells(void **unused)
{
    (void)unused;
    room r;
    double out[32];
    belief *b = open_in(&r, 0.25, 0.5, 1, 1);
    belief_spread(b, out, 32);
    for (int i = 0; i < 32; i++) assert_near(out[i], i >= 8 && i < 16 ? 0.125 : 0, 1e-6);
    belief_spread(b, out, 3);
    assert_near(out[0], 1 / 3.0, 1e-6);
    assert_near(out[1], 2 / 3.0, 1e-6);
    assert_near(out[2], 0, 0);
    b = open_in(&r, 0, 1, 1, 1);
    belief_spread(b, out, 32);
    for (int i = 0; i < 32; i++) assert_near(out[i], 1 / 32.0, 1e-7);
    b = open_in(&r, 0, 2, 1, 1); /* what lies beyond counts for the last */
    belief_spread(b, out, 4);
    assert_near(out[3], 0.625, 1e-6);
}

static void test_exponential(void **unused)
{
    (void)unused;
    for (double x = -86; x < 86; x += 0.00317) {
        lanes y = lanes_exp(lanes_all((float)x));
        double exact = exp((double)(float)x);
        assert_true(fabs((double)y[2] / exact - 1) < 4e-7);
    }
    assert_near((double)lanes_exp(lanes_all(0))[0], 1, 0);
}

/* ---- calibration: a world of such schedules, limits as likely as the prior says ---- */

static double normal(uint64_t *x)
{
    return sqrt(-2 * log(1 - uniform(x))) * cos(6.283185307179586 * uniform(x));
}

#define SESSIONS 4000

/* What was said with probability p happens in about p of the cases; and knowing more than the prior
 * the mean log score is positive. Intervals at 99.9 % for each bin with enough in it. */
static void test_calibrated(void **unused)
{
    (void)unused;
    static const double e[BELIEF_EXPONENTS] = {0.5, 1, 2, 4};
    uint64_t x = 9;
    forecasts all = {.most = 0.5};
    for (int run = 0; run < SESSIONS; run++) {
        room at;
        bool surprise;
        double r = uniform(&x), power = e[(int)(4 * uniform(&x))], d0;
        do d0 = r + 0.5 * (1 - r) + 0.25 * normal(&x);
        while (d0 < 0 || d0 > 1);
        belief *b = open_in(&at, 0, 1, 1, 1);
        belief_rule rule = belief_rule_of(1, 0.01, 0.1, 0.5); /* this world's are independent */
        for (int k = 0; k < 20; k++) {
            double d = r + (d0 - r) * (1 - pow(k / 31.0, power)) + (k ? 0.1 * normal(&x) : 0);
            if (d < 0 || d > 1) continue;
            hear(b, &rule, d, k / 31.0, &surprise);
        }
        double p[BELIEF_CELLS];
        for (int i = 0; i < BELIEF_CELLS; i++) p[i] = cell(b, i);
        forecasts_add(&all, p, BELIEF_CELLS, (int)(r * BELIEF_CELLS));
    }
    assert_calibrated(&all, 0.3);
}

int main(void)
{
    usual = belief_rule_of(0.25, 0.01, 0.1, 0.5);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prior_is_even),
        cmocka_unit_test(test_first_demand_by_hand),
        cmocka_unit_test(test_last_demand_by_hand),
        cmocka_unit_test(test_equals_the_plain_rule),
        cmocka_unit_test(test_learns_the_right_way),
        cmocka_unit_test(test_time_between_demands),
        cmocka_unit_test(test_merged_demands_keep_the_weight),
        cmocka_unit_test(test_nothing_to_believe),
        cmocka_unit_test(test_hidden_deadline),
        cmocka_unit_test(test_spread_over_other_cells),
        cmocka_unit_test(test_exponential),
        cmocka_unit_test(test_calibrated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
