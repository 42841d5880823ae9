/* What the command line prints: words that a shell reads back, progress as a plain stream gets it.
 */
#include "check.h"
#include "cli/cli.h"
#include "cli/play/progress.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- shell words ---- */

static void quoted(const char *word, const char *expected)
{
    arena a;
    arena_init(&a);
    assert_string_equal(shell_word(&a, word), expected);
    arena_fini(&a);
}

static void plain_words_stay_as_they_are(void **state)
{
    (void)state;
    quoted("used-car", "used-car");
    quoted("scenarios/used-car.yaml", "scenarios/used-car.yaml");
    quoted("buyer=boulware:beta=0.3", "'buyer=boulware:beta=0.3'");
    quoted("buyer=leverage/human", "buyer=leverage/human");
    quoted("10%", "10%");
}

static void what_a_shell_would_change_is_quoted(void **state)
{
    (void)state;
    quoted("", "''");
    quoted("my car", "'my car'");
    quoted("it's", "'it'\\''s'");
    quoted("$HOME", "'$HOME'");
    quoted("~", "'~'");
    quoted("[ab]*?", "'[ab]*?'");
    quoted("!!", "'!!'");
    quoted("#x", "'#x'");
    quoted("a\nb", "'a\nb'");
    quoted("=ls", "'=ls'"); /* zsh: the path of ls */
    quoted("x=~", "'x=~'");
}

static void an_option_is_left_away(void **state)
{
    static const char *const cases[][2] = {
        {"higgle run x --out r -n 5", "higgle run x -n 5"},
        {"higgle run x --out=r", "higgle run x"},
        {"higgle run x --out 'a b'\\''c' --seed 1", "higgle run x --seed 1"},
        {"higgle run '--out x' --outer y", "higgle run '--out x' --outer y"},
        {"higgle run x", "higgle run x"}};
    arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(shell_without(&a, cases[i][0], "out"), cases[i][1]);
    arena_fini(&a);
}

/* ---- issues and offers ---- */

static const char *const heirs[] = {"anna", "bert"}, *const colours[] = {"red", "blue"};
static hg_issue issues[] = {
    {.name = "house", .unit = "", .kind = HG_ISSUE_LISTED, .size = 2, .names = heirs},
    {.name = "car", .unit = "", .kind = HG_ISSUE_LISTED, .size = 2, .names = heirs},
    {.name = "paint", .unit = "", .kind = HG_ISSUE_LISTED, .size = 2, .names = colours},
    {.name = "cash",
     .unit = "EUR",
     .kind = HG_ISSUE_NUMBER,
     .size = 3,
     .min = 0,
     .max = 40001,
     .step = 20000.5},
    {.name = "days",
     .unit = "days",
     .kind = HG_ISSUE_NUMBER,
     .size = 3,
     .min = 0,
     .max = 2,
     .step = 1}};

/* What could be mixed up has its name, nothing else has. */
static void values_are_told_apart(void **state)
{
    char text[512];
    (void)state;
    model m = {.space = {.n_issues = 5, .issues = issues, .size = 72, .listed = true}};
    outcome_id id = space_join(&m.space, (const uint64_t[]){0, 1, 1, 1, 2});
    assert_string_equal(say_offer(text, sizeof text, &m, id),
                        "house: anna · car: bert · blue · 20 000.5 EUR · 2 days");
    issues[4].unit = "EUR";
    assert_string_equal(say_offer(text, sizeof text, &m, id),
                        "house: anna · car: bert · blue · cash: 20 000.5 EUR · days: 2 EUR");
    issues[4].unit = "days";
    assert_string_equal(say_offer(text, 12, &m, id), "house: anna"); /* cut, not overrun */
}

static void ranges_read_alike(void **state)
{
    arena a;
    (void)state;
    arena_init(&a);
    assert_string_equal(say_values(&a, &issues[0]), "anna, bert");
    assert_string_equal(say_values(&a, &issues[3]), "0 to 40 001 EUR by 20 000.5");
    hg_issue real = {
        .unit = "", .kind = HG_ISSUE_NUMBER, .size = SPACE_REAL_STEPS + 1, .min = -1000, .max = 1};
    assert_string_equal(say_values(&a, &real), "-1 000 to 1, any number");
    arena_fini(&a);
}

/* ---- progress on a plain stream ---- */

/* What progress prints of a run of 1000 sessions, one every `each` seconds, looked at twice a
 * second. */
static char *told(double each, double until, uint64_t before, bool quiet)
{
    FILE *stream = tmpfile();
    int kept = dup(STDERR_FILENO);
    assert_non_null(stream);
    int file = fileno(stream);
    assert_true(kept >= 0);
    fflush(stderr);
    assert_true(dup2(file, STDERR_FILENO) >= 0);
    progress p;
    progress_init(&p, "sweep", quiet);
    p.before = before;
    for (double t = 0.5; t <= until; t += 0.5) {
        tally done = {.sessions = before + (uint64_t)(t / each)};
        done.deals = done.sessions;
        progress_show(&p, &done, 1000, t);
    }
    progress_end(&p);
    fflush(stderr);
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    assert_true(pread(file, text, (1 << 16) - 1, 0) >= 0);
    fclose(stream);
    close(kept);
    return text;
}

static size_t lines_of(const char *text)
{
    size_t n = 0;
    for (; *text; text++) n += *text == '\n';
    return n;
}

static void a_line_per_tenth(void **state)
{
    (void)state;
    char *text = told(0.1, 100, 0, false);
    assert_int_equal(lines_of(text), 10);
    assert_null(strchr(text, '\r'));
    assert_null(strchr(text, '\033'));
    assert_non_null(strstr(text, "100/1 000 sessions  10 /s  ETA 1:30"));
    free(text);
}

static void or_a_line_per_half_minute(void **state)
{
    (void)state;
    char *text = told(1, 95, 0, false);
    assert_int_equal(lines_of(text), 3);
    free(text);
}

static void nothing_of_what_is_over_at_once(void **state)
{
    (void)state;
    char *text = told(0.001, 1, 0, false);
    assert_string_equal(text, "");
    free(text);
    text = told(0.1, 100, 0, true);
    assert_string_equal(text, "");
    free(text);
}

/* 500 stood there already; 10 a second are played, so that 50 s are left at 500, not 25. */
static void what_was_there_is_not_speed(void **state)
{
    (void)state;
    char *text = told(0.1, 10, 500, false);
    assert_non_null(strstr(text, "600/1 000 sessions  10 /s  ETA 0:40"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_stay_as_they_are),
        cmocka_unit_test(what_a_shell_would_change_is_quoted),
        cmocka_unit_test(an_option_is_left_away),
        cmocka_unit_test(values_are_told_apart),
        cmocka_unit_test(ranges_read_alike),
        cmocka_unit_test(a_line_per_tenth),
        cmocka_unit_test(or_a_line_per_half_minute),
        cmocka_unit_test(nothing_of_what_is_over_at_once),
        cmocka_unit_test(what_was_there_is_not_speed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
