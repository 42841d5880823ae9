/* Values as people type them. A line is cut into words; the issues take them in order, each as many
 * as make up one of its values, the longest first: so "10 300 14 6 months" needs no quotes. */
#include "cli/person/values.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { WORDS_IN_LINE = 64, WORDS_IN_VALUE = 8 };

/* ---- names ---- */

static char plain(char c) { return c == '_' || c == '-' ? ' ' : (char)tolower((unsigned char)c); }

static bool begins_so(const char *name, const char *word)
{
    size_t i = 0;
    while (word[i] && plain(name[i]) == plain(word[i])) i++;
    return !word[i];
}

static const char *all_of(arena *a, const char *const *names, size_t n, const char *word)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        if (!word || begins_so(names[i], word))
            all = arena_format(a, "%s%s%s", all, *all ? ", " : "", names[i]);
    return all;
}

size_t word_among(arena *a, const char *word, const char *const *names, size_t n, const char *what,
                  const char **why)
{
    size_t found = n, begin = 0;
    for (size_t i = 0; i < n; i++) {
        if (!*word || !begins_so(names[i], word)) continue;
        if (strlen(names[i]) == strlen(word)) return i;
        found = i;
        begin++;
    }
    if (begin == 1) return found;
    if (begin > 1) {
        *why = arena_format(a, "\"%s\" could be %s", word, all_of(a, names, n, word));
        return n;
    }
    const char *near = text_nearest(word, names, n);
    *why = near ? arena_format(a, "%s \"%s\" is not known; did you mean \"%s\"?", what, word, near)
                : arena_format(a, "%s \"%s\" is not known; known: %s", what, word,
                               all_of(a, names, n, NULL));
    return n;
}

/* ---- numbers ---- */

static bool three_digits(const char *at)
{
    for (int i = 0; i < 3; i++)
        if (!isdigit((unsigned char)at[i])) return false;
    return !isdigit((unsigned char)at[3]);
}

/* Where a unit ends the text, the text before it. */
static size_t without_unit(const char *text, const char *unit)
{
    size_t size = strlen(text), n = strlen(unit);
    if (n && size > n && begins_so(text + size - n, unit)) size -= n;
    while (size && text[size - 1] == ' ') size--;
    return size;
}

bool number_read(const char *text, const char *unit, double *out)
{
    char digits[64];
    size_t n = 0, size = without_unit(text, unit);
    bool whole = true; /* before a decimal point */
    for (size_t i = 0; i < size; i++) {
        bool apart = strchr(" ,'", text[i]) && whole && n > 0 && three_digits(text + i + 1);
        if (text[i] == '.') whole = false;
        if (apart) continue;
        if (n + 1 >= sizeof digits) return false;
        digits[n++] = text[i];
    }
    digits[n] = 0;
    return text_to_double(digits, out);
}

/* ---- one value ---- */

static const char *value_text(arena *a, const hg_issue *issue, uint64_t index)
{
    char text[WORDS_MAX];
    return arena_text(a, say_value(text, issue, index));
}

/* The values on both sides of a number that is none. */
static const char *nearest_numbers(arena *a, const hg_issue *issue, double x)
{
    double at = floor((x - issue->min) / issue->step);
    uint64_t last = issue->size - 1, below = at < 0 ? 0 : at >= (double)last ? last : (uint64_t)at;
    if (x < issue->min || x > issue->max || below == last)
        return arena_format(a, "the nearest is %s",
                            value_text(a, issue, x < issue->min ? 0 : last));
    return arena_format(a, "the nearest are %s and %s", value_text(a, issue, below),
                        value_text(a, issue, below + 1));
}

