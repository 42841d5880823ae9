/* From scenario files to models: the files that ship, every default, every kind of number that may
 * be drawn, the protocols, and preferences by hand. */
#include "base/hash.h"
#include "scenario_fixture.h"

static uint64_t index_of(const hg_issue *issue, double x)
{
    uint64_t k;
    assert_true(issue_find_number(issue, x, &k));
    return k;
}

/* ---- the files that ship ---- */

static void split_the_pie(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "split-the-pie", NULL);
    const model *m = &s.model;
    assert_string_equal(m->name, "split-the-pie");
    assert_string_equal(m->title, "Split the pie");
    assert_string_equal(m->currency, "");
    assert_int_equal(m->space.size, 1001);
    assert_int_equal(m->n_parties, 2);
    assert_true(m->transferable);
    assert_int_equal(m->price_issue, 0);
    assert_near(m->pie, 1, 0);
    assert_int_equal(f->errors.warnings, 0);
    outcome_id o = index_of(&m->space.issues[0], 0.375);
    assert_near(utility_of(&m->parties[0].utility, o), 0.375, 0);
    assert_near(utility_of(&m->parties[1].utility, o), 0.625, 0);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(m->parties[i].n_alternatives, 1);
        assert_near(alternative_worth(&m->parties[i], 0), 0.25, 0);
        assert_string_equal(s.agents[i], "leverage");
    }
    assert_int_equal(m->tables[0].rounds, 50);
    assert_int_equal(m->n_draws, 0);
}

static void used_car(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", NULL);
    const model *m = &s.model;
    const party *buyer = &m->parties[0], *seller = &m->parties[1];
    assert_int_equal(m->space.size, 61 * 5 * 4);
    assert_string_equal(m->currency, "EUR");
    assert_non_null(strstr(s.about, "colleague"));
    /* 12 months, 14 days, 10 400: 12000 - 350 + 900 - 10400; 10400 - 9000 - 0 - 350 */
    uint64_t at[] = {index_of(&m->space.issues[0], 10400), index_of(&m->space.issues[1], 14), 2};
    outcome_id o = space_join(&m->space, at);
    assert_near(utility_of(&buyer->utility, o), 2150, 1e-9);
    assert_near(utility_of(&seller->utility, o), 1050, 1e-9);
    assert_int_equal(buyer->n_alternatives, 2);
    assert_near(alternative_worth(buyer, 0), 650, 1e-9);
    assert_near(alternative_worth(buyer, 1), 1500, 1e-9);
    assert_near(buyer->alternatives[1].arrives, 0.65, 0);
    for (uint32_t i = 0; i < 2; i++) /* so that what comes still counts when deals are made */
        assert_near(buyer->alternatives[i].expires, NEVER, 0);
    assert_int_equal(seller->n_alternatives, 2);
    assert_null(seller->alternatives[0].search);
    const search_spec *walk_ins = seller->alternatives[1].search;
    assert_near(walk_ins->rate, 1, 0);
    assert_near(walk_ins->lo, 300, 0);
    assert_near(walk_ins->hi, 1000, 0);
    assert_near(walk_ins->lifetime, 0.2, 0);
    assert_near(walk_ins->cost, 0, 0);
    assert_true(walk_ins->recall);
    assert_int_equal(m->n_draws, 0); /* each is worth something else: no draw of the session */
    assert_true(m->chance && m->searches && !m->mandates);
    assert_int_equal(f->errors.warnings, 0);
    assert_near(buyer->discount, 0.9, 0);
    assert_near(buyer->bits[1], 1, 0);
    assert_int_equal(m->tables[0].first[0], 1); /* the seller */
    assert_true(m->tables[0].revocable);
    assert_int_equal(m->tables[0].exit, HG_EXIT_ANYONE);
    assert_true(m->transferable);
    /* Greatest joint surplus: 12 months (900 - 350), 7 days: -175 - 150, 14 days: -350 - 0, 0: -400
     */
    assert_near(m->pie, 3000 + 550 - 325, 1e-9);
}

