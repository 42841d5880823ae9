/* The data of the figure `acceptance-time`: when acceptance conditions would have accepted, and
 * what it would have brought, one panel per agent in whose place they sit. Conditions that do the
 * same share a point. The numbers are the study's. */
#include "analysis/figures/course.h"
#include "analysis/figures/labels.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/tiles.h"
#include "analysis/study.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { PANEL_COLUMNS = 3, PANEL_ROWS = 3, POINTS = 24 };

typedef struct point {
    const accept_judged *of;
    uint32_t
        more; /* conditions that share it: in the order of the grid, the first gives the name */
} point;

typedef struct panel {
    const char *name;
    uint32_t n;
    point at[POINTS];
    double really;    /* what the agent got, over all its sessions, or as many as are known */
    uint64_t unknown; /* how many are not */
} panel;

typedef struct panels {
    uint32_t n;
    panel *at;
} panels;

/* So near that no eye parts them: of the time, and of what there is to get. */
#define NEAR_TIME  0.025
#define NEAR_WORTH 0.02
static bool is_hollow(const accept_judged *c) { return 2 * c->unknown > c->sessions; }

static bool alike(const accept_judged *a, const accept_judged *b)
{
    return fabs(a->time.mean - b->time.mean) < NEAR_TIME && is_hollow(a) == is_hollow(b) &&
           fabs(a->utility.mean - b->utility.mean) < NEAR_WORTH;
}

static void add_point(panel *p, const accept_judged *c)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (alike(p->at[i].of, c)) {
            p->at[i].more++;
            return;
        }
    if (p->n < POINTS) p->at[p->n++] = (point){c, 0};
}

static const char *name_of(analysis *a, const point *p)
{
    if (!p->more) return p->of->condition;
    return arena_format(&a->arena, "%s +%u", p->of->condition, p->more);
}

/* Conditions that never accept have no time: they have no place here. */
static panels panels_of(analysis *a)
{
    accept_judged_list list = study_acceptance(a);
    panels p = {0, arena_array(&a->arena, list.n + 1, sizeof *p.at)};
    for (uint32_t i = 0; i < list.n; i++) {
        const accept_judged *c = &list.at[i];
        if (c->group.role != a->focus || !c->group.agent || isnan(c->time.mean)) continue;
        if (!p.n || strcmp(p.at[p.n - 1].name, c->group.agent) != 0)
            p.at[p.n++] = (panel){.name = c->group.agent, .unknown = UINT64_MAX};
        panel *at = &p.at[p.n - 1];
        if (c->unknown < at->unknown) at->unknown = c->unknown, at->really = c->really.mean;
        add_point(at, c);
    }
    return p;
}

const char *acceptance_time_lacks(analysis *a, const plot *out)
{
    (void)out;
    const char *why = study_acceptance(a).why_none;
    if (why || panels_of(a).n) return why;
    return arena_format(&a->arena, "no condition accepts anything that %s was offered",
                        analysis_role(a, a->focus));
}

/* ---- words ---- */

typedef struct tally {
    uint32_t all, more, tested; /* tested: some condition's gain has an interval */
} tally;

/* In how many panels does some condition surely bring more than what the agent itself did? */
static tally count(const panels *p)
{
    tally t = {.all = p->n};
    for (uint32_t i = 0; i < p->n; i++) {
        bool more = false, tested = false;
        for (uint32_t k = 0; k < p->at[i].n; k++) {
            double low = p->at[i].at[k].of->gain.low;
            more = more || low > 0;
            tested = tested || !isnan(low);
        }
        t.more += more, t.tested += tested;
    }
    return t;
}

static const char *title(analysis *a, const panels *p)
{
    tally t = count(p);
    const char *who = analysis_role(a, a->focus);
    if (!t.tested)
        return arena_format(&a->arena, "What other rules of acceptance would have brought %s", who);
    if (t.more == t.all)
        return arena_format(&a->arena, "Another rule of acceptance would have brought %s more",
                            who);
    if (!t.more)
        return arena_format(&a->arena,
                            "No rule that accepts earlier would surely have brought %s more", who);
    return arena_format(&a->arena,
                        "In %u of %u cases another rule of acceptance would have brought "
                        "%s more",
                        t.more, t.all, who);
}

