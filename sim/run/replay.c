/* A record played again and held against what comes out. The plan is made from the record's own
 * texts; its blocks go through the same workers as those of any run, only that "writing" one is
 * comparing it. Must not know where the record lies. */
#include "run/replay.h"

#include "base/version.h"
#include "run/config.h"
#include "run/difference.h"

#include <string.h>

/* ---- is it still what it was? ---- */

static int other_version(const record *r, error_list *errors)
{
    error_add(errors, HG_E_INPUT, NULL, 0, 0,
              "the record was made by higgle %s, this is higgle %s: only the same version gives "
              "the same bytes",
              r->schema.version, HIGGLE_VERSION);
    return HG_E_INPUT;
}

static const char *hash_pair(arena *a, uint64_t then, uint64_t now)
{
    return arena_format(a, "then %016llx, now %016llx", (unsigned long long)then,
                        (unsigned long long)now);
}

static int other_file(arena *a, const agent_file *played, const seat_file *now, error_list *errors)
{
    if (!now)
        error_add(errors, HG_E_INPUT, NULL, 0, 0,
                  "%s played in it, and this file is not there any more: put it back (a path "
                  "counts from the current folder, a name from those of HIGGLE_AGENTS)",
                  played->name);
    else
        error_add(errors, HG_E_INPUT, now->path, 0, 0,
                  "has changed since it played in this run: %s; only the same file gives the same "
                  "bytes",
                  hash_pair(a, played->hash, now->hash));
    return HG_E_INPUT;
}

/* No reason to stop: what it said stands in the record. */
static int only_noted(arena *a, const agent_file *played, const seat_file *now, error_list *errors)
{
    if (!now)
        warning_add(errors, played->name, 0, 0,
                    "is not there any more; its answers come from the record");
    else
        warning_add(errors, now->path, 0, 0,
                    "has changed since it played in this run (%s); its answers come from the "
                    "record",
                    hash_pair(a, played->hash, now->hash));
    return HG_E_OK;
}

/* Is it the file of a plugin, which is loaded and therefore must be the same, or one that a program
 * was started from? A plugin is called as its file is, before its preset and settings. */
static seat_kind kind_of_file(const record_schema *s, const char *name)
{
    size_t size = strlen(name);
    for (uint32_t i = 0; i < s->n_arms; i++)
        for (uint32_t k = 0; k < s->n_parties; k++) {
            const char *agent = s->arms[i].agents[k];
            if (strncmp(agent, name, size) == 0 && (!agent[size] || strchr(":/", agent[size])))
                return SEAT_PLUGIN;
        }
    return SEAT_PROGRAM;
}

/* Before any of them is loaded. */
static int check_files(arena *a, const record_schema *s, bool outside_plays, error_list *errors)
{
    int code = HG_E_OK;
    for (uint32_t i = 0; i < s->n_files; i++) {
        seat_file now;
        seat_kind kind = kind_of_file(s, s->files[i].name);
        bool there = seat_file_now(a, kind, s->files[i].name, &now);
        if (there && now.hash == s->files[i].hash) continue;
        bool matters = outside_plays || !seat_is_outside(kind);
        int bad = (matters ? other_file : only_noted)(a, &s->files[i], there ? &now : NULL, errors);
        if (bad) code = bad;
    }
    return code;
}

/* ---- whose answers are read ---- */

typedef struct viewers {
    const plan *plan;
    bool *views; /* [plan->n_seats] */
} viewers;

static bool note_viewers(void *ctx, const row *r)
{
    viewers *v = ctx;
    for (uint32_t i = 0; r->arm < v->plan->n_arms && i < r->n_parties; i++)
        if (r->party[i].sees) v->views[v->plan->arms[r->arm].seat_of[i]] = true;
    return true;
}

static bool *find_viewers(arena *a, const record *r, const plan *p)
{
    viewers v = {.plan = p, .views = arena_array(a, p->n_seats, sizeof *v.views)};
    (void)record_each_row(r, note_viewers, &v); /* a malformed row is told by the comparison */
    return v.views;
}

static bool is_read(const seat_spec *s, replay_answers whose)
{
    return s->kind == SEAT_PERSON || (seat_is_outside(s->kind) && whose != REPLAY_PERSONS);
}

static void read_answers(arena *a, const record *r, replay_answers whose, plan *p)
{
    seat_spec *seats = arena_array(a, p->n_seats, sizeof *seats);
    const bool *views = whose == REPLAY_ALL ? find_viewers(a, r, p) : NULL;
    memcpy(seats, p->seats, p->n_seats * sizeof *seats);
    for (uint32_t i = 0; i < p->n_seats; i++)
        if (is_read(&seats[i], whose) || (views && !views[i])) seats[i].recorded = r;
    p->seats = seats;
    config_with_files(p, r->schema.files, r->schema.n_files);
}

/* ---- the plan ---- */

static int unreadable(error_list *errors)
{
    error_add(
        errors, HG_E_NO, NULL, 0, 0,
        "the record's own configuration and scenario do not read any more: it was changed, or "
        "made by another build of higgle");
    return HG_E_NO;
}

