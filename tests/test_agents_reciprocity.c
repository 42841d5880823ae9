/* Tit-for-tat in its three forms against demands computed by hand. */
#include "agent_fixture.h"

#include "agents/builtin.h"

#define LIMIT  0.25
#define ROUNDS 20

static const double one_back[] = {0, 0}, two_back[] = {1, 0}; /* d; noise */

static void test_relative(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, one_back, LIMIT, ROUNDS);
    assert_offers(&s, 0, 100);                           /* nothing to answer yet */
    assert_bids(answer(&s, 1, 20), 100);                 /* one offer is no concession */
    assert_bids(answer(&s, 2, 25), 80);                  /* 20/25 */
    assert_bids(answer(&s, 3, 20), 100);                 /* 25/20: taken back */
    assert_bids(answer(&s, 4, 40), 50);                  /* 20/40 */
    assert_bids(answer(&s, 5, 40), 50);                  /* it did not move */
    assert_int_equal(answer(&s, 6, 80).kind, HG_ACCEPT); /* 40/80, no less than the limit */
}

static void test_looks_further_back(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, two_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 20), 100);
    assert_bids(answer(&s, 1, 25), 100); /* two offers are not enough */
    assert_bids(answer(&s, 2, 40), 80);  /* 20/25 */
    assert_bids(answer(&s, 3, 40), 50);  /* 25/40 */
}

/* Turns on which the other said nothing are none of its offers. */
static void test_silence_is_no_offer(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, two_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 20), 100);
    assert_bids(answer(&s, 1, 25), 100);
    assert_offers(&s, 2, 100);
    assert_offers(&s, 3, 100);
    assert_bids(answer(&s, 4, 40), 80); /* 20/25 */
}

static void test_averaged(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_averaged_tit_for_tat, two_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 20), 100);
    assert_bids(answer(&s, 1, 10), 100);
    assert_bids(answer(&s, 2, 25), 80); /* 20/25, whatever came between */
    assert_bids(answer(&s, 3, 20), 40); /* 10/20 */
    sit_percent(&s, &hg_agent_averaged_tit_for_tat, one_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 20), 100);
    assert_bids(answer(&s, 1, 25), 80); /* a window of 1 is tit-for-tat */
}

static void test_absolute(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_absolute_tit_for_tat, one_back, LIMIT, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 1, 20), 100);
    assert_bids(answer(&s, 2, 25), 95);
    assert_bids(answer(&s, 3, 45), 75);
    assert_bids(answer(&s, 4, 15), 100); /* 1.05 is beyond the best */
    assert_int_equal(s.host.rolled, 0);
}

static void test_gift(void **unused)
{
    (void)unused;
    seat s;
    const double noise[] = {0, 0.1};
    sit_percent(&s, &hg_agent_absolute_tit_for_tat, noise, LIMIT, ROUNDS);
    s.host.uniforms[0] = 0.5;
    s.host.uniforms[1] = 0.125;
    assert_bids(answer(&s, 0, 20), 100);
    assert_int_equal(s.host.rolled, 0); /* nothing answered, nothing drawn */
    assert_bids(answer(&s, 1, 25), 90); /* .95 - .05 */
    assert_bids(answer(&s, 2, 25), 89); /* .9 - .0125 = .8875 */
    assert_int_equal(s.host.rolled, 2);
}

/* The demand is the target, not what the rounded bid was worth: thirds add up. */
static void test_rounding_does_not_feed_back(void **unused)
{
    (void)unused;
    static const double coarse[] = {0, 0.25, 0.5, 0.75, 1, 0.1, 0.2, 0.3, 0.4};
    seat s;
    assert_int_equal(
        sit_among(&s, 2, &hg_agent_absolute_tit_for_tat, one_back, coarse, 5, 0, ROUNDS), 0);
    s.host.n_outcomes = 9; /* the other offers what it would not bid */
    hear(&s, fake_offer(0));
    s.host.n_outcomes = 5;
    assert_bids(move(&s, fake_turn(&s.host, 0, HG_NO_OUTCOME)), 4);
    const hg_outcome offers[] = {5, 6, 7}, bids[] = {4, 4, 3}; /* .9, .8, .7 */
    for (uint32_t k = 0; k < 3; k++) {
        s.host.n_outcomes = 9;
        hear(&s, fake_offer(offers[k]));
        s.host.n_outcomes = 5;
        assert_bids(move(&s, fake_turn(&s.host, k + 1, HG_NO_OUTCOME)), bids[k]);
    }
}

/* Each offer is answered once; what was replaced or taken back before my turn was never made. */
static void test_what_counts_as_an_offer(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, one_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 20), 100);
    hear(&s, fake_offer(40));
    assert_bids(answer(&s, 1, 25), 80); /* 20/25: 40 was replaced */
    assert_offers(&s, 2, 80);           /* silence is not another concession */
    hear(&s, fake_offer(50));
    hear(&s, (hg_message){.kind = HG_WITHDRAW, .seat = 1});
    assert_offers(&s, 3, 80);
    assert_bids(answer(&s, 4, 40), 50); /* 25/40 */
    hear(&s, (hg_message){.kind = HG_OFFER, .seat = 77, .outcome = 100});
    assert_offers(&s, 5, 50); /* from a seat that does not exist */
}

