/* A session out of its trace. Every message and every event has a place of its own within its
 * round, in the order in which things happened: two walks over the trace, the first one counts.
 * Must not know how it is drawn. */
#include "analysis/figures/talk.h"

#include "record/story.h"
#include <math.h>

/* ---- what is told ---- */

static const char *const word_verbs[HG_WORD_COUNT] = {
    "drops a hint", "lays open",        "asks",     "gives reasons", "implies a threat",
    "threatens",    "says: last offer", "promises", "thanks"};

/* "second_house" is how a file writes it. */
static const char *spoken(arena *to, const char *name)
{
    char *copy = arena_text(to, name);
    for (char *c = copy; *c; c++)
        if (*c == '_') *c = ' ';
    return copy;
}

static const char *event_text(const analysis *a, arena *to, const model *m, const story_entry *e)
{
    const party *who = &m->parties[e->party];
    const char *role = analysis_role(a, e->party);
    if (e->message.event == HG_EVENT_LIMIT) return arena_format(to, "limit of %s moves", role);
    if (e->message.event == HG_EVENT_LEARNED)
        return arena_format(to, "%s learns of the limit of %s", role,
                            analysis_role(a, e->message.alternative));
    const char *name = spoken(to, who->alternatives[e->message.alternative].name);
    bool comes = e->message.event == HG_EVENT_ARRIVED;
    return arena_format(to, comes ? "%s comes to %s" : "%s is gone for %s", name, role);
}

static const char *words_text(const analysis *a, arena *to, const story_entry *e)
{
    const char *all = analysis_role(a, e->party);
    for (uint32_t i = 0; i < e->message.n_words; i++) {
        hg_word word = e->words[i].word;
        if ((unsigned)word < HG_WORD_COUNT)
            all = arena_format(to, "%s%s %s", all, i ? "," : "", word_verbs[word]);
    }
    return all;
}

/* ---- counting ---- */

typedef struct counts {
    uint32_t offers, events, states, views;
    uint32_t *places; /* [round of the end + 1] messages and events in each */
} counts;

static bool has_place(const story_entry *e)
{
    return e->kind == STORY_SAID || e->kind == STORY_EVENT;
}

/* What stands somewhere on the line of time. */
static bool has_time(const story_entry *e)
{
    return has_place(e) || e->kind == STORY_LEVERAGE || e->kind == STORY_VIEW;
}

static bool count(const model *m, const uint8_t *trace, size_t size, uint32_t last, counts *out)
{
    story s;
    story_entry e;
    story_begin(&s, m, trace, size);
    while (story_next(&s, &e)) {
        if (has_time(&e)) {
            if (e.round > last) return false;
            out->places[e.round] += has_place(&e);
        }
        out->offers += e.kind == STORY_SAID && e.message.kind == HG_OFFER;
        out->events += e.kind == STORY_EVENT || (e.kind == STORY_SAID && e.message.n_words);
        out->states += e.kind == STORY_LEVERAGE;
        out->views += e.kind == STORY_VIEW;
    }
    return !s.bad && out->states;
}

/* ---- reading ---- */

typedef struct reading {
    analysis *a;
    talk *t;
    const uint32_t *places;
    uint32_t round, place; /* of the next message or event */
    uint32_t event;        /* the one that has just happened, or NO_EVENT */
} reading;

static double time_of(const reading *r, uint32_t round, uint32_t place)
{
    uint32_t most = r->places[round], n = r->t->model->n_parties;
    return round + 1.0 + (double)place / (most > n ? most : n);
}

static void add_event(reading *r, const story_entry *e, double at)
{
    talk *t = r->t;
    bool outside = e->kind == STORY_EVENT;
    const char *text =
        outside ? event_text(r->a, &r->a->arena, t->model, e) : words_text(r->a, &r->a->arena, e);
    if (outside) r->event = t->n_events;
    t->events[t->n_events++] = (talk_event){at, e->party, text, outside, 0};
}

static void add_placed(reading *r, const story_entry *e)
{
    talk *t = r->t;
    double at = time_of(r, e->round, r->place++);
    r->event = NO_EVENT;
    t->end = at;
    if (e->kind == STORY_EVENT || e->message.n_words) add_event(r, e, at);
    if (e->kind == STORY_SAID && e->message.kind == HG_OFFER)
        t->offers[t->n_offers++] = (talk_offer){at, e->round, e->party, e->message.outcome};
}

/* It stands where what brought it stands, or where its round goes on. */
static void add_state(reading *r, const story_entry *e)
{
    talk *t = r->t;
    uint32_t focus = r->a->focus;
    talk_state *s = &t->states[t->n_states++];
    bool brought = r->event != NO_EVENT && e->cause == LEVERAGE_EVENT;
    *s = (talk_state){.at = brought ? t->events[r->event].at : time_of(r, e->round, r->place),
                      .event = brought ? r->event : NO_EVENT,
                      .zone = e->zone,
                      .any = e->any};
    for (uint32_t i = 0; i < t->model->n_parties; i++) {
        s->limit[i] = e->limit[i];
        s->leverage[i] = e->leverage[i];
    }
    if (brought && t->n_states > 1 && s->any && s[-1].any)
        t->events[r->event].moved += s->leverage[focus].phi - s[-1].leverage[focus].phi;
}

