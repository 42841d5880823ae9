/* The compatibility strategies by hand: their times, targets, searches, acceptance and ties, and
 * the lists that they search against sorted ones. No reference data needed. */
#include "agent_fixture.h"

#include "agents/builtin.h"
#include "agents/compat/listing.h"

#define EIGHTHS 9 /* outcomes worth 0, 1/8, ..., 1: exact */
#define NO_MOVE HG_NO_OUTCOME

static const double eighths[EIGHTHS] = {0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1};

/* With issues, for whose sake the strategy sits down once more. */
static void sit_with(seat *s, const hg_agent_type *type, const double *params,
                     const hg_issue *issues, uint32_t n_issues, const double *u, size_t count,
                     double limit, uint32_t rounds)
{
    assert_int_equal(sit_among(s, 2, type, params, u, count, limit, rounds), 0);
    memset(s->state, 0, sizeof s->state);
    s->host.taken = 0;
    memset(s->host.heap, 0, sizeof s->host.heap);
    s->brief.issues = issues;
    s->brief.n_issues = n_issues;
    assert_int_equal(type->init(s->state, &s->brief, &s->host.host, params), 0);
}

static void sit_list(seat *s, const hg_agent_type *type, double param, const double *u,
                     size_t count, double limit, uint32_t rounds)
{
    static hg_issue issue;
    static double params[1];
    issue = (hg_issue){.name = "i", .kind = HG_ISSUE_LISTED, .size = count};
    params[0] = param;
    sit_with(s, type, params, &issue, 1, u, count, limit, rounds);
}

/* ---- genius-time ---- */

/* N = 4, e = 1: t = .2, .4, .6, .8; targets .8, .6, .4, .2; never the best, never the least. */
static void test_genius_time(void **unused)
{
    (void)unused;
    seat s;
    sit_list(&s, &hg_agent_genius_time, 1, eighths, EIGHTHS, 0, 4);
    assert_offers(&s, 0, 6); /* .75 is nearer than .875 */
    assert_offers(&s, 1, 5);
    assert_offers(&s, 2, 3);
    assert_offers(&s, 3, 2);
    sit_list(&s, &hg_agent_genius_time, 0, eighths, EIGHTHS, 0, 4);
    for (uint32_t k = 0; k < 4; k++) assert_offers(&s, k, 8);
    sit_list(&s, &hg_agent_genius_time, 2, eighths, EIGHTHS, 0, 3); /* t = 1/4: 1 - 1/2 */
    assert_offers(&s, 0, 4);
    sit_list(&s, &hg_agent_genius_time, 0.5, eighths, EIGHTHS, 0, 3); /* t = 1/2: 1 - 1/4 */
    assert_offers(&s, 1, 6);
    sit_list(&s, &hg_agent_genius_time, 1, eighths, EIGHTHS, 0.5, 3); /* .5 + .5 * 3/4 */
    assert_offers(&s, 0, 7);
    sit_list(&s, &hg_agent_genius_time, 1, eighths, EIGHTHS, 0, 0); /* no deadline: t = 0 */
    assert_offers(&s, 7, 8);
}

/* Against its own next bid, not its target: .75 where the target is .8. */
static void test_genius_accepts_what_it_would_bid(void **unused)
{
    (void)unused;
    seat s;
    sit_list(&s, &hg_agent_genius_time, 1, eighths, EIGHTHS, 0, 4);
    assert_int_equal(answer(&s, 0, 6).kind, HG_ACCEPT);
    assert_bids(answer(&s, 0, 5), 6);
    assert_int_equal(answer(&s, 3, 2).kind, HG_ACCEPT);
    assert_bids(answer(&s, 3, 1), 2);
}

/* Equally near: the better one. On either side of the middle of the list. */
static void test_genius_between_two(void **unused)
{
    (void)unused;
    static const double few[] = {0, 1}, more[] = {0.5, 0, 1, 0.25};
    seat s;
    sit_list(&s, &hg_agent_genius_time, 1, few, 2, 0, 1); /* target .5 */
    assert_offers(&s, 0, 1);
    sit_list(&s, &hg_agent_genius_time, 1, more, 4, 0, 7); /* r = 5: .375, between .5 and .25 */
    assert_offers(&s, 4, 0);
    assert_offers(&s, 6, 3); /* .125, between .25 and 0 */
}

