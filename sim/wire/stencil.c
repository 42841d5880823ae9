/* The hot codec: in place, a copy or a comparison of two words, then one step per issue.
 *
 * Must not know what the bytes of other messages look like: whatever it does not recognise is left
 * to codec.c, which also finds the name for what is wrong. */
#include "wire/stencil.h"
#include "wire/integer.h"
#include <assert.h>

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
    wire_stencil_round(st, 0);
}

/* What follows a round that now ends at `at`: put_uint may write on beyond it. */
__attribute__((noinline)) static void fit(wire_stencil *st, uint32_t at)
{
    const space *s = st->space;
    uint32_t head = at + 2;
    bool fits = s->narrow && head <= STENCIL_HEAD;
    st->head[at] = (uint8_t)st->seat;
    st->head[at + 1] = (uint8_t)(0x90 | s->n_issues);
    if (st->seat_at == at) return;
    st->seat_at = at;
    st->size = fits ? head + s->n_issues : UINT32_MAX;
    st->outcomes = fits ? s->size : 0;
    for (uint32_t k = 0; k < STENCIL_HEAD; k++) st->compare[k] = k < head ? 0xff : 0;
}

/* The length changes with the round's number of bytes, which is seldom. */
void wire_stencil_round(wire_stencil *st, uint32_t round)
{
    uint8_t *p = st->head + st->round_at;
    st->round = round;
    if (round < NARROW && st->seat_at == st->round_at + 1)
        *p = (uint8_t)round;
    else
        fit(st, (uint32_t)(put_uint(p, round) - st->head));
}

void wire_stencil_seat(wire_stencil *st, uint32_t seat)
{
    assert(seat < HG_PARTIES_MAX);
    st->seat = seat;
    st->head[st->seat_at] = (uint8_t)seat;
}

/* Values are split off last to first, with 32-bit divisions: half the cost of 64-bit ones on many
 * processors, and a narrow space has no more outcomes. */
size_t wire_stencil_write(const wire_stencil *st, outcome_id outcome, uint8_t *out)
{
    if (outcome >= st->outcomes) return 0;
    uint32_t size = st->size, left = (uint32_t)outcome;
    uint8_t *first = out + st->seat_at + 2, *value = out + size;
    const hg_issue *issue = st->space->issues + st->space->n_issues;
    memcpy(out, st->head, STENCIL_HEAD);
    while (--value > first) {
        uint32_t values = (uint32_t)(--issue)->size;
        *value = (uint8_t)(left % values);
        left /= values;
    }
    *first = (uint8_t)left;
    return size;
}

static inline bool same_head(const wire_stencil *st, const uint8_t *data)
{
    uint64_t head[2], compare[2], given[2];
    memcpy(head, st->head, sizeof head);
    memcpy(compare, st->compare, sizeof compare);
    memcpy(given, data, sizeof given);
    return !(((head[0] ^ given[0]) & compare[0]) | ((head[1] ^ given[1]) & compare[1]));
}

bool wire_stencil_read(wire_stencil *st, const uint8_t *data, size_t size)
{
    if (size != st->size || !same_head(st, data)) return false;
    uint32_t outcome = 0;
    const hg_issue *issue = st->space->issues;
    const uint8_t *end = data + size;
    for (const uint8_t *p = data + st->seat_at + 2; p != end; p++, issue++) {
        if (*p >= issue->size) return false;
        outcome = outcome * (uint32_t)issue->size + *p;
    }
    st->offer.round = st->round;
    st->offer.seat = st->seat;
    st->offer.outcome = outcome;
    return true;
}
