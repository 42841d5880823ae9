/* The second step of the hot codec: what codec.c leaves because an integer needs more than a byte,
 * and ACCEPT, which comes once a session. Twice as dear, still in place, without allocation and
 * without msgpack-c. */
#include "wire/wide.h"
#include "wire/cold.h"

static bool is_hot(const space *s, const hg_message *m)
{
    if (m->n_words) return false;
    if (m->kind != HG_OFFER) return m->kind == HG_ACCEPT;
    return s->n_issues <= HOT_ISSUES && m->outcome < s->size;
}

size_t wide_values(const space *s, outcome_id outcome, uint8_t *p, const uint8_t *begin)
{
    uint64_t index[HOT_ISSUES];
    space_split(s, outcome, index);
    for (uint32_t i = 0; i < s->n_issues; i++) p = put_uint(p, index[i]);
    return (size_t)(p - begin);
}

size_t wide_encode(const space *s, const hg_message *m, uint8_t *out, size_t cap)
{
    if (cap < HOT_BYTES || !is_hot(s, m)) return cold_encode(s, m, out, cap);
    bool offer = m->kind == HG_OFFER;
    out[0] = (uint8_t)(0x90 | (WIRE_HEAD + offer));
    out[1] = (uint8_t)m->kind;
    uint8_t *p = put_uint(out + 2, m->session);
    p = put_uint(p, m->table);
    p = put_uint(p, m->round);
    p = put_uint(p, m->seat);
    if (!offer) return (size_t)(p - out);
    *p++ = (uint8_t)(0x90 | s->n_issues);
    return wide_values(s, m->outcome, p, out);
}

/* Returns the end of the values, NULL where they are not well-formed. */
static const uint8_t *get_values(const space *s, const uint8_t *p, const uint8_t *end,
                                 outcome_id *outcome)
{
    uint64_t index[HOT_ISSUES];
    if (!s || s->n_issues > HOT_ISSUES || p == end || *p++ != (0x90 | s->n_issues)) return NULL;
    for (uint32_t i = 0; i < s->n_issues; i++)
        if (!(p = get_uint(p, end, &index[i]))) return NULL;
    *outcome = space_join(s, index);
    return *outcome == HG_NO_OUTCOME ? NULL : p;
}

static bool decode(const space *s, const uint8_t *p, const uint8_t *end, wire_message *out)
{
    uint64_t session, table, round, seat;
    bool offer = p[1] == HG_OFFER;
    if (p[0] != (0x90 | (WIRE_HEAD + offer)) || (!offer && p[1] != HG_ACCEPT)) return false;
    if (!(p = get_uint(p + 2, end, &session)) || !(p = get_uint(p, end, &table)) ||
        !(p = get_uint(p, end, &round)) || !(p = get_uint(p, end, &seat)))
        return false;
    out->m.kind = offer ? HG_OFFER : HG_ACCEPT;
    out->m.outcome = HG_NO_OUTCOME;
    if (offer && !(p = get_values(s, p, end, &out->m.outcome))) return false;
    if (p != end || (table | round | seat) > UINT32_MAX) return false;
    wire_fill(out, session, (uint32_t)table, (uint32_t)round, (uint32_t)seat);
    return true;
}

wire_error wide_decode(const space *s, const uint8_t *data, size_t size, wire_message *out)
{
    if (size > WIRE_HEAD && decode(s, data, data + size, out)) return WIRE_OK;
    return cold_decode(s, data, size, out);
}
