/* Each kind of claim beyond rises and falls: PASS, FAIL and UNDECIDED on sessions whose means,
 * slopes and correlations are known, and what comes of records that can say nothing. */
#include "analysis_fixture.h"

#include "analysis/verdicts.h"

static const char dir[] = BINARY_DIR "/made_claims";
static const char scenario_text[] = PIE_SCENARIO("one");
static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"leverage", "linear"};

enum { N = 60 };
#define HEAD                                                                                       \
    "experiment: made\nscenario: made\nvary:\n  one.reservation: [0.1, 0.2, 0.3]\n"                \
    "sessions: 60\nseed: 1\n"
#define THEORY                                                                                     \
    "theory:\n  option: {oracle: outside-option, set: {d1: 0.9, d2: 0.9, w2: 0},\n"                \
    "    along: {w1: {one.reservation: {0.1: 0.1, 0.2: 0.6, 0.3: 0.8}}}, measure: "                \
    "pie_share_one}\n"
#define CLAIM(text) HEAD THEORY "hypotheses:\n  h: {" text "}\n"

static const arm arms[] = {{0, HG_NOBODY, agents, N}, {1, HG_NOBODY, agents, N},
                           {2, HG_NOBODY, agents, N}, {0, 0, agents, N},
                           {1, 0, agents, N},         {2, 0, agents, N}};
static const arm lone_arms[] = {{0, HG_NOBODY, agents, 1}, {1, HG_NOBODY, agents, 1},
                                {2, HG_NOBODY, agents, 1}, {0, 0, agents, 1},
                                {1, 0, agents, 1},         {2, 0, agents, 1}};

/* share = level of the cell + slope * opening + noise; the twin has its own. */
typedef struct course {
    double at[3], slope, noise, twin_at, twin_slope, own_noise;
} course;
static course now; /* what `make` makes: one test at a time */

static double opening_of(uint64_t rep) { return 0.5 + 0.1 * noise(rep, 7); }

static double share_of(uint32_t i, uint64_t rep)
{
    bool twin = i >= 3;
    double at = twin ? now.at[i % 3] - now.twin_at : now.at[i % 3];
    double slope = twin ? now.twin_slope : now.slope;
    return at + slope * opening_of(rep) + now.noise * noise(rep, 0) +
           now.own_noise * noise(rep, 10 + i);
}

static void make(const made_record *m, uint32_t i, uint64_t rep, row *r, double *demands)
{
    (void)m, (void)demands;
    made_deal(r, share_of(i, rep));
    r->party[0].opening = opening_of(rep);
}

typedef struct judged {
    analysis *a;
    verdict_list list;
} judged;

static judged judge_of(const char *config, const arm *of,
                       void (*maker)(const made_record *, uint32_t, uint64_t, row *, double *))
{
    made_record m = {.config = config,
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = 10,
                     .n_arms = 6,
                     .roles = roles,
                     .arms = of,
                     .make = maker};
    judged j = {.a = made_open(&m, dir)};
    j.list = verdicts_of(j.a);
    return j;
}

/* The first verdict; its line must hold `said`. */
static verdict first_of(const char *config, const arm *of, const char *said)
{
    arena m;
    judged j = judge_of(config, of, make);
    verdict v = j.list.at[0];
    arena_init(&m);
    const char *line = verdict_line(j.a, &m, &v);
    if (!strstr(line, said)) fail_msg("\"%s\" is not in: %s", said, line);
    arena_fini(&m);
    analysis_close(j.a);
    return v;
}

static void assert_claim(const char *config, decision d, reason why, const char *said)
{
    verdict v = first_of(config, arms, said);
    assert_int_equal(v.reason, why);
    assert_int_equal(v.decision, d);
}

#define PASSES(config, said)     assert_claim(config, DECISION_PASS, REASON_NONE, said)
#define FAILS(config, why, said) assert_claim(config, DECISION_FAIL, why, said)
#define OPEN(config, why, said)  assert_claim(config, DECISION_UNDECIDED, why, said)

