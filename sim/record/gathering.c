/* From courses of single sessions to the aggregate of an arm. The order of additions is the order
 * of sessions, so that sums are the same bits whoever ran them. Three economies:
 *
 * What does not change from bucket to bucket is noted once, where it stops or starts, and spread
 * over the buckets by the reader: a session's constant leverage costs one addition instead of a
 * hundred. How many values a bucket has is noted in the same way, as steps.
 *
 * Sums lie bucket by bucket, a series at a time, and are taken in strides that fill a vector.
 *
 * Which bins of a histogram hold anything is noted in a set, so that writing and emptying it costs
 * what was counted: an arm of few sessions never walks through all counters.
 */
#include "record/gathering.h"

#include "base/oom.h"
#include "record/encode.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct column {             /* one series of a party, by bucket */
    uint32_t step[BUCKETS_MAX + 1]; /* values here less values one before, modulo 2^32 */
    double sum[BUCKETS_MAX], sum2[BUCKETS_MAX];
} column;

typedef struct histogram {
    uint32_t count[BINS];
    bin_set bins; /* which counts are not 0 */
} histogram;

typedef struct cell {    /* what a bucket shares with others */
    moments until[HELD]; /* leverage held from bucket 0 to this one */
    moments since;       /* demands carried from this bucket to the deadline */
} cell;

struct gathered {
    column of[SERIES_CARRIED]; /* demand and offered; leverage where it moved */
    cell at[BUCKETS_MAX];
    histogram histogram[BUCKETS_MAX][HISTOGRAMS];
    moments seen[BUCKETS_MAX][SEEN];
};

void gathering_init(gathering *g, uint32_t n_parties, uint32_t n_buckets)
{
    assert(n_buckets <= BUCKETS_MAX);
    *g = (gathering){.n_parties = n_parties, .n_buckets = n_buckets};
    g->of = mem_zero(n_parties, sizeof *g->of);
}

void gathering_fini(gathering *g) { free(g->of); }

/* A demand may be carried from the bucket behind the last live one. */
static uint32_t touched(const gathering *g) { return g->live < g->used ? g->live + 1 : g->used; }

/* Of constant length and apart, so that the compiler makes vectors of them. */
static inline void add_stride(double *restrict sum, double *restrict sum2, const double *restrict x)
{
    for (unsigned k = 0; k < SAMPLES_STRIDE; k++) {
        sum[k] += x[k];
        sum2[k] += x[k] * x[k];
    }
}

/* Where there is no value a zero is added. */
static void add_column(column *c, const samples *x, uint32_t to)
{
    c->step[x->from]++;
    c->step[to]--;
    for (size_t b = 0; b < to; b += SAMPLES_STRIDE) add_stride(&c->sum[b], &c->sum2[b], &x->at[b]);
}

static void add_bins(gathered *c, unsigned s, const samples *x, uint32_t to)
{
    histogram *h = &c->histogram[x->from][s];
    for (const double *at = x->at + x->from; at < x->at + to; at++, h += HISTOGRAMS) {
        uint32_t bin = bin_of(*at);
        if (!h->count[bin]++) bin_set_add(&h->bins, bin);
    }
}

static void add_samples(gathered *c, const trajectory *t, uint32_t who)
{
    const samples *of = trajectory_of(t, who), *own = &of[SERIES_DEMAND];
    for (unsigned s = 0; s < HISTOGRAMS; s++) {
        if (of[s].from >= t->live) continue;
        add_column(&c->of[s], &of[s], t->live);
        add_bins(c, s, &of[s], t->live);
    }
    if (own->from < t->live && t->live < t->n_buckets)
        moments_add(&c->at[t->live].since, own->at[t->live - 1]);
}

static void add_constant(column *c, double x, uint32_t from, uint32_t to)
{
    c->step[from]++;
    c->step[to]--;
    for (uint32_t b = from; b < to; b++) {
        c->sum[b] += x;
        c->sum2[b] += x * x;
    }
}

static void add_span(gathered *c, const hg_leverage *l, uint32_t from, uint32_t to)
{
    const double x[HELD] = {l->phi, l->alternatives, l->power, l->information};
    for (unsigned k = 0; k < HELD; k++)
        if (from == 0)
            moments_add(&c->at[to - 1].until[k], x[k]);
        else
            add_constant(&c->of[SERIES_PHI + k], x[k], from, to);
}

static void add_seen(gathered *c, const trajectory *t, uint32_t who)
{
    const samples *x = &t->seen[who].of;
    for (uint32_t b = x->from, s = 0; b < t->live; b++) {
        while (s + 1 < t->n_spans && t->spans[s + 1].from <= b) s++;
        moments_add(&c->seen[b][0], x->at[b]);
        if (t->n_spans && t->spans[s].any)
            moments_add(&c->seen[b][1], x->at[b] - t->spans[s].of[who].phi);
    }
}

