/* Acceptance conditions and opponent models against numbers computed by hand, alone and in the
 * place of a strategy's own. */
#include "parts_fixture.h"

#include "agents/builtin.h"
#include "agents/parts/acceptance.h"
#include "agents/parts/bayesian.h"
#include "agents/parts/frequency.h"
#include "agents/parts/models.h"

/* The choices, in the order of their tables. */
enum { NEXT, PREV, CONST, TIME, GAP, COMBI, PROB };
enum { NONE, FREQUENCY, BAYESIAN, OPPOSITE, UNIFORM, PERFECT };
enum { MAX, WINDOW_MAX, WINDOW_AVG };

#define ROUNDS 11 /* tau = k / 10 */

/* ---- acceptance conditions: outcome k is worth k eighths ---- */

typedef struct table {
    seat s;
    double numbers[3];
    acceptance *accept;
} table;

static const double eighths[] = {0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1};
static const hg_issue nine = {.size = 9};

static void lay(table *t, double choice, double x, double y)
{
    brief_among(&t->s, 2, &nine, 1, eighths, 0, ROUNDS);
    t->numbers[0] = choice;
    t->numbers[1] = x;
    t->numbers[2] = y;
    t->accept = acceptance_open(&t->s.brief, &t->s.host.host, t->numbers);
}

static void offered(table *t, uint32_t round, hg_outcome o)
{
    hg_message m = fake_offer(o);
    m.round = round;
    acceptance_hear(t->accept, &m);
}

static bool takes(const table *t, uint32_t round, double offered, double next)
{
    hg_turn turn = fake_turn(&t->s.host, round, 0);
    return acceptance_takes(t->accept, &turn, offered, next);
}

static void test_next(void **unused)
{
    (void)unused;
    table t;
    lay(&t, NEXT, 1, 0);
    assert_true(takes(&t, 0, 0.5, 0.5));
    assert_false(takes(&t, 0, 0.4999999, 0.5)); /* exact */
    lay(&t, NEXT, 1.25, 0);
    assert_true(takes(&t, 0, 0.4, 0.5));
    assert_false(takes(&t, 0, 0.39, 0.5));
    lay(&t, NEXT, 1, 0.125);
    assert_true(takes(&t, 0, 0.375, 0.5));
    assert_false(takes(&t, 0, 0.37, 0.5));
}

static void test_prev_and_gap(void **unused)
{
    (void)unused;
    table t;
    lay(&t, PREV, 1, 0);
    assert_true(takes(&t, 0, 0.5, 0.5)); /* no last bid: the next one stands in */
    acceptance_made(t.accept, 0.75);
    assert_true(takes(&t, 1, 0.75, 0.5));
    assert_false(takes(&t, 1, 0.7, 0.5));
    lay(&t, GAP, 0.0625, 0);
    acceptance_made(t.accept, 0.8125);
    assert_true(takes(&t, 1, 0.75, 0.5));
    assert_false(takes(&t, 1, 0.74, 0.5));
}

static void test_const_and_time(void **unused)
{
    (void)unused;
    table t;
    lay(&t, CONST, 0.75, 0);
    assert_true(takes(&t, 0, 0.75, 1));
    assert_false(takes(&t, 10, 0.74, 0.1)); /* nothing else counts */
    lay(&t, TIME, 0.5, 0);
    assert_true(takes(&t, 5, 0.125, 1));
    assert_false(takes(&t, 4, 0.875, 1));
}

static void test_combi_max(void **unused)
{
    (void)unused;
    table t;
    lay(&t, COMBI, MAX, 0.5);
    offered(&t, 0, 2);
    offered(&t, 1, 4);
    offered(&t, 5, 3);
    assert_false(takes(&t, 4, 0.5, 0.875)); /* too early */
    assert_true(takes(&t, 5, 0.5, 0.875));
    assert_false(takes(&t, 5, 0.375, 0.875));
    assert_true(takes(&t, 0, 0.875, 0.875)); /* AC_next at any time */
}

