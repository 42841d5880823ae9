#!/bin/sh
# Completion: what `higgle complete` answers, and the scripts that ask it, sourced where bash and zsh exist.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
mkdir bin
ln -s "$higgle" bin/higgle
PATH=$work/bin:$PATH
tab=$(printf '\t')

# offers WORD WORDS...: completing the words offers it
offers() {
    wanted=$1
    shift
    "$higgle" complete -- "$@" >"$work/out" 2>"$work/err"
    if cut -f1 "$work/out" | grep -qxF -- "$wanted" && [ ! -s "$work/err" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "complete $*: no $wanted"
        cat "$work/out" "$work/err"
    fi
}
# exactly N WORDS...: so many are offered
exactly() {
    number=$1
    shift
    that [ "$("$higgle" complete -- "$@" 2>&1 | wc -l)" -eq "$number" ]
}

offers sweep sw
offers sweep ""
exactly 0 zz
lacks out "complete$tab"
offers used-car run us
offers leverage sweep lev
offers buyer= run used-car ""
offers buyer=boulware run used-car buyer=bou
offers buyer=leverage/human run used-car buyer=leverage/
offers buyer=boulware:beta= run used-car buyer=boulware:
offers buyer=leverage:see=none run used-car buyer=leverage:see=
offers buyer=boulware:k=0.1:beta= run used-car buyer=boulware:k=0.1:b
offers --log run used-car --l
offers full run used-car --log f
offers --log=full run used-car --log=f
offers used-car run --log full use
offers buyer.power.discount= run used-car --set buyer.power.d
says out "now 0.90"
says out "number in (0, 1]"
offers issues.price.min= run used-car --set issues.price.
says out "now 8000"
offers agents.buyer=boulware run used-car --set agents.buyer=boul
offers agents.buyer.kappa= run used-car --set agents.buyer.ka
says out "now 0.1"
offers --set=buyer.power.discount= run used-car --set=buyer.power.di
offers one.power.discount= sweep leverage --set one.power.di
offers buyer.power.discount describe used-car buyer.power.d
offers boulware describe boul
offers pie_share_ROLE describe pie
offers concession plot last conc
offers last plot la
offers agents list a
offers used-car list paths use
offers sweep help sw
offers json help js
offers zsh completions z
offers buyer describe used-car --role b
exactly 0 run -- --s
exactly 0 nothing-like-it ""
exactly 0 run no-such-scenario --set x
exactly 1 describe used-car-lev
"$higgle" run split-the-pie -n 10 --out runs/mine-20260101 >/dev/null 2>&1
offers mine-20260101 plot mine
expect 2 completions powershell
says err "there are bash, zsh, fish"
expect 2 completions bsh
says err 'did you mean "bash"?'

# asks nothing of the user: no error on TAB, whatever is typed
for line in "run '" "run \\" "-- --" "run used-car --set" "run used-car --set =" "describe ''" "plot #" "run \$(x) ="; do
    "$higgle" complete -- $line >"$work/out" 2>"$work/err"
    that [ $? -eq 0 ]
    silent err
done

# bash: the script is sourced and called as readline does
if command -v bash >/dev/null 2>&1; then
    "$higgle" completions bash >higgle.bash
    that bash -n higgle.bash
    # in_bash LINE: what TAB at its end would put in place of the last word
    in_bash() {
        bash --norc -c '
            source ./higgle.bash
            COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
            wordbreaks="=:"
            read -ra raw <<<"${1//[=:]/ & }"
            COMP_WORDS=("${raw[@]}")
            [[ $1 == *" " ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            compopt() { :; }
            _higgle
            printf "%s\n" "${COMPREPLY[@]}"' bash "$1" >"$work/out" 2>"$work/err"
        silent err
    }
    in_bash "higgle sw"
    that grep -qx sweep "$work/out"
    in_bash "higgle run used-car "
    that grep -qx 'buyer=' "$work/out"
    in_bash "higgle run used-car buyer=boul"
    that grep -qx 'boulware' "$work/out"
    in_bash "higgle run used-car buyer="
    that grep -qx 'boulware' "$work/out"
    in_bash "higgle run used-car buyer=boulware:be"
    that grep -qx 'beta=' "$work/out"
    in_bash "higgle run used-car --set buyer.power.disc"
    that grep -qx 'buyer.power.discount=' "$work/out"
    that bash --norc -c 'source ./higgle.bash; complete -p higgle | grep -q _higgle'
else
    echo "no bash here: its script is not tested"
fi

# zsh: a completion system that only notes what it is given
if command -v zsh >/dev/null 2>&1; then
    "$higgle" completions zsh >_higgle
    that zsh -n _higgle
    in_zsh() {
        zsh -f -c '
            compdef() { :; }
            compadd() { while [[ $1 != -a ]]; do shift; done; print -l -- "${(@P)2}"; }
            _files() { print FILES; }
            source ./_higgle
            words=("${(@z)1}")
            [[ $1 == *" " ]] && words+=("")
            CURRENT=$#words
            _higgle' zsh "$1" >"$work/out" 2>"$work/err"
        silent err
    }
    in_zsh "higgle sw"
    that grep -qx sweep "$work/out"
    in_zsh "higgle run used-car buyer=boul"
    that grep -qx 'buyer=boulware' "$work/out"
    in_zsh "higgle run used-car buyer=boulware:"
    that grep -qx 'buyer=boulware:beta=' "$work/out"
    in_zsh "higgle run ./no-such"
    that grep -qx FILES "$work/out"
else
    echo "no zsh here: its script is not tested"
fi
# how a figure looks, and the columns of a run
offers projector plot last --theme ""
offers --theme=dark plot last --theme=d
offers slide plot last --size ""
offers png plot last --format p
offers svg,png plot last --format svg,p
"$higgle" run split-the-pie -n 3 --out r >/dev/null 2>&1
offers pie_share_one show r --sort pie
offers round,outcome show r --columns round,out
offers outcome= show r --where out
offers paths list ""
lacks out "used-car$tab"
offers used-car list paths us
exactly 0 list agents us

if command -v fish >/dev/null 2>&1; then
    "$higgle" completions fish >higgle.fish
    that fish -n higgle.fish
fi
finish
