/* Writing CSV. Knows bytes and files, no columns. */
#include "analysis/csv.h"

#include <errno.h>
#include <string.h>

enum { FLUSH_AT = 1 << 20 };

int csv_open(csv_file *f, const char *dir, const char *name, error_list *errors)
{
    *f = (csv_file){0};
    int length = snprintf(f->path, sizeof f->path, "%s/%s", dir, name);
    bool fits = length > 0 && (size_t)length < sizeof f->path;
    if (!fits) errno = ENAMETOOLONG;
    snprintf(f->part, sizeof f->part, "%s.part", f->path);
    if (fits) f->to = fopen(f->part, "wb");
    return f->to ? HG_E_OK : file_error(errors, f->path, "write the file");
}

void csv_open_tap(csv_file *f, const csv_tap *tap) { *f = (csv_file){.tap = tap}; }

bool csv_is_open(const csv_file *f) { return f->to || f->tap; }

static void write_out(csv_file *f)
{
    if (f->tap)
        f->tap->take(f->tap->ctx, f->text.data, f->text.size);
    else
        fwrite(f->text.data, 1, f->text.size, f->to); /* ferror is asked at the end */
    buf_clear(&f->text);
}

void csv_flush(csv_file *f)
{
    if (f->text.size >= FLUSH_AT) write_out(f);
}

/* False: a write failed, now or before. */
static bool finish(csv_file *f)
{
    bool fine = !ferror(f->to);
    fine = fclose(f->to) == 0 && fine;
    f->to = NULL;
    buf_fini(&f->text);
    return fine;
}

int csv_close(csv_file *f, error_list *errors)
{
    if (!csv_is_open(f)) return HG_E_OK;
    if (f->text.size) write_out(f);
    if (f->tap) {
        buf_fini(&f->text);
        return HG_E_OK;
    }
    int code = HG_E_OK;
    if (!finish(f))
        code = file_error(errors, f->path, "write all of the file");
    else if (rename(f->part, f->path))
        code = file_error(errors, f->path, "write the file");
    if (code) remove(f->part);
    return code;
}

void csv_drop(csv_file *f)
{
    if (f->tap) buf_fini(&f->text);
    if (!f->to) return;
    (void)finish(f);
    remove(f->part);
}

void csv_text(buf *b, const char *s)
{
    if (s && strpbrk(s, ",\"\r\n")) {
        buf_byte(b, '"');
        for (; *s; s++) {
            if (*s == '"') buf_byte(b, '"');
            buf_byte(b, (uint8_t)*s);
        }
        buf_byte(b, '"');
    } else if (s) {
        buf_text(b, s);
    }
    buf_byte(b, ',');
}

void csv_integer(buf *b, uint64_t x)
{
    char digits[20];
    size_t n = sizeof digits;
    if (x != UINT64_MAX) {
        do digits[--n] = (char)('0' + x % 10);
        while (x /= 10);
        buf_add(b, digits + n, sizeof digits - n);
    }
    buf_byte(b, ',');
}

void csv_hash(buf *b, uint64_t x)
{
    char digits[17];
    for (int i = 0; i < 16; i++) digits[i] = "0123456789abcdef"[x >> (60 - 4 * i) & 15];
    digits[16] = ',';
    buf_add(b, digits, sizeof digits);
}

void csv_number(buf *b, double x)
{
    buf_double(b, x == 0 ? 0 : x); /* no -0: it reads as a sign that means nothing */
    buf_byte(b, ',');
}

void csv_end_line(buf *b)
{
    if (b->size) b->data[b->size - 1] = '\n';
}

/* ---- reading back ---- */

void csv_reader_init(csv_reader *r, void (*line)(void *, size_t, const char *const *), void *ctx)
{
    *r = (csv_reader){.line = line, .ctx = ctx};
    buf_init(&r->text);
    buf_init(&r->starts);
}

void csv_reader_fini(csv_reader *r)
{
    buf_fini(&r->text);
    buf_fini(&r->starts);
}

static void begin_cell(csv_reader *r) { buf_add(&r->starts, &r->text.size, sizeof r->text.size); }

static void end_line(csv_reader *r)
{
    size_t n = r->starts.size / sizeof(size_t);
    buf cells;
    buf_init(&cells);
    for (size_t i = 0; i < n; i++) {
        size_t start;
        memcpy(&start, r->starts.data + i * sizeof start, sizeof start);
        const char *cell = (const char *)r->text.data + start;
        buf_add(&cells, &cell, sizeof cell);
    }
    r->line(r->ctx, n, (const char *const *)(const void *)cells.data);
    buf_fini(&cells);
    buf_clear(&r->text);
    buf_clear(&r->starts);
}

/* A quote inside quotes ends them, unless another follows: then it is one. */
static bool is_quote(csv_reader *r, uint8_t byte)
{
    if (byte != '"') {
        r->quoted = r->quoted && !r->closing;
        r->closing = false;
        return false;
    }
    if (!r->quoted) {
        r->quoted = true;
    } else {
        if (r->closing) buf_byte(&r->text, '"');
        r->closing = !r->closing;
    }
    return true;
}

void csv_reader_take(void *reader, const uint8_t *text, size_t size)
{
    csv_reader *r = reader;
    for (size_t i = 0; i < size; i++) {
        if (!r->starts.size) begin_cell(r);
        if (is_quote(r, text[i])) continue;
        bool plain = r->quoted || (text[i] != ',' && text[i] != '\n');
        buf_byte(&r->text, plain ? text[i] : 0);
        if (plain) continue;
        if (text[i] == ',')
            begin_cell(r);
        else
            end_line(r);
    }
}
