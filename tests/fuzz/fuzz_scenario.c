/* Fuzz target: any text as a scenario or an experiment file. Reading ends with errors or with a
 * model that holds together; a tree that was written reads back as the same tree. */
#include "fuzz.h"

#include "model/solution.h"
#include "scenario/experiment/experiment.h"

#include <math.h>
#include <string.h>

/* What an experiment of the fuzzer's making is about: two parties, a few outcomes. */
static const char small[] = "scenario: small\n"
                            "issues: {price: {min: 0, max: 10, step: 1}}\n"
                            "parties:\n"
                            "  buyer: {pays: price, value: {base: 10}}\n"
                            "  seller: {receives: price}\n"
                            "deadline: {rounds: 5}\n"
                            "agents: {buyer: linear, seller: linear}\n";

static void check_written(arena *a, const node *root)
{
    buf text;
    error_list errors;
    buf_init(&text);
    error_list_init(&errors);
    node_write(root, &text);
    const node *again = node_read(a, "again", (const char *)text.data, text.size, &errors);
    must(again && node_equal(root, again));
    error_list_fini(&errors);
    buf_fini(&text);
}

static void check_model(arena *a, const model *m)
{
    double d[HG_PARTIES_MAX];
    solutions found;
    must(m->n_parties >= 2 && m->n_parties <= HG_PARTIES_MAX && m->space.size > 0);
    const model *drawn = model_draw(a, m, 1, 0, 0);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const party *p = &drawn->parties[i];
        must(utility_best(&p->utility) >= utility_worst(&p->utility));
        must(isfinite(p->reservation) && p->discount > 0 && p->recognition >= 0);
        d[i] = p->reservation;
    }
    if (m->space.listed && m->space.size > 100000) return; /* the fuzzer has other things to find */
    solutions_find(a, drawn, d, &found);
    must(found.n_pareto > 0 && found.at[SOLUTION_UTILITARIAN] < m->space.size);
    must((found.rational == 0) == (found.at[SOLUTION_NASH] == HG_NO_OUTCOME));
}

static void check_scenario(arena *a, node *root, error_list *errors)
{
    scenario s;
    if (scenario_read(a, root, NULL, &s, errors) == HG_E_OK)
        check_model(a, &s.model);
    else
        must(errors->errors > 0);
}

static void check_experiment(arena *a, const char *text, size_t size, error_list *errors)
{
    experiment e;
    scenario s;
    if (experiment_read(a, "experiment", text, size, "small", small, sizeof small - 1, &e,
                        errors)) {
        must(errors->errors > 0);
        return;
    }
    must(experiment_cells(&e) > 0);
    if (experiment_scenario(a, &e, experiment_cells(&e) - 1, NULL, &s, errors) == HG_E_OK)
        check_model(a, &s.model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    arena a;
    error_list errors;
    arena_init(&a);
    error_list_init(&errors);
    node *root = node_read(&a, "fuzz", text, size, &errors);
    must(root || errors.errors > 0);
    if (root) {
        check_written(&a, root);
        if (experiment_kind_of(root) == 1)
            check_experiment(&a, text, size, &errors);
        else
            check_scenario(&a, root, &errors);
    }
    error_list_fini(&errors);
    arena_fini(&a);
    return 0;
}
