/* pie_share against phi: means in bins of phi and a line through the deals. Two walks over the
 * rows, one for means and line, one for their errors, which are clustered by replicate: cells share
 * their random numbers. */
#include "analysis/study_groups.h"

#include "analysis/statistics/distribution.h"
#include "base/oom.h"
#include <math.h>
#include <stdlib.h>

typedef enum about { OF_DEALS, OF_ALL, ABOUTS } about;
enum { RATE = ABOUTS, DEVIATIONS }; /* of the shares, and of what is a deal or none */
enum { LINE = 2 };                  /* constant and slope */

typedef struct bin_sums {
    uint64_t n[ABOUTS];
    double phi[ABOUTS], share[ABOUTS];
    double squares[ABOUTS]; /* of deviations, where nothing is clustered */
} bin_sums;

typedef struct binning {
    bin_sums bin[CALIBRATION_BINS];
    linear_sums line;
    linear_fit fit;
    uint64_t replicates;
    double *line_score; /* [replicates][LINE] */
    double *deviation;  /* [replicates][n_used][DEVIATIONS]; NULL: one arm, each replicate is one */
    uint32_t n_used, place[CALIBRATION_BINS]; /* of bins with sessions */
} binning;

typedef struct calibrating {
    const analysis *a;
    study_groups groups;
    binning *at; /* [groups.n] */
} calibrating;

static uint32_t bin_of(double phi)
{
    double at = floor(phi * (CALIBRATION_BINS - 1) + 0.5);
    return at < 0 ? 0 : at >= CALIBRATION_BINS ? CALIBRATION_BINS - 1 : (uint32_t)at;
}

/* ---- the walks ---- */

static void add_sums(binning *b, const row *r, const study_row *s)
{
    bin_sums *bin = &b->bin[bin_of(s->phi)];
    (void)r;
    for (int of = s->deal ? OF_DEALS : OF_ALL; of < ABOUTS; of++)
        bin->n[of]++, bin->phi[of] += s->phi, bin->share[of] += s->share;
    if (s->deal) linear_add(&b->line, (const double[]){1, s->phi}, s->share);
}

static double bin_mean(const bin_sums *b, about of) { return b->share[of] / (double)b->n[of]; }

static double deal_rate(const bin_sums *b) { return (double)b->n[OF_DEALS] / (double)b->n[OF_ALL]; }

static double *deviations_of(const binning *b, uint64_t replicate, uint32_t k)
{
    return b->deviation + (replicate * b->n_used + b->place[k]) * DEVIATIONS;
}

static void add_errors(binning *b, const row *r, const study_row *s)
{
    uint32_t k = bin_of(s->phi);
    bin_sums *bin = &b->bin[k];
    double *clustered = b->deviation ? deviations_of(b, r->replicate, k) : NULL;
    for (int of = s->deal ? OF_DEALS : OF_ALL; of < ABOUTS; of++) {
        double e = s->share - bin_mean(bin, (about)of);
        if (clustered)
            clustered[of] += e;
        else
            bin->squares[of] += e * e;
    }
    if (clustered) clustered[RATE] += s->deal - deal_rate(bin);
    if (!s->deal) return;
    linear_add_score(b->line_score + r->replicate * LINE, &b->fit, (const double[]){1, s->phi},
                     s->share);
}

static void walk(const calibrating *c, const row *r,
                 void (*add)(binning *, const row *, const study_row *))
{
    uint32_t parties = c->a->record.schema.n_parties;
    for (uint32_t role = 0; role < parties; role++) {
        study_row s;
        if (!study_row_set(c->a, r, role, &s)) continue;
        const uint32_t *of = c->groups.of + ((size_t)r->arm * parties + role) * STUDY_GROUPS_OF_ARM;
        for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
            if (of[k] != HG_NOBODY) add(&c->at[of[k]], r, &s);
    }
}

