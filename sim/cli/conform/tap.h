/* A seat around the agent that is looked at: passes everything on, keeps what was said, and holds
 * every move against the agent's limit as it stands then. Knows what a session is, not what the
 * case is about. */
#ifndef CLI_CONFORM_TAP_H
#define CLI_CONFORM_TAP_H
#include "base/arena.h"
#include "base/buf.h"
#include "seat/seat.h"

enum { TAP_LAST = 8 };

typedef struct tap_said {
    uint32_t party, round; /* who spoke, or whom it concerns */
    hg_message m;          /* m.words points at words of the session's: not to be read */
    hg_words words[HG_WORDS_MAX];
} tap_said;

/* One session as the agent saw it. */
typedef struct tap_talk {
    const session *session; /* as long as the worker keeps it */
    buf moves;              /* what the agent said, as it was sent, one message behind the other */
    tap_said last[TAP_LAST];
    uint32_t said;                /* in all; the newest is last[(said - 1) % TAP_LAST] */
    hg_turn turn[HG_PARTIES_MAX]; /* the last that it was asked for */
    double limit[HG_PARTIES_MAX]; /* ... and its limit then */
    const char *flaw;             /* what it must not do, and did: in words behind "it" */
    fault fault;                  /* ... or failed; filled in by who sees the ending */
    const char *why;              /* of the fault, or NULL */
    uint32_t round;               /* of flaw or fault */
} tap_talk;

typedef struct tap {
    const seat_spec *spec; /* of the agent: the only one that is looked at */
    uint32_t traits;       /* what it declares */
    bool declared;         /* does anybody know what it declares? */
    arena *arena;
    uint32_t n;
    tap_talk *talks;   /* [n], by the session's number */
    uint64_t deadline; /* nanoseconds of uv_hrtime: from then on it is asked nothing more ... */
    bool late;         /* ... and this is why its sessions ended */
    uint64_t answers, began, ended; /* moves; nanoseconds of the first and of the last */
} tap;

void tap_init(tap *, arena *, uint32_t sessions);
void tap_fini(tap *);
/* Opens whatever seat the spec asks for; that of loop->data's spec, which is a tap, is watched. */
extern const seat_ops seat_tap;
#endif
