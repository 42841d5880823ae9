/* The leverage agent against offers computed by hand, and its invariants. */
#include "leverage_fixture.h"

static void test_table(void **unused)
{
    (void)unused;
    int n = 0;
    for (const hg_param *p = agent->params; p->name; p++, n++) {
        assert_true(n < PARAMS);
        assert_string_equal(p->name, names[n]);
        assert_true(p->min < p->max && p->preset >= p->min && p->help && p->evidence);
        assert_true(p->preset <= p->max || isinf(p->preset));
    }
    assert_int_equal(n, PARAMS);
    assert_string_equal(agent->twin, "see=none");
}

static void test_traits_follow_see(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    uint32_t sees = HG_TRAIT_READS_LEVERAGE | HG_TRAIT_SEES_TRUTH;
    assert_int_equal(agent->traits_of(s.params), sees | HG_TRAIT_WALKS);
    s.params[SEE] = PRIOR;
    assert_int_equal(agent->traits_of(s.params), HG_TRAIT_READS_LEVERAGE | HG_TRAIT_WALKS);
    s.params[SEE] = BELIEF;
    s.params[SDE] = 0.1;
    assert_int_equal(agent->traits_of(s.params), agent->traits);
    s.params[SEE] = NONE;
    assert_int_equal(agent->traits_of(s.params), HG_TRAIT_STOCHASTIC | HG_TRAIT_WALKS);
    s.params[WALK] = 0;
    assert_int_equal(agent->traits_of(s.params), HG_TRAIT_STOCHASTIC);
    s.params[SDE] = 0;
    assert_int_equal(agent->traits_of(s.params), 0);
    s.params[PSI] = 0.9;
    assert_int_equal(agent->traits_of(s.params), HG_TRAIT_STOCHASTIC | HG_TRAIT_WALKS);
}

/* T = .525, x0 = .525 + .475/2 = .7625; e = 1.0513150; s(.5) = .2 + .5625 (1 - .5^e) = .4910896. */
static void test_opening_and_pace(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_offers(&s, 5, 492);
    assert_offers(&s, 10, 200);
    s.params[RHO] = 0.3; /* nothing comes back: .7 of the way, .7625 - .7 * .2714104 = .5725127 */
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_offers(&s, 5, 573);
    assert_offers(&s, 10, 200); /* the last step is full */
}

/* see=none: T = P/2, e = e0: the polynomial with floor w and opening .75. */
static void test_null_is_the_polynomial(void **unused)
{
    (void)unused;
    const double e0s[] = {0.5, 1, 2, 5};
    for (size_t i = 0; i < 4; i++) {
        seat s;
        plain(&s);
        s.params[SEE] = 0;
        s.params[E0] = e0s[i];
        sit(&s);
        for (uint32_t k = 0; k < ROUNDS; k++) {
            double due = 0.2 + 0.55 * (1 - pow(k / 10.0, e0s[i]));
            hg_reply r = move(&s, fake_turn(&s.host, k, HG_NO_OUTCOME));
            assert_int_equal(r.kind, HG_OFFER);
            assert_near(worth[r.outcome] - due, 0.0005, 0.0005 + 1e-9);
        }
    }
}

/* z0 moves the target, z1 the opening, z2 the pace. */
static void test_noise(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[SDT] = 0.1;
    s.host.normals[0] = 1; /* T = .625, opening .8125 */
    sit(&s);
    assert_offers(&s, 0, 813);
    plain(&s);
    s.params[SDO] = 0.05;
    s.host.normals[1] = 1;
    sit(&s);
    assert_offers(&s, 0, 813);
    plain(&s);
    s.params[SDE] = 0.5;
    s.host.normals[2] = 1; /* e = 1.0513150 * 1.6487213 = 1.7333253; s(.5) = .5933 */
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_offers(&s, 5, 594);
}

/* The other opened with .1 for me: expected .2625, so T = .525 - .2 * .1625 = .4925. */
static void test_anchor(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[A] = 0.2;
    sit(&s);
    assert_int_equal(answers(&s, 0, 100).outcome, 747);
    s.params[F] = 1;
    sit(&s);
    assert_int_equal(answers(&s, 0, 100).outcome, 763);
}

