/* regression.csv, calibration.csv, events.csv, effects.csv: a table of fields each, whose order the
 * lines follow; and the list of all studies. Must not know how the numbers come about. */
#include "analysis/onlookers.h"
#include "analysis/study_sink.h"
#include "analysis/tables.h"

#include <math.h>
#include <string.h>

/* clang-format off */
#define EXPLAINED_FIELDS(name, what)                                                               \
    {"r2_" name, "number", "1", "share of the variance of pie_share that goes with " what},        \
    {"r2_" name "_across", "number", "1", "the same in each half of the replicates with the line of the other half; below 0: worse than the mean"}

static const field regression_fields[] = {
    GROUP_FIELDS,
    {"sample", "text", "", "deals: sessions that ended in one; all: impasses too, with what they pay"},
    {"sessions", "integer", "", "with leverage, and without an agent's error"},
    {"clusters", "integer", "", "replicates, whose sessions share random numbers; 0: one cell, errors are HC3"},
    {"term", "text", "", "of pie_share = constant + a sum over the parts of leverage at the start, each with a coefficient; " PARTS_CAVEAT},
    ESTIMATE_FIELDS("coefficient", "1", "empty: this part does not vary, or not apart from those before it"),
    {"se", "number", "1", "its standard error: clustered by replicate (CR1), or HC3"},
    {"p", "number", "1", "that it is 0, two-sided"},
    {"rational", "number", "1", "what it is where pie_share = phi: 1/n, and 1 for every part"},
    {"wald_f", "number", "1", "F of all coefficients being the rational ones"},
    {"wald_df1", "number", "1", "its degrees of freedom: coefficients"},
    {"wald_df2", "number", "1", "... and of the error"},
    {"wald_p", "number", "1", "its p"},
    EXPLAINED_FIELDS("parts", "the parts"),
    EXPLAINED_FIELDS("phi", "phi alone"),
    EXPLAINED_FIELDS("alternatives", "the limits of all parties at the start alone"),
    EXPLAINED_FIELDS("perceived", "the agent's own first estimate of phi; empty: it told none"),
};
static const field calibration_fields[] = {
    GROUP_FIELDS,
    {"phi_from", "number", "1", "bin of leverage at the start, from"},
    {"phi_to", "number", "1", "... to; rounded to the nearest bin's middle"},
    {"phi", "number", "1", "its mean over the bin's sessions"},
    {"phi_of_deals", "number", "1", "its mean over the bin's deals"},
    {"sessions", "integer", "", "in the bin"},
    {"deals", "integer", "", "... that ended in a deal; the others are impasses"},
    ESTIMATE_FIELDS("share", "1", "mean pie_share given a deal"),
    ESTIMATE_FIELDS("value", "1", "mean pie_share of all, an impasse with what it pays"),
    ESTIMATE_FIELDS("deal_rate", "1", "share of the sessions that ended in a deal (interval: Wilson 1927, as wide as that of so many sessions drawn apart as tell as much: clustered by replicate)"),
    ESTIMATE_FIELDS("slope", "1", "of pie_share on phi over all deals of the group"),
    ESTIMATE_FIELDS("utilisation", "1", "slope less that of the blind twin; empty: there is none"),
};
static const field events_fields[] = {
    GROUP_FIELDS,
    {"event", "text", "", "arrived or expired: an alternative of the role, the first in a session"},
    {"contrast", "text", "", "not_yet: sessions of the same cell, still going on, in which it has not happened until then; blind: the same replicate of the blind twin"},
    {"events", "integer", "", "sessions in which it happened"},
    {"offset", "number", "rounds", "after the event; 0: the round that it comes in"},
    {"sessions", "integer", "", "with the event and something to compare with there"},
    ESTIMATE_FIELDS("level", "1", "mean own concession in that round, of the pie (not transferable: of the best utility)"),
    ESTIMATE_FIELDS("own", "1", "own concession less that of the contrast"),
    ESTIMATE_FIELDS("other", "1", "mean concession of the others less that of the contrast"),
    {"lead_p_own", "number", "1", "p that all own differences before the event are 0: small, and the contrast is none"},
    {"lead_p_other", "number", "1", "the same of the others'"},
    ESTIMATE_FIELDS("after", "1", "mean own difference from the event on"),
};
static const field effects_fields[] = {
    {"role", "text", "", "whose pie_share"},
    {"cell", "integer", "", "combination of factor levels, from 0"},
    {"levels", "text", "", "what they are"},
    {"agent", "text", "", "agent that plays the role"},
    {"sessions", "integer", "", "of the cell"},
    {"deals", "integer", "", "... that ended in one"},
    ESTIMATE_FIELDS("deal_rate", "1", "deals / sessions (interval: Wilson 1927)"),
    ESTIMATE_FIELDS("median", "1", "of pie_share over all sessions (interval: bootstrap)"),
    ESTIMATE_FIELDS("difference", "1", "mean pie_share less that of the blind twin, paired by replicate; empty: there is none"),
    {"p", "number", "1", "that it is 0, two-sided"},
    {"family", "integer", "", "cells that p is adjusted for"},
    {"p_holm", "number", "1", "adjusted (Holm 1979)"},
    {"p_bh", "number", "1", "adjusted (Benjamini & Hochberg 1995)"},
    {"p_equivalent", "number", "1", "that it is 0.01 or more, either way (Schuirmann 1987): small, and there is no effect worth the name"},
    {"hedges_g", "number", "1", "difference over the standard deviation of both (Hedges 1981)"},
    {"cliff_delta", "number", "1", "how much more often a session has more than one of the twin than less (Cliff 1993)"},
    {"p_ranks", "number", "1", "Mann & Whitney 1947"},
    {"sessions_needed", "integer", "", "in each of two cells to find that g by an unpaired t test with probability .8"},
};
/* clang-format on */