static bool read_number(arena *a, const hg_issue *issue, const char *text, uint64_t *out,
                        const char **why)
{
    double x;
    if (!number_read(text, issue->unit, &x)) {
        *why = arena_format(a, "%s is %s, not \"%s\"", issue->name, say_values(a, issue), text);
        return false;
    }
    if (issue_find_number(issue, x, out)) return true;
    *why = arena_format(a, "%s is %s; %s", issue->name, say_values(a, issue),
                        nearest_numbers(a, issue, x));
    return false;
}

static bool read_value(arena *a, const hg_issue *issue, const char *text, uint64_t *out,
                       const char **why)
{
    if (issue->kind == HG_ISSUE_NUMBER) return read_number(a, issue, text, out, why);
    *out = word_among(a, text, issue->names, issue->size, issue->name, why);
    return *out < issue->size;
}

/* ---- a line ---- */

typedef struct line {
    arena *arena;
    const hg_issue *issues;
    uint32_t n_issues;
    const char *words[WORDS_IN_LINE];
    size_t n;
    uint64_t *index; /* [n_issues] */
    bool based;      /* index holds an offer to be changed */
    bool *named;     /* [n_issues] by ISSUE=VALUE */
    uint32_t n_named;
    bool *dead;          /* [n_issues][n + 1] tried without success: issue k at word i */
    uint32_t reached;    /* the furthest issue that found no value, ... */
    size_t reached_word; /* ... and at which word */
} line;

static const char *joined(const line *l, size_t from, size_t to)
{
    const char *all = "";
    for (size_t i = from; i < to; i++)
        all = arena_format(l->arena, "%s%s%s", all, i > from ? " " : "", l->words[i]);
    return all;
}

/* "house:", as offers are printed where values could be mixed up. */
static bool is_heading(const line *l, const char *word, size_t size)
{
    for (uint32_t i = 0; i < l->n_issues && word[size - 1] == ':'; i++)
        if (strlen(l->issues[i].name) == size - 1 && !strncmp(l->issues[i].name, word, size - 1))
            return true;
    return false;
}

/* Commas, dots and headings are no part of a value: what is printed can be typed again. */
static bool cut(line *l, const char *text)
{
    static const char dot[] = "·";
    while (*(text += strspn(text, " "))) {
        size_t size = strcspn(text, " "), kept = size;
        while (kept && strchr(",;", text[kept - 1])) kept--;
        bool is_dot = kept == sizeof dot - 1 && strncmp(text, dot, kept) == 0;
        if (kept && !is_dot && !is_heading(l, text, kept)) {
            if (l->n == WORDS_IN_LINE) return false;
            l->words[l->n++] = arena_textn(l->arena, text, kept);
        }
        text += size;
    }
    return true;
}

static void get_stuck(line *l, uint32_t issue, size_t word)
{
    if (issue < l->reached || (issue == l->reached && word < l->reached_word)) return;
    l->reached = issue;
    l->reached_word = word;
}

/* Issues `issue`... take the words from `word` on, all of them. */
static bool take(line *l, uint32_t issue, size_t word)
{
    const char *unheard;
    if (issue == l->n_issues && word == l->n) return true;
    get_stuck(l, issue, word);
    if (issue == l->n_issues || l->dead[issue * (l->n + 1) + word]) return false;
    size_t most = l->n - word < WORDS_IN_VALUE ? l->n - word : WORDS_IN_VALUE;
    for (size_t size = most; size > 0; size--) {
        uint64_t index;
        if (!read_value(l->arena, &l->issues[issue], joined(l, word, word + size), &index,
                        &unheard))
            continue;
        if (!take(l, issue + 1, word + size)) continue;
        l->index[issue] = index;
        return true;
    }
    l->dead[issue * (l->n + 1) + word] = true;
    return false;
}

static const char *names_of(const line *l)
{
    const char *all = "";
    for (uint32_t i = 0; i < l->n_issues; i++)
        all = arena_format(l->arena, "%s%s%s", all, i ? ", " : "", l->issues[i].name);
    return all;
}

