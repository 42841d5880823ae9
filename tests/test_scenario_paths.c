/* What can be set in a scenario, as completion and `list paths` ask for it: every path once, with
 * its value now, its default, its type and its meaning; and which names may stand in it. */
#include "scenario/path.h"
#include "scenario_fixture.h"

static const char pie[] = "scenario: pie\n"
                          "issues: {share: {min: 0, max: 1, step: 0.1}}\n"
                          "parties:\n"
                          "  one: {receives: share, power: {discount: 0.9}}\n"
                          "  two: {pays: share, value: {base: 1}}\n"
                          "deadline: {rounds: 5}\n";

static const scenario_setting *find(fixture *f, const char *text, const char *path)
{
    const scenario_setting *all;
    size_t n = scenario_list_paths(&f->arena, parse(f, text), &all);
    const scenario_setting *found = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].path, path) != 0) continue;
        assert_null(found); /* each once */
        found = &all[i];
    }
    return found;
}

static void a_setting_says_what_stands_there(void **state)
{
    const scenario_setting *s = find(*state, pie, "one.power.discount");
    assert_non_null(s);
    assert_string_equal(s->value, "0.9");
    assert_string_equal(s->preset, "1");
    assert_non_null(strstr(s->type, "number"));
    assert_true(*s->help != 0);
}

static void what_is_left_out_has_no_value(void **state)
{
    const scenario_setting *s = find(*state, pie, "two.power.discount");
    assert_non_null(s);
    assert_null(s->value);
    assert_string_equal(s->preset, "1");
}

static void a_map_stands_on_one_line_and_reads_back(void **state)
{
    fixture *f = *state;
    const scenario_setting *s = find(f, pie, "issues.share");
    assert_non_null(s);
    assert_string_equal(s->value, "{min: 0, max: 1, step: 0.1}");
    assert_true(s->has_more);
    assert_true(
        node_equal(parse(f, s->value), node_get(node_get(parse(f, pie), "issues"), "share")));
}

static void parties_stand_without_their_map(void **state)
{
    assert_non_null(find(*state, pie, "one"));
    assert_null(find(*state, pie, "parties"));
    assert_null(find(*state, pie, "parties.one"));
    assert_null(find(*state, pie, "scenario"));
}

/* What is listed with a value can be set to that value, and nothing changes. */
static void every_value_can_be_set_again(void **state)
{
    fixture *f = *state;
    const scenario_setting *all;
    node *root = node_read_file(&f->arena, path_of(f, "used-car"), &f->errors);
    assert_non_null(root);
    size_t n = scenario_list_paths(&f->arena, root, &all), set = 0;
    assert_true(n > 50);
    for (size_t i = 0; i < n; i++) {
        if (!all[i].value) continue;
        node *copy = node_copy(&f->arena, root);
        override o = setting(f, arena_format(&f->arena, "%s=%s", all[i].path, all[i].value));
        assert_true(override_apply(&f->arena, copy, &o, &f->errors));
        assert_no_errors(f);
        if (!node_equal(copy, root)) fail_msg("setting %s to its own value", all[i].path);
        set++;
    }
    assert_true(set > 30);
}

static void names_and_settings_agree(void **state)
{
    fixture *f = *state;
    const node *root = parse(f, pie);
    const scenario_setting *all;
    name_list names = scenario_paths(&f->arena, root);
    assert_int_equal(names.count, scenario_list_paths(&f->arena, root, &all));
    for (uint32_t i = 0; i < names.count; i++) assert_string_equal(names.items[i], all[i].path);
}

/* As a party's role; an issue may be called so, in quotes. */
static void refused(fixture *f, const char *name, const char *why)
{
    scenario s;
    const char *text =
        arena_format(&f->arena,
                     "scenario: pie\nissues:\n  share: {min: 0, max: 1, step: 0.1}\n"
                     "parties:\n  %s: {receives: share}\n  two: {pays: share, value: {base: 1}}\n"
                     "deadline: {rounds: 5}\n",
                     name);
    int code = scenario_read(&f->arena, parse(f, text), NULL, &s, &f->errors);
    assert_int_not_equal(code, 0);
    bool said = false;
    for (size_t i = 0; i < f->errors.count; i++)
        said = said || strstr(f->errors.items[i].text, why) != NULL;
    if (!said) fail_msg("%s: nobody says \"%s\"", name, why);
    error_list_fini(&f->errors);
}

static void a_refused_name_says_what_its_character_does(void **state)
{
    refused(*state, "\"a.b\"", "a dot joins the names of a path");
    refused(*state, "\"a=b\"", "between a name and its value");
    refused(*state, "\"a:b\"", "between a name and its value");
    refused(*state, "\"a,b\"", "separates the columns");
    refused(*state, "\"a/b\"", "separates folders");
    refused(*state, "\"a'b\"", "take it for a quote");
    refused(*state, "\"a#b\"", "YAML takes it for more");
    refused(*state, "\"a\\tb\"", "cannot be seen");
}

/* beyond: {other: weak} */
static size_t warnings_with(fixture *f, const char *in)
{
    experiment e;
    const char *text =
        arena_format(&f->arena,
                     "experiment: e\nscenario: pie\nsessions: 10\nvary:\n"
                     "  mine: {low: {one.power.discount: 0.5}, high: {one.power.discount: 1}}\n"
                     "  other: {weak: {two.power.discount: 0.5}, strong: {two.power.discount: 1}}\n"
                     "hypotheses:\n  h: {measure: pie_share_one, rises_with: mine, %s"
                     "beyond: {other: weak}}\n",
                     in);
    int code = experiment_read(&f->arena, "e.yaml", text, strlen(text), "pie.yaml", pie,
                               strlen(pie), &e, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, 0);
    size_t n = 0;
    for (size_t i = 0; i < f->errors.count; i++)
        n += strstr(f->errors.items[i].text, "compared with itself") != NULL;
    error_list_fini(&f->errors);
    error_list_init(&f->errors);
    return n;
}

static void a_cell_compared_with_itself_is_noticed(void **state)
{
    assert_int_equal(warnings_with(*state, ""), 0);
    assert_int_equal(warnings_with(*state, "in: {other: weak}, "), 1);
    assert_int_equal(warnings_with(*state, "in: {other: [weak, strong]}, "), 0);
    assert_int_equal(warnings_with(*state, "in: {other: strong}, "), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_setting_says_what_stands_there),
        TEST(what_is_left_out_has_no_value),
        TEST(a_map_stands_on_one_line_and_reads_back),
        TEST(parties_stand_without_their_map),
        TEST(every_value_can_be_set_again),
        TEST(names_and_settings_agree),
        TEST(a_refused_name_says_what_its_character_does),
        TEST(a_cell_compared_with_itself_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
