/* The outcome space: issues and their values; an outcome is one number, mixed radix, the last issue
 * fastest. Immutable after load. */
#ifndef MODEL_SPACE_H
#define MODEL_SPACE_H
#include "base/arena.h"
#include <higgle/agent.h>
#include <stdbool.h>

typedef hg_outcome outcome_id;
#define SPACE_REAL_STEPS                                                                           \
    (UINT64_C(1) << 52) /* a real range is this many equal steps: finer than a double's last digit \
                           of a price */
#define SPACE_LISTED_MAX                                                                           \
    (UINT64_C(1) << 20) /* more outcomes than this are not listed in tables                        \
                         */
#define SPACE_ISSUES_MAX 64

typedef struct space {
    uint32_t n_issues;
    const hg_issue *issues; /* [n_issues] */
    uint64_t size;          /* number of outcomes, < 2^63 */
    bool listed;            /* size <= SPACE_LISTED_MAX: tables may be built */
    bool narrow;            /* at most 15 issues of at most 128 values: on the wire, a byte per
                               value */
} space;

/* One range, too fine to be listed: all there is about it is in closed form. */
static inline bool space_is_line(const space *s) { return !s->listed && s->n_issues == 1; }
/* Several issues, too many outcomes to be listed. */
static inline bool space_is_large(const space *s) { return !s->listed && s->n_issues > 1; }

/* Issues and names are borrowed. False where the product of sizes reaches 2^63. */
bool space_init(space *, const hg_issue *issues, uint32_t n_issues);
void space_split(const space *, outcome_id, uint64_t *index /* [n_issues] */);
outcome_id space_join(const space *,
                      const uint64_t *index); /* HG_NO_OUTCOME if an index is out of range */
/* NUMBER: min + index * step, counted in whole numbers of 1/scale where scale > 0, so that it is
 * the double nearest to the decimal; the last is max exactly. LISTED: the index. */
double issue_value(const hg_issue *, uint64_t index);
/* What hg_issue.scale has to be for a NUMBER issue: the smallest power of ten that makes min and
 * step whole; 0 where there is none (or counting to max would leave the whole numbers). */
double issue_scale(double min, double step, double max);
/* The index of a number or of a name; false if it is not a value of the issue. On a real range
 * every number between min and max is one: the nearest step. */
bool issue_find_number(const hg_issue *, double x, uint64_t *index);
bool issue_find_name(const hg_issue *, const char *name, uint64_t *index);
void issue_print_value(const hg_issue *, uint64_t index, char *out,
                       size_t cap); /* "10300", "6 months"; with its unit: "14 days"; on a real
                                       range to a millionth of the range */
#endif
