/* One offer, one answer: what a leverage agent asks for and accepts, against tables computed by
 * hand, a search of its own, and the closed form of theory where that applies. */
#include "agents/parts/one_shot.h"

#include "leverage_fixture.h"

#include <higgle/theory.h>

#include <stdbool.h>

/* One round; of the other's limit the briefing says lo..hi; nobody envies. */
static void once(seat *s, double see, double w, double lo, double hi)
{
    plain(s);
    fake_host_init(&s->host, worth, OUTCOMES, w, 1);
    s->params[SEE] = see;
    s->params[ALPHA] = 0;
    s->limits[0] = w;
    s->limits[1] = NAN;
    s->least[1] = lo;
    s->most[1] = hi;
}

static hg_outcome asks(seat *s)
{
    sit(s);
    hg_reply r = move(s, fake_turn(&s->host, 0, HG_NO_OUTCOME));
    assert_int_equal(r.kind, HG_OFFER);
    return r.outcome;
}

static bool takes(seat *s, hg_outcome offer)
{
    sit(s);
    hg_reply r = answers(s, 0, offer);
    assert_true(r.kind == HG_ACCEPT || r.kind == HG_REJECT);
    return r.kind == HG_ACCEPT;
}

/* Any limit of 0..1: A(x) = 1 - x. Without an alternative x (1 - x) is greatest at .5. With .2
 * .2 + (1 - x)(x - .2): at .6. With .25 equal at .62 and .63: the lower. Limits in 0..1/2: A(x) = 1
 * up to .5, then 2 (1 - x): .5. In 1/2..1: 1 - 2 x at most 1/2: .25. */
static void test_by_hand(void **unused)
{
    (void)unused;
    static const struct {
        double w, lo, hi;
        hg_outcome asked;
    } cases[] = {{0, 0, 1, 500},     {0.2, 0, 1, 600},   {0.25, 0, 1, 620},   {0, 0, 0.5, 500},
                 {0, 0.5, 1, 250},   {0.3, 0.5, 1, 400}, {0.9, 0.5, 1, 900},  {0, 0.25, 0.5, 500},
                 {0.055, 0, 1, 530}, {0, 0.4, 0.4, 600}, {0.7, 0.4, 0.4, 700}};
    for (int see = PRIOR; see <= BELIEF; see += BELIEF - PRIOR)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            seat s;
            once(&s, see, cases[i].w, cases[i].lo, cases[i].hi);
            assert_int_equal(asks(&s), cases[i].asked);
        }
}

/* Of the theory agent's oracle it is at most a step of the grid away, and loses at most what such a
 * step costs. */
static void test_closed_form(void **unused)
{
    (void)unused;
    uint64_t x = 5;
    for (int i = 0; i < 500; i++) {
        seat s;
        double w = 0.6 * uniform(&x), bits = floor(6 * uniform(&x)), cells = exp2(bits);
        double lo = floor(cells * uniform(&x)) / cells, hi = lo + 1 / cells;
        once(&s, BELIEF, w, lo, hi);
        double asked = worth[asks(&s)], theory = hg_tioli_ask(w, 1 - hi, 1 - lo);
        if (theory > w && 1 - lo > w + 0.01) assert_near(asked, theory, 0.0101);
    }
}

/* The truth is taken to the grid; envy of 1/2 leaves the other a quarter at least. */
static void test_known_limit_and_envy(void **unused)
{
    (void)unused;
    seat s;
    once(&s, TRUTH, 0.2, 0, 1);
    s.limits[1] = 0.405;
    assert_int_equal(asks(&s), 590);
    s.limits[1] = 0.125;
    assert_int_equal(asks(&s), 870);
    s.params[ALPHA] = 0.5;
    assert_int_equal(asks(&s), 750);
    s.limits[1] = 0.9; /* nothing to agree on: no more than the own limit */
    assert_int_equal(asks(&s), 200);
    once(&s, PRIOR, 0, 0, 0.25);
    s.params[ALPHA] = 0.5;
    assert_int_equal(asks(&s), 750);
}

/* Ambition is added, luck, margin and recognition are not. */
static void test_what_else_counts(void **unused)
{
    (void)unused;
    seat s;
    once(&s, BELIEF, 0.2, 0, 1);
    s.params[SDT] = s.params[SDO] = 0.2;
    s.host.normals[0] = s.host.normals[1] = 1.5;
    s.params[A0] = 0.9;
    s.recognition[0] = 5;
    assert_int_equal(asks(&s), 600);
    s.params[M] = 0.05;
    assert_int_equal(asks(&s), 650);
    s.params[M] = -0.2;
    assert_int_equal(asks(&s), 400);
    s.limits[0] = 0.7; /* .85 - .2: never below the limit */
    assert_int_equal(asks(&s), 700);
}

static double product(double w, const double *r, double alpha, double x)
{
    double each = (1 - x) / 2, least = 2.0 / 3 * alpha / (1 + 2 * alpha), a = 1;
    for (int j = 1; j < 3; j++)
        a *= each < least ? 0 : isnan(r[j]) ? fmin(1, each) : each >= r[j] ? 1 : 0;
    return a * (x - w);
}

