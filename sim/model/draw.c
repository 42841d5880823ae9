/* The numbers that are drawn anew for each session, put into a copy of the model. Pure: a draw is a
 * function of (seed, replicate, episode, path). What else chance brings is chance.c's business. */
#include "base/rng.h"
#include "model/chance.h"
#include "model/frontier.h"
#include <math.h>
#include <string.h>

/* A copy in the making: what is shared with the base is copied when a draw first touches it. */
typedef struct drawing {
    arena *arena;
    const model *base;
    model *m;
    party *parties;
} drawing;

/* The session's part of the range where sessions are stratified, else a plain uniform number. */
static double draw_uniform(rng *stream, const draw *d, const model *base, const draw_key *key)
{
    double u = rng_uniform(stream);
    if (!base->strata) return u;
    uint64_t stratum = stratum_of(key->seed, d->stream, key->replicate, base->strata);
    return ((double)stratum + u) / (double)base->strata;
}

/* One uniform number each, whatever its shape; 0 < p < 1 for the normal one. */
static double draw_value(const draw *d, const model *base, const draw_key *key)
{
    rng stream;
    draw_open(&stream, key, d->stream);
    double x = 0;
    if (d->shape == DRAW_NORMAL && !base->strata) {
        x = d->a + d->b * rng_normal(&stream);
    } else if (d->shape == DRAW_WHOLE && !base->strata) {
        x = d->a + (double)rng_below(&stream, (uint64_t)(d->b - d->a) + 1);
    } else {
        double u = draw_uniform(&stream, d, base, key);
        switch (d->shape) {
        case DRAW_UNIFORM: x = d->a + (d->b - d->a) * u; break;
        case DRAW_NORMAL:
            x = d->a + d->b * normal_quantile(hg_clamp(u, 0x1p-53, 1 - 0x1p-53));
            break;
        case DRAW_WHOLE: x = fmin(d->a + floor(u * (d->b - d->a + 1)), d->b); break;
        }
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

static alternative *own_alternatives(drawing *w, uint32_t who)
{
    party *p = &w->parties[who];
    if (p->alternatives == w->base->parties[who].alternatives) {
        alternative *copy = arena_array(w->arena, p->n_alternatives, sizeof *copy);
        memcpy(copy, p->alternatives, p->n_alternatives * sizeof *copy);
        p->alternatives = copy;
    }
    return (alternative *)p->alternatives;
}

static alternative *own_alternative(drawing *w, const draw *d)
{
    return &own_alternatives(w, d->party)[d->index];
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
    case DRAW_MANDATE: p->mandate = x; break;
    case DRAW_LEARNS: p->learns = x; break;
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

/* What is up to chance beside the numbers: errors, what searches bring, types. */
static void draw_chances(drawing *w, const draw_key *key)
{
    for (uint32_t i = 0; i < w->m->n_parties; i++) {
        party *p = &w->parties[i];
        if (p->own_sd > 0) draw_errors(own_alternatives(w, i), p, key);
        draw_arrivals(w->arena, w->m, p, key);
        p->obstinate = draw_obstinate(p, key);
    }
}

const model *model_draw(arena *a, const model *base, uint64_t seed, uint64_t replicate,
                        uint32_t episode)
{
    if (base->n_draws == 0 && !base->chance) return base;
    const draw_key key = {seed, replicate, episode};
    drawing w = {a, base, arena_alloc(a, sizeof *w.m),
                 arena_array(a, base->n_parties, sizeof *w.parties)};
    memcpy(w.parties, base->parties, base->n_parties * sizeof *w.parties);
    *w.m = *base;
    w.m->parties = w.parties;
    for (uint32_t i = 0; i < base->n_draws; i++)
        draw_apply(&w, &base->draws[i], draw_value(&base->draws[i], base, &key));
    model_gather(a, w.m, w.parties);
    w.m->pie = model_pie_of(w.m);
    if (base->chance) draw_chances(&w, &key);
    frontiers_follow(&w);
    return w.m;
}
