#!/bin/sh
# higgle play: somebody against agents, typed, piped and interrupted; what is told when; the session kept, shown, drawn, replayed.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# lines STATUS 'LINES' ARGUMENTS...: plays what is piped in
lines() {
    status=$1
    printf "$2" >in
    shift 2
    "$higgle" play "$@" <in >out 2>err
    got=$?
    if [ "$got" -eq "$status" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "higgle play $* <<'$(cat in)': exit $got, expected $status"
        cat out err
    fi
}
# what was on the screen before the end was told
before_the_end() { sed '/ · seed [0-9]*$/,$d' out >before; }

# ---- a whole session, piped: the screen reads as if it had been typed ----
lines 0 'offer 9000 7 12 months\nworth\nfind 1500\no price=9500\nhistory\noffer 10 300 EUR, 7 days, 12 months\naccept\n' used-car
says out "A used car. You are buyer."
says out "You start a job out of town in a week."
says out "price: 8 000 to 14 000 EUR by 100"
says out "none (-1 200), 6 months (-700), 12 months (-300), 24 months (0)"
says out "The best for you: 8 000 EUR · 0 days · 24 months: worth 5 200 EUR."
says out "other dealer: worth 650 EUR, yours now"
says out "colleague: worth 1 500 EUR, comes in round 14"
says out "> offer 9000 7 12 months"
says out "you offer 9 000 EUR · 7 days · 12 months: worth 3 725 EUR to you, 3 075 above no deal"
says out "you offer 9 500 EUR · 7 days · 12 months: worth 3 225 EUR to you"
says out "you offer 10 300 EUR · 7 days · 12 months"
says out "you accept"
says out "deal in round 4"
says out "from the Nash point"
says out "seller was an agent, leverage/human"
says out "The most that nobody had a reason to refuse at the end"
silent err
lacks out "buyer>"
lacks out "$(printf '\033')"

# the same seed and the same lines are the same session, byte for byte
cp out first
lines 0 "$(cat in)\n" used-car
that cmp -s out first

# ---- nothing of the other's before the end ----
secret='--set seller.alternatives.auction.worth=777 --set seller.alternatives.walk_ins=none'
for others in "" "--undisclosed" "--undisclosed --hints"; do
    lines 0 '?\nbrief\nleverage\nhint\nbest\nfind 700\noffer 9000 7 12\nworth 9900 0 none\nhistory\nhint\n' used-car $secret $others
    before_the_end
    that test -s before
    lacks before 777
    lacks before "(hint, "
    says out "Without a deal it had 777 EUR."
done
# ... and what it is is told only where that is disclosed
lacks before "leverage/human"
says out "seller was an agent, leverage/human"
says before "an even split of what a deal gains (the Nash point) gives you"
says before "Without a deal seller has something between 0 EUR and"
lines 0 'hint\n' used-car --against boulware:beta=0.3
before_the_end
says before "seller, an agent (boulware:beta=0.3)"
says before "Hints are off"
lines 0 '' used-car --against boulware --set seller.alternatives.auction.worth=777 --set seller.alternatives.walk_ins=none --set buyer.information.reservation=all
before_the_end
says before "Without a deal seller has 777 EUR, at the start." # who knows it is told it

# ---- a wrong line costs nothing, and says what would do ----
lines 0 'ofer 1\nofferr\noffer\noffer 10350 7 none\noffer 10300 6 none\noffer 10300 7 nine\noffer price=9000\nfind much\nfind 99999\nsay\nsay hnt\nsay hint money\nsay hint alternative much\n\n# a remark\nworth\naccept now\n' used-car --set protocol.first=buyer
says out 'command "ofer" is not known; did you mean "offer"?'
says out "price is missing"
says out "the nearest are 10 300 EUR and 10 400 EUR"
says out "the nearest are 0 days and 7 days"
says out 'did you mean "none"?'
says out "there is no offer yet to change"
says out "find AMOUNT"
says out "Nothing is worth 99 999 EUR to you; the best is worth 5 200 EUR."
says out "say WORD [TOPIC] [AMOUNT]"
says out 'word "hnt" is not known; did you mean "hint"?'
says out '"much" is no amount'
says out "There is no offer of another on the table that you could accept."
lacks out "round 2 of 20"
lines 0 "$(head -c 5000 /dev/zero | tr '\0' x)\n" used-car
says out "that line is too long"
printf 'offer \377\376\nbest\n' | "$higgle" play used-car >out 2>err
says out "that line is no text"
says out "> best"

# ---- words travel with the next move ----
lines 0 'say hint alternative 1 500\noffer 9000 7 none\nwalk\n' used-car
says out 'with your next move: "I have another offer. It is worth at least 1 500 EUR to me."'
says out '(hint, false)' # told at the end: it had 650

# ---- what happens is told, with what it means; an offer that stands may be changed then ----
lines 0 "$(yes 'offer 9000 7 12' | head -13)\nwithdraw\nleverage\nquit\n" used-car
says out "colleague makes buyer an offer: worth 1 500 EUR; no deal is worth 1 500 EUR to you now, it was 650"
says out "Something changed while your offer stands"
says out "you take your offer back"
says out "colleague: worth 1 500 EUR, yours now"
lines 0 'pass\nwithdraw\n' used-car --set protocol.first=buyer
says out "You have no offer on the table that you could take back."

# ---- find: worth it, and the nearest to what they asked for first ----
lines 0 'find 1500\n' used-car
grep '^  [0-9 ]* EUR · ' out | sed 's/.*worth \([0-9 ]*\) EUR to you.*/\1/; s/ //g' >found
that [ "$(wc -l <found)" -eq 5 ]
that awk '$1 < 1500 { exit 1 }' found
lines 0 'find 0\n' split-the-pie --as two --set protocol.first=one one=hardliner
says out "outcomes worth at least 0; these are nearest to their offer"

# ---- leaving: the input's end, quit, walk; where nobody may, what comes is declined ----
lines 0 '' used-car
says out "The input is at its end: you leave the table, which counts as walking away."
lines 0 'pass\npass\n' used-car --as seller
says out "(no deal is worth 685 EUR to you now, it was 689 EUR)"
lines 0 '' used-car
says out "no deal: buyer walked away in round 1"
lines 0 'quit\noffer 9000 7 none\n' used-car
says out "You leave the table"
lacks out "> offer"
lines 0 'walk\n' used-car
says out "you walk away"
lines 0 'q\n' flea-market
says out "as nobody may walk away now, you decline all that comes"
says out "no deal"
that [ "$(grep -c 'visitor offers' out)" -le 1 ]
lines 0 'o 0.5\nq\n' theory/coase
says out "You leave although nobody may, which counts as breaking the rules"
says out "it walked although the exit rule does not allow it now"

# ---- both sides of a single offer; three parties; parties and agents by name ----
lines 0 'offer 40\n' ultimatum
says out "you offer 40 EUR"
says out "1 round: you offer, and the others answer"
says out "deal in round 1"
lines 0 'offer 3\npass\n' ultimatum --as stall
says out "It is not for you to offer now"
says out "you decline"
says out "no deal"
lines 0 'pass\naccept\npass\naccept\nquit\n' heirs bert=boulware --against conceder
says out "bert, an agent (boulware)"
says out "clara, an agent (conceder)"
says out "clara was an agent, conceder"
lines 0 '' used-car --as seller --name 'Anna B.'
says out "You are seller, and are called Anna B.."
says out "seller Anna B. (a person)"
lines 3 '' used-car --as sellr
says err 'did you mean "seller"?'
lines 2 '' used-car buyer=boulware
says err "buyer is you"
lines 3 '' used-car --against bulware
says err 'did you mean "boulware"?'
lines 3 '' leverage
says err "higgle sweep leverage"
lines 2 ''
lines 2 '' used-car --rounds 3 --set deadline.rounds=4

# ---- a person is nobody that a run could ask ----
expect 3 run used-car buyer=person
says err "higgle play SCENARIO lets one play"
expect 3 run used-car buyer=person -n 5
expect 3 plot used-car buyer=person
printf 'experiment: mine\nscenario: %s/used-car.yaml\nsessions: 5\nset: {agents.buyer: person}\n' "$top/scenarios" >mine.yaml
expect 3 sweep mine.yaml
says err "higgle play SCENARIO lets one play"
expect 0 list agents
lacks out person

# ---- kept: shown, drawn, replayed ----
lines 0 'offer 9000 7 12\nsay hint\no 10300 7 12\npass\naccept\n' used-car --out kept --name anna
says out "draw it: higgle plot 'kept#0' timeline"
that [ "$(wc -l <kept/sessions.csv)" -eq 2 ] # no blind twin: nobody plays the same talk twice
that grep -q 'agents.buyer: person' kept/config.yaml
that grep -q played.by.anna kept/log.msgpack
expect 0 check kept
expect 0 show kept 0
says out "buyer person"
says out "You should know that I have room to choose."
expect 0 show kept
expect 0 plot 'kept#0' timeline --format txt
expect 0 replay kept
expect 0 replay kept --programs
lines 2 '' used-car --out kept
says err kept
lines 0 'offer 9000 7 12\nsay hint\no 10300 7 12\npass\naccept\n' used-car --out again --name anna
that cmp -s kept/log.msgpack again/log.msgpack

# ---- killed in the middle: nobody can be asked for the rest ----
mkfifo never
"$higgle" play used-car --out killed <never >/dev/null 2>&1 &
pid=$!
exec 3>never
printf 'offer 9000 7 12\n' >&3
while [ ! -f killed/log.msgpack ]; do sleep 0.1; done
kill -9 $pid
wait $pid 2>/dev/null
exec 3>&-
expect 3 run --resume killed
says err "higgle play SCENARIO lets one play"

# ---- --json: one document, and the screen beside it ----
lines 0 'offer 9000 7 12\naccept\n' used-car --json --name anna
says err "A used car. You are buyer, and are called anna."
says out '"name": "anna"'
says out '"buyer": "person"'
says out '"result": "deal"'
if command -v python3 >/dev/null 2>&1; then
    that python3 -c 'import json; json.load(open("out"))'
fi

# ---- one terminal, one person: nobody is briefed for two ----
for two in "--against person" "seller=person" "--set agents.seller=person"; do
    lines 3 '' used-car $two
    says err "seller cannot be a person too"
    silent out
done

# ---- at a terminal ----
if has_terminals; then
    cat >typed.py <<'PY'
# Types lines into a terminal, each when the prompt before it has come; ^C and ^D as themselves.
import os, pty, select, signal, struct, sys, termios, fcntl, time
def play(args, typed, prompt, columns=80):
    pid, terminal = pty.fork()
    if pid == 0: # the size before the program: it asks for it once, at the start
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.execvp(args[0], args)
    seen, at, left, limit = b"", 0, list(typed), time.monotonic() + 60
    while time.monotonic() < limit:
        if not select.select([terminal], [], [], 0.1)[0]: continue
        try: data = os.read(terminal, 65536)
        except OSError: break
        if not data: break
        seen += data
        if left and prompt in seen[at:]:
            at = len(seen)
            os.write(terminal, left.pop(0))
    else: os.kill(pid, signal.SIGKILL)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen.decode().replace("\r\n", "\n"), left
higgle, bad = sys.argv[1], 0
def must(what, fine, seen=""):
    global bad
    if not fine: print("not so:", what, "\n", seen); bad += 1
car = [higgle, "play", "used-car"]
code, seen, left = play(car, [b"offer 9000 7 12\n", b"offer 9050 7 12\n", b"find 1500\n", b"worth 10000 7 12\n", b"offer price=10300\n", b"accept\n", b"accept\n"], b"buyer> ")
must("a whole session", code == 0 and not left, seen)
must("a prompt, and no echo of its own", "buyer> " in seen and "\n> " not in seen, seen)
must("the nearest", "the nearest are 9 000 EUR and 9 100 EUR" in seen, seen)
must("found", "outcomes worth at least 1 500 EUR" in seen, seen)
must("worth", "10 000 EUR · 7 days · 12 months: worth 2 725 EUR to you" in seen, seen)
must("a deal", "deal in round 3" in seen, seen)
must("asked once more, for it is a loss", seen.count("Once more, if you mean it") == 1, seen)
told = seen.split("buyer> ")[0]
must("as wide as the terminal", max(len(line) for line in told.split("\n")) <= 82, told)
must("no colour, no escape", "\x1b" not in seen, seen)
code, seen, left = play(car, [b"offer 13000 7 none\n", b"offer 13100 7 none\n", b"offer 13100 7 none\n", b"\x04"], b"buyer> ")
seen = " ".join(seen.split())
must("an offer at a loss is confirmed, and only that one", seen.count("Once more, if you mean it") == 2 and "you offer 13 000" not in seen and seen.count("you offer 13 100") == 1, seen)
for columns in range(30, 60):
    code, seen, left = play(car, [b"\x04"], b"buyer> ", columns)
    split = [line for line, after in zip(seen.split("\n"), seen.split("\n")[1:]) if line[-1:].isdigit() and after.strip()[:3] == "000"]
    must("no number over two lines", not split and left == [], split)
code, seen, left = play(car, [b"walk\n", b"best\n", b"walk\n", b"walk\n"], b"buyer> ")
must("walking is confirmed, at once", code == 0 and not left and seen.count("Once more") == 2 and "you walk away" in seen, seen)
code, seen, left = play(car, [b"offer 9000 7 12\n", b"\x04"], b"buyer> ")
must("^D leaves", code == 0 and "The input is at its end" in seen and "walked away in round 2" in seen, seen)
code, seen, left = play(car, [b"offer 9000 7 12\n", b"\x03"], b"buyer> ")
must("^C leaves: 130", code == 130 and "Interrupted: you leave" in seen and "walked away in round 2" in seen, seen)
code, seen, left = play(car + ["--out", "stopped"], [b"offer 9000 7 12\n", b"\x03"], b"buyer> ")
must("^C with a run: 130", code == 130 and "resume: higgle run --resume stopped" in seen, seen)
code, seen, left = play(car + ["--as", "seller", "--name", "anna", "--against", "conceder", "--undisclosed"], [b"o 13000 14 none\n", b"quit\n"], b"anna> ")
must("by name", code == 0 and not left, seen)
must("undisclosed", "conceder" not in seen.split("anna> ")[0] and "buyer was an agent, conceder" in seen, seen)
sys.exit(1 if bad else 0)
PY
    python3 typed.py "$higgle"
    that [ $? -eq 0 ]
    # its record is whole: what is missing is made of it
    expect 0 run --resume stopped
    expect 0 show stopped 0
    says out "buyer walked away in round 2"
fi
finish
