/* higgle oracle: the closed forms of bargaining theory, asked by name or checked against a table of
 * values. A reader and printer of theory/oracle.h; nothing is simulated. */
#include "cli/tell/listing.h"
#include "cli/tell/oracles.h"
#include "cli/tell/transcript.h"

#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <string.h>

static const option oracle_options[] = {
    {.name = "table",
     .letter = 't',
     .kind = OPTION_TEXT,
     .value = "TSV",
     .help = "recompute a table: family, parameters, quantity, value, separated by tabs; -: stdin"},
    {.name = "tolerance",
     .kind = OPTION_TEXT,
     .value = "X",
     .preset = "1e-9",
     .help = "of --table: absolute up to values of 1, relative beyond"},
    {.name = "markdown", .kind = OPTION_FLAG, .help = "all families as a table in Markdown"},
    {0}};

/* ---- the list ---- */

static void list_people(cli *c)
{
    const oracle_family *f;
    listing *l = listing_new(&c->arena, "lll");
    for (size_t i = 0; (f = oracle_family_at(i)); i++) {
        listing_add(l, f->word);
        listing_add(l, oracle_full_name(&c->arena, f));
        listing_add(l, f->title);
    }
    listing_print_within(l, 0, terminal_width(stdout), stdout);
    printf("\nhiggle oracle FAMILY explains one; either name will do\n");
}

static void list_json(cli *c, json *j)
{
    const oracle_family *f;
    json_key(j, "families");
    json_array(j);
    for (size_t i = 0; (f = oracle_family_at(i)); i++) {
        json_object(j);
        json_put_text(j, "name", f->word);
        json_put_text(j, "family", oracle_full_name(&c->arena, f));
        json_put_text(j, "title", f->title);
        json_put_text(j, "source", f->source);
        json_end_object(j);
    }
    json_end_array(j);
}

/* A bar would end the cell. */
static void print_cell(const char *text)
{
    fputs(" ", stdout);
    for (; *text; text++) {
        if (*text == '|') putchar('\\');
        putchar((unsigned char)*text);
    }
    fputs(" |", stdout);
}

static void list_markdown(cli *c)
{
    const oracle_family *f;
    printf("| family | in short | what | formula | conditions | source "
           "|\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; (f = oracle_family_at(i)); i++) {
        printf("|");
        print_cell(arena_format(&c->arena, "`%s`", oracle_full_name(&c->arena, f)));
        print_cell(arena_format(&c->arena, "`%s`", f->word));
        print_cell(f->title);
        print_cell(arena_format(&c->arena, "`%s`", f->formula));
        print_cell(f->conditions);
        print_cell(f->source);
        putchar('\n');
    }
}

/* ---- a table of values ---- */

static bool read_all(cli *c, const char *path, buf *out)
{
    char piece[4096];
    bool standard = !strcmp(path, "-");
    FILE *from = standard ? stdin : fopen(path, "r");
    size_t n;
    while (from && (n = fread(piece, 1, sizeof piece, from)) > 0) buf_add(out, piece, n);
    bool fine = from && !ferror(from);
    if (!fine) error_add(&c->errors, HG_E_INPUT, path, 0, 0, "cannot be read: %s", strerror(errno));
    if (from && !standard) fclose(from);
    return fine;
}

static void row_people(const char *file, const oracle_row *r)
{
    printf("%s:%u: %s", file, r->line, r->family);
    if (*r->parameters) printf(" %s", r->parameters);
    if (r->verdict == ORACLE_DIFFERS)
        printf(", %s: table %s, recomputed %.12g\n", r->quantity, r->value, r->computed);
    else
        printf("%s%s: unknown: %s\n", *r->quantity ? ", " : "", r->quantity, r->why);
}

static void row_json(const oracle_row *r, json *j)
{
    json_object(j);
    json_put_uint(j, "line", r->line);
    json_put_text(j, "family", r->family);
    json_put_text(j, "parameters", r->parameters);
    json_put_text(j, "quantity", r->quantity);
    json_put_text(j, "value", r->value);
    json_put_double(j, "recomputed", r->computed);
    json_put_text(j, "why", r->why);
    json_end_object(j);
}

static void table_people(const char *file, const oracle_table *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->rows[i].verdict != ORACLE_EQUAL) row_people(file, &t->rows[i]);
    printf("%zu rows, %zu differ, %zu unknown\n", t->count, t->differ, t->unknown);
}

static void table_json(const char *file, const oracle_table *t, json *j)
{
    json_put_text(j, "file", file);
    json_put_uint(j, "rows", t->count);
    json_put_uint(j, "differ", t->differ);
    json_put_uint(j, "unknown", t->unknown);
    json_key(j, "concerned");
    json_array(j);
    for (size_t i = 0; i < t->count; i++)
        if (t->rows[i].verdict != ORACLE_EQUAL) row_json(&t->rows[i], j);
    json_end_array(j);
}

