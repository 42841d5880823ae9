/* Figures: what the computed titles claim, that any text survives gnuplot, that the same record
 * gives the same bytes, and that a machine without gnuplot gets the sources. */
#include "analysis_fixture.h"

#include "analysis/figures/figure.h"
#include "analysis/figures/gp.h"

static const char dir[] = BINARY_DIR "/made_figures";
static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"leverage", "leverage/blind"};

static const char pie_text[] = PIE_SCENARIO("one");
#define LEVELS(a, b, c)                                                                            \
    "  level:\n    " a ": {one.reservation: 0.1}\n    " b ": {one.reservation: 0.2}\n    " c       \
    ": {one.reservation: 0.3}\n"
#define PLAIN(sessions)                                                                            \
    "experiment: made\nscenario: made\nvary:\n" LEVELS(                                            \
        "low", "middle",                                                                           \
        "high") "sessions: " #sessions                                                             \
                "\nseed: 1\nhypotheses:\n  h: {measure: mean_demand_one, rises_with: level}\n"
static const char plain[] = PLAIN(40);

static void one_session(row *r, double phi, double share, double demand)
{
    made_deal(r, share);
    r->zone_start = r->zone_end = 0.6;
    for (uint32_t p = 0; p < r->n_parties; p++) {
        row_party *q = &r->party[p];
        q->mean_demand = demand;
        q->start.phi = p ? 1 - phi : phi;
        q->end = q->start;
    }
}

/* number: how much a level adds to demand and share, beyond the blind twin. */
static void make(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    double step = (double)(m->arms[i].cell % 3);
    bool twin = m->arms[i].twin_of != HG_NOBODY;
    double x =
        0.5 + (twin ? 0 : m->number * step) + 0.02 * noise(rep, 0) + 0.0005 * noise(rep, 1 + i);
    one_session(r, 0.4 + 0.1 * step, x, x);
    for (uint32_t p = 0; p < 2; p++)
        for (uint32_t b = 0; b < 4 + rep % 5; b++)
            course[p * m->n_buckets + b] = x + 0.3 * (1 - b / 9.0);
}

static void make_erratic(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)course;
    one_session(r, 0.4 + 0.1 * (double)(i % 3), 0.5, 0.5 + 0.3 * noise(rep, i));
}

static const arm arms[] = {{0, HG_NOBODY, agents, 40}, {1, HG_NOBODY, agents, 40},
                           {2, HG_NOBODY, agents, 40}, {0, 0, agents, 40},
                           {1, 0, agents, 40},         {2, 0, agents, 40}};
static const arm few_arms[] = {{0, HG_NOBODY, agents, 5}, {1, HG_NOBODY, agents, 5},
                               {2, HG_NOBODY, agents, 5}, {0, 0, agents, 5},
                               {1, 0, agents, 5},         {2, 0, agents, 5}};

static made_record record_of(const char *config, const arm *of, double number)
{
    return (made_record){.config = config,
                         .scenario = pie_text,
                         .n_parties = 2,
                         .n_buckets = 10,
                         .n_arms = 6,
                         .roles = roles,
                         .arms = of,
                         .make = make,
                         .number = number};
}

/* Draws; the code that came back. */
static int draw_all(const made_record *m, const char *formats, buf *paths)
{
    error_list errors;
    error_list_init(&errors);
    figure_options options = {.formats = formats};
    analysis *a = made_open(m, dir);
    int code = HG_E_OK;
    for (const char *const *name = figure_names(); *name && !code; name++)
        if (!figure_lacks(a, *name, &options))
            code = figure_draw(a, *name, &options, paths, &errors);
    if (code && code != HG_E_INPUT) error_print(&errors, stderr);
    analysis_close(a);
    error_list_fini(&errors);
    return code;
}

static bool has_gnuplot(void)
{
    if (system("gnuplot --version >/dev/null 2>&1") == 0) return true;
    print_message("skipped: gnuplot is not installed\n");
    return false;
}

static void assert_title(const made_record *m, const char *figure, const char *title)
{
    buf paths;
    char name[64], line[256];
    buf_init(&paths);
    assert_int_equal(draw_all(m, "", &paths), HG_E_OK);
    snprintf(name, sizeof name, "figures/%s.gp", figure);
    snprintf(line, sizeof line, "\nTITLE = '%s'\n", title);
    char *script = made_read(dir, name);
    assert_non_null(script);
    if (!strstr(script, line)) fail_msg("no title \"%s\":\n%.2000s", title, script);
    free(script);
    buf_fini(&paths);
}

