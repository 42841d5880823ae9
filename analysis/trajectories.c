/* trajectories.csv: what the streaming aggregates hold, one line per arm, role and time bucket. A
 * table of series and a table of statistics span the columns. */
#include "analysis/tables.h"

#include <math.h>
#include <string.h>

typedef struct series_spec {
    series series;
    const char *name, *meaning;
    unsigned statistics; /* set of statistic */
} series_spec;
enum statistic { COUNT_OF = 1, MEAN = 2, INTERVAL = 4, QUANTILES = 8 };

static const series_spec all_series[] = {
    {SERIES_DEMAND, "demand",
     "own utility of the own last offer, over the pie (not transferable: over the best utility); "
     "live sessions",
     COUNT_OF | MEAN | INTERVAL | QUANTILES},
    {SERIES_OFFERED, "offered", "own utility of the last offer received, likewise; live sessions",
     COUNT_OF | MEAN | INTERVAL | QUANTILES},
    {SERIES_PHI, "phi", "true leverage; live sessions", COUNT_OF | MEAN | INTERVAL},
    {SERIES_ALTERNATIVES, "part_alternatives", "its part due to alternatives", MEAN | INTERVAL},
    {SERIES_POWER, "part_power", "its part due to power", MEAN | INTERVAL},
    {SERIES_INFORMATION, "part_information", "its part due to information", MEAN | INTERVAL},
    {SERIES_CARRIED, "carried", "demand of all sessions, the last one carried to the deadline",
     COUNT_OF | MEAN | INTERVAL},
    {SERIES_PERCEIVED, "perceived",
     "own share of the pie as the role sees it; live sessions in which it tells",
     COUNT_OF | MEAN | INTERVAL},
    {SERIES_MISPERCEIVED, "misperception", "the same less phi", MEAN | INTERVAL},
};
static const struct {
    double q;
    const char *name;
} quantiles[] = {{.10, "q10"}, {.25, "q25"}, {.50, "q50"}, {.75, "q75"}, {.90, "q90"}};

#define EACH(i, a) for (size_t i = 0; i < sizeof(a) / sizeof *(a); i++)

/* ---- columns: name and meaning, in the order of the values below ---- */
typedef void describe(void *ctx, const char *name, const char *type, const char *meaning);

static void describe_series(describe *each, void *ctx, const series_spec *s)
{
    char name[64], meaning[256];
    const struct {
        unsigned statistic;
        const char *suffix, *type, *what;
    } simple[] = {
        {COUNT_OF, "n", "integer", "values"},
        {MEAN, "mean", "number", "mean"},
        {INTERVAL, "ci_low", "number", "lower end of its 95 % interval"},
        {INTERVAL, "ci_high", "number", "upper end of its 95 % interval"},
    };
    EACH(i, simple)
    {
        if (!(s->statistics & simple[i].statistic)) continue;
        snprintf(name, sizeof name, "%s_%s", s->name, simple[i].suffix);
        snprintf(meaning, sizeof meaning, "%s: %s", s->meaning, simple[i].what);
        each(ctx, name, simple[i].type, meaning);
    }
    EACH(i, quantiles)
    {
        if (!(s->statistics & QUANTILES)) continue;
        snprintf(name, sizeof name, "%s_%s", s->name, quantiles[i].name);
        snprintf(meaning, sizeof meaning, "%s: quantile %g", s->meaning, quantiles[i].q);
        each(ctx, name, "number", meaning);
    }
}

static void describe_all(const analysis *a, describe *each, void *ctx)
{
    each(ctx, "cell", "integer", "combination of factor levels, from 0");
    for (uint32_t i = 0; i < a->columns.n_shared; i++) {
        const column_use *use = &a->columns.shared[i];
        if (!*use->column->name) each(ctx, use->name, "text", use->column->meaning);
    }
    each(ctx, "twin_of", "text", "role that was made blind; empty: the cell itself");
    each(ctx, "role", "text", "whose demand and leverage");
    each(ctx, "bucket", "integer", "time bucket, from 0");
    each(ctx, "time_from", "number", "time of its first round, 0..1");
    each(ctx, "time_to", "number", "time of its last round, 0..1");
    each(ctx, "sessions", "integer", "sessions of the arm");
    each(ctx, "live", "number",
         "share of the sessions in which the role has made an offer that still go on");
    EACH(i, all_series) describe_series(each, ctx, &all_series[i]);
}

