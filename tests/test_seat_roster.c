/* Every agent of the roster through real sessions on random small scenarios: nobody fails, nobody
 * offers or accepts less than its limit as it stands then, the same seed says the same bytes; and
 * what is promised of some: concessions are monotone, tit-for-tat reciprocates, MiCRO reaches a
 * Pareto-optimal deal, Zeuthen the Nash solution. */
#include "scene_fixture.h"

#include "model/solution.h"

/* ---- what holds for all ---- */

static const char *const variants[] = {
    "boulware",
    "linear",
    "conceder",
    "hardliner",
    "exponential",
    "exponential:beta=5:k=0.5",
    "bezier",
    "bezier/boulware:p2=0",
    "tit-for-tat",
    "tit-for-tat:d=3",
    "absolute-tit-for-tat",
    "absolute-tit-for-tat:noise=0:d=2",
    "averaged-tit-for-tat",
    "averaged-tit-for-tat:window=8",
    "boulware:accept=combi/window-avg/0.3:model=frequency/0.1",
    "linear:accept=combi/max/0.5:model=bayesian/0.2",
    "tit-for-tat:accept=prob/0.2:model=uniform/0.3",
    "conceder:accept=const/0.4:model=perfect/0.2",
    "random:accept=gap/0.1:model=frequency/0.2/3",
    "bezier:accept=prev/0.9/0.1:model=opposite/0.1",
    "exponential:accept=time/0.9",
    "hardliner:accept=combi/window-max/0:model=frequency/0.5",
    "nice-tit-for-tat",
    "resource-dependent",
    "resource-dependent:resource=counterparts",
    "resource-dependent:resource=thread:scale=0.2",
    "hybrid",
    "hybrid:p2=0:p3=1",
    "trade-off",
    "trade-off:step=0.2:band=0.3",
    "micro",
    "micro:repeat=last",
    "random",
    "accept-anything",
    "accept-anything:least=anything",
    "walker",
    "walker:when=anyway:rounds=2",
    "zeuthen",
    "agentk",
    "hardheaded",
    "hardheaded:least=0.1:e=1",
    "gahboninho",
    "gahboninho:noise=0:window=2",
    "iamhaggler2011",
    "iamhaggler2011:risk=0.2",
    "cuhkagent",
    "thefawkes",
    "thefawkes:beta=1:rho=0.1:smooth=0",
    "atlas3",
    "parsagent",
    "parsagent:least=0:e=1",
    "caduceus",
    "caduceus:hold=0:combine=crossover",
    "ponpoko",
    "ponpoko:pattern=4",
    "leverage",
    "leverage/blind",
    "genius-time",
    "genius-time:e=2",
    "negolog-time",
    "negolog-time:kind=conceder",
    "negmas-aspiration",
    "negmas-aspiration:exponent=0.25",
    "negmas-micro",
};
#define VARIANTS (sizeof variants / sizeof *variants)

/* Who plays one theorem refuses these scenes: test_seat_theory.c has others for them. */
static const char *const theorems[] = {
    "rubinstein", "finite-horizon",  "outside-option",   "inside-option",
    "breakdown",  "random-proposer", "pending-offer",    "take-it-or-leave-it",
    "coase",      "abreu-gul",       "war-of-attrition", "obstinate",
};

static bool is_theorem(const char *name)
{
    for (size_t i = 0; i < sizeof theorems / sizeof *theorems; i++)
        if (strcmp(theorems[i], name) == 0) return true;
    return false;
}

/* A name that stands in the roster but not above would never be played here. */
static void test_all_are_played(void **unused)
{
    (void)unused;
    for (size_t i = 0; roster()[i]; i++) {
        size_t k = 0, size = strlen(roster()[i]->name);
        if (is_theorem(roster()[i]->name)) continue;
        while (k < VARIANTS && (strncmp(variants[k], roster()[i]->name, size) != 0 ||
                                (variants[k][size] && !strchr(":/", variants[k][size]))))
            k++;
        if (k == VARIANTS) fail_msg("%s is not played", roster()[i]->name);
    }
}

static void check_limits(const scene *s)
{
    for (size_t i = 0; i < s->n_spoken; i++) {
        const hg_message *m = &s->spoken[i].m;
        const seat_spec *who = &s->spec[s->spoken[i].party];
        bool declared = (who->traits & HG_TRAIT_BELOW_LIMIT) &&
                        (m->kind == HG_ACCEPT || strcmp(who->type->name, "accept-anything") != 0);
        if (isnan(s->spoken[i].worth) || declared) continue;
        if (s->spoken[i].worth < s->spoken[i].limit) fail_msg("%s went below its limit", who->text);
        if (m->kind == HG_WALK) assert_true(who->traits & HG_TRAIT_WALKS);
    }
}

