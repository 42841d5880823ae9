/* higgle play: somebody at the terminal against agents. */
#include "cli/person/person.h"
#include "cli/play/execute.h"
#include "cli/play/role_words.h"
#include "cli/play/signals.h"
#include "cli/tell/single.h"
#include "record/reader.h"

#include <string.h>

static const option play_options[] = {
    {.name = "as",
     .kind = OPTION_TEXT,
     .value = "ROLE",
     .help = "who you are; else the first party"},
    {.name = "against",
     .kind = OPTION_TEXT,
     .value = "AGENT",
     .help = "who plays the others; else the scenario's own"},
    {.name = "name", .kind = OPTION_TEXT, .value = "WHO", .help = "what you are called"},
    {.name = "undisclosed",
     .kind = OPTION_FLAG,
     .help = "do not say before the end who the others are"},
    {.name = "hints",
     .kind = OPTION_FLAG,
     .help = "hint says what a fair share would be, as far as you can know"},
    OPTION_SEED("1", "names the random numbers of all but you"),
    OPTION_SET("change the scenario: buyer.power.discount=0.5"),
    OPTION_ROUNDS,
    {.name = "out",
     .kind = OPTION_TEXT,
     .value = "DIR",
     .help = "keep the session as a run, to show, draw and replay it"},
    {0}};

typedef struct game {
    cli *cli;
    const scenario *scenario;
    uint32_t me;
    uint64_t seed;
    plan plan;
    const model *model; /* of the session */
    talk *talk;
    FILE *screen;
    const char *dir; /* --out; NULL: nothing is kept */
    buf trace;
    row row;
} game;

/* ---- who plays ---- */

static bool choose_role(game *g)
{
    cli *c = g->cli;
    const model *m = &g->scenario->model;
    const char *as = option_text(c, "as"), *roles[HG_PARTIES_MAX];
    for (uint32_t i = 0; i < m->n_parties; i++) {
        roles[i] = m->parties[i].role;
        if (!as || strcmp(as, roles[i]) == 0) {
            g->me = i;
            return true;
        }
    }
    error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s has no party called \"%s\"%s", m->name, as,
              cli_nearest(&c->arena, as, roles, m->n_parties, "; higgle show names them"));
    return false;
}

/* Is the role named by a ROLE=AGENT word? */
static bool is_named(const cli *c, const char *role)
{
    size_t size = strlen(role);
    for (uint32_t i = 1; i < c->n_arguments; i++)
        if (strncmp(c->arguments[i], role, size) == 0 && c->arguments[i][size] == '=') return true;
    return false;
}

static void name_agent(game *g, const char *role, const char *agent, const char *typed,
                       override *out, size_t *n)
{
    cli *c = g->cli;
    const char *text = arena_format(&c->arena, "agents.%s=%s", role, agent);
    if (option_override(c, text, typed, &out[*n])) ++*n;
}

/* The person, and --against for whoever has no agent named. */
static size_t name_players(game *g, override *out)
{
    cli *c = g->cli;
    const char *against = option_text(c, "against");
    size_t n = 0;
    for (uint32_t i = 0; i < g->scenario->model.n_parties; i++) {
        const char *role = g->scenario->model.parties[i].role;
        if (i != g->me && against && !is_named(c, role))
            name_agent(g, role, against, "--against", out, &n);
        if (i == g->me && is_named(c, role))
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                      "%s is you: name agents of the others, or be another with --as", role);
    }
    name_agent(g, g->scenario->model.parties[g->me].role, PERSON_AGENT, "--as", out, &n);
    return n;
}

/* One terminal, one person: whoever is asked for two would see the secrets of both. */
static bool alone_at_the_terminal(game *g)
{
    const model *m = &g->scenario->model;
    const char *const *agents = g->plan.arms[0].arm.agents;
    for (uint32_t i = 0; i < m->n_parties; i++)
        if (i != g->me && strcmp(agents[i], PERSON_AGENT) == 0)
            error_add(&g->cli->errors, HG_E_INPUT, NULL, 0, 0,
                      "%s cannot be a person too: one person plays, against agents "
                      "(higgle list agents)",
                      m->parties[i].role);
    return !g->cli->errors.errors;
}

