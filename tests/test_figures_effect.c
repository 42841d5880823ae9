/* The figure `effect`: where points, theory and bands stand, three titles, impasses that are not
 * dropped, which axis, which measure. And when talks end, what goes with leverage, and what is
 * refused because it could only be empty. */
#define FIGURE_FOLDER "made_effect"
#include "figure_fixture.h"

#include <math.h>

enum { SESSIONS = 60 };
static const char *const roles[] = {"one", "two"};
static const char scene[] = PIE_SCENARIO("one");
static const char *const agents[] = {"leverage", "linear"};

#define LADDER                                                                                     \
    "experiment: made\nscenario: made\nvary:\n  one.reservation: [0, 0.2, 0.4]\nsessions: 60\n"    \
    "seed: 1\n"
#define NASH                                                                                       \
    "theory:\n  Nash: {oracle: nash, quantity: u1, set: {eta: 0.5, d2: 0, S: 1}, along: {d1: "     \
    "one.reservation}, measure: pie_share_one}\n"
#define RISES(at_least)                                                                            \
    "hypotheses:\n  h: {measure: pie_share_one, rises_with: one.reservation, at_least: " at_least  \
    "}\n"

static const arm arms[] = {{0, HG_NOBODY, agents, SESSIONS}, {1, HG_NOBODY, agents, SESSIONS},
                           {2, HG_NOBODY, agents, SESSIONS}, {0, 0, agents, SESSIONS},
                           {1, 0, agents, SESSIONS},         {2, 0, agents, SESSIONS}};

/* Every tenth session of the last level ends without a deal. Share: 0.5 + number * level, noise;
 * the blind twin's does not rise. */
static void make(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    double step = m->arms[i].twin_of == HG_NOBODY ? (double)m->arms[i].cell : 0;
    (void)course;
    made_deal(r, 0.5 + m->number * step + 0.01 * noise(rep, i));
    r->round = rep % 2 ? 9 : 4;
    if (m->arms[i].cell == 2 && rep % 10 == 9) made_impasse(r, 0.4);
    r->party[0].start.phi = 0.5 + 0.1 * (double)m->arms[i].cell;
    r->party[1].start.phi = 1 - r->party[0].start.phi;
}

static void make_noisy(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course;
    made_deal(r, 0.5 + 0.1 * noise(rep, i));
}

static made_record record_of(const char *config, double number)
{
    return (made_record){.config = config,
                         .scenario = scene,
                         .n_parties = 2,
                         .n_buckets = 10,
                         .n_arms = 6,
                         .roles = roles,
                         .arms = arms,
                         .make = make,
                         .number = number};
}

/* Lines of block `block`, from 1. */
static size_t points(const char *data, int block)
{
    size_t n = 0;
    for (const char *at = data_line(data, block - 1, 0); *at && *at != '\n'; n++)
        at = strchr(at, '\n') + 1;
    return n;
}

/* The first block of a list such as "LINES_OF"; element: from 1. */
static int first_block(const char *script, const char *list, int element)
{
    char begin[64];
    snprintf(begin, sizeof begin, "\narray %s[", list);
    const char *at = strstr(script, begin);
    assert_non_null(at);
    at = strchr(at, '=') + 1;
    for (at = strchr(at, '\''); element > 1; element--) at = strchr(strchr(at + 1, '\'') + 1, '\'');
    return atoi(at + 1);
}

static void points_theory_and_twin_stand_at_the_levels(void **state)
{
    double x, mean, low, high, y;
    (void)state;
    made_record m = record_of(LADDER NASH RISES("0.01"), 0.1);
    char *script = drawn(&m, "effect", "gp"), *data = drawn(&m, "effect", "dat");
    int line = first_block(script, "LINES_OF", 1), twin = first_block(script, "TWINS_OF", 1);
    int theory = first_block(script, "THEORY_OF", 1), deals = first_block(script, "LINES_OF", 2);
    assert_int_equal(points(data, line), 3);
    assert_int_equal(
        sscanf(data_line(data, line - 1, 1), "%lf %lf %lf %lf", &x, &mean, &low, &high), 4);
    assert_near(x, 0.2, 0);
    assert_near(mean, 0.6, 0.005);
    assert_true(low < mean && mean < high && high - low < 0.01);
    assert_int_equal(sscanf(data_line(data, twin - 1, 1), "%lf %lf", &x, &mean), 2);
    assert_near(mean, 0.5, 0.005);
    assert_true(points(data, theory) > 20); /* between the levels as well */
    assert_int_equal(sscanf(data_line(data, theory - 1, 0), "%lf %lf", &x, &y), 2);
    assert_near(y, 0.5, 1e-12);
    for (size_t i = 0; i < points(data, theory); i++) { /* the Nash split: half of what is left */
        assert_int_equal(sscanf(data_line(data, theory - 1, (int)i), "%lf %lf", &x, &y), 2);
        assert_near(y, x + (1 - x) / 2, 1e-12);
    }
    assert_int_equal(sscanf(data_line(data, deals - 1, 1), "%lf %lf", &x, &y), 2);
    assert_near(y, 1, 1e-12);
    assert_int_equal(sscanf(data_line(data, deals - 1, 2), "%lf %lf", &x, &y), 2);
    assert_near(y, 0.9, 1e-12);
    free(script), free(data);
}

