#!/bin/sh
# Lines that the rooms' own tests run (test_*; the program's tests are no proof of a room); fails where a room below has less than 90 % of them.
#   tests/coverage.sh           (DETAILS=1 names the lines that are missed)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
least=90
"$top/.ci/install" build test check
cd "$top"
cmake --preset coverage >/dev/null
cmake --build --preset coverage >/dev/null
find build/coverage -name '*.gcda' -delete
ctest --preset coverage -R "^test_" >build/coverage/tests.log 2>&1 || { tail -40 build/coverage/tests.log; exit 1; }
bad=0
for room in base theory model wire session record; do
    report=build/coverage/$room.txt
    gcovr --root . --filter "sim/$room/" --exclude-unreachable-branches --txt "$report" build/coverage >/dev/null 2>&1
    percent=$(awk '/^TOTAL/ { sub("%", "", $4); print $4 }' "$report")
    echo "$room: $percent % of $(awk '/^TOTAL/ { print $2 }' "$report") lines"
    [ "${percent:-0}" -ge "$least" ] || { bad=1; echo "  less than $least %"; }
    [ -z "${DETAILS:-}" ] || cat "$report"
done
exit $bad
