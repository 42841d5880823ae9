/* The observer that records: what a session said becomes its row, its trace (level full) and its
 * trajectory. One sink per slot, reused; committed to the block in job order whatever order
 * sessions ended in. */
#ifndef RECORD_SINK_H
#define RECORD_SINK_H
#include "record/aggregate.h"
#include "record/row.h"
#include "session/session.h"

typedef enum record_level { RECORD_SESSIONS, RECORD_FULL } record_level;
const char *record_level_name(record_level);
bool record_level_find(const char *name, record_level *);

typedef struct sink sink;
/* n_parties and rounds bound the memory, taken once. */
sink *sink_new(record_level, uint32_t n_parties, uint32_t rounds);
void sink_free(sink *);
void sink_begin(sink *, uint32_t arm); /* forgets the last session */
const observer *sink_observer(sink *);
/* After the end, until the sink begins again: the row, and at level full the trace
 * (record/trace.h), else NULL. */
const row *sink_row(const sink *);
const uint8_t *sink_trace(const sink *, size_t *size);

/* One block being written: n jobs in order, appended to out, which is not touched by others between
 * begin and end. */
typedef struct block_writer block_writer;
block_writer *block_new(record_level, uint32_t n_parties, uint32_t n_buckets);
void block_free(block_writer *);
void block_begin(block_writer *, uint64_t block, uint64_t first_job, uint32_t n, buf *out);
void block_add(block_writer *, const sink *);
void block_end(block_writer *);
#endif
