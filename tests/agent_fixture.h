/* One agent at a fake host, driven by hand: its briefing, its turns, what it hears. Party 0 and
 * seat 0 are the agent's. */
#ifndef TESTS_AGENT_FIXTURE_H
#define TESTS_AGENT_FIXTURE_H
#include "check.h"
#include "fake_host.h"

#define PERCENT 101 /* outcomes worth 0, 0.01, ..., 1 */

typedef struct seat {
    fake_host host;
    const hg_agent_type *type;
    hg_brief brief;
    double percent[PERCENT];
    double others_limit[FAKE_OTHERS];
    _Alignas(16) unsigned char state[FAKE_STATE];
} seat;

/* Among n parties, over outcomes worth u[count]. Returns what init said. */
static inline int sit_among(seat *s, uint32_t n, const hg_agent_type *type, const double *params,
                            const double *u, size_t count, double limit, uint32_t rounds)
{
    fake_host_init(&s->host, u, count, limit, rounds);
    s->type = type;
    s->brief = (hg_brief){.n_parties = n,
                          .n_outcomes = count,
                          .best = u[0],
                          .worst = u[0],
                          .limit = limit,
                          .rounds = rounds,
                          .others_limit = s->others_limit};
    for (size_t i = 0; i < count; i++) {
        s->brief.best = fmax(s->brief.best, u[i]);
        s->brief.worst = fmin(s->brief.worst, u[i]);
    }
    assert_true(type->state_size <= FAKE_STATE);
    memset(s->state, 0, sizeof s->state);
    return type->init(s->state, &s->brief, &s->host.host, params);
}

/* Between two, over a hundredth more for every outcome. */
static inline void sit_percent(seat *s, const hg_agent_type *type, const double *params,
                               double limit, uint32_t rounds)
{
    for (int i = 0; i < PERCENT; i++) s->percent[i] = i / 100.0;
    assert_int_equal(sit_among(s, 2, type, params, s->percent, PERCENT, limit, rounds), 0);
}

static inline hg_reply move(seat *s, hg_turn turn)
{
    hg_reply r = {.kind = HG_REJECT, .outcome = HG_NO_OUTCOME, .walk = HG_WALK_FINAL};
    assert_int_equal(s->type->act(s->state, &turn, &r), 0);
    return r;
}

static inline void hear(seat *s, hg_message m)
{
    if (s->type->receive) s->type->receive(s->state, &m);
}

static inline void limit_becomes(seat *s, double limit)
{
    s->host.limit = limit;
    hear(s, (hg_message){.kind = HG_EVENT, .event = HG_EVENT_ARRIVED, .value = limit});
}

/* Hears this offer, and has its turn in this round. */
static inline hg_reply answer(seat *s, uint32_t round, hg_outcome offered)
{
    hear(s, fake_offer(offered));
    return move(s, fake_turn(&s->host, round, offered));
}

#define assert_bids(reply, expected)                                                               \
    do {                                                                                           \
        hg_reply bids_ = (reply);                                                                  \
        assert_int_equal(bids_.kind, HG_OFFER);                                                    \
        assert_int_equal(bids_.outcome, (expected));                                               \
    } while (0)

/* On a turn without anything on the table. */
#define assert_offers(s, round, expected)                                                          \
    assert_bids(move(s, fake_turn(&(s)->host, round, HG_NO_OUTCOME)), expected)

static inline uint64_t next(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *x >> 33;
}
#endif