static void check_result(const scene *s)
{
    bool three = s->model.n_parties > 2;
    if (s->row.result != HG_RESULT_AGENT_ERROR) return;
    const seat_spec *who = &s->spec[s->row.by];
    if (!three || strcmp(who->text, "zeuthen") != 0) fail_msg("%s: %s", who->text, s->why);
    assert_string_equal(s->why,
                        "weighs its risk against the other's: it plays between two parties");
}

static void check_scene(uint64_t seed, rng *r)
{
    static const uint32_t rounds[] = {1, 2, 5, 12, 30};
    scene *s = scene_new(seed, 2 + (uint32_t)rng_below(r, 2), rounds[rng_below(r, 5)], true);
    for (int k = 0; k < 8; k++) {
        for (uint32_t i = 0; i < s->model.n_parties; i++)
            scene_seat(s, i, variants[rng_below(r, VARIANTS)]);
        scene_play(s, seed);
        check_result(s);
        check_limits(s);
        buf first;
        buf_init(&first);
        buf_add(&first, s->said.data, s->said.size);
        scene_play(s, seed);
        assert_same_talk(&(struct { buf said; }){first}, s);
        buf_fini(&first);
    }
    scene_free(s);
}

static void test_random_scenes(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 11, RNG_DESIGN, 0, 0);
    for (uint64_t seed = 0; seed < 2000; seed++) check_scene(seed, &r);
}

/* No deadline: time stands still, and the talks end when the walker has had enough of them. */
static void test_without_deadline(void **unused)
{
    (void)unused;
    for (uint64_t seed = 0; seed < 20; seed++)
        for (size_t v = 0; v < VARIANTS; v++) {
            scene *s = scene_new(seed, 2, 0, false);
            s->table.exit = HG_EXIT_ANYONE;
            scene_seat(s, 0, variants[v]);
            scene_seat(s, 1, "walker:when=anyway:rounds=40:k=0");
            scene_play(s, seed);
            check_result(s);
            check_limits(s);
            assert_true(s->row.result == HG_RESULT_DEAL || s->row.result == HG_RESULT_WALK);
            scene_free(s);
        }
}

/* ---- what is promised of some ---- */

/* negolog-time does not, where the limit is high: its curve is for utilities from 0 to 1; nor does
 * who lets a model choose within a band. */
static bool falls_with_time(const char *agent)
{
    if (strstr(agent, ":model=")) return false;
    static const char *const names[] = {
        "boulware", "linear",      "conceder",          "hardliner",         "exponential",
        "bezier",   "genius-time", "negmas-aspiration", "resource-dependent"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        if (strncmp(agent, names[i], size) == 0 && strchr(":/", agent[size])) return true;
    }
    return false;
}

/* Against one that never accepts: the whole curve is seen. */
static void test_time_dependent_ones_are_monotone(void **unused)
{
    (void)unused;
    for (uint64_t seed = 0; seed < 60; seed++)
        for (size_t v = 0; v < VARIANTS; v++) {
            if (!falls_with_time(variants[v])) continue;
            scene *s = scene_new(seed, 2, 25, false);
            scene_seat(s, 0, variants[v]);
            scene_seat(s, 1, "hardliner");
            s->parties[1].reservation = utility_best(&s->parties[1].utility);
            scene_play(s, seed);
            double last = INFINITY;
            for (size_t i = 0; i < s->n_spoken; i++) {
                if (s->spoken[i].party != 0 || s->spoken[i].m.kind != HG_OFFER) continue;
                assert_true(s->spoken[i].worth <= last);
                last = s->spoken[i].worth;
            }
            scene_free(s);
        }
}

static double gain(const scene *s, uint32_t who, outcome_id o)
{
    return utility_of(&s->parties[who].utility, o) - s->parties[who].reservation;
}

static double nash_product(const scene *s, outcome_id o)
{
    double a = gain(s, 0, o), b = gain(s, 1, o);
    return a >= 0 && b >= 0 ? a * b : -INFINITY;
}

/* Brute force over all outcomes, and the room that defines it. */
static double greatest_product(scene *s)
{
    double best = -INFINITY;
    for (outcome_id o = 0; o < s->model.space.size; o++) best = fmax(best, nash_product(s, o));
    const double d[] = {s->parties[0].reservation, s->parties[1].reservation};
    solutions found;
    solutions_find(&s->run, &s->model, d, &found);
    outcome_id nash = found.at[SOLUTION_NASH];
    if (nash == HG_NO_OUTCOME)
        assert_true(best == -INFINITY);
    else
        assert_near(nash_product(s, nash), best, 1e-12);
    return best;
}

