/* A program beside us, and the pipes to it: started through /bin/sh in a group of its own, with
 * limits, a clean environment and none of our descriptors. What it says is bytes here; what they
 * mean, and for how long one waits, is for the seat to know. One loop, one thread. */
#ifndef SEAT_CHILD_H
#define SEAT_CHILD_H
#include "base/buf.h"
#include <stdbool.h>
#include <uv.h>

typedef struct child_limits { /* 0: none */
    uint32_t memory_mb;       /* address space */
    uint32_t cpu_s;           /* of one process */
    uint32_t files;           /* open at once */
    uint32_t processes;       /* of the user, all programs together */
} child_limits;

typedef struct child_calls {
    void *ctx;
    void (*read)(void *ctx, const uint8_t *data, size_t size);
    /* Once, where it was not us who ended it: "died with exit code 1". Valid during the call; the
     * child cleans up after itself. */
    void (*died)(void *ctx, const char *how);
    void (*gone)(void *ctx); /* the last call: its handles are closed */
} child_calls;

typedef struct child child;
/* NULL where the system starts no further process; `gone` comes nevertheless. The command is the
 * shell's: words, quotes. */
child *child_spawn(uv_loop_t *, const char *command, const child_limits *, const child_calls *);
buf *child_out(child *); /* what is put here goes out with the next flush */
void child_flush(child *);
size_t child_backlog(const child *); /* bytes that it has not read yet */
/* No call but `gone` follows either. end: after what is queued it is told the end of input, and has
 * a while to leave by itself. kill: SIGTERM to its group, a while later SIGKILL. */
void child_end(child *);
void child_kill(child *);
#endif
