#!/bin/sh
# Instructions per offer on workload b, by callgrind: exactly repeatable, whatever the machine is busy with. Two runs of different length,
# so that start and tables cancel out. Fails where the committed figure (tests/data/instructions.txt) is exceeded by more than 3 %.
#   tests/instructions.sh BINARY      (UPDATE=1 writes the committed figure)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
binary=$1
committed=$top/tests/data/instructions.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count() { # mode sessions -> instructions and offers
    valgrind --tool=callgrind --callgrind-out-file="$work/out" "$binary" bench --workload b --mode "$1" --repetitions 1 --sessions "$2" --json >"$work/json" 2>"$work/err"
    awk '/Collected/ { print $NF }' "$work/err"
    awk -F'[:,]' '/"offers"/ { print $2 + 0 }' "$work/json"
}
bad=0
for mode in floor messages messages+log; do
    set -- $(count $mode 5120) $(count $mode 15360)
    per_offer=$((($3 - $1) / ($4 - $2)))
    limit=$(awk -v m="$mode" '$1 == m { print int($2 * 1.03) }' "$committed" 2>/dev/null || true)
    echo "$mode $per_offer" >>"$work/figures"
    if [ "${UPDATE:-}" ] || [ "$per_offer" -le "${limit:-0}" ]; then
        echo "$mode: $per_offer instructions per offer"
    else
        echo "$mode: $per_offer instructions per offer, committed was $(awk -v m="$mode" '$1 == m { print $2 }' "$committed")"
        bad=1
    fi
done
[ "${UPDATE:-}" ] && cp "$work/figures" "$committed"
exit $bad
