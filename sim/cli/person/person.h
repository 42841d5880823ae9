/* A person at the terminal: briefed, shown what happens, asked for moves in words. Until the
 * session is over it is never told what an agent in its place would not be told. */
#ifndef CLI_PERSON_H
#define CLI_PERSON_H
#include "cli/cli.h"
#include "record/row.h"
#include "seat/person.h"

typedef struct talk_setting {
    const model *model;        /* of the session, its drawn numbers in place */
    uint32_t party;            /* who the person is */
    const char *name;          /* what the person is called, or NULL */
    const char *const *agents; /* [n_parties] who plays the others; NULL: that is not told */
    bool hints;
    FILE *screen; /* where all is shown */
} talk_setting;

/* Why it is over for the person before it is over. */
typedef enum talk_left { LEFT_NOT, LEFT_QUIT, LEFT_END_OF_INPUT, LEFT_SIGNAL } talk_left;

typedef struct talk talk;
talk *talk_new(const talk_setting *);
void talk_free(talk *);
const person *talk_person(const talk *);
talk_left talk_how_left(const talk *);

/* reveal.c: afterwards, what everybody had and could have had. agents: [n_parties] as in the arm.
 */
void reveal(arena *, const model *, const row *, uint32_t me, const char *const *agents, FILE *to);
#endif
