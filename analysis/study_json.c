/* Studies as JSON: a list of objects each, of every role. */
#include "analysis/study_sink.h"
#include "base/json.h"

#include <math.h>

static void put_interval(json *j, const char *key, double value, double low, double high)
{
    json_key(j, key);
    json_object(j);
    json_put_double(j, "value", value);
    json_key(j, "ci");
    if (isnan(low))
        json_null(j);
    else
        json_doubles(j, (const double[]){low, high}, 2);
    json_end_object(j);
}

static void put_estimate(json *j, const char *key, const estimate *e)
{
    put_interval(j, key, e->mean, e->low, e->high);
}

static void put_coefficient(json *j, const char *key, const coefficient *c)
{
    if (c->used)
        put_interval(j, key, c->value, c->low, c->high);
    else
        put_interval(j, key, NAN, NAN, NAN);
}

static void put_group(const analysis *a, json *j, const study_group *g)
{
    json_put_text(j, "role", analysis_role(a, g->role));
    json_put_text(j, "agent", g->agent);
    json_key(j, "blind"), json_bool(j, g->twins);
}

static void put_explained(json *j, const char *key, const explained *e)
{
    json_key(j, key);
    json_object(j);
    json_put_double(j, "within", e->within);
    json_put_double(j, "across", e->across);
    json_end_object(j);
}

static void put_fit(const analysis *a, json *j, const parts_fit *f)
{
    put_group(a, j, &f->group);
    json_put_text(j, "sample", f->deals ? "deals" : "all");
    json_put_uint(j, "sessions", f->n);
    json_put_uint(j, "clusters", f->clusters);
    json_key(j, "terms");
    json_object(j);
    for (int k = 0; k < TERM_COUNT; k++) put_coefficient(j, study_term_name(k), &f->term[k]);
    json_end_object(j);
    json_put_double(j, "wald_f", f->wald_f);
    json_put_double(j, "wald_df1", f->wald_df1);
    json_put_double(j, "wald_df2", f->wald_df2);
    json_put_double(j, "wald_p", f->wald_p);
    put_explained(j, "r2_parts", &f->parts);
    put_explained(j, "r2_phi", &f->phi);
    put_explained(j, "r2_alternatives", &f->alternatives);
    put_explained(j, "r2_perceived", &f->perceived);
}

static void put_bin(json *j, const calibration_bin *b)
{
    json_object(j);
    json_put_double(j, "phi", b->phi);
    json_put_uint(j, "sessions", b->sessions);
    json_put_uint(j, "deals", b->deals);
    put_estimate(j, "deal_rate", &b->deal_rate);
    put_estimate(j, "share", &b->share);
    put_estimate(j, "value", &b->value);
    json_end_object(j);
}

static void put_calibration(const analysis *a, json *j, const calibration *c)
{
    put_group(a, j, &c->group);
    json_put_uint(j, "sessions", c->sessions);
    json_put_uint(j, "deals", c->deals);
    json_key(j, "bins");
    json_array(j);
    for (uint32_t k = 0; k < c->n_bins; k++) put_bin(j, &c->bin[k]);
    json_end_array(j);
    put_coefficient(j, "slope", &c->slope);
    json_put_double(j, "twin_slope", c->twin_slope);
    put_coefficient(j, "utilisation", &c->utilisation); /* not used where there is no twin */
}

static void put_point(json *j, const event_point *p)
{
    json_object(j);
    json_key(j, "offset"), json_int(j, p->offset);
    json_put_uint(j, "sessions", p->sessions);
    put_estimate(j, "level", &p->level);
    put_estimate(j, "own", &p->own);
    put_estimate(j, "other", &p->other);
    json_end_object(j);
}

static void put_event(const analysis *a, json *j, const event_study *s)
{
    put_group(a, j, &s->group);
    json_put_text(j, "event", s->expires ? "expired" : "arrived");
    json_put_text(j, "contrast", s->contrast == CONTRAST_BLIND ? "blind" : "not_yet");
    json_put_uint(j, "events", s->events);
    json_key(j, "points");
    json_array(j);
    for (int k = 0; k < EVENT_POINTS; k++) put_point(j, &s->at[k]);
    json_end_array(j);
    json_put_double(j, "lead_p_own", s->lead_p_own);
    json_put_double(j, "lead_p_other", s->lead_p_other);
    put_coefficient(j, "after", &s->after);
}

static void put_effect(const analysis *a, json *j, const cell_effect *c)
{
    const effect_sizes *e = &c->effect;
    json_put_text(j, "role", analysis_role(a, c->role));
    json_put_uint(j, "cell", c->cell);
    json_put_text(j, "agent", c->agent);
    json_put_uint(j, "sessions", c->sessions);
    json_put_uint(j, "deals", c->deals);
    put_estimate(j, "deal_rate", &c->deal_rate);
    put_estimate(j, "median", &c->median);
    put_estimate(j, "difference", &e->difference);
    json_put_double(j, "p", e->p);
    json_put_uint(j, "family", c->family);
    json_put_double(j, "p_holm", e->p_holm);
    json_put_double(j, "p_bh", e->p_bh);
    json_put_double(j, "p_equivalent", e->p_equivalent);
    json_put_double(j, "hedges_g", e->hedges_g);
    json_put_double(j, "cliff_delta", e->cliff_delta);
    json_put_double(j, "p_ranks", e->p_ranks);
}

static void tell_all(analysis *a, study_kind kind, json *j)
{
    static study_teller *const tell[STUDY_COUNT] = {
        [STUDY_IMPASSE] = tell_impasse, [STUDY_AGREEMENT] = tell_agreement,
        [STUDY_MOVES] = tell_moves,     [STUDY_FACTORS] = tell_factors,
        [STUDY_MODELS] = tell_models,   [STUDY_ACCEPTANCE] = tell_acceptance};
    study_sink sink = {.json = j};
    if (tell[kind]) tell[kind](a, &sink);
}

void analysis_json_study(analysis *a, study_kind kind, json *j)
{
    parts_fit_list fits = {0};
    calibration_list calibrations = {0};
    event_study_list events = {0};
    cell_effect_list effects = {0};
    if (kind == STUDY_REGRESSION) fits = study_regression(a);
    if (kind == STUDY_CALIBRATION) calibrations = study_calibration(a);
    if (kind == STUDY_EVENTS) events = study_events(a);
    if (kind == STUDY_EFFECTS) effects = study_effects(a);
    uint32_t n = fits.n + calibrations.n + events.n + effects.n; /* all but one are empty */
    json_array(j);
    for (uint32_t i = 0; i < n; i++) {
        json_object(j);
        if (fits.n) put_fit(a, j, &fits.at[i]);
        if (calibrations.n) put_calibration(a, j, &calibrations.at[i]);
        if (events.n) put_event(a, j, &events.at[i]);
        if (effects.n) put_effect(a, j, &effects.at[i]);
        json_end_object(j);
    }
    tell_all(a, kind, j);
    json_end_array(j);
}
