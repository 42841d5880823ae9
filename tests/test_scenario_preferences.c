/* Preferences beyond a sum over issues, as files say them: by hand, written and read again, shared
 * between readings, set by path, and what they make of money. */
#include "scenario_fixture.h"

#include "scenario/path.h"

#define FILE_OF_ALL SOURCE_DIR "/tests/data/preferences/beyond-sums.yaml"

static scenario load_all(fixture *f, const char *set)
{
    scenario s;
    override o = {0};
    if (set) o = setting(f, set);
    int code = scenario_load(&f->arena, FILE_OF_ALL, &o, set != NULL, &s, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return s;
}

static double worth_of(const scenario *s, uint32_t who, uint64_t pieces, uint64_t finish,
                       uint64_t delivery)
{
    const uint64_t index[] = {pieces - 1, finish, delivery};
    return utility_of(&s->model.parties[who].utility, space_join(&s->model.space, index));
}

enum { SHOP, CUSTOMER };
enum { RAW, PAINTED, CHROMED };
enum { COLLECT, EXPRESS };

/* shop: 10 + 5 per piece + finish; -6 where not raw and express; 3 from two on; 0.5 per square. */
static void interactions_by_hand(void **state)
{
    fixture *f = *state;
    scenario s = load_all(f, NULL);
    assert_same(worth_of(&s, SHOP, 1, RAW, COLLECT), 10 + 5 + 0 + 0.5);
    assert_same(worth_of(&s, SHOP, 1, RAW, EXPRESS), 10 + 5 + 0 + 0.5);
    assert_same(worth_of(&s, SHOP, 1, CHROMED, EXPRESS), 10 + 5 + 1 + 0.5 - 6);
    assert_same(worth_of(&s, SHOP, 2, PAINTED, EXPRESS), 10 + 10 + 4 + 2 - 6 + 3);
    assert_same(worth_of(&s, SHOP, 3, PAINTED, COLLECT), 10 + 15 + 4 + 4.5 + 3);
    assert_same(s.model.parties[SHOP].utility.shift, 10);
    assert_true(s.model.parties[SHOP].money);
    assert_same(s.model.parties[SHOP].alternatives[0].worth, 5.5);
    assert_same(alternative_worth(&s.model.parties[SHOP], 0), 15.5);
}

/* customer: the root of the table's share of 100, times 10: its tables are squares. */
static void a_table_bent_and_scaled_by_hand(void **state)
{
    fixture *f = *state;
    scenario s = load_all(f, NULL);
    assert_near(worth_of(&s, CUSTOMER, 1, RAW, COLLECT), 0, 0);
    assert_near(worth_of(&s, CUSTOMER, 1, CHROMED, EXPRESS), 5, 1e-14);
    assert_near(worth_of(&s, CUSTOMER, 2, RAW, EXPRESS), 6, 1e-14);
    assert_near(worth_of(&s, CUSTOMER, 3, PAINTED, EXPRESS), 8, 1e-14);
    assert_same(worth_of(&s, CUSTOMER, 3, CHROMED, EXPRESS), 10);
    assert_false(s.model.parties[CUSTOMER].money);
    assert_near(s.model.parties[CUSTOMER].alternatives[0].worth, 3, 1e-14);
    assert_same(s.model.parties[CUSTOMER].reservation, 2);
}

static void same_worths(const scenario *a, const scenario *b)
{
    for (uint32_t i = 0; i < 2; i++)
        assert_memory_equal(utility_values(&a->model.parties[i].utility),
                            utility_values(&b->model.parties[i].utility),
                            a->model.space.size * sizeof(double));
}

static void what_is_written_reads_back(void **state)
{
    fixture *f = *state;
    scenario s = load_all(f, "shop.interactions.rush={unless: {quantity: 3}, worth: -1}"), again;
    buf out;
    buf_init(&out);
    node_write(s.root, &out);
    node *root = node_read(&f->arena, "config.yaml", (const char *)out.data, out.size, &f->errors);
    buf_fini(&out);
    assert_non_null(root);
    assert_true(node_equal(root, s.root));
    assert_int_equal(scenario_read(&f->arena, root, NULL, &again, &f->errors), HG_E_OK);
    assert_no_errors(f);
    for (uint32_t i = 0; i < 2; i++)
        assert_true(nonadditive_equal(&s.model.space, s.model.parties[i].beyond,
                                      again.model.parties[i].beyond));
    same_worths(&s, &again);
}

static void equal_ones_share_their_tables(void **state)
{
    fixture *f = *state;
    scenario s = load_all(f, NULL), t, u;
    assert_int_equal(scenario_read(&f->arena, s.root, &s, &t, &f->errors), HG_E_OK);
    for (uint32_t i = 0; i < 2; i++)
        assert_ptr_equal(t.model.parties[i].utility.table, s.model.parties[i].utility.table);
    override o = setting(f, "shop.interactions.rush.worth=-7");
    assert_true(override_apply(&f->arena, s.root, &o, &f->errors));
    assert_int_equal(scenario_read(&f->arena, s.root, &t, &u, &f->errors), HG_E_OK);
    assert_no_errors(f);
    assert_true(u.model.parties[SHOP].utility.table != t.model.parties[SHOP].utility.table);
    assert_ptr_equal(u.model.parties[CUSTOMER].utility.table,
                     t.model.parties[CUSTOMER].utility.table);
    assert_same(worth_of(&u, SHOP, 1, CHROMED, EXPRESS), 9.5);
}

/* ---- paths ---- */

static void paths_reach_every_number(void **state)
{
    fixture *f = *state;
    scenario s = load_all(f, "customer.table.3.chromed.express=144");
    assert_near(worth_of(&s, CUSTOMER, 1, CHROMED, EXPRESS), 10 * 5 / 12.0, 1e-14);
    s = load_all(f, "shop.interactions.large lots.where.quantity.min=3");
    assert_same(worth_of(&s, SHOP, 2, RAW, COLLECT), 10 + 10 + 2);
    const scenario_setting *paths;
    size_t n = scenario_list_paths(&f->arena, s.root, &paths), found = 0;
    for (size_t i = 0; i < n; i++) {
        found += strcmp(paths[i].path, "shop.interactions.large lots.where.quantity.min") == 0;
        found += strcmp(paths[i].path, "customer.table.3.chromed.express") == 0;
        assert_string_not_equal(paths[i].path, "shop.interactions.rush.where.finish.min");
    }
    assert_int_equal(found, 2);
    s = load_all(f, "shop.interactions.rush=none");
    assert_int_equal(s.model.parties[SHOP].beyond->n_interactions, 2);
    s = load_all(f, "shop.interactions.gift={where: {finish: raw}, worth: 100}");
    assert_same(worth_of(&s, SHOP, 1, RAW, COLLECT), 115.5);
    s = load_all(f, "customer.risk.power=1");
    assert_near(worth_of(&s, CUSTOMER, 1, CHROMED, EXPRESS), 2.5, 1e-14);
    s = load_all(f, "customer.normalise={from: -5, to: 5}");
    assert_same(worth_of(&s, CUSTOMER, 1, RAW, COLLECT), -5);
    assert_same(worth_of(&s, CUSTOMER, 3, CHROMED, EXPRESS), 5);
    s = load_all(f, "customer.normalise={by: 2}");
    assert_same(worth_of(&s, CUSTOMER, 3, CHROMED, EXPRESS), 0.5);
}

/* ---- money ---- */

#define DEAL                                                                                       \
    "scenario: deal\nissues: {price: {min: 0, max: 10, step: 1}, gift: [none, cup]}\nparties:\n"   \
    "  b: {pays: price, value: {base: 20, gift: {none: 0, cup: 2}}%s}\n"                           \
    "  s: {receives: price, cost: {base: 3}%s}\ndeadline: {rounds: 5}\n"

static scenario deal(fixture *f, const char *buyer, const char *seller)
{
    char text[2000];
    snprintf(text, sizeof text, DEAL, buyer, seller);
    scenario s;
    node *root = node_read(&f->arena, "text", text, strlen(text), &f->errors);
    assert_no_errors(f);
    assert_int_equal(scenario_read(&f->arena, root, NULL, &s, &f->errors), HG_E_OK);
    assert_no_errors(f);
    return s;
}

static void a_price_that_counts_otherwise_moves_no_money(void **state)
{
    static const struct {
        const char *buyer;
        bool transferable;
    } cases[] = {
        {"", true},
        {", interactions: {a: {where: {gift: cup}, worth: 3}}", true},
        {", interactions: {a: {where: {price: {max: 5}}, worth: 3}}", false},
        {", interactions: {a: {product: [price, price], worth: -0.1}}", false},
        {", risk: {power: 0.5, from: -30, to: 30}", false},
        {", normalise: {to: 1}", false},
        {", table: {0: {none: 0, cup: 4}, 1: {none: 0, cup: 4}, 2: {none: 0, cup: 4}, "
         "3: {none: 0, cup: 4}, 4: {none: 0, cup: 4}, 5: {none: 0, cup: 4}, 6: {none: 0, cup: 4}, "
         "7: {none: 0, cup: 4}, 8: {none: 0, cup: 4}, 9: {none: 0, cup: 4}, 10: {none: 0, cup: 4}}",
         true},
        {", table: {0: {none: 0, cup: 4}, 1: {none: 0, cup: 4}, 2: {none: 0, cup: 4}, "
         "3: {none: 0, cup: 4}, 4: {none: 0, cup: 4}, 5: {none: 0, cup: 4}, 6: {none: 0, cup: 4}, "
         "7: {none: 0, cup: 4}, 8: {none: 0, cup: 4}, 9: {none: 0, cup: 4}, 10: {none: 0, cup: 5}}",
         false},
    };
    fixture *f = *state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        for (int side = 0; side < 2; side++) {
            scenario s = deal(f, side ? "" : cases[k].buyer, side ? cases[k].buyer : "");
            assert_int_equal(s.model.transferable, cases[k].transferable);
            assert_int_equal(s.model.frontier == NULL, cases[k].transferable);
        }
    }
    scenario s = deal(f, cases[1].buyer, "");
    assert_same(s.model.pie, 20 + 2 + 3 - 3);
    assert_true(s.model.parties[0].money);
}

