/* Utility tables: building them, and the searches that are not hot. Listed tables are sorted once
 * per run by radix, O(size), and carry a bucket index, so that a search looks at one bucket; one
 * real issue needs no table, only a closed form and a check; what is too large to list is left to
 * additive.c. Knows no party and no session. */
#include "model/utility.h"
#include "base/oom.h"
#include "model/merge.h"
#include "model/ranking.h"
#include <stdlib.h>
#include <string.h>

/* ---- preferences ---- */

static double part_worth(const part *p, const hg_issue *issue, uint64_t index)
{
    return p->per_value ? p->per_value[index] : p->per_unit * issue_value(issue, index);
}

double preference_of(const preference *p, const space *s, const uint64_t *index)
{
    double sum = 0;
    for (uint32_t i = 0; i < p->n_issues; i++)
        sum += part_worth(&p->parts[i], &s->issues[i], index[i]);
    return sum;
}

static bool part_equal(const part *a, const part *b, uint64_t size)
{
    if (!a->per_value != !b->per_value) return false;
    if (!a->per_value) return a->per_unit == b->per_unit;
    for (uint64_t k = 0; k < size; k++)
        if (a->per_value[k] != b->per_value[k]) return false;
    return true;
}

bool preference_equal(const space *s, const preference *a, const preference *b)
{
    if (a->n_issues != b->n_issues) return false;
    for (uint32_t i = 0; i < a->n_issues; i++)
        if (!part_equal(&a->parts[i], &b->parts[i], s->issues[i].size)) return false;
    return true;
}

/* ---- building a listed table ---- */

/* Every outcome in turn. sums[i] holds the parts before issue i, so that only what changed is added
 * again, in the order in which preference_of adds. */
static void fill_values(double *values, const space *s, const preference *p)
{
    uint64_t index[SPACE_ISSUES_MAX] = {0};
    double sums[SPACE_ISSUES_MAX + 1] = {0};
    uint32_t changed = 0;
    for (uint64_t o = 0; o < s->size; o++) {
        for (uint32_t i = changed; i < s->n_issues; i++)
            sums[i + 1] = sums[i] + part_worth(&p->parts[i], &s->issues[i], index[i]);
        values[o] = sums[s->n_issues];
        changed = s->n_issues - 1;
        while (++index[changed] == s->issues[changed].size && changed > 0) index[changed--] = 0;
    }
}

typedef struct entry {
    uint64_t key; /* sorts as the value does */
    uint32_t outcome;
} entry;

static uint64_t key_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

#define DIGIT_BITS 11
#define DIGITS     (UINT32_C(1) << DIGIT_BITS)

