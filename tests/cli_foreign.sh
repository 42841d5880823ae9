#!/bin/sh
# Other programs' scenario files, wherever a SCENARIO is expected, and imported: with small files of our own.
. "$(dirname "$0")/cli.sh"
data=$(cd "$(dirname "$0")/data/foreign" && pwd)
cd "$work" || exit 1
cp "$data"/genius/*.xml .
cp -r "$data/geniusweb" "$data/negolog" .

# a domain and its profiles are one scenario, whatever is done with it
for command in show check describe; do
    expect 0 $command domain.xml a.xml b.xml
done
expect 0 show domain.xml a.xml b.xml
says out "Second-hand laptop"
says out "18 outcomes"
says out "0.9 of a gain is left"
says out "higgle run domain.xml a.xml b.xml A=boulware"
expect 0 run domain.xml a.xml b.xml A=boulware B=conceder
says out "deal in round"
says out "again: higgle run domain.xml a.xml b.xml A=boulware B=conceder --seed 1"
says out "draw it: higgle plot domain.xml a.xml b.xml --set agents.A=boulware"
expect 0 check domain.xml a.xml b.xml
says out "domain.xml a.xml b.xml: fine: scenario, 2 parties, 3 issues, 18 outcomes"
expect 0 describe domain.xml a.xml b.xml --json
says out '"file": "domain.xml a.xml b.xml"'
expect 0 list paths domain.xml a.xml b.xml
says out 'A.weights."price.level"'
expect 0 plot domain.xml a.xml b.xml timeline --format txt --out drawn
that test -s drawn/timeline.txt

# so are two profiles that say their domain, and a folder
expect 0 show a.xml b.xml --json
says out '"outcomes": 18'
for folder in geniusweb negolog ./negolog; do
    for command in show run check describe; do expect 0 $command $folder; done
done
expect 0 run negolog/a.json negolog/b.json A=linear B=linear

# an experiment may be about a folder
cat >folder.yaml <<'YAML'
experiment: folder
scenario: ./negolog
sessions: 2
agents: {A: linear, B: linear}
vary:
  patience: {low: {A.power.discount: 0.5}, high: {A.power.discount: 1}}
YAML
expect 0 check folder.yaml
expect 0 sweep folder.yaml --no-figures --out folder-run
that test -f folder-run/inputs/negolog.yaml

# names as they stand in a file can be said in a path, also those with a dot or an = in them
expect 0 show domain.xml a.xml b.xml --set 'A.values."Straße (US$)"."A=B"=0' --json
expect 0 show domain.xml a.xml b.xml --set 'A.values.External Monitor.none=0.5'
expect 3 show domain.xml a.xml b.xml --set 'A.weights."External Monitr"=0.5'
says err 'did you mean "A.weights.External Monitor"'

# a run keeps what it read, as YAML, and can be played again
expect 0 run domain.xml a.xml b.xml A=random B=random -n 20 --out many --set 'A.values."Straße (US$)"."A=B"=0.5'
that test -f many/inputs/Second-hand-laptop.yaml
that test ! -e many/inputs/domain.xml
expect 0 check many
expect 0 replay many
expect 0 run --resume many

# import writes what is then the same scenario, and overwrites nothing
expect 0 import domain.xml a.xml b.xml
says out "Second-hand-laptop.yaml: 2 parties, 3 issues, 18 outcomes"
expect 0 check Second-hand-laptop.yaml
"$higgle" show domain.xml a.xml b.xml --json >foreign.json
"$higgle" show Second-hand-laptop.yaml --json >own.json
that cmp -s foreign.json own.json
cp Second-hand-laptop.yaml before
expect 2 import domain.xml a.xml b.xml
says err "nothing is overwritten"
that cmp -s Second-hand-laptop.yaml before
expect 0 import geniusweb --out flat.yaml --json
says out '"file": "flat.yaml"'
expect 0 import negolog --out -
says out 'home office: [none, one day,'
expect 2 import negolog --out - --json
expect 5 import negolog --out no/such/folder.yaml

# the same sessions, byte for byte
"$higgle" run domain.xml a.xml b.xml A=boulware B=conceder | sed '/^again/d' >one
"$higgle" run Second-hand-laptop.yaml A=boulware B=conceder | sed '/^again/d' >two
that cmp -s one two

# what is odd is said; --strict refuses it
cp "$data/odd/weights-145.xml" odd.xml
expect 0 check domain.xml odd.xml b.xml
says err "odd.xml:2:1: warning: the weights add up to 1.45"
expect 3 check domain.xml odd.xml b.xml --strict
says err "odd.xml:2:1: error: the weights add up to 1.45"
expect 3 import domain.xml odd.xml b.xml --strict --out odd.yaml
that test ! -e odd.yaml
expect 0 import domain.xml odd.xml b.xml --out odd.yaml
says err "warning: the weights add up to 1.45"
expect 0 check odd.yaml
for command in show describe run; do
    expect 0 $command domain.xml odd.xml b.xml
    says err "odd.xml:2:1: warning: the weights add up to 1.45"
done
cp "$data/odd/empty-item-domain.xml" odd-domain.xml
expect 0 run odd-domain.xml a.xml b.xml
says err "odd-domain.xml:7:9: warning: a name is empty"

# the wrong thing
expect 3 show domain.xml
says err "a domain alone"
expect 3 show domain.xml a.xml
says err "one profile alone"
expect 3 show domain.xml missing.xml b.xml
says err "missing.xml: error: cannot be read"
expect 3 run domain.xml a.xml negolog/a.json
says err "is of NegoLog, and the others are of Genius"
expect 3 import Second-hand-laptop.yaml
says err "neither XML nor JSON of another program"
expect 3 import no-such-file.xml
expect 2 import
head -c 400 a.xml >half.xml
expect 3 check domain.xml half.xml b.xml
says err "half.xml:"
says err "not valid XML"
cp "$data/../broken_foreign/entities.xml" .
expect 3 check domain.xml entities.xml b.xml
says err "entities could multiply without end"
printf '  \n' >blank.json
for files in "blank.json negolog/b.json" "negolog/a.json blank.json" "domain.xml blank.json b.xml"; do
    expect 3 check $files
    says err "blank.json: error: neither a domain nor a profile"
done
head -c 5000000 /dev/zero | tr '\0' x >big.txt
{ printf '<utility_space name="'; cat big.txt; printf '"/>'; } >big.xml
expect 3 check domain.xml big.xml b.xml
says err "big.xml: error: larger than 4 MiB"
mkdir other
echo '{"any": "thing"}' >other/x.json
expect 3 show ./other

finish
