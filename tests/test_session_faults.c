/* Faults: each is an outcome of its session, attributed; nobody hears anything after it but the
 * end; nothing changes a result that is fixed. */
#include "session_fixture.h"

static void expect_fault(fixture *f, int result, uint32_t who, fault what)
{
    assert_int_equal(result, HG_E_AGENT);
    fixture_play(f, "");
    assert_int_equal(f->row.result, HG_RESULT_AGENT_ERROR);
    assert_int_equal(f->row.by, who);
    assert_int_equal(f->row.fault, what);
    assert_int_equal(f->end[0].party, who);
    assert_int_equal(f->end[0].result, HG_RESULT_AGENT_ERROR);
    assert_int_equal(f->ends, 1);
}

/* A session in which party 1 is asked, with an offer of 60 before it. */
static fixture *at_the_second_turn(void)
{
    fixture *f = fixture_new(2, 5);
    fixture_open(f);
    fixture_play(f, "o60");
    f->pending = false;
    f->wants.size = f->seen.size = 0;
    return f;
}

static void undecodable(void **state)
{
    (void)state;
    static const struct {
        uint8_t bytes[16];
        size_t size;
    } cases[] = {
        {{0}, 0},
        {{0xc1}, 1},
        {{0x95, 10, 17, 0, 0}, 5},                /* cut off */
        {{0x95, 10, 17, 0, 0, 1, 0}, 7},          /* something behind */
        {{0x95, 99, 17, 0, 0, 1}, 6},             /* no such kind */
        {{0xdd, 0x10, 0, 0, 0}, 5},               /* announces 2^28 values */
        {{0x96, 8, 17, 0, 0, 1, 0x92, 60, 0}, 9}, /* a value too many */
        {{0x95, 14, 17, 0, 0, 1}, 6},             /* SAY without words */
        {{0x96, 10, 17, 0, 0, 1, 0x91, 0xc0}, 8}, /* words that are none */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture *f = at_the_second_turn();
        int result = session_take(f->s, 1, cases[i].bytes, cases[i].size);
        expect_fault(f, result, 1, FAULT_UNDECODABLE);
        assert_non_null(f->row.why);
        assert_string_equal(f->wants.text, "0:END 1:END .");
        assert_string_equal(f->seen.text, "leverage-end agent_error");
        fixture_free(f);
    }
}

static void more_bytes_than_any_move(void **state)
{
    (void)state;
    static const size_t sizes[] = {266, 4096, 100000};
    uint8_t *bytes = calloc(1, 100000);
    for (size_t i = 0; i < 3; i++) {
        fixture *f = at_the_second_turn();
        expect_fault(f, session_take(f->s, 1, bytes, sizes[i]), 1, FAULT_UNDECODABLE);
        fixture_free(f);
    }
    free(bytes);
}

/* All in its longest form: 8-byte integers, wide headers, every word that may travel. */
static size_t longest_offer(uint8_t *bytes)
{
    static const uint8_t head[] = {HG_OFFER, 17, 0, 0, 1, 0, 60};
    size_t n = 0;
    memcpy(bytes, (uint8_t[]){0xdd, 0, 0, 0, 7}, 5);
    n += 5;
    for (size_t i = 0; i < sizeof head; i++) {
        bool values = i == 5; /* an array of one */
        memcpy(bytes + n, values ? (uint8_t[]){0xdd, 0, 0, 0, 1} : (uint8_t[]){0xcf, 0, 0, 0, 0},
               5);
        if (!values) memcpy(bytes + n + 5, (uint8_t[]){0, 0, 0, head[i]}, 4);
        n += values ? 5 : 9;
    }
    memcpy(bytes + n, (uint8_t[]){0xdd, 0, 0, 0, HG_WORDS_MAX}, 5);
    n += 5;
    for (int i = 0; i < HG_WORDS_MAX; i++, n += 32) {
        memset(bytes + n, 0, 32);
        memcpy(bytes + n, (uint8_t[]){0xdd, 0, 0, 0, 3}, 5);
        bytes[n + 5] = bytes[n + 14] = 0xcf;
        bytes[n + 23] = 0xcb;
    }
    return n;
}

static void the_longest_move_fits(void **state)
{
    (void)state;
    fixture *f = at_the_second_turn();
    f->sent_size = longest_offer(f->sent);
    assert_int_equal(f->sent_size, 5 + 5 * 9 + 5 + 9 + 5 + 4 * 32);
    assert_int_equal(session_take(f->s, 1, f->sent, f->sent_size), 0);
    fixture_play(f, "");
    assert_string_equal(f->wants.text, "0:o60\" ?0:oar");
    fixture_free(f);
}

static void out_of_space(void **state)
{
    (void)state;
    fixture *f = at_the_second_turn();
    const uint8_t offer[] = {0x96, 8, 17, 0, 0, 1, 0x91, 101};
    expect_fault(f, session_take(f->s, 1, offer, sizeof offer), 1, FAULT_OUT_OF_SPACE);
    fixture_free(f);
}

