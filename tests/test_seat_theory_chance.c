/* The equilibria in which chance decides: who proposes, what a buyer's value is, when who poses as
 * obstinate gives in. Means within 4 standard errors of what they must be, and every single session
 * as it follows from what was drawn. */
#include "seat_fixture.h"

#include <higgle/theory.h>

#define WITHIN 1e-9

typedef struct sample {
    double n, sum, squares;
} sample;

static void add(sample *s, double x)
{
    s->n++;
    s->sum += x;
    s->squares += x * x;
}

static double mean_of(const sample *s) { return s->sum / s->n; }

static double error_of(const sample *s)
{
    double mean = mean_of(s);
    return sqrt((s->squares / s->n - mean * mean) / (s->n - 1));
}

#define assert_mean(s, expected)                                                                   \
    do {                                                                                           \
        const sample *of_ = (s);                                                                   \
        assert_near(mean_of(of_), (expected), 4 * error_of(of_));                                  \
    } while (0)

/* A pie of 1: party 0 gets the share, party 1 the rest. */
static talk *pie(uint32_t rounds, double d0, double d1, discount_per per)
{
    talk *t = talk_new(0, 1, 0, rounds);
    t->parties[0].discount = d0;
    t->parties[1].discount = d1;
    t->parties[0].per = t->parties[1].per = per;
    return t;
}

static void seat_both(talk *t, const char *agent)
{
    talk_finish(t);
    talk_seat(t, 0, agent);
    talk_seat(t, 1, agent);
}

static void draw_even(talk *t, draw_target what)
{
    t->draws[t->model.n_draws++] = (draw){.path = "buyer.what",
                                          .stream = 4711,
                                          .shape = DRAW_UNIFORM,
                                          .b = 1,
                                          .hi = 1,
                                          .target = what,
                                          .sign = 1,
                                          .party = 1};
}

/* ---- breaking down ---- */

/* Two that never agree: every counter-offer is a rejection, so that 1/p offers are made after the
 * first, on average; with the others answering only, 1/p in all. Nobody's fault, limits are paid.
 */
static void test_talks_break_down(void **unused)
{
    (void)unused;
    static const double p[] = {0.5, 0.2, 0.02};
    for (int i = 0; i < 6; i++) {
        sample offers = {0};
        bool rotates = i < 3;
        talk *t = pie(0, 1, 1, DISCOUNT_PER_ROUND);
        t->parties[0].reservation = 0.1;
        t->parties[1].reservation = 0.3;
        t->table.proposer = rotates ? PROPOSER_ROTATE : PROPOSER_RANDOM;
        t->table.breakdown = p[i % 3];
        t->table.protocol = PROTOCOL_BREAKDOWN;
        seat_both(t, "obstinate:demand=0.7");
        for (uint64_t r = 0; r < 4000; r++) {
            talk_play(t, r);
            assert_int_equal(t->row.result, HG_RESULT_NO_DEAL);
            assert_int_equal(t->row.by, HG_NOBODY);
            assert_near(t->outcome[0].payoff, 0.1, 0);
            assert_near(t->outcome[1].payoff, 0.3, 0);
            add(&offers, t->row.offers - (rotates ? 1.0 : 0));
        }
        assert_mean(&offers, 1 / p[i % 3]);
        talk_free(t);
    }
}

/* Without the risk nothing is drawn for it: the same seats are recognised as ever. */
static void test_no_risk_draws_nothing(void **unused)
{
    (void)unused;
    talk *t[2];
    for (int i = 0; i < 2; i++) {
        t[i] = pie(30, 1, 1, DISCOUNT_PER_ROUND);
        t[i]->table.proposer = PROPOSER_RANDOM;
        seat_both(t[i], "boulware");
        talk_play(t[i], 5);
    }
    assert_same_talk(t[0], t[1]);
    talk_free(t[0]);
    talk_free(t[1]);
}

/* ---- who proposes is drawn ---- */

static void test_random_proposer(void **unused)
{
    (void)unused;
    static const double cases[][3] = {
        {0.5, 0.9, 0.9}, {0.5, 0.9, 0.8}, {0.7, 0.8, 0.95}, {0.25, 0.95, 0.9}};
    for (size_t i = 0; i < 8; i++) {
        double p = cases[i / 2][0], d0 = cases[i / 2][1], d1 = cases[i / 2][2];
        talk *t = pie(0, d0, d1, i % 2 ? DISCOUNT_PER_OFFER : DISCOUNT_PER_ROUND);
        t->table.proposer = PROPOSER_RANDOM;
        t->parties[0].recognition = t->recognition[0] = 3 * p;
        t->parties[1].recognition = t->recognition[1] = 3 * (1 - p);
        seat_both(t, "random-proposer");
        double value = hg_random_proposer(p, d0, d1);
        sample share = {0}, proposes = {0};
        for (uint64_t r = 0; r < 4000; r++) {
            talk_play(t, r);
            bool first = !isnan(t->opening[0]);
            assert_int_equal(t->row.offers, 1);
            assert_near(t->price, first ? 1 - d1 * (1 - value) : d0 * value, WITHIN);
            add(&share, t->outcome[0].payoff);
            add(&proposes, first);
        }
        assert_mean(&share, value);
        assert_mean(&proposes, p);
        talk_free(t);
    }
}

