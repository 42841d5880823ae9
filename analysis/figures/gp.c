/* Writing gnuplot's language: quoting, arrays, data; colours and marks of levels; where labels go.
 * Knows no record. */
#include "analysis/figures/gp.h"

#include "base/oom.h"
#include "base/text.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* `before` stands as it is. */
static void quoted(buf *b, const char *before, const char *text, const char *escaped)
{
    buf_byte(b, '\'');
    buf_text(b, before);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '\'') buf_byte(b, '\'');
        if (strchr(escaped, c)) buf_byte(b, '\\');
        buf_byte(b, c < 0x20 || c == 0x7f ? ' ' : c);
    }
    buf_byte(b, '\'');
}

/* gnuplot reads no array with a text that begins with its quote: there it is an opening one. */
void gp_quoted(buf *b, const char *text)
{
    bool opens = *text == '\'';
    quoted(b, opens ? "‘" : "", text + opens, "_^@&~{}\\");
}

void gp_quoted_path(buf *b, const char *path) { quoted(b, "", path, ""); }

void gp_set_text(buf *b, const char *name, const char *text)
{
    buf_format(b, "%s = ", name);
    gp_quoted(b, text);
    buf_byte(b, '\n');
}

void gp_set_number(buf *b, const char *name, double x)
{
    buf_format(b, "%s = ", name);
    if (isnan(x))
        buf_text(b, "NaN");
    else
        buf_double(b, x);
    buf_byte(b, '\n');
}

/* gnuplot has no array without elements: one that is empty has one that nobody looks at. */
static void array_head(buf *b, const char *name, size_t n)
{
    buf_format(b, "array %s[%zu] = [", name, n ? n : 1);
    if (!n) buf_byte(b, '0');
}

void gp_array_text(buf *b, const char *name, const char *const *texts, size_t n)
{
    array_head(b, name, n);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_text(b, ", ");
        gp_quoted(b, texts[i]);
    }
    buf_text(b, "]\n");
}

/* Bytes of the first `width` code points of UTF-8. */
static size_t prefix(const char *text, size_t width)
{
    size_t n = 0;
    for (; text[n]; n++)
        if (((unsigned char)text[n] & 0xC0) != 0x80 && !width--) break;
    return n;
}

/* `head` characters from the front, a mark, as many from the end as fit. The caller frees. */
static char *shortened(const char *text, size_t width, size_t head)
{
    size_t all = text_width(text);
    if (all <= width) return mem_text(text);
    buf b;
    buf_init(&b);
    buf_add(&b, text, prefix(text, head));
    buf_text(&b, "…");
    buf_text(&b, text + prefix(text, all - (width - 1 - head)));
    buf_byte(&b, '\0');
    char *out = mem_text((const char *)b.data);
    buf_fini(&b);
    return out;
}

static size_t shorten_all(char **out, const char *const *texts, size_t n, size_t width, size_t head)
{
    size_t distinct = 0;
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        out[i] = shortened(texts[i], width, head);
        while (same < i && strcmp(out[same], out[i]) != 0) same++;
        distinct += same == i;
    }
    return distinct;
}

static void free_all(char **texts, size_t n)
{
    for (size_t i = 0; i < n; i++) free(texts[i]);
}

/* Tries every place of the cut, the middle first and outwards; levels are few. */
void gp_array_short(buf *b, const char *name, const char *const *texts, size_t n, size_t width)
{
    char **cut = mem_zero(n ? n : 1, sizeof *cut);
    size_t most = 0, best = width / 2;
    for (size_t k = 0; k < width; k++) {
        size_t head = k % 2 ? width / 2 - (k + 1) / 2 : width / 2 + k / 2;
        if (head >= width) continue;
        size_t distinct = shorten_all(cut, texts, n, width, head);
        free_all(cut, n);
        if (distinct > most) most = distinct, best = head;
    }
    (void)shorten_all(cut, texts, n, width, best);
    gp_array_text(b, name, (const char *const *)cut, n);
    free_all(cut, n);
    free(cut);
}

/* Where scripts are written whose signs are two cells wide: Hangul, Han, Kana, full-width forms,
 * pictographs. */
