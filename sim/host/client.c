/* One chair per session and seat, found by a walk: there are some dozens. */
#include "host/client.h"

#include "base/oom.h"
#include "base/rng.h"
#include "host/curves.h"
#include "host/rankings.h"
#include "wire/scan.h"
#include "wire/schema.h"

#include <errno.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

typedef struct client client;

typedef struct chair {
    hg_host host; /* first: the host that an agent hands back is its chair */
    client *client;
    struct chair *next;
    arena memory;
    uint64_t session;
    uint32_t seat;
    hg_brief brief;
    wire_means means;
    space space;
    utility utility;
    rng rng;
    hg_outcome offered; /* last, by anybody */
    bool seated;
    alignas(max_align_t) unsigned char state[];
} chair;

struct client {
    const hg_agent_type *type;
    hg_swapped does; /* its own functions, or those for swapped parts */
    const double *params;
    chair *chairs, *spare; /* seated; used before */
    curves curves;
    rankings rankings;
    buf in, out;
    bool over;
    const char *wrong;
};

/* ---- what the host does for an agent ---- */

static chair *chair_of(const hg_host *host) { return (chair *)host; }

static double host_utility(const hg_host *host, hg_outcome outcome)
{
    const chair *c = chair_of(host);
    return outcome < c->space.size ? utility_of(&c->utility, outcome) : NAN;
}

static hg_outcome host_above(const hg_host *host, double target)
{
    const chair *c = chair_of(host);
    if (c->utility.table->additive)
        return rankings_above(&c->client->rankings, &c->utility, target);
    return utility_above(&c->utility, target);
}

static size_t host_band(const hg_host *host, double lo, double hi, hg_outcome *out, size_t cap)
{
    return utility_band(&chair_of(host)->utility, lo, hi, out, cap);
}

static hg_outcome host_best(const hg_host *host, uint64_t rank)
{
    const chair *c = chair_of(host);
    return rankings_best(&c->client->rankings, &c->utility, rank);
}

static uint64_t host_count(const hg_host *host, double least)
{
    const chair *c = chair_of(host);
    return rankings_count(&c->client->rankings, &c->utility, least);
}

static double host_utility_of(const hg_host *host, uint32_t who, hg_outcome outcome)
{
    return who == chair_of(host)->brief.party ? host_utility(host, outcome) : NAN;
}

static double host_limit(const hg_host *host) { return chair_of(host)->means.limit; }

static size_t host_alternatives(const hg_host *host, hg_alternative *out, size_t cap)
{
    const wire_means *m = &chair_of(host)->means;
    size_t n = m->n_alternatives < cap ? m->n_alternatives : cap;
    if (n) memcpy(out, m->alternatives, n * sizeof *out);
    return m->n_alternatives;
}

static double host_uniform(const hg_host *host) { return rng_uniform(&chair_of(host)->rng); }
static double host_normal(const hg_host *host) { return rng_normal(&chair_of(host)->rng); }

static const double *table(chair *c, curve_key key)
{
    curves *kept = &c->client->curves;
    if (key.rounds == 0) return NULL;
    const double *known = curves_find(kept, key);
    if (known) return known;
    if (!curves_full(kept)) return curves_add(kept, key);
    double *own = arena_array(&c->memory, key.rounds, sizeof *own);
    curve_fill(key, own);
    return own;
}

static const double *host_log2_time(const hg_host *host)
{
    chair *c = chair_of(host);
    return table(c, curve_key_log2(c->brief.rounds));
}

static const double *host_curve(const hg_host *host, double exponent)
{
    chair *c = chair_of(host);
    return table(c, curve_key_power(exponent, c->brief.rounds));
}

static void *host_alloc(const hg_host *host, size_t size)
{
    return arena_alloc(&chair_of(host)->memory, size);
}

/* Remarks and views are for the record, which no message carries them to. */
static void host_note(const hg_host *host, const char *text) { (void)host, (void)text; }
static void host_view(const hg_host *host, const hg_view *view) { (void)host, (void)view; }
static int host_viewed(const hg_host *host)
{
    (void)host;
    return 0;
}

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

