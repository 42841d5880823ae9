#!/bin/sh
# Do the three play? And does boulware say the same as the simulator's own? HIGGLE: the program, `higgle` if it is not set.
set -eu
cd "$(dirname "$0")"
higgle=${HIGGLE:-higgle}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is said in a session; its first and its last line name the agents.
told() {
    "$higgle" run used-car --seed 7 "$@" >"$work/told" || { cat "$work/told"; echo "failed: $*"; exit 1; }
    sed '1d;$d' "$work/told"
}

told buyer=boulware:beta=0.5 >"$work/inside"
told 'buyer=exec:./boulware beta=0.5' >"$work/outside"
cmp "$work/inside" "$work/outside"
told 'buyer=exec:./tit_for_tat' seller='exec:./slow ms=1' >/dev/null
"$higgle" run used-car 'buyer=exec:./tit_for_tat' 'seller=exec:./boulware' -n 100 --out "$work/run" >/dev/null
"$higgle" replay "$work/run" --programs >/dev/null # asked again, is every byte the same?
echo "three programs play: boulware as the one built in, a hundred sessions the same again"