static void titles_say_what_the_sessions_show(void **state)
{
    (void)state;
    made_record up = record_of(plain, arms, 0.03), down = record_of(plain, arms, -0.03);
    made_record flat = record_of(plain, arms, 0), few = record_of(PLAIN(5), few_arms, 0.03);
    made_record erratic = up;
    erratic.make = make_erratic;
    assert_title(&up, "concession", "The more leverage, the more a party asks for");
    assert_title(&down, "concession", "The more leverage, the less a party asks for");
    assert_title(&flat, "concession",
                 "No difference: what a party asks for does not depend on leverage");
    assert_title(&few, "concession",
                 "Too few sessions to say whether what a party asks for depends on leverage");
    assert_title(&erratic, "concession",
                 "Too few sessions to say whether what a party asks for depends on leverage");
    assert_title(&up, "share", "The more leverage, the larger a party’s share");
    assert_title(&flat, "share", "No difference: a party’s share does not depend on leverage");
}

/* The figure's own script. */
static char *drawn_script(const made_record *m, const char *figure)
{
    buf paths;
    char name[64];
    buf_init(&paths);
    assert_int_equal(draw_all(m, "", &paths), HG_E_OK);
    buf_fini(&paths);
    snprintf(name, sizeof name, "figures/%s.gp", figure);
    char *script = made_read(dir, name);
    assert_non_null(script);
    return script;
}

/* The text of a setting: up to the end of its line. */
static void setting_of(const char *script, const char *name, char *out, size_t cap)
{
    char begin[64];
    snprintf(begin, sizeof begin, "\n%s = ", name);
    const char *at = strstr(script, begin);
    assert_non_null(at);
    at += strlen(begin);
    snprintf(out, cap, "%.*s", (int)strcspn(at, "\n"), at);
}

/* Demand rises by 0.02 per level, the blind twin's by 0.03. */
static void make_overtaken(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    double step = (double)(m->arms[i].cell % 3);
    double x = 0.5 + (m->arms[i].twin_of != HG_NOBODY ? 0.03 : 0.02) * step + 0.02 * noise(rep, 0);
    (void)course;
    one_session(r, 0.4 + 0.1 * step, x, x);
}

/* Figures that draw the blind twin as dashed lines, and its excess in the subtitle. */
static const char *const with_twins[] = {"concession", "share", NULL};

static void titles_are_about_what_is_drawn(void **state)
{
    char text[512];
    (void)state;
    made_record m = record_of(plain, arms, 0);
    m.make = make_overtaken;
    assert_title(&m, "concession", "The more leverage, the more a party asks for");
    assert_title(&m, "share", "The more leverage, the larger a party’s share");
    for (const char *const *name = with_twins; *name; name++) {
        char *script = drawn_script(&m, *name);
        setting_of(script, "SUBTITLE", text, sizeof text);
        assert_non_null(strstr(text, "the excess over its blind twin falls by 0."));
        free(script);
    }
}

/* ---- what cannot be said ---- */

static const char agents_vary[] =
    "experiment: made\nscenario: made\nvary:\n  agents.one: [linear, boulware, conceder]\n"
    "sessions: 40\nseed: 1\n";
static const char *const boulware[] = {"boulware", "linear"}, *const conceder[] = {"conceder",
                                                                                   "linear"};

static void agents_have_no_order(void **state)
{
    static const arm three[] = {
        {0, HG_NOBODY, agents, 40}, {1, HG_NOBODY, boulware, 40}, {2, HG_NOBODY, conceder, 40}};
    (void)state;
    made_record m = record_of(agents_vary, three, 0.03);
    m.n_arms = 3;
    assert_title(&m, "concession", "What a party asks for, over time");
    assert_title(&m, "share", "A party’s share of the pie, against its leverage");
}

static const char *lacking(const made_record *m, const char *figure)
{
    static char text[256];
    figure_options options = {.formats = ""};
    analysis *a = made_open(m, dir);
    const char *why = figure_lacks(a, figure, &options);
    snprintf(text, sizeof text, "%s", why ? why : "");
    analysis_close(a);
    return text;
}