static chair *chair_make(client *k)
{
    chair *c = k->spare;
    if (c) {
        k->spare = c->next;
    } else {
        c = mem_zero(1, sizeof *c + k->type->state_size);
        arena_init(&c->memory);
    }
    c->host = host_functions;
    c->client = k;
    c->next = k->chairs;
    c->seated = false;
    c->offered = HG_NO_OUTCOME;
    k->chairs = c;
    return c;
}

static chair **chair_at(client *k, const hg_message *head)
{
    chair **at = &k->chairs;
    while (*at && ((*at)->session != head->session || (*at)->seat != head->seat)) at = &(*at)->next;
    return at;
}

static void stand_up(client *k, chair **at)
{
    chair *c = *at;
    if (c->seated && k->type->fini) k->type->fini(c->state);
    arena_reset(&c->memory);
    *at = c->next;
    c->next = k->spare;
    k->spare = c;
}

static void chairs_free(chair *list)
{
    while (list) {
        chair *next = list->next;
        arena_fini(&list->memory);
        free(list);
        list = next;
    }
}

/* ---- what it is told ---- */

static void wrong(client *k, const char *why) { k->wrong = why; }

static void give_up(client *k, const hg_message *head)
{
    hg_message bye = {.kind = HG_BYE,
                      .session = head->session,
                      .table = head->table,
                      .round = head->round,
                      .seat = head->seat};
    uint8_t bytes[64];
    buf_add(&k->out, bytes, wire_encode(NULL, &bye, bytes, sizeof bytes));
}

static void hear_brief(client *k, const uint8_t *data, size_t size)
{
    chair *c = chair_make(k);
    if (wire_decode_brief(&c->memory, data, size, &c->brief) ||
        !space_init(&c->space, c->brief.issues, c->brief.n_issues)) {
        wrong(k, "the briefing is not well-formed");
        return;
    }
    c->session = c->brief.session;
    c->seat = c->brief.seat;
    memset(c->state, 0, k->type->state_size);
}

static void build_utility(chair *c)
{
    const preference worths = {c->means.parts, c->space.n_issues};
    c->utility.shift = c->means.shift;
    c->utility.table = c->means.parts
                           ? utility_table_build(&c->memory, &c->space, &worths)
                           : utility_table_of_values(&c->memory, c->space.size, c->means.values);
}

static void hear_means(client *k, chair *c, const hg_message *head, const uint8_t *data,
                       size_t size)
{
    wire_means now;
    if (wire_decode_means(&c->memory, &c->space, data, size, &now)) {
        wrong(k, "the means are not well-formed");
        return;
    }
    c->means.limit = now.limit;
    c->means.n_alternatives = now.n_alternatives;
    c->means.alternatives = now.alternatives;
    if (!now.whole) return;
    c->means = now;
    build_utility(c);
    rng_open(&c->rng, now.stream[0], RNG_AGENT, now.stream[1], now.stream[2]);
    c->seated = c->utility.table && k->does.init(c->state, &c->brief, &c->host, k->params) == 0;
    if (!c->seated) give_up(k, head);
}

/* ---- its moves ---- */

static size_t encode_reply(const chair *c, const hg_message *turn, const hg_reply *reply,
                           uint8_t *out, size_t cap)
{
    const hg_message m = {.kind = reply->kind,
                          .session = turn->session,
                          .table = turn->table,
                          .round = turn->round,
                          .seat = turn->seat,
                          .outcome = reply->outcome,
                          .n_words = reply->n_words,
                          .words = reply->words,
                          .walk = reply->walk,
                          .door = reply->door};
    return reply->n_words <= HG_WORDS_MAX ? wire_encode(&c->space, &m, out, cap) : 0;
}

static double tau(uint32_t round, uint32_t rounds)
{
    return rounds == 0 ? 0 : rounds == 1 ? 1 : round / (double)(rounds - 1);
}

static void play(client *k, chair *c, const wire_message *asked)
{
    const hg_message *m = &asked->m;
    uint8_t bytes[WIRE_MESSAGE_MAX];
    hg_turn turn = {.table = m->table,
                    .round = m->round,
                    .rounds = c->brief.rounds,
                    .tau = tau(m->round, c->brief.rounds),
                    .may = m->may,
                    .revise = asked->stand.revise,
                    .standing = asked->stand.standing,
                    .mine = asked->stand.mine};
    hg_reply reply = {
        .kind = HG_REJECT, .outcome = HG_NO_OUTCOME, .walk = HG_WALK_FINAL, .door = HG_DOOR_CLOSED};
    size_t size = 0;
    if (c->seated && k->does.act(c->state, &turn, &reply) == 0)
        size = encode_reply(c, m, &reply, bytes, sizeof bytes);
    if (size)
        buf_add(&k->out, bytes, size);
    else
        give_up(k, m);
}