static bool first_walk(void *ctx, const row *r) { return walk(ctx, r, add_sums), true; }
static bool second_walk(void *ctx, const row *r) { return walk(ctx, r, add_errors), true; }

static void make_room(const calibrating *c, uint32_t group, binning *b)
{
    b->fit = linear_solve(&b->line);
    b->replicates = c->groups.replicates[group];
    for (uint32_t k = 0; k < CALIBRATION_BINS; k++)
        if (b->bin[k].n[OF_ALL]) b->place[k] = b->n_used++;
    b->line_score = mem_zero(b->replicates * LINE, sizeof *b->line_score);
    if (c->groups.arms[group] > 1)
        b->deviation = mem_zero(b->replicates * b->n_used * DEVIATIONS, sizeof *b->deviation);
}

/* ---- intervals ---- */

static bool carries_intervals(const calibrating *c, uint32_t group)
{
    return c->groups.random[group] && c->groups.replicates[group] >= DISTINCT_MIN;
}

/* The squared deviations of a bin's clusters, and how many clusters there are. */
static double clustered_squares(const binning *b, uint32_t k, int of, uint64_t *clusters)
{
    double sum = 0;
    *clusters = 0;
    for (uint64_t r = 0; r < b->replicates; r++) {
        double e = deviations_of(b, r, k)[of];
        sum += e * e;
        *clusters += e != 0;
    }
    return sum;
}

static double bin_squares(const binning *b, uint32_t k, about of, uint64_t *clusters)
{
    if (b->deviation) return clustered_squares(b, k, (int)of, clusters);
    *clusters = b->bin[k].n[of];
    return b->bin[k].squares[of];
}

/* Sessions drawn apart that would tell as much of the deal rate as those of the bin do. Where all
 * end alike nothing says how much replicates have in common: each counts once. */
static double effective_size(const binning *b, uint32_t k)
{
    uint64_t n = b->bin[k].n[OF_ALL], clusters;
    double size = (double)n, p = deal_rate(&b->bin[k]);
    if (!b->deviation) return size;
    double squares = clustered_squares(b, k, RATE, &clusters), g = (double)clusters;
    if (!(p > 0) || !(p < 1)) return fmin(size, (double)b->replicates);
    if (!(squares > 0) || clusters < 2) return fmin(size, (double)b->replicates);
    return fmin(size, size * size * p * (1 - p) / (g / (g - 1) * squares));
}

static estimate bin_estimate(const binning *b, uint32_t k, about of, bool intervals)
{
    uint64_t n = b->bin[k].n[of], clusters;
    estimate e = {n, n ? bin_mean(&b->bin[k], of) : NAN, NAN, NAN, NAN};
    double squares = bin_squares(b, k, of, &clusters), g = (double)clusters;
    if (!intervals || clusters < DISTINCT_MIN || !(squares > 0)) return e;
    double se = sqrt(g / (g - 1) * squares) / (double)n;
    coefficient c = coefficient_of(e.mean, se, g - 1);
    e.sd = se * sqrt((double)n);
    e.low = c.low;
    e.high = c.high;
    return e;
}

static linear_model line_of(const calibrating *c, uint32_t group)
{
    const binning *b = &c->at[group];
    if (!carries_intervals(c, group)) return (linear_model){.fit = b->fit};
    return linear_with_clusters(&b->fit, b->line_score, b->replicates);
}

/* What one replicate does to the slope. */
static double pull(const binning *b, uint64_t replicate)
{
    const double *s = b->line_score + replicate * LINE;
    if (replicate >= b->replicates) return 0;
    return b->fit.inverse.at[1][0] * s[0] + b->fit.inverse.at[1][1] * s[1];
}

