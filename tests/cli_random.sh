#!/bin/sh
# Generated scenarios, by their names, wherever a SCENARIO is expected; and written as YAML.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
name=random:issues=3:values=4:opposition=0.4:seed=7

for command in show run check describe; do expect 0 $command $name; done
expect 0 show $name --json
says out '"outcomes": 64'
expect 0 list paths $name
says out 'A.weights.issue1'
expect 0 describe $name A.reservation
expect 0 run random A=linear B=conceder --set B.reservation=0.1
expect 0 plot $name timeline --format txt --out drawn
that test -s drawn/timeline.txt

# a run keeps the tree: it is played again without the generator
expect 0 run $name A=random B=random -n 20 --out many
that test -f many/inputs/random-3x4-7.yaml
expect 0 replay many

# written once, it is a scenario like any other, and nothing is overwritten
expect 0 import $name --out mine.yaml
that cmp mine.yaml many/inputs/random-3x4-7.yaml
expect 0 check mine.yaml
expect 2 import $name --out mine.yaml
expect 2 import $name $name
says err 'is a whole scenario'

# an experiment may be about one; opposition is varied by name
cat >patience.yaml <<YAML
experiment: patience
scenario: $name
sessions: 2
vary:
  patience: {low: {A.power.discount: 0.5}, high: {A.power.discount: 1}}
YAML
expect 0 sweep patience.yaml --no-figures --out patience
that test -f patience/inputs/random-3x4-7.yaml
for opposition in 0.2 0.4 0.6; do
    expect 0 show random:values=20:opposition=$opposition --json
    that awk -v asked=$opposition '/"opposition":/ { gsub(",", ""); d = $2 - asked; met = d * d <= 0.005 ^ 2 } END { exit !met }' "$work/out"
done

# what cannot be had is said
expect 0 show random:opposition=0.9
says err 'opposition 0.9 was not met: the nearest that was found is 0.707'
expect 3 check random:opposition=0.9 --strict
expect 3 show random:isues=3
says err 'random:isues=3: error: unknown key "isues"; did you mean "issues"?'
expect 3 run random:issues=7:values=1000
says err '2^63 outcomes or more'
expect 0 help scenario
says out 'random:KEY=VALUE'

finish
