/* Between two parties what each cell would mean is tabled (outlook): it changes only where an
 * outside value, a hazard or what is known changes, the belief at every offer. */
#include "agents/parts/others.h"
#include "agents/parts/aim.h"
#include <math.h>
#include <string.h>

#define NOTICEABLE 0.02 /* change of a share that is worth a line in the record */

/* ---- the state as I see it ---- */

static void hazards_now(const others *o, double *hazard)
{
    const hg_brief *b = o->brief;
    for (uint32_t i = 0; i < b->n_parties; i++)
        hazard[i] = b->hazard[i] + (b->deadlines_pull ? 1.0 / (b->deadlines[i] - o->round) : 0);
}

static hg_standing standing(const others *o, const double *w, double *hazard)
{
    const hg_brief *b = o->brief;
    hazards_now(o, hazard);
    return (hg_standing){.n = b->n_parties,
                         .pie = b->pie,
                         .kappa = o->kappa,
                         .w = w,
                         .p = b->recognition,
                         .h = hazard,
                         .iota = o->iota,
                         .frontier = b->frontier};
}

/* Between two, the other's limit is one of many. */
static bool cells_count(const others *o) { return o->outlook && !o->known[1 - o->brief->party]; }

static void table(const others *o, const double *w, outlook *out)
{
    const hg_brief *b = o->brief;
    const belief *q = o->belief[1 - b->party];
    double hazard[HG_PARTIES_MAX];
    hg_standing s = standing(o, w, hazard);
    perceive_cells(&s, b->party, b->pie, q->least, q->most, out);
}

static perceived look_at(const others *o, const double *w)
{
    const hg_brief *b = o->brief;
    double hazard[HG_PARTIES_MAX];
    if (cells_count(o)) {
        outlook out;
        table(o, w, &out);
        return perceive_mean(&out, o->belief[1 - b->party]->limit, b->pie);
    }
    hg_standing s = standing(o, w, hazard);
    return perceive_state(&s, b->party, b->pie);
}

/* ---- opening ---- */

/* Only what is not told is believed in. Where I have no deadline, time says nothing. */
static belief *open_belief(const others *o, uint32_t j)
{
    const hg_brief *b = o->brief;
    double deadline = 1;
    if (b->rounds > 1)
        deadline = b->deadlines[j] ? fmax(1, b->deadlines[j] - 1.0) / (b->rounds - 1) : 0;
    belief *q = o->host->alloc(o->host, belief_size(deadline == 0));
    belief_open(q, b->limit_least[j], b->limit_most[j], others_scale(b, j), deadline);
    if (o->sight != SIGHT_BELIEF || b->rounds < 2) belief_close(q);
    return q;
}

/* Told as the truth, or by information that leaves no room; else, where nothing is believed, 0. */
static void open_other(others *o, uint32_t j)
{
    const hg_brief *b = o->brief;
    bool told = !isnan(b->others_limit[j]),
         believes = o->sight == SIGHT_PRIOR || o->sight == SIGHT_BELIEF,
         room = b->limit_least[j] < b->limit_most[j];
    o->known[j] = j == b->party || told || !believes || !room;
    o->w[j] = told ? b->others_limit[j] : believes ? b->limit_least[j] : 0;
    if (o->known[j]) return;
    o->belief[j] = open_belief(o, j);
    o->w[j] = belief_mean(o->belief[j]);
}

void others_open(others *o, const hg_brief *b, const hg_host *host, sight how, double kappa,
                 belief_rule rule)
{
    uint32_t n = b->n_parties;
    o->brief = b;
    o->host = host;
    o->rule = rule;
    o->sight = how;
    o->kappa = kappa;
    o->viewed_mine = o->viewed_limits = o->theirs_limits = NAN;
    for (uint32_t j = 0; j < n; j++) open_other(o, j);
    o->w[b->party] = b->limit;
    if (how == SIGHT_NONE) return;
    o->iota = host->alloc(host, (size_t)n * n * sizeof *o->iota);
    for (uint32_t i = 0; i < n * n; i++) o->iota[i] = isnan(b->iota[i]) ? 0 : b->iota[i];
    if (n != 2 || o->known[1 - b->party]) return;
    o->outlook = host->alloc(host, sizeof *o->outlook);
    o->outlook_stale = true;
}

/* ---- hearing ---- */

/* What j would keep, in its own unit. */
static double demand_of(const others *o, uint32_t j, double worth)
{
    const hg_brief *b = o->brief;
    if (b->n_parties == 2) {
        hg_standing s = {.pie = b->pie, .frontier = b->frontier};
        return perceive_rest(&s, b->party, worth);
    }
    double mine = b->pie > 0 ? worth / b->pie : 0;
    return others_scale(b, j) * (1 - (b->n_parties - 1) * mine);
}

void others_learn(others *o, uint32_t j, double worth, double tau, bool *surprise)
{
    if (o->belief[j]->first_time < 0) o->theirs_limits = NAN;
    belief_hear(o->belief[j], &o->rule, demand_of(o, j, worth), tau, surprise);
    if (!cells_count(o)) o->w[j] = belief_mean(o->belief[j]);
}

/* Bits are knowledge of the structure; with all of them the limit itself is told next. */
static void learn(others *o, const hg_message *m)
{
    uint32_t n = o->brief->n_parties;
    if (!o->iota || m->party >= n || m->alternative >= n) return;
    o->outlook_stale = true;
    o->theirs_limits = NAN;
    o->iota[m->party * n + m->alternative] = hg_iota_of_bits(m->value);
}

