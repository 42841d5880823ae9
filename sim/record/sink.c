/* The observer that records one session. Hot path: an offer costs a hash of its few bytes, a copy
 * of them and two look-ups of its worth; whatever can wait is done once per bucket or per session.
 * Must not know how sessions are scheduled, nor what becomes of the row. */
#include "record/sink.h"

#include "base/hash.h"
#include "base/oom.h"
#include "record/pack.h"
#include "record/trace.h"
#include "record/trajectory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const level_names[] = {"sessions", "full"};
enum { LEVELS = sizeof level_names / sizeof *level_names };

/* An offer, and the last one before it by somebody else: between them they hold the last offer that
 * each party heard, however many parties there are. */
typedef struct heard {
    uint32_t who, before_who; /* HG_NOBODY: none */
    outcome_id outcome, before;
} heard;

/* What one party said so far. Demand = own utility of the own last offer. */
typedef struct voice {
    const utility *utility;
    const double *values; /* utility_values: a look-up without a call; NULL for implicit ones */
    double shift, scale;
    uint64_t hash;
    uint32_t offers;
    uint32_t since; /* round from which demand counts */
    double demand, opening;
    double early;  /* demand after the last turn with tau <= .2 */
    double summed; /* demand over the rounds before `since` */
} voice;

struct sink {
    record_level level;
    observer observer;
    uint32_t arm;
    uint32_t rounds;        /* N; 0 without a deadline */
    uint32_t early_rounds;  /* how many have tau <= .2 */
    uint32_t bucket_rounds; /* first round beyond the bucket that is being filled */
    uint64_t said;          /* hash of all that was said */
    const model *model;     /* of the session; borrowed until its end */
    heard last;
    voice voice[HG_PARTIES_MAX];
    trajectory trajectory;
    buf trace;
    row row;
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

/* ---- course ---- */

static inline double worth(const voice *v, outcome_id o)
{
    return v->values ? v->shift + v->values[o] : utility_of(v->utility, o);
}

static inline double offered_to(const sink *k, uint32_t who)
{
    const voice *v = &k->voice[who];
    bool own = k->last.who == who;
    if ((own ? k->last.before_who : k->last.who) == HG_NOBODY) return NAN;
    return worth(v, own ? k->last.before : k->last.outcome) / v->scale;
}

/* Fills the sample of every bucket up to `b`: nothing changed since the one being filled. */
static void close_buckets(sink *k, uint32_t b)
{
    trajectory *t = &k->trajectory;
    uint32_t n = t->n_parties;
    if (t->live > b) return;
    sample *now = &t->at[(size_t)t->live * n];
    for (uint32_t i = 0; i < n; i++) {
        now[i].demand = k->voice[i].demand / k->voice[i].scale;
        now[i].offered = offered_to(k, i);
    }
    while (++t->live <= b) memcpy(&t->at[(size_t)t->live * n], now, n * sizeof *now);
}

static void enter_round(sink *k, uint32_t round)
{
    uint32_t n = k->trajectory.n_buckets, b = bucket_of(round, k->rounds);
    close_buckets(k, b - 1);
    k->bucket_rounds = (uint32_t)(((uint64_t)(b + 1) * k->rounds + n - 1) / n);
}

/* Rounds before the first own offer count with the opening. */
static void demand(voice *v, double x, uint32_t round, uint32_t early_rounds)
{
    if (v->offers++) {
        v->summed += v->demand * (double)(round - v->since);
        v->since = round;
    } else {
        v->opening = v->early = x;
    }
    v->demand = x;
    if (round < early_rounds) v->early = x;
}

static void offer(sink *k, uint32_t who, const hg_message *m)
{
    if (m->round >= k->bucket_rounds) enter_round(k, m->round);
    voice *v = &k->voice[who];
    demand(v, worth(v, m->outcome), m->round, k->early_rounds);
    if (k->last.who != who) {
        k->last.before_who = k->last.who;
        k->last.before = k->last.outcome;
        k->last.who = who;
    }
    k->last.outcome = m->outcome;
}

/* ---- observer ---- */

static void begin_voice(voice *v, const model *m, uint32_t who)
{
    const party *p = &m->parties[who];
    *v = (voice){.utility = &p->utility,
                 .values = utility_values(&p->utility),
                 .shift = p->utility.shift,
                 .scale = party_scale(m, who),
                 .demand = NAN,
                 .opening = NAN,
                 .early = NAN};
}

static void on_begin(void *ctx, const session *s)
{
    sink *k = ctx;
    session_key key = session_key_of(s);
    const model *m = session_model(s);
    k->model = m;
    k->rounds = model_rounds(m);
    k->early_rounds = k->rounds > 1 ? (k->rounds - 1) / 5 + 1 : 0; /* k/(N-1) <= 1/5 */
    k->said = 0;
    k->last = (heard){.who = HG_NOBODY, .before_who = HG_NOBODY};
    k->row = (row){.session = key.id,
                   .replicate = key.replicate,
                   .arm = k->arm,
                   .episode = key.episode,
                   .pie = m->pie,
                   .transferable = m->transferable,
                   .n_parties = m->n_parties};
    trajectory_begin(&k->trajectory, m->n_parties, buckets_of(k->rounds));
    k->bucket_rounds = UINT32_MAX;
    if (k->rounds) {
        uint32_t n = k->trajectory.n_buckets;
        k->bucket_rounds = (k->rounds + n - 1) / n;
    }
    for (uint32_t i = 0; i < m->n_parties; i++) begin_voice(&k->voice[i], m, i);
    if (k->level == RECORD_FULL) trace_begin(k, &key);
}

/* A hash of what was said, whatever the session's number: the bytes behind it, and the kind. */
static uint64_t hash_bytes(const hg_message *m, const uint8_t *bytes, size_t size)
{
    size_t from = wire_body(bytes, size);
    return hash_mix(hash64(0, bytes + from, size - from), m->kind);
}

/* The same for an offer or its acceptance without words: what the bytes say is in five fields, of
 * which four share a word (seats and tables are few). */
static inline uint64_t hash_move(const hg_message *m)
{
    uint64_t head = (uint64_t)m->round << 32 | (uint64_t)m->table << 16 | m->seat << 8 | m->kind;
    return hash_mix(head, m->outcome);
}

static void on_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                       size_t size)
{
    sink *k = ctx;
    (void)s;
    uint32_t who = k->model->tables[m->table].party_at[m->seat];
    bool move = (m->kind == HG_OFFER || m->kind == HG_ACCEPT) && !m->n_words;
    uint64_t h = move ? hash_move(m) : hash_bytes(m, bytes, size);
    k->voice[who].hash = hash_mix(k->voice[who].hash, h);
    k->said = hash_mix(k->said, h);
    if (m->kind == HG_OFFER) offer(k, who, m);
    if (k->level == RECORD_FULL) pack_raw(&k->trace, bytes, size);
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
    k->row.zone_end = zone;
    if (cause == LEVERAGE_START) {
        k->row.zone_start = zone;
        k->row.joint_start = l ? joint : NAN;
    }
    set_leverage(&k->row, cause, l);
    if (cause != LEVERAGE_END)
        trajectory_leverage(&k->trajectory, bucket_of(session_round(s), k->rounds), l);
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

/* Without a deadline there is no clock to be early by, and the mean goes over the rounds played. */
static void end_voice(const sink *k, const voice *v, const outcome_party *o, row_party *out)
{
    uint32_t rounds = k->rounds ? k->rounds : k->row.round + 1;
    double room = v->opening - o->limit_start;
    out->utility = o->utility;
    out->payoff = o->payoff;
    out->limit_start = o->limit_start;
    out->limit_end = o->limit_end;
    out->messages = v->hash;
    out->offers = v->offers;
    out->opening = v->opening;
    out->early_concession = room != 0 && k->rounds ? (v->opening - v->early) / room : NAN;
    double sum = v->summed + v->demand * (double)(rounds - v->since);
    out->mean_demand = sum / (double)rounds / v->scale;
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
    r->trace = k->said;
    for (uint32_t i = 0; i < r->n_parties; i++)
        end_voice(k, &k->voice[i], &o->party[i], &r->party[i]);
    close_buckets(k, bucket_of(o->round, k->rounds));
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
                             .end = on_end};
    trajectory_init(&k->trajectory, n_parties, buckets_of(rounds));
    buf_init(&k->trace);
    return k;
}

void sink_free(sink *k)
{
    if (!k) return;
    trajectory_fini(&k->trajectory);
    buf_fini(&k->trace);
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
