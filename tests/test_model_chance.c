/* What chance brings a session: strata, searches and what they are worth, errors, obstinate types;
 * and mandates in leverage. */
#include "check.h"

#include "base/rng.h"
#include "model/chance.h"
#include "model/model.h"
#include <higgle/theory.h>

typedef struct fixture {
    arena arena, memory; /* of the model; of a session */
    hg_issue issue;
    part parts[2][1];
    party parties[2];
    table_spec table;
    double recognition[2];
    search_spec search;
    alternative alternatives[2];
    draw draws[3];
    model model;
} fixture;

static const uint32_t seats[] = {0, 1}, first[] = {0};

/* A pie of 100: party 0 gains the value, party 1 what is left. Party 0 searches, 3 offers per whole
 * of the talks, worth 0..60 each. */
static fixture *fixture_new(uint32_t rounds)
{
    fixture *f = calloc(1, sizeof *f);
    arena_init(&f->arena);
    arena_init(&f->memory);
    f->issue = (hg_issue){
        .kind = HG_ISSUE_NUMBER, .size = 101, .min = 0, .max = 100, .step = 1, .scale = 1};
    assert_true(space_init(&f->model.space, &f->issue, 1));
    f->recognition[0] = f->recognition[1] = 1;
    f->table = (table_spec){.protocol = "offers",
                            .n_seats = 2,
                            .party_at = seats,
                            .recognition = f->recognition,
                            .n_first = 1,
                            .first = first,
                            .rounds = rounds};
    f->parts[0][0].per_unit = 1, f->parts[1][0].per_unit = -1;
    f->search = (search_spec){.rate = 3, .lo = 0, .hi = 60, .lifetime = INFINITY, .recall = true};
    f->alternatives[0] = (alternative){
        .name = "walk_ins", .arrives = NEVER, .expires = NEVER, .search = &f->search, .stream = 77};
    f->alternatives[1] = (alternative){.name = "held", .worth = 20, .expires = NEVER, .stream = 99};
    for (int i = 0; i < 2; i++) {
        party *p = &f->parties[i];
        p->role = i ? "two" : "one";
        p->preference = (preference){f->parts[i], 1};
        p->utility.table = utility_table_build(&f->arena, &f->model.space, &p->preference);
        p->recognition = p->discount = 1;
        p->money = p->knows_deadline = true;
        p->learns = NEVER;
    }
    f->parties[1].utility.shift = 100;
    f->parties[0].alternatives = f->alternatives;
    f->parties[0].n_alternatives = 1;
    f->model.n_parties = 2, f->model.n_tables = 1;
    f->model.parties = f->parties, f->model.tables = &f->table;
    return f;
}

static void fixture_free(fixture *f)
{
    arena_fini(&f->arena);
    arena_fini(&f->memory);
    free(f);
}

static const party *drawn(fixture *f, uint64_t replicate)
{
    return &model_draw(&f->memory, &f->model, 1, replicate, 0)->parties[0];
}

/* ---- strata ---- */

static void one_of_each_stratum(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {1, 2, 3, 4, 5, 16, 17, 100, 1000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t n = sizes[i];
        bool taken[1000] = {0};
        for (uint64_t r = n; r-- > 0;) { /* whoever comes first draws the same */
            uint64_t at = stratum_of(7, 3, r, n);
            assert_true(at < n && !taken[at]);
            taken[at] = true;
            assert_int_equal(stratum_of(7, 3, r + n, n), at);
        }
    }
}

/* Two paths, or two seeds, are paired at random: no more alike than chance has it. */
static void strata_are_paired_at_random(void **state)
{
    (void)state;
    enum { N = 1000 };
    double product[2] = {0};
    uint32_t moved = 0;
    for (uint64_t r = 0; r < N; r++) {
        double a = (double)stratum_of(7, 3, r, N) / N - 0.4995;
        product[0] += a * ((double)stratum_of(7, 4, r, N) / N - 0.4995);
        product[1] += a * ((double)stratum_of(8, 3, r, N) / N - 0.4995);
        moved += stratum_of(7, 3, r, N) != r;
    }
    /* sd of the correlation: 1 / sqrt(1000) = .032 */
    for (int i = 0; i < 2; i++) assert_true(fabs(product[i] / N * 12) < 0.13);
    assert_true(moved > N - 10);
}

