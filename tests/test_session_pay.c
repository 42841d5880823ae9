/* What a session pays: deals, no deals, walks and faults; discounts; all computed by hand. */
#include "session_fixture.h"

static void expect(const fixture *f, uint32_t who, double worth, double payoff)
{
    assert_near(f->outcome[who].utility, worth, 1e-12);
    assert_near(f->outcome[who].payoff, payoff, 1e-12);
    assert_same(f->end[who].utility, f->outcome[who].utility);
    assert_same(f->end[who].payoff, f->outcome[who].payoff);
}

static void discount(fixture *f, uint32_t who, double factor, discount_per per)
{
    f->parties[who].discount = factor;
    f->parties[who].per = per;
}

static void a_deal_pays_its_utility(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 4);
    f->parties[1].utility.shift = -20;
    fixture_open(f);
    fixture_play(f, "o50 a a");
    expect(f, 0, 50, 50);
    expect(f, 1, 80, 80);
    expect(f, 2, 50, 50);
    fixture_free(f);
}

/* Five rounds, a deal in the third: half of the time is over. */
static void discounted_by_deadline_and_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    discount(f, 0, 0.81, DISCOUNT_PER_DEADLINE);
    discount(f, 1, 0.9, DISCOUNT_PER_ROUND);
    fixture_open(f);
    fixture_play(f, "o90 o10 o80 o20 o60 a");
    assert_int_equal(f->row.round, 2);
    expect(f, 0, 60, 60 * 0.9);  /* .81^(2/4) */
    expect(f, 1, 40, 40 * 0.81); /* .9^2 */
    fixture_free(f);
}

static void nothing_is_lost_at_once_and_all_at_the_deadline(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 2);
    discount(f, 0, 0.5, DISCOUNT_PER_DEADLINE);
    discount(f, 1, 0.5, DISCOUNT_PER_OFFER);
    fixture_open(f);
    fixture_play(f, "o60 a");
    expect(f, 0, 60, 60);
    expect(f, 1, 40, 40);
    fixture_open(f);
    fixture_play(f, "o90 o10 o60 a");
    expect(f, 0, 60, 30);
    expect(f, 1, 40, 10); /* the third offer: two have been in vain */
    fixture_free(f);
}

/* Rubinstein 1982: offers at times 0, 1, 2, ...; the first is accepted and not discounted. */
static void rubinsteins_shares(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 0);
    discount(f, 0, 0.5, DISCOUNT_PER_OFFER);
    discount(f, 1, 0.5, DISCOUNT_PER_OFFER);
    fixture_open(f);
    fixture_play(f, "o66 a"); /* (1 - d) / (1 - d d) = 2/3 */
    expect(f, 0, 66, 66);
    fixture_open(f);
    fixture_play(f, "o67 o33 a");
    expect(f, 1, 67, 33.5);
    assert_true(f->outcome[1].payoff < 34); /* not worth the wait */
    fixture_free(f);
}

static void no_deal_pays_what_stands_at_the_end(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[0].reservation = 12;
    discount(f, 0, 0.5, DISCOUNT_PER_DEADLINE);
    f->parties[0].leaving_cost = 5;        /* nobody leaves */
    fixture_alternative(f, 0, 50, 0, 0.8); /* gone */
    fixture_alternative(f, 0, 30, 0.5, NEVER);
    fixture_alternative(f, 1, 25, 0, 1);     /* gone with the last round */
    fixture_alternative(f, 1, 10, 1, NEVER); /* comes with the last round */
    fixture_open(f);
    fixture_play(f, "r r r r r r");
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    expect(f, 0, 30, 15);
    expect(f, 1, 10, 10);
    assert_same(f->outcome[0].limit_start, 50);
    assert_same(f->outcome[0].limit_end, 30);
    assert_same(f->outcome[1].limit_start, 25);
    assert_same(f->outcome[1].limit_end, 10);
    fixture_free(f);
}

static void who_walks_pays_for_leaving(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 3);
    f->table.exit = HG_EXIT_ANYONE;
    for (uint32_t i = 0; i < 3; i++) {
        f->parties[i].leaving_cost = 4;
        f->parties[i].reservation = 20;
    }
    discount(f, 1, 0.25, DISCOUNT_PER_DEADLINE);
    fixture_alternative(f, 1, 44, 0.5, NEVER);
    fixture_open(f);
    fixture_play(f, "o1 o2 o3 r w");
    assert_int_equal(f->row.by, 1);
    expect(f, 0, 20, 20);
    expect(f, 1, 40, 20); /* 44 - 4, at half the time */
    expect(f, 2, 20, 20);
    fixture_free(f);
}

