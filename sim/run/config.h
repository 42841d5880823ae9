/* Private to the room: what names a plan. The resolved configuration holds no path of this machine,
 * so that the same experiment is the same bytes wherever it lies. */
#ifndef RUN_CONFIG_H
#define RUN_CONFIG_H
#include "run/plan.h"

/* Fills in the schema of a plan whose arms stand. */
void config_describe(arena *, plan *);
/* The same with these files for those that there are now. */
void config_with_files(plan *, const agent_file *, uint32_t n);
/* "inputs/split-the-pie.yaml": where the scenario lies in a run directory, and what config.yaml
 * calls it. */
const char *config_scenario_file(arena *, const experiment *);
/* The frames before and behind the blocks. */
void config_first_frame(const plan *, buf *out);
void config_last_frame(const plan *, buf *out);
/* An experiment of one cell, its root as config.yaml will hold it. */
void config_single(arena *, const char *path, node *scenario_root, const override *sets,
                   size_t n_sets, uint64_t sessions, uint64_t seed, experiment *out);
#endif
