/* A session as its trace tells it (trace.h), entry by entry, decoded: what transcripts and
 * timelines are made of. Knows no session: the bytes alone are enough. Hostile bytes end the story,
 * never the program. */
#ifndef RECORD_STORY_H
#define RECORD_STORY_H
#include "model/fault.h"
#include "model/model.h"
#include "record/trace.h"
#include "session/observer.h"

typedef enum story_kind {
    STORY_SESSION,  /* first of all: which session this is */
    STORY_SAID,     /* a party said something: message, words included */
    STORY_EVENT,    /* something outside the talks changed: message (EVENT) */
    STORY_LEVERAGE, /* at the start, and whenever an input changed; holds until the next one */
    STORY_NOTE,     /* an agent's remark */
    STORY_VIEW,     /* how a party sees the talks, where that changed; holds until its next one */
    STORY_ENDING    /* last of all */
} story_kind;

typedef struct story_entry {
    story_kind kind;
    uint32_t round; /* 0-based */
    uint32_t party; /* SAID: who; EVENT: whom it concerns; NOTE, VIEW: whose; ENDING: who accepted
                       last, walked or failed, or HG_NOBODY */
    hg_message message;           /* SAID, EVENT; an ACCEPT carries the offer that it accepts */
    hg_words words[HG_WORDS_MAX]; /* of message, where it points to: copy both, or neither */
    uint64_t session, replicate;  /* SESSION */
    uint32_t episode, arm;
    bool revises; /* SAID: the speaker's own offer stood, it was asked whether to change it */
    leverage_cause cause; /* LEVERAGE */
    double zone, joint;
    double limit[HG_PARTIES_MAX]; /* w of each */
    bool any;                     /* is there anything to share? else `leverage` is undefined */
    hg_leverage leverage[HG_PARTIES_MAX]; /* phi and its parts; lambda derived; target NaN */
    double perceived;                     /* VIEW: its own share as it sees it */
    double theirs[HG_PARTIES_MAX]; /* VIEW: what it takes each other to believe of its own; NaN: it
                                      tells none, and at its own place */
    double bits[HG_PARTIES_MAX];   /* VIEW: what it knows of the limit of each other; likewise */
    const char *text; /* NOTE, and ENDING: why an agent failed, or NULL; borrowed from the trace,
                         text_size bytes, not terminated */
    size_t text_size;
    hg_result result; /* ENDING */
    fault fault;
    outcome_id deal;
} story_entry;

typedef enum story_state { STORY_AT_START, STORY_INSIDE, STORY_OVER } story_state;
typedef struct story {
    const uint8_t *data; /* of a trace; borrowed */
    size_t size, at;
    const space *space;
    const party *parties;
    const table_spec *tables; /* seat -> party */
    uint32_t n_parties, n_tables;
    uint64_t session;
    outcome_id offer; /* the last one made */
    uint32_t by;      /* whose offer lies on the table; HG_NOBODY: none */
    story_state state;
    bool bad; /* it stopped at something that is no entry, or before its ending */
} story;

/* model: of the arm that the session belongs to (drawn numbers do not matter here). */
void story_begin(story *, const model *, const uint8_t *trace, size_t size);
/* The next entry; false at the end, or where the trace is malformed (`bad`). */
bool story_next(story *, story_entry *out);
#endif
