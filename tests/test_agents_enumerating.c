/* MiCRO and Zeuthen against offers computed by hand, and MiCRO against published traces. */
#include "agent_fixture.h"
#include "golden.h"

#include "agents/builtin.h"

#define ROUNDS 20

/* ---- MiCRO ---- */

static const double at_random[] = {0}, the_last[] = {1};

/* From the best down, one new offer for each new one received. */
static void test_one_for_one(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_micro, the_last, 0.25, ROUNDS);
    assert_offers(&s, 0, 100);          /* m = 0, n = 0 */
    assert_offers(&s, 1, 100);          /* 1, 0: nothing new is due */
    assert_bids(answer(&s, 2, 10), 99); /* 1, 1 */
    assert_bids(answer(&s, 3, 10), 99); /* 2, 1: heard that before */
    assert_bids(answer(&s, 4, 30), 98); /* 2, 2: new, though better than the last */
    hear(&s, fake_offer(11));
    assert_bids(answer(&s, 5, 12), 97); /* 3, 4: two new ones ... */
    assert_offers(&s, 6, 96);           /* ... are answered by two: 4, 4 */
    assert_offers(&s, 7, 96);           /* 5, 4 */
}

static void test_accepts_the_next_of_its_list(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_micro, the_last, 0.25, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 1, 98), 99);                 /* the next is 99 */
    assert_bids(answer(&s, 2, 98), 99);                 /* not ready: what it stands at is 99 */
    assert_int_equal(answer(&s, 3, 97).kind, HG_OFFER); /* ready, the next is 98 */
    assert_int_equal(answer(&s, 4, 98).kind, HG_ACCEPT);
    sit_percent(&s, &hg_agent_micro, the_last, 0.25, ROUNDS);
    assert_int_equal(answer(&s, 0, 100).kind, HG_ACCEPT);
}

static void test_repeats_at_random(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_micro, at_random, 0.25, ROUNDS);
    const double uniforms[] = {0, 0.34, 0.67, 0.999};
    memcpy(s.host.uniforms, uniforms, sizeof uniforms);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 1, 1), 99);
    assert_bids(answer(&s, 2, 2), 98);
    assert_int_equal(s.host.rolled, 0);
    assert_offers(&s, 3, 100);
    assert_offers(&s, 4, 99);
    assert_offers(&s, 5, 98);
    assert_offers(&s, 6, 98);
    assert_int_equal(answer(&s, 7, 98).kind, HG_ACCEPT); /* whatever it would have drawn */
}

/* What is worth the limit and no more is accepted, but not proposed. */
static void test_the_end_of_its_list(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_micro, the_last, 0.98, ROUNDS);
    assert_offers(&s, 0, 100);
    assert_bids(answer(&s, 1, 10), 99);
    assert_bids(answer(&s, 2, 11), 99);
    assert_bids(answer(&s, 3, 97), 99);
    assert_int_equal(answer(&s, 4, 98).kind, HG_ACCEPT);
    static const double two[] = {0.5, 0.75};
    assert_int_equal(sit_among(&s, 2, &hg_agent_micro, the_last, two, 2, 0, ROUNDS), 0);
    assert_offers(&s, 0, 1);
    assert_int_equal(answer(&s, 1, 0).kind, HG_ACCEPT); /* the next of its list is 0 */
    hear(&s, fake_offer(0));
    assert_offers(&s, 2, 0);
    hear(&s, fake_offer(1)); /* and then the list is over */
    assert_int_equal(answer(&s, 3, 0).kind, HG_ACCEPT);
    assert_int_equal(sit_among(&s, 2, &hg_agent_micro, the_last, two, 2, 0.75, ROUNDS), 0);
    assert_int_equal(move(&s, fake_turn(&s.host, 0, HG_NO_OUTCOME)).kind, HG_REJECT);
}