/* Round 7 of 11: three to come, so those of rounds 4 to 7 count. */
static void test_combi_windows(void **unused)
{
    (void)unused;
    table t;
    for (int kind = WINDOW_MAX; kind <= WINDOW_AVG; kind++) {
        lay(&t, COMBI, kind, 0.5);
        offered(&t, 2, 8);
        offered(&t, 4, 4);
        offered(&t, 6, 2);
        offered(&t, 7, 3);
        assert_true(takes(&t, 7, 0.5, 1));
        assert_int_equal(takes(&t, 7, 0.375, 1), kind == WINDOW_AVG); /* mean of .5 .25 .375 */
        assert_false(takes(&t, 7, 0.3125, 1));
        assert_false(takes(&t, 6, 0.5, 1)); /* from round 2: the 1 counts; mean of 1 .5 .25 .375 */
        assert_true(takes(&t, 6, 0.53125, 1) == (kind == WINDOW_AVG));
        assert_true(takes(&t, 10, 0.125, 1)); /* nothing in the last window: anything */
    }
}

/* Round 8 of 11: two to come, a window of two times that. */
static void test_prob(void **unused)
{
    (void)unused;
    table t;
    lay(&t, PROB, 0.5, 2);
    offered(&t, 3, 8); /* out of sight */
    offered(&t, 5, 4);
    offered(&t, 6, 6);
    assert_false(takes(&t, 8, 0.25, 1));    /* two better: (1 - 1/4) * .625 = .46875 */
    assert_false(takes(&t, 8, 0.46875, 1)); /* not more than that */
    assert_true(takes(&t, 8, 0.5, 1));      /* one better: 1/2 * .75 */
    assert_true(takes(&t, 8, 0.75, 1));     /* none */
    assert_false(takes(&t, 4, 0.5, 1));     /* too early */
    lay(&t, PROB, 0.5, 2);
    for (int i = 0; i < 11; i++) offered(&t, 8, 1);
    assert_false(takes(&t, 8, 0.5, 1)); /* eleven to be expected */
    assert_true(takes(&t, 8, 1, 1));
}

/* Numbers mean the same in any unit: parts of the best outcome. */
static void test_any_unit(void **unused)
{
    (void)unused;
    static const double euros[] = {-100, 0, 100, 200, 300, 400, 500, 600, 700};
    table t;
    brief_among(&t.s, 2, &nine, 1, euros, 0, ROUNDS);
    t.numbers[0] = CONST;
    t.numbers[1] = 0.5;
    t.accept = acceptance_open(&t.s.brief, &t.s.host.host, t.numbers);
    assert_true(takes(&t, 0, 300, 700)); /* half-way from the least, for that is below 0 */
    assert_false(takes(&t, 0, 299, 700));
}

/* ---- models: issue A of three values, issue B of two ---- */

static const hg_issue issues[] = {{.size = 3}, {.size = 2}};
static const double own[] = {1, 0.9, 0.6, 0.5, 0.1, 0}; /* outcome 2 a + b */
enum { A0B0, A0B1, A1B0, A1B1, A2B0, A2B1 };

static seat *desk(seat *s, uint32_t n)
{
    brief_among(s, n, issues, 2, own, 0, ROUNDS);
    return s;
}

static void hears(opponent_model *m, uint32_t from, hg_outcome o)
{
    hg_message said = fake_offer_by(from, o);
    model_take(m, &said);
}

static void test_frequency(void **unused)
{
    (void)unused;
    seat s;
    opponent_model *m = frequency_open(&desk(&s, 2)->brief, &s.host.host, 0);
    assert_near(m->estimate(m, A2B1), 1, 1e-15); /* nothing heard: all alike */
    hears(m, 1, A0B0);
    assert_near(m->estimate(m, A0B0), 1, 1e-15);
    assert_near(m->estimate(m, A0B1), 0.75, 1e-15); /* 1/2 + 1/2 * 1/2 */
    hears(m, 1, A0B1);                              /* A stayed: .6/1.1 and .5/1.1 */
    assert_near(m->estimate(m, A0B1), 1, 1e-15);
    assert_near(m->estimate(m, A1B0), 6.0 / 11 / 3 + 5.0 / 11, 1e-15);
    hears(m, 0, A2B0); /* my own seat says nothing about them */
    assert_near(m->estimate(m, A1B0), 6.0 / 11 / 3 + 5.0 / 11, 1e-15);
}