static void test_weak_alternative_pulls(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[AW] = 0.4; /* T = .6 * .525 + .4 * .2 = .395 */
    s.host.held = (hg_alternative){.name = "other", .worth = 0.2, .expires = 2, .standing = 1};
    sit(&s);
    assert_offers(&s, 0, 698);
    s.host.held.standing = 0;
    sit(&s);
    assert_offers(&s, 0, 763);
}

/* w .2 -> .4: u* = .2 + (1 - .2 - .05)/2 = .575; x0 stays, e = sqrt(.575/.425) = 1.1631618:
 * s(.5) = .4 + .3625 (1 - .5^e) = .6006. */
static void test_own_alternative_arrives(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    assert_offers(&s, 0, 763);
    limit_becomes(&s, 0, 0.4);
    assert_offers(&s, 5, 601);
    limit_becomes(&s, 0, 0.65); /* above the demand: it rises to the limit */
    assert_offers(&s, 6, 650);
    assert_offers(&s, 10, 650);
}

/* The other's w .1 -> .5: u* = .1 + (1 - .1 - .25)/2 = .425, e = sqrt(.425/.575) = .8597269:
 * s(.5) = .2 + .5625 (1 - .5510568) = .4525306. */
static void test_other_limit_moves(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    assert_offers(&s, 0, 763);
    limit_becomes(&s, 1, 0.5);
    assert_offers(&s, 5, 453);
    s.params[SEE] = 0; /* x0 = .75: .2 + .55 (1 - .25) whatever happens to the other */
    s.params[E0] = 2;
    sit(&s);
    assert_offers(&s, 0, 750);
    limit_becomes(&s, 1, 0.5);
    assert_offers(&s, 5, 613);
}

/* Before it has opened an event leads to a new target, not to a shifted one. */
static void test_event_before_the_opening(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    limit_becomes(&s, 0, 0.4); /* T = .575 */
    assert_offers(&s, 0, 788);
}

/* Opens at tau = .5: theta(.7) = .4; e = 1.0513150, .4^e = .3816; s = .2 + .5625 * .6184 = .5478.
 */
static void test_late_opening_is_its_base(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    assert_offers(&s, 5, 763);
    assert_offers(&s, 7, 548);
    assert_offers(&s, 10, 200);
    sit(&s);
    assert_offers(&s, 10, 763); /* opens on the last turn */
}

/* The demand of round 5 is .4910896: .492 is accepted, .491 is not; the last takes what pays. */
static void test_acceptance_is_exact(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_int_equal(answers(&s, 5, 492).kind, HG_ACCEPT);
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_int_equal(answers(&s, 5, 491).kind, HG_OFFER);
    assert_int_equal(answers(&s, 10, 199).kind, HG_OFFER);
    assert_int_equal(answers(&s, 10, 200).kind, HG_ACCEPT);
}

/* want = .2714104 in round 5. Gift .05: step = .7 want + .3 * .05 -> .5575127. Only improvements
 * count, and only once. */
static void test_reciprocity(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[RHO] = 0.3;
    sit(&s);
    assert_int_equal(answers(&s, 0, 100).outcome, 763);
    hears(&s, 80);
    assert_int_equal(answers(&s, 5, 150).outcome, 558);
    sit(&s);
    assert_int_equal(answers(&s, 0, 100).outcome, 763);
    assert_int_equal(answers(&s, 5, 100).outcome, 573);
}

static void test_step_limits(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[DMAX] = 0.02;
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_offers(&s, 5, 743);
    assert_offers(&s, 10, 200); /* never on the last turn */
    plain(&s);
    s.params[BAL] = 0.1; /* may be .1 + .05 ahead of what came */
    sit(&s);
    assert_int_equal(answers(&s, 0, 100).outcome, 763);
    assert_int_equal(answers(&s, 5, 150).outcome, 613);
    assert_int_equal(answers(&s, 6, 150).outcome, 613);
    assert_int_equal(answers(&s, 7, 200).outcome, 563);
}

static void test_no_zone_keeps_the_limit(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.limits[0] = 0.7;
    s.limits[1] = 0.6; /* T = .7 + .02 * .3 = .706; opening .853 */
    sit(&s);
    assert_offers(&s, 0, 853);
    assert_offers(&s, 10, 700);
    s.limits[0] = 1.2; /* nothing is worth it */
    sit(&s);
    assert_int_equal(move(&s, fake_turn(&s.host, 0, HG_NO_OUTCOME)).kind, HG_REJECT);
    assert_int_equal(answers(&s, 10, 1000).kind, HG_REJECT);
}

