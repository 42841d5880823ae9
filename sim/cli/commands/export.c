/* higgle export: a table of a run, out of its record, as CSV, JSON lines or SQLite. */
#include "cli/cli.h"

#include "analysis/export.h"
#include "base/json.h"
#include "run/directory.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum form { FORM_CSV, FORM_JSONL, FORM_SQLITE } form;
static const char *const forms[] = {"csv", "jsonl", "sqlite", NULL};

static const char *const tables[] = {
    "sessions", "twins",   "parties",   "trajectories", "regression", "calibration", "events",
    "effects",  "impasse", "agreement", "moves",        "factors",    "columns",     NULL};

static const option export_options[] = {
    {.name = "table",
     .kind = OPTION_CHOICE,
     .value = "TABLE",
     .choices = tables,
     .help = "which; sqlite takes all of them where none is named, csv and jsonl sessions"},
    {.name = "to",
     .kind = OPTION_CHOICE,
     .value = "FORMAT",
     .preset = "csv",
     .choices = forms,
     .help = "what to write"},
    {.name = "out",
     .kind = OPTION_TEXT,
     .value = "FILE",
     .help = "a new file; - or nothing: standard output, for csv and jsonl"},
    {0}};

static form form_of(const cli *c)
{
    const char *name = option_text(c, "to");
    return !strcmp(name, "sqlite") ? FORM_SQLITE : !strcmp(name, "jsonl") ? FORM_JSONL : FORM_CSV;
}

static int write_text(cli *c, analysis *a, const char *table, FILE *to)
{
    return form_of(c) == FORM_CSV ? export_csv(a, table, to, &c->errors)
                                  : export_jsonl(a, table, to, &c->errors);
}

static int write_file(cli *c, analysis *a, const char *table, const char *path)
{
    FILE *to = cli_new_file(c, path);
    if (!to) return error_first_code(&c->errors);
    int code = write_text(c, a, table, to);
    bool failed = ferror(to);
    if ((fclose(to) != 0 || failed) && !code) code = file_error(&c->errors, path, "write the file");
    if (code) remove(path);
    return code;
}

typedef const char *table_list[sizeof tables / sizeof *tables]; /* NULL-terminated */

/* The one that was named; else the first, but SQLite takes all that there are. */
static void list_tables(const cli *c, const analysis *a, table_list out)
{
    const char *named = option_text(c, "table");
    bool all = !named && form_of(c) == FORM_SQLITE;
    size_t n = 0;
    if (!all) out[n++] = named ? named : tables[0];
    for (size_t i = 0; all && tables[i]; i++)
        if (analysis_has_table(a, tables[i])) out[n++] = tables[i];
    out[n] = NULL;
}

static void tell_written(const cli *c, const char *dir, const table_list written)
{
    buf out;
    json j;
    struct stat about;
    const char *path = option_text(c, "out");
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "run"), json_string(&j, dir);
    json_key(&j, "format"), json_string(&j, option_text(c, "to"));
    json_key(&j, "tables");
    json_array(&j);
    for (size_t i = 0; written[i]; i++) json_string(&j, written[i]);
    json_end_array(&j);
    json_key(&j, "file"), json_string(&j, path);
    json_key(&j, "bytes");
    json_uint(&j, stat(path, &about) == 0 ? (uint64_t)about.st_size : 0);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static bool to_stdout(const cli *c)
{
    const char *out = option_text(c, "out");
    return !out || strcmp(out, "-") == 0;
}

static int write_out(cli *c, analysis *a, const table_list wanted)
{
    const char *table = option_text(c, "table"), *out = option_text(c, "out");
    if (table && !analysis_has_table(a, table)) {
        bool events = !strcmp(table, "events");
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s %s", c->arguments[0],
                  events ? "keeps no traces: events are seen in runs made with --log full"
                         : "has no blind twins: the table sessions has all of it");
        return HG_E_INPUT;
    }
    if (form_of(c) == FORM_SQLITE) return export_sqlite(a, wanted, out, &c->errors);
    return to_stdout(c) ? write_text(c, a, wanted[0], stdout) : write_file(c, a, wanted[0], out);
}

/* Of the run as it was named, where that can name a file. */
static const char *file_name(cli *c)
{
    const char *name = c->arguments[0], *slash = strrchr(name, '/');
    if (slash) name = slash + 1;
    return *name && strspn(name, ".") < strlen(name) ? shell_word(&c->arena, name) : "run";
}

static bool can_go_to_stdout(cli *c)
{
    if (form_of(c) == FORM_SQLITE)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "SQLite needs a file: --out %s.sqlite",
                  file_name(c));
    else if (c->json)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--json says what was written into a file: --out %s.%s; --to jsonl makes every "
                  "line of the table a document",
                  file_name(c), option_text(c, "to"));
    return !c->errors.errors;
}

static int export_run(cli *c)
{
    table_list wanted;
    if (to_stdout(c) && !can_go_to_stdout(c)) return cli_fail(c);
    const char *dir = run_dir_find(&c->arena, c->arguments[0], &c->errors);
    analysis *a = dir ? analysis_open(dir, &c->errors) : NULL;
    if (!a) return cli_fail(c);
    list_tables(c, a, wanted);
    int code = write_out(c, a, wanted);
    analysis_close(a);
    if (code) return cli_fail(c);
    if (c->json) tell_written(c, dir, wanted);
    return HG_E_OK;
}

static const json_field export_json[] = {{"run", "string", "its directory"},
                                         {"format", "string", "csv, jsonl or sqlite"},
                                         {"tables", "list of strings", "that were written"},
                                         {"file", "string", "where they are"},
                                         {"bytes", "number", "its size"},
                                         {0}};

const command command_export = {
    .name = "export",
    .arguments = "RUN",
    .summary = "a table of a run as CSV, JSON lines or SQLite",
    .about = "Written from the record: the tables beside it need not be there. sessions, twins and "
             "parties have a line per\nsession, trajectories one per cell and time; regression, "
             "calibration and so on are the studies of higgle analyse,\ncolumns says what every "
             "column means. The SQLite file has a table `run` besides: seed, identity, "
             "configuration.\nNothing is overwritten.",
    .examples = {{"higgle export last", "sessions.csv on standard output"},
                 {"higgle export last --table parties --to jsonl --out parties.jsonl",
                  "a document per line"},
                 {"higgle export last --to sqlite --out last.sqlite", "everything in one file"}},
    .options = export_options,
    .min_arguments = 1,
    .max_arguments = 1,
    .json = export_json,
    .run = export_run};
