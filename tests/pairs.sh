#!/bin/sh
# Every shipped scenario with every pair of all agents that are built in (presets too), so many seeds each: nobody may commit a fault.
# An agent made for two may refuse to sit down with more, one that plays a theorem (agents/theory) to play another game; that is counted apart.
# Meant for sanitizer builds. With three parties every pair of agents still meets on every pair of seats.
#   tests/pairs.sh BINARY [SEEDS] [SCENARIO...]       (5; all)
# Exit 1: an agent failed, and which one where is said.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
higgle=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
seeds=${2:-5}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- "$top"/scenarios/*.yaml
export HIGGLE_SCENARIOS=$top/scenarios
export TSAN_OPTIONS="suppressions=$top/tests/tsan.supp"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$top/tests/every_agent.sh" "$higgle" >"$work/agents"
agents=$(wc -l <"$work/agents")
games=$(sed -n 's/^    \.name = "\(.*\)",$/\1/p' "$top"/agents/theory/*.c | tr '\n' ' ')

# SCENARIO ROLES: an experiment of agents^2 cells; seat s of cell (i, j) is played by agent i + s * j
experiment() {
    echo "experiment: pairs"
    echo "scenario: $1"
    echo "sessions: $seeds"
    echo "seed: 1"
    echo "vary:"
    echo "  cell:"
    awk -v roles="$2" '
        { name[NR - 1] = $1 }
        END {
            n = split(roles, role, " ")
            for (i = 0; i < NR; i++)
                for (j = 0; j < NR; j++) {
                    printf "    c%d: {", i * NR + j
                    for (s = 0; s < n; s++)
                        printf "%sagents.%s: %s", s ? ", " : "", role[s + 1], name[s == 0 ? i : (i * (s - 1) + j) % NR]
                    print "}"
                }
        }' "$work/agents"
}

bad=0 sessions=0
for scenario in "$@"; do
    roles=$("$higgle" run "$scenario" --json 2>/dev/null |
        awk '/"agents": \{/ { on = 1; next } /\}/ { on = 0 } on { split($0, q, "\""); print q[2] }' | tr '\n' ' ')
    experiment "$scenario" "$roles" >"$work/pairs.yaml"
    rm -rf "$work/out"
    code=0
    "$higgle" sweep "$work/pairs.yaml" --log sessions --workers 2 --no-figures --out "$work/out" >"$work/said" 2>&1 || code=$?
    if [ $code -ne 0 ] && [ $code -ne 4 ]; then # 4: agents failed in more sessions than --faults accepts, here 0
        cat "$work/said"
        echo "$(basename "$scenario"): exit $code"
        bad=1
        continue
    fi
    awk -F, -v roles="$roles" -v games="$games" '
        BEGIN { m = split(games, name, " "); for (k = 1; k <= m; k++) game[name[k]] }
        NR == 1 { for (k = 1; k <= NF; k++) at[$k] = k; n = split(roles, role, " "); next }
        $at["outcome"] == "agent_error" && $at["fault"] == "refused" && (n > 2 || $at["agent_" $at["by"]] in game) { next }
        $at["outcome"] == "agent_error" {
            line = $at["fault"] ":"
            for (s = 1; s <= n; s++) line = line " " $at["agent_" role[s]]
            count[line]++
        }
        END { for (line in count) print count[line], line }' "$work/out/sessions.csv" | sort -rn >"$work/faults"
    refused=$(grep -c ',agent_error,[^,]*,refused,' "$work/out/sessions.csv" || true)
    played=$(($(wc -l <"$work/out/sessions.csv") - 1))
    if [ $code -eq 0 ] && [ -s "$work/faults" -o "$refused" -ne 0 ]; then
        echo "$(basename "$scenario"): agents failed, and exit 0"
        bad=1
    fi
    sessions=$((sessions + played))
    echo "$(basename "$scenario" .yaml): $((agents * agents)) pairs, $played sessions, $refused refused, $(wc -l <"$work/faults") pairs with faults"
    [ ! -s "$work/faults" ] || { head -5 "$work/faults"; bad=1; }
done
[ "$bad" -ne 0 ] || echo "pairs: $sessions sessions of $agents agents, 0 faults"
exit $bad
