/* Are the beliefs of leverage agents calibrated in talks with each other, which follow no schedule
 * of theirs exactly? Alternating offers over a pie of 1, between two fake hosts. */
#include "check.h"
#include "fake_host.h"

#include "agents/builtin.h"

#include <stdbool.h>

#define OUTCOMES   201
#define ROUNDS     50
#define SESSIONS   3000
#define CELLS      32
#define PARAMS_MAX 40
#define BINS       12

static const hg_agent_type *const agent = &hg_agent_leverage;

typedef struct chair {
    fake_host host; /* first: the host that an agent hands back is its chair */
    double belief[2 * CELLS];
    double mine, theirs; /* what it thinks its share is, and what the other thinks its own is */
    hg_brief brief;
    double limit, least[2], most[2], others[2];
    uint32_t deadlines[2];
    _Alignas(16) unsigned char state[FAKE_STATE];
} chair;

static double worth[2][OUTCOMES]; /* party 1 wants the opposite */
static const double even[2] = {1, 1}, none[2] = {0, 0};
static const double nothing[4] = {0, 0, 0, 0};

static double uniform(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*x >> 11) * 0x1p-53;
}

static double normal(uint64_t *x)
{
    double u = 1 - uniform(x), v = uniform(x);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

static void keep_view(const hg_host *host, const hg_view *v)
{
    chair *c = (chair *)host;
    assert_int_equal(v->cells, CELLS);
    memcpy(c->belief, v->belief, sizeof c->belief);
    c->mine = v->mine;
    c->theirs = v->theirs[1 - c->brief.party];
}

static void sit(chair *c, uint32_t who, double limit, const double *params, uint64_t *x)
{
    memset(c, 0, sizeof *c);
    fake_host_init(&c->host, worth[who], OUTCOMES, limit, ROUNDS);
    c->host.viewed = true;
    c->host.host.view = keep_view;
    for (int i = 0; i < 4; i++) c->host.normals[i] = normal(x);
    for (int i = 0; i < 4; i++) c->host.uniforms[i] = uniform(x);
    for (int i = 0; i < 2; i++) {
        c->most[i] = 1;
        c->others[i] = NAN;
        c->deadlines[i] = ROUNDS;
    }
    c->brief = (hg_brief){.party = who,
                          .n_parties = 2,
                          .best = 1,
                          .limit = limit,
                          .rounds = ROUNDS,
                          .pie = 1,
                          .recognition = even,
                          .hazard = none,
                          .iota = nothing,
                          .others_limit = c->others,
                          .limit_least = c->least,
                          .limit_most = c->most,
                          .deadlines = c->deadlines};
    assert_int_equal(agent->init(c->state, &c->brief, &c->host.host, params), 0);
}

typedef struct score {
    double n, bits, bits2;
    double missed, missed_even; /* squares: of what the other thinks its share is; by saying 1/2 */
    double said[BINS], seen[BINS], cases[BINS];
} score;

static void judge(score *s, const chair *c, double truth)
{
    const double *row = &c->belief[(1 - c->brief.party) * CELLS];
    int at = (int)fmin(CELLS - 1, truth * CELLS);
    double bits = log2(CELLS * row[at]);
    s->n++;
    s->bits += bits;
    s->bits2 += bits * bits;
    for (int i = 0; i < CELLS; i++) {
        int bin = (int)fmin(BINS - 1, 2 * BINS * row[i]);
        s->said[bin] += row[i];
        s->seen[bin] += i == at;
        s->cases[bin]++;
    }
}

/* Until a deal, a walk or round `until`. */
static void play(chair c[2], uint32_t first, uint32_t until)
{
    hg_outcome standing = HG_NO_OUTCOME;
    for (uint32_t k = 0; k < until; k++)
        for (uint32_t turn = 0; turn < 2; turn++) {
            uint32_t who = (first + turn) % 2;
            hg_turn t = fake_turn(&c[who].host, k, standing);
            hg_reply r = {.kind = HG_REJECT, .outcome = HG_NO_OUTCOME};
            assert_int_equal(agent->act(c[who].state, &t, &r), 0);
            if (r.kind != HG_OFFER) return;
            standing = r.outcome;
            hg_message m = fake_offer(standing);
            m.round = k;
            m.seat = who;
            agent->receive(c[1 - who].state, &m);
        }
}

static score reliability(const double *params, uint32_t until)
{
    uint64_t x = 4;
    score s = {0};
    for (int run = 0; run < SESSIONS; run++) {
        chair c[2];
        double limit[2] = {uniform(&x), uniform(&x)}; /* as the prior says */
        for (uint32_t i = 0; i < 2; i++) sit(&c[i], i, limit[i], params, &x);
        play(c, (uint32_t)run % 2, until);
        for (uint32_t i = 0; i < 2; i++) judge(&s, &c[i], limit[1 - i]);
        for (uint32_t i = 0; i < 2; i++) {
            s.missed += pow(c[i].theirs - c[1 - i].mine, 2);
            s.missed_even += pow(0.5 - c[1 - i].mine, 2);
        }
    }
    return s;
}

static void tell(uint32_t round, const score *s)
{
    double mean = s->bits / s->n;
    print_message("until round %u: log score %.3f bits (se %.3f)\n", round, mean,
                  sqrt((s->bits2 / s->n - mean * mean) / s->n));
    print_message("   what the other thinks its share is: off by %.4f (1/2: %.4f)\n",
                  sqrt(s->missed / s->n), sqrt(s->missed_even / s->n));
    for (int i = 0; i < BINS; i++)
        if (s->cases[i] > 200)
            print_message("   said %.3f seen %.3f (%.0f)\n", s->said[i] / s->cases[i],
                          s->seen[i] / s->cases[i], s->cases[i]);
}

static double *preset(const char *changed, double value, double *p)
{
    for (int i = 0; agent->params[i].name; i++) {
        const char *name = agent->params[i].name;
        p[i] = agent->params[i].preset;
        if (strcmp(name, "walk") == 0) p[i] = 0;
        if (strcmp(name, "psi") == 0) p[i] = 1;
        if (strcmp(name, changed) == 0) p[i] = value;
    }
    return p;
}

static void set_worth(void)
{
    for (uint32_t i = 0; i < OUTCOMES; i++) {
        worth[0][i] = i / (OUTCOMES - 1.0);
        worth[1][i] = 1 - worth[0][i];
    }
}

/* The mean log score in bits is positive and grows as the talks go on. What is said with little
 * probability happens as often; what is said with much happens no more seldom: the tempering makes
 * the beliefs cautious, for other opponents than these. */
static void test_reliable(void **unused)
{
    (void)unused;
    static const uint32_t until[] = {5, 25, ROUNDS};
    double p[PARAMS_MAX], before = 0;
    set_worth();
    for (int h = 0; h < 3; h++) {
        score s = reliability(preset("", 0, p), until[h]);
        tell(until[h], &s);
        double mean = s.bits / s.n, se = sqrt((s.bits2 / s.n - mean * mean) / s.n);
        assert_true(mean - 3.3 * se > before);
        before = mean;
        for (int i = 0; i < BINS; i++) {
            if (s.cases[i] < 200) continue;
            double said = s.said[i] / s.cases[i], seen = s.seen[i] / s.cases[i];
            double interval = 3.3 * sqrt(seen * (1 - seen) / s.cases[i]);
            assert_true(seen > said - 0.03 - interval);
            assert_true(said > 0.125 || seen < said + 0.05 + interval);
        }
    }
}

/* Without tempering they say too much: the weight of an offer is what keeps them honest. */
static void test_untempered_is_bolder(void **unused)
{
    (void)unused;
    double p[PARAMS_MAX];
    set_worth();
    score usual = reliability(preset("", 0, p), 25);
    score bold = reliability(preset("omega", 1, p), 25);
    tell(25, &bold);
    assert_true(bold.cases[3] > 2 * usual.cases[3]);
    assert_true(bold.said[3] > bold.seen[3] && usual.said[3] < usual.seen[3]);
}

/* Who goes by the briefing alone believes what it believed before. */
static void test_prior_learns_nothing(void **unused)
{
    (void)unused;
    double p[PARAMS_MAX];
    set_worth();
    score s = reliability(preset("see", 1, p), ROUNDS);
    assert_near(s.bits, 0, 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reliable),
        cmocka_unit_test(test_untempered_is_bolder),
        cmocka_unit_test(test_prior_learns_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