static void test_ties_by_index(void **unused)
{
    (void)unused;
    static const double worth[] = {0.5, 1, 0.5, 1, 0.5};
    seat s;
    assert_int_equal(sit_among(&s, 2, &hg_agent_micro, the_last, worth, 5, 0, ROUNDS), 0);
    const hg_outcome list[] = {1, 3, 0, 2, 4};
    for (uint32_t k = 0; k < 5; k++) {
        hg_outcome new = list[4 - k];
        assert_bids(move(&s, fake_turn(&s.host, k, HG_NO_OUTCOME)), list[k]);
        hear(&s, fake_offer(new));
    }
}

static void test_micro_follows_its_limit(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_micro, at_random, 0.25, ROUNDS);
    for (uint32_t k = 0; k < 4; k++) (void)answer(&s, k, k); /* offered 100 .. 97 */
    limit_becomes(&s, 0.99);
    s.host.uniforms[0] = s.host.uniforms[1] = 0.999;
    assert_int_equal(move(&s, fake_revision(&s.host, 3, 99)).kind, HG_REJECT);
    assert_bids(move(&s, fake_revision(&s.host, 3, 98)), 99);
    assert_bids(answer(&s, 4, 50), 99); /* 98 is no longer worth it */
    limit_becomes(&s, 2);
    assert_int_equal(move(&s, fake_revision(&s.host, 4, 99)).kind, HG_WITHDRAW);
    assert_int_equal(answer(&s, 5, 100).kind, HG_REJECT);
    limit_becomes(&s, 0.25);
    assert_bids(answer(&s, 6, 51), 96); /* 4, 7 */
}

/* Of two others the one that offered less that is new counts. */
static void test_several_others(void **unused)
{
    (void)unused;
    static double worth[PERCENT];
    for (int i = 0; i < PERCENT; i++) worth[i] = i / 100.0;
    seat s;
    assert_int_equal(sit_among(&s, 3, &hg_agent_micro, the_last, worth, PERCENT, 0, ROUNDS), 0);
    assert_offers(&s, 0, 100);
    hear(&s, fake_offer_by(1, 10));
    hear(&s, fake_offer_by(1, 11));
    assert_offers(&s, 1, 100);
    hear(&s, fake_offer_by(2, 10)); /* new from this one */
    assert_offers(&s, 2, 99);
    hear(&s, fake_offer_by(0, 50)); /* its own seat, and one that does not exist */
    hear(&s, fake_offer_by(9, 50));
    assert_offers(&s, 3, 99);
}

static void test_where_it_may_not_propose(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_micro, the_last, 0.25, ROUNDS);
    hear(&s, fake_offer(99));
    hg_turn t = fake_turn(&s.host, 0, 99);
    t.may &= ~HG_MAY(HG_OFFER);
    assert_int_equal(move(&s, t).kind, HG_REJECT);
    assert_offers(&s, 1, 100); /* what it could not say was not said */
}

static void test_too_many_outcomes(void **unused)
{
    (void)unused;
    seat s;
    sit_percent(&s, &hg_agent_linear, the_last, 0, ROUNDS);
    s.brief.n_outcomes = (UINT64_C(1) << 22) + 1;
    assert_int_not_equal(hg_agent_zeuthen.init(s.state, &s.brief, &s.host.host, the_last), 0);
    assert_string_equal(s.host.said, "goes through the outcomes one by one, and here are "
                                     "4194305 of them: a space of at most 4194304 is what it can "
                                     "play");
}

/* MiCRO goes down any list that has a second entry. */
static void test_a_continuum_is_no_list(void **unused)
{
    (void)unused;
    const hg_issue range = {.kind = HG_ISSUE_NUMBER, .size = (UINT64_C(1) << 52) + 1, .max = 1};
    seat s;
    sit_percent(&s, &hg_agent_linear, the_last, 0, ROUNDS);
    s.brief.n_outcomes = UINT64_C(1000000000000);
    assert_int_equal(hg_agent_micro.init(s.state, &s.brief, &s.host.host, the_last), 0);
    s.brief.n_issues = 1;
    s.brief.issues = &range;
    s.brief.n_outcomes = range.size;
    assert_int_not_equal(hg_agent_micro.init(s.state, &s.brief, &s.host.host, the_last), 0);
    assert_string_equal(s.host.said, "goes down its list of outcomes one by one, and here is a "
                                     "continuum: give the issue steps");
}

