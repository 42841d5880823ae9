/* What stands beside the measures of the figure `effect`: closed forms of theory, drawn between the
 * levels where these are numbers, and the bands that hypotheses ask for. */
#include "analysis/figures/effect.h"

#include "analysis/figures/foretold.h"
#include <higgle/math.h>
#include <math.h>
#include <string.h>

enum { FINE = 16 }; /* pieces between two neighbouring levels */

/* ---- theory ---- */

typedef struct curve {
    uint32_t n;
    double (*at)[2];
} curve;

static bool goes_along(const effect *e, const theory_line *line)
{
    return e->x.number && line->n_along && line->along[0].column == e->g.over;
}

/* Is the closed form's number the axis' own? Else nothing is known between the levels. */
static bool is_on_axis(const effect_axis *x, uint32_t l, double number)
{
    double at = x->logarithm ? hg_log(number) : number;
    return fabs(at - x->at[l]) <= 1e-9 * fmax(1, fabs(at));
}

/* Between two levels, both of which the closed form has a number for. */
static void add_between(const analysis *a, const effect *e, const theory_line *line, uint64_t cell,
                        uint32_t l, double from, double to, curve *out)
{
    const effect_axis *x = &e->x;
    for (uint32_t k = 1; k < FINE; k++) {
        double share = (double)k / FINE;
        double at = x->at[l - 1] + share * (x->at[l] - x->at[l - 1]);
        double number = x->logarithm ? from * hg_pow(to / from, share) : from + share * (to - from);
        double y = theory_at(&a->experiment, line, cell, number);
        if (!isnan(y)) memcpy(out->at[out->n++], (double[]){at, y}, sizeof *out->at);
    }
}

static curve curve_of(analysis *a, const effect *e, const theory_line *line, uint32_t r, uint32_t c)
{
    const experiment *x = &a->experiment;
    curve out = {0, arena_array(&a->arena, (size_t)e->g.n_levels * FINE, sizeof *out.at)};
    double before = NAN;
    for (uint32_t l = 0; l < e->g.n_levels; l++) {
        uint64_t cell = grid_cell(&e->g, r, c, l);
        double y = cell == NO_CELL ? NAN : theory_value(x, line, cell);
        double number = cell != NO_CELL && goes_along(e, line) ? theory_x(x, line, cell) : NAN;
        if (!isnan(number) && !is_on_axis(&e->x, l, number)) number = NAN;
        if (!isnan(before) && !isnan(number))
            add_between(a, e, line, cell, l, before, number, &out);
        if (!isnan(y)) memcpy(out.at[out.n++], (double[]){e->x.at[l], y}, sizeof *out.at);
        before = number;
    }
    return out;
}

static bool same_curve(const curve *x, const curve *y)
{
    return x->n == y->n && !memcmp(x->at, y->at, x->n * sizeof *x->at);
}

static void add_curve(analysis *a, effect *e, uint32_t m, uint32_t c, uint32_t t, uint32_t line,
                      const curve *of, buf *data)
{
    effect_row *panel = &e->row[m];
    uint32_t i = 0;
    effect_label label = {a->experiment.theory[t].label, of->at[of->n - 1][0], of->at[of->n - 1][1],
                          line, t + 1};
    for (uint32_t k = 0; k < of->n; k++) {
        range_widen(&panel->y, of->at[k][1]);
        gp_data(data, of->at[k], 2);
    }
    while (i < panel->n_labels &&
           (panel->label[i].series != line || panel->label[i].theory != t + 1))
        i++;
    panel->label[i] = label;
    if (i == panel->n_labels) panel->n_labels++;
    effect_add_block(a, e, &e->theories[m * e->g.n_columns + c], line, t + 1, data);
    e->has_theory = true;
}

