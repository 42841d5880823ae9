/* A table of values, recomputed row by row: see oracle.h for what is equal. */
#include "base/text.h"
#include "theory/oracle.h"

#include <math.h> /* NAN, fabs, fmax: exact */
#include <string.h>

enum { COLUMNS = 4, WORDS_MAX = 32, DECIMALS_OF_ROUNDED = 6 };

/* ---- text to rows ---- */

/* The next line without its end, which may be \r\n; NULL: there is none. */
static const char *next_line(arena *a, const char **at, const char *end)
{
    if (*at >= end) return NULL;
    const char *stop = memchr(*at, '\n', (size_t)(end - *at)), *line = *at;
    size_t n = (size_t)((stop ? stop : end) - line);
    *at = stop ? stop + 1 : end;
    while (n && line[n - 1] == '\r') n--;
    return arena_textn(a, line, n);
}

static const char *trimmed(arena *a, const char *text, size_t n)
{
    while (n && *text == ' ') text++, n--;
    while (n && text[n - 1] == ' ') n--;
    return arena_textn(a, text, n);
}

/* Returns how many columns there are, of those that count. */
static size_t split_columns(arena *a, const char *line, const char *columns[COLUMNS])
{
    size_t found = 0;
    for (size_t i = 0; i < COLUMNS; i++) columns[i] = "";
    for (const char *s = line; found < COLUMNS;) {
        size_t n = strcspn(s, "\t");
        columns[found++] = trimmed(a, s, n);
        if (!s[n]) break;
        s += n + 1;
    }
    return found;
}

static size_t split_words(arena *a, const char *text, const char *words[WORDS_MAX])
{
    size_t found = 0;
    for (const char *s = text; *(s += strspn(s, " ")) && found < WORDS_MAX;) {
        size_t n = strcspn(s, " ");
        words[found++] = arena_textn(a, s, n);
        s += n;
    }
    return found;
}

/* ---- a row's answer ---- */

/* A default that is only an example is no statement of a table's. */
static const char *missing_parameter(arena *a, const oracle_question *q)
{
    for (size_t i = 0; i < oracle_count_parameters(q->family); i++)
        if (!q->given[i] && !q->family->parameters[i].optional)
            return arena_format(a, "%s: %s is not given", oracle_full_name(a, q->family),
                                q->family->parameters[i].name);
    return NULL;
}

static const char *recompute(arena *a, const oracle_row *row, const char *const *words, size_t n,
                             double *out)
{
    const char *why;
    double values[ORACLE_QUANTITIES];
    oracle_question q;
    size_t wanted;
    if ((why = oracle_ask(a, row->family, words, n, &q))) return why;
    if ((why = oracle_find_quantity(a, &q, row->quantity, &wanted))) return why;
    if ((why = missing_parameter(a, &q))) return why;
    if ((why = oracle_answer(a, &q, values))) return why;
    *out = values[wanted];
    return isnan(*out) ? "undefined for these parameters" : NULL;
}

/* Digits behind the point of KEY=VALUE, where VALUE is a plain number that has been rounded; else
 * 0. It has where there are many, zeros at the end not counted: 0.900000 is exact. */
static size_t decimals_rounded_to(const char *word)
{
    const char *value = word + strcspn(word, "="), *point = strchr(value, '.');
    size_t n = point ? strspn(point + 1, "0123456789") : 0, counted = n;
    if (!point || point[1 + n]) return 0;
    while (counted && point[counted] == '0') counted--;
    return counted >= DECIMALS_OF_ROUNDED ? n : 0;
}

/* How far the rounding of parameters may have moved the answer. */
static double rounding(arena *a, const oracle_row *row, const char **words, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const char *word = words[i];
        size_t digits = decimals_rounded_to(word);
        double most = 0, x;
        for (const char *sign = "+-"; digits && *sign; sign++) {
            words[i] = arena_format(a, "%s%c5e-%zu", word, *sign, digits + 1);
            if (!recompute(a, row, words, n, &x)) most = fmax(most, fabs(x - row->computed));
        }
        words[i] = word;
        sum += most;
    }
    return sum;
}

static oracle_verdict unknown(oracle_row *row, const char *why)
{
    row->why = why;
    return ORACLE_UNKNOWN;
}

static oracle_verdict judge(arena *a, oracle_row *row, size_t columns, double tolerance)
{
    const char *words[WORDS_MAX], *why;
    if (columns < COLUMNS)
        return unknown(row, "needs family, parameters, quantity and value, separated by tabs");
    if (!text_to_double(row->value, &row->given))
        return unknown(row, arena_format(a, "value: \"%s\" is not a number", row->value));
    size_t n = split_words(a, row->parameters, words);
    if ((why = recompute(a, row, words, n, &row->computed))) return unknown(row, why);
    double apart = fabs(row->computed - row->given), fine = tolerance * fmax(1, fabs(row->given));
    if (apart <= fine || apart <= fine + rounding(a, row, words, n)) return ORACLE_EQUAL;
    return ORACLE_DIFFERS;
}

/* ---- the table ---- */

static bool is_passed_over(const char *line)
{
    const char *s = line + strspn(line, " \t");
    return !*s || *s == '#';
}

static void add(arena *a, oracle_table *t, size_t *cap, oracle_row row)
{
    if (t->count == *cap) {
        oracle_row *more = arena_array(a, 2 * *cap + 64, sizeof *more);
        if (t->count) memcpy(more, t->rows, t->count * sizeof *more);
        t->rows = more;
        *cap = 2 * *cap + 64;
    }
    t->rows[t->count++] = row;
}

oracle_table oracle_check(arena *a, const char *text, size_t size, double tolerance)
{
    static const char mark[] = "\xef\xbb\xbf"; /* of UTF-8, as some editors write it */
    oracle_table t = {0};
    const char *at = text, *end = text + size, *line;
    size_t cap = 0;
    bool first = true;
    if (size >= 3 && !memcmp(text, mark, 3)) at += 3;
    for (uint32_t number = 1; (line = next_line(a, &at, end)); number++) {
        const char *columns[COLUMNS];
        if (is_passed_over(line)) continue;
        bool header = first && !strncmp(line, "family\t", 7);
        first = false;
        if (header) continue;
        size_t n = split_columns(a, line, columns);
        oracle_row row = {number,     ORACLE_EQUAL, columns[0], columns[1], columns[2],
                          columns[3], NAN,          NAN,        NULL};
        row.verdict = judge(a, &row, n, tolerance);
        t.differ += row.verdict == ORACLE_DIFFERS;
        t.unknown += row.verdict == ORACLE_UNKNOWN;
        add(a, &t, &cap, row);
    }
    return t;
}
