/* Opening against gain: the line, r and counts of sessions that are known beforehand; impasses kept
 * on their own line; what belongs to levels, or to the size of the pie, taken out; three titles.
 * And the small multiples of demands: what is mirrored, marked, and left out. */
#define FIGURE_FOLDER "made_opening"
#include "figure_fixture.h"

#include "base/text.h"
#include <math.h>

enum { SESSIONS = 90 };
static const char *const roles[] = {"one", "two"};
static const char scene[] = PIE_SCENARIO("{alternate: [one, two, two]}");
static const char *const agents[] = {"leverage/human", "linear"};
static const char *const plain_agents[] = {"linear", "linear"};
#define ONE_CELL(sessions) "experiment: made\nscenario: made\nsessions: " #sessions "\nseed: 1\n"
#define TWO_LEVELS(sessions)                                                                       \
    "experiment: made\nscenario: made\nvary:\n  level:\n    low: {one.reservation: 0.1}\n"         \
    "    high: {one.reservation: 0.2}\nsessions: " #sessions "\nseed: 1\n"

typedef void maker(const made_record *, uint32_t, uint64_t, row *, double *);

static made_record record_of(const char *config, const arm *arms, uint32_t n, maker *make)
{
    return (made_record){.config = config,
                         .scenario = scene,
                         .n_parties = 2,
                         .n_buckets = 10,
                         .n_arms = n,
                         .roles = roles,
                         .arms = arms,
                         .make = make,
                         .number = 1};
}

/* Gain = 0.1 + slope * opening + noise; slope is the record's number. Every tenth ends without a
 * deal, where 0.1 is left. */
static void make_line(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)course;
    double x = 0.7 + 0.05 * noise(rep, 2 + i);
    made_deal(r, 0.1 + m->number * (x - 0.7) + 0.4 + 0.02 * noise(rep, 20 + i));
    if (rep % 10 == 9) made_impasse(r, 0.1);
    r->party[0].opening = x;
}

static const arm one_arm[] = {{0, HG_NOBODY, agents, SESSIONS}, {0, 0, agents, SESSIONS}};

static size_t points(const char *data, int block)
{
    size_t n = 0;
    for (const char *at = data_line(data, block, 0); *at != '?'; at = strchr(at, '\n') + 1) n++;
    return n;
}

/* The correlation of the deals of arm 0, the plain way. */
static double plain_r(double slope, bool impasses)
{
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (uint64_t r = 0; r < SESSIONS; r++) {
        if (r % 10 == 9 && !impasses) continue;
        double a = 0.7 + 0.05 * noise(r, 2);
        double b = r % 10 == 9 ? 0.1 : 0.5 + slope * (a - 0.7) + 0.02 * noise(r, 20);
        n++, x += a, y += b, xx += a * a, xy += a * b, yy += b * b;
    }
    return (n * xy - x * y) / sqrt((n * xx - x * x) * (n * yy - y * y));
}

static void line_r_and_impasses(void **state)
{
    char text[256], wanted[128];
    (void)state;
    made_record m = record_of(ONE_CELL(90), one_arm, 2, make_line);
    char *data = drawn(&m, "opening", "dat"), *script = drawn(&m, "opening", "gp");
    setting(script, "array SEEN[1]", text, sizeof text);
    snprintf(wanted, sizeof wanted, "['one: r = %.2f [", plain_r(1, false));
    if (strncmp(text, wanted, strlen(wanted)) != 0) fail_msg("%s, not %s", text, wanted);
    setting(script, "array COUNT[1]", text, sizeof text);
    snprintf(wanted, sizeof wanted, "['n = 81 deals; with 9 impasses r = %.2f']", plain_r(1, true));
    assert_string_equal(text, wanted);
    /* one moves first in replicates 0, 3, 6, ...: 30, less three without a deal (9, 39, 69) */
    assert_int_equal(points(data, 0), 27);
    assert_int_equal(points(data, 1), 54);
    assert_int_equal(points(data, 2), 9);
    assert_int_equal(points(data, 3), 2);
    assert_int_equal(points(data, 4), 2); /* the twin's line */
    double x[2], y[2];
    assert_int_equal(sscanf(data_line(data, 3, 0), "%lf %lf", &x[0], &y[0]), 2);
    assert_int_equal(sscanf(data_line(data, 3, 1), "%lf %lf", &x[1], &y[1]), 2);
    assert_near((y[1] - y[0]) / (x[1] - x[0]), 1, 0.15);
    free(data), free(script);
}

