/* Issues, values and outcomes as numbers. Knows nothing of utilities or parties.
 *
 * Decimal steps: 0 + 3 * 0.1 is 0.30000000000000004, which nobody wrote. Where a power of ten makes
 * min and step whole numbers, values are counted in whole numbers and divided once, so that every
 * value is the double nearest to the decimal a person means. */
#include "model/space.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define WHOLE_MAX     0x1p53 /* beyond, doubles are not dense enough to count in */
#define SCALE_MAX     1e15

#define NARROW_ISSUES 15u
#define NARROW_VALUES 128u

static double whole(double x) { return (double)(int64_t)(x < 0 ? x - 0.5 : x + 0.5); }

/* Is x a whole number of 1/scale, and the nearest double to it? */
static bool counts_in(double x, double scale)
{
    double scaled = x * scale;
    return fabs(scaled) < WHOLE_MAX && whole(scaled) / scale == x;
}

double issue_scale(double min, double step, double max)
{
    for (double scale = 1; scale <= SCALE_MAX; scale *= 10) {
        if (!(fabs(max * scale) < WHOLE_MAX)) return 0;
        if (counts_in(min, scale) && counts_in(step, scale)) return scale;
    }
    return 0;
}

bool space_init(space *s, const hg_issue *issues, uint32_t n_issues)
{
    uint64_t size = 1;
    bool narrow = n_issues <= NARROW_ISSUES;
    if (n_issues == 0 || n_issues > SPACE_ISSUES_MAX) return false;
    for (uint32_t i = 0; i < n_issues; i++) {
        if (issues[i].size == 0 || issues[i].size > (uint64_t)INT64_MAX / size) return false;
        size *= issues[i].size;
        narrow = narrow && issues[i].size <= NARROW_VALUES;
    }
    *s = (space){n_issues, issues, size, size <= SPACE_LISTED_MAX, narrow};
    return true;
}

void space_split(const space *s, outcome_id outcome, uint64_t *index)
{
    uint32_t i = s->n_issues - 1;
    for (; i > 0; i--) {
        index[i] = outcome % s->issues[i].size;
        outcome /= s->issues[i].size;
    }
    index[0] = outcome;
}

outcome_id space_join(const space *s, const uint64_t *index)
{
    outcome_id outcome = 0;
    for (uint32_t i = 0; i < s->n_issues; i++) {
        if (index[i] >= s->issues[i].size) return HG_NO_OUTCOME;
        outcome = outcome * s->issues[i].size + index[i];
    }
    return outcome;
}

double issue_value(const hg_issue *issue, uint64_t index)
{
    if (issue->kind == HG_ISSUE_LISTED) return (double)index;
    if (index > 0 && index == issue->size - 1) return issue->max;
    if (issue->scale > 0)
        return (whole(issue->min * issue->scale) +
                (double)index * whole(issue->step * issue->scale)) /
               issue->scale;
    return issue->min + (double)index * issue->step;
}

static bool is_real(const hg_issue *issue) { return issue->size == SPACE_REAL_STEPS + 1; }

/* The quotient is off by at most one step where the range is as fine as doubles are. */
static uint64_t nearest_index(const hg_issue *issue, double x)
{
    double steps = issue->step > 0 ? (x - issue->min) / issue->step : 0;
    uint64_t last = issue->size - 1;
    uint64_t guess = !(steps > 0) ? 0 : steps >= (double)last ? last : (uint64_t)(steps + 0.5);
    uint64_t best = guess;
    for (uint64_t k = guess > 0 ? guess - 1 : 0; k <= guess + 1 && k <= last; k++)
        if (fabs(issue_value(issue, k) - x) < fabs(issue_value(issue, best) - x)) best = k;
    return best;
}

bool issue_find_number(const hg_issue *issue, double x, uint64_t *index)
{
    if (issue->kind != HG_ISSUE_NUMBER || !(x >= issue->min && x <= issue->max)) return false;
    uint64_t k = nearest_index(issue, x);
    if (!is_real(issue) && fabs(issue_value(issue, k) - x) > 1e-9 * issue->step) return false;
    *index = k;
    return true;
}

bool issue_find_name(const hg_issue *issue, const char *name, uint64_t *index)
{
    if (issue->kind != HG_ISSUE_LISTED) return false;
    for (uint64_t k = 0; k < issue->size; k++)
        if (strcmp(issue->names[k], name) == 0) {
            *index = k;
            return true;
        }
    return false;
}

/* A real value has more digits than anybody reads: a millionth of the range is enough. */
static double readable(const hg_issue *issue, double x)
{
    double scale = 1;
    while (scale < SCALE_MAX && (issue->max - issue->min) * scale < 1e6) scale *= 10;
    double rounded = fabs(x * scale) < WHOLE_MAX ? whole(x * scale) / scale : x;
    return rounded < issue->min || rounded > issue->max ? x : rounded;
}

void issue_print_value(const hg_issue *issue, uint64_t index, char *out, size_t cap)
{
    if (issue->kind == HG_ISSUE_LISTED) {
        snprintf(out, cap, "%s", issue->names[index]);
        return;
    }
    double x = issue_value(issue, index);
    char number[TEXT_DOUBLE_MAX];
    text_double(number, is_real(issue) ? readable(issue, x) : x);
    bool has_unit = issue->unit && issue->unit[0];
    snprintf(out, cap, has_unit ? "%s %s" : "%s%s", number, has_unit ? issue->unit : "");
}
