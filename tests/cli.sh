# What the cli_*.sh tests share. Source it with the binary as $1: every check runs the program as a user does.
set -u
higgle=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HIGGLE_SCENARIOS=$top/scenarios
passed=0 failed=0

# Are there pseudo terminals to type at? Some containers have none.
has_terminals() {
    python3 -c 'import os; os.openpty()' 2>/dev/null || { echo "skipped: no python3, or no pseudo terminals"; false; }
}

# expect STATUS ARGUMENTS...: runs higgle, keeps its output in $work/out and $work/err
expect() {
    status=$1
    shift
    "$higgle" "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    if [ "$got" -eq "$status" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "higgle $*: exit $got, expected $status"
        cat "$work/out" "$work/err"
    fi
}
# plain_library FILE: does it link without the run-time of a sanitizer or of coverage?
plain_library() { ! nm -u "$1" 2>/dev/null | grep -qE '__(asan|tsan|ubsan|gcov|llvm|sanitizer)'; }
# says WHERE(out|err) TEXT: the last command printed it
says() {
    if grep -qF -- "$2" "$work/$1"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "std$1 lacks: $2"
        cat "$work/$1"
    fi
}
lacks() {
    if grep -qF -- "$2" "$work/$1"; then
        failed=$((failed + 1))
        echo "std$1 should not say: $2"
        cat "$work/$1"
    else
        passed=$((passed + 1))
    fi
}
# that COMMAND...: it succeeds
that() {
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not so: $*"
    fi
}
silent() {
    if [ -s "$work/$1" ]; then
        failed=$((failed + 1))
        echo "std$1 should be empty:"
        cat "$work/$1"
    else
        passed=$((passed + 1))
    fi
}
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
