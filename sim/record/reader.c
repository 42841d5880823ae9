/* The record, read back: mapped, so that a record larger than memory can be walked. Every frame's
 * checksum and place is checked once, when the record is opened; the payloads are then taken as
 * they stand. Must not know who reads, nor anything of sessions. */
#include "record/reader.h"

#include "base/oom.h"
#include "record/pack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- opening ---- */

static int map_file(const char *path, record *out, error_list *errors)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC), code = HG_E_OK;
    if (file < 0) return file_error(errors, path, "open the record");
    if (fstat(file, &about) != 0) {
        code = file_error(errors, path, "look at the record");
    } else if (about.st_size > 0) {
        out->size = (size_t)about.st_size;
        void *data = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE, file, 0);
        if (data == MAP_FAILED)
            code = file_error(errors, path, "map the record");
        else
            out->data = data;
    }
    close(file);
    return code;
}

/* Which frame must come next: the walk is a small machine over kinds. */
typedef struct walk {
    const record *r;
    bool full;            /* level full: TRACE frames are there */
    frame_kind expect;    /* BLOCK (or END) between blocks */
    uint64_t block;       /* being read, or the next one */
    size_t at, began;     /* of the frame; of the block */
    uint64_t sessions;    /* in complete blocks */
    uint64_t block_count; /* sessions of the block being read */
} walk;

static frame_kind kind_after(const walk *w, frame_kind kind)
{
    switch (kind) {
    case FRAME_BLOCK: return w->full ? FRAME_TRACE : FRAME_ROWS;
    case FRAME_TRACE: return FRAME_ROWS;
    case FRAME_ROWS: return FRAME_AGGREGATES;
    case FRAME_AGGREGATES: return FRAME_INDEX;
    default: return FRAME_BLOCK;
    }
}

/* [first session, sessions]: blocks are equally long but for the last. */
static bool block_fits(walk *w, const frame *f)
{
    const record_schema *s = &w->r->schema;
    cursor c = {.data = f->payload, .size = f->size};
    if (take_array(&c) != 2) return false;
    uint64_t first = take_uint(&c);
    w->block_count = take_uint(&c);
    uint64_t left = s->jobs > first ? s->jobs - first : 0;
    return !c.bad && first == f->block * s->block &&
           w->block_count == (left < s->block ? left : s->block);
}

static const char *misplaced(walk *w, const frame *f)
{
    bool end = f->kind == FRAME_END && w->expect == FRAME_BLOCK;
    if (f->kind != w->expect && !end) return "a frame is missing or out of order";
    if (f->block != w->block) return "a block is missing or out of order";
    if (end && w->block != w->r->schema.blocks) return "the record ends before its last block";
    if (f->kind == FRAME_BLOCK && !block_fits(w, f)) return "a block does not hold its sessions";
    return NULL;
}

static void block_done(record *r, walk *w)
{
    if (!(r->blocks & (r->blocks - 1))) /* 0, 1, 2, 4, ...: room for twice as many */
        r->block_at =
            mem_grow(r->block_at, r->blocks ? 2 * (size_t)r->blocks : 1, sizeof *r->block_at);
    r->block_at[r->blocks++] = w->began;
    r->good = w->at;
    w->sessions += w->block_count;
    w->block++;
}

static int damaged(error_list *errors, const char *path, const walk *w, size_t at, const char *why)
{
    error_add(errors, HG_E_INPUT, path, 0, 0, "damaged in block %llu at byte %zu: %s",
              (unsigned long long)w->block, at, why);
    return HG_E_INPUT;
}

/* One frame; HG_E_NO where the walk is over. */
static int walk_on(record *r, walk *w, const char *path, error_list *errors)
{
    frame f;
    const char *why;
    size_t at = w->at;
    int code = frame_next(r->data, r->size, &w->at, &f, &why);
    if (code == HG_E_NO) return code;
    if (r->complete) return damaged(errors, path, w, at, "bytes follow the end");
    if (code == HG_E_IO && !frame_ends(r->data, r->size)) return HG_E_NO; /* cut off */
    if (code == HG_E_OK) why = misplaced(w, &f);
    if (why) return damaged(errors, path, w, at, why);
    if (f.kind == FRAME_BLOCK) w->began = at;
    if (f.kind == FRAME_INDEX) block_done(r, w);
    if (f.kind == FRAME_END) r->complete = true;
    w->expect = kind_after(w, f.kind);
    return HG_E_OK;
}

