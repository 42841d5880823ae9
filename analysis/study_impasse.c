/* The odds that nothing is agreed on, given the leverage at the start: a logit for every agent of
 * every role and for its blind twins. The rows are kept as arrays, as Newton's method walks them
 * several times: 7 numbers per session and group. Sessions without anything to share are left out:
 * they cannot end otherwise. */
#include "analysis/study_groups.h"

#include "base/buf.h"
#include <higgle/math.h>
#include <math.h>

const char *impasse_term_name(int term)
{
    return term == IMPASSE_LIMITS ? "limits" : study_term_name(term);
}

const char *impasse_state(const impasse_fit *f)
{
    static const char *const names[] = {
        [LOGIT_FOUND] = "found", [LOGIT_CONSTANT] = "constant", [LOGIT_SEPARATED] = "separated"};
    return f->few ? "few" : names[f->end];
}

coefficient impasse_odds_ratio(const impasse_fit *f, int term)
{
    coefficient c = f->term[term];
    c.used = c.used && term != TERM_CONSTANT;
    c.value = hg_exp(ODDS_STEP * c.value);
    c.low = hg_exp(ODDS_STEP * c.low);
    c.high = hg_exp(ODDS_STEP * c.high);
    return c;
}

typedef struct gathered {
    buf x, y, cluster; /* double[IMPASSE_TERMS] each; double; uint32_t */
    uint64_t n, impasses;
} gathered;

typedef struct gathering {
    const analysis *a;
    study_groups groups;
    gathered *at; /* [groups.n] */
} gathering;

/* The parts of all parties sum to 0 each, so that the others' say nothing that one's own do not;
 * what all their limits together leave to agree on is another matter. */
static void add(gathered *g, const row *r, const study_row *s)
{
    double x[IMPASSE_TERMS] = {0}, y = !s->deal;
    uint32_t cluster = (uint32_t)r->replicate;
    for (int k = 0; k < TERM_COUNT; k++) x[k] = s->x[k];
    for (uint32_t i = 0; i < r->n_parties; i++) x[TERM_COUNT] += s->w[1 + i];
    buf_add(&g->x, x, sizeof x);
    buf_add(&g->y, &y, sizeof y);
    buf_add(&g->cluster, &cluster, sizeof cluster);
    g->n++;
    g->impasses += !s->deal;
}

static bool gather(void *ctx, const row *r)
{
    const gathering *g = ctx;
    uint32_t parties = g->a->record.schema.n_parties;
    for (uint32_t role = 0; role < parties; role++) {
        study_row s;
        if (!study_row_set(g->a, r, role, &s)) continue;
        const uint32_t *of = g->groups.of + ((size_t)r->arm * parties + role) * STUDY_GROUPS_OF_ARM;
        for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
            if (of[k] != HG_NOBODY) add(&g->at[of[k]], r, &s);
    }
    return true;
}

/* Errors that are clustered shrink towards 0 where one or two sessions ended the rarer way: an odds
 * ratio would look sure that rests on a single impasse. */
static bool too_few(const impasse_fit *f, uint32_t rank)
{
    uint64_t deals = f->n - f->impasses, rarer = deals < f->impasses ? deals : f->impasses;
    return rarer < (uint64_t)IMPASSES_PER_TERM * (rank - 1);
}

static void report(const gathering *g, uint32_t group, impasse_fit *out)
{
    const gathered *of = &g->at[group];
    uint64_t clusters = g->groups.replicates[group];
    logit_model m;
    *out = (impasse_fit){.group = g->groups.at[group],
                         .n = of->n,
                         .impasses = of->impasses,
                         .clusters = clusters,
                         .end = LOGIT_CONSTANT};
    for (int k = 0; k < IMPASSE_TERMS; k++)
        out->term[k] = (coefficient){false, NAN, NAN, NAN, NAN, NAN};
    if (!of->n) return;
    out->end = logit((const double *)(const void *)of->x.data,
                     (const double *)(const void *)of->y.data, of->n, IMPASSE_TERMS,
                     (const uint32_t *)(const void *)of->cluster.data, (uint32_t)clusters, &m);
    if (out->end != LOGIT_FOUND) return;
    out->few = too_few(out, m.line.fit.rank);
    if (out->few) return;
    if (!g->groups.random[group] || clusters < DISTINCT_MIN) m.line.any = false;
    for (uint32_t k = 0; k < IMPASSE_TERMS; k++) out->term[k] = linear_coefficient(&m.line, k);
}

impasse_fit_list study_impasse(analysis *a)
{
    if (a->impasse) return *a->impasse;
    gathering g = {.a = a, .groups = study_groups_of(a)};
    impasse_fit_list list = {g.groups.n, arena_array(&a->arena, g.groups.n + 1, sizeof *list.at)};
    g.at = arena_array(&a->arena, g.groups.n + 1, sizeof *g.at);
    for (uint32_t i = 0; i < g.groups.n; i++)
        buf_init(&g.at[i].x), buf_init(&g.at[i].y), buf_init(&g.at[i].cluster);
    (void)record_each_row(&a->record, gather, &g);
    for (uint32_t i = 0; i < g.groups.n; i++) {
        report(&g, i, &list.at[i]);
        buf_fini(&g.at[i].x), buf_fini(&g.at[i].y), buf_fini(&g.at[i].cluster);
    }
    a->impasse = arena_array(&a->arena, 1, sizeof *a->impasse);
    return *a->impasse = list;
}
