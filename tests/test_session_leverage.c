/* 100,000 random sessions: leverage sums to 1 and into its parts, is told whenever an input of it
 * moves and never else, does not fall with the own alternative; no deal pays what is held, never
 * what might still be found. */
#include "session_fixture.h"

enum { VALUES = 11, SESSIONS = 100000 };

/* What a second reader of the session keeps: the truth as far as events tell it. */
typedef struct watch {
    const model *model;
    uint32_t n, told;
    double phi[HG_PARTIES_MAX], iota[HG_PARTIES_MAX * HG_PARTIES_MAX];
    bool any;
    bool standing[HG_PARTIES_MAX][ALTERNATIVES], arrived[HG_PARTIES_MAX][64];
} watch;

typedef struct world {
    hg_issue issue;
    double values[3][VALUES];
    part parts[3];
    party parties[3];
    alternative alternatives[3][2];
    search_spec searches[3];
    double bits[3][3], recognition[3];
    uint32_t party_at[3], first[1];
    table_spec table;
    model model;
    watch watch;
} world;

static double even(rng *r, double lo, double hi) { return lo + (hi - lo) * rng_uniform(r); }
static bool sometimes(rng *r) { return rng_below(r, 3) == 0; }

static void random_alternatives(world *x, uint32_t i, rng *r)
{
    party *p = &x->parties[i];
    if (sometimes(r))
        x->alternatives[i][p->n_alternatives++] =
            (alternative){.name = "one",
                          .worth = even(r, 0, 40),
                          .arrives = sometimes(r) ? 0 : even(r, 0, 0.5),
                          .expires = sometimes(r) ? even(r, 0.5, 1) : NEVER,
                          .stream = 10 + i};
    if (!sometimes(r)) return;
    x->searches[i] = (search_spec){.rate = even(r, 0.5, 5),
                                   .lo = 0,
                                   .hi = even(r, 1, 40),
                                   .lifetime = sometimes(r) ? even(r, 0.1, 0.5) : INFINITY,
                                   .cost = sometimes(r) ? even(r, 0, 20) : 0,
                                   .recall = !sometimes(r)};
    x->alternatives[i][p->n_alternatives++] = (alternative){.name = "some",
                                                            .arrives = NEVER,
                                                            .expires = NEVER,
                                                            .search = &x->searches[i],
                                                            .stream = 20 + i};
}

static void random_party(world *x, uint32_t i, rng *r)
{
    uint32_t n = x->model.n_parties;
    party *p = &x->parties[i];
    for (uint32_t v = 0; v < VALUES; v++)
        x->values[i][v] =
            n == 2 ? (i ? 100 - 10.0 * v : 10.0 * v) : 100 - fabs(10.0 * v - 50.0 * i);
    x->parts[i] = (part){.per_value = x->values[i]};
    *p = (party){.role = "who",
                 .preference = {&x->parts[i], 1},
                 .money = n == 2,
                 .recognition = even(r, 0.2, 2),
                 .discount = sometimes(r) ? even(r, 0.5, 1) : 1,
                 .bits = x->bits[i],
                 .knows_deadline = true,
                 .learns = NEVER,
                 .reservation = even(r, 0, 20),
                 .leaving_cost = even(r, 0, 5),
                 .alternatives = x->alternatives[i]};
    for (uint32_t j = 0; j < 3; j++) x->bits[i][j] = sometimes(r) ? even(r, 0, 6) : 0;
    if (sometimes(r)) p->learns = even(r, 0, 1), p->learns_bits = sometimes(r) ? INFINITY : 3;
    if (sometimes(r)) p->own_sd = 4;
    if (sometimes(r)) p->has_deadline = true, p->deadline = even(r, 0.3, 1);
    if (sometimes(r)) p->has_mandate = true, p->mandate = even(r, 0, 30);
    p->mandate_known = rng_below(r, 2);
    random_alternatives(x, i, r);
    x->party_at[i] = i;
    x->recognition[i] = p->recognition;
}

