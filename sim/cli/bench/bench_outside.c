/* The sessions are those of any run, on a worker's loop: with one slot every message waits for its
 * answer, with 64 they share a write. Warmed up by one session first. */
#include "cli/bench/bench_outside.h"

#include "base/hash.h"
#include "run/run.h"

#include <time.h>

#define SPACE    "random:issues=3:values=10:seed=1"
#define ROUNDS   "100"
#define OPPONENT "boulware:beta=0.3"

enum { BLOCK = 256, BLOCKS = 4096, SLOTS = 64, ALONE = 32, REPETITIONS = 3, SECONDS = 1 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int make_plan(arena *a, const char *command, plan *out, error_list *errors)
{
    const char *const texts[] = {arena_format(a, "agents.A=exec:%s", command), "agents.B=" OPPONENT,
                                 "deadline.rounds=" ROUNDS};
    enum { SETS = sizeof texts / sizeof *texts };
    override sets[SETS];
    for (size_t i = 0; i < SETS; i++)
        if (!override_parse(a, texts[i], &sets[i], errors)) return HG_E_INPUT;
    return plan_single(a, SPACE, sets, SETS, (uint64_t)BLOCK * BLOCKS, 1, RECORD_FULL, out, errors);
}

/* One session after the other: the loop does nothing but wait for the program. */
static void time_alone(const plan *p, uv_loop_t *loop, uint32_t repetitions, outside_figure *f)
{
    row r;
    worker *w = worker_new_with(p, loop, &(worker_options){.slots = 1});
    run_session(w, 0, NULL, &r);
    for (uint32_t i = 0; i < repetitions; i++) {
        uint64_t offers = 0;
        double start = now();
        for (uint64_t k = 0; k < ALONE; k++) {
            run_session(w, k, NULL, &r);
            offers += r.offers;
        }
        double us = 2e6 * (now() - start) / (double)(offers ? offers : 1);
        if (i == 0 || us < f->us_per_round_trip) f->us_per_round_trip = us;
    }
    worker_free(w);
}

static void time_together(const plan *p, uv_loop_t *loop, uint32_t repetitions, outside_figure *f)
{
    row r;
    buf bytes;
    worker *w = worker_new_with(p, loop, &(worker_options){.slots = SLOTS});
    run_session(w, 0, NULL, &r);
    buf_init(&bytes);
    for (uint32_t i = 0; i < repetitions; i++) {
        tally t = {0};
        buf_clear(&bytes);
        double start = now();
        run_block(w, 0, &bytes, &t);
        double each = (double)t.offers / (now() - start);
        if (each > f->offers_per_second) f->offers_per_second = each;
        f->offers = t.offers;
        f->faults = t.faults;
    }
    f->hash = hash64(0, bytes.data, bytes.size);
    worker_free(w);
    buf_fini(&bytes);
}

static int forget(void *ctx, uint64_t block, const uint8_t *data, size_t size)
{
    (void)ctx, (void)block, (void)data, (void)size;
    return HG_E_OK;
}

/* For about a second, so that starting the programs hardly counts. */
static int time_workers(const plan *p, outside_figure *f, error_list *errors)
{
    tally t;
    plan some = *p;
    block_store store = {.write = forget};
    double blocks = SECONDS * f->workers * f->offers_per_second / (double)f->offers;
    some.blocks = blocks < f->workers ? f->workers : blocks > BLOCKS ? BLOCKS : (uint64_t)blocks;
    some.jobs = some.blocks * some.block;
    double start = now();
    int code = run_missing(&some, &store, &(run_options){.workers = f->workers}, &t, errors);
    f->offers_per_second_workers = (double)t.offers / (now() - start);
    return code;
}

int outside_run(arena *a, const char *command, uint32_t repetitions, outside_figure *out,
                error_list *errors)
{
    plan p;
    uv_loop_t loop;
    uint32_t n = repetitions < REPETITIONS ? repetitions : REPETITIONS;
    uint32_t cores = uv_available_parallelism();
    *out = (outside_figure){.command = command,
                            .sessions_per_write = SLOTS,
                            .workers = cores < OUTSIDE_WORKERS ? cores : OUTSIDE_WORKERS};
    int code = make_plan(a, command, &p, errors);
    if (code) return code;
    if (uv_loop_init(&loop) != 0) {
        error_add(errors, HG_E_IO, NULL, 0, 0, "cannot open an event loop");
        return HG_E_IO;
    }
    time_alone(&p, &loop, n, out);
    time_together(&p, &loop, n, out);
    (void)uv_loop_close(&loop);
    return out->offers ? time_workers(&p, out, errors) : HG_E_OK;
}