/* The base stands before the power, so the shift is gone. */
static void risk_is_taken_on_the_whole(void **state)
{
    fixture *f = *state;
    scenario s = deal(f, ", risk: {power: 0.5, from: 0, to: 25}", "");
    const party *p = &s.model.parties[0];
    assert_false(p->money);
    assert_same(p->utility.shift, 0);
    const uint64_t index[] = {6, 1};
    assert_near(utility_of(&p->utility, space_join(&s.model.space, index)), 0.8, 1e-15);
}

static void a_drawn_base_moves_what_is_not_bent(void **state)
{
    fixture *f = *state;
    scenario s = deal(f, ", interactions: {a: {where: {gift: cup}, worth: 3}}, reservation: 1", "");
    override o = setting(f, "b.value.base={min: 20, max: 30}");
    assert_true(override_apply(&f->arena, s.root, &o, &f->errors));
    assert_int_equal(scenario_read(&f->arena, s.root, &s, &s, &f->errors), HG_E_OK);
    const model *m = model_draw(&f->arena, &s.model, 1, 0, 0);
    double shift = m->parties[0].utility.shift;
    assert_true(shift > 20 && shift < 30);
    assert_same(utility_of(&m->parties[0].utility, 1), 0.0 + 2 + 3 + shift);
    assert_same(utility_of(&m->parties[0].utility, 0), shift);
}

