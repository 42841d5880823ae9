/* The data of the figure `share`: what share of the pie the focus gets against its leverage, one
 * line per agent (or whatever the design varies besides), one panel per source. Beside it the blind
 * twin, and what theory says: phi itself, and where alternatives are varied the two rival theories
 * it stands between (kappa = 1: the surplus is split; kappa = 0: an outside option counts only
 * where it binds). */
#include "analysis/plot.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { PANELS = 4, SERIES = 6, LABELS = SERIES + 3, TXT_LINES = 22, TXT_LABEL = 20 };

typedef struct box {
    double x_low, x_high, y_low, y_high;
} box;

static void box_add(box *b, double x, double y)
{
    if (isnan(x) || isnan(y)) return;
    b->x_low = fmin(b->x_low, x), b->x_high = fmax(b->x_high, x);
    b->y_low = fmin(b->y_low, y), b->y_high = fmax(b->y_high, y);
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
    hg_standing s = {m->n_parties, arm_estimate(d, MEASURE_PIE).mean, kappa, w, p, h, iota,
                     m->frontier};
    return hg_shares_of(&s, phi, NULL) == HG_ZONE ? phi[a->focus] : NAN;
}

static double leverage_at(const analysis *a, uint64_t cell)
{
    const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
    return d ? arm_estimate(d, MEASURE_LEVERAGE).mean : NAN;
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
    double y[LABELS]; /* of the rightmost point of each line; NaN: no such line here */
} ends;

static void add_series(analysis *a, const grid *g, uint32_t r, uint32_t c, plot *out, ends *end,
                       box *b)
{
    double right = -INFINITY;
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
        if (x >= right && !isnan(e.mean)) right = x, end->y[r] = e.mean;
        gp_data(&out->data, (const double[]){x, e.mean, e.low, e.high, blind}, 5);
    }
    gp_data(&out->data, (const double[]){NAN, NAN, NAN, NAN, NAN}, 5); /* a block is never empty */
    buf_text(&out->data, "\n\n");
}

static void add_theory(analysis *a, const grid *g, uint32_t c, plot *out, ends *end, box *b)
{
    bool rivals = alternatives_vary(a, g, c);
    double right = -INFINITY, *at = end->y + SERIES;
    at[0] = at[1] = at[2] = NAN;
    for (uint32_t l = 0; l < g->n_levels; l++) {
        uint64_t cell = grid_cell(g, 0, c, l);
        double x = leverage_at(a, cell);
        if (isnan(x)) continue;
        double split = rivals ? theory_share(a, cell, 1) : NAN;
        double binding = rivals ? theory_share(a, cell, 0) : NAN;
        box_add(b, x, x), box_add(b, x, split), box_add(b, x, binding);
        if (x >= right) right = x, at[0] = x, at[1] = split, at[2] = binding;
        gp_data(&out->data, (const double[]){x, x, split, binding, NAN}, 5);
    }
    gp_data(&out->data, (const double[]){NAN, NAN, NAN, NAN, NAN}, 5);
    buf_text(&out->data, "\n\n");
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
    static const char *const strong[SERIES] = {"#0072B2", "#D55E00", "#009E73",
                                               "#CC79A7", "#E69F00", "#56B4E9"};
    static const double marks[SERIES] = {7, 5, 9, 13, 11, 15};
    const char *colours[SERIES];
    double mark[SERIES];
    for (uint32_t r = 0, next = 0; r < g->n_rows; r++) {
        bool reads = grid_row_reads(a, g, r);
        colours[r] = reads ? strong[next] : "#6B7077";
        mark[r] = reads ? marks[next++] : 6;
    }
    gp_array_text(&out->settings, "SERIES", g->rows, g->n_rows);
    gp_array_short(&out->settings, "SERIES_TXT", g->rows, g->n_rows, TXT_LABEL);
    gp_array_text(&out->settings, "COLOUR", colours, g->n_rows);
    gp_array_number(&out->settings, "MARK", mark, g->n_rows);
}

