/* A byte buffer that doubles when it is full: n bytes cost O(n) whatever the pieces. Growth stops
 * the program where memory ends (oom), so no caller checks. Knows libc, oom and the text of
 * numbers. */
#include "base/buf.h"
#include "base/oom.h"
#include "base/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 64 };

void buf_init(buf *b) { *b = (buf){0}; }

void buf_fini(buf *b)
{
    free(b->data);
    buf_init(b);
}

void buf_reserve(buf *b, size_t more)
{
    if (b->cap - b->size >= more) return;
    if (more > SIZE_MAX / 2 - b->size) oom(more);
    size_t cap = b->cap ? b->cap : FIRST_CAP;
    while (cap - b->size < more) cap *= 2;
    b->data = mem_grow(b->data, cap, 1);
    b->cap = cap;
}

void buf_add(buf *b, const void *data, size_t size)
{
    if (!size) return;
    buf_reserve(b, size);
    memcpy(b->data + b->size, data, size);
    b->size += size;
}

void buf_byte(buf *b, uint8_t x)
{
    buf_reserve(b, 1);
    b->data[b->size++] = x;
}

void buf_text(buf *b, const char *s) { buf_add(b, s, strlen(s)); }

void buf_format(buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0) {
        buf_reserve(b, (size_t)length + 1); /* vsnprintf writes the terminator too */
        vsnprintf((char *)b->data + b->size, (size_t)length + 1, format, again);
        b->size += (size_t)length;
    }
    va_end(again);
}

void buf_double(buf *b, double x)
{
    if (isnan(x)) return;
    buf_reserve(b, TEXT_DOUBLE_MAX);
    b->size += text_double((char *)b->data + b->size, x);
}
