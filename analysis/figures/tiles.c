/* Lays a grid out as small multiples. Knows no measure and no statistic. */
#include "analysis/figures/tiles.h"

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

/* ---- space ---- */

static uint32_t fitting(double room, double gap, double smallest, uint32_t most)
{
    double n = (room + gap) / (smallest + gap);
    return n < 1 ? 1 : least((uint32_t)n, most);
}

tiles_limit tiles_fitting(const plot *p, const tiles_space *s, tiles_limit most)
{
    double width = p->asked_width - s->left - s->right;
    double height = p->asked_height - s->top - s->bottom;
    if (p->asked_width) most.columns = fitting(width, s->gap_x, s->least_width, most.columns);
    if (p->asked_height) most.rows = fitting(height, s->gap_y, s->least_height, most.rows);
    return most;
}

void tiles_set_space(const tiles_space *s, buf *settings)
{
    gp_set_number(settings, "LEFT", s->left);
    gp_set_number(settings, "RIGHT", s->right);
    gp_set_number(settings, "TOP", s->top);
    gp_set_number(settings, "BOTTOM", s->bottom);
    gp_set_number(settings, "GAPX", s->gap_x);
    gp_set_number(settings, "GAPY", s->gap_y);
}

tiles_space tiles_lay_out(const tiles *t, const tiles_layout *l, const char *const words[3],
                          plot *out)
{
    enum { UNTIL_KNOWN = 600, UNDER_HEADS = 54 };
    tiles_space s = l->around;
    plot_size(out, (uint32_t)l->wide[t->n_columns - 1], UNTIL_KNOWN);
    s.top = plot_headings(out, words[0], words[1], words[2]) + UNDER_HEADS;
    double between = s.top + s.bottom + (t->n_rows - 1) * s.gap_y;
    if (!out->asked_height) out->height = (uint32_t)(between + t->n_rows * l->high[t->n_rows - 1]);
    tiles_set_space(&s, &out->settings);
    return s;
}

double tiles_width(const tiles *t, const tiles_space *s, const plot *out)
{
    return (out->width - s->left - s->right - (t->n_columns - 1) * s->gap_x) / t->n_columns;
}

double tiles_height(const tiles *t, const tiles_space *s, const plot *out)
{
    return (out->height - s->top - s->bottom - (t->n_rows - 1) * s->gap_y) / t->n_rows;
}

/* ---- the design ---- */

/* The whole design as a table of rows and columns, before anything is left out.
 */
typedef struct design_table {
    const grid *g;
    tiling how;
    bool three; /* levels x columns, at one row of the grid */
    uint32_t held_row, n_rows, n_columns;
    const char **rows, **columns, *down, *across;
} design_table;

static design_table table_of(analysis *a, const grid *g, tiling how, uint32_t held_row)
{
    design_table t = {.g = g, .how = how, .held_row = held_row};
    const char *over = g->over == NO_COLUMN ? "" : a->experiment.columns[g->over];
    t.three = how == TILE_PER_CELL && g->n_columns > 1;
    t.rows = t.three ? g->columns : g->rows;
    t.n_rows = t.three ? g->n_columns : g->n_rows;
    t.down = t.three ? g->column_name : g->row_name;
    t.columns = how == TILE_PER_CELL ? g->levels : g->columns;
    t.n_columns = how == TILE_PER_CELL ? g->n_levels : g->n_columns;
    t.across = how == TILE_PER_CELL ? over : g->column_name;
    return t;
}

static group cells_at(analysis *a, const design_table *t, uint32_t r, uint32_t c)
{
    const grid *g = t->g;
    uint32_t levels = t->how == TILE_PER_CELL ? 1 : g->n_levels;
    uint64_t *cells = arena_array(&a->arena, levels, sizeof *cells);
    for (uint32_t l = 0; l < levels; l++)
        cells[l] = t->three                  ? grid_cell(g, t->held_row, r, c)
                   : t->how == TILE_PER_CELL ? grid_cell(g, r, 0, c)
                                             : grid_cell(g, r, c, l);
    return (group){levels, cells};
}

uint32_t evenly(uint32_t i, uint32_t shown, uint32_t all)
{
    if (shown >= all || shown < 2) return i;
    return (uint32_t)(((uint64_t)i * (all - 1) + (shown - 1) / 2) / (shown - 1));
}

/* Columns of one factor do not cross: then some places of the table have no cell. */
static bool is_there(analysis *a, const design_table *t, uint32_t r, uint32_t c)
{
    group cells = cells_at(a, t, r, c);
    for (uint32_t i = 0; i < cells.n; i++)
        if (cells.cells[i] != NO_CELL) return true;
    return false;
}

typedef struct place {
    uint32_t row, column;
} place;

static uint32_t places_of(analysis *a, const design_table *t, place *out)
{
    uint32_t n = 0;
    for (uint32_t r = 0; r < t->n_rows; r++)
        for (uint32_t c = 0; c < t->n_columns; c++)
            if (is_there(a, t, r, c)) out[n++] = (place){r, c};
    return n;
}

