/* The data of the figure `share`: what share of the pie the focus gets against its leverage, one
 * line per agent (or whatever the design varies besides), one panel per source. Beside it the blind
 * twin, and what theory says: phi itself, and where alternatives are varied the two rival theories
 * it stands between (kappa = 1: the surplus is split; kappa = 0: an outside option counts only
 * where it binds); instead of these the experiment's own lines of theory, where it has some that
 * foretell the share along these levels. */
#include "analysis/figures/foretold.h"
#include "analysis/figures/plot.h"

#include "base/text.h"
#include <assert.h>
#include <math.h>
#include <string.h>

enum { PANELS = 4, SERIES = 6, FORETOLD = 3, THEORIES = 3 + FORETOLD, LABELS = SERIES + THEORIES };
#define PANEL_LEAST 150.0 /* a panel that would be narrower goes below the others */
#define GAP         62.0  /* between panels that stand below one another */
#define BELOW_HEADS 53.0  /* from the words above to the panels: their names */
#define LEADER_FROM 5.0   /* pixels that a label may stand from its line's end without a leader */
#define AROUND      0.05  /* how far theory is drawn to both sides of a single leverage */

typedef struct box {
    double x_low, x_high, y_low, y_high;
} box;

static void box_add(box *b, double x, double y)
{
    if (isnan(x) || isnan(y)) return;
    b->x_low = fmin(b->x_low, x), b->x_high = fmax(b->x_high, x);
    b->y_low = fmin(b->y_low, y), b->y_high = fmax(b->y_high, y);
}

/* ---- what it needs ---- */

static double leverage_at(const analysis *a, uint64_t cell)
{
    const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
    return d ? arm_estimate(d, MEASURE_LEVERAGE).mean : NAN;
}

/* Several cells at one leverage would be points above one another. */
const char *share_lacks(analysis *a, const plot *out)
{
    double first = NAN;
    (void)out;
    if (a->n_cells < 2) return NULL;
    for (uint64_t c = 0; c < a->n_cells; c++) {
        double x = leverage_at(a, c);
        if (isnan(first)) first = x;
        if (fabs(x - first) > 1e-9) return NULL;
    }
    return isnan(first) ? NULL : "leverage is the same in all cells: shares cannot go with it";
}

/* ---- theory ---- */

static double mean_limit(const arm_data *d, uint32_t who)
{
    return arm_estimate(d, MEASURE_LIMIT + who).mean;
}

/* The focus' share under the reference solution with another kappa, at the cell's mean state. */
static double theory_share(const analysis *a, uint64_t cell, double kappa)
{
    const arm_data *d = analysis_cell(a, cell);
    const model *m = &a->cells[cell].model;
    double w[HG_PARTIES_MAX], p[HG_PARTIES_MAX], h[HG_PARTIES_MAX], phi[HG_PARTIES_MAX];
    double iota[HG_PARTIES_MAX * HG_PARTIES_MAX];
    for (uint32_t i = 0; i < m->n_parties; i++) {
        w[i] = mean_limit(d, i);
        p[i] = m->parties[i].recognition;
        h[i] = m->parties[i].hazard;
    }
    model_iota(m, iota);
    hg_standing s = {
        m->n_parties, arm_estimate(d, MEASURE_PIE).mean, kappa, w, p, h, iota, m->frontier, NULL};
    return hg_shares_of(&s, phi, NULL) == HG_ZONE ? phi[a->focus] : NAN;
}

/* Do the alternatives of anyone move along the levels of this panel? */
static bool alternatives_vary(const analysis *a, const grid *g, uint32_t c)
{
    const arm_data *first = NULL;
    for (uint32_t l = 0; l < g->n_levels; l++) {
        uint64_t cell = grid_cell(g, 0, c, l);
        const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
        if (!d) continue;
        if (!first) first = d;
        for (uint32_t i = 0; i < a->record.schema.n_parties; i++)
            if (fabs(mean_limit(d, i) - mean_limit(first, i)) > 1e-9) return true;
    }
    return false;
}

/* ---- blocks of share.dat ---- */

typedef struct ends {
    double x[LABELS], y[LABELS]; /* the rightmost point of each line; NaN: no such line here */
    const char *series, *twins, *theories; /* numbers of those that have points here: "1 3" */
} ends;

static const char *add_number(analysis *a, const char *list, uint32_t number)
{
    return arena_format(&a->arena, "%s%s%u", list, *list ? " " : "", number);
}

