/* Runs a plan. run_block is pure bytes: the same plan and block give the same bytes on any worker
 * of any machine; --workers, --resume, a batch queue are all the same loop over missing blocks. */
#ifndef RUN_RUN_H
#define RUN_RUN_H
#include "run/plan.h"

typedef struct tally { /* counts of what ran; for progress and manifest, never for results */
    uint64_t sessions, deals, faults, offers;
} tally;

/* A worker: a loop, seats, sinks and arenas, reused from block to block. The loop is its own while
 * it lives. */
typedef struct worker worker;
typedef struct worker_options { /* 0 = the default; the bytes depend on none of them */
    uint32_t slots;             /* sessions in flight: 64 */
    uint32_t burst;             /* offers of one session before the next has its turn: 16 */
    const seat_ops *seats;      /* who opens the seats: seat_ops_of each */
} worker_options;
worker *worker_new(const plan *, uv_loop_t *); /* all defaults */
worker *worker_new_with(const plan *, uv_loop_t *, const worker_options *);
void worker_free(worker *);                                  /* then uv_loop_close(loop) == 0 */
size_t worker_mallocs(const worker *);                       /* of the sessions' arenas, so far */
void run_block(worker *, uint64_t block, buf *out, tally *); /* appends to out, adds to tally */
/* One session, watched: for transcripts. The observer sees what the record would, and may be NULL.
 */
void run_session(worker *, uint64_t job, const observer *, row *out);
/* One session by itself, kept in full whatever the plan's level: its trace is appended to `trace`
 * (record/trace.h). */
int run_alone(const plan *, uint64_t job, buf *trace, row *out, error_list *) HG_MUST_CHECK;

typedef struct run_options {
    uint32_t workers; /* 0: one per core */
    void (*progress)(
        void *ctx, const tally *, uint64_t jobs,
        double seconds); /* at most ten times a second, on the calling thread; may be NULL */
    void *ctx;
    const volatile int *stop; /* set: finish what runs, then return HG_E_NO; may be NULL */
} run_options;

/* All blocks that the store lacks, in order, through `write` (block bytes, on the calling thread).
 */
typedef struct block_store {
    void *ctx;
    uint64_t have; /* blocks 0..have-1 are there already; counts on as blocks are written */
    int (*write)(void *ctx, uint64_t block, const uint8_t *data, size_t size); /* 0 or HG_E_IO */
} block_store;
int run_missing(const plan *, block_store *, const run_options *, tally *,
                error_list *) HG_MUST_CHECK;
#endif