static void make_one_leverage(const made_record *m, uint32_t i, uint64_t rep, row *r,
                              double *course)
{
    make(m, i, rep, r, course);
    for (uint32_t p = 0; p < 2; p++) r->party[p].start.phi = r->party[p].end.phi = 0.5;
}

#define PLAIN_ONE_ROUND                                                                            \
    "experiment: made\nscenario: made\nset: {deadline.rounds: 1}\nvary:\n" LEVELS(                 \
        "low", "middle", "high") "sessions: 40\nseed: 1\n"

static void shares_at_one_leverage_are_refused(void **state)
{
    (void)state;
    made_record m = record_of(plain, arms, 0.03), one = m;
    assert_string_equal(lacking(&m, "share"), "");
    m.make = make_one_leverage;
    assert_string_equal(lacking(&m, "share"),
                        "leverage is the same in all cells: shares cannot go with it");
    one.config = PLAIN_ONE_ROUND;
    assert_string_equal(lacking(&one, "concession"),
                        "talks have one round here: nothing moves over time");
    assert_string_equal(lacking(&one, "grid"),
                        "talks have one round here: nothing moves over time");
}

#define TWO_HALVES                                                                                 \
    "experiment: made\nscenario: made\nvary:\n  side, ask:\n"                                      \
    "    a:\n      one: {one.reservation: 0.1}\n      two: {one.reservation: 0.2}\n"               \
    "    b:\n      three: {one.reservation: 0.3}\n      four: {one.reservation: 0.4}\n"            \
    "sessions: 40\nseed: 1\nhypotheses:\n  h: {measure: pie_share_one, rises_with: ask}\n"

/* Leverage falls with what is asked for. */
static void make_rising(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make(m, i, rep, r, course);
    one_session(r, 0.6 - 0.1 * i, 0.5, 0.5 + 0.03 * i + 0.01 * noise(rep, i));
}

/* Panels of one figure need not have the same levels. */
static void ends_of_panels_that_differ_are_not_named(void **state)
{
    static const arm four[] = {{0, HG_NOBODY, agents, 40},
                               {1, HG_NOBODY, agents, 40},
                               {2, HG_NOBODY, agents, 40},
                               {3, HG_NOBODY, agents, 40}};
    (void)state;
    made_record m = record_of(TWO_HALVES, four, 0.03);
    m.n_arms = 4;
    m.make = make_rising;
    assert_title(&m, "concession",
                 "The further ask goes along its levels, the more a party asks for");
}

static void make_bent(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    static const double x[] = {0.3, 0.5, 0.45};
    (void)course;
    one_session(r, 0.4 + 0.1 * (double)(i % 3), 0.5,
                x[m->arms[i].cell % 3] + 0.02 * noise(rep, 0) + 0.001 * noise(rep, i + 1));
}

static void a_bent_course_is_no_plain_rise(void **state)
{
    (void)state;
    made_record m = record_of(plain, arms, 0);
    m.make = make_bent;
    assert_title(&m, "concession", "On the whole, the more leverage, the more a party asks for");
}

static void no_twin_no_word_of_it(void **state)
{
    char text[512];
    (void)state;
    made_record with = record_of(plain, arms, 0.03), without = with;
    without.n_arms = 3;
    for (const char *const *name = with_twins; *name; name++) {
        char *script = drawn_script(&with, *name);
        setting_of(script, "LEGEND", text, sizeof text);
        assert_non_null(strstr(text, ": the same agent, blind"));
        free(script);
        script = drawn_script(&without, *name);
        static const char *const settings[] = {"TITLE", "SUBTITLE", "LEGEND"};
        for (size_t i = 0; i < 3; i++) {
            setting_of(script, settings[i], text, sizeof text);
            assert_null(strstr(text, "blind"));
        }
        free(script);
    }
}

static void make_no_zone(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make(m, i, rep, r, course);
    r->result = HG_RESULT_NO_DEAL;
    r->zone_start = r->zone_end = -0.1;
}

static void without_a_zone_leverage_is_undefined(void **state)
{
    (void)state;
    made_record m = record_of(plain, arms, 0);
    m.make = make_no_zone;
    assert_title(&m, "share",
                 "Leverage is undefined here: in no cell is there anything to agree on");
}

/* ---- text ---- */

