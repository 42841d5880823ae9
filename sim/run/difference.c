/* Where what comes out now differs from what was recorded: the frame, the session, and which field
 * of its row or which entry of its trace. Bytes decide whether there is a difference; what they
 * mean only names it. Must not know how blocks are played. */
#include "run/difference.h"

#include "base/text.h"
#include "record/pack.h"
#include "record/story.h"

#include <stddef.h>
#include <string.h>

#define NO_SESSION UINT64_MAX

static const char *const frame_names[FRAME_KINDS] = {"SCHEMA",     "BLOCK", "TRACE", "ROWS",
                                                     "AGGREGATES", "INDEX", "END"};

typedef struct bytes {
    const uint8_t *data;
    size_t size;
} bytes;

static size_t first_difference(bytes a, bytes b)
{
    size_t n = a.size < b.size ? a.size : b.size, at = 0;
    while (at < n && a.data[at] == b.data[at]) at++;
    return at;
}

static bool same_bytes(bytes a, bytes b)
{
    return a.size == b.size && (!a.size || memcmp(a.data, b.data, a.size) == 0);
}

static bool differs(replay_difference *out, frame_kind kind, uint64_t id, const char *what)
{
    out->differs = true;
    out->frame = frame_names[kind];
    out->session = id;
    out->what = what;
    return true;
}

/* ---- fields of a struct, by name ---- */

typedef enum field_kind { FIELD_REAL, FIELD_U32, FIELD_U64, FIELD_BOOL, FIELD_TEXT } field_kind;
typedef struct field {
    const char *name;
    field_kind kind;
    size_t at;
} field;

static const char *text_of_field(arena *a, const field *f, const void *of)
{
    const char *p = (const char *)of + f->at;
    char number[TEXT_DOUBLE_MAX];
    switch (f->kind) {
    case FIELD_REAL: text_double(number, *(const double *)(const void *)p); break;
    case FIELD_U32:
        snprintf(number, sizeof number, "%u", *(const uint32_t *)(const void *)p);
        break;
    case FIELD_U64:
        snprintf(number, sizeof number, "%llu",
                 (unsigned long long)*(const uint64_t *)(const void *)p);
        break;
    case FIELD_BOOL: return *(const bool *)(const void *)p ? "true" : "false";
    case FIELD_TEXT: return *(const char *const *)(const void *)p;
    }
    return arena_text(a, number);
}

/* The first field in which two structs differ; NULL: none. */
static const field *differing(arena *a, const field *fields, const void *x, const void *y)
{
    for (; fields->name; fields++)
        if (strcmp(text_of_field(a, fields, x), text_of_field(a, fields, y)) != 0) return fields;
    return NULL;
}

static const char *was_and_is(arena *a, const char *of, const field *f, const void *was,
                              const void *is)
{
    return arena_format(a, "%s is %s in the record, now %s", of, text_of_field(a, f, was),
                        text_of_field(a, f, is));
}

/* ---- schema ---- */

#define SCHEMA_FIELD(name, kind)                                                                   \
    {                                                                                              \
#name, kind, offsetof(record_schema, name)                                                 \
    }
static const field schema_numbers[] = {SCHEMA_FIELD(version, FIELD_TEXT),
                                       SCHEMA_FIELD(name, FIELD_TEXT),
                                       SCHEMA_FIELD(level, FIELD_TEXT),
                                       SCHEMA_FIELD(seed, FIELD_U64),
                                       SCHEMA_FIELD(block, FIELD_U64),
                                       SCHEMA_FIELD(jobs, FIELD_U64),
                                       SCHEMA_FIELD(blocks, FIELD_U64),
                                       SCHEMA_FIELD(n_buckets, FIELD_U32),
                                       SCHEMA_FIELD(n_parties, FIELD_U32),
                                       SCHEMA_FIELD(n_arms, FIELD_U32),
                                       {0}};

static const char *schema_sentence(arena *a, const record_schema *was, const record_schema *is)
{
    const field *f = differing(a, schema_numbers, was, is);
    if (f) return was_and_is(a, arena_format(a, "the run's %s", f->name), f, was, is);
    if (strcmp(was->scenario, is->scenario) != 0) return "the scenario's text differs";
    if (strcmp(was->config, is->config) != 0) return "the configuration's text differs";
    if (was->identity != is->identity) return "the run's identity differs";
    return "roles, agents or sessions of an arm differ";
}

