/* The leverage agent in closed loop: real sessions, real messages. Its null is blind to the last
 * byte; what it makes of the truth is what was measured when its rule was written. Its presets as
 * they come: test_seat_leverage_presets.c, test_seat_leverage_people.c. */
#include "seat_fixture.h"

#define ROUNDS 50

/* One pie of 1, split in thousandths; who speaks first alternates by replicate. */
static talk *pie(double w0, double w1)
{
    talk *t = talk_new(0, 1, 1000, ROUNDS);
    t->parties[0].reservation = w0;
    t->parties[1].reservation = w1;
    t->first[1] = 1;
    t->table.n_first = 2;
    return t;
}

static void both(talk *t, const char *agent)
{
    talk_finish(t);
    talk_seat(t, 0, agent);
    talk_seat(t, 1, agent);
}

static void test_blind_is_blind_to_the_byte(void **unused)
{
    (void)unused;
    const char *agents[] = {"leverage/blind", "leverage/human:see=none", "leverage:see=none:g=2"};
    for (size_t i = 0; i < 3; i++) {
        talk *a = pie(0.2, 0.3), *b = pie(0.2, 0.3);
        for (int p = 0; p < 2; p++) {
            b->parties[p].recognition = p ? 5 : 0.25;
            b->parties[p].discount = p ? 0.3 : 0.99;
            b->bits[p][1 - p] = p ? INFINITY : 2.5;
        }
        both(a, agents[i]);
        talk_finish(b);
        talk_seat(b, 0, arena_format(&b->run, "%s:kappa=0.875", agents[i]));
        talk_seat(b, 1, arena_format(&b->run, "%s:kappa=0", agents[i]));
        for (uint64_t r = 0; r < 200; r++) {
            talk_play(a, r);
            talk_play(b, r);
            assert_same_talk(a, b);
        }
        talk_free(a);
        talk_free(b);
    }
}

/* ... and the agent that sees is not: the same change moves its messages. */
static void test_who_sees_is_not(void **unused)
{
    (void)unused;
    talk *a = pie(0.2, 0.3), *b = pie(0.2, 0.3);
    b->parties[1].discount = 0.3;
    b->parties[0].discount = 0.9;
    both(a, "leverage");
    both(b, "leverage");
    talk_play(a, 0);
    talk_play(b, 0);
    assert_true(a->said.size != b->said.size ||
                memcmp(a->said.data, b->said.data, a->said.size) != 0);
    talk_free(a);
    talk_free(b);
}

/* A session depends on its key alone: not on what the seats played before. */
static void test_same_key_same_bytes(void **unused)
{
    (void)unused;
    talk *fresh = pie(0.1, 0.4), *used = pie(0.1, 0.4);
    both(fresh, "leverage/human");
    both(used, "leverage/human");
    for (uint64_t r = 0; r < 20; r++) talk_play(used, r);
    talk_play(used, 7);
    talk_play(fresh, 7);
    assert_same_talk(used, fresh);
    talk_play(fresh, 8);
    assert_true(fresh->said.size != used->said.size ||
                memcmp(fresh->said.data, used->said.data, fresh->said.size) != 0);
    talk_free(fresh);
    talk_free(used);
}

static void test_nothing_is_allocated_while_it_runs(void **unused)
{
    (void)unused;
    talk *t = pie(0.1, 0.4);
    both(t, "leverage");
    talk_play(t, 0);
    size_t mallocs = t->memory.mallocs;
    for (uint64_t r = 1; r < 50; r++) {
        talk_play(t, r);
        assert_int_equal(t->memory.mallocs, mallocs);
        assert_int_equal(t->mallocs, mallocs);
    }
    talk_free(t);
}

/* Nobody gets less than its limit; last own turns are at the limit, so limits that meet make a
 * deal. */
static void test_never_below_the_limit(void **unused)
{
    (void)unused;
    const char *agents[] = {"leverage:psi=1",
                            "leverage/human:psi=1",
                            "leverage/rational",
                            "leverage/blind:psi=1",
                            "boulware",
                            "conceder",
                            "leverage:rho=1:a=0.6:psi=1",
                            "linear"};
    for (size_t i = 0; i < 8; i++) {
        talk *t = pie(0.3, 0.2);
        t->alternatives[0][0] =
            (alternative){.name = "rescue", .worth = 0.6, .arrives = 0.4, .expires = 0.8};
        t->parties[0].n_alternatives = 1;
        t->table.revocable = i % 2 == 0;
        talk_finish(t);
        talk_seat(t, 0, agents[i]);
        talk_seat(t, 1, agents[7 - i]);
        for (uint64_t r = 0; r < 200; r++) {
            talk_play(t, r);
            assert_int_equal(t->row.fault, FAULT_NONE);
            bool saved = t->row.result == HG_RESULT_WALK && t->row.by == 0;
            if (saved) assert_same(t->outcome[0].utility, 0.6); /* the rescue, before it is gone */
            assert_true(saved || t->row.result == HG_RESULT_DEAL);
            if (t->table.revocable || t->row.by == 0)
                assert_true(t->outcome[0].utility >= t->outcome[0].limit_end);
            assert_true(t->outcome[1].utility >= 0.2);
        }
        talk_free(t);
    }
}

