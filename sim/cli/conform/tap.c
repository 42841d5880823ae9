/* The tapped seat stands between the worker and the seat that plays: its sink is the inner one's,
 * its slots are the worker's. Nothing is changed on the way, and nothing of it is timed but the
 * first and the last answer. */
#include "cli/conform/tap.h"

#include "base/oom.h"
#include "cli/tell/phrases.h"
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

typedef struct tapped {
    seat seat; /* first */
    seat *inner;
    seat_sink sink;
    tap *tap;
    tap_talk **talk_in; /* [slots] */
} tapped;

void tap_init(tap *t, arena *a, uint32_t sessions)
{
    *t = (tap){.arena = a, .n = sessions, .talks = arena_array(a, sessions, sizeof *t->talks)};
    for (uint32_t i = 0; i < sessions; i++) buf_init(&t->talks[i].moves);
}

void tap_fini(tap *t)
{
    for (uint32_t i = 0; i < t->n; i++) buf_fini(&t->talks[i].moves);
}

/* ---- what was said ---- */

static void remember(tap_talk *k, uint32_t who, const hg_message *m)
{
    if (k->flaw || k->fault) return; /* what comes behind it explains nothing */
    tap_said *s = &k->last[k->said++ % TAP_LAST];
    *s = (tap_said){.party = who, .round = m->round, .m = *m};
    if (m->n_words) memcpy(s->words, m->words, m->n_words * sizeof *m->words);
}

static uint32_t party_at(const tap_talk *k, const hg_message *m)
{
    const table_spec *table = &session_model(k->session)->tables[0];
    return m->kind == HG_EVENT || m->seat >= table->n_seats ? m->party : table->party_at[m->seat];
}

/* Where the agent plays both parties each of them hears the other: what is heard back is told. */
static void hear(tap_talk *k, uint32_t who, const hg_message *m)
{
    const tap_said *newest = &k->last[(k->said + TAP_LAST - 1) % TAP_LAST];
    uint32_t from = party_at(k, m);
    bool told = k->said && m->kind == newest->m.kind && from == newest->party &&
                m->round == newest->round && from != who;
    if (!told && m->kind != HG_END) remember(k, from, m);
}

/* ---- what is held against it ---- */

static void flaw(const tap *t, tap_talk *k, const hg_message *m, const char *text)
{
    if (k->flaw) return;
    k->flaw = arena_text(t->arena, text);
    k->round = m->round;
}

static double worth(const tap_talk *k, uint32_t who, hg_outcome outcome)
{
    return utility_of(&session_model(k->session)->parties[who].utility, outcome);
}

/* Offers, accepts, or on a revise turn leaves on the table: what the move is about. */
static hg_outcome meant(const tap_talk *k, uint32_t who, const hg_message *m, const char **verb)
{
    const hg_turn *turn = &k->turn[who];
    *verb = m->kind == HG_OFFER    ? "offered"
            : m->kind == HG_ACCEPT ? "accepted"
                                   : "left on the table";
    if (m->kind == HG_OFFER) return m->outcome;
    if (m->kind == HG_ACCEPT) return turn->standing;
    return m->kind == HG_REJECT && turn->revise ? turn->mine : HG_NO_OUTCOME;
}

static void hold_against_limit(const tap *t, tap_talk *k, uint32_t who, const hg_message *m)
{
    char offer[512];
    const char *verb;
    const model *of = session_model(k->session);
    hg_outcome outcome = meant(k, who, m, &verb);
    if (outcome >= of->space.size || (t->declared && t->traits & HG_TRAIT_BELOW_LIMIT)) return;
    if (worth(k, who, outcome) >= k->limit[who]) return;
    flaw(t, k, m,
         arena_format(t->arena, "%s %s, worth %s to it: less than its limit, which is %s then",
                      verb, say_offer(offer, sizeof offer, of, outcome),
                      phrase_amount(t->arena, of, who, worth(k, who, outcome)),
                      phrase_amount(t->arena, of, who, k->limit[who])));
}

static void judge(const tap *t, tap_talk *k, uint32_t who, const uint8_t *bytes, size_t size)
{
    wire_message said;
    if (wire_decode(&session_model(k->session)->space, bytes, size, &said) != WIRE_OK) return;
    remember(k, who, &said.m);
    hold_against_limit(t, k, who, &said.m);
    if (said.m.kind == HG_WALK && t->declared && !(t->traits & HG_TRAIT_WALKS))
        flaw(t, k, &said.m, "walked away and does not declare that it may: HG_TRAIT_WALKS");
}

/* ---- the seat ---- */

static void on_reply(void *ctx, uint32_t slot, uint32_t who, const uint8_t *message, size_t size)
{
    tapped *p = ctx;
    tap *t = p->tap;
    tap_talk *k = p->talk_in[slot];
    t->ended = uv_hrtime();
    if (!t->answers++) t->began = t->ended;
    buf_add(&k->moves, message, size);
    judge(t, k, who, message, size);
    p->sink.reply(p->sink.ctx, slot, who, message, size);
}

static void on_fault(void *ctx, uint32_t slot, uint32_t who, fault what, const char *why)
{
    tapped *p = ctx;
    tap_talk *k = p->talk_in[slot];
    if (!k->fault) {
        k->fault = what;
        k->why = why ? arena_text(p->tap->arena, why) : NULL;
        if (!k->flaw) k->round = session_round(k->session);
    }
    p->sink.fault(p->sink.ctx, slot, who, what, why);
}

static seat *tap_open(const seat_spec *spec, uint32_t slots, const seat_sink *sink, uv_loop_t *loop)
{
    const seat_ops *ops = seat_ops_of(spec);
    tap *t = loop->data;
    if (spec != t->spec) return ops->open(spec, slots, sink, loop);
    tapped *p = mem_zero(1, sizeof *p);
    const seat_sink between = {.ctx = p, .reply = on_reply, .fault = on_fault};
    p->seat.ops = &seat_tap;
    p->tap = t;
    p->sink = *sink;
    p->talk_in = mem_zero(slots, sizeof *p->talk_in);
    p->inner = ops->open(spec, slots, &between, loop);
    return &p->seat;
}

static void tap_post(seat *self, uint32_t slot, session *s, const want *w)
{
    tapped *p = (tapped *)self;
    tap_talk *k = &p->tap->talks[session_key_of(s).id];
    p->talk_in[slot] = k;
    k->session = s;
    if (w->kind == WANT_TELL) hear(k, w->party, w->message);
    if (w->kind == WANT_TURN) {
        if (w->heard) hear(k, w->party, w->heard);
        k->turn[w->party] = *w->turn;
        k->limit[w->party] = session_limit_told(s, w->party);
    }
    p->tap->late |= w->kind == WANT_TURN && uv_hrtime() > p->tap->deadline;
    if (p->tap->late && w->kind == WANT_TURN)
        on_fault(p, slot, w->party, FAULT_TIMEOUT, "had no time left");
    else
        p->inner->ops->post(p->inner, slot, s, w);
}

static void tap_flush(seat *self)
{
    seat *inner = ((tapped *)self)->inner;
    inner->ops->flush(inner);
}

static void tap_close(seat *self)
{
    tapped *p = (tapped *)self;
    p->inner->ops->close(p->inner);
    free(p->talk_in);
    free(p);
}

const seat_ops seat_tap = {
    .name = "tap", .open = tap_open, .post = tap_post, .flush = tap_flush, .close = tap_close};
