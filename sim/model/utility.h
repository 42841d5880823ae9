/* What an outcome is worth to a party, behind one face. Immutable, shared by all workers.
 *
 * Preferences are additive over issues: u(o) = shift + sum of parts, summed from the first issue to
 * the last. Two back ends: listed    u of every outcome, the outcomes sorted by u and a bucket
 * index over it: a search costs the same for any size; implicit  one real issue: closed form both
 * ways. The shift (the base worth, drawn anew per session where the scenario says so) stands apart,
 * so that sessions share their tables. */
#ifndef MODEL_UTILITY_H
#define MODEL_UTILITY_H
#include "model/space.h"

/* One issue's part of a preference: a number per unit, or one per value. */
typedef struct part {
    double per_unit;         /* used where per_value is NULL */
    const double *per_value; /* [issue size] */
} part;

typedef struct preference {
    const part *parts; /* [n_issues] */
    uint32_t n_issues;
} preference;

typedef struct utility_table utility_table; /* listed or implicit; see utility.c */
typedef struct utility {
    const utility_table *table;
    double shift;
} utility;

double preference_of(const preference *, const space *,
                     const uint64_t *index); /* the sum of parts, without shift */
/* Built once per run and kept in the arena. NULL: the space is neither listed nor one real issue.
 */
const utility_table *utility_table_build(arena *, const space *, const preference *);
bool preference_equal(const space *, const preference *,
                      const preference *); /* then the table can be shared */

double utility_of(const utility *, outcome_id); /* own unit */
outcome_id utility_above(const utility *,
                         double target); /* least u >= target; ties: lower index; none: the best
                                            outcome, ties: lower index */
size_t utility_band(const utility *, double lo, double hi, outcome_id *out,
                    size_t cap); /* how many with lo <= u <= hi; fills at most cap, ascending by (u,
                                    index); implicit: evenly spaced */
outcome_id utility_best_for(const utility *own, const utility *other,
                            double lo); /* best for the other among own >= lo; ties: better own,
                                           then lower index. O(outcomes above lo) */
double utility_best(const utility *), utility_worst(const utility *);
/* Listed: the whole table [size], without shift; NULL for implicit. For hot loops and analysis. */
const double *utility_values(const utility *);
#endif
