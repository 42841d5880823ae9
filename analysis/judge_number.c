/* Claims about one number: within, above, below a bound, or equal to what theory says.
 *
 * The number is a mean, a slope or a correlation over all sessions of the cells. The unit is the
 * replicate, whose sessions share random numbers: what leaving it out changes is its pseudo-value,
 * and the interval is that of their mean (the jackknife: Tukey 1958; Efron & Tibshirani 1993,
 * ch. 11; for a slope it is HC3 by clusters, MacKinnon & White 1985). Two numbers are compared by
 * the pairs of pseudo-values, so that shared luck cancels. A correlation alone has its interval in
 * Fisher's z. Linear in the number of sessions. */
#include "analysis/verdicts.h"

#include <higgle/math.h>
#include <math.h>
#include <stdlib.h>

#include "base/oom.h"

#define ROUNDING 1e-18 /* a variance that is no more than this part of the squares is none */

/* ---- the number of some arms ---- */

typedef struct sample {
    uint32_t n_arms;
    const arm_data **arms;
    uint64_t replicates;
    uint32_t measure, on; /* on: the other measure of a slope or correlation */
} sample;

typedef struct sums {
    double n, x, y, xx, xy, yy;
} sums;

static void add(sums *s, double x, double y)
{
    s->n++, s->x += x, s->y += y;
    s->xx += x * x, s->xy += x * y, s->yy += y * y;
}

static sums less(const sums *all, const sums *some)
{
    return (sums){all->n - some->n,   all->x - some->x,   all->y - some->y,
                  all->xx - some->xx, all->xy - some->xy, all->yy - some->yy};
}

static double slope_of(const sums *s)
{
    return (s->xy - s->x * s->y / s->n) / (s->xx - s->x * s->x / s->n);
}

static double correlation_of(const sums *s)
{
    double xx = s->xx - s->x * s->x / s->n, yy = s->yy - s->y * s->y / s->n;
    return hg_clamp((s->xy - s->x * s->y / s->n) / sqrt(xx * yy), -1, 1);
}

static double fisher_z_of(const sums *s)
{
    double r = correlation_of(s);
    return hg_log((1 + r) / (1 - r)) / 2;
}

static double from_fisher_z(double z) { return 1 - 2 / (hg_exp(2 * z) + 1); }

typedef double number_of(const sums *);

/* One pass over the pairs of a sample that are there; less (x, y), which keeps the sums small. */
static void walk(const sample *s, double x, double y, sums *all, sums *of_replicate)
{
    for (uint64_t r = 0; r < s->replicates; r++)
        for (uint32_t i = 0; i < s->n_arms; i++) {
            double at = arm_value(s->arms[i], s->on, r).number - x;
            double value = arm_value(s->arms[i], s->measure, r).number - y;
            if (isnan(at) || isnan(value)) continue;
            add(all, at, value);
            if (of_replicate) add(&of_replicate[r], at, value);
        }
}

/* The number itself; its pseudo-values, NaN where a replicate has no pair. NaN: x or y do not vary,
 * or one replicate alone makes them vary. */
static double jackknife(const sample *s, number_of *number, double *pseudo)
{
    sums raw = {0}, all = {0}, *some = mem_zero(s->replicates, sizeof *some);
    walk(s, 0, 0, &raw, NULL);
    walk(s, raw.x / raw.n, raw.y / raw.n, &all, some);
    bool flat =
        !(all.xx > ROUNDING * raw.xx) || (number != slope_of && !(all.yy > ROUNDING * raw.yy));
    double theta = flat ? NAN : number(&all), groups = 0;
    for (uint64_t r = 0; r < s->replicates; r++) groups += some[r].n > 0;
    for (uint64_t r = 0; r < s->replicates; r++) {
        sums rest = less(&all, &some[r]);
        pseudo[r] = some[r].n > 0 ? 0 : NAN;
        if (flat || isnan(pseudo[r])) continue;
        pseudo[r] = groups * theta - (groups - 1) * number(&rest);
        if (!isfinite(pseudo[r])) theta = NAN;
    }
    free(some);
    return theta;
}

/* A replicate's mean over its arms: the mean is linear, and pseudo-values are the values. */
static double mean_of_replicates(const sample *s, double *pseudo)
{
    double sum = 0, n = 0;
    for (uint64_t r = 0; r < s->replicates; r++) {
        double of_arms = 0, count = 0;
        for (uint32_t i = 0; i < s->n_arms; i++) {
            double x = arm_value(s->arms[i], s->measure, r).number;
            if (!isnan(x)) of_arms += x, count++;
        }
        pseudo[r] = count > 0 ? of_arms / count : NAN;
        if (count > 0) sum += pseudo[r], n++;
    }
    return sum / n;
}

static double take(const sample *s, summary what, double *pseudo)
{
    if (what == SUMMARY_MEAN) return mean_of_replicates(s, pseudo);
    return jackknife(s, what == SUMMARY_SLOPE ? slope_of : correlation_of, pseudo);
}

