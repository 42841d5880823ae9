/* How each type of the schema is written and read: one pair of functions per type, one table of
 * pairs. Writes canonical msgpack (msgpack-c picks the shortest integer); reads any form of the
 * right kind. Everything read has passed the pre-scan. Knows no message. */
#include "wire/field.h"
#include "base/text.h"
#include <assert.h>
#include <math.h>
#include <string.h>

/* Codes are read and written as the 32 bits that every compiler of ours gives an enum. */
static_assert(sizeof(hg_kind) == 4 && sizeof(hg_word) == 4 && sizeof(hg_topic) == 4 &&
                  sizeof(hg_walk) == 4 && sizeof(hg_door) == 4 && sizeof(hg_event) == 4 &&
                  sizeof(hg_result) == 4 && sizeof(hg_exit) == 4 && sizeof(hg_issue_kind) == 4,
              "an enum is not 32 bits");

/* One value under way: `field` of `object` being written, or being read from a msgpack object. */
typedef struct writing {
    const field_writer *by;
    const wire_field *field;
    const void *object;
} writing;
typedef struct reading {
    const field_reader *by;
    const wire_field *field;
    const msgpack_object *from;
    void *object;
} reading;

/* Fields are reached by offset, hence by copy: no pointer of the wrong type is ever followed. */
static void take(const writing *w, void *value, size_t size)
{
    memcpy(value, (const char *)w->object + w->field->offset, size);
}

static wire_error put(const reading *r, const void *value, size_t size)
{
    memcpy((char *)r->object + r->field->offset, value, size);
    return WIRE_OK;
}

/* ---- integers ---- */
static bool as_uint(const msgpack_object *from, uint64_t max, uint64_t *x)
{
    if (from->type != MSGPACK_OBJECT_POSITIVE_INTEGER || from->via.u64 > max) return false;
    *x = from->via.u64;
    return true;
}

static bool write_uint32(const writing *w)
{
    uint32_t x;
    take(w, &x, sizeof x);
    msgpack_pack_uint32(w->by->to, x);
    return true;
}

static wire_error read_below(const reading *r, uint32_t bound)
{
    uint64_t x;
    if (!as_uint(r->from, bound, &x)) return WIRE_FORM;
    uint32_t narrow = (uint32_t)x;
    return put(r, &narrow, sizeof narrow);
}

static wire_error read_uint32(const reading *r) { return read_below(r, UINT32_MAX); }

static bool write_uint64(const writing *w)
{
    uint64_t x;
    take(w, &x, sizeof x);
    msgpack_pack_uint64(w->by->to, x);
    return true;
}

static wire_error read_uint64(const reading *r)
{
    uint64_t x;
    return as_uint(r->from, UINT64_MAX, &x) ? put(r, &x, sizeof x) : WIRE_FORM;
}

static bool write_code(const writing *w)
{
    uint32_t code;
    take(w, &code, sizeof code);
    return code < w->field->bound && write_uint32(w);
}

static wire_error read_code(const reading *r) { return read_below(r, r->field->bound - 1); }

static bool write_flag(const writing *w)
{
    int flag;
    take(w, &flag, sizeof flag);
    if (flag)
        msgpack_pack_true(w->by->to);
    else
        msgpack_pack_false(w->by->to);
    return true;
}

static wire_error read_flag(const reading *r)
{
    if (r->from->type != MSGPACK_OBJECT_BOOLEAN) return WIRE_FORM;
    int flag = r->from->via.boolean;
    return put(r, &flag, sizeof flag);
}

static bool write_id(const writing *w)
{
    uint32_t id;
    take(w, &id, sizeof id);
    if (id != HG_NOBODY) return write_uint32(w);
    msgpack_pack_nil(w->by->to);
    return true;
}

static wire_error read_id(const reading *r)
{
    uint32_t nobody = HG_NOBODY;
    if (r->from->type == MSGPACK_OBJECT_NIL) return put(r, &nobody, sizeof nobody);
    return read_below(r, HG_NOBODY - 1);
}

