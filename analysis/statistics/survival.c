/* Times to an end, sorted once and walked once. Knows no record and no experiment. */
#include "analysis/statistics/survival.h"

#include "analysis/statistics/distribution.h"
#include "analysis/statistics/estimate.h"
#include "base/oom.h"
#include "base/rng.h"
#include <higgle/math.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct lifetime {
    double time;
    bool event;
    uint32_t group, cluster;
} lifetime;

static int by_time(const void *a, const void *b)
{
    const lifetime *p = a, *q = b;
    return (p->time > q->time) - (p->time < q->time);
}

/* Values that take the same time, and those of them that came to an end then. */
static size_t next_time(const lifetime *l, size_t n, size_t i, uint64_t *events)
{
    size_t next = i;
    for (*events = 0; next < n && l[next].time == l[i].time; next++) *events += l[next].event;
    return next;
}

/* ---- one group ---- */

enum { ORDER_MIN = 6 }; /* the least of 6 or more is below their median, surely: 1 - 2 / 2^6 */

/* Nobody is left: the lower end is reached, and where nothing was cut off the upper one, too, as
 * that of the order statistics is no later than the last value. */
static void take_last(survival_median *m, double time)
{
    if (!m->any) return;
    if (isnan(m->low)) m->low = time;
    if (isnan(m->high) && m->events == m->n && m->n >= ORDER_MIN) m->high = time;
}

static void take_time(survival_median *m, double time, double s, double greenwood)
{
    if (isnan(m->median) && s <= 0.5) m->median = time;
    if (!(s > 0)) take_last(m, time);
    if (!(s > 0) || !(s < 1)) return; /* ln(-ln S) has no error there */
    double log_s = hg_log(s);
    double half = normal_quantile((1 + CONFIDENCE) / 2) * sqrt(greenwood) / -log_s;
    m->any = true;
    if (isnan(m->low) && hg_exp(log_s * hg_exp(half)) <= 0.5) m->low = time;
    if (isnan(m->high) && hg_exp(log_s * hg_exp(-half)) <= 0.5) m->high = time;
}

survival_median kaplan_meier(const double *time, const bool *event, size_t n)
{
    survival_median m = {0, 0, NAN, NAN, NAN, false};
    lifetime *l = mem_alloc((n + 1) * sizeof *l);
    double s = 1, greenwood = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(time[i])) l[m.n++] = (lifetime){time[i], event[i], 0, 0};
    qsort(l, m.n, sizeof *l, by_time);
    for (size_t i = 0, next; i < m.n; i = next) {
        uint64_t ended;
        next = next_time(l, m.n, i, &ended);
        double d = (double)ended, live = (double)(m.n - i);
        m.events += ended;
        if (!ended) continue;
        s *= 1 - d / live;
        greenwood += d / (live * (live - d));
        take_time(&m, l[i].time, s, greenwood);
    }
    free(l);
    return m;
}

/* ---- several ---- */

typedef struct ranking {
    uint32_t groups;
    double live[LOG_RANK_GROUPS], all;  /* that still go on */
    double hazard, of[LOG_RANK_GROUPS]; /* so far: of all; weighted by each group's part in it */
    double *score;                      /* [clusters][groups] */
} ranking;

/* What a value adds to observed less expected of each group: what it does itself, less what it was
 * exposed to. */
static void add_score(ranking *r, const lifetime *l)
{
    double *to = r->score + (size_t)l->cluster * r->groups;
    for (uint32_t g = 0; g < r->groups; g++) {
        double mine = l->group == g;
        if (l->event) to[g] += mine - r->live[g] / r->all;
        to[g] -= mine * r->hazard - r->of[g];
    }
}

static void take_ends(ranking *r, const lifetime *l, size_t from, size_t to, double ended,
                      log_rank_result *out)
{
    for (uint32_t g = 0; g < r->groups && ended > 0; g++) {
        double part = r->live[g] / r->all;
        out->expected[g] += ended * part;
        r->of[g] += part * ended / r->all;
    }
    r->hazard += ended / r->all;
    for (size_t i = from; i < to; i++) add_score(r, &l[i]);
    for (size_t i = from; i < to; i++) {
        out->observed[l[i].group] += l[i].event;
        r->live[l[i].group]--;
        r->all--;
    }
}

#define ROUNDING 1e-9 /* of a score: a sum of parts below 1 */
static double apart(double score) { return fabs(score) > ROUNDING ? score : 0; }

static void test(const ranking *r, uint32_t clusters, log_rank_result *out)
{
    linear_matrix covariance = {0};
    double from[LOG_RANK_GROUPS], used = 0;
    uint32_t n = r->groups - 1; /* the last follows from the others */
    for (uint32_t c = 0; c < clusters; c++) {
        const double *s = r->score + (size_t)c * r->groups;
        bool any = false;
        for (uint32_t i = 0; i < n; i++) {
            any = any || apart(s[i]) != 0;
            for (uint32_t k = 0; k < n; k++) covariance.at[i][k] += apart(s[i]) * apart(s[k]);
        }
        used += any;
    }
    for (uint32_t i = 0; i < n; i++) from[i] = apart(out->observed[i] - out->expected[i]);
    if (!(used > n)) return;
    wald_result w = wald_of(from, &covariance, n, INFINITY);
    out->df = (uint32_t)w.df1;
    out->p = w.p;
    out->chi2 = w.f * w.df1;
}

log_rank_result log_rank(const double *time, const bool *event, const uint32_t *group,
                         const uint32_t *cluster, size_t n, uint32_t groups, uint32_t clusters)
{
    log_rank_result out = {.chi2 = NAN, .p = NAN};
    ranking r = {.groups = groups};
    lifetime *l = mem_alloc((n + 1) * sizeof *l);
    size_t m = 0;
    if (!cluster) clusters = (uint32_t)n;
    r.score = mem_zero((size_t)clusters * groups + 1, sizeof *r.score);
    for (size_t i = 0; i < n; i++) {
        if (isnan(time[i])) continue;
        l[m++] = (lifetime){time[i], event[i], group[i], cluster ? cluster[i] : (uint32_t)i};
        r.live[group[i]]++;
        r.all++;
    }
    qsort(l, m, sizeof *l, by_time);
    for (size_t i = 0, next; i < m; i = next) {
        uint64_t ended;
        next = next_time(l, m, i, &ended);
        take_ends(&r, l, i, next, (double)ended, &out);
    }
    if (groups > 1) test(&r, clusters, &out);
    free(r.score);
    free(l);
    return out;
}
