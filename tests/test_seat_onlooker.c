/* Parts at a session that is over: models and conditions driven through the onlooker, against what
 * can be worked out by hand. A price from 0 to 10: the seller gets it, the buyer 10 less it. */
#include "seat_fixture.h"

#include "seat/onlooker.h"
#include <string.h>

static uint32_t model_named(const char *name)
{
    for (uint32_t i = 0; onlooker_model_name(i); i++)
        if (!strcmp(onlooker_model_name(i), name)) return i;
    fail_msg("no model is named %s", name);
    return 0;
}

static uint32_t rule_named(const char *name)
{
    for (uint32_t i = 0; onlooker_accept_name(i); i++)
        if (!strcmp(onlooker_accept_name(i), name)) return i;
    fail_msg("no condition is named %s", name);
    return 0;
}

static int talk_of_ten(void **state)
{
    talk *t = talk_new(0, 10, 10, 11);
    talk_finish(t);
    *state = t;
    return 0;
}
static int talk_over(void **state) { return talk_free(*state), 0; }

/* What one gets the other pays: `opposite` and `perfect` say the same, up to the unit. */
static void models_know_what_they_can(void **state)
{
    talk *t = *state;
    void *perfect = onlooker_model_open(&t->memory, &t->model, 0, model_named("perfect")),
         *opposite = onlooker_model_open(&t->memory, &t->model, 0, model_named("opposite")),
         *uniform = onlooker_model_open(&t->memory, &t->model, 0, model_named("uniform"));
    for (outcome_id o = 0; o <= 10; o++) {
        assert_near(onlooker_model_worth(perfect, o), 10 - (double)o, 1e-12);
        assert_near(onlooker_model_worth(opposite, o), 1 - (double)o / 10, 1e-12);
        assert_same(onlooker_model_worth(uniform, o), 0.5);
    }
}

/* The buyer offers low prices again and again: they must be worth more to it. */
static void counting_tells_what_is_wanted(void **state)
{
    talk *t = *state;
    static const char *const learners[] = {"frequency", "windowed"};
    for (int i = 0; i < 2; i++) {
        void *m = onlooker_model_open(&t->memory, &t->model, 0, model_named(learners[i]));
        assert_same(onlooker_model_worth(m, 2), onlooker_model_worth(m, 9)); /* knows nothing */
        for (uint32_t k = 0; k < 6; k++) onlooker_model_hear(m, k, k < 4 ? 2 : 3);
        assert_true(onlooker_model_worth(m, 2) > onlooker_model_worth(m, 3));
        assert_true(onlooker_model_worth(m, 3) > onlooker_model_worth(m, 9));
    }
    /* Sixteen other offers later the windowed one has forgotten, the other has not. */
    void *all = onlooker_model_open(&t->memory, &t->model, 0, model_named("frequency")),
         *last = onlooker_model_open(&t->memory, &t->model, 0, model_named("windowed"));
    for (uint32_t k = 0; k < 36; k++) {
        onlooker_model_hear(all, k, k < 20 ? 2 : 7);
        onlooker_model_hear(last, k, k < 20 ? 2 : 7);
    }
    assert_true(onlooker_model_worth(all, 2) > onlooker_model_worth(all, 7));
    assert_true(onlooker_model_worth(last, 7) > onlooker_model_worth(last, 2));
}

static bool takes(talk *t, const char *name, uint32_t round, double offered, double next)
{
    void *rule = onlooker_accept_open(&t->memory, &t->model, 0, rule_named(name));
    onlooker_accept_made(rule, 8); /* it asked for 8, and has heard 4 and 3 */
    onlooker_accept_hear(rule, 0, 4);
    onlooker_accept_hear(rule, 1, 3);
    return onlooker_accept_takes(rule, round, offered, next);
}

/* The seller's best is 10; eleven rounds: round 9 is time .9. */
static void conditions_by_hand(void **state)
{
    talk *t = *state;
    static const struct {
        const char *name;
        uint32_t round;
        double offered, next;
        bool taken;
    } rows[] = {
        {"next", 2, 6, 6, true},
        {"next", 2, 6, 6.5, false},
        {"next", 2, 9, NAN, false},
        {"prev", 2, 7, 6, false},
        {"prev", 2, 8, 9, true},
        {"const/0.8", 0, 8, 9, true},
        {"const/0.8", 0, 7.9, 8, false},
        {"const/0.9", 0, 9, 10, true},
        {"time/0.9", 8, 9, 10, false},
        {"time/0.9", 9, 1, 10, true},
        {"time/0.99", 9, 1, 10, false},
        {"time/0.99", 10, 1, 10, true},
        {"gap/0.02", 2, 7.8, 8, true},
        {"gap/0.02", 2, 7.5, 8, false},
        {"gap/0.05", 2, 7.5, 8, true},
        {"combi/max/0.9", 8, 4, 8, false},
        {"combi/max/0.9", 9, 4, 8, true},
        {"combi/max/0.9", 9, 3, 8, false},
        {"combi/max/0.98", 9, 4, 8, false},
        {"combi/max/0.98", 10, 4, 8, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (takes(t, rows[i].name, rows[i].round, rows[i].offered, rows[i].next) != rows[i].taken)
            fail_msg("row %zu: %s", i, rows[i].name);
}

/* Who is not told the deadline has no time that could come. */
static void no_deadline_no_time(void **state)
{
    talk *t = *state;
    t->parties[0].knows_deadline = false;
    assert_false(takes(t, "time/0.9", 10, 9, 10));
    t->parties[0].knows_deadline = true;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_know_what_they_can),
        cmocka_unit_test(counting_tells_what_is_wanted),
        cmocka_unit_test(conditions_by_hand),
        cmocka_unit_test(no_deadline_no_time),
    };
    return cmocka_run_group_tests(tests, talk_of_ten, talk_over);
}
