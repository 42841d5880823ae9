/* What a party has to find, may sign, misjudges and learns: who is told what when, what it does to
 * leverage, what is paid. One row per kind of event says what moves and what does not. */
#include "session_fixture.h"

#include <higgle/theory.h>

/* Offers that a search brought, put down by hand. */
static void fixture_arrivals(fixture *f, uint32_t who, const arrival *list, uint32_t n)
{
    party *p = &f->parties[who];
    f->alternatives[who][p->n_alternatives++] =
        (alternative){.name = "walk_ins", .arrives = NEVER, .expires = NEVER};
    p->arrivals = list;
    p->n_arrivals = n;
}

static search_spec *fixture_search(fixture *f, uint32_t who, double rate, double lo, double hi)
{
    search_spec *s = arena_alloc(&f->run, sizeof *s);
    party *p = &f->parties[who];
    *s = (search_spec){.rate = rate, .lo = lo, .hi = hi, .lifetime = INFINITY, .recall = true};
    f->alternatives[who][p->n_alternatives++] =
        (alternative){.name = "walk_ins", .arrives = NEVER, .expires = NEVER, .search = s};
    return s;
}

/* ---- searches ---- */

/* Several offers of one search stand at once: the best counts. */
static void several_stand(void **state)
{
    (void)state;
    static const arrival list[] = {{0, 30, 0, 0.1, 0.7}, {0, 50, 0, 0.2, 0.45}};
    fixture *f = fixture_new(2, 5); /* tau: 0 .25 .5 .75 1 */
    fixture_arrivals(f, 0, list, 2);
    f->sees_truth = 2;
    assert_play(f, "r r r r r r r r",
                "B0 B1 ?0:or 1:r ?1:or 0:r 0:+0=30 1:L0=30 0:+0=50 1:L0=50 ?0:or 1:r ?1:or 0:r "
                "0:-0=50 1:L0=30 ?0:or 1:r ?1:or 0:r 0:-0=30 1:L0=0 ?0:or 1:r ?1:or 0:r ?0:or");
    assert_same(f->brief[0]->limit, 0);
    assert_false(session_standing(f->s, 0)[0]);
    fixture_free(f);
}

/* The limit follows what looking on is worth, round by round, and nobody is ever paid that. */
static void looking_on_runs_out_of_time(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    search_spec *s = fixture_search(f, 0, 2, 0, 60);
    f->sees_truth = 2;
    for (f->key.replicate = 0;; f->key.replicate++) { /* a session in which nothing comes */
        fixture_open(f);
        if (session_model(f->s)->parties[0].n_arrivals == 0) break;
    }
    hg_search whole = {.arrivals = s->rate, .lo = 0, .hi = 60};
    fixture_play(f, "");
    double start = hg_search_recall(&whole, 1);
    assert_same(f->brief[0]->limit, start);
    assert_same(f->brief[1]->others_limit[0], start);
    assert_same(f->brief[1]->limit_least[0], start);
    double phi = f->leverage[0].phi;
    for (uint32_t round = 1; round < 5; round++) {
        fixture_play(f, "r r");
        double now = hg_search_recall(&whole, 1 - round / 4.0);
        assert_same(session_limit(f->s, 0), now);
        assert_same(session_limit_told(f->s, 0), now);
        assert_true(f->leverage[0].phi < phi);
        assert_int_equal(f->leverages, round + 1);
        phi = f->leverage[0].phi;
    }
    char told[64];
    snprintf(told, sizeof told, "0:L0=%g 1:L0=%g", hg_search_recall(&whole, 0.75),
             hg_search_recall(&whole, 0.75));
    assert_non_null(strstr(f->wants.text, told));
    fixture_play(f, "r r");
    assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
    assert_same(f->outcome[0].utility, 0);
    assert_same(f->outcome[0].limit_start, start);
    assert_same(f->outcome[0].limit_end, 0);
    fixture_free(f);
}

/* Who walks away early is paid what it holds, whatever it might still have found. */
static void walking_pays_what_is_held(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    fixture_alternative(f, 0, 12, 0, NEVER);
    fixture_search(f, 0, 2, 0, 60);
    f->table.exit = HG_EXIT_ANYONE;
    f->parties[0].leaving_cost = 1;
    fixture_open(f);
    fixture_play(f, "w");
    assert_true(f->outcome[0].limit_end > 30);
    assert_same(f->outcome[0].utility, 11);
    fixture_free(f);
}

