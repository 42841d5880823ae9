/* Studies as people read them, one role's at a time: the other's mirror it. Those of how shares go
 * with leverage; the others are in study_card_outcomes.c. */
#include "analysis/study_text.h"

#include <math.h>

/* ---- regression ---- */

static const char *explained_text(arena *m, const explained *e)
{
    if (isnan(e->within)) return "–";
    return arena_format(m, "%.3f / %s", e->within, told_number(m, e->across, 3));
}

/* Where all ended in a deal, both samples are one. */
static bool is_shown(const parts_fit *f, const parts_fit *deals, uint32_t role)
{
    return f->group.role == role && f->n && (f->deals || f->n != deals->n);
}

static const char *sample_text(const parts_fit *f) { return f->deals ? "deals" : "all"; }

static void add_terms(growing *g, const parts_fit *f)
{
    arena *m = g->memory;
    const char *texts[] = {told_who(m, &f->group),
                           sample_text(f),
                           told_count(m, f->n),
                           told_coefficient(m, &f->term[TERM_CONSTANT], 3),
                           told_coefficient(m, &f->term[TERM_ALTERNATIVES], 3),
                           told_coefficient(m, &f->term[TERM_POWER], 3),
                           told_coefficient(m, &f->term[TERM_INFORMATION], 3),
                           told_coefficient(m, &f->term[TERM_FRONTIER], 3),
                           told_p(m, f->wald_p)};
    growing_add(g, texts);
}

static void add_explained(growing *g, const parts_fit *f)
{
    arena *m = g->memory;
    const char *texts[] = {told_who(m, &f->group),
                           sample_text(f),
                           explained_text(m, &f->parts),
                           explained_text(m, &f->phi),
                           explained_text(m, &f->alternatives),
                           explained_text(m, &f->perceived)};
    growing_add(g, texts);
}

static void print_regression(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const terms[] = {"agent",       "of",           "sessions",
                                        "constant",    "alternatives", "power",
                                        "information", "frontier",     "p"};
    static const char *const r2[] = {"R2 of", "", "parts", "phi", "limits", "own view"};
    parts_fit_list list = study_regression(a);
    growing coefficients = growing_from(m, list.n, terms, "llrrrrrrr");
    growing variance = growing_from(m, list.n, r2, "llrrrr");
    for (uint32_t i = 0; i < list.n; i++) {
        if (!is_shown(&list.at[i], &list.at[i - i % 2], role)) continue;
        add_terms(&coefficients, &list.at[i]);
        add_explained(&variance, &list.at[i]);
    }
    fprintf(to,
            "regression: pie_share of %s = constant + a coefficient for every part of leverage at "
            "the start\n\n",
            analysis_role(a, role));
    aligned_print(&coefficients.table, to, NULL);
    fprintf(
        to,
        "\np: that share = phi, as rational agents would: constant %.4g, every coefficient 1; –: "
        "cannot be had, or does not vary\n"
        "± half of the 95 %% interval, errors clustered by replicate (one cell: HC3); all: an "
        "impasse counts with what it pays\n" PARTS_CAVEAT "\n\n",
        1.0 / a->record.schema.n_parties);
    aligned_print(&variance.table, to, NULL);
    fputs(
        "\nof all / of each half of the replicates with the line of the other; limits: all "
        "parties' alternatives alone;\nown view: what the agent believed its leverage to be at the "
        "start\n",
        to);
}

/* ---- calibration ---- */

static void add_bins(growing *g, const calibration *c)
{
    arena *m = g->memory;
    for (uint32_t k = 0; k < c->n_bins; k++) {
        const calibration_bin *b = &c->bin[k];
        const char *texts[] = {
            k ? "" : told_who(m, &c->group), told_number(m, b->phi, 3),
            told_count(m, b->sessions),      told_count(m, b->sessions - b->deals),
            told_rate(m, &b->deal_rate),     told_estimate(m, &b->share, 4),
            told_estimate(m, &b->value, 4)};
        growing_add(g, texts);
    }
}

static void add_slope(growing *g, const calibration *c)
{
    arena *m = g->memory;
    const char *texts[] = {told_who(m, &c->group), told_coefficient(m, &c->slope, 3),
                           c->has_twin ? told_number(m, c->twin_slope, 3) : "",
                           c->has_twin ? told_coefficient(m, &c->utilisation, 3) : "",
                           c->has_twin ? told_p(m, c->utilisation.p) : ""};
    growing_add(g, texts);
}

static void print_calibration(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const head[] = {
        "agent", "phi", "sessions", "impasses", "deal rate", "share of deals", "value of all"};
    static const char *const lines[] = {"agent", "slope", "blind twin's", "utilisation", "p of 0"};
    calibration_list list = study_calibration(a);
    growing bins = growing_from(m, (size_t)list.n * CALIBRATION_BINS, head, "lrrrrrr");
    growing slopes = growing_from(m, list.n, lines, "lrrrr");
    for (uint32_t i = 0; i < list.n; i++) {
        if (list.at[i].group.role != role || !list.at[i].sessions) continue;
        if (list.at[i].group.twins) continue; /* their slope stands beside their agent's */
        add_bins(&bins, &list.at[i]);
        add_slope(&slopes, &list.at[i]);
    }
    fprintf(to, "calibration: pie_share of %s against its leverage at the start\n\n",
            analysis_role(a, role));
    aligned_print(&bins.table, to, NULL);
    fputc('\n', to);
    aligned_print(&slopes.table, to, NULL);
    fputs(
        "\nslope: of pie_share on phi over deals; utilisation: what is left of it without the "
        "blind "
        "twin's\nvalue: an impasse counts with what it pays; ± half of the 95 % interval, of deal "
        "rates Wilson's, clustered alike\n",
        to);
}