/* ---- take it or leave it ---- */

/* The buyer's limit is even in 0..1, so is its value 1 - limit. Bits say in which cell. */
static void test_take_it_or_leave_it(void **unused)
{
    (void)unused;
    static const unsigned cells[] = {1, 2, 3, 4, 8, 64};
    for (size_t i = 0; i < 6; i++) {
        talk *t = pie(1, 1, 1, DISCOUNT_PER_ROUND);
        t->table.proposer = PROPOSER_FIXED;
        t->bits[0][1] = hg_log2(cells[i]);
        draw_even(t, DRAW_RESERVATION);
        seat_both(t, "take-it-or-leave-it");
        hg_tioli expected = hg_tioli_cells(cells[i]);
        sample seller = {0}, buyer = {0};
        for (uint64_t r = 0; r < 6000; r++) {
            talk_play(t, r);
            double n = cells[i], limit = t->outcome[1].limit_start, value = 1 - limit;
            double cell = floor(limit * n), lo = 1 - (cell + 1) / n, hi = 1 - cell / n;
            double ask = fmax(lo, hi / 2);
            assert_near(t->opening[0], ask, WITHIN);
            assert_int_equal(t->row.result == HG_RESULT_DEAL, ask <= value);
            add(&seller, t->outcome[0].payoff);
            add(&buyer, t->outcome[1].payoff - limit);
        }
        assert_mean(&seller, expected.seller);
        assert_mean(&buyer, expected.buyer);
        talk_free(t);
    }
}

/* ---- Coase ---- */

static void test_coase(void **unused)
{
    (void)unused;
    static const double d[] = {0.25, 0.5, 0.75, 0.9, 0.99};
    for (size_t i = 0; i < 5; i++) {
        talk *t = pie(0, d[i], d[i], i % 2 ? DISCOUNT_PER_OFFER : DISCOUNT_PER_ROUND);
        t->table.proposer = PROPOSER_FIXED;
        draw_even(t, DRAW_BASE);
        seat_both(t, "coase");
        double s = sqrt(1 - d[i]);
        sample profit = {0};
        for (uint64_t r = 0; r < 4000; r++) {
            talk_play(t, r);
            double value = t->outcome[1].utility + t->price, ask = s / (1 + s);
            uint32_t n = 0;
            for (; ask > s * value; n++) ask /= 1 + s;
            assert_int_equal(t->row.result, HG_RESULT_DEAL);
            assert_int_equal(t->row.round, n);
            assert_near(t->opening[0], s / (1 + s), WITHIN);
            assert_near(t->price, ask, WITHIN);
            add(&profit, t->outcome[0].payoff);
        }
        assert_near(hg_coase(d[i]).profit, s / (2 * (1 + s)), 1e-12);
        assert_mean(&profit, s / (2 * (1 + s)));
        talk_free(t);
    }
}

/* ---- reputation ---- */

typedef struct reputation {
    double r[2], a[2], z[2]; /* per unit of time */
} reputation;

/* Of a rational party i: the probability that it has given in by t. */
static double given_in(const reputation *g, int i, double t)
{
    double sum = g->a[0] + g->a[1] - 1, rate[2], end = INFINITY;
    for (int k = 0; k < 2; k++) {
        rate[k] = g->r[1 - k] * (1 - g->a[k]) / sum;
        end = fmin(end, -log(g->z[k]) / rate[k]);
    }
    double holds = g->z[i] * exp(rate[i] * (end - fmin(t, end)));
    return (1 - holds) / (1 - g->z[i]);
}

/* What rational i expects where time goes in rounds of `unit` and 0 speaks first: each gives in on
 * its first turn in a round not before its time; obstinate ones never do. */
static double in_rounds(const reputation *g, int i, double unit, uint32_t rounds)
{
    double before[2] = {0, 0}, value = 0;
    for (uint32_t k = 0; k < rounds; k++) {
        double now[2], all[2], left[2], wait = exp(-g->r[i] * unit * k);
        for (int p = 0; p < 2; p++) {
            now[p] = given_in(g, p, unit * k);
            double who = p == i ? 1 : 1 - g->z[p]; /* i is known to be rational */
            all[p] = who * (now[p] - before[p]);
            left[p] = 1 - who * now[p];
        }
        double gives0 = all[0] * (left[1] + all[1]), gives1 = all[1] * left[0];
        double won = i == 0 ? gives1 : gives0, lost = i == 0 ? gives0 : gives1;
        value += wait * (won * g->a[i] + lost * (1 - g->a[1 - i]));
        before[0] = now[0], before[1] = now[1];
    }
    return value;
}