static void people_are_named_where_they_sit(void **state)
{
    static const arm plain[] = {{0, HG_NOBODY, plain_agents, SESSIONS}};
    char text[256];
    (void)state;
    made_record people = record_of(ONE_CELL(90), one_arm, 2, make_line);
    made_record others = record_of(ONE_CELL(90), plain, 1, make_line);
    assert_setting(&people, "opening", "LEGEND", "people: r about 0.40 to 0.65");
    assert_setting(&people, "opening", "LEGEND", "dashed: the same agent, blind to leverage");
    assert_setting(&people, "opening", "array BLIND[1]", "['blind: r = ");
    char *script = drawn(&others, "opening", "gp");
    setting(script, "LEGEND", text, sizeof text);
    assert_null(strstr(text, "people"));
    assert_null(strstr(text, "blind"));
    setting(script, "array BLIND[1]", text, sizeof text);
    assert_string_equal(text, "['']");
    free(script);
}

static void titles_have_three_branches(void **state)
{
    static const arm few[] = {{0, HG_NOBODY, agents, 12}};
    static const arm many[] = {{0, HG_NOBODY, agents, 2000}};
    (void)state;
    made_record up = record_of(ONE_CELL(90), one_arm, 1, make_line), down = up;
    down.number = -1;
    made_record flat = record_of(ONE_CELL(2000), many, 1, make_line);
    flat.number = 0;
    made_record rare = record_of(ONE_CELL(12), few, 1, make_line);
    assert_setting(&up, "opening", "TITLE", "'The more one opens with, the more it gets'");
    assert_setting(&down, "opening", "TITLE", "'The more one opens with, the less it gets'");
    assert_setting(&flat, "opening", "TITLE",
                   "'No difference: what one gets does not depend on its opening'");
    assert_setting(&rare, "opening", "TITLE",
                   "'Too few sessions to say whether what one gets depends on its opening'");
    assert_setting(&rare, "opening", "array SEEN[1]", "no interval");
}

static void make_alike(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make_line(m, i, rep, r, course);
    r->party[0].opening = 0.8;
}

static void one_opening_is_nothing_to_compare(void **state)
{
    static const arm many[] = {{0, HG_NOBODY, agents, 200}};
    (void)state;
    made_record m = record_of(ONE_CELL(200), many, 1, make_alike);
    assert_setting(&m, "opening", "TITLE",
                   "'One always opens alike here: there is nothing to compare'");
}

/* Higher levels open higher and get more; within a level more is less. */
static void make_levels(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course;
    double x = 0.05 * noise(rep, 1 + i), at = m->arms[i].cell ? 0.3 : 0;
    made_deal(r, 0.3 + at - 0.5 * x + 0.005 * noise(rep, 9 + i));
    r->party[0].opening = 0.5 + at + x;
}

static void levels_do_not_count(void **state)
{
    static const arm arms[] = {{0, HG_NOBODY, plain_agents, SESSIONS},
                               {1, HG_NOBODY, plain_agents, SESSIONS}};
    (void)state;
    made_record m = record_of(TWO_LEVELS(90), arms, 2, make_levels);
    assert_setting(&m, "opening", "TITLE", "'The more one opens with, the less it gets'");
    assert_setting(&m, "opening", "SUBTITLE", "line and r within levels");
}

/* The pie differs by session; opening and gain are the same part of it, but for luck. */
static void make_pies(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course, (void)i;
    double pie = 1 + 0.2 * noise(rep, 1);
    made_deal(r, 0);
    r->pie = pie;
    r->party[0].opening = 0.8 * pie + 0.02 * noise(rep, 2);
    r->party[0].utility = r->party[0].payoff = 0.5 * pie + 0.02 * noise(rep, 3);
}