static void files_are_found(void **state)
{
    fixture *f = *state;
    assert_non_null(strstr(path_of(f, "leverage"), "scenarios/experiments/leverage.yaml"));
    assert_string_equal(path_of(f, SOURCE_DIR "/scenarios/used-car.yaml"),
                        SOURCE_DIR "/scenarios/used-car.yaml");
    assert_null(scenario_find(&f->arena, "used-cra", scenario_dirs, &f->errors));
    assert_error(f, "\"used-cra\"; did you mean \"used-car\"?");
    assert_null(scenario_find(&f->arena, "else/leverag.yaml", scenario_dirs, &f->errors));
    assert_error(f, "did you mean \"leverage\"?");
    assert_null(scenario_find(&f->arena, "", scenario_dirs, &f->errors));
    assert_error(f, "there is no scenario");
}

static void names_are_listed(void **state)
{
    fixture *f = *state;
    size_t count, found = 0;
    const char *const *names = scenario_names(&f->arena, scenario_dirs, &count);
    for (size_t i = 0; i < count; i++) {
        if (i) assert_true(strcmp(names[i - 1], names[i]) <= 0);
        found += strcmp(names[i], "used-car") == 0 || strcmp(names[i], "used-car-leverage") == 0;
    }
    assert_true(found >= 2);
}

/* ---- files of another kind ---- */

/* One sentence at its place, whatever else would be said of the keys or of what is set. */
static void refuse_kind(fixture *f, const char *text, uint32_t line, uint32_t column,
                        const char *message)
{
    scenario s;
    experiment whole = {.scenario_root = parse(f, text)};
    override o = setting(f, "buyer.power.discount=0.5");
    whole.sets = &o;
    whole.n_sets = 1;
    assert_int_equal(scenario_read(&f->arena, whole.scenario_root, NULL, &s, &f->errors),
                     HG_E_INPUT);
    assert_int_equal(f->errors.items[0].line, line);
    assert_int_equal(f->errors.items[0].column, column);
    assert_error(f, message);
    assert_int_equal(experiment_scenario(&f->arena, &whole, 0, NULL, &s, &f->errors), HG_E_INPUT);
    assert_error(f, message);
}

static void other_files_are_one_sentence(void **state)
{
    fixture *f = *state;
    refuse_kind(f, "scenario: used-car\nexperiment: e\nvary: {a: {b: {}}}\nseed: 1\n", 2, 1,
                "this is an experiment; a scenario begins with `scenario: NAME`");
    refuse_kind(f, "title: t\nexperiment: e\n", 2, 1, "this is an experiment");
    refuse_kind(f, "scenario: used-car\nvary: {a: {b: {}}}\nsessions: 3\n", 2, 1,
                "this is an experiment without a name");
    refuse_kind(f, "title: t\nissues: {}\n", 1, 1, "neither a scenario nor an experiment");
    refuse_kind(f, "[scenario, experiment]\n", 1, 1, "neither a scenario nor an experiment");
}

static void an_experiment_is_not_loaded_as_a_scenario(void **state)
{
    fixture *f = *state;
    scenario s;
    override o = setting(f, "buyer.power.discount=0.5");
    const char *path = path_of(f, "leverage");
    assert_int_equal(scenario_load(&f->arena, path, &o, 1, &s, &f->errors), HG_E_INPUT);
    assert_string_equal(f->errors.items[0].file, path);
    assert_error(f, "this is an experiment");
}

/* ---- defaults ---- */

#define LEAST                                                                                      \
    "scenario: least\n"                                                                            \
    "issues: {share: {min: 0, max: 1, step: 0.1}}\n"                                               \
    "parties: {one: {receives: share}, two: {pays: share, alternatives: {a: {worth: 0}}}}\n"

