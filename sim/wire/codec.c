/* The in-place codec, and the door to all of them: OFFER and ACCEPT without words, integers of any
 * width, without allocation and without msgpack-c. What is not recognised here goes on to cold.c,
 * which also finds the name for what is wrong. The offers of one turn are cheaper still: stencil.c.
 */
#include "wire/cold.h"
#include "wire/integer.h"

#define HOT_ISSUES 15u /* what an array header of one byte counts; more are cold */
#define HOT_BYTES  (3u + (4u + HOT_ISSUES) * WIDE_MAX) /* the longest of them */

const char *wire_error_text(wire_error error)
{
    static const char *const texts[] = {
#define ERROR_TEXT(name, text) text,
        WIRE_ERRORS(ERROR_TEXT)
#undef ERROR_TEXT
    };
    return (size_t)error < sizeof texts / sizeof *texts ? texts[error] : "unknown error";
}

/* ---- writing ---- */
static bool is_hot(const space *s, const hg_message *m)
{
    if (m->n_words) return false;
    if (m->kind != HG_OFFER) return m->kind == HG_ACCEPT;
    return s->n_issues <= HOT_ISSUES && m->outcome < s->size;
}

size_t wire_encode(const space *s, const hg_message *m, uint8_t *out, size_t cap)
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
    uint64_t index[HOT_ISSUES];
    space_split(s, m->outcome, index);
    for (uint32_t i = 0; i < s->n_issues; i++) p = put_uint(p, index[i]);
    return (size_t)(p - out);
}

/* ---- reading ---- */
/* All of a message without words but kind and outcome. One by one: cheaper than zeroing the whole
 * first; a test compares with what the cold codec leaves. */
static inline void fill(wire_message *out, uint64_t session, uint32_t table, uint32_t round,
                        uint32_t seat)
{
    hg_message *m = &out->m;
    m->table = table, m->round = round, m->seat = seat, m->session = session;
    m->n_words = 0, m->words = out->words;
    m->may = 0, m->walk = 0, m->door = 0, m->event = 0, m->party = 0, m->alternative = 0;
    m->value = 0, m->result = 0, m->utility = 0, m->payoff = 0;
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
    fill(out, session, (uint32_t)table, (uint32_t)round, (uint32_t)seat);
    return true;
}

wire_error wire_decode(const space *s, const uint8_t *data, size_t size, wire_message *out)
{
    if (size > WIRE_HEAD && decode(s, data, data + size, out)) return WIRE_OK;
    return cold_decode(s, data, size, out);
}

wire_error wire_head_of(const uint8_t *data, size_t size, hg_message *out)
{
    const uint8_t *end = data + size, *p = data + 1;
    uint64_t kind, table, round, seat;
    if (size < 1 + WIRE_HEAD || data[0] < (0x90 | WIRE_HEAD) || data[0] > 0x9f) return WIRE_FORM;
    if (!(p = get_uint(p, end, &kind)) || !(p = get_uint(p, end, &out->session)) ||
        !(p = get_uint(p, end, &table)) || !(p = get_uint(p, end, &round)) ||
        !get_uint(p, end, &seat) || (kind | table | round | seat) > UINT32_MAX)
        return WIRE_FORM;
    out->kind = (hg_kind)kind;
    out->table = (uint32_t)table, out->round = (uint32_t)round, out->seat = (uint32_t)seat;
    return WIRE_OK;
}

/* ---- the body ---- */
static size_t uint_width(uint8_t lead) /* also of a signed one: d0 to d3 */
{
    return lead < 0x80 ? 1 : 1 + ((size_t)1 << (lead & 3));
}

size_t wire_body(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    size_t at = data[0] < 0xa0 ? 1 : data[0] == 0xdc ? 3 : 5;                 /* array header */
    for (uint32_t k = 0; k < 2 && at < size; k++) at += uint_width(data[at]); /* kind, session */
    return at < size ? at : size;
}
