/* The data of the figure `timeline`: one session over time. Above, the focus' leverage with its
 * signed parts stacked around an even share, as it is and as the parties see it, and what happened,
 * by name; below, what every party
 * asks for itself, the limit it never goes below, and what it got. */
#include "analysis/figures/course.h"
#include "analysis/figures/labels.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/timeline_words.h"
#include <math.h>

enum { PARTS = 4, ROWS_MAX = 4, EVENTS_MAX = 40 };
/* In units. */
#define ROW_STEP   15.0 /* from a row of marks to the next */
#define BELOW_AXIS 50.0
#define BETWEEN    22.0 /* the panels */
#define LABEL_OFF  9.0  /* units from where the talks ended to a label */
static const char *const part_names[PARTS] = {"alternatives", "power", "information", "frontier"};

static double part_of(const hg_leverage *l, int which)
{
    const double of[PARTS] = {l->alternatives, l->power, l->information, l->frontier};
    return of[which];
}

/* ---- leverage ---- */

typedef struct band {
    double low, high;
} band;

/* What raises leverage lies above an even share, what lowers it below; in both heaps the first
 * part is the nearest. */
static void stack(const hg_leverage *l, double even, band out[PARTS])
{
    double up = even, down = even;
    for (int k = 0; k < PARTS; k++) {
        double x = part_of(l, k), *from = x > 0 ? &up : &down;
        out[k] = (band){fmin(*from, *from + x), fmax(*from, *from + x)};
        *from += x;
    }
}

static void add_level(double at, const hg_leverage *l, double even, buf *data)
{
    band of[PARTS];
    double line[2 + 2 * PARTS] = {at, l->phi};
    stack(l, even, of);
    for (int k = 0; k < PARTS; k++) line[2 + 2 * k] = of[k].low, line[3 + 2 * k] = of[k].high;
    gp_data(data, line, sizeof line / sizeof *line);
}

static double state_ends(const talk *t, uint32_t i)
{
    return i + 1 < t->n_states ? t->states[i + 1].at : fmax(t->end, t->states[i].at);
}

/* A block for each stretch of time with something to share; returns how many. Where it is
 * undefined there is a gap, with a word at its middle. */
static uint32_t add_leverage(const analysis *a, const talk *t, plot *out, double *gap)
{
    double even = 1.0 / t->row.n_parties, widest = -1;
    uint32_t blocks = 0;
    *gap = NAN;
    for (uint32_t i = 0; i < t->n_states; i++) {
        const talk_state *s = &t->states[i];
        double ends = state_ends(t, i);
        if (!s->any) {
            if (ends - s->at > widest) widest = ends - s->at, *gap = (s->at + ends) / 2;
            continue;
        }
        add_level(s->at, &s->leverage[a->focus], even, &out->data);
        add_level(ends, &s->leverage[a->focus], even, &out->data);
        if (i + 1 < t->n_states && t->states[i + 1].any) continue;
        buf_text(&out->data, "\n\n");
        blocks++;
    }
    return blocks;
}

/* ---- as the parties see it ---- */

/* Of the focus' leverage: its own view of it, and, of two, what the other's view of itself leaves
 * it. Drawn in steps. */
typedef struct sights {
    uint32_t n;
    uint32_t party[2];
    double last[2]; /* the focus' leverage as that party saw it last */
} sights;

static double as_seen(const analysis *a, const talk_view *v)
{
    return v->party == a->focus ? v->perceived : 1 - v->perceived;
}

/* Of thousands of changes evenly spaced ones, the first and the last among them. */
static bool add_sight(const analysis *a, const talk *t, uint32_t who, plot *out, double *last)
{
    uint32_t all = 0, k = 0;
    for (uint32_t i = 0; i < t->n_views; i++) all += t->views[i].party == who;
    if (!all) return false;
    uint32_t step = 1 + all / TALK_DRAWN_MAX;
    for (uint32_t i = 0; i < t->n_views; i++) {
        const talk_view *v = &t->views[i];
        if (v->party != who) continue;
        if (k++ % step && k < all) continue;
        if (k > 1) gp_data(&out->data, (const double[]){v->at, *last}, 2);
        *last = as_seen(a, v);
        gp_data(&out->data, (const double[]){v->at, *last}, 2);
    }
    gp_data(&out->data, (const double[]){t->end, *last}, 2);
    buf_text(&out->data, "\n\n");
    return true;
}

