/* A host for one agent on a list of outcomes, without session or seat: tests of agents alone. */
#ifndef TESTS_FAKE_HOST_H
#define TESTS_FAKE_HOST_H
#include <higgle/agent.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define FAKE_ROUNDS 64
#define FAKE_STATE  4096
#define FAKE_HEAP   16384
#define FAKE_OTHERS 4

typedef struct fake_host {
    hg_host host; /* first */
    const double *u;
    size_t n_outcomes;
    double limit;
    double normals[4]; /* what normal() gives, in order */
    size_t drawn;
    uint32_t rounds;
    double curve[FAKE_ROUNDS], log2_time[FAKE_ROUNDS];
    hg_alternative held;             /* name NULL: none */
    const double *u_of[FAKE_OTHERS]; /* [n_outcomes] of each party; NULL: may not be seen */
    double uniforms[4];              /* what uniform() gives, in order */
    size_t rolled;
    _Alignas(16) unsigned char heap[FAKE_HEAP];
    size_t taken;
    char said[200]; /* the last note */
    bool viewed;    /* does anybody look at views? */
    size_t views;   /* told so far */
    hg_view view;   /* the last; its arrays are the agent's */
} fake_host;

static inline double fake_utility(const hg_host *h, hg_outcome o)
{
    const fake_host *f = (const fake_host *)h;
    return o < f->n_outcomes ? f->u[o] : NAN;
}

static inline hg_outcome fake_above(const hg_host *h, double target)
{
    const fake_host *f = (const fake_host *)h;
    hg_outcome least = HG_NO_OUTCOME, best = 0;
    for (size_t i = 0; i < f->n_outcomes; i++) {
        if (f->u[i] > f->u[best]) best = i;
        if (f->u[i] >= target && (least == HG_NO_OUTCOME || f->u[i] < f->u[least])) least = i;
    }
    return least == HG_NO_OUTCOME ? best : least;
}

/* How many outcomes are better, or as good and of a lower index? */
static inline uint64_t fake_rank(const fake_host *f, size_t o)
{
    uint64_t rank = 0;
    for (size_t i = 0; i < f->n_outcomes; i++)
        rank += f->u[i] > f->u[o] || (f->u[i] == f->u[o] && i < o);
    return rank;
}

static inline hg_outcome fake_best(const hg_host *h, uint64_t rank)
{
    const fake_host *f = (const fake_host *)h;
    for (size_t o = 0; o < f->n_outcomes; o++)
        if (fake_rank(f, o) == rank) return o;
    return HG_NO_OUTCOME;
}

static inline uint64_t fake_count(const hg_host *h, double least)
{
    const fake_host *f = (const fake_host *)h;
    uint64_t count = 0;
    for (size_t o = 0; o < f->n_outcomes; o++) count += f->u[o] >= least;
    return count;
}

static inline double fake_utility_of(const hg_host *h, uint32_t party, hg_outcome o)
{
    const fake_host *f = (const fake_host *)h;
    bool seen = party < FAKE_OTHERS && f->u_of[party] && o < f->n_outcomes;
    return seen ? f->u_of[party][o] : NAN;
}

static inline double fake_uniform(const hg_host *h)
{
    fake_host *f = (fake_host *)h;
    return f->uniforms[f->rolled++ % 4];
}

static inline void *fake_alloc(const hg_host *h, size_t size)
{
    fake_host *f = (fake_host *)h;
    void *at = f->heap + f->taken;
    f->taken += (size + 15) / 16 * 16;
    return f->taken <= FAKE_HEAP ? at : NULL;
}

static inline void fake_note(const hg_host *h, const char *text)
{
    fake_host *f = (fake_host *)h;
    (void)snprintf(f->said, sizeof f->said, "%s", text);
}

static inline void fake_view(const hg_host *h, const hg_view *v)
{
    fake_host *f = (fake_host *)h;
    f->view = *v;
    f->views++;
}

static inline int fake_viewed(const hg_host *h) { return ((const fake_host *)h)->viewed; }

static inline double fake_limit(const hg_host *h) { return ((const fake_host *)h)->limit; }

static inline size_t fake_alternatives(const hg_host *h, hg_alternative *out, size_t cap)
{
    const fake_host *f = (const fake_host *)h;
    if (!f->held.name) return 0;
    if (cap > 0) out[0] = f->held;
    return 1;
}

static inline double fake_normal(const hg_host *h)
{
    fake_host *f = (fake_host *)h;
    return f->normals[f->drawn++ % 4];
}

static inline double fake_time(const fake_host *f, uint32_t k)
{
    return f->rounds == 0 ? 0 : f->rounds == 1 ? 1 : (double)k / (f->rounds - 1);
}

static inline const double *fake_log2_time(const hg_host *h)
{
    fake_host *f = (fake_host *)h;
    for (uint32_t k = 0; k < f->rounds; k++) f->log2_time[k] = hg_log2(fake_time(f, k));
    return f->rounds ? f->log2_time : NULL;
}

static inline const double *fake_curve(const hg_host *h, double exponent)
{
    fake_host *f = (fake_host *)h;
    for (uint32_t k = 0; k < f->rounds; k++) f->curve[k] = hg_pow(fake_time(f, k), exponent);
    return f->rounds ? f->curve : NULL;
}

static inline void fake_host_init(fake_host *f, const double *u, size_t n, double limit,
                                  uint32_t rounds)
{
    *f = (fake_host){.u = u, .n_outcomes = n, .limit = limit, .rounds = rounds};
    f->host = (hg_host){.abi = HG_AGENT_ABI,
                        .struct_size = sizeof(hg_host),
                        .utility = fake_utility,
                        .above = fake_above,
                        .best = fake_best,
                        .count = fake_count,
                        .utility_of = fake_utility_of,
                        .limit = fake_limit,
                        .alternatives = fake_alternatives,
                        .uniform = fake_uniform,
                        .normal = fake_normal,
                        .log2_time = fake_log2_time,
                        .curve = fake_curve,
                        .alloc = fake_alloc,
                        .note = fake_note,
                        .view = fake_view,
                        .viewed = fake_viewed};
}

/* Own turn k, free to say anything. */
static inline hg_turn fake_turn(const fake_host *f, uint32_t k, hg_outcome standing)
{
    return (hg_turn){.round = k,
                     .rounds = f->rounds,
                     .tau = fake_time(f, k),
                     .may = HG_MAY(HG_OFFER) | HG_MAY(HG_REJECT) | HG_MAY(HG_WALK) |
                            (standing == HG_NO_OUTCOME ? 0 : HG_MAY(HG_ACCEPT)),
                     .standing = standing,
                     .mine = HG_NO_OUTCOME};
}

static inline hg_turn fake_revision(const fake_host *f, uint32_t k, hg_outcome mine)
{
    hg_turn t = fake_turn(f, k, HG_NO_OUTCOME);
    t.revise = 1;
    t.may = HG_MAY(HG_OFFER) | HG_MAY(HG_WITHDRAW) | HG_MAY(HG_REJECT);
    t.mine = mine;
    return t;
}

static inline hg_message fake_offer_by(uint32_t seat, hg_outcome o)
{
    return (hg_message){.kind = HG_OFFER, .seat = seat, .outcome = o};
}

static inline hg_message fake_offer(hg_outcome o) { return fake_offer_by(1, o); }
#endif
