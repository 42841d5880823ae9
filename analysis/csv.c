/* Writing CSV. Knows bytes and files, no columns. */
#include "analysis/csv.h"

#include <errno.h>
#include <string.h>

enum { FLUSH_AT = 1 << 20 };

static int io_error(const csv_file *f, const char *what, error_list *errors)
{
    error_add(errors, HG_E_IO, f->path, 0, 0, "%s: %s", what, strerror(errno));
    return HG_E_IO;
}

int csv_open(csv_file *f, const char *dir, const char *name, error_list *errors)
{
    *f = (csv_file){0};
    int length = snprintf(f->path, sizeof f->path, "%s/%s", dir, name);
    bool fits = length > 0 && (size_t)length < sizeof f->path;
    if (!fits) errno = ENAMETOOLONG;
    snprintf(f->part, sizeof f->part, "%s.part", f->path);
    if (fits) f->to = fopen(f->part, "wb");
    return f->to ? HG_E_OK : io_error(f, "cannot be written", errors);
}

static void write_out(csv_file *f)
{
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
    if (!f->to) return HG_E_OK;
    if (f->text.size) write_out(f);
    int code = HG_E_OK;
    if (!finish(f))
        code = io_error(f, "could not be written in full", errors);
    else if (rename(f->part, f->path))
        code = io_error(f, "cannot be written", errors);
    if (code) remove(f->part);
    return code;
}

void csv_drop(csv_file *f)
{
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
