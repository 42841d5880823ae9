/* How long talks last: common, own, hidden and drawn deadlines; what each party sees of them, and
 * what leverage they give. */
#include "session_fixture.h"

static void own_deadline(fixture *f, uint32_t who, double time)
{
    f->parties[who].has_deadline = true;
    f->parties[who].deadline = time;
}

/* Rejects until the talks are over. */
static void let_it_end(fixture *f)
{
    fixture_open(f);
    while (!f->ends) fixture_play(f, "r");
}

/* ---- the end ---- */

static void the_first_deadline_ends_the_talks(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 6);
    own_deadline(f, 1, 0.6); /* tau = k/5: the last round is k = 3 */
    let_it_end(f);
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    assert_int_equal(f->row.by, 1);
    assert_int_equal(f->row.round, 3);
    assert_int_equal(f->end[0].party, 1);
    assert_string_equal(strstr(f->wants.text, "?1:or 0:r"), /* everybody has its last turn */
                        "?1:or 0:r ?0:or 1:r ?1:or 0:r ?0:or 1:r ?1:or 0:r ?0:or 1:r ?1:or 0:r "
                        "0:END 1:END .");
    fixture_free(f);
}

static void between_rounds_and_at_the_ends(void **state)
{
    (void)state;
    const struct {
        double time;
        uint32_t last, by;
    } cases[] = {{0, 0, 0}, {0.19, 0, 0}, {0.2, 1, 0}, {0.999999, 4, 0}, {1, 5, HG_NOBODY}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture *f = fixture_new(2, 6);
        own_deadline(f, 0, cases[i].time);
        let_it_end(f);
        assert_int_equal(f->row.round, cases[i].last);
        assert_int_equal(f->row.by, cases[i].by);
        fixture_free(f);
    }
}

static void whose_deadline_it_is(void **state)
{
    (void)state;
    const struct {
        double time[3];
        uint32_t by;
    } cases[] = {{{0.5, 0.5, 0.5}, HG_NOBODY},
                 {{0.5, 0.52, 0.59}, HG_NOBODY}, /* the same round */
                 {{0.9, 0.5, 0.7}, 1},
                 {{0.9, 0.5, 0.5}, 1},
                 {{1, 1, 0.5}, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture *f = fixture_new(3, 11);
        for (uint32_t k = 0; k < 3; k++) own_deadline(f, k, cases[i].time[k]);
        let_it_end(f);
        assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
        assert_int_equal(f->row.round, 5);
        assert_int_equal(f->row.by, cases[i].by);
        fixture_free(f);
    }
}

static void a_single_round_and_none(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 1);
    own_deadline(f, 0, 0.2);
    let_it_end(f);
    assert_int_equal(f->row.round, 0);
    assert_int_equal(f->row.by, HG_NOBODY);
    fixture_free(f);
    f = fixture_new(2, 0); /* no clock: no time ever comes */
    own_deadline(f, 0, 0.2);
    fixture_open(f);
    for (int i = 0; i < 100; i++) fixture_play(f, "r");
    assert_int_equal(f->ends, 0);
    assert_int_equal(f->brief[0]->rounds, 0);
    fixture_free(f);
}

/* Whoever proposes: after the last round nobody is asked. */
static void under_every_rule(void **state)
{
    (void)state;
    for (int rule = PROPOSER_ROTATE; rule <= PROPOSER_FIXED; rule++) {
        fixture *f = fixture_new(3, 5);
        f->table.proposer = (proposer)rule;
        own_deadline(f, 2, 0.5);
        let_it_end(f);
        assert_int_equal(f->row.round, 2);
        assert_int_equal(f->row.by, 2);
        fixture_free(f);
    }
}

/* The deal in round 2 is at half of the common time, whoever had to leave when; what comes at .8
 * never comes. */
static void money_and_events_keep_the_common_clock(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    own_deadline(f, 1, 0.5);
    f->parties[1].discount = 0.81;
    f->parties[0].discount = 0.81;
    fixture_alternative(f, 0, 30, 0.5, NEVER);
    fixture_alternative(f, 0, 70, 0.8, NEVER);
    fixture_open(f);
    fixture_play(f, "o90 o10 o80 o20");
    assert_non_null(strstr(f->wants.text, "0:+0=30"));
    fixture_play(f, "o60 a");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    assert_near(f->outcome[0].payoff, 60 * 0.9, 1e-12);
    assert_near(f->outcome[1].payoff, 40 * 0.9, 1e-12);
    let_it_end(f);
    assert_int_equal(f->row.by, 1);
    assert_near(f->outcome[0].payoff, 30 * 0.9, 1e-12);
    fixture_free(f);
}

/* ---- what one knows ---- */

