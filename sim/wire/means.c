/* MEANS: to an agent outside, what an agent of this process asks its host for. The bulk is the
 * worths, which come once per session: by issue where they add up, by outcome where not. */
#include "wire/scan.h"
#include "wire/unpack.h"
#include <math.h>
#include <string.h>

/* ---- writing ---- */

static int append(void *out, const char *bytes, size_t size)
{
    buf_add(out, bytes, size);
    return 0;
}

static void pack_text(msgpack_packer *to, const char *text)
{
    size_t size = strlen(text);
    msgpack_pack_str(to, size);
    msgpack_pack_str_body(to, text, size);
}

static void pack_number(msgpack_packer *to, double x)
{
    if (isnan(x))
        msgpack_pack_nil(to);
    else
        msgpack_pack_double(to, x);
}

static void pack_numbers(msgpack_packer *to, const double *x, uint64_t n)
{
    msgpack_pack_array(to, (size_t)n);
    for (uint64_t i = 0; i < n; i++) pack_number(to, x[i]);
}

static void pack_alternatives(msgpack_packer *to, const wire_means *m)
{
    msgpack_pack_array(to, m->n_alternatives);
    for (size_t i = 0; i < m->n_alternatives; i++) {
        const hg_alternative *a = &m->alternatives[i];
        msgpack_pack_array(to, 5);
        pack_text(to, a->name);
        pack_number(to, a->worth);
        pack_number(to, a->arrives);
        pack_number(to, a->expires);
        (a->standing ? msgpack_pack_true : msgpack_pack_false)(to);
    }
}

static void pack_parts(msgpack_packer *to, const space *s, const part *parts)
{
    msgpack_pack_array(to, s->n_issues);
    for (uint32_t i = 0; i < s->n_issues; i++)
        if (parts[i].per_value)
            pack_numbers(to, parts[i].per_value, s->issues[i].size);
        else
            pack_number(to, parts[i].per_unit);
}

static void pack_worths(msgpack_packer *to, const space *s, const wire_means *m)
{
    pack_text(to, "stream");
    msgpack_pack_array(to, 3);
    for (int k = 0; k < 3; k++) msgpack_pack_uint64(to, m->stream[k]);
    pack_text(to, "shift");
    pack_number(to, m->shift);
    pack_text(to, "parts");
    if (m->parts)
        pack_parts(to, s, m->parts);
    else
        msgpack_pack_nil(to);
    pack_text(to, "values");
    if (m->parts)
        msgpack_pack_nil(to);
    else
        pack_numbers(to, m->values, s->size);
}

void wire_encode_means(const space *s, const wire_means *m, const hg_message *head, buf *out)
{
    msgpack_packer to;
    msgpack_packer_init(&to, out, append);
    msgpack_pack_array(&to, WIRE_HEAD + 1);
    msgpack_pack_uint32(&to, HG_MEANS);
    msgpack_pack_uint64(&to, head->session);
    msgpack_pack_uint32(&to, head->table);
    msgpack_pack_uint32(&to, 0);
    msgpack_pack_uint32(&to, head->seat);
    msgpack_pack_map(&to, m->whole ? 6 : 2);
    pack_text(&to, "limit");
    pack_number(&to, m->limit);
    pack_text(&to, "alternatives");
    pack_alternatives(&to, m);
    if (m->whole) pack_worths(&to, s, m);
}

/* ---- reading ---- */

static const msgpack_object *find(const msgpack_object *map, const char *key)
{
    size_t size = strlen(key);
    for (uint32_t i = 0; i < map->via.map.size; i++) {
        const msgpack_object *k = &map->via.map.ptr[i].key;
        if (k->type == MSGPACK_OBJECT_STR && k->via.str.size == size &&
            !memcmp(k->via.str.ptr, key, size))
            return &map->via.map.ptr[i].val;
    }
    return NULL;
}

static bool as_number(const msgpack_object *from, double *x)
{
    if (!from) return false;
    switch (from->type) {
    case MSGPACK_OBJECT_NIL: *x = NAN; return true;
    case MSGPACK_OBJECT_FLOAT32:
    case MSGPACK_OBJECT_FLOAT64: *x = from->via.f64; return true;
    case MSGPACK_OBJECT_POSITIVE_INTEGER: *x = (double)from->via.u64; return true;
    case MSGPACK_OBJECT_NEGATIVE_INTEGER: *x = (double)from->via.i64; return true;
    default: return false;
    }
}

static const double *as_numbers(arena *a, const msgpack_object *from, uint64_t n)
{
    if (!from || from->type != MSGPACK_OBJECT_ARRAY || from->via.array.size != n) return NULL;
    double *x = arena_array(a, (size_t)n, sizeof *x);
    for (uint64_t i = 0; i < n; i++)
        if (!as_number(&from->via.array.ptr[i], &x[i])) return NULL;
    return x;
}

