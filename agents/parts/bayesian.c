/* The rule is in the header. An offer costs some forty exponentials for each issue. */
#include "agents/parts/bayesian.h"

#include <math.h>

#define WEIGHTS 11 /* 0, 0.1, ..., 1 */
#define SHAPES  MODEL_PARTS
#define SPREAD  0.25
#define DECAY   0.003
#define LEAST   0.5

typedef struct facet { /* what is believed of one issue */
    double p_weight[WEIGHTS], p_shape[SHAPES];
    double weight;             /* expected; of all issues they sum to 1 */
    double value[MODEL_PARTS]; /* expected shape */
    uint32_t parts;
} facet;

typedef struct bayesian {
    opponent_model model; /* first */
    uint32_t *now;        /* [n_issues] scratch */
    uint64_t *heard;      /* [n_parties] offers by seat */
    facet **of;           /* [n_parties][n_issues]; my own NULL */
} bayesian;

/* One part: one shape, flat. Two: falling and rising. m: those, and m - 2 peaks inside. */
static uint32_t shapes(const facet *f) { return f->parts < 2 ? 1 : f->parts; }

static double shape(const facet *f, uint32_t s, uint32_t v)
{
    if (f->parts < 2) return 1;
    double last = f->parts - 1, x = v;
    if (s == 0) return 1 - x / last;
    if (s == 1) return x / last;
    double peak = s - 1;
    return x <= peak ? x / peak : (last - x) / (last - peak);
}

static double expected_weight(const facet *f)
{
    double sum = 0;
    for (int h = 0; h < WEIGHTS; h++) sum += f->p_weight[h] * h / (WEIGHTS - 1);
    return sum;
}

static void expect_shape(facet *f)
{
    for (uint32_t v = 0; v < f->parts; v++) {
        f->value[v] = 0;
        for (uint32_t s = 0; s < shapes(f); s++) f->value[v] += f->p_shape[s] * shape(f, s, v);
    }
}

/* The expected weights, so that they sum to 1. */
static void expect_weights(facet *of, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += of[i].weight = expected_weight(&of[i]);
    for (uint32_t i = 0; i < n; i++) of[i].weight = sum > 0 ? of[i].weight / sum : 1.0 / n;
}

static void facet_open(facet *f, const hg_issue *issue)
{
    f->parts = model_parts(issue);
    for (int h = 0; h < WEIGHTS; h++) f->p_weight[h] = 1.0 / WEIGHTS;
    for (uint32_t s = 0; s < shapes(f); s++) f->p_shape[s] = 1.0 / shapes(f);
    expect_shape(f);
}

/* Multiplies by how likely an offer worth `believed` is where it should be worth `due`. */
static void weigh(double *p, double believed, double due)
{
    double error = (believed - due) / SPREAD;
    *p *= hg_exp(-error * error / 2);
}

static void normalise(double *p, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += p[i];
    for (uint32_t i = 0; i < n; i++) p[i] /= sum;
}

static double worth_to(const facet *of, uint32_t n, const uint32_t *parts)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += of[i].weight * of[i].value[parts[i]];
    return sum;
}

/* What the other issues are worth, as part of what they weigh; an only issue has none. */
static double worth_of_rest(const facet *f, double worth, uint32_t v)
{
    double weight = 1 - f->weight;
    return weight > 1e-9 ? (worth - f->weight * f->value[v]) / weight : 0;
}

static void learn_weight(facet *f, double rest, uint32_t v, double due)
{
    for (int h = 0; h < WEIGHTS; h++) {
        double w = (double)h / (WEIGHTS - 1);
        weigh(&f->p_weight[h], w * f->value[v] + (1 - w) * rest, due);
    }
    normalise(f->p_weight, WEIGHTS);
}

static void learn_shape(facet *f, double rest, uint32_t v, double due)
{
    for (uint32_t s = 0; s < shapes(f); s++)
        weigh(&f->p_shape[s], f->weight * shape(f, s, v) + (1 - f->weight) * rest, due);
    normalise(f->p_shape, shapes(f));
}

/* All weights first, then all shapes: each from the expectations before this offer, or before this
 * step. */
static void learn(facet *of, uint32_t n, const uint32_t *now, double due)
{
    double worth = worth_to(of, n, now);
    for (uint32_t i = 0; i < n && n > 1; i++)
        learn_weight(&of[i], worth_of_rest(&of[i], worth, now[i]), now[i], due);
    expect_weights(of, n);
    worth = worth_to(of, n, now);
    for (uint32_t i = 0; i < n; i++)
        learn_shape(&of[i], worth_of_rest(&of[i], worth, now[i]), now[i], due);
    for (uint32_t i = 0; i < n; i++) expect_shape(&of[i]);
}

static void hear(opponent_model *m, uint32_t seat, hg_outcome offer)
{
    bayesian *b = (bayesian *)m;
    double due = fmax(LEAST, 1 - DECAY * (double)b->heard[seat]++);
    model_read(m->brief, offer, b->now);
    learn(b->of[seat], m->brief->n_issues, b->now, due);
}

static double estimate(const opponent_model *m, hg_outcome o)
{
    const bayesian *b = (const bayesian *)m;
    const hg_brief *brief = m->brief;
    double sum = 0;
    model_read(brief, o, b->now);
    for (uint32_t s = 0; s < brief->n_parties; s++)
        if (s != brief->seat) sum += worth_to(b->of[s], brief->n_issues, b->now);
    return sum / (brief->n_parties - 1);
}

static facet *facets_open(const hg_brief *brief, const hg_host *host)
{
    facet *of = host->alloc(host, brief->n_issues * sizeof *of);
    for (uint32_t i = 0; i < brief->n_issues; i++) facet_open(&of[i], &brief->issues[i]);
    expect_weights(of, brief->n_issues);
    return of;
}

opponent_model *bayesian_open(const hg_brief *brief, const hg_host *host)
{
    bayesian *b = host->alloc(host, sizeof *b);
    b->model = (opponent_model){hear, estimate, host, brief};
    b->now = host->alloc(host, brief->n_issues * sizeof *b->now);
    b->heard = host->alloc(host, brief->n_parties * sizeof *b->heard);
    b->of = host->alloc(host, brief->n_parties * sizeof *b->of);
    for (uint32_t s = 0; s < brief->n_parties; s++)
        if (s != brief->seat) b->of[s] = facets_open(brief, host);
    return &b->model;
}
