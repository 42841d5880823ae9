/* The one teller, from scripted sessions: rounds, words and whether they were true, events,
 * leverage where it changed, and how it ended. */
#include "record_session.h"

#include "cli/tell/phrases.h"
#include "cli/tell/transcript.h"

#include <unistd.h>

typedef struct telling {
    fixture *f;
    arena memory;
    char *text; /* what was printed */
} telling;

/* Whoever is asked first tells how it sees the talks: at .6 or .4, a hundredth more in each round,
 * and of the other's limit as much as two cells can say. */
static const row *watch_views(fixture *f, sink *k, const char *script)
{
    static const double belief[2][4] = {{0, 0, 1, 0}, {.2, .8, 0, 0}};
    sink_begin(k, 0);
    f->s = session_open(&f->memory, &f->model, f->key, 0, sink_observer(k));
    for (;;) {
        f->wants.size = 0;
        const want *w = fixture_next(f);
        if (w->kind == WANT_DONE) return sink_row(k);
        if (w->kind != WANT_TURN) continue;
        double mine = (f->asked ? .4 : .6) + .01 * f->turn.round, theirs[2] = {.375, .375};
        session_view(f->s, f->asked, &(hg_view){mine, theirs, 2, belief[f->asked]});
        fixture_move(f, &script);
    }
}

static telling tell_played(fixture *f, sink *k, const row *r, size_t width)
{
    telling t = {.f = f};
    size_t size, length;
    const uint8_t *trace = sink_trace(k, &size);
    arena_init(&t.memory);
    const transcript *told = transcript_new(&t.memory, &f->model, r, trace, size);
    FILE *to = open_memstream(&t.text, &length);
    assert_non_null(to);
    transcript_print(told, width, to);
    fputs("--\n", to);
    transcript_paragraph(told, to);
    fclose(to);
    sink_free(k);
    return t;
}

static sink *new_sink(const fixture *f)
{
    return sink_new(RECORD_FULL, f->model.n_parties, model_rounds(&f->model));
}

static telling tell(fixture *f, const char *script, size_t width)
{
    sink *k = new_sink(f);
    return tell_played(f, k, watch_session(f, k, 0, script), width);
}

static void forget(telling *t)
{
    arena_fini(&t->memory);
    free(t->text);
    fixture_free(t->f);
}

static void assert_tells(const telling *t, const char *part_of_it)
{
    if (!strstr(t->text, part_of_it)) fail_msg("\"%s\" is not told in:\n%s", part_of_it, t->text);
}

static void assert_silent(const telling *t, const char *part_of_it)
{
    if (strstr(t->text, part_of_it)) fail_msg("\"%s\" is told in:\n%s", part_of_it, t->text);
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    while ((text = strstr(text, what))) n++, text += strlen(what);
    return n;
}

/* Party 0 holds 20 from the start; 60 comes at half time. */
static fixture *with_a_rescue(void)
{
    fixture *f = fixture_new(2, 11);
    fixture_alternative(f, 0, 20, 0, NEVER);
    fixture_alternative(f, 0, 60, 0.5, NEVER);
    f->alternatives[0][1].name = "other_dealer";
    f->alternatives[0][1].from_offer = true;
    f->table.exit = HG_EXIT_ANYONE;
    model_finish(&f->run, &f->model);
    return f;
}

static const char to_the_rescue[] = "o90 o20  o85 o25  o80 o30  o80 o30  o80 o30  o80 o30 ";

static void leverage_is_told_where_it_changed(void **state)
{
    (void)state;
    char script[200];
    snprintf(script, sizeof script, "%so75 a", to_the_rescue);
    telling t = tell(with_a_rescue(), script, 0);
    assert_tells(&t, "round  who    offer");
    assert_tells(&t, "worth to ann / bob");
    assert_tells(&t, "ann's leverage (alternatives power information)");
    assert_int_equal(count(t.text, "0.550 (+.050"), 1);
    assert_int_equal(count(t.text, "0.650 (+.150"), 1);
    assert_tells(&t, "event  other dealer makes ann an offer: worth 60 EUR");
    assert_tells(&t, "accepts 75 EUR");
    assert_tells(&t,
                 "deal in round 7 · ann 75 EUR (75 % of the pie) · bob 25 EUR (25 % of the pie) "
                 "· nothing left on the table\n--\n");
    assert_tells(&t, "Ann opened with 90 EUR, worth 90 EUR, and conceded 15 EUR, down to 75 "
                     "EUR: 21 % of the way to its limit of 20 EUR.");
    assert_tells(&t, "In round 6 other dealer makes ann an offer: worth 60 EUR: leverage of "
                     "ann went from 0.550 to 0.650.");
    assert_tells(&t, "Ann got 75 EUR; without a deal it would have had 60 EUR.");
    forget(&t);
}

