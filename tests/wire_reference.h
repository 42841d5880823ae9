/* What the codec is tested against: messages written and read with msgpack-c directly, kind by
 * kind, without a look at the schema. Slow and plain on purpose. */
#ifndef TESTS_WIRE_REFERENCE_H
#define TESTS_WIRE_REFERENCE_H
#include "base/rng.h"
#include "check.h"
#include "wire/wire.h"
#include <msgpack.h>

/* ---- writing ---- */
static inline void reference_values(msgpack_packer *pk, const space *s, outcome_id outcome)
{
    uint64_t index[SPACE_ISSUES_MAX];
    for (uint32_t i = s->n_issues; i-- > 0;) {
        index[i] = outcome % s->issues[i].size;
        outcome /= s->issues[i].size;
    }
    msgpack_pack_array(pk, s->n_issues);
    for (uint32_t i = 0; i < s->n_issues; i++) msgpack_pack_uint64(pk, index[i]);
}

static inline void reference_number(msgpack_packer *pk, double x)
{
    if (isnan(x))
        msgpack_pack_nil(pk);
    else
        msgpack_pack_double(pk, x);
}

static inline void reference_id(msgpack_packer *pk, uint32_t id)
{
    if (id == HG_NOBODY)
        msgpack_pack_nil(pk);
    else
        msgpack_pack_uint32(pk, id);
}

static inline void reference_words(msgpack_packer *pk, const hg_message *m)
{
    msgpack_pack_array(pk, m->n_words);
    for (uint32_t i = 0; i < m->n_words; i++) {
        msgpack_pack_array(pk, 3);
        msgpack_pack_int(pk, (int)m->words[i].word);
        msgpack_pack_int(pk, (int)m->words[i].topic);
        reference_number(pk, m->words[i].at_least);
    }
}

/* How many values a message without words has. */
static inline uint32_t reference_arity(hg_kind kind)
{
    switch (kind) {
    case HG_HELLO:
    case HG_WALK: return 7;
    case HG_TURN:
    case HG_OFFER: return 6;
    case HG_EVENT: return 9;
    case HG_END: return 10;
    default: return 5;
    }
}

static inline size_t reference_encode(const space *s, const wire_message *w, uint8_t *out,
                                      size_t cap)
{
    const hg_message *m = &w->m;
    msgpack_sbuffer bytes;
    msgpack_sbuffer_init(&bytes);
    msgpack_packer pk;
    msgpack_packer_init(&pk, &bytes, msgpack_sbuffer_write);
    msgpack_pack_array(&pk, reference_arity(m->kind) + (m->n_words > 0));
    msgpack_pack_int(&pk, (int)m->kind);
    msgpack_pack_uint64(&pk, m->session);
    msgpack_pack_uint32(&pk, m->table);
    msgpack_pack_uint32(&pk, m->round);
    msgpack_pack_uint32(&pk, m->seat);
    switch (m->kind) {
    case HG_HELLO:
        msgpack_pack_uint32(&pk, w->abi);
        msgpack_pack_str_with_body(&pk, w->agent, strlen(w->agent));
        break;
    case HG_TURN: msgpack_pack_uint32(&pk, m->may); break;
    case HG_EVENT:
        msgpack_pack_int(&pk, (int)m->event);
        reference_id(&pk, m->party);
        reference_id(&pk, m->alternative);
        reference_number(&pk, m->value);
        break;
    case HG_END:
        msgpack_pack_int(&pk, (int)m->result);
        reference_id(&pk, m->party);
        if (m->outcome == HG_NO_OUTCOME)
            msgpack_pack_nil(&pk);
        else
            reference_values(&pk, s, m->outcome);
        reference_number(&pk, m->utility);
        reference_number(&pk, m->payoff);
        break;
    case HG_OFFER: reference_values(&pk, s, m->outcome); break;
    case HG_WALK:
        msgpack_pack_int(&pk, (int)m->walk);
        msgpack_pack_int(&pk, (int)m->door);
        break;
    default: break;
    }
    if (m->n_words) reference_words(&pk, m);
    assert_true(bytes.size <= cap);
    memcpy(out, bytes.data, bytes.size);
    size_t size = bytes.size;
    msgpack_sbuffer_destroy(&bytes);
    return size;
}

