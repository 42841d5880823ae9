/* Agents as people write them: canonical text, values, twins, and what is said about mistakes. */
#include "check.h"

#include "seat/seat.h"

#define FILE_NAME "x.yaml"
#define LINE      7
#define COLUMN    12

typedef struct desk {
    arena arena;
    error_list errors;
    seat_spec spec;
} desk;

static desk *desk_new(void)
{
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    arena_init(&d->arena);
    error_list_init(&d->errors);
    return d;
}

static void desk_free(desk *d)
{
    arena_fini(&d->arena);
    error_list_fini(&d->errors);
    free(d);
}

static int desk_read(desk *d, const char *text)
{
    return seat_spec_read(&d->arena, text, FILE_NAME, LINE, COLUMN, &d->spec, &d->errors);
}

static double param(const seat_spec *s, const char *name)
{
    for (uint32_t i = 0; i < s->n_params; i++)
        if (strcmp(s->type->params[i].name, name) == 0) return s->params[i];
    fail_msg("no parameter %s", name);
    return 0;
}

/* In the order of agents.def: as names, and as a sentence lists them. */
#define AGENTS                                                                                     \
    "boulware", "linear", "conceder", "hardliner", "exponential", "bezier", "tit-for-tat",         \
        "absolute-tit-for-tat", "averaged-tit-for-tat", "nice-tit-for-tat", "resource-dependent",  \
        "hybrid", "trade-off", "micro", "random", "accept-anything", "walker", "zeuthen",          \
        "agentk", "hardheaded", "iamhaggler2011", "gahboninho", "cuhkagent", "thefawkes",          \
        "atlas3", "parsagent", "caduceus", "ponpoko", "rubinstein", "finite-horizon",              \
        "outside-option", "inside-option", "breakdown", "random-proposer", "pending-offer",        \
        "take-it-or-leave-it", "coase", "abreu-gul", "war-of-attrition", "obstinate", "leverage",  \
        "genius-time", "negolog-time", "negmas-aspiration", "negmas-micro"
#define KNOWN                                                                                      \
    "known: boulware, linear, conceder, hardliner, exponential, bezier, tit-for-tat, "             \
    "absolute-tit-for-tat, averaged-tit-for-tat, nice-tit-for-tat, resource-dependent, hybrid, "   \
    "trade-off, micro, random, accept-anything, walker, zeuthen, agentk, hardheaded, "             \
    "iamhaggler2011, gahboninho, cuhkagent, thefawkes, atlas3, parsagent, caduceus, ponpoko, "     \
    "rubinstein, finite-horizon, outside-option, inside-option, breakdown, random-proposer, "      \
    "pending-offer, take-it-or-leave-it, coase, abreu-gul, war-of-attrition, obstinate, "          \
    "leverage, genius-time, negolog-time, negmas-aspiration, negmas-micro"

static void test_roster(void **unused)
{
    (void)unused;
    const char *expected[] = {AGENTS};
    size_t n = 0;
    for (; roster()[n]; n++) {
        assert_string_equal(roster()[n]->name, expected[n]);
        assert_ptr_equal(roster_find(expected[n]), roster()[n]);
    }
    assert_int_equal(n, sizeof expected / sizeof *expected);
    assert_null(roster_find("boulwar"));
}

