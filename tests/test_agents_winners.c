/* Winners of competitions against offers computed by hand from their published rules. */
#include "parts_fixture.h"

#include "agents/builtin.h"

#define ROUNDS 5 /* tau = 0, 1/4, 1/2, 3/4, 1 */

/* ---- AgentK ---- */

static void test_agentk_aims(void **unused)
{
    (void)unused;
    const double tremor[] = {2};
    seat s;
    sit_percent(&s, &hg_agent_agentk, tremor, 0, ROUNDS);
    assert_offers(&s, 2, 100); /* nothing received */
    hear(&s, fake_offer(20));
    /* m = .2, d = 0: hope .2, t^4.2 = .0544, before .9565, ratio 2 */
    assert_offers(&s, 2, 92);
    hear(&s, fake_offer(40));
    /* m = .3, d = sqrt(.12): hope .5425, t^4.8 = .0359, before .9836, ratio 2 */
    assert_offers(&s, 2, 97);
    assert_offers(&s, 4, 56); /* ratio .9757: 1 - .4464 */
    limit_becomes(&s, 0.7);
    assert_offers(&s, 4, 70);
}

/* At tau = 1, u = .6: .2 + (.6 - .5425) + (.6 - .5536) = .3039. */
static void test_agentk_accepts_by_chance(void **unused)
{
    (void)unused;
    const double tremor[] = {2};
    seat s;
    sit_percent(&s, &hg_agent_agentk, tremor, 0, ROUNDS);
    hear(&s, fake_offer(20));
    hear(&s, fake_offer(40));
    s.host.uniforms[0] = 0.303;
    s.host.uniforms[1] = 0.304;
    s.host.uniforms[2] = 0;
    assert_int_equal(move(&s, fake_turn(&s.host, 4, 60)).kind, HG_ACCEPT);
    assert_bids(move(&s, fake_turn(&s.host, 4, 60)), 56);
    assert_bids(move(&s, fake_turn(&s.host, 4, 49)), 56); /* .084: below .1 it is none */
    assert_int_equal(s.host.rolled, 3);
    limit_becomes(&s, 0.65);
    assert_bids(move(&s, fake_turn(&s.host, 4, 60)), 65);
}

/* ---- PonPoko: the band at tau = 1/4; the rank drawn counts from its top ---- */

static const struct {
    double pattern, draw;
    uint32_t round;
    hg_outcome bid;
} drawn[] = {
    {2, 0.5, 1, 97},  /* pattern 1: .945 .. 1 */
    {1, 0, 1, 97},    /* 0: |sin 10| = .5440: .9206 .. .975 */
    {1, 0.99, 1, 93}, /* its lower end */
    {3, 0.99, 1, 84}, /* 2: |sin 5| = .9589: .8312 .. .975 */
    {4, 0, 1, 98},    /* 3: .975 .. .9875 */
    {4, 0.99, 4, 70}, /* at the end down to .7; .95 .. */
    {5, 0.5, 2, 95},  /* 4: .9429 .. .9592 */
    {6, 0.99, 1, 90}, /* 5: .8912 .. .975 */
};

static void test_ponpoko(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        seat s;
        sit_percent(&s, &hg_agent_ponpoko, &drawn[i].pattern, 0, ROUNDS);
        s.host.uniforms[0] = drawn[i].draw;
        assert_offers(&s, drawn[i].round, drawn[i].bid);
    }
}

static void test_ponpoko_accepts(void **unused)
{
    (void)unused;
    const double pattern[] = {2}, any[] = {0};
    seat s;
    sit_percent(&s, &hg_agent_ponpoko, pattern, 0, ROUNDS);
    assert_int_equal(move(&s, fake_turn(&s.host, 1, 95)).kind, HG_ACCEPT); /* above .945 */
    assert_int_equal(move(&s, fake_turn(&s.host, 1, 94)).kind, HG_OFFER);
    limit_becomes(&s, 0.99);
    assert_int_equal(move(&s, fake_turn(&s.host, 4, 98)).kind, HG_OFFER);
    sit_percent(&s, &hg_agent_ponpoko, any, 0, ROUNDS);
    assert_int_equal(s.host.rolled, 1); /* it drew its pattern */
}

/* ---- HardHeaded: 65 outcomes, worth k/64; no two are alike ---- */

static void sit_alone(seat *s, const hg_agent_type *type, const double *params, const hg_issue *of,
                      double *u, uint32_t rounds)
{
    for (uint64_t i = 0; i < of->size; i++) u[i] = (double)i / (double)(of->size - 1);
    brief_among(s, 2, of, 1, u, 0, rounds);
    assert_int_equal(sit_briefed(s, type, params), 0);
}

static void test_hardheaded_goes_down_to_its_line(void **unused)
{
    (void)unused;
    static const hg_issue steps = {.kind = HG_ISSUE_NUMBER, .size = 65};
    const double params[] = {0.05, 0.05, 0.585};
    double u[65];
    seat s;
    sit_alone(&s, &hg_agent_hardheaded, params, &steps, u, ROUNDS);
    s.host.uniforms[0] = 0.75;
    s.host.uniforms[1] = 0.25;
    assert_bids(answer(&s, 0, 10), 64);
    assert_bids(answer(&s, 0, 10), 63); /* .9844; the line is at .9793 */
    assert_bids(answer(&s, 0, 10), 63); /* 62 is below it: drawn of the two */
    assert_bids(answer(&s, 0, 10), 64); /* drawn of the three */
    assert_bids(answer(&s, 0, 10), 63); /* and on from there: it goes round in its range */
    assert_int_equal(s.host.rolled, 2);
    assert_bids(answer(&s, 4, 61), 62); /* the line has fallen to .585 */
    assert_bids(answer(&s, 4, 10), 61);
    assert_int_equal(answer(&s, 4, 62).kind, HG_ACCEPT); /* above its least */
}

