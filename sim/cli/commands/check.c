/* higgle check: is this file, run directory or agent in order? What it is is decided by looking at
 * it. */
#include "cli/catalog.h"

#include "analysis/analysis.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/conform/report.h"
#include "cli/play/figures.h"
#include "cli/play/plausible.h"
#include "cli/play/progress.h"
#include "record/reader.h"
#include "run/directory.h"
#include "scenario/foreign/foreign.h"

#include <string.h>
#include <sys/stat.h>

/* ---- files and runs ---- */

/* Says "fine" in the form asked for. */
static int fine(cli *c, const char *what, const char *kind, const char *detail)
{
    if (!c->json) {
        cli_warn(c);
        printf("%s: fine: %s, %s\n", what, kind, detail);
        return HG_E_OK;
    }
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "checked"), json_string(&j, what);
    json_key(&j, "kind"), json_string(&j, kind);
    json_key(&j, "fine"), json_bool(&j, true);
    json_key(&j, "detail"), json_string(&j, detail);
    json_key(&j, "warnings"), json_uint(&j, c->errors.warnings);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
    return HG_E_OK;
}

static const char *count(cli *c, uint64_t n, const char *noun)
{
    char text[WORDS_MAX];
    return arena_text(&c->arena, say_count(text, n, noun));
}

/* What there is to say about the scenario was said when it was run. */
static int check_tables(cli *c, const char *dir)
{
    error_list opening;
    error_list_init(&opening);
    analysis *a = analysis_open(dir, &opening);
    if (!a) error_add(&c->errors, HG_E_INPUT, dir, 0, 0, "%s", opening.items[0].text);
    int code = a ? analysis_check_tables(a, dir, &c->errors) : error_first_code(&c->errors);
    if (a) analysis_close(a);
    error_list_fini(&opening);
    return code;
}

/* Tables are measured with what the record gives only where all of it is there. */
static int check_record(cli *c, const char *dir)
{
    record r;
    const char *path = arena_format(&c->arena, "%s/log.msgpack", dir);
    if (record_open(&c->arena, path, &r, &c->errors) != 0) return cli_fail(c);
    char have[32];
    text_grouped(have, sizeof have, r.blocks);
    const char *blocks =
        r.complete ? count(c, r.blocks, "block")
                   : arena_format(&c->arena, "%s of %s", have, count(c, r.schema.blocks, "block"));
    const char *detail = arena_format(&c->arena, "%s, every checksum right, inputs unchanged%s",
                                      blocks, r.complete ? "" : "; the run was interrupted");
    bool complete = r.complete;
    int code = run_dir_verify(&c->arena, dir, &r, &c->errors);
    record_close(&r);
    bool missing = c->errors.warnings;
    if (!code && complete) code = check_tables(c, dir);
    if (code) return cli_fail(c);
    const char *kind = !complete ? "interrupted run"
                       : missing ? "complete record, tables missing"
                                 : "complete run";
    return fine(c, dir, kind, detail);
}

static int check_experiment(cli *c, const char *path)
{
    experiment e;
    plan p;
    int code = experiment_load(&c->arena, path, c->scenario_dirs, NULL, 0, &e, &c->errors);
    if (code || !figures_of_experiment(c, &e) ||
        plan_build(&c->arena, &e, RECORD_SESSIONS, &p, &c->errors) != 0)
        return cli_fail(c);
    return fine(c, path, "experiment",
                arena_format(&c->arena, "%s, %s with their blind twins",
                             count(c, experiment_cells(&e), "cell"), count(c, p.jobs, "session")));
}

static int check_scenario(cli *c, const char *path)
{
    plan p;
    if (option_flag(c, "strict") && !scenario_tree(&c->arena, path, true, &c->errors))
        return cli_fail(c);
    if (plan_single(&c->arena, path, NULL, 0, 1, 1, RECORD_SESSIONS, &p, &c->errors) != 0)
        return cli_fail(c);
    const model *m = p.arms[0].model;
    const node *root = p.experiment->scenario_root;
    if (!foreign_is(path)) plausible_numbers(root, &c->errors);
    plausible_model(m, root, &c->errors);
    uint32_t rounds = model_rounds(m), least = m->tables[0].rounds_least;
    const char *lasts = rounds ? count(c, rounds, "round") : "no deadline";
    if (least) lasts = arena_format(&c->arena, "%u to %s", least, lasts);
    char outcomes[WORDS_MAX];
    return fine(c, shell_words(&c->arena, path), "scenario",
                arena_format(&c->arena, "%u parties, %s, %s, %s", m->n_parties,
                             count(c, m->space.n_issues, "issue"),
                             say_outcomes(outcomes, &m->space), lasts));
}

static int check_thing(cli *c)
{
    thing found = thing_find(c, c->arguments[0], LOOK_FILE_FIRST);
    switch (found.kind) {
    case THING_RUN: return check_record(c, found.path);
    case THING_EXPERIMENT: return check_experiment(c, found.path);
    case THING_SCENARIO: return check_scenario(c, found.path);
    default: return cli_fail(c);
    }
}

