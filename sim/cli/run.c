/* higgle run: one session as a transcript; with -n or --out many of them, in a run directory. */
#include "cli/execute.h"
#include "cli/transcript.h"

#include <string.h>

static const option run_options_table[] = {
    OPTION_SEED("1", "names the random numbers; the same seed, the same bytes"),
    OPTION_SET("change the scenario: buyer.power.discount=0.5"),
    {.name = "rounds",
     .kind = OPTION_UINT,
     .value = "N",
     .min = 1,
     .max = ROUNDS_MAX,
     .help = "short for --set deadline.rounds=N"},
    OPTION_SESSIONS(NULL, "play so many, and keep them in a run directory"),
    OPTION_LOG("full"),
    OPTION_OUT,
    OPTION_WORKERS,
    {0}};

/* Argument i is ROLE=AGENT, and no earlier one names that role. */
static bool check_agent(cli *c, uint32_t i)
{
    const char *word = c->arguments[i], *equals = strchr(word, '=');
    if (!equals || equals == word || !equals[1]) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "\"%s\" is not ROLE=AGENT", word);
        return false;
    }
    size_t role = (size_t)(equals - word);
    for (uint32_t k = 1; k < i; k++) {
        if (strncmp(c->arguments[k], word, role + 1) != 0) continue;
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%.*s is given twice: %s and %s", (int)role,
                  word, c->arguments[k], word);
        return false;
    }
    return true;
}

/* --set, --rounds and ROLE=AGENT are all overrides, in this order. */
static size_t all_overrides(cli *c, const override **sets)
{
    size_t n = option_overrides(c, sets);
    override *all = arena_array(&c->arena, n + 1 + c->n_arguments, sizeof *all);
    memcpy(all, *sets, n * sizeof *all);
    const char *rounds = option_text(c, "rounds");
    if (rounds && option_override(c, arena_format(&c->arena, "deadline.rounds=%s", rounds),
                                  "--rounds", &all[n]))
        n++;
    for (uint32_t i = 1; i < c->n_arguments; i++) {
        const char *word = c->arguments[i];
        if (check_agent(c, i) &&
            option_override(c, arena_format(&c->arena, "agents.%s", word), word, &all[n]))
            n++;
    }
    *sets = all;
    return n;
}

static const char *headline(cli *c, const plan *p, uint64_t seed)
{
    const plan_arm *a = &p->arms[0];
    const char *line = a->model->name;
    for (uint32_t i = 0; i < p->n_parties; i++)
        line = arena_format(&c->arena, "%s · %s %s", line, a->model->parties[i].role,
                            a->arm.agents[i]);
    uint32_t rounds = model_rounds(a->model);
    line = rounds ? arena_format(&c->arena, "%s · %u round%s", line, rounds, rounds == 1 ? "" : "s")
                  : arena_format(&c->arena, "%s · no deadline", line);
    return arena_format(&c->arena, "%s · seed %llu", line, (unsigned long long)seed);
}

static int tell_one(cli *c, const plan *p, uint64_t seed)
{
    uv_loop_t loop;
    row r;
    buf out;
    if (uv_loop_init(&loop) != 0) return HG_E_IO;
    worker *w = worker_new(p, &loop);
    transcript *t = transcript_new(&c->arena);
    run_session(w, 0, transcript_observer(t), &r);
    cli_note(c);
    if (c->json) {
        buf_init(&out);
        transcript_json(t, &r, p->arms[0].model->name, p->arms[0].arm.agents, seed, &out);
        cli_print_json(&out);
        buf_fini(&out);
    } else {
        printf("%s\n", headline(c, p, seed));
        transcript_print(t, stdout);
        printf("again: %s\n", c->command_line);
    }
    worker_free(w);
    int closed = uv_loop_close(&loop);
    if (closed != 0) return HG_E_IO;
    return r.fault ? HG_E_AGENT : HG_E_OK;
}

/* Without chance a session is played once per first mover. */
static void say_all_alike(const plan *p, uint64_t sessions)
{
    char asked[WORDS_MAX], played[WORDS_MAX];
    fprintf(stderr, "note: nothing is random here: %s instead of %s, which would only repeat it\n",
            say_count(played, p->jobs, "session"), say_count(asked, sessions, "session"));
}

static int run_run(cli *c)
{
    const override *sets;
    plan p;
    size_t n = all_overrides(c, &sets);
    bool many = option_text(c, "sessions") || option_text(c, "out");
    uint64_t sessions = option_text(c, "sessions") ? option_uint(c, "sessions") : 1;
    uint64_t seed = option_uint(c, "seed");
    record_level kept = RECORD_FULL;
    record_level_find(option_text(c, "log"), &kept);
    if (c->errors.errors) return cli_fail(c);
    thing found = thing_find(c, c->arguments[0], LOOK_FOR_FILE);
    if (found.kind != THING_SCENARIO) {
        (void)thing_is_other(c, c->arguments[0], found.kind);
        return cli_fail(c);
    }
    if (plan_single(&c->arena, found.path, sets, n, sessions, seed, kept, &p, &c->errors) != 0)
        return cli_fail(c);
    if (!many) return tell_one(c, &p, seed);
    if (p.jobs < sessions) say_all_alike(&p, sessions);
    execution how = {.out = option_text(c, "out"),
                     .workers = (uint32_t)option_uint(c, "workers"),
                     .quiet = c->json,
                     .formats = "svg"};
    int code = execute(c, &p, &how, NULL);
    return c->errors.errors ? cli_fail(c) : code;
}

static const json_field run_json[] = {{0}};

const command command_run = {
    .name = "run",
    .arguments = "SCENARIO [ROLE=AGENT...]",
    .summary = "one session as a transcript: offers, words, events, leverage",
    .about = "Agents default to the scenario's. An agent is written NAME[/PRESET][:KEY=VALUE]..., "
             "for example\nboulware:beta=0.3 or leverage/human. With -n or --out the sessions are "
             "kept in a run directory.",
    .examples = {{"higgle run used-car", "the scenario's own agents"},
                 {"higgle run split-the-pie one=boulware two=conceder", "others"},
                 {"higgle run used-car --set buyer.alternatives.colleague.arrives=0.2",
                  "an earlier rescue"}},
    .options = run_options_table,
    .min_arguments = 1,
    .max_arguments = 1 + HG_PARTIES_MAX,
    .json = run_json,
    .run = run_run};