/* ---- reading: false where it is no message ---- */
static inline bool reference_below(const msgpack_object *o, uint64_t bound, uint32_t *x)
{
    if (o->type != MSGPACK_OBJECT_POSITIVE_INTEGER || o->via.u64 >= bound) return false;
    *x = (uint32_t)o->via.u64;
    return true;
}

static inline bool reference_read_id(const msgpack_object *o, uint32_t *x)
{
    *x = HG_NOBODY;
    return o->type == MSGPACK_OBJECT_NIL || reference_below(o, HG_NOBODY, x);
}

static inline bool reference_read_number(const msgpack_object *o, double *x)
{
    *x = NAN;
    if (o->type == MSGPACK_OBJECT_NIL) return true;
    if (o->type == MSGPACK_OBJECT_POSITIVE_INTEGER) return *x = (double)o->via.u64, true;
    if (o->type == MSGPACK_OBJECT_NEGATIVE_INTEGER) return *x = (double)o->via.i64, true;
    *x = o->via.f64;
    return o->type == MSGPACK_OBJECT_FLOAT64 || o->type == MSGPACK_OBJECT_FLOAT32;
}

static inline bool reference_read_values(const space *s, const msgpack_object *o, uint64_t *outcome)
{
    if (o->type != MSGPACK_OBJECT_ARRAY || o->via.array.size != s->n_issues) return false;
    *outcome = 0;
    for (uint32_t i = 0; i < s->n_issues; i++) {
        const msgpack_object *v = &o->via.array.ptr[i];
        if (v->type != MSGPACK_OBJECT_POSITIVE_INTEGER || v->via.u64 >= s->issues[i].size)
            return false;
        *outcome = *outcome * s->issues[i].size + v->via.u64;
    }
    return true;
}

static inline bool reference_read_words(const msgpack_object *o, wire_message *w)
{
    uint32_t code;
    if (o->type != MSGPACK_OBJECT_ARRAY || o->via.array.size > HG_WORDS_MAX) return false;
    w->m.n_words = o->via.array.size;
    if (!w->m.n_words && w->m.kind == HG_SAY) return false;
    for (uint32_t i = 0; i < w->m.n_words; i++) {
        const msgpack_object *t = &o->via.array.ptr[i];
        if (t->type != MSGPACK_OBJECT_ARRAY || t->via.array.size != 3) return false;
        if (!reference_below(&t->via.array.ptr[0], HG_WORD_COUNT, &code)) return false;
        w->words[i].word = (hg_word)code;
        if (!reference_below(&t->via.array.ptr[1], HG_TOPIC_COUNT, &code)) return false;
        w->words[i].topic = (hg_topic)code;
        if (!reference_read_number(&t->via.array.ptr[2], &w->words[i].at_least)) return false;
        if (isinf(w->words[i].at_least)) return false;
    }
    return true;
}

