/* An agent over two issues at a fake host, with swapped parts or a model of its own: the fixture of
 * agent_fixture.h, with issues in the briefing and a host that lists bands. */
#ifndef TESTS_PARTS_FIXTURE_H
#define TESTS_PARTS_FIXTURE_H
#include "agent_fixture.h"

/* Ascending by worth, ties by index, as the real one. */
static inline size_t fake_band(const hg_host *h, double lo, double hi, hg_outcome *out, size_t cap)
{
    const fake_host *f = (const fake_host *)h;
    size_t n = 0;
    for (size_t i = 0; i < f->n_outcomes; i++) {
        if (!(f->u[i] >= lo && f->u[i] <= hi)) continue;
        size_t at = n++;
        if (n > cap) continue;
        for (; at > 0 && f->u[out[at - 1]] > f->u[i]; at--) out[at] = out[at - 1];
        out[at] = i;
    }
    return n;
}

/* The briefing only: of n parties over n_issues issues, outcomes worth u. */
static inline void brief_among(seat *s, uint32_t n, const hg_issue *issues, uint32_t n_issues,
                               const double *u, double limit, uint32_t rounds)
{
    size_t count = 1;
    for (uint32_t i = 0; i < n_issues; i++) count *= (size_t)issues[i].size;
    fake_host_init(&s->host, u, count, limit, rounds);
    s->host.host.band = fake_band;
    s->brief = (hg_brief){.n_parties = n,
                          .n_issues = n_issues,
                          .issues = issues,
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
}

/* Sits down after brief_among; what init said. */
static inline int sit_briefed(seat *s, const hg_agent_type *type, const double *params)
{
    s->type = type;
    assert_true(type->state_size <= FAKE_STATE);
    memset(s->state, 0, sizeof s->state);
    return type->init(s->state, &s->brief, &s->host.host, params);
}

/* The same agent as the host plays it where a part is swapped. */
static inline hg_agent_type swapped_type(const hg_agent_type *type)
{
    hg_agent_type t = *type;
    t.init = type->swapped->init;
    t.receive = type->swapped->receive;
    t.act = type->swapped->act;
    return t;
}
#endif