static void out_of_turn(void **state)
{
    (void)state;
    fixture *f = at_the_second_turn();
    hg_message m = message_of(f, 0, HG_REJECT);
    expect_fault(f, fixture_send(f, 0, &m), 0, FAULT_OUT_OF_TURN);
    assert_string_equal(f->wants.text, "0:END 1:END .");
    fixture_free(f);
    f = fixture_new(2, 5); /* before anything is asked */
    fixture_open(f);
    assert_int_equal(fixture_send(f, 0, &m), HG_E_AGENT);
    fixture_play(f, "");
    assert_int_equal(f->row.fault, FAULT_OUT_OF_TURN);
    assert_string_equal(f->seen.text, "begin leverage-start leverage-end agent_error");
    assert_string_equal(f->wants.text, "."); /* nobody was briefed */
    fixture_free(f);
}

static void an_answer_to_another_question(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        fixture *f = at_the_second_turn();
        hg_message m = message_of(f, 1, HG_REJECT);
        m.session += i == 0;
        m.table += i == 1;
        m.round += i == 2;
        m.seat += i == 3;
        expect_fault(f, fixture_send(f, 1, &m), 1, FAULT_OUT_OF_TURN);
        fixture_free(f);
    }
}

static void illegal_moves(void **state)
{
    (void)state;
    static const struct {
        const char *before, *move;
        uint32_t by;
    } cases[] = {
        {"", "a", 0},                    /* nothing to accept */
        {"o60 r", "a", 0},               /* no more */
        {"", "w", 0},                    /* nobody may leave */
        {"o60", "w", 1},   {"", "d", 0}, /* nothing to withdraw */
        {"o60", "d", 1},   {"", "R", 0}, {"o60", "R", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture *f = fixture_new(2, 5);
        fixture_open(f);
        fixture_play(f, cases[i].before);
        const char *script = cases[i].move;
        f->pending = false;
        f->seen.size = 0;
        expect_fault(f, fixture_move(f, &script), cases[i].by, FAULT_ILLEGAL);
        assert_non_null(f->row.why);
        assert_string_equal(f->seen.text, "leverage-end agent_error");
        fixture_free(f);
    }
}

static void an_answer_that_offers(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 5);
    f->table.proposer = PROPOSER_FIXED;
    fixture_open(f);
    expect_fault(f, fixture_play(f, "o60 a o70"), 2, FAULT_ILLEGAL);
    fixture_free(f);
}

static void what_only_the_host_says(void **state)
{
    (void)state;
    static const hg_kind kinds[] = {HG_TURN, HG_EVENT, HG_END, HG_BYE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        fixture *f = at_the_second_turn();
        hg_message m = message_of(f, 1, kinds[i]);
        m.party = HG_NOBODY;
        m.alternative = HG_NOBODY;
        expect_fault(f, fixture_send(f, 1, &m), 1, FAULT_ILLEGAL);
        fixture_free(f);
    }
}

static void revising_allows_no_more_than_that(void **state)
{
    (void)state;
    static const char *const moves[] = {"a", "w", "s", "R"};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        fixture *f = fixture_new(2, 5);
        f->table.revocable = true;
        f->table.exit = HG_EXIT_ANYONE;
        fixture_alternative(f, 1, 60, 0.2, NEVER);
        fixture_open(f);
        fixture_play(f, "o90 o70");
        assert_int_equal(f->turn.revise, 1);
        expect_fault(f, fixture_play(f, moves[i]), 1, FAULT_ILLEGAL);
        fixture_free(f);
    }
}

static void a_flood_of_words(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    fixture_open(f);
    assert_int_equal(fixture_play(f, "s s s s o60 s s s s"), 0);
    assert_int_equal(f->asked, 1);
    assert_false(f->turn.may & HG_MAY(HG_SAY));
    expect_fault(f, fixture_play(f, "s"), 1, FAULT_FLOOD);
    fixture_free(f);
}

/* ---- faults that a seat reports ---- */

static void a_crash_while_the_answer_is_awaited(void **state)
{
    (void)state;
    fixture *f = at_the_second_turn();
    assert_int_equal(fixture_next(f)->kind, WANT_WAIT);
    session_fault(f->s, 1, FAULT_CRASHED, "signal 11");
    expect_fault(f, HG_E_AGENT, 1, FAULT_CRASHED);
    assert_string_equal(f->row.why, "signal 11");
    assert_string_equal(f->wants.text, "wait 0:END 1:END .");
    fixture_free(f);
}

static void a_crash_drops_what_was_being_told(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 5);
    fixture_open(f);
    fixture_play(f, "");
    const char *script = "o60";
    fixture_move(f, &script);
    f->pending = false;
    f->wants.size = 0;
    fixture_next(f);
    session_fault(f->s, 1, FAULT_CRASHED, NULL);
    expect_fault(f, HG_E_AGENT, 1, FAULT_CRASHED);
    assert_string_equal(f->wants.text, "1:o60 0:END 1:END 2:END .");
    assert_null(f->row.why);
    fixture_free(f);
}

