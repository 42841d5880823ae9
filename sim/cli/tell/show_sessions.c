/* Sessions of a run as a table: which (--where), which columns, in what order, how many. The
 * columns are those of sessions.csv. Must not know what a column means. */
#include "cli/tell/show_run.h"

#include "analysis/export.h"
#include "base/json.h"
#include "base/oom.h"
#include "base/text.h"
#include "cli/tell/listing.h"

#include <stdlib.h>
#include <string.h>

#define LIMIT_PRESET 50u
#define SEEN_MAX     32u

typedef struct condition { /* COLUMN <= VALUE */
    size_t column;
    bool below, equal, above; /* which of the three may hold */
    const char *value;
    const char *typed; /* as the user gave it */
    size_t n_seen;     /* some values of the column that do occur */
    const char *seen[SEEN_MAX];
} condition;

typedef struct sheet {
    cli *c;
    bool ready; /* the head was read, and everything asked for is in it */
    size_t n;
    const char **names;
    bool *number; /* [n] */
    size_t n_picked, *picked;
    size_t n_where;
    condition *where;
    size_t sort; /* n: by session */
    bool descending;
    size_t n_rows, cap;
    const char ***rows; /* [n_rows][n_picked + 1]: the last is what is sorted by */
} sheet;

/* What people read and type counts rounds from 1; tables and documents from 0. */
static bool is_round(const sheet *s, size_t column)
{
    return strcmp(s->names[column], "round") == 0;
}

/* ---- what is asked for ---- */

static bool find_column(sheet *s, const char *name, size_t *out)
{
    for (*out = 0; *out < s->n; ++*out)
        if (strcmp(s->names[*out], name) == 0) return true;
    error_add(&s->c->errors, HG_E_USAGE, NULL, 0, 0, "sessions have no column \"%s\"%s", name,
              cli_nearest(&s->c->arena, name, s->names, s->n,
                          "; higgle export RUN --table columns lists them"));
    return false;
}

/* "!=" before "=", "<=" before "<": the longest that stands there. */
static const struct {
    const char *text;
    bool below, equal, above;
} operators[] = {{"!=", true, false, true}, {"<=", true, true, false}, {">=", false, true, true},
                 {"=", false, true, false}, {"<", true, false, false}, {">", false, false, true}};

static bool read_condition(sheet *s, const char *text, condition *out)
{
    arena *a = &s->c->arena;
    size_t at = strcspn(text, "!=<>"), k = 0, count = sizeof operators / sizeof *operators;
    while (k < count && strncmp(text + at, operators[k].text, strlen(operators[k].text)) != 0) k++;
    if (k == count || !at) {
        error_add(&s->c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--where is \"%s\", must be COLUMN=VALUE; =, !=, <, <=, > or >=", text);
        return false;
    }
    *out = (condition){.below = operators[k].below,
                       .equal = operators[k].equal,
                       .above = operators[k].above,
                       .value = text + at + strlen(operators[k].text),
                       .typed = text};
    double x = 0;
    if (!find_column(s, arena_textn(a, text, at), &out->column)) return false;
    if (!s->number[out->column] || !*out->value || text_to_double(out->value, &x)) {
        if (is_round(s, out->column) && *out->value) out->value = arena_format(a, "%.17g", x - 1);
        return true;
    }
    error_add(&s->c->errors, HG_E_USAGE, NULL, 0, 0, "--where %s: \"%s\" is not a number", text,
              out->value);
    return false;
}

static void read_where(sheet *s)
{
    const char *const *texts = option_list(s->c, "where");
    size_t n = 0;
    while (texts[n]) n++;
    s->where = arena_array(&s->c->arena, n, sizeof *s->where);
    for (size_t i = 0; i < n; i++)
        if (read_condition(s, texts[i], &s->where[s->n_where])) s->n_where++;
}

static void read_sort(sheet *s)
{
    const char *name = option_text(s->c, "sort");
    s->sort = s->n;
    if (!name) return;
    s->descending = *name == '-';
    (void)find_column(s, name + s->descending, &s->sort);
}

static void pick(sheet *s, const char *name)
{
    if (find_column(s, name, &s->picked[s->n_picked])) s->n_picked++;
}

