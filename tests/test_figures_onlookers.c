/* The figures of parts that heard the talks: what is drawn, and what is said about it. */
#define ONLOOKERS_DIR "figures_onlookers"
#include "onlookers_fixture.h"

#include "analysis/figures/figure.h"

/* One figure's file, without gnuplot. The caller frees. */
static char *drawn(analysis *a, const char *name, const char *suffix)
{
    error_list errors;
    buf paths;
    char path[128];
    const figure_options options = {.formats = ""};
    error_list_init(&errors);
    buf_init(&paths);
    analysis_lend(a, &lent);
    assert_int_equal(figure_draw(a, name, &options, &paths, &errors), HG_E_OK);
    snprintf(path, sizeof path, "figures/%s.%s", name, suffix);
    char *text = made_read(onlookers_dir, path);
    assert_non_null(text);
    buf_fini(&paths);
    error_list_fini(&errors);
    return text;
}

static void says(const char *script, const char *text)
{
    if (!strstr(script, text)) fail_msg("the script lacks: %s", text);
}

/* time; while half of the talks go on: mean low high; mean throughout */
static void models_are_drawn_while_half_go_on(void **state)
{
    (void)state;
    analysis *a = open_made(true);
    char *data = drawn(a, "models", "dat"), *script = drawn(a, "models", "gp");
    const char *line = data;
    for (int k = 0; k < 11; k++, line = strchr(line, '\n') + 1) { /* the first is the truth */
        double time, all;
        char mean[32], low[32], high[32];
        assert_int_equal(sscanf(line, "%lf %31s %31s %31s %lf", &time, mean, low, high, &all), 5);
        assert_near(time, k / 10., 1e-12);
        assert_near(all, 1, 1e-12);
        assert_string_equal(mean, k <= 7 ? "1" : "?");
    }
    says(script, "array MODEL[4] = ['truth', 'wrong', 'learner', 'nothing']");
    says(script, "'What models learn of what one wants from its offers'");
    says(script, "202 outcomes; 40 sessions per agent, seed 1");
    says(script, "LOW = -1");
    free(data);
    free(script);
    analysis_close(a);
}

/* time from to; utility from to; hollow */
static void rules_stand_where_they_accept(void **state)
{
    static const double due[3][2] = {{0.4, 0.32}, {0.5, 0.36}, {0.75, 0.46}};
    (void)state;
    analysis *a = open_made(true);
    char *data = drawn(a, "acceptance-time", "dat"), *script = drawn(a, "acceptance-time", "gp");
    const char *line = data;
    for (int k = 0; k < 3; k++, line = strchr(line, '\n') + 1) {
        double x[7];
        assert_int_equal(sscanf(line, "%lf %lf %lf %lf %lf %lf %lf", &x[0], &x[1], &x[2], &x[3],
                                &x[4], &x[5], &x[6]),
                         7);
        assert_near(x[0], due[k][0], 1e-9);
        assert_near(x[3], due[k][1], 1e-9);
        assert_near(x[6], 0, 0);
    }
    says(script, "array LABEL[3] = ['least', 'late', 'next']"); /* never has no time */
    says(script, "array POINTS[1] = [3]");
    says(script, "array REALLY[1] = [0.35");
    /* what failed could have been a deal: next would have taken the 52 of round 8 */
    says(script, "'Another rule of acceptance would have brought one more'");
    free(data);
    free(script);
    analysis_close(a);
}

/* Nobody lent anything, or there is nothing to hear: the reason is said. */
static void without_parts_nothing_is_drawn(void **state)
{
    const figure_options options = {.formats = ""};
    assert_string_equal(figure_lacks(*state, "models", &options), "there are no models to judge");
    analysis_lend(*state, &lent);
    assert_non_null(strstr(figure_lacks(*state, "models", &options), "--log full"));
    assert_non_null(strstr(figure_lacks(*state, "acceptance-time", &options), "--log full"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_are_drawn_while_half_go_on),
        cmocka_unit_test(rules_stand_where_they_accept),
        cmocka_unit_test(without_parts_nothing_is_drawn),
    };
    return cmocka_run_group_tests(tests, open_silent, close_silent);
}
