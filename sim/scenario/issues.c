/* What is negotiated: issues, their values, and offers spelled out in a file. It knows nothing of
 * what anything is worth to anybody. */
#include "scenario/draft.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

#define STEPS_MAX (UINT64_C(1) << 50)

/* ---- listed values ---- */

static bool value_is_good(reader *r, const node *n)
{
    if (n->kind != NODE_SCALAR)
        node_error(r->errors, n, "a value of %s must be a word or a number", r->path);
    else if (n->text[0] == '\0')
        node_error(r->errors, n, "a value of %s is empty", r->path);
    else if (strlen(n->text) > 100)
        node_error(r->errors, n, "a value of %s is longer than 100 bytes", r->path);
    else
        return true;
    return false;
}

static bool values_differ(reader *r, const node *list, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (strcmp(list->items[k]->text, list->items[i]->text) == 0) {
            node_error(r->errors, list->items[i], "%s has the value \"%s\" already", r->path,
                       list->items[i]->text);
            return false;
        }
    return true;
}

static bool read_listed(reader *r, const node *n, hg_issue *issue)
{
    if (n->kind != NODE_LIST || n->count == 0 || n->count > VALUES_MAX) {
        node_error(r->errors, n, "%s must be a list of 1 to %u values", r->path, VALUES_MAX);
        return false;
    }
    const char **names = arena_array(r->arena, n->count, sizeof *names);
    bool good = true;
    for (uint32_t i = 0; i < n->count; i++) {
        names[i] = n->items[i]->text;
        if (!value_is_good(r, n->items[i]) || !values_differ(r, n, i)) good = false;
    }
    issue->kind = HG_ISSUE_LISTED;
    issue->size = n->count;
    issue->names = names;
    return good;
}

/* ---- ranges ---- */

bool issue_is_real(const hg_issue *issue) { return issue->size == SPACE_REAL_STEPS + 1; }

typedef struct range_draft {
    hg_issue *issue;
    const node *at_min, *at_max, *at_step, *at_values;
    double min, max, step;
    bool good;
} range_draft;

static void read_min(reader *r, const node *n, void *into)
{
    range_draft *d = into;
    d->at_min = n;
    if (!read_number(r, n, &any_number, &d->min)) d->good = false;
}

static void read_max(reader *r, const node *n, void *into)
{
    range_draft *d = into;
    d->at_max = n;
    if (!read_number(r, n, &any_number, &d->max)) d->good = false;
}

static void read_step(reader *r, const node *n, void *into)
{
    static const bounds positive = {
        .lo = 0, .hi = INFINITY, .above_lo = true, .unit = "", .also = ""};
    range_draft *d = into;
    d->at_step = n;
    if (!read_number(r, n, &positive, &d->step)) d->good = false;
}

static void read_issue_values(reader *r, const node *n, void *into)
{
    range_draft *d = into;
    d->at_values = n;
    if (!read_listed(r, n, d->issue)) d->good = false;
}

static void read_unit(reader *r, const node *n, void *into)
{
    range_draft *d = into;
    const char *unit = read_line(r, n);
    if (unit) d->issue->unit = unit;
}

static const key_spec issue_keys[] = {
    {"min", read_min, NULL, "number", NULL, "least value"},
    {"max", read_max, NULL, "number", NULL, "greatest value"},
    {"step", read_step, NULL, "number > 0", NULL,
     "distance of values; without it every real number"},
    {"values", read_issue_values, NULL, "list of words", NULL, "the values, instead of a range"},
    {"unit", read_unit, NULL, "text", "", "printed behind numbers"},
    {.name = NULL},
};
static const map_spec issue_map = {.what = "{min, max, step, unit} or {values, unit}",
                                   .keys = issue_keys};

