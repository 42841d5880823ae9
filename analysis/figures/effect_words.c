/* What the figure `effect` says: a title that is the verdict on the hypothesis that is most about
 * what is drawn, in one of three branches, with the numbers behind it below. Where no hypothesis is
 * about the measure, the title tells the test of what is drawn. */
#include "analysis/figures/effect.h"

#include <math.h>
#include <string.h>

/* ---- names ---- */

static const char *with_blanks(analysis *a, const char *name)
{
    char *text = arena_text(&a->arena, name);
    for (char *c = text; *c; c++)
        if (*c == '_') *c = ' ';
    return text;
}

const char *effect_measure_words(analysis *a, const column_use *use)
{
    const column_set *set = &a->columns;
    bool of_party = use >= set->party && use < set->party + set->n_parties * set->n_party;
    bool happens = use->column->range && !strcmp(use->column->range, "0 or 1");
    const char *name = with_blanks(a, of_party ? use->column->name : use->name);
    return arena_format(&a->arena, "%s%s%s%s", name, happens ? " rate" : "", of_party ? " of " : "",
                        of_party ? analysis_role(a, use->index) : "");
}

/* ---- the verdict ---- */

static const struct {
    const char *yes, *no;
} claimed[CLAIM_COUNT] = {
    [CLAIM_RISES] = {"rises with", "does not rise with"},
    [CLAIM_FALLS] = {"falls with", "does not fall with"},
    [CLAIM_PEAKS] = {"peaks over", "does not peak over"},
    [CLAIM_UNAFFECTED] = {"is unaffected by", "is affected by"},
    [CLAIM_SAME] = {"is the same over", "is not the same over"},
    [CLAIM_WITHIN] = {"is within", "is not within"},
    [CLAIM_ABOVE] = {"is above", "is not above"},
    [CLAIM_BELOW] = {"is below", "is not below"},
    [CLAIM_EQUALS] = {"equals", "does not equal"},
};

typedef struct tally {
    uint32_t all, of[3];
    const verdict *least, *most; /* by what was found; NULL: no number was */
} tally;

static tally count(const effect *e, const hypothesis *h)
{
    tally t = {0};
    for (uint32_t i = 0; i < e->verdicts.n; i++) {
        const verdict *v = &e->verdicts.at[i];
        if (v->hypothesis != h) continue;
        t.all++;
        t.of[v->decision]++;
        if (!v->tested || isnan(v->found.mean)) continue;
        if (!t.least || v->found.mean < t.least->found.mean) t.least = v;
        if (!t.most || v->found.mean > t.most->found.mean) t.most = v;
    }
    return t;
}

/* How much of what is drawn a claim is about: the course along the axis, best of all what seeing
 * leverage adds to it; a number that stands for the whole axis says less. */
static int relevance(const hypothesis *h, const char *over)
{
    static const bool is_course[CLAIM_COUNT] = {[CLAIM_RISES] = true,
                                                [CLAIM_FALLS] = true,
                                                [CLAIM_PEAKS] = true,
                                                [CLAIM_UNAFFECTED] = true};
    bool along = h->over && !strcmp(h->over, over);
    if (!along || !is_course[h->claim]) return along ? 1 : 0;
    return h->beyond_blind || h->beyond_column ? 3 : 2;
}

/* The first of the most relevant that are about a measure drawn. */
static const hypothesis *told(const analysis *a, const effect *e)
{
    const hypothesis *best = NULL;
    const char *over = a->experiment.columns[e->g.over];
    for (uint32_t m = 0; m < e->n_rows; m++)
        for (uint32_t i = 0; i < a->experiment.n_hypotheses; i++) {
            const hypothesis *h = &a->experiment.hypotheses[i];
            if (strcmp(h->measure, e->row[m].use->name) != 0) continue;
            if (!best || relevance(h, over) > relevance(best, over)) best = h;
        }
    return best;
}

static const char *subject(analysis *a, const hypothesis *h)
{
    const char *of = effect_measure_words(a, columns_find(&a->columns, h->measure));
    if (h->summary == SUMMARY_MEAN) return of;
    const char *on = effect_measure_words(a, columns_find(&a->columns, h->on));
    return arena_format(&a->arena,
                        h->summary == SUMMARY_SLOPE ? "the slope of %s on %s"
                                                    : "the correlation of %s with %s",
                        of, on);
}

static const char *object(analysis *a, const hypothesis *h)
{
    switch (h->claim) {
    case CLAIM_WITHIN: return arena_format(&a->arena, "%g to %g", h->low, h->high);
    case CLAIM_ABOVE: return arena_format(&a->arena, "%g", h->low);
    case CLAIM_BELOW: return arena_format(&a->arena, "%g", h->high);
    case CLAIM_EQUALS:
        return h->theory ? arena_format(&a->arena, "theory: %s", h->theory->label)
                         : arena_format(&a->arena, "%g", h->low);
    default: return h->over;
    }
}

static const char *beyond(analysis *a, const hypothesis *h)
{
    if (h->beyond_blind) return ", beyond its blind twin";
    if (!h->beyond_column) return "";
    return arena_format(&a->arena, ", beyond %s %s", h->beyond_column, h->beyond_level);
}

/* "default, split"; "" of more than three: nobody reads that in a title. */
static const char *names_text(analysis *a, const char *const *names, uint32_t n)
{
    const char *text = "";
    for (uint32_t i = 0; i < n && n <= 3; i++)
        text = arena_format(&a->arena, "%s%s%s", text, i ? ", " : "", names[i]);
    return text;
}