/* Umin = .6, target .64: .5 is nearer than 1. It offers that, and takes it. */
static void test_genius_goes_below_its_limit(void **unused)
{
    (void)unused;
    static const double worth[] = {0, 0.5, 1};
    seat s;
    sit_list(&s, &hg_agent_genius_time, 1, worth, 3, 0.6, 9);
    assert_offers(&s, 8, 1);
    assert_int_equal(answer(&s, 8, 1).kind, HG_ACCEPT);
    assert_true(hg_agent_genius_time.traits & HG_TRAIT_BELOW_LIMIT);
}

/* A sum of weights beyond 1 counts as 1, money does not. r = 6 of 24: the target is .76, nearer to
 * .53 than to 1; without the cut it were .79, nearer to 1.04. */
static void test_genius_cuts_at_one(void **unused)
{
    (void)unused;
    static const double weights[] = {0, 0.53, 1.04}, money[] = {0, 53, 104}, two[] = {1.04, 1.02},
                        rich[] = {104, 102};
    seat s;
    sit_list(&s, &hg_agent_genius_time, 1, weights, 3, 0, 24);
    assert_offers(&s, 5, 1);
    sit_list(&s, &hg_agent_genius_time, 1, money, 3, 0, 24);
    assert_offers(&s, 5, 2);
    sit_list(&s, &hg_agent_genius_time, 0, two, 2, 0, 4);
    assert_int_equal(answer(&s, 0, 1).kind, HG_ACCEPT);
    sit_list(&s, &hg_agent_genius_time, 0, rich, 2, 0, 4);
    assert_bids(answer(&s, 0, 1), 0);
}

/* Four outcomes worth the same: the search hits the one in place 1 of the list. Hashes of "a" and
 * "b" are 97 and 98; (b, a) = 195, (b, b) = 196, (a, a) = 194, (a, b) = 195: the list is (a, a),
 * (b, a), (a, b), (b, b), as the first issue runs fastest. */
static void test_genius_ties(void **unused)
{
    (void)unused;
    static const char *const ba[] = {"b", "a"}, *const ab[] = {"a", "b"};
    static const hg_issue two[] = {{.name = "x", .kind = HG_ISSUE_LISTED, .size = 2, .names = ba},
                                   {.name = "y", .kind = HG_ISSUE_LISTED, .size = 2, .names = ab}};
    static const double same[] = {1, 1, 1, 1}, one[] = {1};
    seat s;
    sit_with(&s, &hg_agent_genius_time, one, two, 2, same, 4, 0, 5);
    assert_offers(&s, 0, 0);
    /* Numbers have no hash: places are those of the first issue running fastest. */
    static const hg_issue numbers[] = {
        {.name = "x", .kind = HG_ISSUE_NUMBER, .size = 2, .step = 1, .max = 1},
        {.name = "y", .kind = HG_ISSUE_NUMBER, .size = 2, .step = 1, .max = 1}};
    sit_with(&s, &hg_agent_genius_time, one, numbers, 2, same, 4, 0, 5);
    assert_offers(&s, 0, 2);
}

/* Over UTF-16, compared with its sign: of three equals the order is the face (1772899: its hash
 * with the utility's is negative), then the e with an accent (233), then zz (3904). */
static void test_genius_hashes_as_java(void **unused)
{
    (void)unused;
    static const char *const names[] = {"\xf0\x9f\x98\x80", "\xc3\xa9", "zz"};
    static const hg_issue issue = {.name = "x", .kind = HG_ISSUE_LISTED, .size = 3, .names = names};
    static const double same[] = {1, 1, 1}, one[] = {1};
    seat s;
    sit_with(&s, &hg_agent_genius_time, one, &issue, 1, same, 3, 0, 5);
    assert_offers(&s, 0, 1); /* place 1 of 0 .. 2 */
}

/* ---- negolog-time ---- */

enum { BOULWARE, LINEAR, CONCEDER };