static inline bool reference_read_rest(const space *s, const msgpack_object *v, uint32_t n,
                                       wire_message *w)
{
    static const uint8_t speaks[15] = {
        [8] = 1, [9] = 1, [10] = 1, [11] = 1, [12] = 1, [13] = 1, [14] = 1};
    hg_message *m = &w->m;
    uint32_t arity = reference_arity(m->kind), a = 0, b = 0;
    bool words = speaks[m->kind] && n == arity + 1;
    if (m->kind == HG_BRIEF || (!words && (n != arity || m->kind == HG_SAY))) return false;
    if (words && !reference_read_words(&v[n - 1], w)) return false;
    switch (m->kind) {
    case HG_HELLO:
        if (v[6].type != MSGPACK_OBJECT_STR || v[6].via.str.size > WIRE_NAME_MAX) return false;
        for (uint32_t i = 0; i < v[6].via.str.size; i++)
            if ((signed char)v[6].via.str.ptr[i] <= 0) return false; /* the samples are ASCII */
        memcpy(w->agent, v[6].via.str.ptr, v[6].via.str.size);
        return reference_below(&v[5], UINT64_C(1) << 32, &w->abi);
    case HG_TURN: return reference_below(&v[5], UINT64_C(1) << 32, &m->may);
    case HG_EVENT:
        if (!reference_below(&v[5], HG_EVENT_COUNT, &a)) return false;
        m->event = (hg_event)a;
        return reference_read_id(&v[6], &m->party) && reference_read_id(&v[7], &m->alternative) &&
               reference_read_number(&v[8], &m->value);
    case HG_END:
        if (!reference_below(&v[5], HG_RESULT_COUNT, &a)) return false;
        m->result = (hg_result)a;
        if (v[7].type != MSGPACK_OBJECT_NIL && !reference_read_values(s, &v[7], &m->outcome))
            return false;
        return reference_read_id(&v[6], &m->party) && reference_read_number(&v[8], &m->utility) &&
               reference_read_number(&v[9], &m->payoff);
    case HG_OFFER: return reference_read_values(s, &v[5], &m->outcome);
    case HG_WALK:
        if (!reference_below(&v[5], HG_WALK_COUNT, &a)) return false;
        if (!reference_below(&v[6], HG_DOOR_COUNT, &b)) return false;
        m->walk = (hg_walk)a, m->door = (hg_door)b;
        return true;
    default: return true;
    }
}

static inline bool reference_read(const space *s, const msgpack_object *o, wire_message *w)
{
    static const bool known[15] = {1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    uint32_t kind;
    memset(w, 0, sizeof *w);
    w->m.words = w->words;
    w->m.outcome = HG_NO_OUTCOME;
    if (o->type != MSGPACK_OBJECT_ARRAY || o->via.array.size < 5) return false;
    const msgpack_object *v = o->via.array.ptr;
    if (!reference_below(&v[0], 15, &kind) || !known[kind]) return false;
    if (v[1].type != MSGPACK_OBJECT_POSITIVE_INTEGER) return false;
    w->m.kind = (hg_kind)kind;
    w->m.session = v[1].via.u64;
    return reference_below(&v[2], UINT64_C(1) << 32, &w->m.table) &&
           reference_below(&v[3], UINT64_C(1) << 32, &w->m.round) &&
           reference_below(&v[4], UINT64_C(1) << 32, &w->m.seat) &&
           reference_read_rest(s, v, o->via.array.size, w);
}

/* msgpack-c trusts lengths, so the data must have passed a scan. */
static inline bool reference_decode(const space *s, const uint8_t *data, size_t size,
                                    wire_message *out)
{
    msgpack_unpacked u;
    msgpack_unpacked_init(&u);
    size_t off = 0;
    bool fine = msgpack_unpack_next(&u, (const char *)data, size, &off) == MSGPACK_UNPACK_SUCCESS &&
                off == size && reference_read(s, &u.data, out);
    msgpack_unpacked_destroy(&u);
    return fine;
}

/* ---- comparing ---- */
static inline void assert_equal_messages(const wire_message *x, const wire_message *y)
{
    const hg_message *a = &x->m, *b = &y->m;
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->table, b->table);
    assert_int_equal(a->round, b->round);
    assert_int_equal(a->seat, b->seat);
    assert_int_equal(a->session, b->session);
    assert_int_equal(a->outcome, b->outcome);
    assert_int_equal(a->may, b->may);
    assert_int_equal(a->walk, b->walk);
    assert_int_equal(a->door, b->door);
    assert_int_equal(a->event, b->event);
    assert_int_equal(a->party, b->party);
    assert_int_equal(a->alternative, b->alternative);
    assert_int_equal(a->result, b->result);
    assert_same(a->value, b->value);
    assert_same(a->utility, b->utility);
    assert_same(a->payoff, b->payoff);
    assert_int_equal(a->n_words, b->n_words);
    for (uint32_t i = 0; i < a->n_words; i++) {
        assert_int_equal(a->words[i].word, b->words[i].word);
        assert_int_equal(a->words[i].topic, b->words[i].topic);
        assert_same(a->words[i].at_least, b->words[i].at_least);
    }
    if (a->kind == HG_HELLO) {
        assert_int_equal(x->abi, y->abi);
        assert_string_equal(x->agent, y->agent);
    }
}

