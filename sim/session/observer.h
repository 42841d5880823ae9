/* Who watches a session and sees the truth: the record, aggregates, a transcript, a test. Called in
 * the order things happen. */
#ifndef SESSION_OBSERVER_H
#define SESSION_OBSERVER_H
#include "model/fault.h"
#include "model/model.h"
#include <math.h>

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

/* How a party sees the talks, beside the truth: an agent's view (hg_view), judged by what the
 * session knows. */
typedef struct view_reading {
    double mine;          /* its own share of the pie as it sees it, 0..1 */
    const double *theirs; /* [n_parties] what it takes each other to believe of its own share; NaN:
                             no view */
    const double *lift;   /* [n_parties] how much more likely than knowing nothing it takes the true
                             limit of each other to be: cells x the belief in the cell that holds
                             it; NaN: no belief */
} view_reading;

/* Bits known of a limit: the logarithmic score of a belief (Good 1952), 0 for knowing nothing,
 * negative where the belief misleads. A truth that was ruled out counts as 2^-32. */
static inline double view_bits(double lift)
{
    return isnan(lift) ? (double)NAN : hg_log2(fmax(lift, 0x1p-32));
}

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
    void (*view)(void *ctx, const session *, uint32_t party,
                 const view_reading *); /* whenever a party told how it sees the talks */
    void (*end)(void *ctx, const session *, const outcome_row *);
} observer;
#endif
