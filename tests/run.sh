#!/bin/sh
# Install what is missing, build, run every test. `./tests/run.sh asan` (or tsan, dev, clang) does it with that preset.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
preset=${1:-release}
case $preset in clang | asan) checks=check ;; *) checks= ;; esac
"$top/.ci/install" build test $checks
cd "$top"
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
ctest --preset "$preset"