static const char wordy[] =
    "experiment: made\nscenario: made\nvary:\n"
    "  the.rather.long.name.of.something.that.varies.here.without.any.doubt:\n"
    "    a level that begins like the others and then is low in the end of it all: "
    "{one.reservation: 0.1}\n"
    "    a level that begins like the others and then is middling in the end of it all: "
    "{one.reservation: 0.2}\n"
    "    a level that begins like the others and then is middle in the end of it all: "
    "{one.reservation: 0.3}\n"
    "sessions: 40\nseed: 1\n";

static void make_wordy(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make(m, i, rep, r, course);
    r->party[0].start.phi = 0.5; /* the title names the levels */
}

static void text_keeps_to_its_width(void **state)
{
    buf paths;
    (void)state;
    if (!has_gnuplot()) skip();
    buf_init(&paths);
    made_record m = record_of(wordy, arms, 0.03);
    m.make = make_wordy;
    assert_int_equal(draw_all(&m, "txt", &paths), HG_E_OK);
    char *text = made_read(dir, "figures/concession.txt"), all[1024] = "";
    for (char *line = strtok(text, "\n"); line && !strchr(line, '+'); line = strtok(NULL, "\n")) {
        size_t n = strlen(line);
        while (n && line[n - 1] == ' ') n--;
        assert_true(n <= 110); /* bytes; a few characters have three */
        snprintf(all + strlen(all), sizeof all - strlen(all), "%.*s", (int)n, line);
    }
    assert_non_null(strstr(all, "in the end of it all, the more a party asks for own demand"));
    free(text);
    buf_fini(&paths);
}

static void short_names_stay_apart(void **state)
{
    static const char *const names[] = {"somewhat stronger than the other party",
                                        "somewhat weaker than the other party", "é", "ten chars!"};
    buf b;
    (void)state;
    buf_init(&b);
    gp_array_short(&b, "A", names, 4, 12);
    buf_byte(&b, '\0');
    char a[2][64];
    assert_int_equal(
        sscanf((char *)b.data, "array A[4] = ['%63[^']', '%63[^']', 'é', 'ten chars!'", a[0], a[1]),
        2);
    assert_string_not_equal(a[0], a[1]);
    buf_clear(&b);
    gp_array_short(&b, "A", (const char *const[]){"abcdefghijklmno"}, 1, 6);
    buf_byte(&b, '\0');
    assert_string_equal((char *)b.data, "array A[1] = ['abc…no']\n");
    buf_clear(&b);
    size_t n = gp_array_wrapped(&b, "B",
                                (const char *const[]){"one two  three", "", "wordwordword"}, 3, 8);
    buf_byte(&b, '\0');
    assert_int_equal(n, 4);
    assert_string_equal((char *)b.data, "array B[4] = ['one two', 'three', 'wordword', 'word']\n");
    buf_fini(&b);
}

static const char two_sources[] =
    "experiment: made\nscenario: made\nvary:\n"
    "  source:\n    weak: {two.reservation: 0.1}\n    strong: {two.reservation: 0.2}\n"
    "  level:\n    low: {one.reservation: 0.1}\n    middle: {one.reservation: 0.2}\n"
    "    high: {one.reservation: 0.3}\n"
    "sessions: 40\nseed: 1\nhypotheses:\n  h: {measure: mean_demand_one, rises_with: level}\n";

static void make_sources(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    double step = (double)(m->arms[i].cell % 3), x = m->arms[i].cell < 3 ? 0.01 : 0.04;
    (void)course;
    x = 0.5 + x * step + 0.01 * noise(rep, 0) + 0.0005 * noise(rep, 1 + i);
    one_session(r, 0.4 + 0.1 * step, x, x);
}

static void text_shows_the_largest_effect(void **state)
{
    arm six[6];
    char text[512];
    (void)state;
    for (uint32_t i = 0; i < 6; i++) six[i] = (arm){i, HG_NOBODY, agents, 40};
    made_record m = record_of(two_sources, six, 0);
    m.make = make_sources;
    char *script = drawn_script(&m, "concession");
    setting_of(script, "TXT_COLUMN", text, sizeof text);
    assert_string_equal(text, "2");
    assert_non_null(
        strstr(script, "'source: strong (of 2 panels the one with the largest effect)'"));
    free(script);
}