static void the_size_of_the_pie_does_not_count(void **state)
{
    char text[256];
    double r, low, high;
    (void)state;
    made_record m = record_of(ONE_CELL(90), one_arm, 1, make_pies);
    assert_setting(&m, "opening", "SUBTITLE", "all moved to the mean pie");
    char *script = drawn(&m, "opening", "gp");
    setting(script, "array SEEN[1]", text, sizeof text);
    assert_int_equal(sscanf(text, "['one: r = %lf [%lf, %lf]']", &r, &low, &high), 3);
    assert_true(low < 0 && high > 0 && fabs(r) < 0.25);
    free(script);
}

static void make_silent(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make_line(m, i, rep, r, course);
    if (rep < 7) r->party[0].opening = NAN;
}

static void who_never_opened_is_counted(void **state)
{
    (void)state;
    made_record m = record_of(ONE_CELL(90), one_arm, 1, make_silent);
    assert_setting(&m, "opening", "SUBTITLE",
                   "; 7 sessions in which one never made an offer left out");
}

static void many_points_are_thinned_evenly(void **state)
{
    static const arm many[] = {{0, HG_NOBODY, agents, 12000}};
    char wanted[64], count[32];
    (void)state;
    made_record m = record_of(ONE_CELL(12000), many, 1, make_line);
    char *data = drawn(&m, "opening", "dat"), *again = drawn(&m, "opening", "dat");
    size_t first = points(data, 0), second = points(data, 1), none = points(data, 2);
    size_t all = first + second + none;
    assert_true(all > 3850 && all < 4150);     /* one in three */
    assert_true(first > 1100 && first < 1300); /* .9 / 3 of them */
    assert_true(second > 2 * 1100 && second < 2 * 1300);
    assert_true(none > 330 && none < 470);
    assert_string_equal(data, again);
    text_grouped(count, sizeof count, all);
    snprintf(wanted, sizeof wanted, "%s of 12 000 points drawn", count);
    assert_setting(&m, "opening", "SUBTITLE", wanted);
    assert_setting(&m, "opening", "array COUNT[1]", "n = 10 800 deals; with 1 200 impasses");
    free(data), free(again);
}

/* ---- grid ---- */

/* Live for 4 to 8 of 10 buckets, equally many of each. */
static void make_course(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    double at = m->arms[i].cell ? 0.2 : 0;
    made_deal(r, 0.4 + at + 0.01 * noise(rep, 1 + i));
    if (rep % 3 == 0) made_impasse(r, 0.1);
    for (uint32_t b = 0; b < 4 + rep % 5; b++) {
        course[b] = 0.9 - 0.05 * b + 0.001 * noise(rep, 7);
        course[m->n_buckets + b] = 0.8 - 0.02 * b + 0.001 * noise(rep, 8);
    }
}

static const arm two_arms[] = {{0, HG_NOBODY, plain_agents, SESSIONS},
                               {1, HG_NOBODY, plain_agents, SESSIONS}};

static void demands_face_each_other_while_half_are_live(void **state)
{
    (void)state;
    made_record m = record_of(TWO_LEVELS(90), two_arms, 2, make_course);
    char *data = drawn(&m, "grid", "dat");
    for (int b = 0; b < 10; b++) {
        char mean[2][32], carried[2][32];
        double live;
        for (int k = 0; k < 2; k++)
            assert_int_equal(sscanf(data_line(data, k, b), "%*s %31s %*s %*s %*s %*s %31s %lf",
                                    mean[k], carried[k], &live),
                             3);
        assert_near(live, b < 4 ? 1 : b < 8 ? 1 - 0.2 * (b - 3) : 0, 1e-12);
        assert_int_equal(strcmp(mean[0], "?") != 0, b <= 5);
        assert_int_equal(strcmp(carried[0], "?") != 0, b >= 5);
        if (b > 5) continue;
        assert_near(strtod(mean[0], NULL), 0.9 - 0.05 * b, 0.001);
        assert_near(strtod(mean[1], NULL), 1 - (0.8 - 0.02 * b), 0.001); /* what it leaves to one */
    }
    free(data);
}

