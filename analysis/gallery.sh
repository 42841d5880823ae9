#!/bin/sh
# Redraws the committed figures in analysis/gallery, byte for byte: the main experiment with its own seed.
#   ./analysis/gallery.sh BINARY
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$top"
verdict=0
"$binary" sweep leverage --out "$work/run" --format svg >/dev/null || verdict=$?
case $verdict in 0 | 1 | 6) ;; *) exit "$verdict" ;; esac # a verdict is an answer, anything else an accident
mkdir -p analysis/gallery
cp "$work"/run/figures/*.svg analysis/gallery/
ls analysis/gallery
