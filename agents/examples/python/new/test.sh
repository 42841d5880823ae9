#!/bin/sh
# Does my-agent play? Against others, with events, in a hundred sessions at once; and does the same seed give the same bytes?
# HIGGLE: the program; PYTHON: what runs the agent.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
higgle=${HIGGLE:-higgle} agent="exec:${PYTHON:-python3} '$here/agent.py'"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
commands=0

# A fault of an agent ends a command with status 4: then what it printed says what went wrong.
try() {
    commands=$((commands + 1))
    "$higgle" "$@" >"$work/told" && return
    cat "$work/told"
    echo "failed: $higgle $*"
    exit 1
}

try check "$agent" # all that an agent is held to
for other in boulware conceder tit-for-tat micro random "$agent"; do
    try run split-the-pie one="$agent" two="$other"
    try run split-the-pie one="$other" two="$agent"
done
try run split-the-pie one="$agent" two="$agent" --rounds 1
try run used-car buyer="$agent beta=2" -n 100 --out "$work/run"
try replay "$work/run" --programs # asked again, is every byte the same?

# Two who give way agree on something.
try run split-the-pie one="$agent" two=conceder --json
grep -q '"result": "deal"' "$work/told" || { echo "no deal with conceder"; exit 1; }
echo "my-agent plays: $commands commands, no fault, the same bytes again"