/* ---- numbers ---- */

static void a_mean_lies_in_its_band_or_not(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.4, 0.5}, .noise = 0.05};
    PASSES(CLAIM("measure: pie_share_one, within: [0.25, 0.35]"), "mean 0.");
    FAILS(CLAIM("measure: pie_share_one, within: [0.5, 0.6]"), REASON_OUTSIDE,
          "asked 0.5..0.6 · its interval lies outside what was asked");
    OPEN(CLAIM("measure: pie_share_one, within: [0.3, 0.4]"), REASON_UNSURE,
         "its interval holds 0.3");
    PASSES(CLAIM("measure: pie_share_one, above: 0.25"), "asked > 0.25");
    FAILS(CLAIM("measure: pie_share_one, below: 0.25"), REASON_OUTSIDE, "asked < 0.25");
    OPEN(CLAIM("measure: pie_share_one, below: 0.301"), REASON_UNSURE, "its interval holds 0.301");
    /* All cells together: the mean of 0.3, 0.4 and 0.5. */
    verdict v = first_of(
        CLAIM("measure: pie_share_one, within: [0.35, 0.45], over: one.reservation"), arms, "mean");
    assert_int_equal(v.group.n, 3);
    assert_int_equal(v.decision, DECISION_PASS);
    assert_int_equal(v.found.n, N);
}

/* From first principles: mean and t interval with 59 degrees of freedom. */
static void the_interval_of_a_mean_is_students(void **state)
{
    long double mean = 0, var = 0;
    (void)state;
    now = (course){.at = {0.3, 0.4, 0.5}, .noise = 0.05};
    verdict v = first_of(CLAIM("measure: pie_share_one, within: [0.25, 0.35]"), arms, "");
    for (uint64_t r = 0; r < N; r++) mean += share_of(0, r) / N;
    for (uint64_t r = 0; r < N; r++)
        var += (share_of(0, r) - mean) * (share_of(0, r) - mean) / (N - 1);
    double half = 2.00099537808829 * sqrt((double)var / N);
    assert_near(v.found.mean, (double)mean, 1e-15);
    assert_near(v.found.low, (double)mean - half, 1e-12);
    assert_near(v.found.high, (double)mean + half, 1e-12);
}

static void a_band_must_hold_beyond_the_blind_twin(void **state)
{
    static const char with[] = CLAIM("measure: pie_share_one, within: [0.25, 0.35], beyond: blind");
    static const char above[] = CLAIM("measure: pie_share_one, above: 0.01, beyond: blind");
    (void)state;
    now = (course){.at = {0.3, 0.4, 0.5}, .noise = 0.05, .twin_at = 0.02};
    PASSES(with, "· beyond blind +0.0200 [+0.0200, +0.0200], asked more than 0 either way");
    PASSES(above, "beyond blind  mean +0.0200 [+0.0200, +0.0200], asked > 0.01");
    now.twin_at = -0.02; /* below its twin: apart, but not above */
    PASSES(with, "beyond blind -0.0200");
    FAILS(above, REASON_OUTSIDE, "asked > 0.01");
    now.twin_at = 0;
    FAILS(with, REASON_ALIKE, "no different from what it is to be beyond");
    now.own_noise = 0.02;
    OPEN(with, REASON_ALIKE_UNSURE, "not surely different");
    OPEN(CLAIM("measure: pie_share_one, within: [0.25, 0.35], beyond: blind, at_least: 0.004"),
         REASON_ALIKE_UNSURE, "asked more than 0.004 either way");
    FAILS(CLAIM("measure: pie_share_one, within: [0.25, 0.35], beyond: blind, at_least: 0.04"),
          REASON_ALIKE, "no different");
}