/* written -> canonical, twin */
static const char *const texts[][3] = {
    {"boulware", "boulware", "boulware"},
    {"boulware:beta=0.30", "boulware:beta=0.3", "boulware:beta=0.3"},
    {"boulware:k=0.5:beta=1e-1", "boulware:beta=0.1:k=0.5", "boulware:beta=0.1:k=0.5"},
    {"boulware:k=-0", "boulware:k=0", "boulware:k=0"},
    {"boulware:model=frequency:accept=combi/max/0.980",
     "boulware:accept=combi/max/0.98:model=frequency",
     "boulware:accept=combi/max/0.98:model=frequency"},
    {"linear:accept=next", "linear:accept=next", "linear:accept=next"},
    {"leverage", "leverage", "leverage:see=none"},
    {"leverage/human", "leverage/human", "leverage/human:see=none"},
    {"leverage/human:see=truth", "leverage/human:see=truth", "leverage/human:see=none"},
    {"leverage/rational:rho=0.10:kappa=1", "leverage/rational:kappa=1:rho=0.1",
     "leverage/rational:see=none:kappa=1:rho=0.1"},
    {"leverage/blind", "leverage/blind", "leverage/blind"},
    {"leverage:see=none", "leverage:see=none", "leverage:see=none"},
    {"leverage:dmax=off:bal=0.25", "leverage:dmax=off:bal=0.25",
     "leverage:see=none:dmax=off:bal=0.25"},
};

static void test_canonical_and_twin(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        desk *d = desk_new();
        seat_spec twin, again;
        assert_int_equal(desk_read(d, texts[i][0]), 0);
        assert_string_equal(d->spec.text, texts[i][1]);
        assert_int_equal(seat_spec_twin(&d->arena, &d->spec, &twin, &d->errors), 0);
        assert_string_equal(twin.text, texts[i][2]);
        assert_int_equal(twin.traits & HG_TRAIT_READS_LEVERAGE, 0);
        /* canonical text reads back to itself and to the same numbers */
        again = d->spec;
        assert_int_equal(desk_read(d, again.text), 0);
        assert_string_equal(d->spec.text, again.text);
        assert_memory_equal(d->spec.params, again.params, again.n_params * sizeof(double));
        assert_int_equal(d->errors.count, 0);
        desk_free(d);
    }
}

static void test_values(void **unused)
{
    (void)unused;
    desk *d = desk_new();
    assert_int_equal(desk_read(d, "boulware"), 0);
    assert_near(param(&d->spec, "beta"), 0.2, 0);
    assert_int_equal(d->spec.traits, 0);
    assert_int_equal(desk_read(d, "leverage/human:g=0.75"), 0);
    assert_near(param(&d->spec, "kappa"), 0.1, 0);
    assert_near(param(&d->spec, "g"), 0.75, 0); /* over the preset's .1 */
    assert_near(param(&d->spec, "sdE"), 0.35, 0);
    assert_near(param(&d->spec, "see"), 3, 0);
    assert_true(isinf(param(&d->spec, "dmax")));
    assert_false(d->spec.traits & HG_TRAIT_SEES_TRUTH);
    assert_int_equal(desk_read(d, "leverage:see=truth"), 0);
    assert_true(d->spec.traits & HG_TRAIT_SEES_TRUTH);
    assert_int_equal(desk_read(d, "leverage/blind"), 0);
    assert_near(param(&d->spec, "see"), 0, 0);
    assert_int_equal(d->spec.traits, HG_TRAIT_STOCHASTIC | HG_TRAIT_WALKS);
    assert_int_equal(desk_read(d, "leverage/blind:walk=0"), 0);
    assert_int_equal(d->spec.traits, HG_TRAIT_STOCHASTIC);
    desk_free(d);
}