/* ---- Genius' hyper-rectangles ---- */

static double genius_worth(const scenario *s, uint32_t who, uint64_t lot, uint64_t weeks)
{
    const uint64_t index[] = {lot, weeks, 0};
    return utility_of(&s->model.parties[who].utility, space_join(&s->model.space, index));
}

static scenario load_genius(fixture *f)
{
    const char *folder = SOURCE_DIR "/tests/data/foreign/genius-constraints";
    scenario s;
    assert_int_equal(scenario_load(&f->arena, folder, NULL, 0, &s, &f->errors), HG_E_OK);
    assert_no_errors(f);
    return s;
}

/* A: 10 where lot 1..2 and weeks 0..3; 15 * 2 where lot >= 2; 4 unless weeks 1..4; 1 anyway; of 40.
 * B: 20 where weeks 2..4 (and the third is 5, as it always is); 7 where lot 0; of 27. */
static void hyper_rectangles_count_as_in_genius(void **state)
{
    fixture *f = *state;
    scenario s = load_genius(f);
    assert_same(genius_worth(&s, 0, 0, 0), (4 + 1) / 40.0);
    assert_same(genius_worth(&s, 0, 0, 4), 1 / 40.0);
    assert_same(genius_worth(&s, 0, 1, 3), (10 + 1) / 40.0);
    assert_same(genius_worth(&s, 0, 2, 3), (10 + 30 + 1) / 40.0);
    assert_same(genius_worth(&s, 0, 2, 0), (10 + 30 + 4 + 1) / 40.0);
    assert_same(genius_worth(&s, 0, 3, 4), (30 + 1) / 40.0);
    assert_same(genius_worth(&s, 1, 0, 1), 7 / 27.0);
    assert_same(genius_worth(&s, 1, 0, 2), 1);
    assert_same(genius_worth(&s, 1, 1, 1), 0);
    assert_same(s.model.parties[0].reservation, 0.25);
    assert_same(s.model.parties[0].discount, 0.5);
    buf out;
    buf_init(&out);
    node_write(s.root, &out);
    scenario again = read_scenario(f, arena_textn(&f->arena, (const char *)out.data, out.size));
    buf_fini(&out);
    same_worths(&s, &again);
}

/* What needs nothing of this has nothing of it, and its tables are sums as ever. */
static void additive_ones_stay_as_they_are(void **state)
{
    static const char *const names[] = {"used-car", "salary", "supplier", "lease"};
    fixture *f = *state;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        scenario s = load_scenario(f, names[k], NULL);
        for (uint32_t i = 0; i < s.model.n_parties; i++) {
            const party *p = &s.model.parties[i];
            assert_null(p->beyond);
            uint64_t index[SPACE_ISSUES_MAX];
            for (outcome_id o = 0; utility_values(&p->utility) && o < s.model.space.size; o++) {
                space_split(&s.model.space, o, index);
                double sum = preference_of(&p->preference, &s.model.space, index);
                assert_memory_equal(&utility_values(&p->utility)[o], &sum, sizeof sum);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(interactions_by_hand),
        TEST(a_table_bent_and_scaled_by_hand),
        TEST(what_is_written_reads_back),
        TEST(equal_ones_share_their_tables),
        TEST(paths_reach_every_number),
        TEST(a_price_that_counts_otherwise_moves_no_money),
        TEST(risk_is_taken_on_the_whole),
        TEST(a_drawn_base_moves_what_is_not_bent),
        TEST(hyper_rectangles_count_as_in_genius),
        TEST(additive_ones_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
