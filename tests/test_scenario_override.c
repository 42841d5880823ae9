/* Overrides by path: what a path may say, what it replaces, and that every valid path can be set.
 */
#include "scenario/path.h"
#include "scenario_fixture.h"

static node *car(fixture *f)
{
    node *root = node_read_file(&f->arena, path_of(f, "used-car"), &f->errors);
    assert_non_null(root);
    return root;
}

static void apply(fixture *f, node *root, const char *text)
{
    override o = setting(f, text);
    bool good = override_apply(&f->arena, root, &o, &f->errors);
    assert_no_errors(f);
    assert_true(good);
}

static void refuse(fixture *f, const char *text, const char *message)
{
    node *root = car(f);
    override o = setting(f, text);
    assert_false(override_apply(&f->arena, root, &o, &f->errors));
    assert_error(f, message);
}

static const node *at(const node *root, const char *a, const char *b, const char *c, const char *d)
{
    const node *n = root;
    const char *const keys[] = {a, b, c, d};
    for (size_t i = 0; i < 4 && keys[i]; i++) n = node_get(n, keys[i]);
    return n;
}

static void a_setting_replaces_the_whole_node(void **state)
{
    fixture *f = *state;
    node *root = car(f);
    apply(f, root, "buyer.alternatives.other_dealer={worth: 300}");
    const node *n = at(root, "parties", "buyer", "alternatives", "other_dealer");
    assert_int_equal(n->count, 1);
    assert_string_equal(node_get(n, "worth")->text, "300");
    assert_string_equal(n->file, "--set");
    apply(f, root, "issues.warranty=[none, for ever]");
    assert_int_equal(at(root, "issues", "warranty", NULL, NULL)->count, 2);
    apply(f, root, "buyer.value.warranty.6 months=550");
    assert_string_equal(
        at(at(root, "parties", "buyer", "value", "warranty"), "6 months", NULL, NULL, NULL)->text,
        "550");
    apply(f, root, "title='Another: car'");
    assert_string_equal(node_get(root, "title")->text, "Another: car");
}

static void what_is_left_out_can_be_set(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "split-the-pie", "one.power.discount={factor: 0.5, per: offer}");
    assert_near(s.model.parties[0].discount, 0.5, 0);
    assert_int_equal(s.model.parties[0].per, DISCOUNT_PER_OFFER);
    s = load_scenario(f, "split-the-pie", "two.information.reservation=all");
    assert_true(isinf(s.model.parties[1].bits[0]));
    s = load_scenario(f, "split-the-pie", "two.information.reservation.one=2");
    assert_near(s.model.parties[1].bits[0], 2, 0);
    s = load_scenario(f, "split-the-pie", "protocol.proposer=rotate");
    assert_int_equal(s.model.tables[0].proposer, PROPOSER_ROTATE);
}

static void alternatives_come_and_go(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", "buyer.alternatives.colleague=none");
    assert_int_equal(s.model.parties[0].n_alternatives, 1);
    s = load_scenario(f, "used-car", "buyer.alternatives.uncle={worth: 900}");
    assert_int_equal(s.model.parties[0].n_alternatives, 3);
    assert_near(alternative_worth(&s.model.parties[0], 2), 900, 0);
    refuse(f, "buyer.alternatives.coleague={worth: 1}",
           "did you mean \"buyer.alternatives.colleague\"?");
    refuse(f, "buyer.alternatives.coleague=none", "did you mean \"buyer.alternatives.colleague\"?");
    refuse(f, "buyer.alternatives.uncle.worth=3", "unknown path");
}

static void agents_take_settings(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", "agents.buyer.kappa=0.2");
    assert_string_equal(s.agents[0], "leverage/human:see=truth:kappa=0.2");
    node *root = s.root;
    apply(f, root, "agents.buyer.g=1");
    apply(f, root, "agents.buyer.kappa=0.3");
    assert_string_equal(at(root, "agents", "buyer", NULL, NULL)->text,
                        "leverage/human:see=truth:g=1:kappa=0.3");
    apply(f, root, "agents.seller=boulware:beta=0.3");
    assert_string_equal(at(root, "agents", "seller", NULL, NULL)->text, "boulware:beta=0.3");
    refuse(f, "agents.buyer.kappa=[1]", "must be a single value");
    refuse(f, "agents.buyer.a.b=1", "is not the name of a parameter");
    refuse(f, "agents.byer=linear", "did you mean \"agents.buyer\"?");
}

