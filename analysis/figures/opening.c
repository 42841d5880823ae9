/* The data of the figure `opening`: what the focus opened with against what it got in the end, one
 * point per session, with the line of least squares and its correlation. The levels of a panel have
 * their own means taken out of both: a better alternative raises opening and gain alike, and that
 * is no effect of the opening. Line and r are those of deals; sessions without a deal stand below,
 * at their opening, and are counted. */
#include "analysis/figures/course.h"
#include "analysis/figures/tiles.h"

#include "base/hash.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

enum { PANEL_ROWS = 3, PANEL_COLUMNS = 4, POINTS_MAX = 5000 };
#define R_NEGLIGIBLE 0.1 /* Cohen's small correlation */

/* Sessions of a panel, of the cells or of their blind twins. */
typedef struct cloud {
    uint64_t n, deals, silent; /* silent: the focus never made an offer */
    uint64_t step;             /* one replicate in so many is drawn */
    double *x, *y;             /* opening and gain, over the mean pie; y is NaN without a deal */
    double *gain, *pie;        /* the gain whether or not there is a deal; the session's own pie */
    uint32_t *level;
    bool *first; /* the focus spoke first */
    bool *drawn;
    bool levelled;     /* moved to the mean pie */
    bool few;          /* too few distinct sessions at some level */
    association deal;  /* of the deals */
    association whole; /* with sessions without a deal, at what they pay */
} cloud;

/* One replicate in `step` is drawn, the same ones in every cell. */
typedef struct thinning {
    uint64_t step, drawn, sessions;
} thinning;

/* Who speaks first in that replicate; HG_NOBODY: chance decides, and no record tells. */
static uint32_t first_mover(const model *m, uint64_t replicate)
{
    const table_spec *t = &m->tables[0];
    if (t->proposer == PROPOSER_RANDOM) return HG_NOBODY;
    return t->party_at[t->n_first ? t->first[replicate % t->n_first] : 0];
}

/* ---- clouds ---- */

/* Shares are of the mean pie: over each session's own, a constant demand would seem to vary. */
static double mean_scale(const analysis *a, const arm_data *d)
{
    const model *m = &a->cells[d->arm->cell].model;
    return m->transferable ? arm_estimate(d, MEASURE_PIE).mean : party_scale(m, a->focus);
}

/* By hash, not by counting: whatever goes by turns is thinned alike. */
static bool is_drawn(uint64_t replicate, uint64_t step)
{
    return hash_mix(1, replicate) % step == 0;
}

static void add_session(const analysis *a, const arm_data *d, uint64_t r, uint32_t l, double scale,
                        cloud *c)
{
    uint64_t i = c->n;
    double opening = arm_value(d, MEASURE_OPENING, r).number;
    if (isnan(opening)) {
        c->silent++;
        return;
    }
    c->x[i] = opening / scale;
    c->gain[i] = arm_value(d, measure_gain(a, a->focus), r).number / scale;
    c->y[i] = arm_deal(d, r) ? c->gain[i] : NAN;
    c->pie[i] = arm_value(d, MEASURE_PIE, r).number;
    c->level[i] = l;
    c->first[i] = first_mover(&a->cells[d->arm->cell].model, r) == a->focus;
    c->drawn[i] = is_drawn(r, c->step);
    c->deals += arm_deal(d, r);
    c->n++;
}

static void make_room(analysis *a, cloud *c, uint64_t n)
{
    c->x = arena_array(&a->arena, n, sizeof *c->x);
    c->y = arena_array(&a->arena, n, sizeof *c->y);
    c->gain = arena_array(&a->arena, n, sizeof *c->gain);
    c->pie = arena_array(&a->arena, n, sizeof *c->pie);
    c->level = arena_array(&a->arena, n, sizeof *c->level);
    c->first = arena_array(&a->arena, n, sizeof *c->first);
    c->drawn = arena_array(&a->arena, n, sizeof *c->drawn);
}

static bool pie_varies(const cloud *c)
{
    for (uint64_t i = 1; i < c->n; i++)
        if (c->level[i] == c->level[i - 1] && c->pie[i] != c->pie[i - 1]) return true;
    return false;
}

/* Where pies differ everything is moved to the mean pie: a larger one raises opening and gain
 * alike. */
static void level_pies(cloud *c, uint32_t levels)
{
    residuals(c->x, c->pie, c->level, c->n, levels);
    residuals(c->y, c->pie, c->level, c->n, levels);
    residuals(c->gain, c->pie, c->level, c->n, levels);
}

static const arm_data *arm_of(const analysis *a, uint64_t cell, bool blind)
{
    if (cell == NO_CELL) return NULL;
    return blind ? analysis_twin_or_self(a, cell, a->focus) : analysis_cell(a, cell);
}

