/* Growable byte buffer, for record frames, CSV and JSON. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include <stddef.h>
#include <stdint.h>

typedef struct buf {
    uint8_t *data;
    size_t size, cap;
} buf;

void buf_init(buf *);
void buf_fini(buf *);
static inline void buf_clear(buf *b) { b->size = 0; }
void buf_reserve(buf *, size_t more); /* room for `more` bytes behind size */
void buf_add(buf *, const void *data, size_t size);
void buf_byte(buf *, uint8_t);
void buf_text(buf *, const char *s); /* without the terminator */
void buf_format(buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_double(buf *,
                double); /* shortest text that reads back to the same double; NaN writes nothing */
#endif
