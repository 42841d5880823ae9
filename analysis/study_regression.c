/* pie_share regressed on the parts of leverage: two walks over the rows, one for the line, one for
 * its errors. Sessions of one replicate share their random numbers, so their errors may go
 * together: they are one cluster. The halves of R2 across are replicates in pairs, so that each
 * half has every first mover. */
#include "analysis/study_groups.h"

#include "base/oom.h"
#include <math.h>
#include <stdlib.h>

typedef enum model_kind { MODEL_PARTS, MODEL_PHI, MODEL_LIMITS, MODEL_SEEN, MODELS } model_kind;

typedef struct fitting {
    linear_sums half[MODELS][2], benchmark; /* benchmark: phi on the parts */
    linear_fit fit;
    linear_meat meat;
    uint64_t clusters; /* 0: none */
    double *score;     /* [clusters][TERM_COUNT] */
} fitting;

typedef struct regression {
    const analysis *a;
    study_groups groups;
    fitting *at; /* [groups.n][2]: of all, of deals */
} regression;

static int half_of(const analysis *a, uint64_t replicate)
{
    return replicate / a->record.schema.n_parties % 2 == 1;
}

static void add_sums(const analysis *a, fitting *f, const row *r, const study_row *s)
{
    int half = half_of(a, r->replicate);
    linear_add(&f->half[MODEL_PARTS][half], s->x, s->share);
    linear_add(&f->half[MODEL_PHI][half], (const double[]){1, s->phi}, s->share);
    linear_add(&f->half[MODEL_LIMITS][half], s->w, s->share);
    linear_add(&f->benchmark, s->x, s->phi);
    if (!isnan(s->seen))
        linear_add(&f->half[MODEL_SEEN][half], (const double[]){1, s->seen}, s->share);
}

static void add_errors(const analysis *a, fitting *f, const row *r, const study_row *s)
{
    (void)a;
    if (f->score)
        linear_add_score(f->score + r->replicate * TERM_COUNT, &f->fit, s->x, s->share);
    else
        linear_add_hc3(&f->meat, &f->fit, s->x, s->share);
}

static void walk(const regression *g, const row *r,
                 void (*add)(const analysis *, fitting *, const row *, const study_row *))
{
    uint32_t parties = g->a->record.schema.n_parties;
    for (uint32_t role = 0; role < parties; role++) {
        study_row s;
        if (!study_row_set(g->a, r, role, &s)) continue;
        const uint32_t *of = g->groups.of + ((size_t)r->arm * parties + role) * STUDY_GROUPS_OF_ARM;
        for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
            for (int deals = 0; deals < 2 && of[k] != HG_NOBODY; deals++)
                if (s.deal || !deals) add(g->a, &g->at[2 * of[k] + (uint32_t)deals], r, &s);
    }
}

static bool first_walk(void *ctx, const row *r) { return walk(ctx, r, add_sums), true; }
static bool second_walk(void *ctx, const row *r) { return walk(ctx, r, add_errors), true; }

/* ---- from sums to fits ---- */

static void begin(const regression *g, fitting *f)
{
    const uint32_t columns[MODELS] = {TERM_COUNT, 2, 1 + g->a->record.schema.n_parties, 2};
    for (int k = 0; k < MODELS; k++) f->half[k][0].columns = f->half[k][1].columns = columns[k];
    f->benchmark.columns = TERM_COUNT;
}

static linear_fit joined(const linear_sums half[2])
{
    linear_sums both = {0};
    linear_join(&both, &half[0]);
    linear_join(&both, &half[1]);
    return linear_solve(&both);
}

static void solve(const regression *g, uint32_t group, fitting *f)
{
    f->fit = joined(f->half[MODEL_PARTS]);
    bool shared = g->groups.arms[group] > 1 && g->groups.random[group];
    f->clusters = shared ? g->groups.replicates[group] : 0;
    if (shared) f->score = mem_zero(f->clusters * TERM_COUNT, sizeof *f->score);
}

static explained explained_by(const linear_sums half[2])
{
    linear_fit f = joined(half);
    if (f.rank < 2) return (explained){NAN, NAN}; /* a constant explains nothing */
    return (explained){f.r2, linear_r2_across(half)};
}

/* What nothing is drawn for is exact, and few sessions carry no interval. */
static linear_model errors_of(const regression *g, uint32_t group, const fitting *f)
{
    linear_model none = {.fit = f->fit};
    if (!g->groups.random[group] || g->groups.replicates[group] < DISTINCT_MIN) return none;
    return f->score ? linear_with_clusters(&f->fit, f->score, f->clusters)
                    : linear_with_hc3(&f->fit, &f->meat);
}

/* The benchmark says share = phi. What is left out of the line would be taken up by the other
 * columns, for phi as for the share: so their expected coefficients are those of phi. */
static void report(const regression *g, uint32_t group, bool deals, parts_fit *out)
{
    const fitting *f = &g->at[2 * group + deals];
    linear_model m = errors_of(g, group, f);
    linear_fit expected = linear_solve(&f->benchmark);
    wald_result w = linear_wald(&m, expected.b);
    *out = (parts_fit){.group = g->groups.at[group],
                       .deals = deals,
                       .n = f->fit.n,
                       .clusters = f->clusters,
                       .wald_f = w.f,
                       .wald_df1 = w.df1,
                       .wald_df2 = w.df2,
                       .wald_p = w.p,
                       .parts = explained_by(f->half[MODEL_PARTS]),
                       .phi = explained_by(f->half[MODEL_PHI]),
                       .alternatives = explained_by(f->half[MODEL_LIMITS]),
                       .perceived = explained_by(f->half[MODEL_SEEN])};
    for (uint32_t i = 0; i < TERM_COUNT; i++) {
        out->term[i] = linear_coefficient(&m, i);
        out->rational[i] = expected.used[i] ? expected.b[i] : NAN;
    }
}

parts_fit_list study_regression(analysis *a)
{
    if (a->regression) return *a->regression;
    regression g = {.a = a, .groups = study_groups_of(a)};
    parts_fit_list list = {2 * g.groups.n,
                           arena_array(&a->arena, 2 * (size_t)g.groups.n + 1, sizeof *list.at)};
    g.at = mem_zero(2 * (size_t)g.groups.n + 1, sizeof *g.at);
    for (uint32_t i = 0; i < list.n; i++) begin(&g, &g.at[i]);
    (void)record_each_row(&a->record, first_walk, &g);
    for (uint32_t i = 0; i < list.n; i++) solve(&g, i / 2, &g.at[i]);
    (void)record_each_row(&a->record, second_walk, &g);
    for (uint32_t i = 0; i < list.n; i++) {
        bool deals = i % 2 == 0; /* deals first: that is what phi is about */
        report(&g, i / 2, deals, &list.at[i]);
    }
    for (uint32_t i = 0; i < list.n; i++) free(g.at[i].score);
    free(g.at);
    a->regression = arena_array(&a->arena, 1, sizeof *a->regression);
    return *a->regression = list;
}
