/* Records made by hand: what sessions did is given by a function, so that every mean, slope and
 * verdict is known beforehand. No simulator. */
#ifndef TESTS_ANALYSIS_FIXTURE_H
#define TESTS_ANALYSIS_FIXTURE_H
#include "check.h"

#include "analysis/analysis.h"
#include "base/rng.h"
#include "record/pack.h"
#include <sys/stat.h>
#include <unistd.h>

typedef struct made_record {
    const char *config, *scenario;
    const char *version; /* NULL: of none that was ever built */
    uint32_t n_parties, n_buckets, n_arms;
    const char *const *roles;
    const arm *arms;
    uint64_t seed;
    uint64_t block;      /* sessions per block; 0: all in one */
    uint64_t cut_blocks; /* so many blocks are left out at the end: an interrupted run */
    /* Fills in what session `replicate` of an arm did. course: [n_parties][n_buckets] own demand
     * while the session was live, NaN after. */
    void (*make)(const struct made_record *, uint32_t arm, uint64_t replicate, row *,
                 double *course);
    double number; /* for make */
    /* NULL: level sessions. Adds the trace of a session, by its number in the record. */
    void (*trace)(const struct made_record *, uint32_t arm, uint64_t replicate, uint64_t session,
                  buf *out);
} made_record;

typedef struct made_block {
    buf rows, aggregates, ends, traces, trace_ends;
    bool full;
    uint64_t index, first, n;
    aggregate sum;
} made_block;

static inline void made_frame(buf *out, frame_kind kind, uint64_t block, const buf *payload)
{
    size_t begun = frame_begin(out, kind, block);
    buf_add(out, payload->data, payload->size);
    frame_end(out, begun);
}

static inline void made_block_end(made_block *b, buf *out)
{
    if (!b->n) return;
    aggregate_write(&b->sum, &b->aggregates);
    size_t begun = frame_begin(out, FRAME_BLOCK, b->index);
    pack_array(out, 2);
    pack_uint(out, b->first);
    pack_uint(out, b->n);
    frame_end(out, begun);
    if (b->full) made_frame(out, FRAME_TRACE, b->index, &b->traces);
    made_frame(out, FRAME_ROWS, b->index, &b->rows);
    made_frame(out, FRAME_AGGREGATES, b->index, &b->aggregates);
    begun = frame_begin(out, FRAME_INDEX, b->index);
    pack_array(out, 3);
    pack_array(out, (uint32_t)b->n);
    buf_add(out, b->ends.data, b->ends.size);
    if (b->full) {
        pack_array(out, (uint32_t)b->n);
        buf_add(out, b->trace_ends.data, b->trace_ends.size);
    } else {
        pack_nil(out);
    }
    pack_uint(out, 0);
    frame_end(out, begun);
    buf_clear(&b->traces), buf_clear(&b->trace_ends);
    buf_clear(&b->rows), buf_clear(&b->aggregates), buf_clear(&b->ends);
    b->first += b->n;
    b->n = 0;
    b->index++;
}

static inline void made_sum(const made_record *m, aggregate *sum, const row *r,
                            const double *course)
{
    sum->sessions++;
    for (uint32_t p = 0; p < m->n_parties; p++) {
        double last = NAN;
        for (uint32_t b = 0; b < m->n_buckets; b++) {
            double x = course[p * m->n_buckets + b];
            if (!isnan(x)) {
                aggregate_add(sum, p, b, SERIES_DEMAND, last = x);
                aggregate_add(sum, p, b, SERIES_OFFERED, 1 - x);
                aggregate_add(sum, p, b, SERIES_PHI, r->party[p].start.phi);
                aggregate_add(sum, p, b, SERIES_ALTERNATIVES, r->party[p].start.alternatives);
                aggregate_add(sum, p, b, SERIES_POWER, r->party[p].start.power);
                aggregate_add(sum, p, b, SERIES_INFORMATION, r->party[p].start.information);
            }
            if (!isnan(last)) aggregate_add(sum, p, b, SERIES_CARRIED, last);
        }
    }
}

static inline void made_schema(const made_record *m, buf *out, uint64_t jobs, uint64_t block)
{
    record_schema s = {.version = m->version ? m->version : "0.0-test",
                       .name = "made",
                       .config = m->config,
                       .scenario_file = "made.yaml",
                       .scenario = m->scenario,
                       .level = m->trace ? "full" : "sessions",
                       .seed = m->seed ? m->seed : 1,
                       .block = block,
                       .jobs = jobs,
                       .blocks = (jobs + block - 1) / block,
                       .n_parties = m->n_parties,
                       .n_buckets = m->n_buckets,
                       .roles = m->roles,
                       .n_arms = m->n_arms,
                       .arms = m->arms,
                       .identity = UINT64_C(0x0123456789abcdef)};
    size_t begun = frame_begin(out, FRAME_SCHEMA, 0);
    schema_write(&s, out);
    frame_end(out, begun);
}