static estimate estimate_around(double theta, const double *pseudo, uint64_t n)
{
    estimate e = estimate_mean(pseudo, n);
    double shift = theta - e.mean;
    e.mean = theta;
    e.low += shift;
    e.high += shift;
    return e;
}

/* Something that happens or not has Wilson's interval; else `e` as it is. */
static estimate as_proportion(estimate e, const double *x, uint64_t n)
{
    uint64_t hits = 0;
    for (uint64_t i = 0; i < n; i++) {
        if (!isnan(x[i]) && x[i] != 0 && x[i] != 1) return e;
        hits += x[i] == 1;
    }
    return e.n ? estimate_proportion(e.n, hits) : e;
}

static estimate as_correlation(estimate e, const sample *s, double *pseudo)
{
    double theta = jackknife(s, fisher_z_of, pseudo);
    if (isnan(theta)) return e; /* r is 1 or -1: as it is */
    estimate z = estimate_around(theta, pseudo, s->replicates);
    e.low = from_fisher_z(z.low);
    e.high = from_fisher_z(z.high);
    return e;
}

static estimate estimate_number(const sample *s, summary what)
{
    double *pseudo = mem_alloc(s->replicates * sizeof *pseudo);
    estimate e = estimate_around(take(s, what, pseudo), pseudo, s->replicates);
    if (what == SUMMARY_MEAN) e = as_proportion(e, pseudo, s->replicates);
    if (what == SUMMARY_CORRELATION) e = as_correlation(e, s, pseudo);
    free(pseudo);
    return e;
}

static estimate estimate_difference(const sample *plus, const sample *minus, summary what)
{
    double *p = mem_alloc(plus->replicates * sizeof *p);
    double *m = mem_alloc(plus->replicates * sizeof *m);
    double theta = take(plus, what, p) - take(minus, what, m);
    for (uint64_t r = 0; r < plus->replicates; r++) p[r] -= m[r];
    /* A mean over pairs: who lacks one of both is left out. */
    estimate e = what == SUMMARY_MEAN ? estimate_mean(p, plus->replicates)
                                      : estimate_around(theta, p, plus->replicates);
    free(m);
    free(p);
    return e;
}

/* ---- within, above, below ---- */

static sample sample_of(analysis *a, const verdict *v, const contrast *at, uint32_t measure,
                        bool minus, uint64_t replicates)
{
    uint32_t h = (uint32_t)(v->hypothesis - a->experiment.hypotheses);
    const arm_data **arms = arena_array(&a->arena, v->group.n, sizeof *arms);
    for (uint32_t l = 0; l < v->group.n; l++) arms[l] = minus ? at[l].minus : at[l].plus;
    return (sample){v->group.n, arms, replicates, measure, a->on_of_hypothesis[h]};
}

static void take_estimates(analysis *a, uint32_t measure, const base *b, uint64_t replicates,
                           verdict *v)
{
    const hypothesis *h = v->hypothesis;
    bool beyond = h->beyond_blind || h->beyond_column;
    const contrast *at = contrasts_along(a, &v->group, b);
    sample plus = sample_of(a, v, at, measure, false, replicates);
    if (!beyond || h->claim == CLAIM_WITHIN) v->found = estimate_number(&plus, h->summary);
    if (!beyond) return;
    sample minus = sample_of(a, v, at, measure, true, replicates);
    estimate difference = estimate_difference(&plus, &minus, h->summary);
    *(h->claim == CLAIM_WITHIN ? &v->differs : &v->found) = difference;
}

typedef struct interval {
    double low, high;
} interval;

static interval interval_of(const estimate *e, bool exact)
{
    return exact ? (interval){e->mean, e->mean} : (interval){e->low, e->high};
}

/* A band with its ends, half-lines without. */
static reason place_in_band(const hypothesis *h, interval i)
{
    bool strict = h->claim != CLAIM_WITHIN;
    bool inside =
        strict ? i.low > h->low && i.high < h->high : i.low >= h->low && i.high <= h->high;
    bool outside = i.high < h->low || i.low > h->high;
    if (inside) return REASON_NONE;
    if (strict && i.low == i.high) outside = true; /* on the end itself */
    return outside ? REASON_OUTSIDE : REASON_UNSURE;
}

static reason place_apart(const hypothesis *h, interval i)
{
    if (i.low > h->at_least || i.high < -h->at_least) return REASON_NONE;
    bool alike = i.low >= -h->at_least && i.high <= h->at_least;
    return alike ? REASON_ALIKE : REASON_ALIKE_UNSURE;
}

static reason reason_of_band(const verdict *v, bool few)
{
    const hypothesis *h = v->hypothesis;
    bool both = h->claim == CLAIM_WITHIN && (h->beyond_blind || h->beyond_column);
    if (!v->found.n || (both && !v->differs.n)) return REASON_NO_VALUE;
    if (isnan(v->found.mean) || (both && isnan(v->differs.mean))) return REASON_NO_SPREAD;
    if (few) return REASON_FEW;
    interval found = interval_of(&v->found, v->exact), apart = interval_of(&v->differs, v->exact);
    if (isnan(found.low) || (both && isnan(apart.low))) return REASON_NO_VALUE;
    reason in = place_in_band(h, found), beyond = both ? place_apart(h, apart) : REASON_NONE;
    if (in == REASON_OUTSIDE || (in && beyond != REASON_ALIKE)) return in;
    return beyond;
}