void gathering_add(gathering *g, uint32_t arm, const trajectory *t)
{
    assert(t->n_parties == g->n_parties && t->n_buckets <= g->n_buckets);
    assert(t->live > 0 && (!g->sessions || g->arm == arm));
    g->arm = arm;
    g->sessions++;
    g->used = t->n_buckets;
    if (t->live > g->live) g->live = t->live;
    for (uint32_t i = 0; i < t->n_parties; i++) add_samples(&g->of[i], t, i);
    for (uint32_t i = 0; i < t->n_parties; i++) {
        if (!t->seen[i].any) continue;
        add_seen(&g->of[i], t, i);
        g->seen = true;
    }
    for (uint32_t s = 0; s < t->n_spans; s++) {
        const span *held = &t->spans[s];
        uint32_t to = s + 1 < t->n_spans ? held[1].from : t->live;
        if (!held->any || held->from >= to) continue;
        for (uint32_t i = 0; i < t->n_parties; i++)
            add_span(&g->of[i], &held->of[i], held->from, to);
    }
}

/* ---- writing ---- */

static void write_bucket(const gathered *c, uint32_t b, const uint32_t *n, buf *out)
{
    encode_bucket_head(out);
    for (unsigned s = 0; s < SERIES_CARRIED; s++)
        encode_moments(&(moments){n[s], c->of[s].sum[b], c->of[s].sum2[b]}, out);
    pack_nil(out); /* carried: the reader makes it */
    for (unsigned s = 0; s < HISTOGRAMS; s++)
        encode_histogram(&c->histogram[b][s].bins, c->histogram[b][s].count, out);
}

static void write_party(const gathering *g, const gathered *c, buf *out)
{
    uint32_t n[SERIES_CARRIED] = {0};
    for (uint32_t b = 0; b < g->n_buckets; b++) {
        uint32_t any = 0;
        for (unsigned s = 0; s < SERIES_CARRIED; s++) any |= n[s] += c->of[s].step[b];
        if (any)
            write_bucket(c, b, n, out);
        else
            pack_nil(out);
    }
}

static const cell *cell_at(const gathering *g, uint32_t n, uint32_t i)
{
    return &g->of[i / n].at[i % n];
}

/* Two lists of what the reader spreads, [party, bucket, moments...], only where there is any. */
static void write_constant(const gathering *g, buf *out)
{
    uint32_t held = 0, carried = 0, n = touched(g);
    for (uint32_t i = 0; i < g->n_parties * n; i++) {
        held += cell_at(g, n, i)->until[0].n > 0;
        carried += cell_at(g, n, i)->since.n > 0;
    }
    pack_array(out, 3);
    pack_uint(out, g->used);
    pack_array(out, held);
    for (uint32_t i = 0; held && i < g->n_parties * n; i++) {
        const cell *c = cell_at(g, n, i);
        if (c->until[0].n) encode_place(i / n, i % n, c->until, HELD, out);
    }
    pack_array(out, carried);
    for (uint32_t i = 0; carried && i < g->n_parties * n; i++) {
        const cell *c = cell_at(g, n, i);
        if (c->since.n) encode_place(i / n, i % n, &c->since, 1, out);
    }
}

/* Two moments a place, which nothing is spread from. */
static void write_seen(const gathering *g, buf *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n_parties * g->live; i++)
        n += g->of[i / g->live].seen[i % g->live][0].n > 0;
    pack_array(out, n);
    for (uint32_t i = 0; i < g->n_parties * g->live; i++) {
        const moments *m = g->of[i / g->live].seen[i % g->live];
        if (m->n) encode_place(i / g->live, i % g->live, m, SEEN, out);
    }
}

static void empty_histogram(histogram *h)
{
    for (uint32_t bin = 0; (bin = bin_set_next(&h->bins, bin)) < BINS; bin++) h->count[bin] = 0;
    h->bins = (bin_set){0};
}

static void empty_column(column *c, uint32_t n)
{
    memset(c->step, 0, (n + 1) * sizeof *c->step);
    memset(c->sum, 0, n * sizeof *c->sum);
    memset(c->sum2, 0, n * sizeof *c->sum2);
}

static void empty_party(gathered *c, uint32_t live, uint32_t touched)
{
    for (unsigned s = 0; s < SERIES_CARRIED; s++) empty_column(&c->of[s], live);
    for (uint32_t b = 0; b < live; b++)
        for (unsigned s = 0; s < HISTOGRAMS; s++) empty_histogram(&c->histogram[b][s]);
    for (uint32_t b = 0; b < touched; b++) c->at[b] = (cell){0};
}

static void empty(gathering *g)
{
    for (uint32_t i = 0; i < g->n_parties; i++) {
        empty_party(&g->of[i], g->live, touched(g));
        if (g->seen) memset(g->of[i].seen, 0, g->live * sizeof *g->of[i].seen);
    }
    g->seen = false;
    g->sessions = 0;
    g->used = g->live = 0;
}

void gathering_write(gathering *g, buf *out)
{
    if (!g->sessions) return;
    encode_head(g->arm, g->n_parties, g->n_buckets, g->sessions, g->seen, out);
    for (uint32_t i = 0; i < g->n_parties; i++) write_party(g, &g->of[i], out);
    write_constant(g, out);
    if (g->seen) write_seen(g, out);
    empty(g);
}