static void drawn_by_strata(void **state)
{
    (void)state;
    enum { N = 60 };
    fixture *f = fixture_new(20);
    f->draws[0] = (draw){.path = "a",
                         .stream = 11,
                         .shape = DRAW_UNIFORM,
                         .a = 10,
                         .b = 40,
                         .lo = 0,
                         .hi = 100,
                         .target = DRAW_RESERVATION,
                         .sign = 1};
    f->draws[1] = (draw){.path = "b",
                         .stream = 12,
                         .shape = DRAW_NORMAL,
                         .a = 5,
                         .b = 2,
                         .lo = -INFINITY,
                         .hi = INFINITY,
                         .target = DRAW_LEAVING_COST,
                         .sign = 1};
    f->draws[2] = (draw){.path = "c",
                         .stream = 13,
                         .shape = DRAW_WHOLE,
                         .a = 10,
                         .b = 15,
                         .lo = 1,
                         .hi = 100,
                         .target = DRAW_ROUNDS,
                         .sign = 1};
    f->model.draws = f->draws, f->model.n_draws = 3, f->model.strata = N;
    model_finish(&f->arena, &f->model);
    int even[N] = {0}, normal[N] = {0}, whole[6] = {0};
    for (uint64_t r = 0; r < N; r++) {
        const model *m = model_draw(&f->memory, &f->model, 1, r, 0);
        even[(int)((m->parties[0].reservation - 10) / 30 * N)]++;
        double z = (m->parties[0].leaving_cost - 5) / 2;
        normal[(int)(0.5 * erfc(-z / sqrt(2)) * N)]++;
        whole[m->tables[0].rounds - 10]++;
    }
    for (int k = 0; k < N; k++) assert_true(even[k] == 1 && normal[k] == 1);
    for (int k = 0; k < 6; k++) assert_int_equal(whole[k], N / 6);
    fixture_free(f);
}

/* ---- what a search brings ---- */

static void as_a_poisson_process(void **state)
{
    (void)state;
    enum { SESSIONS = 20000 };
    fixture *f = fixture_new(21);
    f->search.lifetime = 0.2;
    model_finish(&f->arena, &f->model);
    assert_null(f->model.start);
    double n = 0, squares = 0, worth = 0, at = 0, stays = 0, count = 0;
    for (uint64_t r = 0; r < SESSIONS; r++) {
        arena_reset(&f->memory);
        const party *p = drawn(f, r);
        n += p->n_arrivals, squares += (double)p->n_arrivals * p->n_arrivals;
        for (uint32_t k = 0; k < p->n_arrivals; k++) {
            const arrival *a = &p->arrivals[k];
            assert_true(a->worth >= 0 && a->worth <= 60 && a->arrives >= 0 && a->arrives <= 1);
            assert_true(a->expires > a->arrives && (a->expires <= 1 || a->expires == NEVER));
            assert_true(k == 0 || a->arrives >= a[-1].arrives);
            worth += a->worth, at += a->arrives, count++;
            stays += a->arrives < 0.5 && a->expires > a->arrives + 0.2;
        }
    }
    double mean = n / SESSIONS;
    assert_near(mean, 3, 4 * sqrt(3.0 / SESSIONS));
    assert_near(squares / SESSIONS - mean * mean, 3, 4 * sqrt(21.0 / SESSIONS)); /* 3 + 2 * 9 */
    assert_near(worth / count, 30, 4 * 60 / sqrt(12 * count));
    assert_near(at / count, 0.5, 4 / sqrt(12 * count));
    assert_near(stays / (count / 2), exp(-1), 0.01); /* alive after one mean lifetime */
    fixture_free(f);
}

/* Cells share their luck: twice the rate brings the same offers in half the time. */
static void rates_share_their_luck(void **state)
{
    (void)state;
    fixture *f = fixture_new(21);
    model_finish(&f->arena, &f->model);
    for (uint64_t r = 0; r < 50; r++) {
        f->search.rate = 2;
        const party *slow = drawn(f, r);
        f->search.rate = 4;
        const party *fast = drawn(f, r);
        assert_true(fast->n_arrivals >= slow->n_arrivals);
        for (uint32_t k = 0; k < slow->n_arrivals; k++) {
            assert_near(slow->arrivals[k].arrives, 2 * fast->arrivals[k].arrives, 1e-12);
            assert_same(slow->arrivals[k].worth, fast->arrivals[k].worth);
        }
    }
    fixture_free(f);
}

