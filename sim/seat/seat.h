/* Who sits there. A seat plays one agent for many sessions at once; local ones answer inside post,
 * others (a process, a person, a browser) later: the host is told through the sink whenever the
 * answer comes. One thread, one loop. */
#ifndef SEAT_SEAT_H
#define SEAT_SEAT_H
#include "base/error.h"
#include "session/session.h"
#include <uv.h>

/* An agent with its parameters, as written: NAME[/PRESET][:KEY=VALUE]... */
typedef struct seat_spec {
    const char *text; /* canonical: NAME[/PRESET][:KEY=VALUE]... */
    const hg_agent_type *type;
    const double *params; /* [n_params] */
    uint32_t n_params;
    uint32_t traits; /* with these parameters */
} seat_spec;

/* NULL-terminated list of the agents built in. */
const hg_agent_type *const *roster(void);
const hg_agent_type *roster_find(const char *name);
/* Reads a spec. Errors go to (file, line, column), with the nearest name. The same text always
 * gives the same canonical text. */
int seat_spec_read(arena *, const char *text, const char *file, uint32_t line, uint32_t column,
                   seat_spec *out, error_list *) HG_MUST_CHECK;
/* The blind twin of an agent: settings of type->twin added; itself if it does not read leverage. */
int seat_spec_twin(arena *, const seat_spec *, seat_spec *out, error_list *) HG_MUST_CHECK;

typedef struct seat_sink { /* where answers go */
    void *ctx;
    void (*reply)(void *ctx, uint32_t slot, uint32_t party, const uint8_t *message, size_t size);
    void (*fault)(void *ctx, uint32_t slot, uint32_t party, fault, const char *why);
} seat_sink;

typedef struct seat seat;
typedef struct seat_ops {
    const char *name; /* "local", "process", "human" */
    /* slots: how many sessions at once. */
    seat *(*open)(const seat_spec *, uint32_t slots, const seat_sink *, uv_loop_t *);
    /* Delivers one want of the session in `slot`. TURN: the answer comes through the sink, now or
     * later. */
    void (*post)(seat *, uint32_t slot, session *, const want *);
    void (*flush)(seat *); /* everything posted in this batch may go out */
    void (*close)(seat *); /* frees; handles on the loop are closed by the time the loop runs dry */
} seat_ops;
extern const seat_ops seat_local;
struct seat {
    const seat_ops *ops;
}; /* first member of every seat */
#endif
