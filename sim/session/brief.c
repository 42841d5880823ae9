/* The briefing: what each party is told at the start, from the drawn model. Everything that a
 * briefing points at lives in the session's arena or in the model.
 *
 * Must not know: anything that happens later. */
#include "session/state.h"
#include <math.h>

static const char *const *roles(session *s)
{
    const char **names = arena_array(s->arena, s->model->n_parties, sizeof *names);
    for (uint32_t i = 0; i < s->model->n_parties; i++) names[i] = s->model->parties[i].role;
    return names;
}

/* The party's own row of an [n*n] matrix; NaN in all others. */
static const double *own_row(session *s, const double *full, uint32_t who)
{
    uint32_t n = s->model->n_parties;
    double *own = arena_array(s->arena, (size_t)n * n, sizeof *own);
    for (uint32_t i = 0; i < n * n; i++) own[i] = i / n == who ? full[i] : NAN;
    return own;
}

static const double *limits_known(session *s, uint32_t who)
{
    uint32_t n = s->model->n_parties;
    bool all = s->sees_truth & bit(who);
    double *limit = arena_array(s->arena, n, sizeof *limit);
    for (uint32_t i = 0; i < n; i++)
        limit[i] = i == who ? s->outside[i].told : all ? s->outside[i].known : NAN;
    return limit;
}

/* Which of round(2^bits) equal cells of 0..scale holds the limit; what lies beyond an end counts to
 * the cell there. */
static void cell_of(double limit, double scale, double bits, double *least, double *most)
{
    double cells = bits > 0 ? floor(hg_exp2(bits) + 0.5) : 1;
    double at = scale > 0 ? hg_clamp(floor(limit / scale * cells), 0, cells - 1) : 0;
    *least = at / cells * scale;
    *most = (at + 1) / cells * scale;
}

static void bound_limits(session *s, uint32_t who, double *least, double *most)
{
    const model *m = s->model;
    const double *bits = m->parties[who].bits;
    bool all = s->sees_truth & bit(who);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        double known = bits ? bits[i] : 0;
        double limit = i == who ? s->outside[i].told : s->outside[i].known;
        if (all || i == who || isinf(known))
            least[i] = most[i] = limit;
        else
            cell_of(limit, party_scale(m, i), known, &least[i], &most[i]);
    }
}

/* As many rounds as the party knows everybody to have: 0 where it does not. */
static const uint32_t *deadlines_known(session *s, uint32_t who)
{
    const model *m = s->model;
    const party *p = &m->parties[who];
    uint32_t *rounds = arena_array(s->arena, m->n_parties, sizeof *rounds);
    for (uint32_t i = 0; i < m->n_parties; i++)
        if (p->knows_deadline || (i == who && p->has_deadline)) rounds[i] = m->deadlines[i];
    return rounds;
}

static hg_brief brief_of(session *s, const char *const *names, uint32_t who)
{
    const model *m = s->model;
    const table *t = &s->tables[0];
    const party *p = &m->parties[who];
    const uint32_t *deadlines = deadlines_known(s, who);
    bool truth = s->sees_truth & bit(who);
    double *least = arena_array(s->arena, 2 * (size_t)m->n_parties, sizeof *least);
    double *most = least + m->n_parties;
    bound_limits(s, who, least, most);
    return (hg_brief){
        .session = s->key.id,
        .party = who,
        .n_parties = m->n_parties,
        .n_tables = m->n_tables,
        .seat = t->seat_of[who],
        .role = p->role,
        .text = p->brief ? p->brief : "",
        .roles = names,
        .n_issues = m->space.n_issues,
        .issues = m->space.issues,
        .n_outcomes = m->space.size,
        .best = utility_best(&p->utility),
        .worst = utility_worst(&p->utility),
        .limit = s->outside[who].told,
        .reservation = p->reservation,
        .leaving_cost = p->leaving_cost,
        .rounds = deadlines[who],
        .exit = t->spec->exit,
        .revocable = t->spec->revocable,
        .pie = party_scale(m, who),
        .frontier = m->frontier,
        .recognition = m->recognition,
        .hazard = m->hazard,
        .iota = truth ? m->iota : own_row(s, m->iota, who),
        .others_limit = limits_known(s, who),
        .limit_least = least,
        .limit_most = most,
        .deadlines = deadlines,
        .deadlines_pull = m->pulls,
        .commitment = m->commitment,
        .obstinacy = m->obstinacy,
        .obstinate = p->obstinate,
    };
}

void session_write_briefs(session *s)
{
    uint32_t n = s->model->n_parties;
    const char *const *names = roles(s);
    s->briefs = arena_array(s->arena, n, sizeof *s->briefs);
    for (uint32_t i = 0; i < n; i++) s->briefs[i] = brief_of(s, names, i);
}
