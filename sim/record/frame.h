/* The record is a stream of frames, each a msgpack array [kind, block, payload, crc]: any msgpack
 * reader can walk it. payload is a bin (always of the 32-bit form, so that a frame is written in
 * place before its length is known); crc is CRC32C over kind and block (as 8 little-endian bytes
 * each) and payload. The frames of a block are contiguous, blocks stand in order:
 *
 *     SCHEMA   { BLOCK  [TRACE]  ROWS  AGGREGATES  INDEX }   END
 *
 * A file that was cut off loses at most the block that was being written. */
#ifndef RECORD_FRAME_H
#define RECORD_FRAME_H
#include "base/buf.h"
#include "base/error.h"

#define RECORD_VERSION 1
typedef enum frame_kind {
    FRAME_SCHEMA,     /* once; block 0 */
    FRAME_BLOCK,      /* [first session, sessions] */
    FRAME_TRACE,      /* level full: the sessions' traces, one after the other */
    FRAME_ROWS,       /* one row per session, one after the other */
    FRAME_AGGREGATES, /* one aggregate per arm that has sessions in the block */
    FRAME_INDEX, /* [[where rows end], [where traces end] or nil, hash of the block's checksums:
                    of TRACE, ROWS and AGGREGATES] */
    FRAME_END,   /* [blocks, sessions]; block = number of blocks */
    FRAME_KINDS
} frame_kind;
typedef struct frame {
    frame_kind kind;
    uint64_t block;
    const uint8_t *payload;
    size_t size;
} frame;

/* The writer appends payload bytes in place: begin, add to out, end. A payload is < 4 GiB. */
size_t frame_begin(buf *out, frame_kind, uint64_t block);
uint32_t frame_end(buf *out, size_t begun); /* the checksum */
/* The next frame of data at *at; advances it. HG_E_NO: at the end. HG_E_IO: the data end inside
 * this frame. HG_E_INPUT: damaged (why says how). */
int frame_next(const uint8_t *data, size_t size, size_t *at, frame *out,
               const char **why) HG_MUST_CHECK;
/* The same by form alone, without the checksum: for frames that were checked before. */
int frame_pass(const uint8_t *data, size_t size, size_t *at, frame *out,
               const char **why) HG_MUST_CHECK;
/* Is there a sound END frame at the very end? Then bytes that seem to miss are damaged lengths. */
bool frame_ends(const uint8_t *data, size_t size);
#endif