static const char *subtitle(analysis *a, const panels *p, const tiles *t)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        uint64_t n = p->at[i].at[0].of->sessions;
        least = n < least ? n : least, most = n > most ? n : most;
    }
    const char *n =
        least == most ? "" : arena_format(&a->arena, "%llu to ", (unsigned long long)least);
    return arena_format(&a->arena,
                        "%s%llu sessions per agent, heard once more with the offers as they "
                        "were, seed %llu%s",
                        n, (unsigned long long)most, (unsigned long long)a->record.schema.seed,
                        tiles_left_out(a, t));
}

static bool has_intervals(const panels *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        for (uint32_t k = 0; k < p->at[i].n; k++)
            if (!isnan(p->at[i].at[k].of->utility.low)) return true;
    return false;
}

static const char *legend(analysis *a, const panels *p)
{
    return arena_format(
        &a->arena,
        "means%s; dashed: what the agent got; hollow: unknown in more than half, for "
        "the agent accepted where the rule would not; +: rules that do nearly the same",
        has_intervals(p) ? " with 95 % CI" : "");
}

/* ---- data and settings ---- */

/* time, from, to; utility, from, to; hollow */
static void add_data(const panel *p, buf *data, range *all)
{
    range_widen(all, p->really);
    for (uint32_t k = 0; k < p->n; k++) {
        const accept_judged *c = p->at[k].of;
        const estimate *t = &c->time, *u = &c->utility;
        double low = isnan(u->low) ? u->mean : u->low, high = isnan(u->high) ? u->mean : u->high;
        range_widen(all, low);
        range_widen(all, high);
        gp_data(data,
                (const double[]){t->mean, isnan(t->low) ? t->mean : fmax(0, t->low),
                                 isnan(t->high) ? t->mean : fmin(1, t->high), u->mean, low, high,
                                 is_hollow(c)},
                7);
    }
    buf_text(data, "\n\n");
}

static const double wide[PANEL_COLUMNS] = {680, 980, 1240};
static const double high[PANEL_ROWS] = {420, 280, 240};
static const tiles_layout layout = {{66, 30, 0, 58, 46, 58, 220, 150}, wide, high};

typedef struct extent { /* of a panel, in units from its upper left corner */
    double width, height;
    range y;
} extent;

static double x_of(const extent *f, double time) { return time * f->width; }
static double y_of(const extent *f, double u)
{
    return (f->y.high - u) / (f->y.high - f->y.low) * f->height;
}

/* What labels should not cover: points, their error bars, the line of what the agent got. */
enum { ALONG = 48, MARKS = 3 * POINTS + ALONG };
typedef double mark[2];

static size_t marks_of(const extent *f, const panel *p, mark *out)
{
    size_t n = 0;
    for (uint32_t k = 0; k < p->n; k++) {
        const accept_judged *c = p->at[k].of;
        const double up[] = {c->utility.mean, c->utility.low, c->utility.high};
        for (int i = 0; i < 3; i++)
            if (!isnan(up[i])) out[n][0] = x_of(f, c->time.mean), out[n++][1] = y_of(f, up[i]);
    }
    for (int i = 0; i < ALONG; i++, n++)
        out[n][0] = f->width * i / (ALONG - 1), out[n][1] = y_of(f, p->really);
    return n;
}

/* Labels of all panels, one after the other, in data units: where a label begins, the point that it
 * names, and whether a line ties them, to where. */
enum { LABEL_X, LABEL_Y, POINT_X, POINT_Y, TIE_X, LABEL_TIED, LABEL_NUMBERS };
typedef struct labelling {
    size_t n;
    const char **name;
    double *of[LABEL_NUMBERS];
} labelling;

