#!/bin/sh
# Runs each fuzz target for so many seconds, from seeds made of shipped files. A finding is kept in build/fuzz/findings and fails.
#   tests/fuzz.sh [SECONDS] [TARGET...]       (30; wire scenario record genius geniusweb negolog oracle)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
seconds=${1:-30}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- wire scenario record genius geniusweb negolog oracle
"$top/.ci/install" build check
cd "$top"
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz >/dev/null
build=$top/build/fuzz
seeds=$build/seeds
rm -rf "$seeds"
mkdir -p "$seeds/wire" "$seeds/scenario" "$seeds/record" "$seeds/genius" "$seeds/geniusweb" "$seeds/negolog" "$seeds/oracle" "$build/findings"

# seeds: messages and briefings; every shipped file and every broken one; short records at both levels
"$build/fuzz_seeds" "$seeds/wire" scenarios/*.yaml
for file in scenarios/*.yaml scenarios/experiments/*.yaml tests/data/preferences/* tests/data/broken/*; do
    cp "$file" "$seeds/scenario/$(basename "$(dirname "$file")")-$(basename "$file")"
done
for file in tests/data/foreign/*/* tests/data/broken_foreign/*; do
    seed=$(basename "$(dirname "$file")")-$(basename "$file")
    case $file in
    *.xml) cp "$file" "$seeds/genius/$seed" ;;
    *.json) cp "$file" "$seeds/geniusweb/$seed" && cp "$file" "$seeds/negolog/$seed" ;;
    esac
done
cp tests/data/oracle/* "$seeds/oracle"
for scenario in split-the-pie used-car; do
    for level in sessions full; do
        "$build/higgle" run $scenario -n 3 --log $level --out "$seeds/run" >/dev/null
        mv "$seeds/run/log.msgpack" "$seeds/record/$scenario-$level"
        rm -r "$seeds/run"
    done
done
for file in tests/fuzz/found/*; do
    target=$(basename "$file")
    cp "$file" "$seeds/${target%%-*}/found-$target"
done

cd "$build"
for target in "$@"; do
    mkdir -p "corpus/$target"
    echo "$target: $seconds seconds from $(ls "$seeds/$target" | wc -l) seeds"
    "./fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=65536 -print_final_stats=1 -verbosity=0 \
        -dict="$top/tests/fuzz/$target.dict" -artifact_prefix="findings/$target-" "corpus/$target" "$seeds/$target" >"findings/$target.log" 2>&1 ||
        { tail -40 "findings/$target.log"; echo "$target: a finding, see $build/findings"; exit 1; }
    sed -n 's/^stat::number_of_executed_units: */  inputs: /p' "findings/$target.log"
done
echo "fuzz: $# passed, 0 failed"
