/* The data of the figure `outcome-space`: what every outcome is worth to two parties, which of them
 * are Pareto-optimal, where the standard solutions lie, and how the offers of one session moved to
 * its deal. Of more than two parties the focus and the first of the others are drawn, and a
 * sentence says who is not. */
#include "analysis/figures/course.h"
#include "analysis/figures/labels.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/talk.h"
#include "base/oom.h"
#include "base/rng.h"
#include "base/text.h"
#include "model/solution.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DOTS_MAX = 5000, SAMPLES = 200, CELLS_FIRST = 256 };
/* Points that labels keep off: offers of both, with steps on the way between them; the frontier. */
enum { OFFERS_AVOIDED = 60, BETWEEN = 6, FRONTIER_AVOIDED = 240 };
enum { AVOIDED = 2 * (OFFERS_AVOIDED + 1) * BETWEEN + FRONTIER_AVOIDED + 1 };
enum { LABELS_MAX = 1 + SOLUTION_COUNT + 4 };

typedef struct spot {
    double x, y;
} spot;

typedef struct space_figure {
    analysis *a;
    talk talk;
    uint32_t across, up;                               /* the parties of the axes */
    double start[HG_PARTIES_MAX], end[HG_PARTIES_MAX]; /* limits */
    solutions found;
    range x, y;
    uint64_t better; /* outcomes at least as good as the deal for all, and better for one */
    double left, right, top, bottom; /* of the panel, in units */
} space_figure;

static spot spot_of(const space_figure *f, outcome_id outcome)
{
    const party *parties = f->talk.model->parties;
    return (spot){utility_of(&parties[f->across].utility, outcome),
                  utility_of(&parties[f->up].utility, outcome)};
}

static void add_spot(buf *data, spot s) { gp_data(data, (const double[]){s.x, s.y}, 2); }

static void end_block(buf *data)
{
    gp_data(data, (const double[]){NAN, NAN}, 2); /* a block is never empty */
    buf_text(data, "\n\n");
}

/* ---- what is in sight ---- */

static void widen(space_figure *f, spot s)
{
    range_widen(&f->x, s.x);
    range_widen(&f->y, s.y);
}

static void pad(range *r)
{
    double width = r->high > r->low ? r->high - r->low : fmax(1, fabs(r->high));
    r->low -= 0.05 * width;
    r->high += 0.07 * width;
}

/* The frontier, what was offered, limits and solutions; outcomes beyond stay out of sight. */
static void set_ranges(space_figure *f)
{
    f->x = f->y = RANGE_NOTHING;
    for (uint32_t i = 0; i < f->found.n_pareto; i++) widen(f, spot_of(f, f->found.pareto[i]));
    for (uint32_t i = 0; i < f->talk.n_offers; i++) widen(f, spot_of(f, f->talk.offers[i].outcome));
    widen(f, (spot){f->start[f->across], f->start[f->up]});
    widen(f, (spot){f->end[f->across], f->end[f->up]});
    if (f->talk.row.deal != HG_NO_OUTCOME) widen(f, spot_of(f, f->talk.row.deal));
    pad(&f->x);
    pad(&f->y);
}

/* ---- outcomes ---- */

/* The cell of n x n over the picture that an outcome falls into; n * n: out of sight. */
static size_t cell_of(const space_figure *f, spot s, size_t n)
{
    double x = (s.x - f->x.low) / (f->x.high - f->x.low);
    double y = (s.y - f->y.low) / (f->y.high - f->y.low);
    if (!(x >= 0 && x < 1 && y >= 0 && y < 1)) return n * n;
    return (size_t)(x * (double)n) * n + (size_t)(y * (double)n);
}

