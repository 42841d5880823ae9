#!/bin/sh
# show and export: a run, its sessions as a table, one session told, and the tables in other forms.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

"$higgle" sweep leverage -n 40 --no-figures --out x >/dev/null 2>&1
"$higgle" run used-car --seed 17 -n 3 --out full >/dev/null 2>&1
"$higgle" run used-car --seed 17 -n 3 --log sessions --out rows >/dev/null 2>&1

# a run: cells, outcomes, interval, verdicts
expect 0 show x
says out "4 200 of 4 200 sessions · complete · level sessions · seed 1"
says out "utility of one"
says out "of deals"
says out "gain: utility, discounted"
says out "much weaker"
says out "PASS"
expect 0 run used-car -n 40 --out pays
says out "of deals"
says out "utility, EUR"
says out "seller "
says out "gain"
expect 0 show pays
says out "utility of seller"
says out "gain of buyer"
expect 0 show x --json
says out '"verdict": '
says out '"twin_of": "one"'

# sessions as a table
expect 0 show x --where outcome=deal --sort -utility_one --limit 3
says out "3 of "
says out "pie_share_one"
first=$(sed -n 2p out | awk '{print $1}')
most=$("$higgle" export x | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "utility_one") k = i; next } !seen || $k + 0 > best { best = $k + 0; who = $1; seen = 1 } END { print who }')
that [ "$first" = "$most" ]
expect 0 show x --columns session,round --where 'round<0' --where session=5
says out "0 sessions"
expect 0 show x --columns session,round --where 'session>=4' --where 'session!=5' --limit 2
that [ "$(sed -n 2p out | awk '{print $1}')" = 4 ]
that [ "$(sed -n 3p out | awk '{print $1}')" = 6 ]
# every operator, at its own edge; who accepts the first offer has no opening
expect 0 show x --where 'session<=5' --limit 0
says out "6 sessions"
expect 0 show x --where 'session<5' --limit 0
says out "5 sessions"
expect 0 show x --where 'session>=2395' --limit 0
says out "5 sessions"
expect 0 show x --where 'session>2395' --limit 0
says out "4 sessions"
# who takes the first offer has none of its own
"$higgle" run split-the-pie two=accept-anything -n 40 --set protocol.first=one --out silent >/dev/null 2>&1
none=$(awk -F, 'NR == 1 {for (i = 1; i <= NF; i++) if ($i == "opening_two") c = i; next} $c == ""' silent/sessions.csv | wc -l)
that [ "$none" -gt 1 -a "$none" -lt 39 ]
expect 0 show silent --where opening_two=
says out "$none sessions"
for there in '<1e9' '<=1e9' '>-1e9' '>=-1e9'; do
    expect 0 show silent --where "opening_two$there" --limit 0
    says out "$((40 - none)) sessions"
done
# where they are equal they stay in their order, both ways
for sort in pie -pie; do
    expect 0 show silent --columns session,pie --sort "$sort"
    that [ "$(awk 'NR > 1 && NR < 6 { printf "%s ", $1 }' out)" = "0 1 2 3 " ]
done
expect 0 show x --where session=7 --json
says out '"matching": 1'
# people read and type rounds from 1; documents hold them from 0
zero=$("$higgle" export full | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "round") k = i } NR == 2 { print $k }')
expect 0 show full --columns session,round --limit 1
that [ "$(sed -n 2p out | awk '{print $2}')" -eq $((zero + 1)) ]
expect 0 show full --columns session,round --where "round=$((zero + 1))" --where session=0
says out "1 session"
expect 0 show full --columns session,round --where "round=$((zero + 1))" --limit 1 --json
says out "\"round\": $zero"
# a value that nobody has is no answer
expect 0 show x --where outcome=dael
says err 'did you mean "deal"?'
expect 0 show x --where outcome=deal --where 'round<1'
silent err
expect 2 show x --columns session,utilty_one
says err 'did you mean "utility_one"?'
expect 2 show x --where outcom=deal
says err 'did you mean "outcome"?'
expect 2 show x --where deal
says err "must be COLUMN=VALUE"
expect 2 show x --where 'round>late'
says err '"late" is not a number'
expect 2 show x --sort utilty
expect 2 show x 3 --limit 2
expect 2 show used-car --limit 2
expect 3 show leverage
says err "higgle sweep leverage runs it"
expect 3 show x 99999
says err "its sessions are 0 to 4199"

