/* Plans for the tests of the run room, from the project's own scenarios and from text. */
#ifndef TESTS_RUN_FIXTURE_H
#define TESTS_RUN_FIXTURE_H
#include "check.h"

#include "run/plan.h"

static const char *const scenario_dirs[] = {SOURCE_DIR "/scenarios",
                                            SOURCE_DIR "/scenarios/experiments", NULL};
#define SPLIT_THE_PIE SOURCE_DIR "/scenarios/split-the-pie.yaml"

typedef struct planned {
    arena arena;
    error_list errors;
    experiment experiment;
    plan plan;
} planned;

static inline planned *planned_new(void)
{
    planned *p = calloc(1, sizeof *p);
    assert_non_null(p);
    arena_init(&p->arena);
    error_list_init(&p->errors);
    return p;
}

static inline void planned_free(planned *p)
{
    arena_fini(&p->arena);
    error_list_fini(&p->errors);
    free(p);
}

static inline override set_of(planned *p, const char *text)
{
    override o;
    assert_true(override_parse(&p->arena, text, &o, &p->errors));
    return o;
}

/* An experiment of scenarios/experiments, with PATH=VALUE settings; NULL ends them. */
static inline planned *plan_file(const char *name, record_level keep, const char *const *settings)
{
    planned *p = planned_new();
    override sets[8];
    size_t n = 0;
    for (; settings[n]; n++) sets[n] = set_of(p, settings[n]);
    const char *path = arena_format(&p->arena, "%s/%s.yaml", scenario_dirs[1], name);
    int code = experiment_load(&p->arena, path, scenario_dirs, sets, n, &p->experiment, &p->errors);
    if (!code) code = plan_build(&p->arena, &p->experiment, keep, &p->plan, &p->errors);
    if (code) error_print(&p->errors, stderr);
    assert_int_equal(code, HG_E_OK);
    return p;
}

static const char pie_text[] =
    "scenario: pie\n"
    "issues: {share: {min: 0, max: 1, step: 0.01}}\n"
    "parties:\n"
    "  one: {receives: share, alternatives: {outside: {worth: 0.25}}}\n"
    "  two: {pays: share, value: {base: 1}, alternatives: {outside: {worth: 0.25}}}\n"
    "protocol: {kind: alternating-offers, first: one}\n"
    "deadline: {rounds: 20}\n";

/* An experiment from its text, over the pie; the plan's code. */
static inline int plan_text(planned *p, const char *text, record_level keep)
{
    int code = experiment_read(&p->arena, "test.yaml", text, strlen(text), "pie.yaml", pie_text,
                               strlen(pie_text), &p->experiment, &p->errors);
    return code ? code : plan_build(&p->arena, &p->experiment, keep, &p->plan, &p->errors);
}
#endif