/* One dot per cell, the first outcome in it; returns how many, writes where data is given. */
static size_t thin(const space_figure *f, size_t n, buf *data)
{
    bool *taken = mem_zero(n * n + 1, sizeof *taken);
    size_t dots = 0;
    taken[n * n] = true;
    for (outcome_id o = 0; o < f->talk.model->space.size; o++) {
        spot s = spot_of(f, o);
        size_t cell = cell_of(f, s, n);
        if (taken[cell]) continue;
        taken[cell] = true;
        dots++;
        if (data) add_spot(data, s);
    }
    free(taken);
    return dots;
}

/* Some of a space too large to list: the same in every figure of it. */
static void add_some(const space_figure *f, buf *data)
{
    rng r;
    rng_open(&r, 0, RNG_DESIGN, 0, 0);
    for (uint32_t i = 0; i < DOTS_MAX; i++)
        add_spot(data, spot_of(f, rng_below(&r, f->talk.model->space.size)));
}

/* All outcomes in sight as far as they can be told apart, on a grid as fine as DOTS_MAX allows; a
 * range of reals as evenly spaced ones. */
static void add_outcomes(const space_figure *f, buf *data)
{
    const space *s = &f->talk.model->space;
    if (space_is_large(s)) {
        add_some(f, data);
    } else if (!s->listed) {
        for (uint64_t i = 0; i <= SAMPLES; i++)
            add_spot(data, spot_of(f, (s->size - 1) / SAMPLES * i));
    } else {
        size_t n = CELLS_FIRST;
        while (n > 16 && thin(f, n, NULL) > DOTS_MAX) n = n * 3 / 4;
        (void)thin(f, n, data);
    }
    end_block(data);
}

/* In a large space the optimal ones are looked at. */
static void count_better(space_figure *f)
{
    const model *m = f->talk.model;
    outcome_id deal = f->talk.row.deal;
    bool large = space_is_large(&m->space);
    if (deal == HG_NO_OUTCOME || space_is_line(&m->space)) return;
    for (outcome_id k = 0; k < (large ? f->found.n_pareto : m->space.size); k++) {
        outcome_id o = large ? f->found.pareto[k] : k;
        bool worse = false, more = false;
        for (uint32_t i = 0; i < m->n_parties && !worse; i++) {
            double gain =
                utility_of(&m->parties[i].utility, o) - utility_of(&m->parties[i].utility, deal);
            worse = gain < 0;
            more = more || gain > 0;
        }
        f->better += more && !worse;
    }
}

/* ---- blocks of outcome-space.dat ---- */

static void add_frontier(const space_figure *f, buf *data)
{
    for (uint32_t i = 0; i < f->found.n_pareto; i++) add_spot(data, spot_of(f, f->found.pareto[i]));
    end_block(data);
}

static void add_solutions(const space_figure *f, buf *data)
{
    for (int k = 0; k < SOLUTION_COUNT; k++)
        if (f->found.at[k] != HG_NO_OUTCOME) add_spot(data, spot_of(f, f->found.at[k]));
    end_block(data);
    if (f->talk.row.deal != HG_NO_OUTCOME) add_spot(data, spot_of(f, f->talk.row.deal));
    end_block(data);
}

static void add_trace(const space_figure *f, uint32_t who, buf *data)
{
    uint32_t n;
    const talk_offer *const *offers = talk_offers_of(f->a, &f->talk, who, &n);
    for (uint32_t i = 0; i < n; i++) add_spot(data, spot_of(f, offers[i]->outcome));
    end_block(data);
}

/* ---- labels ---- */

typedef struct space_labels {
    size_t n;
    const char *text[LABELS_MAX];
    double tone[LABELS_MAX]; /* 1: across, 2: up, 0: a solution, -1: the deal */
    point_label at[LABELS_MAX];
} space_labels;

static spot in_units(const space_figure *f, spot s)
{
    return (spot){f->left + (f->right - f->left) * (s.x - f->x.low) / (f->x.high - f->x.low),
                  f->bottom - (f->bottom - f->top) * (s.y - f->y.low) / (f->y.high - f->y.low)};
}