/* tau k/10 of the common clock, k/4 of the own one. */
static void everybody_has_its_own_clock(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 11);
    own_deadline(f, 1, 0.4);
    fixture_open(f);
    fixture_play(f, "r r");
    assert_int_equal(f->brief[0]->rounds, 11);
    assert_int_equal(f->brief[1]->rounds, 5);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(f->brief[i]->deadlines[0], 11);
        assert_int_equal(f->brief[i]->deadlines[1], 5);
    }
    for (uint32_t k = 1; k < 5; k++) {
        assert_int_equal(f->asked, 0);
        assert_int_equal(f->turn.rounds, 11);
        assert_same(f->turn.tau, k / 10.0);
        fixture_play(f, "r");
        assert_int_equal(f->asked, 1);
        assert_int_equal(f->turn.rounds, 5);
        assert_same(f->turn.tau, k / 4.0);
        fixture_play(f, "r");
    }
    assert_int_equal(f->ends, 1);
    fixture_free(f);
}

/* Its first round is its last: its time is up, the other's has not begun. */
static void an_own_clock_of_one_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 11);
    own_deadline(f, 0, 0);
    fixture_open(f);
    fixture_play(f, "");
    assert_int_equal(f->asked, 0);
    assert_int_equal(f->turn.rounds, 1);
    assert_same(f->turn.tau, 1);
    fixture_play(f, "r");
    assert_int_equal(f->asked, 1);
    assert_int_equal(f->turn.rounds, 11);
    assert_same(f->turn.tau, 0);
    fixture_free(f);
}

/* Hidden: the own deadline is all one knows; without one, nothing. */
static void hidden_deadlines(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 11);
    own_deadline(f, 0, 0.5);
    own_deadline(f, 1, 0.7);
    f->parties[0].knows_deadline = f->parties[2].knows_deadline = false;
    fixture_open(f);
    fixture_play(f, "r r r");
    static const uint32_t known[3][3] = {{6, 0, 0}, {6, 8, 11}, {0, 0, 0}};
    static const uint32_t rounds[3] = {6, 8, 0};
    static const double tau[3] = {1 / 5.0, 1 / 7.0, 0};
    for (uint32_t i = 0; i < 3; i++) {
        assert_memory_equal(f->brief[i]->deadlines, known[i], sizeof known[i]);
        assert_int_equal(f->brief[i]->rounds, rounds[i]);
        assert_int_equal(f->asked, i);
        assert_int_equal(f->turn.rounds, rounds[i]);
        assert_same(f->turn.tau, tau[i]);
        assert_int_equal(f->turn.round, 1);
        fixture_play(f, "r");
    }
    fixture_free(f);
}

/* ---- drawn ---- */

static void drawn_rounds_last_as_long(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 8);
    const draw rounds = {.path = "deadline.rounds",
                         .stream = 5,
                         .shape = DRAW_WHOLE,
                         .a = 3,
                         .b = 8,
                         .lo = 1,
                         .hi = ROUNDS_MAX,
                         .target = DRAW_ROUNDS};
    uint32_t seen[9] = {0};
    f->table.rounds_least = 3;
    f->model.draws = &rounds;
    f->model.n_draws = 1;
    f->parties[0].discount = 0.5;
    f->parties[1].knows_deadline = false;
    fixture_alternative(f, 0, 30, 1, NEVER); /* with the last round, whichever that is */
    for (f->key.replicate = 0; f->key.replicate < 60; f->key.replicate++) {
        let_it_end(f);
        uint32_t n = f->row.round + 1;
        assert_in_range(n, 3, 8);
        assert_int_equal(f->brief[0]->rounds, n);
        assert_int_equal(f->brief[0]->deadlines[1], n);
        assert_int_equal(f->brief[1]->rounds, 0);
        assert_int_equal(f->row.by, HG_NOBODY);
        assert_near(f->outcome[0].payoff, 30 * 0.5, 1e-12);
        seen[n]++;
    }
    for (int n = 3; n <= 8; n++) assert_true(seen[n] > 0);
    fixture_free(f);
}

static void drawn_own_deadlines(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 101);
    const draw own = {.path = "bob.deadline",
                      .stream = 6,
                      .shape = DRAW_UNIFORM,
                      .a = 0.2,
                      .b = 0.9,
                      .lo = 0,
                      .hi = 1,
                      .target = DRAW_DEADLINE,
                      .party = 1};
    f->model.draws = &own;
    f->model.n_draws = 1;
    f->parties[1].has_deadline = true;
    uint32_t least = 101, most = 0;
    for (f->key.replicate = 0; f->key.replicate < 40; f->key.replicate++) {
        let_it_end(f);
        assert_int_equal(f->row.by, 1);
        rng stream;
        rng_open(&stream, f->key.seed, RNG_SCENARIO, f->key.replicate, rng_who(0, 6));
        uint32_t last = (uint32_t)floor((0.2 + 0.7 * rng_uniform(&stream)) * 100);
        assert_int_equal(f->row.round, last);
        assert_int_equal(f->brief[1]->rounds, last + 1);
        least = last < least ? last : least;
        most = last > most ? last : most;
    }
    assert_true(least < 40 && most > 70);
    fixture_free(f);
}

