/* The settings of an agent against its tables, and what is said of wrong ones: in a room that knows
 * no seat. How whole specs read is for test_seat_spec.c. */
#include "check.h"

#include "base/oom.h"
#include "host/flaw.h"
#include "host/settings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const moods[] = {"calm", "stormy", NULL};
static const hg_param params[] = {{"beta", 0.5, 0.1, 2, NULL, "shape", "own"},
                                  {"mood", 0, 0, 1, moods, "mood", "own"},
                                  {"cap", INFINITY, 0, 10, NULL, "limit", "own"},
                                  {0}};
static const hg_preset presets[] = {{"wild", "mood=stormy:beta=2"}, {0}};
static const hg_param arguments[] = {{"from", 0.9, 0, 1, NULL, "from", "own"}, {0}};
static const hg_part_choice choices[] = {
    {.name = "own", .summary = "own"},
    {.name = "time", .summary = "late", .arguments = arguments, .traits = HG_TRAIT_STOCHASTIC},
    {0}};
static const hg_part parts[] = {{"accept", choices, "what it takes"}, {0}};
static const hg_agent_type type = {.abi = HG_AGENT_ABI,
                                   .struct_size = sizeof type,
                                   .name = "mine",
                                   .params = params,
                                   .presets = presets,
                                   .parts = parts,
                                   .traits = HG_TRAIT_WALKS};

typedef struct reading {
    arena memory;
    error_list errors;
    settings s;
} reading;

static reading *reading_new(const char *preset, const char *text)
{
    reading *r = mem_zero(1, sizeof *r);
    arena_init(&r->memory);
    error_list_init(&r->errors);
    r->s = (settings){.arena = &r->memory, .errors = &r->errors, .text = text, .type = &type};
    settings_defaults(&r->s);
    if (preset) settings_preset(&r->s, preset, strlen(preset));
    if (text) settings_read_all(&r->s, text, SETTINGS_USER);
    return r;
}

static void reading_free(reading *r)
{
    error_list_fini(&r->errors);
    arena_fini(&r->memory);
    free(r);
}

static void assert_read(const char *preset, const char *text, const char *canonical)
{
    reading *r = reading_new(preset, text);
    if (r->errors.count) fail_msg("%s: %s", text, r->errors.items[0].text);
    assert_string_equal(settings_text(&r->s, "mine"), canonical);
    reading_free(r);
}

static void assert_wrong(const char *preset, const char *text, const char *why)
{
    reading *r = reading_new(preset, text);
    assert_true(r->s.failed);
    assert_int_equal(r->errors.count, 1);
    assert_string_equal(r->errors.items[0].text, why);
    reading_free(r);
}

static void canonical_is_as_written(void **state)
{
    (void)state;
    assert_read(NULL, NULL, "mine");
    assert_read("wild", NULL, "mine/wild");
    assert_read(NULL, "mood=stormy:beta=0.500", "mine:beta=0.5:mood=stormy");
    assert_read("wild", "beta=1", "mine/wild:beta=1");
    assert_read(NULL, "cap=off:accept=time", "mine:cap=off:accept=time");
    assert_read(NULL, "accept=time/.25", "mine:accept=time/0.25");
}

static void wrong_ones_name_the_nearest(void **state)
{
    (void)state;
    assert_wrong(NULL, "bta=1", "mine has no parameter \"bta\"; did you mean \"beta\"?");
    assert_wrong(NULL, "x=1", "mine has no parameter \"x\"; known: beta, mood, cap, accept");
    assert_wrong(NULL, "mood=stromy",
                 "mood of mine cannot be \"stromy\"; did you mean \"stormy\"?");
    assert_wrong(NULL, "beta=3", "beta of mine is a number from 0.1 to 2, not \"3\"");
    assert_wrong(NULL, "cap=11", "cap of mine is a number from 0 to 10 or off, not \"11\"");
    assert_wrong(NULL, "beta=1:beta=1", "beta is set twice");
    assert_wrong(NULL, "beta", "a setting of an agent is written KEY=VALUE");
    assert_wrong(NULL, "=1", "a setting of an agent is written KEY=VALUE");
    assert_wrong(NULL, "accept=tme", "accept of mine cannot be \"tme\"; did you mean \"time\"?");
    assert_wrong(NULL, "accept=time/1/2",
                 "accept=time takes 1 argument; there is no place for \"2\"");
    assert_wrong("wld", NULL, "mine has no preset \"wld\"; did you mean \"wild\"?");
}

static void numbers_stand_where_the_agent_looks(void **state)
{
    (void)state;
    reading *r = reading_new("wild", "accept=time/0.25");
    const double expected[] = {2, 1, INFINITY, 1, 0.25, 0};
    assert_int_equal(r->s.n_params, 3);
    assert_int_equal(r->s.n_parts, 1);
    assert_memory_equal(r->s.params, expected, sizeof expected);
    assert_true(settings_swapped(&r->s));
    assert_int_equal(settings_traits(&r->s), HG_TRAIT_WALKS | HG_TRAIT_STOCHASTIC);
    reading_free(r);
    r = reading_new(NULL, "accept=own");
    assert_false(settings_swapped(&r->s));
    assert_int_equal(settings_traits(&r->s), HG_TRAIT_WALKS);
    reading_free(r);
}

static void a_flaw_is_found_before_it_plays(void **state)
{
    (void)state;
    arena memory;
    arena_init(&memory);
    assert_string_equal(agent_flaw(&memory, &type),
                        "needs a summary and a reference, a line each (no paper? say \"own\")");
    arena_fini(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_is_as_written),
        cmocka_unit_test(wrong_ones_name_the_nearest),
        cmocka_unit_test(numbers_stand_where_the_agent_looks),
        cmocka_unit_test(a_flaw_is_found_before_it_plays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
