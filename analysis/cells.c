/* What a run says to people and to programs: the table of cells, the lines of verdicts, and both as
 * JSON. */
#include "analysis/aligned.h"
#include "analysis/verdicts.h"
#include "base/json.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

/* ---- numbers as people read them ---- */

static const char *number_text(arena *m, double x, int digits)
{
    return isnan(x) ? "–" : arena_format(m, "%.*f", digits, x);
}

static const char *signed_text(arena *m, double x, int digits)
{
    return isnan(x) ? "–" : arena_format(m, "%+.*f", digits, x);
}

static const char *interval_text(arena *m, const estimate *e, const char *format)
{
    return isnan(e->low) ? "" : arena_format(m, format, e->low, e->high);
}

static const char *count_text(arena *m, uint64_t n)
{
    char text[32];
    text_grouped(text, sizeof text, n);
    return arena_text(m, text);
}

/* ---- a cell ---- */

typedef struct cell_summary {
    const arm_data *arm;
    uint64_t deals;
    estimate pie_share, early, round, excess;
    bool has_twin;
} cell_summary;

static bool summarize(const analysis *a, uint64_t cell, cell_summary *s)
{
    *s = (cell_summary){.arm = analysis_cell(a, cell)};
    if (!s->arm) return false;
    const arm_data *twin = analysis_twin(a, cell, a->focus);
    s->deals = s->arm->results[HG_RESULT_DEAL];
    s->pie_share = arm_estimate(s->arm, MEASURE_PIE_SHARE);
    s->early = arm_estimate(s->arm, MEASURE_EARLY);
    s->round = arm_estimate(s->arm, MEASURE_ROUND);
    s->has_twin = twin != NULL;
    if (twin) s->excess = arm_difference(s->arm, twin, MEASURE_PIE_SHARE);
    return true;
}

/* ---- the table ---- */

enum { TABLE_OWN = 9 }; /* columns after the factors' */

static void head_row(const analysis *a, arena *m, const char **out)
{
    const char *role = analysis_role(a, a->focus);
    uint32_t n = a->experiment.n_columns;
    for (uint32_t c = 0; c < n; c++) out[c] = a->experiment.columns[c];
    const char *own[TABLE_OWN] = {"deals",    "",
                                  "distinct", arena_format(m, "pie share, %s", role),
                                  "95 % CI",  "early conc.",
                                  "rounds",   "over blind twin",
                                  "95 % CI"};
    memcpy(out + n, own, sizeof own);
}

static void cell_row(const analysis *a, arena *m, uint64_t cell, const char **out)
{
    cell_summary s;
    uint32_t n = a->experiment.n_columns;
    for (uint32_t c = 0; c < n; c++) out[c] = cell_level(a, cell, c);
    if (!summarize(a, cell, &s)) return;
    double deals = 100 * (double)s.deals / (double)s.arm->sessions;
    const char *own[TABLE_OWN] = {count_text(m, s.deals),
                                  s.arm->sessions ? arena_format(m, "%.0f %%", floor(deals)) : "",
                                  count_text(m, s.arm->distinct),
                                  number_text(m, s.pie_share.mean, 4),
                                  interval_text(m, &s.pie_share, "[%.4f, %.4f]"),
                                  number_text(m, s.early.mean, 3),
                                  number_text(m, s.round.mean + 1, 1),
                                  s.has_twin ? signed_text(m, s.excess.mean, 4) : "",
                                  s.has_twin ? interval_text(m, &s.excess, "[%+.4f, %+.4f]") : ""};
    memcpy(out + n, own, sizeof own);
}

/* An empty line where the first column changes; texts of cells are shared within a level. */
static int first_changes(const aligned *t, size_t r)
{
    const char *const *now = &t->text[r * t->n_columns];
    return r > 1 && strcmp(now[0], now[-(ptrdiff_t)t->n_columns]) != 0;
}

void analysis_print_cells(analysis *a, FILE *to)
{
    arena m;
    arena_init(&m);
    uint32_t factors = a->experiment.n_columns;
    aligned t = {.n_columns = factors + TABLE_OWN, .n_rows = a->n_cells + 1};
    t.text = arena_array(&m, t.n_rows * t.n_columns, sizeof *t.text);
    alignment *align = arena_array(&m, t.n_columns, sizeof *align);
    for (size_t c = factors; c < t.n_columns; c++) align[c] = ALIGN_RIGHT;
    t.align = align;
    head_row(a, &m, t.text);
    for (uint64_t c = 0; c < a->n_cells; c++) cell_row(a, &m, c, t.text + (c + 1) * t.n_columns);
    aligned_print(&t, to, factors > 1 ? first_changes : NULL);
    arena_fini(&m);
}

