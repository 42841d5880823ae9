/* Lays cells out in panels, and says in a sentence what they show. The sentence is computed from
 * the same paired trends as verdicts: no figure claims what the sessions do not carry. */
#include "analysis/figures/payoffs.h"
#include "analysis/figures/plot.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

#define NEGLIGIBLE 0.01 /* smallest effect of interest per level, in units of the pie */

/* ---- layout ---- */

static uint32_t column_over(const analysis *a)
{
    const experiment *e = &a->experiment;
    for (uint32_t h = 0; h < e->n_hypotheses; h++)
        if (e->hypotheses[h].claim != CLAIM_SAME && e->hypotheses[h].over)
            return column_index(a, e->hypotheses[h].over);
    return e->n_columns ? 0 : NO_COLUMN;
}

/* The index of a name in a growing list. */
static uint32_t index_of(const char **names, uint32_t *n, const char *name)
{
    uint32_t i = 0;
    while (i < *n && strcmp(names[i], name) != 0) i++;
    if (i == *n) names[(*n)++] = name;
    return i;
}

/* The names of all columns but two, joined. */
static const char *rest_name(analysis *a, uint64_t cell, uint32_t over, uint32_t across)
{
    const char *text = "";
    for (uint32_t c = 0; c < a->experiment.n_columns; c++)
        if (c != over && c != across)
            text =
                arena_format(&a->arena, "%s%s%s", text, *text ? ", " : "", cell_level(a, cell, c));
    return text;
}

/* The first of at least two other columns goes across; a lone one goes down. */
static uint32_t column_across(const analysis *a, uint32_t over)
{
    uint32_t others = 0, first = NO_COLUMN;
    for (uint32_t c = a->experiment.n_columns; c-- > 0;)
        if (c != over) first = c, others++;
    return others == 1 ? NO_COLUMN : first;
}

/* What the rows are levels of; "" where they are combinations. */
static const char *name_down(const analysis *a, uint32_t over, uint32_t across)
{
    const char *name = "";
    uint32_t n = 0;
    for (uint32_t c = 0; c < a->experiment.n_columns; c++)
        if (c != over && c != across) name = a->experiment.columns[c], n++;
    return n == 1 ? name : "";
}

void grid_build(analysis *a, grid *out)
{
    uint32_t over = column_over(a), across = column_across(a, over);
    uint64_t n = a->n_cells;
    *out = (grid){.over = over};
    out->column_name = across == NO_COLUMN ? "" : a->experiment.columns[across];
    out->row_name = name_down(a, over, across);
    out->levels = arena_array(&a->arena, n, sizeof(char *));
    out->columns = arena_array(&a->arena, n, sizeof(char *));
    out->rows = arena_array(&a->arena, n, sizeof(char *));
    for (uint64_t c = 0; c < n && over != NO_COLUMN; c++)
        (void)index_of(out->levels, &out->n_levels, cell_level(a, c, over));
    levels_in_order(out->levels, out->n_levels);
    uint32_t(*place)[3] = arena_array(&a->arena, n, sizeof *place); /* row, column, level */
    for (uint64_t c = 0; c < n; c++) {
        const char *at = over == NO_COLUMN ? "" : cell_level(a, c, over);
        const char *panel = across == NO_COLUMN ? "" : cell_level(a, c, across);
        place[c][0] = index_of(out->rows, &out->n_rows, rest_name(a, c, over, across));
        place[c][1] = index_of(out->columns, &out->n_columns, panel);
        place[c][2] = index_of(out->levels, &out->n_levels, at);
    }
    size_t size = (size_t)out->n_rows * out->n_columns * out->n_levels;
    out->cells = arena_array(&a->arena, size, sizeof *out->cells);
    memset(out->cells, 0xff, size * sizeof *out->cells);
    for (uint64_t c = 0; c < n; c++)
        out->cells[((size_t)place[c][0] * out->n_columns + place[c][1]) * out->n_levels +
                   place[c][2]] = c;
}

