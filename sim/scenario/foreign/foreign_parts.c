/* What every foreign format has: names, numbers with something behind them, values that stand
 * twice, ranges. It knows no format. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/foreign/foreign_draft.h"

#define LARGEST 1e15

/* ---- names ---- */

bool foreign_can_be_seen(const char *text)
{
    const uint8_t *s = (const uint8_t *)text;
    while (*s && *s != '\n' && *s != '\t' && !node_is_control(s)) s++;
    return !*s;
}

node *foreign_name(foreign *f, const node *at, const char *text, const char *what)
{
    if (!text || !*text) {
        oddity(f, at, "a name is empty: this %s is called \"(empty)\"", what);
        text = "(empty)";
    }
    if (strlen(text) > FOREIGN_NAME_MAX)
        node_error(f->errors, at, "the name of this %s is longer than 100 bytes", what);
    else if (!foreign_can_be_seen(text))
        node_error(f->errors, at, "the name of this %s contains what cannot be seen", what);
    else {
        node *name = arena_alloc(f->arena, sizeof *name);
        *name = *at;
        name->kind = NODE_SCALAR;
        name->text = text;
        name->count = 0;
        name->quoted = false;
        return name;
    }
    return NULL;
}

/* ---- numbers ---- */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* The longest beginning of a text that is a number; 0: none. Longer ones are nobody's. */
static size_t number_prefix(const char *text, double *out)
{
    char head[64];
    size_t n = strnlen(text, sizeof head - 1);
    memcpy(head, text, n);
    for (; n > 0; n--) {
        head[n] = '\0';
        if (text_to_double(head, out)) return n;
    }
    return 0;
}

bool foreign_number(foreign *f, const node *at, const char *text, const char *what, double *out)
{
    if (!text) text = "";
    while (is_blank(*text)) text++;
    size_t n = number_prefix(text, out);
    const char *rest = text + n;
    while (is_blank(*rest)) rest++;
    bool digits_go_on = n >= 60; /* cut by number_prefix */
    if (digits_go_on && text_to_double(text, out)) rest = "";
    if (n == 0)
        node_error(f->errors, at, "%s is \"%.60s\", must be a number", what, text);
    else if (!(fabs(*out) <= LARGEST))
        node_error(f->errors, at, "%s is %.60s: numbers go up to 1e15", what, text);
    else {
        if (*rest)
            oddity(f, at, "%s is \"%.60s\": the text behind the number is not read", what, text);
        return true;
    }
    return false;
}

/* ---- values ---- */

typedef struct twin {
    const char *text;
    uint32_t at;
} twin;

