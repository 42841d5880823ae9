/* Theory agents by hand, at a fake host: from which offer on they accept, at which of their turns,
 * what they say where it is another game. A pie of 1 in hundredths: what I have the other has not.
 */
#include "agent_fixture.h"

#include "agents/builtin.h"

#include <higgle/theory.h>

typedef struct table_of_two {
    seat seat;
    hg_issue issue;
    double other[PERCENT]; /* 1 - mine */
    double hazard[2], recognition[2], limits[2], least[2], most[2], demand[2], obstinacy[2];
    uint32_t deadlines[2];
} table_of_two;

/* The game of the textbooks: no limits, discounts of 0.9 per offer, no deadline. */
static void set_table(table_of_two *t, const hg_agent_type *type, uint32_t rounds)
{
    seat *s = &t->seat;
    *t = (table_of_two){.hazard = {-2 * hg_log(0.9), -2 * hg_log(0.9)},
                        .recognition = {1, 1},
                        .most = {1, 1},
                        .demand = {NAN, NAN},
                        .deadlines = {rounds, rounds}};
    t->issue = (hg_issue){.name = "price", .kind = HG_ISSUE_NUMBER, .size = PERCENT, .max = 1};
    for (int i = 0; i < PERCENT; i++) {
        s->percent[i] = i / 100.0;
        t->other[i] = 1 - i / 100.0;
    }
    fake_host_init(&s->host, s->percent, PERCENT, 0, rounds);
    s->host.u_of[1] = t->other;
    s->type = type;
    s->brief = (hg_brief){.n_parties = 2,
                          .n_issues = 1,
                          .issues = &t->issue,
                          .n_outcomes = PERCENT,
                          .best = 1,
                          .pie = 1,
                          .rounds = rounds,
                          .exit = HG_EXIT_RESPONDER,
                          .recognition = t->recognition,
                          .hazard = t->hazard,
                          .others_limit = t->limits,
                          .limit_least = t->least,
                          .limit_most = t->most,
                          .deadlines = t->deadlines,
                          .commitment = t->demand,
                          .obstinacy = t->obstinacy};
}

static int sit(table_of_two *t, const double *params)
{
    seat *s = &t->seat;
    assert_true(s->type->state_size <= FAKE_STATE);
    memset(s->state, 0, sizeof s->state);
    s->brief.limit = s->host.limit = t->limits[0];
    s->host.taken = 0;
    s->host.said[0] = 0;
    return s->type->init(s->state, &s->brief, &s->host.host, params);
}

#define assert_refuses(t, params, why)                                                             \
    do {                                                                                           \
        assert_int_not_equal(sit(t, params), 0);                                                   \
        assert_string_equal((t)->seat.host.said, why);                                             \
    } while (0)

/* The least of 0..100 that it accepts in this round, told afresh each time. */
static unsigned least_accepted(table_of_two *t, const double *params, uint32_t round)
{
    for (unsigned offer = 0; offer < PERCENT; offer++) {
        assert_int_equal(sit(t, params), 0);
        if (answer(&t->seat, round, offer).kind == HG_ACCEPT) return offer;
    }
    return PERCENT;
}

/* Rubinstein: waits for .9 x 10/19 = .4737, asks for .5263. */
static void test_rubinstein(void **unused)
{
    (void)unused;
    table_of_two t;
    set_table(&t, &hg_agent_rubinstein, 0);
    assert_int_equal(least_accepted(&t, NULL, 0), 48);
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 52);
    assert_bids(answer(&t.seat, 7, 47), 52);
    assert_int_equal(move(&t.seat, fake_revision(&t.seat.host, 7, 52)).kind, HG_REJECT);
}

/* Three rounds, five offers that can be answered. What their proposers keep, from
 * the end: 1, .1, .91, .181, .8371. Who is second waits for .9 of its own next demand. */
static void test_finite_horizon(void **unused)
{
    (void)unused;
    static const unsigned second[] = {17, 9, 0}; /* .1629, .09, 0 */
    table_of_two t;
    set_table(&t, &hg_agent_finite_horizon, 3);
    for (uint32_t k = 0; k < 3; k++) assert_int_equal(least_accepted(&t, NULL, k), second[k]);
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 83);
    assert_bids(answer(&t.seat, 1, 81), 91); /* waits for .9 x .91 */
    assert_int_equal(answer(&t.seat, 1, 82).kind, HG_ACCEPT);
    assert_bids(answer(&t.seat, 2, 89), 100);
    assert_int_equal(answer(&t.seat, 2, 90).kind, HG_ACCEPT);
}

