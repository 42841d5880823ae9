#!/bin/sh
# Equilibria as a student meets them: every pair of commands in agents/theory/README.md is run, the agents' and the oracle's, and both must come to the
# number that stands there. Then what the agents say where they are asked to play another game.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
readme=$top/agents/theory/README.md

# near X Y TOLERANCE
near() { awk -v x="$1" -v y="$2" -v e="$3" 'BEGIN { d = x - y; exit !(x != "" && y != "" && d <= e && -d <= e) }'; }
# of one session: the pay-off of a role; of many: its mean, and 4 standard errors
payoff_of() { sed -n '/^  "payoffs"/,/}/s/^ *"'"$1"'": \([^,]*\),*$/\1/p' out; }
mean_of() {
    awk -F, -v column="gain_$1" '
        NR == 1 { for (k = 1; k <= NF; k++) if ($k == column) at = k; next }
        { n++; s += $at; q += $at * $at }
        END { m = s / n; printf "%.12g %.12g\n", m, 4 * sqrt((q / n - m * m) / (n - 1)) }' "$work/played/sessions.csv"
}
# of a document of the oracle: the quantity of this name
quantity() { awk -v name="\"name\": \"$1\"," 'index($0, name) { found = 1 } found && /"value":/ { gsub(/[^0-9.e+-]/, "", $2); print $2; exit }' out; }

sed -n '/^```sh$/,/^```$/p' "$readme" | grep '^higgle ' >lines
pairs=0
awk 'NR % 2 { printf "%s\t", $0; next } { print }' lines >pairs
while IFS='	' read -r play proof; do
    pairs=$((pairs + 1))
    command=${play%%#*} claim=${play#*# }
    role=${claim%% *} value=$(echo "$claim" | sed 's/^[a-z]* //; s/,.*//')
    slack=$(echo "$claim" | sed -n 's/.*, to //p')
    case $command in
    *" -n "*)
        rm -rf played
        expect 0 ${command#higgle } --log sessions --out "$work/played"
        set -- $(mean_of "$role")
        paid=$1 slack=${slack:-$2}
        ;;
    *)
        expect 0 ${command#higgle } --json
        paid=$(payoff_of "$role") slack=${slack:-1e-9}
        ;;
    esac
    that near "$paid" "$value" "$slack"
    name=$(echo "${proof#*# }" | sed 's/ x [0-9]*$//') scale=$(echo "$proof" | sed -n 's/.* x \([0-9]*\)$/\1/p')
    command=${proof%%#*}
    expect 0 ${command#higgle } --json
    exact=$(awk -v x="$(quantity "$name")" -v k="${scale:-1}" 'BEGIN { if (x != "") printf "%.17g", k * x }')
    that near "$paid" "$exact" "$slack"
done <pairs
that [ "$pairs" -ge 12 ]
that [ $((2 * pairs)) -eq "$(wc -l <lines)" ]

for game in "$top"/scenarios/theory/*.yaml; do expect 0 check "theory/$(basename "$game" .yaml)"; done

# ---- every agent of the folder is in its table, and its closed form has its name ----
for agent in $(sed -n 's/^    \.name = "\(.*\)",$/\1/p' "$top"/agents/theory/*.c); do
    that grep -q "^| \`$agent\`" "$readme"
    [ "$agent" = obstinate ] || expect 0 oracle "$agent"
    expect 0 describe "$agent"
    expect 0 $(sed -n 's/^  try: higgle //p' out)
    says out "$agent"
done

# ---- another game: a sentence says what it lacks ----
refuses() { # what it says, SCENARIO AGENTS...
    why=$1
    shift
    expect 4 run "$@" --json
    says out "$why"
}
refuses "plays between two parties" heirs anna=rubinstein
refuses "it needs a price, and no other issue" used-car buyer=outside-option
refuses "deadline.rounds must be none" theory/alternating-offers --rounds 20
refuses "it must know of one" theory/alternating-offers one=finite-horizon
refuses "needs a power.discount" theory/alternating-offers --set one.power.discount=1 --set two.power.discount=1
refuses "outside-option does" theory/alternating-offers --set two.reservation=0.6
refuses "protocol.exit must be responder or anyone" theory/alternating-offers one=outside-option --set protocol.exit=nobody
refuses "leaving_cost must be 0" theory/alternating-offers one=outside-option --set one.leaving_cost=0.1
refuses "at most the pie in all" theory/alternating-offers one=inside-option:mine=0.6:theirs=0.6
refuses "needs protocol.breakdown" theory/alternating-offers one=breakdown --set one.power.discount=1 --set two.power.discount=1
refuses "must have one round" theory/alternating-offers one=take-it-or-leave-it
refuses "the same power.discount for both" theory/alternating-offers one=coase --set two.power.discount.factor=0.8
refuses "a commitment with a probability" theory/alternating-offers one=abreu-gul
refuses "nobody may have another" theory/alternating-offers one=pending-offer --set two.reservation=0.1

# ---- breaking down is a key of the protocol ----
expect 0 run theory/alternating-offers one=obstinate two=obstinate --set protocol.breakdown=0.5
says out "no deal"
expect 0 show theory/alternating-offers --set protocol.breakdown=0.5
says out "each rejection ends the talks with probability 0.5"
expect 0 run theory/alternating-offers one=obstinate two=obstinate --set protocol.breakdown=0.5 -n 50 --out broken
that [ "$(cut -d, -f5 broken/sessions.csv | grep -cx no_deal)" -eq 50 ]
expect 0 run theory/reputation one=obstinate two=obstinate:demand=0.3 -n 20 --out types
that [ "$(wc -l <types/sessions.csv)" -eq 21 ]
expect 0 replay broken
says out "50 sessions"
expect 3 run theory/alternating-offers --set protocol.breakdown=1
says err "protocol.breakdown"
expect 3 run theory/alternating-offers --set protocol.breakdowm=0.1
says err "did you mean \"protocol.breakdown\""
expect 0 help scenario
says out "breakdown"
finish