uint64_t grid_cell(const grid *g, uint32_t r, uint32_t c, uint32_t l)
{
    return g->cells[((size_t)r * g->n_columns + c) * g->n_levels + l];
}

bool grid_row_reads(const analysis *a, const grid *g, uint32_t r)
{
    for (uint32_t i = 0; i < g->n_columns * g->n_levels; i++) {
        uint64_t cell = g->cells[(size_t)r * g->n_columns * g->n_levels + i];
        if (cell != NO_CELL && analysis_twin(a, cell, a->focus)) return true;
    }
    return false;
}

bool grid_reads(const analysis *a, const grid *g)
{
    for (uint32_t r = 0; r < g->n_rows; r++)
        if (grid_row_reads(a, g, r)) return true;
    return false;
}

bool grid_has_intervals(const analysis *a, const grid *g)
{
    for (size_t i = 0; i < (size_t)g->n_rows * g->n_columns * g->n_levels; i++) {
        const arm_data *d = g->cells[i] == NO_CELL ? NULL : analysis_cell(a, g->cells[i]);
        if (d && d->distinct >= DISTINCT_MIN) return true;
    }
    return false;
}

const char *grid_panel_name(analysis *a, const grid *g, uint32_t r, uint32_t c)
{
    const char *down = r == NO_ROW ? "" : g->rows[r];
    return arena_format(&a->arena, "%s%s%s%s%s", g->column_name, *g->column_name ? ": " : "",
                        g->columns[c], *g->columns[c] && *down ? " · " : "", down);
}

bool grid_row_is_blind(const analysis *a, const grid *g, uint32_t r)
{
    return !grid_row_reads(a, g, r);
}

void grid_drop_rows(grid *g, bool (*drop)(const analysis *, const grid *, uint32_t),
                    const analysis *a)
{
    size_t width = (size_t)g->n_columns * g->n_levels;
    uint32_t kept = 0, dropped = 0;
    for (uint32_t r = 0; r < g->n_rows; r++) dropped += drop(a, g, r);
    if (dropped == g->n_rows) return;
    for (uint32_t r = 0; r < g->n_rows; r++) {
        if (drop(a, g, r)) continue;
        memmove(g->cells + kept * width, g->cells + r * width, width * sizeof *g->cells);
        g->rows[kept++] = g->rows[r];
    }
    g->n_rows = kept;
}

void grid_lay_across(grid *g)
{
    if (g->n_columns != 1) return;
    const char **columns = g->columns;
    g->columns = g->rows, g->n_columns = g->n_rows, g->column_name = g->row_name;
    g->rows = columns, g->n_rows = 1, g->row_name = "";
}

void grid_limit(grid *g, uint32_t columns, uint32_t rows)
{
    uint32_t n = g->n_columns < columns ? g->n_columns : columns;
    g->n_rows = g->n_rows < rows ? g->n_rows : rows;
    for (uint32_t r = 0; r < g->n_rows; r++)
        memmove(g->cells + (size_t)r * n * g->n_levels,
                g->cells + (size_t)r * g->n_columns * g->n_levels,
                (size_t)n * g->n_levels * sizeof *g->cells);
    g->n_columns = n;
}

/* ---- findings ---- */

static group panel_group(analysis *a, const grid *g, uint32_t r, uint32_t c)
{
    uint64_t *cells = arena_array(&a->arena, g->n_levels, sizeof *cells);
    group out = {0, cells};
    for (uint32_t l = 0; l < g->n_levels; l++)
        if (grid_cell(g, r, c, l) != NO_CELL) cells[out.n++] = grid_cell(g, r, c, l);
    return out;
}

static bool leverage_rises(const analysis *a, const group *of)
{
    for (uint32_t l = 1; l < of->n; l++) {
        const arm_data *before = analysis_cell(a, of->cells[l - 1]);
        const arm_data *after = analysis_cell(a, of->cells[l]);
        if (!before || !after) return false;
        double rise = arm_estimate(after, MEASURE_LEVERAGE).mean -
                      arm_estimate(before, MEASURE_LEVERAGE).mean;
        if (!(rise > 0)) return false;
    }
    return of->n > 1;
}