static void hear(client *k, chair **at, const uint8_t *data, size_t size)
{
    chair *c = *at;
    wire_message got;
    if (wire_decode(&c->space, data, size, &got)) {
        wrong(k, "a message is not well-formed");
        return;
    }
    hg_message *m = &got.m;
    if (m->kind == HG_TURN) {
        play(k, c, &got);
        return;
    }
    if (m->kind == HG_OFFER) c->offered = m->outcome;
    if (m->kind == HG_ACCEPT) m->outcome = c->offered;
    if (c->seated && k->does.receive) k->does.receive(c->state, m);
    if (m->kind == HG_END) stand_up(k, at);
}

static void greet(client *k)
{
    uint8_t hello[64];
    buf_add(&k->out, hello, wire_encode_hello(HG_AGENT_ABI, k->type->name, hello, sizeof hello));
}

/* What another seat said carries that seat, and comes once for all of ours at its table. */
static void hear_other(client *k, const hg_message *head, const uint8_t *data, size_t size)
{
    for (chair **at = &k->chairs; *at; at = &(*at)->next)
        if ((*at)->session == head->session && (*at)->seat != head->seat) hear(k, at, data, size);
}

static void hear_own(client *k, const hg_message *head, const uint8_t *data, size_t size)
{
    chair **at = chair_at(k, head);
    if (!*at)
        wrong(k, "a message names a session without a briefing");
    else if (head->kind == HG_MEANS)
        hear_means(k, *at, head, data, size);
    else
        hear(k, at, data, size);
}

static void hear_message(client *k, const uint8_t *data, size_t size)
{
    hg_message head;
    if (wire_head_of(data, size, &head))
        wrong(k, "a message has no head");
    else if (head.kind == HG_HELLO)
        greet(k);
    else if (head.kind == HG_BYE)
        k->over = true;
    else if (head.kind == HG_BRIEF)
        hear_brief(k, data, size);
    else if (head.kind >= HG_OFFER)
        hear_other(k, &head, data, size);
    else
        hear_own(k, &head, data, size);
}

/* ---- the stream ---- */

static void hear_all(client *k)
{
    size_t at = 0, next;
    while (!k->over && !k->wrong) {
        wire_error flaw =
            wire_first_within(k->in.data + at, k->in.size - at, WIRE_BRIEF_MAX, &next);
        if (flaw == WIRE_TRUNCATED) break;
        if (flaw) {
            wrong(k, wire_error_text(flaw));
            break;
        }
        hear_message(k, k->in.data + at, next);
        at += next;
    }
    k->in.size -= at;
    memmove(k->in.data, k->in.data + at, k->in.size);
}

static void say_all(client *k, int out)
{
    for (size_t at = 0; at < k->out.size && !k->over;) {
        ssize_t n = write(out, k->out.data + at, k->out.size - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) k->over = true; /* nobody listens */
        if (n > 0) at += (size_t)n;
    }
    buf_clear(&k->out);
}

/* What has come at once is answered at once. */
static void converse(client *k, int in, int out)
{
    while (!k->over && !k->wrong) {
        buf_reserve(&k->in, CHUNK);
        ssize_t n = read(in, k->in.data + k->in.size, CHUNK);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;
        k->in.size += (size_t)n;
        hear_all(k);
        say_all(k, out);
    }
}

const char *client_play(const hg_agent_type *type, bool swapped, const double *params, int in,
                        int out)
{
    client k = {.type = type,
                .does =
                    swapped ? *type->swapped : (hg_swapped){type->init, type->receive, type->act},
                .params = params};
    buf_init(&k.in);
    buf_init(&k.out);
    converse(&k, in, out);
    while (k.chairs) stand_up(&k, &k.chairs);
    chairs_free(k.spare);
    curves_fini(&k.curves);
    rankings_fini(&k.rankings);
    buf_fini(&k.in);
    buf_fini(&k.out);
    return k.wrong;
}
