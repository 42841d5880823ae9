/* Writing CSV. Knows bytes and files, no columns. */
#include "analysis/csv.h"

#include <errno.h>
#include <string.h>

enum { FLUSH_AT = 1 << 20 };

int csv_open(csv_file *f, const char *dir, const char *name, error_list *errors)
{
    *f = (csv_file){0};
    int length = snprintf(f->path, sizeof f->path, "%s/%s", dir, name);
    if (length > 0 && (size_t)length < sizeof f->path) f->to = fopen(f->path, "wb");
    if (f->to) return HG_E_OK;
    error_add(errors, HG_E_IO, f->path, 0, 0, "cannot be written: %s", strerror(errno));
    return HG_E_IO;
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

int csv_close(csv_file *f, error_list *errors)
{
    if (!f->to) return HG_E_OK;
    if (f->text.size) write_out(f);
    bool failed = ferror(f->to) != 0;
    failed = fclose(f->to) != 0 || failed;
    f->to = NULL;
    buf_fini(&f->text);
    if (!failed) return HG_E_OK;
    error_add(errors, HG_E_IO, f->path, 0, 0, "could not be written in full: %s", strerror(errno));
    return HG_E_IO;
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
    buf_double(b, x);
    buf_byte(b, ',');
}

void csv_end_line(buf *b)
{
    if (b->size) b->data[b->size - 1] = '\n';
}
