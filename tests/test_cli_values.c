/* Outcomes as people type them: what is understood, and what is said about the rest. */
#include "check.h"

#include "cli/person/values.h"

#include "base/rng.h"

static const char *const warranties[] = {"none", "6 months", "12 months", "24 months"};
static const char *const heirs[] = {"anna", "bert", "clara"};
static const hg_issue car[] = {
    {.name = "price",
     .unit = "EUR",
     .kind = HG_ISSUE_NUMBER,
     .size = 61,
     .min = 8000,
     .step = 100,
     .max = 14000,
     .scale = 1},
    {.name = "delivery",
     .unit = "days",
     .kind = HG_ISSUE_NUMBER,
     .size = 5,
     .min = 0,
     .step = 7,
     .max = 28,
     .scale = 1},
    {.name = "warranty", .unit = "", .kind = HG_ISSUE_LISTED, .size = 4, .names = warranties},
};
static const hg_issue estate[] = {
    {.name = "house", .unit = "", .kind = HG_ISSUE_LISTED, .size = 3, .names = heirs},
    {.name = "orchard", .unit = "", .kind = HG_ISSUE_LISTED, .size = 3, .names = heirs},
    {.name = "cash_anna",
     .unit = "EUR",
     .kind = HG_ISSUE_NUMBER,
     .size = 11,
     .min = -5,
     .step = 1,
     .max = 5,
     .scale = 1},
};

typedef struct desk {
    arena arena;
    model model;
} desk;

static int open_desk(void **state)
{
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    arena_init(&d->arena);
    *state = d;
    return !space_init(&d->model.space, car, 3);
}

static int close_desk(void **state)
{
    desk *d = *state;
    arena_fini(&d->arena);
    free(d);
    return 0;
}

static void reads_from(desk *d, hg_outcome base, const char *text, const char *expected)
{
    const char *why = "";
    hg_outcome found = HG_NO_OUTCOME;
    if (!values_read(&d->arena, &d->model, text, base, &found, &why))
        fail_msg("\"%s\": %s", text, why);
    assert_string_equal(values_written(&d->arena, &d->model, found), expected);
}

static void reads(desk *d, const char *text, const char *expected)
{
    reads_from(d, HG_NO_OUTCOME, text, expected);
}

static void refuses(desk *d, hg_outcome base, const char *text, const char *says)
{
    const char *why = "";
    hg_outcome found;
    if (values_read(&d->arena, &d->model, text, base, &found, &why))
        fail_msg("\"%s\" was taken for %s", text, values_written(&d->arena, &d->model, found));
    if (!strstr(why, says)) fail_msg("\"%s\": \"%s\" does not say \"%s\"", text, why, says);
}

static void every_value_in_order(void **state)
{
    desk *d = *state;
    reads(d, "10300 14 6 months", "10300 14 6 months");
    reads(d, "10300 14 none", "10300 14 none");
    reads(d, "  10300   14  12  ", "10300 14 12 months");
    reads(d, "10300EUR 14days NONE", "10300 14 none");
    reads(d, "10300 EUR 14 days 24 Months", "10300 14 24 months");
    reads(d, "10300, 14, n", "10300 14 none");
}

static void thousands_apart(void **state)
{
    desk *d = *state;
    reads(d, "10 300 14 6 months", "10300 14 6 months");
    reads(d, "10,300 14 6", "10300 14 6 months");
    reads(d, "8 000 0 none", "8000 0 none");
    reads(d, "10 300 EUR · 14 days · 6 months", "10300 14 6 months"); /* as it is printed */
}

static void single_issues_of_the_last_offer(void **state)
{
    desk *d = *state;
    const hg_outcome base = space_join(&d->model.space, (uint64_t[]){23, 2, 1});
    reads_from(d, base, "price=10500", "10500 14 6 months");
    reads_from(d, base, "pr=10 500 EUR", "10500 14 6 months");
    reads_from(d, base, "warranty=24 months delivery=0", "10300 0 24 months");
    reads_from(d, base, "w=none, d=28 days", "10300 28 none");
    refuses(d, HG_NO_OUTCOME, "price=10500", "no offer yet");
    refuses(d, HG_NO_OUTCOME, "price=10500 w=none", "name all of price, delivery, warranty");
    reads(d, "w=none price=10500 delivery=7", "10500 7 none");
    refuses(d, base, "price=10500 pr=10400", "price is named twice");
    refuses(d, base, "10500 delivery=0", "ISSUE=VALUE");
    refuses(d, base, "prise=10500", "did you mean \"price\"?");
    refuses(d, base, "price=", "price is 8 000 to 14 000 EUR by 100");
}

