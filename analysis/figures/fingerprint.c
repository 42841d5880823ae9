/* The data of the figure `fingerprint`: what a party asks for, as colour, over time (across) and
 * over the levels of a factor (down): how one agent answers many others at a glance. One map per
 * panel. A row is drawn while half of its talks go on (course.h): where it ends, most have ended.
 */
#include "analysis/figures/course.h"
#include "analysis/figures/tiles.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { PANEL_COLUMNS = 3, PANEL_ROWS = 4, LEVELS_MAX = 24 };

const char *fingerprint_lacks(analysis *a, const plot *out) { return course_lacks(a, out); }

/* ---- data: a line per stretch of equal colour: from to level demand ---- */

/* Colours tell hundredths apart, no more. */
static double shade_of(double demand) { return floor(demand * 100 + 0.5) / 100; }

static void add_stretch(buf *data, double from, double to, uint32_t down, double shade, range *all)
{
    if (isnan(shade)) return;
    range_widen(all, shade);
    gp_data(data, (const double[]){from, to, down, shade}, 4);
}

static void add_row(analysis *a, uint64_t cell, uint32_t down, buf *data, range *all)
{
    course c;
    double from = 0, shade = NAN;
    if (!course_of(a, cell, &c)) return;
    for (uint32_t b = 0; b < c.buckets; b++) {
        double at = (double)b / c.buckets, next = shade_of(course_at(&c, a->focus, b).mean);
        if (next == shade) continue;
        add_stretch(data, from, at, down, shade, all);
        from = at, shade = next;
    }
    add_stretch(data, from, 1, down, shade, all);
}

static uint32_t shown_levels(const grid *g)
{
    return g->n_levels < LEVELS_MAX ? g->n_levels : LEVELS_MAX;
}

static void add_map(analysis *a, const grid *g, const group *cells, buf *data, range *all)
{
    uint32_t n = shown_levels(g);
    for (uint32_t l = 0; l < n; l++)
        add_row(a, cells->cells[evenly(l, n, g->n_levels)], l, data, all);
    gp_data(data, (const double[]){0, 0, -1, NAN}, 4); /* never an empty block */
    buf_text(data, "\n\n");
}

/* ---- words ---- */

/* Who it is, where that is the same everywhere. */
static const char *agent_of_focus(const analysis *a)
{
    const char *agent = NULL;
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const arm_data *d = analysis_cell(a, c);
        if (!d) continue;
        if (agent && strcmp(d->arm->agents[a->focus], agent) != 0) return "";
        agent = d->arm->agents[a->focus];
    }
    return agent ? agent : "";
}

/* It shows, and claims nothing: whether rows differ is what the eye is for. */
static const char *title(analysis *a, const grid *g)
{
    const char *agent = agent_of_focus(a), *over = "";
    if (g->over != NO_COLUMN)
        over = arena_format(&a->arena, ", by %s", a->experiment.columns[g->over]);
    return arena_format(&a->arena, "What %s asks for, over time%s",
                        *agent ? agent : analysis_role(a, a->focus), over);
}

static const char *subtitle(analysis *a, const grid *g, const tiles *t)
{
    const char *levels = "";
    if (g->n_levels > LEVELS_MAX)
        levels = arena_format(&a->arena, "; %d of %u levels", LEVELS_MAX, g->n_levels);
    return arena_format(&a->arena, "own demand of %s; %s%s%s", analysis_role(a, a->focus),
                        sample_of(a, g), tiles_left_out(a, t), levels);
}

static const char *legend(const analysis *a)
{
    return a->cells[0].model.transferable
               ? "colour: mean demand, share of the pie; white: half of the talks are over"
               : "colour: mean demand, part of its best; white: half of the talks are over";
}

/* ---- settings ---- */

static const double wide[PANEL_COLUMNS] = {640, 860, 1040};

static double widest(const grid *g)
{
    size_t most = 0;
    for (uint32_t l = 0; l < g->n_levels; l++) {
        size_t n = text_width(g->levels[l]);
        most = n > most ? n : most;
    }
    return (double)most;
}

static tiles_layout lay_out(const grid *g, double high[PANEL_ROWS])
{
    tiles_layout l = {{0, 84, 0, 56, 20, 40, 120, 60}, wide, high};
    l.around.left = fmin(48 + 6.9 * widest(g), 220);
    for (uint32_t r = 0; r < PANEL_ROWS; r++)
        high[r] = fmax(90, shown_levels(g) * (r == 0 ? 22.0 : 15.0));
    return l;
}

/* Demands are parts of something: from 0 to 1, unless they are not. */
static void set_scale(range all, plot *out)
{
    gp_set_number(&out->settings, "LOW", isfinite(all.low) ? fmin(0, all.low) : 0);
    gp_set_number(&out->settings, "HIGH", isfinite(all.high) ? fmax(1, all.high) : 1);
}

static void set_levels(analysis *a, const grid *g, plot *out)
{
    uint32_t n = shown_levels(g);
    const char **names = arena_array(&a->arena, n, sizeof *names);
    for (uint32_t l = 0; l < n; l++) names[l] = g->levels[evenly(l, n, g->n_levels)];
    gp_array_text(&out->settings, "LEVEL", names, n);
    gp_array_short(&out->settings, "LEVEL_TXT", names, n, TXT_LABEL);
    gp_set_number(&out->settings, "LEVELS", n);
    gp_set_text(&out->settings, "OVER", g->over == NO_COLUMN ? "" : a->experiment.columns[g->over]);
}

static char digit_of(double demand)
{
    return (char)('0' + (int)fmin(fmax(floor(shade_of(demand) * 10 + 1e-9), 0), 9));
}

/* As text: a digit per fiftieth of the time, tenths of the demand. */
static void set_txt(analysis *a, const grid *g, const group *cells, plot *out)
{
    enum { WIDTH = 50 };
    uint32_t n = shown_levels(g);
    const char **rows = arena_array(&a->arena, n, sizeof *rows);
    for (uint32_t l = 0; l < n; l++) {
        char *text = arena_alloc(&a->arena, WIDTH + 1);
        course c;
        bool there = course_of(a, cells->cells[evenly(l, n, g->n_levels)], &c);
        for (uint32_t i = 0; i < WIDTH; i++) {
            double x = there ? course_at(&c, a->focus, i * c.buckets / WIDTH).mean : NAN;
            text[i] = isnan(x) ? '.' : digit_of(x);
        }
        text[WIDTH] = '\0';
        rows[l] = text;
    }
    gp_array_text(&out->settings, "MAP_TXT", rows, n);
    out->lines += n + 2 - TXT_ROWS;
}

void plot_fingerprint(analysis *a, plot *out)
{
    grid g;
    tiles t;
    double high[PANEL_ROWS];
    range all = RANGE_NOTHING;
    grid_build(a, &g);
    tiles_layout layout = lay_out(&g, high);
    tiles_build(a, &g, TILE_PER_PANEL, 0,
                tiles_fitting(out, &layout.around, (tiles_limit){PANEL_ROWS, PANEL_COLUMNS}), &t);
    for (uint32_t i = 0; i < t.n; i++) add_map(a, &g, &t.at[i], &out->data, &all);
    const char *const words[] = {title(a, &g), subtitle(a, &g, &t), legend(a)};
    plot_heads(out, words[0], words[1], words[2], t.n > 1 ? t.column[0] : "");
    tiles_lay_out(&t, &layout, words, out);
    tiles_set(&t, &out->settings);
    set_levels(a, &g, out);
    set_scale(all, out);
    set_txt(a, &g, &t.at[0], out);
}