/* Slope and correlation with each replicate left out, as the definition has it. */
static void leave_one_out(long double *slope, long double *se)
{
    long double all = 0, some[N], mean = 0, var = 0;
    for (int out = -1; out < N; out++) {
        long double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (int r = 0; r < N; r++) {
            if (r == out) continue;
            for (uint32_t i = 0; i < 3; i++) {
                long double a = opening_of((uint64_t)r), b = share_of(i, (uint64_t)r);
                n++, x += a, y += b, xx += a * a, xy += a * b;
            }
        }
        long double b = (xy - x * y / n) / (xx - x * x / n);
        if (out < 0)
            all = b;
        else
            some[out] = N * all - (N - 1) * b, mean += some[out] / N;
    }
    for (int r = 0; r < N; r++) var += (some[r] - mean) * (some[r] - mean) / (N - 1);
    *slope = all;
    *se = sqrtl(var / N);
}

static void a_slope_is_least_squares_over_all_sessions(void **state)
{
    long double slope, se;
    (void)state;
    now = (course){.at = {0.3, 0.3, 0.3}, .slope = 0.25, .own_noise = 0.02};
    verdict v = first_of(CLAIM("measure: pie_share_one, slope_on: opening_one, over: "
                               "one.reservation, within: [0.2, 0.3]"),
                         arms, "slope on opening_one 0.2");
    assert_int_equal(v.decision, DECISION_PASS);
    leave_one_out(&slope, &se);
    assert_near(v.found.mean, (double)slope, 1e-12);
    assert_near((v.found.high - v.found.low) / 2, 2.00099537808829 * (double)se, 1e-11);
    FAILS(CLAIM("measure: pie_share_one, slope_on: opening_one, within: [0.4, 0.6]"),
          REASON_OUTSIDE, "asked 0.4..0.6");
    now.own_noise = 0.2;
    OPEN(CLAIM("measure: pie_share_one, slope_on: opening_one, within: [0.2, 0.3]"), REASON_UNSURE,
         "its interval holds");
}

static void slopes_are_compared_replicate_by_replicate(void **state)
{
    static const char with[] =
        CLAIM("measure: pie_share_one, slope_on: opening_one, within: [0.2, 0.3], beyond: blind");
    (void)state;
    /* Noise that both share is far larger than what sets them apart. */
    now = (course){.at = {0.3, 0.3, 0.3}, .slope = 0.25, .twin_slope = 0.2, .noise = 0.005};
    PASSES(with, "beyond blind +0.0500 [+0.0500, +0.0500]");
    PASSES(CLAIM("measure: pie_share_one, slope_on: opening_one, above: 0.04, beyond: blind"),
           "beyond blind  slope on opening_one +0.0500");
    now.twin_slope = 0.25;
    FAILS(with, REASON_ALIKE, "no different");
    now.own_noise = 0.005;
    OPEN(with, REASON_ALIKE_UNSURE, "not surely different");
}

static void a_correlation_has_fishers_interval(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.3, 0.3}, .slope = 0.5, .own_noise = 0.08};
    double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    for (uint64_t r = 0; r < N; r++) {
        double x = opening_of(r), y = share_of(0, r);
        sx += x, sy += y, sxx += x * x, sxy += x * y, syy += y * y;
    }
    double rho = (sxy - sx * sy / N) / sqrt((sxx - sx * sx / N) * (syy - sy * sy / N));
    verdict v = first_of(CLAIM("measure: pie_share_one, correlates_with: opening_one, above: 0.1"),
                         arms, "correlation with opening_one 0.");
    assert_int_equal(v.decision, DECISION_PASS);
    assert_near(v.found.mean, rho, 1e-12);
    assert_true(v.found.low < rho && rho < v.found.high && v.found.high < 1);
    /* Near the textbook's 1 / (N - 3), which supposes normal noise. */
    double half = (atanh(v.found.high) - atanh(v.found.low)) / 2;
    assert_near(half, 1.96 / sqrt(N - 3.0), 0.08);
    FAILS(CLAIM("measure: pie_share_one, correlates_with: opening_one, below: 0.1"), REASON_OUTSIDE,
          "asked < 0.1");
    OPEN(CLAIM("measure: pie_share_one, correlates_with: opening_one, within: [0.4, 0.6]"),
         REASON_UNSURE, "its interval holds");
    now.own_noise = 0;
    PASSES(CLAIM("measure: pie_share_one, correlates_with: opening_one, within: [0.9, 1]"),
           "1.0000 [1.0000, 1.0000]");
}