static int compare_twins(const void *pa, const void *pb)
{
    const twin *a = pa, *b = pb;
    int order = strcmp(a->text, b->text);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* Sorted, because thousands of values must not cost their square. */
void foreign_find_twins(arena *a, node *const *list, uint32_t count, uint32_t *first)
{
    twin *sorted = arena_array(a, count + (size_t)1, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++) sorted[i] = (twin){list[i]->text, i};
    qsort(sorted, count, sizeof *sorted, compare_twins);
    for (uint32_t i = 0; i < count; i++) {
        bool same = i > 0 && strcmp(sorted[i - 1].text, sorted[i].text) == 0;
        first[sorted[i].at] = same ? first[sorted[i - 1].at] : sorted[i].at;
    }
}

void foreign_drop_twins(foreign *f, foreign_issue *issue)
{
    uint32_t *first = arena_array(f->arena, issue->count + (size_t)1, sizeof *first), kept = 0;
    foreign_find_twins(f->arena, issue->values, issue->count, first);
    for (uint32_t i = 0; i < issue->count; i++) {
        node *value = issue->values[i];
        if (first[i] == i)
            issue->values[kept++] = value;
        else
            oddity(f, value, "%s has the value \"%s\" twice: it counts once", issue->name->text,
                   value->text);
    }
    issue->count = kept;
}

bool foreign_range(foreign *f, foreign_issue *issue)
{
    double steps = floor((issue->max - issue->min) / issue->step + 1e-9);
    if (!(issue->step > 0) || !(issue->min <= issue->max)) {
        node_error(f->errors, issue->name, "the range of %s is empty", issue->name->text);
        return false;
    }
    if (!(steps < FOREIGN_VALUES_MAX)) {
        node_error(f->errors, issue->name, "%s has more than %u values", issue->name->text,
                   FOREIGN_VALUES_MAX);
        return false;
    }
    issue->count = (uint32_t)steps + 1;
    if (issue->min + steps * issue->step < issue->max - 1e-9 * issue->step)
        issue->max = issue->min + steps * issue->step;
    return true;
}

double foreign_value(const foreign_issue *issue, uint32_t k)
{
    return k + 1 == issue->count ? issue->max : issue->min + k * issue->step;
}

static uint32_t find_number(const foreign_issue *issue, const char *text)
{
    double x;
    if (!text_to_double(text, &x) || !(x >= issue->min && x <= issue->max)) return UINT32_MAX;
    double k = issue->count > 1 ? floor((x - issue->min) / issue->step + 0.5) : 0;
    uint32_t found = k < issue->count ? (uint32_t)k : issue->count - 1;
    return fabs(foreign_value(issue, found) - x) <= 1e-9 * issue->step ? found : UINT32_MAX;
}

uint32_t foreign_find_value(const foreign_issue *issue, const char *text, uint32_t hint)
{
    if (!issue->values) return find_number(issue, text);
    if (hint < issue->count && strcmp(issue->values[hint]->text, text) == 0) return hint;
    for (uint32_t k = 0; k < issue->count; k++)
        if (strcmp(issue->values[k]->text, text) == 0) return k;
    return UINT32_MAX;
}

/* ---- maps of numbers ---- */

static bool worth_of(foreign *f, const node *at, const foreign_issue *issue, const char *value,
                     double *out)
{
    const char *what = arena_format(f->arena, "the worth of %s in %s", value, issue->name->text);
    return foreign_number(f, at, at->text, what, out);
}

bool foreign_worths(foreign *f, const node *map, const foreign_issue *issue, double *worths)
{
    bool *seen = arena_array(f->arena, issue->count + 1, sizeof *seen), good = true;
    for (uint32_t i = 0; i < map->count; i++) {
        const node *key = map->keys[i];
        uint32_t k = foreign_find_value(issue, *key->text ? key->text : "(empty)", i);
        if (k == UINT32_MAX) {
            oddity(f, key, "%s has no value \"%s\" in the domain: its worth is left out",
                   issue->name->text, key->text);
            continue;
        }
        if (seen[k])
            oddity(f, key, "%s has the value \"%s\" twice: the last worth counts",
                   issue->name->text, key->text);
        good &= worth_of(f, map->items[i], issue, key->text, &worths[k]);
        seen[k] = true;
    }
    for (uint32_t k = 0; k < issue->count; k++)
        if (!seen[k])
            oddity(f, map, "%s has no worth for \"%s\": it counts 0", issue->name->text,
                   issue->values ? issue->values[k]->text : "a number");
    return good;
}

static uint32_t find_issue(const foreign_domain *d, const char *name)
{
    uint32_t i = 0;
    while (i < d->n_issues && strcmp(d->issues[i].name->text, name) != 0) i++;
    return i;
}

bool foreign_weights(foreign *f, const node *map, const foreign_domain *d, foreign_profile *p)
{
    bool good = true;
    for (uint32_t k = 0; k < map->count; k++) {
        const node *key = map->keys[k], *value = map->items[k];
        uint32_t i = find_issue(d, key->text);
        if (i == d->n_issues) {
            oddity(f, key, "the domain has no issue \"%s\": its weight is left out", key->text);
            continue;
        }
        const char *what = arena_format(f->arena, "the weight of %s", key->text);
        good &= foreign_number(f, value, value->text, what, &p->weights[i]);
        p->weight_at[i] = value;
    }
    for (uint32_t i = 0; i < d->n_issues; i++) {
        if (p->weight_at[i]) continue;
        oddity(f, map, "%s has no weight: it counts 0", d->issues[i].name->text);
        p->weight_at[i] = map;
    }
    return good;
}
