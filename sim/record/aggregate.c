/* Sums and histograms over sessions. Two sums of squares per value instead of a running variance:
 * values are of the order of one, and plain sums merge without a division. Must not know where the
 * values come from. */
#include "record/aggregate.h"

#include "base/oom.h"
#include "model/model.h"
#include "record/encode.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

uint32_t buckets_of(uint32_t rounds)
{
    if (rounds == 0) return 1;
    return rounds < BUCKETS_MAX ? rounds : BUCKETS_MAX;
}

uint32_t buckets_of_model(const model *m)
{
    uint32_t least = m->tables[0].rounds_least;
    return buckets_of(least ? least : model_rounds(m));
}

uint32_t bucket_of(uint32_t round, uint32_t rounds, uint32_t buckets)
{
    if (rounds == 0) return 0;
    return (uint32_t)((uint64_t)round * buckets / rounds);
}

void aggregate_init(aggregate *a, uint32_t arm, uint32_t n_parties, uint32_t n_buckets)
{
    *a = (aggregate){.arm = arm, .n_parties = n_parties, .n_buckets = n_buckets};
    a->at = mem_zero((size_t)n_parties * n_buckets, sizeof *a->at);
}

void aggregate_fini(aggregate *a)
{
    free(a->at);
    a->at = NULL;
}

void aggregate_add(aggregate *a, uint32_t who, uint32_t b, series s, double x)
{
    bucket *at = aggregate_at(a, who, b);
    moments_add(&at->m[s], x);
    if ((unsigned)s < HISTOGRAMS) at->bin[s][bin_of(x)]++;
}

void aggregate_merge(aggregate *into, const aggregate *from)
{
    assert(into->n_parties == from->n_parties && into->n_buckets == from->n_buckets);
    into->sessions += from->sessions;
    for (size_t i = 0; i < (size_t)from->n_parties * from->n_buckets; i++) {
        bucket *to = &into->at[i];
        const bucket *b = &from->at[i];
        for (unsigned s = 0; s < SERIES_COUNT; s++) moments_merge(&to->m[s], &b->m[s]);
        for (unsigned s = 0; s < HISTOGRAMS; s++)
            for (unsigned k = 0; k < BINS; k++) to->bin[s][k] += b->bin[s][k];
    }
}

static bool bucket_empty(const bucket *b)
{
    for (unsigned s = 0; s < BUCKET_SERIES; s++)
        if (b->m[s].n) return false;
    return true;
}

static void write_histogram(const uint32_t *count, buf *out)
{
    bin_set bins = {0};
    for (uint32_t k = 0; k < BINS; k++)
        if (count[k]) bin_set_add(&bins, k);
    encode_histogram(&bins, count, out);
}

static void write_bucket(const bucket *b, buf *out)
{
    if (bucket_empty(b)) {
        pack_nil(out);
        return;
    }
    encode_bucket_head(out);
    for (unsigned s = 0; s < BUCKET_SERIES; s++) encode_moments(&b->m[s], out);
    for (unsigned s = 0; s < HISTOGRAMS; s++) write_histogram(b->bin[s], out);
}

static bool any_seen(const bucket *b)
{
    return b->m[SERIES_PERCEIVED].n > 0 || b->m[SERIES_MISPERCEIVED].n > 0;
}

static void write_seen(const aggregate *a, uint32_t n, buf *out)
{
    pack_array(out, n);
    for (uint32_t i = 0; i < a->n_parties * a->n_buckets; i++) {
        const moments *m = &a->at[i].m[SERIES_PERCEIVED];
        if (any_seen(&a->at[i])) encode_place(i / a->n_buckets, i % a->n_buckets, m, SEEN, out);
    }
}

void aggregate_write(const aggregate *a, buf *out)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < a->n_parties * a->n_buckets; i++) seen += any_seen(&a->at[i]);
    encode_head(a->arm, a->n_parties, a->n_buckets, a->sessions, seen > 0, out);
    for (uint32_t i = 0; i < a->n_parties * a->n_buckets; i++) write_bucket(&a->at[i], out);
    pack_nil(out);
    if (seen) write_seen(a, seen, out);
}

static void read_moments(cursor *c, moments *m)
{
    if (take_nil(c)) return;
    if (take_array(c) != 3) c->bad = true;
    m->n = take_uint(c);
    m->sum = take_real(c);
    m->sum2 = take_real(c);
}

static void read_histogram(cursor *c, uint32_t *bin)
{
    if (take_nil(c)) return;
    uint32_t n = take_array(c), next = 0;
    if (n % 2) c->bad = true;
    for (; n && !c->bad; n -= 2, next++) {
        uint32_t skipped = take_uint32(c);
        if (next >= BINS || skipped >= BINS - next) c->bad = true;
        if (c->bad) return;
        bin[next += skipped] = take_uint32(c);
    }
}

