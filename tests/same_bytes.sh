#!/bin/sh
# Same seed, same bytes: every binary named, with one worker and with two, must write the same record and tables.
#   tests/same_bytes.sh BINARY...
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
for binary in "$@"; do
    binary=$(cd "$(dirname "$binary")" && pwd)/$(basename "$binary")
    for workers in 1 2; do
        for experiment in leverage used-car-leverage; do
            out=$work/$experiment-$n
            verdict=0
            (cd "$top" && "$binary" sweep "$experiment" --sessions 60 --workers $workers --log full --no-figures --out "$out" >/dev/null) || verdict=$?
            case $verdict in 0 | 1 | 6) ;; *) exit "$verdict" ;; esac # a verdict is an answer, anything else an accident
            for file in log.msgpack sessions.csv twins.csv trajectories.csv parties.csv; do
                cmp "$work/$experiment-0/$file" "$out/$file"
            done
        done
        n=$((n + 1))
    done
done
echo "same bytes: $n passed, 0 failed"