/* A weight does not grow beyond 1 - n g / s. */
static void test_frequency_weights_are_bounded(void **unused)
{
    (void)unused;
    seat s;
    opponent_model *m = frequency_open(&desk(&s, 2)->brief, &s.host.host, 0);
    for (int i = 0; i < 200; i++) hears(m, 1, i % 2 ? A0B0 : A0B1); /* A stays, B never */
    /* What B is worth: A2 has counted 1 of 201, so almost all of it is B's weight. */
    double b = m->estimate(m, A2B0);
    assert_true(b > 0.05 && b < 0.3);
}

static void test_frequency_window(void **unused)
{
    (void)unused;
    seat s;
    opponent_model *m = frequency_open(&desk(&s, 2)->brief, &s.host.host, 1);
    hears(m, 1, A0B0);
    hears(m, 1, A0B1); /* only this: weights 1/2, counts 2 against 1 */
    assert_near(m->estimate(m, A1B0), 0.5, 1e-15);
    assert_near(m->estimate(m, A1B1), 0.75, 1e-15);
    opponent_model *all = frequency_open(&desk(&s, 2)->brief, &s.host.host, 0);
    opponent_model *two = frequency_open(&s.brief, &s.host.host, 2);
    const hg_outcome said[] = {A2B1, A0B0, A0B1};
    for (int i = 0; i < 3; i++) hears(two, 1, said[i]);
    for (int i = 1; i < 3; i++) hears(all, 1, said[i]);
    for (hg_outcome o = 0; o < 6; o++) assert_near(two->estimate(two, o), all->estimate(all, o), 0);
}

static void test_frequency_among_three(void **unused)
{
    (void)unused;
    seat s;
    opponent_model *m = frequency_open(&desk(&s, 3)->brief, &s.host.host, 0);
    hears(m, 1, A0B0);
    hears(m, 2, A1B1);
    assert_near(m->estimate(m, A0B0), 0.75, 1e-15);  /* 1 to one, .5 to the other */
    assert_near(m->estimate(m, A2B1), 0.625, 1e-15); /* 1/4 + 1/4, 1/4 + 1/2 */
}

/* One issue of two values: falling or rising. P = 1 / (1 + e^-8). */
static void test_bayesian_shape(void **unused)
{
    (void)unused;
    static const hg_issue two[] = {{.size = 2}};
    static const double u[] = {0, 1};
    seat s;
    brief_among(&s, 2, two, 1, u, 0, ROUNDS);
    opponent_model *m = bayesian_open(&s.brief, &s.host.host);
    assert_near(m->estimate(m, 0), 0.5, 1e-15);
    hears(m, 1, 0);
    assert_near(m->estimate(m, 0), 0.99966464986953363, 1e-13);
    assert_near(m->estimate(m, 1), 1 - 0.99966464986953363, 1e-13);
}

/* Two issues of two values: at first every weight explains as much, shapes by 1 / (1 + e^-4). */
static void test_bayesian_first_offer(void **unused)
{
    (void)unused;
    static const hg_issue two[] = {{.size = 2}, {.size = 2}};
    static const double u[] = {0, 0.25, 0.5, 1};
    seat s;
    brief_among(&s, 2, two, 2, u, 0, ROUNDS);
    opponent_model *m = bayesian_open(&s.brief, &s.host.host);
    hears(m, 1, 0);
    assert_near(m->estimate(m, 0), 0.98201379003790845, 1e-13);
    assert_near(m->estimate(m, 3), 1 - 0.98201379003790845, 1e-13);
    assert_near(m->estimate(m, 1), 0.5, 1e-13);
}

