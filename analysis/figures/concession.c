/* The data of the figure `concession`: the focus' own demand against time, one line per level, one
 * panel per combination of the other columns, the blind twin beside every line. Lines are drawn
 * only while half of the sessions are live: the mean over live sessions rises late although nobody
 * takes anything back, because those who conceded are gone. */
#include "analysis/figures/course.h"
#include "analysis/figures/plot.h"

#include "base/text.h"
#include <assert.h>
#include <math.h>

enum { PANEL_COLUMNS = 4, PANEL_ROWS = 4, MARKS = 6 };
#define AROUND_PANELS 180.0 /* heads and the axis */
#define ROW_LEAST     150.0 /* of a row of panels */
#define BELOW_HEADS   49.0  /* from the words above to the panels: names of columns */
#define LEADER_FROM   5.0   /* pixels that a label may stand from its line's end without a leader */

/* What a panel shows as a picture; and as text, where there are lines only. */
typedef struct ranges {
    range all, lines;
} ranges;

/* Writes one line's block; returns where its label belongs: the end of what is drawn. */
static double add_course(const course *c, uint32_t who, buf *data, ranges *y)
{
    double end = NAN;
    for (uint32_t b = 0; b < c->buckets; b++) {
        course_point p = course_at(c, who, b);
        const double shown[] = {p.mean, p.q10, p.q90, p.carried, p.twin};
        for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) range_widen(&y->all, shown[i]);
        range_widen(&y->lines, p.mean), range_widen(&y->lines, p.carried);
        if (!isnan(p.mean)) end = p.mean;
        if (!isnan(p.carried)) end = p.carried;
        gp_data(data,
                (const double[]){p.time, p.mean, p.low, p.high, p.q10, p.q90, p.carried, p.live,
                                 p.twin},
                9);
    }
    return end;
}

/* end: [panels][levels]; y: [panels]. */
static void add_blocks(analysis *a, const grid *g, plot *out, double *end, ranges *y)
{
    course c;
    for (size_t i = 0; i < (size_t)g->n_rows * g->n_columns * g->n_levels; i++) {
        ranges *panel = &y[i / g->n_levels];
        end[i] = NAN;
        if (i % g->n_levels == 0) *panel = (ranges){RANGE_NOTHING, RANGE_NOTHING};
        if (course_of(a, g->cells[i], &c))
            end[i] = add_course(&c, a->focus, &out->data, panel);
        else
            gp_data(&out->data, (const double[]){0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN}, 9);
        buf_text(&out->data, "\n\n");
    }
}

static range range_of_all(const ranges *y, size_t n)
{
    range all = RANGE_NOTHING;
    for (size_t i = 0; i < n; i++)
        range_widen(&all, y[i].all.low), range_widen(&all, y[i].all.high);
    return all;
}

typedef struct heads {
    const char *title, *subtitle, *legend;
} heads;

/* Where things stand, in units; the template reads the same numbers. */
typedef struct layout {
    double left, right, top, bottom, gap_x, gap_y, strip; /* strip: part of a panel's height */
    double panel;                                         /* height of a panel's upper part */
} layout;

static double between_panels(const grid *g, const layout *l)
{
    return l->top + l->bottom + (g->n_rows - 1) * l->gap_y;
}

static void set_size(const grid *g, const layout *l, plot *out)
{
    static const uint32_t heights[] = {460, 330, 250, 225};
    assert(g->n_rows >= 1 && g->n_rows <= sizeof heights / sizeof *heights);
    plot_size(out, 1000, (uint32_t)between_panels(g, l) + g->n_rows * heights[g->n_rows - 1]);
}