static void test_where_there_is_no_ratio(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, one_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 0), 100);
    assert_bids(answer(&s, 1, 20), 100); /* 0/20 says nothing */
    assert_bids(answer(&s, 2, 0), 100);  /* nor does 20/0 */
    assert_bids(answer(&s, 3, 20), 100);
    assert_bids(answer(&s, 4, 40), 50);
}

/* Worth below 0: ratios are measured from the least. */
static void test_losses(void **unused)
{
    (void)unused;
    static double worth[PERCENT];
    for (int i = 0; i < PERCENT; i++) worth[i] = i - 50;
    seat s;
    assert_int_equal(sit_among(&s, 2, &hg_agent_tit_for_tat, one_back, worth, PERCENT, -20, ROUNDS),
                     0);
    assert_bids(answer(&s, 0, 10), 100);
    assert_bids(answer(&s, 1, 20), 50);                  /* -40, -30: 10/20 of the 100 above -50 */
    assert_int_equal(answer(&s, 2, 40).kind, HG_ACCEPT); /* 20/40: 25, clamped to 30 */
}

static void test_follows_its_limit(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, one_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 20), 100);
    assert_bids(answer(&s, 1, 40), 50);
    limit_becomes(&s, 0.75);
    assert_int_equal(move(&s, fake_revision(&s.host, 1, 80)).kind, HG_REJECT);
    assert_bids(move(&s, fake_revision(&s.host, 1, 50)), 75);
    assert_bids(answer(&s, 2, 40), 75);
    limit_becomes(&s, 0.25);
    assert_bids(answer(&s, 3, 48), 63); /* 40/48 of the .75 that it now stands at */
    limit_becomes(&s, 1.5);
    assert_int_equal(move(&s, fake_revision(&s.host, 3, 60)).kind, HG_WITHDRAW);
    assert_int_equal(answer(&s, 4, 60).kind, HG_REJECT);
}

/* A revision is no turn: what the other said meanwhile waits for one. */
static void test_a_revision_answers_nobody(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, one_back, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 20), 100);
    assert_bids(answer(&s, 1, 25), 80);
    limit_becomes(&s, 0.9);
    hear(&s, fake_offer(50));
    assert_bids(move(&s, fake_revision(&s.host, 1, 80)), 90);
    limit_becomes(&s, 0.1);
    assert_bids(move(&s, fake_turn(&s.host, 2, HG_NO_OUTCOME)), 45); /* 25/50 of 90, once */
}

/* Of two others each is answered for itself, and the demand is the mean. */
static void test_several_others(void **unused)
{
    (void)unused;
    static double worth[PERCENT];
    for (int i = 0; i < PERCENT; i++) worth[i] = i / 100.0;
    seat s;
    assert_int_equal(
        sit_among(&s, 3, &hg_agent_tit_for_tat, one_back, worth, PERCENT, LIMIT, ROUNDS), 0);
    hear(&s, fake_offer_by(1, 20));
    hear(&s, fake_offer_by(2, 10));
    assert_offers(&s, 0, 100);
    hear(&s, fake_offer_by(1, 25));
    assert_offers(&s, 1, 90); /* .8 and 1 */
    hear(&s, fake_offer_by(1, 25));
    hear(&s, fake_offer_by(2, 20));
    assert_offers(&s, 2, 68); /* .9 and 1/2 of .9 */
}

static void test_where_it_may_not_propose(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_tit_for_tat, one_back, LIMIT, ROUNDS);
    const hg_outcome offers[] = {20, 40, 45};
    const hg_kind kinds[] = {HG_REJECT, HG_REJECT, HG_ACCEPT}; /* demands 1, .5, .44 */
    for (uint32_t k = 0; k < 3; k++) {
        hear(&s, fake_offer(offers[k]));
        hg_turn t = fake_turn(&s.host, k, offers[k]);
        t.may &= ~HG_MAY(HG_OFFER);
        assert_int_equal(move(&s, t).kind, kinds[k]);
    }
}

/* Time does not matter: what it answers is the same without a deadline and in a single round. */
static void test_knows_no_time(void **unused)
{
    (void)unused;
    for (uint32_t rounds = 0; rounds < 2; rounds++) {
        seat s;
        sit_percent(&s, &hg_agent_tit_for_tat, one_back, LIMIT, rounds);
        assert_bids(answer(&s, 0, 20), 100);
        assert_bids(answer(&s, rounds ? 0 : 9999, 25), 80);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relative),
        cmocka_unit_test(test_looks_further_back),
        cmocka_unit_test(test_silence_is_no_offer),
        cmocka_unit_test(test_averaged),
        cmocka_unit_test(test_absolute),
        cmocka_unit_test(test_gift),
        cmocka_unit_test(test_rounding_does_not_feed_back),
        cmocka_unit_test(test_what_counts_as_an_offer),
        cmocka_unit_test(test_where_there_is_no_ratio),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_follows_its_limit),
        cmocka_unit_test(test_a_revision_answers_nobody),
        cmocka_unit_test(test_several_others),
        cmocka_unit_test(test_where_it_may_not_propose),
        cmocka_unit_test(test_knows_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
