/* The local seat: what it does for agents, what it makes of their faults, and that one seat can
 * hold many places at once. */
#include "seat_fixture.h"

#include "base/rng.h"
#include "host/curves.h"

#define ROUNDS 20

/* ---- an agent that does what its parameter says ---- */

enum mode {
    PLAYS,
    REFUSES,
    EXPLAINS,
    FAILS,
    OUT_OF_SPACE,
    TOO_MANY_WORDS,
    NO_KIND,
    HOSTS_KIND,
    BAD_WORD,
    SPEAKS,
    LOOKS,
    MANY_CURVES
};

typedef struct probe {
    const hg_host *host;
    uint32_t party;
    enum mode mode;
    unsigned char dirt[64]; /* must be zero when a session begins */
    uint32_t told;
} probe;

/* What the agents of one test did; reset by seat_probe. */
static struct {
    int inits, finis, acts, ends;
    double uniform, normal, limit, nothing, curve[ROUNDS], log2_time[ROUNDS];
    size_t n_alternatives, n_band;
    hg_alternative held[2];
    const double *curves[2];
    bool curve_null;
    hg_words heard;
    hg_outcome best[3];
    uint64_t count[3];
    double others, own, nobodys;
} report;

static void look(const probe *p, const hg_brief *b)
{
    const hg_host *h = p->host;
    hg_outcome band[4];
    report.uniform = h->uniform(h);
    report.normal = h->normal(h);
    report.limit = h->limit(h);
    report.nothing = h->utility(h, HG_NO_OUTCOME) + h->utility(h, b->n_outcomes);
    report.n_alternatives = h->alternatives(h, report.held, 2);
    const uint64_t ranks[] = {0, 100, 101};
    const double least[] = {INFINITY, b->best, b->worst};
    for (int i = 0; i < 3; i++) {
        report.best[i] = h->best(h, ranks[i]);
        report.count[i] = h->count(h, least[i]);
    }
    report.others = h->utility_of(h, 1 - b->party, 30);
    report.own = h->utility_of(h, b->party, 30);
    report.nobodys = h->utility_of(h, 2, 30) + h->utility_of(h, b->party, 101);
    report.n_band = h->band(h, b->best, b->best, band, 4);
    report.curves[0] = h->curve(h, 0.5);
    report.curves[1] = h->curve(h, 0.5);
    report.curve_null = !report.curves[0] && !h->log2_time(h);
    if (report.curve_null) return;
    memcpy(report.curve, h->curve(h, 0.5), b->rounds * sizeof *report.curve);
    memcpy(report.log2_time, h->log2_time(h), b->rounds * sizeof *report.log2_time);
    const unsigned char *own = h->alloc(h, 100);
    for (int i = 0; i < 100; i++) assert_int_equal(own[i], 0);
    h->note(h, "looked around");
}

static void many_curves(const hg_host *h)
{
    for (int i = 0; i < CURVES_KEPT + 50; i++) {
        const double *c = h->curve(h, 1 + i / 100.0);
        assert_same(c[7], hg_pow(7.0 / (ROUNDS - 1), 1 + i / 100.0));
    }
}

static int probe_init(void *self, const hg_brief *b, const hg_host *host, const double *params)
{
    probe *p = self;
    for (size_t i = 0; i < sizeof p->dirt; i++) assert_int_equal(p->dirt[i], 0);
    assert_int_equal(p->told, 0);
    memset(p->dirt, 0xaa, sizeof p->dirt);
    *p = (probe){.host = host, .party = b->party, .mode = (enum mode)params[0]};
    memset(p->dirt, 0xaa, sizeof p->dirt);
    report.inits++;
    if (p->mode == LOOKS) look(p, b);
    if (p->mode == MANY_CURVES) many_curves(host);
    if (p->mode == EXPLAINS) host->note(host, "has no taste for this");
    return p->mode == REFUSES || p->mode == EXPLAINS;
}

static void probe_receive(void *self, const hg_message *m)
{
    probe *p = self;
    p->told++;
    if (m->kind == HG_END) report.ends++;
    if (m->kind == HG_OFFER && m->n_words) report.heard = m->words[0];
}

