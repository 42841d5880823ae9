/* One block of the record: rows, traces and aggregates of consecutive jobs, framed. Must not know
 * who ran them. Jobs come arm by arm, so that one arm's sums are held at a time, however many arms
 * a block spans. */
#include "record/sink.h"

#include "base/hash.h"
#include "base/oom.h"
#include "record/frame.h"
#include "record/gathering.h"
#include "record/pack.h"

#include <assert.h>
#include <stdlib.h>

struct block_writer {
    record_level level;
    uint64_t block;
    uint32_t n;      /* jobs */
    uint32_t added;  /* so far */
    buf *out;        /* of the caller; traces, most of the bytes, are written there in place */
    size_t trace_at; /* where their frame begins in it */
    size_t traced;   /* their bytes so far */
    buf rows, aggregates;
    buf row_ends, trace_ends; /* packed numbers, for the index */
    gathering arm;
};

block_writer *block_new(record_level level, uint32_t n_parties, uint32_t n_buckets)
{
    block_writer *w = mem_zero(1, sizeof *w);
    w->level = level;
    gathering_init(&w->arm, n_parties, n_buckets);
    return w;
}

void block_free(block_writer *w)
{
    if (!w) return;
    buf *all[] = {&w->rows, &w->aggregates, &w->row_ends, &w->trace_ends};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) buf_fini(all[i]);
    gathering_fini(&w->arm);
    free(w);
}

static void add_head(const block_writer *w, uint64_t first_job)
{
    size_t begun = frame_begin(w->out, FRAME_BLOCK, w->block);
    pack_array(w->out, 2);
    pack_uint(w->out, first_job);
    pack_uint(w->out, w->n);
    frame_end(w->out, begun);
}

void block_begin(block_writer *w, uint64_t block, uint64_t first_job, uint32_t n, buf *out)
{
    buf *all[] = {&w->rows, &w->aggregates, &w->row_ends, &w->trace_ends};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) buf_clear(all[i]);
    w->block = block;
    w->n = n;
    w->added = 0;
    w->out = out;
    w->traced = 0;
    add_head(w, first_job);
    if (w->level == RECORD_FULL) w->trace_at = frame_begin(out, FRAME_TRACE, block);
}

void block_add(block_writer *w, const sink *k)
{
    const row *r = sink_row(k);
    size_t size;
    const uint8_t *trace = sink_trace(k, &size);
    if (w->arm.arm != r->arm) gathering_write(&w->arm, &w->aggregates);
    w->added++;
    row_write(r, &w->rows);
    pack_uint(&w->row_ends, w->rows.size);
    gathering_add(&w->arm, r->arm, sink_trajectory(k));
    if (w->level != RECORD_FULL) return;
    buf_add(w->out, trace, size);
    pack_uint(&w->trace_ends, w->traced += size);
}

/* Its checksum. */
static uint32_t add_frame(const block_writer *w, frame_kind kind, const buf *payload)
{
    size_t begun = frame_begin(w->out, kind, w->block);
    buf_add(w->out, payload->data, payload->size);
    return frame_end(w->out, begun);
}

static void add_index(const block_writer *w, uint64_t digest)
{
    size_t begun = frame_begin(w->out, FRAME_INDEX, w->block);
    pack_array(w->out, 3);
    pack_array(w->out, w->n);
    buf_add(w->out, w->row_ends.data, w->row_ends.size);
    if (w->level == RECORD_FULL) {
        pack_array(w->out, w->n);
        buf_add(w->out, w->trace_ends.data, w->trace_ends.size);
    } else {
        pack_nil(w->out);
    }
    pack_uint(w->out, digest);
    frame_end(w->out, begun);
}

void block_end(block_writer *w)
{
    uint64_t digest = 0;
    assert(w->added == w->n);
    gathering_write(&w->arm, &w->aggregates);
    if (w->level == RECORD_FULL) digest = hash_mix(digest, frame_end(w->out, w->trace_at));
    digest = hash_mix(digest, add_frame(w, FRAME_ROWS, &w->rows));
    digest = hash_mix(digest, add_frame(w, FRAME_AGGREGATES, &w->aggregates));
    add_index(w, digest);
}
