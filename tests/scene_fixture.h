/* Random small scenarios for two or three agents at local seats: limits that move, deadlines, all
 * exits; every word that is said is kept with what it is worth to the speaker, and its limit then.
 * scene_new, then scene_seat for each, then scene_play as often as needed. */
#ifndef TESTS_SCENE_FIXTURE_H
#define TESTS_SCENE_FIXTURE_H
#include "seat_fixture.h"

#include "base/rng.h"

#define PARTIES 3
#define ISSUES  2
#define VALUES  7
#define SPOKEN  4096

/* ---- a random scenario ---- */

typedef struct scene {
    arena run, memory;
    hg_issue issues[ISSUES];
    double worths[PARTIES][ISSUES][VALUES];
    part parts[PARTIES][ISSUES];
    party parties[PARTIES];
    alternative alternatives[PARTIES][2];
    double bits[PARTIES][PARTIES], recognition[PARTIES];
    uint32_t party_at[PARTIES], first[1];
    table_spec table;
    model model;

    error_list errors;
    seat_spec spec[PARTIES];
    seat *seats[PARTIES];
    observer observer;
    session *session;
    outcome_row row;
    char why[200]; /* of the fault */
    buf said;
    struct {
        uint32_t party, round;
        hg_message m;
        double worth, limit; /* to the speaker; its limit then */
    } spoken[SPOKEN];
    size_t n_spoken;
} scene;

static inline double a_worth(rng *r, int coarse)
{
    return coarse ? (double)rng_below(r, 4) : rng_uniform(r);
}

static inline void some_party(scene *s, uint32_t who, rng *r)
{
    static const char *const roles[] = {"red", "green", "blue"};
    int coarse = rng_below(r, 3) == 0;
    for (uint32_t i = 0; i < ISSUES; i++) {
        for (int v = 0; v < VALUES; v++) s->worths[who][i][v] = a_worth(r, coarse);
        s->parts[who][i].per_value = s->worths[who][i];
    }
    s->parties[who] = (party){.role = roles[who],
                              .preference = {s->parts[who], ISSUES},
                              .recognition = 1,
                              .discount = 1,
                              .bits = s->bits[who],
                              .deadline = 1,
                              .knows_deadline = rng_below(r, 4) > 0,
                              .alternatives = s->alternatives[who]};
    party *p = &s->parties[who];
    p->utility.table = utility_table_build(&s->run, &s->model.space, &p->preference);
    p->utility.shift = rng_below(r, 2) ? 0 : -0.75;
    double room = utility_best(&p->utility) - utility_worst(&p->utility);
    p->reservation = utility_worst(&p->utility) + room * (rng_uniform(r) * 1.2 - 0.4);
    s->party_at[who] = who;
    s->recognition[who] = 1;
}

/* What may change on the way: alternatives, and when its time is over. */
static inline void some_events(scene *s, uint32_t who, rng *r)
{
    party *p = &s->parties[who];
    p->has_deadline = rng_below(r, 3) == 0;
    if (p->has_deadline) p->deadline = rng_uniform(r);
    double best = utility_best(&p->utility), worst = utility_worst(&p->utility);
    p->n_alternatives = (uint32_t)rng_below(r, 3);
    for (uint32_t k = 0; k < p->n_alternatives; k++) {
        double arrives = rng_uniform(r), stays = rng_uniform(r);
        s->alternatives[who][k] =
            (alternative){.name = "a",
                          .worth = worst + (best - worst) * rng_uniform(r) * 1.1,
                          .arrives = arrives,
                          .expires = rng_below(r, 2) ? NEVER : arrives + stays};
    }
}