/* Where a panel's labels go: at the right ends of its lines, apart from one another. NaN: no line.
 */
static void spread_panel(const grid *g, const ends *end, const box *b, double gap, double *out)
{
    double y[LABELS];
    size_t from[LABELS] = {0}, n = 0;
    for (size_t i = 0; i < g->n_rows + 3u; i++) {
        double wanted = i < g->n_rows ? end->y[i] : end->y[SERIES + i - g->n_rows];
        out[i] = NAN;
        if (!isnan(wanted)) from[n] = i, y[n++] = wanted;
    }
    gp_spread(y, n, gap, b->y_low + gap / 2, b->y_high - gap / 2);
    for (size_t k = 0; k < n; k++) out[from[k]] = y[k];
}

/* One label per line and panel: agents, then theory. */
static void set_labels(analysis *a, const grid *g, plot *out, const ends *end, const box *b,
                       double height)
{
    size_t lines = g->n_rows + 3u;
    double *at = arena_array(&a->arena, g->n_columns * lines, sizeof *at);
    double span = b->y_high - b->y_low;
    for (uint32_t c = 0; c < g->n_columns; c++)
        spread_panel(g, &end[c], b, 15 / height * span, at + c * lines);
    gp_array_number(&out->settings, "LABEL_Y", at, g->n_columns * lines);
    spread_panel(g, &end[0], b, span / TXT_LINES, at);
    gp_array_number(&out->settings, "LABEL_TXT", at, lines);
}

static double lay_out(const grid *g, plot *out)
{
    double label = 138, left = 66, top = 104, bottom = 58;
    for (uint32_t r = 0; r < g->n_rows; r++)
        label = fmin(fmax(label, 30 + 7.2 * (double)text_width(g->rows[r])), 240);
    double panel = g->n_columns == 1 ? 560 : g->n_columns == 2 ? 330 : 232;
    out->width = (uint32_t)(left + g->n_columns * (panel + label + 14));
    out->height = g->n_columns == 1 ? 560 : 460;
    gp_set_number(&out->settings, "LEFT", left);
    gp_set_number(&out->settings, "TOP", top);
    gp_set_number(&out->settings, "BOTTOM", bottom);
    gp_set_number(&out->settings, "PANEL", panel);
    gp_set_number(&out->settings, "LABELS", label);
    return out->height - top - bottom;
}

void plot_share(analysis *a, plot *out)
{
    grid whole, g;
    box b = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    const char *role = analysis_role(a, a->focus);
    static const title_words words = {"the larger a party’s share, beyond a blind agent’s",
                                      "the smaller a party’s share, beyond a blind agent’s",
                                      "a party’s share beyond a blind agent’s"};
    grid_build(a, &whole);
    g = whole;
    grid_limit(&g, PANELS, SERIES);
    ends *end = arena_array(&a->arena, g.n_columns, sizeof *end);
    for (uint32_t c = 0; c < g.n_columns; c++) {
        for (uint32_t r = 0; r < g.n_rows; r++) add_series(a, &g, r, c, out, &end[c], &b);
        add_theory(a, &g, c, out, &end[c], &b);
    }
    air(&b.x_low, &b.x_high);
    air(&b.y_low, &b.y_high);
    set_series(a, &g, out);
    set_box(out, &b);
    gp_set_text(&out->settings, "ROLE", role);
    gp_set_text(&out->settings, "ACROSS", g.column_name);
    gp_set_number(&out->settings, "COLUMNS", g.n_columns);
    gp_set_number(&out->settings, "LINES_PER_PANEL", g.n_rows);
    gp_array_text(&out->settings, "COLUMN", g.columns, g.n_columns);
    gp_set_text(&out->settings, "SUBTITLE", sample_of(a, &g));
    double height = lay_out(&g, out);
    set_labels(a, &g, out, end, &b, height);
    grid_drop_rows(&g, grid_row_is_blind, a);
    findings found = grid_findings(a, &g, MEASURE_PIE_SHARE);
    gp_set_text(&out->settings, "TITLE", title_of(a, &g, &found, &words));
}
