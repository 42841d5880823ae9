/* What an outcome is worth to a party, behind one face. Immutable, shared by all workers.
 *
 * Preferences are additive over issues: u(o) = shift + sum of parts, summed from the first issue to
 * the last; what is not additive (nonadditive.h) ends as a listed table. Three back ends:
 *     listed    u of every outcome, the outcomes sorted by u and a bucket index over it: a search
 *               costs the same for any size
 *     implicit  one real issue: closed form both ways
 *     additive  several issues, too many outcomes to list: none is ever enumerated (additive.h)
 * The shift (the base worth, drawn anew per session where the scenario says so) stands apart, so
 * that sessions share their tables; every promise below holds for the sum as it comes out in
 * doubles, ties that the shift makes included. Where `additive` promises less, it is said so.
 *
 * utility_of and utility_above are what a move costs, hence inline and the table's layout open. */
#ifndef MODEL_UTILITY_H
#define MODEL_UTILITY_H
#include "model/space.h"
#include <math.h>

/* One issue's part of a preference: a number per unit, or one per value. */
typedef struct part {
    double per_unit;         /* used where per_value is NULL */
    const double *per_value; /* [issue size] */
} part;

typedef struct preference {
    const part *parts; /* [n_issues] */
    uint32_t n_issues;
} preference;

typedef struct additive additive;

typedef struct utility_table {
    uint64_t size;
    const double *values;   /* [size] by outcome, without shift; NULL: implicit or additive */
    const double *sorted;   /* [size] values, ascending */
    const uint32_t *order;  /* [size] their outcomes; equal values: lower index first */
    const uint32_t *bucket; /* [n_buckets + 1] where each bucket begins in sorted */
    uint32_t n_buckets;
    uint32_t best_at;        /* where the best begin in sorted */
    double buckets_per_unit; /* value v lies in bucket (v - worst) * buckets_per_unit */
    double gap;              /* least distance between two different values; infinite if none */
    double worst, best;      /* over all outcomes, without shift */
    const hg_issue *issue;   /* implicit: u = per_unit * value */
    double per_unit;
    const additive *additive; /* NULL: listed or implicit */
} utility_table;

typedef struct utility {
    const utility_table *table;
    double shift;
} utility;

/* The sum of parts, without shift. */
double preference_of(const preference *, const space *, const uint64_t *index);
/* Then the table can be shared. */
bool preference_equal(const space *, const preference *, const preference *);
/* Built once per run and kept in the arena (24 bytes per outcome where listed); borrows the space,
 * and where it is not listed the parts. NULL: one issue that is neither listed nor linear. */
const utility_table *utility_table_build(arena *, const space *, const preference *);
/* The same where what every outcome is worth has been worked out (nonadditive.h); borrows it. */
const utility_table *utility_table_of_values(arena *, uint64_t size, const double *values);

/* What utility_of and utility_above leave to the .c: rare or not listed. */
double utility_unlisted(const utility_table *, outcome_id);
outcome_id utility_general_above(const utility *, double target);

/* Own unit; outcome < size. */
static inline double utility_of(const utility *u, outcome_id outcome)
{
    const utility_table *t = u->table;
    return (t->values ? t->values[outcome] : utility_unlisted(t, outcome)) + u->shift;
}

/* The outcome of the least u >= target; ties: lower index. None: the best outcome, ties: lower
 * index. Without a shift nothing is rounded, and the bucket that the target falls into is exact.
 *
 * additive: never less than the target where any outcome reaches it, and the least but for its
 * grain; but where thousands of outcomes are worth the same, or nearly so (less than a level
 * apart), and most of them are just below the target, the few that are not may be missed, and the
 * next level answers. Deterministic; of the values of the first issues the lowest that will do.
 * ~0.2 us in a space of 10^12.
 */
static inline outcome_id utility_above(const utility *u, double target)
{
    const utility_table *t = u->table;
    if (!t->values || u->shift != 0) return utility_general_above(u, target);
    if (!(target <= t->best)) return t->order[t->best_at];
    double at = (target - t->worst) * t->buckets_per_unit;
    uint32_t b = !(at > 0) ? 0 : at >= t->n_buckets ? t->n_buckets - 1 : (uint32_t)at;
    uint32_t lo = t->bucket[b], hi = t->bucket[b + 1];
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (t->sorted[middle] >= target)
            hi = middle;
        else
            lo = middle + 1;
    }
    return t->order[lo];
}

/* How many have lo <= u <= hi; fills out with at most cap of them, ascending in u, ties as sorted
 * (implicit: evenly spaced over all of them). additive: the difference of two utility_count, but at
 * least 1 where there is one; evenly spaced, one may stand in for neighbours that were not found.
 */
size_t utility_band(const utility *, double lo, double hi, outcome_id *out, size_t cap);
/* Best for the other among own >= lo; ties: better own, then lower index; HG_NO_OUTCOME if there is
 * none. Listed: O(outcomes above lo). additive: from the frontier, which is merged anew (merge.h:
 * ask there for many levels at once, and how exact it is). */
outcome_id utility_best_for(const utility *own, const utility *other, double lo);
/* The outcome of this rank, 0 = the best; ties: lower index first. HG_NO_OUTCOME beyond the last.
 * O(log size); where a shift rounds different values together, times how many of them.
 *
 * additive: ties as they are without the shift. Where additive.exact, all ranks are, but for the
 * last digit of sums. Elsewhere the first 2^16 are found in order, from the best on (ranking.h:
 * keep a list where you ask again); further ones by coarse level, within its grain of their place,
 * each outcome once. */
outcome_id utility_ranked(const utility *, uint64_t rank);
/* How many outcomes have u >= least: those of rank 0 .. count - 1. NaN: none. additive: never one
 * that is worth less, and all but those less than its grain above `least`; at least 1 where
 * there is one. */
uint64_t utility_count(const utility *, double least);
/* How far searches, and counts and ranks, can be from what they promise; 0 where it is exact but
 * for the last digit of sums: listed, implicit, and additive on a common unit. */
typedef struct utility_grain {
    double search, count;
} utility_grain;
utility_grain utility_grain_of(const utility *);
static inline double utility_best(const utility *u) { return u->table->best + u->shift; }
static inline double utility_worst(const utility *u) { return u->table->worst + u->shift; }
/* Listed: the whole table [size], without shift; NULL elsewhere. For hot loops and analysis. */
static inline const double *utility_values(const utility *u) { return u->table->values; }
#endif