/* ---- Zeuthen ---- */

/* Gains of both at five outcomes; the greatest product is at the third. */
static const double first[] = {10, 8, 6, 3, 1}, second[] = {1, 4, 6, 8, 10};

/* u: what n outcomes are worth to party 0 and to party 1. */
static void sit_zeuthen_at(seat *s, const double *const u[2], uint32_t n, uint32_t me, double limit,
                           double others)
{
    double best = u[me][0], worst = u[me][0];
    for (uint32_t k = 1; k < n; k++) best = fmax(best, u[me][k]), worst = fmin(worst, u[me][k]);
    fake_host_init(&s->host, u[me], n, limit, ROUNDS);
    s->host.u_of[1 - me] = u[1 - me];
    s->others_limit[1 - me] = others;
    s->type = &hg_agent_zeuthen;
    s->brief = (hg_brief){.party = me,
                          .n_parties = 2,
                          .n_outcomes = n,
                          .best = best,
                          .worst = worst,
                          .limit = limit,
                          .rounds = ROUNDS,
                          .others_limit = s->others_limit};
    memset(s->state, 0, sizeof s->state);
    assert_int_equal(hg_agent_zeuthen.init(s->state, &s->brief, &s->host.host, NULL), 0);
}

static void sit_zeuthen(seat *s, uint32_t me, double limit, double others)
{
    sit_zeuthen_at(s, (const double *const[]){first, second}, 5, me, limit, others);
}

/* Products 10, 32, 36, 24, 10: from 0 against 4 a tie, which the first party breaks by 1; to have
 * more than 32 the second must give 2; then nothing has more than 36. */
static void test_zeuthen_by_hand(void **unused)
{
    (void)unused;
    seat a, b;
    sit_zeuthen(&a, 0, 0, 0);
    sit_zeuthen(&b, 1, 0, 0);
    assert_offers(&a, 0, 0);
    assert_bids(answer(&b, 0, 0), 4);
    assert_bids(answer(&a, 1, 4), 1);
    assert_bids(answer(&b, 1, 1), 2);
    assert_int_equal(answer(&a, 2, 2).kind, HG_ACCEPT);
}

/* The second party opens: the tie is the first's to break all the same. */
static void test_zeuthen_ties(void **unused)
{
    (void)unused;
    seat a, b;
    sit_zeuthen(&a, 0, 0, 0);
    sit_zeuthen(&b, 1, 0, 0);
    assert_offers(&b, 0, 4);
    assert_bids(answer(&a, 0, 4), 0);
    assert_bids(answer(&b, 1, 0), 4);
    assert_bids(answer(&a, 1, 4), 1);
}

/* With a limit of 3.5 the second party's gains are .5, 2.5, 4.5, 6.5 at outcomes 1 .. 4: products
 * 4, 15, 13.5, 6.5. */
static void test_zeuthen_sees_limits(void **unused)
{
    (void)unused;
    seat a;
    sit_zeuthen(&a, 0, 0, 3.5);
    assert_offers(&a, 0, 0);          /* -25 */
    assert_bids(answer(&a, 1, 4), 2); /* 6.5: 8 * .5 = 4 is not more, 15 is */
    assert_bids(answer(&a, 2, 3), 2); /* 15 against 13.5: the other's turn to give */
    hear(&a, (hg_message){.kind = HG_EVENT, .event = HG_EVENT_LIMIT, .party = 1, .value = 5});
    assert_int_equal(answer(&a, 3, 3).kind, HG_ACCEPT); /* 6 * 1 against 3 * 3, and 1 * 5 */
}

static void test_zeuthen_gives_in_where_nothing_beats_it(void **unused)
{
    (void)unused;
    seat a;
    sit_zeuthen(&a, 0, 0, 0);
    assert_offers(&a, 0, 0);
    hear(&a, fake_offer(2)); /* the Nash solution, and it cannot be accepted now */
    assert_offers(&a, 1, 2);
    assert_int_equal(answer(&a, 2, 2).kind, HG_ACCEPT);
}

