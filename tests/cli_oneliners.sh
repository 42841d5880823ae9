#!/bin/sh
# The R, Python and DuckDB lines of a run's README run as they stand, and find the numbers that stand above them. What is not installed
# is skipped, by name.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
"$higgle" sweep leverage -n 40 --no-figures --out swept >/dev/null 2>&1
"$higgle" run used-car -n 60 --out single >/dev/null 2>&1

# block LANGUAGE: the fenced lines of the README in this folder
block() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" README.md | grep -v '^```'; }

# finds COMMAND...: its line of cell 0 has the two numbers of the README
finds() {
    expected=$(sed -n 's/^Each prints .* Cell \([0-9]*\) has \([0-9.-]*\) and \([0-9.]*\)\.$/\1 \2 \3/p' README.md)
    that [ -n "$expected" ]
    "$@" >printed 2>said || { cat said; failed=$((failed + 1)); }
    if tr ',|' '  ' <printed | awk -v want="$expected" 'BEGIN { split(want, x, " ") }
        function near(a, b) { return a - b < 2e-5 && b - a < 2e-5 }
        $1 == x[1] && NF == 3 && near($2, x[2]) && near($3, x[3]) { found = 1 }
        END { exit !found }'; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$*: does not print $expected"
        cat printed
    fi
}
for run in swept single; do
    cd "$work/$run" || exit 1
    for language in r python sql; do that [ -n "$(block $language)" ]; done
    if command -v Rscript >/dev/null; then block r >lines.r && finds Rscript --vanilla lines.r; else echo "skipped: Rscript is not installed"; fi
    if command -v python3 >/dev/null; then block python >lines.py && finds python3 lines.py; else echo "skipped: python3 is not installed"; fi
    if command -v duckdb >/dev/null; then finds duckdb -csv -c "$(block sql)"; else echo "skipped: duckdb is not installed"; fi
done
finish
