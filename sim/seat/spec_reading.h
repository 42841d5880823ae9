/* An agent's text while it is read: what spec.c and spec_who.c share, and nobody else includes. */
#ifndef SEAT_SPEC_READING_H
#define SEAT_SPEC_READING_H
#include "host/settings.h"
#include "seat/seat.h"

typedef struct reading {
    settings of;       /* the text, its errors; type and settings as they are found */
    seat_kind kind;    /* who it is */
    bool has_settings; /* ... and whether [/PRESET][:KEY=VALUE]... may follow */
    const char *name;  /* of the agent, or the path of its plugin, as written */
    uint32_t n_files;  /* that it comes from */
    const seat_file *files;
    const char *command;           /* of a program outside ... */
    const seat_patience *patience; /* ... NULL: the usual one */
} reading;

/* Who it is: kind, name, type with its defaults and its preset; type stays NULL where nobody is
 * found. The text has a name: it is not empty, and does not begin with a colon. */
void reading_who(reading *);
#endif
