/* What the tests of reading share: an arena, a list of errors, scenarios from text or by name. */
#ifndef TESTS_SCENARIO_FIXTURE_H
#define TESTS_SCENARIO_FIXTURE_H
#include "check.h"
#include "scenario/experiment/experiment.h"

typedef struct fixture {
    arena arena;
    error_list errors;
} fixture;

static const char *const scenario_dirs[] = {SOURCE_DIR "/scenarios", NULL};

static inline int open_fixture(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    arena_init(&f->arena);
    error_list_init(&f->errors);
    *state = f;
    return 0;
}

static inline int close_fixture(void **state)
{
    fixture *f = *state;
    error_list_fini(&f->errors);
    arena_fini(&f->arena);
    free(f);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

static inline void assert_no_errors(fixture *f)
{
    if (f->errors.errors) error_print(&f->errors, stderr);
    assert_int_equal(f->errors.errors, 0);
}

/* The one error there is, and forgets it. */
static inline void assert_error(fixture *f, const char *text)
{
    const char *said = "";
    assert_int_equal(f->errors.errors, 1);
    for (size_t i = 0; i < f->errors.count; i++)
        if (f->errors.items[i].severity == ERROR_ERROR) said = f->errors.items[i].text;
    if (!strstr(said, text)) fail_msg("\"%s\" does not say \"%s\"", said, text);
    error_list_fini(&f->errors);
}

static inline node *parse(fixture *f, const char *text)
{
    node *root = node_read(&f->arena, "text", text, strlen(text), &f->errors);
    assert_no_errors(f);
    return root;
}

static inline scenario read_scenario(fixture *f, const char *text)
{
    scenario s;
    int code = scenario_read(&f->arena, parse(f, text), NULL, &s, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return s;
}

static inline const char *path_of(fixture *f, const char *name)
{
    const char *path = scenario_find(&f->arena, name, scenario_dirs, &f->errors);
    assert_no_errors(f);
    return path;
}

static inline override setting(fixture *f, const char *text)
{
    override o;
    assert_true(override_parse(&f->arena, text, &o, &f->errors));
    return o;
}

/* The scenario of a name with at most one setting. */
static inline scenario load_scenario(fixture *f, const char *name, const char *set)
{
    scenario s;
    override o = {0};
    if (set) o = setting(f, set);
    int code = scenario_load(&f->arena, path_of(f, name), &o, set != NULL, &s, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return s;
}
#endif