static void add_label(const space_figure *f, space_labels *l, const char *text, double tone,
                      outcome_id at)
{
    spot s = in_units(f, spot_of(f, at));
    l->text[l->n] = text;
    l->tone[l->n] = tone;
    l->at[l->n++] =
        (point_label){.x = s.x, .y = s.y, .width = label_width(text, 0.85), .height = 13};
}

/* Solutions that fall on the same outcome share a label. */
static void label_solutions(const space_figure *f, space_labels *l)
{
    for (int k = 0; k < SOLUTION_COUNT; k++) {
        outcome_id at = f->found.at[k];
        const char *all = "";
        bool had = at == HG_NO_OUTCOME;
        for (int i = 0; i < k; i++) had = had || f->found.at[i] == at;
        for (int i = k; i < SOLUTION_COUNT && !had; i++)
            if (f->found.at[i] == at)
                all = arena_format(&f->a->arena, "%s%s%s", all, *all ? " = " : "",
                                   solution_title((solution_kind)i));
        if (!had) add_label(f, l, all, 0, at);
    }
}

static void label_trace(const space_figure *f, uint32_t who, space_labels *l)
{
    const talk *t = &f->talk;
    const talk_offer *first = NULL, *last = NULL;
    for (uint32_t i = 0; i < t->n_offers; i++) {
        if (t->offers[i].party != who) continue;
        if (!first) first = &t->offers[i];
        last = &t->offers[i];
    }
    if (!first) return;
    const char *text =
        arena_format(&f->a->arena, "%s, round %u", analysis_role(f->a, who), first->round + 1);
    add_label(f, l, text, who == f->across ? 1 : 2, first->outcome);
    if (last->outcome == first->outcome || last->outcome == t->row.deal) return;
    text = arena_format(&f->a->arena, "round %u", last->round + 1);
    add_label(f, l, text, who == f->across ? 1 : 2, last->outcome);
}

/* What labels should not cover: both traces, the way between their offers included, and the
 * frontier of two parties (that of more is all over the place); thinned where they are dense. */
static size_t marks_of(const space_figure *f, spot *out)
{
    size_t k = 0;
    const uint32_t axes[] = {f->across, f->up};
    for (int axis = 0; axis < 2; axis++) {
        uint32_t n;
        const talk_offer *const *offers = talk_offers_of(f->a, &f->talk, axes[axis], &n);
        spot from = {0, 0};
        for (uint32_t i = 0; i < n; i += 1 + n / OFFERS_AVOIDED) {
            spot to = in_units(f, spot_of(f, offers[i]->outcome));
            for (int step = i ? 1 : BETWEEN; step <= BETWEEN; step++) {
                double way = (double)step / BETWEEN;
                spot at = {from.x + (to.x - from.x) * way, from.y + (to.y - from.y) * way};
                out[k++] = at;
            }
            from = to;
        }
    }
    uint32_t frontier = f->talk.row.n_parties == 2 ? f->found.n_pareto : 0;
    for (uint32_t i = 0; i < frontier; i += 1 + frontier / FRONTIER_AVOIDED)
        out[k++] = in_units(f, spot_of(f, f->found.pareto[i]));
    return k;
}