int replay_plan(arena *a, const record *r, replay_answers whose, plan *out, error_list *errors)
{
    const record_schema *s = &r->schema;
    experiment *e = arena_alloc(a, sizeof *e);
    record_level kept;
    bool known = record_level_find(s->level, &kept);
    bool reads = known && kept == RECORD_FULL && whose != REPLAY_NONE;
    if (strcmp(s->version, HIGGLE_VERSION) != 0) return other_version(r, errors);
    if (check_files(a, s, !reads || whose == REPLAY_PERSONS, errors) != 0) return HG_E_INPUT;
    if (!s->scenario_file || !known ||
        experiment_read(a, "config.yaml", s->config, strlen(s->config), s->scenario_file,
                        s->scenario, strlen(s->scenario), e, errors) != 0 ||
        plan_build(a, e, kept, out, errors) != 0)
        return unreadable(errors);
    if (reads) read_answers(a, r, whose, out);
    if (out->schema.identity == s->identity) return HG_E_OK;
    error_add(errors, HG_E_NO, NULL, 0, 0,
              "the record calls itself %016llx, but its configuration, scenario and agents give "
              "%016llx: it was changed, or made by another build of higgle",
              (unsigned long long)s->identity, (unsigned long long)out->schema.identity);
    return HG_E_NO;
}

/* ---- all of it ---- */

typedef struct replaying {
    arena *arena;
    const record *record;
    const plan *plan;
    const run_options *options;
    replay_difference *difference;
    volatile int stop; /* the user's flag, or a difference was found */
} replaying;

static int compare_block(void *ctx, uint64_t block, const uint8_t *data, size_t size)
{
    replaying *p = ctx;
    if (p->difference->differs) return 0; /* the first one counts; others were under way */
    if (difference_of_blocks(p->arena, p->record, p->plan, block, data, size, p->difference))
        p->stop = 1;
    return 0;
}

static void watch(void *ctx, const tally *t, uint64_t jobs, double seconds)
{
    replaying *p = ctx;
    const run_options *o = p->options;
    if (o->stop && *o->stop) p->stop = 1;
    if (o->progress) o->progress(o->ctx, t, jobs, seconds);
}

/* Only the blocks that are there. */
static plan as_recorded(const plan *p, const record *r)
{
    plan these = *p;
    these.blocks = r->blocks;
    if (r->blocks < p->blocks) these.jobs = r->blocks * p->block;
    return these;
}

static int replay_blocks(replaying *p, error_list *errors)
{
    tally counted;
    plan these = as_recorded(p->plan, p->record);
    block_store store = {.ctx = p, .write = compare_block};
    run_options options = {
        .workers = p->options->workers, .progress = watch, .ctx = p, .stop = &p->stop};
    int code = run_missing(&these, &store, &options, &counted, errors);
    return code == HG_E_NO && p->difference->differs ? HG_E_OK : code;
}

static bool schemas_differ(replaying *p)
{
    buf fresh;
    buf_init(&fresh);
    config_first_frame(p->plan, &fresh);
    bool differ = difference_of_schemas(p->arena, p->record, p->plan, &fresh, p->difference);
    buf_fini(&fresh);
    return differ;
}

static void compare_ends(replaying *p)
{
    buf fresh;
    buf_init(&fresh);
    config_last_frame(p->plan, &fresh);
    (void)difference_of_ends(p->arena, p->record, &fresh, p->difference);
    buf_fini(&fresh);
}

int replay_run(arena *a, const record *r, const plan *p, const run_options *options,
               replay_difference *out, error_list *errors)
{
    replaying all = {.arena = a, .record = r, .plan = p, .options = options, .difference = out};
    *out = (replay_difference){.session = UINT64_MAX};
    if (options->stop) all.stop = *options->stop;
    if (schemas_differ(&all)) return HG_E_OK;
    int code = replay_blocks(&all, errors);
    if (!code && !out->differs && r->complete) compare_ends(&all);
    return code;
}

/* ---- one session ---- */

static int not_recorded(const record *r, uint64_t id, error_list *errors)
{
    uint64_t held = r->blocks * r->schema.block;
    if (held > r->schema.jobs) held = r->schema.jobs;
    if (id < held)
        error_add(errors, HG_E_INPUT, NULL, 0, 0, "the row of session %llu cannot be read",
                  (unsigned long long)id);
    else if (held)
        error_add(errors, HG_E_INPUT, NULL, 0, 0,
                  "the record holds no session %llu: its sessions are 0 to %llu",
                  (unsigned long long)id, (unsigned long long)held - 1);
    else
        error_add(errors, HG_E_INPUT, NULL, 0, 0, "the record holds no session yet");
    return HG_E_INPUT;
}

int replay_session(arena *a, const record *r, const plan *p, uint64_t id, buf *trace, row *out_row,
                   replay_difference *out, error_list *errors)
{
    row recorded;
    size_t size, from = trace->size;
    *out = (replay_difference){.session = UINT64_MAX};
    if (id >= p->jobs || !record_row(r, id, &recorded)) return not_recorded(r, id, errors);
    int code = run_alone(p, id, trace, out_row, errors);
    if (code) return code;
    const uint8_t *kept = record_trace(r, id, &size);
    out->block = id / p->block;
    out->offset = r->block_at[out->block];
    if (kept &&
        difference_of_traces(a, p, id, kept, size, trace->data + from, trace->size - from, out))
        return HG_E_OK;
    (void)difference_of_rows(a, p, &recorded, out_row, out);
    return HG_E_OK;
}
