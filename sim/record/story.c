/* A trace read back, entry by entry. Every entry is checked against the model before it is handed
 * out: an index that it carries can be used as one. Must not know sessions, nor how an entry is
 * told or drawn. */
#include "record/story.h"

#include "record/pack.h"
#include "record/row.h"
#include "wire/wire.h"

#include <string.h>

enum {
    FIRST_OWN = TRACE_SESSION,
    SESSION_FIELDS = 5,
    LEVERAGE_FIELDS = 7,
    PARTS = 5,
    NOTE_FIELDS = 4,
    END_FIELDS = 7,
    VIEW_FIELDS = 4
};

/* ---- where a value ends ---- */

/* Bytes behind the heads 0xc0 to 0xd3; NOT_HERE: of a type that no message contains. */
enum { NOT_HERE = 0xff };
static const uint8_t body[] = {0,        NOT_HERE, 0,        0, NOT_HERE, NOT_HERE, NOT_HERE,
                               NOT_HERE, NOT_HERE, NOT_HERE, 4, 8,        1,        2,
                               4,        8,        1,        2, 4,        8};

static bool is_array(uint8_t head) { return (head & 0xf0) == 0x90 || head == 0xdc || head == 0xdd; }

/* Passes one head and its bytes; returns how many values belong to it. */
static uint32_t pass_head(cursor *c)
{
    uint8_t head = cursor_peek(c);
    if (is_array(head)) return take_array(c);
    bool small = head < 0x80 || head >= 0xe0;
    size_t at = head - 0xc0u, size = small ? 0 : at < sizeof body ? body[at] : NOT_HERE;
    if (c->bad || c->at == c->size || size == NOT_HERE || c->size - c->at - 1 < size)
        c->bad = true;
    else
        c->at += 1 + size;
    return 0;
}

/* No depth to run out of: what is still to come is counted. */
static void pass_value(cursor *c)
{
    for (uint64_t left = 1; left && !c->bad; left--) left += pass_head(c);
}

/* ---- entries ---- */

static uint32_t take_party(const story *s, cursor *c)
{
    uint32_t who = take_uint32(c);
    if (who >= s->n_parties) c->bad = true;
    return who;
}

static void read_session(story *s, cursor *c, story_entry *e)
{
    e->session = take_uint(c);
    e->replicate = take_uint(c);
    e->episode = take_uint32(c);
    e->arm = take_uint32(c);
    if (s->state != STORY_AT_START) c->bad = true;
    s->state = STORY_INSIDE;
    s->session = e->session;
}

static void read_parts(cursor *c, hg_leverage *l)
{
    if (take_array(c) != PARTS) c->bad = true;
    l->phi = take_real(c);
    l->alternatives = take_real(c);
    l->power = take_real(c);
    l->information = take_real(c);
    l->frontier = take_real(c);
    l->target = NAN;
}

static void derive_lambda(uint32_t n, hg_leverage *l)
{
    double phi[HG_PARTIES_MAX] = {0}, lambda[HG_PARTIES_MAX];
    for (uint32_t i = 0; i < n; i++) phi[i] = l[i].phi;
    lambda_of_shares(n, phi, lambda);
    for (uint32_t i = 0; i < n; i++) l[i].lambda = lambda[i];
}

static void read_leverage(const story *s, cursor *c, story_entry *e)
{
    e->round = take_uint32(c);
    uint32_t cause = take_uint32(c);
    e->zone = take_real(c);
    e->joint = take_real(c);
    if (cause > LEVERAGE_END || take_array(c) != s->n_parties) c->bad = true;
    e->cause = (leverage_cause)cause;
    for (uint32_t i = 0; i < s->n_parties; i++) e->limit[i] = take_real(c);
    e->any = !take_nil(c);
    if (!e->any) return;
    if (take_array(c) != s->n_parties) c->bad = true;
    for (uint32_t i = 0; i < s->n_parties; i++) read_parts(c, &e->leverage[i]);
    if (!c->bad) derive_lambda(s->n_parties, e->leverage);
}

static void read_note(const story *s, cursor *c, story_entry *e)
{
    e->round = take_uint32(c);
    e->party = take_party(s, c);
    e->text = take_text(c, &e->text_size);
}

/* Shares are shares, and no belief is more than certain. */
static double take_share(cursor *c)
{
    double x = take_real(c);
    if (x < 0 || x > 1) c->bad = true;
    return x;
}

static double take_bits(cursor *c)
{
    double lift = take_real(c);
    if (lift < 0 || isinf(lift)) c->bad = true;
    return c->bad ? (double)NAN : view_bits(lift);
}

static void read_view(const story *s, cursor *c, story_entry *e)
{
    e->round = take_uint32(c);
    e->party = take_party(s, c);
    if (take_array(c) != 2 * s->n_parties - 1) c->bad = true;
    e->perceived = take_share(c);
    if (isnan(e->perceived)) c->bad = true;
    for (uint32_t j = 0; j < s->n_parties; j++)
        e->theirs[j] = j == e->party ? (double)NAN : take_share(c);
    for (uint32_t j = 0; j < s->n_parties; j++)
        e->bits[j] = j == e->party ? (double)NAN : take_bits(c);
}

