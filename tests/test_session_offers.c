/* The protocol `offers`, driven through whole sessions: order of speaking, unanimity, exit rules,
 * rounds. */
#include "session_fixture.h"

/* ---- rotate ---- */

static void alternating_offers_of_two(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 10);
    assert_play(f, "o60 o30 a", "B0 B1 ?0:or 1:o60 ?1:oar 0:o30 ?0:oar 1:a30 0:END 1:END .");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    assert_int_equal(f->row.deal, 30);
    assert_int_equal(f->row.by, 0);
    assert_int_equal(f->row.round, 1);
    assert_int_equal(f->row.offers, 2);
    assert_int_equal(f->end[1].party, 0);
    assert_int_equal(f->end[1].outcome, 30);
    assert_same(f->end[0].utility, 30);
    assert_same(f->end[1].utility, 70);
    fixture_free(f);
}

static void accepted_in_the_first_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 10);
    assert_play(f, "o60 a", "B0 B1 ?0:or 1:o60 ?1:oar 0:a60 0:END 1:END .");
    assert_int_equal(f->row.round, 0);
    assert_int_equal(f->row.by, 1);
    fixture_free(f);
}

static void a_rejection_clears_the_table(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 10);
    assert_play(f, "o60 r", "B0 B1 ?0:or 1:o60 ?1:oar 0:r ?0:or");
    assert_true(f->turn.standing == HG_NO_OUTCOME);
    assert_true(f->turn.mine == HG_NO_OUTCOME);
    fixture_free(f);
}

static void the_turn_shows_the_table(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    fixture_open(f);
    fixture_play(f, "o60 o30 o55");
    assert_int_equal(f->asked, 1);
    assert_int_equal(f->turn.round, 1);
    assert_int_equal(f->turn.rounds, 5);
    assert_same(f->turn.tau, 0.25);
    assert_int_equal(f->turn.standing, 55);
    assert_true(f->turn.mine == HG_NO_OUTCOME);
    assert_int_equal(f->turn.revise, 0);
    fixture_free(f);
}

static void the_last_round_closes(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 2);
    assert_play(f, "o60 o30 o55 o40",
                "B0 B1 ?0:or 1:o60 ?1:oar 0:o30 ?0:oar 1:o55 ?1:oar 0:o40 0:END 1:END .");
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    assert_int_equal(f->row.by, HG_NOBODY);
    assert_int_equal(f->row.round, 1);
    assert_true(f->row.deal == HG_NO_OUTCOME);
    fixture_free(f);
}

static void one_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 1);
    assert_play(f, "o60 r", "B0 B1 ?0:or 1:o60 ?1:oar 0:r 0:END 1:END .");
    assert_same(f->turn.tau, 1);
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    assert_play(f, "o60 a", "B0 B1 ?0:or 1:o60 ?1:oar 0:a60 0:END 1:END .");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    fixture_free(f);
}

static void who_is_first_follows_the_replicate(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 4);
    f->first[0] = 2;
    f->first[1] = 0;
    f->table.n_first = 2;
    for (uint64_t replicate = 0; replicate < 4; replicate++) {
        f->key.replicate = replicate;
        fixture_open(f);
        fixture_play(f, "");
        assert_int_equal(f->asked, replicate % 2 ? 0 : 2);
    }
    f->key.replicate = 0;
    assert_play(
        f, "o1 o2 o3 o4",
        "B0 B1 B2 ?2:or 0:o1 1:o1 ?0:oar 1:o2 2:o2 ?1:oar 0:o3 2:o3 ?2:oar 0:o4 1:o4 ?0:oar");
    assert_int_equal(f->turn.round, 1);
    fixture_free(f);
}

static void seats_are_not_parties(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 4);
    f->party_at[0] = 2;
    f->party_at[1] = 0;
    f->party_at[2] = 1;
    assert_play(
        f, "o50 a a",
        "B0 B1 B2 ?2:or 0:o50 1:o50 ?0:oar 1:a50 2:a50 ?1:oar 0:a50 2:a50 0:END 1:END 2:END .");
    assert_int_equal(f->row.by, 1);
    assert_int_equal(f->brief[0]->seat, 1);
    assert_int_equal(f->brief[2]->seat, 0);
    fixture_free(f);
}

/* ---- unanimity ---- */

static void three_agree_in_a_row(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 10);
    assert_play(
        f, "o50 a a",
        "B0 B1 B2 ?0:or 1:o50 2:o50 ?1:oar 0:a50 2:a50 ?2:oar 0:a50 1:a50 0:END 1:END 2:END .");
    assert_int_equal(f->row.by, 2);
    assert_int_equal(f->row.deal, 50);
    fixture_free(f);
}

static void an_offer_starts_the_count_anew(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 10);
    fixture_open(f);
    fixture_play(f, "o50 a o40 a");
    assert_int_equal(f->asked, 1);
    assert_int_equal(f->turn.standing, 40);
    assert_int_equal(f->turn.round, 1);
    fixture_play(f, "a");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    assert_int_equal(f->row.deal, 40);
    assert_int_equal(f->row.by, 1);
    fixture_free(f);
}

