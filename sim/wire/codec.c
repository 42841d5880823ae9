/* The hot codec, and the door to all of them: an OFFER without words whose integers, but the
 * session, are one byte each is written and read in place, in about a hundred instructions. What is
 * not recognised here goes on to wide.c, and from there to cold.c, which also finds the name for
 * what is wrong. Outcomes are split by plain division: spaces have few issues. */
#include "wire/cold.h"
#include "wire/wide.h"

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
#define OFFER_VALUES (WIRE_HEAD + 1u)

static inline bool is_narrow(const space *s, const hg_message *m)
{
    return m->kind == HG_OFFER && !m->n_words && (m->table | m->round | m->seat) < NARROW &&
           s->n_issues <= HOT_ISSUES && m->outcome < s->size;
}

/* Values are stored while being split off, the last first, with 32-bit divisions: half the cost of
 * 64-bit ones on many processors. NULL where one of them needs more than a byte. */
static inline uint8_t *put_values(const hg_issue *issues, uint32_t n, uint32_t outcome, uint8_t *p)
{
    uint32_t all = 0;
    uint8_t *value = p + n;
    for (const hg_issue *issue = issues + n; --value > p;) {
        uint32_t size = (uint32_t)(--issue)->size, index = outcome % size;
        outcome /= size;
        *value = (uint8_t)index;
        all |= index;
    }
    *p = (uint8_t)outcome;
    return (all | outcome) < NARROW ? p + n : NULL;
}

size_t wire_encode(const space *s, const hg_message *m, uint8_t *out, size_t cap)
{
    if (cap < HOT_BYTES || !is_narrow(s, m)) return wide_encode(s, m, out, cap);
    out[0] = 0x90 | OFFER_VALUES;
    out[1] = HG_OFFER;
    uint8_t *p = put_uint(out + 2, m->session);
    p[0] = (uint8_t)m->table;
    p[1] = (uint8_t)m->round;
    p[2] = (uint8_t)m->seat;
    p[3] = (uint8_t)(0x90 | s->n_issues);
    p += 4;
    outcome_id outcome = m->outcome;
    if (s->size > UINT32_MAX) return wide_values(s, outcome, p, out);
    const uint8_t *end = put_values(s->issues, s->n_issues, (uint32_t)outcome, p);
    return end ? (size_t)(end - out) : wide_values(s, outcome, p, out);
}

/* ---- reading ---- */
static inline bool get_values(const space *s, const uint8_t *p, const uint8_t *end,
                              outcome_id *outcome)
{
    outcome_id id = 0;
    for (const hg_issue *issue = s->issues; p != end; issue++) {
        uint64_t index = *p++;
        if (index >= NARROW || index >= issue->size) return false;
        id = id * issue->size + index;
    }
    *outcome = id;
    return true;
}

/* With one byte for each integer but the session, what follows that has one possible length: one
 * comparison instead of one per value. */
static inline bool decode(const space *s, const uint8_t *p, const uint8_t *end, wire_message *out)
{
    uint64_t session;
    outcome_id outcome;
    if (p[0] != (0x90 | OFFER_VALUES) || p[1] != HG_OFFER || !s || s->n_issues > HOT_ISSUES ||
        !(p = get_uint(p + 2, end, &session)))
        return false;
    if ((size_t)(end - p) != 4 + s->n_issues || (p[0] | p[1] | p[2]) >= NARROW ||
        p[3] != (0x90 | s->n_issues) || !get_values(s, p + 4, end, &outcome))
        return false;
    out->m.kind = HG_OFFER;
    out->m.outcome = outcome;
    wire_fill(out, session, p[0], p[1], p[2]);
    return true;
}

wire_error wire_decode(const space *s, const uint8_t *data, size_t size, wire_message *out)
{
    if (size > WIRE_HEAD && decode(s, data, data + size, out)) return WIRE_OK;
    return wide_decode(s, data, size, out);
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
