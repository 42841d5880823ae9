/* What follows from a scenario's numbers: hazards, deadlines, pie, information, frontier, leverage.
 * Pure; what is drawn for a session is draw.c's business. */
#include "model/model.h"
#include "model/additive.h"
#include "model/chance.h"
#include "model/frontier.h"
#include <float.h>
#include <math.h>
#include <string.h>

/* ---- time and discount ---- */

uint32_t model_rounds(const model *m) { return m->tables[0].rounds; }

static uint32_t time_steps(uint32_t rounds) { return rounds > 1 ? rounds - 1 : 1; }

double model_time(const model *m, uint32_t round)
{
    uint32_t rounds = model_rounds(m);
    if (rounds == 0) return 0;
    return rounds == 1 ? 1 : (double)round / time_steps(rounds);
}

uint32_t model_round_at(const model *m, double time)
{
    uint32_t rounds = model_rounds(m);
    if (rounds == 0) return time <= 0 ? 0 : ROUNDS_MAX;
    if (!(time <= 1)) return rounds;
    uint32_t k = time > 0 ? (uint32_t)(time * time_steps(rounds)) : 0;
    while (k > 0 && model_time(m, k - 1) >= time) k--; /* the product may round either way */
    while (k < rounds && model_time(m, k) < time) k++;
    return k;
}

uint32_t party_deadline(const party *p, uint32_t rounds)
{
    if (!p->has_deadline || rounds <= 1) return rounds;
    double steps = time_steps(rounds);
    uint32_t k = p->deadline > 0 ? (uint32_t)(hg_clamp(p->deadline, 0, 1) * steps) : 0;
    while (k > 0 && k / steps > p->deadline) k--; /* the product may round either way */
    while (k + 1 < rounds && (k + 1) / steps <= p->deadline) k++;
    return k + 1;
}

double party_time(const model *m, uint32_t who, double time)
{
    uint32_t own = m->deadlines[who];
    if (own == model_rounds(m)) return time;
    uint32_t round = model_round_at(m, time);
    if (round >= own) return NEVER;
    return own == 1 ? 0 : (double)round / time_steps(own);
}

double party_discount(const party *p, uint32_t round, uint32_t offers, uint32_t rounds)
{
    if (p->discount == 1) return 1;
    switch (p->per) {
    case DISCOUNT_PER_ROUND: return hg_pow(p->discount, round);
    case DISCOUNT_PER_OFFER: return hg_pow(p->discount, offers);
    case DISCOUNT_PER_DEADLINE: break;
    }
    if (rounds == 0) return 1; /* the deadline never comes */
    uint32_t steps = time_steps(rounds);
    return round == steps ? p->discount : hg_pow(p->discount, (double)round / steps);
}

static uint32_t offers_in_round(const table_spec *table)
{
    return table->proposer == PROPOSER_ROTATE ? table->n_seats : 1;
}

static double impatience_of(const party *p, const table_spec *table)
{
    if (p->discount == 1) return 0;
    double h = -hg_log(p->discount);
    switch (p->per) {
    case DISCOUNT_PER_ROUND: return h;
    case DISCOUNT_PER_OFFER: return h * offers_in_round(table);
    case DISCOUNT_PER_DEADLINE: break;
    }
    return table->rounds == 0 ? 0 : h / time_steps(table->rounds);
}

/* Per round, so that eta compares parties whose patience was told in different units. That the
 * talks may break down is a hazard to everybody. */
static double hazard_of(const party *p, const table_spec *table)
{
    double h = impatience_of(p, table);
    if (table->breakdown > 0) h -= hg_log(1 - table->breakdown) * offers_in_round(table);
    return h;
}

/* ---- limits ---- */

double alternative_worth(const party *p, uint32_t index)
{
    const alternative *a = &p->alternatives[index];
    return a->from_offer ? a->worth + p->utility.shift : a->worth;
}

/* error: how much of its errors a party is told, all or nothing. */
static double best_of(const party *p, const bool *standing, const bool *arrived, double error)
{
    double best = p->reservation;
    for (uint32_t i = 0; i < p->n_alternatives; i++)
        if (standing[i] && !p->alternatives[i].search)
            best = fmax(best, alternative_worth(p, i) + error * p->alternatives[i].error);
    for (uint32_t i = 0; arrived && i < p->n_arrivals; i++)
        if (arrived[i]) best = fmax(best, p->arrivals[i].worth + error * p->arrivals[i].error);
    return best;
}