static void drop_intervals(verdict *v)
{
    v->found = estimate_without_interval(v->found);
    v->differs = estimate_without_interval(v->differs);
}

reason judge_band(analysis *a, uint32_t measure, verdict *v)
{
    base b = base_of(a, v->hypothesis, measure);
    paired p;
    v->tested = paired_along(a, &v->group, measure, &b, &p);
    if (!v->tested) return REASON_ABSENT;
    take_estimates(a, measure, &b, p.replicates, v);
    paired_fini(&p);
    v->exact = p.exact;
    v->family = 1;
    v->dropped = p.replicates - v->found.n;
    if (p.exact || p.few) drop_intervals(v);
    return reason_of_band(v, p.few);
}

/* ---- equals ---- */

static double expected_in(const analysis *a, const hypothesis *h, uint64_t cell)
{
    return h->theory ? theory_value(&a->experiment, h->theory, cell) : h->low;
}

/* Every session; the farthest of them is remembered. */
static void hold_sessions(const paired *p, uint32_t at, double expected, verdict *v)
{
    double farthest = v->all ? fabs(v->found.mean - v->expected) : -1;
    for (uint64_t r = 0; r < p->replicates; r++) {
        double x = p->x[r * p->levels + at];
        v->dropped += isnan(x) != 0;
        if (isnan(x)) continue;
        v->all++;
        v->equal += fabs(x - expected) <= v->hypothesis->tolerance;
        if (!(fabs(x - expected) > farthest)) continue;
        farthest = fabs(x - expected);
        v->found = estimate_of(1, x, NAN);
        v->expected = expected;
        v->at = at;
    }
}

#define EXACTLY 1e-9 /* of a mean without errors, where no tolerance says otherwise */

/* gap: of the mean; room: the standard errors it may be off. Where there is a tolerance, a gap that
 * is surely smaller is none, and errors that are larger say nothing. */
static reason place_mean(double gap, double room, double tolerance)
{
    if (gap > room + tolerance) return REASON_DIFFERS;
    bool near = gap <= room && (room <= tolerance || !(tolerance > 0));
    return near || gap + room <= tolerance ? REASON_NONE : REASON_ERRORS_WIDE;
}

static reason hold_mean(const paired *p, uint32_t at, double expected, double *farthest, verdict *v)
{
    const hypothesis *h = v->hypothesis;
    double *x = mem_alloc(p->replicates * sizeof *x), tolerance = h->tolerance;
    for (uint64_t r = 0; r < p->replicates; r++) x[r] = p->x[r * p->levels + at];
    estimate e = estimate_mean(x, p->replicates);
    free(x);
    if (!e.n) return REASON_NO_VALUE;
    v->dropped += p->replicates - e.n;
    v->all += e.n;
    bool spread = !p->exact && e.sd > 0;
    double room = spread ? h->errors * e.sd / sqrt((double)e.n) : 0, gap = fabs(e.mean - expected);
    if (!spread && !(tolerance > 0)) tolerance = EXACTLY;
    if (!(gap / (room + tolerance) <= *farthest)) {
        *farthest = gap / (room + tolerance);
        v->found = p->exact ? estimate_without_interval(e) : e;
        v->expected = expected;
        v->at = at;
    }
    return place_mean(gap, room, tolerance);
}

/* The worst of two: what fails comes before what is unsure. */
static reason worse(reason x, reason y) { return x == REASON_DIFFERS || !y ? x : y; }

static reason hold(const analysis *a, const paired *p, verdict *v)
{
    const hypothesis *h = v->hypothesis;
    double farthest = -1;
    reason why = REASON_NONE;
    for (uint32_t l = 0; l < p->levels; l++) {
        double expected = expected_in(a, h, v->group.cells[l]);
        uint64_t before = v->all;
        if (isnan(expected)) {
            v->at = l;
            return REASON_NO_THEORY;
        }
        if (h->errors > 0)
            why = worse(why, hold_mean(p, l, expected, &farthest, v));
        else
            hold_sessions(p, l, expected, v);
        if (v->all == before) return REASON_NO_VALUE;
    }
    if (h->errors > 0) return p->few ? REASON_FEW : why;
    return v->equal < v->all ? REASON_DIFFERS : REASON_NONE;
}

reason judge_equals(analysis *a, uint32_t measure, verdict *v)
{
    paired p;
    v->tested = paired_along(a, &v->group, measure, NULL, &p);
    if (!v->tested) return REASON_ABSENT;
    v->exact = p.exact;
    v->family = p.levels;
    reason why = hold(a, &p, v);
    paired_fini(&p);
    return why;
}
