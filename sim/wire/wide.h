/* The second step of the hot codec: OFFER and ACCEPT without words, integers of any width. */
#ifndef WIRE_WIDE_H
#define WIRE_WIDE_H
#include "wire/integer.h"
#include "wire/wire.h"

#define HOT_ISSUES 15u /* what an array header of one byte counts; more are cold */

#define HOT_BYTES  (3u + (4u + HOT_ISSUES) * WIDE_MAX) /* the longest of them */

/* Writes the values of an outcome at p, behind their header; returns the size from `begin`. */
size_t wide_values(const space *, outcome_id, uint8_t *p, const uint8_t *begin);

/* As wire_encode and wire_decode; what they do not recognise goes the cold way. */
size_t wide_encode(const space *, const hg_message *, uint8_t *out, size_t cap);
wire_error wide_decode(const space *, const uint8_t *data, size_t size, wire_message *out);

/* All of a message without words but kind and outcome. One by one: cheaper than zeroing the whole
 * first; a test compares with what the cold codec leaves. */
static inline void wire_fill(wire_message *out, uint64_t session, uint32_t table, uint32_t round,
                             uint32_t seat)
{
    hg_message *m = &out->m;
    m->table = table, m->round = round, m->seat = seat, m->session = session;
    m->n_words = 0, m->words = out->words;
    m->may = 0, m->walk = 0, m->door = 0, m->event = 0, m->party = 0, m->alternative = 0;
    m->value = 0, m->result = 0, m->utility = 0, m->payoff = 0;
}
#endif