/* ---- agents ---- */

static bool lies_there(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

/* What is at the path or named so comes first: `leverage` is an experiment; an agent is meant by
 * what only agents are called, or nearly. */
static bool is_agent(cli *c, const char *word)
{
    error_list unheard;
    const char *const *runs;
    const catalog_kind *kind = NULL;
    if (candidate_folder_is(&c->arena, word)) return true;
    if (lies_there(word)) return strpbrk(word, "./") && candidate_is(&c->arena, word);
    error_list_init(&unheard);
    bool other = scenario_find(&c->arena, word, c->scenario_dirs, &unheard) ||
                 run_dir_matches(&c->arena, word, &runs);
    error_list_fini(&unheard);
    if (other) return false;
    if (candidate_is(&c->arena, word)) return true;
    return !strpbrk(word, "/") && catalog_nearest(c, word, &kind) &&
           !strcmp(kind->singular, "agent");
}

static void add_agent(cli *c, candidate_list *l, const char *word)
{
    uint32_t before = l->n;
    bool folder = candidate_folder_is(&c->arena, word);
    candidates_add(&c->arena, l, word);
    for (uint32_t i = before; !folder && i < l->n; i++)
        if (l->all[i].unfit) error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s", l->all[i].unfit);
}

/* False: the argument is a file or a run. */
static bool agents_meant(cli *c, candidate_list *l)
{
    const char *first = c->arguments[0];
    bool all = c->n_arguments == 1 && !strcmp(first, "agents");
    bool word = c->n_arguments > 1 && !strcmp(first, "agent");
    if (all) { /* a folder of that name is ./agents */
        candidates_add_built_in(&c->arena, l);
        return true;
    }
    if (c->n_arguments == 1 && !is_agent(c, first)) return false;
    for (uint32_t i = word; i < c->n_arguments; i++) add_agent(c, l, c->arguments[i]);
    return true;
}

/* --case: NULL for all. */
static const conform_case *const *chosen_cases(cli *c)
{
    const char *names[128];
    size_t n = 0, chosen = 0;
    const char *const *given = option_list(c, "case");
    for (const conform_case *k = conform_cases; k->name; k++) names[n++] = k->name;
    const conform_case **out = arena_array(&c->arena, n + 1, sizeof *out);
    for (; *given; given++) {
        const conform_case *found = conform_case_find(*given);
        if (!found)
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "there is no case \"%s\"%s", *given,
                      cli_nearest(&c->arena, *given, names, n, "; higgle check --list shows them"));
        else if (chosen < n)
            out[chosen++] = found;
    }
    return chosen ? out : NULL;
}

typedef struct agent_progress {
    progress line;
    const char *agent;
    cli *c;
} agent_progress;

static void on_case(void *ctx, const conform_case *k, uint32_t done, uint32_t of)
{
    agent_progress *p = ctx;
    if (!p->line.terminal) return;
    progress_say(&p->line, arena_format(&p->c->arena, "%s: %s, case %u of %u", p->agent, k->name,
                                        done + 1, of));
}

static int write_csv(cli *c, const conform_report *all, uint32_t n)
{
    const char *path = option_text(c, "csv");
    FILE *to = path ? cli_new_file(c, path) : NULL;
    if (!path) return HG_E_OK;
    if (!to) return error_first_code(&c->errors);
    report_csv(all, n, to);
    bool failed = ferror(to);
    return fclose(to) != 0 || failed ? file_error(&c->errors, path, "write the file") : HG_E_OK;
}

/* Begins the document, up to what is about agents or cases alone. */
static void open_document(json *j, const char *what, const char *kind, bool good,
                          const char *detail)
{
    json_object(j);
    json_put_text(j, "checked", what);
    json_put_text(j, "kind", kind);
    json_key(j, "fine"), json_bool(j, good);
    json_put_text(j, "detail", detail);
    json_put_uint(j, "warnings", 0);
}