static void whatever_is_left_out_has_a_default(void **state)
{
    fixture *f = *state;
    scenario s = read_scenario(f, LEAST);
    const model *m = &s.model;
    assert_string_equal(m->title, "least");
    assert_string_equal(s.about, "");
    assert_string_equal(m->space.issues[0].unit, "");
    for (uint32_t i = 0; i < 2; i++) {
        const party *p = &m->parties[i];
        assert_string_equal(p->brief, "");
        assert_near(p->reservation, 0, 0);
        assert_near(p->leaving_cost, 0, 0);
        assert_near(p->recognition, 1, 0);
        assert_near(p->discount, 1, 0);
        assert_int_equal(p->per, DISCOUNT_PER_DEADLINE);
        assert_near(p->bits[1 - i], 0, 0);
        assert_true(p->knows_deadline);
        assert_null(s.agents[i]);
        assert_null(s.agent_at[i]);
    }
    assert_near(m->parties[1].alternatives[0].arrives, 0, 0);
    assert_near(m->parties[1].alternatives[0].expires, NEVER, 0);
    const table_spec *t = &m->tables[0];
    assert_string_equal(t->protocol, "offers");
    assert_int_equal(t->proposer, PROPOSER_ROTATE);
    assert_int_equal(t->n_first, 1);
    assert_int_equal(t->first[0], 0);
    assert_int_equal(t->exit, HG_EXIT_ANYONE);
    assert_false(t->revocable);
    assert_int_equal(t->rounds, 100);
    assert_int_equal(m->n_tables, 1);
    assert_null(m->coupling);
}

/* ---- protocols ---- */

static table_spec table_of(fixture *f, const char *more)
{
    return read_scenario(f, arena_format(&f->arena, "%s%s", LEAST, more)).model.tables[0];
}

static void kinds_are_parameter_sets(void **state)
{
    fixture *f = *state;
    table_spec t = table_of(f, "protocol: {kind: random-proposer, exit: nobody}\n");
    assert_int_equal(t.proposer, PROPOSER_RANDOM);
    assert_int_equal(t.exit, HG_EXIT_NOBODY);
    assert_near(t.recognition[1], 1, 0);
    t = table_of(f, "protocol: {kind: take-it-or-leave-it, first: two}\n");
    assert_int_equal(t.proposer, PROPOSER_FIXED);
    assert_int_equal(t.rounds, 1);
    assert_int_equal(t.first[0], 1);
    t = table_of(f, "protocol: {kind: offers, proposer: fixed}\ndeadline: {rounds: 7}\n");
    assert_int_equal(t.proposer, PROPOSER_FIXED);
    assert_int_equal(t.rounds, 7);
    t = table_of(f, "deadline: {rounds: none}\nprotocol: {first: {alternate: [two, one, one]}}\n");
    assert_int_equal(t.rounds, 0);
    assert_int_equal(t.n_first, 3);
    assert_int_equal(t.first[0], 1);
    assert_int_equal(t.first[2], 0);
}

static void more_than_two_parties(void **state)
{
    fixture *f = *state;
    scenario s = read_scenario(f, "scenario: three\n"
                                  "issues: {share: {min: 0, max: 1, step: 0.5}, who: [a, b, c]}\n"
                                  "parties:\n"
                                  "  a: {receives: share, information: {reservation: 2}}\n"
                                  "  b:\n"
                                  "    pays: share\n"
                                  "    information: {reservation: {a: all, c: 3}}\n"
                                  "  c:\n"
                                  "    value: {who: {a: 1, b: 2, c: 3}}\n"
                                  "    information: {reservation: {min: 1, max: 2}}\n"
                                  "protocol: {first: c}\n");
    const model *m = &s.model;
    assert_int_equal(m->n_parties, 3);
    assert_false(m->transferable); /* one price does not move utility among three */
    assert_int_equal(m->tables[0].n_seats, 3);
    assert_int_equal(m->tables[0].first[0], 2);
    assert_near(m->parties[0].bits[1], 2, 0);
    assert_near(m->parties[0].bits[2], 2, 0);
    assert_true(isinf(m->parties[1].bits[0]));
    assert_near(m->parties[1].bits[2], 3, 0);
    assert_near(m->parties[2].bits[0], 1.5, 0);
    assert_int_equal(m->n_draws, 2); /* one number, told of two others: one stream */
    assert_int_equal(m->draws[0].stream, m->draws[1].stream);
    assert_int_equal(m->draws[0].index, 0);
    assert_int_equal(m->draws[1].index, 1);
}

/* ---- preferences ---- */

