/* The OFFERs of one turn differ in their values alone. A stencil keeps the rest as bytes: to write
 * an offer is to copy them and put the values behind, to read one is to compare. What it does not
 * fit (words, other kinds, wide values, forms that are not the shortest) is for wire_encode and
 * wire_decode, which write the same bytes and read the same message. */
#ifndef WIRE_STENCIL_H
#define WIRE_STENCIL_H
#include "wire/wire.h"

#define STENCIL_HEAD   16u   /* bytes; what would need more has no stencil */
#define STENCIL_NARROW 0x80u /* what is less is written as one byte */
#define STENCIL_VALUES 15u   /* of a narrow space, one per issue */
#define STENCIL_MAX    (STENCIL_HEAD + STENCIL_VALUES) /* bytes of an offer */

typedef struct wire_stencil {
    hg_message offer; /* the last one read */
    const space *space;
    uint32_t round, seat;           /* of the next one */
    outcome_id outcomes;            /* how many fit: all of the space, or none ... */
    outcome_id many;                /* ... where there are fewer than 2^32; else they fit here */
    uint32_t size;                  /* of an offer, in bytes; UINT32_MAX where none fits */
    uint32_t round_at, seat_at;     /* where they stand in the head */
    uint32_t word_at;               /* the head is compared as two words, here and at 0 */
    size_t values_at, n_values;     /* behind the head: one byte per issue */
    uint8_t head[2 * STENCIL_HEAD]; /* all up to the values' array header; room to write it */
    uint8_t compare[2][8];          /* ff where a byte of the head stands, else 0 */
    uint32_t sizes[STENCIL_VALUES]; /* of the issues, side by side */
} wire_stencil;

/* For round 0, seat 0. Borrows the space. */
void wire_stencil_init(wire_stencil *, const space *, uint64_t session, uint32_t table);
void wire_stencil_seat(wire_stencil *, uint32_t seat); /* below HG_PARTIES_MAX */

/* The seat stays. */
void wire_stencil_round(wire_stencil *, uint32_t round);
/* The same, where the length stays; the length changes with the round's number of bytes, which is
 * seldom: false. */
static inline bool wire_stencil_count(wire_stencil *st, uint32_t round)
{
    if (round >= STENCIL_NARROW || st->seat_at != st->round_at + 1) return false;
    st->round = round;
    st->head[st->round_at] = (uint8_t)round;
    return true;
}

/* Returns the bytes written, 0 where the offer does not fit or is outside the space. out has room
 * for STENCIL_MAX bytes: what lies behind the offer may be overwritten. */
size_t wire_stencil_write(const wire_stencil *, outcome_id, uint8_t *out);
/* Reads into the stencil's own offer, which stays as it is while the round and the seat move on;
 * false where data is anything else. */
bool wire_stencil_read(wire_stencil *, const uint8_t *data, size_t size);
#endif