static void deals_are_marked_and_counted(void **state)
{
    double time, share, low, high, met;
    (void)state;
    made_record m = record_of(TWO_LEVELS(90), two_arms, 2, make_course);
    char *data = drawn(&m, "grid", "dat");
    for (int tile = 0; tile < 2; tile++) {
        assert_int_equal(sscanf(data_line(data, 3 * tile + 2, 0), "%lf %lf %*s %*s %lf %lf ? %lf",
                                &time, &share, &low, &high, &met),
                         5);
        assert_near(time, 5 / 9.0, 1e-12); /* round 5 of 0..9 */
        assert_near(share, 0.4 + 0.2 * tile, 0.005);
        assert_true(low < share && share < high);
        assert_near(met, 2 / 3.0, 1e-12);
    }
    assert_setting(&m, "grid", "array DEALS[2]", "[0.6666666666666666, 0.6666666666666666]");
    assert_setting(&m, "grid", "UNIT", "one’s part of the pie");
    free(data);
}

static void grid_titles_are_about_what_is_drawn(void **state)
{
    static const arm few[] = {{0, HG_NOBODY, plain_agents, 6}, {1, HG_NOBODY, plain_agents, 6}};
    (void)state;
    made_record m = record_of(TWO_LEVELS(90), two_arms, 2, make_course);
    made_record rare = record_of(TWO_LEVELS(6), few, 2, make_course);
    assert_setting(&m, "grid", "TITLE",
                   "'The further level goes from low to high, the more of the pie goes to one'");
    assert_setting(&rare, "grid", "TITLE",
                   "'Too few sessions to say whether what one gets depends on level'");
    assert_setting(&m, "grid", "SUBTITLE", "90 sessions per level, seed 1");
}

static const char agents_vary[] = "experiment: made\nscenario: made\nvary:\n  agents.one: [linear, "
                                  "boulware]\nsessions: 90\nseed: 1\n";

static void make_better(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)course;
    made_deal(r, 0.4 + (m->arms[i].cell ? 0.2 : 0) + 0.01 * noise(rep, 1 + i));
}

static void agents_have_no_order(void **state)
{
    static const char *const boulware[] = {"boulware", "linear"};
    static const arm arms[] = {{0, HG_NOBODY, plain_agents, SESSIONS},
                               {1, HG_NOBODY, boulware, SESSIONS}};
    (void)state;
    made_record m = record_of(agents_vary, arms, 2, make_better);
    assert_setting(&m, "grid", "TITLE",
                   "'One gets most as boulware (0.60), least as linear (0.40)'");
}

/* Forty levels: 25 tiles, the first and the last among them. */
static void what_does_not_fit_is_said(void **state)
{
    enum { N = 40 };
    static char config[4096];
    static arm arms[N];
    char text[2048];
    (void)state;
    size_t at = (size_t)snprintf(config, sizeof config,
                                 "experiment: made\nscenario: made\nvary:\n  level:\n");
    for (uint32_t i = 0; i < N; i++) {
        at += (size_t)snprintf(config + at, sizeof config - at,
                               "    l%u: {one.reservation: 0.%02u}\n", i, i + 10);
        arms[i] = (arm){i, HG_NOBODY, plain_agents, 40};
    }
    snprintf(config + at, sizeof config - at, "sessions: 40\nseed: 1\n");
    made_record m = record_of(config, arms, N, make_course);
    assert_setting(&m, "grid", "SUBTITLE", "; 25 of 40 panels");
    char *script = drawn(&m, "grid", "gp");
    setting(script, "array COLUMN[25]", text, sizeof text);
    assert_int_equal(strncmp(text, "['l0', 'l2', ", 13), 0);
    assert_non_null(strstr(text, "'l39']"));
    free(script);
}

/* Columns of one factor do not cross: only what was played has a tile. */
static void nested_columns_leave_no_holes(void **state)
{
    static const char nested[] =
        "experiment: made\nscenario: made\nvary:\n  side, ask:\n"
        "    a: {x: {one.reservation: 0.1}, y: {one.reservation: 0.2}}\n"
        "    b: {z: {one.reservation: 0.3}, w: {one.reservation: 0.35}}\nsessions: 90\nseed: 1\n";
    static const arm arms[] = {{0, HG_NOBODY, plain_agents, SESSIONS},
                               {1, HG_NOBODY, plain_agents, SESSIONS},
                               {2, HG_NOBODY, plain_agents, SESSIONS},
                               {3, HG_NOBODY, plain_agents, SESSIONS}};
    (void)state;
    made_record m = record_of(nested, arms, 4, make_course);
    assert_setting(&m, "grid", "TILES", "4");
    char *script = drawn(&m, "grid", "gp");
    assert_non_null(strstr(script, "['x · a', 'y · a', 'z · b', 'w · b']"));
    free(script);
}

