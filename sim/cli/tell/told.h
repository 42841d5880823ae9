/* Private to the teller: a session as lines, out of which table, paragraph and JSON are made. */
#ifndef CLI_TOLD_H
#define CLI_TOLD_H
#include "cli/tell/phrases.h"
#include "cli/tell/transcript.h"
#include "model/swing.h"

typedef struct line {
    story_kind kind; /* SAID, EVENT, VIEW */
    uint32_t round, party;
    hg_kind move;
    outcome_id outcome; /* offered or accepted */
    const char *text;   /* what was done or happened */
    uint32_t n_words;
    const hg_words *words;       /* [n_words] */
    const truth *truths;         /* [n_words] */
    const char *said;            /* the words as sentences; "" */
    const hg_leverage *leverage; /* [n_parties] as it stood then; NULL: nothing to share */
    const double
        *pressure; /* [2] after an offer between two, NaN: not defined; NULL: no such offer */
    const party_view *view; /* VIEW: of party */
    bool told;              /* VIEW: to people, who need not hear of every one */
} line;

/* How well Zeuthen's rule foretold who gave way: two parties. */
typedef struct foretold {
    double asks[2], hears[2]; /* own utility of the own last offer, and of the other's */
    uint32_t moves, held;
} foretold;

struct transcript {
    arena *arena;
    const model *model;
    const row *row;
    line *lines;
    size_t n, cap;
    bool cut; /* the trace stopped at something that is no entry */
    const char *why;
    swing course; /* of the first party's leverage, by round */
    foretold zeuthen;
    /* as the story stands: */
    const hg_leverage *now; /* leverage; NULL: nothing to share */
    double limit[HG_PARTIES_MAX];
    bool *standing[HG_PARTIES_MAX]; /* [n_alternatives] */
    bool *arrived[HG_PARTIES_MAX];  /* [n_arrivals] */
    bool due[HG_PARTIES_MAX]; /* the next view is told: the first, and the first after an event */
    size_t seen[HG_PARTIES_MAX]; /* 1 + index of the last view; 0: none */
};
#endif
