/* What follows from a scenario's numbers (hazards, pie, information, frontier), and the numbers
 * that are drawn anew for each session. Pure: a draw is a function of (seed, replicate, episode,
 * path). */
#include "model/model.h"
#include "base/rng.h"
#include "model/additive.h"
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

/* Per round, so that eta compares parties whose patience was told in different units. */
static double hazard_of(const party *p, const table_spec *table)
{
    if (p->discount == 1) return 0;
    double h = -hg_log(p->discount);
    switch (p->per) {
    case DISCOUNT_PER_ROUND: return h;
    case DISCOUNT_PER_OFFER: return h * table->n_seats;
    case DISCOUNT_PER_DEADLINE: break;
    }
    return table->rounds == 0 ? 0 : h / time_steps(table->rounds);
}

/* ---- limits ---- */

double alternative_worth(const party *p, uint32_t index)
{
    const alternative *a = &p->alternatives[index];
    return a->from_offer ? a->worth + p->utility.shift : a->worth;
}

double party_limit(const party *p, const bool *standing)
{
    double limit = p->reservation;
    for (uint32_t i = 0; i < p->n_alternatives; i++) {
        double worth = standing[i] ? alternative_worth(p, i) : limit;
        if (worth > limit) limit = worth;
    }
    return limit;
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

static double pie_of(const model *m)
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
static void gather(arena *a, model *m, party *parties)
{
    uint32_t n = m->n_parties;
    double *recognition = arena_array(a, n, sizeof *recognition);
    double *hazard = arena_array(a, n, sizeof *hazard);
    double *iota = arena_array(a, (size_t)n * n, sizeof *iota);
    for (uint32_t i = 0; i < n; i++) {
        parties[i].hazard = hazard[i] = hazard_of(&parties[i], &m->tables[0]);
        recognition[i] = parties[i].recognition;
    }
    model_iota(m, iota);
    gather_deadlines(a, m);
    m->recognition = recognition;
    m->hazard = hazard;
    m->iota = iota;
}

bool alternative_held(const alternative *a) { return a->arrives <= 0 && a->expires > a->arrives; }

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
    gather(a, m, (party *)m->parties);
    m->transferable = is_transferable(m);
    m->joint_best = joint_best_of(m);
    m->pie = pie_of(m);
    m->pareto = m->transferable ? NULL : frontier_pareto_set(a, m);
    m->frontier = m->transferable ? NULL : frontier_build(a, m);
    m->start = m->n_draws ? NULL : measure_once(a, m);
}

/* ---- drawing ---- */

/* A copy in the making: what is shared with the base is copied when a draw first touches it. */
typedef struct drawing {
    arena *arena;
    const model *base;
    model *m;
    party *parties;
} drawing;

static double draw_value(const draw *d, uint64_t seed, uint64_t replicate, uint32_t episode)
{
    rng stream;
    rng_open(&stream, seed, RNG_SCENARIO, replicate, rng_who(episode, d->stream));
    double x = 0;
    switch (d->shape) {
    case DRAW_UNIFORM: x = d->a + (d->b - d->a) * rng_uniform(&stream); break;
    case DRAW_NORMAL: x = d->a + d->b * rng_normal(&stream); break;
    case DRAW_WHOLE: x = d->a + (double)rng_below(&stream, (uint64_t)(d->b - d->a) + 1); break;
    }
    return hg_clamp(x, d->lo, d->hi);
}

static table_spec *own_tables(drawing *w)
{
    model *m = w->m;
    if (m->tables == w->base->tables) {
        table_spec *copy = arena_array(w->arena, m->n_tables, sizeof *copy);
        memcpy(copy, m->tables, m->n_tables * sizeof *copy);
        m->tables = copy;
    }
    return (table_spec *)m->tables;
}

static alternative *own_alternative(drawing *w, const draw *d)
{
    party *p = &w->parties[d->party];
    if (p->alternatives == w->base->parties[d->party].alternatives) {
        alternative *copy = arena_array(w->arena, p->n_alternatives, sizeof *copy);
        memcpy(copy, p->alternatives, p->n_alternatives * sizeof *copy);
        p->alternatives = copy;
    }
    return (alternative *)&p->alternatives[d->index];
}

static double *own_bits(drawing *w, const draw *d)
{
    party *p = &w->parties[d->party];
    if (!p->bits || p->bits == w->base->parties[d->party].bits) {
        double *copy = arena_array(w->arena, w->m->n_parties, sizeof *copy);
        if (p->bits) memcpy(copy, p->bits, w->m->n_parties * sizeof *copy);
        p->bits = copy;
    }
    return (double *)&p->bits[d->index];
}

