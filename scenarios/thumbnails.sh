#!/bin/sh
# scenarios/thumbnails.sh BINARY [FOLDER]: draws thumbnails/NAME.svg for every scenario, or into FOLDER: the talk that
# `higgle run NAME` tells, its leverage above and its demands below. The same binary draws the same bytes. Needs gnuplot.
set -eu
[ $# -ge 1 ] && [ -x "$1" ] || { echo "usage: scenarios/thumbnails.sh BINARY [FOLDER]" >&2; exit 2; }
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${2-$here/thumbnails}"
into=$(cd "${2-$here/thumbnails}" && pwd)
export HIGGLE_SCENARIOS="$here"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir figures
for file in "$here"/*.yaml; do
    name=$(basename "$file" .yaml)
    "$binary" plot "$name" timeline --size 720x480 --format svg --out figures >said 2>&1 || { cat said >&2; exit 1; }
    mv figures/timeline.svg "$into/$name.svg"
done
