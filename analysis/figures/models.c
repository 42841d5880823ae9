/* The data of the figure `models`: how near models of the other come to what a party wants, over
 * time, one panel per agent that is observed. The numbers are the study's. Nulls are what listens
 * to nobody: `opposite`, and 0, which knowing nothing is worth; the truth itself is 1, and not
 * drawn. */
#include "analysis/figures/course.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/tiles.h"
#include "analysis/study.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

enum { PANEL_COLUMNS = 3, PANEL_ROWS = 3, MODELS_MOST = 6 };

typedef struct observed {
    const char *name;
    const model_judged *of[MODELS_MOST]; /* [n_models][MODEL_POINTS] */
} observed;

typedef struct panels {
    uint32_t n, n_models;
    observed *at;
    const model_judged *null; /* any of `opposite`; NULL: it was not judged */
} panels;

static bool same_group(const study_group *a, const study_group *b)
{
    return a->role == b->role && a->agent && b->agent && !strcmp(a->agent, b->agent);
}

static bool is_drawn(const model_judged *m)
{
    return strcmp(m->model, "uniform") != 0 && strcmp(m->model, "perfect") != 0;
}

static bool is_null(const model_judged *m) { return !strcmp(m->model, "opposite"); }

static panels panels_of(analysis *a)
{
    model_judged_list list = study_models(a);
    panels p = {.at = arena_array(&a->arena, list.n + 1, sizeof *p.at)};
    for (uint32_t i = 0; i < list.n; i += MODEL_POINTS) {
        const model_judged *m = &list.at[i];
        if (m->group.role != a->focus || !m->group.agent || !is_drawn(m)) continue;
        if (!p.n || !same_group(&p.at[p.n - 1].of[0]->group, &m->group)) {
            p.at[p.n++].name = m->group.agent;
            p.n_models = 0;
        }
        if (p.n_models < MODELS_MOST) p.at[p.n - 1].of[p.n_models++] = m;
    }
    return p;
}

const char *models_lacks(analysis *a, const plot *out)
{
    (void)out;
    const char *why = study_models(a).why_none;
    if (why || panels_of(a).n) return why;
    return arena_format(&a->arena, "nobody judged what %s wants", analysis_role(a, a->focus));
}

/* ---- words ---- */

static const estimate *at_end(const model_judged *m)
{
    return &m[MODEL_POINTS - 1].of[MODEL_SPEARMAN];
}

typedef struct tally {
    uint32_t all, more, less;
} tally;

/* Is the best of those that listen surely nearer than what listens to nobody, or none of them? */
static tally count(const panels *p)
{
    tally t = {.all = p->n};
    for (uint32_t i = 0; i < p->n; i++) {
        const estimate *null = NULL, *best = NULL;
        for (uint32_t k = 0; k < p->n_models; k++) {
            const estimate *e = at_end(p->at[i].of[k]);
            if (is_null(p->at[i].of[k]))
                null = e;
            else if (!best || e->mean > best->mean)
                best = e;
        }
        if (!null || !best || isnan(best->low)) continue;
        t.more += best->low > (isnan(null->high) ? null->mean : null->high);
        t.less += best->high < (isnan(null->low) ? null->mean : null->low);
    }
    return t;
}

static const char *title(analysis *a, const panels *p)
{
    tally t = count(p);
    const char *who = analysis_role(a, a->focus);
    if (t.more == t.all)
        return arena_format(&a->arena,
                            "Who listens knows better what %s wants than who takes it to "
                            "want the opposite",
                            who);
    if (t.less == t.all)
        return arena_format(&a->arena,
                            "Taking %s to want the opposite beats every model that listens", who);
    if (t.more || t.less)
        return arena_format(&a->arena,
                            "What %s wants: in %u of %u cases a model that listens beats "
                            "“the opposite of mine”, in %u none does",
                            who, t.more, t.all, t.less);
    return arena_format(&a->arena, "What models learn of what %s wants from its offers", who);
}

static const char *subtitle(analysis *a, const tiles *t)
{
    model_judged_list list = study_models(a);
    uint64_t most = 0;
    char outcomes[32];
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].group.agent && list.at[i].group.role == a->focus)
            most = list.at[i].sessions > most ? list.at[i].sessions : most;
    text_grouped(outcomes, sizeof outcomes, list.outcomes);
    return arena_format(&a->arena, "%s outcomes%s; %llu sessions per agent, seed %llu%s", outcomes,
                        list.sampled ? ", a sample" : "", (unsigned long long)most,
                        (unsigned long long)a->record.schema.seed, tiles_left_out(a, t));
}

