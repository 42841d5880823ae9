/* The seat of a program outside: the same messages as everywhere, in msgpack, one behind the other,
 * to its standard input and from its standard output. One program plays all sessions of the seat at
 * once; what a batch of sessions has to say to it goes out in one write.
 *
 * Whatever it does is an outcome of its sessions. What can be laid to one session (spoke out of
 * turn, an illegal move) ends that one; what cannot (it died, hangs, sends what is not a message)
 * ends all that it was playing, and the next briefing starts it anew, unless it died too often.
 *
 * Must not know what blocks and cells are, nor how a process is started and ended (child.h). */
#include "seat/seat.h"

#include "base/oom.h"
#include "seat/child.h"
#include "seat/means.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SILENCE_MS = 10000,
    SILENCE_TICKS = 20,   /* how finely silence is measured */
    DEATHS = 3,           /* in a row */
    STRAYS_MAX = 1000,    /* messages of sessions that are over: some may have been on their way */
    BACKLOG_MAX = 1 << 20 /* bytes that it has not read: beside what its sessions still say */
};

static const child_limits limits = {
    .memory_mb = 4096, .cpu_s = 24 * 3600, .files = 256, .processes = 4096};
const seat_patience seat_usual_patience = {SILENCE_MS, DEATHS, &limits};

/* One agent's place in one session: (slot, party). */
typedef struct place {
    session *session;
    uint64_t id;
    uint32_t seat;   /* at the table */
    uint32_t rounds; /* as far as it knows */
    bool seated;     /* briefed, END has not come, nor a fault */
    bool asked;      /* an answer is owed */
    bool answered;   /* it has moved before */
} place;

/* What somebody said in the session of a slot, while it is told to one party after another: the
 * program hears it once, whatever number of seats it has there. */
typedef struct saying {
    hg_kind kind;
    uint32_t seat, round;
    uint32_t told; /* parties, as a set */
} saying;

typedef struct process {
    seat seat; /* first */
    const char *text, *command;
    const seat_patience *patience;
    seat_sink sink;
    uv_loop_t *loop;
    uv_timer_t watchdog;
    place *places;   /* [slots][HG_PARTIES_MAX] */
    saying *sayings; /* [slots] */
    uint32_t slots;
    child *child; /* NULL: none is running */
    buf heard;    /* what has come and is not a whole message yet */
    bool greeted; /* it has said HELLO */
    uint32_t owed, silent_ticks, strays;
    bool full;             /* it does not read, and no session is begun */
    size_t backlog;        /* ... at the last tick */
    uint32_t deaths;       /* in a row */
    fault given_up;        /* FAULT_NONE: it may be started */
    char why[256];         /* ... and why not */
    uint64_t newest;       /* session */
    uint32_t handles;      /* the watchdog and children that are still there */
    wire_message greeting; /* room for it */
} process;

/* ---- faults ---- */

static void on_watchdog(uv_timer_t *);

static void watch(process *p)
{
    uint64_t tick = p->patience->silence_ms / SILENCE_TICKS;
    p->silent_ticks = 0;
    uv_timer_start(&p->watchdog, on_watchdog, tick, tick);
}

static void rest(process *p)
{
    if (!p->owed && !p->full) uv_timer_stop(&p->watchdog);
}

static void stand_up(process *p, place *at)
{
    p->owed -= at->asked;
    at->seated = at->asked = false;
    rest(p);
}

/* The sentence lives as long as the session. */
static void fail(process *p, place *at, fault what, const char *why)
{
    size_t index = (size_t)(at - p->places), size = strlen(why) + 1;
    char *kept = memcpy(session_alloc(at->session, size), why, size);
    stand_up(p, at);
    p->sink.fault(p->sink.ctx, (uint32_t)(index / HG_PARTIES_MAX),
                  (uint32_t)(index % HG_PARTIES_MAX), what, kept);
}

static void fail_all(process *p, fault what, const char *why)
{
    for (size_t i = 0; i < (size_t)p->slots * HG_PARTIES_MAX; i++)
        if (p->places[i].seated) fail(p, &p->places[i], what, why);
}

