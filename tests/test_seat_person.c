/* A person as an agent: asked at a local seat, told what every agent is told, and nobody where
 * nobody can be asked. */
#include "seat_fixture.h"

#include "seat/person.h"

typedef struct script { /* somebody who knows what to say beforehand */
    const hg_reply *moves;
    uint32_t briefed, heard, ends, asked;
    double limit, others_limit, other_worth;
    hg_outcome offered; /* to it, last */
} script;

static void be_briefed(void *ctx, const hg_brief *b, const hg_host *host)
{
    script *s = ctx;
    s->briefed++;
    s->limit = host->limit(host);
    s->others_limit = b->others_limit[1 - b->party];
    s->other_worth = host->utility_of(host, 1 - b->party, 0);
}

static void be_told(void *ctx, const hg_message *m)
{
    script *s = ctx;
    s->heard++;
    s->ends += m->kind == HG_END;
    if (m->kind == HG_OFFER) s->offered = m->outcome;
}

static void be_asked(void *ctx, const hg_turn *turn, hg_reply *reply)
{
    script *s = ctx;
    (void)turn;
    *reply = s->moves[s->asked++];
}

static talk *price_talk(void)
{
    talk *t = talk_new(0, 10, 10, 5);
    t->alternatives[1][0] = (alternative){.name = "shop", .worth = 3, .expires = NEVER};
    t->parties[1].n_alternatives = 1;
    talk_finish(t);
    return t;
}

/* Party 0 is the person. */
static void seat_person(talk *t, const person *who)
{
    const seat_sink sink = {.ctx = t, .reply = talk_reply, .fault = talk_fault};
    t->spec[0] = person_spec(&t->run, who);
    t->seats[0] = seat_ops_of(&t->spec[0])->open(&t->spec[0], 1, &sink, NULL);
}

static void its_moves_are_the_session_s(void **state)
{
    const hg_reply moves[] = {
        {.kind = HG_OFFER, .outcome = 9},
        {.kind = HG_OFFER,
         .outcome = 8,
         .n_words = 1,
         .words = {{HG_HINT, HG_ABOUT_ALTERNATIVE, 2}}},
        {.kind = HG_ACCEPT},
    };
    script s = {.moves = moves};
    const person who = {.ctx = &s,
                        .note = "played by anna",
                        .brief = be_briefed,
                        .hear = be_told,
                        .move = be_asked};
    talk *t = price_talk();
    (void)state;
    talk_seat(t, 1, "hardliner");
    seat_person(t, &who);
    talk_play(t, 0);
    assert_int_equal(s.briefed, 1);
    assert_int_equal(s.asked, 3);
    assert_int_equal(s.ends, 1);
    assert_near(t->opening[0], 9, 0);
    assert_int_equal(t->row.result, HG_RESULT_DEAL);
    assert_int_equal(t->row.deal, s.offered);
    talk_free(t);
}

static void it_is_told_no_more_than_an_agent(void **state)
{
    const hg_reply moves[] = {{.kind = HG_WALK}};
    script s = {.moves = moves};
    const person who = {.ctx = &s, .brief = be_briefed, .hear = be_told, .move = be_asked};
    talk *t = price_talk();
    (void)state;
    talk_seat(t, 1, "hardliner");
    seat_person(t, &who);
    talk_play(t, 0);
    assert_near(s.limit, 0, 0);
    assert_true(isnan(s.others_limit));
    assert_true(isnan(s.other_worth));
    assert_int_equal(t->row.result, HG_RESULT_WALK);
    assert_int_equal(t->row.by, 0);
    talk_free(t);
}

static void what_it_must_not_do_ends_the_session(void **state)
{
    const hg_reply moves[] = {{.kind = HG_OFFER, .outcome = 99}};
    script s = {.moves = moves};
    const person who = {.ctx = &s, .brief = be_briefed, .hear = be_told, .move = be_asked};
    talk *t = price_talk();
    (void)state;
    talk_seat(t, 1, "hardliner");
    seat_person(t, &who);
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_AGENT_ERROR);
    assert_int_equal(t->row.fault, FAULT_OUT_OF_SPACE);
    talk_free(t);
}

static void a_word_asks_nobody(void **state)
{
    talk *t = price_talk();
    (void)state;
    talk_seat(t, 1, "hardliner");
    talk_seat(t, 0, "person");
    assert_true(person_is(&t->spec[0]));
    assert_false(person_is(&t->spec[1]));
    assert_ptr_equal(t->spec[0].type, &person_absent);
    assert_null(roster_find("person"));
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_AGENT_ERROR);
    assert_int_equal(t->row.fault, FAULT_REFUSED);
    assert_int_equal(t->row.by, 0);
    assert_non_null(strstr(t->row.why, "higgle play"));
    talk_free(t);
}

static void it_has_no_settings(void **state)
{
    talk *t = price_talk();
    seat_spec spec;
    (void)state;
    assert_int_not_equal(seat_spec_read(&t->run, "person:beta=2", NULL, 0, 0, &spec, &t->errors),
                         0);
    assert_non_null(strstr(t->errors.items[0].text, "person has no parameter \"beta\""));
    talk_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_moves_are_the_session_s),
        cmocka_unit_test(it_is_told_no_more_than_an_agent),
        cmocka_unit_test(what_it_must_not_do_ends_the_session),
        cmocka_unit_test(a_word_asks_nobody),
        cmocka_unit_test(it_has_no_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