/* What an agent declares follows from its parameters. */
static void test_traits(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        uint32_t traits;
    } declared[] = {
        {"tit-for-tat:d=3", 0},
        {"absolute-tit-for-tat", HG_TRAIT_STOCHASTIC},
        {"absolute-tit-for-tat:noise=0", 0},
        {"boulware:accept=time/0.5", 0},
        {"boulware:model=bayesian/0.05", HG_TRAIT_MODELS_OPPONENT},
        {"boulware:model=uniform", HG_TRAIT_STOCHASTIC},
        {"linear:model=perfect", HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_SEES_UTILITIES},
        {"micro", HG_TRAIT_STOCHASTIC},
        {"micro:repeat=last", 0},
        {"random", HG_TRAIT_STOCHASTIC},
        {"accept-anything", 0},
        {"accept-anything:least=anything", HG_TRAIT_BELOW_LIMIT},
        {"walker:when=anyway", HG_TRAIT_WALKS},
        {"zeuthen", HG_TRAIT_ENUMERATES | HG_TRAIT_SEES_TRUTH | HG_TRAIT_SEES_UTILITIES},
        {"genius-time:e=0", HG_TRAIT_ENUMERATES | HG_TRAIT_BELOW_LIMIT},
        {"negolog-time:kind=linear", HG_TRAIT_ENUMERATES | HG_TRAIT_BELOW_LIMIT},
        {"negmas-aspiration:exponent=0.25", HG_TRAIT_ENUMERATES | HG_TRAIT_BELOW_LIMIT},
        {"negmas-micro", HG_TRAIT_ENUMERATES},
    };
    desk *d = desk_new();
    for (size_t i = 0; i < sizeof declared / sizeof *declared; i++) {
        assert_int_equal(desk_read(d, declared[i].text), 0);
        assert_string_equal(d->spec.text, declared[i].text);
        assert_int_equal(d->spec.traits, declared[i].traits);
    }
    desk_free(d);
}

/* Every preset and twin in every table reads. */
static void test_tables_are_sound(void **unused)
{
    (void)unused;
    for (size_t i = 0; roster()[i]; i++) {
        const hg_agent_type *type = roster()[i];
        for (const hg_preset *p = type->presets; p && p->name; p++) {
            desk *d = desk_new();
            seat_spec twin;
            char text[128];
            (void)snprintf(text, sizeof text, "%s/%s", type->name, p->name);
            assert_int_equal(desk_read(d, text), 0);
            assert_string_equal(d->spec.text, text);
            assert_int_equal(seat_spec_twin(&d->arena, &d->spec, &twin, &d->errors), 0);
            desk_free(d);
        }
    }
}

static void check_choice(const hg_agent_type *type, const hg_part *place, size_t choice)
{
    const hg_part_choice *c = &place->choices[choice];
    desk *d = desk_new();
    char text[128];
    (void)snprintf(text, sizeof text, "%s:%s=%s", type->name, place->name, c->name);
    assert_int_equal(desk_read(d, text), 0);
    assert_string_equal(d->spec.text, text);
    assert_int_equal(d->spec.swapped, choice > 0);
    assert_int_equal(d->spec.traits & c->traits, c->traits);
    const double *numbers = seat_spec_part(&d->spec, (uint32_t)(place - type->parts));
    assert_near(numbers[0], (double)choice, 0);
    size_t n = 0;
    for (const hg_param *p = c->arguments; p && p->name; p++)
        assert_near(numbers[++n], p->preset, 0);
    assert_true(n <= HG_PART_ARGUMENTS);
    desk_free(d);
}

/* Every choice of every part reads by its bare name, with its defaults; only the first is the
 * agent's own, and who has parts says what plays them. */
static void test_parts_are_sound(void **unused)
{
    (void)unused;
    for (size_t i = 0; roster()[i]; i++) {
        const hg_agent_type *type = roster()[i];
        assert_int_equal(type->parts != NULL, type->swapped != NULL);
        for (const hg_part *place = type->parts; place && place->name; place++)
            for (size_t k = 0; place->choices[k].name; k++) check_choice(type, place, k);
    }
}

/* Numbers say whether anything is swapped, not who wrote them. */
static void test_own_rule_written_out_is_not_swapped(void **unused)
{
    (void)unused;
    desk *d = desk_new();
    assert_int_equal(desk_read(d, "boulware:accept=next/1/0:model=none"), 0);
    assert_false(d->spec.swapped);
    assert_string_equal(d->spec.text, "boulware:accept=next/1/0:model=none");
    assert_int_equal(desk_read(d, "boulware:accept=next/1/0.1"), 0);
    assert_true(d->spec.swapped);
    desk_free(d);
}

