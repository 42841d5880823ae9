/* Private to the room: what one session's course was, bucket by bucket, until it is added to the
 * block's aggregates. Reused from session to session; memory is taken once. */
#ifndef RECORD_TRAJECTORY_H
#define RECORD_TRAJECTORY_H
#include "record/sink.h"

/* A series of one party at the ends of buckets, in units of party_scale. Where there is no value it
 * holds zeros: before `from`, and behind the live buckets up to a multiple of SAMPLES_STRIDE, so
 * that sums may be taken in whole strides. */
#define SAMPLES_STRIDE 10u
typedef struct samples {
    uint32_t from;
    double at[BUCKETS_MAX];
} samples;
_Static_assert(BUCKETS_MAX % SAMPLES_STRIDE == 0, "the last stride is whole");

/* True leverage from one bucket on, until the next span begins. */
typedef struct span {
    uint32_t from;
    bool any;
    hg_leverage *of; /* [n_parties], in `leverage` below */
} span;

/* How a party saw its own share, at the ends of buckets. */
typedef struct seen {
    bool any;
    uint32_t bucket; /* of what it told last */
    double last;
    samples of; /* before `bucket`, until the end; then all live ones */
} seen;

typedef struct trajectory {
    uint32_t n_parties;
    uint32_t rounds;           /* of this session; 0 without a deadline */
    uint32_t n_buckets;        /* at most as many as rounds */
    uint32_t end[BUCKETS_MAX]; /* first round beyond each; kept while sessions have as many */
    uint32_t live;             /* buckets 0..live-1 were reached */
    samples *at;               /* [n_parties][HISTOGRAMS] */
    seen *seen;                /* [n_parties] */
    uint32_t n_spans;
    span *spans; /* [n_buckets], the first from bucket 0 */
    hg_leverage *leverage;
} trajectory;

void trajectory_init(trajectory *, uint32_t n_parties, uint32_t n_buckets); /* bounds */
void trajectory_fini(trajectory *);
void trajectory_begin(trajectory *, uint32_t n_parties, uint32_t rounds, uint32_t n_buckets);
/* leverage: NULL where there is nothing to share. A later one in the same bucket takes its place.
 */
void trajectory_leverage(trajectory *, uint32_t bucket, const hg_leverage *);
/* A later one in the same bucket takes the place of the last. */
static inline void trajectory_view(trajectory *, uint32_t who, uint32_t round, double perceived);
void trajectory_end(trajectory *); /* after the last live bucket */

static inline samples *trajectory_of(const trajectory *t, uint32_t who)
{
    return &t->at[(size_t)who * HISTOGRAMS];
}

/* Buckets lie as the rounds do: counting on to the next one needs no division. */
static inline void trajectory_view(trajectory *t, uint32_t who, uint32_t round, double perceived)
{
    seen *s = &t->seen[who];
    if (!s->any) s->bucket = 0;
    for (; round >= t->end[s->bucket]; s->bucket++)
        if (s->any) s->of.at[s->bucket] = s->last;
    if (!s->any) s->of.from = s->bucket;
    s->any = true;
    s->last = perceived;
}

const trajectory *sink_trajectory(const sink *);
#endif