/* Every sixth world has three parties, and a frontier then. */
static void random_world(world *x, arena *a, rng *r)
{
    memset(x, 0, sizeof *x);
    uint32_t n = rng_below(r, 6) ? 2 : 3;
    x->issue = (hg_issue){
        .kind = HG_ISSUE_NUMBER, .size = VALUES, .max = VALUES - 1, .step = 1, .scale = 1};
    assert_true(space_init(&x->model.space, &x->issue, 1));
    x->model.n_parties = n, x->model.n_tables = 1;
    x->model.parties = x->parties, x->model.tables = &x->table;
    x->model.price_issue = n == 2 ? 0 : HG_NOBODY;
    x->table = (table_spec){.protocol = "offers",
                            .proposer = PROPOSER_ROTATE,
                            .n_seats = n,
                            .party_at = x->party_at,
                            .recognition = x->recognition,
                            .n_first = 1,
                            .first = x->first,
                            .revocable = rng_below(r, 2),
                            .rounds = 1 + (uint32_t)rng_below(r, 8)};
    for (uint32_t i = 0; i < n; i++) random_party(x, i, r);
    for (uint32_t i = 0; i < n; i++)
        x->parties[i].utility.table =
            utility_table_build(a, &x->model.space, &x->parties[i].preference);
    model_finish(a, &x->model);
}

/* ---- the watch ---- */

static void same_as_measured(const watch *w, const session *s)
{
    hg_leverage of[HG_PARTIES_MAX];
    double limit[HG_PARTIES_MAX];
    leverage_reading now = {.of = of};
    for (uint32_t i = 0; i < w->n; i++) limit[i] = session_limit(s, i);
    model_measure(session_model(s), session_round(s), limit, w->iota, &now);
    assert_int_equal(now.any, w->any);
    for (uint32_t i = 0; i < w->n && now.any; i++) assert_same(of[i].phi, w->phi[i]);
}

static void watch_begin(void *ctx, const session *s)
{
    watch *w = &((world *)ctx)->watch;
    const model *m = session_model(s);
    *w = (watch){.model = m, .n = m->n_parties};
    memcpy(w->iota, m->iota, (size_t)w->n * w->n * sizeof *w->iota);
    for (uint32_t i = 0; i < w->n; i++)
        for (uint32_t k = 0; k < m->parties[i].n_alternatives; k++)
            w->standing[i][k] = alternative_held(&m->parties[i].alternatives[k]);
}

static void watch_event(void *ctx, const session *s, const hg_message *e)
{
    watch *w = &((world *)ctx)->watch;
    const party *p = &w->model->parties[e->party];
    (void)s;
    if (e->event == HG_EVENT_LEARNED) {
        w->iota[e->party * w->n + e->alternative] = hg_iota_of_bits(e->value);
        return;
    }
    bool comes = e->event == HG_EVENT_ARRIVED;
    uint32_t which = party_arrival(p, e->alternative, e->value, w->arrived[e->party], !comes);
    if (which == HG_NOBODY)
        w->standing[e->party][e->alternative] = comes;
    else
        w->arrived[e->party][which] = comes;
}

/* Between a party's messages leverage is as it was told last: nothing they do moves it. */
static void watch_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                          size_t size)
{
    (void)m, (void)bytes, (void)size;
    same_as_measured(&((world *)ctx)->watch, s);
}

static void sums(const watch *w, const hg_leverage *l)
{
    double phi = 0, alternatives = 0, power = 0, information = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        phi += l[i].phi;
        alternatives += l[i].alternatives, power += l[i].power, information += l[i].information;
        assert_near(l[i].alternatives + l[i].power + l[i].information + l[i].frontier,
                    l[i].phi - 1.0 / w->n, 1e-9);
        assert_true(l[i].phi >= 0 && l[i].phi <= 1);
    }
    assert_near(phi, 1, 1e-12);
    assert_near(fabs(alternatives) + fabs(power) + fabs(information), 0, 1e-9);
}

