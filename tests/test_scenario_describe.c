/* The reference of all keys: every key of every table stands in it, as deep as one would write it;
 * no line is too wide; what it calls a kind or a measure is one. */
#include "scenario/draft.h"
#include "scenario/experiment/design.h"
#include "scenario_fixture.h"

enum { WIDTH = 100 };

static char *described(void (*describe)(buf *))
{
    buf out;
    buf_init(&out);
    describe(&out);
    buf_byte(&out, '\0');
    char *text = strdup((const char *)out.data);
    buf_fini(&out);
    assert_non_null(text);
    return text;
}

/* ---- the form ---- */

static void assert_readable(const char *text)
{
    for (const char *line = text; *line; line++) {
        size_t n = strcspn(line, "\n");
        if (n > WIDTH) fail_msg("%zu columns: %.*s", n, (int)n, line);
        assert_true(n == 0 || line[n - 1] != ' ');
        assert_int_equal(line[n], '\n');
        line += n;
    }
}

static void lines_fit(void **state)
{
    (void)state;
    char *texts[] = {described(scenario_describe), described(experiment_describe)};
    for (size_t i = 0; i < 2; i++) {
        assert_readable(texts[i]);
        free(texts[i]);
    }
}

/* ---- every key ---- */

/* From where the entry above begins: keys stand below it in the order of the table. */
static const char *find_entry(const char *from, const key_spec *k, size_t indent)
{
    char line[128];
    snprintf(line, sizeof line, "\n%*s%s:", (int)indent, "", k->name);
    const char *at = strstr(from, line);
    if (!at) fail_msg("no \"%s\"", line + 1);
    char help[16];
    snprintf(help, sizeof help, "# %.12s", k->help);
    assert_non_null(strstr(at, help));
    return at;
}

static uint32_t check_map(const char *text, const map_spec *m, size_t indent);

static uint32_t check_entry(const char **from, const key_spec *k, size_t indent)
{
    *from = find_entry(*from, k, indent);
    return 1 + (k->inner && k->inner != &drawn_map ? check_map(*from, k->inner, indent + 2) : 0);
}

static uint32_t check_map(const char *text, const map_spec *m, size_t indent)
{
    uint32_t found = 0;
    for (const key_spec *k = m->keys; k && k->name; k++) found += check_entry(&text, k, indent);
    if (m->each && m->each->inner == m) /* map within map: as deep as there are issues */
        found += find_entry(text, m->each, indent) != NULL;
    else if (m->each)
        found += check_entry(&text, m->each, indent);
    return found;
}

static void every_key_stands_in_it(void **state)
{
    (void)state;
    char *text = described(scenario_describe);
    assert_true(check_map(text, &scenario_map, 0) > 45);
    assert_int_equal(check_map(strstr(text, "that may be drawn"), &drawn_map, 2), 4);
    assert_non_null(strstr(text, "[never]"));
    free(text);
    text = described(experiment_describe);
    assert_true(check_map(text, &experiment_map, 0) > 20);
    assert_non_null(strstr(text, "[1024]"));
    free(text);
}

/* ---- names that can be copied from it ---- */

/* The part of the text below a heading, up to the next empty line. */
static char *below(char *text, const char *heading)
{
    char *at = strstr(text, heading);
    assert_non_null(at);
    at = strchr(at, '\n') + 1;
    *strstr(at, "\n\n") = '\0';
    return at;
}

static void try_kind(fixture *f, const char *line)
{
    (void)read_scenario(
        f, arena_format(
               &f->arena,
               "scenario: s\nissues: {x: [a, b]}\nprotocol: {kind: %.*s}\n"
               "parties: {one: {value: {x: {a: 0, b: 1}}}, two: {value: {x: {a: 1, b: 0}}}}\n",
               (int)strcspn(line + 2, " "), line + 2));
}

static void its_kinds_are_kinds(void **state)
{
    char *text = described(scenario_describe), *rest = NULL;
    char *kinds = below(text, "protocol.kind is");
    uint32_t count = 0;
    for (char *k = strtok_r(kinds, "\n", &rest); k; k = strtok_r(NULL, "\n", &rest), count++)
        try_kind(*state, k);
    assert_int_equal(count, 5);
    free(text);
}

static void try_measure(fixture *f, const char *measure)
{
    static const char pie[] = "scenario: p\nissues: {ISSUE: {min: 0, max: 1, step: 0.01}}\n"
                              "parties: {ROLE: {receives: ISSUE}, two: {pays: ISSUE}}\n";
    bool only_same = measure[strlen(measure) - 1] == '~';
    const char *text =
        arena_format(&f->arena,
                     "experiment: e\nscenario: p\nvary: {ROLE.reservation: [0.1, 0.2]}\n"
                     "hypotheses: {h: {measure: %.*s, %s: ROLE.reservation}}\n",
                     (int)strcspn(measure, "~"), measure, only_same ? "same_over" : "rises_with");
    experiment e;
    assert_int_equal(
        experiment_read(&f->arena, "e", text, strlen(text), "p", pie, strlen(pie), &e, &f->errors),
        HG_E_OK);
    assert_no_errors(f);
}

static void its_measures_are_measures(void **state)
{
    char *text = described(experiment_describe), *rest = NULL;
    char *names = below(text, "Measures");
    uint32_t measures = 0;
    for (char *m = strtok_r(names, ", \n", &rest); m; m = strtok_r(NULL, ", \n", &rest), measures++)
        try_measure(*state, m);
    assert_true(measures >= 46);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_fit),
        TEST(every_key_stands_in_it),
        TEST(its_kinds_are_kinds),
        TEST(its_measures_are_measures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
