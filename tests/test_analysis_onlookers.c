/* Studies that judge parts of agents, with parts made here; what they hear is known offer by offer.
 */
#define ONLOOKERS_DIR "made_onlookers"
#include "onlookers_fixture.h"

static const model_judged *judged(const model_judged_list *l, uint32_t role, const char *name)
{
    for (uint32_t i = 0; i < l->n; i += MODEL_POINTS)
        if (l->at[i].group.role == role && !strcmp(l->at[i].model, name)) return &l->at[i];
    fail();
    return NULL;
}

static void models_are_held_against_the_truth(void **state)
{
    (void)state;
    analysis *a = open_made(true);
    analysis_lend(a, &lent);
    model_judged_list list = study_models(a);
    assert_int_equal(list.n, 2 * 4 * MODEL_POINTS);
    assert_int_equal(list.outcomes, 202);
    assert_false(list.sampled);
    for (uint32_t role = 0; role < 2; role++) {
        const model_judged *truth = judged(&list, role, "truth"),
                           *wrong = judged(&list, role, "wrong"),
                           *learner = judged(&list, role, "learner"),
                           *nothing = judged(&list, role, "nothing");
        for (int p = 0; p < MODEL_POINTS; p++) {
            assert_near(truth[p].of[MODEL_RMSE].mean, 0, 1e-12); /* whatever its unit */
            assert_near(truth[p].of[MODEL_SPEARMAN].mean, 1, 1e-12);
            assert_near(truth[p].of[MODEL_KENDALL].mean, 1, 1e-12);
            assert_near(wrong[p].of[MODEL_SPEARMAN].mean, -1, 1e-12);
            assert_near(wrong[p].of[MODEL_KENDALL].mean, -1, 1e-12);
            assert_true(isnan(nothing[p].of[MODEL_SPEARMAN].mean));
            /* of hundredths 0, .01, ..., 1: variance (n^2 - 1) / 12, n = 101 */
            assert_near(nothing[p].of[MODEL_RMSE].mean, sqrt((101. * 101 - 1) / 12) / 100, 1e-12);
            assert_near(wrong[p].of[MODEL_RMSE].mean, 2 * nothing[p].of[MODEL_RMSE].mean, 1e-12);
            assert_near(truth[p].time, p / 10., 1e-15);
            assert_int_equal(truth[p].sessions, REPLICATES);
            assert_near(truth[p].live, p <= 7 ? 1 : 0.25, 1e-12); /* accepted in round 7 */
            if (p > 0)
                assert_true(learner[p].of[MODEL_SPEARMAN].mean >=
                            learner[p - 1].of[MODEL_SPEARMAN].mean - 1e-12);
        }
        assert_true(learner[10].of[MODEL_RMSE].mean < learner[0].of[MODEL_RMSE].mean);
    }
    assert_ptr_equal(study_models(a).at, list.at);
    analysis_close(a);
}

static const accept_judged *tried(const accept_judged_list *l, uint32_t role, const char *name)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (l->at[i].group.role == role && !strcmp(l->at[i].condition, name)) return &l->at[i];
    fail();
    return NULL;
}

static void conditions_accept_what_was_offered(void **state)
{
    (void)state;
    analysis *a = open_made(true);
    analysis_lend(a, &lent);
    accept_judged_list list = study_acceptance(a);
    assert_int_equal(list.n, 2 * 4);

    /* two's offer of round 3 is 32: `one` hears it before its turn in round 4 */
    const accept_judged *least = tried(&list, 0, "least");
    assert_int_equal(least->taken, REPLICATES);
    assert_int_equal(least->same, 0);
    assert_int_equal(least->unknown, 0);
    assert_near(least->time.mean, 0.4, 1e-12);
    assert_near(least->utility.mean, 0.32, 1e-12);
    assert_near(least->really.mean, 0.75 * 0.44 + 0.25 * 0.1, 1e-12);
    assert_near(least->gain.mean, 0.32 - least->really.mean, 1e-12);

    const accept_judged *late = tried(&list, 0, "late"); /* in round 5: what came in round 4 */
    assert_near(late->utility.mean, 0.36, 1e-12);
    assert_near(late->time.mean, 0.5, 1e-12);

    /* In round 7 `one` would have asked for 55, and took 44: whoever holds offers against the next
     * bid is taken to have had the same. Where it went on it asked for 50 in round 8, 45 in 9 and
     * 40 in 10, and had 48, 52 and 56: next takes the 52 of round 8 in round 9. */
    const accept_judged *next = tried(&list, 0, "next");
    assert_int_equal(next->taken, REPLICATES);
    assert_int_equal(next->same, REPLICATES * 3 / 4);
    assert_near(next->utility.mean, 0.75 * 0.44 + 0.25 * 0.52, 1e-12);
    assert_near(next->time.mean, 0.75 * 0.7 + 0.25 * 0.9, 1e-12);

    /* It never accepts: of talks that failed it gets what they gave, of the others nobody knows. */
    const accept_judged *never = tried(&list, 0, "never");
    assert_int_equal(never->taken, 0);
    assert_int_equal(never->unknown, REPLICATES * 3 / 4);
    assert_near(never->utility.mean, 0.1, 1e-12);
    assert_near(never->gain.mean, 0, 1e-12);
    assert_true(isnan(never->time.mean));

    /* In the other's place: it never accepted anything, so that nothing is unknown. */
    const accept_judged *other = tried(&list, 1, "never");
    assert_int_equal(other->unknown, 0);
    assert_near(other->utility.mean, 0.75 * 0.56 + 0.25 * 0.1, 1e-12);
    assert_near(tried(&list, 1, "least")->utility.mean, 0.3, 1e-12); /* 70 in round 4 leaves 30 */
    analysis_close(a);
}

static void without_parts_or_traces_there_is_none(void **state)
{
    assert_false(study_can_be(*state, STUDY_MODELS));
    assert_non_null(study_models(*state).why_none);
    analysis_lend(*state, &lent);
    assert_non_null(strstr(study_models(*state).why_none, "--log full"));
    assert_non_null(strstr(study_acceptance(*state).why_none, "--log full"));
    assert_false(study_can_be(*state, STUDY_ACCEPTANCE));
    assert_true(study_is_asked_for(STUDY_MODELS) && !study_is_asked_for(STUDY_FACTORS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_are_held_against_the_truth),
        cmocka_unit_test(conditions_accept_what_was_offered),
        cmocka_unit_test(without_parts_or_traces_there_is_none),
    };
    return cmocka_run_group_tests(tests, open_silent, close_silent);
}