static void titles_are_the_verdict(void **state)
{
    (void)state;
    made_record up = record_of(LADDER RISES("0.01"), 0.1),
                flat = record_of(LADDER RISES("0.05"), 0);
    made_record noisy = record_of(LADDER RISES("0"), 0), none = record_of(LADDER, 0.1);
    noisy.make = make_noisy;
    assert_setting(&up, "effect", "TITLE", "'Pie share of one rises with one.reservation'");
    assert_setting(&up, "effect", "SUBTITLE", "slope per level 0.0");
    assert_setting(&up, "effect", "SUBTITLE", "h PASS; 60 sessions per level, seed 1");
    assert_setting(&flat, "effect", "TITLE",
                   "'Pie share of one does not rise with one.reservation'");
    assert_setting(&noisy, "effect", "TITLE",
                   "'Undecided whether pie share of one rises with one.reservation'");
    assert_setting(&none, "effect", "TITLE", "'The more leverage, the higher pie share of one'");
}

static void what_was_asked_is_shaded(void **state)
{
    (void)state;
    made_record m =
        record_of(LADDER "hypotheses:\n  h: {measure: pie_share_one, within: [0.4, 0.65], "
                         "in: {one.reservation: [0, 0.2]}}\n",
                  0.1);
    assert_setting(&m, "effect", "BANDS", "1");
    assert_setting(&m, "effect", "array BAND_Y2[1]", "[0.65]");
    assert_setting(&m, "effect", "TITLE", "Pie share of one is within 0.4 to 0.65");
    made_record slope =
        record_of(LADDER "hypotheses:\n  h: {measure: pie_share_one, within: [0, 1], "
                         "slope_on: pie, over: one.reservation}\n",
                  0.1);
    assert_setting(&slope, "effect", "BANDS", "0"); /* a slope is no height */
}

#define NAMED(a, b, c)                                                                             \
    "experiment: made\nscenario: made\nvary:\n  level:\n    " a ": {one.reservation: 0}\n    " b   \
    ": {one.reservation: 0.2}\n    " c ": {one.reservation: 0.4}\nsessions: 60\nseed: 1\n"

static void the_axis_is_what_levels_are(void **state)
{
    double at[3];
    char line[256];
    (void)state;
    made_record names = record_of(NAMED("low", "middle", "high"), 0.1);
    assert_setting(&names, "effect", "array TIC_AT[3]", "[0, 1, 2]");
    made_record eighths = record_of(NAMED("1/8", "1/4", "1/2"), 0.1);
    char *script = drawn(&eighths, "effect", "gp");
    setting(script, "array TIC_AT[3]", line, sizeof line);
    assert_int_equal(sscanf(line, "[%lf, %lf, %lf]", &at[0], &at[1], &at[2]), 3);
    assert_near(at[1] - at[0], log(2), 1e-12);
    assert_near(at[2] - at[1], log(2), 1e-12);
    free(script);
    made_record uneven = record_of(NAMED("0.1", "0.11", "5"), 0.1);
    assert_setting(&uneven, "effect", "array TIC_AT[3]", "[0.1, 0.11, 5]");
    assert_setting(&uneven, "effect", "array TIC[3]", "['0.1', '', '5']"); /* no room for it */
}

