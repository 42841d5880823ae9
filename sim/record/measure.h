/* Private to the room: what was said in one session, as short as its measures need it. It is kept
 * while the session runs, since a store is all that an offer can afford, and gone over once at its
 * end. */
#ifndef RECORD_MEASURE_H
#define RECORD_MEASURE_H
#include "record/trajectory.h"

/* A message has one of these, or two: an offer or acceptance with words has one for each. */
typedef struct said {
    uint64_t
        place;     /* round << 32 | table << 16 | who << 8 | kind, in one word since it is hashed */
    uint64_t what; /* HG_OFFER, HG_ACCEPT: the outcome; SAID_BYTES: a hash of the message */
} said;
#define SAID_BYTES 255u

static inline said said_make(const hg_message *m, uint32_t who, uint32_t kind, uint64_t what)
{
    uint32_t low = m->table << 16 | who << 8 | kind;
    return (said){(uint64_t)m->round << 32 | low, what};
}
static inline uint32_t said_kind(const said *s) { return s->place & 255; }
static inline uint32_t said_who(const said *s) { return s->place >> 8 & 255; }
static inline uint32_t said_round(const said *s) { return (uint32_t)(s->place >> 32); }

typedef struct minutes { /* all of a session, in order */
    said *at;
    size_t n, cap;
} minutes;

/* After the end: fills in the row's measures and hashes, and the samples of the trajectory. The
 * row's result and the parties' limits are there already. */
void measure(const minutes *, const model *, row *, trajectory *);
#endif