static void test_zeuthen_reaches_the_nash_solution(void **unused)
{
    (void)unused;
    int deals = 0;
    for (uint64_t seed = 0; seed < 500; seed++) {
        scene *s = scene_new(seed, 2, 2 * VALUES * VALUES, false);
        scene_seat(s, 0, "zeuthen");
        scene_seat(s, 1, "zeuthen");
        scene_play(s, seed);
        double best = greatest_product(s);
        if (best > 0) {
            assert_int_equal(s->row.result, HG_RESULT_DEAL);
            assert_near(nash_product(s, s->row.deal), best, 1e-12);
            deals++;
        } else if (best < 0) {
            assert_int_equal(s->row.result, HG_RESULT_DEADLINE);
        }
        scene_free(s);
    }
    assert_true(deals > 200);
}

/* No ties, and everything is worth more than no deal: a balanced space. */
static void balance(scene *s)
{
    for (uint32_t i = 0; i < 2; i++) s->parties[i].reservation = -10;
}

static bool has_ties(const scene *s)
{
    for (uint32_t i = 0; i < 2; i++)
        for (uint64_t k = 1; k < s->model.space.size; k++) {
            const double *sorted = s->parties[i].utility.table->sorted;
            if (sorted[k] == sorted[k - 1]) return true;
        }
    return false;
}

static bool dominated(const scene *s, outcome_id deal)
{
    for (outcome_id o = 0; o < s->model.space.size; o++)
        if (gain(s, 0, o) > gain(s, 0, deal) && gain(s, 1, o) > gain(s, 1, deal)) return true;
    return false;
}

static void test_micro_reaches_a_pareto_optimal_deal(void **unused)
{
    (void)unused;
    int played = 0;
    for (uint64_t seed = 0; seed < 500; seed++) {
        scene *s = scene_new(seed, 2, 2 * VALUES * VALUES, false);
        balance(s);
        if (!has_ties(s)) {
            scene_seat(s, 0, seed % 2 ? "micro" : "micro:repeat=last");
            scene_seat(s, 1, seed % 3 ? "micro" : "micro:repeat=last");
            scene_play(s, seed);
            assert_int_equal(s->row.result, HG_RESULT_DEAL);
            assert_false(dominated(s, s->row.deal));
            played++;
        }
        scene_free(s);
    }
    assert_true(played > 100);
}

/* ---- tit-for-tat, on a price that may be any real number ---- */

#define ROUNDS 30

typedef struct listener {
    talk *t;
    double worth[2][ROUNDS]; /* of the offers of each, to party 0 */
    uint32_t made[2];
} listener;

static void overhear(void *ctx, const session *of, const hg_message *m, const uint8_t *bytes,
                     size_t size)
{
    listener *l = ctx;
    (void)of, (void)bytes, (void)size;
    if (m->kind == HG_OFFER && l->made[m->seat] < ROUNDS)
        l->worth[m->seat][l->made[m->seat]++] = issue_value(&l->t->issue, m->outcome);
}

static listener meet(const char *agent, const char *other)
{
    listener l = {.t = talk_new(10, 110, 0, ROUNDS)};
    l.t->parties[0].reservation = 20;
    l.t->parties[1].reservation = -1000; /* it does not care: nothing is below its limit */
    l.t->first[0] = 1;
    talk_finish(l.t);
    talk_seat(l.t, 0, agent);
    talk_seat(l.t, 1, other);
    l.t->observer = (observer){.ctx = &l, .message = overhear};
    talk_play(l.t, 0);
    talk_free(l.t);
    return l;
}

static void test_tit_for_tat_reciprocates(void **unused)
{
    (void)unused;
    listener l = meet("absolute-tit-for-tat:noise=0", "linear:k=0.1");
    assert_true(l.made[0] > 8);
    for (uint32_t k = 1; k < l.made[0]; k++) /* it gives what it was given */
        assert_near(l.worth[0][k - 1] - l.worth[0][k], l.worth[1][k] - l.worth[1][k - 1], 1e-9);
    l = meet("tit-for-tat", "linear:k=0.1");
    assert_true(l.made[0] > 3);
    for (uint32_t k = 1; k < l.made[0]; k++) /* in percent */
        assert_near(l.worth[0][k] / l.worth[0][k - 1], l.worth[1][k - 1] / l.worth[1][k], 1e-9);
    l = meet("averaged-tit-for-tat:window=3", "boulware");
    for (uint32_t k = 3; k < l.made[0]; k++)
        assert_near(l.worth[0][k] / l.worth[0][k - 1], l.worth[1][k - 3] / l.worth[1][k], 1e-9);
    l = meet("tit-for-tat", "hardliner"); /* nothing for nothing */
    assert_int_equal(l.made[0], ROUNDS);
    for (uint32_t k = 0; k < ROUNDS; k++) assert_near(l.worth[0][k], 110, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_played),
        cmocka_unit_test(test_random_scenes),
        cmocka_unit_test(test_without_deadline),
        cmocka_unit_test(test_time_dependent_ones_are_monotone),
        cmocka_unit_test(test_zeuthen_reaches_the_nash_solution),
        cmocka_unit_test(test_micro_reaches_a_pareto_optimal_deal),
        cmocka_unit_test(test_tit_for_tat_reciprocates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