/* ---- walking ---- */

/* One session with party 0 impatient, its factor of what a gain is worth at the deadline. */
static void play_impatient(talk *t, double factor, const char *one, const char *two)
{
    t->parties[0].discount = factor;
    talk_finish(t);
    talk_seat(t, 0, one);
    talk_seat(t, 1, two);
    talk_play(t, 0);
    assert_int_equal(t->row.fault, FAULT_NONE);
}

/* Nothing to agree on (.7 + .6): the impatient one leaves on the first turn on which it may, unless
 * it has nothing to walk to, is not allowed to, or waiting costs nothing. */
static void test_leaves_at_once_without_a_zone(void **unused)
{
    (void)unused;
    static const struct {
        double w, factor;
        hg_exit exit;
        const char *agent;
        hg_result result;
        uint32_t round;
    } cases[] = {
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage:see=truth:psi=1", HG_RESULT_WALK, 1},
        {0.7, 0.9, HG_EXIT_RESPONDER, "leverage:see=truth:psi=1", HG_RESULT_WALK, 1},
        {0.7, 0.9, HG_EXIT_NOBODY, "leverage:see=truth:psi=1", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0.7, 1, HG_EXIT_ANYONE, "leverage:see=truth:psi=1", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage:see=truth:psi=1:walk=0", HG_RESULT_DEADLINE,
         ROUNDS - 1},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage/blind:psi=1", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage:see=truth:psi=1:kmin=7", HG_RESULT_WALK, 7},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage:see=truth:psi=1:c_exit=0.2", HG_RESULT_DEADLINE,
         ROUNDS - 1},
        {0, 0.9, HG_EXIT_ANYONE, "leverage:see=truth:psi=1", HG_RESULT_DEADLINE, ROUNDS - 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        talk *t = pie(cases[i].w, cases[i].w > 0 ? 0.6 : 1.1);
        t->table.exit = cases[i].exit;
        play_impatient(t, cases[i].factor, cases[i].agent, "hardliner");
        assert_int_equal(t->row.result, cases[i].result);
        assert_int_equal(t->row.round, cases[i].round);
        assert_int_equal(t->row.by, cases[i].result == HG_RESULT_WALK ? 0 : HG_NOBODY);
        talk_free(t);
    }
}

/* The option is taken the more often the larger it is (Binmore, Proulx, Samuelson & Swierzbinski),
 * and the less the more it costs to leave, truly or seemingly. */
static void test_large_options_are_taken(void **unused)
{
    (void)unused;
    int walked[3][19] = {{0}}, all = 0;
    for (int c = 0; c < 3; c++)
        for (int k = 0; k < 19; k++) {
            talk *t = pie(k * 0.05, 0);
            t->parties[0].leaving_cost = c == 1 ? 0.1 : 0;
            play_impatient(
                t, 0.4, c == 2 ? "leverage:see=truth:psi=1:c_exit=0.1" : "leverage:see=truth:psi=1",
                "hardliner");
            walked[c][k] = t->row.result == HG_RESULT_WALK;
            if (walked[c][k])
                assert_near(t->outcome[0].utility, k * 0.05 - t->parties[0].leaving_cost, 1e-12);
            assert_true(k > 0 || !walked[c][k]);
            assert_true(k == 0 || walked[c][k] >= walked[c][k - 1]);
            assert_true(walked[c][k] <= walked[0][k]);
            all += walked[c][k];
            talk_free(t);
        }
    assert_memory_equal(walked[1], walked[2], sizeof walked[1]);
    assert_in_range(all, 10, 45);
}

/* What is held is saved on the last turn before it is gone, in round 24.5 of 49. */
static void test_an_alternative_is_saved_in_time(void **unused)
{
    (void)unused;
    talk *t = pie(0, 0.7);
    t->alternatives[0][0] =
        (alternative){.name = "held", .worth = 0.6, .arrives = 0, .expires = 0.5};
    t->parties[0].n_alternatives = 1;
    play_impatient(t, 1, "leverage:see=truth:psi=1", "hardliner");
    assert_int_equal(t->row.result, HG_RESULT_WALK);
    assert_int_equal(t->row.round, 24); /* it goes as round 25 begins */
    assert_near(t->outcome[0].utility, 0.6, 1e-12);
    talk_free(t);
}

