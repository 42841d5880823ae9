/* Private to the room: what one session's course was, bucket by bucket, until it is added to the
 * block's aggregates. Reused from session to session; memory is taken once. */
#ifndef RECORD_TRAJECTORY_H
#define RECORD_TRAJECTORY_H
#include "record/sink.h"

typedef struct sample { /* at the end of a bucket, units of party_scale; NaN: none yet */
    double demand, offered;
} sample;

/* True leverage from one bucket on, until the next span begins. */
typedef struct span {
    uint32_t from;
    bool any;
    hg_leverage *of; /* [n_parties], in `leverage` below */
} span;

typedef struct trajectory {
    uint32_t n_parties;
    uint32_t n_buckets; /* of this session's rounds */
    uint32_t live;      /* buckets 0..live-1 were reached */
    sample *at;         /* [n_parties][BUCKETS_MAX] */
    uint32_t n_spans;
    span *spans; /* [n_buckets], the first from bucket 0 */
    hg_leverage *leverage;
} trajectory;

void trajectory_init(trajectory *, uint32_t n_parties, uint32_t n_buckets); /* bounds */
void trajectory_fini(trajectory *);
void trajectory_begin(trajectory *, uint32_t n_parties, uint32_t n_buckets);
/* leverage: NULL where there is nothing to share. A later one in the same bucket takes its place.
 */
void trajectory_leverage(trajectory *, uint32_t bucket, const hg_leverage *);

const trajectory *sink_trajectory(const sink *);
#endif
