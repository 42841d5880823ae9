/* The table of pay-offs: means, best replies and ties that are known beforehand; what its titles
 * claim; which factors become rows and columns; and what it says where it cannot be drawn. */
#define FIGURE_FOLDER "made_payoff"
#include "figure_fixture.h"

#include "analysis/statistics/estimate.h"

enum { SESSIONS = 60 };
static const char *const roles[] = {"one", "two"};
static const char scene[] = PIE_SCENARIO("one");
#define TACTICS(sessions)                                                                          \
    "experiment: made\nscenario: made\nvary:\n  agents.one: [linear, boulware]\n"                  \
    "  agents.two: [linear, conceder, boulware]\nsessions: " #sessions "\nseed: 1\n"

static const char *const both_linear[] = {"linear", "linear"};
static const char *const against_conceder[] = {"linear", "conceder"};
static const char *const against_boulware[] = {"linear", "boulware"};
static const char *const as_boulware[] = {"boulware", "linear"};
static void six_arms(arm *arms, uint64_t sessions)
{
    static const char *const one[] = {"linear", "boulware"};
    static const char *const two[] = {"linear", "conceder", "boulware"};
    static const char *pairs[6][2];
    for (uint32_t c = 0; c < 6; c++) {
        pairs[c][0] = one[c / 3], pairs[c][1] = two[c % 3];
        arms[c] = (arm){c, HG_NOBODY, pairs[c], sessions};
    }
}

static made_record record_of(const char *config, const arm *arms, uint32_t n,
                             void (*make)(const made_record *, uint32_t, uint64_t, row *, double *))
{
    return (made_record){.config = config,
                         .scenario = scene,
                         .n_parties = 2,
                         .n_buckets = 10,
                         .n_arms = n,
                         .roles = roles,
                         .arms = arms,
                         .make = make};
}

/* Rows linear, boulware; columns linear, conceder, boulware: boulware is surely better in the
 * first, linear in the last, and nothing is sure in the middle. Shared luck, and a little of one's
 * own. */
static const double mean_of[6] = {0.25, 0.46, 0.60, 0.45, 0.461, 0.20};

static double share_of(uint32_t i, uint64_t rep)
{
    return mean_of[i] + 0.05 * noise(rep, 0) + 0.02 * noise(rep, 1 + i);
}

static void make_table(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course;
    made_deal(r, share_of(i, rep));
    if (i == 5 && rep % 4 == 0) made_impasse(r, share_of(i, rep));
}

static double own_mean(uint32_t i)
{
    double sum = 0;
    for (uint64_t r = 0; r < SESSIONS; r++) sum += share_of(i, r);
    return sum / SESSIONS;
}

/* Rows by their mean, linear before boulware; columns from the toughest: linear, boulware,
 * conceder.
 */
static void means_replies_and_ties(void **state)
{
    static const uint32_t cell[2][3] = {{0, 2, 1}, {3, 5, 4}};
    static const int best[2][3] = {{0, 1, -1}, {1, 0, -1}}; /* -1: either, and the other is tied */
    arm arms[6];
    (void)state;
    six_arms(arms, SESSIONS);
    made_record m = record_of(TACTICS(60), arms, 6, make_table);
    assert_setting(&m, "payoff", "array ROW[2]", "['linear', 'boulware']");
    assert_setting(&m, "payoff", "array COLUMN[3]", "['linear', 'boulware', 'conceder']");
    char *data = drawn(&m, "payoff", "dat");
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < 3; c++) {
            double x[7];
            uint32_t i = cell[r][c];
            assert_int_equal(sscanf(data_line(data, 0, r * 3 + c), "%lf %lf %lf %lf %lf %lf %lf",
                                    &x[0], &x[1], &x[2], &x[3], &x[4], &x[5], &x[6]),
                             7);
            assert_int_equal((int)x[0], c);
            assert_int_equal((int)x[1], r);
            assert_near(x[2], own_mean(i), 1e-12);
            assert_true(x[3] > 0.005 && x[3] < 0.03);
            assert_near(x[4], i == 5 ? 0.25 : 0, 1e-12);
            assert_int_equal((int)x[6], best[r][c] < 0 && (int)x[5] == 0);
            if (best[r][c] >= 0) assert_int_equal((int)x[5], best[r][c]);
        }
    free(data);
}

/* The half width is that of the t interval, not of the paired difference. */
static void half_widths_are_of_the_mean(void **state)
{
    arm arms[6];
    double x[SESSIONS], half;
    (void)state;
    six_arms(arms, SESSIONS);
    made_record m = record_of(TACTICS(60), arms, 6, make_table);
    for (uint64_t r = 0; r < SESSIONS; r++) x[r] = share_of(2, r);
    estimate e = estimate_mean(x, SESSIONS);
    char *data = drawn(&m, "payoff", "dat"), found[64];
    snprintf(found, sizeof found, " %.10f", e.mean);
    char *at = strstr(
        data, (char[]){found[0], found[1], found[2], found[3], found[4], found[5], found[6], 0});
    assert_non_null(at);
    assert_int_equal(sscanf(at, "%*f %lf", &half), 1);
    assert_near(half, (e.high - e.low) / 2, 1e-12);
    free(data);
}