static int probe_act(void *self, const hg_turn *turn, hg_reply *r)
{
    probe *p = self;
    (void)turn;
    report.acts++;
    assert_int_equal(r->kind, HG_REJECT);
    assert_int_equal(r->n_words, 0);
    r->kind = HG_OFFER;
    r->outcome = p->host->above(p->host, INFINITY);
    switch (p->mode) {
    case FAILS: return 7;
    case OUT_OF_SPACE: r->outcome = 101; break;
    case TOO_MANY_WORDS: r->n_words = HG_WORDS_MAX + 1; break;
    case NO_KIND: r->kind = (hg_kind)77; break;
    case HOSTS_KIND: r->kind = HG_TURN; break;
    case BAD_WORD:
    case SPEAKS:
        r->n_words = 1;
        r->words[0] = (hg_words){HG_HINT, HG_ABOUT_ALTERNATIVE, 12.5};
        if (p->mode == BAD_WORD) r->words[0].word = (hg_word)99;
        break;
    default: break;
    }
    return 0;
}

static void probe_fini(void *self)
{
    (void)self;
    report.finis++;
}

static const hg_agent_type probe_type = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "probe",
    .state_size = sizeof(probe),
    .init = probe_init,
    .receive = probe_receive,
    .act = probe_act,
    .fini = probe_fini,
};

static void seat_probe(talk *t, uint32_t who, enum mode mode)
{
    const seat_sink sink = {.ctx = t, .reply = talk_reply, .fault = talk_fault};
    double *params = arena_array(&t->run, 1, sizeof *params);
    params[0] = mode;
    if (t->seats[who]) t->seats[who]->ops->close(t->seats[who]);
    t->spec[who] =
        (seat_spec){.text = "probe", .type = &probe_type, .params = params, .n_params = 1};
    t->seats[who] = seat_local.open(&t->spec[who], 1, &sink, NULL);
    memset(&report, 0, sizeof report);
}

static talk *new_talk(void)
{
    talk *t = talk_new(0, 100, 100, ROUNDS);
    t->alternatives[1][0] =
        (alternative){.name = "now", .worth = 10, .arrives = 0, .expires = NEVER};
    t->alternatives[1][1] =
        (alternative){.name = "later", .worth = 30, .arrives = 0.5, .expires = 1};
    t->parties[1].n_alternatives = 2;
    t->parties[1].reservation = 5;
    talk_finish(t);
    talk_seat(t, 0, "hardliner");
    return t;
}

/* ---- faults ---- */

static const struct {
    enum mode mode;
    fault expected;
} faults[] = {
    {REFUSES, FAULT_REFUSED},      {FAILS, FAULT_FAILED},        {OUT_OF_SPACE, FAULT_OUT_OF_SPACE},
    {TOO_MANY_WORDS, FAULT_FLOOD}, {NO_KIND, FAULT_UNDECODABLE}, {BAD_WORD, FAULT_UNDECODABLE},
};

static void test_faults_end_the_session(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        talk *t = new_talk();
        seat_probe(t, 1, faults[i].mode);
        for (uint64_t r = 0; r < 3; r++) { /* and the seat plays on */
            talk_play(t, r);
            assert_int_equal(t->row.result, HG_RESULT_AGENT_ERROR);
            assert_int_equal(t->row.by, 1);
            assert_int_equal(t->row.fault, faults[i].expected);
            assert_non_null(t->row.why);
        }
        int refused = faults[i].mode == REFUSES;
        assert_int_equal(report.inits, 3);
        assert_int_equal(report.finis, refused ? 0 : 3);
        assert_int_equal(report.ends, refused ? 0 : 3);
        seat_probe(t, 1, PLAYS);
        talk_play(t, 3);
        assert_int_equal(t->row.fault, FAULT_NONE);
        talk_free(t);
    }
}

/* A kind that only the host may send is a message, but not one of an agent. */
static void test_host_kind(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    seat_probe(t, 1, HOSTS_KIND);
    talk_play(t, 0);
    assert_int_equal(t->row.result, HG_RESULT_AGENT_ERROR);
    assert_int_equal(t->row.by, 1);
    talk_free(t);
}

/* ---- services ---- */

