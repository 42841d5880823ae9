/* Verdicts as they leave the room: lines for a terminal, JSON, and verdicts.csv. */
#include "analysis/aligned.h"
#include "analysis/cells.h"
#include "analysis/tables.h"
#include "analysis/verdicts.h"

#include <math.h>
#include <string.h>

/* ---- lines ---- */

/* Without the mechanism a claim that still passes claims too little. */
static void print_ablation(const verdict_list *list, FILE *to)
{
    uint32_t failed = 0;
    for (uint32_t i = 0; i < list->n; i++) failed += list->at[i].decision == DECISION_FAIL;
    fprintf(to, "ablation: the mechanism is out, all must fail; %u of %u do\n", failed, list->n);
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
                                verdict_where(a, &m, v), verdict_line(a, &m, v)};
        memcpy(t.text + (size_t)i * 4, texts, sizeof texts);
        if (v->decision == DECISION_FAIL) worst = HG_E_NO;
        if (v->decision == DECISION_UNDECIDED && !worst) worst = HG_E_UNDECIDED;
    }
    aligned_print(&t, to, NULL);
    if (a->experiment.ablated) print_ablation(&list, to);
    arena_fini(&m);
    return worst;
}

/* ---- JSON ---- */

static void json_text(json *j, const char *key, const char *text)
{
    if (!text) return;
    json_key(j, key);
    json_string(j, text);
}

static void json_number(json *j, const char *key, double x)
{
    json_key(j, key);
    json_double(j, x);
}

static void json_count(json *j, const char *key, uint64_t n)
{
    json_key(j, key);
    json_uint(j, n);
}

static void json_steps(json *j, const verdict *v)
{
    json_key(j, "steps");
    json_array(j);
    for (uint32_t l = 0; l + 1 < v->trend.levels; l++) {
        json_object(j);
        json_estimate(j, "difference", &v->trend.step[l]);
        json_number(j, "p_holm", v->trend.few || v->exact ? NAN : v->trend.step_p[l]);
        json_end_object(j);
    }
    json_end_array(j);
}

static void json_rises(const analysis *a, json *j, const verdict *v)
{
    (void)a;
    json_estimate(j, "slope", &v->found);
    json_number(j, "at_least", v->hypothesis->at_least);
    json_steps(j, v);
}

static void json_levels_compared(const analysis *a, json *j, const verdict *v)
{
    uint32_t over = column_index(a, v->hypothesis->over);
    json_estimate(j, "difference", &v->found);
    json_text(j, "at", cell_level(a, v->group.cells[v->at], over));
    json_text(j, "than", cell_level(a, v->group.cells[v->than], over));
    if (v->hypothesis->claim == CLAIM_PEAKS)
        json_number(j, "at_least", v->hypothesis->at_least);
    else
        json_number(j, "less_than", v->hypothesis->less_than);
}

static void json_same(const analysis *a, json *j, const verdict *v)
{
    (void)a;
    json_count(j, "equal", v->equal);
    json_count(j, "replicates", v->all);
}

static void json_band(const analysis *a, json *j, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    (void)a;
    json_estimate(j, "estimate", &v->found);
    if (h->claim != CLAIM_WITHIN || !(h->beyond_blind || h->beyond_column)) return;
    json_estimate(j, "difference", &v->differs);
    json_number(j, "at_least", h->at_least);
}

static void json_equals(const analysis *a, json *j, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    uint32_t over = column_index(a, h->over);
    json_estimate(j, "estimate", &v->found);
    json_number(j, "expected", v->expected);
    if (over != NO_COLUMN) json_text(j, "at", cell_level(a, v->group.cells[v->at], over));
    json_number(j, "tolerance", h->tolerance);
    if (h->errors > 0) {
        json_number(j, "standard_errors", h->errors);
    } else {
        json_count(j, "equal", v->equal);
        json_count(j, "sessions", v->all);
    }
}

typedef void tell_json(const analysis *, json *, const verdict *);
static tell_json *const found_json[CLAIM_COUNT] = {
    [CLAIM_RISES] = json_rises,
    [CLAIM_FALLS] = json_rises,
    [CLAIM_PEAKS] = json_levels_compared,
    [CLAIM_UNAFFECTED] = json_levels_compared,
    [CLAIM_SAME] = json_same,
    [CLAIM_WITHIN] = json_band,
    [CLAIM_ABOVE] = json_band,
    [CLAIM_BELOW] = json_band,
    [CLAIM_EQUALS] = json_equals,
};