static void weights_and_values(void **state)
{
    fixture *f = *state;
    scenario s = read_scenario(
        f,
        "scenario: s\n"
        "issues: {colour: [red, blue], size: {min: 10, max: 20, step: 2}, x: {values: [\"1\"]}}\n"
        "parties:\n"
        "  one:\n"
        "    weights: {colour: 0.25, size: 0.75}\n"
        "    values: {colour: {red: 1, blue: 0.5}, size: rising}\n"
        "  two:\n"
        "    weights: {size: 0.9, colour: 0.1}\n"
        "    values: {size: falling, colour: {red: 0, blue: 1}}\n"
        "    reservation: 0.3\n");
    const model *m = &s.model;
    assert_false(m->transferable);
    assert_false(m->parties[0].money);
    for (uint64_t k = 0; k <= 5; k++) {
        outcome_id red = space_join(&m->space, (uint64_t[]){0, k, 0});
        outcome_id blue = space_join(&m->space, (uint64_t[]){1, k, 0});
        assert_near(utility_of(&m->parties[0].utility, red), 0.25 + 0.75 * (double)k / 5, 1e-15);
        assert_near(utility_of(&m->parties[1].utility, blue), 0.1 + 0.9 * (double)(5 - k) / 5,
                    1e-15);
    }
    assert_near(utility_best(&m->parties[0].utility), 1, 0);
    assert_near(utility_worst(&m->parties[1].utility), 0, 0);
    assert_near(m->parties[1].reservation, 0.3, 0);
}

static void a_real_range_is_implicit(void **state)
{
    fixture *f = *state;
    scenario s = read_scenario(f, "scenario: real\n"
                                  "issues: {price: {min: 10, max: 30, unit: EUR}}\n"
                                  "parties: {b: {pays: price, value: {base: 25}},\n"
                                  "          s: {receives: price, cost: {base: 15}}}\n");
    const model *m = &s.model;
    assert_int_equal(m->space.size, SPACE_REAL_STEPS + 1);
    assert_false(m->space.listed);
    assert_near(m->pie, 10, 0);
    outcome_id o = utility_above(&m->parties[1].utility, 5);
    assert_near(issue_value(&m->space.issues[0], o), 20, 1e-12);
    assert_near(utility_of(&m->parties[0].utility, o), 5, 1e-12);
    s = read_scenario(f, "scenario: real\nissues: {x: {min: 2, max: 4}}\n"
                         "parties: {a: {weights: {x: 1}, values: {x: rising}},\n"
                         "          b: {weights: {x: 1}, values: {x: falling}}}\n");
    assert_near(utility_best(&s.model.parties[0].utility), 1, 1e-15);
    assert_near(utility_worst(&s.model.parties[1].utility), 0, 1e-15);
}

static void decimals_stay_decimals(void **state)
{
    fixture *f = *state;
    scenario s = read_scenario(f, LEAST);
    assert_near(issue_value(&s.model.space.issues[0], 3), 0.3, 0);
    assert_int_equal(s.model.space.size, 11);
}

static void values_may_be_called_like_keys(void **state)
{
    fixture *f = *state;
    scenario s = read_scenario(f, "scenario: s\nissues: {level: [min, max]}\n"
                                  "parties: {a: {value: {level: {min: 1, max: 2}}},\n"
                                  "          b: {cost: {level: {min: 3, max: 5}}}}\n");
    assert_near(utility_of(&s.model.parties[0].utility, 1), 2, 0);
    assert_near(utility_of(&s.model.parties[1].utility, 1), -5, 0);
}

static void equal_preferences_share_a_table(void **state)
{
    fixture *f = *state;
    scenario one = load_scenario(f, "used-car", NULL), two;
    override o = setting(f, "buyer.value.delivery=-30");
    node *root = node_copy(&f->arena, one.root);
    assert_true(override_apply(&f->arena, root, &o, &f->errors));
    assert_int_equal(scenario_read(&f->arena, root, &one, &two, &f->errors), HG_E_OK);
    const party *before = one.model.parties, *after = two.model.parties;
    assert_ptr_equal(before[1].utility.table, after[1].utility.table);
    assert_ptr_not_equal(before[0].utility.table, after[0].utility.table);
    assert_near(after[0].utility.shift, 12000, 0);
}

/* ---- draws ---- */

static const draw *draw_named(const model *m, const char *path)
{
    for (uint32_t i = 0; i < m->n_draws; i++)
        if (strcmp(m->draws[i].path, path) == 0) return &m->draws[i];
    fail_msg("nothing is drawn for %s", path);
    return NULL;
}

