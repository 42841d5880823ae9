/* The observer that records one session. Hot path: an offer costs a copy of its few bytes and a
 * line in the minutes; whatever can wait is done once, when the session is over (measure.h). Must
 * not know how sessions are scheduled, nor what becomes of the row. */
#include "record/sink.h"

#include "base/hash.h"
#include "base/oom.h"
#include "record/measure.h"
#include "record/pack.h"
#include "record/sight.h"
#include "record/trace.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const char *const level_names[] = {"sessions", "full"};
enum { LEVELS = sizeof level_names / sizeof *level_names, MINUTES_FIRST = 256, TRACE_FIRST = 4096 };

struct sink {
    record_level level;
    observer observer;
    uint32_t arm;
    const model *model; /* of the session; borrowed until its end */
    minutes minutes;
    buf trace;
    trajectory trajectory;
    row row;
    sight sights[HG_PARTIES_MAX];
};

const char *record_level_name(record_level level) { return level_names[level]; }

bool record_level_find(const char *name, record_level *out)
{
    for (unsigned i = 0; i < LEVELS; i++) {
        if (strcmp(name, level_names[i])) continue;
        *out = (record_level)i;
        return true;
    }
    return false;
}

/* ---- trace ---- */

static void trace_begin(sink *k, const session_key *key)
{
    pack_array(&k->trace, 5);
    pack_uint(&k->trace, TRACE_SESSION);
    pack_uint(&k->trace, key->id);
    pack_uint(&k->trace, key->replicate);
    pack_uint(&k->trace, key->episode);
    pack_uint(&k->trace, k->arm);
}

static void trace_parts(buf *out, const hg_leverage *l)
{
    pack_array(out, 5);
    pack_real(out, l->phi);
    pack_real(out, l->alternatives);
    pack_real(out, l->power);
    pack_real(out, l->information);
    pack_real(out, l->frontier);
}

static void trace_leverage(sink *k, const session *s, leverage_cause cause, double zone,
                           double joint, const hg_leverage *l)
{
    uint32_t n = k->row.n_parties;
    pack_array(&k->trace, 7);
    pack_uint(&k->trace, TRACE_LEVERAGE);
    pack_uint(&k->trace, session_round(s));
    pack_uint(&k->trace, cause);
    pack_real(&k->trace, zone);
    pack_real(&k->trace, l ? joint : NAN);
    pack_array(&k->trace, n);
    for (uint32_t i = 0; i < n; i++) pack_real(&k->trace, session_limit(s, i));
    if (!l) {
        pack_nil(&k->trace);
        return;
    }
    pack_array(&k->trace, n);
    for (uint32_t i = 0; i < n; i++) trace_parts(&k->trace, &l[i]);
}

static void trace_end(sink *k, const outcome_row *o)
{
    pack_array(&k->trace, 7);
    pack_uint(&k->trace, TRACE_END);
    pack_uint(&k->trace, o->result);
    pack_uint_or_nil(&k->trace, o->by, HG_NOBODY);
    pack_uint(&k->trace, o->round);
    pack_uint_or_nil(&k->trace, o->deal, HG_NO_OUTCOME);
    pack_uint(&k->trace, o->fault);
    pack_text(&k->trace, o->why);
}

/* ---- observer ---- */

static void on_begin(void *ctx, const session *s)
{
    sink *k = ctx;
    session_key key = session_key_of(s);
    const model *m = session_model(s);
    k->model = m;
    k->minutes.n = 0;
    row *r = &k->row;
    memset(r, 0, offsetof(row, party) + m->n_parties * sizeof *r->party);
    r->session = key.id;
    r->replicate = key.replicate;
    r->arm = k->arm;
    r->episode = key.episode;
    r->pie = m->pie;
    r->transferable = m->transferable;
    r->n_parties = m->n_parties;
    for (uint32_t i = 0; i < m->n_parties; i++) k->sights[i].any = false;
    trajectory_begin(&k->trajectory, m->n_parties, model_rounds(m), buckets_of_model(m));
    if (k->level == RECORD_FULL) trace_begin(k, &key);
}

static inline void minute(minutes *t, const hg_message *m, uint32_t kind, uint64_t what)
{
    t->at[t->n++] = (said){kind, m->table, m->round, m->seat, what};
}

static void minutes_reserve(minutes *t, size_t more)
{
    if (t->cap - t->n >= more) return;
    t->cap *= 2;
    t->at = mem_grow(t->at, t->cap, sizeof *t->at);
}

/* Any message. Of the bytes, those behind the session's number count, and the kind before it. Out
 * of line, so that an offer saves no registers. */
__attribute__((noinline)) static void take_down(sink *k, const hg_message *m, const uint8_t *bytes,
                                                size_t size)
{
    bool move = m->kind == HG_OFFER || m->kind == HG_ACCEPT;
    minutes_reserve(&k->minutes, 2);
    if (move) minute(&k->minutes, m, m->kind, m->outcome);
    if (!move || m->n_words) {
        size_t from = wire_body(bytes, size);
        minute(&k->minutes, m, SAID_BYTES, hash_mix(hash64(0, bytes + from, size - from), m->kind));
    }
    if (k->level == RECORD_FULL) buf_add(&k->trace, bytes, size);
}

/* An offer without words where there is room for it, as nearly always: no call, and its 8 to 16
 * bytes are two overlapping words. */
