/* Models of the other, judged by what it really wants: each hears the offers of a session, and at
 * every tenth of the time its utilities of all outcomes are held against the true ones: the root
 * mean squared error, both scaled to 0..1, and rank correlations (Baarslag, Hendrikx, Hindriks &
 * Jonker 2013). Talks that end earlier leave a model as it was: means are over the same sessions at
 * any time, and `live` says how many still go on. */
#include "analysis/study_groups.h"

#include "analysis/onlookers.h"
#include "analysis/statistics/rank_correlation.h"
#include "base/oom.h"
#include "base/rng.h"
#include "record/story.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More outcomes are not all compared: a sample of them is, the same for all sessions. */
enum { COMPARED_MOST = 2000, SAMPLED = 1000 };
/* Of each arm, from its first session on: every session costs as much as it has outcomes. */
enum { JUDGED_MOST = 100 };

typedef struct tally { /* of one replicate */
    double n, sum[MODEL_MEASURES];
} tally;

typedef struct observed {
    uint64_t sessions, live[MODEL_POINTS];
    tally *at; /* [models][MODEL_POINTS][JUDGED_MOST]; NULL: nothing yet */
} observed;

typedef struct judging {
    analysis *a;
    const model_face *face;
    uint32_t models;
    study_groups groups;
    observed *of; /* [groups.n] */
    arena memory; /* of a session */
    uint64_t n;   /* outcomes compared */
    outcome_id *outcome;
    double *truth, *guess; /* [n] scaled to 0..1 */
} judging;

/* ---- outcomes ---- */

static void choose_outcomes(judging *j)
{
    const space *s = &j->a->cells[0].model.space;
    bool all = s->size <= COMPARED_MOST;
    rng r;
    j->n = all ? s->size : SAMPLED;
    j->outcome = mem_alloc(j->n * sizeof *j->outcome);
    j->truth = mem_alloc(j->n * sizeof *j->truth);
    j->guess = mem_alloc(j->n * sizeof *j->guess);
    rng_open(&r, j->a->record.schema.seed, RNG_BOOTSTRAP, UINT64_MAX, 0);
    for (uint64_t i = 0; i < j->n; i++) j->outcome[i] = all ? i : rng_below(&r, s->size);
}

#define ROUNDING 1e-12 /* of the greatest: so little is no difference */

/* Of what does not vary nothing is known: the middle. */
static void scale(double *x, uint64_t n)
{
    double least = INFINITY, most = -INFINITY;
    for (uint64_t i = 0; i < n; i++) least = fmin(least, x[i]), most = fmax(most, x[i]);
    bool varies = most - least > ROUNDING * fmax(fabs(least), fabs(most));
    for (uint64_t i = 0; i < n; i++) x[i] = varies ? (x[i] - least) / (most - least) : 0.5;
}

/* ---- one session, one model ---- */

typedef struct heard_offer {
    uint32_t round;
    double tau;
    outcome_id outcome;
} heard_offer;

typedef struct heard_session {
    uint32_t n;
    heard_offer *at;
    double end; /* tau */
} heard_session;

static heard_session listen(judging *j, const model *m, uint32_t who, const uint8_t *trace,
                            size_t size)
{
    story s;
    story_entry e;
    heard_session h = {.end = 1, .at = arena_array(&j->memory, size / 4 + 1, sizeof *h.at)};
    story_begin(&s, m, trace, size);
    while (story_next(&s, &e)) {
        double tau = model_time(m, e.round);
        if (e.kind == STORY_SAID && e.message.kind == HG_OFFER && e.party == who)
            h.at[h.n++] = (heard_offer){e.round, tau, e.message.outcome};
        if (e.kind == STORY_ENDING) h.end = tau;
    }
    return h;
}

typedef struct model_score_at {
    double of[MODEL_MEASURES];
} model_score_at;

static model_score_at compare(const judging *j, const void *guess)
{
    double squares = 0;
    for (uint64_t i = 0; i < j->n; i++) j->guess[i] = j->face->worth(guess, j->outcome[i]);
    scale(j->guess, j->n);
    for (uint64_t i = 0; i < j->n; i++)
        squares += (j->guess[i] - j->truth[i]) * (j->guess[i] - j->truth[i]);
    return (model_score_at){{[MODEL_RMSE] = sqrt(squares / (double)j->n),
                             [MODEL_SPEARMAN] = spearman(j->guess, j->truth, j->n),
                             [MODEL_KENDALL] = kendall(j->guess, j->truth, j->n)}};
}

static tally *tally_of(const judging *j, uint32_t group, uint32_t which, uint32_t point,
                       uint64_t replicate)
{
    observed *o = &j->of[group];
    if (!o->at) o->at = mem_zero((size_t)j->models * MODEL_POINTS * JUDGED_MOST, sizeof *o->at);
    return &o->at[(which * MODEL_POINTS + point) * JUDGED_MOST + replicate];
}

static void add_score(tally *t, const model_score_at *s)
{
    t->n++;
    for (int k = 0; k < MODEL_MEASURES; k++) t->sum[k] += s->of[k];
}