static sights add_sights(const analysis *a, const talk *t, plot *out)
{
    sights s = {0};
    for (uint32_t i = 0; i < t->row.n_parties; i++) {
        if (i != a->focus && t->row.n_parties > 2) continue;
        s.party[s.n] = i;
        s.n += add_sight(a, t, i, out, &s.last[s.n]);
    }
    return s;
}

static void set_sights(const sights *s, plot *out)
{
    double tones[2];
    for (uint32_t i = 0; i < s->n; i++) tones[i] = s->party[i] + 1.0;
    gp_set_number(&out->settings, "VIEWERS", s->n);
    gp_array_number(&out->settings, "VIEWER", tones, s->n);
}

/* ---- demands ---- */

typedef struct ends { /* of the lines of one party: where their labels belong */
    double demand, limit;
} ends;

static void add_demands(analysis *a, const talk *t, uint32_t who, plot *out, range *y, ends *e)
{
    uint32_t n;
    const talk_offer *const *offers = talk_offers_of(a, t, who, &n);
    e->demand = NAN;
    for (uint32_t i = 0; i < n; i++) {
        e->demand = talk_share(t, who, offers[i]->outcome);
        range_widen(y, e->demand);
        gp_data(&out->data, (const double[]){offers[i]->at, e->demand}, 2);
    }
    gp_data(&out->data, (const double[]){NAN, NAN}, 2); /* a block is never empty */
    buf_text(&out->data, "\n\n");
}

static void add_limits(const talk *t, uint32_t who, plot *out, range *y, ends *e)
{
    for (uint32_t i = 0; i < t->n_states; i++) {
        e->limit = t->states[i].limit[who] / talk_scale(t, who);
        range_widen(y, e->limit);
        gp_data(&out->data, (const double[]){t->states[i].at, e->limit}, 2);
        gp_data(&out->data, (const double[]){state_ends(t, i), e->limit}, 2);
    }
    buf_text(&out->data, "\n\n");
}

static void add_deal(const talk *t, plot *out, range *y, ends *e)
{
    for (uint32_t i = 0; i < t->row.n_parties; i++) {
        double got = t->row.deal == HG_NO_OUTCOME ? NAN : talk_share(t, i, t->row.deal);
        range_widen(y, got);
        if (!isnan(got)) e[i].demand = got;
        gp_data(&out->data, (const double[]){isnan(got) ? NAN : t->end, got}, 2);
    }
    buf_text(&out->data, "\n\n");
}

/* ---- layout, in units ---- */

typedef struct panel {
    double top, bottom, low, high; /* low, high: of its axis */
} panel;

typedef struct layout {
    double left, right, first, last; /* first, last: of the axis of time */
    panel above, below;
} layout;

static double unit_x(const layout *l, const plot *out, double at)
{
    return l->left + (out->width - l->left - l->right) * (at - l->first) / (l->last - l->first);
}

/* To the deadline; where the talks ended long before, or there is none, a little beyond the end. */
static void set_time(const talk *t, layout *l)
{
    uint32_t rounds = model_rounds(t->model);
    double beyond = t->end + fmax(1, 0.1 * t->end);
    l->first = 1;
    l->last = rounds && rounds <= 4 * t->end ? fmax(rounds + 1.0, t->end) : beyond;
}

/* Labels stand right of where the talks ended; what does not fit there widens the margin. */
static void set_right(layout *l, const plot *out, const talk *t, double widest)
{
    double used = (t->end - l->first) / (l->last - l->first), width = out->width - l->left;
    if (!(used > 0)) used = 1e-3;
    l->right = fmin(fmax((widest + 2 * LABEL_OFF - width * (1 - used)) / used, 14), 0.4 * width);
}

static const char *signed_share(analysis *a, double x)
{
    return arena_format(&a->arena, "%s%.2f", x < 0 ? "−" : "+", fabs(x));
}

typedef struct side_label {
    const char *text;
    double at;
    int tone; /* a part, or less a party; below: a party, or less it: its limit. The template's */
} side_label;

static size_t sight_labels(analysis *a, const sights *s, side_label *out)
{
    for (uint32_t i = 0; i < s->n; i++)
        out[i] = (side_label){
            arena_format(&a->arena, "%s thinks %.2f", analysis_role(a, s->party[i]), s->last[i]),
            s->last[i], -(int)s->party[i] - 1};
    return s->n;
}