static void add_series(analysis *a, const grid *g, uint32_t r, uint32_t c, plot *out, ends *end,
                       box *b)
{
    double right = -INFINITY;
    bool blind_too = false;
    end->y[r] = NAN;
    for (uint32_t l = 0; l < g->n_levels; l++) {
        uint64_t cell = grid_cell(g, r, c, l);
        const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
        if (!d) continue;
        const arm_data *twin = analysis_twin(a, cell, a->focus);
        double x = leverage_at(a, cell);
        estimate e = arm_estimate(d, MEASURE_PIE_SHARE);
        double blind = twin ? arm_estimate(twin, MEASURE_PIE_SHARE).mean : NAN;
        box_add(b, x, e.mean);
        box_add(b, x, blind);
        blind_too = blind_too || !isnan(x + blind);
        if (x >= right && !isnan(e.mean)) right = end->x[r] = x, end->y[r] = e.mean;
        gp_data(&out->data, (const double[]){x, e.mean, e.low, e.high, blind}, 5);
    }
    gp_data(&out->data, (const double[]){NAN, NAN, NAN, NAN, NAN}, 5); /* a block is never empty */
    buf_text(&out->data, "\n\n");
    if (!isnan(end->y[r])) end->series = add_number(a, end->series, r + 1);
    if (blind_too) end->twins = add_number(a, end->twins, r + 1);
}

/* What theories say at one leverage: that share = phi, the two rivals, the experiment's lines. */
typedef struct theory {
    double x, y[THEORIES];
} theory;

static theory theory_of(double x)
{
    theory t = {.x = x, .y = {x}};
    for (size_t i = 1; i < THEORIES; i++) t.y[i] = NAN;
    return t;
}

static void add_theory_point(theory t, plot *out, ends *end, box *b)
{
    double line[1 + THEORIES] = {t.x};
    for (size_t i = 0; i < THEORIES; i++) {
        line[1 + i] = t.y[i];
        box_add(b, t.x, t.y[i]);
        if (isnan(t.y[i]) || t.x < end->x[SERIES + i]) continue;
        end->x[SERIES + i] = t.x, end->y[SERIES + i] = t.y[i];
    }
    gp_data(&out->data, line, 1 + THEORIES);
}

/* The lines of theory that foretell the share along the levels, at most as many as there is room
 * for. */
static uint32_t foretold_along(const analysis *a, const grid *g, const theory_line **lines)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->experiment.n_theory && n < FORETOLD; i++) {
        const theory_line *line = &a->experiment.theory[i];
        bool along = false;
        for (uint32_t k = 0; k < line->n_along; k++)
            along = along || line->along[k].column == g->over;
        if (along && foretells(a, line, a->measures[MEASURE_PIE_SHARE])) lines[n++] = line;
    }
    return n;
}

/* The only leverage in this panel; NaN: there are more, or none. */
static double single_leverage(const analysis *a, const grid *g, uint32_t c)
{
    double single = NAN;
    for (uint32_t l = 0; l < g->n_levels; l++) {
        double x = leverage_at(a, grid_cell(g, 0, c, l));
        if (!isnan(single) && !isnan(x) && x != single) return NAN;
        if (!isnan(x)) single = x;
    }
    return single;
}

/* A line needs two points: around a single leverage phi is drawn against itself. */
static void add_theory(analysis *a, const grid *g, uint32_t c, plot *out, ends *end, box *b)
{
    const theory_line *lines[FORETOLD];
    uint32_t n_lines = foretold_along(a, g, lines);
    bool rivals = !n_lines && alternatives_vary(a, g, c);
    double single = single_leverage(a, g, c);
    for (size_t i = SERIES; i < LABELS; i++) end->x[i] = end->y[i] = NAN;
    for (uint32_t l = 0; l < g->n_levels && isnan(single); l++) {
        uint64_t cell = grid_cell(g, 0, c, l);
        theory t = theory_of(leverage_at(a, cell));
        if (isnan(t.x)) continue;
        if (rivals) t.y[1] = theory_share(a, cell, 1), t.y[2] = theory_share(a, cell, 0);
        for (uint32_t k = 0; k < n_lines; k++)
            t.y[3 + k] = theory_value(&a->experiment, lines[k], cell);
        add_theory_point(t, out, end, b);
    }
    if (!isnan(single)) {
        add_theory_point(theory_of(single - AROUND), out, end, b);
        add_theory_point(theory_of(single + AROUND), out, end, b);
    }
    gp_data(&out->data, (const double[]){NAN, NAN, NAN, NAN, NAN}, 5);
    buf_text(&out->data, "\n\n");
    for (uint32_t i = 0; i < THEORIES; i++)
        if (!isnan(end->y[SERIES + i])) end->theories = add_number(a, end->theories, i + 1);
}