/* ---- events ---- */

static void add_points(growing *g, const event_study *s)
{
    arena *m = g->memory;
    for (int k = 0; k < EVENT_POINTS; k++) {
        const event_point *p = &s->at[k];
        if (!p->sessions) continue;
        const char *texts[] = {arena_format(m, "%+d", p->offset), told_count(m, p->sessions),
                               told_estimate(m, &p->level, 4), told_estimate(m, &p->own, 4),
                               told_estimate(m, &p->other, 4)};
        growing_add(g, texts);
    }
}

/* What the falsification test says, in words. */
static const char *leads_text(arena *m, double p)
{
    if (isnan(p)) return "cannot be tested";
    return arena_format(m, "p %s%s%s", p < 0.001 ? "" : "= ", told_p(m, p),
                        p < 0.05 ? " (they are not)" : "");
}

static void print_event(analysis *a, const event_study *s, arena *m, FILE *to)
{
    static const char *const head[] = {"rounds after", "sessions", "own concession",
                                       "own difference", "others' difference"};
    growing g = growing_from(m, EVENT_POINTS, head, "rrrrr");
    add_points(&g, s);
    fprintf(to, "\nan alternative of %s %s · %s · against %s · happened in %s sessions\n",
            analysis_role(a, s->group.role), s->expires ? "expires" : "arrives",
            told_who(m, &s->group),
            s->contrast == CONTRAST_BLIND ? "its blind twin" : "sessions in which it has not yet",
            told_count(m, s->events));
    if (g.table.n_rows == 1) {
        fputs("  nothing to compare with: it comes in the same round of all sessions of a cell, or "
              "in "
              "too few\n",
              to);
        return;
    }
    aligned_print(&g.table, to, NULL);
    fprintf(to, "before the event all differences are 0: own %s; others' %s%s\n",
            leads_text(m, s->lead_p_own), leads_text(m, s->lead_p_other),
            s->contrast == CONTRAST_BLIND
                ? "; what there is is how reading leverage changed the pace until then"
                : "");
    fprintf(to, "from the event on, own difference per round: %s\n",
            told_coefficient(m, &s->after, 4));
}

static void print_events(analysis *a, uint32_t role, arena *m, FILE *to)
{
    event_study_list list = study_events(a);
    uint32_t shown = 0;
    fprintf(to,
            "events: concessions per round around what happens to the alternatives of %s, of the "
            "pie\n",
            analysis_role(a, role));
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].group.role == role) print_event(a, &list.at[i], m, to), shown++;
    if (!shown)
        fprintf(to, "  none: %s\n",
                list.why_none ? list.why_none : "no alternative of this role arrived or expired");
}

/* ---- effects ---- */

static void print_effects(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const head[] = {
        "cell",      "deal rate",     "median share", "over blind twin",
        "Hedges' g", "Cliff's delta", "p, Holm",      "p of 0.01 or more"};
    cell_effect_list list = study_effects(a);
    growing g = growing_from(m, list.n, head, "lrrrrrrr");
    uint32_t family = 0;
    for (uint32_t i = 0; i < list.n; i++) {
        const cell_effect *c = &list.at[i];
        const effect_sizes *e = &c->effect;
        if (c->role != role) continue;
        family = c->family;
        const char *texts[] = {
            arena_format(m, "%llu %s", (unsigned long long)c->cell, told_levels(a, m, c->cell)),
            told_rate(m, &c->deal_rate),
            told_range(m, &c->median),
            c->has_twin ? told_estimate(m, &e->difference, 4) : "",
            c->has_twin ? told_number(m, e->hedges_g, 2) : "",
            c->has_twin ? told_number(m, e->cliff_delta, 2) : "",
            c->has_twin ? told_p(m, e->p_holm) : "",
            c->has_twin ? told_p(m, e->p_equivalent) : ""};
        growing_add(&g, texts);
    }
    fprintf(to,
            "effects: pie_share of %s over all sessions, cell by cell, and what seeing leverage "
            "adds to it\n\n",
            analysis_role(a, role));
    aligned_print(&g.table, to, NULL);
    fprintf(to,
            "\nintervals of 95 %%: Wilson's, bootstrap, t of paired differences; p adjusted for a "
            "family of %u\n",
            family);
}

void analysis_print_study(analysis *a, study_kind kind, uint32_t role, FILE *to)
{
    static void (*const print[])(analysis *, uint32_t, arena *, FILE *) = {
        [STUDY_REGRESSION] = print_regression, [STUDY_CALIBRATION] = print_calibration,
        [STUDY_EVENTS] = print_events,         [STUDY_EFFECTS] = print_effects,
        [STUDY_IMPASSE] = print_impasse,       [STUDY_AGREEMENT] = print_agreement,
        [STUDY_MOVES] = print_moves,           [STUDY_FACTORS] = print_factors,
        [STUDY_MODELS] = print_models,         [STUDY_ACCEPTANCE] = print_acceptance};
    arena m;
    arena_init(&m);
    print[kind](a, role, &m, to);
    arena_fini(&m);
}
