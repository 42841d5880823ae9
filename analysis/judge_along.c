/* Claims along a column: rises, falls, peaks, unaffected, same. Contrasts are taken session by
 * session first, so that luck shared by cells cancels. */
#include "analysis/statistics/means.h"
#include "analysis/verdicts.h"

#include <math.h>
#include <stdlib.h>

#include "base/oom.h"

#define ALPHA (1 - CONFIDENCE)

/* ---- rises and falls ---- */

static double claimed(const hypothesis *h, double x) { return h->claim == CLAIM_FALLS ? -x : x; }

static bool step_agrees(const verdict *v, uint32_t l)
{
    return claimed(v->hypothesis, v->trend.step[l].mean) > 0;
}

static bool step_holds(const verdict *v, uint32_t l)
{
    return step_agrees(v, l) && (v->trend.exact || v->trend.few || v->trend.step_p[l] <= ALPHA);
}

static bool step_fails(const verdict *v, uint32_t l)
{
    const estimate *e = &v->trend.step[l];
    if (v->trend.exact) return !step_agrees(v, l);
    return fmax(claimed(v->hypothesis, e->low), claimed(v->hypothesis, e->high)) < 0;
}

static reason reason_of_trend(const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    const estimate *s = &v->trend.slope;
    if (!s->n) return REASON_NO_VALUE;
    if (v->trend.few) return REASON_FEW;
    double low = v->trend.exact ? s->mean : s->low, high = v->trend.exact ? s->mean : s->high;
    double least = fmin(claimed(h, low), claimed(h, high));
    double most = fmax(claimed(h, low), claimed(h, high));
    bool certain = least == most; /* the same in every session: nothing is left to chance */
    if (most < h->at_least || (certain && most <= h->at_least)) return REASON_SLOPE_SHORT;
    for (uint32_t l = 0; l + 1 < v->trend.levels; l++)
        if (step_fails(v, l)) return REASON_STEP_AGAINST;
    if (!(least > h->at_least)) return REASON_SLOPE_UNSURE;
    return v->surely + 1 < v->trend.levels ? REASON_STEP_UNSURE : REASON_NONE;
}

reason judge_trend(analysis *a, uint32_t measure, verdict *v)
{
    base b = base_of(a, v->hypothesis, measure);
    v->tested = trend_along(a, &v->group, measure, &b, &v->trend);
    if (!v->tested) return REASON_ABSENT;
    v->exact = v->trend.exact;
    v->found = v->trend.slope;
    v->dropped = v->trend.dropped;
    v->family = v->trend.levels - 1;
    for (uint32_t l = 0; l + 1 < v->trend.levels; l++) {
        v->steps += step_agrees(v, l);
        v->surely += step_holds(v, l);
    }
    return reason_of_trend(v);
}

/* ---- differences of two levels ---- */

/* With an interval where there can be one. */
static estimate level_difference(const paired *p, uint32_t of, uint32_t less)
{
    double *d = mem_alloc(p->replicates * sizeof *d);
    for (uint64_t r = 0; r < p->replicates; r++)
        d[r] = p->x[r * p->levels + of] - p->x[r * p->levels + less];
    estimate e = estimate_mean(d, p->replicates);
    free(d);
    return p->exact || p->few ? estimate_without_interval(e) : e;
}

static bool begin(analysis *a, uint32_t measure, verdict *v, paired *p)
{
    base b = base_of(a, v->hypothesis, measure);
    v->tested = paired_along(a, &v->group, measure, &b, p);
    v->exact = v->tested && p->exact;
    return v->tested;
}

/* ---- peaks ---- */

/* p of "it is no more than at_least"; two-sided, as everywhere. */
static double p_above(estimate e, const paired *p, double at_least)
{
    e.mean -= at_least;
    if (!(e.mean > 0)) return 1;
    return p->exact ? 0 : estimate_p(&e);
}

static bool cannot_be_above(const estimate *e, const paired *p, double at_least)
{
    bool certain = p->exact || e->low == e->high;
    return certain ? e->mean <= at_least : e->high < at_least;
}

/* An inner level is as sure as the less sure of its two differences: both must hold. One of several
 * levels is enough, hence Holm. */