/* Slope less the twin's. Both come of the same replicates, so their errors are taken together. */
static coefficient utilisation_of(const calibrating *c, uint32_t group, uint32_t twin)
{
    const binning *b = &c->at[group], *t = &c->at[twin];
    if (!b->fit.used[1] || !t->fit.used[1]) return (coefficient){false, NAN, NAN, NAN, NAN, NAN};
    uint64_t n = b->replicates > t->replicates ? b->replicates : t->replicates;
    double squares = 0, clusters = 0;
    for (uint64_t r = 0; r < n; r++) {
        double d = pull(b, r) - pull(t, r);
        squares += d * d;
        clusters += d != 0;
    }
    bool any = carries_intervals(c, group) && clusters >= DISTINCT_MIN;
    double se = any ? sqrt(squares * clusters / (clusters - 1)) : NAN;
    return coefficient_of(b->fit.b[1] - t->fit.b[1], se, clusters - 1);
}

/* ---- results ---- */

static void report_bin(const calibrating *c, uint32_t group, uint32_t k, calibration_bin *out)
{
    const binning *b = &c->at[group];
    const bin_sums *s = &b->bin[k];
    bool intervals = carries_intervals(c, group);
    double width = 1.0 / (CALIBRATION_BINS - 1);
    *out = (calibration_bin){.from = fmax(0, (k - 0.5) * width),
                             .to = fmin(1, (k + 0.5) * width),
                             .phi = s->phi[OF_ALL] / (double)s->n[OF_ALL],
                             .phi_deals = s->phi[OF_DEALS] / (double)s->n[OF_DEALS],
                             .sessions = s->n[OF_ALL],
                             .deals = s->n[OF_DEALS],
                             .share = bin_estimate(b, k, OF_DEALS, intervals),
                             .value = bin_estimate(b, k, OF_ALL, intervals),
                             .deal_rate = estimate_clustered_proportion(
                                 s->n[OF_ALL], s->n[OF_DEALS], effective_size(b, k))};
    if (!intervals) out->deal_rate = estimate_without_interval(out->deal_rate);
}

static void report(analysis *a, const calibrating *c, uint32_t group, calibration *out)
{
    const binning *b = &c->at[group];
    uint32_t twin = study_groups_twin(&c->groups, group);
    linear_model m = line_of(c, group);
    *out = (calibration){.group = c->groups.at[group],
                         .deals = b->fit.n,
                         .n_bins = b->n_used,
                         .bin = arena_array(&a->arena, b->n_used + 1, sizeof *out->bin),
                         .constant = linear_coefficient(&m, 0),
                         .slope = linear_coefficient(&m, 1),
                         .twin_slope = NAN};
    for (uint32_t k = 0; k < CALIBRATION_BINS; k++) {
        if (!b->bin[k].n[OF_ALL]) continue;
        report_bin(c, group, k, &out->bin[b->place[k]]);
        out->sessions += b->bin[k].n[OF_ALL];
    }
    out->has_twin = twin != HG_NOBODY;
    if (!out->has_twin) return;
    out->twin_slope = c->at[twin].fit.used[1] ? c->at[twin].fit.b[1] : NAN;
    out->utilisation = utilisation_of(c, group, twin);
}

calibration_list study_calibration(analysis *a)
{
    if (a->calibration) return *a->calibration;
    calibrating c = {.a = a, .groups = study_groups_of(a)};
    uint32_t n = c.groups.n;
    calibration_list list = {n, arena_array(&a->arena, n + 1, sizeof *list.at)};
    c.at = mem_zero(n + 1, sizeof *c.at);
    for (uint32_t i = 0; i < n; i++) c.at[i].line.columns = LINE;
    (void)record_each_row(&a->record, first_walk, &c);
    for (uint32_t i = 0; i < n; i++) make_room(&c, i, &c.at[i]);
    (void)record_each_row(&a->record, second_walk, &c);
    for (uint32_t i = 0; i < n; i++) report(a, &c, i, &list.at[i]);
    for (uint32_t i = 0; i < n; i++) free(c.at[i].line_score), free(c.at[i].deviation);
    free(c.at);
    a->calibration = arena_array(&a->arena, 1, sizeof *a->calibration);
    return *a->calibration = list;
}
