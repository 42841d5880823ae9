/* The equilibria that are played without chance, in real sessions on a price that may be any real
 * number: the first offer is accepted, and pays what the closed form says and what working it out
 * anew says, to 1e-9; where somebody does not play along, they hold to it. */
#include "seat_fixture.h"

#include <higgle/theory.h>

#define CASES  400
#define WITHIN 1e-9

/* ---- numbers ---- */

static double roll(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*x >> 11) * 0x1p-53;
}

static double between(uint64_t *x, double lo, double hi) { return lo + (hi - lo) * roll(x); }

/* The sessions: a pie of `pie` between a cost and a value, discounts per offer. */
typedef struct deal_case {
    double d[2], w[2];
    double pie, cost;
    int first;
    uint32_t rounds;
} deal_case;

static deal_case any_case(uint64_t *x)
{
    deal_case c = {.d = {between(x, 0.02, 0.995), between(x, 0.02, 0.995)},
                   .pie = between(x, 0.5, 400),
                   .cost = between(x, -20, 20),
                   .first = roll(x) < 0.5};
    return c;
}

/* Prices reach beyond cost and value. */
static talk *talk_of(const deal_case *c)
{
    double lo = c->cost - 0.25 * c->pie, hi = c->cost + 1.25 * c->pie;
    talk *t = talk_new(lo, hi, 0, c->rounds);
    t->parties[0].utility.shift = -c->cost;
    t->parties[1].utility.shift = c->cost + c->pie;
    for (int i = 0; i < 2; i++) {
        t->parties[i].discount = c->d[i];
        t->parties[i].per = DISCOUNT_PER_OFFER;
        t->parties[i].reservation = c->w[i] * c->pie;
    }
    t->first[0] = (uint32_t)c->first;
    return t;
}

static void seat_both(talk *t, const char *agent)
{
    talk_finish(t);
    talk_seat(t, 0, agent);
    talk_seat(t, 1, agent);
}

/* The first offer is a deal, and leaves who made it this share. */
static void assert_agrees_at_once(const talk *t, const deal_case *c, double share)
{
    double own = t->outcome[c->first].utility / c->pie;
    assert_int_equal(t->row.result, HG_RESULT_DEAL);
    assert_int_equal(t->row.offers, 1);
    assert_int_equal(t->row.by, 1 - c->first);
    assert_near(own, share, WITHIN);
    assert_near(t->outcome[1 - c->first].payoff / c->pie, 1 - share, WITHIN);
}

static double mine(const deal_case *c, const double *of) { return of[c->first]; }
static double other(const deal_case *c, const double *of) { return of[1 - c->first]; }

/* ---- what a responder waits for: the game that every endless one is ---- */

typedef struct rules {
    double d[2], outside[2], inside[2]; /* by party; outside < 0: no way out */
    double risk, left[2];               /* breakdown, and what it leaves */
} rules;

static double waits_for(const rules *r, int who, double next)
{
    double go_on = (1 - r->d[who]) * r->inside[who] + r->d[who] * next;
    go_on = (1 - r->risk) * go_on + r->risk * r->left[who];
    return fmax(go_on, r->outside[who]);
}

/* What `first` keeps, from a last period long gone: it does not matter what was kept there. */
static double by_induction(const rules *r, int first)
{
    double keeps = 0.5;
    for (int t = 40001; t-- > 0;) keeps = 1 - waits_for(r, t % 2 ? first : 1 - first, keeps);
    return keeps;
}

static rules rules_of(const deal_case *c)
{
    return (rules){.d = {c->d[0], c->d[1]}, .outside = {-1, -1}};
}

/* ---- endless games ---- */

static void test_rubinstein(void **unused)
{
    (void)unused;
    uint64_t x = 1;
    for (int i = 0; i < CASES; i++) {
        deal_case c = any_case(&x);
        rules r = rules_of(&c);
        talk *t = talk_of(&c);
        seat_both(t, "rubinstein");
        talk_play(t, 0);
        double share = hg_rubinstein(mine(&c, c.d), other(&c, c.d));
        assert_agrees_at_once(t, &c, share);
        assert_near(share, by_induction(&r, c.first), WITHIN);
        talk_free(t);
    }
}

