#!/bin/sh
# ^C and --resume: whatever the moment, the run goes on to the bytes that it would have had.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

same_run() { # the files of two runs that hold no time and no name of their own
    for file in log.msgpack sessions.csv twins.csv parties.csv trajectories.csv columns.csv config.yaml; do
        if cmp "$1/$file" "$2/$file"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
}

"$higgle" sweep leverage -n 150 --no-figures --out whole >/dev/null 2>&1
whole_code=$?
for pause in 0.02 0.1 0.25; do
    rm -rf cut
    "$higgle" sweep leverage -n 150 --no-figures --out cut >out 2>err &
    pid=$!
    sleep $pause
    kill -INT $pid 2>/dev/null
    wait $pid
    got=$?
    if [ $got -eq 130 ]; then
        says err "resume: higgle sweep --resume cut --no-figures"
        that grep -q '"status": "interrupted"' cut/manifest.json
        line=$(sed -n 's/^resume: higgle //p' err)
        "$higgle" $line >resumed.out 2>err
        that [ $? -eq $whole_code ]
    else
        that [ -d cut ]
    fi
    [ -f cut/log.msgpack ] || continue
    same_run whole cut
    that grep -q '"status": "complete"' cut/manifest.json
    that grep -q '"command_line": "higgle sweep leverage -n 150 --no-figures --out cut"' cut/manifest.json
    expect 0 check cut
    expect 0 replay cut
done

# cut off by whatever else: a crash, a full disk
size=$(wc -c <whole/log.msgpack)
for part in 1 5 9; do
    rm -rf cut
    cp -r whole cut
    rm cut/*.csv
    dd if=whole/log.msgpack of=cut/log.msgpack bs=$((size / 10)) count=$part 2>/dev/null
    "$higgle" sweep --resume cut --no-figures >/dev/null 2>&1
    same_run whole cut
done

# counts of the manifest are those of the whole run
for key in sessions deals offers; do
    that [ "$(grep "\"$key\": " whole/manifest.json | tail -1)" = "$(grep "\"$key\": " cut/manifest.json | tail -1)" ]
done

# complete: says so
expect 0 sweep --resume whole
says out "whole is complete: nothing is left to run"
expect 0 sweep --resume whole --json
says out '"experiment"'
expect 0 sweep leverage -n 150 --resume whole
says out "is complete"

# another plan is refused, and changes nothing
cp whole/log.msgpack before
expect 2 sweep leverage -n 200 --resume whole
says err "holds another plan"
dd if=before of=cut/log.msgpack bs=1000 count=200 2>/dev/null
cp cut/log.msgpack before-cut
expect 2 sweep leverage -n 150 --seed 2 --resume cut
that cmp before-cut cut/log.msgpack
that cmp before whole/log.msgpack
expect 2 sweep --resume cut --seed 2
says err "--seed: the plan of cut stands in its record"
expect 2 sweep --resume cut --out other
says err "--out names a new directory"
expect 3 sweep --resume nothing
expect 2 sweep
says err "usage: higgle sweep EXPERIMENT"
expect 2 run
says err "usage: higgle run SCENARIO"

# run -n goes on in the same way
"$higgle" run used-car -n 300 --out story >/dev/null 2>&1
cp -r story half
dd if=story/log.msgpack of=half/log.msgpack bs=1000 count=100 2>/dev/null
expect 0 run --resume half
for file in log.msgpack sessions.csv parties.csv; do that cmp story/$file half/$file; done
expect 0 run --resume half
says out "is complete"
finish