/* Labels of the upper panel: leverage and each of its parts that ever was more than nothing, at
 * the last moment at which there was any. */
static size_t leverage_labels(analysis *a, const talk *t, side_label *out)
{
    const hg_leverage *last = NULL;
    double most[PARTS] = {0};
    size_t n = 0;
    band of[PARTS];
    for (uint32_t i = 0; i < t->n_states; i++) {
        if (!t->states[i].any) continue;
        last = &t->states[i].leverage[a->focus];
        for (int k = 0; k < PARTS; k++) most[k] = fmax(most[k], fabs(part_of(last, k)));
    }
    if (!last) return 0;
    stack(last, 1.0 / t->row.n_parties, of);
    out[n++] = (side_label){arena_format(&a->arena, "leverage %.2f", last->phi), last->phi, 0};
    for (int k = 0; k < PARTS; k++)
        if (most[k] >= 0.005)
            out[n++] = (side_label){
                arena_format(&a->arena, "%s %s", part_names[k], signed_share(a, part_of(last, k))),
                (of[k].low + of[k].high) / 2, k + 1};
    return n;
}

static size_t demand_labels(analysis *a, const talk *t, const ends *e, side_label *out)
{
    size_t n = 0;
    bool deal = t->row.deal != HG_NO_OUTCOME;
    for (uint32_t i = 0; i < t->row.n_parties; i++) {
        const char *role = analysis_role(a, i);
        if (!isnan(e[i].demand))
            out[n++] = (side_label){
                arena_format(&a->arena, deal ? "%s gets %.2f" : "%s asks %.2f", role, e[i].demand),
                e[i].demand, (int)i + 1};
        out[n++] =
            (side_label){arena_format(&a->arena, "limit of %s", role), e[i].limit, -(int)i - 1};
    }
    return n;
}

static double widest_label(const side_label *labels, size_t n)
{
    double widest = 0;
    for (size_t i = 0; i < n; i++) widest = fmax(widest, label_width(labels[i].text, 0.85));
    return widest;
}

/* ---- events ---- */

typedef struct mark {
    double at, weight;
    const char *text;
} mark;

static size_t add_deadlines(analysis *a, const talk *t, const layout *l, mark *out)
{
    size_t n = 0;
    uint32_t rounds = model_rounds(t->model);
    for (uint32_t i = 0; i < t->row.n_parties; i++) {
        uint32_t own = t->model->deadlines[i];
        if (!own || own >= rounds || own + 1.0 > l->last || own + 1.0 <= t->end) continue;
        out[n++] =
            (mark){own + 1.0, 0, arena_format(&a->arena, "deadline of %s", analysis_role(a, i))};
    }
    return n;
}

/* All that is marked, in order of time; the weight says who is placed first. */
static size_t marks_of(analysis *a, const talk *t, const layout *l, mark **out)
{
    mark *m = arena_array(&a->arena, t->n_events + HG_PARTIES_MAX + 1u, sizeof *m);
    size_t n = 0;
    for (uint32_t i = 0; i < t->n_events; i++) {
        const talk_event *e = &t->events[i];
        m[n++] = (mark){e->at, fabs(e->moved) + (e->outside ? 1 : 0), e->text};
    }
    m[n++] = (mark){t->end, 10, talk_ending(a, t)};
    n += add_deadlines(a, t, l, m + n);
    *out = m;
    return n;
}

