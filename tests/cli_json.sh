#!/bin/sh
# --json: exactly one document on stdout, errors included, with the keys that `help COMMAND` promises, and no promise without a key.
. "$(dirname "$0")/cli.sh"
shape=$(dirname "$higgle")/json_shape
[ -x "$shape" ] || { echo "json_shape is not built"; exit 1; }
cd "$work" || exit 1

# promise COMMAND: what its documents are held against
promised=
promise() {
    command=$1
    promised="$promised $1"
    count=0
    rm -f doc-*.json
    "$higgle" help "$command" --json >promise.json
}
# doc STATUS... -- ARGUMENTS...: runs the command with --json and keeps the document
doc() {
    allowed=
    while [ "$1" != -- ]; do allowed="$allowed $1"; shift; done
    shift
    count=$((count + 1))
    "$higgle" "$@" --json >doc-$count.json 2>err </dev/null
    got=$?
    case "$allowed " in *" $got "*) passed=$((passed + 1)) ;; *) failed=$((failed + 1)); echo "higgle $* --json: exit $got, expected$allowed"; cat err doc-$count.json ;; esac
}
kept() {
    if "$shape" promise.json doc-*.json >shape; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "higgle $command --json:"; cat shape; fi
}

promise help
doc 0 -- help
for name in $("$higgle" help --json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p'); do doc 0 -- help "$name"; done
for topic in scenario experiment agents messages json; do doc 0 -- help $topic; done
doc 0 -- help --man
kept

expect 0 help check
says out "--json prints one document"
says out "warnings"
expect 0 help json
says out "errors[].severity"

promise version
doc 0 -- version
kept

promise list
for kind in agents scenarios experiments lessons figures measures oracles runs "paths used-car" ""; do doc 0 -- list $kind; done
doc 0 -- list agents --where NOSUCHAGENT
kept

promise describe
doc 0 -- describe boulware
doc 0 -- describe leverage/human:g=0.4
doc 0 -- describe used-car
doc 0 -- describe used-car --role buyer
doc 0 -- describe split-the-pie --role one
doc 0 -- describe ultimatum --role stall
doc 0 -- describe experiment leverage
doc 0 -- describe concession
doc 0 -- describe pie_share
doc 0 -- describe oracle coase
doc 0 -- describe used-car buyer.power.discount
for lesson in $("$higgle" list lessons --json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p'); do doc 0 -- describe lesson "$lesson"; done
kept

promise doctor
doc 0 3 -- doctor
kept

"$higgle" run used-car -n 20 --log full --out kept-run >/dev/null 2>&1

promise cite
doc 0 -- cite
doc 0 -- cite kept-run
kept

promise check
doc 0 -- check used-car
doc 0 -- check leverage
doc 0 -- check kept-run
doc 0 -- check agent coase boulware --case first
doc 1 -- check exec:false --case first
doc 0 -- check --list
kept

promise import
foreign=$top/tests/data/foreign
doc 0 -- import "$foreign/genius" --out imported.yaml
kept

promise new
doc 0 -- new agent my-agent
kept

promise leverage
doc 0 -- leverage w=0.4,0.1
kept

printf 'rubinstein\td1=.5 d2=.5\tshare1_if_1_proposes\t0.5\nnothing\tx=1\ty\t1\n' >values.tsv
promise oracle
doc 0 -- oracle
doc 0 -- oracle rubinstein d1=0.8
doc 0 -- oracle myerson-satterthwaite seller='U[2,3]'
doc 1 -- oracle --table values.tsv
kept

promise bench
doc 0 -- bench --workload a --repetitions 1 -n 256
doc 0 -- bench --workload a --mode messages --repetitions 1 -n 256
kept

promise sweep
doc 0 -- sweep leverage --dry-run
doc 0 1 6 -- sweep leverage -n 30 --no-figures
doc 0 1 6 -- sweep used-car-leverage -n 30 --no-figures
doc 0 1 6 -- sweep "$top/tests/data/claims.yaml" --no-figures
kept

promise play
doc 0 -- play used-car
doc 0 -- play used-car --as seller --name anna --out played
doc 0 -- play heirs
kept

promise analyse
doc 0 -- analyse kept-run
doc 0 -- analyse kept-run events --role seller
doc 0 -- analyse kept-run models acceptance
kept

# a session, a run, and what can be made of it
for case in "run|run used-car|run split-the-pie one=boulware two=conceder|run used-car -n 5|run used-car -n 5 --dry-run" "show|show kept-run|show kept-run 3|show used-car" "replay|replay kept-run" "export|export kept-run --out kept.csv|export kept-run --to sqlite --out kept.sqlite" "completions|completions bash|completions zsh|completions fish" "plot|plot kept-run"; do
    name=${case%%|*}
    promise "$name"
    grep -q '"json": \[\]' promise.json && continue
    rest=${case#*|}
    while [ -n "$rest" ]; do
        one=${rest%%|*}
        case $rest in *\|*) rest=${rest#*|} ;; *) rest= ;; esac
        doc 0 1 6 -- $one
    done
    kept
done

# no command that prints documents was forgotten
for name in $("$higgle" help --json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p'); do
    "$higgle" help "$name" --json | grep -q '"json": \[\]' && continue
    case "$promised " in *" $name "*) passed=$((passed + 1)) ;; *) failed=$((failed + 1)); echo "the documents of $name are not tested" ;; esac
done

# an error is a document too, of one form
command=errors
count=0
rm -f doc-*.json
printf '{"json": [' >promise.json
"$higgle" help json | sed -n 's/^  \([a-z][^ ]*\)  *\(string or null\|string\|number\|list\)  .*$/{"path": "\1", "type": "\2"},/p' | sed '/"path"/!d' | sed '$ s/,$//' >>promise.json
printf ']}' >>promise.json
sed -i '/"path": "type"/d; /"path": "path"/d' promise.json
doc 2 -- swep leverage
doc 2 --
doc 2 -- --no-such-option
doc 2 -- export kept-run
doc 2 -- completions no-such-shell
doc 2 -- sweep leverage --sesions 10
doc 2 -- sweep
doc 3 -- run no-such-scenario
doc 3 -- run split-the-pie one=nobody
doc 1 -- leverage w=0.7,0.4
doc 3 -- describe nothing-like-it
doc 2 -- list nothing-like-it
doc 2 -- help nothing-like-it
doc 2 -- import "$foreign/genius" --out imported.yaml
doc 3 -- import "$foreign/odd" --out odd.yaml
doc 3 -- cite last2
doc 3 -- check no-such-file
count=$((count + 1))
"$higgle" sweep leverage -n 1000000 --out stopped --json >doc-$count.json 2>err </dev/null &
pid=$!
tries=0
while [ ! -s stopped/log.msgpack ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -INT $pid
wait $pid
that [ $? -eq 130 ]
that grep -q '"exit": 130' doc-$count.json
kept
finish
