/* Does a factor matter? One-way, all other factors pooled: tests that take every session as drawn
 * apart, as textbooks do (Welch, Kruskal-Wallis), their effect sizes, and the test that this design
 * allows: replicates share their random numbers across levels, so that what differs between levels
 * is seen replicate by replicate (Hotelling 1931). Levels that are numbers have rank correlations
 * as well. */
#include "analysis/groups.h"
#include "analysis/study_outcomes.h"

#include "analysis/statistics/bootstrap.h"
#include "analysis/statistics/distribution.h"
#include "analysis/statistics/rank_correlation.h"
#include "analysis/study.h"
#include "base/oom.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS_MOST = LOG_RANK_GROUPS };

/* All sessions of all cells, in arrays. */
typedef struct sessions {
    size_t n;
    uint32_t levels;
    uint64_t replicates;
    double *share, *rounds, *number; /* number: of its level */
    bool *deal;
    uint32_t *level, *replicate;
} sessions;

/* ---- levels ---- */

typedef struct level_list {
    uint32_t n;
    const char *name[LEVELS_MOST];
    bool numbers;
} level_list;

static uint32_t level_of(const level_list *l, const char *name)
{
    uint32_t i = 0;
    while (i < l->n && strcmp(l->name[i], name) != 0) i++;
    return i;
}

/* False: there are too many to be held against each other. */
static bool levels_of(const analysis *a, uint32_t column, level_list *out)
{
    double number;
    *out = (level_list){.numbers = true};
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const char *name = cell_level(a, c, column);
        if (!analysis_cell(a, c) || level_of(out, name) < out->n) continue;
        if (out->n == LEVELS_MOST) return false;
        out->name[out->n++] = name;
        out->numbers = out->numbers && text_to_double(name, &number);
    }
    return true;
}

/* ---- sessions ---- */

static void sessions_init(sessions *s, const analysis *a)
{
    size_t most = 1;
    *s = (sessions){0};
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const arm_data *d = analysis_cell(a, c);
        if (d) most += d->replicates;
    }
    s->share = mem_alloc(3 * most * sizeof *s->share);
    s->rounds = s->share + most;
    s->number = s->rounds + most;
    s->deal = mem_alloc(most * sizeof *s->deal);
    s->level = mem_alloc(2 * most * sizeof *s->level);
    s->replicate = s->level + most;
}

static void sessions_fini(sessions *s)
{
    free(s->share);
    free(s->deal);
    free(s->level);
}

static void add_cell(sessions *s, const outcomes *o, const arm_data *d, uint32_t role,
                     const char *name, uint32_t at)
{
    double number = NAN;
    (void)text_to_double(name, &number);
    for (uint64_t r = 0; r < d->replicates; r++) {
        s->share[s->n] = outcomes_share(o, d, role)[r];
        s->rounds[s->n] = outcomes_rounds(o, d)[r];
        s->deal[s->n] = d->deal[r];
        s->number[s->n] = number;
        s->level[s->n] = at;
        s->replicate[s->n++] = (uint32_t)r;
    }
    if (d->replicates > s->replicates) s->replicates = d->replicates;
}

static void take_sessions(sessions *s, const outcomes *o, const level_list *l, uint32_t column,
                          uint32_t role)
{
    s->n = 0;
    s->replicates = 0;
    s->levels = l->n;
    for (uint64_t c = 0; c < o->a->n_cells; c++) {
        const arm_data *d = analysis_cell(o->a, c);
        const char *name = cell_level(o->a, c, column);
        if (d) add_cell(s, o, d, role, name, level_of(l, name));
    }
}

/* ---- by replicate ---- */

typedef struct moment {
    double n, sum, squares;
} moment;

/* [replicates][levels] */
static moment *moments_of(const sessions *s)
{
    moment *m = mem_zero(s->replicates * s->levels + 1, sizeof *m);
    for (size_t i = 0; i < s->n; i++) {
        double x = s->share[i];
        moment *at = &m[s->replicate[i] * s->levels + s->level[i]];
        if (!isnan(x)) at->n++, at->sum += x, at->squares += x * x;
    }
    return m;
}

typedef struct resampling {
    const moment *of;
    uint32_t levels;
} resampling;

/* Of these replicates, each with all its sessions. */
static double omega_of(const void *ctx, double *replicate, size_t n)
{
    const resampling *r = ctx;
    double size = 0, sum = 0, squares = 0, between = 0, used = 0;
    for (uint32_t l = 0; l < r->levels; l++) {
        double level_n = 0, level_sum = 0;
        for (size_t i = 0; i < n; i++) {
            const moment *m = &r->of[(size_t)replicate[i] * r->levels + l];
            level_n += m->n, level_sum += m->sum, squares += m->squares;
        }
        if (!(level_n > 0)) continue;
        used++;
        size += level_n, sum += level_sum;
        between += level_sum * level_sum / level_n;
    }
    double centre = sum * sum / size, within = squares - between, df = size - used;
    if (used < 2 || !(df > 0) || !(squares - centre > 0)) return NAN;
    between -= centre;
    return fmax(0, (between - (used - 1) * within / df) / (between + within + within / df));
}

/* What ten thousand resamples of a thousand replicates take; beyond, fewer resamples. */
enum { RESAMPLED_MOST = 50000000, RESAMPLES_LEAST = 1000 };

