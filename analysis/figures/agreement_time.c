/* The data of the figure `agreement-time`: in which twentieth of the time talks end in a deal, one
 * small histogram per cell, and how many end in none; the blind twin as an outline. Shares are of
 * all sessions: a panel's bars add up to 1. */
#include "analysis/figures/plot.h"
#include "analysis/figures/tiles.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { BUCKETS = 20, PANEL_COLUMNS = 5, PANEL_ROWS = 4 };

typedef struct histogram {
    double deals[BUCKETS], none; /* parts of all sessions; NaN: there is none */
} histogram;

/* What the axis counts: parts of the time to the deadline; without one, rounds. */
typedef struct clock_axis {
    bool rounds;
    double most; /* rounds */
} clock_axis;

const char *agreement_time_lacks(analysis *a, const plot *out) { return course_lacks(a, out); }

static clock_axis axis_of(const analysis *a)
{
    clock_axis x = {.most = 1};
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const arm_data *d = analysis_cell(a, c);
        x.rounds = x.rounds || !model_rounds(&a->cells[c].model);
        for (uint64_t r = 0; d && r < d->replicates; r++)
            x.most = fmax(x.most, arm_value(d, MEASURE_ROUND, r).number + 1);
    }
    return x;
}

static uint32_t twentieth_of(const clock_axis *x, const model *m, double at_round)
{
    double time = x->rounds ? at_round / x->most : model_time(m, (uint32_t)at_round);
    uint32_t b = (uint32_t)(time * BUCKETS);
    return b < BUCKETS ? b : BUCKETS - 1;
}

static histogram histogram_of(const analysis *a, const arm_data *d, const clock_axis *x)
{
    histogram h = {.none = 0};
    if (!d || !d->sessions) {
        for (uint32_t b = 0; b < BUCKETS; b++) h.deals[b] = NAN;
        h.none = NAN;
        return h;
    }
    const model *m = &a->cells[d->arm->cell].model;
    double one = 1 / (double)d->sessions;
    for (uint64_t r = 0; r < d->replicates; r++) {
        if (!arm_seen(d, r)) continue;
        if (arm_deal(d, r))
            h.deals[twentieth_of(x, m, arm_value(d, MEASURE_ROUND, r).number)] += one;
        else
            h.none += one;
    }
    return h;
}

/* Of a panel, what it shows; and how high its highest bar is. */
typedef struct panel {
    histogram of, blind;
    uint64_t sessions;
    bool has_twin;
    double highest;
} panel;

static panel panel_of(const analysis *a, uint64_t cell, const clock_axis *x)
{
    const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
    const arm_data *twin = d ? analysis_twin(a, cell, a->focus) : NULL;
    panel p = {histogram_of(a, d, x), histogram_of(a, twin, x), d ? d->sessions : 0, twin != NULL,
               0};
    for (uint32_t b = 0; b < BUCKETS; b++)
        p.highest = fmax(p.highest, fmax(p.of.deals[b], p.blind.deals[b]));
    p.highest = fmax(p.highest, fmax(p.of.none, p.blind.none));
    return p;
}

/* Two blocks: deals (middle of the bucket, share, blind twin's), none (0, share, blind twin's). */
static void add_panel(const panel *p, const clock_axis *x, buf *data)
{
    double width = (x->rounds ? x->most : 1) / BUCKETS;
    for (uint32_t b = 0; b < BUCKETS; b++)
        gp_data(data, (const double[]){(b + 0.5) * width, p->of.deals[b], p->blind.deals[b]}, 3);
    buf_text(data, "\n\n");
    gp_data(data, (const double[]){0, p->of.none, p->blind.none}, 3);
    buf_text(data, "\n\n");
}

/* ---- words ---- */