/* ---- numbers: NaN in memory is nil on the wire ---- */
static void pack_number(msgpack_packer *to, double x)
{
    if (isnan(x))
        msgpack_pack_nil(to);
    else
        msgpack_pack_double(to, x);
}

static bool as_number(const msgpack_object *from, double *x)
{
    switch (from->type) {
    case MSGPACK_OBJECT_NIL: *x = NAN; return true;
    case MSGPACK_OBJECT_FLOAT32:
    case MSGPACK_OBJECT_FLOAT64: *x = isnan(from->via.f64) ? NAN : from->via.f64; return true;
    case MSGPACK_OBJECT_POSITIVE_INTEGER: *x = (double)from->via.u64; return true;
    case MSGPACK_OBJECT_NEGATIVE_INTEGER: *x = (double)from->via.i64; return true;
    default: return false;
    }
}

static bool write_number(const writing *w)
{
    double x;
    take(w, &x, sizeof x);
    pack_number(w->by->to, x);
    return true;
}

static wire_error read_number(const reading *r)
{
    double x;
    return as_number(r->from, &x) ? put(r, &x, sizeof x) : WIRE_FORM;
}

static bool write_finite(const writing *w)
{
    double x;
    take(w, &x, sizeof x);
    return !isinf(x) && write_number(w);
}

static wire_error read_finite(const reading *r)
{
    double x;
    return as_number(r->from, &x) && !isinf(x) ? put(r, &x, sizeof x) : WIRE_FORM;
}

/* ---- texts: UTF-8 without NUL, since in memory they end with one; NULL is written as "" ---- */
static void pack_text(msgpack_packer *to, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    msgpack_pack_str(to, size);
    if (size) msgpack_pack_str_body(to, text, size);
}

static bool is_text(const msgpack_object *from)
{
    if (from->type != MSGPACK_OBJECT_STR) return false;
    const msgpack_object_str *s = &from->via.str;
    return !s->size ||
           (!memchr(s->ptr, 0, s->size) && text_is_utf8((const uint8_t *)s->ptr, s->size));
}

static bool write_text(const writing *w)
{
    const char *text;
    take(w, &text, sizeof text);
    pack_text(w->by->to, text);
    return true;
}

static wire_error read_text(const reading *r)
{
    if (!is_text(r->from)) return WIRE_FORM;
    const char *text = arena_textn(r->by->memory, r->from->via.str.ptr, r->from->via.str.size);
    return put(r, &text, sizeof text);
}

static bool write_name(const writing *w)
{
    char name[WIRE_NAME_MAX + 1];
    take(w, name, sizeof name);
    pack_text(w->by->to, name);
    return true;
}

static wire_error read_name(const reading *r)
{
    size_t size = is_text(r->from) ? r->from->via.str.size : WIRE_NAME_MAX + 1;
    if (size > WIRE_NAME_MAX) return WIRE_FORM;
    char name[WIRE_NAME_MAX + 1] = "";
    if (size) memcpy(name, r->from->via.str.ptr, size); /* an empty text stands nowhere */
    return put(r, name, sizeof name);
}

/* ---- outcomes ---- */
static bool write_outcome(const writing *w)
{
    const space *s = w->by->space;
    uint64_t index[SPACE_ISSUES_MAX];
    outcome_id outcome;
    take(w, &outcome, sizeof outcome);
    if (!s || s->n_issues > SPACE_ISSUES_MAX || outcome >= s->size) return false;
    space_split(s, outcome, index);
    msgpack_pack_array(w->by->to, s->n_issues);
    for (uint32_t i = 0; i < s->n_issues; i++) msgpack_pack_uint64(w->by->to, index[i]);
    return true;
}

