/* Generated scenarios: what every one of them holds, what equal names promise, what is refused. */
#include "scenario_fixture.h"

#include "base/rng.h"
#include "base/text.h"
#include "scenario/generate/generate.h"

#define SPECS 500

static node *generate(fixture *f, const char *name)
{
    node *root = generate_read(&f->arena, name, false, &f->errors);
    assert_no_errors(f);
    assert_non_null(root);
    return root;
}

static scenario scenario_of(fixture *f, node *root)
{
    scenario s;
    assert_int_equal(scenario_read(&f->arena, root, NULL, &s, &f->errors), HG_E_OK);
    assert_no_errors(f);
    return s;
}

static node *party_of(const node *root, uint32_t who)
{
    return node_get(root, "parties")->items[who];
}

static double number_of(const node *n)
{
    double x = NAN;
    assert_true(text_to_double(n->text, &x));
    return x;
}

static void assert_same_text(const node *a, const node *b)
{
    buf one, two;
    buf_init(&one), buf_init(&two);
    node_write(a, &one), node_write(b, &two);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    buf_fini(&one), buf_fini(&two);
}

/* Every outcome, as it is defined: the least distance to where everybody has 1. */
static double slow_opposition(const model *m)
{
    double least = INFINITY;
    for (outcome_id o = 0; o < m->space.size; o++) {
        double sum = 0;
        for (uint32_t i = 0; i < m->n_parties; i++)
            sum += pow(1 - utility_of(&m->parties[i].utility, o), 2);
        least = fmin(least, sqrt(sum));
    }
    return least;
}

/* ---- 500 of them ---- */

typedef struct spec {
    uint64_t issues, values, parties, seed;
    double opposition, from, to;
    const char *weights;
} spec;

static double percent(rng *r, uint64_t most) { return (double)rng_below(r, most + 1) / 100; }

static spec draw_spec(rng *r)
{
    static const char *const profiles[] = {"even", "skewed", "opposed"};
    spec s = {.issues = 1 + rng_below(r, 4),
              .values = 2 + rng_below(r, 7),
              .parties = 2 + (rng_below(r, 4) == 0),
              .seed = rng_next(r),
              .opposition = percent(r, 100),
              .from = percent(r, 50),
              .weights = profiles[rng_below(r, 3)]};
    s.to = rng_below(r, 2) ? s.from + percent(r, 50) : s.from;
    return s;
}

static const char *name_of(fixture *f, const spec *s, double opposition)
{
    const char *to = s->from < s->to ? arena_format(&f->arena, "..%.2f", s->to) : "";
    return arena_format(
        &f->arena,
        "random:parties=%u:issues=%u:values=%u:opposition=%.2f:weights=%s:seed=%llu:reservation="
        "%.2f%s",
        (unsigned)s->parties, (unsigned)s->issues, (unsigned)s->values, opposition, s->weights,
        (unsigned long long)s->seed, s->from, to);
}

static void assert_shape(const scenario *s, const spec *of)
{
    assert_int_equal(s->model.n_parties, of->parties);
    assert_int_equal(s->model.space.n_issues, of->issues);
    for (uint32_t i = 0; i < of->issues; i++)
        assert_int_equal(s->model.space.issues[i].size, of->values);
    for (uint32_t who = 0; who < of->parties; who++) {
        const party *p = &s->model.parties[who];
        assert_same(utility_best(&p->utility), 1); /* exactly: so do the weights add up */
        assert_same(utility_worst(&p->utility), 0);
    }
}

static void assert_numbers(const node *root, const spec *of)
{
    for (uint32_t who = 0; who < of->parties; who++) {
        const node *own = party_of(root, who), *weights = node_get(own, "weights");
        const node *worths = node_get(own, "values"), *limit = node_get(own, "reservation");
        double sum = 0, reservation = limit ? number_of(limit) : 0;
        for (uint32_t i = 0; i < of->issues; i++) {
            assert_true(number_of(weights->items[i]) > 0);
            assert_true(strlen(weights->items[i]->text) <= strlen("0.123"));
            sum += number_of(weights->items[i]);
            for (uint32_t k = 0; k < of->values; k++)
                assert_true(strlen(worths->items[i]->items[k]->text) <= strlen("0.123"));
        }
        assert_same(sum, 1);
        assert_true(reservation >= of->from - 1e-12 && reservation <= of->to + 1e-12);
    }
}

