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

# it does not outlive the run, not even one that hangs while the run is killed
if setpriv --pdeathsig KILL true 2>/dev/null; then
    printf '#!/bin/sh\necho $$ >pid\nexec sleep 60\n' >hangs && chmod +x hangs
    "$higgle" run used-car 'buyer=exec/50:./hangs' >"$work/out" 2>"$work/err" &
    tries=0
    until [ -s pid ] || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
    kill -KILL $!
    wait $! 2>/dev/null
    tries=0
    while kill -0 "$(cat pid)" 2>/dev/null && [ $((tries += 1)) -le 100 ]; do sleep 0.1; done
    that [ "$tries" -le 100 ]
fi

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
    expect 0 run used-car "buyer=exec:$python -B $mine/boulware.py beta=$1" "seller=$3" --seed 7
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
expect 0 run split-the-pie "one=exec:$python -B $mine/slow.py ms=10" two=conceder
says out "deal in round"

# the record of a program that draws nothing is played again like any other
expect 0 replay last

# settings, and without the package msgpack
expect 4 run used-car "buyer=exec:$python -B $mine/boulware.py bta=1"
says out 'boulware.py: there is no parameter "bta"; did you mean "beta"?'
mkdir absent
echo 'raise ImportError("absent")' >absent/msgpack.py
expect 0 run used-car "buyer=exec:env PYTHONPATH=absent $python -B $mine/boulware.py beta=3" seller=micro --seed 7
sed '1d;$d' "$work/out" >plain
that cmp plain outside

# ---- negotiators of NegMAS, or of what stands in for it ----
bridge="$python -B $mine/negmas_bridge.py" negmas="env PYTHONPATH=$top/tests/standin $python -B $mine/negmas_bridge.py"
as_ours() { # SCENARIO ROLE OTHER NEGOTIATOR AGENT: it says what our own one says
    expect 0 run "$1" "$2=exec:$negmas $4" "$3" --seed 7
    sed '1d;$d' "$work/out" >outside
    expect 0 run "$1" "$2=$5" "$3" --seed 7
    sed '1d;$d' "$work/out" >inside
    that cmp inside outside
}
as_ours used-car buyer seller=linear AspirationNegotiator negmas-aspiration
as_ours split-the-pie one two=conceder "negmas.sao.AspirationNegotiator aspiration_type=1" negmas-aspiration:exponent=1
as_ours house-sale buyer seller=linear "OldNegotiator aspiration_type=0.5" negmas-aspiration:exponent=0.5 # its limit moves
as_ours random:issues=4:seed=2 A B=micro AspirationNegotiator negmas-aspiration
answers() { # ANSWER STATUS TEXT: to three offers it says this
    expect "$2" run split-the-pie "one=exec:$negmas Answers answer=$1" two=linear
    says out "$3"
}
answers END_NEGOTIATION 0 "one  walks away"
answers REJECT_OFFER 0 "one  walks away"
answers NO_RESPONSE 0 "one  declines"
answers WAIT 0 "one  declines"
answers ACCEPT_OFFER 0 "one  accepts 0.03"
expect 0 run used-car "buyer=exec:$negmas RandomNegotiator" seller=random -n 100 --workers 1 --out drawn-once
expect 0 run used-car "buyer=exec:$negmas RandomNegotiator" seller=random -n 100 --workers 2 --out drawn-twice
that cmp drawn-once/log.msgpack drawn-twice/log.msgpack
expect 4 run used-car "buyer=exec:$negmas Strange"
says out "KeyError: 'nothing'"
# what goes wrong is a sentence
refused() { # TEXT ARGUMENTS
    $2 2>"$work/err" </dev/null && failed=$((failed + 1))
    says err "negmas_bridge.py: $1"
}
if ! $python -c 'import negmas' 2>/dev/null; then refused "this python3 ($($python -c "import sys; print(sys.executable)")) has no NegMAS, pip install negmas" "$bridge X"; fi
refused "which negotiator?" "$negmas"
refused 'negmas.sao has no AspirationNegotator; did you mean "AspirationNegotiator"?' "$negmas AspirationNegotator"
refused "there is no module no.such" "$negmas no.such.Negotiator"
refused 'what goes to the constructor is written KEY=VALUE, not "x"' "$negmas Answers x"
refused "Answers cannot be made so" "$negmas Answers anwser=WAIT"
finish
