/* What a plugin may export, how its path is told from a preset, and files that are none. That real
 * ones load and play is for tests/cli_plugin.sh. */
#include "check.h"

#include "base/arena.h"
#include "host/flaw.h"
#include "seat/plugin.h"

#include <math.h>
#include <string.h>

/* ---- a path in a spec ---- */

static void test_path(void **unused)
{
    static const struct {
        const char *text;
        size_t size;
    } cases[] = {
        {"./a.so", 6},
        {"a.so", 4},
        {"a.so:beta=0.3", 4},
        {"/x/y.so/human", 7},
        {"/x/y.so/human:k=1", 7},
        {"/x.so/y.so", 10},
        {"/x.so/y.so/human", 10},
        {".so", 0}, /* has no name */
        {"boulware", 0},
        {"leverage/human", 0},
        {"a.sox", 0},
        {"so", 0},
        {"", 0},
        {"boulware:k=a.so", 0},
        {":a.so", 0},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(plugin_path_size(cases[i].text), cases[i].size);
}

/* ---- what it exports ---- */

static int no_init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)self, (void)brief, (void)host, (void)params;
    return 0;
}

static int no_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    (void)self, (void)turn, (void)reply;
    return 0;
}

static const hg_agent_type sound = {.abi = HG_AGENT_ABI,
                                    .struct_size = sizeof(hg_agent_type),
                                    .name = "a-1",
                                    .summary = "plays",
                                    .reference = "own",
                                    .init = no_init,
                                    .act = no_act};

/* NULL: it may play. */
static void judged(const hg_agent_type *t, const char *said)
{
    arena a;
    arena_init(&a);
    const char *flaw = agent_flaw(&a, t);
    if (said ? !flaw || !strstr(flaw, said) : flaw != NULL)
        fail_msg("\"%s\" instead of \"%s\"", flaw ? flaw : "fine", said ? said : "fine");
    arena_fini(&a);
}

static void test_sound(void **unused)
{
    (void)unused;
    judged(&sound, NULL);
    for (size_t i = 0; roster()[i]; i++) judged(roster()[i], NULL);
}

#define JUDGE(said, ...)                                                                           \
    do {                                                                                           \
        hg_agent_type t = sound;                                                                   \
        __VA_ARGS__;                                                                               \
        judged(&t, said);                                                                          \
    } while (0)

static void test_layout(void **unused)
{
    (void)unused;
    JUDGE("speaks agent ABI 0, this higgle speaks 1", t.abi = 0);
    JUDGE("speaks agent ABI 4294967295", t.abi = UINT32_MAX);
    JUDGE("bytes, here it has", t.struct_size--);
    JUDGE("bytes, here it has", t.struct_size++);
    /* behind another layout nothing is read */
    JUDGE("speaks agent ABI 2", t.abi = 2, t.name = (const char *)1);
}

static void test_texts(void **unused)
{
    static const char forty[] = "a234567890123456789012345678901234567890";
    static const char more[] = "a2345678901234567890123456789012345678901";
    (void)unused;
    JUDGE("has no name", t.name = NULL);
    JUDGE("a name that cannot be written", t.name = "");
    JUDGE("a name that cannot be written", t.name = "A");
    JUDGE("a name that cannot be written", t.name = "1a");
    JUDGE("a name that cannot be written", t.name = "a_b");
    JUDGE("a name that cannot be written", t.name = "a/b");
    JUDGE(NULL, t.name = forty);
    JUDGE("a name that cannot be written", t.name = more);
    JUDGE("needs a summary", t.summary = "");
    JUDGE("needs a summary", t.reference = "\x1b[2J");
    JUDGE("needs a summary", t.reference = "\xff");
    JUDGE(NULL, t.reference = "Doğru 2024");
    JUDGE("no line of settings", t.twin = "");
}

static void test_work(void **unused)
{
    (void)unused;
    JUDGE("has no init", t.init = NULL);
    JUDGE("has no act", t.act = NULL);
    JUDGE(NULL, t.state_size = AGENT_STATE_MAX);
    JUDGE("wants 16777217 bytes", t.state_size = AGENT_STATE_MAX + 1);
    JUDGE("wants 18446744073709551615 bytes", t.memory_size = SIZE_MAX);
    JUDGE(NULL, t.traits = 2 * HG_TRAIT_SEES_UTILITIES - 1);
    JUDGE("traits that this higgle does not know", t.traits = 2 * HG_TRAIT_SEES_UTILITIES);
}

static void with_param(const char *said, hg_param p)
{
    hg_param table[] = {{"first", 0, 0, 1, NULL, "help", "own"}, p, {0}};
    JUDGE(said, t.params = table);
}

