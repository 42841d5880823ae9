/* The parts of the leverage agent that stand on their own: composure, the demand's schedule, the
 * model of the others' issues. */
#include "check.h"
#include "fake_host.h"

#include "agents/parts/composure.h"
#include "agents/parts/schedule.h"
#include "agents/parts/weights.h"

/* ---- composure ---- */

static const composure usual = {.psi = 0.7, .alpha = 0.5, .theta = 0.12, .s = 0.04, .nu = 0.5};

/* alpha/(1 + 2 alpha) = .25. An offer of .1: I = .15; F(.15) = 1/(1 + e^-.75) = .6791787, F(0) =
 * 1/(1 + e^3) = .0474259; .3 (.6791787 - .0474259)/.9525741 = .1989620. */
static void test_insult_by_hand(void **unused)
{
    (void)unused;
    assert_near(composure_least(&usual, 2), 0.25, 1e-15);
    assert_near(composure_insult(&usual, 0.1, 2), 0.15, 1e-15);
    assert_near(composure_walk_probability(&usual, 0.15), 0.1989620, 1e-6);
    assert_near(composure_reaction(&usual, 0.15), 0.3 * 0.5 * 0.15, 1e-15);
    assert_near(composure_insult(&usual, 0.1, 4), 0.025, 1e-15);
}

/* No insult, or nothing that moves it: exactly nothing. */
static void test_no_insult_no_reaction(void **unused)
{
    (void)unused;
    composure calm = usual;
    calm.psi = 1;
    assert_near(composure_insult(&usual, 0.25, 2), 0, 0);
    assert_near(composure_insult(&usual, 0.9, 2), 0, 0);
    assert_near(composure_insult(&calm, 0, 2), 0, 0);
    assert_near(composure_walk_probability(&usual, 0), 0, 0);
    assert_near(composure_walk_probability(&calm, 0.25), 0, 0);
    assert_near(composure_reaction(&usual, 0), 0, 0);
}

static void test_worse_offers_drive_out_more(void **unused)
{
    (void)unused;
    double before = 0;
    for (double part = 0.249; part > -0.5; part -= 0.001) {
        double p = composure_walk_probability(&usual, composure_insult(&usual, part, 2));
        assert_true(p > before && p < 0.3);
        before = p;
    }
}

/* ---- schedule ---- */

static const schedule_rule plain = {.rho = 0, .trust = 0.5, .dmax = INFINITY, .ahead = INFINITY};

static void test_schedule_by_hand(void **unused)
{
    (void)unused;
    schedule s = {.exponent = 2};
    schedule_open(&s, 0.8, 0);
    schedule_stand(&s, 0.8);
    assert_near(schedule_next(&s, &plain, 0.2, 0.5, (double)NAN, false), 0.65, 1e-12);
    assert_near(schedule_next(&s, &plain, 0.2, 0.5, -1, false), 0.65, 1e-12);
    assert_near(schedule_next(&s, &plain, 0.2, 1, 0, true), 0.2, 0);
    assert_near(schedule_next(&s, &plain, 0.9, 0.5, -1, false), 0.9, 0); /* w has passed it */
    schedule_rule half = plain;
    half.rho = 0.5;
    schedule_receive(&s, 0.1); /* .5 of .15, and .5 of .1 */
    assert_near(schedule_next(&s, &half, 0.2, 0.5, -1, false), 0.675, 1e-12);
    half.ahead = 0.02; /* .02 + .1 - 0 */
    half.rho = 0;
    assert_near(schedule_next(&s, &half, 0.2, 0.5, -1, false), 0.68, 1e-12);
    schedule_stand(&s, 0.7);
    assert_near(s.conceded, 0.1, 1e-15);
    assert_near(s.gift, 0, 0);
    assert_near(s.gifts, 0.1, 0);
}

static void test_schedule_opened_late(void **unused)
{
    (void)unused;
    schedule s = {.exponent = 1};
    schedule_open(&s, 0.8, 0.5);
    schedule_stand(&s, 0.8);
    assert_near(schedule_next(&s, &plain, 0.2, 0.75, (double)NAN, false), 0.5, 1e-12);
    schedule_open(&s, 0.8, 1);
    assert_near(schedule_next(&s, &plain, 0.2, 1, (double)NAN, true), 0.2, 1e-12);
}

/* ---- weights ---- */

/* Three issues of 2, 3 and 40 values; outcome = (a * 3 + b) * 40 + c. */
static const hg_issue issues[] = {{.name = "a", .size = 2},
                                  {.name = "b", .size = 3},
                                  {.name = "c", .kind = HG_ISSUE_NUMBER, .size = 40}};
static hg_outcome outcome(uint64_t a, uint64_t b, uint64_t c) { return (a * 3 + b) * 40 + c; }

