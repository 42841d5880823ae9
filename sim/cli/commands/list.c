/* higgle list: everything that has a name, kind by kind, a line each. */
#include "cli/catalog.h"
#include "cli/tell/listing.h"
#include "cli/tell/transcript.h"

#include "base/json.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

static const option list_options[] = {{.name = "where",
                                       .letter = 'w',
                                       .kind = OPTION_TEXT,
                                       .value = "TEXT",
                                       .help = "only lines that hold this text, capitals or not"},
                                      {0}};

/* ---- rows: what is listed, as text under heads ---- */

typedef struct rows {
    const char *const *heads; /* [columns], as JSON keys */
    size_t columns, count;
    const char **cells; /* [count][columns] */
} rows;

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static bool holds(const char *text, const char *piece)
{
    for (; *text; text++) {
        size_t n = 0;
        while (piece[n] && same_letter(text[n], piece[n])) n++;
        if (!piece[n]) return true;
    }
    return !*piece;
}

static void filter(rows *r, const char *where)
{
    size_t kept = 0;
    for (size_t i = 0; where && i < r->count; i++) {
        bool found = false;
        for (size_t k = 0; k < r->columns; k++)
            found = found || holds(r->cells[i * r->columns + k], where);
        if (!found) continue;
        memmove(r->cells + kept++ * r->columns, r->cells + i * r->columns,
                r->columns * sizeof *r->cells);
    }
    if (where) r->count = kept;
}

static rows rows_of_kind(cli *c, const catalog_kind *kind)
{
    const catalog_entry *all;
    size_t facts = 0, n = kind->list(c, &all);
    while (facts < CATALOG_FACTS && kind->heads[facts]) facts++;
    const char **heads = arena_array(&c->arena, facts + 2, sizeof *heads);
    rows r = {heads, facts + 2, n, arena_array(&c->arena, n * (facts + 2) + 1, sizeof *r.cells)};
    heads[0] = "name", heads[1] = "summary";
    memcpy(heads + 2, kind->heads, facts * sizeof *heads);
    for (size_t i = 0; i < n; i++) {
        const char **line = r.cells + i * r.columns;
        line[0] = all[i].name, line[1] = all[i].summary;
        memcpy(line + 2, all[i].facts, facts * sizeof *line);
    }
    return r;
}

static rows rows_of_kinds(cli *c)
{
    static const char *const heads[] = {"name", "summary"};
    size_t n = 0;
    while (catalog_kinds()[n].plural) n++;
    rows r = {heads, 2, n + 1, arena_array(&c->arena, 2 * (n + 1), sizeof *r.cells)};
    for (size_t i = 0; i < n; i++) {
        r.cells[2 * i] = catalog_kinds()[i].plural;
        r.cells[2 * i + 1] = catalog_kinds()[i].about;
    }
    r.cells[2 * n] = "paths SCENARIO";
    r.cells[2 * n + 1] = "what --set can change in it: value now or [default], type, meaning";
    return r;
}

static rows rows_of_paths(cli *c, const node *root)
{
    static const char *const heads[] = {"name", "value", "type", "summary"};
    const scenario_setting *all;
    size_t n = catalog_settings(c, root, &all);
    rows r = {heads, 4, n, arena_array(&c->arena, 4 * n + 1, sizeof *r.cells)};
    for (size_t i = 0; i < n; i++) {
        const char **line = r.cells + 4 * i;
        const char *otherwise =
            *all[i].preset ? arena_format(&c->arena, "[%s]", all[i].preset) : "";
        line[0] = all[i].path;
        line[1] = all[i].value ? all[i].value : otherwise;
        line[2] = all[i].type;
        line[3] = all[i].help;
    }
    return r;
}

/* ---- printing ---- */

static void print_json(const rows *r, const char *kind)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_put_text(&j, "kind", kind);
    json_key(&j, "entries");
    json_array(&j);
    for (size_t i = 0; i < r->count; i++) {
        json_object(&j);
        for (size_t k = 0; k < r->columns; k++)
            json_put_text(&j, r->heads[k], r->cells[i * r->columns + k]);
        json_end_object(&j);
    }
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

/* Behind a long summary nobody finds anything: then it stands last, and the rest is left to
 * describe and --json. */
static size_t shown_columns(const rows *r)
{
    enum { SUMMARY_WIDTH = 80 };
    for (size_t i = 0; i < r->count && !strcmp(r->heads[1], "summary"); i++)
        if (text_width(r->cells[i * r->columns + 1]) > SUMMARY_WIDTH) return 2;
    return r->columns;
}

