/* Outside events: when they happen, who is told, what they do to limits and leverage; revise turns
 * and the standing-offer trap. */
#include "session_fixture.h"

/* ---- when ---- */

static void an_arrival_in_its_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5); /* tau: 0 .25 .5 .75 1 */
    fixture_alternative(f, 0, 60, 0.5, NEVER);
    assert_play(f, "r r r r r",
                "B0 B1 ?0:or 1:r ?1:or 0:r ?0:or 1:r ?1:or 0:r 0:+0=60 ?0:or 1:r ?1:or");
    assert_string_equal(f->seen.text, "begin leverage-start 0:r 1:r 0:r 1:r 0+0=60@2 "
                                      "leverage-event 0:r");
    assert_same(session_limit(f->s, 0), 60);
    assert_true(session_standing(f->s, 0)[0]);
    fixture_free(f);
}

/* The first round whose tau is at least the time, for times on and off the grid. */
static void the_round_of_every_time(void **state)
{
    (void)state;
    static const uint32_t lengths[] = {1, 2, 3, 7, 11, 50};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        uint32_t n = lengths[i];
        for (uint32_t k = 0; k <= 40; k++) {
            double time = k ? k / 40.0 : 1e-9;
            fixture *f = fixture_new(2, n);
            fixture_alternative(f, 1, 30, time, NEVER);
            fixture_open(f);
            while (!session_standing(f->s, 1)[0]) {
                assert_int_equal(f->ends, 0);
                fixture_play(f, f->pending ? "r" : "");
                f->wants.size = 0;
            }
            uint32_t round = session_round(f->s);
            assert_int_equal(round, model_round_at(&f->model, time));
            assert_true(f->turn.tau >= time);
            if (round) assert_true((round - 1) / (n - 1.0) < time);
            fixture_free(f);
        }
    }
}

static void held_from_the_start_is_no_event(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[0].reservation = 10;
    f->parties[1].reservation = 25;
    fixture_alternative(f, 0, 40, 0, NEVER);
    fixture_alternative(f, 1, 20, 0, NEVER);
    assert_play(
        f, "o60 r r r r r",
        "B0 B1 ?0:or 1:o60 ?1:oar 0:r ?0:or 1:r ?1:or 0:r ?0:or 1:r ?1:or 0:r 0:END 1:END .");
    assert_same(f->brief[0]->limit, 40);
    assert_same(f->brief[0]->reservation, 10);
    assert_same(f->brief[1]->limit, 25);
    assert_int_equal(f->leverages, 2);
    fixture_free(f);
}

static void expiry(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    fixture_alternative(f, 0, 40, 0, 0.6);
    assert_play(f, "r r r r", "B0 B1 ?0:or 1:r ?1:or 0:r ?0:or 1:r ?1:or 0:r 0:-0=40 ?0:or");
    assert_same(session_limit(f->s, 0), 0);
    assert_false(session_standing(f->s, 0)[0]);
    fixture_free(f);
}

static void there_only_between_two_rounds(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    fixture_alternative(f, 0, 40, 0.1, 0.4); /* both happen as round 1 begins */
    assert_play(f, "o60 r", "B0 B1 ?0:or 1:o60 ?1:oar 0:r 0:+0=40 0:-0=40 ?0:or");
    assert_string_equal(f->seen.text, "begin leverage-start 0:o60 1:r 0+0=40@1 leverage-event "
                                      "0-0=40@1 leverage-event");
    fixture_free(f);
}

static void never_there(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 2);
    fixture_alternative(f, 0, 40, 0.5, 0.5);
    fixture_alternative(f, 0, 50, 0.7, 0.2);
    fixture_alternative(f, 0, 60, NEVER, NEVER);
    fixture_alternative(f, 1, 60, 0, 0);
    assert_play(f, "r r r r", "B0 B1 ?0:or 1:r ?1:or 0:r ?0:or 1:r ?1:or 0:r 0:END 1:END .");
    assert_same(f->outcome[0].utility, 0);
    assert_same(f->outcome[1].utility, 0);
    fixture_free(f);
}

static void in_order_of_time_party_index(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 2);
    fixture_alternative(f, 1, 10, 0.9, NEVER);
    fixture_alternative(f, 1, 20, 0.5, NEVER);
    fixture_alternative(f, 0, 30, 0.9, NEVER);
    fixture_alternative(f, 0, 40, 0.9, 0.95);
    fixture_alternative(f, 2, 50, 0, 0.5);
    assert_play(f, "r r r",
                "B0 B1 B2 ?0:or 1:r 2:r ?1:or 0:r 2:r ?2:or 0:r 1:r "
                "1:+1=20 2:-0=50 0:+0=30 0:+1=40 1:+0=10 0:-1=40 ?0:or");
    fixture_free(f);
}