static void test_revision(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_offers(&s, 5, 492);
    assert_int_equal(move(&s, fake_revision(&s.host, 5, 492)).kind, HG_REJECT);
    limit_becomes(&s, 0, 0.6);
    hg_reply r = move(&s, fake_revision(&s.host, 5, 492));
    assert_int_equal(r.kind, HG_OFFER);
    assert_int_equal(r.outcome, 600);
}

static void test_without_deadline_it_stays(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.host.rounds = 0;
    sit(&s);
    assert_offers(&s, 0, 763);
    assert_offers(&s, 500, 763);
}

/* n > 2: three equals share equally, T = 1/3, and lambda = 0 gives e = e0. */
static void test_three_parties(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.brief.n_parties = 3;
    s.limits[0] = s.limits[1] = s.limits[2] = 0.1;
    sit(&s);
    assert_offers(&s, 0, 667);
    assert_offers(&s, 5, 384); /* .1 + .56667/2 */
    assert_offers(&s, 10, 100);
}

/* ---- walking ---- */

/* The first round in which it leaves, offered nothing; ROUNDS: it never does. */
static uint32_t leaves_in(seat *s)
{
    sit(s);
    for (uint32_t k = 0; k < ROUNDS; k++)
        if (move(s, fake_turn(&s->host, k, HG_NO_OUTCOME)).kind == HG_WALK) return k;
    return ROUNDS;
}

/* Limits .7 and .6 of 1: there is nothing to agree on. */
static void without_zone(seat *s)
{
    plain(s);
    s->limits[0] = 0.7;
    s->limits[1] = 0.6;
}

static void test_walks_at_once_without_a_zone_where_waiting_costs(void **unused)
{
    (void)unused;
    seat s;
    without_zone(&s);
    assert_int_equal(leaves_in(&s), ROUNDS); /* to wait costs nothing */
    s.hazard[0] = 0.01;
    assert_int_equal(leaves_in(&s), 1);
    s.params[KMIN] = 4;
    assert_int_equal(leaves_in(&s), 4);
    s.params[KMIN] = 0;
    assert_int_equal(leaves_in(&s), 0);
    s.params[WALK] = 0;
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.params[WALK] = 1;
    s.params[SEE] = 0; /* neither the zone nor its own delay are looked at */
    assert_int_equal(leaves_in(&s), ROUNDS);
    without_zone(&s);
    s.hazard[0] = 0.01;
    s.limits[0] = 0; /* nothing to walk to */
    s.limits[1] = 1.2;
    assert_int_equal(leaves_in(&s), ROUNDS);
}

/* .7 - c against .7 exp(-.01 x 4.5) = .6692: a cost of .03 is worth it, one of .031 is not. */
static void test_leaving_costs(void **unused)
{
    (void)unused;
    const struct {
        double truly, seemingly;
        uint32_t leaves;
    } cases[] = {{0, 0.0307, 1},      {0, 0.0309, ROUNDS}, {0.0307, 0, 1},
                 {0.0309, 0, ROUNDS}, {0.0157, 0.015, 1},  {0.0159, 0.015, ROUNDS}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        seat s;
        without_zone(&s);
        s.hazard[0] = 0.01;
        s.brief.leaving_cost = cases[i].truly;
        s.params[C_EXIT] = cases[i].seemingly;
        assert_int_equal(leaves_in(&s), cases[i].leaves);
    }
}

static void test_no_walk_where_it_is_not_allowed(void **unused)
{
    (void)unused;
    seat s;
    without_zone(&s);
    s.hazard[0] = 0.01;
    sit(&s);
    for (uint32_t k = 0; k < ROUNDS; k++) {
        hg_turn turn = fake_turn(&s.host, k, HG_NO_OUTCOME);
        turn.may &= ~HG_MAY(HG_WALK);
        assert_int_equal(move(&s, turn).kind, HG_OFFER);
    }
}

/* There is a zone, u* = .525 (equal hazards): .2 > .525 exp(-h d) iff h d > ln 2.625 = .9651. The
 * other has two rounds to show a pace; in round 2 d = 4, in round 3 d = 3.5. */
static void test_impatience(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.hazard[0] = s.hazard[1] = 0.241;
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.hazard[0] = s.hazard[1] = 0.242;
    assert_int_equal(leaves_in(&s), 2);
    s.params[KMIN] = 3;
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.hazard[0] = s.hazard[1] = 0.276;
    assert_int_equal(leaves_in(&s), 3);
}