static cloud cloud_of(analysis *a, const group *cells, bool blind, uint64_t step)
{
    cloud c = {.step = step};
    uint64_t most = 0;
    bool drawn = false;
    for (uint32_t l = 0; l < cells->n; l++) {
        const arm_data *d = arm_of(a, cells->cells[l], blind);
        most += d ? d->replicates : 0;
    }
    make_room(a, &c, most);
    for (uint32_t l = 0; l < cells->n; l++) {
        const arm_data *d = arm_of(a, cells->cells[l], blind);
        if (!d) continue;
        double scale = mean_scale(a, d);
        drawn = drawn || d->random;
        c.few = c.few || (d->random && d->distinct < DISTINCT_MIN);
        for (uint64_t r = 0; r < d->replicates; r++)
            if (arm_seen(d, r)) add_session(a, d, r, l, scale, &c);
    }
    c.levelled = pie_varies(&c);
    if (c.levelled) level_pies(&c, cells->n);
    c.deal = associate(c.x, c.y, c.level, c.n, cells->n, c.levelled);
    c.whole = associate(c.x, c.gain, c.level, c.n, cells->n, c.levelled);
    c.few = c.few || !drawn;
    if (c.few) c.deal.low = c.deal.high = NAN;
    return c;
}

static bool has_twin(const analysis *a, const group *cells)
{
    for (uint32_t l = 0; l < cells->n; l++)
        if (cells->cells[l] != NO_CELL && analysis_twin(a, cells->cells[l], a->focus)) return true;
    return false;
}

static thinning thinning_of(const analysis *a, const tiles *t)
{
    thinning out = {1, 0, 0};
    for (uint32_t i = 0; i < t->n; i++)
        for (uint32_t l = 0; l < t->at[i].n; l++) {
            const arm_data *d = arm_of(a, t->at[i].cells[l], false);
            out.sessions += d ? d->sessions : 0;
        }
    if (out.sessions > POINTS_MAX) out.step = out.sessions / POINTS_MAX + 1;
    return out;
}

/* ---- opening.dat ---- */

typedef struct panel {
    cloud seen, blind;
    bool reads; /* there are twins */
} panel;

static double rounded(double x) { return floor(x * 1e4 + 0.5) / 1e4; }

/* Points of one kind: deals after the focus' opening, deals after another's, no deal. */
enum { KIND_FIRST, KIND_SECOND, KIND_NO_DEAL, KINDS };

static int kind_of(const cloud *c, uint64_t i)
{
    if (isnan(c->y[i])) return KIND_NO_DEAL;
    return c->first[i] ? KIND_FIRST : KIND_SECOND;
}

static void add_points(const cloud *c, buf *data, thinning *thin, range *x, range *y)
{
    for (int kind = 0; kind < KINDS; kind++) {
        for (uint64_t i = 0; i < c->n; i++) {
            if (!c->drawn[i] || kind_of(c, i) != kind) continue;
            thin->drawn++;
            range_widen(x, c->x[i]), range_widen(y, c->y[i]);
            gp_data(data, (const double[]){rounded(c->x[i]), rounded(c->y[i]), c->level[i]}, 3);
        }
        gp_data(data, (const double[]){NAN, NAN, NAN}, 3);
        buf_text(data, "\n\n");
    }
}

static double on_line(const association *a, double x) { return a->y + a->slope * (x - a->x); }

static range spread_of(const cloud *c)
{
    range x = RANGE_NOTHING;
    for (uint64_t i = 0; i < c->n; i++)
        if (!isnan(c->y[i])) range_widen(&x, c->x[i]);
    return x;
}

static void add_line(const cloud *c, buf *data)
{
    range x = spread_of(c);
    if (!isnan(c->deal.slope))
        for (int end = 0; end < 2; end++) {
            double at = end ? x.high : x.low;
            gp_data(data, (const double[]){at, on_line(&c->deal, at), NAN}, 3);
        }
    gp_data(data, (const double[]){NAN, NAN, NAN}, 3);
    buf_text(data, "\n\n");
}

/* ---- words ---- */

static const char *r_text(analysis *a, const char *who, const association *s)
{
    if (isnan(s->r)) return arena_format(&a->arena, "%s: r undefined", who);
    if (isnan(s->low)) return arena_format(&a->arena, "%s: r = %.2f, no interval", who, s->r);
    return arena_format(&a->arena, "%s: r = %.2f [%.2f, %.2f]", who, s->r, s->low, s->high);
}