double party_held(const party *p, const bool *standing, const bool *arrived)
{
    return best_of(p, standing, arrived, 0);
}

double party_told(const party *p, const bool *standing, const bool *arrived)
{
    return best_of(p, standing, arrived, 1);
}

double party_known_limit(const party *p, double limit)
{
    return p->has_mandate && p->mandate_known ? fmax(limit, p->mandate) : limit;
}

double party_scale(const model *m, uint32_t index)
{
    return m->transferable ? m->pie : utility_best(&m->parties[index].utility);
}

/* ---- what follows ---- */

void model_iota(const model *m, double *iota)
{
    uint32_t n = m->n_parties;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < n; j++) {
            const double *bits = m->parties[i].bits;
            iota[i * n + j] = i == j || !bits ? 0 : hg_iota_of_bits(bits[j]);
        }
}

static double joint_at(const model *m, outcome_id outcome)
{
    double sum = 0;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const utility unshifted = {m->parties[i].utility.table, 0};
        sum += utility_of(&unshifted, outcome);
    }
    return sum;
}

static double joint_of_value(const model *m, uint32_t issue, uint64_t index)
{
    double sum = 0;
    for (uint32_t i = 0; i < m->n_parties; i++)
        sum += ladder_worth(&m->parties[i].utility.table->additive->ladders[issue], index);
    return sum;
}

static bool all_linear(const model *m, uint32_t issue)
{
    for (uint32_t i = 0; i < m->n_parties; i++)
        if (m->parties[i].utility.table->additive->ladders[issue].worth) return false;
    return true;
}

/* Additive: each issue's best value for all together; where all are linear in it, an end. */
static outcome_id joint_best_at(const model *m)
{
    outcome_id o = 0;
    for (uint32_t i = 0; i < m->space.n_issues; i++) {
        uint64_t size = m->space.issues[i].size, best = 0;
        double most = -INFINITY;
        for (uint64_t k = 0; k < size; k += all_linear(m, i) && size > 1 ? size - 1 : 1) {
            double joint = joint_of_value(m, i, k);
            if (joint > most) best = k;
            most = fmax(most, joint);
        }
        o = o * size + best;
    }
    return o;
}

/* On one real issue the sum is linear: its greatest stands at an end. */
static double joint_best_of(const model *m)
{
    if (space_is_large(&m->space)) return joint_at(m, joint_best_at(m));
    bool listed = utility_values(&m->parties[0].utility) != NULL;
    uint64_t stride = listed || m->space.size == 1 ? 1 : m->space.size - 1;
    double best = joint_at(m, 0);
    for (outcome_id o = stride; o < m->space.size; o += stride) {
        double joint = joint_at(m, o);
        if (joint > best) best = joint;
    }
    return best;
}

double model_pie_of(const model *m)
{
    double pie = m->joint_best;
    for (uint32_t i = 0; i < m->n_parties; i++) pie += m->parties[i].utility.shift;
    return pie;
}

static bool is_transferable(const model *m)
{
    for (uint32_t i = 0; i < m->n_parties; i++)
        if (!m->parties[i].money) return false;
    return m->price_issue != HG_NOBODY;
}

/* Whose deadline comes first, and whether they pull. */
static void gather_deadlines(arena *a, model *m)
{
    uint32_t n = m->n_parties, rounds = model_rounds(m), last = 0;
    uint32_t *own = arena_array(a, n, sizeof *own);
    bool known = true;
    m->closes = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        own[i] = party_deadline(&m->parties[i], rounds);
        known &= m->parties[i].knows_deadline;
        if (own[i] > last) last = own[i];
        if (own[i] >= m->closes) continue;
        m->closes = own[i];
        m->closed_by = i;
    }
    bool differ = m->closes < last;
    if (!differ) m->closed_by = HG_NOBODY;
    m->pulls = differ && known;
    m->deadlines = own;
}

/* The parties' numbers in the shape that leverage and briefs take. */
void model_gather(arena *a, model *m, party *parties)
{
    uint32_t n = m->n_parties;
    double *recognition = arena_array(a, n, sizeof *recognition);
    double *hazard = arena_array(a, n, sizeof *hazard);
    double *commitment = arena_array(a, n, sizeof *commitment);
    double *obstinacy = arena_array(a, n, sizeof *obstinacy);
    double *iota = arena_array(a, (size_t)n * n, sizeof *iota);
    for (uint32_t i = 0; i < n; i++) {
        parties[i].hazard = hazard[i] = hazard_of(&parties[i], &m->tables[0]);
        recognition[i] = parties[i].recognition;
        commitment[i] = parties[i].obstinacy > 0 ? parties[i].commitment : NAN;
        obstinacy[i] = parties[i].obstinacy;
    }
    model_iota(m, iota);
    gather_deadlines(a, m);
    m->recognition = recognition;
    m->hazard = hazard;
    m->commitment = commitment;
    m->obstinacy = obstinacy;
    m->iota = iota;
}

