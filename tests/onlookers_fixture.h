/* Talks made by hand, and parts that hear them: a model that knows the truth, one that turns it
 * round, one that learns with every offer, one that knows nothing; conditions whose acceptances can
 * be read off the offers. Whoever includes this says where the record goes: ONLOOKERS_DIR. */
#ifndef TESTS_ONLOOKERS_FIXTURE_H
#define TESTS_ONLOOKERS_FIXTURE_H
#include "analysis_fixture.h"

#include "analysis/onlookers.h"
#include "analysis/study.h"
#include "record/trace.h"
#include "wire/wire.h"

static const char scenario_text[] =
    "scenario: made\nissues:\n  share: {min: 0, max: 1, step: 0.01}\n  colour: [red, blue]\n"
    "parties:\n  one: {receives: share, reservation: 0.1}\n"
    "  two: {pays: share, value: {base: 1}, reservation: 0.1}\n"
    "protocol: {kind: alternating-offers, first: one}\ndeadline: {rounds: 11}\n"
    "agents: {one: linear, two: linear}\n";
static const char config[] = "experiment: made\nscenario: made\nsessions: 40\nseed: 1\n";
static const char onlookers_dir[] = BINARY_DIR "/" ONLOOKERS_DIR;

enum { REPLICATES = 40, ROUNDS = 11 };
static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"linear", "boulware"};
static const arm arms[] = {{0, HG_NOBODY, agents, REPLICATES}};
static const space *offers;

/* In hundredths for `one`: one comes down from 90 by 5, two comes up from 20 by 4; `one` accepts
 * what two offered in round 6, 44, though it had been going to ask for 55; every fourth session
 * goes on without a deal. */
static int asks(uint32_t round) { return 90 - 5 * (int)round; }
static int gives(uint32_t round) { return 20 + 4 * (int)round; }
static bool fails(uint64_t r) { return r % 4 == 0; }

static void add_message(const hg_message *m, buf *out)
{
    uint8_t bytes[512];
    size_t n = wire_encode(offers, m, bytes, sizeof bytes);
    assert_true(n > 0);
    buf_add(out, bytes, n);
}

static void add_offer(uint64_t number, uint32_t round, uint32_t who, int x, buf *out)
{
    const hg_message m = {.kind = HG_OFFER,
                          .round = round,
                          .session = number,
                          .seat = who,
                          .outcome = (uint64_t)(2 * x)};
    add_message(&m, out);
}

static void trace_session(const made_record *m, uint32_t i, uint64_t r, uint64_t number, buf *out)
{
    (void)m;
    uint32_t last = fails(r) ? ROUNDS : 7;
    pack_array(out, 5);
    pack_uint(out, TRACE_SESSION);
    pack_uint(out, number), pack_uint(out, r), pack_uint(out, 0), pack_uint(out, i);
    pack_array(out, 7);
    pack_uint(out, TRACE_LEVERAGE), pack_uint(out, 0), pack_uint(out, 0);
    pack_real(out, 0.8), pack_real(out, 1);
    pack_array(out, 2), pack_real(out, 0.1), pack_real(out, 0.1);
    pack_nil(out);
    for (uint32_t round = 0; round < last; round++) {
        add_offer(number, round, 0, asks(round), out);
        add_offer(number, round, 1, gives(round), out);
    }
    const hg_message accept = {
        .kind = HG_ACCEPT, .round = 7, .session = number, .outcome = HG_NO_OUTCOME};
    if (!fails(r)) add_message(&accept, out);
    pack_array(out, 7);
    pack_uint(out, TRACE_END);
    pack_uint(out, fails(r) ? HG_RESULT_DEADLINE : HG_RESULT_DEAL);
    if (fails(r)) {
        pack_nil(out), pack_uint(out, ROUNDS - 1), pack_nil(out);
    } else {
        pack_uint(out, 0), pack_uint(out, 7), pack_uint(out, (uint64_t)(2 * gives(6)));
    }
    pack_uint(out, 0), pack_nil(out);
}

static void make(const made_record *m, uint32_t i, uint64_t r, row *out, double *course)
{
    (void)m, (void)i, (void)course;
    made_deal(out, gives(6) / 100.);
    if (fails(r)) made_impasse(out, 0.1);
    out->party[0].opening = 0.9 + 1e-6 * (double)r; /* no two sessions are the same */
}

/* ---- parts ---- */

typedef struct ear {
    const model *model;
    uint32_t who, which, heard;
    double made;
} ear;

static const char *name_of(uint32_t which)
{
    static const char *const names[] = {"truth", "wrong", "learner", "nothing"};
    return which < 4 ? names[which] : NULL;
}

static void *open_ear(arena *a, const model *m, uint32_t who, uint32_t which)
{
    ear *e = arena_array(a, 1, sizeof *e);
    *e = (ear){.model = m, .who = who, .which = which, .made = NAN};
    return e;
}

static void hear(void *self, uint32_t round, outcome_id offer)
{
    (void)round, (void)offer;
    ((ear *)self)->heard++;
}

/* The learner knows the upper part of its hundred shares, the more it has heard. */
static double worth(const void *self, outcome_id o)
{
    const ear *e = self;
    double truth = utility_of(&e->model->parties[!e->who].utility, o);
    if (e->which == 1) return 7 - 100 * truth;
    if (e->which == 2) return truth > 1 - 0.08 * e->heard ? truth : 0;
    return e->which ? 3 : 5 * truth + 2; /* in any unit */
}

/* at least .3; in the second half; next; what nobody ever offers */
static const char *rule_of(uint32_t which)
{
    static const char *const names[] = {"least", "late", "next", "never"};
    return which < 4 ? names[which] : NULL;
}
static void made(void *self, double x) { ((ear *)self)->made = x; }
static bool takes(const void *self, uint32_t round, double offered, double next)
{
    const ear *e = self;
    switch (e->which) {
    case 0: return offered >= 0.3 - 1e-9;
    case 1: return round >= 5;
    case 2: return offered >= next;
    default: return offered > 0.99;
    }
}

static const onlookers lent = {.model = {name_of, open_ear, hear, worth},
                               .accept = {rule_of, open_ear, hear, made, takes}};

static inline analysis *open_made(bool traces)
{
    made_record m = {.config = config,
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = ROUNDS,
                     .n_arms = 1,
                     .roles = roles,
                     .arms = arms,
                     .make = make,
                     .trace = traces ? trace_session : NULL};
    return made_open(&m, onlookers_dir);
}

/* In the group set-up: the offers' space is that of the scenario. */
static inline int open_silent(void **state)
{
    analysis *a = open_made(false);
    offers = &a->cells[0].model.space;
    *state = a;
    return 0;
}
static inline int close_silent(void **state) { return analysis_close(*state), 0; }
#endif
