#!/bin/sh
# Manners: what a terminal sees of a run, what a file sees, what ^C and SIGUSR1 do; the man page; the overview; names and suggestions.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# ---- progress: on a terminal one line, redrawn at most ten times a second; a plain stream gets lines ----
if has_terminals; then
    cat >terminal.py <<'PY'
# Runs a command with stderr on a terminal; sends signals at given times; keeps what the terminal saw.
import os, pty, sys, time, select, signal, subprocess
def play(args, term, signals, seconds):
    master, slave = pty.openpty()
    env = dict(os.environ, TERM=term)
    child = subprocess.Popen(args, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave, env=env)
    os.close(slave)
    seen, start, left = b"", None, list(signals)
    while True:
        ready, _, _ = select.select([master], [], [], 0.05)
        if ready:
            try: data = os.read(master, 65536)
            except OSError: break
            if not data: break
            if start is None: start = time.monotonic()
            seen += data
        elif child.poll() is not None: break
        if start is None: continue
        while left and time.monotonic() - start > left[0][0]:
            child.send_signal(left.pop(0)[1])
    code = child.wait()
    return code, seen, (time.monotonic() - start) if start else 0
higgle = sys.argv[1]
bad = 0
def must(what, fine, seen=b""):
    global bad
    if not fine: print("not so:", what, seen[-300:]); bad += 1
sweep = [higgle, "sweep", "leverage", "-n", "1000000", "--no-figures"]
code, seen, seconds = play(sweep + ["--out", "t1"], "xterm", [(1.5, signal.SIGUSR1), (2.5, signal.SIGINT)], 4)
must("130 after one ^C", code == 130, seen)
must("it is redrawn", seen.count(b"\r") >= 3, seen)
must("at most ten times a second", seen.count(b"\r") <= 10 * seconds + 8, b"%d in %d" % (seen.count(b"\r"), seconds))
must("ETA", b"ETA" in seen, seen)
must("SIGUSR1 leaves a line of its own", seen.count(b"errors 0\r\n") >= 1 or b"errors 0\n" in seen, seen)
must("the line is gone at the end", b"\r\x1b[K" in seen, seen)
must("how to go on", b"resume: higgle sweep --resume t1" in seen, seen)
code, seen, _ = play(sweep + ["--out", "t2"], "dumb", [(0.5, signal.SIGINT)], 2)
must("TERM=dumb: no escape sequence", b"\x1b" not in seen, seen)
must("no colour anywhere", b"\x1b[3" not in seen, seen)
code, seen, seconds = play(sweep + ["--out", "t3"], "xterm", [(1.0, signal.SIGINT), (1.001, signal.SIGINT)], 3)
must("a second ^C leaves at once", code in (-2, 130) and seconds < 3, seen)
sys.exit(1 if bad else 0)
PY
    python3 terminal.py "$higgle"
    that [ $? -eq 0 ]
fi
"$higgle" sweep leverage -n 1000000 --no-figures --out lines >out 2>err &
pid=$!
sleep 3.5
kill -USR1 $pid 2>/dev/null
sleep 0.3
kill -INT $pid 2>/dev/null
wait $pid
that [ $? -eq 130 ]
that [ "$(grep -c 'sessions  ' err)" -ge 1 ]
that [ "$(grep -c 'sessions  ' err)" -le 12 ]
that grep -q ETA err
lacks err "$(printf '\r')"

# ---- the plan, told ----
expect 0 run used-car -n 100 --dry-run
says out "100"
says out "session"
that [ ! -e runs ]
expect 0 sweep leverage --dry-run
says out "60 cells and 45 blind twins"
that [ ! -e runs ]

# ---- the overview is one screen ----
expect 0 help
that [ "$(wc -l <"$work/out")" -le 30 ]
that [ "$(awk 'length > 100' "$work/out" | wc -l)" -eq 0 ]
that [ "$(cut -c10-20 "$work/out" | grep -c '^complete ')" -eq 0 ]
for command in run sweep plot list describe leverage check doctor cite completions bench help version; do says out " $command"; done

# ---- the man page ----
expect 0 help --man
cp "$work/out" higgle.1
if command -v man >/dev/null 2>&1 && man --help 2>/dev/null | grep -q -- --warnings; then
    LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings=all -l higgle.1 >page 2>complaints
    that [ ! -s complaints ]
    that grep -q "EXIT STATUS" page
fi
if command -v groff >/dev/null 2>&1; then
    groff -ww -man -Tutf8 higgle.1 >page 2>complaints
    that [ ! -s complaints ]
fi
if command -v mandoc >/dev/null 2>&1; then that mandoc -T lint -W error higgle.1; fi