static const char *what_is_wrong(const line *l)
{
    uint64_t unused;
    const char *why = "";
    if (l->reached == l->n_issues)
        return arena_format(l->arena, "\"%s\" is one value too many; an offer names %s",
                            joined(l, l->reached_word, l->n), names_of(l));
    const hg_issue *issue = &l->issues[l->reached];
    if (l->reached_word == l->n)
        return arena_format(l->arena, "%s is missing (%s); an offer names %s", issue->name,
                            say_values(l->arena, issue), names_of(l));
    bool last = l->reached + 1 == l->n_issues;
    size_t end = last ? l->n : l->reached_word + 1;
    (void)read_value(l->arena, issue, joined(l, l->reached_word, end), &unused, &why);
    return why;
}

static bool read_all(line *l, const char **why)
{
    l->dead = arena_array(l->arena, l->n_issues * (l->n + 1), sizeof *l->dead);
    if (take(l, 0, 0)) return true;
    *why = what_is_wrong(l);
    return false;
}

/* ---- ISSUE=VALUE ---- */

static bool set_one(line *l, size_t from, size_t to, const char **why)
{
    const char *names[SPACE_ISSUES_MAX], *text = joined(l, from, to), *equals = strchr(text, '=');
    for (uint32_t i = 0; i < l->n_issues; i++) names[i] = l->issues[i].name;
    const char *name = arena_textn(l->arena, text, (size_t)(equals - text));
    size_t issue = word_among(l->arena, name, names, l->n_issues, "issue", why);
    if (issue == l->n_issues) return false;
    if (l->named[issue]) {
        *why = arena_format(l->arena, "%s is named twice", names[issue]);
        return false;
    }
    l->named[issue] = true;
    l->n_named++;
    const char *value = equals + 1 + strspn(equals + 1, " ");
    return read_value(l->arena, &l->issues[issue], value, &l->index[issue], why);
}

static bool read_some(line *l, const char **why)
{
    if (!strchr(l->words[0], '=')) {
        *why = arena_format(l->arena, "\"%s\": either every value in order, or ISSUE=VALUE...",
                            l->words[0]);
        return false;
    }
    for (size_t from = 0, to; from < l->n; from = to) {
        for (to = from + 1; to < l->n && !strchr(l->words[to], '=');) to++;
        if (!set_one(l, from, to, why)) return false;
    }
    if (l->based || l->n_named == l->n_issues) return true;
    *why = arena_format(l->arena, "there is no offer yet to change; name all of %s", names_of(l));
    return false;
}

bool values_read(arena *a, const model *m, const char *text, hg_outcome base, hg_outcome *out,
                 const char **why)
{
    const space *s = &m->space;
    line l = {
        .arena = a, .issues = s->issues, .n_issues = s->n_issues, .based = base != HG_NO_OUTCOME};
    l.index = arena_array(a, s->n_issues, sizeof *l.index);
    l.named = arena_array(a, s->n_issues, sizeof *l.named);
    bool some = strchr(text, '=') != NULL;
    if (!cut(&l, text)) {
        *why = "that are too many words";
        return false;
    }
    if (some && l.based) space_split(s, base, l.index);
    if (!(some ? read_some : read_all)(&l, why)) return false;
    *out = space_join(s, l.index);
    return true;
}

const char *values_written(arena *a, const model *m, hg_outcome outcome)
{
    uint64_t index[SPACE_ISSUES_MAX];
    char number[TEXT_DOUBLE_MAX];
    const char *all = "";
    space_split(&m->space, outcome, index);
    for (uint32_t i = 0; i < m->space.n_issues; i++) {
        const hg_issue *issue = &m->space.issues[i];
        bool listed = issue->kind == HG_ISSUE_LISTED;
        if (!listed) text_double(number, issue_value(issue, index[i]));
        all =
            arena_format(a, "%s%s%s", all, i ? " " : "", listed ? issue->names[index[i]] : number);
    }
    return all;
}
