#!/bin/sh
# All agents that are built in, presets too, a line each.
#   tests/every_agent.sh BINARY
set -eu
sed -n 's/^AGENT(\(.*\))$/\1/p' "$(dirname "$0")/../agents/agents.def" | tr _ -
"$1" help agents | sed -n 's/^ *\([a-z-]*\/[a-z-]*\) = .*/\1/p'
