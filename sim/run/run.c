/* Blocks on workers, written in order. Each worker is a thread with a loop of its own and takes the
 * next block when it has finished one; its bytes wait in a window until all blocks before them are
 * written. A worker may not run ahead of the window: memory stays bounded however slow the writer
 * is. The calling thread runs a loop too: it writes, reports progress, and watches the stop flag.
 *
 * Blocks are handed out in order, hence what was handed out when the flag went up is a prefix: it
 * is finished and written, and nothing complete is lost. Must not know what a block holds, nor
 * where `write` puts it. */
#include "run/run.h"

#include "base/oom.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRESS_MS 100u /* ten times a second */

typedef struct finished { /* a place in the window: block b has place b mod width */
    buf bytes;
    bool full;
} finished;

typedef struct crew {
    const plan *plan;
    block_store *store;
    const run_options *options;
    uv_loop_t loop; /* of the calling thread */
    uv_async_t arrived;
    uv_timer_t clock;
    uint64_t started_ns;

    uv_mutex_t lock; /* guards what follows */
    uv_cond_t room;  /* a place in the window fell free, or nothing more is handed out */
    uint64_t next;   /* block to hand out */
    uint64_t until;  /* blocks from here on are not handed out */
    uint64_t width;
    finished *window;
    tally tally;

    int failed; /* errno of the writer, or 0; calling thread only */
    bool closing;
} crew;

/* ---- a worker's thread ---- */

/* Waits for a place in the window. False: there is no more to do. */
static bool take_block(crew *c, uint64_t *block)
{
    uv_mutex_lock(&c->lock);
    while (c->next < c->until && c->next >= c->store->have + c->width)
        uv_cond_wait(&c->room, &c->lock);
    bool any = c->next < c->until;
    if (any) *block = c->next++;
    uv_mutex_unlock(&c->lock);
    return any;
}

static void hand_in(crew *c, uint64_t block, const tally *t)
{
    uv_mutex_lock(&c->lock);
    c->window[block % c->width].full = true;
    c->tally.sessions += t->sessions;
    c->tally.deals += t->deals;
    c->tally.faults += t->faults;
    c->tally.offers += t->offers;
    uv_mutex_unlock(&c->lock);
    uv_async_send(&c->arrived);
}

static void work(void *arg)
{
    crew *c = arg;
    uv_loop_t loop;
    uint64_t block;
    uv_loop_init(&loop);
    worker *w = worker_new(c->plan, &loop);
    while (take_block(c, &block)) {
        tally t = {0};
        buf *bytes = &c->window[block % c->width].bytes; /* this block's alone until handed in */
        buf_clear(bytes);
        run_block(w, block, bytes, &t);
        hand_in(c, block, &t);
    }
    worker_free(w);
    int busy = uv_loop_close(&loop);
    assert(busy == 0);
    (void)busy;
}

/* ---- the calling thread ---- */

static bool stop_asked(const crew *c) { return c->options->stop && *c->options->stop; }

/* What is handed out is finished; nothing more is. */
static void hand_out_no_more(crew *c)
{
    uv_mutex_lock(&c->lock);
    c->until = c->next;
    uv_cond_broadcast(&c->room);
    uv_mutex_unlock(&c->lock);
}

static bool next_is_full(crew *c)
{
    uv_mutex_lock(&c->lock);
    uint64_t have = c->store->have;
    bool full = have < c->until && c->window[have % c->width].full;
    uv_mutex_unlock(&c->lock);
    return full;
}

static void next_is_written(crew *c)
{
    uv_mutex_lock(&c->lock);
    c->window[c->store->have++ % c->width].full = false;
    uv_cond_broadcast(&c->room);
    uv_mutex_unlock(&c->lock);
}

static bool all_written(crew *c)
{
    uv_mutex_lock(&c->lock);
    bool all = c->store->have == c->until;
    uv_mutex_unlock(&c->lock);
    return all;
}

static void close_when_done(crew *c)
{
    if (c->closing || !(all_written(c) || c->failed)) return;
    c->closing = true;
    uv_close((uv_handle_t *)&c->clock, NULL);
}

