/* Writes JSON (RFC 8259) straight into a buffer: no tree, no allocation of its own. Every value
 * goes through value(), which alone knows where commas, line breaks and indents belong. Programmer
 * errors (a key without its value, an end without its begin) are asserted, not reported. */
#include "base/json.h"
#include <assert.h>
#include <inttypes.h>
#include <math.h>

void json_init(json *j, buf *out, bool pretty) { *j = (json){.out = out, .pretty = pretty}; }

static void new_line(json *j)
{
    if (!j->pretty) return;
    buf_byte(j->out, '\n');
    for (uint32_t i = 0; i < j->depth; i++) buf_text(j->out, "  ");
}

/* What stands before a value or a key: nothing after a key, else a comma and a new line. */
static void value(json *j)
{
    if (!j->key) {
        if (j->comma) buf_byte(j->out, ',');
        if (j->depth) new_line(j);
    }
    j->key = false;
    j->comma = true;
}

static void begin(json *j, uint8_t bracket)
{
    value(j);
    buf_byte(j->out, bracket);
    j->depth++;
    j->comma = false;
}

static void end(json *j, uint8_t bracket)
{
    assert(j->depth && !j->key);
    j->depth--;
    if (j->comma) new_line(j);
    buf_byte(j->out, bracket);
    j->comma = true;
}

void json_object(json *j) { begin(j, '{'); }
void json_array(json *j) { begin(j, '['); }
void json_end_object(json *j) { end(j, '}'); }
void json_end_array(json *j) { end(j, ']'); }

static void escaped(buf *out, uint8_t c)
{
    static const char short_form[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: byte, letter */
    for (const char *p = short_form; *p; p += 2) {
        if ((uint8_t)p[0] != c) continue;
        buf_byte(out, '\\');
        buf_byte(out, (uint8_t)p[1]);
        return;
    }
    buf_format(out, "\\u%04x", c);
}

static void quoted(buf *out, const char *s)
{
    buf_byte(out, '"');
    for (const char *start = s;; s++) {
        uint8_t c = (uint8_t)*s;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
        buf_add(out, start, (size_t)(s - start));
        if (!c) break;
        escaped(out, c);
        start = s + 1;
    }
    buf_byte(out, '"');
}

void json_key(json *j, const char *key)
{
    assert(j->depth && !j->key);
    value(j);
    quoted(j->out, key);
    buf_text(j->out, j->pretty ? ": " : ":");
    j->key = true;
}

void json_string(json *j, const char *s)
{
    if (!s) {
        json_null(j);
        return;
    }
    value(j);
    quoted(j->out, s);
}

/* JSON has no infinity either: it becomes null like NaN. */
static void number(buf *out, double x)
{
    if (isfinite(x))
        buf_double(out, x);
    else
        buf_text(out, "null");
}

void json_double(json *j, double x)
{
    value(j);
    number(j->out, x);
}

void json_uint(json *j, uint64_t x)
{
    value(j);
    buf_format(j->out, "%" PRIu64, x);
}

void json_int(json *j, int64_t x)
{
    value(j);
    buf_format(j->out, "%" PRId64, x);
}

void json_bool(json *j, bool x)
{
    value(j);
    buf_text(j->out, x ? "true" : "false");
}

void json_null(json *j)
{
    value(j);
    buf_text(j->out, "null");
}

void json_doubles(json *j, const double *x, size_t n)
{
    value(j);
    buf_byte(j->out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i) buf_text(j->out, j->pretty ? ", " : ",");
        number(j->out, x[i]);
    }
    buf_byte(j->out, ']');
}

void json_put_text(json *j, const char *key, const char *text)
{
    json_key(j, key);
    json_string(j, text);
}

void json_put_uint(json *j, const char *key, uint64_t x)
{
    json_key(j, key);
    json_uint(j, x);
}

void json_put_double(json *j, const char *key, double x)
{
    json_key(j, key);
    json_double(j, x);
}