static void data_keep_to_the_half_that_is_live(void **state)
{
    buf paths;
    (void)state;
    buf_init(&paths);
    made_record m = record_of(plain, arms, 0.03);
    assert_int_equal(draw_all(&m, "", &paths), HG_E_OK);
    char *data = made_read(dir, "figures/concession.dat"), *line = data;
    /* sessions last 4 to 8 rounds, equally many of each: live 1 1 1 1 .8 .6 .4 .2 0 0 */
    for (int b = 0; b < 10; b++) {
        char mean[32], carried[32];
        double live;
        assert_int_equal(sscanf(line, "%*s %31s %*s %*s %*s %*s %31s %lf", mean, carried, &live),
                         3);
        assert_near(live, b < 4 ? 1 : b < 8 ? 1 - 0.2 * (b - 3) : 0, 1e-12);
        assert_int_equal(strcmp(mean, "?") != 0, b <= 5);
        assert_int_equal(strcmp(carried, "?") != 0, b >= 5);
        line = strchr(line, '\n') + 1;
    }
    free(data);
    buf_fini(&paths);
}

static char *figure_text(const char *name, const char *suffix)
{
    char path[64];
    snprintf(path, sizeof path, "figures/%s.%s", name, suffix);
    char *text = made_read(dir, path);
    assert_non_null(text);
    assert_true(strlen(text) > 200);
    return text;
}

static void the_same_bytes_by_us_and_by_hand(void **state)
{
    buf paths;
    (void)state;
    if (!has_gnuplot()) skip();
    buf_init(&paths);
    made_record m = record_of(plain, arms, 0.03);
    for (const char *const *name = figure_names(); *name; name++) {
        static const char *const others[] = {"payoff", "event-study", "models", "acceptance-time"};
        bool lacks = figure_is_about(*name) != FIGURE_OF_RUN;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            lacks = lacks || !strcmp(*name, others[i]);
        if (lacks) continue; /* this run has no session's trace, no second factor, no event */
        assert_int_equal(draw_all(&m, "svg,txt,png,pdf", &paths), HG_E_OK);
        char *first = figure_text(*name, "svg"), command[4200];
        assert_non_null(strstr(first, "</svg>"));
        snprintf(command, sizeof command,
                 "cd '%s/figures' && rm %s.svg && LC_ALL=C.UTF-8 gnuplot %s.gp", dir, *name, *name);
        assert_int_equal(system(command), 0);
        char *second = figure_text(*name, "svg");
        assert_string_equal(first, second);
        free(first), free(second);
        free(figure_text(*name, "txt"));
    }
    buf_byte(&paths, '\0');
    assert_non_null(strstr((char *)paths.data, "made_figures/figures/share.pdf\n"));
    assert_null(strstr((char *)paths.data, ".part"));
    buf_fini(&paths);
}

/* Level names as nobody should choose them; each would run a command or break a script if any text
 * were pasted where gnuplot evaluates it. */
#define PWN "touch made_pwned"
static const char hostile[] =
    "experiment: made\ntitle: \"`" PWN "` $(" PWN ") {/:Bold 'x'\"\nscenario: made\nvary:\n" LEVELS(
        "\"`" PWN "`'; system('" PWN "'); a='\"", "\"a_b^c{d}e~f&g@h\\\\ %s %g\\n$(" PWN ")\"",
        "\"@TITLE 'quoted' \\\"double\\\" <b>\"") "sessions: 40\nseed: 1\n";

static void any_text_survives(void **state)
{
    buf paths;
    (void)state;
    if (!has_gnuplot()) skip();
    buf_init(&paths);
    unlink("made_pwned");
    made_record m = record_of(hostile, arms, 0.03);
    assert_int_equal(draw_all(&m, "svg,txt", &paths), HG_E_OK);
    assert_int_not_equal(access("made_pwned", F_OK), 0);
    char *svg = figure_text("concession", "svg"), *txt = figure_text("concession", "txt");
    static const char *const shown[] = {"@TITLE 'quoted' \"double\" &lt;b>", "e~f&amp;g@h\\ %s"};
    for (size_t i = 0; i < 2; i++)
        if (!strstr(svg, shown[i])) fail_msg("not in the figure: %s", shown[i]);
    assert_non_null(strstr(txt, "@TITLE 'quo…"));
    free(svg), free(txt);
    buf_fini(&paths);
}