static void watch_leverage(void *ctx, const session *s, leverage_cause cause, double zone,
                           double joint, const hg_leverage *l)
{
    watch *w = &((world *)ctx)->watch;
    (void)s, (void)zone, (void)joint;
    if (cause == LEVERAGE_END) {
        assert_int_equal(l != NULL, w->any);
        for (uint32_t i = 0; i < w->n && l; i++) assert_same(l[i].phi, w->phi[i]);
        return;
    }
    w->any = l != NULL;
    for (uint32_t i = 0; i < w->n && l; i++) w->phi[i] = l[i].phi;
    if (l) sums(w, l);
    w->told++;
}

static void watch_end(void *ctx, const session *s, const outcome_row *row)
{
    watch *w = &((world *)ctx)->watch;
    for (uint32_t i = 0; i < w->n; i++) {
        const party *p = &w->model->parties[i];
        double held = party_held(p, w->standing[i], w->arrived[i]);
        assert_true(session_limit(s, i) >= held);
        if (row->result == HG_RESULT_DEAL) {
            assert_same(row->party[i].utility, utility_of(&p->utility, row->deal));
            assert_true(!p->has_mandate || row->party[i].utility >= p->mandate);
        } else {
            bool left = row->result == HG_RESULT_WALK && row->by == i;
            assert_same(row->party[i].utility, held - (left ? p->leaving_cost : 0));
        }
        assert_true(row->party[i].payoff <= fmax(row->party[i].utility, 0) + 1e-12);
    }
}

/* A better alternative of its own is never worth less leverage. */
static void monotone(const world *x, const session *s, rng *r)
{
    hg_leverage before[3], after[3];
    double w[3];
    for (uint32_t i = 0; i < x->model.n_parties; i++) w[i] = session_limit(s, i);
    uint32_t who = (uint32_t)rng_below(r, x->model.n_parties);
    if (model_leverage(session_model(s), w, before, NULL) != HG_ZONE) return;
    w[who] += even(r, 0, 10);
    if (model_leverage(session_model(s), w, after, NULL) != HG_ZONE) return;
    assert_true(after[who].phi >= before[who].phi - (x->model.frontier ? 0.02 : 1e-12));
}

/* ---- play ---- */

static void random_move(session *s, const want *w, rng *r, const space *of)
{
    static const hg_kind kinds[] = {HG_OFFER,  HG_OFFER, HG_OFFER,   HG_REJECT,
                                    HG_ACCEPT, HG_WALK,  HG_WITHDRAW};
    uint8_t bytes[64];
    hg_kind kind = HG_REJECT;
    do kind = kinds[rng_below(r, 7)];
    while (!(w->turn->may & HG_MAY(kind)) || (kind == HG_ACCEPT && rng_below(r, 3)));
    hg_message m = {.kind = kind,
                    .session = w->message->session,
                    .round = w->message->round,
                    .seat = w->message->seat,
                    .outcome = rng_below(r, VALUES)};
    size_t size = wire_encode(of, &m, bytes, sizeof bytes);
    assert_int_equal(session_take(s, w->party, bytes, size), 0);
}

static void play(world *x, session *s, rng *r)
{
    const want *w;
    while ((w = session_next(s))->kind != WANT_DONE)
        if (w->kind == WANT_TURN) random_move(s, w, r, &x->model.space);
}

static void many_sessions(void **state)
{
    (void)state;
    static world x;
    arena run, memory;
    rng r;
    uint64_t told = 0, zones = 0;
    arena_init(&run), arena_init(&memory);
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    const observer o = {.ctx = &x,
                        .begin = watch_begin,
                        .message = watch_message,
                        .event = watch_event,
                        .leverage = watch_leverage,
                        .end = watch_end};
    for (uint64_t i = 0; i < SESSIONS; i++) {
        if (i % 20 == 0) arena_reset(&run), random_world(&x, &run, &r);
        arena_reset(&memory);
        session_key key = {.seed = 3, .replicate = i, .id = i};
        session *s = session_open(&memory, &x.model, key, (uint32_t)rng_below(&r, 4), &o);
        monotone(&x, s, &r);
        play(&x, s, &r);
        told += x.watch.told, zones += x.watch.any;
    }
    assert_true(told > 2 * SESSIONS && zones > SESSIONS / 2);
    arena_fini(&run), arena_fini(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_sessions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