/* Who sets the terms at a table is drawn from its seats' weights: they follow the party's. */
static void recognise_seats(drawing *w, const draw *d, double weight)
{
    table_spec *tables = own_tables(w);
    for (uint32_t t = 0; t < w->m->n_tables; t++) {
        table_spec *table = &tables[t];
        if (!table->recognition) continue;
        double *copy = arena_array(w->arena, table->n_seats, sizeof *copy);
        memcpy(copy, table->recognition, table->n_seats * sizeof *copy);
        for (uint32_t seat = 0; seat < table->n_seats; seat++)
            if (table->party_at[seat] == d->party) copy[seat] = weight;
        table->recognition = copy;
    }
}

static void draw_apply(drawing *w, const draw *d, double x)
{
    party *p = &w->parties[d->party];
    switch (d->target) {
    case DRAW_BASE: p->utility.shift = d->sign * x; break;
    case DRAW_RESERVATION: p->reservation = x; break;
    case DRAW_LEAVING_COST: p->leaving_cost = x; break;
    case DRAW_DISCOUNT: p->discount = x; break;
    case DRAW_BITS: *own_bits(w, d) = x; break;
    case DRAW_WORTH: own_alternative(w, d)->worth = x; break;
    case DRAW_ARRIVES: own_alternative(w, d)->arrives = x; break;
    case DRAW_EXPIRES: own_alternative(w, d)->expires = x; break;
    case DRAW_DEADLINE: p->deadline = x; break;
    case DRAW_ROUNDS: own_tables(w)->rounds = (uint32_t)x; break;
    case DRAW_RECOGNITION:
        p->recognition = x;
        recognise_seats(w, d, x);
        break;
    }
}

/* A base that is drawn moves all of a party's utilities alike: the frontier keeps its shape. */
static void frontiers_follow(drawing *w)
{
    double delta[HG_PARTIES_MAX];
    bool moved = false;
    for (uint32_t i = 0; i < w->m->n_parties; i++) {
        delta[i] = w->parties[i].utility.shift - w->base->parties[i].utility.shift;
        moved |= delta[i] != 0;
    }
    if (!moved || !w->m->frontier) return;
    bool same = w->m->pareto == w->m->frontier;
    w->m->frontier = frontier_shifted(w->arena, w->base->frontier, delta);
    w->m->pareto = same ? w->m->frontier : frontier_shifted(w->arena, w->base->pareto, delta);
}

const model *model_draw(arena *a, const model *base, uint64_t seed, uint64_t replicate,
                        uint32_t episode)
{
    if (base->n_draws == 0) return base;
    drawing w = {a, base, arena_alloc(a, sizeof *w.m),
                 arena_array(a, base->n_parties, sizeof *w.parties)};
    memcpy(w.parties, base->parties, base->n_parties * sizeof *w.parties);
    *w.m = *base;
    w.m->parties = w.parties;
    for (uint32_t i = 0; i < base->n_draws; i++)
        draw_apply(&w, &base->draws[i], draw_value(&base->draws[i], seed, replicate, episode));
    gather(a, w.m, w.parties);
    w.m->pie = pie_of(w.m);
    frontiers_follow(&w);
    return w.m;
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

static int leverage_in(const model *m, uint32_t round, const double *w, hg_leverage *out,
                       double *joint)
{
    double hazard[HG_PARTIES_MAX];
    model_hazards(m, round, hazard);
    const hg_standing standing = {m->n_parties,   m->pie, KAPPA_OBSERVER, w,
                                  m->recognition, hazard, m->iota,        m->frontier};
    return hg_leverage_of(&standing, out, joint);
}

int model_leverage(const model *m, const double *w, hg_leverage *out, double *joint)
{
    return leverage_in(m, 0, w, out, joint);
}

void model_measure(const model *m, uint32_t round, const double *w, leverage_reading *out)
{
    out->joint = 0;
    out->zone = model_zone(m, w);
    out->any = out->zone >= 0 && leverage_in(m, round, w, out->of, &out->joint) == HG_ZONE;
    if (!out->any && out->zone >= 0) out->zone = -DBL_MIN;
}

static double limit_at_start(const party *p)
{
    double limit = p->reservation;
    for (uint32_t i = 0; i < p->n_alternatives; i++)
        if (alternative_held(&p->alternatives[i])) limit = fmax(limit, alternative_worth(p, i));
    return limit;
}

void model_measure_start(const model *m, leverage_reading *out)
{
    double w[HG_PARTIES_MAX] = {0};
    for (uint32_t i = 0; i < m->n_parties; i++) w[i] = limit_at_start(&m->parties[i]);
    model_measure(m, 0, w, out);
}
