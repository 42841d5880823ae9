/* What run and play say alike of the one session they played. */
#ifndef CLI_SINGLE_H
#define CLI_SINGLE_H
#include "cli/tell/transcript.h"
#include "run/plan.h"

/* "used-car · buyer leverage/human · seller anna · 20 rounds · seed 1"; played: the session's
 * model; players: [n_parties] who played it, as people are to read it. */
const char *single_headline(arena *, const model *played, const char *const *players,
                            uint64_t seed);
/* Keys of an object that is open: scenario, seed, agents, and those of the transcript. */
void single_json(json *, const plan *, const transcript *, uint64_t seed);
/* Those keys before the transcript's. */
#define SINGLE_JSON(also)                                                                          \
    {"scenario", "string" also, "its name"}, {"seed", "number" also, "of all random numbers"},     \
        {"agents", "object" also, "who played"},                                                   \
    {                                                                                              \
        "agents.ROLE", "string", "agent of this role with its settings"                            \
    }
#endif