/* ---- verdicts ---- */

static const char *where_text(const analysis *a, arena *m, const verdict *v)
{
    const char *text = "";
    uint32_t over = column_index(a, v->hypothesis->over);
    for (uint32_t c = 0; v->group.n && c < a->experiment.n_columns; c++)
        if (c != over)
            text = arena_format(m, "%s%s%s=%s", text, *text ? " " : "", a->experiment.columns[c],
                                cell_level(a, v->group.cells[0], c));
    return text;
}

static const char *beyond_text(arena *m, const hypothesis *h)
{
    if (h->beyond_blind) return " beyond blind";
    if (!h->beyond_column) return "";
    return arena_format(m, " beyond %s=%s", h->beyond_column, h->beyond_level);
}

/* What was asked of the slope, signed: falls asks for less than -at_least. */
static double asked(const hypothesis *h)
{
    return h->claim == CLAIM_FALLS ? 0 - h->at_least : h->at_least;
}

/* A few words on why it is no PASS; "" for one. */
static const char *reason_text(arena *m, const verdict *v)
{
    bool falls = v->hypothesis->claim == CLAIM_FALLS, exact = v->trend.few;
    const char *way = falls ? "down" : "up";
    const char *short_of = falls != exact ? "above" : "below"; /* "not below", "interval above" */
    const char *against = exact   ? falls ? "not down" : "not up"
                          : falls ? "surely up"
                                  : "surely down";
    const char *texts[REASON_COUNT] = {
        [REASON_NONE] = "",
        [REASON_NO_CELL] = "no cell takes part",
        [REASON_ONE_LEVEL] = "one level only: nothing to compare",
        [REASON_NO_NUMBER] = "the measure is no number",
        [REASON_ABSENT] = "the record lacks a level or what it is compared with",
        [REASON_NO_VALUE] = "no replicate has a value at every level",
        [REASON_FEW] = arena_format(m, "fewer than %u distinct sessions", DISTINCT_MIN),
        [REASON_SLOPE_SHORT] = arena_format(m, "slope%s %s %g", exact ? " not" : "'s interval",
                                            short_of, asked(v->hypothesis)),
        [REASON_STEP_AGAINST] = arena_format(m, "a step is %s", against),
        [REASON_SLOPE_UNSURE] = arena_format(m, "slope's interval holds %g", asked(v->hypothesis)),
        [REASON_STEP_UNSURE] = arena_format(m, "a step is not surely %s", way),
        [REASON_DIFFERS] = "some replicates differ",
    };
    return texts[v->reason];
}

static const char *steps_text(arena *m, const verdict *v)
{
    const char *way = v->hypothesis->claim == CLAIM_FALLS ? "down" : "up";
    const char *text = arena_format(m, "%u of %u steps %s", v->steps, v->trend.levels - 1, way);
    return v->surely < v->steps ? arena_format(m, "%s, %u surely", text, v->surely) : text;
}

static const char *trend_text(arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    const trend *t = &v->trend;
    const char *note = "";
    if (t->few && t->repeats) note = " · nothing random: exact";
    if (t->dropped)
        note =
            arena_format(m, "%s · %s replicates without a value", note, count_text(m, t->dropped));
    return arena_format(m, "%s%s  slope %s per level%s, asked %s %g · %s%s", h->measure,
                        beyond_text(m, h), signed_text(m, t->slope.mean, 4),
                        interval_text(m, &t->slope, " [%+.4f, %+.4f]"),
                        h->claim == CLAIM_FALLS ? "<" : ">", asked(h), steps_text(m, v), note);
}

static const char *same_text(arena *m, const verdict *v)
{
    return arena_format(m, "%s  the same over %u levels in %s of %s replicates",
                        v->hypothesis->measure, v->group.n, count_text(m, v->equal),
                        count_text(m, v->all));
}

static const char *verdict_text(arena *m, const verdict *v)
{
    const char *why = reason_text(m, v);
    if (!v->tested) return arena_format(m, "%s  %s", v->hypothesis->measure, why);
    if (v->hypothesis->claim == CLAIM_SAME) return same_text(m, v);
    return arena_format(m, "%s%s%s", trend_text(m, v), *why ? " · " : "", why);
}

int analysis_print_verdicts(analysis *a, FILE *to)
{
    static const alignment align[4] = {ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT};
    arena m;
    arena_init(&m);
    verdict_list list = verdicts_of(a);
    aligned t = {4, list.n, arena_array(&m, (size_t)list.n * 4, sizeof(char *)), align};
    int worst = HG_E_OK;
    for (uint32_t i = 0; i < list.n; i++) {
        const verdict *v = &list.at[i];
        const char *texts[4] = {decision_name(v->decision), v->hypothesis->name,
                                where_text(a, &m, v), verdict_text(&m, v)};
        memcpy(t.text + (size_t)i * 4, texts, sizeof texts);
        if (v->decision == DECISION_FAIL) worst = HG_E_NO;
        if (v->decision == DECISION_UNDECIDED && !worst) worst = HG_E_UNDECIDED;
    }
    aligned_print(&t, to, NULL);
    arena_fini(&m);
    return worst;
}