static void read_columns(sheet *s)
{
    char *list = arena_text(&s->c->arena, option_text(s->c, "columns")), *rest = list;
    s->picked = arena_array(&s->c->arena, strlen(list) + 1, sizeof *s->picked);
    for (char *name; (name = strtok_r(rest, ",", &rest));) pick(s, name);
    if (!s->n_picked && !s->c->errors.errors)
        error_add(&s->c->errors, HG_E_USAGE, NULL, 0, 0, "--columns names none");
}

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* Where none are named: which session, its cell, how it ended, who got what; and what was asked
 * about. */
static void default_columns(sheet *s)
{
    static const char *const always[] = {"session", "outcome", "round"};
    bool factors = false;
    s->picked = arena_array(&s->c->arena, s->n, sizeof *s->picked);
    for (size_t i = 0; i < s->n; i++) {
        const char *name = s->names[i];
        bool wanted = factors || begins(name, "utility_") || begins(name, "pie_share_");
        for (size_t k = 0; k < sizeof always / sizeof *always; k++)
            wanted = wanted || strcmp(name, always[k]) == 0;
        for (size_t k = 0; k < s->n_where; k++) wanted = wanted || s->where[k].column == i;
        if (strcmp(name, "cell") == 0) factors = true;     /* they follow it ... */
        if (strcmp(name, "outcome") == 0) factors = false; /* ... up to here */
        if (wanted || i == s->sort) s->picked[s->n_picked++] = i;
    }
}

static void take_head(void *ctx, size_t n, const char *const *names, const char *const *types)
{
    sheet *s = ctx;
    s->n = n;
    s->names = arena_array(&s->c->arena, n, sizeof *s->names);
    s->number = arena_array(&s->c->arena, n, sizeof *s->number);
    for (size_t i = 0; i < n; i++) {
        s->names[i] = arena_text(&s->c->arena, names[i]);
        s->number[i] = !strcmp(types[i], "number") || !strcmp(types[i], "integer");
    }
    read_where(s);
    read_sort(s);
    if (option_text(s->c, "columns"))
        read_columns(s);
    else
        default_columns(s);
    s->ready = !s->c->errors.errors;
}

/* ---- lines ---- */

/* Missing values are less than any. */
static int compare(bool number, const char *a, const char *b)
{
    double x, y;
    if (!number || !text_to_double(a, &x) || !text_to_double(b, &y)) return strcmp(a, b);
    return (x > y) - (x < y);
}

/* So that a value nobody has can be answered by one that somebody has. */
static void remember(sheet *s, const char *const *cells)
{
    for (size_t i = 0; i < s->n_where; i++) {
        condition *w = &s->where[i];
        const char *cell = cells[w->column];
        size_t k = 0;
        if (s->number[w->column] || w->n_seen == SEEN_MAX) continue;
        while (k < w->n_seen && strcmp(w->seen[k], cell) != 0) k++;
        if (k == w->n_seen) w->seen[w->n_seen++] = arena_text(&s->c->arena, cell);
    }
}

static bool holds(const sheet *s, const char *const *cells)
{
    for (size_t i = 0; i < s->n_where; i++) {
        const condition *w = &s->where[i];
        const char *cell = cells[w->column];
        int sign = compare(s->number[w->column], cell, w->value);
        bool missing = !*cell && *w->value && (w->below != w->above); /* < and > need a value */
        if (missing || !(sign < 0 ? w->below : sign > 0 ? w->above : w->equal)) return false;
    }
    return true;
}

static void take_line(void *ctx, size_t n, const char *const *cells)
{
    sheet *s = ctx;
    if (!s->ready || n != s->n) return;
    remember(s, cells);
    if (!holds(s, cells)) return;
    if (s->n_rows == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 256;
        s->rows = mem_grow(s->rows, s->cap, sizeof *s->rows);
    }
    const char **kept = arena_array(&s->c->arena, s->n_picked + 1, sizeof *kept);
    for (size_t i = 0; i < s->n_picked; i++)
        kept[i] = arena_text(&s->c->arena, cells[s->picked[i]]);
    kept[s->n_picked] = s->sort < s->n ? arena_text(&s->c->arena, cells[s->sort]) : "";
    s->rows[s->n_rows++] = kept;
}

/* Merge sort: stable, so that sessions stay in their order where they are equal. */
static void sort_rows(const sheet *s, const char ***rows, const char ***spare, size_t n)
{
    if (n < 2) return;
    size_t half = n / 2, i = 0, k = half, at = 0;
    bool number = s->number[s->sort];
    sort_rows(s, rows, spare, half);
    sort_rows(s, rows + half, spare, n - half);
    while (i < half && k < n) {
        int sign = compare(number, rows[i][s->n_picked], rows[k][s->n_picked]);
        spare[at++] = (s->descending ? sign >= 0 : sign <= 0) ? rows[i++] : rows[k++];
    }
    while (i < half) spare[at++] = rows[i++];
    while (k < n) spare[at++] = rows[k++];
    memcpy(rows, spare, n * sizeof *rows);
}

