/* higgle run: one session as a transcript; with -n or --out many of them, in a run directory. */
#include "cli/play/dry_run.h"
#include "cli/play/execute.h"
#include "cli/play/result_fields.h"
#include "cli/play/role_words.h"
#include "cli/tell/single.h"

#include <string.h>

static const option run_options_table[] = {
    OPTION_SEED("1", "names the random numbers; the same seed, the same bytes"),
    OPTION_SET("change the scenario: buyer.power.discount=0.5"),
    OPTION_ROUNDS,
    OPTION_SESSIONS(NULL, "play so many, and keep them in a run directory"),
    OPTION_LOG("full"),
    {.name = "dry-run",
     .kind = OPTION_FLAG,
     .help = "only say what would run: sessions, time, disk"},
    OPTION_OUT,
    OPTION_RESUME,
    OPTION_FAULTS,
    OPTION_WORKERS,
    {0}};

/* What repeats this very session, and what draws it: the seed is in both, given or not. */
static void print_again(cli *c, uint64_t seed)
{
    arena *a = &c->arena;
    unsigned long long number = seed;
    const char *picture = arena_format(a, "higgle plot %s", shell_words(a, c->arguments[0]));
    for (const char *const *set = option_list(c, "set"); *set; set++)
        picture = arena_format(a, "%s --set %s", picture, shell_word(a, *set));
    if (option_text(c, "rounds"))
        picture = arena_format(a, "%s --set deadline.rounds=%s", picture, option_text(c, "rounds"));
    for (uint32_t i = 1; i < c->n_arguments; i++)
        picture = arena_format(a, "%s --set %s", picture,
                               shell_word(a, arena_format(a, "agents.%s", c->arguments[i])));
    const char *again = c->command_line;
    if (!option_given(c, "seed")) again = arena_format(a, "%s --seed %llu", again, number);
    printf("again: %s · draw it: %s --seed %llu timeline\n", again, picture, number);
}

static void tell_json(const plan *p, const transcript *t, uint64_t seed)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    single_json(&j, p, t, seed);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int tell_one(cli *c, const plan *p, uint64_t seed)
{
    buf trace;
    row r;
    buf_init(&trace);
    if (run_alone(p, 0, &trace, &r, &c->errors) != 0) return cli_fail(c);
    const model *played = model_draw(&c->arena, p->arms[0].model, seed, r.replicate, r.episode);
    const transcript *t = transcript_new(&c->arena, played, &r, trace.data, trace.size);
    cli_note_but(c, p->experiment->scenario_root->file);
    if (c->json) {
        tell_json(p, t, seed);
    } else {
        printf("%s\n", single_headline(&c->arena, played, p->arms[0].arm.agents, seed));
        transcript_print(t, terminal_width(stdout), stdout);
        print_again(c, seed);
    }
    buf_fini(&trace);
    return r.fault && !option_uint(c, "faults") ? HG_E_AGENT : HG_E_OK;
}

/* Without chance a session is played once per first mover. */
static void say_all_alike(const plan *p, uint64_t sessions)
{
    char asked[WORDS_MAX], played[WORDS_MAX];
    fprintf(stderr, "note: nothing is random here: %s instead of %s, which would only repeat it\n",
            say_count(played, p->jobs, "session"), say_count(asked, sessions, "session"));
}

static bool prepare(cli *c, uint64_t sessions, plan *p)
{
    const override *sets;
    record_level kept = RECORD_FULL;
    record_level_find(option_text(c, "log"), &kept);
    size_t n = role_overrides(c, NULL, 0, &sets);
    if (c->errors.errors) return false;
    thing found = thing_find(c, c->arguments[0], LOOK_FOR_FILE);
    if (found.kind != THING_SCENARIO) {
        (void)thing_is_other(c, c->arguments[0], found.kind);
        return false;
    }
    return plan_single(&c->arena, found.path, sets, n, sessions, option_uint(c, "seed"), kept, p,
                       &c->errors) == 0;
}

static int run_run(cli *c)
{
    plan p;
    if (!needs_argument(c)) return cli_fail(c);
    const char *resumed = resume_directory(c);
    bool many = resumed || option_text(c, "sessions") || option_text(c, "out");
    uint64_t sessions = option_text(c, "sessions") ? option_uint(c, "sessions") : 1;
    if (c->errors.errors ||
        !(c->n_arguments ? prepare(c, sessions, &p) : resume_plan(c, resumed, &p)))
        return cli_fail(c);
    if (!resumed && !nobody_is_missing(c, &p)) return cli_fail(c);
    if (option_flag(c, "dry-run")) return dry_run(c, &p, (uint32_t)option_uint(c, "workers"));
    if (!many) return tell_one(c, &p, option_uint(c, "seed"));
    if (!resumed && p.jobs < sessions) say_all_alike(&p, sessions);
    execution how = {.out = option_text(c, "out"),
                     .resume = resumed,
                     .faults = option_uint(c, "faults"),
                     .workers = (uint32_t)option_uint(c, "workers"),
                     .quiet = c->json,
                     .formats = "svg"};
    int code = execute(c, &p, &how, NULL);
    return c->errors.errors ? cli_fail(c) : code;
}

static const json_field run_json[] = {
    SINGLE_JSON(", optional"),
    TRANSCRIPT_JSON(", optional"),
    {"pie", "number, optional", "greatest joint surplus of this session"},
    {"experiment", "string, optional", "with -n, --out or --resume: the run's name"},
    {"role", "string, optional", "... the party whose measures are shown"},
    {"cells", "list, optional", "... one, as those of a sweep"},
    CELLS_JSON,
    {"verdicts", "list, optional", "... none: a scenario claims nothing"},
    DRY_RUN_JSON,
    {0}};

const command command_run = {
    .name = "run",
    .arguments = "SCENARIO [ROLE=AGENT...]",
    .summary = "one session as a transcript: offers, words, events, leverage",
    .about = "Agents default to the scenario's. An agent is written NAME[/PRESET][:KEY=VALUE]..., "
             "for example\nboulware:beta=0.3 or leverage/human. With -n or --out the sessions are "
             "kept in a run directory.\nWhat is claimed in words is held "
             "against what its speaker has at that moment: true, false or unchecked.",
    .examples = {{"higgle run used-car", "the scenario's own agents"},
                 {"higgle run split-the-pie one=boulware two=conceder", "others"},
                 {"higgle run used-car --set buyer.alternatives.colleague.arrives=0.2",
                  "an earlier rescue"}},
    .options = run_options_table,
    .max_arguments = 1 + HG_PARTIES_MAX,
    .json = run_json,
    .run = run_run};
