#!/bin/sh
# Replay: every level gives the same bytes again; a record that was damaged, changed or cut off never passes.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

"$higgle" sweep leverage -n 6 --no-figures --out sessions >/dev/null 2>&1
"$higgle" sweep leverage -n 6 --no-figures --log full --out full >/dev/null 2>&1
"$higgle" run used-car -n 40 --seed 9 --set buyer.power.discount=0.5 buyer=boulware:beta=0.3 --out story >/dev/null 2>&1
for run in sessions full story; do
    expect 0 replay $run
    says out "every one the same"
    expect 0 replay $run --workers 1
    expect 0 replay "$run#3"
    says out "session 3 of $run replays"
    expect 0 replay $run 3 --json
    says out '"same": true'
done
expect 0 replay full 0
says out "its row and its trace are the same"
expect 0 replay sessions 0
says out "its row is the same"

# the record alone is enough
mkdir bare
cp full/log.msgpack bare
expect 0 replay bare

# one byte, anywhere: never 0
size=$(wc -c <full/log.msgpack)
at=3
while [ $at -lt "$size" ]; do
    cp full/log.msgpack bare/log.msgpack
    byte=$(od -An -tu1 -j $at -N 1 full/log.msgpack | tr -d ' ')
    printf "\\$(printf '%03o' $(((byte + 1) % 256)))" | dd of=bare/log.msgpack bs=1 seek=$at conv=notrunc 2>/dev/null
    "$higgle" replay bare >out 2>err
    got=$?
    if [ $got -eq 1 ] || [ $got -eq 6 ] || [ $got -eq 5 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "byte $at changed: exit $got"; cat out err; fi
    [ -s out ] || [ -s err ] || { failed=$((failed + 1)); echo "byte $at changed: not a word"; }
    at=$((at + size / 40))
done

# cut off: what is there is compared, and that it is not all is said
dd if=full/log.msgpack of=bare/log.msgpack bs=1 count=$((size - 10)) 2>/dev/null
expect 6 replay bare
says out "is cut off"
says out "every byte the same"
expect 6 replay bare --json
says out '"complete": false'
expect 0 replay bare 3
dd if=full/log.msgpack of=bare/log.msgpack bs=1000 count=30 2>/dev/null
expect 6 replay bare
says out "there is nothing to compare"
expect 3 replay bare 3
says err "holds no session"
: >bare/log.msgpack
expect 1 replay bare
says err "it is empty"

# what is named must be there
expect 3 replay full 100000
says err "its sessions are 0 to"
expect 2 replay "full#x"
says err 'is not the number of a session'
expect 2 replay "full#1" 2
says err "two sessions are named"
expect 3 replay ful1
expect 3 replay nothing
says err "no run is called"
mkdir 'odd#7'
cp full/log.msgpack 'odd#7'
expect 0 replay 'odd#7'
expect 0 replay 'odd#7#2'
finish