/* Told of a view: the first, the first after an event, the last; of the rest nothing. Bob has
 * nothing, which ann is sure of; ann has 20, then 60: bob expected the lower half at .2. */
static void views_stand_beside_the_truth(void **state)
{
    (void)state;
    char script[200];
    snprintf(script, sizeof script, "%so75 o26 o74 a", to_the_rescue);
    fixture *f = with_a_rescue();
    arena_reset(&f->memory);
    sink *k = new_sink(f);
    telling t = tell_played(f, k, watch_views(f, k, script), 0);
    static const char *const told[] = {
        "    1  ann    thinks its leverage 0.600, it is 0.550; knows 1.0 bits of bob's limit\n",
        "    1  bob    thinks its leverage 0.400, it is 0.450; is misled about ann's limit by 1.3 "
        "bits\n",
        "    6  ann    thinks its leverage 0.650, it is 0.650; knows 1.0 bits of bob's limit\n",
        "    6  bob    thinks its leverage 0.450, it is 0.350; knows 0.7 bits of ann's limit\n",
        "    8  ann    thinks its leverage 0.670, it is 0.650; knows 1.0 bits of bob's limit\n",
        "    8  bob    thinks its leverage 0.470, it is 0.350; knows 0.7 bits of ann's limit\n",
        "\nAt the end ann thinks its leverage 0.670, it is 0.650; knows 1.0 bits of bob's limit.\n",
        "\nRelative leverage of ann (Lambda) was +0.36 in the mean over time and moved by 0.42 at "
        "most at once; the lead never changed hands.\n",
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) assert_tells(&t, told[i]);
    assert_int_equal(count(t.text, "thinks its leverage"), 6 + 2);
    forget(&t);
}

static void what_is_learned(void **state)
{
    (void)state;
    arena a;
    fixture *f = with_a_rescue();
    const position at = {&f->model, 0, 20, (const bool[]){true, false}};
    hg_message m = {.kind = HG_EVENT, .event = HG_EVENT_LEARNED, .alternative = 1, .value = 2};
    arena_init(&a);
    assert_string_equal(phrase_event(&a, &at, &m, false),
                        "ann learns more of the limit of bob: 2 bits of it now");
    m.value = INFINITY;
    assert_string_equal(phrase_event(&a, &at, &m, false), "ann learns the limit of bob");
    m = (hg_message){.kind = HG_EVENT, .event = HG_EVENT_LIMIT, .value = 15};
    assert_string_equal(phrase_event(&a, &at, &m, true), "ann's limit falls to 15 EUR");
    m.value = 25;
    assert_string_equal(phrase_event(&a, &at, &m, true), "ann's limit moves to 25 EUR");
    const party_view nothing = {.5, {NAN, NAN}, {NAN, .01}};
    assert_string_equal(phrase_view(&a, &f->model, 0, &nothing, NULL),
                        "thinks its leverage 0.500, there is no zone of agreement; knows nothing "
                        "of bob's limit");
    arena_fini(&a);
    fixture_free(f);
}

/* The fixture's words: a hint at an alternative worth at least 0.6. */
static void words_are_judged(void **state)
{
    (void)state;
    telling t = tell(with_a_rescue(), "o90\" o20\"  o80 a", 0);
    assert_tells(&t, "\"I have another offer. It is worth at least 0.6 EUR to me.\" (hint, true)");
    assert_tells(&t, "\"I have another offer. It is worth at least 0.6 EUR to me.\" (hint, false)");
    forget(&t);
}

static void ways_to_end(void **state)
{
    (void)state;
    telling t = tell(with_a_rescue(), "o90 o20  w", 0);
    assert_tells(&t, "ann  walks away");
    assert_tells(&t, "no deal: ann walked away in round 2 · ann 20 EUR (other) · bob 0 EUR · "
                     "80 EUR left on the table");
    assert_tells(&t, "Ann was left with 20 EUR from other.");
    forget(&t);
    t = tell(with_a_rescue(), "o90 ?", 0);
    assert_tells(&t, "no deal: bob's agent sent what is not a message in round 1");
    forget(&t);
    t = tell(two_parties(2), "r r r r", 0);
    assert_tells(&t, "no deal: the deadline passed");
    forget(&t);
    t = tell(two_parties(1), "r r", 0);
    assert_tells(&t, "no deal: there was one round, and it is over");
    forget(&t);
    fixture *costly = with_a_rescue();
    costly->parties[0].leaving_cost = 5;
    t = tell(costly, "o90 o20  w", 0);
    assert_tells(&t, "ann 15 EUR (other, less 5 EUR for leaving) · bob 0 EUR");
    assert_tells(&t, "Ann was left with 15 EUR from other, less 5 EUR for leaving.");
    forget(&t);
    t = tell(two_parties(2), "r r r r", 0);
    assert_tells(&t, "Ann made no offer.");
    assert_silent(&t, "opened with");
    forget(&t);
}