/* Its limit in the last round is .5: it accepts .5 there, and .45 where only the end pays. */
static void test_finite_horizon_with_a_limit(void **unused)
{
    (void)unused;
    table_of_two t;
    set_table(&t, &hg_agent_finite_horizon, 1);
    t.limits[0] = 0.5;
    assert_int_equal(least_accepted(&t, NULL, 0), 50);
    t.seat.brief.exit = HG_EXIT_NOBODY;
    assert_int_equal(least_accepted(&t, NULL, 0), 45);
    assert_true(hg_agent_finite_horizon.traits & HG_TRAIT_BELOW_LIMIT);
}

/* .6 binds: it accepts that, and leaves for it. .4 does not. It asks for 1 - .9 x .4 = .64. */
static void test_outside_option(void **unused)
{
    (void)unused;
    table_of_two t;
    set_table(&t, &hg_agent_outside_option, 0);
    t.limits[0] = 0.6;
    assert_int_equal(least_accepted(&t, NULL, 0), 60);
    assert_int_equal(sit(&t, NULL), 0);
    assert_int_equal(answer(&t.seat, 0, 59).kind, HG_WALK);
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 64);
    t.limits[0] = 0.4;
    assert_int_equal(least_accepted(&t, NULL, 0), 48);
    assert_int_equal(sit(&t, NULL), 0);
    assert_bids(answer(&t.seat, 0, 47), 52);
    limit_becomes(&t.seat, 0.6); /* and now it does */
    assert_int_equal(answer(&t.seat, 1, 59).kind, HG_WALK);
}

/* Worth .7. If it never comes, Rubinstein; if it is sure to come after the next rejection, 1 - .9 x
 * .3 = .73 and .9 x .73 to wait; once it is there .73, and .7 to leave for. */
static void test_pending_offer(void **unused)
{
    (void)unused;
    static const double never[] = {0, 0.7, 0}, soon[] = {0, 0.7, 1e6}, theirs[] = {1, 0.7, 1e6};
    table_of_two t;
    set_table(&t, &hg_agent_pending_offer, 0);
    assert_int_equal(least_accepted(&t, never, 0), 48);
    assert_int_equal(least_accepted(&t, soon, 0), 66);
    assert_int_equal(sit(&t, soon), 0);
    assert_offers(&t.seat, 0, 73);
    assert_bids(answer(&t.seat, 0, 65), 73);
    limit_becomes(&t.seat, 0.7);
    assert_int_equal(answer(&t.seat, 1, 70).kind, HG_ACCEPT);
    assert_int_equal(answer(&t.seat, 1, 69).kind, HG_WALK);
    assert_int_equal(sit(&t, theirs), 0);
    assert_bids(answer(&t.seat, 0, 26), 34); /* leaves it .657, and waits for .27 */
    assert_int_equal(answer(&t.seat, 0, 27).kind, HG_ACCEPT);
    hear(&t.seat,
         (hg_message){.kind = HG_EVENT, .event = HG_EVENT_LIMIT, .party = 1, .value = 0.7});
    assert_bids(answer(&t.seat, 1, 26), 30);
}

/* What the other may have is even in [.25, .5]: ask .25, surely. In [0, 1] half, above a limit of
 * .2 .6. */
static void test_take_it_or_leave_it(void **unused)
{
    (void)unused;
    table_of_two t;
    set_table(&t, &hg_agent_take_it_or_leave_it, 1);
    t.limits[1] = NAN;
    t.seat.host.u_of[1] = NULL; /* what it may not see */
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 50);
    t.least[1] = 0.5, t.most[1] = 0.75;
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 25);
    t.least[1] = 0, t.most[1] = 1, t.limits[0] = 0.2;
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 60);
    assert_int_equal(least_accepted(&t, NULL, 0), 20);
}

/* d = .81 per round: s = .4359, asks .3036 and .2114; buys where it keeps 1 - s of its value. */
static void test_coase(void **unused)
{
    (void)unused;
    table_of_two t;
    set_table(&t, &hg_agent_coase, 0);
    t.limits[1] = NAN;
    t.seat.host.u_of[1] = NULL;
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 30);
    assert_offers(&t.seat, 1, 21);
    assert_int_equal(sit(&t, NULL), 0);
    assert_int_equal(answer(&t.seat, 0, 56).kind, HG_REJECT);
    assert_int_equal(answer(&t.seat, 1, 57).kind, HG_ACCEPT);
}

