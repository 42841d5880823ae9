/* higgle show: a run, one of its sessions, or a scenario, whichever is named. */
#include "cli/play/execute.h"
#include "cli/play/session_name.h"
#include "cli/tell/show_run.h"
#include "cli/tell/show_scenario.h"
#include "cli/tell/transcript.h"

#include "run/directory.h"

static const option show_options[] = {
    {.name = "where",
     .kind = OPTION_LIST,
     .value = "COLUMN=VALUE",
     .help = "only such sessions; also !=, <, <=, >, >=; quote it: '<' is the shell's; a round "
             "counts from 1"},
    {.name = "sort",
     .kind = OPTION_TEXT,
     .value = "COLUMN",
     .help = "sessions in its order; -COLUMN: the greatest first"},
    {.name = "columns", .kind = OPTION_TEXT, .value = "COLUMN,...", .help = "of sessions.csv"},
    {.name = "limit",
     .kind = OPTION_UINT,
     .value = "N",
     .max = UINT64_MAX,
     .help = "at most so many sessions, 0 = all; 50 where nothing is said"},
    OPTION_SET("change the scenario that is shown"),
    {0}};

static bool as_table(const cli *c)
{
    return *option_list(c, "where") || option_text(c, "sort") || option_text(c, "columns") ||
           option_text(c, "limit");
}

static int show_dir(cli *c, const char *dir)
{
    analysis *a = analysis_open(dir, &c->errors);
    if (!a) return cli_fail(c);
    int code = as_table(c) ? show_sessions(c, a, dir) : show_run(c, a, dir);
    analysis_close(a);
    return code;
}

static int refuse_table(cli *c, const char *what)
{
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
              "--where, --sort, --columns and --limit choose among the sessions of a run; %s",
              what);
    return cli_fail(c);
}

static int show_command(cli *c)
{
    session_name name;
    if (!session_name_read(c, &name)) return cli_fail(c);
    if (name.one && as_table(c)) return refuse_table(c, "one is named already");
    if (name.one) {
        const char *dir = run_dir_find(&c->arena, name.run, &c->errors);
        return dir ? show_session(c, dir, name.number) : cli_fail(c);
    }
    thing found = thing_find(c, name.run, LOOK_RUN_FIRST);
    switch (found.kind) {
    case THING_RUN: return show_dir(c, found.path);
    case THING_SCENARIO:
        if (as_table(c)) return refuse_table(c, "this is a scenario");
        return show_scenario(c, found.path);
    default: (void)thing_is_other(c, name.run, found.kind); return cli_fail(c);
    }
}

static const json_field show_json[] = {
    SHOW_SCENARIO_JSON,
    {"run", "string, optional", "a run, or a session: its directory"},
    {"name", "string, optional", "a run: of its experiment or scenario"},
    {"version", "string, optional", "a run: of the higgle that made it"},
    {"level", "string, optional", "a run: what its record keeps, sessions or full"},
    {"seed", "number, optional", "a run, or a session: of all random numbers"},
    {"complete", "boolean, optional", "a run: false where it was interrupted"},
    {"sessions_planned", "number, optional", "a run: in all"},
    {"sessions_there", "number, optional", "a run: in the record"},
    {"cells", "list, optional", "a run: its cells, then their blind twins"},
    {"cells[].cell", "number", "from 0, the last factor fastest"},
    {"cells[].twin_of", "string or null", "role whose agent is blind; null: the cell itself"},
    {"cells[].factors", "object", "the levels of the cell"},
    {"cells[].factors.COLUMN", "string", "level of this factor"},
    {"cells[].agents", "object", "who played"},
    {"cells[].agents.ROLE", "string", "agent of this role"},
    {"cells[].sessions", "number", "in the record"},
    {"cells[].outcomes", "object", "how many ended so"},
    {"cells[].outcomes.RESULT", "number", "deal, no_deal, walk, deadline, agent_error"},
    {"cells[].utility", "object", "means, undiscounted"},
    {"cells[].utility.ROLE", "object", "of this party"},
    {"cells[].utility.ROLE.n", "number", "sessions"},
    {"cells[].utility.ROLE.mean", "number or null", "over them, impasses included"},
    {"cells[].utility.ROLE.ci", "list of numbers or null", "95 % interval; null: too few distinct"},
    {"cells[].gain", "object", "means, discounted"},
    {"cells[].gain.ROLE", "object", "of this party"},
    {"cells[].gain.ROLE.n", "number", "sessions"},
    {"cells[].gain.ROLE.mean", "number or null", "over them, impasses included"},
    {"cells[].gain.ROLE.ci", "list of numbers or null", "95 % interval; null: too few distinct"},
    {"verdict", "string or null, optional", "a run: the worst of its verdicts; null: none asked"},
    {"matching", "number, optional", "sessions as a table: that fulfil every --where"},
    {"sessions", "list, optional", "... those that are shown"},
    {"sessions[].COLUMN", "number or string or null", "of sessions.csv; null: missing"},
    {"session", "number, optional", "a session: its number in the run"},
    {"replicate", "number, optional", "a session: its number in its cell"},
    {"cell", "number, optional", "a session: of its run"},
    {"twin_of", "string or null, optional", "a session: role whose agent is blind"},
    {"factors", "object, optional", "a session: the levels of its cell"},
    {"factors.COLUMN", "string", "level of this factor"},
    {"played_again", "boolean, optional", "a session: true where the record keeps no trace of it"},
    TRANSCRIPT_JSON(", optional"),
    {0}};

const command command_show = {
    .name = "show",
    .arguments = "RUN[#N]|SCENARIO",
    .summary = "a run, the sessions of it, one session told, or a scenario",
    .about =
        "RUN is a directory, the beginning of its name, or last. A run: its cells, how their "
        "sessions ended, what they\npaid, its verdicts. RUN#17 or RUN 17: that session, told, with "
        "a paragraph about it. With --where, --sort,\n--columns or --limit: sessions as a table. A "
        "scenario: what can be agreed on, and what theory says of it.",
    .examples = {{"higgle show last", "the last run"},
                 {"higgle show last 17", "what was said in its session 17"},
                 {"higgle show last --where outcome=walk --sort -round", "who walked away latest"},
                 {"higgle show used-car", "the scenario"}},
    .options = show_options,
    .min_arguments = 1,
    .max_arguments = 2,
    .json = show_json,
    .run = show_command};
