/* A worker: one uv_loop, a window of consecutive jobs in flight, and the seats that play them.
 *
 * A tick of the loop steps every live session of the window by a burst of offers, so that its state
 * stays in cache while it runs; then the loop sees input. Jobs enter in order and are committed in
 * order, each to the slot job mod slots: the block's bytes depend on neither bursts nor slots. When
 * every session waits for somebody outside, the tick stops and the loop sleeps until an answer.
 *
 * Must not know other workers. */
#include "run/run.h"

#include "base/oom.h"

#include <assert.h>
#include <stdlib.h>

enum { SLOTS = 64, BURST = 16 }; /* state of some 64 sessions stays in cache */

typedef enum slot_state { SLOT_FREE, SLOT_LIVE, SLOT_PARKED, SLOT_ENDED } slot_state;

typedef struct slot {
    slot_state state;
    uint32_t index; /* its own */
    session *session;
    seat *seat[HG_PARTIES_MAX]; /* who plays the session's parties */
    sink *sink;
    arena memory; /* of the session */
    observer tee; /* the sink's and the guest's */
} slot;

struct worker {
    const plan *plan;
    uv_loop_t *loop;
    uv_idle_t tick;
    seat **seats; /* [plan->n_seats] */
    slot *slots;
    uint32_t n_slots, burst;
    bool may_be_full;                /* a seat may want no further session for a while */
    uint64_t committed, opened, end; /* jobs of this block: < committed are done, < opened begun */
    block_writer *block;
    tally *tally;
    const observer *guest; /* watches besides the sink, or NULL */
};

static slot *slot_of(worker *w, uint64_t job_index) { return &w->slots[job_index % w->n_slots]; }

/* ---- two observers as one ---- */

static void tee_begin(void *ctx, const session *s)
{
    const observer *const *both = ctx;
    for (int i = 0; i < 2; i++)
        if (both[i]->begin) both[i]->begin(both[i]->ctx, s);
}

static void tee_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                        size_t size)
{
    const observer *const *both = ctx;
    for (int i = 0; i < 2; i++)
        if (both[i]->message) both[i]->message(both[i]->ctx, s, m, bytes, size);
}

static void tee_event(void *ctx, const session *s, const hg_message *m)
{
    const observer *const *both = ctx;
    for (int i = 0; i < 2; i++)
        if (both[i]->event) both[i]->event(both[i]->ctx, s, m);
}

static void tee_leverage(void *ctx, const session *s, leverage_cause cause, double zone,
                         double joint, const hg_leverage *l)
{
    const observer *const *both = ctx;
    for (int i = 0; i < 2; i++)
        if (both[i]->leverage) both[i]->leverage(both[i]->ctx, s, cause, zone, joint, l);
}

static void tee_note(void *ctx, const session *s, uint32_t who, const char *text)
{
    const observer *const *both = ctx;
    for (int i = 0; i < 2; i++)
        if (both[i]->note) both[i]->note(both[i]->ctx, s, who, text);
}

static void tee_view(void *ctx, const session *s, uint32_t who, const view_reading *v)
{
    const observer *const *both = ctx;
    for (int i = 0; i < 2; i++)
        if (both[i]->view) both[i]->view(both[i]->ctx, s, who, v);
}

static void tee_end(void *ctx, const session *s, const outcome_row *o)
{
    const observer *const *both = ctx;
    for (int i = 0; i < 2; i++)
        if (both[i]->end) both[i]->end(both[i]->ctx, s, o);
}

static const observer *watch(worker *w, slot *s)
{
    if (!w->guest) return sink_observer(s->sink);
    const observer **both = arena_array(&s->memory, 2, sizeof *both);
    both[0] = sink_observer(s->sink);
    both[1] = w->guest;
    s->tee = (observer){.ctx = both,
                        .begin = tee_begin,
                        .message = tee_message,
                        .event = tee_event,
                        .leverage = tee_leverage,
                        .note = tee_note,
                        .view = tee_view,
                        .end = tee_end};
    return &s->tee;
}

/* ---- answers ---- */

static void on_tick(uv_idle_t *);

/* False where the slot waits for nothing. */
static bool wake(worker *w, slot *s)
{
    if (s->state != SLOT_PARKED) return false;
    s->state = SLOT_LIVE;
    uv_idle_start(&w->tick, on_tick); /* no effect where it runs already */
    return true;
}

