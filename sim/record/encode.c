/* Writing the parts of an aggregate. Must not know who gathers them. */
#include "record/encode.h"

void encode_head(uint32_t arm, uint32_t n_parties, uint32_t n_buckets, uint64_t sessions, bool seen,
                 buf *out)
{
    pack_array(out, AGGREGATE_FIELDS + seen);
    pack_uint(out, arm);
    pack_uint(out, n_parties);
    pack_uint(out, n_buckets);
    pack_uint(out, sessions);
    pack_array(out, n_parties * n_buckets);
}

void encode_bucket_head(buf *out) { pack_array(out, BUCKET_SERIES + HISTOGRAMS); }

void encode_moments(const moments *m, buf *out)
{
    if (!m->n) {
        pack_nil(out);
        return;
    }
    pack_array(out, 3);
    pack_uint(out, m->n);
    pack_real(out, m->sum);
    pack_real(out, m->sum2);
}

void encode_histogram(const bin_set *bins, const uint32_t *count, buf *out)
{
    uint32_t next = 0;
    if (!bins->n) {
        pack_nil(out);
        return;
    }
    pack_array(out, 2 * bins->n);
    for (uint32_t bin; (bin = bin_set_next(bins, next)) < BINS; next = bin + 1) {
        pack_uint(out, bin - next);
        pack_uint(out, count[bin]);
    }
}

void encode_place(uint32_t who, uint32_t b, const moments *m, uint32_t n, buf *out)
{
    pack_array(out, 2 + n);
    pack_uint(out, who);
    pack_uint(out, b);
    for (uint32_t k = 0; k < n; k++) encode_moments(&m[k], out);
}

uint32_t bin_near_end(double t)
{
    if (!(t > 0)) return 0;
    return t < BINS ? (uint32_t)t : BINS - 1;
}