static int walk_record(arena *a, const char *path, record *r, error_list *errors)
{
    frame f;
    const char *why = "it is empty";
    walk w = {.r = r, .expect = FRAME_BLOCK};
    int code = frame_next(r->data, r->size, &w.at, &f, &why);
    if (!code && (f.kind != FRAME_SCHEMA || !schema_read(a, f.payload, f.size, &r->schema))) {
        why = "it does not begin with a schema of this version";
        code = HG_E_INPUT;
    }
    if (code) {
        error_add(errors, HG_E_INPUT, path, 0, 0, "not a record: %s", why ? why : "it is empty");
        return HG_E_INPUT;
    }
    r->good = w.at;
    w.full = strcmp(r->schema.level, "full") == 0;
    do code = walk_on(r, &w, path, errors);
    while (!code);
    return code == HG_E_NO ? HG_E_OK : code;
}

int record_open(arena *a, const char *path, record *out, error_list *errors)
{
    *out = (record){0};
    int code = map_file(path, out, errors);
    if (!code) code = walk_record(a, path, out, errors);
    if (code) record_close(out);
    return code;
}

void record_close(record *r)
{
    if (r->data) munmap((void *)(uintptr_t)r->data, r->size);
    free(r->block_at);
    *r = (record){0};
}

/* ---- reading ---- */

/* The frame of this kind in a complete block; an empty one where there is none. */
static frame frame_of(const record *r, uint64_t block, frame_kind kind)
{
    frame f;
    const char *why;
    size_t at = r->block_at[block];
    while (frame_pass(r->data, r->good, &at, &f, &why) == HG_E_OK && f.block == block)
        if (f.kind == kind) return f;
    return (frame){.kind = kind, .block = block};
}

bool record_each_row(const record *r, bool (*each)(void *ctx, const row *), void *ctx)
{
    row one;
    for (uint64_t b = 0; b < r->blocks; b++) {
        frame f = frame_of(r, b, FRAME_ROWS);
        for (size_t at = 0; at < f.size;) {
            if (!row_read(f.payload, f.size, &at, &one) || one.arm >= r->schema.n_arms ||
                one.n_parties != r->schema.n_parties)
                return false;
            if (!each(ctx, &one)) return true;
        }
    }
    return true;
}

static bool merge_block(const record *r, uint64_t block, aggregate *out)
{
    frame f = frame_of(r, block, FRAME_AGGREGATES);
    for (size_t at = 0; at < f.size;) {
        aggregate one;
        if (!aggregate_read(f.payload, f.size, &at, &one)) return false;
        bool fits = one.arm < r->schema.n_arms && one.n_parties == r->schema.n_parties &&
                    one.n_buckets == r->schema.n_buckets;
        if (fits) aggregate_merge(&out[one.arm], &one);
        aggregate_fini(&one);
        if (!fits) return false;
    }
    return true;
}

bool record_aggregates(const record *r, aggregate *out)
{
    bool sound = true;
    for (uint32_t i = 0; i < r->schema.n_arms; i++)
        aggregate_init(&out[i], i, r->schema.n_parties, r->schema.n_buckets);
    for (uint64_t b = 0; b < r->blocks && sound; b++) sound = merge_block(r, b, out);
    return sound;
}

/* Bytes [*from, *to) of a session in its block's payload of this kind, from the index. */
static bool look_up(const record *r, uint64_t session, frame_kind kind, size_t *from, size_t *to)
{
    uint64_t block = session / r->schema.block, place = session % r->schema.block;
    if (block >= r->blocks) return false;
    frame index = frame_of(r, block, FRAME_INDEX);
    cursor c = {.data = index.payload, .size = index.size};
    if (take_array(&c) != 3) return false;
    if (kind == FRAME_TRACE)
        for (uint32_t n = take_array(&c); n; n--) take_uint(&c);
    if (take_nil(&c) || place >= take_array(&c)) return false;
    for (*from = 0; place; place--) *from = (size_t)take_uint(&c);
    *to = (size_t)take_uint(&c);
    return !c.bad && *from <= *to;
}

bool record_row(const record *r, uint64_t session, row *out)
{
    size_t from, to;
    if (!look_up(r, session, FRAME_ROWS, &from, &to)) return false;
    frame rows = frame_of(r, session / r->schema.block, FRAME_ROWS);
    return to <= rows.size && row_read(rows.payload, to, &from, out) && from == to;
}

const uint8_t *record_trace(const record *r, uint64_t session, size_t *size)
{
    size_t from, to;
    *size = 0;
    if (!look_up(r, session, FRAME_TRACE, &from, &to)) return NULL;
    frame traces = frame_of(r, session / r->schema.block, FRAME_TRACE);
    if (to > traces.size) return NULL;
    *size = to - from;
    return traces.payload + from;
}