/* ---- values ---- */

static void add_group(buf *out, const analysis *a, const study_group *g)
{
    csv_text(out, analysis_role(a, g->role));
    csv_text(out, g->agent);
    csv_text(out, g->twins ? "yes" : "no");
}

static void add_interval(buf *out, double value, double low, double high)
{
    csv_number(out, value);
    csv_number(out, low);
    csv_number(out, high);
}

static void add_estimate(buf *out, const estimate *e)
{
    add_interval(out, e->mean, e->low, e->high);
}

static void add_coefficient(buf *out, const coefficient *c)
{
    if (c->used)
        add_interval(out, c->value, c->low, c->high);
    else
        add_interval(out, NAN, NAN, NAN);
}

static void add_explained(buf *out, const explained *e)
{
    csv_number(out, e->within);
    csv_number(out, e->across);
}

static void add_term(buf *out, const analysis *a, const parts_fit *f, int term)
{
    const coefficient *c = &f->term[term];
    add_group(out, a, &f->group);
    csv_text(out, f->deals ? "deals" : "all");
    csv_integer(out, f->n);
    csv_integer(out, f->clusters);
    csv_text(out, study_term_name(term));
    add_coefficient(out, c);
    csv_number(out, c->se);
    csv_number(out, c->p);
    csv_number(out, f->rational[term]);
    csv_number(out, f->wald_f);
    csv_number(out, f->wald_df1);
    csv_number(out, f->wald_df2);
    csv_number(out, f->wald_p);
    add_explained(out, &f->parts);
    add_explained(out, &f->phi);
    add_explained(out, &f->alternatives);
    add_explained(out, &f->perceived);
    csv_end_line(out);
}

static void add_regression(buf *out, analysis *a)
{
    parts_fit_list list = study_regression(a);
    for (uint32_t i = 0; i < list.n; i++)
        for (int term = 0; term < TERM_COUNT; term++) add_term(out, a, &list.at[i], term);
}

static void add_bin(buf *out, const analysis *a, const calibration *c, const calibration_bin *b)
{
    add_group(out, a, &c->group);
    csv_number(out, b->from);
    csv_number(out, b->to);
    csv_number(out, b->phi);
    csv_number(out, b->phi_deals);
    csv_integer(out, b->sessions);
    csv_integer(out, b->deals);
    add_estimate(out, &b->share);
    add_estimate(out, &b->value);
    add_estimate(out, &b->deal_rate);
    add_coefficient(out, &c->slope);
    add_coefficient(out, &c->utilisation); /* not used where there is no twin */
    csv_end_line(out);
}

static void add_calibration(buf *out, analysis *a)
{
    calibration_list list = study_calibration(a);
    for (uint32_t i = 0; i < list.n; i++)
        for (uint32_t k = 0; k < list.at[i].n_bins; k++)
            add_bin(out, a, &list.at[i], &list.at[i].bin[k]);
}

static void add_point(buf *out, const analysis *a, const event_study *s, const event_point *p)
{
    add_group(out, a, &s->group);
    csv_text(out, s->expires ? "expired" : "arrived");
    csv_text(out, s->contrast == CONTRAST_BLIND ? "blind" : "not_yet");
    csv_integer(out, s->events);
    csv_number(out, p->offset);
    csv_integer(out, p->sessions);
    add_estimate(out, &p->level);
    add_estimate(out, &p->own);
    add_estimate(out, &p->other);
    csv_number(out, s->lead_p_own);
    csv_number(out, s->lead_p_other);
    add_coefficient(out, &s->after);
    csv_end_line(out);
}

static void add_events(buf *out, analysis *a)
{
    event_study_list list = study_events(a);
    for (uint32_t i = 0; i < list.n; i++)
        for (int k = 0; k < EVENT_POINTS; k++) add_point(out, a, &list.at[i], &list.at[i].at[k]);
}