static void make_best(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course;
    made_deal(r, 0.4 + (i >= 3 ? 0.1 : 0) + 0.02 * noise(rep, 1 + i));
}

static void make_equal(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course;
    made_deal(r, 0.4 + 0.05 * noise(rep, 0) + 0.001 * noise(rep, 1 + i));
}

static void titles_say_what_the_table_shows(void **state)
{
    arm arms[6], few[6];
    (void)state;
    six_arms(arms, SESSIONS);
    made_record mixed = record_of(TACTICS(60), arms, 6, make_table);
    made_record best = record_of(TACTICS(60), arms, 6, make_best);
    made_record equal = record_of(TACTICS(60), arms, 6, make_equal);
    assert_setting(&mixed, "payoff", "TITLE", "'No agent is best for one everywhere: ");
    assert_setting(&mixed, "payoff", "SUBTITLE", "60 sessions per field, seed 1");
    assert_setting(&best, "payoff", "TITLE", "'Boulware is best for one everywhere'");
    assert_setting(&equal, "payoff", "TITLE",
                   "'No difference: what one gets does not depend on agents.one'");
    six_arms(few, 5);
    made_record short_run = record_of(TACTICS(5), few, 6, make_best);
    assert_setting(&short_run, "payoff", "TITLE",
                   "'Too few sessions to say which agent is best for one'");
}

/* Nobody is surely less: no frame, all marked. */
static void without_a_difference_nothing_is_framed(void **state)
{
    arm arms[6];
    double best, tied;
    (void)state;
    six_arms(arms, SESSIONS);
    made_record m = record_of(TACTICS(60), arms, 6, make_equal);
    char *data = drawn(&m, "payoff", "dat");
    for (int i = 0; i < 6; i++) {
        assert_int_equal(sscanf(data_line(data, 0, i), "%*f %*f %*f %*f %*f %lf %lf", &best, &tied),
                         2);
        assert_true(best == 0 && tied == 1);
    }
    free(data);
}

/* Where nothing is random, a single session decides. */
static void make_exact(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course, (void)rep;
    made_deal(r, mean_of[i]);
}

static void what_repeats_is_exact(void **state)
{
    arm arms[6];
    (void)state;
    six_arms(arms, 1);
    made_record m = record_of(TACTICS(60), arms, 6, make_exact);
    assert_setting(
        &m, "payoff", "TITLE",
        "'No agent is best for one everywhere: boulware against 2 of 3, linear against 1'");
}

/* Played as often as was asked for: something is drawn, and few sessions are few. */
static void make_repeating(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make_exact(m, i, rep, r, course);
    r->trace = i;
}

static void what_is_drawn_is_not_exact(void **state)
{
    arm arms[6];
    (void)state;
    six_arms(arms, 60);
    made_record m = record_of(TACTICS(60), arms, 6, make_repeating);
    assert_setting(&m, "payoff", "TITLE", "'Too few sessions to say which agent is best for one'");
}

/* ---- which factors ---- */

static const char three[] =
    "experiment: made\nscenario: made\nvary:\n"
    "  source:\n    a: {two.reservation: 0.1}\n    b: {two.reservation: 0.2}\n"
    "  level:\n    low: {one.reservation: 0.1}\n    high: {one.reservation: 0.2}\n"
    "  agent:\n    soft: {agents.two: conceder}\n    hard: {agents.two: boulware}\n"
    "sessions: 40\nseed: 1\nhypotheses:\n  h: {measure: pie_share_one, rises_with: level}\n";

static void make_eight(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course;
    double source = (i >> 2 & 1) ? 0.2 : 0, at = (i >> 1 & 1) ? 0.1 : 0, agent = (i & 1) ? 0.05 : 0;
    made_deal(r, 0.3 + source + at - agent + 0.01 * noise(rep, 1 + i));
}

static void agents_are_rows_and_the_rest_is_averaged(void **state)
{
    arm arms[8];
    (void)state;
    for (uint32_t i = 0; i < 8; i++)
        arms[i] = (arm){i, HG_NOBODY, i & 1 ? against_boulware : against_conceder, 40};
    made_record m = record_of(three, arms, 8, make_eight);
    assert_setting(&m, "payoff", "SUBTITLE",
                   "mean pay-off of two, share of the pie; rows: agent, columns: level; mean over "
                   "source; 80 sessions per field, seed 1");
    assert_setting(&m, "payoff", "array ROW[2]", "['hard', 'soft']");
    assert_setting(&m, "payoff", "array COLUMN[2]", "['low', 'high']");
    char *data = drawn(&m, "payoff", "dat");
    double mean;
    assert_int_equal(sscanf(data_line(data, 0, 0), "%*f %*f %lf", &mean), 1);
    assert_near(mean, 1 - (0.3 + 0.1 - 0.05), 0.005); /* hard, low, over both sources */
    free(data);
}

