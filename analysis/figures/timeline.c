/* The data of the figure `timeline`: one session over time. Above, the focus' leverage with its
 * signed parts stacked around an even share, and what happened, by name; below, what every party
 * asks for itself, the limit it never goes below, and what it got. */
#include "analysis/figures/course.h"
#include "analysis/figures/labels.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/talk.h"
#include "base/text.h"
#include <math.h>

enum { PARTS = 4, ROWS_MAX = 4, EVENTS_MAX = 40 };
/* In units. */
#define ROW_STEP   15.0 /* from a row of marks to the next */
#define BELOW_AXIS 50.0
#define BETWEEN    22.0 /* the panels */
#define LABEL_OFF  9.0  /* units from where the talks ended to a label */
#define HARDLY     0.02 /* a change of leverage that is worth a title */
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
    int tone; /* a part, or a party; for the template */
} side_label;

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

/* ---- words ---- */

/* "colleague", for "colleague comes to buyer": the event that moved leverage most. */
static const talk_event *greatest_move(const talk *t)
{
    const talk_event *best = NULL;
    for (uint32_t i = 0; i < t->n_events; i++)
        if (t->events[i].moved != 0 && (!best || fabs(t->events[i].moved) > fabs(best->moved)))
            best = &t->events[i];
    return best;
}

static const talk_state *state_after(const talk *t, const talk_event *e)
{
    const talk_state *after = &t->states[0];
    for (uint32_t i = 0; i < t->n_states; i++)
        if (t->states[i].event == (uint32_t)(e - t->events)) after = &t->states[i];
    return after;
}

static const char *move_title(analysis *a, const talk *t, const talk_event *e)
{
    double now = state_after(t, e)->leverage[a->focus].phi, before = now - e->moved;
    double even = 1.0 / t->row.n_parties;
    bool turned = (before < even) != (now < even);
    if (turned)
        return sentence(arena_format(&a->arena,
                                     "%s and turns the table: leverage of %s %.2f → %.2f", e->text,
                                     analysis_role(a, a->focus), before, now));
    return sentence(arena_format(&a->arena, "%s: the leverage of %s %s from %.2f to %.2f", e->text,
                                 analysis_role(a, a->focus), e->moved > 0 ? "rises" : "falls",
                                 before, now));
}

static const char *title(analysis *a, const talk *t)
{
    const char *who = analysis_role(a, a->focus);
    const talk_event *e = greatest_move(t);
    const talk_state *first = NULL, *last = NULL;
    uint32_t without = 0;
    for (uint32_t i = 0; i < t->n_states; i++) {
        without += !t->states[i].any;
        if (!t->states[i].any) continue;
        if (!first) first = &t->states[i];
        last = &t->states[i];
    }
    if (!first) return "Nothing to agree on: there is no zone of agreement at any time";
    if (without)
        return arena_format(&a->arena, "The zone of agreement is %s",
                            t->states[t->n_states - 1].any ? "not always there" : "lost");
    double from = first->leverage[a->focus].phi, to = last->leverage[a->focus].phi;
    if (e && fabs(e->moved) >= HARDLY) return move_title(a, t, e);
    if (fabs(to - from) >= HARDLY)
        return arena_format(&a->arena, "Bit by bit, the leverage of %s %s from %.2f to %.2f", who,
                            to > from ? "rises" : "falls", from, to);
    if (to != from)
        return arena_format(&a->arena,
                            "Hardly anything moves: the leverage of %s goes from %.3f to "
                            "%.3f",
                            who, from, to);
    return arena_format(&a->arena, "Nothing moves: the leverage of %s stays at %.2f", who, to);
}

static const char *legend(analysis *a, uint32_t silent)
{
    const char *more = "";
    if (silent) {
        char n[32];
        text_grouped(n, sizeof n, silent);
        more = arena_format(&a->arena, "; %s event%s without a name", n, silent == 1 ? "" : "s");
    }
    return arena_format(&a->arena,
                        "above: leverage of %s by source, signed around an even share; below: what "
                        "each asks for itself, dashed: its limit%s",
                        analysis_role(a, a->focus), more);
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
static void set_leverage_range(const analysis *a, const talk *t, panel *p)
{
    double even = 1.0 / t->row.n_parties;
    range y = {even - 0.25, even + 0.25};
    for (uint32_t i = 0; i < t->n_states; i++) {
        band of[PARTS];
        if (!t->states[i].any) continue;
        stack(&t->states[i].leverage[a->focus], even, of);
        for (int k = 0; k < PARTS; k++) range_widen(&y, of[k].low), range_widen(&y, of[k].high);
    }
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
                    {"YSTEP1", l->above.high - l->above.low > 0.6 ? 0.25 : 0.1},
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
    side_label above[PARTS + 1], below[2 * HG_PARTIES_MAX];
    double gap;
    uint32_t silent;
    (void)talk_read(a, out->session, out->trace, out->trace_size, &t);
    const char *name = talk_name(a, &t), *head = title(a, &t);
    gp_set_number(&out->settings, "STRETCHES", add_leverage(a, &t, out, &gap));
    gp_set_number(&out->settings, "GAP_AT", gap);
    add_parties(a, &t, out, &y, e);
    plot_size(out, 900, 620);
    set_time(&t, &l);
    size_t n_above = leverage_labels(a, &t, above), n_below = demand_labels(a, &t, e, below);
    set_right(&l, out, &t, fmax(widest_label(above, n_above), widest_label(below, n_below)));
    int rows = set_marks(a, &t, &l, out, &silent);
    double heads = plot_headings(out, head, name, legend(a, silent));
    set_panels(&l, out, heads + 14 + ROW_STEP * rows, y);
    set_leverage_range(a, &t, &l.above);
    set_numbers(&t, &l, out);
    set_labels(a, out, "ABOVE", above, n_above, &l.above);
    set_labels(a, out, "BELOW", below, n_below, &l.below);
    set_txt(a, out, below, n_below, &l.below);
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
    gp_set_text(&out->settings, "UNIT",
                t.model->transferable ? "share of the pie" : "part of its best");
    plot_heads(out, head, name, "", "");
}