/* A number of rounds and a range of it, each in place of the other; a range's ends one by one. */
static void rounds_and_their_range(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", "deadline.rounds={min: 5, max: 9}");
    assert_int_equal(s.model.tables[0].rounds_least, 5);
    apply(f, s.root, "deadline.rounds.max=12");
    assert_string_equal(at(s.root, "deadline", "rounds", "max", NULL)->text, "12");
    apply(f, s.root, "deadline.rounds=7");
    assert_string_equal(at(s.root, "deadline", "rounds", NULL, NULL)->text, "7");
    apply(f, s.root, "buyer.deadline=0.5");
    apply(f, s.root, "buyer.deadline={min: 0.2, max: 0.5}");
    apply(f, s.root, "buyer.deadline.min=0.3");
    assert_string_equal(at(s.root, "parties", "buyer", "deadline", "min")->text, "0.3");
    apply(f, s.root, "seller.information.deadline=hidden");
}

static void wrong_paths_get_the_nearest(void **state)
{
    static const char *const cases[][2] = {
        {"buyr.power.discount=1", "did you mean \"buyer.power.discount\"?"},
        {"buyer.power.discont=1", "did you mean \"buyer.power.discount\"?"},
        {"buyer.discount=1", "did you mean \"buyer.power.discount\"?"},
        {"parties.buyer.power.discount=1", "did you mean \"buyer.power.discount\"?"},
        {"buyer.alternatives.colleage.arrives=0.2",
         "did you mean \"buyer.alternatives.colleague.arrives\"?"},
        {"protocol.frist=buyer", "did you mean \"protocol.first\"?"},
        {"dealine.rounds=3", "did you mean \"deadline.rounds\"?"},
        {"scenario=other", "unknown path \"scenario\""},
        {"issues.colour.min=2", "unknown path"},
        {"deadline.rounds.x=2", "deadline.rounds is a single value in the scenario"},
        {"deadline.round.min=2", "did you mean \"deadline.rounds.min\"?"},
        {"buyer.dedline=0.5", "did you mean \"buyer.deadline\"?"},
        {"title.x=2", "unknown path"},
        {"buyer.value.base.mean=2", "buyer.value.base is a single value in the scenario"},
        {"buyer.pays.x=2", "unknown path"},
        {"issues.warranty.unit=x", "issues.warranty is a list in the scenario: set it as a whole"},
        {"nothing at all=2", "a path is keys joined by dots"},
        {".=2", "unknown path"},
        {"buyer.=2", "unknown path"},
        {"buyer..x=2", "unknown path"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) refuse(f, cases[i][0], cases[i][1]);
}

static void settings_are_path_and_value(void **state)
{
    fixture *f = *state;
    override o;
    assert_false(override_parse(&f->arena, "no equals sign", &o, &f->errors));
    assert_error(f, "must be PATH=VALUE");
    assert_false(override_parse(&f->arena, "=3", &o, &f->errors));
    assert_error(f, "must be PATH=VALUE");
    assert_false(override_parse(&f->arena, "a=", &o, &f->errors));
    assert_error(f, "must be PATH=VALUE");
    assert_false(override_parse(&f->arena, "a={b", &o, &f->errors));
    assert_error(f, "not valid YAML");
    o = setting(f, "a.b=boulware:beta=0.3");
    assert_string_equal(o.path, "a.b");
    assert_string_equal(o.value->text, "boulware:beta=0.3");
}

/* The tables promise these paths: each can be set to a copy of what stands there, and where nothing
 * stands, setting it is at least no unknown path. */
static void every_path_can_be_set(void **state)
{
    fixture *f = *state;
    const node *root = car(f);
    name_list all = scenario_paths(&f->arena, root);
    assert_true(all.count > 150);
    for (uint32_t i = 0; i < all.count; i++) {
        override o = setting(f, "x=1");
        o.path = all.items[i];
        node *copy = node_copy(&f->arena, root);
        (void)override_apply(&f->arena, copy, &o, &f->errors);
        for (size_t k = 0; k < f->errors.count; k++)
            if (strstr(f->errors.items[k].text, "unknown path")) fail_msg("%s", all.items[i]);
        error_list_fini(&f->errors);
        for (uint32_t k = 0; k < i; k++) assert_string_not_equal(all.items[i], all.items[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_setting_replaces_the_whole_node),
        TEST(what_is_left_out_can_be_set),
        TEST(alternatives_come_and_go),
        TEST(agents_take_settings),
        TEST(rounds_and_their_range),
        TEST(wrong_paths_get_the_nearest),
        TEST(settings_are_path_and_value),
        TEST(every_path_can_be_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