/* Out of line: local seats answer at once, and their answers pass without a frame on the stack. */
__attribute__((noinline)) static void late_reply(worker *w, slot *s, uint32_t who,
                                                 const uint8_t *message, size_t size)
{
    if (wake(w, s)) (void)session_take(s->session, who, message, size);
}

/* Late answers of a session that is over find its slot ended or free; those that find the next
 * session in it carry the wrong number, and seats do not send them. */
static void on_reply(void *ctx, uint32_t index, uint32_t who, const uint8_t *message, size_t size)
{
    worker *w = ctx;
    slot *s = &w->slots[index];
    if (s->state == SLOT_LIVE)
        (void)session_take(s->session, who, message, size); /* a fault is its outcome */
    else
        late_reply(w, s, who, message, size);
}

static void on_fault(void *ctx, uint32_t index, uint32_t who, fault what, const char *why)
{
    worker *w = ctx;
    slot *s = &w->slots[index];
    if (s->state == SLOT_LIVE || wake(w, s)) session_fault(s->session, who, what, why);
}

/* ---- sessions ---- */

static void open_job(worker *w, uint64_t index)
{
    job j = job_at(w->plan, index);
    slot *s = slot_of(w, index);
    assert(s->state == SLOT_FREE);
    const plan_arm *played = &w->plan->arms[j.arm];
    for (uint32_t i = 0; i < w->plan->n_parties; i++) s->seat[i] = w->seats[played->seat_of[i]];
    s->state = SLOT_LIVE;
    arena_reset(&s->memory);
    sink_begin(s->sink, j.arm);
    session_key key = {.seed = w->plan->experiment->seed,
                       .replicate = j.replicate,
                       .cell = (uint32_t)played->arm.cell,
                       .id = index};
    s->session = session_open(&s->memory, played->model, key, played->sees_truth, watch(w, s));
}

static void end_session(worker *w, slot *s)
{
    const row *r = sink_row(s->sink);
    s->state = SLOT_ENDED;
    w->tally->sessions++;
    w->tally->deals += r->result == HG_RESULT_DEAL;
    w->tally->faults += r->result == HG_RESULT_AGENT_ERROR;
    w->tally->offers += r->offers;
}

static void step(worker *w, slot *s)
{
    for (uint32_t left = w->burst; left;) {
        const want *next = session_next(s->session);
        if (next->kind == WANT_DONE || next->kind == WANT_WAIT) {
            if (next->kind == WANT_DONE)
                end_session(w, s);
            else
                s->state = SLOT_PARKED;
            return;
        }
        left -= next->kind == WANT_TURN;
        seat *to = s->seat[next->party];
        to->ops->post(to, s->index, s->session, next);
    }
}

static void commit(worker *w)
{
    for (; w->committed < w->end; w->committed++) {
        slot *s = slot_of(w, w->committed);
        if (s->state != SLOT_ENDED) return;
        if (!w->guest) block_add(w->block, s->sink);
        s->state = SLOT_FREE;
    }
}

/* Back-pressure: who does not hear what it is told is given nothing more to hear. */
static bool is_full(worker *w)
{
    bool full = false;
    for (uint32_t i = 0; i < w->plan->n_seats && !full; i++) {
        seat *s = w->seats[i];
        full = s->ops->full && s->ops->full(s);
    }
    return full;
}

static void on_tick(uv_idle_t *tick)
{
    worker *w = tick->data;
    bool busy = false, full = w->may_be_full && is_full(w);
    for (uint64_t j = w->committed; j < w->end && j < w->committed + w->n_slots; j++) {
        slot *s = slot_of(w, j);
        if (j == w->opened && full) break;
        if (j == w->opened) open_job(w, w->opened++);
        if (s->state == SLOT_LIVE) step(w, s);
        busy |= s->state == SLOT_LIVE;
    }
    for (uint32_t i = 0; i < w->plan->n_seats; i++) w->seats[i]->ops->flush(w->seats[i]);
    commit(w);
    bool room = w->opened < w->end && w->opened < w->committed + w->n_slots;
    if (!busy && !room) uv_idle_stop(tick);
}