bool difference_of_schemas(arena *a, const record *r, const plan *p, const buf *fresh,
                           replay_difference *out)
{
    bytes was = {r->data, block_begins(r, 0)}, is = {fresh->data, fresh->size};
    if (same_bytes(was, is)) return false;
    out->offset = first_difference(was, is);
    return differs(out, FRAME_SCHEMA, NO_SESSION, schema_sentence(a, &r->schema, &p->schema));
}

/* ---- rows ---- */

#define ROW_FIELD(name, kind)                                                                      \
    {                                                                                              \
#name, kind, offsetof(row, name)                                                           \
    }
static const field row_fields[] = {
    ROW_FIELD(session, FIELD_U64),       ROW_FIELD(replicate, FIELD_U64),
    ROW_FIELD(arm, FIELD_U32),           ROW_FIELD(episode, FIELD_U32),
    ROW_FIELD(result, FIELD_U32),        ROW_FIELD(by, FIELD_U32),
    ROW_FIELD(fault, FIELD_U32),         ROW_FIELD(round, FIELD_U32),
    ROW_FIELD(offers, FIELD_U32),        ROW_FIELD(deal, FIELD_U64),
    ROW_FIELD(pie, FIELD_REAL),          ROW_FIELD(zone_start, FIELD_REAL),
    ROW_FIELD(zone_end, FIELD_REAL),     ROW_FIELD(joint_start, FIELD_REAL),
    ROW_FIELD(transferable, FIELD_BOOL), ROW_FIELD(trace, FIELD_U64),
    ROW_FIELD(n_parties, FIELD_U32),     {0}};

#define PARTY_FIELD(name, kind)                                                                    \
    {                                                                                              \
#name, kind, offsetof(row_party, name)                                                     \
    }
#define LEVERAGE_FIELD(when, part)                                                                 \
    {                                                                                              \
        "leverage at the " #when " (" #part ")", FIELD_REAL, offsetof(row_party, when.part)        \
    }
static const field party_fields[] = {PARTY_FIELD(utility, FIELD_REAL),
                                     PARTY_FIELD(payoff, FIELD_REAL),
                                     PARTY_FIELD(opening, FIELD_REAL),
                                     PARTY_FIELD(early_concession, FIELD_REAL),
                                     PARTY_FIELD(mean_demand, FIELD_REAL),
                                     PARTY_FIELD(limit_start, FIELD_REAL),
                                     PARTY_FIELD(limit_end, FIELD_REAL),
                                     PARTY_FIELD(messages, FIELD_U64),
                                     PARTY_FIELD(offers, FIELD_U32),
                                     LEVERAGE_FIELD(start, phi),
                                     LEVERAGE_FIELD(start, alternatives),
                                     LEVERAGE_FIELD(start, power),
                                     LEVERAGE_FIELD(start, information),
                                     LEVERAGE_FIELD(start, frontier),
                                     LEVERAGE_FIELD(end, phi),
                                     LEVERAGE_FIELD(end, alternatives),
                                     LEVERAGE_FIELD(end, power),
                                     LEVERAGE_FIELD(end, information),
                                     LEVERAGE_FIELD(end, frontier),
                                     {0}};

static const char *role_of(const plan *p, uint32_t who) { return p->schema.roles[who]; }

/* NULL: no field differs. */
static const char *row_sentence(arena *a, const plan *p, const row *was, const row *is)
{
    const field *f = differing(a, row_fields, was, is);
    const char *of = arena_format(a, "session %llu: the row's", (unsigned long long)is->session);
    if (f) return was_and_is(a, arena_format(a, "%s %s", of, f->name), f, was, is);
    for (uint32_t i = 0; i < is->n_parties; i++) {
        f = differing(a, party_fields, &was->party[i], &is->party[i]);
        if (f)
            return was_and_is(a, arena_format(a, "%s %s of %s", of, f->name, role_of(p, i)), f,
                              &was->party[i], &is->party[i]);
    }
    return NULL;
}

