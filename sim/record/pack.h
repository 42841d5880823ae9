/* The record's own msgpack: a small canonical writer (shortest form of everything) and a reader
 * that never leaves its bounds. Rows and aggregates are written once per session or block, so that
 * plain code is fast enough; messages never pass through here, they are copied as they were sent.
 *
 * A cursor fails once and for all: after a value of the wrong type, or the end, every take returns
 * zero and `bad` stays set, so that a reader checks once, at its own end. */
#ifndef RECORD_PACK_H
#define RECORD_PACK_H
#include "base/buf.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Room for n bytes behind the end; the caller moves size on. */
static inline uint8_t *pack_room(buf *out, size_t n)
{
    if (out->cap - out->size < n) buf_reserve(out, n);
    return out->data + out->size;
}

static inline void pack_byte(buf *out, uint8_t x)
{
    *pack_room(out, 1) = x;
    out->size++;
}

/* Spelled out: compilers make one swap and one store, or load, of the eight, but not of a loop. */
static inline void store_big_endian(uint8_t *p, uint64_t x)
{
    p[0] = (uint8_t)(x >> 56), p[1] = (uint8_t)(x >> 48);
    p[2] = (uint8_t)(x >> 40), p[3] = (uint8_t)(x >> 32);
    p[4] = (uint8_t)(x >> 24), p[5] = (uint8_t)(x >> 16);
    p[6] = (uint8_t)(x >> 8), p[7] = (uint8_t)x;
}

