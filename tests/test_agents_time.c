/* Time-dependent strategies against offers computed by hand. */
#include "agent_fixture.h"

#include "agents/builtin.h"

#define LIMIT  0.25
#define ROUNDS 9 /* tau = k/8 */

/* target = 0.25 + 0.75 (1 - F), rounded up to the next hundredth. */
static const struct {
    const hg_agent_type *type;
    double params[2];
    hg_outcome offer[ROUNDS]; /* 0 = not checked */
} by_hand[] = {
    /* F = tau^2: 1/64, 1/16, 9/64, 1/4, 25/64, 9/16, 49/64 */
    {&hg_agent_boulware, {0.5, 0}, {100, 99, 96, 90, 82, 71, 58, 43, 25}},
    /* F = tau^5: 1/32 at 1/2 */
    {&hg_agent_boulware, {0.2, 0}, {100, 100, 100, 100, 98, 93, 83, 62, 25}},
    /* F = 1/4 + 3/4 tau^2 */
    {&hg_agent_boulware, {0.5, 0.25}, {82, 81, 78, 74, 68, 60, 50, 39, 25}},
    {&hg_agent_linear, {0}, {100, 91, 82, 72, 63, 54, 44, 35, 25}},
    /* F = sqrt(tau) */
    {&hg_agent_conceder, {2, 0}, {100, 74, 63, 55, 47, 41, 36, 30, 25}},
    {&hg_agent_hardliner, {0}, {100, 100, 100, 100, 100, 100, 100, 100, 100}},
    {&hg_agent_hardliner, {0.25}, {82, 82, 82, 82, 82, 82, 82, 82, 82}},
};

static void test_offers_by_hand(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        seat s;
        sit_percent(&s, by_hand[i].type, by_hand[i].params, LIMIT, ROUNDS);
        for (uint32_t k = 0; k < ROUNDS; k++) assert_offers(&s, k, by_hand[i].offer[k]);
    }
}

/* The bid of round 4 is 63: 63 is accepted, 62 is not. */
static void test_accepts_its_next_bid_exactly(void **unused)
{
    (void)unused;
    seat s;
    const double k0[] = {0};
    sit_percent(&s, &hg_agent_linear, k0, LIMIT, ROUNDS);
    assert_int_equal(move(&s, fake_turn(&s.host, 4, 63)).kind, HG_ACCEPT);
    hg_reply r = move(&s, fake_turn(&s.host, 4, 62));
    assert_int_equal(r.kind, HG_OFFER);
    assert_int_equal(r.outcome, 63);
    assert_int_equal(move(&s, fake_turn(&s.host, 8, 25)).kind, HG_ACCEPT);
    assert_int_equal(move(&s, fake_turn(&s.host, 8, 24)).kind, HG_OFFER);
}

static void test_answers_where_it_may_not_propose(void **unused)
{
    (void)unused;
    seat s;
    const double k0[] = {0};
    sit_percent(&s, &hg_agent_linear, k0, LIMIT, ROUNDS);
    hg_turn t = fake_turn(&s.host, 4, 62);
    t.may &= ~HG_MAY(HG_OFFER);
    assert_int_equal(move(&s, t).kind, HG_REJECT);
    t.standing = 63;
    assert_int_equal(move(&s, t).kind, HG_ACCEPT);
}

static void test_follows_its_limit(void **unused)
{
    (void)unused;
    seat s;
    const double k0[] = {0};
    sit_percent(&s, &hg_agent_linear, k0, LIMIT, ROUNDS);
    limit_becomes(&s, 0.5); /* target = 0.5 + 0.5 / 2 */
    assert_offers(&s, 4, 75);
    assert_offers(&s, 8, 50);
    limit_becomes(&s, 0.125); /* 0.125 + 0.875 / 2 = 0.5625 */
    assert_offers(&s, 4, 57);
}

static void test_revises_only_below_its_limit(void **unused)
{
    (void)unused;
    seat s;
    const double k0[] = {0};
    sit_percent(&s, &hg_agent_linear, k0, LIMIT, ROUNDS);
    assert_int_equal(move(&s, fake_revision(&s.host, 4, 63)).kind, HG_REJECT);
    limit_becomes(&s, 0.75);
    hg_reply r = move(&s, fake_revision(&s.host, 4, 63)); /* 0.75 + 0.25 / 2 */
    assert_int_equal(r.kind, HG_OFFER);
    assert_int_equal(r.outcome, 88);
    limit_becomes(&s, 1.5); /* nothing is worth it: take the offer back */
    assert_int_equal(move(&s, fake_revision(&s.host, 4, 63)).kind, HG_WITHDRAW);
}