/* Somebody who cares for A, gives way on B first: A comes to weigh more, and its order is found. */
static void test_bayesian_learns(void **unused)
{
    (void)unused;
    seat s;
    opponent_model *m = bayesian_open(&desk(&s, 2)->brief, &s.host.host);
    for (int i = 0; i < 40; i++) hears(m, 1, i < 5 ? A2B1 : i % 3 ? A2B0 : A2B1);
    assert_true(m->estimate(m, A2B0) > m->estimate(m, A0B1));
    assert_true(m->estimate(m, A2B1) > m->estimate(m, A1B1));
    assert_true(m->estimate(m, A1B1) > m->estimate(m, A0B1));
    for (hg_outcome o = 0; o < 6; o++)
        assert_true(m->estimate(m, o) >= 0 && m->estimate(m, o) <= 1);
}

static void test_opposite_and_perfect(void **unused)
{
    (void)unused;
    static const double theirs[] = {0, 3, 1, 5, 4, 2};
    seat s;
    opponent_model *m = model_opposite(&desk(&s, 2)->brief, &s.host.host);
    hears(m, 1, A0B0);
    for (hg_outcome o = 0; o < 6; o++) assert_near(m->estimate(m, o), 1 - own[o], 1e-15);
    m = model_perfect(&desk(&s, 2)->brief, &s.host.host);
    s.host.u_of[1] = theirs;
    for (hg_outcome o = 0; o < 6; o++) assert_near(m->estimate(m, o), theirs[o], 0);
    assert_int_equal(model_pick(m, 0.5, 0.9), A1B1);
    assert_int_equal(model_pick(m, 0.55, 0.95), A0B1);
    assert_int_equal(model_pick(m, 0.7, 0.8), HG_NO_OUTCOME);
}

/* Issues longer than 32 values are counted in equal parts. */
static void test_long_issue(void **unused)
{
    (void)unused;
    static const hg_issue wide[] = {{.size = 101}};
    static double u[101];
    for (int i = 0; i < 101; i++) u[i] = i;
    seat s;
    brief_among(&s, 2, wide, 1, u, 0, ROUNDS);
    uint32_t parts;
    const uint64_t values[] = {0, 3, 4, 50, 100};
    const uint32_t expected[] = {0, 0, 1, 15, 31};
    for (int i = 0; i < 5; i++) {
        model_read(&s.brief, values[i], &parts);
        assert_int_equal(parts, expected[i]);
    }
    assert_int_equal(model_parts(wide), 32);
}

/* ---- in the place of a strategy's own: hardliner asks for its k for ever ---- */

enum { K, ACCEPT, MODEL = ACCEPT + 3, NUMBERS = MODEL + 3 };

static void swap_into(seat *s, hg_agent_type *type, const double *params, uint32_t n)
{
    desk(s, n);
    *type = swapped_type(&hg_agent_hardliner);
    assert_int_equal(sit_briefed(s, type, params), 0);
}

static void test_defaults_play_the_same(void **unused)
{
    (void)unused;
    const double params[NUMBERS] = {0.15, NEXT, 1, 0, NONE};
    seat s, plain;
    hg_agent_type type;
    swap_into(&s, &type, params, 2);
    assert_int_equal(sit_briefed(desk(&plain, 2), &hg_agent_hardliner, params), 0);
    for (hg_outcome o = 0; o < 6; o++) {
        hg_reply a = answer(&s, (uint32_t)o, o), b = answer(&plain, (uint32_t)o, o);
        assert_int_equal(a.kind, b.kind);
        if (a.kind == HG_OFFER) assert_int_equal(a.outcome, b.outcome);
    }
}

static void test_swapped_acceptance(void **unused)
{
    (void)unused;
    const double params[NUMBERS] = {0, CONST, 0.5, 0, NONE};
    seat s;
    hg_agent_type type;
    swap_into(&s, &type, params, 2);
    assert_bids(answer(&s, 0, A2B0), A0B0);
    assert_int_equal(answer(&s, 1, A1B1).kind, HG_ACCEPT);
    limit_becomes(&s, 0.55); /* nothing below the limit, whatever the condition says */
    assert_bids(answer(&s, 2, A1B1), A0B0);
    hg_turn only_answer = fake_turn(&s.host, 3, A1B0); /* may not offer: says yes or no */
    only_answer.may = HG_MAY(HG_ACCEPT) | HG_MAY(HG_REJECT);
    assert_int_equal(move(&s, only_answer).kind, HG_ACCEPT);
    only_answer.standing = A2B1;
    assert_int_equal(move(&s, only_answer).kind, HG_REJECT);
    assert_int_equal(move(&s, fake_revision(&s.host, 4, A0B0)).kind, HG_REJECT);
    limit_becomes(&s, 2);
    assert_int_equal(move(&s, fake_revision(&s.host, 4, A0B0)).kind, HG_WITHDRAW);
    assert_int_equal(answer(&s, 5, A0B0).kind, HG_REJECT);
}

