#!/bin/sh
# Run directories: what check finds in them, what ^C leaves, and what happens where output cannot go.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# without gnuplot a run is a run: every figure's source is there, one line says so
mkdir nowhere
PATH_BEFORE=$PATH
PATH=$work/nowhere
"$higgle" sweep leverage -n 20 --out small >out 2>err
code=$?
"$higgle" plot small >plotted 2>plot-err
plot_code=$?
PATH=$PATH_BEFORE
that [ "$code" -eq 6 ]
says out "draw     higgle plot small"
that [ "$(grep -c gnuplot err)" -eq 1 ]
that [ "$plot_code" -eq 3 ]
that [ "$(grep -c gnuplot plot-err)" -eq 1 ]
for file in concession.gp concession.dat share.gp share.dat; do that [ -s "small/figures/$file" ]; done

# a figure that fails suppresses nothing
mkdir bin
printf '#!/bin/sh\necho broken >&2\nexit 1\n' >bin/gnuplot
chmod +x bin/gnuplot
PATH=$work/bin:$PATH_BEFORE
"$higgle" sweep leverage -n 20 --out failing >out 2>err
that [ $? -eq 5 ]
PATH=$PATH_BEFORE
says out "keeps_more"
says out "again    higgle sweep"
says err "broken"

# what lies beside the record is checked too
copy() {
    rm -rf copy
    cp -r small copy
}
copy
expect 0 check copy
says out "complete run"
rm copy/sessions.csv
: >copy/parties.csv
expect 0 check copy
says err "copy/sessions.csv: warning: is missing"
says err "copy/parties.csv: warning: is empty"
echo "# changed" >>copy/inputs/leverage.yaml
rm copy/config.yaml
expect 3 check copy
says err "copy/inputs/leverage.yaml: error: was changed"
says err "copy/config.yaml: error: is missing"
copy
dd if=small/log.msgpack of=copy/log.msgpack bs=1000 count=20 2>/dev/null
expect 3 check copy
says err "damaged: the manifest says complete"
copy
echo '{"status": ' >copy/manifest.json
expect 3 check copy
says err "copy/manifest.json"
copy
rm copy/manifest.json
expect 3 check copy
"$higgle" sweep leverage -n 10 --seed 2 --no-figures --out other >/dev/null 2>&1
copy
cp other/manifest.json copy/manifest.json
expect 3 check copy
says err "is of another run"

# a manifest names the commit, where the program was built from one
if git -C "$top" rev-parse HEAD >/dev/null 2>&1; then
    that grep -Eq '"git": "[0-9a-f]{12}"' small/manifest.json
fi
that [ ! -e small/manifest.json.new ]

# ^C: in the sessions, and while the tables are written
start() {
    "$higgle" "$@" >out 2>err &
    pid=$!
}
wait_for() { # files of this pattern, or until the program ends
    while kill -0 $pid 2>/dev/null && ! ls $1 >/dev/null 2>&1; do :; done
}
start sweep leverage -n 1000000 --out stopped
wait_for stopped/log.msgpack
sleep 0.3
kill -USR1 $pid
sleep 0.3
kill -INT $pid
wait $pid
that [ $? -eq 130 ]
says err "sessions"
says err "interrupted: stopped holds"
says err "resume: higgle sweep --resume stopped"
that grep -q '"status": "interrupted"' stopped/manifest.json
expect 0 check stopped
says out "interrupted run"
start sweep leverage -n 1000 --out tables
wait_for "tables/sessions.csv*"
kill -INT $pid
wait $pid
that [ $? -eq 130 ]
says err "holds the whole record"
that grep -q '"status": "interrupted"' tables/manifest.json
that [ ! -e tables/figures ]

# streams that are closed or full
"$higgle" sweep leverage -n 10 --no-figures --out closed <&- >&- 2>&-
expect 0 check closed
if [ -c /dev/full ]; then
    "$higgle" help >/dev/full 2>err
    that [ $? -eq 5 ]
    says err "cannot write the result"
fi
finish