static void quoting_leaves_nothing_to_evaluate(void **state)
{
    buf b;
    (void)state;
    buf_init(&b);
    gp_set_text(&b, "B", "'q'"); /* in an array gnuplot reads no text that begins with a quote */
    buf_byte(&b, '\0');
    assert_string_equal((char *)b.data, "B = '‘q'''\n");
    buf_clear(&b);
    gp_set_text(&b, "A", "it's `x` _^@&~{}\\\n\x01");
    buf_byte(&b, '\0');
    assert_string_equal((char *)b.data, "A = 'it''s `x` \\_\\^\\@\\&\\~\\{\\}\\\\  '\n");
    buf_fini(&b);
}

/* ---- other shapes ---- */

static void make_silent(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m, (void)i, (void)rep, (void)course;
    r->result = HG_RESULT_NO_DEAL;
    r->pie = 1;
    for (uint32_t p = 0; p < r->n_parties; p++)
        r->party[p].opening = r->party[p].early_concession = r->party[p].mean_demand = NAN;
}

static void runs_without_deal_offer_or_zone_are_drawn(void **state)
{
    buf paths;
    (void)state;
    if (!has_gnuplot()) skip();
    buf_init(&paths);
    made_record m = record_of(plain, arms, 0);
    m.make = make_silent;
    assert_int_equal(draw_all(&m, "svg,txt", &paths), HG_E_OK);
    static const arm single[] = {{0, HG_NOBODY, agents, 1}};
    made_record one = {.config = "experiment: made\nscenario: made\nsessions: 1\nseed: 1\n",
                       .scenario = pie_text,
                       .n_parties = 2,
                       .n_buckets = 10,
                       .n_arms = 1,
                       .roles = roles,
                       .arms = single,
                       .make = make_silent};
    assert_int_equal(draw_all(&one, "svg,txt", &paths), HG_E_OK);
    one.make = make;
    assert_int_equal(draw_all(&one, "svg,txt", &paths), HG_E_OK);
    buf_fini(&paths);
}

static const char three_text[] =
    "scenario: made\nissues:\n  plan: [x, y, z]\nparties:\n"
    "  ann: {weights: {plan: 1}, values: {plan: {x: 1, y: 0.5, z: 0}}}\n"
    "  bob: {weights: {plan: 1}, values: {plan: {x: 0, y: 0.5, z: 1}}}\n"
    "  cem: {weights: {plan: 1}, values: {plan: {x: 0.25, y: 0.75, z: 0.25}}}\n"
    "protocol: {kind: stacked-alternating-offers, first: ann}\ndeadline: {rounds: 10}\n"
    "agents: {ann: linear, bob: linear, cem: linear}\n";

static void make_three(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)m;
    one_session(r, 0.3 + 0.05 * i, 0.4, 0.5 + 0.01 * noise(rep, i));
    for (uint32_t k = 0; k < 30; k++) course[k] = 0.8 - 0.02 * (k % 10);
}

static void three_parties_are_drawn(void **state)
{
    static const char *const names[] = {"ann", "bob", "cem"};
    static const char *const three[] = {"linear", "linear", "linear"};
    static const arm of[] = {{0, HG_NOBODY, three, 40}, {1, HG_NOBODY, three, 40}};
    buf paths;
    (void)state;
    if (!has_gnuplot()) skip();
    buf_init(&paths);
    made_record m = {.config = "experiment: made\nscenario: made\nvary:\n  floor:\n"
                               "    low: {bob.reservation: 0}\n    high: {bob.reservation: 0.1}\n"
                               "sessions: 40\nseed: 1\n"
                               "hypotheses:\n  h: {measure: utility_bob, rises_with: floor}\n",
                     .scenario = three_text,
                     .n_parties = 3,
                     .n_buckets = 10,
                     .n_arms = 2,
                     .roles = names,
                     .arms = of,
                     .make = make_three};
    assert_int_equal(draw_all(&m, "svg", &paths), HG_E_OK);
    char *script = figure_text("share", "gp");
    assert_non_null(strstr(script, "\nROLE = 'bob'\n"));
    free(script);
    buf_fini(&paths);
}