/* The most that this scenario can be opposed, as far as the generator finds it. */
static double greatest_opposition(fixture *f, const spec *of)
{
    double limit = of->parties == 2 ? 1 : 1.41;
    scenario s = scenario_of(f, generate(f, name_of(f, of, limit)));
    return slow_opposition(&s.model);
}

/* Met, or it is said so; and where worths can move freely, all up to the greatest is met. */
static void assert_opposition(fixture *f, const spec *of, const scenario *s, bool said)
{
    double miss = fabs(slow_opposition(&s->model) - of->opposition);
    if (said != (miss > GENERATE_TOLERANCE)) fail_msg("misses by %g, said: %d", miss, said);
    if (!said || of->values < 5 || of->issues < 2 || of->parties > 2) return;
    double most = greatest_opposition(f, of);
    if (of->opposition < most - GENERATE_TOLERANCE)
        fail_msg("%s: misses by %g, though %g is reached", name_of(f, of, of->opposition), miss,
                 most);
}

static void every_one_is_what_its_name_says(void **state)
{
    fixture *f = *state;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 1, 1);
    for (uint32_t i = 0; i < SPECS; i++) {
        spec of = draw_spec(&r);
        size_t before = f->errors.warnings;
        node *root = generate(f, name_of(f, &of, of.opposition));
        bool said = f->errors.warnings > before;
        scenario s = scenario_of(f, root);
        assert_shape(&s, &of);
        assert_numbers(root, &of);
        assert_opposition(f, &of, &s, said);
        arena_reset(&f->arena);
    }
}

/* ---- promises ---- */

static void equal_names_are_equal_scenarios(void **state)
{
    fixture *f = *state;
    assert_same_text(generate(f, "random"), generate(f, "random:seed=1:issues=3"));
    assert_same_text(generate(f, "random:values=4:seed=9"), generate(f, "random:seed=9:values=4"));
    assert_same_text(generate(f, "random:reservation=.5..0.50"),
                     generate(f, "random:reservation=0.5"));
    const node *one = party_of(generate(f, "random:seed=1"), 0);
    const node *two = party_of(generate(f, "random:seed=2"), 0);
    assert_false(node_equal(node_get(one, "values"), node_get(two, "values")));
}

static void what_is_written_reads_back(void **state)
{
    fixture *f = *state;
    node *root = generate(f, "random:parties=3:issues=4:values=12:reservation=0..0.3:seed=5");
    buf text;
    buf_init(&text);
    node_write(root, &text);
    node *back = node_read(&f->arena, "text", (const char *)text.data, text.size, &f->errors);
    assert_no_errors(f);
    assert_true(node_equal(root, back));
    buf_fini(&text);
}

/* Bytes of one, for all time. */
static void one_as_it_is_committed(void **state)
{
    fixture *f = *state;
    const char *path = SOURCE_DIR "/tests/data/random-4x5-7.yaml";
    buf text;
    char wanted[8192];
    FILE *from = fopen(path, "rb");
    assert_non_null(from);
    size_t size = fread(wanted, 1, sizeof wanted, from);
    assert_int_equal(fclose(from), 0);
    buf_init(&text);
    node_write(generate(f, "random:issues=4:opposition=0.4:reservation=0.1..0.3:weights=opposed:"
                           "parties=3:seed=7"),
               &text);
    assert_int_equal(text.size, size);
    assert_memory_equal(text.data, wanted, size);
    buf_fini(&text);
}

