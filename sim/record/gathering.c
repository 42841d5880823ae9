/* From courses of single sessions to the aggregate of an arm. The order of additions is the order
 * of sessions, so that sums are the same bits whoever ran them. Two economies:
 *
 * What does not change from bucket to bucket is noted once, where it stops or starts, and spread
 * over the buckets by the reader: a session's constant leverage costs one addition instead of a
 * hundred.
 *
 * Which bins of a histogram hold anything is noted in a set, so that writing and emptying it costs
 * what was counted: an arm of few sessions never walks through all counters.
 */
#include "record/gathering.h"

#include "base/oom.h"
#include "record/encode.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct gathered {
    moments m[SERIES_COUNT]; /* demand and offered; leverage where it moved; carried: unused */
    bin_set bins[HISTOGRAMS];
    moments until[HELD];              /* leverage held from bucket 0 to this one */
    moments since;                    /* demands carried from this bucket to the deadline */
    uint32_t count[HISTOGRAMS][BINS]; /* last: emptied bin by bin, the rest at a stroke */
};

static gathered *cell(const gathering *g, uint32_t who, uint32_t b)
{
    return &g->at[(size_t)who * g->n_buckets + b];
}

void gathering_init(gathering *g, uint32_t n_parties, uint32_t n_buckets)
{
    size_t cells = (size_t)n_parties * n_buckets;
    *g = (gathering){.n_parties = n_parties, .n_buckets = n_buckets};
    g->at = mem_zero(cells, sizeof *g->at);
}

void gathering_fini(gathering *g) { free(g->at); }

/* A demand may be carried from the bucket behind the last live one. */
static uint32_t touched(const gathering *g) { return g->live < g->used ? g->live + 1 : g->used; }

static inline void add_value(gathered *c, unsigned s, double x)
{
    uint32_t bin = bin_of(x);
    moments_add(&c->m[s], x);
    if (!c->count[s][bin]++) bin_set_add(&c->bins[s], bin);
}

static void add_samples(gathering *g, const trajectory *t, uint32_t who)
{
    const sample *at = &t->at[(size_t)who * BUCKETS_MAX], *end = at + t->live;
    gathered *c = cell(g, who, 0);
    for (; at < end; at++, c++) {
        if (!isnan(at->demand)) add_value(c, SERIES_DEMAND, at->demand);
        if (!isnan(at->offered)) add_value(c, SERIES_OFFERED, at->offered);
    }
    if (t->live < t->n_buckets && !isnan(at[-1].demand)) moments_add(&c->since, at[-1].demand);
}

static void add_span(gathering *g, uint32_t who, const hg_leverage *l, uint32_t from, uint32_t to)
{
    const double x[HELD] = {l->phi, l->alternatives, l->power, l->information};
    gathered *last = cell(g, who, to - 1);
    for (unsigned k = 0; k < HELD; k++) {
        if (from == 0)
            moments_add(&last->until[k], x[k]);
        else
            for (gathered *c = cell(g, who, from); c <= last; c++)
                moments_add(&c->m[SERIES_PHI + k], x[k]);
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
    for (uint32_t i = 0; i < t->n_parties; i++) add_samples(g, t, i);
    for (uint32_t s = 0; s < t->n_spans; s++) {
        const span *held = &t->spans[s];
        uint32_t to = s + 1 < t->n_spans ? held[1].from : t->live;
        if (!held->any || held->from >= to) continue;
        for (uint32_t i = 0; i < t->n_parties; i++) add_span(g, i, &held->of[i], held->from, to);
    }
}

/* ---- writing ---- */

static void write_cell(const gathered *c, buf *out)
{
    encode_bucket_head(out);
    for (unsigned s = 0; s < SERIES_COUNT; s++) encode_moments(&c->m[s], out);
    for (unsigned s = 0; s < HISTOGRAMS; s++) encode_histogram(&c->bins[s], c->count[s], out);
}

static bool is_empty(const gathered *c)
{
    for (unsigned s = 0; s < SERIES_COUNT; s++)
        if (c->m[s].n) return false;
    return true;
}

static void write_party(const gathering *g, uint32_t who, buf *out)
{
    for (uint32_t b = 0; b < g->n_buckets; b++) {
        const gathered *c = cell(g, who, b);
        if (b < g->live && !is_empty(c))
            write_cell(c, out);
        else
            pack_nil(out);
    }
}

/* Two lists of what the reader spreads, [party, bucket, moments...], only where there is any. */
static void write_constant(const gathering *g, buf *out)
{
    uint32_t held = 0, carried = 0, n = touched(g);
    for (uint32_t i = 0; i < g->n_parties * n; i++) {
        const gathered *c = cell(g, i / n, i % n);
        held += c->until[0].n > 0;
        carried += c->since.n > 0;
    }
    pack_array(out, 3);
    pack_uint(out, g->used);
    pack_array(out, held);
    for (uint32_t i = 0; held && i < g->n_parties * n; i++) {
        const gathered *c = cell(g, i / n, i % n);
        if (c->until[0].n) encode_place(i / n, i % n, c->until, HELD, out);
    }
    pack_array(out, carried);
    for (uint32_t i = 0; carried && i < g->n_parties * n; i++) {
        const gathered *c = cell(g, i / n, i % n);
        if (c->since.n) encode_place(i / n, i % n, &c->since, 1, out);
    }
}

static void empty_cell(gathered *c)
{
    for (unsigned s = 0; s < HISTOGRAMS; s++)
        for (uint32_t bin = 0; (bin = bin_set_next(&c->bins[s], bin)) < BINS; bin++)
            c->count[s][bin] = 0;
    memset(c, 0, offsetof(gathered, count));
}

static void empty(gathering *g)
{
    for (uint32_t i = 0; i < g->n_parties; i++)
        for (uint32_t b = 0; b < touched(g); b++) empty_cell(cell(g, i, b));
    g->sessions = 0;
    g->used = g->live = 0;
}

void gathering_write(gathering *g, buf *out)
{
    if (!g->sessions) return;
    encode_head(g->arm, g->n_parties, g->n_buckets, g->sessions, out);
    for (uint32_t i = 0; i < g->n_parties; i++) write_party(g, i, out);
    write_constant(g, out);
    empty(g);
}