/* ---- equal to theory ---- */

static void theory_is_equal_in_every_session_or_not(void **state)
{
    static const double option[] = {10.0 / 19, 0.64, 0.82}; /* 1 - d2 (1 - w1), or Rubinstein's */
    (void)state;
    now = (course){.at = {option[0], option[1], option[2]}};
    verdict v = first_of(CLAIM("measure: pie_share_one, equals: option, over: one.reservation"),
                         arms, "equals option within 1e-09 in 180 of 180 sessions");
    assert_int_equal(v.decision, DECISION_PASS);
    assert_int_equal(v.family, 3);
    now.at[2] += 1e-8;
    FAILS(
        CLAIM("measure: pie_share_one, equals: option, over: one.reservation"), REASON_DIFFERS,
        "in 120 of 180 sessions · farthest: 0.82000001 at 0.3, asked 0.82 · some sessions differ");
    PASSES(CLAIM("measure: pie_share_one, equals: option, over: one.reservation, tolerance: 1e-7"),
           "");
    judged j = judge_of(CLAIM("measure: pie_share_one, equals: option"), arms, make);
    assert_int_equal(j.list.n, 3);
    assert_int_equal(j.list.at[1].decision, DECISION_PASS);
    assert_int_equal(j.list.at[2].decision, DECISION_FAIL);
    analysis_close(j.a);
    FAILS(CLAIM("measure: pie_share_one, equals: 0.5"), REASON_DIFFERS, "equals 0.5");
}

static void a_mean_is_equal_within_its_errors(void **state)
{
    (void)state;
    now = (course){.at = {10.0 / 19, 0.64, 0.82}, .own_noise = 0.02};
    PASSES(CLAIM("measure: pie_share_one, equals: option, over: one.reservation, errors: 4"),
           "within 4 standard errors of option");
    OPEN(CLAIM("measure: pie_share_one, equals: option, over: one.reservation, errors: 4, "
               "tolerance: 0.001"),
         REASON_ERRORS_WIDE,
         "± 0.001 within 4 standard errors of option · not surely within the tolerance");
    now.at[1] += 0.05;
    FAILS(CLAIM("measure: pie_share_one, equals: option, over: one.reservation, errors: 4"),
          REASON_DIFFERS,
          "at 0.2, asked 0.64 within 4 standard errors of option · the mean differs");
}

/* A grid of prices keeps a mean off by more than its errors, and by less than matters. */
static void a_mean_may_be_off_by_what_does_not_matter(void **state)
{
    static const char with[] =
        CLAIM("measure: pie_share_one, equals: option, over: one.reservation, "
              "errors: 4, tolerance: 0.01");
    (void)state;
    now = (course){.at = {10.0 / 19, 0.643, 0.82}, .own_noise = 0.002};
    FAILS(CLAIM("measure: pie_share_one, equals: option, over: one.reservation, errors: 4"),
          REASON_DIFFERS, "the mean differs");
    PASSES(with, "asked 0.64 ± 0.01 within 4 standard errors of option");
    now.at[1] = 0.65;
    OPEN(with, REASON_ERRORS_WIDE, "not surely within the tolerance");
    now.at[1] = 0.66;
    FAILS(with, REASON_DIFFERS, "the mean differs");
}

