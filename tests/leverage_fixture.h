/* The leverage agent as party 0 of talks over a pie of 1, at a fake host: by default everything is
 * plain, so that offers can be computed by hand. */
#ifndef TESTS_LEVERAGE_FIXTURE_H
#define TESTS_LEVERAGE_FIXTURE_H
#include "check.h"
#include "fake_host.h"

#include "agents/builtin.h"

#define OUTCOMES 1001 /* worth 0, 0.001, ..., 1 */
#define ROUNDS   11   /* tau = k/10 */
#define PARAMS   27

/* The table's order, said again: a spec or a test that mixes it up must fail. */
enum {
    SEE,
    KAPPA,
    G,
    E0,
    M,
    A0,
    A,
    F,
    RHO,
    DMAX,
    BAL,
    SDT,
    SDO,
    SDE,
    AW,
    WALK,
    C_EXIT,
    KMIN,
    PSI,
    ALPHA,
    THETA,
    S,
    NU,
    OMEGA,
    EPS,
    WEIGHTS,
    S_B
};
enum { NONE, PRIOR, TRUTH, BELIEF };
static const char *const names[PARAMS] = {
    "see",  "kappa", "g",     "e0",  "m",   "a0",    "a",    "f",       "rho",
    "dmax", "bal",   "sdT",   "sdO", "sdE", "aw",    "walk", "c_exit",  "kmin",
    "psi",  "alpha", "theta", "s",   "nu",  "omega", "eps",  "weights", "s_b"};

typedef struct seat {
    fake_host host;
    hg_brief brief;
    double params[PARAMS];
    double recognition[3], hazard[3], iota[9], limits[3];
    double least[3], most[3]; /* what the briefing leaves open */
    uint32_t deadlines[3];    /* 0: as the host's */
    uint32_t known[3];
    _Alignas(16) unsigned char state[FAKE_STATE];
} seat;

static double worth[OUTCOMES];
static const hg_agent_type *const agent = &hg_agent_leverage;

/* Truth, everything even, limits .2 and .1, no noise, no anchor, no reciprocity:
 * u* = T = .525, opening .7625, e = sqrt(.525/.475). */
static inline void plain(seat *s)
{
    memset(s, 0, sizeof *s);
    for (int i = 0; i < OUTCOMES; i++) worth[i] = i / 1000.0;
    for (int i = 0; i < PARAMS; i++) s->params[i] = agent->params[i].preset;
    s->params[SDT] = s->params[SDO] = s->params[SDE] = 0;
    s->params[A] = s->params[RHO] = 0;
    s->params[SEE] = TRUTH;
    s->params[PSI] = 1;
    for (int i = 0; i < 3; i++) s->most[i] = 1;
    for (int i = 0; i < 3; i++) s->recognition[i] = 1;
    s->limits[0] = 0.2;
    s->limits[1] = 0.1;
    fake_host_init(&s->host, worth, OUTCOMES, 0.2, ROUNDS);
}

static inline void sit(seat *s)
{
    uint32_t rounds = s->host.rounds;
    for (int i = 0; i < 3; i++) s->known[i] = s->deadlines[i] ? s->deadlines[i] : rounds;
    s->brief = (hg_brief){.n_parties = s->brief.n_parties ? s->brief.n_parties : 2,
                          .best = 1,
                          .limit = s->limits[0],
                          .rounds = s->host.rounds,
                          .pie = 1,
                          .recognition = s->recognition,
                          .hazard = s->hazard,
                          .iota = s->iota,
                          .leaving_cost = s->brief.leaving_cost,
                          .reservation = s->brief.reservation,
                          .others_limit = s->limits,
                          .limit_least = s->least,
                          .limit_most = s->most,
                          .deadlines = s->known,
                          .deadlines_pull = s->deadlines[1] != 0};
    s->host.limit = s->limits[0];
    s->host.drawn = 0;
    memset(s->state, 0, sizeof s->state);
    assert_true(agent->state_size <= FAKE_STATE);
    assert_int_equal(agent->init(s->state, &s->brief, &s->host.host, s->params), 0);
    assert_int_equal(s->host.drawn, 3);
}

static inline hg_reply move(seat *s, hg_turn turn)
{
    hg_reply r;
    memset(&r, 0, sizeof r);
    r.kind = HG_REJECT;
    r.outcome = HG_NO_OUTCOME;
    assert_int_equal(agent->act(s->state, &turn, &r), 0);
    return r;
}

static inline void hears(seat *s, hg_outcome offer)
{
    hg_message m = fake_offer(offer);
    agent->receive(s->state, &m);
}

static inline hg_reply answers(seat *s, uint32_t k, hg_outcome offer)
{
    hears(s, offer);
    return move(s, fake_turn(&s->host, k, offer));
}

static inline void limit_becomes(seat *s, uint32_t party, double limit)
{
    hg_message m = {.kind = HG_EVENT, .event = HG_EVENT_LIMIT, .party = party, .value = limit};
    if (party == 0) s->host.limit = limit;
    agent->receive(s->state, &m);
}

#define assert_offers(s, k, expected)                                                              \
    do {                                                                                           \
        hg_reply offered = move(s, fake_turn(&(s)->host, k, HG_NO_OUTCOME));                       \
        assert_int_equal(offered.kind, HG_OFFER);                                                  \
        assert_int_equal(offered.outcome, expected);                                               \
    } while (0)

static inline double uniform(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*x >> 11) * 0x1p-53;
}

#endif
