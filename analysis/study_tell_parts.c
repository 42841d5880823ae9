/* models.csv, acceptance.csv and the same as JSON: what became of parts of agents that heard the
 * talks. */
#include "analysis/study_sink.h"

/* clang-format off */
static const field fields_of_models[] = {
    {"role", "text", "", "who is observed"},
    {"agent", "text", "", "agent that plays it; empty: whoever does"},
    {"model", "text", "", "of what it wants, by the other's ear: higgle describe parts; windowed: frequency of the last 16 offers; uniform: everything is worth the same; perfect: the truth"},
    {"time", "number", "1", "0..1: it has heard all offers until then"},
    {"sessions", "integer", "", "at most 100 of a cell, from its first one on"},
    {"live", "number", "1", "share of them that still go on; the others keep the model that they ended with"},
    {"outcomes", "integer", "", "whose worth is compared: all, or a sample of 1000 where there are more than 2000"},
    ESTIMATE_FIELDS("rmse", "1", "root mean squared error, the worth of all outcomes scaled to 0..1, as the truth is"),
    ESTIMATE_FIELDS("spearman", "1", "rank correlation with the truth; empty: all are worth the same to it"),
    ESTIMATE_FIELDS("kendall", "1", "the same, tau-b"),
};
static const field fields_of_acceptance[] = {
    {"role", "text", "", "in whose place the condition sits"},
    {"agent", "text", "", "agent that plays it; empty: whoever does"},
    {"condition", "text", "", "as in accept=combi/max/0.98 (Baarslag, Hindriks & Jonker 2013)"},
    {"sessions", "integer", "", "heard once more, the other's offers and the own bids as they were"},
    {"taken", "integer", "", "... in which it accepts"},
    {"same", "integer", "", "... in the very turn in which the agent did"},
    {"unknown", "integer", "", "sessions in which the agent accepted and it does not: how they would have gone on is not known, they are in no mean"},
    ESTIMATE_FIELDS("time", "1", "0..1, of its acceptances"),
    ESTIMATE_FIELDS("utility", "1", "pie_share that it gets: of what it accepts, else what the agent got"),
    ESTIMATE_FIELDS("really", "1", "pie_share that the agent got in these sessions"),
    ESTIMATE_FIELDS("gain", "1", "utility less really, session by session"),
};
/* clang-format on */
const field_list models_fields = FIELD_LIST(fields_of_models);
const field_list acceptance_fields = FIELD_LIST(fields_of_acceptance);

const char *model_measure_name(int measure)
{
    static const char *const names[] = {"rmse", "spearman", "kendall"};
    return names[measure];
}

void tell_models(analysis *a, study_sink *s)
{
    model_judged_list list = study_models(a);
    for (uint32_t i = 0; i < list.n; i++) {
        const model_judged *m = &list.at[i];
        line_begin(s);
        line_text(s, "role", analysis_role(a, m->group.role));
        line_text(s, "agent", m->group.agent);
        line_text(s, "model", m->model);
        line_number(s, "time", m->time);
        line_count(s, "sessions", m->sessions);
        line_number(s, "live", m->live);
        line_count(s, "outcomes", list.outcomes);
        for (int k = 0; k < MODEL_MEASURES; k++) line_estimate(s, model_measure_name(k), &m->of[k]);
        line_end(s);
    }
}

void tell_acceptance(analysis *a, study_sink *s)
{
    accept_judged_list list = study_acceptance(a);
    for (uint32_t i = 0; i < list.n; i++) {
        const accept_judged *c = &list.at[i];
        line_begin(s);
        line_text(s, "role", analysis_role(a, c->group.role));
        line_text(s, "agent", c->group.agent);
        line_text(s, "condition", c->condition);
        line_count(s, "sessions", c->sessions);
        line_count(s, "taken", c->taken);
        line_count(s, "same", c->same);
        line_count(s, "unknown", c->unknown);
        line_estimate(s, "time", &c->time);
        line_estimate(s, "utility", &c->utility);
        line_estimate(s, "really", &c->really);
        line_estimate(s, "gain", &c->gain);
        line_end(s);
    }
}
