#!/bin/sh
# The experiments of the catalogue (scenarios/experiments/x*.yaml), as a class runs them: every claim passes, without what it is about those that rest
# on it fail, a figure comes out, and there is a worksheet.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
experiments=$top/scenarios/experiments
sheets=$top/scenarios/lessons

# only RUN DECISION: every verdict of the run is that one, and there is one
only() {
    cut -d, -f2 "$1/verdicts.csv" | sed 1d | sort -u >decisions
    that [ "$(cat decisions)" = "$2" ]
}

for file in "$experiments"/x*.yaml; do
    name=$(basename "$file" .yaml) sheet=$sheets/$(basename "$file" .yaml).md
    that grep -qx "experiment: $name" "$file"

    expect 0 sweep "$name" --out "with_$name" --format svg
    only "with_$name" PASS
    if command -v gnuplot >/dev/null; then
        that [ "$(find "with_$name/figures" -name '*.svg' -size +1k | wc -l)" -gt 0 ]
    fi

    # only the claims that are to fail without the mechanism are looked at then
    expect 1 sweep "$name" --ablation --out "without_$name" --no-figures
    says out "ablation: the mechanism is out, all must fail"
    only "without_$name" FAIL

    that grep -q '^# [A-Z]' "$sheet"
    that grep -Eqx "Experiment: $name · [0-9]+ minutes · groups of [2-4]-4" "$sheet"
    for part in Question Prediction Commands "What to look at" "What to discuss" "What we got"; do
        that grep -qx "## $part" "$sheet"
    done
    that grep -qx "higgle sweep $name --ablation" "$sheet"
    that grep -qF "]($name.md)" "$sheets/README.md"
    that grep -qF "\`$name.yaml\`" "$experiments/README.md"
    expect 0 describe "$name"
    says out "its lesson: higgle describe lesson $name"
    expect 0 describe lesson "$name"
    says out "Experiment: $name"
done
expect 0 list lessons --where x01
says out "x01-batna-ladder · 30 minutes · groups of 2-4"
finish