/* Limits .6 and .4 of 1: u* = w = .6, and T is the least that an agent aims for, .6 + .02 x .4. To
 * stay pays .608 exp(-4 h), more than .6 while h < .00331. */
static void test_a_good_alternative_alone_is_no_reason_to_leave(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.limits[0] = 0.6;
    s.limits[1] = 0.4;
    s.hazard[0] = s.hazard[1] = 0.0033;
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.hazard[0] = s.hazard[1] = 0.0034;
    assert_int_equal(leaves_in(&s), 2);
}

/* The same at h = .01. From .30 to .46 in two rounds heads for .46 + 4 x .08 = .78, worth .749 by
 * then; from .30 to .38 heads for .54. From .8 on, which it would take at its next turn, it cannot
 * head beyond the best, 1: .961 against a worth of leaving of .97. */
static void test_waits_for_what_is_on_its_way(void **unused)
{
    (void)unused;
    const struct {
        double w;
        uint64_t offers[3];
        hg_kind last;
    } cases[] = {{0.6, {300, 380, 460}, HG_OFFER},
                 {0.6, {300, 340, 380}, HG_WALK},
                 {0.97, {300, 600, 900}, HG_WALK}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        seat s;
        plain(&s);
        s.limits[0] = cases[i].w;
        s.limits[1] = 1 - cases[i].w;
        s.hazard[0] = s.hazard[1] = 0.01;
        sit(&s);
        for (uint32_t k = 0; k < 2; k++)
            assert_int_equal(answers(&s, k, cases[i].offers[k]).kind, HG_OFFER);
        assert_int_equal(answers(&s, 2, cases[i].offers[2]).kind, cases[i].last);
    }
}

/* What is held is gone in round 5 (tau = .5): the last chance to take it is round 4. */
static void test_leaves_before_its_alternative_is_gone(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.limits[0] = 0.4;
    s.host.held = (hg_alternative){.name = "held", .worth = 0.4, .expires = 0.5, .standing = 1};
    assert_int_equal(leaves_in(&s), ROUNDS); /* u* = .575 is worth more */
    s.limits[1] = 0.7;
    assert_int_equal(leaves_in(&s), 4);
    s.host.held.expires = 0.41;
    assert_int_equal(leaves_in(&s), 4);
    s.host.held.expires = 1;
    assert_int_equal(leaves_in(&s), 9);
    s.host.held.expires = 2;
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.host.held.expires = 0.5;
    s.brief.reservation = 0.35; /* remains */
    s.params[C_EXIT] = 0.04;
    assert_int_equal(leaves_in(&s), 4);
    s.params[C_EXIT] = 0.06;
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.params[C_EXIT] = 0;
    s.brief.reservation = 0.4;
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.brief.reservation = 0;
    sit(&s);
    assert_int_equal(answers(&s, 4, 399).kind, HG_WALK);
    sit(&s);
    assert_int_equal(answers(&s, 4, 400).kind, HG_OFFER); /* it will still get as much */
    s.hazard[0] = s.hazard[1] = 0.01;
    sit(&s);
    assert_int_equal(answers(&s, 4, 399).kind, HG_WALK);
    sit(&s);
    assert_int_equal(answers(&s, 4, 400).kind, HG_ACCEPT); /* rather than leave for the same */
}

/* What it aims for rests on the .6 that it holds: without that, .475 is its due. */
static void test_what_goes_holds_up_nothing(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.limits[0] = 0.6;
    s.host.held = (hg_alternative){.name = "held", .worth = 0.6, .expires = 0.5, .standing = 1};
    assert_int_equal(leaves_in(&s), 4);
    s.limits[0] = s.host.held.worth = 0.47;
    assert_int_equal(leaves_in(&s), ROUNDS);
}

/* What is hidden is no weakness: the same deadlines, not known to everybody. */
static void test_a_hidden_deadline_does_not_pull(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.deadlines[1] = 6;
    sit(&s);
    s.brief.deadlines_pull = 0;
    assert_int_equal(agent->init(s.state, &s.brief, &s.host.host, s.params), 0);
    assert_offers(&s, 0, 763);
}

/* The twin thinks that half of the pie is its due. */
static void test_the_blind_walk_for_more_than_half(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.params[SEE] = 0;
    s.limits[0] = 0.49;
    s.host.held = (hg_alternative){.name = "held", .worth = 0.49, .expires = 0.5, .standing = 1};
    assert_int_equal(leaves_in(&s), ROUNDS);
    s.limits[0] = s.host.held.worth = 0.51;
    assert_int_equal(leaves_in(&s), 4);
}

