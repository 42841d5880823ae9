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
        cmocka_unit_test(drawn_numbers_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
