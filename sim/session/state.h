/* What a session is made of: shared by the files of this room, nobody else's business. */
#ifndef SESSION_STATE_H
#define SESSION_STATE_H
#include "session/session.h"

/* Where the session stands. Each phase is a step of session_next; from END on the result is fixed.
 */
typedef enum phase {
    PHASE_START,  /* nothing happened yet */
    PHASE_BRIEF,  /* briefing one party after another */
    PHASE_EVENTS, /* outside events that are due before the round's first turn */
    PHASE_LIMIT,  /* limits moved: those are told who may know */
    PHASE_REVISE, /* parties whose limit moved may revise their standing offer */
    PHASE_TURN,   /* the protocol says who moves */
    PHASE_END,    /* the result is fixed */
    PHASE_DONE,   /* everybody was told */
    PHASE_OVER,   /* the observer too */
    PHASE_COUNT
} phase;

/* One bargaining thread. */
typedef struct table {
    const table_spec *spec;
    const protocol *protocol;
    void *state;              /* the protocol's */
    const uint32_t *party_at; /* the spec's */
    const uint32_t *seat_of;  /* [n_parties] party -> seat; HG_NOBODY: does not sit here */
    uint32_t index;           /* of the model's tables */
    uint32_t parties;         /* who sits here, as a set */
    uint32_t round;           /* whose turns have begun */
    uint32_t asked;           /* seats whose answer is outstanding, as a set: where SEVERAL */
    double steps;             /* between the first round and the last; infinity: no last */
    double tau;               /* of this round */
    wire_stencil stencil;     /* of this round's offers */
} table;

/* session.answers: look at table.asked. */
#define SEVERAL (HG_NOBODY - 1)

/* Something outside the talks, planned when the session opens. */
typedef struct outside_event {
    double time;
    uint32_t party, alternative; /* LEARNED: alternative is the party it learns about */
    uint32_t arrival;            /* of a search; HG_NOBODY */
    hg_event what;               /* ARRIVED, EXPIRED or LEARNED */
} outside_event;

/* What a party has without a deal here, and what is told of it. */
typedef struct outside_now {
    double held;    /* what no deal pays */
    double told;    /* its limit as it is told itself: with errors, and its mandate */
    double known;   /* its limit as those are told who may know it */
    bool *standing; /* [n_alternatives] held now? */
    bool *arrived;  /* [n_arrivals] the same of what its searches brought */
    bool *rests;    /* [n_alternatives] a search: not looked on since the last round? */
    double spent;   /* on searches, so far */
} outside_now;

struct session {
    /* the hot part: a turn, a move, telling the others */
    phase phase;
    uint32_t untold;           /* parties that `telling` has not reached yet, as a set */
    uint32_t offers;           /* made so far */
    uint32_t answers;          /* who alone is asked, for a move; HG_NOBODY; SEVERAL */
    const hg_message *telling; /* what a party said, or host */
    table *table;              /* the one that talks */
    const model *model;
    const observer *observer; /* never NULL */
    uint8_t *bytes;           /* [cap] what was said last, as it was sent */
    size_t cap;
    want tell, ask, other; /* what is wanted: of what was said, a turn, anything else */
    mover mover;           /* where nobody is asked: who moves next; else who was asked last */
    hg_message turn_message;
    wire_message said;
    hg_message host;                /* what the session itself tells */
    uint32_t speak[HG_PARTIES_MAX]; /* HG_MAY(HG_SAY), or 0 once a party has said enough */
    uint8_t says[HG_PARTIES_MAX];   /* messages of words alone since the party's last move */

    /* the rest */
    session_key key;
    arena *arena;
    table *tables;             /* [n_tables] */
    uint32_t everybody;        /* all parties, as a set */
    uint32_t briefed;          /* as a set */
    uint32_t sees_truth;       /* as a set */
    bool own_clocks;           /* somebody's clock is not the common one */
    uint32_t looked;           /* the last round that began with a look at what time has changed */
    double looked_at;          /* its time */
    uint32_t changed;          /* parties whose limit moved in this round, as a set */
    uint32_t tell_own;         /* parties that are still to be told their limit, as a set */
    uint32_t tell_known;       /* ... whose limit those who see the truth are still to be told */
    uint32_t learner, learned; /* who is still to be told whose limit; HG_NOBODY */
    hg_brief *briefs;          /* [n_parties] */
    double *limit;             /* [n_parties] w now */
    outside_now *outside;      /* [n_parties] */
    double *iota;              /* [n*n] structural information now; NULL: as at the start */
    bool restless;             /* every round begins with a look */
    outside_event *events;
    uint32_t n_events, next_event;
    double event_time;               /* of the next event; NEVER if there is none */
    double next_time;                /* the same, or 0 where every round begins with a look */
    const leverage_reading *reading; /* leverage, as last measured: it moves with a limit, with what
                                        is learned, and with time where deadlines pull */
    leverage_reading leverage[2];    /* room for it, and for the one after */
    outcome_party *outcome;          /* [n_parties] */
    outcome_row row;                 /* once the result is fixed */
};

/* Sets of parties, and of seats, are words. */
static inline uint32_t bit(uint32_t who) { return UINT32_C(1) << who; }
static inline uint32_t first_of(uint32_t set) { return (uint32_t)__builtin_ctz(set); }

/* brief.c: fills s->briefs; limits must stand. */
void session_write_briefs(session *);

/* outside.c */
void session_open_outside(session *); /* what everybody has at the start */
/* An alternative or arrival comes or goes. False where nothing happens: nobody was looking. */
bool session_stands(session *, const outside_event *);
double session_worth_of(const session *, const outside_event *); /* as its party is told it */
/* Works out the limits of a party anew; who is to be told is marked. told: it just was told why. */
void session_renew_limit(session *, uint32_t who, bool told);
/* A round begins: searches have cost since the round of the last look, and have less time left. */
void session_keep_looking(session *, uint32_t since);

/* events.c */
void session_plan_events(session *);  /* what everybody has, and the events to come */
void session_time_passes(session *);  /* a round begins */
void session_event_happen(session *); /* the next one; its message is then being told */
bool session_tell_limit(session *);   /* the next one that moved; false: everybody was told */
void session_report_leverage(session *, leverage_cause);

/* pay.c: fixes the result. */
void session_close(session *, hg_result, uint32_t by, outcome_id deal);
#endif