static int check_table(cli *c, json *j)
{
    buf text;
    double tolerance;
    const char *file = option_text(c, "table"), *given = option_text(c, "tolerance");
    if (!text_to_double(given, &tolerance) || tolerance < 0)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--tolerance is \"%s\", must be a number, at least 0", given);
    buf_init(&text);
    oracle_table t = {0};
    if (!c->errors.errors && read_all(c, file, &text))
        t = oracle_check(&c->arena, (const char *)text.data, text.size, tolerance);
    buf_fini(&text);
    if (c->errors.errors) return HG_E_USAGE;
    if (!t.count) {
        error_add(&c->errors, HG_E_NO, file, 0, 0, "0 rows: nothing was checked");
        return HG_E_NO;
    }
    if (j)
        table_json(file, &t, j);
    else
        table_people(file, &t);
    return t.differ + t.unknown ? HG_E_NO : HG_E_OK;
}

/* ---- the command ---- */

static int tell_family(cli *c, json *j)
{
    oracle_question q;
    bool told = oracle_read(c, c->arguments[0], c->arguments + 1, c->n_arguments - 1, &q) &&
                oracle_tell(c, &q, j);
    return told ? HG_E_OK : HG_E_USAGE;
}

static int list_families(cli *c, json *j)
{
    if (j)
        list_json(c, j);
    else if (option_flag(c, "markdown"))
        list_markdown(c);
    else
        list_people(c);
    return HG_E_OK;
}

static void refuse_mixtures(cli *c)
{
    bool table = option_text(c, "table") != NULL, markdown = option_flag(c, "markdown");
    if (table + markdown + (c->n_arguments > 0) > 1)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "FAMILY, --table and --markdown are three ways: give one of them");
    if (markdown && c->json)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "--markdown or --json, not both");
    if (!table && option_given(c, "tolerance"))
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "--tolerance is for --table");
}

static int oracle_run(cli *c)
{
    buf out;
    json j;
    refuse_mixtures(c);
    if (c->errors.errors) return cli_fail(c);
    buf_init(&out);
    json_init(&j, &out, true);
    json *to = c->json ? &j : NULL;
    if (to) json_object(&j);
    int code = option_text(c, "table") ? check_table(c, to)
               : c->n_arguments        ? tell_family(c, to)
                                       : list_families(c, to);
    if (to && !c->errors.errors) {
        json_end_object(&j);
        cli_print_json(&out);
    }
    buf_fini(&out);
    return c->errors.errors ? cli_fail(c) : code;
}

static const json_field oracle_json[] = {
    {"name", "string, optional", "a family: what one types"},
    {"family", "string, optional", "with its id, as tables write it"},
    {"title", "string, optional", "in a line"},
    {"quantities", "list, optional", "what the closed form gives"},
    {"quantities[].name", "string", "the quantity"},
    {"quantities[].value", "number or null", "null: undefined for these parameters"},
    {"quantities[].meaning", "string", "in a line"},
    {"parameters", "list, optional", "what it depends on"},
    {"parameters[].name", "string", "the parameter"},
    {"parameters[].value", "string", "as one writes it"},
    {"parameters[].default", "string", "where it is not given"},
    {"parameters[].range", "string", "what it may be"},
    {"parameters[].help", "string", "in a line"},
    {"formula", "string, optional", "the closed form"},
    {"conditions", "string, optional", "where it holds"},
    {"source", "string, optional", "papers: higgle cite has their entries"},
    {"families", "list, optional", "without FAMILY: all of them"},
    {"families[].name", "string", "what one types"},
    {"families[].family", "string", "with its id"},
    {"families[].title", "string", "in a line"},
    {"families[].source", "string", "papers"},
    {"file", "string, optional", "--table: the table"},
    {"rows", "number, optional", "how many rows it has"},
    {"differ", "number, optional", "rows whose value is another"},
    {"unknown", "number, optional", "rows that cannot be recomputed"},
    {"concerned", "list, optional", "these rows"},
    {"concerned[].line", "number", "of the table, from 1"},
    {"concerned[].family", "string", "as it stands there"},
    {"concerned[].parameters", "string", "as they stand there"},
    {"concerned[].quantity", "string", "as it stands there"},
    {"concerned[].value", "string", "as it stands there"},
    {"concerned[].recomputed", "number or null", "null: unknown"},
    {"concerned[].why", "string or null", "of what is unknown"},
    {0}};

const command command_oracle = {
    .name = "oracle",
    .arguments = "[FAMILY] [PARAMETER=VALUE...]",
    .summary = "closed forms of bargaining theory: value, formula, conditions, source",
    .about =
        "Without FAMILY: all of them. FAMILY is a name (rubinstein, outside-option, coase), an id "
        "(R1) or both\n(R1.rubinstein). A number may be written .9, 0.9 or 1/3, a range U[0,1], a "
        "frontier u2=1-u1^2.\nValues that contradict the conditions: said, exit 1. --table prints "
        "the "
        "rows that differ or are\nunknown, and exits 1 if there are any; a parameter with six or "
        "more "
        "decimals counts as rounded.",
    .examples = {{"higgle oracle", "what there is"},
                 {"higgle oracle rubinstein d1=0.9 d2=0.8", "who gets how much"},
                 {"higgle oracle outside-option w2=0.6 --json", "the rest at its defaults"},
                 {"higgle oracle search lam=2 left=5 cost=0.05",
                  "the worth of looking for something better"}},
    .options = oracle_options,
    .max_arguments = 1 + ORACLE_PARAMETERS,
    .json = oracle_json,
    .run = oracle_run};