static void json_claim(json *j, const hypothesis *h)
{
    json_key(j, claim_key(h->claim));
    switch (h->claim) {
    case CLAIM_WITHIN: json_doubles(j, (const double[]){h->low, h->high}, 2); break;
    case CLAIM_ABOVE: json_double(j, h->low); break;
    case CLAIM_BELOW: json_double(j, h->high); break;
    case CLAIM_EQUALS:
        if (h->theory)
            json_string(j, h->theory->name);
        else
            json_double(j, h->low);
        break;
    default: json_string(j, h->over); return;
    }
    json_text(j, "over", h->over);
    if (h->on) json_text(j, h->summary == SUMMARY_SLOPE ? "slope_on" : "correlates_with", h->on);
}

static const char *beyond_of(arena *m, const hypothesis *h)
{
    if (h->beyond_blind) return "blind";
    return h->beyond_column ? arena_format(m, "%s=%s", h->beyond_column, h->beyond_level) : NULL;
}

void verdict_json(const analysis *a, arena *m, json *j, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    json_object(j);
    json_text(j, "hypothesis", h->name);
    json_text(j, "decision", decision_name(v->decision));
    if (v->reason) json_text(j, "reason", verdict_reason(m, v));
    if (v->errors) json_count(j, "agent_errors", v->errors);
    json_text(j, "measure", h->measure);
    json_claim(j, h);
    json_text(j, "beyond", beyond_of(m, h));
    json_text(j, "marked", marking_name(h->marked));
    json_text(j, "expect", h->expect);
    json_text(j, "source", h->source);
    if (v->group.n) json_levels(a, j, v->group.cells[0], column_index(a, h->over));
    if (v->tested) {
        found_json[h->claim](a, j, v);
        json_count(j, "family", v->family);
        if (h->claim != CLAIM_SAME) json_count(j, "dropped", v->dropped);
    }
    json_end_object(j);
}

/* ---- verdicts.csv ---- */

static const struct {
    const char *name, *type, *meaning;
} columns[] = {
    {"hypothesis", "text", "its name in the experiment"},
    {"decision", "text", "PASS, FAIL or UNDECIDED"},
    {"reason", "text", "why it does not pass; empty for a PASS"},
    {"where", "text", "levels of the factors that the verdict is about"},
    {"measure", "text", "column of sessions.csv"},
    {"claim", "text", "what is claimed of it: rises_with, within, equals, ..."},
    {"over", "text", "factor that it is claimed along; empty: none"},
    {"on", "text", "slope_on, correlates_with: the other column; empty: the mean is meant"},
    {"beyond", "text", "what it is compared with: blind, or COLUMN=LEVEL"},
    {"estimate", "number", "slope per level, difference, mean, slope or correlation"},
    {"low", "number", "its 95 % interval (unaffected_by: 90 %); empty: exact, or too few sessions"},
    {"high", "number", "the same"},
    {"n", "integer", "replicates behind the estimate"},
    {"difference", "number", "within, beyond: the difference that must not be 0"},
    {"difference_low", "number", "its 95 % interval"},
    {"difference_high", "number", "the same"},
    {"family", "integer", "comparisons that the verdict rests on"},
    {"marked", "text", "calibrated: the model was tuned to it; validated: it was not"},
    {"expect", "text", "the value expected, as literature has it"},
    {"source", "text", "who found it"},
};

void describe_verdicts(buf *out)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        describe_column(out, "verdicts.csv", columns[i].name, columns[i].type, "",
                        columns[i].meaning);
}

static void add_estimate(buf *b, const estimate *e)
{
    csv_number(b, e->n ? e->mean : NAN);
    csv_number(b, e->n ? e->low : NAN);
    csv_number(b, e->n ? e->high : NAN);
}

static void add_verdict(const analysis *a, arena *m, buf *b, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    const char *texts[] = {h->name,
                           decision_name(v->decision),
                           verdict_reason(m, v),
                           verdict_where(a, m, v),
                           h->measure,
                           claim_key(h->claim),
                           h->over,
                           h->on,
                           beyond_of(m, h)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) csv_text(b, texts[i]);
    add_estimate(b, &v->found);
    csv_integer(b, v->tested ? v->found.n : UINT64_MAX);
    add_estimate(b, &v->differs);
    csv_integer(b, v->tested ? v->family : UINT64_MAX);
    csv_text(b, marking_name(h->marked));
    csv_text(b, h->expect);
    csv_text(b, h->source);
    csv_end_line(b);
}

int write_verdicts(analysis *a, error_list *errors)
{
    csv_file f;
    arena m;
    int code = csv_open(&f, a->dir, "verdicts.csv", errors);
    if (code) return code;
    arena_init(&m);
    verdict_list list = verdicts_of(a);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_text(&f.text, columns[i].name);
    csv_end_line(&f.text);
    for (uint32_t i = 0; i < list.n; i++) add_verdict(a, &m, &f.text, &list.at[i]);
    arena_fini(&m);
    return csv_close(&f, errors);
}
