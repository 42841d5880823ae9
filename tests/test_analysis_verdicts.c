/* Verdicts on records whose means and slopes are known. */
#include "analysis_fixture.h"

#include "analysis/verdicts.h"
#include "model/fault.h"
#include <jansson.h>

static const char scenario_text[] = PIE_SCENARIO("one");
#define EXPERIMENT(sessions, hypotheses)                                                           \
    "experiment: made\nscenario: made\nvary:\n"                                                    \
    "  level:\n    low: {one.reservation: 0.1}\n    middle: {one.reservation: 0.2}\n"              \
    "    high: {one.reservation: 0.3}\n"                                                           \
    "sessions: " #sessions "\nseed: 1\nhypotheses:\n" hypotheses

static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"linear", "linear"};
#define CELLS(n)                                                                                   \
    {0, HG_NOBODY, agents, n}, {1, HG_NOBODY, agents, n}, { 2, HG_NOBODY, agents, n }
#define TWINS(n)                                                                                   \
    {0, 0, agents, n}, {1, 0, agents, n}, { 2, 0, agents, n }

/* u is what `one` gets of a pie of 1, and how it talked. */
static void deal(row *r, double u)
{
    made_deal(r, u);
    for (uint32_t p = 0; p < r->n_parties; p++)
        r->party[p].early_concession = r->party[p].mean_demand = u;
}

/* Luck that all cells share cancels in paired differences: slopes are exact. */
static void made_slope(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)course;
    deal(r, 0.3 + m->number * (double)m->arms[i].cell + 0.05 * noise(rep, 0));
}

static void made_noisy(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)course;
    deal(r, 0.3 + m->number * (double)m->arms[i].cell + 0.05 * noise(rep, i));
}

typedef struct judged {
    analysis *a;
    verdict_list list;
} judged;

static const char dir[] = BINARY_DIR "/made_verdicts";

static judged judge(const char *config, const arm *arms, uint32_t n_arms, double number,
                    void (*make)(const made_record *, uint32_t, uint64_t, row *, double *))
{
    made_record m = {.config = config,
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = 10,
                     .n_arms = n_arms,
                     .roles = roles,
                     .arms = arms,
                     .make = make,
                     .number = number};
    judged j = {.a = made_open(&m, dir)};
    j.list = verdicts_of(j.a);
    return j;
}

static decision one_decision(const char *config, const arm *arms, uint32_t n_arms, double number,
                             void (*make)(const made_record *, uint32_t, uint64_t, row *, double *))
{
    judged j = judge(config, arms, n_arms, number, make);
    assert_int_equal(j.list.n, 1);
    decision d = j.list.at[0].decision;
    analysis_close(j.a);
    return d;
}

#define RISES "  h: {measure: pie_share_one, rises_with: level, at_least: 0.01}\n"
#define FALLS "  h: {measure: pie_share_one, falls_with: level, at_least: 0.01}\n"

static void slope_above_what_was_asked_passes(void **state)
{
    static const arm arms[] = {CELLS(40)};
    (void)state;
    judged j = judge(EXPERIMENT(40, RISES), arms, 3, 0.02, made_slope);
    const verdict *v = &j.list.at[0];
    assert_int_equal(v->decision, DECISION_PASS);
    assert_int_equal(v->steps, 2);
    assert_near(v->trend.slope.mean, 0.02, 1e-15);
    assert_near(v->trend.slope.low, 0.02, 1e-15);
    assert_near(v->trend.step[0].mean, 0.02, 1e-15);
    analysis_close(j.a);
}

static void slope_below_fails_and_between_is_undecided(void **state)
{
    static const arm arms[] = {CELLS(40)};
    (void)state;
    assert_int_equal(one_decision(EXPERIMENT(40, RISES), arms, 3, 0.005, made_slope),
                     DECISION_FAIL);
    assert_int_equal(one_decision(EXPERIMENT(40, RISES), arms, 3, -0.02, made_slope),
                     DECISION_FAIL);
    assert_int_equal(one_decision(EXPERIMENT(40, RISES), arms, 3, 0.012, made_noisy),
                     DECISION_UNDECIDED);
    assert_int_equal(one_decision(EXPERIMENT(40, FALLS), arms, 3, -0.02, made_slope),
                     DECISION_PASS);
    assert_int_equal(one_decision(EXPERIMENT(40, FALLS), arms, 3, -0.005, made_slope),
                     DECISION_FAIL);
}