bool alternative_held(const alternative *a) { return a->arrives <= 0 && a->expires > a->arrives; }

static void gather_chances(model *m)
{
    m->chance = m->searches = m->mandates = false;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const party *p = &m->parties[i];
        for (uint32_t k = 0; k < p->n_alternatives; k++)
            if (p->alternatives[k].search) m->searches = true;
        m->chance |= p->own_sd > 0 || p->obstinacy > 0;
        m->mandates |= p->has_mandate && p->mandate_known;
    }
    m->chance |= m->searches;
}

/* The same in every session where nothing is drawn: once per run instead of once per session. */
static const leverage_reading *measure_once(arena *a, const model *m)
{
    leverage_reading *start = arena_alloc(a, sizeof *start);
    start->of = arena_array(a, m->n_parties, sizeof *start->of);
    model_measure_start(m, start);
    return start;
}

void model_finish(arena *a, model *m)
{
    model_gather(a, m, (party *)m->parties);
    gather_chances(m);
    m->transferable = is_transferable(m);
    m->joint_best = joint_best_of(m);
    m->pie = model_pie_of(m);
    m->pareto = m->transferable ? NULL : frontier_pareto_set(a, m);
    m->frontier = m->transferable ? NULL : frontier_build(a, m);
    m->start = m->n_draws || m->chance ? NULL : measure_once(a, m);
}

/* ---- leverage of the parties ---- */

double model_zone(const model *m, const double *w)
{
    if (!m->transferable) return frontier_zone(m, w);
    double zone = m->pie;
    for (uint32_t i = 0; i < m->n_parties; i++) zone -= w[i];
    return zone;
}

void model_hazards(const model *m, uint32_t round, double *hazard)
{
    for (uint32_t i = 0; i < m->n_parties; i++)
        hazard[i] = m->hazard[i] + (m->pulls ? 1.0 / (m->deadlines[i] - round) : 0);
}

static int leverage_in(const model *m, uint32_t round, const double *w, const double *iota,
                       const double *least, hg_leverage *out, double *joint)
{
    double hazard[HG_PARTIES_MAX];
    model_hazards(m, round, hazard);
    const hg_standing standing = {m->n_parties, m->pie, KAPPA_OBSERVER, w,    m->recognition,
                                  hazard,       iota,   m->frontier,    least};
    return hg_leverage_of(&standing, out, joint);
}

/* What each is known to sign nothing below. */
static const double *known_floors(const model *m, const double *w, double *room)
{
    if (!m->mandates) return w;
    for (uint32_t i = 0; i < m->n_parties; i++) room[i] = party_known_limit(&m->parties[i], w[i]);
    return room;
}

int model_leverage(const model *m, const double *w, hg_leverage *out, double *joint)
{
    double room[HG_PARTIES_MAX];
    return leverage_in(m, 0, w, m->iota, known_floors(m, w, room), out, joint);
}

void model_measure(const model *m, uint32_t round, const double *w, const double *iota,
                   leverage_reading *out)
{
    double room[HG_PARTIES_MAX];
    const double *least = known_floors(m, w, room);
    out->joint = 0;
    out->zone = model_zone(m, least);
    out->any = out->zone >= 0 && leverage_in(m, round, w, iota ? iota : m->iota, least, out->of,
                                             &out->joint) == HG_ZONE;
    if (!out->any && out->zone >= 0) out->zone = -DBL_MIN;
}

static double limit_at_start(const model *m, uint32_t who)
{
    const party *p = &m->parties[who];
    double held = p->reservation;
    for (uint32_t i = 0; i < p->n_alternatives; i++)
        if (alternative_held(&p->alternatives[i])) held = fmax(held, alternative_worth(p, i));
    return party_limit(m, who, 0, held);
}

void model_measure_start(const model *m, leverage_reading *out)
{
    double w[HG_PARTIES_MAX] = {0};
    for (uint32_t i = 0; i < m->n_parties; i++) w[i] = limit_at_start(m, i);
    model_measure(m, 0, w, NULL, out);
}