/* Looking costs 8 per whole of the talks: .5 of it until an offer is worth as much as looking on.
 */
static void looking_costs_until_it_stops(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    search_spec *s = fixture_search(f, 0, 2, 0, 60);
    s->cost = 8;
    uint32_t stopped = 0, went_on = 0;
    for (f->key.replicate = 0; f->key.replicate < 60; f->key.replicate++) {
        fixture_open(f);
        fixture_play(f, "r r r r r r r r r r");
        double spent = f->outcome[0].utility - f->outcome[0].payoff;
        uint32_t quarters = (uint32_t)(spent / 2 + 0.5);
        assert_same(spent, quarters * 2.0);
        assert_in_range(quarters, 1, 4);
        stopped += quarters < 4, went_on += quarters == 4;
    }
    assert_true(stopped > 5 && went_on > 5);
    fixture_free(f);
}

/* Once given up, nothing comes any more. */
static void nobody_looks_at_that_price(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 5);
    fixture_search(f, 0, 50, 0, 60)->cost = 1e6;
    fixture_open(f);
    assert_true(session_model(f->s)->parties[0].n_arrivals > 20);
    fixture_play(f, "r r r r r r r r r r");
    assert_null(strchr(f->seen.text, '+'));
    assert_same(f->outcome[0].payoff, 0);
    assert_int_equal(f->leverages, 2);
    fixture_free(f);
}

#define TEN_REJECTIONS  "r r r r r r r r r r "
#define MANY_REJECTIONS TEN_REJECTIONS TEN_REJECTIONS TEN_REJECTIONS TEN_REJECTIONS "r r"

/* What was held went: the search goes on. At a cost of 100 it rests from 60 - sqrt 600 = 35.5 on,
 * as long as there is time. */
static void a_search_goes_on(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 21);
    search_spec *s = fixture_search(f, 0, 20, 0, 60);
    s->lifetime = 0.05;
    s->cost = 100;
    uint32_t resumed = 0;
    for (f->key.replicate = 0; f->key.replicate < 10; f->key.replicate++) {
        fixture_open(f);
        fixture_play(f, MANY_REJECTIONS);
        bool enough = false, more = false;
        for (const char *at = f->seen.text; (at = strstr(at, "0+0=")); at++) {
            more |= enough;
            enough |= strtod(at + 4, NULL) > 40;
        }
        resumed += more;
    }
    assert_true(resumed > 5);
    fixture_free(f);
}

/* Nothing is lost by a cost that is next to nothing. */
static void a_small_cost_is_no_cost(void **state)
{
    (void)state;
    double payoff[2] = {0, 0}, spent = 0;
    for (int costs = 0; costs < 2; costs++) {
        fixture *f = fixture_new(2, 21);
        search_spec *s = fixture_search(f, 0, 20, 0, 1);
        s->lifetime = 0.05;
        s->cost = costs * 1e-6;
        for (f->key.replicate = 0; f->key.replicate < 50; f->key.replicate++) {
            fixture_open(f);
            fixture_play(f, MANY_REJECTIONS);
            assert_int_equal(f->row.result, HG_RESULT_DEADLINE);
            payoff[costs] += f->outcome[0].payoff / 50;
            spent += f->outcome[0].utility - f->outcome[0].payoff;
        }
        fixture_free(f);
    }
    assert_true(payoff[0] > 0.2);
    assert_near(payoff[1], payoff[0], 1e-5);
    assert_true(spent > 0);
}

/* ---- mandates ---- */