static inline void made_session(const made_record *m, made_block *b, uint32_t i, uint64_t r,
                                uint64_t session, double *course)
{
    row one = {.session = session,
               .replicate = r,
               .arm = i,
               .by = HG_NOBODY,
               .deal = HG_NO_OUTCOME,
               .n_parties = m->n_parties,
               .trace = session + 1,
               .zone_start = -1,
               .zone_end = -1};
    for (uint32_t k = 0; k < m->n_parties * m->n_buckets; k++) course[k] = NAN;
    m->make(m, i, r, &one, course);
    if (b->n && b->sum.arm != i) aggregate_write(&b->sum, &b->aggregates);
    if (!b->n || b->sum.arm != i) {
        aggregate_fini(&b->sum);
        aggregate_init(&b->sum, i, m->n_parties, m->n_buckets);
    }
    row_write(&one, &b->rows);
    pack_uint(&b->ends, b->rows.size);
    if (m->trace) {
        m->trace(m, i, r, session, &b->traces);
        pack_uint(&b->trace_ends, b->traces.size);
    }
    made_sum(m, &b->sum, &one, course);
    b->n++;
}

static inline void made_write(const made_record *m, const char *dir)
{
    uint64_t jobs = 0, session = 0;
    for (uint32_t i = 0; i < m->n_arms; i++) jobs += m->arms[i].sessions;
    uint64_t block = m->block ? m->block : jobs ? jobs : 1;
    uint64_t blocks = (jobs + block - 1) / block - m->cut_blocks;
    buf out = {0};
    made_block b = {.full = m->trace != NULL};
    double *course = calloc((size_t)m->n_parties * m->n_buckets, sizeof *course);
    made_schema(m, &out, jobs, block);
    for (uint32_t i = 0; i < m->n_arms; i++)
        for (uint64_t r = 0; r < m->arms[i].sessions && b.index < blocks; r++) {
            made_session(m, &b, i, r, session++, course);
            if (b.n == block) made_block_end(&b, &out);
        }
    made_block_end(&b, &out);
    if (!m->cut_blocks) frame_end(&out, frame_begin(&out, FRAME_END, b.index));
    char path[4200];
    snprintf(path, sizeof path, "%s/log.msgpack", dir);
    mkdir(dir, 0777);
    FILE *to = fopen(path, "wb");
    assert_non_null(to);
    assert_int_equal(fwrite(out.data, 1, out.size, to), out.size);
    fclose(to);
    buf_fini(&out), buf_fini(&b.rows), buf_fini(&b.aggregates), buf_fini(&b.ends);
    buf_fini(&b.traces), buf_fini(&b.trace_ends);
    aggregate_fini(&b.sum);
    free(course);
}

/* Opens what was written; a failure prints its errors and fails the test. */
static inline analysis *made_open(const made_record *m, const char *dir)
{
    error_list errors;
    error_list_init(&errors);
    made_write(m, dir);
    analysis *a = analysis_open(dir, &errors);
    if (!a) error_print(&errors, stderr);
    error_list_fini(&errors);
    assert_non_null(a);
    return a;
}

static inline char *made_read(const char *dir, const char *name)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *from = fopen(path, "rb");
    if (!from) return NULL;
    char *text = calloc(1, 1 << 22);
    size_t n = fread(text, 1, (1 << 22) - 1, from);
    text[n] = '\0';
    fclose(from);
    return text;
}

/* ---- what sessions do ---- */

static inline double noise(uint64_t replicate, uint32_t who)
{
    rng r;
    rng_open(&r, 5, RNG_NOISE, replicate, rng_who(0, who));
    return rng_normal(&r);
}

#define PIE_SCENARIO(first)                                                                        \
    "scenario: made\nissues:\n  share: {min: 0, max: 1, step: 0.001}\nparties:\n"                  \
    "  one: {receives: share, reservation: 0.1}\n"                                                 \
    "  two: {pays: share, value: {base: 1}, reservation: 0.1}\n"                                   \
    "protocol: {kind: alternating-offers, first: " first "}\ndeadline: {rounds: 10}\n"             \
    "agents: {one: linear, two: linear}\n"

/* A session with a deal at `share` for the first party; the pie is 1. */
static inline void made_deal(row *r, double share)
{
    r->result = HG_RESULT_DEAL;
    r->deal = 500;
    r->pie = 1;
    r->zone_start = r->zone_end = 0.8;
    r->round = 5;
    for (uint32_t p = 0; p < r->n_parties; p++) {
        row_party *q = &r->party[p];
        q->utility = q->payoff = p ? 1 - share : share;
        q->opening = 0.9;
        q->mean_demand = 0.7;
        q->early_concession = 0.2;
        q->limit_start = q->limit_end = 0.1;
        q->start.phi = 0.5;
        q->end = q->start;
    }
}

static inline void made_impasse(row *r, double pays)
{
    made_deal(r, 0.5);
    r->result = HG_RESULT_NO_DEAL;
    r->deal = HG_NO_OUTCOME;
    for (uint32_t p = 0; p < r->n_parties; p++) r->party[p].utility = r->party[p].payoff = pays;
}
#endif
