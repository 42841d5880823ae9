/* Random rows for the tests of the record room. */
#ifndef TESTS_RECORD_FIXTURE_H
#define TESTS_RECORD_FIXTURE_H
#include "check.h"

#include "base/rng.h"
#include "record/row.h"

static inline bool coin(rng *r) { return rng_uniform(r) < 0.5; }

static inline double any_real(rng *r)
{
    return coin(r) ? floor(rng_uniform(r) * 8) / 4 : 200 * rng_uniform(r) - 100;
}

static inline hg_leverage any_leverage(rng *r, bool transferable)
{
    return (hg_leverage){.phi = rng_uniform(r),
                         .alternatives = any_real(r),
                         .power = any_real(r),
                         .information = any_real(r),
                         .frontier = transferable ? 0 : any_real(r)};
}

/* What the reader derives: the share's log against the mean of the others', and phi * pie. */
static inline void complete_leverage(row *r, bool end)
{
    for (uint32_t i = 0; i < r->n_parties; i++) {
        hg_leverage *own = end ? &r->party[i].end : &r->party[i].start;
        double sum = 0;
        for (uint32_t j = 0; j < r->n_parties; j++)
            if (j != i)
                sum += hg_log(
                    hg_clamp((end ? r->party[j].end : r->party[j].start).phi, 1e-9, 1 - 1e-9));
        own->lambda = hg_log(hg_clamp(own->phi, 1e-9, 1 - 1e-9)) - sum / (r->n_parties - 1);
        own->target = r->transferable ? own->phi * r->pie : NAN;
    }
}

static inline row_sight any_sight(rng *r)
{
    return (row_sight){rng_uniform(r), coin(r) ? rng_uniform(r) : NAN, coin(r) ? any_real(r) : NAN};
}

/* The reader takes what is missing at the end for what was there at the start. */
static inline row_sight later_sight(rng *r, row_sight start)
{
    row_sight end = coin(r) ? start : any_sight(r);
    if (isnan(end.other)) end.other = start.other;
    if (isnan(end.bits)) end.bits = start.bits;
    return end;
}

static inline row_party any_party(rng *r, const row *of)
{
    static const hg_leverage none = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    row_party p = {.utility = any_real(r),
                   .opening = coin(r) ? any_real(r) : NAN,
                   .early_concession = coin(r) ? any_real(r) : NAN,
                   .mean_demand = coin(r) ? any_real(r) : NAN,
                   .limit_start = any_real(r),
                   .messages = rng_next(r),
                   .offers = (uint32_t)rng_below(r, 1000)};
    p.payoff = coin(r) ? p.utility : any_real(r);
    p.limit_end = coin(r) ? p.limit_start : any_real(r);
    p.start = of->zone_start >= 0 ? any_leverage(r, of->transferable) : none;
    p.end = of->zone_end < 0                 ? none
            : of->zone_end == of->zone_start ? p.start
                                             : any_leverage(r, of->transferable);
    p.sees = coin(r);
    p.see_start = p.sees ? any_sight(r) : (row_sight){NAN, NAN, NAN};
    p.see_end = p.sees ? later_sight(r, p.see_start) : p.see_start;
    return p;
}

static inline row any_row(rng *r, uint64_t id, uint32_t arm, uint32_t n)
{
    row x = {.session = id,
             .replicate = rng_below(r, 5000),
             .arm = arm,
             .episode = (uint32_t)rng_below(r, 3),
             .result = (hg_result)rng_below(r, HG_RESULT_COUNT),
             .by = coin(r) ? HG_NOBODY : (uint32_t)rng_below(r, n),
             .fault = (uint32_t)rng_below(r, 9),
             .round = (uint32_t)rng_below(r, 1000000),
             .offers = (uint32_t)rng_below(r, 3000000),
             .deal = coin(r) ? HG_NO_OUTCOME : rng_next(r) >> 2,
             .pie = 1 + any_real(r),
             .zone_start = any_real(r),
             .joint_start = coin(r) ? NAN : any_real(r),
             .transferable = coin(r),
             .trace = rng_next(r),
             .n_parties = n};
    x.zone_end = coin(r) ? x.zone_start : any_real(r);
    for (uint32_t i = 0; i < n; i++) x.party[i] = any_party(r, &x);
    complete_leverage(&x, false);
    complete_leverage(&x, true);
    return x;
}

#define assert_leverage(a, b)                                                                      \
    do {                                                                                           \
        const hg_leverage la = (a), lb = (b);                                                      \
        assert_same(la.phi, lb.phi);                                                               \
        assert_same(la.alternatives, lb.alternatives);                                             \
        assert_same(la.power, lb.power);                                                           \
        assert_same(la.information, lb.information);                                               \
        assert_same(la.frontier, lb.frontier);                                                     \
        assert_same(la.target, lb.target);                                                         \
        if (!(isnan(la.lambda) && isnan(lb.lambda))) assert_near(la.lambda, lb.lambda, 1e-12);     \
    } while (0)

static inline void assert_sight(row_sight a, row_sight b)
{
    assert_same(a.perceived, b.perceived);
    assert_same(a.other, b.other);
    assert_same(a.bits, b.bits);
}

static inline void assert_party_equal(const row_party *a, const row_party *b)
{
    assert_same(a->utility, b->utility);
    assert_same(a->payoff, b->payoff);
    assert_same(a->opening, b->opening);
    assert_same(a->early_concession, b->early_concession);
    assert_same(a->mean_demand, b->mean_demand);
    assert_same(a->limit_start, b->limit_start);
    assert_same(a->limit_end, b->limit_end);
    assert_true(a->messages == b->messages);
    assert_int_equal(a->offers, b->offers);
    assert_leverage(a->start, b->start);
    assert_leverage(a->end, b->end);
    assert_int_equal(a->sees, b->sees);
    if (!a->sees) return;
    assert_sight(a->see_start, b->see_start);
    assert_sight(a->see_end, b->see_end);
}

static inline void assert_row_equal(const row *a, const row *b)
{
    assert_true(a->session == b->session);
    assert_true(a->replicate == b->replicate);
    assert_int_equal(a->arm, b->arm);
    assert_int_equal(a->episode, b->episode);
    assert_int_equal(a->result, b->result);
    assert_int_equal(a->by, b->by);
    assert_int_equal(a->fault, b->fault);
    assert_int_equal(a->round, b->round);
    assert_int_equal(a->offers, b->offers);
    assert_true(a->deal == b->deal);
    assert_same(a->pie, b->pie);
    assert_same(a->zone_start, b->zone_start);
    assert_same(a->zone_end, b->zone_end);
    assert_same(a->joint_start, b->joint_start);
    assert_int_equal(a->transferable, b->transferable);
    assert_true(a->trace == b->trace);
    assert_int_equal(a->n_parties, b->n_parties);
    for (uint32_t i = 0; i < a->n_parties; i++) assert_party_equal(&a->party[i], &b->party[i]);
}
#endif