static void theory_that_does_not_hold_decides_nothing(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.4, 0.5}};
    OPEN(HEAD "theory:\n  b: {oracle: outside-option, set: {d1: 0.9, d2: 0.9, w2: 0.9}, along: "
              "{w1: one.reservation}}\nhypotheses:\n  h: {measure: pie_share_one, equals: b, over: "
              "one.reservation}\n",
         REASON_NO_THEORY, "the closed form does not hold in a cell");
}

/* ---- along a column ---- */

static void a_peak_is_above_both_ends(void **state)
{
    static const char peak[] = CLAIM("measure: pie_share_one, peaks_over: one.reservation");
    (void)state;
    now = (course){.at = {0.3, 0.5, 0.4}, .noise = 0.05, .own_noise = 0.01};
    PASSES(peak, "at 0.2 +0.0");
    verdict v = first_of(peak, arms, "over 0.3, the higher end, asked > 0 · best of 1 inner level");
    assert_int_equal(v.family, 1);
    now.at[2] = 0.6;
    FAILS(peak, REASON_NO_PEAK, "no inner level is above both ends");
    now.at[2] = 0.499;
    OPEN(peak, REASON_PEAK_UNSURE, "no inner level is surely above both ends");
    now.at[2] = 0.4;
    FAILS(CLAIM("measure: pie_share_one, peaks_over: one.reservation, at_least: 0.2"),
          REASON_NO_PEAK, "asked > 0.2");
}

static void no_difference_is_shown_by_two_tests(void **state)
{
    static const char none[] =
        CLAIM("measure: pie_share_one, unaffected_by: one.reservation, less_than: 0.01");
    (void)state;
    now = (course){.at = {0.3, 0.301, 0.3}, .noise = 0.1, .own_noise = 0.005};
    PASSES(none, "(90 %) from 0.");
    now.at[1] = 0.35;
    FAILS(none, REASON_AFFECTED, "asked less than 0.01 either way · largest of 3 differences");
    now.at[1] = 0.301, now.own_noise = 0.05;
    OPEN(none, REASON_AFFECTED_UNSURE, "not surely less than that");
}

/* Shared luck cancels: a mechanism that is out leaves the same difference in every session, and
 * what is exactly nothing is not above nothing. */
static void no_effect_at_all_fails(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.3, 0.3}, .noise = 0.05};
    FAILS(CLAIM("measure: pie_share_one, rises_with: one.reservation"), REASON_SLOPE_SHORT,
          "slope +0.0000 per level [+0.0000, +0.0000], asked > 0 · 0 of 2 steps up · slope not "
          "above 0");
    FAILS(CLAIM("measure: pie_share_one, falls_with: one.reservation"), REASON_SLOPE_SHORT,
          "slope not below 0");
    FAILS(CLAIM("measure: pie_share_one, peaks_over: one.reservation"), REASON_NO_PEAK, "");
    FAILS(CLAIM("measure: pie_share_one, above: 0, beyond: blind"), REASON_OUTSIDE, "");
    PASSES(CLAIM("measure: pie_share_one, unaffected_by: one.reservation, less_than: 0.001"), "");
}

/* ---- records that can say nothing ---- */

static const char *const all_claims[] = {
    CLAIM("measure: pie_share_one, rises_with: one.reservation"),
    CLAIM("measure: pie_share_one, falls_with: one.reservation"),
    CLAIM("measure: pie_share_one, peaks_over: one.reservation"),
    CLAIM("measure: pie_share_one, within: [0.35, 0.37], over: one.reservation, beyond: blind"),
    CLAIM("measure: pie_share_one, above: 0.02, beyond: blind"),
    CLAIM("measure: pie_share_one, below: -0.02, beyond: blind"),
    CLAIM("measure: pie_share_one, slope_on: opening_one, within: [0.2, 0.3]"),
    CLAIM("measure: pie_share_one, slope_on: opening_one, above: 0.05, beyond: blind"),
    CLAIM("measure: pie_share_one, correlates_with: opening_one, above: 0.3"),
    CLAIM("measure: pie_share_one, correlates_with: opening_one, below: -0.3"),
    CLAIM("measure: pie_share_one, equals: option, over: one.reservation"),
    CLAIM("measure: pie_share_one, equals: option, over: one.reservation, errors: 4"),
};
enum { CLAIMS_ALL = sizeof all_claims / sizeof *all_claims };

