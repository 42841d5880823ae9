/* Streaming aggregates for the figures: per (arm, party, time bucket), mergeable, always merged in
 * block order, so that a figure over ten million sessions needs no trace and comes out the same for
 * any number of workers. */
#ifndef RECORD_AGGREGATE_H
#define RECORD_AGGREGATE_H
#include "base/buf.h"
#include <stdbool.h>

#define BUCKETS_MAX 100u
#define BINS                                                                                       \
    256u /* of the histogram: [BIN_LO, BIN_LO + BINS * BIN_WIDTH), the ends take what lies beyond  \
          */
#define BIN_LO    (-0.78)
#define BIN_WIDTH 0.01

typedef enum series {
    SERIES_DEMAND, /* own utility of the own last offer, units of party_scale; live sessions only */
    SERIES_OFFERED, /* own utility of the last offer received, likewise */
    SERIES_PHI,
    SERIES_ALTERNATIVES,
    SERIES_POWER,
    SERIES_INFORMATION, /* true leverage and its parts; live sessions */
    SERIES_CARRIED,     /* demand, the last one carried to the deadline */
    SERIES_COUNT
} series;
#define SERIES_WITH_HISTOGRAM 2u /* the first so many */

typedef struct moments {
    uint64_t n;
    double sum, sum2;
} moments;
typedef struct bucket {
    moments m[SERIES_COUNT];
    uint32_t bin[SERIES_WITH_HISTOGRAM][BINS];
} bucket;

typedef struct aggregate {
    uint32_t arm, n_parties, n_buckets;
    uint64_t sessions;
    bucket *at; /* [n_parties][n_buckets], own memory */
} aggregate;

uint32_t buckets_of(uint32_t rounds);                /* min(rounds, BUCKETS_MAX), at least 1 */
uint32_t bucket_of(uint32_t round, uint32_t rounds); /* round * buckets / rounds */
void aggregate_init(aggregate *, uint32_t arm, uint32_t n_parties, uint32_t n_buckets);
void aggregate_fini(aggregate *);
void aggregate_add(aggregate *, uint32_t party, uint32_t bucket, series, double x);
void aggregate_merge(aggregate *into, const aggregate *);
void aggregate_write(const aggregate *, buf *out); /* sparse */
bool aggregate_read(const uint8_t *data, size_t size, size_t *at,
                    aggregate *out); /* initialises out */

double moments_mean(const moments *); /* NaN for n = 0 */
double moments_sd(const moments *);   /* NaN for n < 2 */
double bucket_quantile(const bucket *, series,
                       double q); /* linear inside the bin; NaN without data */
#endif
