#!/bin/sh
# Faulty agents among good ones: tests/faulty.sh BINARY [SESSIONS]. A tenth of SESSIONS (10,000, or a few more) is played by agents of faulty/, of every
# kind. The run ends; every session is counted once, every fault laid to who did it; the good sessions are those of a run without the
# faulty ones, byte for byte; memory is bounded; no process and no descriptor is left.
. "$(dirname "$0")/cli.sh"
sessions=${2:-10000}
program=$(dirname "$higgle")/outside_agent
usage=$(dirname "$higgle")/rusage
cd "$work" || exit 1
[ -x "$program" ] || { echo "$program is missing: build the target outside_agent"; exit 1; }
[ -x "$usage" ] || usage=$work/rusage
[ -x "$usage" ] || ${CC:-cc} -O1 -o "$usage" "$top/tests/rusage.c" || exit 1

# The fault that its sessions end with. Who hangs is waited for once, for a tenth of a second, and what it was playing is over.
faults='dead:crashed leaves:crashed killed:crashed wordy:crashed deaf:crashed half:crashed parent:crashed hoarder:crashed hungry:crashed
    mute:timeout stubborn:timeout noisy:timeout brood:timeout trickles:timeout old:refused rude:refused
    garbage:undecodable text:undecodable giant:undecodable deep:undecodable infinite-words:undecodable
    stranger:out_of_turn other-seat:out_of_turn nowhere:out_of_space withdraws:illegal reopens:illegal
    gives-up:refused dies:crashed flood:any late:any twice:out_of_turn'
modes=$(for f in $faults; do echo "${f%%:*}"; done)
kinds=$(echo "$modes" | wc -l)
each=$(((sessions + 10 * kinds - 1) / (10 * kinds)))
# so many cells of good agents that the faulty ones are a tenth
good=$((9 * kinds))

# 60 MB are enough for a hungry one: what is measured below is the simulator
command_of() {
    case $1 in
    hungry) echo "exec/5:sh -c 'ulimit -v 60000; exec $program hungry'" ;;
    mute | stubborn | noisy | brood | trickles) echo "exec/0.1:$program $1" ;;
    gives-up | dies) echo "exec/20:$program $1 $2" ;; # in the last session of its cell
    *) echo "exec/20:$program $1" ;;
    esac
}

# experiment FILE FAULTY(yes|no): the good cells come first, so that their numbers are the same in both
experiment() {
    printf 'experiment: mixed\nscenario: used-car\nsessions: %s\nblock: 64\nagents: {seller: linear}\nvary:\n  buyer:\n' "$each" >"$1"
    i=0
    while [ $i -lt "$good" ]; do
        beta=$(awk "BEGIN { print 0.1 + $i / 100 }")
        echo "    good$i: {agents.buyer: \"boulware:beta=$beta\"}" >>"$1"
        i=$((i + 1))
    done
    [ "$2" = yes ] || return 0
    for mode in $modes; do
        i=$((i + 1))
        command=$(command_of "$mode" $((i * each - 1)))
        echo "    $mode: {agents.buyer: \"$command\"}" >>"$1"
    done
}

# its descendants live on where they were not ended
left_over() { ps -eo pid=,stat=,args= | grep -F "$program" | grep -v grep; }

experiment mixed.yaml yes
experiment plain.yaml no
total=$(((good + kinds) * each))
# Programs are started hundreds of times: 256 descriptors would not be enough if they were not given back.
ulimit -n 256
"$usage" "$higgle" sweep mixed.yaml --no-figures --workers 2 --faults "$total" --out mixed >out 2>err </dev/null
that [ $? -eq 0 ]
kilobytes=$(tail -1 err | awk '{ print $1 }')
seconds=$(tail -1 err | awk '{ print $2 / 1000 }')
sleep 2 # what ignores SIGTERM is killed a second later
that [ -z "$(left_over)" ]
"$usage" "$higgle" sweep plain.yaml --no-figures --workers 2 --out plain >plain.out 2>plain.err </dev/null
that [ $? -eq 0 ]

# ---- counts: buyer (the cell's name), outcome, by and fault are columns 5 to 8; none of them holds a comma ----
cut -d, -f5-8 mixed/sessions.csv | sed 1d >ends
count() { awk -F, "$1" ends | wc -l; }
deals=$(count '$2 == "deal"') errors=$(count '$2 == "agent_error"') others=$(count '$2 != "deal" && $2 != "agent_error"')
that [ "$(wc -l <ends)" -eq "$total" ]
that [ $((deals + errors + others)) -eq "$total" ]
that [ "$(count '($2 == "agent_error") != ($4 != "")')" -eq 0 ] # an error has a fault, nothing else has one
that [ "$(count '$2 == "agent_error" && $3 != "buyer"')" -eq 0 ]  # and it is laid to the faulty one
that [ "$(count '$1 ~ /^good/ && $2 == "agent_error"')" -eq 0 ]
for f in $faults; do
    cell=${f%%:*} fault=${f##*:}
    found=$(count "\$1 == \"$cell\" && \$2 == \"agent_error\" && (\"$fault\" == \"any\" || \$4 == \"$fault\")")
    case $cell in
    gives-up) that [ "$found" -eq 1 ] ;; # the others of its sessions are played to their end
    dies) that [ "$found" -ge 1 ] ;;     # with it dies what it was playing
    *) that [ "$found" -eq "$each" ] || echo "$cell: $found of $each sessions end with $fault" ;;
    esac
done
that grep -q "\"faults\": $errors,\?\$" mixed/manifest.json

# ---- the others ----
head -$((good * each + 1)) mixed/sessions.csv >theirs
that cmp theirs plain/sessions.csv
expect 0 check mixed
# ---- memory, processes, descriptors ----
that [ "$kilobytes" -lt $(($(tail -1 plain.err | awk '{ print $1 }') + 40000)) ]
finish && echo "$total sessions, $errors of them with a fault, in $seconds seconds, with at most $((kilobytes / 1000)) MB"