# one session: the same at every level, and as run tells it
expect 0 show full 0
says out "session 0 of full"
says out "opened with"
says out "got "
cp out told
expect 0 show rows 0
says out "it was played again, and its row is the same"
grep '^ *[0-9][0-9]*  ' told >a
grep '^ *[0-9][0-9]*  ' out >b
that cmp a b
expect 0 run used-car --seed 17
grep '^ *[0-9][0-9]*  ' out >c
that cmp a c
says out "again: higgle run used-car --seed 17 · draw it: higgle plot used-car --seed 17 timeline"
expect 0 show full#2 --json
says out '"session": 2'
says out '"played_again": false'
expect 0 show rows 2 --json
says out '"played_again": true'

# the line that repeats a session has the seed, and survives sh and zsh
for shell in sh zsh; do
    command -v $shell >/dev/null || continue
    "$higgle" run used-car --set 'buyer.alternatives.colleague={worth: 900, arrives: 0.2}' --rounds 9 buyer=boulware:beta=0.3 >first 2>/dev/null
    line=$(sed -n 's/^again: higgle \(.*\) · draw it: .*$/\1/p' first)
    echo "'$higgle' $line" >again.sh
    $shell ./again.sh >second 2>/dev/null
    grep -v '^again' first >a
    grep -v '^again' second >b
    that cmp a b
    says_seed=$(grep -c -- '--seed 1 timeline' first)
    that [ "$says_seed" -eq 1 ]
done

# so does the line that draws it (3: gnuplot is not installed)
"$higgle" run used-car --set 'buyer.alternatives.colleague={worth: 900, arrives: 0.2}' --rounds 9 buyer=boulware:beta=0.3 >first 2>/dev/null
line=$(sed -n 's/^.* · draw it: higgle \(.*\)$/\1/p' first)
echo "'$higgle' $line --format txt" >draw.sh
sh ./draw.sh >out 2>err
code=$?
that [ $code -eq 0 -o $code -eq 3 ]
[ $code -eq 3 ] || says out "timeline.txt"

# leverage is told where it changed, and only there
expect 0 run used-car --seed 17
grep -oE '0\.[0-9]{3} \([-+.0-9 ]*\)' out >told
that [ "$(wc -l <told)" -gt 1 -a "$(wc -l <told)" -eq "$(uniq told | wc -l)" ]

# export: the bytes of the tables, without the tables
cp -r x kept
for table in sessions twins parties trajectories columns; do
    rm -f x/$table.csv
    "$higgle" export x --table $table >out-$table
    that cmp out-$table kept/$table.csv
done
expect 0 export x --table parties --out parties.csv
that cmp parties.csv kept/parties.csv
expect 2 export x --table parties --out parties.csv
says err "nothing is overwritten"
expect 0 export x --to jsonl
that [ "$(wc -l <out)" -eq $(($(wc -l <kept/sessions.csv) - 1)) ]
says out '"outcome":"deal"'
expect 2 export x --to sqlite
says err "--out x.sqlite"
"$higgle" run split-the-pie one=boulware two=conceder -n 2 --out blind >/dev/null 2>&1
expect 3 export blind --table twins
says err "has no blind twins"
expect 0 export x --to sqlite --out x.sqlite
expect 2 export x --to sqlite --out x.sqlite
says err "is there already"
expect 3 export nothing
if command -v sqlite3 >/dev/null; then
    that [ "$(sqlite3 x.sqlite 'select count(*) from sessions')" -eq $(($(wc -l <kept/sessions.csv) - 1)) ]
    that [ "$(sqlite3 x.sqlite 'select typeof(utility_one), typeof(round), typeof(outcome) from sessions limit 1')" = "real|integer|text" ]
    that [ "$(sqlite3 x.sqlite "select value from run where name = 'seed'")" = 1 ]
    that [ "$(sqlite3 x.sqlite 'select count(*) from parties')" -eq $(($(wc -l <kept/parties.csv) - 1)) ]
fi
finish