static void leaving_may_cost_more_than_it_brings(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->table.exit = HG_EXIT_ANYONE;
    f->parties[0].leaving_cost = 4;
    fixture_open(f);
    fixture_play(f, "w");
    expect(f, 0, -4, -4);
    expect(f, 1, 0, 0);
    fixture_free(f);
}

static void a_fault_pays_every_limit(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[0].leaving_cost = 4;
    f->parties[0].reservation = 7;
    discount(f, 1, 0.25, DISCOUNT_PER_DEADLINE);
    fixture_alternative(f, 1, 44, 0.5, NEVER);
    fixture_open(f);
    fixture_play(f, "o90 o10 ?");
    assert_int_equal(f->row.result, HG_RESULT_AGENT_ERROR);
    assert_int_equal(f->row.by, 0);
    expect(f, 0, 7, 7);
    expect(f, 1, 44, 22);
    fixture_free(f);
}

/* ---- every form of discount, at every kind of end ---- */

/* ann loses half of a gain by the deadline, bob a tenth per round, cid a fifth per offer. */
static fixture *impatient(uint32_t rounds)
{
    fixture *f = fixture_new(3, rounds);
    f->table.exit = HG_EXIT_ANYONE;
    discount(f, 0, 0.5, DISCOUNT_PER_DEADLINE);
    discount(f, 1, 0.9, DISCOUNT_PER_ROUND);
    discount(f, 2, 0.8, DISCOUNT_PER_OFFER);
    for (uint32_t i = 0; i < 3; i++) f->parties[i].reservation = 20;
    return f;
}

static void forms_of_discount_at_a_deal(void **state)
{
    (void)state;
    fixture *f = impatient(5); /* worth to ann 100 - v, bob 100 - |v - 50|, cid v */
    fixture_open(f);
    fixture_play(f, "o0 o50 o90  r o70 o80  o40 a a"); /* round 2, the sixth offer */
    assert_int_equal(f->row.round, 2);
    assert_int_equal(f->row.offers, 6);
    expect(f, 0, 60, 60 * sqrt(0.5));
    expect(f, 1, 90, 90 * 0.81);
    expect(f, 2, 40, 40 * 0.32768); /* .8^5 */
    fixture_free(f);
}

static void forms_of_discount_at_a_walk(void **state)
{
    (void)state;
    fixture *f = impatient(5);
    f->parties[2].leaving_cost = 5;
    fixture_open(f);
    fixture_play(f, "o0 r o90  o10 w");
    assert_int_equal(f->row.result, HG_RESULT_WALK);
    assert_int_equal(f->row.by, 1);
    expect(f, 0, 20, 20 * sqrt(sqrt(0.5)));
    expect(f, 1, 20, 18);
    expect(f, 2, 20, 20 * 0.64); /* three offers: two in vain before the last */
    fixture_open(f);
    fixture_play(f, "r r w"); /* nothing offered, nothing waited for */
    expect(f, 0, 20, 20);
    expect(f, 2, 15, 15);
    fixture_free(f);
}

static void forms_of_discount_at_the_deadline(void **state)
{
    (void)state;
    fixture *f = impatient(3);
    fixture_open(f);
    fixture_play(f, "o0 o10 r  r o20 r  o30 r r");
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    expect(f, 0, 20, 10);
    expect(f, 1, 20, 20 * 0.81);
    expect(f, 2, 20, 20 * 0.512);
    fixture_free(f);
}

/* A single round is no delay; where no deadline comes, none is lost by it. */
static void forms_of_discount_where_time_stands_still(void **state)
{
    (void)state;
    fixture *f = impatient(1);
    fixture_open(f);
    fixture_play(f, "o30 a a");
    for (uint32_t i = 0; i < 3; i++) expect(f, i, f->outcome[i].utility, f->outcome[i].utility);
    fixture_free(f);
    f = impatient(0);
    fixture_open(f);
    fixture_play(f, "o30 r r  o30 r r  o40 a a");
    expect(f, 0, 60, 60);
    expect(f, 1, 90, 90 * 0.81);
    expect(f, 2, 40, 40 * 0.64);
    fixture_free(f);
}

/* Who responds is asked once per round: an offer per round, however many answer it. */
static void forms_of_discount_where_one_proposes(void **state)
{
    (void)state;
    fixture *f = impatient(5);
    f->table.proposer = PROPOSER_FIXED;
    fixture_open(f);
    fixture_play(f, "o0 r  o10 r  o40 a a"); /* the first rejection ends a round */
    assert_int_equal(f->row.round, 2);
    expect(f, 0, 60, 60 * sqrt(0.5));
    expect(f, 1, 90, 90 * 0.81);
    expect(f, 2, 40, 40 * 0.64);
    fixture_free(f);
}

