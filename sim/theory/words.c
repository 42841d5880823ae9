/* Reading names, numbers, ranges and frontiers; every sentence about a bad value is here. */
#include "theory/words.h"

#include "base/text.h"

#include <math.h> /* floor, INFINITY */
#include <string.h>

/* ---- names ---- */

static char plain(char c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    return c == '_' || c == ' ' ? '-' : c;
}

bool words_same(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (plain(a[i]) != plain(b[i])) return false;
    return true;
}

bool words_alike(const char *a, size_t n, const char *b)
{
    return strlen(b) == n && words_same(a, b, n);
}

bool words_among(const char *a, size_t n, const char *list)
{
    for (const char *s = list; s && *s;) {
        size_t length = strcspn(s, "|");
        if (length == n && words_same(a, s, n)) return true;
        s += length + (s[length] == '|');
    }
    return false;
}

/* ---- numbers ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* [+-] digits [. digits] [e [+-] digits]: moves on behind it. */
static bool take_number(const char **s, double *out)
{
    char text[64];
    const char *at = *s;
    if (*at == '+' || *at == '-') at++;
    while (is_digit(*at) || *at == '.') at++;
    if ((*at == 'e' || *at == 'E') && (is_digit(at[1]) || (at[1] && is_digit(at[2])))) {
        at += 2;
        while (is_digit(*at)) at++;
    }
    size_t n = (size_t)(at - *s);
    if (!n || n >= sizeof text) return false;
    memcpy(text, *s, n);
    text[n] = 0;
    *s = at;
    return text_to_double(text, out);
}

static bool take_product(const char **s, double *out)
{
    double factor;
    if (!take_number(s, out)) return false;
    while (**s == '*' || **s == '/') {
        char operation = *(*s)++;
        if (!take_number(s, &factor)) return false;
        *out = operation == '*' ? *out * factor : *out / factor;
    }
    return true;
}

static bool take_sum(const char **s, double *out)
{
    double term;
    if (!take_product(s, out)) return false;
    while (**s == '+' || **s == '-') { /* the sign belongs to the next number */
        if (!take_product(s, &term)) return false;
        *out += term;
    }
    return *out > -INFINITY && *out < INFINITY;
}

bool words_number(const char *text, double *out) { return take_sum(&text, out) && !*text; }

/* ---- values ---- */

static const struct domain {
    const char *text;
    double min, max;
    bool open_min, open_max, whole;
} domains[] = {
    [DOMAIN_SHARE] = {"0..1", 0, 1, false, false, false},
    [DOMAIN_INNER] = {"between 0 and 1", 0, 1, true, true, false},
    [DOMAIN_POSITIVE_SHARE] = {"more than 0, at most 1", 0, 1, true, false, false},
    [DOMAIN_BELOW_1] = {"at least 0, below 1", 0, 1, false, true, false},
    [DOMAIN_POSITIVE] = {"more than 0", 0, INFINITY, true, true, false},
    [DOMAIN_NOT_NEGATIVE] = {"at least 0", 0, INFINITY, false, true, false},
    [DOMAIN_DURATION] = {"at least 0, or inf", 0, INFINITY, false, false, false},
    [DOMAIN_REAL] = {"any number", -INFINITY, INFINITY, true, true, false},
    [DOMAIN_COUNT] = {"1, 2, .. 1e9", 1, 1e9, false, false, true},
    [DOMAIN_INDEX] = {"0, 1, .. 1e9", 0, 1e9, false, false, true},
    [DOMAIN_RANGE] = {"U[lo,hi]", -INFINITY, INFINITY, true, true, false},
    [DOMAIN_FRONTIER] = {"u2=1-u1^k, k at least 1", 1, INFINITY, false, true, false},
};

const char *oracle_domain_text(oracle_domain d) { return domains[d].text; }

static bool lies_in(const struct domain *d, double x)
{
    bool low = d->open_min ? x > d->min : x >= d->min;
    bool high = d->open_max ? x < d->max : x <= d->max;
    return low && high && (!d->whole || x == floor(x));
}

static bool read_range(const char *text, oracle_value *out)
{
    const char *s = text + (*text == 'U');
    return *s++ == '[' && take_sum(&s, &out->x) && *s++ == ',' && take_sum(&s, &out->hi) &&
           !strcmp(s, "]") && out->x < out->hi;
}

static bool read_frontier(const char *text, oracle_value *out)
{
    static const char left[] = "u2=", right[] = "1-u1";
    if (!strncmp(text, left, strlen(left))) text += strlen(left);
    if (strncmp(text, right, strlen(right)) != 0) return false;
    text += strlen(right);
    out->x = 1;
    return !*text || (*text == '^' && words_number(text + 1, &out->x));
}

static bool read_value(oracle_domain domain, const char *text, oracle_value *out)
{
    if (domain == DOMAIN_RANGE) return read_range(text, out);
    if (domain == DOMAIN_FRONTIER) return read_frontier(text, out);
    if (domain == DOMAIN_DURATION && !strcmp(text, "inf")) {
        out->x = INFINITY;
        return true;
    }
    return words_number(text, &out->x);
}

const char *words_value(arena *a, const oracle_parameter *p, const char *text, oracle_value *out)
{
    const struct domain *d = &domains[p->domain];
    bool shaped = p->domain == DOMAIN_RANGE || p->domain == DOMAIN_FRONTIER;
    *out = (oracle_value){0, 0};
    if (!read_value(p->domain, text, out))
        return shaped ? arena_format(a, "%s is \"%s\"; it is written %s, as in %s", p->name, text,
                                     d->text, p->preset)
                      : arena_format(a, "%s: \"%s\" is not a number", p->name, text);
    if (!lies_in(d, out->x)) return arena_format(a, "%s is %s, must be %s", p->name, text, d->text);
    return NULL;
}

const char *oracle_value_text(arena *a, const oracle_parameter *p, oracle_value v)
{
    char x[TEXT_DOUBLE_MAX], hi[TEXT_DOUBLE_MAX];
    text_double(x, v.x);
    text_double(hi, v.hi);
    if (p->domain == DOMAIN_RANGE) return arena_format(a, "U[%s,%s]", x, hi);
    if (p->domain == DOMAIN_FRONTIER) return arena_format(a, "u2=1-u1^%s", x);
    return arena_text(a, x);
}
