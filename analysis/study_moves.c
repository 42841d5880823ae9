/* What the next concession goes with, within a session: a line through every session's own mean
 * (fixed effects, the within transformation), errors clustered by replicate. Two walks over the
 * traces, one for the line, one for its errors; what is kept is one session's offers.
 *
 * Cameron & Miller 2015: means that are taken out within a cluster cost no degrees of freedom. A
 * panel with a fixed effect is biased where columns answer earlier values of what is explained, by
 * about one over the offers per session (Nickell 1981). */
#include "analysis/study_groups.h"

#include "base/buf.h"
#include "base/oom.h"
#include "record/story.h"
#include <higgle/theory.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *move_term_name(int term)
{
    static const char *const names[] = {"leverage", "risk_gap", "answer", "time_left"};
    return names[term];
}

typedef struct observation {
    double x[MOVE_TERMS], y;
} observation;

/* ---- a session, offer by offer ---- */

typedef struct watching {
    const model *model; /* of this session */
    uint32_t parties;
    bool any; /* leverage is known, with: */
    double lambda[HG_PARTIES_MAX], limit[HG_PARTIES_MAX];
    double demand[HG_PARTIES_MAX];   /* own utility of the own last offer, over the scale; NaN */
    double received[HG_PARTIES_MAX]; /* ... of the last offer of another */
    double gained[HG_PARTIES_MAX];   /* what that was more than the other's offer before */
    buf *of;                         /* [n_parties] observations */
} watching;

static double worth(const watching *w, uint32_t who, outcome_id deal)
{
    return utility_of(&w->model->parties[who].utility, deal) / party_scale(w->model, who);
}

/* What it risks by insisting: nothing where the offer is as good as its own demand. */
static double risk(const watching *w, uint32_t who)
{
    double demand = w->demand[who], offered = w->received[who];
    return demand > offered ? hg_zeuthen_risk(demand, offered, w->limit[who]) : 0;
}

static void observe(watching *w, uint32_t who, double tau, double conceded)
{
    observation o = {.y = conceded};
    if (!w->any || isnan(w->gained[who]) || isnan(tau)) return;
    o.x[MOVE_LEVERAGE] = w->lambda[who];
    o.x[MOVE_RISK] = w->parties == 2 ? risk(w, who) - risk(w, !who) : 0;
    o.x[MOVE_ANSWER] = w->gained[who];
    o.x[MOVE_TIME] = 1 - tau;
    for (int k = 0; k < MOVE_TERMS; k++) conceded += o.x[k];
    if (!isnan(conceded)) buf_add(&w->of[who], &o, sizeof o);
}

static void take_offer(watching *w, const story_entry *e)
{
    uint32_t who = e->party;
    double u = worth(w, who, e->message.outcome);
    if (!isnan(w->demand[who])) observe(w, who, model_time(w->model, e->round), w->demand[who] - u);
    w->demand[who] = u;
    for (uint32_t i = 0; i < w->parties; i++) {
        if (i == who) continue;
        double now = worth(w, i, e->message.outcome);
        w->gained[i] = now - w->received[i];
        w->received[i] = now;
    }
}

static void take_leverage(watching *w, const story_entry *e)
{
    w->any = e->any;
    for (uint32_t i = 0; i < w->parties; i++) {
        w->lambda[i] = e->any ? e->leverage[i].lambda : NAN;
        w->limit[i] = e->limit[i] / party_scale(w->model, i);
    }
}

static void take_story(watching *w, const uint8_t *trace, size_t size)
{
    story s;
    story_entry e;
    for (uint32_t i = 0; i < HG_PARTIES_MAX; i++)
        w->demand[i] = w->received[i] = w->gained[i] = NAN;
    story_begin(&s, w->model, trace, size);
    while (story_next(&s, &e)) {
        if (e.kind == STORY_LEVERAGE) take_leverage(w, &e);
        if (e.kind == STORY_SAID && e.message.kind == HG_OFFER) take_offer(w, &e);
    }
}

/* ---- lines ---- */

typedef struct moving {
    linear_sums sums;
    linear_fit fit;
    uint64_t sessions;
    double *score; /* [replicates][MOVE_TERMS]; NULL in the first walk */
} moving;

typedef struct walking {
    const analysis *a;
    study_groups groups;
    moving *at; /* [groups.n] */
    arena memory;
    buf of[HG_PARTIES_MAX];
} walking;

static observation mean_of(const observation *o, size_t n)
{
    observation mean = {{0}, 0};
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < MOVE_TERMS; k++) mean.x[k] += o[i].x[k] / (double)n;
        mean.y += o[i].y / (double)n;
    }
    return mean;
}

