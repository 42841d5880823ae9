/* The cold codec: walks the schema, one array per message, through msgpack-c. Nothing reaches
 * msgpack-c before the pre-scan has seen it. Allocates while decoding; knows nothing of the hot
 * codec, whose oracle it is. */
#include "wire/cold.h"
#include "base/oom.h"
#include "wire/field.h"
#include "wire/scan.h"
#include "wire/unpack.h"
#include <string.h>

/* ---- writing into a buffer of fixed size ---- */
typedef struct sink {
    uint8_t *to;
    size_t size, cap;
    bool full;
} sink;

static int sink_write(void *ctx, const char *bytes, size_t size)
{
    sink *s = ctx;
    if (s->full || size > s->cap - s->size) {
        s->full = true;
        return -1;
    }
    memcpy(s->to + s->size, bytes, size);
    s->size += size;
    return 0;
}

/* The only optional field is the last one of a form: words, absent where there are none; or what
 * stands, which wire_encode_turn alone knows. */
static uint32_t fields_present(const wire_form *form, const hg_message *message)
{
    uint32_t n = wire_fields_count(form->fields);
    bool optional = n && form->fields[n - 1].need == FIELD_OPTIONAL;
    bool there = form->kind != HG_TURN && message->n_words;
    return optional && !there ? n - 1 : n;
}

static bool write_all(const field_writer *by, const wire_field *fields, uint32_t n,
                      const void *object)
{
    for (uint32_t k = 0; k < n; k++)
        if (!field_write(by, &fields[k], object)) return false;
    return true;
}

static size_t encode(const space *s, const wire_form *form, uint32_t n, const void *message,
                     uint8_t *out, size_t cap)
{
    sink bytes = {.to = out, .cap = cap};
    msgpack_packer packer;
    msgpack_packer_init(&packer, &bytes, sink_write);
    field_writer by = {.to = &packer, .space = s};
    msgpack_pack_array(&packer, WIRE_HEAD + n);
    msgpack_pack_uint32(&packer, (uint32_t)form->kind);
    bool fine = write_all(&by, wire_head, WIRE_HEAD - 1, message) &&
                write_all(&by, form->fields, n, message);
    return fine && !bytes.full ? bytes.size : 0;
}

size_t cold_encode(const space *s, const hg_message *m, uint8_t *out, size_t cap)
{
    const wire_form *form = wire_form_of((uint64_t)m->kind);
    if (!form || form->kind == HG_HELLO || form->kind == HG_BRIEF || form->kind == HG_MEANS)
        return 0;
    return encode(s, form, fields_present(form, m), m, out, cap);
}

size_t wire_encode_turn(const space *s, const hg_message *m, const hg_turn *turn, uint8_t *out,
                        size_t cap)
{
    const wire_form *form = wire_form_of(HG_TURN);
    wire_message told = {.m = *m, .stand = {turn->standing, turn->mine, turn->revise, true}};
    return encode(s, form, wire_fields_count(form->fields), &told, out, cap);
}

size_t wire_encode_hello(uint32_t abi, const char *agent, uint8_t *out, size_t cap)
{
    wire_message hello = {.m.kind = HG_HELLO, .abi = abi};
    size_t size = strlen(agent);
    if (size > WIRE_NAME_MAX) return 0;
    memcpy(hello.agent, agent, size);
    const wire_form *form = wire_form_of(HG_HELLO);
    return encode(NULL, form, wire_fields_count(form->fields), &hello, out, cap);
}

/* ---- reading ---- */
wire_error wire_unpack(msgpack_unpacked *into, const uint8_t *data, size_t size, size_t limit)
{
    wire_error error = wire_scan_within(data, size, limit);
    if (error) return error;
    msgpack_unpack_return got = msgpack_unpack_next(into, (const char *)data, size, NULL);
    if (got == MSGPACK_UNPACK_NOMEM_ERROR) oom(size);
    return got == MSGPACK_UNPACK_SUCCESS ? WIRE_OK : WIRE_FORM;
}

wire_error wire_unpack_head(const msgpack_object *from, hg_message *m, const wire_form **form)
{
    const msgpack_object *value = from->via.array.ptr;
    if (from->type != MSGPACK_OBJECT_ARRAY || from->via.array.size < WIRE_HEAD) return WIRE_FORM;
    if (value->type != MSGPACK_OBJECT_POSITIVE_INTEGER) return WIRE_FORM;
    *form = wire_form_of(value->via.u64);
    if (!*form) return WIRE_KIND;
    m->kind = (*form)->kind;
    field_reader by = {.space = NULL};
    for (const wire_field *f = wire_head; f->name; f++) {
        wire_error error = field_read(&by, f, ++value, m);
        if (error) return error;
    }
    return WIRE_OK;
}

static wire_error read_fields(const space *s, const wire_form *form, const msgpack_object *from,
                              wire_message *out)
{
    field_reader by = {.space = s};
    const msgpack_object *value = from->via.array.ptr + WIRE_HEAD;
    const msgpack_object *end = from->via.array.ptr + from->via.array.size;
    for (const wire_field *f = form->fields; f->name; f++) {
        if (value == end) return f->need == FIELD_OPTIONAL ? WIRE_OK : WIRE_FORM;
        wire_error error = field_read(&by, f, value++, out);
        if (error) return error;
    }
    return value == end ? WIRE_OK : WIRE_FORM;
}

static wire_error read_message(const space *s, const msgpack_object *from, wire_message *out)
{
    const wire_form *form;
    memset(out, 0, sizeof *out);
    out->m.outcome = HG_NO_OUTCOME;
    out->m.words = out->words;
    wire_error error = wire_unpack_head(from, &out->m, &form);
    if (error) return error;
    bool large = form->kind == HG_BRIEF || form->kind == HG_MEANS;
    return large ? WIRE_KIND : read_fields(s, form, from, out);
}

wire_error cold_decode(const space *s, const uint8_t *data, size_t size, wire_message *out)
{
    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    wire_error error = wire_unpack(&unpacked, data, size, WIRE_MESSAGE_MAX);
    if (!error) error = read_message(s, &unpacked.data, out);
    msgpack_unpacked_destroy(&unpacked);
    return error;
}