/* Returns how many rows of labels stand above the panel. */
static int set_marks(analysis *a, const talk *t, const layout *l, plot *out, uint32_t *silent)
{
    mark *m;
    size_t n = marks_of(a, t, l, &m), shown = n < EVENTS_MAX ? n : EVENTS_MAX;
    row_label *labels = arena_array(&a->arena, n, sizeof *labels);
    double *at = arena_array(&a->arena, n, sizeof *at), *x = arena_array(&a->arena, n, sizeof *x);
    double *above = arena_array(&a->arena, n, sizeof *above), low = 8, high = out->width - 8.0;
    const char **texts = arena_array(&a->arena, n, sizeof *texts);
    for (size_t i = 0; i < n; i++)
        labels[i] = (row_label){.place = unit_x(l, out, m[i].at),
                                .width = label_width(m[i].text, 0.8),
                                .weight = m[i].weight};
    int rows = labels_in_rows(labels, shown, low, high, ROWS_MAX);
    *silent = 0;
    for (size_t i = 0; i < n; i++) {
        bool placed = i < shown && labels[i].row >= 0;
        at[i] = m[i].at;
        x[i] = labels[i].middle / out->width;
        above[i] = placed ? labels[i].row : -1;
        texts[i] = placed ? m[i].text : "";
        *silent += !placed;
    }
    gp_set_number(&out->settings, "MARKS", (double)n);
    gp_array_number(&out->settings, "MARK_AT", at, n);
    gp_array_number(&out->settings, "MARK_X", x, n);
    gp_array_number(&out->settings, "MARK_ROW", above, n);
    gp_array_text(&out->settings, "MARK_TEXT", texts, n);
    return rows;
}

/* ---- all of it ---- */

static void set_labels(analysis *a, plot *out, const char *name, const side_label *labels, size_t n,
                       const panel *p)
{
    const char **texts = arena_array(&a->arena, n, sizeof *texts);
    double *y = arena_array(&a->arena, n, sizeof *y), *from = arena_array(&a->arena, n, sizeof *y);
    double *tone = arena_array(&a->arena, n, sizeof *tone);
    double unit = (p->high - p->low) / (p->bottom - p->top);
    for (size_t i = 0; i < n; i++) {
        texts[i] = labels[i].text;
        y[i] = from[i] = labels[i].at;
        tone[i] = labels[i].tone;
    }
    gp_spread(y, n, fmin(14 * unit, (p->high - p->low) / (double)(n ? n : 1)), p->low + 8 * unit,
              p->high - 5 * unit);
    for (size_t i = 0; i < n; i++) from[i] = fabs(from[i] - y[i]) > 5 * unit ? from[i] : NAN;
    gp_set_number(&out->settings, arena_format(&a->arena, "%s_N", name), (double)n);
    gp_array_text(&out->settings, name, texts, n);
    gp_array_number(&out->settings, arena_format(&a->arena, "%s_Y", name), y, n);
    gp_array_number(&out->settings, arena_format(&a->arena, "%s_FROM", name), from, n);
    gp_array_number(&out->settings, arena_format(&a->arena, "%s_TONE", name), tone, n);
}

/* As text there is one panel: demands, with the labels of the lower one. */
static void set_txt(analysis *a, plot *out, const side_label *labels, size_t n, const panel *p)
{
    const char **texts = arena_array(&a->arena, n, sizeof *texts);
    double *y = arena_array(&a->arena, n, sizeof *y), *who = arena_array(&a->arena, n, sizeof *who);
    for (size_t i = 0; i < n; i++)
        texts[i] = labels[i].text, y[i] = labels[i].at, who[i] = labels[i].tone;
    double gap = fmin(1.0 / TXT_ROWS, 1.0 / (double)n) * (p->high - p->low);
    gp_spread(y, n, gap, p->low, p->high);
    gp_array_short(&out->settings, "TXT", texts, n, TXT_LABEL);
    gp_array_number(&out->settings, "TXT_Y", y, n);
    gp_array_number(&out->settings, "TXT_WHO", who, n);
    gp_set_number(&out->settings, "TXT_N", (double)n);
}

/* The quarter on both sides of an even share, or more where it is needed. */
static void set_leverage_range(const analysis *a, const talk *t, const sights *seen, panel *p)
{
    double even = 1.0 / t->row.n_parties;
    range y = {even - 0.25, even + 0.25};
    for (uint32_t i = 0; i < t->n_states; i++) {
        band of[PARTS];
        if (!t->states[i].any) continue;
        stack(&t->states[i].leverage[a->focus], even, of);
        for (int k = 0; k < PARTS; k++) range_widen(&y, of[k].low), range_widen(&y, of[k].high);
    }
    for (uint32_t i = 0; seen->n && i < t->n_views; i++)
        if (t->views[i].party == a->focus || t->row.n_parties == 2)
            range_widen(&y, as_seen(a, &t->views[i]));
    bool all = y.low < even - 0.25 || y.high > even + 0.25;
    p->low = all ? fmin(y.low, 0) : fmax(y.low, 0);
    p->high = all ? fmax(y.high, 1) : y.high;
}

