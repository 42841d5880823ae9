/* The data of the figure `grid`: small multiples of both parties' demands
 * against time, with where and when they agree. Where utilities are
 * transferable and two sit at the table, all is told as the focus' part of the
 * pie, so that the lines meet; else each line is a party's own utility. Lines
 * follow the survivors only while half of the talks go on (course.h). */
#include "analysis/figures/course.h"
#include "analysis/figures/payoffs.h"
#include "analysis/figures/tiles.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { TILE_ROWS = 5, TILE_COLUMNS = 5, LINES_MAX = 4, FINE_TILES = 6, FEW_ROUNDS = 4 };

/* Whose demands are drawn: the focus first. */
typedef struct cast {
    uint32_t n, who[LINES_MAX];
    bool facing; /* the other's demand is what it leaves to the focus */
} cast;

static cast cast_of(const analysis *a)
{
    cast out = {.n = 1, .who = {a->focus}};
    uint32_t parties = a->record.schema.n_parties;
    for (uint32_t p = 0; p < parties && out.n < LINES_MAX; p++)
        if (p != a->focus) out.who[out.n++] = p;
    out.facing = parties == 2 && a->cells[0].model.transferable;
    return out;
}

/* ---- grid.dat ---- */

static double seen_from(const cast *who, uint32_t line, double demand)
{
    return who->facing && line ? 1 - demand : demand;
}

typedef struct drawn {
    bool fine; /* every bucket; else every other one, for pictures with many lines */
    range y;
    double *end; /* [tiles][lines] where each line's label belongs */
} drawn;

/* Never left out: the point where the thick line ends and the thin one starts, and the last. */
static bool is_drawn(const course *c, const course_point *p, uint32_t b, bool fine)
{
    return fine || b % 2 == 0 || b + 1 == c->buckets || (!isnan(p->mean) && !isnan(p->carried));
}

static double add_line(const course *c, const cast *who, uint32_t line, buf *data, drawn *to)
{
    double end = NAN;
    for (uint32_t b = 0; b < c->buckets; b++) {
        course_point p = course_at(c, who->who[line], b);
        if (!is_drawn(c, &p, b, to->fine)) continue;
        double shown[] = {p.time, p.mean, p.low, p.high, p.q10, p.q90, p.carried};
        for (size_t i = 1; i < sizeof shown / sizeof *shown; i++) {
            shown[i] = seen_from(who, line, shown[i]);
            range_widen(&to->y, shown[i]);
        }
        if (!isnan(shown[1])) end = shown[1];
        if (!isnan(shown[6])) end = shown[6];
        gp_data(data,
                (const double[]){shown[0], shown[1], shown[2], shown[3], shown[4], shown[5],
                                 shown[6], p.live},
                8);
    }
    return end;
}

/* When and at what they agree, on average over the deals. */
typedef struct deals {
    estimate time, share;
    double part; /* of the sessions */
} deals;

static deals deals_of(analysis *a, const arm_data *d)
{
    const model *m = &a->cells[d->arm->cell].model;
    double *time = arena_array(&a->arena, d->replicates, sizeof *time);
    double *share = arena_array(&a->arena, d->replicates, sizeof *share);
    for (uint64_t r = 0; r < d->replicates; r++) {
        bool deal = arm_deal(d, r);
        double round = deal ? arm_value(d, MEASURE_ROUND, r).number : NAN;
        time[r] = deal ? model_time(m, (uint32_t)round) : NAN;
        share[r] = deal ? arm_value(d, MEASURE_PIE_SHARE, r).number : NAN;
    }
    deals out = {estimate_mean(time, d->replicates), estimate_mean(share, d->replicates),
                 (double)d->results[HG_RESULT_DEAL] / (double)d->sessions};
    if (d->distinct >= DISTINCT_MIN) return out;
    out.time = estimate_without_interval(out.time);
    out.share = estimate_without_interval(out.share);
    return out;
}

static void add_deals(const deals *d, buf *data)
{
    bool sure = !isnan(d->time.low);
    gp_data(data,
            (const double[]){d->time.mean, d->share.mean, sure ? d->time.low : d->time.mean,
                             sure ? d->time.high : d->time.mean,
                             sure ? d->share.low : d->share.mean,
                             sure ? d->share.high : d->share.mean, NAN, d->part},
            8);
    gp_data(data, (const double[]){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN}, 8);
}

/* One block per line, then one with the deals; returns the share of sessions that have one. */
static double add_tile(analysis *a, const cast *who, uint64_t cell, buf *data, drawn *to,
                       double *end)
{
    course c;
    bool there = course_of(a, cell, &c);
    deals d = {.time.mean = NAN, .share.mean = NAN, .part = NAN};
    if (there) d = deals_of(a, analysis_cell(a, cell));
    for (uint32_t line = 0; line < who->n; line++) {
        end[line] = there ? add_line(&c, who, line, data, to) : NAN;
        if (!there) gp_data(data, (const double[]){0, NAN, NAN, NAN, NAN, NAN, NAN, NAN}, 8);
        buf_text(data, "\n\n");
    }
    add_deals(&d, data);
    buf_text(data, "\n\n");
    range_widen(&to->y, d.share.mean);
    return d.part;
}

