#!/bin/sh
# Programs that play, as a user meets them: the Python package says what the agent built in says; faults are told in the author's words.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
mine=$top/agents/examples/python

# what is wrong is said with the program's own last words; the run goes on
expect 4 run used-car 'buyer=exec:no-such-program'
says out "buyer's agent died in round 1: it ended with exit code 127; its last words: "
says out "no-such-program: not found"
expect 4 run used-car "buyer=exec:sh -c 'echo not a message; exit 3'"
says out "it did not begin with HELLO"
expect 4 run used-car 'buyer=exec:false' --sessions 200
says err 'buyer, played by exec:false: crashed in'
that [ "$(grep -c ',agent_error,' runs/last/sessions.csv)" -eq 200 ]
expect 3 run used-car 'buyer=exec: '
expect 4 run used-car 'buyer=exec/0.2:sleep 60'
says out "it said nothing for 0.2 seconds"

# any agent of ours in a program of its own: word for word the same
expect 0 run used-car "buyer=exec:$higgle serve boulware:accept=combi" "seller=exec:$higgle serve micro" --seed 3
sed '1d;$d' "$work/out" >outside
expect 0 run used-car buyer=boulware:accept=combi seller=micro --seed 3
sed '1d;$d' "$work/out" >inside
that cmp inside outside
expect 4 run used-car "buyer=exec:$higgle serve boulwar"
says out "its last words: error: "
says out 'did you mean "boulware"?'
expect 2 serve exec:cat
says err "exec:cat is a program of its own already"
expect 0 serve boulware # the end of input is the end

python=
for p in python3 /usr/bin/python3; do
    "$p" -c 'import msgpack' 2>/dev/null && python=$p && break
done
if [ -z "$python" ]; then
    echo "skipped: python3 has no msgpack"
    finish
    exit
fi

export PYTHONDONTWRITEBYTECODE=1
that "$python" "$mine/test_higgle_agent.py" 2>/dev/null

# the same session in and out, word for word; the head names the agents
same() {
    expect 0 run used-car "buyer=exec:$python -B $mine/boulware.py $1" "seller=$3" --seed 7
    sed '1d;$d' "$work/out" >outside
    expect 0 run used-car "buyer=$2" "seller=$3" --seed 7
    sed '1d;$d' "$work/out" >inside
    that cmp inside outside
}
same 0.2 boulware:beta=0.2 linear
same 1 linear tit-for-tat
same 3 boulware:beta=3 micro

# both parties, many sessions, a scenario file
expect 0 run used-car "buyer=exec:$python -B $mine/tit_for_tat.py" "seller=exec:$python -B $mine/boulware.py" --sessions 300
that [ "$(grep -c ',agent_error,' runs/last/sessions.csv)" -eq 0 ]
expect 0 run split-the-pie "one=exec:$python -B $mine/slow.py 0.01" two=conceder
says out "deal in round"

# the record of a program that draws nothing is played again like any other
expect 0 replay last
finish