static void judge_model(judging *j, const model *m, const heard_session *h, uint32_t ear,
                        uint32_t which, const uint32_t *groups, uint64_t replicate)
{
    void *guess = j->face->open(&j->memory, m, ear, which);
    model_score_at now = compare(j, guess);
    uint32_t next = 0;
    for (uint32_t point = 0; point < MODEL_POINTS; point++) {
        uint32_t before = next;
        for (; next < h->n && h->at[next].tau <= (double)point / (MODEL_POINTS - 1); next++)
            j->face->hear(guess, h->at[next].round, h->at[next].outcome);
        if (next > before) now = compare(j, guess);
        for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
            if (groups[k] != HG_NOBODY)
                add_score(tally_of(j, groups[k], which, point, replicate), &now);
    }
}

/* ---- all sessions ---- */

static void count_live(observed *o, const heard_session *h)
{
    o->sessions++;
    for (uint32_t p = 0; p < MODEL_POINTS; p++)
        o->live[p] += (double)p / (MODEL_POINTS - 1) <= h->end;
}

static void judge_session(judging *j, uint32_t which, uint64_t replicate, uint64_t number)
{
    const record_schema *s = &j->a->record.schema;
    const model *base = &j->a->cells[s->arms[which].cell].model;
    size_t size;
    const uint8_t *trace = record_trace(&j->a->record, number, &size);
    if (!trace || base->space.size != j->a->cells[0].model.space.size) return;
    arena_reset(&j->memory);
    const model *m = model_draw(&j->memory, base, s->seed, replicate, 0);
    for (uint32_t who = 0; who < s->n_parties; who++) { /* who is observed */
        const uint32_t *of =
            j->groups.of + ((size_t)which * s->n_parties + who) * STUDY_GROUPS_OF_ARM;
        heard_session h = listen(j, m, who, trace, size);
        for (uint64_t i = 0; i < j->n; i++)
            j->truth[i] = utility_of(&m->parties[who].utility, j->outcome[i]);
        scale(j->truth, j->n);
        for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
            if (of[k] != HG_NOBODY) count_live(&j->of[of[k]], &h);
        for (uint32_t i = 0; i < j->models; i++) judge_model(j, m, &h, !who, i, of, replicate);
    }
}

/* Twins are left out: their offers are those of an agent that nobody asked about. */
static void judge_arms(judging *j)
{
    const record_schema *s = &j->a->record.schema;
    uint64_t number = 0;
    for (uint32_t i = 0; i < s->n_arms; number += s->arms[i++].sessions)
        for (uint64_t r = 0; r < s->arms[i].sessions && r < JUDGED_MOST; r++)
            if (s->arms[i].twin_of == HG_NOBODY) judge_session(j, i, r, number + r);
}

/* A replicate's sessions share their random numbers: it is one value. */
static estimate mean_over(const judging *j, uint32_t group, uint32_t which, uint32_t point,
                          int measure)
{
    double x[JUDGED_MOST];
    for (uint64_t r = 0; r < JUDGED_MOST; r++) {
        const tally *t = tally_of(j, group, which, point, r);
        x[r] = t->n > 0 ? t->sum[measure] / t->n : NAN;
    }
    estimate e = estimate_mean(x, JUDGED_MOST);
    bool few = e.n < DISTINCT_MIN || !j->groups.random[group];
    return few ? estimate_without_interval(e) : e;
}

static void report(const judging *j, uint32_t group, model_judged_list *list)
{
    const observed *o = &j->of[group];
    for (uint32_t i = 0; i < j->models && o->sessions; i++)
        for (uint32_t p = 0; p < MODEL_POINTS; p++) {
            model_judged *out = &list->at[list->n++];
            *out = (model_judged){.group = j->groups.at[group],
                                  .model = j->face->name(i),
                                  .time = (double)p / (MODEL_POINTS - 1),
                                  .sessions = o->sessions,
                                  .live = (double)o->live[p] / (double)o->sessions};
            for (int k = 0; k < MODEL_MEASURES; k++) out->of[k] = mean_over(j, group, i, p, k);
        }
}

static const char *lacks(const analysis *a)
{
    if (!a->onlookers) return "there are no models to judge";
    if (strcmp(a->record.schema.level, "full") != 0)
        return "the record keeps no traces: models hear the offers of runs made with --log full";
    if (a->record.schema.n_parties != 2) return "models are judged between two parties";
    if (a->cells[0].model.space.n_issues < 2)
        return "with one issue there is nothing to find out but the direction";
    return NULL;
}

model_judged_list study_models(analysis *a)
{
    model_judged_list list = {.why_none = lacks(a)};
    if (a->judged || list.why_none) return a->judged ? *a->judged : list;
    judging j = {.a = a, .face = &a->onlookers->model, .groups = study_groups_of(a)};
    while (j.models < ONLOOKERS_MAX && j.face->name(j.models)) j.models++;
    j.of = mem_zero(j.groups.n + 1, sizeof *j.of);
    arena_init(&j.memory);
    choose_outcomes(&j);
    judge_arms(&j);
    list.outcomes = j.n;
    list.sampled = j.n < a->cells[0].model.space.size;
    list.at =
        arena_array(&a->arena, (size_t)j.groups.n * j.models * MODEL_POINTS + 1, sizeof *list.at);
    for (uint32_t i = 0; i < j.groups.n; i++) report(&j, i, &list);
    for (uint32_t i = 0; i < j.groups.n; i++) free(j.of[i].at);
    if (!list.n) list.why_none = "no session has a trace";
    arena_fini(&j.memory);
    free(j.of);
    free(j.outcome);
    free(j.truth);
    free(j.guess);
    a->judged = arena_array(&a->arena, 1, sizeof *a->judged);
    return *a->judged = list;
}
