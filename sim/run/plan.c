/* Design: which agents play which cells, how often, and in what order. Jobs are computed, never
 * materialised. Must not know how they are run.
 *
 * Twins come after all cells, so that the record of the cells alone is a prefix that does not
 * depend on which hypotheses are asked. */
#include "run/plan.h"

#include "run/config.h"

#include <assert.h>
#include <string.h>

#define ARMS_MAX   1000000u
#define ERRORS_MAX 50u /* then one has seen enough */

typedef struct planner {
    arena *arena;
    const experiment *e;
    error_list *errors;
    plan *p;
    const scenario *first; /* cell 0: others share its tables */
    plan_arm *arms;        /* [cap] */
    uint32_t cap;
    seat_spec *seats; /* [cap * n_parties] */
    bool twins[HG_PARTIES_MAX];
} planner;

/* ---- errors: cells repeat each other's ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool known_error(const error_list *list, const error *e)
{
    for (size_t i = 0; i < list->count; i++) {
        const error *k = &list->items[i];
        if (k->line == e->line && k->column == e->column && same_text(k->file, e->file) &&
            same_text(k->text, e->text))
            return true;
    }
    return false;
}

/* Moves what is new from one list to the other. */
static void tell_once(error_list *to, error_list *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const error *e = &from->items[i];
        if (known_error(to, e)) continue;
        if (e->severity == ERROR_WARNING)
            warning_add(to, e->file, e->line, e->column, "%s", e->text);
        else
            error_add(to, e->code, e->file, e->line, e->column, "%s", e->text);
    }
    error_list_fini(from);
}

/* ---- arms ---- */

static uint32_t seat_index(planner *b, const seat_spec *spec)
{
    for (uint32_t i = 0; i < b->p->n_seats; i++)
        if (strcmp(b->seats[i].text, spec->text) == 0) return i;
    b->seats[b->p->n_seats] = *spec;
    return b->p->n_seats++;
}

static bool is_random(const model *m, const seat_spec *seats)
{
    if (m->n_draws || m->chance) return true;
    for (uint32_t i = 0; i < m->n_parties; i++)
        if (seats[i].traits & HG_TRAIT_STOCHASTIC) return true;
    for (uint32_t i = 0; i < m->n_tables; i++)
        if (m->tables[i].proposer == PROPOSER_RANDOM || m->tables[i].breakdown > 0) return true;
    return false;
}

static uint64_t sessions_of(const planner *b, const plan_arm *a)
{
    uint64_t once = 1;
    if (a->random) return b->e->sessions;
    for (uint32_t i = 0; i < a->model->n_tables; i++)
        if (a->model->tables[i].n_first > once) once = a->model->tables[i].n_first;
    return once < b->e->sessions ? once : b->e->sessions;
}

static void add_arm(planner *b, uint64_t cell, const model *m, const seat_spec *seats,
                    uint32_t twin_of)
{
    plan_arm *a = &b->arms[b->p->n_arms++];
    const char **agents = arena_array(b->arena, m->n_parties, sizeof *agents);
    uint32_t *seat_of = arena_array(b->arena, m->n_parties, sizeof *seat_of);
    *a = (plan_arm){.model = m, .seats = seats, .seat_of = seat_of, .first_job = b->p->jobs};
    for (uint32_t i = 0; i < m->n_parties; i++) {
        agents[i] = seats[i].text;
        seat_of[i] = seat_index(b, &seats[i]);
        if (seats[i].traits & HG_TRAIT_SEES_TRUTH) a->sees_truth |= UINT32_C(1) << i;
    }
    a->random = is_random(m, seats);
    a->arm =
        (arm){.cell = cell, .twin_of = twin_of, .agents = agents, .sessions = sessions_of(b, a)};
    b->p->jobs += a->arm.sessions;
    uint32_t rounds = model_rounds(m);
    if (rounds > b->p->max_rounds) b->p->max_rounds = rounds;
}

/* ---- cells ---- */

static const seat_spec *read_seats(planner *b, const scenario *s, error_list *errors)
{
    seat_spec *seats = arena_array(b->arena, s->model.n_parties, sizeof *seats);
    const node *root = s->root;
    int code = HG_E_OK;
    for (uint32_t i = 0; i < s->model.n_parties; i++) {
        const node *at = s->agents[i] && s->agent_at[i] ? s->agent_at[i] : root;
        if (!s->agents[i]) {
            const char *role = s->model.parties[i].role;
            node_error(errors, at, "no agent plays %s; name one: agents.%s=boulware", role, role);
            code = HG_E_INPUT;
        } else if (seat_spec_read(b->arena, s->agents[i], at->file, at->line, at->column, &seats[i],
                                  errors)) {
            code = HG_E_INPUT;
        }
    }
    return code ? NULL : seats;
}

static bool same_roles(const model *a, const model *b)
{
    if (a->n_parties != b->n_parties) return false;
    for (uint32_t i = 0; i < a->n_parties; i++)
        if (strcmp(a->parties[i].role, b->parties[i].role) != 0) return false;
    return true;
}

/* The first cell says how much room the arms need: every cell, and a twin of it for each party. */
static void open_arms(planner *b, const scenario *first, uint64_t cells)
{
    b->first = first;
    b->p->n_parties = first->model.n_parties;
    b->cap = (uint32_t)cells * (1 + b->p->n_parties);
    b->arms = arena_array(b->arena, b->cap, sizeof *b->arms);
    b->seats = arena_array(b->arena, (size_t)b->cap * b->p->n_parties, sizeof *b->seats);
}

