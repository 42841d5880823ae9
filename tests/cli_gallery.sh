#!/bin/sh
# The committed figures, and the agents' fingerprints, are what this program draws: all of them, byte for byte, by one command. Another gnuplot writes other bytes for
# the same picture: then only that every figure is drawn.
. "$(dirname "$0")/cli.sh"
if ! command -v gnuplot >/dev/null; then
    echo "skipped: gnuplot is not installed"
    exit 0
fi
that "$top/analysis/gallery.sh" "$higgle" "$work/gallery" >"$work/names" 2>"$work/err"
that "$top/agents/pages.sh" "$higgle" --pictures "$work/fingerprints"
version=$(gnuplot --version)
names=$("$higgle" list figures --json | sed -n 's/.*"name": *"\([^"]*\)".*/\1/p')
that [ -n "$names" ]
for name in $names; do
    that [ -s "$work/gallery/$name.svg" ]
    that grep -q "</svg>" "$work/gallery/$name.svg"
    that grep -qF "gallery/$name.svg" "$top/analysis/README.md"
done
for committed in "$top"/analysis/gallery/*.svg "$top"/agents/fingerprints/*.svg; do
    again=$work/$(basename "$(dirname "$committed")")/$(basename "$committed")
    drawn_by=$(sed -n 's/.*Produced by GNUPLOT \([^<]*[^< ]\) *<.*/gnuplot \1/p' "$committed")
    if [ "$drawn_by" = "$version" ]; then
        that cmp "$committed" "$again"
    else
        echo "not compared: $(basename "$committed") was drawn by $drawn_by, here is $version"
    fi
done
finish
