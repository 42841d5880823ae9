/* A plan, told instead of played; only a few sessions are played, to time them. */
#include "cli/play/dry_run.h"

#include "base/json.h"
#include "base/text.h"
#include "cli/tell/listing.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { BYTES = 1100 }; /* per session: its row, and its lines in the tables */

typedef struct totals {
    uint32_t cells, twins;
    double seconds, megabytes;
} totals;

/* A few sessions from all over the plan are played, to say how long all of them will take. */
static double seconds_for(const plan *p, uint32_t workers)
{
    enum { PROBES = 200 };
    uv_loop_t loop;
    row r;
    if (uv_loop_init(&loop) != 0) return NAN;
    worker *w = worker_new(p, &loop);
    uint64_t probes = p->jobs < PROBES ? p->jobs : PROBES, start = 0;
    for (uint64_t i = 0; i < probes + probes / 4; i++) {
        if (i == probes / 4) start = uv_hrtime(); /* the first ones only warm the caches */
        run_session(w, i % probes * (p->jobs / probes), NULL, &r);
    }
    double each = 1e-9 * (double)(uv_hrtime() - start) / (double)probes;
    worker_free(w);
    int closed = uv_loop_close(&loop);
    assert(closed == 0);
    (void)closed;
    uint32_t threads = workers ? workers : uv_available_parallelism();
    return each * (double)p->jobs / threads;
}

static totals totals_of(const plan *p, uint32_t workers)
{
    totals t = {.seconds = ceil(seconds_for(p, workers)),
                .megabytes = ceil(1e-6 * BYTES * (double)p->jobs)};
    for (uint32_t i = 0; i < p->n_arms; i++)
        (*(p->arms[i].arm.twin_of == HG_NOBODY ? &t.cells : &t.twins))++;
    return t;
}

/* Leverage as the session begins, drawn numbers at their means; false: no zone of agreement. */
static bool leverage_at_start(const model *m, hg_leverage out[HG_PARTIES_MAX])
{
    leverage_reading start = {.of = out};
    model_measure_start(m, &start);
    return start.any;
}

/* ---- for people: a column per factor, per party, and the sessions ---- */

static const char *no_zone(uint32_t who) { return who ? "" : "no zone of agreement"; }

static const char *text_of(arena *a, const plan *p, uint32_t index, uint32_t column)
{
    const plan_arm *k = &p->arms[index];
    uint32_t factors = p->experiment->n_columns;
    hg_leverage out[HG_PARTIES_MAX];
    char sessions[WORDS_MAX];
    if (column == 0) return arena_format(a, "%u", index);
    if (column <= factors) return experiment_level_name(p->experiment, k->arm.cell, column - 1);
    uint32_t who = column - 1 - factors;
    if (who < p->n_parties)
        return leverage_at_start(k->model, out) ? arena_format(a, "%.4f", out[who].phi)
                                                : no_zone(who);
    text_grouped(sessions, sizeof sessions, k->arm.sessions);
    return arena_format(a, "%s%s", sessions,
                        k->random ? "" : "  (nothing random: once per first mover)");
}

static const char *head_of(arena *a, const plan *p, uint32_t column)
{
    uint32_t factors = p->experiment->n_columns;
    if (column == 0) return "cell";
    if (column <= factors) return p->experiment->columns[column - 1];
    uint32_t who = column - 1 - factors;
    return who < p->n_parties ? arena_format(a, "leverage of %s", p->schema.roles[who])
                              : "sessions";
}

static bool any_draws(const plan *p)
{
    for (uint32_t i = 0; i < p->n_arms; i++)
        if (p->arms[i].model->n_draws) return true;
    return false;
}

static void print_text(arena *a, const plan *p, const totals *t)
{
    uint32_t columns = p->experiment->n_columns + p->n_parties + 2;
    char *left = arena_array(a, columns + 1, 1);
    memset(left, 'l', columns);
    listing *l = listing_new(a, left);
    for (uint32_t r = 0; r <= t->cells; r++) /* cells come before twins */
        for (uint32_t k = 0; k < columns; k++)
            listing_add(l, r ? text_of(a, p, r - 1, k) : head_of(a, p, k));
    listing_print(l, 0, stdout);
    if (any_draws(p)) printf("leverage at the start, with what is drawn at its middle\n");
    char cells[WORDS_MAX], twins[WORDS_MAX], sessions[WORDS_MAX], blocks[WORDS_MAX];
    printf("\n%s and %s, %s in %s: about %.0f s and %.0f MB\n", say_count(cells, t->cells, "cell"),
           say_count(twins, t->twins, "blind twin"), say_count(sessions, p->jobs, "session"),
           say_count(blocks, p->blocks, "block"), t->seconds, t->megabytes);
}

/* ---- for programs ---- */

static void json_cell(json *j, const plan *p, const plan_arm *k)
{
    hg_leverage out[HG_PARTIES_MAX];
    bool zone = leverage_at_start(k->model, out);
    json_object(j);
    json_key(j, "cell"), json_uint(j, k->arm.cell);
    json_key(j, "levels");
    json_object(j);
    for (uint32_t i = 0; i < p->experiment->n_columns; i++) {
        json_key(j, p->experiment->columns[i]);
        json_string(j, experiment_level_name(p->experiment, k->arm.cell, i));
    }
    json_end_object(j);
    json_key(j, "leverage");
    json_object(j);
    for (uint32_t i = 0; i < p->n_parties; i++)
        json_key(j, p->schema.roles[i]), json_double(j, zone ? out[i].phi : NAN);
    json_end_object(j);
    json_key(j, "sessions"), json_uint(j, k->arm.sessions);
    json_key(j, "random"), json_bool(j, k->random);
    json_end_object(j);
}

static void print_json(const plan *p, const totals *t)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "experiment"), json_string(&j, p->schema.name);
    json_key(&j, "cells");
    json_array(&j);
    for (uint32_t i = 0; i < t->cells; i++) json_cell(&j, p, &p->arms[i]);
    json_end_array(&j);
    json_key(&j, "blind_twins"), json_uint(&j, t->twins);
    json_key(&j, "sessions"), json_uint(&j, p->jobs);
    json_key(&j, "blocks"), json_uint(&j, p->blocks);
    json_key(&j, "seconds"), json_double(&j, t->seconds);
    json_key(&j, "megabytes"), json_double(&j, t->megabytes);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

int dry_run(cli *c, const plan *p, uint32_t workers)
{
    totals t = totals_of(p, workers);
    cli_note_but(c, p->experiment->scenario_root->file);
    if (c->json)
        print_json(p, &t);
    else
        print_text(&c->arena, p, &t);
    return HG_E_OK;
}