static wire_error read_outcome(const reading *r)
{
    const space *s = r->by->space;
    const msgpack_object_array *values = &r->from->via.array;
    uint64_t index[SPACE_ISSUES_MAX];
    if (r->from->type != MSGPACK_OBJECT_ARRAY) return WIRE_FORM;
    if (!s) return WIRE_OUTCOME;
    if (values->size != s->n_issues || s->n_issues > SPACE_ISSUES_MAX) return WIRE_FORM;
    for (uint32_t i = 0; i < s->n_issues; i++)
        if (!as_uint(&values->ptr[i], UINT64_MAX, &index[i])) return WIRE_FORM;
    outcome_id outcome = space_join(s, index);
    return outcome == HG_NO_OUTCOME ? WIRE_OUTCOME : put(r, &outcome, sizeof outcome);
}

static bool write_deal(const writing *w)
{
    outcome_id outcome;
    take(w, &outcome, sizeof outcome);
    if (outcome != HG_NO_OUTCOME) return write_outcome(w);
    msgpack_pack_nil(w->by->to);
    return true;
}

static wire_error read_deal(const reading *r)
{
    outcome_id none = HG_NO_OUTCOME;
    return r->from->type == MSGPACK_OBJECT_NIL ? put(r, &none, sizeof none) : read_outcome(r);
}

/* ---- words: the object is a hg_message when written, a wire_message when read ---- */
static bool write_words(const writing *w)
{
    const hg_message *m = w->object;
    if (!m->n_words || m->n_words > HG_WORDS_MAX) return false;
    uint32_t width = wire_fields_count(wire_words_fields);
    msgpack_pack_array(w->by->to, m->n_words);
    for (uint32_t i = 0; i < m->n_words; i++) {
        msgpack_pack_array(w->by->to, width);
        for (uint32_t k = 0; k < width; k++)
            if (!field_write(w->by, &wire_words_fields[k], &m->words[i])) return false;
    }
    return true;
}

static bool read_one_word(const field_reader *by, const msgpack_object *from, hg_words *words)
{
    uint32_t width = wire_fields_count(wire_words_fields);
    if (from->type != MSGPACK_OBJECT_ARRAY || from->via.array.size != width) return false;
    for (uint32_t k = 0; k < width; k++)
        if (field_read(by, &wire_words_fields[k], &from->via.array.ptr[k], words)) return false;
    return true;
}

static wire_error read_words(const reading *r)
{
    wire_message *out = r->object;
    const msgpack_object_array *list = &r->from->via.array;
    if (r->from->type != MSGPACK_OBJECT_ARRAY || list->size > HG_WORDS_MAX) return WIRE_WORDS;
    if (!list->size && r->field->need == FIELD_REQUIRED) return WIRE_WORDS;
    for (uint32_t i = 0; i < list->size; i++)
        if (!read_one_word(r->by, &list->ptr[i], &out->words[i])) return WIRE_WORDS;
    out->m.n_words = list->size;
    return WIRE_OK;
}

/* ---- what stands at a turn: the object is a wire_message ---- */
static bool write_offer(const writing *w, outcome_id offer)
{
    const wire_field field = {.type = FIELD_DEAL};
    return field_write(w->by, &field, &offer);
}

static bool write_stand(const writing *w)
{
    const wire_message *m = w->object;
    msgpack_pack_array(w->by->to, 3);
    if (!write_offer(w, m->stand.standing) || !write_offer(w, m->stand.mine)) return false;
    return field_write(w->by, &(wire_field){.type = FIELD_FLAG}, &m->stand.revise);
}

static wire_error read_stand(const reading *r)
{
    const msgpack_object_array *list = &r->from->via.array;
    wire_message *m = r->object;
    static const wire_field deal = {.type = FIELD_DEAL}, flag = {.type = FIELD_FLAG};
    if (r->from->type != MSGPACK_OBJECT_ARRAY || list->size != 3) return WIRE_FORM;
    wire_error error = field_read(r->by, &deal, &list->ptr[0], &m->stand.standing);
    if (!error) error = field_read(r->by, &deal, &list->ptr[1], &m->stand.mine);
    if (!error) error = field_read(r->by, &flag, &list->ptr[2], &m->stand.revise);
    m->stand.told = !error;
    return error;
}