static talk *talk_of(const reputation *g, double unit, uint32_t rounds)
{
    talk *t = pie(rounds, hg_exp(-g->r[0] * unit), hg_exp(-g->r[1] * unit), DISCOUNT_PER_ROUND);
    static const char *const roles[] = {"one", "two"};
    for (int i = 0; i < 2; i++) {
        t->parties[i].role = roles[i];
        t->parties[i].commitment = g->a[i];
        t->parties[i].obstinacy = g->z[i];
    }
    return t;
}

static const reputation reputations[] = {
    {{0.1, 0.1}, {0.6, 0.6}, {0.05, 0.05}},
    {{0.1, 0.2}, {0.6, 0.6}, {0.05, 0.05}},
    {{0.1, 0.1}, {0.7, 0.6}, {0.01, 0.05}},
    {{0.05, 0.1}, {0.8, 0.55}, {0.02, 0.02}},
};

/* Played in rounds of 1/10: pay-offs of the rational as they are in rounds, which is by order r x
 * 1/10 less than in continuous time. The types come as often as they should. */
static void test_abreu_gul(void **unused)
{
    (void)unused;
    const double unit = 0.1;
    const uint32_t rounds = 700;
    for (size_t k = 0; k < 4; k++) {
        const reputation *g = &reputations[k];
        talk *t = talk_of(g, unit, rounds);
        seat_both(t, "abreu-gul");
        sample payoff[2] = {{0}}, obstinate[2] = {{0}};
        for (uint64_t r = 0; r < 20000; r++) {
            talk_play(t, r);
            const model *m = session_model(t->session);
            for (int i = 0; i < 2; i++) {
                bool is = m->parties[i].obstinate;
                add(&obstinate[i], is);
                if (!is) add(&payoff[i], t->outcome[i].payoff);
                if (is && t->row.result == HG_RESULT_DEAL)
                    assert_true(t->outcome[i].utility >= g->a[i] - WITHIN);
            }
        }
        hg_reputation play = hg_abreu_gul(g->r, g->a, g->z);
        for (int i = 0; i < 2; i++) {
            assert_mean(&obstinate[i], g->z[i]);
            assert_mean(&payoff[i], in_rounds(g, i, unit, rounds));
            assert_near(in_rounds(g, i, unit, rounds), play.payoff[i], g->r[i] * unit);
        }
        talk_free(t);
    }
}

/* What rounds cost vanishes with them: a tenth of it with a tenth of the round. */
static void test_rounds_become_time(void **unused)
{
    (void)unused;
    for (size_t k = 0; k < 4; k++)
        for (int i = 0; i < 2; i++) {
            const reputation *g = &reputations[k];
            double limit = hg_abreu_gul(g->r, g->a, g->z).payoff[i], off[3];
            for (int n = 0; n < 3; n++) {
                static const double units[] = {0.1, 0.01, 0.001};
                off[n] = fabs(in_rounds(g, i, units[n], (uint32_t)(70 / units[n])) - limit);
            }
            assert_true(off[1] < 0.2 * off[0] + 1e-9 && off[2] < 0.2 * off[1] + 1e-9);
        }
}

/* ---- attrition ---- */

/* Times are exponential: with hazard h per round a party has given in by round k with 1 - exp(-hk);
 * nobody gives in at once. Both last to round k with exp(-2hk): in rounds the mean is the sum of
 * that from k = 0, and V/(2c) = 1/(2h) plus half a round where rounds are short. */
static void test_war_of_attrition(void **unused)
{
    (void)unused;
    static const double cases[][2] = {{0.75, 0.01}, {0.6, 0.02}, {0.9, 0.05}};
    for (size_t i = 0; i < 3; i++) {
        double demand = cases[i][0], cost = cases[i][1], prize = 2 * demand - 1;
        double h = hg_attrition_hazard(prize, cost), rounds = 1 / (1 - exp(-2 * h));
        talk *t = pie(0, 1, 1, DISCOUNT_PER_ROUND);
        t->first[1] = 1;
        t->table.n_first = 2;
        talk_finish(t);
        for (uint32_t p = 0; p < 2; p++)
            talk_seat(
                t, p,
                arena_format(&t->run, "war-of-attrition:demand=%.17g:cost=%.17g", demand, cost));
        sample ends = {0}, wins = {0};
        for (uint64_t r = 0; r < 20000; r++) {
            talk_play(t, r);
            assert_int_equal(t->row.result, HG_RESULT_DEAL);
            bool won = t->price > 0.5;
            assert_near(t->price, won ? demand : 1 - demand, WITHIN);
            add(&ends, t->row.round);
            add(&wins, won);
        }
        assert_mean(&ends, rounds);
        assert_mean(&wins, 0.5);
        assert_near(rounds, prize / (2 * cost) + 0.5, h);
        talk_free(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_talks_break_down),
        cmocka_unit_test(test_no_risk_draws_nothing),
        cmocka_unit_test(test_random_proposer),
        cmocka_unit_test(test_take_it_or_leave_it),
        cmocka_unit_test(test_coase),
        cmocka_unit_test(test_abreu_gul),
        cmocka_unit_test(test_rounds_become_time),
        cmocka_unit_test(test_war_of_attrition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
