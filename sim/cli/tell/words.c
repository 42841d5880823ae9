/* Numbers and offers as people write them. Only for what is printed; nothing here enters a record.
 */
#include "cli/cli.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

const char *say_amount(char out[WORDS_MAX], double x, bool money)
{
    if (isnan(x)) return strcpy(out, "-");
    if (money && fabs(x) >= 100 && fabs(x) < 1e15) {
        double whole = floor(fabs(x) + 0.5);
        size_t sign = x < 0 && whole > 0;
        if (sign) out[0] = '-';
        text_grouped(out + sign, WORDS_MAX - sign, (uint64_t)whole);
    } else {
        snprintf(out, WORDS_MAX, money ? "%.4g" : "%.3f", x);
    }
    return out;
}

const char *say_share(char out[WORDS_MAX], double x, bool signed_)
{
    if (isnan(x)) return strcpy(out, "-");
    if (!signed_) {
        snprintf(out, WORDS_MAX, "%.3f", x);
        return out;
    }
    char digits[32];
    snprintf(digits, sizeof digits, "%.3f", fabs(x));
    bool zero = strspn(digits, "0.") == strlen(digits);
    snprintf(out, WORDS_MAX, "%c%s", x < 0 && !zero ? '-' : '+',
             digits[0] == '0' ? digits + 1 : digits);
    return out;
}

const char *say_count(char out[WORDS_MAX], uint64_t n, const char *noun)
{
    char digits[32];
    text_grouped(digits, sizeof digits, n);
    snprintf(out, WORDS_MAX, "%s %s%s", digits, noun, n == 1 ? "" : "s");
    return out;
}

bool say_is_real(const hg_issue *issue)
{
    return issue->kind == HG_ISSUE_NUMBER && issue->size > SPACE_REAL_STEPS;
}

bool say_any_real(const space *s)
{
    for (uint32_t i = 0; i < s->n_issues; i++)
        if (say_is_real(&s->issues[i])) return true;
    return false;
}

const char *say_outcomes(char out[WORDS_MAX], const space *s)
{
    return say_any_real(s) ? strcpy(out, "a real range") : say_count(out, s->size, "outcome");
}

/* "12900 EUR" as "12 900 EUR", "-1000.5" as "-1 000.5": of what is agreed on no digit may be lost.
 */
static const char *say_grouped(char *out, size_t cap, const char *text)
{
    size_t sign = *text == '-', digits = strspn(text + sign, "0123456789"), n = 0;
    for (size_t i = 0; text[i] && n + 2 < cap; i++) {
        bool inside = i > sign && i < sign + digits;
        if (inside && (sign + digits - i) % 3 == 0) out[n++] = ' ';
        out[n++] = text[i];
    }
    out[n] = 0;
    return out;
}

static const char *say_exact(char out[WORDS_MAX], double x)
{
    char text[TEXT_DOUBLE_MAX];
    text_double(text, x);
    return say_grouped(out, WORDS_MAX, text);
}

const char *say_value(char out[WORDS_MAX], const hg_issue *issue, uint64_t index)
{
    char text[WORDS_MAX];
    issue_print_value(issue, index, text, sizeof text);
    return issue->kind == HG_ISSUE_NUMBER ? say_grouped(out, WORDS_MAX, text) : strcpy(out, text);
}

const char *say_values(arena *a, const hg_issue *issue)
{
    char lo[WORDS_MAX], hi[WORDS_MAX], step[WORDS_MAX];
    const char *all = "";
    if (issue->kind == HG_ISSUE_LISTED) {
        for (uint64_t k = 0; k < issue->size; k++)
            all = arena_format(a, "%s%s%s", all, k ? ", " : "", issue->names[k]);
        return all;
    }
    all = arena_format(a, "%s to %s%s%s", say_exact(lo, issue->min), say_exact(hi, issue->max),
                       *issue->unit ? " " : "", issue->unit);
    return say_is_real(issue) ? arena_format(a, "%s, any number", all)
                              : arena_format(a, "%s by %s", all, say_exact(step, issue->step));
}

static bool same_kind_of_value(const hg_issue *a, const hg_issue *b)
{
    enum { COMPARED_MAX = 64 }; /* whoever lists more than that does not list names of people */
    if (a->kind != b->kind) return false;
    if (a->kind == HG_ISSUE_NUMBER) return strcmp(a->unit, b->unit) == 0;
    for (uint64_t i = 0; i < a->size && i < COMPARED_MAX; i++)
        for (uint64_t k = 0; k < b->size && k < COMPARED_MAX; k++)
            if (strcmp(a->names[i], b->names[k]) == 0) return true;
    return false;
}