static const char *name_of(analysis *a, const design_table *t, place p)
{
    if (t->n_columns == 1) return t->rows[p.row];
    if (t->n_rows == 1) return t->columns[p.column];
    return arena_format(&a->arena, "%s · %s", t->rows[p.row], t->columns[p.column]);
}

/* A list of panels, broken into rows of nearly equal length. */
static void wrap(analysis *a, const design_table *t, const place *places, uint32_t n,
                 tiles_limit limit, tiles *out)
{
    out->wrapped = true;
    out->all = n;
    out->n = least(n, limit.rows * limit.columns);
    out->n_rows = (out->n + limit.columns - 1) / limit.columns;
    out->n_columns = (out->n + out->n_rows - 1) / out->n_rows;
    if (t->n_rows == 1 || t->n_columns == 1) out->across = t->n_columns == 1 ? t->down : t->across;
    out->column = arena_array(&a->arena, out->n, sizeof *out->column);
    out->row = arena_array(&a->arena, out->n_rows, sizeof *out->row);
    out->at = arena_array(&a->arena, out->n, sizeof *out->at);
    for (uint32_t r = 0; r < out->n_rows; r++) out->row[r] = "";
    for (uint32_t i = 0; i < out->n; i++) {
        place p = places[evenly(i, out->n, n)];
        out->column[i] = name_of(a, t, p);
        out->at[i] = cells_at(a, t, p.row, p.column);
    }
}

static void cross(analysis *a, const design_table *t, tiles_limit limit, tiles *out)
{
    out->all = t->n_rows * t->n_columns;
    out->n_rows = least(t->n_rows, limit.rows);
    out->n_columns = least(t->n_columns, limit.columns);
    out->n = out->n_rows * out->n_columns;
    out->down = t->down, out->across = t->across;
    out->row = arena_array(&a->arena, out->n_rows, sizeof *out->row);
    out->column = arena_array(&a->arena, out->n_columns, sizeof *out->column);
    out->at = arena_array(&a->arena, out->n, sizeof *out->at);
    for (uint32_t r = 0; r < out->n_rows; r++) {
        uint32_t from = evenly(r, out->n_rows, t->n_rows);
        out->row[r] = t->rows[from];
        for (uint32_t c = 0; c < out->n_columns; c++) {
            uint32_t at = evenly(c, out->n_columns, t->n_columns);
            out->column[c] = t->columns[at];
            out->at[r * out->n_columns + c] = cells_at(a, t, from, at);
        }
    }
}

static const char *held_text(analysis *a, const design_table *t)
{
    const grid *g = t->g;
    if (!t->three || g->n_rows < 2) return "";
    return arena_format(&a->arena, "%s%s%s (of %u the one with the largest effect)", g->row_name,
                        *g->row_name ? ": " : "", g->rows[t->held_row], g->n_rows);
}

void tiles_build(analysis *a, const grid *g, tiling how, uint32_t held_row, tiles_limit limit,
                 tiles *out)
{
    design_table t = table_of(a, g, how, held_row);
    *out = (tiles){.down = "", .across = ""};
    place *places = arena_array(&a->arena, (size_t)t.n_rows * t.n_columns, sizeof *places);
    uint32_t n = places_of(a, &t, places);
    if (t.n_rows == 1 || t.n_columns == 1 || n < t.n_rows * t.n_columns)
        wrap(a, &t, places, n, limit, out);
    else
        cross(a, &t, limit, out);
    out->held = held_text(a, &t);
}

void tiles_of_names(analysis *a, const char *const *names, uint32_t n, const char *of,
                    tiles_limit limit, tiles *out)
{
    *out = (tiles){.down = "", .across = of, .held = "", .wrapped = true, .all = n};
    out->n = least(n, limit.rows * limit.columns);
    out->n_rows = (out->n + limit.columns - 1) / limit.columns;
    out->n_columns = (out->n + out->n_rows - 1) / out->n_rows;
    out->column = arena_array(&a->arena, out->n, sizeof *out->column);
    out->row = arena_array(&a->arena, out->n_rows, sizeof *out->row);
    for (uint32_t r = 0; r < out->n_rows; r++) out->row[r] = "";
    for (uint32_t i = 0; i < out->n; i++) out->column[i] = names[i];
}

const char *tiles_left_out(analysis *a, const tiles *t)
{
    if (t->n == t->all) return "";
    return arena_format(&a->arena, "; %u of %u panels", t->n, t->all);
}

void tiles_set(const tiles *t, buf *settings)
{
    gp_set_number(settings, "ROWS", t->n_rows);
    gp_set_number(settings, "COLUMNS", t->n_columns);
    gp_set_number(settings, "TILES", t->n);
    gp_set_number(settings, "WRAPPED", t->wrapped);
    gp_set_text(settings, "DOWN", t->down);
    gp_set_text(settings, "ACROSS", t->across);
    gp_array_text(settings, "ROW", t->row, t->n_rows);
    gp_array_text(settings, "COLUMN", t->column, t->wrapped ? t->n : t->n_columns);
}
