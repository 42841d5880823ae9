/* A deal's measures depend on the utilities, the limits and the deal. Tables of utilities are
 * shared by cells, and their Pareto-optimal outcomes are sought once; sessions that end at the same
 * limits with the same deal, as most do where nothing is drawn, are measured once. Must not know
 * files, nor what columns are called. */
#include "analysis/gauge.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/oom.h"
#include "record/story.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REMEMBERED = 4096, KEYS = 3 }; /* per party: limit, shift, scale */

typedef struct remembered {
    uint32_t tables; /* since when it is known: see gauge */
    outcome_id deal;
    double key[KEYS * HG_PARTIES_MAX];
    deal_measures measures;
} remembered;

struct gauge {
    const record *record;
    bool full;
    arena tables, session; /* memory that lives as long as what it is about */

    /* of the tables: */
    const utility_table *of[HG_PARTIES_MAX]; /* [0] NULL: none yet */
    uint32_t changes;                        /* of tables */
    solutions found;
    double key[KEYS * HG_PARTIES_MAX]; /* that `found` is for */
    double yield[HG_PARTIES_MAX];      /* full yield, below the best */
    bool yields;                       /* worked out */
    remembered *known;                 /* [REMEMBERED] */

    /* of the row: */
    const model *model; /* NULL: not drawn yet */
    bool deal_done, dance_done, danced;
    deal_measures deal;
    dance_measures dance[HG_PARTIES_MAX];
    swing swing[HG_PARTIES_MAX];
    buf party, time, u; /* of the offers */
};

gauge *gauge_new(const record *r)
{
    gauge *g = mem_zero(1, sizeof *g);
    g->record = r;
    g->full = strcmp(r->schema.level, "full") == 0;
    g->known = mem_zero(REMEMBERED, sizeof *g->known);
    arena_init(&g->tables), arena_init(&g->session);
    buf_init(&g->party), buf_init(&g->time), buf_init(&g->u);
    return g;
}

void gauge_free(gauge *g)
{
    if (!g) return;
    buf_fini(&g->party), buf_fini(&g->time), buf_fini(&g->u);
    arena_fini(&g->tables), arena_fini(&g->session);
    free(g->known);
    free(g);
}

void gauge_next(gauge *g)
{
    g->model = NULL;
    g->deal_done = g->dance_done = g->danced = false;
}

static const model *model_of(gauge *g, const row_view *v)
{
    if (g->model) return g->model;
    arena_reset(&g->session);
    g->model = model_draw(&g->session, &v->scenario->model, g->record->schema.seed,
                          v->row->replicate, v->row->episode);
    return g->model;
}

/* What is known of others than those of the row before is forgotten. */
static void take_tables(gauge *g, const model *m)
{
    bool same = g->of[0] != NULL;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        same &= g->of[i] == m->parties[i].utility.table;
        g->of[i] = m->parties[i].utility.table;
    }
    if (same) return;
    g->changes++;
    arena_reset(&g->tables);
    g->yields = false;
    g->found = (solutions){0};
}

/* ---- deals ---- */

static size_t key_of(const model *m, const row *r, double *key)
{
    double *at = key;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        *at++ = r->party[i].limit_end;
        *at++ = m->parties[i].utility.shift;
        *at++ = party_scale(m, i);
    }
    return (size_t)(at - key) * sizeof *key;
}

static void find_solutions(gauge *g, const model *m, const double *key, size_t size)
{
    double d[HG_PARTIES_MAX];
    if (g->found.n_pareto && memcmp(g->key, key, size) == 0) return;
    for (uint32_t i = 0; i < m->n_parties; i++) d[i] = key[KEYS * i];
    if (!g->found.n_pareto)
        solutions_find(&g->tables, m, d, &g->found);
    else
        solutions_again(m, d, &g->found);
    memcpy(g->key, key, size);
}

static void measure(gauge *g, const row_view *v, const double *key, size_t size)
{
    const model *m = g->model;
    double d[HG_PARTIES_MAX];
    find_solutions(g, m, key, size);
    for (uint32_t i = 0; i < m->n_parties; i++) d[i] = key[KEYS * i];
    measure_deal(m, &g->found, d, v->row->deal, &g->deal);
}