/* A measure dealt out at random over cells, twins and replicates carries no effect. */
static uint64_t shuffled[6 * N];

static void shuffle(uint64_t seed)
{
    rng r;
    rng_open(&r, seed, RNG_NOISE, 0, 0);
    for (uint64_t i = 0; i < 6 * N; i++) {
        uint64_t k = rng_below(&r, i + 1);
        shuffled[i] = shuffled[k];
        shuffled[k] = i;
    }
}

static void make_shuffled(const made_record *m, uint32_t i, uint64_t rep, row *r, double *demands)
{
    uint64_t drawn = shuffled[i * N + rep];
    (void)m, (void)demands;
    made_deal(r, share_of((uint32_t)(drawn % 6), drawn / 6));
    r->party[0].opening = opening_of(rep);
}

static void shuffled_measures_never_pass(void **state)
{
    (void)state;
    now = (course){.at = {0.1, 0.4, 0.3}, .slope = 0.25, .twin_at = 0.1, .noise = 0.02};
    for (uint64_t seed = 1; seed <= 5; seed++) {
        shuffle(seed);
        for (size_t i = 0; i < CLAIMS_ALL; i++) {
            judged j = judge_of(all_claims[i], arms, make_shuffled);
            for (uint32_t k = 0; k < j.list.n; k++)
                if (j.list.at[k].decision == DECISION_PASS) fail_msg("passes: %s", all_claims[i]);
            analysis_close(j.a);
        }
    }
}

static void make_nothing(const made_record *m, uint32_t i, uint64_t rep, row *r, double *demands)
{
    make(m, i, rep, r, demands);
    r->pie = 0; /* of nothing nobody has a share */
}

static void sessions_without_a_value_decide_nothing(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.4, 0.5}, .noise = 0.05};
    for (size_t i = 0; i < CLAIMS_ALL; i++) {
        judged j = judge_of(all_claims[i], arms, make_nothing);
        assert_int_equal(j.list.at[0].decision, DECISION_UNDECIDED);
        assert_int_equal(j.list.at[0].reason, REASON_NO_VALUE);
        analysis_close(j.a);
    }
}

static void make_flat(const made_record *m, uint32_t i, uint64_t rep, row *r, double *demands)
{
    (void)m, (void)i, (void)demands;
    made_deal(r, 0.36);
    r->round = (uint32_t)(rep % 7);
    r->party[0].opening = 0.5;
}

static void without_spread_there_is_no_slope(void **state)
{
    (void)state;
    judged j =
        judge_of(CLAIM("measure: pie_share_one, slope_on: opening_one, above: 0"), arms, make_flat);
    assert_int_equal(j.list.at[0].reason, REASON_NO_SPREAD);
    analysis_close(j.a);
    j = judge_of(CLAIM("measure: pie_share_one, correlates_with: round, above: 0"), arms,
                 make_flat);
    assert_int_equal(j.list.at[0].reason, REASON_NO_SPREAD);
    analysis_close(j.a);
    for (size_t i = 0; i < CLAIMS_ALL; i++) {
        j = judge_of(all_claims[i], arms, make_flat);
        assert_int_not_equal(j.list.at[0].decision, DECISION_PASS);
        analysis_close(j.a);
    }
}

