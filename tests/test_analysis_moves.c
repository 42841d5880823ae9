/* Concessions within sessions on traces made by hand: every offer and every change of leverage is
 * known, and so is what stood before each move. */
#include "analysis_fixture.h"
#include "ols.h"

#include "analysis/study.h"
#include "record/trace.h"
#include "wire/wire.h"

static const char scenario_text[] =
    "scenario: made\nissues:\n  share: {min: 0, max: 1, step: 0.001}\nparties:\n"
    "  one: {receives: share, reservation: 0.1}\n"
    "  two: {pays: share, value: {base: 1}, reservation: 0.1}\n"
    "protocol: {kind: alternating-offers, first: one}\ndeadline: {rounds: 9}\n"
    "agents: {one: linear, two: linear}\n";
static const char config[] = "experiment: made\nscenario: made\nsessions: 40\nseed: 1\n";
static const char dir[] = BINARY_DIR "/made_moves";

enum { REPLICATES = 40, ROUNDS = 9, K = MOVE_TERMS };
static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"leverage/human", "linear"};
static const arm arms[] = {{0, HG_NOBODY, agents, REPLICATES}};
static const space *offers; /* of the scenario; set by the first record that is opened */

/* Thousandths that who concedes in that round; one concedes less once its leverage has risen. */
static uint32_t rises(uint64_t r) { return 3 + (uint32_t)(r % 4); }
static int conceded(uint64_t r, uint32_t who, uint32_t round)
{
    int luck = (int)((r * 31 + round * 17 + who * 7 + r * round) % 11);
    if (!round) return 0;
    return 10 + luck - (who == 0 && round >= rises(r) ? 6 : 0);
}

static double offer_of(uint64_t r, uint32_t who, uint32_t round)
{
    int x = who ? 150 + (int)(r % 7) * 10 : 850 - (int)(r % 5) * 10;
    for (uint32_t t = 0; t <= round; t++) x += who ? conceded(r, who, t) : -conceded(r, who, t);
    return x / 1000.;
}

static void add_leverage(uint32_t round, double phi, buf *out)
{
    pack_array(out, 7);
    pack_uint(out, TRACE_LEVERAGE), pack_uint(out, round), pack_uint(out, 0);
    pack_real(out, 0.8), pack_real(out, 1);
    pack_array(out, 2), pack_real(out, 0.1), pack_real(out, 0.1);
    pack_array(out, 2);
    for (int i = 0; i < 2; i++) {
        pack_array(out, 5);
        pack_real(out, i ? 1 - phi : phi);
        for (int k = 0; k < 4; k++) pack_real(out, 0);
    }
}

static void add_offer(uint64_t number, uint32_t round, uint32_t who, double x, buf *out)
{
    uint8_t bytes[512];
    hg_message m = {.kind = HG_OFFER,
                    .round = round,
                    .session = number,
                    .seat = who,
                    .outcome = (uint64_t)(x * 1000 + 0.5)};
    size_t n = wire_encode(offers, &m, bytes, sizeof bytes);
    assert_true(n > 0);
    buf_add(out, bytes, n);
}

static void trace_session(const made_record *m, uint32_t i, uint64_t r, uint64_t number, buf *out)
{
    (void)m;
    pack_array(out, 5);
    pack_uint(out, TRACE_SESSION);
    pack_uint(out, number), pack_uint(out, r), pack_uint(out, 0), pack_uint(out, i);
    add_leverage(0, 0.5, out);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        if (round == rises(r)) add_leverage(round, 0.6, out);
        for (uint32_t who = 0; who < 2; who++)
            add_offer(number, round, who, offer_of(r, who, round), out);
    }
    pack_array(out, 7);
    pack_uint(out, TRACE_END), pack_uint(out, HG_RESULT_DEADLINE), pack_nil(out);
    pack_uint(out, ROUNDS - 1), pack_nil(out), pack_uint(out, 0), pack_nil(out);
}

static void make(const made_record *m, uint32_t i, uint64_t r, row *out, double *course)
{
    (void)m, (void)i, (void)course;
    made_impasse(out, 0.1 + 0.001 * (double)r);
}

static analysis *open_made(bool silent)
{
    made_record m = {.config = config,
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = ROUNDS,
                     .n_arms = 1,
                     .roles = roles,
                     .arms = arms,
                     .make = make,
                     .trace = silent ? NULL : trace_session};
    return made_open(&m, dir);
}

static double risk(double demand, double offered) { return (demand - offered) / (demand - 0.1); }

/* What stands before the move of `one` in that round, worked out again from the offers alone. */
static double before(uint64_t r, uint32_t round, double *x)
{
    double mine = offer_of(r, 0, round - 1), theirs = offer_of(r, 1, round - 1);
    x[MOVE_LEVERAGE] = round >= rises(r) ? log(0.6 / 0.4) : 0;
    x[MOVE_RISK] = risk(mine, theirs) - risk(1 - theirs, 1 - mine);
    x[MOVE_ANSWER] = theirs - offer_of(r, 1, round - 2);
    x[MOVE_TIME] = 1 - (double)round / (ROUNDS - 1);
    return mine - offer_of(r, 0, round);
}

static linear_model by_arrays(void)
{
    enum { MOVES = ROUNDS - 2, N = REPLICATES * MOVES };
    static double x[N][K], y[N];
    static uint32_t cluster[N];
    for (uint32_t r = 0; r < REPLICATES; r++) {
        double mean[K + 1] = {0};
        for (uint32_t t = 0; t < MOVES; t++) {
            uint32_t i = r * MOVES + t;
            y[i] = before(r, t + 2, x[i]);
            cluster[i] = r;
            for (int k = 0; k < K; k++) mean[k] += x[i][k] / MOVES;
            mean[K] += y[i] / MOVES;
        }
        for (uint32_t i = r * MOVES; i < (r + 1) * MOVES; i++) {
            for (int k = 0; k < K; k++) x[i][k] -= mean[k];
            y[i] -= mean[K];
        }
    }
    return ols(&x[0][0], y, N, K, cluster, REPLICATES);
}

static void lines_are_those_within_sessions(void **state)
{
    (void)state;
    analysis *a = open_made(false);
    linear_model m = by_arrays();
    move_fit_list list = study_moves(a);
    assert_int_equal(list.n, 2);
    const move_fit *f = &list.at[0];
    assert_int_equal(f->group.role, 0);
    assert_int_equal(f->sessions, REPLICATES);
    assert_int_equal(f->moves, REPLICATES * (ROUNDS - 2));
    for (uint32_t k = 0; k < K; k++) {
        coefficient due = linear_coefficient(&m, k);
        assert_true(f->term[k].used);
        assert_near(f->term[k].value, due.value, 1e-9);
        assert_near(f->term[k].se, due.se, 1e-9);
    }
    assert_near(f->r2, m.fit.r2, 1e-9);
    assert_true(f->term[MOVE_LEVERAGE].high < 0); /* it does concede less */
    assert_ptr_equal(study_moves(a).at, list.at);
    analysis_close(a);
}

static void without_traces_there_is_none(void **state)
{
    assert_int_equal(study_moves(*state).n, 0);
    assert_non_null(study_moves(*state).why_none);
}

static int open_silent(void **state)
{
    analysis *a = open_made(true);
    offers = &a->cells[0].model.space;
    *state = a;
    return 0;
}

static int close_silent(void **state) { return analysis_close(*state), 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_those_within_sessions),
                                       cmocka_unit_test(without_traces_there_is_none)};
    return cmocka_run_group_tests(tests, open_silent, close_silent);
}
