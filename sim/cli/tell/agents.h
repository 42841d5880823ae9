/* What there is to say about an agent: rule, settings, presets, traits, paper. */
#ifndef CLI_AGENTS_H
#define CLI_AGENTS_H
#include "base/json.h"
#include "scenario/scenario.h"
#include "seat/seat.h"
#include <stdio.h>

/* With these settings; those of the bare name are its defaults. In brief its parts are only named.
 */
typedef enum agent_detail { AGENT_IN_BRIEF, AGENT_IN_FULL } agent_detail;
void agent_print(const seat_spec *, agent_detail, FILE *to);
void agent_page(const seat_spec *, FILE *to); /* Markdown, without a heading; defaults */
void agent_json(const seat_spec *, json *);
/* "stochastic, reads leverage"; in the arena. */
const char *agent_traits(arena *, uint32_t traits);
/* "0.01..100", "last|random"; "0.2", "last": in the arena. */
const char *agent_range(arena *, const hg_param *);
const char *agent_value(arena *, const hg_param *, double x);
/* What can be set below an agent's path: "agents.buyer.beta". None where the text is no agent. */
size_t agent_settings(arena *, const char *path, const char *spec, const scenario_setting **out);
#endif
