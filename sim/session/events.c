/* What changes outside the talks: alternatives arrive and expire, limits move, leverage with them;
 * and time passes, which moves leverage by itself where deadlines differ.
 *
 * An event of time t happens at the beginning of the first round whose tau is at least t. What is
 * held from the start, and what never comes or goes, is no event.
 *
 * Must not know: the protocol, what is said. */
#include "session/state.h"
#include <string.h>

static bool earlier(const outside_event *a, const outside_event *b)
{
    if (a->time != b->time) return a->time < b->time;
    if (a->party != b->party) return a->party < b->party;
    return a->alternative < b->alternative;
}

/* Insertion keeps equal keys in the order they came, and there are few: as many as somebody wrote
 * into a scenario. */
static void plan(session *s, outside_event event)
{
    uint32_t at = s->n_events++;
    for (; at && earlier(&event, &s->events[at - 1]); at--) s->events[at] = s->events[at - 1];
    s->events[at] = event;
}

/* An alternative that is gone before it comes is never there. */
static void plan_alternative(session *s, uint32_t who, uint32_t which)
{
    const alternative *a = &s->model->parties[who].alternatives[which];
    if (a->expires <= a->arrives) return;
    if (alternative_held(a)) {
        s->standing[who][which] = true;
    } else if (a->arrives <= 1) {
        plan(s, (outside_event){a->arrives, who, which, HG_EVENT_ARRIVED});
    }
    if (a->expires <= 1) { plan(s, (outside_event){a->expires, who, which, HG_EVENT_EXPIRED}); }
}

static void expect_next(session *s)
{
    s->event_time = s->next_event < s->n_events ? s->events[s->next_event].time : NEVER;
    s->next_time = s->model->pulls ? 0 : s->event_time;
}

void session_plan_events(session *s)
{
    const model *m = s->model;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_parties; i++) n += m->parties[i].n_alternatives;
    s->events = arena_array(s->arena, 2 * (size_t)n, sizeof *s->events);
    s->limit = arena_array(s->arena, m->n_parties, sizeof *s->limit);
    s->standing = arena_array(s->arena, m->n_parties, sizeof *s->standing);
    for (int i = 0; i < 2; i++)
        s->leverage[i].of = arena_array(s->arena, m->n_parties, sizeof *s->leverage[i].of);
    bool *standing = arena_array(s->arena, n, sizeof *standing);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const party *p = &m->parties[i];
        s->standing[i] = standing;
        standing += p->n_alternatives;
        for (uint32_t k = 0; k < p->n_alternatives; k++) plan_alternative(s, i, k);
        s->limit[i] = party_limit(p, s->standing[i]);
    }
    expect_next(s);
}

static const leverage_reading *measure(session *s)
{
    leverage_reading *room = &s->leverage[s->reading == &s->leverage[0]];
    model_measure(s->model, s->table->round, s->limit, room);
    return room;
}

/* Measured only where somebody looks. The end adds nothing to what was told last. */
void session_report_leverage(session *s, leverage_cause cause)
{
    const observer *o = s->observer;
    if (!o->leverage) return;
    if (cause == LEVERAGE_START) s->reading = s->model->start;
    if (cause == LEVERAGE_EVENT || !s->reading) s->reading = measure(s);
    const leverage_reading *l = s->reading;
    o->leverage(o->ctx, s, cause, l->zone, l->joint, l->any ? l->of : NULL);
}

static bool same_reading(const leverage_reading *a, const leverage_reading *b, uint32_t n)
{
    if (a->zone != b->zone || a->joint != b->joint || a->any != b->any) return false;
    return !a->any || memcmp(a->of, b->of, n * sizeof *a->of) == 0;
}

/* Told only where the numbers move. */
void session_time_passes(session *s)
{
    const observer *o = s->observer;
    if (!s->model->pulls || !o->leverage || s->measured == s->table->round) return;
    s->measured = s->table->round;
    const leverage_reading *now = measure(s);
    if (same_reading(now, s->reading, s->model->n_parties)) return;
    s->reading = now;
    o->leverage(o->ctx, s, LEVERAGE_EVENT, now->zone, now->joint, now->any ? now->of : NULL);
}

static void write_event(session *s, hg_event what, uint32_t who, uint32_t which, double value)
{
    hg_message *m = &s->host;
    m->kind = HG_EVENT;
    m->event = what;
    m->party = who;
    m->alternative = which;
    m->value = value;
    m->seat = s->table->seat_of[who];
    s->telling = m;
}

/* Returns whether the limit moved. */
static bool alternative_stands(session *s, const outside_event *e)
{
    const party *p = &s->model->parties[e->party];
    double before = s->limit[e->party];
    s->standing[e->party][e->alternative] = e->what == HG_EVENT_ARRIVED;
    s->limit[e->party] = party_limit(p, s->standing[e->party]);
    return s->limit[e->party] != before;
}

void session_event_happen(session *s)
{
    const outside_event *e = &s->events[s->next_event++];
    expect_next(s);
    bool moved = alternative_stands(s, e);
    double worth = alternative_worth(&s->model->parties[e->party], e->alternative);
    write_event(s, e->what, e->party, e->alternative, worth);
    s->untold = bit(e->party);
    if (s->observer->event) s->observer->event(s->observer->ctx, s, &s->host);
    if (!moved) return;
    s->changed |= bit(e->party);
    s->phase = PHASE_LIMIT;
    session_report_leverage(s, LEVERAGE_EVENT);
}

void session_tell_limit(session *s)
{
    uint32_t who = s->events[s->next_event - 1].party;
    write_event(s, HG_EVENT_LIMIT, who, HG_NOBODY, s->limit[who]);
    s->untold = s->sees_truth & ~bit(who);
}
