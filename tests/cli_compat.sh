#!/bin/sh
# The compatibility strategies as a user meets them: sessions worked out by hand, told by --json; then the sessions that Genius and NegoLog
# logged, with their own files, where those are at hand.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
data=$top/../shared/data

cat >slices.yaml <<'END'
scenario: slices
title: Five ways to share
issues:
  cut: [a, b, c, d, e]
parties:
  A:
    weights: {cut: 1}
    values:
      cut: {a: 1, b: 0.75, c: 0.5, d: 0.25, e: 0}
    power: {discount: 0.5}
  B:
    weights: {cut: 1}
    values:
      cut: {a: 0, b: 0.25, c: 0.5, d: 0.75, e: 1}
protocol: {kind: alternating-offers, first: A}
deadline: {rounds: 4}
END

# session A-AGENT B-AGENT: its document, and of that what other programs report in one line: deal, utilities, round (from 0), offers
session() {
    expect 0 run slices.yaml "A=$1" "B=$2" --json
    awk '
        /^  "result":/ { gsub(/[",]/, ""); printf "%s", $2 }
        /^  "agreement": null/ { printf " null" }
        /^  "(agreement|utilities)": [{]/ { within = 1; next }
        /^  [}]/ { within = 0 }
        within { gsub(/[",]/, ""); printf " %s", $2 }
        /^  "(round|offers)":/ { gsub(/,/, ""); printf " %s", $2 }
        END { print "" }' out >line
    sed -n 's/^ *"text": "\(.*\)",*$/\1/p' out | tr '\n' ' ' | sed 's/accepts //; s/ $//' >said
}
# tells OFFERS LINE: what was offered, the last one twice where it was accepted
tells() {
    that [ "$(cat said)" = "$1" ]
    that [ "$(cat line)" = "$2" ]
}

# t = .2, .4, .6, .8. Targets .8, .6, .4, .2; the nearest: b, c. In round 1 A offers c, worth .5 to B, whose next bid is worth as much.
session genius-time:e=1 genius-time:e=1
tells "b d c c" "deal c 0.5 0.5 1 3"
# lo = .799, .599, .399, .199; the least that reaches it: a, b, c.
session negmas-aspiration:exponent=1 negmas-aspiration:exponent=1
tells "a e b d c c" "deal c 0.5 0.5 2 5"
# t = 0, .25, .5, .75. Targets 1, .85, .7, .55: a, b, b, c; c is worth .5 to B, less than its target, though it would offer no more.
session negolog-time:kind=linear negolog-time:kind=linear
tells "a e b d b d c c" "deadline null 0 0 3 8"
# One new offer for each: a, b, c, worth to B what it would offer next.
session negmas-micro negmas-micro
tells "a e b d c c" "deal c 0.5 0.5 2 5"
# One that never moves and one that does.
session genius-time:e=0 negmas-aspiration:exponent=1
tells "a e a d a c a b" "deadline null 0 0 3 8"
# Utilities are those of the deal; what its delay costs A, .5 to the 2/3 in round 2 of 0 .. 3, is in the payoffs only.
session negmas-micro negmas-aspiration:exponent=1
tells "a e b d c c" "deal c 0.5 0.5 2 5"
that grep -q '"A": 0.31498' out

# they are agents like others
expect 0 describe genius-time
says out "may go below its limit"
says out "VeryBoulware"
expect 0 describe negolog-time
says out "boulware|linear|conceder"
expect 0 list agents
for agent in genius-time negolog-time negmas-aspiration negmas-micro; do says out "$agent"; done
expect 3 run slices.yaml A=negolog-time:kind=bolware B=micro
says err "did you mean \"boulware\"?"
expect 3 run slices.yaml A=genius-time:e=-1 B=micro
says err "e of genius-time is a number from 0 to 100"
expect 3 run slices.yaml A=negmas-aspirations B=micro
says err "did you mean \"negmas-aspiration\"?"

# ---- the programs' own files and logs ----

# logged FOLDER A-AGENT B-AGENT ROUND U1 U2: 100 rounds end in ROUND (from 0; none: no deal), worth so much, a unit of the last digit more or less
logged() {
    "$higgle" run "$1" "A=$2" "B=$3" --rounds 100 --json 2>err | awk -v round="$4" -v one="$5" -v two="$6" '
        function far(x, y) { if (x > 1) x = 1; return x - y > 2e-16 || y - x > 2e-16 }
        /^  "agreement": null/ { none = 1 }
        /^  "utilities": [{]/ { within = 1; next }
        /^  [}]/ { within = 0 }
        within { gsub(/[",]/, ""); u[n++] = $2 }
        /^  "round":/ { gsub(/,/, ""); r = $2 }
        END { exit (round == "none" ? !none : none || r != round) || n != 2 || far(u[0], one) || far(u[1], two) }'
}
genius_name() {
    case $1 in
    TimeDependentAgentBoulware) echo genius-time:e=0.2 ;;
    TimeDependentAgentConceder) echo genius-time:e=2 ;;
    Linear) echo genius-time:e=1 ;;
    Hardliner) echo genius-time:e=0 ;;
    VeryBoulware) echo genius-time:e=0.02 ;;
    esac
}
if [ -r "$data/reference/genius_time_dependent_100rounds.csv" ]; then
    sed 1d "$data/reference/genius_time_dependent_100rounds.csv" | cut -d, -f1-7 >rows
    while IFS=, read -r domain a b round deal one two; do
        [ "$deal" = Yes ] && round=$((round - 2)) || round=none
        that logged "$data/scenarios/genius/anac2012/$domain" "$(genius_name "$a")" "$(genius_name "$b")" "$round" "$one" "$two"
    done <rows
    that [ "$(wc -l <rows)" -eq 120 ]
else
    echo "skipped: no logs of Genius"
fi
if [ -r "$data/reference/negolog_100rounds.csv" ]; then
    sed -e 's/LinearAgent/Linear/g' "$data/reference/negolog_100rounds.csv" |
        grep -E '^(Boulware|Linear|Conceder),(Boulware|Linear|Conceder),' | tr A-Z a-z | cut -d, -f1-3,8,9,14 >rows
    while IFS=, read -r a b round one two domain; do
        that logged "$data/scenarios/negolog/domain$domain" "negolog-time:kind=$a" "negolog-time:kind=$b" "$round" "$one" "$two"
    done <rows
    that [ "$(wc -l <rows)" -eq 17 ]
else
    echo "skipped: no logs of NegoLog"
fi
finish