static bool has_intervals(const panels *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        for (uint32_t k = 0; k < p->n_models; k++)
            if (!isnan(at_end(p->at[i].of[k])->low)) return true;
    return false;
}

static const char *legend(analysis *a, const panels *p)
{
    return arena_format(&a->arena,
                        "means%s; dashed: opposite; 0: knows nothing, 1: the truth; thin: "
                        "more than half of the talks are over",
                        has_intervals(p) ? " with 95 % CI" : "");
}

/* ---- data and settings ---- */

/* time; while half of the talks go on: mean low high; mean throughout */
static void add_course(const model_judged *m, buf *data, range *all)
{
    for (int k = 0; k < MODEL_POINTS; k++) {
        const estimate *e = &m[k].of[MODEL_SPEARMAN];
        bool live = m[k].live >= 0.5;
        double low = isnan(e->low) ? e->mean : e->low, high = isnan(e->high) ? e->mean : e->high;
        range_widen(all, low);
        gp_data(data,
                (const double[]){m[k].time, live ? e->mean : NAN, live ? low : NAN,
                                 live ? high : NAN, e->mean},
                5);
    }
    buf_text(data, "\n\n");
}

static const double wide[PANEL_COLUMNS] = {600, 860, 1080};
static const double high[PANEL_ROWS] = {340, 220, 180};
static const tiles_layout layout = {{62, 92, 0, 58, 30, 54, 150, 110}, wide, high};

/* Names stand to the right of the last panel of every row, at the ends of its lines. */
static void set_ends(analysis *a, const panels *p, const tiles *t, double low, double height,
                     plot *out)
{
    const double gap = 15 * (1 - low) / height;
    double *at = arena_array(&a->arena, (size_t)t->n_rows * MODELS_MOST, sizeof *at);
    for (uint32_t r = 0; r < t->n_rows; r++) {
        uint32_t last = (r + 1) * t->n_columns < t->n ? (r + 1) * t->n_columns - 1 : t->n - 1;
        double y[MODELS_MOST];
        for (uint32_t k = 0; k < p->n_models; k++) y[k] = at_end(p->at[last].of[k])->mean;
        gp_spread(y, p->n_models, gap, low, 1);
        for (uint32_t k = 0; k < p->n_models; k++) at[r * p->n_models + k] = y[k];
    }
    gp_array_number(&out->settings, "END", at, (size_t)t->n_rows * p->n_models);
}

static void set_models(analysis *a, const panels *p, plot *out)
{
    const char **names = arena_array(&a->arena, p->n_models, sizeof *names);
    double *null = arena_array(&a->arena, p->n_models, sizeof *null);
    for (uint32_t k = 0; k < p->n_models; k++) {
        names[k] = p->at[0].of[k]->model;
        null[k] = is_null(p->at[0].of[k]);
    }
    gp_array_text(&out->settings, "MODEL", names, p->n_models);
    gp_array_number(&out->settings, "NULL_MODEL", null, p->n_models);
    gp_set_number(&out->settings, "MODELS", p->n_models);
}

void plot_models(analysis *a, plot *out)
{
    tiles t;
    range all = RANGE_NOTHING;
    panels p = panels_of(a);
    const char **names = arena_array(&a->arena, p.n, sizeof *names);
    for (uint32_t i = 0; i < p.n; i++) names[i] = p.at[i].name;
    tiles_of_names(a, names, p.n, "",
                   tiles_fitting(out, &layout.around, (tiles_limit){PANEL_ROWS, PANEL_COLUMNS}),
                   &t);
    for (uint32_t i = 0; i < t.n; i++)
        for (uint32_t k = 0; k < p.n_models; k++) add_course(p.at[i].of[k], &out->data, &all);
    double low = isfinite(all.low) && all.low < 0 ? floor(all.low * 5) / 5 : 0;
    const char *const words[] = {title(a, &p), subtitle(a, &t), legend(a, &p)};
    plot_heads(out, words[0], words[1], words[2], t.column[0]);
    tiles_space s = tiles_lay_out(&t, &layout, words, out);
    tiles_set(&t, &out->settings);
    set_models(a, &p, out);
    set_ends(a, &p, &t, low, tiles_height(&t, &s, out), out);
    gp_set_number(&out->settings, "LOW", low);
    gp_set_text(&out->settings, "ROLE", analysis_role(a, a->focus));
}
