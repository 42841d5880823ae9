/* An experiment of one cell is written for the case, planned as any other with agents that stand
 * in, and then cast: so nothing of a case needs the roster, and no run room has to know of cases.
 */
#include "cli/conform/stage.h"

#include "cli/conform/partners.h"

#include <string.h>

/* Who stands in the places until they are cast: agents that draw, so that no plan makes one session
 * out of many; two of them, so that the agent's place is told from the others'. */
#define STAND_IN "random"
#define EXTRA    "absolute-tit-for-tat"

static const char *const roles[] = {"one", "two", "three"};

/* ---- from a case to a plan ---- */

static uint32_t parties_of(const conform_case *c) { return strstr(c->talks, "\n  three:") ? 3 : 2; }

static const char *experiment_text(arena *a, const conform_case *c, const staging *how)
{
    const char *agents = "";
    for (uint32_t i = 0; i < parties_of(c); i++)
        agents = arena_format(a, "%s%s%s: %s", agents, i ? ", " : "", roles[i],
                              i == c->seat ? STAND_IN : EXTRA);
    const char *comma = *c->set && how->otherwise ? ", " : "";
    return arena_format(a,
                        "experiment: check\nscenario: talks\nsessions: %u\nblock: %u\nseed: %llu\n"
                        "set: {%s%s%s}\nagents: {%s}\n",
                        c->sessions, c->sessions, (unsigned long long)how->seed, c->set, comma,
                        how->otherwise ? how->otherwise : "", agents);
}

static int read_partner(arena *a, const char *name, seat_spec *out, error_list *errors)
{
    const hg_agent_type *scripted = partner_find(name);
    if (!scripted) return seat_spec_read(a, name, NULL, 0, 0, out, errors);
    *out = seat_spec_defaults(a, scripted);
    return HG_E_OK;
}

static void cast(arena *a, plan *p, uint32_t place, const seat_spec *agent,
                 const seat_spec *partner)
{
    plan_arm *own = arena_alloc(a, sizeof *own);
    uint32_t *seat_of = arena_array(a, p->n_parties, sizeof *seat_of);
    seat_spec *seats = arena_array(a, 2, sizeof *seats);
    seats[0] = *agent;
    if (partner) seats[1] = *partner;
    *own = p->arms[0];
    own->seat_of = seat_of;
    own->sees_truth = 0;
    for (uint32_t i = 0; i < p->n_parties; i++) {
        seat_of[i] = partner && i != place;
        if (seats[seat_of[i]].traits & HG_TRAIT_SEES_TRUTH) own->sees_truth |= UINT32_C(1) << i;
    }
    p->arms = own;
    p->seats = seats;
    p->n_seats = partner ? 2 : 1;
}

int stage_open(arena *a, const conform_case *c, const seat_spec *agent, const staging *how,
               stage *out, error_list *errors)
{
    const char *text = experiment_text(a, c, how);
    seat_spec partner;
    *out = (stage){0};
    int code = c->partner ? read_partner(a, c->partner, &partner, errors) : HG_E_OK;
    if (!code)
        code = experiment_read(a, c->name, text, strlen(text), "talks", c->talks, strlen(c->talks),
                               &out->experiment, errors);
    if (!code) code = plan_build(a, &out->experiment, RECORD_SESSIONS, &out->plan, errors);
    if (code) return code;
    cast(a, &out->plan, c->seat, agent, c->partner ? &partner : NULL);
    tap_init(&out->tap, a, (uint32_t)out->plan.jobs);
    out->tap.spec = &out->plan.seats[0];
    if (uv_loop_init(&out->loop) != 0) {
        error_add(errors, HG_E_IO, NULL, 0, 0, "cannot open an event loop");
        return HG_E_IO;
    }
    out->loop.data = &out->tap;
    return HG_E_OK;
}

/* ---- playing ---- */

static bool is_agent(const stage *s, uint32_t who)
{
    return who < s->plan.n_parties && s->plan.arms[0].seat_of[who] == 0;
}

static void on_end(void *ctx, const session *of, const outcome_row *ended)
{
    stage *s = ctx;
    tap_talk *k = &s->tap.talks[session_key_of(of).id];
    if (!ended->fault || !is_agent(s, ended->by) || k->fault) return; /* or said by its seat */
    k->fault = ended->fault;
    k->why = ended->why ? arena_text(s->tap.arena, ended->why) : NULL;
    if (!k->flaw) k->round = ended->round;
}

void stage_play_alone(stage *s)
{
    const observer guest = {.ctx = s, .end = on_end};
    const worker_options how = {.slots = (uint32_t)s->plan.jobs, .seats = &seat_tap};
    s->worker = worker_new_with(&s->plan, &s->loop, &how);
    for (uint64_t i = 0; i < s->plan.jobs; i++) {
        row unused;
        run_session(s->worker, i, &guest, &unused);
        if (s->tap.talks[i].fault) return;
    }
}

void stage_play_together(stage *s)
{
    buf unused;
    tally count = {0};
    const worker_options how = {.slots = (uint32_t)s->plan.jobs, .burst = 1, .seats = &seat_tap};
    s->worker = worker_new_with(&s->plan, &s->loop, &how);
    buf_init(&unused);
    for (uint64_t i = 0; i < s->plan.blocks; i++) run_block(s->worker, i, &unused, &count);
    buf_fini(&unused);
}

void stage_close(stage *s)
{
    worker_free(s->worker);
    (void)uv_loop_close(&s->loop); /* all handles on it are closed by now */
    tap_fini(&s->tap);
}