static void read_entries(reading *r, const uint8_t *trace, size_t size)
{
    story s;
    story_entry e;
    story_begin(&s, r->t->model, trace, size);
    while (story_next(&s, &e)) {
        if (has_time(&e) && e.round != r->round) r->round = e.round, r->place = 0;
        if (has_place(&e))
            add_placed(r, &e);
        else if (e.kind == STORY_LEVERAGE)
            add_state(r, &e);
        else if (e.kind == STORY_VIEW)
            r->t->views[r->t->n_views++] =
                (talk_view){time_of(r, e.round, r->place), e.party, e.perceived};
    }
}

static bool read_trace(analysis *a, const uint8_t *trace, size_t size, talk *t)
{
    if (t->row.round > ROUNDS_MAX) return false;
    counts n = {.places = arena_array(&a->arena, t->row.round + 1u, sizeof *n.places)};
    for (uint32_t k = 0; k <= t->row.round; k++) n.places[k] = 0;
    if (!count(t->model, trace, size, t->row.round, &n)) return false;
    t->offers = arena_array(&a->arena, n.offers, sizeof *t->offers);
    t->events = arena_array(&a->arena, n.events, sizeof *t->events);
    t->states = arena_array(&a->arena, n.states, sizeof *t->states);
    t->views = arena_array(&a->arena, n.views, sizeof *t->views);
    reading r = {.a = a, .t = t, .places = n.places, .event = NO_EVENT};
    t->end = 1;
    read_entries(&r, trace, size);
    if (t->row.result == HG_RESULT_DEADLINE || t->row.result == HG_RESULT_NO_DEAL)
        t->end = t->row.round + 2.0; /* not before the round is over */
    return true;
}

bool talk_read(analysis *a, uint64_t number, const uint8_t *trace, size_t size, talk *out)
{
    *out = (talk){0};
    if (!record_row(&a->record, number, &out->row)) return false;
    const row *r = &out->row;
    const record_schema *s = &a->record.schema;
    if (r->arm >= s->n_arms || r->n_parties != s->n_parties) return false;
    out->arm = &s->arms[r->arm];
    out->scenario = &a->cells[out->arm->cell];
    out->model = model_draw(&a->arena, &out->scenario->model, s->seed, r->replicate, r->episode);
    if (r->deal != HG_NO_OUTCOME && r->deal >= out->model->space.size) return false;
    return !trace || read_trace(a, trace, size, out);
}

const talk_offer *const *talk_offers_of(analysis *a, const talk *t, uint32_t who, uint32_t *n)
{
    uint32_t all = 0, at = 0, kept = 0;
    for (uint32_t i = 0; i < t->n_offers; i++) all += t->offers[i].party == who;
    uint32_t step = 1 + all / TALK_DRAWN_MAX;
    const talk_offer **out = arena_array(&a->arena, all / step + 2, sizeof *out);
    for (uint32_t i = 0; i < t->n_offers; i++) {
        if (t->offers[i].party != who) continue;
        if (at % step == 0 || at == all - 1) out[kept++] = &t->offers[i];
        at++;
    }
    *n = kept;
    return out;
}

/* ---- words ---- */

const char *talk_ending(analysis *a, const talk *t)
{
    const char *by = t->row.by < t->row.n_parties ? analysis_role(a, t->row.by) : NULL;
    switch (t->row.result) {
    case HG_RESULT_DEAL: return "deal";
    case HG_RESULT_WALK: return arena_format(&a->arena, "%s walks away", by ? by : "somebody");
    case HG_RESULT_DEADLINE: return by ? arena_format(&a->arena, "deadline of %s", by) : "deadline";
    case HG_RESULT_AGENT_ERROR:
        return arena_format(&a->arena, "agent of %s fails", by ? by : "somebody");
    default: return "closed without a deal";
    }
}

double talk_scale(const talk *t, uint32_t who)
{
    double scale = party_scale(t->model, who);
    return scale > 0 ? scale : 1;
}

double talk_share(const talk *t, uint32_t who, outcome_id outcome)
{
    return utility_of(&t->model->parties[who].utility, outcome) / talk_scale(t, who);
}

const char *talk_name(analysis *a, const talk *t)
{
    const char *who = "";
    for (uint32_t i = 0; i < t->row.n_parties; i++)
        who = arena_format(&a->arena, "%s%s%s %s", who, i ? ", " : "", analysis_role(a, i),
                           t->arm->agents[i]);
    return arena_format(&a->arena, "%s, session %llu · %s · seed %llu", a->record.schema.name,
                        (unsigned long long)t->row.session, who,
                        (unsigned long long)a->record.schema.seed);
}