static void give_up(process *p, fault what, const char *why)
{
    p->given_up = what;
    snprintf(p->why, sizeof p->why, "%s", why);
}

/* The program as it is cannot go on. */
static void lose(process *p, fault what, const char *why)
{
    if (++p->deaths >= p->patience->deaths) give_up(p, what, why);
    p->child = NULL;
    p->greeted = p->full = false;
    p->strays = 0;
    buf_clear(&p->heard);
    fail_all(p, what, why);
}

static void condemn(process *p, fault what, const char *why)
{
    child *c = p->child;
    lose(p, what, why);
    child_kill(c);
}

/* ---- what it says ---- */

/* Another seat of the session, where this one is not its own: then the session says so. */
static place *place_in(process *p, uint64_t slot, const hg_message *head)
{
    place *close = NULL;
    for (size_t who = 0; who < HG_PARTIES_MAX; who++) {
        place *at = &p->places[slot * HG_PARTIES_MAX + who];
        if (!at->seated || at->id != head->session) continue;
        if (at->seat == head->seat) return at;
        close = at;
    }
    return close;
}

/* NULL: it does not play that session. Consecutive sessions mostly have consecutive slots: the
 * first look finds it. */
static place *place_of(process *p, const hg_message *head)
{
    place *found = NULL;
    for (uint64_t k = 0; k < p->slots && !found; k++)
        found = place_in(p, (head->session % p->slots + k) % p->slots, head);
    return found;
}

static void greet(process *p, const uint8_t *message, size_t size)
{
    char why[120];
    p->greeted =
        wire_decode(NULL, message, size, &p->greeting) == WIRE_OK && p->greeting.m.kind == HG_HELLO;
    if (!p->greeted) {
        condemn(p, FAULT_REFUSED, "did not begin with HELLO");
    } else if (p->greeting.abi != HG_AGENT_ABI) {
        snprintf(why, sizeof why, "speaks version %u of the agent interface; this is version %u",
                 p->greeting.abi, (unsigned)HG_AGENT_ABI);
        give_up(p, FAULT_REFUSED, why);
        condemn(p, FAULT_REFUSED, why);
    }
}

/* A session that ended while the answer was on its way is nobody's fault, a few times. */
static void stray(process *p, const hg_message *head)
{
    if (head->session > p->newest)
        condemn(p, FAULT_OUT_OF_TURN, "named a session that it was not briefed for");
    else if (++p->strays > STRAYS_MAX)
        condemn(p, FAULT_FLOOD, "went on sending messages that nobody had asked for");
}

/* Only whole messages are a sign of life: one that trickles hangs as well. */
static void hear_message(process *p, const uint8_t *message, size_t size)
{
    hg_message head;
    p->silent_ticks = 0;
    if (!p->greeted) {
        greet(p, message, size);
        return;
    }
    if (wire_head_of(message, size, &head) != WIRE_OK) {
        condemn(p, FAULT_UNDECODABLE, "sent what is no message: [kind, session, table, ...]");
        return;
    }
    place *at = place_of(p, &head);
    if (!at) {
        stray(p, &head);
    } else if (head.kind == HG_BYE) {
        fail(p, at, at->answered ? FAULT_FAILED : FAULT_REFUSED,
             at->answered ? "gave up" : "said no to its briefing");
    } else if (!at->asked) {
        fail(p, at, FAULT_OUT_OF_TURN, "spoke without being asked");
    } else {
        size_t index = (size_t)(at - p->places);
        at->asked = false;
        at->answered = true;
        p->owed--;
        rest(p);
        p->sink.reply(p->sink.ctx, (uint32_t)(index / HG_PARTIES_MAX),
                      (uint32_t)(index % HG_PARTIES_MAX), message, size);
    }
}

