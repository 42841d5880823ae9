#!/bin/sh
# scenarios/measure.sh BINARY [--write]: are the numbers that stories and lessons quote those that BINARY finds?
#
# A line that plays a story many times carries what came out of it behind a `#`, or, where it is long, the next line does:
#     late    higgle run used-car -n 200      # buyer 1582 EUR, 49 % of the pie, 200 deals
#     early   higgle run used-car -n 200 --set buyer.alternatives.colleague.arrives=0.2
#             gives buyer 1707 EUR, 53 % of the pie            (in a lesson: # early: buyer 1707 EUR, ...)
# And after a sweep under `What we got` stand its verdicts, each behind a `#`. All of them are run again; numbers that differ
# are shown (exit 1), or with --write replaced: after a change of the agents this one command brings all up to date.
# It knows phrases and columns of sessions.csv, no scenario.
#
# Phrases, separated by commas; a role that is named holds until the next:
#     ROLE x [EUR]        utility, mean of all sessions           price x         of the deals, mean
#     x % of the pie      of that role, mean                      round x         of the deals, from 1, mean
#     after waiting x     the same utility, discounted, mean      x deals, x walks, x deadlines   how many sessions
#     opening x           utility of its first offer, mean        efficiency x %  mean
#     alternative x       limit at the end, mean                  leverage x      at the start, mean
#     together x          sum of all utilities, mean          ISSUE VALUE in x  how many deals have it
# and `session by session, LABEL is better than LABEL in x, the same in x, worse in x` compares two lines of the file by
# the first role they name; a label stands before the command, or behind the # as `label: ...`.
set -eu
export LC_ALL=C
[ $# -ge 1 ] && [ -x "$1" ] || { echo "usage: scenarios/measure.sh BINARY [--write]" >&2; exit 2; }
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
export HIGGLE_SCENARIOS="$here"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/measure.awk" <<'AWK'
function trim(s) { gsub(/^[ #]+|[ #]+$/, "", s); return s }

function play(command, options,    dir, full) {
    dir = work "/run" (++runs)
    sub(/^higgle/, binary, command)
    full = "cd " work " && " command " " options " --out " dir " >" work "/said 2>" work "/errors </dev/null"
    status = system(full)
    if (status != 0 && status != 256 && status != 1 && status != 6 && status != 1536) {
        print FILENAME ": exit " status ": " command > "/dev/stderr"
        system("cat " work "/errors >&2")
        bad = 1
    }
    return dir "/sessions.csv"
}

# Sums, counts and, of utilities, each session's value: sum[column], n[column], each[label, column, replicate].
function read_sessions(file, label,    i, columns, name, cell) {
    delete sum; delete n; delete count; delete column_is
    if ((getline line < file) <= 0) { print "no sessions: " file > "/dev/stderr"; bad = 1; return }
    columns = split(line, name, ",")
    for (i = 1; i <= columns; i++) column_is[name[i]] = i
    total = 0
    while ((getline line < file) > 0) {
        split(line, cell, ",")
        total++
        for (i = 1; i <= columns; i++) {
            if (name[i] ~ /^offer_|^outcome$/) count[name[i], cell[i]]++
            if (name[i] == "round" && cell[column_is["outcome"]] != "deal") continue
            if (cell[i] == "") continue
            sum[name[i]] += cell[i]
            n[name[i]]++
            if (name[i] ~ /^utility_/) each[label, name[i], cell[column_is["replicate"]]] = cell[i] + 0
        }
    }
    close(file)
}

function mean(column) {
    if (!(column in column_is)) { print FILENAME ": no column " column > "/dev/stderr"; bad = 1; return 0 }
    return n[column] ? sum[column] / n[column] : 0
}

# What the phrase says, measured.
function measured(phrase,    word, words) {
    words = split(phrase, word, " ")
    if (("agent_" word[1]) in column_is) { role = word[1]; return mean("utility_" role) }
    if (phrase ~ /of the pie$/) return 100 * mean("pie_share_" role)
    if (phrase ~ /^after waiting /) return mean("gain_" role)
    if (phrase ~ /^opening /) return mean("opening_" role)
    if (phrase ~ /^alternative /) return mean("alternative_" role)
    if (phrase ~ /^together /) return mean("welfare")
    if (phrase ~ /^leverage /) return mean("leverage_" role)
    if (phrase ~ /^price /) return mean("offer_price")
    if (phrase ~ /^round /) return mean("round") + 1
    if (phrase ~ /^efficiency /) return 100 * mean("efficiency")
    if (phrase ~ / deals?$/) return count["outcome", "deal"] + 0
    if (phrase ~ / walks?$/) return count["outcome", "walk"] + 0
    if (phrase ~ / deadlines?$/) return count["outcome", "deadline"] + 0
    if (phrase ~ / in [0-9]+$/) {
        word[0] = phrase
        sub(/^[^ ]+ /, "", word[0])
        sub(/ in [0-9]+$/, "", word[0])
        return count["offer_" word[1], word[0]] + 0
    }
    print FILENAME ": unknown phrase: " phrase > "/dev/stderr"
    bad = 1
    return 0
}

# The last number of the phrase is replaced, to as many decimals as it has.
function renewed(phrase,    at, rest, old, places, text) {
    at = match(phrase, /-?[0-9]+(\.[0-9]+)?[^0-9]*$/)
    if (!at) return phrase
    rest = substr(phrase, at)
    match(rest, /^-?[0-9]+(\.[0-9]+)?/)
    old = substr(rest, 1, RLENGTH)
    rest = substr(rest, RLENGTH + 1)
    places = index(old, ".") ? length(old) - index(old, ".") : 0
    text = sprintf("%." places "f", measured(phrase))
    if (text + 0 == 0) sub(/^-/, "", text)
    return substr(phrase, 1, at - 1) text rest
}

function story_line(line,    start, hash, command, remark, label, lead, parts, part, i) {
    start = index(line, "higgle run ")
    hash = start + match(substr(line, start), / +# /) - 1
    command = substr(line, start, hash - start)
    match(substr(line, hash), / +# /)
    lead = substr(line, 1, hash + RLENGTH - 1)
    remark = substr(line, hash + RLENGTH)
    label = trim(substr(line, 1, start - 1))
    if (label == "" && match(remark, /^[a-z][a-z ]*: /)) {
        label = substr(remark, 1, RLENGTH - 2)
        lead = lead label ": "
        remark = substr(remark, RLENGTH + 1)
    }
    read_sessions(play(command, "--log sessions"), label)
    role = ""
    parts = split(remark, part, ", ")
    remark = ""
    for (i = 1; i <= parts; i++) {
        remark = remark (i > 1 ? ", " : "") renewed(part[i])
        if (i == 1) { role_of[label] = role; size_of[label] = total }
    }
    return lead remark
}

function compared(line,    at, first, second, rest, words, i, better, same, worse, a, b, c) {
    at = index(line, " is better than ")
    first = substr(line, 1, at - 1)
    sub(/.*, /, "", first)
    rest = substr(line, at + 16)
    match(rest, / in [0-9]+, the same in [0-9]+, worse in [0-9]+/)
    second = substr(rest, 1, RSTART - 1)
    c = "utility_" role_of[first]
    if (!(first in role_of) || !(second in role_of)) {
        print FILENAME ": no line is called \"" first "\" or \"" second "\"" > "/dev/stderr"
        bad = 1
    }
    better = same = worse = 0
    for (i = 0; i < size_of[first]; i++) {
        a = each[first, c, i]
        b = each[second, c, i]
        if (a > b) better++
        else if (a < b) worse++
        else same++
    }
    return substr(line, 1, at + 15) second " in " better ", the same in " same ", worse in " worse \
        substr(rest, RSTART + RLENGTH)
}

function verdicts(line,    said) {
    play(trim(substr(line, index(line, "higgle sweep "))), "--no-figures")
    while ((getline said < (work "/said")) > 0)
        if (said ~ /^(PASS|FAIL|UNDECIDED) /) {
            gsub(/  +/, "  ", said)
            print "# " said
        }
    close(work "/said")
}

/^# (PASS|FAIL|UNDECIDED) / { next }
long != "" {
    if (!/^#( +gives| [a-z][a-z ]*:) /) { print FILENAME ":" FNR ": no result of the command above" > "/dev/stderr"; bad = 1 }
    match($0, /^#( +gives)? /)
    lead = substr($0, 1, RLENGTH)
    result = story_line(long "  # " substr($0, RLENGTH + 1))
    print lead substr(result, length(long) + 5)
    long = ""
    next
}
/higgle run .* -n [0-9].* # / { print story_line($0); next }
/higgle run .* -n [0-9]/ { print; long = $0; next }
/ is better than .* in [0-9]+, the same in [0-9]+, worse in [0-9]+/ { print compared($0); next }
/^## / { results = /^## What we got/ } # a sweep among the commands of a lesson must not betray its verdicts
/^higgle sweep / && results { print; verdicts($0); next }
{ print }
END { exit bad }
AWK

differ=0
cd "$here"
for file in *.yaml lessons/*.md; do
    [ -f "$file" ] || continue
    mkdir "$work/runs"
    awk -v binary="$binary" -v work="$work/runs" -f "$work/measure.awk" "$file" >"$work/new" || { echo "$file: see above" >&2; exit 1; }
    rm -rf "$work/runs"
    cmp -s "$file" "$work/new" && continue
    if [ "${2-}" = --write ]; then
        cat "$work/new" >"$file"
        echo "$file: brought up to date"
    else
        differ=1
        diff -u "$file" "$work/new" || :
    fi
done
exit $differ