/* The step must divide the range: the error names the greatest max that fits. */
static bool count_steps(reader *r, const range_draft *d, uint64_t *steps)
{
    double quotient = (d->max - d->min) / d->step;
    if (!(quotient < (double)STEPS_MAX)) {
        node_error(r->errors, d->at_step, "%s has more than 2^50 steps of %s: make the step larger",
                   r->path, d->at_step->text);
        return false;
    }
    double whole = floor(quotient + 0.5);
    *steps = (uint64_t)whole;
    if (whole >= 1 && fabs(quotient - whole) <= 1e-9 * (1 + whole)) return true;
    double scale = issue_scale(d->min, d->step, d->max);
    hg_issue fitting = {.kind = HG_ISSUE_NUMBER,
                        .size = UINT64_MAX,
                        .min = d->min,
                        .step = d->step,
                        .scale = scale};
    node_error(r->errors, d->at_max,
               "%s.max is %s, not a whole number of steps of %s above %s; %s is", r->path,
               d->at_max->text, d->at_step->text, d->at_min->text,
               number_text(r, issue_value(&fitting, whole >= 1 ? (uint64_t)whole : 1)));
    return false;
}

static bool finish_range(reader *r, const node *n, range_draft *d)
{
    if (!d->at_min || !d->at_max) {
        node_error(r->errors, n, "%s must be a list of values, or have min and max", r->path);
        return false;
    }
    if (!d->good) return false;
    if (!(d->min < d->max)) {
        node_error(r->errors, d->at_max, "%s.max is %s, must be more than min, which is %s",
                   r->path, d->at_max->text, d->at_min->text);
        return false;
    }
    uint64_t steps = SPACE_REAL_STEPS;
    if (d->at_step && !count_steps(r, d, &steps)) return false;
    double step = d->at_step ? d->step : (d->max - d->min) / (double)SPACE_REAL_STEPS;
    if (!(step > 0)) {
        node_error(r->errors, d->at_max, "%s is too narrow for a range without a step", r->path);
        return false;
    }
    hg_issue *issue = d->issue;
    issue->kind = HG_ISSUE_NUMBER;
    issue->size = steps + 1;
    issue->min = d->min;
    issue->max = d->max;
    issue->step = step;
    issue->scale = d->at_step ? issue_scale(d->min, step, d->max) : 0;
    return true;
}

static bool read_issue_map(reader *r, const node *n, hg_issue *issue)
{
    range_draft d = {.issue = issue, .good = true};
    size_t errors = r->errors->errors;
    read_map(r, n, &issue_map, &d);
    const node *both = d.at_step ? d.at_step : d.at_max ? d.at_max : d.at_min;
    if (r->errors->errors != errors) return false;
    if (!d.at_values) return finish_range(r, n, &d);
    if (both) node_error(r->errors, both, "%s has values and a range: give one of them", r->path);
    return !both;
}

static void read_issue(reader *r, const node *n, void *into)
{
    draft *d = into;
    uint32_t i = name_index(r->issues, r->name);
    d->issues[i].unit = "";
    d->issues[i].name = r->name;
    bool good = issue_name_is_good(r, r->key);
    good &= n->kind == NODE_LIST ? read_listed(r, n, &d->issues[i])
                                 : read_issue_map(r, n, &d->issues[i]);
    d->issue_good[i] = good;
}

static const key_spec issue_each = {"ISSUE",    read_issue,
                                    &issue_map, "list of values, or a range",
                                    NULL,       "an issue: an offer names one value of each"};
const map_spec issues_map = {.what = "issues by name", .names = NAMES_DEFINED, .each = &issue_each};

void read_issues(reader *r, const node *n, void *into)
{
    draft *d = into;
    if (n->kind == NODE_MAP && (n->count == 0 || n->count > SPACE_ISSUES_MAX))
        node_error(r->errors, n, "there are %u issues, must be 1..%u", n->count, SPACE_ISSUES_MAX);
    else
        read_map(r, n, &issues_map, d);
}

/* ---- values and offers ---- */

static void unknown_number(reader *r, const node *n, const hg_issue *issue, double x)
{
    bool real = issue_is_real(issue);
    const char *steps =
        real ? "" : arena_format(r->arena, " in steps of %s", number_text(r, issue->step));
    const char *nearest = "";
    if (x > issue->min && x < issue->max && !real) {
        uint64_t k = (uint64_t)floor((x - issue->min) / issue->step + 0.5);
        nearest =
            arena_format(r->arena, "; the nearest is %s", number_text(r, issue_value(issue, k)));
    }
    node_error(r->errors, n, "%s is not a value of %s: %s..%s%s%s", n->text, issue->name,
               number_text(r, issue->min), number_text(r, issue->max), steps, nearest);
}