/* ---- lists whose length other fields tell; of length 0: NULL in memory, nil on the wire ---- */
static bool is_list_of(const reading *r, uint64_t count)
{
    if (!count) return r->from->type == MSGPACK_OBJECT_NIL;
    return r->from->type == MSGPACK_OBJECT_ARRAY && r->from->via.array.size == count;
}

/* Writes the header; returns how many values are due behind it. */
static size_t begin_list(const writing *w)
{
    size_t count = (size_t)w->field->count(w->object);
    if (count)
        msgpack_pack_array(w->by->to, count);
    else
        msgpack_pack_nil(w->by->to);
    return count;
}

static bool write_texts(const writing *w)
{
    const char *const *texts;
    take(w, &texts, sizeof texts);
    size_t count = begin_list(w);
    for (size_t i = 0; i < count; i++) pack_text(w->by->to, texts[i]);
    return true;
}

static wire_error read_texts(const reading *r)
{
    uint64_t count = r->field->count(r->object);
    const char **texts = NULL;
    if (!is_list_of(r, count)) return WIRE_FORM;
    if (count) texts = arena_array(r->by->memory, (size_t)count, sizeof *texts);
    for (uint64_t i = 0; i < count; i++) {
        const msgpack_object *from = &r->from->via.array.ptr[i];
        if (!is_text(from)) return WIRE_FORM;
        texts[i] = arena_textn(r->by->memory, from->via.str.ptr, from->via.str.size);
    }
    return put(r, &texts, sizeof texts);
}

static bool write_numbers(const writing *w)
{
    const double *numbers;
    take(w, &numbers, sizeof numbers);
    size_t count = begin_list(w);
    for (size_t i = 0; i < count; i++) pack_number(w->by->to, numbers[i]);
    return true;
}

static wire_error read_numbers(const reading *r)
{
    uint64_t count = r->field->count(r->object);
    double *numbers = NULL;
    if (!is_list_of(r, count)) return WIRE_FORM;
    if (count) numbers = arena_array(r->by->memory, (size_t)count, sizeof *numbers);
    for (uint64_t i = 0; i < count; i++)
        if (!as_number(&r->from->via.array.ptr[i], &numbers[i])) return WIRE_FORM;
    return put(r, &numbers, sizeof numbers);
}

static bool write_counts(const writing *w)
{
    const uint32_t *counts;
    take(w, &counts, sizeof counts);
    size_t count = begin_list(w);
    for (size_t i = 0; i < count; i++) msgpack_pack_uint32(w->by->to, counts[i]);
    return true;
}

static wire_error read_counts(const reading *r)
{
    uint64_t count = r->field->count(r->object), x;
    uint32_t *counts = NULL;
    if (!is_list_of(r, count)) return WIRE_FORM;
    if (count) counts = arena_array(r->by->memory, (size_t)count, sizeof *counts);
    for (uint64_t i = 0; i < count; i++) {
        if (!as_uint(&r->from->via.array.ptr[i], UINT32_MAX, &x)) return WIRE_FORM;
        counts[i] = (uint32_t)x;
    }
    return put(r, &counts, sizeof counts);
}

/* ---- the brief's own: the object is a hg_brief ---- */
static bool write_issues(const writing *w)
{
    const hg_brief *brief = w->object;
    msgpack_pack_array(w->by->to, brief->n_issues);
    for (uint32_t i = 0; i < brief->n_issues; i++)
        if (!field_write_map(w->by, wire_issue_fields, &brief->issues[i])) return false;
    return true;
}

static wire_error read_issues(const reading *r)
{
    hg_brief *brief = r->object;
    const msgpack_object_array *list = &r->from->via.array;
    if (r->from->type != MSGPACK_OBJECT_ARRAY) return WIRE_FORM;
    if (!list->size || list->size > SPACE_ISSUES_MAX) return WIRE_FORM;
    hg_issue *issues = arena_array(r->by->memory, list->size, sizeof *issues);
    for (uint32_t i = 0; i < list->size; i++) {
        wire_error error = field_read_map(r->by, wire_issue_fields, &list->ptr[i], &issues[i]);
        if (error) return error;
    }
    brief->n_issues = list->size;
    brief->issues = issues;
    return WIRE_OK;
}