static void test_services(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    seat_probe(t, 1, LOOKS);
    t->key = (session_key){.seed = 5, .episode = 3};
    talk_play(t, 11);
    rng stream;
    rng_open(&stream, 5, RNG_AGENT, 11, rng_who(3, 1));
    assert_same(report.uniform, rng_uniform(&stream));
    assert_same(report.normal, rng_normal(&stream));
    assert_near(report.limit, 10, 0);
    assert_true(isnan(report.nothing));
    assert_int_equal(report.n_alternatives, 2);
    assert_string_equal(report.held[0].name, "now");
    assert_near(report.held[1].worth, 30, 0);
    assert_near(report.held[1].arrives, 0.5, 0);
    assert_true(report.held[0].standing && !report.held[1].standing);
    assert_int_equal(report.n_band, 1);
    assert_int_equal(report.best[0], 0); /* the buyer's best is the least price */
    assert_int_equal(report.best[1], 100);
    assert_true(report.best[2] == HG_NO_OUTCOME);
    assert_int_equal(report.count[0], 0);
    assert_int_equal(report.count[1], 1);
    assert_int_equal(report.count[2], 101);
    assert_near(report.own, 70, 0);
    assert_true(isnan(report.others) && isnan(report.nobodys));
    assert_ptr_equal(report.curves[0], report.curves[1]);
    assert_false(report.curve_null);
    for (int k = 0; k < ROUNDS; k++) {
        assert_same(report.curve[k], hg_pow(k / (double)(ROUNDS - 1), 0.5));
        assert_same(report.log2_time[k], hg_log2(k / (double)(ROUNDS - 1)));
    }
    assert_true(isinf(report.log2_time[0]) && report.log2_time[ROUNDS - 1] == 0);
    talk_free(t);
}

/* Only who declares that it cheats sees another's utilities. */
static void test_sees_utilities(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    seat_probe(t, 1, LOOKS);
    t->seats[1]->ops->close(t->seats[1]);
    t->spec[1].traits = HG_TRAIT_SEES_UTILITIES;
    const seat_sink sink = {.ctx = t, .reply = talk_reply, .fault = talk_fault};
    t->seats[1] = seat_local.open(&t->spec[1], 1, &sink, NULL);
    talk_play(t, 0);
    assert_near(report.others, 30, 0);
    assert_near(report.own, 70, 0);
    assert_true(isnan(report.nobodys));
    talk_free(t);
}

/* What an agent noted when it was briefed is why it refuses; the next session starts afresh. */
static void test_refusal_is_explained(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    seat_probe(t, 1, EXPLAINS);
    talk_play(t, 0);
    assert_int_equal(t->row.fault, FAULT_REFUSED);
    assert_string_equal(t->row.why, "has no taste for this");
    seat_probe(t, 1, REFUSES);
    talk_play(t, 1);
    assert_string_equal(t->row.why, "said no to its briefing");
    talk_free(t);
}

/* Who does not know the deadline gets no curve that would give it away. */
static void test_unknown_deadline(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    t->parties[1].knows_deadline = false;
    seat_probe(t, 1, LOOKS);
    talk_play(t, 0);
    assert_true(report.curve_null);
    talk_free(t);
}

/* An own deadline about the middle of the talks: curves and times go to it. */
static void test_own_clock(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    party *p = &t->parties[1];
    uint32_t own = (ROUNDS - 1) / 2 + 1;
    p->has_deadline = true;
    p->deadline = (own - 1) / (double)(ROUNDS - 1);
    t->alternatives[1][0] =
        (alternative){.name = "early", .worth = 1, .arrives = 0, .expires = 0.25};
    t->alternatives[1][1] =
        (alternative){.name = "late", .worth = 2, .arrives = p->deadline, .expires = 0.75};
    p->n_alternatives = 2;
    talk_finish(t);
    seat_probe(t, 1, LOOKS);
    talk_play(t, 0);
    for (uint32_t k = 0; k < own; k++)
        assert_same(report.curve[k], hg_pow(k / (double)(own - 1), 0.5));
    uint32_t quarter = model_round_at(&t->model, 0.25);
    assert_same(report.held[0].arrives, 0);
    assert_same(report.held[0].expires, quarter / (double)(own - 1));
    assert_same(report.held[1].arrives, 1); /* with my last round */
    assert_true(report.held[1].expires > 1);
    p->knows_deadline = t->parties[0].knows_deadline = false; /* it still knows its own */
    seat_probe(t, 1, LOOKS);
    talk_play(t, 0);
    assert_false(report.curve_null);
    assert_same(report.held[0].expires, quarter / (double)(own - 1));
    talk_free(t);
}

static void test_more_curves_than_kept(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    seat_probe(t, 1, MANY_CURVES);
    talk_play(t, 0);
    talk_play(t, 1);
    talk_free(t);
}