static const char *count_text(analysis *a, const panel *p, const clock_axis *x)
{
    char all[32];
    text_grouped(all, sizeof all, p->sessions);
    if (!p->sessions) return "no session";
    if (x->rounds)
        return arena_format(&a->arena, "%.0f %% deals; n = %s", 100 * (1 - p->of.none), all);
    return arena_format(&a->arena, "%.0f %% deals, %.0f %% at the end; n = %s",
                        100 * (1 - p->of.none), 100 * p->of.deals[BUCKETS - 1], all);
}

/* Late deals, where there is a deadline; else how long it takes. */
static uint32_t measure_of(analysis *a, const clock_axis *x)
{
    return x->rounds ? MEASURE_ROUND
                     : analysis_take_measure(a, columns_find(&a->columns, "late_deal"));
}

static const char *title(analysis *a, const grid *g, const clock_axis *x)
{
    static const title_words late = {
        "When talks end in a deal", "the more talks end at the last moment",
        "the fewer talks end at the last moment", "how many talks end at the last moment"};
    static const title_words longer = {"When talks end in a deal", "the longer talks last",
                                       "the shorter talks last", "how long talks last"};
    uint32_t measure = measure_of(a, x);
    findings found = grid_findings(a, g, measure, AGAINST_NOTHING);
    return title_of(a, g, &found, x->rounds ? &longer : &late);
}

static const char *subtitle(analysis *a, const grid *g, const tiles *t, const clock_axis *x)
{
    findings excess = grid_findings(a, g, measure_of(a, x), AGAINST_TWIN);
    return arena_format(&a->arena, "%s%s%s", excess_of(a, &excess), sample_of(a, g),
                        tiles_left_out(a, t));
}

static const char *legend(analysis *a, const tiles *t, const panel *p)
{
    bool twin = false;
    for (uint32_t i = 0; i < t->n; i++) twin = twin || p[i].has_twin;
    return arena_format(&a->arena,
                        "bars: share of all sessions that end in a deal then, dark: in the last "
                        "twentieth; grey: in none%s",
                        twin ? "; outline: the same agent, blind to leverage" : "");
}

/* ---- settings ---- */

static const double wide[PANEL_COLUMNS] = {620, 820, 940, 1040, 1100};
static const double high[PANEL_ROWS] = {300, 190, 150, 130};
static const tiles_layout layout = {{60, 20, 0, 58, 22, 50, 150, 80}, wide, high};

void plot_agreement_time(analysis *a, plot *out)
{
    grid g;
    tiles t;
    double highest = 0;
    clock_axis x = axis_of(a);
    grid_build(a, &g);
    tiles_build(a, &g, TILE_PER_CELL, 0,
                tiles_fitting(out, &layout.around, (tiles_limit){PANEL_ROWS, PANEL_COLUMNS}), &t);
    panel *p = arena_array(&a->arena, t.n, sizeof *p);
    const char **counts = arena_array(&a->arena, t.n, sizeof *counts);
    double *twins = arena_array(&a->arena, t.n, sizeof *twins);
    for (uint32_t i = 0; i < t.n; i++) {
        p[i] = panel_of(a, t.at[i].cells[0], &x);
        add_panel(&p[i], &x, &out->data);
        counts[i] = count_text(a, &p[i], &x);
        twins[i] = p[i].has_twin;
        highest = fmax(highest, p[i].highest);
    }
    const char *const words[] = {title(a, &g, &x), subtitle(a, &g, &t, &x), legend(a, &t, p)};
    plot_heads(out, words[0], words[1], words[2],
               arena_format(&a->arena, "%s%s%s: %s", t.across, *t.across ? " " : "", t.column[0],
                            counts[0]));
    tiles_lay_out(&t, &layout, words, out);
    tiles_set(&t, &out->settings);
    gp_array_text(&out->settings, "COUNT", counts, t.n);
    gp_array_number(&out->settings, "TWIN", twins, t.n);
    gp_set_number(&out->settings, "HIGHEST", highest > 0 ? highest : 1);
    gp_set_number(&out->settings, "FULL", x.rounds ? x.most : 1);
    gp_set_number(&out->settings, "ROUNDS", x.rounds);
}
