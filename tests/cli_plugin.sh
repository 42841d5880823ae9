#!/bin/sh
# Agents from outside of the tree: built against an installed higgle, as plugins and as programs of their own. A plugin plays wherever an agent does, is part of what a run is,
# and a wrong one is refused before it plays.
. "$(dirname "$0")/cli.sh"
CC=${CC:-cc} CXX=${CXX:-c++}
export CC CXX
export HOME="$work/home"
unset HIGGLE_AGENTS XDG_DATA_HOME
build=$(dirname "$higgle")
mkdir "$HOME" "$work/smoke"
cd "$work" || exit 1

# ---- installed, and built with nothing but what is installed ----
for component in program agent; do
    cmake --install "$build" --prefix "$work/prefix" --component $component >installed 2>&1 || { cat installed; exit 1; }
done
PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name higgle-agent.pc)")
export PKG_CONFIG_PATH
higgle=$work/prefix/bin/higgle
for header in agent math theory serve; do that [ -f "prefix/include/higgle/$header.h" ]; done
that [ "$(pkg-config --libs higgle-agent)" = "" ]
for file in negmas_bridge.py boulware.py higgle_agent/serve.py; do that [ -f "prefix/share/higgle/python/$file" ]; done
that [ ! -e prefix/share/higgle/python/new ]
cp "$top"/tests/smoke/* smoke/
library=$(find "$work/prefix" -name libhiggle-agent.a)
that make -s -C smoke plugins
cd smoke || exit 1

# What the headers promise is what the program exports, and nothing else of its own.
functions() { grep -ho 'HG_API [a-zA-Z0-9_ ]*[ *]hg_[a-z0-9_]*(' "$@" | grep -o 'hg_[a-z0-9_]*(' | tr -d '(' | sort -u; }
functions ../prefix/include/higgle/[amt]*.h >declared
nm -D --defined-only "$higgle" | awk '$2 == "T" { print $3 }' | grep '^hg_' | sort >exported
that [ -s declared ]
that cmp -s declared exported
functions ../prefix/include/higgle/*.h >declared # a program has hg_serve besides
nm --defined-only "$library" | awk '$2 ~ /[A-Z]/ { print $3 }' | sort >exported
that grep -qx hg_serve declared
that cmp -s declared exported

# ---- it plays, by its path ----
expect 0 run split-the-pie one=./smoke.so two=boulware
says out "one ./smoke.so · two boulware"
expect 0 run split-the-pie one=smoke.so:greed=0.5 "two=$PWD/smoke.so/modest:noise=0.010"
says out "one smoke.so:greed=0.5 · two $PWD/smoke.so/modest:noise=0.01"
expect 0 run split-the-pie one=./plus.so two=./smoke.so
says out "./plus.so"
expect 0 run used-car buyer=./smoke.so --json
says out '"buyer": "./smoke.so"'
expect 0 run used-car --set agents.buyer=./smoke.so --set agents.buyer.greed=0.3
says out "buyer ./smoke.so:greed=0.3"
expect 0 describe ./smoke.so/modest
says out "a plugin that is built outside of the tree"
says out "greed  0 (default 0.1)"
says out "blind twin: smoke:see=0"
says out "traits: reads leverage"
expect 0 describe ./smoke.so --json
says out '"file": "./smoke.so"'
expect 0 complete -- run split-the-pie one=./sm
says out "one=./smoke.so"
expect 0 complete -- run split-the-pie one=./smoke.so:
says out "one=./smoke.so:greed="
expect 0 complete -- run split-the-pie one=./smoke.so:start=
says out "one=./smoke.so:start=rubinstein"
expect 0 list paths used-car
cp "$top/scenarios/used-car.yaml" mine.yaml
sed -i 's|^agents: {buyer: [^,]*|agents: {buyer: ./smoke.so:greed=0.2|' mine.yaml
that grep -q 'buyer: ./smoke.so' mine.yaml
expect 0 check mine.yaml
expect 0 run mine.yaml
says out "buyer ./smoke.so:greed=0.2"
expect 0 plot mine.yaml timeline --format txt --out drawn

# ---- the same agents as programs of their own: word for word the same, wherever something happens ----
if plain_library "$library"; then
    that make -s programs
    same() { # SCENARIO ROLE PLUGIN PROGRAM
        for seed in 1 2 3; do
            expect 0 run "$1" "$2=$3" --seed $seed
            sed '1d;$d' "$work/out" >inside
            expect 0 run "$1" "$2=exec:$4" --seed $seed
            sed '1d;$d' "$work/out" >outside
            that cmp inside outside
        done
    }
    same used-car buyer ./smoke.so:noise=0.05 "./smoke noise=0.05"
    same house-sale seller ./smoke.so/modest:noise=0.05 "./smoke modest noise=0.05"
    same split-the-pie one ./plus.so ./plus
    same used-car buyer ./smoke.so:noise=0.05 "$higgle serve ./smoke.so:noise=0.05" # the plugin itself, apart from us
    expect 0 run used-car 'buyer=exec:./smoke noise=0.05' 'seller=exec:./plus' -n 200 --out served
    expect 0 replay served
expect 0 replay served --programs
    # its words to whoever starts it wrongly; to the simulator's, they are its last
    for wrong in 'gred=1;smoke has no parameter "gred"; did you mean "greed"?' 'modst;smoke has no preset "modst"; did you mean "modest"?' \
        'greed=7;greed of smoke is a number from 0 to 1, not "7"' 'modest modest;a setting of an agent is written KEY=VALUE' \
        'greed=0.1 greed=0.2;greed is set twice' 'start=rubinstien;start of smoke cannot be "rubinstien"; did you mean "rubinstein"?'; do
        expect 4 run split-the-pie "one=exec:./smoke ${wrong%%;*}"
        says out "its last words: error: ${wrong#*;}"
    done
    ./smoke --help >help 2>/dev/null || failed=$((failed + 1))
    that grep -qF "buyer=exec:./smoke [PRESET] [KEY=VALUE]..." help
    that grep -qF "start=best (best, rubinstein)  what it asks for first" help
    that grep -qF "greed=0.1 (0 to 1)" help
    that grep -qF "modest: start=rubinstein:greed=0" help
    ./smoke </dev/null >"$work/out" 2>"$work/err" || failed=$((failed + 1)) # the end of input is the end
    silent out
    says err "standard error: 3"
    printf 'no message' | ./smoke 2>"$work/err" && failed=$((failed + 1))
    says err "error: a message has no head"
    cp -r "$top/agents/examples/c-program" programs
    make -s -C programs test HIGGLE="$higgle" CFLAGS='-std=c17 -O2 -Wall -Wextra -Wpedantic -Werror' >"$work/out" 2>&1
    says out "three programs play: boulware as the one built in"
    # and what a higgle that is installed elsewhere writes finds it all by itself
    expect 0 new agent fresh
    that env -u PKG_CONFIG_PATH make -s -C fresh fresh.so program
    expect 0 run used-car buyer=fresh/fresh.so 'seller=exec:fresh/fresh'
fi

# ---- and what goes wrong in how it is written ----
expect 3 run split-the-pie one=./smoke.so:gred=1
says err 'smoke has no parameter "gred"; did you mean "greed"?'
expect 3 run split-the-pie one=./smoke.so/modst
says err 'did you mean "modest"?'
expect 3 run split-the-pie one=./smoke.so:greed=7
says err "greed of smoke is a number from 0 to 1"
expect 3 run split-the-pie one=./smok.so
says err 'one=./smok.so: error: ./smok.so is not there; did you mean "./smoke.so"?'
expect 3 run split-the-pie one=./smoke
says err "a path to an agent ends in .so and has no colon"
expect 3 run split-the-pie one=/nowhere/at/all.so
says err "/nowhere/at/all.so is not there"

# ---- by name: what is on the search path, the first folder first ----
expect 3 run split-the-pie one=smoke
says err 'no agent is called "smoke"'
expect 0 list agents
lacks out "smoke"
mkdir -p first second "$HOME/.local/share/higgle/agents"
cp smoke.so second/
HIGGLE_AGENTS=$PWD/first:$PWD/second
export HIGGLE_AGENTS
expect 0 run split-the-pie one=smoke/modest two=smoke:greed=0
says out "one smoke/modest · two smoke:greed=0"
expect 0 list agents --where smoke
says out "plugin, reads leverage"
expect 0 list agents --json
says out '"traits": "plugin, reads leverage"'
expect 0 describe smoke
says out "plugin: $PWD/second/smoke.so"
expect 0 complete -- run split-the-pie one=smo
says out "one=smoke"
expect 0 complete -- describe smo
says out "smoke"
expect 3 run split-the-pie one=smke
says err 'did you mean "smoke"?'
cp smoke.so second/too_long.so
expect 3 run split-the-pie one=too_long
says err 'no agent is called "too_long"; did you mean "too-long"?'
rm second/too_long.so
cp plus.so first/smoke.so
expect 3 run split-the-pie one=smoke
says err "$PWD/first/smoke.so calls its agent \"plus\": give the file that name"
echo nonsense >first/smoke.so
expect 0 list agents --where smoke
says out "cannot play: it cannot be loaded"
expect 3 describe smoke
says err "first/smoke.so cannot be loaded"
rm first/smoke.so
cp smoke.so first/boulware.so # what is built in comes first
expect 0 describe boulware
lacks out "plugin:"
unset HIGGLE_AGENTS
cp plus.so "$HOME/.local/share/higgle/agents/"
expect 0 run split-the-pie one=plus
export XDG_DATA_HOME="$work/data"
expect 3 run split-the-pie one=plus
unset XDG_DATA_HOME
installed=$(pkg-config --variable=agentsdir higgle-agent)
mkdir -p "$installed"
mv "$HOME/.local/share/higgle/agents/plus.so" "$installed/"
expect 0 run split-the-pie one=plus
rm -r "$installed"

# ---- its file is part of what a run is ----
identity() { sed -n 's/^ *"identity": "\(.*\)",*/\1/p' "$1/manifest.json"; }
many() { expect 0 run split-the-pie one=./smoke.so:noise=0.05 two=boulware -n 300 --out "$@"; }
many r1 --workers 1
many r2 --workers 2
that cmp -s r1/log.msgpack r2/log.msgpack
that grep -q '"./smoke.so": {' r1/manifest.json
expect 0 replay r1
says out "every one the same"
expect 0 check r1
cp smoke.so kept
$CC $(pkg-config --cflags higgle-agent) -std=c17 -O1 -fPIC -shared my_agent.c -o other.so
mv other.so smoke.so
many r3
that [ "$(identity r1)" != "$(identity r3)" ]
expect 3 replay r1
says err "./smoke.so: error: has changed since it played in this run: then "
expect 3 run --resume r1
says err "only the same file gives the same bytes"
expect 0 show r1 # its record alone is enough for all but playing
mv smoke.so away
expect 3 replay r1
says err "./smoke.so played in it, and this file is not there any more"
cp kept smoke.so
expect 0 replay r1

