/* The leverage agent in closed loop: real sessions, real messages. Its null is blind to the last
 * byte; what it makes of its leverage is what was measured when its rule was written. */
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
    const char *agents[] = {"leverage", "leverage/human", "leverage/rational",    "leverage/blind",
                            "boulware", "conceder",       "leverage:rho=1:a=0.6", "linear"};
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
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage", HG_RESULT_WALK, 1},
        {0.7, 0.9, HG_EXIT_RESPONDER, "leverage", HG_RESULT_WALK, 1},
        {0.7, 0.9, HG_EXIT_NOBODY, "leverage", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0.7, 1, HG_EXIT_ANYONE, "leverage", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage:walk=0", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage/blind", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage:kmin=7", HG_RESULT_WALK, 7},
        {0.7, 0.9, HG_EXIT_ANYONE, "leverage:c_exit=0.2", HG_RESULT_DEADLINE, ROUNDS - 1},
        {0, 0.9, HG_EXIT_ANYONE, "leverage", HG_RESULT_DEADLINE, ROUNDS - 1},
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
            play_impatient(t, 0.4, c == 2 ? "leverage:c_exit=0.1" : "leverage", "hardliner");
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
    play_impatient(t, 1, "leverage", "hardliner");
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
    double half = kept_with_time("leverage", 0.5, true),
           hid = kept_with_time("leverage", 0.5, false);
    double even = kept_with_time("leverage", 1, true);
    double blind = kept_with_time("leverage/blind", 0.5, true);
    print_message("half of the time: %.3f known, %.3f blind, %.3f hidden; all of it: %.3f\n", half,
                  blind, hid, even);
    assert_near(even, 0.5, 0.02);
    assert_true(half < blind - 0.01 && blind < even);
}

/* ---- what was measured ---- */

typedef struct moments {
    double n, x, y, z, xx, yy, zz, xy, xz, yz;
} moments;

static void add(moments *m, double x, double y, double z)
{
    m->n++;
    m->x += x;
    m->y += y;
    m->z += z;
    m->xx += x * x;
    m->yy += y * y;
    m->zz += z * z;
    m->xy += x * y;
    m->xz += x * z;
    m->yz += y * z;
}

static double covariance(double n, double x, double y, double xy) { return xy / n - x / n * y / n; }

/* Least squares of z on x and y: the slope of x, and of y. */
static void slopes(const moments *m, double out[2])
{
    double cxx = covariance(m->n, m->x, m->x, m->xx), cyy = covariance(m->n, m->y, m->y, m->yy);
    double cxy = covariance(m->n, m->x, m->y, m->xy), cxz = covariance(m->n, m->x, m->z, m->xz);
    double cyz = covariance(m->n, m->y, m->z, m->yz), det = cxx * cyy - cxy * cxy;
    out[0] = (cxz * cyy - cyz * cxy) / det;
    out[1] = (cyz * cxx - cxz * cxy) / det;
}

static void draw_limit(talk *t, uint32_t who)
{
    t->draws[t->model.n_draws++] = (draw){.path = who ? "two.reservation" : "one.reservation",
                                          .stream = 1000 + who,
                                          .shape = DRAW_UNIFORM,
                                          .a = 0,
                                          .b = 0.5,
                                          .lo = 0,
                                          .hi = 1,
                                          .target = DRAW_RESERVATION,
                                          .party = who};
}

/* Self-play, limits uniform on [0, .5] each: how much of an outside value comes back as gain.
 * 4,000 sessions: standard error below .008. */
static const struct {
    const char *agent;
    double own, other;
} measured[] = {
    {"leverage/blind", 0.252, -0.247},
    {"leverage/human", 0.280, -0.274},
    {"leverage", 0.395, -0.390},
    {"leverage/rational", 0.505, -0.504},
    {"leverage/blind:a0=0.2", 0.146, -0.146},
    {"leverage/blind:a0=0.95", 0.322, -0.322},
};

static void test_slopes(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof measured / sizeof *measured; i++) {
        talk *t = pie(0, 0);
        moments m = {0};
        double slope[2];
        draw_limit(t, 0);
        draw_limit(t, 1);
        both(t, measured[i].agent);
        for (uint64_t r = 0; r < 4000; r++) {
            talk_play(t, r);
            if (t->row.result == HG_RESULT_DEAL)
                add(&m, t->outcome[0].limit_start, t->outcome[1].limit_start, t->price);
        }
        slopes(&m, slope);
        print_message("%-24s own %.3f (%.3f), other %.3f (%.3f), %.0f deals\n", measured[i].agent,
                      slope[0], measured[i].own, slope[1], measured[i].other, m.n);
        assert_near(slope[0], measured[i].own, 0.025);
        assert_near(slope[1], measured[i].other, 0.025);
        talk_free(t);
    }
}

/* First mover's first offer against its gain, equal limits of .2: people show a correlation of .53.
 */
static double first_offer_correlation(const char *agent)
{
    talk *t = pie(0.2, 0.2);
    moments m = {0};
    t->table.n_first = 1;
    both(t, agent);
    for (uint64_t r = 0; r < 4000; r++) {
        talk_play(t, r);
        if (t->row.result == HG_RESULT_DEAL) add(&m, t->opening[0], t->price, 0);
    }
    talk_free(t);
    return covariance(m.n, m.x, m.y, m.xy) /
           sqrt(covariance(m.n, m.x, m.x, m.xx) * covariance(m.n, m.y, m.y, m.yy));
}

static void test_first_offer_and_gain(void **unused)
{
    (void)unused;
    double human = first_offer_correlation("leverage/human");
    double even_paced = first_offer_correlation("leverage/human:sdE=0");
    print_message("first offer and gain: r = %.3f (.528), %.3f without noise of pace (.749)\n",
                  human, even_paced);
    assert_near(human, 0.528, 0.035);
    assert_near(even_paced, 0.749, 0.035);
}

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
    talk_seat(t, 1, "leverage/blind");
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
        double a = kept("leverage", limits[i], limits[j], 1, 1);
        double b = kept("leverage/blind", limits[i], limits[j], 1, 1);
        double p = kept("leverage", 0.25, 0.25, patience[i], patience[j]);
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
        cmocka_unit_test(test_slopes),
        cmocka_unit_test(test_first_offer_and_gain),
        cmocka_unit_test(test_pie_share_by_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
