/* One session of a run, told as `run` tells it, with a paragraph about it. Where the record keeps
 * no trace the session is played again out of the record, and held against its row. */
#include "cli/tell/show_run.h"

#include "cli/tell/transcript.h"
#include "run/replay.h"

#include <string.h>

typedef struct told {
    cli *c;
    const char *dir;
    uint64_t number;
    record record;
    plan plan;
    row row;
    buf again; /* the trace, where the session was played again */
    const uint8_t *trace;
    size_t size;
    bool played;
} told;

/* Where it does not come out as it stands in the record, what would be told is not what happened.
 */
static int play_again(told *t)
{
    replay_difference d;
    row unused;
    int code = replay_session(&t->c->arena, &t->record, &t->plan, t->number, &t->again, &unused, &d,
                              &t->c->errors);
    if (!code && d.differs) {
        error_add(&t->c->errors, HG_E_NO, t->dir, 0, 0, "cannot be told: played again, %s", d.what);
        code = HG_E_NO;
    }
    t->played = true;
    t->trace = t->again.data;
    t->size = t->again.size;
    return code;
}

static int find(told *t)
{
    t->trace = record_trace(&t->record, t->number, &t->size);
    if (t->trace && record_row(&t->record, t->number, &t->row)) return HG_E_OK;
    int code = play_again(t);
    if (!code) (void)record_row(&t->record, t->number, &t->row);
    return code;
}

static const plan_arm *arm_of(const told *t) { return &t->plan.arms[t->row.arm]; }

static void print_head(const told *t, const model *m)
{
    const plan_arm *a = arm_of(t);
    const char *levels = show_levels(&t->c->arena, t->plan.experiment, a->arm.cell, " · ");
    uint32_t rounds = model_rounds(m);
    printf("session %llu of %s · replicate %llu", (unsigned long long)t->number, t->dir,
           (unsigned long long)t->row.replicate);
    printf("%s%s", *levels ? " · " : "", levels);
    if (a->arm.twin_of != HG_NOBODY)
        printf(" · %s's agent is the blind twin", t->plan.schema.roles[a->arm.twin_of]);
    printf("\n%s", m->name);
    for (uint32_t i = 0; i < m->n_parties; i++)
        printf(" · %s %s", m->parties[i].role, a->arm.agents[i]);
    if (rounds)
        printf(" · %u round%s", rounds, rounds == 1 ? "" : "s");
    else
        printf(" · no deadline");
    printf(" · seed %llu\n", (unsigned long long)t->plan.schema.seed);
}

static void print_text(const told *t, const transcript *all, const model *m)
{
    const char *dir = shell_word(&t->c->arena, t->dir);
    unsigned long long number = t->number;
    print_head(t, m);
    transcript_print(all, terminal_width(stdout), stdout);
    putchar('\n');
    transcript_paragraph(all, stdout);
    if (t->played)
        printf("The record keeps no words: it was played again, and its row is the same.\n");
    printf("\nreplay: higgle replay %s %llu\n", dir, number);
}

static void print_json(const told *t, const transcript *all)
{
    buf out;
    json j;
    const plan_arm *a = arm_of(t);
    const experiment *e = t->plan.experiment;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "run"), json_string(&j, t->dir);
    json_key(&j, "scenario"), json_string(&j, a->model->name);
    json_key(&j, "session"), json_uint(&j, t->number);
    json_key(&j, "replicate"), json_uint(&j, t->row.replicate);
    json_key(&j, "seed"), json_uint(&j, t->plan.schema.seed);
    json_key(&j, "cell"), json_uint(&j, a->arm.cell);
    json_key(&j, "twin_of");
    json_string(&j, a->arm.twin_of == HG_NOBODY ? NULL : t->plan.schema.roles[a->arm.twin_of]);
    json_key(&j, "factors");
    json_object(&j);
    for (uint32_t k = 0; k < e->n_columns; k++) {
        json_key(&j, e->columns[k]);
        json_string(&j, experiment_level_name(e, a->arm.cell, k));
    }
    json_end_object(&j);
    json_key(&j, "agents");
    json_object(&j);
    for (uint32_t i = 0; i < t->plan.n_parties; i++)
        json_key(&j, t->plan.schema.roles[i]), json_string(&j, a->arm.agents[i]);
    json_end_object(&j);
    json_key(&j, "played_again"), json_bool(&j, t->played);
    transcript_json(all, &j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int tell(told *t)
{
    cli *c = t->c;
    int code = replay_plan(&c->arena, &t->record, REPLAY_OUTSIDE, &t->plan, &c->errors);
    if (!code) code = find(t);
    if (code) return cli_fail(c);
    cli_note(c);
    const model *m = model_draw(&c->arena, arm_of(t)->model, t->plan.schema.seed, t->row.replicate,
                                t->row.episode);
    const transcript *all = transcript_new(&c->arena, m, &t->row, t->trace, t->size);
    if (c->json)
        print_json(t, all);
    else
        print_text(t, all, m);
    return HG_E_OK;
}

int show_session(cli *c, const char *dir, uint64_t number)
{
    told t = {.c = c, .dir = dir, .number = number};
    const char *path = arena_format(&c->arena, "%s/log.msgpack", dir);
    buf_init(&t.again);
    if (record_open(&c->arena, path, &t.record, &c->errors) != 0) return cli_fail(c);
    int code = tell(&t);
    record_close(&t.record);
    buf_fini(&t.again);
    return code;
}