static const char *count_text(analysis *a, const cloud *c)
{
    char deals[32], rest[32];
    text_grouped(deals, sizeof deals, c->deals);
    text_grouped(rest, sizeof rest, c->n - c->deals);
    if (c->n == c->deals) return arena_format(&a->arena, "n = %s deals", deals);
    if (isnan(c->whole.r) || !c->deals)
        return arena_format(&a->arena, "n = %s deals, %s without", deals, rest);
    return arena_format(&a->arena, "n = %s deals; with %s impasses r = %.2f", deals, rest,
                        c->whole.r);
}

typedef struct verdict_count {
    uint32_t up, down, none, still, unsure; /* still: the opening never varies */
} verdict_count;

/* Within every level. */
static bool opens_alike(const cloud *c)
{
    for (uint64_t i = 1; i < c->n; i++)
        if (c->level[i] == c->level[i - 1] && fabs(c->x[i] - c->x[i - 1]) > 1e-9) return false;
    return c->n > 1;
}

static verdict_count count(const panel *p, uint32_t n)
{
    verdict_count v = {0};
    for (uint32_t i = 0; i < n; i++) {
        const association *s = &p[i].seen.deal;
        if (s->low > 0)
            v.up++;
        else if (s->high < 0)
            v.down++;
        else if (s->low > -R_NEGLIGIBLE && s->high < R_NEGLIGIBLE)
            v.none++;
        else if (opens_alike(&p[i].seen))
            v.still++;
        else
            v.unsure++; /* NaN too */
    }
    return v;
}

static const char *title(analysis *a, const panel *p, uint32_t n)
{
    verdict_count v = count(p, n);
    const char *who = analysis_role(a, a->focus);
    uint32_t most = v.up ? v.up : v.down;
    const char *gets = v.up ? "more" : "less";
    if (v.none == n)
        return arena_format(&a->arena, "No difference: what %s gets does not depend on its opening",
                            who);
    if (v.still == n)
        return sentence(arena_format(
            &a->arena, "%s always opens alike here: there is nothing to compare", who));
    if (!most)
        return arena_format(
            &a->arena, "Too few sessions to say whether what %s gets depends on its opening", who);
    if (most == n)
        return arena_format(&a->arena, "The more %s opens with, the %s it gets", who, gets);
    const char *other = v.up && v.down ? arena_format(&a->arena, ", in %u the less", v.down) : "";
    return arena_format(&a->arena, "In %u of %u cases: the more %s opens with, the %s it gets%s",
                        most, n, who, gets, other);
}

/* Does a person's preset sit in the chair, so that what people did is to be compared? */
static bool is_human(const analysis *a, const tiles *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        for (uint32_t l = 0; l < t->at[i].n; l++) {
            const arm_data *d = arm_of(a, t->at[i].cells[l], false);
            if (d && strstr(d->arm->agents[a->focus], "/human")) return true;
        }
    return false;
}

static const char *subtitle(analysis *a, const grid *g, const tiles *t, const panel *p,
                            const thinning *thin)
{
    uint64_t silent = 0;
    bool levelled = false;
    char drawn[32], all[32];
    const char *thinned = "", *never = "";
    for (uint32_t i = 0; i < t->n; i++)
        silent += p[i].seen.silent, levelled = levelled || p[i].seen.levelled;
    text_grouped(drawn, sizeof drawn, thin->drawn);
    text_grouped(all, sizeof all, thin->sessions);
    if (thin->step > 1) thinned = arena_format(&a->arena, "; %s of %s points drawn", drawn, all);
    if (silent)
        never = arena_format(&a->arena, "; %llu sessions in which %s never made an offer left out",
                             (unsigned long long)silent, analysis_role(a, a->focus));
    return arena_format(&a->arena, "deals, and impasses below%s%s; %s%s%s%s",
                        g->n_levels > 1 ? "; line and r within levels" : "",
                        levelled ? "; all moved to the mean pie" : "", sample_of(a, g), thinned,
                        never, tiles_left_out(a, t));
}

static const char *legend(analysis *a, const tiles *t, const panel *p)
{
    bool blind = false, first = false, second = false;
    for (uint32_t i = 0; i < t->n; i++) {
        blind = blind || p[i].reads;
        for (uint64_t k = 0; k < p[i].seen.n; k++)
            first = first || p[i].seen.first[k], second = second || !p[i].seen.first[k];
    }
    const char *shapes = first && second ? arena_format(&a->arena,
                                                        "circle: %s spoke first; triangle: "
                                                        "another did; ",
                                                        analysis_role(a, a->focus))
                                         : "";
    return arena_format(&a->arena, "%sr with 95 %% CI (Fisher z)%s%s", shapes,
                        blind ? "; dashed: the same agent, blind to leverage" : "",
                        is_human(a, t) ? "; people: r about 0.40 to 0.65" : "");
}

/* ---- settings ---- */

