/* The data of the figure `effect`: what a factor does to the measures of the hypotheses, with 95 %
 * intervals: a row of panels per measure, a column per level of another factor, a line per level of
 * the last one; the blind twin and theory beside them; below, how many talks end in a deal, so that
 * no impasse is dropped unseen. */
#include "analysis/figures/effect.h"

#include "analysis/figures/payoffs.h"
#include "base/text.h"
#include <higgle/math.h>
#include <math.h>
#include <string.h>

#define PANEL_LEAST 136.0 /* width, and the gap to the next */
#define ROW_LEAST   132.0 /* height, likewise */
#define BESIDE      222.0 /* the axis and the labels */
#define AROUND      234.0 /* heads, deals, the axis */

/* ---- which measures ---- */

static bool is_drawn(const effect *e, const column_use *use)
{
    for (uint32_t i = 0; i < e->n_rows; i++)
        if (e->row[i].use == use) return true;
    return false;
}

static void add_measure(analysis *a, effect *e, const column_use *use)
{
    if (!use || !column_is_number(use) || is_drawn(e, use) || e->n_rows == EFFECT_MEASURES) return;
    e->row[e->n_rows++] = (effect_row){.measure = analysis_take_measure(a, use), .use = use};
}

bool effect_measures(analysis *a, const char *asked, effect *e)
{
    const column_use *use = asked ? columns_find(&a->columns, asked) : NULL;
    if (asked) {
        add_measure(a, e, use);
        return e->n_rows > 0;
    }
    for (uint32_t h = 0; h < a->experiment.n_hypotheses; h++)
        add_measure(a, e, a->measures[a->of_hypothesis[h]]);
    if (!e->n_rows) add_measure(a, e, a->measures[MEASURE_PIE_SHARE]);
    return true;
}

/* ---- what it needs ---- */