typedef struct drawn_case {
    const char *path;
    draw_target target;
    draw_shape shape;
    double a, b, lo, hi, sign;
    uint32_t party;
} drawn_case;

static void numbers_are_drawn(void **state)
{
    fixture *f = *state;
    scenario s = read_scenario(
        f, "scenario: s\n"
           "issues: {p: {min: 0, max: 10, step: 1}}\n"
           "parties:\n"
           "  b:\n"
           "    pays: p\n"
           "    value: {base: {mean: 12, sd: 2}}\n"
           "    reservation: {min: 1, max: 2}\n"
           "    leaving_cost: {min: 0, max: 3}\n"
           "    power: {recognition: {min: 1, max: 4}, discount: {mean: 0.9, sd: 0.05}}\n"
           "    information: {reservation: {min: 0, max: 6}}\n"
           "  s:\n"
           "    receives: p\n"
           "    cost: {base: {min: 2, max: 4}}\n"
           "    alternatives:\n"
           "      fixed: {worth: {mean: 3, sd: 0}}\n"
           "      x: {worth: {mean: 3, sd: 1}, arrives: {min: 0.1, max: 0.3}, expires: {mean: 0.8, "
           "sd: 0.1}}\n"
           "    power: {discount: {factor: {min: 0.5, max: 0.7}, per: round}}\n");
    const model *m = &s.model;
    static const drawn_case cases[] = {
        {"b.value.base", DRAW_BASE, DRAW_NORMAL, 12, 2, -INFINITY, INFINITY, 1, 0},
        {"b.reservation", DRAW_RESERVATION, DRAW_UNIFORM, 1, 2, -INFINITY, INFINITY, 1, 0},
        {"b.leaving_cost", DRAW_LEAVING_COST, DRAW_UNIFORM, 0, 3, 0, INFINITY, 1, 0},
        {"b.power.recognition", DRAW_RECOGNITION, DRAW_UNIFORM, 1, 4, 0, INFINITY, 1, 0},
        {"b.power.discount", DRAW_DISCOUNT, DRAW_NORMAL, 0.9, 0.05, 1e-9, 1, 1, 0},
        {"b.information.reservation", DRAW_BITS, DRAW_UNIFORM, 0, 6, 0, 6, 1, 0},
        {"s.cost.base", DRAW_BASE, DRAW_UNIFORM, 2, 4, -INFINITY, INFINITY, -1, 1},
        {"s.alternatives.x.worth", DRAW_WORTH, DRAW_NORMAL, 3, 1, -INFINITY, INFINITY, 1, 1},
        {"s.alternatives.x.arrives", DRAW_ARRIVES, DRAW_UNIFORM, 0.1, 0.3, 0, 0.8, 1, 1},
        {"s.alternatives.x.expires", DRAW_EXPIRES, DRAW_NORMAL, 0.8, 0.1, 0.3, 1, 1, 1},
        {"s.power.discount.factor", DRAW_DISCOUNT, DRAW_UNIFORM, 0.5, 0.7, 1e-9, 1, 1, 1},
    };
    size_t n = sizeof cases / sizeof *cases;
    assert_int_equal(m->n_draws, n);
    for (size_t i = 0; i < n; i++) {
        const drawn_case *c = &cases[i];
        const draw *d = draw_named(m, c->path);
        assert_int_equal(d->target, c->target);
        assert_int_equal(d->shape, c->shape);
        assert_same(d->a, c->a);
        assert_same(d->b, c->b);
        assert_same(d->lo, c->lo);
        assert_same(d->hi, c->hi);
        assert_same(d->sign, c->sign);
        assert_int_equal(d->party, c->party);
        assert_int_equal(d->stream, (uint32_t)hash64(0, c->path, strlen(c->path)));
    }
    assert_int_equal(draw_named(m, "s.alternatives.x.worth")->index, 1);
    assert_int_equal(draw_named(m, "b.information.reservation")->index, 1);
    /* What stands in the model is the middle. */
    assert_near(m->parties[0].utility.shift, 12, 0);
    assert_near(m->parties[1].utility.shift, -3, 0);
    assert_near(m->parties[0].recognition, 2.5, 0);
    assert_near(m->parties[1].alternatives[1].arrives, 0.2, 1e-15);
    assert_int_equal(m->parties[1].per, DISCOUNT_PER_ROUND);
}