/* What is worth about the same is offered in the order in which the other likes it. */
static void test_hardheaded_asks_what_the_other_likes(void **unused)
{
    (void)unused;
    static const hg_issue issues[] = {{.size = 3}, {.size = 2}};
    static const double own[] = {1, 0.995, 0.992, 0.6, 0.1, 0};
    const double params[] = {0.05, 0.05, 0.585};
    seat s;
    brief_among(&s, 2, issues, 2, own, 0, ROUNDS);
    assert_int_equal(sit_briefed(&s, &hg_agent_hardheaded, params), 0);
    assert_bids(answer(&s, 0, 3), 0);
    assert_bids(answer(&s, 0, 4), 2); /* the other likes the second issue at 0 as often, ... */
    assert_offers(&s, 0, 1);          /* ... and 1 of the first more: then the rest */
    assert_offers(&s, 0, 2);          /* below its last bid lies this one again */
    assert_int_equal(answer(&s, 1, 0).kind, HG_ACCEPT);
}

/* A better offer than what it would ask next is asked back. */
static void test_hardheaded_asks_for_gifts(void **unused)
{
    (void)unused;
    static const hg_issue one[] = {{.kind = HG_ISSUE_NUMBER, .size = 4}};
    static const double own[] = {0.2, 0.6, 0.7, 1};
    const double params[] = {0.05, 0.05, 0.585};
    seat s;
    brief_among(&s, 2, one, 1, own, 0, ROUNDS);
    assert_int_equal(sit_briefed(&s, &hg_agent_hardheaded, params), 0);
    assert_bids(answer(&s, 0, 2), 3);
    assert_bids(answer(&s, 4, 0), 2); /* .7: what it goes down to, and what it got */
    assert_bids(answer(&s, 4, 0), 2); /* next were .6: it asks for .7 again, ... */
    assert_bids(answer(&s, 4, 0), 1); /* ... and then for that */
}

/* ---- CUHKAgent ---- */

static void test_cuhkagent(void **unused)
{
    (void)unused;
    static const hg_issue steps = {.kind = HG_ISSUE_NUMBER, .size = 101};
    double u[101];
    seat s;
    sit_alone(&s, &hg_agent_cuhkagent, NULL, &steps, u, 10);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 1, 30), 100);
    assert_bids(answer(&s, 4, 40), 100);
    assert_bids(answer(&s, 5, 30), 85); /* fewer than five rounds left; .4 is less than .85 */
    assert_bids(answer(&s, 8, 30), 40); /* fewer than two: the best that it got */
    assert_int_equal(answer(&s, 9, 40).kind, HG_ACCEPT);
    limit_becomes(&s, 0.5);
    assert_bids(answer(&s, 9, 40), 85);
    assert_int_equal(answer(&s, 9, 100).kind, HG_ACCEPT);
}

/* ---- Atlas3 ---- */

static void test_atlas3(void **unused)
{
    (void)unused;
    static const hg_issue steps = {.kind = HG_ISSUE_NUMBER, .size = 101};
    double u[101];
    seat s;
    sit_alone(&s, &hg_agent_atlas3, NULL, &steps, u, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_offers(&s, 2, 50);           /* nothing received: C = 0, q = 1, T = 0 */
    assert_bids(answer(&s, 2, 20), 67); /* C = .2: q = 2/3, T = 1/3 */
    assert_bids(answer(&s, 3, 60), 82); /* C = .6: q = 1/4, T = .75: .8125 */
    assert_int_equal(move(&s, fake_turn(&s.host, 3, 82)).kind, HG_ACCEPT);
    assert_int_equal(move(&s, fake_turn(&s.host, 3, 81)).kind, HG_OFFER);
    assert_int_equal(answer(&s, 4, 5).kind, HG_ACCEPT); /* its last turn */
    limit_becomes(&s, 0.25);                            /* q = 4/11: T = .7273 */
    assert_bids(answer(&s, 4, 5), 73);
}

/* Of what is worth about the line, what the other seems to like: the second issue at 1. */
static void test_atlas3_looks_at_the_other(void **unused)
{
    (void)unused;
    static const hg_issue issues[] = {{.size = 3}, {.size = 2}};
    static const double own[] = {1, 0.52, 0.5, 0.2, 0.1, 0};
    seat s;
    brief_among(&s, 2, issues, 2, own, 0, ROUNDS);
    assert_int_equal(sit_briefed(&s, &hg_agent_atlas3, NULL), 0);
    assert_offers(&s, 2, 2);          /* the least of .5 .. .55 */
    assert_bids(answer(&s, 2, 5), 1); /* worth nothing to it: the line stays */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agentk_aims),
        cmocka_unit_test(test_agentk_accepts_by_chance),
        cmocka_unit_test(test_ponpoko),
        cmocka_unit_test(test_ponpoko_accepts),
        cmocka_unit_test(test_hardheaded_goes_down_to_its_line),
        cmocka_unit_test(test_hardheaded_asks_what_the_other_likes),
        cmocka_unit_test(test_hardheaded_asks_for_gifts),
        cmocka_unit_test(test_cuhkagent),
        cmocka_unit_test(test_atlas3),
        cmocka_unit_test(test_atlas3_looks_at_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