static void nothing_to_agree_on(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 2);
    fixture_alternative(f, 0, 60, 0, NEVER);
    fixture_alternative(f, 1, 60, 0, NEVER);
    model_finish(&f->run, &f->model);
    telling t = tell(f, "o90 o20 r r", 0);
    assert_int_equal(count(t.text, "no zone of agreement"), 1);
    assert_tells(&t, "there was nothing to agree on");
    forget(&t);
}

/* Utilities of three: 100 less the distance to 0, 50, 100; no money, and all outcomes optimal. */
static void three_parties(void **state)
{
    (void)state;
    fixture *f = fixture_new(3, 4);
    model_finish(&f->run, &f->model);
    telling t = tell(f, "o0 o50 o100  o40 a a", 0);
    assert_tells(&t, "worth to ann / bob / cid");
    assert_tells(&t, "information frontier)");
    assert_tells(&t, "deal in round 2 · ann 60.000 · bob 90.000 · cid 40.000");
    assert_silent(&t, "EUR left");
    forget(&t);
}

/* A rejection is told as what it was: an answer to what lies on the table, or to the question
 * whether the own offer is to stay. */
static void rejections_after_events(void **state)
{
    (void)state;
    telling t = tell(with_a_rescue(), "o90 o20  o85 o25  o80 o30  o80 o30  o80 o30  r o30 a", 0);
    assert_tells(&t, "other dealer makes ann an offer");
    assert_tells(&t, "ann    declines");
    assert_silent(&t, "leaves its offer");
    forget(&t);
    fixture *f = with_a_rescue();
    fixture_alternative(f, 1, 10, 0.5, NEVER);
    f->table.revocable = true;
    f->first[0] = 1;
    model_finish(&f->run, &f->model);
    /* bob begins every round: ann's offer stands when both events come */
    t = tell(f, "o20 o90  o20 o90  o20 o90  o20 o90  o20 o90  r o20 a", 0);
    assert_int_equal(count(t.text, "event"), 2);
    assert_tells(&t, "ann    leaves its offer as it stands");
    assert_silent(&t, "declines");
    forget(&t);
}

/* Programs count rounds from 0, people from 1. */
static void rounds_of_programs(void **state)
{
    (void)state;
    fixture *f = two_parties(4);
    sink *k = sink_new(RECORD_FULL, 2, 4);
    const row *r = watch_session(f, k, 0, "o90 o20  o85 a");
    size_t size;
    const uint8_t *trace = sink_trace(k, &size);
    arena memory;
    buf out;
    json j;
    arena_init(&memory);
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    transcript_json(transcript_new(&memory, &f->model, r, trace, size), &j);
    json_end_object(&j);
    buf_add(&out, "", 1);
    const char *text = (const char *)out.data, *told = strstr(text, "\"trace\"");
    assert_non_null(told);
    assert_int_equal(count(told, "\"round\": 0,"), 2);
    assert_int_equal(count(told, "\"round\": 1,"), 2);
    assert_int_equal(count(told, "\"round\": "), 4);
    assert_int_equal(count(text, "\"round\": 1,"), 3); /* and that of the end */
    buf_fini(&out);
    arena_fini(&memory);
    sink_free(k);
    fixture_free(f);
}

/* Whatever comes last moves below, and no line is longer than the terminal where it can be helped.
 */
static void narrow_terminals(void **state)
{
    (void)state;
    telling t = tell(with_a_rescue(), "o90\" o20  o80 a", 50);
    char *save, *table = t.text;
    *strstr(table, "deal in round") = 0;
    for (char *l = strtok_r(table, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
        if (!strchr(l, '"') && !strchr(l, '(')) assert_true(strlen(l) <= 50);
    forget(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leverage_is_told_where_it_changed),
        cmocka_unit_test(views_stand_beside_the_truth),
        cmocka_unit_test(what_is_learned),
        cmocka_unit_test(words_are_judged),
        cmocka_unit_test(ways_to_end),
        cmocka_unit_test(nothing_to_agree_on),
        cmocka_unit_test(three_parties),
        cmocka_unit_test(rejections_after_events),
        cmocka_unit_test(rounds_of_programs),
        cmocka_unit_test(narrow_terminals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