/* By hand: d = .9, 10/19; and 1/(1 + d) whatever the currency. */
static void test_rubinstein_by_hand(void **unused)
{
    (void)unused;
    deal_case c = {.d = {0.9, 0.9}, .pie = 19, .cost = 3};
    talk *t = talk_of(&c);
    seat_both(t, "rubinstein");
    talk_play(t, 0);
    assert_near(t->price, 13, WITHIN);
    talk_free(t);
}

static void test_outside_option(void **unused)
{
    (void)unused;
    uint64_t x = 2;
    int binding = 0;
    for (int i = 0; i < CASES; i++) {
        deal_case c = any_case(&x);
        c.w[0] = roll(&x);
        c.w[1] = roll(&x) * (1 - c.w[0]) * 0.999;
        rules r = rules_of(&c);
        for (int p = 0; p < 2; p++) r.outside[p] = c.w[p];
        talk *t = talk_of(&c);
        t->table.exit = i % 2 ? HG_EXIT_RESPONDER : HG_EXIT_ANYONE;
        seat_both(t, "outside-option");
        talk_play(t, 0);
        double share =
            hg_outside_option(mine(&c, c.d), other(&c, c.d), mine(&c, c.w), other(&c, c.w));
        assert_agrees_at_once(t, &c, share);
        assert_near(share, by_induction(&r, c.first), WITHIN);
        binding += fabs(share - hg_rubinstein(mine(&c, c.d), other(&c, c.d))) > 1e-6;
        talk_free(t);
    }
    assert_true(binding > CASES / 4 && binding < CASES);
}

/* A way out that binds is used where the other does not pay for it; one that does not is not. */
static void test_outside_option_is_used(void **unused)
{
    (void)unused;
    deal_case c = {.d = {0.9, 0.9}, .w = {0, 0.6}, .pie = 1};
    talk *t = talk_of(&c);
    t->table.exit = HG_EXIT_RESPONDER;
    talk_finish(t);
    talk_seat(t, 0, "obstinate:demand=0.41");
    talk_seat(t, 1, "outside-option");
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_WALK);
    assert_int_equal(t->row.by, 1);
    assert_near(t->outcome[1].payoff, 0.6, WITHIN);
    talk_seat(t, 0, "obstinate:demand=0.4");
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_DEAL);
    talk_free(t);
    c.w[1] = 0.4; /* less than .9 * 10/19 */
    t = talk_of(&c);
    t->table.exit = HG_EXIT_RESPONDER;
    t->table.breakdown = 0.2; /* else it waits for ever */
    t->table.protocol = PROTOCOL_BREAKDOWN;
    talk_finish(t);
    talk_seat(t, 0, "obstinate:demand=0.59");
    talk_seat(t, 1, "outside-option");
    talk_play(t, 0);
    assert_int_not_equal(t->row.result, HG_RESULT_WALK);
    talk_free(t);
}

static void test_inside_option(void **unused)
{
    (void)unused;
    uint64_t x = 3;
    for (int i = 0; i < CASES; i++) {
        deal_case c = any_case(&x);
        rules r = rules_of(&c);
        r.inside[0] = roll(&x);
        r.inside[1] = roll(&x) * (1 - r.inside[0]);
        talk *t = talk_of(&c);
        talk_finish(t);
        for (uint32_t p = 0; p < 2; p++)
            talk_seat(t, p,
                      arena_format(&t->run, "inside-option:mine=%.17g:theirs=%.17g", r.inside[p],
                                   r.inside[1 - p]));
        talk_play(t, 0);
        double share = hg_inside_option(mine(&c, c.d), other(&c, c.d), mine(&c, r.inside),
                                        other(&c, r.inside));
        assert_agrees_at_once(t, &c, share);
        assert_near(share, by_induction(&r, c.first), WITHIN);
        talk_free(t);
    }
}

