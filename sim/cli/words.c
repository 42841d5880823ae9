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

static void say_value(const hg_issue *issue, uint64_t index, char *out, size_t cap)
{
    double x = issue->kind == HG_ISSUE_NUMBER ? issue_value(issue, index) : 0;
    if (issue->kind == HG_ISSUE_NUMBER && fabs(x) >= 1000 && floor(x) == x) {
        char amount[WORDS_MAX];
        snprintf(out, cap, "%s%s%s", say_amount(amount, x, true), *issue->unit ? " " : "",
                 issue->unit);
    } else {
        issue_print_value(issue, index, out, cap);
    }
}

const char *say_offer(char *out, size_t cap, const model *m, outcome_id id)
{
    uint64_t index[SPACE_ISSUES_MAX];
    char value[WORDS_MAX];
    size_t used = 0;
    space_split(&m->space, id, index);
    out[0] = 0;
    for (uint32_t i = 0; i < m->space.n_issues && used < cap; i++) {
        say_value(&m->space.issues[i], index[i], value, sizeof value);
        int n = snprintf(out + used, cap - used, "%s%s", i ? " · " : "", value);
        used += n > 0 ? (size_t)n : 0;
    }
    return out;
}

void paragraph_print(const char *text, const char *indent, FILE *to)
{
    enum { WIDTH = 96 };
    size_t at = WIDTH + 1; /* the first word opens a line */
    while (*(text += strspn(text, " \n"))) {
        size_t bytes = strcspn(text, " \n"), width = 0;
        for (size_t i = 0; i < bytes; i++) width += ((unsigned char)text[i] & 0xc0) != 0x80;
        bool fits = at + 1 + width <= WIDTH;
        if (fits)
            fputc(' ', to);
        else
            fprintf(to, "%s%s", at > WIDTH ? "" : "\n", indent);
        fwrite(text, 1, bytes, to);
        at = fits ? at + 1 + width : width;
        text += bytes;
    }
    fputc('\n', to);
}