static bool write_frontier(const writing *w)
{
    const hg_frontier *frontier;
    take(w, &frontier, sizeof frontier);
    if (frontier) return field_write_map(w->by, wire_frontier_fields, frontier);
    msgpack_pack_nil(w->by->to);
    return true;
}

static wire_error read_frontier(const reading *r)
{
    hg_frontier *frontier = NULL;
    if (r->from->type != MSGPACK_OBJECT_NIL) {
        frontier = arena_alloc(r->by->memory, sizeof *frontier);
        wire_error error = field_read_map(r->by, wire_frontier_fields, r->from, frontier);
        if (error) return error;
    }
    return put(r, &frontier, sizeof frontier);
}

/* ---- the table ---- */
typedef struct codec {
    bool (*write)(const writing *);
    wire_error (*read)(const reading *);
} codec;

static const codec codecs[FIELD_TYPE_COUNT] = {
    [FIELD_UINT32] = {write_uint32, read_uint32},
    [FIELD_UINT64] = {write_uint64, read_uint64},
    [FIELD_CODE] = {write_code, read_code},
    [FIELD_FLAG] = {write_flag, read_flag},
    [FIELD_ID] = {write_id, read_id},
    [FIELD_NUMBER] = {write_number, read_number},
    [FIELD_FINITE] = {write_finite, read_finite},
    [FIELD_TEXT] = {write_text, read_text},
    [FIELD_NAME] = {write_name, read_name},
    [FIELD_OUTCOME] = {write_outcome, read_outcome},
    [FIELD_DEAL] = {write_deal, read_deal},
    [FIELD_WORDS] = {write_words, read_words},
    [FIELD_TEXTS] = {write_texts, read_texts},
    [FIELD_NUMBERS] = {write_numbers, read_numbers},
    [FIELD_COUNTS] = {write_counts, read_counts},
    [FIELD_ISSUES] = {write_issues, read_issues},
    [FIELD_FRONTIER] = {write_frontier, read_frontier},
    [FIELD_STAND] = {write_stand, read_stand},
    /* FIELD_BRIEF, FIELD_MEANS: messages of their own, in brief.c and means.c */
};

bool field_write(const field_writer *by, const wire_field *field, const void *object)
{
    return codecs[field->type].write(&(writing){by, field, object});
}

wire_error field_read(const field_reader *by, const wire_field *field, const msgpack_object *from,
                      void *object)
{
    return codecs[field->type].read(&(reading){by, field, from, object});
}

bool field_write_map(const field_writer *by, const wire_field *fields, const void *object)
{
    msgpack_pack_map(by->to, wire_fields_count(fields));
    for (const wire_field *f = fields; f->name; f++) {
        pack_text(by->to, f->name);
        if (!field_write(by, f, object)) return false;
    }
    return true;
}

/* Linear: maps have a few dozen keys. The first of several equal keys counts. */
static const msgpack_object *find_key(const msgpack_object_map *map, const char *key)
{
    size_t size = strlen(key);
    for (uint32_t i = 0; i < map->size; i++) {
        const msgpack_object *k = &map->ptr[i].key;
        if (k->type == MSGPACK_OBJECT_STR && k->via.str.size == size &&
            !memcmp(k->via.str.ptr, key, size))
            return &map->ptr[i].val;
    }
    return NULL;
}

wire_error field_read_map(const field_reader *by, const wire_field *fields,
                          const msgpack_object *from, void *object)
{
    if (from->type != MSGPACK_OBJECT_MAP) return WIRE_FORM;
    for (const wire_field *f = fields; f->name; f++) {
        const msgpack_object *value = find_key(&from->via.map, f->name);
        if (!value) return WIRE_FORM;
        wire_error error = field_read(by, f, value, object);
        if (error) return error;
    }
    return WIRE_OK;
}
