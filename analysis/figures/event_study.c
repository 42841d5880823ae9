/* The data of the figure `event-study`: concessions per round around an alternative that comes or
 * goes, less those of sessions in which it has not: own and the others'. Before the event both must
 * be 0, or what it is compared with is no comparison. The numbers are the study's. */
#include "analysis/figures/course.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/tiles.h"
#include "analysis/study.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { PANEL_COLUMNS = 3, PANEL_ROWS = 2 };

typedef struct panels {
    uint32_t n;
    const event_study **of;
    const char **name;
} panels;

static bool has_points(const event_study *s)
{
    for (uint32_t k = 0; k < EVENT_POINTS; k++)
        if (!isnan(s->at[k].own.mean)) return true;
    return false;
}

static const char *name_of(analysis *a, const event_study *s)
{
    return arena_format(&a->arena, "%s · an alternative of %s %s", study_agent(&s->group),
                        analysis_role(a, s->group.role), s->expires ? "expires" : "arrives");
}

/* Those of one agent each; where some can be told from sessions in which it has not happened yet,
 * these come first. */
static panels panels_of(analysis *a)
{
    event_study_list list = study_events(a);
    panels p = {0, arena_array(&a->arena, list.n, sizeof *p.of),
                arena_array(&a->arena, list.n, sizeof *p.name)};
    for (int than = CONTRAST_NOT_YET; than <= CONTRAST_BLIND; than++)
        for (uint32_t i = 0; i < list.n; i++) {
            const event_study *s = &list.at[i];
            if ((int)s->contrast != than || !s->group.agent || s->group.twins) continue;
            if (!has_points(s)) continue;
            p.of[p.n] = s, p.name[p.n++] = name_of(a, s);
        }
    return p;
}

const char *event_study_lacks(analysis *a, const plot *out)
{
    event_study_list list = study_events(a);
    (void)out;
    if (list.why_none) return list.why_none;
    if (panels_of(a).n) return NULL;
    return "no alternative comes or goes in some sessions and not, at that round, in others";
}

/* ---- words ---- */

typedef struct tally {
    uint32_t all, up, down;
} tally;

static tally count(const panels *p)
{
    tally t = {.all = p->n};
    for (uint32_t i = 0; i < p->n; i++) {
        t.up += p->of[i]->after.low > 0;
        t.down += p->of[i]->after.high < 0;
    }
    return t;
}

static const char *event_words(const panels *p)
{
    for (uint32_t i = 1; i < p->n; i++)
        if (p->of[i]->expires != p->of[0]->expires) return "an alternative comes or goes";
    return p->of[0]->expires ? "an alternative expires" : "an alternative arrives";
}

static const char *title(analysis *a, const panels *p)
{
    tally t = count(p);
    const char *event = event_words(p);
    if (!t.up && !t.down)
        return arena_format(&a->arena, "Undecided whether concessions change once %s", event);
    uint32_t most = t.up > t.down ? t.up : t.down;
    const char *text = arena_format(&a->arena, "once %s, its owner concedes %s", event,
                                    t.up > t.down ? "more" : "less");
    if (most == t.all) return sentence((char *)text);
    return arena_format(&a->arena, "In %u of %u cases: %s", most, t.all, text);
}

static const char *subtitle(analysis *a, const panels *p, const tiles *t)
{
    const coefficient *after = &p->of[0]->after;
    return arena_format(
        &a->arena,
        "own concession per round from the event on, %s: %+.4f [%+.4f, %+.4f] of the "
        "pie; seed %llu%s",
        study_agent(&p->of[0]->group), after->value, after->low, after->high,
        (unsigned long long)a->record.schema.seed, tiles_left_out(a, t));
}

/* Beside a blind twin the time before shows what reading leverage did until then. */
static const char *legend(analysis *a, const panels *p)
{
    bool must = false;
    for (uint32_t i = 0; i < p->n; i++) must = must || p->of[i]->contrast == CONTRAST_NOT_YET;
    return arena_format(
        &a->arena,
        "blue: own concession; red: the others’; means with 95 %% CI; shaded: before "
        "the event%s",
        must ? ", where both must be 0" : "");
}

