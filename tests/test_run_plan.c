/* Plans: cells, twins, jobs, identity; errors with their position, each once. */
#include "run_fixture.h"

static const char *const none[] = {NULL};

/* 60 cells; twins of `one` where it reads leverage: in three of four agents. */
static void the_main_experiment(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, none);
    const plan *q = &p->plan;
    assert_int_equal(q->n_arms, 60 + 45);
    assert_int_equal(q->n_parties, 2);
    assert_int_equal(q->max_rounds, 50);
    assert_true(q->jobs == 105 * 3400);
    assert_true(q->blocks == (q->jobs + q->block - 1) / q->block);
    for (uint32_t i = 0; i < q->n_arms; i++) {
        const plan_arm *a = &q->arms[i];
        assert_true(a->first_job == (uint64_t)i * 3400);
        assert_true(a->random && a->arm.sessions == 3400);
        assert_int_equal(a->arm.twin_of, i < 60 ? HG_NOBODY : 0);
        if (i < 60) assert_true(a->arm.cell == i);
        assert_string_equal(a->arm.agents[1], "leverage/blind");
        for (uint32_t k = 0; k < 2; k++) {
            assert_string_equal(a->seats[k].text, a->arm.agents[k]);
            assert_string_equal(q->seats[a->seat_of[k]].text, a->arm.agents[k]);
        }
    }
    planned_free(p);
}

/* A twin differs from its cell in one agent, which is blind; the model is the same object. */
static void twins_differ_in_one_switch(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, none);
    for (uint32_t i = 60; i < p->plan.n_arms; i++) {
        const plan_arm *twin = &p->plan.arms[i], *cell = &p->plan.arms[twin->arm.cell];
        assert_ptr_equal(twin->model, cell->model);
        assert_true(cell->seats[0].traits & HG_TRAIT_READS_LEVERAGE);
        assert_false(twin->seats[0].traits & HG_TRAIT_READS_LEVERAGE);
        assert_int_equal(cell->sees_truth & 1, 1);
        assert_non_null(strstr(twin->arm.agents[0], "see=none"));
        assert_string_equal(twin->arm.agents[1], cell->arm.agents[1]);
    }
    planned_free(p);
}

static void jobs_are_computed(void **state)
{
    (void)state;
    static const char *const few[] = {"sessions=7", NULL};
    planned *p = plan_file("leverage", RECORD_SESSIONS, few);
    uint64_t index = 0;
    for (uint32_t at = 0; at < p->plan.n_arms; at++)
        for (uint64_t replicate = 0; replicate < 7; replicate++, index++) {
            job j = job_at(&p->plan, index);
            assert_true(j.index == index && j.arm == at && j.replicate == replicate);
        }
    assert_true(index == p->plan.jobs);
    planned_free(p);
}

#define HEAD "experiment: test\nscenario: pie\nsessions: 10\n"

/* draws: latin puts one session of a cell into each tenth of the range; independent ones do not. */
static uint32_t tenths_drawn(const char *text)
{
    uint32_t seen = 0, n = 0;
    planned *p = planned_new();
    assert_int_equal(plan_text(p, text, RECORD_SESSIONS), HG_E_OK);
    for (uint64_t r = 0; r < 10; r++) {
        const model *m = model_draw(&p->arena, p->plan.arms[0].model, p->plan.schema.seed, r, 0);
        seen |= UINT32_C(1) << (uint32_t)(m->parties[0].reservation * 20); /* of 0..0.5 */
    }
    for (; seen; seen &= seen - 1) n++;
    planned_free(p);
    return n;
}

#define DRAWN_LIMIT                                                                                \
    "set: {one.reservation: {min: 0, max: 0.5}, agents.one: linear, agents.two: linear}\n"

static void latin_draws_are_spread_evenly(void **state)
{
    (void)state;
    assert_int_equal(tenths_drawn(HEAD "draws: latin\n" DRAWN_LIMIT), 10);
    assert_in_range(tenths_drawn(HEAD DRAWN_LIMIT), 2, 9);
}