/* " (agent: default, split)": what the claim is about, where it is about some levels only. */
static const char *where(analysis *a, const hypothesis *h)
{
    const char *text = "";
    for (uint32_t i = 0; i < h->n_in; i++) {
        const char *names = names_text(a, h->in[i].names, h->in[i].n);
        if (*names && !(h->over && !strcmp(h->over, h->in[i].column)))
            text = arena_format(&a->arena, "%s%s%s: %s", text, *text ? "; " : " (", h->in[i].column,
                                names);
    }
    return *text ? arena_format(&a->arena, "%s)", text) : "";
}

static const char *verdict_title(analysis *a, const hypothesis *h, const tally *t)
{
    uint32_t yes = t->of[DECISION_PASS], no = t->of[DECISION_FAIL];
    const char *who = subject(a, h), *what = object(a, h);
    const char *more = arena_format(&a->arena, "%s%s", beyond(a, h), where(a, h));
    const char *does = claimed[h->claim].yes, *does_not = claimed[h->claim].no;
    if (yes == t->all)
        return sentence(arena_format(&a->arena, "%s %s %s%s", who, does, what, more));
    if (no == t->all)
        return sentence(arena_format(&a->arena, "%s %s %s%s", who, does_not, what, more));
    if (!yes && !no)
        return arena_format(&a->arena, "Undecided whether %s %s %s%s", who, does, what, more);
    if (!yes)
        return arena_format(&a->arena, "In %u of %u cases %s %s %s%s", no, t->all, who, does_not,
                            what, more);
    return arena_format(&a->arena, "In %u of %u cases %s %s %s%s%s", yes, t->all, who, does, what,
                        more, no ? arena_format(&a->arena, "; in %u it is surely not so", no) : "");
}

static const char *findings_title(analysis *a, const effect *e)
{
    const char *what = effect_measure_words(a, e->row[0].use);
    findings found = grid_findings(a, &e->g, e->row[0].measure, AGAINST_NOTHING);
    title_words words = {
        sentence(arena_format(&a->arena, "%s over %s", what, a->experiment.columns[e->g.over])),
        arena_format(&a->arena, "the higher %s", what),
        arena_format(&a->arena, "the lower %s", what), what};
    return title_of(a, &e->g, &found, &words);
}

const char *effect_title(analysis *a, const effect *e)
{
    const hypothesis *h = told(a, e);
    tally t = h ? count(e, h) : (tally){0};
    return h ? verdict_title(a, h, &t) : findings_title(a, e);
}

/* ---- the numbers ---- */

static const char *number_text(analysis *a, const estimate *e)
{
    if (isnan(e->low)) return arena_format(&a->arena, "%.4g", e->mean);
    return arena_format(&a->arena, "%.4g [%.4g, %.4g]", e->mean, e->low, e->high);
}

/* "slope per level 0.0093 [0.0087, 0.0098] to ..."; "" where it was no number that was judged. */
static const char *found_text(analysis *a, const hypothesis *h, const tally *t)
{
    static const char *const names[CLAIM_COUNT] = {
        [CLAIM_RISES] = "slope per level",
        [CLAIM_FALLS] = "slope per level",
        [CLAIM_PEAKS] = "peak over the higher end",
        [CLAIM_UNAFFECTED] = "largest difference",
        [CLAIM_WITHIN] = "found",
        [CLAIM_ABOVE] = "found",
        [CLAIM_BELOW] = "found",
    };
    if (!t->least || !names[h->claim]) return "";
    const char *low = number_text(a, &t->least->found), *high = number_text(a, &t->most->found);
    if (t->least == t->most) return arena_format(&a->arena, "%s %s; ", names[h->claim], low);
    return arena_format(&a->arena, "%s %s to %s; ", names[h->claim], low, high);
}

/* "principle PASS, uses it 1 of 2 PASS; " */
static const char *verdicts_text(analysis *a, const effect *e)
{
    const char *text = "";
    for (uint32_t i = 0; i < a->experiment.n_hypotheses; i++) {
        const hypothesis *h = &a->experiment.hypotheses[i];
        tally t = count(e, h);
        decision best = t.of[DECISION_PASS]   ? DECISION_PASS
                        : t.of[DECISION_FAIL] ? DECISION_FAIL
                                              : DECISION_UNDECIDED;
        const char *of = "";
        if (!t.all) continue;
        if (t.of[best] < t.all) of = arena_format(&a->arena, "%u of %u ", t.of[best], t.all);
        text = arena_format(&a->arena, "%s%s%s %s%s", text, *text ? ", " : "", h->name, of,
                            decision_name(best));
    }
    return *text ? arena_format(&a->arena, "%s; ", text) : "";
}

static const char *left_out(analysis *a, const effect *e, const grid *whole)
{
    const char *text = "";
    if (e->g.n_rows < whole->n_rows)
        text = arena_format(&a->arena, "; the first %u of %u lines", e->g.n_rows, whole->n_rows);
    if (e->g.n_columns < whole->n_columns)
        text = arena_format(&a->arena, "%s; the first %u of %u columns", text, e->g.n_columns,
                            whole->n_columns);
    return text;
}

const char *effect_subtitle(analysis *a, const effect *e, const grid *whole)
{
    const hypothesis *h = told(a, e);
    tally t = h ? count(e, h) : (tally){0};
    return arena_format(&a->arena, "%s%s%s%s", h ? found_text(a, h, &t) : "", verdicts_text(a, e),
                        sample_of(a, &e->g), left_out(a, e, whole));
}

const char *effect_legend(analysis *a, const effect *e)
{
    return arena_format(&a->arena, "means%s%s%s%s; below: share of deals",
                        grid_has_intervals(a, &e->g) ? " with 95 % CI" : "",
                        e->has_twin ? "; thin grey: the same agent, blind to leverage" : "",
                        e->has_theory ? "; dashed: theory" : "",
                        e->has_band ? "; shaded: what was asked" : "");
}