static void all_at_once_in_a_single_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 1);
    fixture_alternative(f, 0, 60, 0.5, NEVER);
    fixture_alternative(f, 1, 20, 0, 1);
    assert_play(f, "r r", "B0 B1 0:+0=60 1:-0=20 ?0:or 1:r ?1:or 0:r 0:END 1:END .");
    assert_same(f->brief[0]->limit, 0);
    assert_same(f->brief[1]->limit, 20);
    assert_same(f->outcome[0].utility, 60);
    assert_same(f->outcome[1].utility, 0);
    fixture_free(f);
}

static void without_deadline_time_stands_still(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 0);
    f->table.exit = HG_EXIT_ANYONE;
    fixture_alternative(f, 0, 60, 0.1, NEVER);
    fixture_alternative(f, 1, 20, 0, 0.1);
    assert_play(f, "r r r w", "B0 B1 ?0:orw 1:r ?1:orw 0:r ?0:orw 1:r ?1:orw 0:w 0:END 1:END .");
    assert_same(f->outcome[0].utility, 0);
    assert_same(f->outcome[1].utility, 20);
    fixture_free(f);
}

/* ---- who is told ---- */

static void limits_are_told_to_truth_seers_only(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 2);
    f->sees_truth = 1u << 0 | 1u << 2;
    fixture_alternative(f, 0, 30, 0.5, NEVER);
    fixture_alternative(f, 1, 20, 0.6, NEVER);
    fixture_alternative(f, 1, 10, 0.7, NEVER); /* moves no limit */
    assert_play(f, "r r r",
                "B0 B1 B2 ?0:or 1:r 2:r ?1:or 0:r 2:r ?2:or 0:r 1:r "
                "0:+0=30 2:L0=30 1:+0=20 0:L1=20 2:L1=20 1:+1=10 ?0:or");
    assert_string_equal(f->seen.text,
                        "begin leverage-start 0:r 1:r 2:r 0+0=30@1 leverage-event 1+0=20@1 "
                        "leverage-event 1+1=10@1");
    fixture_free(f);
}

static void briefs_say_what_a_party_may_know(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 10);
    f->sees_truth = 1u << 1;
    f->parties[0].reservation = 11;
    f->parties[2].leaving_cost = 3;
    f->parties[2].recognition = 2;
    f->parties[2].knows_deadline = false;
    f->table.exit = HG_EXIT_RESPONDER;
    f->table.revocable = true;
    f->bits[0][1] = 1;
    f->bits[2][0] = 2;
    fixture_open(f);
    for (int i = 0; i < 3; i++) fixture_next(f);
    const hg_brief *blind = f->brief[0], *truth = f->brief[1], *third = f->brief[2];
    assert_string_equal(blind->role, "ann");
    assert_string_equal(blind->roles[2], "cid");
    assert_string_equal(blind->text, "a case for a test");
    assert_int_equal(blind->session, 17);
    assert_int_equal(third->party, 2);
    assert_int_equal(third->n_parties, 3);
    assert_int_equal(third->n_outcomes, 101);
    assert_same(blind->best, 100);
    assert_same(blind->worst, 0);
    assert_same(truth->worst, 50);
    assert_same(third->leaving_cost, 3);
    assert_int_equal(third->exit, HG_EXIT_RESPONDER);
    assert_int_equal(third->revocable, 1);
    assert_int_equal(blind->rounds, 10);
    assert_int_equal(third->rounds, 0);
    assert_same(blind->recognition[2], 2);
    assert_same(blind->others_limit[0], 11);
    assert_same(blind->others_limit[1], NAN);
    assert_same(blind->iota[1], hg_iota_of_bits(1));
    for (int i = 3; i < 9; i++) assert_same(blind->iota[i], NAN);
    assert_same(truth->others_limit[0], 11);
    assert_same(truth->iota[1], hg_iota_of_bits(1));
    assert_same(truth->iota[6], hg_iota_of_bits(2));
    assert_same(third->iota[6], hg_iota_of_bits(2));
    assert_same(third->iota[1], NAN);
    assert_same(truth->pie, 100);
    assert_ptr_equal(truth->frontier, f->model.frontier);
    fixture_free(f);
}

static void who_does_not_know_the_deadline_sees_no_time(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[1].knows_deadline = false;
    fixture_open(f);
    fixture_play(f, "r r");
    assert_same(f->turn.tau, 0.5);
    assert_int_equal(f->turn.rounds, 3);
    fixture_play(f, "r");
    assert_same(f->turn.tau, 0);
    assert_int_equal(f->turn.rounds, 0);
    assert_int_equal(f->turn.round, 1);
    fixture_free(f);
}

