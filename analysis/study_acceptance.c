/* When would a party have accepted, had it followed another rule? Each session is heard once more,
 * under a grid of acceptance conditions (Baarslag, Hindriks & Jonker 2013), which sit in the place
 * of each party with the offers that it really got and the bids that it really made.
 *
 * The other's course is held fixed, so that a session ends for a condition at its first acceptance,
 * and nothing is said about what the other would have done afterwards. Three ends:
 *     taken      it accepts: what it gets is known
 *     as it was  it never does, and the talks ended without the party accepting: it gets what the
 *                party got
 *     unknown    the party itself accepted where the condition would not: how the talks would have
 *                gone on is not known; such sessions are counted, and left out of means
 * Where the party accepts its next bid is not on record: it is taken to be worth what it accepts,
 * which is what accepting means to those who hold offers against their next bid. */
#include "analysis/study_groups.h"

#include "analysis/onlookers.h"
#include "analysis/study_outcomes.h"
#include "base/oom.h"
#include "record/story.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct tally { /* of one replicate; sums over its sessions */
    double known, got, really, taken, time;
} tally;

typedef struct ruled {
    uint64_t sessions, taken, same, unknown;
    tally *at; /* [replicates] */
} ruled;

typedef struct judging {
    analysis *a;
    const accept_face *face;
    uint32_t rules;
    study_groups groups;
    ruled *of; /* [groups.n][rules] */
    outcomes outcomes;
    arena memory; /* of a session */
} judging;

/* ---- one session, as one of its parties ---- */

typedef struct verdict_at {
    bool taken, same; /* same: where the party itself accepted */
    double time, got; /* got: of the scale */
} verdict_at;

typedef struct sitting {
    const judging *j;
    const model *model;
    uint32_t who;
    double limit, scale; /* own unit */
    outcome_id standing; /* of the other; HG_NO_OUTCOME: none */
    bool accepted;       /* the party did */
    void *rule[ONLOOKERS_MAX];
    verdict_at of[ONLOOKERS_MAX];
} sitting;

static double worth(const sitting *s, outcome_id o)
{
    return utility_of(&s->model->parties[s->who].utility, o);
}

/* The party's own turn, in which it would ask for `next`; accepts: it does. */
static void take_turn(sitting *s, uint32_t round, double next, bool accepts)
{
    if (s->standing == HG_NO_OUTCOME) return;
    double offered = worth(s, s->standing);
    for (uint32_t i = 0; i < s->j->rules && offered >= s->limit; i++) {
        verdict_at *v = &s->of[i];
        if (v->taken || !s->j->face->takes(s->rule[i], round, offered, next)) continue;
        *v = (verdict_at){true, accepts, model_time(s->model, round), offered / s->scale};
    }
}

static void take_own(sitting *s, const story_entry *e)
{
    hg_kind kind = e->message.kind;
    if (e->revises) return;
    if (kind == HG_ACCEPT) {
        s->accepted = true;
        take_turn(s, e->round, worth(s, e->message.outcome), true);
    }
    if (kind == HG_REJECT || kind == HG_WALK) take_turn(s, e->round, NAN, false);
    if (kind != HG_OFFER) return;
    double next = worth(s, e->message.outcome);
    take_turn(s, e->round, next, false);
    for (uint32_t i = 0; i < s->j->rules; i++) s->j->face->made(s->rule[i], next);
    s->standing = HG_NO_OUTCOME;
}

static void take_other(sitting *s, const story_entry *e)
{
    if (e->message.kind == HG_WITHDRAW) s->standing = HG_NO_OUTCOME;
    if (e->message.kind != HG_OFFER) return;
    s->standing = e->message.outcome;
    for (uint32_t i = 0; i < s->j->rules; i++)
        s->j->face->hear(s->rule[i], e->round, e->message.outcome);
}

static void sit_through(sitting *s, const uint8_t *trace, size_t size)
{
    story t;
    story_entry e;
    story_begin(&t, s->model, trace, size);
    while (story_next(&t, &e)) {
        if (e.kind == STORY_LEVERAGE) s->limit = e.limit[s->who];
        if (e.kind != STORY_SAID) continue;
        if (e.party == s->who)
            take_own(s, &e);
        else
            take_other(s, &e);
    }
}

/* ---- all of them ---- */

static void add(ruled *r, const sitting *s, const verdict_at *v, uint64_t replicate, double really)
{
    tally *t = &r->at[replicate];
    r->sessions++;
    r->taken += v->taken;
    r->same += v->taken && v->same;
    if (!v->taken && s->accepted) {
        r->unknown++;
        return;
    }
    t->known++;
    t->got += v->taken ? v->got : really;
    t->really += really;
    t->taken += v->taken;
    t->time += v->taken ? v->time : 0;
}

