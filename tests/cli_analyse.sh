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
says out "written, every role in them: late/regression.csv late/calibration.csv late/events.csv late/effects.csv late/impasse.csv"
lacks out nan
for table in regression calibration events effects impasse agreement moves factors; do that test -s late/$table.csv; done
says out "Kaplan-Meier: what ends otherwise"
says out "nothing is varied"
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

# five agents, and how long they take: who goes by the clock alone agrees later the longer it holds out; nobody fails without a reason
cat >five.yaml <<'EOF'
experiment: five
scenario: used-car
set: {agents.seller: leverage}
vary:
  agents.buyer: [boulware, linear, conceder, hardliner, tit-for-tat]
  seller.cost.base: [8000, 9000, 10000]
sessions: 60
seed: 1
EOF
expect 0 sweep five.yaml --log full --out five
expect 0 analyse five factors agreement impasse moves
says out "agents.buyer           5"
says out "Spearman's rho"
says out "log-rank against the blind twin of buyer"
# field FILE NAME CONDITION-AWK, as above; agents differ for sure, and more than luck
that below "$(value five/factors.csv paired_p '$1 == "buyer" && $2 == "agents.buyer"')" 0.001
that below 0.1 "$(value five/factors.csv omega_squared '$1 == "buyer" && $2 == "agents.buyer"')"
that below "$(value five/factors.csv p_time '$1 == "buyer" && $2 == "agents.buyer"')" 0.001
# only numbers have an order; what one has more of, the other has less of
that below 0 "$(value five/factors.csv spearman_ci_low '$1 == "buyer" && $2 == "seller.cost.base"')"
that below "$(value five/factors.csv spearman_ci_high '$1 == "seller" && $2 == "seller.cost.base"')" 0
that test -z "$(value five/factors.csv spearman '$1 == "buyer" && $2 == "agents.buyer"')"
# the hardliner does not move: there is nothing that its concessions go with
that test "$(value five/moves.csv coefficient '$2 == "hardliner" && $7 == "leverage"')" = 0
that below 5 "$(wc -l <five/agreement.csv)"
expect 0 check five
expect 0 analyse five factors --json
says out '"omega_squared":'

# models of the other: the truth is the truth, who listens to somebody that holds out learns, and each says how sure it is
expect 0 sweep opponent-models --sessions 40 --log full --out heard
expect 0 analyse heard models
says out "RMSE, of"
says out "Kendall's tau, of"
lacks out nan
# at FILE NAME MODEL AGENT TIME
at() { value "$1" "$2" "\$1 == \"A\" && \$3 == \"$3\" && \$2 == \"$4\" && \$4 == $5"; }
that test "$(at heard/models.csv rmse perfect boulware 1)" = 0
that test "$(at heard/models.csv kendall perfect micro 0.5)" = 1
that test -z "$(at heard/models.csv spearman uniform boulware 1)"
that below "$(at heard/models.csv spearman frequency boulware 0)" "$(at heard/models.csv spearman_ci_low frequency boulware 1)"
that below "$(at heard/models.csv rmse bayesian micro 1)" "$(at heard/models.csv rmse frequency micro 1)"
that test "$(at heard/models.csv spearman opposite boulware 0)" = "$(at heard/models.csv spearman opposite boulware 1)"
expect 0 analyse heard models --json
says out '"spearman":'
lacks out '"effects"'
# acceptance: who holds offers against its next bid accepts as it did, in every session
expect 0 analyse heard acceptance
says out "unknown: the agent accepted and it would not"
rows=0
while IFS=, read -r role agent condition sessions taken same unknown rest; do
    case $condition:$agent in next:conceder | next:boulware | next:micro | next:leverage*) ;; *) continue ;; esac
    that test "$taken:$unknown" = "$same:0"
    rows=$((rows + 1))
done <heard/acceptance.csv
that test "$rows" = 5
# only by name, and only where there is something to hear
expect 0 analyse heard effects
that test ! -e heard/moves.csv
expect 0 run split-the-pie -n 40 --log full --out one-issue
expect 0 analyse one-issue models
says out "nothing to find out but the direction"
expect 0 analyse short acceptance
says out "runs made with --log full"
expect 3 plot short models
says err "keeps no traces"

# what is asked wrongly
expect 2 analyse short regresion
says err 'did you mean "regression"?'
expect 2 analyse short anova
says err "regression, calibration, events, effects"
expect 3 analyse short --role three
says err "its roles: one, two"
expect 3 analyse nowhere
# of five sessions nothing is sure, and no title says so; letters stand before the line
expect 0 run used-car -n 5 --log full --out handful
expect 0 plot handful acceptance-time --format txt
says out "What other rules of acceptance would have brought"
# with nothing to write no files are named; what was cut off is said
expect 0 analyse short moves
lacks out "written"
cp -r short cut
head -c $(($(wc -c <short/log.msgpack) - 8)) short/log.msgpack >cut/log.msgpack
expect 0 analyse cut calibration
says err "cut was interrupted"
expect 0 analyse cut calibration --json
says out '"complete": false'
expect 0 analyse short calibration --json
says out '"complete": true'
finish
