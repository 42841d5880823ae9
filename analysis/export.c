/* Export: the lines of a table, typed by the codebook, as JSON or into SQLite. The only file that
 * knows SQLite. Must not know what a column means. */
#include "analysis/export.h"

#include "analysis/csv.h"
#include "base/json.h"
#include "base/text.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* ---- a table, line by line ---- */

typedef struct lines {
    arena arena;
    const char *file; /* "sessions.csv" */
    const table_reader *reader;
    buf types; /* of the file's columns, in their order: const char * */
    bool headed;
} lines;

enum { OF_FILE, OF_COLUMN, OF_TYPE, CODEBOOK_COLUMNS };

static void add_type(lines *l, const char *type)
{
    const char *kept = arena_text(&l->arena, type);
    buf_add(&l->types, &kept, sizeof kept);
}

static void take_type(void *ctx, size_t n, const char *const *cells)
{
    lines *l = ctx;
    if (n >= CODEBOOK_COLUMNS && strcmp(cells[OF_FILE], l->file) == 0) add_type(l, cells[OF_TYPE]);
}

/* The codebook describes every file but itself, and the columns of each in their order. */
static int read_types(analysis *a, lines *l, error_list *errors)
{
    csv_reader r;
    csv_tap tap = {csv_reader_take, &r};
    csv_reader_init(&r, take_type, l);
    int code = analysis_table(a, "columns", &tap, errors);
    csv_reader_fini(&r);
    return code;
}

static void take_line(void *ctx, size_t n, const char *const *cells)
{
    lines *l = ctx;
    if (l->headed) {
        l->reader->line(l->reader->ctx, n, cells);
        return;
    }
    while (l->types.size / sizeof(char *) < n) add_type(l, "text");
    l->headed = true;
    l->reader->head(l->reader->ctx, n, cells, (const char *const *)(const void *)l->types.data);
}

int export_lines(analysis *a, const char *table, const table_reader *reader, error_list *errors)
{
    lines l = {.reader = reader};
    csv_reader r;
    csv_tap tap = {csv_reader_take, &r};
    arena_init(&l.arena);
    buf_init(&l.types);
    l.file = arena_format(&l.arena, "%s.csv", table);
    csv_reader_init(&r, take_line, &l);
    int code = read_types(a, &l, errors);
    if (!code) code = analysis_table(a, table, &tap, errors);
    csv_reader_fini(&r);
    buf_fini(&l.types);
    arena_fini(&l.arena);
    return code;
}

/* ---- text ---- */

static void to_file(void *ctx, const uint8_t *text, size_t size) { fwrite(text, 1, size, ctx); }

int export_csv(analysis *a, const char *table, FILE *to, error_list *errors)
{
    const csv_tap tap = {to_file, to};
    return analysis_table(a, table, &tap, errors);
}

typedef struct typed { /* a table whose lines go somewhere */
    arena arena;
    size_t n;
    const char **names;
    bool *number; /* [n] */
    FILE *to;
    buf out;
    /* SQLite: */
    sqlite3 *db;
    const char *table;
    sqlite3_stmt *insert;
    int code; /* the first failure */
} typed;

static bool is_number(const char *type)
{
    return strcmp(type, "number") == 0 || strcmp(type, "integer") == 0;
}

static void take_head(void *ctx, size_t n, const char *const *names, const char *const *types)
{
    typed *t = ctx;
    t->n = n;
    t->names = arena_array(&t->arena, n, sizeof *t->names);
    t->number = arena_array(&t->arena, n, sizeof *t->number);
    for (size_t i = 0; i < n; i++) {
        t->names[i] = arena_text(&t->arena, names[i]);
        t->number[i] = is_number(types[i]);
    }
}

static void json_cell(const typed *t, json *j, size_t i, const char *cell)
{
    uint64_t whole;
    double x;
    json_key(j, t->names[i]);
    if (!*cell)
        json_null(j);
    else if (t->number[i] && text_to_uint64(cell, &whole))
        json_uint(j, whole);
    else if (t->number[i] && text_to_double(cell, &x))
        json_double(j, x);
    else
        json_string(j, cell);
}

static void json_line(void *ctx, size_t n, const char *const *cells)
{
    typed *t = ctx;
    json j;
    buf_clear(&t->out);
    json_init(&j, &t->out, false);
    json_object(&j);
    for (size_t i = 0; i < n && i < t->n; i++) json_cell(t, &j, i, cells[i]);
    json_end_object(&j);
    buf_byte(&t->out, '\n');
    fwrite(t->out.data, 1, t->out.size, t->to);
}

int export_jsonl(analysis *a, const char *table, FILE *to, error_list *errors)
{
    typed t = {.to = to};
    const table_reader reader = {take_head, json_line, &t};
    arena_init(&t.arena);
    buf_init(&t.out);
    int code = export_lines(a, table, &reader, errors);
    buf_fini(&t.out);
    arena_fini(&t.arena);
    return code;
}

/* ---- SQLite ---- */

static void run_sql(typed *t, const char *sql)
{
    if (t->code == SQLITE_OK) t->code = sqlite3_exec(t->db, sql, NULL, NULL, NULL);
}