/* Does a step go surely against the slope? Then the slope alone is not the whole story. */
static bool is_bent(const trend *t)
{
    for (uint32_t l = 0; l + 1 < t->levels; l++) {
        bool sure = t->exact || (!t->few && t->step_p[l] <= 1 - CONFIDENCE);
        if (sure && t->step[l].mean * t->slope.mean < 0) return true;
    }
    return false;
}

static void count_panel(const trend *t, findings *f)
{
    double low = t->exact ? t->slope.mean : t->slope.low;
    double high = t->exact ? t->slope.mean : t->slope.high;
    f->panels++;
    if (low > 0 || high < 0) {
        f->least = fmin(f->least, fabs(t->slope.mean));
        f->most = fmax(f->most, fabs(t->slope.mean));
    }
    if (low > 0)
        f->up++;
    else if (high < 0)
        f->down++;
    else if (low > -NEGLIGIBLE && high < NEGLIGIBLE)
        f->none++;
    else
        f->unsure++; /* NaN too */
    if (low > 0 || high < 0) f->bent = f->bent || is_bent(t);
}

static bool same_agent(const char *x, const char *y)
{
    size_t size = strcspn(x, ":");
    return strcspn(y, ":") == size && !strncmp(x, y, size);
}

/* Agents have no order: other settings of the same one may have. */
static bool are_agents(analysis *a, uint32_t over)
{
    uint32_t role = over == NO_COLUMN ? HG_NOBODY : column_role(a, over);
    group_list groups = groups_along(a, over, NULL, NULL);
    for (uint32_t g = 0; g < groups.n && role != HG_NOBODY; g++) {
        const arm_data *first = NULL;
        for (uint32_t i = 0; i < groups.at[g].n; i++) {
            const arm_data *d = analysis_cell(a, groups.at[g].cells[i]);
            if (d && first && !same_agent(first->arm->agents[role], d->arm->agents[role]))
                return true;
            if (!first) first = d;
        }
    }
    return false;
}

static void note_ends(const analysis *a, const grid *g, const group *of, findings *f)
{
    const char *from = cell_level(a, of->cells[0], g->over);
    const char *to = cell_level(a, of->cells[of->n - 1], g->over);
    if (f->panels == 1)
        f->from = from, f->to = to;
    else if (f->from && (strcmp(f->from, from) != 0 || strcmp(f->to, to) != 0))
        f->from = f->to = NULL;
}

findings grid_findings(analysis *a, const grid *g, uint32_t measure, against what)
{
    findings f = {.leverage_rises = true, .unordered = are_agents(a, g->over), .least = INFINITY};
    base blind = {.blind = what == AGAINST_TWIN, .role = a->focus, .column = NO_COLUMN};
    double steepest = -1;
    for (uint32_t r = 0; r < g->n_rows; r++)
        for (uint32_t c = 0; c < g->n_columns; c++) {
            group of = panel_group(a, g, r, c);
            trend t;
            if (!of.n || (blind.blind && !grid_row_reads(a, g, r))) continue;
            if (!trend_along(a, &of, measure, &blind, &t) || !t.slope.n) continue;
            count_panel(&t, &f);
            note_ends(a, g, &of, &f);
            f.leverage_rises = f.leverage_rises && leverage_rises(a, &of);
            if (fabs(t.slope.mean) > steepest)
                steepest = fabs(t.slope.mean), f.row = r, f.column = c;
        }
    return f;
}

/* ---- words ---- */

/* "the more leverage", or where the levels are of something else: what they go from and to. */
static const char *cause_of(analysis *a, const grid *g, const findings *f)
{
    if (f->leverage_rises) return "the more leverage";
    const char *column = a->experiment.columns[g->over];
    if (!f->from) return arena_format(&a->arena, "the further %s goes along its levels", column);
    return arena_format(&a->arena, "the further %s goes from %s to %s", column, f->from, f->to);
}