# an interrupted run goes on to the very bytes
cp -r r1 cut
size=$(wc -c <r1/log.msgpack)
head -c $((size * 9 / 10)) r1/log.msgpack >cut/log.msgpack
expect 0 run --resume cut
that cmp -s cut/log.msgpack r1/log.msgpack

# a sweep with blind twins
cat >exp.yaml <<END
experiment: smoke
scenario: split-the-pie
set: {agents.one: ./smoke.so, agents.two: boulware}
vary:
  agents.one.greed: [0, 0.4]
sessions: 20
seed: 3
END
expect 0 check exp.yaml
expect 0 sweep exp.yaml --out swept
that grep -qa 'smoke.so:see=0' swept/log.msgpack
expect 0 replay swept
expect 0 plot swept concession --format svg --out drawn-swept

# ---- wrong ones ----
cat >wrong.c <<'END'
#include <higgle/agent.h>
#ifndef PARAMS
#define PARAMS {0}
#endif
#ifndef FIELDS
#define FIELDS .traits = 0
#endif
#ifndef CALL
#define CALL 0
#endif
int hg_no_such_function(void);
static const char *const words[] = {"a", "b", 0}, *const none[] = {0};
static const hg_param params[] = {PARAMS, {0}};
static const hg_preset presets[] = {{"odd", "x=1:bta=2"}, {"bad name", "x=1"}, {0}};
static int init(void *s, const hg_brief *b, const hg_host *h, const double *p) { return (void)s, (void)b, (void)h, (void)p, (void)words, (void)none, (void)presets, 0; }
static int act(void *s, const hg_turn *t, hg_reply *r) { return (void)s, (void)t, (void)r, CALL; }
#ifndef SYMBOL
#define SYMBOL hg_agent_plugin
#endif
HG_API const hg_agent_type SYMBOL = {.abi = HG_AGENT_ABI, .struct_size = sizeof(hg_agent_type), .name = "wrong", .summary = "is wrong", .reference = "own", .params = params, .init = init, .act = act, FIELDS};
END
# refuse TEXT FLAG...: built so, it is refused, by its path and with this reason
refuse() {
    said=$1
    shift
    $CC $(pkg-config --cflags higgle-agent) -std=c17 -w -fPIC -shared "$@" wrong.c -o wrong.so || failed=$((failed + 1))
    expect 3 run split-the-pie one=./wrong.so
    says err "one=./wrong.so: error: ./wrong.so $said"
}
refuse "exports no hg_agent_plugin: a plugin defines" -DSYMBOL=hg_agent_wrong
refuse "speaks agent ABI 2, this higgle speaks 1: build it again with the headers of this higgle" -DFIELDS=.abi=2
refuse "has a hg_agent_type of 8 bytes, here it has" -DFIELDS=.struct_size=8
refuse "has no name" -DFIELDS=.name=0
refuse "has a name that cannot be written" '-DFIELDS=.name="Two Words"'
refuse "has a name that cannot be written" '-DFIELDS=.name="a:b"'
refuse "needs a summary and a reference" -DFIELDS=.summary=0
refuse "needs a summary and a reference" '-DFIELDS=.reference="two\nlines"'
refuse "needs a summary and a reference" '-DFIELDS=.summary="\33[31mred"'
refuse "has no init: who takes the briefing?" -DFIELDS=.init=0
refuse "has no act: who moves?" -DFIELDS=.act=0
refuse "wants 1099511627776 bytes for each session and party, at most 16777216 are given" '-DFIELDS=.state_size=1ul<<40'
refuse "wants 16777217 bytes" '-DFIELDS=.memory_size=16777217'
refuse "declares traits that this higgle does not know" '-DFIELDS=.traits=1u<<31'
refuse "its parameter 1 has no name that can be written" '-DPARAMS={"a b",0,0,1,0,"help","own"}'
refuse "its parameter 1 has no name that can be written" '-DPARAMS={"",0,0,1,0,"help","own"}'
refuse 'its parameter "x" is there twice' '-DPARAMS={"x",0,0,1,0,"help","own"},{"x",0,0,1,0,"help","own"}'
refuse 'its parameter "x" needs a line of help and a line of evidence' '-DPARAMS={"x",0,0,1,0,0,"own"}'
refuse 'its parameter "x" has no range' '-DPARAMS={"x",0,1,0,0,"help","own"}'
refuse 'the default of its parameter "x" is outside its range' '-DPARAMS={"x",2,0,1,0,"help","own"}'
refuse 'the default of its parameter "x" is none of its 2 choices' '-DPARAMS={"x",2,0,1,words,"help","own"}'
refuse 'the choices of its parameter "x" are not words' '-DPARAMS={"x",0,0,1,none,"help","own"}'
refuse "its preset 2 has no name that can be written" '-DFIELDS=.presets=presets'
refuse "cannot be loaded: undefined symbol: hg_no_such_function" "-DCALL=hg_no_such_function()"
$CC $(pkg-config --cflags higgle-agent) -std=c17 -w -fPIC -shared '-DPARAMS={"beta",0,0,1,0,"help","own"}' '-DFIELDS=.presets=(const hg_preset[]){{"odd","bta=1"},{0}}' wrong.c -o wrong.so
expect 3 run split-the-pie one=./wrong.so/odd
says err 'preset odd of wrong: wrong has no parameter "bta"; did you mean "beta"?'
# not even an object
for what in text empty cut folder; do rm -rf wrong.so; case $what in
    text) echo "int main;" >wrong.so ;;
    empty) : >wrong.so ;;
    cut) head -c 9000 smoke.so >wrong.so ;;
    folder) mkdir wrong.so ;;
    esac
    expect 3 run split-the-pie one=./wrong.so
    says err "one=./wrong.so: error: ./wrong.so "
done
says err "is no file: a plugin is a shared object"
finish
