/* What the command line prints: words that a shell reads back, progress as a plain stream gets it.
 */
#include "check.h"
#include "cli/cli.h"
#include "cli/progress.h"

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
        cmocka_unit_test(a_line_per_tenth),
        cmocka_unit_test(or_a_line_per_half_minute),
        cmocka_unit_test(nothing_of_what_is_over_at_once),
        cmocka_unit_test(what_was_there_is_not_speed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