static void made_hump(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    static const double u[] = {0.3, 0.5, 0.45};
    (void)course;
    deal(r, u[m->arms[i].cell] + 0.05 * noise(rep, 0) + 0.001 * noise(rep, 1 + i));
}

static void a_step_down_fails_whatever_the_slope(void **state)
{
    static const arm arms[] = {CELLS(40)};
    (void)state;
    judged j = judge(EXPERIMENT(40, RISES), arms, 3, 0, made_hump);
    assert_true(j.list.at[0].trend.slope.low > 0.01);
    assert_int_equal(j.list.at[0].decision, DECISION_FAIL);
    assert_int_equal(j.list.at[0].steps, 1);
    assert_int_equal(j.list.at[0].reason, REASON_STEP_AGAINST);
    analysis_close(j.a);
}

/* The interval from first principles: regression per replicate, mean, t with 39 degrees. */
static void intervals_match_an_independent_sum(void **state)
{
    static const arm arms[] = {CELLS(40)};
    enum { N = 40 };
    long double b[N], mean = 0, var = 0;
    (void)state;
    judged j = judge(EXPERIMENT(40, RISES), arms, 3, 0.012, made_noisy);
    for (uint64_t r = 0; r < N; r++) {
        long double sxy = 0, sx = 0, sy = 0, sxx = 0;
        for (uint32_t l = 0; l < 3; l++) {
            long double y = 0.3 + 0.012 * l + 0.05 * noise(r, l);
            sxy += l * y, sx += l, sy += y, sxx += l * l;
        }
        b[r] = (3 * sxy - sx * sy) / (3 * sxx - sx * sx);
        mean += b[r] / N;
    }
    for (int r = 0; r < N; r++) var += (b[r] - mean) * (b[r] - mean) / (N - 1);
    double half = 2.02269092003676 * sqrt((double)var / N);
    const estimate *s = &j.list.at[0].trend.slope;
    assert_near(s->mean, (double)mean, 1e-15);
    assert_near(s->low, (double)mean - half, 1e-12);
    assert_near(s->high, (double)mean + half, 1e-12);
    analysis_close(j.a);
}

static void made_same(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)course;
    deal(r, 0.3 + m->number * (double)m->arms[i].cell);
    r->trace = 1 + m->arms[i].cell * 2 + rep % 2;
    r->party[0].messages = 7 + rep;
}

static void where_nothing_is_random_means_decide(void **state)
{
    static const arm arms[] = {CELLS(2)};
    (void)state;
    judged j = judge(EXPERIMENT(100, RISES), arms, 3, 0.02, made_same);
    assert_int_equal(j.list.at[0].decision, DECISION_PASS);
    assert_true(j.list.at[0].trend.exact && !j.list.at[0].trend.few);
    assert_true(isnan(j.list.at[0].trend.slope.low));
    analysis_close(j.a);
    assert_int_equal(one_decision(EXPERIMENT(100, RISES), arms, 3, 0.009, made_same),
                     DECISION_FAIL);
}

static void made_repeating(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    made_same(m, i, rep, r, course);
    r->party[0].messages = 7;
}

/* As many sessions as were asked for: something is drawn, however often sessions repeat. */
static void what_is_drawn_is_never_exact(void **state)
{
    static const arm arms[] = {CELLS(60)};
    (void)state;
    judged j = judge(EXPERIMENT(60, RISES), arms, 3, 0.02, made_repeating);
    assert_int_equal(j.list.at[0].reason, REASON_FEW);
    assert_false(j.list.at[0].trend.exact);
    analysis_close(j.a);
    assert_int_equal(one_decision(EXPERIMENT(60, RISES), arms, 3, -0.02, made_repeating),
                     DECISION_UNDECIDED);
}

/* Drawn limits change what comes of the same words. */
static void made_same_words(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    made_noisy(m, i, rep, r, course);
    r->trace = 1 + m->arms[i].cell;
}

static void the_same_words_with_other_ends_are_distinct(void **state)
{
    static const arm arms[] = {CELLS(60)};
    (void)state;
    judged j = judge(EXPERIMENT(60, RISES), arms, 3, 0.1, made_same_words);
    assert_int_equal(analysis_cell(j.a, 0)->distinct, 60);
    assert_false(j.list.at[0].trend.few);
    assert_true(j.list.at[0].trend.slope.low < j.list.at[0].trend.slope.high);
    assert_int_equal(j.list.at[0].decision, DECISION_PASS);
    analysis_close(j.a);
}