static void test_params(void **unused)
{
    static const char *const two[] = {"a", "b", NULL}, *const odd[] = {"a", "b:c", NULL};
    (void)unused;
    with_param(NULL, (hg_param){"x", 1, 0, 1, NULL, "help", "own"});
    with_param(NULL, (hg_param){"x", INFINITY, 0, 1, NULL, "help", "own"});
    with_param(NULL, (hg_param){"x", 1, 0, 1, two, "help", "own"});
    with_param("its parameter 2 has no name", (hg_param){"a=b", 1, 0, 1, NULL, "help", "own"});
    with_param("its parameter 2 has no name", (hg_param){"-x", 1, 0, 1, NULL, "help", "own"});
    with_param("is there twice", (hg_param){"first", 1, 0, 1, NULL, "help", "own"});
    with_param("a line of help", (hg_param){"x", 1, 0, 1, NULL, "", "own"});
    with_param("a line of evidence", (hg_param){"x", 1, 0, 1, NULL, "help", NULL});
    with_param("has no range", (hg_param){"x", 1, 2, 1, NULL, "help", "own"});
    with_param("has no range", (hg_param){"x", 1, 0, INFINITY, NULL, "help", "own"});
    with_param("outside its range", (hg_param){"x", NAN, 0, 1, NULL, "help", "own"});
    with_param("outside its range", (hg_param){"x", 1.5, 0, 1, NULL, "help", "own"});
    with_param("none of its 2 choices", (hg_param){"x", 2, 0, 1, two, "help", "own"});
    with_param("none of its 2 choices", (hg_param){"x", 0.5, 0, 1, two, "help", "own"});
    with_param("none of its 2 choices", (hg_param){"x", NAN, 0, 1, two, "help", "own"});
    with_param("are not words", (hg_param){"x", 0, 0, 1, odd, "help", "own"});
}

/* A table without its end is found out before what lies behind it is read. */
static void test_endless(void **unused)
{
    char names[AGENT_PARAMS_MAX + 1][4];
    hg_param params[AGENT_PARAMS_MAX + 1];
    hg_preset presets[AGENT_PARAMS_MAX + 1];
    (void)unused;
    for (int i = 0; i <= AGENT_PARAMS_MAX; i++) {
        (void)snprintf(names[i], sizeof names[i], "p%d", i);
        params[i] = (hg_param){names[i], 0, 0, 1, NULL, "help", "own"};
        presets[i] = (hg_preset){names[i], "p1=1"};
    }
    JUDGE("has more than 64 parameters", t.params = params);
    JUDGE("has more than 64 presets", t.presets = presets);
}

static void test_parts(void **unused)
{
    static const hg_param three[] = {{"x", 0, 0, 1, NULL, "help", "own"},
                                     {"y", 0, 0, 1, NULL, "help", "own"},
                                     {"z", 0, 0, 1, NULL, "help", "own"},
                                     {0}};
    static const hg_part_choice fine[] = {{.name = "own"}, {.name = "next"}, {0}};
    static const hg_part_choice wide[] = {{.name = "own", .arguments = three}, {0}},
                                empty[] = {{0}};
    static const hg_part good[] = {{"accept", fine, "help"}, {0}};
    static const hg_part bad[] = {{"accept", wide, "help"}, {0}},
                         none[] = {{"a", empty, "help"}, {0}};
    static const hg_swapped swapped = {no_init, NULL, no_act};
    (void)unused;
    JUDGE(NULL, t.parts = good, t.swapped = &swapped);
    JUDGE("nobody who plays where they are swapped", t.parts = good);
    JUDGE("too many arguments", t.parts = bad, t.swapped = &swapped);
    JUDGE("has no choices", t.parts = none, t.swapped = &swapped);
}

/* ---- files ---- */

static void test_files(void **unused)
{
    static const struct {
        const char *path, *said;
    } cases[] = {{SOURCE_DIR "/tests", "is no file"},
                 {SOURCE_DIR "/LICENSE", "cannot be loaded: "},
                 {SOURCE_DIR "/LICENCE.so", "is not there"},
                 {"/dev/null", "is no file"}};
    (void)unused;
    arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        plugin p;
        const char *why = plugin_open(&a, cases[i].path, &p);
        assert_non_null(why);
        if (!strstr(why, cases[i].said)) fail_msg("%s %s", cases[i].path, why);
    }
    arena_fini(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path),    cmocka_unit_test(test_sound), cmocka_unit_test(test_layout),
        cmocka_unit_test(test_texts),   cmocka_unit_test(test_work),  cmocka_unit_test(test_params),
        cmocka_unit_test(test_endless), cmocka_unit_test(test_parts), cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
