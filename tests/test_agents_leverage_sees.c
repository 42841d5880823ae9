/* What the leverage agent goes by where it is not told: the briefing, what offers tell, what it
 * learns; what surprises and insults it; what it tells the record. */
#include "leverage_fixture.h"

#include <stdbool.h>

static void unknown(seat *s, double see)
{
    plain(s);
    s->limits[1] = NAN;
    s->params[SEE] = see;
}

/* w = .2: u* = mean of max(.2, min(.525 - r/4 ..., 1 - r)) over the cells of lo..hi. */
static double due(double lo, double hi)
{
    double sum = 0;
    for (int i = 0; i < 32; i++) {
        double r = lo + (i + 0.5) * (hi - lo) / 32;
        sum += fmax(0.2, fmin(0.1 + 0.5 * (1 - 0.1 - 0.5 * r), 1 - r)) / 32;
    }
    return sum;
}

static hg_outcome opening_at(double target)
{
    return (hg_outcome)ceil(1000 * (target + (1 - target) / 2) - 1e-6);
}

static void test_opens_by_the_briefing(void **unused)
{
    (void)unused;
    for (int see = PRIOR; see <= BELIEF; see += BELIEF - PRIOR) {
        seat s;
        unknown(&s, see);
        sit(&s);
        assert_offers(&s, 0, opening_at(due(0, 1)));
        s.least[1] = 0.5; /* one bit */
        sit(&s);
        assert_offers(&s, 0, opening_at(due(0.5, 1)));
        s.least[1] = s.most[1] = 0.1; /* all */
        sit(&s);
        assert_offers(&s, 0, 763);
    }
}

/* Three, of whom the others hold something: who knows all of it by information opens and goes on as
 * who is told, and not as who takes them to hold nothing. */
static void test_three_of_whom_all_is_known(void **unused)
{
    (void)unused;
    static const double of_others[][3] = {{0.2, 0.1, 0.3}, {0.2, 0, 0}};
    hg_outcome told[2], later[2];
    seat s;
    for (int i = 0; i < 2; i++) {
        plain(&s);
        s.brief.n_parties = 3;
        memcpy(s.limits, of_others[i], sizeof s.limits);
        sit(&s);
        told[i] = move(&s, fake_turn(&s.host, 0, HG_NO_OUTCOME)).outcome;
        later[i] = move(&s, fake_turn(&s.host, 5, HG_NO_OUTCOME)).outcome;
    }
    assert_int_not_equal(told[0], told[1]);
    for (int see = PRIOR; see <= BELIEF; see += BELIEF - PRIOR) {
        plain(&s);
        s.brief.n_parties = 3;
        s.params[SEE] = see;
        s.limits[1] = s.limits[2] = NAN;
        for (int j = 1; j < 3; j++) s.least[j] = s.most[j] = of_others[0][j];
        sit(&s);
        assert_offers(&s, 0, told[0]);
        assert_offers(&s, 5, later[0]);
    }
}

/* The other stays at .9, or gives in to .2: by then it is believed to be strong, or weak. The prior
 * hears nothing. */
static hg_outcome after_talks(seat *s, double last_demand)
{
    sit(s);
    for (uint32_t k = 0; k < 6; k++) {
        double demand = 0.9 - (0.9 - last_demand) * k / 5;
        hg_message m = fake_offer((hg_outcome)(1000 * (1 - demand)));
        m.round = k;
        agent->receive(s->state, &m);
        if (k < 5) (void)move(s, fake_turn(&s->host, k, HG_NO_OUTCOME));
    }
    return move(s, fake_turn(&s->host, 5, HG_NO_OUTCOME)).outcome;
}

static void test_learns_from_offers(void **unused)
{
    (void)unused;
    seat s;
    unknown(&s, PRIOR);
    s.params[E0] = 3;
    assert_int_equal(after_talks(&s, 0.9), after_talks(&s, 0.4));
    s.params[SEE] = BELIEF;
    assert_true(after_talks(&s, 0.4) > after_talks(&s, 0.9) + 20);
}

/* A limit that is told is believed no more: from then on it is the truth. */
static void test_what_is_told_is_known(void **unused)
{
    (void)unused;
    seat s;
    unknown(&s, BELIEF);
    sit(&s);
    limit_becomes(&s, 1, 0.1);
    assert_offers(&s, 0, 763);
    hears(&s, 100);
    assert_offers(&s, 5, 492);
}

/* I get to know half of what there is to know (1 bit: iota = 1/4): sigma = (2.5 + 1)/(3.25 + 3) =
 * .56, u* = .1 + .56 x .85 = .576. */
static void test_bits_are_learnt(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    hg_message m = {.kind = HG_EVENT, .event = HG_EVENT_LEARNED, .alternative = 1, .value = 1};
    agent->receive(s.state, &m);
    assert_offers(&s, 0, 788);
}

/* ---- insult ---- */