/* ---- deadlines that differ ---- */

/* The other has 6 rounds of my 11. Hazards 1/11 and 1/6 in round 0: eta = 11/17, sigma = (1 +
 * eta)/3, u* = .1 + .85 sigma = .5666667, opening .7833333. In round 5 they are 1/6 and 1: eta =
 * 6/7, u* = .6261905, e = 1.2942722, s = .2 + .5833333 (1 - .5^e) = .5454829. */
static void test_less_time_is_less_leverage(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.deadlines[1] = 6;
    sit(&s);
    assert_offers(&s, 0, 784);
    assert_offers(&s, 5, 546);
    s.params[SEE] = 0;
    s.params[E0] = 2; /* .2 + .55 (1 - .25) */
    sit(&s);
    assert_offers(&s, 0, 750);
    assert_offers(&s, 5, 613);
}

/* A deadline that I do not know of counts as nothing, and so does one that all have. */
static void test_unknown_and_common_deadlines(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    sit(&s);
    s.known[1] = 0;
    assert_int_equal(agent->init(s.state, &s.brief, &s.host.host, s.params), 0);
    assert_offers(&s, 0, 763);
    assert_offers(&s, 5, 492);
    assert_offers(&s, 10, 200);
}

/* Beyond the other's deadline there is nobody to deal with: its last round is mine. */
static void test_the_first_deadline_is_the_last_chance(void **unused)
{
    (void)unused;
    seat s;
    plain(&s);
    s.deadlines[1] = 6;
    sit(&s);
    assert_int_equal(answers(&s, 4, 200).kind, HG_OFFER);
    assert_int_equal(answers(&s, 5, 199).kind, HG_OFFER);
    assert_int_equal(answers(&s, 5, 200).kind, HG_ACCEPT);
}

/* ---- properties over random sessions ---- */

static void draw_seat(seat *s, uint64_t *x)
{
    plain(s);
    for (int i = 0; i < PARAMS; i++) {
        const hg_param *p = &agent->params[i];
        if (uniform(x) < 0.5) continue;
        s->params[i] =
            p->choices ? floor(uniform(x) * (p->max + 1)) : p->min + uniform(x) * (p->max - p->min);
    }
    for (int i = 0; i < 2; i++) {
        s->recognition[i] = 0.1 + uniform(x);
        s->hazard[i] = uniform(x);
        s->limits[i] = 0.9 * uniform(x);
    }
    for (int i = 0; i < 4; i++) s->host.normals[i] = 4 * uniform(x) - 2;
    s->iota[1] = uniform(x);
    s->iota[2] = NAN; /* not told */
    s->host.held =
        (hg_alternative){.name = "held", .worth = s->limits[0], .expires = 2, .standing = 1};
}

/* w <= x <= M, falling while nothing happens, w on the last turn; never accepts less than w. */
static void test_demand_stays_in_bounds(void **unused)
{
    (void)unused;
    uint64_t x = 3;
    for (int run = 0; run < 3000; run++) {
        seat s;
        draw_seat(&s, &x);
        s.params[PSI] = 1; /* an insult would raise it */
        sit(&s);
        bool events = uniform(&x) < 0.5;
        double before = INFINITY, w = s.limits[0];
        for (uint32_t k = 0; k < ROUNDS; k++) {
            if (events && uniform(&x) < 0.3) {
                limit_becomes(&s, 0, w = uniform(&x));
                before = INFINITY;
            }
            hg_outcome standing = (hg_outcome)(uniform(&x) * OUTCOMES);
            hg_reply r = answers(&s, k, standing);
            if (r.kind == HG_ACCEPT) {
                assert_true(worth[standing] >= w);
                continue;
            }
            if (r.kind == HG_WALK) {
                assert_true(s.params[WALK] > 0 && k >= s.params[KMIN] && w > 0);
                break;
            }
            assert_int_equal(r.kind, HG_OFFER);
            assert_true(worth[r.outcome] >= w && worth[r.outcome] <= before);
            assert_true(k + 1 < ROUNDS || worth[r.outcome] < w + 0.001);
            before = worth[r.outcome];
        }
    }
}

