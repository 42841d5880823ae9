/* The local seat: agents of this process, called directly; the answer goes out inside post. What
 * an agent says is nevertheless really encoded, so that a message has the same bytes wherever its
 * agent sits.
 *
 * Must not know what the agents do, nor which blocks or cells the sessions belong to. */
#include "seat/seat.h"

#include "base/oom.h"
#include "base/rng.h"
#include "host/curves.h"
#include "host/rankings.h"

#include <math.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

typedef struct local local;

/* One agent's place in one session: (slot, party). Made when first needed, kept until close; a new
 * session zeroes the state. */
typedef struct chair {
    hg_host host; /* first: the host that an agent hands back is its chair */
    local *seat;
    session *session;
    const party *party;
    const utility *utility;
    const space *space;
    uint64_t n_outcomes;
    uint32_t slot;
    uint32_t index; /* of the party */
    uint32_t rounds;
    bool seated;        /* init succeeded, END has not come */
    const char *remark; /* noted in init; NULL: nothing */
    rng rng;
    alignas(max_align_t) unsigned char state[];
} chair;

struct local {
    seat seat; /* first */
    const hg_agent_type *type;
    const double *params;
    bool sees_utilities;
    hg_swapped play; /* the type's own functions, or those for swapped parts; deaf: no receive */
    seat_sink sink;
    uint32_t slots, width; /* chairs: [slots][width], width follows the parties met */
    chair **chairs;
    curves curves;
    rankings rankings;
    hg_reply reply;    /* of the turn that is being played */
    hg_message saying; /* what becomes of it; its words are the reply's */
    uint8_t message[WIRE_MESSAGE_MAX];
};

/* ---- what the host does for an agent ---- */

static chair *chair_of(const hg_host *host) { return (chair *)host; }

static double host_utility(const hg_host *host, hg_outcome outcome)
{
    const chair *c = chair_of(host);
    return outcome < c->n_outcomes ? utility_of(c->utility, outcome) : NAN;
}

/* Out of line, so that a search in a table, which nearly all are, saves no registers. */
__attribute__((noinline)) static hg_outcome above_unlisted(const chair *c, double target)
{
    if (c->utility->table->additive) return rankings_above(&c->seat->rankings, c->utility, target);
    return utility_above(c->utility, target);
}

static hg_outcome host_above(const hg_host *host, double target)
{
    const chair *c = chair_of(host);
    if (!c->utility->table->values) return above_unlisted(c, target);
    return utility_above(c->utility, target);
}

static size_t host_band(const hg_host *host, double lo, double hi, hg_outcome *out, size_t cap)
{
    return utility_band(chair_of(host)->utility, lo, hi, out, cap);
}

static hg_outcome host_best(const hg_host *host, uint64_t rank)
{
    const chair *c = chair_of(host);
    return rankings_best(&c->seat->rankings, c->utility, rank);
}

static uint64_t host_count(const hg_host *host, double least)
{
    const chair *c = chair_of(host);
    return rankings_count(&c->seat->rankings, c->utility, least);
}

/* Somebody else's only where the agent's traits say that it cheats. */
static double host_utility_of(const hg_host *host, uint32_t who, hg_outcome outcome)
{
    const chair *c = chair_of(host);
    const model *m = session_model(c->session);
    bool may = who == c->index || c->seat->sees_utilities;
    if (!may || who >= m->n_parties || outcome >= c->n_outcomes) return NAN;
    return utility_of(&m->parties[who].utility, outcome);
}

static double host_limit(const hg_host *host)
{
    const chair *c = chair_of(host);
    return session_limit_told(c->session, c->index);
}

/* Who knows of no deadline is told the times of the common clock: it has no other. */
static double own_time(const chair *c, double time)
{
    return c->rounds ? party_time(session_model(c->session), c->index, time) : time;
}

static size_t host_alternatives(const hg_host *host, hg_alternative *out, size_t cap)
{
    const chair *c = chair_of(host);
    const bool *standing = session_standing(c->session, c->index);
    for (uint32_t i = 0; i < c->party->n_alternatives && i < cap; i++) {
        const alternative *a = &c->party->alternatives[i];
        out[i] = (hg_alternative){a->name, session_worth_told(c->session, c->index, i),
                                  own_time(c, a->arrives), own_time(c, a->expires), standing[i]};
    }
    return c->party->n_alternatives;
}

static double host_uniform(const hg_host *host) { return rng_uniform(&chair_of(host)->rng); }
static double host_normal(const hg_host *host) { return rng_normal(&chair_of(host)->rng); }

static const double *table(chair *c, curve_key key)
{
    curves *kept = &c->seat->curves;
    if (key.rounds == 0) return NULL;
    const double *known = curves_find(kept, key);
    if (known) return known;
    if (!curves_full(kept)) return curves_add(kept, key);
    double *own = session_alloc(c->session, key.rounds * sizeof *own);
    curve_fill(key, own);
    return own;
}