static bool prepare(game *g)
{
    cli *c = g->cli;
    const override *sets;
    override players[HG_PARTIES_MAX];
    thing found = thing_find(c, c->arguments[0], LOOK_FOR_FILE);
    if (found.kind != THING_SCENARIO) {
        (void)thing_is_other(c, c->arguments[0], found.kind);
        return false;
    }
    size_t n = role_overrides(c, NULL, 0, &sets);
    if (c->errors.errors) return false;
    scenario *s = arena_alloc(&c->arena, sizeof *s);
    if (scenario_load(&c->arena, found.path, sets, n, s, &c->errors) != 0) return false;
    g->scenario = s;
    if (!choose_role(g)) return false;
    n = name_players(g, players);
    if (c->errors.errors) return false;
    n = role_overrides(c, players, n, &sets);
    return plan_single(&c->arena, found.path, sets, n, 1, g->seed, RECORD_FULL, &g->plan,
                       &c->errors) == 0 &&
           alone_at_the_terminal(g);
}

/* ---- the session ---- */

static const char *const *others(const game *g)
{
    const char **agents = arena_array(&g->cli->arena, g->plan.n_parties, sizeof *agents);
    bool told = !option_flag(g->cli, "undisclosed");
    for (uint32_t i = 0; i < g->plan.n_parties; i++)
        agents[i] = told && i != g->me ? g->plan.arms[0].arm.agents[i] : NULL;
    return agents;
}

static void sit_down(game *g)
{
    cli *c = g->cli;
    plan *p = &g->plan;
    job first = job_at(p, 0);
    seat_spec *seats = arena_array(&c->arena, p->n_seats, sizeof *seats);
    g->model = model_draw(&c->arena, p->arms[0].model, g->seed, first.replicate, 0);
    const talk_setting set = {.model = g->model,
                              .party = g->me,
                              .name = option_text(c, "name"),
                              .agents = others(g),
                              .hints = option_flag(c, "hints"),
                              .screen = g->screen};
    g->talk = talk_new(&set);
    for (uint32_t i = 0; i < p->n_seats; i++)
        seats[i] =
            person_is(&p->seats[i]) ? person_spec(&c->arena, talk_person(g->talk)) : p->seats[i];
    p->seats = seats;
}

/* Out of the record, as everybody will read it later. */
static int read_back(game *g)
{
    cli *c = g->cli;
    record r;
    size_t size;
    int code =
        record_open(&c->arena, arena_format(&c->arena, "%s/log.msgpack", g->dir), &r, &c->errors);
    if (code) return code;
    const uint8_t *trace = record_row(&r, 0, &g->row) ? record_trace(&r, 0, &size) : NULL;
    if (trace) buf_add(&g->trace, trace, size);
    record_close(&r);
    if (trace) return HG_E_OK;
    error_add(&c->errors, HG_E_IO, g->dir, 0, 0, "holds no session");
    return HG_E_IO;
}

/* The code of what became of it; an error is in the list. */
static int play(game *g)
{
    cli *c = g->cli;
    const char *out = option_text(c, "out");
    const execution how = {
        .out = out, .workers = 1, .quiet = true, .silent = true, .formats = "svg"};
    if (!out) {
        signals_watch();
        return run_alone(&g->plan, 0, &g->trace, &g->row, &c->errors);
    }
    int code = execute(c, &g->plan, &how, &g->dir);
    if (c->errors.errors || !g->dir) return code;
    int read = read_back(g);
    return read ? read : code;
}

/* ---- afterwards ---- */

static const char *const *players(const game *g)
{
    arena *a = &g->cli->arena;
    const char **names = arena_array(a, g->plan.n_parties, sizeof *names);
    const char *name = option_text(g->cli, "name");
    memcpy(names, g->plan.arms[0].arm.agents, g->plan.n_parties * sizeof *names);
    names[g->me] = name ? arena_format(a, "%s (a person)", name) : "a person";
    return names;
}