static estimate omega_interval(const analysis *a, const sessions *s, const moment *m,
                               uint64_t stream)
{
    const resampling r = {m, s->levels};
    double *replicate = mem_alloc((s->replicates + 1) * sizeof *replicate);
    uint64_t resamples = RESAMPLED_MOST / (s->replicates * s->levels + 1);
    if (resamples > BOOTSTRAP_RESAMPLES) resamples = BOOTSTRAP_RESAMPLES;
    if (resamples < RESAMPLES_LEAST) resamples = RESAMPLES_LEAST;
    for (uint64_t i = 0; i < s->replicates; i++) replicate[i] = (double)i;
    const bootstrap_options o = {a->record.schema.seed, stream, (uint32_t)resamples};
    estimate e = bootstrap_bca(replicate, s->replicates, omega_of, &r, &o);
    free(replicate);
    return e;
}

/* Differences from the first level, replicate by replicate; one that lacks a level is left out. */
static bool differences(const sessions *s, const moment *m, double *out)
{
    double first = m[0].sum / m[0].n;
    bool whole = m[0].n > 0;
    for (uint32_t l = 1; l < s->levels; l++) {
        whole = whole && m[l].n > 0;
        out[l - 1] = m[l].sum / m[l].n - first;
    }
    return whole;
}

static wald_result paired_test(const sessions *s, const moment *m)
{
    double mean[LEVELS_MOST] = {0}, d[LEVELS_MOST], n = 0;
    linear_matrix covariance = {0};
    uint32_t k = s->levels - 1;
    for (uint64_t r = 0; r < s->replicates; r++) {
        if (!differences(s, m + r * s->levels, d)) continue;
        n++;
        for (uint32_t i = 0; i < k; i++) mean[i] += d[i];
    }
    for (uint32_t i = 0; i < k; i++) mean[i] /= n;
    for (uint64_t r = 0; r < s->replicates && n > 1; r++) {
        if (!differences(s, m + r * s->levels, d)) continue;
        for (uint32_t i = 0; i < k; i++)
            for (uint32_t j = 0; j < k; j++)
                covariance.at[i][j] += (d[i] - mean[i]) * (d[j] - mean[j]) / (n * (n - 1));
    }
    wald_result w = wald_of(mean, &covariance, k, n - 1);
    if (isnan(w.f) || !(n > w.df1)) return w;
    w.df2 = n - w.df1;
    w.f *= w.df2 / (n - 1);
    w.p = fisher_upper(w.f, (uint32_t)w.df1, w.df2);
    return w;
}

/* ---- a factor ---- */

static void test_shares(const analysis *a, const sessions *s, bool numbers, uint64_t stream,
                        factor_test *t)
{
    moment *m = moments_of(s);
    t->welch = welch_anova(s->share, s->level, s->n, s->levels);
    t->kruskal = kruskal_wallis(s->share, s->level, s->n, s->levels);
    t->omega_squared = (estimate){s->n, NAN, NAN, NAN, NAN};
    t->omega_squared.mean = anova(s->share, s->level, s->n, s->levels).omega_squared;
    t->spearman = t->kendall = (estimate){s->n, NAN, NAN, NAN, NAN};
    t->paired = (wald_result){NAN, NAN, NAN, NAN};
    if (!t->tested) t->welch.p = t->kruskal.p = NAN;
    if (t->tested) {
        estimate e = omega_interval(a, s, m, stream);
        t->omega_squared.low = e.low, t->omega_squared.high = e.high;
        t->paired = paired_test(s, m);
    }
    free(m);
    if (!numbers) return;
    uint32_t n = (uint32_t)s->replicates;
    t->spearman = rank_estimate(spearman, s->number, s->share, s->replicate, s->n, n);
    t->kendall = rank_estimate(kendall, s->number, s->share, s->replicate, s->n, n);
    if (t->tested) return;
    t->spearman = estimate_without_interval(t->spearman);
    t->kendall = estimate_without_interval(t->kendall);
}

/* As everywhere: nothing is drawn, or a cell has too few distinct sessions: no test. */
static bool can_be_tested(const analysis *a)
{
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const arm_data *d = analysis_cell(a, c);
        if (d && (!d->random || d->distinct < DISTINCT_MIN)) return false;
    }
    return true;
}

static factor_test test_of(const outcomes *o, sessions *s, const level_list *l, uint32_t column,
                           uint32_t role)
{
    factor_test t = {.role = role,
                     .factor = o->a->experiment.columns[column],
                     .levels = l->n,
                     .numbers = l->numbers,
                     .tested = can_be_tested(o->a),
                     .chi2 = NAN,
                     .p_time = NAN};
    take_sessions(s, o, l, column, role);
    t.sessions = s->n;
    test_shares(o->a, s, l->numbers, (uint64_t)column * HG_PARTIES_MAX + role, &t);
    if (!t.tested) return t;
    log_rank_result r = log_rank(s->rounds, s->deal, s->level, s->replicate, s->n, s->levels,
                                 (uint32_t)s->replicates);
    t.chi2 = r.chi2;
    t.p_time = r.p;
    return t;
}

factor_test_list study_factors(analysis *a)
{
    outcomes o;
    sessions s;
    factor_test_list list = {.why_none = "the run has one cell: nothing is varied"};
    uint32_t parties = a->record.schema.n_parties, columns = a->experiment.n_columns;
    if (a->factors) return *a->factors;
    list.at = arena_array(&a->arena, (size_t)columns * parties + 1, sizeof *list.at);
    outcomes_init(&o, a);
    sessions_init(&s, a);
    for (uint32_t role = 0; role < parties; role++)
        for (uint32_t c = 0; c < columns; c++) {
            level_list l;
            if (!levels_of(a, c, &l))
                list.why_none = "a factor of more than 20 levels is not tested";
            else if (l.n > 1)
                list.at[list.n++] = test_of(&o, &s, &l, c, role);
        }
    sessions_fini(&s);
    outcomes_fini(&o);
    a->factors = arena_array(&a->arena, 1, sizeof *a->factors);
    return *a->factors = list;
}