static const double *host_log2_time(const hg_host *host)
{
    chair *c = chair_of(host);
    return table(c, curve_key_log2(c->rounds));
}

static const double *host_curve(const hg_host *host, double exponent)
{
    chair *c = chair_of(host);
    return table(c, curve_key_power(exponent, c->rounds));
}

static void *host_alloc(const hg_host *host, size_t size)
{
    return session_alloc(chair_of(host)->session, size);
}

/* What an agent notes while it is being briefed is also why it refuses, if it does: a sentence
 * that begins with "it", without that word, as all sentences about faults. */
static void host_note(const hg_host *host, const char *text)
{
    chair *c = chair_of(host);
    session_note(c->session, c->index, text);
    if (c->seated) return;
    size_t size = strlen(text) + 1;
    c->remark = memcpy(session_alloc(c->session, size), text, size);
}

static void host_view(const hg_host *host, const hg_view *view)
{
    const chair *c = chair_of(host);
    session_view(c->session, c->index, view);
}

static int host_viewed(const hg_host *host) { return session_viewed(chair_of(host)->session); }

static const hg_host host_functions = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_host),
    .utility = host_utility,
    .above = host_above,
    .band = host_band,
    .best = host_best,
    .count = host_count,
    .utility_of = host_utility_of,
    .limit = host_limit,
    .alternatives = host_alternatives,
    .uniform = host_uniform,
    .normal = host_normal,
    .log2_time = host_log2_time,
    .curve = host_curve,
    .alloc = host_alloc,
    .note = host_note,
    .view = host_view,
    .viewed = host_viewed,
};

/* ---- chairs ---- */

static void widen(local *l, uint32_t width)
{
    chair **wider = mem_zero((size_t)l->slots * width, sizeof(chair *));
    for (uint32_t slot = 0; slot < l->slots; slot++)
        for (uint32_t p = 0; p < l->width; p++)
            wider[(size_t)slot * width + p] = l->chairs[(size_t)slot * l->width + p];
    free(l->chairs);
    l->chairs = wider;
    l->width = width;
}

static chair *chair_at(const local *l, uint32_t slot, uint32_t who)
{
    return l->chairs[(size_t)slot * l->width + who];
}

static chair *chair_make(local *l, uint32_t slot, uint32_t who)
{
    if (who >= l->width) widen(l, who + 1);
    chair **at = &l->chairs[(size_t)slot * l->width + who];
    if (*at != NULL) return *at;
    *at = mem_zero(1, sizeof(chair) + l->type->state_size);
    (*at)->host = host_functions;
    (*at)->seat = l;
    (*at)->slot = slot;
    (*at)->index = who;
    return *at;
}

static void stand_up(const local *l, chair *c)
{
    if (c->seated && l->type->fini) l->type->fini(c->state);
    c->seated = false;
}

static void sit_down(chair *c, session *s, const hg_brief *brief)
{
    const model *m = session_model(s);
    session_key key = session_key_of(s);
    c->session = s;
    c->party = &m->parties[c->index];
    c->utility = &c->party->utility;
    c->space = &m->space;
    c->n_outcomes = m->space.size;
    c->remark = NULL;
    c->rounds = brief->rounds; /* as far as it knows: an unknown deadline has no curve */
    rng_open(&c->rng, key.seed, RNG_AGENT, key.replicate, rng_who(key.episode, c->index));
    memset(c->state, 0, c->seat->type->state_size);
}

static void deaf(void *self, const hg_message *message) { (void)self, (void)message; }

/* ---- deliveries: hot, but for the faults ---- */

__attribute__((cold)) static void fail(const local *l, uint32_t slot, uint32_t who, fault f,
                                       const char *why)
{
    l->sink.fault(l->sink.ctx, slot, who, f, why);
}

static void post_brief(local *l, uint32_t slot, session *s, const want *w)
{
    chair *c = chair_make(l, slot, w->party);
    stand_up(l, c); /* a session that was given up told nobody so */
    sit_down(c, s, w->brief);
    c->seated = l->play.init(c->state, w->brief, &c->host, l->params) == 0;
    if (!c->seated)
        fail(l, slot, w->party, FAULT_REFUSED, c->remark ? c->remark : "said no to its briefing");
}

__attribute__((noinline)) static void hear_end(const local *l, chair *c, const hg_message *end)
{
    l->play.receive(c->state, end);
    stand_up(l, c);
}

static void post_tell(local *l, uint32_t slot, session *s, const want *w)
{
    (void)s;
    chair *c = chair_at(l, slot, w->party);
    if (!c->seated) return;
    if (w->message->kind == HG_END)
        hear_end(l, c, w->message);
    else
        l->play.receive(c->state, w->message);
}