static void read_bucket(cursor *c, bucket *b)
{
    if (take_nil(c)) return;
    if (take_array(c) != BUCKET_SERIES + HISTOGRAMS) c->bad = true;
    for (unsigned s = 0; s < BUCKET_SERIES; s++) read_moments(c, &b->m[s]);
    for (unsigned s = 0; s < HISTOGRAMS; s++) read_histogram(c, b->bin[s]);
}

/* The same moments in all buckets of [from, to): few places hold many, so that the plain loop is no
 * cost. */
static void spread(const aggregate *a, uint32_t who, uint32_t from, uint32_t to, unsigned s,
                   const moments *m)
{
    for (uint32_t b = from; b < to; b++) moments_merge(&aggregate_at(a, who, b)->m[s], m);
}

typedef struct place {
    uint32_t who, bucket;
    moments m[HELD];
} place;

static bool read_place(cursor *c, const aggregate *a, uint32_t used, uint32_t n, place *out)
{
    *out = (place){0};
    if (take_array(c) != 2 + n) c->bad = true;
    out->who = take_uint32(c);
    out->bucket = take_uint32(c);
    for (uint32_t k = 0; k < n; k++) read_moments(c, &out->m[k]);
    if (out->who >= a->n_parties || out->bucket >= used) c->bad = true;
    return !c->bad;
}

static void read_constant(cursor *c, const aggregate *a)
{
    place p;
    if (take_nil(c)) return;
    if (take_array(c) != 3) c->bad = true;
    uint32_t used = take_uint32(c);
    if (used > a->n_buckets) c->bad = true;
    for (uint32_t n = take_array(c); n && read_place(c, a, used, HELD, &p); n--)
        for (unsigned k = 0; k < HELD; k++)
            spread(a, p.who, 0, p.bucket + 1, SERIES_PHI + k, &p.m[k]);
    for (uint32_t i = 0; i < a->n_parties * a->n_buckets; i++)
        moments_merge(&a->at[i].m[SERIES_CARRIED], &a->at[i].m[SERIES_DEMAND]);
    for (uint32_t n = take_array(c); n && read_place(c, a, used, 1, &p); n--)
        spread(a, p.who, p.bucket, used, SERIES_CARRIED, &p.m[0]);
}

static void read_seen(cursor *c, const aggregate *a)
{
    place p;
    for (uint32_t n = take_array(c); n && read_place(c, a, a->n_buckets, SEEN, &p); n--)
        for (unsigned k = 0; k < SEEN; k++)
            moments_merge(&aggregate_at(a, p.who, p.bucket)->m[SERIES_PERCEIVED + k], &p.m[k]);
}

bool aggregate_read(const uint8_t *data, size_t size, size_t *at, aggregate *out)
{
    cursor c = {.data = data, .size = size, .at = *at};
    uint32_t fields = take_array(&c);
    if (fields != AGGREGATE_FIELDS && fields != AGGREGATE_FIELDS + 1) return false;
    uint32_t arm = take_uint32(&c), n_parties = take_uint32(&c), n_buckets = take_uint32(&c);
    uint64_t sessions = take_uint(&c);
    uint32_t n = take_array(&c);
    if (c.bad || n_parties > HG_PARTIES_MAX || n_buckets > BUCKETS_MAX ||
        n != n_parties * n_buckets)
        return false;
    aggregate_init(out, arm, n_parties, n_buckets);
    out->sessions = sessions;
    for (uint32_t i = 0; i < n && !c.bad; i++) read_bucket(&c, &out->at[i]);
    read_constant(&c, out);
    if (fields > AGGREGATE_FIELDS) read_seen(&c, out);
    if (c.bad)
        aggregate_fini(out);
    else
        *at = c.at;
    return !c.bad;
}

double moments_mean(const moments *m) { return m->n ? m->sum / (double)m->n : NAN; }

double moments_sd(const moments *m)
{
    if (m->n < 2) return NAN;
    double n = (double)m->n, squares = m->sum2 - m->sum * (m->sum / n);
    return sqrt(fmax(squares, 0) / (n - 1));
}

double bucket_quantile(const bucket *b, series s, double q)
{
    uint64_t n = b->m[s].n, below = 0;
    uint32_t k = 0;
    if ((unsigned)s >= HISTOGRAMS || !n) return NAN;
    double rank = hg_clamp(q, 0, 1) * (double)n;
    while (k < BINS - 1 && (double)(below + b->bin[s][k]) < rank) below += b->bin[s][k++];
    while (k < BINS - 1 && !b->bin[s][k]) k++;
    double inside = b->bin[s][k] ? (rank - (double)below) / (double)b->bin[s][k] : 0;
    return BIN_LO + BIN_WIDTH * ((double)k + inside);
}
