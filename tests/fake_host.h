/* A host for one agent on a list of outcomes, without session or seat: tests of agents alone. */
#ifndef TESTS_FAKE_HOST_H
#define TESTS_FAKE_HOST_H
#include <higgle/agent.h>
#include <math.h>
#include <string.h>

#define FAKE_ROUNDS 64
#define FAKE_STATE  4096

typedef struct fake_host {
    hg_host host; /* first */
    const double *u;
    size_t n_outcomes;
    double limit;
    double normals[4]; /* what normal() gives, in order */
    size_t drawn;
    uint32_t rounds;
    double curve[FAKE_ROUNDS], log2_time[FAKE_ROUNDS];
    hg_alternative held; /* name NULL: none */
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
                        .limit = fake_limit,
                        .alternatives = fake_alternatives,
                        .normal = fake_normal,
                        .log2_time = fake_log2_time,
                        .curve = fake_curve};
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

static inline hg_message fake_offer(hg_outcome o)
{
    return (hg_message){.kind = HG_OFFER, .seat = 1, .outcome = o};
}
#endif
