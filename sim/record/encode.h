/* Private to the room: how an aggregate lies in the record.
 *
 *     [arm, n_parties, n_buckets, sessions, [bucket, ... party by party], constant, [seen, ...]]
 *     bucket    nil | [7 moments, 2 histograms]
 *     moments   nil | [n, sum, sum of squares]
 *     histogram nil | [skipped, count, ...]: bins without values, then values in the next one
 *     constant  nil | [buckets, [held, ...], [carried, ...]]
 *     held      [party, bucket, 4 moments]: leverage that held from bucket 0 to this one
 *     carried   [party, bucket, moments]: demand carried from this bucket to the last
 *     seen      [party, bucket, 2 moments]: perceived shares, and how wrong; the list is left out
 *               where there are none
 *
 * Where `constant` is nil, buckets hold all of every series; else the reader adds what is held, and
 * makes the carried demand from the demand and what is carried. */
#ifndef RECORD_ENCODE_H
#define RECORD_ENCODE_H
#include "record/aggregate.h"
#include "record/pack.h"
#include <math.h>

#define HELD      4u /* series that follow leverage: phi and its three parts */

#define BIN_WORDS (BINS / 64)
typedef struct bin_set { /* the bins of a histogram that hold values */
    uint64_t word[BIN_WORDS];
    uint32_t n;
} bin_set;

static inline void bin_set_add(bin_set *s, uint32_t bin) /* that is not in it */
{
    s->word[bin / 64] |= UINT64_C(1) << bin % 64;
    s->n++;
}

/* The first of them from `bin` on; BINS where there is none. */
static inline uint32_t bin_set_next(const bin_set *s, uint32_t bin)
{
    uint64_t left = bin < BINS ? s->word[bin / 64] >> bin % 64 << bin % 64 : 0;
    uint32_t w = bin / 64;
    while (!left && ++w < BIN_WORDS) left = s->word[w];
    return left ? 64 * w + (uint32_t)__builtin_ctzll(left) : BINS;
}

enum { AGGREGATE_FIELDS = 6, BUCKET_SERIES = SERIES_COUNT - SEEN };

void encode_head(uint32_t arm, uint32_t n_parties, uint32_t n_buckets, uint64_t sessions, bool seen,
                 buf *out);
void encode_bucket_head(buf *out);
void encode_moments(const moments *, buf *out);
void encode_histogram(const bin_set *, const uint32_t *count /* [BINS] */, buf *out);
void encode_place(uint32_t who, uint32_t bucket, const moments *, uint32_t n, buf *out);

uint32_t bin_near_end(double t); /* what bin_of leaves to the .c: rare */

static inline uint32_t bin_of(double x)
{
    double t = (x - BIN_LO) * (1 / BIN_WIDTH);
    return fabs(t - BINS / 2.0) < BINS / 2.0 ? (uint32_t)(int)t : bin_near_end(t);
}
#endif