const char *study_levels(analysis *a, uint64_t cell)
{
    const char *text = "";
    for (uint32_t c = 0; c < a->experiment.n_columns; c++)
        text = arena_format(&a->arena, "%s%s%s=%s", text, c ? " " : "", a->experiment.columns[c],
                            cell_level(a, cell, c));
    return text;
}

static void add_effect(buf *out, analysis *a, const cell_effect *c)
{
    const effect_sizes *e = &c->effect;
    csv_text(out, analysis_role(a, c->role));
    csv_integer(out, c->cell);
    csv_text(out, study_levels(a, c->cell));
    csv_text(out, c->agent);
    csv_integer(out, c->sessions);
    csv_integer(out, c->deals);
    add_estimate(out, &c->deal_rate);
    add_estimate(out, &c->median);
    add_estimate(out, &e->difference);
    csv_number(out, e->p);
    csv_integer(out, c->family);
    csv_number(out, e->p_holm);
    csv_number(out, e->p_bh);
    csv_number(out, e->p_equivalent);
    csv_number(out, e->hedges_g);
    csv_number(out, e->cliff_delta);
    csv_number(out, e->p_ranks);
    csv_integer(out, e->needed ? e->needed : UINT64_MAX);
    csv_end_line(out);
}

static void add_effects(buf *out, analysis *a)
{
    cell_effect_list list = study_effects(a);
    for (uint32_t i = 0; i < list.n; i++) add_effect(out, a, &list.at[i]);
}

/* ---- tables ---- */

static const field_list fields_of_regression = FIELD_LIST(regression_fields),
                        fields_of_calibration = FIELD_LIST(calibration_fields),
                        fields_of_events = FIELD_LIST(events_fields),
                        fields_of_effects = FIELD_LIST(effects_fields);

/* One of add and tell is set. traces: it needs every offer; parts: ... and parts of agents. */
static const struct {
    const char *name;
    const field_list *fields;
    void (*add)(buf *, analysis *);
    study_teller *tell;
    bool traces, parts;
} studies[] = {
    [STUDY_REGRESSION] = {"regression", &fields_of_regression, add_regression, NULL, false, false},
    [STUDY_CALIBRATION] = {"calibration", &fields_of_calibration, add_calibration, NULL, false,
                           false},
    [STUDY_EVENTS] = {"events", &fields_of_events, add_events, NULL, true, false},
    [STUDY_EFFECTS] = {"effects", &fields_of_effects, add_effects, NULL, false, false},
    [STUDY_IMPASSE] = {"impasse", &impasse_fields, NULL, tell_impasse, false, false},
    [STUDY_AGREEMENT] = {"agreement", &agreement_fields, NULL, tell_agreement, false, false},
    [STUDY_MOVES] = {"moves", &moves_fields, NULL, tell_moves, true, false},
    [STUDY_FACTORS] = {"factors", &factors_fields, NULL, tell_factors, false, false},
    [STUDY_MODELS] = {"models", &models_fields, NULL, tell_models, true, true},
    [STUDY_ACCEPTANCE] = {"acceptance", &acceptance_fields, NULL, tell_acceptance, true, true},
};

const char *study_name(study_kind kind) { return kind < STUDY_COUNT ? studies[kind].name : NULL; }

bool study_can_be(const analysis *a, study_kind kind)
{
    bool traces = !studies[kind].traces || !strcmp(a->record.schema.level, "full");
    return traces && (!studies[kind].parts || a->onlookers);
}

bool study_is_asked_for(study_kind kind) { return studies[kind].parts; }

void analysis_lend(analysis *a, const onlookers *lent) { a->onlookers = lent; }

static void add_lines(buf *out, analysis *a, study_kind kind)
{
    study_sink sink = {.csv = out};
    if (studies[kind].tell)
        studies[kind].tell(a, &sink);
    else
        studies[kind].add(out, a);
}

int analysis_write_study(analysis *a, study_kind kind, error_list *errors)
{
    csv_file f;
    char name[64];
    const field_list *fields = studies[kind].fields;
    snprintf(name, sizeof name, "%s.csv", studies[kind].name);
    int code = table_open(a, &f, name, errors);
    if (code || !csv_is_open(&f)) return code;
    for (size_t i = 0; i < fields->n; i++) csv_text(&f.text, fields->at[i].name);
    csv_end_line(&f.text);
    add_lines(&f.text, a, kind);
    return csv_close(&f, errors);
}

void describe_studies(buf *out)
{
    for (int k = 0; k < STUDY_COUNT; k++)
        for (size_t i = 0; i < studies[k].fields->n; i++) {
            const field *f = &studies[k].fields->at[i];
            char file[64];
            snprintf(file, sizeof file, "%s.csv", studies[k].name);
            describe_column(out, file, f->name, f->type, f->unit, f->meaning);
        }
}