/* A level in which nothing is drawn is played once; the interval is that of the others. */
static void a_level_without_draws_leaves_the_interval(void **state)
{
    static const arm arms[] = {
        {0, HG_NOBODY, agents, 1}, {1, HG_NOBODY, agents, 60}, {2, HG_NOBODY, agents, 60}};
    (void)state;
    judged j = judge(EXPERIMENT(60, RISES), arms, 3, 0.1, made_noisy);
    assert_false(j.list.at[0].trend.exact || j.list.at[0].trend.few);
    assert_true(j.list.at[0].trend.step[0].low < j.list.at[0].trend.step[0].high);
    analysis_close(j.a);
}

static const char numbers[] = "experiment: made\nscenario: made\nvary:\n"
                              "  one.power.discount: [0.9, 0.8, 0.75]\n"
                              "sessions: 40\nseed: 1\nhypotheses:\n"
                              "  up: {measure: pie_share_one, rises_with: one.power.discount}\n"
                              "  down: {measure: pie_share_one, falls_with: one.power.discount}\n";

/* Cells stand as the file has them, from .9 to .75, and the measure rises with the cell. */
static void numbers_are_compared_in_their_order(void **state)
{
    static const arm arms[] = {CELLS(40)};
    (void)state;
    judged j = judge(numbers, arms, 3, 0.02, made_slope);
    assert_int_equal(j.list.at[0].decision, DECISION_FAIL);
    assert_int_equal(j.list.at[1].decision, DECISION_PASS);
    assert_near(j.list.at[0].trend.slope.mean, -0.02, 1e-15);
    assert_string_equal(cell_level(j.a, j.list.at[0].group.cells[0], 0), "0.75");
    analysis_close(j.a);
}

static void too_few_sessions_decide_nothing(void **state)
{
    static const arm arms[] = {CELLS(29)};
    (void)state;
    assert_int_equal(one_decision(EXPERIMENT(29, RISES), arms, 3, 0.02, made_slope),
                     DECISION_UNDECIDED);
}

/* Cells rise by 0.05 per level, their blind twins by 0.045. */
static void made_twins(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    double slope = m->arms[i].twin_of == HG_NOBODY ? 0.05 : 0.045;
    (void)course;
    deal(r, 0.3 + slope * (double)m->arms[i].cell + 0.05 * noise(rep, 0));
}

static void beyond_blind_is_the_paired_difference(void **state)
{
    static const arm arms[] = {CELLS(40), TWINS(40)};
    (void)state;
    judged j = judge(EXPERIMENT(40, "  a: {measure: pie_share_one, rises_with: level, beyond: "
                                    "blind, at_least: 0.01}\n"
                                    "  b: {measure: pie_share_one, rises_with: level, beyond: "
                                    "blind, at_least: 0.002}\n"
                                    "  c: {measure: pie_share_two, falls_with: level, at_least: "
                                    "0.04}\n"),
                     arms, 6, 0, made_twins);
    assert_int_equal(j.list.n, 3);
    assert_near(j.list.at[0].trend.slope.mean, 0.005, 1e-15);
    assert_int_equal(j.list.at[0].decision, DECISION_FAIL);
    assert_int_equal(j.list.at[1].decision, DECISION_PASS);
    assert_int_equal(j.list.at[2].decision, DECISION_PASS);
    analysis_close(j.a);
}

static const char two_factors[] =
    "experiment: made\nscenario: made\nvary:\n"
    "  source, level:\n"
    "    a:\n      low: {one.reservation: 0.1}\n      high: {one.reservation: 0.2}\n"
    "    b:\n      low: {two.reservation: 0.1}\n      high: {two.reservation: 0.2}\n"
    "  agent:\n    x: {agents.one: linear}\n    y: {agents.one: boulware}\n    z: {agents.one: "
    "conceder}\n"
    "sessions: 40\nseed: 1\nhypotheses:\n"
    "  each: {measure: pie_share_one, rises_with: level, in: {agent: [x, z]}, at_least: 0.01}\n"
    "  over_x: {measure: pie_share_one, rises_with: level, in: {source: b, agent: [y, z]}, "
    "beyond: {agent: x}, at_least: 0.01}\n"
    "  all_over_x: {measure: pie_share_one, rises_with: level, in: {source: b, agent: [x, z]}, "
    "beyond: {agent: x}, at_least: 0.01}\n"
    "  from_low: {measure: pie_share_one, rises_with: level, in: {source: b, agent: z}, "
    "beyond: {level: low}, at_least: 0.01}\n";