/* The pie of two with these lines on how long it lasts. */
static scenario lasting(fixture *f, const char *deadline, const char *one)
{
    return read_scenario(f, arena_format(&f->arena,
                                         "scenario: s\n"
                                         "issues: {p: {min: 0, max: 10, step: 1}}\n"
                                         "parties:\n"
                                         "  one: {receives: p%s}\n"
                                         "  two: {pays: p, value: {base: 10}}\n"
                                         "deadline: {rounds: %s}\n",
                                         one, deadline));
}

static void own_and_hidden_deadlines(void **state)
{
    fixture *f = *state;
    scenario s = lasting(f, "11", ", deadline: 0.6, information: {deadline: hidden}");
    const party *one = &s.model.parties[0], *two = &s.model.parties[1];
    assert_true(one->has_deadline && !two->has_deadline);
    assert_same(one->deadline, 0.6);
    assert_true(!one->knows_deadline && two->knows_deadline);
    assert_int_equal(s.model.deadlines[0], 7);
    assert_int_equal(s.model.deadlines[1], 11);
    assert_int_equal(s.model.closes, 7);
    assert_int_equal(s.model.closed_by, 0);
    assert_false(s.model.pulls);
    assert_int_equal(s.model.n_draws, 0);
    s = lasting(f, "11", ", deadline: 1"); /* the common one */
    assert_false(s.model.parties[0].has_deadline);
    assert_int_equal(s.model.closes, 11);
    s = lasting(f, "none", ", deadline: 1");
    assert_int_equal(s.model.closes, 0);
    s = lasting(f, "11", ", deadline: {min: 0.5, max: 1}");
    assert_true(s.model.parties[0].has_deadline);
    assert_int_equal(s.model.n_draws, 1);
    const draw *d = draw_named(&s.model, "one.deadline");
    assert_int_equal(d->target, DRAW_DEADLINE);
    assert_int_equal(d->party, 0);
    assert_same(d->lo, 0);
    assert_same(d->hi, 1);
}

static void rounds_that_are_drawn(void **state)
{
    fixture *f = *state;
    scenario s = lasting(f, "{min: 10, max: 30}", "");
    assert_int_equal(model_rounds(&s.model), 30); /* the bound for whoever reserves room */
    assert_int_equal(s.model.tables[0].rounds_least, 10);
    const draw *d = draw_named(&s.model, "deadline.rounds");
    assert_int_equal(d->target, DRAW_ROUNDS);
    assert_int_equal(d->shape, DRAW_WHOLE);
    assert_same(d->a, 10);
    assert_same(d->b, 30);
    for (uint64_t r = 0; r < 100; r++)
        assert_in_range(model_rounds(model_draw(&f->arena, &s.model, 1, r, 0)), 10, 30);
    s = lasting(f, "{min: 12, max: 12}", ""); /* nothing to draw */
    assert_int_equal(s.model.n_draws, 0);
    assert_int_equal(model_rounds(&s.model), 12);
    assert_int_equal(s.model.tables[0].rounds_least, 0);
}

static void draws_reach_the_session(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", "buyer.value.base={min: 11000, max: 13000}");
    double sum = 0;
    for (uint64_t r = 0; r < 2000; r++) {
        const model *m = model_draw(&f->arena, &s.model, 1, r, 0);
        double shift = m->parties[0].utility.shift;
        assert_true(shift >= 11000 && shift <= 13000);
        /* The offer elsewhere is the same car: what it is worth moves with the base. */
        assert_near(alternative_worth(&m->parties[0], 0), shift - 350 - 11000, 1e-9);
        sum += shift;
    }
    assert_near(sum / 2000, 12000, 5 * 2000 / sqrt(12.0 * 2000)); /* five standard errors */
}

static void a_fixed_draw_is_none(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", "buyer.value.base={min: 12000, max: 12000}");
    assert_int_equal(s.model.n_draws, 0);
    assert_near(s.model.parties[0].utility.shift, 12000, 0);
}

