/* Exponential and Bezier concession against offers computed by hand, and both families of Faratin,
 * Sierra & Jennings 1998 against the reference values of the oracle F1. */
#include "agent_fixture.h"

#include "agents/builtin.h"

#define LIMIT  0.25
#define ROUNDS 5 /* tau = 0, 1/4, 1/2, 3/4, 1 */

/* target = 0.25 + 0.75 (1 - F), rounded up to the next hundredth. */
static const struct {
    const hg_agent_type *type;
    double params[3];
    hg_outcome offer[ROUNDS];
} by_hand[] = {
    /* F = 16^-(1 - tau): 1/16, 1/8, 1/4, 1/2, 1 */
    {&hg_agent_exponential, {1, 0.0625}, {96, 91, 82, 63, 25}},
    /* F = 16^-(1 - tau)^2: 1/16, .2102, 1/2, .8409, 1 */
    {&hg_agent_exponential, {2, 0.0625}, {96, 85, 63, 37, 25}},
    {&hg_agent_exponential, {1, 1}, {25, 25, 25, 25, 25}},
    /* 1 - F = 1, .85, .7, .55, .4: on the straight line p1 is half-way */
    {&hg_agent_bezier, {1, 0.7, 0.4}, {100, 89, 78, 67, 55}},
    /* 1 - F = 1, .90625, .775, .60625, .4 */
    {&hg_agent_bezier, {1, 0.85, 0.4}, {100, 93, 84, 71, 55}},
    /* 1 - F = 1, .79375, .625, .49375, .4 */
    {&hg_agent_bezier, {1, 0.55, 0.4}, {100, 85, 72, 63, 55}},
    /* 1 - F = .5, .4375, .5, .6875, 1: it may also rise */
    {&hg_agent_bezier, {0.5, 0.25, 1}, {63, 58, 63, 77, 100}},
};

static void test_offers_by_hand(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        seat s;
        sit_percent(&s, by_hand[i].type, by_hand[i].params, LIMIT, ROUNDS);
        for (uint32_t k = 0; k < ROUNDS; k++) assert_offers(&s, k, by_hand[i].offer[k]);
    }
}

static void test_without_deadline_they_stay(void **unused)
{
    (void)unused;
    seat s;
    const double exponential[] = {1, 0.0625}, bezier[] = {1, 0.7, 0.4};
    sit_percent(&s, &hg_agent_exponential, exponential, LIMIT, 0);
    assert_offers(&s, 0, 96);
    assert_offers(&s, 1000, 96);
    sit_percent(&s, &hg_agent_bezier, bezier, LIMIT, 0);
    assert_offers(&s, 1000, 100);
}

static void test_one_round_is_the_last(void **unused)
{
    (void)unused;
    seat s;
    const double exponential[] = {1, 0.0625}, bezier[] = {1, 0.7, 0.4};
    sit_percent(&s, &hg_agent_exponential, exponential, LIMIT, 1);
    assert_offers(&s, 0, 25);
    sit_percent(&s, &hg_agent_bezier, bezier, LIMIT, 1);
    assert_offers(&s, 0, 55);
}

/* The turn is the one that all time-dependent agents share. */
static void test_share_the_turn(void **unused)
{
    (void)unused;
    seat s;
    const double params[] = {1, 0.0625};
    sit_percent(&s, &hg_agent_exponential, params, LIMIT, ROUNDS);
    assert_int_equal(move(&s, fake_turn(&s.host, 2, 82)).kind, HG_ACCEPT);
    assert_bids(move(&s, fake_turn(&s.host, 2, 81)), 82);
    limit_becomes(&s, 0.6); /* 0.6 + 0.4 * 3/4 */
    assert_offers(&s, 2, 90);
    assert_int_equal(move(&s, fake_revision(&s.host, 2, 82)).kind, HG_REJECT);
    assert_bids(move(&s, fake_revision(&s.host, 2, 50)), 90);
    limit_becomes(&s, 2);
    assert_int_equal(move(&s, fake_revision(&s.host, 2, 82)).kind, HG_WITHDRAW);
}

/* ---- the oracle ---- */

#define FINE     100001
#define TWENTYTH 21 /* rounds: tau = k/20 */

static double fine[FINE];

static double conceded(const hg_agent_type *type, double beta, double k, double tau)
{
    seat s;
    const double params[] = {beta, k};
    assert_int_equal(sit_among(&s, 2, type, params, fine, FINE, 0, TWENTYTH), 0);
    hg_reply r = move(&s, fake_turn(&s.host, (uint32_t)(tau * 20 + 0.5), HG_NO_OUTCOME));
    assert_int_equal(r.kind, HG_OFFER);
    return 1 - fine[r.outcome];
}

static void test_reference(void **unused)
{
    (void)unused;
    FILE *in = fopen(SOURCE_DIR "/../shared/data/theory/oracles.tsv", "r");
    if (!in) {
        print_message("skipped: no reference data\n");
        skip();
    }
    for (int i = 0; i < FINE; i++) fine[i] = i / (FINE - 1.0);
    char line[256], family[8];
    double k, beta, tau, alpha;
    int n = 0;
    while (fgets(line, sizeof line, in)) {
        if (sscanf(line, "F1.faratin_%7s kappa=%lf beta=%lf tau=%lf alpha %lf", family, &k, &beta,
                   &tau, &alpha) != 5)
            continue;
        bool exponential = strcmp(family, "exp") == 0;
        const hg_agent_type *type = exponential ? &hg_agent_exponential : &hg_agent_boulware;
        assert_near(conceded(type, beta, k, tau), alpha, 1.5e-5);
        n++;
    }
    (void)fclose(in);
    assert_true(n >= 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offers_by_hand),
        cmocka_unit_test(test_without_deadline_they_stay),
        cmocka_unit_test(test_one_round_is_the_last),
        cmocka_unit_test(test_share_the_turn),
        cmocka_unit_test(test_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
