/* What a run says of its cells to people and to programs: the table, and the JSON document that
 * verdicts are part of. */
#include "analysis/cells.h"

#include "analysis/aligned.h"
#include "analysis/faults.h"
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

static const char *count_text(arena *m, uint64_t n)
{
    char text[32];
    text_grouped(text, sizeof text, n);
    return arena_text(m, text);
}

/* "1 582": thousands apart once nothing is said behind the point. */
static const char *amount_text(arena *m, double x, int digits)
{
    if (isnan(x) || digits) return number_text(m, x, digits);
    const char *sign = x <= -0.5 ? "-" : "";
    return arena_format(m, "%s%s", sign, count_text(m, (uint64_t)(fabs(x) + 0.5)));
}

/* Half of the interval, which is that of a mean and lies on both sides alike. */
static const char *half_text(arena *m, const estimate *e, int digits)
{
    return isnan(e->low) ? ""
                         : arena_format(m, "±%s", amount_text(m, (e->high - e->low) / 2, digits));
}

/* ---- a cell ---- */

typedef struct cell_summary {
    const arm_data *arm;
    uint64_t deals;
    estimate pie_share, early, round, round_of_deals, excess;
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
    s->round_of_deals = arm_estimate_of_deals(s->arm, MEASURE_ROUND);
    s->has_twin = twin != NULL;
    if (twin) s->excess = arm_difference(s->arm, twin, MEASURE_PIE_SHARE);
    return true;
}

/* ---- the table ---- */

enum { TABLE_OWN = 10, HEADS = 2 }; /* columns after the factors', rows above the cells */

/* A last column, where agents failed. */
static bool any_errors(const analysis *a)
{
    uint64_t n = 0;
    for (uint64_t c = 0; c < a->n_cells; c++) n += arm_errors(analysis_cell(a, c));
    return n != 0;
}

static void head_rows(const analysis *a, arena *m, bool errors, const char **out)
{
    const char *role = analysis_role(a, a->focus);
    uint32_t n = a->experiment.n_columns;
    const char **below = out + n + TABLE_OWN + errors;
    const char *above[TABLE_OWN] = {"",      "",       "",       "pie share",  "",
                                    "early", "rounds", "rounds", "over blind", ""};
    const char *own[TABLE_OWN] = {"deals", "",      "distinct", arena_format(m, "of %s", role),
                                  "95 %",  "conc.", "of all",   "of deals",
                                  "twin",  "95 %"};
    for (uint32_t c = 0; c < n; c++) below[c] = a->experiment.columns[c];
    memcpy(out + n, above, sizeof above);
    memcpy(below + n, own, sizeof own);
    if (errors) out[n + TABLE_OWN] = "agent", below[n + TABLE_OWN] = "errors";
}

static void cell_row(const analysis *a, arena *m, bool errors, uint64_t cell, const char **out)
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
                                  half_text(m, &s.pie_share, 4),
                                  number_text(m, s.early.mean, 3),
                                  number_text(m, s.round.mean + 1, 1),
                                  number_text(m, s.round_of_deals.mean + 1, 1),
                                  s.has_twin ? signed_text(m, s.excess.mean, 4) : "",
                                  s.has_twin ? half_text(m, &s.excess, 4) : ""};
    memcpy(out + n, own, sizeof own);
    if (errors) out[n + TABLE_OWN] = count_text(m, arm_errors(s.arm));
}

/* An empty line where the first column changes; texts of cells are shared within a level. */
static int first_changes(const aligned *t, size_t r)
{
    const char *const *now = &t->text[r * t->n_columns];
    return r > HEADS && strcmp(now[0], now[-(ptrdiff_t)t->n_columns]) != 0;
}

static aligned table_of(arena *m, size_t rows, uint32_t left, uint32_t right)
{
    aligned t = {.n_columns = left + right, .n_rows = rows};
    alignment *align = arena_array(m, t.n_columns, sizeof *align);
    for (size_t c = left; c < t.n_columns; c++) align[c] = ALIGN_RIGHT;
    t.text = arena_array(m, t.n_rows * t.n_columns, sizeof *t.text);
    t.align = align;
    return t;
}

static void print_cells(const analysis *a, arena *m, FILE *to)
{
    uint32_t factors = a->experiment.n_columns;
    bool errors = any_errors(a);
    aligned t = table_of(m, a->n_cells + HEADS, factors, TABLE_OWN + errors);
    head_rows(a, m, errors, t.text);
    for (uint64_t c = 0; c < a->n_cells; c++)
        cell_row(a, m, errors, c, t.text + (c + HEADS) * t.n_columns);
    aligned_print(&t, to, factors > 1 ? first_changes : NULL);
}

