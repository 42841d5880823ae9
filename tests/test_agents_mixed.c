/* Resource-dependent, hybrid, trade-off and nice tit-for-tat against offers computed by hand. */
#include "parts_fixture.h"

#include "agents/builtin.h"

#define LIMIT  0.25
#define ROUNDS 5 /* tau = 0, 1/4, 1/2, 3/4, 1 */

enum { LEFT, COUNTERPARTS, THREAD };

/* ---- resource-dependent: target = .25 + .75 (1 - F), F = .1 + .9 e^-R ---- */

/* R = 4, 3, 2, 1, 0: .9126, .8914, .8336, .6767, .25 */
static void test_rounds_run_out(void **unused)
{
    (void)unused;
    const double params[] = {LEFT, 0.1, 1}, wide[] = {LEFT, 0, 4};
    const hg_outcome offers[ROUNDS] = {92, 90, 84, 68, 25};
    seat s;
    sit_percent(&s, &hg_agent_resource_dependent, params, LIMIT, ROUNDS);
    for (uint32_t k = 0; k < ROUNDS; k++) assert_offers(&s, k, offers[k]);
    sit_percent(&s, &hg_agent_resource_dependent, wide, LIMIT, ROUNDS);
    assert_offers(&s, 0, 73); /* R / 4 = 1: .25 + .75 (1 - 1/e) = .7241 */
    sit_percent(&s, &hg_agent_resource_dependent, params, LIMIT, 0);
    assert_offers(&s, 1000, 93); /* no deadline: they never run out; .925 */
}

static void test_counterparts_stay(void **unused)
{
    (void)unused;
    const double params[] = {COUNTERPARTS, 0.1, 1};
    seat s;
    sit_percent(&s, &hg_agent_resource_dependent, params, LIMIT, ROUNDS);
    for (uint32_t k = 0; k < ROUNDS; k++) assert_offers(&s, k, 68);
    for (int i = 0; i < PERCENT; i++) s.percent[i] = i / 100.0;
    assert_int_equal(
        sit_among(&s, 3, &hg_agent_resource_dependent, params, s.percent, PERCENT, LIMIT, ROUNDS),
        0);
    assert_offers(&s, 0, 84); /* two of them: R = 2 */
}

/* R = 1 / offers so far: 1, then 1/3: .6767, .4413 */
static void test_long_threads_press(void **unused)
{
    (void)unused;
    const double params[] = {THREAD, 0.1, 1};
    seat s;
    sit_percent(&s, &hg_agent_resource_dependent, params, LIMIT, ROUNDS);
    assert_offers(&s, 0, 93); /* nothing said: plenty */
    sit_percent(&s, &hg_agent_resource_dependent, params, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 10), 68);
    assert_bids(answer(&s, 1, 10), 45);
}

/* ---- hybrid ---- */

static void test_hybrid(void **unused)
{
    (void)unused;
    const double params[] = {1, 0.75, INFINITY, 0.5};
    seat s;
    sit_percent(&s, &hg_agent_hybrid, params, 0, ROUNDS);
    assert_bids(answer(&s, 0, 10), 100);
    assert_bids(answer(&s, 1, 20), 90); /* .5625 + .28125 + .05 = .89375 */
    assert_bids(answer(&s, 2, 30), 83); /* .9 - .75 * .1 = .825, and the time says .825 too */
    /* .83 - .875 (.11 * .1 + .22 * .1 + .66 * .2) = .685625; time .79375; mixed .746445 */
    assert_bids(answer(&s, 3, 50), 75);
    assert_bids(answer(&s, 4, 50), 80); /* in the end the clock alone */
}

static void test_hybrid_follows_the_clock_alone_at_first(void **unused)
{
    (void)unused;
    const double params[] = {1, 0.5, 0, 0.5};
    seat s;
    sit_percent(&s, &hg_agent_hybrid, params, LIMIT, ROUNDS);
    const hg_outcome offers[ROUNDS] = {100, 75, 50, 25, 25}; /* 1 - t, no less than the limit */
    for (uint32_t k = 0; k < ROUNDS; k++) assert_offers(&s, k, offers[k]);
    assert_int_equal(move(&s, fake_turn(&s.host, 2, 50)).kind, HG_ACCEPT);
}

static void test_hybrid_takes_back_what_was_taken_back(void **unused)
{
    (void)unused;
    const double params[] = {1, 0.75, 0.5, 1};
    seat s;
    sit_percent(&s, &hg_agent_hybrid, params, 0, ROUNDS);
    (void)answer(&s, 0, 30);
    (void)answer(&s, 1, 20);
    hg_outcome before = answer(&s, 1, 20).outcome;
    assert_true(answer(&s, 1, 5).outcome > before);
}

/* ---- trade-off: two numbers 0..4, worth (3 a + 2 b) / 20 ---- */

