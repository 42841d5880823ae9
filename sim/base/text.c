/* Small text helpers: nearest names, strict numbers, grouped thousands, UTF-8. Nothing here depends
 * on the locale. The shortest text of a double has its own file, shortest.c. */
#include "base/text.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 255, DIGITS_MAX = 800 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Damerau-Levenshtein distance, optimal string alignment: insert, delete, replace, swap neighbours.
 * O(n m) time, three rows of memory; names are short. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][NAME_MAX_LENGTH + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++) above[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t replace = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(replace, least(above[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = above, above = row, row = free_row;
    }
    return above[m];
}

const char *text_nearest(const char *word, const char *const *names, size_t count)
{
    size_t length = strlen(word), limit = length / 3 > 1 ? length / 3 : 1;
    if (length > NAME_MAX_LENGTH) return NULL;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t other = strlen(names[i]);
        if (other > length + limit || length > other + limit || other > NAME_MAX_LENGTH) continue;
        size_t d = distance(word, length, names[i], other);
        if (d > limit) continue;
        nearest = names[i];
        if (d == 0) break;
        limit = d - 1; /* the next one must be nearer */
    }
    return nearest;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A decimal number taken apart. Digits beyond DIGITS_MAX cannot change the double that is nearest,
 * except for being zero or not: a double's longest exact decimal expansion has 767 of them. */
typedef struct number {
    char digits[DIGITS_MAX + 1];
    size_t count;
    long exponent; /* the value is the integer `digits` times 10^exponent */
} number;

static void take_digit(number *x, char c, bool fraction)
{
    if (x->count == 0 && c == '0') {
        x->exponent -= fraction;
    } else if (x->count < DIGITS_MAX) {
        x->digits[x->count++] = c;
        x->exponent -= fraction;
    } else {
        if (c != '0') x->digits[DIGITS_MAX - 1] = '1';
        x->exponent += !fraction;
    }
}

/* Digits with at most one point; returns what follows, NULL if there is no digit. */
static const char *take_digits(number *x, const char *s)
{
    bool any = false, fraction = false;
    for (;; s++) {
        if (is_digit(*s)) {
            any = true;
            take_digit(x, *s, fraction);
        } else if (*s == '.' && !fraction) {
            fraction = true;
        } else {
            return any ? s : NULL;
        }
    }
}

/* "e-7"; returns what follows, NULL if it is malformed. */
static const char *take_exponent(number *x, const char *s)
{
    if (*s != 'e' && *s != 'E') return s;
    bool negative = *++s == '-';
    if (*s == '-' || *s == '+') s++;
    if (!is_digit(*s)) return NULL;
    long exponent = 0;
    for (; is_digit(*s); s++)
        if (exponent < LONG_MAX / 20) exponent = exponent * 10 + (*s - '0');
    x->exponent += negative ? -exponent : exponent;
    return s;
}

/* strtod reads the point of the locale; given an integer and an exponent it meets none, and its
 * rounding is correct everywhere. */
bool text_to_double(const char *s, double *x)
{
    bool negative = *s == '-';
    if (*s == '-' || *s == '+') s++;
    number n = {.count = 0, .exponent = 0};
    s = take_digits(&n, s);
    if (s) s = take_exponent(&n, s);
    if (!s || *s) return false;
    double value = 0;
    if (n.count) {
        char text[DIGITS_MAX + 32];
        snprintf(text, sizeof text, "%.*se%ld", (int)n.count, n.digits, n.exponent);
        value = strtod(text, NULL);
    }
    if (isinf(value)) return false;
    *x = negative ? -value : value;
    return true;
}

bool text_to_uint64(const char *s, uint64_t *x)
{
    uint64_t value = 0;
    if (!*s) return false;
    for (; is_digit(*s); s++) {
        uint64_t digit = (uint64_t)(*s - '0');
        if (value > (UINT64_MAX - digit) / 10) return false;
        value = value * 10 + digit;
    }
    if (*s) return false;
    *x = value;
    return true;
}

size_t text_grouped(char *out, size_t cap, uint64_t x)
{
    char reversed[32];
    size_t n = 0;
    for (unsigned i = 0; i == 0 || x; i++, x /= 10) {
        if (i && i % 3 == 0) reversed[n++] = ' ';
        reversed[n++] = (char)('0' + x % 10);
    }
    if (cap == 0) return n;
    size_t written = least(n, cap - 1);
    for (size_t i = 0; i < written; i++) out[i] = reversed[n - 1 - i];
    out[written] = 0;
    return n;
}

/* Columns of a terminal: the wide blocks take two, what combines with the sign before it none.
 * Ascending. */
static const struct {
    uint32_t first, last;
    uint8_t columns;
} WIDTHS[] = {{0x0300, 0x036F, 0},   {0x1100, 0x115F, 2},   {0x200B, 0x200F, 0},
              {0x20D0, 0x20FF, 0},   {0x2E80, 0x303E, 2},   {0x3041, 0xA4CF, 2},
              {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},
              {0xFE30, 0xFE6F, 2},   {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2},
              {0x1F300, 0x1F64F, 2}, {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2}};

static size_t columns_of(uint32_t sign)
{
    size_t n = sizeof WIDTHS / sizeof *WIDTHS, i = 0;
    while (i < n && sign > WIDTHS[i].last) i++;
    return i < n && sign >= WIDTHS[i].first ? WIDTHS[i].columns : 1;
}

size_t text_width(const char *utf8)
{
    size_t width = 0;
    while (*utf8) {
        uint8_t head = (uint8_t)*utf8++;
        uint32_t sign = head < 0x80   ? head
                        : head < 0xE0 ? head & 0x1Fu
                        : head < 0xF0 ? head & 0x0Fu
                                      : head & 0x07u;
        for (; ((uint8_t)*utf8 & 0xC0) == 0x80; utf8++) sign = sign << 6 | ((uint8_t)*utf8 & 0x3Fu);
        width += columns_of(sign);
    }
    return width;
}

/* The well-formed sequences of Unicode, table 3-7: by the range of the first byte, how many follow
 * and the range of the second; that leaves out overlong forms, surrogates and what is above
 * U+10FFFF. */
static const struct {
    uint8_t first, last, more, second_from, second_to;
} UTF8[] = {
    {0x00, 0x7F, 0, 0, 0},       {0xC2, 0xDF, 1, 0x80, 0xBF}, {0xE0, 0xE0, 2, 0xA0, 0xBF},
    {0xE1, 0xEC, 2, 0x80, 0xBF}, {0xED, 0xED, 2, 0x80, 0x9F}, {0xEE, 0xEF, 2, 0x80, 0xBF},
    {0xF0, 0xF0, 3, 0x90, 0xBF}, {0xF1, 0xF3, 3, 0x80, 0xBF}, {0xF4, 0xF4, 3, 0x80, 0x8F},
};

/* The length of the sequence at data, 0 if it is malformed. */
static size_t utf8_length(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < sizeof UTF8 / sizeof *UTF8; i++) {
        if (data[0] < UTF8[i].first || data[0] > UTF8[i].last) continue;
        size_t more = UTF8[i].more;
        if (more >= size) return 0;
        if (more && (data[1] < UTF8[i].second_from || data[1] > UTF8[i].second_to)) return 0;
        for (size_t j = 2; j <= more; j++)
            if ((data[j] & 0xC0) != 0x80) return 0;
        return more + 1;
    }
    return 0;
}

bool text_is_utf8(const uint8_t *data, size_t size)
{
    for (size_t i = 0, n; i < size; i += n) {
        n = utf8_length(data + i, size - i);
        if (n == 0) return false;
    }
    return true;
}

const char *text_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int text_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}
