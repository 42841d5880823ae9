/* Gahboninho, ParsAgent and Caduceus against offers computed by hand from their rules. */
#include "parts_fixture.h"

#include "agents/builtin.h"

#define ROUNDS 5 /* tau = 0, 1/4, 1/2, 3/4, 1 */
#define TENTHS 11

static const hg_issue percent = {.kind = HG_ISSUE_NUMBER, .size = PERCENT};

/* Over a hundredth more for every value of one issue. */
static void sit_steps(seat *s, const hg_agent_type *type, const double *params, uint32_t rounds)
{
    for (int i = 0; i < PERCENT; i++) s->percent[i] = i / 100.0;
    brief_among(s, 2, &percent, 1, s->percent, 0, rounds);
    assert_int_equal(sit_briefed(s, type, params), 0);
}

static void hear_times(seat *s, uint32_t by, hg_outcome offered, int times)
{
    for (int k = 0; k < times; k++) hear(s, fake_offer_by(by, offered));
}

/* ---- Gahboninho ---- */

static void test_gahboninho_gives_little_until_the_end(void **unused)
{
    (void)unused;
    const double calm[] = {0, 20};
    seat s;
    sit_steps(&s, &hg_agent_gahboninho, calm, TENTHS);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 1, 20), 100); /* one offer heard */
    assert_bids(answer(&s, 2, 30), 99);  /* 1 - .0875 * .2 = .9825 */
    assert_bids(answer(&s, 7, 89), 94);  /* .93875; .95 of it is .8918 */
    assert_int_equal(answer(&s, 7, 90).kind, HG_ACCEPT);
    limit_becomes(&s, 0.95);
    assert_bids(answer(&s, 7, 10), 95);
}

static void test_gahboninho_takes_what_it_was_offered_at_last(void **unused)
{
    (void)unused;
    const double calm[] = {0, 20};
    seat s;
    sit_steps(&s, &hg_agent_gahboninho, calm, TENTHS);
    assert_offers(&s, 0, 100);
    hear(&s, fake_offer(30));
    assert_bids(answer(&s, 9, 20), 88); /* lo .84, hi 1/.84: 1.1905 - .3505 * .9 = .8750 */
    assert_bids(answer(&s, 10, 27), 30);
    assert_int_equal(answer(&s, 10, 28).kind, HG_ACCEPT); /* .92 of .3 is .276 */
    limit_becomes(&s, 0.5);
    assert_bids(answer(&s, 10, 28), 50);
}

/* Where nothing was offered that is worth .25, it goes down to 1 - .75 t. */
static void test_gahboninho_among_misers(void **unused)
{
    (void)unused;
    const double calm[] = {0, 20};
    seat s;
    sit_steps(&s, &hg_agent_gahboninho, calm, TENTHS);
    assert_offers(&s, 0, 100);
    hear(&s, fake_offer(10));
    assert_bids(answer(&s, 10, 20), 25);
    assert_int_equal(answer(&s, 10, 23).kind, HG_ACCEPT); /* .92 of .25 */
}

static void test_gahboninho_opens_slowly(void **unused)
{
    (void)unused;
    const double calm[] = {0, 20};
    seat s;
    sit_steps(&s, &hg_agent_gahboninho, calm, FAKE_ROUNDS);
    hear_times(&s, 1, 20, 2);
    for (uint32_t k = 0; k < 6; k++) assert_offers(&s, k, 100); /* .925 + .075 * 35/40 = .9906 */
    assert_offers(&s, 6, 99);                                   /* 34/40: .9888 */
    assert_int_equal(answer(&s, 7, 96).kind, HG_ACCEPT);
    assert_bids(answer(&s, 7, 94), 99);
}

/* The more the other seems to look for a deal, the less it gives; and it falls no faster than it
 * may: by 10/63 of its best in a round. */