static void test_without_deadline_it_stays(void **unused)
{
    (void)unused;
    seat s;
    const double params[] = {2, 0};
    sit_percent(&s, &hg_agent_conceder, params, LIMIT, 0);
    assert_offers(&s, 0, 100);
    assert_offers(&s, 1000, 100);
}

static void test_one_round_is_the_last(void **unused)
{
    (void)unused;
    seat s;
    const double params[] = {0.2, 0};
    sit_percent(&s, &hg_agent_boulware, params, LIMIT, 1);
    assert_offers(&s, 0, 25);
}

/* Where limit + (best - limit) rounds up, the aim is beyond the best outcome, which is accepted all
 * the same. */
static void test_rounding_does_not_hide_the_best(void **unused)
{
    (void)unused;
    const double k0[] = {0};
    uint64_t x = 7;
    int rounded_up = 0;
    for (int run = 0; run < 1000; run++) {
        double worth[] = {0, (double)next(&x) / 7e9};
        double limit = worth[1] * (double)(next(&x) % 1000) / 1000;
        seat s;
        assert_int_equal(sit_among(&s, 2, &hg_agent_hardliner, k0, worth, 2, limit, ROUNDS), 0);
        assert_int_equal(move(&s, fake_turn(&s.host, 0, 1)).kind, HG_ACCEPT);
        rounded_up += limit + (worth[1] - limit) > worth[1];
    }
    assert_true(rounded_up > 0);
}

/* Whatever limit moves and offers come: never offers or accepts less than the limit, and the bids
 * fall from round to round while the limit stands. */
static void test_never_below_the_limit(void **unused)
{
    (void)unused;
    const hg_agent_type *types[] = {&hg_agent_boulware, &hg_agent_conceder};
    uint64_t x = 1;
    for (int run = 0; run < 2000; run++) {
        seat s;
        double params[] = {0.01 + (double)(next(&x) % 400) / 100, (double)(next(&x) % 101) / 100};
        sit_percent(&s, types[run % 2], params, (double)(next(&x) % 120) / 100, ROUNDS);
        double before = INFINITY;
        for (uint32_t k = 0; k < ROUNDS; k++) {
            if (next(&x) % 4 == 0) {
                limit_becomes(&s, (double)(next(&x) % 120) / 100);
                before = INFINITY;
            }
            hg_outcome standing = next(&x) % PERCENT;
            hg_reply r = move(&s, fake_turn(&s.host, k, standing));
            if (r.kind == HG_ACCEPT) assert_true(s.host.u[standing] >= s.host.limit);
            if (r.kind == HG_REJECT) assert_true(s.host.limit > 1);
            if (r.kind != HG_OFFER) continue;
            assert_true(s.host.u[r.outcome] >= s.host.limit && s.host.u[r.outcome] <= before);
            assert_true(s.host.u[standing] < s.host.u[r.outcome]);
            before = s.host.u[r.outcome];
        }
    }
}

static void test_parameter_tables(void **unused)
{
    (void)unused;
    const hg_agent_type *types[] = {&hg_agent_boulware, &hg_agent_linear, &hg_agent_conceder,
                                    &hg_agent_hardliner};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(types[i]->abi, HG_AGENT_ABI);
        assert_int_equal(types[i]->struct_size, sizeof(hg_agent_type));
        assert_int_equal(types[i]->traits, 0);
        for (const hg_param *p = types[i]->params; p->name; p++)
            assert_true(p->min <= p->preset && p->preset <= p->max && p->help && p->evidence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offers_by_hand),
        cmocka_unit_test(test_accepts_its_next_bid_exactly),
        cmocka_unit_test(test_answers_where_it_may_not_propose),
        cmocka_unit_test(test_follows_its_limit),
        cmocka_unit_test(test_revises_only_below_its_limit),
        cmocka_unit_test(test_without_deadline_it_stays),
        cmocka_unit_test(test_one_round_is_the_last),
        cmocka_unit_test(test_rounding_does_not_hide_the_best),
        cmocka_unit_test(test_never_below_the_limit),
        cmocka_unit_test(test_parameter_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
