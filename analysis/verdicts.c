/* Three-way verdicts on the hypotheses of an experiment: which cells a claim is about, who decides
 * it, and what takes precedence over any decision. How each kind of claim is decided stands in
 * judge_along.c and judge_number.c, for people in README.md.
 *
 * Each verdict stands for itself, and an experiment passes only where all of them do (an
 * intersection-union test, Berger 1982): nothing is adjusted across verdicts. Within one, where
 * several comparisons are looked through, Holm is; the size of that family is told. Where agents
 * failed in any of the cells behind a claim, or in what they are compared with, it is UNDECIDED. */
#include "analysis/verdicts.h"

#include "analysis/faults.h"
#include <string.h>

const char *decision_name(decision d)
{
    static const char *const names[] = {"PASS", "FAIL", "UNDECIDED"};
    return names[d];
}

/* ---- which cells ---- */

/* What the others are compared with is not compared with itself, but along the claim's own column,
 * where it is one level of several. */
static bool is_base(const analysis *a, const hypothesis *h, uint64_t cell)
{
    uint32_t column = column_index(a, h->beyond_column);
    if (column == NO_COLUMN || column == column_index(a, h->over)) return false;
    return !strcmp(cell_level(a, cell, column), h->beyond_level);
}

static bool takes_part(const analysis *a, uint64_t cell, const void *ctx)
{
    const hypothesis *h = ctx;
    if (is_base(a, h, cell)) return false;
    for (uint32_t i = 0; i < h->n_in; i++) {
        uint32_t column = column_index(a, h->in[i].column), k = 0;
        if (column == NO_COLUMN) return false;
        while (k < h->in[i].n && strcmp(h->in[i].names[k], cell_level(a, cell, column)) != 0) k++;
        if (k == h->in[i].n) return false;
    }
    return true;
}

base base_of(const analysis *a, const hypothesis *h, uint32_t measure)
{
    const column_use *use = a->measures[measure];
    const column_use *first = a->columns.party;
    bool of_party = use >= first && use < first + a->columns.n_parties * a->columns.n_party;
    return (base){h->beyond_blind, of_party ? use->index : a->focus,
                  h->beyond_column ? column_index(a, h->beyond_column) : NO_COLUMN,
                  h->beyond_level};
}

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

/* ---- who decides ---- */

static const struct {
    judging *judge;
    bool along; /* needs levels to compare */
    bool exact; /* takes what is no number */
} judges[CLAIM_COUNT] = {
    [CLAIM_RISES] = {.judge = judge_trend, .along = true},
    [CLAIM_FALLS] = {.judge = judge_trend, .along = true},
    [CLAIM_PEAKS] = {.judge = judge_peak, .along = true},
    [CLAIM_UNAFFECTED] = {.judge = judge_unaffected, .along = true},
    [CLAIM_SAME] = {.judge = judge_same, .along = true, .exact = true},
    [CLAIM_WITHIN] = {.judge = judge_band},
    [CLAIM_ABOVE] = {.judge = judge_band},
    [CLAIM_BELOW] = {.judge = judge_band},
    [CLAIM_EQUALS] = {.judge = judge_equals},
};

static decision decision_of(reason r)
{
    static const reason fails[] = {REASON_SLOPE_SHORT, REASON_STEP_AGAINST, REASON_NO_PEAK,
                                   REASON_AFFECTED,    REASON_DIFFERS,      REASON_OUTSIDE,
                                   REASON_ALIKE};
    if (r == REASON_NONE) return DECISION_PASS;
    for (size_t i = 0; i < sizeof fails / sizeof *fails; i++)
        if (r == fails[i]) return DECISION_FAIL;
    return DECISION_UNDECIDED;
}

static verdict decide(analysis *a, uint32_t hypothesis_index, const group *of)
{
    const hypothesis *h = &a->experiment.hypotheses[hypothesis_index];
    uint32_t measure = a->of_hypothesis[hypothesis_index];
    const column_use *use = a->measures[measure];
    verdict v = {.hypothesis = h, .group = *of};
    if (!of->n)
        v.reason = REASON_NO_CELL;
    else if (of->n == 1 && judges[h->claim].along)
        v.reason = REASON_ONE_LEVEL;
    else if (!use || (!judges[h->claim].exact && !column_is_number(use)))
        v.reason = REASON_NO_NUMBER;
    else
        v.reason = judges[h->claim].judge(a, measure, &v);
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
        for (uint32_t g = 0; g < groups.n; g++) list.at[list.n++] = decide(a, h, &groups.at[g]);
        if (!groups.n) list.at[list.n++] = decide(a, h, &(group){0, NULL});
    }
    return list;
}
