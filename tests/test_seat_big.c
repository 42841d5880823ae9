/* The same agents in a space of 10^12 outcomes, through real seats: nobody fails, nobody offers
 * less than its limit, the same seed says the same bytes whatever the seats were asked before. */
#include "seat_fixture.h"

#include "base/rng.h"
#include "model/additive.h"

enum { ISSUES = 12, VALUES = 10, ROUNDS = 60 };
#define LIMIT 0.3

typedef struct big {
    talk *talk;
    hg_issue issues[ISSUES];
    double worths[2][ISSUES][VALUES];
    part parts[2][ISSUES];
    double last[2]; /* what each offered last is worth to it */
    uint32_t offers[2];
    bool falls[2]; /* no offer was worth more than the one before */
} big;

static void on_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                       size_t size)
{
    big *b = ctx;
    talk_message(b->talk, s, m, bytes, size);
    if (m->kind != HG_OFFER && m->kind != HG_ACCEPT) return;
    double worth = utility_of(&b->talk->parties[m->seat].utility, m->outcome);
    assert_true(m->outcome < b->talk->model.space.size);
    assert_true(worth >= b->talk->parties[m->seat].reservation);
    if (m->kind != HG_OFFER) return;
    if (b->offers[m->seat]++ && worth > b->last[m->seat]) b->falls[m->seat] = false;
    b->last[m->seat] = worth;
}

static void on_end(void *ctx, const session *s, const outcome_row *row)
{
    talk_end(((big *)ctx)->talk, s, row);
}

/* Weights add up to 1, values reach 1: opposed, but with something to trade. A common unit or none.
 */
static void draw_worths(big *b, uint32_t who, bool coarse, rng *r)
{
    double weight[ISSUES], sum = 0;
    for (int i = 0; i < ISSUES; i++) sum += weight[i] = coarse ? 1 : 0.2 + rng_uniform(r);
    for (int i = 0; i < ISSUES; i++)
        for (int k = 0; k < VALUES; k++) {
            double rising = (double)(who ? VALUES - 1 - k : k) / (VALUES - 1);
            double x = coarse ? (double)((k * (3 + 4 * (int)who) + i) % VALUES) / (VALUES - 1)
                              : 0.7 * rising + 0.3 * rng_uniform(r) * rising;
            b->worths[who][i][k] = weight[i] / sum * x;
            b->parts[who][i].per_value = b->worths[who][i];
        }
}

static void big_open(big *b, bool coarse, uint32_t rounds)
{
    rng r;
    rng_open(&r, 21, RNG_DESIGN, coarse, 0);
    memset(b, 0, sizeof *b);
    talk *t = b->talk = talk_new(0, 1, 1, rounds);
    for (int i = 0; i < ISSUES; i++)
        b->issues[i] = (hg_issue){.name = "i",
                                  .unit = "",
                                  .kind = HG_ISSUE_NUMBER,
                                  .size = VALUES,
                                  .max = VALUES - 1,
                                  .step = 1,
                                  .scale = 1};
    assert_true(space_init(&t->model.space, b->issues, ISSUES));
    assert_true(t->model.space.narrow && space_is_large(&t->model.space));
    t->model.price_issue = HG_NOBODY;
    for (uint32_t p = 0; p < 2; p++) {
        draw_worths(b, p, coarse, &r);
        t->parties[p].preference = (preference){b->parts[p], ISSUES};
        t->parties[p].money = false;
        t->parties[p].utility.shift = 0;
        t->parties[p].reservation = LIMIT;
    }
    talk_finish(t);
    assert_int_equal(t->parties[0].utility.table->additive->exact, coarse);
    t->observer = (observer){.ctx = b, .message = on_message, .end = on_end};
}

static void play(big *b, uint64_t replicate)
{
    b->falls[0] = b->falls[1] = true;
    b->offers[0] = b->offers[1] = 0;
    talk_play(b->talk, replicate);
    if (b->talk->row.fault != FAULT_NONE) fail_msg("%s", b->talk->row.why);
}

static const char *const agents[] = {"boulware",
                                     "conceder:k=0.1",
                                     "tit-for-tat",
                                     "absolute-tit-for-tat",
                                     "averaged-tit-for-tat",
                                     "micro",
                                     "micro:repeat=last",
                                     "random",
                                     "leverage",
                                     "walker",
                                     "accept-anything",
                                     "bezier"};
enum { AGENTS = sizeof agents / sizeof *agents };

static void everybody_plays(void **unused)
{
    (void)unused;
    for (int coarse = 0; coarse < 2; coarse++) {
        big b;
        int deals = 0;
        big_open(&b, coarse, ROUNDS);
        for (int i = 0; i < AGENTS; i++)
            for (int j = 0; j < AGENTS; j += 1 + (i + j) % 3) {
                talk_seat(b.talk, 0, agents[i]);
                talk_seat(b.talk, 1, agents[j]);
                play(&b, (uint64_t)(i * AGENTS + j));
                deals += b.talk->row.result == HG_RESULT_DEAL;
            }
        assert_true(deals > 20);
        talk_free(b.talk);
    }
}

