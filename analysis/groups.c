/* Groups of cells along one column, and paired trends along a group. All contrasts are taken within
 * a replicate first (cells share their random numbers) and averaged after. */
#include "analysis/groups.h"

#include "base/oom.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

uint32_t column_index(const analysis *a, const char *name)
{
    for (uint32_t i = 0; name && i < a->experiment.n_columns; i++)
        if (!strcmp(a->experiment.columns[i], name)) return i;
    return NO_COLUMN;
}

static bool same_but(const analysis *a, uint64_t x, uint64_t y, uint32_t column)
{
    for (uint32_t i = 0; i < a->experiment.n_columns; i++)
        if (i != column && strcmp(cell_level(a, x, i), cell_level(a, y, i)) != 0) return false;
    return true;
}

static bool is_number(const char *name)
{
    double x;
    return text_to_double(name, &x);
}

/* Of two numbers. */
static bool is_above(const char *name, const char *other)
{
    double x, y;
    return text_to_double(name, &x) && text_to_double(other, &y) && x > y;
}

void levels_in_order(const char **names, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!is_number(names[i])) return;
    for (uint32_t i = 1; i < n; i++) {
        const char *name = names[i];
        uint32_t k = i;
        for (; k && is_above(names[k - 1], name); k--) names[k] = names[k - 1];
        names[k] = name;
    }
}

static void cells_in_order(const analysis *a, uint32_t over, uint64_t *cells, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!is_number(cell_level(a, cells[i], over))) return;
    for (uint32_t i = 1; i < n; i++) {
        uint64_t cell = cells[i];
        const char *name = cell_level(a, cell, over);
        uint32_t k = i;
        for (; k && is_above(cell_level(a, cells[k - 1], over), name); k--) cells[k] = cells[k - 1];
        cells[k] = cell;
    }
}

/* Quadratic in the number of groups, which is the number of panels of a figure or lines of
 * verdicts. */
group_list groups_along(analysis *a, uint32_t over,
                        bool (*keep)(const analysis *, uint64_t, const void *), const void *ctx)
{
    group_list list = {0, arena_array(&a->arena, a->n_cells, sizeof *list.at)};
    uint64_t **cells = arena_array(&a->arena, a->n_cells, sizeof *cells);
    for (uint64_t c = 0; c < a->n_cells; c++) {
        if (keep && !keep(a, c, ctx)) continue;
        uint32_t g = 0;
        while (g < list.n && (over == NO_COLUMN || !same_but(a, cells[g][0], c, over))) g++;
        if (g == list.n) {
            cells[g] = arena_array(&a->arena, over == NO_COLUMN ? 1 : a->n_cells, sizeof **cells);
            list.at[list.n++] = (group){0, cells[g]};
        }
        cells[g][list.at[g].n++] = c;
    }
    for (uint32_t g = 0; over != NO_COLUMN && g < list.n; g++)
        cells_in_order(a, over, cells[g], list.at[g].n);
    return list;
}

bool cell_with(const analysis *a, uint64_t cell, uint32_t column, const char *name, uint64_t *out)
{
    for (uint64_t c = 0; c < a->n_cells; c++)
        if (!strcmp(cell_level(a, c, column), name) && same_but(a, c, cell, column)) {
            *out = c;
            return true;
        }
    return false;
}

/* ---- trends ---- */

static bool contrast_of(const analysis *a, uint64_t cell, const base *b, contrast *out)
{
    uint64_t other = cell;
    *out = (contrast){analysis_cell(a, cell), NULL};
    if (b && b->blind)
        out->minus = analysis_twin_or_self(a, cell, b->role);
    else if (b && b->column != NO_COLUMN) {
        if (!cell_with(a, cell, b->column, b->level, &other)) return false;
        out->minus = analysis_cell(a, other);
    } else
        return out->plus && out->plus->replicates;
    return out->plus && out->minus && out->plus->replicates && out->minus->replicates;
}