static const struct {
    uint32_t from, to;
} wide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
            {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
            {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};

/* Cells of the code point that *text begins with, which is passed. */
static size_t take_cells(const char **text)
{
    const unsigned char *c = (const unsigned char *)*text;
    size_t more = *c >= 0xF0 ? 3 : *c >= 0xE0 ? 2 : *c >= 0xC0 ? 1 : 0, cells = 1;
    uint32_t point = more ? *c & (0x3Fu >> more) : *c;
    for (c++; more && (*c & 0xC0) == 0x80; more--, c++) point = point << 6 | (*c & 0x3Fu);
    *text = (const char *)c;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (point >= wide[i].from && point <= wide[i].to) cells = 2;
    return cells;
}

size_t gp_cells(const char *text)
{
    size_t cells = 0;
    while (*text) cells += take_cells(&text);
    return cells;
}

/* Bytes of the beginning that takes at most so many cells; one code point at least. */
static size_t prefix_of_cells(const char *text, size_t width)
{
    const char *at = text, *fits = text;
    size_t cells = 0;
    while (*at) {
        cells += take_cells(&at);
        if (cells > width && fits > text) break;
        fits = at;
    }
    return (size_t)(fits - text);
}

/* Bytes of a text's first line: up to the last blank that fits, or a hard cut without one. */
static size_t first_line(const char *text, size_t width)
{
    size_t fits = prefix_of_cells(text, width), n = fits;
    if (!text[fits]) return fits;
    while (n && text[n] != ' ') n--;
    while (n && text[n - 1] == ' ') n--;
    return n ? n : fits;
}

size_t gp_array_wrapped(buf *b, const char *name, const char *const *texts, size_t n, size_t width)
{
    size_t lines = 0;
    buf list;
    buf_init(&list);
    for (size_t i = 0; i < n; i++)
        for (const char *at = texts[i]; *at; lines++) {
            size_t size = first_line(at, width);
            char *line = mem_text(at);
            line[size] = '\0';
            if (lines) buf_text(&list, ", ");
            gp_quoted(&list, line);
            free(line);
            for (at += size; *at == ' ';) at++;
        }
    array_head(b, name, lines);
    buf_add(b, list.data, list.size);
    buf_text(b, "]\n");
    buf_fini(&list);
    return lines;
}

double gp_widest(const buf *script)
{
    double most = 1;
    const char *at = (const char *)script->data, *end = at + script->size;
    while (at < end && (at = memchr(at, '\'', (size_t)(end - at)))) {
        size_t cells = 0, points = 0;
        for (at++; at < end && *at != '\''; points++) cells += take_cells(&at);
        if (points) most = fmax(most, (double)cells / (double)points);
        at++;
    }
    return most;
}

void gp_array_number(buf *b, const char *name, const double *x, size_t n)
{
    array_head(b, name, n);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_text(b, ", ");
        if (isnan(x[i]))
            buf_text(b, "NaN");
        else
            buf_double(b, x[i]);
    }
    buf_text(b, "]\n");
}

void gp_data(buf *b, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i) buf_byte(b, ' ');
        if (isnan(x[i]))
            buf_byte(b, '?');
        else
            buf_double(b, x[i]);
    }
    buf_byte(b, '\n');
}

double gp_level_at(size_t i, size_t n) { return n > 1 ? (double)i / (double)(n - 1) : 0; }

int gp_level_mark(size_t i, size_t n)
{
    static const int marks[5] = {11, 10, 7, 8, 9};
    return marks[n > 1 ? (i * 8 / (n - 1) + 1) / 2 : 2];
}

/* Neighbours that are too near are pooled and each pool is centred where its labels wanted to be;
 * then two passes, up and down, keep all inside. Quadratic at worst; labels are few. */
void gp_spread(double *y, size_t n, double gap, double lo, double hi)
{
    size_t *order = mem_alloc((n ? n : 1) * sizeof *order);
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        for (; k && y[order[k - 1]] > y[i]; k--) order[k] = order[k - 1];
        order[k] = i;
    }
    size_t *size = mem_zero(n ? n : 1, sizeof *size), pools = 0;
    double *middle = mem_zero(n ? n : 1, sizeof *middle);
    for (size_t i = 0; i < n; i++) {
        middle[pools] = y[order[i]];
        size[pools++] = 1;
        while (pools > 1) {
            size_t a = size[pools - 2], b = size[pools - 1];
            double reach = gap * (double)(a + b) / 2;
            if (middle[pools - 1] - middle[pools - 2] >= reach) break;
            middle[pools - 2] =
                ((double)a * middle[pools - 2] + (double)b * middle[pools - 1]) / (double)(a + b);
            size[pools - 2] = a + b;
            pools--;
        }
    }
    double floor_at = lo;
    for (size_t p = 0, i = 0; p < pools; p++)
        for (size_t k = 0; k < size[p]; k++, i++) {
            double at = middle[p] + gap * ((double)k - (double)(size[p] - 1) / 2);
            y[order[i]] = fmax(at, floor_at);
            floor_at = y[order[i]] + gap;
        }
    double roof = hi;
    for (size_t i = n; i-- > 0;) {
        y[order[i]] = fmin(y[order[i]], roof);
        roof = y[order[i]] - gap;
    }
    free(middle);
    free(size);
    free(order);
}
