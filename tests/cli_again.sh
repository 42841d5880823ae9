#!/bin/sh
# What is printed to be typed again can be pasted: every again:, resume: and draw line, with hostile file names, into sh and zsh.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
shells="sh"
for shell in bash zsh; do if command -v $shell >/dev/null 2>&1; then shells="$shells $shell"; else echo "no $shell here: not pasted into it"; fi; done
mkdir bin
ln -s "$higgle" bin/higgle
PATH=$work/bin:$PATH

# paste SHELL LINE: as an interactive reader of that shell would take it, without its start-up files
paste_into() {
    case $1 in
    zsh) zsh -f -o interactivecomments -c "$2" ;;
    bash) bash --norc -c "set -o histexpand; $2" ;;
    *) $1 -c "$2" ;;
    esac
}
# words SHELL LINE: the arguments that higgle would see, one per line
words() {
    paste_into "$1" "higgle() { printf '%s\n' \"\$@\"; }
$2"
}
same_words() { # SHELL LINE FILE
    words "$1" "$2" >seen 2>&1
    if cmp -s seen "$3"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1 reads otherwise: $2"
        diff "$3" seen
    fi
}

tab=$(printf '\t')
for name in "plain" "my car" "it's" 'say "so"' '$HOME' '`id`' '~' '~root' '[ab]' 'a*b?' '!bang' '!!' '=ls' 'k==v' '#hash' 'a#b' 'a;b' 'a&b' '(x)' '{a,b}' 'back\slash' "tab${tab}bed" 'é' '^x' '%1' '<in>' "'" '-dash' '@x' '\n'; do
    file=$name.yaml
    case $name in -*) file=./$file ;; esac
    sed 's/^scenario: .*/scenario: hostile/' "$top/scenarios/split-the-pie.yaml" >"$file"
    "$higgle" run "$file" one=boulware two=conceder --set "title=a b" >out 2>err
    that [ $? -eq 0 ]
    again=$(sed -n 's/^again: //p' out | sed 's/ · draw it: .*//')
    draw=$(sed -n 's/.* · draw it: //p' out)
    that [ -n "$again" ]
    printf '%s\n' run "$file" one=boulware two=conceder --set "title=a b" --seed 1 >expected
    for shell in $shells; do
        same_words $shell "$again" expected
        if [ -n "$draw" ]; then
            words $shell "$draw" >seen 2>&1
            that [ "$(sed -n 1p seen)" = plot ]
            that [ "$(sed -n 2p seen)" = "$file" ]
        fi
    done
done

# and it does the same: the same bytes
cp "$top/scenarios/split-the-pie.yaml" 'my $car.yaml'
"$higgle" run 'my $car.yaml' one=boulware two=conceder >first 2>&1
for shell in $shells; do
    paste_into $shell "$(sed -n 's/^again: //p' first | sed 's/ · draw it: .*//')" >second 2>&1
    # a line that names the seed says itself again; all the rest is equal
    sed 's/^again: .*//' first >first.rest
    sed 's/^again: .*//' second >second.rest
    that cmp -s first.rest second.rest
done

# a run: again, draw and resume lines
out="runs of [me] & 'you'"
"$higgle" run split-the-pie -n 20 --out "$out" >out 2>err
again=$(sed -n 's/^again *//p' out)
draw=$(sed -n 's/^draw *//p' out)
printf '%s\n' run split-the-pie -n 20 >expected # the folder is taken: again means a new one
printf '%s\n' plot "$out" >expected.draw
for shell in $shells; do
    same_words $shell "$again" expected
    same_words $shell "$draw" expected.draw
done
stopped='$stopped !now'
"$higgle" sweep leverage -n 1000000 --out "$stopped" >out 2>err &
pid=$!
tries=0
while [ ! -s "$stopped/log.msgpack" ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -INT $pid
wait $pid
resume=$(sed -n 's/^resume: //p' err)
for shell in $shells; do
    words $shell "$resume" >seen 2>&1
    that [ "$(sed -n 1p seen)" = sweep ]
    that grep -qxF -- "$stopped" seen
done

# suggestions are commands too
mkdir "it's here"
"$higgle" describe used-car buyer.power.discount >out
for shell in $shells; do
    words $shell "$(sed -n 's/^ *set *//p' out)" >seen 2>&1
    printf '%s\n' run used-car --set buyer.power.discount=0.90 >expected
    that cmp -s seen expected
done
finish