# ---- names: the nearest of everything ----
nearest() { # STATUS TEXT ARGUMENTS...
    status=$1 text=$2
    shift 2
    expect "$status" "$@"
    says err "did you mean"
    says err "$text"
}
nearest 2 sweep swep leverage
nearest 2 --sessions sweep leverage --sesions 3
nearest 2 sessions run used-car --log sesions
nearest 3 boulware run used-car buyer=bulware
nearest 3 human run used-car buyer=leverage/humn
nearest 3 beta run used-car buyer=boulware:bta=1
nearest 3 buyer run used-car byer=boulware
nearest 3 used-car run used-cra
nearest 3 buyer.power.discount run used-car --set buyer.power.discuont=0.5
nearest 3 concession plot last concesion
nearest 3 boulware describe bolware
nearest 3 pie_share describe pie_shar
nearest 2 agents list agnts
nearest 3 buyer.power.discount describe used-car buyer.power.discont
nearest 3 buyer describe used-car --role byer
nearest 2 experiment help experimnt
nearest 3 scenario describe agent used-car
expect 0 describe used-car agents.buyer.kappa
says out "default  0.5"
"$higgle" run split-the-pie -n 10 --out runs/mine-20260101 >/dev/null 2>&1
nearest 3 mine-20260101 check mine-20260110
sed 's/measure: pie_share_one/measure: pie_shar_one/' "$top/scenarios/experiments/leverage.yaml" >column.yaml
expect 3 check column.yaml
says err "pie_share_one"
rm column.yaml
expect 2 describe leverage
says err "an agent and an experiment"
says err "higgle describe agent leverage"
expect 0 describe agent leverage
expect 0 describe experiment leverage

# ---- the same names from any folder ----
mkdir -p elsewhere/deep
(cd elsewhere/deep && unset HIGGLE_SCENARIOS && "$higgle" check "$top/scenarios/used-car.yaml" >/dev/null 2>&1)
that [ $? -eq 0 ]
(cd elsewhere/deep && "$higgle" run used-car >/dev/null 2>&1)
that [ $? -eq 0 ]
expect 0 check mine
expect 0 run split-the-pie -n 10
expect 0 check last

# ---- list and describe: everything that is listed can be described ----
for kind in agent experiment figure lesson scenario; do
    for name in $("$higgle" list ${kind}s --json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p'); do
        expect 0 describe $kind "$name"
    done
done
for name in $("$higgle" list measures --json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p'); do
    expect 0 describe measure "$name"
    says out "$name"
done
"$higgle" list paths used-car --json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p' >paths
while IFS= read -r path; do expect 0 describe used-car "$path"; done <paths
that [ "$(wc -l <paths)" -gt 50 ]
printf 'scenario: [\n' >broken.yaml
printf 'services: {web: 1}\n' >compose.yaml
expect 0 list scenarios
says out "cannot be read: higgle check broken.yaml"
lacks out "compose"
rm broken.yaml compose.yaml
expect 0 list agents --where LEVERAGE
says out "leverage"
lacks out "boulware"
expect 0 describe used-car
lacks out "start a job out of town"
expect 0 describe used-car --role buyer
says out "start a job out of town"
lacks out "auction"
expect 2 describe boulware --role buyer
says err "only a scenario has roles"

# ---- citing: every paper that is quoted has its entry ----
expect 0 cite
for paper in "Robotics and Autonomous Systems" "The Bargaining Problem" "An Outside Option Experiment"; do says out "$paper"; done
grep -hoE '"[A-Zd][A-Za-z. ,&]* (18|19|20)[0-9]{2}(; [^"]*)?"' "$top"/agents/*.c "$top"/agents/compat/*.c "$top"/agents/theory/*.c "$top"/agents/parts/*.[ch] "$top"/sim/model/solution.h | tr -d '"' | tr ';' '\n' | sed 's/^ *//' | sort -u >quoted
that [ -s quoted ]
while IFS= read -r paper; do
    that grep -qF "\"$paper\"" "$top/sim/cli/commands/references.def"
done <quoted
expect 0 run split-the-pie one=boulware two=conceder -n 5 --out cited
expect 0 cite cited
says out "faratin1998"
lacks out "zeuthen1930"
says out "note = {run"

# ---- the doctor ----
"$higgle" doctor >"$work/out" 2>"$work/err"
that [ $? -le 3 ]
silent err
for row in gnuplot svg font scenarios runs locale cores; do that grep -Eq "^(ok|missing|without)  *$row " "$work/out"; done

# ---- checks that were blind ----
expect 0 check cited
echo "garbage" >>cited/sessions.csv
expect 3 check cited
says err "cited/sessions.csv: error: was changed after the run"
sed -i '$ d' cited/sessions.csv
expect 0 check cited
printf 'x' >>cited/parties.csv
expect 3 check cited
cat >real.yaml <<'YAML'
scenario: real
issues: {share: {min: 0, max: 1}}
parties:
  one: {receives: share}
  two: {pays: share, value: {base: 1}}
deadline: {rounds: 5}
agents: {one: boulware, two: linear}
YAML
expect 0 check real.yaml
says out "a real range"
lacks out "4 503"
sed 's/share:/a=b:/; s/receives: share/receives: "a=b"/; s/pays: share/pays: "a=b"/' real.yaml >named.yaml
expect 3 check named.yaml
says err "between a name and its value"
cat >itself.yaml <<'YAML'
experiment: itself
scenario: split-the-pie
sessions: 10
vary:
  patience: {low: {one.power.discount: 0.5}, high: {one.power.discount: 1}}
  other: {weak: {two.power.discount: 0.5}, strong: {two.power.discount: 1}}
hypotheses:
  beyond_itself: {measure: pie_share_one, rises_with: patience, beyond: {other: weak}}
YAML
expect 0 check itself.yaml
lacks err "compared with itself"
sed 's/beyond: {other: weak}/in: {other: weak}, beyond: {other: weak}/' itself.yaml >nothing.yaml
expect 0 check nothing.yaml
says err "compared with itself: \`in\` leaves nothing else"
finish