static void test_curves(void **unused)
{
    (void)unused;
    curves *c = calloc(1, sizeof *c);
    assert_non_null(c);
    curve_key one = curve_key_power(2, 1), many = curve_key_power(2, 5), log = curve_key_log2(5);
    assert_null(curves_find(c, one));
    assert_same(curves_add(c, one)[0], 1);
    const double *squares = curves_add(c, many);
    assert_near(squares[1], 0.0625, 1e-16);
    assert_same(squares[4], 1);
    assert_same(curves_add(c, log)[2], -1);
    assert_ptr_equal(curves_find(c, many), squares);
    assert_ptr_equal(curves_find(c, many), squares); /* also from the front */
    assert_null(curves_find(c, curve_key_power(2, 6)));
    assert_false(curves_full(c));
    curves_fini(c);
    free(c);
}

/* ---- words ---- */

static void test_words_travel(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    seat_probe(t, 1, SPEAKS);
    seat_probe(t, 0, PLAYS);
    talk_play(t, 0);
    assert_int_equal(t->row.fault, FAULT_NONE);
    assert_int_equal(report.heard.word, HG_HINT);
    assert_int_equal(report.heard.topic, HG_ABOUT_ALTERNATIVE);
    assert_near(report.heard.at_least, 12.5, 0);
    talk_free(t);
}

/* ---- many places at once ---- */

typedef struct hall { /* sessions in all slots of one seat that plays both parties */
    talk *t;
    session *sessions[8];
    uint8_t said[8][1 << 14];
    size_t size[8];
} hall;

static void hall_reply(void *ctx, uint32_t slot, uint32_t who, const uint8_t *bytes, size_t size)
{
    hall *h = ctx;
    assert_true(h->size[slot] + size <= sizeof h->said[slot]);
    memcpy(h->said[slot] + h->size[slot], bytes, size);
    h->size[slot] += size;
    (void)session_take(h->sessions[slot], who, bytes, size);
}

static void hall_fault(void *ctx, uint32_t slot, uint32_t who, fault f, const char *why)
{
    (void)ctx;
    fail_msg("slot %u party %u fault %d: %s", slot, who, (int)f, why);
}

/* Eight sessions in turns, one delivery each, one seat for all sixteen places: each says what it
 * says alone, with a seat per party. */
static void test_one_seat_many_places(void **unused)
{
    (void)unused;
    talk *t = talk_new(0, 1, 1000, ROUNDS);
    t->parties[0].reservation = 0.3;
    talk_finish(t);
    talk_seat(t, 0, "leverage/human");
    talk_seat(t, 1, "leverage/human");
    hall *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->t = t;
    const seat_sink sink = {.ctx = h, .reply = hall_reply, .fault = hall_fault};
    seat *all = seat_local.open(&t->spec[0], 8, &sink, NULL);
    arena memory[8];
    for (uint32_t i = 0; i < 8; i++) arena_init(&memory[i]);
    for (uint64_t batch = 0; batch < 3; batch++) {
        int open = 8;
        for (uint32_t i = 0; i < 8; i++) {
            session_key key = {.seed = 1, .replicate = batch * 8 + i};
            arena_reset(&memory[i]);
            h->size[i] = 0;
            uint32_t truth = t->spec[0].traits & HG_TRAIT_SEES_TRUTH ? 3 : 0;
            h->sessions[i] = session_open(&memory[i], &t->model, key, truth, NULL);
        }
        while (open) {
            open = 0;
            for (uint32_t i = 0; i < 8; i++) {
                const want *w = session_next(h->sessions[i]);
                open += w->kind != WANT_DONE;
                all->ops->post(all, i, h->sessions[i], w);
            }
            all->ops->flush(all);
        }
        for (uint32_t i = 0; i < 8; i++) {
            talk_play(t, batch * 8 + i);
            assert_int_equal(t->said.size, h->size[i]);
            assert_memory_equal(t->said.data, h->said[i], h->size[i]);
        }
    }
    all->ops->close(all);
    for (uint32_t i = 0; i < 8; i++) arena_fini(&memory[i]);
    free(h);
    talk_free(t);
}

static void talk_end_any(void *ctx, const session *s, const outcome_row *row)
{
    (void)s;
    ((talk *)ctx)->row = *row;
}

/* Three parties, one listed issue whose values they rank differently, all agents in one hall:
 * nobody gets less than its limit, and the same key gives the same bytes. */