static void test_zeuthen_and_its_own_limit(void **unused)
{
    (void)unused;
    seat a;
    sit_zeuthen(&a, 0, 7, 0);
    assert_offers(&a, 0, 0);
    assert_bids(answer(&a, 1, 4), 0); /* at 4 it would lose: the other's product is below 0 */
    limit_becomes(&a, 2);             /* products 8, 24, 24, 8, -10 */
    assert_bids(answer(&a, 2, 3), 1); /* 8 and 8: its tie to break */
}

/* Limits of 3: gains 9 and 1, 7 and 10, -8 and -8. What both lose by is below a product of 9, not
 * 64: nothing is conceded to it, though 70 is to be had. */
static void test_zeuthen_counts_what_both_lose_as_a_loss(void **unused)
{
    (void)unused;
    static const double one[] = {12, 10, -5}, two[] = {4, 13, -5};
    seat a;
    sit_zeuthen_at(&a, (const double *const[]){one, two}, 3, 0, 3, 3);
    assert_offers(&a, 0, 0);
    assert_bids(answer(&a, 1, 2), 0);
}

/* What was taken back is no longer asked: there is nothing to concede to. */
static void test_zeuthen_and_offers_taken_back(void **unused)
{
    (void)unused;
    seat a;
    sit_zeuthen(&a, 0, 0, 0);
    assert_offers(&a, 0, 0);
    hear(&a, fake_offer(4));
    hear(&a, (hg_message){.kind = HG_WITHDRAW, .seat = 1});
    assert_offers(&a, 1, 0);
    hear(&a, fake_offer(4));
    assert_offers(&a, 2, 1); /* its tie to break, once it stands again */
}

/* Products 8, 24, 24, 8, -10: 1 has no more than 2, which the other asks. */
static void test_zeuthen_gives_in_to_an_equal(void **unused)
{
    (void)unused;
    seat a;
    sit_zeuthen(&a, 0, 2, 0);
    assert_bids(answer(&a, 0, 2), 0);
    assert_int_equal(answer(&a, 1, 2).kind, HG_ACCEPT);
}

static void test_zeuthen_needs_two(void **unused)
{
    (void)unused;
    seat s;
    static const double worth[] = {0, 1};
    assert_int_not_equal(sit_among(&s, 3, &hg_agent_zeuthen, NULL, worth, 2, 0, ROUNDS), 0);
    assert_string_equal(s.host.said,
                        "weighs its risk against the other's: it plays between two parties");
}

/* ---- published traces ---- */

/* A host over a party of a published domain. */
typedef struct domain_host {
    hg_host host; /* first */
    const utility *of;
    double limit;
} domain_host;

static double domain_utility(const hg_host *h, hg_outcome o)
{
    return o == HG_NO_OUTCOME ? NAN : utility_of(((const domain_host *)h)->of, o);
}

static hg_outcome domain_best(const hg_host *h, uint64_t rank)
{
    return utility_ranked(((const domain_host *)h)->of, rank);
}

static uint64_t domain_count(const hg_host *h, double least)
{
    return utility_count(((const domain_host *)h)->of, least);
}

static arena memory; /* of the trace that is being played */

static void *domain_alloc(const hg_host *h, size_t size)
{
    (void)h;
    return arena_alloc(&memory, size);
}

static void domain_sit(seat *s, domain_host *h, const model *m, uint32_t who)
{
    const party *p = &m->parties[who];
    *h = (domain_host){{.utility = domain_utility,
                        .best = domain_best,
                        .count = domain_count,
                        .alloc = domain_alloc},
                       &p->utility,
                       p->reservation};
    s->type = &hg_agent_micro;
    s->brief = (hg_brief){.n_parties = 2,
                          .n_outcomes = m->space.size,
                          .best = utility_best(&p->utility),
                          .worst = utility_worst(&p->utility),
                          .limit = p->reservation};
    memset(s->state, 0, sizeof s->state);
    assert_int_equal(s->type->init(s->state, &s->brief, &h->host, the_last), 0);
}

