/* Scenario or experiment: told apart by their keys before anything is read, so that a file of the
 * wrong kind is one message and not one per key. It knows no other key. */
#include "scenario/kind.h"

#include "scenario/experiment/experiment.h"

static bool neither(const node *root, error_list *errors)
{
    node_error(errors, root,
               "neither a scenario nor an experiment: a file begins with `scenario: NAME` or "
               "`experiment: NAME`");
    return false;
}

int experiment_kind_of(const node *root)
{
    if (node_get(root, "experiment") || node_get(root, "vary")) return 1;
    return node_get(root, "scenario") ? 0 : -1;
}

bool must_be_scenario(const node *root, error_list *errors)
{
    int kind = experiment_kind_of(root);
    const node *name = node_key(root, "experiment");
    if (kind < 0) return neither(root, errors);
    if (kind == 1 && name)
        node_error(errors, name, "this is an experiment; a scenario begins with `scenario: NAME`");
    else if (kind == 1)
        node_error(errors, node_key(root, "vary"),
                   "this is an experiment without a name, since it varies something; a scenario "
                   "varies nothing");
    return kind == 0;
}

bool must_be_experiment(const node *root, error_list *errors)
{
    int kind = experiment_kind_of(root);
    if (kind < 0) return neither(root, errors);
    if (node_get(root, "experiment")) return true;
    node_error(errors, root,
               kind == 1 ? "the experiment has no name: it begins with `experiment: NAME`"
                         : "this is a scenario, not an experiment: it has no `experiment: NAME`");
    return false;
}