/* Cell = (source, level) x agent; agent x rises by 0.1 per level, y by 0.105, z by 0.15. */
static void made_two_factors(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    static const double slope[] = {0.1, 0.105, 0.15};
    uint64_t cell = m->arms[i].cell;
    (void)course;
    deal(r, 0.2 + slope[cell % 3] * (double)(cell / 3 % 2) + 0.05 * noise(rep, 0));
}

static void one_verdict_per_combination(void **state)
{
    arm arms[12];
    static const char *const where[] = {"a x", "a z", "b x", "b z", "b y", "b z", "b z", "b z"};
    static const double slopes[] = {0.1, 0.15, 0.1, 0.15, 0.005, 0.05, 0.05, 0.15};
    (void)state;
    for (uint32_t i = 0; i < 12; i++) arms[i] = (arm){i, HG_NOBODY, agents, 40};
    judged j = judge(two_factors, arms, 12, 0, made_two_factors);
    assert_int_equal(j.list.n, 8); /* x is not compared with itself; low is, along its own column */
    for (uint32_t i = 0; i < 8; i++) {
        const verdict *v = &j.list.at[i];
        char name[64];
        snprintf(name, sizeof name, "%s %s", cell_level(j.a, v->group.cells[0], 0),
                 cell_level(j.a, v->group.cells[0], 2));
        assert_string_equal(name, where[i]);
        assert_int_equal(v->group.n, 2);
        assert_near(v->trend.slope.mean, slopes[i], 1e-14);
        assert_int_equal(v->decision, i == 4 ? DECISION_FAIL : DECISION_PASS);
    }
    analysis_close(j.a);
}

static void made_messages(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    made_slope(m, i, rep, r, course);
    r->party[0].messages = rep + (i == 2 && m->number > 0 && rep == 17);
}

static void same_is_equality_of_every_replicate(void **state)
{
    static const arm arms[] = {CELLS(40)};
    static const char config[] = EXPERIMENT(40, "  h: {measure: messages_one, same_over: level}\n");
    (void)state;
    judged j = judge(config, arms, 3, 0, made_messages);
    assert_int_equal(j.list.at[0].decision, DECISION_PASS);
    assert_int_equal(j.list.at[0].all, 40);
    analysis_close(j.a);
    j = judge(config, arms, 3, 1, made_messages);
    assert_int_equal(j.list.at[0].decision, DECISION_FAIL);
    assert_int_equal(j.list.at[0].equal, 39);
    analysis_close(j.a);
}

static void made_gaps(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    made_slope(m, i, rep, r, course);
    r->party[0].early_concession = i == 1 && rep % 10 == 3 ? NAN : 0.5 - 0.1 * i;
}

static void missing_values_drop_their_pair(void **state)
{
    static const arm arms[] = {CELLS(40)};
    (void)state;
    judged j = judge(EXPERIMENT(40, "  h: {measure: early_concession_one, falls_with: level}\n"),
                     arms, 3, 0, made_gaps);
    const verdict *v = &j.list.at[0];
    assert_int_equal(v->decision, DECISION_PASS);
    assert_int_equal(v->trend.dropped, 4);
    assert_int_equal(v->trend.slope.n, 36);
    assert_near(v->trend.slope.mean, -0.1, 1e-15);
    analysis_close(j.a);
}

static void interrupted_record_is_read_as_far_as_it_goes(void **state)
{
    static const arm arms[] = {CELLS(40)};
    made_record m = {.config = EXPERIMENT(40, RISES),
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = 10,
                     .n_arms = 3,
                     .roles = roles,
                     .arms = arms,
                     .block = 32,
                     .cut_blocks = 2,
                     .make = made_slope,
                     .number = 0.02};
    (void)state;
    analysis *a = made_open(&m, dir);
    assert_false(analysis_record(a)->complete);
    assert_int_equal(analysis_sessions(a, false), 64);
    verdict_list list = verdicts_of(a);
    assert_int_equal(list.at[0].decision, DECISION_UNDECIDED); /* a level was not played */
    analysis_close(a);
}