static void test_gahboninho_is_slow(void **unused)
{
    (void)unused;
    const double eager[] = {0.4, 20};
    seat s;
    sit_steps(&s, &hg_agent_gahboninho, eager, FAKE_ROUNDS);
    assert_offers(&s, 0, 100);
    hear_times(&s, 1, 20, 2);
    assert_offers(&s, 58, 100);
    assert_offers(&s, 61, 85); /* .8413; its line is at 4.857 - 4.157 * .9683 = .8322 */
    assert_offers(&s, 61, 84);
}

/* Offers of values that it names itself are a search: noise .05, and it asks for 1; else .93875. */
static void test_gahboninho_looks_at_the_other(void **unused)
{
    (void)unused;
    static const hg_issue issues[] = {{.size = 2}, {.size = 2}};
    static const double own[] = {1, 0.95, 0.5, 0};
    const double calm[] = {0, 2};
    for (hg_outcome offered = 2; offered < 4; offered++) {
        seat s;
        brief_among(&s, 2, issues, 2, own, 0, TENTHS);
        assert_int_equal(sit_briefed(&s, &hg_agent_gahboninho, calm), 0);
        assert_offers(&s, 0, 0);
        hear_times(&s, 1, offered, 2); /* (1, 0): .25 alike, more than .2; (1, 1): not at all */
        assert_offers(&s, 7, offered == 2 ? 0 : 1);
    }
}

/* What it asked for itself has fallen from 1 to .5: noise .003, 1.018 - .1055 * .7 = .9442. */
static void test_gahboninho_hears_concessions(void **unused)
{
    (void)unused;
    const double calm[] = {0, 2};
    seat s;
    sit_steps(&s, &hg_agent_gahboninho, calm, TENTHS);
    assert_offers(&s, 0, 100);
    hear_times(&s, 1, 20, 3);
    assert_offers(&s, 7, 94);
    hear(&s, fake_offer(60));
    assert_offers(&s, 7, 95);
    hear_times(&s, 1, 20, 2);
    assert_offers(&s, 7, 94);
}

/* Near the end, among many, what the other likes: an even outcome. */
static void test_gahboninho_pleases_late(void **unused)
{
    (void)unused;
    static const hg_issue issues[] = {{.kind = HG_ISSUE_NUMBER, .size = 128}, {.size = 2}};
    static double own[256];
    const double calm[] = {0, 20};
    seat s;
    for (int i = 0; i < 256; i++) own[i] = i / 255.0;
    brief_among(&s, 2, issues, 2, own, 0, 21);
    assert_int_equal(sit_briefed(&s, &hg_agent_gahboninho, calm), 0);
    assert_offers(&s, 0, 255);
    hear_times(&s, 1, 0, 2);
    limit_becomes(&s, 188.5 / 255);
    assert_offers(&s, 19, 190);
    limit_becomes(&s, 230.5 / 255);
    assert_offers(&s, 18, 231); /* tau = .9: not yet */
}

/* ---- ParsAgent ---- */