static void run_jobs(worker *w, uint64_t first, uint64_t end, tally *count)
{
    w->committed = w->opened = first;
    w->end = end;
    w->tally = count;
    uv_idle_start(&w->tick, on_tick);
    while (w->committed < w->end) uv_run(w->loop, UV_RUN_ONCE);
    uv_idle_stop(&w->tick);
}

/* ---- face ---- */

worker *worker_new(const plan *p, uv_loop_t *loop)
{
    return worker_new_with(p, loop, &(worker_options){0});
}

worker *worker_new_with(const plan *p, uv_loop_t *loop, const worker_options *how)
{
    worker *w = mem_zero(1, sizeof *w);
    *w = (worker){.plan = p,
                  .loop = loop,
                  .n_slots = how->slots         ? how->slots
                             : p->block < SLOTS ? (uint32_t)p->block
                                                : SLOTS,
                  .burst = how->burst ? how->burst : BURST};
    uv_idle_init(loop, &w->tick);
    w->tick.data = w;
    w->block = block_new(p->level, p->n_parties, p->schema.n_buckets);
    w->slots = mem_zero(w->n_slots, sizeof *w->slots);
    for (uint32_t i = 0; i < w->n_slots; i++) {
        w->slots[i].index = i;
        arena_init(&w->slots[i].memory);
        w->slots[i].sink = sink_new(p->level, p->n_parties, p->max_rounds);
    }
    const seat_sink answers = {.ctx = w, .reply = on_reply, .fault = on_fault};
    w->seats = mem_zero(p->n_seats, sizeof *w->seats);
    for (uint32_t i = 0; i < p->n_seats; i++) {
        const seat_ops *ops = how->seats ? how->seats : seat_ops_of(&p->seats[i]);
        w->seats[i] = ops->open(&p->seats[i], w->n_slots, &answers, loop);
        w->may_be_full |= ops->full != NULL;
    }
    return w;
}

void worker_free(worker *w)
{
    if (!w) return;
    for (uint32_t i = 0; i < w->plan->n_seats; i++) w->seats[i]->ops->close(w->seats[i]);
    uv_close((uv_handle_t *)&w->tick, NULL);
    uv_run(w->loop, UV_RUN_DEFAULT); /* dry: every handle's close callback has run */
    for (uint32_t i = 0; i < w->n_slots; i++) {
        arena_fini(&w->slots[i].memory);
        sink_free(w->slots[i].sink);
    }
    block_free(w->block);
    free(w->slots);
    free(w->seats);
    free(w);
}

size_t worker_mallocs(const worker *w)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < w->n_slots; i++) sum += w->slots[i].memory.mallocs;
    return sum;
}

void run_block(worker *w, uint64_t block, buf *out, tally *count)
{
    uint64_t first = block * w->plan->block, left = w->plan->jobs - first;
    uint64_t n = left < w->plan->block ? left : w->plan->block;
    assert(block < w->plan->blocks);
    block_begin(w->block, block, first, (uint32_t)n, out);
    run_jobs(w, first, first + n, count);
    block_end(w->block);
}

void run_session(worker *w, uint64_t job_index, const observer *guest, row *out)
{
    static const observer nobody = {0};
    tally unused = {0};
    w->guest = guest ? guest : &nobody;
    run_jobs(w, job_index, job_index + 1, &unused);
    w->guest = NULL;
    *out = *sink_row(slot_of(w, job_index)->sink);
}

/* Watched by a sink of its own, which keeps everything. */
int run_alone(const plan *p, uint64_t index, buf *trace, row *out, error_list *errors)
{
    uv_loop_t loop;
    size_t size;
    row unused;
    if (uv_loop_init(&loop) != 0) {
        error_add(errors, HG_E_IO, NULL, 0, 0, "cannot open an event loop");
        return HG_E_IO;
    }
    worker *w = worker_new(p, &loop);
    sink *k = sink_new(RECORD_FULL, p->n_parties, p->max_rounds);
    sink_begin(k, job_at(p, index).arm);
    run_session(w, index, sink_observer(k), &unused);
    const uint8_t *bytes = sink_trace(k, &size);
    buf_add(trace, bytes, size);
    *out = *sink_row(k);
    sink_free(k);
    worker_free(w);
    int busy = uv_loop_close(&loop);
    return busy ? HG_E_IO : HG_E_OK;
}
