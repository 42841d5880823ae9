/* From experiment files to designs: cells and levels, factors of every kind, what the command line
 * sets, and that the resolved experiment written out says the same again. */
#include "base/buf.h"
#include "scenario_fixture.h"

#include <math.h>

static experiment load(fixture *f, const char *name, size_t n, const char *const *texts)
{
    experiment e;
    override sets[8];
    for (size_t i = 0; i < n; i++) sets[i] = setting(f, texts[i]);
    int code = experiment_load(&f->arena, path_of(f, name), scenario_dirs, sets, n, &e, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return e;
}

#define LOAD(f, name, ...)                                                                         \
    load(f, name, sizeof(const char *[]){__VA_ARGS__} / sizeof(char *),                            \
         (const char *const[]){__VA_ARGS__})

static scenario cell_of(fixture *f, const experiment *e, uint64_t cell)
{
    scenario s;
    int code = experiment_scenario(&f->arena, e, cell, NULL, &s, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return s;
}

/* ---- the experiments that ship ---- */

static void the_main_experiment(void **state)
{
    fixture *f = *state;
    experiment e = load(f, "leverage", 0, NULL);
    assert_string_equal(e.name, "leverage");
    assert_int_equal(experiment_cells(&e), 60);
    assert_int_equal(e.sessions, 3400);
    assert_int_equal(e.seed, 1);
    assert_int_equal(e.block, 1024);
    assert_int_equal(e.n_columns, 3);
    assert_string_equal(e.columns[0], "source");
    assert_string_equal(e.columns[1], "level");
    assert_string_equal(e.columns[2], "agent");
    assert_int_equal(e.n_hypotheses, 6);
    assert_int_equal(e.n_figures, 2);
    assert_string_equal(e.figures[1], "share");
    /* The last factor is the fastest. */
    assert_string_equal(experiment_level_name(&e, 0, 2), "blind");
    assert_string_equal(experiment_level_name(&e, 3, 2), "rational");
    assert_string_equal(experiment_level_name(&e, 4, 1), "weaker");
    assert_string_equal(experiment_level_name(&e, 59, 0), "information");
    uint32_t chosen[2];
    experiment_cell(&e, 4 * 7 + 2, chosen);
    assert_int_equal(chosen[0], 7);
    assert_int_equal(chosen[1], 2);
}

/* The five levels are the same predicted shares in all three sources: that is the design. */
static void levels_are_what_the_design_says(void **state)
{
    static const double phi[] = {0.375, 0.4375, 0.5, 0.5625, 0.625};
    fixture *f = *state;
    experiment e = load(f, "leverage", 0, NULL);
    for (uint64_t cell = 0; cell < 60; cell++) {
        scenario s = cell_of(f, &e, cell);
        const model *m = &s.model;
        double w[2], joint;
        hg_leverage out[2];
        for (uint32_t i = 0; i < 2; i++) w[i] = alternative_worth(&m->parties[i], 0);
        assert_int_equal(model_leverage(m, w, out, &joint), 0);
        assert_near(out[0].phi, phi[cell / 4 % 5], 2e-4);
        assert_string_equal(s.agents[1], "leverage/blind");
        assert_int_equal(m->tables[0].n_first, 2);
    }
}

static void the_used_car_experiment(void **state)
{
    fixture *f = *state;
    experiment e = load(f, "used-car-leverage", 0, NULL);
    assert_int_equal(experiment_cells(&e), 15);
    assert_int_equal(f->errors.warnings, 0); /* what would be left out is removed */
    scenario s = cell_of(f, &e, 13);
    assert_string_equal(experiment_level_name(&e, 13, 0), "much stronger");
    assert_near(alternative_worth(&s.model.parties[0], 0), 2000, 0);
    assert_int_equal(s.model.parties[0].n_alternatives, 1);
    assert_int_equal(s.model.n_draws, 1);
    assert_string_equal(s.agents[0], "leverage/rational:see=truth");
    assert_string_equal(s.agents[1], "leverage/blind");
    const hypothesis *h = &e.hypotheses[0];
    assert_string_equal(h->name, "keeps_more");
    assert_string_equal(h->measure, "pie_share_buyer");
    assert_int_equal(h->claim, CLAIM_RISES);
    assert_string_equal(h->over, "leverage");
    assert_int_equal(h->n_in, 1);
    assert_int_equal(h->in[0].n, 2);
    assert_string_equal(h->in[0].names[1], "rational");
    assert_true(h->beyond_blind);
    assert_null(h->beyond_column);
    assert_near(h->at_least, 0.01, 0);
    assert_int_equal(e.hypotheses[1].claim, CLAIM_FALLS);
}

/* ---- factors ---- */

static experiment read_experiment(fixture *f, const char *text)
{
    static const char pie[] = "scenario: p\nissues: {share: {min: 0, max: 1, step: 0.01}}\n"
                              "parties: {one: {receives: share}, two: {pays: share}}\n"
                              "agents: {one: linear, two: linear}\n";
    experiment e;
    int code = experiment_read(&f->arena, "config.yaml", text, strlen(text), "p.yaml", pie,
                               strlen(pie), &e, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return e;
}

static void a_path_is_a_factor(void **state)
{
    fixture *f = *state;
    experiment e =
        read_experiment(f, "experiment: e\nscenario: p\n"
                           "vary:\n"
                           "  one.power.discount: [0.5, 0.90, 1]\n"
                           "  two.reservation: {from: 0.1, to: 0.5, step: 0.1}\n"
                           "  deadline.rounds: {from: 20, to: 10, step: -5}\n"
                           "hypotheses:\n"
                           "  h: {measure: round, rises_with: one.power.discount, in: "
                           "{deadline.rounds: \"15\"}, beyond: {two.reservation: 0.3}}\n");
    static const char *const reservations[] = {"0.1", "0.2", "0.3", "0.4", "0.5"};
    static const char *const rounds[] = {"20", "15", "10"};
    assert_int_equal(experiment_cells(&e), 45);
    assert_string_equal(e.columns[1], "two.reservation");
    for (uint64_t c = 0; c < 45; c++) {
        assert_string_equal(experiment_level_name(&e, c, 1), reservations[c / 3 % 5]);
        assert_string_equal(experiment_level_name(&e, c, 2), rounds[c % 3]);
    }
    scenario s = cell_of(f, &e, 1 * 15 + 2 * 3 + 1);
    assert_near(s.model.parties[0].discount, 0.9, 0);
    assert_near(s.model.parties[1].reservation, 0.3, 0);
    assert_int_equal(s.model.tables[0].rounds, 15);
    assert_string_equal(e.hypotheses[0].beyond_column, "two.reservation");
    assert_string_equal(e.hypotheses[0].beyond_level, "0.3");
    assert_false(e.hypotheses[0].beyond_blind);
}

static void whatever_is_left_out_has_a_default(void **state)
{
    fixture *f = *state;
    experiment e = read_experiment(f, "experiment: e\nscenario: p\n");
    assert_int_equal(experiment_cells(&e), 1);
    assert_int_equal(e.n_factors, 0);
    assert_string_equal(e.title, "e");
    assert_int_equal(e.sessions, 1000);
    assert_int_equal(e.seed, 1);
    assert_int_equal(e.block, 1024);
    assert_int_equal(e.n_sets, 0);
    assert_string_equal(cell_of(f, &e, 0).agents[0], "linear");
}

static void levels_come_in_the_order_of_the_file(void **state)
{
    fixture *f = *state;
    experiment e = read_experiment(f, "experiment: e\nscenario: p\n"
                                      "vary:\n"
                                      "  a, b:\n"
                                      "    x: {u: {one.reservation: 0.1}, v: {}}\n"
                                      "    y: {v: {one.reservation: 0.3}}\n"
                                      "seed: 18446744073709551615\n");
    static const char *const names[][2] = {{"x", "u"}, {"x", "v"}, {"y", "v"}};
    static const double worth[] = {0.1, 0, 0.3};
    assert_int_equal(experiment_cells(&e), 3);
    assert_int_equal(e.factors[0].n_columns, 2);
    assert_true(e.seed == UINT64_MAX);
    for (uint64_t c = 0; c < 3; c++) {
        assert_string_equal(experiment_level_name(&e, c, 0), names[c][0]);
        assert_string_equal(experiment_level_name(&e, c, 1), names[c][1]);
        assert_near(cell_of(f, &e, c).model.parties[0].reservation, worth[c], 0);
    }
}

/* ---- claims, lines of theory, ablation ---- */

static experiment load_claims(fixture *f, size_t n, const override *sets)
{
    experiment e;
    int code = experiment_load(&f->arena, SOURCE_DIR "/tests/data/claims.yaml", scenario_dirs, sets,
                               n, &e, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return e;
}

static void claims_of_every_kind(void **state)
{
    fixture *f = *state;
    experiment e = load_claims(f, 0, NULL);
    static const claim kinds[] = {CLAIM_RISES, CLAIM_FALLS,  CLAIM_PEAKS, CLAIM_UNAFFECTED,
                                  CLAIM_SAME,  CLAIM_WITHIN, CLAIM_ABOVE, CLAIM_ABOVE,
                                  CLAIM_BELOW, CLAIM_EQUALS, CLAIM_EQUALS};
    assert_int_equal(e.n_hypotheses, sizeof kinds / sizeof *kinds);
    for (uint32_t i = 0; i < e.n_hypotheses; i++) assert_int_equal(e.hypotheses[i].claim, kinds[i]);
    const hypothesis *slope = &e.hypotheses[5];
    assert_int_equal(slope->summary, SUMMARY_SLOPE);
    assert_string_equal(slope->on, "alternative_start_one");
    assert_string_equal(slope->over, "one.alternatives.outside.worth");
    assert_near(slope->low, 0.2, 0);
    assert_near(slope->high, 0.3, 0);
    assert_true(slope->beyond_blind);
    assert_int_equal(slope->marked, MARKED_VALIDATED);
    assert_string_equal(slope->source, "Anbarci & Feltovich 2013");
    assert_near(e.hypotheses[6].low, 0, 0);
    assert_true(isinf(e.hypotheses[6].high));
    assert_true(isinf(e.hypotheses[8].low));
    assert_ptr_equal(e.hypotheses[9].theory, &e.theory[0]);
    assert_near(e.hypotheses[9].tolerance, 0.1, 0);
    assert_null(e.hypotheses[10].theory);
    assert_near(e.hypotheses[10].low, 1, 0);
    assert_near(e.hypotheses[10].tolerance, 1e-9, 0); /* unless said otherwise */
    assert_true(e.latin);
}

/* 1 - d2 (1 - w1) where the option binds, else Rubinstein's share; at most 1 - w2. */
static double option(double w1)
{
    return fmin(1 - 0.25, fmax(1 - 0.99 * (1 - w1), (1 - 0.99) / (1 - 0.99 * 0.99)));
}

static void theory_goes_along_its_factor(void **state)
{
    static const double worth[] = {0, 0.2, 0.4};
    fixture *f = *state;
    experiment e = load_claims(f, 0, NULL);
    const theory_line *l = &e.theory[0];
    assert_int_equal(e.n_theory, 1);
    assert_string_equal(l->name, "option");
    assert_string_equal(l->label, "Binmore, Shaked and Sutton");
    assert_string_equal(l->measure, "pie_share_one");
    for (uint64_t c = 0; c < 6; c++) {
        assert_near(theory_x(&e, l, c), worth[c / 2], 0);
        assert_near(theory_value(&e, l, c), option(worth[c / 2]), 1e-15);
    }
    for (double x = 0; x <= 0.75; x += 0.05) assert_near(theory_at(&e, l, 3, x), option(x), 1e-15);
    assert_true(isnan(theory_at(&e, l, 0, 0.8))); /* 0.8 + 0.25: more than the pie */
}

static void levels_may_say_what_they_are_in_theory(void **state)
{
    fixture *f = *state;
    experiment e = read_experiment(
        f, "experiment: e\nscenario: p\nvary:\n"
           "  patience: {low: {one.power.discount: 0.8}, high: {one.power.discount: 0.95}}\n"
           "  two.reservation: [0, 0.1]\n"
           "theory:\n"
           "  both: {oracle: R1.rubinstein, quantity: share1_if_2_proposes, along: {d2: "
           "{two.reservation: {0: 0.5, 0.1: 0.6}}, d1: {patience: {low: 0.8, high: 0.95}}}}\n"
           "  flat: {oracle: rubinstein, set: {d1: 0.9, d2: 0.9}}\n");
    static const double d1[] = {0.8, 0.8, 0.95, 0.95}, d2[] = {0.5, 0.6, 0.5, 0.6};
    for (uint64_t c = 0; c < 4; c++) {
        double share = 1 - (1 - d1[c]) / (1 - d1[c] * d2[c]);
        assert_near(theory_value(&e, &e.theory[0], c), share, 1e-15);
        assert_near(theory_value(&e, &e.theory[1], c), 10.0 / 19, 1e-15);
    }
    /* The first one is the axis; the other stays at its cell's level. */
    assert_near(theory_at(&e, &e.theory[0], 2, 0.55), 1 - 0.05 / (1 - 0.95 * 0.55), 1e-15);
}

static void parameters_of_one_factor_move_together(void **state)
{
    fixture *f = *state;
    experiment e = read_experiment(
        f, "experiment: e\nscenario: p\nvary:\n"
           "  patience: {low: {one.power.discount: 0.5}, mid: {one.power.discount: 0.7}, high: "
           "{one.power.discount: 0.9}}\n"
           "theory:\n"
           "  both: {oracle: rubinstein, along: {d1: {patience: {low: 0.5, mid: 0.7, high: 0.9}}, "
           "d2: {patience: {low: 0.5, mid: 0.7, high: 0.8}}}}\n");
    const theory_line *l = &e.theory[0];
    for (uint64_t c = 0; c < 3; c++) /* whatever the cell: x is the place */
        assert_near(theory_at(&e, l, c, 0.8), (1 - 0.75) / (1 - 0.8 * 0.75), 1e-15);
    for (uint64_t c = 0; c < 3; c++)
        assert_near(theory_at(&e, l, 0, theory_x(&e, l, c)), theory_value(&e, l, c), 1e-15);
    assert_true(isnan(theory_at(&e, l, 0, 0.95)));
}

static void an_ablation_comes_last_and_keeps_what_must_fail(void **state)
{
    fixture *f = *state;
    override ablated = setting(f, "ablated=yes");
    experiment e = load_claims(f, 1, &ablated);
    assert_true(e.ablated);
    assert_int_equal(e.n_hypotheses, 1);
    assert_string_equal(e.hypotheses[0].name, "gains");
    for (uint64_t c = 0; c < 6; c++) /* whatever the level says */
        assert_near(alternative_worth(&cell_of(f, &e, c).model.parties[0], 0), 0, 0);
    assert_string_equal(experiment_level_name(&e, 5, 0), "0.4");
    assert_string_equal(node_get(e.root, "ablated")->text, "yes");
}

/* ---- the command line, and the resolved file ---- */

static void the_command_line_comes_last(void **state)
{
    fixture *f = *state;
    experiment e = LOAD(f, "used-car-leverage", "sessions=50", "seed=7", "agents.seller=boulware",
                        "agents.seller.beta=0.3", "seller.power.discount=0.5",
                        "seller.power={discount: 0.6}", "buyer.value.base=12500");
    assert_int_equal(e.sessions, 50);
    assert_int_equal(e.seed, 7);
    scenario s = cell_of(f, &e, 0);
    assert_string_equal(s.agents[1], "boulware:beta=0.3");
    assert_near(s.model.parties[1].discount, 0.6, 0);
    assert_near(s.model.parties[0].utility.shift, 12500, 0);
    assert_int_equal(s.model.n_draws, 0);
}

static void assert_same_design(fixture *f, const experiment *a, const experiment *b)
{
    assert_true(node_equal(a->root, b->root));
    assert_int_equal(experiment_cells(a), experiment_cells(b));
    assert_int_equal(a->sessions, b->sessions);
    assert_int_equal(a->seed, b->seed);
    assert_int_equal(a->block, b->block);
    assert_int_equal(a->n_sets, b->n_sets);
    assert_int_equal(a->n_hypotheses, b->n_hypotheses);
    for (uint32_t i = 0; i < a->n_sets; i++) {
        assert_string_equal(a->sets[i].path, b->sets[i].path);
        assert_true(node_equal(a->sets[i].value, b->sets[i].value));
    }
    for (uint64_t c = 0; c < experiment_cells(a); c++) {
        assert_true(node_equal(cell_of(f, a, c).root, cell_of(f, b, c).root));
        for (uint32_t k = 0; k < a->n_columns; k++)
            assert_string_equal(experiment_level_name(a, c, k), experiment_level_name(b, c, k));
    }
}

static void assert_reads_back(fixture *f, const experiment *e)
{
    buf config, text;
    buf_init(&config);
    buf_init(&text);
    node_write(e->root, &config);
    node_write(e->scenario_root, &text);
    experiment again;
    int code =
        experiment_read(&f->arena, "config.yaml", (const char *)config.data, config.size,
                        "scenario.yaml", (const char *)text.data, text.size, &again, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    assert_same_design(f, e, &again);
    buf_fini(&config);
    buf_fini(&text);
}

static void the_resolved_experiment_reads_back(void **state)
{
    fixture *f = *state;
    experiment e = load(f, "leverage", 0, NULL);
    assert_reads_back(f, &e);
    e = load(f, "used-car-leverage", 0, NULL);
    assert_reads_back(f, &e);
    e = LOAD(f, "used-car-leverage", "sessions=50", "block=16", "agents.seller=boulware",
             "agents.seller.beta=0.3", "seller.power.discount={mean: 0.8, sd: 0.1}",
             "buyer.alternatives.uncle={worth: 300}", "title='A: title, \"quoted\" # no comment'");
    assert_reads_back(f, &e);
    assert_string_equal(node_get(e.root, "scenario")->text, "used-car");
    e = load_claims(f, 0, NULL);
    assert_reads_back(f, &e);
}

static void tables_are_shared_over_cells(void **state)
{
    fixture *f = *state;
    experiment e = load(f, "leverage", 0, NULL);
    scenario first = cell_of(f, &e, 0), s;
    for (uint64_t c = 1; c < 60; c++) {
        assert_int_equal(experiment_scenario(&f->arena, &e, c, &first, &s, &f->errors), HG_E_OK);
        for (uint32_t i = 0; i < 2; i++)
            assert_ptr_equal(s.model.parties[i].utility.table,
                             first.model.parties[i].utility.table);
    }
}

static void kinds_are_told_apart(void **state)
{
    fixture *f = *state;
    experiment e;
    assert_int_equal(experiment_kind_of(parse(f, "experiment: a\nscenario: b\n")), 1);
    assert_int_equal(experiment_kind_of(parse(f, "scenario: b\n")), 0);
    assert_int_equal(experiment_kind_of(parse(f, "scenario: b\nvary: {}\n")), 1);
    assert_int_equal(experiment_kind_of(parse(f, "title: b\n")), -1);
    assert_int_equal(experiment_kind_of(parse(f, "[a]\n")), -1);
    assert_int_equal(experiment_kind_of(NULL), -1);
    assert_int_equal(
        experiment_load(&f->arena, path_of(f, "used-car"), scenario_dirs, NULL, 0, &e, &f->errors),
        HG_E_INPUT);
    assert_error(f, "this is a scenario, not an experiment");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_main_experiment),
        TEST(levels_are_what_the_design_says),
        TEST(the_used_car_experiment),
        TEST(a_path_is_a_factor),
        TEST(whatever_is_left_out_has_a_default),
        TEST(levels_come_in_the_order_of_the_file),
        TEST(claims_of_every_kind),
        TEST(theory_goes_along_its_factor),
        TEST(levels_may_say_what_they_are_in_theory),
        TEST(parameters_of_one_factor_move_together),
        TEST(an_ablation_comes_last_and_keeps_what_must_fail),
        TEST(the_command_line_comes_last),
        TEST(the_resolved_experiment_reads_back),
        TEST(tables_are_shared_over_cells),
        TEST(kinds_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