/* What is wrong with a reply that no message could be made of. Whether the move is allowed is for
 * the session to say. */
__attribute__((cold)) static void blame(const local *l, const chair *c)
{
    const hg_reply *reply = &l->reply;
    uint32_t slot = c->slot, who = c->index;
    if (reply->n_words > HG_WORDS_MAX)
        fail(l, slot, who, FAULT_FLOOD, "said more than four words at once");
    else if (reply->kind == HG_OFFER && reply->outcome >= c->n_outcomes)
        fail(l, slot, who, FAULT_OUT_OF_SPACE, "offered what is not an outcome of this scenario");
    else
        fail(l, slot, who, FAULT_UNDECODABLE, "replied with what is not a message");
}

__attribute__((noinline)) static size_t encode_any(local *l, const space *of,
                                                   const hg_message *turn)
{
    hg_message *m = &l->saying;
    const hg_reply *reply = &l->reply;
    if (reply->n_words > HG_WORDS_MAX) return 0;
    m->kind = reply->kind;
    m->session = turn->session;
    m->table = turn->table;
    m->round = turn->round;
    m->seat = turn->seat;
    m->outcome = reply->outcome;
    m->n_words = reply->n_words;
    m->walk = reply->walk;
    m->door = reply->door;
    return wire_encode(of, m, l->message, sizeof l->message);
}

__attribute__((cold)) static void failed_act(const local *l, const chair *c)
{
    fail(l, c->slot, c->index, FAULT_FAILED, "returned an error when it had to move");
}

/* 0 where the reply is not a message. */
static size_t encode(local *l, const chair *c, const want *w)
{
    const hg_reply *reply = &l->reply;
    if (reply->kind == HG_OFFER && reply->n_words == 0) {
        size_t size = wire_stencil_write(w->stencil, reply->outcome, l->message);
        if (size > 0) return size;
    }
    return encode_any(l, c->space, w->message);
}

static void preset(hg_reply *reply)
{
    reply->kind = HG_REJECT;
    reply->outcome = HG_NO_OUTCOME;
    reply->walk = HG_WALK_FINAL;
    reply->door = HG_DOOR_CLOSED;
    reply->n_words = 0;
}

static void post_turn(local *l, uint32_t slot, session *s, const want *w)
{
    chair *c = chair_at(l, slot, w->party);
    (void)s;
    if (!c->seated) {
        failed_act(l, c);
        return;
    }
    if (w->heard) l->play.receive(c->state, w->heard);
    preset(&l->reply);
    if (l->play.act(c->state, w->turn, &l->reply) != 0) {
        failed_act(l, c);
        return;
    }
    size_t size = encode(l, c, w);
    if (size > 0)
        l->sink.reply(l->sink.ctx, c->slot, c->index, l->message, size);
    else
        blame(l, c);
}

/* WAIT and DONE ask nobody anything. */
static void post_nothing(local *l, uint32_t slot, session *s, const want *w)
{
    (void)l, (void)slot, (void)s, (void)w;
}

static void (*const posts[])(local *, uint32_t, session *, const want *) = {
    [WANT_BRIEF] = post_brief,  [WANT_TELL] = post_tell,    [WANT_TURN] = post_turn,
    [WANT_WAIT] = post_nothing, [WANT_DONE] = post_nothing,
};

static void local_post(seat *self, uint32_t slot, session *s, const want *w)
{
    posts[w->kind]((local *)self, slot, s, w);
}

/* ---- the seat ---- */

static seat *local_open(const seat_spec *spec, uint32_t slots, const seat_sink *sink,
                        uv_loop_t *loop)
{
    (void)loop; /* answers at once: nothing to wait for */
    local *l = mem_zero(1, sizeof *l);
    l->seat.ops = &seat_local;
    l->type = spec->type;
    l->params = spec->params;
    l->sees_utilities = (spec->traits & HG_TRAIT_SEES_UTILITIES) != 0;
    l->play = spec->swapped ? *l->type->swapped
                            : (hg_swapped){l->type->init, l->type->receive, l->type->act};
    if (!l->play.receive) l->play.receive = deaf;
    l->sink = *sink;
    l->slots = slots;
    l->saying.words = l->reply.words;
    return &l->seat;
}

static void local_flush(seat *s) { (void)s; }

static void local_close(seat *s)
{
    local *l = (local *)s;
    for (size_t i = 0; i < (size_t)l->slots * l->width; i++) {
        if (!l->chairs[i]) continue;
        stand_up(l, l->chairs[i]);
        free(l->chairs[i]);
    }
    free(l->chairs);
    curves_fini(&l->curves);
    rankings_fini(&l->rankings);
    free(l);
}

const seat_ops seat_local = {
    .name = "local",
    .open = local_open,
    .post = local_post,
    .flush = local_flush,
    .close = local_close,
};
