/* A tree of nodes as YAML that reads back to the same tree. Small collections stand on one line, as
 * a person would write them; everything that could be read as anything but its text is quoted. It
 * knows nodes and nothing else. */
#include "scenario/node.h"

#include <string.h>

#define LINE_MAX_BYTES 84u

/* ---- scalars ---- */

static bool is_plain_char(const char *s)
{
    char c = *s;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
    if (c == ':') return s[1] && strchr(": ", s[1]) == NULL && is_plain_char(s + 1);
    return strchr("_-./+=() ", c) != NULL;
}

/* Stricter than YAML asks: the same rule serves keys, flow and block. */
static bool is_plain(const char *s)
{
    size_t length = strlen(s);
    if (length == 0 || strchr("=() :", s[0]) || s[length - 1] == ' ') return false;
    if (strncmp(s, "...", 3) == 0 || (s[0] == '-' && strchr("- ", s[1]))) return false;
    for (size_t i = 0; i < length; i++)
        if (!is_plain_char(s + i)) return false;
    return true;
}

/* One code point of valid UTF-8; returns its length. */
static size_t decode(const char *s, uint32_t *point)
{
    const uint8_t *p = (const uint8_t *)s;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    *point = n == 1 ? p[0] : p[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) *point = *point << 6 | (p[i] & 0x3Fu);
    return n;
}

/* Controls, line separators, the byte order mark and what libyaml refuses to read unescaped. */
static bool must_escape(uint32_t c)
{
    return c < 0x20 || c == '"' || c == '\\' || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
           c == 0x2029 || c == 0xFEFF || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF;
}

static void write_escape(uint32_t c, buf *out)
{
    if (c == '"' || c == '\\')
        buf_format(out, "\\%c", (char)c);
    else if (c == '\n')
        buf_text(out, "\\n");
    else
        buf_format(out, c < 0x100 ? "\\x%02X" : "\\u%04X", c);
}

static void write_quoted(const char *s, buf *out)
{
    buf_byte(out, '"');
    while (*s) {
        uint32_t point;
        size_t n = decode(s, &point);
        if (must_escape(point))
            write_escape(point, out);
        else
            buf_add(out, s, n);
        s += n;
    }
    buf_byte(out, '"');
}

static void write_scalar(const node *n, buf *out)
{
    if (n->quoted || !is_plain(n->text))
        write_quoted(n->text, out);
    else
        buf_text(out, n->text);
}

/* ---- collections ---- */

/* On one line; false, with part of it written, once `limit` is passed. */
static bool write_flow(const node *n, buf *out, size_t limit)
{
    if (n->kind == NODE_SCALAR) {
        write_scalar(n, out);
        return out->size <= limit;
    }
    buf_byte(out, n->kind == NODE_MAP ? '{' : '[');
    for (uint32_t i = 0; i < n->count; i++) {
        if (i) buf_text(out, ", ");
        if (n->kind == NODE_MAP) {
            write_scalar(n->keys[i], out);
            buf_text(out, ": ");
        }
        if (!write_flow(n->items[i], out, limit)) return false;
    }
    buf_byte(out, n->kind == NODE_MAP ? '}' : ']');
    return out->size <= limit;
}

static void indent_by(uint32_t indent, buf *out)
{
    for (uint32_t i = 0; i < indent; i++) buf_byte(out, ' ');
}

static void write_block(const node *n, buf *out, uint32_t indent);

/* Behind `key:` or `-`: on the same line if it fits, else below. */
static void write_value(const node *n, buf *out, uint32_t indent, size_t line_start)
{
    size_t before = out->size;
    size_t limit = n->kind == NODE_SCALAR || n->count == 0 ? SIZE_MAX : line_start + LINE_MAX_BYTES;
    buf_byte(out, ' ');
    if (write_flow(n, out, limit)) {
        buf_byte(out, '\n');
        return;
    }
    out->size = before;
    buf_byte(out, '\n');
    write_block(n, out, indent + 2);
}

static void write_block(const node *n, buf *out, uint32_t indent)
{
    for (uint32_t i = 0; i < n->count; i++) {
        size_t line_start = out->size;
        indent_by(indent, out);
        if (n->kind == NODE_MAP) {
            write_scalar(n->keys[i], out);
            buf_byte(out, ':');
        } else {
            buf_byte(out, '-');
        }
        write_value(n->items[i], out, indent, line_start);
    }
}

void node_write_flow(const node *n, buf *out) { (void)write_flow(n, out, SIZE_MAX); }

void node_write(const node *n, buf *out)
{
    if (n->kind != NODE_SCALAR && n->count > 0) {
        write_block(n, out, 0);
        return;
    }
    (void)write_flow(n, out, SIZE_MAX);
    buf_byte(out, '\n');
}