/* Who walks would walk from more, too; and a cost of leaving never makes it walk. */
static void test_walks_the_rather_the_more_it_has(void **unused)
{
    (void)unused;
    uint64_t x = 7;
    int walks = 0, stays = 0;
    for (int run = 0; run < 1000; run++) {
        seat s;
        plain(&s);
        s.params[KAPPA] = uniform(&x);
        s.params[C_EXIT] = uniform(&x) < 0.5 ? 0 : 0.1 * uniform(&x);
        for (int i = 0; i < 2; i++) {
            s.recognition[i] = 0.1 + uniform(&x);
            s.hazard[i] = 0.5 * uniform(&x);
            s.limits[i] = 0.9 * uniform(&x);
        }
        uint32_t before = ROUNDS;
        for (int step = 0; step <= 20; step++) {
            s.limits[0] = step / 20.0;
            uint32_t round = leaves_in(&s);
            assert_true(round <= before && (round > 0 || s.params[KMIN] < 1));
            before = round;
            *(round < ROUNDS ? &walks : &stays) += 1;
            s.params[C_EXIT] += 0.05;
            assert_true(leaves_in(&s) >= round);
            s.params[C_EXIT] -= 0.05;
        }
    }
    assert_true(walks > 1000 && stays > 1000);
}

/* The null does not feel leverage: same replies for any p, h, iota, kappa and others' limits. */
static void test_blind_is_blind(void **unused)
{
    (void)unused;
    uint64_t x = 5;
    for (int run = 0; run < 2000; run++) {
        seat a, b;
        draw_seat(&a, &x);
        a.params[SEE] = 0;
        b = a;
        b.params[KAPPA] = uniform(&x);
        b.params[G] = 2 * uniform(&x);
        b.limits[1] = NAN;
        for (int i = 0; i < 2; i++) {
            b.recognition[i] = uniform(&x);
            b.hazard[i] = uniform(&x);
            b.iota[i + 1] = uniform(&x);
        }
        sit(&a);
        sit(&b);
        for (uint32_t k = 0; k < ROUNDS; k++) {
            hg_outcome standing = (hg_outcome)(uniform(&x) * OUTCOMES);
            if (uniform(&x) < 0.2) limit_becomes(&b, 1, uniform(&x));
            hg_reply ra = answers(&a, k, standing), rb = answers(&b, k, standing);
            assert_memory_equal(&ra, &rb, sizeof ra);
            if (ra.kind == HG_WALK) break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_traits_follow_see),
        cmocka_unit_test(test_opening_and_pace),
        cmocka_unit_test(test_null_is_the_polynomial),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_anchor),
        cmocka_unit_test(test_weak_alternative_pulls),
        cmocka_unit_test(test_own_alternative_arrives),
        cmocka_unit_test(test_other_limit_moves),
        cmocka_unit_test(test_event_before_the_opening),
        cmocka_unit_test(test_late_opening_is_its_base),
        cmocka_unit_test(test_acceptance_is_exact),
        cmocka_unit_test(test_reciprocity),
        cmocka_unit_test(test_step_limits),
        cmocka_unit_test(test_no_zone_keeps_the_limit),
        cmocka_unit_test(test_revision),
        cmocka_unit_test(test_without_deadline_it_stays),
        cmocka_unit_test(test_three_parties),
        cmocka_unit_test(test_walks_at_once_without_a_zone_where_waiting_costs),
        cmocka_unit_test(test_leaving_costs),
        cmocka_unit_test(test_no_walk_where_it_is_not_allowed),
        cmocka_unit_test(test_impatience),
        cmocka_unit_test(test_a_good_alternative_alone_is_no_reason_to_leave),
        cmocka_unit_test(test_waits_for_what_is_on_its_way),
        cmocka_unit_test(test_leaves_before_its_alternative_is_gone),
        cmocka_unit_test(test_what_goes_holds_up_nothing),
        cmocka_unit_test(test_a_hidden_deadline_does_not_pull),
        cmocka_unit_test(test_the_blind_walk_for_more_than_half),
        cmocka_unit_test(test_less_time_is_less_leverage),
        cmocka_unit_test(test_unknown_and_common_deadlines),
        cmocka_unit_test(test_the_first_deadline_is_the_last_chance),
        cmocka_unit_test(test_walks_the_rather_the_more_it_has),
        cmocka_unit_test(test_demand_stays_in_bounds),
        cmocka_unit_test(test_blind_is_blind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
