/* The event study on traces made by hand: what every session concedes in every round is known, and
 * so is what the event does to it. The estimator is worked out again here, cohort by cohort. */
#include "analysis_fixture.h"

#include "analysis/study.h"
#include "record/trace.h"
#include "wire/wire.h"

static const char scenario_text[] =
    "scenario: made\nissues:\n  share: {min: 0, max: 1, step: 0.001}\nparties:\n"
    "  one: {receives: share, reservation: 0.1, alternatives: {other: {worth: 0.2, arrives: "
    "0.5}}}\n"
    "  two: {pays: share, value: {base: 1}, reservation: 0.1}\n"
    "protocol: {kind: alternating-offers, first: one}\ndeadline: {rounds: 12}\n"
    "agents: {one: linear, two: linear}\n";
static const char config[] = "experiment: made\nscenario: made\nsessions: 200\nseed: 1\n";
static const char dir[] = BINARY_DIR "/made_events";

enum { REPLICATES = 200, ROUNDS = 12, NEVER_COMES = 99, POINTS = EVENT_POINTS };
static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"leverage/human", "linear"};
static const arm arms[] = {{0, HG_NOBODY, agents, REPLICATES}, {0, 0, agents, REPLICATES}};
static const space *offers; /* of the scenario; set by the first record that is opened */

/* Thousandths. Who is blind concedes two more in every round; the event, in round 3..6 or never,
 * takes five off what `one` concedes from then on, and two off where it is blind. */
static uint32_t event_round(uint64_t r) { return r % 5 ? 3 + (uint32_t)(r % 4) : NEVER_COMES; }

/* Some to whom nothing happens stop early: they count as long as they go on. */
static uint32_t last_round(uint64_t r) { return r % 10 ? ROUNDS - 1 : 4; }

static uint64_t whole(uint64_t r, uint32_t who, uint32_t round, uint64_t below)
{
    rng g;
    rng_open(&g, 9, RNG_NOISE, r, rng_who(round, who));
    return rng_below(&g, below);
}

static int conceded(uint64_t r, bool blind, uint32_t who, uint32_t round)
{
    int base = 10 + (int)whole(r, who, round, 7);
    bool after = round >= event_round(r);
    if (who) return base;
    return base + (blind ? 2 : 0) - (after ? blind ? 2 : 5 : 0);
}

static void add_message(const hg_message *m, buf *out)
{
    uint8_t bytes[512];
    size_t n = wire_encode(offers, m, bytes, sizeof bytes);
    assert_true(n > 0);
    buf_add(out, bytes, n);
}

static void trace_session(const made_record *m, uint32_t i, uint64_t r, uint64_t number, buf *out)
{
    int share[2] = {900, 100}; /* of `one`, as each of them proposes it */
    pack_array(out, 5);
    pack_uint(out, TRACE_SESSION);
    pack_uint(out, number), pack_uint(out, r), pack_uint(out, 0), pack_uint(out, i);
    for (uint32_t round = 0; round <= last_round(r); round++) {
        hg_message event = {.kind = HG_EVENT,
                            .round = round,
                            .session = number,
                            .event = HG_EVENT_ARRIVED,
                            .value = 0.2};
        if (round == event_round(r)) add_message(&event, out);
        for (uint32_t who = 0; who < 2; who++) {
            int step = round ? conceded(r, i == 1, who, round) : 0;
            share[who] += who ? step : -step;
            hg_message offer = {.kind = HG_OFFER,
                                .round = round,
                                .session = number,
                                .seat = who,
                                .outcome = (uint64_t)share[who]};
            add_message(&offer, out);
        }
    }
    pack_array(out, 7);
    pack_uint(out, TRACE_END), pack_uint(out, HG_RESULT_NO_DEAL), pack_nil(out);
    pack_uint(out, last_round(r)), pack_nil(out), pack_uint(out, 0), pack_nil(out);
    (void)m;
}

static void make_impasse(const made_record *m, uint32_t i, uint64_t r, row *out, double *course)
{
    (void)m, (void)i, (void)r, (void)course;
    made_impasse(out, 0.1);
}

static analysis *open_made(bool traces)
{
    made_record m = {.config = config,
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = 12,
                     .n_arms = 2,
                     .roles = roles,
                     .arms = arms,
                     .make = make_impasse,
                     .block = 60,
                     .trace = traces ? trace_session : NULL};
    return made_open(&m, dir);
}

static const event_study *study_of(const event_study_list *list, bool twins, event_contrast c)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i].group.twins == twins && list->at[i].contrast == c) return &list->at[i];
    fail();
    return NULL;
}

typedef struct known {
    double value, se;
    uint64_t n;
} known;

static double own(uint64_t r, uint32_t round) { return conceded(r, false, 0, round) / 1000.; }

