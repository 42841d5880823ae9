/* The data of the figure `calibration`: what share of the pie goes with what leverage, in bins of
 * phi, one panel per agent of the focus; its blind twin, the diagonal on which share = leverage,
 * and where talks fail the value over all sessions. The numbers are the study's. */
#include "analysis/figures/course.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/tiles.h"
#include "analysis/study.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { PANEL_COLUMNS = 3, PANEL_ROWS = 2 };
#define ALIKE 0.05 /* a use of leverage that is none: share per unit of phi */

typedef struct panels {
    uint32_t n;
    const calibration **of, **twin; /* twin: NULL where there is none */
    const char **name;
} panels;

static bool same_agent(const study_group *x, const study_group *y)
{
    return x->role == y->role && x->agent && y->agent && !strcmp(x->agent, y->agent);
}

static const calibration *twin_of(const calibration_list *list, const calibration *of)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i].group.twins && same_agent(&list->at[i].group, &of->group))
            return &list->at[i];
    return NULL;
}

static panels panels_of(analysis *a)
{
    calibration_list list = study_calibration(a);
    panels p = {0, arena_array(&a->arena, list.n, sizeof *p.of),
                arena_array(&a->arena, list.n, sizeof *p.twin),
                arena_array(&a->arena, list.n, sizeof *p.name)};
    for (uint32_t i = 0; i < list.n; i++) {
        const calibration *c = &list.at[i];
        if (c->group.role != a->focus || c->group.twins || !c->group.agent || !c->n_bins) continue;
        p.of[p.n] = c, p.twin[p.n] = twin_of(&list, c), p.name[p.n++] = c->group.agent;
    }
    return p;
}

const char *calibration_lacks(analysis *a, const plot *out)
{
    (void)out;
    if (panels_of(a).n) return NULL;
    return "leverage is defined in no session: in none is there anything to agree on";
}

/* ---- words ---- */

typedef struct tally {
    uint32_t all, up, down, none;
} tally;

static tally count(const panels *p)
{
    tally t = {0};
    for (uint32_t i = 0; i < p->n; i++) {
        const coefficient *u = &p->of[i]->utilisation;
        if (!p->of[i]->has_twin) continue;
        t.all++;
        t.up += u->low > 0;
        t.down += u->high < 0;
        t.none += !(u->low > 0) && !(u->high < 0) && u->low > -ALIKE && u->high < ALIKE;
    }
    return t;
}

static const char *title(analysis *a, const panels *p)
{
    tally t = count(p);
    const char *who = analysis_role(a, a->focus);
    uint32_t most = t.up ? t.up : t.down;
    const char *than = t.up ? "more" : "less";
    if (!t.all) return arena_format(&a->arena, "What %s gets, against its leverage", who);
    if (t.none == t.all)
        return arena_format(
            &a->arena, "No difference: what %s gets goes with its leverage as if it saw none", who);
    if (!most)
        return arena_format(&a->arena,
                            "Too few sessions to say whether %s makes use of its leverage", who);
    const char *text = arena_format(
        &a->arena, "what %s gets goes with its leverage %s than its blind twin’s", who, than);
    if (most == t.all) return sentence((char *)text);
    return arena_format(&a->arena, "In %u of %u cases %s", most, t.all, text);
}

static const char *subtitle(analysis *a, const panels *p, const tiles *t)
{
    uint64_t sessions = 0, deals = 0;
    char all[32];
    for (uint32_t i = 0; i < t->n; i++) sessions += p->of[i]->sessions, deals += p->of[i]->deals;
    text_grouped(all, sizeof all, sessions);
    return arena_format(&a->arena, "%s%s sessions, %.0f %% of them deals, seed %llu%s",
                        a->record.complete ? "" : "interrupted run: ", all,
                        100 * (double)deals / (double)sessions,
                        (unsigned long long)a->record.schema.seed, tiles_left_out(a, t));
}

static const char *legend(const panels *p)
{
    bool twin = false, fails = false;
    for (uint32_t i = 0; i < p->n; i++) {
        twin = twin || p->twin[i];
        fails = fails || p->of[i]->deals < p->of[i]->sessions;
    }
    return twin && fails
               ? "dots: deals, means with 95 % CI; circles: impasses counted with what they "
                 "pay; grey: blind twin; dashed: share = leverage"
           : twin ? "deals, means with 95 % CI; grey: blind twin; dashed: share = leverage"
           : fails
               ? "dots: deals, means with 95 % CI; circles: impasses counted with what they pay; "
                 "dashed: share = leverage"
               : "deals, means with 95 % CI; dashed: share = leverage";
}