static void test_three_parties(void **unused)
{
    (void)unused;
    static const double worth[3][4] = {{1, 0.7, 0.5, 0}, {0, 0.6, 0.7, 1}, {0.2, 1, 0.6, 0.3}};
    static const char *const names[] = {"a", "b", "c", "d"};
    static const char *const agents[] = {"leverage", "conceder", "leverage/blind"};
    const hg_issue issue = {.name = "plan", .unit = "", .size = 4, .names = names};
    const uint32_t seat_of[3] = {0, 1, 2}, first[1] = {2};
    const double weights[3] = {1, 1, 1}, bits[3] = {0};
    part parts[3];
    party parties[3];
    table_spec table = {.protocol = "offers",
                        .n_seats = 3,
                        .party_at = seat_of,
                        .recognition = weights,
                        .n_first = 1,
                        .first = first,
                        .rounds = ROUNDS};
    model m = {.name = "three",
               .title = "",
               .currency = "",
               .n_parties = 3,
               .n_tables = 1,
               .parties = parties,
               .tables = &table,
               .price_issue = HG_NOBODY};
    hall *h = calloc(1, sizeof *h);
    assert_non_null(h);
    const seat_sink sink = {.ctx = h, .reply = hall_reply, .fault = hall_fault};
    arena run, memory;
    error_list errors;
    seat_spec spec[3];
    seat *seats[3];
    arena_init(&run);
    arena_init(&memory);
    error_list_init(&errors);
    assert_true(space_init(&m.space, &issue, 1));
    for (int i = 0; i < 3; i++) {
        parts[i] = (part){.per_value = worth[i]};
        parties[i] = (party){.role = names[i],
                             .preference = {&parts[i], 1},
                             .recognition = 1,
                             .discount = 1,
                             .reservation = 0.4,
                             .bits = bits,
                             .knows_deadline = true};
        parties[i].utility.table = utility_table_build(&run, &m.space, &parties[i].preference);
        assert_int_equal(seat_spec_read(&run, agents[i], NULL, 0, 0, &spec[i], &errors), 0);
        seats[i] = seat_local.open(&spec[i], 1, &sink, NULL);
    }
    model_finish(&run, &m);
    uint8_t before[sizeof h->said[0]];
    size_t size = 0;
    for (int time = 0; time < 2; time++) {
        talk result = {.issue = issue};
        const observer watching = {.ctx = &result, .end = talk_end_any};
        const want *w;
        arena_reset(&memory);
        h->size[0] = 0;
        h->sessions[0] = session_open(&memory, &m, (session_key){.seed = 3}, 1, &watching);
        while ((w = session_next(h->sessions[0]))->kind != WANT_DONE)
            seats[w->party]->ops->post(seats[w->party], 0, h->sessions[0], w);
        assert_int_equal(result.row.result, HG_RESULT_DEAL);
        for (int i = 0; i < 3; i++) assert_true(worth[i][result.row.deal] >= 0.4);
        if (time == 1) {
            assert_int_equal(size, h->size[0]);
            assert_memory_equal(before, h->said[0], size);
        }
        size = h->size[0];
        memcpy(before, h->said[0], size);
    }
    for (int i = 0; i < 3; i++) seats[i]->ops->close(seats[i]);
    arena_fini(&memory);
    arena_fini(&run);
    error_list_fini(&errors);
    free(h);
}

/* Closed with sessions still running: every agent that sat down is told to stand up. */
static void test_close_in_mid_session(void **unused)
{
    (void)unused;
    talk *t = new_talk();
    seat_probe(t, 1, PLAYS);
    t->session = session_open(&t->memory, &t->model, t->key, 0, &t->observer);
    for (int i = 0; i < 9; i++) {
        const want *w = session_next(t->session);
        t->seats[w->party]->ops->post(t->seats[w->party], 0, t->session, w);
    }
    assert_int_equal(report.finis, 0);
    talk_free(t);
    assert_int_equal(report.inits, 1);
    assert_int_equal(report.finis, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults_end_the_session),
        cmocka_unit_test(test_host_kind),
        cmocka_unit_test(test_services),
        cmocka_unit_test(test_sees_utilities),
        cmocka_unit_test(test_refusal_is_explained),
        cmocka_unit_test(test_unknown_deadline),
        cmocka_unit_test(test_own_clock),
        cmocka_unit_test(test_more_curves_than_kept),
        cmocka_unit_test(test_curves),
        cmocka_unit_test(test_words_travel),
        cmocka_unit_test(test_one_seat_many_places),
        cmocka_unit_test(test_three_parties),
        cmocka_unit_test(test_close_in_mid_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
