/* Is an agent that others wrote in order? Asked before it plays, of a plugin and of a program. */
#ifndef HOST_FLAW_H
#define HOST_FLAW_H
#include "base/arena.h"
#include <higgle/agent.h>

#define AGENT_PARAMS_MAX 64                         /* parameters, presets, words of a choice */
#define AGENT_STATE_MAX  ((size_t)16 * 1024 * 1024) /* bytes per session and party */

/* What is wrong with it, in words that follow its name or path; NULL: nothing. */
const char *agent_flaw(arena *, const hg_agent_type *);
#endif