static void set_labels(space_figure *f, plot *out)
{
    space_labels l = {0};
    spot marks[AVOIDED];
    double x[LABELS_MAX], y[LABELS_MAX], from_x[LABELS_MAX], from_y[LABELS_MAX], to_x[LABELS_MAX];
    if (f->talk.row.deal != HG_NO_OUTCOME)
        add_label(f, &l, arena_format(&f->a->arena, "deal, round %u", f->talk.row.round + 1), -1,
                  f->talk.row.deal);
    label_solutions(f, &l);
    label_trace(f, f->across, &l);
    label_trace(f, f->up, &l);
    label_area area = {f->left + 4,   f->right - 2, f->top + 4,
                       f->bottom - 4, &marks[0].x,  marks_of(f, marks)};
    labels_at_points(l.at, l.n, &area);
    for (size_t i = 0; i < l.n; i++) {
        const point_label *p = &l.at[i];
        x[i] = p->left / out->width;
        y[i] = 1 - p->middle / out->height;
        from_x[i] = p->apart ? p->x / out->width : NAN;
        from_y[i] = 1 - p->y / out->height;
        to_x[i] = fmin(fmax(p->x, p->left - 2), p->left + p->width + 2) / out->width;
    }
    gp_set_number(&out->settings, "LABELS", (double)l.n);
    gp_array_text(&out->settings, "LABEL", l.text, l.n);
    gp_array_number(&out->settings, "LABEL_TONE", l.tone, l.n);
    gp_array_number(&out->settings, "LABEL_X", x, l.n);
    gp_array_number(&out->settings, "LABEL_Y", y, l.n);
    gp_array_number(&out->settings, "FROM_X", from_x, l.n);
    gp_array_number(&out->settings, "FROM_Y", from_y, l.n);
    gp_array_number(&out->settings, "TO_X", to_x, l.n);
}

/* ---- words ---- */

static const char *left_over(const space_figure *f)
{
    const model *m = f->talk.model;
    double sum = 0;
    for (uint32_t i = 0; i < m->n_parties; i++)
        sum += utility_of(&m->parties[i].utility, f->talk.row.deal);
    if (!m->transferable || !(m->pie > 0)) return "something";
    return arena_format(&f->a->arena, "%.0f %% of the pie", 100 * (m->pie - sum) / m->pie);
}

static const char *title(const space_figure *f)
{
    const talk *t = &f->talk;
    arena *to = &f->a->arena;
    char n[32];
    const char *all = t->row.n_parties == 2 ? "both" : "all";
    if (t->row.deal == HG_NO_OUTCOME) {
        if (!f->found.rational)
            return "No deal, and none to be had: no outcome is better than none for everybody";
        if (!t->model->space.listed) return "No deal, although there was something to agree on";
        text_grouped(n, sizeof n, f->found.rational);
        return arena_format(to, "No deal, although %s outcome%s would do for %s", n,
                            f->found.rational == 1 ? "" : "s", all);
    }
    for (int k = 0; k < SOLUTION_COUNT; k++)
        if (f->found.at[k] == t->row.deal)
            return arena_format(to, "The deal is the %s solution",
                                solution_title((solution_kind)k));
    if (!f->better) return "An efficient deal: nobody can get more without another getting less";
    text_grouped(n, sizeof n, f->better);
    return arena_format(to, "The deal leaves %s on the table: %s%s outcome%s better for %s",
                        left_over(f), n, space_is_large(&f->talk.model->space) ? " optimal" : "",
                        f->better == 1 ? " is" : "s are", all);
}

static const char *legend(const space_figure *f)
{
    const talk *t = &f->talk;
    arena *to = &f->a->arena;
    char all[32], optimal[32];
    text_grouped(all, sizeof all, t->model->space.size);
    text_grouped(optimal, sizeof optimal, f->found.n_pareto);
    const char *what =
        space_is_large(&t->model->space) && f->found.within > 0
            ? arena_format(to, "some of %s outcomes, and of the Pareto-optimal ones", all)
        : space_is_large(&t->model->space)
            ? arena_format(to, "some of %s outcomes, and the %s Pareto-optimal ones", all, optimal)
        : t->model->space.listed
            ? arena_format(to, "%s outcomes, %s of them Pareto-optimal", all, optimal)
            : "every point of the line is an outcome";
    const char *others = "";
    for (uint32_t i = 0; i < t->row.n_parties; i++)
        if (i != f->across && i != f->up)
            others = arena_format(to, "%s%s %s", others,
                                  *others ? "," : "; not drawn: offers and utility of",
                                  analysis_role(f->a, i));
    bool moved = f->start[f->across] != f->end[f->across] || f->start[f->up] != f->end[f->up];
    return arena_format(to, "%s; opposition %.2f%s%s%s", what, f->found.opposition,
                        moved ? "; solutions from the limits at the start" : "", others,
                        t->n_states ? "" : "; what was offered is not in the record");
}