static void on_bytes(void *ctx, const uint8_t *data, size_t size)
{
    process *p = ctx;
    const child *speaker = p->child;
    size_t at = 0, next = 0;
    wire_error flaw = WIRE_OK;
    if (!speaker) return;
    buf_add(&p->heard, data, size);
    while (p->child == speaker && at < p->heard.size) {
        flaw = wire_first(p->heard.data + at, p->heard.size - at, &next);
        if (flaw) break;
        hear_message(p, p->heard.data + at, next);
        at += next;
    }
    if (p->child != speaker) return;
    if (flaw && flaw != WIRE_TRUNCATED) {
        condemn(p, FAULT_UNDECODABLE, wire_error_text(flaw));
        return;
    }
    p->heard.size -= at;
    memmove(p->heard.data, p->heard.data + at, p->heard.size);
}

static void on_death(void *ctx, const char *how)
{
    process *p = ctx;
    char why[400];
    snprintf(why, sizeof why, "%s%s", how, p->heard.size ? ", in the middle of a message" : "");
    if (p->child) lose(p, FAULT_CRASHED, why);
}

/* Ticks are counted, not time: however long the loop was busy elsewhere, what has come meanwhile is
 * read before the next one. */
static void on_watchdog(uv_timer_t *timer)
{
    process *p = timer->data;
    char why[80];
    size_t backlog = p->child ? child_backlog(p->child) : 0;
    bool reads = p->full && !p->owed && backlog < p->backlog; /* a sign of life, too */
    p->backlog = backlog;
    if (reads) p->silent_ticks = 0;
    if (++p->silent_ticks < SILENCE_TICKS || !p->child) return;
    snprintf(why, sizeof why, "%s nothing for %g seconds", p->owed ? "said" : "read",
             p->patience->silence_ms / 1000.0);
    condemn(p, FAULT_TIMEOUT, why);
}

/* ---- what it is told ---- */

static void let_go(process *p)
{
    if (--p->handles) return;
    buf_fini(&p->heard);
    free(p->places);
    free(p->sayings);
    free(p);
}

static void on_gone(void *ctx) { let_go(ctx); }

static void say_hello(process *p)
{
    uint8_t hello[16 + WIRE_NAME_MAX];
    char name[WIRE_NAME_MAX + 1];
    snprintf(name, sizeof name, "%s", p->text);
    buf_add(child_out(p->child), hello, wire_encode_hello(HG_AGENT_ABI, name, hello, sizeof hello));
}

static bool running(process *p)
{
    if (p->child) return true;
    if (p->given_up) return false;
    const child_calls calls = {.ctx = p, .read = on_bytes, .died = on_death, .gone = on_gone};
    p->handles++;
    p->child = child_spawn(p->loop, p->command, p->patience->limits, &calls);
    if (p->child)
        say_hello(p);
    else
        give_up(p, FAULT_CRASHED, "could not be started: the system has no more processes");
    return p->child != NULL;
}

static void say_means(process *p, const place *at, uint32_t who, bool whole)
{
    const hg_message head = {.session = at->id, .seat = at->seat};
    means_write(at->session, who, &head, at->rounds, whole, child_out(p->child));
}

static void post_brief(process *p, place *at, session *s, const want *w)
{
    if (at->seated) stand_up(p, at); /* a session that was given up told nobody so */
    *at = (place){
        .session = s, .id = w->brief->session, .seat = w->brief->seat, .rounds = w->brief->rounds};
    if (at->id > p->newest) p->newest = at->id;
    if (!running(p)) {
        fail(p, at, p->given_up, p->why);
        return;
    }
    at->seated = true;
    p->sayings[(size_t)(at - p->places) / HG_PARTIES_MAX].told = 0;
    wire_encode_brief(w->brief, 0, child_out(p->child));
    say_means(p, at, w->party, true);
}

static bool heard_already(process *p, const place *at, uint32_t who, const hg_message *m)
{
    saying *last = &p->sayings[(size_t)(at - p->places) / HG_PARTIES_MAX];
    uint32_t listener = UINT32_C(1) << who;
    bool same = last->kind == m->kind && last->seat == m->seat && last->round == m->round &&
                last->told && !(last->told & listener);
    if (!same) *last = (saying){m->kind, m->seat, m->round, 0};
    last->told |= listener;
    return same;
}

