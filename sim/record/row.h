/* What is kept of every session, at every level: one row. Writer and reader share this struct.
 * Utilities are in the party's own unit. */
#ifndef RECORD_ROW_H
#define RECORD_ROW_H
#include "base/buf.h"
#include "model/model.h"

/* How a party saw the talks (session/observer.h). */
typedef struct row_sight {
    double perceived; /* own share of the pie as it saw it */
    double other;     /* the share that it took the others to believe their own to be: the mean over
                         them; NaN: it told none */
    double bits;      /* what it knew of the others' limits, the mean over them; NaN: it told no
                         belief */
} row_sight;

typedef struct row_party {
    double utility, payoff;  /* undiscounted, discounted */
    double opening;          /* own utility of the first own offer; NaN without one */
    double early_concession; /* (x(0) - x(.2)) / (x(0) - w at the start), x(.2) = demand after the
                                last own turn with tau <= .2; NaN if x(0) = w or without offer */
    double mean_demand;      /* over all N rounds, the last carried to the deadline, in units of
                                party_scale; NaN without offer */
    double limit_start, limit_end;
    uint64_t messages; /* hash of what the role sent, whatever the session's number */
    uint32_t offers;
    hg_leverage start, end; /* all NaN where zone_start / zone_end < 0; target NaN where utilities
                               are not transferable */
    bool sees;              /* it told how it saw the talks: */
    row_sight see_start, see_end; /* first and last; all NaN where it did not */
} row_party;

typedef struct row {
    uint64_t session, replicate;
    uint32_t arm, episode;
    hg_result result;
    uint32_t by, fault; /* party or HG_NOBODY; enum fault */
    uint32_t round, offers;
    outcome_id deal;
    double pie;                  /* of this session */
    double zone_start, zone_end; /* < 0: nothing to agree on */
    double joint_start;          /* sum of utilities over the greatest, at the reference point */
    bool transferable;           /* utilities are: leverage's target is phi * pie */
    uint64_t trace;              /* hash of all that was said, in order: equal = the same session */
    uint32_t n_parties;
    row_party party[HG_PARTIES_MAX];
} row;

/* A msgpack array. What follows from the rest is left out and derived by the reader: lambda and
 * target from phi, what stands at the end as it stood at the start. */
void row_write(const row *, buf *out);
/* Equal: the same session over again, whatever its numbers: the same was said, and what was drawn
 * and what came of it is the same as far as a row holds it. */
uint64_t row_hash(const row *);
/* Reads how the session ended, and all else that comes before the parties, of the row at `at`. */
bool row_read_head(const uint8_t *data, size_t size, size_t at, row *out);
/* lambda of each from the shares of all: ln phi - mean of the others' ln phi, shares clipped. */
void lambda_of_shares(uint32_t n, const double *phi, double *lambda);
/* Reads one row at *at and advances; false if it is malformed. Parties beyond n_parties are left
 * as they are. */
bool row_read(const uint8_t *data, size_t size, size_t *at, row *out);
#endif