static void head_one(void *ctx, const char *name, const char *type, const char *meaning)
{
    (void)type, (void)meaning;
    csv_text(ctx, name);
}

static void codebook_one(void *ctx, const char *name, const char *type, const char *meaning)
{
    bool share = !strcmp(type, "number");
    describe_column(ctx, "trajectories.csv", name, type, share ? "1" : "", meaning);
}

void describe_trajectories(const analysis *a, buf *out) { describe_all(a, codebook_one, out); }

/* ---- values ---- */

static void add_series(buf *out, const series_spec *s, const bucket *b, bool with_interval)
{
    const moments *m = &b->m[s->series];
    estimate e = estimate_of(m->n, moments_mean(m), moments_sd(m));
    if (!with_interval) e = estimate_without_interval(e);
    if (s->statistics & COUNT_OF) csv_integer(out, m->n);
    if (s->statistics & MEAN) csv_number(out, e.mean);
    if (s->statistics & INTERVAL) csv_number(out, e.low), csv_number(out, e.high);
    EACH(i, quantiles)
    if (s->statistics & QUANTILES) csv_number(out, bucket_quantile(b, s->series, quantiles[i].q));
}

/* The first round of a bucket; rounds where there is none. */
static uint32_t first_round(uint32_t b, uint32_t buckets, uint32_t rounds)
{
    uint64_t first = ((uint64_t)b * rounds + buckets - 1) / buckets;
    return first < rounds ? (uint32_t)first : rounds;
}

static void add_times(buf *out, const model *m, uint32_t b, uint32_t buckets)
{
    uint32_t rounds = model_rounds(m), last = first_round(b + 1, buckets, rounds);
    csv_number(out, model_time(m, first_round(b, buckets, rounds)));
    csv_number(out, model_time(m, last ? last - 1 : 0));
}

static void add_arm(analysis *a, csv_file *f, const arm_data *d)
{
    const aggregate *g = analysis_aggregate(a, d);
    const model *m = &a->cells[d->arm->cell].model;
    uint32_t twin_of = d->arm->twin_of, buckets = buckets_of_model(m);
    if (buckets > g->n_buckets) buckets = g->n_buckets;
    for (uint32_t p = 0; p < g->n_parties; p++)
        for (uint32_t b = 0; b < buckets; b++) {
            const bucket *at = &g->at[p * g->n_buckets + b];
            csv_integer(&f->text, d->arm->cell);
            for (uint32_t c = 0; c < a->experiment.n_columns; c++)
                csv_text(&f->text, cell_level(a, d->arm->cell, c));
            csv_text(&f->text, twin_of == HG_NOBODY ? NULL : analysis_role(a, twin_of));
            csv_text(&f->text, analysis_role(a, p));
            csv_integer(&f->text, b);
            add_times(&f->text, m, b, buckets);
            csv_integer(&f->text, g->sessions);
            csv_number(&f->text, (double)at->m[SERIES_DEMAND].n / (double)at->m[SERIES_CARRIED].n);
            EACH(i, all_series)
            add_series(&f->text, &all_series[i], at, d->distinct >= DISTINCT_MIN);
            csv_end_line(&f->text);
            csv_flush(f);
        }
}

int write_trajectories(analysis *a, error_list *errors)
{
    csv_file f;
    int code = table_open(a, &f, "trajectories.csv", errors);
    if (code) return code;
    describe_all(a, head_one, &f.text);
    csv_end_line(&f.text);
    for (uint32_t i = 0; i < a->record.schema.n_arms; i++) add_arm(a, &f, &a->arms[i]);
    return csv_close(&f, errors);
}
