/* What an outcome is worth to a party, behind one face. Immutable, shared by all workers.
 *
 * Preferences are additive over issues: u(o) = shift + sum of parts, summed from the first issue to
 * the last. Two back ends: listed    u of every outcome, the outcomes sorted by u and a bucket
 * index over it: a search costs the same for any size; implicit  one real issue: closed form both
 * ways. The shift (the base worth, drawn anew per session where the scenario says so) stands apart,
 * so that sessions share their tables; every promise below holds for the sum as it comes out in
 * doubles, ties that the shift makes included.
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

typedef struct utility_table {
    uint64_t size;
    const double *values;   /* [size] by outcome, without shift; NULL: implicit */
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
} utility_table;

typedef struct utility {
    const utility_table *table;
    double shift;
} utility;

/* The sum of parts, without shift. */
double preference_of(const preference *, const space *, const uint64_t *index);
/* Then the table can be shared. */
bool preference_equal(const space *, const preference *, const preference *);
/* Built once per run and kept in the arena (24 bytes per outcome); borrows the space's issues.
 * NULL: the space is neither listed nor one number linear in it. */
const utility_table *utility_table_build(arena *, const space *, const preference *);

/* What utility_of and utility_above leave to the .c: rare or not listed. */
double utility_implicit(const utility_table *, uint64_t index);
outcome_id utility_general_above(const utility *, double target);

/* Own unit; outcome < size. */
static inline double utility_of(const utility *u, outcome_id outcome)
{
    const utility_table *t = u->table;
    return (t->values ? t->values[outcome] : utility_implicit(t, outcome)) + u->shift;
}

/* The outcome of the least u >= target; ties: lower index. None: the best outcome, ties: lower
 * index. Without a shift nothing is rounded, and the bucket that the target falls into is exact. */
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
 * (implicit: evenly spaced over all of them). */
size_t utility_band(const utility *, double lo, double hi, outcome_id *out, size_t cap);
/* Best for the other among own >= lo; ties: better own, then lower index; HG_NO_OUTCOME if there is
 * none. Listed: O(outcomes above lo). */
outcome_id utility_best_for(const utility *own, const utility *other, double lo);
/* The outcome of this rank, 0 = the best; ties: lower index first. HG_NO_OUTCOME beyond the last.
 * O(log size); where a shift rounds different values together, times how many of them. */
outcome_id utility_ranked(const utility *, uint64_t rank);
/* How many outcomes have u >= least: those of rank 0 .. count - 1. NaN: none. */
uint64_t utility_count(const utility *, double least);
static inline double utility_best(const utility *u) { return u->table->best + u->shift; }
static inline double utility_worst(const utility *u) { return u->table->worst + u->shift; }
/* Listed: the whole table [size], without shift; NULL for implicit. For hot loops and analysis. */
static inline const double *utility_values(const utility *u) { return u->table->values; }
#endif
