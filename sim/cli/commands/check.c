/* higgle check: is this file or run directory in order? What it is is decided by looking at it. */
#include "cli/cli.h"

#include "analysis/analysis.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/play/figures.h"
#include "cli/play/plausible.h"
#include "record/reader.h"
#include "run/directory.h"
#include "scenario/foreign/foreign.h"

#include <string.h>

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

static int check_run(cli *c)
{
    thing found = thing_find(c, c->arguments[0], LOOK_FILE_FIRST);
    switch (found.kind) {
    case THING_RUN: return check_record(c, found.path);
    case THING_EXPERIMENT: return check_experiment(c, found.path);
    case THING_SCENARIO: return check_scenario(c, found.path);
    default: return cli_fail(c);
    }
}

static const option check_options[] = {
    {.name = "strict",
     .kind = OPTION_FLAG,
     .help = "what is odd in another program's files is an error"},
    {0}};

static const json_field check_json[] = {
    {"checked", "string", "the file or directory"},
    {"kind", "string", "scenario, experiment, complete run, interrupted run, ..."},
    {"fine", "boolean", "true: where it is not, there is an error document instead"},
    {"detail", "string", "in a line: how many parties, issues, cells, blocks"},
    {"warnings", "number",
     "what may be meant, but does nothing; they are on stderr without --json"},
    {0}};

const command command_check = {
    .name = "check",
    .arguments = "FILE|RUN",
    .summary = "is a scenario, an experiment or a run directory in order?",
    .about = "Every error of a file is reported at once, with its line and column. What is "
             "valid but can\nhardly be meant is a warning. A run is read whole: every checksum, "
             "the manifest and the tables against the\nrecord, the inputs against their hashes.",
    .examples = {{"higgle check scenarios/used-car.yaml", "a scenario file"},
                 {"higgle check leverage", "an experiment by name, its scenario and agents too"},
                 {"higgle check last", "a record, byte by byte"}},
    .options = check_options,
    .min_arguments = 1,
    .max_arguments = 1,
    .json = check_json,
    .run = check_run};