static const char *no_measure(analysis *a, const char *asked)
{
    const column_set *set = &a->columns;
    size_t n = set->n_shared + (size_t)set->n_parties * set->n_party, names = 0;
    const char **all = arena_array(&a->arena, n, sizeof *all);
    for (uint32_t i = 0; i < set->n_shared; i++)
        if (column_is_number(&set->shared[i])) all[names++] = set->shared[i].name;
    for (size_t i = 0; i < (size_t)set->n_parties * set->n_party; i++)
        if (column_is_number(&set->party[i])) all[names++] = set->party[i].name;
    const char *near = text_nearest(asked, all, names);
    const char *what = columns_find(set, asked) ? "is no number" : "is no column of sessions.csv";
    return arena_format(&a->arena, "\"%s\" %s%s%s%s; see `higgle list measures`", asked, what,
                        near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

const char *effect_lacks(analysis *a, const plot *out)
{
    effect e = {0};
    if (!effect_measures(a, out->measure, &e)) return no_measure(a, out->measure);
    if (a->n_cells < 2) return "nothing varies in this run: see `higgle help experiment`";
    return NULL;
}

/* ---- layout of cells ---- */

/* Lines are the agents of somebody, where a factor changes them; whatever else varies goes across.
 */
static void lay_agents_down(analysis *a, grid *g)
{
    uint32_t across = *g->column_name ? column_index(a, g->column_name) : NO_COLUMN;
    uint32_t down = *g->row_name ? column_index(a, g->row_name) : NO_COLUMN;
    if (across == NO_COLUMN || column_role(a, across) == HG_NOBODY) return;
    if (down != NO_COLUMN && column_role(a, down) != HG_NOBODY) return;
    grid t = *g;
    t.rows = g->columns, t.n_rows = g->n_columns, t.row_name = g->column_name;
    t.columns = g->rows, t.n_columns = g->n_rows, t.column_name = g->row_name;
    t.cells =
        arena_array(&a->arena, (size_t)g->n_rows * g->n_columns * g->n_levels, sizeof *t.cells);
    for (uint32_t r = 0; r < t.n_rows; r++)
        for (uint32_t c = 0; c < t.n_columns; c++)
            for (uint32_t l = 0; l < t.n_levels; l++)
                t.cells[((size_t)r * t.n_columns + c) * t.n_levels + l] = grid_cell(g, c, r, l);
    *g = t;
}

/* ---- the axis ---- */

/* The numbers that a line of theory has for the levels; false: none goes along them. */
static bool numbers_of_theory(const analysis *a, const grid *g, double *at)
{
    for (uint32_t i = 0; i < a->experiment.n_theory; i++) {
        const theory_line *line = &a->experiment.theory[i];
        if (!line->n_along || line->along[0].column != g->over) continue;
        for (uint32_t l = 0; l < g->n_levels; l++)
            for (uint32_t k = 0; k < line->along[0].n; k++)
                if (!strcmp(line->along[0].names[k], g->levels[l])) at[l] = line->along[0].x[k];
        return true;
    }
    return false;
}

/* "0.5", "1/8" */
static bool number_of_name(analysis *a, const char *name, double *x)
{
    double by;
    const char *slash = strchr(name, '/');
    if (!slash) return text_to_double(name, x);
    const char *over = arena_textn(&a->arena, name, (size_t)(slash - name));
    if (!text_to_double(over, x) || !text_to_double(slash + 1, &by) || by == 0) return false;
    *x /= by;
    return true;
}

static bool numbers_of_names(analysis *a, const grid *g, double *at)
{
    for (uint32_t l = 0; l < g->n_levels; l++)
        if (!number_of_name(a, g->levels[l], &at[l])) return false;
    return true;
}

static bool ascends(const effect_axis *x)
{
    for (uint32_t l = 1; l < x->n; l++)
        if (!(x->at[l] > x->at[l - 1])) return false;
    return true;
}

/* Three levels and more, each about as many times the last: 1/8, 1/4, 1/2, or 1, 2, 5, 10. */
static bool is_geometric(const effect_axis *x)
{
    range times = RANGE_NOTHING;
    if (x->n < 3 || !(x->at[0] > 0)) return false;
    for (uint32_t l = 1; l < x->n; l++) range_widen(&times, x->at[l] / x->at[l - 1]);
    return times.low >= 1.8 && times.high <= 1.6 * times.low;
}

static void take_axis(analysis *a, effect *e)
{
    effect_axis *x = &e->x;
    *x = (effect_axis){.n = e->g.n_levels,
                       .at = arena_array(&a->arena, e->g.n_levels, sizeof *x->at)};
    x->number =
        (numbers_of_names(a, &e->g, x->at) || numbers_of_theory(a, &e->g, x->at)) && ascends(x);
    x->logarithm = x->number && is_geometric(x);
    for (uint32_t l = 0; l < x->n; l++)
        x->at[l] = !x->number ? l : x->logarithm ? hg_log(x->at[l]) : x->at[l];
    double width = x->at[x->n - 1] - x->at[0], air = x->number && width > 0 ? 0.04 * width : 0.5;
    x->low = x->at[0] - air;
    x->high = x->at[x->n - 1] + air;
}

/* ---- blocks ---- */

void effect_add_block(analysis *a, effect *e, const char **list, uint32_t line, uint32_t theory,
                      buf *data)
{
    e->series[e->n_blocks] = line;
    e->theory[e->n_blocks++] = theory;
    *list = arena_format(&a->arena, "%s%s%u", *list, **list ? " " : "", e->n_blocks);
    buf_text(data, "\n\n");
}

/* What happens or not has Wilson's interval. */
static estimate estimate_shown(const column_use *use, const arm_data *d, uint32_t measure)
{
    estimate e = arm_estimate(d, measure);
    bool happens = use->column->range && !strcmp(use->column->range, "0 or 1");
    if (!happens || isnan(e.mean) || d->distinct < DISTINCT_MIN) return e;
    return estimate_proportion(e.n, (uint64_t)(e.mean * (double)e.n + 0.5));
}

/* Lines side by side where the axis has no numbers. */
static double place_of(const effect *e, uint32_t r, uint32_t l)
{
    double n = e->g.n_rows;
    return e->x.number ? e->x.at[l] : l + 0.5 * ((r + 0.5) / n - 0.5);
}

static void add_label(effect_row *panel, effect_label label)
{
    for (uint32_t i = 0; i < panel->n_labels; i++) {
        effect_label *have = &panel->label[i];
        if (have->series != label.series || have->theory != label.theory) continue;
        have->x = label.x, have->y = label.y;
        return;
    }
    panel->label[panel->n_labels++] = label;
}

static void add_series(analysis *a, effect *e, uint32_t m, uint32_t c, uint32_t r, buf *data)
{
    effect_row *panel = &e->row[m];
    double at = NAN, end = NAN;
    for (uint32_t l = 0; l < e->g.n_levels; l++) {
        uint64_t cell = grid_cell(&e->g, r, c, l);
        const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
        if (!d) continue;
        estimate of = estimate_shown(panel->use, d, panel->measure);
        if (isnan(of.mean)) continue;
        range_widen(&panel->y, of.mean), range_widen(&panel->y, of.low),
            range_widen(&panel->y, of.high);
        double bound[2] = {isnan(of.low) ? of.mean : of.low, isnan(of.high) ? of.mean : of.high};
        gp_data(data, (const double[]){place_of(e, r, l), of.mean, bound[0], bound[1]}, 4);
        at = place_of(e, r, l), end = of.mean;
    }
    if (isnan(end)) return;
    const char *name = *e->g.rows[r] ? e->g.rows[r] : "sessions";
    add_label(panel, (effect_label){name, at, end, r + 1, 0});
    effect_add_block(a, e, &e->lines[m * e->g.n_columns + c], r + 1, 0, data);
}

static void add_twin(analysis *a, effect *e, uint32_t m, uint32_t c, uint32_t r, buf *data)
{
    effect_row *panel = &e->row[m];
    bool any = false;
    for (uint32_t l = 0; l < e->g.n_levels; l++) {
        uint64_t cell = grid_cell(&e->g, r, c, l);
        const arm_data *d = cell == NO_CELL ? NULL : analysis_twin(a, cell, a->focus);
        double mean = d ? arm_estimate(d, panel->measure).mean : NAN;
        if (isnan(mean)) continue;
        range_widen(&panel->y, mean);
        gp_data(data, (const double[]){place_of(e, r, l), mean}, 2);
        any = true;
    }
    e->has_twin = e->has_twin || any;
    if (any) effect_add_block(a, e, &e->twins[m * e->g.n_columns + c], r + 1, 0, data);
}

static void add_deals(analysis *a, effect *e, uint32_t c, uint32_t r, buf *data)
{
    bool any = false;
    for (uint32_t l = 0; l < e->g.n_levels; l++) {
        uint64_t cell = grid_cell(&e->g, r, c, l);
        const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
        if (!d || !d->sessions) continue;
        double rate = (double)d->results[HG_RESULT_DEAL] / (double)d->sessions;
        gp_data(data, (const double[]){place_of(e, r, l), rate}, 2);
        any = true;
    }
    if (any) effect_add_block(a, e, &e->lines[e->n_rows * e->g.n_columns + c], r + 1, 0, data);
}

static void make_room(analysis *a, effect *e)
{
    uint32_t panels = (e->n_rows + 1) * e->g.n_columns;
    uint32_t most = e->g.n_rows * (2 + a->experiment.n_theory);
    e->most_blocks = panels * most;
    e->series = arena_array(&a->arena, e->most_blocks, sizeof *e->series);
    e->theory = arena_array(&a->arena, e->most_blocks, sizeof *e->theory);
    const char ***lists[] = {&e->lines, &e->twins, &e->theories};
    for (size_t i = 0; i < 3; i++) {
        *lists[i] = arena_array(&a->arena, panels, sizeof **lists[i]);
        for (uint32_t p = 0; p < panels; p++) (*lists[i])[p] = "";
    }
    for (uint32_t m = 0; m < e->n_rows; m++) {
        e->row[m].y = RANGE_NOTHING;
        e->row[m].label = arena_array(&a->arena, most, sizeof *e->row[m].label);
    }
}

static void add_blocks(analysis *a, effect *e, buf *data)
{
    for (uint32_t c = 0; c < e->g.n_columns; c++) {
        for (uint32_t m = 0; m < e->n_rows; m++) {
            for (uint32_t r = 0; r < e->g.n_rows; r++) add_series(a, e, m, c, r, data);
            for (uint32_t r = 0; r < e->g.n_rows; r++) add_twin(a, e, m, c, r, data);
            effect_add_theory(a, e, m, c, data);
        }
        for (uint32_t r = 0; r < e->g.n_rows; r++) add_deals(a, e, c, r, data);
    }
    if (!e->n_blocks) gp_data(data, (const double[]){0, 0, 0, 0}, 4); /* a file is never empty */
}

/* ---- the whole ---- */

static uint32_t columns_that_fit(const plot *out)
{
    double room = (double)out->asked_width - BESIDE;
    if (!out->asked_width || room >= EFFECT_PANELS * PANEL_LEAST) return EFFECT_PANELS;
    return room < 2 * PANEL_LEAST ? 1 : (uint32_t)(room / PANEL_LEAST);
}

static uint32_t rows_that_fit(const plot *out, uint32_t rows)
{
    double room = (double)out->asked_height - AROUND;
    if (!out->asked_height || room >= rows * ROW_LEAST) return rows;
    return room < 2 * ROW_LEAST ? 1 : (uint32_t)(room / ROW_LEAST);
}

void plot_effect(analysis *a, plot *out)
{
    effect e = {.verdicts = verdicts_of(a)};
    grid whole;
    (void)effect_measures(a, out->measure, &e);
    e.n_rows = rows_that_fit(out, e.n_rows);
    grid_build(a, &whole);
    lay_agents_down(a, &whole);
    e.g = whole;
    grid_limit(&e.g, columns_that_fit(out), EFFECT_SERIES);
    take_axis(a, &e);
    make_room(a, &e);
    add_blocks(a, &e, &out->data);
    effect_set_bands(a, &e, &out->settings);
    const char *const words[] = {effect_title(a, &e), effect_subtitle(a, &e, &whole),
                                 effect_legend(a, &e)};
    effect_set(a, &e, words, out);
}