static void say(process *p, const place *at, const hg_message *m)
{
    uint8_t bytes[WIRE_MESSAGE_MAX];
    const space *of = &session_model(at->session)->space;
    buf_add(child_out(p->child), bytes, wire_encode(of, m, bytes, sizeof bytes));
}

/* Of a message of the session itself there are no bytes yet. */
static void pass_on(process *p, const place *at, uint32_t who, const hg_message *m, const want *w)
{
    if (!w->bytes)
        say(p, at, m);
    else if (!heard_already(p, at, who, m))
        buf_add(child_out(p->child), w->bytes, w->size);
}

static void post_tell(process *p, place *at, session *s, const want *w)
{
    (void)s;
    const hg_message *m = w->message;
    if (!at->seated) return;
    if (m->kind == HG_EVENT && m->party == w->party) say_means(p, at, w->party, false);
    pass_on(p, at, w->party, m, w);
    if (m->kind != HG_END) return;
    p->deaths = 0;
    stand_up(p, at);
}

static void post_turn(process *p, place *at, session *s, const want *w)
{
    uint8_t turn[WIRE_MESSAGE_MAX];
    if (!at->seated) {
        fail(p, at, FAULT_CRASHED, "had no program any more that could answer");
        return;
    }
    if (w->heard) pass_on(p, at, w->party, w->heard, w);
    size_t size =
        wire_encode_turn(&session_model(s)->space, w->message, w->turn, turn, sizeof turn);
    buf_add(child_out(p->child), turn, size);
    at->asked = true;
    if (p->owed++ == 0) watch(p);
}

static void process_post(seat *self, uint32_t slot, session *s, const want *w)
{
    static void (*const posts[])(process *, place *, session *, const want *) = {
        [WANT_BRIEF] = post_brief, [WANT_TELL] = post_tell, [WANT_TURN] = post_turn};
    process *p = (process *)self;
    if (w->kind <= WANT_TURN)
        posts[w->kind](p, &p->places[(size_t)slot * HG_PARTIES_MAX + w->party], s, w);
}

/* ---- the seat ---- */

static seat *process_open(const seat_spec *spec, uint32_t slots, const seat_sink *sink,
                          uv_loop_t *loop)
{
    process *p = mem_zero(1, sizeof *p);
    p->seat.ops = &seat_process;
    p->text = spec->text;
    p->command = spec->command;
    p->patience = spec->patience ? spec->patience : &seat_usual_patience;
    p->sink = *sink;
    p->loop = loop;
    p->slots = slots;
    p->places = mem_zero((size_t)slots * HG_PARTIES_MAX, sizeof *p->places);
    p->sayings = mem_zero(slots, sizeof *p->sayings);
    buf_init(&p->heard);
    uv_timer_init(loop, &p->watchdog);
    p->watchdog.data = p;
    p->handles = 1;
    return &p->seat;
}

static void process_flush(seat *self)
{
    process *p = (process *)self;
    if (p->child) child_flush(p->child);
}

static bool process_full(seat *self)
{
    process *p = (process *)self;
    bool full = p->child && child_backlog(p->child) > BACKLOG_MAX;
    if (full && !p->full && !p->owed) watch(p);
    p->full = full;
    if (!full) rest(p);
    return full;
}

static void say_bye(child *c)
{
    uint8_t bye[16];
    buf_add(child_out(c), bye, wire_encode(NULL, &(hg_message){.kind = HG_BYE}, bye, sizeof bye));
}

static void on_watchdog_closed(uv_handle_t *handle) { let_go(handle->data); }

static void process_close(seat *self)
{
    process *p = (process *)self;
    child *c = p->child;
    p->child = NULL;
    if (c) {
        say_bye(c);
        child_end(c);
    }
    uv_close((uv_handle_t *)&p->watchdog, on_watchdog_closed);
}

const seat_ops seat_process = {
    .name = "process",
    .open = process_open,
    .post = process_post,
    .flush = process_flush,
    .full = process_full,
    .close = process_close,
};
