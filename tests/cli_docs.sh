#!/bin/sh
# Every command that the documentation shows works: the README's, the help's own examples, and those in the comments of the shipped files.
# Sweeps are shortened, nothing else is changed.
. "$(dirname "$0")/cli.sh"
mkdir "$work/bin" "$work/here"
ln -s "$higgle" "$work/bin/higgle"
PATH=$work/bin:$PATH
cd "$work/here" || exit 1
cp -r "$top/scenarios" .
cp -r "$top"/tests/data/foreign/*/ .
cp genius/*.xml negolog/?.json .

# stdin: one command per line, as it would be typed; what follows two blanks or a # is a remark
try_all() {
    while IFS= read -r line; do
        command=$(printf '%s\n' "$line" | sed -e 's/^[ #]*//' -e 's/ *#.*$//' -e 's/   *[a-z0-9].*$//' -e 's/ *|.*$//' -e "s/  *$//")
        case $command in
        "higgle new agent my-agent") rm -rf my-agent ;; # README and help say it both
        "higgle bench"*) command="$command -n 256 --repetitions 1" ;;
        "higgle sweep"*--dry-run* | "higgle sweep --resume"*) ;;
        "higgle sweep"*)
            command="$(echo "$command" | sed 's/ --sessions [0-9]*//; s/ -n [0-9]*//') --sessions 20"
            ;;
        "higgle check runs/last" | "higgle plot last"*) [ -e runs/last ] || higgle sweep leverage -n 20 >/dev/null 2>&1 ;;
        esac
        sh -c "$command" >"$work/out" 2>"$work/err" </dev/null
        case $? in
        0 | 1 | 6) passed=$((passed + 1)) ;;
        *)
            failed=$((failed + 1))
            echo "failed: $command"
            cat "$work/err"
            ;;
        esac
    done <"$1"
}

grep -hE '^higgle ' "$top/README.md" "$top/scenarios/README.md" "$top/scenarios/experiments/README.md" >"$work/readme"
grep -hE '^#   [a-z]+ +higgle ' "$top"/scenarios/*.yaml "$top"/scenarios/experiments/*.yaml | sed 's/^#   [a-z]* *//' >"$work/files"
for name in $(higgle help --json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p'); do higgle help $name | grep -E '^  higgle '; done >"$work/help"
for source in readme files help; do
    [ -s "$work/$source" ] || { echo "no commands found in: $source"; failed=$((failed + 1)); }
    try_all "$work/$source"
done
finish
