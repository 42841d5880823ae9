/* Inside the room: CSV as RFC 4180 has it, with LF: quotes only where needed, empty = missing. */
#ifndef ANALYSIS_CSV_H
#define ANALYSIS_CSV_H
#include "base/buf.h"
#include "base/error.h"

/* A file being written, in large pieces, as PATH.part: under its own name it is always whole. */
typedef struct csv_file {
    FILE *to; /* NULL: not opened */
    char path[4096], part[4096 + 8];
    buf text;
} csv_file;

int csv_open(csv_file *, const char *dir, const char *name, error_list *) HG_MUST_CHECK;
void csv_flush(csv_file *);                            /* once the buffer is large */
int csv_close(csv_file *, error_list *) HG_MUST_CHECK; /* reports any error on the way */
void csv_drop(csv_file *);                             /* what was there before stays */

/* Each adds one value and a comma. */
void csv_text(buf *, const char *); /* NULL: missing */
void csv_integer(buf *, uint64_t);  /* UINT64_MAX: missing */
void csv_hash(buf *, uint64_t);     /* 16 hexadecimal digits */
void csv_number(buf *, double);     /* NaN: missing */
void csv_end_line(buf *);           /* the last comma becomes the end of the line */
#endif
