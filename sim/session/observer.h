/* Who watches a session and sees the truth: the record, aggregates, a transcript, a test. Called in
 * the order things happen. */
#ifndef SESSION_OBSERVER_H
#define SESSION_OBSERVER_H
#include "model/fault.h"
#include "model/model.h"

typedef struct session session;

typedef struct outcome_party {
    double utility; /* own unit, undiscounted: of the deal, or of what no deal pays */
    double payoff;  /* the same, discounted */
    double limit_start, limit_end;
} outcome_party;

typedef struct outcome_row {
    hg_result result;
    uint32_t by; /* party that accepted last, walked, failed, or whose deadline came before the
                    others'; HG_NOBODY */
    fault fault;
    const char *why;               /* sentence about the fault, or NULL */
    uint32_t table, round, offers; /* of the end; round 0-based */
    outcome_id deal;               /* HG_NO_OUTCOME without a deal */
    const outcome_party *party;    /* [n_parties] */
} outcome_row;

typedef enum leverage_cause { LEVERAGE_START, LEVERAGE_EVENT, LEVERAGE_END } leverage_cause;

/* Every function may be NULL. Arguments are valid during the call. */
typedef struct observer {
    void *ctx;
    void (*begin)(void *ctx, const session *);
    void (*message)(void *ctx, const session *, const hg_message *, const uint8_t *bytes,
                    size_t size); /* what a party said, as it was sent */
    void (*event)(void *ctx, const session *, const hg_message *); /* an outside event, once */
    /* Whenever an input of leverage changed, and at start and end. zone < 0: leverage is NULL. */
    void (*leverage)(void *ctx, const session *, leverage_cause, double zone, double joint,
                     const hg_leverage * /* [n_parties] */);
    void (*note)(void *ctx, const session *, uint32_t party, const char *text);
    void (*end)(void *ctx, const session *, const outcome_row *);
} observer;
#endif