/* Without a claim beyond blind, every role that reads leverage has its twin. */
static void twins_of_every_reader(void **state)
{
    (void)state;
    planned *p = planned_new();
    assert_int_equal(plan_text(p, HEAD "set: {agents.one: leverage, agents.two: leverage/human}\n",
                               RECORD_SESSIONS),
                     HG_E_OK);
    assert_int_equal(p->plan.n_arms, 3);
    assert_int_equal(p->plan.arms[1].arm.twin_of, 0);
    assert_int_equal(p->plan.arms[2].arm.twin_of, 1);
    assert_string_equal(p->plan.arms[1].arm.agents[1], "leverage/human");
    assert_string_equal(p->plan.arms[2].arm.agents[0], "leverage");
    planned_free(p);
    p = planned_new();
    assert_int_equal(plan_text(p, HEAD "set: {agents.one: boulware, agents.two: leverage/blind}\n",
                               RECORD_SESSIONS),
                     HG_E_OK);
    assert_int_equal(p->plan.n_arms, 1); /* nobody reads leverage: each is its own twin */
    planned_free(p);
}

/* Nothing is drawn: once per first mover; a drawn number or a noisy agent: as often as asked. */
static void once_where_nothing_is_random(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t sessions;
    } cases[] = {
        {HEAD "set: {agents.one: boulware, agents.two: linear}\n", 1},
        {HEAD "set: {agents.one: boulware, agents.two: linear, "
              "protocol.first: {alternate: [one, two]}}\n",
         2},
        {HEAD "set: {agents.one: boulware, agents.two: leverage/blind}\n", 10},
        {HEAD "set: {agents.one: boulware, agents.two: linear, "
              "one.alternatives.outside.worth: {min: 0, max: 0.4}}\n",
         10},
        {HEAD "set: {agents.one: boulware, agents.two: linear, "
              "deadline.rounds: {min: 5, max: 9}}\n",
         10},
        {HEAD "set: {agents.one: boulware, agents.two: linear, one.deadline: 0.5}\n", 1},
        {HEAD "set: {agents.one: boulware, agents.two: linear, "
              "one.deadline: {min: 0.2, max: 0.5}}\n",
         10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        planned *p = planned_new();
        assert_int_equal(plan_text(p, cases[i].text, RECORD_SESSIONS), HG_E_OK);
        assert_true(p->plan.arms[0].arm.sessions == cases[i].sessions);
        assert_true(p->plan.arms[0].random == (cases[i].sessions == 10));
        assert_int_equal(p->plan.max_rounds, strstr(cases[i].text, "rounds") ? 9 : 20);
        planned_free(p);
    }
}

/* ---- errors ---- */

static void missing_agents(void **state)
{
    (void)state;
    planned *p = planned_new();
    assert_int_equal(plan_text(p, HEAD, RECORD_SESSIONS), HG_E_INPUT);
    assert_int_equal(p->errors.errors, 2);
    assert_non_null(strstr(p->errors.items[0].text, "no agent plays one"));
    assert_non_null(strstr(p->errors.items[1].text, "no agent plays two"));
    planned_free(p);
}

/* Nine cells share the mistake of `two`; each mistake is told once, where it stands. */
static void errors_are_told_once(void **state)
{
    (void)state;
    static const char text[] =
        HEAD "set:\n"
             "  agents.two: boulwar\n"
             "vary:\n"
             "  rounds: {a: {deadline.rounds: 10}, b: {deadline.rounds: 20}, "
             "c: {deadline.rounds: 30}}\n"
             "  who: {x: {agents.one: linear}, y: {agents.one: boulware}, "
             "z: {agents.one: \"boulware:beta=none\"}}\n";
    planned *p = planned_new();
    assert_int_equal(plan_text(p, text, RECORD_SESSIONS), HG_E_INPUT);
    assert_int_equal(p->errors.errors, 2);
    error_sort(&p->errors);
    assert_int_equal(p->errors.items[0].line, 5);
    assert_int_equal(p->errors.items[0].column, 15);
    assert_non_null(strstr(p->errors.items[0].text, "boulware"));
    assert_int_equal(p->errors.items[1].line, 8);
    planned_free(p);
}

/* ---- identity and configuration ---- */

static uint64_t identity_with(const char *first, const char *second)
{
    const char *const settings[] = {first, second, NULL};
    planned *p = plan_file("leverage", RECORD_SESSIONS, settings);
    uint64_t identity = p->plan.schema.identity;
    planned_free(p);
    return identity;
}

static void identity_follows_what_is_run(void **state)
{
    (void)state;
    uint64_t same = identity_with("sessions=5", "seed=1");
    assert_true(same == identity_with("sessions=5", "seed=1"));
    assert_true(same != identity_with("sessions=6", "seed=1"));
    assert_true(same != identity_with("sessions=5", "seed=2"));
    assert_true(same != identity_with("sessions=5", "block=64"));
    assert_true(same != identity_with("sessions=5", "deadline.rounds=30"));
}

