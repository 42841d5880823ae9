/* Courses of demands out of the streaming aggregates. */
#include "analysis/figures/course.h"

#include "analysis/figures/plot.h"
#include <math.h>

#define LIVE_LEAST 0.5

static double bucket_time(const model *m, uint32_t b, uint32_t buckets)
{
    uint64_t rounds = model_rounds(m);
    uint32_t first = (uint32_t)(((uint64_t)b * rounds + buckets - 1) / buckets);
    uint32_t next = (uint32_t)(((uint64_t)(b + 1) * rounds + buckets - 1) / buckets);
    return (model_time(m, first) + model_time(m, next > first ? next - 1 : first)) / 2;
}

static double live_share(const bucket *b)
{
    return (double)b->m[SERIES_DEMAND].n / (double)b->m[SERIES_CARRIED].n;
}

static bool live_at(const course *c, uint32_t who, uint32_t b)
{
    return b < c->buckets && live_share(aggregate_at(c->of, who, b)) >= LIVE_LEAST;
}

static void add_spread(const bucket *b, const estimate *e, course_point *p)
{
    p->low = e->low;
    p->high = e->high;
    p->q10 = bucket_quantile(b, SERIES_DEMAND, .10);
    p->q90 = bucket_quantile(b, SERIES_DEMAND, .90);
}

/* Where the line ends the thin carried one starts. */
course_point course_at(const course *c, uint32_t who, uint32_t k)
{
    const bucket *b = aggregate_at(c->of, who, k);
    const moments *m = &b->m[SERIES_DEMAND];
    bool live = live_at(c, who, k), joins = live && !live_at(c, who, k + 1);
    course_point p = {
        bucket_time(c->model, k, c->buckets), NAN, NAN, NAN, NAN, NAN, NAN, live_share(b), NAN};
    if (c->twin && live_share(aggregate_at(c->twin, who, k)) >= LIVE_LEAST)
        p.twin = moments_mean(&aggregate_at(c->twin, who, k)->m[SERIES_DEMAND]);
    if (!live) p.carried = moments_mean(&b->m[SERIES_CARRIED]);
    if (!live) return p;
    estimate e = estimate_of(m->n, moments_mean(m), moments_sd(m));
    p.mean = e.mean;
    if (joins) p.carried = e.mean;
    if (c->with_interval) add_spread(b, &e, &p);
    return p;
}

const char *course_lacks(analysis *a, const plot *out)
{
    (void)out;
    for (uint64_t c = 0; c < a->n_cells; c++)
        if (model_rounds(&a->cells[c].model) != 1) return NULL;
    return "talks have one round here: nothing moves over time";
}

bool course_of(analysis *a, uint64_t cell, course *out)
{
    const arm_data *d = cell == NO_CELL ? NULL : analysis_cell(a, cell);
    const arm_data *twin = d ? analysis_twin(a, cell, a->focus) : NULL;
    if (!d) return false;
    *out = (course){analysis_aggregate(a, d), twin ? analysis_aggregate(a, twin) : NULL,
                    &a->cells[cell].model, 0, d->distinct >= DISTINCT_MIN};
    out->buckets = buckets_of_model(out->model);
    if (out->buckets > out->of->n_buckets) out->buckets = out->of->n_buckets;
    return true;
}

void range_widen(range *r, double x)
{
    if (isnan(x)) return;
    r->low = fmin(r->low, x);
    r->high = fmax(r->high, x);
}

range range_with_air(range y)
{
    if (!isfinite(y.low) || !isfinite(y.high)) return (range){0, 1};
    double step = y.high - y.low > 2 ? 0.5 : 0.1;
    y.low = floor(y.low / step - 0.1) * step;
    y.high = ceil(y.high / step + 0.1) * step;
    return y;
}