static double worth[240];
static size_t asked;

static size_t band(const hg_host *h, double lo, double hi, hg_outcome *out, size_t cap)
{
    size_t n = 0;
    (void)h;
    asked++;
    for (uint64_t i = 0; i < 240; i++)
        if (worth[i] >= lo && worth[i] <= hi && n++ < cap) out[n - 1] = i;
    return n;
}

static void open_weights(weights *w, fake_host *host)
{
    hg_brief brief = {.n_issues = 3, .issues = issues, .n_outcomes = 240, .best = 239};
    fake_host_init(host, worth, 240, 0, 10);
    host->host.band = band;
    *w = (weights){0};
    weights_open(w, &brief, &host->host);
}

/* It keeps b = 2, and moves in the other two: counts a 2 1, b 3, c 1 1 1 (0, 10 and 39 lie in the
 * parts 0, 4 and 15). */
static void test_weights_by_hand(void **unused)
{
    (void)unused;
    static fake_host host;
    weights w;
    open_weights(&w, &host);
    assert_near(weights_utility(&w, outcome(0, 2, 0)), 0, 0);
    weights_hear(&w, outcome(0, 2, 0));
    weights_hear(&w, outcome(0, 2, 10));
    weights_hear(&w, outcome(1, 2, 39));
    assert_near(weights_utility(&w, outcome(0, 2, 11)), 1, 1e-15);
    assert_near(weights_utility(&w, outcome(1, 2, 20)), 4 / 6.0, 1e-15);
    assert_near(weights_utility(&w, outcome(0, 0, 0)), 3 / 6.0, 1e-15);
    assert_near(weights_utility(&w, outcome(1, 1, 20)), 1 / 6.0, 1e-15);
}

/* Of what is worth the same to me the others' favourite is chosen; nothing else ever is. */
static void test_chooses_among_equals(void **unused)
{
    (void)unused;
    static fake_host host;
    weights w;
    open_weights(&w, &host);
    for (size_t i = 0; i < 240; i++) worth[i] = (double)(i / 40);
    worth[outcome(1, 2, 5)] = 1; /* as much as b = 1 with a = 0 */
    assert_int_equal(weights_choose(&w, &host.host, outcome(0, 1, 0)), outcome(0, 1, 0));
    weights_hear(&w, outcome(0, 0, 13));
    assert_int_equal(weights_choose(&w, &host.host, outcome(0, 1, 0)), outcome(0, 1, 13));
    worth[outcome(0, 1, 0)] = 1.5;
    assert_int_equal(weights_choose(&w, &host.host, outcome(0, 1, 0)), outcome(0, 1, 0));
    assert_int_equal(weights_choose(&w, &host.host, HG_NO_OUTCOME), HG_NO_OUTCOME);
}

/* Where no two outcomes are worth the same there is nothing to choose, and nothing is counted. */
static void test_without_equals_nothing_is_counted(void **unused)
{
    (void)unused;
    static fake_host host;
    weights w;
    for (size_t i = 0; i < 240; i++) worth[i] = (double)(i * 7 % 240);
    open_weights(&w, &host);
    weights_hear(&w, outcome(0, 2, 0));
    assert_near(weights_utility(&w, outcome(0, 2, 0)), 0, 0);
    asked = 0;
    assert_int_equal(weights_choose(&w, &host.host, outcome(0, 1, 0)), outcome(0, 1, 0));
    assert_int_equal(asked, 0);
    for (size_t i = 0; i < 240; i++) worth[i] = (double)(i / 2); /* pairs: every second is alone */
    open_weights(&w, &host);
    weights_hear(&w, outcome(0, 2, 0));
    assert_near(weights_utility(&w, outcome(0, 2, 0)), 1, 0);
}

static void test_one_issue_is_not_counted(void **unused)
{
    (void)unused;
    static fake_host host;
    weights w = {0};
    hg_brief brief = {.n_issues = 1, .issues = issues, .n_outcomes = 2};
    fake_host_init(&host, worth, 2, 0, 10);
    weights_open(&w, &brief, &host.host);
    weights_hear(&w, 1);
    asked = 0;
    assert_int_equal(weights_choose(&w, &host.host, 1), 1);
    assert_int_equal(asked, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_insult_by_hand),
        cmocka_unit_test(test_no_insult_no_reaction),
        cmocka_unit_test(test_worse_offers_drive_out_more),
        cmocka_unit_test(test_schedule_by_hand),
        cmocka_unit_test(test_schedule_opened_late),
        cmocka_unit_test(test_weights_by_hand),
        cmocka_unit_test(test_chooses_among_equals),
        cmocka_unit_test(test_without_equals_nothing_is_counted),
        cmocka_unit_test(test_one_issue_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
