/* Private to the room: how one party sees the talks, as it told last. Numbers are kept as the trace
 * has them, in 32 bits: shares to 1e-7 are more than anybody knows. */
#ifndef RECORD_SIGHT_H
#define RECORD_SIGHT_H
#include "base/buf.h"
#include "record/row.h"
#include "session/observer.h"

typedef struct sight {
    bool any;
    float x[2 * HG_PARTIES_MAX - 1]; /* own share; then of each other, in order of parties, what it
                                        is taken to believe; then the lift of the belief about it */
} sight;

/* Returns whether anything changed. */
bool sight_set(sight *, uint32_t n_parties, uint32_t who, const view_reading *);
/* The entry VIEW of the trace. */
void sight_trace(const sight *, uint32_t n_parties, uint32_t who, uint32_t round, buf *out);
row_sight sight_row(const sight *, uint32_t n_parties);
#endif