/* ---- leverage ---- */

static double share(double h0, double h1) /* w = 0, nothing known, p even */
{
    return (1 + h1 / (h0 + h1)) / 3;
}

/* Five rounds against three: hazards 1/5 and 1/3, 1/4 and 1/2, 1/3 and 1. */
static void nearness_is_weakness(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    own_deadline(f, 1, 0.5);
    fixture_open(f);
    const double expected[] = {share(1 / 5.0, 1 / 3.0), share(1 / 4.0, 1 / 2.0), share(1 / 3.0, 1)};
    for (uint32_t k = 0; k < 3; k++) {
        fixture_play(f, k ? "r r" : "");
        assert_int_equal(f->leverages, k + 1);
        assert_near(f->leverage[0].phi, expected[k], 1e-12);
        assert_near(f->leverage[0].phi + f->leverage[1].phi, 1, 1e-12);
        assert_near(f->leverage[0].power, expected[k] - 0.5, 1e-12);
    }
    fixture_play(f, "r r");
    assert_string_equal(f->seen.text, "begin leverage-start 0:r 1:r leverage-event 0:r 1:r "
                                      "leverage-event 0:r 1:r leverage-end deadline");
    fixture_free(f);
}

/* The mirror image gives the mirrored numbers. */
static void who_has_less_time_is_all_that_counts(void **state)
{
    (void)state;
    for (int k = 1; k < 10; k++) {
        double phi[2];
        for (uint32_t who = 0; who < 2; who++) {
            fixture *f = fixture_new(2, 11);
            own_deadline(f, who, k / 10.0);
            f->parties[who].discount = 0.7;
            f->parties[1 - who].discount = 0.8;
            fixture_open(f);
            fixture_play(f, "r r");
            phi[who] = f->leverage[who].phi;
            assert_true(phi[who] < 0.5);
            fixture_free(f);
        }
        assert_near(phi[0], phi[1], 1e-12);
    }
}

static void common_or_unknown_deadlines_do_not_count(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        fixture *f = fixture_new(2, 5);
        own_deadline(f, 1, 0.5);
        if (i == 0) own_deadline(f, 0, 0.6);              /* the same round */
        if (i == 1) f->parties[0].knows_deadline = false; /* one does not know, ... */
        if (i == 2) f->parties[1].knows_deadline = false; /* ... or the other */
        let_it_end(f);
        assert_near(f->leverage[0].phi, 0.5, 1e-12);
        assert_int_equal(f->leverages, 2); /* start and end */
        fixture_free(f);
    }
}

/* Who never sets the terms has nothing to lose by waiting less: no number moves, nothing is told.
 */
static void told_only_where_a_number_moves(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    own_deadline(f, 1, 0.5);
    f->parties[0].recognition = 0;
    let_it_end(f);
    assert_int_equal(f->leverages, 2);
    fixture_free(f);
    f = fixture_new(2, 5); /* likewise where there is nothing to share */
    own_deadline(f, 1, 0.5);
    f->parties[0].reservation = f->parties[1].reservation = 60;
    let_it_end(f);
    assert_int_equal(f->leverages, 2);
    fixture_free(f);
}

/* An event is measured at the hazards of its round. */
static void events_and_time_go_together(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    own_deadline(f, 1, 0.5);
    fixture_alternative(f, 0, 40, 0.25, NEVER);
    fixture_open(f);
    fixture_play(f, "r r");
    assert_string_equal(f->seen.text, "begin leverage-start 0:r 1:r leverage-event 0+0=40@1 "
                                      "leverage-event");
    /* kappa .5: .2 + sigma .8 */
    assert_near(f->leverage[0].phi, 0.2 + 0.8 * share(1 / 4.0, 1 / 2.0), 1e-12);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_deadline_ends_the_talks),
        cmocka_unit_test(between_rounds_and_at_the_ends),
        cmocka_unit_test(whose_deadline_it_is),
        cmocka_unit_test(a_single_round_and_none),
        cmocka_unit_test(under_every_rule),
        cmocka_unit_test(money_and_events_keep_the_common_clock),
        cmocka_unit_test(everybody_has_its_own_clock),
        cmocka_unit_test(an_own_clock_of_one_round),
        cmocka_unit_test(hidden_deadlines),
        cmocka_unit_test(drawn_rounds_last_as_long),
        cmocka_unit_test(drawn_own_deadlines),
        cmocka_unit_test(nearness_is_weakness),
        cmocka_unit_test(who_has_less_time_is_all_that_counts),
        cmocka_unit_test(common_or_unknown_deadlines_do_not_count),
        cmocka_unit_test(told_only_where_a_number_moves),
        cmocka_unit_test(events_and_time_go_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