static void on_arrived(uv_async_t *handle)
{
    crew *c = handle->data;
    while (!c->failed && next_is_full(c)) {
        uint64_t block = c->store->have;
        const buf *bytes = &c->window[block % c->width].bytes;
        errno = 0;
        if (c->store->write(c->store->ctx, block, bytes->data, bytes->size) != 0)
            c->failed = errno ? errno : EIO;
        else
            next_is_written(c);
        if (c->failed || stop_asked(c)) hand_out_no_more(c);
    }
    close_when_done(c);
}

static void report(crew *c)
{
    uv_mutex_lock(&c->lock);
    tally t = c->tally;
    uv_mutex_unlock(&c->lock);
    double seconds = 1e-9 * (double)(uv_hrtime() - c->started_ns);
    if (c->options->progress) c->options->progress(c->options->ctx, &t, c->plan->jobs, seconds);
}

static void on_clock(uv_timer_t *handle)
{
    crew *c = handle->data;
    report(c);
    if (stop_asked(c)) hand_out_no_more(c);
    close_when_done(c);
}

/* ---- the whole ---- */

static void crew_init(crew *c, uint32_t workers)
{
    c->started_ns = uv_hrtime();
    c->next = c->store->have;
    c->until = c->plan->blocks;
    c->width = 2 * (uint64_t)workers + 1;
    c->window = mem_zero((size_t)c->width, sizeof *c->window);
    uv_mutex_init(&c->lock);
    uv_cond_init(&c->room);
    uv_loop_init(&c->loop);
    uv_async_init(&c->loop, &c->arrived, on_arrived);
    uv_timer_init(&c->loop, &c->clock);
    c->arrived.data = c->clock.data = c;
    uv_unref((uv_handle_t *)&c->arrived); /* the clock keeps the loop running */
    uv_timer_start(&c->clock, on_clock, PROGRESS_MS, PROGRESS_MS);
}

/* After the workers' threads: nobody sends any more. */
static void crew_fini(crew *c)
{
    uv_close((uv_handle_t *)&c->arrived, NULL);
    uv_run(&c->loop, UV_RUN_DEFAULT);
    int busy = uv_loop_close(&c->loop);
    assert(busy == 0);
    (void)busy;
    for (uint64_t i = 0; i < c->width; i++) buf_fini(&c->window[i].bytes);
    free(c->window);
    uv_cond_destroy(&c->room);
    uv_mutex_destroy(&c->lock);
}

static uint32_t workers_of(const plan *p, const block_store *store, uint32_t asked)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t n = asked ? asked : cores > 0 ? (uint64_t)cores : 1;
    uint64_t left = p->blocks - store->have;
    return (uint32_t)(n < left ? n : left);
}

static uint32_t start_all(crew *c, uv_thread_t *threads, uint32_t workers)
{
    uint32_t n = 0;
    if (stop_asked(c)) hand_out_no_more(c);
    while (n < workers && uv_thread_create(&threads[n], work, c) == 0) n++;
    if (n < workers) hand_out_no_more(c);
    return n;
}

static int say_why(const crew *c, bool short_of_threads, error_list *errors)
{
    if (c->failed)
        error_add(errors, HG_E_IO, NULL, 0, 0, "cannot write block %llu of %llu: %s",
                  (unsigned long long)c->store->have + 1, (unsigned long long)c->plan->blocks,
                  strerror(c->failed));
    else if (short_of_threads)
        error_add(errors, HG_E_IO, NULL, 0, 0, "cannot start a thread for each worker");
    else
        return c->store->have == c->plan->blocks ? HG_E_OK : HG_E_NO;
    return HG_E_IO;
}

int run_missing(const plan *p, block_store *store, const run_options *options, tally *out,
                error_list *errors)
{
    crew c = {.plan = p, .store = store, .options = options};
    *out = (tally){0};
    if (store->have >= p->blocks) return HG_E_OK;
    uint32_t workers = workers_of(p, store, options->workers);
    uv_thread_t *threads = mem_zero(workers, sizeof *threads);
    crew_init(&c, workers);
    uint32_t started = start_all(&c, threads, workers);
    close_when_done(&c);
    uv_run(&c.loop, UV_RUN_DEFAULT);
    for (uint32_t i = 0; i < started; i++) uv_thread_join(&threads[i]);
    report(&c);
    *out = c.tally;
    crew_fini(&c);
    free(threads);
    return say_why(&c, started < workers, errors);
}