/* ---- settings ---- */

/* Limits on a grid of twentieths with a little air, at least a fifth apart. */
static void air(double *low, double *high)
{
    if (!isfinite(*low)) *low = 0, *high = 1;
    double lack = fmax(0, 0.2 - (*high - *low)) / 2;
    *low = floor((*low - lack) * 20 - 0.2) / 20;
    *high = ceil((*high + lack) * 20 + 0.2) / 20;
}

static void set_box(plot *out, const box *b)
{
    const double widest = fmax(b->x_high - b->x_low, b->y_high - b->y_low);
    gp_set_number(&out->settings, "XLOW", b->x_low);
    gp_set_number(&out->settings, "XHIGH", b->x_high);
    gp_set_number(&out->settings, "YLOW", b->y_low);
    gp_set_number(&out->settings, "YHIGH", b->y_high);
    gp_set_number(&out->settings, "STEP",
                  widest > 5      ? 2
                  : widest > 2    ? 0.5
                  : widest > 0.65 ? 0.2
                                  : 0.1);
}

/* Readers of leverage get the strong colours, blind ones grey. */
static void set_series(analysis *a, const grid *g, plot *out)
{
    static const double marks[SERIES] = {7, 5, 9, 13, 11, 15};
    const char *names[SERIES];
    double mark[SERIES], tone[SERIES];
    for (uint32_t r = 0, next = 0; r < g->n_rows; r++) {
        bool reads = grid_row_reads(a, g, r);
        names[r] = *g->rows[r] ? g->rows[r] : analysis_role(a, a->focus);
        mark[r] = reads ? marks[next] : 6;
        tone[r] = reads ? ++next : 0;
    }
    gp_array_text(&out->settings, "SERIES", names, g->n_rows);
    gp_array_short(&out->settings, "SERIES_TXT", names, g->n_rows, TXT_LABEL);
    gp_array_number(&out->settings, "TONE", tone, g->n_rows);
    gp_array_number(&out->settings, "MARK", mark, g->n_rows);
}

/* Where a panel's labels go: at the right ends of its lines, apart from one another. NaN: no line.
 */
static void spread_panel(const grid *g, const ends *end, const box *b, double gap, double *out)
{
    double y[LABELS];
    size_t from[LABELS] = {0}, n = 0;
    for (size_t i = 0; i < g->n_rows + (size_t)THEORIES; i++) {
        double wanted = end->y[i < g->n_rows ? i : SERIES + i - g->n_rows];
        out[i] = NAN;
        if (!isnan(wanted)) from[n] = i, y[n++] = wanted;
    }
    gp_spread(y, n, gap, b->y_low + gap / 2, b->y_high - gap / 2);
    for (size_t k = 0; k < n; k++) out[from[k]] = y[k];
}

static double rightmost(const ends *end, uint32_t n_rows)
{
    double right = -INFINITY;
    for (size_t i = 0; i < LABELS; i++)
        if ((i < n_rows || i >= SERIES) && !isnan(end->y[i])) right = fmax(right, end->x[i]);
    return right;
}

/* One label per line and panel: agents, then theory. A leader ties one that had to move to its
 * line's end; NaN: none is needed. */
static void set_labels(analysis *a, const grid *g, plot *out, const ends *end, const box *b,
                       double height)
{
    size_t lines = g->n_rows + (size_t)THEORIES, n = g->n_columns * lines;
    double *at = arena_array(&a->arena, n, sizeof *at);
    double *x = arena_array(&a->arena, n, sizeof *x), *y = arena_array(&a->arena, n, sizeof *y);
    double pixel = (b->y_high - b->y_low) / height;
    for (uint32_t c = 0; c < g->n_columns; c++) {
        spread_panel(g, &end[c], b, 15 * pixel, at + c * lines);
        double right = rightmost(&end[c], g->n_rows) - 0.02 * (b->x_high - b->x_low);
        for (size_t i = 0, k = c * lines; i < lines; i++, k++) {
            size_t line = i < g->n_rows ? i : SERIES + i - g->n_rows;
            bool moved =
                fabs(at[k] - end[c].y[line]) > LEADER_FROM * pixel || end[c].x[line] < right;
            x[k] = moved ? end[c].x[line] : NAN;
            y[k] = end[c].y[line];
        }
    }
    gp_array_number(&out->settings, "LABEL_Y", at, n);
    gp_array_number(&out->settings, "LEADER_X", x, n);
    gp_array_number(&out->settings, "LEADER_Y", y, n);
}

