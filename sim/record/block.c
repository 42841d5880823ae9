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
    uint64_t block, first_job;
    uint32_t n;
    buf rows, traces, aggregates;
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
    buf *all[] = {&w->rows, &w->traces, &w->aggregates, &w->row_ends, &w->trace_ends};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) buf_fini(all[i]);
    gathering_fini(&w->arm);
    free(w);
}

void block_begin(block_writer *w, uint64_t block, uint64_t first_job)
{
    buf *all[] = {&w->rows, &w->traces, &w->aggregates, &w->row_ends, &w->trace_ends};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) buf_clear(all[i]);
    w->block = block;
    w->first_job = first_job;
    w->n = 0;
}

void block_add(block_writer *w, const sink *k)
{
    const row *r = sink_row(k);
    size_t size;
    const uint8_t *trace = sink_trace(k, &size);
    if (!w->n || w->arm.arm != r->arm) {
        if (w->n) gathering_write(&w->arm, &w->aggregates);
        gathering_begin(&w->arm, r->arm);
    }
    w->n++;
    row_write(r, &w->rows);
    pack_uint(&w->row_ends, w->rows.size);
    gathering_add(&w->arm, sink_trajectory(k));
    if (w->level != RECORD_FULL) return;
    buf_add(&w->traces, trace, size);
    pack_uint(&w->trace_ends, w->traces.size);
}

static void add_frame(const block_writer *w, frame_kind kind, const buf *payload, buf *out)
{
    size_t begun = frame_begin(out, kind, w->block);
    buf_add(out, payload->data, payload->size);
    frame_end(out, begun);
}

static void add_head(const block_writer *w, buf *out)
{
    size_t begun = frame_begin(out, FRAME_BLOCK, w->block);
    pack_array(out, 2);
    pack_uint(out, w->first_job);
    pack_uint(out, w->n);
    frame_end(out, begun);
}

static void add_index(const block_writer *w, buf *out)
{
    size_t begun = frame_begin(out, FRAME_INDEX, w->block);
    pack_array(out, 3);
    pack_array(out, w->n);
    buf_add(out, w->row_ends.data, w->row_ends.size);
    if (w->level == RECORD_FULL) {
        pack_array(out, w->n);
        buf_add(out, w->trace_ends.data, w->trace_ends.size);
    } else {
        pack_nil(out);
    }
    uint64_t digest = hash64(0, w->rows.data, w->rows.size);
    pack_uint(out, hash64(digest, w->traces.data, w->traces.size));
    frame_end(out, begun);
}

void block_end(block_writer *w, buf *out)
{
    if (w->n) gathering_write(&w->arm, &w->aggregates);
    add_head(w, out);
    add_frame(w, FRAME_ROWS, &w->rows, out);
    if (w->level == RECORD_FULL) add_frame(w, FRAME_TRACE, &w->traces, out);
    add_frame(w, FRAME_AGGREGATES, &w->aggregates, out);
    add_index(w, out);
}
