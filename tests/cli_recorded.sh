#!/bin/sh
# Programs that do not answer the same twice: a replay reads what they said, and how they failed, from the record; what is in their files is part of a run.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

# another agent each time it is started, and in between none at all
cat >moody.sh <<END
n=\$(cat "$work/count" 2>/dev/null || echo 0)
echo \$((n + 1)) >"$work/count"
case \$n in
0 | 2) exec $higgle serve boulware ;;
1) exec $higgle serve conceder ;;
*) echo "no more" >&2; exit 3 ;;
esac
END
moody="buyer=exec:sh moody.sh"

# read from the record: the program is not started, and need not be there
expect 0 run used-car "$moody" seller=linear -n 600 --workers 1 --out one --log full
expect 0 replay one
says out 'one replays: 600 sessions'
says out 'the answers of exec:sh moody.sh were read from the record; --programs asks again'
expect 0 replay one --json
says out '"recorded": ['
says out '"exec:sh moody.sh"'
that [ "$(cat count)" = 1 ]
expect 0 replay one#17
says out 'its row and its trace are the same'
expect 0 show one#17
that [ "$(cat count)" = 1 ]

# asked again: it says something else, and dies at last
expect 1 replay one --programs
says out 'one differs: '
lacks out 'read from the record'
expect 0 replay one --recorded
says out 'the answers of '
says out 'linear'
lacks out -- '--programs asks again'
expect 2 replay one --recorded --programs
says err 'give one of them'

# another file under the same name: noted where it does not run, an error where it would
echo '# as good as before' >>moody.sh
expect 0 replay one
says err 'note: moody.sh: has changed since it played in this run (then '
expect 0 show one#17
says err 'has changed since it played in this run'
expect 3 replay one --programs
says err 'only the same file gives the same bytes'
mv moody.sh away.sh
expect 0 replay one
says err 'moody.sh: is not there any more; its answers come from the record'
expect 3 replay one --programs
says err 'moody.sh played in it, and this file is not there any more'
mv away.sh moody.sh

# neither does it go on with what another began
size=$(wc -c <one/log.msgpack)
head -c $((size * 3 / 4)) one/log.msgpack >cut
cp cut one/log.msgpack
expect 3 run --resume one
says err 'has changed since it played in this run'
expect 6 replay one
says out 'every byte the same'

# rows hold no answers: the program is needed
echo 2 >count
expect 0 run used-car "buyer=exec:sh moody.sh" -n 50 --workers 1 --out rows --log sessions
echo 2 >count
expect 0 replay rows --workers 1
says out 'exec:sh moody.sh ran again: the record keeps no answers (its log is sessions)'
expect 2 replay rows --recorded
says err 'keeps no answers: its log is sessions'

# faults of every make: none of these programs is started again
rm -f count
fails() {
    expect 4 run used-car "buyer=$1" seller=linear -n 20 --out "$2"
    expect 0 replay "$2"
    says out "$2 replays: 20 sessions"
    says out 'were read from the record'
}
fails 'exec:false' dead
fails "exec:echo not a message" noise
fails 'exec/0.2:sleep 60' hangs
fails "exec:head -c 300 | cat" echo
fails "exec:no-such-program" nothing
fails "exec:sh -c '$higgle serve boulware | head -c 2000'" cut_short
that grep -q timeout hangs/sessions.csv

# a plugin that crashes takes nobody with it where it is served
crashes=$(dirname "$higgle")/faulty/crashes.so
if [ -f "$crashes" ]; then
    fails "exec:$higgle serve $crashes" crashes
    that grep -q crashes.so crashes/manifest.json
fi

# what names a file: the command by its path, other words by any name; each once
cp "$higgle" ./own
expect 0 run used-car "buyer=exec:./own serve boulware" --out files
that grep -q '"./own"' files/manifest.json
expect 0 run used-car "buyer=exec:$higgle serve boulware" "seller=exec:$higgle serve linear" --out twice
that [ "$(grep -c '"hash"' twice/manifest.json)" -eq 1 ]
finish