static void set_txt(analysis *a, const grid *g, plot *out, const ends *end, const box *b,
                    uint32_t column)
{
    size_t lines = g->n_rows + (size_t)THEORIES;
    double *at = arena_array(&a->arena, lines, sizeof *at);
    spread_panel(g, end, b, (b->y_high - b->y_low) / TXT_ROWS, at);
    gp_array_number(&out->settings, "LABEL_TXT", at, lines);
    gp_set_number(&out->settings, "TXT_COLUMN", column + 1);
}

typedef struct heads {
    const char *title, *subtitle, *legend, *panel;
    uint32_t column; /* of the largest effect */
} heads;

static double lay_out(const grid *g, plot *out, const heads *h)
{
    double label = 150, left = 66, bottom = 58;
    assert(g->n_columns > 0);
    for (uint32_t r = 0; r < g->n_rows; r++)
        label = fmin(fmax(label, 42 + 7.2 * (double)text_width(g->rows[r])), 252);
    double panel = g->n_columns == 1 ? 560 : g->n_columns == 2 ? 330 : 232;
    uint32_t width = (uint32_t)(left + g->n_columns * (panel + label + 14));
    uint32_t height = g->n_columns == 1 ? 576 : 476, across = g->n_columns;
    plot_size(out, width, height);
    while (across > 1 && (out->width - left) / across < PANEL_LEAST + label + 14) across--;
    uint32_t down = (g->n_columns + across - 1) / across;
    plot_size(out, width, height + (down - 1) * (height - 150));
    panel = (out->width - left) / across - label - 14;
    double top = plot_headings(out, h->title, h->subtitle, h->legend) + BELOW_HEADS;
    gp_set_number(&out->settings, "LEFT", left);
    gp_set_number(&out->settings, "TOP", top);
    gp_set_number(&out->settings, "BOTTOM", bottom);
    gp_set_number(&out->settings, "PANEL", panel);
    gp_set_number(&out->settings, "LABELS", label);
    gp_set_number(&out->settings, "ACROSS_N", across);
    gp_set_number(&out->settings, "DOWN_N", down);
    gp_set_number(&out->settings, "GAPY", GAP);
    return (out->height - top - bottom - (down - 1) * GAP) / down;
}

/* ---- words ---- */

/* Shown cells in which leverage is not defined. */
static uint32_t without_zone(const analysis *a, const grid *g, uint32_t *cells)
{
    uint32_t n = *cells = 0;
    for (size_t i = 0; i < (size_t)g->n_rows * g->n_columns * g->n_levels; i++) {
        const arm_data *d = g->cells[i] == NO_CELL ? NULL : analysis_cell(a, g->cells[i]);
        if (!d || !d->sessions) continue;
        *cells += 1;
        n += isnan(leverage_at(a, g->cells[i])) != 0;
    }
    return n;
}

static const char *subtitle(analysis *a, const grid *g, const findings *excess)
{
    uint32_t cells, without = without_zone(a, g, &cells);
    const char *more = "";
    if (without) more = arena_format(&a->arena, "; %u of %u cells have no zone", without, cells);
    return arena_format(&a->arena, "%s%s%s", excess_of(a, excess), sample_of(a, g), more);
}

static const char *legend(analysis *a, const grid *g)
{
    const char *twin = "";
    if (grid_reads(a, g))
        twin = arena_format(&a->arena, "; %s: the same agent, blind to leverage",
                            g->n_levels > 1 ? "thin dashes in its colour" : "cross");
    return arena_format(&a->arena, "means%s%s", grid_has_intervals(a, g) ? " with 95 % CI" : "",
                        twin);
}

static const char *panel_name(analysis *a, const grid *g, uint32_t column)
{
    const char *name = grid_panel_name(a, g, NO_ROW, column);
    if (g->n_columns == 1) return name;
    return arena_format(&a->arena, "%s (of %u panels the one with the largest effect)", name,
                        g->n_columns);
}