/* N = 2: t = 0 and 1/2; the targets there 1/4 + P1/2 + 1/10. */
static void test_negolog_time(void **unused)
{
    (void)unused;
    static const double worth[] = {0, 0.62, 0.63, 0.69, 0.71, 0.77, 0.78, 1};
    seat s;
    sit_list(&s, &hg_agent_negolog_time, LINEAR, worth, 8, 0, 2);
    assert_offers(&s, 0, 7);
    hg_outcome bid = move(&s, fake_turn(&s.host, 1, NO_MOVE)).outcome; /* .7 */
    assert_true(bid == 3 || bid == 4);
    sit_list(&s, &hg_agent_negolog_time, BOULWARE, worth, 8, 0, 2);
    bid = move(&s, fake_turn(&s.host, 1, NO_MOVE)).outcome; /* .775 */
    assert_true(bid == 5 || bid == 6);
    sit_list(&s, &hg_agent_negolog_time, CONCEDER, worth, 8, 0, 2);
    bid = move(&s, fake_turn(&s.host, 1, NO_MOVE)).outcome; /* .625 */
    assert_true(bid == 1 || bid == 2);
    sit_list(&s, &hg_agent_negolog_time, LINEAR, worth, 8, 0, 0);
    assert_offers(&s, 5, 7); /* no deadline: t = 0 */
}

/* Against its target .7, though its bid is worth .69. */
static void test_negolog_accepts_its_target(void **unused)
{
    (void)unused;
    static const double worth[] = {0, 0.69, 0.69, 0.8, 1};
    seat s;
    sit_list(&s, &hg_agent_negolog_time, LINEAR, worth, 5, 0, 2);
    assert_bids(answer(&s, 1, 2), 1);
    assert_int_equal(answer(&s, 1, 3).kind, HG_ACCEPT);
    assert_int_equal(answer(&s, 0, 3).kind, HG_OFFER);
}

/* rv = .6: P2 = .6, P1 = .7 * 1.6/1.4 = .8; at t = 1/2 the target is .25 + .4 + .15 = .8. Never
 * below rv, but the nearest bid may be: at rv = .65 and the last of 100 rounds. */
static void test_negolog_and_its_limit(void **unused)
{
    (void)unused;
    static const double worth[] = {0, 0.72, 0.79, 0.87, 1}, gap[] = {0.64, 1};
    seat s;
    sit_list(&s, &hg_agent_negolog_time, LINEAR, worth, 5, 0.6, 2);
    assert_offers(&s, 1, 2);
    sit_list(&s, &hg_agent_negolog_time, LINEAR, worth, 5, 0.4, 2);
    assert_offers(&s, 1, 1); /* as without */
    sit_list(&s, &hg_agent_negolog_time, CONCEDER, gap, 2, 0.65, 100);
    assert_bids(answer(&s, 99, 0), 0);
    limit_becomes(&s, 0.99);
    assert_offers(&s, 99, 1);
}

/* A target beyond the list takes its end; one that is hit, any that hits it. */
static void test_negolog_ends_of_the_list(void **unused)
{
    (void)unused;
    static const double low[] = {0.1, 0.3, 0.2}, high[] = {0.95, 0.9, 0.99};
    seat s;
    sit_list(&s, &hg_agent_negolog_time, LINEAR, low, 3, 0, 2);
    assert_offers(&s, 0, 1);
    assert_offers(&s, 1, 1);
    sit_list(&s, &hg_agent_negolog_time, LINEAR, high, 3, 0, 2);
    assert_offers(&s, 0, 2);
    assert_offers(&s, 1, 1);
    static const hg_issue two[] = {{.name = "x", .kind = HG_ISSUE_LISTED, .size = 2},
                                   {.name = "y", .kind = HG_ISSUE_LISTED, .size = 3}};
    static const double flat[] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}, linear[] = {LINEAR};
    sit_with(&s, &hg_agent_negolog_time, linear, two, 2, flat, 6, 0, 2);
    assert_offers(&s, 0, 0);                                  /* the first of the list: (0, 0) */
    static const double upper[] = {1, 0.5, 0.5, 0.5, 0.5, 1}; /* (0, 0) and (1, 2) are worth 1 */
    sit_with(&s, &hg_agent_negolog_time, linear, two, 2, upper, 6, 0.75, 4);
    assert_offers(&s, 0, 0);
    assert_offers(&s, 3, 5); /* the last of those above: nearer than .5 */
}

