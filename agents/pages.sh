#!/bin/sh
# The pages of agents/README.md, below its marker: of every agent that is built in its opening comment (the rule), what it says of itself
# (`higgle describe NAME --markdown`), and its fingerprint, out of the experiment `fingerprint`. Nothing there is written by hand.
#   ./agents/pages.sh BINARY [--text | --pictures FOLDER]     prints the pages; draws the pictures elsewhere
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
export HIGGLE_SCENARIOS="$top/scenarios"
pictures=$top/agents/fingerprints
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

names() { sed -n 's/^AGENT(\(.*\))$/\1/p' "$top/agents/agents.def" | tr _ -; }
file_of() { (cd "$top" && grep -l "\.name = \"$1\"" agents/*.c agents/theory/*.c agents/compat/*.c | head -n 1); }
rule_of() { awk 'NR == 1 { sub(/^\/\* ?/, "") } { sub(/^ \* ?/, "") } { last = sub(/ ?\*\/$/, "") } { print } last { exit }' "$top/$1"; }

# Who plays one theorem alone refuses this scenario (4: agents failed): no picture.
draw() {
    rm -rf run drawn
    code=0
    "$binary" sweep fingerprint --set "agents.A=$1" --no-figures --out run >said 2>&1 || code=$?
    case $code in 0) ;; 4) return 0 ;; *) cat said >&2 && exit 1 ;; esac
    "$binary" plot run fingerprint --format svg --size 560x290 --out drawn >/dev/null
    "$top/analysis/figures/squeeze.sh" drawn/fingerprint.svg >"$into/$1.svg"
}

page() {
    file=$(file_of "$1")
    echo
    echo "### $1"
    "$binary" describe agent "$1" --markdown
    echo
    echo "[\`$file\`](${file#agents/}):"
    echo '```text'
    rule_of "$file"
    echo '```'
    [ ! -s "$pictures/$1.svg" ] || printf '\n![What %s asks for, against seven speeds](fingerprints/%s.svg)\n' "$1" "$1"
}

pages() {
    echo
    for name in $(names); do page "$name"; done
}

if [ "${2-}" = --text ]; then
    pages
    exit 0
fi
into=$pictures
[ "${2-}" != --pictures ] || into=$3
mkdir -p "$into"
rm -f "$into"/*.svg
for name in $(names); do draw "$name"; done
[ "${2-}" != --pictures ] || exit 0
marker='<!-- What follows is written by agents/pages.sh. -->'
awk -v marker="$marker" '{ print } $0 == marker { exit }' "$top/agents/README.md" >README.md
pages >>README.md
cp README.md "$top/agents/README.md"