/* Session 7 of the last cell; what it left behind would pass as well as fail. */
static void made_with_an_error(const made_record *m, uint32_t i, uint64_t rep, row *r,
                               double *course)
{
    made_slope(m, i, rep, r, course);
    if (i != 2 || rep != 7) return;
    r->result = HG_RESULT_AGENT_ERROR;
    r->fault = FAULT_TIMEOUT;
    r->by = 0;
}

static void agent_errors_decide_nothing(void **state)
{
    static const arm arms[] = {CELLS(40)};
    static const double slopes[] = {0.02, -0.02};
    (void)state;
    for (int k = 0; k < 2; k++) {
        judged sound = judge(EXPERIMENT(40, RISES), arms, 3, slopes[k], made_slope);
        assert_int_equal(sound.list.at[0].decision, k ? DECISION_FAIL : DECISION_PASS);
        assert_int_equal(sound.list.at[0].errors, 0);
        assert_int_equal(analysis_faults(sound.a), 0);
        analysis_close(sound.a);
        judged j = judge(EXPERIMENT(40, RISES), arms, 3, slopes[k], made_with_an_error);
        assert_int_equal(j.list.at[0].decision, DECISION_UNDECIDED);
        assert_int_equal(j.list.at[0].reason, REASON_ERRORS);
        assert_int_equal(j.list.at[0].errors, 1);
        assert_int_equal(analysis_faults(j.a), 1);
        char *text = NULL;
        size_t size;
        FILE *to = open_memstream(&text, &size);
        analysis_print_faults(j.a, 5, to);
        fclose(to);
        assert_non_null(strstr(text, ": timeout in 1 session\n"));
        free(text);
        analysis_close(j.a);
    }
}

static void lines_and_json_say_the_same(void **state)
{
    static const arm arms[] = {CELLS(40), TWINS(40)};
    (void)state;
    judged j = judge(EXPERIMENT(40, RISES "  b: {measure: pie_share_one, rises_with: level, "
                                          "beyond: blind, at_least: 0.01}\n"),
                     arms, 6, 0, made_twins);
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    assert_int_equal(analysis_print_verdicts(j.a, to), HG_E_NO);
    fclose(to);
    assert_string_equal(
        text, "PASS  h    pie_share_one  slope +0.0500 per level [+0.0500, +0.0500], asked > 0.01 "
              "· 2 of 2 steps up\n"
              "FAIL  b    pie_share_one beyond blind  slope +0.0050 per level [+0.0050, +0.0050], "
              "asked > 0.01 · 2 of 2 steps up · slope's interval below 0.01\n");
    free(text);
    buf out;
    buf_init(&out);
    analysis_json(j.a, &out);
    json_error_t why;
    json_t *document = json_loadb((const char *)out.data, out.size, 0, &why);
    assert_non_null(document);
    json_t *verdicts = json_object_get(document, "verdicts");
    assert_int_equal(json_array_size(verdicts), 2);
    assert_int_equal(json_array_size(json_object_get(document, "cells")), 3);
    json_t *second = json_array_get(verdicts, 1);
    assert_string_equal(json_string_value(json_object_get(second, "decision")), "FAIL");
    assert_near(json_real_value(json_object_get(json_object_get(second, "slope"), "mean")), 0.005,
                1e-15);
    json_decref(document);
    buf_fini(&out);
    analysis_close(j.a);
}

/* ---- what a line says ---- */

static void assert_lines(const char *config, const arm *arms, double number,
                         void (*make)(const made_record *, uint32_t, uint64_t, row *, double *),
                         const char *expected)
{
    char *text = NULL;
    size_t size;
    judged j = judge(config, arms, 3, number, make);
    FILE *to = open_memstream(&text, &size);
    (void)analysis_print_verdicts(j.a, to);
    fclose(to);
    if (!strstr(text, expected)) fail_msg("\"%s\" is not in: %s", expected, text);
    free(text);
    analysis_close(j.a);
}

/* Steps of 0.002 and 0.05, the first one drowned in noise. */
static void made_lopsided(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    static const double u[] = {0.3, 0.302, 0.352};
    (void)course;
    deal(r, u[m->arms[i].cell] + m->number * (rep % 2 ? 1 : -1) * (m->arms[i].cell == 1));
}