/* The title is about agents that read leverage, where there are any. */
static heads heads_of(analysis *a, const grid *g)
{
    static const title_words words = {"A party’s share of the pie, against its leverage",
                                      "the larger a party’s share", "the smaller a party’s share",
                                      "a party’s share"};
    grid readers = *g;
    readers.cells = arena_array(&a->arena, (size_t)g->n_rows * g->n_columns * g->n_levels,
                                sizeof *readers.cells);
    memcpy(readers.cells, g->cells,
           (size_t)g->n_rows * g->n_columns * g->n_levels * sizeof *readers.cells);
    readers.rows = arena_array(&a->arena, g->n_rows, sizeof *readers.rows);
    memcpy(readers.rows, g->rows, g->n_rows * sizeof *readers.rows);
    findings excess = grid_findings(a, g, MEASURE_PIE_SHARE, AGAINST_TWIN);
    grid_drop_rows(&readers, grid_row_is_blind, a);
    findings found = grid_findings(a, &readers, MEASURE_PIE_SHARE, AGAINST_NOTHING);
    return (heads){title_of(a, &readers, &found, &words), subtitle(a, g, &excess), legend(a, g),
                   panel_name(a, &readers, found.column), found.column};
}

/* Without a zone in any cell there is nothing to draw against. */
static heads nothing_to_draw(analysis *a, const grid *g)
{
    return (heads){"Leverage is undefined here: in no cell is there anything to agree on",
                   arena_format(&a->arena, "no zone at the start; %s", sample_of(a, g)), "", "", 0};
}

/* What has points in which panel, and what theory is called. */
static void set_lines(analysis *a, const grid *g, const ends *end, plot *out)
{
    const char *names[THEORIES] = {"theory: share = φ", "Nash split (κ = 1)",
                                   "outside option (κ = 0)"};
    const char **lists[3];
    const theory_line *lines[FORETOLD];
    uint32_t n = foretold_along(a, g, lines);
    for (uint32_t k = 0; k < FORETOLD; k++) names[3 + k] = k < n ? lines[k]->label : "";
    for (size_t i = 0; i < 3; i++)
        lists[i] = arena_array(&a->arena, g->n_columns, sizeof *lists[i]);
    for (uint32_t c = 0; c < g->n_columns; c++)
        lists[0][c] = end[c].series, lists[1][c] = end[c].twins, lists[2][c] = end[c].theories;
    gp_array_text(&out->settings, "SERIES_OF", lists[0], g->n_columns);
    gp_array_text(&out->settings, "TWINS_OF", lists[1], g->n_columns);
    gp_array_text(&out->settings, "THEORY_OF", lists[2], g->n_columns);
    gp_array_text(&out->settings, "THEORY", names, THEORIES);
    gp_set_number(&out->settings, "THEORIES", THEORIES);
}

static void set_grid(analysis *a, const grid *g, plot *out, bool defined)
{
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
    gp_set_text(&out->settings, "ACROSS", g->column_name);
    gp_set_number(&out->settings, "DEFINED", defined);
    gp_set_number(&out->settings, "COLUMNS", g->n_columns);
    gp_set_number(&out->settings, "LEVELS", g->n_levels);
    gp_set_number(&out->settings, "LINES_PER_PANEL", g->n_rows);
    gp_array_text(&out->settings, "COLUMN", g->columns, g->n_columns);
}

void plot_share(analysis *a, plot *out)
{
    grid g;
    box b = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    grid_build(a, &g);
    grid_limit(&g, PANELS, SERIES);
    ends *end = arena_array(&a->arena, g.n_columns, sizeof *end);
    for (uint32_t c = 0; c < g.n_columns; c++) {
        end[c].series = end[c].twins = end[c].theories = "";
        for (uint32_t r = 0; r < g.n_rows; r++) add_series(a, &g, r, c, out, &end[c], &b);
        add_theory(a, &g, c, out, &end[c], &b);
    }
    bool defined = isfinite(b.x_low);
    air(&b.x_low, &b.x_high);
    air(&b.y_low, &b.y_high);
    set_series(a, &g, out);
    set_box(out, &b);
    set_grid(a, &g, out, defined);
    set_lines(a, &g, end, out);
    heads h = defined ? heads_of(a, &g) : nothing_to_draw(a, &g);
    plot_heads(out, h.title, h.subtitle, h.legend, h.panel);
    double panel = lay_out(&g, out, &h);
    set_labels(a, &g, out, end, &b, panel);
    set_txt(a, &g, out, &end[h.column], &b, h.column);
    if (defined) return;
    out->height -= (uint32_t)panel;
    out->lines = 6;
}
