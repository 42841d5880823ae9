/* The hot codec: in place, a copy or a comparison of two words, then one step per issue.
 *
 * Must not know what the bytes of other messages look like: whatever it does not recognise is left
 * to codec.c, which also finds the name for what is wrong. */
#include "wire/stencil.h"
#include "wire/integer.h"
#include <assert.h>

_Static_assert(STENCIL_NARROW == NARROW, "the same integers are short");

#define OFFER_VALUES 6u /* kind, session, table, round, seat, values */

void wire_stencil_init(wire_stencil *st, const space *s, uint64_t session, uint32_t table)
{
    *st = (wire_stencil){.space = s};
    st->offer = (hg_message){
        .kind = HG_OFFER, .session = session, .table = table, .outcome = HG_NO_OUTCOME};
    st->head[0] = 0x90 | OFFER_VALUES;
    st->head[1] = HG_OFFER;
    uint8_t *p = put_uint(st->head + 2, session);
    st->round_at = (uint32_t)(put_uint(p, table) - st->head);
    for (uint32_t i = 0; s->narrow && i < s->n_issues; i++)
        st->sizes[i] = (uint32_t)s->issues[i].size;
    wire_stencil_round(st, 0);
}

/* Writes the round and what follows it, since put_uint may write on beyond it. */
void wire_stencil_round(wire_stencil *st, uint32_t round)
{
    const space *s = st->space;
    uint32_t at = (uint32_t)(put_uint(st->head + st->round_at, round) - st->head);
    st->round = round;
    uint32_t head = at + 2;
    bool fits = s->narrow && head <= STENCIL_HEAD;
    st->head[at] = (uint8_t)st->seat;
    st->head[at + 1] = (uint8_t)(0x90 | s->n_issues);
    if (st->seat_at == at) return;
    st->seat_at = at;
    st->values_at = head;
    st->n_values = s->n_issues;
    st->size = fits ? head + s->n_issues : UINT32_MAX;
    st->outcomes = fits && s->size <= UINT32_MAX ? s->size : 0;
    st->many = fits && s->size > UINT32_MAX ? s->size : 0;
    st->word_at = st->size < 16 ? st->size - 8 : 8;
    for (uint32_t k = 0; k < 8; k++) {
        st->compare[0][k] = k < head ? 0xff : 0;
        st->compare[1][k] = st->word_at + k < head ? 0xff : 0;
    }
}

void wire_stencil_seat(wire_stencil *st, uint32_t seat)
{
    assert(seat < HG_PARTIES_MAX);
    st->seat = seat;
    st->head[st->seat_at] = (uint8_t)seat;
}

/* The same for 2^32 outcomes or more. */
__attribute__((noinline)) static size_t write_many(const wire_stencil *st, outcome_id outcome,
                                                   uint8_t *out)
{
    if (outcome >= st->many) return 0;
    uint8_t *first = out + st->values_at;
    memcpy(out, st->head, STENCIL_HEAD);
    for (size_t i = st->n_values - 1; i > 0; i--) {
        outcome_id left = outcome / st->sizes[i];
        first[i] = (uint8_t)(outcome - left * st->sizes[i]);
        outcome = left;
    }
    *first = (uint8_t)outcome;
    return st->size;
}

/* Values are split off last to first, with 32-bit divisions where they are enough: half the cost of
 * 64-bit ones on many processors. */
size_t wire_stencil_write(const wire_stencil *st, outcome_id outcome, uint8_t *out)
{
    if (outcome >= st->outcomes) return write_many(st, outcome, out);
    uint32_t size = st->size, left = (uint32_t)outcome;
    uint8_t *first = out + st->values_at;
    memcpy(out, st->head, STENCIL_HEAD);
    for (size_t i = st->n_values - 1; i > 0; i--) {
        uint32_t values = st->sizes[i];
        first[i] = (uint8_t)(left % values);
        left /= values;
    }
    *first = (uint8_t)left;
    return size;
}

/* The bytes at `at`, where they belong to the head: 0 if they are the same. */
static inline uint64_t differ(const wire_stencil *st, const uint8_t *data, uint32_t at,
                              const uint8_t compare[8])
{
    uint64_t head, given, mask;
    memcpy(&head, st->head + at, 8);
    memcpy(&given, data + at, 8);
    memcpy(&mask, compare, 8);
    return (head ^ given) & mask;
}

/* The second word ends where the offer does or, if that is longer, where the longest head does: no
 * byte behind the offer is looked at. None is shorter than a word. */
static inline bool same_head(const wire_stencil *st, const uint8_t *data)
{
    return !(differ(st, data, 0, st->compare[0]) | differ(st, data, st->word_at, st->compare[1]));
}

bool wire_stencil_read(wire_stencil *st, const uint8_t *data, size_t size)
{
    if (size != st->size || !same_head(st, data)) return false;
    const uint8_t *value = data + st->values_at;
    outcome_id outcome = 0;
    for (size_t i = 0; i < st->n_values; i++) {
        if (value[i] >= st->sizes[i]) return false;
        outcome = outcome * st->sizes[i] + value[i];
    }
    st->offer.round = st->round;
    st->offer.seat = st->seat;
    st->offer.outcome = outcome;
    return true;
}
