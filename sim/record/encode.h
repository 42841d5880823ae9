/* Private to the room: how an aggregate lies in the record.
 *
 *     [arm, n_parties, n_buckets, sessions, [bucket, ... party by party], constant]
 *     bucket    nil | [7 moments, 2 histograms]
 *     moments   nil | [n, sum, sum of squares]
 *     histogram nil | a bin of up to FEW bytes, each the number of a bin
 *                   | [first bin, counts from there to the last that is not 0]
 *     constant  nil | [buckets, [held, ...], [carried, ...]]
 *     held      [party, bucket, 4 moments]: leverage that held from bucket 0 to this one
 *     carried   [party, bucket, moments]: demand carried from this bucket to the last
 *
 * Where `constant` is nil, buckets hold all of every series; else the reader adds what is held, and
 * makes the carried demand from the demand and what is carried. */
#ifndef RECORD_ENCODE_H
#define RECORD_ENCODE_H
#include "record/aggregate.h"
#include "record/pack.h"

#define FEW  32u /* values that a histogram lists before it counts */
#define HELD 4u  /* series that follow leverage: phi and its three parts */

void encode_head(uint32_t arm, uint32_t n_parties, uint32_t n_buckets, uint64_t sessions, buf *out);
void encode_bucket_head(buf *out);
void encode_moments(const moments *, buf *out);
void encode_few(const uint8_t *bins, size_t n, buf *out);
void encode_histogram(const uint32_t *count /* [BINS] */, buf *out);
void encode_place(uint32_t who, uint32_t bucket, const moments *, uint32_t n, buf *out);

static inline uint32_t bin_of(double x)
{
    double t = (x - BIN_LO) * (1 / BIN_WIDTH);
    if (!(t >= 1)) return 0;
    return t < (double)BINS - 1 ? (uint32_t)t : BINS - 1;
}
#endif