static void set_ranges(range x, range y, plot *out)
{
    x = range_with_air(x), y = range_with_air(y);
    const struct {
        const char *name;
        double value;
    } settings[] = {{"XLOW", x.low},
                    {"XHIGH", x.high},
                    {"YLOW", y.low},
                    {"YHIGH", y.high},
                    {"XSTEP", x.high - x.low > 2     ? 1
                              : x.high - x.low > 0.6 ? 0.2
                                                     : 0.1},
                    {"YSTEP", y.high - y.low > 2     ? 1
                              : y.high - y.low > 0.6 ? 0.2
                                                     : 0.1}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gp_set_number(&out->settings, settings[i].name, settings[i].value);
}

static const tiles_space around = {62, 20, 148, 56, 26, 74, 150, 90};

static void lay_out(const tiles *t, plot *out)
{
    static const double wide[PANEL_COLUMNS] = {760, 860, 960, 1100};
    static const double heights[PANEL_ROWS] = {380, 280, 240};
    double between = around.top + around.bottom + (t->n_rows - 1) * around.gap_y;
    plot_size(out, (uint32_t)wide[t->n_columns - 1],
              (uint32_t)(between + t->n_rows * heights[t->n_rows - 1]));
    tiles_set_space(&around, &out->settings);
}

static void set_words(analysis *a, const tiles *t, const panel *p, plot *out)
{
    const char **seen = arena_array(&a->arena, t->n, sizeof *seen);
    const char **blind = arena_array(&a->arena, t->n, sizeof *blind);
    const char **counts = arena_array(&a->arena, t->n, sizeof *counts);
    for (uint32_t i = 0; i < t->n; i++) {
        seen[i] = r_text(a, analysis_role(a, a->focus), &p[i].seen.deal);
        blind[i] = p[i].reads ? r_text(a, "blind", &p[i].blind.deal) : "";
        counts[i] = count_text(a, &p[i].seen);
    }
    gp_array_text(&out->settings, "SEEN", seen, t->n);
    gp_array_text(&out->settings, "BLIND", blind, t->n);
    gp_array_text(&out->settings, "COUNT", counts, t->n);
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
    gp_set_text(&out->settings, "UNIT",
                a->cells[0].model.transferable ? "share of the pie" : "part of its best");
}

static void set_levels(analysis *a, const grid *g, plot *out)
{
    double *ramp = arena_array(&a->arena, g->n_levels, sizeof *ramp);
    for (uint32_t l = 0; l < g->n_levels; l++)
        ramp[l] = g->n_levels > 1 ? gp_level_at(l, g->n_levels) : 0;
    gp_array_number(&out->settings, "RAMP", ramp, g->n_levels);
    gp_array_text(&out->settings, "LEVEL", g->levels, g->n_levels);
    gp_set_number(&out->settings, "LEVELS", g->n_levels);
}

static const char *text_name(analysis *a, const tiles *t, const panel *p)
{
    const char *name = t->n > 1 ? arena_format(&a->arena, "%s: %s (the first of %u panels); ",
                                               t->across, t->column[0], t->n)
                                : "";
    return arena_format(&a->arena, "%s%s; %s", name,
                        r_text(a, analysis_role(a, a->focus), &p[0].seen.deal),
                        count_text(a, &p[0].seen));
}

void plot_opening(analysis *a, plot *out)
{
    grid g;
    tiles t;
    range x = RANGE_NOTHING, y = RANGE_NOTHING;
    grid_build(a, &g);
    grid_drop_rows(&g, grid_row_is_blind, a);
    tiles_build(a, &g, TILE_PER_PANEL, 0,
                tiles_fitting(out, &around, (tiles_limit){PANEL_ROWS, PANEL_COLUMNS}), &t);
    const cloud nobody = {.deal.slope = NAN};
    thinning thin = thinning_of(a, &t);
    panel *p = arena_array(&a->arena, t.n, sizeof *p);
    for (uint32_t i = 0; i < t.n; i++) {
        p[i].seen = cloud_of(a, &t.at[i], false, thin.step);
        p[i].blind = cloud_of(a, &t.at[i], true, thin.step);
        p[i].reads = has_twin(a, &t.at[i]);
        add_points(&p[i].seen, &out->data, &thin, &x, &y);
        add_line(&p[i].seen, &out->data);
        add_line(p[i].reads ? &p[i].blind : &nobody, &out->data);
    }
    plot_heads(out, title(a, p, t.n), subtitle(a, &g, &t, p, &thin), legend(a, &t, p),
               text_name(a, &t, p));
    tiles_set(&t, &out->settings);
    set_words(a, &t, p, out);
    set_levels(a, &g, out);
    set_ranges(x, y, out);
    lay_out(&t, out);
}
