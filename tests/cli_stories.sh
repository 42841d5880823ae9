#!/bin/sh
# The stories: every scenario has its row in the catalogue, its lesson and its picture, and plays with every agent; every command that a story or a lesson
# quotes works, and what they quote as measured is what comes out. `scenarios/measure.sh BINARY --write` brings the numbers up to date.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
stories=$top/scenarios
names=$(cd "$stories" && ls ./*.yaml | sed 's,^\./,,; s,\.yaml$,,')

# ---- the catalogue, the lessons and the pictures are of the scenarios, each of one ----
that [ "$(echo "$names" | wc -l)" -ge 12 ]
for folder in lessons/md thumbnails/svg; do
    for file in "$stories/${folder%/*}"/*."${folder#*/}"; do
        name=$(basename "$file" ".${folder#*/}")
        [ "$name" = README ] || [ -f "$stories/experiments/$name.yaml" ] || that [ -f "$stories/$name.yaml" ]
    done
done
for name in $names; do
    story=$stories/$name.yaml lesson=$stories/lessons/$name.md picture=$stories/thumbnails/$name.svg
    that grep -qF "(lessons/$name.md)" "$stories/README.md"
    that grep -qF "thumbnails/$name.svg" "$stories/README.md"
    that grep -qF "]($name.md)" "$stories/lessons/README.md"
    that [ -s "$picture" ]
    that [ "$(wc -c <"$picture")" -lt 60000 ]
    that grep -qx "scenario: $name" "$story"
    that grep -q '^title: ' "$story"
    that grep -q '^about: ' "$story"
    that grep -q '^agents:' "$story"
    # a private brief for each role
    expect 0 check "$name"
    parties=$(sed -n 's/.* \([0-9]*\) parties.*/\1/p' "$work/out")
    that [ "$(grep -c '^    brief: [A-Z]' "$story")" -eq "$parties" ]
    # the form of a sheet
    that grep -q '^# [A-Z]' "$lesson"
    that grep -Eqx "Scenario: $name · [0-9]+ minutes · groups of [2-4]-4" "$lesson"
    for part in Question Prediction Commands "What to look at" "What to discuss" "What we got"; do
        that grep -qx "## $part" "$lesson"
    done
done
for file in "$stories"/experiments/*.yaml; do
    that grep -qF "\`$(basename "$file")\`" "$stories/experiments/README.md"
    expect 0 check "$file"
done

# ---- everybody can play every story, and nobody fails; zeuthen weighs two, and says so; a theorem is about one game: it is played, or refused ----
games=$(sed -n 's/^    \.name = "\(.*\)",$/\1/p' "$top"/agents/theory/*.c)
agents=$("$higgle" help agents | sed -n 's/^\([a-z-]*\): .*/\1/p')
that [ "$(echo "$agents" | wc -l)" -ge 5 ]
faults() { # of the last run, under $work/played
    cut -d, -f5 "$work/played/sessions.csv" | grep -c agent_error
}
for name in $names; do
    roles=$("$higgle" describe "$name" --json | sed -n 's/^ *"role": "\([a-z]*\)",*$/\1/p')
    that [ -n "$roles" ]
    for agent in $agents leverage/human leverage/rational leverage/blind; do
        seats=
        for role in $roles; do seats="$seats $role=$agent"; done
        rm -rf "$work/played"
        if echo "$games" | grep -qx "$agent"; then
            "$higgle" run "$name" $seats -n 20 --log sessions --out "$work/played" >out 2>&1 </dev/null
            code=$?
            that [ $code -eq 0 -o $code -eq 4 ]
            that [ "$(faults)" -eq "$(cut -d, -f7 "$work/played/sessions.csv" | grep -c refused)" ]
            continue
        fi
        case $agent-$(echo "$roles" | wc -w) in
        zeuthen-[12]) code=0 ;;
        zeuthen-*) code=4 ;;
        *) code=0 ;;
        esac
        expect $code run "$name" $seats -n 20 --log sessions --out "$work/played"
        if [ $code -eq 0 ]; then that [ "$(faults)" -eq 0 ]; else that [ "$(faults)" -gt 0 ]; fi
    done
done

# ---- the three edits of a teacher, each one --set, change what is played ----
edit() { # SCENARIO, what the transcript then says and did not, SETTING
    expect 0 run "$1"
    lacks out "$2"
    expect 0 run "$1" --set "$3"
    says out "$2"
}
for name in used-car house-sale; do
    [ "$(grep -c "^higgle run $name --set" "$stories/lessons/$name.md")" -ge 3 ] || that false
done
edit house-sale "10 rounds" deadline.rounds=10
edit house-sale "    6  event" buyer.alternatives.second_house.arrives=0.2
edit house-sale " 500 EUR" "issues.price={min: 340000, max: 400000, step: 500, unit: EUR}"
edit used-car "8 rounds" deadline.rounds=8
edit used-car "    9  event" buyer.alternatives.colleague.arrives=0.4
edit used-car "50 EUR ·" "issues.price={min: 9000, max: 12000, step: 50, unit: EUR}"

# ---- every quoted command works ----
mkdir bin here
ln -s "$higgle" bin/higgle
PATH=$work/bin:$PATH
cd here || exit 1
grep -hE '^#   [a-z]+( [a-z]+)? +higgle ' "$stories"/*.yaml | sed 's/^#   [a-z ]*higgle /higgle /' >../quoted
grep -h '^higgle ' "$stories"/lessons/*.md >>../quoted
that [ "$(wc -l <../quoted)" -ge 100 ]
while IFS= read -r line; do
    command=$(printf '%s\n' "$line" | sed -e 's/  *# .*$//' -e "s/   *[a-z].*\$//" -e 's/  *$//')
    case $command in
    "higgle sweep"*) command="$command --sessions 20 --no-figures" ;;
    "higgle plot"*) command="$command --format txt" ;;
    *" -n "*) continue ;; # measured below
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
done <../quoted
cd ..

# ---- what is quoted as measured is what comes out; and a wrong number is found ----
that "$stories/measure.sh" "$higgle"
mkdir copy
cp -r "$stories"/*.yaml "$stories/measure.sh" "$stories/lessons" "$stories/experiments" "$stories/theory" copy
sed 's/\(-n 200 .*# buyer \)[0-9]*/\11/' "$stories/used-car.yaml" >copy/used-car.yaml
if copy/measure.sh "$higgle" >said 2>&1; then that false; else that grep -q '^-.*# buyer 1 EUR' said; fi
that copy/measure.sh "$higgle" --write >said
that cmp -s copy/used-car.yaml "$stories/used-car.yaml"

# ---- the pictures come out the same twice ----
if command -v gnuplot >/dev/null; then
    that "$stories/thumbnails.sh" "$higgle" "$work/once"
    that "$stories/thumbnails.sh" "$higgle" "$work/twice"
    that diff -r once twice
    that [ "$(ls once)" = "$(ls "$stories/thumbnails")" ]
fi
finish