const deal_measures *gauge_deal(const row_view *v)
{
    gauge *g = v->gauge;
    double key[KEYS * HG_PARTIES_MAX] = {0};
    if (!v->deal) return NULL;
    if (g->deal_done) return &g->deal;
    const model *m = model_of(g, v);
    take_tables(g, m);
    size_t size = key_of(m, v->row, key);
    remembered *known = &g->known[hash64(v->row->deal, key, size) % REMEMBERED];
    if (known->tables != g->changes || known->deal != v->row->deal ||
        memcmp(known->key, key, size) != 0) {
        measure(g, v, key, size);
        *known = (remembered){.tables = g->changes, .deal = v->row->deal, .measures = g->deal};
        memcpy(known->key, key, size);
    }
    g->deal = known->measures;
    g->deal_done = true;
    return &g->deal;
}

/* ---- what the trace holds ---- */

static void add_offer(gauge *g, const model *m, const story_entry *e)
{
    double time = model_rounds(m) ? model_time(m, e->round) : NAN;
    buf_add(&g->party, &e->party, sizeof e->party);
    buf_add(&g->time, &time, sizeof time);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        double u = utility_of(&m->parties[i].utility, e->message.outcome);
        buf_add(&g->u, &u, sizeof u);
    }
}

static void add_leverage(gauge *g, const model *m, const story_entry *e)
{
    for (uint32_t i = 0; i < m->n_parties; i++)
        swing_step(&g->swing[i], e->round, e->any ? e->leverage[i].lambda : (double)NAN);
}

static bool read_trace(gauge *g, const row_view *v, const model *m)
{
    story s;
    story_entry e;
    size_t size;
    const uint8_t *trace = g->full ? record_trace(g->record, v->row->session, &size) : NULL;
    if (!trace) return false;
    buf_clear(&g->party), buf_clear(&g->time), buf_clear(&g->u);
    for (uint32_t i = 0; i < m->n_parties; i++) swing_begin(&g->swing[i]);
    story_begin(&s, m, trace, size);
    while (story_next(&s, &e)) {
        if (e.kind == STORY_SAID && e.message.kind == HG_OFFER) add_offer(g, m, &e);
        if (e.kind == STORY_LEVERAGE) add_leverage(g, m, &e);
    }
    for (uint32_t i = 0; i < m->n_parties; i++) swing_end(&g->swing[i], v->row->round + 1.0);
    return !s.bad;
}

/* What a party has left where it gives the only other one its best outcome. */
static double full_yield(const model *m, uint32_t who)
{
    const utility *own = &m->parties[who].utility, *other = &m->parties[who == 0].utility;
    if (m->n_parties != 2) return NAN;
    return utility_of(own, utility_best_for(other, own, utility_best(other)));
}

static void find_yields(gauge *g, const model *m)
{
    if (g->yields) return;
    for (uint32_t i = 0; i < m->n_parties; i++)
        g->yield[i] = utility_best(&m->parties[i].utility) - full_yield(m, i);
    g->yields = true;
}

static void dance_all(gauge *g, const model *m)
{
    dance_room room[HG_PARTIES_MAX];
    const dance d = {.n_parties = m->n_parties,
                     .n_offers = (uint32_t)(g->party.size / sizeof(uint32_t)),
                     .party = (const uint32_t *)(const void *)g->party.data,
                     .time = (const double *)(const void *)g->time.data,
                     .u = (const double *)(const void *)g->u.data};
    find_yields(g, m);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        double best = utility_best(&m->parties[i].utility);
        room[i] = (dance_room){best, best - g->yield[i], party_span(m, i)};
    }
    for (uint32_t i = 0; i < m->n_parties; i++) dance_measure(&d, room, i, &g->dance[i]);
}

static bool danced(const row_view *v)
{
    gauge *g = v->gauge;
    if (!g->full || g->dance_done) return g->danced;
    const model *m = model_of(g, v);
    take_tables(g, m);
    g->danced = read_trace(g, v, m);
    if (g->danced) dance_all(g, m);
    g->dance_done = true;
    return g->danced;
}

const dance_measures *gauge_dance(const row_view *v, uint32_t who)
{
    return danced(v) ? &v->gauge->dance[who] : NULL;
}

const swing *gauge_swing(const row_view *v, uint32_t who)
{
    return danced(v) ? &v->gauge->swing[who] : NULL;
}