static double contrast_value(const contrast *c, uint32_t measure, uint64_t r)
{
    double x = arm_value(c->plus, measure, r).number;
    return c->minus ? x - arm_value(c->minus, measure, r).number : x;
}

static uint64_t contrast_replicates(const contrast *c)
{
    uint64_t n = c->plus->replicates;
    return c->minus && c->minus->replicates > n ? c->minus->replicates : n;
}

static uint64_t contrast_distinct(const contrast *c)
{
    uint64_t n = c->plus->distinct;
    return c->minus && c->minus->distinct > n ? c->minus->distinct : n;
}

static bool contrast_is_random(const contrast *c)
{
    return c->plus->random || (c->minus && c->minus->random);
}

contrast *contrasts_along(analysis *a, const group *g, const base *b)
{
    contrast *at = arena_array(&a->arena, g->n, sizeof *at);
    for (uint32_t l = 0; l < g->n; l++)
        if (!contrast_of(a, g->cells[l], b, &at[l])) return NULL;
    return at;
}

bool paired_along(analysis *a, const group *g, uint32_t measure, const base *b, paired *out)
{
    const contrast *at = contrasts_along(a, g, b);
    *out = (paired){.levels = g->n, .exact = true};
    if (!at) return false;
    for (uint32_t l = 0; l < g->n; l++) {
        uint64_t n = contrast_replicates(&at[l]);
        if (n > out->replicates) out->replicates = n;
        if (!contrast_is_random(&at[l])) continue;
        out->exact = false;
        out->few = out->few || contrast_distinct(&at[l]) < DISTINCT_MIN;
    }
    out->x = mem_alloc(out->replicates * g->n * sizeof *out->x);
    for (uint64_t r = 0; r < out->replicates; r++)
        for (uint32_t l = 0; l < g->n; l++)
            out->x[r * g->n + l] = contrast_value(&at[l], measure, r);
    return true;
}

void paired_fini(paired *p) { free(p->x); }

static void take_slope(const double *x, uint32_t levels, uint64_t n, trend *out)
{
    double *slope = mem_alloc(n * sizeof *slope);
    out->dropped = 0;
    for (uint64_t r = 0; r < n; r++) {
        slope[r] = slope_per_step(x + r * levels, levels); /* NaN if any level is */
        out->dropped += isnan(slope[r]) != 0;
    }
    out->slope = estimate_mean(slope, n);
    free(slope);
}

static void take_steps(const double *x, uint32_t levels, uint64_t n, trend *out)
{
    double *step = mem_alloc(n * sizeof *step), *p = mem_alloc(levels * sizeof *p);
    for (uint32_t l = 0; l + 1 < levels; l++) {
        for (uint64_t r = 0; r < n; r++) step[r] = x[r * levels + l + 1] - x[r * levels + l];
        out->step[l] = estimate_mean(step, n);
        p[l] = estimate_p(&out->step[l]);
    }
    holm(p, levels - 1, out->step_p);
    free(p);
    free(step);
}

static void drop_intervals(trend *t)
{
    t->slope = estimate_without_interval(t->slope);
    for (uint32_t l = 0; l + 1 < t->levels; l++) t->step[l] = estimate_without_interval(t->step[l]);
}

bool trend_along(analysis *a, const group *g, uint32_t measure, const base *b, trend *out)
{
    paired p;
    *out = (trend){.levels = g->n, .exact = true};
    if (g->n < 2 || !paired_along(a, g, measure, b, &p)) return false;
    out->replicates = p.replicates;
    out->exact = p.exact;
    out->few = p.few;
    out->step = arena_array(&a->arena, g->n, sizeof *out->step);
    out->step_p = arena_array(&a->arena, g->n, sizeof *out->step_p);
    take_slope(p.x, g->n, p.replicates, out);
    take_steps(p.x, g->n, p.replicates, out);
    paired_fini(&p);
    if (out->few || out->exact) drop_intervals(out);
    return true;
}