/* An alternative beside it, and an error, shift nothing. */
static void nothing_is_shifted(void **state)
{
    (void)state;
    fixture *f = fixture_new(21);
    model_finish(&f->arena, &f->model);
    const party *alone = drawn(f, 5);
    f->parties[0].n_alternatives = 2;
    f->parties[0].own_sd = 3;
    model_finish(&f->arena, &f->model);
    const party *both = drawn(f, 5);
    assert_int_equal(alone->n_arrivals, both->n_arrivals);
    for (uint32_t k = 0; k < alone->n_arrivals; k++) {
        assert_same(alone->arrivals[k].arrives, both->arrivals[k].arrives);
        assert_same(alone->arrivals[k].worth, both->arrivals[k].worth);
        assert_same(alone->arrivals[k].error, 0);
        assert_true(both->arrivals[k].error != 0);
    }
    assert_true(both->alternatives[1].error != 0);
    assert_same(both->alternatives[1].worth, 20);
    fixture_free(f);
}

static void errors_are_normal(void **state)
{
    (void)state;
    enum { SESSIONS = 4000 };
    fixture *f = fixture_new(21);
    f->parties[0].n_alternatives = 2;
    f->parties[0].own_sd = 3;
    model_finish(&f->arena, &f->model);
    double sum = 0, squares = 0;
    for (uint64_t r = 0; r < SESSIONS; r++) {
        double e = drawn(f, r)->alternatives[1].error;
        sum += e, squares += e * e;
    }
    assert_near(sum / SESSIONS, 0, 4 * 3 / sqrt(SESSIONS));
    assert_near(squares / SESSIONS, 9, 4 * 9 * sqrt(2.0 / SESSIONS));
    fixture_free(f);
}

static void gone_with_the_round(void **state)
{
    (void)state;
    fixture *f = fixture_new(11);
    f->search.recall = false;
    model_finish(&f->arena, &f->model);
    uint32_t seen = 0;
    for (uint64_t r = 0; r < 100; r++) {
        const party *p = drawn(f, r);
        for (uint32_t k = 0; k < p->n_arrivals; k++, seen++) {
            uint32_t came = model_round_at(&f->model, p->arrivals[k].arrives);
            uint32_t gone = model_round_at(&f->model, p->arrivals[k].expires);
            assert_int_equal(gone, came + 1);
        }
    }
    assert_true(seen > 200);
    fixture_free(f);
}

static void obstinate_as_often_as_said(void **state)
{
    (void)state;
    enum { SESSIONS = 4000 };
    fixture *f = fixture_new(21);
    f->parties[0].n_alternatives = 0;
    f->parties[0].commitment = 70, f->parties[0].obstinacy = 0.2;
    model_finish(&f->arena, &f->model);
    uint32_t n = 0;
    for (uint64_t r = 0; r < SESSIONS; r++) n += drawn(f, r)->obstinate;
    assert_near((double)n / SESSIONS, 0.2, 4 * sqrt(0.16 / SESSIONS));
    assert_same(f->model.commitment[0], 70);
    assert_same(f->model.commitment[1], NAN);
    assert_same(f->model.obstinacy[0], 0.2);
    f->parties[0].obstinacy = 1;
    assert_true(drawn(f, 3)->obstinate);
    fixture_free(f);
}

/* ---- what it is worth ---- */

static void worth_of_looking_on(void **state)
{
    (void)state;
    fixture *f = fixture_new(21);
    model_finish(&f->arena, &f->model);
    hg_search whole = {.arrivals = 3, .lo = 0, .hi = 60, .fallback = 10};
    for (uint32_t round = 0; round < 21; round++) {
        double left = (20 - round) / 20.0;
        f->search.recall = true, f->search.lifetime = INFINITY;
        double kept = search_worth(&f->model, 0, &f->search, round, 10);
        assert_same(kept, hg_search_recall(&whole, left));
        f->search.lifetime = 0.5;
        double lost = search_worth(&f->model, 0, &f->search, round, 10);
        assert_same(lost, hg_search_worth(&whole, left));
        assert_true(kept >= lost && lost >= 10);
        if (round) assert_true(kept < search_worth(&f->model, 0, &f->search, round - 1, 60));
    }
    assert_same(search_worth(&f->model, 0, &f->search, 20, 10), 10);
    assert_same(search_worth(&f->model, 0, &f->search, 3, 60), 60);
    /* no deal after 1: R = 1 - 1 / (1 / (1 - b) + rate left / 2) = .6 at b = 0, rate 3 */
    assert_near(search_worth(&f->model, 0, &f->search, 0, 0), 36, 1e-12);
    f->search.cost = 1000;
    assert_same(search_worth(&f->model, 0, &f->search, 0, 10), 10);
    fixture_free(f);
}