/* ---- settings ---- */

/* With room on the right for the roles' names, and above each row for its own. */
static tiles_space space_of(const analysis *a, const cast *who)
{
    tiles_space s = {58, 44, 122, 54, 16, 36, 80, 50};
    for (uint32_t i = 0; i < who->n; i++) {
        double width = 14 + 6.6 * (double)text_width(analysis_role(a, who->who[i]));
        s.right = fmin(fmax(s.right, width), 150);
    }
    return s;
}

/* Returns the height of a tile. */
static double lay_out(const tiles *t, const tiles_space *s, plot *out)
{
    static const double heights[TILE_ROWS] = {300, 220, 178, 152, 136};
    static const double widths[TILE_COLUMNS] = {760, 820, 900, 1000, 1000};
    double between = s->top + s->bottom + (t->n_rows - 1) * s->gap_y;
    plot_size(out, (uint32_t)widths[t->n_columns - 1],
              (uint32_t)(between + t->n_rows * heights[t->n_rows - 1]));
    tiles_set_space(s, &out->settings);
    return (out->height - between) / t->n_rows;
}

/* Roles are named where the lines of a row's last tile end. */
static void set_labels(analysis *a, const tiles *t, const cast *who, const drawn *d, double height,
                       plot *out)
{
    const char *names[LINES_MAX];
    size_t n = (size_t)t->n_rows * who->n;
    double *at = arena_array(&a->arena, n, sizeof *at);
    double gap = (d->y.high - d->y.low) * fmin(14 / height, 1.0 / who->n);
    for (uint32_t r = 0; r < t->n_rows; r++) {
        uint32_t last = (r + 1) * t->n_columns;
        last = (last < t->n ? last : t->n) - 1;
        for (uint32_t k = 0; k < who->n; k++) {
            double end = d->end[(size_t)last * who->n + k];
            at[r * who->n + k] = isnan(end) ? d->y.low : end;
        }
        gp_spread(at + r * who->n, who->n, gap, d->y.low + gap / 2, d->y.high - gap / 2);
    }
    for (uint32_t k = 0; k < who->n; k++) names[k] = analysis_role(a, who->who[k]);
    gp_array_text(&out->settings, "LINE", names, who->n);
    gp_array_short(&out->settings, "LINE_TXT", names, who->n, TXT_LABEL);
    gp_array_number(&out->settings, "LABEL_Y", at, n);
}

static void set_scale(const analysis *a, const cast *who, range y, plot *out)
{
    const char *unit = a->cells[0].model.transferable ? "share of the pie" : "part of its best";
    buf_text(&out->settings, "UNIT = ");
    char text[256];
    snprintf(text, sizeof text, who->facing ? "%.200s’s part of the pie" : "own demand, %s",
             who->facing ? analysis_role(a, a->focus) : unit);
    gp_quoted(&out->settings, text);
    buf_byte(&out->settings, '\n');
    gp_set_number(&out->settings, "YLOW", y.low);
    gp_set_number(&out->settings, "YHIGH", y.high);
    gp_set_number(&out->settings, "YSTEP",
                  y.high - y.low > 2     ? 1
                  : y.high - y.low > 0.7 ? 0.5
                                         : 0.2);
    gp_set_number(&out->settings, "LINES_EACH", who->n);
    gp_set_number(&out->settings, "DOTS", model_rounds(&a->cells[0].model) <= FEW_ROUNDS);
}

/* ---- words ---- */

/* All cells of the grid with that level. */
static group cells_with(analysis *a, const grid *g, uint32_t l)
{
    uint64_t *cells = arena_array(&a->arena, (size_t)g->n_rows * g->n_columns, sizeof *cells);
    group out = {0, cells};
    for (uint32_t r = 0; r < g->n_rows; r++)
        for (uint32_t c = 0; c < g->n_columns; c++) {
            uint64_t cell = grid_cell(g, r, c, l);
            if (cell != NO_CELL && analysis_cell(a, cell)) cells[out.n++] = cell;
        }
    return out;
}

/* Agents have no order: the title names the level with which the focus gets
 * most, and least. */