static void judge_party(judging *j, uint32_t arm_index, const model *m, uint32_t who,
                        uint64_t replicate, const uint8_t *trace, size_t size)
{
    const uint32_t *of =
        j->groups.of + ((size_t)arm_index * m->n_parties + who) * STUDY_GROUPS_OF_ARM;
    double really = outcomes_share(&j->outcomes, &j->a->arms[arm_index], who)[replicate];
    sitting s = {.j = j,
                 .model = m,
                 .who = who,
                 .limit = m->parties[who].reservation,
                 .scale = party_scale(m, who),
                 .standing = HG_NO_OUTCOME};
    if (isnan(really)) return; /* an agent failed, or there is nothing to share */
    for (uint32_t i = 0; i < j->rules; i++) s.rule[i] = j->face->open(&j->memory, m, who, i);
    sit_through(&s, trace, size);
    for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
        for (uint32_t i = 0; i < j->rules && of[k] != HG_NOBODY; i++)
            add(&j->of[of[k] * j->rules + i], &s, &s.of[i], replicate, really);
}

static void judge_arm(judging *j, uint32_t which, uint64_t first)
{
    const record_schema *s = &j->a->record.schema;
    for (uint64_t r = 0; r < s->arms[which].sessions; r++) {
        size_t size;
        const uint8_t *trace = record_trace(&j->a->record, first + r, &size);
        if (!trace) continue;
        arena_reset(&j->memory);
        const model *m =
            model_draw(&j->memory, &j->a->cells[s->arms[which].cell].model, s->seed, r, 0);
        for (uint32_t who = 0; who < s->n_parties; who++)
            judge_party(j, which, m, who, r, trace, size);
    }
}

/* ---- results ---- */

typedef double of_tally(const tally *);
static double got(const tally *t) { return t->got / t->known; }
static double really(const tally *t) { return t->really / t->known; }
static double gain(const tally *t) { return (t->got - t->really) / t->known; }
static double time_taken(const tally *t) { return t->time / t->taken; }

/* A replicate's sessions share their random numbers: it is one value; 0 / 0 is missing. */
static estimate mean_over(const judging *j, uint32_t group, uint32_t rule, of_tally *of)
{
    uint64_t n = j->groups.replicates[group];
    double *x = mem_alloc((n + 1) * sizeof *x);
    for (uint64_t r = 0; r < n; r++) x[r] = of(&j->of[group * j->rules + rule].at[r]);
    estimate e = estimate_mean(x, n);
    free(x);
    bool few = e.n < DISTINCT_MIN || !j->groups.random[group];
    return few ? estimate_without_interval(e) : e;
}

static accept_judged report(const judging *j, uint32_t group, uint32_t rule)
{
    const ruled *r = &j->of[group * j->rules + rule];
    return (accept_judged){.group = j->groups.at[group],
                           .condition = j->face->name(rule),
                           .sessions = r->sessions,
                           .taken = r->taken,
                           .same = r->same,
                           .unknown = r->unknown,
                           .time = mean_over(j, group, rule, time_taken),
                           .utility = mean_over(j, group, rule, got),
                           .really = mean_over(j, group, rule, really),
                           .gain = mean_over(j, group, rule, gain)};
}

static void judge_all(judging *j, accept_judged_list *list)
{
    const record_schema *s = &j->a->record.schema;
    uint64_t first = 0;
    for (uint32_t g = 0; g < j->groups.n; g++)
        for (uint32_t i = 0; i < j->rules; i++)
            j->of[g * j->rules + i].at = mem_zero(j->groups.replicates[g] + 1, sizeof(tally));
    for (uint32_t i = 0; i < s->n_arms; first += s->arms[i++].sessions)
        if (s->arms[i].twin_of == HG_NOBODY) judge_arm(j, i, first);
    for (uint32_t g = 0; g < j->groups.n; g++)
        for (uint32_t i = 0; i < j->rules; i++) {
            if (j->of[g * j->rules + i].sessions) list->at[list->n++] = report(j, g, i);
            free(j->of[g * j->rules + i].at);
        }
}

static const char *lacks(const analysis *a)
{
    if (!a->onlookers) return "there are no acceptance conditions to try";
    if (strcmp(a->record.schema.level, "full") != 0)
        return "the record keeps no traces: conditions hear the offers of runs made with --log "
               "full";
    return a->record.schema.n_parties == 2 ? NULL : "conditions are tried between two parties";
}

accept_judged_list study_acceptance(analysis *a)
{
    accept_judged_list list = {.why_none = lacks(a)};
    if (a->accepted || list.why_none) return a->accepted ? *a->accepted : list;
    judging j = {.a = a, .face = &a->onlookers->accept, .groups = study_groups_of(a)};
    while (j.rules < ONLOOKERS_MAX && j.face->name(j.rules)) j.rules++;
    size_t most = (size_t)j.groups.n * j.rules + 1;
    j.of = mem_zero(most, sizeof *j.of);
    list.at = arena_array(&a->arena, most, sizeof *list.at);
    arena_init(&j.memory);
    outcomes_init(&j.outcomes, a);
    judge_all(&j, &list);
    if (!list.n) list.why_none = "no session has a trace";
    outcomes_fini(&j.outcomes);
    arena_fini(&j.memory);
    free(j.of);
    a->accepted = arena_array(&a->arena, 1, sizeof *a->accepted);
    return *a->accepted = list;
}
