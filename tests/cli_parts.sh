#!/bin/sh
# Swapped parts as a user meets them: accept= and model= on the command line, in --set, in an experiment; what describe, help and completion tell.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
tab=$(printf '\t')

expect 0 run used-car buyer=boulware:model=frequency:accept=combi/max/0.50
says out "buyer boulware:accept=combi/max/0.5:model=frequency"
expect 0 run used-car --set agents.buyer=boulware --set agents.buyer.accept=time/0
says out "deal in round 9 "
expect 0 run used-car buyer=boulware:accept=next
grep -v boulware "$work/out" >swapped
expect 0 run used-car buyer=boulware
grep -v boulware "$work/out" >own
that cmp -s swapped own

# what is wrong, and what it should be
expect 3 run used-car buyer=boulware:accept=combo
says err 'accept of boulware cannot be "combo"; did you mean "combi"?'
expect 3 run used-car buyer=boulware:accept=combi/max/2
says err 'from of accept=combi is a number from 0 to 1, not "2"'
expect 3 run used-car buyer=boulware:model=opposite/0.1/3
says err 'model=opposite takes 1 argument; there is no place for "3"'
expect 3 run used-car buyer=leverage:accept=next
says err 'leverage has no parameter "accept": that rule is its own; it can be set of boulware, linear, '
expect 3 run used-car buyer=atlas3:model=bayesian
says err 'atlas3 has no parameter "model": that rule is its own; it can be set of boulware, '
expect 3 run used-car buyer=atlas3:modell=bayesian
lacks err "that rule"

# a model has nothing to choose from where outcomes cannot be listed
expect 4 run random:issues=12:values=10:seed=3 A=boulware:model=frequency B=boulware
says out "goes through the outcomes one by one"
says out "with model=; without, any"
expect 0 run random:issues=12:values=10:seed=3 A=boulware:accept=combi/window-avg B=boulware

# told in full, in brief, to a program, and offered
expect 0 describe boulware
says out "combi[/kind[/from]]"
says out "kind: what may still be hoped for, max|window-max|window-avg, default max"
expect 0 describe boulware:model=bayesian/0.2
says out "(here bayesian/0.2)"
says out "traits: models its opponent"
expect 0 help agents
says out "part accept: next prev const time gap combi prob"
lacks out "combi[/kind"
expect 0 describe linear:accept=gap/0.1 --json
says out '"value": "gap/0.1"'
expect 0 complete -- run used-car buyer=boulware:acc
says out "buyer=boulware:accept=$tab"
expect 0 complete -- run used-car buyer=boulware:model=f
says out "buyer=boulware:model=frequency$tab"
expect 0 list agents
says out "van Krimpen, Looije & Hajizadeh 2013"

cat >parts.yaml <<'YAML'
experiment: parts
scenario: used-car
sessions: 20
seed: 1
agents: {buyer: boulware}
vary:
  accept:
    next: {agents.buyer.accept: next}
    combi: {agents.buyer.accept: combi/max/0.5}
YAML
expect 0 sweep parts.yaml --no-figures
that grep -q "boulware:accept=combi/max/0.5" runs/last/sessions.csv

# a setting may be one of the agent's that was just named
expect 0 run split-the-pie one=boulware two=linear --set agents.one.beta=0.9
says out "one boulware:beta=0.9"
expect 0 plot split-the-pie timeline one=boulware two=linear --set agents.one.beta=0.9 --format txt
finish
