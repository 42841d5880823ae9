/* Unsigned integers of msgpack, in place: what the hot codec is made of. A value below 0x80 is one
 * byte; any other cc, cd, ce, cf and 1, 2, 4, 8 bytes, the most significant first. */
#ifndef WIRE_INTEGER_H
#define WIRE_INTEGER_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NARROW   0x80u
#define WIDE_MAX 9u /* bytes */

/* The word whose bytes in memory are those of x, most significant first; and back. Written out, so
 * that compilers see one byte swap, or none. */
static inline uint64_t big_endian(uint64_t x)
{
    const uint8_t bytes[8] = {(uint8_t)(x >> 56), (uint8_t)(x >> 48), (uint8_t)(x >> 40),
                              (uint8_t)(x >> 32), (uint8_t)(x >> 24), (uint8_t)(x >> 16),
                              (uint8_t)(x >> 8),  (uint8_t)x};
    memcpy(&x, bytes, sizeof x);
    return x;
}

/* Shortest form; returns where the next value starts. One store serves all wide forms: needs room
 * for WIDE_MAX bytes whatever x is. */
static inline uint8_t *put_uint(uint8_t *p, uint64_t x)
{
    if (x < NARROW) {
        *p = (uint8_t)x;
        return p + 1;
    }
    unsigned form = x <= UINT8_MAX ? 0 : x <= UINT16_MAX ? 1 : x <= UINT32_MAX ? 2 : 3;
    unsigned bytes = 1u << form;
    x = big_endian(x << (64 - 8 * bytes));
    *p = (uint8_t)(0xcc + form);
    memcpy(p + 1, &x, sizeof x);
    return p + 1 + bytes;
}

/* Any of the forms, shortest or not; returns where the next value starts, NULL where this one is
 * something else or cut off. */
static inline const uint8_t *get_uint(const uint8_t *p, const uint8_t *end, uint64_t *x)
{
    size_t left = (size_t)(end - p);
    if (!left) return NULL;
    unsigned lead = *p++;
    *x = lead;
    if (lead < NARROW) return p;
    unsigned form = lead - 0xcc, bytes = 1u << (form & 3);
    if (form > 3 || left <= bytes) return NULL;
    if (left >= WIDE_MAX) {
        memcpy(x, p, sizeof *x);
        *x = big_endian(*x) >> (64 - 8 * bytes);
        return p + bytes;
    }
    *x = 0; /* a whole word would reach beyond the message */
    for (unsigned k = 0; k < bytes; k++) *x = *x << 8 | p[k];
    return p + bytes;
}
#endif
