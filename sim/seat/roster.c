/* The agents built in, in the order of agents/agents.def: that file is the only list. */
#include "seat/seat.h"

#include "agents/builtin.h"

#include <string.h>

static const hg_agent_type *const agents[] = {
#define AGENT(name) &hg_agent_##name,
#include "agents/agents.def"
#undef AGENT
    NULL};

const hg_agent_type *const *roster(void) { return agents; }

const hg_agent_type *roster_find(const char *name)
{
    for (size_t i = 0; agents[i]; i++)
        if (strcmp(agents[i]->name, name) == 0) return agents[i];
    return NULL;
}