static const char *slope_text(analysis *a, const calibration *c)
{
    const char *text = "";
    if (isnan(c->slope.value)) return "one leverage only: no slope";
    text = arena_format(&a->arena, "slope %.3f", c->slope.value);
    if (!isnan(c->slope.low))
        text = arena_format(&a->arena, "%s [%.3f, %.3f]", text, c->slope.low, c->slope.high);
    if (!c->has_twin || isnan(c->utilisation.low)) return text;
    return arena_format(&a->arena, "%s; beyond blind %.3f [%.3f, %.3f]", text, c->utilisation.value,
                        c->utilisation.low, c->utilisation.high);
}

/* ---- data and settings ---- */

static void add_bins(const calibration *c, buf *data, range *all)
{
    for (uint32_t b = 0; b < c->n_bins; b++) {
        const calibration_bin *bin = &c->bin[b];
        bool fails = bin->deals < bin->sessions;
        const estimate *s = &bin->share;
        double value = fails ? bin->value.mean : NAN;
        const double seen[] = {bin->phi_deals, s->mean, s->low, s->high, bin->phi, value};
        for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) range_widen(all, seen[i]);
        gp_data(data,
                (const double[]){bin->phi_deals, s->mean, isnan(s->low) ? s->mean : s->low,
                                 isnan(s->high) ? s->mean : s->high, bin->phi, value},
                6);
    }
    buf_text(data, "\n\n");
}

static bool has_impasse(const calibration *c) { return c->deals < c->sessions; }
static bool has_deal(const calibration *c) { return c->deals > 0; }

static const double wide[PANEL_COLUMNS] = {560, 860, 1080};
static const double high[PANEL_ROWS] = {360, 260};
static const tiles_layout layout = {{62, 22, 0, 58, 36, 60, 170, 120}, wide, high};

/* The template plots what is there: no block without a number is asked for. */
static void set_panels(analysis *a, const panels *p, const tiles *t, plot *out)
{
    const char **slopes = arena_array(&a->arena, t->n, sizeof *slopes);
    double *deals = arena_array(&a->arena, t->n, sizeof *deals);
    double *twins = arena_array(&a->arena, t->n, sizeof *twins);
    double *impasses = arena_array(&a->arena, t->n, sizeof *impasses);
    for (uint32_t i = 0; i < t->n; i++) {
        slopes[i] = slope_text(a, p->of[i]);
        deals[i] = has_deal(p->of[i]);
        twins[i] = p->twin[i] && has_deal(p->twin[i]);
        impasses[i] = has_impasse(p->of[i]);
    }
    gp_array_text(&out->settings, "SLOPE", slopes, t->n);
    gp_array_number(&out->settings, "HAS_DEALS", deals, t->n);
    gp_array_number(&out->settings, "HAS_TWIN", twins, t->n);
    gp_array_number(&out->settings, "HAS_IMPASSES", impasses, t->n);
}

void plot_calibration(analysis *a, plot *out)
{
    tiles t;
    range all = RANGE_NOTHING;
    panels p = panels_of(a);
    tiles_of_names(a, p.name, p.n, "",
                   tiles_fitting(out, &layout.around, (tiles_limit){PANEL_ROWS, PANEL_COLUMNS}),
                   &t);
    for (uint32_t i = 0; i < t.n; i++) {
        add_bins(p.of[i], &out->data, &all);
        if (p.twin[i]) add_bins(p.twin[i], &out->data, &all);
        if (!p.twin[i]) buf_text(&out->data, "? ? ? ? ? ?\n\n\n");
    }
    range y = range_with_air(all);
    const char *const words[] = {title(a, &p), subtitle(a, &p, &t), legend(&p)};
    plot_heads(out, words[0], words[1], words[2],
               arena_format(&a->arena, "%s: %s", t.column[0], slope_text(a, p.of[0])));
    tiles_lay_out(&t, &layout, words, out);
    tiles_set(&t, &out->settings);
    set_panels(a, &p, &t, out);
    gp_set_number(&out->settings, "LOW", y.low);
    gp_set_number(&out->settings, "HIGH", y.high);
    gp_set_number(&out->settings, "STEP",
                  y.high - y.low > 2     ? 0.5
                  : y.high - y.low > 0.6 ? 0.2
                                         : 0.1);
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
    gp_set_text(&out->settings, "UNIT",
                a->cells[0].model.transferable ? "share of the pie" : "part of its best");
}