/* With more issues, or parties, what was there stays. */
static void draws_have_streams_of_their_own(void **state)
{
    fixture *f = *state;
    const node *few = generate(f, "random:issues=2:opposition=0:parties=2");
    const node *many = generate(f, "random:issues=3:opposition=0:parties=3");
    for (uint32_t i = 0; i < 2; i++)
        assert_true(node_equal(node_get(party_of(few, 0), "values")->items[i],
                               node_get(party_of(many, 0), "values")->items[i]));
}

/* ---- the profiles ---- */

static void without_opposition_all_think_alike(void **state)
{
    fixture *f = *state;
    const node *root = generate(f, "random:opposition=0:parties=4:values=7");
    for (uint32_t who = 1; who < 4; who++)
        assert_true(node_equal(node_get(party_of(root, 0), "values"),
                               node_get(party_of(root, who), "values")));
}

/* At the end of the way, what one wins the other loses: a constant sum, but for the rounding. */
static void full_opposition_is_a_constant_sum(void **state)
{
    fixture *f = *state;
    scenario s = scenario_of(f, generate(f, "random:opposition=1:values=9"));
    for (outcome_id o = 0; o < s.model.space.size; o++)
        assert_near(utility_of(&s.model.parties[0].utility, o) +
                        utility_of(&s.model.parties[1].utility, o),
                    1, 1e-3 + 1e-9);
}

static void even_weights_are_even(void **state)
{
    fixture *f = *state;
    for (uint32_t n = 1; n <= 62; n++) {
        const node *root =
            generate(f, arena_format(&f->arena, "random:values=2:opposition=0:issues=%u", n));
        const node *weights = node_get(party_of(root, 0), "weights");
        double sum = 0;
        for (uint32_t i = 0; i < n; i++) {
            sum += number_of(weights->items[i]);
            assert_near(number_of(weights->items[i]), 1.0 / n, 0.0021);
        }
        assert_same(sum, 1);
        assert_true(node_equal(weights, node_get(party_of(root, 1), "weights")));
        arena_reset(&f->arena);
    }
}

/* 1/rank of five: 0.438, 0.219, 0.146, 0.109, 0.088, but for the last digits. */
static void skewed_weights_are_shared_and_opposed_ones_are_not(void **state)
{
    fixture *f = *state;
    const node *shared = generate(f, "random:issues=5:weights=skewed:opposition=0");
    const node *opposed = generate(f, "random:issues=5:weights=opposed:opposition=0");
    const node *a = node_get(party_of(opposed, 0), "weights");
    const node *b = node_get(party_of(opposed, 1), "weights");
    assert_true(node_equal(node_get(party_of(shared, 0), "weights"),
                           node_get(party_of(shared, 1), "weights")));
    const double harmonic = 137.0 / 60;
    for (uint32_t i = 0; i < 5; i++) {
        double rank = 1 / (number_of(a->items[i]) * harmonic);
        double other = 1 / (number_of(b->items[i]) * harmonic);
        assert_near(round(rank) + round(other), 6, 0);
        assert_near(rank, round(rank), 0.15);
    }
}

/* ---- spaces of every size ---- */

static void spaces_of_every_size(void **state)
{
    static const char *const names[] = {"random:issues=12:values=10", "random:issues=62:values=2",
                                        "random:issues=1:values=1000", "random:issues=1:values=2",
                                        "random:issues=2:values=2:parties=16"};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)scenario_of(f, generate(f, names[i]));
}

/* ---- what is refused ---- */