static void read_ending(story *s, cursor *c, story_entry *e)
{
    uint32_t result = take_uint32(c);
    e->party = cursor_peek(c) == 0xc0 ? (take_nil(c), HG_NOBODY) : take_party(s, c);
    e->round = take_uint32(c);
    e->deal = take_uint_or_nil(c, HG_NO_OUTCOME);
    uint32_t fault_at = take_uint32(c);
    e->text = take_text(c, &e->text_size);
    if (result >= HG_RESULT_COUNT || fault_at >= FAULT_COUNT ||
        (e->deal != HG_NO_OUTCOME && e->deal >= s->space->size) ||
        (result == HG_RESULT_DEAL) != (e->deal != HG_NO_OUTCOME))
        c->bad = true;
    e->result = (hg_result)result;
    e->fault = (fault)fault_at;
    s->state = STORY_OVER;
}

/* One of the record's own: its kind stands in the byte behind the array's head. */
static bool read_own(story *s, cursor *c, uint8_t kind, story_entry *e)
{
    static const struct {
        story_kind kind;
        uint32_t fields;
    } own[] = {[TRACE_SESSION - FIRST_OWN] = {STORY_SESSION, SESSION_FIELDS},
               [TRACE_LEVERAGE - FIRST_OWN] = {STORY_LEVERAGE, LEVERAGE_FIELDS},
               [TRACE_NOTE - FIRST_OWN] = {STORY_NOTE, NOTE_FIELDS},
               [TRACE_END - FIRST_OWN] = {STORY_ENDING, END_FIELDS},
               [TRACE_VIEW - FIRST_OWN] = {STORY_VIEW, VIEW_FIELDS}};
    e->kind = own[kind - FIRST_OWN].kind;
    if (take_array(c) != own[kind - FIRST_OWN].fields) c->bad = true;
    (void)take_uint(c);
    switch (e->kind) {
    case STORY_SESSION: read_session(s, c, e); break;
    case STORY_LEVERAGE: read_leverage(s, c, e); break;
    case STORY_NOTE: read_note(s, c, e); break;
    case STORY_VIEW: read_view(s, c, e); break;
    default: read_ending(s, c, e);
    }
    return !c->bad;
}

/* Whose offer lies on the table after a move; at most one does. */
static uint32_t owner_after(const story *s, uint32_t who, hg_kind kind)
{
    switch (kind) {
    case HG_OFFER: return who;
    case HG_WITHDRAW: return HG_NOBODY;
    case HG_REJECT: return s->by == who ? who : HG_NOBODY;
    default: return s->by;
    }
}

/* What the host fills in when an offer is accepted is filled in here too: it is the last one made,
 * since at most one lies on the table. Nobody has a turn while its own offer stands, but to revise
 * it. */
static bool said(story *s, story_entry *e)
{
    const hg_message *m = &e->message;
    const table_spec *table = &s->tables[m->table];
    if (m->seat >= table->n_seats) return false;
    e->kind = STORY_SAID;
    e->party = table->party_at[m->seat];
    e->revises = s->by == e->party;
    if (m->kind == HG_OFFER) s->offer = m->outcome;
    if (m->kind == HG_ACCEPT) e->message.outcome = s->offer;
    bool another = s->by != HG_NOBODY && !e->revises;
    s->by = owner_after(s, e->party, m->kind);
    return m->kind >= HG_OFFER && (m->kind != HG_ACCEPT || another);
}

/* Of an event the number `alternative` names one of the party's own, or another party. */
static bool happened(const story *s, story_entry *e)
{
    const hg_message *m = &e->message;
    e->kind = STORY_EVENT;
    e->party = m->party;
    if (m->party >= s->n_parties) return false;
    switch (m->event) {
    case HG_EVENT_LIMIT: return true;
    case HG_EVENT_LEARNED: return m->alternative < s->n_parties && m->alternative != m->party;
    default: return m->alternative < s->parties[m->party].n_alternatives;
    }
}

static bool read_message(story *s, cursor *c, story_entry *e)
{
    wire_message w;
    size_t from = c->at;
    pass_value(c);
    if (c->bad || wire_decode(s->space, s->data + from, c->at - from, &w) != WIRE_OK) return false;
    e->message = w.m;
    memcpy(e->words, w.words, sizeof e->words);
    e->message.words = e->words;
    e->round = w.m.round;
    if (w.m.session != s->session || w.m.table >= s->n_tables) return false;
    return w.m.kind == HG_EVENT ? happened(s, e) : said(s, e);
}

/* ---- face ---- */

void story_begin(story *s, const model *m, const uint8_t *trace, size_t size)
{
    *s = (story){.data = trace,
                 .size = size,
                 .space = &m->space,
                 .parties = m->parties,
                 .tables = m->tables,
                 .n_parties = m->n_parties,
                 .n_tables = m->n_tables,
                 .offer = HG_NO_OUTCOME,
                 .by = HG_NOBODY,
                 .state = STORY_AT_START};
}

static bool read_entry(story *s, cursor *c, story_entry *e)
{
    uint8_t kind = c->size - c->at > 1 ? s->data[c->at + 1] : 0;
    bool own = (cursor_peek(c) & 0xf0) == 0x90 && kind >= TRACE_SESSION && kind <= TRACE_VIEW;
    if (own) return read_own(s, c, kind, e);
    return s->state == STORY_INSIDE && read_message(s, c, e);
}

bool story_next(story *s, story_entry *e)
{
    cursor c = {.data = s->data, .size = s->size, .at = s->at};
    story_state before = s->state;
    if (s->bad || (before == STORY_OVER && c.at == c.size)) return false;
    *e = (story_entry){.party = HG_NOBODY, .deal = HG_NO_OUTCOME, .zone = NAN, .joint = NAN};
    bool first = before == STORY_AT_START;
    s->bad = before == STORY_OVER || !read_entry(s, &c, e) || first != (e->kind == STORY_SESSION);
    s->at = c.at;
    return !s->bad;
}