/* ---- deadlines ---- */

/* Who has less time gets less where both know it; the blind twin of both does not care. Beside it
 * the same without knowledge. */
static double kept_with_time(const char *agent, double time, bool known)
{
    talk *t = pie(0.1, 0.1);
    double sum = 0;
    for (uint32_t i = 0; i < 2; i++) t->parties[i].knows_deadline = known;
    t->parties[0].has_deadline = true;
    t->parties[0].deadline = time;
    both(t, agent);
    for (uint64_t r = 0; r < 600; r++) {
        talk_play(t, r);
        assert_int_equal(t->row.fault, FAULT_NONE);
        assert_true(t->row.round < t->model.closes);
        sum += t->outcome[0].utility;
    }
    talk_free(t);
    return sum / 600;
}

static void test_less_time_is_worth_less(void **unused)
{
    (void)unused;
    double half = kept_with_time("leverage:see=truth:psi=1", 0.5, true),
           hid = kept_with_time("leverage:see=truth:psi=1", 0.5, false);
    double even = kept_with_time("leverage:see=truth:psi=1", 1, true);
    double blind = kept_with_time("leverage/blind:psi=1", 0.5, true);
    print_message("half of the time: %.3f known, %.3f blind, %.3f hidden; all of it: %.3f\n", half,
                  blind, hid, even);
    assert_near(even, 0.5, 0.02);
    assert_true(half < blind - 0.01 && blind < even);
}

/* ---- what was measured ---- */

/* Against the fixed blind counterpart, five levels of leverage from two sources: what party 0 keeps
 * of the pie. 1,500 sessions: standard error below .002. */
#define LEVELS 5
static const double limits[LEVELS] = {0, 0.125, 0.25, 0.375, 0.5};
static const double patience[LEVELS] = {0.8620, 0.8832, 0.9003, 0.9151, 0.9284};

static double kept(const char *agent, double w0, double w1, double d0, double d1)
{
    talk *t = pie(w0, w1);
    double sum = 0;
    t->parties[0].discount = d0;
    t->parties[1].discount = d1;
    t->bits[0][1] = t->bits[1][0] = d0 < 1 ? INFINITY : 0;
    talk_finish(t);
    talk_seat(t, 0, agent);
    talk_seat(t, 1, "leverage/blind:psi=1");
    for (uint64_t r = 0; r < 1500; r++) {
        talk_play(t, r);
        assert_int_equal(t->row.result, HG_RESULT_DEAL);
        sum += t->price;
    }
    talk_free(t);
    return sum / 1500;
}

static void test_pie_share_by_level(void **unused)
{
    (void)unused;
    static const double leverage[LEVELS] = {0.353, 0.423, 0.500, 0.580, 0.658};
    static const double blind[LEVELS] = {0.377, 0.440, 0.500, 0.560, 0.623};
    static const double power[LEVELS] = {0.464, 0.482, 0.500, 0.518, 0.537};
    for (int i = 0; i < LEVELS; i++) {
        int j = LEVELS - 1 - i;
        double a = kept("leverage:see=truth:psi=1", limits[i], limits[j], 1, 1);
        double b = kept("leverage/blind:psi=1", limits[i], limits[j], 1, 1);
        double p = kept("leverage:see=truth:psi=1", 0.25, 0.25, patience[i], patience[j]);
        print_message("level %d: alternatives %.3f (%.3f), blind %.3f (%.3f), power %.3f (%.3f)\n",
                      i, a, leverage[i], b, blind[i], p, power[i]);
        assert_near(a, leverage[i], 0.006);
        assert_near(b, blind[i], 0.006);
        assert_near(p, power[i], 0.006);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blind_is_blind_to_the_byte),
        cmocka_unit_test(test_who_sees_is_not),
        cmocka_unit_test(test_same_key_same_bytes),
        cmocka_unit_test(test_nothing_is_allocated_while_it_runs),
        cmocka_unit_test(test_never_below_the_limit),
        cmocka_unit_test(test_leaves_at_once_without_a_zone),
        cmocka_unit_test(test_large_options_are_taken),
        cmocka_unit_test(test_an_alternative_is_saved_in_time),
        cmocka_unit_test(test_less_time_is_worth_less),
        cmocka_unit_test(test_pie_share_by_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
