/* Private to the room: where two records of one plan first differ, in words. */
#ifndef RUN_DIFFERENCE_H
#define RUN_DIFFERENCE_H
#include "run/replay.h"

/* Each compares what the record says with what comes out now, and fills out where they differ.
 * recorded and fresh: the frames of one block, the first `size` bytes of the record, ... */
bool difference_of_schemas(arena *, const record *, const plan *, const buf *fresh,
                           replay_difference *out);
bool difference_of_blocks(arena *, const record *, const plan *, uint64_t block,
                          const uint8_t *fresh, size_t size, replay_difference *out);
bool difference_of_ends(arena *, const record *, const buf *fresh, replay_difference *out);
/* Of one session: its row, and its trace where the record has one. */
bool difference_of_rows(arena *, const plan *, const row *recorded, const row *fresh,
                        replay_difference *out);
bool difference_of_traces(arena *, const plan *, uint64_t session, const uint8_t *recorded,
                          size_t recorded_size, const uint8_t *fresh, size_t fresh_size,
                          replay_difference *out);
/* Where block `block` begins in the record, or the end of the blocks. */
size_t block_begins(const record *, uint64_t block);
#endif
