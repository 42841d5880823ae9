#!/bin/sh
# Instructions by callgrind, exactly repeatable whatever the machine is busy with: per offer of a workload, and of a frontier or a search in a
# large space. Two runs of different length, so that start and tables cancel out. Fails where a committed figure (sim/cli/bench/counted.def, which
# `higgle bench` prints) is exceeded by more than 3 %, where an offer among 10^12 outcomes costs 5 times what it costs on workload b, and where
# agents that read leverage cost more there than LEVERAGE_MOST % of messages+log.
#   tests/instructions.sh BINARY      (UPDATE=1 writes the committed figures)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
binary=$1
committed=$top/sim/cli/bench/counted.def
LEVERAGE_MOST=267 # 200 is what it ought to be
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

count() { # options of bench -> instructions
    valgrind --tool=callgrind --callgrind-out-file="$work/out" "$binary" bench --json "$@" >"$work/json" 2>"$work/err"
    awk '/Collected/ { print $NF }' "$work/err"
}
offers() { awk -F'[:,]' '/"offers"/ { print $2 + 0 }' "$work/json"; }

verdict() { # work mode instructions
    was=$(awk -F'"' -v w="$1" -v m="$2" '$2 == w && $4 == m { gsub(/[^0-9]/, "", $5); print $5 }' "$committed")
    printf 'COUNTED("%s", "%s", %s)\n' "$1" "$2" "$3" >>"$work/figures"
    if [ "${UPDATE:-}" ] || [ "$3" -le $((${was:-0} * 103 / 100)) ]; then
        echo "$1 ${2:+$2 }$3 instructions"
    else
        echo "$1 ${2:+$2 }$3 instructions, committed was ${was:-none}"
        bad=1
    fi
}

workload() { # name mode sessions: instructions per offer
    few=$(count --workload "$1" --mode "$2" --repetitions 1 --sessions "$3")
    few_offers=$(offers)
    many=$(count --workload "$1" --mode "$2" --repetitions 1 --sessions $(($3 * 3)))
    per_offer=$(((many - few) / ($(offers) - few_offers)))
    verdict "$1" "$2" $per_offer
}
large() { # name: not 5 times as much as b
    workload "$1" messages+log 1024
    [ $per_offer -lt $((5 * on_b)) ] && return
    echo "$1: $per_offer instructions per offer, 5 times the $on_b of workload b"
    bad=1
}
space() { # name, how often a repetition does it
    once=$(count --workload "$1" --repetitions 1)
    thrice=$(count --workload "$1" --repetitions 3)
    verdict "$1" "" $(((thrice - once) / 2 / $2))
}

for mode in floor messages messages+log; do workload b $mode 5120; done
on_b=$per_offer
workload b +leverage 5120
echo "b +leverage over messages+log: $((per_offer * 100 / on_b)) %"
if [ $((per_offer * 100)) -gt $((LEVERAGE_MOST * on_b)) ]; then
    echo "b +leverage: more than $LEVERAGE_MOST % of messages+log"
    bad=1
fi
for name in d d-tit-for-tat d-micro; do large $name; done
for name in frontier-1e6 frontier-1e7 frontier-1e12; do space $name 1; done
space search-1e12 100000
[ "${UPDATE:-}" ] && cp "$work/figures" "$committed"
exit $bad