bool difference_of_rows(arena *a, const plan *p, const row *recorded, const row *fresh,
                        replay_difference *out)
{
    const char *what = row_sentence(a, p, recorded, fresh);
    return what && differs(out, FRAME_ROWS, fresh->session, what);
}

/* The payloads of two ROWS frames that differ, row by row. */
static bool name_row(arena *a, const plan *p, bytes was, bytes is, replay_difference *out)
{
    row old, new;
    size_t was_at = 0, is_at = 0;
    while (row_read(is.data, is.size, &is_at, &new)) {
        uint64_t id = new.session;
        const char *head = arena_format(a, "session %llu", (unsigned long long)id), *what;
        if (!row_read(was.data, was.size, &was_at, &old))
            return differs(out, FRAME_ROWS, id,
                           arena_format(a, "%s: its row in the record cannot be read", head));
        if ((what = row_sentence(a, p, &old, &new))) return differs(out, FRAME_ROWS, id, what);
        if (was_at != is_at || memcmp(was.data, is.data, is_at) != 0)
            return differs(out, FRAME_ROWS, id,
                           arena_format(a, "%s: its row says the same in other bytes", head));
    }
    return differs(out, FRAME_ROWS, NO_SESSION, "rows follow the last one of the block");
}

/* ---- traces ---- */

static const char *kind_of_message(hg_kind kind)
{
    switch (kind) {
#define KIND_CASE(code, name, by, fields, text)                                                    \
    case HG_##name: return #name;
        HG_MESSAGES(KIND_CASE)
#undef KIND_CASE
    }
    return "message";
}

static const char *entry_text(arena *a, const plan *p, const story_entry *e)
{
    static const char *const kinds[] = {[STORY_SESSION] = "the session's numbers",
                                        [STORY_LEVERAGE] = "leverage",
                                        [STORY_NOTE] = "a note",
                                        [STORY_ENDING] = "the ending"};
    if (e->kind != STORY_SAID && e->kind != STORY_EVENT) return kinds[e->kind];
    const char *kind = kind_of_message(e->message.kind), *role = role_of(p, e->party);
    if (e->message.outcome == HG_NO_OUTCOME) return arena_format(a, "%s of %s", kind, role);
    return arena_format(a, "%s of %s, outcome %llu", kind, role,
                        (unsigned long long)e->message.outcome);
}

/* The entries at which two traces part. */
static const char *trace_sentence(arena *a, const plan *p, uint64_t id, bytes was, bytes is)
{
    const model *m = p->arms[job_at(p, id).arm].model;
    story old, new;
    story_entry before, now;
    const char *head = arena_format(a, "session %llu", (unsigned long long)id);
    story_begin(&old, m, was.data, was.size);
    story_begin(&new, m, is.data, is.size);
    for (uint32_t n = 1;; n++) {
        size_t from = new.at;
        if (!story_next(&new, &now))
            return arena_format(a, "%s: bytes follow the last entry of its trace", head);
        if (!story_next(&old, &before))
            return arena_format(a, "%s: entry %u of its trace (%s) cannot be read in the record",
                                head, n, entry_text(a, p, &now));
        if (old.at == new.at && memcmp(was.data + from, is.data + from, new.at - from) == 0)
            continue;
        return arena_format(
            a, "%s: entry %u of its trace, in round %u, is %s in the record, now %s", head, n,
            now.round + 1, entry_text(a, p, &before), entry_text(a, p, &now));
    }
}

bool difference_of_traces(arena *a, const plan *p, uint64_t id, const uint8_t *recorded,
                          size_t recorded_size, const uint8_t *fresh, size_t fresh_size,
                          replay_difference *out)
{
    bytes was = {recorded, recorded_size}, is = {fresh, fresh_size};
    if (same_bytes(was, is)) return false;
    return differs(out, FRAME_TRACE, id, trace_sentence(a, p, id, was, is));
}

/* Traces lie one after the other: up to the first byte that differs they lie alike, so that the
 * fresh index tells whose trace that byte is in. */