static const struct {
    const char *name, *says;
} hostile[] = {
    {"random:", "written random:KEY=VALUE"},
    {"random::seed=1", "written random:KEY=VALUE"},
    {"random:issues", "written random:KEY=VALUE"},
    {"random:=3", "written random:KEY=VALUE"},
    {"random:issues=", "issues is \"\", must be a whole number, 1..62"},
    {"random:issues=0", "must be a whole number, 1..62"},
    {"random:issues=63", "must be a whole number, 1..62"},
    {"random:issues=-1", "must be a whole number"},
    {"random:issues=2.5", "must be a whole number"},
    {"random:issues=99999999999999999999999", "must be a whole number"},
    {"random:values=1", "must be a whole number, 2..1000"},
    {"random:parties=1", "must be a whole number, 2..16"},
    {"random:parties=0", "must be a whole number, 2..16"},
    {"random:issues=7:values=1000", "2^63 outcomes or more"},
    {"random:isues=3", "unknown key \"isues\"; did you mean \"issues\"?"},
    {"random:sede=3", "did you mean \"seed\"?"},
    {"random:colour=3", "there is issues, values, parties"},
    {"random:seed=1:seed=2", "seed is set twice"},
    {"random:seed=-1", "must be a whole number"},
    {"random:opposition=1.01", "must lie in 0..1"},
    {"random:opposition=1.42:parties=3", "must lie in 0..1.41"},
    {"random:opposition=nan", "must be a finite number"},
    {"random:opposition=1e400", "must be a finite number"},
    {"random:reservation=1.5", "must lie in 0..1; a range is written 0.1..0.4"},
    {"random:reservation=0.4..0.1", "the lower end comes first"},
    {"random:reservation=0.1..", "empty"},
    {"random:reservation=..0.1", "empty"},
    {"random:reservation=0.1...4x", "finite number"},
    {"random:weights=evne", "did you mean \"even\"?"},
    {"random:weights==even", "must be even, skewed or opposed"},
    {"random:seed=%s%n", "must be a whole number"},
};

static void bad_names_are_told(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        assert_null(generate_read(&f->arena, hostile[i].name, false, &f->errors));
        assert_int_equal(f->errors.errors, 1);
        assert_string_equal(f->errors.items[0].file, hostile[i].name);
        assert_error(f, hostile[i].says);
    }
}

static void several_mistakes_are_told_at_once(void **state)
{
    fixture *f = *state;
    assert_null(generate_read(&f->arena, "random:issues=0:vales=3:seed=x", false, &f->errors));
    assert_int_equal(f->errors.errors, 3);
}

static void a_miss_is_said(void **state)
{
    fixture *f = *state;
    (void)generate(f, "random:opposition=0.9");
    assert_int_equal(f->errors.warnings, 1);
    assert_string_equal(f->errors.items[0].text,
                        "opposition 0.9 was not met: the nearest that was found is 0.707");
    assert_null(generate_read(&f->arena, "random:opposition=0.9", true, &f->errors));
    assert_error(f, "opposition 0.9 was not met");
}

/* ---- where a scenario is expected ---- */

static void a_name_is_found_and_loaded(void **state)
{
    fixture *f = *state;
    assert_true(generate_is("random") && generate_is("random:") && generate_is("random:seed=1"));
    assert_false(generate_is("randomly") || generate_is("") || generate_is("./random"));
    scenario s = load_scenario(f, "random:issues=2:reservation=0.1", "A.reservation=0.3");
    assert_same(s.model.parties[0].reservation, 0.3);
    assert_same(s.model.parties[1].reservation, 0.1);
    assert_string_equal(s.model.name, "random-2x5-1");
}

static void errors_in_it_name_it(void **state)
{
    fixture *f = *state;
    scenario s;
    const char *name = "random:issues=2:seed=4";
    override o = setting(f, "A.weights.issue1=0.9");
    assert_int_equal(scenario_load(&f->arena, name, &o, 1, &s, &f->errors), HG_E_INPUT);
    assert_string_equal(f->errors.items[0].file, name);
    assert_error(f, "must add up to 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_one_is_what_its_name_says),
        TEST(equal_names_are_equal_scenarios),
        TEST(what_is_written_reads_back),
        TEST(one_as_it_is_committed),
        TEST(draws_have_streams_of_their_own),
        TEST(without_opposition_all_think_alike),
        TEST(full_opposition_is_a_constant_sum),
        TEST(even_weights_are_even),
        TEST(skewed_weights_are_shared_and_opposed_ones_are_not),
        TEST(spaces_of_every_size),
        TEST(bad_names_are_told),
        TEST(several_mistakes_are_told_at_once),
        TEST(a_miss_is_said),
        TEST(a_name_is_found_and_loaded),
        TEST(errors_in_it_name_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