/* ---- negmas-aspiration ---- */

/* N = 3, exponent 1: t = 1/4, 1/2, 3/4; lo = .749, .499, .249. */
static void test_aspiration(void **unused)
{
    (void)unused;
    seat s;
    sit_list(&s, &hg_agent_negmas_aspiration, 1, eighths, EIGHTHS, 0, 3);
    assert_offers(&s, 0, 6);
    assert_offers(&s, 1, 4);
    assert_offers(&s, 2, 2);
    assert_int_equal(answer(&s, 0, 6).kind, HG_ACCEPT);
    assert_bids(answer(&s, 0, 5), 6);
    sit_list(&s, &hg_agent_negmas_aspiration, 2, eighths, EIGHTHS, 0, 3); /* 1 - 1/4 - .001 */
    assert_offers(&s, 1, 6);
    sit_list(&s, &hg_agent_negmas_aspiration, 1, eighths, EIGHTHS, 0.5, 1); /* .75 - .001 */
    assert_offers(&s, 0, 6);
    sit_list(&s, &hg_agent_negmas_aspiration, 1, eighths, EIGHTHS, 0, 0); /* no deadline */
    assert_offers(&s, 9, 8);
}

/* lo = .749: what is worth at most 1e-6 less and is strictly nearer is offered, not accepted. */
static void test_aspiration_looks_a_little_below(void **unused)
{
    (void)unused;
    static const double near[] = {0, 0.749 - 5e-7, 0.75, 1}, far[] = {0, 0.749 - 2e-6, 0.75, 1},
                        behind[] = {0, 0.749 - 5e-7, 0.749 + 2e-7, 1};
    seat s;
    sit_list(&s, &hg_agent_negmas_aspiration, 1, near, 4, 0, 3);
    assert_offers(&s, 0, 1);
    assert_bids(answer(&s, 0, 1), 1);
    sit_list(&s, &hg_agent_negmas_aspiration, 1, far, 4, 0, 3);
    assert_offers(&s, 0, 2);
    sit_list(&s, &hg_agent_negmas_aspiration, 1, behind, 4, 0, 3);
    assert_offers(&s, 0, 2);
}

/* Of equals the lowest index; where nothing is worth the limit, the best of the highest. */
static void test_aspiration_ties(void **unused)
{
    (void)unused;
    static const double worth[] = {0.75, 1, 0.75, 1, 0}, low[] = {0.749 - 5e-7, 0, 0.749 - 5e-7, 1};
    seat s;
    sit_list(&s, &hg_agent_negmas_aspiration, 1, worth, 5, 0, 3);
    assert_offers(&s, 0, 0);
    sit_list(&s, &hg_agent_negmas_aspiration, 1, low, 4, 0, 3);
    assert_offers(&s, 0, 0);
    sit_list(&s, &hg_agent_negmas_aspiration, 1, worth, 5, 2, 3);
    assert_bids(answer(&s, 0, 1), 3);
    assert_bids(answer(&s, 2, 3), 3);
}

/* ---- negmas-micro ---- */

static void sit_micro(seat *s, const double *u, size_t count, double limit)
{
    sit_list(s, &hg_agent_negmas_micro, 0, u, count, limit, 20);
}

/* One new offer for each new one heard, the last one again otherwise. */
static void test_negmas_micro(void **unused)
{
    (void)unused;
    seat s;
    sit_micro(&s, eighths, EIGHTHS, 0.5);
    assert_offers(&s, 0, 8);                            /* m = 0, n = 0 */
    assert_offers(&s, 1, 8);                            /* 1, 0 */
    assert_bids(answer(&s, 2, 0), 7);                   /* 1, 1: what it answers counts */
    assert_bids(answer(&s, 3, 0), 7);                   /* 2, 1: heard before */
    assert_bids(answer(&s, 4, 1), 6);                   /* 2, 2 */
    assert_int_equal(answer(&s, 5, 6).kind, HG_ACCEPT); /* 3, 3: the next is 5 */
    assert_int_equal(answer(&s, 6, 5).kind, HG_ACCEPT); /* 3, 4 */
}