static void on_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                       size_t size)
{
    sink *k = ctx;
    buf *trace = &k->trace;
    bool short_offer = m->kind == HG_OFFER && !m->n_words && size - 8 <= 8;
    (void)s;
    if (!short_offer || trace->cap - trace->size < size || k->minutes.n == k->minutes.cap) {
        take_down(k, m, bytes, size);
        return;
    }
    minute(&k->minutes, m, m->kind, m->outcome);
    if (k->level == RECORD_FULL) {
        uint8_t *to = trace->data + trace->size;
        memcpy(to + size - 8, bytes + size - 8, 8);
        memcpy(to, bytes, 8);
        trace->size += size;
    }
}

static void on_event(void *ctx, const session *s, const hg_message *m)
{
    sink *k = ctx;
    const space *of = &session_model(s)->space;
    if (k->level != RECORD_FULL) return;
    size_t cap = 256 + (size_t)9 * of->n_issues;
    buf_reserve(&k->trace, cap);
    k->trace.size += wire_encode(of, m, k->trace.data + k->trace.size, cap);
}

static void set_leverage(row *r, leverage_cause cause, const hg_leverage *l)
{
    static const hg_leverage none = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    for (uint32_t i = 0; i < r->n_parties; i++) {
        r->party[i].end = l ? l[i] : none;
        if (cause == LEVERAGE_START) r->party[i].start = r->party[i].end;
    }
}

static void on_leverage(void *ctx, const session *s, leverage_cause cause, double zone,
                        double joint, const hg_leverage *l)
{
    sink *k = ctx;
    if (cause == LEVERAGE_END) return; /* it stands as last told */
    k->row.zone_end = zone;
    if (cause == LEVERAGE_START) {
        k->row.zone_start = zone;
        k->row.joint_start = l ? joint : NAN;
    }
    set_leverage(&k->row, cause, l);
    uint32_t rounds = k->trajectory.rounds, buckets = k->trajectory.n_buckets;
    trajectory_leverage(&k->trajectory, bucket_of(session_round(s), rounds, buckets), l);
    if (k->level == RECORD_FULL) trace_leverage(k, s, cause, zone, joint, l);
}

static void on_note(void *ctx, const session *s, uint32_t who, const char *text)
{
    sink *k = ctx;
    if (k->level != RECORD_FULL) return;
    pack_array(&k->trace, 4);
    pack_uint(&k->trace, TRACE_NOTE);
    pack_uint(&k->trace, session_round(s));
    pack_uint(&k->trace, who);
    pack_text(&k->trace, text);
}

static void on_view(void *ctx, const session *s, uint32_t who, const view_reading *v)
{
    sink *k = ctx;
    uint32_t n = k->row.n_parties, round = session_round(s);
    row_party *p = &k->row.party[who];
    if (!sight_set(&k->sights[who], n, who, v)) return;
    if (!p->sees) p->see_start = sight_row(&k->sights[who], n);
    p->sees = true;
    trajectory_view(&k->trajectory, who, round, v->mine);
    if (k->level == RECORD_FULL) sight_trace(&k->sights[who], n, who, round, &k->trace);
}

static void on_end(void *ctx, const session *s, const outcome_row *o)
{
    sink *k = ctx;
    (void)s;
    row *r = &k->row;
    r->result = o->result;
    r->by = o->by;
    r->fault = o->fault;
    r->round = o->round;
    r->offers = o->offers;
    r->deal = o->deal;
    for (uint32_t i = 0; i < r->n_parties; i++) {
        r->party[i].utility = o->party[i].utility;
        r->party[i].payoff = o->party[i].payoff;
        r->party[i].limit_start = o->party[i].limit_start;
        r->party[i].limit_end = o->party[i].limit_end;
        if (r->party[i].sees) r->party[i].see_end = sight_row(&k->sights[i], r->n_parties);
    }
    measure(&k->minutes, k->model, r, &k->trajectory);
    if (k->level == RECORD_FULL) trace_end(k, o);
    k->model = NULL;
}

/* ---- face ---- */

sink *sink_new(record_level level, uint32_t n_parties, uint32_t rounds)
{
    sink *k = mem_zero(1, sizeof *k);
    k->level = level;
    k->observer = (observer){.ctx = k,
                             .begin = on_begin,
                             .message = on_message,
                             .event = on_event,
                             .leverage = on_leverage,
                             .note = on_note,
                             .view = on_view,
                             .end = on_end};
    trajectory_init(&k->trajectory, n_parties, buckets_of(rounds));
    k->minutes.cap = MINUTES_FIRST;
    k->minutes.at = mem_grow(NULL, MINUTES_FIRST, sizeof *k->minutes.at);
    buf_init(&k->trace);
    buf_reserve(&k->trace, TRACE_FIRST);
    return k;
}

void sink_free(sink *k)
{
    if (!k) return;
    trajectory_fini(&k->trajectory);
    buf_fini(&k->trace);
    free(k->minutes.at);
    free(k);
}

void sink_begin(sink *k, uint32_t arm)
{
    k->arm = arm;
    buf_clear(&k->trace);
}

const observer *sink_observer(sink *k) { return &k->observer; }
const row *sink_row(const sink *k) { return &k->row; }
const trajectory *sink_trajectory(const sink *k) { return &k->trajectory; }

const uint8_t *sink_trace(const sink *k, size_t *size)
{
    *size = k->trace.size;
    return k->level == RECORD_FULL ? k->trace.data : NULL;
}