static const char *contrast_text(const event_study *s)
{
    return s->contrast == CONTRAST_NOT_YET ? "less sessions in which it has not yet"
                                           : "less its blind twin";
}

static const char *p_text(analysis *a, const char *who, double p)
{
    if (isnan(p)) return "";
    if (p < 0.001) return arena_format(&a->arena, ", %s p < 0.001", who);
    return arena_format(&a->arena, ", %s p = %.3f", who, p);
}

static const char *note(analysis *a, const event_study *s)
{
    char n[32];
    text_grouped(n, sizeof n, s->events);
    return arena_format(
        &a->arena, "%s; n = %s%s%s", contrast_text(s), n, p_text(a, "leads: own", s->lead_p_own),
        p_text(a, isnan(s->lead_p_own) ? "leads: others’" : "others’", s->lead_p_other));
}

/* ---- data and settings ---- */

static double bound(const estimate *e, double end) { return isnan(end) ? e->mean : end; }

static bool add_course(const event_study *s, bool own, buf *data, range *y)
{
    bool any = false;
    for (uint32_t k = 0; k < EVENT_POINTS; k++) {
        const estimate *e = own ? &s->at[k].own : &s->at[k].other;
        if (isnan(e->mean)) continue;
        double low = bound(e, e->low), high = bound(e, e->high);
        range_widen(y, low), range_widen(y, high);
        gp_data(data, (const double[]){s->at[k].offset, e->mean, low, high}, 4);
        any = true;
    }
    if (!any) gp_data(data, (const double[]){NAN, NAN, NAN, NAN}, 4);
    buf_text(data, "\n\n");
    return any;
}

static const double wide[PANEL_COLUMNS] = {720, 960, 1120};
static const double high[PANEL_ROWS] = {320, 220};
static const tiles_layout layout = {{92, 24, 0, 58, 24, 60, 190, 120}, wide, high};

/* 0 stands in it, and a little air. */
static range limits(range y)
{
    range_widen(&y, 0);
    double width = fmax(y.high - y.low, 1e-6);
    return (range){y.low - 0.08 * width, y.high + 0.08 * width};
}

void plot_event_study(analysis *a, plot *out)
{
    tiles t;
    range y = RANGE_NOTHING;
    panels p = panels_of(a);
    tiles_of_names(a, p.name, p.n, "",
                   tiles_fitting(out, &layout.around, (tiles_limit){PANEL_ROWS, PANEL_COLUMNS}),
                   &t);
    const char **notes = arena_array(&a->arena, t.n, sizeof *notes);
    double *own = arena_array(&a->arena, t.n, sizeof *own);
    double *others = arena_array(&a->arena, t.n, sizeof *others);
    for (uint32_t i = 0; i < t.n; i++) {
        own[i] = add_course(p.of[i], true, &out->data, &y);
        others[i] = add_course(p.of[i], false, &out->data, &y);
        notes[i] = note(a, p.of[i]);
    }
    y = limits(y);
    const char *const words[] = {title(a, &p), subtitle(a, &p, &t), legend(a, &p)};
    plot_heads(out, words[0], words[1], words[2],
               arena_format(&a->arena, "%s: %s", t.column[0], notes[0]));
    tiles_lay_out(&t, &layout, words, out);
    tiles_set(&t, &out->settings);
    gp_array_text(&out->settings, "NOTE", notes, t.n);
    gp_array_number(&out->settings, "HAS_OWN", own, t.n);
    gp_array_number(&out->settings, "HAS_OTHERS", others, t.n);
    gp_set_number(&out->settings, "REACH", EVENT_REACH);
    gp_set_number(&out->settings, "YLOW", y.low);
    gp_set_number(&out->settings, "YHIGH", y.high);
}
