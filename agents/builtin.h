/* The agents built in, declared from the list in agents.def. */
#ifndef AGENTS_BUILTIN_H
#define AGENTS_BUILTIN_H
#include <higgle/agent.h>

#define AGENT(name) extern const hg_agent_type hg_agent_##name;
#include "agents/agents.def"
#undef AGENT

#endif