/* Its bid is A1B1 (.5); within .1 of that lies A1B0 (.6). */
static void test_swapped_model(void **unused)
{
    (void)unused;
    const double params[NUMBERS] = {0.5, NEXT, 1, 0, FREQUENCY, 0.1001, 0};
    seat s;
    hg_agent_type type;
    swap_into(&s, &type, params, 2);
    assert_offers(&s, 0, A1B1); /* no evidence: the first of the band, its own */
    assert_bids(answer(&s, 1, A2B0), A1B0);
    hear(&s, fake_offer(A2B1));
    assert_bids(answer(&s, 2, A2B1), A1B1); /* B1 twice now */
    assert_bids(answer(&s, 3, A2B0), A1B1); /* as often: the first of the band */
}

static void test_swapped_uniform(void **unused)
{
    (void)unused;
    const double params[NUMBERS] = {0.5, NEXT, 1, 0, UNIFORM, 0.1001, 0};
    seat s;
    hg_agent_type type;
    swap_into(&s, &type, params, 2);
    s.host.uniforms[0] = 0.49;
    s.host.uniforms[1] = 0.5;
    assert_offers(&s, 0, A1B1);
    assert_offers(&s, 1, A1B0);
    assert_int_equal(s.host.rolled, 2);
}

static void test_swapped_perfect(void **unused)
{
    (void)unused;
    static const double theirs[] = {0, 0, 2, 1, 9, 9};
    const double params[NUMBERS] = {0.5, NEXT, 1, 0, PERFECT, 0.1001, 0};
    seat s;
    hg_agent_type type;
    swap_into(&s, &type, params, 2);
    s.host.u_of[1] = theirs;
    assert_offers(&s, 0, A1B0);
    assert_int_equal(answer(&s, 1, A1B0).kind, HG_ACCEPT);
    assert_bids(answer(&s, 2, A1B1), A1B0); /* AC_next goes by the bid that it makes */
}

/* There is nothing to look for in a space that cannot be listed: it says so. */
static void test_impossible(void **unused)
{
    (void)unused;
    const double params[NUMBERS] = {0.5, NEXT, 1, 0, FREQUENCY, 0.01, 0};
    seat s;
    hg_agent_type type = swapped_type(&hg_agent_hardliner);
    desk(&s, 2);
    s.brief.n_outcomes = UINT64_C(1) << 40;
    assert_int_equal(sit_briefed(&s, &type, params), 1);
    assert_non_null(strstr(s.host.said, "one by one"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_prev_and_gap),
        cmocka_unit_test(test_const_and_time),
        cmocka_unit_test(test_combi_max),
        cmocka_unit_test(test_combi_windows),
        cmocka_unit_test(test_prob),
        cmocka_unit_test(test_any_unit),
        cmocka_unit_test(test_frequency),
        cmocka_unit_test(test_frequency_weights_are_bounded),
        cmocka_unit_test(test_frequency_window),
        cmocka_unit_test(test_frequency_among_three),
        cmocka_unit_test(test_bayesian_shape),
        cmocka_unit_test(test_bayesian_first_offer),
        cmocka_unit_test(test_bayesian_learns),
        cmocka_unit_test(test_opposite_and_perfect),
        cmocka_unit_test(test_long_issue),
        cmocka_unit_test(test_defaults_play_the_same),
        cmocka_unit_test(test_swapped_acceptance),
        cmocka_unit_test(test_swapped_model),
        cmocka_unit_test(test_swapped_uniform),
        cmocka_unit_test(test_swapped_perfect),
        cmocka_unit_test(test_impossible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