/* One price: what is worth more than the fallback comes with probability 1 - exp(-rate left). */
static void worth_of_a_sure_thing(void **state)
{
    (void)state;
    fixture *f = fixture_new(21);
    f->search.lo = f->search.hi = 40;
    model_finish(&f->arena, &f->model);
    assert_near(search_worth(&f->model, 0, &f->search, 10, 10), 40 - 30 * exp(-1.5), 1e-12);
    f->search.cost = 6; /* the gain less the cost until it comes: 2 */
    assert_near(search_worth(&f->model, 0, &f->search, 10, 10), 38 - 28 * exp(-1.5), 1e-12);
    f->search.cost = 90;
    assert_same(search_worth(&f->model, 0, &f->search, 10, 10), 10);
    fixture_free(f);
}

/* Its own deadline is the end of looking. */
static void until_its_own_deadline(void **state)
{
    (void)state;
    fixture *f = fixture_new(21);
    f->parties[0].has_deadline = true, f->parties[0].deadline = 0.5;
    model_finish(&f->arena, &f->model);
    hg_search whole = {.arrivals = 3, .lo = 0, .hi = 60};
    assert_same(party_limit(&f->model, 0, 4, 0), hg_search_recall(&whole, 0.3));
    assert_same(party_limit(&f->model, 0, 10, 0), 0);
    fixture_free(f);
}

static void leverage_at_the_worth_of_looking_on(void **state)
{
    (void)state;
    fixture *f = fixture_new(21);
    model_finish(&f->arena, &f->model);
    hg_leverage of[2], expected[2];
    leverage_reading start = {.of = of};
    model_measure_start(&f->model, &start);
    double w[] = {party_limit(&f->model, 0, 0, 0), 0};
    assert_true(w[0] > 30);
    assert_int_equal(model_leverage(&f->model, w, expected, NULL), HG_ZONE);
    assert_same(of[0].phi, expected[0].phi);
    fixture_free(f);
}

/* ---- mandates ---- */

/* A pie of 100, w = 20 and 10: x = 10 + .5 (100 - 15) = 52.5. */
static double share_with(fixture *f, double mandate, bool known, leverage_reading *r)
{
    f->parties[0].has_mandate = true;
    f->parties[0].mandate = mandate, f->parties[0].mandate_known = known;
    model_finish(&f->arena, &f->model);
    model_measure(&f->model, 0, (double[]){20, 10}, NULL, r);
    return r->any ? r->of[0].phi : NAN;
}

static void a_mandate_binds_and_buys_nothing(void **state)
{
    (void)state;
    fixture *f = fixture_new(21);
    f->parties[0].n_alternatives = 0;
    hg_leverage of[2];
    leverage_reading r = {.of = of};
    assert_near(share_with(f, 5, true, &r), 0.525, 1e-12);
    assert_near(share_with(f, 40, true, &r), 0.525, 1e-12); /* does not bind */
    assert_near(r.zone, 50, 1e-12);
    assert_near(share_with(f, 70, true, &r), 0.7, 1e-12);
    assert_near(of[1].phi, 0.3, 1e-12);
    assert_near(of[0].alternatives + of[0].power + of[0].information, 0.2, 1e-12);
    assert_near(r.zone, 20, 1e-12);
    assert_near(share_with(f, 70, false, &r), 0.525, 1e-12); /* nobody yields to a secret */
    assert_near(r.zone, 70, 1e-12);
    assert_true(isnan(share_with(f, 95, true, &r)));
    assert_near(r.zone, -5, 1e-12);
    assert_near(share_with(f, 95, false, &r), 0.525, 1e-12);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_each_stratum),
        cmocka_unit_test(strata_are_paired_at_random),
        cmocka_unit_test(drawn_by_strata),
        cmocka_unit_test(as_a_poisson_process),
        cmocka_unit_test(rates_share_their_luck),
        cmocka_unit_test(nothing_is_shifted),
        cmocka_unit_test(errors_are_normal),
        cmocka_unit_test(gone_with_the_round),
        cmocka_unit_test(obstinate_as_often_as_said),
        cmocka_unit_test(worth_of_looking_on),
        cmocka_unit_test(worth_of_a_sure_thing),
        cmocka_unit_test(until_its_own_deadline),
        cmocka_unit_test(leverage_at_the_worth_of_looking_on),
        cmocka_unit_test(a_mandate_binds_and_buys_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
