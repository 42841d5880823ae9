#!/bin/sh
# higgle analyse: the studies of a run, as tables, as text, as JSON; what events do, and what they cannot do.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# An offer comes at a time that is drawn: the buyer, who has it, stops conceding; the seller, who goes by the clock alone, does not.
expect 0 run used-car -n 1500 --log full seller=boulware --set 'buyer.alternatives.colleague.arrives={min: 0.2, max: 0.8}' --out late
expect 0 analyse late
says out "regression: pie_share of buyer"
says out "factors interact, so a symmetric factor can carry a non-zero part"
says out "utilisation"
says out "against sessions in which it has not yet"
says out "written, every role in them: late/regression.csv late/calibration.csv late/events.csv late/effects.csv"
lacks out nan
for table in regression calibration events effects; do that test -s late/$table.csv; done
# column NAME FILE: its number in the head
column() { head -1 "$2" | tr , '\n' | grep -nx "$1" | cut -d: -f1; }
# value FILE NAME CONDITION-AWK: of the first such line
value() { awk -F, -v c="$(column "$2" "$1")" "NR > 1 && $3 {print \$c; exit}" "$1"; }
mine='$1 == "buyer" && $4 == "arrived" && $5 == "not_yet"'
below() { awk -v a="$1" -v b="$2" 'BEGIN {exit !(a != "" && a < b)}'; }
that below 0.001 "$(value late/events.csv lead_p_own "$mine")"
that below "$(value late/events.csv after_ci_high "$mine")" 0
that below "$(value late/events.csv own_ci_high "$mine && \$7 == 0")" 0
for offset in 0 1 2; do
    moved=$(value late/events.csv other "$mine && \$7 == $offset")
    that below "${moved#-}" 0.001
done
# what comes at the same time everywhere has nothing to be held against but the blind twin
expect 0 run used-car -n 60 --log full --out fixed
expect 0 analyse fixed events
says out "nothing to compare with"
says out "against its blind twin"

# the same again, byte for byte, and what higgle check holds them against
cp late/events.csv before.csv
expect 0 analyse late events
that cmp -s before.csv late/events.csv
expect 0 check late
expect 0 export late --table calibration --to jsonl
says out '"role":"buyer"'
expect 0 export late --table columns
says out "regression.csv,coefficient,number"
says out "events.csv,offset,number"
sed 's/^\(buyer,[^,]*\),no,arrived/\1,yes,arrived/' before.csv >late/events.csv
expect 3 check late
says err "events.csv:2"

# without traces there are no events; all else is there
expect 0 run split-the-pie -n 40 --log sessions --out short
expect 0 analyse short
says out "runs made with --log full"
that test ! -e short/events.csv
expect 3 export short --table events
says err "keeps no traces"
expect 0 analyse short calibration --role two
says out "calibration: pie_share of two"
lacks out "another role"

# what is asked wrongly
expect 2 analyse short regresion
says err 'did you mean "regression"?'
expect 2 analyse short anova
says err "regression, calibration, events, effects"
expect 3 analyse short --role three
says err "its roles: one, two"
expect 3 analyse nowhere
finish