static void without_gnuplot_the_sources_are_there(void **state)
{
    error_list errors;
    buf paths;
    (void)state;
    error_list_init(&errors);
    buf_init(&paths);
    made_record m = record_of(plain, arms, 0.03);
    analysis *a = made_open(&m, dir);
    figure_options options = {.formats = "svg"};
    unlink(BINARY_DIR "/made_figures/figures/share.svg");
    unlink(BINARY_DIR "/made_figures/figures/share.gp");
    char *path = strdup(getenv("PATH") ? getenv("PATH") : "/bin:/usr/bin");
    setenv("PATH", BINARY_DIR "/made_figures", 1);
    int code = figure_draw(a, "share", &options, &paths, &errors);
    setenv("PATH", path, 1);
    free(path);
    assert_int_equal(code, HG_E_INPUT);
    assert_int_equal(errors.errors, 1);
    assert_non_null(strstr(errors.items[0].text, "gnuplot is not installed"));
    assert_int_not_equal(access(BINARY_DIR "/made_figures/figures/share.svg", F_OK), 0);
    free(figure_text("share", "gp"));
    free(figure_text("share", "dat"));
    buf_fini(&paths);
    error_list_fini(&errors);
    analysis_close(a);
}

/* ---- labels ---- */

/* All lines end at 0.5 with the levels' order in the last digit. */
static void make_bundle(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make(m, i, rep, r, course);
    for (uint32_t k = 0; k < 20; k++) course[k] = 0.9 - 0.04 * (k % 10) + 1e-4 * (double)(i % 3);
}

static void crowded_labels_keep_their_order_and_get_leaders(void **state)
{
    char text[512];
    double at[3], end[3];
    (void)state;
    made_record m = record_of(plain, arms, 0.03);
    m.make = make_bundle;
    char *script = drawn_script(&m, "concession");
    setting_of(script, "array LABEL_Y[3]", text, sizeof text);
    assert_int_equal(sscanf(text, "[%lf, %lf, %lf]", &at[0], &at[1], &at[2]), 3);
    setting_of(script, "array LEADER_Y[3]", text, sizeof text);
    assert_true(at[0] < at[1] && at[1] < at[2]);
    assert_int_equal(sscanf(text, "[%lf, %lf, %lf]", &end[0], &end[1], &end[2]), 3);
    assert_near(end[0], 0.54, 1e-9);
    assert_true(isnan(end[1])); /* it stands where its line ends */
    assert_near(end[2], 0.5402, 1e-9);
    free(script);
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)); text++) n++;
    return n;
}

static void cells_without_an_interval_have_their_mark(void **state)
{
    buf paths;
    (void)state;
    if (!has_gnuplot()) skip();
    buf_init(&paths);
    made_record m = record_of(PLAIN(5), few_arms, 0.03);
    assert_int_equal(draw_all(&m, "svg", &paths), HG_E_OK);
    char *svg = figure_text("share", "svg");
    assert_true(count(svg, "<use xlink:href='#gpPt6'") >= 1 + 3); /* the label's, three cells' */
    free(svg);
    buf_fini(&paths);
}

/* ---- scripts by hand ---- */

static void scripts_run_from_anywhere_or_say_why_not(void **state)
{
    buf paths;
    char command[4400];
    (void)state;
    if (!has_gnuplot()) skip();
    buf_init(&paths);
    made_record m = record_of(plain, arms, 0.03);
    assert_int_equal(draw_all(&m, "svg", &paths), HG_E_OK);
    char *first = figure_text("share", "svg");
    snprintf(command, sizeof command,
             "cd / && rm '%s/figures/share.svg' && LC_ALL=C.UTF-8 gnuplot '%s/figures/share.gp' "
             "2>/dev/null",
             dir, dir);
    assert_int_equal(system(command), 0);
    char *second = figure_text("share", "svg");
    assert_string_equal(first, second);
    free(first), free(second);
    snprintf(command, sizeof command,
             "cd / && rm '%s/figures/share.dat' && gnuplot '%s/figures/share.gp' 2>'%s/said'", dir,
             dir, dir);
    assert_int_not_equal(system(command), 0);
    char *said = made_read(dir, "said");
    assert_non_null(strstr(said, "share.dat is not there"));
    assert_true(count(said, "\n") <= 5);
    free(said);
    buf_fini(&paths);
}

