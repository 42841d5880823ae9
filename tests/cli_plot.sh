#!/bin/sh
# plot: whose figures, which session, how they look, what is said about it.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
command -v gnuplot >/dev/null || { echo "skipped: gnuplot is not installed"; exit 0; }

# one session of a scenario, the one that run tells
expect 0 plot used-car timeline outcome-space --seed 3 --format svg --out one
says out "one/timeline.svg"
says out "one/outcome-space.svg"
that [ "$(wc -l <out)" -eq 6 ]
that grep -q "^SUBTITLE = 'used-car, session 0 .* seed 3'" one/timeline.gp
"$higgle" run used-car --seed 3 >told 2>/dev/null
deal=$(sed -n 's/^deal in round \([0-9]*\).*/\1/p' told)
[ -z "$deal" ] || that grep -q "'deal, round $deal'" one/outcome-space.gp
that [ "$(sed -n 's/.*"sessions": \([0-9]*\).*/\1/p' runs/last/manifest.json | head -1)" -le 3 ]

# a figure of the run needs more of them; other agents, other settings
expect 0 plot split-the-pie one=boulware two=conceder share timeline -n 5 --format txt --set deadline.rounds=8
says out "one boulware, two conceder"
expect 2 plot split-the-pie one=boulware one=linear timeline
says err "one is given twice"
expect 2 plot split-the-pie one= timeline
says err '"one=" is not ROLE=AGENT'
expect 3 plot split-the-pie three=linear timeline
says err '"agents.three"'
expect 2 plot used-car 3 timeline
says err "--seed says which session"

# a session of a run whose record keeps rows only: it is played again
"$higgle" run used-car -n 4 --log sessions --out rows >/dev/null 2>&1
"$higgle" run used-car -n 4 --log full --out full >/dev/null 2>&1
expect 0 plot rows#2 timeline --format svg
expect 0 plot full 2 timeline --format svg
that cmp rows/figures/timeline.dat full/figures/timeline.dat
that cmp rows/figures/timeline.svg full/figures/timeline.svg
expect 0 plot full#1
that [ "$(grep -c '\.svg$' out)" -eq 2 ]
expect 0 plot rows
lacks out "timeline"
says out "rows/figures/share.svg"
expect 3 plot rows#400 timeline
says err "there is no session 400 in the record"
expect 2 plot rows#x timeline
says err "is not the number of a session"
expect 2 plot rows#1 2 timeline
says err "one session at most"
expect 2 plot rows timeline 2
says err "right behind its run"
expect 2 plot rows one=linear
says err "it has been played"
expect 2 plot rows --set deadline.rounds=3
says err "it has been played"
expect 3 plot rows timelime
says err 'did you mean "timeline"?'

# names that mean something to gnuplot, or nothing
expect 0 plot full share --format svg --out ./-x
expect 0 plot full share --format svg --out '$(x)'
expect 0 plot full share --format svg --out "'q'"
expect 2 plot full share --format svg --out 'a
b'
says err "line break"
cat >quoted.yaml <<'YAML'
experiment: quoted
scenario: split-the-pie
sessions: 2
vary:
  patience: {"'low'": {one.power.discount: 0.5}, high: {one.power.discount: 0.9}}
YAML
expect 0 sweep quoted.yaml --no-figures --out quoted
expect 0 plot quoted concession --format svg

# any measure, and what is no measure
cat >ladder.yaml <<'YAML'
experiment: ladder
scenario: split-the-pie
sessions: 40
vary:
  one.reservation: [0.1, 0.2, 0.3]
agents: {one: leverage, two: linear}
hypotheses:
  better: {measure: pie_share_one, rises_with: one.reservation}
YAML
"$higgle" sweep ladder.yaml --no-figures --out ladder >/dev/null 2>&1
expect 0 plot ladder effect agreement-time calibration --format svg,txt
says out "ladder/figures/agreement-time.svg"
says out "ie share of one rises with one.reservation"
expect 0 plot ladder effect --measure efficiency --format txt
says out "fficiency"
expect 3 plot ladder effect --measure eficiency --format svg
says err 'did you mean "efficiency"?'
expect 3 plot ladder event-study --format svg
says err "event-study cannot be drawn"

# what could only be empty is refused
"$higgle" run ultimatum -n 40 --out once >/dev/null 2>&1
expect 3 plot once concession --format svg
says err "talks have one round here"

# looks
for theme in light dark print projector; do
    expect 0 plot ladder effect --theme $theme --format svg,png --out "effect-$theme"
    expect 0 plot full timeline outcome-space --theme $theme --format svg,png,pdf,txt --out "look-$theme"
    that [ "$(find "look-$theme" -size +0 -type f | wc -l)" -eq 12 ]
done
that grep -q 'width="1280" height="720"' look-projector/timeline.svg
expect 0 plot full timeline --size 640x480 --format svg
that grep -q 'width="640" height="480"' full/figures/timeline.svg
expect 0 plot full timeline --size slide --height 900 --format svg
that grep -q 'width="1280" height="900"' full/figures/timeline.svg
expect 2 plot full --theme drak
says err 'did you mean "dark"?'
expect 2 plot full --size slyde
says err 'did you mean "slide"?'

# a script runs by itself, in any theme
cp full/figures/timeline.svg before.svg
(cd / && LC_ALL=C.UTF-8 gnuplot "$work/full/figures/timeline.gp")
that cmp before.svg full/figures/timeline.svg
(cd / && LC_ALL=C.UTF-8 gnuplot -e "THEME='dark'" "$work/full/figures/timeline.gp")
that grep -q 'fill="#14171c"' full/figures/timeline.svg

# what was written, for programs
expect 0 plot full#1 timeline --format svg --json
says out '"session": 1'
says out '"full/figures/timeline.svg"'
that [ "$(grep -c '"run":' out)" -eq 1 ]
expect 0 plot used-car timeline --format svg --json
that [ "$(grep -c '^{' out)" -eq 1 ]

# the first picture on the desktop
mkdir bin
printf '#!/bin/sh\necho "$1" >"%s/opened"\n' "$work" >bin/xdg-open
chmod +x bin/xdg-open
PATH_BEFORE=$PATH
PATH=$work/bin:$PATH_BEFORE
expect 0 plot full timeline --format txt,svg --open
PATH=$PATH_BEFORE
for wait in 1 2 3 4 5 6 7 8 9 10; do [ -s opened ] || sleep 0.2; done
that grep -q '^full/figures/timeline.svg$' opened
mkdir plain
for tool in gnuplot; do ln -s "$(command -v $tool)" plain/$tool; done
PATH=$work/plain
"$higgle" plot full timeline --format svg --open >out 2>err
code=$?
PATH=$PATH_BEFORE
that [ "$code" -eq 3 ]
says err "xdg-open is not installed: open full/figures/timeline.svg"
expect 2 plot full timeline --format txt --open
says err "there is no picture to open"

# a folder of its user's own is made, and nothing in it is overwritten
expect 0 plot full share --format svg --out new/deep
cp new/deep/share.svg kept
expect 2 plot rows share --format svg --out new/deep
says err "new/deep/share.svg: error: is there already; nothing is overwritten"
that cmp -s kept new/deep/share.svg
expect 0 plot full timeline --format svg --out new/deep
expect 0 plot full share --format svg
expect 0 plot full share --format svg # those of the run itself are drawn again
finish
