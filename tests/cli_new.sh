#!/bin/sh
# higgle new agent: what it writes builds and plays without a change, under any name; nothing is overwritten.
. "$(dirname "$0")/cli.sh"
mkdir "$work/here" "$work/home"
cd "$work/here" || exit 1
export HOME="$work/home"
unset HIGGLE_AGENTS XDG_DATA_HOME
unset PKG_CONFIG_PATH # what it writes says itself where headers and library lie, in a build tree too

# ---- as it is written ----
expect 0 new agent tough-one
says out "tough-one holds an agent that plays: tough_one.c is yours to change"
says out "cd tough-one && make test"
for file in tough_one.c program.c Makefile README.md test.sh; do that [ -s "tough-one/$file" ]; done
that [ "$(grep -rlE 'my.agent' tough-one)" = "" ]
that make -s -C tough-one CFLAGS='-std=c17 -O2 -Wall -Wextra -Wpedantic -Werror'
make -C tough-one test HIGGLE="$higgle" >"$work/out" 2>&1
says out "tough-one plays: 18 commands, no fault, the same bytes again"
expect 0 run used-car buyer=tough-one/tough_one.so:beta=2 seller=tough-one/tough_one.so
expect 0 describe tough-one/tough_one.so
says out "gives way along a curve"
# where alternatives come and go, offers are taken back, and something else than a price is divided
agent=tough-one/tough_one.so
expect 0 run house-sale seller=$agent buyer=$agent -n 10 --out told
expect 0 run partners senior=$agent junior=$agent -n 10 --out shared
expect 0 run random:issues=3:seed=7 A=$agent B=$agent --set protocol.revocable_offers=true -n 10 --out drawn
make -s -C tough-one install >"$work/out" 2>&1
expect 0 run used-car buyer=tough-one
expect 0 list agents --where tough
says out "plugin"

# ---- the same agent as a program of its own: the same record, word for word ----
if plain_library "$(dirname "$higgle")/libhiggle-agent.a"; then
    make -s -C tough-one program CFLAGS='-std=c17 -O2 -Wall -Wextra -Wpedantic -Werror'
    expect 0 run used-car "buyer=exec:tough-one/tough_one beta=2" seller=micro --seed 3
    sed '1d;$d' "$work/out" >outside
    expect 0 run used-car buyer=tough-one/tough_one.so:beta=2 seller=micro --seed 3
    sed '1d;$d' "$work/out" >inside
    that [ -s inside ]
    that cmp inside outside
    expect 4 run used-car "buyer=exec:tough-one/tough_one bta=2"
    says out 'its last words: error: tough-one has no parameter "bta"; did you mean "beta"?'
    tough-one/tough_one --help >"$work/out"
    says out "beta=0.5 (0.01 to 100)"
fi

# ---- its test fails where the agent does ----
sed -i 's|^    const agent \*me = self;$|&\n    if (turn->round > 3) return 1;|' tough-one/tough_one.c
that grep -q 'return 1;' tough-one/tough_one.c
make -s -C tough-one test HIGGLE="$higgle" >"$work/out" 2>&1 && failed=$((failed + 1))
says out "returned an error when it had to move"

# ---- other names, other folders ----
expect 0 new agent int --out other
that [ -s other/int.c ]
make -C other test HIGGLE="$higgle" >"$work/out" 2>&1
says out "int plays:"
expect 0 new agent a --lang c --json
says out '"agent": "a"'
says out '"a.c"'
expect 0 new agent "$(printf 'x%039d' 0)"

# ---- in Python: with nothing but Python ----
for python in python3 /usr/bin/python3 ""; do command -v "$python" >/dev/null && break; done
export PYTHONDONTWRITEBYTECODE=1
expect 0 new agent gentle --lang python
says out "gentle holds an agent that plays: agent.py is yours to change"
says out "test it: cd gentle && ./test.sh · then: higgle run used-car 'buyer=exec:python3 gentle/agent.py'"
for file in agent.py README.md test.sh; do that [ -s "gentle/$file" ]; done
for file in "$top"/agents/examples/python/higgle_agent/*.py; do that cmp "$file" "gentle/higgle_agent/$(basename "$file")"; done
that [ "$(grep -rlE 'my.agent' gentle)" = "" ]
if [ -n "$python" ]; then
    PYTHON=$python gentle/test.sh >"$work/out" 2>&1
    says out "gentle plays: 17 commands, no fault, the same bytes again"
    expect 0 run house-sale "seller=exec:$python gentle/agent.py" "buyer=exec:$python gentle/agent.py beta=2" -n 10 --out in-python
    expect 0 run used-car "buyer=exec:$python gentle/agent.py beta=2" --seed 3
    sed '1d;$d' "$work/out" >outside
    expect 0 run used-car buyer=other/int.so:beta=2 --seed 3 # it is the same agent
    sed '1d;$d' "$work/out" >inside
    that cmp inside outside
    expect 4 run used-car "buyer=exec:$python gentle/agent.py bta=2"
    says out 'there is no parameter "bta"; did you mean "beta"?'
    expect 4 run used-car "buyer=exec:$python gentle/agent.py beta=much"
    says out 'beta is a number, as in beta=0.5, not "much"'
    sed -i 's|^    def act(self, turn: Turn) -> Move:|&\n        if turn.round > 3:\n            return None|' gentle/agent.py
    PYTHON=$python gentle/test.sh >"$work/out" 2>&1 && failed=$((failed + 1))
    says out "act() returned None:"
fi
expect 0 new agent c3 --lang python --out "with blank" --json
says out '"higgle_agent/agent.py"'
expect 2 new agent gentle --lang python
says err "is there already"

# ---- on TAB ----
expect 0 complete -- new ""
says out "agent"
expect 0 complete -- new agent ""
silent out
expect 0 complete -- new --lang ""
says out "c"

# ---- what it refuses ----
cp -r tough-one before
expect 2 new agent tough-one
says err "tough-one: error: is there already; nothing is overwritten"
that diff -r tough-one before
ln -s nowhere dangling
expect 2 new agent b --out dangling
says err "is there already"
expect 5 new agent b --out no/such/folder
says err "cannot make the folder"
for name in "" Foo two_words "a b" 1st -x a/b "$(printf 'x%040d' 0)"; do
    expect 2 new agent -- "$name"
done
says err "small letters, digits and -, a letter first, at most 40"
expect 2 new agent boulware
says err "boulware is an agent that is built in"
expect 2 new scenario x
says err 'not a new "scenario": higgle new agent NAME'
expect 2 new agent x --lang pyton
says err "did you mean python?"
expect 2 new agent
expect 2 new
finish