static void test_negmas_micro_not_ready(void **unused)
{
    (void)unused;
    seat s;
    sit_micro(&s, eighths, EIGHTHS, 0.5);
    assert_offers(&s, 0, 8);
    assert_bids(answer(&s, 1, 0), 7);
    assert_bids(answer(&s, 2, 0), 7);
    hg_turn again = fake_turn(&s.host, 3, 6); /* 6 stands, but was not heard as new: 2, 1 */
    assert_bids(move(&s, again), 7);
    again.standing = 7;
    assert_int_equal(move(&s, again).kind, HG_ACCEPT); /* as good as its last */
}

/* Ties: higher index first; it offers what is worth its limit, and stops there. */
static void test_negmas_micro_list(void **unused)
{
    (void)unused;
    static const double worth[] = {0.5, 1, 0.25, 1, 0.5};
    static const hg_outcome list[] = {3, 1, 4, 0, 0, 0};
    seat s;
    sit_micro(&s, worth, 5, 0.5);
    for (uint32_t k = 0; k < 6; k++) {
        assert_offers(&s, k, list[k]);
        hear(&s, fake_offer(k % 5));
    }
    assert_int_equal(answer(&s, 7, 0).kind, HG_ACCEPT); /* at the end: its limit */
    assert_bids(answer(&s, 8, 2), 0);
    sit_micro(&s, worth, 5, 2);
    assert_int_equal(answer(&s, 0, 1).kind, HG_REJECT);
}

static void test_negmas_micro_follows_its_limit(void **unused)
{
    (void)unused;
    seat s;
    sit_micro(&s, eighths, EIGHTHS, 0);
    for (uint32_t k = 0; k < 3; k++) (void)answer(&s, k, k); /* offered 8, 7, 6 */
    limit_becomes(&s, 0.8);
    assert_int_equal(move(&s, fake_revision(&s.host, 3, 7)).kind, HG_REJECT);
    assert_int_equal(move(&s, fake_revision(&s.host, 3, 6)).kind, HG_WITHDRAW);
    assert_int_equal(answer(&s, 3, 0).kind, HG_REJECT); /* the last one is not worth it */
    limit_becomes(&s, 0);
    assert_bids(answer(&s, 4, 0), 5);
}

/* ---- the list ---- */

static uint64_t scrambled(const listing *l, hg_outcome o)
{
    (void)l;
    return (o * UINT64_C(0x9e3779b97f4a7c15)) ^ (o << 7);
}

static uint64_t negated(const listing *l, hg_outcome o)
{
    (void)l;
    return ~o;
}