static void set_numbers(const talk *t, const layout *l, plot *out)
{
    double span = l->last - l->first, step = 1;
    for (int k = 0; span / step > 10; k++) step *= k % 3 == 1 ? 2.5 : 2; /* 1 2 5 10 20 ... */
    double drawn = fmin((double)t->n_offers / t->row.n_parties, TALK_DRAWN_MAX);
    const struct {
        const char *name;
        double value;
    } settings[] = {{"LEFT", l->left},
                    {"RIGHT", l->right},
                    {"FIRST", l->first},
                    {"LAST", l->last},
                    {"END", t->end},
                    {"XSTEP", step},
                    {"LABEL_X", unit_x(l, out, t->end) + LABEL_OFF},
                    {"YSTEP1", l->above.high - l->above.low > 0.6 ? 0.2 : 0.1},
                    {"TOP1", l->above.top},
                    {"BOTTOM1", l->above.bottom},
                    {"TOP2", l->below.top},
                    {"BOTTOM2", l->below.bottom},
                    {"YLOW1", l->above.low},
                    {"YHIGH1", l->above.high},
                    {"YLOW2", l->below.low},
                    {"YHIGH2", l->below.high},
                    {"MARK_EVERY", 1 + floor(drawn / 60)},
                    {"PARTIES", t->row.n_parties}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gp_set_number(&out->settings, settings[i].name, settings[i].value);
}

/* Where the panels stand, below the words and the rows of marks. */
static void set_panels(layout *l, const plot *out, double top, range demands)
{
    double height = out->height - top - BELOW_AXIS - BETWEEN;
    l->above = (panel){top, top + 0.42 * height, 0, 1};
    l->below =
        (panel){l->above.bottom + BETWEEN, out->height - BELOW_AXIS, demands.low, demands.high};
}

static void add_parties(analysis *a, const talk *t, plot *out, range *y, ends *e)
{
    for (uint32_t i = 0; i < t->row.n_parties; i++) {
        add_demands(a, t, i, out, y, &e[i]);
        add_limits(t, i, out, y, &e[i]);
    }
    add_deal(t, out, y, e);
    *y = range_with_air(*y);
}

const char *timeline_lacks(analysis *a, const plot *p)
{
    talk t;
    if (talk_read(a, p->session, p->trace, p->trace_size, &t)) return NULL;
    return "what was said in that session cannot be read: its trace is damaged";
}

void plot_timeline(analysis *a, plot *out)
{
    talk t;
    range y = RANGE_NOTHING;
    layout l = {.left = 64};
    ends e[HG_PARTIES_MAX];
    side_label above[PARTS + 1 + 2], below[2 * HG_PARTIES_MAX];
    double gap;
    uint32_t silent;
    (void)talk_read(a, out->session, out->trace, out->trace_size, &t);
    const char *name = talk_name(a, &t), *head = timeline_title(a, &t);
    gp_set_number(&out->settings, "STRETCHES", add_leverage(a, &t, out, &gap));
    gp_set_number(&out->settings, "GAP_AT", gap);
    add_parties(a, &t, out, &y, e);
    sights seen = add_sights(a, &t, out);
    set_sights(&seen, out);
    plot_size(out, 900, 620);
    set_time(&t, &l);
    size_t n_above = leverage_labels(a, &t, above);
    n_above += sight_labels(a, &seen, above + n_above);
    size_t n_below = demand_labels(a, &t, e, below);
    set_right(&l, out, &t, fmax(widest_label(above, n_above), widest_label(below, n_below)));
    int rows = set_marks(a, &t, &l, out, &silent);
    double heads = plot_headings(out, head, name, timeline_legend(a, silent, seen.n));
    set_panels(&l, out, heads + 14 + ROW_STEP * rows, y);
    set_leverage_range(a, &t, &seen, &l.above);
    set_numbers(&t, &l, out);
    set_labels(a, out, "ABOVE", above, n_above, &l.above);
    set_labels(a, out, "BELOW", below, n_below, &l.below);
    set_txt(a, out, below, n_below, &l.below);
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
    gp_set_text(&out->settings, "UNIT",
                t.model->transferable ? "share of the pie" : "part of its best");
    plot_heads(out, head, name, "", "");
}