static const struct {
    const char *text;
    uint32_t at; /* offset of the mistake */
    const char *said;
} mistakes[] = {
    {"", 0, "an agent is written NAME[/PRESET][:KEY=VALUE]..."},
    {":beta=1", 0, "an agent is written NAME[/PRESET][:KEY=VALUE]..."},
    {"boulwear", 0, "no agent is called \"boulwear\"; did you mean \"boulware\"?"},
    {"zzzzzz", 0, "no agent is called \"zzzzzz\"; " KNOWN},
    {"/human", 0, "a path to an agent ends in .so and has no colon"},
    {"tit-for-tat:d=1.5", 14, "d of tit-for-tat cannot be \"1.5\"; known: 1, 2, 3, 4, 5, 6, 7, 8"},
    {"tit_for_tat", 0, "no agent is called \"tit_for_tat\"; did you mean \"tit-for-tat\"?"},
    {"accept-anything:least=anythin", 22,
     "least of accept-anything cannot be \"anythin\"; did you mean \"anything\"?"},
    {"bezier/boulwar", 7, "bezier has no preset \"boulwar\"; did you mean \"boulware\"?"},
    {"leverage/humen", 9, "leverage has no preset \"humen\"; did you mean \"human\"?"},
    {"leverage/", 9,
     "leverage has no preset \"\"; known: blind, human, rational, reciprocator, anchorer"},
    {"boulware/human", 9, "boulware has no preset \"human\""},
    {"boulware:betta=1", 9, "boulware has no parameter \"betta\"; did you mean \"beta\"?"},
    {"linear:slope=1", 7, "linear has no parameter \"slope\"; known: k, accept, model"},
    {"boulware:accept=combo", 16,
     "accept of boulware cannot be \"combo\"; did you mean \"combi\"?"},
    {"boulware:accept=", 16,
     "accept of boulware cannot be \"\"; known: next, prev, const, time, gap, combi, prob"},
    {"boulware:accept=combi/mx", 22,
     "kind of accept=combi cannot be \"mx\"; did you mean \"max\"?"},
    {"boulware:accept=combi/max/2", 26, "from of accept=combi is a number from 0 to 1, not \"2\""},
    {"boulware:accept=combi//1", 22,
     "kind of accept=combi cannot be \"\"; known: max, window-max, window-avg"},
    {"boulware:accept=gap/0/0", 22, "accept=gap takes 1 argument; there is no place for \"0\""},
    {"boulware:model=none/", 20, "model=none takes 0 arguments; there is no place for \"\""},
    {"boulware:acept=next", 9, "boulware has no parameter \"acept\"; did you mean \"accept\"?"},
    {"boulware:accept=next:accept=prev", 21, "accept is set twice"},
    {"micro:accept=next", 6,
     "micro has no parameter \"accept\": that rule is its own; it can be set of boulware, linear, "
     "conceder, hardliner, exponential, bezier, tit-for-tat, absolute-tit-for-tat, "
     "averaged-tit-for-tat, resource-dependent, hybrid, trade-off, random"},
    {"boulware:beta=0", 14, "beta of boulware is a number from 0.01 to 100, not \"0\""},
    {"boulware:beta=100.5", 14, "beta of boulware is a number from 0.01 to 100, not \"100.5\""},
    {"boulware:beta=nan", 14, "beta of boulware is a number from 0.01 to 100, not \"nan\""},
    {"boulware:beta=", 14, "beta of boulware is a number from 0.01 to 100, not \"\""},
    {"genius-time:e=101", 14, "e of genius-time is a number from 0 to 100, not \"101\""},
    {"negmas-aspiration:exponent=0", 27,
     "exponent of negmas-aspiration is a number from 0.01 to 100, not \"0\""},
    {"negolog-time:kind=boulwar", 18,
     "kind of negolog-time cannot be \"boulwar\"; did you mean \"boulware\"?"},
    {"negmas-micro:repeat=last", 13, "negmas-micro has no parameter \"repeat\""},
    {"boulware:beta=0.2x", 14, "beta of boulware is a number from 0.01 to 100, not \"0.2x\""},
    {"boulware:beta=off", 14, "beta of boulware is a number from 0.01 to 100, not \"off\""},
    {"leverage:dmax=5", 14, "dmax of leverage is a number from 0.02 to 1 or off, not \"5\""},
    {"leverage:see=trut", 13, "see of leverage cannot be \"trut\"; did you mean \"truth\"?"},
    {"leverage:see=1", 13, "see of leverage cannot be \"1\"; known: none, prior, truth, belief"},
    {"boulware:beta", 9, "a setting of an agent is written KEY=VALUE"},
    {"boulware:", 9, "a setting of an agent is written KEY=VALUE"},
    {"boulware:=1", 9, "a setting of an agent is written KEY=VALUE"},
    {"boulware:k=1::", 13, "a setting of an agent is written KEY=VALUE"},
    {"boulware:k=1:k=0", 13, "k is set twice"},
    {"exec:", 0, "a program that plays is written exec:COMMAND"},
    {"exec: \t", 0, "a program that plays is written exec:COMMAND"},
    {"exec/60", 0, "a program that plays is written exec:COMMAND"},
    {"exec/soon:python3 mine.py", 5,
     "how long a program may be silent is 0.1 to 86400 seconds, not \"soon\""},
    {"exec/0:python3 mine.py", 5,
     "how long a program may be silent is 0.1 to 86400 seconds, not \"0\""},
    {"./mine.so", 0, "./mine.so is not there; a path counts from the current folder"},
};