/* Insists, until its time; an obstinate one for ever. a = .6 and .7, l = r (1 - a)/.3. */
static void test_abreu_gul(void **unused)
{
    (void)unused;
    table_of_two t;
    set_table(&t, &hg_agent_abreu_gul, 0);
    t.hazard[0] = t.hazard[1] = 0.01;
    t.demand[0] = 0.6, t.demand[1] = 0.7;
    t.obstinacy[0] = t.obstinacy[1] = 0.1;
    t.seat.host.uniforms[0] = t.seat.host.uniforms[1] = 0.5;
    double r[2] = {0.01, 0.01};
    hg_reputation play = hg_abreu_gul(r, t.demand, t.obstinacy);
    uint32_t gives_in = (uint32_t)ceil(hg_abreu_gul_time(&play, t.obstinacy, 0, 0.5));
    assert_true(gives_in > 1);
    assert_int_equal(sit(&t, NULL), 0);
    assert_offers(&t.seat, 0, 60);
    assert_bids(answer(&t.seat, gives_in - 1, 30), 60);
    assert_int_equal(answer(&t.seat, gives_in - 1, 60).kind, HG_ACCEPT);
    assert_int_equal(answer(&t.seat, gives_in, 30).kind, HG_ACCEPT);
    assert_bids(answer(&t.seat, gives_in, 29), 30);
    t.seat.brief.obstinate = 1;
    assert_int_equal(sit(&t, NULL), 0);
    assert_bids(answer(&t.seat, 1000000, 59), 60);
}

static void test_obstinate(void **unused)
{
    (void)unused;
    static const double off[] = {INFINITY}, told[] = {0.8};
    table_of_two t;
    set_table(&t, &hg_agent_obstinate, 9);
    assert_int_equal(least_accepted(&t, off, 8), 60);
    t.demand[0] = 0.7;
    assert_int_equal(least_accepted(&t, off, 8), 70);
    assert_int_equal(least_accepted(&t, told, 0), 80);
    assert_int_equal(sit(&t, told), 0);
    assert_offers(&t.seat, 0, 80);
}

/* Hazard .1/.5 per round: who draws 1 - 1/e gives in after 5 of them. */
static void test_war_of_attrition(void **unused)
{
    (void)unused;
    static const double params[] = {0.75, 0.1};
    table_of_two t;
    set_table(&t, &hg_agent_war_of_attrition, 0);
    t.seat.host.uniforms[0] = 1 - hg_exp(-1); /* time 5 */
    assert_int_equal(sit(&t, params), 0);
    assert_bids(answer(&t.seat, 4, 25), 75);
    assert_int_equal(answer(&t.seat, 6, 25).kind, HG_ACCEPT);
}

/* ---- Zeuthen leads to the Nash product ---- */

#define OUTCOMES_MOST 40

static void sit_zeuthen(seat *s, uint32_t me, double u[2][OUTCOMES_MOST], size_t n, double *limits)
{
    fake_host_init(&s->host, u[me], n, limits[me], 0);
    for (int i = 0; i < 2; i++) s->host.u_of[i] = u[i];
    s->type = &hg_agent_zeuthen;
    s->brief = (hg_brief){.party = me,
                          .n_parties = 2,
                          .n_outcomes = n,
                          .best = u[me][0],
                          .worst = u[me][0],
                          .limit = limits[me],
                          .others_limit = limits};
    for (size_t o = 0; o < n; o++) {
        s->brief.best = fmax(s->brief.best, u[me][o]);
        s->brief.worst = fmin(s->brief.worst, u[me][o]);
    }
    memset(s->state, 0, sizeof s->state);
    assert_int_equal(hg_agent_zeuthen.init(s->state, &s->brief, &s->host.host, NULL), 0);
}

