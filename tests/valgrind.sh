#!/bin/sh
# A sample of tests/pairs.sh under valgrind, which also sees what is read before it was written: every agent against one
# that concedes and one that learns, on stories of two and of three parties. No error, nothing lost.
#   tests/valgrind.sh BINARY        of a build without sanitizers
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
higgle=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
export HIGGLE_SCENARIOS=$top/scenarios
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
agents=$("$top/tests/every_agent.sh" "$higgle" | paste -sd, -)

# SCENARIO ROLE OTHER
sample() {
    printf 'experiment: sample\nscenario: %s\nsessions: 2\nseed: 1\nvary:\n  agents.%s: [%s]\n  agents.%s: [boulware, nice-tit-for-tat]\n' \
        "$1" "$2" "$agents" "$3" >sample.yaml
    code=0
    valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite,indirect,possible --error-exitcode=99 \
        "$higgle" sweep sample.yaml --workers 1 --no-figures --faults 100000 --out "run-$1" >said 2>&1 || code=$?
    grep '^==' said >&2 || [ $code -lt 2 ] || { cat said >&2; echo "$1: exit $code" >&2; exit 1; }
    [ $code -ne 99 ] || { echo "$1: valgrind found something" >&2; exit 1; }
    echo "$1: $(printf %s "$agents" | tr , '\n' | wc -l) agents as $2, nothing found"
}
sample used-car buyer seller
sample heirs anna bert