/* The same seed, the same scene. No events: limits stay, and everybody knows the deadline. */
static inline scene *scene_new(uint64_t seed, uint32_t n, uint32_t rounds, bool events)
{
    scene *s = calloc(1, sizeof *s);
    rng r;
    assert_non_null(s);
    rng_open(&r, seed, RNG_DESIGN, 0, 0);
    arena_init(&s->run);
    arena_init(&s->memory);
    error_list_init(&s->errors);
    buf_init(&s->said);
    s->model = (model){.name = "scene",
                       .title = "A scene",
                       .currency = "EUR",
                       .n_parties = n,
                       .n_tables = 1,
                       .parties = s->parties,
                       .tables = &s->table,
                       .price_issue = HG_NOBODY};
    for (int i = 0; i < ISSUES; i++) {
        s->issues[i] = (hg_issue){.name = i ? "second" : "first",
                                  .unit = "",
                                  .kind = HG_ISSUE_NUMBER,
                                  .size = 2 + rng_below(&r, VALUES - 1),
                                  .step = 1,
                                  .scale = 1};
        s->issues[i].max = (double)(s->issues[i].size - 1);
    }
    assert_true(space_init(&s->model.space, s->issues, ISSUES));
    for (uint32_t i = 0; i < n; i++) some_party(s, i, &r);
    for (uint32_t i = 0; i < n; i++)
        if (events)
            some_events(s, i, &r);
        else
            s->parties[i].knows_deadline = true;
    s->first[0] = (uint32_t)rng_below(&r, n);
    s->table = (table_spec){.protocol = "offers",
                            .proposer = events ? (proposer)rng_below(&r, 3) : PROPOSER_ROTATE,
                            .n_seats = n,
                            .party_at = s->party_at,
                            .recognition = s->recognition,
                            .n_first = 1,
                            .first = s->first,
                            .exit = (hg_exit)rng_below(&r, 3),
                            .revocable = rng_below(&r, 2),
                            .rounds = rounds};
    model_finish(&s->run, &s->model);
    return s;
}

static inline void scene_free(scene *s)
{
    for (uint32_t i = 0; i < s->model.n_parties; i++)
        if (s->seats[i]) s->seats[i]->ops->close(s->seats[i]);
    error_list_fini(&s->errors);
    buf_fini(&s->said);
    arena_fini(&s->run);
    arena_fini(&s->memory);
    free(s);
}

/* ---- playing it ---- */

static inline void scene_reply(void *ctx, uint32_t slot, uint32_t who, const uint8_t *bytes,
                               size_t size)
{
    (void)slot;
    (void)session_take(((scene *)ctx)->session, who, bytes, size);
}

static inline void scene_fault(void *ctx, uint32_t slot, uint32_t who, fault f, const char *why)
{
    scene *s = ctx;
    (void)slot;
    (void)snprintf(s->why, sizeof s->why, "%s", why);
    session_fault(s->session, who, f, why);
}

static inline void scene_message(void *ctx, const session *of, const hg_message *m,
                                 const uint8_t *bytes, size_t size)
{
    scene *s = ctx;
    uint32_t who = s->party_at[m->seat];
    buf_add(&s->said, bytes, size);
    if (s->n_spoken == SPOKEN) return;
    bool worth = m->kind == HG_OFFER || m->kind == HG_ACCEPT;
    s->spoken[s->n_spoken].party = who;
    s->spoken[s->n_spoken].round = m->round;
    s->spoken[s->n_spoken].m = *m;
    s->spoken[s->n_spoken].worth = worth ? utility_of(&s->parties[who].utility, m->outcome) : NAN;
    s->spoken[s->n_spoken].limit = session_limit(of, who);
    s->n_spoken++;
}

static inline void scene_end(void *ctx, const session *of, const outcome_row *row)
{
    (void)of;
    ((scene *)ctx)->row = *row;
}

static inline void scene_seat(scene *s, uint32_t who, const char *agent)
{
    const seat_sink sink = {.ctx = s, .reply = scene_reply, .fault = scene_fault};
    if (s->seats[who]) s->seats[who]->ops->close(s->seats[who]);
    assert_int_equal(seat_spec_read(&s->run, agent, NULL, 0, 0, &s->spec[who], &s->errors),
                     HG_E_OK);
    s->seats[who] = seat_local.open(&s->spec[who], 1, &sink, NULL);
}

static inline void scene_play(scene *s, uint64_t seed)
{
    uint32_t truth = 0;
    const want *w;
    for (uint32_t i = 0; i < s->model.n_parties; i++)
        if (s->spec[i].traits & HG_TRAIT_SEES_TRUTH) truth |= 1u << i;
    s->observer = (observer){.ctx = s, .message = scene_message, .end = scene_end};
    s->n_spoken = 0;
    s->why[0] = 0;
    buf_clear(&s->said);
    arena_reset(&s->memory);
    s->session =
        session_open(&s->memory, &s->model, (session_key){.seed = seed}, truth, &s->observer);
    size_t mallocs = s->memory.mallocs;
    bool briefed = false;
    while ((w = session_next(s->session))->kind != WANT_DONE) {
        if (!briefed && w->kind != WANT_BRIEF) mallocs = s->memory.mallocs, briefed = true;
        s->seats[w->party]->ops->post(s->seats[w->party], 0, s->session, w);
    }
    assert_int_equal(s->memory.mallocs, mallocs);
}
#endif