const char *sentence(char *text)
{
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = (char)(text[0] - 'a' + 'A');
    return text;
}

static const char *effect_title(analysis *a, const findings *f, const char *cause,
                                const title_words *w)
{
    const char *whole = f->bent ? "on the whole, " : "", *effect = f->up ? w->more : w->less;
    uint32_t panels = f->up ? f->up : f->down;
    if (panels == f->panels)
        return sentence(arena_format(&a->arena, "%s%s, %s", whole, cause, effect));
    const char *most = arena_format(&a->arena, "In %u of %u cases: %s%s, %s", panels, f->panels,
                                    whole, cause, effect);
    if (!f->up || !f->down) return most;
    return arena_format(&a->arena, "%s; in %u: %s", most, f->down, w->less);
}

const char *title_of(analysis *a, const grid *g, const findings *f, const title_words *w)
{
    if (!f->panels || f->unordered) return w->alone;
    const char *what = f->leverage_rises ? "leverage" : a->experiment.columns[g->over];
    if (f->up || f->down) return effect_title(a, f, cause_of(a, g, f), w);
    if (f->none == f->panels)
        return arena_format(&a->arena, "No difference: %s does not depend on %s", w->of, what);
    return arena_format(&a->arena, "Too few sessions to say whether %s depends on %s", w->of, what);
}

/* By how much, where it is sure: a sure effect may be smaller than anybody asked for. */
static const char *by_how_much(analysis *a, const findings *f)
{
    const char *least = arena_format(&a->arena, "%.3f", f->least);
    const char *most = arena_format(&a->arena, "%.3f", f->most);
    if (strcmp(least, most) == 0) return arena_format(&a->arena, " by %s per level", most);
    return arena_format(&a->arena, " by %s to %s per level", least, most);
}

static const char *excess_goes(analysis *a, const findings *f)
{
    if (f->up == f->panels || f->down == f->panels)
        return arena_format(&a->arena, "%s%s", f->up ? "rises" : "falls", by_how_much(a, f));
    if (f->none == f->panels) return "does not change";
    if (f->up && f->down)
        return arena_format(&a->arena, "rises in %u and falls in %u of %u cases", f->up, f->down,
                            f->panels);
    if (f->up || f->down)
        return arena_format(&a->arena, "%s%s in %u of %u cases", f->up ? "rises" : "falls",
                            by_how_much(a, f), f->up + f->down, f->panels);
    return "may rise or fall";
}

const char *excess_of(analysis *a, const findings *f)
{
    if (!f->panels || f->unordered) return "";
    return arena_format(&a->arena, "the excess over its blind twin %s; ", excess_goes(a, f));
}

const char *sample_of(analysis *a, const grid *g)
{
    uint64_t least = UINT64_MAX, most = 0;
    char low[32], high[32];
    for (size_t i = 0; i < (size_t)g->n_rows * g->n_columns * g->n_levels; i++) {
        const arm_data *d = g->cells[i] == NO_CELL ? NULL : analysis_cell(a, g->cells[i]);
        if (!d) continue;
        if (d->sessions < least) least = d->sessions;
        if (d->sessions > most) most = d->sessions;
    }
    text_grouped(low, sizeof low, least < most ? least : most);
    text_grouped(high, sizeof high, most);
    const char *per = g->n_levels > 1 ? " per level" : "";
    const char *cut = a->record.complete ? "" : "interrupted run: ";
    unsigned long long seed = a->record.schema.seed;
    if (least < most)
        return arena_format(&a->arena, "%s%s–%s sessions%s, seed %llu", cut, low, high, per, seed);
    return arena_format(&a->arena, "%s%s session%s%s, seed %llu", cut, high, most == 1 ? "" : "s",
                        per, seed);
}