static void test_breakdown(void **unused)
{
    (void)unused;
    uint64_t x = 4;
    for (int i = 0; i < CASES; i++) {
        deal_case c = any_case(&x);
        c.d[0] = c.d[1] = 1;
        c.w[0] = roll(&x);
        c.w[1] = roll(&x) * (1 - c.w[0]) * 0.999;
        rules r = {.d = {1, 1}, .outside = {-1, -1}, .risk = between(&x, 0.001, 0.9)};
        for (int p = 0; p < 2; p++) r.left[p] = c.w[p];
        talk *t = talk_of(&c);
        t->table.exit = HG_EXIT_NOBODY;
        t->table.breakdown = r.risk;
        t->table.protocol = PROTOCOL_BREAKDOWN;
        seat_both(t, "breakdown");
        talk_play(t, 0);
        double share = hg_breakdown(r.risk, mine(&c, c.w), other(&c, c.w));
        assert_agrees_at_once(t, &c, share);
        assert_near(share, by_induction(&r, c.first), WITHIN);
        talk_free(t);
    }
}

/* The party that waits is 0 or 1, and the offer is there or is to come. */
static void test_pending_offer(void **unused)
{
    (void)unused;
    uint64_t x = 5;
    for (int i = 0; i < CASES; i++) {
        deal_case c = any_case(&x);
        int a = roll(&x) < 0.5;
        double w = roll(&x), hazard = between(&x, 0, 3), q = 1 - exp(-hazard / 2);
        talk *t = talk_of(&c);
        talk_finish(t);
        for (uint32_t p = 0; p < 2; p++)
            talk_seat(t, p,
                      arena_format(&t->run, "pending-offer:whose=%s:worth=%.17g:hazard=%.17g",
                                   (int)p == a ? "mine" : "theirs", w, hazard));
        talk_play(t, 0);
        /* values of a where it proposes, and where the other does: after, then before */
        rules r = rules_of(&c);
        r.outside[a] = w;
        double after_x = by_induction(&r, a), after_y = 1 - by_induction(&r, 1 - a);
        double before_x = 0.5, before_y = 0.5;
        for (int n = 0; n < 20000; n++) {
            before_x = 1 - c.d[1 - a] * (q * (1 - after_y) + (1 - q) * (1 - before_y));
            before_y = c.d[a] * (q * after_x + (1 - q) * before_x);
        }
        assert_agrees_at_once(t, &c, c.first == a ? before_x : 1 - before_y);
        talk_free(t);
    }
}

/* With periods of a millionth the closed form of continuous time, to a millionth. */
static void test_pending_offer_in_short_periods(void **unused)
{
    (void)unused;
    uint64_t x = 6;
    for (int i = 0; i < 100; i++) {
        double unit = 1e-6, r[2] = {between(&x, 0.05, 1), between(&x, 0.05, 1)};
        double lambda = between(&x, 0, 2), w = roll(&x);
        deal_case c = {.d = {hg_exp(-r[0] * unit), hg_exp(-r[1] * unit)}, .pie = 1};
        talk *t = talk_of(&c);
        talk_finish(t);
        for (uint32_t p = 0; p < 2; p++) /* a round is two periods */
            talk_seat(t, p,
                      arena_format(&t->run, "pending-offer:whose=%s:worth=%.17g:hazard=%.17g",
                                   p ? "theirs" : "mine", w, 2 * lambda * unit));
        talk_play(t, 0);
        assert_near(t->price, hg_pending_offer(r[0], r[1], lambda, w).before, 5e-6);
        talk_free(t);
    }
}

/* ---- a last round ---- */