/* ---- what each got ---- */

enum { PAY_LEFT = 1, PAY_RIGHT = 4, PAY_LINES = 12 };

/* Digits behind the point for a column in which so much stands. */
static int digits_of(double most)
{
    return most >= 1000 ? 0 : most >= 100 ? 1 : most >= 10 ? 2 : most >= 1 ? 3 : 4;
}

static double most_of(const analysis *a, uint32_t role)
{
    double most = 0;
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const arm_data *d = analysis_cell(a, c);
        if (!d) continue;
        most = fmax(most, fabs(arm_estimate(d, measure_utility(a, role)).mean));
        most = fmax(most, fabs(arm_estimate(d, measure_gain(a, role)).mean));
    }
    return most;
}

static void pay_row(const analysis *a, arena *m, uint64_t cell, uint32_t role, const char **out)
{
    const arm_data *d = analysis_cell(a, cell);
    uint32_t n = a->experiment.n_columns;
    int digits = digits_of(most_of(a, role));
    for (uint32_t c = 0; c < n; c++) out[c] = cell_level(a, cell, c);
    out[n] = analysis_role(a, role);
    if (!d) return;
    estimate got = arm_estimate(d, measure_utility(a, role));
    estimate then = arm_estimate(d, measure_gain(a, role));
    const char *own[PAY_RIGHT] = {amount_text(m, got.mean, digits), half_text(m, &got, digits),
                                  amount_text(m, then.mean, digits), half_text(m, &then, digits)};
    memcpy(out + n + PAY_LEFT, own, sizeof own);
}

/* Where lines would be many they are left to those who ask for them. */
static void print_pay(const analysis *a, arena *m, FILE *to)
{
    uint32_t n = a->experiment.n_columns, roles = a->record.schema.n_parties;
    if (a->n_cells * roles > PAY_LINES) {
        fputs("\nmean utility and gain of every role, cell by cell: higgle show RUN\n", to);
        return;
    }
    const char *unit = column_common_unit(&a->cells[0].model);
    const char *own[PAY_LEFT + PAY_RIGHT] = {"", arena_format(m, "utility, %s", unit), "95 %",
                                             "gain", "95 %"};
    aligned t = table_of(m, a->n_cells * roles + 1, n + PAY_LEFT, PAY_RIGHT);
    for (uint32_t c = 0; c < n; c++) t.text[c] = a->experiment.columns[c];
    memcpy(t.text + n, own, sizeof own);
    for (uint64_t c = 0; c < a->n_cells; c++)
        for (uint32_t p = 0; p < roles; p++)
            pay_row(a, m, c, p, t.text + (c * roles + p + 1) * t.n_columns);
    fputs("\nmeans over all sessions, with deal or without; gain: discounted to when it was had\n",
          to);
    aligned_print(&t, to, NULL);
}

void analysis_print_cells(analysis *a, FILE *to)
{
    arena m;
    arena_init(&m);
    print_cells(a, &m, to);
    print_pay(a, &m, to);
    arena_fini(&m);
}

/* ---- JSON ---- */

void json_estimate(json *j, const char *key, const estimate *e)
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

void json_levels(const analysis *a, json *j, uint64_t cell, uint32_t without)
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
        if (arm_errors(s.arm)) json_count(j, "agent_errors", arm_errors(s.arm));
        json_count(j, "distinct", s.arm->distinct);
        json_estimate(j, "pie_share", &s.pie_share);
        json_estimate(j, "early_concession", &s.early);
        json_estimate(j, "round", &s.round);
        if (s.has_twin) json_estimate(j, "over_blind_twin", &s.excess);
    }
    json_end_object(j);
}

static void json_faults(analysis *a, json *j)
{
    fault_list list = faults_of(a);
    if (!list.n) return;
    json_key(j, "agent_errors");
    json_array(j);
    for (uint32_t i = 0; i < list.n; i++) {
        const agent_fault *f = &list.at[i];
        json_object(j);
        json_key(j, "role"), json_string(j, f->role);
        json_key(j, "agent"), json_string(j, f->agent);
        json_key(j, "fault"), json_string(j, f->fault);
        json_count(j, "sessions", f->sessions);
        json_end_object(j);
    }
    json_end_array(j);
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
    json_faults(a, &j);
    json_key(&j, "verdicts");
    json_array(&j);
    verdict_list list = verdicts_of(a);
    for (uint32_t i = 0; i < list.n; i++) verdict_json(a, &a->arena, &j, &list.at[i]);
    json_end_array(&j);
    json_end_object(&j);
}