/* ---- printing ---- */

/* Numbers as they are in the table, but shorter: six digits say enough to a person. */
static const char *short_cell(const sheet *s, size_t i, const char *cell)
{
    double x;
    if (!*cell) return "-";
    if (is_round(s, s->picked[i]) && text_to_double(cell, &x))
        return arena_format(&s->c->arena, "%.0f", x + 1);
    if (!s->number[s->picked[i]] || !strchr(cell, '.') || !text_to_double(cell, &x)) return cell;
    return arena_format(&s->c->arena, "%.6g", x);
}

static void print_text(const sheet *s, size_t shown)
{
    char *letters = arena_alloc(&s->c->arena, s->n_picked + 1), all[32];
    for (size_t i = 0; i < s->n_picked; i++) letters[i] = s->number[s->picked[i]] ? 'r' : 'l';
    listing *l = listing_new(&s->c->arena, letters);
    for (size_t i = 0; i < s->n_picked; i++) listing_add(l, s->names[s->picked[i]]);
    for (size_t r = 0; r < shown; r++)
        for (size_t i = 0; i < s->n_picked; i++) listing_add(l, short_cell(s, i, s->rows[r][i]));
    listing_print(l, 0, stdout);
    text_grouped(all, sizeof all, s->n_rows);
    if (shown < s->n_rows)
        printf("%zu of %s sessions; --limit 0 shows all\n", shown, all);
    else
        printf("%s session%s\n", all, s->n_rows == 1 ? "" : "s");
}

static void json_cell(const sheet *s, json *j, size_t i, const char *cell)
{
    double x;
    json_key(j, s->names[s->picked[i]]);
    if (!*cell)
        json_null(j);
    else if (s->number[s->picked[i]] && text_to_double(cell, &x))
        json_double(j, x);
    else
        json_string(j, cell);
}

static void print_json(const sheet *s, const char *dir, size_t shown)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "run"), json_string(&j, dir);
    json_key(&j, "matching"), json_uint(&j, s->n_rows);
    json_key(&j, "sessions");
    json_array(&j);
    for (size_t r = 0; r < shown; r++) {
        json_object(&j);
        for (size_t i = 0; i < s->n_picked; i++) json_cell(s, &j, i, s->rows[r][i]);
        json_end_object(&j);
    }
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

/* Nothing was found: perhaps what was asked for is not there at all. */
static void note_unknown_values(const sheet *s)
{
    for (size_t i = 0; i < s->n_where; i++) {
        const condition *w = &s->where[i];
        const char *all = "";
        bool there = s->number[w->column] || w->below || !w->equal;
        for (size_t k = 0; k < w->n_seen; k++) {
            there = there || strcmp(w->seen[k], w->value) == 0;
            all = arena_format(&s->c->arena, "%s%s%s", all, k ? ", " : "; there is ",
                               *w->seen[k] ? w->seen[k] : "(missing)");
        }
        if (there || w->n_seen == SEEN_MAX) continue;
        fprintf(stderr, "note: --where %s: no session has this value%s\n", w->typed,
                cli_nearest(&s->c->arena, w->value, w->seen, w->n_seen, all));
    }
}

static int print(sheet *s, const char *dir)
{
    if (!s->n_rows) note_unknown_values(s);
    uint64_t limit = option_text(s->c, "limit") ? option_uint(s->c, "limit") : LIMIT_PRESET;
    size_t shown = limit && limit < s->n_rows ? (size_t)limit : s->n_rows;
    if (s->sort < s->n && s->n_rows) {
        const char ***spare = mem_grow(NULL, s->n_rows, sizeof *spare);
        sort_rows(s, s->rows, spare, s->n_rows);
        free(spare);
    }
    if (s->c->json)
        print_json(s, dir, shown);
    else
        print_text(s, shown);
    return HG_E_OK;
}

int show_sessions(cli *c, analysis *a, const char *dir)
{
    sheet s = {.c = c};
    const table_reader reader = {take_head, take_line, &s};
    int code = export_lines(a, "sessions", &reader, &c->errors);
    code = code || c->errors.errors ? cli_fail(c) : print(&s, dir);
    free(s.rows);
    return code;
}