static void add_labels(analysis *a, const extent *f, const panel *p, labelling *to)
{
    static const double size = 0.8, line = 14;
    point_label l[POINTS];
    mark marks[MARKS];
    for (uint32_t k = 0; k < p->n; k++) {
        const accept_judged *c = p->at[k].of;
        const char *name = to->name[to->n + k] = name_of(a, &p->at[k]);
        l[k] = (point_label){.x = x_of(f, c->time.mean),
                             .y = y_of(f, c->utility.mean),
                             .width = label_width(name, size),
                             .height = line};
    }
    const label_area area = {
        2, f->width - 2, 4, f->height - 4, &marks[0][0], marks_of(f, p, marks)};
    labels_at_points(l, p->n, &area);
    for (uint32_t k = 0; k < p->n; k++, to->n++) {
        to->of[LABEL_X][to->n] = l[k].left / f->width;
        to->of[LABEL_Y][to->n] = f->y.high - l[k].middle / f->height * (f->y.high - f->y.low);
        to->of[POINT_X][to->n] = p->at[k].of->time.mean;
        to->of[POINT_Y][to->n] = p->at[k].of->utility.mean;
        to->of[TIE_X][to->n] = fmin(fmax(l[k].x, l[k].left), l[k].left + l[k].width) / f->width;
        to->of[LABEL_TIED][to->n] = l[k].apart;
    }
}

static void set_labels(analysis *a, const panels *p, const tiles *t, const extent *f, plot *out)
{
    static const char *const names[] = {"LABEL_X", "LABEL_Y", "POINT_X",
                                        "POINT_Y", "TIE_X",   "LABEL_TIED"};
    size_t most = (size_t)t->n * POINTS;
    labelling l = {.name = arena_array(&a->arena, most, sizeof *l.name)};
    double *points = arena_array(&a->arena, t->n, sizeof *points);
    double *really = arena_array(&a->arena, t->n, sizeof *really);
    for (int k = 0; k < LABEL_NUMBERS; k++) l.of[k] = arena_array(&a->arena, most, sizeof *l.of[k]);
    for (uint32_t i = 0; i < t->n; i++) {
        add_labels(a, f, &p->at[i], &l);
        points[i] = p->at[i].n;
        really[i] = p->at[i].really;
    }
    gp_array_text(&out->settings, "LABEL", l.name, l.n);
    for (int k = 0; k < LABEL_NUMBERS; k++) gp_array_number(&out->settings, names[k], l.of[k], l.n);
    gp_array_number(&out->settings, "POINTS", points, t->n);
    gp_array_number(&out->settings, "REALLY", really, t->n);
}

void plot_acceptance_time(analysis *a, plot *out)
{
    tiles t;
    range all = RANGE_NOTHING;
    panels p = panels_of(a);
    const char **names = arena_array(&a->arena, p.n, sizeof *names);
    for (uint32_t i = 0; i < p.n; i++) names[i] = p.at[i].name;
    tiles_of_names(a, names, p.n, "",
                   tiles_fitting(out, &layout.around, (tiles_limit){PANEL_ROWS, PANEL_COLUMNS}),
                   &t);
    for (uint32_t i = 0; i < t.n; i++) add_data(&p.at[i], &out->data, &all);
    range y = range_with_air(all);
    const char *const words[] = {title(a, &p), subtitle(a, &p, &t), legend(a, &p)};
    plot_heads(out, words[0], words[1], words[2], t.column[0]);
    tiles_space s = tiles_lay_out(&t, &layout, words, out);
    tiles_set(&t, &out->settings);
    const extent f = {tiles_width(&t, &s, out), tiles_height(&t, &s, out), y};
    set_labels(a, &p, &t, &f, out);
    gp_set_number(&out->settings, "LOW", y.low);
    gp_set_number(&out->settings, "HIGH", y.high);
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
    gp_set_text(&out->settings, "UNIT",
                a->cells[0].model.transferable ? "share of the pie" : "part of its best");
}