static inline uint64_t load_big_endian(const uint8_t *p)
{
    return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
           (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
           (uint64_t)p[6] << 8 | (uint64_t)p[7];
}

/* head and the low `bytes` bytes of x; always writes nine, so that one store serves all widths. */
static inline void pack_big_endian(buf *out, uint8_t head, uint64_t x, unsigned bytes)
{
    uint8_t *p = pack_room(out, 9);
    p[0] = head;
    store_big_endian(p + 1, x << (64 - 8 * bytes));
    out->size += 1 + bytes;
}

static inline void pack_nil(buf *out) { pack_byte(out, 0xc0); }
static inline void pack_bool(buf *out, bool x) { pack_byte(out, x ? 0xc3 : 0xc2); }

static inline void pack_uint(buf *out, uint64_t x)
{
    if (x < 0x80)
        pack_byte(out, (uint8_t)x);
    else if (x <= UINT8_MAX)
        pack_big_endian(out, 0xcc, x, 1);
    else if (x <= UINT16_MAX)
        pack_big_endian(out, 0xcd, x, 2);
    else if (x <= UINT32_MAX)
        pack_big_endian(out, 0xce, x, 4);
    else
        pack_big_endian(out, 0xcf, x, 8);
}

static inline void pack_uint_or_nil(buf *out, uint64_t x, uint64_t none)
{
    if (x == none)
        pack_nil(out);
    else
        pack_uint(out, x);
}

/* NaN is nil; what a float32 holds exactly (0, 1, 0.25, ...) takes its five bytes. */
static inline void pack_real(buf *out, double x)
{
    uint32_t narrow;
    uint64_t wide;
    if (isnan(x)) {
        pack_nil(out);
        return;
    }
    float f = (float)x;
    if ((double)f == x) {
        memcpy(&narrow, &f, sizeof narrow);
        pack_big_endian(out, 0xca, narrow, 4);
    } else {
        memcpy(&wide, &x, sizeof wide);
        pack_big_endian(out, 0xcb, wide, 8);
    }
}

/* The same of what has 32 bits already. */
static inline void pack_float(buf *out, float x)
{
    uint32_t bits;
    if (isnan(x)) {
        pack_nil(out);
        return;
    }
    memcpy(&bits, &x, sizeof bits);
    pack_big_endian(out, 0xca, bits, 4);
}

static inline void pack_array(buf *out, uint32_t n)
{
    if (n < 16)
        pack_byte(out, (uint8_t)(0x90 | n));
    else if (n <= UINT16_MAX)
        pack_big_endian(out, 0xdc, n, 2);
    else
        pack_big_endian(out, 0xdd, n, 4);
}

static inline void pack_map(buf *out, uint32_t n) /* n < 16 * 4096 */
{
    if (n < 16)
        pack_byte(out, (uint8_t)(0x80 | n));
    else
        pack_big_endian(out, 0xde, n, 2);
}

static inline void pack_textn(buf *out, const char *s, size_t n) /* n < 4 GiB */
{
    if (n < 32)
        pack_byte(out, (uint8_t)(0xa0 | n));
    else if (n <= UINT8_MAX)
        pack_big_endian(out, 0xd9, n, 1);
    else if (n <= UINT16_MAX)
        pack_big_endian(out, 0xda, n, 2);
    else
        pack_big_endian(out, 0xdb, n, 4);
    buf_add(out, s, n);
}

static inline void pack_text(buf *out, const char *s) /* NULL is nil */
{
    if (s)
        pack_textn(out, s, strlen(s));
    else
        pack_nil(out);
}

static inline void pack_bin(buf *out, const void *data, size_t n) /* n < 256 */
{
    pack_big_endian(out, 0xc4, n, 1);
    buf_add(out, data, n);
}

typedef struct cursor {
    const uint8_t *data;
    size_t size, at;
    bool bad;
} cursor;

static inline uint8_t cursor_peek(const cursor *c) /* 0xc1, which msgpack never uses, at the end */
{
    return !c->bad && c->at < c->size ? c->data[c->at] : 0xc1;
}

static inline uint64_t cursor_big_endian(cursor *c, unsigned bytes) /* 1..8 */
{
    size_t left = c->size - c->at;
    const uint8_t *p = c->data + c->at;
    if (c->bad || left < bytes) {
        c->bad = true;
        return 0;
    }
    c->at += bytes;
    if (bytes == 1) return *p;
    if (left >= 8) return load_big_endian(p) >> (64 - 8 * bytes);
    uint64_t x = 0;
    for (unsigned i = 0; i < bytes; i++) x = x << 8 | p[i];
    return x;
}

static inline bool take_nil(cursor *c)
{
    if (cursor_peek(c) != 0xc0) return false;
    c->at++;
    return true;
}

static inline bool take_bool(cursor *c)
{
    uint64_t head = cursor_big_endian(c, 1);
    if (head != 0xc2 && head != 0xc3) c->bad = true;
    return head == 0xc3;
}

static inline uint64_t take_uint(cursor *c)
{
    uint64_t head = cursor_big_endian(c, 1);
    if (head < 0x80) return head;
    if (head >= 0xcc && head <= 0xcf) return cursor_big_endian(c, 1u << (head - 0xcc));
    c->bad = true;
    return 0;
}

static inline uint32_t take_uint32(cursor *c)
{
    uint64_t x = take_uint(c);
    if (x > UINT32_MAX) c->bad = true;
    return c->bad ? 0 : (uint32_t)x;
}

static inline uint64_t take_uint_or_nil(cursor *c, uint64_t none)
{
    return take_nil(c) ? none : take_uint(c);
}

static inline double take_real(cursor *c)
{
    float f;
    double x;
    if (take_nil(c)) return NAN;
    uint64_t head = cursor_big_endian(c, 1);
    if (head == 0xca) {
        uint32_t narrow = (uint32_t)cursor_big_endian(c, 4);
        memcpy(&f, &narrow, sizeof f);
        return (double)f;
    }
    if (head != 0xcb) c->bad = true;
    uint64_t wide = cursor_big_endian(c, 8);
    memcpy(&x, &wide, sizeof x);
    return c->bad ? 0 : x;
}

/* An announced length is never believed beyond the bytes that are there: a value takes at least
 * one. */
static inline uint32_t cursor_count(cursor *c, uint64_t n)
{
    if (c->bad || n > c->size - c->at) c->bad = true;
    return c->bad ? 0 : (uint32_t)n;
}

static inline uint32_t take_array(cursor *c)
{
    uint64_t head = cursor_big_endian(c, 1);
    if ((head & 0xf0) == 0x90) return cursor_count(c, head & 0x0f);
    if (head == 0xdc || head == 0xdd)
        return cursor_count(c, cursor_big_endian(c, head == 0xdc ? 2 : 4));
    c->bad = true;
    return 0;
}

static inline uint32_t take_map(cursor *c)
{
    uint64_t head = cursor_big_endian(c, 1);
    if ((head & 0xf0) == 0x80) return cursor_count(c, head & 0x0f);
    if (head == 0xde) return cursor_count(c, cursor_big_endian(c, 2));
    c->bad = true;
    return 0;
}

/* Borrowed; NULL where the next value is no bin (then nothing is taken). */
static inline const uint8_t *take_bin(cursor *c, size_t *size)
{
    if (cursor_peek(c) != 0xc4) return NULL;
    c->at++;
    *size = cursor_count(c, cursor_big_endian(c, 1));
    if (c->bad) return NULL;
    c->at += *size;
    return c->data + c->at - *size;
}

/* Borrowed, not terminated; NULL for nil or a failure. */
static inline const char *take_text(cursor *c, size_t *size)
{
    *size = 0;
    if (take_nil(c)) return NULL;
    uint64_t head = cursor_big_endian(c, 1), n = 0;
    if ((head & 0xe0) == 0xa0)
        n = head & 0x1f;
    else if (head >= 0xd9 && head <= 0xdb)
        n = cursor_big_endian(c, 1u << (head - 0xd9));
    else
        c->bad = true;
    *size = cursor_count(c, n);
    if (c->bad) return NULL;
    c->at += *size;
    return (const char *)c->data + c->at - *size;
}
#endif