static void fewer_than_two_factors_are_refused(void **state)
{
    static const char single[] = "experiment: made\nscenario: made\nvary:\n  agents.one: [linear, "
                                 "boulware]\nsessions: 40\nseed: 1\n";
    static const char none[] = "experiment: made\nscenario: made\nsessions: 40\nseed: 1\n";
    const arm arms[] = {{0, HG_NOBODY, both_linear, 40}, {1, HG_NOBODY, as_boulware, 40}};
    figure_options options = {.formats = ""};
    (void)state;
    made_record one = record_of(single, arms, 2, make_best),
                no = record_of(none, arms, 1, make_best);
    analysis *a = made_open(&one, dir);
    assert_string_equal(figure_lacks(a, "payoff", &options),
                        "it is a table of two factors, and this run varies only agents.one");
    analysis_close(a);
    a = made_open(&no, dir);
    assert_non_null(strstr(figure_lacks(a, "payoff", &options), "this run varies none"));
    analysis_close(a);
    assert_int_equal(draw_one(&one, "payoff", ""), HG_E_NO);
}

static void large_tables_lose_their_numbers_then_levels(void **state)
{
    enum { N = 25 };
    static char config[4096], names[N][32];
    static const char *agents[2 * N][2];
    static arm arms[2 * N];
    (void)state;
    size_t at = (size_t)snprintf(config, sizeof config,
                                 "experiment: made\nscenario: made\nvary:\n  agents.one: [");
    for (int i = 0; i < N; i++) {
        snprintf(names[i], sizeof names[i], "boulware:beta=0.%02d", i + 10);
        at +=
            (size_t)snprintf(config + at, sizeof config - at, "%s\"%s\"", i ? ", " : "", names[i]);
    }
    snprintf(config + at, sizeof config - at,
             "]\n  agents.two: [linear, conceder]\nsessions: 40\nseed: 1\n");
    for (uint32_t c = 0; c < 2 * N; c++) {
        agents[c][0] = names[c / 2], agents[c][1] = c % 2 ? "conceder" : "linear";
        arms[c] = (arm){c, HG_NOBODY, agents[c], 40};
    }
    made_record m = record_of(config, arms, 2 * N, make_best);
    assert_setting(&m, "payoff", "SUBTITLE", "20 of 25 rows, 2 of 2 columns");
    assert_setting(&m, "payoff", "NUMBERS", "0");
    assert_setting(&m, "payoff", "ROWS", "20");
}

/* ---- any text, the same bytes ---- */

static const char hostile[] =
    "experiment: made\nscenario: made\nvary:\n"
    "  \"it's `touch pwned` $(x) {/:Bold\":\n    \"a_b^c@d~e\\\\f\": {one.reservation: 0.1}\n"
    "    \"<b>'\\\" & %d é\": {one.reservation: 0.2}\n"
    "  agents.two: [linear, conceder]\nsessions: 40\nseed: 1\n";

static void make_four(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make_best(m, i, rep, r, course);
    for (uint32_t k = 0; k < 20; k++) course[k] = 0.9 - 0.04 * (k % 10);
}

static void any_name_is_drawn_and_the_bytes_are_the_same(void **state)
{
    static const char *const figures[][2] = {
        {"payoff", "touch pwned"}, {"grid", "touch pwned"}, {"opening", "%d"}};
    arm arms[4];
    char path[64];
    (void)state;
    if (!has_gnuplot()) skip();
    for (uint32_t i = 0; i < 4; i++)
        arms[i] = (arm){i, HG_NOBODY, i & 1 ? against_conceder : both_linear, 40};
    made_record m = record_of(hostile, arms, 4, make_four);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "figures/%s.svg", figures[i][0]);
        assert_int_equal(draw_one(&m, figures[i][0], "svg,png,pdf,txt"), HG_E_OK);
        char *first = made_read(dir, path);
        assert_int_equal(draw_one(&m, figures[i][0], "svg"), HG_E_OK);
        char *second = made_read(dir, path);
        assert_string_equal(first, second);
        assert_non_null(strstr(first, "</svg>"));
        assert_non_null(strstr(first, figures[i][1]));
        free(first), free(second);
    }
    assert_int_not_equal(access("pwned", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_replies_and_ties),
        cmocka_unit_test(half_widths_are_of_the_mean),
        cmocka_unit_test(titles_say_what_the_table_shows),
        cmocka_unit_test(without_a_difference_nothing_is_framed),
        cmocka_unit_test(what_repeats_is_exact),
        cmocka_unit_test(what_is_drawn_is_not_exact),
        cmocka_unit_test(agents_are_rows_and_the_rest_is_averaged),
        cmocka_unit_test(fewer_than_two_factors_are_refused),
        cmocka_unit_test(large_tables_lose_their_numbers_then_levels),
        cmocka_unit_test(any_name_is_drawn_and_the_bytes_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
