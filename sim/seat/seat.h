/* Who sits there. A seat plays one agent for many sessions at once; local ones answer inside post,
 * others (a process, a person, a browser) later: the host is told through the sink whenever the
 * answer comes. One thread, one loop. */
#ifndef SEAT_SEAT_H
#define SEAT_SEAT_H
#include "base/error.h"
#include "session/session.h"
#include <uv.h>

/* A file that an agent comes from: what is in it is part of what a run is. */
typedef struct seat_file {
    const char *name; /* as written, "./my_agent.so", "my-agent", "my_agent.py" */
    const char *path; /* where it lies */
    uint64_t hash;    /* of its bytes */
} seat_file;

/* What is done with a program outside, besides its limits (child.h). */
typedef struct seat_patience {
    uint32_t silence_ms; /* while an answer is owed: then it hangs, and is ended */
    uint32_t deaths;     /* in a row, without a session in between that ended well: not again */
    const struct child_limits *limits;
} seat_patience;

/* Who can sit there: spec_who.c has a row for each, and for what plays it. What those outside
 * answer is input, from SEAT_PROGRAM on: a replay reads it from the record. */
typedef enum seat_kind { SEAT_BUILT_IN, SEAT_PLUGIN, SEAT_PROGRAM, SEAT_PERSON } seat_kind;
static inline bool seat_is_outside(seat_kind k) { return k >= SEAT_PROGRAM; }

/* An agent with its parameters, as written: NAME[/PRESET][:KEY=VALUE]..., a value being a number, a
 * word, or for a part WORD[/ARGUMENT...]. */
typedef struct seat_spec {
    const char *text; /* canonical: NAME[/PRESET][:KEY=VALUE]... */
    seat_kind kind;
    const hg_agent_type *type;
    const double *params; /* [n_params], then for each part its choice and its arguments */
    uint32_t n_params, n_parts;
    uint32_t traits;  /* with these parameters and parts */
    bool swapped;     /* is a part another than the agent's own? */
    uint32_t n_files; /* a plugin is one; others are named by a program's command */
    const seat_file *files;
    const char *command;           /* of a program outside (exec:COMMAND), or NULL */
    const seat_patience *patience; /* ... NULL: as every such program is treated */
    const struct record *recorded; /* where its answers stand (recorded.h); NULL: it plays */
} seat_spec;

/* The numbers of part k: its choice, then its arguments (host/settings.h). */
static inline const double *seat_spec_part(const seat_spec *s, uint32_t k)
{
    return s->params + s->n_params + k * (1 + HG_PART_ARGUMENTS);
}
/* All that `type` is without any setting. */
seat_spec seat_spec_defaults(arena *, const hg_agent_type *);

/* The agent that a text begins with, whatever its settings; NULL: none, or none that can play. */
const hg_agent_type *seat_type_of(arena *, const char *text);
/* The file behind that name of such an agent as it is now. False: there is none, or it cannot be
 * read. */
bool seat_file_now(arena *, seat_kind, const char *name, seat_file *out);

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
    /* Has it not been heard for so long that no further session should be given to it? Asked again
     * in every turn of the loop. NULL: never. */
    bool (*full)(seat *);
    void (*close)(seat *); /* frees; handles on the loop are closed by the time the loop runs dry */
} seat_ops;
extern const seat_ops seat_local, seat_process;
extern const seat_patience seat_usual_patience; /* 10 seconds, 3 deaths, limits as in README.md */
const seat_ops *seat_ops_of(const seat_spec *);
struct seat {
    const seat_ops *ops;
}; /* first member of every seat */
#endif