/* Three: what is left goes to the others alike, and both must accept. */
static void test_three(void **unused)
{
    (void)unused;
    static const double limits[][3] = {
        {0.1, NAN, NAN}, {0.1, 0.2, NAN}, {0.1, 0.2, 0.3}, {0.6, 0.2, 0.05}, {0.1, 0.5, 0.5}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (double alpha = 0; alpha < 1; alpha += 0.5) {
            seat s;
            once(&s, PRIOR, 0, 0, 1);
            memcpy(s.limits, limits[i], sizeof s.limits);
            s.brief.n_parties = 3;
            s.params[ALPHA] = alpha;
            double best = limits[i][0], gain = 0;
            for (int k = 0; k <= 100; k++) {
                double x = k / 100.0, g = product(limits[i][0], limits[i], alpha, x);
                if (x > limits[i][0] && g > gain + 1e-9) gain = g, best = x;
            }
            assert_near(worth[asks(&s)], best, 1e-9);
        }
}

/* The blind twin opens as in any talks, whatever anybody's leverage is; only w is a floor. */
static void test_blind(void **unused)
{
    (void)unused;
    uint64_t x = 3;
    seat s;
    once(&s, NONE, 0.2, 0, 1);
    hg_outcome first = asks(&s);
    assert_int_equal(first, 750); /* P/2 + a0 (M - P/2) */
    for (int i = 0; i < 100; i++) {
        once(&s, NONE, 0.2, 0.5 * uniform(&x), 0.5 + 0.5 * uniform(&x));
        s.params[KAPPA] = uniform(&x);
        for (int j = 0; j < 2; j++) s.recognition[j] = 0.1 + uniform(&x);
        for (int j = 0; j < 2; j++) s.hazard[j] = uniform(&x);
        for (int j = 0; j < 4; j++) s.iota[j] = uniform(&x);
        assert_int_equal(asks(&s), first);
        assert_true(takes(&s, 200) && !takes(&s, 199));
    }
    once(&s, NONE, 0.2, 0, 1);
    s.params[A0] = 0;
    assert_int_equal(asks(&s), 500);
    s.limits[0] = 0.9;
    assert_true(asks(&s) >= 900);
}

/* Composed: anything worth the limit. Else also what envy bears, by as much as it lacks composure:
 * (1 - .2) alpha/(1 + 2 alpha) = .2. It neither walks nor makes an offer nobody could accept. */
static void test_answers(void **unused)
{
    (void)unused;
    for (int see = NONE; see <= BELIEF; see++) {
        seat s;
        once(&s, see, 0.1, 0, 1);
        if (see == TRUTH) s.limits[1] = 0.3;
        s.params[ALPHA] = 0.5;
        assert_true(takes(&s, 100) && !takes(&s, 99) && takes(&s, 1000));
        s.params[PSI] = 0.2;
        assert_true(takes(&s, 200) && !takes(&s, 199));
        s.limits[0] = 0.6;
        assert_true(takes(&s, 600) && !takes(&s, 599));
        assert_int_equal(s.host.rolled, 0);
    }
}

/* A second round, and it bargains. Where the other's deadline comes first it does not. */
static void test_one_round_only(void **unused)
{
    (void)unused;
    seat s;
    once(&s, BELIEF, 0, 0, 1);
    fake_host_init(&s.host, worth, OUTCOMES, 0, 2);
    assert_true(asks(&s) > 600);
    s.deadlines[1] = 1;
    assert_int_equal(asks(&s), 500);
}

/* Where utilities are not transferable what is left is what the frontier leaves: 1 - x/2 up to .8,
 * .6 - 3 (x - .8) beyond. Any limit as likely: x (1 - x/2) rises up to .8, x (3 - 3 x) falls from
 * there. A limit of .32 leaves .8933. */
static void test_frontier(void **unused)
{
    (void)unused;
    static const double u[] = {0, 1, 0.8, 0.6, 1, 0}, best[] = {1, 1};
    static const hg_frontier frontier = {.n = 2, .size = 3, .u = u, .best = best};
    const composure calm = {.psi = 1};
    seat s;
    others o = {0};
    once(&s, PRIOR, 0, 0, 1);
    sit(&s);
    s.brief.frontier = &frontier;
    others_open(&o, &s.brief, &s.host.host, SIGHT_PRIOR, 0.5, belief_rule_of(0.25, 0.01, 0.1, 0.5));
    assert_near(one_shot_accepted(&o, &calm, 0.8), 0.6, 1e-6);
    assert_near(one_shot_demand(&o, &calm), 0.8, 1e-12);
    s.limits[1] = 0.32;
    o = (others){0};
    others_open(&o, &s.brief, &s.host.host, SIGHT_TRUTH, 0.5, belief_rule_of(0.25, 0.01, 0.1, 0.5));
    assert_near(one_shot_demand(&o, &calm), 0.89, 1e-12);
}

/* What it asks for never falls with its own limit, nor rises with the other's. */
static void test_monotone(void **unused)
{
    (void)unused;
    uint64_t x = 8;
    for (int i = 0; i < 300; i++) {
        seat s;
        double lo = 0.9 * uniform(&x), hi = lo + (1 - lo) * uniform(&x), w = 0.8 * uniform(&x);
        double up = (1 - hi) * uniform(&x);
        once(&s, PRIOR, w, lo, hi);
        s.params[ALPHA] = 2 * uniform(&x);
        hg_outcome asked = asks(&s);
        s.limits[0] = w + 0.1;
        assert_true(asks(&s) >= asked);
        s.limits[0] = w;
        s.least[1] = lo + up;
        s.most[1] = hi + up;
        assert_true(asks(&s) <= asked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_closed_form),
        cmocka_unit_test(test_known_limit_and_envy),
        cmocka_unit_test(test_what_else_counts),
        cmocka_unit_test(test_three),
        cmocka_unit_test(test_blind),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_one_round_only),
        cmocka_unit_test(test_frontier),
        cmocka_unit_test(test_monotone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