static void a_rejection_ends_the_count(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 10);
    fixture_open(f);
    fixture_play(f, "o50 a r");
    assert_int_equal(f->asked, 0);
    assert_true(f->turn.standing == HG_NO_OUTCOME);
    assert_true(f->turn.mine == HG_NO_OUTCOME);
    fixture_free(f);
}

static void five_agree_across_a_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(5, 3);
    fixture_open(f);
    fixture_play(f, "o10 o20 r o40 a");
    assert_int_equal(f->asked, 0);
    assert_int_equal(f->turn.round, 1);
    assert_int_equal(f->turn.standing, 40);
    fixture_open(f);
    fixture_play(f, "o10 o20 r o40 a a a a");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    assert_int_equal(f->row.deal, 40);
    assert_int_equal(f->row.by, 2);
    assert_int_equal(f->row.round, 1);
    assert_int_equal(f->row.offers, 3);
    fixture_free(f);
}

static void too_late_to_be_unanimous(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 1);
    fixture_open(f);
    fixture_play(f, "o50 o40 a");
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    fixture_free(f);
}

/* ---- fixed and random proposers ---- */

static void a_fixed_proposer_asks_round_by_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 2);
    f->table.proposer = PROPOSER_FIXED;
    f->first[0] = 1;
    assert_play(f, "o50 a r o40 a a",
                "B0 B1 B2 ?1:or 0:o50 2:o50 ?0:ar 1:a50 2:a50 ?2:ar 0:r 1:r "
                "?1:or 0:o40 2:o40 ?0:ar 1:a40 2:a40 ?2:ar 0:a40 1:a40 0:END 1:END 2:END .");
    assert_int_equal(f->row.deal, 40);
    assert_int_equal(f->row.by, 2);
    assert_int_equal(f->row.round, 1);
    fixture_free(f);
}

static void a_proposer_may_pass(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 2);
    f->table.proposer = PROPOSER_FIXED;
    assert_play(f, "r r", "B0 B1 B2 ?0:or 1:r 2:r ?0:or 1:r 2:r 0:END 1:END 2:END .");
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    assert_int_equal(f->row.offers, 0);
    fixture_free(f);
}

static void take_it_or_leave_it(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 1);
    f->table.proposer = PROPOSER_FIXED;
    f->table.exit = HG_EXIT_RESPONDER;
    assert_play(f, "o90 r", "B0 B1 ?0:or 1:o90 ?1:arw 0:r 0:END 1:END .");
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    fixture_free(f);
}

static void a_random_proposer_is_the_streams(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 200);
    f->table.proposer = PROPOSER_RANDOM;
    f->recognition[0] = 1;
    f->recognition[1] = 0;
    f->recognition[2] = 3;
    f->key.seed = 5;
    f->key.replicate = 7;
    f->key.episode = 2;
    fixture_open(f);
    rng stream;
    rng_open(&stream, 5, RNG_EVENTS, 7, rng_who(2, 0));
    for (uint32_t k = 0; k < 200; k++) {
        fixture_play(f, k ? "r" : "");
        assert_int_equal(f->turn.round, k);
        assert_int_equal(f->asked, rng_uniform(&stream) < 0.25 ? 0 : 2);
        f->wants.size = f->seen.size = 0;
    }
    fixture_free(f);
}

static void weightless_seats_leave_the_first(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->table.proposer = PROPOSER_RANDOM;
    f->recognition[0] = f->recognition[1] = 0;
    assert_play(f, "r r r", "B0 B1 ?0:or 1:r ?0:or 1:r ?0:or 1:r 0:END 1:END .");
    fixture_free(f);
}

/* ---- leaving ---- */

static void exit_rules(void **state)
{
    (void)state;
    static const struct {
        hg_exit exit;
        const char *opening, *answer;
    } cases[] = {
        {HG_EXIT_ANYONE, "B0 B1 ?0:orw", "B0 B1 ?0:orw 1:o60 ?1:oarw"},
        {HG_EXIT_RESPONDER, "B0 B1 ?0:or", "B0 B1 ?0:or 1:o60 ?1:oarw"},
        {HG_EXIT_NOBODY, "B0 B1 ?0:or", "B0 B1 ?0:or 1:o60 ?1:oar"},
    };
    fixture *f = fixture_new(2, 10);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        f->table.exit = cases[i].exit;
        assert_play(f, "", cases[i].opening);
        assert_play(f, "o60", cases[i].answer);
    }
    fixture_free(f);
}

static void who_walks_ends_it_for_all(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 10);
    f->table.exit = HG_EXIT_ANYONE;
    assert_play(f, "o60 w", "B0 B1 B2 ?0:orw 1:o60 2:o60 ?1:oarw 0:w 2:w 0:END 1:END 2:END .");
    assert_int_equal(f->row.result, HG_RESULT_WALK);
    assert_int_equal(f->row.by, 1);
    assert_int_equal(f->end[2].party, 1);
    assert_true(f->row.deal == HG_NO_OUTCOME);
    fixture_free(f);
}