static void add_cell(planner *b, uint64_t cell, uint64_t cells, error_list *errors)
{
    scenario *s = arena_alloc(b->arena, sizeof *s);
    if (experiment_scenario(b->arena, b->e, cell, b->first, s, errors)) return;
    if (b->e->latin) s->model.strata = b->e->sessions;
    const seat_spec *seats = read_seats(b, s, errors);
    if (!seats) return;
    if (!b->first) open_arms(b, s, cells);
    if (same_roles(&b->first->model, &s->model))
        add_arm(b, cell, &s->model, seats, HG_NOBODY);
    else
        node_error(errors, b->e->root, "cells have different parties: all must have the same");
}

/* ---- twins ---- */

/* The party that a measure is about: its longest role that ends it, as in pie_share_buyer. */
static uint32_t party_of_measure(const planner *b, const char *measure)
{
    uint32_t found = HG_NOBODY;
    size_t size = strlen(measure), longest = 0;
    for (uint32_t i = 0; i < b->p->n_parties; i++) {
        const char *role = b->first->model.parties[i].role;
        size_t n = strlen(role);
        if (n < size && n > longest && measure[size - n - 1] == '_' &&
            strcmp(measure + size - n, role) == 0) {
            found = i;
            longest = n;
        }
    }
    return found;
}

static void choose_twins(planner *b)
{
    bool asked = false, all = false;
    for (uint32_t i = 0; i < b->e->n_hypotheses; i++) {
        const hypothesis *h = &b->e->hypotheses[i];
        if (!h->beyond_blind) continue;
        uint32_t who = party_of_measure(b, h->measure);
        asked = true;
        if (who == HG_NOBODY)
            all = true; /* a measure of the whole session */
        else
            b->twins[who] = true;
    }
    for (uint32_t i = 0; i < b->p->n_parties; i++)
        if (!asked || all) b->twins[i] = true;
}

/* The same talk cannot be had twice with somebody who remembers the first. */
static bool has_a_person(const planner *b, const plan_arm *cell)
{
    for (uint32_t i = 0; i < b->p->n_parties; i++)
        if (cell->seats[i].kind == SEAT_PERSON) return true;
    return false;
}

static int add_twin(planner *b, const plan_arm *cell, uint32_t who)
{
    const seat_spec *own = &cell->seats[who];
    if (has_a_person(b, cell)) return HG_E_OK;
    if (!(own->traits & HG_TRAIT_READS_LEVERAGE) || !own->type->twin) return HG_E_OK;
    seat_spec *seats = arena_array(b->arena, b->p->n_parties, sizeof *seats);
    memcpy(seats, cell->seats, b->p->n_parties * sizeof *seats);
    int code = seat_spec_twin(b->arena, own, &seats[who], b->errors);
    if (!code) add_arm(b, cell->arm.cell, cell->model, seats, who);
    return code;
}

static int add_twins(planner *b)
{
    uint32_t cells = b->p->n_arms;
    int code = HG_E_OK;
    choose_twins(b);
    for (uint32_t who = 0; who < b->p->n_parties; who++)
        for (uint32_t i = 0; b->twins[who] && i < cells && !code; i++)
            code = add_twin(b, &b->arms[i], who);
    return code;
}

/* ---- the plan ---- */

/* A block's sessions are held in memory until it is done: where talks may be long, it has fewer.
 * The bound is far above what talks of a thousand rounds need. */
static uint64_t block_size(const experiment *e, const plan *p)
{
    const uint64_t offers = UINT64_C(1) << 22;
    uint64_t wanted = e->block ? e->block : 1;
    uint64_t fits =
        offers / ((p->max_rounds ? p->max_rounds : ROUNDS_MAX) * (uint64_t)p->n_parties);
    return fits == 0 ? 1 : fits < wanted ? fits : wanted;
}

int plan_build(arena *a, const experiment *e, record_level keep, plan *out, error_list *errors)
{
    planner b = {.arena = a, .e = e, .errors = errors, .p = out};
    uint64_t cells = experiment_cells(e);
    size_t before = errors->errors;
    *out = (plan){.experiment = e, .level = keep};
    if (cells > ARMS_MAX / (1 + HG_PARTIES_MAX)) {
        node_error(errors, e->root, "%llu cells are too many", (unsigned long long)cells);
        return HG_E_INPUT;
    }
    for (uint64_t i = 0; i < cells && errors->errors - before < ERRORS_MAX; i++) {
        error_list fresh;
        error_list_init(&fresh);
        add_cell(&b, i, cells, &fresh);
        tell_once(errors, &fresh);
    }
    if (errors->errors != before) return HG_E_INPUT;
    assert(b.first && b.arms); /* an experiment has at least one cell */
    int code = add_twins(&b);
    if (code) return code;
    out->arms = b.arms;
    out->seats = b.seats;
    out->block = block_size(e, out);
    out->blocks = (out->jobs + out->block - 1) / out->block;
    config_describe(a, out);
    return HG_E_OK;
}

int plan_single(arena *a, const char *path, const override *sets, size_t n_sets, uint64_t sessions,
                uint64_t seed, record_level keep, plan *out, error_list *errors)
{
    experiment *e = arena_alloc(a, sizeof *e);
    node *root = scenario_tree(a, path, false, errors);
    if (!root) return HG_E_INPUT;
    config_single(a, path, root, sets, n_sets, sessions, seed, e);
    return plan_build(a, e, keep, out, errors);
}

job job_at(const plan *p, uint64_t index)
{
    uint32_t lo = 0, hi = p->n_arms; /* the last arm with first_job <= index */
    while (hi - lo > 1) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (p->arms[middle].first_job <= index)
            lo = middle;
        else
            hi = middle;
    }
    return (job){.index = index, .arm = lo, .replicate = index - p->arms[lo].first_job};
}