static void lines_give_their_reason(void **state)
{
    static const arm arms[] = {CELLS(40)}, few[] = {CELLS(29)}, exact[] = {CELLS(2)};
    static const arm gone[] = {
        {0, HG_NOBODY, agents, 40}, {1, HG_NOBODY, agents, 40}, {2, HG_NOBODY, agents, 0}};
    (void)state;
    assert_lines(EXPERIMENT(40, RISES), arms, 0.005, made_slope,
                 "2 of 2 steps up · slope's interval below 0.01\n");
    assert_lines(EXPERIMENT(40, FALLS), arms, -0.005, made_slope,
                 "asked < -0.01 · 2 of 2 steps down · slope's interval above -0.01\n");
    assert_lines(EXPERIMENT(40, RISES), arms, 0.1, made_lopsided,
                 "2 of 2 steps up, 1 surely · a step is not surely up\n");
    assert_lines(EXPERIMENT(40, RISES), arms, 0.012, made_noisy, "slope's interval holds 0.01\n");
    assert_lines(EXPERIMENT(40, RISES), arms, 0, made_hump,
                 "1 of 2 steps up · a step is surely down\n");
    assert_lines(EXPERIMENT(29, RISES), few, 0.02, made_slope,
                 "2 of 2 steps up · fewer than 30 distinct sessions\n");
    assert_lines(EXPERIMENT(100, RISES), exact, 0.009, made_same,
                 "2 of 2 steps up · nothing random: exact · slope not above 0.01\n");
    assert_lines(EXPERIMENT(100, FALLS), exact, -0.009, made_same,
                 "2 of 2 steps down · nothing random: exact · slope not below -0.01\n");
    assert_lines(EXPERIMENT(40, RISES), gone, 0.02, made_slope,
                 "h    pie_share_one  the record lacks a level or what it is compared with\n");
    assert_lines(EXPERIMENT(40, "  h: {measure: pie_share_one, rises_with: level, in: {level: "
                                "low}}\n"),
                 arms, 0.02, made_slope, "pie_share_one  one level only: nothing to compare\n");
}

/* Reading an experiment knows measures by name, analysis knows what they are: the same ones. */
static void every_column_of_a_party_is_a_measure(void **state)
{
    static const arm arms[] = {CELLS(40)};
    static char config[1 << 14];
    (void)state;
    judged j = judge(EXPERIMENT(40, RISES), arms, 3, 0.02, made_slope);
    size_t n = (size_t)snprintf(config, sizeof config, "%s", EXPERIMENT(40, ""));
    for (uint32_t i = 1; i < j.a->columns.n_party; i++) /* but for the agent's name */
        n += (size_t)snprintf(config + n, sizeof config - n,
                              "  h%u: {measure: %s, same_over: level}\n", i,
                              j.a->columns.party[i].name);
    uint32_t expected = j.a->columns.n_party - 1;
    analysis_close(j.a);
    j = judge(config, arms, 3, 0, made_slope);
    assert_int_equal(j.list.n, expected);
    for (uint32_t i = 0; i < j.list.n; i++) assert_int_equal(j.list.at[i].decision, DECISION_PASS);
    analysis_close(j.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slope_above_what_was_asked_passes),
        cmocka_unit_test(slope_below_fails_and_between_is_undecided),
        cmocka_unit_test(a_step_down_fails_whatever_the_slope),
        cmocka_unit_test(intervals_match_an_independent_sum),
        cmocka_unit_test(where_nothing_is_random_means_decide),
        cmocka_unit_test(what_is_drawn_is_never_exact),
        cmocka_unit_test(the_same_words_with_other_ends_are_distinct),
        cmocka_unit_test(a_level_without_draws_leaves_the_interval),
        cmocka_unit_test(numbers_are_compared_in_their_order),
        cmocka_unit_test(too_few_sessions_decide_nothing),
        cmocka_unit_test(beyond_blind_is_the_paired_difference),
        cmocka_unit_test(one_verdict_per_combination),
        cmocka_unit_test(same_is_equality_of_every_replicate),
        cmocka_unit_test(missing_values_drop_their_pair),
        cmocka_unit_test(interrupted_record_is_read_as_far_as_it_goes),
        cmocka_unit_test(agent_errors_decide_nothing),
        cmocka_unit_test(lines_and_json_say_the_same),
        cmocka_unit_test(lines_give_their_reason),
        cmocka_unit_test(every_column_of_a_party_is_a_measure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