static void a_deal_below_the_mandate_is_void(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[0].reservation = 20;
    f->parties[1].reservation = 10;
    f->parties[0].has_mandate = true, f->parties[0].mandate = 60;
    f->sees_truth = 2;
    assert_play(f, "r o60 a", "B0 B1 ?0:or 1:r ?1:or 0:o60 ?0:oar 1:a60 0:END 1:END .");
    assert_int_equal(f->row.result, HG_RESULT_DEAL);
    assert_same(f->brief[0]->limit, 60);
    assert_same(f->brief[1]->others_limit[0], 20); /* a secret */
    assert_same(f->outcome[0].limit_start, 20);
    assert_play(f, "r o59 a", "B0 B1 ?0:or 1:r ?1:or 0:o59 ?0:oar 1:a59 0:END 1:END .");
    assert_int_equal(f->row.result, HG_RESULT_NO_DEAL);
    assert_int_equal(f->row.by, 0);
    assert_int_equal(f->row.deal == HG_NO_OUTCOME, 1);
    assert_same(f->outcome[0].utility, 20);
    assert_same(f->outcome[1].utility, 10);
    f->parties[0].mandate_known = true;
    assert_play(f, "r", "B0 B1 ?0:or 1:r ?1:or");
    assert_same(f->brief[1]->others_limit[0], 60);
    assert_near(f->leverage[0].phi, 0.6, 1e-12);
    assert_near(f->zone, 30, 1e-12);
    fixture_free(f);
}

/* ---- errors ---- */

static void errors_are_told_and_not_paid(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    fixture_alternative(f, 0, 40, 0, NEVER);
    fixture_alternative(f, 0, 70, 0.5, NEVER);
    f->parties[0].own_sd = 5;
    f->sees_truth = 2;
    fixture_open(f);
    const alternative *a = session_model(f->s)->parties[0].alternatives;
    assert_true(a[0].error != 0 && a[1].error != 0);
    fixture_play(f, "r r");
    assert_same(f->brief[0]->limit, 40 + a[0].error);
    assert_same(f->brief[1]->others_limit[0], 40);
    assert_same(session_limit(f->s, 0), 70);
    assert_same(session_limit_told(f->s, 0), fmax(40 + a[0].error, 70 + a[1].error));
    assert_same(session_worth_told(f->s, 0, 1), 70 + a[1].error);
    assert_near(f->leverage[0].phi, 0.7, 1e-12);
    fixture_play(f, "r r r r");
    assert_same(f->outcome[0].utility, 70);
    assert_same(f->outcome[0].limit_start, 40);
    fixture_free(f);
}

/* ---- information ---- */

static void learning_a_limit(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[0].reservation = 30;
    f->parties[1].learns = 0.5, f->parties[1].learns_bits = INFINITY;
    assert_play(f, "r r", "B0 B1 ?0:or 1:r ?1:or 0:r 1:?0=inf 1:L0=30 ?0:or");
    assert_string_equal(f->seen.text, "begin leverage-start 0:r 1:r 1?0=inf@1 leverage-event");
    /* iota 0, 1: sigma_1 = (2 .5 1 + .5 0) / (.5 3 + .5 4) = 2/7; 15 + 2/7 85 */
    assert_near(f->leverage[0].phi, 0.15 + 0.85 * 2 / 7, 1e-12);
    f->parties[1].learns_bits = 2;
    assert_play(f, "r r", "B0 B1 ?0:or 1:r ?1:or 0:r 1:?0=2 ?0:or");
    f->bits[1][0] = 2; /* nothing new */
    assert_play(f, "r r", "B0 B1 ?0:or 1:r ?1:or 0:r ?0:or");
    fixture_free(f);
}

/* b bits: one of round(2^b) cells of 0..pie holds the limit. */
static void what_bits_say_of_a_limit(void **state)
{
    (void)state;
    static const struct {
        double bits, limit, least, most;
    } rows[] = {
        {0, 37, 0, 100},
        {1, 37, 0, 50},
        {1, 50, 50, 100},
        {2, 37, 25, 50},
        {2, 100, 75, 100},
        {2, 0, 0, 25},
        {1.6, 37, 100 / 3., 200 / 3.},
        {INFINITY, 37, 37, 37},
        {2, -5, 0, 25},
        {3, 140, 87.5, 100},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture *f = fixture_new(2, 3);
        f->parties[0].reservation = rows[i].limit;
        f->parties[1].reservation = 11;
        f->bits[1][0] = rows[i].bits;
        fixture_open(f);
        fixture_play(f, "");
        assert_near(f->brief[1]->limit_least[0], rows[i].least, 1e-12);
        assert_near(f->brief[1]->limit_most[0], rows[i].most, 1e-12);
        assert_same(f->brief[1]->limit_least[1], 11);
        assert_same(f->brief[1]->limit_most[1], 11);
        fixture_free(f);
    }
}