/* Insertion, best first, by a cut utility and a key. */
static void sort_all(const listing *l, hg_outcome *sorted)
{
    for (uint64_t o = 0; o < l->size; o++) {
        uint64_t at = o;
        for (; at > 0; at--) {
            double here = listing_utility(l, o), there = listing_utility(l, sorted[at - 1]);
            bool before =
                here > there || (here == there && l->key(l, o) < l->key(l, sorted[at - 1]));
            if (!before) break;
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = o;
    }
}

/* Random lists full of ties, cut or not, against the same sorted. */
static void test_list_against_sorting(void **unused)
{
    (void)unused;
    uint64_t x = 5;
    for (int run = 0; run < 60; run++) {
        hg_issue issues[3];
        uint64_t n = 1;
        for (int i = 0; i < 3; i++) {
            issues[i] = (hg_issue){.name = "i", .kind = HG_ISSUE_LISTED, .size = 1 + next(&x) % 4};
            n *= issues[i].size;
        }
        double u[64];
        for (uint64_t o = 0; o < n; o++) u[o] = (double)(next(&x) % 6) / 4;
        fake_host host;
        fake_host_init(&host, u, n, 0, 5);
        hg_brief brief = {.issues = issues, .n_issues = 3, .n_outcomes = n};
        listing l;
        listing_init(&l, &brief, &host.host);
        if (run % 3 == 1) l.key = scrambled;
        if (run % 3 == 2) l.key = negated;
        if (run % 2) l.cap = 1;
        hg_outcome sorted[64];
        sort_all(&l, sorted);
        for (uint64_t k = 0; k < n; k++) {
            assert_int_equal(listing_at(&l, k), sorted[k]);
            assert_same(listing_worth(&l, k), listing_utility(&l, sorted[k]));
            if (l.key == negated && l.cap > 1) assert_int_equal(listing_reversed(&l, k), sorted[k]);
        }
        assert_int_equal(listing_reversed(&l, n), HG_NO_OUTCOME);
        assert_true(isnan(listing_worth(&l, n)));
    }
}

/* Every bid is a nearest one, for every target that its curve comes to. */
static void test_bids_are_nearest(void **unused)
{
    (void)unused;
    uint64_t x = 3;
    for (int run = 0; run < 200; run++) {
        double u[24], limit = (double)(next(&x) % 100) / 150;
        size_t n = 2 + next(&x) % 22;
        for (size_t o = 0; o < n; o++) u[o] = (double)(next(&x) % 31) / 30;
        seat s;
        sit_list(&s, &hg_agent_genius_time, 1, u, n, limit, 9);
        double least = fmax(s.brief.worst, limit);
        for (uint32_t k = 0; k < 9; k++) {
            double target = least + (s.brief.best - least) * (1 - (k + 1.0) / 10);
            hg_reply r = move(&s, fake_turn(&s.host, k, NO_MOVE));
            for (size_t o = 0; o < n; o++)
                assert_true(fabs(u[r.outcome] - target) <= fabs(u[o] - target));
        }
    }
}

/* ---- all ---- */

static const hg_agent_type *const all[] = {&hg_agent_genius_time, &hg_agent_negolog_time,
                                           &hg_agent_negmas_aspiration, &hg_agent_negmas_micro};

static void test_refuse_what_cannot_be_listed(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        seat s;
        static const double one[] = {1};
        assert_true(all[i]->traits & HG_TRAIT_ENUMERATES);
        sit_list(&s, all[i], 1, eighths, EIGHTHS, 0, 4);
        s.brief.n_outcomes = UINT64_C(1) << 40;
        assert_int_not_equal(all[i]->init(s.state, &s.brief, &s.host.host, one), 0);
        assert_non_null(strstr(s.host.said, "one by one"));
    }
}

/* On a turn on which it may not propose it answers, or says no; an offer that is still worth the
 * limit stays as it is. */
static void test_turns_without_proposal(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        seat s;
        sit_list(&s, all[i], 1, eighths, EIGHTHS, 0.25, 4);
        hg_turn turn = fake_turn(&s.host, 1, 0);
        turn.may = HG_MAY(HG_ACCEPT) | HG_MAY(HG_REJECT);
        assert_int_equal(move(&s, turn).kind, HG_REJECT);
        turn.standing = 8;
        assert_int_equal(move(&s, turn).kind, HG_ACCEPT);
        assert_int_equal(move(&s, fake_revision(&s.host, 1, 4)).kind, HG_REJECT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_genius_time),
        cmocka_unit_test(test_genius_accepts_what_it_would_bid),
        cmocka_unit_test(test_genius_between_two),
        cmocka_unit_test(test_genius_goes_below_its_limit),
        cmocka_unit_test(test_genius_cuts_at_one),
        cmocka_unit_test(test_genius_ties),
        cmocka_unit_test(test_genius_hashes_as_java),
        cmocka_unit_test(test_negolog_time),
        cmocka_unit_test(test_negolog_accepts_its_target),
        cmocka_unit_test(test_negolog_and_its_limit),
        cmocka_unit_test(test_negolog_ends_of_the_list),
        cmocka_unit_test(test_aspiration),
        cmocka_unit_test(test_aspiration_looks_a_little_below),
        cmocka_unit_test(test_aspiration_ties),
        cmocka_unit_test(test_negmas_micro),
        cmocka_unit_test(test_negmas_micro_not_ready),
        cmocka_unit_test(test_negmas_micro_list),
        cmocka_unit_test(test_negmas_micro_follows_its_limit),
        cmocka_unit_test(test_list_against_sorting),
        cmocka_unit_test(test_bids_are_nearest),
        cmocka_unit_test(test_refuse_what_cannot_be_listed),
        cmocka_unit_test(test_turns_without_proposal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
