/* The record is a stream of frames, each a msgpack array [kind, block, payload, crc]: any msgpack
 * reader can walk it. payload is a bin; crc is CRC32C over kind and block (as 8 little-endian bytes
 * each) and payload. Frames of one block are contiguous: SCHEMA (once, block 0's predecessor)   (
 * BLOCK  ROWS  [TRACE]  AGGREGATES  INDEX ) per block, in block order   END A file that was cut off
 * loses at most the block being written. */
#ifndef RECORD_FRAME_H
#define RECORD_FRAME_H
#include "base/buf.h"
#include "base/error.h"

#define RECORD_VERSION 1
typedef enum frame_kind {
    FRAME_SCHEMA,
    FRAME_BLOCK,
    FRAME_ROWS,
    FRAME_TRACE,
    FRAME_AGGREGATES,
    FRAME_INDEX,
    FRAME_END
} frame_kind;
typedef struct frame {
    frame_kind kind;
    uint64_t block;
    const uint8_t *payload;
    size_t size;
} frame;

/* The writer appends payload bytes in place: begin, add to out, end. */
size_t frame_begin(buf *out, frame_kind, uint64_t block);
void frame_end(buf *out, size_t begun);
/* The next frame of data at *at; advances it. HG_E_NO: at the end. HG_E_INPUT: damaged (why says
 * how) or cut off. */
int frame_next(const uint8_t *data, size_t size, size_t *at, frame *out,
               const char **why) HG_MUST_CHECK;
#endif