/* .1 of the pie: walks if u < .1989620. Composed, or offered .25, it draws nothing at all. */
static void test_insult(void **unused)
{
    (void)unused;
    static const struct {
        double psi, u;
        hg_outcome offer;
        hg_kind kind;
        size_t rolled;
    } cases[] = {{0.7, 0.198, 100, HG_WALK, 1},
                 {0.7, 0.2, 100, HG_OFFER, 1},
                 {1, 0, 100, HG_OFFER, 0},
                 {0.7, 0, 250, HG_OFFER, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        seat s;
        plain(&s);
        s.params[PSI] = cases[i].psi;
        s.host.uniforms[0] = cases[i].u;
        s.host.rolled = 0;
        sit(&s);
        assert_int_equal(answers(&s, 0, cases[i].offer).kind, cases[i].kind);
        assert_int_equal(s.host.rolled, cases[i].rolled);
    }
}

/* Who stays asks for .3 x .5 x .15 = .0225 more: .7625 + .0225; the same insult again is none. */
static void test_insult_raises_the_demand(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[PSI] = 0.7;
    for (int i = 0; i < 4; i++) s.host.uniforms[i] = 0.9;
    sit(&s);
    assert_int_equal(answers(&s, 0, 100).outcome, 785);
    assert_int_equal(answers(&s, 1, 100).outcome < 785, 1);
    assert_int_equal(s.host.rolled, 1);
}

static void test_no_walk_without_leave(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[PSI] = 0;
    sit(&s);
    hears(&s, 0);
    hg_turn t = fake_turn(&s.host, 0, 0);
    t.may &= ~HG_MAY(HG_WALK);
    assert_int_equal(move(&s, t).kind, HG_OFFER);
}

/* ---- what the record is told ---- */

static double told_sum; /* of the belief about the other, at the last view */
static void watch(const hg_host *host, const hg_view *v)
{
    fake_view(host, v);
    told_sum = 0;
    for (uint32_t i = 0; i < v->cells; i++) told_sum += v->belief[v->cells + i];
    assert_true(v->mine > 0 && v->mine < 1 && v->theirs[1] > 0 && v->theirs[1] < 1);
}

/* Its target is pulled down by a weak alternative, T = .6 u* + .4 w. Then the other, who had asked
 * for everything, asks for .3 at once, which no schedule explains: it thinks anew, T = u*, which is
 * what it tells the record, and holds out as long as that is worth. */
static void test_surprise_drops_the_anchor(void **unused)
{
    (void)unused;
    seat s;
    unknown(&s, BELIEF);
    s.params[AW] = 0.4;
    s.params[S_B] = 0.08;
    s.host.held = (hg_alternative){.name = "held", .worth = 0.2, .expires = 2, .standing = 1};
    s.host.viewed = true;
    s.host.host.view = watch;
    sit(&s);
    double pulled = 0.6 * due(0, 1) + 0.4 * 0.2, base = pulled + (1 - pulled) / 2;
    assert_offers(&s, 0, opening_at(pulled));
    hears(&s, 0);
    hg_message m = fake_offer(700);
    m.round = 1;
    agent->receive(s.state, &m);
    hg_outcome bid = move(&s, fake_turn(&s.host, 5, HG_NO_OUTCOME)).outcome;
    double anew = s.host.view.mine, e = sqrt(anew / (1 - anew));
    assert_near(worth[bid], 0.2 + (base - 0.2) * (1 - pow(0.5, e)), 0.001 + 1e-6);
    double kept = pulled + anew - due(0, 1), slow = sqrt(kept / (1 - kept));
    assert_true(worth[bid] > 0.2 + (base - 0.2) * (1 - pow(0.5, slow)) + 0.01);
}

static void test_views(void **unused)
{
    (void)unused;
    seat s;
    unknown(&s, BELIEF);
    s.host.viewed = true;
    s.host.host.view = watch;
    sit(&s);
    assert_int_equal(s.host.views, 1);
    assert_near(s.host.view.mine, due(0, 1), 1e-6);
    assert_near(told_sum, 1, 1e-6);
    (void)move(&s, fake_turn(&s.host, 0, HG_NO_OUTCOME));
    assert_int_equal(s.host.views, 1); /* nothing has changed */
    limit_becomes(&s, 1, 0.4);
    (void)move(&s, fake_turn(&s.host, 1, HG_NO_OUTCOME));
    assert_int_equal(s.host.views, 2);
    assert_near(s.host.view.mine, 0.45, 1e-9);
    assert_near(told_sum, 0, 0); /* known, not believed */
}

static void test_no_views_where_nobody_looks(void **unused)
{
    (void)unused;
    for (int see = NONE; see <= BELIEF; see++) {
        seat s;
        unknown(&s, see);
        s.host.viewed = see == NONE;
        sit(&s);
        (void)answers(&s, 0, 100);
        assert_int_equal(s.host.views, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opens_by_the_briefing),
        cmocka_unit_test(test_three_of_whom_all_is_known),
        cmocka_unit_test(test_learns_from_offers),
        cmocka_unit_test(test_what_is_told_is_known),
        cmocka_unit_test(test_bits_are_learnt),
        cmocka_unit_test(test_insult),
        cmocka_unit_test(test_insult_raises_the_demand),
        cmocka_unit_test(test_no_walk_without_leave),
        cmocka_unit_test(test_surprise_drops_the_anchor),
        cmocka_unit_test(test_views),
        cmocka_unit_test(test_no_views_where_nobody_looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