static void test_mistakes(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        desk *d = desk_new();
        if (desk_read(d, mistakes[i].text) != HG_E_INPUT) fail_msg("%s", mistakes[i].text);
        assert_true(d->errors.count >= 1);
        const error *e = &d->errors.items[0];
        assert_string_equal(e->text, mistakes[i].said);
        assert_int_equal(e->code, HG_E_INPUT);
        assert_string_equal(e->file, FILE_NAME);
        assert_int_equal(e->line, LINE);
        assert_int_equal(e->column, COLUMN + mistakes[i].at);
        desk_free(d);
    }
}

static void test_all_mistakes_at_once(void **unused)
{
    (void)unused;
    desk *d = desk_new();
    assert_int_equal(desk_read(d, "leverage/humen:kapa=0.5:g=3"), HG_E_INPUT);
    assert_int_equal(d->errors.count, 3);
    desk_free(d);
}

/* Mangled texts are refused or read; what is read has a canonical text that reads to itself. */
static void test_mangled(void **unused)
{
    (void)unused;
    const char *seed = "leverage/human:see=truth:kappa=0.5:dmax=off";
    uint64_t x = 9;
    for (int run = 0; run < 20000; run++) {
        char text[64];
        desk *d = desk_new();
        (void)snprintf(text, sizeof text, "%s", seed);
        for (int edits = 0; edits < 2; edits++) {
            x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            text[(x >> 40) % strlen(seed)] = ":=/.0a-\xff"[(x >> 33) % 8];
        }
        if (desk_read(d, text) == 0) {
            char *canonical = arena_text(&d->arena, d->spec.text);
            assert_int_equal(desk_read(d, canonical), 0);
            assert_string_equal(d->spec.text, canonical);
        } else {
            assert_true(d->errors.count > 0);
        }
        desk_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roster),
        cmocka_unit_test(test_canonical_and_twin),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_traits),
        cmocka_unit_test(test_tables_are_sound),
        cmocka_unit_test(test_parts_are_sound),
        cmocka_unit_test(test_own_rule_written_out_is_not_swapped),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_all_mistakes_at_once),
        cmocka_unit_test(test_mangled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