static layout lay_out(const grid *g, plot *out, const heads *h)
{
    layout l = {66, 20, 116, 56, 36, 26, 0.24, 0};
    set_size(g, &l, out);
    l.top = plot_headings(out, h->title, h->subtitle, h->legend) + BELOW_HEADS;
    set_size(g, &l, out);
    double between = between_panels(g, &l);
    l.panel = (out->height - between) / g->n_rows * (1 - l.strip);
    for (uint32_t i = 0; i < g->n_levels; i++) {
        double width = 46 + 7.2 * (double)text_width(g->levels[i]);
        l.right = fmin(fmax(l.right, width), 260);
    }
    const struct {
        const char *name;
        double value;
    } settings[] = {{"LEFT", l.left},  {"RIGHT", l.right}, {"TOP", l.top},    {"BOTTOM", l.bottom},
                    {"GAPX", l.gap_x}, {"GAPY", l.gap_y},  {"STRIP", l.strip}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gp_set_number(&out->settings, settings[i].name, settings[i].value);
    return l;
}

static void spread_ends(double *at, const double *end, size_t n, range y, double gap)
{
    for (size_t l = 0; l < n; l++) at[l] = isnan(end[l]) ? y.low : end[l];
    gp_spread(at, n, gap, y.low + gap / 2, y.high - gap / 2);
}

/* Labels stand to the right of a row's last panel: where its lines end, apart from one another; a
 * leader ties one that had to move to its line's end. */
static void set_labels(analysis *a, const grid *g, plot *out, const double *end, range y,
                       double panel)
{
    size_t n = g->n_levels;
    double *at = arena_array(&a->arena, g->n_rows * n, sizeof *at);
    double *leader = arena_array(&a->arena, g->n_rows * n, sizeof *leader);
    double pixel = (y.high - y.low) / panel, gap = fmin(15 * pixel, (y.high - y.low) / (double)n);
    for (uint32_t r = 0; r < g->n_rows; r++) {
        const double *ends = end + ((size_t)(r + 1) * g->n_columns - 1) * n;
        spread_ends(at + r * n, ends, n, y, gap);
        for (size_t l = 0; l < n; l++)
            leader[r * n + l] = fabs(at[r * n + l] - ends[l]) > LEADER_FROM * pixel ? ends[l] : NAN;
    }
    gp_array_number(&out->settings, "LABEL_Y", at, g->n_rows * n);
    gp_array_number(&out->settings, "LEADER_Y", leader, g->n_rows * n);
}

static void set_limits(plot *out, const char *suffix, range y)
{
    const struct {
        const char *name;
        double value;
    } settings[] = {{"YLOW", y.low},
                    {"YHIGH", y.high},
                    {"YSTEP", y.high - y.low > 2     ? 1
                              : y.high - y.low > 0.6 ? 0.2
                                                     : 0.1}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        char name[16];
        snprintf(name, sizeof name, "%s%s", settings[i].name, suffix);
        gp_set_number(&out->settings, name, settings[i].value);
    }
}

/* The one panel that fits into text, with limits and labels of its own. */
static void set_txt(analysis *a, const grid *g, plot *out, const findings *found, const double *end,
                    const ranges *panels)
{
    size_t panel = (size_t)found->row * g->n_columns + found->column, n = g->n_levels;
    range y = range_with_air(panels[panel].lines);
    double *at = arena_array(&a->arena, n, sizeof *at);
    spread_ends(at, end + panel * n, n, y, fmin(1.0 / TXT_ROWS, 1 / (double)n) * (y.high - y.low));
    gp_array_number(&out->settings, "LABEL_TXT", at, n);
    gp_set_number(&out->settings, "TXT_ROW", found->row + 1);
    gp_set_number(&out->settings, "TXT_COLUMN", found->column + 1);
    set_limits(out, "_TXT", y);
}

static void set_levels(analysis *a, const grid *g, plot *out)
{
    double *ramp = arena_array(&a->arena, g->n_levels, sizeof *ramp);
    double *marks = arena_array(&a->arena, g->n_levels, sizeof *marks);
    for (uint32_t l = 0; l < g->n_levels; l++) {
        ramp[l] = gp_level_at(l, g->n_levels);
        marks[l] = gp_level_mark(l, g->n_levels);
    }
    gp_array_text(&out->settings, "LEVEL", g->levels, g->n_levels);
    gp_array_short(&out->settings, "LEVEL_TXT", g->levels, g->n_levels, TXT_LABEL);
    gp_array_number(&out->settings, "RAMP", ramp, g->n_levels);
    gp_array_number(&out->settings, "MARK", marks, g->n_levels);
}

static const char *subtitle(analysis *a, const grid *g, const grid *whole, const findings *excess)
{
    const char *role = analysis_role(a, a->focus), *more = "";
    uint32_t shown = g->n_rows * g->n_columns, all = whole->n_rows * whole->n_columns;
    if (shown < all) more = arena_format(&a->arena, "; the first %u of %u panels", shown, all);
    return arena_format(&a->arena, "own demand of %s while half of the talks go on; %s%s%s", role,
                        excess_of(a, excess), sample_of(a, g), more);
}

static const char *legend(analysis *a, const grid *g)
{
    return arena_format(
        &a->arena, "thick: mean demand of live sessions%s; thin: last demand carried on%s",
        grid_has_intervals(a, g) ? ", with 95 % CI (dark) and 10–90 % of sessions (light)" : "",
        grid_reads(a, g) ? "; dashed: the same agent, blind to leverage" : "");
}

static heads set_heads(analysis *a, const grid *g, const grid *whole, plot *out,
                       const findings *found)
{
    static const title_words words = {"What a party asks for, over time",
                                      "the more a party asks for", "the less a party asks for",
                                      "what a party asks for"};
    findings excess = grid_findings(a, g, MEASURE_MEAN_DEMAND, AGAINST_TWIN);
    uint32_t panels = g->n_rows * g->n_columns;
    const char *panel = grid_panel_name(a, g, found->row, found->column);
    if (panels > 1)
        panel = arena_format(&a->arena, "%s (of %u panels the one with the largest effect)", panel,
                             panels);
    heads h = {title_of(a, g, found, &words), subtitle(a, g, whole, &excess), legend(a, g)};
    plot_heads(out, h.title, h.subtitle, h.legend, panel);
    return h;
}

static void set_grid(analysis *a, const grid *g, plot *out)
{
    gp_set_text(&out->settings, "UNIT",
                a->cells[0].model.transferable ? "share of the pie" : "part of its best");
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
    gp_set_text(&out->settings, "ACROSS", g->column_name);
    gp_set_number(&out->settings, "COLUMNS", g->n_columns);
    gp_set_number(&out->settings, "ROWS", g->n_rows);
    gp_set_number(&out->settings, "LEVELS", g->n_levels);
    gp_set_number(&out->settings, "EVERY", 1 + floor(a->record.schema.n_buckets / (double)MARKS));
    gp_array_text(&out->settings, "COLUMN", g->columns, g->n_columns);
    gp_array_text(&out->settings, "ROW", g->rows, g->n_rows);
}

/* On a sheet whose height is given, as a slide's. */
static uint32_t rows_that_fit(const plot *out)
{
    double room = (double)out->asked_height - AROUND_PANELS;
    if (!out->asked_height || room >= PANEL_ROWS * ROW_LEAST) return PANEL_ROWS;
    return room < 2 * ROW_LEAST ? 1 : (uint32_t)(room / ROW_LEAST);
}

void plot_concession(analysis *a, plot *out)
{
    grid whole, g;
    grid_build(a, &whole);
    grid_drop_rows(&whole, grid_row_is_blind, a);
    grid_lay_across(&whole);
    g = whole;
    grid_limit(&g, PANEL_COLUMNS, rows_that_fit(out));
    size_t panels = (size_t)g.n_rows * g.n_columns;
    double *end = arena_array(&a->arena, panels * g.n_levels, sizeof *end);
    ranges *shown = arena_array(&a->arena, panels, sizeof *shown);
    add_blocks(a, &g, out, end, shown);
    range y = range_with_air(range_of_all(shown, panels));
    findings found = grid_findings(a, &g, MEASURE_MEAN_DEMAND, AGAINST_NOTHING);
    heads h = set_heads(a, &g, &whole, out, &found);
    set_grid(a, &g, out);
    set_levels(a, &g, out);
    set_limits(out, "", y);
    layout l = lay_out(&g, out, &h);
    set_labels(a, &g, out, end, y, l.panel);
    set_txt(a, &g, out, &found, end, shown);
}
