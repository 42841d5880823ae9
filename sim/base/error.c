/* Collects what is wrong with a person's files and shows it the way compilers do, with the line and
 * a caret. The source is read again when it is printed: errors are rare, and keeping texts is not
 * worth a lifetime. Knows nothing of YAML or of the command line. */
#include "base/error.h"
#include "base/oom.h"
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SHOWN_WIDTH = 160, MARGIN = 5 };

const char *error_meaning(hg_code code)
{
    switch (code) {
#define ERROR_MEANING(name, number, meaning)                                                       \
    case HG_E_##name: return meaning;
        ERROR_CODES(ERROR_MEANING)
#undef ERROR_MEANING
    }
    return "unknown error";
}

void error_list_init(error_list *list) { *list = (error_list){0}; }

void error_list_fini(error_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].text);
        free(list->items[i].file);
    }
    free(list->items);
    error_list_init(list);
}

static char *formatted(const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    size_t size = (length < 0 ? 0 : (size_t)length) + 1;
    char *text = mem_zero(size, 1);
    vsnprintf(text, size, format, again);
    va_end(again);
    return text;
}

static void append(error_list *list, error e, const char *format, va_list args)
{
    if (list->count == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 8;
        list->items = mem_grow(list->items, list->cap, sizeof *list->items);
    }
    e.text = formatted(format, args);
    e.file = e.file ? mem_text(e.file) : NULL;
    list->items[list->count++] = e;
    if (e.severity == ERROR_ERROR)
        list->errors++;
    else
        list->warnings++;
}

/* `file` is copied by append; until then it is the caller's. */
static error error_at(error_severity severity, hg_code code, const char *file, uint32_t line,
                      uint32_t column)
{
    return (error){
        .severity = severity, .code = code, .file = (char *)file, .line = line, .column = column};
}

void error_add(error_list *list, hg_code code, const char *file, uint32_t line, uint32_t column,
               const char *format, ...)
{
    va_list args;
    va_start(args, format);
    append(list, error_at(ERROR_ERROR, code, file, line, column), format, args);
    va_end(args);
}

void warning_add(error_list *list, const char *file, uint32_t line, uint32_t column,
                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    append(list, error_at(ERROR_WARNING, HG_E_OK, file, line, column), format, args);
    va_end(args);
}

int file_error(error_list *list, const char *path, const char *doing)
{
    error_add(list, HG_E_IO, path, 0, 0, "cannot %s: %s", doing, strerror(errno));
    return HG_E_IO;
}

hg_code error_first_code(const error_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].severity == ERROR_ERROR) return list->items[i].code;
    return HG_E_OK;
}

/* Errors without a file come last: they are about the whole. */
static int order(const error *a, const error *b)
{
    if (!a->file || !b->file) return !a->file - !b->file;
    int files = strcmp(a->file, b->file);
    if (files) return files;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* Insertion: stable, and linear where files were read from top to bottom, as they nearly always
 * are. */
void error_sort(error_list *list)
{
    for (size_t i = 1; i < list->count; i++) {
        error moved = list->items[i];
        size_t j = i;
        for (; j && order(&list->items[j - 1], &moved) > 0; j--)
            list->items[j] = list->items[j - 1];
        list->items[j] = moved;
    }
}

/* A file that is being walked through once, since the errors are sorted. */
typedef struct source {
    FILE *file;
    const char *name; /* of the error's; borrowed */
    char *text;       /* of the line; getline's */
    size_t cap;
    uint32_t line;
} source;

static void source_close(source *s)
{
    if (s->file) fclose(s->file);
    free(s->text);
    *s = (source){0};
}

/* Only regular files: a pipe or a terminal would not say the same again. */
static void source_open(source *s, const char *name)
{
    source_close(s);
    s->name = name;
    struct stat status;
    if (stat(name, &status) == 0 && S_ISREG(status.st_mode)) s->file = fopen(name, "r");
}

/* The line's text without its end, NULL if it cannot be read; valid until the next call. */
static char *source_line(source *s, const error *e)
{
    if (!s->name || strcmp(s->name, e->file)) source_open(s, e->file);
    if (!s->file) return NULL;
    for (; s->line < e->line; s->line++) {
        if (getline(&s->text, &s->cap, s->file) >= 0) continue;
        fclose(s->file);
        s->file = NULL;
        return NULL;
    }
    s->text[strcspn(s->text, "\r\n")] = 0;
    return s->text;
}

/* Text from a file cannot steer the terminal: control characters are shown as '?'. */
static void print_clean(const char *text, FILE *to)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        fputc((c < 0x20 && c != '\t') || c == 0x7f ? '?' : c, to);
    }
}

/* Where the code point after n others starts, or the end. */
static size_t offset_of(const char *text, uint32_t n)
{
    size_t i = 0;
    while (text[i] && n) {
        do i++;
        while (((unsigned char)text[i] & 0xC0) == 0x80);
        n--;
    }
    return i;
}

/* Tabs stay tabs, so that the caret stands where the terminal shows the column. */
static void print_caret(const char *text, uint32_t column, FILE *to)
{
    uint32_t at = 1;
    for (size_t i = 0; at < column; at++) {
        fputc(text[i] == '\t' ? '\t' : ' ', to);
        i += offset_of(text + i, 1);
    }
    fputs("^\n", to);
}

static void print_source(const error *e, source *s, FILE *to)
{
    char *text = source_line(s, e);
    if (!text || e->column > SHOWN_WIDTH) return;
    text[offset_of(text, SHOWN_WIDTH)] = 0;
    int width = fprintf(to, "%*" PRIu32, MARGIN, e->line);
    fputs(" | ", to);
    print_clean(text, to);
    fputc('\n', to);
    if (!e->column) return;
    fprintf(to, "%*s | ", width, "");
    print_caret(text, e->column, to);
}

static void print_error(const error *e, source *s, FILE *to)
{
    if (e->file) {
        print_clean(e->file, to);
        if (e->line) fprintf(to, ":%" PRIu32, e->line);
        if (e->line && e->column) fprintf(to, ":%" PRIu32, e->column);
        fputs(": ", to);
    }
    fputs(e->severity == ERROR_ERROR ? "error: " : "warning: ", to);
    print_clean(e->text, to);
    fputc('\n', to);
    if (e->file && e->line) print_source(e, s, to);
}

static void print_count(size_t n, const char *noun, FILE *to)
{
    fprintf(to, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

void error_print(error_list *list, FILE *to)
{
    error_sort(list);
    source s = {0};
    for (size_t i = 0; i < list->count; i++) print_error(&list->items[i], &s, to);
    source_close(&s);
    if (list->errors) print_count(list->errors, "error", to);
    if (list->errors && list->warnings) fputs(", ", to);
    if (list->warnings) print_count(list->warnings, "warning", to);
    if (list->count) fputc('\n', to);
}
