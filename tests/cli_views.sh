#!/bin/sh
# How parties see the talks, beside the truth: told, recorded at both levels, tabled, drawn, played again.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# column NAME FILE: its values, one a line
column() {
    awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next } { print $at }' "$2"
}
filled() { column "$1" "$2" | grep -c .; }

# one reads leverage, the other does not look at it and tells nothing
reader=one=leverage:see=belief
expect 0 run split-the-pie $reader two=boulware
says out "one  thinks its leverage 0."
says out "of two's limit"
that [ "$(grep -c 'two  thinks' out)" -eq 0 ]
expect 0 run split-the-pie one=boulware two=linear
that [ "$(grep -c thinks out)" -eq 0 ]

expect 0 run split-the-pie $reader two=boulware -n 20 --log full --out full
expect 0 run split-the-pie $reader two=boulware -n 20 --log sessions --out rows
for run in full rows; do
    sessions=$(($(wc -l <$run/sessions.csv) - 1))
    for name in perceived_start perceived_end perceived_other_start bits_start bits_end misperception_start misperception_end; do
        that [ "$(filled ${name}_one $run/sessions.csv)" -eq "$sessions" ]
        that [ "$(filled ${name}_two $run/sessions.csv)" -eq 0 ]
    done
    that [ "$(filled perceived_mean $run/trajectories.csv)" -gt 0 ]
    that [ "$(filled dependence_one $run/sessions.csv)" -eq "$sessions" ]
    expect 0 replay $run
done
# both levels saw the same; the course of leverage is in the trace alone
for name in perceived_end bits_end misperception_end; do
    column ${name}_one full/sessions.csv >a
    column ${name}_one rows/sessions.csv >b
    that cmp -s a b
done
that [ "$(filled lambda_mean_one full/sessions.csv)" -gt 0 ]
that [ "$(filled lambda_mean_one rows/sessions.csv)" -eq 0 ]
# a misperception is a difference
that awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { d = $at["perceived_start_one"] - $at["leverage_one"] - $at["misperception_start_one"]; if (d * d > 1e-18) exit 1 }' full/sessions.csv

expect 0 show full 0
says out "At the end one thinks its leverage 0."
expect 0 show full 0 --json
says out '"kind": "VIEW"'
says out '"perceived": 0.'
expect 0 export full --table parties --to jsonl
says out '"perceived_start":0.'
expect 0 describe misperception_end
says out "perceived_end less leverage_end"

if gnuplot --version >/dev/null 2>&1; then
    expect 0 plot full#0 timeline --format svg
    that grep -q "dashed: as each party sees it" full/figures/timeline.gp
    cp full/figures/timeline.svg first.svg
    expect 0 plot full#0 timeline --format svg
    that cmp -s first.svg full/figures/timeline.svg
fi
finish
