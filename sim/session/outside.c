/* What parties have without a deal here: what they hold, what searching on is worth, and what each
 * is told of it.
 *
 * Three numbers that are the same in most scenarios: what no deal pays is what is held; leverage is
 * measured at the limit, which a search may raise; a party is told its limit with its errors, and
 * never below its mandate.
 *
 * Must not know: the protocol, what is said, when events come. */
#include "session/state.h"
#include <math.h>

static double with_searches(const session *s, uint32_t who, double held)
{
    if (!s->model->searches) return held;
    return party_limit(s->model, who, s->table->round, held);
}

static void renew(session *s, uint32_t who)
{
    const party *p = &s->model->parties[who];
    outside_now *o = &s->outside[who];
    o->held = party_held(p, o->standing, o->arrived);
    double limit = with_searches(s, who, o->held), told = limit;
    if (p->own_sd > 0) told = with_searches(s, who, party_told(p, o->standing, o->arrived));
    s->limit[who] = limit;
    o->told = p->has_mandate ? fmax(told, p->mandate) : told;
    o->known = party_known_limit(p, limit);
}

/* A search that costs rested since that round where as much was held as looking on was worth then.
 * What was held may go, and the search goes on. */
static void look_on(session *s, uint32_t who, uint32_t since, double passed)
{
    const party *p = &s->model->parties[who];
    outside_now *o = &s->outside[who];
    for (uint32_t k = 0; k < p->n_alternatives; k++) {
        const search_spec *looked = p->alternatives[k].search;
        if (!looked) continue;
        o->rests[k] =
            looked->cost > 0 && search_worth(s->model, who, looked, since, o->held) <= o->held;
        if (!o->rests[k]) o->spent += looked->cost * passed;
    }
}

/* Three sets of flags, in one block for all parties. */
static bool *open_party(session *s, uint32_t who, bool *flags)
{
    const party *p = &s->model->parties[who];
    outside_now *o = &s->outside[who];
    o->standing = flags;
    o->rests = o->standing + p->n_alternatives;
    o->arrived = o->rests + p->n_alternatives;
    for (uint32_t k = 0; k < p->n_alternatives; k++)
        o->standing[k] = alternative_held(&p->alternatives[k]);
    renew(s, who);
    return o->arrived + p->n_arrivals;
}

void session_open_outside(session *s)
{
    const model *m = s->model;
    size_t flags = 1;
    for (uint32_t i = 0; i < m->n_parties; i++)
        flags += 2 * (size_t)m->parties[i].n_alternatives + m->parties[i].n_arrivals;
    s->limit = arena_array(s->arena, m->n_parties, sizeof *s->limit);
    s->outside = arena_array(s->arena, m->n_parties, sizeof *s->outside);
    bool *next = arena_array(s->arena, flags, sizeof *next);
    for (uint32_t i = 0; i < m->n_parties; i++) next = open_party(s, i, next);
}

bool session_stands(session *s, const outside_event *e)
{
    outside_now *o = &s->outside[e->party];
    bool comes = e->what == HG_EVENT_ARRIVED;
    if (e->arrival == HG_NOBODY) {
        o->standing[e->alternative] = comes;
        return true;
    }
    if (comes ? o->rests[e->alternative] : !o->arrived[e->arrival]) return false;
    o->arrived[e->arrival] = comes;
    o->standing[e->alternative] =
        party_found(&s->model->parties[e->party], e->alternative, o->arrived);
    return true;
}

double session_worth_of(const session *s, const outside_event *e)
{
    const party *p = &s->model->parties[e->party];
    if (e->arrival == HG_NOBODY)
        return alternative_worth(p, e->alternative) + p->alternatives[e->alternative].error;
    return p->arrivals[e->arrival].worth + p->arrivals[e->arrival].error;
}

/* What time takes from a limit is no reason to take an offer back. */
void session_renew_limit(session *s, uint32_t who, bool told)
{
    const outside_now before = s->outside[who];
    double limit = s->limit[who];
    renew(s, who);
    bool own = s->outside[who].told != before.told;
    if (own && !told) s->tell_own |= bit(who);
    if (s->outside[who].known != before.known) s->tell_known |= bit(who);
    bool moved = told ? own || s->limit[who] != limit : s->outside[who].told > before.told;
    if (moved) s->changed |= bit(who);
}

void session_keep_looking(session *s, uint32_t since)
{
    double passed = s->table->tau - s->looked_at;
    s->looked_at = s->table->tau;
    for (uint32_t i = 0; i < s->model->n_parties; i++) {
        look_on(s, i, since, passed);
        session_renew_limit(s, i, false);
    }
}

/* ---- what can be asked ---- */

double session_limit(const session *s, uint32_t who) { return s->limit[who]; }
double session_limit_told(const session *s, uint32_t who) { return s->outside[who].told; }
const bool *session_standing(const session *s, uint32_t who) { return s->outside[who].standing; }

double session_worth_told(const session *s, uint32_t who, uint32_t which)
{
    const party *p = &s->model->parties[who];
    const alternative *a = &p->alternatives[which];
    if (!a->search) return alternative_worth(p, which) + a->error;
    double best = NAN;
    for (uint32_t i = 0; i < p->n_arrivals; i++)
        if (p->arrivals[i].alternative == which && s->outside[who].arrived[i])
            best = fmax(best, p->arrivals[i].worth + p->arrivals[i].error);
    return best;
}