static void commitment_is_common_knowledge(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 3);
    f->parties[1].commitment = 65, f->parties[1].obstinacy = 1;
    fixture_open(f);
    fixture_play(f, "");
    for (int i = 0; i < 2; i++) {
        assert_same(f->brief[i]->commitment[0], NAN);
        assert_same(f->brief[i]->commitment[1], 65);
        assert_same(f->brief[i]->obstinacy[1], 1);
        assert_int_equal(f->brief[i]->obstinate, i);
    }
    fixture_free(f);
}

/* ---- what moves leverage (leverage.md 2.4, as far as the host moves it) ---- */

enum { PHI = 1, PARTS_A = 2, PARTS_P = 4, PARTS_I = 8, LIMIT = 16 };

static void arrives(fixture *f) { fixture_alternative(f, 0, 60, 0.5, NEVER); }
static void expires(fixture *f) { fixture_alternative(f, 0, 60, 0, 0.5); }
static void lesser(fixture *f)
{
    f->parties[0].reservation = 10;
    fixture_alternative(f, 0, 5, 0.5, NEVER);
}
static void learns(fixture *f) { f->parties[0].learns = 0.5, f->parties[0].learns_bits = 3; }
static void deadlines(fixture *f)
{
    f->parties[0].has_deadline = true, f->parties[0].deadline = 0.5;
}
static void hidden(fixture *f)
{
    deadlines(f);
    f->parties[1].knows_deadline = false;
}
static void searches(fixture *f) { fixture_search(f, 0, 0.01, 0, 100); }
static void secret(fixture *f) { f->parties[0].has_mandate = true, f->parties[0].mandate = 70; }
static void patience(fixture *f) { f->parties[0].discount = 0.8; }
static void nothing(fixture *f) { (void)f; }

static const struct {
    const char *event;
    void (*make)(fixture *);
    unsigned moves;
} events[] = {
    {"an offer, a rejection, time", nothing, 0},
    {"an outside offer arrives", arrives, PHI | PARTS_A | LIMIT},
    {"an outside offer expires", expires, PHI | PARTS_A | LIMIT},
    {"one arrives that is worth less", lesser, 0},
    {"something is learned", learns, PHI | PARTS_I},
    {"a deadline nears that all know", deadlines, PHI | PARTS_P},
    {"a deadline nears that not all know", hidden, 0},
    {"a search runs out of time", searches, PHI | PARTS_A | LIMIT},
    {"a secret mandate", secret, 0},
    {"a discount", patience, 0},
};

static void what_moves_leverage(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        fixture *f = fixture_new(2, 5);
        events[i].make(f);
        fixture_open(f);
        fixture_play(f, "");
        hg_leverage a = f->leverage[0];
        double limit = session_limit(f->s, 0);
        fixture_play(f, "o90 o10 o80 o20");
        hg_leverage b = f->leverage[0];
        unsigned moved = (a.phi != b.phi ? PHI : 0) | (session_limit(f->s, 0) != limit ? LIMIT : 0);
        moved |= fabs(a.alternatives - b.alternatives) > 1e-12 ? PARTS_A : 0;
        moved |= fabs(a.power - b.power) > 1e-12 ? PARTS_P : 0;
        moved |= fabs(a.information - b.information) > 1e-12 ? PARTS_I : 0;
        if (moved != events[i].moves)
            fail_msg("%s moves %x, not %x", events[i].event, moved, events[i].moves);
        assert_int_equal(f->leverages > 1, moved != 0);
        fixture_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_stand),
        cmocka_unit_test(looking_on_runs_out_of_time),
        cmocka_unit_test(walking_pays_what_is_held),
        cmocka_unit_test(looking_costs_until_it_stops),
        cmocka_unit_test(nobody_looks_at_that_price),
        cmocka_unit_test(a_search_goes_on),
        cmocka_unit_test(a_small_cost_is_no_cost),
        cmocka_unit_test(a_deal_below_the_mandate_is_void),
        cmocka_unit_test(errors_are_told_and_not_paid),
        cmocka_unit_test(learning_a_limit),
        cmocka_unit_test(what_bits_say_of_a_limit),
        cmocka_unit_test(commitment_is_common_knowledge),
        cmocka_unit_test(what_moves_leverage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
