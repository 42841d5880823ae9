#!/bin/sh
# higgle oracle: closed forms asked by name, checked against tables, described, completed, cited.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
tab=$(printf '\t')

# ---- asking ----
expect 0 oracle rubinstein d1=0.9 d2=.9
says out "share1_if_1_proposes  0.526315789474"
says out "share1_if_2_proposes  0.473684210526"
says out "x1 = (1 - d2) / (1 - d1 d2)"
says out "Rubinstein 1982"
silent err
expect 0 oracle R1.rubinstein d1=0.9 d2=0.9
says out "0.526315789474"
expect 0 oracle coase
says out "(default)"
expect 0 oracle myerson_satterthwaite seller='U[0,1]' buyer='U[.5,1+.5]'
says out "0.270833333333"
expect 0 oracle nash-curved frontier=u2=1-u1^2 d1=.2 d2=.1
says out "0.618431511908"
expect 0 oracle
for family in rubinstein finite-horizon outside-option coase abreu-gul double-auction search; do says out "$family "; done

# ---- wrong questions ----
expect 3 oracle rubinstien
says err 'did you mean "rubinstein"?'
expect 3 oracle myerson
says err 'did you mean "myerson-satterthwaite"?'
expect 3 oracle kalai
says err 'did you mean "kalai-smorodinsky"?'
expect 3 oracle xyzzy
says err "higgle oracle lists them"
expect 3 oracle limit
says err "R1.limit, R3.limit, M1.limit"
expect 2 oracle rubinstein d3=1
says err 'did you mean "d1"?'
expect 2 oracle rubinstein d1=1.2
says err "must be 0..1"
expect 2 oracle rubinstein d1
says err "is not KEY=VALUE"
expect 1 oracle outside-option w1=.7 w2=.7
says err "no zone of agreement"
silent out
expect 1 oracle outside-option w1=.7 w2=.7 --json
says out '"errors"'
expect 2 oracle rubinstein --table some.tsv
says err "three ways"
expect 2 oracle --markdown --json
expect 2 oracle rubinstein --tolerance 1
expect 3 oracle --table no-such.tsv
says err "no-such.tsv"

# ---- tables ----
{
    printf 'family\tparams\tquantity\tvalue\tremark\r\n'
    printf '# two that hold\r\n'
    printf 'R1.rubinstein\td1=.5 d2=.5\tshare1_if_1_proposes\t0.666666666667\tfine\r\n'
    printf 'hint\tprior=.5 p_hint_strong=.9 p_hint_weak=.5\tP(strong|silence)\t0.166666666667\r\n'
} >good.tsv
expect 0 oracle --table good.tsv
that [ "$(cat out)" = "2 rows, 0 differ, 0 unknown" ]
cp good.tsv bad.tsv
printf 'stahl\td1=.9 d2=.9 T=2\tshare1\t0.2\nnothing\tx=1\ty\t1\n' >>bad.tsv
expect 1 oracle --table bad.tsv
says out "bad.tsv:5: stahl d1=.9 d2=.9 T=2, share1: table 0.2, recomputed 0.1"
says out "bad.tsv:6: nothing x=1, y: unknown: no family"
says out "4 rows, 1 differ, 1 unknown"
lacks out "rubinstein"
expect 1 oracle --table bad.tsv --json
says out '"recomputed": 0.0999'
expect 1 oracle --table bad.tsv --tolerance 0.2
says out "4 rows, 0 differ, 1 unknown"
printf 'family\tparams\tquantity\tvalue\n# nothing yet\n' >empty.tsv
expect 1 oracle --table empty.tsv
says err "0 rows: nothing was checked"
silent out
expect 2 oracle --table bad.tsv --tolerance much
says err "must be a number"
"$higgle" oracle --table - <good.tsv >out
that [ "$(cat out)" = "2 rows, 0 differ, 0 unknown" ]
expect 0 oracle --table "$top/tests/data/oracle/families.tsv"
that grep -Eq "^[0-9]{3,} rows, 0 differ, 0 unknown$" out
reference=$top/../shared/data/theory/oracles.tsv
if [ -r "$reference" ]; then
    expect 0 oracle --table "$reference"
    that grep -Eq '^[0-9]{3,} rows, 0 differ, 0 unknown$' out
else
    echo "no reference table beside the repository: left out"
fi

# ---- the house knows it ----
expect 0 list oracles
says out "finite-horizon"
expect 0 describe oracle outside-option
says out "Muthoo 1999"
expect 0 describe oracle finite-horizon --json
says out '"kind": "oracle"'
expect 0 complete -- oracle outside
says out "outside-option$tab"
expect 0 complete -- oracle outside-option w
says out "w2=$tab"
expect 0 help oracle
says out "PARAMETER=VALUE"
expect 0 oracle --json
grep -o '"source": "[^"]*"' out | cut -d'"' -f4 | tr ';' '\n' | sed 's/^ *//' | sort -u >quoted
that [ "$(wc -l <quoted)" -gt 20 ]
while IFS= read -r paper; do
    that grep -qF "\"$paper\"" "$top/sim/cli/commands/references.def"
done <quoted

# ---- the room's page is this table ----
"$higgle" oracle --markdown >families
sed -n '/^| family | in short/,$p' "$top/sim/theory/README.md" >page
that cmp -s families page

finish