/* ---- JSON ---- */

static void json_estimate(json *j, const char *key, const estimate *e)
{
    json_key(j, key);
    json_object(j);
    json_key(j, "n");
    json_uint(j, e->n);
    json_key(j, "mean");
    json_double(j, e->mean);
    json_key(j, "ci");
    if (isnan(e->low))
        json_null(j);
    else
        json_doubles(j, (const double[]){e->low, e->high}, 2);
    json_end_object(j);
}

static void json_levels(const analysis *a, json *j, uint64_t cell, uint32_t without)
{
    json_key(j, "factors");
    json_object(j);
    for (uint32_t c = 0; c < a->experiment.n_columns; c++) {
        if (c == without) continue;
        json_key(j, a->experiment.columns[c]);
        json_string(j, cell_level(a, cell, c));
    }
    json_end_object(j);
}

static void json_count(json *j, const char *key, uint64_t n)
{
    json_key(j, key);
    json_uint(j, n);
}

static void json_cell(const analysis *a, json *j, uint64_t cell)
{
    cell_summary s;
    json_object(j);
    json_count(j, "cell", cell);
    json_levels(a, j, cell, NO_COLUMN);
    if (summarize(a, cell, &s)) {
        json_key(j, "agents");
        json_object(j);
        for (uint32_t p = 0; p < a->record.schema.n_parties; p++) {
            json_key(j, analysis_role(a, p));
            json_string(j, s.arm->arm->agents[p]);
        }
        json_end_object(j);
        json_count(j, "sessions", s.arm->sessions);
        json_count(j, "deals", s.deals);
        json_count(j, "distinct", s.arm->distinct);
        json_estimate(j, "pie_share", &s.pie_share);
        json_estimate(j, "early_concession", &s.early);
        json_estimate(j, "round", &s.round);
        if (s.has_twin) json_estimate(j, "over_blind_twin", &s.excess);
    }
    json_end_object(j);
}

static void json_steps(json *j, const verdict *v)
{
    json_key(j, "steps");
    json_array(j);
    for (uint32_t l = 0; l + 1 < v->trend.levels; l++) {
        json_object(j);
        json_estimate(j, "difference", &v->trend.step[l]);
        json_key(j, "p_holm");
        json_double(j, v->trend.few ? NAN : v->trend.step_p[l]);
        json_end_object(j);
    }
    json_end_array(j);
}

static void json_verdict(const analysis *a, arena *m, json *j, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    static const char *const claims[] = {
        [CLAIM_RISES] = "rises_with", [CLAIM_FALLS] = "falls_with", [CLAIM_SAME] = "same_over"};
    json_object(j);
    json_key(j, "hypothesis");
    json_string(j, h->name);
    json_key(j, "decision");
    json_string(j, decision_name(v->decision));
    if (v->reason) {
        json_key(j, "reason");
        json_string(j, reason_text(m, v));
    }
    json_key(j, "measure");
    json_string(j, h->measure);
    json_key(j, claims[h->claim]);
    json_string(j, h->over);
    if (v->group.n) json_levels(a, j, v->group.cells[0], column_index(a, h->over));
    if (v->tested && h->claim == CLAIM_SAME) {
        json_count(j, "equal", v->equal);
        json_count(j, "replicates", v->all);
    } else if (v->tested) {
        json_estimate(j, "slope", &v->trend.slope);
        json_key(j, "at_least");
        json_double(j, h->at_least);
        json_count(j, "dropped", v->trend.dropped);
        json_steps(j, v);
    }
    json_end_object(j);
}

void analysis_json(analysis *a, buf *out)
{
    json j;
    json_init(&j, out, true);
    json_object(&j);
    json_key(&j, "experiment");
    json_string(&j, a->experiment.name);
    json_key(&j, "role");
    json_string(&j, analysis_role(a, a->focus));
    json_key(&j, "cells");
    json_array(&j);
    for (uint64_t c = 0; c < a->n_cells; c++) json_cell(a, &j, c);
    json_end_array(&j);
    json_key(&j, "verdicts");
    json_array(&j);
    verdict_list list = verdicts_of(a);
    for (uint32_t i = 0; i < list.n; i++) json_verdict(a, &a->arena, &j, &list.at[i]);
    json_end_array(&j);
    json_end_object(&j);
}
