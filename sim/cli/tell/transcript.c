/* A session told: the entries of its trace become lines, in order. How lines are shown stands in
 * transcript_table.c and transcript_json.c, how it ended in ending.c. */
#include "cli/tell/told.h"
#include <higgle/theory.h>

#include <math.h>
#include <string.h>

static line *add_line(transcript *t, const story_entry *e)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 64;
        line *more = arena_array(t->arena, cap, sizeof *more);
        if (t->n) memcpy(more, t->lines, t->n * sizeof *more);
        t->lines = more;
        t->cap = cap;
    }
    line *l = &t->lines[t->n++];
    *l = (line){.kind = e->kind,
                .round = e->round,
                .party = e->party,
                .move = e->message.kind,
                .outcome = HG_NO_OUTCOME,
                .text = "",
                .said = "",
                .leverage = t->now};
    return l;
}

static position position_of(const transcript *t, uint32_t who)
{
    return (position){t->model, who, t->limit[who], t->standing[who]};
}

static void add_words(transcript *t, line *l, const story_entry *e)
{
    uint32_t n = e->message.n_words;
    if (!n) return;
    position at = position_of(t, e->party);
    hg_words *words = arena_array(t->arena, n, sizeof *words);
    truth *truths = arena_array(t->arena, n, sizeof *truths);
    for (uint32_t i = 0; i < n; i++) {
        words[i] = e->words[i];
        truths[i] = words_truth(&at, &e->words[i]);
        l->said = arena_format(t->arena, "%s%s%s", l->said, i ? " " : "",
                               phrase_words(t->arena, &at, &e->words[i]));
    }
    l->n_words = n;
    l->words = words;
    l->truths = truths;
}

/* ---- pressure ---- */

/* An offer that gives more than was asked for is no reason to hold out. */
static double pressure_on(const transcript *t, uint32_t who)
{
    double asks = t->zeuthen.asks[who], hears = t->zeuthen.hears[who];
    return isnan(hears) ? NAN : hg_zeuthen_risk(asks, fmin(asks, hears), t->limit[who]);
}

static const double *pressure_now(const transcript *t)
{
    double *out = arena_array(t->arena, 2, sizeof *out);
    for (uint32_t i = 0; i < 2; i++) out[i] = pressure_on(t, i);
    return out;
}

/* Who has less to lose by giving in than the other should give way; that it made an offer at all
 * is the protocol's doing. */
static const double *take_offer(transcript *t, uint32_t who, outcome_id offered)
{
    foretold *z = &t->zeuthen;
    uint32_t other = 1 - who;
    if (t->model->n_parties != 2) return NULL;
    const double *before = pressure_now(t);
    double asks = utility_of(&t->model->parties[who].utility, offered);
    if (!isnan(before[0]) && !isnan(before[1])) {
        bool should = before[who] <= before[other], did = asks < z->asks[who];
        z->moves++;
        z->held += should == did;
    }
    z->asks[who] = asks;
    z->hears[other] = utility_of(&t->model->parties[other].utility, offered);
    return pressure_now(t);
}

/* ---- entries ---- */

static void tell_said(transcript *t, const story_entry *e)
{
    char offer[512] = "";
    const hg_message *m = &e->message;
    bool left = e->revises && m->kind == HG_REJECT;
    line *l = add_line(t, e);
    if (m->kind == HG_OFFER || m->kind == HG_ACCEPT) {
        l->outcome = m->outcome;
        if (m->kind == HG_OFFER) l->pressure = take_offer(t, e->party, m->outcome);
        say_offer(offer, sizeof offer, t->model, m->outcome);
    }
    const char *verb = left ? "leaves its offer as it stands" : phrase_move(m);
    l->text = arena_format(t->arena, "%s%s%s", verb, *verb && *offer ? " " : "", offer);
    add_words(t, l, e);
}

/* What a search brings comes and goes under one name. */
static void take_holding(transcript *t, const story_entry *e)
{
    const hg_message *m = &e->message;
    uint32_t who = e->party, which = m->alternative;
    const party *own = &t->model->parties[who];
    bool comes = m->event == HG_EVENT_ARRIVED;
    uint32_t found = party_arrival(own, which, m->value, t->arrived[who], !comes);
    if (found != HG_NOBODY) t->arrived[who][found] = comes;
    t->standing[who][which] = comes || party_found(own, which, t->arrived[who]);
}

