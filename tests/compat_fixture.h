/* Two agents of compatibility on a listed space of several issues, through real sessions: who
 * offered what, and how it ended. Party 0 (A) begins every round. */
#ifndef TESTS_COMPAT_FIXTURE_H
#define TESTS_COMPAT_FIXTURE_H
#include "seat_fixture.h"

#define BOUT_OFFERS 1024

typedef struct bout {
    talk *talk;
    size_t n;
    struct {
        uint32_t round, by;
        hg_outcome outcome;
    } offers[BOUT_OFFERS];
} bout;

static inline void bout_message(void *ctx, const session *s, const hg_message *m,
                                const uint8_t *bytes, size_t size)
{
    bout *b = ctx;
    (void)s, (void)bytes, (void)size;
    if (m->kind != HG_OFFER) return;
    assert_true(b->n < BOUT_OFFERS);
    b->offers[b->n].round = m->round;
    b->offers[b->n].by = m->seat;
    b->offers[b->n++].outcome = m->outcome;
}

static inline void bout_end(void *ctx, const session *s, const outcome_row *row)
{
    talk_end(((bout *)ctx)->talk, s, row);
}

/* The arena is the talk's own: what the issues and parts are made of may come from it. */
static inline bout *bout_new(uint32_t rounds)
{
    bout *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->talk = talk_new(0, 1, 1, rounds);
    b->talk->observer = (observer){.ctx = b, .message = bout_message, .end = bout_end};
    return b;
}

static inline void bout_domain(bout *b, const hg_issue *issues, uint32_t n, const part *parts[2],
                               const double reservation[2])
{
    talk *t = b->talk;
    assert_true(space_init(&t->model.space, issues, n));
    t->model.price_issue = HG_NOBODY;
    for (uint32_t i = 0; i < 2; i++) {
        party *p = &t->parties[i];
        p->role = i ? "B" : "A";
        p->preference = (preference){parts[i], n};
        p->money = false;
        p->utility.shift = 0;
        p->reservation = reservation[i];
    }
    talk_finish(t);
}

static inline void bout_play(bout *b, const char *one, const char *two)
{
    talk_seat(b->talk, 0, one);
    talk_seat(b->talk, 1, two);
    b->n = 0;
    talk_play(b->talk, 0);
}

static inline double bout_utility(const bout *b, uint32_t who)
{
    hg_outcome deal = b->talk->row.deal;
    return deal == HG_NO_OUTCOME ? 0 : utility_of(&b->talk->parties[who].utility, deal);
}

static inline void bout_free(bout *b)
{
    talk_free(b->talk);
    free(b);
}
#endif
