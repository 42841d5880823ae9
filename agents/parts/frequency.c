/* The rule is in the header. An offer costs one look at each issue; with a window, one at each
 * issue of each offer in it. */
#include "agents/parts/frequency.h"

#include <math.h>
#include <string.h>

#define LEARNING 0.2

typedef struct profile { /* of one seat */
    double *weight;      /* [n_issues] */
    double (*count)[MODEL_PARTS];
    uint32_t *last; /* [n_issues] parts of its last offer */
    bool spoke;
    hg_outcome *ring; /* [window] */
    uint64_t heard;
} profile;

typedef struct frequency {
    opponent_model model; /* first */
    uint32_t window;
    uint32_t *now; /* [n_issues] scratch */
    profile *of;   /* [n_parties] by seat; my own stays empty */
} frequency;

static void start(const hg_brief *brief, profile *p)
{
    p->spoke = false;
    for (uint32_t i = 0; i < brief->n_issues; i++) {
        p->weight[i] = 1.0 / brief->n_issues;
        for (uint32_t v = 0; v < MODEL_PARTS; v++) p->count[i][v] = 1;
    }
}

static void weigh(const hg_brief *brief, profile *p, const uint32_t *now)
{
    uint32_t n = brief->n_issues, stayed = 0;
    for (uint32_t i = 0; i < n; i++) stayed += now[i] == p->last[i];
    double growth = LEARNING / n, most = 1 - LEARNING / (1 + growth * stayed), sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (now[i] == p->last[i] && p->weight[i] < most) p->weight[i] += growth;
        sum += p->weight[i];
    }
    for (uint32_t i = 0; i < n; i++) p->weight[i] /= sum;
}

static void learn(frequency *f, profile *p, hg_outcome offer)
{
    const hg_brief *brief = f->model.brief;
    model_read(brief, offer, f->now);
    if (p->spoke) weigh(brief, p, f->now);
    for (uint32_t i = 0; i < brief->n_issues; i++) p->count[i][f->now[i]] += 1;
    memcpy(p->last, f->now, brief->n_issues * sizeof *f->now);
    p->spoke = true;
}

static void learn_window(frequency *f, profile *p, hg_outcome offer)
{
    p->ring[p->heard++ % f->window] = offer;
    uint64_t oldest = p->heard > f->window ? p->heard - f->window : 0;
    start(f->model.brief, p);
    for (uint64_t k = oldest; k < p->heard; k++) learn(f, p, p->ring[k % f->window]);
}

static void hear(opponent_model *m, uint32_t seat, hg_outcome offer)
{
    frequency *f = (frequency *)m;
    (f->window ? learn_window : learn)(f, &f->of[seat], offer);
}

static double worth_to(const hg_brief *brief, const profile *p, const uint32_t *parts)
{
    double sum = 0;
    for (uint32_t i = 0; i < brief->n_issues; i++) {
        double most = 1;
        uint32_t n = model_parts(&brief->issues[i]);
        for (uint32_t v = 0; v < n; v++) most = fmax(most, p->count[i][v]);
        sum += p->weight[i] * p->count[i][parts[i]] / most;
    }
    return sum;
}

static double estimate(const opponent_model *m, hg_outcome o)
{
    const frequency *f = (const frequency *)m;
    const hg_brief *brief = m->brief;
    double sum = 0;
    model_read(brief, o, f->now);
    for (uint32_t s = 0; s < brief->n_parties; s++)
        if (s != brief->seat) sum += worth_to(brief, &f->of[s], f->now);
    return sum / (brief->n_parties - 1);
}

static void profile_open(const frequency *f, profile *p)
{
    const hg_host *host = f->model.host;
    uint32_t n = f->model.brief->n_issues;
    p->weight = host->alloc(host, n * sizeof *p->weight);
    p->count = host->alloc(host, n * sizeof *p->count);
    p->last = host->alloc(host, n * sizeof *p->last);
    if (f->window) p->ring = host->alloc(host, f->window * sizeof *p->ring);
    start(f->model.brief, p);
}

opponent_model *frequency_open(const hg_brief *brief, const hg_host *host, uint32_t window)
{
    frequency *f = host->alloc(host, sizeof *f);
    f->model = (opponent_model){hear, estimate, host, brief};
    f->window = window;
    f->now = host->alloc(host, brief->n_issues * sizeof *f->now);
    f->of = host->alloc(host, brief->n_parties * sizeof *f->of);
    for (uint32_t s = 0; s < brief->n_parties; s++)
        if (s != brief->seat) profile_open(f, &f->of[s]);
    return &f->model;
}