static bool name_trace(arena *a, const plan *p, uint64_t block, bytes was, bytes is, bytes index,
                       replay_difference *out)
{
    cursor c = {.data = index.data, .size = index.size};
    size_t from = 0, to = 0, at = first_difference(was, is);
    uint64_t id = block * p->block;
    take_array(&c);
    for (uint32_t n = take_array(&c); n; n--) take_uint(&c);
    for (uint32_t n = take_array(&c); n; n--, id++, from = to) {
        to = (size_t)take_uint(&c);
        if (at >= to) continue;
        bytes old = {was.data + from, was.size - from}, new = {is.data + from, to - from};
        return differs(out, FRAME_TRACE, id, trace_sentence(a, p, id, old, new));
    }
    return differs(out, FRAME_TRACE, NO_SESSION, "bytes follow the last trace of the block");
}

/* ---- aggregates ---- */

static bool name_aggregate(arena *a, uint64_t block, bytes was, bytes is, replay_difference *out)
{
    aggregate one;
    size_t is_at = 0, at = first_difference(was, is);
    while (aggregate_read(is.data, is.size, &is_at, &one)) {
        uint32_t whose = one.arm;
        aggregate_fini(&one);
        if (at < is_at)
            return differs(out, FRAME_AGGREGATES, NO_SESSION,
                           arena_format(a, "block %llu: the sums of arm %u differ",
                                        (unsigned long long)block, whose));
    }
    return differs(out, FRAME_AGGREGATES, NO_SESSION, "sums follow those of the block's last arm");
}

/* ---- blocks ---- */

size_t block_begins(const record *r, uint64_t block)
{
    return block < r->blocks ? r->block_at[block] : r->good;
}

static bytes payload_of(bytes block, frame_kind kind)
{
    frame f;
    const char *why;
    size_t at = 0;
    while (frame_pass(block.data, block.size, &at, &f, &why) == HG_E_OK)
        if (f.kind == kind) return (bytes){f.payload, f.size};
    return (bytes){0};
}

static bool name_in_frame(arena *a, const plan *p, uint64_t block, frame_kind kind, bytes was,
                          bytes is, bytes fresh, replay_difference *out)
{
    switch (kind) {
    case FRAME_TRACE: return name_trace(a, p, block, was, is, payload_of(fresh, FRAME_INDEX), out);
    case FRAME_ROWS: return name_row(a, p, was, is, out);
    case FRAME_AGGREGATES: return name_aggregate(a, block, was, is, out);
    default:
        return differs(out, kind, NO_SESSION,
                       arena_format(a, "block %llu: its %s differs", (unsigned long long)block,
                                    kind == FRAME_INDEX ? "index" : "head"));
    }
}

/* The frames of both, in step: the reader saw to it that they are of the same kinds. */
static bool name_frame(arena *a, const plan *p, uint64_t block, bytes was, bytes is,
                       replay_difference *out)
{
    size_t was_at = 0, is_at = 0;
    frame old, new;
    const char *why;
    while (frame_pass(was.data, was.size, &was_at, &old, &why) == HG_E_OK &&
           frame_pass(is.data, is.size, &is_at, &new, &why) == HG_E_OK) {
        bytes old_payload = {old.payload, old.size}, new_payload = {new.payload, new.size};
        if (!same_bytes(old_payload, new_payload))
            return name_in_frame(a, p, block, new.kind, old_payload, new_payload, is, out);
    }
    return differs(
        out, FRAME_BLOCK, NO_SESSION,
        arena_format(a, "block %llu: it says the same in other bytes", (unsigned long long)block));
}

bool difference_of_blocks(arena *a, const record *r, const plan *p, uint64_t block,
                          const uint8_t *fresh, size_t size, replay_difference *out)
{
    size_t from = block_begins(r, block);
    bytes was = {r->data + from, block_begins(r, block + 1) - from}, is = {fresh, size};
    if (same_bytes(was, is)) return false;
    out->block = block;
    out->offset = from + first_difference(was, is);
    return name_frame(a, p, block, was, is, out);
}

bool difference_of_ends(arena *a, const record *r, const buf *fresh, replay_difference *out)
{
    bytes was = {r->data + r->good, r->size - r->good}, is = {fresh->data, fresh->size};
    if (same_bytes(was, is)) return false;
    out->block = r->blocks;
    out->offset = r->good + first_difference(was, is);
    return differs(out, FRAME_END, NO_SESSION,
                   arena_text(a, "the counts of blocks and sessions at its end differ"));
}