static const uint32_t any_move = HG_MAY(HG_OFFER) | HG_MAY(HG_ACCEPT) | HG_MAY(HG_REJECT);
static int offers_compared, accepts_compared;

/* Their list breaks ties by the higher index, ours by the lower: the offers are worth the same.
 * Theirs goes on to what is worth the limit and no more, ours (as the paper has it) does not: there
 * the comparison ends. */
static void compare_trace(const json_t *trace, const model *m, uint32_t who)
{
    seat s;
    domain_host h;
    domain_sit(&s, &h, m, who);
    hg_outcome standing = HG_NO_OUTCOME;
    const json_t *rows = json_object_get(trace, "offers"), *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        hg_outcome o = (hg_outcome)json_integer_value(json_array_get(row, 2));
        if ((uint32_t)json_integer_value(json_array_get(row, 1)) != who) {
            hear(&s, fake_offer(o));
            standing = o;
            continue;
        }
        if (utility_of(h.of, o) <= h.limit) return;
        hg_reply r = move(&s, (hg_turn){.may = any_move, .standing = standing});
        assert_int_equal(r.kind, HG_OFFER);
        assert_same(utility_of(h.of, r.outcome), utility_of(h.of, o));
        standing = HG_NO_OUTCOME;
        offers_compared++;
    }
    if (standing == HG_NO_OUTCOME || json_is_null(json_object_get(trace, "agreement"))) return;
    assert_int_equal(move(&s, (hg_turn){.may = any_move, .standing = standing}).kind, HG_ACCEPT);
    accepts_compared++;
}

static void compare_domain(const json_t *root)
{
    arena a;
    model m = {0};
    party parties[2] = {0};
    arena_init(&a);
    read_domain(&a, root, &m, parties);
    const json_t *modes = json_object_get(root, "modes"), *trace;
    const json_t *traces = json_object_get(json_object_get(modes, "genius"), "negotiations");
    size_t i;
    json_array_foreach(traces, i, trace)
    {
        for (uint32_t who = 0; who < 2; who++) {
            const char *name = json_string_value(json_object_get(trace, who ? "B" : "A"));
            if (strcmp(name, "dmicro") != 0) continue;
            arena_init(&memory);
            compare_trace(trace, &m, who);
            arena_fini(&memory);
        }
    }
    arena_fini(&a);
}

/* `dmicro` is MiCRO that repeats its last new offer. */
static void test_micro_against_published_traces(void **unused)
{
    (void)unused;
    golden_each(compare_domain);
    print_message("compared %d offers, %d acceptances\n", offers_compared, accepts_compared);
    assert_true(offers_compared > 500 && accepts_compared > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_for_one),
        cmocka_unit_test(test_accepts_the_next_of_its_list),
        cmocka_unit_test(test_repeats_at_random),
        cmocka_unit_test(test_the_end_of_its_list),
        cmocka_unit_test(test_ties_by_index),
        cmocka_unit_test(test_micro_follows_its_limit),
        cmocka_unit_test(test_several_others),
        cmocka_unit_test(test_where_it_may_not_propose),
        cmocka_unit_test(test_too_many_outcomes),
        cmocka_unit_test(test_a_continuum_is_no_list),
        cmocka_unit_test(test_micro_against_published_traces),
        cmocka_unit_test(test_zeuthen_by_hand),
        cmocka_unit_test(test_zeuthen_ties),
        cmocka_unit_test(test_zeuthen_sees_limits),
        cmocka_unit_test(test_zeuthen_gives_in_where_nothing_beats_it),
        cmocka_unit_test(test_zeuthen_and_its_own_limit),
        cmocka_unit_test(test_zeuthen_counts_what_both_lose_as_a_loss),
        cmocka_unit_test(test_zeuthen_and_offers_taken_back),
        cmocka_unit_test(test_zeuthen_gives_in_to_an_equal),
        cmocka_unit_test(test_zeuthen_needs_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