static void what_is_no_value_names_the_nearest(void **state)
{
    desk *d = *state;
    refuses(d, HG_NO_OUTCOME, "10350 14 none", "the nearest are 10 300 EUR and 10 400 EUR");
    refuses(d, HG_NO_OUTCOME, "7000 14 none", "the nearest is 8 000 EUR");
    refuses(d, HG_NO_OUTCOME, "99999 14 none", "the nearest is 14 000 EUR");
    refuses(d, HG_NO_OUTCOME, "10300 13 none",
            "delivery is 0 to 28 days by 7; the nearest are 7 days and 14 days");
    refuses(d, HG_NO_OUTCOME, "10300 14 nine", "did you mean \"none\"?");
    refuses(d, HG_NO_OUTCOME, "10300 14 5 months", "did you mean \"6 months\"?");
    refuses(d, HG_NO_OUTCOME, "much 14 none", "not \"much\"");
    refuses(d, HG_NO_OUTCOME, "1e999 14 none", "price is");
}

static void too_few_and_too_many(void **state)
{
    desk *d = *state;
    refuses(d, HG_NO_OUTCOME, "", "price is missing");
    refuses(d, HG_NO_OUTCOME, "10300 14", "warranty is missing");
    refuses(d, HG_NO_OUTCOME, "10300 14 none more", "\"more\" is one value too many");
    space_init(&d->model.space, car, 1);
    refuses(d, HG_NO_OUTCOME, "10300 14", "\"14\" is one value too many");
}

static void values_that_could_be_mixed_up(void **state)
{
    desk *d = *state;
    space_init(&d->model.space, estate, 3);
    reads(d, "anna bert -3", "anna bert -3");
    reads(d, "a b 0", "anna bert 0");
    reads(d, "house: anna · orchard: clara · cash_anna: 5 EUR", "anna clara 5");
    reads_from(d, 0, "cash-anna=2", "anna anna 2");
}

/* Whatever is printed of an outcome reads as that outcome; whatever is typed never crashes. */
static void what_is_printed_can_be_typed(void **state)
{
    desk *d = *state;
    char text[512];
    for (int k = 0; k < 2; k++) {
        space_init(&d->model.space, k ? estate : car, 3);
        for (hg_outcome o = 0; o < d->model.space.size; o++) {
            const char *why;
            hg_outcome found;
            assert_true(values_read(&d->arena, &d->model, values_written(&d->arena, &d->model, o),
                                    HG_NO_OUTCOME, &found, &why));
            assert_int_equal(found, o);
            say_offer(text, sizeof text, &d->model, o);
            assert_true(values_read(&d->arena, &d->model, text, HG_NO_OUTCOME, &found, &why));
            assert_int_equal(found, o);
        }
    }
}

static void hostile_lines(void **state)
{
    static const char letters[] = "0123456789 =,.-·:ena6m_\"%";
    desk *d = *state;
    rng random;
    char text[200];
    rng_open(&random, 1, RNG_AGENT, 0, 0);
    for (int k = 0; k < 3000; k++) {
        const char *why = NULL;
        hg_outcome found = HG_NO_OUTCOME;
        size_t n = (size_t)(rng_uniform(&random) * (sizeof text - 1));
        for (size_t i = 0; i < n; i++)
            text[i] = letters[(size_t)(rng_uniform(&random) * (sizeof letters - 1))];
        text[n] = 0;
        if (values_read(&d->arena, &d->model, text, 0, &found, &why))
            assert_true(found < d->model.space.size);
        else
            assert_non_null(why);
        arena_reset(&d->arena);
    }
}

static void amounts(void **state)
{
    double x;
    (void)state;
    assert_true(number_read("1 500 EUR", "EUR", &x));
    assert_near(x, 1500, 0);
    assert_true(number_read("-2,300.5", "", &x));
    assert_near(x, -2300.5, 0);
    assert_true(number_read(".25", "", &x));
    assert_near(x, .25, 0);
    assert_false(number_read("", "EUR", &x));
    assert_false(number_read("EUR", "EUR", &x));
    assert_false(number_read("1 50", "EUR", &x));
    assert_false(number_read("15 EUR more", "EUR", &x));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_value_in_order),
        TEST(thousands_apart),
        TEST(single_issues_of_the_last_offer),
        TEST(what_is_no_value_names_the_nearest),
        TEST(too_few_and_too_many),
        TEST(values_that_could_be_mixed_up),
        TEST(what_is_printed_can_be_typed),
        TEST(hostile_lines),
        TEST(amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
