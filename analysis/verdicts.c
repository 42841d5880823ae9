/* Three-way verdicts on the hypotheses of an experiment.
 *
 * rises: PASS = every adjacent paired difference > 0 (two-sided t tests, Holm over the steps) and
 * the interval of the slope per level lies above at_least; FAIL = the slope's interval lies below
 * at_least, or the interval of an adjacent difference lies below 0; else UNDECIDED. falls: the same
 * of the negative. Where nothing is drawn at any level, means are exact and decide alone; where
 * something is, and fewer than 30 distinct sessions stand behind such a level, nothing is decided.
 * same: equality of what stands there, replicate by replicate; no test. Where agents failed in any
 * of the cells behind a claim, or in what they are compared with, it is UNDECIDED. */
#include "analysis/verdicts.h"

#include "analysis/faults.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

#define ALPHA (1 - CONFIDENCE)

const char *decision_name(decision d)
{
    static const char *const names[] = {"PASS", "FAIL", "UNDECIDED"};
    return names[d];
}

/* ---- which cells ---- */

static bool takes_part(const analysis *a, uint64_t cell, const void *ctx)
{
    const hypothesis *h = ctx;
    for (uint32_t i = 0; i < h->n_in; i++) {
        uint32_t column = column_index(a, h->in[i].column), k = 0;
        if (column == NO_COLUMN) return false;
        while (k < h->in[i].n && strcmp(h->in[i].names[k], cell_level(a, cell, column)) != 0) k++;
        if (k == h->in[i].n) return false;
    }
    return true;
}

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
    if (most < h->at_least || (v->trend.exact && most <= h->at_least)) return REASON_SLOPE_SHORT;
    for (uint32_t l = 0; l + 1 < v->trend.levels; l++)
        if (step_fails(v, l)) return REASON_STEP_AGAINST;
    if (!(least > h->at_least)) return REASON_SLOPE_UNSURE;
    return v->surely + 1 < v->trend.levels ? REASON_STEP_UNSURE : REASON_NONE;
}

static decision decision_of(reason r)
{
    if (r == REASON_NONE) return DECISION_PASS;
    bool fails = r == REASON_SLOPE_SHORT || r == REASON_STEP_AGAINST || r == REASON_DIFFERS;
    return fails ? DECISION_FAIL : DECISION_UNDECIDED;
}

static base base_of(const analysis *a, const hypothesis *h, uint32_t measure)
{
    const column_use *use = a->measures[measure];
    const column_use *first = a->columns.party;
    bool of_party = use >= first && use < first + a->columns.n_parties * a->columns.n_party;
    return (base){h->beyond_blind, of_party ? use->index : a->focus,
                  h->beyond_column ? column_index(a, h->beyond_column) : NO_COLUMN,
                  h->beyond_level};
}

static reason judge_trend(analysis *a, uint32_t measure, verdict *v)
{
    if (!a->measures[measure] || !column_is_number(a->measures[measure])) return REASON_NO_NUMBER;
    base b = base_of(a, v->hypothesis, measure);
    v->tested = trend_along(a, &v->group, measure, &b, &v->trend);
    if (!v->tested) return REASON_ABSENT;
    for (uint32_t l = 0; l + 1 < v->trend.levels; l++) {
        v->steps += step_agrees(v, l);
        v->surely += step_holds(v, l);
    }
    return reason_of_trend(v);
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

static reason judge_same(const analysis *a, uint32_t measure, verdict *v)
{
    uint64_t n = 0;
    for (uint32_t l = 0; l < v->group.n; l++) {
        const arm_data *d = analysis_cell(a, v->group.cells[l]);
        if (!d || !d->replicates) return REASON_ABSENT;
        if (d->replicates > n) n = d->replicates;
    }
    v->tested = true;
    for (uint64_t r = 0; r < n; r++) {
        bool seen, equal = equal_at(a, v, measure, r, &seen);
        v->all += seen;
        v->equal += seen && equal;
    }
    if (!v->all) return REASON_NO_VALUE;
    return v->equal < v->all ? REASON_DIFFERS : REASON_NONE;
}

/* ---- all ---- */

static uint64_t errors_behind(const analysis *a, uint32_t measure, const verdict *v)
{
    base b = base_of(a, v->hypothesis, measure);
    uint64_t n = 0, other;
    for (uint32_t l = 0; l < v->group.n; l++) {
        uint64_t cell = v->group.cells[l];
        n += arm_errors(analysis_cell(a, cell));
        if (b.blind) n += arm_errors(analysis_twin(a, cell, b.role));
        if (b.column != NO_COLUMN && cell_with(a, cell, b.column, b.level, &other))
            n += arm_errors(analysis_cell(a, other));
    }
    return n;
}

static verdict judge(analysis *a, uint32_t hypothesis_index, const group *of)
{
    const hypothesis *h = &a->experiment.hypotheses[hypothesis_index];
    uint32_t measure = a->of_hypothesis[hypothesis_index];
    verdict v = {.hypothesis = h, .group = *of};
    if (!of->n)
        v.reason = REASON_NO_CELL;
    else if (of->n == 1)
        v.reason = REASON_ONE_LEVEL;
    else if (h->claim == CLAIM_SAME)
        v.reason = judge_same(a, measure, &v);
    else
        v.reason = judge_trend(a, measure, &v);
    v.errors = errors_behind(a, measure, &v);
    if (v.errors && v.tested) v.reason = REASON_ERRORS;
    v.decision = decision_of(v.reason);
    return v;
}

verdict_list verdicts_of(analysis *a)
{
    const experiment *e = &a->experiment;
    uint64_t most = (a->n_cells + 1) * e->n_hypotheses;
    verdict_list list = {0, arena_array(&a->arena, most, sizeof *list.at)};
    for (uint32_t h = 0; h < e->n_hypotheses; h++) {
        const hypothesis *hyp = &e->hypotheses[h];
        uint32_t over = column_index(a, hyp->over);
        group_list groups = groups_along(a, over, takes_part, hyp);
        for (uint32_t g = 0; g < groups.n; g++) list.at[list.n++] = judge(a, h, &groups.at[g]);
        if (!groups.n) list.at[list.n++] = judge(a, h, &(group){0, NULL});
    }
    return list;
}