static void print_table(cli *c, const rows *r)
{
    size_t n = shown_columns(r);
    listing *l = listing_new(&c->arena, &"lllll"[5 - n]);
    for (size_t k = 0; r->count && k < n; k++) listing_add(l, r->heads[k]);
    for (size_t i = 0; i < r->count; i++)
        for (size_t k = 0; k < n; k++) listing_add(l, r->cells[i * r->columns + k]);
    listing_print_within(l, 0, terminal_width(stdout), stdout);
}

static int print_rows(cli *c, rows r, const char *kind)
{
    filter(&r, option_text(c, "where"));
    if (c->json) {
        print_json(&r, kind);
        return HG_E_OK;
    }
    if (!r.count)
        fprintf(stderr, "note: no %s%s\n", kind, option_text(c, "where") ? " like that" : " here");
    for (size_t i = 0; i < r.count; i++) { /* long values would push the others off the screen */
        const char **value = &r.cells[i * r.columns + 1];
        if (!strcmp(kind, "paths") && strlen(*value) > 24) *value = "{...}";
    }
    print_table(c, &r);
    return HG_E_OK;
}

/* ---- the command ---- */

static int list_paths(cli *c)
{
    if (c->n_arguments < 2)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "of which scenario? higgle list paths SCENARIO");
    thing found = c->errors.errors ? (thing){THING_NONE, NULL}
                                   : thing_find(c, c->arguments[1], LOOK_FOR_FILE);
    if (found.kind != THING_SCENARIO) {
        (void)thing_is_other(c, c->arguments[c->n_arguments - 1], found.kind);
        return cli_fail(c);
    }
    const node *root = scenario_tree(&c->arena, found.path, false, &c->errors);
    return root ? print_rows(c, rows_of_paths(c, root), "paths") : cli_fail(c);
}

static int no_kind(cli *c, const char *word)
{
    const char *names[16] = {"paths"};
    size_t n = 1;
    for (const catalog_kind *k = catalog_kinds(); k->plural; k++) names[n++] = k->plural;
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "there is no list of \"%s\"%s", word,
              cli_nearest(&c->arena, word, names, n, "; higgle list says of what"));
    return cli_fail(c);
}

static int list_run(cli *c)
{
    const char *word = c->n_arguments ? c->arguments[0] : NULL;
    if (!word) return print_rows(c, rows_of_kinds(c), "kinds");
    if (!strcmp(word, "paths")) return list_paths(c);
    const catalog_kind *kind = catalog_kind_find(word);
    if (!kind) return no_kind(c, word);
    if (c->n_arguments == 1) return print_rows(c, rows_of_kind(c, kind), kind->plural);
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
              "\"%s\" is one argument too many; higgle describe %s, or higgle list %s --where TEXT",
              c->arguments[1], shell_word(&c->arena, c->arguments[1]), kind->plural);
    return cli_fail(c);
}

static const json_field list_json[] = {
    {"kind", "string", "what is listed: agents, scenarios, ..., paths; kinds"},
    {"entries", "list", "a row each"},
    {"entries[].name", "string", "as commands take it"},
    {"entries[].summary", "string", "in a line"},
    {"entries[].traits", "string, optional", "agents: what they are able to do"},
    {"entries[].reference", "string, optional", "agents: the paper behind them"},
    {"entries[].file", "string, optional", "scenarios, experiments, lessons: where it lies"},
    {"entries[].scenario", "string, optional", "experiments: what they vary"},
    {"entries[].plan", "string, optional", "lessons: scenario, minutes, groups"},
    {"entries[].unit", "string, optional", "measures: of the column"},
    {"entries[].range", "string, optional", "measures: of the column, where it has one"},
    {"entries[].source", "string, optional", "measures, oracles: who defined it"},
    {"entries[].family", "string, optional", "oracles: with the id, as tables write it"},
    {"entries[].status", "string, optional", "runs: running, complete, interrupted"},
    {"entries[].written", "string, optional", "runs: when, UTC"},
    {"entries[].value", "string, optional", "paths: in the file now, or [the default]"},
    {"entries[].type", "string, optional", "paths: what may stand there"},
    {0}};

const command command_list = {
    .name = "list",
    .arguments = "[KIND] | paths SCENARIO",
    .summary = "what there is: agents, scenarios, experiments, lessons, figures, runs, ...",
    .about =
        "Kinds: agents, scenarios, experiments, lessons, figures, measures, oracles, runs, and "
        "paths SCENARIO:\neverything that --set can change in it. Without a kind: what can be "
        "listed. higgle describe NAME\nsays more of one.",
    .examples = {{"higgle list agents", "who can play"},
                 {"higgle list agents --where leverage", "those that have to do with it"},
                 {"higgle list paths used-car --where discount", "what --set can change"},
                 {"higgle list measures --json", "for a program"}},
    .options = list_options,
    .max_arguments = 2,
    .json = list_json,
    .run = list_run};