static void test_parsagent_between_two(void **unused)
{
    (void)unused;
    const double linear[] = {1, 0};
    seat s;
    sit_steps(&s, &hg_agent_parsagent, linear, ROUNDS);
    assert_int_equal(answer(&s, 0, 100).kind, HG_ACCEPT);
    sit_steps(&s, &hg_agent_parsagent, linear, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_offers(&s, 2, 100); /* nobody named a value */
    s.host.uniforms[0] = 0;
    s.host.uniforms[1] = 0.3;
    s.host.uniforms[2] = 0.6;
    assert_bids(answer(&s, 2, 20), 60); /* 20 is not above .5; drawn: issue, .30, .60 */
    hear_times(&s, 1, 80, 2);
    assert_offers(&s, 2, 80); /* named most */
    assert_int_equal(s.host.rolled, 3);
    assert_int_equal(move(&s, fake_turn(&s.host, 2, 50)).kind, HG_OFFER);
    assert_int_equal(move(&s, fake_turn(&s.host, 2, 51)).kind, HG_ACCEPT);
    limit_becomes(&s, 0.9);
    assert_int_equal(move(&s, fake_turn(&s.host, 2, 90)).kind, HG_OFFER);
    assert_int_equal(move(&s, fake_turn(&s.host, 2, 91)).kind, HG_ACCEPT);
}

static void test_parsagent_line(void **unused)
{
    (void)unused;
    const double preset[] = {0.15, 0.7};
    seat s;
    sit_steps(&s, &hg_agent_parsagent, preset, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_int_equal(answer(&s, 3, 85).kind, HG_OFFER); /* 1 - .75^6.667 = .8531 */
    assert_int_equal(answer(&s, 3, 86).kind, HG_ACCEPT);
    assert_int_equal(answer(&s, 4, 70).kind, HG_OFFER);
    assert_int_equal(answer(&s, 4, 71).kind, HG_ACCEPT);
}

/* 16 outcomes (a, b) = 4 a + b, worth a/4 + b/12: .75 and .25 of it. */
static const hg_issue fours[] = {{.size = 4}, {.size = 4}};

static void sit_fours(seat *s, uint32_t n, const hg_agent_type *type, const double *params)
{
    for (int a = 0; a < 4; a++)
        for (int b = 0; b < 4; b++) s->percent[4 * a + b] = a / 4.0 + b / 12.0;
    brief_among(s, n, fours, 2, s->percent, 0, ROUNDS);
    assert_int_equal(sit_briefed(s, type, params), 0);
}

static void test_parsagent_asks_for_what_they_name(void **unused)
{
    (void)unused;
    const double linear[] = {1, 0};
    seat s;
    sit_fours(&s, 3, &hg_agent_parsagent, linear);
    assert_offers(&s, 0, 15);
    hear(&s, fake_offer_by(1, 1)); /* (0, 1) */
    assert_offers(&s, 2, 15);      /* the third said nothing */
    hear(&s, fake_offer_by(2, 5)); /* (1, 1) */
    assert_offers(&s, 2, 13);      /* 1 in common: (3, 1) */
    sit_fours(&s, 3, &hg_agent_parsagent, linear);
    assert_offers(&s, 0, 15);
    hear_times(&s, 1, 1, 2);       /* (0, 1) twice, */
    hear(&s, fake_offer_by(1, 8)); /* (2, 0) */
    hear_times(&s, 2, 4, 2);       /* (1, 0) twice, */
    hear(&s, fake_offer_by(2, 9)); /* (2, 1): the second choices agree */
    assert_offers(&s, 2, 9);
}

static hg_message accepted(uint32_t by, hg_outcome o)
{
    return (hg_message){.kind = HG_ACCEPT, .seat = by, .outcome = o};
}

static void test_parsagent_stays_near_what_they_agreed_upon(void **unused)
{
    (void)unused;
    const double linear[] = {1, 0};
    seat s;
    sit_fours(&s, 3, &hg_agent_parsagent, linear);
    assert_offers(&s, 0, 15);
    hear(&s, fake_offer_by(1, 3)); /* (0, 3) */
    hear(&s, accepted(2, 15));     /* mine: agreed between us, not between them */
    assert_offers(&s, 2, 15);
    assert_int_equal(s.host.rolled, 0);
    hear(&s, accepted(2, 3));
    s.host.uniforms[0] = 0.74; /* the first issue, */
    s.host.uniforms[1] = 0.6;  /* at 2 */
    s.host.uniforms[2] = 0.76; /* the second, */
    s.host.uniforms[3] = 0;    /* at 0: worth nothing */
    assert_offers(&s, 2, 11);
}

/* ---- Caduceus ---- */

static void test_caduceus_holds_out(void **unused)
{
    (void)unused;
    const double preset[] = {0.83, 0};
    seat s;
    sit_steps(&s, &hg_agent_caduceus, preset, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 3, 99), 100);
    assert_int_equal(answer(&s, 3, 100).kind, HG_ACCEPT);
    assert_int_equal(s.host.rolled, 0);
}

/* tau = 1, .40 was heard nine times: what each expert bids, and how large the draw may be for it.
 */
static const struct {
    double draw;
    hg_outcome bid;
} drawn[] = {
    {0.84, 90},  /* pars, drawn above .7; 100/119 = .8403 */
    {0.85, 41},  /* dance: .41, taken for .40, + 1 is the greatest sum: the line is at .41 */
    {0.925, 80}, /* quiet: 1 - .2 */
    {0.967, 58}, /* last: C = .4, q = .4286, T = .5714 */
    {0.992, 75}, /* nash: .41 is the greatest product; .75 is more */
};

static void test_caduceus_draws_an_expert(void **unused)
{
    (void)unused;
    const double preset[] = {0.83, 0};
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        seat s;
        sit_steps(&s, &hg_agent_caduceus, preset, ROUNDS);
        hear_times(&s, 1, 40, 9);
        s.host.uniforms[1] = 0.9;
        s.host.uniforms[2] = drawn[i].draw;
        assert_offers(&s, 4, drawn[i].bid);
        assert_int_equal(s.host.rolled, 3);
    }
}