void others_hear_event(others *o, const hg_message *m)
{
    uint32_t me = o->brief->party, n = o->brief->n_parties;
    if (m->event == HG_EVENT_LEARNED) {
        learn(o, m);
    } else if (m->party == me) {
        double before = o->w[me];
        o->w[me] = o->host->limit(o->host);
        o->outlook_stale |= o->w[me] != before;
    } else if (m->event == HG_EVENT_LIMIT && m->party < n) {
        o->w[m->party] = m->value;
        o->known[m->party] = true;
        if (o->belief[m->party]) belief_close(o->belief[m->party]);
    }
}

/* ---- looking ---- */

perceived others_look(others *o, uint32_t round)
{
    const hg_brief *b = o->brief;
    if (o->sight == SIGHT_NONE) return perceive_nothing(b->pie, b->n_parties);
    o->round = round;
    if (!cells_count(o)) return look_at(o, o->w);
    if (o->outlook_stale || b->deadlines_pull) table(o, o->w, o->outlook);
    o->outlook_stale = false;
    return perceive_mean(o->outlook, o->belief[1 - b->party]->limit, b->pie);
}

perceived others_look_with(const others *o, double limit)
{
    double w[HG_PARTIES_MAX];
    if (o->sight == SIGHT_NONE) return perceive_nothing(o->brief->pie, o->brief->n_parties);
    memcpy(w, o->w, sizeof w);
    w[o->brief->party] = limit;
    return look_at(o, w);
}

/* ---- telling ---- */

static double limit_expected(const others *o, uint32_t j)
{
    return o->belief[j] && !o->known[j] ? belief_mean(o->belief[j]) : o->w[j];
}

/* What the solution gives j: it has the limit that I expect of it, and knows of mine only what
 * everybody does, that it lies between nothing and everything. */
static double share_due_to(const others *o, uint32_t j)
{
    const hg_brief *b = o->brief;
    double w[HG_PARTIES_MAX], hazard[HG_PARTIES_MAX], scale = others_scale(b, j);
    memcpy(w, o->w, sizeof w);
    w[j] = limit_expected(o, j);
    hg_standing s = standing(o, w, hazard);
    w[b->party] = others_scale(b, b->party) / 2;
    if (b->n_parties > 2 || b->frontier) return perceive_share(&s, j, scale);
    outlook out;
    belief_row even;
    for (int i = 0; i < BELIEF_ROWS; i++) even[i] = lanes_all(1.0f / BELIEF_CELLS);
    perceive_cells(&s, j, scale, 0, scale, &out);
    return perceive_mean(&out, even, scale).share;
}

/* What j believes its share to be, as I see it. Once it has opened there are two estimates: what is
 * due to it if it thinks as I do, and what it aims at by what it does. Their mean errs less than
 * either over the talks, if more than the former at their end (Bates & Granger 1969;
 * tests/test_agents_leverage_reliable.c). */
static double share_believed_by(const others *o, uint32_t j)
{
    double due = share_due_to(o, j);
    if (!o->belief[j] || o->known[j] || o->belief[j]->first_time < 0) return due;
    aim a;
    aim_of(o->belief[j], &o->rule, &a);
    return (due + a.mean / others_scale(o->brief, j)) / 2;
}

static void write_view(const others *o, double mine)
{
    const hg_brief *b = o->brief;
    double cells[HG_PARTIES_MAX * BELIEF_CELLS];
    for (uint32_t j = 0; j < b->n_parties; j++) {
        double *row = &cells[j * BELIEF_CELLS];
        if (o->belief[j] && !o->known[j])
            belief_spread(o->belief[j], row, BELIEF_CELLS);
        else
            memset(row, 0, BELIEF_CELLS * sizeof *row);
    }
    o->host->view(o->host, &(hg_view){mine, o->theirs, BELIEF_CELLS, cells});
}

/* The others' limits, as I expect them, in parts of what each would have with everything. */
static double expected_limits(const others *o)
{
    const hg_brief *b = o->brief;
    double sum = 0;
    for (uint32_t j = 0; j < b->n_parties; j++) {
        if (j == b->party || !(others_scale(b, j) > 0)) continue;
        bool believed = o->belief[j] && !o->known[j];
        sum += believed ? belief_part(o->belief[j]) : o->w[j] / others_scale(b, j);
    }
    return sum;
}

static bool moved(double a, double b, double least) { return !(fabs(a - b) < least); /* or NaN */ }

/* They rest on the others' limits, of which a share takes at most half; and on time and what
 * everybody knows. */
static void believe_shares(others *o, double limits)
{
    const hg_brief *b = o->brief;
    if (!b->deadlines_pull && !moved(limits, o->theirs_limits, 2 * NOTICEABLE)) return;
    o->theirs_limits = limits;
    for (uint32_t j = 0; j < b->n_parties; j++)
        if (j != b->party) o->theirs[j] = share_believed_by(o, j);
}

void others_view(others *o, double mine)
{
    double limits = expected_limits(o);
    bool alike = !moved(limits, o->viewed_limits, NOTICEABLE);
    if (alike && !moved(mine, o->viewed_mine, NOTICEABLE)) return;
    o->viewed_mine = mine;
    o->viewed_limits = limits;
    believe_shares(o, limits);
    write_view(o, mine);
}
