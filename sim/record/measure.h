/* Private to the room: what was said in one session, as short as its measures need it. It is kept
 * while the session runs, since a store is all that an offer can afford, and gone over once at its
 * end. */
#ifndef RECORD_MEASURE_H
#define RECORD_MEASURE_H
#include "record/trajectory.h"

/* The head of a message, taken as it is. A message has one of these,
 * or two: an offer or acceptance with words has one for each. */
typedef struct said {
    uint32_t kind, table, round;
    uint32_t who;  /* a seat of the table; `measure` makes it the party */
    uint64_t what; /* HG_OFFER, HG_ACCEPT: the outcome; SAID_BYTES: a hash of the message */
} said;
#define SAID_BYTES 255u

typedef struct minutes { /* all of a session, in order */
    said *at;
    size_t n, cap;
} minutes;

/* After the end: fills in the row's measures and hashes, and the samples of the trajectory. The
 * row's result and the parties' limits are there already. */
void measure(minutes *, const model *, row *, trajectory *);
#endif