/* Where nothing is drawn numbers decide without interval. */
static void what_is_exact_decides_alone(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.5, 0.4}};
    verdict v = first_of(CLAIM("measure: pie_share_one, within: [0.3, 0.4]"), lone_arms,
                         "mean 0.3000, asked 0.3..0.4 · nothing random: exact");
    assert_int_equal(v.decision, DECISION_PASS);
    v = first_of(CLAIM("measure: pie_share_one, above: 0.3"), lone_arms, "it lies outside");
    assert_int_equal(v.decision, DECISION_FAIL);
    v = first_of(CLAIM("measure: pie_share_one, peaks_over: one.reservation"), lone_arms,
                 "+0.1000");
    assert_int_equal(v.decision, DECISION_PASS);
    v = first_of(CLAIM("measure: pie_share_one, unaffected_by: one.reservation, less_than: 0.1"),
                 lone_arms, "+0.2000 from 0.1 to 0.2");
    assert_int_equal(v.decision, DECISION_FAIL);
    v = first_of(CLAIM("measure: pie_share_one, equals: 0.3, errors: 4"), lone_arms, "");
    assert_int_equal(v.decision, DECISION_PASS);
}

/* ---- what is told ---- */

static void a_proportion_has_wilsons_interval(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.4, 0.5}, .noise = 0.05};
    verdict v = first_of(CLAIM("measure: deal, above: 0.9"), arms, "mean 1.0000 [0.9398, 1.0000]");
    assert_int_equal(v.decision, DECISION_PASS);
    OPEN(CLAIM("measure: deal, above: 0.95"), REASON_UNSURE, "its interval holds 0.95");
}

static void literature_stands_beside_the_verdict(void **state)
{
    (void)state;
    now = (course){.at = {0.3, 0.4, 0.5}, .noise = 0.05};
    PASSES(CLAIM("measure: pie_share_one, above: 0.2, marked: validated, expect: about .3, source: "
                 "Anbarci & Feltovich 2013"),
           "· expected about .3, Anbarci & Feltovich 2013 · validated");
}

static void the_table_of_verdicts_is_written(void **state)
{
    error_list errors;
    (void)state;
    error_list_init(&errors);
    now = (course){.at = {0.3, 0.4, 0.5}, .noise = 0.05, .twin_at = 0.02};
    judged j = judge_of(CLAIM("measure: pie_share_one, within: [0.25, 0.35], beyond: blind, in: "
                              "{one.reservation: 0.1}"),
                        arms, make);
    assert_int_equal(analysis_write_tables(j.a, &errors), HG_E_OK);
    char *text = made_read(dir, "verdicts.csv");
    assert_non_null(strstr(text, "\nh,PASS,,one.reservation=0.1,pie_share_one,within,,,blind,0."));
    free(text);
    text = made_read(dir, "columns.csv");
    assert_non_null(strstr(text, "\nverdicts.csv,family,integer,,"));
    free(text);
    analysis_close(j.a);
    error_list_fini(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_lies_in_its_band_or_not),
        cmocka_unit_test(the_interval_of_a_mean_is_students),
        cmocka_unit_test(a_band_must_hold_beyond_the_blind_twin),
        cmocka_unit_test(a_slope_is_least_squares_over_all_sessions),
        cmocka_unit_test(slopes_are_compared_replicate_by_replicate),
        cmocka_unit_test(a_correlation_has_fishers_interval),
        cmocka_unit_test(theory_is_equal_in_every_session_or_not),
        cmocka_unit_test(a_mean_is_equal_within_its_errors),
        cmocka_unit_test(a_mean_may_be_off_by_what_does_not_matter),
        cmocka_unit_test(theory_that_does_not_hold_decides_nothing),
        cmocka_unit_test(a_peak_is_above_both_ends),
        cmocka_unit_test(no_difference_is_shown_by_two_tests),
        cmocka_unit_test(no_effect_at_all_fails),
        cmocka_unit_test(shuffled_measures_never_pass),
        cmocka_unit_test(sessions_without_a_value_decide_nothing),
        cmocka_unit_test(without_spread_there_is_no_slope),
        cmocka_unit_test(what_is_exact_decides_alone),
        cmocka_unit_test(a_proportion_has_wilsons_interval),
        cmocka_unit_test(literature_stands_beside_the_verdict),
        cmocka_unit_test(the_table_of_verdicts_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
