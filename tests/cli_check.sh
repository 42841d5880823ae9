#!/bin/sh
# check: what is valid and can hardly be meant is a warning; a table that was edited is an error. And what a scenario file may not contain.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# ---- nothing to warn of ----
for name in "$top"/scenarios/*.yaml; do
    expect 0 check "$name"
    silent err
done

# ---- what cannot work ----
grep -v 'pays: fare' "$top/scenarios/monopoly.yaml" >unpaid.yaml
expect 0 check unpaid.yaml
says err "warning: fare matters to ferry alone; if it is a price, who pays it?"
says err "unpaid.yaml:36:3" # the issue, not the top
expect 0 check unpaid.yaml --json
says out '"warnings": 1'
sed 's/pays: fare/receives: fare/' "$top/scenarios/monopoly.yaml" >twice.yaml
expect 0 check twice.yaml
says err "everybody wants fare as high as it can be; if it is a price, who pays it?"
sed 's/receives: fare/pays: fare/' "$top/scenarios/monopoly.yaml" >down.yaml
expect 0 check down.yaml
says err "everybody wants fare as low as it can be; if it is a price, who receives it?"
sed 's/base: 90000/base: 20000/' "$top/scenarios/monopoly.yaml" >nozone.yaml
expect 0 check nozone.yaml
says err "there is no zone of agreement at the start"
lacks err "drawn"
sed 's/worth: {min: 0, max: 1000}/worth: {min: 2000, max: 3000}/' "$top/scenarios/ultimatum.yaml" >drawn.yaml
expect 0 check drawn.yaml
says err "with what is drawn at its middle"

# ---- numbers ----
sed 's/base: 90000/base: 90.000/' "$top/scenarios/monopoly.yaml" >thousand.yaml
expect 0 check thousand.yaml
says err "90.000 is read as 90; if thousands are meant, write 90000"
sed 's/base: 90000/base: 90000.5/; s/discount: 0.70/discount: 0.700/' "$top/scenarios/monopoly.yaml" >fraction.yaml
expect 0 check fraction.yaml
silent err
sed 's/base: 90000/base: 90 000/' "$top/scenarios/monopoly.yaml" >blank.yaml
expect 3 check blank.yaml
says err 'brewery.value.base is "90 000": write 90000'

# ---- texts ----
for text in '\e[31mred' '\x1b]0;pwn\x07' '\u202Edlog' 'a\rb'; do
    printf 'title: "%s"\n' "$text" >title
    sed -e '/^title:/{r title' -e 'd}' "$top/scenarios/monopoly.yaml" >hostile.yaml
    expect 3 check hostile.yaml
    says err "a text may not contain control characters"
done
sed 's/unit: EUR/unit: "E\\nUR"/' "$top/scenarios/monopoly.yaml" >lines.yaml
expect 3 check lines.yaml
says err "issues.fare.unit must be a text of one line"
sed 's/^title:.*/title: "two\\nlines"/' "$top/scenarios/monopoly.yaml" >lines.yaml
expect 3 check lines.yaml
says err "title must be a text of one line"

# ---- the tables of a run ----
expect 0 run used-car -n 12 --out r
expect 0 check r
says out "r: fine: complete run"
silent err
cp r/sessions.csv kept
sed '3s/,deal,/,walk,/' kept >r/sessions.csv
expect 3 check r
says err "r/sessions.csv:3: error: is not what the record gives"
sed '$d' kept >r/sessions.csv
expect 3 check r
cp kept r/sessions.csv
echo >>r/sessions.csv
expect 3 check r
rm r/sessions.csv
expect 0 check r
says err "is missing"
finish
