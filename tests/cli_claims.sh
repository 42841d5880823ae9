#!/bin/sh
# What an experiment claims, as its user sees it: every kind of claim, a line of theory, the ablation, and mistakes in each.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
cp "$top"/tests/data/claims.yaml .

expect 0 check claims.yaml
expect 1 sweep claims.yaml --out run --no-figures
says out "pie_share_one  slope on alternative_start_one 0."
says out "expected about .25, Anbarci & Feltovich 2013 · validated"
says out "within 4 standard errors of option"
says out " verdicts.csv"
that grep -q '^slope,[A-Z]*,.*,agent=human,pie_share_one,within,' run/verdicts.csv
that grep -q '^verdicts.csv,family,integer,,' run/columns.csv
expect 0 describe claims.yaml
says out "slope of pie_share_one on alternative_start_one is within 0.2..0.3"

# the same verdicts, whoever draws: the run's own configuration
cp run/verdicts.csv before.csv
expect 1 sweep run/config.yaml --out again --no-figures
that cmp -s before.csv again/verdicts.csv

# the ablation: settings after the levels, and only what must fail
expect 1 sweep claims.yaml --ablation --out without --no-figures
says out "ablation: the mechanism is out, all must fail; 1 of 1 do"
says out "slope not above 0"
lacks out "anchor"
that grep -q '^ablated: yes' without/config.yaml
expect 1 sweep without/config.yaml --out without_again --no-figures
that cmp -s without/verdicts.csv without_again/verdicts.csv
expect 3 sweep used-car-leverage --ablation --no-figures
says err "the experiment has no ablation"

# one parameter of an agent varied, by path
cat >parameter.yaml <<'YAML'
experiment: parameter
scenario: split-the-pie
agents: {one: leverage/human}
vary: {agents.one.kapa: [0, 1]}
sessions: 5
YAML
expect 3 check parameter.yaml
says err 'leverage has no parameter "kapa"; did you mean "kappa"?'
sed 's/kapa/kappa/' parameter.yaml >right.yaml
expect 0 check right.yaml

expect 0 help experiment
says out "peaks_over"
says out "within: [0.2, 0.3]"
finish
