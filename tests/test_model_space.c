/* Issues and outcomes: numbers as people write them, mixed radix both ways, hostile sizes. */
#include "check.h"

#include "base/rng.h"
#include "base/text.h"
#include "model/fault.h"
#include "model/space.h"

static hg_issue number_issue(double min, double max, double step)
{
    hg_issue issue = {.name = "x", .unit = "", .kind = HG_ISSUE_NUMBER, .min = min, .max = max};
    issue.step = step;
    issue.size = (uint64_t)((max - min) / step + 1.5);
    issue.scale = issue_scale(min, step, max);
    return issue;
}

static hg_issue real_issue(double min, double max)
{
    hg_issue issue = {.name = "x", .unit = "", .kind = HG_ISSUE_NUMBER, .min = min, .max = max};
    issue.size = SPACE_REAL_STEPS + 1;
    issue.step = (max - min) / (double)SPACE_REAL_STEPS;
    issue.scale = issue_scale(min, issue.step, max);
    return issue;
}

static const char *const months[] = {"none", "6 months", "12 months", "24 months"};
static const hg_issue warranty = {
    .name = "warranty", .unit = "", .kind = HG_ISSUE_LISTED, .size = 4, .names = months};

/* Every value is the double that its decimal reads as. */
static void check_decimals(double min, double max, double step, int digits)
{
    hg_issue issue = number_issue(min, max, step);
    assert_true(issue.scale > 0);
    for (uint64_t k = 0; k < issue.size; k++) {
        char text[64], printed[64];
        snprintf(text, sizeof text, "%.*f", digits, min + (double)k * step);
        assert_same(issue_value(&issue, k), strtod(text, NULL));
        uint64_t found;
        assert_true(issue_find_number(&issue, strtod(text, NULL), &found));
        assert_int_equal(found, k);
        issue_print_value(&issue, k, printed, sizeof printed);
        assert_true(strlen(printed) <= strlen(text));
        assert_same(strtod(printed, NULL), strtod(text, NULL));
    }
}

static void values_are_the_decimals_people_write(void **unused)
{
    (void)unused;
    hg_issue tenths = number_issue(0, 1, 0.1);
    assert_same(issue_value(&tenths, 3), 0.3);
    assert_true(0.0 + 3 * 0.1 != 0.3);
    check_decimals(0, 1, 0.1, 1);
    check_decimals(0, 1, 0.001, 3);
    check_decimals(0.05, 2, 0.15, 2);
    check_decimals(-1.5, 1.5, 0.01, 2);
    check_decimals(8000, 14000, 100, 0);
    check_decimals(19.99, 119.99, 0.05, 2);
    check_decimals(0, 1e-6, 1e-9, 9);
}

static void a_step_without_short_decimal_still_counts(void **unused)
{
    (void)unused;
    assert_same(issue_scale(0, 1.0 / 3, 1), 0);
    hg_issue thirds = number_issue(0, 1, 1.0 / 3);
    assert_same(issue_value(&thirds, 1), 1.0 / 3);
    assert_same(issue_value(&thirds, 3), 1); /* the last is max exactly */
    uint64_t k;
    assert_true(issue_find_number(&thirds, 2.0 / 3, &k));
    assert_int_equal(k, 2);
    assert_same(issue_scale(0, 0.1, 1e17), 0); /* counting would leave the whole numbers */
    assert_same(issue_scale(0, 5, 100), 1);
}

static void numbers_that_are_no_values(void **unused)
{
    (void)unused;
    hg_issue price = number_issue(8000, 14000, 100);
    uint64_t k = 77;
    assert_false(issue_find_number(&price, 10350, &k));
    assert_false(issue_find_number(&price, 7900, &k));
    assert_false(issue_find_number(&price, 14100, &k));
    assert_false(issue_find_number(&price, NAN, &k));
    assert_false(issue_find_number(&price, INFINITY, &k));
    assert_false(issue_find_number(&warranty, 1, &k));
    assert_false(issue_find_name(&price, "10300", &k));
    assert_false(issue_find_name(&warranty, "18 months", &k));
    assert_int_equal(k, 77);
    assert_true(issue_find_name(&warranty, "12 months", &k));
    assert_int_equal(k, 2);
    hg_issue one = number_issue(5, 5, 1);
    assert_true(issue_find_number(&one, 5, &k));
    assert_int_equal(k, 0);
    one.step = 0;
    assert_true(issue_find_number(&one, 5, &k));
}

