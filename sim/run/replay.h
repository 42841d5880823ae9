/* Runs a record again. The record holds everything that its plan was made of, so a run can be
 * repeated from log.msgpack alone, wherever it lies. */
#ifndef RUN_REPLAY_H
#define RUN_REPLAY_H
#include "record/reader.h"
#include "run/run.h"

/* Whose answers are read from the record (seat/recorded.h) instead of being asked for again. Where
 * it keeps no messages (level sessions), nobody's are. */
typedef enum replay_answers {
    REPLAY_OUTSIDE, /* of those outside: what they said depended on more than the record holds */
    REPLAY_ALL,     /* of all; but who tells how it sees the talks plays: what it tells is finer
                       than what the record keeps */
    REPLAY_PERSONS, /* of persons: programs run again */
    REPLAY_NONE     /* all play: to go on with a run */
} replay_answers;

/* The plan that the record was made from, out of its schema. Errors where its files no longer read,
 * or give another identity (another version of higgle, another agent's file); a warning where the
 * file of a program has changed that need not run. The record is borrowed as long as the plan. */
int replay_plan(arena *, const record *, replay_answers, plan *out, error_list *) HG_MUST_CHECK;

/* Where the record and what comes out now first differ. */
typedef struct replay_difference {
    bool differs;
    uint64_t offset;   /* into the record */
    uint64_t block;    /* of the frame; the first session whose bytes differ: */
    uint64_t session;  /* UINT64_MAX: none in particular */
    const char *frame; /* "SCHEMA", "ROWS", ... */
    const char *what;  /* a sentence: "session 17: the row's utility of buyer is 750, now 760" */
} replay_difference;
/* Plays every block again, on all workers, and compares bytes with the record, schema and end
 * included. progress and stop as in run_missing. HG_E_OK: played to the end, look at out->differs.
 */
int replay_run(arena *, const record *, const plan *, const run_options *, replay_difference *out,
               error_list *) HG_MUST_CHECK;
/* One session again, kept in full: its trace appended to `trace`, whatever level the record has;
 * its row in *row. Compares the row (and the trace, where the record has one) with the record. */
int replay_session(arena *, const record *, const plan *, uint64_t session, buf *trace, row *row,
                   replay_difference *out, error_list *) HG_MUST_CHECK;
#endif
