/* Reads a record: checks every frame, walks rows and aggregates in order. Knows no session. */
#ifndef RECORD_READER_H
#define RECORD_READER_H
#include "record/aggregate.h"
#include "record/frame.h"
#include "record/row.h"
#include "record/schema.h"

typedef struct record {
    const uint8_t *data; /* the mapped file */
    size_t size;
    record_schema schema;
    uint64_t blocks;  /* complete and undamaged from the start */
    bool complete;    /* END frame present and everything before it fine */
    size_t good;      /* bytes up to the last complete block */
    size_t *block_at; /* [blocks] where each one starts; own memory */
} record;

/* Maps and checks the whole file. A cut-off tail is no error (complete = false); damage in the
 * middle is: error names block and offset. After an error there is nothing to close. */
int record_open(arena *, const char *path, record *out, error_list *) HG_MUST_CHECK;
void record_close(record *);

/* All rows in session order; stops when `each` returns false. The row is valid during the call.
 * Returns false where a row is malformed: written by a faulty program, since its checksum was
 * right. */
bool record_each_row(const record *, bool (*each)(void *ctx, const row *), void *ctx);
/* The run's aggregates by arm, merged in block order: out[n_arms], initialised here, each to be
 * finished by the caller. False where one is malformed. */
bool record_aggregates(const record *, aggregate *out);
/* One session's row; false if it is not there. */
bool record_row(const record *, uint64_t session, row *out);
/* The trace of one session (record/trace.h); NULL at level sessions or if there is none. Borrowed
 * from the mapping. */
const uint8_t *record_trace(const record *, uint64_t session, size_t *size);
#endif