/* ---- random spaces and messages ---- */
static inline uint64_t any_below_bits(rng *r, uint32_t bits)
{
    uint64_t mask = bits ? UINT64_MAX >> (64 - (bits < 64 ? bits : 64)) : 0;
    return rng_next(r) & mask;
}

static inline uint64_t any_uint(rng *r, uint32_t bits)
{
    return any_below_bits(r, (uint32_t)rng_below(r, bits + 1));
}

/* 1..most issues of 1..2^52+1 values; the product stays below 2^62. */
static inline void any_space(rng *r, uint32_t most, hg_issue *issues, space *s)
{
    uint32_t n = 1 + (uint32_t)rng_below(r, most), bits = 62;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t share = bits / (n - i) < 52 ? bits / (n - i) : 52;
        uint32_t b = (uint32_t)rng_below(r, share + 1);
        issues[i] = (hg_issue){.name = "x", .unit = "", .kind = HG_ISSUE_NUMBER};
        issues[i].size = 1 + any_below_bits(r, b);
        if (b == 52 && rng_below(r, 2)) issues[i].size = (UINT64_C(1) << 52) + 1;
        bits -= b < 52 ? b : 53 < bits ? 53 : bits;
    }
    assert_true(space_init(s, issues, n));
}

static inline double any_number(rng *r)
{
    static const double special[] = {0, -0.0, 1, 0.6, -1e308, 5e-324, NAN, 12500};
    return rng_below(r, 2) ? special[rng_below(r, 8)] : rng_normal(r) * 1e3;
}

static inline void any_message(rng *r, const space *s, hg_kind kind, wire_message *w)
{
    memset(w, 0, sizeof *w);
    hg_message *m = &w->m;
    m->kind = kind, m->words = w->words, m->outcome = HG_NO_OUTCOME;
    m->session = any_uint(r, 64);
    m->table = (uint32_t)any_uint(r, rng_below(r, 4) ? 7 : 32);
    m->round = (uint32_t)any_uint(r, rng_below(r, 2) ? 7 : 32);
    m->seat = (uint32_t)any_uint(r, rng_below(r, 4) ? 7 : 32);
    if (kind == HG_OFFER || (kind == HG_END && rng_below(r, 2))) m->outcome = rng_below(r, s->size);
    if (kind == HG_TURN) m->may = (uint32_t)any_uint(r, 32);
    if (kind == HG_WALK) {
        m->walk = (hg_walk)rng_below(r, HG_WALK_COUNT);
        m->door = (hg_door)rng_below(r, HG_DOOR_COUNT);
    }
    if (kind == HG_EVENT) {
        m->event = (hg_event)rng_below(r, HG_EVENT_COUNT);
        m->alternative = m->event == HG_EVENT_LIMIT ? HG_NOBODY : (uint32_t)any_uint(r, 8);
        m->value = any_number(r);
    }
    if (kind == HG_EVENT || kind == HG_END)
        m->party = rng_below(r, 3) ? (uint32_t)rng_below(r, 16) : HG_NOBODY;
    if (kind == HG_END) {
        m->result = (hg_result)rng_below(r, HG_RESULT_COUNT);
        m->utility = any_number(r), m->payoff = any_number(r);
    }
    if (kind < HG_OFFER || (kind != HG_SAY && rng_below(r, 2))) return;
    m->n_words = 1 + (uint32_t)rng_below(r, HG_WORDS_MAX);
    for (uint32_t i = 0; i < m->n_words; i++)
        w->words[i] = (hg_words){(hg_word)rng_below(r, HG_WORD_COUNT),
                                 (hg_topic)rng_below(r, HG_TOPIC_COUNT), any_number(r)};
}

/* The kinds that wire_encode writes. */
static const hg_kind spoken[] = {HG_TURN,   HG_EVENT, HG_END,      HG_BYE,    HG_OFFER, HG_ACCEPT,
                                 HG_REJECT, HG_WALK,  HG_WITHDRAW, HG_REOPEN, HG_SAY};
#define SPOKEN (sizeof spoken / sizeof *spoken)
#endif
