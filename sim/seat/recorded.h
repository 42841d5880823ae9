/* A seat that plays what stands in a record: instead of an agent it answers with the messages that
 * the agent sent then, and fails where and as it failed. What came in by the clock, a hang, a
 * death, a person's hesitation, comes out of the record again. */
#ifndef SEAT_RECORDED_H
#define SEAT_RECORDED_H
#include "record/reader.h"
#include "seat/seat.h"

/* Needs a record at level full; spec->recorded is borrowed until the seat is closed. A session that
 * comes otherwise than it did then ends as failed. */
extern const seat_ops seat_recorded;
#endif