/* Could a value of this issue be taken for one of another? Then its name stands in front. */
static bool needs_name(const space *s, uint32_t issue)
{
    for (uint32_t i = 0; i < s->n_issues; i++)
        if (i != issue && same_kind_of_value(&s->issues[i], &s->issues[issue])) return true;
    return false;
}

const char *say_offer(char *out, size_t cap, const model *m, outcome_id id)
{
    uint64_t index[SPACE_ISSUES_MAX];
    char value[WORDS_MAX];
    size_t used = 0;
    space_split(&m->space, id, index);
    out[0] = 0;
    for (uint32_t i = 0; i < m->space.n_issues && used < cap; i++) {
        say_value(value, &m->space.issues[i], index[i]);
        bool named = needs_name(&m->space, i);
        int n = snprintf(out + used, cap - used, "%s%s%s%s", i ? " · " : "",
                         named ? m->space.issues[i].name : "", named ? ": " : "", value);
        used += n > 0 ? (size_t)n : 0;
    }
    return out;
}

static const char *joined(arena *a, const char *before, const char *more)
{
    return *before ? arena_format(a, "%s; %s", before, more) : more;
}

static const char *say_interactions(arena *a, const nonadditive *n)
{
    enum { NAMED_MAX = 6 };
    const char *all =
        arena_format(a, "%u interaction%s (", n->n_interactions, n->n_interactions == 1 ? "" : "s");
    for (uint32_t i = 0; i < n->n_interactions && i < NAMED_MAX; i++)
        all = arena_format(a, "%s%s%s", all, i ? ", " : "", n->interactions[i].name);
    return arena_format(a, "%s%s)", all, n->n_interactions > NAMED_MAX ? ", ..." : "");
}

static const char *say_risk(arena *a, const nonadditive *n)
{
    char power[TEXT_DOUBLE_MAX], from[TEXT_DOUBLE_MAX], to[TEXT_DOUBLE_MAX];
    text_double(power, n->power), text_double(from, n->from), text_double(to, n->to);
    return arena_format(a, "%s: gain ^ %s, where %s to %s is 0 to 1",
                        n->power < 1   ? "averse to risk"
                        : n->power > 1 ? "seeks risk"
                                       : "neutral to risk",
                        power, from, to);
}

static const char *say_scale(arena *a, const nonadditive *n)
{
    char span[TEXT_DOUBLE_MAX], least[TEXT_DOUBLE_MAX], most[TEXT_DOUBLE_MAX];
    text_double(span, n->least + n->span), text_double(least, n->scale_from);
    text_double(most, n->scale_from + n->range);
    return arena_format(a, "normalised: %s becomes %s%s", span, most,
                        n->scale_from == 0 ? "" : arena_format(a, ", the worst %s", least));
}

const char *say_preferences(arena *a, const party *p)
{
    const nonadditive *n = p->beyond;
    const char *all = "";
    if (!n) return "additive";
    if (n->table) all = "a table of outcomes";
    if (n->n_interactions) all = joined(a, all, say_interactions(a, n));
    if (n->bends) all = joined(a, all, say_risk(a, n));
    return n->scales ? joined(a, all, say_scale(a, n)) : all;
}

/* Up to the next blank that a line may end at: "320 000" read over two lines is 320. */
static size_t word_size(const char *text)
{
    static const char digits[] = "0123456789";
    size_t n = strcspn(text, " \n");
    while (n > 0 && text[n] == ' ' && strchr(digits, text[n - 1]) &&
           strspn(text + n + 1, digits) == 3)
        n += 1 + strcspn(text + n + 1, " \n");
    return n;
}

void paragraph_wrap(const char *text, const char *indent, size_t most, FILE *to)
{
    size_t at = most + 1; /* the first word opens a line */
    while (*(text += strspn(text, " \n"))) {
        size_t bytes = word_size(text), width = 0;
        for (size_t i = 0; i < bytes; i++) width += ((unsigned char)text[i] & 0xc0) != 0x80;
        bool fits = at + 1 + width <= most;
        if (fits)
            fputc(' ', to);
        else
            fprintf(to, "%s%s", at > most ? "" : "\n", indent);
        fwrite(text, 1, bytes, to);
        at = fits ? at + 1 + width : width;
        text += bytes;
    }
    fputc('\n', to);
}

void paragraph_print(const char *text, const char *indent, FILE *to)
{
    enum { WIDTH = 96 };
    paragraph_wrap(text, indent, WIDTH, to);
}