/* Where it is the same for all lines of a panel it is drawn once, in grey. */
static void add_line_of_theory(analysis *a, effect *e, uint32_t m, uint32_t c, uint32_t t,
                               buf *data)
{
    curve of[EFFECT_SERIES] = {{0}}, *first = NULL;
    bool same = true;
    for (uint32_t r = 0; r < e->g.n_rows; r++) {
        of[r] = curve_of(a, e, &a->experiment.theory[t], r, c);
        if (!of[r].n) continue;
        same = same && (!first || same_curve(first, &of[r]));
        if (!first) first = &of[r];
    }
    if (first && same) add_curve(a, e, m, c, t, 0, first, data);
    for (uint32_t r = 0; r < e->g.n_rows && !same; r++)
        if (of[r].n) add_curve(a, e, m, c, t, r + 1, &of[r], data);
}

void effect_add_theory(analysis *a, effect *e, uint32_t m, uint32_t c, buf *data)
{
    for (uint32_t t = 0; t < a->experiment.n_theory; t++)
        if (foretells(a, &a->experiment.theory[t], e->row[m].use))
            add_line_of_theory(a, e, m, c, t, data);
}

/* ---- bands ---- */

typedef struct band {
    double row, column, x_low, x_high, y_low, y_high;
} band;
enum { BAND_NUMBERS = sizeof(band) / sizeof(double) };

static bool asks_for_band(const hypothesis *h, const effect_row *panel)
{
    return h->claim == CLAIM_WITHIN && h->summary == SUMMARY_MEAN &&
           !strcmp(h->measure, panel->use->name);
}

static bool holds(const group *g, uint64_t cell)
{
    for (uint32_t i = 0; i < g->n; i++)
        if (g->cells[i] == cell) return true;
    return false;
}

/* From the first to the last level that the claim is about; of one level, as wide as half a step.
 */
static bool band_in(const effect *e, const verdict *v, uint32_t m, uint32_t c, band *out)
{
    range x = RANGE_NOTHING;
    for (uint32_t r = 0; r < e->g.n_rows; r++)
        for (uint32_t l = 0; l < e->g.n_levels; l++)
            if (holds(&v->group, grid_cell(&e->g, r, c, l))) range_widen(&x, e->x.at[l]);
    double half = 0.25 * (e->x.high - e->x.low) / e->g.n_levels;
    *out = (band){
        m + 1.0, c + 1.0, x.low - half, x.high + half, v->hypothesis->low, v->hypothesis->high};
    return x.low <= x.high;
}

/* Cells of the same panel with the same claim make one band. False: it is the first of its kind. */
static bool joins(band *list, uint32_t n, const band *b)
{
    for (uint32_t i = 0; i < n; i++) {
        band *have = &list[i];
        if (have->y_low != b->y_low || have->y_high != b->y_high) continue;
        if (have->row != b->row || have->column != b->column) continue;
        have->x_low = fmin(have->x_low, b->x_low);
        have->x_high = fmax(have->x_high, b->x_high);
        return true;
    }
    return false;
}

void effect_set_bands(analysis *a, effect *e, buf *settings)
{
    static const char *const names[BAND_NUMBERS] = {"BAND_ROW", "BAND_COLUMN", "BAND_X1",
                                                    "BAND_X2",  "BAND_Y1",     "BAND_Y2"};
    uint32_t panels = e->n_rows * e->g.n_columns, n = 0;
    band *list = arena_array(&a->arena, (size_t)e->verdicts.n * panels + 1, sizeof *list);
    double *x = arena_array(&a->arena, (size_t)e->verdicts.n * panels + 1, sizeof *x);
    for (uint32_t i = 0; i < e->verdicts.n; i++)
        for (uint32_t p = 0; p < panels; p++) {
            uint32_t m = p / e->g.n_columns;
            const verdict *v = &e->verdicts.at[i];
            if (!asks_for_band(v->hypothesis, &e->row[m])) continue;
            if (!band_in(e, v, m, p % e->g.n_columns, &list[n]) || joins(list, n, &list[n]))
                continue;
            range_widen(&e->row[m].y, list[n].y_low), range_widen(&e->row[m].y, list[n].y_high);
            n++;
        }
    for (size_t k = 0; k < BAND_NUMBERS; k++) {
        for (uint32_t i = 0; i < n; i++) memcpy(&x[i], (const double *)&list[i] + k, sizeof *x);
        gp_array_number(settings, names[k], x, n);
    }
    gp_set_number(settings, "BANDS", n);
    e->has_band = n > 0;
}
