/* What went wrong, printed: for people, or as one JSON document. An error is said once, however
 * many cells share it. Must not know who failed. */
#include "cli/cli.h"

#include "base/json.h"
#include "base/text.h"
#include "scenario/foreign/foreign.h"

#include <stdlib.h>
#include <string.h>

void cli_print_json(const buf *out)
{
    fwrite(out->data, 1, out->size, stdout);
    putchar('\n');
}

const json_field error_json[] = {
    {"exit", "number", "the exit status (higgle help --json); 130: interrupted, 143: by SIGTERM"},
    {"errors", "list", "what went wrong, by place; warnings among them"},
    {"errors[].severity", "string", "error or warning"},
    {"errors[].file", "string or null", "where, as its user named it; null: on the command line"},
    {"errors[].line", "number", "from 1; 0: no line"},
    {"errors[].column", "number", "from 1; 0: no column"},
    {"errors[].text", "string", "a sentence"},
    {0}};

static void json_error(json *j, const char *severity, const error *e)
{
    json_object(j);
    json_key(j, "severity"), json_string(j, severity);
    json_key(j, "file"), json_string(j, e->file);
    json_key(j, "line"), json_uint(j, e->line);
    json_key(j, "column"), json_uint(j, e->column);
    json_key(j, "text"), json_string(j, e->text);
    json_end_object(j);
}

static void errors_json(int exit_status, const error *errors, size_t count)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "exit"), json_int(&j, exit_status);
    json_key(&j, "errors");
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        json_error(&j, errors[i].severity == ERROR_ERROR ? "error" : "warning", &errors[i]);
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

void cli_print_interrupted(const char *dir, const char *resume, int exit_status)
{
    arena a;
    arena_init(&a);
    const error e = {.text = arena_format(&a, "interrupted; resume: %s", resume),
                     .file = arena_text(&a, dir)};
    errors_json(exit_status, &e, 1);
    arena_fini(&a);
}

/* ---- each once ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_error(const error *a, const error *b)
{
    return a->severity == b->severity && a->line == b->line && a->column == b->column &&
           same_text(a->file, b->file) && same_text(a->text, b->text);
}

/* Quadratic: a person's file has a few errors. */
static void keep_each_once(error_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        error *e = &list->items[i];
        size_t k = 0;
        while (k < kept && !same_error(&list->items[k], e)) k++;
        if (k == kept) {
            list->items[kept++] = *e;
            continue;
        }
        (*(e->severity == ERROR_ERROR ? &list->errors : &list->warnings))--;
        free(e->text);
        free(e->file);
    }
    list->count = kept;
}

/* ---- for people ---- */

/* Text from a file cannot steer the terminal. */
static void print_clean(const char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        fputc(byte < 0x20 || byte == 0x7f ? '?' : byte, stderr);
    }
}

static void print_place(const error *e)
{
    if (!e->file) return;
    print_clean(e->file);
    if (e->line) fprintf(stderr, ":%u", e->line);
    if (e->line && e->column) fprintf(stderr, ":%u", e->column);
    fputs(": ", stderr);
}

static bool has_source(const error_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].file && list->items[i].line) return true;
    return false;
}

/* An error of the command line has no line to show, and one is not worth counting. */
static void print_bare(const error *e)
{
    print_place(e);
    if (e->severity == ERROR_WARNING)
        fputs("warning: ", stderr);
    else if (strncmp(e->text, "usage: ", 7) != 0)
        fputs("error: ", stderr);
    print_clean(e->text);
    fputc('\n', stderr);
}

void cli_print_errors(error_list *list)
{
    keep_each_once(list);
    error_sort(list);
    if (has_source(list))
        error_print(list, stderr);
    else
        for (size_t i = 0; i < list->count; i++) print_bare(&list->items[i]);
}

int cli_fail(cli *c)
{
    hg_code code = error_first_code(&c->errors);
    if (!c->json) {
        cli_print_errors(&c->errors);
        return code;
    }
    keep_each_once(&c->errors);
    error_sort(&c->errors);
    errors_json(-code, c->errors.items, c->errors.count);
    return code;
}

const char *cli_nearest(arena *a, const char *word, const char *const *names, size_t count,
                        const char *otherwise)
{
    const char *near = text_nearest(word, names, count);
    return near ? arena_format(a, "; did you mean \"%s\"?", near) : otherwise;
}

static void forget(error_list *list)
{
    error_list_fini(list);
    error_list_init(list);
}

void cli_warn(cli *c)
{
    if (!c->errors.warnings || c->errors.errors) return;
    cli_print_errors(&c->errors);
    forget(&c->errors);
}

void cli_note(cli *c) { cli_note_but(c, NULL); }

/* What is odd in another program's file is worth a warning each time: who runs it may not know. */
static void note_one(const error *e, const char *but)
{
    if (e->file && foreign_is(e->file)) {
        print_bare(e);
        return;
    }
    if (but && same_text(e->file, but)) return;
    fputs("note: ", stderr);
    print_place(e);
    print_clean(e->text);
    fputc('\n', stderr);
}

void cli_note_but(cli *c, const char *file)
{
    if (!c->errors.warnings || c->errors.errors) return;
    keep_each_once(&c->errors);
    error_sort(&c->errors);
    for (size_t i = 0; i < c->errors.count; i++) note_one(&c->errors.items[i], file);
    forget(&c->errors);
}
