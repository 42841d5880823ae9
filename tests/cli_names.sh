#!/bin/sh
# What the user names: files, runs, figures. Found in one way, refused before anything is played.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# figures and formats are checked before anything is played
expect 2 sweep leverage --sessions 40 --format gif
says err '"gif"'
that [ ! -e runs ]
sed 's/^figures:.*/figures: [concession, shar]/' "$top/scenarios/experiments/leverage.yaml" >mine.yaml
line=$(grep -n '^figures:' mine.yaml | cut -d: -f1)
expect 3 sweep mine.yaml --sessions 40
says err "mine.yaml:$line:23: error:"
says err 'did you mean "share"?'
that [ ! -e runs ]
expect 3 check mine.yaml
says err "mine.yaml:$line:23: error:"
expect 3 plot last shar
says err 'did you mean "share"?'

# what it is instead
expect 3 plot last
says err "runs/ holds none"
expect 3 plot leverage
says err "leverage is an experiment; higgle sweep leverage runs it"
expect 3 run leverage
says err "leverage is an experiment; higgle sweep leverage runs it"
expect 3 sweep split-the-pie
says err "split-the-pie is a scenario; higgle run split-the-pie plays it"
expect 3 check levrage
says err 'did you mean "leverage"?'

# runs by the beginning of their names
"$higgle" sweep leverage -n 10 --no-figures >one 2>&1
run=$(readlink runs/last)
expect 0 plot leverage concession --format svg
says out "runs/$run/figures/concession.svg"
expect 0 check leverage
says out "experiment"
expect 0 check last
says out "complete run"
expect 0 check leverage-2
says out "$run"
expect 3 run leverage-2
says err "there is no scenario"
expect 3 run last
says err "last is a run; higgle plot last draws it"
"$higgle" sweep leverage -n 20 --no-figures >two 2>&1
expect 3 plot leverage
says err "2 runs begin with"
says err "$run"
says err "$(readlink runs/last)"

# a path that exists decides; what is neither a file nor a run is refused
mkdir used-car
expect 3 check used-car
says err "is not a run directory"
expect 3 plot used-car
expect 0 run used-car
expect 3 run runs
says err "is not a run directory"
mkfifo pipe
expect 3 check pipe
expect 3 check /dev/zero
says err "is neither a file nor a folder"

# where a run goes
expect 2 sweep leverage -n 10 --out mine.yaml
says err "is a file"
expect 0 run split-the-pie -n 10 --out a/b/c
expect 0 check a/b/c
expect 2 plot last --format ""
expect 2 plot last --width 10
says err "from 200 to"
finish