/* ---- leverage ---- */

static void leverage_is_that_of_the_limits(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[1].reservation = 10;
    fixture_alternative(f, 0, 60, 0.5, NEVER);
    fixture_open(f);
    fixture_play(f, "");
    assert_near(f->leverage[0].phi, 0.475, 1e-12); /* .5 (100 - .5 x 10) */
    assert_near(f->zone, 90, 1e-12);
    fixture_play(f, "r r");
    hg_leverage expected[2];
    double w[] = {60, 10}, joint;
    assert_int_equal(model_leverage(&f->model, w, expected, &joint), HG_ZONE);
    assert_near(f->leverage[0].phi, expected[0].phi, 1e-15);
    assert_near(f->leverage[1].alternatives, expected[1].alternatives, 1e-15);
    assert_near(f->zone, 30, 1e-12);
    assert_int_equal(f->leverages, 2);
    fixture_play(f, "r r r r");
    assert_int_equal(f->leverages, 3);
    assert_near(f->leverage[0].phi, expected[0].phi, 1e-15);
    fixture_free(f);
}

static void no_zone_no_leverage(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[0].reservation = 60;
    f->parties[1].reservation = 70;
    fixture_open(f);
    fixture_play(f, "");
    assert_near(f->zone, -30, 1e-12);
    fixture_free(f);
}

static void a_pie_of_nothing_is_no_zone(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[0].utility.shift = -100;
    fixture_open(f);
    fixture_play(f, ""); /* the observer asserts: no leverage, hence zone < 0 */
    assert_true(f->zone < 0 && f->zone > -1e-300);
    fixture_free(f);
}

static void an_observer_sees_all_or_nothing(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    fixture_alternative(f, 0, 60, 0.5, NEVER);
    fixture_open(f);
    const observer blind = {0};
    f->s = session_open(&f->memory, &f->model, f->key, 0, &blind);
    fixture_play(f, "o60 r s r r r r");
    assert_string_equal(f->wants.text, "B0 B1 ?0:or 1:o60 ?1:oar 0:r 0:+0=60 ?0:or 1:s\" ?0:or 1:r "
                                       "?1:or 0:r ?0:or 1:r ?1:or 0:r 0:END 1:END .");
    assert_string_equal(f->seen.text, "");
    fixture_free(f);
}

/* ---- revise turns: n = 2, the last speaker's offer stands as the next round begins ---- */

static fixture *revocable(bool can)
{
    fixture *f = fixture_new(2, 3);
    f->table.revocable = can;
    fixture_alternative(f, 1, 60, 0.5, NEVER);
    return f;
}

static void an_offer_is_replaced_before_it_is_answered(void **state)
{
    (void)state;
    fixture *f = revocable(true);
    assert_play(f, "o90 o70 o30 a",
                "B0 B1 ?0:or 1:o90 ?1:oar 0:o70 1:+0=60 ?1:ord! 0:o30 ?0:oar 1:a30 0:END 1:END .");
    assert_int_equal(f->row.deal, 30);
    assert_int_equal(f->row.offers, 3);
    assert_same(f->outcome[1].utility, 70);
    fixture_free(f);
}

static void the_revise_turn_shows_the_own_offer(void **state)
{
    (void)state;
    fixture *f = revocable(true);
    fixture_open(f);
    fixture_play(f, "o90 o70");
    assert_int_equal(f->asked, 1);
    assert_int_equal(f->turn.revise, 1);
    assert_int_equal(f->turn.may, REVISE_MOVES);
    assert_int_equal(f->turn.mine, 70);
    assert_true(f->turn.standing == HG_NO_OUTCOME);
    assert_int_equal(f->turn.round, 1);
    fixture_free(f);
}

static void accept_after_withdraw_is_illegal(void **state)
{
    (void)state;
    fixture *f = revocable(true);
    assert_play(f, "o90 o70 d", "B0 B1 ?0:or 1:o90 ?1:oar 0:o70 1:+0=60 ?1:ord! 0:d ?0:or");
    assert_int_equal(fixture_play(f, "a"), HG_E_AGENT);
    assert_int_equal(f->row.fault, FAULT_ILLEGAL);
    assert_int_equal(f->row.by, 0);
    fixture_free(f);
}

/* To be told of it would say that a limit moved, and read as a rejection. */
static void to_leave_the_offer_is_nobodys_business(void **state)
{
    (void)state;
    fixture *f = revocable(true);
    assert_play(f, "o90 o70 r a",
                "B0 B1 ?0:or 1:o90 ?1:oar 0:o70 1:+0=60 ?1:ord! ?0:oar 1:a70 0:END 1:END .");
    assert_string_equal(f->seen.text, "begin leverage-start 0:o90 1:o70 1+0=60@1 leverage-event "
                                      "1:r 0:a70 leverage-end deal");
    fixture_free(f);
}