/* In the last round: pars (above .7) outweighs all; by head they must be three. */
static void test_caduceus_accepts(void **unused)
{
    (void)unused;
    const double scored[] = {0.83, 0}, heads[] = {0.83, 1};
    seat s;
    sit_steps(&s, &hg_agent_caduceus, scored, ROUNDS);
    assert_int_equal(answer(&s, 4, 70).kind, HG_OFFER);
    assert_int_equal(answer(&s, 4, 71).kind, HG_ACCEPT);
    limit_becomes(&s, 0.72);
    assert_int_equal(answer(&s, 4, 71).kind, HG_OFFER);
    sit_steps(&s, &hg_agent_caduceus, heads, ROUNDS);
    assert_int_equal(answer(&s, 4, 75).kind, HG_OFFER);  /* pars, dance */
    assert_int_equal(answer(&s, 4, 81).kind, HG_ACCEPT); /* quiet too */
}

/* Bids (3, 2), (3, 0), (3, 1), (0, 0), (2, 3): (3, 0), for two of them end in 0. */
static void test_caduceus_votes_on_each_issue(void **unused)
{
    (void)unused;
    const double crossover[] = {0.83, 1};
    seat s;
    sit_fours(&s, 2, &hg_agent_caduceus, crossover);
    hear_times(&s, 1, 0, 9);
    s.host.uniforms[0] = 0.5; /* pars changes the second issue, */
    s.host.uniforms[1] = 0.6; /* to 2 */
    assert_offers(&s, 4, 12);
    assert_int_equal(s.host.rolled, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gahboninho_gives_little_until_the_end),
        cmocka_unit_test(test_gahboninho_takes_what_it_was_offered_at_last),
        cmocka_unit_test(test_gahboninho_among_misers),
        cmocka_unit_test(test_gahboninho_opens_slowly),
        cmocka_unit_test(test_gahboninho_is_slow),
        cmocka_unit_test(test_gahboninho_looks_at_the_other),
        cmocka_unit_test(test_gahboninho_hears_concessions),
        cmocka_unit_test(test_gahboninho_pleases_late),
        cmocka_unit_test(test_parsagent_between_two),
        cmocka_unit_test(test_parsagent_line),
        cmocka_unit_test(test_parsagent_asks_for_what_they_name),
        cmocka_unit_test(test_parsagent_stays_near_what_they_agreed_upon),
        cmocka_unit_test(test_caduceus_holds_out),
        cmocka_unit_test(test_caduceus_draws_an_expert),
        cmocka_unit_test(test_caduceus_accepts),
        cmocka_unit_test(test_caduceus_votes_on_each_issue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