static void any_measure_can_be_asked_for(void **state)
{
    error_list errors;
    buf paths;
    (void)state;
    error_list_init(&errors);
    buf_init(&paths);
    made_record m = record_of(LADDER RISES("0"), 0.1);
    analysis *a = made_open(&m, dir);
    figure_options options = {.formats = "", .measure = "round"};
    assert_null(figure_lacks(a, "effect", &options));
    assert_int_equal(figure_draw(a, "effect", &options, &paths, &errors), HG_E_OK);
    char *script = made_read(dir, "figures/effect.gp"), line[256];
    setting(script, "array MEASURE[1]", line, sizeof line);
    assert_string_equal(line, "['round']");
    options.measure = "effciency";
    const char *why = figure_lacks(a, "effect", &options);
    assert_non_null(strstr(why, "did you mean \"efficiency\""));
    options.measure = "outcome";
    assert_non_null(strstr(figure_lacks(a, "effect", &options), "is no number"));
    free(script);
    analysis_close(a);
    buf_fini(&paths);
    error_list_fini(&errors);
}

static void deals_of_a_panel_add_up_with_what_ends_in_none(void **state)
{
    double x, y, blind, sum = 0;
    (void)state;
    made_record m = record_of(LADDER RISES("0"), 0.1);
    char *data = drawn(&m, "agreement-time", "dat");
    for (int b = 0; b < 20; b++) {
        assert_int_equal(sscanf(data_line(data, 4, b), "%lf %lf %lf", &x, &y, &blind), 3);
        assert_near(x, (b + 0.5) / 20, 1e-12);
        if (b == 8) assert_near(y, 0.5, 1e-9); /* round 4 of 0..9 */
        if (b == 19) assert_near(y, 0.4, 1e-9);
        sum += y;
    }
    assert_int_equal(sscanf(data_line(data, 5, 0), "%lf %lf", &x, &y), 2);
    assert_near(y, 0.1, 1e-9);
    assert_near(sum + y, 1, 1e-9);
    assert_setting(&m, "agreement-time", "array COUNT[3]", "'90 % deals, 40 % at the end; n = 60'");
    free(data);
}

static void bins_of_leverage_are_beside_their_blind_twin(void **state)
{
    double phi, share, low, high, all, value;
    (void)state;
    made_record m = record_of(LADDER RISES("0"), 0.1);
    char *data = drawn(&m, "calibration", "dat");
    assert_int_equal(points(data, 1), 3);
    assert_int_equal(sscanf(data_line(data, 0, 2), "%lf %lf %lf %lf %lf %lf", &phi, &share, &low,
                            &high, &all, &value),
                     6);
    assert_near(phi, 0.7, 1e-12);
    assert_near(share, 0.7, 0.005);
    assert_near(value, 0.9 * share + 0.1 * 0.4, 1e-9); /* an impasse counts with what it pays */
    assert_int_equal(points(data, 2), 3);
    assert_setting(&m, "calibration", "TITLE",
                   "'What one gets goes with its leverage more than its blind twin’s'");
    m.number = 0;
    assert_setting(&m, "calibration", "TITLE",
                   "No difference: what one gets goes with its leverage");
    free(data);
}

static void what_could_only_be_empty_is_refused(void **state)
{
    (void)state;
    made_record m = record_of(LADDER, 0.1);
    assert_int_equal(draw_one(&m, "event-study", ""), HG_E_NO);
    static const arm one[] = {{0, HG_NOBODY, agents, SESSIONS}};
    made_record single =
        record_of("experiment: made\nscenario: made\nsessions: 60\nseed: 1\n", 0.1);
    single.arms = one;
    single.n_arms = 1;
    assert_int_equal(draw_one(&single, "effect", ""), HG_E_NO);
}

static void any_text_survives(void **state)
{
    (void)state;
    if (!has_gnuplot()) skip();
    made_record m = record_of(NAMED("\"a_b^{c} `touch made_pwned`'; q='\"", "\"@T \\n \\\"x\\\"\"",
                                    "\"$(touch made_pwned) {/:Bold\""),
                              0.1);
    static const char *const names[] = {"effect", "agreement-time", "calibration"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(draw_one(&m, names[i], "svg,txt"), HG_E_OK);
    assert_int_not_equal(access("made_pwned", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_theory_and_twin_stand_at_the_levels),
        cmocka_unit_test(titles_are_the_verdict),
        cmocka_unit_test(what_was_asked_is_shaded),
        cmocka_unit_test(the_axis_is_what_levels_are),
        cmocka_unit_test(any_measure_can_be_asked_for),
        cmocka_unit_test(deals_of_a_panel_add_up_with_what_ends_in_none),
        cmocka_unit_test(bins_of_leverage_are_beside_their_blind_twin),
        cmocka_unit_test(what_could_only_be_empty_is_refused),
        cmocka_unit_test(any_text_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
