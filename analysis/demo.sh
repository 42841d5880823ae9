#!/bin/sh
# The main job in one command: install what is missing, build, run the experiment `leverage`, print its table and verdicts, draw its figures.
#   ./analysis/demo.sh                 everything
#   ./analysis/demo.sh --sessions 200  passed on to `higgle sweep leverage`
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
"$top/.ci/install" build
echo "building"
cmake -S "$top" -B "$top/build/demo" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON -DHIGGLE_TESTS=OFF >/dev/null
cmake --build "$top/build/demo" >/dev/null
cd "$top"
verdict=0
./build/demo/higgle sweep leverage "$@" || verdict=$?
# 1: a hypothesis failed, 6: one is undecided. Both are answers, not accidents.
case $verdict in 0 | 1 | 6) ;; *) exit "$verdict" ;; esac
./build/demo/higgle plot last concession --format txt
echo "Open runs/last/figures/concession.svg and runs/last/figures/share.svg."