#define SIDE 5
static const hg_issue numbers[] = {{.kind = HG_ISSUE_NUMBER, .size = SIDE},
                                   {.kind = HG_ISSUE_NUMBER, .size = SIDE}};
#define AT(a, b) ((hg_outcome)((a)*SIDE + (b)))

static void sit_trading(seat *s, double *u, double step, double band)
{
    static double params[2];
    params[0] = step;
    params[1] = band;
    for (int a = 0; a < SIDE; a++)
        for (int b = 0; b < SIDE; b++) u[AT(a, b)] = (3 * a + 2 * b) / 20.0;
    brief_among(s, 2, numbers, 2, u, 0, 20);
    assert_int_equal(sit_briefed(s, &hg_agent_trade_off, params), 0);
}

static void test_trade_off(void **unused)
{
    (void)unused;
    double u[SIDE * SIDE];
    seat s;
    sit_trading(&s, u, 0.25, 0.05);
    assert_bids(answer(&s, 0, AT(0, 2)), AT(4, 4)); /* nothing of mine to compare yet */
    assert_bids(answer(&s, 1, AT(0, 3)), AT(4, 4)); /* .375 */
    assert_bids(answer(&s, 2, AT(0, 4)), AT(4, 4)); /* .5: they come closer, it stays */
    assert_bids(answer(&s, 3, AT(0, 4)), AT(3, 3)); /* no closer: .75 .. .8, .5 against .25 */
    assert_bids(answer(&s, 4, AT(0, 4)), AT(1, 4)); /* still .5: .5 .. .55, .875 is the closest */
    assert_bids(answer(&s, 5, AT(0, 4)), AT(1, 4)); /* .875: it stays */
}

static void test_trade_off_trades(void **unused)
{
    (void)unused;
    double u[SIDE * SIDE];
    seat s;
    sit_trading(&s, u, 0, 0);
    assert_bids(answer(&s, 0, AT(0, 0)), AT(4, 4)); /* step 0: it never lowers its aspiration */
    assert_bids(answer(&s, 1, AT(0, 0)), AT(4, 4));
    assert_int_equal(answer(&s, 2, AT(4, 4)).kind, HG_ACCEPT);
}

/* ---- nice tit-for-tat: five values; N = .5 (.5 * .8 is below it) while the other seems to like
 * the low ones ---- */

static void test_nice(void **unused)
{
    (void)unused;
    static const hg_issue five[] = {{.kind = HG_ISSUE_NUMBER, .size = 5}};
    static const double u[] = {0, 0.25, 0.5, 0.75, 1};
    seat s;
    brief_among(&s, 2, five, 1, u, 0, 11);
    assert_int_equal(sit_briefed(&s, &hg_agent_nice_tit_for_tat, NULL), 0);
    assert_bids(answer(&s, 0, 0), 4); /* opens with its best */
    assert_bids(answer(&s, 1, 0), 4); /* nothing for nothing: .95 with the bonus of .1 */
    assert_bids(answer(&s, 2, 1), 3); /* half-way to N: .75 - .025 */
    assert_bids(answer(&s, 3, 0), 3); /* what was offered counts */
    assert_int_equal(answer(&s, 4, 2).kind, HG_ACCEPT); /* it came all the way */
    assert_bids(answer(&s, 5, 1), 2);
    limit_becomes(&s, 0.6);
    assert_bids(answer(&s, 6, 2), 3);
    assert_bids(answer(&s, 10, 1), 3); /* AC_prob, but below the limit */
}

static void test_nice_takes_the_best_late(void **unused)
{
    (void)unused;
    static const hg_issue five[] = {{.kind = HG_ISSUE_NUMBER, .size = 5}};
    static const double u[] = {0, 0.25, 0.5, 0.75, 1};
    seat s;
    brief_among(&s, 2, five, 1, u, 0, 11);
    assert_int_equal(sit_briefed(&s, &hg_agent_nice_tit_for_tat, NULL), 0);
    assert_bids(answer(&s, 0, 0), 4);
    for (uint32_t k = 1; k < 9; k++) assert_bids(answer(&s, k, 0), 4);
    hg_message last = fake_offer(1);
    last.round = 10;
    hear(&s, last); /* tau = 1: nothing in the last window was better */
    assert_int_equal(move(&s, fake_turn(&s.host, 10, 1)).kind, HG_ACCEPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rounds_run_out),
        cmocka_unit_test(test_counterparts_stay),
        cmocka_unit_test(test_long_threads_press),
        cmocka_unit_test(test_hybrid),
        cmocka_unit_test(test_hybrid_follows_the_clock_alone_at_first),
        cmocka_unit_test(test_hybrid_takes_back_what_was_taken_back),
        cmocka_unit_test(test_trade_off),
        cmocka_unit_test(test_trade_off_trades),
        cmocka_unit_test(test_nice),
        cmocka_unit_test(test_nice_takes_the_best_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
