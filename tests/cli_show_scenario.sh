#!/bin/sh
# higgle show SCENARIO: what is negotiated and what theory says about it, for people and as JSON.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

python=$(command -v python3 || true)
[ "$python" ] || echo "no python3 here: documents are printed, but not read"

# of the JSON document: a path of keys and indices, and what stands there
has() {
    got=$(python3 -c '
import json, sys
at = json.load(open(sys.argv[1]))
for key in sys.argv[2:]:
    at = at[int(key)] if isinstance(at, list) else at[key]
print(json.dumps(at, ensure_ascii=False))' "$work/out" "$@" 2>&1)
}
is() {
    expected=$1
    shift
    [ "$python" ] || return 0
    has "$@"
    that [ "$got" = "$expected" ]
    [ "$got" = "$expected" ] || echo "$*: $got, expected $expected"
}

expect 0 show used-car
says out "A used car"
says out "colleague: 1 500 EUR, comes at time 0.65 (round 14)"
says out "its limit then: 689 EUR, since it can look on"
says out "1 220 outcomes; 304 of them give nobody less than no deal does at the start"
says out "Pareto frontier: 133 outcomes, 15 of them:"
says out "Kalai-Smorodinsky"
says out "1 886 EUR of a pie of 3 225 EUR" # 3225 - 650 - 689
says out "leverage at the start"
says out "higgle run used-car"
that [ "$(grep -c '^[0-9].* / .* %$' "$work/out")" -eq 15 ]
that sh -c "! grep -q ' \$' '$work/out'"

# the commands it ends with do what they say
sed -n 's/^[a-z ]*: *higgle //p' "$work/out" >next
that [ "$(wc -l <next)" -eq 4 ]
while read -r line; do
    eval "set -- $line"
    case $line in *-n*) set -- "$@" --out many ;; esac
    expect 0 "$@"
done <next

# with what is held alone
expect 0 show used-car --json --set seller.alternatives.walk_ins=none
is 1220 outcomes
is 324 rational
is '[1625, 1600]' nash
is '[1625, 1600]' kalai_smorodinsky
is 3225 pie
is 1975 zone
is 650 reservation buyer
is 0.95 discount seller
is '"11 100 EUR · 7 days · 12 months"' agreements nash
is '[-2350, 5000]' pareto 0
is '[5200, -2300]' pareto 132
has leverage buyer
phi=$got
expect 0 leverage pie=3225 w=650,600 h=0.00554529,0.00269965 iota=0.25,0.25 --json
has phi 0
[ -z "$python" ] || that python3 -c "assert abs($phi - $got) < 1e-5"

# preferences that are not a sum over issues
beyond=$top/tests/data/preferences/beyond-sums.yaml
expect 0 check "$beyond"
expect 0 show "$beyond"
says out "preferences  3 interactions (rush, large lots, volume)"
says out "a table of outcomes; averse to risk: gain ^ 0.5, where 0 to 100 is 0 to 1; normalised: 1 becomes 10"
says out "(any deal)"
says out "15.5 EUR at the start"
expect 0 show "$beyond" --json
is '"3 interactions (rush, large lots, volume)"' preferences shop
is 10 best customer
is 36.5 best shop
is null pie
expect 0 show used-car --json
is '"additive"' preferences buyer
expect 0 run "$beyond" -n 3 --out beyond
expect 0 replay beyond
expect 0 show "$beyond" --set shop.interactions.rush=none
says out "2 interactions (large lots, volume)"
expect 3 show "$beyond" --set customer.risk.from=4
says err "the worst outcome is worth 0: a loss has no power; from must be at most 0"
expect 0 show used-car --set 'seller.interactions={cash: {where: {price: {max: 9000}}, worth: 50}}'
says out "of each one's best" # not transferable
expect 0 show used-car --set 'seller.interactions={cash: {where: {warranty: none}, worth: 50}}'
says out "of the pie"

# a real range, no zone of agreement, an unknown path
expect 0 show split-the-pie --set 'issues.share={min: 0, max: 1}' --json
is 4503599627370497 outcomes
is '[0.5, 0.5]' egalitarian
is 0.7071067811865476 opposition
expect 0 show split-the-pie --set one.alternatives.outside.worth=0.8
says out "none: there is no zone of agreement"
says out "together, no deal is worth 0.05 more than the pie of 1"
says out "leverage at the start: none"
expect 0 show split-the-pie --set one.alternatives.outside.worth=0.8 --json
is null nash
is null leverage one
is null parts one power
is 0 rational
expect 3 show split-the-pie --set one.foo=1
says err 'unknown path "one.foo"'
expect 0 show split-the-pie --set 'one.alternatives.outside.worth={min: 0, max: 0.4}'
says out "the numbers above take what is drawn at its middle:"
says out "  one.alternatives.outside.worth  0 to 0.4, drawn for each session"
says out "outside: 0 to 0.4, drawn for each session"
says out "at the start, what is drawn at its middle"

# nowhere is the middle of what is drawn told as a fact
expect 0 describe ultimatum --role stall
says out "other_market: worth 0 to 1 000, drawn for each session"
says out "leverage 0.500 at the start, what is drawn at its middle"
expect 0 describe ultimatum --role stall --json
says out '"path": "stall.alternatives.other_market.worth"'
expect 0 describe job-offers --role candidate
says out "startup: worth 0 to 8 000, drawn for each session, arrives at 0.5"
expect 0 run ultimatum -n 9 --dry-run
says out "with what is drawn at its middle"
expect 0 run monopoly -n 9 --dry-run
lacks out "drawn"
expect 0 describe house-sale --role seller
lacks out "drawn"
expect 0 show split-the-pie --set 'one.power.discount={factor: 0.9, per: round}' --set one.deadline=0.5 --set deadline.rounds=10
says out "0.9 of a gain is left from round to round"
says out "its own: time 0.5 (after round 5)"
expect 0 show split-the-pie --set 'agents.one=boulware:beta=0.5'
says out "one  (boulware:beta=0.5"
expect 3 show split-the-pie --set agents.one=bulware
says err 'did you mean "boulware"?'

for file in "$top"/scenarios/*.yaml; do
    expect 0 show "$file"
    expect 0 show "$file" --json
    says out '"nash"'
done

finish
