/* The structural pre-scan: walks the leading bytes of a msgpack value without building anything, so
 * that what follows may trust every length. msgpack-c does not: the five bytes dd 10 00 00 00 make
 * it reserve 8 GiB. Knows the format's structure, nothing of our messages. */
#include "wire/scan.h"

typedef enum content { BYTES, ARRAY, MAP, NONE } content;
typedef struct announced {
    content content;
    uint8_t width; /* bytes of the length that follows the leading byte */
    uint8_t fixed; /* bytes of content besides that length's */
} announced;

/* Leading bytes 0xc0 to 0xdf; all others carry their length themselves. */
static const announced wide[32] = {
    {BYTES, 0, 0}, {NONE, 0, 0},  {BYTES, 0, 0}, {BYTES, 0, 0},                 /* nil - f t  */
    {BYTES, 1, 0}, {BYTES, 2, 0}, {BYTES, 4, 0},                                /* bin 8..32  */
    {BYTES, 1, 1}, {BYTES, 2, 1}, {BYTES, 4, 1},                                /* ext 8..32  */
    {BYTES, 0, 4}, {BYTES, 0, 8},                                               /* float      */
    {BYTES, 0, 1}, {BYTES, 0, 2}, {BYTES, 0, 4}, {BYTES, 0, 8},                 /* uint       */
    {BYTES, 0, 1}, {BYTES, 0, 2}, {BYTES, 0, 4}, {BYTES, 0, 8},                 /* int        */
    {BYTES, 0, 2}, {BYTES, 0, 3}, {BYTES, 0, 5}, {BYTES, 0, 9}, {BYTES, 0, 17}, /* fixext     */
    {BYTES, 1, 0}, {BYTES, 2, 0}, {BYTES, 4, 0},                                /* str 8..32  */
    {ARRAY, 2, 0}, {ARRAY, 4, 0}, {MAP, 2, 0},   {MAP, 4, 0},                   /* array, map */
};

typedef struct scanner {
    const uint8_t *at, *end;
    size_t limit;
    uint64_t open[WIRE_DEPTH_MAX + 1]; /* values still due at each depth */
    uint32_t depth;
} scanner;

/* Reads a leading byte and the length behind it: what is announced, and how much of it. */
static wire_error read_lead(scanner *s, content *what, uint64_t *length)
{
    if (s->at == s->end) return WIRE_TRUNCATED;
    uint8_t lead = *s->at++;
    *what = BYTES, *length = 0;
    if (lead < 0x80 || lead >= 0xe0) return WIRE_OK;
    if (lead < 0xa0) {
        *what = lead < 0x90 ? MAP : ARRAY, *length = lead & 0x0f;
        return WIRE_OK;
    }
    if (lead < 0xc0) {
        *length = lead & 0x1f;
        return WIRE_OK;
    }
    const announced *a = &wide[lead - 0xc0];
    if (a->content == NONE) return WIRE_FORM;
    if ((size_t)(s->end - s->at) < a->width) return WIRE_TRUNCATED;
    for (uint32_t k = 0; k < a->width; k++) *length = *length << 8 | *s->at++;
    *what = a->content, *length += a->fixed;
    return WIRE_OK;
}

static wire_error scan_value(scanner *s)
{
    content what;
    uint64_t length;
    wire_error error = read_lead(s, &what, &length);
    if (error) return error;
    if (what == MAP) length *= 2; /* keys and values, each of a byte at least */
    if (length > s->limit) return WIRE_SIZE;
    if (length > (size_t)(s->end - s->at)) return WIRE_TRUNCATED;
    s->open[s->depth]--;
    if (what == BYTES) {
        s->at += length;
        return WIRE_OK;
    }
    if (s->depth == WIRE_DEPTH_MAX) return WIRE_DEPTH;
    s->open[++s->depth] = length;
    return WIRE_OK;
}

/* One value; the scanner then stands behind it. */
static wire_error scan_one(scanner *s)
{
    for (;;) {
        while (s->depth && !s->open[s->depth]) s->depth--;
        if (!s->depth && !s->open[0]) return WIRE_OK;
        wire_error error = scan_value(s);
        if (error) return error;
    }
}

wire_error wire_scan_within(const uint8_t *data, size_t size, size_t limit)
{
    if (size > limit) return WIRE_SIZE;
    if (!size) return WIRE_TRUNCATED;
    scanner s = {.at = data, .end = data + size, .limit = limit, .open = {1}};
    wire_error error = scan_one(&s);
    if (error) return error;
    return s.at == s.end ? WIRE_OK : WIRE_TRAILING;
}

wire_error wire_first_within(const uint8_t *data, size_t size, size_t limit, size_t *first)
{
    scanner s = {.at = data, .end = data + size, .limit = limit, .open = {1}};
    wire_error error = size ? scan_one(&s) : WIRE_TRUNCATED;
    *first = (size_t)(s.at - data);
    if (*first > limit || (error == WIRE_TRUNCATED && size > limit)) return WIRE_SIZE;
    return error;
}

wire_error wire_first(const uint8_t *data, size_t size, size_t *first)
{
    return wire_first_within(data, size, WIRE_MESSAGE_MAX, first);
}

wire_error wire_scan(const uint8_t *data, size_t size)
{
    return wire_scan_within(data, size, WIRE_MESSAGE_MAX);
}