/* One stable pass of a least-significant-digit radix sort; false where all digits are equal. */
static bool radix_pass(const entry *from, entry *to, uint32_t n, unsigned shift)
{
    uint32_t start[DIGITS + 1] = {0};
    for (uint32_t i = 0; i < n; i++) start[(from[i].key >> shift & (DIGITS - 1)) + 1]++;
    if (start[(from[0].key >> shift & (DIGITS - 1)) + 1] == n) return false;
    for (uint32_t d = 0; d < DIGITS; d++) start[d + 1] += start[d];
    for (uint32_t i = 0; i < n; i++) to[start[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
    return true;
}

/* Outcomes ascending by (value, index): stability keeps the index order of equals. */
static void sort_outcomes(const double *values, uint32_t n, uint32_t *order)
{
    entry *from = mem_zero(n, sizeof *from), *to = mem_zero(n, sizeof *to);
    for (uint32_t o = 0; o < n; o++) from[o] = (entry){key_of(values[o]), o};
    for (unsigned shift = 0; shift < 64; shift += DIGIT_BITS)
        if (radix_pass(from, to, n, shift)) {
            entry *sorted = to;
            to = from;
            from = sorted;
        }
    for (uint32_t i = 0; i < n; i++) order[i] = from[i].outcome;
    free(from);
    free(to);
}

static double least_gap(const double *sorted, uint64_t n)
{
    double gap = INFINITY;
    for (uint64_t i = 1; i < n; i++) {
        double d = sorted[i] - sorted[i - 1];
        if (d > 0 && d < gap) gap = d;
    }
    return gap;
}

static uint32_t bucket_of(const utility_table *t, double value)
{
    double at = (value - t->worst) * t->buckets_per_unit;
    return !(at > 0) ? 0 : at >= t->n_buckets ? t->n_buckets - 1 : (uint32_t)at;
}

/* One outcome to a bucket on average: where values are spread evenly the first look is the last. */
static void index_buckets(arena *a, utility_table *t)
{
    double spread = t->best - t->worst;
    t->n_buckets = (uint32_t)t->size;
    t->buckets_per_unit = spread > 0 ? t->n_buckets / spread : 0;
    uint32_t *bucket = arena_array(a, t->n_buckets + (size_t)1, sizeof *bucket);
    uint32_t b = 0;
    for (uint32_t i = 0; i < t->size; i++)
        while (b < bucket_of(t, t->sorted[i])) bucket[++b] = i;
    while (b < t->n_buckets) bucket[++b] = (uint32_t)t->size;
    t->bucket = bucket;
    t->best_at = (uint32_t)t->size - 1;
    while (t->best_at > 0 && t->sorted[t->best_at - 1] == t->best) t->best_at--;
}

static void index_values(arena *a, utility_table *t, const double *values)
{
    uint32_t n = (uint32_t)t->size;
    double *sorted = arena_array(a, n, sizeof *sorted);
    uint32_t *order = arena_array(a, n, sizeof *order);
    sort_outcomes(values, n, order);
    for (uint32_t i = 0; i < n; i++) sorted[i] = values[order[i]];
    t->values = values;
    t->sorted = sorted;
    t->order = order;
    t->gap = least_gap(sorted, n);
    t->worst = sorted[0];
    t->best = sorted[n - 1];
    index_buckets(a, t);
}

const utility_table *utility_table_of_values(arena *a, uint64_t size, const double *values)
{
    utility_table *t = arena_alloc(a, sizeof *t);
    t->size = size;
    index_values(a, t, values);
    return t;
}

static const utility_table *build_listed(arena *a, const space *s, const preference *p)
{
    double *values = arena_array(a, s->size, sizeof *values);
    fill_values(values, s, p);
    return utility_table_of_values(a, s->size, values);
}

/* ---- one number, linear in it ---- */

double utility_unlisted(const utility_table *t, outcome_id outcome)
{
    if (t->additive) return additive_of(t->additive, outcome);
    return 0.0 + t->per_unit * issue_value(t->issue, outcome); /* 0.0 +: no negative zero */
}

static void build_implicit(utility_table *t, const space *s, const preference *p)
{
    t->issue = &s->issues[0];
    t->per_unit = p->parts[0].per_unit;
    double first = utility_unlisted(t, 0), last = utility_unlisted(t, t->size - 1);
    t->worst = first < last ? first : last;
    t->best = first < last ? last : first;
}

static void build_additive(arena *a, utility_table *t, const space *s, const preference *p)
{
    t->additive = additive_build(a, s, p);
    t->worst = t->additive->worst;
    t->best = t->additive->best;
}

const utility_table *utility_table_build(arena *a, const space *s, const preference *p)
{
    bool linear =
        s->n_issues == 1 && s->issues[0].kind == HG_ISSUE_NUMBER && !p->parts[0].per_value;
    if (!s->listed && !linear && s->n_issues == 1) return NULL;
    if (s->listed) return build_listed(a, s, p);
    utility_table *t = arena_alloc(a, sizeof *t);
    t->size = s->size;
    if (linear)
        build_implicit(t, s, p);
    else
        build_additive(a, t, s, p);
    return t;
}

static double rising(const utility *u, uint64_t index)
{
    double x = utility_of(u, index);
    return u->table->per_unit < 0 ? -x : x;
}

typedef enum bound { REACHES, EXCEEDS } bound;

static bool meets(const utility *u, uint64_t index, bound how, double x)
{
    double y = rising(u, index);
    return how == REACHES ? y >= x : y > x;
}

/* The first index at which the rising utility reaches (exceeds) x; size if none. From the guess it
 * gallops to a bracket: two steps where the guess is right, and right however many steps of a fine
 * range share one double. */
static uint64_t implicit_first(const utility *u, bound how, double x, uint64_t guess)
{
    uint64_t lo = guess, hi = guess, size = u->table->size; /* in the end: not at lo - 1, at hi */
    for (uint64_t step = 1; lo > 0 && meets(u, lo - 1, how, x); step *= 2) {
        hi = lo - 1;
        lo = hi > step ? hi - step : 0;
    }
    for (uint64_t step = 1; hi < size && !meets(u, hi, how, x); step *= 2) {
        lo = hi + 1;
        hi = size - lo > step ? lo + step : size;
    }
    while (lo < hi) {
        uint64_t middle = lo + (hi - lo) / 2;
        if (meets(u, middle, how, x))
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}

/* The closed form: where on the range u = target. */
static uint64_t implicit_guess(const utility *u, double target)
{
    const utility_table *t = u->table;
    if (t->per_unit == 0 || !(t->issue->step > 0)) return 0;
    double k = ((target - u->shift) / t->per_unit - t->issue->min) / t->issue->step;
    return !(k > 0) ? 0 : k >= (double)(t->size - 1) ? t->size - 1 : (uint64_t)k;
}

/* The indices [first, end) with lo <= u <= hi. */
typedef struct span {
    uint64_t first, end;
} span;

static span implicit_span(const utility *u, double lo, double hi)
{
    if (!(lo <= hi)) return (span){0, 0};
    bool falls = u->table->per_unit < 0;
    double from = falls ? -hi : lo, to = falls ? -lo : hi;
    span s;
    s.first = implicit_first(u, REACHES, from, implicit_guess(u, falls ? hi : lo));
    s.end = implicit_first(u, EXCEEDS, to, implicit_guess(u, falls ? lo : hi));
    if (s.end < s.first) s.end = s.first;
    return s;
}

/* The lowest index that is worth what `index` is. */
static uint64_t implicit_lowest_tie(const utility *u, uint64_t index)
{
    return implicit_first(u, REACHES, rising(u, index), index);
}

static outcome_id implicit_above(const utility *u, double target)
{
    bool falls = u->table->per_unit < 0;
    span s = implicit_span(u, target, INFINITY);
    if (s.first == s.end) return implicit_lowest_tie(u, falls ? 0 : u->table->size - 1);
    return implicit_lowest_tie(u, falls ? s.end - 1 : s.first);
}

/* `wanted` > 0 of them, from the worst to the best. */
static void implicit_spread(const utility *u, span s, outcome_id *out, size_t wanted)
{
    uint64_t last = s.end - 1 - s.first, parts = wanted > 1 ? wanted - 1 : 1;
    for (size_t j = 0; j < wanted; j++) {
        uint64_t k = last / parts * j + last % parts * j / parts;
        out[j] = u->table->per_unit < 0 ? s.end - 1 - k : s.first + k;
    }
}

/* Both are linear: the other's best lies at an end, and among its ties the best own at an end too.
 */
static outcome_id implicit_best_for(const utility *own, const utility *other, double lo)
{
    span s = implicit_span(own, lo, INFINITY);
    if (s.first == s.end) return HG_NO_OUTCOME;
    double a = utility_of(other, s.first), b = utility_of(other, s.end - 1);
    span ties = implicit_span(other, a > b ? a : b, INFINITY);
    if (ties.first < s.first) ties.first = s.first;
    if (ties.end > s.end) ties.end = s.end;
    uint64_t best = own->table->per_unit > 0 ? ties.end - 1 : ties.first;
    uint64_t lowest = implicit_lowest_tie(own, best);
    return lowest < ties.first ? ties.first : lowest;
}

/* ---- searches in a listed table ---- */

/* Where in `sorted` the values end that are equal to the one at `at`: galloping, O(log ties). */
static uint64_t ties_end(const utility_table *t, uint64_t at)
{
    uint64_t lo = at, hi = at + 1;
    for (uint64_t step = 1; hi < t->size && t->sorted[hi] == t->sorted[at]; step *= 2) {
        lo = hi;
        hi = t->size - hi > step ? hi + step : t->size;
    }
    while (hi - lo > 1) {
        uint64_t middle = lo + (hi - lo) / 2;
        if (t->sorted[middle] == t->sorted[at])
            lo = middle;
        else
            hi = middle;
    }
    return hi;
}

/* How many outcomes are worth less than target, which is where in `sorted` the others begin. One
 * bucket is searched; since target - shift is off by a rounding, the bucket's ends are checked
 * against the sum itself. */
static uint32_t rank_of(const utility *u, double target)
{
    const utility_table *t = u->table;
    uint32_t b = bucket_of(t, target - u->shift);
    uint32_t lo = t->bucket[b], hi = t->bucket[b + 1];
    if (lo > 0 && t->sorted[lo - 1] + u->shift >= target) {
        hi = lo;
        lo = 0;
    } else if (hi < t->size && !(t->sorted[hi] + u->shift >= target)) {
        lo = hi;
        hi = (uint32_t)t->size;
    }
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (t->sorted[middle] + u->shift >= target)
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}

/* A shift can round different values to the same sum: the lowest index over all that it merges. */
static outcome_id lowest_tie(const utility *u, uint32_t at)
{
    const utility_table *t = u->table;
    double sum = t->sorted[at] + u->shift;
    uint32_t lowest = t->order[at];
    for (uint64_t i = ties_end(t, at); i < t->size && t->sorted[i] + u->shift == sum;
         i = ties_end(t, i))
        if (t->order[i] < lowest) lowest = t->order[i];
    return lowest;
}

outcome_id utility_general_above(const utility *u, double target)
{
    const utility_table *t = u->table;
    if (t->additive) return additive_above(t->additive, u->shift, target);
    if (!t->values) return implicit_above(u, target);
    uint32_t at = rank_of(u, target);
    if (at == t->size) at = rank_of(u, t->best + u->shift);
    bool distinct = u->shift == 0 || t->gap > fabs(t->sorted[at] + u->shift) * 0x1p-51;
    return distinct ? t->order[at] : lowest_tie(u, at);
}

static uint64_t rank_beyond(const utility *u, double target)
{
    uint64_t lo = 0, hi = u->table->size;
    while (lo < hi) {
        uint64_t middle = lo + (hi - lo) / 2;
        if (u->table->sorted[middle] + u->shift > target)
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}

size_t utility_band(const utility *u, double lo, double hi, outcome_id *out, size_t cap)
{
    if (!(lo <= hi)) return 0;
    const utility_table *t = u->table;
    if (t->additive) return additive_band(t->additive, u->shift, lo, hi, out, cap);
    span s = t->values ? (span){rank_of(u, lo), rank_beyond(u, hi)} : implicit_span(u, lo, hi);
    if (s.end <= s.first) return 0;
    size_t count = s.end - s.first, wanted = count < cap ? count : cap;
    if (!t->values)
        implicit_spread(u, s, out, wanted);
    else
        for (size_t i = 0; i < wanted; i++) out[i] = t->order[s.first + i];
    return count;
}

uint64_t utility_count(const utility *u, double least)
{
    const utility_table *t = u->table;
    if (t->additive) return additive_count(t->additive, u->shift, least);
    if (t->values) return t->size - rank_of(u, least);
    span s = implicit_span(u, least, INFINITY);
    return s.end - s.first;
}

/* How many of the ties [s.first, s.end) of `sorted` are outcomes below `ceiling`. Equal values
 * stand in the order of their outcomes, so that each of their runs can be halved. */
static uint64_t ties_below(const utility_table *t, span s, uint64_t ceiling)
{
    uint64_t below = 0;
    for (uint64_t run = s.first, end; run < s.end; run = end) {
        end = ties_end(t, run);
        uint64_t lo = run, hi = end;
        while (lo < hi) {
            uint64_t middle = lo + (hi - lo) / 2;
            if (t->order[middle] < ceiling)
                lo = middle + 1;
            else
                hi = middle;
        }
        below += lo - run;
    }
    return below;
}

/* The k-th lowest outcome of the ties: the least one that has k others below it. Where the shift
 * merges nothing they stand in order. */
static outcome_id tie_at(const utility_table *t, span s, uint64_t k)
{
    if (t->sorted[s.first] == t->sorted[s.end - 1]) return t->order[s.first + k];
    uint64_t lo = 0, hi = t->size - 1;
    while (lo < hi) {
        uint64_t middle = lo + (hi - lo) / 2;
        if (ties_below(t, s, middle + 1) > k)
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}

/* Where in ascending order those stand that are worth what the one at `at` is. */
static span ties_around(const utility *u, uint64_t at)
{
    if (u->table->values) {
        double worth = u->table->sorted[at] + u->shift;
        return (span){rank_of(u, worth), rank_beyond(u, worth)};
    }
    double worth = rising(u, at);
    return (span){implicit_first(u, REACHES, worth, at), implicit_first(u, EXCEEDS, worth, at)};
}

static outcome_id additive_ranked(const additive *a, uint64_t rank)
{
    if (a->exact || rank >= RANKING_MAX) return additive_at(a, rank);
    ranking r;
    ranking_init(&r, a);
    outcome_id o = ranking_at(&r, rank);
    ranking_fini(&r);
    return o;
}

/* Descending, but the ties among themselves ascending. */
outcome_id utility_ranked(const utility *u, uint64_t rank)
{
    const utility_table *t = u->table;
    if (rank >= t->size) return HG_NO_OUTCOME;
    if (t->additive) return additive_ranked(t->additive, rank);
    if (!t->values && t->per_unit < 0) return rank; /* falls: the indices stand in that order */
    span s = ties_around(u, t->size - 1 - rank);
    uint64_t k = rank - (t->size - s.end);
    return t->values ? tie_at(t, s, k) : s.first + k;
}

static outcome_id additive_best_for(const utility *own, const utility *other, double lo)
{
    merged m = merge_frontier(own, other);
    size_t at = merged_above(&m, lo);
    outcome_id o = at < m.size ? m.points[at].outcome : HG_NO_OUTCOME;
    merged_fini(&m);
    return o;
}

utility_grain utility_grain_of(const utility *u)
{
    const additive *a = u->table->additive;
    if (!a) return (utility_grain){0, 0};
    return (utility_grain){a->lattice ? 0 : a->fine.unit + 2 * a->fine.off + a->spacing,
                           a->exact ? 0 : 2 * (a->coarse.unit + a->coarse.off)};
}

outcome_id utility_best_for(const utility *own, const utility *other, double lo)
{
    const utility_table *t = own->table;
    if (t->additive) return additive_best_for(own, other, lo);
    if (!t->values) return implicit_best_for(own, other, lo);
    outcome_id best = HG_NO_OUTCOME;
    double best_own = 0, best_other = 0;
    for (uint64_t i = rank_of(own, lo); i < t->size; i++) {
        outcome_id o = t->order[i];
        double mine = t->sorted[i] + own->shift, theirs = utility_of(other, o);
        bool better = best == HG_NO_OUTCOME || theirs > best_other ||
                      (theirs == best_other && (mine > best_own || (mine == best_own && o < best)));
        if (better) {
            best = o;
            best_own = mine;
            best_other = theirs;
        }
    }
    return best;
}
