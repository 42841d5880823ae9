/* higgle check: is this file or run directory in order? What it is is decided by looking at it. */
#include "cli/cli.h"

#include "base/json.h"
#include "record/reader.h"
#include "run/plan.h"

#include <string.h>
#include <sys/stat.h>

static bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

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

static int check_record(cli *c, const char *dir)
{
    record r;
    const char *path = arena_format(&c->arena, "%s/log.msgpack", dir);
    if (record_open(&c->arena, path, &r, &c->errors) != 0) return cli_fail(c);
    const char *detail = arena_format(
        &c->arena, "%llu of %llu blocks, every checksum right%s", (unsigned long long)r.blocks,
        (unsigned long long)r.schema.blocks, r.complete ? "" : "; the run was interrupted");
    bool complete = r.complete;
    record_close(&r);
    int code = fine(c, dir, complete ? "complete run" : "interrupted run", detail);
    return code;
}

static int check_experiment(cli *c, const char *path)
{
    experiment e;
    plan p;
    if (experiment_load(&c->arena, path, c->scenario_dirs, NULL, 0, &e, &c->errors) != 0 ||
        plan_build(&c->arena, &e, RECORD_SESSIONS, &p, &c->errors) != 0)
        return cli_fail(c);
    return fine(c, path, "experiment",
                arena_format(&c->arena, "%llu cells, %llu sessions with their blind twins",
                             (unsigned long long)experiment_cells(&e), (unsigned long long)p.jobs));
}

static int check_scenario(cli *c, const char *path)
{
    plan p;
    if (plan_single(&c->arena, path, NULL, 0, 1, 1, RECORD_SESSIONS, &p, &c->errors) != 0)
        return cli_fail(c);
    const model *m = p.arms[0].model;
    return fine(c, path, "scenario",
                arena_format(&c->arena, "%u parties, %u issue%s, %llu outcomes, %u rounds",
                             m->n_parties, m->space.n_issues, m->space.n_issues == 1 ? "" : "s",
                             (unsigned long long)m->space.size, model_rounds(m)));
}

static int check_run(cli *c)
{
    const char *what = c->arguments[0];
    if (is_directory(what)) return check_record(c, what);
    const char *path = scenario_find(&c->arena, what, c->scenario_dirs, &c->errors);
    if (!path) return cli_fail(c);
    node *root = node_read_file(&c->arena, path, &c->errors);
    if (!root) return cli_fail(c);
    return experiment_kind_of(root) == 1 ? check_experiment(c, path) : check_scenario(c, path);
}

const command command_check = {
    .name = "check",
    .arguments = "FILE|RUN",
    .summary = "is a scenario, an experiment or a run directory in order?",
    .about = "Every error of a file is reported at once, with its line and column. A run is read "
             "whole and every\nchecksum compared.",
    .examples = {{"higgle check scenarios/used-car.yaml", "a scenario file"},
                 {"higgle check leverage", "an experiment by name, its scenario and agents too"},
                 {"higgle check runs/last", "a record, byte by byte"}},
    .min_arguments = 1,
    .max_arguments = 1,
    .json = true,
    .run = check_run};
