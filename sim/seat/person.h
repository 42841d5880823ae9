/* A person at the table. To the session an agent as any other, whose functions ask somebody: who is
 * asked gets what every agent gets, and nothing else. Asking may take as long as it takes; the loop
 * waits, for a person plays one session at a time.
 *
 * In a record it is called `person`, without settings. A record's person cannot be asked again: its
 * moves stand in the record, and only there. */
#ifndef SEAT_PERSON_H
#define SEAT_PERSON_H
#include "seat/seat.h"

#define PERSON_AGENT "person"

/* Who is asked. Borrowed for as long as the seat; called on the thread that plays the session. */
typedef struct person {
    void *ctx;
    const char *note; /* for the record, at the start; NULL: none */
    /* The brief and the host live until the session ends. */
    void (*brief)(void *ctx, const hg_brief *, const hg_host *);
    void (*hear)(void *ctx, const hg_message *);
    void (*move)(void *ctx, const hg_turn *, hg_reply *);
} person;

/* What the word `person` in a spec names, where nobody is there to be asked: it says no to every
 * briefing. */
extern const hg_agent_type person_absent;
/* The same agent with somebody to ask. */
seat_spec person_spec(arena *, const person *);
bool person_is(const seat_spec *);
#endif
