/* Inside the room: CSV as RFC 4180 has it, with LF: quotes only where needed, empty = missing. */
#ifndef ANALYSIS_CSV_H
#define ANALYSIS_CSV_H
#include "base/buf.h"
#include "base/error.h"

/* Takes the text of a file instead of the disk, in pieces. */
typedef struct csv_tap {
    void (*take)(void *ctx, const uint8_t *text, size_t size);
    void *ctx;
} csv_tap;

/* A file being written, in large pieces, as PATH.part: under its own name it is always whole. */
typedef struct csv_file {
    FILE *to;           /* NULL: not opened, or */
    const csv_tap *tap; /* into here */
    char path[4096], part[4096 + 8];
    buf text;
} csv_file;

int csv_open(csv_file *, const char *dir, const char *name, error_list *) HG_MUST_CHECK;
void csv_open_tap(csv_file *, const csv_tap *);
bool csv_is_open(const csv_file *);
void csv_flush(csv_file *);                            /* once the buffer is large */
int csv_close(csv_file *, error_list *) HG_MUST_CHECK; /* reports any error on the way */
void csv_drop(csv_file *);                             /* what was there before stays */

/* Each adds one value and a comma. */
void csv_text(buf *, const char *); /* NULL: missing */
void csv_integer(buf *, uint64_t);  /* UINT64_MAX: missing */
void csv_hash(buf *, uint64_t);     /* 16 hexadecimal digits */
void csv_number(buf *, double);     /* NaN: missing */
void csv_end_line(buf *);           /* the last comma becomes the end of the line */

/* Such text read back, in pieces of any size: calls `line` with the cells of each; missing: "". */
typedef struct csv_reader {
    void (*line)(void *ctx, size_t n, const char *const *cells);
    void *ctx;
    buf text, starts; /* private: the line so far; where its cells begin (size_t) */
    bool quoted, closing;
} csv_reader;
void csv_reader_init(csv_reader *, void (*line)(void *, size_t, const char *const *), void *ctx);
void csv_reader_take(void *reader, const uint8_t *text, size_t size); /* a csv_tap.take */
void csv_reader_fini(csv_reader *);
#endif
