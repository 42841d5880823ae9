#!/bin/sh
# `higgle run used-car` from start to end: less than 10 MB resident, and fewer instructions than 20 ms have room for, which is what is promised
# on a slow machine at 1 instruction per nanosecond. A count is exact whatever else the machine does; the wall time is only printed.
#   tests/startup.sh BINARY
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
higgle=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
most_kib=10000
most_instructions=20000000
export HIGGLE_SCENARIOS=$top/scenarios
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"${CC:-cc}" -std=c17 -D_POSIX_C_SOURCE=200809L -O1 "$top/tests/rusage.c" -o rusage
./rusage "$higgle" run used-car >out 2>err
set -- $(tail -1 err)
valgrind --tool=callgrind --callgrind-out-file=profile "$higgle" run used-car >out 2>err
instructions=$(awk '/Collected/ { print $NF }' err)
grep -q '^again: ' out

bad=0
verdict() { # what, measured, most
    if [ "$2" -le "$3" ]; then echo "$1: $2, at most $3"; else echo "$1: $2, which is more than $3"; bad=1; fi
}
verdict "resident KiB" "$1" $most_kib
verdict "instructions" "$instructions" $most_instructions
echo "wall time: $2 ms (not tested)"
exit $bad
