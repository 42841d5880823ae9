/* higgle export: a table of a run, out of its record, as CSV, JSON lines or SQLite. */
#include "cli/cli.h"

#include "analysis/export.h"
#include "run/directory.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef enum form { FORM_CSV, FORM_JSONL, FORM_SQLITE } form;
static const char *const forms[] = {"csv", "jsonl", "sqlite", NULL};

static const char *const tables[] = {"sessions",     "twins",   "parties",
                                     "trajectories", "columns", NULL};

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
    if ((fclose(to) != 0 || failed) && !code) {
        error_add(&c->errors, HG_E_IO, path, 0, 0, "cannot be written: %s", strerror(errno));
        code = HG_E_IO;
    }
    if (code) remove(path);
    return code;
}

static int write_sqlite(cli *c, analysis *a, const char *table, const char *path)
{
    const char *wanted[sizeof tables / sizeof *tables] = {table};
    size_t n = 0;
    for (size_t i = 0; tables[i] && !table; i++)
        if (analysis_has_table(a, tables[i])) wanted[n++] = tables[i];
    return export_sqlite(a, wanted, path, &c->errors);
}

static int write_out(cli *c, analysis *a)
{
    const char *table = option_text(c, "table"), *out = option_text(c, "out");
    bool to_stdout = !out || strcmp(out, "-") == 0;
    if (table && !analysis_has_table(a, table)) {
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
                  "%s has no blind twins: its tables are sessions, parties, trajectories, columns",
                  c->arguments[0]);
        return HG_E_INPUT;
    }
    if (form_of(c) == FORM_SQLITE) return write_sqlite(c, a, table, out);
    if (!table) table = tables[0];
    return to_stdout ? write_text(c, a, table, stdout) : write_file(c, a, table, out);
}

/* Of the run as it was named, where that can name a file. */
static const char *file_name(cli *c)
{
    const char *name = c->arguments[0], *slash = strrchr(name, '/');
    if (slash) name = slash + 1;
    return *name && strspn(name, ".") < strlen(name) ? shell_word(&c->arena, name) : "run";
}

static int export_run(cli *c)
{
    const char *out = option_text(c, "out");
    if (form_of(c) == FORM_SQLITE && (!out || strcmp(out, "-") == 0)) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "SQLite needs a file: --out %s.sqlite",
                  file_name(c));
        return cli_fail(c);
    }
    const char *dir = run_dir_find(&c->arena, c->arguments[0], &c->errors);
    analysis *a = dir ? analysis_open(dir, &c->errors) : NULL;
    if (!a) return cli_fail(c);
    int code = write_out(c, a);
    analysis_close(a);
    return code ? cli_fail(c) : HG_E_OK;
}

const command command_export = {
    .name = "export",
    .arguments = "RUN",
    .summary = "a table of a run as CSV, JSON lines or SQLite",
    .about = "Written from the record: the tables beside it need not be there. sessions, twins and "
             "parties have a line per\nsession, trajectories one per cell and time, columns says "
             "what every column means. The SQLite file has a table\n`run` besides: seed, identity, "
             "configuration. Nothing is overwritten.",
    .examples = {{"higgle export last", "sessions.csv on standard output"},
                 {"higgle export last --table parties --to jsonl --out parties.jsonl",
                  "a document per line"},
                 {"higgle export last --to sqlite --out last.sqlite", "everything in one file"}},
    .options = export_options,
    .min_arguments = 1,
    .max_arguments = 1,
    .run = export_run};