static void no_deadline_and_a_walk(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 0);
    f->table.exit = HG_EXIT_ANYONE;
    fixture_open(f);
    for (uint32_t k = 0; k < 1000; k++) {
        fixture_play(f, k ? "r o60" : "o60");
        f->wants.size = f->seen.size = 0;
    }
    assert_int_equal(f->turn.round, 999);
    assert_int_equal(f->turn.rounds, 0);
    assert_same(f->turn.tau, 0);
    assert_int_equal(f->brief[0]->rounds, 0);
    fixture_play(f, "w");
    assert_int_equal(f->row.result, HG_RESULT_WALK);
    assert_int_equal(f->row.by, 1);
    assert_int_equal(f->row.round, 999);
    fixture_free(f);
}

/* The host closes talks that never end. No text logs here: two million turns. */
static void endless_talks_are_closed(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 0);
    fixture_open(f);
    session *s = session_open(&f->memory, &f->model, f->key, 0, NULL);
    const want *w;
    uint64_t turns = 0;
    const hg_message *end = NULL;
    while ((w = session_next(s))->kind != WANT_DONE) {
        if (w->kind == WANT_TELL && w->message->kind == HG_END) end = w->message;
        if (w->kind != WANT_TURN) continue;
        hg_message m = {.kind = HG_REJECT,
                        .session = f->key.id,
                        .round = w->turn->round,
                        .seat = w->message->seat};
        uint8_t bytes[64];
        size_t size = wire_encode(&f->model.space, &m, bytes, sizeof bytes);
        assert_int_equal(session_take(s, w->party, bytes, size), 0);
        turns++;
    }
    assert_int_equal(turns, 2 * (uint64_t)ROUNDS_MAX);
    assert_int_equal(end->result, HG_RESULT_NO_DEAL);
    assert_int_equal(session_round(s), ROUNDS_MAX - 1);
    fixture_free(f);
}

/* ---- words ---- */

static void words_travel_with_moves(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 10);
    assert_play(f, "o60\" r\" o50 a\" a\"",
                "B0 B1 B2 ?0:or 1:o60\" 2:o60\" ?1:oar 0:r\" 2:r\" ?2:or 0:o50 1:o50 ?0:oar "
                "1:a50\" 2:a50\" ?1:oar 0:a50\" 2:a50\" 0:END 1:END 2:END .");
    assert_string_equal(f->seen.text, "begin leverage-start 0:o60\" 1:r\" 2:o50 0:a50\" 1:a50\" "
                                      "leverage-end deal");
    fixture_free(f);
}

static void words_alone_keep_the_turn(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 10);
    assert_play(f, "s o60 s s a",
                "B0 B1 B2 ?0:or 1:s\" 2:s\" ?0:or 1:o60 2:o60 ?1:oar 0:s\" 2:s\" ?1:oar "
                "0:s\" 2:s\" ?1:oar 0:a60 2:a60 ?2:oar");
    assert_string_equal(f->seen.text, "begin leverage-start 0:s\" 0:o60 1:s\" 1:s\" 1:a60");
    fixture_free(f);
}

static void so_many_words_and_no_more(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 10);
    fixture_open(f);
    for (uint32_t i = 0; i < HG_WORDS_MAX; i++) {
        assert_int_equal(fixture_play(f, i ? "s" : ""), 0);
        assert_true(f->turn.may & HG_MAY(HG_SAY));
    }
    fixture_free(f);
}

/* ---- the rest ---- */

static void names_of_protocols(void **state)
{
    (void)state;
    assert_ptr_equal(protocol_find("offers"), &protocol_offers);
    assert_null(protocol_find("offer"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alternating_offers_of_two),
        cmocka_unit_test(accepted_in_the_first_round),
        cmocka_unit_test(a_rejection_clears_the_table),
        cmocka_unit_test(the_turn_shows_the_table),
        cmocka_unit_test(the_last_round_closes),
        cmocka_unit_test(one_round),
        cmocka_unit_test(who_is_first_follows_the_replicate),
        cmocka_unit_test(seats_are_not_parties),
        cmocka_unit_test(three_agree_in_a_row),
        cmocka_unit_test(an_offer_starts_the_count_anew),
        cmocka_unit_test(a_rejection_ends_the_count),
        cmocka_unit_test(five_agree_across_a_round),
        cmocka_unit_test(too_late_to_be_unanimous),
        cmocka_unit_test(a_fixed_proposer_asks_round_by_round),
        cmocka_unit_test(a_proposer_may_pass),
        cmocka_unit_test(take_it_or_leave_it),
        cmocka_unit_test(a_random_proposer_is_the_streams),
        cmocka_unit_test(weightless_seats_leave_the_first),
        cmocka_unit_test(exit_rules),
        cmocka_unit_test(who_walks_ends_it_for_all),
        cmocka_unit_test(no_deadline_and_a_walk),
        cmocka_unit_test(endless_talks_are_closed),
        cmocka_unit_test(words_travel_with_moves),
        cmocka_unit_test(words_alone_keep_the_turn),
        cmocka_unit_test(so_many_words_and_no_more),
        cmocka_unit_test(names_of_protocols),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