static void print_again(const game *g)
{
    cli *c = g->cli;
    arena *a = &c->arena;
    const char *again = shell_without(a, c->command_line, "out");
    if (!option_given(c, "seed"))
        again = arena_format(a, "%s --seed %llu", again, (unsigned long long)g->seed);
    printf("again: %s\n", again);
    if (g->dir)
        printf("draw it: higgle plot %s timeline · replay: higgle replay %s\n",
               shell_word(a, arena_format(a, "%s#0", g->dir)), shell_word(a, g->dir));
    else
        printf("with --out DIR it is kept: higgle show, plot and replay tell of it then\n");
}

static void tell(const game *g, const transcript *t)
{
    arena *a = &g->cli->arena;
    printf("\n%s\n", single_headline(a, g->model, players(g), g->seed));
    transcript_print(t, terminal_width(stdout), stdout);
    reveal(a, g->model, &g->row, g->me, g->plan.arms[0].arm.agents, stdout);
    transcript_deal(t, stdout);
    print_again(g);
}

static void tell_json(const game *g, const transcript *t)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "person");
    json_object(&j);
    json_key(&j, "role"), json_string(&j, g->model->parties[g->me].role);
    json_key(&j, "name"), json_string(&j, option_text(g->cli, "name"));
    json_end_object(&j);
    json_key(&j, "run"), json_string(&j, g->dir);
    single_json(&j, &g->plan, t, g->seed);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int play_through(game *g)
{
    cli *c = g->cli;
    cli_note_but(c, g->plan.experiment->scenario_root->file);
    sit_down(g);
    int code = play(g);
    talk_left left = talk_how_left(g->talk);
    talk_free(g->talk);
    if (c->errors.errors) return cli_fail(c);
    bool told = c->json && code == INTERRUPTED; /* the run told of itself already */
    const transcript *t =
        transcript_new(&c->arena, g->model, &g->row, g->trace.data, g->trace.size);
    if (!c->json)
        tell(g, t);
    else if (!told)
        tell_json(g, t);
    if (left == LEFT_SIGNAL) return INTERRUPTED;
    return g->row.fault && g->row.by != g->me ? HG_E_AGENT : code;
}

static int play_run(cli *c)
{
    game g = {.cli = c, .seed = option_uint(c, "seed"), .screen = c->json ? stderr : stdout};
    if (!prepare(&g)) return cli_fail(c);
    buf_init(&g.trace);
    int code = play_through(&g);
    buf_fini(&g.trace);
    return code;
}

static const json_field play_json[] = {
    {"person", "object", "who played besides the agents"},
    {"person.role", "string", "its party"},
    {"person.name", "string or null", "--name"},
    {"run", "string or null", "--out: the run directory"},
    SINGLE_JSON(""),
    TRANSCRIPT_JSON(""),
    {"pie", "number, optional", "greatest joint surplus of this session"},
    {0}};

const command command_play = {
    .name = "play",
    .arguments = "SCENARIO [ROLE=AGENT...]",
    .summary = "you, at the terminal, against an agent",
    .about =
        "You are briefed as an agent would be, and asked for your move whenever it is your turn: "
        "offer, accept,\npass, walk, and words with them; ? lists what can be typed. What the "
        "others have without a deal you\nlearn at the end. Commands may be piped in, a line each; "
        "at the end of the input you leave.\nquit and ^C leave too: you walk away, or where "
        "nobody may, decline whatever comes.\nWith --json all that you are shown goes to stderr.",
    .examples = {{"higgle play used-car", "you are the buyer"},
                 {"higgle play used-car --as seller --against boulware --name anna",
                  "the other side, against a hard one"},
                 {"higgle play heirs --undisclosed --hints --out mine",
                  "three parties; the session is kept"}},
    .options = play_options,
    .min_arguments = 1,
    .max_arguments = 1 + HG_PARTIES_MAX,
    .json = play_json,
    .run = play_run};
