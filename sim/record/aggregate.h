/* Streaming aggregates for the figures: per (arm, party, time bucket), mergeable, always merged in
 * block order, so that a figure over ten million sessions needs no trace and comes out the same for
 * any number of workers. */
#ifndef RECORD_AGGREGATE_H
#define RECORD_AGGREGATE_H
#include "base/buf.h"
#include <stdbool.h>

#define BUCKETS_MAX 50u /* 2 % of the time each: as fine as a figure shows */
/* Of the histograms: they cover [BIN_LO, BIN_LO + BINS * BIN_WIDTH), the ends take what lies
 * beyond. */
#define BINS      256u
#define BIN_LO    (-0.78)
#define BIN_WIDTH 0.01

/* A session is live in a bucket if it had not ended before the bucket's first round; its value
 * there is the one at the end of the bucket, or of the session. */
typedef enum series {
    SERIES_DEMAND, /* own utility of the own last offer, units of party_scale; live sessions only */
    SERIES_OFFERED, /* own utility of the last offer received, likewise */
    SERIES_PHI,
    SERIES_ALTERNATIVES,
    SERIES_POWER,
    SERIES_INFORMATION,  /* true leverage and its parts; live sessions */
    SERIES_CARRIED,      /* demand, the last one carried to the deadline */
    SERIES_PERCEIVED,    /* own share as the party sees it; live sessions in which it told one */
    SERIES_MISPERCEIVED, /* the same less phi, where there is one */
    SERIES_COUNT
} series;
#define HISTOGRAMS 2u /* of the first so many series */
#define SEEN       2u /* of the last so many, only where parties tell how they see the talks */

typedef struct moments {
    uint64_t n;
    double sum, sum2;
} moments;
typedef struct bucket {
    moments m[SERIES_COUNT];
    uint32_t bin[HISTOGRAMS][BINS];
} bucket;

typedef struct aggregate {
    uint32_t arm, n_parties, n_buckets;
    uint64_t sessions;
    bucket *at; /* [n_parties][n_buckets], own memory */
} aggregate;

typedef struct model model;
uint32_t buckets_of(uint32_t rounds); /* min(rounds, BUCKETS_MAX), at least 1 */
/* Of all sessions of a model, however many rounds it draws for them: as many as the shortest fills.
 */
uint32_t buckets_of_model(const model *);
/* round * buckets / rounds, for at most as many buckets as rounds; 0 without a deadline */
uint32_t bucket_of(uint32_t round, uint32_t rounds, uint32_t buckets);
void aggregate_init(aggregate *, uint32_t arm, uint32_t n_parties, uint32_t n_buckets);
void aggregate_fini(aggregate *);
void aggregate_add(aggregate *, uint32_t who, uint32_t bucket, series, double x);
void aggregate_merge(aggregate *into, const aggregate *); /* of the same size */
void aggregate_write(const aggregate *, buf *out); /* a msgpack array; empty buckets take a byte */
bool aggregate_read(const uint8_t *data, size_t size, size_t *at,
                    aggregate *out); /* initialises out where it returns true */

static inline bucket *aggregate_at(const aggregate *a, uint32_t who, uint32_t b)
{
    return &a->at[(size_t)who * a->n_buckets + b];
}
static inline void moments_add(moments *m, double x)
{
    m->n++;
    m->sum += x;
    m->sum2 += x * x;
}
static inline void moments_merge(moments *into, const moments *m)
{
    into->n += m->n;
    into->sum += m->sum;
    into->sum2 += m->sum2;
}
double moments_mean(const moments *); /* NaN for n = 0 */
double moments_sd(const moments *);   /* NaN for n < 2 */
double bucket_quantile(const bucket *, series,
                       double q); /* linear inside the bin; NaN without data */
#endif