static void who_refuses_its_briefing_hears_no_more(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 5);
    fixture_open(f);
    fixture_next(f);
    fixture_next(f);
    session_fault(f->s, 1, FAULT_REFUSED, "needs a listed space");
    expect_fault(f, HG_E_AGENT, 1, FAULT_REFUSED);
    assert_string_equal(f->wants.text, "B0 B1 0:END .");
    fixture_free(f);
}

static void a_result_is_final(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    fixture_open(f);
    fixture_play(f, "o60");
    const char *script = "a";
    fixture_move(f, &script);
    f->pending = false;
    session_fault(f->s, 0, FAULT_CRASHED, NULL);
    hg_message m = message_of(f, 1, HG_REJECT);
    uint8_t bytes[64];
    size_t size = wire_encode(&f->model.space, &m, bytes, sizeof bytes);
    assert_int_equal(session_take(f->s, 1, bytes, size), 0);
    fixture_play(f, "");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    assert_int_equal(f->row.fault, FAULT_NONE);
    assert_string_equal(f->wants.text, "B0 B1 ?0:or 1:o60 ?1:oar 0:a60 0:END 1:END .");
    session_fault(f->s, 0, FAULT_CRASHED, NULL);
    assert_int_equal(session_next(f->s)->kind, WANT_DONE);
    assert_int_equal(f->ends, 1);
    fixture_free(f);
}

/* ---- what is told is what was sent, from a buffer that is gone by then ---- */

static void the_senders_buffer_may_go(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 5);
    fixture_open(f);
    fixture_play(f, "");
    hg_message m = message_of(f, 0, HG_OFFER);
    m.outcome = 60;
    m.n_words = 1;
    m.words = a_hint;
    uint8_t bytes[128];
    f->sent_size = wire_encode(&f->model.space, &m, bytes, sizeof bytes);
    memcpy(f->sent, bytes, f->sent_size);
    assert_int_equal(session_take(f->s, 0, bytes, f->sent_size), 0);
    memset(bytes, 0xff, sizeof bytes);
    for (int i = 0; i < 2; i++) {
        const want *w = fixture_next(f); /* compares with f->sent */
        const hg_message *said = w->kind == WANT_TURN ? w->heard : w->message;
        assert_non_null(said);
        assert_int_equal(said->n_words, 1);
        assert_int_equal(said->words[0].word, HG_HINT);
        assert_same(said->words[0].at_least, 0.6);
    }
    fixture_free(f);
}

static void notes_reach_the_observer(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    fixture_open(f);
    fixture_play(f, "o60");
    session_note(f->s, 1, "hm");
    assert_string_equal(f->seen.text, "begin leverage-start 0:o60 note-1-hm");
    fixture_free(f);
}

/* Memory is taken in session_open, and by agents in their briefing. */
static void nothing_is_allocated_afterwards(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 40);
    f->table.revocable = true;
    for (uint32_t i = 0; i < 3; i++) fixture_alternative(f, i, 60, 0.2 * (i + 1), NEVER);
    fixture_open(f);
    size_t left = f->memory.left, mallocs = f->memory.mallocs;
    uint8_t *own = session_alloc(f->s, 100);
    for (int i = 0; i < 100; i++) assert_int_equal(own[i], 0);
    assert_true(f->memory.left < left);
    left = f->memory.left;
    for (int i = 0; i < 40 && !f->ends; i++) {
        fixture_play(f, "o60 s o30\" r");
        f->wants.size = f->seen.size = 0;
    }
    assert_int_equal(f->ends, 1);
    assert_int_equal(f->memory.left, left);
    assert_int_equal(f->memory.mallocs, mallocs);
    fixture_open(f); /* a second one finds the chunks of the first */
    assert_int_equal(f->memory.mallocs, mallocs);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undecodable),
        cmocka_unit_test(more_bytes_than_any_move),
        cmocka_unit_test(the_longest_move_fits),
        cmocka_unit_test(out_of_space),
        cmocka_unit_test(out_of_turn),
        cmocka_unit_test(an_answer_to_another_question),
        cmocka_unit_test(illegal_moves),
        cmocka_unit_test(an_answer_that_offers),
        cmocka_unit_test(what_only_the_host_says),
        cmocka_unit_test(revising_allows_no_more_than_that),
        cmocka_unit_test(a_flood_of_words),
        cmocka_unit_test(a_crash_while_the_answer_is_awaited),
        cmocka_unit_test(a_crash_drops_what_was_being_told),
        cmocka_unit_test(who_refuses_its_briefing_hears_no_more),
        cmocka_unit_test(a_result_is_final),
        cmocka_unit_test(the_senders_buffer_may_go),
        cmocka_unit_test(notes_reach_the_observer),
        cmocka_unit_test(nothing_is_allocated_afterwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