/* ---- what moves in mid-talk ---- */

static void a_mandate(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", "buyer.mandate={at_least: {min: 900, max: 1100}}");
    const party *buyer = &s.model.parties[0];
    assert_true(buyer->has_mandate && !buyer->mandate_known && !s.model.mandates);
    assert_int_equal(draw_named(&s.model, "buyer.mandate.at_least")->target, DRAW_MANDATE);
    for (uint64_t r = 0; r < 20; r++) {
        double x = model_draw(&f->arena, &s.model, 1, r, 0)->parties[0].mandate;
        assert_true(x >= 900 && x <= 1100);
    }
    s = load_scenario(f, "used-car", "buyer.mandate={at_least: 800, known: yes}");
    assert_same(s.model.parties[0].mandate, 800);
    assert_true(s.model.parties[0].mandate_known && s.model.mandates);
    assert_false(s.model.parties[1].has_mandate);
}

static void what_is_learned(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car",
                               "buyer.information.learns={when: {min: 0.2, max: 0.6}, reservation: "
                               "all}");
    assert_true(isinf(s.model.parties[0].learns_bits));
    assert_int_equal(draw_named(&s.model, "buyer.information.learns.when")->target, DRAW_LEARNS);
    double x = model_draw(&f->arena, &s.model, 1, 3, 0)->parties[0].learns;
    assert_true(x >= 0.2 && x <= 0.6);
    assert_same(s.model.parties[1].learns, NEVER);
    s = load_scenario(f, "used-car", "buyer.information.learns={when: 0.5, reservation: 2.5}");
    assert_same(s.model.parties[0].learns_bits, 2.5);
    assert_same(s.model.parties[0].learns, 0.5);
    s = load_scenario(f, "used-car", "buyer.information.own_alternatives.sd=40");
    assert_same(s.model.parties[0].own_sd, 40);
}

static void a_commitment(void **state)
{
    fixture *f = *state;
    scenario s =
        load_scenario(f, "used-car", "seller.power.commitment={demand: 1500, probability: 0.25}");
    assert_same(s.model.parties[1].commitment, 1500);
    assert_same(s.model.obstinacy[1], 0.25);
    assert_same(s.model.commitment[0], NAN);
    uint32_t obstinate = 0;
    for (uint64_t r = 0; r < 400; r++)
        obstinate += model_draw(&f->arena, &s.model, 1, r, 0)->parties[1].obstinate;
    assert_in_range(obstinate, 65, 135);
}

static void searches(void **state)
{
    fixture *f = *state;
    scenario s = load_scenario(f, "used-car", "seller.alternatives.walk_ins.rate=0");
    assert_null(s.model.parties[1].alternatives[1].search);
    assert_same(s.model.parties[1].alternatives[1].arrives, NEVER);
    assert_false(s.model.chance);
    s = load_scenario(f, "used-car",
                      "seller.alternatives.walk_ins={rate: 2, worth: 700, search_cost: 5, recall: "
                      "no}");
    const search_spec *search = s.model.parties[1].alternatives[1].search;
    assert_same(search->lo, 700);
    assert_same(search->hi, 700);
    assert_same(search->cost, 5);
    assert_true(isinf(search->lifetime) && !search->recall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(split_the_pie),
        TEST(used_car),
        TEST(files_are_found),
        TEST(names_are_listed),
        TEST(other_files_are_one_sentence),
        TEST(an_experiment_is_not_loaded_as_a_scenario),
        TEST(whatever_is_left_out_has_a_default),
        TEST(kinds_are_parameter_sets),
        TEST(more_than_two_parties),
        TEST(weights_and_values),
        TEST(a_real_range_is_implicit),
        TEST(decimals_stay_decimals),
        TEST(values_may_be_called_like_keys),
        TEST(equal_preferences_share_a_table),
        TEST(numbers_are_drawn),
        TEST(own_and_hidden_deadlines),
        TEST(rounds_that_are_drawn),
        TEST(draws_reach_the_session),
        TEST(a_fixed_draw_is_none),
        TEST(a_mandate),
        TEST(what_is_learned),
        TEST(a_commitment),
        TEST(searches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
