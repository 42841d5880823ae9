/* Settings of the figure `effect`: where panels, labels and names stand, and in which tones. */
#include "analysis/figures/effect.h"

#include "analysis/figures/labels.h"
#include <assert.h>
#include <math.h>
#include <string.h>

#define BELOW_HEADS 24.0 /* from the words above to the panels */
#define COLUMN_NAME 25.0 /* where columns have names */
#define BOTTOM      58.0
#define LEFT        72.0
#define GAP_X       26.0
#define GAP_Y       22.0
#define STRIP       46.0 /* height of the deals */
#define LEADER_FROM 5.0  /* units that a label may stand from its line's end without a leader */

/* A little air; what does not vary gets some. */
static void air(range *y)
{
    if (!isfinite(y->low)) *y = (range){0, 1};
    double width = y->high - y->low;
    if (!(width > 1e-9 * fabs(y->high))) width = fmax(0.1 * fabs(y->high), 0.1);
    y->low -= 0.06 * width;
    y->high += 0.06 * width;
}

typedef struct places {
    double labels, width, height; /* of what stands at the right; of a panel */
} places;

static places lay_out(const effect *e, plot *out, const char *const words[3])
{
    static const uint32_t wide[EFFECT_PANELS] = {760, 900, 1040, 1120};
    static const uint32_t high[EFFECT_MEASURES] = {300, 230, 180};
    places p = {130, 0, 0};
    for (uint32_t m = 0; m < e->n_rows; m++)
        for (uint32_t i = 0; i < e->row[m].n_labels; i++)
            p.labels = fmax(p.labels, 34 + label_width(e->row[m].label[i].text, 0.85));
    p.labels = fmin(p.labels, 250);
    uint32_t columns = e->g.n_columns, rows = e->n_rows;
    assert(rows >= 1 && rows <= EFFECT_MEASURES && columns >= 1 && columns <= EFFECT_PANELS);
    plot_size(out, wide[columns - 1], 0);
    if (!out->height) out->height = 600; /* for the words' own limit, until theirs is known */
    double top = plot_headings(out, words[0], words[1], words[2]) + BELOW_HEADS;
    if (*e->g.columns[0]) top += COLUMN_NAME;
    double around = top + rows * GAP_Y + STRIP + BOTTOM;
    if (!out->asked_height) out->height = (uint32_t)(around + rows * high[rows - 1]);
    p.width = (out->width - LEFT - p.labels - (columns - 1) * GAP_X) / columns;
    p.height = (out->height - around) / rows;
    const struct {
        const char *name;
        double value;
    } settings[] = {{"LEFT", LEFT},       {"TOP", top},       {"BOTTOM", BOTTOM},
                    {"GAPX", GAP_X},      {"GAPY", GAP_Y},    {"STRIP", STRIP},
                    {"LABELS", p.labels}, {"WIDTH", p.width}, {"HEIGHT", p.height}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gp_set_number(&out->settings, settings[i].name, settings[i].value);
    return p;
}

/* Labels stand at the right, at the ends of their lines, apart from one another; a leader ties one
 * that had to move. Row by row, one list for all. */
static void set_labels(analysis *a, const effect *e, double height, plot *out)
{
    size_t most = 0, n = 0;
    double from[EFFECT_MEASURES], to[EFFECT_MEASURES];
    for (uint32_t m = 0; m < e->n_rows; m++) most += e->row[m].n_labels;
    const char **text = arena_array(&a->arena, most, sizeof *text);
    double *number[5];
    for (size_t i = 0; i < 5; i++) number[i] = arena_array(&a->arena, most, sizeof **number);
    for (uint32_t m = 0; m < e->n_rows; m++) {
        const effect_row *panel = &e->row[m];
        double unit = (panel->y.high - panel->y.low) / height;
        for (uint32_t i = 0; i < panel->n_labels; i++) number[0][n + i] = panel->label[i].y;
        double gap = fmin(15 * unit, (panel->y.high - panel->y.low) / fmax(1, panel->n_labels));
        gp_spread(number[0] + n, panel->n_labels, gap, panel->y.low + gap / 2,
                  panel->y.high - gap / 2);
        from[m] = (double)n + 1;
        for (uint32_t i = 0; i < panel->n_labels; i++, n++) {
            const effect_label *l = &panel->label[i];
            text[n] = l->text;
            double last = e->x.at[e->x.n - 1] - 0.26 * !e->x.number;
            bool far = fabs(number[0][n] - l->y) > LEADER_FROM * unit || l->x < last;
            number[1][n] = far ? l->y : NAN;
            number[2][n] = l->x < last ? l->x : e->x.high;
            number[3][n] = l->series;
            number[4][n] = l->theory;
        }
        to[m] = (double)n;
    }
    static const char *const names[] = {"LABEL_Y", "LEADER_Y", "LEADER_X", "LABEL_SERIES",
                                        "LABEL_THEORY"};
    gp_array_text(&out->settings, "LABEL", text, n);
    for (size_t i = 0; i < 5; i++) gp_array_number(&out->settings, names[i], number[i], n);
    gp_array_number(&out->settings, "LABEL_FROM", from, e->n_rows);
    gp_array_number(&out->settings, "LABEL_TO", to, e->n_rows);
}

/* Is it the null model itself, an agent that looks at nobody's leverage? */
static bool row_is_null(const analysis *a, const grid *g, uint32_t r)
{
    for (uint32_t i = 0; i < g->n_columns * g->n_levels; i++) {
        uint64_t cell = g->cells[(size_t)r * g->n_columns * g->n_levels + i];
        const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
        if (d) return strstr(d->arm->agents[a->focus], "/blind") != NULL;
    }
    return false;
}

/* Agents get the strong colours, the null model is grey. */
static void set_series(analysis *a, const effect *e, plot *out)
{
    static const double marks[EFFECT_SERIES] = {7, 5, 9, 13, 11, 15};
    double mark[EFFECT_SERIES], tone[EFFECT_SERIES];
    for (uint32_t r = 0, next = 0; r < e->g.n_rows; r++) {
        bool strong = e->g.n_rows == 1 || !row_is_null(a, &e->g, r);
        mark[r] = strong ? marks[next] : 6;
        tone[r] = strong ? ++next : 0;
    }
    gp_array_number(&out->settings, "TONE", tone, e->g.n_rows);
    gp_array_number(&out->settings, "MARK", mark, e->g.n_rows);
    gp_array_short(&out->settings, "SERIES_TXT", e->g.rows, e->g.n_rows, TXT_LABEL);
}

/* Names below the axis: all that have room, the first among them; side by side, all of them. */
static void set_tics(analysis *a, const effect *e, double width, plot *out)
{
    const effect_axis *x = &e->x;
    const char **text = arena_array(&a->arena, x->n, sizeof *text);
    double free_from = -INFINITY, unit = width / (x->high - x->low);
    for (uint32_t l = 0; l < x->n; l++) {
        double half = label_width(e->g.levels[l], 0.85) / 2, at = x->at[l] * unit;
        bool room = !x->number || at - half >= free_from;
        text[l] = room ? e->g.levels[l] : "";
        if (room) free_from = at + half + 6;
    }
    gp_array_text(&out->settings, "TIC", text, x->n);
    gp_array_number(&out->settings, "TIC_AT", x->at, x->n);
    gp_set_number(&out->settings, "TICS", x->n);
    gp_set_number(&out->settings, "TIC_ROOM", x->number ? width : width / x->n - 4);
    gp_set_number(&out->settings, "XLOW", x->low);
    gp_set_number(&out->settings, "XHIGH", x->high);
}

static void set_rows(analysis *a, const effect *e, plot *out)
{
    double low[EFFECT_MEASURES], high[EFFECT_MEASURES];
    const char *names[EFFECT_MEASURES];
    for (uint32_t m = 0; m < e->n_rows; m++) {
        low[m] = e->row[m].y.low, high[m] = e->row[m].y.high;
        names[m] = effect_measure_words(a, e->row[m].use);
    }
    gp_array_number(&out->settings, "YLOW", low, e->n_rows);
    gp_array_number(&out->settings, "YHIGH", high, e->n_rows);
    gp_array_text(&out->settings, "MEASURE", names, e->n_rows);
}

static void set_grid(analysis *a, const effect *e, bool lines, plot *out)
{
    uint32_t panels = e->n_rows * e->g.n_columns;
    gp_set_text(&out->settings, "OVER", a->experiment.columns[e->g.over]);
    gp_set_text(&out->settings, "ACROSS", e->g.column_name);
    gp_set_number(&out->settings, "ROWS", e->n_rows);
    gp_set_number(&out->settings, "COLUMNS", e->g.n_columns);
    gp_set_number(&out->settings, "SERIES_N", e->g.n_rows);
    gp_set_number(&out->settings, "JOINED", lines);
    gp_array_text(&out->settings, "COLUMN", e->g.columns, e->g.n_columns);
    gp_array_text(&out->settings, "LINES_OF", e->lines, panels + e->g.n_columns);
    gp_array_text(&out->settings, "TWINS_OF", e->twins, panels);
    gp_array_text(&out->settings, "THEORY_OF", e->theories, panels);
    gp_array_number(&out->settings, "BLOCK_SERIES", e->series, e->n_blocks);
    gp_array_number(&out->settings, "BLOCK_THEORY", e->theory, e->n_blocks);
}

/* What a panel of text can show: the first one, its lines' labels where there are rows for them. */
static void set_txt(analysis *a, const effect *e, plot *out)
{
    const effect_row *panel = &e->row[0];
    double *at = arena_array(&a->arena, panel->n_labels, sizeof *at);
    double span = panel->y.high - panel->y.low;
    for (uint32_t i = 0; i < panel->n_labels; i++) at[i] = panel->label[i].y;
    gp_spread(at, panel->n_labels, fmin(span / TXT_ROWS, span / fmax(1, panel->n_labels)),
              panel->y.low, panel->y.high);
    gp_array_number(&out->settings, "LABEL_TXT", at, panel->n_labels);
}

static const char *text_panel(analysis *a, const effect *e)
{
    const char *name = grid_panel_name(a, &e->g, NO_ROW, 0);
    const char *what = effect_measure_words(a, e->row[0].use);
    uint32_t panels = e->n_rows * e->g.n_columns;
    if (panels == 1) return what;
    return arena_format(&a->arena, "%s%s%s (the first of %u panels)", what, *name ? " · " : "",
                        name, panels);
}

void effect_set(analysis *a, effect *e, const char *const words[3], plot *out)
{
    for (uint32_t m = 0; m < e->n_rows; m++) air(&e->row[m].y);
    plot_heads(out, words[0], words[1], words[2], text_panel(a, e));
    places p = lay_out(e, out, words);
    bool ordered =
        e->x.number || !grid_findings(a, &e->g, e->row[0].measure, AGAINST_NOTHING).unordered;
    set_grid(a, e, ordered, out);
    set_rows(a, e, out);
    set_series(a, e, out);
    set_tics(a, e, p.width, out);
    set_labels(a, e, p.height, out);
    set_txt(a, e, out);
}