/* What the record holds is enough to plan again: same identity, same texts. */
static void configuration_plans_again(void **state)
{
    (void)state;
    static const char *const settings[] = {"sessions=5", "one.power.recognition=2", NULL};
    planned *p = plan_file("leverage", RECORD_SESSIONS, settings), *again = planned_new();
    const record_schema *s = &p->plan.schema;
    assert_null(strstr(s->config, SOURCE_DIR));
    assert_null(strstr(s->scenario, SOURCE_DIR));
    assert_non_null(strstr(s->config, "scenario: inputs/split-the-pie.yaml"));
    assert_int_equal(experiment_read(&again->arena, "config.yaml", s->config, strlen(s->config),
                                     s->scenario_file, s->scenario, strlen(s->scenario),
                                     &again->experiment, &again->errors),
                     HG_E_OK);
    assert_int_equal(plan_build(&again->arena, &again->experiment, RECORD_SESSIONS, &again->plan,
                                &again->errors),
                     HG_E_OK);
    assert_string_equal(again->plan.schema.config, s->config);
    assert_string_equal(again->plan.schema.scenario, s->scenario);
    assert_true(again->plan.schema.identity == s->identity);
    planned_free(again);
    planned_free(p);
}

static void a_single_scenario(void **state)
{
    (void)state;
    planned *p = planned_new(), *again = planned_new();
    override sets[] = {set_of(p, "agents.one=boulware"), set_of(p, "agents.two=leverage"),
                       set_of(p, "deadline.rounds=7"), set_of(p, "deadline.rounds=9")};
    assert_int_equal(
        plan_single(&p->arena, SPLIT_THE_PIE, sets, 4, 12, 5, RECORD_FULL, &p->plan, &p->errors),
        HG_E_OK);
    const record_schema *s = &p->plan.schema;
    assert_string_equal(s->name, "split-the-pie");
    assert_string_equal(s->level, "full");
    assert_int_equal(p->plan.max_rounds, 9);
    assert_string_equal(s->arms[0].agents[0], "boulware");
    assert_true(s->seed == 5 && s->arms[0].sessions == 12);
    assert_int_equal(p->plan.n_arms, 2); /* and the twin of two */
    assert_int_equal(s->arms[1].twin_of, 1);
    assert_int_equal(experiment_read(&again->arena, "config.yaml", s->config, strlen(s->config),
                                     s->scenario_file, s->scenario, strlen(s->scenario),
                                     &again->experiment, &again->errors),
                     HG_E_OK);
    assert_int_equal(
        plan_build(&again->arena, &again->experiment, RECORD_FULL, &again->plan, &again->errors),
        HG_E_OK);
    assert_true(again->plan.schema.identity == s->identity);
    planned_free(again);
    planned_free(p);
}

/* What a worker holds in memory is bounded by offers, not by sessions. */
static void long_talks_make_small_blocks(void **state)
{
    (void)state;
    static const struct {
        const char *rounds;
        uint64_t block;
    } cases[] = {{"deadline.rounds=1000", 256},
                 {"deadline.rounds=10000", 209},
                 {"deadline.rounds=1000000", 2},
                 {"deadline.rounds=none", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        planned *p = planned_new();
        override set = set_of(p, cases[i].rounds);
        assert_int_equal(plan_single(&p->arena, SPLIT_THE_PIE, &set, 1, 5000, 5, RECORD_FULL,
                                     &p->plan, &p->errors),
                         HG_E_OK);
        assert_int_equal(p->plan.block, cases[i].block);
        planned_free(p);
    }
}

static void a_single_scenario_that_is_not_there(void **state)
{
    (void)state;
    planned *p = planned_new();
    assert_int_not_equal(plan_single(&p->arena, "no/such.yaml", NULL, 0, 1, 1, RECORD_SESSIONS,
                                     &p->plan, &p->errors),
                         HG_E_OK);
    assert_int_equal(p->errors.errors, 1);
    planned_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_main_experiment),
        cmocka_unit_test(twins_differ_in_one_switch),
        cmocka_unit_test(jobs_are_computed),
        cmocka_unit_test(latin_draws_are_spread_evenly),
        cmocka_unit_test(twins_of_every_reader),
        cmocka_unit_test(once_where_nothing_is_random),
        cmocka_unit_test(missing_agents),
        cmocka_unit_test(errors_are_told_once),
        cmocka_unit_test(identity_follows_what_is_run),
        cmocka_unit_test(configuration_plans_again),
        cmocka_unit_test(a_single_scenario),
        cmocka_unit_test(long_talks_make_small_blocks),
        cmocka_unit_test(a_single_scenario_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
