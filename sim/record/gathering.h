/* Private to the room: the sessions of one arm in one block, added up as they end and written as an
 * aggregate. What it costs follows what was said, not how many buckets and bins there are, so that
 * a block may span hundreds of arms of a few sessions each. */
#ifndef RECORD_GATHERING_H
#define RECORD_GATHERING_H
#include "record/aggregate.h"
#include "record/trajectory.h"

typedef struct gathered gathered; /* one party */
typedef struct gathering {
    uint32_t arm, n_parties;
    uint32_t n_buckets; /* bound */
    uint32_t used;      /* buckets of the arm's sessions */
    uint32_t live;      /* buckets that any session reached */
    bool seen;          /* did any party tell how it sees the talks? */
    uint64_t sessions;
    gathered *of; /* [n_parties] */
} gathering;

void gathering_init(gathering *, uint32_t n_parties, uint32_t n_buckets);
void gathering_fini(gathering *);
void gathering_add(gathering *, uint32_t arm,
                   const trajectory *); /* of one arm until it is written */
void gathering_write(gathering *,
                     buf *out); /* and empties it; nothing, if there were no sessions */
#endif
