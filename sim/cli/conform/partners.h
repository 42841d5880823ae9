/* Counterparts with a part to play: what agents worth their name would not do, and an agent has to
 * bear. Written against <higgle/agent.h> like any other; they are on no roster. */
#ifndef CLI_CONFORM_PARTNERS_H
#define CLI_CONFORM_PARTNERS_H
#include "seat/seat.h"

/* leaves, fails, silent, talks, revises; NULL: it is none of them. */
const hg_agent_type *partner_find(const char *name);
#endif