/* Cohorts of the event's round against those to whom it has not happened by `round + offset`. */
static known not_yet(int offset)
{
    double sum = 0, squares = 0, effect[REPLICATES] = {0};
    uint64_t events = 0, clusters = 0;
    for (uint32_t k = 3; k <= 6; k++) {
        int then = (int)k + offset;
        double mean[2] = {0};
        int n[2] = {0};
        if (then < 1 || then >= ROUNDS) continue;
        for (int pass = 0; pass < 2; pass++)
            for (uint64_t r = 0; r < REPLICATES; r++) {
                uint32_t at = event_round(r);
                bool treated = at == k, control = (int)at > then && at > k;
                control = control && last_round(r) >= k && then <= (int)last_round(r);
                if (!treated && !control) continue;
                double x = own(r, (uint32_t)then), wide = sqrt(n[control] / (n[control] - 1.));
                if (!pass)
                    mean[control] += x, n[control]++;
                else
                    effect[r] += (treated ? 1 : -(double)n[0] / n[1]) * wide *
                                 (x - mean[control] / n[control]);
            }
        sum += mean[0] - (double)n[0] / n[1] * mean[1];
        events += (uint64_t)n[0];
    }
    for (uint64_t r = 0; r < REPLICATES; r++) {
        squares += effect[r] * effect[r];
        clusters += fabs(effect[r]) > 1e-12;
    }
    assert_true(clusters >= DISTINCT_MIN);
    return (known){sum / (double)events, sqrt(squares) / (double)events, events};
}

static void against_those_to_whom_it_has_not_happened(void **state)
{
    (void)state;
    analysis *a = open_made(true);
    event_study_list list = study_events(a);
    const event_study *s = study_of(&list, false, CONTRAST_NOT_YET);
    assert_int_equal(s->events, REPLICATES * 4 / 5);
    assert_int_equal(s->group.role, 0);
    assert_false(s->expires);
    for (int p = 0; p < POINTS; p++) {
        known due = not_yet(p - EVENT_REACH);
        assert_int_equal(s->at[p].offset, p - EVENT_REACH);
        assert_int_equal(s->at[p].sessions, due.n);
        assert_near(s->at[p].own.mean, due.value, 1e-6);
        assert_near(s->at[p].own.sd / sqrt((double)due.n), due.se, 1e-7);
        assert_true(s->at[p].own.low < s->at[p].own.mean);
        /* five thousandths less from the event on, and nothing before it */
        assert_near(s->at[p].own.mean, p < EVENT_REACH ? 0 : -.005, 4 * due.se);
        assert_true(fabs(s->at[p].other.mean) < 0.002);
    }
    assert_true(s->lead_p_own > 0.005 && s->lead_p_other > 0.005);
    assert_true(s->after.low < -.005 && -.005 < s->after.high);
    assert_true(s->after.high < 0);
    analysis_close(a);
}

static void against_the_blind_twin(void **state)
{
    (void)state;
    analysis *a = open_made(true);
    event_study_list list = study_events(a);
    const event_study *s = study_of(&list, false, CONTRAST_BLIND);
    for (int p = 0; p < POINTS; p++) {
        /* both have the same luck: two less before, and five for two afterwards */
        assert_near(s->at[p].own.mean, p < EVENT_REACH ? -.002 : -.005, 1e-6);
        assert_near(s->at[p].other.mean, 0, 1e-6);
    }
    assert_int_equal(s->at[EVENT_REACH].sessions, REPLICATES * 4 / 5);
    const event_study *twin = study_of(&list, true, CONTRAST_NOT_YET);
    assert_true(twin->after.low < -.002 && -.002 < twin->after.high);
    analysis_close(a);
}

static void tables_and_text_of_events(void **state)
{
    error_list errors;
    (void)state;
    error_list_init(&errors);
    analysis *a = open_made(true);
    assert_int_equal(analysis_write_study(a, STUDY_EVENTS, &errors), HG_E_OK);
    char *text = made_read(dir, "events.csv");
    assert_null(strstr(text, "nan"));
    assert_non_null(strstr(text, "\none,leverage/human,no,arrived,not_yet,160,-5,"));
    free(text);
    FILE *nowhere = fopen("/dev/null", "w");
    analysis_print_study(a, STUDY_EVENTS, 0, nowhere);
    analysis_print_study(a, STUDY_EVENTS, 1, nowhere);
    fclose(nowhere);
    analysis_close(a);
    error_list_fini(&errors);
}

/* The space that offers are written with. */
static int find_space(void **state)
{
    (void)state;
    static analysis *a;
    a = open_made(false);
    offers = &a->cells[0].model.space;
    *state = a;
    return 0;
}

static int done(void **state)
{
    analysis_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_those_to_whom_it_has_not_happened),
        cmocka_unit_test(against_the_blind_twin),
        cmocka_unit_test(tables_and_text_of_events),
    };
    return cmocka_run_group_tests(tests, find_space, done);
}
