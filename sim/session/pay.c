/* How a session ends: the result, and what it pays.
 *
 * A deal pays its utility. No deal pays what is held then (the best standing alternative, at least
 * the reservation value; never what one might still find), less the cost of leaving for who walks;
 * a fault is nobody's choice to leave. What searching cost is taken off either. Everything is
 * discounted alike, by when it ended.
 *
 * Must not know: the protocol, what was said. */
#include "session/state.h"

static double utility_at_end(const session *s, uint32_t who)
{
    const party *p = &s->model->parties[who];
    if (s->row.result == HG_RESULT_DEAL) return utility_of(&p->utility, s->row.deal);
    bool left = s->row.result == HG_RESULT_WALK && s->row.by == who;
    return s->outside[who].held - (left ? p->leaving_cost : 0);
}

/* Like rounds, offers count from 0: what is agreed on the first offer has not waited for any. */
static double discount_at_end(const session *s, uint32_t who)
{
    uint32_t waited = s->row.offers ? s->row.offers - 1 : 0;
    return party_discount(&s->model->parties[who], s->row.round, waited, s->table->spec->rounds);
}

static void pay(session *s, uint32_t who)
{
    outcome_party *o = &s->outcome[who];
    o->utility = utility_at_end(s, who);
    o->payoff = (o->utility - s->outside[who].spent) * discount_at_end(s, who);
    o->limit_end = s->limit[who];
}

void session_close(session *s, hg_result result, uint32_t by, outcome_id deal)
{
    s->phase = PHASE_END;
    s->table->asked = 0;
    s->answers = HG_NOBODY;
    s->row.result = result;
    s->row.by = by;
    s->row.deal = deal;
    s->row.table = s->table->index;
    s->row.round = s->table->round;
    s->row.offers = s->offers;
    for (uint32_t i = 0; i < s->model->n_parties; i++) pay(s, i);
    session_report_leverage(s, LEVERAGE_END);
}
