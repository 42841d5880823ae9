/* What changes outside the talks: alternatives arrive and expire, a party learns something, limits
 * move, leverage with them; and time passes, which moves leverage by itself where deadlines differ
 * or somebody searches.
 *
 * An event of time t happens at the beginning of the first round whose tau is at least t. What is
 * held from the start, and what never comes or goes, is no event.
 *
 * Must not know: the protocol, what is said. */
#include "session/state.h"
#include <math.h>
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

/* Something that comes and may go. What is gone before it comes is never there; what is held from
 * the start comes with no event. */
static void plan_stay(session *s, outside_event e, double arrives, double expires, bool held)
{
    if (expires <= arrives) return;
    e.time = arrives, e.what = HG_EVENT_ARRIVED;
    if (!held && arrives <= 1) plan(s, e);
    e.time = expires, e.what = HG_EVENT_EXPIRED;
    if (expires <= 1) plan(s, e);
}

static void plan_alternatives(session *s, uint32_t who)
{
    const party *p = &s->model->parties[who];
    for (uint32_t k = 0; k < p->n_alternatives; k++) {
        const alternative *a = &p->alternatives[k];
        outside_event e = {.party = who, .alternative = k, .arrival = HG_NOBODY};
        plan_stay(s, e, a->arrives, a->expires, alternative_held(a));
    }
    for (uint32_t k = 0; k < p->n_arrivals; k++) {
        const arrival *a = &p->arrivals[k];
        outside_event e = {.party = who, .alternative = a->alternative, .arrival = k};
        plan_stay(s, e, a->arrives, a->expires, false);
    }
}

static double bits_about(const party *p, uint32_t other) { return p->bits ? p->bits[other] : 0; }

static void plan_lessons(session *s, uint32_t who)
{
    const party *p = &s->model->parties[who];
    if (!(p->learns <= 1)) return;
    for (uint32_t other = 0; other < s->model->n_parties; other++)
        if (other != who && p->learns_bits > bits_about(p, other))
            plan(s, (outside_event){p->learns, who, other, HG_NOBODY, HG_EVENT_LEARNED});
}

static void expect_next(session *s)
{
    s->event_time = s->next_event < s->n_events ? s->events[s->next_event].time : NEVER;
    s->next_time = s->restless ? 0 : s->event_time;
}

static size_t most_events(const model *m)
{
    size_t n = 0;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const party *p = &m->parties[i];
        n += 2 * ((size_t)p->n_alternatives + p->n_arrivals);
        if (p->learns <= 1) n += m->n_parties;
    }
    return n;
}

void session_plan_events(session *s)
{
    const model *m = s->model;
    s->restless = m->pulls || m->searches;
    s->learner = HG_NOBODY;
    s->events = arena_array(s->arena, most_events(m), sizeof *s->events);
    for (int i = 0; i < 2; i++)
        s->leverage[i].of = arena_array(s->arena, m->n_parties, sizeof *s->leverage[i].of);
    session_open_outside(s);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        plan_alternatives(s, i);
        plan_lessons(s, i);
    }
    expect_next(s);
}

static const leverage_reading *measure(session *s)
{
    leverage_reading *room = &s->leverage[s->reading == &s->leverage[0]];
    model_measure(s->model, s->table->round, s->limit, s->iota, room);
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
static void report_if_moved(session *s)
{
    const observer *o = s->observer;
    if (!o->leverage) return;
    const leverage_reading *now = measure(s);
    if (same_reading(now, s->reading, s->model->n_parties)) return;
    s->reading = now;
    o->leverage(o->ctx, s, LEVERAGE_EVENT, now->zone, now->joint, now->any ? now->of : NULL);
}

/* The first look is that of the opening. */
void session_time_passes(session *s)
{
    if (!s->restless || s->looked == s->table->round) return;
    uint32_t since = s->looked;
    s->looked = s->table->round;
    if (s->model->searches) session_keep_looking(s, since);
    if (s->tell_own | s->tell_known) s->phase = PHASE_LIMIT;
    report_if_moved(s);
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

static double *own_iota(session *s)
{
    uint32_t n = s->model->n_parties;
    if (!s->iota) {
        s->iota = arena_array(s->arena, (size_t)n * n, sizeof *s->iota);
        memcpy(s->iota, s->model->iota, (size_t)n * n * sizeof *s->iota);
    }
    return s->iota;
}

/* All there is to know is a limit: it is told as well. */
static void learn(session *s, const outside_event *e)
{
    double bits = s->model->parties[e->party].learns_bits;
    own_iota(s)[e->party * s->model->n_parties + e->alternative] = hg_iota_of_bits(bits);
    if (isinf(bits)) {
        s->learner = e->party;
        s->learned = e->alternative;
    }
    s->phase = PHASE_LIMIT;
}

/* Whether something happened at all. */
static bool take_effect(session *s, const outside_event *e, double *value)
{
    if (e->what == HG_EVENT_LEARNED) {
        *value = s->model->parties[e->party].learns_bits;
        learn(s, e);
        return true;
    }
    if (!session_stands(s, e)) return false;
    *value = session_worth_of(s, e);
    session_renew_limit(s, e->party, true);
    return true;
}

void session_event_happen(session *s)
{
    const outside_event *e = &s->events[s->next_event++];
    double value, limit = s->limit[e->party];
    expect_next(s);
    if (!take_effect(s, e, &value)) return;
    write_event(s, e->what, e->party, e->alternative, value);
    s->untold = bit(e->party);
    if (s->observer->event) s->observer->event(s->observer->ctx, s, &s->host);
    if (s->tell_known) s->phase = PHASE_LIMIT;
    if (e->what == HG_EVENT_LEARNED || s->limit[e->party] != limit)
        session_report_leverage(s, LEVERAGE_EVENT);
}

static void tell_limit(session *s, uint32_t who, double limit, uint32_t readers)
{
    write_event(s, HG_EVENT_LIMIT, who, HG_NOBODY, limit);
    s->untold = readers;
}

bool session_tell_limit(session *s)
{
    if (s->tell_own) {
        uint32_t who = first_of(s->tell_own);
        s->tell_own &= s->tell_own - 1;
        tell_limit(s, who, s->outside[who].told, bit(who));
    } else if (s->tell_known) {
        uint32_t who = first_of(s->tell_known);
        s->tell_known &= s->tell_known - 1;
        tell_limit(s, who, s->outside[who].known, s->sees_truth & ~bit(who));
    } else if (s->learner != HG_NOBODY) {
        tell_limit(s, s->learned, s->outside[s->learned].known, bit(s->learner));
        s->learner = HG_NOBODY;
    } else {
        return false;
    }
    return true;
}