static void a_failure_without_words_has_its_status(void **state)
{
    error_list errors;
    buf paths;
    (void)state;
    error_list_init(&errors);
    buf_init(&paths);
    made_record m = record_of(plain, arms, 0.03);
    analysis *a = made_open(&m, dir);
    FILE *to = fopen(BINARY_DIR "/made_figures/gnuplot", "w");
    assert_non_null(to);
    fputs("#!/bin/sh\nexit 7\n", to);
    fclose(to);
    chmod(BINARY_DIR "/made_figures/gnuplot", 0755);
    char *path = strdup(getenv("PATH") ? getenv("PATH") : "/bin:/usr/bin");
    setenv("PATH", BINARY_DIR "/made_figures", 1);
    int code = figure_draw(a, "share", &(figure_options){.formats = "svg"}, &paths, &errors);
    setenv("PATH", path, 1);
    unlink(BINARY_DIR "/made_figures/gnuplot");
    free(path);
    assert_int_equal(code, HG_E_IO);
    assert_string_equal(errors.items[0].text, "gnuplot failed (exit status 7)");
    buf_fini(&paths);
    error_list_fini(&errors);
    analysis_close(a);
}

static void formats_are_checked_word_by_word(void **state)
{
    static const char *const fine[] = {"svg", "txt,pdf", "svg,png,pdf,txt"};
    static const struct {
        const char *list, *said;
    } wrong[] = {{"", "\"\""},
                 {"svg,", "\"\""},
                 {",svg", "\"\""},
                 {"svg,pnq", "\"pnq\"; did you mean \"png\"?"},
                 {"svgg", "\"svgg\"; did you mean \"svg\"?"},
                 {"svg, png", "\" png\"; did you mean"},
                 {"SVG;txt", "\"SVG;txt\"; formats are svg, png, pdf, txt"}};
    error_list errors;
    (void)state;
    error_list_init(&errors);
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_true(figure_formats_fine(fine[i], &errors));
    assert_int_equal(errors.count, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(figure_formats_fine(wrong[i].list, &errors));
        assert_int_equal(errors.errors, i + 1);
        assert_int_equal(errors.items[i].code, HG_E_USAGE);
        assert_null(errors.items[i].file);
        assert_non_null(strstr(errors.items[i].text, wrong[i].said));
    }
    error_list_fini(&errors);
}

static void wrong_names_are_refused(void **state)
{
    error_list errors;
    buf paths;
    (void)state;
    error_list_init(&errors);
    buf_init(&paths);
    made_record m = record_of(plain, arms, 0.03);
    analysis *a = made_open(&m, dir);
    figure_options options = {.formats = "svg,gif"};
    assert_int_equal(figure_draw(a, "shares", &options, &paths, &errors), HG_E_USAGE);
    assert_non_null(strstr(errors.items[0].text, "did you mean \"share\"?"));
    assert_int_equal(figure_draw(a, "share", &options, &paths, &errors), HG_E_USAGE);
    assert_non_null(strstr(errors.items[1].text, "\"gif\""));
    assert_int_equal(paths.size, 0);
    buf_fini(&paths);
    error_list_fini(&errors);
    analysis_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_say_what_the_sessions_show),
        cmocka_unit_test(titles_are_about_what_is_drawn),
        cmocka_unit_test(agents_have_no_order),
        cmocka_unit_test(shares_at_one_leverage_are_refused),
        cmocka_unit_test(ends_of_panels_that_differ_are_not_named),
        cmocka_unit_test(a_bent_course_is_no_plain_rise),
        cmocka_unit_test(no_twin_no_word_of_it),
        cmocka_unit_test(without_a_zone_leverage_is_undefined),
        cmocka_unit_test(text_keeps_to_its_width),
        cmocka_unit_test(short_names_stay_apart),
        cmocka_unit_test(text_shows_the_largest_effect),
        cmocka_unit_test(data_keep_to_the_half_that_is_live),
        cmocka_unit_test(the_same_bytes_by_us_and_by_hand),
        cmocka_unit_test(any_text_survives),
        cmocka_unit_test(quoting_leaves_nothing_to_evaluate),
        cmocka_unit_test(runs_without_deal_offer_or_zone_are_drawn),
        cmocka_unit_test(three_parties_are_drawn),
        cmocka_unit_test(without_gnuplot_the_sources_are_there),
        cmocka_unit_test(crowded_labels_keep_their_order_and_get_leaders),
        cmocka_unit_test(cells_without_an_interval_have_their_mark),
        cmocka_unit_test(scripts_run_from_anywhere_or_say_why_not),
        cmocka_unit_test(a_failure_without_words_has_its_status),
        cmocka_unit_test(formats_are_checked_word_by_word),
        cmocka_unit_test(wrong_names_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