static bool read_alternative(arena *a, const msgpack_object *from, hg_alternative *out)
{
    const msgpack_object *v = from->via.array.ptr;
    if (from->type != MSGPACK_OBJECT_ARRAY || from->via.array.size != 5 ||
        v[0].type != MSGPACK_OBJECT_STR || v[4].type != MSGPACK_OBJECT_BOOLEAN)
        return false;
    out->name = arena_textn(a, v[0].via.str.ptr, v[0].via.str.size);
    out->standing = v[4].via.boolean;
    return as_number(&v[1], &out->worth) && as_number(&v[2], &out->arrives) &&
           as_number(&v[3], &out->expires);
}

static bool read_alternatives(arena *a, const msgpack_object *from, wire_means *out)
{
    if (!from || from->type != MSGPACK_OBJECT_ARRAY) return false;
    out->n_alternatives = from->via.array.size;
    hg_alternative *all = arena_array(a, out->n_alternatives, sizeof *all);
    out->alternatives = all;
    for (size_t i = 0; i < out->n_alternatives; i++)
        if (!read_alternative(a, &from->via.array.ptr[i], &all[i])) return false;
    return true;
}

static const part *read_parts(arena *a, const space *s, const msgpack_object *from)
{
    if (from->type != MSGPACK_OBJECT_ARRAY || from->via.array.size != s->n_issues) return NULL;
    part *parts = arena_array(a, s->n_issues, sizeof *parts);
    for (uint32_t i = 0; i < s->n_issues; i++) {
        const msgpack_object *v = &from->via.array.ptr[i];
        if (v->type == MSGPACK_OBJECT_ARRAY)
            parts[i].per_value = as_numbers(a, v, s->issues[i].size);
        if (!parts[i].per_value && !as_number(v, &parts[i].per_unit)) return NULL;
    }
    return parts;
}

static bool read_stream(const msgpack_object *from, uint64_t *stream)
{
    if (from->type != MSGPACK_OBJECT_ARRAY || from->via.array.size != 3) return false;
    for (int k = 0; k < 3; k++) {
        if (from->via.array.ptr[k].type != MSGPACK_OBJECT_POSITIVE_INTEGER) return false;
        stream[k] = from->via.array.ptr[k].via.u64;
    }
    return true;
}

static bool read_worths(arena *a, const space *s, const msgpack_object *map, wire_means *out)
{
    const msgpack_object *parts = find(map, "parts");
    if (!parts || !read_stream(find(map, "stream"), out->stream) ||
        !as_number(find(map, "shift"), &out->shift))
        return false;
    out->whole = true;
    if (parts->type != MSGPACK_OBJECT_NIL)
        out->parts = read_parts(a, s, parts);
    else
        out->values = as_numbers(a, find(map, "values"), s->size);
    return out->parts || out->values;
}

static wire_error read_means(arena *a, const space *s, const msgpack_object *from, wire_means *out)
{
    const wire_form *form;
    hg_message head;
    wire_error error = wire_unpack_head(from, &head, &form);
    if (error) return error;
    if (form->kind != HG_MEANS) return WIRE_KIND;
    if (from->via.array.size != WIRE_HEAD + 1) return WIRE_FORM;
    const msgpack_object *map = &from->via.array.ptr[WIRE_HEAD];
    if (map->type != MSGPACK_OBJECT_MAP || !as_number(find(map, "limit"), &out->limit) ||
        !read_alternatives(a, find(map, "alternatives"), out))
        return WIRE_FORM;
    return !find(map, "stream") || read_worths(a, s, map, out) ? WIRE_OK : WIRE_FORM;
}

wire_error wire_decode_means(arena *a, const space *s, const uint8_t *data, size_t size,
                             wire_means *out)
{
    msgpack_unpacked unpacked;
    *out = (wire_means){.limit = 0};
    msgpack_unpacked_init(&unpacked);
    wire_error error = wire_unpack(&unpacked, data, size, WIRE_BRIEF_MAX);
    if (!error) error = read_means(a, s, &unpacked.data, out);
    msgpack_unpacked_destroy(&unpacked);
    return error;
}

/* ---- the print-out ---- */

void wire_means_print(buf *out)
{
    buf_text(out,
             "\nThe map of MEANS; all but the first two only behind the briefing\n\n"
             "| field | on the wire | meaning |\n|---|---|---|\n"
             "| `limit` | number | accept nothing below it |\n"
             "| `alternatives` | list of lists `[name, worth, arrives, expires, standing]` | times "
             "0 to 1 on your own clock |\n"
             "| `stream` | list `[seed, replicate, who]` | your own random numbers: Philox4x64-10, "
             "key (seed, 1), counter (0, replicate, who, 0) |\n"
             "| `shift` | number | an outcome is worth this and the parts of its values |\n"
             "| `parts` | list of numbers or lists of numbers, one per issue, or nil | per unit of "
             "the value, or by value index |\n"
             "| `values` | list of numbers, one per outcome, or nil | instead of the parts; the "
             "last issue counts fastest |\n");
}