/* A slide has room for fewer tiles than a page. */
static void small_pictures_have_fewer_tiles(void **state)
{
    enum { N = 25 };
    static char config[4096];
    static arm arms[N];
    char text[256];
    error_list errors;
    buf paths;
    (void)state;
    size_t at = (size_t)snprintf(config, sizeof config,
                                 "experiment: made\nscenario: made\nvary:\n  level:\n");
    for (uint32_t i = 0; i < N; i++) {
        at += (size_t)snprintf(config + at, sizeof config - at,
                               "    l%u: {one.reservation: 0.%02u}\n", i, i + 10);
        arms[i] = (arm){i, HG_NOBODY, plain_agents, 40};
    }
    snprintf(config + at, sizeof config - at, "sessions: 40\nseed: 1\n");
    made_record m = record_of(config, arms, N, make_course);
    error_list_init(&errors);
    buf_init(&paths);
    analysis *a = made_open(&m, dir);
    figure_options slide = {.formats = "", .theme = "projector"};
    assert_int_equal(figure_draw(a, "grid", &slide, &paths, &errors), HG_E_OK);
    analysis_close(a);
    char *script = made_read(dir, "figures/grid.gp");
    setting(script, "SUBTITLE", text, sizeof text);
    assert_non_null(strstr(text, "; 15 of 25 panels"));
    setting(script, "ROWS", text, sizeof text);
    assert_string_equal(text, "3");
    free(script);
    buf_fini(&paths);
    error_list_fini(&errors);
}

/* make_course: demands .9, .85, ... in ten buckets, 20 % fewer talks in each from the fifth on;
 * half of them still go on in the sixth. */
static void a_fingerprint_ends_where_half_are_gone(void **state)
{
    (void)state;
    made_record m = record_of(TWO_LEVELS(90), two_arms, 2, make_course);
    char *data = drawn(&m, "fingerprint", "dat");
    for (int line = 0; line < 12; line++) { /* six stretches a level, nothing after them */
        double from, to, down, demand;
        assert_int_equal(
            sscanf(data_line(data, 0, line), "%lf %lf %lf %lf", &from, &to, &down, &demand), 4);
        int b = line % 6;
        assert_near(from, b / 10.0, 1e-12);
        assert_near(to, (b + 1) / 10.0, 1e-12);
        assert_near(down, line / 6, 0);
        assert_near(demand, 0.9 - 0.05 * b, 1e-12); /* to a hundredth */
    }
    assert_int_equal(strncmp(data_line(data, 0, 12), "0 0 -1 ?", 8), 0);
    assert_setting(&m, "fingerprint", "array LEVEL[2]", "['low', 'high']");
    assert_setting(&m, "fingerprint", "TITLE", "What linear asks for, over time, by level");
    assert_setting(&m, "fingerprint", "array MAP_TXT[2]",
                   "'999998888888888777777777766666....................'");
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_r_and_impasses),
        cmocka_unit_test(people_are_named_where_they_sit),
        cmocka_unit_test(titles_have_three_branches),
        cmocka_unit_test(one_opening_is_nothing_to_compare),
        cmocka_unit_test(levels_do_not_count),
        cmocka_unit_test(the_size_of_the_pie_does_not_count),
        cmocka_unit_test(who_never_opened_is_counted),
        cmocka_unit_test(many_points_are_thinned_evenly),
        cmocka_unit_test(demands_face_each_other_while_half_are_live),
        cmocka_unit_test(deals_are_marked_and_counted),
        cmocka_unit_test(grid_titles_are_about_what_is_drawn),
        cmocka_unit_test(agents_have_no_order),
        cmocka_unit_test(what_does_not_fit_is_said),
        cmocka_unit_test(nested_columns_leave_no_holes),
        cmocka_unit_test(small_pictures_have_fewer_tiles),
        cmocka_unit_test(a_fingerprint_ends_where_half_are_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