static void agents_json(cli *c, const conform_report *all, uint32_t n, uint32_t failed)
{
    buf out;
    json j;
    const char *what = c->arguments[0];
    for (uint32_t i = 1; i < c->n_arguments; i++)
        what = arena_format(&c->arena, "%s %s", what, c->arguments[i]);
    buf_init(&out);
    json_init(&j, &out, true);
    open_document(&j, what, "agents", !failed,
                  arena_format(&c->arena, "%s, %u failed", count(c, n, "agent"), failed));
    report_json(c, all, n, &j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int list_cases(cli *c)
{
    buf out;
    json j;
    if (!c->json) {
        report_cases(c, stdout);
        return HG_E_OK;
    }
    buf_init(&out);
    json_init(&j, &out, true);
    open_document(&j, "--list", "cases", true, "what agents are held to");
    report_cases_json(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
    return HG_E_OK;
}

static void look_at(cli *c, const candidate_list *l, const conform_case *const *cases,
                    conform_report *out)
{
    agent_progress p = {.c = c};
    progress_init(&p.line, "check", c->json);
    const conform_options how = {.cases = cases,
                                 .seconds = (double)option_uint(c, "seconds"),
                                 .progress = on_case,
                                 .ctx = &p};
    for (uint32_t i = 0; i < l->n; i++) {
        p.agent = l->all[i].name;
        conform_check(&c->arena, &l->all[i], &how, &out[i]);
    }
    progress_end(&p.line);
}

static int check_agents(cli *c, const candidate_list *l)
{
    uint32_t failed = 0;
    const conform_case *const *cases = chosen_cases(c);
    const char *csv = option_text(c, "csv");
    if (csv && lies_there(csv)) (void)cli_new_file(c, csv); /* says so before it takes its time */
    if (c->errors.errors) return cli_fail(c);
    conform_report *all = arena_array(&c->arena, l->n, sizeof *all);
    look_at(c, l, cases, all);
    for (uint32_t i = 0; i < l->n; i++) failed += conform_failed(&all[i]);
    if (write_csv(c, all, l->n)) return cli_fail(c);
    if (c->json)
        agents_json(c, all, l->n, failed);
    else
        report_print(c, all, l->n, option_flag(c, "verbose"), stdout);
    return failed ? HG_E_NO : HG_E_OK;
}

/* ---- the command ---- */

static bool about_agents_only(cli *c)
{
    static const char *const names[] = {"case", "csv", "verbose", "seconds"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (option_given(c, names[i]))
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                      "--%s is about agents, and %s is none; agent %s would be one", names[i],
                      c->arguments[0], c->arguments[0]);
    return !c->errors.errors;
}

static int check_run(cli *c)
{
    candidate_list agents = {0};
    if (option_flag(c, "list")) return list_cases(c);
    if (!c->n_arguments) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "usage: higgle check %s",
                  c->command->arguments);
        return cli_fail(c);
    }
    if (agents_meant(c, &agents)) return check_agents(c, &agents);
    return about_agents_only(c) ? check_thing(c) : cli_fail(c);
}

static const option check_options[] = {
    {.name = "strict",
     .kind = OPTION_FLAG,
     .help = "what is odd in another program's files is an error"},
    {.name = "case",
     .kind = OPTION_LIST,
     .value = "NAME",
     .help = "of an agent only this case; may be given many times"},
    {.name = "list", .kind = OPTION_FLAG, .help = "only say which cases there are"},
    {.name = "verbose", .letter = 'v', .kind = OPTION_FLAG, .help = "every case of every agent"},
    {.name = "csv",
     .kind = OPTION_TEXT,
     .value = "FILE",
     .help = "a new file: agent, case, verdict, reason; a row per agent and case"},
    {.name = "seconds",
     .kind = OPTION_UINT,
     .value = "N",
     .preset = "60",
     .min = 1,
     .max = 86400,
     .help = "per agent; cases for which a slow one has no time left are not tried"},
    {0}};

static const json_field check_json[] = {
    {"checked", "string", "the file or directory, or the agents as they were named"},
    {"kind", "string", "scenario, experiment, complete run, interrupted run, ..., agents, cases"},
    {"fine", "boolean",
     "true: where a file or run is not, there is an error document instead; agents: no one failed"},
    {"detail", "string", "in a line: how many parties, issues, cells, blocks, agents"},
    {"warnings", "number",
     "what may be meant, but does nothing; they are on stderr without --json"},
    REPORT_JSON,
    {0}};

const command command_check = {
    .name = "check",
    .arguments = "FILE|RUN | AGENT... | FOLDER",
    .summary = "is a scenario, an experiment, a run directory or an agent in order?",
    .about =
        "Every error of a file is reported at once, with its line and column. What is "
        "valid but can\nhardly be meant is a warning. A run is read whole: every checksum, "
        "the manifest and the tables against the\nrecord, the inputs against their hashes.\n"
        "An agent plays some dozens of small cases (--list): odd spaces, one round, a thousand, "
        "events in mid-talk,\nearly ends, all that can be said. It must not fail, never go "
        "below its limit, do the same again under the\nsame seed, and beside other sessions as "
        "alone. What it refuses, saying why, is not played. A folder is\na row per agent in "
        "it: *.so, *.py, programs. Plugins are played apart, so that a crash is a row as well.\n"
        "`agent NAME` where a file is called so too; `agents`: all that are built in.",
    .examples = {{"higgle check scenarios/used-car.yaml", "a scenario file"},
                 {"higgle check leverage", "an experiment by name, its scenario and agents too"},
                 {"higgle check last", "a record, byte by byte"},
                 {"higgle check agent leverage boulware:beta=0.3", "agents, case by case"},
                 {"higgle check agents --case hopeless -v", "all that are built in, one case"},
                 {"higgle check --list", "what an agent is held to"}},
    .options = check_options,
    .max_arguments = 1000,
    .json = check_json,
    .run = check_run};