/* ---- who may leave ---- */

/* anyone: on every turn; responder: only from an offer of another's; nobody. */
static void who_may_leave(void **state)
{
    (void)state;
    static const struct {
        hg_exit exit;
        const char *without, *with;
    } rules[] = {{HG_EXIT_ANYONE, "?0:orw", "?1:oarw"},
                 {HG_EXIT_RESPONDER, "?0:or", "?1:oarw"},
                 {HG_EXIT_NOBODY, "?0:or", "?1:oar"}};
    for (size_t i = 0; i < 3; i++) {
        fixture *f = fixture_new(2, 3);
        char expected[64];
        f->table.exit = rules[i].exit;
        f->parties[0].reservation = 12;
        f->parties[1].leaving_cost = 3;
        fixture_open(f);
        assert_int_equal(fixture_play(f, "o60"), 0);
        snprintf(expected, sizeof expected, "B0 B1 %s 1:o60 %s", rules[i].without, rules[i].with);
        assert_string_equal(f->wants.text, expected);
        bool may = rules[i].exit != HG_EXIT_NOBODY;
        assert_int_equal(fixture_play(f, "w"), may ? 0 : HG_E_AGENT);
        assert_int_equal(f->row.result, may ? HG_RESULT_WALK : HG_RESULT_AGENT_ERROR);
        assert_int_equal(f->row.by, 1);
        expect(f, 0, 12, 12);
        expect(f, 1, may ? -3 : 0, may ? -3 : 0); /* a fault is not a choice to leave */
        fixture_open(f);
        assert_int_equal(fixture_play(f, "w"), i == 0 ? 0 : HG_E_AGENT);
        assert_int_equal(f->row.by, 0);
        fixture_free(f);
    }
}

/* A rejected offer is no offer to leave from; in an ultimatum the responder may always leave. */
static void leaving_needs_an_offer_to_leave_from(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->table.exit = HG_EXIT_RESPONDER;
    fixture_open(f);
    fixture_play(f, "o60 r");
    assert_string_equal(f->wants.text, "B0 B1 ?0:or 1:o60 ?1:oarw 0:r ?0:or");
    fixture_free(f);
    f = fixture_new(2, 1);
    f->table.exit = HG_EXIT_RESPONDER;
    f->table.proposer = PROPOSER_FIXED;
    f->parties[1].reservation = 8;
    fixture_open(f);
    fixture_play(f, "o95 w");
    assert_string_equal(f->wants.text, "B0 B1 ?0:or 1:o95 ?1:arw 0:w 0:END 1:END .");
    expect(f, 1, 8, 8);
    fixture_free(f);
}

/* What is drawn for this session is what is briefed and paid. */
static void drawn_numbers_count(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    const draw draws[] = {{.path = "ann.reservation",
                           .stream = 99,
                           .shape = DRAW_UNIFORM,
                           .a = 10,
                           .b = 50,
                           .lo = 0,
                           .hi = 100,
                           .target = DRAW_RESERVATION}};
    f->model.draws = draws;
    f->model.n_draws = 1;
    double last = 0;
    for (f->key.replicate = 0; f->key.replicate < 5; f->key.replicate++) {
        fixture_open(f);
        fixture_play(f, "r r r r r r");
        rng stream;
        rng_open(&stream, f->key.seed, RNG_SCENARIO, f->key.replicate, rng_who(0, 99));
        double drawn = 10 + 40 * rng_uniform(&stream);
        assert_near(f->brief[0]->limit, drawn, 1e-12);
        expect(f, 0, drawn, drawn);
        assert_true(drawn != last);
        last = drawn;
    }
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deal_pays_its_utility),
        cmocka_unit_test(discounted_by_deadline_and_round),
        cmocka_unit_test(nothing_is_lost_at_once_and_all_at_the_deadline),
        cmocka_unit_test(rubinsteins_shares),
        cmocka_unit_test(no_deal_pays_what_stands_at_the_end),
        cmocka_unit_test(who_walks_pays_for_leaving),
        cmocka_unit_test(leaving_may_cost_more_than_it_brings),
        cmocka_unit_test(a_fault_pays_every_limit),
        cmocka_unit_test(forms_of_discount_at_a_deal),
        cmocka_unit_test(forms_of_discount_at_a_walk),
        cmocka_unit_test(forms_of_discount_at_the_deadline),
        cmocka_unit_test(forms_of_discount_where_time_stands_still),
        cmocka_unit_test(forms_of_discount_where_one_proposes),
        cmocka_unit_test(who_may_leave),
        cmocka_unit_test(leaving_needs_an_offer_to_leave_from),
        cmocka_unit_test(drawn_numbers_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