static void test_finite_horizon(void **unused)
{
    (void)unused;
    uint64_t x = 7;
    for (int i = 0; i < CASES; i++) {
        deal_case c = any_case(&x);
        c.rounds = 1 + (uint32_t)(roll(&x) * 40);
        if (i % 2) {
            c.w[0] = roll(&x);
            c.w[1] = roll(&x) * (1 - c.w[0]) * 0.999;
        }
        bool out = i % 4 == 3;
        talk *t = talk_of(&c);
        t->table.exit = out ? HG_EXIT_RESPONDER : HG_EXIT_NOBODY;
        seat_both(t, "finite-horizon");
        talk_play(t, 0);
        /* the first proposes in periods 1, 3, .., 2N - 1; what the last rejection leaves */
        int first = c.first;
        rules r = rules_of(&c);
        for (int p = 0; p < 2 && out; p++) r.outside[p] = c.w[p];
        double keeps = c.w[1 - first];
        for (uint32_t period = 2 * c.rounds - 1; period > 0; period--)
            keeps = 1 - waits_for(&r, period % 2 ? 1 - first : first, keeps);
        assert_agrees_at_once(t, &c, keeps);
        if (!out)
            assert_near(keeps,
                        hg_finite_horizon(mine(&c, c.d), other(&c, c.d), mine(&c, c.w),
                                          other(&c, c.w), 2 * c.rounds - 1),
                        WITHIN);
        talk_free(t);
    }
}

/* It comes in round 10 of 21, and binds from then on: who has it leaves, unless it is paid for. */
static void test_a_way_out_comes(void **unused)
{
    (void)unused;
    talk *t = talk_new(0, 1, 0, 21);
    t->parties[0].discount = t->parties[1].discount = 0.9;
    t->parties[0].per = t->parties[1].per = DISCOUNT_PER_OFFER;
    t->parties[0].n_alternatives = 1;
    t->alternatives[0][0] =
        (alternative){.name = "pending", .worth = 0.7, .arrives = 0.5, .expires = NEVER};
    talk_finish(t);
    talk_seat(t, 0, "finite-horizon");
    talk_seat(t, 1, "obstinate:demand=0.9");
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_WALK);
    assert_int_equal(t->row.round, 10);
    assert_near(t->outcome[0].utility, 0.7, WITHIN);
    talk_seat(t, 1, "obstinate:demand=0.2");
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_DEAL);
    talk_free(t);
}

/* ---- who does not play along ---- */

/* An opponent that asks for a hair less than it would wait for is given that. */
static void test_takes_no_less_than_it_waits_for(void **unused)
{
    (void)unused;
    deal_case c = {.d = {0.8, 0.9}, .pie = 1, .first = 1};
    double demand = 1 - 0.8 * hg_rubinstein(0.8, 0.9) - 1e-9;
    talk *t = talk_of(&c);
    talk_finish(t);
    talk_seat(t, 0, "rubinstein");
    talk_seat(t, 1, arena_format(&t->run, "obstinate:demand=%.17g", demand));
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_DEAL);
    assert_int_equal(t->row.offers, 1);
    assert_near(t->price, 1 - demand, 2e-12);
    talk_free(t);
}

/* On a coarse grid they agree at once as well, and the step is the responder's. */
static void test_coarse_prices(void **unused)
{
    (void)unused;
    for (int steps = 2; steps <= 30; steps++)
        for (uint32_t first = 0; first < 2; first++) {
            talk *t = talk_new(0, 1, (uint64_t)steps, 0);
            for (int p = 0; p < 2; p++) {
                t->parties[p].discount = 0.9;
                t->parties[p].per = DISCOUNT_PER_OFFER;
            }
            t->first[0] = first;
            seat_both(t, "rubinstein");
            talk_play(t, 0);
            double keeps = floor(10.0 / 19 * steps + 1e-9) / steps;
            assert_int_equal(t->row.offers, 1);
            assert_near(t->price, first ? 1 - keeps : keeps, WITHIN);
            talk_free(t);
        }
}

/* ---- any game ---- */

static const char *const players[] = {
    "rubinstein",
    "finite-horizon",
    "outside-option",
    "inside-option:mine=0.2:theirs=0.3",
    "breakdown",
    "random-proposer",
    "pending-offer:worth=0.4",
    "pending-offer:whose=theirs:hazard=1",
    "take-it-or-leave-it",
    "coase",
    "abreu-gul",
    "war-of-attrition",
    "obstinate",
    "obstinate:demand=1",
    "boulware",
    "leverage",
    "random",
};
#define PLAYERS (sizeof players / sizeof *players)

