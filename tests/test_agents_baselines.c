/* Random, accept-anything and walker against moves worked out by hand. */
#include "agent_fixture.h"

#include "agents/builtin.h"

#define LIMIT  0.25
#define ROUNDS 20

static const double none[] = {0};

/* ---- random ---- */

/* 76 outcomes are worth .25: rank floor(76 u) from the top. */
static void test_random_draws_what_is_worth_its_limit(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_random, none, LIMIT, ROUNDS);
    const double uniforms[] = {0, 0.5, 0.25, 0x1.fffffffffffffp-1};
    memcpy(s.host.uniforms, uniforms, sizeof uniforms);
    assert_offers(&s, 0, 100);
    assert_offers(&s, 1, 62);
    assert_offers(&s, 2, 81);
    assert_offers(&s, 3, 25);
    assert_int_equal(s.host.rolled, 4);
}

static void test_random_accepts_what_is_worth_its_draw(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_random, none, LIMIT, ROUNDS);
    for (int i = 0; i < 4; i++) s.host.uniforms[i] = 0.5;
    assert_bids(answer(&s, 0, 61), 62);
    assert_int_equal(answer(&s, 1, 62).kind, HG_ACCEPT);
    hg_turn t = fake_turn(&s.host, 2, 61);
    t.may &= ~HG_MAY(HG_OFFER);
    assert_int_equal(move(&s, t).kind, HG_REJECT);
    assert_int_equal(s.host.rolled, 3); /* one draw a turn, whatever comes of it */
}

static void test_random_follows_its_limit(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_random, none, LIMIT, 0);
    for (int i = 0; i < 4; i++) s.host.uniforms[i] = 0.999;
    limit_becomes(&s, 0.9);
    assert_offers(&s, 5000, 90);
    assert_int_equal(move(&s, fake_revision(&s.host, 1, 95)).kind, HG_REJECT);
    assert_bids(move(&s, fake_revision(&s.host, 1, 60)), 90);
    limit_becomes(&s, 1.25);
    assert_int_equal(move(&s, fake_revision(&s.host, 1, 95)).kind, HG_WITHDRAW);
    assert_int_equal(answer(&s, 2, 100).kind, HG_REJECT);
}

/* ---- accept-anything ---- */

static void test_accepts_what_is_worth_its_limit(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_accept_anything, none, LIMIT, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 1, 24), 100);
    assert_int_equal(answer(&s, 2, 25).kind, HG_ACCEPT);
    limit_becomes(&s, 0.5);
    assert_bids(answer(&s, 3, 49), 100);
    assert_bids(move(&s, fake_revision(&s.host, 3, 30)), 100);
    limit_becomes(&s, 1.5);
    assert_int_equal(answer(&s, 4, 100).kind, HG_REJECT);
    assert_int_equal(move(&s, fake_revision(&s.host, 4, 100)).kind, HG_WITHDRAW);
}

static void test_accepts_anything(void **unused)
{
    (void)unused;
    seat s;
    const double anything[] = {1};
    sit_percent(&s, &hg_agent_accept_anything, anything, LIMIT, 1);
    assert_offers(&s, 0, 100);
    assert_int_equal(answer(&s, 0, 0).kind, HG_ACCEPT);
    limit_becomes(&s, 1.5); /* then it has nothing to ask for, and still takes what it gets */
    assert_int_equal(move(&s, fake_turn(&s.host, 0, HG_NO_OUTCOME)).kind, HG_REJECT);
    assert_int_equal(answer(&s, 0, 0).kind, HG_ACCEPT);
}

/* ---- walker ---- */

enum { NOTHING, ANYWAY };

/* .25 + .75 / 2 = .625 while it stays. */
static void test_walks_where_nothing_was_offered(void **unused)
{
    (void)unused;
    seat s;
    const double params[] = {3, NOTHING, 0.5};
    sit_percent(&s, &hg_agent_walker, params, LIMIT, ROUNDS);
    assert_offers(&s, 0, 63);
    assert_bids(answer(&s, 1, 10), 63);
    assert_bids(answer(&s, 2, 25), 63); /* its limit is no better than its limit */
    hg_reply r = answer(&s, 3, 25);
    assert_int_equal(r.kind, HG_WALK);
    assert_int_equal(r.walk, HG_WALK_FINAL);
    assert_int_equal(r.door, HG_DOOR_CLOSED);
}

static void test_stays_where_something_was_offered(void **unused)
{
    (void)unused;
    seat s;
    const double params[] = {3, NOTHING, 0.5};
    sit_percent(&s, &hg_agent_walker, params, LIMIT, ROUNDS);
    assert_bids(answer(&s, 0, 26), 63);
    assert_bids(answer(&s, 3, 10), 63); /* once is enough ... */
    assert_int_equal(answer(&s, 4, 63).kind, HG_ACCEPT);
    limit_becomes(&s, 0.75); /* ... until its limit has passed all of it */
    assert_int_equal(answer(&s, 5, 10).kind, HG_WALK);
}

static void test_walks_anyway(void **unused)
{
    (void)unused;
    seat s;
    const double params[] = {3, ANYWAY, 0};
    sit_percent(&s, &hg_agent_walker, params, LIMIT, ROUNDS);
    assert_bids(answer(&s, 2, 99), 100);
    assert_int_equal(answer(&s, 3, 24).kind, HG_WALK);
    assert_int_equal(answer(&s, 3, 25).kind, HG_ACCEPT); /* rather than leave */
}

static void test_walks_only_where_it_may(void **unused)
{
    (void)unused;
    seat s;
    const double params[] = {0, NOTHING, 0.5};
    sit_percent(&s, &hg_agent_walker, params, LIMIT, ROUNDS);
    hg_turn t = fake_turn(&s.host, 7, 10);
    assert_int_equal(move(&s, t).kind, HG_WALK);
    t.may &= ~HG_MAY(HG_WALK);
    assert_bids(move(&s, t), 63);
    assert_int_equal(move(&s, fake_revision(&s.host, 7, 63)).kind, HG_REJECT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_draws_what_is_worth_its_limit),
        cmocka_unit_test(test_random_accepts_what_is_worth_its_draw),
        cmocka_unit_test(test_random_follows_its_limit),
        cmocka_unit_test(test_accepts_what_is_worth_its_limit),
        cmocka_unit_test(test_accepts_anything),
        cmocka_unit_test(test_walks_where_nothing_was_offered),
        cmocka_unit_test(test_stays_where_something_was_offered),
        cmocka_unit_test(test_walks_anyway),
        cmocka_unit_test(test_walks_only_where_it_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
