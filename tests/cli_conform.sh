#!/bin/sh
# check AGENT: agents that are in order pass, each faulty one is found out and told so in its author's words; a folder is graded.
. "$(dirname "$0")/cli.sh"
faulty=$(dirname "$higgle")/faulty
program=$(dirname "$higgle")/outside_agent
mkdir "$work/here"
cd "$work/here" || exit 1

# ---- all that are built in, and what is said of them ----
expect 0 check agents
lacks out failed
that [ "$(wc -l <"$work/out")" -eq "$("$higgle" list agents --json | grep -c '"name":')" ]
expect 0 check agents --case hopeless --case long
lacks out "not tried"
silent err
expect 0 check leverage/human:rho=0 boulware:accept=combi/max/0.98:model=frequency
says out "leverage/human:rho=0"
expect 0 check leverage # still the experiment
says out "fine: experiment"
expect 0 check agent leverage
that grep -q '^leverage  *ok  *[0-9][0-9]* cases' "$work/out"
expect 0 check boulware -v
that [ "$(grep -c '  ok  ' "$work/out")" -ge 30 ]
expect 0 check --list
that [ "$(wc -l <"$work/out")" -ge 30 ]
expect 0 check agent coase -v # a theory's agent refuses other games, and says why: that is no fault
says out "it plays without a deadline"
expect 3 check agent random:x=1
says err 'random has no'
expect 3 check boulwar
says err 'did you mean "boulware"?'
expect 3 check exec:
expect 3 check ./none.so
expect 2 check
expect 2 check boulware --case hopless
says err 'did you mean "hopeless"?'
expect 2 check used-car --case hopeless
says err "--case is about agents"
that [ -z "$(ls)" ] # nothing is left behind

# ---- faulty plugins: file, the case that finds it out, what is said ----
found() {
    expect 1 check "$faulty/$1.so" --case "$2"
    says out "fails $2: it "
    says out "$3"
    says out "again: higgle check $faulty/$1.so --case $2"
}
expect 0 check "$faulty/fine.so"
says out "ok"
found generous first "it offered 0, worth 0 to it: less than its limit"
found stale better-arrives "less than its limit, which is 0.6"
found shared words "side by side"
found clockwork first "when the same sessions were played again"
found gambler luck "declare HG_TRAIT_STOCHASTIC"
found peeks blind "declare HG_TRAIT_READS_LEVERAGE"
found runaway first "does not declare that it may: HG_TRAIT_WALKS"
found impolite no-exit "walked although the exit rule"
found sulks three "refused without a reason"
found nowhere first "an outcome that does not exist"
found eager first "accepted although no offer of"
found stops first "gave up on its turn in round 4"
found divides no-deadline "died of signal 8"
found lists real "out of memory"
found crashes first "it died in round 2: it died of signal 11"
found hangs first "did not answer in time in round 2"
says out "round 1  two offers" # the exchange
expect 3 check "$faulty/empty.so"
says err "exports no hg_agent_plugin"
expect 3 check "$faulty/old.so"
says err "ABI 99"

# ---- faulty programs ----
told() {
    expect 1 check "exec/1:$program $1" --case first
    says out "$2"
}
told dead "it died in round 1: it ended with exit code 7"
told leaves "it ended with exit code 0"
told mute "it said nothing for 1 seconds"
told noisy "it said nothing for 1 seconds"
told hoarder "Too many open files"
told brood "it said nothing for 1 seconds"
told old "it speaks version 99 of the agent interface"
told rude "it did not begin with HELLO"
told garbage "what is not a message"
told deep "it nested values too deep"
told giant "more than 4096 bytes"
told half "in the middle of a message"
told stranger "a session that it was not briefed for"
told flood "when it was not its turn"
told twice "when it was not its turn"
told reopens "reopened a table that is open"
told accepts-air "accepted although no offer of"
told infinite-words "words that are not"
told killed "died of signal 9"
told wordy "its last words: ValueError: no such thing"
expect 0 check "exec:$program boulware" --case first --case words --case luck
says out "ok  3 cases"

# ---- one that hangs holds nobody up; a folder is a row each, for grading ----
mkdir class class/cases
cp "$faulty/fine.so" "$faulty/generous.so" "$faulty/hangs.so" "$faulty/crashes.so" "$faulty/empty.so" class
printf '#!/bin/sh\nexec %s boulware\n' "$program" >class/program
chmod +x class/program
echo "print(1)" >class/_helper.py
echo "import this" >class/test_it.py
echo "a README" >class/README.md
expect 1 check class --csv grades.csv --json
says out '"fine": false'
says out '"unfit": "./class/empty.so exports'
says out '"again": "higgle check ./class/generous.so --case first"'
that [ "$(grep -c '"agent":' "$work/out")" -eq 6 ]
that [ "$(head -1 grades.csv)" = agent,case,verdict,reason ]
cases=$("$higgle" check --list | wc -l)
that [ "$(wc -l <grades.csv)" -eq $((5 * cases + 2)) ]
that grep -q '^./class/fine.so,first,ok,$' grades.csv
that grep -q '^./class/hangs.so,second,not tried,hangs$' grades.csv
that grep -q '^exec:./class/program,words,ok,$' grades.csv
expect 2 check class --csv grades.csv
says err "is there already"
expect 1 check class/crashes.so
says out "the same in second, itself"
expect 3 check class/cases
that [ "$(ls | tr '\n' ' ')" = "class grades.csv " ]
that [ -z "$(pgrep -f "$faulty")" ]
finish