static void a_real_range_takes_every_number(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    const double ranges[][2] = {{0, 1}, {10, 80}, {-3, 0.5}, {10000, 10001}, {1e-9, 3e-9}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        hg_issue issue = real_issue(ranges[i][0], ranges[i][1]);
        assert_same(issue_value(&issue, 0), ranges[i][0]);
        assert_same(issue_value(&issue, issue.size - 1), ranges[i][1]);
        double ulp = nextafter(fmax(fabs(issue.min), fabs(issue.max)), INFINITY) -
                     fmax(fabs(issue.min), fabs(issue.max));
        for (int k = 0; k < 1000; k++) {
            double x = issue.min + (issue.max - issue.min) * rng_uniform(&r);
            uint64_t index;
            assert_true(issue_find_number(&issue, x, &index));
            assert_near(issue_value(&issue, index), x, issue.step / 2 + ulp);
        }
    }
}

static void values_as_text(void **unused)
{
    (void)unused;
    char text[64];
    hg_issue delivery = number_issue(0, 28, 7);
    delivery.unit = "days";
    issue_print_value(&delivery, 2, text, sizeof text);
    assert_string_equal(text, "14 days");
    issue_print_value(&warranty, 1, text, sizeof text);
    assert_string_equal(text, "6 months");
    hg_issue real = real_issue(0, 1);
    uint64_t k;
    assert_true(issue_find_number(&real, 1.0 / 3, &k));
    issue_print_value(&real, k, text, sizeof text);
    assert_string_equal(text, "0.333333");
    issue_print_value(&real, k, text, 5); /* cut, and terminated */
    assert_string_equal(text, "0.33");
}

static void outcomes_are_mixed_radix_last_fastest(void **unused)
{
    (void)unused;
    const hg_issue issues[] = {number_issue(8000, 14000, 100), number_issue(0, 28, 7), warranty};
    space s;
    assert_true(space_init(&s, issues, 3));
    assert_int_equal(s.size, 61 * 5 * 4);
    assert_true(s.listed);
    assert_int_equal(space_join(&s, (uint64_t[]){0, 0, 1}), 1);
    assert_int_equal(space_join(&s, (uint64_t[]){0, 1, 0}), 4);
    assert_int_equal(space_join(&s, (uint64_t[]){1, 0, 0}), 20);
    for (outcome_id o = 0; o < s.size; o++) {
        uint64_t index[3];
        space_split(&s, o, index);
        for (int i = 0; i < 3; i++) assert_true(index[i] < issues[i].size);
        assert_int_equal(space_join(&s, index), o);
    }
    assert_true(space_join(&s, (uint64_t[]){61, 0, 0}) == HG_NO_OUTCOME);
    assert_true(space_join(&s, (uint64_t[]){0, 0, 4}) == HG_NO_OUTCOME);
    assert_true(space_join(&s, (uint64_t[]){0, UINT64_MAX, 0}) == HG_NO_OUTCOME);
}

static void sizes_beyond_an_outcome_id(void **unused)
{
    (void)unused;
    hg_issue issues[SPACE_ISSUES_MAX + 1];
    for (int i = 0; i <= SPACE_ISSUES_MAX; i++) issues[i] = number_issue(0, 1, 1);
    space s;
    assert_true(space_init(&s, issues, 62));
    assert_true(s.size == UINT64_C(1) << 62);
    assert_false(s.listed);
    assert_false(space_init(&s, issues, 63));
    assert_false(space_init(&s, issues, SPACE_ISSUES_MAX + 1));
    assert_false(space_init(&s, issues, 0));
    issues[1].size = 0;
    assert_false(space_init(&s, issues, 2));
    issues[1].size = UINT64_MAX;
    assert_false(space_init(&s, issues, 2));
    hg_issue real = real_issue(0, 1);
    assert_true(space_init(&s, &real, 1));
    assert_false(s.listed);
    uint64_t index;
    space_split(&s, real.size - 1, &index);
    assert_int_equal(index, real.size - 1);
}

static void faults_have_names(void **unused)
{
    (void)unused;
    assert_string_equal(fault_name(FAULT_NONE), "");
    assert_string_equal(fault_name(FAULT_OUT_OF_TURN), "out_of_turn");
    assert_string_equal(fault_sentence(FAULT_FLOOD), "sent more than it may");
    for (int i = 1; i < FAULT_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(fault_name((fault)i), fault_name((fault)j));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_the_decimals_people_write),
        cmocka_unit_test(a_step_without_short_decimal_still_counts),
        cmocka_unit_test(numbers_that_are_no_values),
        cmocka_unit_test(a_real_range_takes_every_number),
        cmocka_unit_test(values_as_text),
        cmocka_unit_test(outcomes_are_mixed_radix_last_fastest),
        cmocka_unit_test(sizes_beyond_an_outcome_id),
        cmocka_unit_test(faults_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
