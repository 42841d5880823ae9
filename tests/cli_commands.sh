#!/bin/sh
# The commands as a user meets them: results on stdout, errors on stderr, exit codes, suggestions.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

expect 2
says err "usage: higgle COMMAND"
expect 0 help
says out "sweep"
commands=$(sed -n 's/^[A-Z]*COMMAND(\([a-z]*\)).*/\1/p; s/^HIDDEN(\([a-z]*\)).*/\1/p' "$top/sim/cli/commands.def")
that [ "$(echo "$commands" | wc -l)" -gt 20 ]
for command in $commands; do
    expect 0 help $command
    says out "usage: higgle $command"
    expect 0 $command --help
done
expect 0 help --man
says out ".SH EXIT STATUS"
expect 2 swep leverage
says err 'did you mean "sweep"?'
expect 2 sweep leverage --sesions 10
says err "did you mean --sessions?"
expect 2 sweep leverage --sessions many
says err "must be a whole number from 1 to"
expect 2 sweep
says err "usage: higgle sweep EXPERIMENT"
expect 2 run split-the-pie --log sesions
says err "did you mean sessions?"

# errors of the command line are one line, and only the first of them where one follows from another
expect 2 sweep --sesions 10
lacks err "usage"
lacks err "1 error"
expect 2 bench x
says err "usage: higgle bench"
"$higgle" help bench | grep -qx "usage: higgle bench" && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "usage of bench ends in a blank"; }

# help on files and agents, from the tables that read them
expect 0 help scenario
says out "issues:"
expect 0 help experiment
says out "hypotheses:"
expect 0 help agents
says out "boulware: "
says out "leverage/human = "
says out "uncalibrated"
expect 0 describe agent leverage
lacks out "boulware: "
expect 3 describe leverge
says err 'did you mean'
expect 2 help scenari
says err 'did you mean "scenario"?'
expect 0 help leverage
says out "higgle leverage pie=1 w=0.4,0.1 kappa=0.5 p=0.6 h=1,2 iota=0.765625,0.25"

# the man page: letters and choices, sentences in one piece
expect 0 help --man
says out '\fB\-n\fR, \fB\-\-sessions\fR N'
says out "what the record keeps: sessions, full"
lacks out ".br"
lacks out "?."

# the calculator: values from an independent computation of the reference solution
expect 0 leverage pie=1 w=0.4,0.1 kappa=0.5 p=0.6 h=1,2 iota=0.765625,0.25
says out "0.784855"
expect 0 leverage pie=1 w=0.4,0.1 kappa=0.5 p=0.6 h=1,2 iota=0.765625,0.25 --json
says out '"phi"'
says out '"information"'
expect 0 leverage w=0.2,0.1,0 p=1,1,2
says out "0.347917"
expect 0 leverage w=0.4,0.1 h=1,1
lacks out "-0.000000"
expect 0 leverage w=0.4,0.1 h=1,1 --json
lacks out "-0,"
expect 1 leverage w=0.7,0.4
says err "no zone of agreement"
expect 2 leverage w=0.4,-1
says err "must not be negative"
expect 2 leverage pie=0
says err "must be more than 0"
expect 2 leverage p=0,0
says err "nobody has any recognition"
expect 2 leverage iotta=0,0
says err 'did you mean "iota"?'
expect 2 leverage w=0.4 w=0.5
says err "given twice"