/* Two of them, by turns; what they agree on. */
static hg_outcome concede_to_each_other(seat s[2])
{
    hg_outcome standing = HG_NO_OUTCOME;
    for (uint32_t turn = 0; turn < 400; turn++) {
        seat *who = &s[turn % 2];
        if (standing != HG_NO_OUTCOME) hear(who, fake_offer_by(1 - turn % 2, standing));
        hg_reply r = move(who, fake_turn(&who->host, turn / 2, standing));
        if (r.kind == HG_ACCEPT) return standing;
        assert_int_equal(r.kind, HG_OFFER);
        standing = r.outcome;
    }
    return HG_NO_OUTCOME;
}

/* Random outcomes, frontier or not: nothing has a greater product of gains than what they agree
 * on. */
static void test_zeuthen_finds_the_nash_product(void **unused)
{
    (void)unused;
    uint64_t x = 17;
    for (int run = 0; run < 500; run++) {
        static seat s[2];
        double u[2][OUTCOMES_MOST], limits[2], best = 0;
        size_t n = 2 + next(&x) % (OUTCOMES_MOST - 1);
        for (int i = 0; i < 2; i++) {
            limits[i] = (double)(next(&x) % 100) / 400;
            for (size_t o = 0; o < n; o++) u[i][o] = (double)(next(&x) % 100000) / 100000;
        }
        for (size_t o = 0; o < n; o++)
            best = fmax(best, fmax(0, u[0][o] - limits[0]) * fmax(0, u[1][o] - limits[1]));
        if (best == 0) continue;
        for (uint32_t i = 0; i < 2; i++) sit_zeuthen(&s[i], i, u, n, limits);
        hg_outcome deal = concede_to_each_other(s);
        assert_int_not_equal(deal, HG_NO_OUTCOME);
        assert_near((u[0][deal] - limits[0]) * (u[1][deal] - limits[1]), best, 1e-12);
    }
}

static void test_other_games(void **unused)
{
    (void)unused;
    static const double incomes[] = {0.6, 0.6};
    table_of_two t;
    set_table(&t, &hg_agent_rubinstein, 0);
    t.seat.brief.n_parties = 3;
    assert_refuses(&t, NULL, "plays between two parties");
    set_table(&t, &hg_agent_rubinstein, 0);
    t.seat.brief.n_issues = 2;
    assert_refuses(&t, NULL, "divides money: it needs a price, and no other issue");
    set_table(&t, &hg_agent_rubinstein, 0);
    t.seat.brief.pie = 0;
    assert_refuses(&t, NULL, "divides a pie, and here is nothing to share");
    set_table(&t, &hg_agent_rubinstein, 5);
    assert_refuses(&t, NULL, "plays without a deadline: deadline.rounds must be none");
    set_table(&t, &hg_agent_rubinstein, 0);
    t.hazard[0] = t.hazard[1] = 0;
    assert_refuses(&t, NULL,
                   "lives on the cost of waiting: one of the parties needs a power.discount");
    set_table(&t, &hg_agent_rubinstein, 0);
    t.limits[1] = 0.6;
    assert_refuses(&t, NULL,
                   "knows no way out that is worth more than to wait: outside-option does");
    set_table(&t, &hg_agent_outside_option, 0);
    t.seat.brief.exit = HG_EXIT_NOBODY;
    assert_refuses(&t, NULL, "needs a way out: protocol.exit must be responder or anyone");
    set_table(&t, &hg_agent_inside_option, 0);
    assert_int_not_equal(sit(&t, incomes), 0);
    set_table(&t, &hg_agent_breakdown, 0);
    t.hazard[0] = 0.1;
    assert_refuses(&t, NULL, "needs protocol.breakdown, and no discount beside it");
    set_table(&t, &hg_agent_take_it_or_leave_it, 2);
    assert_refuses(&t, NULL, "makes one offer or answers one: the scenario must have one round");
    set_table(&t, &hg_agent_finite_horizon, 0);
    assert_refuses(&t, NULL,
                   "counts back from the last round: it must know of one, of at most 10000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rubinstein),
        cmocka_unit_test(test_finite_horizon),
        cmocka_unit_test(test_finite_horizon_with_a_limit),
        cmocka_unit_test(test_outside_option),
        cmocka_unit_test(test_pending_offer),
        cmocka_unit_test(test_take_it_or_leave_it),
        cmocka_unit_test(test_coase),
        cmocka_unit_test(test_abreu_gul),
        cmocka_unit_test(test_obstinate),
        cmocka_unit_test(test_war_of_attrition),
        cmocka_unit_test(test_zeuthen_finds_the_nash_product),
        cmocka_unit_test(test_other_games),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
