/* Each party of a session reads the session's trace for itself, with an eye that is moved on by
 * what it is told: every message and every event of its own that is told to it stands there once,
 * so that what it noted comes again between the same two of them.
 *
 * Must not know how the agent would have answered, nor whether what comes out is compared. */
#include "seat/recorded.h"

#include "base/oom.h"
#include "record/story.h"

#include <stdlib.h>
#include <string.h>

#define AS_SET(kind) (UINT32_C(1) << (kind))

/* One agent's place in one session: (slot, party). */
typedef struct place {
    story story; /* where the party has read to */
    session *session;
} place;

typedef struct recorded {
    seat seat; /* first */
    const record *record;
    seat_sink sink;
    place *places; /* [slots][HG_PARTIES_MAX] */
} recorded;

/* One post: who it is for. */
typedef struct post {
    recorded *seat;
    place *at;
    uint32_t slot, party;
} post;

static bool peek(const place *at, story *ahead, story_entry *e)
{
    *ahead = at->story;
    return story_next(ahead, e);
}

/* ---- what it does ---- */

/* Texts of the trace are not terminated; the sentence lives as long as the session. */
static const char *kept_text(const place *at, const story_entry *e)
{
    if (!e->text) return NULL;
    char *text = session_alloc(at->session, e->text_size + 1);
    memcpy(text, e->text, e->text_size);
    text[e->text_size] = '\0';
    return text;
}

static void fail(const post *p, uint32_t who, fault what, const char *why)
{
    const seat_sink *to = &p->seat->sink;
    to->fault(to->ctx, p->slot, who, what, why);
}

/* Whoever failed while this one was asked: nobody else will say so. */
static void end(const post *p, const story_entry *e)
{
    if (e->fault != FAULT_NONE && e->party != HG_NOBODY)
        fail(p, e->party, e->fault, kept_text(p->at, e));
    else
        fail(p, p->party, FAULT_FAILED, "has no answer in the record: it was not asked there");
}

static void note(const post *p, const story_entry *e)
{
    session_note(p->at->session, p->party, kept_text(p->at, e));
}

/* ---- where it has read to ---- */

static bool is_told(const story_entry *e, const hg_message *m)
{
    const hg_message *said = &e->message;
    if (said->kind != m->kind) return false;
    if (e->kind == STORY_SAID) return said->round == m->round && said->seat == m->seat;
    return said->event == m->event && said->party == m->party &&
           said->alternative == m->alternative;
}

/* Past what it is being told now. Not everything that is told stands in the record, nor is all that
 * was said told to it; and of what several said at once the own one may come first: then the
 * others' are behind it already. */
static void hear(const post *p, const hg_message *m)
{
    story ahead = p->at->story;
    story_entry e;
    while (story_next(&ahead, &e)) {
        if (e.kind != STORY_SAID && e.kind != STORY_EVENT) continue;
        if (is_told(&e, m)) p->at->story = ahead;
        if (is_told(&e, m) || (e.kind == STORY_SAID && e.party == p->party)) return;
    }
}

/* What it noted next, before anybody else did anything. `before`: what else happened before it was
 * told, by story_kind; and who comes before it in the order of parties was told before it. */
static void note_now(const post *p, uint32_t before)
{
    story ahead;
    story_entry e;
    while (peek(p->at, &ahead, &e)) {
        bool aside = e.kind == STORY_NOTE || e.kind == STORY_VIEW;
        bool own_event = e.kind == STORY_EVENT && e.party == p->party; /* told by itself */
        if (aside ? e.party > p->party : own_event || !(before & AS_SET(e.kind))) return;
        if (e.kind == STORY_NOTE && e.party == p->party) note(p, &e);
        p->at->story = ahead;
    }
}

/* Did it fail before anything was said, anything happened, or anybody after it was briefed? */
static bool refuses(const post *p, story_entry *e)
{
    story ahead;
    return peek(p->at, &ahead, e) && e->kind == STORY_ENDING && e->fault != FAULT_NONE &&
           e->party == p->party;
}

/* ---- posts ---- */

static void post_brief(const post *p, const want *w)
{
    size_t size = 0;
    story_entry e;
    const uint8_t *trace = record_trace(p->seat->record, w->brief->session, &size);
    story_begin(&p->at->story, session_model(p->at->session), trace, size);
    note_now(p, AS_SET(STORY_SESSION) | AS_SET(STORY_LEVERAGE));
    if (!trace)
        fail(p, p->party, FAULT_FAILED, "has no answers in the record: the session is not there");
    else if (refuses(p, &e))
        end(p, &e);
}

static void post_tell(const post *p, const want *w)
{
    const hg_message *m = w->message;
    bool limit = m->kind == HG_EVENT && m->event == HG_EVENT_LIMIT; /* stands nowhere itself */
    hear(p, m);
    note_now(p, limit                 ? AS_SET(STORY_EVENT) | AS_SET(STORY_LEVERAGE)
                : m->kind == HG_EVENT ? AS_SET(STORY_LEVERAGE)
                                      : 0);
}

/* It, or another, may have failed before anybody heard what it said: the round did not even go on.
 */
static void answer(const post *p, size_t from, uint32_t round)
{
    const seat_sink *to = &p->seat->sink;
    const story *read = &p->at->story;
    story ahead;
    story_entry e;
    to->reply(to->ctx, p->slot, p->party, read->data + from, read->at - from);
    bool over = peek(p->at, &ahead, &e) && e.kind == STORY_ENDING;
    if (over && e.fault != FAULT_NONE && e.round == round) end(p, &e);
}

/* Its next message, and what it noted before; or the end, if it said nothing more. */
static void post_turn(const post *p, const want *w)
{
    story *read = &p->at->story;
    story_entry e = {.fault = FAULT_NONE};
    if (w->heard) hear(p, w->heard);
    for (size_t from = read->at; story_next(read, &e) && e.kind != STORY_ENDING; from = read->at) {
        if (e.party != p->party) continue;
        if (e.kind == STORY_NOTE) note(p, &e);
        if (e.kind == STORY_SAID) {
            answer(p, from, e.round);
            return;
        }
    }
    end(p, &e);
}

static void recorded_post(seat *self, uint32_t slot, session *s, const want *w)
{
    static void (*const posts[])(const post *, const want *) = {
        [WANT_BRIEF] = post_brief, [WANT_TELL] = post_tell, [WANT_TURN] = post_turn};
    recorded *r = (recorded *)self;
    post p = {r, &r->places[(size_t)slot * HG_PARTIES_MAX + w->party], slot, w->party};
    p.at->session = s;
    if (w->kind <= WANT_TURN) posts[w->kind](&p, w);
}

/* ---- the seat ---- */

static seat *recorded_open(const seat_spec *spec, uint32_t slots, const seat_sink *sink,
                           uv_loop_t *loop)
{
    recorded *r = mem_zero(1, sizeof *r);
    (void)loop; /* nothing is waited for */
    *r = (recorded){.seat = {&seat_recorded},
                    .record = spec->recorded,
                    .sink = *sink,
                    .places = mem_zero((size_t)slots * HG_PARTIES_MAX, sizeof(place))};
    return &r->seat;
}

static void recorded_flush(seat *self) { (void)self; }

static void recorded_close(seat *self)
{
    recorded *r = (recorded *)self;
    free(r->places);
    free(r);
}

const seat_ops seat_recorded = {
    .name = "recorded",
    .open = recorded_open,
    .post = recorded_post,
    .flush = recorded_flush,
    .close = recorded_close,
};
