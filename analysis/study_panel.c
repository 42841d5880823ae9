/* Traces become numbers: every offer a demand, every demand a concession from the one before. Must
 * not know what is compared with what. */
#include "analysis/study_panel.h"

#include "base/oom.h"
#include "record/story.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t *happened_at(const panel *p, uint64_t r, uint32_t who)
{
    return &p->happened[(r * p->parties + who) * 2];
}

static float *conceded_at(const panel *p, uint64_t r, uint32_t who)
{
    return &p->conceded[(r * p->parties + who) * p->rounds];
}

typedef struct reading {
    const model *model; /* of this session */
    panel *to;
    uint32_t arm;
    uint64_t replicate;
    double demand[HG_PARTIES_MAX]; /* NaN: none yet */
} reading;

static void take_offer(reading *r, const story_entry *e)
{
    uint32_t who = e->party;
    if (e->round >= r->to->rounds) return;
    double u = utility_of(&r->model->parties[who].utility, e->message.outcome) /
               party_scale(r->model, who);
    float *at = conceded_at(r->to, r->replicate, who) + e->round;
    double step = r->demand[who] - u;
    *at = isnan(*at) ? (float)step : (float)(*at + step); /* revised within the round */
    r->demand[who] = u;
}

static void take_event(reading *r, const story_entry *e)
{
    bool expires = e->message.event == HG_EVENT_EXPIRED;
    if (!expires && e->message.event != HG_EVENT_ARRIVED) return;
    uint32_t *first = happened_at(r->to, r->replicate, e->party) + expires;
    if (*first == NEVER_HAPPENED) *first = e->round;
}

static void take_story(reading *r, const uint8_t *trace, size_t size)
{
    story s;
    story_entry e;
    uint32_t end = NEVER_HAPPENED;
    bool ours = true;
    for (uint32_t p = 0; p < HG_PARTIES_MAX; p++) r->demand[p] = NAN;
    story_begin(&s, r->model, trace, size);
    while (ours && story_next(&s, &e)) {
        if (e.kind == STORY_SESSION) ours = e.arm == r->arm && e.replicate == r->replicate;
        if (e.kind == STORY_SAID && e.message.kind == HG_OFFER) take_offer(r, &e);
        if (e.kind == STORY_EVENT) take_event(r, &e);
        if (e.kind == STORY_ENDING && e.result != HG_RESULT_AGENT_ERROR) end = e.round;
    }
    if (ours && !s.bad) r->to->end[r->replicate] = end;
}

panel panel_of(const analysis *a, uint32_t which, uint64_t first_session)
{
    const record_schema *s = &a->record.schema;
    const model *m = &a->cells[s->arms[which].cell].model;
    uint32_t rounds = model_rounds(m);
    panel p = {.parties = s->n_parties,
               .rounds = rounds && rounds < ROUNDS_SEEN ? rounds : ROUNDS_SEEN,
               .n = s->arms[which].sessions};
    size_t values = p.n * p.parties * p.rounds;
    arena memory;
    arena_init(&memory);
    p.end = mem_alloc(p.n * sizeof *p.end);
    p.happened = mem_alloc(p.n * p.parties * 2 * sizeof *p.happened);
    p.conceded = mem_alloc(values * sizeof *p.conceded);
    memset(p.end, 0xff, p.n * sizeof *p.end);
    memset(p.happened, 0xff, p.n * p.parties * 2 * sizeof *p.happened);
    for (size_t i = 0; i < values; i++) p.conceded[i] = NAN;
    for (uint64_t r = 0; r < p.n; r++) {
        size_t size;
        const uint8_t *trace = record_trace(&a->record, first_session + r, &size);
        if (!trace) continue;
        arena_reset(&memory);
        reading at = {model_draw(&memory, m, s->seed, r, 0), &p, which, r, {0}};
        take_story(&at, trace, size);
    }
    arena_fini(&memory);
    return p;
}

void panel_free(panel *p)
{
    free(p->end);
    free(p->happened);
    free(p->conceded);
}

uint32_t panel_event(const panel *p, uint64_t r, uint32_t who, bool expires)
{
    return p->end[r] == NEVER_HAPPENED ? NEVER_HAPPENED : happened_at(p, r, who)[expires];
}

double panel_own(const panel *p, uint64_t r, uint32_t who, uint32_t round)
{
    return (double)conceded_at(p, r, who)[round];
}

double panel_others(const panel *p, uint64_t r, uint32_t who, uint32_t round)
{
    double sum = 0, n = 0;
    for (uint32_t i = 0; i < p->parties; i++) {
        double x = panel_own(p, r, i, round);
        if (i != who && !isnan(x)) sum += x, n++;
    }
    return n > 0 ? sum / n : NAN;
}