bool find_value(reader *r, const node *n, uint32_t i, uint64_t *index)
{
    const hg_issue *issue = &r->draft->issues[i];
    if (!read_name(r, n)) return false;
    if (issue->kind == HG_ISSUE_LISTED) {
        if (issue_find_name(issue, n->text, index)) return true;
        unknown(r, n, arena_format(r->arena, "value of %s", issue->name), n->text, issue->names,
                issue->size);
        return false;
    }
    double x;
    if (!text_to_double(n->text, &x))
        node_error(r->errors, n, "\"%s\" is not a value of %s, which is a number", n->text,
                   issue->name);
    else if (issue_find_number(issue, x, index))
        return true;
    else
        unknown_number(r, n, issue, x);
    return false;
}

static void missing_values(reader *r, const node *n, const hg_issue *issue, const bool *seen)
{
    const char *list = NULL;
    uint32_t missing = 0;
    for (uint64_t k = 0; k < issue->size; k++) {
        if (seen[k] || missing++ >= 5) continue;
        const char *value = issue->kind == HG_ISSUE_LISTED ? issue->names[k]
                                                           : number_text(r, issue_value(issue, k));
        list = list ? arena_format(r->arena, "%s, %s", list, value) : value;
    }
    if (missing)
        node_error(r->errors, n, "%s names no worth for %s%s: a map names every value of %s",
                   r->path, list, missing > 5 ? ", ..." : "", issue->name);
}

bool read_each_value(reader *r, const node *n, uint32_t i,
                     void (*read)(reader *, const node *, uint64_t index, void *), void *into)
{
    const hg_issue *issue = &r->draft->issues[i];
    bool *seen = arena_array(r->arena, issue->size, sizeof *seen);
    size_t errors = r->errors->errors;
    for (uint32_t k = 0; k < n->count; k++) {
        uint64_t index;
        if (!find_value(r, n->keys[k], i, &index)) continue;
        const char *outside = r->path;
        r->path = arena_format(r->arena, "%s.%s", r->path, n->keys[k]->text);
        if (seen[index]) node_error(r->errors, n->keys[k], "%s is named twice", r->path);
        read(r, n->items[k], index, into);
        seen[index] = true;
        r->path = outside;
    }
    if (r->errors->errors == errors) missing_values(r, n, issue, seen);
    return r->errors->errors == errors;
}

typedef struct per_value_draft {
    const bounds *bounds;
    double *out;
} per_value_draft;

static void read_one_worth(reader *r, const node *n, uint64_t index, void *into)
{
    per_value_draft *d = into;
    (void)read_number(r, n, d->bounds, &d->out[index]);
}

bool read_per_value(reader *r, const node *n, uint32_t i, const bounds *b, double *out)
{
    per_value_draft d = {b, out};
    return read_each_value(r, n, i, read_one_worth, &d);
}

typedef struct offer_draft {
    uint64_t *index;
    bool seen[SPACE_ISSUES_MAX];
    bool good;
} offer_draft;

static void read_offer_value(reader *r, const node *n, void *into)
{
    offer_draft *d = into;
    uint32_t i = name_index(r->issues, r->name);
    d->seen[i] = true;
    if (!r->draft->issue_good[i] || !find_value(r, n, i, &d->index[i])) d->good = false;
}

static const key_spec offer_each = {"ISSUE", read_offer_value, NULL, "one of its values",
                                    NULL,    "what is offered"};
const map_spec offer_map = {
    .what = "one value of every issue", .names = NAMES_ISSUES, .each = &offer_each};

bool read_offer(reader *r, const node *n, uint64_t *index)
{
    offer_draft d = {.index = index, .good = true};
    size_t errors = r->errors->errors;
    read_map(r, n, &offer_map, &d);
    if (r->errors->errors != errors) return false;
    for (uint32_t i = 0; i < r->issues.count; i++)
        if (!d.seen[i]) {
            node_error(r->errors, n, "%s names no value of %s: an offer names one of every issue",
                       r->path, r->issues.items[i]);
            d.good = false;
        }
    return d.good;
}