static reason find_peak(const paired *p, verdict *v)
{
    double at_least = v->hypothesis->at_least, best = 2;
    double *sure = mem_alloc(p->levels * sizeof *sure);
    bool can = false, missing = false;
    for (uint32_t l = 1; l + 1 < p->levels; l++) {
        estimate first = level_difference(p, l, 0), last = level_difference(p, l, p->levels - 1);
        double p_first = p_above(first, p, at_least), p_last = p_above(last, p, at_least);
        bool nearer = first.mean < last.mean;
        missing = missing || !first.n || !last.n;
        can = can || !(cannot_be_above(&first, p, at_least) || cannot_be_above(&last, p, at_least));
        sure[l - 1] = fmax(p_first, p_last);
        if (l > 1 && !(fmin(first.mean, last.mean) > v->found.mean)) continue;
        v->found = nearer ? first : last;
        v->than = nearer ? 0 : p->levels - 1;
        v->at = l;
    }
    v->family = p->levels - 2;
    double *adjusted = mem_alloc(p->levels * sizeof *adjusted);
    holm(sure, v->family, adjusted);
    for (uint32_t i = 0; i < v->family; i++) best = fmin(best, adjusted[i]);
    free(adjusted);
    free(sure);
    if (missing) return REASON_NO_VALUE;
    if (p->few) return REASON_FEW;
    return best <= ALPHA ? REASON_NONE : can ? REASON_PEAK_UNSURE : REASON_NO_PEAK;
}

reason judge_peak(analysis *a, uint32_t measure, verdict *v)
{
    paired p;
    if (v->group.n < 3) return REASON_ONE_LEVEL;
    if (!begin(a, measure, v, &p)) return REASON_ABSENT;
    reason why = find_peak(&p, v);
    paired_fini(&p);
    return why;
}

/* ---- unaffected ---- */

/* Equivalence of every two levels, by two one-sided tests of the paired differences (Schuirmann
 * 1987): all must hold, hence none is adjusted. It fails where one is surely too large: Holm over
 * the pairs is replaced by Bonferroni's bound, which needs no order. */
static bool surely_apart(const estimate *e, double margin, double pairs)
{
    estimate beyond = *e;
    beyond.mean = fabs(e->mean) - margin;
    return beyond.mean > 0 && estimate_p(&beyond) * pairs <= ALPHA;
}

static reason compare_levels(const paired *p, verdict *v)
{
    double margin = v->hypothesis->less_than;
    bool apart = false, unsure = false, missing = false;
    v->family = p->levels * (p->levels - 1) / 2;
    for (uint32_t l = 1; l < p->levels; l++)
        for (uint32_t k = 0; k < l; k++) {
            estimate e = level_difference(p, l, k);
            tost_result t = tost(&e, margin);
            missing = missing || !e.n;
            bool inside = fabs(e.mean) < margin;
            apart = apart || (p->exact ? !inside : surely_apart(&e, margin, v->family));
            unsure = unsure || !(p->exact ? inside : t.p <= ALPHA);
            if (v->found.n && !(fabs(e.mean) > fabs(v->found.mean))) continue;
            v->found = e;
            if (!p->exact && !p->few) v->found.low = t.low, v->found.high = t.high;
            v->at = l;
            v->than = k;
        }
    if (missing) return REASON_NO_VALUE;
    if (p->few) return REASON_FEW;
    return apart ? REASON_AFFECTED : unsure ? REASON_AFFECTED_UNSURE : REASON_NONE;
}

reason judge_unaffected(analysis *a, uint32_t measure, verdict *v)
{
    paired p;
    if (!begin(a, measure, v, &p)) return REASON_ABSENT;
    reason why = compare_levels(&p, v);
    paired_fini(&p);
    return why;
}

/* ---- same ---- */

static bool slots_equal(const column_use *use, slot x, slot y)
{
    if (!column_is_number(use)) return x.exact == y.exact;
    return x.number == y.number || (isnan(x.number) && isnan(y.number));
}

static bool equal_at(const analysis *a, const verdict *v, uint32_t measure, uint64_t r, bool *seen)
{
    const arm_data *first = analysis_cell(a, v->group.cells[0]);
    slot x = arm_value(first, measure, r);
    bool equal = true;
    *seen = arm_seen(first, r);
    for (uint32_t l = 1; l < v->group.n; l++) {
        const arm_data *d = analysis_cell(a, v->group.cells[l]);
        *seen = *seen && arm_seen(d, r);
        equal = equal && slots_equal(a->measures[measure], x, arm_value(d, measure, r));
    }
    return equal;
}

reason judge_same(analysis *a, uint32_t measure, verdict *v)
{
    uint64_t n = 0;
    for (uint32_t l = 0; l < v->group.n; l++) {
        const arm_data *d = analysis_cell(a, v->group.cells[l]);
        if (!d || !d->replicates) return REASON_ABSENT;
        if (d->replicates > n) n = d->replicates;
    }
    v->tested = true;
    v->family = 1;
    for (uint64_t r = 0; r < n; r++) {
        bool seen, equal = equal_at(a, v, measure, r, &seen);
        v->all += seen;
        v->equal += seen && equal;
    }
    if (!v->all) return REASON_NO_VALUE;
    return v->equal < v->all ? REASON_DIFFERS : REASON_NONE;
}