/* Seats that played other sessions before say what fresh ones say. */
static void what_was_asked_before_does_not_matter(void **unused)
{
    (void)unused;
    for (int i = 0; i < AGENTS; i++) {
        big one, other;
        big_open(&one, false, ROUNDS);
        big_open(&other, false, ROUNDS);
        for (uint32_t p = 0; p < 2; p++) {
            talk_seat(one.talk, p, agents[(i + (int)p) % AGENTS]);
            talk_seat(other.talk, p, agents[(i + (int)p) % AGENTS]);
        }
        for (uint64_t warm = 0; warm < 3; warm++) play(&one, warm);
        size_t mallocs = one.talk->memory.mallocs;
        play(&one, 7);
        play(&other, 7);
        assert_int_equal(one.talk->memory.mallocs, mallocs);
        assert_same_talk(one.talk, other.talk);
        talk_free(one.talk);
        talk_free(other.talk);
    }
}

/* Concessions by rank and by curve never go up again; MiCRO's are one rank each. */
static void concessions_are_monotone(void **unused)
{
    (void)unused;
    big b;
    big_open(&b, false, 400);
    talk_seat(b.talk, 0, "micro:repeat=last");
    talk_seat(b.talk, 1, "micro:repeat=last");
    play(&b, 0);
    assert_true(b.falls[0] && b.falls[1]);
    assert_int_equal(b.offers[0], 400);
    for (uint32_t p = 0; p < 2; p++) {
        const utility *u = &b.talk->parties[p].utility;
        assert_same(b.last[p], utility_of(u, utility_ranked(u, 399)));
    }
    talk_seat(b.talk, 0, "boulware:beta=0.5");
    talk_seat(b.talk, 1, "hardliner");
    play(&b, 0);
    double grain = utility_grain_of(&b.talk->parties[0].utility).search;
    assert_near(b.last[0], LIMIT, grain);
    talk_free(b.talk);
}

static void who_lists_outcomes_says_that_it_cannot(void **unused)
{
    (void)unused;
    big b;
    big_open(&b, false, ROUNDS);
    talk_seat(b.talk, 0, "zeuthen");
    talk_seat(b.talk, 1, "boulware");
    talk_play(b.talk, 0);
    assert_int_equal(b.talk->row.fault, FAULT_REFUSED);
    assert_non_null(strstr(b.talk->row.why, "1000000000000 of them"));
    talk_free(b.talk);
}

/* Without a deadline nobody knows how much will be heard. */
static void micro_without_a_deadline(void **unused)
{
    (void)unused;
    big b;
    big_open(&b, true, 0);
    talk_seat(b.talk, 0, "micro:repeat=last");
    talk_seat(b.talk, 1, "random");
    play(&b, 0);
    assert_true(b.falls[0]);
    talk_free(b.talk);
}

/* A price in cents beside the terms: money that can be shared. */
static void a_price_in_cents(void **unused)
{
    (void)unused;
    const hg_issue issues[] = {{.name = "p",
                                .unit = "",
                                .kind = HG_ISSUE_NUMBER,
                                .size = 2000001,
                                .max = 20000,
                                .step = 0.01,
                                .scale = 100},
                               {.name = "w",
                                .unit = "",
                                .kind = HG_ISSUE_NUMBER,
                                .size = 3,
                                .max = 2,
                                .step = 1,
                                .scale = 1}};
    const double warranty[2][3] = {{0, -150, -700}, {0, 350, 600}};
    part parts[2][2];
    big b = {0};
    talk *t = b.talk = talk_new(0, 1, 1, 20);
    assert_true(space_init(&t->model.space, issues, 2));
    for (uint32_t p = 0; p < 2; p++) {
        parts[p][0] = (part){.per_unit = p ? -1 : 1};
        parts[p][1] = (part){.per_value = warranty[p]};
        t->parties[p].preference = (preference){parts[p], 2};
        t->parties[p].utility.shift = p ? 12000 : -8000;
    }
    talk_finish(t);
    t->observer = (observer){.ctx = &b, .message = on_message, .end = on_end};
    assert_true(t->model.transferable);
    assert_near(t->model.pie, 4200, 1e-9);
    for (int i = 0; i < AGENTS; i++) {
        talk_seat(t, 0, agents[i]);
        talk_seat(t, 1, "conceder");
        play(&b, (uint64_t)i);
    }
    talk_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_plays),
        cmocka_unit_test(what_was_asked_before_does_not_matter),
        cmocka_unit_test(concessions_are_monotone),
        cmocka_unit_test(who_lists_outcomes_says_that_it_cannot),
        cmocka_unit_test(micro_without_a_deadline),
        cmocka_unit_test(a_price_in_cents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