#define STILL 1e-12 /* what does not move in a session but for rounding */

static double from_mean(double x, double mean) { return fabs(x - mean) > STILL ? x - mean : 0; }

static void add(moving *m, uint64_t replicate, const observation *o, size_t n)
{
    observation mean = mean_of(o, n);
    m->sessions++;
    for (size_t i = 0; i < n; i++) {
        double x[MOVE_TERMS];
        for (int k = 0; k < MOVE_TERMS; k++) x[k] = from_mean(o[i].x[k], mean.x[k]);
        if (m->score)
            linear_add_score(m->score + replicate * MOVE_TERMS, &m->fit, x, o[i].y - mean.y);
        else
            linear_add(&m->sums, x, o[i].y - mean.y);
    }
}

static void walk_session(walking *w, uint32_t which, uint64_t replicate, uint64_t number)
{
    const record_schema *s = &w->a->record.schema;
    const model *m = &w->a->cells[s->arms[which].cell].model;
    size_t size;
    const uint8_t *trace = record_trace(&w->a->record, number, &size);
    if (!trace) return;
    arena_reset(&w->memory);
    watching at = {.model = model_draw(&w->memory, m, s->seed, replicate, 0),
                   .parties = s->n_parties,
                   .of = w->of};
    for (uint32_t p = 0; p < s->n_parties; p++) buf_clear(&w->of[p]);
    take_story(&at, trace, size);
    for (uint32_t p = 0; p < s->n_parties; p++) {
        const observation *o = (const observation *)(const void *)w->of[p].data;
        size_t n = w->of[p].size / sizeof *o;
        const uint32_t *of =
            w->groups.of + ((size_t)which * s->n_parties + p) * STUDY_GROUPS_OF_ARM;
        for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
            if (of[k] != HG_NOBODY && n > 1) add(&w->at[of[k]], replicate, o, n);
    }
}

static void walk(walking *w)
{
    const record_schema *s = &w->a->record.schema;
    uint64_t number = 0;
    for (uint32_t i = 0; i < s->n_arms; i++)
        for (uint64_t r = 0; r < s->arms[i].sessions; r++) walk_session(w, i, r, number++);
}

static void report(const walking *w, uint32_t group, move_fit *out)
{
    const moving *of = &w->at[group];
    uint64_t clusters = w->groups.replicates[group];
    linear_model m = linear_with_clusters(&of->fit, of->score, clusters);
    if (!w->groups.random[group] || clusters < DISTINCT_MIN) m.any = false;
    *out = (move_fit){.group = w->groups.at[group],
                      .moves = of->fit.n,
                      .sessions = of->sessions,
                      .clusters = clusters,
                      .r2 = of->fit.r2};
    for (uint32_t k = 0; k < MOVE_TERMS; k++) out->term[k] = linear_coefficient(&m, k);
}

static void fit_all(walking *w, move_fit_list *list)
{
    uint32_t n = w->groups.n;
    for (uint32_t i = 0; i < n; i++) w->at[i].sums.columns = MOVE_TERMS;
    walk(w);
    for (uint32_t i = 0; i < n; i++) {
        w->at[i].fit = linear_solve(&w->at[i].sums);
        w->at[i].score = mem_zero(w->groups.replicates[i] * MOVE_TERMS + 1, sizeof(double));
        w->at[i].sessions = 0; /* counted once more */
    }
    walk(w);
    for (uint32_t i = 0; i < n; i++) {
        if (w->at[i].fit.n) report(w, i, &list->at[list->n++]);
        free(w->at[i].score);
    }
}

move_fit_list study_moves(analysis *a)
{
    move_fit_list list = {0};
    if (a->moves) return *a->moves;
    if (strcmp(a->record.schema.level, "full") != 0) {
        list.why_none = "the record keeps no traces: moves are seen in runs made with --log full";
        return list;
    }
    walking w = {.a = a, .groups = study_groups_of(a)};
    list.at = arena_array(&a->arena, w.groups.n + 1, sizeof *list.at);
    w.at = mem_zero(w.groups.n + 1, sizeof *w.at);
    arena_init(&w.memory);
    for (uint32_t p = 0; p < HG_PARTIES_MAX; p++) buf_init(&w.of[p]);
    fit_all(&w, &list);
    if (!list.n) list.why_none = "nobody made three offers in talks that have leverage";
    for (uint32_t p = 0; p < HG_PARTIES_MAX; p++) buf_fini(&w.of[p]);
    arena_fini(&w.memory);
    free(w.at);
    a->moves = arena_array(&a->arena, 1, sizeof *a->moves);
    return *a->moves = list;
}