static const char *title_of_agents(analysis *a, const grid *g, uint32_t role)
{
    const char *who = analysis_role(a, a->focus), *column = a->experiment.columns[g->over];
    const char *as = role == a->focus ? "as" : "against";
    uint32_t best = 0, worst = 0;
    double most = -INFINITY, least = INFINITY;
    for (uint32_t l = 0; l < g->n_levels; l++) {
        group of = cells_with(a, g, l);
        double mean = payoff_mean(a, &of, a->focus).mean;
        if (mean > most) most = mean, best = l;
        if (mean < least) least = mean, worst = l;
    }
    group plus = cells_with(a, g, best), minus = cells_with(a, g, worst);
    payoff_gap gap = payoff_difference(a, &plus, &minus, a->focus);
    switch (payoff_verdict(&gap, fmin(1, gap.p * g->n_levels))) {
    case SURELY_MORE:
        return sentence(arena_format(&a->arena, "%s gets most %s %s (%.2f), least %s %s (%.2f)",
                                     who, as, g->levels[best], most, as, g->levels[worst], least));
    case SURELY_EQUAL:
        return arena_format(&a->arena, "No difference: what %s gets does not depend on %s", who,
                            column);
    case SURELY_LESS:
    case NOT_SURE:
    case TOO_FEW: break;
    }
    return arena_format(&a->arena, "Too few sessions to say whether what %s gets depends on %s",
                        who, column);
}

static const char *title(analysis *a, const grid *g, const findings *found)
{
    const char *who = analysis_role(a, a->focus);
    uint32_t role = g->over == NO_COLUMN || g->n_levels < 2 ? HG_NOBODY : column_role(a, g->over);
    const char *gets = a->cells[0].model.transferable ? "of the pie goes to" : "is in it for";
    const title_words words = {"What all sides ask for, over time, and where they meet",
                               arena_format(&a->arena, "the more %s %s", gets, who),
                               arena_format(&a->arena, "the less %s %s", gets, who),
                               arena_format(&a->arena, "what %s gets", who)};
    return role == HG_NOBODY ? title_of(a, g, found, &words) : title_of_agents(a, g, role);
}

static const char *subtitle(analysis *a, const grid *g, const tiles *t)
{
    const char *parties = "";
    if (a->record.schema.n_parties > LINES_MAX)
        parties =
            arena_format(&a->arena, "; %d of %u parties", LINES_MAX, a->record.schema.n_parties);
    return arena_format(&a->arena, "%s%s%s%s%s", t->held, *t->held ? "; " : "", sample_of(a, g),
                        tiles_left_out(a, t), parties);
}

static const char *legend(analysis *a, const grid *g)
{
    return arena_format(&a->arena,
                        "mean demand while half of the talks go on%s; thin: carried on; diamond: "
                        "mean deal; strip: talks still live",
                        grid_has_intervals(a, g) ? " (95 % CI, 10–90 %)" : "");
}

static const char *tile_name(analysis *a, const tiles *t)
{
    const char *first = t->wrapped || t->n_rows == 1 ? "" : t->row[0];
    return arena_format(&a->arena, "%s%s%s%s%s%s", t->across, *t->across ? ": " : "", t->column[0],
                        *first ? " · " : "", first,
                        t->n > 1 ? arena_format(&a->arena, " (the first of %u panels)", t->n) : "");
}

/* The title is about what is drawn: the rows that are not are dropped. */
static void hold_row(grid *g, uint32_t held)
{
    if (g->n_columns < 2) return;
    g->cells += (size_t)held * g->n_columns * g->n_levels;
    g->rows += held;
    grid_limit(g, g->n_columns, 1);
}

void plot_grid(analysis *a, plot *out)
{
    grid g;
    tiles t;
    cast who = cast_of(a);
    tiles_space around = space_of(a, &who);
    tiles_limit most = tiles_fitting(out, &around, (tiles_limit){TILE_ROWS, TILE_COLUMNS});
    grid_build(a, &g);
    findings found = grid_findings(a, &g, MEASURE_PIE_SHARE, AGAINST_NOTHING);
    tiles_build(a, &g, TILE_PER_CELL, found.row, most, &t);
    hold_row(&g, found.row);
    found = grid_findings(a, &g, MEASURE_PIE_SHARE, AGAINST_NOTHING);
    drawn d = {t.n <= FINE_TILES, RANGE_NOTHING,
               arena_array(&a->arena, (size_t)t.n * who.n, sizeof(double))};
    double *met = arena_array(&a->arena, t.n, sizeof *met);
    for (uint32_t i = 0; i < t.n; i++)
        met[i] = add_tile(a, &who, t.at[i].cells[0], &out->data, &d, d.end + (size_t)i * who.n);
    d.y = range_with_air(d.y);
    plot_heads(out, title(a, &g, &found), subtitle(a, &g, &t), legend(a, &g), tile_name(a, &t));
    tiles_set(&t, &out->settings);
    set_scale(a, &who, d.y, out);
    gp_array_number(&out->settings, "DEALS", met, t.n);
    set_labels(a, &t, &who, &d, lay_out(&t, &around, out), out);
}