# one session
expect 0 run split-the-pie one=boulware two=conceder
says out "deal in round"
says out "again: higgle run split-the-pie one=boulware two=conceder"
silent err
cp "$work/out" first
expect 0 run split-the-pie one=boulware two=conceder
cmp first "$work/out" && passed=$((passed + 1)) || failed=$((failed + 1))
expect 0 run split-the-pie one=boulware two=conceder --json
says out '"agreement"'
expect 0 run used-car
says out "an offer: worth 1 500 EUR"
says out "EUR left on the table"
silent err
expect 0 show used-car
says out "walk_ins: 1 offer on average, worth 300 to 1 000 EUR"
says out "its limit then: 689 EUR"
silent err
expect 0 describe used-car --role seller
says out "walk_ins: 1 offer on average"
silent err
expect 0 check used-car
silent err
sed 's/rate: 1 /rate: 0 /' "$top/scenarios/used-car.yaml" >never.yaml
expect 0 check never.yaml
says err "walk_ins never comes: its rate is 0"
expect 0 run used-car buyer=accept-anything:least=anything seller=random --set 'buyer.mandate={at_least: 3000}'
says out "below the mandate of buyer"
expect 0 sweep "$top/scenarios/experiments/used-car-leverage.yaml" --dry-run
silent err
expect 3 run split-the-pi
says err 'did you mean "split-the-pie"?'
expect 3 run split-the-pie one=bulware
says err 'did you mean "boulware"?'
says err "one=bulware: error:"
expect 2 run split-the-pie one=boulware one=linear
says err "one is given twice"
expect 2 run split-the-pie one=
says err "is not ROLE=AGENT"
expect 3 run split-the-pie 'one=[a'
says err "one=[a: error:"
expect 3 run split-the-pie --set one.patience=2
says err "--set: error:"
expect 0 run split-the-pie one=boulware two=conceder -n 1000 --out alike
says err "nothing is random here: 1 session instead of 1 000 sessions"
expect 3 run used-car --set buyer.power.discont=0.5
says err "discount"
expect 0 run split-the-pie --rounds 1
expect 0 run split-the-pie -n 40 --out many
says out "many"
expect 0 check many
says out "every checksum right"
expect 2 run split-the-pie -n 40 --out "$top/scenarios"
says err "not empty"

# a damaged record is never fine
printf 'x' | dd of=many/log.msgpack bs=1 seek=5000 conv=notrunc 2>/dev/null
expect 3 check many

# values that could be mixed up have their issue's name; numbers look the same everywhere
expect 0 run heirs
says out "house: anna · orchard: anna · cash_anna: 40 000 EUR"
expect 0 run used-car
lacks out "price: "
expect 0 show used-car
says out "8 000 to 14 000 EUR by 100"
expect 0 describe used-car
says out "8 000 to 14 000 EUR by 100"

# lists have heads, and a long meaning stands in the second column
expect 0 list measures
that grep -qx 'name  *summary' "$work/out"
that [ "$(awk '/^round /{print index($0, "round of")}' "$work/out")" -lt 40 ]
expect 0 list agents
that grep -q '^name  *summary  *reference' "$work/out"

# checking files
expect 0 check leverage
says out "60 cells"
expect 0 check used-car
expect 3 check no-such-file.yaml
printf 'scenario: x\nissus:\n  a: {min: 0, max: 1}\n' >bad.yaml
expect 3 check bad.yaml
says err "bad.yaml:2:1: error:"
says err 'did you mean "issues"?'
expect 3 check bad.yaml --json
says out '"line": 2'

# an experiment
expect 0 sweep leverage --dry-run
says out "60 cells and 45 blind twins"
that [ "$(grep -c '  3 400$' "$work/out")" -eq 60 ]
head -2 "$work/out" >top
that [ "$(sed -n 1p top | awk '{ print index($0, "sessions") }')" -eq "$(sed -n 2p top | awk '{ print index($0, "3 400") }')" ]
expect 0 sweep leverage --dry-run --json
says out '"blind_twins": 45'
says out '"megabytes"'
says out '"level": "much weaker"'
that [ "$(grep -c '"cell":' "$work/out")" -eq 60 ]
expect 0 bench --workload a --mode messages -n 256 --repetitions 1
lacks out " 0.00 "
"$higgle" sweep leverage --sessions 40 --out small >"$work/out" 2>"$work/err"
case $? in 0 | 1 | 6) passed=$((passed + 1)) ;; *) failed=$((failed + 1)); cat "$work/err" ;; esac
for file in manifest.json config.yaml log.msgpack sessions.csv twins.csv parties.csv trajectories.csv columns.csv README.md inputs/split-the-pie.yaml; do
    [ -s "small/$file" ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "small/$file is missing"; }
done
[ "$(wc -l <small/sessions.csv)" -eq 2401 ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "sessions.csv: wrong number of lines"; }

# the resolved configuration runs again, to the same record
(cd small && "$higgle" sweep config.yaml --out ../again --no-figures >/dev/null 2>&1)
cmp small/log.msgpack again/log.msgpack && passed=$((passed + 1)) || failed=$((failed + 1))
expect 0 plot small concession --format txt
finish