static void quote_name(buf *out, const char *name)
{
    buf_byte(out, '"');
    for (; *name; name++) {
        if (*name == '"') buf_byte(out, '"');
        buf_byte(out, (uint8_t)*name);
    }
    buf_byte(out, '"');
}

static void prepare(typed *t, const buf *sql)
{
    if (t->code == SQLITE_OK)
        t->code =
            sqlite3_prepare_v2(t->db, (const char *)sql->data, (int)sql->size, &t->insert, NULL);
}

/* CREATE TABLE with a type per column, and the statement that fills it. */
static void sql_head(void *ctx, size_t n, const char *const *names, const char *const *types)
{
    typed *t = ctx;
    buf sql;
    buf_init(&sql);
    take_head(t, n, names, types);
    buf_text(&sql, "CREATE TABLE ");
    quote_name(&sql, t->table);
    for (size_t i = 0; i < n; i++) {
        buf_text(&sql, i ? ", " : " (");
        quote_name(&sql, names[i]);
        buf_text(&sql, !strcmp(types[i], "integer") ? " INTEGER"
                       : t->number[i]               ? " REAL"
                                                    : " TEXT");
    }
    buf_text(&sql, ")");
    buf_byte(&sql, 0);
    run_sql(t, (const char *)sql.data);
    buf_clear(&sql);
    buf_text(&sql, "INSERT INTO ");
    quote_name(&sql, t->table);
    for (size_t i = 0; i < n; i++) buf_text(&sql, i ? ", ?" : " VALUES (?");
    buf_text(&sql, ")");
    prepare(t, &sql);
    buf_fini(&sql);
}

static int bind(typed *t, size_t i, const char *cell)
{
    int at = (int)i + 1;
    if (!*cell) return sqlite3_bind_null(t->insert, at);
    /* the column's type turns the text of a number into the number, exactly */
    return sqlite3_bind_text(t->insert, at, cell, -1, SQLITE_STATIC);
}

static void sql_line(void *ctx, size_t n, const char *const *cells)
{
    typed *t = ctx;
    for (size_t i = 0; i < n && i < t->n && t->code == SQLITE_OK; i++)
        t->code = bind(t, i, cells[i]);
    if (t->code != SQLITE_OK) return;
    int step = sqlite3_step(t->insert);
    t->code = step == SQLITE_DONE ? sqlite3_reset(t->insert) : step;
}

static void end_table(typed *t)
{
    if (t->insert) sqlite3_finalize(t->insert);
    t->insert = NULL;
}

static int add_table(analysis *a, typed *t, const char *table, error_list *errors)
{
    const table_reader reader = {sql_head, sql_line, t};
    t->table = table;
    int code = export_lines(a, table, &reader, errors);
    end_table(t);
    return code;
}

static void add_fact(typed *t, const char *name, const char *value)
{
    const char *cells[] = {name, value};
    sql_line(t, 2, cells);
}

static void add_run(typed *t, const record_schema *s, bool complete)
{
    static const char *const names[] = {"name", "value"}, *const types[] = {"text", "text"};
    arena *a = &t->arena;
    t->table = "run";
    sql_head(t, 2, names, types);
    add_fact(t, "name", s->name);
    add_fact(t, "version", s->version);
    add_fact(t, "identity", arena_format(a, "%016llx", (unsigned long long)s->identity));
    add_fact(t, "level", s->level);
    add_fact(t, "seed", arena_format(a, "%llu", (unsigned long long)s->seed));
    add_fact(t, "sessions", arena_format(a, "%llu", (unsigned long long)s->jobs));
    add_fact(t, "complete", complete ? "yes" : "no");
    add_fact(t, "config", s->config);
    add_fact(t, "scenario", s->scenario);
    end_table(t);
}

static int fill(analysis *a, typed *t, const char *const *tables, error_list *errors)
{
    const record *r = analysis_record(a);
    int code = HG_E_OK;
    run_sql(t, "BEGIN");
    add_run(t, &r->schema, r->complete);
    for (; *tables && !code; tables++) code = add_table(a, t, *tables, errors);
    run_sql(t, "COMMIT");
    return code;
}

/* Under a name of its own first: under the one asked for, the file is whole, and none is
 * overwritten. */
static int put_in_place(const char *draft, const char *path, error_list *errors)
{
    if (link(draft, path) == 0) return HG_E_OK;
    if (errno != EEXIST) return file_error(errors, path, "write the file");
    error_add(errors, HG_E_USAGE, path, 0, 0,
              "is there already; nothing is overwritten: name another file");
    return HG_E_USAGE;
}

int export_sqlite(analysis *a, const char *const *tables, const char *path, error_list *errors)
{
    typed t = {0};
    arena_init(&t.arena);
    const char *draft = arena_format(&t.arena, "%s.part", path);
    remove(draft);
    t.code = sqlite3_open(draft, &t.db);
    int code = fill(a, &t, tables, errors);
    if (!code && t.code != SQLITE_OK) {
        error_add(errors, HG_E_IO, path, 0, 0, "cannot be written: %s", sqlite3_errmsg(t.db));
        code = HG_E_IO;
    }
    if (sqlite3_close(t.db) != SQLITE_OK && !code) code = HG_E_IO;
    if (!code) code = put_in_place(draft, path, errors);
    remove(draft);
    arena_fini(&t.arena);
    return code;
}