static void an_irrevocable_offer_stands(void **state)
{
    (void)state;
    fixture *f = revocable(false);
    assert_play(f, "o90 o70 a",
                "B0 B1 ?0:or 1:o90 ?1:oar 0:o70 1:+0=60 ?0:oar 1:a70 0:END 1:END .");
    assert_same(f->outcome[1].utility, 30); /* below the limit of 60: the trap */
    fixture_free(f);
}

static void no_revise_turn_without_reason(void **state)
{
    (void)state;
    fixture *f = revocable(true); /* the limit moves, but nothing of its own stands */
    assert_play(f, "o90 r", "B0 B1 ?0:or 1:o90 ?1:oar 0:r 1:+0=60 ?0:or");
    fixture_free(f);
    f = revocable(true); /* an offer stands, but the limit does not move */
    f->parties[1].reservation = 65;
    assert_play(f, "o90 o30", "B0 B1 ?0:or 1:o90 ?1:oar 0:o30 1:+0=60 ?0:oar");
    fixture_free(f);
    f = revocable(true); /* it is the other's limit that moves */
    f->alternatives[0][0] = f->alternatives[1][0];
    f->parties[0].n_alternatives = 1;
    f->parties[1].n_alternatives = 0;
    assert_play(f, "o90 o30", "B0 B1 ?0:or 1:o90 ?1:oar 0:o30 0:+0=60 ?0:oar");
    fixture_free(f);
}

/* n = 3: somebody has accepted already; the revised offer must be accepted by all anew. */
static void a_revision_starts_the_count_anew(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 4);
    f->table.revocable = true;
    fixture_alternative(f, 1, 90, 0.3, NEVER);
    fixture_open(f);
    fixture_play(f, "r o50 a"); /* the third has accepted, the first comes next */
    assert_int_equal(f->asked, 1);
    assert_int_equal(f->turn.revise, 1);
    fixture_play(f, "o60 a"); /* the first accepts, and it is the owner's turn */
    assert_int_equal(f->asked, 1);
    assert_int_equal(f->turn.mine, 60);
    assert_int_equal(f->turn.may & ~HG_MAY(HG_SAY),
                     HG_MAY(HG_OFFER) | HG_MAY(HG_REJECT) | HG_MAY(HG_WITHDRAW));
    fixture_play(f, "r"); /* leaves it as it stands */
    assert_int_equal(f->turn.standing, 60);
    fixture_play(f, "a");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    assert_int_equal(f->row.deal, 60);
    assert_int_equal(f->row.by, 2);
    fixture_free(f);
}

static void one_may_withdraw_on_ones_own_turn(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 4);
    f->table.revocable = true;
    fixture_alternative(f, 1, 90, 0.3, NEVER);
    fixture_open(f);
    fixture_play(f, "r o50 a o60 a d");
    assert_int_equal(f->asked, 2);
    assert_true(f->turn.standing == HG_NO_OUTCOME);
    assert_false(f->turn.may & HG_MAY(HG_ACCEPT));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arrival_in_its_round),
        cmocka_unit_test(the_round_of_every_time),
        cmocka_unit_test(held_from_the_start_is_no_event),
        cmocka_unit_test(expiry),
        cmocka_unit_test(there_only_between_two_rounds),
        cmocka_unit_test(never_there),
        cmocka_unit_test(in_order_of_time_party_index),
        cmocka_unit_test(all_at_once_in_a_single_round),
        cmocka_unit_test(without_deadline_time_stands_still),
        cmocka_unit_test(limits_are_told_to_truth_seers_only),
        cmocka_unit_test(briefs_say_what_a_party_may_know),
        cmocka_unit_test(who_does_not_know_the_deadline_sees_no_time),
        cmocka_unit_test(leverage_is_that_of_the_limits),
        cmocka_unit_test(no_zone_no_leverage),
        cmocka_unit_test(a_pie_of_nothing_is_no_zone),
        cmocka_unit_test(an_observer_sees_all_or_nothing),
        cmocka_unit_test(an_offer_is_replaced_before_it_is_answered),
        cmocka_unit_test(the_revise_turn_shows_the_own_offer),
        cmocka_unit_test(accept_after_withdraw_is_illegal),
        cmocka_unit_test(to_leave_the_offer_is_nobodys_business),
        cmocka_unit_test(an_irrevocable_offer_stands),
        cmocka_unit_test(no_revise_turn_without_reason),
        cmocka_unit_test(a_revision_starts_the_count_anew),
        cmocka_unit_test(one_may_withdraw_on_ones_own_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
