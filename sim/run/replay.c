/* A record played again and held against what comes out. The plan is made from the record's own
 * texts; its blocks go through the same workers as those of any run, only that "writing" one is
 * comparing it. Must not know where the record lies. */
#include "run/replay.h"

#include "base/version.h"
#include "run/config.h"
#include "run/difference.h"

#include <string.h>

/* ---- the plan ---- */

static int other_version(const record *r, error_list *errors)
{
    error_add(errors, HG_E_INPUT, NULL, 0, 0,
              "the record was made by higgle %s, this is higgle %s: only the same version gives "
              "the same bytes",
              r->schema.version, HIGGLE_VERSION);
    return HG_E_INPUT;
}

static int other_file(const agent_file *played, const seat_file *now, error_list *errors)
{
    if (!now)
        error_add(errors, HG_E_INPUT, NULL, 0, 0,
                  "the agent %s played in it, and its file is not there any more: put it back (a "
                  "path counts from the current folder, a name from those of HIGGLE_AGENTS)",
                  played->name);
    else
        error_add(errors, HG_E_INPUT, now->path, 0, 0,
                  "has changed since it played in this run: then %016llx, now %016llx; only the "
                  "same file gives the same bytes",
                  (unsigned long long)played->hash, (unsigned long long)now->hash);
    return HG_E_INPUT;
}

/* Before any of them is loaded. */
static int check_files(arena *a, const record_schema *s, error_list *errors)
{
    int code = HG_E_OK;
    for (uint32_t i = 0; i < s->n_files; i++) {
        seat_file now;
        bool there = seat_file_now(a, s->files[i].name, &now);
        if (!there || now.hash != s->files[i].hash)
            code = other_file(&s->files[i], there ? &now : NULL, errors);
    }
    return code;
}

static int unreadable(error_list *errors)
{
    error_add(
        errors, HG_E_NO, NULL, 0, 0,
        "the record's own configuration and scenario do not read any more: it was changed, or "
        "made by another build of higgle");
    return HG_E_NO;
}

int replay_plan(arena *a, const record *r, plan *out, error_list *errors)
{
    const record_schema *s = &r->schema;
    experiment *e = arena_alloc(a, sizeof *e);
    record_level kept;
    if (strcmp(s->version, HIGGLE_VERSION) != 0) return other_version(r, errors);
    if (check_files(a, s, errors) != 0) return HG_E_INPUT;
    if (!s->scenario_file || !record_level_find(s->level, &kept) ||
        experiment_read(a, "config.yaml", s->config, strlen(s->config), s->scenario_file,
                        s->scenario, strlen(s->scenario), e, errors) != 0 ||
        plan_build(a, e, kept, out, errors) != 0)
        return unreadable(errors);
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