/* The limits that an event leaves, where it moved any, stand in the entry behind it. */
static bool event_moved(const transcript *t, const story_entry *e, const story *rest)
{
    story_entry next;
    story ahead = *rest;
    bool told = story_next(&ahead, &next) && next.kind == STORY_LEVERAGE;
    return told && next.limit[e->party] != t->limit[e->party];
}

static void tell_event(transcript *t, const story_entry *e, bool moved)
{
    const hg_message *m = &e->message;
    bool comes = m->event == HG_EVENT_ARRIVED, goes = m->event == HG_EVENT_EXPIRED;
    if (comes || goes) take_holding(t, e);
    position at = position_of(t, e->party);
    line *l = add_line(t, e);
    l->text = phrase_event(t->arena, &at, m, moved);
    for (uint32_t i = 0; i < t->model->n_parties; i++) t->due[i] = true;
}

/* The event's line came first: it shows what the event made of leverage. */
static void take_leverage(transcript *t, const story_entry *e)
{
    hg_leverage *now = arena_array(t->arena, t->model->n_parties, sizeof *now);
    memcpy(now, e->leverage, t->model->n_parties * sizeof *now);
    memcpy(t->limit, e->limit, sizeof t->limit);
    swing_step(&t->course, e->round, e->any ? e->leverage[0].lambda : NAN);
    t->now = e->any ? now : NULL;
    line *before = t->n ? &t->lines[t->n - 1] : NULL;
    if (before && before->kind == STORY_EVENT && before->round == e->round)
        before->leverage = t->now;
}

static void take_view(transcript *t, const story_entry *e)
{
    party_view *v = arena_alloc(t->arena, sizeof *v);
    *v = (party_view){.perceived = e->perceived};
    memcpy(v->theirs, e->theirs, sizeof v->theirs);
    memcpy(v->bits, e->bits, sizeof v->bits);
    line *l = add_line(t, e);
    l->view = v;
    l->told = t->due[e->party];
    t->due[e->party] = false;
    t->seen[e->party] = t->n;
}

/* What holds at the end. */
static void tell_last_views(transcript *t)
{
    for (uint32_t i = 0; i < t->model->n_parties; i++)
        if (t->seen[i]) t->lines[t->seen[i] - 1].told = true;
}

static void take_entry(transcript *t, const story_entry *e, const story *rest)
{
    switch (e->kind) {
    case STORY_SAID: tell_said(t, e); break;
    case STORY_EVENT: tell_event(t, e, event_moved(t, e, rest)); break;
    case STORY_LEVERAGE: take_leverage(t, e); break;
    case STORY_VIEW: take_view(t, e); break;
    case STORY_ENDING:
        if (e->text) t->why = arena_textn(t->arena, e->text, e->text_size);
        break;
    default: break;
    }
}

static void hold_what_stands(transcript *t)
{
    for (uint32_t i = 0; i < t->model->n_parties; i++) {
        const party *p = &t->model->parties[i];
        t->standing[i] = arena_array(t->arena, p->n_alternatives, sizeof *t->standing[i]);
        for (uint32_t k = 0; k < p->n_alternatives; k++)
            t->standing[i][k] = alternative_held(&p->alternatives[k]);
        t->arrived[i] = arena_array(t->arena, p->n_arrivals, sizeof *t->arrived[i]);
        t->due[i] = true;
    }
}

transcript *transcript_new(arena *a, const model *of, const row *r, const uint8_t *trace,
                           size_t size)
{
    story s;
    story_entry e;
    transcript *t = arena_alloc(a, sizeof *t);
    *t = (transcript){.arena = a, .model = of, .row = r};
    for (int i = 0; i < 2; i++) t->zeuthen.asks[i] = t->zeuthen.hears[i] = NAN;
    hold_what_stands(t);
    story_begin(&s, of, trace, size);
    swing_begin(&t->course);
    while (story_next(&s, &e)) take_entry(t, &e, &s);
    tell_last_views(t);
    swing_end(&t->course, r->round + 1.0);
    t->cut = s.bad;
    return t;
}