/* ---- all of it ---- */

static const char *axis(const space_figure *f, uint32_t who)
{
    const model *m = f->talk.model;
    bool unit = m->parties[who].money && m->currency && *m->currency;
    return arena_format(&f->a->arena, "utility of %s%s%s", analysis_role(f->a, who),
                        unit ? ", " : "", unit ? m->currency : "");
}

/* Signs of the widest number at an axis. */
static double digits_of(const range *r)
{
    double most = fmax(fabs(r->low), fabs(r->high)), digits = 3;
    for (double x = 1000; x <= most; x *= 10) digits++;
    return digits + (most >= 100 ? r->low < 0 : 0);
}

static void set_numbers(const space_figure *f, plot *out)
{
    uint32_t i = f->across, k = f->up;
    const struct {
        const char *name;
        double value;
    } settings[] = {{"LEFT", f->left},
                    {"RIGHT", out->width - f->right},
                    {"TOP", f->top},
                    {"BOTTOM", out->height - f->bottom},
                    {"XLOW", f->x.low},
                    {"XHIGH", f->x.high},
                    {"YLOW", f->y.low},
                    {"YHIGH", f->y.high},
                    {"START_X", f->start[i]},
                    {"START_Y", f->start[k]},
                    {"END_X", f->end[i]},
                    {"END_Y", f->end[k]},
                    {"LINE", f->talk.row.n_parties == 2},
                    {"ZONE_IS", f->found.rational > 0}};
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++)
        gp_set_number(&out->settings, settings[s].name, settings[s].value);
}

static void set_limits(space_figure *f)
{
    const talk *t = &f->talk;
    for (uint32_t i = 0; i < t->row.n_parties; i++) {
        f->start[i] = t->n_states ? t->states[0].limit[i] : t->row.party[i].limit_start;
        f->end[i] = t->n_states ? t->states[t->n_states - 1].limit[i] : t->row.party[i].limit_end;
    }
}

const char *outcome_space_lacks(analysis *a, const plot *p)
{
    talk t;
    if (a->record.schema.n_parties < 2) return "there is nobody to agree with";
    if (talk_read(a, p->session, p->trace, p->trace_size, &t)) return NULL;
    return "what was said in that session cannot be read: its trace is damaged";
}

void plot_outcome_space(analysis *a, plot *out)
{
    space_figure f = {.a = a, .across = a->focus, .up = a->focus ? 0 : 1};
    (void)talk_read(a, out->session, out->trace, out->trace_size, &f.talk);
    set_limits(&f);
    solutions_find(&a->arena, f.talk.model, f.start, &f.found);
    count_better(&f);
    set_ranges(&f);
    add_outcomes(&f, &out->data);
    add_frontier(&f, &out->data);
    add_solutions(&f, &out->data);
    add_trace(&f, f.across, &out->data);
    add_trace(&f, f.up, &out->data);
    plot_size(out, 820, 640);
    const char *head = title(&f), *name = talk_name(a, &f.talk);
    f.left = 46 + 8 * digits_of(&f.y), f.right = out->width - 16.0, f.bottom = out->height - 54.0;
    f.top = plot_headings(out, head, name, legend(&f)) + 20;
    set_numbers(&f, out);
    set_labels(&f, out);
    gp_set_text(&out->settings, "XNAME", axis(&f, f.across));
    gp_set_text(&out->settings, "YNAME", axis(&f, f.up));
    gp_set_text(&out->settings, "XROLE", analysis_role(a, f.across));
    gp_set_text(&out->settings, "YROLE", analysis_role(a, f.up));
    const char *roles[] = {analysis_role(a, f.across), analysis_role(a, f.up)};
    gp_array_short(&out->settings, "TXT_ROLE", roles, 2, TXT_LABEL - 8);
    plot_heads(out, head, name, "", "");
}