/* Any rules, prices, limits below and above the pie, and a way out that comes and goes. Two thirds
 * end by themselves, the others may break down. */
static talk *any_talk(uint64_t *x)
{
    static const double factors[] = {1, 0.5, 0.9, 0.999};
    uint64_t steps = roll(x) < 0.3 ? 0 : 1 + (uint64_t)(roll(x) * 100);
    uint32_t rounds = roll(x) < 0.3 ? 0 : 1 + (uint32_t)(roll(x) * 20);
    talk *t = talk_new(-1, 1 + roll(x), steps, rounds);
    for (int p = 0; p < 2; p++) {
        party *who = &t->parties[p];
        who->utility.shift = between(x, -0.3, 1.5);
        who->discount = factors[(int)(4 * roll(x))];
        who->per = (discount_per)(3 * roll(x));
        who->reservation = roll(x) < 0.4 ? 0 : between(x, -0.2, 0.9);
        who->recognition = t->recognition[p] = between(x, 0.1, 3);
        who->commitment = between(x, 0.3, 1);
        who->obstinacy = roll(x) < 0.5 ? 0 : roll(x);
        who->has_deadline = rounds > 1 && roll(x) < 0.3;
        who->deadline = roll(x);
        who->knows_deadline = roll(x) < 0.7;
        t->bits[p][1 - p] = floor(3 * roll(x));
        who->n_alternatives = roll(x) < 0.5;
        t->alternatives[p][0] = (alternative){
            .name = "other", .worth = roll(x), .arrives = roll(x), .expires = 2 * roll(x)};
    }
    t->first[0] = roll(x) < 0.5;
    t->table.proposer = (proposer)(3 * roll(x));
    t->table.exit = (hg_exit)(3 * roll(x));
    t->table.revocable = roll(x) < 0.5;
    t->table.breakdown = rounds ? 0 : between(x, 0.05, 0.5);
    t->table.protocol = rounds ? "offers" : PROTOCOL_BREAKDOWN;
    talk_finish(t);
    return t;
}

/* Nobody fails: it plays, or refuses with a reason. A deal never leaves less than the limit to who
 * has not declared it. */
static void test_any_game(void **unused)
{
    (void)unused;
    uint64_t x = 8;
    uint32_t played = 0, refused = 0;
    for (int i = 0; i < 6000; i++) {
        talk *t = any_talk(&x);
        for (uint32_t p = 0; p < 2; p++) talk_seat(t, p, players[(size_t)(PLAYERS * roll(&x))]);
        talk_play(t, (uint64_t)i);
        if (t->row.result == HG_RESULT_AGENT_ERROR) {
            if (t->row.fault != FAULT_REFUSED)
                fail_msg("%s against %s: %s", t->spec[0].text, t->spec[1].text, t->row.why);
            assert_non_null(t->row.why);
            refused++;
        } else {
            played++;
        }
        for (uint32_t p = 0; p < 2 && t->row.result == HG_RESULT_DEAL; p++)
            if (!(t->spec[p].traits & HG_TRAIT_BELOW_LIMIT))
                assert_true(t->outcome[p].utility >=
                            fmin(t->outcome[p].limit_start, t->outcome[p].limit_end) - 1e-12);
        talk_free(t);
    }
    assert_true(played > 1000 && refused > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rubinstein),
        cmocka_unit_test(test_rubinstein_by_hand),
        cmocka_unit_test(test_outside_option),
        cmocka_unit_test(test_outside_option_is_used),
        cmocka_unit_test(test_inside_option),
        cmocka_unit_test(test_breakdown),
        cmocka_unit_test(test_pending_offer),
        cmocka_unit_test(test_pending_offer_in_short_periods),
        cmocka_unit_test(test_a_way_out_comes),
        cmocka_unit_test(test_finite_horizon),
        cmocka_unit_test(test_takes_no_less_than_it_waits_for),
        cmocka_unit_test(test_coarse_prices),
        cmocka_unit_test(test_any_game),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
