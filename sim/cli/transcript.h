/* An observer that keeps one session to be told: round by round for people, or as one JSON
 * document. */
#ifndef CLI_TRANSCRIPT_H
#define CLI_TRANSCRIPT_H
#include "base/buf.h"
#include "record/row.h"
#include "session/session.h"
#include <stdio.h>

typedef struct transcript transcript;
transcript *transcript_new(arena *); /* in the arena; the arena outlives it */
const observer *transcript_observer(transcript *);
void transcript_print(const transcript *, FILE *to); /* table and closing sentence */
void transcript_json(const transcript *, const row *, const char *name, const char *const *agents,
                     uint64_t seed, buf *out);
#endif
